//! What would mend each finding, in both languages.

use super::{FindingKind, message::Say};
use crate::{language::Language, phrases::write_schedule};

impl FindingKind {
    /// What would mend it, where that can be said in a few words.
    #[must_use]
    pub fn suggestion(&self, language: Language) -> Option<String> {
        let meant = |near: Option<String>| {
            let question = language.pick("có phải là", "did you mean");
            near.map(|near| format!("{question} `{near}`?"))
        };
        let (vietnamese, english) = match self {
            Self::IssuedAfterPlan { .. } => {
                ("xem lại ngày ban hành hoặc thời gian thực hiện", "check the issue date and the period")
            }
            Self::DocumentAfterIssue { .. } | Self::TwoDates { .. } => {
                ("đối chiếu với văn bản gốc", "look it up in the document itself")
            }
            Self::MixedScripts { .. } => {
                ("xóa đi, gõ lại bằng bàn phím", "take it out, and type it anew on a keyboard")
            }
            Self::LookAlike { .. } => (
                "đặt mã mà không ai nhầm được cho một trong hai",
                "give one of the two an id that no one can mistake",
            ),
            Self::HiddenCharacter { .. } => ("xóa ký tự đó", "take the character out"),
            Self::Unused { .. } => ("bỏ đi, hoặc dùng đến nó", "leave it out, or make use of it"),
            Self::NoUnit => {
                ("ghi đơn vị tính, như `unit = \"triệu đồng\"`", "say so, as in `unit = \"triệu đồng\"`")
            }
            Self::Unsatisfiable { .. } => ("đặt mức có thể đạt được", "ask for something that can be"),
            Self::AlwaysMet { .. } => {
                ("đặt mức cần phấn đấu mới đạt", "ask for something that can be missed")
            }
            Self::OverHundred { .. } => {
                ("đặt mức không quá 100%, hoặc đo bằng số lượng", "ask for at most 100 %, or measure a count")
            }
            Self::Contradiction { .. } => (
                "sửa một trong hai, hoặc đơn vị, kỳ đánh giá của chúng",
                "change one of the two, or the units or periods that they are about",
            ),
            Self::Implied { .. } => (
                "bỏ một trong hai, hoặc ghi rõ điều khác nhau",
                "leave one of the two out, or say how they differ",
            ),
            Self::OuterOutOfReach { .. } | Self::ExcludedWithin { .. } => {
                ("sửa một trong hai", "change one of the two")
            }
            Self::ReportedTooSeldom { .. } => (
                "báo cáo dày hơn, đánh giá thưa hơn, hoặc lấy số liệu kỳ trước (`carry_forward`)",
                "report more often, judge less often, or let the last figure stand (`carry_forward`)",
            ),
            Self::JudgedBeforeIssue { .. } => (
                "bắt đầu thời gian thực hiện từ ngày ban hành, nếu không định đánh giá lùi",
                "begin the plan's period with its issue, unless the past is to be judged",
            ),
            Self::SameWords { .. } => {
                ("đặt tên khác, hoặc gộp lại", "give it a title of its own, or join the two")
            }
            Self::NoLead => ("ghi đơn vị chủ trì ở `lead`", "name who leads it under `lead`"),
            Self::OpenLead { .. } | Self::OpenParty { .. } => (
                "ghi tên đơn vị, hoặc một phạm vi gồm các đơn vị đó",
                "name the units, or a scope that holds them",
            ),
            Self::NamedTwice { .. } => ("để lại một chỗ", "leave it in one place"),
            Self::NeverInPlan { .. } | Self::PartOutsidePlan { .. } => (
                "sửa thời gian này, hoặc thời gian thực hiện của kế hoạch",
                "change the time, or the plan's period",
            ),
            Self::BeforeIssue { .. } => (
                "bỏ lần đó, hoặc ghi nhận là đã làm hay không áp dụng",
                "leave it out, or record it as done or not applicable",
            ),
            Self::NeighbouringMonths { window, .. } => {
                return window.as_ref().map(|window| match language {
                    Language::Vietnamese => {
                        format!("viết `{}` nếu chỉ làm một lần trong các tháng đó", write_schedule(window))
                    }
                    Language::English => {
                        format!("write `{window}` if it is to be done once in the months together")
                    }
                });
            }
            Self::RestDay { may_roll: true, .. } => (
                "ghi `rest_days = \"next-working-day\"` nếu hạn lùi sang ngày làm việc sau (Bộ luật Dân sự 2015, khoản 5 Điều 148)",
                "write `rest_days = \"next-working-day\"` if it moves to the next working day (Civil Code 2015, Article 148.5)",
            ),
            Self::RestDay { before: Some(before), .. } => {
                let before = Say(language).date(*before);
                return Some(match language {
                    Language::Vietnamese => format!(
                        "làm xong trong ngày làm việc trước đó, {before}: hạn `trước` một ngày không lùi"
                    ),
                    Language::English => {
                        format!(
                            "do it by the working day before it, {before}: what is due `before` a day does not move"
                        )
                    }
                });
            }
            Self::RestDay { before: None, .. } => return None,
            Self::NoRecipient => ("ghi nơi nhận ở `report_to`", "name who receives it under `report_to`"),
            Self::NotAReport { .. } => (
                "ghi `product = \"report\"`, nếu kết quả là một báo cáo",
                "write `product = \"report\"` if its product is a report",
            ),
            Self::ReportToItself { .. } => (
                "bỏ đơn vị đó khỏi phạm vi phải báo cáo, bằng `except`",
                "take it out of those who owe the report, with `except`",
            ),
            Self::ReportWithoutTime { .. } => (
                "ghi hạn, như `trước ngày 10/12 hằng năm`",
                "name a day, such as `trước ngày 10/12 hằng năm`",
            ),
            Self::BeforeFigures { .. } => (
                "lùi hạn báo cáo, hoặc chốt số liệu sớm hơn (`figures_from_day`)",
                "make it due later, or close the figures earlier (`figures_from_day`)",
            ),
            Self::UnknownUnit { nearest, .. } => return meant(nearest.as_ref().map(ToString::to_string)),
            Self::UnknownKind { nearest, .. } => return meant(nearest.as_ref().map(ToString::to_string)),
            Self::UnknownLevel { nearest, .. } => return meant(nearest.as_ref().map(ToString::to_string)),
            Self::ExpiredUnit { .. } => ("ghi đơn vị thay thế", "name the unit that has taken its place"),
            Self::PassedOn { .. } => return None,
            Self::DividedUnit { .. } => ("ghi rõ đơn vị nào", "name the unit that is meant"),
            Self::DutiesWithoutHeir { .. } => (
                "ghi ở danh mục đơn vị nào kế thừa nhiệm vụ (`duties`)",
                "say in the register which heir answers for its duties (`duties`)",
            ),
            Self::NoUnitLeft { .. } => (
                "mở rộng phạm vi sang các đơn vị kế thừa, hoặc kết thúc đánh giá trước ngày đó",
                "widen the scope to their heirs, or judge before that day",
            ),
            Self::BaselineAcross { .. } => (
                "ghi con số gốc (`baseline_value`), nếu số liệu trước và sau không so sánh được",
                "state the figure itself (`baseline_value`) if those before and after cannot be compared",
            ),
            Self::UnknownApportionment { nearest, .. } => return meant(Some(nearest.clone())),
            Self::EmptyScope { .. }
            | Self::NothingMeasured { .. }
            | Self::NoSubject { .. }
            | Self::NoLeadUnit
            | Self::NothingScored { .. } => (
                "xem lại loại và cấp mà phạm vi yêu cầu",
                "check the kinds and levels that the scope asks for",
            ),
            Self::ReportsTwice { .. } => (
                "chỉ đo đơn vị một cấp, nếu số liệu cấp trên đã gồm cấp dưới",
                "measure by units of one level, if the figures of the upper ones hold those of the lower",
            ),
            Self::EmptySubject { .. } => (
                "xem lại đơn vị trực thuộc, hoặc bỏ đơn vị đó khỏi nơi đánh giá",
                "check what belongs to it, or do not judge there",
            ),
            Self::TooFewUnits { .. } => {
                ("đặt mức thấp hơn, hoặc mở rộng phạm vi", "ask for fewer, or widen the scope")
            }
            Self::NothingWithin { .. } => ("đo trong cùng các đơn vị", "measure the same units"),
            Self::NoTimeForLead { .. } => ("ghi thời gian cho cấp đó", "give that level a time"),
            Self::LevelWithoutLead { .. } => (
                "ghi đơn vị chủ trì ở cấp đó, hoặc bỏ thời gian của cấp đó",
                "name who leads it there, or leave the level's time out",
            ),
            Self::NoneAtLevel { .. } | Self::SeveralAtLevel { .. } => (
                "ghi rõ tên đơn vị, hoặc xem lại loại, cấp, đơn vị cấp trên trong danh mục",
                "name the unit itself, or check kinds, levels and parents in the register",
            ),
            Self::NeverScored { .. } => (
                "chấm theo chỉ tiêu khác, hoặc xem lại phạm vi được đo",
                "score another target, or check the scope that it measures",
            ),
            Self::UnreachableGrade { .. } => {
                ("hạ mức điểm, hoặc xem lại tổng điểm", "lower the cut-off, or check the points")
            }
            Self::QuotaOfNone { .. } => (
                "cho phép ít nhất một đơn vị (`at_least_one`), hoặc nâng tỷ lệ",
                "let at least one have it (`at_least_one`), or raise the share",
            ),
        };
        Some(language.pick(vietnamese, english).to_owned())
    }
}
