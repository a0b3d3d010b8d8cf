//! Where a finding begins and ends: what a sound plan is not told.

use kehoach::{
    Language, Register, Severity,
    file::{Check, Remark, RemarkKind, Text},
    workdays::WorkingCalendar,
};

const TABLES: &str = r#"
[[scales]]
id = "xep-loai"
grades = [{ id = "yeu", name = "yếu" }, { id = "kha", name = "khá" }, { id = "tot", name = "tốt" }]

[[scopes]]
id = "cac-thon"
kinds = ["thon"]

[[scopes]]
id = "co-quan"
levels = ["commune"]

[[indicators]]
id = "nam"
name = "số mô hình"
measure = "count"
combine = "latest"
reported = "yearly"

[[indicators]]
id = "giu"
name = "số mô hình, giữ đến lần sau"
measure = "count"
combine = "latest"
reported = "yearly"
carry_forward = true

[[indicators]]
id = "mot-lan"
name = "số hộ"
measure = "count"
combine = "latest"
reported = "once"

[[indicators]]
id = "quy"
name = "chênh lệch"
measure = "amount"
combine = "latest"
unit = "triệu đồng"
least = -5
greatest = 10
reported = "quarterly"

[[indicators]]
id = "ty-le"
name = "tỷ lệ"
measure = "share"
combine = "latest"
reported = "quarterly"

[[indicators]]
id = "loai"
name = "xếp loại"
measure = "grade"
scale = "xep-loai"
reported = "yearly"
"#;

const UNITS: &str = "id,name,kind,level,parent,first,last\n\
    dang-uy,Đảng ủy,cap-uy,commune,,,\n\
    ubnd,UBND,ubnd,commune,dang-uy,,\n\
    mttq,MTTQ,mttq,commune,dang-uy,,\n\
    thon-1,Thôn 1,thon,village,ubnd,,\n\
    thon-2,Thôn 2,thon,village,ubnd,,\n";

/// The codes of what is found, but that something is unused, in the order of the text.
fn codes(head: &str, rows: &str) -> Vec<&'static str> {
    let set = |key: &str, value: &str| match head.contains(key) {
        true => String::new(),
        false => format!("{key} = {value}\n"),
    };
    let own = [("format", "1"), ("id", "\"1\""), ("title", "\"kế hoạch\""), ("issuer", "\"dang-uy\"")];
    let own: String = own.iter().map(|(key, value)| set(key, value)).collect();
    let text = format!("{own}{}{head}\n{TABLES}\n{rows}", set("period", "\"2024\""));
    let register = Register::from_csv(UNITS).unwrap();
    let calendar = WorkingCalendar::viet_nam();
    let check = Check::new(Text::Toml(&text)).with_register(&register).with_working_days(&calendar);
    let checked = check.run();
    let problem = checked.remarks.iter().find(|remark| matches!(remark.kind, RemarkKind::Problem(_)));
    assert_eq!(problem.map(ToString::to_string), None, "{text}");
    let found = checked.remarks.iter().filter(|remark| matches!(remark.kind, RemarkKind::Finding(_)));
    found.map(Remark::code).filter(|code| *code != "unused").collect()
}

fn target(id: &str, rest: &str) -> String {
    let measured = if rest.contains("measured") { "" } else { "measured = \"cac-thon\"\n" };
    format!("[[targets]]\nid = \"{id}\"\ntitle = \"chỉ tiêu {id}\"\n{measured}{}\n", rest.replace("; ", "\n"))
}

fn task(rest: &str) -> String {
    let lead = if rest.contains("lead") { "" } else { "lead = [\"dang-uy\"]\n" };
    format!("[[tasks]]\nid = \"a\"\ntitle = \"việc\"\n{lead}{}\n", rest.replace("; ", "\n"))
}

#[track_caller]
fn of_target(head: &str, rest: &str, wanted: &[&str]) {
    assert_eq!(codes(head, &target("1", rest)), wanted, "{rest}");
}

#[track_caller]
fn of_task(head: &str, rest: &str, wanted: &[&str]) {
    assert_eq!(codes(head, &task(rest)), wanted, "{rest}");
}

