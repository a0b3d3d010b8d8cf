//! Score sheets with every rule: maxima and cut-offs of few figures, so that totals fall on cut-offs and are equal to one another.
//!
//! Parts that do not fit, such as a proportion of a two-sided threshold, are mended where the check says so: what is refused is
//! shown by other tests.

use std::collections::BTreeSet;

use kehoach::{
    CriterionId, DutyStatus, Grade, GradeId, GroupId, Interval, Number, Plan, SheetId, TargetId, TaskId,
    Threshold,
    score::{
        Adjustment, AdjustmentBy, Basis, ByValue, Condition, Cutoff, Deduction, DutyRate, Gate, GateOn,
        Group, NotApplicable, Progress, Quota, QuotaBase, Rate, Rounding, Rule, Sheet, SheetCriterion,
        SheetError, SheetParts, Step, StepCount,
    },
};

use super::{
    LABELS, Picks, period, pick,
    targets::{numbers, percents},
    units::{kind, scope_id},
};

const MAXIMA: [&str; 5] = ["10", "5", "20", "1", "7.5"];
const STATUSES: [DutyStatus; 7] = [
    DutyStatus::DoneLate,
    DutyStatus::Overdue,
    DutyStatus::Due,
    DutyStatus::DoneOnTime,
    DutyStatus::Upcoming,
    DutyStatus::AwaitingInstruction,
    DutyStatus::NotApplicable,
];

fn figure(text: &str) -> Number {
    text.parse().unwrap()
}

fn threshold(text: &str) -> Threshold {
    text.parse().unwrap()
}

fn criterion_id(n: usize) -> CriterionId {
    CriterionId::new(&format!("c{n}")).unwrap()
}

fn grade_id(n: usize) -> GradeId {
    GradeId::new(&format!("g{n}")).unwrap()
}

fn group_id(n: u8) -> GroupId {
    GroupId::new(&format!("p{n}")).unwrap()
}

fn some_target(plan: &Plan, n: u8) -> TargetId {
    plan.targets()[usize::from(n) % plan.targets().len()].id.clone()
}

/// Mostly all tasks; else one of them.
fn some_tasks(plan: &Plan, n: u8) -> Vec<TaskId> {
    let one = plan.tasks().get(usize::from(n) / 3 % plan.tasks().len().max(1));
    one.filter(|_| n.is_multiple_of(3)).map(|task| task.id.clone()).into_iter().collect()
}

fn by_value(p: &Picks<12>, share: bool) -> ByValue {
    let values = |form: u8, a: u8, b: u8| if share { percents(form, a, b) } else { numbers(form, a, b) };
    let points = ["1", "0.5", "2.5", "10", "3"];
    match p[2] % 8 {
        0 => ByValue::AllOrNothing,
        1 => ByValue::Proportional { floor: None },
        2 => ByValue::Proportional { floor: Some(figure(pick(&["0", "1", "33.33", "50", "66.67"], p[3]))) },
        3 => {
            // Overlapping ones are dropped, not mended: each step that fits stays.
            let mut steps: Vec<Step> = Vec::new();
            for k in 0..1 + usize::from(p[3] % 3) {
                let values = values(p[4 + k], p[5 + k], p[6 + k]);
                let interval = values.values().unwrap();
                let overlaps = |step: &Step| !step.values.values().unwrap().and(&interval).is_empty();
                if !interval.is_empty() && !steps.iter().any(overlaps) {
                    steps.push(Step { values, points: figure(pick(&["0", "1", "0.5"], p[7 + k])) });
                }
            }
            if steps.is_empty() { ByValue::AllOrNothing } else { ByValue::Steps(steps) }
        }
        4 | 5 => ByValue::PerShortfall {
            step: figure(pick(&["1", "5", "0.5", "10", "33.33"], p[3])),
            points: figure(pick(&points, p[4])),
            count: if p[5].is_multiple_of(2) { StepCount::Whole } else { StepCount::Begun },
        },
        _ => ByValue::BaseAndSteps {
            base: figure(pick(&["0", "1", "0.5"], p[3])),
            step: figure(pick(&["1", "5", "0.5", "10", "3"], p[4])),
            points: figure(pick(&points, p[5])),
            by: if p[6].is_multiple_of(2) { Progress::WholeSteps } else { Progress::ProRata },
        },
    }
}

