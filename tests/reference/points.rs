//! Section 10: points. From what a target, a duty or an assessor came to, by each rule, to the total.
//!
//! **Where.** A sheet's subjects are the units of its scope on the last day of its period of figures. A target is judged in the
//! sheet's period [S15]; one that an assessor judges, in the last of its judging periods inside it. Of tasks the occurrences
//! count that are a subject's [section 9] and end in the sheet's period, by the day stated and not the one that a day of rest moves it
//! to [T9]; what has no last day, unless it begins later.
//!
//! **Rules** say what one value is worth. Points are the least and the greatest over every value that can still occur; of values
//! that lie dense, an open end counts as its limit.
//!
//! | rule | points of a value |
//! |---|---|
//! | all or nothing | the maximum where the verdict is met, else 0, whatever the closing policy made of it [S17] |
//! | proportional | max x min(1, v / bound), or max x min(1, bound / v), not below 0, and 0 where the bound is not above 0; a value that misses at most one unit of the scale less than the maximum, one worse than the floor nothing [S2, S3] |
//! | steps | those of the step that holds it, else 0 [S4] |
//! | per shortfall | max less so many for each whole or begun step of its distance to what is asked, not below 0 [S5] |
//! | base and steps | where it is met, so many and so many more for each further step, up to the maximum; else 0 |
//! | per occurrence | max less so much for each late one, up to a cap, not below 0; pending ones that have a last day in the low end only [S6, S19] |
//! | judged | as recorded; until then anything from 0 to the maximum |
//!
//! Where what is asked is unknown, all but steps can give anything from 0 to the maximum.
//!
//! **Adding up.** A criterion that does not apply counts full, zero, or is left out of its group or of the total [S1]; where it
//! may still turn out not to apply, both are tried. A group's sum is rescaled where criteria are left out of it: x all its maxima /
//! those that count, rounded once, then its own maximum; the total likewise over what groups can bring [A24]. Bonus and penalty
//! come after it; the total is not below 0 and not above its stated maximum [S7]. With nothing that counts there is no score.

use kehoach::{
    Aggregate, Asked, DutyStatus, FigureBy, Fraction, Interval, Measure, Number, Period, Tally, Target,
    TargetId, TaskId, UnitId, UnitTally, Verdict,
    score::{
        AdjustmentBy, Basis, ByValue, Deduction, DutyRate, Group, NotApplicable, Progress, Rounding, Rule,
        Sheet, SheetCriterion, StepCount,
    },
};

use super::{
    Answer, Reference, Result, Span,
    duties::{Stand, rates},
    number, over, point,
    values::{cut, ends},
    verdicts::{Demand, verdict},
};

/// Least and greatest points.
pub(crate) type Points = (Fraction, Fraction);

/// What a criterion comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Criterion {
    pub(crate) points: Option<Points>,
    pub(crate) may_be_not_applicable: bool,
    pub(crate) counted: Option<Points>,
    pub(crate) known: Fraction,
}

/// What a group comes to: the sum of what counts of it, all its maxima, the maxima of what counts, and what it brings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct OfGroup {
    pub(crate) sum: Points,
    pub(crate) all_max: Fraction,
    pub(crate) counted_max: Fraction,
    pub(crate) points: Option<Points>,
}

/// What a subject comes to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Total {
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) groups: Vec<OfGroup>,
    pub(crate) sum: Option<Points>,
    pub(crate) adjustments: Vec<Points>,
    pub(crate) total: Option<Points>,
    pub(crate) completeness: Option<Fraction>,
}

/// A sheet, to be scored at subjects.
pub(crate) struct Scorecard<'r, 'a> {
    pub(super) reference: &'r Reference<'a>,
    pub(super) sheet: &'a Sheet,
    /// How all occurrences stand.
    pub(super) stands: Vec<Stand>,
}

/// On which side of what is asked a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Short,
    Inside,
    Beyond,
}

/// What a rule reads of a target, or of a rate of duties.
pub(super) struct Found {
    pub(super) verdict: Verdict,
    /// The values that can occur; none where an assessor judges.
    values: Vec<Span>,
    /// Whether there may be nothing to measure after all.
    pub(super) nothing: bool,
    pub(super) asked: Option<Span>,
    /// Whether it is a share, whose unit is the percentage point.
    pub(super) percent: bool,
}

