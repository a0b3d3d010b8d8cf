//! Every form in which a plan states a threshold: what it is read as, how it is written back, and which values meet it on
//! either side of each end.

use kehoach::{
    BaselineBound, BaselineError, Fraction, Grade, GradeId, Interval, Number, Scale, ScaleId, Share, Shown,
    Threshold,
    phrases::{self, Asked, Note},
    show,
};

/// A phrase, its canonical spelling, values that meet it, values that do not.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

/// The decimals of 28 places just beside 85 %, 90 % and 5 % among them: nothing is rounded on the way.
const ROWS: &[Row] = &[
    // Strictly above.
    ("trên 85%", "> 85%", &["8501/10000", "1/1", "23/27"], &["85/100", "17/20", "0/1"]),
    ("hơn 85%", "> 85%", &["18446744073709551615/18446744073709551615"], &["85/100"]),
    // At least: a bare number in a plan is a floor to reach.
    ("95% trở lên", ">= 95%", &["95/100", "19/20", "1/1"], &["9499/10000", "0/7"]),
    ("từ 90%", ">= 90%", &["9/10", "1/1"], &["8999/10000"]),
    ("từ 90% trở lên", ">= 90%", &["9/10"], &["89/100"]),
    ("ít nhất 90%", ">= 90%", &["9/10"], &["89/100"]),
    ("tối thiểu 90%", ">= 90%", &["9/10"], &["89/100"]),
    ("không dưới 90%", ">= 90%", &["9/10"], &["89/100"]),
    ("đạt 90%", ">= 90%", &["9/10"], &["89/100"]),
    ("100%", ">= 100%", &["3/3"], &["999999/1000000", "0/3"]),
    ("66,67%", ">= 66.67%", &["6667/10000"], &["2/3"]),
    (
        "ít nhất 5 mô hình",
        ">= 5",
        &["5", "6", "5.0000000000000000000000001"],
        &["4", "4.9999999999999999999999999"],
    ),
    // Strictly below.
    ("dưới 5%", "< 5%", &["0/1", "499/10000"], &["5/100", "1/1"]),
    // At most.
    ("không quá 5%", "<= 5%", &["5/100", "0/9"], &["501/10000"]),
    ("tối đa 5%", "<= 5%", &["1/20"], &["501/10000"]),
    ("không vượt quá 5%", "<= 5%", &["1/20"], &["501/10000"]),
    ("5% trở xuống", "<= 5%", &["1/20"], &["501/10000"]),
    ("không quá 2", "<= 2", &["2", "0"], &["3", "2.01"]),
    // Exactly.
    ("đúng 3", "= 3", &["3"], &["2", "4", "3.0000001"]),
    // Both ends in.
    ("từ 01 - 02", "[1, 2]", &["1", "2", "1.5"], &["0", "3", "0.99", "2.01"]),
    ("từ 01 đến 02", "[1, 2]", &["1", "2"], &["0", "3"]),
    ("từ 01 hoặc 02", "[1, 2]", &["1", "2"], &["0", "3"]),
    // Upper end out.
    ("từ 70 đến dưới 90 điểm", "[70, 90)", &["70", "89.99"], &["69.99", "90"]),
    // Ambiguous: the weaker reading.
    ("ít nhất 01 hoặc 02", ">= 1", &["1", "2", "3"], &["0"]),
];

#[track_caller]
fn meets(threshold: &Threshold, value: &str) -> bool {
    match value.parse::<Share>() {
        Ok(share) => threshold.is_met_by_share(share),
        Err(_) => threshold.is_met_by(value.parse::<Number>().unwrap()),
    }
    .unwrap_or_else(|| panic!("{threshold} cannot be held against {value}"))
}

