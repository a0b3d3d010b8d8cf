//! What is wrong with dates, periods, schedules and calendars.

use crate::{
    limits::{PHRASE_CHARS, YEARS},
    phrases::{write_date, write_period},
    time::{
        CalendarError, DateError, PeriodError, ScheduleError, ScheduleTextError,
        workdays::{CalendarDataError, MAX_YEARS, WorkingDayError},
    },
};

impl DateError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Syntax => "ngày viết là `2023-12-09`".to_owned(),
            Self::Year { year } => format!("năm từ {} đến {}, không phải {year}", YEARS.0, YEARS.1),
            Self::Month { month } => format!("không có tháng {month}"),
            Self::Day { year, month, day } => format!("tháng {month}/{year} không có ngày {day}"),
        }
    }
}

impl PeriodError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Syntax => {
                "kỳ viết là `2023`, `2023-H1`, `2023-9M`, `2023-Q3`, `2023-03`, `2023-03-15` hoặc `2021/2025`"
                    .to_owned()
            }
            Self::Part { part: "quarter", number } => format!("một năm không có quý {number}"),
            Self::Part { number, .. } => format!("một năm không có nửa năm thứ {number}"),
            Self::Date(error) => error.vietnamese(),
            Self::Reversed { first, last } => {
                format!("kỳ bị ngược: bắt đầu {} và kết thúc {}", write_date(*first), write_date(*last))
            }
        }
    }
}

impl CalendarError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::FirstDay { day } => {
                format!("tháng số liệu bắt đầu vào một ngày từ 1 đến 28, không phải ngày {day}")
            }
        }
    }
}

impl ScheduleError {
    /// The same in Vietnamese. Keywords of schedules stay as a file spells them.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Empty => "thiếu thời gian".to_owned(),
            Self::Start { found, .. } => format!("thời gian không bắt đầu bằng `{found}`"),
            Self::Trailing { found } => format!("thời gian đã đủ ở trước `{found}`"),
            Self::Due => {
                "ngày đến hạn viết là `by day 25`, `before day 1` hoặc `by day 5 of 1st month`, của cả năm là `before 12-10`"
                    .to_owned()
            }
            Self::MonthSyntax { found } => {
                format!("các tháng viết là `3, 9`, một khoảng tháng là `9-10`, không phải `{found}`")
            }
            Self::PartSyntax { found } => {
                format!("các phần của năm là `Q1` đến `Q4`, `H1`, `H2`, `9M` và `year`, không phải `{found}`")
            }
            Self::PhaseSyntax => "giai đoạn viết là `tên = 2023-Q3`".to_owned(),
            Self::LevelSyntax => "thời gian của một cấp viết là `province = during 2021-Q3`".to_owned(),
            Self::Period(error) => error.vietnamese(),
            Self::Date(error) => error.vietnamese(),
            Self::Level(error) => error.vietnamese(),
            Self::Day { day } => format!("tháng có từ ngày 1 đến ngày 31, không có ngày {day}"),
            Self::DayOfMonth { month, day } => format!("tháng {month} không bao giờ có ngày {day}"),
            Self::ReversedMonths { from, to } => {
                format!("khoảng tháng bị ngược: từ tháng {from} đến tháng {to} trong một năm")
            }
            Self::NoParts => "không nêu tháng hay phần nào của năm".to_owned(),
            Self::RepeatedPart { part } => format!("`{part}` nêu hai lần"),
            Self::SharedMonth { earlier, later } => format!("`{earlier}` và `{later}` có chung một tháng"),
            Self::MonthOfPart { month, length } => format!("kỳ {length} tháng không có tháng thứ {month}"),
            Self::MonthOfMixedParts => {
                "chỉ nêu được tháng của ngày đến hạn khi các kỳ dài như nhau".to_owned()
            }
            Self::OutsidePart { part } => format!(
                "ngày ngay trước `{part}` không nằm trong kỳ nào như vậy, nên không thể là ngày đến hạn"
            ),
            Self::Once => "việc chỉ có một lần thì không lặp lại".to_owned(),
            Self::NoPhases => "không nêu giai đoạn nào".to_owned(),
            Self::RepeatedPhase { name } => format!("giai đoạn `{name}` nêu hai lần"),
            Self::PhaseOrder { earlier, earlier_period, later, later_period } => format!(
                "giai đoạn `{later}`, {}, bắt đầu khi giai đoạn `{earlier}`, {}, chưa kết thúc",
                write_period(*later_period),
                write_period(*earlier_period)
            ),
            Self::NoLevels => "không nêu cấp nào".to_owned(),
            Self::RepeatedLevel { level } => format!("cấp `{level}` có hai thời gian"),
            Self::NestedLevels => "thời gian của một cấp không thể lại chia theo cấp".to_owned(),
            Self::NoWording => "phần lời để trống".to_owned(),
            Self::Character { character } => format!(
                "phần lời nằm trên một dòng và không được chứa ký tự ẩn U+{:04X}",
                u32::from(*character)
            ),
            Self::OpenQuote => "có dấu ngoặc kép mở mà không đóng".to_owned(),
            Self::StrayQuote => {
                "phần lời có dấu ngoặc kép thì đặt cả trong ngoặc kép, mỗi dấu bên trong viết là `\\\"`".to_owned()
            }
            Self::Escape => {
                "trong ngoặc kép, dấu gạch chéo ngược chỉ đứng trước `\"` hoặc `\\`".to_owned()
            }
            Self::TooLong => format!("thời gian dài quá {PHRASE_CHARS} ký tự"),
        }
    }

    /// What may help, in Vietnamese: see [`ScheduleError::help`].
    #[must_use]
    pub fn vietnamese_help(&self) -> Option<String> {
        match self {
            Self::Start { nearest: Some(nearest), .. } => Some(format!("có phải là `{nearest}`?")),
            Self::Empty | Self::Start { nearest: None, .. } => {
                Some(format!("thời gian bắt đầu bằng một trong {}", Self::starts()))
            }
            Self::ReversedMonths { .. } => {
                Some("khoảng tháng qua năm mới viết bằng `during` với cả hai năm".to_owned())
            }
            Self::PhaseOrder { .. } => Some(
                "liệt kê các giai đoạn theo thứ tự; việc chạy song song là một nhiệm vụ riêng".to_owned(),
            ),
            _ => None,
        }
    }
}

