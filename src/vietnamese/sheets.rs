//! What is wrong with a sheet, and why it cannot be scored.

use super::plans::measured;
use crate::{
    phrases::{write_number, write_period, write_threshold},
    score::{ScoreError, SheetError},
};

impl SheetError {
    /// The same in Vietnamese. Keys of files and rules stay as a file spells them.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        let n = |number| write_number(number);
        match self {
            Self::Duplicate { table, id } => format!("`{table}` đã có mã `{id}`"),
            Self::Empty => "bảng điểm cần ít nhất một tiêu chí".to_owned(),
            Self::UnknownGroup { id, .. } => format!("không có nhóm `{id}`"),
            Self::UnknownTarget { id, .. } => format!("kế hoạch không có chỉ tiêu `{id}`"),
            Self::UnknownTask { id, .. } => format!("kế hoạch không có nhiệm vụ `{id}`"),
            Self::UnknownScope { id, .. } => format!("kế hoạch không có phạm vi `{id}`"),
            Self::UnknownCriterion { id, .. } => format!("không có tiêu chí `{id}`"),
            Self::UnknownGrade { id, .. } => format!("bảng điểm không có mức `{id}`"),
            Self::EmptyGroup { id } => format!("nhóm `{id}` không có tiêu chí nào"),
            Self::GroupShort { id, found, max } => format!(
                "các tiêu chí của nhóm `{id}` cộng lại được {}, ít hơn điểm tối đa của nhóm, {}",
                n(*found),
                n(*max)
            ),
            Self::DoNotAddUp { stated, found } => {
                format!("điểm tối đa cộng lại được {}, bảng điểm ghi {}", n(*found), n(*stated))
            }
            Self::OffScale { figure, places } => {
                format!("{} có hơn {places} chữ số sau dấu phẩy, là số chữ số của bảng điểm", n(*figure))
            }
            Self::TooFine { found, most } => {
                format!("bảng điểm làm tròn đến nhiều nhất {most} chữ số sau dấu phẩy, không phải {found}")
            }
            Self::NotPositive { what, found } => {
                format!("{} phải lớn hơn 0, không phải {}", word(what), n(*found))
            }
            Self::OutOfRange { found, max } => {
                format!("{} điểm nằm ngoài khoảng từ 0 đến {}", n(*found), n(*max))
            }
            Self::Overflow => "các con số của bảng điểm quá lớn để tính đúng".to_owned(),
            Self::NoPolicy { id } => format!(
                "tiêu chí `{id}` có thể không áp dụng, mà bảng điểm không nói khi đó tính thế nào: `full`, `zero`, `left-out-of-group` hay `left-out-of-total`"
            ),
            Self::JudgedTarget { rule, target } => format!(
                "`{rule}` cần một giá trị, mà chỉ tiêu `{target}` do người đánh giá: chỉ dùng được `all-or-nothing`"
            ),
            Self::TwoSided { rule, asked } => format!(
                "`{rule}` không tính được trên ngưỡng hai đầu, {}: hãy viết thành các bước",
                write_threshold(asked)
            ),
            Self::NoProportion { asked } => {
                format!("`proportional` cần một ngưỡng lớn hơn 0, không phải {}", write_threshold(asked))
            }
            Self::FloorInside { floor, asked } => format!(
                "mức sàn {} nằm ở phía đã đạt {}, nơi không trừ gì",
                n(*floor),
                write_threshold(asked)
            ),
            Self::Kind { threshold, needed } => {
                format!("{} không hợp: ở đây cần {}", write_threshold(threshold), measured(*needed))
            }
            Self::NoSteps => "`steps` cần ít nhất một bước".to_owned(),
            Self::EmptyInterval { values } => format!("không giá trị nào nằm trong `{values}`"),
            Self::StepsOverlap { a, b } => format!("các bước `{a}` và `{b}` chồng lên nhau"),
            Self::Gap { gap } => format!("các khung điểm để hở: {} không có mức nào", write_threshold(gap)),
            Self::CutoffsOverlap { a, b } => format!("khung điểm của `{a}` và `{b}` chồng lên nhau"),
            Self::GradeOrder { a, b } => {
                format!("các mức xếp từ thấp đến cao, mà `{b}` đứng sau `{a}` với điểm thấp hơn")
            }
            Self::ConditionOnWorst { id } => {
                format!("mức thấp nhất, `{id}`, không thể đòi gì ngoài điểm: dưới đó không còn mức nào")
            }
            Self::GateOpen { id } => {
                format!("điều kiện bắt buộc vẫn để mức cao nhất, `{id}`, thì không chặn gì")
            }
            Self::NoStatuses => "điều kiện bắt buộc về nhiệm vụ cần nêu các trạng thái bị chặn".to_owned(),
            Self::QuotaOnWorst { id } => {
                format!("giới hạn ở mức thấp nhất, `{id}`, để những đơn vị vượt giới hạn không có mức nào")
            }
            Self::TwoQuotas { id } => format!("mức `{id}` có hai giới hạn"),
            Self::QuotaShare { share } => {
                format!("giới hạn là một mức trần, như không quá 20%, không phải {}", write_threshold(share))
            }
            Self::QuotaBase { grade, own } => format!(
                "số để tính giới hạn, các mức từ `{grade}` trở lên trừ `{own}` và cao hơn, không còn mức nào"
            ),
            Self::OutsidePlan { sheet, plan } => format!(
                "kỳ của bảng điểm, {}, không nằm trong kỳ của kế hoạch, {}",
                write_period(*sheet),
                write_period(*plan)
            ),
            Self::NotJudgedThen { target, sheet } => {
                format!("chỉ tiêu `{target}` không đánh giá ở kỳ nào trong {}", write_period(*sheet))
            }
            Self::TotalMax { total_max, points } => {
                format!("tổng điểm tối đa, {}, thấp hơn {} điểm của bảng điểm", n(*total_max), n(*points))
            }
        }
    }
}

