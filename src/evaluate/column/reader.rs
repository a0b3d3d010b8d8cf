//! Units read in words: what each adds to a column, without a look at its reports one by one.

use super::{
    Heap, Misfit, Unit,
    bound::Bound,
    fill::{Heaps, Judge},
    heap::{Amounts, Behind, Counts, Pooled, Units},
    walk::{Four, Leaves, Saying, Tray, walk},
};
use crate::{
    evaluate::{
        Evaluator,
        counting::{Test, may_meet, may_miss},
        figures::{Cell, Figure},
        outcome::Verdict,
        possible::possible,
        view::{NOTHING, Packing, UNKNOWN, amount, share},
        work::Question,
    },
    plan::{Aggregate, DoneBy, FigureBy, Measure, ShareBy},
    quantity::Fraction,
    threshold::Interval,
    time::Period,
};

/// The columns of the sub-periods that are expected of a unit, in order; none where nobody reported.
pub(super) type Slots<'t> = Vec<Option<&'t [u64]>>;

/// The word of a unit in a column.
#[inline]
fn word(slot: Option<&[u64]>, unit: usize) -> u64 {
    slot.and_then(|words| words.get(unit)).copied().unwrap_or(UNKNOWN)
}

/// The latest figure of a unit.
struct Latest {
    /// A figure, or the mark that there is none.
    word: u64,
    /// A later figure can still replace it.
    provisional: bool,
}

/// How the latest figure is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct LatestRule {
    pub(super) closed: bool,
    pub(super) carry_forward: bool,
}

impl LatestRule {
    /// None where the unit has to be read by itself, for something from before the judging period may stand.
    fn read(self, slots: &[Option<&[u64]>], unit: usize) -> Option<Latest> {
        let (mut missing, mut nothing) = (false, false);
        for slot in slots.iter().rev() {
            match word(*slot, unit) {
                UNKNOWN => missing = true,
                NOTHING => nothing = true,
                word => return Some(Latest { word, provisional: !self.closed || missing }),
            }
        }
        if self.carry_forward && missing && !nothing {
            return None;
        }
        Some(Latest { word: if missing { UNKNOWN } else { NOTHING }, provisional: false })
    }
}

/// How a unit's figure is held against its criterion.
#[derive(Debug, Clone)]
pub(super) struct CriterionRule {
    judge: Judged,
    /// What is still possible of a figure of which nothing is known.
    of_unknown: Verdict,
    combine: Combine,
}

#[derive(Debug, Clone)]
enum Judged {
    Done,
    Ranks(Interval<usize>),
    Count(Bound),
    Share(Bound),
    /// Amounts, in units of the last decimal place.
    Amount {
        asked: Interval<Fraction>,
        below: i128,
    },
}

#[derive(Debug, Clone)]
enum Combine {
    Latest(LatestRule),
    Ever,
    Every,
    Sum(Bound),
    Pooled(Bound),
}

impl CriterionRule {
    /// None where units have to be read one by one.
    pub(super) fn new(
        evaluator: &Evaluator<'_>,
        question: &Question<'_>,
        packing: Packing,
        latest: LatestRule,
    ) -> Option<Self> {
        let [link] = question.links.as_slice() else { return None };
        let judge = match (&link.test, packing) {
            (Test::Done, Packing::Done) => Judged::Done,
            (Test::Ranks(ranks), Packing::Grade) => Judged::Ranks(*ranks),
            (Test::Values(asked), Packing::Count) => Judged::Count(Bound::of(asked)?),
            (Test::Values(asked), Packing::Share) => Judged::Share(Bound::of(asked)?),
            (Test::Values(asked), Packing::Amount { places }) => {
                Judged::Amount { asked: *asked, below: 10_i128.checked_pow(places)? }
            }
            _ => return None,
        };
        let combine = match (question.measure, &judge) {
            (Measure::Done(DoneBy::Ever), _) => Combine::Ever,
            (Measure::Done(DoneBy::Every), _) => Combine::Every,
            (Measure::Count(FigureBy::Sum), Judged::Count(bound)) => Combine::Sum(*bound),
            (Measure::Share(ShareBy::Pooled), Judged::Share(bound)) => Combine::Pooled(*bound),
            (measure, _) if measure.takes_latest() => Combine::Latest(latest),
            _ => return None,
        };
        let of_unknown = || of_unknown(question, &link.test);
        let resolved = evaluator.ground.resolved(evaluator.plan, question.target);
        let of_unknown = resolved.map_or_else(of_unknown, |it| it.of_unknown(of_unknown))?;
        Some(Self { judge, of_unknown, combine })
    }