#[test]
fn a_figure_is_reported_often_enough_if_a_report_ends_with_what_is_judged() {
    let total = |indicator: &str, judged: &str| {
        format!(
            "indicator = \"{indicator}\"; aggregate = \"total\"; threshold = \"ít nhất 1\"; judged = \"{judged}\""
        )
    };
    // A plan that begins in August cuts its first year short, and the year's report is there at its end all the same.
    of_target("period = \"2021-08/2024\"", &total("nam", "each year"), &[]);
    of_target("", &total("nam", "each quarter"), &["reported-too-seldom"]);
    of_target("", &total("giu", "each quarter"), &[]);
    of_target("", &total("mot-lan", "each quarter"), &[]);
    of_target("", &total("nam", "by 2024-06-30"), &["reported-too-seldom"]);
    of_target("", &total("nam", "by 2024-12-31"), &[]);
    of_target("", &total("quy", "by 2024-06-30"), &[]);
    of_target("", &total("nam", "during 2024-07/2025-06"), &["part-outside-plan"]);
    of_target("", &total("nam", "by 2025-12-31"), &["part-outside-plan"]);
}

#[test]
fn what_is_judged_before_the_issue() {
    let quarterly =
        "indicator = \"quy\"; aggregate = \"total\"; threshold = \"ít nhất 1\"; judged = \"each quarter\"";
    of_target("issued = \"2024-03-31\"", quarterly, &[]);
    of_target("issued = \"2024-04-01\"", quarterly, &["judged-before-issue"]);
    // Issued after all of it: said once, of the plan.
    of_target("issued = \"2025-01-01\"", quarterly, &["issued-after-plan"]);
}

#[test]
fn thresholds_that_ask_for_nothing() {
    for (rest, wanted) in [
        ("indicator = \"quy\"; aggregate = \"mean\"; threshold = \">= 0\"", &[][..]),
        ("indicator = \"quy\"; aggregate = \"mean\"; threshold = \"[-5, 10]\"", &["always-met"]),
        ("indicator = \"quy\"; aggregate = \"mean\"; threshold = \"> -5\"", &[]),
        ("indicator = \"ty-le\"; aggregate = \"pooled-share\"; threshold = \"<= 100%\"", &["always-met"]),
        ("indicator = \"ty-le\"; aggregate = \"pooled-share\"; threshold = \"< 100%\"", &[]),
        ("indicator = \"nam\"; aggregate = \"total\"; threshold = \"<= 100\"", &[]),
        (
            "indicator = \"loai\"; aggregate = \"share-of-units\"; criterion = \">= yeu\"; threshold = \">= 60%\"",
            &["always-met"],
        ),
        (
            "indicator = \"loai\"; aggregate = \"share-of-units\"; criterion = \">= kha\"; threshold = \">= 60%\"",
            &[],
        ),
    ] {
        of_target("", rest, wanted);
    }
}

#[test]
fn one_target_says_nothing_beside_another() {
    let two = |first: &str, second: &str| {
        let total =
            |id, rest: &str| target(id, &format!("indicator = \"nam\"; aggregate = \"total\"; {rest}"));
        codes("", &(total("1", first) + &total("2", second)))
    };
    assert_eq!(two("threshold = \"ít nhất 3\"", "threshold = \"ít nhất 5\""), ["implied"]);
    // Of two that ask the same, the second says nothing.
    assert_eq!(two("threshold = \"ít nhất 3\"", "threshold = \"ít nhất 3\""), ["implied"]);
    assert_eq!(two("threshold = \"ít nhất 3\"", "threshold = \"phấn đấu ít nhất 5\""), [""; 0]);
    assert_eq!(
        two("threshold = \"ít nhất 3\"", "threshold = \"ít nhất 5\"; judged = \"by 2024-12-31\""),
        [""; 0]
    );
    assert_eq!(two("threshold = \"ít nhất 3\"", "threshold = \"không quá 5\""), [""; 0]);
    assert_eq!(
        two("threshold = \"ít nhất 3\"", "threshold = \"ít nhất 5\"; measured = \"co-quan\""),
        ["reports-twice"]
    );
}