impl ScheduleTextError {
    /// See [`ScheduleError::vietnamese`].
    #[must_use]
    pub fn vietnamese(&self) -> String {
        self.error().vietnamese()
    }

    /// See [`ScheduleError::vietnamese_help`].
    #[must_use]
    pub fn vietnamese_help(&self) -> Option<String> {
        self.error().vietnamese_help()
    }
}

impl WorkingDayError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::YearNotCovered { day, first_year, last_year } => format!(
                "lịch làm việc biết ngày nghỉ của các năm {first_year} đến {last_year}, không có {}",
                write_date(*day)
            ),
            Self::NoWorkingDayLeft { from, wanted, last_year } => format!(
                "sau {} không còn đủ {wanted} ngày làm việc đến hết năm {last_year}, năm cuối của lịch làm việc",
                write_date(*from)
            ),
        }
    }
}

impl CalendarDataError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Years { first_year, last_year } => format!(
                "{first_year} đến {last_year} không thành các năm của lịch: cần từ 1 đến {MAX_YEARS} năm, trong khoảng 1 đến 9999"
            ),
            Self::OutsideYears { year, first_year, last_year } => {
                format!("năm {year} không thuộc các năm {first_year} đến {last_year} của lịch")
            }
            Self::Date { found } => {
                format!("`{found}` không phải là ngày: viết năm, tháng, ngày như `2023-01-02`")
            }
            Self::Twice { day } => format!("{} liệt kê hai lần", write_date(*day)),
            Self::WeekdayTwice { name } => {
                format!("`{name}` liệt kê hai lần trong các ngày nghỉ hằng tuần")
            }
            Self::Unnamed { day } => format!("ngày nghỉ lễ vào {} không có tên", write_date(*day)),
            Self::NotARestDay { day } => {
                format!("{} không phải là ngày nghỉ hằng tuần, nên không thể làm bù", write_date(*day))
            }
            Self::HolidayWorked { day } => {
                format!("{} vừa là ngày nghỉ lễ vừa là ngày làm bù", write_date(*day))
            }
            Self::NothingToSwap { day } => {
                format!("{} không phải là ngày làm việc, nên không thể hoán đổi", write_date(*day))
            }
            Self::NothingToTakeBack { day } => {
                format!("{} không phải là ngày nghỉ lễ hay ngày làm bù: không có gì để bỏ", write_date(*day))
            }
        }
    }
}