    fn judged(&self, word: u64) -> Option<Verdict> {
        let of = |met: bool| if met { Verdict::Met } else { Verdict::Missed };
        Some(match (&self.judge, word) {
            (_, UNKNOWN) => self.of_unknown,
            (_, NOTHING) => Verdict::NotApplicable,
            (Judged::Done, done) => of(done == 1),
            (Judged::Ranks(ranks), rank) => of(ranks.contains(&usize::try_from(rank).ok()?)),
            (Judged::Count(bound), count) => bound.verdict(count, Some(count), 1),
            (Judged::Share(bound), word) => {
                // OK because a share of nothing is no figure: its whole is above 0.
                let (part, whole) = share(word);
                bound.verdict(part, Some(part), whole)
            }
            (Judged::Amount { asked, below }, word) => {
                of(asked.contains(&Fraction::new(amount(word), *below).ok()?))
            }
        })
    }

    /// One unit, counted; none where it has to be read by itself.
    #[inline(always)]
    pub(super) fn unit(&self, slots: &[Option<&[u64]>], unit: usize) -> Option<Units> {
        match slots {
            // One sub-period: however they combine, its figure stands.
            [slot] if self.walks() => Some(self.one(word(*slot, unit))),
            _ => self.several(slots, unit),
        }
    }

    /// Leaves with one figure each.
    pub(super) fn walk(
        &self,
        leaves: Leaves<'_>,
        unit: Unit<'_>,
        heaps: &mut Heaps<Units>,
        judge: Option<&mut Judge<'_>>,
    ) -> Result<(), Misfit> {
        let latest = matches!(self.combine, Combine::Latest(LatestRule { closed: false, .. }));
        let saying = judge.map(|Judge { bound, verdicts, .. }| {
            let said = |heap: Units| heap.verdict(unit, bound).unwrap_or(Verdict::NotApplicable);
            let met = said(Units { met: 1, ..Units::default() });
            let missed = said(Units { missed: 1, ..Units::default() });
            let unknown = match self.of_unknown {
                Verdict::Met => met,
                Verdict::Missed => missed,
                _ => said(Units { unknown: 1, ..Units::default() }),
            };
            Saying {
                four: Four { figure: [missed, met], unknown, nothing: Verdict::NotApplicable },
                verdicts,
            }
        });
        let (none, heap) = (|_| (0, 0), |tray: Tray| Some(tray.units(self.of_unknown, latest)));
        match &self.judge {
            Judged::Done => walk(leaves, heaps, saying, |word| word == 1, none, heap),
            Judged::Count(bound) => {
                let (least, most) = bound.counts();
                walk(leaves, heaps, saying, |word| (least <= word) & (word <= most), none, heap)
            }
            Judged::Share(bound) => match bound.at_least() {
                Some(bound) => walk(leaves, heaps, saying, |word| bound.holds(share(word)), none, heap),
                None => {
                    let met = |word| bound.holds(share(word).0, share(word).1);
                    walk(leaves, heaps, saying, met, none, heap)
                }
            },
            Judged::Ranks(_) | Judged::Amount { .. } => {
                let met = |word| word < NOTHING && self.judged(word) == Some(Verdict::Met);
                walk(leaves, heaps, saying, met, none, heap)
            }
        }
    }

    /// Whether leaves with one figure each can be walked over: nothing from before may stand in for a figure.
    pub(super) const fn walks(&self) -> bool {
        !matches!(self.combine, Combine::Latest(LatestRule { carry_forward: true, .. }))
    }

    /// Whether a figure meets it.
    #[inline(never)]
    pub(super) fn meets(&self, word: u64) -> bool {
        self.one(word).met == 1
    }

