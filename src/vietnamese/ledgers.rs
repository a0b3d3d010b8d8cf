//! Why an entry does not fit, or is not taken.

use chrono::NaiveDate;

use crate::{
    ledger::{AddError, Conflict, ReportError, Value},
    live::LiveError,
    phrases::{write_date, write_number, write_period},
    quantity::Number,
};

impl ReportError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::UnknownIndicator { indicator, .. } => format!("kế hoạch không có chỉ số `{indicator}`"),
            Self::UnknownTarget { target, .. } => format!("kế hoạch không có chỉ tiêu `{target}`"),
            Self::UnknownUnit { unit, .. } => format!("danh sách đơn vị không có `{unit}`"),
            Self::UnitNotThere { unit, period, first, last } => {
                format!(
                    "đơn vị `{unit}` không tồn tại trong {}: {}",
                    write_period(*period),
                    life(*first, *last)
                )
            }
            Self::Kind { indicator, measure, found } => {
                format!("`{indicator}` báo cáo bằng {}, không phải {}", needed(measure), value(found))
            }
            Self::NotACount { indicator, value } => {
                let (value, most) = (write_number(*value), write_number(Number::from(u64::MAX)));
                format!("`{indicator}` là số đếm: {value} không phải là số nguyên từ 0 đến {most}")
            }
            Self::OutOfRange { indicator, value, least, greatest } => {
                let (value, least) = (write_number(*value), write_number(*least));
                let to =
                    greatest.map_or(" trở lên".to_owned(), |most| format!(" đến {}", write_number(most)));
                format!("`{indicator}` nằm trong khoảng từ {least}{to}, không phải {value}")
            }
            Self::UnknownGrade { scale, grade, .. } => format!("thang `{scale}` không có mức `{grade}`"),
            Self::NoShare { indicator, measure } => {
                format!(
                    "chỉ khai trước tổng số của tỷ lệ, còn `{indicator}` báo cáo bằng {}",
                    needed(measure)
                )
            }
            Self::NotJudged { target, .. } => {
                format!("chỉ tiêu `{target}` tính từ số liệu báo cáo, không theo đánh giá")
            }
            Self::UnknownTask { task, .. } => format!("kế hoạch không có nhiệm vụ `{task}`"),
            Self::NoOccurrence { task, unit, occurrence, .. } => {
                format!("nhiệm vụ `{task}` không có kỳ `{occurrence}` đối với `{unit}`")
            }
            Self::NotAnswerable { task, unit } => {
                format!("`{unit}` không phải là nơi chủ trì nhiệm vụ `{task}`")
            }
            Self::PassedOn { task, unit, occurrence, until, done_on } => format!(
                "`{unit}` chịu trách nhiệm nhiệm vụ `{task}` đến hết {}, kỳ `{occurrence}` đến hạn sau đó: ghi hoàn thành {}",
                write_date(*until),
                write_date(*done_on)
            ),
            Self::BeforeInstruction { task, done_on } => format!(
                "nhiệm vụ `{task}` chờ văn bản chỉ đạo, và đến {} chưa có văn bản nào",
                write_date(*done_on)
            ),
            Self::RecordedBefore { recorded_on, done_on } => format!(
                "ghi nhận {} một việc hoàn thành {}, tức là trước khi làm xong",
                write_date(*recorded_on),
                write_date(*done_on)
            ),
            Self::NotOnInstruction { task, .. } => {
                format!("nhiệm vụ `{task}` có thời gian riêng, không chờ văn bản chỉ đạo")
            }
            Self::DueBefore { issued_on, due } => {
                let (issued_on, due) = (write_date(*issued_on), write_date(*due));
                format!("văn bản chỉ đạo {issued_on} đặt hạn {due}, trước khi ban hành")
            }
            Self::NotJudgedThen { target, period, .. } => {
                format!("chỉ tiêu `{target}` không đánh giá theo kỳ {}", write_period(*period))
            }
        }
    }
}

fn life(first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    match (first.map(write_date), last.map(write_date)) {
        (Some(first), Some(last)) => format!("tồn tại từ {first} đến {last}"),
        (Some(first), None) => format!("bắt đầu từ {first}"),
        (None, Some(last)) => format!("kết thúc {last}"),
        (None, None) => "không ghi ngày".to_owned(),
    }
}

/// How a measure is reported.
fn needed(measure: &str) -> &'static str {
    match measure {
        "done" => "`có` hoặc `không`",
        "count" => "số nguyên",
        "amount" => "số",
        "share" => "phần trên tổng như `87/100`",
        _ => "mức xếp loại",
    }
}

/// A value as it was reported.
pub(super) fn value(reported: &Value) -> String {
    match reported {
        Value::Done(true) => "`có`".to_owned(),
        Value::Done(false) => "`không`".to_owned(),
        Value::Number(number) => format!("`{}`", write_number(*number)),
        other => format!("`{other}`"),
    }
}

impl AddError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Conflict(conflict) => conflict.vietnamese(),
            Self::Full { what, most } => format!("sổ chứa nhiều nhất {most} {}", super::counted(what)),
        }
    }
}

impl<E> Conflict<E> {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        format!(
            "hai báo cáo khác nhau về cùng một nội dung trong {}: một báo cáo phải ghi là sửa báo cáo kia",
            write_date(self.on)
        )
    }
}

impl LiveError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Add(error) => error.vietnamese(),
            Self::Declared(conflict) => conflict.vietnamese(),
            Self::Judgement(conflict) => conflict.vietnamese(),
            Self::Instruction(conflict) => conflict.vietnamese(),
            Self::Points(conflict) => conflict.vietnamese(),
            Self::Evaluate(error) => error.vietnamese(),
            Self::OtherUnits { unit } => format!("trong danh sách kia `{unit}` không còn đứng ở chỗ cũ"),
            Self::Unfit(error) => error.vietnamese(),
            Self::Score(error) => error.vietnamese(),
        }
    }
}
