//! What is typed never becomes part of a page; what other sites send is not taken; nothing is without bounds.

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::{Answer, Folder, Service, encoded, links};

/// Texts that break out of a page that does not escape them: of its text, of a value in quotes, of a title, of an address.
const PAYLOADS: [&str; 7] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</title></textarea><iframe src=//x.invalid>",
    "javascript:alert(1)//<b>",
    "&lt;script&gt;<u>",
    "--><style>*{display:none}</style>",
];

/// Elements that no page of the service has, and what only a script is.
#[track_caller]
fn assert_harmless(answer: &Answer, path: &str) {
    let page = answer.text.to_lowercase();
    for mark in ["<script", "<img", "<iframe", "<svg onload", "<b>", "<u>", "<style", "</textarea"] {
        assert!(!page.contains(mark), "{path} holds `{mark}`");
    }
    for mark in ["href=\"javascript:", "style=\""] {
        assert!(!page.contains(mark), "{path} holds `{mark}`");
    }
    assert!(answer.headers["content-type"].to_str().unwrap().starts_with("text/html"), "{path}");
}

#[track_caller]
fn assert_guarded(answer: &Answer, path: &str) {
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{path}: {policy}");
    assert!(!policy.contains("unsafe"), "{path}: {policy}");
    assert!(
        policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"),
        "{path}: {policy}"
    );
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
    ] {
        assert_eq!(answer.headers[name], value, "{path}");
    }
}

/// A plan and a register each of whose free texts is a payload.
fn hostile(folder: &Folder, payload: &str) -> (String, String, String) {
    let text = Value::String(payload.to_owned());
    let (law, order) = (format!("Luật {payload}"), format!("27-CTr/TU ngày 12/12/2022 của {payload}"));
    let plan = json!({
        "format": 1, "id": format!("01 {payload}"), "title": text, "issuer": "huyen", "period": "2023", "based_on": [law, order],
        "scales": [{ "id": "hang", "grades": [{ "id": "kem", "name": format!("kém {payload}") }, { "id": "kha", "name": format!("khá {payload}") }] }],
        "scopes": [{ "id": "cac-xa", "name": text, "kinds": ["xa"] }],
        "indicators": [
            { "id": "lam", "name": text, "measure": "done", "reported": "yearly" },
            { "id": "xep", "name": format!("xếp {payload}"), "measure": "grade", "scale": "hang", "reported": "yearly" },
            { "id": "luong", "name": format!("lượng {payload}"), "measure": "amount", "unit": format!("tấn {payload}"), "combine": "sum", "reported": "quarterly" },
        ],
        "targets": [
            { "id": "1&2", "title": text, "clause": text, "based_on": [law], "implements": [order], "indicator": "lam", "measured": "cac-xa", "aggregate": "share-of-units", "threshold": "trên 60%" },
            { "id": "1/3", "title": text, "indicator": "xep", "measured": "cac-xa", "aggregate": "share-of-units", "criterion": ">= kha", "threshold": "100%", "within": "1&2" },
            { "id": "3", "title": text, "indicator": "luong", "measured": "cac-xa", "aggregate": "total", "threshold": "ít nhất 5", "judged_at": "cac-xa" },
            { "id": "4", "title": text, "aggregate": "judgement", "threshold": "cơ bản" },
        ],
        "tasks": [
            { "id": "a&b", "title": text, "clause": text, "based_on": [law], "implements": [order], "when": "hằng quý", "lead": ["cac-xa"], "coordinate": [format!("các {payload}")] },
            { "id": "c", "title": text, "when": format!("on instruction: {}", payload.replace(['"', '\'', ';', '&'], "")), "lead": ["huyen"] },
        ],
    });
    let units = json!({
        "format": 1,
        "units": [
            { "id": "huyen", "name": format!("Huyện {payload}"), "kind": "huyen", "level": "district" },
            { "id": "x&1", "name": text, "kind": "xa", "level": "commune", "parent": "huyen" },
            { "id": "x/2", "name": format!("Xã {payload}"), "kind": "xa", "level": "cấp&xã", "parent": "huyen" },
        ],
    });
    let path = |name: &str, value: Value| folder.write(name, &value.to_string()).to_str().unwrap().to_owned();
    let store = folder.0.join("reports.sqlite").to_str().unwrap().to_owned();
    (path("plan.json", plan), path("units.json", units), store)
}

