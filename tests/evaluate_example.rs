//! The program that a newcomer runs: what it prints, in which order, and how it ends.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use kehoach::{Judged, Ledger, Plan, Register, Report};
use serde_json::Value;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/tam-duong-2023");

/// The built program: cargo says where it is, and builds it where it is not there yet or out of date.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let build = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--example", "evaluate", "--message-format", "json"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
        let messages = String::from_utf8(build.stdout).unwrap();
        let executable = |line: &str| {
            let message: Value = serde_json::from_str(line).ok()?;
            (message["target"]["name"] == "evaluate")
                .then(|| message["executable"].as_str().map(PathBuf::from))?
        };
        messages.lines().find_map(executable).expect("cargo names what it built")
    })
}

struct Run {
    status: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Run {
    let output = Command::new(program()).args(arguments).output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[track_caller]
fn evaluated(arguments: &[&str]) -> String {
    let run = run(arguments);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{arguments:?}");
    run.out
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&evaluated(&[arguments, &["--format", "json"]].concat())).unwrap()
}

/// The program refuses, with status 2, nothing on standard output, and these texts on standard error.
#[track_caller]
fn refused(arguments: &[&str], texts: &[&str]) {
    let run = run(arguments);
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}\n{}", run.err);
    for text in texts {
        assert!(run.err.contains(text), "`{text}` is not in\n{}", run.err);
    }
}

fn sample(file: &str) -> String {
    fs::read_to_string(format!("{DATA}/{file}")).unwrap()
}

/// A file of this test, under a name of its own.
fn written(name: &str, content: impl AsRef<[u8]>) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("evaluate_example");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.into_os_string().into_string().unwrap()
}

/// The sample's verdicts, worked out by hand from its reports: target, subject, verdict, low, high, reported so far.
const GOLDEN: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("1a", "btv-huyen-uy", "met", "1", "1", "1"),
    ("1b", "btv-huyen-uy", "open", "15/16", "1", "1"),
    // 376 of 411 reported, and 12 more of whom nothing is known.
    ("2", "btv-huyen-uy", "met", "8/9", "388/423", "376/411"),
    ("3a", "btv-huyen-uy", "missed", "9/10", "29/30", "27/28"),
    ("3b", "btv-huyen-uy", "met", "1", "1", "1"),
    ("3c", "btv-huyen-uy", "open", "4/7", "5/7", "2/3"),
    ("4a", "btv-huyen-uy", "met", "23/24", "23/24", "23/24"),
    ("4b", "dang-bo-cong-an", "met", "1", "1", "1"),
    ("4b", "dang-bo-quan-su", "not-applicable", "", "", ""),
    ("4b", "dang-bo-co-quan", "met", "1", "1", "1"),
    ("4b", "dang-uy-tam-duong", "met", "2", "2", "2"),
    ("4b", "dang-uy-ban-bo", "met", "1", "1", "1"),
    ("4b", "dang-uy-ban-giang", "met", "2", "2", "2"),
    ("4b", "dang-uy-ban-hon", "met", "1", "1", "1"),
    ("4b", "dang-uy-binh-lu", "met", "2", "2", "2"),
    ("4b", "dang-uy-giang-ma", "met", "1", "1", "1"),
    ("4b", "dang-uy-ho-thau", "met", "2", "2", "2"),
    ("4b", "dang-uy-khun-ha", "met", "1", "1", "1"),
    ("4b", "dang-uy-na-tam", "open", "0", "inf", ""),
    ("4b", "dang-uy-nung-nang", "met", "1", "1", "1"),
    ("4b", "dang-uy-son-binh", "met", "2", "2", "2"),
    ("4b", "dang-uy-ta-leng", "met", "1", "1", "1"),
    ("4b", "dang-uy-then-sin", "missed", "0", "0", "0"),
    // Exactly 85 %, where more than 85 % is asked.
    ("5a", "btv-huyen-uy", "missed", "17/20", "17/20", "17/20"),
    // A whole is unknown again since its report was withdrawn.
    ("5b", "btv-huyen-uy", "open", "0", "1", "4252/4413"),
    ("5c", "btv-huyen-uy", "open", "58/65", "59/65", "29/32"),
];

