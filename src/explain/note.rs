//! What is said of a note on the ledger, in both languages.

use crate::{evaluate::LedgerNote, phrases::write_period};

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