#[test]
fn nothing_that_is_typed_becomes_part_of_a_page() {
    for payload in PAYLOADS {
        let folder = Folder::new();
        let (plan, units, store) = hostile(&folder, payload);
        let service = Service::start(&["--plan", &plan, "--units", &units, "--store", &store]);
        let escaped =
            payload.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");

        // Every field of a report by JSON: those that are kept as they are, and those that are refused.
        let good = json!({ "item": "lam", "unit": "x&1", "period": "2023", "value": "n/a", "reported_on": "2023-12-01", "note": payload, "source": payload });
        service.report(&good).ok();
        let judged = json!({ "item": "4", "unit": "huyen", "period": "2023", "value": "đạt", "reported_on": "2023-12-01", "note": payload });
        service.report(&judged).ok();
        let amount = json!({ "item": "luong", "unit": "x&1", "period": "2023-Q1", "value": "3,5", "reported_on": "2023-04-01", "source": payload });
        service.report(&amount).ok();
        for field in ["item", "unit", "period", "value", "reported_on", "corrects", payload] {
            let mut report = good.clone();
            report[field] = json!(payload);
            let answer = service.report(&report);
            assert_eq!(answer.status, 422, "{field}: {}", answer.text);
            assert_eq!(answer.headers["content-type"], "application/json", "{field}");
            assert_guarded(&answer, field);
        }

        // Every field of the form: refused ones come back in the form.
        let fields = [
            ("item", "lam"),
            ("unit", "x/2"),
            ("period", "2023"),
            ("value", "n/a"),
            ("reported_on", "2023-12-01"),
            ("note", payload),
            ("source", payload),
        ];
        for refused in ["item", "unit", "period", "value", "reported_on", "corrects"] {
            let mut sent: Vec<(&str, &str)> = fields.to_vec();
            sent.retain(|(name, _)| *name != refused);
            sent.push((refused, payload));
            let answer = service.form(&sent);
            assert_eq!(answer.status, 422, "{refused}: {}", answer.text);
            assert_harmless(&answer, refused);
            assert_guarded(&answer, refused);
            assert!(answer.text.contains(&escaped), "{refused} is not read back: {payload}");
        }
        let unknown = service.form(&[&fields[..], &[(payload, payload)]].concat());
        assert!(matches!(unknown.status, 400 | 415 | 422), "{}", unknown.text);
        assert_harmless(&unknown, "an unknown field");
        let taken = service.form(&fields);
        assert_eq!(taken.status, 303, "{}", taken.text);
        let told = service.get(taken.headers["location"].to_str().unwrap()).ok();
        assert_harmless(&told, "taken");

        // Every page, from link to link, and with payloads for parameters.
        let mut pages: Vec<String> = [
            "/",
            "/?as_of=2023-12-31",
            "/units?as_of=2023-12-31",
            "/report",
            "/changes?since=0&as_of=2023-12-31",
        ]
        .map(str::to_owned)
        .to_vec();
        for path in [
            "/?as_of=",
            "/unit?id=",
            "/outcome?period=2023&subject=huyen&target=",
            "/outcome?target=4&subject=huyen&period=",
            "/outcome?target=4&period=2023&subject=",
            "/changes?to=2023-12-31&from=",
            "/report?unit=",
            "/report?item=",
            "/report?period=",
            "/report?taken=",
            "/?x=",
            "/units/",
        ] {
            pages.push(format!("{path}{}", encoded(payload)));
        }
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut read_back = 0;
        while let Some(path) = pages.pop() {
            if seen.len() >= 120 || !seen.insert(path.clone()) || path == "/style.css" {
                continue;
            }
            let answer = service.get(&path);
            assert!(matches!(answer.status, 200 | 400 | 404), "{path}: {} {}", answer.status, answer.text);
            assert_guarded(&answer, &path);
            if path.starts_with("/api/") {
                let kind = answer.headers["content-type"].to_str().unwrap();
                assert!(
                    kind.starts_with("application/json") || kind.starts_with("text/plain"),
                    "{path}: {kind}"
                );
                continue;
            }
            assert_harmless(&answer, &path);
            read_back += usize::from(answer.text.contains(&escaped));
            pages.extend(links(&answer.text));
        }
        // Units, outcomes, explanations, notes: the payload stands on each, as text.
        assert!(read_back > 12, "{payload} was read back on {read_back} of {} pages", seen.len());
    }
}

