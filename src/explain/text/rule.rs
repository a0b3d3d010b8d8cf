//! What is said of how points are given, and of the arithmetic at a value.

use crate::{
    explain::{Figure, RuleSaid, WorkingSaid, words::Words},
    language::Language,
    quantity::{Fraction, Number},
    score::Rounding,
};

use super::verdict::exactly;

pub(super) fn said(w: &Words, rule: &RuleSaid, max: Number, percent: bool) -> String {
    let vi = w.language == Language::Vietnamese;
    let max = w.number(max);
    let unit = |step: Number| match (percent, step == Number::from(1)) {
        (true, true) => w.pick("điểm phần trăm", "percentage point"),
        (true, false) => w.pick("điểm phần trăm", "percentage points"),
        (false, true) => w.pick("đơn vị", "unit"),
        (false, false) => w.pick("đơn vị", "units"),
    };
    match rule {
        RuleSaid::AllOrNothing if vi => format!("đạt được {max} điểm, không đạt được 0 điểm"),
        RuleSaid::AllOrNothing => format!("{max} points where it is met, 0 where it is missed"),
        RuleSaid::Proportional { floor, places, rounding, most_missed } => {
            let most = w.number(*most_missed);
            let floor = floor.map_or(String::new(), |floor| {
                let sign = if percent { "%" } else { "" };
                format!(
                    "; {} {}{sign}: 0 {}",
                    w.pick("kém hơn", "worse than"),
                    w.number(floor),
                    w.pick("điểm", "points")
                )
            });
            let rounding = rounded(w, *rounding, *places);
            if vi {
                format!("theo tỷ lệ với mức yêu cầu, {rounding}; chưa đạt thì không quá {most} điểm{floor}")
            } else {
                format!(
                    "in proportion to what is asked, {rounding}; at most {most} points where it is missed{floor}"
                )
            }
        }
        RuleSaid::Steps { steps } => {
            let word = w.pick("điểm", "points");
            let each: Vec<String> = steps
                .iter()
                .map(|(values, points)| format!("{}: {} {word}", w.threshold(values), w.number(*points)))
                .collect();
            format!("{}; {}: 0 {word}", each.join("; "), w.pick("ngoài các mức này", "outside these"))
        }
        RuleSaid::PerShortfall { step, points, begun } => {
            let (unit, step, points) = (unit(*step), w.number(*step), w.number(*points));
            let count = if *begun {
                w.pick("phần lẻ tính tròn lên", "begun steps count")
            } else {
                w.pick("phần lẻ không tính", "only whole steps count")
            };
            if vi {
                format!(
                    "{max} điểm, cứ lệch {step} {unit} so với mức yêu cầu trừ {points} điểm, {count}, không dưới 0 điểm"
                )
            } else {
                format!(
                    "{max} points, less {points} for each {step} {unit} away from what is asked, {count}, not below 0"
                )
            }
        }
        RuleSaid::BaseAndSteps { base, step, points, pro_rata, places, rounding } => {
            let unit = unit(*step);
            let (base, step, points) = (w.number(*base), w.number(*step), w.number(*points));
            let count = if *pro_rata {
                format!("{}, {}", w.pick("theo tỷ lệ", "in proportion"), rounded(w, *rounding, *places))
            } else {
                w.pick("phần lẻ không tính", "only whole steps count").to_owned()
            };
            if vi {
                format!(
                    "đạt được {base} điểm, cứ hơn mức yêu cầu {step} {unit} cộng {points} điểm, {count}, tối đa {max} điểm; không đạt được 0 điểm"
                )
            } else {
                format!(
                    "{base} points where it is met, {points} more for each {step} {unit} beyond what is asked, {count}, at most {max}; 0 where it is missed"
                )
            }
        }
        RuleSaid::PerOccurrence { points, percent, cap, late, pending } => {
            let each = match (points, percent) {
                (Some(points), _) => format!("{} {}", w.number(*points), w.pick("điểm", "points")),
                (None, Some(percent)) => {
                    format!("{}% {}", w.number(*percent), w.pick("của điểm tối đa", "of the maximum"))
                }
                (None, None) => String::new(),
            };
            let cap = cap.map_or(String::new(), |cap| {
                format!(", {} {}", w.pick("trừ tối đa", "at most"), w.number(cap))
            });
            let pending = if *pending == 0 {
                String::new()
            } else {
                format!(
                    "; {pending} {}",
                    w.pick("lần chưa đến hạn có thể chậm", "more are pending and may become late")
                )
            };
            if vi {
                format!(
                    "{max} điểm, mỗi lần chậm hoặc thiếu trừ {each}{cap}; có {late} lần chậm hoặc thiếu{pending}"
                )
            } else {
                format!(
                    "{max} points, less {each} for each late or missing occurrence{cap}; {late} late or missing{pending}"
                )
            }
        }
        RuleSaid::Judged => w.pick("người có thẩm quyền chấm", "an assessor records the points").to_owned(),
    }
}

