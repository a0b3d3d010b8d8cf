//! Laws of duties that pass on, over random reorganisations, and a plain reading of who answers for what.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use kehoach::{
    Completed, Completion, DutyStatus, Evaluator, Ledger, OccurrenceStatus, Plan, Register, Succession,
    UnitId, UnitRecord,
};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::world::{day, led, plan, records, scope, unit};

fn config() -> ProptestConfig {
    let cases = std::env::var("KEHOACH_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(256);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What happens to units on a day.
#[derive(Debug, Clone)]
enum Event {
    /// All of them into a new one.
    Merge(Vec<String>, String),
    /// One into another that is there.
    Absorb(String, String),
    /// One ends in parts; the one of them that is named for its duties.
    Split(String, [String; 2], Option<usize>),
    /// One gives a part away and lives on; whether the other is named for its duties, or itself.
    Give(String, String, Option<bool>),
    /// One ends, and nothing is said of who stands for it.
    End,
}

/// A land in which it happens.
#[derive(Debug, Clone)]
struct World {
    units: Vec<UnitRecord>,
    events: Vec<(NaiveDate, Event)>,
}

/// First and last day.
type Life = (Option<NaiveDate>, Option<NaiveDate>);

/// What is drawn for an event: what happens, to whom, how many days after the one before.
type Draw = (u8, Index, Index, u64);

fn worlds() -> impl Strategy<Value = World> {
    vec((0..8_u8, any::<Index>(), any::<Index>(), 20..300_u64), 0..8).prop_map(|draws| build(&draws))
}

fn build(draws: &[Draw]) -> World {
    let mut alive: Vec<String> = (0..5).map(|k| format!("u{k}")).collect();
    let begun = alive.iter().map(|id| (id.clone(), (None, None)));
    let mut lives: Vec<(String, Life)> = begun.collect();
    let mut on = day("2023-01-15");
    let mut events = Vec::new();
    for (kind, one, other, days) in draws {
        on = on + Days::new(*days);
        if alive.len() < 2 {
            break;
        }
        let one = alive.remove(one.index(alive.len()));
        let two = alive[other.index(alive.len())].clone();
        let born = |n: usize| format!("n{}{n}", events.len());
        let mut ends = vec![one.clone()];
        let mut begins = Vec::new();
        let event = match kind {
            0 | 1 => {
                ends.push(two.clone());
                begins.push(born(0));
                Event::Merge(vec![one, two], born(0))
            }
            2 => Event::Absorb(one, two),
            3..=5 => {
                begins.extend([born(0), born(1)]);
                let named = [None, Some(0), Some(1)][usize::from(kind - 3)];
                Event::Split(one, [born(0), born(1)], named)
            }
            6 => {
                ends.clear();
                alive.push(one.clone());
                Event::Give(one, two, [None, Some(true), Some(false)][(*days % 3) as usize])
            }
            _ => Event::End,
        };
        alive.retain(|unit| !ends.contains(unit));
        for (id, life) in &mut lives {
            if ends.contains(id) {
                life.1 = on.pred_opt();
            }
        }
        alive.extend(begins.iter().cloned());
        lives.extend(begins.into_iter().map(|id| (id, (Some(on), None))));
        events.push((on, event));
    }
    let unit = |(id, (first, last)): &(String, Life)| {
        let record = records(&[&format!("{id} xa commune -")]).remove(0);
        UnitRecord { first: *first, last: *last, ..record }
    };
    let mut units = records(&["a cap-uy district"]);
    units.extend(lives.iter().map(unit));
    World { units, events }
}

impl World {
    fn successions(&self) -> Vec<Succession> {
        let mut all = Vec::new();
        for (on, event) in &self.events {
            let part = |from: &str, to: &str, duties| {
                let found = Succession::part(*on, unit(from), unit(to));
                Succession { duties, ..found }
            };
            match event {
                Event::Merge(from, to) => {
                    all.extend(from.iter().map(|from| Succession::whole(*on, unit(from), unit(to))));
                }
                Event::Absorb(from, to) => all.push(Succession::whole(*on, unit(from), unit(to))),
                Event::Split(from, to, named) => {
                    all.extend(to.iter().enumerate().map(|(k, to)| part(from, to, *named == Some(k))));
                }
                Event::Give(from, to, named) => {
                    all.push(part(from, from, *named == Some(false)));
                    all.push(part(from, to, *named == Some(true)));
                }
                Event::End => {}
            }
        }
        all
    }

    fn register(&self) -> Register {
        Register::with_successions(self.units.clone(), self.successions()).unwrap()
    }

    /// Who answers on a day for what a unit did before all events: the events one after another. Nobody, and who was the last,
    /// where a divided unit named no heir.
    fn answers(&self, named: &str, on: NaiveDate) -> Result<String, String> {
        let mut one = named.to_owned();
        for (_, event) in self.events.iter().filter(|(day, _)| *day <= on) {
            one = match event {
                Event::Merge(from, to) if from.contains(&one) => to.clone(),
                Event::Absorb(from, to) if *from == one => to.clone(),
                Event::Split(from, to, Some(k)) if *from == one => to[*k].clone(),
                Event::Split(from, _, None) if *from == one => return Err(one),
                Event::Give(from, to, Some(true)) if *from == one => to.clone(),
                _ => one,
            };
        }
        Ok(one)
    }

    /// All that answered for what a unit did, up to a day.
    fn answered(&self, named: &str, on: NaiveDate) -> Vec<String> {
        let days = std::iter::once(day("2023-01-01")).chain(self.events.iter().map(|(day, _)| *day));
        let mut all: Vec<String> = days
            .filter(|day| *day <= on)
            .map(|day| self.answers(named, day).unwrap_or_else(|last| last))
            .collect();
        all.dedup();
        all
    }

    fn exists(&self, id: &str, on: NaiveDate) -> bool {
        let record = self.units.iter().find(|record| record.id.as_str() == id).unwrap();
        record.first.is_none_or(|first| first <= on) && record.last.is_none_or(|last| on <= last)
    }
}

/// A plan for two years of one task.
fn of(when: &str, lead: &str) -> Plan {
    plan("2023/2024", vec![led(when, lead)], |parts| parts.scopes.push(scope("s-xa", "xa")))
}

fn all(plan: &Plan, register: &Register, ledger: &Ledger) -> Vec<OccurrenceStatus> {
    Evaluator::new(plan, register, ledger, day("2025-06-30")).unwrap().occurrences().unwrap()
}

/// Completions that fit, of all units at random.
fn completed(plan: &Plan, world: &World, register: &Register, draws: &[(Index, Index, u64, bool)]) -> Ledger {
    let occurrences: Vec<_> =
        plan.tasks()[0].when.timings().next().unwrap().1.occurrences(plan.period()).collect();
    let mut ledger = Ledger::new();
    for (of, which, days, applies) in draws {
        let on = day("2023-01-01") + Days::new(*days);
        let completion = Completion {
            task: plan.tasks()[0].id.clone(),
            unit: world.units[of.index(world.units.len())].id.clone(),
            occurrence: occurrences[which.index(occurrences.len())].label().to_string(),
            completed: match applies {
                true => Completed::Done(on),
                false => Completed::NotApplicable { because: "không phát sinh".to_owned() },
            },
            recorded_on: on,
            source: None,
        };
        if completion.check(plan, register, &ledger).is_ok() {
            ledger.complete(completion);
        }
    }
    ledger
}

fn draws() -> impl Strategy<Value = Vec<(Index, Index, u64, bool)>> {
    vec((any::<Index>(), any::<Index>(), 0..900_u64, prop::bool::weighted(0.8)), 0..40)
}

/// The earliest day on which a unit itself did an occurrence, or whether it did not apply to it.
fn own(ledger: &Ledger, id: &str, label: &str) -> (Option<NaiveDate>, bool) {
    let mine = || ledger.completions().filter(|c| c.unit.as_str() == id && c.occurrence == label);
    let days = mine().filter_map(|c| if let Completed::Done(day) = c.completed { Some(day) } else { None });
    (days.min(), mine().any(|c| matches!(c.completed, Completed::NotApplicable { .. })))
}

/// When an occurrence of what each unit owes was done by a unit, or by all that passed whole to it before a day.
fn done_by_scope(
    world: &World,
    ledger: &Ledger,
    id: &str,
    label: &str,
    until: NaiveDate,
) -> Option<NaiveDate> {
    let (mine, _) = own(ledger, id, label);
    let mut from: Vec<(NaiveDate, &String)> = Vec::new();
    for (on, event) in world.events.iter().filter(|(on, _)| *on < until) {
        match event {
            Event::Merge(all, to) if to == id => from.extend(all.iter().map(|one| (*on, one))),
            Event::Absorb(one, to) if to == id => from.push((*on, one)),
            _ => {}
        }
    }
    let was_there = from.first().is_some_and(|(on, _)| world.exists(id, on.pred_opt().unwrap()));
    let mut theirs = None;
    let mut every = !was_there;
    for (on, one) in from {
        match done_by_scope(world, ledger, one, label, on) {
            Some(done) => theirs = theirs.max(Some(done)),
            None => every &= own(ledger, one, label).1,
        }
    }
    [mine, theirs.filter(|_| every)].into_iter().flatten().min()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn each_occurrence_is_answered_by_one_unit_or_by_nobody(world in worlds(), named in 0..5_usize, rows in draws()) {
        let (id, register) = (format!("u{named}"), world.register());
        for when in ["monthly", "yearly", "by 2024-02-29"] {
            let plan = of(when, &id);
            let ledger = completed(&plan, &world, &register, &rows);
            let found = all(&plan, &register, &ledger);
            let labels: BTreeMap<&str, usize> = found.iter().fold(BTreeMap::new(), |mut all, o| {
                *all.entry(o.occurrence.as_str()).or_default() += 1;
                all
            });
            prop_assert!(labels.values().all(|n| *n == 1), "{labels:?}");
            let timing = plan.tasks()[0].when.timings().next().unwrap().1;
            prop_assert_eq!(labels.len(), timing.occurrences(plan.period()).count());
            for one in &found {
                let last = one.last.unwrap();
                let all = world.answered(&id, last);
                prop_assert_eq!(one.unit.as_str(), all.last().unwrap());
                // Whoever answered for it, done is done.
                let done = all.iter().filter_map(|unit| own(&ledger, unit, &one.occurrence).0).min();
                let applies = !own(&ledger, one.unit.as_str(), &one.occurrence).1;
                let expected = match (world.answers(&id, last), done) {
                    (Ok(unit), _) if !world.exists(&unit, last) => DutyStatus::NotApplicable,
                    (_, Some(done)) if done > last => DutyStatus::DoneLate,
                    (_, Some(_)) => DutyStatus::DoneOnTime,
                    (_, None) if !applies => DutyStatus::NotApplicable,
                    (Err(_), None) => DutyStatus::Unanswered,
                    (Ok(_), None) => DutyStatus::Overdue,
                };
                prop_assert_eq!(one.status, expected, "{} {}", one.unit, one.occurrence);
                let mut before: Vec<&String> = Vec::new();
                for unit in &all[..all.len() - 1] {
                    if !before.contains(&unit) {
                        before.push(unit);
                    }
                }
                prop_assert_eq!(one.taken_over_from.iter().map(UnitId::as_str).collect::<Vec<_>>(), before);
            }
        }
    }

    #[test]
    fn what_each_unit_owes_is_done_by_all_that_became_it(world in worlds(), rows in draws()) {
        let register = world.register();
        for when in ["half-yearly", "yearly"] {
            let plan = of(when, "s-xa");
            let ledger = completed(&plan, &world, &register, &rows);
            for one in all(&plan, &register, &ledger) {
                let last = one.last.unwrap();
                let id = one.unit.as_str();
                if !world.exists(id, last) {
                    prop_assert_eq!(one.status, DutyStatus::NotApplicable);
                    continue;
                }
                let until = last.succ_opt().unwrap();
                let done = done_by_scope(&world, &ledger, id, &one.occurrence, until);
                let expected = match done {
                    Some(done) if done > last => DutyStatus::DoneLate,
                    Some(_) => DutyStatus::DoneOnTime,
                    None if own(&ledger, id, &one.occurrence).1 => DutyStatus::NotApplicable,
                    None => DutyStatus::Overdue,
                };
                prop_assert_eq!(one.status, expected, "{} {}", id, one.occurrence);
                // Who made it so are others, if not the unit itself.
                prop_assert_eq!(one.done_by.is_empty(), one.done_on == own(&ledger, id, &one.occurrence).0);
            }
        }
    }

    #[test]
    fn what_was_due_before_is_as_without_what_came_after(world in worlds(), rows in draws(), named in 0..5_usize, at in any::<Index>()) {
        let register = world.register();
        let cut = world.events.get(at.index(world.events.len().max(1))).map_or(day("2030-01-01"), |(on, _)| *on);
        let earlier = World { events: world.events.iter().filter(|(on, _)| *on < cut).cloned().collect(), ..world.clone() };
        let before = earlier.register();
        for lead in ["s-xa".to_owned(), format!("u{named}")] {
            let plan = of("monthly", &lead);
            let ledger = completed(&plan, &world, &register, &rows);
            let then = |register: &Register| -> Vec<OccurrenceStatus> {
                let mut all = all(&plan, register, &ledger);
                all.retain(|o| o.last.unwrap() < cut);
                all
            };
            // A completion by an heir of what passed to it later does not fit the register that knows of no such heir.
            if ledger.completions().all(|c| c.check(&plan, &before, &ledger).is_ok()) {
                prop_assert_eq!(then(&register), then(&before));
            }
        }
    }

    #[test]
    fn a_chain_is_its_links_one_after_another(world in worlds(), named in 0..5_usize, at in any::<Index>()) {
        let id = format!("u{named}");
        let Some((cut, _)) = world.events.get(at.index(world.events.len().max(1))).cloned() else { return Ok(()) };
        let (first, rest): (Vec<_>, Vec<_>) = world.events.iter().cloned().partition(|(on, _)| *on <= cut);
        let (first, rest) = (World { events: first, ..world.clone() }, World { events: rest, ..world.clone() });
        let ledger = Ledger::new();
        let whole = all(&of("monthly", &id), &world.register(), &ledger);
        let half = all(&of("monthly", &id), &first.register(), &ledger);
        let Some(then) = half.iter().find(|o| o.last.is_some_and(|last| last >= cut)) else { return Ok(()) };
        if then.status == DutyStatus::Unanswered {
            return Ok(());
        }
        let other = all(&of("monthly", then.unit.as_str()), &rest.register(), &ledger);
        let after = |all: &[OccurrenceStatus]| -> Vec<(UnitId, String, DutyStatus)> {
            let late = all.iter().filter(|o| o.last.is_some_and(|last| last >= cut));
            late.map(|o| (o.unit.clone(), o.occurrence.clone(), o.status)).collect()
        };
        prop_assert_eq!(after(&whole), after(&other));
    }

    #[test]
    fn the_order_of_successions_says_nothing(world in worlds(), rows in draws(), named in 0..5_usize) {
        let mut successions = world.successions();
        successions.reverse();
        let (one, other) = (world.register(), Register::with_successions(world.units.clone(), successions).unwrap());
        for lead in ["s-xa".to_owned(), format!("u{named}")] {
            let plan = of("quarterly", &lead);
            let ledger = completed(&plan, &world, &one, &rows);
            prop_assert_eq!(all(&plan, &one, &ledger), all(&plan, &other, &ledger));
        }
    }
}
