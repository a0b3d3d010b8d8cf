//! Every measure in every way of combining, every aggregate over every measure, and what surrounds them, each on a case small
//! enough to be worked out by hand.
//!
//! A case is written as an indicator, a target, the reports, and what they come to as of a day after the plan's period:
//! verdict, then the least and the greatest value that can still occur, an end that is never reached after `>` or `<`.

use kehoach::{
    EvaluateError, Evaluation, Evaluator, Ledger, LedgerNote, Outcome, Plan, Range, Register, Verdict,
    evaluate,
};

/// The issuer `x`; below it the communes `a`, `b` and `c`; the village `a1` below `a`; and `o`, which is not below `x`.
const UNITS: &str = "\
id,name,kind,level,parent,first,last
x,X,uy,district,,,
a,A,xa,commune,x,,
b,B,xa,commune,x,,
c,C,xa,commune,x,,
a1,A1,thon,village,a,,
o,O,xa,commune,,,
";

const CLOSED: &str = "2025-01-10";
const RUNNING: &str = "2024-08-01";

const DONE: &str = "measure = 'done'\nreported = 'yearly'";
const EVER: &str = "measure = 'done'\ncombine = 'ever'\nreported = 'half-yearly'";
const STOCK: &str = "measure = 'count'\ncombine = 'latest'\nreported = 'quarterly'";
const FLOW: &str = "measure = 'count'\ncombine = 'sum'\nreported = 'half-yearly'";
const MONEY: &str = "measure = 'amount'\ncombine = 'sum'\nreported = 'half-yearly'\ngreatest = 5";
const SHARE: &str = "measure = 'share'\ncombine = 'pooled'\nreported = 'half-yearly'";
const GRADE: &str = "measure = 'grade'\nscale = 'xep-loai'\nreported = 'yearly'";

struct Case {
    plan: Plan,
    register: Register,
    ledger: Ledger,
}

/// The scopes that cases can measure: `all` communes of the district, `one` of them, `two`, and `everywhere`.
fn plan_text(indicator: &str, targets: &str) -> String {
    format!(
        "format = 1\nid = '1'\ntitle = 'T'\nissuer = 'x'\nperiod = '2024'\n\
        [[scales]]\nid = 'xep-loai'\ngrades = [{{ id = 'yeu', name = 'yếu' }}, {{ id = 'kha', name = 'khá' }}, \
        {{ id = 'tot', name = 'tốt' }}]\n\
        [[scopes]]\nid = 'all'\nkinds = ['xa']\nbelow = ['x']\n[[scopes]]\nid = 'one'\nunits = ['a']\n\
        [[scopes]]\nid = 'two'\nunits = ['a', 'b']\n[[scopes]]\nid = 'everywhere'\nkinds = ['xa']\n\
        [[scopes]]\nid = 'villages'\nkinds = ['thon']\n\
        [[indicators]]\nid = 'i'\nname = 'I'\n{indicator}\n{targets}"
    )
}

/// Reports as `unit period value` or `unit period value day`, parted by `;`.
fn reports_text(reports: &str) -> String {
    let row = |report: &str| {
        let fields: Vec<&str> = report.split_whitespace().collect();
        let period =
            if fields[1].starts_with("20") { fields[1].to_owned() } else { format!("2024-{}", fields[1]) };
        let period = period.replace("2024-Y", "2024");
        let (value, note) = if fields[2] == "n/a" { ("n/a", "không có") } else { (fields[2], "") };
        let value = value.replace("not-done", "not done");
        let item = if matches!(value.as_str(), "đạt" | "hỏng") { "t" } else { "i" };
        let value = value.replace("hỏng", "không đạt");
        format!("{item},{},{period},{value},{},{note}\n", fields[0], fields.get(3).unwrap_or(&"2024-12-31"))
    };
    let rows = reports.split(';').map(str::trim).filter(|report| !report.is_empty()).map(row);
    format!("item,unit,period,value,reported_on,note\n{}", rows.collect::<String>())
}

impl Case {
    #[track_caller]
    fn new(indicator: &str, targets: &str, reports: &str) -> Self {
        let plan = plan_text(indicator, targets);
        let plan = Plan::from_toml(&plan).unwrap_or_else(|problems| panic!("{plan}\n{problems}"));
        let register = Register::from_csv(UNITS).unwrap();
        let intake = Ledger::from_csv(&reports_text(reports), &plan, &register).unwrap();
        let ledger = intake.whole().unwrap_or_else(|problems| panic!("{reports}\n{problems}"));
        Self { plan, register, ledger }
    }

    fn evaluation(&self, as_of: &str) -> Result<Evaluation, EvaluateError> {
        evaluate(&self.plan, &self.register, &self.ledger, as_of.parse().unwrap())
    }
}

/// A target over the communes of the district, `t`, with these further lines.
fn target(lines: &str) -> String {
    let measured = if lines.contains("measured =") { "" } else { "measured = 'all'\n" };
    format!("[[targets]]\nid = 't'\ntitle = 'T'\nindicator = 'i'\n{measured}{lines}\n")
}

fn said(outcome: &Outcome) -> String {
    let range = match outcome.range {
        None => String::new(),
        Some(Range { low, high, low_attained, high_attained }) => {
            let high = high.map_or("inf".to_owned(), |high| high.to_string());
            let high_attained = high_attained || high == "inf";
            let (low_sign, high_sign) =
                (if low_attained { "" } else { ">" }, if high_attained { "" } else { "<" });
            if high == low.to_string() {
                format!(" {low}")
            } else {
                format!(" {low_sign}{low}..{high_sign}{high}")
            }
        }
    };
    format!("{}{range}", outcome.verdict)
}

