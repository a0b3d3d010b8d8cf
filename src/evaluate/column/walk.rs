//! The walk over leaves that have one figure each: what is left of an evaluation where nothing is unusual.
//!
//! A figure is one of four things: it meets what is asked of it, it misses it, nothing was reported, or there is nothing to
//! measure. Which of them is found without a branch, for it is as good as a coin tossed; what follows from it stands in tables
//! of four.

use super::{
    Heap, Unit,
    bound::Bound,
    fill::Judge,
    heap::{Behind, Counts, Ends, Pooled, Units},
};
use crate::evaluate::{
    ground::Seat,
    outcome::Verdict,
    view::{NOTHING, UNKNOWN},
};

/// How many leaves can be counted before a lane is full.
pub(super) const MOST: usize = (1 << LANE) - 1;
/// The bits of a counter: five of them lie side by side in a word.
const LANE: u32 = 12;

/// Counts of leaves, side by side in a word.
#[derive(Debug, Clone, Copy, Default)]
struct Lanes(u64);

impl Lanes {
    const fn new([met, missed, unknown, nothing, provisional]: [u64; 5]) -> Self {
        Self(met | missed << LANE | unknown << (2 * LANE) | nothing << (3 * LANE) | provisional << (4 * LANE))
    }

    fn counts(self) -> [u32; 5] {
        // OK because a lane holds less than 32 bits.
        [0, 1, 2, 3, 4].map(|lane: u32| {
            let shifted = self.0.checked_shr(lane.saturating_mul(LANE)).unwrap_or(0);
            u32::try_from(shifted & ((1 << LANE) - 1)).unwrap_or(0)
        })
    }
}

/// What follows from a figure that meets, one that misses, none, and nothing to measure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Four {
    lanes: [Lanes; 4],
    verdicts: [Verdict; 4],
    ends: [Ends; 4],
}

impl Four {
    /// Of leaves that are counted by a criterion; `of_unknown` is what is known of one that reported nothing.
    pub(super) fn of_units(of_unknown: Verdict, latest: bool, unit: Unit<'_>, bound: Option<&Bound>) -> Self {
        let provisional = u32::from(latest);
        let unknown = match of_unknown {
            Verdict::Met => Units { met: 1, ..Units::default() },
            Verdict::Missed => Units { missed: 1, ..Units::default() },
            _ => Units { unknown: 1, ..Units::default() },
        };
        let heaps = [
            Units { met: 1, provisional, ..Units::default() },
            Units { missed: 1, provisional, ..Units::default() },
            unknown,
            Units { nothing: 1, ..Units::default() },
        ];
        let verdict = |heap: Units| bound.and_then(|bound| heap.verdict(unit, bound));
        Self {
            lanes: heaps
                .map(|h| Lanes::new([h.met, h.missed, h.unknown, h.nothing, h.provisional].map(u64::from))),
            verdicts: heaps.map(|heap| verdict(heap).unwrap_or(Verdict::NotApplicable)),
            ends: heaps.map(|heap| heap.bounds(unit).map_or(Ends::EXACT, Ends::of)),
        }
    }

    /// Of leaves whose figures are added up; `unknown` is what is said of one that reported nothing. What is said of a figure
    /// depends on the figure.
    pub(super) fn of_figures(latest: bool, unknown: Verdict, ends: Ends) -> Self {
        let figure = Lanes::new([1, 0, 0, 0, u64::from(latest)]);
        Self {
            lanes: [figure, figure, Lanes::new([0, 0, 1, 0, 0]), Lanes::new([0, 0, 0, 1, 0])],
            verdicts: [Verdict::Met, Verdict::Missed, unknown, Verdict::NotApplicable],
            ends: [Ends::EXACT, Ends::EXACT, ends, Ends::NOTHING],
        }
    }
}

/// Leaves of one row, added up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tray {
    first: u64,
    second: u64,
    lanes: Lanes,
    overflowed: bool,
}

impl Tray {
    pub(super) fn units(self) -> Units {
        let [met, missed, unknown, nothing, provisional] = self.lanes.counts();
        Units { met, missed, unknown, nothing, provisional, carried: 0 }
    }

    pub(super) fn pooled(self) -> Pooled {
        let [figures, _, unknown, nothing, provisional] = self.lanes.counts();
        Pooled { part: self.first, whole: self.second, unknown, figures, nothing, provisional, carried: 0 }
    }

    /// None where the sum no longer fits.
    pub(super) fn counts(self) -> Option<Counts> {
        let [figures, _, unknown, nothing, provisional] = self.lanes.counts();
        let behind = Behind {
            figures,
            unknown_figures: unknown,
            nothing_figures: nothing,
            known_units: figures,
            unknown_units: unknown,
            nothing_units: nothing,
            provisional,
            carried: 0,
        };
        (!self.overflowed).then_some(Counts { sum: self.first, known: self.first, behind })
    }
}

/// Which of the four a word is, if it meets what is asked as `met` says.
#[inline(always)]
fn which(word: u64, met: bool) -> usize {
    let (unknown, nothing) = (word == UNKNOWN, word == NOTHING);
    let missed = !(met | unknown | nothing);
    usize::from(missed) | usize::from(unknown) << 1 | usize::from(nothing) | usize::from(nothing) << 1
}

/// Walks over leaves, at most [`MOST`] of them. `met`, `sums` and `ends` are asked of marks too, and may say anything of them;
/// `ends` says nothing where they stand in the table.
#[inline(always)]
pub(super) fn walk(
    seats: &[Seat],
    words: Option<&[u64]>,
    four: &Four,
    judge: Option<&mut Judge<'_>>,
    met: impl Fn(u64) -> bool,
    sums: impl Fn(u64) -> (u64, u64),
    ends: impl Fn(u64) -> Option<Ends>,
) -> Tray {
    let mut tray = Tray::default();
    let mut nobody: ([Verdict; 0], [Ends; 0]) = ([], []);
    let (verdicts, all_ends) = match judge {
        Some(judge) => (&mut *judge.verdicts, &mut *judge.ends),
        None => (nobody.0.as_mut_slice(), nobody.1.as_mut_slice()),
    };
    let words = words.unwrap_or_default();
    for seat in seats {
        let word = usize::try_from(seat.unit).ok().and_then(|unit| words.get(unit)).copied();
        let word = word.unwrap_or(UNKNOWN);
        // OK because `which` is below 4.
        let which = which(word, met(word)) & 3;
        let lanes = four.lanes.get(which).map_or(0, |lanes| lanes.0);
        tray.lanes.0 = tray.lanes.0.wrapping_add(lanes);
        // All ones for a figure, none for a mark.
        let mask = u64::from(which < 2).wrapping_neg();
        let (first, second) = sums(word);
        let (sum, over) = tray.first.overflowing_add(first & mask);
        tray.first = sum;
        tray.overflowed |= over;
        // OK because only wholes of 32 bits stand here, and few of them.
        tray.second = tray.second.wrapping_add(second & mask);
        let number = usize::try_from(seat.number).unwrap_or(usize::MAX);
        if let Some((slot, verdict)) = verdicts.get_mut(number).zip(four.verdicts.get(which)) {
            *slot = *verdict;
        }
        if let Some((slot, of_mark)) = all_ends.get_mut(number).zip(four.ends.get(which)) {
            *slot = ends(word).filter(|_| which < 2).unwrap_or(*of_mark);
        }
    }
    tray
}
