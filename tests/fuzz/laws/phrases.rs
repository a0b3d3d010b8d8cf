//! What holds of any text: an answer or a refusal, spans inside the text, and what was read is written so that it reads back.
//! The property tests, the corpus and the fuzz targets hold the reader to these same laws.

use std::ops::Range;

use kehoach::{
    BaselineBound, DocumentRef, Period, Schedule, Threshold,
    phrases::{self, Asked, Note, Reading, Refusal},
};

fn refused(text: &str, refusal: &Refusal) {
    assert!(text.get(refusal.span()).is_some(), "{text:?}: {refusal:?}");
    assert!(refusal.column() >= 1 && refusal.column() <= text.chars().count() + 1, "{text:?}: {refusal:?}");
    assert!(!refusal.to_string().is_empty() && !refusal.vietnamese().is_empty(), "{text:?}");
}

fn stands(text: &str, span: Range<usize>, notes: &[Note]) {
    assert!(text.get(span).is_some(), "{text:?}");
    assert!(notes.iter().all(|n| !n.to_string().is_empty() && !n.vietnamese().is_empty()), "{text:?}");
}

/// The value, if the text was read.
fn read<T>(text: &str, read: Result<Reading<T>, Refusal>) -> Option<T> {
    match read {
        Ok(reading) => {
            stands(text, reading.span, &reading.notes);
            Some(reading.value)
        }
        Err(refusal) => {
            refused(text, &refusal);
            None
        }
    }
}

/// What was read as a threshold is written as a phrase that reads as the same.
pub fn threshold(text: &str) {
    let Some(value) = read(text, phrases::threshold(text)) else { return };
    let written = phrases::write_asked(&value);
    let again = phrases::threshold(&written).unwrap_or_else(|e| panic!("{text:?} -> {written:?}: {e}"));
    assert_eq!(again.value.to_string(), value.to_string(), "{text:?} -> {written:?}");
    if let Asked::Threshold(value) = value {
        assert_eq!(value.to_string().parse::<Threshold>().as_ref(), Ok(&value), "{text:?}");
    }
}

/// The same of schedules, periods and dates.
pub fn time(text: &str) {
    if let Some(value) = read(text, phrases::schedule(text)) {
        assert_eq!(value.to_string().parse::<Schedule>().as_ref(), Ok(&value), "{text:?}");
        let written = phrases::write_schedule(&value);
        let again = phrases::schedule(&written).map(|r| r.value);
        assert_eq!(again.as_ref(), Ok(&value), "{text:?} -> {written:?}");
    }
    for value in
        [phrases::period(text), phrases::period_in(text, 2023)].into_iter().filter_map(|r| read(text, r))
    {
        assert_eq!(value.to_string().parse::<Period>().as_ref(), Ok(&value), "{text:?}");
        let written = phrases::write_period(value);
        assert_eq!(phrases::period(&written).map(|r| r.value), Ok(value), "{text:?} -> {written:?}");
    }
    if let Some(value) = read(text, phrases::date(text)) {
        let written = phrases::write_date(value);
        assert_eq!(phrases::date(&written).map(|r| r.value), Ok(value), "{text:?} -> {written:?}");
    }
}

/// Findings follow one another inside the text, and names are those of the text.
pub fn find(text: &str) {
    let mut end = 0;
    for found in phrases::find(text) {
        let span = found.span();
        assert!(span.start >= end && span.start < span.end, "{text:?}: {found:?}");
        stands(text, span.clone(), found.notes());
        end = span.end;
    }
    if let Some(value) = read(text, phrases::document(text)) {
        assert_eq!(value.to_string().parse::<DocumentRef>().as_ref(), Ok(&value), "{text:?}");
        assert_eq!(phrases::document(&value.to_string()).map(|r| r.value), Ok(value), "{text:?}");
    }
    for party in read(text, phrases::responsibility(text)).unwrap_or_default() {
        assert_eq!(text.get(party.span.clone()), Some(party.name.as_str()), "{text:?}");
    }
}

/// What is canonical stays so: written, read by its own reader and by that of phrases, in words and back.
pub fn round_trip(text: &str) {
    if let Ok(value) = text.parse::<Threshold>() {
        assert_eq!(value.to_string().parse::<Threshold>().as_ref(), Ok(&value), "{text:?}");
        for written in [value.to_string(), phrases::write_threshold(&value)] {
            let again =
                phrases::threshold(&written).unwrap_or_else(|e| panic!("{text:?} -> {written:?}: {e}"));
            // A grade may be typed with its marks; it is then read as the usual one.
            if !matches!(value, Threshold::Grade(_)) {
                assert_eq!(again.value.threshold(), Some(&value), "{text:?} -> {written:?}");
            }
        }
    }
    if let Ok(bound) = text.parse::<BaselineBound>() {
        assert_eq!(bound.to_string().parse::<BaselineBound>(), Ok(bound), "{text:?}");
        let asked = Asked::Baseline { bound, since: None };
        let written = phrases::write_asked(&asked);
        assert_eq!(phrases::threshold(&written).map(|r| r.value), Ok(asked), "{text:?} -> {written:?}");
    }
    if let Ok(value) = text.parse::<Schedule>() {
        for written in [value.to_string(), phrases::write_schedule(&value)] {
            let again = phrases::schedule(&written).map(|r| r.value);
            assert_eq!(again.as_ref(), Ok(&value), "{text:?} -> {written:?}");
        }
    }
    if let Ok(value) = text.parse::<Period>() {
        for written in [value.to_string(), phrases::write_period(value)] {
            assert_eq!(phrases::period(&written).map(|r| r.value), Ok(value), "{text:?} -> {written:?}");
        }
    }
    if let Ok(value) = text.parse::<DocumentRef>() {
        assert_eq!(phrases::document(&value.to_string()).map(|r| r.value), Ok(value), "{text:?}");
    }
}