#[track_caller]
fn as_of(day: &str, indicator: &str, lines: &str, reports: &str, wanted: &str) -> Outcome {
    let case = Case::new(indicator, &target(lines), reports);
    let evaluation = case.evaluation(day).unwrap();
    let outcome = evaluation.outcomes.last().unwrap();
    assert_eq!(said(outcome), wanted, "{lines}\n{reports}");
    outcome.clone()
}

#[track_caller]
fn closed(indicator: &str, lines: &str, reports: &str, wanted: &str) -> Outcome {
    as_of(CLOSED, indicator, lines, reports, wanted)
}

const ALL_DONE: &str = "aggregate = 'share-of-units'\nthreshold = '100%'";

#[test]
fn done_or_not() {
    let one = &format!("{ALL_DONE}\nmeasured = 'one'");
    // Latest: what was said last counts, whatever was said before.
    let latest = "measure = 'done'\ncombine = 'latest'\nreported = 'quarterly'";
    closed(latest, one, "a Q1 done; a Q2 not-done", "missed 0");
    closed(latest, one, "a Q1 not-done; a Q3 done", "met 1");
    // A quarter in which there was nothing to do adds nothing; beside one of which nothing is known it decides nothing.
    closed(latest, one, "a Q1 done; a Q2 n/a", "met 1");
    closed(latest, one, "a Q4 n/a", "open 0..1");
    closed(latest, one, "a Q1 n/a; a Q2 n/a; a Q3 n/a; a Q4 n/a", "not-applicable");
    closed(latest, one, "", "open 0..1");
    // Ever: done once is done; missed only once nothing is left in which it could be done.
    closed(EVER, one, "a H1 done; a H2 not-done", "met 1");
    closed(EVER, one, "a H1 done", "met 1");
    closed(EVER, one, "a H1 not-done", "open 0..1");
    closed(EVER, one, "a H1 not-done; a H2 not-done", "missed 0");
    closed(EVER, one, "a H1 n/a; a H2 not-done", "missed 0");
    closed(EVER, one, "a H1 n/a", "open 0..1");
    closed(EVER, one, "a H1 n/a; a H2 n/a", "not-applicable");
    // Every: once missed is missed.
    let every = "measure = 'done'\ncombine = 'every'\nreported = 'half-yearly'";
    closed(every, one, "a H1 done; a H2 done", "met 1");
    closed(every, one, "a H1 done", "open 0..1");
    closed(every, one, "a H2 not-done", "missed 0");
    closed(every, one, "a H1 n/a; a H2 done", "met 1");
    closed(every, one, "a H1 n/a; a H2 n/a", "not-applicable");
}

#[test]
fn counts() {
    let total = "aggregate = 'total'\nthreshold = '>= 5'\nmeasured = 'one'";
    // A stock: the latest figure.
    closed(STOCK, total, "a Q1 7; a Q3 3", "missed 3");
    closed(STOCK, total, "a Q1 3; a Q3 7", "met 7");
    closed(STOCK, total, "", "open 0..inf");
    // A flow: all of them.
    closed(FLOW, total, "a H1 2; a H2 3", "met 5");
    closed(FLOW, total, "a H1 2; a H2 2", "missed 4");
    closed(FLOW, total, "a H1 2", "open 2..inf");
    closed(FLOW, total, "a H1 5", "met 5..inf");
    closed(FLOW, total, "a H1 n/a; a H2 4", "missed 4");
    closed(FLOW, total, "a H1 n/a; a H2 n/a", "not-applicable");
}

#[test]
fn amounts() {
    let total = "aggregate = 'total'\nthreshold = '> 5.5'\nmeasured = 'one'";
    // Each figure lies in 0..=5.
    closed(MONEY, total, "a H1 2.5; a H2 3.01", "met 551/100");
    closed(MONEY, total, "a H1 2.5; a H2 3", "missed 11/2");
    closed(MONEY, total, "a H1 2.5", "open 5/2..15/2");
    closed(MONEY, total, "a H1 0.5", "missed 1/2..11/2");
    closed(MONEY, total, "", "open 0..10");
    let between = "measure = 'amount'\ncombine = 'latest'\nreported = 'yearly'\nleast = -1\ngreatest = 1";
    let warm = "aggregate = 'total'\nthreshold = '>= 0'\nmeasured = 'one'";
    closed(between, warm, "", "open -1..1");
    closed(between, warm, "a Y -0.5", "missed -1/2");
    let unbounded = "measure = 'amount'\ncombine = 'latest'\nreported = 'yearly'";
    closed(unbounded, warm, "", "met 0..inf");
}