    /// One figure, counted.
    #[inline(always)]
    pub(super) fn one(&self, word: u64) -> Units {
        let (unknown, nothing) = (word == UNKNOWN, word == NOTHING);
        let figure = !(unknown | nothing);
        let met = match &self.judge {
            Judged::Done => word == 1,
            Judged::Count(bound) => bound.holds(word, 1),
            Judged::Share(bound) => bound.holds(share(word).0, share(word).1),
            Judged::Ranks(_) | Judged::Amount { .. } => self.judged(word) == Some(Verdict::Met),
        };
        let known = |verdict: Verdict| unknown & (self.of_unknown == verdict);
        let latest = match self.combine {
            Combine::Latest(rule) => !rule.closed,
            _ => false,
        };
        Units {
            met: u32::from((figure & met) | known(Verdict::Met)),
            missed: u32::from((figure & !met) | known(Verdict::Missed)),
            unknown: u32::from(known(Verdict::Open)),
            nothing: u32::from(nothing),
            provisional: u32::from(figure & latest),
            carried: 0,
        }
    }

    fn several(&self, slots: &[Option<&[u64]>], unit: usize) -> Option<Units> {
        let mut provisional = false;
        let verdict = match &self.combine {
            Combine::Latest(rule) => {
                let latest = rule.read(slots, unit)?;
                provisional = latest.provisional;
                self.judged(latest.word)?
            }
            Combine::Ever | Combine::Every => {
                let (mut yes, mut no, mut unknown) = (false, false, false);
                for slot in slots {
                    match word(*slot, unit) {
                        UNKNOWN => unknown = true,
                        NOTHING => {}
                        done => (yes, no) = (yes | (done == 1), no | (done == 0)),
                    }
                }
                match self.combine {
                    Combine::Ever if yes => Verdict::Met,
                    Combine::Every if no => Verdict::Missed,
                    _ if unknown => Verdict::Open,
                    Combine::Ever if no => Verdict::Missed,
                    Combine::Every if yes => Verdict::Met,
                    _ => Verdict::NotApplicable,
                }
            }
            Combine::Sum(bound) => {
                let (mut sum, mut figures, mut unknown) = (0_u64, false, false);
                for slot in slots {
                    match word(*slot, unit) {
                        UNKNOWN => unknown = true,
                        NOTHING => {}
                        count => (sum, figures) = (sum.checked_add(count)?, true),
                    }
                }
                if figures || unknown {
                    bound.verdict(sum, (!unknown).then_some(sum), 1)
                } else {
                    Verdict::NotApplicable
                }
            }
            Combine::Pooled(bound) => {
                let heap = pooled(slots, unit)?;
                if heap.unknown > 0 {
                    bound.of_unknown_whole(heap.part, heap.whole)
                } else if heap.whole > 0 {
                    bound.verdict(heap.part, Some(heap.part), heap.whole)
                } else {
                    Verdict::NotApplicable
                }
            }
        };
        let mut one = Units { provisional: provisional.into(), ..Units::default() };
        match verdict {
            Verdict::Met => one.met = 1,
            Verdict::Missed => one.missed = 1,
            Verdict::Open => one.unknown = 1,
            Verdict::NotApplicable => one.nothing = 1,
        }
        Some(one)
    }
}

/// What a criterion says of a figure of which nothing is known.
fn of_unknown(question: &Question<'_>, test: &Test) -> Option<Verdict> {
    let day = chrono::NaiveDate::MIN;
    let unknown = Cell::own(0, Period::day(day), day, Figure::Unknown { declared: None });
    let possible = possible(question.measure, question.scale, &[unknown]).ok()?;
    Some(match (may_meet(&possible, test).ok()?, may_miss(&possible, test).ok()?) {
        (true, false) => Verdict::Met,
        (false, _) => Verdict::Missed,
        (true, true) => Verdict::Open,
    })
}

/// One figure, as a heap.
#[inline]
fn pooled_one(word: u64, latest: bool) -> Pooled {
    let (unknown, nothing) = (word == UNKNOWN, word == NOTHING);
    let figure = !(unknown | nothing);
    // All ones for a figure, none for a mark.
    let mask = u64::from(figure).wrapping_neg();
    let (part, whole) = share(word & mask);
    Pooled {
        part,
        whole,
        unknown: u32::from(unknown),
        figures: u32::from(figure),
        nothing: u32::from(nothing),
        provisional: u32::from(figure & latest),
        carried: 0,
    }
}

fn pooled(slots: &[Option<&[u64]>], unit: usize) -> Option<Pooled> {
    let mut heap = Pooled::default();
    for slot in slots {
        match word(*slot, unit) {
            UNKNOWN => heap.unknown = heap.unknown.checked_add(1)?,
            NOTHING => heap.nothing = heap.nothing.checked_add(1)?,
            word => {
                let (part, whole) = share(word);
                heap.part = heap.part.checked_add(part)?;
                heap.whole = heap.whole.checked_add(whole)?;
                heap.figures = heap.figures.checked_add(1)?;
            }
        }
    }
    Some(heap)
}

