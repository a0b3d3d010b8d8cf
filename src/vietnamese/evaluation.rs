//! Why an evaluation, a tally or a series is impossible.

use crate::{
    evaluate::{EvaluateError, MergeError, TallyBytesError, UnitTallyError},
    phrases::write_period,
    series::SeriesError,
};

impl EvaluateError {
    /// The same in Vietnamese.
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
            Self::WorkingDay(error) => error.vietnamese(),
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

impl SeriesError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Report { indicator, unit, period, error } => format!(
                "báo cáo của `{unit}` về `{indicator}`, {}: {}",
                write_period(*period),
                error.vietnamese()
            ),
            Self::PartAboveWhole { indicator, unit, period, part, whole } => format!(
                "các tử số của `{unit}` về `{indicator}` trong {} cộng lại được {part}, lớn hơn mẫu số {whole}",
                write_period(*period)
            ),
            Self::Overflow { indicator, unit, period } => format!(
                "số liệu của `{unit}` về `{indicator}` trong {} quá lớn, hoặc chia quá nhiều lần, để tính đúng",
                write_period(*period)
            ),
        }
    }
}

impl UnitTallyError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::UnknownTarget { target, .. } => format!("kế hoạch không có chỉ tiêu `{target}`"),
            Self::Judged { target } => format!("chỉ tiêu `{target}` do người đánh giá, không đo"),
            Self::Within { target, outer } => format!(
                "chỉ tiêu `{target}` tính trong chỉ tiêu `{outer}`: chỉ báo cáo về chỉ số của nó thì chưa đếm được đơn vị"
            ),
            Self::Value { indicator, found } => {
                format!("`{indicator}` không báo cáo bằng {}", super::ledgers::value(found))
            }
            Self::PartAboveWhole { part, whole } => {
                format!("các tử số cộng lại được {part}, lớn hơn mẫu số {whole}")
            }
            Self::Overflow(error) => error.vietnamese(),
        }
    }
}

impl MergeError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Overflow(error) => error.vietnamese(),
            Self::Kinds => "kết quả gộp khác loại thì không cộng được".to_owned(),
        }
    }
}

impl TallyBytesError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::CutShort { length } => format!("kết quả gộp bị cắt ngắn, chỉ có {length} byte"),
            Self::Version { found } => format!("không đọc được kết quả gộp theo phiên bản {found}"),
            Self::Kind { found } => format!("không có loại kết quả gộp {found}"),
            Self::TooLarge { at } => format!("số ở byte {at} của kết quả gộp quá lớn"),
            Self::Spelling { at } => {
                format!("số ở byte {at} của kết quả gộp không theo cách viết duy nhất của nó")
            }
            Self::LeftOver { at } => format!("kết quả gộp kết thúc ở byte {at}, mà sau đó vẫn còn byte"),
        }
    }
}
