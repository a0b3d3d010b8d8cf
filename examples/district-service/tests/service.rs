//! What the service answers, over real HTTP.

mod support;

use kehoach::{Evaluator, Language, Ledger, Plan, Register, TargetId, workdays::WorkingCalendar};
use serde_json::{Value, json};
use support::{Folder, Service, data};

const AS_OF: &str = "2023-12-31";

/// The same files, read by the library alone.
fn library() -> (Plan, Register, Ledger) {
    let text = |name: &str| std::fs::read_to_string(data(&format!("tam-duong-2023/{name}"))).unwrap();
    let plan = Plan::from_toml(&text("plan.toml")).unwrap();
    let register = Register::from_csv(&text("units.csv")).unwrap();
    let ledger = Ledger::from_csv(&text("reports.csv"), &plan, &register).unwrap().whole().unwrap();
    (plan, register, ledger)
}

/// The one report on target 1b that the sample lacks.
fn missing() -> Value {
    json!({ "item": "ke-hoach-dan-van", "unit": "dang-uy-khun-ha", "period": "năm 2023", "value": "có", "reported_on": "2023-12-30" })
}

#[test]
fn the_scorecard_says_what_the_library_says() {
    let service = Service::sample();
    let (plan, register, ledger) = library();
    for as_of in ["2023-06-30", "2023-12-10", AS_OF] {
        let evaluation = kehoach::evaluate(&plan, &register, &ledger, as_of.parse().unwrap()).unwrap();
        let answer = service.get(&format!("/api/scorecard?as_of={as_of}")).ok().json();
        let targets = answer["targets"].as_array().unwrap();
        assert_eq!(targets.len(), evaluation.outcomes.len());
        for (told, outcome) in targets.iter().zip(&evaluation.outcomes) {
            assert_eq!(told["target"], outcome.target.as_str());
            assert_eq!(told["subject"], outcome.subject.as_str());
            assert_eq!(told["verdict"], outcome.verdict.name());
            assert_eq!(told["range"], serde_json::to_value(outcome.range).unwrap());
        }
        assert_eq!(answer["lines"].as_array().unwrap().len(), evaluation.lines.len());
    }
    let commune = service.get("/api/scorecard?as_of=2023-12-31&subject=dang-uy-khun-ha").ok().json();
    assert!(commune["targets"].as_array().unwrap().iter().all(|one| one["subject"] == "dang-uy-khun-ha"));
}

#[test]
fn a_report_is_taken_and_counts_from_its_day() {
    let service = Service::sample();
    assert_eq!(service.target("1b", AS_OF)["verdict"], "open");
    let last = service.last();
    let taken = service.report(&missing());
    assert_eq!(taken.status, 201, "{}", taken.text);
    assert_eq!(taken.json()["last"], last + 1);
    assert_eq!(service.target("1b", AS_OF)["verdict"], "met");
    assert_eq!(service.target("1b", "2023-12-29")["verdict"], "open");

    // The same again says nothing new.
    let again = service.report(&missing());
    assert_eq!((again.status, again.json()["duplicates"].clone()), (200, json!([1])));
    assert_eq!(service.last(), last + 1);
}

