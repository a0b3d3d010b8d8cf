//! One door for everything that can be said of a plan file before the plan is signed.

use std::collections::HashSet;

use chrono::Datelike;

use super::{
    lower::At,
    problem::{Located, Problems, Spot},
    remark::{Origin, Remark, RemarkKind},
};
use crate::{
    findings::{Finding, FindingKind, Severity},
    phrases::Note,
    plan::Plan,
    score::Sheet,
    time::workdays::WorkingCalendar,
    unit::Register,
};

/// The text of a file, in one of the formats that keep the places of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Text<'t> {
    /// TOML.
    #[cfg(feature = "toml")]
    Toml(&'t str),
    /// JSON.
    #[cfg(feature = "json")]
    Json(&'t str),
}

impl<'t> Text<'t> {
    fn plan(self) -> Result<Located<Plan>, Problems> {
        match self {
            #[cfg(feature = "toml")]
            Self::Toml(text) => Plan::from_toml_with_notes(text),
            #[cfg(feature = "json")]
            Self::Json(text) => Plan::from_json_with_notes(text),
        }
    }

    fn sheet(self, plan: &Plan) -> Result<Located<Sheet>, Problems> {
        match self {
            #[cfg(feature = "toml")]
            Self::Toml(text) => super::toml::sheet(text, plan),
            #[cfg(feature = "json")]
            Self::Json(text) => super::json::sheet(text, plan),
        }
    }

    fn places(self) -> Places<'t> {
        match self {
            #[cfg(feature = "toml")]
            Self::Toml(text) => Places::Toml(super::toml::Places::new(text)),
            #[cfg(feature = "json")]
            Self::Json(text) => Places::Json(super::json::Places::new(text)),
        }
    }
}

/// Where the values of a text stand.
enum Places<'t> {
    #[cfg(feature = "toml")]
    Toml(super::toml::Places<'t>),
    #[cfg(feature = "json")]
    Json(super::json::Places<'t>),
}

impl Places<'_> {
    fn spot(&self, at: &At) -> Option<Spot> {
        match self {
            #[cfg(feature = "toml")]
            Self::Toml(places) => places.spot(at),
            #[cfg(feature = "json")]
            Self::Json(places) => places.spot(at),
        }
    }
}

/// Checks a plan file, and what belongs to it: the more there is, the more can be told.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// use kehoach::{Language, Severity, file::{Check, Text}};
///
/// let plan = r#"
/// format = 1
/// id = "12-KH/ĐU"
/// title = "Công tác dân vận năm 2024"
/// issuer = "dang-uy"
/// period = "2024"
/// tasks = [{ id = "1", title = "Sơ kết", when = "tháng 6, 7", lead = ["khoi-dan-van"] }]
/// "#;
/// let checked = Check::new(Text::Toml(plan)).run();
/// let remark = &checked.remarks[0];
/// assert_eq!((remark.code(), remark.severity()), ("neighbouring-months", Severity::Note));
/// assert_eq!(remark.spot.as_ref().map(|spot| &plan[spot.span.clone()]), Some("\"tháng 6, 7\""));
/// assert_eq!(
///     remark.message(Language::Vietnamese),
///     "các tháng liền nhau được hiểu là mỗi tháng một lần: `tháng 6, 7 hằng năm`"
/// );
/// assert_eq!(checked.worst(), Some(Severity::Note));
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Check<'t> {
    plan: Text<'t>,
    register: Option<&'t Register>,
    sheet: Option<Text<'t>>,
    calendar: Option<&'t WorkingCalendar>,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// The plan, if it can be read.
    pub plan: Option<Plan>,
    /// The sheet, if there is one and it can be read.
    pub sheet: Option<Sheet>,
    /// Everything there is to say, file by file, in the order of the text; what has no place in it comes last.
    pub remarks: Vec<Remark>,
    /// How many more problems there are than are listed: see [`PROBLEMS`](crate::limits::PROBLEMS).
    pub more: usize,
}

impl Checked {
    /// How much the worst of it matters; `None` if there is nothing to say.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.remarks.iter().map(Remark::severity).max()
    }
}

impl<'t> Check<'t> {
    /// A check of a plan alone.
    #[must_use]
    pub const fn new(plan: Text<'t>) -> Self {
        Self { plan, register: None, sheet: None, calendar: None }
    }

    /// The same, over the units of a register.
    #[must_use]
    pub const fn with_register(mut self, register: &'t Register) -> Self {
        self.register = Some(register);
        self
    }