#[test]
fn shares() {
    let pooled = "aggregate = 'pooled-share'\nthreshold = '>= 75%'\nmeasured = 'one'";
    let latest = "measure = 'share'\ncombine = 'latest'\nreported = 'half-yearly'";
    closed(latest, pooled, "a H1 1/2; a H2 3/4", "met 3/4");
    closed(latest, pooled, "a H1 3/4; a H2 1/2", "missed 1/2");
    closed(latest, pooled, "", "open 0..1");
    // Parts and wholes add.
    closed(SHARE, pooled, "a H1 1/2; a H2 4/4", "met 5/6");
    closed(SHARE, pooled, "a H1 1/2; a H2 3/4", "missed 2/3");
    closed(SHARE, pooled, "a H1 0/0; a H2 3/4", "met 3/4");
    closed(SHARE, pooled, "a H1 0/0; a H2 0/0", "not-applicable");
    // Parts add over the latest whole.
    let cumulative = "measure = 'share'\ncombine = 'cumulative'\nreported = 'half-yearly'";
    closed(cumulative, pooled, "a H1 3/10; a H2 6/12", "met 3/4");
    closed(cumulative, pooled, "a H1 3/10; a H2 5/12", "missed 2/3");
    closed(cumulative, pooled, "a H1 9/12; a H2 n/a", "met 3/4");
    // Its latest whole is that of the last half-year: unknown until it is reported or declared.
    closed(cumulative, pooled, "a H1 9/12", "open >0..1");
    closed(cumulative, pooled, "a H1 9/12; a H2 ?/12", "met 3/4..1");
    closed(cumulative, pooled, "a H1 3/12; a H2 ?/12", "open 1/4..1");
    let over = Case::new(cumulative, &target(pooled), "a H1 6/10; a H2 7/12").evaluation(CLOSED).unwrap_err();
    assert_eq!(
        over.to_string(),
        "the parts that `a` reported on `i` in 2024 add up to 13, more than their whole, 12"
    );
}

#[test]
fn grades() {
    let well = "aggregate = 'share-of-units'\ncriterion = 'từ khá trở lên'\nthreshold = 'từ 2/4 trở lên'";
    closed(GRADE, &well.replace("từ 2/4 trở lên", ">= 66.66%"), "a Y kha; b Y tốt; c Y yếu", "met 2/3");
    closed(GRADE, &well.replace("từ 2/4 trở lên", ">= 66.67%"), "a Y kha; b Y tốt; c Y yếu", "missed 2/3");
    closed(GRADE, &well.replace("từ 2/4 trở lên", "50%"), "a Y kha; b Y tốt", "met 2/3..1");
}

/// Section by section: what may combine how, and what may be asked of what.
#[test]
fn every_other_combination_is_refused() {
    let combine = ["latest", "ever", "every", "sum", "pooled", "cumulative"];
    for (measure, allowed) in [
        ("done", &["latest", "ever", "every"][..]),
        ("count", &["latest", "sum"]),
        ("amount", &["latest", "sum"]),
        ("share", &["latest", "pooled", "cumulative"]),
        ("grade", &["latest"]),
    ] {
        for way in combine {
            let scale = if measure == "grade" { "scale = 'xep-loai'\n" } else { "" };
            let text = plan_text(
                &format!("measure = '{measure}'\ncombine = '{way}'\nreported = 'yearly'\n{scale}"),
                "",
            );
            match Plan::from_toml(&text) {
                Ok(_) => assert!(allowed.contains(&way), "{measure} by {way}"),
                Err(problems) => {
                    assert!(!allowed.contains(&way), "{measure} by {way}: {problems}");
                    assert!(
                        problems.to_string().contains(&format!("`{way}` is no way in which this measure"))
                    );
                }
            }
        }
    }
    for (indicator, allowed) in [
        (DONE, &["share-of-units", "number-of-units"][..]),
        (STOCK, &["share-of-units >= 1", "number-of-units >= 1", "total", "mean"]),
        (MONEY, &["share-of-units >= 1", "number-of-units >= 1", "total", "mean"]),
        (SHARE, &["share-of-units >= 1%", "number-of-units >= 1%", "pooled-share"]),
        (GRADE, &["share-of-units >= kha", "number-of-units >= kha"]),
    ] {
        for aggregate in ["share-of-units", "number-of-units", "pooled-share", "total", "mean"] {
            let threshold = if aggregate.contains("share") { ">= 50%" } else { ">= 1" };
            for criterion in ["", ">= 1", ">= 1%", ">= kha"] {
                let line =
                    if criterion.is_empty() { String::new() } else { format!("\ncriterion = '{criterion}'") };
                let lines = format!("aggregate = '{aggregate}'\nthreshold = '{threshold}'{line}");
                let read = Plan::from_toml(&plan_text(indicator, &target(&lines)));
                let named = format!("{aggregate} {criterion}");
                assert_eq!(read.is_ok(), allowed.contains(&named.trim()), "{named} of\n{indicator}");
            }
            // The other kind of threshold never fits.
            let wrong = if aggregate.contains("share") { ">= 50" } else { ">= 1%" };
            let lines = format!("aggregate = '{aggregate}'\nthreshold = '{wrong}'");
            assert!(Plan::from_toml(&plan_text(indicator, &target(&lines))).is_err(), "{aggregate} {wrong}");
        }
    }
}

