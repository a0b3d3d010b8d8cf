//! Thresholds of as many digits as a number can have, against the largest counts there are.

use kehoach::{Number, Share, Threshold};

/// Places after the point of the percents below: with two digits before it, 28 in all.
const PLACES: u32 = 26;

/// Shares whose percents go on for ever or end late, up to the largest counts.
const SHARES: [(u64, u64); 16] = [
    (1, 3),
    (2, 3),
    (1, 7),
    (22, 23),
    (17, 20),
    (8501, 10_000),
    (1, 1 << 20),
    (1, 1 << 63),
    (1, u64::MAX),
    (u64::MAX / 3, u64::MAX),
    (u64::MAX / 2, u64::MAX),
    (u64::MAX - 1, u64::MAX),
    (u64::MAX - 2, u64::MAX - 1),
    (9_999_999_999_999_999_999, 10_000_000_000_000_000_000),
    (6_148_914_691_236_517_205, 18_446_744_073_709_551_614),
    (12_297_829_382_473_034_410, u64::MAX),
];

/// The percents of a share, by long division as at school: digits without a point, the last of them at `PLACES`; and whether
/// anything is left.
fn long_division(part: u64, whole: u64) -> (u128, bool) {
    let whole = u128::from(whole);
    let hundredfold = u128::from(part) * 100;
    let (mut digits, mut rest) = (hundredfold / whole, hundredfold % whole);
    for _ in 0..PLACES {
        rest *= 10;
        digits = digits * 10 + rest / whole;
        rest %= whole;
    }
    (digits, rest > 0)
}

fn written(digits: u128) -> String {
    let one = 10_u128.pow(PLACES);
    format!("{}.{:0places$}", digits / one, digits % one, places = PLACES as usize)
}

#[test]
fn a_share_lies_between_two_percents_of_28_digits_that_differ_in_the_last() {
    for (part, whole) in SHARES {
        let share = Share::new(part, whole).unwrap();
        let (digits, more) = long_division(part, whole);
        let (at, next) = (written(digits), written(digits + 1));
        let met = |asked: &str| asked.parse::<Threshold>().unwrap().is_met_by_share(share).unwrap();
        for (asked, expected) in [
            (format!(">= {at}%"), true),
            (format!("> {at}%"), more),
            (format!("<= {at}%"), !more),
            (format!("< {at}%"), false),
            (format!("= {at}%"), !more),
            (format!("[{at}%, {next}%)"), true),
            (format!("({at}%, {next}%)"), more),
            (format!(">= {next}%"), false),
            (format!("> {next}%"), false),
            (format!("< {next}%"), true),
            (format!("<= {next}%"), true),
            (format!("= {next}%"), false),
        ] {
            assert_eq!(met(&asked), expected, "{part}/{whole} against {asked}");
        }
    }
}

#[test]
fn numbers_are_told_apart_by_their_28th_digit() {
    for (below, at, above) in [
        ("9999999999999999999999999998", "9999999999999999999999999999", "10000000000000000000000000000"),
        (
            "0.0000000000000000000000000000",
            "0.0000000000000000000000000001",
            "0.0000000000000000000000000002",
        ),
        ("-1.000000000000000000000000001", "-1", "-0.999999999999999999999999999"),
        ("79228162514264337593543950333", "79228162514264337593543950334", "79228162514264337593543950335"),
        ("4.999999999999999999999999999", "5", "5.000000000000000000000000001"),
    ] {
        let number = |text: &str| text.parse::<Number>().unwrap();
        for (sign, met) in [
            (">", [false, false, true]),
            (">=", [false, true, true]),
            ("<", [true, false, false]),
            ("<=", [true, true, false]),
            ("=", [false, true, false]),
        ] {
            let asked: Threshold = format!("{sign} {at}").parse().unwrap();
            let found = [below, at, above].map(|text| asked.is_met_by(number(text)).unwrap());
            assert_eq!(found, met, "{asked}");
        }
    }
}