fn rounded(w: &Words, rounding: Rounding, places: u32) -> String {
    let mode = match rounding {
        Rounding::HalfUp => w.pick("làm tròn nửa lên", "rounded half up"),
        Rounding::HalfEven => w.pick("làm tròn nửa về số chẵn", "rounded half to even"),
        Rounding::Down => w.pick("làm tròn xuống", "rounded down"),
        Rounding::Up => w.pick("làm tròn lên", "rounded up"),
    };
    if w.language == Language::Vietnamese {
        format!("{mode} đến {places} chữ số thập phân")
    } else {
        format!("{mode} to {places} decimal {}", if places == 1 { "place" } else { "places" })
    }
}

/// The arithmetic at one value; nothing where the rule needs none.
pub(super) fn working_text(w: &Words, rule: &RuleSaid, max: Number, said: &WorkingSaid) -> Option<String> {
    let working = &said.working;
    let value = exactly(w, &Figure { value: working.value, shown: said.value });
    let points = format!("{} {}", w.number(working.points), w.pick("điểm", "points"));
    let max = w.number(max);
    let state = if working.met { w.pick("đạt", "met") } else { w.pick("không đạt", "missed") };
    let exact = working.exact.map(|exact| w.fraction(exact));
    Some(match (rule, exact, &said.bound) {
        (RuleSaid::Proportional { .. }, Some(exact), Some(bound)) => {
            let bound = w.shown(bound);
            let product = if working.rises {
                format!("{max} × {value} / {bound}")
            } else {
                format!("{max} × {bound} / {value}")
            };
            format!("{product} = {exact} → {points}")
        }
        (RuleSaid::PerShortfall { .. }, Some(exact), _) => {
            let (away, steps) =
                (working.distance.unwrap_or(Fraction::ZERO), working.steps.unwrap_or(Fraction::ZERO));
            let (away, steps) = (w.fraction(away), w.fraction(steps));
            let word = w.pick("bậc", "steps");
            format!(
                "{value}: {} {away}, {steps} {word}, {max} − {exact} → {points}",
                w.pick("lệch", "away by")
            )
        }
        (RuleSaid::BaseAndSteps { base, .. }, Some(exact), _) => {
            let (away, steps) =
                (working.distance.unwrap_or(Fraction::ZERO), working.steps.unwrap_or(Fraction::ZERO));
            let (away, steps, base) = (w.fraction(away), w.fraction(steps), w.number(*base));
            let word = w.pick("bậc", "steps");
            format!(
                "{value}: {} {away}, {steps} {word}, {base} + {exact} → {points}",
                w.pick("hơn", "beyond by")
            )
        }
        (RuleSaid::Steps { .. }, ..) => format!("{value} → {points}"),
        _ => format!("{value}: {state} → {points}"),
    })
}
