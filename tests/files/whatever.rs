//! Whatever is put into a reader, it answers with a value or with problems that can be shown: never a panic, and never a
//! record that is neither taken nor accounted for.

use std::sync::LazyLock;

use proptest::prelude::*;

use kehoach::{
    Language, Ledger, Plan, Register,
    file::{Check, Problem, Problems, Text},
    workdays::WorkingCalendar,
};

use crate::support::{PLAN, REPORTS, UNITS, ledger as read_ledger, plan, register, seen};

/// Every problem can be shown with its place.
fn showable<'a>(text: &str, problems: impl IntoIterator<Item = &'a Problem>) {
    for problem in problems {
        if let Some(spot) = &problem.spot {
            assert!(spot.span.end <= text.len() && spot.line >= 1 && spot.column >= 1, "{problem:?}");
            assert_eq!(text[..spot.span.start].matches('\n').count() + 1, spot.line);
        }
        assert!(!seen(text, problem).is_empty());
        assert!(!problem.kind.code().is_empty());
    }
}

fn shown<T>(text: &str, read: Result<T, Problems>) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(problems) => {
            assert!(!problems.listed().is_empty());
            showable(text, problems.listed());
            None
        }
    }
}

/// Whatever can be read can be checked, and everything that is said of it shown in both languages.
fn checked(check: Check<'_>, text: &str, register: &Register, calendar: &WorkingCalendar) {
    for remark in check.with_register(register).with_working_days(calendar).run().remarks {
        assert!(remark.spot.as_ref().is_none_or(|spot| text.get(spot.span.clone()).is_some()), "{remark:?}");
        for language in [Language::Vietnamese, Language::English] {
            assert!(!remark.message(language).is_empty(), "{remark:?}");
        }
    }
}

fn all(text: &str, plan: &Plan, register: &Register) {
    static CALENDAR: LazyLock<WorkingCalendar> = LazyLock::new(WorkingCalendar::viet_nam);
    checked(Check::new(Text::Toml(text)), text, register, &CALENDAR);
    checked(Check::new(Text::Json(text)), text, register, &CALENDAR);
    shown(text, Plan::from_toml(text));
    shown(text, Plan::from_json(text));
    shown(text, Register::from_toml(text));
    shown(text, Register::from_json(text));
    shown(text, Register::from_csv(text));
    if let Err(problems) = Register::from_csv_with_successions(UNITS, text) {
        assert_eq!(problems.units, None);
        showable(text, problems.successions.unwrap().listed());
    }
    for intake in [
        Ledger::from_toml(text, plan, register),
        Ledger::from_json(text, plan, register),
        Ledger::from_csv(text, plan, register),
    ] {
        if let Some(intake) = shown(text, intake) {
            let (rejected, duplicates) = (intake.rejected.len(), intake.duplicates.len());
            assert_eq!(intake.records, intake.accepted + rejected + duplicates, "{text}");
            intake.rejected.iter().for_each(|rejected| showable(text, &rejected.problems));
        }
    }
}

/// A valid file with some of its characters replaced, dropped, doubled or moved.
fn mutated(text: String) -> impl Strategy<Value = String> {
    let length = text.chars().count();
    let edit =
        (0..length, 0..5_u8, prop_oneof![any::<char>(), prop::char::range(' ', '~'), Just('"'), Just('\n')]);
    prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, what, new) in edits {
            // Once nothing is left, nothing is left to change.
            let Some(last) = chars.len().checked_sub(1) else { break };
            let at = at.min(last);
            match what {
                0 => chars[at] = new,
                1 => chars.insert(at, new),
                2 => {
                    chars.remove(at);
                }
                3 => chars.truncate(at.max(1)),
                _ => {
                    let end = (at + 20).min(chars.len());
                    let piece: Vec<char> = chars[at..end].to_vec();
                    let to = (at * 7) % chars.len();
                    chars.splice(to..to, piece);
                }
            }
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn any_text(text in any::<String>()) {
        all(&text, &plan(), &register());
    }

    #[test]
    fn text_of_the_right_letters(text in "[a-z0-9=\\[\\]{}\",:;\n\r\t#'ăđ\u{feff}/?-]{0,80}") {
        all(&text, &plan(), &register());
    }

    #[test]
    fn any_bytes_that_are_text(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        all(&String::from_utf8_lossy(&bytes), &plan(), &register());
    }

    #[test]
    fn mutated_plans(text in mutated(PLAN.to_owned()), json in mutated(plan().to_json())) {
        all(&text, &plan(), &register());
        all(&json, &plan(), &register());
    }

    #[test]
    fn mutated_registers(text in mutated(UNITS.to_owned()), json in mutated(register().to_json())) {
        all(&text, &plan(), &register());
        all(&json, &plan(), &register());
    }

    #[test]
    fn mutated_ledgers(
        text in mutated(REPORTS.to_owned()),
        json in mutated(read_ledger(REPORTS).unwrap().value.to_json()),
        toml in mutated(read_ledger(REPORTS).unwrap().value.to_toml()),
    ) {
        all(&text, &plan(), &register());
        all(&json, &plan(), &register());
        all(&toml, &plan(), &register());
    }
}

/// A wrong file is read in time too: no guess is made for more rows than anyone reads.
#[test]
fn thousands_of_unknown_units_are_told_at_once() {
    const MANY: usize = 4_000;
    let units: String = (0..MANY).map(|n| format!("thon-so-{n},Thôn {n},thon,village,dang-uy\n")).collect();
    let units = format!("id,name,kind,level,parent\ndang-uy,Đảng ủy,cap-uy,commune,\n{units}");
    let register = Register::from_csv(&units).unwrap();
    let rows: String = (0..MANY).map(|n| format!("mo-hinh,thon-xo-{n},2024-Q1,1,2024-04-02\n")).collect();
    let text = format!("item,unit,period,value,reported_on\n{rows}");
    let started = std::time::Instant::now();
    let intake = Ledger::from_csv(&text, &plan(), &register).unwrap();
    assert_eq!((intake.records, intake.rejected.len()), (MANY, MANY));
    let problems = intake.whole().unwrap_err();
    assert_eq!((problems.listed().len(), problems.more()), (100, MANY - 100));
    assert_eq!(problems.listed()[0].kind.did_you_mean().as_deref(), Some("thon-so-0"));
    // With a guess for each row it would be forty times as much.
    assert!(started.elapsed().as_secs() < 100, "{:?}", started.elapsed());
}

/// More problems than anyone reads are counted.
#[test]
fn problems_beyond_a_hundred_are_counted() {
    let rows: String = (0..250).map(|n| format!("u{n},,xa,commune\n")).collect();
    let problems = Register::from_csv(&format!("id,name,kind,level\n{rows}")).unwrap_err();
    assert_eq!((problems.listed().len(), problems.more()), (100, 150));
    assert!(problems.to_string().ends_with("\nand 150 more"));
}
