//! Notes: what a reader tolerated, assumed or could have read otherwise.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// What was tolerated or assumed to reach a reading: a warning with a stable code.
///
/// Displayed in English; [`Note::vietnamese`] is the other rendering. Serialised as `{"code", "text"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// One diacritic differs from a known word, as scanners slip.
    Slip {
        /// The word as typed.
        typed: String,
        /// The word it was taken for.
        read: String,
    },
    /// A letter that only looks like `đ`.
    LookAlike {
        /// The word as typed.
        typed: String,
    },
    /// A point before decimals where Vietnamese has a comma.
    DecimalPoint {
        /// The number as typed.
        typed: String,
    },
    /// Commas between thousands, as in English.
    ForeignSeparators {
        /// The number as typed.
        typed: String,
    },
    /// In canonical spelling a point before three digits is a decimal point; in a phrase it would part thousands.
    PointInCanonical {
        /// The number as typed.
        typed: String,
    },
    /// `‰` as percent.
    PerMille,
    /// A fraction as the percent figure that it exactly is.
    FractionAsPercent {
        /// The fraction as typed.
        typed: String,
    },
    /// `9/10 xã` may be a share, or nine of ten that are counted.
    PartOfCount,
    /// `toàn bộ`, `tất cả` as 100 %.
    AllAsHundredPercent {
        /// The word.
        word: String,
    },
    /// `không có` as exactly 0.
    NoneAsZero {
        /// The word.
        word: String,
    },
    /// Two figures where one bound was announced: the weaker reading was taken.
    WeakerReading {
        /// The words as typed.
        typed: String,
    },
    /// `trên 85% trở lên`: whether 85 % itself is enough is left open; the weaker reading was taken.
    StrictOrNot,
    /// A percent sign stands at one end of two.
    PercentShared,
    /// A change in percent of something that may itself be a share: percentage points may be meant.
    PercentOrPoints,
    /// The level from which a figure rises or falls; the threshold is the level it reaches.
    FromLevel {
        /// The level as typed.
        typed: String,
    },
    /// A baseline that only the plan's own date can fix, such as `cùng kỳ năm trước`.
    RelativeBaseline {
        /// The words as typed.
        typed: String,
    },
    /// A grade without comparison, read as at least that grade.
    BareGrade,
    /// A grade by the short form of its name.
    GradeInFull {
        /// The words as typed.
        typed: String,
    },
    /// `năm` was read as five, not as year.
    FiveNotYear,
    /// A number that belongs to the counted noun, not to the threshold.
    NumberInNoun {
        /// The number as typed.
        typed: String,
    },
    /// A time beside the threshold, which this reading leaves out.
    TimeBeside {
        /// The words as typed.
        typed: String,
    },
    /// `trong đó`: measured within another target.
    Within,
    /// One end of an interval has no year of its own, and took the other's.
    YearShared,
    /// `6 tháng năm 2023` as the first six.
    FirstMonths,
    /// `Đầu`, `giữa`, `cuối` of a month or year as the day that the Civil Code 2015, Article 146, makes of it.
    CivilCode {
        /// The words as typed.
        typed: String,
    },
    /// Months or quarters in a row that may be one window, or one time each.
    Neighbours,
    /// No year stands there: every year of the plan.
    EveryYear,
    /// A week of a month as its days 1 to 7, or its last seven.
    WeekAsDays,
    /// `chưa đạt`: not yet, or not at all.
    NotYet {
        /// As typed.
        typed: String,
    },
    /// No schedule says what the text says, such as `định kỳ` without a time: its words were kept.
    KeptAsWritten,
    /// Times with gaps between them, kept as phases that bear their own names.
    SeveralTimes,
    /// A document number with spaces or dashes as nobody should type them.
    Spacing {
        /// The number as typed.
        typed: String,
    },
    /// A document number of an unusual form.
    UnusualNumber {
        /// The number as typed.
        typed: String,
    },
    /// The kind of a document in words, where its number names another.
    OtherKind {
        /// The kind as typed.
        typed: String,
        /// The code in its number.
        code: String,
    },
    /// Words that were left out of the reading.
    LeftOut {
        /// The words as typed.
        typed: String,
    },
}

