//! What is written as words: word for word, where reading it back would not tell one wording from another.

use kehoach::{
    DocumentRef, End, Fraction, Grade, GradeId, IdError, Interval, Language, Period, Relation, Scale,
    ScaleId, Schedule, UnitId, Verdict, phrases,
};

#[test]
fn periods_and_schedules_in_words() {
    for (period, written) in [
        ("2023-03-15", "ngày 15/3/2023"),
        ("2023-03-15/2023-04-02", "từ ngày 15/3/2023 đến ngày 02/4/2023"),
        ("2023-03", "tháng 3/2023"),
        ("2023-Q3", "quý III/2023"),
    ] {
        assert_eq!(phrases::write_period(period.parse::<Period>().unwrap()), written, "{period}");
    }
    for (schedule, written) in [
        ("monthly", "hằng tháng"),
        ("quarterly", "hằng quý"),
        ("yearly", "hằng năm"),
        ("half-yearly", "định kỳ 6 tháng"),
        ("months 3, 9", "tháng 3, 9 hằng năm"),
        (
            "per level province = monthly; district = quarterly; commune = yearly; village = half-yearly",
            "cấp tỉnh hằng tháng; cấp huyện hằng quý; cấp xã hằng năm; cấp thôn định kỳ 6 tháng",
        ),
    ] {
        assert_eq!(phrases::write_schedule(&schedule.parse::<Schedule>().unwrap()), written, "{schedule}");
    }
}

/// Parts of a whole without percents, in canonical spelling.
#[test]
fn fractions_are_spelt_as_intervals() {
    for (phrase, spelt) in [
        ("ít nhất 2/3", ">= 2/3"),
        ("trên 2/3", "> 2/3"),
        ("không quá 1/3", "<= 1/3"),
        ("dưới 1/3", "< 1/3"),
        ("đúng 1/3", "= 1/3"),
    ] {
        let read = phrases::threshold(phrase).unwrap_or_else(|refusal| panic!("{phrase}: {refusal}"));
        assert_eq!(read.value.to_string(), spelt, "{phrase}");
    }
}

#[test]
fn a_refusal_says_what_was_read_before_it() {
    let text = "trên 85% nhưng dưới";
    let refusal = phrases::threshold(text).unwrap_err();
    assert_eq!(refusal.read(), "trên 85% nhưng", "{refusal:?}");
}

#[test]
fn documents_of_the_party_and_of_the_state() {
    for (number, of_party) in
        [("159-KH/HU", true), ("12-KH/ĐU", true), ("145/2020/NĐ-CP", false), ("24/KH-UBND", false)]
    {
        assert_eq!(number.parse::<DocumentRef>().unwrap().is_of_party(), of_party, "{number}");
    }
}

#[test]
fn a_character_that_is_not_seen_is_named_by_its_code() {
    for (text, said) in [
        ("a\u{7}b", "an id cannot hold the unseen character U+0007"),
        ("a\u{200b}b", "an id cannot hold the unseen character U+200B"),
        ("a b", "an id cannot hold a space"),
        ("a,b", "an id cannot hold `,`"),
    ] {
        let error: IdError = UnitId::new(text).unwrap_err();
        assert_eq!(error.to_string(), said, "{text:?}");
    }
}

/// Both ends of a fraction: an interval that an application makes, for plans do not say such.
#[test]
fn fractions_with_two_ends_are_spelt_as_intervals() {
    let third = |part| Fraction::new(part, 3).unwrap();
    let end = |part, closed| End { at: third(part), closed };
    for (low, high, spelt) in [
        (end(1, true), end(2, true), "[1/3, 2/3]"),
        (end(1, false), end(2, false), "(1/3, 2/3)"),
        (end(1, true), end(1, true), "= 1/3"),
    ] {
        let asked = phrases::Asked::Fraction(Interval::between(low, high));
        assert_eq!(asked.to_string(), spelt);
    }
}

#[test]
fn thresholds_in_the_words_of_a_scale() {
    let grade = |id: &str, name: &str| Grade { id: GradeId::new(id).unwrap(), name: name.to_owned() };
    let scale = Scale::new(
        ScaleId::new("abc").unwrap(),
        vec![grade("c", "loại C"), grade("b", "loại B"), grade("tien-tien", "tiên tiến")],
    )
    .unwrap();
    for (asked, written) in [
        (">= tien-tien", "từ tiên tiến trở lên"),
        (">= b", "từ loại B trở lên"),
        ("< b", "dưới loại B"),
        ("[c, b]", "từ loại C đến loại B"),
        ("> 85%", "trên 85%"),
    ] {
        assert_eq!(phrases::write_threshold_with_grades(&asked.parse().unwrap(), &scale), written, "{asked}");
    }
}

#[test]
fn the_letter_of_a_document_number() {
    for (number, letter) in [("12a/QĐ-UBND", Some('a')), ("12-KH/HU", None)] {
        assert_eq!(number.parse::<DocumentRef>().unwrap().letter(), letter, "{number}");
    }
    for (number, parts) in [
        ("145/2020/NĐ-CP", (145, Some(2020), "CP")),
        ("52/2019/QH14", (52, Some(2019), "QH14")),
        ("159-KH/HU", (159, None, "HU")),
        ("123/UBND-NV", (123, None, "UBND-NV")),
        ("1/1900/NĐ-CP", (1, Some(1900), "CP")),
    ] {
        let found: DocumentRef = number.parse().unwrap();
        assert_eq!((found.number(), found.year(), found.issuer()), parts, "{number}");
    }
    for none in ["12ab/QĐ-UBND", "a/QĐ-UBND", "1x2/QĐ-UBND", "12-K_H/HU", "12--KH/HU", "12-/HU"] {
        assert!(none.parse::<DocumentRef>().is_err(), "{none}");
    }
}

#[test]
fn a_name_of_a_state_that_is_none_says_what_was_found() {
    let error = "missd".parse::<Verdict>().unwrap_err();
    assert_eq!((error.found(), error.did_you_mean()), ("missd", Some("missed")));
    assert_eq!(error.known(), ["met", "missed", "open", "not-applicable"]);
}

#[test]
fn what_a_plan_does_with_a_document() {
    for (relation, vietnamese, english) in [
        (Relation::BasedOn, "căn cứ", "based on"),
        (Relation::Implements, "thực hiện", "implements"),
        (Relation::Reviews, "sơ kết, tổng kết", "reviews"),
    ] {
        assert_eq!(
            (relation.label(Language::Vietnamese), relation.label(Language::English)),
            (vietnamese, english)
        );
    }
}
