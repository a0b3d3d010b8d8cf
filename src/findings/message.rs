//! What each finding says, in both languages.

use std::fmt;

use chrono::NaiveDate;

use super::FindingKind;
use crate::{
    id::UnitId,
    language::Language,
    letters::{is_direction, is_latin},
    phrases::{write_date, write_number, write_period, write_schedule, write_threshold},
    plan::Role,
    threshold::Threshold,
    time::{Period, Rhythm, Schedule, Timing, spell_date},
};

impl fmt::Display for FindingKind {
    /// In English; [`FindingKind::message`] has both languages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.message(Language::English))
    }
}

/// How the parts of a message are written in a language.
#[derive(Clone, Copy)]
pub(super) struct Say(pub(super) Language);

impl Say {
    pub(super) const fn is_vietnamese(self) -> bool {
        matches!(self.0, Language::Vietnamese)
    }

    pub(super) fn date(self, day: NaiveDate) -> String {
        if self.is_vietnamese() { write_date(day) } else { spell_date(day) }
    }

    pub(super) fn period(self, period: Period) -> String {
        if self.is_vietnamese() { write_period(period) } else { period.to_string() }
    }

    /// An occurrence by its label: a period where it is one.
    fn label(self, label: &str) -> String {
        label.parse::<Period>().map_or_else(|_| label.to_owned(), |period| self.period(period))
    }

    fn threshold(self, asked: &Threshold) -> String {
        if self.is_vietnamese() { write_threshold(asked) } else { asked.to_string() }
    }

    fn more(self, others: usize) -> String {
        match (others, self.0) {
            (0, _) => String::new(),
            (n, Language::Vietnamese) => format!(", và {n} trường hợp nữa"),
            (n, Language::English) => format!(", and {n} more"),
        }
    }

    const fn rhythm(self, rhythm: Rhythm) -> &'static str {
        match rhythm {
            Rhythm::Monthly => self.0.pick("hằng tháng", "monthly"),
            Rhythm::Quarterly => self.0.pick("hằng quý", "quarterly"),
            Rhythm::HalfYearly => self.0.pick("6 tháng một lần", "half-yearly"),
            Rhythm::NineMonths => self.0.pick("9 tháng đầu năm", "for the first nine months of a year"),
            Rhythm::Yearly => self.0.pick("hằng năm", "yearly"),
            Rhythm::Once => self.0.pick("một lần", "once"),
        }
    }

    /// The heir of the whole by way of which something holds for a unit, if it is another.
    fn by_way_of(self, unit: &UnitId, heir: &UnitId) -> String {
        let of = self.0.pick("qua", "by way of");
        if unit == heir { String::new() } else { format!(", {of} `{heir}`,") }
    }

    fn life(self, first: Option<NaiveDate>, last: Option<NaiveDate>, plan: Period) -> String {
        let (word, day) = match (first, last) {
            (_, Some(last)) if last < plan.last() => (self.0.pick("kết thúc", "ends on"), last),
            (Some(first), _) => (self.0.pick("bắt đầu từ", "begins on"), first),
            // A unit is told of only where an end of it is set.
            _ => (self.0.pick("không tồn tại đến hết", "does not exist through"), plan.last()),
        };
        format!("{word} {}", self.date(day))
    }
}

/// A character by its number, for one that cannot be told by its looks.
fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

