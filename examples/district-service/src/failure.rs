//! What can be wrong with a request: where, what, and what would help. The JSON and the pages show the same.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kehoach::{
    EvaluateError, PartyError,
    file::{Earlier, Problem, ProblemKind, Problems},
};
use serde::Serialize;

use crate::wording;

/// One thing that is wrong.
#[derive(Debug, Clone, Serialize)]
pub struct Wrong {
    /// Which report of the request, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<usize>,
    /// The path of the value in the request, such as `reports[0].value`, or the parameter.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Line and column of the body, from 1, where they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// A stable word for programs.
    pub code: &'static str,
    pub what: String,
    pub help: Vec<String>,
    /// The same in short for a page; the library tells problems in English alone.
    #[serde(skip)]
    pub vietnamese: Option<String>,
}

/// Why a request has no other answer.
#[derive(Debug)]
pub struct Failure {
    pub status: StatusCode,
    pub errors: Vec<Wrong>,
    /// How many more errors there are than are listed.
    pub more: usize,
}

impl Failure {
    pub fn one(status: StatusCode, code: &'static str, what: String, help: Vec<String>) -> Self {
        let (record, place, line, column, vietnamese) = (None, None, None, None, None);
        let wrong = Wrong { record, place, line, column, code, what, help, vietnamese };
        Self { status, errors: vec![wrong], more: 0 }
    }

    /// A parameter that says nothing that is understood.
    pub fn parameter(name: &str, what: String, help: Vec<String>) -> Self {
        let mut failure = Self::one(StatusCode::BAD_REQUEST, "parameter", what, help);
        failure.errors.iter_mut().for_each(|wrong| wrong.place = Some(name.to_owned()));
        failure
    }

    /// Something that is not there, with the nearest spelling of what is.
    pub fn not_found(what: String, near: Option<&str>) -> Self {
        let help = near.map(|near| format!("did you mean `{near}`?")).into_iter().collect();
        Self::one(StatusCode::NOT_FOUND, "not-found", what, help)
    }

    /// Something that is wrong with the service and not with the request: told on its own side alone.
    pub fn internal(error: &dyn std::fmt::Display) -> Self {
        eprintln!("error: {error}");
        let what = "the service could not do this; what is wrong stands in its own output".to_owned();
        Self::one(StatusCode::INTERNAL_SERVER_ERROR, "internal", what, Vec::new())
    }

    pub fn refused(errors: Vec<Wrong>, more: usize) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors, more }
    }
}

impl Wrong {
    /// A problem of a file, as it stands in a request; `kept` is the number of the kept report that one contradicts.
    pub fn of(problem: &Problem, record: Option<usize>, kept: Option<usize>) -> Self {
        let (code, help) = (problem.kind.code(), problem.help());
        let what = match (&problem.kind, kept) {
            // The reader of the answer knows kept reports by their numbers.
            (ProblemKind::Conflict { with: Earlier::Ledger, .. }, Some(number)) => format!(
                "report number {number}, which is kept, says something else of the same cell on the same day"
            ),
            (ProblemKind::Conflict { with: Earlier::Record(other), .. }, _) => {
                format!("report {other} of this request says something else of the same cell on the same day")
            }
            (kind, _) => kind.to_string(),
        };
        Self {
            record,
            place: problem.path.clone(),
            line: problem.spot.as_ref().map(|spot| spot.line),
            column: problem.spot.as_ref().map(|spot| spot.column),
            code,
            what,
            help,
            vietnamese: Some(wording::problem(&problem.kind)),
        }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        let errors = problems.listed().iter().map(|problem| Wrong::of(problem, None, None)).collect();
        Self::refused(errors, problems.more())
    }
}

impl From<EvaluateError> for Failure {
    fn from(error: EvaluateError) -> Self {
        let near = error.did_you_mean();
        match &error {
            error if error.is_of_the_question() => Self::not_found(error.to_string(), near),
            _ => {
                let help = near.map(|near| format!("did you mean `{near}`?")).into_iter().collect();
                Self::one(StatusCode::UNPROCESSABLE_ENTITY, "evaluation", error.to_string(), help)
            }
        }
    }
}

impl From<PartyError> for Failure {
    fn from(error: PartyError) -> Self {
        Self::one(StatusCode::UNPROCESSABLE_ENTITY, "party", error.to_string(), Vec::new())
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(&error)
    }
}

/// What an answer says of a failure.
#[derive(Serialize)]
struct Body<'a> {
    errors: &'a [Wrong],
    more: usize,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status, Json(Body { errors: &self.errors, more: self.more })).into_response()
    }
}
