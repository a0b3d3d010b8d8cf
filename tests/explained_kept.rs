//! What is answered about the example plans, and why, does not change unnoticed: `tests/explained/*.txt`.
//!
//! Their reports are made up, as the files say. `KEHOACH_KEPT=write cargo test --all-features --test explained_kept` writes them anew.

mod unchanged;

use std::{collections::HashMap, fmt::Write, path::PathBuf};

use kehoach::{
    Duties, Evaluator, Language, Ledger, Outcome, Plan, Register, Sources, UnitId,
    explain::InWords,
    score::{Scorer, Sheet},
    workdays::WorkingCalendar,
};

use unchanged::is_kept;

struct World {
    plan: Plan,
    register: Register,
    ledger: Ledger,
    sheet: Option<Sheet>,
    working_days: WorkingCalendar,
}

fn at(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

impl World {
    fn read(folder: &str, units: &[&str], reports: &[&str]) -> Self {
        let file = |name: &str| std::fs::read_to_string(at("examples/data").join(folder).join(name)).unwrap();
        let plan = Plan::from_toml(&file("plan.toml")).unwrap();
        let register = match units {
            [units, successions] => {
                Register::from_csv_with_successions(&file(units), &file(successions)).unwrap()
            }
            _ => Register::from_csv(&file(units[0])).unwrap(),
        };
        let mut ledger = Ledger::from_csv(&file(reports[0]), &plan, &register).unwrap().whole().unwrap();
        for more in &reports[1..] {
            ledger = ledger.with_csv(&file(more), &plan, &register).unwrap().whole().unwrap();
        }
        let sheet = std::fs::read_to_string(at("examples/data").join(folder).join("sheet.toml")).ok();
        let sheet = sheet.map(|text| Sheet::from_toml(&text, &plan).unwrap());
        Self { plan, register, ledger, sheet, working_days: WorkingCalendar::viet_nam() }
    }

    fn as_of(&self, day: &str) -> Evaluator<'_> {
        let evaluator = Evaluator::new(&self.plan, &self.register, &self.ledger, day.parse().unwrap());
        evaluator.unwrap().with_working_days(&self.working_days)
    }
}

/// What an application shows of an outcome, in one line.
fn line(said: &InWords<'_>, world: &World, outcome: &Outcome, sources: &Sources) -> String {
    let target = world.plan.target(&outcome.target).unwrap();
    let asked = said.asked(target, outcome.baseline);
    let mut line = format!(
        "{} {} {}, {}: {asked}",
        outcome.target,
        said.period(outcome.period),
        outcome.stage,
        outcome.subject
    );
    write!(line, " | {} {}", said.verdict(outcome.verdict), said.found(outcome)).unwrap();
    let all = [
        said.so_far(outcome),
        said.ratio(outcome),
        said.counts(outcome),
        said.needed(outcome),
        said.reach(outcome).map(str::to_owned),
    ];
    for more in all.into_iter().flatten().chain(said.remarks(outcome).into_iter().map(str::to_owned)) {
        write!(line, " | {more}").unwrap();
    }
    for (name, units) in [("unknown", &sources.unknown), ("missed", &sources.missed)] {
        if !units.is_empty() {
            let ids: Vec<&str> = units.iter().take(5).map(UnitId::as_str).collect();
            write!(line, " | {name} {}: {}", units.len(), ids.join(" ")).unwrap();
        }
    }
    line
}

