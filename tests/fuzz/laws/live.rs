//! What holds of any entries put into an evaluation that goes on: it stands where evaluating afresh stands, its changes say how it
//! came there, and what is refused changes nothing.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::NaiveDate;
use kehoach::{
    Added, Changes, Completed, Completion, CriterionId, Declared, DutyStatus, Entry, Evaluation, GradeId,
    IndicatorId, Instruction, Judged, JudgedPoints, Judgement, Ledger, Live, LiveError, Number, Observation,
    Period, Plan, Prepared, Register, Report, Share, SheetId, TargetId, TaskId, UnitId, Value, Verdict,
    score::{Bounds, Scorer, Sheet},
};

#[allow(dead_code, reason = "shared with the laws of evaluating, which use all of it")]
#[path = "../../generate/mod.rs"]
mod generate;

use super::office;
use generate::{Case, Draft, Picks};

/// Bytes to draw from; where there are no more, zeros.
struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn next<const N: usize>(&mut self) -> Picks<N> {
        let mut drawn = [0; N];
        let (taken, left) = self.0.split_at(N.min(self.0.len()));
        drawn[..taken.len()].copy_from_slice(taken);
        self.0 = left;
        drawn
    }

    fn list<const N: usize>(&mut self, length: u8) -> Vec<Picks<N>> {
        (0..length).map(|_| self.next()).collect()
    }
}

/// Something that happens to an evaluation that goes on.
enum Step {
    Enter(Entry),
    Advance(NaiveDate),
}

/// When to evaluate afresh and compare, beside where something could not be said.
#[derive(Clone, Copy, PartialEq)]
pub enum Compared {
    /// After the last step, to which the changes of all steps have to lead: whatever comes to stand wrong on the way is the last step
    /// of a shorter input.
    Last,
    /// After each step.
    Each,
}

/// Any bytes, as a small world and what happens in it: one drawn whole, or the commune with its tasks and its sheet.
pub fn live(bytes: &[u8], compared: Compared) {
    let mut bytes = Bytes(bytes);
    let [world, order @ ..] = bytes.next::<9>();
    if world % 4 == 0 {
        return office(world / 4, &mut bytes, compared);
    }
    let [units, indicators, targets, rows, single, later] = bytes.next();
    let turns = bytes.list::<2>(world / 4 % 3);
    // Tasks, completions and scores are drawn elsewhere: a sheet of one criterion stands here for all.
    let nothing = (Vec::new(), Vec::new(), [0; 8], vec![[0; 12]], vec![[0; 8]], Vec::new());
    let draft: Draft = (
        (
            bytes.next(),
            bytes.list(units % 5),
            bytes.list(1 + indicators % 2),
            bytes.list(1 + targets % 3),
            bytes.list(rows % 2),
            bytes.list(single % 6),
            bytes.list(later % 4),
        ),
        nothing,
    );
    let turns = turns.into_iter().map(|[at, days]| (usize::from(at), u64::from(days) * 2)).collect();
    drawn(&generate::case(draft), u64::from_le_bytes(order), &turns, compared);
}

/// The entries of a case, dealt out by `order`, with moves to as many days after its own at some of them.
fn drawn(case: &Case, mut order: u64, turns: &BTreeMap<usize, u64>, compared: Compared) {
    let mut entries: Vec<Entry> = case.ledger.observations().map(Entry::from).collect();
    entries.extend(case.ledger.wholes().cloned().map(Entry::from));
    entries.extend(case.ledger.judgements().cloned().map(Entry::from));
    for k in (1..entries.len()).rev() {
        order = order.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        entries.swap(k, (order >> 33) as usize % (k + 1));
    }
    let steps = entries.into_iter().enumerate().flat_map(|(number, entry)| {
        let turn = turns.get(&number).map(|days| Step::Advance(case.as_of + chrono::Days::new(*days)));
        turn.into_iter().chain([Step::Enter(entry)])
    });
    let prepared = Prepared::new(&case.plan, &case.register).expect("a generated case fits");
    follow(&prepared, None, case.as_of, steps.collect(), compared);
}

