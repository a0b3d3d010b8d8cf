//! The calendar that `examples/duties.rs` writes, opened with another crate's reader.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarParameterValue, ICalendarProperty,
    ICalendarValue, ICalendarValueType,
};
use kehoach::{Duties, Language};

use crate::{
    annex::tam_duong,
    world::{day, unit},
};

#[path = "../../examples/duties/calendar.rs"]
mod written;

fn text_of(of: &str, as_of: &str) -> String {
    let (plan, register, _) = tam_duong();
    let agenda = Duties::new(&plan, &register).of(&unit(of)).unwrap();
    written::write(&plan, &agenda, day(as_of), Language::Vietnamese)
}

fn events(text: &str) -> Vec<ICalendarComponent> {
    let calendar = ICalendar::parse(text).unwrap_or_else(|error| panic!("{error:?}"));
    let is_event = |c: &ICalendarComponent| c.component_type == ICalendarComponentType::VEvent;
    calendar.components.into_iter().filter(is_event).collect()
}

fn value<'a>(event: &'a ICalendarComponent, property: &ICalendarProperty) -> &'a ICalendarValue {
    &event.property(property).unwrap_or_else(|| panic!("{property:?} is missing")).values[0]
}

fn words<'a>(event: &'a ICalendarComponent, property: &ICalendarProperty) -> &'a str {
    match value(event, property) {
        ICalendarValue::Text(text) => text,
        other => panic!("{other:?}"),
    }
}

/// A date, and the hour if it has one.
fn date(event: &ICalendarComponent, property: &ICalendarProperty) -> (String, Option<u8>) {
    match value(event, property) {
        ICalendarValue::PartialDateTime(d) => {
            let day = format!("{}-{:02}-{:02}", d.year.unwrap(), d.month.unwrap(), d.day.unwrap());
            (day, d.hour)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn another_reader_finds_what_was_written() {
    let events = events(&text_of("ban-dan-van", "2023-10-15"));
    // All that has a last day: 25 occurrences of the annex.
    assert_eq!(events.len(), 25);
    let training = events.iter().find(|e| words(e, &ICalendarProperty::Uid).contains("PL-1.4/2023-09/"));
    let training = training.expect("the training in September");
    assert_eq!(words(training, &ICalendarProperty::Summary), "PL-1.4 Tập huấn công tác dân vận");
    assert_eq!(words(training, &ICalendarProperty::Description), "chủ trì (2023-09)");
    assert_eq!(date(training, &ICalendarProperty::Dtstart), ("2023-09-01".to_owned(), None));
    assert_eq!(date(training, &ICalendarProperty::Dtend), ("2023-10-01".to_owned(), None), "the day after");
    // A comma is escaped in the file, and none is lost.
    let escaped = events.iter().find(|e| words(e, &ICalendarProperty::Uid).contains("PL-1.2/"));
    assert_eq!(
        words(escaped.unwrap(), &ICalendarProperty::Summary),
        "PL-1.2 Kế hoạch của các Ban Chỉ đạo CTTG, QCDC"
    );
    for event in &events {
        assert_eq!(date(event, &ICalendarProperty::Dtstamp), ("2023-10-15".to_owned(), Some(0)));
        for property in [ICalendarProperty::Dtstart, ICalendarProperty::Dtend] {
            let kinds = &event.property(&property).unwrap().params;
            let is_date = |p: &calcard::icalendar::ICalendarParameter| {
                p.value == ICalendarParameterValue::Value(ICalendarValueType::Date)
            };
            assert!(kinds.iter().any(is_date), "{property:?} {kinds:?}");
        }
    }
}

#[test]
fn it_depends_on_nothing_but_its_input() {
    let text = text_of("ban-dan-van", "2023-10-15");
    assert_eq!(text, text_of("ban-dan-van", "2023-10-15"));
    let ids = |text: &str| -> Vec<String> {
        events(text).iter().map(|e| words(e, &ICalendarProperty::Uid).to_owned()).collect()
    };
    // Another day, the same ids: a calendar that reads it again updates what it has.
    assert_eq!(ids(&text), ids(&text_of("ban-dan-van", "2024-01-01")));
    let mut all = ids(&text);
    all.extend(ids(&text_of("mttq-huyen", "2023-10-15")));
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count, "no two events have one id");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "RFC 5545, 3.1: {line}");
    }
}