#[test]
fn units_there_are_enough_of() {
    let number = |rest: &str| {
        format!("indicator = \"nam\"; aggregate = \"number-of-units\"; criterion = \">= 1\"; {rest}")
    };
    of_target("", &number("threshold = \">= 2\""), &[]);
    of_target("", &number("threshold = \">= 3\""), &["too-few-units"]);
    of_target("", &number("threshold = \"> 1.5\""), &[]);
    of_target("", &number("threshold = \"<= 3\""), &[]);
    // The villages belong to the people's committee, and by it to the Party's; the Front has none.
    let each = number("threshold = \">= 2\"; judged_at = \"co-quan\"");
    of_target("", &each, &["empty-subject"]);
    let each = number("threshold = \">= 3\"; judged_at = \"co-quan\"");
    of_target("", &each, &["empty-subject", "too-few-units"]);
}

#[test]
fn days_of_rest() {
    // 15 June 2024 is a Saturday, 31 August 2024 one too, and the end of a month.
    of_task("", "when = \"by 2024-06-15\"", &["rest-day"]);
    of_task("rest_days = \"next-working-day\"", "when = \"by 2024-06-15\"", &[]);
    of_task("rest_days = \"next-working-day\"", "when = \"before 2024-06-16\"", &["rest-day"]);
    of_task("", "when = \"by 2024-06-14\"", &[]);
    of_task("", "when = \"months 8\"", &[]);
    of_task("", "when = \"during 2024-08\"", &[]);
    of_task("", "when = \"monthly by day 15\"", &["rest-day"]);
    // What is off in a year that the calendar does not have is not known.
    of_task("period = \"2060\"", "when = \"by 2060-01-03\"", &[]);
    let plan = "format = 1\nid = \"1\"\ntitle = \"t\"\nissuer = \"a\"\nperiod = \"2023\"\n\
        tasks = [{ id = \"1\", title = \"t\", when = \"trước ngày 10/12 hằng năm\", lead = [\"a\"] }]\n";
    let calendar = WorkingCalendar::viet_nam();
    let found = &Check::new(Text::Toml(plan)).with_working_days(&calendar).run().remarks[0];
    assert_eq!(
        found.to_string(),
        "note [rest-day] line 6, column 42: tasks[0].when: it is due on 2023-12-09, a day of rest; do it by the working day \
         before it, 2023-12-08: what is due `before` a day does not move"
    );
}

#[test]
fn reports_and_the_figures_they_rest_on() {
    let yearly = target("1", "indicator = \"nam\"; aggregate = \"total\"; threshold = \"ít nhất 1\"");
    let report = |head: &str, when: &str| {
        codes(
            head,
            &(yearly.clone()
                + &task(&format!("product = \"report\"; report_to = [\"ubnd\"]; when = \"{when}\""))),
        )
    };
    assert_eq!(report("", "yearly by 12-10"), ["before-figures"]);
    assert_eq!(report("figures_from_day = 15", "yearly by 12-10"), ["before-figures"]);
    assert_eq!(report("figures_from_day = 15", "yearly by 12-20"), [""; 0]);
    assert_eq!(report("", "yearly by 12-31"), [""; 0]);
    assert_eq!(report("", "months 12"), [""; 0]);
    // No figure is reported monthly: the monthly report is about something else.
    assert_eq!(report("", "monthly by day 27"), ["rest-day"]);
    assert_eq!(report("", "on instruction: khi có yêu cầu"), ["report-without-time"]);
    assert_eq!(report("", "continuous"), ["report-without-time"]);
    assert_eq!(report("", "per level commune = during 2024;village = continuous"), ["level-without-lead"]);
}

