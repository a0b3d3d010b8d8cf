//! What is wrong with a plan.

use crate::{
    phrases::{write_number, write_period},
    plan::{JudgingError, PlanError},
    threshold::Measured,
};

impl PlanError {
    /// The same in Vietnamese. Keys and words of files stay as a file spells them.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Duplicate { table, id } => format!("`{table}` đã có mã `{id}`"),
            Self::Scope(error) => error.vietnamese(),
            Self::UnknownIndicator { id, .. } => format!("không có chỉ số `{id}`"),
            Self::UnknownScope { id, .. } => format!("không có phạm vi `{id}`"),
            Self::UnknownScale { id, .. } => format!("không có thang `{id}`"),
            Self::UnknownGrade { scale, grade, .. } => format!("thang `{scale}` không có mức `{grade}`"),
            Self::UnknownTarget { id, .. } => format!("không có chỉ tiêu `{id}`"),
            Self::Missing { aggregate, what } => {
                format!("chỉ tiêu tính theo `{aggregate}` cần có {}", word(what))
            }
            Self::NotForJudgement { what } => {
                format!("chỉ tiêu do người đánh giá thì không có {}", word(what))
            }
            Self::AggregateOfMeasure { aggregate, needs, indicator, measure } => format!(
                "`{aggregate}` cần chỉ số kiểu {}, mà `{indicator}` là kiểu `{measure}`",
                needs.replace(" or ", " hoặc ")
            ),
            Self::Kind { threshold, found, needed } => {
                format!("`{threshold}` đòi {}, mà số liệu để so là {}", measured(*found), measured(*needed))
            }
            Self::CriterionKind { figure: true } => {
                "đơn vị được đếm theo số liệu: thiếu tiêu chí như `>= 1`".to_owned()
            }
            Self::CriterionKind { figure: false } => {
                "đơn vị được đếm theo việc đã làm hay chưa: ở đây không có tiêu chí".to_owned()
            }
            Self::QualitativeFigure => "yêu cầu không có con số thì cách tính phải là `judgement`".to_owned(),
            Self::BaselineChange { bound, share } => {
                let (what, by) = if *share {
                    ("tỷ lệ", "điểm phần trăm")
                } else {
                    ("số liệu", "đơn vị")
                };
                format!("`{bound}` không hợp: {what} tăng giảm theo phần trăm hoặc theo {by}")
            }
            Self::BaselineNotBefore { baseline, plan } => format!(
                "kỳ gốc, {}, không kết thúc trước kỳ của kế hoạch, {}",
                write_period(*baseline),
                write_period(*plan)
            ),
            Self::WithinWhat { target } => {
                format!("`{target}` không đếm đơn vị, nên không thể tính gì trong đó")
            }
            Self::WithinCycle { target } => format!("chỉ tiêu `{target}` lại tính trong chính nó"),
            Self::WithinTooDeep { most } => format!("nhiều nhất {most} chỉ tiêu tính lồng trong nhau"),
            Self::Line { line } => {
                format!("dòng kế hoạch đòi một tỷ lệ số nơi đạt, như `>= 90%`, không phải `{line}`")
            }
            Self::LineOfOne => "dòng kế hoạch cần một chỉ tiêu đánh giá ở nhiều nơi".to_owned(),
            Self::NeverJudged { plan } => format!(
                "chỉ tiêu không bao giờ được đánh giá: không kỳ đánh giá nào nằm trong kỳ của kế hoạch, {}",
                write_period(*plan)
            ),
            Self::TooMany { most, what } => format!("kế hoạch có nhiều nhất {most} {}", super::counted(what)),
            Self::AmountReversed { least, greatest } => {
                format!(
                    "lượng nhỏ nhất, {}, lớn hơn lượng lớn nhất, {}",
                    write_number(*least),
                    write_number(*greatest)
                )
            }
            Self::SharedItem { id } => format!(
                "mã `{id}` đã là của một chỉ số, một chỉ tiêu do người đánh giá hoặc một nhiệm vụ, báo cáo không rõ nói về cái nào"
            ),
            Self::RelativeLead { party } => {
                format!("`{party}` không thể chủ trì: nơi đó được xác định theo đơn vị thực hiện")
            }
            Self::CarryForward => {
                "chỉ với chỉ số lấy số liệu mới nhất mới mang được số liệu sang kỳ sau".to_owned()
            }
        }
    }
}

impl JudgingError {
    /// The same in Vietnamese. The forms stay as a file spells them.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Syntax => {
                "thời điểm đánh giá viết là `each month`, `each quarter`, `each half-year`, `each year`, `by 2025-12-31`, `during 2022` hoặc `whole plan`"
                    .to_owned()
            }
            Self::Date(error) => error.vietnamese(),
            Self::Period(error) => error.vietnamese(),
        }
    }
}

/// What a threshold is over.
pub(super) const fn measured(measured: Measured) -> &'static str {
    match measured {
        Measured::Share => "phần trăm",
        Measured::Plain => "số thường",
        Measured::Grade => "mức xếp loại",
    }
}

/// What a target lacks, or has and should not.
fn word(what: &'static str) -> &'static str {
    match what {
        "an indicator" | "indicator" => "chỉ số",
        "measured units" => "đơn vị được đo",
        "threshold" => "ngưỡng",
        "target it is measured within" => "chỉ tiêu bao ngoài",
        other => other,
    }
}
