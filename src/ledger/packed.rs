//! One observation in 28 bytes.

use chrono::NaiveDate;

use crate::{limits::LEDGER_INDICATORS, quantity::Number};

/// Stands for a number where there is none: no source, no row.
pub(super) const NONE: u32 = u32::MAX;

/// How the value of a row is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    NotDone,
    Done,
    /// A whole number of 64 bits.
    Count,
    /// A mantissa of 56 bits above a scale of 8.
    Decimal,
    /// Its place among the numbers that fit neither.
    WideNumber,
    /// A part and a whole of 32 bits each.
    Share,
    /// Its place among the shares of which one does not fit.
    WideShare,
    /// The number of a grade.
    Grade,
    /// The number of a reason.
    NotApplicable,
    Withdrawn,
}

impl Kind {
    /// In the order of their declaration, by which a row knows them.
    const ALL: [Self; 10] = [
        Self::NotDone,
        Self::Done,
        Self::Count,
        Self::Decimal,
        Self::WideNumber,
        Self::Share,
        Self::WideShare,
        Self::Grade,
        Self::NotApplicable,
        Self::Withdrawn,
    ];
}

/// An observation, its ids and texts by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Packed {
    /// The indicator's number above eight bits: four of the kind, and the marks.
    tag: u32,
    pub(super) unit: u32,
    pub(super) period: u32,
    pub(super) reported_on: NaiveDate,
    pub(super) source: u32,
    value: [u32; 2],
}

// A country's ledger is millions of these.
const _: () = assert!(size_of::<Packed>() == 28);
// What a tag leaves to indicators, and what it needs for kinds.
const _: () = assert!(LEDGER_INDICATORS == 1 << (u32::BITS - TAG_BITS) && Kind::ALL.len() <= 1 << 4);

const TAG_BITS: u32 = 8;
const KIND: u32 = 0b1111;
const CORRECTS: u32 = 1 << 4;
const LATER: u32 = 1 << 5;
const SEVERAL: u32 = 1 << 6;

impl Packed {
    /// `indicator` is below [`LEDGER_INDICATORS`].
    pub(super) fn new(
        [indicator, unit, period]: [u32; 3],
        (reported_on, corrects): (NaiveDate, bool),
        (kind, value): (Kind, [u32; 2]),
        source: u32,
    ) -> Self {
        let mark = if corrects { CORRECTS } else { 0 };
        Self { tag: indicator << TAG_BITS | mark | kind as u32, unit, period, reported_on, source, value }
    }

    pub(super) const fn indicator(&self) -> u32 {
        self.tag >> TAG_BITS
    }

    pub(super) fn kind(&self) -> Kind {
        let [kind, ..] = (self.tag & KIND).to_le_bytes();
        Kind::ALL.get(usize::from(kind)).copied().unwrap_or(Kind::Withdrawn)
    }

    pub(super) const fn value(&self) -> [u32; 2] {
        self.value
    }

    /// Whether it corrects another one of its cell and day.
    pub(super) const fn corrects(&self) -> bool {
        self.tag & CORRECTS != 0
    }

    /// By what the entries of a cell are told apart and ordered.
    pub(super) const fn entered(&self) -> (NaiveDate, bool) {
        (self.reported_on, self.corrects())
    }

    /// Whether another entry of its cell stands before it.
    pub(super) const fn is_later(&self) -> bool {
        self.tag & LATER != 0
    }

    pub(super) const fn later(self) -> Self {
        Self { tag: self.tag | LATER, ..self }
    }

    /// Of the first entry of a cell: whether the cell has others.
    pub(super) const fn has_several(&self) -> bool {
        self.tag & SEVERAL != 0
    }

    pub(super) const fn set_several(&mut self) {
        self.tag |= SEVERAL;
    }
}

/// A number as a row keeps it; none for one that does not fit.
pub(super) fn pack_number(number: Number) -> Option<(Kind, [u32; 2])> {
    if let Some(count) = number.count() {
        return Some((Kind::Count, split(count)));
    }
    let mantissa = i64::try_from(number.decimal().mantissa()).ok()?;
    let high = mantissa << SCALE_BITS;
    let fits = high >> SCALE_BITS == mantissa;
    let bits = high.cast_unsigned() | u64::from(number.decimal().scale());
    fits.then(|| (Kind::Decimal, split(bits)))
}

const SCALE_BITS: u32 = 8;

pub(super) fn unpack_number(value: [u32; 2]) -> Number {
    let bits = join(value);
    let [scale, ..] = bits.to_le_bytes();
    // OK because it was taken from a number.
    Number::from_normal(bits.cast_signed() >> SCALE_BITS, scale.into())
}

fn split(bits: u64) -> [u32; 2] {
    let [a, b, c, d, e, f, g, h] = bits.to_le_bytes();
    [u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h])]
}

pub(super) fn join([low, high]: [u32; 2]) -> u64 {
    u64::from(high) << u32::BITS | u64::from(low)
}
