//! Section 10: grades, before quotas.
//!
//! **By points.** Every grade whose cut-off holds some total that can still be.
//!
//! **Gates** cap the grade, of several the lowest [S10]. One on a target closes where it is missed; one on points where they lie in
//! the stated interval, and not where the criterion does not apply; one on duties where an occurrence stands in one of its statuses
//! [A28]. A pending occurrence leaves it open, unless it has no last day and only late ones are asked for [S19].
//!
//! **Conditions** are rates of what can still be met over what applies; a rate over nothing holds [A25]. Who misses a condition takes
//! the next grade, by that grade's own. Subordinates are the subjects strictly below on the last day of the sheet's period of
//! figures; theirs are the grades before quotas. What may turn out not to apply is counted in both ways. A rate over all targets counts those that the plan judges at some time that
//! touches the sheet's period, one that an assessor judges only where the plan asks for it; a named one counts always.
//!
//! **Open** ones leave both possible: the grades are those of every way in which open totals, gates and conditions turn out [S9].

use kehoach::{
    DutyStatus, Fraction, GradeId, Interval, Threshold, UnitId, UnitTally, Verdict,
    score::{GateOn, Holds, Rate},
};

use super::{
    Result, Span, number, over,
    points::{Points, Scorecard, Total},
};

/// How a subject is graded. Grades by their places, 0 for the worst.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Graded {
    pub(crate) by_points: Vec<usize>,
    pub(crate) gates: Vec<Holds>,
    /// Of all grades, worst first.
    pub(crate) conditions: Vec<(UnitTally, Holds)>,
    pub(crate) before_quotas: Vec<usize>,
}

fn holds(can: bool, can_not: bool) -> Holds {
    match (can, can_not) {
        (true, true) => Holds::Open,
        (true, false) => Holds::Yes,
        _ => Holds::No,
    }
}

/// Both answers that something can have, or its one.
fn ways(holds: Holds) -> &'static [bool] {
    match holds {
        Holds::Yes => &[true],
        Holds::No => &[false],
        Holds::Open => &[true, false],
    }
}

fn lies_in(points: Points, asked: &Threshold) -> Holds {
    let asked: Span = asked.values().unwrap();
    let range = Interval::at_least(points.0).and(&Interval::at_most(points.1));
    holds(!range.and(&asked).is_empty(), !range.lies_within(&asked))
}

/// One more target, criterion or subordinate that can be met and can be missed; `sure` if it certainly applies.
fn add(tally: &mut UnitTally, can: bool, can_not: bool, sure: bool) {
    *match (can, can_not) {
        (true, false) if sure => &mut tally.met,
        (true, false) => &mut tally.met_if_member,
        (false, true) if sure => &mut tally.missed,
        (false, true) => &mut tally.missed_if_member,
        (true, true) if sure => &mut tally.unknown,
        (true, true) => &mut tally.unknown_if_member,
        (false, false) => &mut tally.not_applicable,
    } += 1;
}

/// Every number of those that are met, of so many that apply.
fn all_ways(tally: &UnitTally) -> Vec<(u64, u64)> {
    let mut ways = vec![(tally.met, tally.met + tally.missed)];
    let mut each = |count: u64, may_be: &[(u64, u64)]| {
        for _ in 0..count {
            let more = |(met, all): &(u64, u64)| {
                may_be.iter().map(|(one, counts)| (met + one, all + counts)).collect::<Vec<_>>()
            };
            ways = ways.iter().flat_map(more).collect();
            ways.sort_unstable();
            ways.dedup();
        }
    };
    each(tally.unknown, &[(1, 1), (0, 1)]);
    each(tally.met_if_member, &[(1, 1), (0, 0)]);
    each(tally.missed_if_member, &[(0, 1), (0, 0)]);
    each(tally.unknown_if_member, &[(1, 1), (0, 1), (0, 0)]);
    ways
}

