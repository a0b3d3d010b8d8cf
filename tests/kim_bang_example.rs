//! The Kim Bảng plan of 2021-2025 with its made-up reports, as of the days that make them interesting: what was worked out by
//! hand from the files is what the library says.

use std::{collections::BTreeMap, fs};

use kehoach::{
    Duties, Evaluator, Fraction, Involved, Ledger, Plan, Register, Relation, Role, Subject, TargetId, UnitId,
    UnitRole,
};

fn read(file: &str) -> String {
    fs::read_to_string(format!("{}/examples/data/kim-bang-2021-2025/{file}", env!("CARGO_MANIFEST_DIR")))
        .unwrap()
}

struct World {
    plan: Plan,
    register: Register,
    ledger: Ledger,
}

impl World {
    fn new() -> Self {
        let plan = Plan::from_toml(&read("plan.toml")).unwrap();
        let register = Register::from_csv(&read("units.csv")).unwrap();
        let ledger = Ledger::from_csv(&read("reports.csv"), &plan, &register).unwrap().whole().unwrap();
        Self { plan, register, ledger }
    }

    fn as_of(&self, day: &str) -> Evaluator<'_> {
        Evaluator::new(&self.plan, &self.register, &self.ledger, day.parse().unwrap()).unwrap()
    }
}

fn fraction(text: &str) -> Fraction {
    let (part, whole) = text.split_once('/').unwrap_or((text, "1"));
    Fraction::new(part.parse().unwrap(), whole.parse().unwrap()).unwrap()
}

/// Of targets judged for the whole district: day, target, judging period, verdict, low, high.
const AT_THE_ISSUER: &[(&str, &str, &str, &str, &str, &str)] = &[
    // One of 24 committees did not, two have not said.
    ("2022-12-31", "1", "2021/2025", "missed", "21/24", "23/24"),
    // The report of one is withdrawn: that of the year before stands, until the inspection is known.
    ("2023-12-31", "1", "2021/2025", "met", "24/24", "24/24"),
    ("2024-01-31", "1", "2021/2025", "missed", "23/24", "23/24"),
    ("2025-06-30", "1", "2021/2025", "met", "24/24", "24/24"),
    // In every year: one that missed a year misses the plan, until it says otherwise.
    ("2022-12-31", "2a", "2021/2025", "missed", "0/25", "24/25"),
    ("2023-12-31", "2a", "2021/2025", "open", "0/25", "25/25"),
    ("2025-06-30", "2a", "2021/2025", "missed", "0/25", "24/25"),
    // One of 44 has nothing to report that year.
    ("2023-12-31", "3a", "2023", "met", "43/43", "43/43"),
    // 'Trên 90%' of 24 enterprises is 22.
    ("2022-12-31", "3b", "2022", "missed", "21/24", "21/24"),
    ("2023-12-31", "3b", "2023", "met", "22/24", "22/24"),
    ("2025-06-30", "3b", "2024", "open", "21/24", "23/24"),
    ("2024-03-31", "4", "2024", "open", "33/34", "34/34"),
    ("2025-06-30", "4", "2024", "met", "34/34", "34/34"),
    ("2025-06-30", "4", "2025", "open", "31/34", "34/34"),
    // Signed once is signed.
    ("2022-12-31", "5", "2021/2025", "open", "102/114", "114/114"),
    ("2023-12-31", "5", "2021/2025", "open", "112/114", "114/114"),
    ("2025-06-30", "5", "2021/2025", "met", "114/114", "114/114"),
    // Corrected on the day it was reported, and again when a second decision came.
    ("2023-12-31", "7a", "2023", "missed", "4", "4"),
    ("2024-01-31", "7a", "2023", "met", "5", "5"),
    ("2023-12-31", "7c", "2022", "missed", "16/18", "16/18"),
    ("2023-12-31", "7c", "2023", "met", "17/18", "17/18"),
    // Whatever the one that never reported did.
    ("2025-06-30", "7c", "2024", "met", "17/18", "18/18"),
    // Any commune can still be recognised in what is left of the plan.
    ("2023-12-31", "8a", "2021/2025", "open", "1", "16"),
    ("2025-06-30", "8a", "2021/2025", "met", "2", "16"),
    ("2023-12-31", "8b", "2021/2025", "missed", "5", "5"),
    ("2025-06-30", "8b", "2021/2025", "met", "6", "6"),
    // 'Trước năm 2025' is over, and no one has said.
    ("2025-06-30", "8d", "2021/2024", "open", "0", "1"),
];

#[test]
fn the_district_comes_to_these_verdicts() {
    let world = World::new();
    for &(day, target, period, verdict, low, high) in AT_THE_ISSUER {
        let outcomes = world.as_of(day).target(&TargetId::new(target).unwrap()).unwrap();
        let outcome = outcomes.iter().find(|o| o.period.to_string() == period);
        let outcome = outcome.unwrap_or_else(|| panic!("{target} is not judged in {period}"));
        let range = outcome.range.unwrap();
        assert_eq!(
            (outcome.verdict.to_string().as_str(), range.low, range.high),
            (verdict, fraction(low), Some(fraction(high))),
            "{day} {target} {period}"
        );
    }
}

