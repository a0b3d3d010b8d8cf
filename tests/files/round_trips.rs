//! What is written is read back as the same, in every format.

use proptest::prelude::*;

use kehoach::{
    IndicatorId, Kind, Ledger, Level, Number, Observation, Plan, Register, Report, Succession, UnitId,
    UnitRecord, Value,
    file::{PlanFile, RegisterFile},
};

use crate::support::{PLAN, REPORTS, UNITS, ledger, plan, register};

#[test]
fn a_plan_is_the_same_model_in_toml_and_json() {
    let plan = plan();
    let (toml, json) = (plan.to_toml(), plan.to_json());
    assert_eq!(Plan::from_toml(&toml).unwrap(), plan);
    assert_eq!(Plan::from_json(&json).unwrap(), plan);
    // Canonical spelling is a fixed point.
    assert_eq!(Plan::from_toml(&toml).unwrap().to_toml(), toml);
    assert_eq!(Plan::from_json(&json).unwrap().to_json(), json);
    assert!(toml.contains("threshold = \"> 85%\"") && toml.contains("criterion = \">= kha\""), "{toml}");
    assert!(!toml.contains("trên 85%"));
    // The two files are one model, key by key.
    let (from_toml, from_json): (PlanFile, PlanFile) =
        (toml::from_str(&toml).unwrap(), serde_json::from_str(&json).unwrap());
    assert_eq!(from_toml, from_json);
}

#[test]
fn every_part_of_a_plan_is_written() {
    let text = format!(
        "{}{}",
        PLAN.replace(
            "period = \"2024\"",
            "period = \"2021-08/2025\"\nfigures_from_day = 15\nunknowns = \"excluded\""
        ),
        r#"
[[targets]]
id = "7"
title = "Tăng so với trước"
clause = "II.3"
indicator = "mo-hinh"
measured = "cac-thon"
aggregate = "total"
threshold = "tăng 5%"
baseline = "2021"
judged = "during 2024"
judged_at = "cac-thon"
line = ">= 90%"
unknowns = "missed"

[[targets]]
id = "8"
title = "Trong đó"
indicator = "cam-ket"
measured = "cac-thon"
aggregate = "number-of-units"
threshold = "từ 01 - 02"
within = "1"
aspired = true
judged = "đến ngày 31/12/2025"

[[targets]]
id = "9"
title = "Tăng điểm phần trăm"
indicator = "tap-huan"
measured = "tat-ca"
aggregate = "pooled-share"
threshold = "tăng 5 điểm phần trăm"
baseline_value = "45%"
"#
    );
    let plan = Plan::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"));
    let written = plan.to_toml();
    for line in [
        "period = \"2021-08/2025-12\"",
        "figures_from_day = 15",
        "unknowns = \"excluded\"",
        "threshold = \">= baseline x 105%\"",
        "baseline = \"2021\"",
        "judged = \"by 2025-12-31\"",
        "baseline_value = \"9/20\"",
        "threshold = \"[1, 2]\"",
        "line = \">= 90%\"",
        "aspired = true",
    ] {
        assert!(written.lines().any(|written| written == line), "{line} is not in\n{written}");
    }
    assert_eq!(Plan::from_toml(&written).unwrap(), plan);
    assert_eq!(Plan::from_json(&plan.to_json()).unwrap(), plan);
}

#[test]
fn documents_and_recipients_are_written_in_canonical_spelling() {
    let cited = "\nbased_on = [\"Kế hoạch số 151 - KH/HU, ngày 15/11/2022\", \"Luật Tiếp công dân\"]\n\
         implements = [\"Quyết định số 23-QĐ/TW của Bộ Chính trị\"]\nreviews = [\"Đề án 1217\"]\n";
    let recipients =
        "recipients = [\"tinh-uy  (để báo cáo)\", \"doan-the\", \"các cơ quan, đơn vị liên quan\"]";
    let text = PLAN
        .replacen("period = \"2024\"", &format!("period = \"2024\"{cited}{recipients}"), 1)
        .replacen("threshold = \"100%\"", &format!("threshold = \"100%\"{cited}"), 1);
    let text = format!("{text}\n[[tasks]]\nid = \"t\"\ntitle = \"Tổng kết\"\nwhen = \"monthly\"{cited}");
    let plan = Plan::from_toml(&text).unwrap();
    let wanted = [
        "based-on 151-KH/HU ngày 15/11/2022",
        "based-on Luật Tiếp công dân",
        "implements 23-QĐ/TW của Bộ Chính trị",
        "reviews Đề án 1217",
    ];
    for citations in [plan.citations(), &plan.targets()[0].citations, &plan.tasks()[0].citations] {
        let found: Vec<String> = citations.iter().map(|c| format!("{} {}", c.relation, c.document)).collect();
        assert_eq!(found, wanted);
    }
    let recipients: Vec<String> = plan.recipients().iter().map(ToString::to_string).collect();
    assert_eq!(recipients, ["tinh-uy (để báo cáo)", "doan-the", "các cơ quan, đơn vị liên quan"]);
    assert!(matches!(plan.recipients()[1].party, kehoach::Party::Each(_)));
    let toml = plan.to_toml();
    assert_eq!(
        toml.matches("based_on = [\"151-KH/HU ngày 15/11/2022\", \"Luật Tiếp công dân\"]").count(),
        3,
        "{toml}"
    );
    assert_eq!(Plan::from_toml(&toml).unwrap(), plan);
    assert_eq!(Plan::from_json(&plan.to_json()).unwrap(), plan);
}