#[test]
fn bodies_have_a_limit_and_must_be_what_they_say() {
    let service = Service::sample();
    let last = service.last();
    let large = format!("{{\"format\":1,\"reports\":[]}}{}", " ".repeat(1024 * 1024));
    let answer = service.post("/api/reports/batch", "application/json", &[], large.as_bytes());
    assert_eq!(answer.status, 413, "{}", answer.text);
    let form = service.form(&[("item", &"a".repeat(1024 * 1024 + 1)), ("unit", "b")]);
    assert_eq!(form.status, 413, "{}", form.text);
    // A form of another site can send text and forms without asking, and JSON not.
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
        assert_eq!(service.post("/api/reports", kind, &[], b"{}").status, 415, "{kind}");
    }
    let not_utf8 = service.post("/api/reports", "application/json", &[], b"{\"item\": \"\xff\"}");
    assert_eq!(not_utf8.status, 422, "{}", not_utf8.text);
    // Depth costs no stack.
    let deep = "[".repeat(500_000);
    assert_eq!(service.post("/api/reports", "application/json", &[], deep.as_bytes()).status, 422);
    assert_eq!(service.last(), last);
    assert_eq!(service.get("/").status, 200);
}

#[test]
fn the_pages_of_other_sites_reach_nothing() {
    let service = Service::sample();
    let last = service.last();
    let form = b"item=ke-hoach-dan-van&unit=dang-uy-khun-ha&period=2023&value=done&reported_on=2023-12-30";
    let host = service.url.trim_start_matches("http://").to_owned();
    let form_with = |headers: &[(&str, &str)]| {
        service.post("/report", "application/x-www-form-urlencoded", headers, form).status
    };
    for headers in [
        &[("origin", "https://example.invalid")][..],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:1")],
    ] {
        assert_eq!(form_with(headers), 403, "{headers:?}");
    }
    assert_eq!(service.last(), last);
    // A name of another site that leads to this machine.
    for name in ["example.invalid", "127.0.0.1.example.invalid", "localhost.example.invalid:80", ""] {
        let answer = service.get_with("/", &[("host", name)]);
        assert!(matches!(answer.status, 400 | 421), "{name}: {}", answer.status);
    }
    for name in ["localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:8080"] {
        assert_eq!(service.get_with("/", &[("host", name)]).status, 200, "{name}");
    }
    let own = format!("http://{host}");
    assert_eq!(form_with(&[("origin", own.as_str()), ("sec-fetch-site", "same-origin")]), 303);
    assert_eq!(service.last(), last + 1);
}

#[test]
fn other_machines_are_let_in_only_when_asked_for() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let (code, said) = Service::refuses(&["--listen", address]);
        assert_eq!(code, Some(2));
        assert!(said.contains("--beyond-this-machine"), "{said}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let service = Service::sample();
    let mut pages = vec!["/?as_of=2023-12-10".to_owned()];
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(path) = pages.pop() {
        if seen.len() >= 150 || !seen.insert(path.clone()) {
            continue;
        }
        let answer = service.get(&path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        // In the order of the page, so that one branch does not use up all of the walk.
        pages.splice(0..0, links(&answer.text).into_iter().rev());
    }
    assert!(seen.len() >= 150);
}
