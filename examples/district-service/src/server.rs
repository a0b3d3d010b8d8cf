//! Routes, limits and headers: what holds for every request.

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{api, failure::Failure, office::Office, options::Options, pages};

/// Bytes of a request's body: some thousands of reports.
pub const BODY_BYTES: usize = 1024 * 1024;

/// Nothing is loaded from elsewhere, nothing runs, nothing frames the page, and forms go nowhere else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                                       base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

pub fn routes(office: Arc<Office>, options: &Options) -> Router {
    let guard = Guard { only_loopback: options.listen.ip().is_loopback() };
    Router::new()
        .route("/", get(pages::scorecard))
        .route("/units", get(pages::units))
        .route("/unit", get(pages::unit))
        .route("/outcome", get(pages::outcome))
        .route("/changes", get(pages::changes))
        .route("/report", get(pages::report_form).post(pages::report_sent))
        .route("/style.css", get(style))
        .route("/api/scorecard", get(api::scorecard))
        .route("/api/duties", get(api::duties))
        .route("/api/explanation", get(api::explanation))
        .route("/api/changes", get(api::changes))
        .route("/api/reports", get(api::reports).post(api::report))
        .route("/api/reports/batch", axum::routing::post(api::batch))
        .fallback(nowhere)
        .method_not_allowed_fallback(not_so)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(middleware::from_fn_with_state(guard, guarded))
        .with_state(office)
}

#[derive(Clone, Copy)]
struct Guard {
    /// Whether the service listens on this machine alone, and is asked for by one of this machine's names.
    only_loopback: bool,
}

async fn guarded(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut response = match refused(guard, request.method(), request.headers()) {
        Some(failure) => failure.into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Pages of other sites can make a browser on this machine ask a service on it: by a form of theirs, or by a name of theirs
/// that leads here. Neither is answered.
fn refused(guard: Guard, method: &Method, headers: &HeaderMap) -> Option<Failure> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    if guard.only_loopback && !is_loopback(host) {
        let what = format!("this service is not `{host}`");
        let help = vec!["ask for it as `localhost` or `127.0.0.1`".to_owned()];
        return Some(Failure::one(StatusCode::MISDIRECTED_REQUEST, "host", what, help));
    }
    let from_elsewhere = match (text(HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin.split_once("://").is_none_or(|(_, site)| site != host),
        // Programs say neither.
        (None, None) => false,
    };
    let reads = matches!(*method, Method::GET | Method::HEAD);
    (!reads && from_elsewhere).then(|| {
        let what = "reports are not taken from the pages of another site".to_owned();
        Failure::one(StatusCode::FORBIDDEN, "origin", what, Vec::new())
    })
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("pages/style.css"))
}

async fn nowhere(request: Request) -> Response {
    let failure = Failure::not_found(format!("there is nothing at `{}`", request.uri().path()), None);
    if request.uri().path().starts_with("/api/") { failure.into_response() } else { pages::failed(&failure) }
}

async fn not_so(method: Method) -> Failure {
    let what = format!("`{method}` does not go with this address");
    Failure::one(StatusCode::METHOD_NOT_ALLOWED, "method", what, Vec::new())
}
