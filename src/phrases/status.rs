//! How a task stands, and whether a target is met, in the words of officials.

use super::{
    cursor::Cursor,
    period::stop,
    reading::{Reading, check_length},
    refusal::{Expected, Refusal, Wrong},
    table::{Table, table},
    token::tokens,
};
use crate::{DutyStatus, Language, Stage, Verdict, spelling::tidy};

static STATUSES: Table<DutyStatus> = table![DutyStatus;
    ("chờ chỉ đạo", DutyStatus::AwaitingInstruction),
    ("chờ văn bản chỉ đạo", DutyStatus::AwaitingInstruction),
    ("chờ hướng dẫn", DutyStatus::AwaitingInstruction),
    ("chờ văn bản hướng dẫn", DutyStatus::AwaitingInstruction),
    ("chưa có chỉ đạo", DutyStatus::AwaitingInstruction),
    ("chưa có văn bản chỉ đạo", DutyStatus::AwaitingInstruction),
    ("chưa đến hạn", DutyStatus::Upcoming),
    ("chưa tới hạn", DutyStatus::Upcoming),
    ("chưa đến kỳ", DutyStatus::Upcoming),
    ("chưa tới kỳ", DutyStatus::Upcoming),
    ("chưa đến thời gian thực hiện", DutyStatus::Upcoming),
    ("đến hạn", DutyStatus::Due),
    ("tới hạn", DutyStatus::Due),
    ("đang thực hiện", DutyStatus::Due),
    ("đang triển khai", DutyStatus::Due),
    ("đang triển khai thực hiện", DutyStatus::Due),
    ("đang trong thời hạn", DutyStatus::Due),
    ("hoàn thành đúng hạn", DutyStatus::DoneOnTime),
    ("hoàn thành đúng thời hạn", DutyStatus::DoneOnTime),
    ("hoàn thành đúng tiến độ", DutyStatus::DoneOnTime),
    ("hoàn thành trong hạn", DutyStatus::DoneOnTime),
    ("hoàn thành trước hạn", DutyStatus::DoneOnTime),
    ("hoàn thành trước thời hạn", DutyStatus::DoneOnTime),
    ("hoàn thành trễ hạn", DutyStatus::DoneLate),
    ("hoàn thành trễ", DutyStatus::DoneLate),
    ("hoàn thành chậm", DutyStatus::DoneLate),
    ("hoàn thành chậm hạn", DutyStatus::DoneLate),
    ("hoàn thành chậm tiến độ", DutyStatus::DoneLate),
    ("hoàn thành muộn", DutyStatus::DoneLate),
    ("hoàn thành quá hạn", DutyStatus::DoneLate),
    ("hoàn thành không đúng hạn", DutyStatus::DoneLate),
    ("quá hạn", DutyStatus::Overdue),
    ("đã quá hạn", DutyStatus::Overdue),
    ("quá hạn chưa hoàn thành", DutyStatus::Overdue),
    ("chưa hoàn thành quá hạn", DutyStatus::Overdue),
    ("không áp dụng", DutyStatus::NotApplicable),
    ("không thuộc diện", DutyStatus::NotApplicable),
    ("chưa có đơn vị chịu trách nhiệm", DutyStatus::Unanswered),
];

static VERDICTS: Table<Verdict> = table![Verdict;
    ("đạt", Verdict::Met),
    ("đạt chỉ tiêu", Verdict::Met),
    ("hoàn thành chỉ tiêu", Verdict::Met),
    ("vượt", Verdict::Met),
    ("vượt chỉ tiêu", Verdict::Met),
    ("đạt và vượt", Verdict::Met),
    ("không đạt", Verdict::Missed),
    ("không đạt chỉ tiêu", Verdict::Missed),
    ("không hoàn thành chỉ tiêu", Verdict::Missed),
    ("chưa xác định", Verdict::Open),
    ("chưa đủ số liệu", Verdict::Open),
    ("chưa có số liệu", Verdict::Open),
    ("chưa đánh giá", Verdict::Open),
    ("không áp dụng", Verdict::NotApplicable),
    ("không thuộc diện", Verdict::NotApplicable),
];

static STAGES: Table<Stage> = table![Stage;
    ("chưa đến kỳ", Stage::Upcoming),
    ("chưa tới kỳ", Stage::Upcoming),
    ("đang trong kỳ", Stage::Running),
    ("trong kỳ", Stage::Running),
    ("đã hết kỳ", Stage::Closed),
    ("hết kỳ", Stage::Closed),
];

