//! Numbers never pass through a float unnoticed: what JSON and TOML say is taken exactly or refused, whether or not
//! a crate of the application has turned on `arbitrary_precision` of `serde_json`.

use kehoach::{Fraction, Number, Plan, UnitTally, limits::NUMBER_CHARS};
use serde::{Deserialize, de::value::MapDeserializer};

/// Whether JSON numbers come as their own text, as with `arbitrary_precision`: then more of them are exact.
fn come_as_text() -> bool {
    serde_json::from_str::<serde_json::Value>("0.30000000000000004123").unwrap().to_string().len() > 20
}

#[test]
fn a_number_of_json_is_exact_or_refused() {
    // What is read, if a float is one's only sight of it, and if its text is, which comes under a name of `serde_json`'s own.
    let handed_over = |text: &str| {
        let entry = [("$serde_json::private::Number", text)].into_iter();
        Number::deserialize(MapDeserializer::<_, serde_json::Error>::new(entry)).ok()
    };
    for (json, by_float, by_text) in [
        ("0.1", Some("0.1"), Some("0.1")),
        ("85.0", Some("85"), Some("85")),
        ("-0.0", Some("0"), Some("0")),
        ("92.50", Some("92.5"), Some("92.5")),
        ("1e-7", Some("0.0000001"), Some("0.0000001")),
        ("1.5E+3", Some("1500"), Some("1500")),
        ("12e-1", Some("1.2"), Some("1.2")),
        ("-2.5e0", Some("-2.5"), Some("-2.5")),
        ("9007199254740993", Some("9007199254740993"), Some("9007199254740993")),
        ("18446744073709551615", Some("18446744073709551615"), Some("18446744073709551615")),
        ("-9223372036854775808", Some("-9223372036854775808"), Some("-9223372036854775808")),
        // A float would have made another number of these.
        ("9007199254740993.0", None, Some("9007199254740993")),
        ("18446744073709551616", None, Some("18446744073709551616")),
        ("0.30000000000000004", None, Some("0.30000000000000004")),
        ("0.12345678901234567890", None, Some("0.1234567890123456789")),
        ("1e27", None, Some("1000000000000000000000000000")),
        // What is nearer to a short decimal than a float can tell is that one: who needs more than 15 digits writes a text.
        ("0.10000000000000000000001", Some("0.1"), Some("0.10000000000000000000001")),
        ("1e-400", Some("0"), None),
        // No decimal of 28 digits.
        ("1e-29", None, None),
        ("1e29", None, None),
        ("123456789012345678901234567890", None, None),
        ("0.123456789012345678901234567891", None, None),
    ] {
        let expected = if come_as_text() { by_text } else { by_float };
        let found = serde_json::from_str::<Number>(json);
        assert_eq!(found.as_ref().map(Number::to_string).ok().as_deref(), expected, "{json}: {found:?}");
        assert_eq!(handed_over(json).map(|n| n.to_string()).as_deref(), by_text, "{json}, as text");
        // Within something that holds the parsed JSON first, it is the same number, or refused: there even with its text a number that
        // is a float's shortest spelling comes as that float.
        let value = serde_json::from_str::<serde_json::Value>(json).unwrap();
        let held = serde_json::from_value::<Number>(value).map(|n| n.to_string()).ok();
        if held.is_some() || !come_as_text() {
            assert_eq!(held.as_deref(), expected, "{json}, held");
        }
    }
    for json in
        ["1e400", "NaN", "Infinity", "-Infinity", "1.", ".5", "0x10", "+1", "{}", "[]", "null", "true"]
    {
        assert!(serde_json::from_str::<Number>(json).is_err(), "{json}");
    }
}

#[test]
fn text_is_always_exact() {
    for text in
        ["0.1", "0.30000000000000004", "79228162514264337593543950335", "0.0000000000000000000000000001"]
    {
        let read: Number = serde_json::from_str(&format!("\"{text}\"")).unwrap();
        assert_eq!(read.to_string(), text);
        assert_eq!(serde_json::to_string(&read).unwrap(), format!("\"{text}\""));
    }
    for text in ["1e5", "NaN", "0,1", "1_000", ""] {
        assert!(serde_json::from_str::<Number>(&format!("\"{text}\"")).is_err(), "{text}");
    }
}

