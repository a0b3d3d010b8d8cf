//! What holds of any text put into a reader of files: what is read writes back and reads the same, in every format; what is refused
//! is refused with a place and a reason; and no record is lost.

use std::{io::Read, sync::LazyLock};

use kehoach::{
    EvaluateError, Evaluation, Language, Ledger, Plan, Prepared, Register, UnitId, evaluate,
    file::{Check, Intake, Origin, Problem, Problems, ReadError, RegisterFile, Remark, Spot, Text},
    workdays::WorkingCalendar,
};

use super::office;

static OFFICE: LazyLock<(Plan, Register)> = LazyLock::new(|| {
    let plan = Plan::from_toml(office::PLAN).unwrap_or_else(|problems| panic!("{problems}"));
    (plan, Register::from_csv(office::UNITS).unwrap_or_else(|problems| panic!("{problems}")))
});

static CALENDAR: LazyLock<WorkingCalendar> = LazyLock::new(WorkingCalendar::viet_nam);

const BOTH: [Language; 2] = [Language::Vietnamese, Language::English];

/// A spot lies inside the text, and its line and column are those of its first byte.
fn stands(text: &str, spot: &Spot) {
    assert!(text.get(spot.span.clone()).is_some(), "{text:?}: {spot:?}");
    let before = &text[..spot.span.start];
    assert_eq!(before.matches('\n').count() + 1, spot.line, "{text:?}: {spot:?}");
    assert!(spot.column >= 1, "{text:?}: {spot:?}");
}

fn said(text: &str, remark: &Remark) {
    if let Some(spot) = &remark.spot {
        stands(text, spot);
    }
    assert!(!remark.code().is_empty(), "{text:?}: {remark:?}");
    for language in BOTH {
        assert!(!remark.message(language).is_empty(), "{text:?}: {remark:?}");
        assert!(remark.help(language).iter().all(|help| !help.is_empty()), "{text:?}: {remark:?}");
    }
}

fn told<'p>(text: &str, problems: impl IntoIterator<Item = &'p Problem>) {
    problems.into_iter().for_each(|problem| said(text, &Remark::of_problem(Origin::Plan, problem)));
}

/// The value, or problems that can be shown: at least one, in the order of the text.
fn read<T>(text: &str, read: Result<T, Problems>) -> Option<T> {
    let problems = match read {
        Ok(value) => return Some(value),
        Err(problems) => problems,
    };
    assert!(!problems.listed().is_empty(), "{text:?}");
    told(text, problems.listed());
    let starts = problems.listed().iter().map(|problem| problem.spot.as_ref().map(|spot| spot.span.start));
    assert!(starts.is_sorted(), "{text:?}: {problems}");
    None
}

/// A plan in TOML, in JSON too.
pub fn plan_toml(text: &str) {
    plan(text, Text::Toml(text), Plan::from_toml(text));
}

/// A plan in JSON, in TOML too.
pub fn plan_json(text: &str) {
    plan(text, Text::Json(text), Plan::from_json(text));
}

fn plan(text: &str, typed: Text<'_>, found: Result<Plan, Problems>) {
    let (_, register) = &*OFFICE;
    let checked = Check::new(typed).with_register(register).with_working_days(&CALENDAR).run();
    checked.remarks.iter().for_each(|remark| said(text, remark));
    let found = read(text, found);
    assert_eq!(checked.plan, found, "the check reads {text:?} as the reader does");
    let Some(plan) = found else {
        assert!(!checked.remarks.is_empty(), "{text:?}");
        return;
    };
    let (toml, json) = (plan.to_toml(), plan.to_json());
    let from_toml =
        Plan::from_toml(&toml).unwrap_or_else(|problems| panic!("{text:?} -> {toml}: {problems}"));
    let from_json =
        Plan::from_json(&json).unwrap_or_else(|problems| panic!("{text:?} -> {json}: {problems}"));
    assert_eq!(from_toml, plan, "{text:?} -> {toml}");
    assert_eq!(from_json, plan, "{text:?} -> {json}");
    assert_eq!(
        (from_json.to_toml(), from_toml.to_json()),
        (toml, json),
        "canonical spelling is a fixed point"
    );
    // What is said of a plan does not hang on how it was spelt.
    assert_eq!(plan.findings(), from_json.findings(), "{text:?}");
    // Nothing is reported: whatever the plan asks, it can be asked.
    let evaluated = evaluate(&plan, register, &Ledger::new(), plan.period().last());
    if let Ok(Evaluation { outcomes, .. }) = &evaluated {
        let places =
            outcomes.iter().map(|outcome| plan.targets().iter().position(|t| t.id == outcome.target));
        assert!(places.clone().all(|place| place.is_some()) && places.is_sorted(), "plan order: {text:?}");
    }
}