/// Every target at the issuer and three others; of one in so many the explanation; and one in so many occurrences.
fn told(world: &World, day: &str, language: Language, one_in: usize) -> String {
    let (evaluator, said) = (world.as_of(day), InWords::new(&world.plan, language));
    let evaluation = evaluator.evaluate().unwrap();
    let mut out = format!("== {day}\n");
    let mut shown: HashMap<String, usize> = HashMap::new();
    let few = evaluation.outcomes.iter().filter(|outcome| {
        let so_many = shown.entry(format!("{} {}", outcome.target, outcome.period)).or_default();
        *so_many += 1;
        *so_many <= 3
    });
    for (k, outcome) in few.enumerate() {
        writeln!(out, "{}", line(&said, world, outcome, &evaluator.sources(outcome).unwrap())).unwrap();
        if k % one_in == 0 {
            out.push_str(&evaluator.explain(outcome).unwrap().text(language));
        }
    }
    for note in evaluation.notes.iter().take(12) {
        writeln!(out, "{}", said.note(note, &world.register)).unwrap();
    }
    for (k, status) in evaluator.occurrences().unwrap().iter().step_by(one_in * 3 + 1).enumerate() {
        let (by, from) = (
            said.done_by(&status.done_by, &world.register),
            said.taken_over_from(&status.taken_over_from, &world.register),
        );
        writeln!(
            out,
            "{} {}: {} {} {by:?} {from:?}",
            status.task,
            status.unit,
            status.status,
            said.stands(status)
        )
        .unwrap();
        if k % one_in == 0 {
            out.push_str(&evaluator.explain_status(status).text(language));
        }
    }
    if let Some(sheet) = &world.sheet {
        let scorer = Scorer::new(&evaluator, sheet).unwrap();
        let scores = scorer.scores().unwrap();
        for (k, score) in scores.subjects.iter().enumerate() {
            writeln!(out, "{}: {:?} {:?}", score.subject, score.total, score.grades).unwrap();
            if k % one_in == 0 {
                out.push_str(&scorer.explain(&scores, &score.subject).unwrap().text(language));
            }
        }
    }
    let duties = Duties::new(&world.plan, &world.register);
    for unit in world.register.ids().step_by(one_in * 7) {
        let agenda = duties.of(unit).unwrap();
        writeln!(out, "{unit}: {} items", agenda.items.len()).unwrap();
        for item in agenda.items.iter().step_by(one_in) {
            let from = said.taken_over_from(&item.taken_over_from, &world.register);
            let label = said.occurrence(&item.label);
            writeln!(out, "  {:?} {:?} {label} {from:?} {}", item.subject, item.role, item.unanswered)
                .unwrap();
            for (role, who) in &item.with {
                writeln!(out, "    {role} {}", said.involved(who, &world.register)).unwrap();
            }
        }
    }
    out
}

#[test]
fn a_commune() {
    let world = World::read("xa-2026", &["units.csv"], &["reports.csv"]);
    let (july, after) = (
        told(&world, "2026-07-10", Language::Vietnamese, 1),
        told(&world, "2027-01-15", Language::English, 1),
    );
    is_kept("explained/xa-2026.txt", &(july + &after));
}

#[test]
fn a_district() {
    let world = World::read("tam-duong-2023", &["units.csv"], &["reports.csv"]);
    let (october, after) = (
        told(&world, "2023-10-15", Language::English, 9),
        told(&world, "2024-02-01", Language::Vietnamese, 11),
    );
    is_kept("explained/tam-duong-2023.txt", &(october + &after));
}

#[test]
fn across_the_reform() {
    for (folder, day, language) in [
        ("kim-bang-2021-2025", "2025-08-15", Language::English),
        ("binh-phuoc-2021-2025", "2025-12-31", Language::Vietnamese),
    ] {
        let world = World::read(
            folder,
            &["units-2025.csv", "reorganisation-2025.csv"],
            &["reports.csv", "reports-2025.csv"],
        );
        is_kept(&format!("explained/{folder}.txt"), &told(&world, day, language, 17));
    }
}

