//! Tallies as bytes: what travels between machines.

use super::{PooledTally, SumTally, Tally, UnitTally};
use crate::quantity::{Fraction, FractionError};

/// The version of the layout that is written.
const VERSION: u8 = 1;
const UNITS: u8 = 1;
const SUM: u8 = 2;
const POOLED: u8 = 3;
/// A pooled tally with something of divided units in it.
const DIVIDED: u8 = 4;
/// Before a sum that has no limit.
const WITHOUT_LIMIT: u8 = 0;
/// Before a sum that has one.
const LIMIT: u8 = 1;

/// Why bytes are no tally. Every offset is counted in bytes from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TallyBytesError {
    /// They end before the tally does.
    #[error("the tally is cut short after {length} bytes")]
    CutShort {
        /// How many bytes there are.
        length: usize,
    },
    /// Written in a layout that this version of the library does not know.
    #[error("the tally is of version {found}, and only version {VERSION} is known")]
    Version {
        /// The first byte.
        found: u8,
    },
    /// Of no kind that a tally has.
    #[error("the tally is of kind {found}, and the kinds are from {UNITS} to {DIVIDED}")]
    Kind {
        /// The second byte.
        found: u8,
    },
    /// A number above the greatest that can stand there.
    #[error("the number at byte {at} of the tally is too large")]
    TooLarge {
        /// Where it begins.
        at: usize,
    },
    /// A number that takes more bytes than it needs, a fraction that is not in lowest terms, or another mark than 0 and 1 before
    /// a limit: never written, for equal tallies have equal bytes.
    #[error("the number at byte {at} of the tally is not in its one spelling")]
    Spelling {
        /// Where it begins.
        at: usize,
    },
    /// The tally ends before they do.
    #[error("the tally ends at byte {at}, and more bytes follow")]
    LeftOver {
        /// The first byte that is not the tally's.
        at: usize,
    },
}

