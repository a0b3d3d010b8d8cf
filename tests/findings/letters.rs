//! Letters that are not what they look like: in plans, registers and sheets.

use kehoach::{
    FindingKind, Kind, Level, Plan, Register, Severity, UnitId, UnitRecord,
    file::{Check, Origin, RemarkKind, Text},
};

const PLAN: &str = r#"format = 1
id = "12-KH/ĐU"
title = "Kế hoạch"
issuer = "dang-uy"
period = "2024"
scales = [{ id = "thang", grades = [{ id = "yeu", name = "yếu" }, { id = "kha", name = "khá" }, { id = "tot", name = "tốt" }] }]
scopes = [{ id = "cac-thon", name = "các thôn", kinds = ["thon"] }]
indicators = [
    { id = "ruong", name = "ruộng", measure = "amount", unit = "ha", combine = "latest", reported = "yearly" },
    { id = "hang", name = "xếp hạng", measure = "grade", scale = "thang", reported = "yearly" },
]
targets = [
    { id = "A1", title = "Ruộng", clause = "mục II", indicator = "ruong", measured = "cac-thon", aggregate = "total", threshold = "ít nhất 5" },
    { id = "2", title = "Hạng", indicator = "hang", measured = "cac-thon", aggregate = "share-of-units", criterion = ">= kha", threshold = "60%" },
]
tasks = [{ id = "a", title = "Sơ kết", clause = "mục 3", when = "tháng 6", lead = ["dang-uy"], coordinate = ["các hội"] }]
"#;

const SHEET: &str = r#"format = 1
id = "bang"
title = "Bảng điểm"
period = "2024"
subjects = "cac-thon"
points = 10
not_applicable = "zero"
groups = [{ id = "nhom", title = "Nhóm" }]
criteria = [{ id = "ruong", title = "Ruộng", group = "nhom", target = "A1", max = 10, rule = "all-or-nothing" }]
adjustments = [{ id = "thuong", title = "Thưởng", kind = "bonus", target = "A1", per = "met", points = 1, cap = 1 }]
grades = [{ id = "kem", name = "kém", points = "dưới 5" }, { id = "dat", name = "đạt", points = "từ 5" }]
"#;

/// Code and place of what is found about letters.
fn told(plan: &str, sheet: &str) -> Vec<String> {
    let checked = Check::new(Text::Toml(plan)).with_sheet(Text::Toml(sheet)).run();
    let findings = checked.remarks.iter().filter(|remark| matches!(remark.kind, RemarkKind::Finding(_)));
    let problem = checked.remarks.iter().find(|remark| matches!(remark.kind, RemarkKind::Problem(_)));
    assert_eq!(problem.map(ToString::to_string), None);
    let codes = ["mixed-scripts", "look-alike", "hidden-character"];
    let letters = findings.filter(|remark| codes.contains(&remark.code()));
    letters
        .map(|remark| format!("{} {}", remark.code(), remark.path.as_deref().unwrap_or_default()))
        .collect()
}