/// Every kind of figure, aggregate and policy, in a commune of four villages; the reports are made up.
const KINDS: &str = r#"format = 1
id = "KH-1"
title = "Mọi loại chỉ tiêu"
issuer = "xa"
issued = "2024-01-05"
period = "2024"
scales = [{ id = "loai", grades = [{ id = "yeu", name = "yếu" }, { id = "kha", name = "khá" }, { id = "tot", name = "tốt" }] }]
scopes = [{ id = "thon", name = "các thôn", levels = ["village"] }, { id = "mot", units = ["a"] }]
indicators = [
    { id = "lan-cuoi", name = "có tổ hòa giải", measure = "done", combine = "latest", reported = "quarterly" },
    { id = "mot-lan", name = "đã ký cam kết", measure = "done", combine = "ever", reported = "quarterly" },
    { id = "moi-ky", name = "họp dân", measure = "done", combine = "every", reported = "quarterly" },
    { id = "ton", name = "số mô hình", measure = "count", combine = "latest", reported = "quarterly", carry_forward = true },
    { id = "dong", name = "số cuộc", measure = "count", combine = "sum", reported = "quarterly" },
    { id = "dien-tich", name = "diện tích", measure = "amount", combine = "sum", unit = "ha", least = 0, greatest = 100, reported = "half-yearly" },
    { id = "ty-le", name = "hộ tham gia", measure = "share", combine = "latest", reported = "quarterly" },
    { id = "gop", name = "cán bộ tập huấn", measure = "share", combine = "pooled", reported = "quarterly" },
    { id = "luy-ke", name = "hộ được cấp giấy", measure = "share", combine = "cumulative", reported = "quarterly" },
    { id = "xep", name = "xếp loại", measure = "grade", scale = "loai", combine = "latest", reported = "yearly" },
]
targets = [
    { id = "1", title = "Tổ hòa giải", indicator = "lan-cuoi", measured = "thon", aggregate = "share-of-units", threshold = "100%" },
    { id = "2", title = "Cam kết", clause = "II.2", indicator = "mot-lan", measured = "thon", aggregate = "number-of-units", threshold = "[2, 3]" },
    { id = "3", title = "Họp dân", indicator = "moi-ky", measured = "thon", aggregate = "share-of-units", threshold = "< 50%" },
    { id = "4", title = "Mô hình", indicator = "ton", measured = "thon", aggregate = "total", threshold = "phấn đấu ít nhất 5" },
    { id = "5", title = "Cuộc họp", indicator = "dong", measured = "thon", aggregate = "mean", threshold = "> 2.5" },
    { id = "6", title = "Không quá", indicator = "dong", measured = "thon", aggregate = "total", threshold = "<= 6" },
    { id = "7", title = "Diện tích", indicator = "dien-tich", measured = "thon", aggregate = "total", threshold = "> 20.5" },
    { id = "8", title = "Diện tích bình quân", indicator = "dien-tich", measured = "thon", aggregate = "mean", threshold = "[5, 10)" },
    { id = "9", title = "Hộ", indicator = "ty-le", measured = "thon", aggregate = "share-of-units", criterion = "> 60%", threshold = "trên 50%" },
    { id = "9b", title = "Trong đó khá", indicator = "xep", measured = "thon", aggregate = "share-of-units", criterion = ">= kha", threshold = ">= 60%", within = "9" },
    { id = "10", title = "Tập huấn", indicator = "gop", measured = "thon", aggregate = "pooled-share", threshold = "trên 66.6%" },
    { id = "11", title = "Cấp giấy", indicator = "luy-ke", measured = "thon", aggregate = "pooled-share", threshold = "ít nhất 80%" },
    { id = "12", title = "Tăng", indicator = "ty-le", measured = "thon", aggregate = "pooled-share", threshold = "tăng 5 điểm phần trăm", baseline_value = "55%" },
    { id = "13", title = "Tăng so với năm trước", indicator = "dong", measured = "thon", aggregate = "total", threshold = "tăng 10%", baseline = "2023" },
    { id = "14", title = "Cơ bản", aggregate = "judgement", threshold = "cơ bản" },
    { id = "15", title = "Mỗi thôn", indicator = "dong", measured = "thon", judged_at = "thon", aggregate = "total", threshold = "[1, 2]", judged = "each quarter" },
]
"#;

const KINDS_UNITS: &str = "id,name,kind,level,parent,first,last\nxa,Xã,ubnd,commune,,,\na,Thôn A,thon,village,xa,,\nb,Thôn B,thon,village,xa,,\n\
    c,Thôn C,thon,village,xa,2024-04-01,\nd,Thôn D,thon,village,xa,,\n";