#[test]
fn every_row_is_read_written_back_and_decided_at_its_ends() {
    for (phrase, canonical, inside, outside) in ROWS {
        let reading = phrases::threshold(phrase).unwrap_or_else(|refusal| panic!("{phrase}: {refusal}"));
        let Asked::Threshold(threshold) = &reading.value else { panic!("{phrase}: {:?}", reading.value) };
        assert_eq!(threshold.to_string(), *canonical, "{phrase}");
        // The canonical spelling can be typed too, by itself and as a phrase, and is a fixed point.
        assert_eq!(canonical.parse::<Threshold>().as_ref(), Ok(threshold), "{canonical}");
        let again = phrases::threshold(canonical).unwrap();
        assert_eq!((&again.value, again.notes.as_slice()), (&reading.value, &[][..]), "{canonical}");
        for value in *inside {
            assert!(meets(threshold, value), "{value} meets {phrase}");
        }
        for value in *outside {
            assert!(!meets(threshold, value), "{value} does not meet {phrase}");
        }
        // What a threshold says of kinds, it says of files: as text, and back.
        let json = serde_json::to_string(threshold).unwrap();
        assert_eq!(json, format!("\"{canonical}\""));
        assert_eq!(serde_json::from_str::<Threshold>(&json).unwrap(), *threshold);
    }
}

#[test]
fn only_the_ambiguous_row_asks_its_author() {
    for (phrase, ..) in ROWS {
        let reading = phrases::threshold(phrase).unwrap();
        assert_eq!(reading.is_ambiguous(), *phrase == "ít nhất 01 hoặc 02", "{phrase}: {:?}", reading.notes);
        // Nothing else about these phrases needs a word.
        let told: Vec<&str> =
            reading.notes.iter().filter(|note| !note.is_ambiguity()).map(Note::code).collect();
        assert_eq!(told, [""; 0], "{phrase}");
    }
    let weaker = phrases::threshold("ít nhất 01 hoặc 02").unwrap();
    assert!(weaker.alternatives.iter().any(|other| other.to_string() == ">= 2"), "{:?}", weaker.alternatives);
}

#[test]
fn grades_are_asked_for_on_their_scale() {
    let grade = |(id, name): (&str, &str)| Grade { id: GradeId::new(id).unwrap(), name: name.to_owned() };
    let grades = [("yeu", "yếu"), ("trung-binh", "trung bình"), ("kha", "khá"), ("tot", "tốt")].map(grade);
    let scale = Scale::new(ScaleId::new("xep-loai").unwrap(), grades.to_vec()).unwrap();
    let reading = phrases::threshold_with_grades("từ khá trở lên", &scale).unwrap();
    let Asked::Threshold(threshold) = reading.value else { panic!() };
    assert_eq!(threshold.to_string(), ">= kha");
    let met = |id: &str| threshold.is_met_by_grade(&GradeId::new(id).unwrap(), &scale);
    assert_eq!(
        ["yeu", "trung-binh", "kha", "tot"].map(met),
        [Some(false), Some(false), Some(true), Some(true)]
    );
    assert_eq!(met("gioi"), None);
}

#[test]
fn no_number_is_invented() {
    for (phrase, word) in [
        ("cơ bản", "cơ bản"),
        ("phần lớn", "phần lớn"),
        ("đa số", "đa số"),
        ("cơ bản được cấp giấy", "cơ bản"),
    ] {
        let reading = phrases::threshold(phrase).unwrap_or_else(|refusal| panic!("{phrase}: {refusal}"));
        assert_eq!(reading.value, Asked::Qualitative { word: word.to_owned() }, "{phrase}");
        assert_eq!(reading.value.to_string(), "qualitative");
    }
}

#[test]
fn what_is_no_threshold_is_refused() {
    for phrase in
        ["", "trên", "trên 1e3%", "trên NaN", "trên -5%", "từ 02 đến 01", "dưới 5% trở lên", "=> 85%"]
    {
        assert!(phrases::threshold(phrase).is_err(), "{phrase}");
    }
}

/// What is asked over one kind of figure says nothing of another.
#[test]
fn ranks_are_those_of_grades_alone() {
    let grade = |id: &str| Grade { id: GradeId::new(id).unwrap(), name: id.to_owned() };
    let scale = Scale::new(ScaleId::new("muc").unwrap(), ["yeu", "kha", "tot"].map(grade).to_vec()).unwrap();
    let ranks = |asked: &str| asked.parse::<Threshold>().unwrap().ranks(&scale);
    assert_eq!(ranks(">= kha"), Some(Interval::at_least(1)));
    assert_eq!((ranks(">= gioi"), ranks(">= 1"), ranks(">= 50%")), (None, None, None));
}

