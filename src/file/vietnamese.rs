//! What is told in Vietnamese of what is wrong with a file.

use super::{Earlier, Problem, ProblemKind};
use crate::{id::IdError, phrases::write_period, quantity::ShareError, time::DateError, unit::RegisterError};

impl ProblemKind {
    /// The same in Vietnamese. What only the author of a plan file or a register runs into is told by its kind, with the details
    /// in English.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Syntax { message } => format!("sai cú pháp: {message}"),
            Self::WrongType { found, expected } => {
                format!("gặp {}, cần {}", in_vietnamese(found, FOUND), in_vietnamese(expected, EXPECTED))
            }
            Self::Encoding => "tệp không phải UTF-8".to_owned(),
            Self::Empty => "tệp trống".to_owned(),
            Self::Format { found } => {
                format!("tệp theo định dạng {found}, thư viện này đọc định dạng {}", super::FORMAT)
            }
            Self::UnknownKey { found, .. } => format!("ở đây không có khóa `{found}`"),
            Self::MissingKey { key } => format!("thiếu `{key}`"),
            Self::OutOfPlace { key, with } => format!("`{key}` không đi cùng {with}"),
            Self::UnknownWord { found, .. } => format!("không hiểu `{found}` ở đây"),
            Self::NameForId { found, id } => format!("`{found}` là tên, ở đây cần mã: `{id}`"),
            Self::Id(error) => id(error),
            Self::Phrase(refusal) => refusal.vietnamese(),
            Self::Date(DateError::Syntax) => "ngày viết như `09/12/2023` hoặc `2023-12-09`".to_owned(),
            Self::Date(error) => format!("không phải là ngày có thật: {error}"),
            Self::Period(error) => format!("không phải là kỳ có thật: {error}"),
            Self::Number(_) => "không phải là số hợp lệ, như `92,5`".to_owned(),
            Self::Share { error: ShareError::PartAboveWhole { part, whole }, .. } => {
                format!("tử số {part} lớn hơn mẫu số {whole}")
            }
            Self::Share { .. } => "tỷ lệ viết là phần trên tổng, như `87/100`".to_owned(),
            Self::Judging(error) => format!("không rõ đánh giá khi nào: {error}"),
            Self::Calendar(error) => format!("ngày chốt số liệu không hợp lệ: {error}"),
            Self::Scale(error) => format!("các mức không thành một thang: {error}"),
            Self::Plan(error) => format!("các phần của kế hoạch không khớp nhau: {error}"),
            Self::Sheet(error) => error.vietnamese(),
            Self::Register(error) => error.vietnamese(),
            Self::Report(error) => error.vietnamese(),
            Self::NoThreshold { found, .. } => format!("không so được số liệu với `{found}`"),
            Self::Conflict { item, unit, period, with, .. } => {
                let place = match with {
                    Earlier::Line(line) => format!("ở dòng {line}"),
                    Earlier::Record(record) => format!("là báo cáo thứ {record}"),
                    Earlier::Ledger => "đã có trong sổ".to_owned(),
                };
                let of = unit.as_ref().map(|unit| format!("của `{unit}` ")).unwrap_or_default();
                let when = period.map(|period| format!(", {}", write_period(period))).unwrap_or_default();
                format!("trái với báo cáo khác {of}về `{item}`{when}, cùng ngày, {place}")
            }
            Self::Thousands { found, plain, decimal: Some(decimal) } => {
                format!("`{found}` có thể hiểu là `{plain}` hoặc `{decimal}`: viết rõ một trong hai")
            }
            Self::Thousands { found, plain, decimal: None } => {
                format!("`{found}` có dấu phân cách hàng nghìn: viết `{plain}`")
            }
            Self::EmptyField { column } => format!("chưa điền `{column}`"),
            Self::ShareTwice { indicator } => format!("tỷ lệ phân bổ của `{indicator}` ghi hai lần"),
            Self::Contradiction { column, found, other, line } => {
                format!("`{column}` là `{found}`, còn dòng {line} của cùng đơn vị và ngày ghi `{other}`")
            }
            Self::UnclosedQuote => "dấu ngoặc kép mở ở đây mà không đóng ở cuối ô".to_owned(),
            Self::StrayQuote => "dấu ngoặc kép nằm giữa một ô không mở đầu bằng ngoặc kép".to_owned(),
            Self::AfterQuote => "có chữ sau dấu ngoặc kép đóng".to_owned(),
            Self::UnknownColumn { found, .. } if found.is_empty() => "có cột không tên".to_owned(),
            Self::UnknownColumn { found, .. } => format!("không có cột `{found}`"),
            Self::DuplicateColumn { column } => format!("cột `{column}` có hai lần"),
            Self::FieldCount { found, expected } => {
                format!("dòng có {found} ô, dòng tiêu đề có {expected}")
            }
            Self::TooLarge { most, .. } => format!("quá lớn: nhiều nhất {most}"),
        }
    }
}

