//! Schedules, plans and phrases of every form.

use chrono::{Days, NaiveDate};
use kehoach::{
    Deadline, DueDay, Level, PerLevel, Period, Phase, Phases, Recurrence, Rhythm, Schedule, Timing, Wording,
    YearPart,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

pub(crate) fn days() -> impl Strategy<Value = NaiveDate> {
    (0..60_000_u64).prop_map(|n| NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + Days::new(n))
}

/// From a day to some years.
pub(crate) fn plans() -> impl Strategy<Value = Period> {
    (days(), 0..2_500_u64).prop_map(|(first, n)| Period::between(first, first + Days::new(n)).unwrap())
}

fn due_days() -> impl Strategy<Value = DueDay> {
    let day = prop_oneof![3 => select(vec![1_u32, 2, 28, 29, 30, 31]), 1 => 1..=31_u32];
    (day, option::of(1..=12_u32), any::<bool>()).prop_map(|(day, month, before)| {
        let due = if before { DueDay::before(day) } else { DueDay::by(day) }.unwrap();
        month.map_or(due, |month| due.in_month(month).unwrap())
    })
}

fn year_parts() -> impl Strategy<Value = Vec<YearPart>> {
    let named = [1, 2, 3, 4]
        .map(|q| YearPart::quarter(q).unwrap())
        .into_iter()
        .chain([1, 2].map(|h| YearPart::half(h).unwrap()))
        .chain([YearPart::NINE_MONTHS, YearPart::YEAR]);
    let chosen = |all: Vec<YearPart>| {
        let n = all.len();
        proptest::sample::subsequence(all, 1..=n).prop_shuffle()
    };
    let months = (1..=12).map(|m| YearPart::month(m).unwrap()).collect();
    // Windows between cuts of the year.
    let windows = vec(1..=5_u32, 1..12).prop_flat_map(move |lengths| {
        let mut from = 1;
        let mut all = Vec::new();
        for length in lengths {
            let to = from + length - 1;
            if to <= 12 {
                all.push(YearPart::months(from, to).unwrap());
            }
            from = to + 1;
        }
        chosen(all)
    });
    prop_oneof![chosen(months), chosen(named.collect()), windows]
}

/// With a due day where the parts allow the one that was drawn.
pub(crate) fn recurrences() -> impl Strategy<Value = Recurrence> {
    let rhythms = select(vec![
        Rhythm::Monthly,
        Rhythm::Quarterly,
        Rhythm::HalfYearly,
        Rhythm::NineMonths,
        Rhythm::Yearly,
    ]);
    let every = rhythms.prop_map(|r| Recurrence::every(r, None).unwrap().parts().to_vec());
    (prop_oneof![year_parts(), every], option::weighted(0.8, due_days())).prop_map(|(parts, due)| {
        Recurrence::in_parts(parts.clone(), due).or_else(|_| Recurrence::in_parts(parts, None)).unwrap()
    })
}

fn wordings() -> impl Strategy<Value = Wording> {
    prop_oneof![
        "\\PC{1,30}",
        "[a-zđ ,;=:\"\\\\]{1,20}",
        Just("theo văn bản chỉ đạo của tỉnh".to_owned()),
        Just("xa\u{303} \u{201c}a\u{201d}".to_owned()),
    ]
    .prop_filter_map("words", |text| Wording::new(&text).ok())
}

fn phases() -> impl Strategy<Value = Phases> {
    (days(), vec((wordings(), 0..800_u64, 1..400_u64), 1..6)).prop_filter_map(
        "names apart",
        |(start, list)| {
            let mut first = start;
            let mut phases = Vec::new();
            for (name, days, pause) in list {
                let last = first + Days::new(days);
                phases.push(Phase { name, period: Period::between(first, last).unwrap() });
                first = last + Days::new(pause);
            }
            Phases::new(phases).ok()
        },
    )
}

pub(crate) fn timings() -> impl Strategy<Value = Timing> {
    prop_oneof![
        1 => plans().prop_map(Timing::During),
        1 => days().prop_map(|day| Timing::Deadline(Deadline::by(day).unwrap())),
        1 => days().prop_map(|day| Timing::Deadline(Deadline::before(day).unwrap())),
        4 => recurrences().prop_map(Timing::Recurring),
        1 => wordings().prop_map(Timing::OnInstruction),
        1 => Just(Timing::Continuous),
        1 => phases().prop_map(Timing::Phased),
    ]
}

pub(crate) fn schedules() -> impl Strategy<Value = Schedule> {
    let level = select(vec!["province", "district", "commune", "cap-xa", "a:b"]);
    let levels = vec((level, timings()), 1..4).prop_filter_map("levels apart", |list| {
        let list = list.into_iter().map(|(level, timing)| (Level::new(level).unwrap(), timing));
        PerLevel::new(list.collect()).ok()
    });
    prop_oneof![3 => timings().prop_map(Schedule::Same), 1 => levels.prop_map(Schedule::PerLevel)]
}

/// Text made of the words and signs of schedules, more or less in order.
pub(crate) fn almost_schedules() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        select(vec![
            "during",
            "by",
            "before",
            "monthly",
            "quarterly",
            "yearly",
            "months",
            "each",
            "on",
            "instruction",
            ":",
            "continuous",
            "phases",
            "per",
            "level",
            "day",
            "of",
            "month",
            "1st",
            "4th",
            "year",
            "9M",
            "Q2",
            "Q5",
            ",",
            ";",
            "=",
            "-",
            "\"",
            "\\",
            "a",
            "đ",
            "2023",
            "2023-Q3",
            "2023-12-09",
            "12-10",
            "9-10",
            "district",
        ])
        .prop_map(str::to_owned),
        (0..40_u32).prop_map(|n| n.to_string()),
        "\\PC",
    ];
    let spaced = vec((token, any::<bool>()), 0..14).prop_map(|tokens| {
        tokens.into_iter().map(|(token, space)| if space { token + " " } else { token }).collect::<String>()
    });
    prop_oneof![4 => spaced, 1 => "\\PC{0,40}"]
}