#[test]
fn a_figure_shown_is_a_decimal_or_the_fraction_itself() {
    let shown = |text: &str| text.parse::<Shown>().unwrap();
    for (text, decimal) in [("85.2%", Some("85.2")), ("92.5", Some("92.5")), ("23/27", None)] {
        assert_eq!(shown(text).to_string(), text);
        assert_eq!(shown(text).decimal(), decimal.map(|d| d.parse().unwrap()), "{text}");
    }
    assert!(
        "23/0".parse::<Shown>().is_err() && "x%".parse::<Shown>().is_err() && "x".parse::<Shown>().is_err()
    );
}

#[test]
fn what_is_no_bound_on_a_baseline_is_refused() {
    for text in
        [">= baseline 5", ">= baseline ? 5", "= baseline", ">= base", ">= baseline x 105", ">= baseline + -5"]
    {
        assert_eq!(text.parse::<BaselineBound>(), Err(BaselineError::Syntax), "{text}");
    }
}

#[test]
fn a_whole_number_is_a_fraction_over_one() {
    for n in [0, 7, u64::MAX] {
        let whole = Fraction::from(n);
        assert_eq!((whole.numerator(), whole.denominator()), (i128::from(n), 1));
    }
}

#[test]
fn a_canonical_spelling_is_refused_where_it_is_wrong() {
    let brackets =
        "a two-sided threshold is written `[1, 2]`, with a round bracket at an end that is left out";
    for (text, message, at) in [
        ("[1, 25", brackets, None),
        ("(1, 25 ", brackets, None),
        ("[12]", brackets, None),
        ("[, 2]", "a figure is missing", Some(1..1)),
        ("[1, ]", "a figure is missing", Some(4..4)),
    ] {
        let error = text.parse::<Threshold>().unwrap_err();
        assert_eq!((error.to_string().as_str(), error.span()), (message, at), "{text}");
    }
}

/// An end that is out is no end that is in, though both ends are one number.
#[test]
fn ends_are_written_back_as_they_were() {
    for text in ["= 1", "[1, 1)", "(1, 1]", "(1, 1)", "[1, 2)", "[kha, tot]", "(kha, tot)", "[1%, 1%)"] {
        assert_eq!(text.parse::<Threshold>().unwrap().to_string(), text);
    }
}

#[test]
fn what_two_intervals_share_lacks_an_end_that_one_of_them_lacks() {
    let (inner, outer) = (Interval::above(1), Interval::at_least(1));
    assert_eq!((inner.and(&outer), outer.and(&inner)), (inner, inner));
    let both = Interval::at_least(1).and(&Interval::below(3));
    assert!(both.is_two_sided() && !outer.is_two_sided());
}

#[test]
fn what_is_shown_is_rounded_half_away_from_zero_on_either_side() {
    for (part, whole, percent, places, shown) in [
        (0, 1, true, 0, "0%"),
        (0, 1, false, 2, "0"),
        (23, 10, false, 0, "2"),
        (-23, 10, false, 0, "-2"),
        (-25, 10, false, 0, "-3"),
        (25, 10, false, 0, "3"),
    ] {
        let said = show(Fraction::new(part, whole).unwrap(), percent, places, None);
        assert_eq!(said.to_string(), shown, "{part}/{whole}");
        let number: Number = shown.trim_end_matches('%').parse().unwrap();
        assert_eq!(said.decimal(), Some(number), "{part}/{whole}");
    }
}

/// A spelling that only one grade has decides before what two grades look like.
#[test]
fn a_grade_is_found_by_its_id_or_its_name() {
    let grade = |(id, name): (&str, &str)| Grade { id: GradeId::new(id).unwrap(), name: name.to_owned() };
    let grades = [("g1", "Tốt"), ("g2", "Tột"), ("g3", "Khá")].map(grade).to_vec();
    let scale = Scale::new(ScaleId::new("xep-loai").unwrap(), grades).unwrap();
    for (text, id) in
        [("tốt", Some("g1")), ("TỘT", Some("g2")), ("G2", Some("g2")), ("kha", Some("g3")), ("tot", None)]
    {
        assert_eq!(scale.find(text).map(|grade| grade.id.as_str()), id, "{text}");
    }
}
