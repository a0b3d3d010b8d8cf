//! Explanations of the whole sample: the tree says what the figures say, and the text what the tree says.

use std::collections::BTreeSet;

use kehoach::{
    Evaluator, Language, Ledger, Outcome, Period, Plan, Register, Tally, Verdict,
    explain::{Explanation, Fact, Standpoint},
    phrases,
    score::{Bounds, Scorer, Sheet},
};

pub struct Sample {
    pub plan: Plan,
    pub register: Register,
    pub ledger: Ledger,
    pub sheet: Sheet,
}

pub fn sample() -> Sample {
    let read = |name: &str| {
        let path = format!("{}/examples/data/tam-duong-2023/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let plan = Plan::from_toml(&read("plan.toml")).unwrap();
    let register = Register::from_csv(&read("units.csv")).unwrap();
    let ledger = Ledger::from_csv(&read("reports.csv"), &plan, &register).unwrap().whole().unwrap();
    let sheet = Sheet::from_toml(&read("sheet.toml"), &plan).unwrap();
    Sample { plan, register, ledger, sheet }
}

pub fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2023, 12, 31).unwrap()
}

/// The numbers of a text, a decimal comma as a point, zeros before them left out.
fn numbers(text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let mut number = String::new();
        while at < chars.len() {
            let point = matches!(chars[at], ',' | '.')
                && !number.contains('.')
                && chars.get(at + 1).is_some_and(char::is_ascii_digit);
            if chars[at].is_ascii_digit() {
                number.push(chars[at]);
            } else if point {
                number.push('.');
            } else {
                break;
            }
            at += 1;
        }
        let plain = number.trim_start_matches('0');
        found.insert(if plain.is_empty() || plain.starts_with('.') {
            format!("0{plain}")
        } else {
            plain.to_owned()
        });
    }
    found
}

