//! What is wrong with a file.

use crate::{
    file::{Beside, Earlier, Found, Problem, ProblemKind, Problems, ShareOf, Unheld, Wanted},
    phrases::{Wrong, write_period},
    time::DateError,
    unit::RegisterError,
};

impl ProblemKind {
    /// The same in Vietnamese. Keys and words of files stay as a file spells them; of a text that is not of its format, the format's
    /// own reader says in English what is wrong with it.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Syntax { message } => format!("sai cú pháp: {message}"),
            Self::WrongType { found, expected } => {
                format!("gặp {}, cần {}", found.vietnamese(), expected.vietnamese())
            }
            Self::Encoding => "tệp không phải UTF-8".to_owned(),
            Self::Empty => "tệp trống".to_owned(),
            Self::Format { found } => {
                format!("tệp theo định dạng {found}, thư viện này đọc định dạng {}", crate::file::FORMAT)
            }
            Self::UnknownKey { found, .. } => format!("ở đây không có khóa `{found}`"),
            Self::DuplicateKey { key } => format!("khóa `{key}` có hai lần"),
            Self::MissingKey { key } => format!("thiếu `{key}`"),
            Self::OutOfPlace { key, with } => format!("`{key}` không đi cùng {}", with.vietnamese()),
            Self::UnknownWord { found, .. } => format!("không hiểu `{found}` ở đây"),
            Self::NameForId { found, id } => format!("`{found}` là tên, ở đây cần mã: `{id}`"),
            Self::Id(error) => error.vietnamese(),
            Self::Phrase(refusal) => refusal.vietnamese(),
            Self::Date(DateError::Syntax) => "ngày viết như `09/12/2023` hoặc `2023-12-09`".to_owned(),
            Self::Date(error) => error.vietnamese(),
            Self::Period(error) => error.vietnamese(),
            Self::Number(error) => error.vietnamese(),
            Self::Share { error, about } => {
                let of = |of: &ShareOf| format!(" (`{}`, `{}`, {})", of.unit, of.indicator, of.period);
                format!("{}{}", error.vietnamese(), about.as_ref().map(of).unwrap_or_default())
            }
            Self::Judging(error) => error.vietnamese(),
            Self::Calendar(error) => error.vietnamese(),
            Self::Scale(error) => error.vietnamese(),
            Self::Plan(error) => error.vietnamese(),
            Self::Sheet(error) => error.vietnamese(),
            Self::Register(error) => error.vietnamese(),
            Self::Report(error) => error.vietnamese(),
            Self::NoThreshold { found, why } => {
                format!("không so được số liệu với `{found}`: {}", why.vietnamese())
            }
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
            Self::TooLarge { what, most } => {
                format!("có hơn {most} {}, là số được đọc", super::counted(what))
            }
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
            Self::Register(RegisterError::Succession { error, .. }) => {
                error.vietnamese_help().map(str::to_owned)
            }
            Self::Phrase(refusal) => match refusal.wrong() {
                Wrong::Schedule(error) => error.vietnamese_help(),
                _ => None,
            },
            _ => None,
        };
        guess.into_iter().chain(needed).chain(advice).collect()
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

impl Problems {
    /// Each problem in Vietnamese, on a line of its own, and last how many more there are.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        let more = (self.more() > 0).then(|| format!("và {} lỗi khác", self.more()));
        let lines: Vec<String> = self.listed().iter().map(Problem::vietnamese).chain(more).collect();
        lines.join("\n")
    }
}

#[cfg(feature = "csv")]
impl crate::file::RegisterProblems {
    /// Each problem in Vietnamese, behind the name of its file.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        let files = [("danh sách đơn vị", &self.units), ("bảng sắp xếp", &self.successions)];
        let lines = files.into_iter().flat_map(|(name, problems)| {
            let text = problems.as_ref().map(Problems::vietnamese).unwrap_or_default();
            text.lines().map(|line| format!("{name}: {line}")).collect::<Vec<String>>()
        });
        lines.collect::<Vec<String>>().join("\n")
    }
}

#[cfg(feature = "csv")]
impl crate::file::ReadError {
    /// The same in Vietnamese; why the system could not read the file it says in its own words.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Io(error) => format!("không đọc được tệp: {error}"),
            Self::Problems(problems) => problems.vietnamese(),
        }
    }
}

impl Found {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Text(text) => format!("chữ \"{text}\""),
            Self::Whole(number) | Self::Decimal(number) => format!("số `{number}`"),
            Self::Truth(word) => format!("`{word}`"),
            Self::List => "một danh sách".to_owned(),
            Self::Table => "một bảng các khóa".to_owned(),
            Self::OneTable => "một bảng".to_owned(),
            Self::Null => "`null`".to_owned(),
            Self::Other(said) => said.clone(),
        }
    }
}

impl Wanted {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Text(Some(bare)) => format!("chữ trong dấu ngoặc kép: `\"{bare}\"`"),
            Self::Text(None) => "chữ trong dấu ngoặc kép".to_owned(),
            Self::Whole => "một số nguyên".to_owned(),
            Self::Number => "một số như 5 hoặc \"92.5\"".to_owned(),
            Self::Truth => "`true` hoặc `false`".to_owned(),
            Self::List => "một danh sách trong ngoặc vuông".to_owned(),
            Self::Table => "một bảng các khóa".to_owned(),
            Self::Date => "một ngày như \"2023-12-09\"".to_owned(),
            Self::Shares => "tỷ lệ theo chỉ số, như { rac = \"0.4\" }".to_owned(),
            Self::Head(head) => format!("`{head}`"),
            Self::Other(said) => said.clone(),
        }
    }
}

impl Beside {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Measure(name) => format!("kiểu số liệu `{name}`"),
            Self::Aggregate(name) => format!("cách tính `{name}`"),
            Self::NoThreshold => "chỉ tiêu không có ngưỡng".to_owned(),
            Self::Threshold(asked) => format!("ngưỡng `{asked}`, vốn không có gốc so sánh"),
            Self::Baseline => "`baseline`: gốc so sánh là một kỳ hoặc một con số".to_owned(),
            Self::Rule(name) => format!("cách chấm `{name}`"),
            Self::Rate(name) => format!("tỷ lệ `{name}`"),
            Self::Gate => {
                "phần còn lại của điều kiện bắt buộc, vốn xét một chỉ tiêu, một tiêu chí hoặc các nhiệm vụ"
                    .to_owned()
            }
            Self::Base(name) => format!("`of = \"{name}\"`"),
        }
    }
}

impl Unheld {
    /// The same in Vietnamese.
    #[must_use]
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Baseline => "ở đây không dùng được mức so với gốc",
            Self::Fraction => {
                "không phần trăm nào đúng bằng phân số này: viết số đơn vị, hoặc phần trăm muốn nói"
            }
            Self::NoNumber => "ở đó không có con số",
        }
    }
}
