//! What each error says in both languages, kept in `tests/vietnamese/said.txt`: `KEHOACH_KEPT=write cargo test --all-features --test
//! vietnamese` writes it anew. What is told of evaluations, entries, registers, sheets and files stands in the tables of `main.rs`.

use std::fmt::{Display, Write};

use kehoach::{
    AddError, BaselineBound, CalendarError, Conflict, DateError, Digest, DocumentRef, DueDay, Fraction,
    Grade, IdError, Judging, LiveError, Measured, MergeError, Number, Overflow, PartyError, Period,
    PlanError, Recurrence, Rhythm, Scale, ScaleError, Schedule, ScheduleError, ScopeError, SeriesError,
    Share, Tally, Threshold, UnitTally, UnitTallyError, Value, Verdict, Wording, YearPart,
    file::{Beside, Found, ProblemKind, Unheld, Wanted},
    score::ScoreError,
    workdays::{CalendarDataError, WorkingCalendar, WorkingDayError},
};

use super::{asked, day, days, id, n, unchanged::is_kept};

/// Words of English that no Vietnamese text holds outside of what is quoted.
const ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "at", "be", "by", "can", "has", "in", "is", "it", "no", "not", "of", "one",
    "or", "that", "the", "there", "with",
];

struct Said(String);

impl Said {
    #[track_caller]
    fn keep(&mut self, english: impl Display, vietnamese: &str) {
        let plain: String = vietnamese.split('`').step_by(2).collect();
        let word = plain.split(|c: char| !c.is_alphanumeric()).find(|word| ENGLISH.contains(word));
        assert_eq!(word, None, "{vietnamese}");
        assert!(unicode_is_composed(vietnamese) && !vietnamese.is_empty(), "{vietnamese}");
        writeln!(self.0, "{english}\n    {vietnamese}").unwrap();
    }
}

/// Vietnamese is written in NFC: no letter has a mark of its own behind it.
fn unicode_is_composed(text: &str) -> bool {
    !text.chars().any(|c| matches!(c, '\u{300}'..='\u{36f}'))
}

/// Keeps what each of a list of errors says.
macro_rules! keep {
    ($said:ident: $($error:expr),* $(,)?) => {$(
        let error = $error;
        $said.keep(&error, &error.vietnamese());
    )*};
}

fn refused<T: std::str::FromStr>(text: &str) -> T::Err {
    text.parse::<T>().err().unwrap_or_else(|| panic!("{text} is read"))
}

#[test]
fn what_each_error_says() {
    let mut said = Said(String::new());
    quantities(&mut said);
    times(&mut said);
    plans(&mut said);
    others(&mut said);
    is_kept("vietnamese/said.txt", &said.0);
}

fn quantities(said: &mut Said) {
    keep!(said:
        IdError::Empty,
        IdError::TooLong { chars: 300 },
        IdError::Character { character: ' ', at: 2 },
        IdError::Character { character: '\u{200b}', at: 2 },
        IdError::Character { character: ',', at: 2 },
        Overflow,
        refused::<Number>("1,2,3"),
        refused::<Number>("0.12345678901234567890123456789"),
        kehoach::NumberError::Inexact,
        refused::<Share>("9/8"),
        refused::<Share>("9 of 10"),
        refused::<Share>("1/99999999999999999999"),
        refused::<Fraction>("x"),
        refused::<Fraction>("1/0"),
        refused::<Fraction>("999999999999999999999999999999999999999999"),
        ScaleError::Empty { scale: id("xep-loai") },
        ScaleError::TooMany { scale: id("xep-loai") },
        ScaleError::Duplicate { scale: id("xep-loai"), grade: "khá".to_owned() },
        Scale::new(id("xep-loai"), vec![Grade { id: id("1"), name: "loại 1".to_owned() }]).unwrap_err(),
    );
    for text in ["85%", "[1; 2]", ">= ", ">= 1.2.3", ">= a,b", "[1, 2%]", "[2, 1.5]", &"> 1".repeat(500)] {
        keep!(said: refused::<Threshold>(text));
    }
    keep!(said:
        refused::<BaselineBound>("+ 5%"),
        refused::<BaselineBound>(">= baseline + 5.5.5"),
        refused::<DocumentRef>("159"),
        refused::<DocumentRef>("0-KH/HU"),
        refused::<DocumentRef>("04/20150/NĐ-CP"),
        kehoach::DocumentError::Code { code: "H U".to_owned() },
        refused::<Verdict>("mett"),
        refused::<Digest>("12"),
    );
}

