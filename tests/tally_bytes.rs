//! Tallies as bytes: the layout, byte by byte; what is refused; and that nothing is lost on the way.

use kehoach::{Fraction, PooledTally, SumTally, Tally, TallyBytesError, UnitTally};
use proptest::prelude::*;

fn f(text: &str) -> Fraction {
    text.parse().unwrap()
}

fn units() -> UnitTally {
    UnitTally {
        met: 1,
        missed: 2,
        unknown: 3,
        not_applicable: 4,
        met_if_member: 5,
        missed_if_member: 6,
        unknown_if_member: 7,
        outside: 8,
    }
}

fn sum() -> SumTally {
    SumTally {
        sum: f("-7/2"),
        sum_of_known_units: f("64"),
        unknown_least: f("-1"),
        unknown_greatest: Some(f("1/3")),
        figures: 9,
        unknown_figures: 10,
        not_applicable_figures: 11,
        known_units: 12,
        unknown_units: 13,
        not_applicable_units: 14,
    }
}

fn pooled() -> PooledTally {
    PooledTally {
        part: 127,
        whole: 128,
        slack: 300,
        part_of_unknown_wholes: 4,
        unknown_wholes: 5,
        reported_part: 6,
        reported_whole: 7,
        figures: 8,
        unknown_figures: 9,
        not_applicable_figures: u64::MAX,
        ..PooledTally::default()
    }
}