#[test]
fn parties_that_are_themselves() {
    let report = "product = \"report\"; when = \"months 12\"; ";
    of_task(
        "",
        &format!("{report}lead = [\"mttq\"]; report_to = [\"dang-uy\"]; report_through = [\"mttq\"]"),
        &["report-to-itself"],
    );
    of_task("", &format!("{report}lead = [\"co-quan\"]; report_to = [\"ubnd\"]"), &["report-to-itself"]);
    of_task(
        "",
        &format!("{report}lead = [\"cac-thon\"]; report_to = [\"ubnd\"]; report_through = [\"mttq\"]"),
        &[],
    );
    // An open phrase may mean another each time.
    of_task(
        "",
        &format!("{report}lead = [\"ubnd\", \"các hội\"]; report_to = [\"các hội\"]"),
        &["open-party"],
    );
    of_task("", "when = \"months 12\"; lead = [\"ubnd\"]; advise = [\"ubnd\"]; monitor = [\"ubnd\"]", &[]);
    of_task(
        "",
        "when = \"months 12\"; lead = [\"ubnd\"]; coordinate = [\"mttq\", \"mttq\"]",
        &["named-twice"],
    );
    of_task("", "when = \"months 12\"; report_through = [\"mttq\"]", &["not-a-report"]);
}

#[test]
fn documents_and_their_days() {
    let head =
        "issued = \"2024-01-10\"\nbased_on = [\"25-NQ/TW ngày 03/6/2013\", \"25-NQ/TW ngày 25/7/2008\"]";
    of_task(head, "when = \"months 12\"; implements = [\"25-NQ/TW\"]", &[]);
    of_task(head, "when = \"months 12\"; implements = [\"25-NQ/TW ngày 06/6/2013\"]", &["two-dates"]);
    of_task(head, "when = \"months 12\"; reviews = [\"25-NQ/TW ngày 10/01/2024\"]", &[]);
    of_task(
        head,
        "when = \"months 12\"; reviews = [\"Luật Đất đai ngày 18/01/2024\"]",
        &["document-after-issue"],
    );
}

/// Each document is counted among those of its own kind.
#[test]
fn documents_are_found_under_their_own_key() {
    let plan = "format = 1\nid = \"1\"\ntitle = \"t\"\nissuer = \"a\"\nperiod = \"2024\"\nissued = \"2024-01-10\"\n\
        based_on = [\"25-NQ/TW\", \"26-NQ/TW\"]\nimplements = [\"27-CTr/TU\", \"28-CTr/TU ngày 18/01/2024\"]\n";
    let checked = Check::new(Text::Toml(plan)).run();
    let said: Vec<_> = checked.remarks.iter().map(|remark| (remark.code(), remark.path.as_deref())).collect();
    assert_eq!(said, [("document-after-issue", Some("implements[1]"))]);
}

/// What sets no day is told in the reader's language, but for what is the plan's own words.
#[test]
fn a_report_without_a_time_is_told_in_both_languages() {
    let told = |when: &str| {
        let head = "format = 1\nid = \"1\"\ntitle = \"t\"\nissuer = \"dang-uy\"\nperiod = \"2024\"\n";
        let plan = format!(
            "{head}{}",
            task(&format!("product = \"report\"; report_to = [\"ubnd\"]; when = \"{when}\""))
        );
        let checked = Check::new(Text::Toml(&plan)).run();
        let remark = checked.remarks.iter().find(|remark| remark.code() == "report-without-time").unwrap();
        [Language::English, Language::Vietnamese].map(|language| remark.message(language))
    };
    let (never, vi) = (
        "sets no day: this report is never late",
        "chưa cho hạn nào: báo cáo này không bao giờ bị coi là chậm",
    );
    assert_eq!(told("continuous"), [format!("`continuous` {never}"), format!("`thường xuyên` {vi}")]);
    assert_eq!(
        told("on instruction: khi có yêu cầu"),
        [never, vi].map(|rest| format!("`khi có yêu cầu` {rest}"))
    );
}

#[test]
fn what_something_else_uses_is_used() {
    let plan = "format = 1\nid = \"1\"\ntitle = \"t\"\nissuer = \"a\"\nperiod = \"2024\"\nrecipients = [\"nhan\"]\n\
        scopes = [{ id = \"nhan\", any_of = [\"trong\"] }, { id = \"trong\", kinds = [\"ubnd\"] }, { id = \"thua\", kinds = [\"x\"] }]\n";
    let checked = Check::new(Text::Toml(plan)).run();
    let said: Vec<String> = checked.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "note [unused] line 7, column 91: scopes[2].id: no target, task or other scope uses this scope; leave it out, or \
             make use of it"
        ]
    );
    assert_eq!(checked.worst(), Some(Severity::Note));
}
