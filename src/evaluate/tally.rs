//! Tallies: what a set of units adds up to. Tallies of disjoint sets merge, in any order and grouping, so that rolling up
//! communes into districts, joining the work of several threads, and counting all at once are one operation.

mod bytes;
mod of_unit;

use serde::{Deserialize, Serialize};

pub use bytes::TallyBytesError;
pub use of_unit::UnitTallyError;

use super::{
    completions::{Completions, Range},
    decide,
    outcome::Held,
};
use crate::{
    plan::Aggregate,
    quantity::{Fraction, Overflow},
    threshold::{End, Interval, Measured, Threshold},
};

/// Why two tallies do not merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// A sum that can no longer be held exactly.
    #[error(transparent)]
    Overflow(#[from] Overflow),
    /// Tallies of different kinds: units cannot be added to sums.
    #[error("tallies of different kinds do not merge")]
    Kinds,
}

/// What a set of units adds up to, of one of three kinds.
///
/// It travels as bytes ([`Tally::to_bytes`], small and versioned) or through `serde` (for people and other programs to read),
/// and [`Evaluator::judge`](crate::Evaluator::judge) says what it comes to where it was merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Tally {
    /// Units counted by a criterion.
    Units(UnitTally),
    /// Counts or amounts added up.
    Sum(SumTally),
    /// Parts and wholes added up.
    Pooled(PooledTally),
}

/// Units counted by a criterion.
///
/// The last four fields are 0 unless the target is measured within another ('trong đó') and it is still unknown which units
/// belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitTally {
    /// Units that meet it.
    pub met: u64,
    /// Units that miss it.
    pub missed: u64,
    /// Units of which it is still unknown.
    pub unknown: u64,
    /// Units to which it does not apply.
    pub not_applicable: u64,
    /// Units that meet it if they belong to the outer target's.
    pub met_if_member: u64,
    /// Units that miss it if they belong to them.
    pub missed_if_member: u64,
    /// Units of which both are still unknown.
    pub unknown_if_member: u64,
    /// Units that do not belong to them.
    pub outside: u64,
}

/// Counts or amounts added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SumTally {
    /// The sum of all reported figures.
    pub sum: Fraction,
    /// The part of it that comes from units of which no figure is unknown.
    pub sum_of_known_units: Fraction,
    /// The least that the unknown figures can add.
    pub unknown_least: Fraction,
    /// The greatest that they can add, or `None` if there is no limit.
    pub unknown_greatest: Option<Fraction>,
    /// Reported figures.
    pub figures: u64,
    /// Unknown figures.
    pub unknown_figures: u64,
    /// Figures of which it was reported that there is nothing to measure.
    pub not_applicable_figures: u64,
    /// Units all of whose figures are known.
    pub known_units: u64,
    /// Units of which a figure is unknown.
    pub unknown_units: u64,
    /// Units that have nothing to measure.
    pub not_applicable_units: u64,
}

/// Parts and wholes added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PooledTally {
    /// Reported parts over known wholes.
    pub part: u64,
    /// Known wholes, reported or declared.
    pub whole: u64,
    /// How much the part can still grow over these wholes.
    pub slack: u64,
    /// Reported parts over a whole that is not yet known (lũy kế).
    pub part_of_unknown_wholes: u64,
    /// Wholes neither reported nor declared.
    pub unknown_wholes: u64,
    /// Parts in the reports in hand.
    pub reported_part: u64,
    /// Wholes in the reports in hand.
    pub reported_whole: u64,
    /// Reported figures.
    pub figures: u64,
    /// Unknown figures.
    pub unknown_figures: u64,
    /// Figures of which it was reported that there is nothing to measure.
    pub not_applicable_figures: u64,
    /// Parts of units that were divided: how many of them are here is unknown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub divided_part: u64,
    /// What of their wholes is no part: how much of it is here is unknown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub divided_rest: u64,
    /// Decimal places of all parts and wholes here: 0 unless figures were apportioned.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub places: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl Default for SumTally {
    fn default() -> Self {
        Self {
            sum: Fraction::ZERO,
            sum_of_known_units: Fraction::ZERO,
            unknown_least: Fraction::ZERO,
            unknown_greatest: Some(Fraction::ZERO),
            figures: 0,
            unknown_figures: 0,
            not_applicable_figures: 0,
            known_units: 0,
            unknown_units: 0,
            not_applicable_units: 0,
        }
    }
}