/// The layout is a promise to what was stored by earlier versions: these bytes never change.
#[test]
fn version_1_is_written_so() {
    let divided =
        PooledTally { part: 1, divided_part: 2, divided_rest: 3, places: 4, ..PooledTally::default() };
    let unlimited = SumTally { unknown_greatest: None, ..SumTally::default() };
    for (tally, bytes) in [
        (Tally::Units(UnitTally::default()), &[1, 1, 0, 0, 0, 0, 0, 0, 0, 0][..]),
        (Tally::Units(units()), &[1, 1, 1, 2, 3, 4, 5, 6, 7, 8]),
        (Tally::Sum(sum()), &[1, 2, 13, 2, 128, 1, 1, 1, 1, 1, 2, 3, 9, 10, 11, 12, 13, 14]),
        (Tally::Sum(unlimited), &[1, 2, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
        (Tally::Pooled(divided), &[1, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 4]),
        (
            Tally::Pooled(pooled()),
            &[1, 3, 127, 128, 1, 172, 2, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
        ),
    ] {
        assert_eq!(tally.to_bytes(), bytes, "{tally:?}");
        assert_eq!(Tally::from_bytes(bytes), Ok(tally));
    }
}

#[track_caller]
fn refused(bytes: &[u8], error: TallyBytesError, text: &str) {
    assert_eq!(Tally::from_bytes(bytes), Err(error));
    assert_eq!(error.to_string(), text);
}

#[test]
fn what_was_never_written_is_refused() {
    use TallyBytesError as E;
    refused(&[], E::CutShort { length: 0 }, "the tally is cut short after 0 bytes");
    refused(&[1], E::CutShort { length: 1 }, "the tally is cut short after 1 bytes");
    for found in [0, 2, 255] {
        let text = format!("the tally is of version {found}, and only version 1 is known");
        refused(&[found, 1, 0, 0, 0, 0, 0, 0, 0, 0], E::Version { found }, &text);
    }
    for found in [0, 5, 255] {
        let text = format!("the tally is of kind {found}, and the kinds are from 1 to 4");
        refused(&[1, found, 0, 0, 0, 0, 0, 0, 0, 0], E::Kind { found }, &text);
    }
    // One more than the greatest count; a number without an end; 128 bits and more.
    let too_large = "the number at byte 3 of the tally is too large";
    let most = [255, 255, 255, 255, 255, 255, 255, 255, 255];
    refused(&[&[1, 1, 0], &most[..], &[2]].concat(), E::TooLarge { at: 3 }, too_large);
    refused(&[&[1, 1, 0], &[255; 40][..]].concat(), E::TooLarge { at: 3 }, too_large);
    refused(&[&[1, 1, 0], &[128; 40][..]].concat(), E::TooLarge { at: 3 }, too_large);
    let other = "the number at byte 2 of the tally is not in its one spelling";
    let nothing_divided = [&[1, 4][..], &[0; 13]].concat();
    refused(
        &nothing_divided,
        E::Spelling { at: 12 },
        "the number at byte 12 of the tally is not in its one spelling",
    );
    refused(&[1, 1, 129, 0, 0, 0, 0, 0, 0, 0, 0], E::Spelling { at: 2 }, other);
    // 2/4, 0/2, 1/0.
    let rest = [0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0];
    for fraction in [[4, 4], [0, 2], [2, 0]] {
        refused(&[&[1, 2], &fraction[..], &rest].concat(), E::Spelling { at: 2 }, other);
    }
    let mark = "the number at byte 8 of the tally is not in its one spelling";
    refused(&[1, 2, 0, 1, 0, 1, 0, 1, 2, 0, 1, 0, 0, 0, 0, 0, 0], E::Spelling { at: 8 }, mark);
    let more = "the tally ends at byte 10, and more bytes follow";
    refused(&[1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 0], E::LeftOver { at: 10 }, more);
}

#[test]
fn a_fraction_keeps_to_its_ends() {
    let tally = |sum| Tally::Sum(SumTally { sum, ..SumTally::default() });
    for (above, below) in [(i128::MAX, 1), (-i128::MAX, 1), (1, i128::MAX), (-i128::MAX, i128::MAX - 1)] {
        let tally = tally(Fraction::new(above, below).unwrap());
        assert_eq!(Tally::from_bytes(&tally.to_bytes()), Ok(tally));
    }
    // The bytes of `-i128::MAX`, and those of the number below it, which no fraction has.
    let least = tally(Fraction::new(-i128::MAX, 1).unwrap()).to_bytes();
    let below = [&[1, 2, 255], &least[3..]].concat();
    assert_eq!(least[2], 253);
    assert_eq!(Tally::from_bytes(&below), Err(TallyBytesError::TooLarge { at: 2 }));
    let no_such_denominator = [&[1, 2, 0], &[255; 18][..], &[3]].concat();
    assert_eq!(Tally::from_bytes(&no_such_denominator), Err(TallyBytesError::TooLarge { at: 2 }));
}

/// Counts of every length, none so large that three of them overflow.
fn counts<const N: usize>() -> impl Strategy<Value = [u64; N]> {
    let count = (any::<u64>(), 2..64_u32).prop_map(|(n, shift)| n >> shift);
    proptest::collection::vec(count, N).prop_map(|counts| counts.try_into().unwrap())
}

fn fractions() -> impl Strategy<Value = Fraction> {
    (any::<i64>(), 0..63_u32, 1..1_000_i128).prop_map(|(n, shift, below)| {
        let above = i128::from(n >> shift);
        Fraction::new(above, below).unwrap()
    })
}

fn unit_tallies() -> impl Strategy<Value = Tally> {
    counts().prop_map(|[met, missed, unknown, not_applicable, a, b, c, outside]| {
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
    })
}

fn sum_tallies() -> impl Strategy<Value = Tally> {
    (fractions(), fractions(), fractions(), proptest::option::of(fractions()), counts()).prop_map(
        |(sum, known, least, unknown_greatest, [a, b, c, d, e, f])| {
            Tally::Sum(SumTally {
                sum,
                sum_of_known_units: known,
                unknown_least: least,
                unknown_greatest,
                figures: a,
                unknown_figures: b,
                not_applicable_figures: c,
                known_units: d,
                unknown_units: e,
                not_applicable_units: f,
            })
        },
    )
}

fn pooled_tallies() -> impl Strategy<Value = Tally> {
    let divided = prop_oneof![Just([0, 0]), proptest::array::uniform2(0..9_u64)];
    (counts(), divided).prop_map(
        |([part, whole, slack, a, b, reported_part, reported_whole, c, d, e], divided)| {
            Tally::Pooled(PooledTally {
                part,
                whole,
                slack,
                part_of_unknown_wholes: a,
                unknown_wholes: b,
                reported_part,
                reported_whole,
                figures: c,
                unknown_figures: d,
                not_applicable_figures: e,
                divided_part: divided[0],
                divided_rest: divided[1],
                places: 0,
            })
        },
    )
}

/// Three of one kind.
fn triples() -> impl Strategy<Value = [Tally; 3]> {
    prop_oneof![
        proptest::array::uniform3(unit_tallies().boxed()),
        proptest::array::uniform3(sum_tallies().boxed()),
        proptest::array::uniform3(pooled_tallies().boxed()),
    ]
}

fn travelled(tally: &Tally) -> Tally {
    Tally::from_bytes(&tally.to_bytes()).unwrap()
}

proptest! {
    #[test]
    fn nothing_is_lost_on_the_way([a, b, c] in triples()) {
        prop_assert_eq!(travelled(&a), a.clone());
        // Merged in parts, each part and each sum sent on, in another order: the bytes of the whole.
        let whole = a.merge(&b).unwrap().merge(&c).unwrap();
        let sent = travelled(&travelled(&c).merge(&travelled(&a)).unwrap()).merge(&travelled(&b)).unwrap();
        prop_assert_eq!(sent.to_bytes(), whole.to_bytes());
        prop_assert_eq!(sent, whole);
    }

    #[test]
    fn every_beginning_is_cut_short([a, ..] in triples()) {
        let bytes = a.to_bytes();
        for length in 0..bytes.len() {
            prop_assert_eq!(Tally::from_bytes(&bytes[..length]), Err(TallyBytesError::CutShort { length }));
        }
    }

    #[test]
    fn bytes_are_refused_or_written_again(
        [a, ..] in triples(), place in any::<prop::sample::Index>(), byte in any::<u8>(), tail in any::<Vec<u8>>(),
    ) {
        let mut changed = a.to_bytes();
        let place = place.index(changed.len());
        changed[place] = byte;
        for bytes in [&changed, &[&changed[..place], &tail].concat(), &tail] {
            if let Ok(tally) = Tally::from_bytes(bytes) {
                prop_assert_eq!(&tally.to_bytes(), bytes);
            }
        }
    }
}