impl Found {
    pub(super) fn can_be_met(&self) -> bool {
        matches!(self.verdict, Verdict::Met | Verdict::Open)
    }

    pub(super) fn can_be_missed(&self) -> bool {
        matches!(self.verdict, Verdict::Missed | Verdict::Open)
    }

    /// A distance in the threshold's own unit.
    fn in_units(&self, distance: Fraction) -> Fraction {
        if self.percent { distance.times(number(100)).unwrap() } else { distance }
    }

    /// A figure in the threshold's own unit, as a value.
    fn value(&self, figure: Number) -> Fraction {
        if self.percent { over(figure.fraction(), 100) } else { figure.fraction() }
    }
}

fn whole(n: i128) -> Fraction {
    Fraction::new(n, 1).unwrap()
}

/// To so many digits after the point.
pub(crate) fn round(value: Fraction, places: u32, mode: Rounding) -> Fraction {
    let scale = whole(10_i128.pow(places));
    let negative = value < Fraction::ZERO;
    let size = if negative { Fraction::ZERO.minus(value).unwrap() } else { value };
    let scaled = size.times(scale).unwrap();
    let below = scaled.floor();
    let rest = scaled.minus(whole(below)).unwrap();
    let half = Fraction::new(1, 2).unwrap();
    let up = match mode {
        Rounding::Down => false,
        Rounding::Up => rest > Fraction::ZERO,
        Rounding::HalfUp => rest >= half,
        Rounding::HalfEven => rest > half || (rest == half && below % 2 == 1),
    };
    let size = whole(if up { below + 1 } else { below }).over(scale).unwrap();
    if negative { Fraction::ZERO.minus(size).unwrap() } else { size }
}

fn either(a: Option<Points>, b: Option<Points>) -> Option<Points> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

fn plus(a: Points, b: Points) -> Points {
    (a.0.plus(b.0).unwrap(), a.1.plus(b.1).unwrap())
}

fn sides(piece: &Span, asked: &Span) -> Vec<Side> {
    if piece.lies_within(asked) {
        return vec![Side::Inside];
    }
    let below = |end: kehoach::End<Fraction>| {
        if end.closed { Interval::below(end.at) } else { Interval::at_most(end.at) }
    };
    let above = |end: kehoach::End<Fraction>| {
        if end.closed { Interval::above(end.at) } else { Interval::at_least(end.at) }
    };
    let short = asked.low().copied().map(below).is_some_and(|below| piece.lies_within(&below));
    let beyond = asked.high().copied().map(above).is_some_and(|above| piece.lies_within(&above));
    // An empty two-sided demand can be on both sides of one value.
    [(short, Side::Short), (beyond, Side::Beyond)]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, side)| side)
        .collect()
}

impl<'a> Reference<'a> {
    pub(crate) fn scorecard<'r>(&'r self, sheet: &'a Sheet, stands: Vec<Stand>) -> Scorecard<'r, 'a> {
        Scorecard { reference: self, sheet, stands }
    }
}

impl Scorecard<'_, '_> {
    pub(super) fn last_day(&self) -> chrono::NaiveDate {
        self.reference.days(self.sheet.period()).last()
    }

    /// In register order.
    pub(crate) fn subjects(&self) -> Vec<UnitId> {
        let scopes = self.reference.plan.scopes();
        self.reference.units.members(scopes, &self.sheet.parts().subjects, self.last_day())
    }

    // ---- What rules read ----

    pub(super) fn target(&self, id: &TargetId) -> &Target {
        self.reference.plan.target(id).unwrap()
    }

    /// The period in which the sheet judges a target.
    fn period(&self, target: &Target) -> Period {
        let own = self.sheet.period();
        if target.aggregate != Aggregate::Judgement {
            return own;
        }
        let mut inside =
            self.reference.judging_periods(target).into_iter().filter(|period| own.holds(*period));
        inside.next_back().unwrap()
    }

    /// What an assessor judges, the sheet asks for at its subjects, whether the plan does or not.
    pub(super) fn answer(&self, target: &Target, subject: &UnitId) -> Result<Answer> {
        self.reference.answer(target, self.period(target), subject)
    }

