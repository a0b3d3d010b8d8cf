//! An evaluation that goes on stands, after every entry, where evaluating afresh would stand, and says exactly what changed.

#[allow(dead_code, reason = "shared with the laws, which use all of it")]
mod generate;

use std::collections::BTreeMap;

use generate::Case;
use kehoach::{
    Added, Changes, Entry, EvaluateError, Evaluation, Ledger, Live, LiveError, Period, Prepared, TargetId,
    UnitId, Verdict, evaluate,
};
use proptest::prelude::*;

fn config() -> ProptestConfig {
    let cases = std::env::var("KEHOACH_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(256);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 5_000, ..ProptestConfig::default() }
}

type Verdicts = BTreeMap<(TargetId, Period, UnitId), Verdict>;
type Lines = BTreeMap<(TargetId, Period), Verdict>;

/// Every verdict and line.
fn all(evaluation: &Evaluation) -> (Verdicts, Lines) {
    let verdict = |o: &kehoach::Outcome| ((o.target.clone(), o.period, o.subject.clone()), o.verdict);
    let line = |l: &kehoach::PlanLine| ((l.target.clone(), l.period), l.verdict);
    (evaluation.outcomes.iter().map(verdict).collect(), evaluation.lines.iter().map(line).collect())
}

/// What is known from changes alone.
struct Follower {
    verdicts: Verdicts,
    lines: Lines,
}

impl Follower {
    /// Every change is from what was known, and to something else.
    fn follow(&mut self, changes: &Changes) -> Result<(), TestCaseError> {
        for change in &changes.verdicts {
            let key = (change.target.clone(), change.period, change.subject.clone());
            prop_assert_ne!(change.was, change.is);
            prop_assert_eq!(self.verdicts.insert(key, change.is), Some(change.was));
        }
        for change in &changes.lines {
            prop_assert_ne!(change.was, change.is);
            let was = self.lines.insert((change.target.clone(), change.period), change.is);
            prop_assert_eq!(was, Some(change.was));
        }
        Ok(())
    }
}

/// The entries of a case, dealt out by `order`.
fn entries(case: &Case, mut order: u64) -> Vec<Entry> {
    let mut entries: Vec<Entry> = case.ledger.observations().map(Entry::from).collect();
    entries.extend(case.ledger.wholes().cloned().map(Entry::from));
    entries.extend(case.ledger.judgements().cloned().map(Entry::from));
    for k in (1..entries.len()).rev() {
        order = order.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        entries.swap(k, (order >> 33) as usize % (k + 1));
    }
    entries
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_entry_leads_where_evaluating_afresh_does(case in generate::cases(), order in any::<u64>(), days in proptest::collection::vec((any::<prop::sample::Index>(), 0..400_u64), 0..3)) {
        let prepared = Prepared::new(&case.plan, &case.register).unwrap();
        let Ok(mut live) = Live::new(prepared, Ledger::new(), case.as_of) else { return Ok(()) };
        let (verdicts, lines) = all(&live.evaluation().unwrap());
        let mut follower = Follower { verdicts, lines };
        let entries = entries(&case, order);
        let turns: BTreeMap<usize, u64> = days.iter().map(|(at, days)| (at.index(entries.len().max(1)), *days)).collect();
        for (number, entry) in entries.into_iter().enumerate() {
            if let Some(days) = turns.get(&number) {
                let day = case.as_of + chrono::Days::new(*days);
                let there = evaluate(&case.plan, &case.register, live.ledger(), day);
                match (live.advance(day), there) {
                    (Ok(changes), Ok(there)) => {
                        follower.follow(&changes)?;
                        prop_assert_eq!(&follower.verdicts, &all(&there).0);
                    }
                    (Err(LiveError::Evaluate(found)), Err(error)) => prop_assert_eq!(found, error),
                    (result, there) => prop_assert!(false, "{result:?} is not {there:?}"),
                }
            }
            let result = live.enter(entry);
            let fresh = evaluate(&case.plan, &case.register, live.ledger(), live.as_of());
            match (result, fresh) {
                (Ok(changes), Ok(fresh)) => {
                    prop_assert_eq!(changes.added, Added::New);
                    follower.follow(&changes)?;
                    let (verdicts, lines) = all(&fresh);
                    prop_assert_eq!(&follower.verdicts, &verdicts);
                    prop_assert_eq!(&follower.lines, &lines);
                    prop_assert_eq!(&live.evaluation().unwrap(), &fresh);
                }
                // The one error that a generated case can have; it stays until an entry mends it, and that one says the rest.
                (Err(LiveError::Evaluate(found)), Err(error @ EvaluateError::PartAboveWhole { .. })) => {
                    prop_assert_eq!(found, error);
                }
                (result, fresh) => prop_assert!(false, "{result:?} is not {fresh:?}"),
            }
        }
    }
}

/// Two districts with two communes each, and two indicators of which reports can come to more than can be held; each is read by
/// several targets, not all of which then fail.
fn province() -> (kehoach::Plan, kehoach::Register) {
    use kehoach::{
        Plan, Register, Rhythm, ShareBy,
        build::{levels, pooled_share, share, share_of_units},
    };
    let register = Register::from_csv(
        "id,name,kind,level,parent\ntinh,x,ubnd,province,\nh1,x,ubnd,district,tinh\nx1,x,ubnd,commune,h1\n\
         x2,x,ubnd,commune,h1\nh2,x,ubnd,district,tinh\nx3,x,ubnd,commune,h2\nx4,x,ubnd,commune,h2\n",
    )
    .unwrap();
    let met = |indicator: &str| share_of_units(indicator, "xa").meeting(">= 50%").asks("trên 60%");
    let plan = Plan::build("1", "x", "tinh", "2026-01/2026-02")
        .scope("xa", levels(["commune"]))
        .scope("huyen", levels(["district"]))
        .indicator("gop", "x", share(ShareBy::Pooled).reported(Rhythm::Monthly))
        .indicator("luy-ke", "x", share(ShareBy::Cumulative).reported(Rhythm::Monthly))
        .target("1", "x", pooled_share("gop", "xa").asks("trên 60%").at_each("huyen"))
        .target("2", "x", met("gop").at_each("huyen"))
        .target("3", "x", pooled_share("luy-ke", "xa").asks("trên 60%"))
        .target("4", "x", met("luy-ke").at_each("xa"))
        .finish()
        .unwrap();
    (plan, register)
}

/// Shares of which two can be too much, and some beside thresholds.
const SHARES: [&str; 8] = [
    "1/2",
    "2/3",
    "1/1",
    "0/1",
    "3/7",
    "9223372036854775808/9223372036854775808",
    "0/9223372036854775807",
    "18446744073709551615/18446744073709551615",
];

proptest! {
    #![proptest_config(config())]

    /// What could not be said while a sum could not be held is said by the entry that mends it.
    #[test]
    fn what_the_changes_say_adds_up_across_errors(rows in proptest::collection::vec((0..2_usize, 0..4_usize, 0..2_usize, 0..9_usize), 0..48)) {
        use kehoach::{IndicatorId, Observation, Report, Value};
        let (plan, register) = province();
        let mut day: chrono::NaiveDate = "2026-03-01".parse().unwrap();
        let mut live = Live::new(Prepared::new(&plan, &register).unwrap(), Ledger::new(), "2026-12-31".parse().unwrap()).unwrap();
        let (verdicts, lines) = all(&live.evaluation().unwrap());
        let mut follower = Follower { verdicts, lines };
        for (indicator, unit, month, share) in rows {
            // Each corrects what was reported of its cell before.
            day = day.succ_opt().unwrap();
            let result = live.enter(Observation {
                indicator: IndicatorId::new(["gop", "luy-ke"][indicator]).unwrap(),
                unit: UnitId::new(["x1", "x2", "x3", "x4"][unit]).unwrap(),
                period: ["2026-01", "2026-02"][month].parse().unwrap(),
                report: SHARES.get(share).map_or(Report::Withdrawn, |share| Report::Value(Value::Share(share.parse().unwrap()))),
                reported_on: day,
                source: None,
                corrects: false,
            });
            match (result, evaluate(&plan, &register, live.ledger(), live.as_of())) {
                (Ok(changes), Ok(fresh)) => {
                    follower.follow(&changes)?;
                    let (verdicts, lines) = all(&fresh);
                    prop_assert_eq!(&follower.verdicts, &verdicts);
                    prop_assert_eq!(&follower.lines, &lines);
                }
                (Err(LiveError::Evaluate(found)), Err(error)) => prop_assert_eq!(found, error),
                (result, fresh) => prop_assert!(false, "{result:?} is not {fresh:?}"),
            }
        }
    }
}

/// The commune's plan that the documentation teaches with, replayed: statuses, points and grades follow too.
#[test]
fn a_year_replayed_leads_where_scoring_afresh_does() {
    use kehoach::{
        DutyStatus, Evaluator, GradeId, Plan, Register,
        score::{Scorer, Sheet},
    };
    let plan = Plan::from_toml(include_str!("../examples/data/xa-2026/plan.toml")).unwrap();
    let register = Register::from_csv(include_str!("../examples/data/xa-2026/units.csv")).unwrap();
    let reports = include_str!("../examples/data/xa-2026/reports.csv");
    let ledger = Ledger::from_csv(reports, &plan, &register).unwrap().whole().unwrap();
    let sheet = Sheet::from_toml(include_str!("../examples/data/xa-2026/sheet.toml"), &plan).unwrap();
    let mut entries: Vec<Entry> = ledger.instructions().cloned().map(Entry::from).collect();
    entries.extend(ledger.observations().map(Entry::from));
    entries.extend(ledger.wholes().cloned().map(Entry::from));
    entries.extend(ledger.judgements().cloned().map(Entry::from));
    entries.extend(ledger.judged_points().cloned().map(Entry::from));
    entries.extend(ledger.completions().cloned().map(Entry::from));
    let again = entries.clone();

    type Statuses = BTreeMap<(kehoach::TaskId, String, UnitId), DutyStatus>;
    let statuses = |evaluator: &Evaluator<'_>| -> Statuses {
        let all = evaluator.occurrences().unwrap();
        all.into_iter().map(|o| ((o.task, o.occurrence, o.unit), o.status)).collect()
    };
    let grades = |scores: &kehoach::score::Scores| -> BTreeMap<UnitId, Vec<GradeId>> {
        scores.subjects.iter().map(|score| (score.subject.clone(), score.grades.clone())).collect()
    };
    let (first, last) = ("2026-09-20".parse().unwrap(), "2026-12-31".parse().unwrap());
    let prepared = Prepared::new(&plan, &register).unwrap();
    let mut live = Live::new(prepared, Ledger::new(), first).unwrap().with_sheet(&sheet).unwrap();
    let empty = Ledger::new();
    let mut known = statuses(&Evaluator::new(&plan, &register, &empty, first).unwrap());
    let mut graded = grades(live.scores().unwrap());
    let mut seen = [0_usize; 5];
    let mut follow = |changes: &Changes, live: &Live<'_>| {
        for change in &changes.statuses {
            let key = (change.task.clone(), change.occurrence.clone(), change.unit.clone());
            assert_eq!(known.get(&key).copied(), change.was);
            match change.is {
                Some(is) => known.insert(key, is),
                None => known.remove(&key),
            };
        }
        for change in &changes.grades {
            assert_eq!(graded.insert(change.subject.clone(), change.is.clone()), Some(change.was.clone()));
        }
        let Changes { verdicts, lines, statuses: turned, points, grades: moved, .. } = changes;
        for (seen, more) in
            seen.iter_mut().zip([verdicts.len(), lines.len(), turned.len(), points.len(), moved.len()])
        {
            *seen += more;
        }
        let evaluator = Evaluator::new(&plan, &register, live.ledger(), live.as_of()).unwrap();
        assert_eq!(known, statuses(&evaluator));
        let scores = Scorer::new(&evaluator, &sheet).unwrap().scores().unwrap();
        assert_eq!(live.scores(), Some(&scores));
        assert_eq!(graded, grades(&scores));
    };
    for entry in entries {
        let changes = live.enter(entry).unwrap();
        follow(&changes, &live);
    }
    let changes = live.advance(last).unwrap();
    follow(&changes, &live);
    assert!(seen.iter().all(|seen| *seen > 0), "everything that can change did: {seen:?}");
    for entry in again {
        let changes = live.enter(entry).unwrap();
        assert!(changes.added == Added::Duplicate && changes.is_empty());
    }
}