/// A figure of a plan file is one of these numbers; the phrase of its threshold keeps every digit.
#[test]
fn a_plan_keeps_the_digits_of_its_figures() {
    let plan = |least: &str| {
        Plan::from_toml(&format!(
            "format = 1\nid = \"1-KH\"\ntitle = \"Thu gom\"\nissuer = \"xa\"\nperiod = \"2024\"\n\
             scopes = [{{ id = \"thon\", kinds = [\"thon\"] }}]\n\
             indicators = [{{ id = \"tan\", name = \"tấn\", measure = \"amount\", combine = \"sum\", reported = \"yearly\", least = {least} }}]\n\
             targets = [{{ id = \"1\", title = \"Thu gom\", indicator = \"tan\", measured = \"thon\", aggregate = \"total\", threshold = \">= 0.1000000000000000000000000001\" }}]\n"
        ))
    };
    let read = plan("0.1").unwrap();
    assert_eq!(read.targets()[0].asked.to_string(), ">= 0.1000000000000000000000000001");
    assert!(read.to_toml().contains("\"0.1\""), "{}", read.to_toml());
    for refused in [
        "nan",
        "inf",
        "0.30000000000000004",
        "1e300",
        // A float would have made of these a short number that nobody typed.
        "0.10000000000000000000001",
        "1_000.000_000_000_000_000_1",
        "1e-400",
    ] {
        assert!(plan(refused).is_err(), "{refused}");
    }
    for (taken, kept) in [("1_000.5", "1000.5"), ("1.5e3", "1500"), ("+12.5e-1", "1.25")] {
        assert!(plan(taken).unwrap().to_toml().contains(&format!("\"{kept}\"")), "{taken}");
    }
    let said = plan("0.10000000000000000000001").unwrap_err();
    let spot = said.listed()[0].spot.clone().unwrap();
    assert_eq!((spot.line, spot.span.len()), (7, "0.10000000000000000000001".len()), "{said}");
}

/// The same in JSON, where no number without quotes is made another one, whatever an application has turned on.
#[test]
fn a_plan_in_json_keeps_them_too() {
    let plan = |least: &str| {
        Plan::from_json(&format!(
            r#"{{"format": 1, "id": "1-KH", "title": "Thu gom \"0.10000000000000000000001\"", "issuer": "xa", "period": "2024",
            "scopes": [{{"id": "thon", "kinds": ["thon"]}}],
            "indicators": [{{"id": "tan", "name": "tấn", "measure": "amount", "combine": "sum", "reported": "yearly", "least": {least}}}]}}"#
        ))
    };
    for (taken, kept) in [
        ("0.1", "0.1"),
        ("-1.5E+3", "-1500"),
        ("9007199254740993", "9007199254740993"),
        ("18446744073709551615", "18446744073709551615"),
        ("\"0.10000000000000000000001\"", "0.10000000000000000000001"),
    ] {
        let plan = plan(taken).unwrap_or_else(|problems| panic!("{taken}: {problems}"));
        assert!(plan.to_toml().contains(&format!("\"{kept}\"")), "{taken}");
    }
    for refused in [
        "0.10000000000000000000001",
        "10000000000000000000001",
        "18446744073709551616",
        "1e-400",
        "0.30000000000000004",
    ] {
        let problems = plan(refused).unwrap_err();
        let spot = problems.listed()[0].spot.clone().unwrap();
        assert_eq!((spot.line, spot.span.len()), (3, refused.len()), "{refused}: {problems}");
    }
}

/// Counts are whole numbers: no fraction, and nothing below or beyond 64 bits, becomes one.
#[test]
fn a_count_is_a_whole_number_or_refused() {
    let tally = |met: &str| {
        let rest =
            "\"missed\":0,\"unknown\":0,\"not_applicable\":0,\"met_if_member\":0,\"missed_if_member\":0";
        let text = format!("{{\"met\":{met},{rest},\"unknown_if_member\":0,\"outside\":0}}");
        serde_json::from_str::<UnitTally>(&text)
    };
    assert_eq!(tally("18446744073709551615").unwrap().met, u64::MAX);
    for refused in ["1.5", "1.0", "1e3", "-1", "18446744073709551616", "\"1\""] {
        assert!(tally(refused).is_err(), "{refused}");
    }
}

/// The longest text, the most digits, and the word for what is none.
#[test]
fn a_number_ends_where_its_limits_end() {
    let long = |chars: usize| format!("{}1", "0".repeat(chars - 1)).parse::<Number>();
    assert_eq!(long(NUMBER_CHARS), Ok(Number::from(1)));
    assert!(long(NUMBER_CHARS + 1).is_err());
    // 15 digits pass through a float of JSON unharmed.
    assert_eq!(serde_json::from_str::<Number>("12345.6789012345").unwrap().to_string(), "12345.6789012345");
    let error = serde_json::from_str::<Number>("true").unwrap_err().to_string();
    assert!(error.contains("a number such as 5"), "{error}");
    // A third has no decimal, an eighth has one.
    for (part, whole, decimal) in [(1, 3, None), (1, 8, Some("0.125")), (-7, 6, None)] {
        let number = Number::from_fraction(Fraction::new(part, whole).unwrap());
        assert_eq!(number, decimal.map(|text| text.parse().unwrap()), "{part}/{whole}");
    }
}
