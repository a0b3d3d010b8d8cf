//! Short words for people: what a cell of a table, or a line of a list, says.

use chrono::NaiveDate;

use super::words::Words;
use crate::{
    citation::CitedDocument,
    duty::{Involved, OccurrenceStatus},
    evaluate::{LedgerNote, Outcome, Range, Stage, Tally, UnitTally, Verdict},
    id::UnitId,
    language::Language,
    phrases,
    plan::{Aggregate, Asked, Baseline, Measure, Party, Plan, Target, Unknowns},
    quantity::{Fraction, Number},
    threshold::{Interval, Measured, Threshold, show},
    time::{Period, Schedule, Timing},
    unit::Register,
};

/// Digits after the point of a short figure; more where fewer would contradict its verdict.
const PLACES: u32 = 1;

/// What people are told of outcomes, statuses, schedules and documents of a plan, in one language and few words: without a
/// capital at the beginning or a point at the end, so that they can stand in a table or in a sentence of an application's own.
/// Nothing in it is canonical spelling.
///
/// | of | there is |
/// |---|---|
/// | a target | [`asked`](Self::asked) |
/// | an outcome | [`found`](Self::found), [`ratio`](Self::ratio), [`so_far`](Self::so_far), [`counts`](Self::counts), [`needed`](Self::needed), [`reach`](Self::reach), [`remarks`](Self::remarks) |
/// | a verdict, with its sign | [`verdict`](Self::verdict) |
/// | an occurrence of a task | [`stands`](Self::stands), [`occurrence`](Self::occurrence), [`taken_over_from`](Self::taken_over_from), [`done_by`](Self::done_by) |
/// | a schedule, a document, a party | [`schedule`](Self::schedule), [`document`](Self::document), [`involved`](Self::involved) |
/// | a note on the reports | [`note`](Self::note) |
///
/// In full sentences, with the reasons, an [`Explanation`](super::Explanation) says the same.
#[derive(Debug, Clone, Copy)]
pub struct InWords<'a> {
    plan: &'a Plan,
    words: Words,
}

impl<'a> InWords<'a> {
    /// Words on a plan in a language.
    #[must_use]
    pub const fn new(plan: &'a Plan, language: Language) -> Self {
        Self { plan, words: Words { language } }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.words.language
    }

    const fn pick<'t>(&self, vietnamese: &'t str, english: &'t str) -> &'t str {
        self.words.pick(vietnamese, english)
    }