    /// Whether a target is judged at the subject by the plan alone: what is measured always is.
    pub(super) fn is_asked_by_plan(&self, target: &Target, subject: &UnitId) -> Result<bool> {
        let answer = self.reference.asked_at(target, self.period(target), subject)?;
        Ok(answer.verdict == self.answer(target, subject)?.verdict)
    }

    /// What a rule reads of a target, its values told apart at these ends beside what is asked.
    pub(super) fn found(&self, target: &Target, subject: &UnitId, more: &[Fraction]) -> Result<Found> {
        let verdict = self.answer(target, subject)?.verdict;
        let percent = matches!(target.aggregate, Aggregate::ShareOfUnits(_) | Aggregate::PooledShare);
        if target.aggregate == Aggregate::Judgement {
            return Ok(Found { verdict, values: Vec::new(), nothing: false, asked: None, percent });
        }
        let completions = self.reference.possible(target, self.period(target), subject, more)?;
        let values: Vec<Span> = completions.iter().flatten().copied().collect();
        let asked = self.reference.asked(target, subject)?;
        // Among an outer target's units an unknown baseline is taken to be one that may have no unit.
        let no_baseline = asked.is_none() && target.within.is_some();
        let nothing = verdict == Verdict::Open && (values.len() < completions.len() || no_baseline);
        Ok(Found { verdict, values, nothing, asked, percent })
    }

    /// Those of some tasks, or of all, in the subject's subtree and the sheet's period, by the last day that the plan states: a day of rest
    /// moves it to no other sheet [T9]. The period of a sheet lies on the
    /// calendar's own days here: a schedule is not shifted [A9].
    pub(super) fn duties(&self, subject: &UnitId, tasks: &[TaskId]) -> Vec<Stand> {
        let period = self.sheet.period();
        let mut here = self.reference.occurrences_at(&self.stands, subject);
        here.retain(|one| tasks.is_empty() || tasks.contains(&one.task));
        here.retain(|one| match one.stated {
            Some(last) => period.contains(last),
            None => one.first.is_none_or(|first| first <= period.last()),
        });
        here
    }

    pub(super) fn rate(&self, subject: &UnitId, tasks: &[TaskId], rate: DutyRate) -> UnitTally {
        let (on_time, completed) = rates(self.duties(subject, tasks).iter());
        if rate == DutyRate::OnTime { on_time } else { completed }
    }

    // ---- Rules ----

    fn round(&self, value: Fraction) -> Fraction {
        round(value, self.sheet.parts().places, self.sheet.parts().rounding)
    }

    /// What a value is worth on its side of what is asked; none stands for a value beyond all bounds.
    fn worth(
        &self,
        by: &ByValue,
        max: Fraction,
        found: &Found,
        side: Side,
        value: Option<Fraction>,
    ) -> Fraction {
        let asked = found.asked.unwrap();
        match by {
            ByValue::Proportional { .. } if side == Side::Inside => max,
            ByValue::Proportional { floor } => {
                let one_unit = Fraction::new(1, 10_i128.pow(self.sheet.parts().places)).unwrap();
                let rises = asked.low().is_some();
                let bound = asked.low().or(asked.high()).unwrap().at;
                let Some(value) = value else { return Fraction::ZERO };
                let floor = floor.map(|floor| found.value(floor));
                if floor.is_some_and(|floor| if rises { value < floor } else { value > floor }) {
                    return Fraction::ZERO;
                }
                // The bound itself misses where it is left out; to a bound that is not above 0 nothing is in proportion.
                let ratio = if value == bound {
                    Fraction::ONE
                } else if bound <= Fraction::ZERO {
                    Fraction::ZERO
                } else {
                    let ratio = if rises { value.over(bound) } else { bound.over(value) };
                    ratio.unwrap().min(Fraction::ONE).max(Fraction::ZERO)
                };
                self.round(max.times(ratio).unwrap()).min(max.minus(one_unit).unwrap())
            }
            ByValue::PerShortfall { .. } if side == Side::Inside => max,
            ByValue::PerShortfall { step, points, count } => {
                let Some(value) = value else { return Fraction::ZERO };
                let distance = match side {
                    Side::Beyond => value.minus(asked.high().unwrap().at),
                    _ => asked.low().unwrap().at.minus(value),
                };
                let steps = found.in_units(distance.unwrap()).over(step.fraction()).unwrap();
                let steps = if *count == StepCount::Whole { steps.floor() } else { steps.ceil() };
                let deducted = points.fraction().times(whole(steps)).unwrap();
                max.minus(deducted).unwrap().max(Fraction::ZERO)
            }
            ByValue::BaseAndSteps { .. } if side != Side::Inside => Fraction::ZERO,
            ByValue::BaseAndSteps { base, step, points, by } => {
                let Some(value) = value else { return max };
                let further = match asked.low() {
                    Some(low) => value.minus(low.at),
                    None => asked.high().unwrap().at.minus(value),
                };
                let steps = found.in_units(further.unwrap()).over(step.fraction()).unwrap();
                let points = points.fraction();
                let more = match by {
                    Progress::WholeSteps => points.times(whole(steps.floor())).unwrap(),
                    Progress::ProRata => self.round(points.times(steps).unwrap()),
                };
                base.fraction().plus(more).unwrap().min(max)
            }
            ByValue::AllOrNothing | ByValue::Steps(_) => unreachable!("these ask for no distance"),
        }
    }

