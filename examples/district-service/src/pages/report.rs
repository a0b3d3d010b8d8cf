//! The form through which a report comes in, and what is wrong with one.

use kehoach::{
    Aggregate, Measure,
    file::{DateText, FORMAT, LedgerFile, ReportRow},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::shell::{Here, frame};
use crate::{failure::Wrong, office::Office, store::Kept};

/// The form's fields as they were sent.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    pub item: String,
    pub unit: String,
    pub period: String,
    pub value: String,
    pub reported_on: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub corrects: String,
}

impl Sent {
    /// As the ledger file that the library reads.
    pub fn text(&self) -> String {
        let said = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
        let row = ReportRow {
            item: self.item.clone(),
            unit: self.unit.clone(),
            period: self.period.clone(),
            value: self.value.clone(),
            reported_on: DateText(self.reported_on.clone()),
            note: said(&self.note),
            source: said(&self.source),
            corrects: said(&self.corrects),
        };
        // A row is texts alone, all of which JSON can say; were it otherwise, the library refuses the empty text.
        serde_json::to_string(&LedgerFile { format: FORMAT, reports: vec![row] }).unwrap_or_default()
    }
}

/// The fields by their names in a ledger file, in Vietnamese.
fn field(place: &str) -> &'static str {
    match place.rsplit('.').next().unwrap_or_default() {
        "item" => "Nội dung",
        "unit" => "Đơn vị",
        "period" => "Kỳ báo cáo",
        "value" => "Giá trị",
        "reported_on" => "Ngày báo cáo",
        "note" => "Ghi chú",
        "source" => "Văn bản",
        "corrects" => "Sửa số liệu cùng ngày",
        _ => "Báo cáo",
    }
}

pub fn page(office: &Office, sent: &Sent, taken: Option<&Kept>, errors: &[Wrong]) -> Markup {
    let wrong = |name: &str| {
        errors
            .iter()
            .any(|wrong| wrong.place.as_deref().is_some_and(|place| place.ends_with(&format!(".{name}"))))
    };
    let text = |name: &str, label: &str, value: &str, hint: &str, required: bool| {
        html! {
            label for=(name) { (label) @if !required { span.optional { " (nếu có)" } } }
            input id=(name) name=(name) type="text" value=(value) autocomplete="off" required[required]
                aria-invalid=[wrong(name).then_some("true")] aria-describedby={ (name) "-hint" };
            p.hint id={ (name) "-hint" } { (hint) }
        }
    };
    let body = html! {
        h1 { "Báo số liệu" }
        @if let Some(kept) = taken {
            div.taken role="status" {
                p { strong { "✓ Đã ghi nhận báo cáo số " (kept.number) "." } }
                p { (item_name(office, &kept.row.item)) ", " (unit_name(office, &kept.row.unit)) ", " (kept.row.period) ": " strong { (kept.row.value) } }
            }
        }
        @if !errors.is_empty() {
            div.refused role="alert" {
                p { strong { "✗ Chưa ghi nhận được. Xin xem lại:" } }
                ul {
                    @for wrong in errors {
                        li {
                            strong { (field(wrong.place.as_deref().unwrap_or_default())) } ": "
                            @if let Some(vietnamese) = &wrong.vietnamese { (vietnamese) }
                            span.small lang="en" { (wrong.what) @for help in &wrong.help { "; " (help) } }
                        }
                    }
                }
            }
        }
        form.report action="/report" method="post" accept-charset="utf-8" {
            label for="unit" { "Đơn vị" }
            (units(office, sent, wrong("unit")))
            label for="item" { "Nội dung" }
            (items(office, sent, wrong("item")))
            (text("period", "Kỳ báo cáo", &sent.period, "Ví dụ: quý III/2023, 6 tháng đầu năm 2023, năm 2023, tháng 10/2023.", true))
            (text("value", "Giá trị", &sent.value, "Số, tỷ lệ như 18/20, có hoặc không, xếp loại; ngày hoàn thành của nhiệm vụ; “không áp dụng” kèm ghi chú; “rút lại” để rút số đã báo cáo.", true))
            label for="reported_on" { "Ngày báo cáo" }
            input id="reported_on" name="reported_on" type="date" value=(sent.reported_on) required
                aria-invalid=[wrong("reported_on").then_some("true")];
            (text("note", "Ghi chú", &sent.note, "Lý do không áp dụng, căn cứ đánh giá.", false))
            (text("source", "Văn bản", &sent.source, "Số, ngày của văn bản báo cáo.", false))
            p.check {
                input id="corrects" name="corrects" type="checkbox" value="yes" checked[!sent.corrects.is_empty()];
                label for="corrects" { "Sửa số liệu đã báo cáo cùng ngày" }
            }
            button type="submit" { "Gửi" }
            p.hint { "Số liệu đã gửi không bị xóa hay ghi đè: báo cáo sau sửa hoặc rút báo cáo trước, và cả hai được giữ lại." }
        }
    };
    frame(office, "Báo số liệu", Here::Report, None, &body)
}