    fn target(&self, outcome: &Outcome) -> Option<&'a Target> {
        self.plan.target(&outcome.target)
    }

    /// What a target asks of the value: `từ 95% trở lên`, `at least 95%`. Of a bound on a baseline, the baseline's value too, where
    /// an outcome or the plan has one.
    #[must_use]
    pub fn asked(&self, target: &Target, baseline: Option<Fraction>) -> String {
        match &target.asked {
            Asked::Qualitative => self.pick("theo đánh giá", "as judged").to_owned(),
            // Nobody says 'from 100 % up'.
            Asked::Threshold(all) if all.to_string() == ">= 100%" => "100%".to_owned(),
            Asked::Threshold(threshold) => self.words.threshold(threshold),
            Asked::Baseline(bound, from) => {
                let since = if let Baseline::Period(period) = from { Some(*period) } else { None };
                let text = self.words.moving(bound, since);
                let stated = if let Baseline::Value(value) = from { Some(*value) } else { None };
                match baseline.or(stated) {
                    Some(value) => format!("{text} ({})", self.figure(value, is_percent(target), None)),
                    None => text,
                }
            }
        }
    }

    /// A threshold: `trên 85%`, `above 85%`.
    #[must_use]
    pub fn threshold(&self, threshold: &Threshold) -> String {
        self.words.threshold(threshold)
    }

    /// One digit behind the point, or as many more as it takes not to contradict the verdict.
    fn figure(&self, value: Fraction, percent: bool, asked: Option<&Interval<Fraction>>) -> String {
        let shown = show(value, percent, PLACES, asked);
        match (self.words.language, shown.decimal()) {
            (Language::Vietnamese, Some(number)) if !percent => phrases::write_number(number),
            (Language::Vietnamese, _) => shown.vietnamese(),
            (Language::English, _) => shown.to_string(),
        }
    }

    fn figure_of(&self, target: &Target, outcome: &Outcome, value: Fraction) -> String {
        let asked = match &target.asked {
            Asked::Threshold(threshold) => threshold.values(),
            Asked::Baseline(bound, _) => outcome.baseline.and_then(|value| bound.values(value).ok()),
            Asked::Qualitative => None,
        };
        self.figure(value, is_percent(target), asked.as_ref())
    }

    fn count(&self, count: u64) -> String {
        match self.words.language {
            Language::Vietnamese => phrases::write_number(Number::from(count)),
            Language::English => count.to_string(),
        }
    }

    /// The value if it is certain, else the least and the greatest that can still occur: `93,8% … 100%`; `–` where there is none.
    #[must_use]
    pub fn found(&self, outcome: &Outcome) -> String {
        let (Some(range), Some(target)) = (outcome.range, self.target(outcome)) else {
            return "–".to_owned();
        };
        let text = |value| self.figure_of(target, outcome, value);
        // An end that no completion reaches is shown as what it is: a bound.
        let above = if range.low_attained { "" } else { self.pick("trên ", "above ") };
        let low = format!("{above}{}", text(range.low));
        match range {
            Range { high: Some(high), .. } if high == range.low => low,
            Range { high: Some(high), high_attained, .. } => {
                let below = if high_attained { "" } else { self.pick("dưới ", "below ") };
                format!("{low} … {below}{}", text(high))
            }
            Range { high: None, .. } => format!("{low} {}", self.pick("trở lên", "or more")),
        }
    }

    /// The two figures behind a share: units that meet it over all that count, `15/16`, or reported parts over reported wholes,
    /// `376/411`; nothing for anything else, and where nothing was reported of a pooled share.
    #[must_use]
    pub fn ratio(&self, outcome: &Outcome) -> Option<String> {
        let target = self.target(outcome)?;
        match (outcome.tally.as_ref()?, &target.aggregate) {
            (Tally::Units(units), Aggregate::ShareOfUnits(_)) => {
                Some(format!("{}/{}", self.count(units.met), self.count(counted(units))))
            }
            (Tally::Pooled(pooled), _) if pooled.figures > 0 => {
                Some(format!("{}/{}", self.count(pooled.reported_part), self.count(pooled.reported_whole)))
            }
            _ => None,
        }
    }

    /// The value of the reports in hand alone.
    #[must_use]
    pub fn so_far(&self, outcome: &Outcome) -> Option<String> {
        Some(self.figure_of(self.target(outcome)?, outcome, outcome.reported?))
    }

    /// What the value was counted from: `15/16 đơn vị đạt, 1 chưa có số liệu`.
    #[must_use]
    pub fn counts(&self, outcome: &Outcome) -> Option<String> {
        let mut parts = Vec::new();
        let missing = |count: u64| {
            let missing = if count == 1 { "figure missing" } else { "figures missing" };
            (count > 0).then(|| format!("{} {}", self.count(count), self.pick("số liệu chưa có", missing)))
        };
        match outcome.tally.as_ref()? {
            Tally::Units(units) => {
                let (met, all) = (self.count(units.met), self.count(counted(units)));
                parts.push(match self.words.language {
                    Language::Vietnamese => format!("{met}/{all} đơn vị đạt"),
                    Language::English => format!("{met} of {all} units meet it"),
                });
                let unknown = units.unknown.saturating_add(units.unknown_if_member);
                for (count, word) in [
                    (unknown, self.pick("chưa có số liệu", "not yet known")),
                    (units.not_applicable, self.pick("không áp dụng", "not applicable")),
                ] {
                    if count > 0 {
                        parts.push(format!("{} {word}", self.count(count)));
                    }
                }
            }
            Tally::Pooled(pooled) => {
                let reported = self.pick("đã báo cáo", "reported");
                parts.extend(self.ratio(outcome).map(|ratio| format!("{reported} {ratio}")));
                parts.extend(missing(pooled.unknown_figures));
            }
            Tally::Sum(sum) => parts.extend(missing(sum.unknown_figures)),
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// A verdict with its sign: `✓ đạt`.
    #[must_use]
    pub fn verdict(&self, verdict: Verdict) -> String {
        format!("{} {}", verdict.sign(), verdict.label(self.words.language))
    }

    /// How much more it takes, from what is certain: `2 đơn vị`, `hơn 1,5 ha`. Nothing where it is met, or where nothing is lacking
    /// but certainty; `không thể đạt` where no further figure can bring it.
    #[must_use]
    pub fn needed(&self, outcome: &Outcome) -> Option<String> {
        let (shortfall, target) = (outcome.shortfall?, self.target(outcome)?);
        if outcome.verdict == Verdict::Met {
            return None;
        }
        let Some(needed) = shortfall.needed else {
            return Some(self.pick("không thể đạt", "out of reach").to_owned());
        };
        if needed == Fraction::ZERO && !shortfall.strict {
            return None;
        }
        let indicator = target.indicator.as_ref().and_then(|id| self.plan.indicator(id));
        let unit = match indicator.map(|indicator| &indicator.measure) {
            Some(Measure::Amount { unit: Some(unit), .. }) => format!(" {unit}"),
            _ => String::new(),
        };
        let of = match &target.aggregate {
            Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_) if needed == Fraction::ONE => {
                self.pick(" đơn vị", " unit").to_owned()
            }
            Aggregate::ShareOfUnits(_) | Aggregate::NumberOfUnits(_) => {
                self.pick(" đơn vị", " units").to_owned()
            }
            Aggregate::PooledShare => self.pick(" vào tử số", " in the part").to_owned(),
            Aggregate::Mean => format!("{unit}{}", self.pick(" vào tổng", " in the sum")),
            _ => unit,
        };
        let strict = if shortfall.strict { self.pick("hơn ", "more than ") } else { "" };
        // Exactly: what is rounded down would not bring it.
        Some(format!("{strict}{}{of}", self.words.fraction(needed)))
    }

    /// Whether what is still unknown can bring what is needed, and why not; nothing where nothing is needed.
    #[must_use]
    pub fn reach(&self, outcome: &Outcome) -> Option<&'static str> {
        self.needed(outcome)?;
        let shortfall = outcome.shortfall.filter(|shortfall| shortfall.needed.is_some())?;
        Some(match (shortfall.reachable, outcome.stage) {
            (true, _) => self.words.pick("phần chưa báo cáo có thể bù đủ", "what is unreported can bring it"),
            (false, Stage::Closed) => self.words.pick("kỳ đã hết", "the period is over"),
            (false, _) if outcome.provisional => {
                self.words.pick("chỉ khi số đã báo cáo thay đổi", "only if a reported figure changes")
            }
            (false, _) => {
                self.words.pick("phần chưa báo cáo không đủ bù", "what is unreported cannot bring it")
            }
        })
    }

    /// What else is to be known of an outcome: that it is provisional, that a figure was carried forward, how unknowns were
    /// counted.
    #[must_use]
    pub fn remarks(&self, outcome: &Outcome) -> Vec<&'static str> {
        let policy = match outcome.policy {
            Some(Unknowns::Missed) => Some(
                self.words
                    .pick("hết kỳ, chưa xác định là không đạt", "closed, what is open counts as missed"),
            ),
            Some(Unknowns::Excluded) => Some(
                self.words
                    .pick("hết kỳ, không tính số chưa báo cáo", "closed, what is unreported is left out"),
            ),
            _ => None,
        };
        let provisional = outcome.provisional.then(|| self.words.pick("tạm tính", "provisional"));
        let carried = self.words.pick("có số liệu kỳ trước", "a figure of an earlier period");
        let carried = outcome.carried_forward.then_some(carried);
        [provisional, carried, policy].into_iter().flatten().collect()
    }

    /// A note on the reports, with the names of units and indicators.
    #[must_use]
    pub fn note(&self, note: &LedgerNote, register: &Register) -> String {
        let (indicator, unit) = note.about();
        let name = self.plan.indicator(indicator).map_or(indicator.as_str(), |found| found.name.as_str());
        let (unit, name) = (named(register, unit), format!("“{name}”"));
        match self.words.language {
            Language::Vietnamese => note.named_in_vietnamese(unit, &name),
            Language::English => note.named_in_english(unit, &name),
        }
    }

    /// How an occurrence stands, with the day it was done and the days it is late.
    #[must_use]
    pub fn stands(&self, occurrence: &OccurrenceStatus) -> String {
        let label = occurrence.label(self.words.language);
        let done = occurrence.done_on.map_or_else(String::new, |day| format!(" {}", self.day(day)));
        let (word, working_word) = (self.pick("ngày", "days"), self.pick("ngày làm việc", "working days"));
        let days = match (occurrence.days, occurrence.working_days) {
            (Some(days), Some(working)) => format!(", {days} {word} ({working} {working_word})"),
            (Some(days), None) => format!(", {days} {word}"),
            _ => String::new(),
        };
        format!("{label}{done}{days}")
    }

    /// By whose records an occurrence is done, with the names of units; none where it is by the unit's own.
    #[must_use]
    pub fn done_by(&self, units: &[UnitId], register: &Register) -> Option<String> {
        self.words.done_by(units.iter().map(|unit| named(register, unit)))
    }

    /// Whom an occurrence, or an item of an agenda, was taken over from, with the names of units; none for what is the unit's
    /// own.
    #[must_use]
    pub fn taken_over_from(&self, units: &[UnitId], register: &Register) -> Option<String> {
        self.words.taken_over_from(units.iter().map(|unit| named(register, unit)))
    }

    /// Which occurrence it is, by its label: a period in words, what goes on all the time, what waits for an instruction, or the
    /// name of a phase.
    #[must_use]
    pub fn occurrence(&self, label: &str) -> String {
        match label {
            "continuous" => self.pick("thường xuyên", "all the time").to_owned(),
            label => self.words.occurrence(label),
        }
    }

    /// When something is to be done. What waits for an instruction is told in the plan's own words, and so are phases.
    #[must_use]
    pub fn schedule(&self, schedule: &Schedule) -> String {
        match schedule {
            Schedule::Same(timing) => self.timing(timing),
            Schedule::PerLevel(levels) => {
                let vietnamese = self.words.language == Language::Vietnamese;
                let one = |(level, timing): &(crate::Level, Timing)| {
                    let level = match level.as_str() {
                        "central" if vietnamese => "trung ương",
                        "province" if vietnamese => "tỉnh",
                        "district" if vietnamese => "huyện",
                        "commune" if vietnamese => "xã",
                        "village" if vietnamese => "thôn",
                        other => other,
                    };
                    format!("{}{level}: {}", self.pick("cấp ", ""), self.timing(timing))
                };
                levels.as_slice().iter().map(one).collect::<Vec<_>>().join("; ")
            }
        }
    }

    fn timing(&self, timing: &Timing) -> String {
        match (timing, self.words.language) {
            (Timing::OnInstruction(wording), _) => wording.as_str().to_owned(),
            (Timing::Phased(phases), _) => {
                let one = |phase: &crate::Phase| {
                    format!("{}: {}", self.words.period(phase.period), phase.name.as_str())
                };
                phases.as_slice().iter().map(one).collect::<Vec<_>>().join("; ")
            }
            (Timing::Continuous, _) => self.occurrence("continuous"),
            (Timing::During(period), _) => self.words.period(*period),
            (_, Language::Vietnamese) => phrases::write_schedule(&Schedule::Same(timing.clone())),
            (_, Language::English) => timing.to_string(),
        }
    }

    /// A cited document: by its number or its name, with its day, issuer and subject where the plan says them. Who issued it and what
    /// it is about stay in the plan's own words.
    #[must_use]
    pub fn document(&self, document: &CitedDocument) -> String {
        let mut text = match document.number() {
            Some(number) => format!("{} {number}", self.pick("số", "no.")),
            None => document.name().unwrap_or_default().to_owned(),
        };
        if let Some(day) = document.date() {
            text.push_str(&format!(" {} {}", self.pick("ngày", "of"), self.day(day)));
        }
        if let Some(issuer) = document.issuer() {
            text.push_str(&format!(" {} {issuer}", self.pick("của", "by")));
        }
        if let Some(about) = document.about() {
            text.push_str(&format!(" {} {about}", self.pick("về", "on")));
        }
        text
    }

    /// Another party of an item of an agenda: a unit by its name, a phrase of the plan as it stands.
    #[must_use]
    pub fn involved(&self, who: &Involved, register: &Register) -> String {
        match who {
            Involved::Unit(unit) => named(register, unit).to_owned(),
            // Who is relative to several leads stands in canonical spelling.
            Involved::Open(phrase) => match Party::read(phrase, |_| false) {
                Ok(Party::SameLevel(kind)) => {
                    let kind = match kind.as_str() {
                        short @ ("ubnd" | "hdnd" | "mttq") => short.to_uppercase().replace("HDND", "HĐND"),
                        other => other.to_owned(),
                    };
                    match self.words.language {
                        Language::Vietnamese => format!("{kind} cùng cấp"),
                        Language::English => format!("the {kind} at the same level"),
                    }
                }
                _ => phrase.clone(),
            },
        }
    }

    /// A day: `09/12/2023`, `2023-12-09`.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        self.words.date(day)
    }

    /// A period: `quý III/2023`, `2023-Q3`.
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        self.words.period(period)
    }
}

fn is_percent(target: &Target) -> bool {
    target.aggregate.measured() == Some(Measured::Share)
}

/// All units that count, or may turn out to.
const fn counted(units: &UnitTally) -> u64 {
    let possible =
        units.met_if_member.saturating_add(units.missed_if_member).saturating_add(units.unknown_if_member);
    units.met.saturating_add(units.missed).saturating_add(units.unknown).saturating_add(possible)
}

fn named<'r>(register: &'r Register, unit: &'r UnitId) -> &'r str {
    register.name(unit).unwrap_or(unit.as_str())
}