    /// The least and the greatest over all values that can occur; none where there is nothing to measure.
    fn by_value(&self, by: &ByValue, max: Fraction, found: &Found) -> Option<Points> {
        let all = (Fraction::ZERO, max);
        if found.verdict == Verdict::NotApplicable {
            return None;
        }
        match (by, found.asked) {
            (ByValue::AllOrNothing, _) => Some((
                if found.can_be_missed() { Fraction::ZERO } else { max },
                if found.can_be_met() { max } else { Fraction::ZERO },
            )),
            (ByValue::Steps(steps), _) => {
                let intervals: Vec<Span> = steps.iter().map(|step| step.values.values().unwrap()).collect();
                let ends: Vec<Fraction> = intervals.iter().flat_map(ends).collect();
                let worth = |piece: &Span| {
                    let step = intervals.iter().position(|interval| piece.lies_within(interval));
                    let points = step.map_or(Fraction::ZERO, |step| steps[step].points.fraction());
                    (points, points)
                };
                cut(found.values.clone(), &ends)
                    .iter()
                    .map(worth)
                    .fold(None, |all, one| either(all, Some(one)))
            }
            (_, None) => Some(all),
            (_, Some(asked)) => {
                let mut points = None;
                for piece in cut(found.values.clone(), &ends(&asked)) {
                    let ends = [piece.low().map(|end| end.at), piece.high().map(|end| end.at)];
                    for (side, end) in
                        sides(&piece, &asked).into_iter().flat_map(|side| ends.map(|end| (side, end)))
                    {
                        let worth = self.worth(by, max, found, side, end);
                        points = either(points, Some((worth, worth)));
                    }
                }
                points
            }
        }
    }

    /// All ends at which some rule of a target tells values apart.
    fn ends(by: &ByValue, percent: bool) -> Vec<Fraction> {
        match by {
            ByValue::Steps(steps) => {
                steps.iter().flat_map(|step| ends(&step.values.values().unwrap())).collect()
            }
            ByValue::Proportional { floor: Some(floor) } if percent => vec![over(floor.fraction(), 100)],
            ByValue::Proportional { floor: Some(floor) } => vec![floor.fraction()],
            _ => Vec::new(),
        }
    }