fn add(a: u64, b: u64) -> Result<u64, Overflow> {
    a.checked_add(b).ok_or(Overflow)
}

impl Tally {
    /// The tally of no units at all, of the kind that an aggregate adds up.
    pub(super) fn nothing(aggregate: &Aggregate) -> Self {
        match aggregate {
            Aggregate::PooledShare => Self::Pooled(PooledTally::default()),
            Aggregate::Total | Aggregate::Mean => Self::Sum(SumTally::default()),
            _ => Self::Units(UnitTally::default()),
        }
    }

    /// Both together, of disjoint sets of units.
    ///
    /// # Errors
    /// [`MergeError`] if a sum overflows, or if the two are of different kinds.
    pub fn merge(&self, other: &Self) -> Result<Self, MergeError> {
        Ok(match (self, other) {
            (Self::Units(a), Self::Units(b)) => Self::Units(a.merge(b)?),
            (Self::Sum(a), Self::Sum(b)) => Self::Sum(a.merge(b)?),
            (Self::Pooled(a), Self::Pooled(b)) => Self::Pooled(a.merge(b)?),
            _ => return Err(MergeError::Kinds),
        })
    }
}

impl UnitTally {
    /// Both together, of disjoint sets of units.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn merge(&self, other: &Self) -> Result<Self, Overflow> {
        Ok(Self {
            met: add(self.met, other.met)?,
            missed: add(self.missed, other.missed)?,
            unknown: add(self.unknown, other.unknown)?,
            not_applicable: add(self.not_applicable, other.not_applicable)?,
            met_if_member: add(self.met_if_member, other.met_if_member)?,
            missed_if_member: add(self.missed_if_member, other.missed_if_member)?,
            unknown_if_member: add(self.unknown_if_member, other.unknown_if_member)?,
            outside: add(self.outside, other.outside)?,
        })
    }

    /// Counts one more that can be met and can be missed, or neither; where it is no sure `member`, it may turn out not to apply.
    pub(crate) fn count(&mut self, met: bool, missed: bool, member: bool) {
        let slot = match (met, missed, member) {
            (false, false, _) => &mut self.not_applicable,
            (true, false, true) => &mut self.met,
            (false, true, true) => &mut self.missed,
            (true, true, true) => &mut self.unknown,
            (true, false, false) => &mut self.met_if_member,
            (false, true, false) => &mut self.missed_if_member,
            (true, true, false) => &mut self.unknown_if_member,
        };
        *slot = slot.saturating_add(1);
    }

    /// The least and the greatest share of units that meet it, over every way the unknown ones can still turn out; none where
    /// it applies to nobody.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn range(&self) -> Result<Option<Range>, Overflow> {
        self.share()?.map(|shares| shares.range()).transpose()
    }

    /// The share of units that meet it, held against a threshold over percents: `None` for a threshold of another kind.
    ///
    /// ```
    /// # use kehoach::{UnitTally, Verdict};
    /// let on_time = UnitTally { met: 7, missed: 1, unknown: 2, ..UnitTally::default() };
    /// let held = on_time.held_against(&">= 80%".parse()?)?.unwrap();
    /// assert_eq!(held.verdict, Verdict::Open);
    /// assert_eq!(held.shortfall.unwrap().needed.unwrap().to_string(), "1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn held_against(&self, threshold: &Threshold) -> Result<Option<Held>, Overflow> {
        let Some(asked) = threshold.values().filter(|_| threshold.measures() == Measured::Share) else {
            return Ok(None);
        };
        decide::share_of_units(*self, &asked).map(Some)
    }

    /// Units that certainly count.
    fn members(&self) -> Result<u64, Overflow> {
        add(add(self.met, self.missed)?, self.unknown)
    }

    /// Units that may count.
    pub(super) fn possible_members(&self) -> Result<u64, Overflow> {
        add(add(self.met_if_member, self.missed_if_member)?, self.unknown_if_member)
    }

    /// Whether it may turn out that no unit counts at all.
    pub(crate) fn may_be_nobody(&self) -> Result<bool, Overflow> {
        Ok(self.members()? == 0 && self.possible_members()? > 0)
    }

    /// The same without the units that are unknown.
    pub(super) fn without_unknown(&self) -> Self {
        Self { met: self.met, missed: self.missed, ..Self::default() }
    }

    pub(crate) fn share(&self) -> Result<Option<Completions>, Overflow> {
        let (members, possible) = (self.members()?, self.possible_members()?);
        let most_met = add(add(self.met, self.unknown)?, add(self.met_if_member, self.unknown_if_member)?)?;
        let most_missed =
            add(add(self.missed, self.unknown)?, add(self.missed_if_member, self.unknown_if_member)?)?;
        Ok(match (members, possible) {
            (0, 0) => None,
            (over, 0) => Some(Completions::Steps { from: self.met.into(), to: Some(most_met.into()), over }),
            _ => Some(Completions::Pairs {
                met: (self.met, most_met),
                missed: (self.missed, most_missed),
                both: (members, add(members, possible)?),
            }),
        })
    }

    pub(super) fn number(&self) -> Result<Option<Completions>, Overflow> {
        let most_met = add(add(self.met, self.unknown)?, add(self.met_if_member, self.unknown_if_member)?)?;
        let (members, possible) = (self.members()?, self.possible_members()?);
        // Where it is unknown whether anyone counts and all who may are met, the least number is that of one alone: of
        // nobody there is no number [V17].
        let only_met = members == 0 && self.missed_if_member == 0 && self.unknown_if_member == 0;
        let least = if only_met { 1 } else { self.met };
        Ok((add(members, possible)? > 0).then_some(Completions::Steps {
            from: least.into(),
            to: Some(most_met.into()),
            over: 1,
        }))
    }
}

