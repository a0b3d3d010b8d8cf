//! JSON in, JSON out. Figures are exact fractions as text; what is not there is `null`.

mod answer;

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{
        FromRequestParts, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use kehoach::Language;
use serde::{Deserialize, de::DeserializeOwned, de::IgnoredAny};
use serde_json::{Value, json};

use crate::{
    changes, clock,
    failure::Failure,
    office::{Mode, Office},
    view::WITHIN,
};

type App = State<Arc<Office>>;

/// The parameters of a request. One that is not known is refused: `asof` would else silently mean today.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let query: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        query.map(|Query(asked)| Self(asked)).map_err(|rejection| {
            let what = rejection.body_text();
            Failure::one(StatusCode::BAD_REQUEST, "parameter", what, Vec::new())
        })
    }
}

/// Asks the library away from the threads that serve requests: a large plan takes its time.
pub async fn ask<T: Send + 'static>(
    office: Arc<Office>,
    work: impl FnOnce(&Office) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(move || work(&office))
        .await
        .unwrap_or_else(|error| Err(Failure::internal(&error)))
}

/// A day as people write it; without one, today.
pub fn day(name: &str, text: Option<&str>) -> Result<NaiveDate, Failure> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(clock::today()) };
    kehoach::phrases::date(text).map(|reading| reading.value).map_err(|refusal| {
        let help = vec!["expected a day such as `2023-12-31` or `31/12/2023`".to_owned()];
        Failure::parameter(name, format!("`{text}` is no day: {}", refusal.wrong()), help)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scorecard {
    as_of: Option<String>,
    /// As one unit sees it.
    subject: Option<String>,
    target: Option<String>,
}

pub async fn scorecard(State(office): App, Asked(asked): Asked<Scorecard>) -> Result<Json<Value>, Failure> {
    let as_of = day("as_of", asked.as_of.as_deref())?;
    ask(office, move |office| {
        office.at(as_of, |view| {
            let mut evaluation = view.evaluation()?;
            if let Some(subject) = &asked.subject {
                evaluation.outcomes = view.evaluator.at(&view.unit(subject)?)?;
                evaluation.lines.clear();
            }
            if let Some(target) = &asked.target {
                let known = kehoach::TargetId::new(target)
                    .map_err(|error| Failure::parameter("target", error.to_string(), Vec::new()))?;
                view.evaluator.target(&known)?;
                evaluation.outcomes.retain(|outcome| outcome.target == known);
                evaluation.lines.retain(|line| line.target == known);
            }
            answer::scorecard(view, &evaluation)
        })
    })
    .await
    .map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duties {
    unit: String,
    as_of: Option<String>,
    within: Option<u32>,
}

pub async fn duties(State(office): App, Asked(asked): Asked<Duties>) -> Result<Json<Value>, Failure> {
    let as_of = day("as_of", asked.as_of.as_deref())?;
    ask(office, move |office| {
        office.at(as_of, |view| {
            let unit = view.unit(&asked.unit)?;
            let within = asked.within.unwrap_or(WITHIN);
            Ok(answer::duties(view, &view.duties(&unit, within)?, within))
        })
    })
    .await
    .map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    target: String,
    period: String,
    subject: Option<String>,
    as_of: Option<String>,
    format: Option<String>,
    lang: Option<String>,
}

pub async fn explanation(State(office): App, Asked(asked): Asked<Explanation>) -> Result<Response, Failure> {
    let as_of = day("as_of", asked.as_of.as_deref())?;
    let language = match asked.lang.as_deref() {
        None | Some("vi") => Language::Vietnamese,
        Some("en") => Language::English,
        Some(other) => {
            return Err(Failure::parameter(
                "lang",
                format!("`{other}` is neither `vi` nor `en`"),
                Vec::new(),
            ));
        }
    };
    let as_text = match asked.format.as_deref() {
        None | Some("json") => false,
        Some("text") => true,
        Some(other) => {
            let what = format!("`{other}` is neither `json` nor `text`");
            return Err(Failure::parameter("format", what, Vec::new()));
        }
    };
    let explanation = ask(office, move |office| {
        office.at(as_of, |view| {
            let subject = match &asked.subject {
                Some(subject) => view.unit(subject)?,
                None => view.office.plan.issuer().clone(),
            };
            let outcome = view.outcome(&asked.target, &asked.period, &subject)?;
            Ok(view.evaluator.explain(&outcome)?)
        })
    })
    .await?;
    Ok(if as_text {
        ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], explanation.text(language)).into_response()
    } else {
        Json(explanation).into_response()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    /// From one day to another,
    from: Option<String>,
    to: Option<String>,
    /// or, as of one day, since a report came.
    since: Option<i64>,
    as_of: Option<String>,
}

impl Changed {
    /// What changed, and between what.
    pub fn find(&self, office: &Office) -> Result<(Compared, changes::Changes), Failure> {
        match (self.since, &self.from) {
            (Some(number), None) if self.to.is_none() => {
                let as_of = day("as_of", self.as_of.as_deref())?;
                let last = office.books().last;
                if !(0..=last).contains(&number) {
                    let what = format!("there is no report {number}: the last one is {last}");
                    return Err(Failure::parameter("since", what, Vec::new()));
                }
                let before = office.when(number, as_of, |view| view.snapshot())?;
                let after = office.at(as_of, |view| view.snapshot())?;
                Ok((Compared::Reports { since: number, last, as_of }, changes::between(&before, &after)))
            }
            (None, Some(from)) if self.as_of.is_none() => {
                let (from, to) = (day("from", Some(from))?, day("to", self.to.as_deref())?);
                if from > to {
                    let what = format!("`{from}` is after `{to}`");
                    return Err(Failure::parameter("from", what, Vec::new()));
                }
                let before = office.at(from, |view| view.snapshot())?;
                let after = office.at(to, |view| view.snapshot())?;
                Ok((Compared::Days { from, to }, changes::between(&before, &after)))
            }
            _ => {
                let what = "say either `from` and `to`, or `since` and `as_of`".to_owned();
                Err(Failure::parameter("from", what, Vec::new()))
            }
        }
    }
}

/// What was compared.
pub enum Compared {
    Days { from: NaiveDate, to: NaiveDate },
    Reports { since: i64, last: i64, as_of: NaiveDate },
}

pub async fn changes(State(office): App, Asked(asked): Asked<Changed>) -> Result<Json<Value>, Failure> {
    ask(office, move |office| {
        let (compared, changes) = asked.find(office)?;
        Ok(answer::changes(&compared, &changes))
    })
    .await
    .map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// From which number on.
    from: Option<i64>,
    /// How many, at most.
    limit: Option<i64>,
}

/// Reports of one answer at most.
const MOST_REPORTS: i64 = 1_000;

pub async fn reports(State(office): App, Asked(asked): Asked<Kept>) -> Result<Json<Value>, Failure> {
    ask(office, move |office| {
        let limit = asked.limit.unwrap_or(MOST_REPORTS).clamp(0, MOST_REPORTS);
        let kept = office.kept(asked.from.unwrap_or(1).max(1), limit)?;
        let rows: Vec<Value> = kept
            .iter()
            .map(|kept| json!({ "number": kept.number, "received": kept.received, "report": kept.row }))
            .collect();
        Ok(json!({ "last": office.books().last, "reports": rows }))
    })
    .await
    .map(Json)
}

/// The text of a body that says it is JSON: a form of another site cannot say so.
fn json_text(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<String, Failure> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        let help = vec!["send it with `Content-Type: application/json`".to_owned()];
        let what = format!("found `{kind}` where JSON is expected");
        return Err(Failure::one(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-type", what, help));
    }
    let body = body
        .map_err(|rejection| Failure::one(rejection.status(), "body", rejection.body_text(), Vec::new()))?;
    String::from_utf8(body.into()).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let what = format!("the body is not in UTF-8 from byte {at} on");
        Failure::one(StatusCode::UNPROCESSABLE_ENTITY, "syntax", what, Vec::new())
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taking {
    /// `whole`, or `partial`.
    mode: Option<String>,
}

/// One report.
pub async fn report(
    State(office): App,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let text = one_report(&json_text(&headers, body)?)?;
    taken(ask(office, move |office| office.take(&text, Mode::Whole)).await.map_err(one_line_up)?)
}

/// A ledger file, `{"format": 1, "reports": [...]}`.
pub async fn batch(
    State(office): App,
    Asked(asked): Asked<Taking>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let mode = match asked.mode.as_deref() {
        None | Some("whole") => Mode::Whole,
        Some("partial") => Mode::Partial,
        Some(other) => {
            let what = format!("`{other}` is neither `whole` nor `partial`");
            return Err(Failure::parameter("mode", what, Vec::new()));
        }
    };
    let text = json_text(&headers, body)?;
    taken(ask(office, move |office| office.take(&text, mode)).await?)
}

fn taken(taken: crate::office::Taken) -> Result<Response, Failure> {
    let status = if taken.accepted > 0 { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(taken)).into_response())
}

/// One report as the ledger file that the library reads: its text below the first line, so that its lines are one further down.
fn one_report(text: &str) -> Result<String, Failure> {
    // What is not one JSON value would be taken for several reports, or for keys of the file.
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        let message = error.to_string();
        let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what).to_owned();
        let mut failure = Failure::one(StatusCode::UNPROCESSABLE_ENTITY, "syntax", what, Vec::new());
        for wrong in &mut failure.errors {
            (wrong.line, wrong.column) = (Some(error.line()), Some(error.column()));
        }
        return Err(failure);
    }
    Ok(format!("{{\"format\":1,\"reports\":[\n{text}\n]}}"))
}

/// What is wrong with one report, in its own lines and by its own keys.
fn one_line_up(mut failure: Failure) -> Failure {
    for wrong in &mut failure.errors {
        wrong.line = wrong.line.map(|line| line.saturating_sub(1).max(1));
        wrong.record = None;
        let place = wrong.place.as_deref();
        wrong.place = place.map(|p| p.strip_prefix("reports[0].").unwrap_or(p).to_owned());
    }
    failure
}
