//! The two places where a figure is rounded: points, as the sheet says, and figures for people.

use kehoach::{Fraction, Number, Share, Threshold, score::Rounding, show};

use crate::plain::{Plain, against_percent};

/// `n / d` in units of the last place, by quotient and rest of whole numbers.
fn rounded(rounding: Rounding, n: i64, d: i64, places: u32) -> i64 {
    let scaled = n * 10_i64.pow(places);
    let (size, rest) = (scaled.abs() / d, scaled.abs() % d);
    let up = match rounding {
        Rounding::HalfUp => 2 * rest >= d,
        Rounding::HalfEven => 2 * rest > d || (2 * rest == d && size % 2 == 1),
        Rounding::Down => false,
        Rounding::Up => rest > 0,
    };
    scaled.signum() * (size + i64::from(up))
}

#[test]
fn points_are_rounded_as_their_sheet_says() {
    for rounding in [Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up] {
        for places in 0..=3 {
            for (n, d) in (-120..=120).flat_map(|n| (1..=40).map(move |d| (n, d))) {
                let found = rounding.round(Fraction::new(n.into(), d.into()).unwrap(), places).unwrap();
                let expected =
                    Fraction::new(rounded(rounding, n, d, places).into(), 10_i128.pow(places)).unwrap();
                assert_eq!(found.fraction(), expected, "{n}/{d} to {places} places, {rounding:?}");
            }
        }
    }
}

/// Read again, a shown percent is met or missed just as the share itself; and it is the share, rounded half up, to as few
/// places as that allows.
#[test]
fn a_shown_percent_never_contradicts_its_verdict() {
    for whole in 1..=60_u64 {
        for part in 0..=whole {
            let value = Share::new(part, whole).unwrap().fraction().unwrap();
            let near = i64::try_from(100 * part / whole).unwrap();
            for (percent, places) in (near - 1..=near + 2).flat_map(|percent| [(percent, 0), (percent, 1)]) {
                for plain in Plain::all_at(percent) {
                    let asked = plain.percent();
                    let shown = show(value, true, places, asked.values().as_ref());
                    let met = plain.holds(|end| against_percent(part, whole, end));
                    let read = shown.decimal().expect("shares of 60 need no more than nine places");
                    let read_again = Threshold::values(&asked).unwrap().contains(&percents(read));
                    assert_eq!(read_again, met, "{part}/{whole} shown as {shown} against {asked}");
                    let kept = read.decimal().scale().max(places);
                    let (n, d) = (100 * i64::try_from(part).unwrap(), i64::try_from(whole).unwrap());
                    let expected =
                        Fraction::new(rounded(Rounding::HalfUp, n, d, kept).into(), 10_i128.pow(kept));
                    assert_eq!(read.fraction(), expected.unwrap(), "{part}/{whole} against {asked}");
                }
            }
        }
    }
}

fn percents(figure: Number) -> Fraction {
    figure.fraction().over(Fraction::whole(100)).unwrap()
}
