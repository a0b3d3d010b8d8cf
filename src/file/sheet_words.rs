//! The words of sheet files.

use super::{
    problem::ProblemKind,
    words::{Choice, choose},
};
use crate::{
    duty::DutyStatus,
    phrases,
    score::{AdjustmentBy, DutyRate, NotApplicable, Progress, Rounding, StepCount},
};

pub(super) const ROUNDING: &Choice<Rounding> = &[
    (Rounding::HalfUp, &["half-up", "làm tròn", "nửa lên"]),
    (Rounding::HalfEven, &["half-even", "nửa về số chẵn"]),
    (Rounding::Down, &["down", "xuống", "làm tròn xuống"]),
    (Rounding::Up, &["up", "lên", "làm tròn lên"]),
];

pub(super) const NOT_APPLICABLE: &Choice<NotApplicable> = &[
    (NotApplicable::Full, &["full", "điểm tối đa", "đủ điểm"]),
    (NotApplicable::Zero, &["zero", "0 điểm", "không điểm"]),
    (NotApplicable::LeftOutOfGroup, &["left-out-of-group", "không tính trong nhóm"]),
    (NotApplicable::LeftOutOfTotal, &["left-out-of-total", "không tính trong tổng"]),
];

pub(super) const RATES: &Choice<DutyRate> =
    &[(DutyRate::OnTime, &["on-time", "đúng hạn"]), (DutyRate::Completed, &["completed", "hoàn thành"])];

/// How a criterion gives its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RuleWord {
    AllOrNothing,
    Proportional,
    Steps,
    PerShortfall,
    BaseAndSteps,
    PerOccurrence,
    Judged,
}

pub(super) const RULES: &Choice<RuleWord> = &[
    (RuleWord::AllOrNothing, &["all-or-nothing", "đạt hoặc không", "đạt hoặc không đạt"]),
    (RuleWord::Proportional, &["proportional", "theo tỷ lệ", "theo tỉ lệ"]),
    (RuleWord::Steps, &["steps", "theo mức", "theo bậc"]),
    (RuleWord::PerShortfall, &["per-shortfall", "trừ theo mức thiếu", "trừ theo phần thiếu"]),
    (RuleWord::BaseAndSteps, &["base-and-steps", "điểm sàn và cộng thêm"]),
    (RuleWord::PerOccurrence, &["per-occurrence", "trừ theo lần", "trừ theo lượt"]),
    (RuleWord::Judged, &["judged", "đánh giá", "hội đồng chấm"]),
];

/// How steps below a threshold are counted.
pub(super) const SHORTFALL_COUNT: &Choice<StepCount> =
    &[(StepCount::Whole, &["whole", "tròn mức", "tròn bước"]), (StepCount::Begun, &["begun", "cả phần lẻ"])];

/// How steps above a threshold are counted.
pub(super) const PROGRESS_COUNT: &Choice<Progress> = &[
    (Progress::WholeSteps, &["whole", "tròn mức", "tròn bước"]),
    (Progress::ProRata, &["pro-rata", "theo tỷ lệ", "theo tỉ lệ"]),
];

/// Whether an adjustment takes points away.
pub(super) const ADJUSTMENTS: &Choice<bool> =
    &[(false, &["bonus", "điểm thưởng", "điểm cộng", "thưởng"]), (true, &["penalty", "điểm trừ", "phạt"])];

pub(super) const ADJUSTED_PER: &Choice<AdjustmentBy> = &[
    (AdjustmentBy::Met, &["met", "đạt", "khi đạt"]),
    (AdjustmentBy::PerUnit, &["unit", "mỗi đơn vị giá trị"]),
];

/// What a grade's condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RateWord {
    OnTime,
    Met,
    Exceeded,
    AboveZero,
    Subordinates,
}

pub(super) const CONDITIONS: &Choice<RateWord> = &[
    (RateWord::OnTime, &["on-time", "đúng hạn"]),
    (RateWord::Met, &["met", "đạt"]),
    (RateWord::Exceeded, &["exceeded", "vượt", "vượt mức"]),
    (RateWord::AboveZero, &["above-zero", "trên 0 điểm"]),
    (RateWord::Subordinates, &["subordinates", "cấp dưới", "đơn vị cấp dưới"]),
];

/// Of how many a quota is a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BaseWord {
    All,
    Kind,
    Graded,
    AtLeast,
    AtLeastWithoutOwn,
}

pub(super) const BASES: &Choice<BaseWord> = &[
    (BaseWord::All, &["all", "tất cả", "tổng số"]),
    (BaseWord::Kind, &["kind", "cùng loại"]),
    (BaseWord::Graded, &["graded", "được xếp loại", "đã xếp loại"]),
    (BaseWord::AtLeast, &["at-least", "từ mức đó trở lên"]),
    (BaseWord::AtLeastWithoutOwn, &["at-least-without-own", "từ mức đó trở lên, trừ mức này"]),
];

pub(super) const STATUSES: &Choice<DutyStatus> = &[
    (DutyStatus::AwaitingInstruction, &["awaiting-instruction", "chờ chỉ đạo", "chờ văn bản chỉ đạo"]),
    (DutyStatus::Upcoming, &["upcoming", "chưa đến kỳ", "chưa đến hạn"]),
    (DutyStatus::Due, &["due", "đến hạn", "đang thực hiện"]),
    (DutyStatus::DoneOnTime, &["done-on-time", "hoàn thành đúng hạn"]),
    (DutyStatus::DoneLate, &["done-late", "trễ hạn", "hoàn thành trễ hạn"]),
    (DutyStatus::Overdue, &["overdue", "quá hạn"]),
    (DutyStatus::NotApplicable, &["not-applicable", "không áp dụng"]),
    (DutyStatus::Unanswered, &["unanswered", "chưa có đơn vị chịu trách nhiệm"]),
];

/// A status: one of [`STATUSES`], or what else officials write for it.
pub(super) fn status_of(text: &str) -> Result<DutyStatus, ProblemKind> {
    choose(STATUSES, text, "status").or_else(|kind| match phrases::status(text) {
        Ok(reading) if reading.notes.is_empty() => Ok(reading.value),
        _ => Err(kind),
    })
}

#[cfg(test)]
mod tests {
    use super::{super::words::tests::words_of, *};

    #[test]
    fn every_word_means_one_thing() {
        words_of(ROUNDING);
        words_of(NOT_APPLICABLE);
        words_of(RATES);
        words_of(RULES);
        words_of(SHORTFALL_COUNT);
        words_of(PROGRESS_COUNT);
        words_of(ADJUSTMENTS);
        words_of(ADJUSTED_PER);
        words_of(CONDITIONS);
        words_of(BASES);
        words_of(STATUSES);
    }
}