fn times(said: &mut Said) {
    keep!(said:
        DateError::Syntax,
        DateError::Year { year: 0 },
        DateError::Month { month: 13 },
        DateError::Day { year: 2023, month: 2, day: 29 },
        refused::<Period>("2023 Q1"),
        refused::<Period>("2023-Q5"),
        refused::<Period>("2023-H3"),
        refused::<Period>("2023-13"),
        refused::<Period>("2025/2021"),
        CalendarError::FirstDay { day: 29 },
        refused::<Judging>("monthly"),
        refused::<Judging>("by 2023-02-29"),
        refused::<Judging>("during 2023-Q5"),
    );
    for text in [
        "",
        "durng 2023",
        "every month",
        "by 2023-03-15 at noon",
        "by 2023-02-29",
        "months 3 and 9",
        "months 10-9",
        "during 2023-Q5",
        "phases chuẩn bị 2023",
        "phases a = 2023, b = 2022",
        "per level",
    ] {
        let error = refused::<Schedule>(text);
        keep!(said: error);
        let error = refused::<Schedule>(text);
        assert_eq!(error.help().is_some(), error.vietnamese_help().is_some(), "{text}");
        if let (Some(english), Some(vietnamese)) = (error.help(), error.vietnamese_help()) {
            said.keep(english, &vietnamese);
        }
    }
    let part = |month| YearPart::month(month).unwrap();
    keep!(said:
        ScheduleError::Trailing { found: "x".to_owned() },
        ScheduleError::Due,
        ScheduleError::MonthSyntax { found: "x".to_owned() },
        ScheduleError::PartSyntax { found: "Q5".to_owned() },
        ScheduleError::PhaseSyntax,
        ScheduleError::LevelSyntax,
        ScheduleError::Level(IdError::Empty),
        ScheduleError::Day { day: 32 },
        ScheduleError::DayOfMonth { month: 2, day: 30 },
        ScheduleError::ReversedMonths { from: 10, to: 9 },
        ScheduleError::NoParts,
        ScheduleError::RepeatedPart { part: part(3) },
        ScheduleError::SharedMonth { earlier: part(3), later: part(3) },
        ScheduleError::MonthOfPart { month: 4, length: 3 },
        ScheduleError::MonthOfMixedParts,
        ScheduleError::OutsidePart { part: part(3) },
        Recurrence::every(Rhythm::Once, None::<DueDay>).unwrap_err(),
        ScheduleError::NoPhases,
        ScheduleError::RepeatedPhase { name: "a".to_owned() },
        ScheduleError::PhaseOrder {
            earlier: "a".to_owned(),
            earlier_period: days("2023"),
            later: "b".to_owned(),
            later_period: days("2022-Q3"),
        },
        ScheduleError::NoLevels,
        ScheduleError::RepeatedLevel { level: id("province") },
        ScheduleError::NestedLevels,
        Wording::new("").unwrap_err(),
        Wording::new("a\nb").unwrap_err(),
        ScheduleError::OpenQuote,
        ScheduleError::StrayQuote,
        ScheduleError::Escape,
        ScheduleError::TooLong,
        WorkingDayError::YearNotCovered { day: day("2031-01-04"), first_year: 2023, last_year: 2030 },
        WorkingDayError::NoWorkingDayLeft { from: day("2030-12-30"), wanted: 15, last_year: 2030 },
        WorkingCalendar::for_years(0..=2023).unwrap_err(),
        WorkingCalendar::for_years(2023..=2030).unwrap().with_holiday(day("2031-01-01"), "Tết").unwrap_err(),
        CalendarDataError::Date { found: "1/2".to_owned() },
        CalendarDataError::Twice { day: day("2023-01-02") },
        CalendarDataError::WeekdayTwice { name: "saturday" },
        CalendarDataError::Unnamed { day: day("2023-01-02") },
        CalendarDataError::NotARestDay { day: day("2023-01-02") },
        CalendarDataError::HolidayWorked { day: day("2023-01-02") },
        CalendarDataError::NothingToSwap { day: day("2023-01-02") },
        CalendarDataError::NothingToTakeBack { day: day("2023-01-02") },
    );
}