/// All that can be known of where an evaluation stands, by what it is about.
#[derive(Debug, Default, PartialEq)]
struct Known {
    verdicts: BTreeMap<(TargetId, Period, UnitId), Verdict>,
    lines: BTreeMap<(TargetId, Period), Verdict>,
    statuses: BTreeMap<(TaskId, String, UnitId), DutyStatus>,
    points: BTreeMap<UnitId, Option<Bounds>>,
    grades: BTreeMap<UnitId, Vec<GradeId>>,
}

impl Known {
    /// Every change is from what was known, and to something else.
    fn follow(&mut self, changes: &Changes) {
        for change in &changes.verdicts {
            let key = (change.target.clone(), change.period, change.subject.clone());
            assert_ne!(change.was, change.is, "{changes:?}");
            assert_eq!(self.verdicts.insert(key, change.is), Some(change.was), "{changes:?}");
        }
        for change in &changes.lines {
            assert_ne!(change.was, change.is, "{changes:?}");
            let was = self.lines.insert((change.target.clone(), change.period), change.is);
            assert_eq!(was, Some(change.was), "{changes:?}");
        }
        for change in &changes.statuses {
            assert_ne!(change.was, change.is, "{changes:?}");
            let key = (change.task.clone(), change.occurrence.clone(), change.unit.clone());
            let was = match change.is {
                Some(is) => self.statuses.insert(key, is),
                None => self.statuses.remove(&key),
            };
            assert_eq!(was, change.was, "{changes:?}");
        }
        for change in &changes.points {
            assert_ne!(change.was, change.is, "{changes:?}");
            assert_eq!(
                self.points.insert(change.subject.clone(), change.is),
                Some(change.was),
                "{changes:?}"
            );
        }
        for change in &changes.grades {
            assert_ne!(change.was, change.is, "{changes:?}");
            let was = self.grades.insert(change.subject.clone(), change.is.clone());
            assert_eq!(was.as_ref(), Some(&change.was), "{changes:?}");
        }
    }
}

/// Everything worked out afresh; none where some figure cannot be held.
fn afresh(
    prepared: &Prepared<'_>,
    sheet: Option<&Sheet>,
    ledger: &Ledger,
    day: NaiveDate,
) -> Option<(Evaluation, Known)> {
    let evaluator = prepared.evaluator(ledger, day).ok()?;
    let evaluation = evaluator.evaluate().ok()?;
    let mut known = Known::default();
    let verdict = |o: &kehoach::Outcome| ((o.target.clone(), o.period, o.subject.clone()), o.verdict);
    known.verdicts = evaluation.outcomes.iter().map(verdict).collect();
    known.lines = evaluation.lines.iter().map(|l| ((l.target.clone(), l.period), l.verdict)).collect();
    let statuses = evaluator.occurrences().ok()?.into_iter();
    known.statuses = statuses.map(|o| ((o.task, o.occurrence, o.unit), o.status)).collect();
    if let Some(sheet) = sheet {
        for score in Scorer::new(&evaluator, sheet).ok()?.scores().ok()?.subjects {
            known.points.insert(score.subject.clone(), score.total);
            known.grades.insert(score.subject, score.grades);
        }
    }
    Some((evaluation, known))
}

fn entries(ledger: &Ledger) -> usize {
    ledger.observations().count()
        + ledger.wholes().count()
        + ledger.judgements().count()
        + ledger.completions().count()
        + ledger.instructions().count()
        + ledger.judged_points().count()
}