/// What does not fit is refused, and nothing has changed.
#[test]
fn a_refused_entry_changes_nothing() {
    use kehoach::{Observation, Plan, Register, Report, Value};
    let plan = Plan::from_toml(include_str!("../examples/data/xa-2026/plan.toml")).unwrap();
    let register = Register::from_csv(include_str!("../examples/data/xa-2026/units.csv")).unwrap();
    let reports = include_str!("../examples/data/xa-2026/reports.csv");
    let ledger = Ledger::from_csv(reports, &plan, &register).unwrap().whole().unwrap();
    let day = "2026-12-31".parse().unwrap();
    let mut live = Live::new(Prepared::new(&plan, &register).unwrap(), ledger.clone(), day).unwrap();
    let first = ledger.observations().next().unwrap();
    let other = Report::NotApplicable { because: "nói khác đi".to_owned() };
    for (entry, refused) in [
        (Observation { unit: UnitId::new("nobody").unwrap(), ..first.clone() }, "unknown unit"),
        (Observation { report: Report::Value(Value::Number(1.into())), ..first.clone() }, "another measure"),
        (Observation { report: other, ..first.clone() }, "a conflict"),
    ] {
        assert!(live.enter(entry).is_err(), "{refused}");
        assert_eq!(live.ledger(), &ledger, "{refused}");
    }
    assert_eq!(live.evaluation().unwrap(), evaluate(&plan, &register, &ledger, day).unwrap());
}

