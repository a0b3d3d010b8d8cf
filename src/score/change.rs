//! What would change a score: what each criterion can still add, and what lifts a subject to the next grade.

use serde::{Deserialize, Serialize};

use super::{
    Basis, Holds, Rule, Score, Scorer, Standing, duties, minus, rule,
    scorer::{Facts, ScoreError},
};
use crate::{
    evaluate::{Completions, Tally},
    id::{CriterionId, GradeId},
    quantity::{Fraction, Number, Overflow},
    threshold::Threshold,
};

/// What further evidence is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Further {
    /// Units that meet the criterion.
    Units,
    /// Parts of a whole.
    Parts,
    /// Counts or amounts.
    Amount,
    /// Occurrences done on time.
    OnTime,
}

/// One criterion that, alone, lifts a subject to the next grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Way {
    /// The criterion.
    pub criterion: CriterionId,
    /// The least that is needed of what is still unknown, all else staying at its low end. Exact.
    pub needed: u64,
    /// What of.
    pub of: Further,
    /// The points it adds.
    pub adds: Number,
}

/// What lifts a subject to the next grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Lift {
    /// The next grade above the one that the subject surely has.
    pub grade: GradeId,
    /// The least total that makes it.
    pub total: Number,
    /// The points that the low end lacks, counted from below 0 where penalties have taken it there.
    pub lacking: Number,
    /// The criteria that bring them alone, the cheapest first. Each is exact; none is given where a group is rescaled or cut at
    /// its maximum, for its points then do not reach the total as they are.
    pub alone: Vec<Way>,
    /// Criteria that bring them together, those that can add most first, with what each can add: enough, and not always the
    /// fewest. Empty if even all of them together do not.
    pub together: Vec<(CriterionId, Number)>,
    /// Gates that cap the grade below it, by their place in the sheet: for certain, or while they are open.
    pub gates: Vec<(usize, Holds)>,
    /// Conditions of the grade that fail, by their place: for certain, or while they are open.
    pub conditions: Vec<(usize, Holds)>,
    /// Quotas on the grade, by their place in the sheet, unless the subject surely keeps its place under them: whether it surely has
    /// none, or what others come to decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<(usize, Holds)>,
}

/// Doublings before an unlimited figure is taken to add nothing more.
const DOUBLINGS: u32 = 63;

