//! What an application does with answers: keeps them, matches them, tells them apart.

use std::fs;

use kehoach::{
    Agenda, Duties, DutyStatus, EvaluateError, Evaluation, Evaluator, Language, Ledger, OccurrenceStatus,
    Plan, Rates, Register, Role, Sources, Subject, TargetId, UnitId, UnitRole, workdays::WorkingCalendar,
};
use serde::{Serialize, de::DeserializeOwned};

/// The sample of Tam Đường, whose reports are made up.
pub(crate) struct World {
    pub(crate) plan: Plan,
    pub(crate) register: Register,
    pub(crate) ledger: Ledger,
    working_days: WorkingCalendar,
}

impl World {
    fn tam_duong() -> Self {
        Self::read("tam-duong-2023")
    }

    fn read(folder: &str) -> Self {
        let file = |name: &str| {
            fs::read_to_string(format!("{}/examples/data/{folder}/{name}", env!("CARGO_MANIFEST_DIR")))
                .unwrap()
        };
        let plan = Plan::from_toml(&file("plan.toml")).unwrap();
        let register = Register::from_csv(&file("units.csv")).unwrap();
        let ledger = Ledger::from_csv(&file("reports.csv"), &plan, &register).unwrap().whole().unwrap();
        Self { plan, register, ledger, working_days: WorkingCalendar::viet_nam() }
    }

    fn as_of(&self, day: &str) -> Evaluator<'_> {
        let evaluator = Evaluator::new(&self.plan, &self.register, &self.ledger, day.parse().unwrap());
        evaluator.unwrap().with_working_days(&self.working_days)
    }
}

fn unit(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

/// What is written reads back equal.
#[track_caller]
fn round_trip<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *value, "{text}");
    // `toml` has no nothing: keys without a value are left out, and read back as nothing.
    let text = toml::to_string(value).unwrap();
    assert_eq!(toml::from_str::<T>(&text).unwrap(), *value, "{text}");
}

#[test]
fn answers_are_kept_and_read_back() {
    let mut notes = 0;
    for (folder, days) in [
        ("tam-duong-2023", ["2023-03-01", "2023-12-31", "2024-02-01"]),
        ("binh-phuoc-2021-2025", ["2023-06-30", "2025-03-31", "2026-01-01"]),
        ("kim-bang-2021-2025", ["2022-01-31", "2024-07-01", "2026-01-01"]),
    ] {
        let world = World::read(folder);
        for day in days {
            let evaluator = world.as_of(day);
            let evaluation: Evaluation = evaluator.evaluate().unwrap();
            round_trip(&evaluation);
            notes += evaluation.notes.len();
            for outcome in evaluation.outcomes.iter().take(20) {
                round_trip::<Sources>(&evaluator.sources(outcome).unwrap());
            }
            let occurrences: Vec<OccurrenceStatus> = evaluator.occurrences().unwrap();
            occurrences.iter().take(200).for_each(round_trip);
            round_trip::<Rates>(&Rates::of(&occurrences));
        }
        let duties = Duties::new(&world.plan, &world.register);
        for id in world.register.ids().take(30) {
            round_trip::<Agenda>(&duties.of(id).unwrap());
        }
    }
    assert!(notes > 0, "no note was kept");
}

#[test]
fn what_a_program_reads_has_plain_names() {
    let world = World::tam_duong();
    let evaluation = serde_json::to_value(world.as_of("2023-12-31").evaluate().unwrap()).unwrap();
    let first = &evaluation["outcomes"][1];
    for (key, value) in [("target", "1b"), ("period", "2023"), ("verdict", "open"), ("stage", "running")] {
        assert_eq!(first[key], value, "{key}");
    }
    assert_eq!((&first["range"]["low"], &first["range"]["high"]), (&"15/16".into(), &"1".into()));
    assert!(first["policy"].is_null());
    let note = evaluation["notes"][0].as_object().unwrap();
    assert!(note.keys().all(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '-')), "{note:?}");
    let agenda = Duties::new(&world.plan, &world.register).of(&unit("ban-dan-van")).unwrap();
    let item = serde_json::to_value(&agenda.items[0]).unwrap();
    assert!(item["subject"].is_object() && item["label"].is_string(), "{item}");
}

#[test]
fn an_item_has_the_unit_s_own_status_where_it_leads() {
    let world = World::tam_duong();
    let evaluator = world.as_of("2023-10-15");
    let occurrences = evaluator.occurrences().unwrap();
    let duties = Duties::new(&world.plan, &world.register);
    let (mut own, mut others) = (0, 0);
    for id in world.register.ids() {
        let agenda = duties.of(id).unwrap();
        for item in &agenda.items {
            let statuses: Vec<_> = agenda.statuses(item, &occurrences).collect();
            let Some(task) = item.subject.task() else {
                assert!(matches!(item.subject, Subject::Target(_)) && statuses.is_empty());
                continue;
            };
            assert!(statuses.iter().all(|one| one.task == *task && one.occurrence == item.label));
            if item.role == UnitRole::In(Role::Lead) {
                assert_eq!(statuses.len(), 1, "{id}: {item:?}");
                assert_eq!(statuses[0].unit, *id);
                own += 1;
            } else {
                others += statuses.len();
            }
        }
    }
    assert!(own > 50 && others > 50, "{own} {others}");
}