#[test]
fn share_of_units() {
    closed(DONE, ALL_DONE, "a Y done; b Y done; c Y done", "met 1");
    closed(DONE, ALL_DONE, "a Y done; b Y done", "open 2/3..1");
    closed(DONE, ALL_DONE, "a Y done; b Y not-done", "missed 1/3..2/3");
    closed(DONE, ALL_DONE, "a Y done; b Y done; c Y n/a", "met 1");
    closed(DONE, ALL_DONE, "a Y n/a; b Y n/a; c Y n/a", "not-applicable");
    // Equality at the threshold, with nothing rounded: 2/3 is not 66.67 %.
    let of = |threshold: &str| format!("aggregate = 'share-of-units'\nthreshold = '{threshold}'");
    closed(DONE, &of("> 66.66%"), "a Y done; b Y done; c Y not-done", "met 2/3");
    closed(DONE, &of(">= 66.67%"), "a Y done; b Y done; c Y not-done", "missed 2/3");
    closed(DONE, &of("<= 50%"), "a Y done; b Y done", "missed 2/3..1");
    // A finding, not a crash: missed, whatever comes.
    closed(DONE, &of("> 100%"), "", "missed 0..1");
    // A unit's own state is settled as soon as all its completions agree.
    let five = "aggregate = 'share-of-units'\ncriterion = '>= 5'\nthreshold = '>= 50%'";
    closed(FLOW, five, "a H1 5; b H1 4; c H1 n/a; c H2 n/a", "met 1/2..1");
    let at_most = "aggregate = 'share-of-units'\ncriterion = '<= 2'\nthreshold = '100%'";
    closed(FLOW, at_most, "a H1 3", "missed 0..2/3");
    let half = "aggregate = 'share-of-units'\ncriterion = '>= 50%'\nthreshold = '100%'";
    closed(SHARE, half, "a H1 1/4; a H2 3/4; b H1 2/4; b H2 2/4; c H1 4/4; c H2 0/4", "met 1");
    closed(SHARE, half, "a H1 0/4; a H2 ?/3", "missed 0..2/3");
    closed(SHARE, half, "a H1 0/4; a H2 ?/4", "open 0..1");
}

#[test]
fn number_of_units() {
    let of = |threshold: &str| format!("aggregate = 'number-of-units'\nthreshold = '{threshold}'");
    closed(DONE, &of(">= 2"), "a Y done", "open 1..3");
    closed(DONE, &of(">= 2"), "a Y done; c Y done", "met 2..3");
    closed(DONE, &of(">= 2"), "a Y not-done; c Y not-done", "missed 0..1");
    closed(DONE, &of("= 1"), "a Y done; b Y done", "missed 2..3");
    closed(DONE, &of("[1, 2]"), "a Y done", "open 1..3");
    closed(DONE, &of("[1, 2]"), "a Y done; b Y not-done", "met 1..2");
    // No number of units lies strictly between two neighbours, though the range reaches over them.
    closed(DONE, &of("(1, 2)"), "", "missed 0..3");
    closed(DONE, &of(">= 0"), "a Y n/a; b Y n/a; c Y n/a", "not-applicable");
}

#[test]
fn pooled_share() {
    let of =
        |threshold: &str| format!("aggregate = 'pooled-share'\nthreshold = '{threshold}'\nmeasured = 'two'");
    let yearly = "measure = 'share'\ncombine = 'latest'\nreported = 'yearly'";
    closed(yearly, &of("> 85%"), "a Y 85/100; b Y 0/0", "missed 17/20");
    closed(yearly, &of("> 85%"), "a Y 8501/10000; b Y 0/0", "met 8501/10000");
    closed(yearly, &of("> 85%"), "a Y 80/90; b Y 6/10", "met 43/50");
    // With every whole declared, each part from none to all of it.
    closed(yearly, &of("> 85%"), "a Y 80/90; b Y ?/10", "open 4/5..9/10");
    closed(yearly, &of(">= 80%"), "a Y 80/90; b Y ?/10", "met 4/5..9/10");
    closed(yearly, &of("> 90%"), "a Y 80/90; b Y ?/10", "missed 4/5..9/10");
    // Without, anything between; 0 only while no part is reported, 1 only while none falls short.
    closed(yearly, &of(">= 1%"), "", "open 0..1");
    closed(yearly, &of("> 0%"), "a Y 1/100", "met >0..<1");
    closed(yearly, &of("100%"), "a Y 9/10", "missed >0..<1");
    closed(yearly, &of("100%"), "a Y 9/9", "open >0..1");
    closed(yearly, &of("> 0%"), "a Y 0/9", "open 0..<1");
    // A report over another whole than the declared one counts, and is noted.
    let case = Case::new(yearly, &target(&of(">= 50%")), "a Y ?/10 2024-01-02; a Y 6/12; b Y 0/0");
    let evaluation = case.evaluation(CLOSED).unwrap();
    assert_eq!(said(&evaluation.outcomes[0]), "met 1/2");
    assert!(matches!(evaluation.notes[..], [LedgerNote::OtherWhole { reported: 12, declared: 10, .. }]));
}