/// How parts and wholes are read.
#[derive(Debug, Clone)]
pub(super) enum PooledRule {
    Latest(LatestRule),
    Pooled,
}

impl PooledRule {
    /// Whether leaves with one figure each can be walked over: nothing from before may stand in for a figure.
    pub(super) const fn walks(&self) -> bool {
        !matches!(self, Self::Latest(LatestRule { carry_forward: true, .. }))
    }

    /// Leaves with one figure each.
    pub(super) fn walk(
        &self,
        leaves: Leaves<'_>,
        heaps: &mut Heaps<Pooled>,
        judge: Option<&mut Judge<'_>>,
    ) -> Result<(), Misfit> {
        let latest = self.latest();
        let heap = |tray: Tray| Some(tray.pooled(latest));
        let Some(Judge { bound, verdicts, .. }) = judge else {
            return walk(leaves, heaps, None, |_| true, share, heap);
        };
        let saying = Some(Saying { four: Four::of_figure(bound.of_unknown_whole(0, 0)), verdicts });
        match bound.at_least() {
            Some(bound) => walk(leaves, heaps, saying, |word| bound.holds(share(word)), share, heap),
            None => {
                let met = |word| bound.holds(share(word).0, share(word).1);
                walk(leaves, heaps, saying, met, share, heap)
            }
        }
    }

    /// Whether a later figure can still replace one.
    const fn latest(&self) -> bool {
        matches!(self, Self::Latest(LatestRule { closed: false, .. }))
    }

    /// One figure.
    #[inline(always)]
    pub(super) fn one(&self, word: u64) -> Pooled {
        pooled_one(word, self.latest())
    }

    pub(super) fn new(measure: &Measure, closed: bool, carry_forward: bool) -> Option<Self> {
        match measure {
            Measure::Share(ShareBy::Latest) => Some(Self::Latest(LatestRule { closed, carry_forward })),
            Measure::Share(ShareBy::Pooled) => Some(Self::Pooled),
            _ => None,
        }
    }

    #[inline(always)]
    pub(super) fn unit(&self, slots: &[Option<&[u64]>], unit: usize) -> Option<Pooled> {
        match slots {
            [slot] if self.walks() => Some(self.one(word(*slot, unit))),
            _ => self.several(slots, unit),
        }
    }

    fn several(&self, slots: &[Option<&[u64]>], unit: usize) -> Option<Pooled> {
        match self {
            Self::Pooled => pooled(slots, unit),
            Self::Latest(rule) => {
                let latest = rule.read(slots, unit)?;
                let one = Pooled { provisional: latest.provisional.into(), ..Pooled::default() };
                Some(match latest.word {
                    UNKNOWN => Pooled { unknown: 1, ..one },
                    NOTHING => Pooled { nothing: 1, ..one },
                    word => {
                        let (part, whole) = share(word);
                        Pooled { part, whole, figures: 1, ..one }
                    }
                })
            }
        }
    }
}

/// How counts and amounts are read.
#[derive(Debug, Clone)]
pub(super) enum SumRule {
    Latest(LatestRule),
    Sum,
}

impl SumRule {
    /// Whether leaves with one figure each can be walked over: nothing from before may stand in for a figure.
    pub(super) const fn walks(&self) -> bool {
        !matches!(self, Self::Latest(LatestRule { carry_forward: true, .. }))
    }

    pub(super) fn new(measure: &Measure, closed: bool, carry_forward: bool) -> Self {
        if measure.takes_latest() { Self::Latest(LatestRule { closed, carry_forward }) } else { Self::Sum }
    }