/// Two communes become one in the middle of the plan, and that one part of another. The units are made up.
fn merged() -> (kehoach::Plan, kehoach::Register) {
    use kehoach::{Plan, Register, Succession};
    let plan = Plan::from_toml(
        r#"
        format = 1
        id = "1"
        title = "Kế hoạch thử"
        issuer = "huyen"
        period = "2025"
        scopes = [{ id = "cac-xa", kinds = ["xa"] }]
        tasks = [
            { id = "nam", title = "Báo cáo năm", product = "report", when = "hằng năm", lead = ["cac-xa"] },
            { id = "x", title = "Việc của x", when = "hằng quý", lead = ["x"] },
            { id = "tx", title = "Thường xuyên", when = "thường xuyên", lead = ["y"] },
        ]
        "#,
    )
    .unwrap_or_else(|problems| panic!("{problems}"));
    let rows = "id,name,kind,level,parent,first\nhuyen,Huyện,ubnd,district,,\nx,Xã X,xa,commune,huyen,\n\
                y,Xã Y,xa,commune,huyen,\nz,Xã Z,xa,commune,huyen,2025-04-01\nw,Xã W,xa,commune,huyen,\n";
    let pass = |on: &str, from: &str, to: &str| {
        Succession::whole(on.parse().unwrap(), UnitId::new(from).unwrap(), UnitId::new(to).unwrap())
    };
    let passing = [pass("2025-04-01", "x", "z"), pass("2025-04-01", "y", "z"), pass("2025-10-01", "z", "w")];
    let records = Register::from_csv(rows).unwrap().records();
    (plan, Register::with_successions(records, passing).unwrap())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_predecessors_complete_is_said_of_their_heirs(
        rows in proptest::collection::vec((0..3_usize, 0..4_usize, 0..6_usize, 0..365_u64, 0..4_u8, 0..365_u64), 1..24),
    ) {
        use kehoach::{Completed, Completion, DutyStatus, Evaluator, score::{Scorer, Sheet}};
        let (plan, register) = merged();
        let sheet = Sheet::from_toml(
            "format = 1\nid = \"S\"\ntitle = \"Bảng\"\nperiod = \"2025\"\nsubjects = \"cac-xa\"\nplaces = 1\npoints = 10\n\
             not_applicable = \"full\"\n[[criteria]]\nid = \"c\"\ntitle = \"Chậm\"\nmax = 10\nrule = \"per-occurrence\"\n\
             tasks = [\"nam\", \"x\"]\ndeduct = \"1\"\n",
            &plan,
        )
        .unwrap_or_else(|problems| panic!("{problems}"));
        let start: chrono::NaiveDate = "2025-01-01".parse().unwrap();
        let prepared = Prepared::new(&plan, &register).unwrap();
        let mut live = Live::new(prepared, Ledger::new(), start).unwrap().with_sheet(&sheet).unwrap();
        let fresh = |ledger: &Ledger, day| -> BTreeMap<(kehoach::TaskId, String, UnitId), DutyStatus> {
            let evaluator = Evaluator::new(&plan, &register, ledger, day).unwrap();
            let all = evaluator.occurrences().unwrap();
            all.into_iter().map(|o| ((o.task, o.occurrence, o.unit), o.status)).collect()
        };
        let mut known = fresh(live.ledger(), start);
        for (task, unit, occurrence, done, said, days) in rows {
            let done_on = start + chrono::Days::new(done);
            let task = ["nam", "x", "tx"][task];
            let occurrence = match task {
                "nam" => "2025",
                "x" => ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"][occurrence % 4],
                _ => "continuous",
            };
            let entry = Completion {
                task: kehoach::TaskId::new(task).unwrap(),
                unit: UnitId::new(["x", "y", "z", "w"][unit]).unwrap(),
                occurrence: occurrence.to_owned(),
                completed: match said {
                    0 => Completed::Withdrawn,
                    1 => Completed::NotApplicable { because: "không phát sinh".to_owned() },
                    _ => Completed::Done(done_on),
                },
                recorded_on: done_on,
                source: None,
            };
            let fits = entry.check(&plan, &register, live.ledger()).is_ok();
            let entered = live.enter(entry);
            prop_assert_eq!(entered.is_ok(), fits);
            let moved = live.advance(start + chrono::Days::new(days)).unwrap();
            for change in entered.into_iter().chain([moved]).flat_map(|changes| changes.statuses) {
                let key = (change.task, change.occurrence, change.unit);
                prop_assert_eq!(known.get(&key).copied(), change.was);
                match change.is {
                    Some(is) => known.insert(key, is),
                    None => known.remove(&key),
                };
            }
            prop_assert_eq!(&known, &fresh(live.ledger(), live.as_of()));
            let evaluator = Evaluator::new(&plan, &register, live.ledger(), live.as_of()).unwrap();
            let scores = Scorer::new(&evaluator, &sheet).unwrap().scores().unwrap();
            prop_assert_eq!(live.scores(), Some(&scores));
        }
    }
}

