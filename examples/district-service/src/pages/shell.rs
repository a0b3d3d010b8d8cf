//! What every page has: its head, the way to the others, the day as of which it speaks.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, html};

use super::link;
use crate::{failure::Failure, office::Office, picture};

/// A page as an answer.
pub fn page(status: StatusCode, markup: &Markup) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], markup.0.clone()).into_response()
}

/// Where a reader is among the pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Here {
    Scorecard,
    Units,
    Changes,
    Report,
    /// Below one of them.
    Within,
}

/// The frame of a page.
pub fn frame(office: &Office, title: &str, here: Here, as_of: Option<NaiveDate>, body: &Markup) -> Markup {
    let day = as_of.map(|day| day.to_string());
    let with_day = |path: &str| match &day {
        Some(day) => link::to(path, &[("as_of", day)]),
        None => path.to_owned(),
    };
    let to = as_of.unwrap_or_else(crate::clock::today);
    let month_before = to.checked_sub_months(chrono::Months::new(1)).unwrap_or(to).to_string();
    let changes = link::to("/changes", &[("from", &month_before), ("to", &to.to_string())]);
    let ways = [
        (Here::Scorecard, with_day("/"), "Chỉ tiêu"),
        (Here::Units, with_day("/units"), "Đơn vị"),
        (Here::Changes, changes, "Thay đổi"),
        (Here::Report, "/report".to_owned(), "Báo số liệu"),
    ];
    let content = html! {
        header.top {
            p.plan { "Kế hoạch " (office.plan.id()) " · " (office.plan.title()) }
            nav aria-label="Các trang" {
                @for (way, address, name) in &ways {
                    a href=(address) aria-current=[(*way == here).then_some("page")] { (name) }
                }
            }
        }
        @if office.sample {
            p.sample role="note" { "Số liệu mẫu, đặt ra để minh họa: không phải số liệu của đơn vị nào." }
        }
        main { (body) }
        footer {
            p { "Kết luận đạt hay không đạt đúng với mọi giá trị mà số liệu chưa báo cáo còn có thể có; nếu chưa thì ghi là chưa xác định." }
            p.legend {
                span.badge.met { "✓ đạt" } " " span.badge.missed { "✗ không đạt" } " " span.badge.open { "? chưa xác định" }
            }
        }
    };
    bare(title, &content)
}

fn bare(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="data:,";
            }
            body {
                (picture::patterns())
                (content)
            }
        }
    }
}

/// The form that asks for another day, on the same page.
pub fn day_form(path: &str, keep: &[(&str, &str)], as_of: NaiveDate) -> Markup {
    html! {
        form.day action=(path) method="get" {
            @for (name, value) in keep { input type="hidden" name=(name) value=(value); }
            label for="as_of" { "Tính đến ngày" }
            input id="as_of" type="date" name="as_of" value=(as_of) required;
            button type="submit" { "Xem" }
        }
    }
}

/// What went wrong, as a page. The library tells errors in English.
pub fn failed(failure: &Failure) -> Response {
    let heading = match failure.status {
        StatusCode::NOT_FOUND => "Không tìm thấy",
        StatusCode::PAYLOAD_TOO_LARGE => "Nội dung gửi lên quá lớn",
        StatusCode::INTERNAL_SERVER_ERROR => "Hệ thống gặp lỗi",
        _ => "Yêu cầu chưa đúng",
    };
    let content = html! {
        main {
            h1 { (heading) }
            ul.errors lang="en" {
                @for wrong in &failure.errors {
                    li {
                        @if let Some(place) = &wrong.place { code { (place) } ": " }
                        (wrong.what)
                        @for help in &wrong.help { p.help { (help) } }
                    }
                }
            }
            p { a href="/" { "Về trang chỉ tiêu" } }
        }
    };
    page(failure.status, &bare(heading, &content))
}
