//! What an application does with answers: keeps them, matches them, tells them apart.

use std::fs;

use kehoach::{
    Agenda, CitedDocument, Duties, DutyStatus, EvaluateError, Evaluation, Evaluator, Involved, Language,
    Ledger, OccurrenceStatus, Plan, Rates, Register, Role, Schedule, Sources, Subject, TargetId, UnitId,
    UnitRole, Verdict, explain::InWords, workdays::WorkingCalendar,
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

#[test]
fn outcomes_are_worded_in_both_languages() {
    let world = World::tam_duong();
    let evaluator = world.as_of("2023-12-31");
    let issuer = world.plan.issuer();
    for (target, language, asked, found, ratio, needed, reach) in [
        (
            "1b",
            Language::Vietnamese,
            "100%",
            "93,8% … 100%",
            Some("15/16"),
            Some("1 đơn vị"),
            Some("phần chưa báo cáo có thể bù đủ"),
        ),
        (
            "1b",
            Language::English,
            "100%",
            "93.8% … 100%",
            Some("15/16"),
            Some("1 unit"),
            Some("what is unreported can bring it"),
        ),
        ("4a", Language::Vietnamese, "từ 95% trở lên", "95,8%", Some("23/24"), None, None),
        ("4a", Language::English, "at least 95%", "95.8%", Some("23/24"), None, None),
    ] {
        let said = InWords::new(&world.plan, language);
        let id = TargetId::new(target).unwrap();
        let outcome = evaluator.outcome(&id, "2023".parse().unwrap(), issuer).unwrap();
        let asks = world.plan.target(&id).unwrap();
        assert_eq!(said.asked(asks, outcome.baseline), asked, "{target}");
        assert_eq!(said.found(&outcome), found, "{target}");
        assert_eq!(said.ratio(&outcome).as_deref(), ratio, "{target}");
        assert_eq!(said.needed(&outcome).as_deref(), needed, "{target}");
        assert_eq!(said.reach(&outcome), reach, "{target}");
    }
    let said = InWords::new(&world.plan, Language::Vietnamese);
    assert_eq!(said.verdict(Verdict::Missed), "✗ không đạt");
    let first = evaluator.target(&TargetId::new("1b").unwrap()).unwrap().remove(0);
    assert_eq!(said.counts(&first).unwrap(), "15/16 đơn vị đạt, 1 chưa có số liệu");
    // Of every outcome something is found or there is nothing to find, in both languages and without a placeholder.
    for outcome in evaluator.evaluate().unwrap().outcomes {
        for language in [Language::Vietnamese, Language::English] {
            let found = InWords::new(&world.plan, language).found(&outcome);
            assert_eq!(found == "–", outcome.range.is_none(), "{found}");
        }
    }
}

#[test]
fn what_the_plan_says_is_worded_for_people_and_not_in_canonical_spelling() {
    let world = World::tam_duong();
    let (vi, en) =
        (InWords::new(&world.plan, Language::Vietnamese), InWords::new(&world.plan, Language::English));
    for (canonical, vietnamese, english) in [
        (
            "on instruction: theo văn bản chỉ đạo của tỉnh",
            "theo văn bản chỉ đạo của tỉnh",
            "theo văn bản chỉ đạo của tỉnh",
        ),
        ("continuous", "thường xuyên", "all the time"),
        ("during 2023-Q3", "quý III/2023", "2023-Q3"),
        (
            "per level province = during 2021-Q3; district = on instruction: định kỳ",
            "cấp tỉnh: quý III/2021; cấp huyện: định kỳ",
            "province: 2021-Q3; district: định kỳ",
        ),
        (
            "phases triển khai = 2021, tổng kết = 2025",
            "năm 2021: triển khai; năm 2025: tổng kết",
            "2021: triển khai; 2025: tổng kết",
        ),
    ] {
        let schedule: Schedule = canonical.parse().unwrap();
        assert_eq!((vi.schedule(&schedule).as_str(), en.schedule(&schedule).as_str()), (vietnamese, english));
    }
    for (canonical, vietnamese, english) in [
        (
            "23-QĐ/TW ngày 30/07/2021 của Bộ Chính trị",
            "số 23-QĐ/TW ngày 30/07/2021 của Bộ Chính trị",
            "no. 23-QĐ/TW of 2021-07-30 by Bộ Chính trị",
        ),
        ("named: Sổ tay dân vận", "Sổ tay dân vận", "Sổ tay dân vận"),
    ] {
        let document: CitedDocument = canonical.parse().unwrap();
        assert_eq!((vi.document(&document).as_str(), en.document(&document).as_str()), (vietnamese, english));
    }
    for (who, vietnamese, english) in [
        (Involved::Open("same level: mttq".into()), "MTTQ cùng cấp", "the MTTQ at the same level"),
        (Involved::Open("các đơn vị liên quan".into()), "các đơn vị liên quan", "các đơn vị liên quan"),
        (Involved::Unit(unit("dang-uy-binh-lu")), "Đảng ủy xã Bình Lư", "Đảng ủy xã Bình Lư"),
    ] {
        let register = &world.register;
        assert_eq!(
            (vi.involved(&who, register).as_str(), en.involved(&who, register).as_str()),
            (vietnamese, english)
        );
    }
    assert_eq!(
        (vi.occurrence("2023-Q3").as_str(), vi.occurrence("continuous").as_str()),
        ("quý III/2023", "thường xuyên")
    );
    let late = world.as_of("2023-12-31").occurrences().unwrap();
    let late = late.iter().find(|one| one.status == DutyStatus::Overdue).unwrap();
    let days = late.days.unwrap();
    assert!(vi.stands(late).starts_with(&format!("quá hạn, {days} ngày (")), "{}", vi.stands(late));
    assert!(en.stands(late).starts_with(&format!("overdue, {days} days (")), "{}", en.stands(late));
}

/// Each in words of its own language: nothing English is left in the Vietnamese, nothing is empty.
#[test]
fn notes_errors_and_problems_are_told_in_vietnamese_too() {
    let world = World::tam_duong();
    let evaluator = world.as_of("2023-12-31");
    let evaluation = evaluator.evaluate().unwrap();
    let said = InWords::new(&world.plan, Language::Vietnamese);
    for note in &evaluation.notes {
        let named = said.note(note, &world.register);
        assert!(named.contains('“') && !named.contains('`') && !named.contains("report"), "{named}");
        assert!(note.vietnamese().contains(note.about().1.as_str()), "{}", note.vietnamese());
    }
    let error = evaluator.at(&unit("dang-uy-binh-l")).unwrap_err();
    assert_eq!(error.vietnamese(), "danh sách đơn vị không có `dang-uy-binh-l`");
    for (row, vietnamese) in [
        ("mo-hinh,thon,2023,1,2023-12-01", "kế hoạch không có chỉ số `mo-hinh`"),
        ("ke-hoach-dan-van,nobody,2023,có,2023-12-01", "danh sách đơn vị không có `nobody`"),
        ("ke-hoach-dan-van,dang-uy-binh-lu,quý V/2023,có,2023-12-01", "cột 5: không hiểu, gặp `V`"),
        ("ke-hoach-dan-van,dang-uy-binh-lu,2023,có,2023-02-30", "tháng 2/2023 không có ngày 30"),
        ("a b,dang-uy-binh-lu,2023,có,2023-12-01", "mã không được có dấu cách"),
    ] {
        let text = format!("item,unit,period,value,reported_on\n{row}\n");
        let intake = Ledger::from_csv(&text, &world.plan, &world.register).unwrap();
        let problems = &intake.rejected[0].problems;
        assert!(problems.iter().any(|p| p.kind.vietnamese().starts_with(vietnamese)), "{row}: {problems:?}");
        assert!(problems.iter().all(|p| p.vietnamese().starts_with("dòng 2, cột ")), "{row}: {problems:?}");
    }
}

#[test]
fn a_node_of_an_explanation_says_its_own_sentence() {
    let world = World::tam_duong();
    let evaluator = world.as_of("2023-12-31");
    let outcome = evaluator.target(&TargetId::new("2").unwrap()).unwrap().remove(0);
    let explanation = evaluator.explain(&outcome).unwrap();
    for language in [Language::Vietnamese, Language::English] {
        let text = explanation.text(language);
        for node in &explanation.nodes {
            assert!(text.contains(&node.text(language)), "{}", node.text(language));
        }
        assert!(text.starts_with(&explanation.root().unwrap().text(language)));
    }
}
