//! The walk over leaves that have one figure each: what is left of an evaluation where nothing is unusual.
//!
//! A figure is one of four things: it meets what is asked of it, it misses it, nothing was reported, or there is nothing to
//! measure. Whether there is a figure is a branch, for mostly there is; whether it meets what is asked is none, for that is as good
//! as a coin tossed.

use super::{
    Heap, Misfit,
    fill::Heaps,
    heap::{Behind, Counts, Pooled, Units},
};
use crate::evaluate::{
    ground::Seats,
    outcome::Verdict,
    view::{NOTHING, UNKNOWN},
};

/// The leaves of a column, and where their figures stand.
#[derive(Clone, Copy)]
pub(super) struct Leaves<'w> {
    pub(super) seats: &'w Seats,
    /// None where nobody reported.
    pub(super) words: Option<&'w [u64]>,
    /// Whether sums are wanted at units, and not of the whole scope alone.
    pub(super) at_units: bool,
}

/// What is said at a leaf.
#[derive(Debug, Clone, Copy)]
pub(super) struct Four {
    /// Whose figure misses what is asked, and whose figure meets it.
    pub(super) figure: [Verdict; 2],
    /// That reported nothing.
    pub(super) unknown: Verdict,
    /// Where there is nothing to measure.
    pub(super) nothing: Verdict,
}

impl Four {
    /// Of figures that are held against what is asked as they are.
    pub(super) const fn of_figure(unknown: Verdict) -> Self {
        Self { figure: [Verdict::Missed, Verdict::Met], unknown, nothing: Verdict::NotApplicable }
    }

    /// What is said of a figure that meets its criterion; none where the same is said of one that misses it.
    pub(super) fn met(self) -> Option<Verdict> {
        let [missed, met] = self.figure;
        (met != missed).then_some(met)
    }

    #[inline(always)]
    fn figure(&self, met: bool) -> Verdict {
        // OK because there are two.
        self.figure.get(usize::from(met) & 1).copied().unwrap_or(Verdict::NotApplicable)
    }
}

/// Where it is said, by the number of the subject.
pub(super) struct Saying<'j> {
    pub(super) four: Four,
    pub(super) verdicts: &'j mut [Verdict],
}

/// Leaves of one row, added up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tray {
    first: u64,
    second: u64,
    figures: u32,
    met: u32,
    unknown: u32,
    nothing: u32,
    overflowed: bool,
}

impl Tray {
    /// Of leaves that are counted by a criterion; `of_unknown` is what is known of one that reported nothing.
    pub(super) fn units(self, of_unknown: Verdict, latest: bool) -> Units {
        let missed = self.figures.saturating_sub(self.met);
        let provisional = if latest { self.figures } else { 0 };
        let one = Units { nothing: self.nothing, provisional, ..Units::default() };
        match of_unknown {
            // OK because a register numbers its units in 32 bits.
            Verdict::Met => Units { met: self.met.saturating_add(self.unknown), missed, ..one },
            Verdict::Missed => Units { met: self.met, missed: missed.saturating_add(self.unknown), ..one },
            _ => Units { met: self.met, missed, unknown: self.unknown, ..one },
        }
    }

    pub(super) fn pooled(self, latest: bool) -> Pooled {
        Pooled {
            part: self.first,
            whole: self.second,
            unknown: self.unknown,
            figures: self.figures,
            nothing: self.nothing,
            provisional: if latest { self.figures } else { 0 },
            carried: 0,
        }
    }

    /// None where the sum no longer fits.
    pub(super) fn counts(self, latest: bool) -> Option<Counts> {
        let behind = Behind {
            figures: self.figures,
            unknown_figures: self.unknown,
            nothing_figures: self.nothing,
            known_units: self.figures,
            unknown_units: self.unknown,
            nothing_units: self.nothing,
            provisional: if latest { self.figures } else { 0 },
            carried: 0,
        };
        (!self.overflowed).then_some(Counts { sum: self.first, known: self.first, behind })
    }

    /// Adds so many leaves side by side; `say` takes what is said of each. Of nothing here there is more than a register has units,
    /// which it numbers in 32 bits; of the second sum, only wholes of 32 bits.
    #[inline(always)]
    fn add<'w, S>(
        &mut self,
        leaves: impl Iterator<Item = (&'w u64, S)>,
        all: u32,
        four: &Four,
        met: impl Fn(u64) -> bool,
        sums: impl Fn(u64) -> (u64, u64),
        say: impl Fn(S, Verdict),
    ) {
        let (mut figures, mut unknown) = (0_u32, 0_u32);
        for (word, slot) in leaves {
            // Guessed rightly, for most are figures; what is said of one is looked up in a table instead.
            if *word < NOTHING {
                let met = met(*word);
                let (first, second) = sums(*word);
                let (sum, over) = self.first.overflowing_add(first);
                (self.first, self.overflowed) = (sum, self.overflowed | over);
                self.second = self.second.wrapping_add(second);
                self.met = self.met.wrapping_add(met.into());
                figures = figures.wrapping_add(1);
                say(slot, four.figure(met));
            } else {
                let is_unknown = *word == UNKNOWN;
                unknown = unknown.wrapping_add(is_unknown.into());
                say(slot, if is_unknown { four.unknown } else { four.nothing });
            }
        }
        self.figures = self.figures.wrapping_add(figures);
        self.unknown = self.unknown.wrapping_add(unknown);
        self.nothing = self.nothing.wrapping_add(all.wrapping_sub(figures).wrapping_sub(unknown));
    }
}

/// Walks over leaves and adds each row of them to its heap, as `heap` has it. `met` and `sums` are asked of marks too, and may say
/// anything of them.
#[inline(never)]
pub(super) fn walk<H: Heap>(
    leaves: Leaves<'_>,
    heaps: &mut Heaps<H>,
    mut saying: Option<Saying<'_>>,
    met: impl Fn(u64) -> bool,
    sums: impl Fn(u64) -> (u64, u64),
    heap: impl Fn(Tray) -> Option<H>,
) -> Result<(), Misfit> {
    const NOTHING_SAID: Four = Four {
        figure: [Verdict::NotApplicable; 2],
        unknown: Verdict::NotApplicable,
        nothing: Verdict::NotApplicable,
    };
    let four = saying.as_ref().map_or(NOTHING_SAID, |saying| saying.four);
    heaps.walked = Some(four);
    // So that it stays a table: a compiler that knows what is in it makes a branch of looking into it.
    let four = std::hint::black_box(&four);
    for (above, runs) in leaves.seats.rows() {
        let mut tray = Tray::default();
        for run in runs {
            let verdicts = saying.as_mut().zip(run.numbers());
            let verdicts = verdicts.and_then(|(saying, numbers)| saying.verdicts.get_mut(numbers));
            let words = leaves.words.and_then(|words| words.get(run.places()));
            match (words, verdicts) {
                (Some(words), Some(verdicts)) => {
                    let leaves = words.iter().zip(verdicts);
                    tray.add(leaves, run.units, four, &met, &sums, |slot, said| *slot = said);
                }
                (Some(words), None) => {
                    let leaves = words.iter().map(|word| (word, ()));
                    tray.add(leaves, run.units, four, &met, &sums, |(), _| ());
                }
                (None, verdicts) => {
                    tray.unknown = tray.unknown.saturating_add(run.units);
                    verdicts.unwrap_or_default().fill(four.unknown);
                }
            }
        }
        let one = heap(tray).ok_or(Misfit)?;
        heaps.add_above(above.filter(|_| leaves.at_units), &one)?;
    }
    Ok(())
}
