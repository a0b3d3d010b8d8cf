//! What the check says of the plans of the examples, and why it stays so. A comment in the plan says the same at the place.

use kehoach::{
    Register, Severity,
    file::{Check, Remark, Text},
    workdays::WorkingCalendar,
};

/// A plan with its files, and what is said of it that is no mere note: code, path and reason.
struct Agreed {
    plan: &'static str,
    units: &'static str,
    sheet: Option<&'static str>,
    said: &'static [(&'static str, &'static str, &'static str)],
}

const AGREED: [Agreed; 4] = [
    Agreed {
        plan: include_str!("../../examples/data/tam-duong-2023/plan.toml"),
        units: include_str!("../../examples/data/tam-duong-2023/units.csv"),
        sheet: Some(include_str!("../../examples/data/tam-duong-2023/sheet.toml")),
        said: &[("report-without-time", "III.1-bao-cao", "the document says 'định kỳ', and no day")],
    },
    Agreed {
        plan: include_str!("../../examples/data/binh-phuoc-2021-2025/plan.toml"),
        units: include_str!("../../examples/data/binh-phuoc-2021-2025/units.csv"),
        sheet: None,
        said: &[
            ("level-without-lead", "II.1-chuong-trinh", "the localities are all of the district's level"),
            ("before-issue", "II.4", "a custom that the plan of August continues"),
        ],
    },
    Agreed {
        plan: include_str!("../../examples/data/kim-bang-2021-2025/plan.toml"),
        units: include_str!("../../examples/data/kim-bang-2021-2025/units.csv"),
        sheet: None,
        said: &[
            (
                "reports-twice",
                "hanh-chinh-chinh-quyen",
                "an office's own officials are not in the committee's figure",
            ),
            ("weaker-reading", "6c", "'ít nhất 01 hoặc 02' can only mean at least one"),
            ("open-lead", "III.2.1-phong-cach", "every official and member is meant: no unit"),
            ("report-without-time", "V.9-bao-cao", "the document says 'định kỳ', and no day"),
        ],
    },
    Agreed {
        plan: include_str!("../../examples/data/xa-2026/plan.toml"),
        units: include_str!("../../examples/data/xa-2026/units.csv"),
        sheet: Some(include_str!("../../examples/data/xa-2026/sheet.toml")),
        said: &[],
    },
];

/// The id of the entry around a place: that of the table whose head stands last before it.
fn entry(text: &str, at: usize) -> String {
    let head = text[..at].rfind("[[").unwrap();
    let rest = text[head..].lines().find_map(|line| line.strip_prefix("id = "));
    rest.unwrap().trim_matches('"').to_owned()
}

#[test]
fn nothing_is_said_of_the_plans_of_the_examples_but_what_is_agreed() {
    let calendar = WorkingCalendar::viet_nam();
    for Agreed { plan, units, sheet, said } in AGREED {
        let register = Register::from_csv(units).unwrap();
        let mut check = Check::new(Text::Toml(plan)).with_register(&register).with_working_days(&calendar);
        if let Some(sheet) = sheet {
            check = check.with_sheet(Text::Toml(sheet));
        }
        let checked = check.run();
        let found: Vec<(&str, String)> = checked
            .remarks
            .iter()
            .filter(|remark| remark.severity() > Severity::Note)
            .map(|remark| (remark.code(), entry(plan, remark.spot.as_ref().unwrap().span.start)))
            .collect();
        let wanted: Vec<(&str, String)> =
            said.iter().map(|(code, id, _)| (*code, (*id).to_owned())).collect();
        assert_eq!(found, wanted);
        assert_ne!(checked.worst(), Some(Severity::Error));
    }
}

/// What is told of Tam Đường's plan even as a note: two rows of its annex list neighbouring months, two phrases stand for no
/// unit, and two scopes hold a committee and an office below it, each of which counts for itself.
#[test]
fn the_notes_on_the_plan_of_tam_duong() {
    let Agreed { plan, units, sheet, .. } = &AGREED[0];
    let register = Register::from_csv(units).unwrap();
    let check = Check::new(Text::Toml(plan)).with_register(&register);
    let checked = check.with_sheet(Text::Toml(sheet.unwrap())).run();
    let notes = checked.remarks.iter().filter(|remark| remark.severity() == Severity::Note);
    let mut codes: Vec<&str> = notes.map(Remark::code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, ["neighbouring-months", "open-party", "reports-twice"]);
}