/// Reads how a task stands: its name (`done-late`), its label in either language, or what officials write for it
/// (`hoàn thành chậm`, `quá hạn`).
///
/// Words that leave open whether it was done in time, such as `đã hoàn thành`, or whether its day is over, such as
/// `chưa hoàn thành` and `chưa thực hiện`, are refused.
///
/// ```
/// use kehoach::{DutyStatus, phrases};
///
/// assert_eq!(phrases::status("Hoàn thành chậm")?.value, DutyStatus::DoneLate);
/// assert_eq!(phrases::status("done-late")?.value, DutyStatus::DoneLate);
/// assert_eq!(phrases::write_status(DutyStatus::DoneLate), "hoàn thành trễ hạn");
/// assert!(phrases::status("chưa hoàn thành").is_err());
/// # Ok::<(), phrases::Refusal>(())
/// ```
///
/// # Errors
/// [`Refusal`].
pub fn status(text: &str) -> Result<Reading<DutyStatus>, Refusal> {
    read(text, &STATUSES, DutyStatus::named)
}

/// Reads whether a target is met: its name (`met`), its label in either language, or what officials write for it
/// (`không đạt`, `chưa xác định`).
///
/// `Chưa đạt` is read as open, with `không đạt` as the alternative and a note: of a period that still runs it says that the
/// target may yet be met.
///
/// ```
/// use kehoach::{Verdict, phrases};
///
/// assert_eq!(phrases::verdict("Không đạt")?.value, Verdict::Missed);
/// let reading = phrases::verdict("chưa đạt")?;
/// assert_eq!((reading.value, reading.alternatives.as_slice()), (Verdict::Open, [Verdict::Missed].as_slice()));
/// assert_eq!(phrases::write_verdict(Verdict::Open), "chưa xác định");
/// # Ok::<(), phrases::Refusal>(())
/// ```
///
/// # Errors
/// [`Refusal`].
pub fn verdict(text: &str) -> Result<Reading<Verdict>, Refusal> {
    static NOT_YET: Table<Verdict> =
        table![Verdict; ("chưa đạt", Verdict::Open), ("chưa đạt chỉ tiêu", Verdict::Open)];
    let Ok(mut reading) = read(text, &NOT_YET, |_| None) else {
        return read(text, &VERDICTS, Verdict::named);
    };
    let typed = text.get(reading.span.clone()).unwrap_or_default().to_owned();
    reading.notes.push(super::note::Note::NotYet { typed });
    reading.alternatives.push(Verdict::Missed);
    Ok(reading)
}

/// Reads where a day lies to a judging period: its name (`running`), or its label in either language (`đang trong kỳ`).
///
/// # Errors
/// [`Refusal`].
pub fn stage(text: &str) -> Result<Reading<Stage>, Refusal> {
    read(text, &STAGES, Stage::named)
}

/// How a task stands, as officials write it; [`DutyStatus::name`] is the canonical form.
#[must_use]
pub const fn write_status(status: DutyStatus) -> &'static str {
    status.label(Language::Vietnamese)
}

/// Whether a target is met, as officials write it; [`Verdict::name`] is the canonical form.
#[must_use]
pub const fn write_verdict(verdict: Verdict) -> &'static str {
    verdict.label(Language::Vietnamese)
}

/// Where a day lies to a judging period, as officials write it; [`Stage::name`] is the canonical form.
#[must_use]
pub const fn write_stage(stage: Stage) -> &'static str {
    stage.label(Language::Vietnamese)
}

fn read<T: Copy>(
    text: &str,
    table: &Table<T>,
    named: impl Fn(&str) -> Option<T>,
) -> Result<Reading<T>, Refusal> {
    check_length(text)?;
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let start = cursor.mark();
    if let Some(value) = named(&tidy(text).to_lowercase()) {
        while !cursor.is_end() {
            cursor.advance();
        }
        return Ok(Reading::new(value, cursor.span_from(start), Vec::new()));
    }
    while cursor.any_sign(&['-', '+', '*', '•']) {}
    let start = cursor.mark();
    if cursor.exact("đã hoàn thành") {
        // `Đã` adds nothing to `hoàn thành chậm`.
        cursor.reset(start);
        cursor.advance();
    }
    let Some(value) = cursor.first_of(table) else {
        cursor.missed(Expected::Status);
        return Err(cursor.refuse());
    };
    let span = cursor.span_from(start);
    cursor.missed(Expected::End);
    stop(&mut cursor);
    if !cursor.is_end() {
        return Err(cursor.wrong_here(Wrong::Unexpected));
    }
    cursor.note_look_alikes();
    Ok(Reading::new(value, span, cursor.notes))
}