#[test]
fn every_id_and_text_is_looked_at() {
    assert_eq!(told(PLAN, SHEET), [""; 0]);
    // A Cyrillic letter in an id and in a word, a direction mark in a text; each at its place.
    for (file, from, to, wanted) in [
        ("plan", "12-KH/ĐU", "12-КH/ĐU", "mixed-scripts id"),
        ("plan", "12-KH/ĐU", "12-KH\\u202E/ĐU", "hidden-character id"),
        ("plan", "\"Kế hoạch\"", "\"Kế hоạch\"", "mixed-scripts title"),
        ("plan", "\"Kế hoạch\"", "\"Kế\\u200B hoạch\"", "hidden-character title"),
        ("plan", "\"thang\"", "\"thаng\"", "mixed-scripts scales[0].id"),
        ("plan", "id = \"yeu\"", "id = \"yеu\"", "mixed-scripts scales[0].grades[0]"),
        ("plan", "name = \"khá\"", "name = \"khá\\u2066\"", "hidden-character scales[0].grades[1]"),
        ("plan", "\"cac-thon\"", "\"cас-thon\"", "mixed-scripts scopes[0].id"),
        ("plan", "các thôn", "các thоn", "mixed-scripts scopes[0].name"),
        ("plan", "\"ruong\"", "\"ruоng\"", "mixed-scripts indicators[0].id"),
        ("plan", "\"ruộng\"", "\"ru\\u00ADộng\"", "hidden-character indicators[0].name"),
        ("plan", "unit = \"ha\"", "unit = \"hа\"", "mixed-scripts indicators[0].unit"),
        ("plan", "id = \"2\"", "id = \"2аb\"", "mixed-scripts targets[1].id"),
        ("plan", "\"Hạng\"", "\"Hạng\\u200F\"", "hidden-character targets[1].title"),
        ("plan", "mục II", "mục\\u2060 II", "hidden-character targets[0].clause"),
        ("plan", "id = \"a\"", "id = \"aа\"", "mixed-scripts tasks[0].id"),
        ("plan", "Sơ kết", "Sơ kếт\\u202D", "hidden-character tasks[0].title"),
        ("plan", "Sơ kết", "Sơ kết\\u001B[2J", "hidden-character tasks[0].title"),
        ("plan", "mục 3", "mục\\u061C 3", "hidden-character tasks[0].clause"),
        ("plan", "các hội", "các hội\\u202C nữa", "hidden-character tasks[0].coordinate[0]"),
        ("plan", "id = \"2\"", "id = \"Al\"", "look-alike targets[1].id"),
        ("plan", "id = \"tot\"", "id = \"khа\"", "look-alike scales[0].grades[2]"),
        ("sheet", "id = \"bang\"", "id = \"bаng\"", "mixed-scripts id"),
        ("sheet", "Bảng điểm", "Bảng\\u202B điểm", "hidden-character title"),
        ("sheet", "\"nhom\"", "\"nhоm\"", "mixed-scripts groups[0].id"),
        ("sheet", "\"Nhóm\"", "\"Nhоm\"", "mixed-scripts groups[0].title"),
        ("sheet", "id = \"ruong\"", "id = \"ruоng\"", "mixed-scripts criteria[0].id"),
        ("sheet", "\"Ruộng\"", "\"Ruộng\\u200E\"", "hidden-character criteria[0].title"),
        ("sheet", "id = \"thuong\"", "id = \"thuоng\"", "mixed-scripts adjustments[0].id"),
        ("sheet", "id = \"thuong\"", "id = \"ruọng\"", ""),
        ("sheet", "\"Thưởng\"", "\"Thưởng\\u2069\"", "hidden-character adjustments[0].title"),
        ("sheet", "id = \"kem\"", "id = \"kеm\"", "mixed-scripts grades[0].id"),
        ("sheet", "\"kém\"", "\"kém\\uFEFF.\"", "hidden-character grades[0].name"),
        ("sheet", "id = \"kem\"", "id = \"đat\"", ""),
    ] {
        let (mut plan, mut sheet) = (PLAN.to_owned(), SHEET.to_owned());
        let text = if file == "plan" { &mut plan } else { &mut sheet };
        assert!(text.contains(from), "{from}");
        *text = text.replace(from, to);
        if file == "plan" {
            // Where an id of the plan changes, so does what the sheet says of it.
            sheet = sheet.replace(from, to);
        }
        let found = told(&plan, &sheet);
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        match wanted {
            "" => assert_eq!(found, [""; 0], "{to}"),
            wanted => assert!(found.contains(&wanted), "{to}: {found:?}"),
        }
    }
}

#[test]
fn what_may_stand_in_a_text_is_not_told() {
    for title in [
        "Nồng độ PM2,5 dưới 25 μg/m³",
        "Điện trở 5 kΩ, hệ số α và β",
        "Hoàn thành ✔\u{fe0f}",
        "Văn bản “gốc” – số 33-KH/HU",
        "Москва",
        "Quy\u{a0}chế",
    ] {
        assert_eq!(told(&PLAN.replace("Sơ kết", title), SHEET), [""; 0], "{title}");
    }
}

