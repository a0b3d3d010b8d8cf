//! Hostile and mistaken input of any size, and what is done with it. Each shape is what would take as many steps as its size
//! times itself, were something looked for from the beginning each time; nothing in it is anybody's plan or figures.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use kehoach::{
    Declared, IndicatorId, Ledger, Number, Observation, Period, Plan, Register, Report, Schedule, Threshold,
    UnitId, Value, evaluate,
    file::{Check, Text},
    phrases,
};

/// Something to be done with input of some size; it answers with how many problems, findings or records there were, so that
/// nothing is left out.
pub struct Shape {
    /// What the input is.
    pub name: &'static str,
    /// The size at which its growth is looked at.
    pub size: usize,
    /// Makes input of a size, and says what to do with it.
    pub make: fn(usize) -> Box<dyn Fn() -> usize>,
}

macro_rules! shapes {
    ($($make:ident, $size:literal: $name:literal;)*) => {
        /// All shapes.
        pub const ALL: &[Shape] = &[$(Shape { name: $name, size: $size, make: |n| Box::new($make(n)) }),*];
    };
}

shapes! {
    toml_nesting, 100_000: "lists in lists, in TOML";
    toml_dots, 100_000: "one key of parts with dots, in TOML";
    json_nesting, 100_000: "lists in lists, in JSON";
    json_line, 2_000: "a plan in JSON on one line, every threshold of it wrong";
    toml_unknown, 4_000: "targets of indicators that there are none of, beside as many that there are";
    toml_whole_number, 100_000: "a whole number of so many digits, in TOML";
    digits, 100_000: "a number of so many digits";
    long_phrase, 100_000: "a phrase of so many words";
    csv_columns, 1_000_000: "columns of a CSV file";
    csv_field, 1_000_000: "characters in one field of a CSV file";
    csv_open_quote, 100_000: "lines of a CSV file behind a quote that nothing closes";
    csv_quotes, 100_000: "quotes in one field of a CSV file";
    find_numbers, 2_000: "running text of `từ 1 đến`";
    find_times, 2_000: "running text of `trước tháng 3, 4,`";
    find_brackets, 2_000: "running text of `[1, (`";
    find_documents, 2_000: "running text of `Kế hoạch số 1 -`";
    scope_chain, 1_000: "scopes each within the next, over a register of eight units";
    scope_units, 4_000: "units of a register, all of them named in a scope";
    scope_tops, 4_000: "units of a register, a scope naming all below each of them";
    scope_kinds, 2_000: "kinds in a register, all of them asked for by a scope";
    same_figure_apart, 4_000: "targets on one figure, each excluding the others";
    same_figure_nested, 4_000: "targets on one figure, each following from the next";
    task_leads, 2_000: "units that lead one task and receive its report";
    register_chain, 20_000: "units of a register, each below the one before";
    register_circles, 20_000: "units of a register in circles of three";
    register_late_circle, 4_000: "units in a ring that closes and opens again on as many days";
    register_unknown, 4_000: "units of a register whose parents there are none of";
    corrections, 4_000: "days on which one figure was reported again";
    wholes, 4_000: "days on which one whole was declared again";
    ledger_unknown, 4_000: "records of units that there are none of";
    odd_periods, 2_000: "reports of one unit for periods that overlap one another";
    instructions, 2_000: "instructions for one task, and as many records that it was done";
}

const HEAD: &str = "format = 1\nid = \"1\"\ntitle = \"x\"\nissuer = \"u0\"\nperiod = \"2024\"\n";

/// How many problems there are; a small one of some shapes has none.
fn refused<T>(read: Result<T, kehoach::file::Problems>) -> usize {
    read.err().map_or(0, |problems| problems.listed().len() + problems.more())
}

fn toml_nesting(n: usize) -> impl Fn() -> usize {
    let text = format!("{HEAD}scopes = {}", "[".repeat(n));
    move || refused(Plan::from_toml(&text))
}

fn toml_dots(n: usize) -> impl Fn() -> usize {
    let text = format!("{HEAD}{}a = 1\n", "a.".repeat(n));
    move || refused(Plan::from_toml(&text))
}

fn json_nesting(n: usize) -> impl Fn() -> usize {
    let text = format!("{{\"format\": 1, \"scopes\": {}", "[".repeat(n));
    move || refused(Plan::from_json(&text))
}

fn toml_whole_number(n: usize) -> impl Fn() -> usize {
    let text = format!("format = {}\n", "9".repeat(n));
    move || refused(Plan::from_toml(&text))
}