    fn criterion(&self, criterion: &SheetCriterion, subject: &UnitId) -> Result<Criterion> {
        let max = criterion.max.fraction();
        let one = |points, nothing, known| Criterion {
            points,
            may_be_not_applicable: nothing && points.is_some(),
            counted: self.counted(points, max),
            known: if points.is_some() { known } else { Fraction::ONE },
        };
        Ok(match &criterion.rule {
            Rule::Judged => {
                let of = |p: &&kehoach::JudgedPoints| {
                    p.sheet == *self.sheet.id() && p.criterion == criterion.id && p.subject == *subject
                };
                let recorded = self.reference.ledger.judged_points().filter(of);
                let known = recorded.filter(|p| p.judged_on <= self.reference.as_of);
                match known.max_by_key(|p| (p.judged_on, p.corrects)) {
                    Some(p) => one(Some((p.points.fraction(), p.points.fraction())), false, Fraction::ONE),
                    None => one(Some((Fraction::ZERO, max)), false, Fraction::ZERO),
                }
            }
            Rule::Value { on: Basis::Target(id), by } => {
                let target = self.target(id);
                let percent = matches!(target.aggregate, Aggregate::ShareOfUnits(_) | Aggregate::PooledShare);
                let found = self.found(target, subject, &Self::ends(by, percent))?;
                one(self.by_value(by, max, &found), found.nothing, self.known(target, subject)?)
            }
            Rule::Value { on: Basis::Duties { tasks, rate, asked }, by } => {
                let tally = self.rate(subject, tasks, *rate);
                let all = tally.met + tally.missed + tally.unknown;
                let asked = asked.values().unwrap();
                let share = |k| point(over(number(k), all));
                let values: Vec<Span> =
                    (tally.met..=tally.met + tally.unknown).filter(|_| all > 0).map(share).collect();
                let completions: Vec<Option<Span>> =
                    if all > 0 { values.iter().copied().map(Some).collect() } else { vec![None] };
                let verdict = verdict(&completions, &Demand::Values(asked));
                let found = Found { verdict, values, nothing: false, asked: Some(asked), percent: true };
                one(self.by_value(by, max, &found), false, part_of(tally.met + tally.missed, all))
            }
            Rule::PerOccurrence { tasks, deduct, cap } => {
                use DutyStatus::{AwaitingInstruction, DoneLate, Due, NotApplicable, Overdue, Upcoming};
                let mut all = self.duties(subject, tasks);
                all.retain(|one| one.status != NotApplicable);
                let count = |of: &dyn Fn(&Stand) -> bool| all.iter().filter(|one| of(one)).count() as u64;
                let is_pending = |one: &Stand| matches!(one.status, AwaitingInstruction | Upcoming | Due);
                let late = count(&|one| matches!(one.status, DoneLate | Overdue));
                let pending = count(&|one| is_pending(one) && one.last.is_some());
                let left = |occurrences| {
                    let deducted = match deduct {
                        Deduction::Points(points) => points.fraction().times(number(occurrences)).unwrap(),
                        Deduction::Percent(percent) => {
                            let each = max.times(over(percent.fraction(), 100)).unwrap();
                            each.times(number(occurrences)).unwrap()
                        }
                    };
                    let cap = cap.map_or(max, |cap| cap.fraction().min(max));
                    self.round(max.minus(deducted.min(cap)).unwrap())
                };
                let points = (!all.is_empty()).then(|| (left(late + pending), left(late)));
                one(points, false, part_of(count(&|one| !is_pending(one)), all.len() as u64))
            }
        })
    }

    /// How much of a target's figures is decided: units, figures, or the judgement.
    fn known(&self, target: &Target, subject: &UnitId) -> Result<Fraction> {
        Ok(match self.answer(target, subject)?.tally {
            Some(Tally::Units(t)) => {
                let open = t.unknown + t.met_if_member + t.missed_if_member + t.unknown_if_member;
                part_of(t.met + t.missed, t.met + t.missed + open)
            }
            Some(Tally::Sum(t)) => part_of(t.figures, t.figures + t.unknown_figures),
            Some(Tally::Pooled(t)) => part_of(t.figures, t.figures + t.unknown_figures),
            _ => {
                let key = (target.id.clone(), subject.clone(), self.period(target));
                part_of(self.reference.judged.contains_key(&key).into(), 1)
            }
        })
    }

    // ---- Adding up ----

    /// What enters the sums; none where it is left out.
    fn counted(&self, points: Option<Points>, max: Fraction) -> Option<Points> {
        points.or(match self.sheet.parts().not_applicable {
            Some(NotApplicable::Full) => Some((max, max)),
            Some(NotApplicable::Zero) => Some((Fraction::ZERO, Fraction::ZERO)),
            _ => None,
        })
    }

    fn rescaled(&self, points: Points, all: Fraction, counted: Fraction) -> Points {
        if all == counted {
            return points;
        }
        let one = |points: Fraction| self.round(points.times(all).unwrap().over(counted).unwrap());
        (one(points.0), one(points.1))
    }