#[test]
fn the_plan_of_tam_duong_comes_to_these_verdicts() {
    let evaluation = json(&[]);
    assert_eq!(evaluation["as_of"], "2023-12-31");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let found: Vec<[String; 6]> = evaluation["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| ["target", "subject", "verdict", "low", "high", "reported"].map(|key| text(&t[key])))
        .collect();
    let wanted: Vec<[String; 6]> =
        GOLDEN.iter().map(|(a, b, c, d, e, f)| [a, b, c, d, e, f].map(|text| (*text).to_owned())).collect();
    assert_eq!(found, wanted);
    let verdicts: BTreeSet<&str> = GOLDEN.iter().map(|row| row.2).collect();
    assert_eq!(verdicts, BTreeSet::from(["met", "missed", "open", "not-applicable"]));
    let lines = evaluation["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!((&line["target"], &line["verdict"]), (&"4b".into(), &"missed".into()));
    let counts = ["met", "missed", "open", "not_applicable"].map(|key| line[key].as_u64().unwrap());
    assert_eq!(counts, [13, 1, 1, 1]);
}

#[test]
fn the_sample_holds_a_correction_a_withdrawal_and_what_is_missing() {
    let plan = Plan::from_toml(&sample("plan.toml")).unwrap();
    let register = Register::from_csv(&sample("units.csv")).unwrap();
    let ledger = Ledger::from_csv(&sample("reports.csv"), &plan, &register).unwrap().whole().unwrap();
    assert!(ledger.observations().any(|o| o.corrects));
    assert!(ledger.observations().any(|o| o.report == Report::Withdrawn));
    assert!(ledger.observations().any(|o| matches!(o.report, Report::NotApplicable { .. })));
    assert!(ledger.wholes().next().is_some());
    assert!(ledger.judgements().all(|j| j.judged == Judged::Met), "this plan has no judged target");
    // The day before the withdrawal, the target that it opens was met.
    let before = json(&["--as-of", "2023-12-28", "--target", "5b"]);
    assert_eq!(before["targets"][0]["verdict"], "met");
    // Both files say that they are made up, in both languages.
    for file in ["units.csv", "reports.csv"] {
        let text = sample(file);
        assert!(text.contains("đặt ra") && text.contains("made up"), "{file}");
    }
}

/// What the README shows of the table is what it prints.
#[test]
fn the_readme_shows_what_is_printed() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let table = evaluated(&[]);
    let shown: Vec<&str> =
        readme.lines().filter(|line| line.starts_with("1b ") || line.starts_with("4a ")).collect();
    assert_eq!(shown.len(), 2);
    assert!(shown.iter().all(|line| table.lines().any(|printed| printed == *line)), "{shown:?}\n{table}");
}

/// Keys, and what kind of value each holds.
#[test]
fn json_has_its_shape() {
    let evaluation = json(&[]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    let set = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<String>>();
    assert!(keys(&evaluation).is_superset(&set(&["as_of", "targets", "lines"])));
    let fraction =
        |value: &Value| value.as_str().is_some_and(|text| text.parse::<kehoach::Fraction>().is_ok());
    let or_null = |value: &Value, is: &dyn Fn(&Value) -> bool| value.is_null() || is(value);
    let mut shortfalls = 0;
    for target in evaluation["targets"].as_array().unwrap() {
        let wanted = set(&[
            "target",
            "period",
            "subject",
            "verdict",
            "stage",
            "provisional",
            "threshold",
            "low",
            "high",
            "low_attained",
            "high_attained",
            "reported",
            "tally",
            "shortfall",
        ]);
        assert!(keys(target).is_superset(&wanted), "{target}");
        for key in ["target", "period", "subject", "threshold"] {
            assert!(target[key].is_string(), "{key}: {target}");
        }
        assert!(["met", "missed", "open", "not-applicable"].contains(&target["verdict"].as_str().unwrap()));
        assert!(["upcoming", "running", "closed"].contains(&target["stage"].as_str().unwrap()));
        assert!(target["provisional"].is_boolean());
        assert!(or_null(&target["low"], &fraction) && or_null(&target["reported"], &fraction), "{target}");
        assert!(or_null(&target["high"], &|high| high == "inf" || fraction(high)), "{target}");
        for key in ["low_attained", "high_attained"] {
            assert!(or_null(&target[key], &Value::is_boolean), "{target}");
            assert_eq!(target[key].is_null(), target["low"].is_null(), "{target}");
        }
        let counts = set(&["met", "missed", "unknown", "not_applicable"]);
        assert!(or_null(&target["tally"], &|tally| keys(tally).is_superset(&counts)), "{target}");
        let shortfall = &target["shortfall"];
        if !shortfall.is_null() {
            shortfalls += 1;
            assert!(keys(shortfall).is_superset(&set(&["needed", "reachable", "strict", "from"])));
            assert!(or_null(&shortfall["needed"], &fraction));
            assert!(shortfall["reachable"].is_boolean() && shortfall["strict"].is_boolean());
            assert!(shortfall["from"].as_array().unwrap().iter().all(Value::is_string));
        }
    }
    assert!(shortfalls > 10);
    let second = &evaluation["targets"][1];
    assert_eq!(second["threshold"], ">= 100%");
    assert_eq!(second["tally"]["met"], 15);
    assert_eq!(second["tally"]["unknown"], 1);
    assert_eq!(second["shortfall"]["needed"], "1");
    assert_eq!(second["shortfall"]["from"], serde_json::json!(["dang-uy-khun-ha"]));
    let wanted = set(&["target", "period", "verdict", "met", "missed", "open", "not_applicable"]);
    assert!(evaluation["lines"].as_array().unwrap().iter().all(|line| keys(line).is_superset(&wanted)));
}

#[test]
fn two_runs_are_the_same_byte_for_byte() {
    for arguments in [
        &[][..],
        &["--lang", "en"],
        &["--format", "json"],
        &["--subject", "dang-uy-binh-lu", "--format", "json"],
    ] {
        assert_eq!(evaluated(arguments), evaluated(arguments));
    }
    // Nor does it matter whether the sample is named or not, or in which format it is.
    let plan = Plan::from_toml(&sample("plan.toml")).unwrap();
    let register = Register::from_csv(&sample("units.csv")).unwrap();
    let ledger = Ledger::from_csv(&sample("reports.csv"), &plan, &register).unwrap().whole().unwrap();
    let (toml, json) = (written("plan.toml", plan.to_toml()), written("plan.json", plan.to_json()));
    let units = [written("u.csv", register.to_csv()), written("u.toml", register.to_toml())];
    let reports = [written("r.toml", ledger.to_toml()), written("r.json", ledger.to_json())];
    let wanted = evaluated(&["--format", "json"]);
    for (plan, k) in [(&toml, 0), (&json, 1)] {
        let arguments = [plan, "--units", &units[k], "--reports", &reports[k], "--as-of", "31/12/2023"];
        assert_eq!(evaluated(&[&arguments[..], &["--format", "json"]].concat()), wanted);
    }
}

#[test]
fn order_is_that_of_the_plan_then_of_the_register() {
    let plan = Plan::from_toml(&sample("plan.toml")).unwrap();
    let register = Register::from_csv(&sample("units.csv")).unwrap();
    let targets: BTreeMap<&str, usize> =
        plan.targets().iter().enumerate().map(|(k, t)| (t.id.as_str(), k)).collect();
    let units: BTreeMap<&str, usize> = register.ids().enumerate().map(|(k, id)| (id.as_str(), k)).collect();
    let evaluation = json(&[]);
    let places: Vec<(usize, usize)> = evaluation["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| (targets[t["target"].as_str().unwrap()], units[t["subject"].as_str().unwrap()]))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_commune_s_own_view_and_the_district_s_are_one_call() {
    let own = json(&["--subject", "dang-uy-binh-lu"]);
    assert!(own["targets"].as_array().unwrap().iter().all(|t| t["subject"] == "dang-uy-binh-lu"));
    assert_eq!(own["targets"].as_array().unwrap().len(), 11);
    // At the issuer it is the whole scope: what the plan itself says, where it is judged once.
    let district = json(&["--subject", "btv-huyen-uy"]);
    let whole = json(&[]);
    let once = |evaluation: &Value| {
        let targets = evaluation["targets"].as_array().unwrap();
        targets.iter().filter(|t| t["target"] != "4b").cloned().collect::<Vec<Value>>()
    };
    assert_eq!(once(&district), once(&whole));
}

#[test]
fn the_table_reads_in_both_languages() {
    let (vietnamese, english) = (evaluated(&[]), evaluated(&["--lang", "en"]));
    for (table, texts) in [
        (
            &vietnamese,
            [
                "Tính đến ngày 31/12/2023",
                "Số liệu mẫu",
                "✗ không đạt",
                "? chưa xác định",
                "– không áp dụng",
                "93,8% … 100% (15/16)",
                "11 chỉ tiêu: 4 đạt, 3 không đạt, 4 chưa xác định",
                "* tạm tính",
                "Lưu ý: Phòng Nội vụ huyện",
            ],
        ),
        (
            &english,
            [
                "As of 2023-12-31",
                "Sample reports",
                "✗ missed",
                "? open",
                "– not applicable",
                "93.8% … 100% (15/16)",
                "11 targets: 4 met, 3 missed, 4 open",
                "* provisional",
                "Note: Phòng Nội vụ huyện",
            ],
        ),
    ] {
        for text in texts {
            assert!(table.contains(text), "`{text}` is not in\n{table}");
        }
        let rows =
            table.lines().skip_while(|line| !line.starts_with('─')).take_while(|line| !line.is_empty());
        for row in rows {
            assert!(row.chars().count() <= 142, "{row}");
            assert!(!row.contains("1 units"), "{row}");
        }
    }
    // Figures of one's own are not called a sample.
    let reports = written("own.csv", sample("reports.csv"));
    let own = evaluated(&["--reports", &reports]);
    assert!(!own.contains("Số liệu mẫu") && own.contains("11 chỉ tiêu"));
}

#[test]
fn what_is_wrong_is_shown_where_it_stands() {
    let data = |name: &str| format!("{DATA}/{name}");
    let (plan, units, reports) = (data("plan.toml"), data("units.csv"), data("reports.csv"));
    let with = |plan: &str, units: &str, reports: &str, texts: &[&str]| {
        refused(&[plan, "--units", units, "--reports", reports, "--as-of", "2023-12-31"], texts);
    };
    // A name in NFD before it moves no caret: it stands below what it means.
    let broken = sample("units.csv").replace(
        "phong-noi-vu,Phòng Nội vụ huyện,co-quan,district,ubnd-huyen",
        "phong-noi-vu,Pho\u{300}ng No\u{323}\u{302}i vu\u{323} huye\u{323}\u{302}n,co-quan,district,ubnd-huyn",
    );
    let path = written("broken.csv", &broken);
    let line = 1 + broken.lines().position(|line| line.contains("ubnd-huyn")).unwrap();
    with(
        &plan,
        &path,
        &reports,
        &[
            "the parent `ubnd-huyn` of unit `phong-noi-vu` is not in the register",
            &format!("broken.csv:{line}:"),
            "^^^^^^^^^",
            "help: did you mean `ubnd-huyen`?",
        ],
    );
    let err = run(&["--units", &path]).err;
    let shown: Vec<&str> = err.lines().collect();
    let caret = shown.iter().position(|line| line.contains("^^^^^^^^^")).unwrap();
    let width = |text: &str| text.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).count();
    let at = shown[caret - 1].find("ubnd-huyn").unwrap();
    assert_eq!(
        width(&shown[caret - 1][..at]),
        width(&shown[caret][..shown[caret].find('^').unwrap()]),
        "{err}"
    );

    let path = written("column.csv", sample("reports.csv").replacen("reported_on", "reported on", 1));
    with(&plan, &units, &path, &["column.csv:3:24", "^^^^^^^^^^^", "did you mean `reported_on`?"]);
    let path = written("quote.csv", sample("reports.csv").replacen("gửi lại cùng ngày", "\"gửi lại", 1));
    with(&plan, &units, &path, &["the quote that opens here", "quote.csv:268:", "^"]);
    let path = written("typo.toml", sample("plan.toml").replacen("\"trên 85%\"", "\"trê 85%\"", 1));
    with(
        &path,
        &units,
        &reports,
        &["`trê` is not understood", "typo.toml:", "threshold = \"trê 85%\"", "^^^"],
    );
    let path = written("percent.toml", sample("plan.toml").replacen("\"từ 01 - 02\"", "\"từ 01% - 02%\"", 1));
    with(&path, &units, &reports, &["`[1%, 2%]` asks for a percent", "^^^"]);
    let path = written("issuer.toml", sample("plan.toml").replacen("\"btv-huyen-uy\"", "\"btv-huyenuy\"", 1));
    with(
        &path,
        &units,
        &reports,
        &["issuer `btv-huyenuy` is not in the register", "did you mean `btv-huyen-uy`?"],
    );
    let path = written("empty.csv", "");
    with(&plan, &units, &path, &["the file is empty", "empty.csv"]);
    let path = written("latin.csv", b"id,name,kind,level\nx,Ph\xf2ng,co-quan,district\n");
    with(&plan, &path, &reports, &["not in UTF-8", "latin.csv:2", "CSV UTF-8"]);
    with(&plan, &units, "nowhere.csv", &["nowhere.csv"]);
    with(&plan, &units, &plan.replace("plan.toml", "units.csv"), &["there is no column"]);
    with(&units, &units, &reports, &["is read by its ending", "units.csv"]);
}

#[test]
fn arguments_that_are_wrong_are_named() {
    refused(&["--as-of", "2023-02-30"], &["`2023-02-30` is no date: 02/2023 has no day 30"]);
    refused(&["--as-of", "soon"], &["`soon` is no date"]);
    refused(&["--as-of"], &["`--as-of` needs a value", "usage:"]);
    refused(&["--asof", "2023-12-31"], &["there is no flag `--asof`", "usage:"]);
    refused(&["--format", "xml"], &["`text` or `json`, not `xml`"]);
    refused(&["--lang", "fr"], &["`vi` or `en`, not `fr`"]);
    refused(
        &["--subject", "dang-uy-binh-l"],
        &["no unit `dang-uy-binh-l`", "did you mean `dang-uy-binh-lu`?"],
    );
    refused(&["--subject", "a b"], &["an id cannot hold a space"]);
    refused(&["--target", "1z"], &["no target `1z`", "did you mean `1a`?"]);
    refused(&["plan.toml"], &["`--units` is missing", "usage:"]);
    refused(&["a.toml", "b.toml"], &["one plan at a time", "usage:"]);
    assert!(evaluated(&["--help"]).starts_with("usage: evaluate"));
}
