//! What is told in Vietnamese of reports, and of why an evaluation is impossible.

use super::{EvaluateError, LedgerNote};
use crate::phrases::write_period;

impl EvaluateError {
    /// The same in Vietnamese. Of a working calendar it says which day it does not know in English, in the words of its error.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::UnknownIssuer { issuer, .. } => {
                format!("danh sách đơn vị không có nơi ban hành kế hoạch, `{issuer}`")
            }
            Self::UnknownParty { task, unit, .. } => format!(
                "nhiệm vụ `{task}` giao cho `{unit}`, không phải là đơn vị trong danh sách hay phạm vi của kế hoạch"
            ),
            Self::UnknownUnit { scope, unit, .. } => {
                format!("phạm vi `{scope}` nêu đơn vị `{unit}` không có trong danh sách")
            }
            Self::UnknownKind { scope, kind, .. } => {
                format!("phạm vi `{scope}` nêu loại `{kind}`, và không đơn vị nào thuộc loại này")
            }
            Self::UnknownLevel { scope, level, .. } => {
                format!("phạm vi `{scope}` nêu cấp `{level}`, và không đơn vị nào ở cấp này")
            }
            Self::Report { indicator, unit, period, error } => format!(
                "báo cáo của `{unit}` về `{indicator}`, {}: {}",
                write_period(*period),
                error.vietnamese()
            ),
            Self::Judgement { target, subject, period, error } => format!(
                "đánh giá chỉ tiêu `{target}` tại `{subject}`, {}: {}",
                write_period(*period),
                error.vietnamese()
            ),
            Self::Completion { task, unit, occurrence, error } => format!(
                "ghi nhận của `{unit}` về nhiệm vụ `{task}`, kỳ `{occurrence}`: {}",
                error.vietnamese()
            ),
            Self::NoWorkingCalendar => {
                "kế hoạch dời hạn sang ngày làm việc, và chưa có lịch làm việc".to_owned()
            }
            Self::WorkingDay(error) => format!("lịch làm việc không có ngày cần tính: {error}"),
            Self::PartAboveWhole { indicator, unit, period, part, whole } => format!(
                "các tử số `{unit}` báo cáo về `{indicator}` trong {} cộng lại được {part}, lớn hơn mẫu số {whole}",
                write_period(*period)
            ),
            Self::Overflow { target, subject, period } => format!(
                "số liệu của chỉ tiêu `{target}` tại `{subject}` trong {} quá lớn để tính đúng",
                write_period(*period)
            ),
            Self::UnknownTarget { target, .. } => format!("kế hoạch không có chỉ tiêu `{target}`"),
            Self::NotJudgedThen { target, period, .. } => {
                format!("chỉ tiêu `{target}` không đánh giá theo kỳ {}", write_period(*period))
            }
            Self::OtherTally { target, .. } => {
                format!("kết quả gộp không phải là của chỉ tiêu `{target}`, vốn tính theo cách khác")
            }
            Self::UnknownSubject { subject, .. } => format!("danh sách đơn vị không có `{subject}`"),
        }
    }
}

impl LedgerNote {
    /// The same in Vietnamese. With names in the place of ids [`InWords::note`](crate::explain::InWords::note) says it.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        let (indicator, unit) = self.about();
        self.named_in_vietnamese(&format!("`{unit}`"), &format!("`{indicator}`"))
    }

    /// The same of a unit and an indicator by these names.
    pub(crate) fn named_in_vietnamese(&self, unit: &str, indicator: &str) -> String {
        let about = |period: &crate::Period| format!("{unit}, {indicator}, {}", write_period(*period));
        match self {
            Self::OtherWhole { period, reported, declared, .. } => format!(
                "{}: báo cáo trên tổng số {reported}, khác tổng số {declared} đã khai trước",
                about(period)
            ),
            Self::Replaced { period, by, .. } => {
                format!("{}: dùng số liệu của kỳ dài hơn, {}", about(period), write_period(*by))
            }
            Self::Differs { period, .. } => {
                format!("{}: khác với các kỳ ngắn hơn, là số được dùng", about(period))
            }
            Self::Overlaps { period, by, .. } => format!(
                "{}: trùng một phần với {}, kỳ kết thúc sau được dùng",
                about(period),
                write_period(*by)
            ),
            Self::NotMeasured { period, .. } => {
                format!("{}: không được tính, không chỉ tiêu nào đo ở đơn vị này", about(period))
            }
            Self::Unfit { period, .. } => {
                format!("{}: không khớp kỳ nào phải báo cáo, không được tính", about(period))
            }
        }
    }

    /// The same in English of a unit and an indicator by these names.
    pub(crate) fn named_in_english(&self, unit: &str, indicator: &str) -> String {
        let about = |period: &crate::Period| format!("{unit}, {indicator}, {period}");
        match self {
            Self::OtherWhole { period, reported, declared, .. } => format!(
                "{}: reported over a whole of {reported}, declared before as {declared}",
                about(period)
            ),
            Self::Replaced { period, by, .. } => {
                format!("{}: the longer report for {by} stands", about(period))
            }
            Self::Differs { period, .. } => format!("{}: differs from its parts, which stand", about(period)),
            Self::Overlaps { period, by, .. } => {
                format!("{}: overlaps with {by}, and the one that ends later stands", about(period))
            }
            Self::NotMeasured { period, .. } => {
                format!("{}: does not count, for no target measures it at that unit", about(period))
            }
            Self::Unfit { period, .. } => {
                format!("{}: fits no period in which it is expected, and does not count", about(period))
            }
        }
    }
}