/// The province with counts of models, a task, and what a test asks.
fn counted(target: &str) -> (kehoach::Plan, kehoach::Register) {
    let (_, register) = province();
    let plan = format!(
        r#"
        format = 1
        id = "1"
        title = "Kế hoạch thử"
        issuer = "tinh"
        period = "2026-01/2026-02"
        scopes = [{{ id = "xa", levels = ["commune"] }}, {{ id = "huyen", levels = ["district"] }}]
        indicators = [
            {{ id = "mo-hinh", name = "mô hình", measure = "count", combine = "sum", reported = "monthly" }},
            {{ id = "gop", name = "tập huấn", measure = "share", combine = "pooled", reported = "monthly" }},
        ]
        targets = [{{ id = "1", title = "1", measured = "xa", {target} }}]
        tasks = [{{ id = "bao-cao", title = "Báo cáo", product = "report", when = "monthly", lead = ["tinh"] }}]
        "#
    );
    (kehoach::Plan::from_toml(&plan).unwrap_or_else(|problems| panic!("{problems}")), register)
}

/// `x1 2026-01 5` of an indicator; each is reported a day after the one before.
fn told(indicator: &str, row: &str, after: u64) -> kehoach::Observation {
    let cells: Vec<&str> = row.split(' ').collect();
    let first: chrono::NaiveDate = "2026-03-01".parse().unwrap();
    let value = match indicator {
        "gop" => kehoach::Value::Share(cells[2].parse().unwrap()),
        _ => kehoach::Value::Number(cells[2].parse().unwrap()),
    };
    kehoach::Observation {
        indicator: indicator.parse().unwrap(),
        unit: cells[0].parse().unwrap(),
        period: cells[1].parse().unwrap(),
        report: kehoach::Report::Value(value),
        reported_on: first + chrono::Days::new(after),
        source: None,
        corrects: false,
    }
}