impl SumTally {
    /// Both together, of disjoint sets of units.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn merge(&self, other: &Self) -> Result<Self, Overflow> {
        let greatest = match (self.unknown_greatest, other.unknown_greatest) {
            (Some(a), Some(b)) => Some(a.plus(b)?),
            _ => None,
        };
        Ok(Self {
            sum: self.sum.plus(other.sum)?,
            sum_of_known_units: self.sum_of_known_units.plus(other.sum_of_known_units)?,
            unknown_least: self.unknown_least.plus(other.unknown_least)?,
            unknown_greatest: greatest,
            figures: add(self.figures, other.figures)?,
            unknown_figures: add(self.unknown_figures, other.unknown_figures)?,
            not_applicable_figures: add(self.not_applicable_figures, other.not_applicable_figures)?,
            known_units: add(self.known_units, other.known_units)?,
            unknown_units: add(self.unknown_units, other.unknown_units)?,
            not_applicable_units: add(self.not_applicable_units, other.not_applicable_units)?,
        })
    }

    /// The sum over `over` units; of counts every whole number from the sum so far up can still occur, of amounts
    /// everything between their bounds.
    pub(super) fn values(&self, over: u64, counts: bool) -> Result<Completions, Overflow> {
        let units = Fraction::whole(over);
        let each = |sum: Fraction| sum.over(units).map_err(|_| Overflow);
        if counts && self.sum.is_whole() {
            // Of a divided unit's count it is unknown how much is here, and known how much that can be.
            let base = self.sum.numerator();
            let from = base.checked_add(self.unknown_least.ceil()).ok_or(Overflow)?;
            let most = self.unknown_greatest.map(|most| base.checked_add(most.floor()).ok_or(Overflow));
            return Ok(Completions::Steps { from, to: most.transpose()?, over });
        }
        let low = End::closed(each(self.sum.plus(self.unknown_least)?)?);
        Ok(Completions::Dense(match self.unknown_greatest {
            Some(greatest) => Interval::between(low, End::closed(each(self.sum.plus(greatest)?)?)),
            None => Interval::at_least(low.at),
        }))
    }

    /// How many units have something to measure.
    pub(super) fn units(&self) -> Result<u64, Overflow> {
        add(self.known_units, self.unknown_units)
    }
}