    /// Groups and the sum, for one way in which criteria turn out to apply.
    fn add_up(&self, entering: &[Option<Points>]) -> (Vec<OfGroup>, Option<Points>) {
        let parts = self.sheet.parts();
        let of_total = parts.not_applicable == Some(NotApplicable::LeftOutOfTotal);
        let none = (Fraction::ZERO, Fraction::ZERO);
        let mut groups = Vec::new();
        let (mut sum, mut all_groups, mut counted_groups) = (none, Fraction::ZERO, Fraction::ZERO);
        let named: Vec<Option<&Group>> = parts.groups.iter().map(Some).chain([None]).collect();
        for group in named {
            let mut own =
                OfGroup { sum: none, all_max: Fraction::ZERO, counted_max: Fraction::ZERO, points: None };
            let of_group = |c: &SheetCriterion| c.group.as_ref() == group.map(|group| &group.id);
            let members = parts.criteria.iter().zip(entering).filter(|(c, _)| of_group(c));
            let mut any = false;
            for (criterion, points) in members {
                any = true;
                own.all_max = own.all_max.plus(criterion.max.fraction()).unwrap();
                if let Some(points) = points {
                    own.sum = plus(own.sum, *points);
                    own.counted_max = own.counted_max.plus(criterion.max.fraction()).unwrap();
                }
            }
            if !any {
                continue;
            }
            let most = group.and_then(|group| group.max).map(Number::fraction);
            let cap = |points: Fraction| most.map_or(points, |most| points.min(most));
            all_groups = all_groups.plus(cap(own.all_max)).unwrap();
            if own.counted_max > Fraction::ZERO {
                let rescaled =
                    if of_total { own.sum } else { self.rescaled(own.sum, own.all_max, own.counted_max) };
                let brings = if of_total { cap(own.counted_max) } else { cap(own.all_max) };
                counted_groups = counted_groups.plus(brings).unwrap();
                let points = (cap(rescaled.0), cap(rescaled.1));
                sum = plus(sum, points);
                own.points = Some(points);
            }
            groups.push(own);
        }
        let any = groups.iter().any(|group| group.points.is_some());
        (groups, any.then(|| self.rescaled(sum, all_groups, counted_groups)))
    }

    /// Whether everything may turn out not to apply, so that there is no score: where what does not apply is left out.
    pub(crate) fn may_have_none(&self, total: &Total) -> bool {
        let surely = |criterion: &Criterion| {
            self.counted(None, Fraction::ZERO).is_some()
                || (criterion.points.is_some() && !criterion.may_be_not_applicable)
        };
        !total.criteria.iter().any(surely)
    }

    pub(crate) fn total(&self, subject: &UnitId) -> Result<Total> {
        let parts = self.sheet.parts();
        let criteria = parts.criteria.iter().map(|criterion| self.criterion(criterion, subject));
        let criteria = criteria.collect::<Result<Vec<Criterion>>>()?;
        // Every way in which those turn out of which it is unknown whether they apply.
        let mut ways: Vec<Vec<Option<Points>>> = vec![Vec::new()];
        for (criterion, stated) in criteria.iter().zip(&parts.criteria) {
            let mut can = vec![criterion.counted];
            if criterion.may_be_not_applicable {
                can.push(self.counted(None, stated.max.fraction()));
            }
            ways =
                ways.iter().flat_map(|way| can.iter().map(move |one| [&way[..], &[*one]].concat())).collect();
        }
        let (mut groups, mut sum) = self.add_up(&ways[0]);
        for way in &ways[1..] {
            let (others, other) = self.add_up(way);
            sum = either(sum, other);
            for (group, other) in groups.iter_mut().zip(others) {
                group.sum = (group.sum.0.min(other.sum.0), group.sum.1.max(other.sum.1));
                group.counted_max = group.counted_max.min(other.counted_max);
                group.points = either(group.points, other.points);
            }
        }
        let mut adjustments = Vec::new();
        let mut total = sum;
        for adjustment in &parts.adjustments {
            let found = self.found(self.target(&adjustment.target), subject, &[])?;
            let cap = adjustment.cap.fraction();
            let (points, zero) = (adjustment.points.fraction(), Fraction::ZERO);
            let worth = |value: Option<Fraction>| {
                let brought = value.map(|value| self.round(points.times(found.in_units(value)).unwrap()));
                brought.map_or(cap, |brought| brought.max(zero).min(cap))
            };
            let mut found_points = match adjustment.by {
                _ if found.verdict == Verdict::NotApplicable => (zero, zero),
                AdjustmentBy::Met => self.by_value(&ByValue::AllOrNothing, points.min(cap), &found).unwrap(),
                AdjustmentBy::PerUnit => {
                    let ends = found.values.iter().flat_map(|value| [value.low(), value.high()]);
                    let worth = ends.map(|end| worth(end.map(|end| end.at)));
                    worth.fold(None, |all, one| either(all, Some((one, one)))).unwrap()
                }
            };
            if found.nothing {
                found_points.0 = found_points.0.min(zero);
            }
            adjustments.push(found_points);
            total = total.map(|total| match adjustment.penalty {
                true => (total.0.minus(found_points.1).unwrap(), total.1.minus(found_points.0).unwrap()),
                false => plus(total, found_points),
            });
        }
        let most = parts.total_max.map(Number::fraction);
        let cap = |total: Fraction| most.map_or(total, |most| total.min(most)).max(Fraction::ZERO);
        let mut weight = (Fraction::ZERO, Fraction::ZERO);
        for (criterion, stated) in criteria.iter().zip(&parts.criteria).filter(|(c, _)| c.points.is_some()) {
            let max = stated.max.fraction();
            weight = plus(weight, (max.times(criterion.known).unwrap(), max));
        }
        Ok(Total {
            criteria,
            groups,
            sum,
            adjustments,
            total: total.map(|total| (cap(total.0), cap(total.1))),
            completeness: weight.0.over(weight.1).ok(),
        })
    }