/// A sum that outgrows its word on the way up, after a verdict below it has changed: all is worked out anew, and said once.
#[test]
fn a_sum_too_large_for_a_word_is_held_exactly_from_then_on() {
    let (plan, register) = counted(
        "indicator = \"mo-hinh\", aggregate = \"total\", threshold = \"ít nhất 5\", judged_at = \"huyen\"",
    );
    let day = "2026-12-31".parse().unwrap();
    let mut live = Live::new(Prepared::new(&plan, &register).unwrap(), Ledger::new(), day).unwrap();
    let (verdicts, lines) = all(&live.evaluation().unwrap());
    let mut follower = Follower { verdicts, lines };
    let zeros = ["x1", "x2", "x3", "x4"]
        .into_iter()
        .flat_map(|unit| ["2026-01", "2026-02"].map(|month| format!("{unit} {month} 0")));
    let rows: Vec<String> = zeros
        .chain(
            ["x1 2026-01 18446744073709551600", "x3 2026-01 3", "x3 2026-01 20", "x3 2026-01 4"]
                .map(str::to_owned),
        )
        .collect();
    for (after, row) in (0..).zip(&rows) {
        let changes = live.enter(told("mo-hinh", row, after)).unwrap();
        follower.follow(&changes).unwrap();
        let (verdicts, lines) = all(&evaluate(&plan, &register, live.ledger(), day).unwrap());
        assert_eq!((&follower.verdicts, &follower.lines), (&verdicts, &lines), "{row}");
        if after >= 8 {
            assert_eq!(changes.verdicts.len(), usize::from(*row != "x3 2026-01 3"), "{row}");
        }
    }
}