const KINDS_REPORTS: &str = "item,unit,period,value,reported_on,note,source,corrects
lan-cuoi,a,2024-Q1,done,2024-04-02,,,
lan-cuoi,a,2024-Q3,not done,2024-10-02,,BC 7,
lan-cuoi,b,2024-Q2,done,2024-07-02,,,
lan-cuoi,c,2024,n/a,2024-07-02,không có tổ,,
mot-lan,a,2024-Q1,done,2024-04-02,,,
mot-lan,b,2024-Q1,not done,2024-04-02,,,
mot-lan,d,2024-Q3,done,2024-10-12,,,
moi-ky,a,2024-Q1,done,2024-04-02,,,
moi-ky,a,2024-Q2,done,2024-07-02,,,
moi-ky,b,2024-Q1,not done,2024-04-02,,,
ton,a,2023-Q4,2,2024-01-02,,,
ton,b,2024-Q2,3,2024-07-02,,,
ton,b,2024-Q2,1,2024-07-03,,,
dong,a,2023,4,2024-01-03,,,
dong,b,2023,2,2024-01-03,,,
dong,a,2024-Q1,1,2024-04-02,,,
dong,a,2024-Q2,2,2024-07-02,,,
dong,b,2024-H1,3,2024-07-02,,,
dong,c,2024-Q2,n/a,2024-07-02,mới lập,,
dong,d,2024-Q1,2,2024-04-02,,,
dong,d,2024-Q1,withdrawn,2024-08-02,,,
dien-tich,a,2024-H1,7.5,2024-07-02,,,
dien-tich,b,2024-H1,10.25,2024-07-02,,,
dien-tich,d,2024-H1,0,2024-07-02,,,
ty-le,a,2024-Q2,7/10,2024-07-02,,,
ty-le,b,2024-Q2,1/2,2024-07-02,,,
ty-le,d,2024-Q2,0/0,2024-07-02,,,
xep,a,2024,kha,2024-12-02,,,
xep,b,2024,tot,2024-12-02,,,
gop,a,2024-Q1,2/3,2024-04-02,,,
gop,a,2024-Q2,?/4,2024-01-02,,,
gop,b,2024-Q1,5/6,2024-04-02,,,
gop,b,2024-Q1,4/6,2024-04-03,,,
luy-ke,a,2024-Q1,3/20,2024-04-02,,,
luy-ke,a,2024-Q2,5/22,2024-07-02,,,
luy-ke,b,2024-Q1,9/10,2024-04-02,,,
14,xa,2024,đạt,2024-12-28,đã cấp đủ,,
";

#[test]
fn every_kind_of_target() {
    let register = Register::from_csv(KINDS_UNITS).unwrap();
    let mut out = String::new();
    for (policy, day, language) in [
        ("open", "2024-08-15", Language::English),
        ("open", "2025-01-31", Language::Vietnamese),
        ("missed", "2025-01-31", Language::English),
        ("excluded", "2025-01-31", Language::Vietnamese),
        ("excluded", "2024-08-15", Language::Vietnamese),
    ] {
        let text = KINDS.replace("scales =", &format!("unknowns = \"{policy}\"\nscales ="));
        let plan = Plan::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"));
        let ledger = Ledger::from_csv(KINDS_REPORTS, &plan, &register).unwrap();
        let ledger = ledger.whole().unwrap_or_else(|problems| panic!("{problems}"));
        let world = World {
            plan,
            register: register.clone(),
            ledger,
            sheet: None,
            working_days: WorkingCalendar::viet_nam(),
        };
        writeln!(out, "== {policy}").unwrap();
        out += &told(&world, day, language, 1);
    }
    is_kept("explained/kinds.txt", &out);
}

/// Times, demands and documents in short words.
#[test]
fn in_words() {
    let world = World::read("xa-2026", &["units.csv"], &["reports.csv"]);
    let mut out = String::new();
    for language in [Language::Vietnamese, Language::English] {
        let said = InWords::new(&world.plan, language);
        writeln!(out, "== {:?}", said.language()).unwrap();
        for schedule in [
            "monthly by day 25",
            "quarterly before day 15",
            "half-yearly",
            "yearly before 12-10",
            "months 3, 9",
            "each Q1, Q3",
            "during 2026-Q3",
            "by 2026-06-30",
            "before 2026-12-10",
            "continuous",
            "on instruction: theo văn bản chỉ đạo của tỉnh",
            "phases triển khai = 2026-Q1, tổng kết = 2026-Q4",
            "per level central = monthly; province = during 2026-Q3; district = by 2026-06-30; commune = months 3, 9; village = yearly; ward = continuous",
        ] {
            writeln!(out, "{schedule} => {}", said.schedule(&schedule.parse().unwrap())).unwrap();
        }
        for threshold in [
            "> 85%",
            ">= 1200.5",
            "< 5%",
            "<= 3",
            "= 3",
            "[1, 2]",
            "(80%, 90%]",
            "[70, 90)",
            ">= kha",
            "[kha, tot]",
            "= tot",
            "(1, 2)",
        ] {
            writeln!(out, "{threshold} => {}", said.threshold(&threshold.parse().unwrap())).unwrap();
        }
        for document in [
            "27-CTr/TU ngày 12/12/2022 của Ban Thường vụ Tỉnh ủy về công tác dân vận",
            "Luật Tiếp công dân",
            "33/CT-TTg",
        ] {
            writeln!(out, "{document} => {}", said.document(&document.parse().unwrap())).unwrap();
        }
    }
    is_kept("explained/words.txt", &out);
}
