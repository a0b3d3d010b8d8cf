//! Every share of at most 2000, against percents.

use kehoach::{Fraction, Interval, Share, Threshold};

use crate::plain::{Plain, against_percent};

const MOST: u64 = 2000;

/// A comparison, in all its forms: as plain numbers, as a threshold, and as the values that the threshold asks for.
struct Asked {
    plain: Plain,
    threshold: Threshold,
    values: Interval<Fraction>,
}

/// The comparisons at each percent from one below nothing to one above everything.
struct Table(Vec<Vec<Asked>>);

impl Table {
    fn new() -> Self {
        let asked = |plain: Plain| {
            let threshold = plain.percent();
            Asked { plain, values: threshold.values().unwrap(), threshold }
        };
        Self((-1..=101).map(|n| Plain::all_at(n).into_iter().map(asked).collect()).collect())
    }

    fn at(&self, percent: i64) -> &[Asked] {
        &self.0[usize::try_from(percent + 1).unwrap()]
    }
}

/// Up to this whole every comparison is asked of the share itself, too.
const SMALL: u64 = 60;

/// Holds every share over these wholes against the percents that `percents` picks for it, and says how many answers were
/// compared.
fn compared(wholes: impl Iterator<Item = u64>, percents: impl Fn(u64, u64) -> (i64, i64)) -> u64 {
    let table = Table::new();
    let mut answers = 0;
    for whole in wholes {
        for part in 0..=whole {
            let share = Share::new(part, whole).unwrap();
            let value = share.fraction().unwrap();
            let (from, to) = percents(part, whole);
            for percent in from..=to {
                let row = table.at(percent);
                // Every end of a row is its percent or the next one.
                let orders = [percent, percent + 1].map(|end| against_percent(part, whole, end));
                for (n, asked) in row.iter().enumerate() {
                    let expected = asked.plain.holds(|end| orders[usize::from(end > percent)]);
                    let found = asked.values.contains(&value);
                    assert_eq!(found, expected, "{part}/{whole} against {}", asked.threshold);
                    // The way from the share itself, which ends in the same call: for one comparison of each row at least.
                    if whole <= SMALL || n as u64 == (part + whole) % row.len() as u64 {
                        let met = asked.threshold.is_met_by_share(share);
                        assert_eq!(met, Some(expected), "{part}/{whole} against {}", asked.threshold);
                    }
                    answers += 1;
                }
            }
        }
    }
    answers
}

/// The percents just below and just above a share, and, where one equals it, that one between its neighbours.
///
/// These are all that need to be asked. For a percent further off, both the share and the end lie on the same sides of some
/// percent that was asked for here: whoever decides that one rightly, and keeps the order of fractions, decides the other
/// rightly too. `against_every_percent` does without the argument.
fn nearest(part: u64, whole: u64) -> (i64, i64) {
    let floor = i64::try_from(100 * part / whole).unwrap();
    let is_equal = (100 * part).is_multiple_of(whole);
    if is_equal { (floor - 1, floor + 1) } else { (floor, floor + 1) }
}

fn wants_all() -> bool {
    std::env::var("KEHOACH_GRID").is_ok_and(|grid| grid == "all")
}

/// By remainder of the whole, so that the two go on at once.
fn nearest_percents(remainder: u64) {
    let answers = compared((1..=MOST).filter(|whole| whole % 2 == remainder), nearest);
    assert!(answers > 20_000_000, "{answers}");
}

#[test]
fn even_wholes_against_the_nearest_percents() {
    nearest_percents(0);
}

#[test]
fn odd_wholes_against_the_nearest_percents() {
    nearest_percents(1);
}

/// Against every percent, nearest or not: up to 60 units, and with `KEHOACH_GRID=all` up to 2000.
#[test]
fn against_every_percent() {
    let most = if wants_all() { MOST } else { SMALL };
    let answers = compared(1..=most, |_, _| (-1, 101));
    println!("{answers} answers compared");
    // The shares of each whole, the percents from -1 to 101, the comparisons at each.
    assert_eq!(answers, (2..=most + 1).sum::<u64>() * 103 * 12);
}

#[test]
fn nothing_of_nothing_is_neither_met_nor_missed() {
    let nothing = Share::new(0, 0).unwrap();
    for percent in 0..=100 {
        for plain in Plain::all_at(percent) {
            assert_eq!(plain.percent().is_met_by_share(nothing), None);
        }
    }
}
