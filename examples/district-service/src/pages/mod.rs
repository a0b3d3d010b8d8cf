//! The pages that an officer opens: HTML in Vietnamese, without scripts, for a phone and for paper.

mod changes;
mod link;
mod outcome;
mod report;
mod scorecard;
mod shell;
mod unit;

use std::sync::Arc;

use axum::{
    extract::{Form, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::Markup;
use serde::Deserialize;

use crate::{
    api::{Asked, Changed, ask, day},
    failure::Failure,
    office::Office,
};

use shell::page;

type App = State<Arc<Office>>;

pub use shell::failed;

/// What a page's work comes to: its text, or what is wrong.
async fn shown(
    office: Arc<Office>,
    work: impl FnOnce(&Office) -> Result<Markup, Failure> + Send + 'static,
) -> Response {
    match ask(office, work).await {
        Ok(markup) => page(StatusCode::OK, &markup),
        Err(failure) => failed(&failure),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Day {
    as_of: Option<String>,
}

pub async fn scorecard(State(office): App, asked: Result<Asked<Day>, Failure>) -> Response {
    shown(office, move |office| {
        let Asked(asked) = asked?;
        office.at(day("as_of", asked.as_of.as_deref())?, scorecard::page)
    })
    .await
}

pub async fn units(State(office): App, asked: Result<Asked<Day>, Failure>) -> Response {
    shown(office, move |office| {
        let Asked(asked) = asked?;
        office.at(day("as_of", asked.as_of.as_deref())?, unit::list)
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    id: String,
    as_of: Option<String>,
}

pub async fn unit(State(office): App, asked: Result<Asked<Unit>, Failure>) -> Response {
    shown(office, move |office| {
        let Asked(asked) = asked?;
        office.at(day("as_of", asked.as_of.as_deref())?, |view| unit::page(view, &view.unit(&asked.id)?))
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    target: String,
    period: String,
    subject: String,
    as_of: Option<String>,
}

pub async fn outcome(State(office): App, asked: Result<Asked<Outcome>, Failure>) -> Response {
    shown(office, move |office| {
        let Asked(asked) = asked?;
        office.at(day("as_of", asked.as_of.as_deref())?, |view| {
            let subject = view.unit(&asked.subject)?;
            outcome::page(view, &view.outcome(&asked.target, &asked.period, &subject)?)
        })
    })
    .await
}

pub async fn changes(State(office): App, asked: Result<Asked<Changed>, Failure>) -> Response {
    shown(office, move |office| {
        let Asked(asked) = asked?;
        let (compared, found) = asked.find(office)?;
        changes::page(office, &compared, &found)
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportAsked {
    unit: Option<String>,
    item: Option<String>,
    period: Option<String>,
    /// The number of a report that was just taken.
    taken: Option<i64>,
}

pub async fn report_form(State(office): App, asked: Result<Asked<ReportAsked>, Failure>) -> Response {
    shown(office, move |office| {
        let Asked(asked) = asked?;
        let taken = match asked.taken {
            Some(number) => office.kept(number, 1)?.into_iter().find(|kept| kept.number == number),
            None => None,
        };
        let sent = report::Sent {
            unit: asked.unit.unwrap_or_default(),
            item: asked.item.unwrap_or_default(),
            period: asked.period.unwrap_or_default(),
            reported_on: crate::clock::today().to_string(),
            ..report::Sent::default()
        };
        Ok(report::page(office, &sent, taken.as_ref(), &[]))
    })
    .await
}

pub async fn report_sent(State(office): App, sent: Result<Form<report::Sent>, FormRejection>) -> Response {
    let Form(sent) = match sent {
        Ok(sent) => sent,
        Err(rejection) => {
            let what = rejection.body_text();
            return failed(&Failure::one(rejection.status(), "form", what, Vec::new()));
        }
    };
    let taken = ask(office, move |office| {
        Ok(match office.take(&sent.text(), crate::office::Mode::Whole) {
            Ok(taken) => Ok(taken),
            Err(failure) if failure.status == StatusCode::UNPROCESSABLE_ENTITY => {
                Err(report::page(office, &sent, None, &failure.errors))
            }
            Err(failure) => return Err(failure),
        })
    })
    .await;
    match taken {
        // The answer to a form leads on to a page that can be loaded again without sending the form again.
        Ok(Ok(taken)) => {
            axum::response::Redirect::to(&link::to("/report", &[("taken", &taken.last.to_string())]))
                .into_response()
        }
        Ok(Err(form)) => page(StatusCode::UNPROCESSABLE_ENTITY, &form),
        Err(failure) => failed(&failure),
    }
}
