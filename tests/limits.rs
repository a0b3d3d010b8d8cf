//! Every named limit, just under, at and just over.
//!
//! Those of a ledger lie beyond what a test can enter, and are tested where they are checked, in `src/ledger/observations.rs`.

use kehoach::{
    Finding, FindingKind, Grade, GradeId, Number, Period, Plan, Register, Scale, ScaleId, Threshold, UnitId,
    file::{ProblemKind, Problems},
    limits::{
        CSV_COLUMNS, FIELD_CHARS, GUESSES, ID_CHARS, JUDGING_PERIODS, LINE_WORDS, NUMBER_CHARS, OCCURRENCES,
        PHRASE_CHARS, PROBLEMS, SCALE_GRADES, SUB_PERIODS, WITHIN_DEPTH, YEARS,
    },
    phrases::{self, Wrong},
    workdays::{MAX_YEARS, WorkingCalendar},
};

/// What is at the limit is taken, what is just over it is not.
#[track_caller]
fn holds(name: &str, limit: usize, takes: impl Fn(usize) -> bool) {
    assert!(takes(limit - 1), "{name}: {} is under the limit", limit - 1);
    assert!(takes(limit), "{name}: {limit} is the limit");
    assert!(!takes(limit + 1), "{name}: {} is over the limit", limit + 1);
}

/// A text of so many characters, filled up with those in its middle.
fn filled(before: &str, middle: &str, after: &str, chars: usize) -> String {
    let around = before.chars().count() + after.chars().count();
    format!("{before}{}{after}", middle.repeat(chars - around))
}

#[test]
fn of_texts() {
    // Characters of more than one byte: no limit is one of bytes.
    holds("ID_CHARS", ID_CHARS, |n| UnitId::new(&"đ".repeat(n)).is_ok());
    holds("NUMBER_CHARS", NUMBER_CHARS, |n| filled("", "0", "1", n).parse::<Number>().is_ok());
    let wide = "\u{3000}";
    holds("PHRASE_CHARS", PHRASE_CHARS, |n| filled(wide, wide, "> 5%", n).parse::<Threshold>().is_ok());
    holds("PHRASE_CHARS", PHRASE_CHARS, |n| filled("2024 ", wide, "/2025", n).parse::<Period>().is_ok());
    holds("PHRASE_CHARS", PHRASE_CHARS, |n| phrases::threshold(&filled("trên ", wide, "85%", n)).is_ok());
    holds("PHRASE_CHARS", PHRASE_CHARS, |n| phrases::schedule(&filled("quý ", wide, "III/2021", n)).is_ok());
    holds("PHRASE_CHARS", PHRASE_CHARS, |n| phrases::period(&filled("năm ", wide, "2021", n)).is_ok());
    // The words of the line, its colon among them; only the last is a name of its own.
    holds("LINE_WORDS", LINE_WORDS, |n| {
        let line = format!("Chủ trì: {}", "A ".repeat(n - 3));
        !matches!(phrases::responsibility(&line), Err(refusal) if *refusal.wrong() == Wrong::TooLong)
    });
}

fn too_large(problems: &Problems) -> bool {
    problems.listed().iter().any(|problem| matches!(problem.kind, ProblemKind::TooLarge { .. }))
}

#[test]
fn of_csv() {
    holds("FIELD_CHARS", FIELD_CHARS, |n| {
        let read = Register::from_csv(&format!("id,name,kind,level\nu,{},xa,commune\n", "đ".repeat(n)));
        !read.is_err_and(|problems| too_large(&problems))
    });
    holds("CSV_COLUMNS", CSV_COLUMNS, |n| {
        let read = Register::from_csv(&format!("id,name,kind,level{}\n", ",x".repeat(n - 4)));
        !too_large(&read.expect_err("no such columns"))
    });
}

#[test]
fn of_problems() {
    let problems = |n: usize| {
        let rows: String = (0..n).map(|k| format!("u{k},,xa,commune\n")).collect();
        let problems = Register::from_csv(&format!("id,name,kind,level\n{rows}")).unwrap_err();
        (problems.listed().len(), problems.more())
    };
    let found = [PROBLEMS - 1, PROBLEMS, PROBLEMS + 1].map(problems);
    assert_eq!(found, [(PROBLEMS - 1, 0), (PROBLEMS, 0), (PROBLEMS, 1)]);
}

#[test]
fn of_days_and_years() {
    let (first, last) = YEARS;
    for (text, taken) in [
        (format!("{}-12-31", first - 1), false),
        (format!("{first}-01-01"), true),
        (format!("{last}-12-31"), true),
        (format!("{}-01-01", last + 1), false),
    ] {
        assert_eq!(text.parse::<Period>().is_ok(), taken, "{text}");
        assert_eq!(phrases::date(&text).is_ok(), taken, "{text}");
    }
    holds("MAX_YEARS", MAX_YEARS as usize, |n| WorkingCalendar::for_years(2001..=2000 + n as i32).is_ok());
}