/// A line that asks for more digits than whole numbers of 64 bits can tell apart is decided by the fractions themselves.
#[test]
fn a_line_is_followed_whatever_it_asks() {
    for (line, met) in [
        (">= 33.333333333333333333333333%", false),
        (">= 50%", true),
        (">= 50.00000000000000000000000001%", false),
        ("> 49.99999999999999999999999999%", true),
    ] {
        let (plan, register) = counted(&format!(
            "indicator = \"gop\", aggregate = \"pooled-share\", threshold = \"ít nhất 50%\", judged_at = \"huyen\", line = \"{line}\""
        ));
        let day = "2026-12-31".parse().unwrap();
        let mut live = Live::new(Prepared::new(&plan, &register).unwrap(), Ledger::new(), day).unwrap();
        let (verdicts, lines) = all(&live.evaluation().unwrap());
        let mut follower = Follower { verdicts, lines };
        let rows = ["x1", "x2", "x3", "x4"].into_iter().flat_map(|unit| {
            let share = if unit < "x3" { "1/1" } else { "0/1" };
            ["2026-01", "2026-02"].map(|month| format!("{unit} {month} {share}"))
        });
        for (after, row) in (0..).zip(rows) {
            let changes = live.enter(told("gop", &row, after)).unwrap();
            follower.follow(&changes).unwrap();
            let (verdicts, lines) = all(&evaluate(&plan, &register, live.ledger(), day).unwrap());
            assert_eq!((&follower.verdicts, &follower.lines), (&verdicts, &lines), "{line}, {row}");
        }
        let met = if met || line.starts_with(">= 33") { Verdict::Met } else { Verdict::Missed };
        assert_eq!(follower.lines.values().copied().collect::<Vec<_>>(), [met], "{line}");
    }
}