#[test]
fn the_sample_of_tam_duong_comes_back_in_every_format() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/tam-duong-2023/");
    let file = |name: &str| std::fs::read_to_string(format!("{data}{name}")).unwrap();
    let plan = Plan::from_toml(&file("plan.toml")).unwrap();
    let register = Register::from_csv(&file("units.csv")).unwrap();
    let ledger = Ledger::from_csv(&file("reports.csv"), &plan, &register).unwrap().whole().unwrap();
    assert_eq!(Plan::from_json(&plan.to_json()).unwrap(), plan);
    assert_eq!(Plan::from_toml(&plan.to_toml()).unwrap(), plan);
    same_register(&register);
    same_ledger(&ledger, &plan, &register);
}

#[track_caller]
fn same_register(register: &Register) {
    let file = RegisterFile::from(register);
    let (units, successions) = (register.to_csv(), register.successions_to_csv());
    let from_csv = Register::from_csv_with_successions(&units, &successions)
        .unwrap_or_else(|problems| panic!("{units}\n{successions}\n{problems}"));
    assert_eq!((from_csv.to_csv(), from_csv.successions_to_csv()), (units, successions));
    for read in [
        from_csv,
        Register::from_toml(&register.to_toml()).unwrap(),
        Register::from_json(&register.to_json()).unwrap(),
    ] {
        assert_eq!(RegisterFile::from(&read), file);
        assert_eq!((read.records(), read.successions()), (register.records(), register.successions()));
    }
}

#[track_caller]
fn same_ledger(ledger: &Ledger, plan: &Plan, register: &Register) {
    for intake in [
        Ledger::from_csv(&ledger.to_csv(), plan, register),
        Ledger::from_toml(&ledger.to_toml(), plan, register),
        Ledger::from_json(&ledger.to_json(), plan, register),
    ] {
        let intake = intake.unwrap();
        assert_eq!(intake.duplicates, [0_usize; 0]);
        assert_eq!(intake.whole().unwrap(), *ledger);
    }
}

#[test]
fn registers_and_ledgers_come_back_from_every_format() {
    assert_eq!(Register::from_csv(UNITS).unwrap().to_csv(), UNITS);
    same_register(&register());
    same_ledger(&ledger(REPORTS).unwrap().value, &plan(), &register());
}

/// However a spreadsheet cuts a file into cells, none begins a formula. Numbers may be below 0.
fn assert_runs_nothing(csv: &str) {
    for separators in [&[',', '\n', '\r'][..], &[';', '\n', '\r'], &['\t', '\n', '\r']] {
        // A comma between fields is one whether or not it stands in quotes: stricter than any reader.
        for cell in csv.split(separators).map(|cell| cell.trim_start_matches(['"', ' '])) {
            let number = cell.trim_end_matches('"').parse::<Number>().is_ok();
            let runs = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !number;
            assert!(!runs, "a spreadsheet would run {cell} of {csv}");
        }
    }
}

/// Whatever a name or a note is, a spreadsheet neither runs it nor loses any of it.
#[test]
fn formulas_are_written_with_a_guard_and_read_without() {
    for text in [
        "=1+2",
        "+84 213",
        "-1",
        "- mục 1",
        "@SUM(A1)",
        "'=1+2",
        "''+1",
        "'quoted'",
        "a\"b",
        "a,b;c\td",
        "một\nhai",
        "một\r\nhai",
        "#không phải ghi chú",
        "=HYPERLINK(\"x\",\"y\")",
        "a;=1+2",
        "a;'=1+2;b",
        "a;\"=1+2;",
        "a;; @SUM(A1)",
        "a\t+1",
        "một\n=1+2",
        "một\r\n- hai",
        "\"=1+2\"",
        "\" '=1",
        "＝1+2",
        "a－b",
        "a = b - c",
        "ĐỊA BÀN",
    ] {
        let unit = UnitRecord::new(
            UnitId::new("a").unwrap(),
            text,
            Kind::new("ubnd").unwrap(),
            Level::new("commune").unwrap(),
        );
        let register = Register::new([unit]).unwrap();
        let csv = register.to_csv();
        assert_runs_nothing(&csv);
        let read = Register::from_csv(&csv).unwrap();
        assert_eq!(read.name(&UnitId::new("a").unwrap()), Some(text), "{csv}");
        same_register(&register);
    }
}