fn criterion(n: usize, p: &Picks<12>, plan: &Plan) -> SheetCriterion {
    let rule = match p[0] % 8 {
        0 => Rule::Judged,
        1 => Rule::PerOccurrence {
            tasks: some_tasks(plan, p[1]),
            deduct: if p[2].is_multiple_of(2) {
                Deduction::Points(figure(pick(&["1", "0.5", "3"], p[3])))
            } else {
                Deduction::Percent(figure(pick(&["10", "33.33", "25"], p[3])))
            },
            cap: p[4].is_multiple_of(2).then(|| figure(pick(&["1", "0.5"], p[5]))),
        },
        2 => {
            let rate = if p[8].is_multiple_of(2) { DutyRate::OnTime } else { DutyRate::Completed };
            let on =
                Basis::Duties { tasks: some_tasks(plan, p[1]), rate, asked: percents(p[9], p[10], p[11]) };
            Rule::Value { on, by: by_value(p, true) }
        }
        _ => {
            let target = some_target(plan, p[1]);
            let share = plan.target(&target).unwrap().aggregate.measured() == Some(kehoach::Measured::Share);
            Rule::Value { on: Basis::Target(target), by: by_value(p, share) }
        }
    };
    SheetCriterion {
        id: criterion_id(n),
        title: "criterion".to_owned(),
        clause: None,
        group: (p[10] % 3 < 2).then(|| group_id(p[10] % 3)),
        max: figure(pick(&MAXIMA, p[9])),
        rule,
    }
}

fn adjustment(n: usize, p: &Picks<8>, plan: &Plan) -> Adjustment {
    let target = some_target(plan, p[1]);
    let judged = plan.target(&target).unwrap().indicator.is_none();
    Adjustment {
        id: criterion_id(100 + n),
        title: "adjustment".to_owned(),
        clause: None,
        penalty: p[2].is_multiple_of(2),
        target,
        by: if judged || p[3].is_multiple_of(2) { AdjustmentBy::Met } else { AdjustmentBy::PerUnit },
        points: figure(pick(&["1", "0.5", "2"], p[4])),
        cap: figure(pick(&["1", "5", "20"], p[5])),
    }
}

fn rate(p: &Picks<8>, plan: &Plan) -> Rate {
    let targets = if p[2].is_multiple_of(2) { Vec::new() } else { vec![some_target(plan, p[3])] };
    match p[1] % 6 {
        0 => Rate::OnTime { tasks: some_tasks(plan, p[2]) },
        1 => Rate::Met { targets },
        2 => Rate::AboveZero,
        3 => Rate::Subordinates { at_least: grade_id(usize::from(p[2] % 2)) },
        _ => Rate::Exceeded { targets },
    }
}

fn gate(p: &Picks<8>, plan: &Plan, criteria: usize) -> Gate {
    let on = match p[1] % 3 {
        0 => GateOn::Missed(some_target(plan, p[2])),
        1 => GateOn::Duty {
            tasks: some_tasks(plan, p[2]),
            statuses: STATUSES
                .iter()
                .copied()
                .enumerate()
                .filter(|(k, _)| (p[3] | 1 << (p[4] % 7)) >> k & 1 == 1)
                .map(|(_, s)| s)
                .collect(),
        },
        _ => GateOn::Points(criterion_id(usize::from(p[2]) % criteria), numbers(p[3], p[4], p[5])),
    };
    Gate { on, at_most: grade_id(usize::from(p[6] % 2)) }
}

fn quota(p: &Picks<8>) -> Quota {
    let (grade, least) = (1 + usize::from(p[1] % 2), grade_id(usize::from(p[2] % 3)));
    Quota {
        grade: grade_id(grade),
        share: threshold(pick(&["<= 50%", "< 50%", "<= 20%", "<= 34%", "< 100%", "<= 100%", "<= 0%"], p[3])),
        of: match p[4] % 5 {
            0 => QuotaBase::All,
            1 => QuotaBase::Kind(kind(p[2])),
            2 => QuotaBase::Graded,
            _ => QuotaBase::AtLeast { grade: least, with_own: p[5].is_multiple_of(2) },
        },
        at_least_one: p[6].is_multiple_of(3),
    }
}

/// Cut-offs of one style, at figures that totals come to.
fn cutoffs(p: &Picks<8>) -> Vec<Cutoff> {
    let cuts = [("1", "5"), ("5", "10"), ("7.5", "15"), ("10", "20"), ("2.5", "10")];
    let (low, high) = pick(&cuts, p[6]);
    let (low, high) = (figure(low), figure(high));
    let end = |at, closed| kehoach::End { at, closed };
    let points = if p[7].is_multiple_of(2) {
        [Interval::below(low), Interval::between(end(low, true), end(high, false)), Interval::at_least(high)]
    } else {
        [Interval::at_most(low), Interval::between(end(low, false), end(high, true)), Interval::above(high)]
    };
    let cutoff = |(n, points)| Cutoff {
        grade: Grade { id: grade_id(n), name: format!("g{n}") },
        points: Threshold::Plain(points),
        conditions: Vec::new(),
    };
    points.into_iter().enumerate().map(cutoff).collect()
}

