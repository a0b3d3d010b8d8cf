//! On-time and completion rates: [T11], rolled up by the tally that targets have.

use kehoach::{Evaluator, Rates, UnitTally, Verdict};

use crate::world::{day, led, ledger, plan, register, scope, unit};

fn tally(met: u64, missed: u64, unknown: u64, not_applicable: u64) -> UnitTally {
    UnitTally { met, missed, unknown, not_applicable, ..UnitTally::default() }
}

#[test]
fn rates_roll_up() {
    let plan = plan("2023", vec![led("months 3, 9", "s-xa")], |parts| parts.scopes.push(scope("s-xa", "xa")));
    let register = register(&[
        "a cap-uy province",
        "d1 cap-uy district a",
        "d2 cap-uy district a",
        "x1 xa commune d1",
        "x2 xa commune d1",
        // From the first district to the second on 1 July.
        "x3 xa commune d1",
        "x3 xa commune d2 - - 2023-07-01",
        "x4 xa commune d2",
    ]);
    let records = ledger(&[
        "x1 2023-03 2023-03-20",
        "x2 2023-03 2023-04-02",
        "x3 2023-03 n/a@2023-03-02",
        "x3 2023-09 2023-05-05",
    ]);
    let evaluator = Evaluator::new(&plan, &register, &records, day("2023-08-01")).unwrap();
    let rates = |of: &str| evaluator.rates(&unit(of)).unwrap();
    // On time: late and overdue are missed; completion: late is done, overdue unknown.
    assert_eq!(rates("d1"), Rates { on_time: tally(1, 1, 2, 1), completion: tally(2, 0, 2, 1) });
    assert_eq!(rates("d2"), Rates { on_time: tally(1, 1, 1, 0), completion: tally(1, 0, 2, 0) });
    // Each where it was on the occurrence's last day: nothing is lost, nothing doubled.
    let both = rates("d1").on_time.merge(&rates("d2").on_time).unwrap();
    assert_eq!(rates("a").on_time, both);
    assert_eq!(rates("a").completion, rates("d1").completion.merge(&rates("d2").completion).unwrap());
    let units = ["x1", "x2", "x3", "x4"].map(rates);
    let sum = units.iter().try_fold(UnitTally::default(), |sum, rates| sum.merge(&rates.on_time)).unwrap();
    assert_eq!(sum, both);
    assert!(evaluator.rates(&unit("x9")).is_err());
}

#[test]
fn a_rate_has_the_bounds_and_the_shortfall_of_a_share_of_units() {
    let share = tally(7, 1, 2, 3);
    let range = share.range().unwrap().unwrap();
    assert_eq!((range.low.to_string(), range.high.unwrap().to_string()), ("7/10".into(), "9/10".into()));
    let held = |tally: UnitTally, asked: &str| tally.held_against(&asked.parse().unwrap()).unwrap().unwrap();
    for (asked, verdict, needed, reachable) in [
        (">= 70%", Verdict::Met, Some("0"), true),
        ("> 70%", Verdict::Open, Some("1"), true),
        (">= 90%", Verdict::Open, Some("2"), true),
        (">= 100%", Verdict::Missed, Some("3"), false),
        ("<= 60%", Verdict::Missed, None, false),
    ] {
        let found = held(share, asked);
        let shortfall = found.shortfall.unwrap();
        let shown = shortfall.needed.map(|needed| needed.to_string());
        assert_eq!(
            (found.verdict, shown.as_deref(), shortfall.reachable),
            (verdict, needed, reachable),
            "{asked}"
        );
    }
    let nobody = held(tally(0, 0, 0, 4), ">= 90%");
    assert_eq!((nobody.verdict, nobody.range, nobody.shortfall), (Verdict::NotApplicable, None, None));
    assert_eq!(share.held_against(&">= 90".parse().unwrap()), Ok(None), "a plain threshold is for no share");
    let too_many = tally(u64::MAX, 1, 0, 0);
    assert!(too_many.range().is_err());
}