/// While a column cannot be worked out, what else happens says nothing of it; the entry that mends it says all.
#[test]
fn nothing_is_said_of_verdicts_while_one_cannot_be_told() {
    use kehoach::{Completed, Completion};
    let (plan, register) = counted(
        "indicator = \"gop\", aggregate = \"pooled-share\", threshold = \"ít nhất 50%\", judged_at = \"huyen\"",
    );
    let day = "2026-12-31".parse().unwrap();
    let mut live = Live::new(Prepared::new(&plan, &register).unwrap(), Ledger::new(), day).unwrap();
    let huge = "9223372036854775808/9223372036854775808";
    for (after, unit) in [(0, "x1"), (1, "x3")] {
        live.enter(told("gop", &format!("{unit} 2026-01 {huge}"), after)).unwrap();
    }
    let error = live.enter(told("gop", &format!("x2 2026-01 {huge}"), 2)).unwrap_err();
    assert!(matches!(&error, LiveError::Evaluate(EvaluateError::Overflow { .. })), "{error}");
    let done = Completion {
        task: "bao-cao".parse().unwrap(),
        unit: "tinh".parse().unwrap(),
        occurrence: "2026-01".to_owned(),
        completed: Completed::Done("2026-02-01".parse().unwrap()),
        recorded_on: "2026-02-01".parse().unwrap(),
        source: None,
    };
    let changes = live.enter(done).unwrap();
    assert_eq!((changes.statuses.len(), changes.verdicts.len(), changes.lines.len()), (1, 0, 0));
    live.enter(told("gop", "x2 2026-01 0/1", 3)).unwrap();
    assert_eq!(live.evaluation().unwrap(), evaluate(&plan, &register, live.ledger(), day).unwrap());
}

/// What the points cannot be told of is not said either: the changes of both entries are told together, by the second.
#[test]
fn what_the_points_held_back_is_said_with_them() {
    use kehoach::score::Sheet;
    let (plan, register) = counted(
        "indicator = \"gop\", aggregate = \"pooled-share\", threshold = \"ít nhất 50%\", judged_at = \"xa\"",
    );
    let sheet = Sheet::from_toml(
        "format = 1\nid = \"S\"\ntitle = \"Bảng\"\nperiod = \"2026-01/2026-02\"\nsubjects = \"huyen\"\nplaces = 1\npoints = 10\n\
         not_applicable = \"full\"\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\nmax = 10\nrule = \"all-or-nothing\"\ntarget = \"1\"\n",
        &plan,
    )
    .unwrap_or_else(|problems| panic!("{problems}"));
    let day = "2026-12-31".parse().unwrap();
    let mut live = Live::new(Prepared::new(&plan, &register).unwrap(), Ledger::new(), day)
        .unwrap()
        .with_sheet(&sheet)
        .unwrap();
    let whole = "9223372036854775808/9223372036854775808";
    let rows = [("x1 2026-01", whole), ("x1 2026-02", "1/1"), ("x2 2026-01", "0/1")];
    let others = ["x3 2026-01", "x3 2026-02", "x4 2026-01", "x4 2026-02"].map(|cell| (cell, "1/1"));
    for (after, (cell, share)) in (0..).zip(rows.into_iter().chain(others)) {
        live.enter(told("gop", &format!("{cell} {share}"), after)).unwrap();
    }
    let error = live.enter(told("gop", &format!("x2 2026-02 {whole}"), 10)).unwrap_err();
    assert!(matches!(&error, LiveError::Score(_)), "{error}");
    let changes = live.enter(told("gop", "x2 2026-02 0/1", 11)).unwrap();
    let said: Vec<_> = changes.verdicts.iter().map(|c| (c.subject.as_str(), c.was, c.is)).collect();
    assert_eq!(said, [("x2", Verdict::Open, Verdict::Missed)]);
    let lines: Vec<_> = changes.lines.iter().map(|c| (c.was, c.is)).collect();
    assert_eq!(lines, [(Verdict::Open, Verdict::Missed)]);
}