fn follow(
    prepared: &Prepared<'_>,
    sheet: Option<&Sheet>,
    day: NaiveDate,
    steps: Vec<Step>,
    compared: Compared,
) {
    let mut live = Live::new(prepared.clone(), Ledger::new(), day).expect("nothing is too large");
    if let Some(sheet) = sheet {
        live = live.with_sheet(sheet).expect("the sheet is the plan's");
    }
    let (_, mut known) = afresh(prepared, sheet, live.ledger(), day).expect("nothing is too large");
    // Where a figure could not be held nothing was said of what changed: then there is nothing to follow until it is mended.
    let mut lost = false;
    let last = steps.len().saturating_sub(1);
    for (number, step) in steps.into_iter().enumerate() {
        let (held, was_on) = (entries(live.ledger()), live.as_of());
        let (result, moved, is_entry) = match step {
            Step::Enter(entry) => (live.enter(entry), was_on, true),
            Step::Advance(day) => (live.advance(day), day, false),
        };
        let entered = entries(live.ledger()) - held;
        if let Ok(changes) = &result {
            assert_eq!(live.as_of(), moved);
            assert_eq!(entered, usize::from(changes.added == Added::New && is_entry), "{changes:?}");
            if !lost {
                known.follow(changes);
            }
        }
        if compared == Compared::Last && number < last && result.is_ok() && !lost {
            continue;
        }
        let Some((evaluation, all)) = afresh(prepared, sheet, live.ledger(), live.as_of()) else {
            // It was entered, or the day was moved to, and cannot be said; or it was refused, and nothing was.
            match &result {
                Err(LiveError::Evaluate(_) | LiveError::Score(_)) => {}
                Err(error) => assert_eq!((entered, live.as_of()), (0, was_on), "{error}"),
                // Statuses, and points that do not read it, go on beside a figure that cannot be held; no verdict does.
                Ok(changes) => {
                    assert!(changes.verdicts.is_empty() && changes.lines.is_empty(), "{changes:?}");
                }
            }
            let plain = prepared.evaluator(live.ledger(), live.as_of()).and_then(|afresh| afresh.evaluate());
            assert_eq!(live.evaluation(), plain);
            lost = true;
            continue;
        };
        if let Err(error) = &result {
            assert_eq!((entered, live.as_of()), (0, was_on), "{error}");
        }
        assert_eq!(live.evaluation().as_ref(), Ok(&evaluation));
        if !lost {
            assert_eq!(known, all, "{result:?}");
        }
        (known, lost) = (all, false);
    }
}

static OFFICE: LazyLock<(Plan, Register, Sheet)> = LazyLock::new(|| {
    let plan = Plan::from_toml(office::PLAN).unwrap_or_else(|problems| panic!("{problems}"));
    let register = Register::from_csv(office::UNITS).unwrap_or_else(|problems| panic!("{problems}"));
    let sheet = Sheet::from_toml(office::SHEET, &plan).unwrap_or_else(|problems| panic!("{problems}"));
    (plan, register, sheet)
});