#[test]
fn what_goes_on_all_the_time_is_under_way_and_not_due() {
    let world = World::tam_duong();
    let during = world.as_of("2023-10-15").occurrences().unwrap();
    let continuous: Vec<_> = during.iter().filter(|one| one.continuous).collect();
    assert!(!continuous.is_empty());
    for one in continuous {
        assert_eq!((one.status, one.last, one.days), (DutyStatus::Due, None, None));
        assert_eq!(one.label(Language::Vietnamese), "đang thực hiện");
        assert_eq!(one.label(Language::English), "under way");
    }
    // All else is called what its status is called.
    for one in during.iter().filter(|one| !one.continuous) {
        assert_eq!(one.label(Language::Vietnamese), one.status.label(Language::Vietnamese));
    }
    assert!(during.iter().any(|one| !one.continuous && one.status == DutyStatus::Due));
    // Once the plan is over nothing is under way.
    let after = world.as_of("2024-01-15").occurrences().unwrap();
    assert!(after.iter().filter(|one| one.continuous).all(|one| one.status != DutyStatus::Due));
}

#[test]
fn a_wrong_question_is_told_from_what_cannot_be_computed() {
    let world = World::tam_duong();
    let evaluator = world.as_of("2023-12-31");
    let unknown = evaluator.target(&TargetId::new("1z").unwrap()).unwrap_err();
    assert!(unknown.is_of_the_question(), "{unknown}");
    let nowhere = evaluator.at(&unit("dang-uy-binh-l")).unwrap_err();
    assert!(nowhere.is_of_the_question(), "{nowhere}");
    let other = Register::from_csv("id,name,kind,level\nx,X,cap-uy,commune\n").unwrap();
    let misfit =
        Evaluator::new(&world.plan, &other, &world.ledger, "2023-12-31".parse().unwrap()).unwrap_err();
    assert!(matches!(misfit, EvaluateError::UnknownIssuer { .. }) && !misfit.is_of_the_question());
    assert!(!EvaluateError::NoWorkingCalendar.is_of_the_question());
}

#[test]
fn one_outcome_is_the_same_as_among_all() {
    let world = World::read("binh-phuoc-2021-2025");
    let evaluator = world.as_of("2025-03-31");
    for subject in world.register.ids().step_by(40).chain([world.plan.issuer()]) {
        for outcome in evaluator.at(subject).unwrap() {
            let alone = evaluator.outcome(&outcome.target, outcome.period, subject).unwrap();
            assert_eq!(alone, outcome);
        }
    }
    let target = &world.plan.targets()[0];
    let never = evaluator.outcome(&target.id, "2019".parse().unwrap(), world.plan.issuer()).unwrap_err();
    assert!(matches!(never, EvaluateError::NotJudgedThen { .. }) && never.is_of_the_question());
    assert!(never.to_string().contains(target.id.as_str()) && never.to_string().contains("2019"), "{never}");
}

/// A judged target is open where the plan judges it and nobody did, and says nothing anywhere else.
#[test]
fn nobody_waits_for_a_judgement_that_the_plan_does_not_ask_for() {
    let plan = |judged_at: &str| {
        let text = format!(
            "format = 1\nid = \"1-KH\"\ntitle = \"Dân vận\"\nissuer = \"xa\"\nperiod = \"2024\"\nunknowns = \"missed\"\n\
             [[scopes]]\nid = \"cac-thon\"\nkinds = [\"thon\"]\n\
             [[targets]]\nid = \"1\"\ntitle = \"Nề nếp\"\naggregate = \"judgement\"\nthreshold = \"cơ bản\"\n{judged_at}\n"
        );
        Plan::from_toml(&text).unwrap()
    };
    let register = Register::from_csv(
        "id,name,kind,level,parent\nxa,Xã,ubnd,commune,\nthon-1,Thôn 1,thon,village,xa\nthon-2,Thôn 2,thon,village,xa\n",
    )
    .unwrap();
    let says = |plan: &Plan, judged: &str, as_of: &str| -> Vec<&'static str> {
        let reports = format!("item,unit,period,value,reported_on\n{judged}");
        let ledger = Ledger::from_csv(&reports, plan, &register).unwrap().whole().unwrap();
        let evaluator = Evaluator::new(plan, &register, &ledger, as_of.parse().unwrap()).unwrap();
        let verdict = |id: &str| evaluator.at(&unit(id)).unwrap()[0].verdict.name();
        ["xa", "thon-1", "thon-2"].map(verdict).to_vec()
    };
    let (issuer, each) = (plan(""), plan("judged_at = \"cac-thon\""));
    // Nobody judged; then the closing policy counts only where somebody is to judge.
    assert_eq!(says(&issuer, "", "2024-12-31"), ["open", "not-applicable", "not-applicable"]);
    assert_eq!(says(&issuer, "", "2025-01-01"), ["missed", "not-applicable", "not-applicable"]);
    assert_eq!(says(&each, "", "2024-12-31"), ["not-applicable", "open", "open"]);
    assert_eq!(says(&each, "", "2025-01-01"), ["not-applicable", "missed", "missed"]);
    // Where somebody did judge, it is what was judged.
    let met = "1,thon-1,2024,đạt,2024-12-20\n";
    assert_eq!(says(&issuer, met, "2024-12-31"), ["open", "met", "not-applicable"]);
    assert_eq!(says(&each, met, "2024-12-31"), ["not-applicable", "met", "open"]);
}
