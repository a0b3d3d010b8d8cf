//! The words of sheet files.

use super::words::Choice;
use crate::{
    duty::DutyStatus,
    score::{DutyRate, NotApplicable, Rounding},
};

pub(super) const ROUNDING: &Choice<Rounding> = &[
    (Rounding::HalfUp, &["half-up"]),
    (Rounding::HalfEven, &["half-even"]),
    (Rounding::Down, &["down"]),
    (Rounding::Up, &["up"]),
];

pub(super) const NOT_APPLICABLE: &Choice<NotApplicable> = &[
    (NotApplicable::Full, &["full"]),
    (NotApplicable::Zero, &["zero"]),
    (NotApplicable::LeftOutOfGroup, &["left-out-of-group"]),
    (NotApplicable::LeftOutOfTotal, &["left-out-of-total"]),
];

pub(super) const RATES: &Choice<DutyRate> =
    &[(DutyRate::OnTime, &["on-time", "đúng hạn"]), (DutyRate::Completed, &["completed", "hoàn thành"])];

pub(super) const STATUSES: &Choice<DutyStatus> = &[
    (DutyStatus::AwaitingInstruction, &["awaiting-instruction"]),
    (DutyStatus::Upcoming, &["upcoming"]),
    (DutyStatus::Due, &["due"]),
    (DutyStatus::DoneOnTime, &["done-on-time"]),
    (DutyStatus::DoneLate, &["done-late", "trễ hạn"]),
    (DutyStatus::Overdue, &["overdue", "quá hạn"]),
    (DutyStatus::NotApplicable, &["not-applicable"]),
];