fn item_name<'a>(office: &'a Office, id: &'a str) -> &'a str {
    let plan = &office.plan;
    let indicator = plan.indicators().iter().find(|one| one.id.as_str() == id).map(|one| one.name.as_str());
    let target = || plan.targets().iter().find(|one| one.id.as_str() == id).map(|one| one.title.as_str());
    let task = || plan.tasks().iter().find(|one| one.id.as_str() == id).map(|one| one.title.as_str());
    indicator.or_else(target).or_else(task).unwrap_or(id)
}

fn unit_name<'a>(office: &'a Office, id: &'a str) -> &'a str {
    kehoach::UnitId::new(id).ok().and_then(|unit| office.register.name(&unit)).unwrap_or(id)
}

fn units(office: &Office, sent: &Sent, wrong: bool) -> Markup {
    let register = &office.register;
    let known = register.ids().any(|id| id.as_str() == sent.unit);
    html! {
        select id="unit" name="unit" required aria-invalid=[wrong.then_some("true")] {
            option value="" { "Chọn đơn vị" }
            @if !known && !sent.unit.is_empty() { option value=(sent.unit) selected { (sent.unit) } }
            @for id in register.ids() {
                option value=(id) selected[id.as_str() == sent.unit] { (register.name(id).unwrap_or(id.as_str())) }
            }
        }
    }
}

fn items(office: &Office, sent: &Sent, wrong: bool) -> Markup {
    let plan = &office.plan;
    let measured = |measure: &Measure| match measure {
        Measure::Done(_) => "có/không",
        Measure::Count(_) => "số đếm",
        Measure::Amount { .. } => "số lượng",
        Measure::Share(_) => "phần/tổng",
        Measure::Grade(_) => "xếp loại",
        _ => "",
    };
    let indicators: Vec<(&str, String)> = plan
        .indicators()
        .iter()
        .map(|one| (one.id.as_str(), format!("{} ({})", one.name, measured(&one.measure))))
        .collect();
    let judged: Vec<(&str, String)> = plan
        .targets()
        .iter()
        .filter(|one| one.aggregate == Aggregate::Judgement)
        .map(|one| (one.id.as_str(), format!("{} {}", one.id, one.title)))
        .collect();
    let tasks: Vec<(&str, String)> =
        plan.tasks().iter().map(|one| (one.id.as_str(), format!("{} {}", one.id, one.title))).collect();
    let groups = [("Số liệu", indicators), ("Đánh giá", judged), ("Nhiệm vụ, báo cáo", tasks)];
    let known = groups.iter().any(|(_, items)| items.iter().any(|(id, _)| *id == sent.item));
    html! {
        select id="item" name="item" required aria-invalid=[wrong.then_some("true")] {
            option value="" { "Chọn nội dung" }
            @if !known && !sent.item.is_empty() { option value=(sent.item) selected { (sent.item) } }
            @for (name, items) in groups.iter().filter(|(_, items)| !items.is_empty()) {
                optgroup label=(name) {
                    @for (id, name) in items { option value=(id) selected[*id == sent.item] { (name) } }
                }
            }
        }
    }
}
