//! Plans built in code: each call is a row of a plan file, and [`PlanBuilder::finish`] is the reader of plan files.
//!
//! What a row can be, the types say: a criterion belongs to aggregates that count units, a word for how figures combine to
//! its measure, a baseline to what is asked. Texts are the phrases and spellings of plan files (see
//! [`guide::format`](mod@crate::guide::format)). They are read by [`finish`](PlanBuilder::finish), which says of
//! everything that is wrong at which row and key it stands, as for a file.
//!
//! ```
//! use kehoach::{DoneBy, FigureBy, Plan, Rhythm, build::*};
//!
//! let plan = Plan::build("12-KH/ĐU", "Công tác dân vận năm 2024", "dang-uy", "2024")
//!     .scope("cac-thon", kinds(["thon"]).below(["dang-uy"]))
//!     .indicator("cam-ket", "ký cam kết", done(DoneBy::Latest).reported(Rhythm::Yearly))
//!     .indicator("rac", "rác được thu gom", amount(FigureBy::Sum).unit("tấn").reported(Rhythm::Quarterly))
//!     .target("1", "Ký cam kết", share_of_units("cam-ket", "cac-thon").asks("trên 60%"))
//!     .target("2", "Thôn nào cũng thu gom", share_of_units("rac", "cac-thon").meeting("ít nhất 10 tấn").asks("100%"))
//!     .target("3", "Thu gom rác", total("rac", "cac-thon").asks("ít nhất 1.200 tấn").judged("hằng năm"))
//!     .task("bc", "Báo cáo", report("trước ngày 10/12 hằng năm").lead(["cac-thon"]).report_to(["dang-uy"]))
//!     .finish()?;
//! assert_eq!(plan.targets()[2].asked.to_string(), ">= 1200");
//!
//! // Everything that is wrong is told at once, with its place.
//! let problems = Plan::build("12-KH/ĐU", "Công tác dân vận", "dang-uy", "2024-13")
//!     .scope("cac-thon", kinds(["thon"]))
//!     .target("1", "Ký cam kết", share_of_units("cam-ket", "cac-thon").asks("trê 60%"))
//!     .finish()
//!     .unwrap_err();
//! let told: Vec<String> = problems.listed().iter().map(|problem| problem.path.clone().unwrap_or_default()).collect();
//! assert_eq!(told, ["period", "targets[0].threshold"]);
//! # Ok::<(), kehoach::file::Problems>(())
//! ```
//!
//! A criterion where nothing counts units does not compile:
//!
//! ```compile_fail
//! # use kehoach::build::*;
//! let target = total("rac", "cac-thon").meeting("ít nhất 10 tấn").asks("ít nhất 1.200 tấn");
//! ```
//!
//! Nor does an indicator of which nobody says how often it is reported:
//!
//! ```compile_fail
//! # use kehoach::{DoneBy, Plan, build::*};
//! let plan = Plan::build("1", "Kế hoạch", "xa", "2024").indicator("cam-ket", "ký cam kết", done(DoneBy::Latest));
//! ```

mod measure;
mod scope;
mod target;
mod task;

pub use measure::{AmountRow, MeasureRow, Reported, amount, count, done, grade, share};
pub use scope::{Units, all_of, any_of, below, except, kinds, levels, units, within};
pub use target::{
    Asking, AskingOfUnits, TargetOf, judgement, mean, number_of_units, pooled_share, share_of_units, total,
};
pub use task::{TaskOf, report, work};

use crate::{
    file::{DateText, FORMAT, GradeRow, PlanFile, Problems, ScaleRow},
    plan::{Plan, RestDays, Unknowns},
};

impl Plan {
    /// Begins a plan in code: its number, title, the id of the unit that issues it, and its period. See
    /// [`build`](mod@crate::build).
    pub fn build(id: &str, title: &str, issuer: &str, period: &str) -> PlanBuilder {
        PlanBuilder {
            file: PlanFile {
                format: FORMAT,
                id: id.to_owned(),
                title: title.to_owned(),
                issuer: issuer.to_owned(),
                period: period.to_owned(),
                ..PlanFile::default()
            },
        }
    }
}