impl Note {
    /// The code by which programs know the note. It does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Slip { .. } => "slip",
            Self::LookAlike { .. } => "look-alike",
            Self::DecimalPoint { .. } => "decimal-point",
            Self::ForeignSeparators { .. } => "foreign-separators",
            Self::PointInCanonical { .. } => "point-in-canonical",
            Self::PerMille => "per-mille",
            Self::FractionAsPercent { .. } => "fraction-as-percent",
            Self::PartOfCount => "part-of-count",
            Self::AllAsHundredPercent { .. } => "all-as-hundred-percent",
            Self::NoneAsZero { .. } => "none-as-zero",
            Self::WeakerReading { .. } => "weaker-reading",
            Self::StrictOrNot => "strict-or-not",
            Self::PercentShared => "percent-shared",
            Self::PercentOrPoints => "percent-or-points",
            Self::FromLevel { .. } => "from-level",
            Self::RelativeBaseline { .. } => "relative-baseline",
            Self::BareGrade => "bare-grade",
            Self::GradeInFull { .. } => "grade-in-full",
            Self::FiveNotYear => "five-not-year",
            Self::NumberInNoun { .. } => "number-in-noun",
            Self::TimeBeside { .. } => "time-beside",
            Self::Within => "within",
            Self::YearShared => "year-shared",
            Self::FirstMonths => "first-months",
            Self::CivilCode { .. } => "civil-code-146",
            Self::Neighbours => "neighbours",
            Self::EveryYear => "every-year",
            Self::WeekAsDays => "week-as-days",
            Self::NotYet { .. } => "not-yet",
            Self::KeptAsWritten => "kept-as-written",
            Self::SeveralTimes => "several-times",
            Self::Spacing { .. } => "spacing",
            Self::UnusualNumber { .. } => "unusual-number",
            Self::OtherKind { .. } => "other-kind",
            Self::LeftOut { .. } => "left-out",
        }
    }

    /// Whether the text could have been read otherwise, so that its author should decide.
    #[must_use]
    pub const fn is_ambiguity(&self) -> bool {
        matches!(
            self,
            Self::PointInCanonical { .. }
                | Self::PartOfCount
                | Self::WeakerReading { .. }
                | Self::StrictOrNot
                | Self::PercentOrPoints
                | Self::Neighbours
                | Self::WeekAsDays
                | Self::NotYet { .. }
        )
    }

    /// The note in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Slip { typed, read } => format!("`{typed}` được hiểu là `{read}`: sai một dấu"),
            Self::LookAlike { typed } => format!("`{typed}` có chữ chỉ giống chữ đ"),
            Self::DecimalPoint { typed } => format!("`{typed}` dùng dấu chấm thập phân thay dấu phẩy"),
            Self::ForeignSeparators { typed } => format!("`{typed}` phân cách hàng nghìn bằng dấu phẩy"),
            Self::PointInCanonical { typed } => {
                format!(
                    "dấu chấm trong `{typed}` được hiểu là dấu thập phân, không phải phân cách hàng nghìn"
                )
            }
            Self::PerMille => "phần nghìn được đổi ra phần trăm".to_owned(),
            Self::FractionAsPercent { typed } => format!("`{typed}` được viết thành phần trăm"),
            Self::PartOfCount => "phân số có thể là tỷ lệ, hoặc số lượng trên tổng số đã đếm".to_owned(),
            Self::AllAsHundredPercent { word } => format!("`{word}` được hiểu là 100%"),
            Self::NoneAsZero { word } => format!("`{word}` được hiểu là bằng 0"),
            Self::WeakerReading { typed } => {
                format!("`{typed}` nêu hai số cho một giới hạn: lấy cách hiểu nhẹ hơn")
            }
            Self::StrictOrNot => {
                "không rõ có tính chính giá trị đó hay không: lấy cách hiểu nhẹ hơn".to_owned()
            }
            Self::PercentShared => "dấu % chỉ ghi ở một đầu, dùng cho cả hai".to_owned(),
            Self::PercentOrPoints => "nếu chỉ số là tỷ lệ thì có thể là điểm phần trăm".to_owned(),
            Self::FromLevel { typed } => format!("`{typed}` là mức xuất phát; ngưỡng là mức phải đạt"),
            Self::RelativeBaseline { typed } => format!("kỳ gốc `{typed}` tính theo ngày của kế hoạch"),
            Self::BareGrade => "mức xếp loại không kèm so sánh được hiểu là từ mức đó trở lên".to_owned(),
            Self::GradeInFull { typed } => format!("`{typed}` là cách gọi tắt của mức xếp loại"),
            Self::FiveNotYear => "`năm` được hiểu là số 5".to_owned(),
            Self::NumberInNoun { typed } => format!("số `{typed}` thuộc về đối tượng, không thuộc ngưỡng"),
            Self::TimeBeside { typed } => format!("thời gian `{typed}` không thuộc ngưỡng"),
            Self::Within => "tính trong phạm vi một chỉ tiêu khác".to_owned(),
            Self::YearShared => "một đầu không ghi năm, lấy năm của đầu kia".to_owned(),
            Self::FirstMonths => "được hiểu là các tháng đầu năm".to_owned(),
            Self::CivilCode { typed } => {
                format!("`{typed}` được tính theo Điều 146 Bộ luật Dân sự 2015")
            }
            Self::Neighbours => "các kỳ liền nhau: có thể là một đợt, hoặc mỗi kỳ một lần".to_owned(),
            Self::EveryYear => "không ghi năm: áp dụng cho mỗi năm của kế hoạch".to_owned(),
            Self::WeekAsDays => "một tuần của tháng được hiểu là bảy ngày".to_owned(),
            Self::NotYet { typed } => format!("`{typed}` có thể là chưa xác định hoặc không đạt"),
            Self::KeptAsWritten => "chưa nêu thời gian cụ thể: giữ nguyên lời văn".to_owned(),
            Self::SeveralTimes => "nhiều thời điểm không liền nhau, giữ như các giai đoạn".to_owned(),
            Self::Spacing { typed } => format!("`{typed}` có khoảng trắng hoặc dấu gạch thừa"),
            Self::UnusualNumber { typed } => format!("số, ký hiệu `{typed}` có dạng ít gặp"),
            Self::OtherKind { typed, code } => {
                format!("ghi là `{typed}`, nhưng ký hiệu `{code}` là loại văn bản khác")
            }
            Self::LeftOut { typed } => format!("không đọc phần `{typed}`"),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slip { typed, read } => write!(f, "`{typed}` was read as `{read}`: one diacritic differs"),
            Self::LookAlike { typed } => write!(f, "`{typed}` holds a letter that only looks like đ"),
            Self::DecimalPoint { typed } => write!(f, "`{typed}` has a decimal point where a comma is usual"),
            Self::ForeignSeparators { typed } => write!(f, "`{typed}` parts thousands with commas"),
            Self::PointInCanonical { typed } => {
                write!(f, "the point of `{typed}` was read as a decimal point, not between thousands")
            }
            Self::PerMille => f.write_str("per mille were turned into percent"),
            Self::FractionAsPercent { typed } => write!(f, "`{typed}` was written as percent"),
            Self::PartOfCount => f.write_str("a fraction may be a share, or a number of those counted"),
            Self::AllAsHundredPercent { word } => write!(f, "`{word}` was read as 100%"),
            Self::NoneAsZero { word } => write!(f, "`{word}` was read as exactly 0"),
            Self::WeakerReading { typed } => {
                write!(f, "`{typed}` gives two figures for one bound: the weaker reading was taken")
            }
            Self::StrictOrNot => {
                f.write_str("whether the bound itself is enough is not clear: the weaker reading was taken")
            }
            Self::PercentShared => f.write_str("the percent sign at one end was taken for both"),
            Self::PercentOrPoints => f.write_str("of a share, percentage points may be meant"),
            Self::FromLevel { typed } => {
                write!(f, "`{typed}` is where it starts; the threshold is what it reaches")
            }
            Self::RelativeBaseline { typed } => {
                write!(f, "the baseline `{typed}` depends on the plan's date")
            }
            Self::BareGrade => f.write_str("a grade without a comparison was read as at least that grade"),
            Self::GradeInFull { typed } => write!(f, "`{typed}` is a short form of the grade's name"),
            Self::FiveNotYear => f.write_str("`năm` was read as five"),
            Self::NumberInNoun { typed } => write!(f, "the number `{typed}` belongs to what is counted"),
            Self::TimeBeside { typed } => write!(f, "the time `{typed}` is no part of the threshold"),
            Self::Within => f.write_str("it is measured within another target"),
            Self::YearShared => f.write_str("the end without a year took the other's"),
            Self::FirstMonths => f.write_str("it was read as the first months of the year"),
            Self::CivilCode { typed } => {
                write!(f, "`{typed}` was counted by the Civil Code 2015, Article 146")
            }
            Self::Neighbours => f.write_str("neighbouring periods may be one window, or one time each"),
            Self::EveryYear => f.write_str("no year is given: it holds in each year of the plan"),
            Self::WeekAsDays => f.write_str("a week of a month was read as seven days of it"),
            Self::NotYet { typed } => {
                write!(f, "`{typed}` may say that it is still open, or that it was missed")
            }
            Self::KeptAsWritten => f.write_str("no definite time is named: the words were kept"),
            Self::SeveralTimes => f.write_str("several times with gaps between them were kept as phases"),
            Self::Spacing { typed } => write!(f, "`{typed}` has stray spaces or dashes"),
            Self::UnusualNumber { typed } => write!(f, "the document number `{typed}` has an unusual form"),
            Self::OtherKind { typed, code } => {
                write!(f, "`{typed}` stands before a number whose `{code}` is another kind of document")
            }
            Self::LeftOut { typed } => write!(f, "`{typed}` was left out"),
        }
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut note = serializer.serialize_struct("Note", 2)?;
        note.serialize_field("code", self.code())?;
        note.serialize_field("text", &self.to_string())?;
        note.end()
    }
}