impl Scorecard<'_, '_> {
    pub(super) fn place(&self, grade: &GradeId) -> usize {
        self.sheet.grades().iter().position(|cutoff| cutoff.grade.id == *grade).unwrap()
    }

    fn gate(&self, on: &GateOn, subject: &UnitId, total: &Total) -> Result<Holds> {
        Ok(match on {
            GateOn::Missed(target) => match self.answer(self.target(target), subject)?.verdict {
                Verdict::Missed => Holds::Yes,
                Verdict::Open => Holds::Open,
                _ => Holds::No,
            },
            GateOn::Points(criterion, asked) => {
                let place = self.sheet.criteria().iter().position(|c| c.id == *criterion).unwrap();
                let own = total.criteria[place];
                match own.points.map(|points| lies_in(points, asked)) {
                    Some(Holds::Yes) if own.may_be_not_applicable => Holds::Open,
                    Some(holds) => holds,
                    None => Holds::No,
                }
            }
            GateOn::Duty { tasks, statuses } => {
                use DutyStatus::{AwaitingInstruction, DoneLate, Due, Overdue, Upcoming};
                let all = self.duties(subject, tasks);
                let late = statuses.iter().all(|status| matches!(status, DoneLate | Overdue));
                let pending = all.iter().any(|one| {
                    matches!(one.status, AwaitingInstruction | Upcoming | Due)
                        && (one.last.is_some() || !late)
                });
                let closed = all.iter().any(|one| statuses.contains(&one.status));
                // An overdue one may still be done, late.
                let overdue = all.iter().any(|one| one.status == Overdue) && statuses.contains(&DoneLate);
                holds(closed || pending || overdue, !closed)
            }
        })
    }

    fn of_rate(
        &self,
        rate: &Rate,
        subject: &UnitId,
        total: &Total,
        below: &[(Vec<usize>, bool)],
    ) -> Result<UnitTally> {
        let mut tally = UnitTally::default();
        let plan = self.reference.plan;
        // Those that are named, each once; else all that the plan judges at a time that touches the sheet's period.
        let rated = |ids: &[_]| {
            let wanted = move |target: &&kehoach::Target| match ids {
                [] => self.is_judged(target),
                ids => ids.contains(&target.id),
            };
            plan.targets().iter().filter(wanted).collect::<Vec<_>>()
        };
        match rate {
            Rate::OnTime { tasks } => return Ok(self.rate(subject, tasks, kehoach::score::DutyRate::OnTime)),
            Rate::Met { targets } => {
                for target in rated(targets) {
                    let found = self.found(target, subject, &[])?;
                    let here = !targets.is_empty() || self.is_asked_by_plan(target, subject)?;
                    let (can, can_not) = (here && found.can_be_met(), here && found.can_be_missed());
                    add(&mut tally, can, can_not, !found.nothing);
                }
            }
            Rate::Exceeded { targets } => {
                for target in rated(targets) {
                    if let Some((can, can_not)) = self.exceeded(target, subject)? {
                        let found = self.found(target, subject, &[])?;
                        add(&mut tally, can, can_not, !found.nothing);
                    }
                }
            }
            Rate::AboveZero => {
                for criterion in &total.criteria {
                    let points = criterion.points;
                    let can = points.is_some_and(|(_, most)| most > Fraction::ZERO);
                    let can_not = points.is_some_and(|(least, _)| least == Fraction::ZERO);
                    add(&mut tally, can, can_not, !criterion.may_be_not_applicable);
                }
            }
            Rate::Subordinates { at_least } => {
                let least = self.place(at_least);
                for (grades, may_have_none) in below {
                    let can = grades.iter().any(|grade| *grade >= least);
                    let can_not = grades.iter().any(|grade| *grade < least);
                    add(&mut tally, can, can_not, !may_have_none);
                }
            }
        }
        Ok(tally)
    }