impl<'a> Scorer<'_, 'a> {
    /// What lifts a scored subject from the grade that it surely has to the next one; none where it surely has the best, where
    /// it has no score, or on a sheet that only ranks.
    ///
    /// # Errors
    /// [`ScoreError`] if the evaluation is impossible.
    pub fn lift(&self, score: &Score) -> Result<Option<Lift>, ScoreError> {
        let facts = self.facts(std::slice::from_ref(&score.subject))?;
        let lift = facts.first().map_or(Ok(None), |facts| self.lift_of(facts, score));
        lift.map_err(|Overflow| ScoreError::Overflow { subject: score.subject.clone() })
    }

    fn lift_of(&self, facts: &Facts<'_, 'a>, score: &Score) -> Result<Option<Lift>, Overflow> {
        let sure = score.grades.first().and_then(|grade| self.sheet().grade_rank(grade));
        let (Some(total), Some(sure)) = (score.total, sure) else { return Ok(None) };
        let Some((rank, next)) =
            sure.checked_add(1).and_then(|next| Some((next, self.sheet().grades().get(next)?)))
        else {
            return Ok(None);
        };
        let Threshold::Plain(cutoff) = &next.points else { return Ok(None) };
        let Some(end) = cutoff.low() else { return Ok(None) };
        let digits = self.digits();
        // The least total of the sheet's scale inside the cut-off.
        let up = super::Rounding::Up.round(end.at.fraction(), digits.places)?;
        let least =
            if end.closed || up != end.at { up } else { up.plus(super::points::unit(digits.places))? };
        let lacking = minus(least, self.low_end(score, total.low)?)?.max(Number::ZERO);
        let mut lift = Lift {
            grade: next.grade.id.clone(),
            total: least,
            lacking,
            alone: Vec::new(),
            together: Vec::new(),
            gates: Vec::new(),
            conditions: Vec::new(),
            quotas: Vec::new(),
        };
        let capped = score.gates.iter().filter(|gate| gate.closed != Holds::No);
        let below =
            |gate: &&super::GateFound| self.sheet().grade_rank(&gate.at_most).is_some_and(|cap| cap < rank);
        lift.gates = capped.filter(below).map(|gate| (gate.gate, gate.closed)).collect();
        let failed = score.conditions.iter().filter(|c| c.grade == lift.grade && c.holds != Holds::Yes);
        lift.conditions = failed.map(|condition| (condition.condition, condition.holds)).collect();
        let quotas = self.sheet().parts().quotas.iter().enumerate();
        for (place, _) in quotas.filter(|(_, quota)| quota.grade == lift.grade) {
            let found = score.quotas.iter().find(|found| found.quota == place);
            match found.map(|found| found.standing) {
                Some(Standing::Keeps) => {}
                Some(Standing::Loses) => lift.quotas.push((place, Holds::Yes)),
                // Without the points it stood in no one's way yet.
                Some(Standing::MayKeep) | None => lift.quotas.push((place, Holds::Open)),
            }
        }
        if lacking == Number::ZERO || score.sum.is_none() {
            return Ok(Some(lift));
        }
        if self.adds_up(score) {
            for criterion in &score.criteria {
                lift.alone.extend(self.way(facts, &criterion.criterion, lacking)?);
            }
            lift.alone.sort_by_key(|way| way.needed);
        }
        let mut can_add = Vec::new();
        for criterion in &score.criteria {
            if let Some(counted) = criterion.counted {
                can_add.push((criterion.criterion.clone(), minus(counted.high, counted.low)?));
            }
        }
        can_add.sort_by_key(|(_, adds)| std::cmp::Reverse(*adds));
        let mut gained = Number::ZERO;
        for (criterion, adds) in can_add {
            if gained >= lacking || adds == Number::ZERO {
                break;
            }
            gained = gained.plus(adds)?;
            lift.together.push((criterion, adds));
        }
        if gained < lacking || !self.adds_up(score) {
            lift.together.clear();
        }
        Ok(Some(lift))
    }

    /// The low end of the total before it is cut at 0: what penalties took beyond that has to be made good first.
    fn low_end(&self, score: &Score, low: Number) -> Result<Number, Overflow> {
        let Some(sum) = score.sum else { return Ok(low) };
        let adjusted = score.adjustments.iter().try_fold(sum.low, |all, adjustment| {
            if adjustment.penalty {
                minus(all, adjustment.points.high)
            } else {
                all.plus(adjustment.points.low)
            }
        })?;
        Ok(adjusted.min(low))
    }

    /// Whether a criterion's points reach the total as they are: nothing is rescaled, and no maximum cuts.
    fn adds_up(&self, score: &Score) -> bool {
        let groups = score.groups.iter().all(|group| group.all_max == group.counted_max);
        let capped = self.sheet().parts().groups.iter().any(|group| group.max.is_some());
        let most = self.sheet().parts().total_max;
        groups && !capped && most.is_none_or(|most| score.total.is_none_or(|total| total.high < most))
    }

    /// The least further evidence on one criterion that adds so many points to its low end.
    fn way(&self, facts: &Facts<'_, 'a>, id: &CriterionId, lacking: Number) -> Result<Option<Way>, Overflow> {
        let Some(criterion) = self.sheet().criterion(id) else { return Ok(None) };
        let (max, digits) = (criterion.max, self.digits());
        let (found, by, of) = match &criterion.rule {
            Rule::Value { on: Basis::Target(target), by } => {
                let Some((target, outcome)) = facts.of(target) else { return Ok(None) };
                let of = match &outcome.tally {
                    Some(Tally::Units(_)) => Further::Units,
                    Some(Tally::Pooled(_)) => Further::Parts,
                    _ => Further::Amount,
                };
                (self.found(target, outcome)?, by, of)
            }
            Rule::Value { on: Basis::Duties { tasks, rate, asked }, by } => {
                (duties::found(&duties::rate(facts.duties(tasks), *rate), asked)?, by, Further::OnTime)
            }
            Rule::PerOccurrence { tasks, deduct, cap } => {
                // Each pending occurrence that is done on time is one late or missing occurrence fewer.
                let count = duties::count(facts.duties(tasks));
                let at = |done: i128| -> Result<Number, Overflow> {
                    let done = u64::try_from(done).map_err(|_| Overflow)?;
                    let late = count.late.checked_add(count.pending).and_then(|n| n.checked_sub(done));
                    Ok(rule::per_occurrence(max, *deduct, *cap, late.ok_or(Overflow)?, 0, digits)?.low)
                };
                let found = climb((0, Some(count.pending.into())), at, lacking)?;
                return Ok(found.map(|(needed, adds)| Way {
                    criterion: id.clone(),
                    needed,
                    of: Further::OnTime,
                    adds,
                }));
            }
            Rule::Judged => return Ok(None),
        };
        // Only where more is always better: two-sided demands and upper limits have no 'further' of one kind.
        let rises = found.asked.is_some_and(|asked| asked.high().is_none());
        let (Some(Completions::Steps { from, to, over }), true) = (found.values, rises) else {
            return Ok(None);
        };
        let at = |k: i128| -> Result<Number, Overflow> {
            let value = Fraction::new(k, over.into()).map_err(|_| Overflow)?;
            rule::at(by, max, &found, value, digits)
        };
        let found = climb((from, to), at, lacking)?;
        Ok(found.map(|(needed, adds)| Way { criterion: id.clone(), needed, of, adds }))
    }
}

/// The least number of steps up from the first of a range that adds so many points, and what it adds; none if the whole range
/// does not. `at` never falls.
fn climb(
    (from, to): (i128, Option<i128>),
    at: impl Fn(i128) -> Result<Number, Overflow>,
    lacking: Number,
) -> Result<Option<(u64, Number)>, Overflow> {
    let low = at(from)?;
    let wanted = low.plus(lacking)?;
    // Doubled until it is enough, then halved to the least.
    let mut reach = None;
    for doubling in 0..=DOUBLINGS {
        let Some(k) = 1_i128.checked_shl(doubling).and_then(|more| from.checked_add(more)) else { break };
        let k = to.map_or(k, |to| k.min(to));
        if at(k)? >= wanted {
            reach = Some(k);
            break;
        }
        if Some(k) == to {
            break;
        }
    }
    let Some(mut high) = reach else { return Ok(None) };
    let mut below = from;
    while high.saturating_sub(below) > 1 {
        let middle = below.saturating_add(high.saturating_sub(below).checked_div(2).unwrap_or(1));
        if at(middle)? >= wanted {
            high = middle;
        } else {
            below = middle;
        }
    }
    let needed = u64::try_from(high.saturating_sub(from)).map_err(|_| Overflow)?;
    Ok(Some((needed, minus(at(high)?, low)?)))
}