impl FindingKind {
    /// What was found, as people read it: without a capital or a full stop, with what stands in the plan in backticks.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let say = Say(language);
        let vi = say.is_vietnamese();
        // Vietnamese, then English, side by side: who changes one sees the other.
        macro_rules! text {
            ($vietnamese:literal, $english:literal) => {
                if vi { format!($vietnamese) } else { format!($english) }
            };
        }
        match self {
            Self::IssuedAfterPlan { issued, plan } => {
                let (issued, plan) = (say.date(*issued), say.period(*plan));
                text!(
                    "kế hoạch ban hành {issued}, sau khi thời gian thực hiện `{plan}` đã hết",
                    "it was issued on {issued}, after its period `{plan}` was over"
                )
            }
            Self::DocumentAfterIssue { document, dated, issued } => {
                let (dated, issued) = (say.date(*dated), say.date(*issued));
                text!(
                    "`{document}` {dated} ra đời sau khi ban hành kế hoạch ({issued})",
                    "`{document}` is of {dated}, after the plan was issued on {issued}"
                )
            }
            Self::TwoDates { document, dated, other } => {
                let (dated, other) = (say.date(*dated), say.date(*other));
                text!(
                    "`{document}` ở đây ghi {dated}, ở chỗ khác ghi {other}",
                    "`{document}` is of {dated} here, and of {other} elsewhere in the plan"
                )
            }
            Self::MixedScripts { text, letter, others } => {
                let (code, more) = (code_point(*letter), say.more(*others));
                text!(
                    "`{text}` lẫn một chữ cái không phải chữ Latinh: `{letter}` ({code}){more}",
                    "among the Latin letters of `{text}` stands `{letter}` ({code}), of another script{more}"
                )
            }
            Self::LookAlike { text, other, others } => {
                let more = say.more(*others);
                match text.chars().chain(other.chars()).find(|c| !c.is_ascii() && !is_latin(*c)) {
                    Some(letter) => {
                        let code = code_point(letter);
                        text!(
                            "`{text}` nhìn như `{other}`, nhưng khác: có `{letter}` ({code}){more}",
                            "`{text}` looks like `{other}`, and is another: `{letter}` ({code}) is in one of them{more}"
                        )
                    }
                    None => text!(
                        "`{text}` dễ nhìn nhầm thành `{other}`{more}",
                        "`{text}` is easily taken for `{other}`{more}"
                    ),
                }
            }
            Self::HiddenCharacter { character, others } => {
                let (code, more) = (code_point(*character), say.more(*others));
                match is_direction(*character) {
                    true => text!(
                        "có ký tự ẩn {code} đổi chiều chữ: chữ hiện ra không đúng thứ tự{more}",
                        "the unseen character {code} turns the direction: the text shows in another order than it has{more}"
                    ),
                    false => text!(
                        "có ký tự ẩn {code}: nhìn không thấy{more}",
                        "it holds {code}, a character that is not shown{more}"
                    ),
                }
            }
            Self::Unused { table } => match *table {
                "scales" => text!("không chỉ số nào dùng thang xếp loại này", "no indicator uses this scale"),
                "scopes" => text!(
                    "không chỉ tiêu, nhiệm vụ hay phạm vi nào dùng phạm vi này",
                    "no target, task or other scope uses this scope"
                ),
                _ => text!("không chỉ tiêu nào dùng chỉ số này", "no target uses this indicator"),
            },
            Self::NoUnit => {
                text!("trị số chưa ghi đơn vị tính", "the amount does not say what it is measured in")
            }
            Self::Unsatisfiable { threshold } => {
                let threshold = say.threshold(threshold);
                text!("không giá trị nào đạt được `{threshold}`", "nothing can satisfy `{threshold}`")
            }
            Self::AlwaysMet { threshold } => {
                let threshold = say.threshold(threshold);
                text!("giá trị nào cũng đạt `{threshold}`", "everything satisfies `{threshold}`")
            }
            Self::OverHundred { threshold, .. } => {
                let threshold = say.threshold(threshold);
                text!(
                    "`{threshold}` vượt 100%, không tỷ lệ nào tới được",
                    "`{threshold}` has a bound over 100 %, which no share reaches"
                )
            }
            Self::Contradiction { mine, other, theirs, period } => {
                let (mine, theirs, period) =
                    (say.threshold(mine), say.threshold(theirs), say.period(*period));
                text!(
                    "không thể cùng đạt `{mine}` và `{theirs}` của chỉ tiêu `{other}` trong {period}",
                    "`{mine}` and the `{theirs}` of target `{other}` cannot both be met in {period}"
                )
            }
            Self::Implied { mine, other, theirs } => {
                let (mine, theirs) = (say.threshold(mine), say.threshold(theirs));
                text!(
                    "đạt `{theirs}` của chỉ tiêu `{other}` thì `{mine}` cũng đạt",
                    "whoever meets the `{theirs}` of target `{other}` meets `{mine}` too"
                )
            }
            Self::OuterOutOfReach { mine, outer, theirs } => {
                let (mine, theirs) = (say.threshold(mine), say.threshold(theirs));
                text!(
                    "không thể đạt `{mine}` cùng với `{theirs}` của chỉ tiêu `{outer}` bao gồm nó",
                    "`{mine}` cannot be met together with the `{theirs}` of target `{outer}`, within which it is measured"
                )
            }
            Self::ExcludedWithin { mine, outer, theirs } => {
                let (mine, theirs) = (say.threshold(mine), say.threshold(theirs));
                text!(
                    "không đơn vị nào vừa đạt `{mine}` vừa đạt `{theirs}` của chỉ tiêu `{outer}` bao gồm nó",
                    "no unit meets both `{mine}` and the `{theirs}` of target `{outer}`, within which it is measured"
                )
            }
            Self::ReportedTooSeldom { indicator, reported, period } => {
                let (reported, period) = (say.rhythm(*reported), say.period(*period));
                text!(
                    "`{indicator}` báo cáo {reported}, mà {period} đã đánh giá: khi đó chưa có số liệu chốt",
                    "`{indicator}` is reported {reported}, and judged for {period}: no figure is closed by then"
                )
            }
            Self::JudgedBeforeIssue { period, issued, others } => {
                let (period, issued, more) = (say.period(*period), say.date(*issued), say.more(*others));
                text!(
                    "đánh giá cho {period}, đã hết trước khi ban hành ({issued}){more}",
                    "it is judged for {period}, which ended before the plan was issued on {issued}{more}"
                )
            }
            Self::SameWords { other } => text!(
                "trùng tên và trùng mục với `{other}`: người đọc không phân biệt được",
                "it has the clause and the title of `{other}`: no reader can tell them apart"
            ),
            Self::NoLead => text!("chưa có cơ quan, đơn vị chủ trì", "no one leads it"),
            Self::OpenLead { phrase } => text!(
                "chủ trì là `{phrase}`, chưa rõ đơn vị nào",
                "`{phrase}` leads it, and no unit follows from that"
            ),
            Self::OpenParty { phrase, others } => match *others {
                0 => text!("`{phrase}`: chưa rõ đơn vị nào", "no unit follows from `{phrase}`"),
                n => text!(
                    "`{phrase}`: chưa rõ đơn vị nào, ở nhiệm vụ này và {n} nhiệm vụ khác",
                    "no unit follows from `{phrase}`, here and in {n} more tasks"
                ),
            },
            Self::NamedTwice { party, first } => {
                let role = first.label(language);
                text!(
                    "`{party}` đã có tên trong nhiệm vụ này ({role})",
                    "`{party}` is named already in this task: it {role}"
                )
            }
            Self::NeverInPlan { level: None, plan } => {
                let plan = say.period(*plan);
                text!(
                    "thời gian không lần nào rơi vào thời gian thực hiện `{plan}` của kế hoạch",
                    "its time never falls inside the plan's period `{plan}`"
                )
            }
            Self::NeverInPlan { level: Some(level), plan } => {
                let plan = say.period(*plan);
                text!(
                    "thời gian của cấp `{level}` không lần nào rơi vào thời gian thực hiện `{plan}` của kế hoạch",
                    "the time of level `{level}` never falls inside the plan's period `{plan}`"
                )
            }
            Self::PartOutsidePlan { part, wholly, plan } => {
                let (part, plan) = (say.label(part), say.period(*plan));
                match *wholly {
                    true => text!(
                        "`{part}` nằm ngoài thời gian thực hiện `{plan}` của kế hoạch",
                        "`{part}` lies outside the plan's period `{plan}`"
                    ),
                    false => text!(
                        "`{part}` có phần nằm ngoài thời gian thực hiện `{plan}` của kế hoạch",
                        "`{part}` lies partly outside the plan's period `{plan}`"
                    ),
                }
            }
            Self::BeforeIssue { label, last, issued, others } => {
                let (label, last, issued) = (say.label(label), say.date(*last), say.date(*issued));
                let more = say.more(*others);
                text!(
                    "`{label}` hết hạn {last}, trước khi ban hành ({issued}){more}",
                    "`{label}` ends on {last}, before the plan was issued on {issued}{more}"
                )
            }
            Self::NeighbouringMonths { read, .. } => {
                let read = if vi { write_schedule(read) } else { read.to_string() };
                text!(
                    "các tháng liền nhau được hiểu là mỗi tháng một lần: `{read}`",
                    "neighbouring months are read as times of their own: `{read}`"
                )
            }
            Self::RestDay { due, others, .. } => {
                let (due, more) = (say.date(*due), say.more(*others));
                text!("hạn {due} rơi vào ngày nghỉ{more}", "it is due on {due}, a day of rest{more}")
            }
            Self::NoRecipient => {
                text!("chưa ghi báo cáo gửi về đâu", "it does not say to whom the report goes")
            }
            Self::NotAReport { role: Role::ReportThrough } => text!(
                "có nơi chuyển báo cáo nhưng không phải chế độ báo cáo",
                "it says who passes a report on, and it is no reporting duty"
            ),
            Self::NotAReport { .. } => text!(
                "có nơi nhận báo cáo nhưng không phải chế độ báo cáo",
                "it says who receives a report, and it is no reporting duty"
            ),
            Self::ReportToItself { party, role } => match role {
                Role::ReportThrough => text!(
                    "`{party}` vừa phải báo cáo, vừa là nơi chuyển báo cáo",
                    "`{party}` owes the report, and passes it on to itself"
                ),
                _ => text!(
                    "`{party}` vừa phải báo cáo, vừa là nơi nhận báo cáo",
                    "`{party}` owes the report to itself"
                ),
            },
            Self::ReportWithoutTime { when } => {
                let when = match &**when {
                    // In the words of the plan.
                    Schedule::Same(Timing::OnInstruction(wording)) => wording.to_string(),
                    when if vi => write_schedule(when),
                    when => when.to_string(),
                };
                text!(
                    "`{when}` chưa cho hạn nào: báo cáo này không bao giờ bị coi là chậm",
                    "`{when}` sets no day: this report is never late"
                )
            }
            Self::BeforeFigures { period, due, closed, others } => {
                let (period, due, closed) = (say.period(*period), say.date(*due), say.date(*closed));
                let more = say.more(*others);
                text!(
                    "báo cáo {period} phải gửi {due}, trong khi số liệu chốt {closed}{more}",
                    "the report for {period} is due on {due}, and the figures are closed on {closed}{more}"
                )
            }
            Self::UnknownUnit { unit, .. } => {
                text!("danh mục không có đơn vị `{unit}`", "the register has no unit `{unit}`")
            }
            Self::ExpiredUnit { unit, first, last, plan } => {
                format!("`{unit}` {}", say.life(*first, *last, *plan))
            }
            Self::PassedOn { unit, last, heir } => {
                let last = say.date(*last);
                text!(
                    "`{unit}` kết thúc {last}, sau đó `{heir}` kế thừa",
                    "`{unit}` ends on {last}, and `{heir}` stands for it from then on"
                )
            }
            Self::DividedUnit { unit, divided, on, heirs } => {
                let (on, chain) = (say.date(*on), say.by_way_of(unit, divided));
                let heirs = heirs.iter().map(|heir| format!("`{heir}`")).collect::<Vec<_>>().join(", ");
                text!(
                    "`{unit}`{chain} chia ra từ {on}: {heirs} mỗi đơn vị nhận một phần",
                    "`{unit}`{chain} is divided from {on} on: {heirs} have a part of it each"
                )
            }
            Self::DutiesWithoutHeir { unit, divided, on } => {
                let (on, chain) = (say.date(*on), say.by_way_of(unit, divided));
                text!(
                    "`{unit}`{chain} chia ra từ {on}, mà không đơn vị nào kế thừa nhiệm vụ của nó",
                    "`{unit}`{chain} is divided from {on} on, and no heir answers for its duties"
                )
            }
            Self::UnknownKind { kind, .. } => {
                text!(
                    "danh mục không có đơn vị nào thuộc loại `{kind}`",
                    "no unit of the register is of kind `{kind}`"
                )
            }
            Self::UnknownLevel { level, .. } => {
                text!(
                    "danh mục không có đơn vị nào ở cấp `{level}`",
                    "no unit of the register is at level `{level}`"
                )
            }
            Self::EmptyScope { scope } => text!(
                "phạm vi `{scope}` không có đơn vị nào trong suốt thời gian kế hoạch",
                "scope `{scope}` holds no unit on any day of the plan"
            ),
            Self::NoUnitLeft { scope, on } => {
                let on = say.date(*on);
                text!(
                    "phạm vi `{scope}` không còn đơn vị nào từ {on}",
                    "no unit is left in scope `{scope}` from {on} on"
                )
            }
            Self::BaselineAcross { baseline, on, predecessor, heir, others } => {
                let (baseline, on, more) = (say.period(*baseline), say.date(*on), say.more(*others));
                text!(
                    "so với {baseline}, trước khi `{predecessor}` chuyển sang `{heir}` {on}{more}: so sánh qua ngày sắp xếp",
                    "compared with {baseline}, before `{predecessor}` passed to `{heir}` on {on}{more}: across a reorganisation"
                )
            }
            Self::UnknownApportionment { indicator, .. } => text!(
                "danh mục phân bổ số liệu `{indicator}`, là chỉ số mà kế hoạch không có",
                "the register apportions figures on `{indicator}`, an indicator that the plan does not have"
            ),
            Self::ReportsTwice { scope, above, below, others, added } => {
                let more = say.more(*others);
                match *added {
                    true => text!(
                        "phạm vi `{scope}` có `{above}` và cấp dưới của nó là `{below}`{more}: số liệu của cả hai bị cộng hai lần",
                        "scope `{scope}` holds `{above}` and, below it, `{below}`{more}: what both report counts twice"
                    ),
                    false => text!(
                        "phạm vi `{scope}` có `{above}` và cấp dưới của nó là `{below}`{more}: mỗi đơn vị được đếm riêng",
                        "scope `{scope}` holds `{above}` and, below it, `{below}`{more}: each counts as a unit of its own"
                    ),
                }
            }
            Self::NothingMeasured { scope } => text!(
                "phạm vi `{scope}` không có đơn vị nào để đo trong mọi kỳ đánh giá",
                "scope `{scope}` has no unit to measure in any judging period"
            ),
            Self::NoSubject { scope } => text!(
                "phạm vi `{scope}` không có đơn vị nào để đánh giá trong mọi kỳ",
                "scope `{scope}` has no unit to judge in any judging period"
            ),
            Self::EmptySubject { subject, scope, others } => {
                let more = say.more(*others);
                text!(
                    "`{subject}` không có đơn vị nào của phạm vi `{scope}` trực thuộc{more}: ở đó chỉ tiêu không áp dụng",
                    "no unit of scope `{scope}` is `{subject}` or below it{more}: there the target is not applicable"
                )
            }
            Self::TooFewUnits { asked, units, subject } => {
                let asked = say.threshold(asked);
                match subject {
                    None => text!(
                        "chỉ có {units} đơn vị được đo, không thể đạt `{asked}`",
                        "only {units} units are measured, too few for `{asked}`"
                    ),
                    Some(subject) => text!(
                        "`{subject}` chỉ có {units} đơn vị được đo, không thể đạt `{asked}`",
                        "only {units} units are measured at `{subject}`, too few for `{asked}`"
                    ),
                }
            }
            Self::NothingWithin { outer } => text!(
                "không đơn vị nào được đo ở cả chỉ tiêu này và chỉ tiêu `{outer}` bao gồm nó",
                "it measures none of the units of target `{outer}`, within which it is measured"
            ),
            Self::NoLeadUnit => text!(
                "phạm vi chủ trì không có đơn vị nào trong suốt thời gian kế hoạch: không ai chịu trách nhiệm",
                "those who lead it are no unit on any day of the plan: no one is answerable"
            ),
            Self::NoTimeForLead { unit, level, others } => {
                let more = say.more(*others);
                text!(
                    "`{unit}` chủ trì ở cấp `{level}`, nhưng cấp đó không có thời gian thực hiện{more}",
                    "`{unit}` leads it at level `{level}`, which has no time{more}"
                )
            }
            Self::LevelWithoutLead { level } => text!(
                "cấp `{level}` có thời gian thực hiện, nhưng không đơn vị chủ trì nào ở cấp đó",
                "level `{level}` has a time, and no one at that level leads it"
            ),
            Self::NoneAtLevel { actor, kind, on, others } => {
                let (on, more) = (say.date(*on), say.more(*others));
                text!(
                    "không có `{kind}` cùng cấp với `{actor}` vào {on}{more}",
                    "no `{kind}` stands at the level and place of `{actor}` on {on}{more}"
                )
            }
            Self::SeveralAtLevel { actor, kind, first, second, others } => {
                let more = say.more(*others);
                text!(
                    "`{first}` và `{second}` đều là `{kind}` cùng cấp với `{actor}`{more}: không rõ đơn vị nào",
                    "`{first}` and `{second}` are both `{kind}` at the level and place of `{actor}`{more}: one is meant"
                )
            }
            Self::NothingScored { scope } => text!(
                "phạm vi `{scope}` không có đơn vị nào để chấm điểm trong kỳ",
                "scope `{scope}` holds no unit to score in the period"
            ),
            Self::NeverScored { target } => text!(
                "chỉ tiêu `{target}` không đo đơn vị nào thuộc các đơn vị được chấm",
                "target `{target}` measures no unit of those that are scored"
            ),
            Self::UnreachableGrade { points, most } => {
                let (points, most) =
                    (say.threshold(points), if vi { write_number(*most) } else { most.to_string() });
                text!(
                    "cao nhất chỉ được {most} điểm, không ai đạt `{points}`",
                    "at most {most} points can be had, and none lies in `{points}`"
                )
            }
            Self::QuotaOfNone { grade, share, scored } => {
                let share = say.threshold(share);
                text!(
                    "`{share}` của {scored} đơn vị chưa được một đơn vị: không ai được xếp `{grade}`",
                    "`{share}` of {scored} units is less than one: no one can be `{grade}`"
                )
            }
        }
    }
}
