//! What is wrong with a register, with scopes, and with who takes part.

use crate::{
    phrases::{write_date, write_number},
    roster::PartyError,
    unit::{RegisterError, ScopeError, SuccessionError, circle},
};

impl RegisterError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Duplicate { unit, .. } => format!("đơn vị `{unit}` có hai lần trong danh sách"),
            Self::DuplicateChange { unit, since, .. } => {
                format!("đơn vị `{unit}` có hai dòng cùng áp dụng từ {}", write_date(*since))
            }
            Self::NoFirstRecord { unit, since, .. } => format!(
                "đơn vị `{unit}` thay đổi từ {}, nhưng chưa có dòng nào không ghi `since`",
                write_date(*since)
            ),
            Self::DaysInChange { unit, .. } => format!(
                "ngày đầu, ngày cuối và văn bản kết thúc của đơn vị `{unit}` ghi ở dòng không có `since`"
            ),
            Self::Reversed { unit, first, last, .. } => format!(
                "đơn vị `{unit}` kết thúc {}, trước khi bắt đầu {}",
                write_date(*last),
                write_date(*first)
            ),
            Self::ChangeOutsideLife { unit, since, .. } => {
                format!("đơn vị `{unit}` thay đổi từ {}, mà ngày đó không tồn tại", write_date(*since))
            }
            Self::UnknownParent { unit, parent, .. } => {
                format!("danh sách không có `{parent}`, đơn vị cấp trên của `{unit}`")
            }
            Self::ParentOutsideLife { unit, parent, on, .. } => format!(
                "đơn vị `{unit}` thuộc `{parent}` {}, mà ngày đó `{parent}` không tồn tại",
                write_date(*on)
            ),
            Self::EndsUnknown { unit } => format!("danh sách không có đơn vị `{unit}` được cho kết thúc"),
            Self::EndsTwice { unit, last, again } => format!(
                "đơn vị `{unit}` được cho kết thúc {}, mà đã kết thúc {}",
                write_date(*again),
                write_date(*last)
            ),
            Self::Succession { error, .. } => error.vietnamese(),
            Self::Cycle { units, .. } => {
                format!("các đơn vị thuộc nhau thành vòng: {}", circle(units, "nữa"))
            }
        }
    }
}

impl SuccessionError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::UnknownPredecessor { unit, .. } => {
                format!("danh sách không có đơn vị trước sắp xếp `{unit}`")
            }
            Self::UnknownHeir { unit, .. } => format!("danh sách không có đơn vị kế thừa `{unit}`"),
            Self::Itself { unit, on } => format!("`{unit}` chuyển toàn bộ cho chính nó {}", write_date(*on)),
            Self::Cycle { units } => format!("các đơn vị kế thừa nhau thành vòng: {}", circle(units, "nữa")),
            Self::Duplicate { predecessor, heir, on } => {
                format!("`{predecessor}` chuyển cho `{heir}` hai lần {}", write_date(*on))
            }
            Self::WholeTwice { predecessor, heir, other, on } => format!(
                "`{predecessor}` đã chuyển toàn bộ cho `{other}`, lại chuyển toàn bộ cho `{heir}` {}",
                write_date(*on)
            ),
            Self::WholeAndPart { predecessor, on } => format!(
                "{} `{predecessor}` vừa chuyển toàn bộ cho một đơn vị, vừa chuyển một phần cho đơn vị khác",
                write_date(*on)
            ),
            Self::LivesOn { predecessor, heir, on, last } => format!(
                "`{predecessor}` chuyển toàn bộ cho `{heir}` {}, mà đến {} mới kết thúc",
                write_date(*on),
                write_date(*last)
            ),
            Self::NotThere { predecessor, on, .. } => {
                format!("`{predecessor}` được sắp xếp {}, mà ngày hôm trước không tồn tại", write_date(*on))
            }
            Self::HeirNotThere { predecessor, heir, on } => {
                format!("`{heir}`, đơn vị kế thừa `{predecessor}`, không tồn tại {}", write_date(*on))
            }
            Self::NotMarkedDivided { predecessor, on } => format!(
                "một phần của `{predecessor}` chuyển đi {}, đơn vị vẫn còn mà không ghi là giữ lại phần nào",
                write_date(*on)
            ),
            Self::NoOtherHeir { unit, on } => format!(
                "`{unit}` giữ lại một phần của mình {}, mà không đơn vị nào nhận phần còn lại",
                write_date(*on)
            ),
            Self::DutiesTwice { predecessor, heir, other, on } => format!(
                "cả `{heir}` và `{other}` cùng nhận nhiệm vụ của `{predecessor}` từ {}",
                write_date(*on)
            ),
            Self::SharesOfWhole { predecessor, heir } => {
                format!("`{predecessor}` chuyển toàn bộ cho `{heir}`, không có gì để phân bổ")
            }
            Self::ShareRange { predecessor, heir, indicator, share } => format!(
                "tỷ lệ phân bổ số liệu `{indicator}` của `{predecessor}` cho `{heir}` là {}, không nằm từ 0 đến 1",
                write_number(*share)
            ),
            Self::SharesSum { predecessor, indicator, sum: Some(sum) } => format!(
                "các tỷ lệ phân bổ số liệu `{indicator}` của `{predecessor}` cộng lại bằng {}, không bằng 1",
                write_number(*sum)
            ),
            Self::SharesSum { predecessor, indicator, sum: None } => format!(
                "các tỷ lệ phân bổ số liệu `{indicator}` của `{predecessor}` cộng lại quá lớn, không bằng 1"
            ),
        }
    }

    /// What would mend it, in Vietnamese, where that can be said.
    #[must_use]
    pub fn vietnamese_help(&self) -> Option<&'static str> {
        Some(match self {
            Self::LivesOn { .. } => "ngày cuối là ngày hôm trước; không ghi ngày cuối thì tự suy ra như vậy",
            Self::NotThere { .. } => "việc sắp xếp có hiệu lực vào ngày sau ngày cuối của đơn vị",
            Self::HeirNotThere { .. } => "ngày có hiệu lực là ngày đầu của đơn vị kế thừa, hoặc sau đó",
            Self::NotMarkedDivided { .. } => {
                "nếu đơn vị còn tồn tại thì ghi thêm một phần chuyển cho chính nó; nếu không thì ghi ngày cuối của nó"
            }
            Self::NoOtherHeir { .. } => "đơn vị nhận phần còn lại cũng nhận một phần trong cùng ngày",
            Self::WholeAndPart { .. } => "đơn vị bị chia thì chỉ chuyển từng phần",
            _ => return None,
        })
    }
}

impl ScopeError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Duplicate { scope } => format!("phạm vi `{scope}` được định nghĩa hai lần"),
            Self::Empty { scope } => format!("phạm vi `{scope}` không nêu điều kiện nào"),
            Self::Unknown { unknown, .. } => format!("không có phạm vi `{unknown}`"),
            Self::Cycle { scope } => format!("phạm vi `{scope}` dẫn vòng về chính nó"),
        }
    }
}

impl PartyError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::NoneAtLevel { task, actor, kind, on } => format!(
                "nhiệm vụ `{task}` nêu một `{kind}`, mà {} không có `{kind}` nào cùng cấp, cùng địa bàn với `{actor}`",
                write_date(*on)
            ),
            Self::SeveralAtLevel { task, actor, kind, first, second, on } => format!(
                "nhiệm vụ `{task}` nêu một `{kind}`, mà {} có cả `{first}` và `{second}` cùng cấp, cùng địa bàn với `{actor}`",
                write_date(*on)
            ),
            Self::WorkingDay(error) => error.vietnamese(),
        }
    }
}