    /// `below` are the grades before quotas of the subjects below, each with whether it may turn out to have none.
    fn graded(&self, subject: &UnitId, total: &Total, below: &[(Vec<usize>, bool)]) -> Result<Graded> {
        let mut graded = Graded {
            by_points: Vec::new(),
            gates: Vec::new(),
            conditions: Vec::new(),
            before_quotas: Vec::new(),
        };
        let cutoffs = self.sheet.grades();
        let Some(points) = total.total.filter(|_| !cutoffs.is_empty()) else { return Ok(graded) };
        let touched = |place: &usize| lies_in(points, &cutoffs[*place].points) != Holds::No;
        graded.by_points = (0..cutoffs.len()).filter(touched).collect();
        for gate in &self.sheet.parts().gates {
            graded.gates.push(self.gate(&gate.on, subject, total)?);
        }
        // Of each grade whether all of its conditions hold, in every way in which they turn out.
        let mut all_hold: Vec<Vec<bool>> = vec![Vec::new()];
        for cutoff in cutoffs {
            let mut own = vec![true];
            for condition in &cutoff.conditions {
                let counted = self.of_rate(&condition.rate, subject, total, below)?;
                let asked = condition.asked.values().unwrap();
                let can_be = all_ways(&counted)
                    .into_iter()
                    .map(|(met, all)| all == 0 || asked.contains(&over(number(met), all)));
                let can_be: Vec<bool> = can_be.collect();
                let found = holds(can_be.contains(&true), can_be.contains(&false));
                graded.conditions.push((counted, found));
                own = own.iter().flat_map(|own| ways(found).iter().map(move |one| *own && *one)).collect();
            }
            own.sort_unstable();
            own.dedup();
            all_hold = all_hold
                .iter()
                .flat_map(|all| own.iter().map(move |own| [&all[..], &[*own]].concat()))
                .collect();
        }
        let mut caps: Vec<usize> = vec![cutoffs.len() - 1];
        for (gate, closed) in self.sheet.parts().gates.iter().zip(&graded.gates) {
            let cap = self.place(&gate.at_most);
            let capped = |best: &usize| {
                ways(*closed)
                    .iter()
                    .map(|closed| if *closed { (*best).min(cap) } else { *best })
                    .collect::<Vec<_>>()
            };
            caps = caps.iter().flat_map(capped).collect();
        }
        for (grade, cap) in graded.by_points.iter().flat_map(|grade| caps.iter().map(move |cap| (grade, cap)))
        {
            for holds in &all_hold {
                let start = *grade.min(cap);
                let best = (0..=start).rev().find(|place| holds[*place]);
                graded.before_quotas.extend(best);
            }
        }
        graded.before_quotas.sort_unstable();
        graded.before_quotas.dedup();
        Ok(graded)
    }

    /// The subjects, each with its total and grades, in register order.
    pub(crate) fn all_graded(&self) -> Result<Vec<(UnitId, Total, Graded)>> {
        let subjects = self.subjects();
        let on = self.last_day();
        let units = &self.reference.units;
        // From the lowest up: who is below is graded before.
        let mut order: Vec<usize> = (0..subjects.len()).collect();
        order.sort_by_key(|k| std::cmp::Reverse(units.upwards(&subjects[*k], on).count()));
        let mut graded: Vec<Option<(UnitId, Total, Graded)>> = vec![None; subjects.len()];
        for k in order {
            let subject = &subjects[k];
            let total = self.total(subject)?;
            let is_below = |(other, ..): &&(UnitId, Total, Graded)| {
                other != subject && units.is_within(other, subject, on)
            };
            let of = |(_, total, graded): &(UnitId, Total, Graded)| {
                (graded.before_quotas.clone(), self.may_have_none(total))
            };
            let below: Vec<_> = graded.iter().flatten().filter(is_below).map(of).collect();
            let own = self.graded(subject, &total, &below)?;
            graded[k] = Some((subject.clone(), total, own));
        }
        Ok(graded.into_iter().flatten().collect())
    }
}