    /// Each figure of a unit, and what stands behind them.
    fn read(
        &self,
        slots: &[Option<&[u64]>],
        unit: usize,
        mut figure: impl FnMut(u64) -> Option<()>,
    ) -> Option<Behind> {
        let mut behind = Behind::default();
        let mut one = |word: u64| {
            match word {
                UNKNOWN => behind.unknown_figures = behind.unknown_figures.checked_add(1)?,
                NOTHING => behind.nothing_figures = behind.nothing_figures.checked_add(1)?,
                word => {
                    behind.figures = behind.figures.checked_add(1)?;
                    figure(word)?;
                }
            }
            Some(())
        };
        match self {
            Self::Sum => {
                for slot in slots {
                    one(word(*slot, unit))?;
                }
            }
            Self::Latest(rule) => {
                let latest = rule.read(slots, unit)?;
                one(latest.word)?;
                behind.provisional = latest.provisional.into();
            }
        }
        Some(behind.of_one_unit())
    }

    /// Leaves with one count each.
    pub(super) fn walk(
        &self,
        leaves: Leaves<'_>,
        heaps: &mut Heaps<Counts>,
        judge: Option<&mut Judge<'_>>,
    ) -> Result<(), Misfit> {
        let latest = self.latest();
        let (count, heap) = (|word| (word, 0), |tray: Tray| tray.counts(latest));
        let Some(Judge { bound, verdicts, .. }) = judge else {
            return walk(leaves, heaps, None, |_| true, count, heap);
        };
        let saying = Some(Saying { four: Four::of_figure(bound.verdict(0, None, 1)), verdicts });
        let (least, most) = bound.counts();
        walk(leaves, heaps, saying, |word| (least <= word) & (word <= most), count, heap)
    }

    /// Whether a later figure can still replace one.
    const fn latest(&self) -> bool {
        matches!(self, Self::Latest(LatestRule { closed: false, .. }))
    }

    /// One count.
    #[inline(always)]
    pub(super) fn one(&self, word: u64) -> Counts {
        let (unknown, nothing) = (word == UNKNOWN, word == NOTHING);
        let figure = !(unknown | nothing);
        let (known, unknown, nothing) = (u32::from(figure), u32::from(unknown), u32::from(nothing));
        let behind = Behind {
            figures: known,
            unknown_figures: unknown,
            nothing_figures: nothing,
            known_units: known,
            unknown_units: unknown,
            nothing_units: nothing,
            provisional: u32::from(figure & self.latest()),
            carried: 0,
        };
        let sum = word & u64::from(known).wrapping_neg();
        Counts { sum, known: sum, behind }
    }

    #[inline(always)]
    pub(super) fn counts(&self, slots: &[Option<&[u64]>], unit: usize) -> Option<Counts> {
        match slots {
            [slot] if self.walks() => Some(self.one(word(*slot, unit))),
            _ => self.several_counts(slots, unit),
        }
    }

    fn several_counts(&self, slots: &[Option<&[u64]>], unit: usize) -> Option<Counts> {
        let mut sum = 0_u64;
        let behind = self.read(slots, unit, |count| {
            sum = sum.checked_add(count)?;
            Some(())
        })?;
        let known = if behind.unknown_units == 0 { sum } else { 0 };
        Some(Counts { sum, known, behind })
    }

    pub(super) fn amounts(&self, slots: &[Option<&[u64]>], unit: usize) -> Option<Amounts> {
        let mut sum = 0_i128;
        let behind = self.read(slots, unit, |word| {
            sum = sum.checked_add(amount(word))?;
            Some(())
        })?;
        let known = if behind.unknown_units == 0 { sum } else { 0 };
        Some(Amounts { sum, known, behind })
    }
}

/// What a question's units are counted in.
#[derive(Debug, Clone)]
pub(super) enum Rule {
    Criterion(CriterionRule),
    Pooled(PooledRule),
    Counts(SumRule),
    Amounts(SumRule),
    /// One by one.
    Exact,
}

impl Rule {
    pub(super) fn new(
        evaluator: &Evaluator<'_>,
        question: &Question<'_>,
        packing: Packing,
        (closed, carry_forward): (bool, bool),
    ) -> Self {
        let measure = question.measure;
        let rule = match (&question.target.aggregate, packing) {
            (Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_), _) => {
                let latest = LatestRule { closed, carry_forward };
                CriterionRule::new(evaluator, question, packing, latest).map(Self::Criterion)
            }
            (_, Packing::Count) => Some(Self::Counts(SumRule::new(measure, closed, carry_forward))),
            (_, Packing::Amount { .. }) => Some(Self::Amounts(SumRule::new(measure, closed, carry_forward))),
            _ => PooledRule::new(measure, closed, carry_forward).map(Self::Pooled),
        };
        rule.unwrap_or(Self::Exact)
    }
}
