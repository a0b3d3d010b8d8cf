//! A unit's figures with those of the units that it stands for.
//!
//! The rules stand on the page [`guide::reorganisation`](crate::guide::reorganisation).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    Evaluator,
    figures::{Across, Cell, Figure, Figures, Part, Reports, Weight},
    ground::Listed,
    reach::{division, share},
    standing::{Aside, standing},
    view::Told,
};
use crate::{
    plan::{Indicator, Measure},
    quantity::Overflow,
    time::Period,
    unit::{Passage, Register},
};

/// One indicator in a judging period, of the units of a scope.
pub(super) struct Strands<'s, 'e, 'a> {
    pub(super) evaluator: &'e Evaluator<'a>,
    pub(super) indicator: usize,
    /// The days of the judging period.
    pub(super) days: Period,
    pub(super) closed: bool,
    /// The place of the scope.
    pub(super) scope: Option<usize>,
    /// The units that count, and who is counted in whom.
    pub(super) listed: &'s Listed,
    /// Whether figures are added up whoever has them: then what a divided unit has not said of its own days is unknown; else it
    /// is no unit of whom anything is expected.
    pub(super) adds_up: bool,
}

impl<'a> Strands<'_, '_, 'a> {
    fn register(&self) -> &'a Register {
        self.evaluator.register
    }

    fn about(&self) -> Option<&'a Indicator> {
        self.evaluator.plan.indicators().get(self.indicator)
    }

    fn reports(&self, unit: usize) -> Option<Reports<'a>> {
        let indicator = self.about()?;
        let reports = self.evaluator.view.reports(self.indicator, unit);
        Some(Reports { unit, indicator, calendar: self.evaluator.plan.calendar(), reports })
    }

    /// What a unit itself says.
    pub(super) fn own(&self, unit: usize) -> Figures {
        let exists = |day| self.register().exists(unit, day);
        let declared = |days| self.evaluator.view.whole(self.indicator, unit, days);
        let figures = |reports: Reports<'_>| reports.figures(self.days, self.closed, exists, declared);
        self.reports(unit).map_or_else(Figures::default, figures)
    }

    /// What a unit says that counts, with what it has of others.
    pub(super) fn figures(&self, unit: usize) -> Result<Figures, Overflow> {
        let Some(indicator) = self.about() else { return Ok(Figures::default()) };
        let days = self.days;
        let from = if indicator.carry_forward { NaiveDate::MIN } else { days.first() };
        let took_over = self.register().took_over(unit, days.last()).is_some_and(|day| day > from);
        match (&indicator.measure, indicator.measure.takes_latest()) {
            (_, true) if took_over => self.latest(unit),
            (_, true) | (Measure::Done(_), _) => Ok(self.own(unit)),
            _ if took_over || self.divided_in(unit).is_some() => Ok(self.added(unit)),
            _ => Ok(self.own(unit)),
        }
    }

    /// Whether a unit was in the scope on a day.
    fn was_in_scope(&self, unit: usize, on: NaiveDate) -> bool {
        let Evaluator { plan, register, ground, .. } = self.evaluator;
        let members = ground.members(plan, register, Period::day(on), true);
        let scope = self.scope.and_then(|scope| members.get(scope));
        scope.and_then(|scope| scope.get(unit)) == Some(&true)
    }

    // Latest figures.

    /// The latest figure of a unit's own from a day on up to another, in or before the judging period as the indicator asks.
    fn latest_own(&self, unit: usize, since: Option<NaiveDate>, until: NaiveDate) -> Figures {
        let Some(mut reports) = self.reports(unit) else { return Figures::default() };
        let since = since.unwrap_or(NaiveDate::MIN);
        // Where the unit lives on after the stretch, what is about later days is another's in all but name.
        let lives_on = until.succ_opt().is_some_and(|next| self.register().exists(unit, next));
        let ends = until < self.days.last() && lives_on;
        reports.reports.retain(|told| since <= told.days.last() && !(ends && until < told.days.last()));
        let exists = |day| since <= day && day <= until && self.register().exists(unit, day);
        let declared = |days| self.evaluator.view.whole(self.indicator, unit, days);
        reports.figures(self.days, self.closed, exists, declared)
    }

    /// The latest figure of a unit that took something over: its own since then, or that of those whom it stands for.
    fn latest(&self, unit: usize) -> Result<Figures, Overflow> {
        let Some(indicator) = self.about() else { return Ok(Figures::default()) };
        let (register, days) = (self.register(), self.days);
        let own = self.latest_own(unit, register.took_over(unit, days.last()), days.last());
        let inherits =
            matches!(indicator.measure, Measure::Count(_) | Measure::Amount { .. } | Measure::Share(_));
        let is_known = |figures: &Figures| {
            !matches!(figures.cells.first().map(|cell| cell.figure), None | Some(Figure::Unknown { .. }))
        };
        if is_known(&own) || !inherits {
            return Ok(own);
        }
        let mut inherited = Figures { provisional: true, inherited: true, ..Figures::default() };
        let mut known = false;
        let mut left = vec![(unit, days.last(), None, Weight::ALL)];
        while let Some((at, until, part, weight)) = left.pop() {
            let since = register.took_over(at, until);
            let spans = since.is_some_and(|day| indicator.carry_forward || day > days.first());
            let found = self.latest_own(at, since, until);
            if is_known(&found) || !spans {
                let nothing = Figure::Unknown { declared: None };
                let (period, figure) =
                    found.cells.first().map_or((days, nothing), |cell| (cell.period, cell.figure));
                known |= is_known(&found);
                inherited.carried_forward |= found.carried_forward;
                let cell = Cell::own(at, period, days.last(), figure);
                inherited.cells.push(Cell { at: unit, weight, part, ..cell });
                continue;
            }
            let Some((since, before)) = since.and_then(|day| Some((day, day.pred_opt()?))) else { continue };
            let to = register.passing_to(at).iter().filter(|passage| passage.on == since);
            let mut from: Vec<_> = Vec::new();
            let mut keeps_itself = register.exists(at, before);
            for passage in to.filter(|passage| self.was_in_scope(passage.from, before)) {
                if passage.whole {
                    from.push((passage.from, before, part, weight));
                    continue;
                }
                keeps_itself &= passage.from != at;
                let parts = division(register, (before, passage.from), since);
                let one = share(register, parts, passage, &indicator.id);
                // A part of a part is no more than that.
                let (part, weight) = match part {
                    Some(part) => (part, one.map_or(Ok(Weight::SOME), |one| weight.times(one))?),
                    None => {
                        let bits = (0..u64::BITS).map(|bit| 1_u64.wrapping_shl(bit));
                        let own = parts.iter().zip(bits).filter(|(part, _)| self.has_own(part.to, since));
                        let settled = own.fold(0, |all, (_, bit)| all | bit);
                        let held = |part: &Passage| register.holder(part.to, days.last());
                        let all_count = parts.len() <= 64
                            && parts.iter().all(|part| held(part).is_some_and(|unit| self.counts(unit)));
                        (Part { divided: passage.from, on: since, heir: at, settled, all_count }, weight)
                    }
                };
                from.push((passage.from, before, Some(part), weight));
            }
            if keeps_itself {
                from.push((at, before, part, weight));
            }
            left.extend(from.into_iter().rev());
        }
        Ok(if known { inherited } else { own })
    }

    /// Whether a unit, or who stands for all of it, has a latest figure of its own since a day.
    fn has_own(&self, unit: usize, since: NaiveDate) -> bool {
        let (mut at, mut from) = (unit, since);
        loop {
            let until = self.register().passing_from(at).iter().find(|passage| passage.on > from);
            let last = until.and_then(|passage| passage.on.pred_opt()).unwrap_or(self.days.last());
            let found = self.latest_own(at, Some(from), last.min(self.days.last()));
            // That there is nothing to measure is said by the heir itself, too.
            if !found.carried_forward
                && found.cells.iter().any(|cell| !matches!(cell.figure, Figure::Unknown { .. }))
            {
                return true;
            }
            match until.filter(|passage| passage.whole && passage.on <= self.days.last()) {
                Some(passage) => (at, from) = (passage.to, passage.on),
                None => return false,
            }
        }
    }

    // Figures that add up.

    /// The cells of a unit that took something over: its own, those of the units that are counted in it, and of divided units
    /// the parts that came to them.
    fn added(&self, unit: usize) -> Figures {
        let (register, days) = (self.register(), self.days);
        let mut all = Figures::default();
        let strands = self.listed.strands.get(&unit).map_or(&[][..], Vec::as_slice);
        for strand in strands.iter().copied().chain([unit]) {
            let own = self.cells_of(strand);
            all.cells.extend(own.cells);
            all.aside.extend(own.aside);
        }
        // What fits nothing of a predecessor's own may be a piece of what its heir is asked for.
        let counted: BTreeSet<(usize, Period)> =
            all.cells.iter().map(|cell| (cell.by, cell.period)).collect();
        let mut told: BTreeMap<usize, Vec<Told>> = BTreeMap::new();
        all.aside.retain(|(by, aside)| {
            let reports = told.entry(*by).or_insert_with(|| self.evaluator.view.reports(self.indicator, *by));
            let counts = |told: &Told| counted.contains(&(*by, told.days));
            !(matches!(aside, Aside::Unfit { .. }) && reports.get(aside.report()).is_some_and(counts))
        });
        for strand in strands.iter().copied().chain([unit]) {
            let within = |passage: &&Passage| days.first() < passage.on && passage.on <= days.last();
            for passage in register.passing_to(strand).iter().filter(within).filter(|passage| !passage.whole)
            {
                if !self.counts(passage.from) {
                    continue;
                }
                let parts = passage
                    .on
                    .pred_opt()
                    .map_or(&[][..], |before| division(register, (before, passage.from), passage.on));
                let all_count = parts.iter().all(|part| self.counts(part.to));
                let part =
                    Part { divided: passage.from, on: passage.on, heir: strand, settled: 0, all_count };
                let others = self.listed.strands.get(&passage.from).map_or(&[][..], Vec::as_slice);
                for from in others.iter().copied().chain([passage.from]) {
                    let here = self.came_by(from, passage.from).is_none_or(|day| day < passage.on);
                    let cells = if here { self.cells_of(from).cells } else { Vec::new() };
                    let cells = cells.into_iter().filter(|cell| cell.on < passage.on);
                    // What an heir said of a whole sub-period across the day holds its part.
                    let said = |across: Across| self.said_whole(strand, across.period);
                    let cells = cells.filter(|cell| !cell.across.is_some_and(said));
                    all.cells.extend(cells.map(|cell| Cell { part: Some(part), across: None, ..cell }));
                }
            }
        }
        // In order of time, as every unit's own: of cumulative shares the last whole counts.
        all.cells.sort_by_key(|cell| (cell.on, cell.period));
        all
    }

    /// The day on which all of a unit came to one that stands for it; none for that one itself.
    fn came_by(&self, unit: usize, holder: usize) -> Option<NaiveDate> {
        let (mut at, mut day) = (unit, None);
        while at != holder
            && let Some(passage) = self.register().passing_whole(at)
        {
            (at, day) = (passage.to, Some(passage.on));
        }
        day
    }

    /// Whether a unit counts, by itself or in another.
    fn counts(&self, unit: usize) -> bool {
        self.listed.members.get(unit) == Some(&true)
    }

    /// The cells of one unit. A sub-period on which it took something over, and for which it did not report as a whole, is made
    /// of what was reported for the days before and after.
    fn cells_of(&self, unit: usize) -> Figures {
        let mut figures = self.own(unit);
        let mut cells = Vec::with_capacity(figures.cells.len());
        let mut used: Vec<Period> = Vec::new();
        let reports = self.reports(unit);
        let exists = |day| self.register().exists(unit, day);
        let expected = reports.as_ref().map_or_else(Vec::new, |reports| reports.expected(self.days, exists));
        let across: Vec<Period> =
            expected.into_iter().filter(|period| self.took_over_in(unit, *period)).collect();
        for cell in figures.cells {
            let is_unknown = matches!(cell.figure, Figure::Unknown { .. });
            // What several reports say of it, each for a part of its days, is the unit's own as far as it was the same.
            let within = across.iter().find(|period| period.holds(cell.period)).copied();
            let Some(period) = within.filter(|period| is_unknown || *period != cell.period) else {
                cells.push(cell);
                continue;
            };
            if used.contains(&period) {
                continue;
            }
            let pieces = self.pieces(unit, period);
            if pieces.is_empty() {
                cells.push(cell);
            } else {
                used.push(period);
                cells.extend(pieces);
            }
        }
        if let Some((last, period)) = self.divided_in(unit) {
            used.push(period);
            let mut pieces = self.pieces(unit, period);
            let first = self.register().nearest_day(unit, period.first());
            if pieces.is_empty()
                && self.adds_up
                && let Ok(own_days) = Period::between(first, last)
            {
                pieces.push(Cell::own(unit, own_days, last, Figure::Unknown { declared: None }));
            }
            cells.extend(pieces);
        }
        self.mark_across(&mut cells);
        figures.cells = cells;
        if let Some(reports) = reports.filter(|_| !used.is_empty()) {
            let inside = |days: Period| used.iter().any(|period| period.holds(days));
            let told = |report: usize| reports.reports.get(report).map(|told| told.days);
            // Which reports stand there was decided anew.
            figures.aside.retain(|(_, aside)| !told(aside.report()).is_some_and(inside));
            let own = figures.cells.iter().filter(|cell| cell.by == unit);
            let counted: BTreeSet<Period> = own.map(|cell| cell.period).collect();
            let all = reports.reports.iter().map(|told| told.days).enumerate();
            let (mut standing, mut left): (Vec<_>, Vec<_>) =
                all.partition(|(_, days)| counted.contains(days));
            standing.sort_by_key(|(report, days)| (days.first(), *report));
            // Two labels may be of the same days [A9]: the first of them stands, and no two are about one day.
            let mut before = None;
            standing.retain(|(report, days)| {
                let again = before.replace(*days) == Some(*days);
                left.extend(again.then_some((*report, *days)));
                !again
            });
            let aside = left.into_iter().filter(|(_, days)| inside(*days));
            let aside = aside.map(|(report, days)| (unit, why_aside(report, days, &standing)));
            figures.aside.extend(aside.collect::<Vec<_>>());
        }
        figures
    }

    /// Whether a unit took something over after the first day of a period, up to its last.
    fn took_over_in(&self, unit: usize, period: Period) -> bool {
        self.register().took_over(unit, period.last()).is_some_and(|day| day > period.first())
    }

    /// Marks the cells of units that were divided later in the sub-period that they lie in.
    fn mark_across(&self, cells: &mut [Cell]) {
        let days = self.days;
        for cell in cells {
            let parts = self.register().passing_from(cell.by).iter();
            let Some(passage) = parts.clone().find(|passage| !passage.whole && passage.on > cell.on) else {
                continue;
            };
            let Some(reports) = self.reports(cell.by) else { continue };
            let within = |period: &Period| period.contains(cell.on) && passage.on <= period.last();
            let period = reports.expected(days, |_| true).into_iter().find(within);
            cell.across = period.map(|period| Across { divided: cell.by, on: passage.on, period });
        }
    }

    /// The last day of a unit that was divided and ended in an expected sub-period, with that sub-period.
    fn divided_in(&self, unit: usize) -> Option<(NaiveDate, Period)> {
        let (register, days) = (self.register(), self.days);
        let last = register.last_day(unit).filter(|last| days.contains(*last) && *last < days.last())?;
        if division(register, (last, unit), last.succ_opt()?).is_empty() {
            return None;
        }
        let expected = self.reports(unit)?.expected(days, |_| true);
        let across = |period: &Period| period.contains(last) && last < period.last();
        expected.into_iter().find(across).map(|period| (last, period))
    }

    /// Whether a unit reported on exactly these days.
    fn said_whole(&self, unit: usize, period: Period) -> bool {
        self.evaluator.said_whole(self.indicator, unit, period)
    }

    /// What was reported inside a sub-period by a unit and by those whom it stands for, each for its own days; nothing if nobody
    /// reported any of it.
    fn pieces(&self, unit: usize, period: Period) -> Vec<Cell> {
        let register = self.register();
        let mut cells = Vec::new();
        let until = register.last_day(unit).map_or(period.last(), |last| last.min(period.last()));
        let mut left = vec![(unit, until)];
        while let Some((at, until)) = left.pop() {
            let Some(reports) = self.reports(at) else { continue };
            let since = register.took_over(at, until).filter(|day| *day > period.first());
            let first = since.unwrap_or(period.first()).max(register.nearest_day(at, period.first()));
            let Ok(window) = Period::between(first, until) else { continue };
            // For the whole of the sub-period a unit speaks for itself and for those whom it stands for.
            let up_to_then = Period::between(period.first(), until).ok();
            let whole = |told: &&Told| {
                Some(told.days) == up_to_then || (told.days == period && register.last_day(at) == Some(until))
            };
            if let Some(told) = reports.reports.iter().find(whole) {
                cells.push(Cell::own(at, told.days, until, told.figure));
                continue;
            }
            let inside: Vec<&Told> = reports.reports.iter().filter(|told| window.holds(told.days)).collect();
            let periods: Vec<Period> = inside.iter().map(|told| told.days).collect();
            for tile in standing(&[window], &periods).tiles {
                let figure = tile.report.and_then(|report| inside.get(report)).map(|told| told.figure);
                let figure = figure.unwrap_or(Figure::Unknown { declared: None });
                cells.push(Cell::own(at, tile.period, tile.period.last(), figure));
            }
            let Some((since, before)) = since.and_then(|day| Some((day, day.pred_opt()?))) else { continue };
            let whole =
                |passage: &&Passage| passage.on == since && passage.whole && self.counts(passage.from);
            let mut from: Vec<_> =
                register.passing_to(at).iter().filter(whole).map(|passage| (passage.from, before)).collect();
            if register.exists(at, before) {
                from.push((at, before));
            }
            left.extend(from.into_iter().rev());
        }
        let is_known = |cell: &Cell| !matches!(cell.figure, Figure::Unknown { .. });
        if cells.iter().any(is_known) { cells } else { Vec::new() }
    }
}

/// Why a report does not count among those that stand, which are in order and apart.
fn why_aside(report: usize, days: Period, standing: &[(usize, Period)]) -> Aside {
    let from = standing.partition_point(|(_, by)| by.last() < days.first());
    let to = standing.partition_point(|(_, by)| by.first() <= days.last());
    let touched = standing.get(from..to).unwrap_or_default();
    let covered = touched.iter().fold(0_u64, |sum, (_, by)| sum.saturating_add(by.days()));
    match touched {
        [(by, longer)] if *longer != days && longer.holds(days) => Aside::Replaced { report, by: *by },
        _ if covered == days.days() && touched.iter().all(|(_, by)| days.holds(*by)) => {
            Aside::Covered { report, by: touched.iter().map(|(by, _)| *by).collect() }
        }
        [.., (by, later)] if later.last() > days.last() => Aside::Overlaps { report, by: *by },
        _ => Aside::Unfit { report },
    }
}