fn plans(said: &mut Said) {
    let target = || id("1a");
    for what in ["an indicator", "measured units"] {
        keep!(said: PlanError::Missing { aggregate: "total", what });
    }
    for what in ["indicator", "measured units", "threshold", "target it is measured within"] {
        keep!(said: PlanError::NotForJudgement { what });
    }
    for what in
        ["judging periods of one target", "expected reports in one judging period", "occurrences of one task"]
    {
        keep!(said: PlanError::TooMany { most: 10, what });
    }
    for (found, needed) in [
        (Measured::Share, Measured::Plain),
        (Measured::Plain, Measured::Grade),
        (Measured::Grade, Measured::Share),
    ] {
        keep!(said: PlanError::Kind { threshold: ">= 5".to_owned(), found, needed });
    }
    for needs in ["`share`", "`count` or `amount`"] {
        keep!(said: PlanError::AggregateOfMeasure {
            aggregate: "total",
            needs,
            indicator: id("tap-huan"),
            measure: "grade",
        });
    }
    keep!(said:
        PlanError::Duplicate { table: "targets", id: "1a".to_owned() },
        PlanError::Scope(ScopeError::Duplicate { scope: id("cac-xa") }),
        PlanError::Scope(ScopeError::Empty { scope: id("cac-xa") }),
        PlanError::Scope(ScopeError::Unknown { scope: id("cac-xa"), unknown: id("cac-x"), nearest: None }),
        PlanError::Scope(ScopeError::Cycle { scope: id("cac-xa") }),
        PlanError::UnknownIndicator { id: id("tap-huan"), nearest: None },
        PlanError::UnknownScope { id: id("cac-xa"), nearest: None },
        PlanError::UnknownScale { id: id("xep-loai"), nearest: None },
        PlanError::UnknownGrade { scale: id("xep-loai"), grade: "gioi".to_owned(), nearest: None },
        PlanError::UnknownTarget { id: target(), nearest: None },
        PlanError::CriterionKind { figure: true },
        PlanError::CriterionKind { figure: false },
        PlanError::QualitativeFigure,
        PlanError::BaselineChange { bound: ">= baseline + 5".parse().unwrap(), share: true },
        PlanError::BaselineChange { bound: ">= baseline + 5 points".parse().unwrap(), share: false },
        PlanError::BaselineNotBefore { baseline: days("2025"), plan: days("2021/2025") },
        PlanError::WithinWhat { target: target() },
        PlanError::WithinCycle { target: target() },
        PlanError::WithinTooDeep { most: 8 },
        PlanError::Line { line: asked(">= 5") },
        PlanError::LineOfOne,
        PlanError::NeverJudged { plan: days("2023") },
        PlanError::AmountReversed { least: n("2.5"), greatest: n("1") },
        PlanError::SharedItem { id: "1a".to_owned() },
        PlanError::RelativeLead { party: "cùng cấp".to_owned() },
        PlanError::CarryForward,
    );
    for with in [
        Beside::Measure("count".to_owned()),
        Beside::Aggregate("total".to_owned()),
        Beside::NoThreshold,
        Beside::Threshold(">= 5".to_owned()),
        Beside::Baseline,
        Beside::Rule("judged".to_owned()),
        Beside::Rate("on-time".to_owned()),
        Beside::Gate,
        Beside::Base("all".to_owned()),
    ] {
        keep!(said: ProblemKind::OutOfPlace { key: "scale", with });
    }
    for why in [Unheld::Baseline, Unheld::Fraction, Unheld::NoNumber] {
        keep!(said: ProblemKind::NoThreshold { found: "x".to_owned(), why });
    }
    for found in [
        Found::Text("x".to_owned()),
        Found::Whole("5".to_owned()),
        Found::Decimal("1.5".to_owned()),
        Found::Truth("true".to_owned()),
        Found::List,
        Found::Table,
        Found::OneTable,
        Found::Null,
        Found::Other("character `x`".to_owned()),
    ] {
        said.keep(&found, &found.vietnamese());
    }
    for wanted in [
        Wanted::Text(None),
        Wanted::Text(Some("5".to_owned())),
        Wanted::Whole,
        Wanted::Number,
        Wanted::Truth,
        Wanted::List,
        Wanted::Table,
        Wanted::Date,
        Wanted::Shares,
        Wanted::Head("[[targets]]".to_owned()),
        Wanted::Other("x".to_owned()),
    ] {
        said.keep(&wanted, &wanted.vietnamese());
    }
    keep!(said: ProblemKind::DuplicateKey { key: "id".to_owned() });
    for what in ["columns", "characters in a field", "observations", "indicators"] {
        keep!(said: ProblemKind::TooLarge { what, most: 10 });
    }
}