/// Of targets that an assessor judges: day, target, judging period, verdict.
const JUDGED: &[(&str, &str, &str, &str)] = &[
    ("2022-12-31", "7d", "2022", "met"),
    // Judged again when the two communes had been visited.
    ("2022-12-31", "7e", "2022", "missed"),
    ("2023-12-31", "7e", "2022", "met"),
    ("2023-12-31", "8c", "2021/2025", "open"),
    ("2025-06-30", "8c", "2021/2025", "met"),
    ("2025-06-30", "10", "2021/2025", "open"),
];

#[test]
fn assessors_judge_what_has_no_number() {
    let world = World::new();
    for &(day, target, period, verdict) in JUDGED {
        let outcomes = world.as_of(day).target(&TargetId::new(target).unwrap()).unwrap();
        let found: Vec<_> = outcomes.iter().map(|o| (o.period.to_string(), o.verdict.to_string())).collect();
        assert_eq!(found, [(period.to_owned(), verdict.to_owned())], "{day} {target}");
    }
}

/// Of targets judged at each of many: day, target, year, verdict of the line, and how many met, missed, are open, do not apply.
const LINES: &[(&str, &str, &str, &str, [u64; 4])] = &[
    // Three inspections are more than 'từ 01 hoặc 02'.
    ("2022-12-31", "6a", "2022", "missed", [4, 2, 0, 0]),
    ("2023-12-31", "6a", "2023", "open", [5, 0, 1, 0]),
    ("2022-12-31", "6b", "2022", "met", [6, 0, 0, 0]),
    // 'Ít nhất 01 hoặc 02': two are no more than is asked.
    ("2022-12-31", "6c", "2022", "missed", [105, 1, 2, 0]),
    ("2023-12-31", "6c", "2023", "open", [107, 0, 1, 0]),
    ("2025-06-30", "6d", "2024", "open", [106, 0, 2, 0]),
    ("2022-12-31", "7b", "2022", "missed", [17, 1, 0, 0]),
    ("2025-06-30", "7b", "2024", "open", [16, 0, 1, 1]),
];

#[test]
fn each_of_many_comes_to_these_lines() {
    let world = World::new();
    let mut evaluated = BTreeMap::new();
    for &(day, target, year, verdict, counts) in LINES {
        let lines = evaluated.entry(day).or_insert_with(|| world.as_of(day).evaluate().unwrap().lines);
        let line = lines.iter().find(|l| l.target.as_str() == target && l.period.to_string() == year);
        let line = line.unwrap_or_else(|| panic!("{target} has no line in {year}"));
        assert_eq!(
            (line.verdict.to_string().as_str(), [line.met, line.missed, line.open, line.not_applicable]),
            (verdict, counts),
            "{day} {target} {year}"
        );
    }
}

/// Day, task, occurrence, unit, status, and how many days late or overdue, 0 where it is neither.
const STATUSES: &[(&str, &str, &str, &str, &str, u64)] = &[
    // 'Trước ngày 10/12' is the 9th.
    ("2023-12-31", "V.8-bao-cao", "2021", "dang-uy-dong-hoa", "not-applicable", 0),
    ("2022-12-31", "V.8-bao-cao", "2022", "dang-uy-nguyen-uy", "overdue", 22),
    ("2023-12-31", "V.8-bao-cao", "2023", "dang-uy-dong-hoa", "done-late", 1),
    ("2025-06-30", "V.8-bao-cao", "2025", "dang-uy-dong-hoa", "due", 0),
    ("2023-12-31", "III.2.1-chuyen-muc", "2022-09", "ban-tuyen-giao", "done-late", 4),
    ("2023-12-31", "III.2.1-chuyen-muc", "2023-02", "ban-tuyen-giao", "overdue", 306),
    ("2023-10-31", "III.2.1-thang-10", "2023-10", "dang-uy-que", "due", 0),
    ("2023-12-31", "III.2.1-thang-10", "2023-10", "dang-uy-que", "done-late", 6),
    ("2022-12-31", "IV.1-2", "2021", "btv-huyen-uy", "done-late", 12),
    // 'Từ năm 2022' ends with the plan.
    ("2025-06-30", "IV.2-5", "2022/2025", "btv-huyen-uy", "due", 0),
    ("2024-01-10", "IV.3-6", "2023", "btv-huyen-uy", "overdue", 10),
    ("2025-06-30", "IV.3-6", "2023", "btv-huyen-uy", "done-late", 18),
    ("2025-06-30", "IV.4-3", "2024", "btv-huyen-uy", "overdue", 181),
    ("2025-06-30", "IV.4-4", "2024", "btv-huyen-uy", "not-applicable", 0),
    // Recorded, and withdrawn a week later.
    ("2025-06-26", "IV.5-1", "2025", "btv-huyen-uy", "done-on-time", 0),
    ("2025-06-30", "IV.5-1", "2025", "btv-huyen-uy", "due", 0),
    ("2023-09-30", "V.7-tong-ket", "on-instruction", "hoi-ccb-huyen", "awaiting-instruction", 0),
    ("2023-12-31", "V.7-tong-ket", "on-instruction", "hoi-ccb-huyen", "overdue", 31),
    ("2023-12-31", "V.7-tong-ket", "on-instruction", "hoi-phu-nu-huyen", "done-late", 4),
    ("2025-06-30", "III.1.1-phuc-tap", "on-instruction", "dang-uy-que", "awaiting-instruction", 0),
    ("2025-06-30", "III.3.5-giup-dan", "continuous", "quan-su", "due", 0),
];