fn json_line(n: usize) -> impl Fn() -> usize {
    let mut text = String::from(
        r#"{"format":1,"id":"1","title":"x","issuer":"u0","period":"2024","scopes":[{"id":"s","units":["u0"]}],"indicators":[{"id":"i","name":"x","measure":"count","combine":"sum","reported":"yearly"}],"targets":["#,
    );
    for k in 0..n {
        let comma = if k == 0 { "" } else { "," };
        write!(text, r#"{comma}{{"id":"t{k}","title":"x{k}","indicator":"i","measured":"s","aggregate":"total","threshold":"trê 60"}}"#)
            .expect("a text");
    }
    text.push_str("]}");
    move || refused(Plan::from_json(&text))
}

fn toml_unknown(n: usize) -> impl Fn() -> usize {
    let mut text = format!("{HEAD}scopes = [{{ id = \"s\", units = [\"u0\"] }}]\n");
    for k in 0..n {
        write!(
            text,
            "[[indicators]]\nid = \"chi-so-so-{k}\"\nname = \"x\"\nmeasure = \"count\"\ncombine = \"sum\"\nreported = \"yearly\"\n\
             [[targets]]\nid = \"t{k}\"\ntitle = \"x\"\nindicator = \"chi-xo-so-{k}\"\nmeasured = \"s\"\naggregate = \"total\"\nthreshold = \"> 1\"\n"
        )
        .expect("a text");
    }
    move || refused(Plan::from_toml(&text))
}

fn digits(n: usize) -> impl Fn() -> usize {
    let text = "9".repeat(n);
    let threshold = format!("> {text}");
    move || {
        let number = text.parse::<Number>().is_err();
        usize::from(number) + usize::from(threshold.parse::<Threshold>().is_err())
    }
}

fn long_phrase(n: usize) -> impl Fn() -> usize {
    let text = "tháng 3, ".repeat(n);
    move || {
        let refused = [
            phrases::threshold(&text).is_err(),
            phrases::schedule(&text).is_err(),
            phrases::period(&text).is_err(),
            phrases::responsibility(&text).is_err(),
            text.parse::<Schedule>().is_err(),
            text.parse::<Period>().is_err(),
        ];
        refused.into_iter().filter(|refused| *refused).count()
    }
}

fn csv_columns(n: usize) -> impl Fn() -> usize {
    let text = format!("id,name,kind,level{}\n", ",x".repeat(n));
    move || refused(Register::from_csv(&text))
}

fn csv_field(n: usize) -> impl Fn() -> usize {
    let text = format!("id,name,kind,level\nu0,{},xa,commune\n", "x".repeat(n));
    move || refused(Register::from_csv(&text))
}

fn csv_open_quote(n: usize) -> impl Fn() -> usize {
    let text = format!("id,name,kind,level\nu0,\"x,xa,commune\n{}", "u1,x,xa,commune\n".repeat(n));
    move || refused(Register::from_csv(&text))
}

fn csv_quotes(n: usize) -> impl Fn() -> usize {
    let text = format!("id,name,kind,level\nu0,\"{}\",xa,commune\n", "\"\"".repeat(n));
    move || refused(Register::from_csv(&text))
}

fn found(piece: &str, n: usize) -> impl Fn() -> usize + use<> {
    let text = piece.repeat(n);
    move || phrases::find(&text).len()
}

fn find_numbers(n: usize) -> impl Fn() -> usize {
    found("từ 1 đến ", n)
}

fn find_times(n: usize) -> impl Fn() -> usize {
    found("trước tháng 3, 4, ", n)
}

fn find_brackets(n: usize) -> impl Fn() -> usize {
    found("[1, ( ", n)
}

fn find_documents(n: usize) -> impl Fn() -> usize {
    found("Kế hoạch số 1 - ", n)
}

/// Units in a row below the first, or each below the one before.
fn units(n: usize, chain: bool) -> String {
    let mut text = String::from("id,name,kind,level,parent\nu0,x,xa,commune,\n");
    for k in 1..n.max(2) {
        let parent = if chain { k - 1 } else { 0 };
        writeln!(text, "u{k},x,xa,commune,u{parent}").expect("a text");
    }
    text
}

/// What a plan with these scopes says of a register, and how many are in the last of them.
fn scoped(scopes: &str, last: &str, units: &str) -> impl Fn() -> usize + use<> {
    let text = format!("{HEAD}scopes = [{scopes}]\n");
    let register = Register::from_csv(units).expect("a register");
    let last = kehoach::ScopeId::new(last).expect("an id");
    move || {
        let plan = Plan::from_toml(&text).expect("a plan");
        plan.scopes().members(&last, &register, plan.period().last()).len()
    }
}

fn scope_chain(n: usize) -> impl Fn() -> usize {
    let mut scopes = String::from("{ id = \"s0\", kinds = [\"xa\"] }");
    for k in 1..n {
        write!(scopes, ", {{ id = \"s{k}\", any_of = [\"s{}\"] }}", k - 1).expect("a text");
    }
    scoped(&scopes, &format!("s{}", n - 1), &units(8, false))
}

fn listed(key: &str, name: impl Fn(usize) -> String, n: usize) -> String {
    let all: Vec<String> = (0..n).map(|k| format!("\"{}\"", name(k))).collect();
    format!("{{ id = \"s\", {key} = [{}] }}", all.join(", "))
}

fn scope_units(n: usize) -> impl Fn() -> usize {
    scoped(&listed("units", |k| format!("u{k}"), n), "s", &units(n, false))
}

fn scope_tops(n: usize) -> impl Fn() -> usize {
    scoped(&listed("below", |k| format!("u{k}"), n), "s", &units(n, true))
}

fn scope_kinds(n: usize) -> impl Fn() -> usize {
    let mut units = String::from("id,name,kind,level,parent\nu0,x,xa,commune,\n");
    for k in 0..n {
        writeln!(units, "v{k},x,loai-{k},commune,u0").expect("a text");
    }
    scoped(&listed("kinds", |k| format!("loai-{k}"), n), "s", &units)
}

/// The findings of a plan of targets on one figure.
fn same_figure(n: usize, asked: impl Fn(usize) -> String) -> impl Fn() -> usize {
    let mut text = format!(
        "{HEAD}scopes = [{{ id = \"s\", units = [\"u0\"] }}]\nindicators = [{{ id = \"i\", name = \"x\", measure = \"count\", \
         combine = \"sum\", reported = \"yearly\" }}]\n"
    );
    for k in 0..n {
        let asked = asked(k);
        write!(
            text,
            "[[targets]]\nid = \"t{k}\"\ntitle = \"x{k}\"\nindicator = \"i\"\nmeasured = \"s\"\naggregate = \"total\"\nthreshold = \"{asked}\"\n"
        )
        .expect("a text");
    }
    let plan = Plan::from_toml(&text).expect("a plan");
    move || plan.findings().len()
}

fn same_figure_apart(n: usize) -> impl Fn() -> usize {
    same_figure(n, |k| format!("= {k}"))
}

fn same_figure_nested(n: usize) -> impl Fn() -> usize {
    same_figure(n, |k| format!(">= {}", k + 1))
}

fn task_leads(n: usize) -> impl Fn() -> usize {
    let all: Vec<String> = (0..n).map(|k| format!("\"u{k}\"")).collect();
    let all = all.join(", ");
    let text = format!(
        "{HEAD}[[tasks]]\nid = \"t\"\ntitle = \"x\"\nproduct = \"report\"\nwhen = \"yearly\"\nlead = [{all}]\nreport_to = [{all}]\n"
    );
    let register = Register::from_csv(&units(n, false)).expect("a register");
    move || Check::new(Text::Toml(&text)).with_register(&register).run().remarks.len()
}

fn register_chain(n: usize) -> impl Fn() -> usize {
    let text = units(n, true);
    move || Register::from_csv(&text).expect("a forest").len()
}

fn register_circles(n: usize) -> impl Fn() -> usize {
    let mut text = String::from("id,name,kind,level,parent\n");
    for k in 0..n / 3 * 3 {
        let parent = if k % 3 == 2 { k - 2 } else { k + 1 };
        writeln!(text, "u{k},x,xa,commune,u{parent}").expect("a text");
    }
    move || refused(Register::from_csv(&text))
}

/// Each unit below the next but for one, which on every second day is below the first.
fn register_late_circle(n: usize) -> impl Fn() -> usize {
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");
    let mut text = String::from("id,name,kind,level,parent,first,last,since\n");
    for k in 0..n - 1 {
        writeln!(text, "u{k},x,xa,commune,u{},,,", k + 1).expect("a text");
    }
    let last = n - 1;
    writeln!(text, "u{last},x,xa,commune,,,,").expect("a text");
    for k in 1..n {
        let day = first + Days::new(k as u64);
        let parent = if k % 2 == 0 { "u0" } else { "" };
        writeln!(text, "u{last},x,xa,commune,{parent},,,{day}").expect("a text");
    }
    move || refused(Register::from_csv(&text))
}

fn register_unknown(n: usize) -> impl Fn() -> usize {
    let mut text = String::from("id,name,kind,level,parent\n");
    for k in 0..n {
        writeln!(text, "thon-so-{k},x,xa,commune,thon-xo-{k}").expect("a text");
    }
    move || refused(Register::from_csv(&text))
}

/// A plan of one share, one count and one task, and its register.
fn office() -> (Plan, Register) {
    let text = format!(
        "{HEAD}scopes = [{{ id = \"s\", kinds = [\"xa\"] }}]\n\
         indicators = [{{ id = \"i\", name = \"x\", measure = \"count\", combine = \"sum\", reported = \"monthly\" }},\n\
         {{ id = \"j\", name = \"x\", measure = \"share\", combine = \"latest\", reported = \"yearly\" }}]\n\
         targets = [{{ id = \"1\", title = \"x\", indicator = \"i\", measured = \"s\", aggregate = \"total\", threshold = \"> 1\" }},\n\
         {{ id = \"2\", title = \"y\", indicator = \"j\", measured = \"s\", aggregate = \"pooled-share\", threshold = \"> 1%\" }}]\n\
         tasks = [{{ id = \"t\", title = \"x\", when = \"theo văn bản chỉ đạo của tỉnh\", lead = [\"s\"] }}]\n"
    );
    (Plan::from_toml(&text).expect("a plan"), Register::from_csv(&units(8, false)).expect("a register"))
}

/// The ledger of some rows, evaluated; how many of them were taken.
fn entered(rows: String) -> impl Fn() -> usize {
    let (plan, register) = office();
    let text = format!("item,unit,period,value,reported_on\n{rows}");
    move || {
        let intake = Ledger::from_csv(&text, &plan, &register).expect("a ledger");
        let evaluation = evaluate(&plan, &register, &intake.value, plan.period().last()).expect("it fits");
        intake.records + evaluation.outcomes.len()
    }
}

fn rows(n: usize, row: impl Fn(usize, NaiveDate) -> String) -> String {
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");
    (0..n).map(|k| row(k, first + Days::new(k as u64)) + "\n").collect()
}

fn corrections(n: usize) -> impl Fn() -> usize {
    entered(rows(n, |k, day| format!("i,u1,2024-01,{k},{day}")))
}

fn ledger_unknown(n: usize) -> impl Fn() -> usize {
    entered(rows(n, |k, day| format!("chi-so-{k},thon-so-{k},2024-01,{k},{day}")))
}

fn instructions(n: usize) -> impl Fn() -> usize {
    let given = rows(n, |_, day| format!("t,u0,on-instruction,instructed,{day}"));
    let done = rows(n, |_, day| format!("t,u1,on-instruction,{day},{day}"));
    entered(given + &done)
}

fn wholes(n: usize) -> impl Fn() -> usize {
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");
    let declared: Vec<Declared> = (0..n)
        .map(|k| Declared {
            indicator: IndicatorId::new("j").expect("an id"),
            unit: UnitId::new("u1").expect("an id"),
            period: "2024".parse().expect("a period"),
            whole: k as u64,
            declared_on: first + Days::new(k as u64),
            source: None,
            corrects: false,
        })
        .collect();
    move || {
        let mut ledger = Ledger::new();
        for whole in &declared {
            ledger.declare(whole.clone()).expect("of another day");
        }
        ledger.wholes().count()
    }
}

fn odd_periods(n: usize) -> impl Fn() -> usize {
    let (plan, register) = office();
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
    let mut ledger = Ledger::new();
    for k in 0..n as u64 {
        // From each day of the first half year to each of the days behind it.
        let (from, more) = (k % 150, k / 150);
        let _added = ledger
            .add(Observation {
                indicator: IndicatorId::new("i").expect("an id"),
                unit: UnitId::new("u1").expect("an id"),
                period: Period::between(first + Days::new(from), first + Days::new(from + more + 1))
                    .expect("a period"),
                report: Report::Value(Value::Number(1.into())),
                reported_on: first,
                source: None,
                corrects: false,
            })
            .expect("no period twice");
    }
    move || {
        let evaluation = evaluate(&plan, &register, &ledger, plan.period().last()).expect("it fits");
        evaluation.outcomes.len()
    }
}