/// A register in CSV, in the other formats too, on every day on which something changes.
pub fn register_csv(text: &str) {
    let Some(register) = read(text, Register::from_csv(text)) else { return };
    let csv = register.to_csv();
    let again = Register::from_csv(&csv).unwrap_or_else(|problems| panic!("{text:?} -> {csv}: {problems}"));
    assert_eq!(again.to_csv(), csv, "canonical spelling is a fixed point");
    let file = RegisterFile::from(&register);
    assert_eq!(RegisterFile::from(&again), file, "{text:?} -> {csv}");
    for other in [Register::from_toml(&register.to_toml()), Register::from_json(&register.to_json())] {
        let other = other.unwrap_or_else(|problems| panic!("{text:?}: {problems}"));
        assert_eq!(RegisterFile::from(&other), file, "{text:?}");
    }
    let records = register.records();
    let rebuilt = Register::new(records.clone()).unwrap_or_else(|errors| panic!("{text:?}: {errors:?}"));
    assert_eq!(rebuilt.records(), records, "{text:?}");
    let mut days: Vec<_> = records.iter().flat_map(|r| [r.first, r.last, r.since]).flatten().collect();
    days.extend(days.clone().iter().flat_map(|day| [day.pred_opt(), day.succ_opt()]).flatten());
    days.sort_unstable();
    days.dedup();
    for day in days.into_iter().take(40) {
        is_a_forest(text, &register, day);
    }
}

/// Every unit has a root above it, and the trees of the roots hold every unit once.
fn is_a_forest(text: &str, register: &Register, day: chrono::NaiveDate) {
    let at = register.at(day);
    let exists = |id: &UnitId| {
        let (first, last) = register.life(id).expect("of the register");
        first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
    };
    assert!(at.units().map(|unit| unit.id).eq(register.ids().filter(|id| exists(id))), "{text:?} on {day}");
    let mut held = 0;
    for unit in at.units() {
        let above: Vec<&UnitId> = at.ancestors(unit.id).map(|above| above.id).collect();
        assert!(above.len() < register.len(), "{text:?}: `{}` is above itself on {day}", unit.id);
        assert_eq!(above.first().copied(), unit.parent, "{text:?} on {day}");
        let root = above.last().copied().unwrap_or(unit.id);
        assert_eq!(at.unit(root).and_then(|root| root.parent), None, "{text:?} on {day}");
        if unit.parent.is_none() {
            held += at.subtree(unit.id).count();
        }
    }
    assert_eq!(held, at.units().count(), "{text:?} on {day}");
}

/// A ledger in CSV: whole and in pieces, and added to what is there.
pub fn ledger_csv(text: &str) {
    let (plan, register) = &*OFFICE;
    let found = Ledger::from_csv(text, plan, register);
    match Ledger::read_csv(Drops(text.as_bytes()), plan, register, |_| ()) {
        Ok(streamed) => assert_eq!(Ok(streamed), found, "{text:?} in drops"),
        Err(ReadError::Problems(problems)) => assert_eq!(Err(problems), found, "{text:?} in drops"),
        Err(other) => panic!("{text:?}: {other}"),
    }
    let Some(intake) = read(text, found) else { return };
    accounts_for_all(text, &intake);
    let ledger = &intake.value;
    for (written, again) in [
        (ledger.to_csv(), Ledger::from_csv(&ledger.to_csv(), plan, register)),
        (ledger.to_json(), Ledger::from_json(&ledger.to_json(), plan, register)),
    ] {
        let again = again.unwrap_or_else(|problems| panic!("{text:?} -> {written}: {problems}"));
        assert_eq!((again.accepted, again.duplicates.len()), (again.records, 0), "{text:?} -> {written}");
        assert_eq!(&again.value, ledger, "{text:?} -> {written}");
    }
    // Told twice is told once.
    let rejected = intake.rejected.len();
    let twice = ledger.clone().with_csv(text, plan, register).expect("it was read before");
    assert_eq!(&twice.value, ledger, "{text:?}");
    assert_eq!((twice.accepted, twice.rejected.len()), (0, rejected), "{text:?}");
    let prepared = Prepared::new(plan, register).expect("it was made for it");
    let evaluated = prepared.evaluator(ledger, plan.period().last()).and_then(|all| all.evaluate());
    assert!(
        matches!(
            evaluated,
            Ok(_) | Err(EvaluateError::PartAboveWhole { .. } | EvaluateError::Overflow { .. })
        ),
        "what was taken fits: {text:?}: {evaluated:?}"
    );
}

/// Records in are those accepted, those rejected and those that say nothing new, and no record is two of them.
fn accounts_for_all<T>(text: &str, intake: &Intake<T>) {
    let rejected: Vec<usize> = intake.rejected.iter().map(|rejected| rejected.record).collect();
    assert_eq!(intake.records, intake.accepted + rejected.len() + intake.duplicates.len(), "{text:?}");
    let strictly = |numbers: &[usize]| numbers.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(strictly(&rejected) && strictly(&intake.duplicates), "{text:?}");
    assert!(intake.duplicates.iter().all(|record| !rejected.contains(record)), "{text:?}");
    assert!(rejected.iter().chain(&intake.duplicates).all(|n| (1..=intake.records).contains(n)), "{text:?}");
    for rejected in &intake.rejected {
        assert!(!rejected.problems.is_empty(), "{text:?}");
        told(text, &rejected.problems);
    }
}

/// A reader that never gives more than some bytes at a time, and cuts characters in two.
struct Drops<'t>(&'t [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let most = into.len().min(7);
        self.0.read(&mut into[..most])
    }
}