#[test]
fn of_scales() {
    holds("SCALE_GRADES", SCALE_GRADES, |n| {
        let id = |text: String| GradeId::new(&text).unwrap();
        let grades = (0..n).map(|k| Grade { id: id(format!("g{k}")), name: format!("mức {k}") }).collect();
        Scale::new(ScaleId::new("xep-loai").unwrap(), grades).is_ok()
    });
}

/// A plan of so many months from January 2000.
fn months(n: usize, rest: &str) -> bool {
    let (year, month) = (2000 + (n - 1) / 12, (n - 1) % 12 + 1);
    let text = format!(
        "format = 1\nid = \"1\"\ntitle = \"x\"\nissuer = \"u\"\nperiod = \"2000-01/{year}-{month:02}\"\n\
         scopes = [{{ id = \"s\", units = [\"u\"] }}]\n\
         indicators = [{{ id = \"i\", name = \"x\", measure = \"done\", reported = \"monthly\" }}]\n{rest}\n"
    );
    match Plan::from_toml(&text) {
        Ok(_) => true,
        Err(problems) => {
            let text = problems.to_string();
            assert!(text.contains("at most 1200"), "{text}");
            false
        }
    }
}

#[test]
fn of_what_a_plan_comes_to() {
    let target = |judged: &str| {
        format!(
            "targets = [{{ id = \"t\", title = \"x\", indicator = \"i\", measured = \"s\", aggregate = \"share-of-units\", \
             threshold = \"> 5%\", judged = \"{judged}\" }}]"
        )
    };
    holds("SUB_PERIODS", SUB_PERIODS, |n| months(n, &target("whole plan")));
    holds("JUDGING_PERIODS", JUDGING_PERIODS, |n| months(n, &target("each month")));
    let task =
        |when: &str| format!("tasks = [{{ id = \"v\", title = \"x\", when = \"{when}\", lead = [\"u\"] }}]");
    holds("OCCURRENCES", OCCURRENCES, |n| months(n, &task("monthly")));
    holds("OCCURRENCES", OCCURRENCES, |n| months(n, &task("monthly by day 31")));
    let whole = "targets = []";
    assert!(months(96_000, whole), "a plan of eight thousand years that asks for nothing stands");
}

#[test]
fn of_targets_within_one_another() {
    holds("WITHIN_DEPTH", WITHIN_DEPTH, |n| {
        let mut text = String::from(
            "format = 1\nid = \"1\"\ntitle = \"x\"\nissuer = \"u\"\nperiod = \"2024\"\nscopes = [{ id = \"s\", units = [\"u\"] }]\n\
             indicators = [{ id = \"i\", name = \"x\", measure = \"done\", reported = \"yearly\" }]\n",
        );
        for k in 0..n {
            let within = if k == 0 { String::new() } else { format!("within = \"t{}\"\n", k - 1) };
            text += &format!(
                "[[targets]]\nid = \"t{k}\"\ntitle = \"x\"\nindicator = \"i\"\nmeasured = \"s\"\naggregate = \"share-of-units\"\n\
                 threshold = \"> 5%\"\n{within}"
            );
        }
        Plan::from_toml(&text).is_ok()
    });
}

#[test]
fn of_guesses() {
    let guessed = |n: usize| {
        let units: Vec<String> = (0..n).map(|_| "\"thon-mto\"".to_owned()).collect();
        let plan = Plan::from_toml(&format!(
            "format = 1\nid = \"1\"\ntitle = \"x\"\nissuer = \"thon-mot\"\nperiod = \"2024\"\n\
             scopes = [{{ id = \"s\", units = [{}] }}]\n",
            units.join(", ")
        ))
        .unwrap();
        let register = Register::from_csv("id,name,kind,level\nthon-mot,Thôn Một,thon,village\n").unwrap();
        let findings = plan.findings_over(&register);
        let near =
            |finding: &&Finding| matches!(&finding.kind, FindingKind::UnknownUnit { nearest: Some(_), .. });
        let unknown = findings.iter().filter(|finding| finding.kind.code() == "unknown-unit").count();
        assert_eq!(unknown, n, "what is unknown is told with a guess or without");
        findings.iter().filter(near).count()
    };
    assert_eq!([GUESSES - 1, GUESSES, GUESSES + 1].map(guessed), [GUESSES - 1, GUESSES, GUESSES]);
}
