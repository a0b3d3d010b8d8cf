//! What was said: reports, declared wholes, judgements; completions, instructions, points.

use chrono::{Days, NaiveDate};
use kehoach::{
    Aggregate, Completed, Completion, Declared, GradeId, Indicator, Instruction, Judged, JudgedPoints,
    Judgement, Ledger, Measure, Number, Observation, Period, Plan, Register, Report, Rhythm, Share, ShareBy,
    Target, Timing, UnitId, Value,
    score::{Rule, Sheet},
};

use super::{DAYS, GRADES, LABELS, Picks, day, period, pick};

/// Small figures at and beside the thresholds; of shares also wholes of 0.
fn value(measure: &Measure, n: u8) -> Value {
    let share = |pairs: &[(u64, u64)]| {
        let (part, whole) = pick(pairs, n);
        Value::Share(Share::new(part, whole).unwrap())
    };
    match measure {
        Measure::Done(_) => Value::Done(!n.is_multiple_of(3)),
        Measure::Count(_) => Value::Number(pick(&[0_u64, 1, 1, 2, 3, 5], n).into()),
        Measure::Amount { least, greatest, .. } => {
            let figure =
                pick(&["0", "1", "2", "2.5", "5", "-1", "12", "2.4999"], n).parse::<Number>().unwrap();
            Value::Number(figure.max(*least).min(greatest.unwrap_or(figure.max(*least))))
        }
        // Small parts, so that they mostly stay below the latest whole when they add up.
        Measure::Share(ShareBy::Cumulative) => {
            share(&[(0, 6), (1, 6), (2, 8), (3, 8), (2, 10), (0, 0), (1, 20), (0, 4), (5, 5), (4, 6)])
        }
        Measure::Share(_) => share(&[
            (0, 0),
            (0, 3),
            (1, 2),
            (2, 4),
            (1, 3),
            (2, 3),
            (3, 3),
            (9, 10),
            (17, 20),
            (85, 100),
            (8501, 10_000),
            (1, 1),
            (0, 1),
        ]),
        Measure::Grade(_) => Value::Grade(GradeId::new(pick(&GRADES, n)).unwrap()),
        other => panic!("the generator does not know {other:?}"),
    }
}

fn report(measure: &Measure, n: u8) -> Report {
    if n % 8 == 7 {
        Report::NotApplicable { because: "không có".to_owned() }
    } else {
        Report::Value(value(measure, n / 8))
    }
}

/// Whether a unit exists on some day that the figures of a period are about: else a report is an error, shown elsewhere.
pub(crate) fn is_there(plan: &Plan, register: &Register, unit: &UnitId, label: Period) -> bool {
    let (first, last) = register.life(unit).unwrap();
    let there =
        |p: Period| first.is_none_or(|first| first <= p.last()) && last.is_none_or(|last| p.first() <= last);
    there(label) && there(plan.calendar().days(label))
}

pub(super) fn ledger(
    plan: &Plan,
    register: &Register,
    rows: &[Picks<10>],
    single: &[Picks<8>],
    later: &[Picks<6>],
) -> Ledger {
    let mut ledger = Ledger::new();
    let ids: Vec<UnitId> = register.ids().cloned().collect();
    let indicator = |n: u8| &plan.indicators()[usize::from(n) % plan.indicators().len()];
    let unit = |n: u8| ids[usize::from(n) % ids.len()].clone();
    let mut enter = |indicator: &Indicator,
                     unit: UnitId,
                     label: Period,
                     report: Report,
                     on: NaiveDate,
                     corrects: bool| {
        if is_there(plan, register, &unit, label) {
            // Entries that contradict one another are refused, and the case goes on without them.
            let _ = ledger.add(Observation {
                indicator: indicator.id.clone(),
                unit,
                period: label,
                report,
                reported_on: on,
                source: None,
                corrects,
            });
        }
    };
    for p in rows {
        // Regular reports: by a mask of sub-periods, soon after each has ended; all of them not applicable now and then.
        let (indicator, unit) = (indicator(p[0]), unit(p[1]));
        let mut labels: Vec<Period> = plan.period().touching(indicator.reported).collect();
        labels
            .extend(plan.judging_periods(&plan.targets()[0]).filter(|_| indicator.reported == Rhythm::Once));
        let mask = u16::from(p[2]) | u16::from(p[3]) << 8 | if p[4].is_multiple_of(2) { u16::MAX } else { 0 };
        for (k, label) in labels.into_iter().enumerate() {
            let code = p[5 + k % 4].wrapping_add(k as u8 * 8);
            let report =
                if p[4] % 16 == 1 { report(&indicator.measure, 7) } else { report(&indicator.measure, code) };
            if mask >> (k % 16) & 1 == 1 {
                let on = plan.calendar().days(label).last() + Days::new(u64::from(p[9] % 3) * 20);
                enter(indicator, unit.clone(), label, report, on, false);
            }
        }
    }
    for p in single.iter().filter(|p| p[0] % 4 < 2) {
        let indicator = indicator(p[1]);
        let report = report(&indicator.measure, p[3]);
        enter(
            indicator,
            unit(p[2]),
            period(pick(&LABELS, p[4])),
            report,
            day(pick(&DAYS, p[5])),
            p[6].is_multiple_of(4),
        );
    }
    let made: Vec<Observation> = ledger.observations().collect();
    for p in later.iter().filter(|_| !made.is_empty()) {
        let mut entry = made[usize::from(p[0]) % made.len()].clone();
        let measure = &plan.indicator(&entry.indicator).unwrap().measure;
        entry.report = if p[1].is_multiple_of(3) { Report::Withdrawn } else { report(measure, p[2]) };
        // On the same day as a correction, or some days later with or without the word.
        entry.reported_on = entry.reported_on + Days::new(u64::from(p[3] % 3) * 30);
        entry.corrects = p[3].is_multiple_of(3) || p[4].is_multiple_of(2);
        let _ = ledger.add(entry);
    }
    for p in single.iter().filter(|p| p[0] % 4 == 2) {
        let indicator = indicator(p[1]);
        let labels: Vec<Period> =
            plan.period().touching(indicator.reported).chain([period(pick(&LABELS, p[4]))]).collect();
        let (unit, label) = (unit(p[2]), labels[usize::from(p[3]) % labels.len()]);
        if matches!(indicator.measure, Measure::Share(_)) && is_there(plan, register, &unit, label) {
            let whole = pick(&[0, 1, 2, 3, 4, 10], p[5]);
            let (indicator, declared_on) = (indicator.id.clone(), day(pick(&DAYS[..12], p[6])));
            let _ = ledger.declare(Declared {
                indicator,
                unit,
                period: label,
                whole,
                declared_on,
                source: None,
                corrects: p[7].is_multiple_of(4),
            });
        }
    }
    let judgeable: Vec<&Target> =
        plan.targets().iter().filter(|t| t.aggregate == Aggregate::Judgement).collect();
    for p in single.iter().filter(|p| p[0] % 4 == 3 && !judgeable.is_empty()) {
        let target = judgeable[usize::from(p[1]) % judgeable.len()];
        let periods: Vec<Period> = plan.judging_periods(target).collect();
        let period = periods[usize::from(p[3]) % periods.len()];
        let judged = pick(&[Judged::Met, Judged::Missed, Judged::NotApplicable], p[4]);
        let (target, judged_on) = (target.id.clone(), day(pick(&DAYS, p[5])));
        let subject = if p[2].is_multiple_of(2) { plan.issuer().clone() } else { unit(p[2]) };
        if !is_there(plan, register, &subject, period) {
            continue;
        }
        let _ = ledger.judge(Judgement {
            target,
            subject,
            period,
            judged,
            judged_on,
            grounds: None,
            corrects: p[6].is_multiple_of(4),
        });
    }
    ledger
}