impl ScoreError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        let n = |number| write_number(number);
        match self {
            Self::Evaluate(error) => error.vietnamese(),
            Self::OtherPlan { sheet, error } => {
                format!("bảng điểm `{sheet}` không khớp kế hoạch được đánh giá: {}", error.vietnamese())
            }
            Self::NotJudged { criterion, .. } => {
                format!(
                    "có điểm ghi cho `{criterion}`, mà bảng điểm không có tiêu chí nào như vậy do người chấm"
                )
            }
            Self::UnknownCriterion { criterion, .. } => format!("bảng điểm không có tiêu chí `{criterion}`"),
            Self::OtherPeriod { criterion, subject, found, sheet } => format!(
                "điểm của `{criterion}` tại `{subject}` ghi cho {}, mà bảng điểm chấm {}",
                write_period(*found),
                write_period(*sheet)
            ),
            Self::Points { criterion, subject, found, max, unit } => format!(
                "điểm của `{criterion}` tại `{subject}` từ 0 đến {}, cách nhau {}, mà ghi là {}",
                n(*max),
                n(*unit),
                n(*found)
            ),
            Self::Overflow { subject } => format!("điểm của `{subject}` quá lớn để tính đúng"),
        }
    }
}

/// What a figure is of which `SheetError::NotPositive` says that it has to be above 0.
fn word(what: &'static str) -> &'static str {
    match what {
        "a step" => "một bước",
        "the cap" => "mức trần",
        "the deduction" => "mức trừ",
        "the maximum" => "điểm tối đa",
        "the points" => "số điểm",
        "the points for a step" => "số điểm cho mỗi bước",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever has to be above 0 has a Vietnamese word: the ones that the check of a sheet writes down.
    #[test]
    fn every_figure_that_has_to_be_positive_has_a_word() {
        let check = include_str!("../score/check.rs");
        let named = |what: &str| check.contains(&format!("\"{what}\""));
        for what in
            ["a step", "the cap", "the deduction", "the maximum", "the points", "the points for a step"]
        {
            assert!(named(what) && word(what) != what, "{what}");
        }
        let written = check.split('"').skip(1).step_by(2);
        for what in written.filter(|text| text.starts_with("the ") || text.starts_with("a ")) {
            assert_ne!(word(what), what);
        }
    }

    #[test]
    fn a_sheet_that_does_not_fit_says_so_in_vietnamese() {
        let n = |n: i32| crate::Number::from(n);
        for (error, said) in [
            (
                SheetError::DoNotAddUp { stated: n(100), found: n(95) },
                "điểm tối đa cộng lại được 95, bảng điểm ghi 100",
            ),
            (
                SheetError::NotPositive { what: "the cap", found: n(0) },
                "mức trần phải lớn hơn 0, không phải 0",
            ),
            (
                SheetError::QuotaShare { share: ">= 20%".parse().unwrap() },
                "giới hạn là một mức trần, như không quá 20%, không phải từ 20% trở lên",
            ),
        ] {
            assert_eq!(error.vietnamese(), said);
        }
    }
}