#[test]
fn a_report_is_corrected_and_withdrawn_and_all_of_it_is_kept() {
    let service = Service::sample();
    let before = service.last();
    service.report(&missing()).ok();
    let with = |changes: &[(&str, &str)]| {
        let mut report = missing();
        changes.iter().for_each(|(key, value)| report[key] = json!(value));
        report
    };
    // Another value of the same cell and day contradicts, unless it says that it corrects.
    let refused = service.report(&with(&[("value", "không")]));
    assert_eq!(refused.status, 422);
    let error = &refused.json()["errors"][0];
    assert_eq!((&error["code"], &error["where"]), (&json!("conflict"), &json!("value")));
    let number = before + 1;
    assert!(error["what"].as_str().unwrap().starts_with(&format!("report number {number}, which is kept")));

    service.report(&with(&[("value", "không"), ("corrects", "yes")])).ok();
    assert_eq!(service.target("1b", AS_OF)["verdict"], "missed");
    service.report(&with(&[("value", "rút lại"), ("reported_on", "2023-12-31")])).ok();
    assert_eq!(service.target("1b", AS_OF)["verdict"], "open");
    assert_eq!(service.target("1b", "2023-12-30")["verdict"], "missed");

    let kept = service.get(&format!("/api/reports?from={number}")).ok().json();
    let values: Vec<&str> = kept["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["report"]["value"].as_str().unwrap())
        .collect();
    assert_eq!(values, ["có", "không", "rút lại"]);
}

#[test]
fn what_is_wrong_is_told_with_where_what_and_help() {
    let service = Service::sample();
    let last = service.last();
    let report = |changes: Value| {
        let mut report = missing();
        changes.as_object().unwrap().iter().for_each(|(key, value)| report[key] = value.clone());
        report.to_string()
    };
    for (body, place, code, what, help) in [
        (
            report(json!({ "item": "ke-hoach-dan-va" })),
            "item",
            "report",
            "ke-hoach-dan-va",
            "did you mean `ke-hoach-dan-van`?",
        ),
        (
            report(json!({ "unit": "dang-uy-khun-ho" })),
            "unit",
            "report",
            "dang-uy-khun-ho",
            "did you mean `dang-uy-khun-ha`?",
        ),
        (
            report(json!({ "unit": "Đảng ủy xã Khun Há" })),
            "unit",
            "name-for-id",
            "is a name",
            "did you mean `dang-uy-khun-ha`?",
        ),
        (report(json!({ "period": "quý V/2023" })), "period", "phrase", "`V`", "expected a quarter"),
        (report(json!({ "value": "xong" })), "value", "unknown-word", "`xong` is no answer", "expected"),
        (report(json!({ "value": 1 })), "value", "wrong-type", "found", "a text in quotes"),
        (report(json!({ "reported_on": "31/11/2023" })), "reported_on", "date", "has no day 31", ""),
        (
            report(json!({ "values": "có" })),
            "values",
            "unknown-key",
            "there is no key `values`",
            "did you mean `value`?",
        ),
        (
            report(json!({ "item": "tap-huan", "period": "2023-H2", "value": "13/12" })),
            "value",
            "share",
            "13",
            "",
        ),
        (
            report(
                json!({ "item": "quan-chung", "unit": "ubnd-khun-ha", "period": "2023-Q4", "value": "85%" }),
            ),
            "value",
            "share",
            "",
            "",
        ),
        (report(json!({ "value": "n/a" })), "note", "empty-field", "`note` is empty", ""),
        ("{\"item\": \"tap-huan\"".to_owned(), "", "syntax", "EOF", ""),
        ("{},{}".to_owned(), "", "syntax", "trailing", ""),
        ("[]".to_owned(), "", "", "", ""),
        (String::new(), "", "syntax", "EOF", ""),
    ] {
        let answer = service.post("/api/reports", "application/json", &[], body.as_bytes());
        assert_eq!(answer.status, 422, "{body}: {}", answer.text);
        let errors = answer.json()["errors"].clone();
        let error = &errors[0];
        if !place.is_empty() {
            assert_eq!(error["where"], place, "{body}: {error}");
            // At the field, or, where it is missing, at the report.
            let column = usize::try_from(error["column"].as_u64().unwrap()).unwrap();
            let from = body.find(&format!("\"{place}\":")).map_or(0, |at| body[..at].chars().count());
            assert!(error["line"] == 1 && column > from && (from > 0 || column == 1), "{body}: {error}");
        }
        if !code.is_empty() {
            assert_eq!(error["code"], code, "{body}: {error}");
        }
        assert!(error["what"].as_str().unwrap().contains(what), "{body}: {error}");
        let helps = error["help"].as_array().unwrap();
        assert!(
            help.is_empty() || helps.iter().any(|one| one.as_str().unwrap().contains(help)),
            "{body}: {error}"
        );
    }
    assert_eq!(service.last(), last);
}

#[test]
fn a_batch_is_taken_whole_or_with_every_rejection_told() {
    let service = Service::sample();
    let last = service.last();
    let mut wrong = missing();
    wrong["unit"] = json!("nobody");
    let mut other = missing();
    other["value"] = json!("không");
    let batch = [missing(), wrong, missing(), other];

    let refused = service.batch("whole", &batch);
    assert_eq!(refused.status, 422);
    let errors = refused.json()["errors"].clone();
    let told: Vec<_> =
        errors.as_array().unwrap().iter().map(|e| (e["record"].as_u64(), e["where"].as_str())).collect();
    assert_eq!(told, [(Some(2), Some("reports[1].unit")), (Some(4), Some("reports[3].value"))]);
    assert!(errors[1]["what"].as_str().unwrap().starts_with("report 1 of this request"), "{errors}");
    assert_eq!(service.last(), last);

    let taken = service.batch("partial", &batch);
    assert_eq!(taken.status, 201, "{}", taken.text);
    let taken = taken.json();
    assert_eq!(
        (&taken["records"], &taken["accepted"], &taken["duplicates"], &taken["rejected"], &taken["last"]),
        (&json!(4), &json!(1), &json!([3]), &json!(2), &json!(last + 1))
    );
    assert_eq!(service.target("1b", AS_OF)["verdict"], "met");
}

#[test]
fn tasks_take_completions_and_instructions_in_the_order_that_they_need() {
    let service = Service::sample();
    let done = json!({ "item": "PL-2.2", "unit": "huyen-doan", "period": "on-instruction", "value": "2023-11-20", "reported_on": "2023-11-21" });
    let status = |as_of: &str| {
        let duties = service.get(&format!("/api/duties?unit=huyen-doan&as_of={as_of}")).ok().json();
        let items = duties["items"].as_array().unwrap().clone();
        let item = items.into_iter().find(|item| item["id"] == "PL-2.2").unwrap();
        item["statuses"][0]["status"].as_str().unwrap().to_owned()
    };
    let before = status("2023-12-01");
    let instruction = json!({ "item": "PL-2.2", "unit": "tinh-uy", "period": "on-instruction", "value": "đã chỉ đạo, hạn 30/11/2023", "reported_on": "2023-11-01" });
    // In one batch, whatever its order; the instruction alone would already be there for a later report.
    let taken = service.batch("whole", &[done.clone(), instruction]);
    assert!(matches!(taken.status, 200 | 201), "{}", taken.text);
    assert_ne!(before, "done-late");
    assert_eq!(status("2023-12-01"), "done-on-time");
}

#[test]
fn the_store_keeps_everything_and_lets_nothing_be_changed() {
    let folder = Folder::new();
    let file = folder.0.join("reports.sqlite");
    let arguments = ["--store", file.to_str().unwrap()];
    let service = Service::start(&arguments);
    service.report(&missing()).ok();
    let (last, scorecard) = (service.last(), service.get("/api/scorecard?as_of=2023-12-31").text);

    // One service at a time.
    let (code, said) = Service::refuses(&["--listen", "127.0.0.1:0", "--store", file.to_str().unwrap()]);
    assert_eq!(code, Some(2));
    assert!(said.contains("locked"), "{said}");
    drop(service);

    let connection = rusqlite::Connection::open(&file).unwrap();
    for change in
        ["UPDATE reports SET value = 'không'", "DELETE FROM reports", "DELETE FROM reports WHERE number = 1"]
    {
        let error = connection.execute(change, []).unwrap_err().to_string();
        assert!(error.contains("never"), "{change}: {error}");
    }
    drop(connection);

    // Started again, the sample's own reports are there already.
    let service = Service::start(&arguments);
    assert_eq!(service.last(), last);
    assert_eq!(service.get("/api/scorecard?as_of=2023-12-31").text, scorecard);
    drop(service);

    // The store of one plan is not another's.
    let text =
        std::fs::read_to_string(data("tam-duong-2023/plan.toml")).unwrap().replace("159-KH/HU", "160-KH/HU");
    let plan = folder.write("plan.toml", &text);
    let units = data("tam-duong-2023/units.csv");
    let (code, said) = Service::refuses(&[
        "--plan",
        plan.to_str().unwrap(),
        "--units",
        units.to_str().unwrap(),
        "--store",
        file.to_str().unwrap(),
    ]);
    assert_eq!(code, Some(2));
    assert!(said.contains("the store holds reports on `159-KH/HU`"), "{said}");
}

#[test]
fn an_explanation_is_the_librarys_own_tree_and_text() {
    let service = Service::sample();
    let (plan, register, ledger) = library();
    let calendar = WorkingCalendar::viet_nam();
    let evaluator = Evaluator::new(&plan, &register, &ledger, AS_OF.parse().unwrap()).unwrap();
    let evaluator = evaluator.with_working_days(&calendar);
    for target in ["1b", "2", "3c", "5c"] {
        let outcome = evaluator.target(&TargetId::new(target).unwrap()).unwrap().remove(0);
        let explanation = evaluator.explain(&outcome).unwrap();
        let path = format!("/api/explanation?target={target}&period=2023&as_of={AS_OF}");
        assert_eq!(service.get(&path).ok().json(), serde_json::to_value(&explanation).unwrap());
        for (lang, language) in [("vi", Language::Vietnamese), ("en", Language::English)] {
            let text = service.get(&format!("{path}&format=text&lang={lang}")).ok().text;
            assert_eq!(text, explanation.text(language));
        }
        // On the page every sentence of the tree stands too, each node once.
        let page =
            service.get(&format!("/outcome?target={target}&period=2023&subject=btv-huyen-uy&as_of={AS_OF}"));
        let page = page.ok().text.replace("&quot;", "\"").replace("&amp;", "&").replace("&gt;", ">");
        for line in explanation.text(Language::Vietnamese).lines() {
            let sentence = line.trim_start().trim_start_matches("- ");
            let sentence =
                if sentence.starts_with('[') { sentence.split_once("] ").unwrap().1 } else { sentence };
            assert!(sentence.contains("xem mục") || page.contains(sentence), "{target}: {sentence}");
        }
    }
}

#[test]
fn changes_name_what_became_of_each_verdict() {
    let service = Service::sample();
    let verdicts = |answer: &Value| -> Vec<(String, String, String)> {
        let of = |side: &Value| side["verdict"].as_str().unwrap_or("none").to_owned();
        let changes = answer["outcomes"].as_array().unwrap().iter();
        changes
            .map(|one| {
                (one["after"]["target"].as_str().unwrap().to_owned(), of(&one["before"]), of(&one["after"]))
            })
            .collect()
    };
    let last = service.last();
    service.report(&missing()).ok();
    let since = service.get(&format!("/api/changes?since={last}&as_of={AS_OF}")).ok().json();
    assert_eq!(verdicts(&since), [("1b".to_owned(), "open".to_owned(), "met".to_owned())]);
    assert_eq!(since["duties"], json!([]));

    let same = service.get("/api/changes?from=2023-12-10&to=2023-12-10").ok().json();
    assert_eq!((&same["outcomes"], &same["lines"], &same["duties"]), (&json!([]), &json!([]), &json!([])));

    // Between two days: exactly the outcomes and duties that the two evaluations differ in.
    let (plan, register, ledger) = library();
    let at = |day: &str| kehoach::evaluate(&plan, &register, &ledger, day.parse().unwrap()).unwrap().outcomes;
    let (from, to) = (at("2023-09-30"), at("2023-12-10"));
    let expected: Vec<_> = from
        .iter()
        .zip(&to)
        .filter(|(a, b)| (a.verdict, a.range, a.reported) != (b.verdict, b.range, b.reported))
        .map(|(a, b)| (b.target.to_string(), a.verdict.name().to_owned(), b.verdict.name().to_owned()))
        .collect();
    assert!(!expected.is_empty());
    let changed = service.get("/api/changes?from=2023-09-30&to=2023-12-10").ok().json();
    assert_eq!(verdicts(&changed), expected);
    assert!(!changed["duties"].as_array().unwrap().is_empty());

    for wrong in ["from=2023-12-10&to=2023-09-30", "since=100000", "since=-1", "from=2023-12-10&since=1", ""]
    {
        assert_eq!(service.get(&format!("/api/changes?{wrong}")).status, 400, "{wrong}");
    }
}

#[test]
fn a_units_duties_are_its_own() {
    let service = Service::sample();
    let duties = service.get("/api/duties?unit=ban-dan-van&as_of=2023-10-15&within=30").ok().json();
    let items = duties["items"].as_array().unwrap();
    let october =
        items.iter().find(|item| item["id"] == "PL-1.5" && item["occurrence"] == "2023-10").unwrap();
    assert_eq!((&october["role"], &october["last"]), (&json!("lead"), &json!("2023-10-31")));
    assert_eq!(october["statuses"][0]["status"], "due");
    assert!(duties["pending"].as_array().unwrap().iter().any(|one| one["status"] == "overdue"));
}

#[test]
fn a_request_that_is_not_understood_is_refused_and_never_taken_for_today() {
    let service = Service::sample();
    for (path, status, says) in [
        ("/api/scorecard?asof=2023-12-31", 400, "asof"),
        ("/api/scorecard?as_of=2023-02-30", 400, "is no day"),
        ("/api/scorecard?as_of=soon", 400, "is no day"),
        ("/api/scorecard?subject=nobody", 404, "nobody"),
        ("/api/scorecard?target=9z", 404, "9z"),
        ("/api/duties?unit=ban-dan-va", 404, "did you mean `ban-dan-van`?"),
        ("/api/duties", 400, "unit"),
        ("/api/explanation?target=2&period=2024", 404, "2023"),
        ("/api/explanation?target=2&period=never", 400, "never"),
        ("/api/explanation?target=2&period=2023&lang=fr", 400, "fr"),
        ("/api/nothing", 404, "/api/nothing"),
        ("/unit?id=nobody", 404, "nobody"),
        ("/nothing", 404, "/nothing"),
    ] {
        let answer = service.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
        assert!(answer.text.contains(says), "{path}: {}", answer.text);
    }
    // Without a day it is today's, whatever day that is.
    let today = service.get("/api/scorecard").ok().json()["as_of"].clone();
    assert!(today.as_str().unwrap() > "2026-01-01", "{today}");
    // A day as people write it.
    assert_eq!(service.get("/api/scorecard?as_of=31/12/2023").ok().json()["as_of"], "2023-12-31");
}

#[test]
fn other_samples_open_too() {
    for folder in std::fs::read_dir(data("")).unwrap() {
        let folder = folder.unwrap();
        let name = folder.file_name().into_string().unwrap();
        if !["plan.toml", "units.csv", "reports.csv"].iter().all(|file| folder.path().join(file).exists()) {
            continue;
        }
        let service = Service::start(&["--sample", &name]);
        for path in ["/", "/units", "/report"] {
            let page = service.get(path).ok().text;
            assert!(page.contains("Số liệu mẫu"), "{name}{path}");
        }
    }
}