/// The text without the numbers of its own items.
fn without_items(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Every string and number of the data, and for periods the numbers with which they are written.
fn data(explanation: &Explanation) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut all, mut times) = (BTreeSet::new(), BTreeSet::new());
    let mut stack = vec![serde_json::to_value(explanation).unwrap()];
    while let Some(value) = stack.pop() {
        match value {
            serde_json::Value::String(text) => {
                all.extend(numbers(&text));
                if let Ok(period) = text.parse::<Period>() {
                    times.extend(numbers(&phrases::write_period(period)));
                    times.extend(numbers(&text));
                    times.extend(numbers(&text.replace('-', " ")));
                }
            }
            serde_json::Value::Number(number) => all.extend(numbers(&number.to_string())),
            serde_json::Value::Array(items) => stack.extend(items),
            serde_json::Value::Object(items) => stack.extend(items.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    (all, times)
}

fn each(check: impl Fn(&Explanation, &str)) {
    let sample = sample();
    let evaluator = Evaluator::new(&sample.plan, &sample.register, &sample.ledger, day()).unwrap();
    let scorer = Scorer::new(&evaluator, &sample.sheet).unwrap();
    let scores = scorer.scores().unwrap();
    for subject in scorer.subjects() {
        check(&scorer.explain(&scores, &subject).unwrap(), subject.as_str());
    }
    for outcome in evaluator.evaluate().unwrap().outcomes {
        check(&evaluator.explain(&outcome).unwrap(), outcome.target.as_str());
    }
    for status in evaluator.occurrences().unwrap() {
        check(&evaluator.explain_status(&status), status.task.as_str());
    }
}

#[test]
fn every_figure_in_the_text_is_a_figure_of_the_data() {
    each(|explanation, about| {
        let (mut known, times) = data(explanation);
        known.extend(times);
        // 'Not below 0' and 'otherwise 0 points' are words of the rules.
        known.insert("0".to_owned());
        for language in [Language::Vietnamese, Language::English] {
            let text = without_items(&explanation.text(language));
            let unknown: Vec<_> = numbers(&text).difference(&known).cloned().collect();
            assert!(unknown.is_empty(), "{about}: {unknown:?} in\n{text}");
        }
    });
}

#[test]
fn both_languages_carry_the_same_figures() {
    each(|explanation, about| {
        let (_, times) = data(explanation);
        let figures = |language| {
            let found = numbers(&without_items(&explanation.text(language)));
            found.difference(&times).cloned().collect::<BTreeSet<_>>()
        };
        assert_eq!(figures(Language::Vietnamese), figures(Language::English), "{about}");
    });
}

#[test]
fn the_cited_observations_alone_reproduce_the_verdict() {
    let sample = sample();
    let evaluator = Evaluator::new(&sample.plan, &sample.register, &sample.ledger, day()).unwrap();
    let communes =
        sample.plan.scopes().members(&kehoach::ScopeId::new("cap-uy-xa").unwrap(), &sample.register, day());
    let mut outcomes: Vec<Outcome> = evaluator.evaluate().unwrap().outcomes;
    for commune in communes {
        outcomes.extend(evaluator.at(&commune).unwrap());
    }
    for outcome in outcomes {
        let explanation = evaluator.explain(&outcome).unwrap();
        let mut cited = Ledger::new();
        for node in &explanation.nodes {
            if let Fact::Report { indicator, unit, period, reported_on, .. } = &node.fact {
                let found = sample.ledger.observations().filter(|o| {
                    o.indicator == *indicator
                        && o.unit == unit.id
                        && o.period == *period
                        && o.reported_on == *reported_on
                });
                cited.add(found.last().unwrap().clone()).unwrap();
            }
        }
        for whole in sample.ledger.wholes() {
            cited.declare(whole.clone()).unwrap();
        }
        for judgement in sample.ledger.judgements() {
            cited.judge(judgement.clone()).unwrap();
        }
        let again = Evaluator::new(&sample.plan, &sample.register, &cited, day()).unwrap();
        let again = again.at(&outcome.subject).unwrap();
        let again = again.iter().find(|o| o.target == outcome.target && o.period == outcome.period).unwrap();
        assert_eq!(
            (again.verdict, again.range, &again.tally),
            (outcome.verdict, outcome.range, &outcome.tally)
        );
    }
}

fn add(parts: impl IntoIterator<Item = Bounds>) -> Bounds {
    parts.into_iter().fold(Bounds::exactly(kehoach::Number::ZERO), |all, part| Bounds {
        low: all.low.plus(part.low).unwrap(),
        high: all.high.plus(part.high).unwrap(),
    })
}

/// The points below a node.
fn points_below(explanation: &Explanation, node: usize) -> Vec<Bounds> {
    let below = explanation.nodes[node].because.iter().map(|k| &explanation.nodes[*k].fact);
    below.filter_map(|fact| if let Fact::Points { counted, .. } = fact { *counted } else { None }).collect()
}

#[test]
fn recomputing_a_tree_from_its_leaves_gives_its_root() {
    each(|explanation, about| {
        for (place, node) in explanation.nodes.iter().enumerate() {
            let below = || node.because.iter().map(|k| &explanation.nodes[*k].fact);
            match &node.fact {
                Fact::Verdict { tally: Some(Tally::Units(units)), verdict, low, asked, .. } => {
                    let count = |wanted: Standpoint| {
                        let same = |fact: &&Fact| matches!(fact, Fact::Unit { standpoint, .. } if *standpoint == wanted);
                        u64::try_from(below().filter(same).count()).unwrap()
                    };
                    assert_eq!(
                        (count(Standpoint::Met), count(Standpoint::Missed), count(Standpoint::Unknown)),
                        (units.met, units.missed, units.unknown),
                        "{about}"
                    );
                    if let (kehoach::explain::Demand::Threshold(asked), Some(low)) = (asked, low)
                        && *verdict != Verdict::Open
                    {
                        assert_eq!(
                            asked.values().unwrap().contains(&low.value),
                            *verdict == Verdict::Met,
                            "{about}"
                        );
                    }
                }
                Fact::Verdict { tally: Some(Tally::Pooled(pooled)), .. } => {
                    let mut parts = 0;
                    for unit in &node.because {
                        for report in &explanation.nodes[*unit].because {
                            if let Fact::Report { value: Some(value), .. } = &explanation.nodes[*report].fact
                            {
                                parts += value.split_once('/').unwrap().0.parse::<u64>().unwrap();
                            }
                        }
                    }
                    assert_eq!(parts, pooled.reported_part, "{about}");
                }
                Fact::Group { parts, sum, points, all_max, counted_max, .. } => {
                    assert_eq!(parts, &points_below(explanation, place), "{about}");
                    assert_eq!(add(parts.iter().copied()), *sum, "{about}");
                    assert!(all_max != counted_max || points == &Some(*sum), "{about}");
                }
                Fact::Total { parts, sum, bonuses, penalties, total, rescaled, .. } => {
                    assert!(rescaled.is_some() || add(parts.iter().copied()) == *sum, "{about}");
                    assert!(penalties.is_empty());
                    let hundred = kehoach::Number::HUNDRED;
                    let all = add([&[*sum][..], bonuses].concat());
                    assert_eq!(
                        Bounds { low: all.low.min(hundred), high: all.high.min(hundred) },
                        *total,
                        "{about}"
                    );
                }
                Fact::Points { workings, points: Some(points), .. } => {
                    for said in workings {
                        let found = said.working.points;
                        assert!(points.low <= found && found <= points.high, "{about}");
                    }
                }
                Fact::DutyRate { counted, .. } => {
                    let on_time = below().filter(|fact| {
                        matches!(fact, Fact::Status { status, .. } if *status == kehoach::DutyStatus::DoneOnTime)
                    });
                    assert_eq!(u64::try_from(on_time.count()).unwrap(), counted.met, "{about}");
                }
                _ => {}
            }
        }
    });
}

#[test]
fn a_fact_that_several_rest_on_is_told_once() {
    each(|explanation, about| {
        let text = explanation.text(Language::English);
        let mut lines: Vec<&str> =
            text.lines().map(str::trim_start).filter(|line| line.starts_with("- [")).collect();
        let all = lines.len();
        lines.dedup();
        assert_eq!(lines.len(), all, "{about}");
    });
}

#[test]
fn a_fact_alone_says_what_it_says_in_the_tree() {
    each(|explanation, about| {
        let text = explanation.text(Language::Vietnamese);
        let root = explanation.root().unwrap().text(Language::Vietnamese);
        assert!(!root.is_empty() && text.starts_with(&root), "{about}: {root}");
    });
}