impl Tally {
    /// The tally as bytes, for other threads, machines and stores. Equal tallies have equal bytes, on every machine.
    ///
    /// The layout, version 1:
    ///
    /// | bytes | hold |
    /// |---|---|
    /// | 1 | the version, 1 |
    /// | 1 | the kind: 1 of a [`UnitTally`], 2 of a [`SumTally`], 3 of a [`PooledTally`] whose last three fields are 0, 4 of another |
    /// | the rest | its fields, in the order in which they are declared; of kind 3 without the last three |
    ///
    /// A count is an unsigned LEB128 number: seven bits a byte, the lowest first, the eighth set on all bytes but the last. A
    /// fraction is its numerator, zigzag (0, -1, 1, -2 are 0, 1, 2, 3), then its denominator, both LEB128, in lowest terms.
    /// Before [`SumTally::unknown_greatest`] stands a byte: 1 if it is there, 0 if there is no limit, and then nothing follows.
    /// Numbers are written in as few bytes as they need, so that the tally of a unit takes ten to fifteen bytes and that of a
    /// country a few more.
    ///
    /// A later version of the library that needs another layout gives it another number and reads this one too.
    ///
    /// ```
    /// # use kehoach::{Tally, UnitTally};
    /// let here = Tally::Units(UnitTally { met: 300, missed: 2, ..UnitTally::default() });
    /// let there = Tally::Units(UnitTally { met: 7, unknown: 1, ..UnitTally::default() });
    /// let travels = there.to_bytes();
    /// assert_eq!(travels, [1, 1, 7, 0, 1, 0, 0, 0, 0, 0]);
    /// let both = here.merge(&Tally::from_bytes(&travels)?)?;
    /// assert_eq!(both, Tally::Units(UnitTally { met: 307, missed: 2, unknown: 1, ..UnitTally::default() }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let kind = match self {
            Self::Units(_) => UNITS,
            Self::Sum(_) => SUM,
            Self::Pooled(pooled) if divided_in_order(pooled) == [0; 3] => POOLED,
            Self::Pooled(_) => DIVIDED,
        };
        let mut bytes = vec![VERSION, kind];
        match self {
            Self::Units(units) => write_counts(&mut bytes, &units_in_order(units)),
            Self::Sum(sum) => {
                for fraction in [sum.sum, sum.sum_of_known_units, sum.unknown_least] {
                    write_fraction(&mut bytes, fraction);
                }
                match sum.unknown_greatest {
                    None => bytes.push(WITHOUT_LIMIT),
                    Some(greatest) => {
                        bytes.push(LIMIT);
                        write_fraction(&mut bytes, greatest);
                    }
                }
                write_counts(&mut bytes, &counts_of_sum(sum));
            }
            Self::Pooled(pooled) => {
                write_counts(&mut bytes, &pooled_in_order(pooled));
                if kind == DIVIDED {
                    write_counts(&mut bytes, &divided_in_order(pooled));
                }
            }
        }
        bytes
    }

    /// Reads what [`Tally::to_bytes`] wrote, and nothing else.
    ///
    /// # Errors
    /// [`TallyBytesError`] for the first byte that is not as it would have been written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TallyBytesError> {
        let mut from = Reader { bytes, at: 0 };
        let version = from.byte()?;
        if version != VERSION {
            return Err(TallyBytesError::Version { found: version });
        }
        let tally = match from.byte()? {
            UNITS => Self::Units(UnitTally {
                met: from.count()?,
                missed: from.count()?,
                unknown: from.count()?,
                not_applicable: from.count()?,
                met_if_member: from.count()?,
                missed_if_member: from.count()?,
                unknown_if_member: from.count()?,
                outside: from.count()?,
            }),
            SUM => Self::Sum(SumTally {
                sum: from.fraction()?,
                sum_of_known_units: from.fraction()?,
                unknown_least: from.fraction()?,
                unknown_greatest: from.limit()?,
                figures: from.count()?,
                unknown_figures: from.count()?,
                not_applicable_figures: from.count()?,
                known_units: from.count()?,
                unknown_units: from.count()?,
                not_applicable_units: from.count()?,
            }),
            kind @ (POOLED | DIVIDED) => {
                let mut pooled = PooledTally {
                    part: from.count()?,
                    whole: from.count()?,
                    slack: from.count()?,
                    part_of_unknown_wholes: from.count()?,
                    unknown_wholes: from.count()?,
                    reported_part: from.count()?,
                    reported_whole: from.count()?,
                    figures: from.count()?,
                    unknown_figures: from.count()?,
                    not_applicable_figures: from.count()?,
                    ..PooledTally::default()
                };
                if kind == DIVIDED {
                    let at = from.at;
                    pooled.divided_part = from.count()?;
                    pooled.divided_rest = from.count()?;
                    pooled.places = from.count()?;
                    // Nothing of divided units: never written so.
                    if divided_in_order(&pooled) == [0; 3] {
                        return Err(TallyBytesError::Spelling { at });
                    }
                }
                Self::Pooled(pooled)
            }
            found => return Err(TallyBytesError::Kind { found }),
        };
        if from.at < bytes.len() { Err(TallyBytesError::LeftOver { at: from.at }) } else { Ok(tally) }
    }
}

/// Taken apart without `..`: a new field that is not written fails to compile.
const fn units_in_order(tally: &UnitTally) -> [u64; 8] {
    let UnitTally {
        met,
        missed,
        unknown,
        not_applicable,
        met_if_member,
        missed_if_member,
        unknown_if_member,
        outside,
    } = *tally;
    [met, missed, unknown, not_applicable, met_if_member, missed_if_member, unknown_if_member, outside]
}

/// All fields after the fractions.
const fn counts_of_sum(tally: &SumTally) -> [u64; 6] {
    let SumTally {
        sum: _,
        sum_of_known_units: _,
        unknown_least: _,
        unknown_greatest: _,
        figures,
        unknown_figures,
        not_applicable_figures,
        known_units,
        unknown_units,
        not_applicable_units,
    } = *tally;
    [figures, unknown_figures, not_applicable_figures, known_units, unknown_units, not_applicable_units]
}