fn others(said: &mut Said) {
    let unit = || id("xa-a");
    keep!(said:
        PartyError::NoneAtLevel { task: id("bao-cao"), actor: unit(), kind: id("ubnd"), on: day("2023-03-01") },
        PartyError::SeveralAtLevel {
            task: id("bao-cao"),
            actor: unit(),
            kind: id("ubnd"),
            first: id("xa-b"),
            second: id("xa-c"),
            on: day("2023-03-01"),
        },
        PartyError::WorkingDay(WorkingDayError::NoWorkingDayLeft { from: day("2030-12-30"), wanted: 15, last_year: 2030 }),
        AddError::Full { what: "indicators", most: 10 },
        AddError::Full { what: "observations", most: 10 },
        Conflict { on: day("2023-03-01"), held: Box::new(1), refused: Box::new(2) },
        LiveError::OtherUnits { unit: unit() },
        ScoreError::NotJudged { criterion: id("I.1"), nearest: None },
        ScoreError::UnknownCriterion { criterion: id("I.1"), nearest: None },
        ScoreError::OtherPeriod { criterion: id("I.1"), subject: unit(), found: days("2022"), sheet: days("2023") },
        ScoreError::Points { criterion: id("I.1"), subject: unit(), found: n("10.5"), max: n("10"), unit: n("0.1") },
        ScoreError::Overflow { subject: unit() },
        ScoreError::OtherPlan { sheet: id("bang-diem"), error: Box::new(kehoach::score::SheetError::Empty) },
        UnitTallyError::UnknownTarget { target: id("1a"), nearest: None },
        UnitTallyError::Judged { target: id("1a") },
        UnitTallyError::Within { target: id("1a"), outer: id("1") },
        UnitTallyError::Value { indicator: id("tap-huan"), found: Value::Done(true) },
        UnitTallyError::PartAboveWhole { part: 9, whole: 8 },
        UnitTallyError::Overflow(Overflow),
        MergeError::Kinds,
        MergeError::Overflow(Overflow),
        SeriesError::Overflow { indicator: id("tap-huan"), unit: unit(), period: days("2023") },
    );
    let bytes = Tally::Units(UnitTally::default()).to_bytes();
    let changed = |at: usize, byte: u8| {
        let mut bytes = bytes.clone();
        bytes[at] = byte;
        bytes
    };
    for bytes in [
        bytes[..1].to_vec(),
        changed(0, 9),
        changed(1, 9),
        [&bytes[..2], &[0xff; 12]].concat(),
        [&bytes[..2], &[0x80, 0x00]].concat(),
        [&bytes[..], &[0]].concat(),
    ] {
        keep!(said: Tally::from_bytes(&bytes).unwrap_err());
    }
}