pub(super) fn sheet(head: &Picks<8>, criteria: &[Picks<12>], clauses: &[Picks<8>], plan: &Plan) -> Sheet {
    let own =
        if head[0].is_multiple_of(3) { period(pick(&LABELS, head[1])).and(plan.period()) } else { None };
    let mut parts =
        SheetParts::new(SheetId::new("b").unwrap(), "sheet", own.unwrap_or(plan.period()), scope_id(head[2]));
    parts.places = 1 + u32::from(head[3] % 2);
    parts.rounding = pick(&[Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up], head[3] / 2);
    parts.not_applicable = Some(pick(
        &[
            NotApplicable::Full,
            NotApplicable::Zero,
            NotApplicable::LeftOutOfGroup,
            NotApplicable::LeftOutOfTotal,
        ],
        head[4],
    ));
    parts.criteria = criteria.iter().enumerate().map(|(n, p)| criterion(n, p, plan)).collect();
    for n in 0..2 {
        if parts.criteria.iter().any(|criterion| criterion.group == Some(group_id(n))) {
            let max = (head[5] >> n & 1 == 1).then(|| figure(pick(&["1", "5", "10"], head[5] / 4)));
            parts.groups.push(Group { id: group_id(n), title: "group".to_owned(), max });
        }
    }
    parts.grades = if head[5] >= 240 { Vec::new() } else { cutoffs(head) };
    for (n, p) in clauses.iter().enumerate() {
        match p[0] % 5 {
            0 => parts.adjustments.push(adjustment(n, p, plan)),
            _ if parts.grades.is_empty() => {}
            1 => parts.gates.push(gate(p, plan, criteria.len())),
            2 => parts.quotas.push(quota(p)),
            3 => parts.ties.push(criterion_id(usize::from(p[1]) % criteria.len())),
            _ => {
                let asked = threshold(pick(&["= 100%", ">= 50%", "> 50%", ">= 30%", "<= 50%"], p[4]));
                parts.grades[1 + usize::from(p[5] % 2)]
                    .conditions
                    .push(Condition { rate: rate(p, plan), asked });
            }
        }
    }
    mended(parts, head, plan)
}

/// What is refused is made simpler until it is taken.
fn mended(mut parts: SheetParts, head: &Picks<8>, plan: &Plan) -> Sheet {
    loop {
        let errors = match Sheet::new(parts.clone(), plan) {
            Ok(sheet) => return sheet,
            Err(errors) => errors,
        };
        // From the last to the first, so that places stay what they are.
        let mut left_out = BTreeSet::new();
        for (place, error) in errors.into_iter().rev() {
            let mut remove = |entry| left_out.insert(entry);
            match (place.entry, error) {
                (_, SheetError::DoNotAddUp { found, .. }) => {
                    parts.points = found;
                    parts.total_max = head[6].is_multiple_of(3).then(|| found.plus(1.into()).unwrap());
                }
                (Some(("groups", n)), _) => parts.groups[n].max = None,
                (Some(("criteria", n)), SheetError::JudgedTarget { .. }) => {
                    if let Rule::Value { by, .. } = &mut parts.criteria[n].rule {
                        *by = ByValue::AllOrNothing;
                    }
                }
                (
                    Some(("criteria", n)),
                    SheetError::TwoSided { .. }
                    | SheetError::NoProportion { .. }
                    | SheetError::FloorInside { .. },
                ) => {
                    if let Rule::Value { by, .. } = &mut parts.criteria[n].rule {
                        *by = ByValue::PerShortfall {
                            step: 1.into(),
                            points: 1.into(),
                            count: StepCount::Begun,
                        };
                    }
                }
                (Some(("criteria", n)), _) => parts.criteria[n].rule = Rule::Judged,
                (Some(entry @ ("adjustments", n)), _) if remove(entry) => drop(parts.adjustments.remove(n)),
                (Some(("grades", n)), _) => parts.grades[n].conditions.clear(),
                (Some(entry @ ("gates", n)), _) if remove(entry) => drop(parts.gates.remove(n)),
                (Some(entry @ ("quotas", n)), _) if remove(entry) => drop(parts.quotas.remove(n)),
                (Some(("adjustments" | "gates" | "quotas", _)), _) => {}
                (place, error) => panic!("{place:?}: {error}"),
            }
        }
    }
}