/// A plan in the making: see [`build`](mod@crate::build).
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a plan is made by `finish`"]
pub struct PlanBuilder {
    file: PlanFile,
}

impl PlanBuilder {
    /// The day it was issued.
    pub fn issued(mut self, day: &str) -> Self {
        self.file.issued = Some(DateText(day.to_owned()));
        self
    }

    /// The documents that it rests on (căn cứ). How documents are written stands at
    /// [`cited_document`](crate::phrases::cited_document).
    pub fn based_on<T: AsRef<str>>(mut self, documents: impl IntoIterator<Item = T>) -> Self {
        self.file.based_on.extend(texts(documents));
        self
    }

    /// The documents that it carries out (thực hiện, triển khai).
    pub fn implements<T: AsRef<str>>(mut self, documents: impl IntoIterator<Item = T>) -> Self {
        self.file.implements.extend(texts(documents));
        self
    }

    /// The documents that it looks back upon (sơ kết, tổng kết).
    pub fn reviews<T: AsRef<str>>(mut self, documents: impl IntoIterator<Item = T>) -> Self {
        self.file.reviews.extend(texts(documents));
        self
    }

    /// To whom it is sent (nơi nhận): see [`Recipient`](crate::Recipient) for how each is written.
    pub fn recipients<T: AsRef<str>>(mut self, recipients: impl IntoIterator<Item = T>) -> Self {
        self.file.recipients.extend(texts(recipients));
        self
    }

    /// The day, from 1 to 28, on which a month of figures begins; the 1st if nothing is said.
    pub const fn figures_from_day(mut self, day: u32) -> Self {
        self.file.figures_from_day = Some(day);
        self
    }

    /// How unknowns count once a judging period is closed; open if nothing is said.
    pub fn unknowns(mut self, unknowns: Unknowns) -> Self {
        self.file.unknowns = Some(crate::file::unknowns_word(unknowns).to_owned());
        self
    }

    /// What becomes of a due day on a rest day; it stays if nothing is said.
    pub fn rest_days(mut self, rest_days: RestDays) -> Self {
        self.file.rest_days = Some(crate::file::rest_days_word(rest_days).to_owned());
        self
    }

    /// A scale of grades, worst first: the id of each and what people call it.
    pub fn scale<'a>(mut self, id: &str, grades: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let grade = |(id, name): (&str, &str)| GradeRow { id: id.to_owned(), name: name.to_owned() };
        self.file
            .scales
            .push(ScaleRow { id: id.to_owned(), grades: grades.into_iter().map(grade).collect() });
        self
    }

    /// A scope.
    pub fn scope(mut self, id: &str, units: Units) -> Self {
        self.file.scopes.push(units.row(id));
        self
    }

    /// An indicator, and what people call it.
    pub fn indicator(mut self, id: &str, name: &str, measure: Reported) -> Self {
        self.file.indicators.push(measure.row(id, name));
        self
    }

    /// A target, and its short title.
    pub fn target(mut self, id: &str, title: &str, target: TargetOf) -> Self {
        self.file.targets.push(target.row(id, title));
        self
    }

    /// A task or reporting duty, and its short title.
    pub fn task(mut self, id: &str, title: &str, task: TaskOf) -> Self {
        self.file.tasks.push(task.row(id, title));
        self
    }

    /// The rows so far, as a plan file holds them, to change what no call of the builder says.
    pub fn with(mut self, change: impl FnOnce(&mut PlanFile)) -> Self {
        change(&mut self.file);
        self
    }

    /// Reads the rows as those of a plan file.
    ///
    /// # Errors
    /// Everything that is wrong with them, each with the path that it would have in a file, such as `targets[0].threshold`.
    pub fn finish(self) -> Result<Plan, Problems> {
        self.file.try_into()
    }
}

fn texts<T: AsRef<str>>(ids: impl IntoIterator<Item = T>) -> Vec<String> {
    ids.into_iter().map(|id| id.as_ref().to_owned()).collect()
}