#[test]
fn tasks_stand_like_this() {
    let world = World::new();
    for &(day, task, occurrence, unit, status, days) in STATUSES {
        let all = world.as_of(day).occurrences_by(&UnitId::new(unit).unwrap()).unwrap();
        let found = all.iter().find(|o| o.task.as_str() == task && o.occurrence == occurrence);
        let found = found.map(|o| (o.status.name(), o.days.unwrap_or(0)));
        assert_eq!(found.unwrap_or_default(), (status, days), "{day} {task} {occurrence} {unit}");
    }
}

/// With whom a unit acts where it leads a task: the units, with their roles, in the plan's order.
#[track_caller]
fn beside_lead(world: &World, unit: &str, task: &str) -> Vec<(Role, String)> {
    let agenda = Duties::new(&world.plan, &world.register).of(&UnitId::new(unit).unwrap()).unwrap();
    let item = agenda.items.into_iter().find(|item| {
        let about = matches!(&item.subject, Subject::Task(id) | Subject::Report(id) if id.as_str() == task);
        about && item.role == UnitRole::In(Role::Lead)
    });
    let with = item.unwrap_or_else(|| panic!("`{unit}` does not lead `{task}`")).with;
    let units = with.into_iter().filter_map(|(role, who)| match who {
        Involved::Unit(unit) if role != Role::Lead => Some((role, unit.to_string())),
        _ => None,
    });
    units.collect()
}

#[test]
fn at_the_same_level_means_of_the_same_place() {
    let world = World::new();
    let bodies = |place: &str, names: &[&str]| {
        names.iter().map(|name| (Role::Coordinate, format!("{name}{place}"))).collect::<Vec<_>>()
    };
    let commune = ["dan-van", "ubnd", "mttq", "cong-doan", "hoi-nong-dan", "hoi-phu-nu", "doan-thanh-nien"];
    let mut in_que = bodies("-que", &commune);
    in_que[0].1.insert_str(0, "khoi-");
    in_que.extend(bodies("-que", &["hoi-ccb"]));
    assert_eq!(beside_lead(&world, "dang-uy-que", "III.1.1-lam-viec"), in_que);
    let district = ["ban-dan-van", "ubnd-huyen", "mttq-huyen", "ldld-huyen", "hoi-nong-dan-huyen"];
    let mut in_the_district = bodies("", &district);
    in_the_district.extend(bodies("", &["hoi-phu-nu-huyen", "huyen-doan", "hoi-ccb-huyen"]));
    assert_eq!(beside_lead(&world, "btv-huyen-uy", "III.1.1-lam-viec"), in_the_district);
    // The yearly report goes through another body.
    let route =
        [(Role::ReportTo, "btv-huyen-uy".to_owned()), (Role::ReportThrough, "ban-dan-van".to_owned())];
    assert_eq!(beside_lead(&world, "dang-uy-que", "V.8-bao-cao"), route);
}

#[test]
fn every_task_has_someone_to_do_it_but_the_one_for_persons() {
    let world = World::new();
    let duties = Duties::new(&world.plan, &world.register);
    for unit in world.register.ids() {
        assert!(duties.of(unit).is_ok(), "{unit}");
    }
    let tasks = world.plan.tasks().iter();
    let no_one: Vec<_> = tasks.filter(|task| duties.answerable_for_task(&task.id).is_empty()).collect();
    assert_eq!(no_one.iter().map(|task| task.id.as_str()).collect::<Vec<_>>(), ["III.2.1-phong-cach"]);
}

#[test]
fn two_resolutions_of_one_number_are_told_apart_by_their_day() {
    let world = World::new();
    let of = |task: &str, relation: Relation| {
        let task = world.plan.tasks().iter().find(|t| t.id.as_str() == task).unwrap();
        let cited = task.citations.iter().find(|c| c.relation == relation).unwrap();
        (cited.document.number().unwrap().to_string(), cited.document.date().unwrap().to_string())
    };
    let number = "25-NQ/TW".to_owned();
    assert_eq!(of("IV.3-4", Relation::Reviews), (number.clone(), "2013-06-03".to_owned()));
    assert_eq!(of("IV.3-7", Relation::Implements), (number, "2003-03-12".to_owned()));
}