const fn pooled_in_order(tally: &PooledTally) -> [u64; 10] {
    let PooledTally {
        part,
        whole,
        slack,
        part_of_unknown_wholes,
        unknown_wholes,
        reported_part,
        reported_whole,
        figures,
        unknown_figures,
        not_applicable_figures,
        divided_part: _,
        divided_rest: _,
        places: _,
    } = *tally;
    [
        part,
        whole,
        slack,
        part_of_unknown_wholes,
        unknown_wholes,
        reported_part,
        reported_whole,
        figures,
        unknown_figures,
        not_applicable_figures,
    ]
}

/// What a pooled tally has of divided units.
const fn divided_in_order(tally: &PooledTally) -> [u64; 3] {
    [tally.divided_part, tally.divided_rest, tally.places]
}

fn write_counts(to: &mut Vec<u8>, counts: &[u64]) {
    counts.iter().for_each(|count| write(to, u128::from(*count)));
}

fn write_fraction(to: &mut Vec<u8>, fraction: Fraction) {
    let (above, below) = (fraction.numerator(), fraction.denominator());
    let twice = above.unsigned_abs() << 1;
    // OK because a fraction's numerator is never `i128::MIN`: twice its size fits, and is at least 2 where it is below 0.
    write(to, if above.is_negative() { twice.saturating_sub(1) } else { twice });
    write(to, below.unsigned_abs());
}

/// LEB128.
fn write(to: &mut Vec<u8>, number: u128) {
    let mut rest = number;
    loop {
        let [low, ..] = rest.to_le_bytes();
        rest >>= 7;
        if rest == 0 {
            return to.push(low);
        }
        to.push(low | 0x80);
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, TallyBytesError> {
        let length = self.bytes.len();
        let byte = self.bytes.get(self.at).ok_or(TallyBytesError::CutShort { length })?;
        // OK because it is at most the length.
        self.at = self.at.saturating_add(1);
        Ok(*byte)
    }

    fn number(&mut self) -> Result<u128, TallyBytesError> {
        let at = self.at;
        let (mut number, mut shift) = (0_u128, 0_u32);
        loop {
            let byte = self.byte()?;
            let bits = u128::from(byte & 0x7f);
            let shifted = bits.checked_shl(shift).filter(|shifted| shifted >> shift == bits);
            number |= shifted.ok_or(TallyBytesError::TooLarge { at })?;
            if byte & 0x80 == 0 {
                // A last byte of 0 adds nothing, unless it is the only one.
                let spare = byte == 0 && shift > 0;
                return if spare { Err(TallyBytesError::Spelling { at }) } else { Ok(number) };
            }
            // OK because a shift of 128 bits and more is refused above.
            shift = shift.saturating_add(7);
        }
    }

    fn count(&mut self) -> Result<u64, TallyBytesError> {
        let at = self.at;
        u64::try_from(self.number()?).map_err(|_| TallyBytesError::TooLarge { at })
    }

    fn fraction(&mut self) -> Result<Fraction, TallyBytesError> {
        let at = self.at;
        let signed = |size: u128| i128::try_from(size).map_err(|_| TallyBytesError::TooLarge { at });
        let zigzag = self.number()?;
        let half = signed(zigzag >> 1)?;
        // OK because the least that this gives is `i128::MIN`, which no fraction has.
        let above = if zigzag & 1 == 0 { half } else { half.saturating_neg().saturating_sub(1) };
        let below = signed(self.number()?)?;
        let fraction = Fraction::new(above, below).map_err(|error| match error {
            FractionError::Overflow(_) => TallyBytesError::TooLarge { at },
            _ => TallyBytesError::Spelling { at },
        })?;
        let as_written = (fraction.numerator(), fraction.denominator()) == (above, below);
        if as_written { Ok(fraction) } else { Err(TallyBytesError::Spelling { at }) }
    }

    fn limit(&mut self) -> Result<Option<Fraction>, TallyBytesError> {
        let at = self.at;
        match self.byte()? {
            WITHOUT_LIMIT => Ok(None),
            LIMIT => self.fraction().map(Some),
            _ => Err(TallyBytesError::Spelling { at }),
        }
    }
}
