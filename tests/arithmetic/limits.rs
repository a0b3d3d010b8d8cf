//! Sums at and beyond what can be held: exact to the last digit, or an error that says whose figures are too large.

use kehoach::{
    EvaluateError, Evaluator, FigureBy, Fraction, Ledger, MergeError, Number, Overflow, Plan, PooledTally,
    Register, Rhythm, Share, ShareBy, ShareError, SumTally, Tally, UnitTally, Verdict,
    build::{amount, count, kinds, mean, pooled_share, share, total},
};

/// The greatest decimal that 96 bits hold.
const MOST: &str = "79228162514264337593543950335";

/// What a column of reports adds up to, one to a unit.
enum Comes {
    /// To a verdict and an exact value.
    To(Verdict, &'static str),
    /// To more than can be held, said of the subject, or of the unit with whose figures the sum became too large.
    TooLargeAt(&'static str),
}
use Comes::{To, TooLargeAt};

fn evaluated(plan: &Plan, item: &str, figures: &[&str]) -> Result<kehoach::Evaluation, EvaluateError> {
    let mut units = "id,name,kind,level,parent\nxa,Xã,ubnd,commune,\n".to_owned();
    let mut reports = "item,unit,period,value,reported_on\n".to_owned();
    for (n, figure) in figures.iter().enumerate() {
        units += &format!("thon-{n},Thôn {n},thon,village,xa\n");
        reports += &format!("{item},thon-{n},2024,{figure},2024-12-02\n");
    }
    let register = Register::from_csv(&units).unwrap();
    let ledger = Ledger::from_csv(&reports, plan, &register).unwrap().whole().unwrap();
    let evaluator = Evaluator::new(plan, &register, &ledger, "2024-12-31".parse().unwrap()).unwrap();
    // The whole plan, and each question by itself: the way through columns and the careful one are the same.
    let whole = evaluator.evaluate();
    match (&whole, evaluator.at(plan.issuer())) {
        (Ok(evaluation), alone) => assert_eq!(Ok(&evaluation.outcomes), alone.as_ref()),
        (Err(error), alone) => assert_eq!(Some(error), alone.as_ref().err()),
    }
    whole
}

#[track_caller]
fn comes(plan: &Plan, item: &str, figures: &[&str], expected: &Comes) {
    match (evaluated(plan, item, figures), expected) {
        (Ok(evaluation), To(verdict, value)) => {
            let outcome = &evaluation.outcomes[0];
            let found = outcome.range.unwrap().low.to_string();
            assert_eq!((outcome.verdict, found.as_str()), (*verdict, *value), "{figures:?}");
        }
        (Err(EvaluateError::Overflow { target, subject, .. }), TooLargeAt(at)) => {
            assert_eq!((target.as_str(), subject.as_str()), ("1", *at), "{figures:?}");
        }
        (found, _) => panic!("{figures:?} come to {found:?}"),
    }
}

fn plan(indicator: kehoach::build::Reported, target: kehoach::build::TargetOf) -> Plan {
    let plan = Plan::build("1-KH", "x", "xa", "2024").scope("cac-thon", kinds(["thon"]));
    plan.indicator("i", "x", indicator).target("1", "x", target).finish().unwrap()
}

#[test]
fn counts_add_up_beyond_64_bits() {
    let most = u64::MAX.to_string();
    let plan = plan(
        count(FigureBy::Sum).reported(Rhythm::Yearly),
        total("i", "cac-thon").asks("> 18446744073709551615"),
    );
    for (figures, comes_to) in [
        (&[&*most][..], To(Verdict::Missed, "18446744073709551615")),
        (&[&*most, "1"], To(Verdict::Met, "18446744073709551616")),
        (&[&*most, &*most, &*most], To(Verdict::Met, "55340232221128654845")),
    ] {
        comes(&plan, "i", figures, &comes_to);
    }
}

#[test]
fn amounts_add_up_within_128_bits_and_no_further() {
    let (billion, smallest) = ("1000000000", "0.0000000000000000000000000001");
    let both = "10000000000000000000000000000000000001/10000000000000000000000000000";
    for (asked, figures, comes_to) in [
        ("> 79228162514264337593543950335", &[MOST][..], To(Verdict::Missed, MOST)),
        (
            "> 79228162514264337593543950335",
            &[MOST, MOST, MOST],
            To(Verdict::Met, "237684487542793012780631851005"),
        ),
        // 28 digits behind the point leave ten before it.
        ("> 1000000000", &[billion, smallest], To(Verdict::Met, both)),
        ("> 1000000001", &[billion, smallest], To(Verdict::Missed, both)),
        ("> 5", &[MOST, "0.0000000001"], TooLargeAt("xa")),
        ("> 5", &[MOST, smallest], TooLargeAt("xa")),
        // The sum fits; what it still lacks does not.
        ("> 79228162514264337593543950335", &[billion, smallest], TooLargeAt("xa")),
    ] {
        let asked = total("i", "cac-thon").asks(asked);
        comes(&plan(amount(FigureBy::Sum).least(0).reported(Rhythm::Yearly), asked), "i", figures, &comes_to);
    }
}

#[test]
fn a_mean_is_taken_of_the_whole_sum() {
    let plan = plan(
        amount(FigureBy::Sum).least(0).reported(Rhythm::Yearly),
        mean("i", "cac-thon").asks(">= 79228162514264337593543950335"),
    );
    for (figures, comes_to) in [
        (&[MOST, MOST, MOST][..], To(Verdict::Met, MOST)),
        (
            &[MOST, MOST, "79228162514264337593543950334"],
            To(Verdict::Missed, "237684487542793012780631851004/3"),
        ),
    ] {
        comes(&plan, "i", figures, &comes_to);
    }
}

#[test]
fn parts_and_wholes_add_up_within_64_bits_and_no_further() {
    let plan =
        plan(share(ShareBy::Pooled).reported(Rhythm::Yearly), pooled_share("i", "cac-thon").asks(">= 100%"));
    for (figures, comes_to) in [
        (&["18446744073709551615/18446744073709551615"][..], To(Verdict::Met, "1")),
        (
            &["18446744073709551614/18446744073709551614", "0/1"],
            To(Verdict::Missed, "18446744073709551614/18446744073709551615"),
        ),
        (&["18446744073709551615/18446744073709551615", "0/0"], To(Verdict::Met, "1")),
        (&["18446744073709551615/18446744073709551615", "1/1"], TooLargeAt("xa")),
        (&["0/18446744073709551615", "0/18446744073709551615"], TooLargeAt("xa")),
    ] {
        comes(&plan, "i", figures, &comes_to);
    }
}

/// Each field of a tally at its greatest, and one more.
#[test]
fn every_count_of_a_tally_is_exact_or_an_overflow() {
    type Set<T> = fn(&mut T, u64);
    fn each<T: Default>(fields: &[Set<T>], tally: impl Fn(T) -> Tally) {
        for set in fields {
            let with = |n| {
                let mut fields = T::default();
                set(&mut fields, n);
                tally(fields)
            };
            assert_eq!(with(u64::MAX - 1).merge(&with(1)), Ok(with(u64::MAX)));
            assert_eq!(with(u64::MAX).merge(&with(1)), Err(MergeError::Overflow(Overflow)));
            assert_eq!(with(1).merge(&with(u64::MAX)), Err(MergeError::Overflow(Overflow)));
        }
    }
    let units: [Set<UnitTally>; 8] = [
        |t, n| t.met = n,
        |t, n| t.missed = n,
        |t, n| t.unknown = n,
        |t, n| t.not_applicable = n,
        |t, n| t.met_if_member = n,
        |t, n| t.missed_if_member = n,
        |t, n| t.unknown_if_member = n,
        |t, n| t.outside = n,
    ];
    let pooled: [Set<PooledTally>; 10] = [
        |t, n| t.part = n,
        |t, n| t.whole = n,
        |t, n| t.slack = n,
        |t, n| t.part_of_unknown_wholes = n,
        |t, n| t.unknown_wholes = n,
        |t, n| t.reported_part = n,
        |t, n| t.reported_whole = n,
        |t, n| t.figures = n,
        |t, n| t.unknown_figures = n,
        |t, n| t.not_applicable_figures = n,
    ];
    let sums: [Set<SumTally>; 6] = [
        |t, n| t.figures = n,
        |t, n| t.unknown_figures = n,
        |t, n| t.not_applicable_figures = n,
        |t, n| t.known_units = n,
        |t, n| t.unknown_units = n,
        |t, n| t.not_applicable_units = n,
    ];
    each(&units, Tally::Units);
    each(&pooled, Tally::Pooled);
    each(&sums, Tally::Sum);
}

#[test]
fn every_sum_of_a_tally_is_exact_or_an_overflow() {
    let most = Fraction::new(i128::MAX, 1).unwrap();
    let below = Fraction::new(i128::MAX - 1, 1).unwrap();
    let sets: [fn(&mut SumTally, Fraction); 4] = [
        |t, n| t.sum = n,
        |t, n| t.sum_of_known_units = n,
        |t, n| t.unknown_least = n,
        |t, n| t.unknown_greatest = Some(n),
    ];
    for set in sets {
        let with = |n| {
            let mut fields = SumTally::default();
            set(&mut fields, n);
            Tally::Sum(fields)
        };
        assert_eq!(with(below).merge(&with(Fraction::ONE)), Ok(with(most)));
        assert_eq!(with(most).merge(&with(Fraction::ONE)), Err(MergeError::Overflow(Overflow)));
    }
}

#[test]
fn a_tally_too_large_to_be_judged_is_an_error_that_names_target_and_subject() {
    let plan = Plan::build("1-KH", "x", "xa", "2024")
        .scope("cac-thon", kinds(["thon"]))
        .indicator("i", "x", share(ShareBy::Pooled).reported(Rhythm::Yearly))
        .indicator("n", "x", amount(FigureBy::Sum).reported(Rhythm::Yearly))
        .target("pooled", "x", pooled_share("i", "cac-thon").asks(">= 50%"))
        .target("mean", "x", mean("n", "cac-thon").asks(">= 0.5"))
        .target(
            "units",
            "x",
            kehoach::build::share_of_units("i", "cac-thon").meeting(">= 50%").asks(">= 50%"),
        )
        .finish()
        .unwrap();
    let register =
        Register::from_csv("id,name,kind,level\nxa,Xã,ubnd,commune\nthon,Thôn,thon,village\n").unwrap();
    let ledger = Ledger::new();
    let evaluator = Evaluator::new(&plan, &register, &ledger, "2024-12-31".parse().unwrap()).unwrap();
    let huge = Fraction::new(i128::MAX, 1).unwrap();
    for (target, tally) in [
        (
            "pooled",
            Tally::Pooled(PooledTally {
                part: u64::MAX,
                whole: u64::MAX,
                slack: 1,
                ..PooledTally::default()
            }),
        ),
        ("units", Tally::Units(UnitTally { met: u64::MAX, missed: 1, ..UnitTally::default() })),
        ("units", Tally::Units(UnitTally { met: 1, unknown: u64::MAX, ..UnitTally::default() })),
        ("units", Tally::Units(UnitTally { met: 1, met_if_member: u64::MAX, ..UnitTally::default() })),
        (
            "mean",
            Tally::Sum(SumTally {
                sum: huge,
                unknown_least: Fraction::ONE,
                known_units: 1,
                ..SumTally::default()
            }),
        ),
        ("mean", Tally::Sum(SumTally { known_units: u64::MAX, unknown_units: 1, ..SumTally::default() })),
    ] {
        let id = kehoach::TargetId::new(target).unwrap();
        let error = evaluator.judge(&id, plan.period(), plan.issuer(), tally.clone()).unwrap_err();
        let expected =
            EvaluateError::Overflow { target: id, subject: plan.issuer().clone(), period: plan.period() };
        assert_eq!(error, expected, "{tally:?}");
    }
}

#[test]
fn a_share_is_at_most_its_whole_to_the_last_unit() {
    assert!(Share::new(u64::MAX, u64::MAX).is_ok());
    let error = Share::new(u64::MAX, u64::MAX - 1).unwrap_err();
    assert_eq!(error, ShareError::PartAboveWhole { part: u64::MAX, whole: u64::MAX - 1 });
}

#[test]
fn numbers_add_up_to_a_decimal_or_not_at_all() {
    let number = |text: &str| text.parse::<Number>().unwrap();
    for (a, b, sum) in [
        (MOST, "0", Some(MOST)),
        (MOST, "-1", Some("79228162514264337593543950334")),
        (MOST, "1", None),
        (MOST, "0.1", None),
        ("0.1", "0.2", Some("0.3")),
        ("7922816251426433759354395033", "0.5", Some("7922816251426433759354395033.5")),
        ("79228162514264337593543950334", "0.5", None),
        ("-79228162514264337593543950335", "-1", None),
        ("0.0000000000000000000000000001", "-0.0000000000000000000000000001", Some("0")),
        ("7.9228162514264337593543950335", "0.0000000000000000000000000001", None),
    ] {
        assert_eq!(number(a).plus(number(b)), sum.map(number).ok_or(Overflow), "{a} + {b}");
        assert_eq!(number(b).plus(number(a)), sum.map(number).ok_or(Overflow), "{b} + {a}");
    }
}
