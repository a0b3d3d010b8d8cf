//! Duties: who answers for what, with whom, by when, and how it stands.
//!
//! [`Duties`] follow from a plan and a register alone, before anything is reported: each unit's own list, and for each target
//! or task the units that answer for it. How occurrences stand as of a day, an [`Evaluator`](crate::Evaluator) says:
//!
//! | question | answer |
//! |---|---|
//! | what must this unit do, with whom, by when? | [`Duties::of`] |
//! | who answers for this? | [`Duties::answerable_for_target`], [`Duties::answerable_for_task`] |
//! | what does nobody answer for, since a unit was divided? | [`Duties::unanswered`] |
//! | how does everything stand? | [`Evaluator::occurrences`](crate::Evaluator::occurrences) |
//! | mine, due in the next 30 days, or overdue | [`Evaluator::pending`](crate::Evaluator::pending) |
//! | how much was done, and on time? | [`Evaluator::rates`](crate::Evaluator::rates) |
//!
//! # Who answers, and when
//!
//! The leads of a task answer for each of its occurrences. A unit that the task names does so always; a unit of a scope for
//! what ends while it is in the scope. One that does not exist on the last day has it *not applicable*. Where levels have
//! schedules of their own, a unit has that of the level it is at on the last day; if two of them have an occurrence of one
//! label, it owes the earlier.
//!
//! Where units pass on to others, what a named unit leads passes on with it, and what all predecessors of a unit completed is
//! completed: see the rules of a [reorganisation](crate::guide::reorganisation).
//!
//! # Statuses
//!
//! | status | when |
//! |---|---|
//! | awaiting instruction (chờ văn bản chỉ đạo) | it waits for one, and none was given by the day |
//! | upcoming (chưa đến kỳ) | before its first day |
//! | due (đến hạn) | from its first day to its last; without a last day until it is done; what is continuous while the plan runs |
//! | done on time (hoàn thành đúng hạn) | done by the last day, or before the first |
//! | done late (hoàn thành trễ hạn) | done after the last day; so many days late |
//! | overdue (quá hạn) | not done, and the last day over; so many days |
//! | not applicable (không áp dụng) | recorded so; the unit does not exist on the last day; no schedule for its level; continuous, the plan over and not recorded as done |
//! | unanswered (chưa có đơn vị chịu trách nhiệm) | the unit that answered was divided before the last day, no heir was named for its duties, and nothing was recorded |
//!
//! The earliest completion that was not withdrawn counts, from the day on which it is recorded. Where both are recorded, done
//! outweighs not applicable.
//!
//! # Time phrases of three real plans
//!
//! Every phrase of time for something to be done in Tam Đường 159-KH/HU of 2023 (TD), Bình Phước 36-KH/BDVTU of 2021 (BP) and
//! Kim Bảng 2021-2025 (KB), as [`phrases::schedule`](crate::phrases::schedule) reads it; a test compares the two. The forms are
//! explained at [`Schedule`](crate::Schedule).
//!
//! | phrase | where | typed form |
//! |---|---|---|
//! | Tháng 01 | TD, annex 1 | `months 1`, which in a plan for one year is once |
//! | Hàng tháng | TD, annex 1 | `monthly` |
//! | Tháng 3, 9 | TD, annex 1 | `months 3, 9` |
//! | Tháng 4,10 | TD, annex 1 | `months 4, 10` |
//! | Theo văn bản chỉ đạo của tỉnh | TD, annex 1 and 2 | `on instruction: theo văn bản chỉ đạo của tỉnh` |
//! | Tháng 6, 12 | TD, annex 2 | `months 6, 12` |
//! | Tháng 02 | TD, annex 3 | `months 2` |
//! | Tháng 9, 10 | TD, annex 3 | `months 9, 10`, or `months 9-10` if the author meant one window |
//! | Tháng 11, 12 | TD, annex 3 | `months 11, 12`, or `months 11-12` |
//! | năm 2023 | TD, title | `during 2023` |
//! | thường xuyên | TD, II.3 | `continuous` |
//! | hằng năm | TD, II.3.1 | `yearly` |
//! | định kỳ | TD, II.3.1 and III.1 | `on instruction: định kỳ`, kept until the author names a time |
//! | giai đoạn 2021-2025 | TD, II.3.2 | `during 2021/2025` |
//! | nhiệm kỳ 2023-2028 | TD, II.1 | `during 2023/2028` |
//! | cấp tỉnh quý III/2021; cấp huyện quý IV/2021 | BP, II.1 | `per level province = during 2021-Q3; district = during 2021-Q4` |
//! | hàng năm | BP, II.2 and III.4 | `yearly` |
//! | Từ tháng 8/2021 đến tháng 12/2021 | BP, II.3 | `during 2021-08/2021-12` |
//! | Năm 2022 | BP, II.3 | `during 2022` |
//! | giai đoạn 2021 – 2025 | BP, II.3 | `during 2021/2025` |
//! | Thường xuyên | BP, II.5 and II.6 | `continuous` |
//! | 6 tháng, 9 tháng đầu năm và tổng kết năm | BP, II.9 | `each H1, 9M, year` |
//! | từ năm 2021 đến năm 2025 | BP, III.5 | `during 2021/2025` |
//! | Năm 2021: triển khai. Năm 2022 - 2024: giám sát. Năm 2025: tổng kết. | BP, III.5 | `phases triển khai = 2021, giám sát = 2022/2024, tổng kết = 2025`, in short words of our own |
//! | Hằng năm | KB, II | `yearly` |
//! | Đến năm 2025 | KB, II.8 | `by 2025-12-31` |
//! | trước năm 2025 | KB, II.8 | `before 2025-01-01` |
//! | Hằng tháng | KB, III.1 | `monthly` |
//! | Khi có phát sinh các vấn đề phức tạp | KB, III.1 | `on instruction: khi có phát sinh các vấn đề phức tạp` |
//! | định kỳ hằng tháng | KB, III.2 | `monthly` |
//! | tháng 10 hằng năm | KB, III.2 | `months 10` |
//! | định kỳ và đột xuất | KB, III.3 | `on instruction: định kỳ và đột xuất` |
//! | Năm 2021 | KB, IV.1 | `during 2021` |
//! | Năm 2025 | KB, IV.5 | `during 2025` |
//! | trước ngày 10/12 hằng năm | KB, V.8 | `yearly before 12-10`, due on 9 December |
//!
//! Of a few the words do not say enough by themselves: they are refused, and their author writes one of these.
//!
//! | phrase | where | to be written |
//! |---|---|---|
//! | thường xuyên, đột xuất | TD, II.3.1 | two tasks: `continuous` and `on instruction: đột xuất` |
//! | hàng năm và giai đoạn | BP, II.4 | two tasks: `yearly` and `during 2021/2025` |
//! | trước khi ban hành | KB, III.1 and III.4 | `on instruction: trước khi ban hành` |
//! | Từ năm 2022 | KB, IV.2 | in a plan to 2025 `during 2022/2025` |
//!
//! 'Kịp thời' says how something is done, not when.

mod agenda;
mod handover;
mod status;

pub use agenda::{Agenda, AgendaItem, Duties, Involved, Subject, UnitRole};
pub use status::{DutyStatus, OccurrenceStatus, Rates};