    /// The same, with a sheet that scores the plan.
    #[must_use]
    pub const fn with_sheet(mut self, sheet: Text<'t>) -> Self {
        self.sheet = Some(sheet);
        self
    }

    /// The same, with a calendar of working days: due days on days of rest are told.
    #[must_use]
    pub const fn with_working_days(mut self, calendar: &'t WorkingCalendar) -> Self {
        self.calendar = Some(calendar);
        self
    }

    /// Reads everything, and says all there is to say. Of a plan that cannot be read there are its problems alone.
    #[must_use]
    pub fn run(&self) -> Checked {
        let mut checked = Checked { plan: None, sheet: None, remarks: Vec::new(), more: 0 };
        let Some(plan) = take(self.plan.plan(), Origin::Plan, &mut checked) else { return checked };
        let sheet = self.sheet.and_then(|text| take(text.sheet(&plan), Origin::Sheet, &mut checked));
        let mut findings = plan.findings();
        findings.extend(self.register.into_iter().flat_map(|register| plan.findings_over(register)));
        findings.extend(self.calendar.into_iter().flat_map(|calendar| plan.findings_on_rest_days(calendar)));
        if let (Some(sheet), Some(text)) = (&sheet, self.sheet) {
            let mut of_sheet = sheet.findings();
            of_sheet
                .extend(self.register.into_iter().flat_map(|register| sheet.findings_over(&plan, register)));
            let subjects = &sheet.parts().subjects;
            // What the sheet scores is in use; and where it holds no one, the sheet says so.
            findings.retain(|finding| match &finding.kind {
                FindingKind::Unused { table: "scopes" } => finding.id != subjects.as_str(),
                FindingKind::EmptyScope { scope } => {
                    scope != subjects || !of_sheet.iter().any(|f| f.kind.code() == "nothing-scored")
                }
                _ => true,
            });
            add(&of_sheet, Origin::Sheet, text, &mut checked.remarks);
        }
        add(&findings, Origin::Plan, self.plan, &mut checked.remarks);
        // The register comes as it was read: where its text stands, only its records say.
        let of_register = self.register.map(Register::findings).unwrap_or_default();
        checked.remarks.extend(of_register.iter().map(|finding| Remark::of_finding(Origin::Units, finding)));
        said_once(&plan, &mut checked.remarks);
        checked.remarks.sort_by_key(|remark| {
            let start = remark.spot.as_ref().map(|spot| spot.span.start);
            (remark.origin, start.is_none(), start)
        });
        (checked.plan, checked.sheet) = (Some(plan), sheet);
        checked
    }
}

fn take<T>(read: Result<Located<T>, Problems>, origin: Origin, checked: &mut Checked) -> Option<T> {
    match read {
        Ok(located) => {
            let note = |(spot, path, note)| Remark::of_note(origin, spot, path, note);
            checked.remarks.extend(located.notes.into_iter().map(note));
            Some(located.value)
        }
        Err(problems) => {
            checked.more = checked.more.saturating_add(problems.more());
            checked.remarks.extend(problems.listed().iter().map(|p| Remark::of_problem(origin, p)));
            None
        }
    }
}

/// Findings with the places of the text in which they stand.
fn add(findings: &[Finding], origin: Origin, text: Text<'_>, remarks: &mut Vec<Remark>) {
    let places = text.places();
    for finding in findings {
        let place = finding.place;
        let entry = (!matches!(place.table, "plan" | "sheet")).then_some((place.table, place.index));
        let at = At { entry, key: place.field, item: finding.item, within: None };
        remarks.push(Remark { spot: places.spot(&at), ..Remark::of_finding(origin, finding) });
    }
}

/// What a finding says of a text, a note on that text need not say again; and of a plan for one year, that a month without a
/// year is one of every year says nothing.
fn said_once(plan: &Plan, remarks: &mut Vec<Remark>) {
    let found = |code: &str| -> HashSet<Option<String>> {
        let told = remarks.iter().filter(|r| matches!(r.kind, RemarkKind::Finding(_)) && r.code() == code);
        told.map(|remark| remark.path.clone()).collect()
    };
    let (months, timeless) = (found("neighbouring-months"), found("report-without-time"));
    let one_year = plan.period().first().year() == plan.period().last().year();
    remarks.retain(|remark| match &remark.kind {
        RemarkKind::Note(Note::Neighbours) => !months.contains(&remark.path),
        RemarkKind::Note(Note::KeptAsWritten) => !timeless.contains(&remark.path),
        RemarkKind::Note(Note::EveryYear) => !one_year,
        _ => true,
    });
}
