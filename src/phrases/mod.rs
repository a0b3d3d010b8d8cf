//! The language of plans: phrases into typed values, and back.
//!
//! | function | reads | into |
//! |---|---|---|
//! | [`threshold`], [`threshold_with_grades`] | `trên 85%`, `từ khá trở lên`, `tăng 5% so với năm 2022` | [`Asked`] |
//! | [`schedule`] | `Tháng 3, 9`, `trước ngày 10/12 hằng năm` | [`Schedule`](crate::Schedule) |
//! | [`period`], [`period_in`], [`date`] | `quý III/2021`, `6 tháng đầu năm 2023` | [`Period`](crate::Period), a date |
//! | [`document`] | `Kế hoạch số 151 - KH/HU` | [`DocumentRef`](crate::DocumentRef) |
//! | [`cited_document`] | `Luật Tiếp công dân`, `27-CTr/TU ngày 12/12/2022` | [`CitedDocument`](crate::CitedDocument) |
//! | [`responsibility`] | `Cơ quan chủ trì: A (B tham mưu)` | [`Party`] |
//! | [`status`], [`verdict`], [`stage`] | `hoàn thành trễ hạn`, `không đạt`, `đang trong kỳ` | [`DutyStatus`](crate::DutyStatus), [`Verdict`](crate::Verdict), [`Stage`](crate::Stage) |
//! | [`find`] | running text | [`Found`] |
//!
//! Each of them takes the canonical spelling too, and [`write_threshold`], [`write_schedule`] and the others write what
//! they read. A [`Reading`] says where in the text it stands, and carries [`Note`]s on whatever was tolerated or assumed
//! and the other values that the text could mean; a [`Refusal`] says where reading stopped, what was read till there, and
//! what could have followed. A number is never guessed: one that can be read as two is refused.
//!
//! # Grammar
//!
//! Words stand for themselves, in either case, in NFC or NFD, with old or new placement of the tone (`hoà`, `hòa`). One
//! slip of one diacritic in a phrase of words is forgiven with a note; never in a number.
//!
//! ```text
//! threshold  = [ aspired ] [ each ] [ subject ] core [ noun ]
//! aspired    = "phấn đấu" | "quyết tâm"
//! each       = "mỗi" words ("có" | comparison)
//! core       = [ floor ] [ comparison ] figure [ noun ] [ "trở lên" | "trở xuống" ]
//!            | [ floor ] [ comparison ] figure ("đến" | "đến dưới" | "-" | "hoặc") figure [ "trở lên" | "trở xuống" ]
//!            | figure [ "trở lên" ] ("và" | "nhưng") ("không quá" | "dưới" | ...) figure          both ends said
//!            | [ comparison ] [ "xếp loại" | "loại" | "mức" ] grade [ ("đến" | ",") grade ] [ "trở lên" | "trở xuống" ]
//!            | ("toàn bộ" | "tất cả" | "không có" | "không để xảy ra")
//!            | ("cơ bản" | "hầu hết" | "phần lớn" | "đa số" | "một số")          no number is invented
//!            | ("khoảng" | "gần" | "xấp xỉ" | "ước") core                        kept as not exact
//!            | ("tăng" | "giảm" | "nâng") [ words ] change [ "so với" baseline ]
//!            | ("thêm" | "có thêm" | ...) [ comparison ] figure                        so many more than there are
//! rate       = ("tốc độ" | "tỷ lệ" | "tỷ suất") ("tăng" | "giảm") words, "tăng trưởng" words "đạt"   a subject, no change
//! age        = [ "từ" | "dưới" | ... ] number [ "đến" number ] "tuổi"                       of whom, not how many
//! change     = [ comparison ] figure | [ "từ" figure ] ("lên" | "xuống còn" | "còn" | "là") [ comparison ] figure
//! comparison = "trên" | "hơn" | "quá" | "vượt" | "từ" | "ít nhất" | "tối thiểu" | "không dưới" | "không ít hơn"
//!            | "dưới" | "nhỏ hơn" | "thấp hơn" | "không quá" | "tối đa" | "không vượt quá" | "đúng" | "bằng" | ...
//! floor      = "đạt" | "có" | "là" | "bảo đảm" | "tổ chức" | ...                 leaves a figure a floor to reach
//! figure     = number [ "%" | "phần trăm" | "‰" | "điểm phần trăm" ] | number "/" number | words "phần" words | "nửa"
//! number     = digits with points between thousands and a decimal comma, or words; [ "nghìn" | "triệu" | "tỷ" ]
//!
//! period     = piece | [ "từ" ] piece ("đến" | "-") piece | piece { ("," | "và") piece }
//! piece      = "năm" year | "quý" (I-IV | 1-4) [ of ] | "tháng" month [ of ] | number "tháng" ("đầu" | "cuối") "năm" year
//!            | "ngày" day "/" month "/" year | "ngày" day "tháng" month "năm" year | ("đầu" | "giữa" | "cuối") piece
//! of         = "/" year | "năm" year
//! schedule   = timing | "cấp" level timing { ";" "cấp" level timing } | period ":" work { ";" period ":" work }
//! timing     = period | ("đến" | "chậm nhất" | "trước") piece | [ due ] every [ due ] | pieces without a year
//!            | ("theo văn bản" | "khi có" | ...) words | "thường xuyên"
//! every      = ("hằng" | "hàng" | "mỗi" | "định kỳ") ("tháng" | "quý" | "6 tháng" | "năm")
//!            | due "và" day "/" month                the same day of June and December, or of each quarter's last month
//! due        = ("ngày" | "trước ngày" | "chậm nhất ngày") day [ "/" month | "tháng cuối quý" ]
//! ```
//!
//! # What is accepted, and what is refused
//!
//! ```
//! use kehoach::phrases::{self, Note};
//!
//! // Thresholds: the phrase, what it means, the codes of its notes.
//! for (phrase, canonical, notes) in [
//!     ("trên 85%", "> 85%", ""),
//!     ("95% trở lên", ">= 95%", ""),
//!     ("ít nhất 01 hội nghị", ">= 1", ""),
//!     ("100% cấp ủy trực thuộc", ">= 100%", ""),
//!     ("không quá 1.200 hộ", "<= 1200", ""),
//!     ("từ 70 đến dưới 90 điểm", "[70, 90)", ""),
//!     ("đạt từ khá trở lên", ">= kha", ""),
//!     ("trên 85% và dưới 95%", "(85%, 95%)", ""),
//!     ("giảm còn 3%", "<= 3%", ""),
//!     ("giảm 5 vụ so với năm 2022", "<= baseline - 5", ""),
//!     ("tăng 5% so với năm 2022", ">= baseline x 105%", "percent-or-points"),
//!     ("tốc độ tăng trưởng trên 8%/năm", "> 8%", "time-beside"),
//!     ("thêm 03 xã", ">= baseline + 3", ""),
//!     ("ít nhất 01 hoặc 02 cuộc", ">= 1", "weaker-reading"),
//!     ("trên 85% trở lên", ">= 85%", "strict-or-not"),
//!     ("toàn bộ các xã", ">= 100%", "all-as-hundred-percent"),
//!     ("92.5%", ">= 92.5%", "decimal-point"),
//!     ("tối thiếu 90%", ">= 90%", "slip"),
//!     ("cơ bản các hộ", "qualitative", ""),
//!     ("khoảng 85%", "qualitative", ""),
//!     ("hai phần ba số hộ", ">= 2/3", ""),
//! ] {
//!     let reading = phrases::threshold(phrase)?;
//!     let codes: Vec<_> = reading.notes.iter().map(Note::code).collect();
//!     assert_eq!((reading.value.to_string().as_str(), codes.join(" ").as_str()), (canonical, notes), "{phrase}");
//! }
//!
//! // Times.
//! for (phrase, canonical, notes) in [
//!     ("quý III/2021", "during 2021-Q3", ""),
//!     ("Tháng 3, 9", "months 3, 9", "every-year"),
//!     ("Tháng 9, 10", "months 9, 10", "every-year neighbours"),
//!     ("hằng tháng", "monthly", ""),
//!     ("trước ngày 10/12 hằng năm", "yearly before 12-10", ""),
//!     ("chậm nhất ngày 15 tháng cuối quý", "quarterly by day 15", ""),
//!     ("trước ngày 15/6 và 15/12 hằng năm", "half-yearly before day 15", ""),
//!     ("đến năm 2025", "by 2025-12-31", ""),
//!     ("cuối năm", "yearly by 12-31", "civil-code-146"),
//!     ("Theo văn bản chỉ đạo của tỉnh", "on instruction: theo văn bản chỉ đạo của tỉnh", ""),
//!     ("định kỳ", "on instruction: định kỳ", "kept-as-written"),
//! ] {
//!     let reading = phrases::schedule(phrase)?;
//!     let codes: Vec<_> = reading.notes.iter().map(Note::code).collect();
//!     assert_eq!((reading.value.to_string().as_str(), codes.join(" ").as_str()), (canonical, notes), "{phrase}");
//! }
//!
//! // Refused, and why.
//! for (phrase, column, why) in [
//!     ("1,200 hộ", 1, "the number can be read as 1.2 and as 1200"),
//!     ("ít nhất 1 200 hộ", 9, "the number is broken, or its separators are out of place"),
//!     ("dưới 5% trở lên", 6, "the words contradict one another"),
//!     ("3 hoặc 5", 1, "two figures joined by `hoặc` can only be read where they are neighbours"),
//!     ("trên 85% hộ và dưới 5% xã", 16, "more than one threshold stands there; look for each with `find`"),
//!     ("tăng 2 lần", 1, "the change can be read in two ways"),
//!     ("5 điểm phần trăm", 1, "percentage points are a change: `tăng` or `giảm` is missing"),
//!     ("đạt 90% so với kế hoạch", 16, "what it is compared with is not known"),
//!     ("chưa đạt 90%", 1, "it is not understood"),
//! ] {
//!     let refusal = phrases::threshold(phrase).unwrap_err();
//!     assert_eq!((refusal.column(), refusal.wrong().to_string().as_str()), (column, why), "{phrase}");
//! }
//! for (phrase, column, why) in [
//!     ("quý III", 1, "a year is missing"),
//!     ("15/3/23", 6, "a year is missing"),
//!     ("tháng chạp năm 2023", 7, "a month of the lunar calendar has no fixed days"),
//!     ("tháng 3, 9/2023", 1, "these are several periods, with gaps between them"),
//! ] {
//!     let refusal = phrases::period(phrase).unwrap_err();
//!     assert_eq!((refusal.column(), refusal.wrong().to_string().as_str()), (column, why), "{phrase}");
//! }
//! # Ok::<(), phrases::Refusal>(())
//! ```
//!
//! # Why so
//!
//! - *Why is `1,200` refused and `1.200` not?* A point before three digits is how Vietnamese parts thousands; a comma there is
//!   a decimal sign that looks like English thousands, and tables made with foreign software have both.
//! - *Why is `1.234` a decimal in `> 1.234`?* The canonical spelling of files has a decimal point; a note says so.
//! - *Why are two thresholds in one text refused?* Half of what was said would be lost. [`find`] gives each with its span.
//! - *Why is `đạt 90%` at least 90 %?* A bare number in a plan is a floor to reach, and so is a bare grade.

mod abbreviation;
mod canonical;
mod change;
mod citation;
mod cursor;
mod document;
mod figures;
mod find;
mod grade;
mod graded;
mod note;
mod number;
mod period;
mod piece;
mod places;
mod reading;
mod refusal;
mod responsibility;
mod roles;
mod schedule;
mod status;
mod syllable;
mod table;
mod tail;
mod threshold;
mod timing;
mod token;
mod words;
mod write;

pub use abbreviation::{expand, expand_name};
pub use citation::cited_document;
pub use document::document;
pub use find::{Found, find};
pub use note::Note;
pub use period::{date, period, period_in};
pub use reading::{Asked, Reading};
pub use refusal::{Expected, Refusal, Wrong};
pub use responsibility::{Naming, Party, Role, responsibility};
pub use schedule::schedule;
pub use status::{stage, status, verdict, write_stage, write_status, write_verdict};
pub(crate) use syllable::fold;
pub use threshold::{threshold, threshold_with_grades};
pub use write::{
    write_asked, write_date, write_number, write_period, write_schedule, write_threshold,
    write_threshold_with_grades,
};