/// A register by which what was reported no longer fits is refused, and nothing has changed.
#[test]
fn a_reorganisation_that_does_not_fit_changes_nothing() {
    let (plan, register) = counted(
        "indicator = \"mo-hinh\", aggregate = \"total\", threshold = \"ít nhất 5\", judged_at = \"huyen\"",
    );
    let ends = kehoach::Reorganisation {
        ends: [("x1".parse().unwrap(), "2026-01-31".parse().unwrap())].into(),
        ..kehoach::Reorganisation::default()
    };
    let after = register.reorganised(&ends).unwrap();
    let day = "2026-12-31".parse().unwrap();
    let mut live = Live::new(Prepared::new(&plan, &register).unwrap(), Ledger::new(), day).unwrap();
    live.enter(told("mo-hinh", "x1 2026-02 7", 0)).unwrap();
    let before = live.evaluation().unwrap();
    let error = live.reorganise(&after).unwrap_err();
    assert!(
        matches!(&error, LiveError::Evaluate(EvaluateError::Report { unit, .. }) if unit.as_str() == "x1"),
        "{error}"
    );
    assert_eq!(live.evaluation().unwrap(), before);
    let changes = live.enter(told("mo-hinh", "x2 2026-02 7", 1)).unwrap();
    assert!(changes.is_empty(), "{changes:?}");
    assert_eq!(live.evaluation().unwrap(), evaluate(&plan, &register, live.ledger(), day).unwrap());
}

/// Of every kind of entry one about a unit that there is none of: it is refused, and nothing of it is kept.
#[test]
fn what_does_not_fit_is_refused_whatever_it_is() {
    let plan = kehoach::Plan::from_toml(
        "format = 1\nid = \"1\"\ntitle = \"t\"\nissuer = \"xa\"\nperiod = \"2024\"\n\
         scopes = [{ id = \"thon\", levels = [\"village\"] }]\n\
         indicators = [{ id = \"ty-le\", name = \"n\", measure = \"share\", combine = \"latest\", reported = \"yearly\" }]\n\
         targets = [{ id = \"danh-gia\", title = \"t\", aggregate = \"judgement\", threshold = \"cơ bản\", judged_at = \"thon\" }]\n\
         tasks = [{ id = \"viec\", title = \"t\", when = \"on instruction: khi có yêu cầu\", lead = [\"thon\"] },\n\
         { id = \"bao-cao\", title = \"t\", when = \"months 12\", lead = [\"thon\"] }]\n",
    )
    .unwrap();
    let units = "id,name,kind,level,parent\nxa,Xã,ubnd,commune,\na,Thôn A,thon,village,xa\n";
    let register = kehoach::Register::from_csv(units).unwrap();
    let larger = kehoach::Register::from_csv(&format!("{units}z,Thôn Z,thon,village,xa\n")).unwrap();
    let told = |unit: &str, register: &kehoach::Register| {
        let rows = format!(
            "item,unit,period,value,reported_on\nty-le,{unit},2024,1/2,2024-12-20\nty-le,{unit},2024,?/2,2024-01-20\n\
             danh-gia,{unit},2024,đạt,2024-12-20\nviec,{unit},on-instruction,instructed,2024-06-01\n\
             bao-cao,{unit},2024-12,2024-12-05,2024-12-05\nS#m,{unit},2024,5,2024-12-20\n"
        );
        Ledger::from_csv(&rows, &plan, register)
    };
    let of = |ledger: &Ledger| -> Vec<Entry> {
        let mut all: Vec<Entry> = ledger.observations().map(Entry::from).collect();
        all.extend(ledger.wholes().cloned().map(Entry::from));
        all.extend(ledger.judgements().cloned().map(Entry::from));
        all.extend(ledger.instructions().cloned().map(Entry::from));
        all.extend(ledger.completions().cloned().map(Entry::from));
        all.extend(ledger.judged_points().cloned().map(Entry::from));
        all
    };
    for (unit, fits) in [("a", true), ("z", false)] {
        let ledger = told(unit, &larger).unwrap().whole().unwrap_or_else(|problems| panic!("{problems}"));
        let entries = of(&ledger);
        let kinds: std::collections::HashSet<_> = entries.iter().map(std::mem::discriminant).collect();
        assert_eq!(kinds.len(), 6, "{entries:?}");
        for entry in entries {
            let prepared = Prepared::new(&plan, &register).unwrap();
            let mut live = Live::new(prepared, Ledger::new(), "2024-12-31".parse().unwrap()).unwrap();
            let entered = live.enter(entry.clone());
            assert_eq!(entered.is_ok(), fits, "{entry:?}: {entered:?}");
            assert_eq!(*live.ledger() == Ledger::new(), !fits, "{entry:?}");
            assert_eq!(of(&live.into_ledger()).len(), usize::from(fits));
        }
    }
}