impl ProblemKind {
    /// What would help, in Vietnamese: the nearest valid spelling, and what was expected. Of a phrase, and of a figure where a text
    /// belongs, [`ProblemKind::vietnamese`] says that already.
    #[must_use]
    pub fn vietnamese_help(&self) -> Vec<String> {
        let guess = self.did_you_mean().map(|near| format!("có phải là `{near}`?"));
        let needed = self.needed().map(|needed| format!("cần {needed}"));
        let advice = match self {
            Self::Register(RegisterError::Succession { error, .. }) => error.vietnamese_help(),
            _ => None,
        };
        guess.into_iter().chain(needed).chain(advice.map(str::to_owned)).collect()
    }

    /// What was expected instead.
    fn needed(&self) -> Option<String> {
        Some(match self {
            Self::UnknownKey { known, .. }
            | Self::UnknownWord { known, .. }
            | Self::UnknownColumn { known, .. } => {
                known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ")
            }
            Self::Encoding => "lưu lại từ bảng tính theo dạng `CSV UTF-8`".to_owned(),
            Self::MissingKey { key } if key == "combine" => {
                "`latest` hoặc `sum` đối với số đếm và lượng; `latest`, `pooled` hoặc `cumulative` đối với tỷ lệ"
                    .to_owned()
            }
            Self::MissingKey { key } if key == "baseline" => {
                "một kỳ như `baseline = \"2023\"`, hoặc một con số như `baseline_value = \"45%\"`".to_owned()
            }
            Self::Date(DateError::Syntax) => "năm có bốn chữ số".to_owned(),
            Self::Contradiction { other, .. } => format!("`{other}`, hoặc để trống"),
            Self::Conflict { corrects: false, .. } => {
                "ghi `yes` ở `corrects` của báo cáo sửa báo cáo kia".to_owned()
            }
            Self::Conflict { corrects: true, .. } => {
                "một lần sửa mỗi ngày: lần sửa sau ghi ngày sau".to_owned()
            }
            Self::FieldCount { found, expected } if found > expected => {
                "dấu ngoặc kép quanh ô có chứa dấu phân cách".to_owned()
            }
            Self::FieldCount { .. } => "dấu phân cách cho mọi cột, cả cột để trống".to_owned(),
            Self::StrayQuote => {
                "ô có dấu ngoặc kép mở và đóng bằng ngoặc kép, mỗi dấu bên trong viết hai lần".to_owned()
            }
            Self::AfterQuote => "dấu phân cách hoặc hết dòng".to_owned(),
            _ => return None,
        })
    }
}

impl Problem {
    /// The same in Vietnamese: where it stands, what is wrong, and what would help.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        let spot = self.spot.as_ref();
        let spot = spot.map(|spot| format!("dòng {}, cột {}: ", spot.line, spot.column)).unwrap_or_default();
        let path = self.path.as_ref().map(|path| format!("{path}: ")).unwrap_or_default();
        let help: String = self.kind.vietnamese_help().iter().map(|help| format!("; {help}")).collect();
        format!("{spot}{path}{}{help}", self.kind.vietnamese())
    }
}

/// How the formats' readers begin to say what they found.
const FOUND: &[(&str, &str)] = &[
    ("string ", "chữ "),
    ("integer ", "số nguyên "),
    ("floating point ", "số "),
    ("boolean ", ""),
    ("sequence", "một danh sách"),
    ("map", "một bảng các khóa"),
    ("null", "`null`"),
    ("one table", "một bảng"),
];

/// The same of what they expected.
const EXPECTED: &[(&str, &str)] = &[
    ("a text in quotes", "chữ trong dấu ngoặc kép"),
    ("a whole number", "một số nguyên"),
    ("`true` or `false`", "`true` hoặc `false`"),
    ("a list in square brackets", "một danh sách trong ngoặc vuông"),
    ("a table of keys", "một bảng các khóa"),
    ("a date such as ", "một ngày như "),
];

/// What a reader said, with its first words in Vietnamese; what they stand before is as it was typed.
fn in_vietnamese(said: &str, table: &[(&str, &str)]) -> String {
    let found = table.iter().find_map(|(english, own)| Some((own, said.strip_prefix(english)?)));
    found.map_or_else(|| said.to_owned(), |(own, rest)| format!("{own}{rest}"))
}

fn id(error: &IdError) -> String {
    match error {
        IdError::Empty => "mã không được để trống".to_owned(),
        IdError::TooLong { chars } => format!("mã quá dài: {chars} ký tự"),
        IdError::Character { character: ' ', .. } => "mã không được có dấu cách".to_owned(),
        IdError::Character { character, .. } => format!("mã không được chứa `{}`", character.escape_debug()),
    }
}