#[test]
fn totals_and_means() {
    let total = |threshold: &str| format!("aggregate = 'total'\nthreshold = '{threshold}'");
    // 'At least 5' is met for certain at the fifth, 'at most 2' missed for certain at the third.
    closed(FLOW, &total(">= 5"), "a H1 3; b H1 2", "met 5..inf");
    closed(FLOW, &total("<= 2"), "a H1 3", "missed 3..inf");
    closed(FLOW, &total("<= 2"), "a H1 2", "open 2..inf");
    closed(FLOW, &total("[3, 4]"), "a H1 5", "missed 5..inf");
    closed(FLOW, &total("= 2.5"), "", "missed 0..inf");
    // An amount can be 2.5; a count never.
    closed(MONEY, &total("= 2.5"), "", "open 0..30");
    let mean = |threshold: &str| format!("aggregate = 'mean'\nthreshold = '{threshold}'");
    let yearly = "measure = 'count'\ncombine = 'latest'\nreported = 'yearly'";
    closed(yearly, &mean(">= 2"), "a Y 1; b Y 2; c Y 3", "met 2");
    closed(yearly, &mean(">= 2"), "a Y 1; b Y 2; c Y n/a", "missed 3/2");
    // Unknown units are counted among those over which it is taken.
    closed(yearly, &mean(">= 2"), "a Y 6", "met 2..inf");
    closed(yearly, &mean(">= 2"), "a Y 5", "open 5/3..inf");
    // Three units of counts come to thirds, and none of these lies in the interval.
    closed(yearly, &mean("[1.4, 1.6]"), "a Y 1", "missed 1/3..inf");
    closed(yearly, &mean("[1.4, 1.7]"), "a Y 1", "open 1/3..inf");
    let score = "measure = 'amount'\ncombine = 'latest'\nreported = 'yearly'\ngreatest = 10";
    closed(score, &mean(">= 8"), "a Y 9.5; b Y 7.5; c Y 7", "met 8");
    closed(score, &mean(">= 8"), "a Y 9.5; b Y 4", "missed 9/2..47/6");
    closed(score, &mean("[1.4, 1.6]"), "a Y 1", "open 1/3..7");
}

#[test]
fn judgements() {
    let judged =
        |more: &str| format!("[[targets]]\nid = 't'\ntitle = 'T'\naggregate = 'judgement'\n{more}\n");
    for (reports, day, more, verdict) in [
        ("x Y đạt 2024-12-20", CLOSED, "", Verdict::Met),
        ("x Y hỏng 2024-12-20", CLOSED, "", Verdict::Missed),
        ("x Y hỏng 2024-12-20; x Y đạt 2024-12-28", CLOSED, "", Verdict::Met),
        ("x Y hỏng 2024-12-20; x Y đạt 2024-12-28", "2024-12-27", "", Verdict::Missed),
        ("x Y đạt 2024-12-28", "2024-12-27", "", Verdict::Open),
        ("", CLOSED, "", Verdict::Open),
        ("", CLOSED, "unknowns = 'missed'", Verdict::Missed),
        ("", RUNNING, "unknowns = 'missed'", Verdict::Open),
        ("", CLOSED, "threshold = 'cơ bản'", Verdict::Open),
    ] {
        let case = Case::new(DONE, &judged(more), reports);
        let outcomes = case.evaluation(day).unwrap().outcomes;
        assert_eq!(outcomes[0].verdict, verdict, "{reports} as of {day}");
        assert_eq!((outcomes[0].range, outcomes[0].shortfall), (None, None));
    }
}

#[test]
fn within_another_target() {
    // The outer target counts by another indicator; reports on it are written as judgements are not: by its own name.
    let text = |threshold: &str, aggregate: &str| {
        format!(
            "[[indicators]]\nid = 'outer'\nname = 'O'\n{DONE}\n\
            [[targets]]\nid = 'o'\ntitle = 'O'\nindicator = 'outer'\nmeasured = 'all'\naggregate = 'share-of-units'\n\
            threshold = '>= 50%'\n[[targets]]\nid = 't'\ntitle = 'T'\nindicator = 'i'\nmeasured = 'all'\n\
            aggregate = '{aggregate}'\nthreshold = '{threshold}'\nwithin = 'o'\n"
        )
    };
    let says = |aggregate: &str, threshold: &str, outer: &str, inner: &str, wanted: &str| {
        let plan = Plan::from_toml(&plan_text(DONE, &text(threshold, aggregate))).unwrap();
        let register = Register::from_csv(UNITS).unwrap();
        let rows =
            reports_text(inner) + reports_text(outer).replace("i,", "outer,").split_once('\n').unwrap().1;
        let ledger = Ledger::from_csv(&rows, &plan, &register).unwrap().whole().unwrap();
        let outcomes = evaluate(&plan, &register, &ledger, CLOSED.parse().unwrap()).unwrap().outcomes;
        assert_eq!(said(&outcomes[1]), wanted, "{outer} / {inner}");
        assert_eq!(outcomes[1].shortfall, None, "none is given for what is within another");
    };
    let share = "share-of-units";
    // Only the units that meet the outer criterion are asked.
    says(
        share,
        "> 60%",
        "a Y done; b Y done; c Y not-done",
        "a Y done; b Y not-done; c Y done",
        "missed 1/2",
    );
    says(share, "50%", "a Y done; b Y done; c Y not-done", "a Y done; b Y not-done; c Y done", "met 1/2");
    // Unknown membership: M = 1 (a), U = 1 (b), and c, which would meet it, may belong: low 1/2, high 3/3.
    says(share, "> 60%", "a Y done; b Y done", "a Y done; c Y done", "open 1/2..1");
    // c would miss it: low 1/3 (with c and b missing), high 2/2 (c left out).
    says(share, "> 60%", "a Y done; b Y done", "a Y done; c Y not-done", "open 1/3..1");
    // Nobody is sure to belong: some completions leave nothing to measure, so they do not agree.
    says(share, "50%", "", "a Y done; b Y done; c Y done", "open 1");
    says(
        share,
        "50%",
        "a Y not-done; b Y not-done; c Y not-done",
        "a Y done; b Y done; c Y done",
        "not-applicable",
    );
    says("number-of-units", ">= 1", "a Y done; b Y not-done", "a Y done; b Y done", "met 1..2");
    // One unknown value read by both has one outcome: whoever has done it has done it.
    let same = format!(
        "[[targets]]\nid = 'o'\ntitle = 'O'\nindicator = 'i'\nmeasured = 'all'\naggregate = 'share-of-units'\n\
        criterion = '>= 1'\nthreshold = '100%'\n{}",
        target("aggregate = 'share-of-units'\ncriterion = '>= 1'\nthreshold = '100%'\nwithin = 'o'")
    );
    let yearly = "measure = 'count'\ncombine = 'latest'\nreported = 'yearly'";
    let outcomes = Case::new(yearly, &same, "a Y 1").evaluation(CLOSED).unwrap().outcomes;
    assert_eq!(said(&outcomes[1]), "met 1");
}