const DAYS: [&str; 14] = [
    "2024-03-15",
    "2024-01-15",
    "2024-03-14",
    "2024-03-31",
    "2024-04-01",
    "2024-06-15",
    "2024-07-01",
    "2024-08-01",
    "2024-09-16",
    "2024-09-30",
    "2024-10-01",
    "2024-12-15",
    "2024-12-31",
    "2025-01-10",
];
const UNITS: [&str; 5] = ["thon-mot", "thon-hai", "thon-ba", "dang-uy", "khong-co"];
const PERIODS: [&str; 9] =
    ["2024", "2024-H1", "2024-H2", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2024-9M", "2023"];
const SHARES: [&str; 6] = ["0/4", "4/4", "17/20", "86/100", "0/0", "1/20"];

fn pick<T: Copy>(list: &[T], n: u8) -> T {
    list[usize::from(n) % list.len()]
}

fn day(n: u8) -> NaiveDate {
    pick(&DAYS, n).parse::<Period>().expect("a day").first()
}

/// Steps in the commune: most fit, some contradict one another, some name what there is not.
fn office(mode: u8, bytes: &mut Bytes<'_>, compared: Compared) {
    let (plan, register, sheet) = &*OFFICE;
    let prepared = Prepared::new(plan, register).expect("they were made for each other");
    let count = bytes.0.len().div_ceil(6).min(12);
    let steps: Vec<Step> =
        bytes.list::<6>(u8::try_from(count).expect("at most 12")).iter().map(step).collect();
    follow(&prepared, mode.is_multiple_of(2).then_some(sheet), day(mode / 2), steps, compared);
}

fn step(&[what, about, unit, said, when, more]: &Picks<6>) -> Step {
    let unit = UnitId::new(pick(&UNITS, unit)).expect("an id");
    let period = |n| pick(&PERIODS, n).parse::<Period>().expect("a period");
    let (on, corrects) = (day(when), more % 4 == 1);
    let number = |text: &str| text.parse::<Number>().expect("a number");
    Step::Enter(match what % 10 {
        0..=3 => {
            let value = match about % 5 {
                0 => Value::Done(said % 3 != 0),
                1 => Value::Number(number(pick(&["0", "1", "2", "5", "18446744073709551615"], said))),
                2 => Value::Number(number(pick(&["92.5", "92.4", "0", "500", "501"], said))),
                3 => Value::Share(pick(&SHARES, said).parse::<Share>().expect("a share")),
                _ => Value::Grade(GradeId::new(pick(&["kha", "yeu", "tot", "gioi"], said)).expect("an id")),
            };
            let report = match said / 16 {
                0 => Report::Withdrawn,
                1 => Report::NotApplicable { because: "không có".to_owned() },
                _ => Report::Value(value),
            };
            let about = pick(&["cam-ket", "mo-hinh", "quy", "tap-huan", "xep-loai"], about);
            let indicator = IndicatorId::new(about).expect("an id");
            Observation {
                indicator,
                unit,
                period: period(more / 4),
                report,
                reported_on: on,
                source: None,
                corrects,
            }
            .into()
        }
        4 => Entry::from(Declared {
            indicator: IndicatorId::new(pick(&["tap-huan", "quy"], about / 16)).expect("an id"),
            unit,
            period: period(more / 4),
            whole: pick(&[20, 4, 100, 0, u64::MAX], said),
            declared_on: on,
            source: None,
            corrects,
        }),
        5 => Entry::from(Judgement {
            target: TargetId::new(pick(&["6", "1"], about / 16)).expect("an id"),
            subject: UnitId::new(pick(&["dang-uy", "thon-mot"], about % 16 / 12)).expect("an id"),
            period: period(more / 32),
            judged: pick(&[Judged::Met, Judged::Missed, Judged::NotApplicable], said),
            judged_on: on,
            grounds: None,
            corrects,
        }),
        6 => Entry::from(Completion {
            task: TaskId::new(pick(&["bao-cao", "chi-dao", "nam-tinh-hinh"], about)).expect("an id"),
            unit,
            occurrence: pick(&["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "on-instruction", "2024"], more)
                .to_owned(),
            completed: match said % 4 {
                0 => Completed::Withdrawn,
                1 => Completed::NotApplicable { because: "không có".to_owned() },
                _ => Completed::Done(day(said / 4)),
            },
            recorded_on: on,
            source: None,
        }),
        7 => Entry::from(Instruction {
            task: TaskId::new(pick(&["chi-dao", "bao-cao"], about / 16)).expect("an id"),
            by: unit,
            issued_on: on,
            due: (said % 3 != 0).then(|| day(said / 3)),
            source: None,
            corrects,
        }),
        8 => Entry::from(JudgedPoints {
            sheet: SheetId::new("bang").expect("an id"),
            criterion: CriterionId::new(pick(&["c", "a"], about / 16)).expect("an id"),
            subject: unit,
            period: period(more / 32),
            points: number(pick(&["10", "7.5", "0", "4.9", "11"], said)),
            judged_on: on,
            grounds: None,
            corrects,
        }),
        _ => return Step::Advance(on),
    })
}