#[test]
fn ids_of_ascii_alone_that_look_alike_are_a_note() {
    let severity = |id: &str| {
        let plan = Plan::from_toml(&PLAN.replace("id = \"2\"", &format!("id = \"{id}\""))).unwrap();
        let found = plan.findings().into_iter().find(|finding| finding.kind.code() == "look-alike");
        found.map(|finding| finding.kind.severity())
    };
    assert_eq!(severity("Al"), Some(Severity::Note));
    assert_eq!(severity("А1"), Some(Severity::Warning));
    assert_eq!(severity("a1"), None);
}

fn register(rows: &[[&str; 4]]) -> Register {
    let record = |[id, name, kind, level]: &[&str; 4]| {
        UnitRecord::new(UnitId::new(id).unwrap(), name, Kind::new(kind).unwrap(), Level::new(level).unwrap())
    };
    Register::new(rows.iter().map(record)).unwrap()
}

#[test]
fn a_register_is_told_once_of_what_many_records_say() {
    let sound = register(&[
        ["xa-1", "Xã Bản Bo", "xa", "commune"],
        ["xa-2", "Xã Nà Tăm", "xa/vung-cao", "commune"],
        ["đảng-ủy", "Đảng ủy", "cap-uy", "district"],
    ]);
    assert_eq!(sound.findings(), []);
    let register = register(&[
        ["x\u{430}-1", "Xã\u{200b} A", "xa", "commune"],
        ["x\u{430}-2", "Xã\u{200b} B", "x\u{430}", "commune"],
        ["xa-2", "Xã C", "xa", "c\u{43e}mmune"],
        ["x\u{430}-3", "Xã\u{200b} D", "x\u{430}", "c\u{43e}mmune"],
        ["xa-1", "Xã \u{412}ản", "xa", "commune"],
    ]);
    let said: Vec<String> = register.findings().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "warning [mixed-scripts] units[0].id `xа-1`: among the Latin letters of `xа-1` stands `а` (U+0430), of another script, and 2 more",
            "warning [hidden-character] units[0].name `xа-1`: it holds U+200B, a character that is not shown, and 2 more",
            "warning [mixed-scripts] units[1].kind `xа-2`: among the Latin letters of `xа` stands `а` (U+0430), of another script",
            "warning [mixed-scripts] units[2].level `xa-2`: among the Latin letters of `cоmmune` stands `о` (U+043E), of another script",
            "warning [mixed-scripts] units[4].name `xa-1`: among the Latin letters of `Вản` stands `В` (U+0412), of another script",
            "warning [look-alike] units[2].id `xa-2`: `xa-2` looks like `xа-2`, and is another: `а` (U+0430) is in one of them, and 1 more",
            "warning [look-alike] units[1].kind `xа-2`: `xа` looks like `xa`, and is another: `а` (U+0430) is in one of them",
            "warning [look-alike] units[2].level `xa-2`: `cоmmune` looks like `commune`, and is another: `о` (U+043E) is in one of them",
        ]
    );
    let plan = "format = 1\nid = \"1\"\ntitle = \"t\"\nissuer = \"xa-1\"\nperiod = \"2024\"\n";
    let checked = Check::new(Text::Toml(plan)).with_register(&register).run();
    let of_units = checked.remarks.iter().filter(|remark| remark.origin == Origin::Units);
    assert_eq!(of_units.count(), said.len());
}

#[test]
fn a_direction_mark_is_told_before_what_is_merely_not_shown() {
    let plan = Plan::from_toml(&PLAN.replace("Sơ kết", "Sơ\\u200B kết\\u202E")).unwrap();
    let kinds: Vec<FindingKind> = plan.findings().into_iter().map(|finding| finding.kind).collect();
    assert!(kinds.contains(&FindingKind::HiddenCharacter { character: '\u{202e}', others: 0 }), "{kinds:?}");
}