#[test]
fn baselines() {
    let total = |threshold: &str, from: &str| {
        format!("aggregate = 'total'\nthreshold = '{threshold}'\n{from}\nmeasured = 'one'")
    };
    let yearly = "measure = 'count'\ncombine = 'latest'\nreported = 'yearly'";
    let stated = "baseline_value = '100'";
    closed(yearly, &total("tăng 5%", stated), "a Y 105", "met 105");
    closed(yearly, &total("tăng 5%", stated), "a Y 104", "missed 104");
    closed(yearly, &total("giảm 10%", stated), "a Y 90", "met 90");
    closed(yearly, &total("giảm 10%", stated), "a Y 91", "missed 91");
    closed(yearly, &total(">= baseline + 3", stated), "a Y 103", "met 103");
    // Measured, in a period before.
    let measured = "baseline = '2023'";
    let outcome = closed(yearly, &total("tăng 5%", measured), "a 2023 20; a Y 21", "met 21");
    assert_eq!(outcome.baseline.unwrap().to_string(), "20");
    closed(yearly, &total("tăng 5%", measured), "a 2023 21; a Y 22", "missed 22");
    // Named in the phrase itself.
    closed(yearly, &total("tăng 5% so với năm 2023", ""), "a 2023 20; a Y 21", "met 21");
    // An unknown baseline leaves it open, whatever the closing policy; one not applicable makes it so.
    closed(yearly, &total("tăng 5%", measured), "a Y 21", "open 21");
    closed(yearly, &format!("{}\nunknowns = 'missed'", total("tăng 5%", measured)), "a Y 21", "open 21");
    closed(yearly, &total("tăng 5%", measured), "a 2023 n/a; a Y 21", "not-applicable 21");
    let share = "measure = 'share'\ncombine = 'latest'\nreported = 'yearly'";
    let points = "aggregate = 'pooled-share'\nthreshold = 'tăng 5 điểm phần trăm'\nbaseline_value = '45%'\nmeasured = 'one'";
    closed(share, points, "a Y 1/2", "met 1/2");
    closed(share, points, "a Y 499/1000", "missed 499/1000");
    closed(share, &points.replace("45%", "9/20"), "a Y 1/2", "met 1/2");
}

#[test]
fn policies_once_the_period_is_closed() {
    let with = |policy: &str, lines: &str| format!("{lines}\nunknowns = '{policy}'");
    let reports = "a Y done; b Y done";
    closed(DONE, &with("open", ALL_DONE), reports, "open 2/3..1");
    closed(DONE, &with("missed", ALL_DONE), reports, "missed 2/3..1");
    closed(DONE, &with("excluded", ALL_DONE), reports, "met 1");
    for policy in ["open", "missed", "excluded"] {
        as_of(
            RUNNING,
            DONE,
            &with(policy, ALL_DONE),
            "a Y done 2024-02-01; b Y done 2024-02-01",
            "open 2/3..1",
        );
    }
    // A verdict that is decided stays; with everything excluded there is nothing to measure.
    let two = "aggregate = 'share-of-units'\nthreshold = '>= 60%'";
    closed(DONE, &with("missed", two), reports, "met 2/3..1");
    closed(DONE, &with("excluded", ALL_DONE), "", "not-applicable");
    // Of totals and pooled shares the unknown figures are left out, of a mean the units that have one.
    let total = "aggregate = 'total'\nthreshold = '>= 5'";
    closed(FLOW, &with("excluded", total), "a H1 2; b H1 2", "missed 4");
    closed(FLOW, &with("missed", total), "a H1 2; b H1 2", "missed 4..inf");
    let pooled = "aggregate = 'pooled-share'\nthreshold = '>= 50%'";
    closed(SHARE, &with("excluded", pooled), "a H1 1/2; b H1 ?/90", "met 1/2");
    let mean = "aggregate = 'mean'\nthreshold = '>= 3'";
    closed(FLOW, &with("excluded", mean), "a H1 1; a H2 2; b H1 9", "met 3");
}

#[test]
fn figures_carried_forward() {
    let stock = format!("{STOCK}\ncarry_forward = true");
    let total = "aggregate = 'total'\nthreshold = '>= 5'\nmeasured = 'one'";
    let outcome = closed(&stock, total, "a 2023-Q2 9; a 2023-Q3 6", "met 6");
    assert!(outcome.carried_forward && outcome.provisional);
    let outcome = closed(&stock, total, "a 2023-Q3 6; a Q1 4", "missed 4");
    assert!(!outcome.carried_forward);
    closed(STOCK, total, "a 2023-Q3 6", "open 0..inf");
}