    /// Whether a value can be exceeded and can be not, strictly better than what is asked; none where nothing exceeds it [A26].
    pub(super) fn exceeded(&self, target: &Target, subject: &UnitId) -> Result<Option<(bool, bool)>> {
        if target.aggregate == Aggregate::Judgement {
            return Ok(None);
        }
        let found = self.found(target, subject, &[])?;
        let Some(asked) = found.asked else {
            // What is asked is unknown: it may be exceeded.
            return Ok(Some((found.can_be_met(), found.verdict != Verdict::NotApplicable)));
        };
        let better = match (asked.low(), asked.high()) {
            (Some(low), None) => Interval::above(low.at),
            (None, Some(high)) => Interval::below(high.at),
            _ => return Ok(None),
        };
        // What such a value can be at all: a share from 0 to 1, a number of units or things from 0 up.
        let measure = &self.reference.indicator(target).measure;
        let below_zero = matches!(measure, Measure::Amount { least, .. } if *least < Number::ZERO);
        let mut domain = better;
        if found.percent || target.aggregate.criterion().is_some() || !below_zero {
            domain = domain.and(&Interval::at_least(Fraction::ZERO));
        }
        if found.percent {
            domain = domain.and(&Interval::at_most(Fraction::ONE));
        }
        // A figure lies between its declared bounds, and so does a mean of figures; a sum of several has its least alone.
        if let Measure::Amount { by, least, greatest, .. } = measure
            && matches!(target.aggregate, Aggregate::Mean | Aggregate::Total)
        {
            let one_figure = target.aggregate == Aggregate::Mean && *by == FigureBy::Latest;
            if one_figure || *least >= Number::ZERO {
                domain = domain.and(&Interval::at_least(least.fraction()));
            }
            if let (true, Some(greatest)) = (one_figure, greatest) {
                domain = domain.and(&Interval::at_most(greatest.fraction()));
            }
        }
        if domain.is_empty() {
            return Ok(None);
        }
        if found.verdict == Verdict::NotApplicable {
            return Ok(Some((false, false)));
        }
        let can = found.values.iter().any(|value| !value.and(&better).is_empty());
        let can_be_not = found.values.iter().any(|value| !value.lies_within(&better));
        Ok(Some((can && found.can_be_met(), can_be_not || found.can_be_missed())))
    }

    /// Whether the plan judges a target at some time that touches the sheet's period; one that an assessor judges, inside it.
    pub(super) fn is_judged(&self, target: &Target) -> bool {
        let own = self.sheet.period();
        let judged = target.asked == Asked::Qualitative;
        let touches = |period: &Period| if judged { own.holds(*period) } else { period.and(own).is_some() };
        self.reference.judging_periods(target).iter().any(touches)
    }
}

fn part_of(part: u64, all: u64) -> Fraction {
    number(part).over(number(all)).unwrap_or(Fraction::ONE)
}
