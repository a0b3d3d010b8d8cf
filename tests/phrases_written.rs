//! What is written as words: word for word, where reading it back would not tell one wording from another.

use kehoach::{DocumentRef, End, Fraction, IdError, Interval, Period, Schedule, UnitId, phrases};

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