#[test]
fn provisional_while_a_later_figure_can_come() {
    let total = "aggregate = 'total'\nthreshold = '>= 5'\nmeasured = 'one'";
    // While it runs, and after it while the last quarter has no report.
    assert!(as_of(RUNNING, STOCK, total, "a Q1 7 2024-04-01", "met 7").provisional);
    assert!(closed(STOCK, total, "a Q1 7", "met 7").provisional);
    assert!(!closed(STOCK, total, "a Q4 7", "met 7").provisional);
    // A flow that has reached its floor is not provisional: nothing takes it away.
    assert!(!as_of(RUNNING, FLOW, total, "a H1 7 2024-07-01", "met 7..inf").provisional);
}

#[test]
fn plan_lines() {
    let each = "aggregate = 'total'\nthreshold = '[1, 2]'\njudged_at = 'all'";
    let yearly = "measure = 'count'\ncombine = 'latest'\nreported = 'yearly'";
    let line = |more: &str, reports: &str| {
        let case = Case::new(yearly, &target(&format!("{each}{more}")), reports);
        let evaluation = case.evaluation(CLOSED).unwrap();
        let verdicts: Vec<String> = evaluation.outcomes.iter().map(said).collect();
        let line = &evaluation.lines[0];
        let counts = [line.met, line.missed, line.open, line.not_applicable];
        (verdicts.join(", "), line.verdict, counts)
    };
    let says = |verdicts: &str, verdict, counts| (verdicts.to_owned(), verdict, counts);
    assert_eq!(line("", "a Y 1; b Y 2; c Y 1"), says("met 1, met 2, met 1", Verdict::Met, [3, 0, 0, 0]));
    assert_eq!(
        line("", "a Y 1; b Y 3; c Y 1"),
        says("met 1, missed 3, met 1", Verdict::Missed, [2, 1, 0, 0])
    );
    assert_eq!(line("", "a Y 1; c Y 1"), says("met 1, open 0..inf, met 1", Verdict::Open, [2, 0, 1, 0]));
    assert_eq!(
        line("", "a Y 1; b Y n/a; c Y 1"),
        says("met 1, not-applicable, met 1", Verdict::Met, [2, 0, 0, 1])
    );
    let most = "\nline = '>= 60%'";
    assert_eq!(line(most, "a Y 1; b Y 3; c Y 1").1, Verdict::Met);
    assert_eq!(line(most, "a Y 1; b Y 3").1, Verdict::Open);
    assert_eq!(line(most, "a Y 1; b Y 3; c Y 3").1, Verdict::Missed);
    // The subjects' verdicts are taken after the closing policy.
    assert_eq!(line("\nunknowns = 'missed'", "a Y 1; c Y 1").1, Verdict::Missed);
    assert_eq!(line("", "a Y n/a; b Y n/a; c Y n/a").1, Verdict::NotApplicable);
}

#[test]
fn longer_shorter_and_overlapping_reports() {
    let total = "aggregate = 'total'\nthreshold = '>= 1'\nmeasured = 'one'";
    let flow = "measure = 'count'\ncombine = 'sum'\nreported = 'quarterly'";
    // A half-year stands for its quarters, unless they cover all of it.
    closed(flow, total, "a H1 6; a Q1 2; a Q3 1; a Q4 1", "met 8");
    closed(flow, total, "a H1 6; a Q1 2; a Q2 3; a Q3 1; a Q4 1", "met 7");
    closed(flow, total, "a Y 9", "met 9");
    // Of two that overlap, the one that ends later stands; the quarter that is then left has none.
    closed(flow, total, "a 9M 5; a H2 4; a Q1 1; a Q2 1", "met 6");
    // Of a stock the one with the greatest last day, then the greatest first day.
    closed(STOCK, total, "a H1 6; a Q2 4", "met 4");
    closed(STOCK, total, "a Q3 6; a H1 4", "met 6");
}

/// Nothing is dropped without a word.
#[test]
fn reports_that_no_target_measures_are_noted() {
    let total = "aggregate = 'total'\nthreshold = '>= 1'\nmeasured = 'one'";
    let case = Case::new(FLOW, &target(total), "a H1 1; a H2 1; b H1 5; a1 H2 5");
    let evaluation = case.evaluation(CLOSED).unwrap();
    assert_eq!(said(&evaluation.outcomes[0]), "met 2");
    let notes: Vec<String> = evaluation.notes.iter().map(ToString::to_string).collect();
    let wanted = |unit: &str, period: &str| {
        format!(
            "the report of `{unit}` on `i` for {period} does not count: no target measures it at that unit"
        )
    };
    assert_eq!(notes, [wanted("a1", "2024-H2"), wanted("b", "2024-H1")]);
}

#[test]
fn corrections_withdrawals_and_days() {
    let total = "aggregate = 'total'\nthreshold = '>= 5'\nmeasured = 'one'";
    let yearly = "measure = 'count'\ncombine = 'latest'\nreported = 'yearly'";
    let reports = "a Y 7 2024-12-20; a Y 3 2024-12-22; a Y withdrawn 2024-12-24";
    as_of("2024-12-19", yearly, total, reports, "open 0..inf");
    as_of("2024-12-20", yearly, total, reports, "met 7");
    as_of("2024-12-23", yearly, total, reports, "missed 3");
    as_of("2024-12-24", yearly, total, reports, "open 0..inf");
}