/// Done on the due day, on the day before and the day after it, recorded then or later; not applicable; taken back.
pub(super) fn of_tasks(ledger: &mut Ledger, plan: &Plan, register: &Register, picks: &[Picks<6>]) {
    let ids: Vec<UnitId> = register.ids().cloned().collect();
    for p in picks.iter().filter(|_| !plan.tasks().is_empty()) {
        let task = &plan.tasks()[usize::from(p[0]) % plan.tasks().len()];
        let timings: Vec<&Timing> = task.when.timings().map(|(_, timing)| timing).collect();
        let timing = timings[usize::from(p[1]) % timings.len()];
        if matches!(timing, Timing::OnInstruction(_)) && p[2].is_multiple_of(2) {
            let issued_on = day(pick(&DAYS, p[3]));
            let due = (p[4] % 3 > 0).then(|| issued_on + Days::new(u64::from(p[4] / 3)));
            let (task, by, corrects) = (task.id.clone(), ids[0].clone(), p[5].is_multiple_of(4));
            let given = Instruction { task, by, issued_on, due, source: None, corrects };
            // One that contradicts another of the same day is refused, and the case goes on without it.
            let _ = ledger.instruct(given);
            continue;
        }
        let occurrences: Vec<_> = timing.occurrences(plan.period()).take(40).collect();
        let Some(one) = occurrences.get(usize::from(p[2]) % occurrences.len().max(1)) else { continue };
        let last = one.last().unwrap_or(day(pick(&DAYS, p[3])));
        let done_on = match p[3] % 5 {
            0 => last.pred_opt().unwrap(),
            1 => last.succ_opt().unwrap(),
            2 => last - Days::new(u64::from(p[4])),
            _ => last,
        };
        let completion = Completion {
            task: task.id.clone(),
            unit: ids[usize::from(p[5]) % ids.len()].clone(),
            occurrence: one.label().to_string(),
            completed: match p[4] % 8 {
                0 => Completed::Withdrawn,
                1 => Completed::NotApplicable { because: "không phát sinh".to_owned() },
                _ => Completed::Done(done_on),
            },
            recorded_on: done_on + Days::new(pick(&[0, 0, 1, 40], p[4] / 8)),
            source: None,
        };
        if completion.check(plan, register, ledger).is_ok() {
            ledger.complete(completion);
        }
    }
}

/// Points at both ends and between them, recorded and corrected.
pub(super) fn points(ledger: &mut Ledger, sheet: &Sheet, register: &Register, picks: &[Picks<6>]) {
    let ids: Vec<UnitId> = register.ids().cloned().collect();
    let judged: Vec<_> = sheet.criteria().iter().filter(|criterion| criterion.rule == Rule::Judged).collect();
    for p in picks.iter().filter(|_| !judged.is_empty()) {
        let criterion = judged[usize::from(p[0]) % judged.len()];
        let points = [Number::ZERO, criterion.max, "0.5".parse().unwrap(), 1.into()];
        let _ = ledger.award(JudgedPoints {
            sheet: sheet.id().clone(),
            criterion: criterion.id.clone(),
            subject: ids[usize::from(p[1]) % ids.len()].clone(),
            period: sheet.period(),
            points: pick(&points, p[2]),
            judged_on: day(pick(&DAYS, p[3])),
            grounds: None,
            corrects: p[4].is_multiple_of(4),
        });
    }
}