/// What becomes of one of several units: `fate` of it, to which of those after it, and what else is said.
type Fate = (u8, usize, usize, u32, bool);

/// Units each of which passes on a year after the one before it, to units that pass later or never.
fn reorganised(fates: &[Fate]) -> Register {
    let ids: Vec<UnitId> = (0..fates.len() + 2).map(|n| UnitId::new(&format!("u{n}")).unwrap()).collect();
    let document = "12/NQ-HĐND".parse::<kehoach::DocumentRef>().unwrap();
    let (mut records, mut passing) = (Vec::new(), Vec::new());
    for (n, id) in ids.iter().enumerate() {
        let unit =
            UnitRecord::new(id.clone(), "Xã", Kind::new("xa").unwrap(), Level::new("commune").unwrap());
        records.push(unit);
        let Some(&(fate, to, other, thousandths, says)) = fates.get(n) else { continue };
        let on = chrono::NaiveDate::from_ymd_opt(2020 + i32::try_from(n).unwrap(), 7, 1).unwrap();
        let after = &ids[n + 1..];
        let (to, other) = (to % after.len(), other % (after.len() - 1));
        let (heir, other) = (&after[to], &after[if other < to { other } else { other + 1 }]);
        let whole = || Succession::whole(on, id.clone(), heir.clone());
        let part = |heir: &UnitId, thousandths: u32| {
            let mut part = Succession::part(on, id.clone(), heir.clone());
            for indicator in ["rac", "cây-xanh"].iter().filter(|_| says) {
                let share = Number::from(rust_decimal(thousandths, 3));
                part = part.with_share(IndicatorId::new(indicator).unwrap(), share);
            }
            part
        };
        let mut all = match fate {
            0 => Vec::new(),
            1 => vec![whole()],
            2 => {
                records[n].last = on.pred_opt();
                vec![part(heir, thousandths).with_duties(), part(other, 1_000 - thousandths)]
            }
            _ => vec![part(id, thousandths), part(heir, 1_000 - thousandths)],
        };
        if says {
            all = all.into_iter().map(|one| one.by(document.clone())).collect();
            (records[n].document, records[n].ended_by) = (Some(document.clone()), Some(document.clone()));
        }
        passing.extend(all);
    }
    Register::with_successions(records, passing).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_register_whose_units_pass_on_comes_back(
        fates in prop::collection::vec((0..4_u8, any::<usize>(), any::<usize>(), 0..=1_000_u32, any::<bool>()), 0..8)
    ) {
        same_register(&reorganised(&fates));
    }

    #[test]
    fn any_name_comes_back(
        names in prop::collection::vec("[a-zA-ZăâđêôơưÁờ0-9 ,;\"'=+@#|\\-\n\r\t]{1,20}", 1..5)
    ) {
        let record = |(n, name): (usize, &String)| {
            let name = format!("x{name}x");
            let id = UnitId::new(&format!("u{n}")).unwrap();
            UnitRecord::new(id, &name, Kind::new("xa").unwrap(), Level::new("commune").unwrap())
        };
        let register = Register::new(names.iter().enumerate().map(record)).unwrap();
        same_register(&register);
    }

    #[test]
    fn any_ledger_comes_back(
        rows in prop::collection::vec(
            (0..4_usize, 1..=4_u32, any::<u64>(), any::<i32>(), 0..6_u32, "[a-z='\" ,;+@\\-\t\n]{0,8}", any::<bool>()), 0..12
        )
    ) {
        let (plan, register) = (plan(), register());
        let mut ledger = Ledger::new();
        for (what, quarter, count, amount, scale, note, corrects) in rows {
            let amount = rust_decimal(amount.unsigned_abs() % 500_000_000, scale);
            let (indicator, report) = match what {
                0 => ("mo-hinh", Report::Value(Value::Number(count.into()))),
                1 => ("ha", Report::Value(Value::Number(amount.into()))),
                2 => ("tap-huan", Report::Value(Value::Share(kehoach::Share::new(count / 2, count).unwrap()))),
                _ => ("mo-hinh", Report::NotApplicable { because: format!("x{note}x") }),
            };
            let _added = ledger.add(Observation {
                indicator: IndicatorId::new(indicator).unwrap(),
                unit: UnitId::new("thon-mot").unwrap(),
                period: kehoach::Period::quarter(2024, quarter).unwrap(),
                report,
                reported_on: "2024-12-31".parse().unwrap(),
                source: Some(format!("x{note}x")),
                corrects,
            });
        }
        same_ledger(&ledger, &plan, &register);
    }
}

fn rust_decimal(mantissa: u32, scale: u32) -> rust_decimal::Decimal {
    rust_decimal::Decimal::from_i128_with_scale(mantissa.into(), scale)
}