#[test]
fn subjects_and_judging_periods() {
    // At the issuer it is the whole scope, whatever the forest: `o` is not below `x`.
    let everywhere = "aggregate = 'number-of-units'\nthreshold = '>= 2'\nmeasured = 'everywhere'";
    closed(DONE, everywhere, "a Y done; o Y done; b Y not-done; c Y not-done", "met 2");
    let case = Case::new(DONE, &target(everywhere), "a Y done; o Y done");
    let evaluator =
        Evaluator::new(&case.plan, &case.register, &case.ledger, CLOSED.parse().unwrap()).unwrap();
    let at = |unit: &str| said(&evaluator.at(&kehoach::UnitId::new(unit).unwrap()).unwrap()[0]);
    assert_eq!([at("x"), at("a"), at("b"), at("o")], ["met 2..4", "missed 1", "missed 0..1", "missed 1"]);
    assert_eq!(at("a1"), "not-applicable");
    // Each half-year by itself; one by a date runs from the plan's first day.
    let total = "aggregate = 'total'\nthreshold = '>= 2'\nmeasured = 'one'\njudged = ";
    let periods = |judged: &str| {
        let case = Case::new(FLOW, &target(&format!("{total}'{judged}'")), "a H1 2; a H2 1");
        let outcomes = case.evaluation(CLOSED).unwrap().outcomes;
        outcomes.iter().map(|o| format!("{} {}", o.period, said(o))).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(periods("each half-year"), "2024-H1 met 2, 2024-H2 missed 1");
    assert_eq!(periods("by 2024-06-30"), "2024-H1 met 2");
    assert_eq!(periods("whole plan"), "2024 met 3");
    assert_eq!(periods("during 2024-H2"), "2024-H2 missed 1");
    // None of its half-years lies inside a quarter: the quarter itself is expected.
    assert_eq!(
        periods("each quarter"),
        "2024-Q1 open 0..inf, 2024-Q2 open 0..inf, 2024-Q3 open 0..inf, 2024-Q4 open 0..inf"
    );
}

#[test]
fn what_is_still_needed() {
    let short = |indicator: &str, lines: &str, reports: &str| {
        let shortfall = closed_any(indicator, lines, reports).shortfall;
        shortfall.map(|s| {
            let needed = s.needed.map_or("none".to_owned(), |needed| needed.to_string());
            format!(
                "{needed}{}{}",
                if s.strict { " strictly" } else { "" },
                if s.reachable { "" } else { " unreachable" }
            )
        })
    };
    let some = |text: &str| Some(text.to_owned());
    // Counted from the low end, with what is unknown as not met.
    assert_eq!(short(DONE, ALL_DONE, "a Y done"), some("2"));
    assert_eq!(short(DONE, ALL_DONE, "a Y done; b Y not-done"), some("2 unreachable"));
    assert_eq!(short(DONE, ALL_DONE, "a Y done; b Y done; c Y done"), some("0"));
    assert_eq!(
        short(DONE, "aggregate = 'share-of-units'\nthreshold = '> 100%'", ""),
        some("none unreachable")
    );
    let at_most = "aggregate = 'number-of-units'\nthreshold = '<= 1'";
    assert_eq!(short(DONE, at_most, "a Y done; b Y done"), some("none unreachable"));
    let total = "aggregate = 'total'\nthreshold = '>= 5'";
    assert_eq!(short(FLOW, total, "a H1 3"), some("2"));
    // Amounts: the distance, or strictly more where the bound is left out.
    let more = "aggregate = 'total'\nthreshold = '> 4.5'\nmeasured = 'one'";
    assert_eq!(short(MONEY, more, "a H1 2"), some("5/2 strictly"));
    assert_eq!(short(MONEY, &more.replace("> 4.5", ">= 9"), "a H1 2"), some("7 unreachable"));
    let pooled = "aggregate = 'pooled-share'\nthreshold = '> 85%'\nmeasured = 'two'";
    let yearly = "measure = 'share'\ncombine = 'latest'\nreported = 'yearly'";
    assert_eq!(short(yearly, pooled, "a Y 80/90; b Y ?/10"), some("6"));
    assert_eq!(short(yearly, pooled, "a Y 70/90; b Y ?/10"), some("16 unreachable"));
    assert_eq!(short(yearly, pooled, "a Y 80/90"), None, "a whole is unknown");
}

fn closed_any(indicator: &str, lines: &str, reports: &str) -> Outcome {
    Case::new(indicator, &target(lines), reports).evaluation(CLOSED).unwrap().outcomes.remove(0)
}

#[test]
fn reported_so_far_is_a_figure_of_its_own() {
    let so_far = |indicator: &str, lines: &str, reports: &str| {
        closed_any(indicator, lines, reports).reported.map(|figure| figure.to_string())
    };
    assert_eq!(so_far(DONE, ALL_DONE, "a Y done; b Y not-done").as_deref(), Some("1/2"));
    assert_eq!(so_far(DONE, ALL_DONE, ""), None);
    let pooled = "aggregate = 'pooled-share'\nthreshold = '> 85%'";
    assert_eq!(so_far(SHARE, pooled, "a H1 3/4; a H2 ?/90; b H1 0/2").as_deref(), Some("1/2"));
    assert_eq!(
        so_far(FLOW, "aggregate = 'total'\nthreshold = '>= 5'", "a H1 3; b H2 1").as_deref(),
        Some("4")
    );
}