impl PooledTally {
    /// Both together, of disjoint sets of units.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn merge(&self, other: &Self) -> Result<Self, Overflow> {
        let places = self.places.max(other.places);
        let (a, b) = (self.with_places(places)?, other.with_places(places)?);
        Ok(Self {
            part: add(a.part, b.part)?,
            whole: add(a.whole, b.whole)?,
            slack: add(a.slack, b.slack)?,
            part_of_unknown_wholes: add(a.part_of_unknown_wholes, b.part_of_unknown_wholes)?,
            unknown_wholes: add(a.unknown_wholes, b.unknown_wholes)?,
            reported_part: add(a.reported_part, b.reported_part)?,
            reported_whole: add(a.reported_whole, b.reported_whole)?,
            figures: add(a.figures, b.figures)?,
            unknown_figures: add(a.unknown_figures, b.unknown_figures)?,
            not_applicable_figures: add(a.not_applicable_figures, b.not_applicable_figures)?,
            divided_part: add(a.divided_part, b.divided_part)?,
            divided_rest: add(a.divided_rest, b.divided_rest)?,
            places: a.places,
        })
    }

    /// The same in units of a further decimal place.
    fn with_places(&self, places: u64) -> Result<Self, Overflow> {
        if self.places == places {
            return Ok(*self);
        }
        let more =
            places.checked_sub(self.places).and_then(|more| u32::try_from(more).ok()).ok_or(Overflow)?;
        let factor = 10_u64.checked_pow(more).ok_or(Overflow)?;
        let times = |n: u64| n.checked_mul(factor).ok_or(Overflow);
        Ok(Self {
            part: times(self.part)?,
            whole: times(self.whole)?,
            slack: times(self.slack)?,
            part_of_unknown_wholes: times(self.part_of_unknown_wholes)?,
            reported_part: times(self.reported_part)?,
            reported_whole: times(self.reported_whole)?,
            divided_part: times(self.divided_part)?,
            divided_rest: times(self.divided_rest)?,
            places,
            ..*self
        })
    }

    /// What one part is, in units of the last decimal place.
    pub(super) fn one(&self) -> Result<i128, Overflow> {
        u32::try_from(self.places).ok().and_then(|places| 10_i128.checked_pow(places)).ok_or(Overflow)
    }

    /// Whether it is unknown how much of something is here that is known as a whole.
    pub(super) const fn is_divided(&self) -> bool {
        self.divided_part > 0 || self.divided_rest > 0
    }

    pub(super) fn values(&self) -> Result<Option<Completions>, Overflow> {
        let most = add(self.part, self.slack)?;
        if self.unknown_wholes > 0 {
            // Over a whole without limit every share strictly between 0 and 1 can still occur; 0 itself only while no part
            // is reported, 1 only while nothing falls short.
            let none = self.part == 0 && self.part_of_unknown_wholes == 0;
            let all = most == self.whole;
            let (low, high) =
                (End { at: Fraction::ZERO, closed: none }, End { at: Fraction::ONE, closed: all });
            return Ok(Some(Completions::Dense(Interval::between(low, high))));
        }
        if self.is_divided() {
            // Parts and what is no part may be here or not, each by itself: the ends are where all of the one and none of
            // the other is. Where nothing else is here, anything may be.
            let share = |part: u64, whole: u64| Fraction::new(part.into(), whole.into()).ok();
            let low = share(self.part, add(self.whole, self.divided_rest)?).unwrap_or(Fraction::ONE);
            let high = share(add(most, self.divided_part)?, add(self.whole, self.divided_part)?);
            let high = high.unwrap_or(Fraction::ZERO);
            return Ok(Some(Completions::Dense(Interval::between(
                End::closed(low.min(high)),
                End::closed(high),
            ))));
        }
        let (from, to) = (self.part.into(), Some(most.into()));
        Ok((self.whole > 0).then_some(Completions::Steps { from, to, over: self.whole }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unit_tallies() -> impl Strategy<Value = Tally> {
        proptest::array::uniform8(0..1000_u64).prop_map(
            |[met, missed, unknown, not_applicable, a, b, c, outside]| {
                Tally::Units(UnitTally {
                    met,
                    missed,
                    unknown,
                    not_applicable,
                    met_if_member: a,
                    missed_if_member: b,
                    unknown_if_member: c,
                    outside,
                })
            },
        )
    }

    fn sum_tallies() -> impl Strategy<Value = Tally> {
        let fraction = || (-500..500_i128, 1..9_i128).prop_map(|(a, b)| Fraction::new(a, b).unwrap());
        let counts = proptest::array::uniform6(0..1000_u64);
        (fraction(), fraction(), fraction(), proptest::option::of(fraction()), counts).prop_map(
            |(a, b, c, d, n)| {
                Tally::Sum(SumTally {
                    sum: a,
                    sum_of_known_units: b,
                    unknown_least: c,
                    unknown_greatest: d,
                    figures: n[0],
                    unknown_figures: n[1],
                    not_applicable_figures: n[2],
                    known_units: n[3],
                    unknown_units: n[4],
                    not_applicable_units: n[5],
                })
            },
        )
    }

    fn pooled_tallies() -> impl Strategy<Value = Tally> {
        (proptest::array::uniform12(0..1000_u64), 0..3_u64).prop_map(|(n, places)| {
            Tally::Pooled(PooledTally {
                part: n[0],
                whole: n[1],
                slack: n[2],
                part_of_unknown_wholes: n[3],
                unknown_wholes: n[4],
                reported_part: n[5],
                reported_whole: n[6],
                figures: n[7],
                unknown_figures: n[8],
                not_applicable_figures: n[9],
                divided_part: n[10],
                divided_rest: n[11],
                places,
            })
        })
    }

    fn triples() -> impl Strategy<Value = [Tally; 3]> {
        prop_oneof![
            proptest::array::uniform3(unit_tallies().boxed()),
            proptest::array::uniform3(sum_tallies().boxed()),
            proptest::array::uniform3(pooled_tallies().boxed()),
        ]
    }

    fn nothing(like: &Tally) -> Tally {
        match like {
            Tally::Units(_) => Tally::Units(UnitTally::default()),
            Tally::Sum(_) => Tally::Sum(SumTally::default()),
            Tally::Pooled(_) => Tally::Pooled(PooledTally::default()),
        }
    }

    proptest! {
        #[test]
        fn merging_is_associative_and_commutative_with_an_identity([a, b, c] in triples()) {
            prop_assert_eq!(a.merge(&b).unwrap(), b.merge(&a).unwrap());
            prop_assert_eq!(a.merge(&b).unwrap().merge(&c).unwrap(), a.merge(&b.merge(&c).unwrap()).unwrap());
            prop_assert_eq!(a.merge(&nothing(&a)).unwrap(), a.clone());
        }

        #[test]
        fn a_tally_travels_as_text([a, _, _] in triples()) {
            prop_assert_eq!(serde_json::from_str::<Tally>(&serde_json::to_string(&a).unwrap()).unwrap(), a);
        }
    }

    #[test]
    fn sums_beyond_their_limit_are_an_error() {
        let most = PooledTally { part: u64::MAX, ..PooledTally::default() };
        assert_eq!(most.merge(&PooledTally { part: 1, ..PooledTally::default() }), Err(Overflow));
        let units = Tally::Units(UnitTally::default());
        assert_eq!(units.merge(&Tally::Sum(SumTally::default())), Err(MergeError::Kinds));
    }

    /// What was apportioned is held in tenths or hundredths, and merges in the finer of both.
    #[test]
    fn parts_merge_in_the_finer_places() {
        let whole = PooledTally {
            part: 1,
            whole: 12,
            slack: 2,
            part_of_unknown_wholes: 3,
            unknown_wholes: 9,
            reported_part: 4,
            reported_whole: 11,
            figures: 7,
            unknown_figures: 6,
            not_applicable_figures: 8,
            divided_part: 10,
            divided_rest: 5,
            places: 0,
        };
        let hundredths = PooledTally { places: 2, ..PooledTally::default() };
        let merged = PooledTally {
            part: 100,
            whole: 1200,
            slack: 200,
            part_of_unknown_wholes: 300,
            reported_part: 400,
            reported_whole: 1100,
            divided_part: 1000,
            divided_rest: 500,
            places: 2,
            ..whole
        };
        assert_eq!((whole.merge(&hundredths), hundredths.merge(&whole)), (Ok(merged), Ok(merged)));
        assert_eq!((whole.one(), merged.one()), (Ok(1), Ok(100)));
        // Where nothing was apportioned, nothing is said of it.
        let text = serde_json::to_string(&PooledTally { divided_part: 0, divided_rest: 0, ..whole }).unwrap();
        assert!(!text.contains("divided") && !text.contains("places"), "{text}");
    }

    /// Each part that may be here or not, by itself.
    #[test]
    fn what_of_a_divided_unit_is_here_moves_the_share() {
        for (divided_part, divided_rest, low, high) in
            [(0, 0, "1/2", "1/2"), (2, 0, "1/2", "3/4"), (0, 2, "1/4", "1/2"), (2, 2, "1/4", "3/4")]
        {
            let tally =
                PooledTally { part: 1, whole: 2, divided_part, divided_rest, ..PooledTally::default() };
            let range = tally.values().unwrap().unwrap().range().unwrap();
            assert_eq!(
                (range.low.to_string().as_str(), range.high.unwrap().to_string().as_str()),
                (low, high)
            );
        }
    }

    /// Unit by unit: met, missed or no member, where it is unknown.
    fn ways(tally: &UnitTally) -> std::collections::BTreeSet<(u64, u64)> {
        let mut all = std::collections::BTreeSet::from([(tally.met, tally.missed)]);
        for (units, choices) in [
            (tally.unknown, &[(1, 0), (0, 1)][..]),
            (tally.met_if_member, &[(1, 0), (0, 0)]),
            (tally.missed_if_member, &[(0, 1), (0, 0)]),
            (tally.unknown_if_member, &[(1, 0), (0, 1), (0, 0)]),
        ] {
            for _ in 0..units {
                all =
                    all.iter().flat_map(|(a, b)| choices.iter().map(move |(c, d)| (a + c, b + d))).collect();
            }
        }
        all
    }

    #[test]
    fn numbers_and_nobody_are_those_of_every_way_to_turn_out() {
        for n in 0..3_u64.pow(6) {
            let [met, missed, unknown, a, b, c] = [0, 1, 2, 3, 4, 5].map(|digit| n / 3_u64.pow(digit) % 3);
            let (met_if_member, missed_if_member, unknown_if_member) = (a, b, c);
            let tally = UnitTally {
                met,
                missed,
                unknown,
                met_if_member,
                missed_if_member,
                unknown_if_member,
                ..UnitTally::default()
            };
            let all = ways(&tally);
            let mut numbers: Vec<u64> =
                all.iter().filter(|(met, missed)| met + missed > 0).map(|(met, _)| *met).collect();
            numbers.sort_unstable();
            let expected = numbers.first().zip(numbers.last()).map(|(low, high)| Completions::Steps {
                from: (*low).into(),
                to: Some((*high).into()),
                over: 1,
            });
            assert_eq!(tally.number().unwrap(), expected, "{tally:?}");
            assert_eq!(
                tally.may_be_nobody().unwrap(),
                expected.is_some() && all.contains(&(0, 0)),
                "{tally:?}"
            );
        }
    }

    #[test]
    fn an_unknown_whole_leaves_its_ends_open_as_evidence_says() {
        let range = |tally: PooledTally| tally.values().unwrap().unwrap().range().unwrap();
        let unknown = PooledTally { unknown_wholes: 1, unknown_figures: 1, ..PooledTally::default() };
        let nine_of_ten = PooledTally { part: 9, whole: 10, ..unknown };
        let ten_of_ten = PooledTally { part: 10, whole: 10, ..unknown };
        let none_of_ten = PooledTally { part: 0, whole: 10, ..unknown };
        for (tally, low, high) in [
            (unknown, true, true),
            (nine_of_ten, false, false),
            (ten_of_ten, false, true),
            (none_of_ten, true, false),
        ] {
            let range = range(tally);
            assert_eq!((range.low_attained, range.high_attained), (low, high), "{tally:?}");
        }
    }
}
