//! An evaluation that goes on: its ledger takes entries one by one, and its columns follow.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;

use super::{
    EvaluateError, Evaluator, Prepared, Verdict,
    column::{Flip, Kept, Share},
    error,
    tally::UnitTally,
    view::View,
    work::Work,
};
use crate::{
    id::{IndicatorId, TaskId, UnitId},
    ledger::{AddError, Added, Completion, Declared, Instruction, Judgement, Ledger, Observation},
    plan::{Aggregate, Asked, Baseline, Plan, Target},
    time::{Period, workdays::WorkingCalendar},
    unit::Register,
};

/// What changed about targets in judging periods.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turned {
    /// By column: its number, and each verdict that changed. A column can stand more than once.
    verdicts: Vec<(usize, Vec<Flip>)>,
    /// By column: its number, what the verdict of its line was, and what it is.
    lines: Vec<(usize, Verdict, Verdict)>,
}

/// An evaluation that goes on.
#[derive(Debug, Clone)]
pub(crate) struct Running<'a> {
    prepared: Prepared<'a>,
    pub(crate) ledger: Ledger,
    pub(crate) as_of: NaiveDate,
    pub(crate) working_days: Option<&'a WorkingCalendar>,
    view: View,
    columns: Vec<Kept>,
    /// The verdict of each column's line, if it has one.
    lines: Vec<Option<Verdict>>,
    /// For each indicator the columns that read it.
    readers: Vec<Vec<Reader>>,
    indicators: HashMap<IndicatorId, usize>,
    /// The ledger's numbers of indicators and units, as places in the plan and the register.
    numbers: (Vec<u32>, Vec<u32>),
    completions: BTreeMap<(TaskId, UnitId), Vec<Completion>>,
    /// Columns that could not be brought up to date: they are tried again with each entry.
    stale: BTreeSet<usize>,
    /// What changed and was not said yet: an entry after which a column is stale says nothing.
    unsaid: Turned,
}

/// Why an observation was not taken into account.
pub(crate) enum NotObserved {
    /// It was not entered.
    Add(AddError),
    /// It does not fit, or what it comes to cannot be held.
    Evaluate(EvaluateError),
}

impl From<AddError> for NotObserved {
    fn from(error: AddError) -> Self {
        Self::Add(error)
    }
}

impl From<EvaluateError> for NotObserved {
    fn from(error: EvaluateError) -> Self {
        Self::Evaluate(error)
    }
}

/// A column that reads an indicator.
#[derive(Debug, Clone, Copy)]
struct Reader {
    column: usize,
    /// The days of figures that can change it; none if any can.
    days: Option<Period>,
}

/// Which records an evaluator is given.
#[derive(Debug, Clone, Copy)]
enum Records<'r> {
    All,
    /// Reports alone.
    Reports,
    /// Reports and judgements.
    Judgements,
    /// Reports, and what was recorded of one task by some units.
    Of(&'r TaskId, &'r [UnitId]),
}

impl<'a> Running<'a> {
    pub(crate) fn new(
        prepared: Prepared<'a>,
        ledger: Ledger,
        as_of: NaiveDate,
    ) -> Result<Self, EvaluateError> {
        let plan = prepared.plan;
        let indicators =
            plan.indicators().iter().enumerate().map(|(k, found)| (found.id.clone(), k)).collect();
        let mut running = Self {
            prepared,
            ledger,
            as_of,
            working_days: None,
            view: View::default(),
            columns: Vec::new(),
            lines: Vec::new(),
            readers: vec![Vec::new(); plan.indicators().len()],
            indicators,
            numbers: (Vec::new(), Vec::new()),
            completions: BTreeMap::new(),
            stale: BTreeSet::new(),
            unsaid: Turned::default(),
        };
        running.rebuild()?;
        for completion in running.ledger.completions() {
            let key = (completion.task.clone(), completion.unit.clone());
            running.completions.entry(key).or_default().push(completion.clone());
        }
        Ok(running)
    }

    pub(crate) const fn prepared(&self) -> &Prepared<'a> {
        &self.prepared
    }

    /// Everything anew, from the ledger.
    fn rebuild(&mut self) -> Result<(), EvaluateError> {
        let Self { prepared, ledger, as_of, .. } = &*self;
        let (mut columns, mut lines) = (Vec::new(), Vec::new());
        let evaluator = Evaluator::of(prepared, ledger, *as_of)?;
        // The columns outlive the evaluator: they borrow the plan alone.
        for (target, period) in judgings(prepared.plan) {
            let column = Work::new(&evaluator).column(target, period)?;
            let line = column.line()?.map(|line| line.verdict);
            columns.push(Kept::of(&evaluator, column));
            lines.push(line);
        }
        let view = evaluator.view;
        let mut readers = vec![Vec::new(); prepared.plan.indicators().len()];
        for (number, (target, period)) in judgings(prepared.plan).enumerate() {
            let moves = matches!(target.asked, Asked::Baseline(_, Baseline::Period(_)));
            for place in read_by(prepared.plan, target) {
                let carries = prepared.plan.indicators().get(place).is_some_and(|found| found.carry_forward);
                let days = prepared.plan.judging_days(target, period);
                let Some(readers) = readers.get_mut(place) else { continue };
                readers.push(Reader { column: number, days: (!moves && !carries).then_some(days) });
            }
        }
        (self.view, self.columns, self.lines, self.readers) = (view, columns, lines, readers);
        self.stale.clear();
        Ok(())
    }

    /// An evaluator of what stands now, for as long as it is asked.
    pub(crate) fn asked<T>(&mut self, ask: impl FnOnce(&Evaluator<'_>) -> T) -> T {
        self.with(Records::All, ask)
    }

    /// The same, knowing of completions only those of one task by some units.
    pub(crate) fn asked_of<T>(
        &mut self,
        task: &TaskId,
        units: &[UnitId],
        ask: impl FnOnce(&Evaluator<'_>) -> T,
    ) -> T {
        self.with(Records::Of(task, units), ask)
    }

    fn with<T>(&mut self, records: Records<'_>, ask: impl FnOnce(&Evaluator<'_>) -> T) -> T {
        let Self { prepared, ledger, as_of, working_days, view, completions, .. } = self;
        let mut evaluator = Evaluator {
            plan: prepared.plan,
            register: prepared.register,
            ledger,
            as_of: *as_of,
            ground: Arc::clone(&prepared.ground),
            view: std::mem::take(view),
            judgements: BTreeMap::new(),
            completions: BTreeMap::new(),
            roster: Arc::clone(&prepared.roster),
            working_days: *working_days,
        };
        let known: Box<dyn Iterator<Item = &Completion>> = match records {
            Records::All => Box::new(ledger.completions()),
            Records::Reports | Records::Judgements => Box::new(std::iter::empty()),
            Records::Of(task, units) => {
                let of_unit = |unit: &UnitId| completions.get(&(task.clone(), unit.clone()));
                Box::new(units.iter().filter_map(of_unit).flatten())
            }
        };
        evaluator.take_completions(known);
        if matches!(records, Records::All | Records::Judgements) {
            evaluator.take_judgements();
        }
        let found = ask(&evaluator);
        *view = evaluator.view;
        found
    }

    /// Where the ledger's numbers of an indicator and a unit stand in the plan and the register.
    fn place(&mut self, observation: &Observation, numbers: [Option<u32>; 3]) -> Option<(usize, usize)> {
        let [indicator, unit, _] = numbers;
        let (indicators, units) = &mut self.numbers;
        let of_indicator =
            known(indicators, indicator, || self.indicators.get(&observation.indicator).copied())?;
        let of_unit = known(units, unit, || self.prepared.register.place(&observation.unit))?;
        Some((of_indicator, of_unit))
    }

    /// Enters an observation, and brings everything up to date.
    pub(crate) fn observe(&mut self, observation: Observation) -> Result<Added, NotObserved> {
        let numbers = self.ledger.told().numbers(&observation);
        let place = self.place(&observation, numbers);
        let Prepared { plan, register, .. } = self.prepared.clone();
        let days = plan.calendar().days(observation.period);
        let fits = place.filter(|(indicator, unit)| {
            register.exists_in(*unit, days)
                && plan
                    .indicators()
                    .get(*indicator)
                    .is_some_and(|found| observation.report.is_plainly_of(&found.measure))
        });
        if fits.is_none() {
            // What is seen at a glance to fit does; of the rest the observation itself says why not.
            observation.check(plan, register).map_err(|error| error::report(&observation, error))?;
        }
        let (label, counts) = (observation.period, observation.reported_on <= self.as_of);
        let row = self.ledger.told().next_row();
        if self.ledger.add_numbered(observation, numbers)? == Added::Duplicate {
            return Ok(Added::Duplicate);
        }
        match place.filter(|_| counts) {
            Some(place) => self.observed(place, (days, label), row)?,
            None => self.follow()?,
        }
        Ok(Added::New)
    }

    /// Brings everything up to date after a row was entered.
    fn observed(
        &mut self,
        (indicator, unit): (usize, usize),
        (days, label): (Period, Period),
        row: u32,
    ) -> Result<(), EvaluateError> {
        let Self { prepared, ledger, as_of, view, columns, readers, stale, unsaid, .. } = self;
        let Prepared { plan, register, .. } = prepared;
        let readers = readers.get(indicator).map_or(&[][..], Vec::as_slice);
        // What the unit adds to each column before, and after.
        let mut before: Vec<(usize, Option<Share>)> = Vec::with_capacity(2);
        for reader in readers.iter().filter(|reader| reader.days.is_none_or(|judging| judging.holds(days))) {
            if let Some(column) = columns.get(reader.column) {
                before.push((reader.column, column.share(view, register, unit)));
            }
        }
        view.update(ledger.told(), plan, (indicator, unit, register.len()), (row, *as_of), (days, label));
        for (number, before) in before {
            let Some(column) = columns.get_mut(number) else { continue };
            let after = if column.expects(days) { column.share(view, register, unit) } else { None };
            let mut flips = Vec::new();
            match before.zip(after).map(|shares| column.shift(plan, unit, shares, &mut flips)) {
                Some(Ok(())) => unsaid.take(number, flips),
                _ => {
                    stale.insert(number);
                    // Half of it may be done: what it was is what is compared.
                    column.undo(&flips);
                }
            }
        }
        self.follow()
    }

    /// Works out anew what could not be brought up to date otherwise, and the lines.
    fn follow(&mut self) -> Result<(), EvaluateError> {
        let targets = self.prepared.plan.targets();
        let about = |number: usize| {
            let column = self.columns.get(number)?;
            Some((number, targets.get(column.target)?, column.period))
        };
        let stale: Vec<_> = self.stale.iter().copied().filter_map(about).collect();
        for (number, target, period) in stale {
            let kept = self.fresh(target, period)?;
            if let Some(column) = self.columns.get_mut(number) {
                let flips = column.flips_to(&kept);
                *column = kept;
                self.unsaid.take(number, flips);
            }
            self.stale.remove(&number);
        }
        // Those of an entry that could say nothing are among them: their lines were left as they were.
        let Turned { verdicts, lines } = &mut self.unsaid;
        for (number, _) in verdicts {
            let line = self.lines.get_mut(*number).and_then(Option::as_mut);
            if let Some((column, was)) = self.columns.get(*number).zip(line) {
                let is = line_of(&self.prepared, column)?;
                if *was != is {
                    lines.push((*number, *was, is));
                    *was = is;
                }
            }
        }
        Ok(())
    }

    /// What changed since it was last asked for; nothing while a column is stale, and it is said once none is.
    pub(crate) fn turned(&mut self) -> Turned {
        if !self.stale.is_empty() {
            return Turned::default();
        }
        let mut turned = std::mem::take(&mut self.unsaid);
        turned.join(self.prepared.ground.issuer);
        turned
    }

    /// A column anew.
    fn fresh(&mut self, target: &Target, period: Period) -> Result<Kept, EvaluateError> {
        let records =
            if target.aggregate == Aggregate::Judgement { Records::Judgements } else { Records::Reports };
        let plan = self.prepared.plan;
        self.with(records, |evaluator| {
            let target = plan.target(&target.id).unwrap_or(target);
            Work::new(evaluator).column(target, period).map(|column| Kept::of(evaluator, column))
        })
    }

    /// Brings up to date the columns that some entry, other than an observation, is about.
    pub(crate) fn touched(&mut self, about: impl Fn(&Target) -> bool) -> Result<(), EvaluateError> {
        let targets = self.prepared.plan.targets();
        let is_about = |column: &Kept| targets.get(column.target).is_some_and(&about);
        let numbers = self.columns.iter().enumerate().filter(|(_, column)| is_about(column)).map(|(k, _)| k);
        self.stale.extend(numbers.collect::<Vec<usize>>());
        self.follow()
    }

    /// Takes a completion into account.
    pub(crate) fn completed(&mut self, completion: &Completion) {
        let key = (completion.task.clone(), completion.unit.clone());
        self.completions.entry(key).or_default().push(completion.clone());
    }

    /// Everything as of another day; an error leaves all as it was.
    pub(crate) fn move_to(&mut self, day: NaiveDate) -> Result<(), EvaluateError> {
        let was_on = std::mem::replace(&mut self.as_of, day);
        let before = (std::mem::take(&mut self.columns), std::mem::take(&mut self.lines));
        let (view, stale) = (std::mem::take(&mut self.view), std::mem::take(&mut self.stale));
        if let Err(error) = self.rebuild() {
            self.as_of = was_on;
            (self.columns, self.lines) = before;
            (self.view, self.stale) = (view, stale);
            return Err(error);
        }
        for (number, (was, is)) in before.0.iter().zip(&self.columns).enumerate() {
            self.unsaid.take(number, was.flips_to(is));
            if let (Some(Some(was)), Some(Some(is))) = (before.1.get(number), self.lines.get(number))
                && was != is
            {
                self.unsaid.lines.push((number, *was, *is));
            }
        }
        Ok(())
    }

    /// Everything by another register, in which each unit of this one stands where it stood.
    pub(crate) fn reorganise(&mut self, register: &'a Register) -> Result<(), EvaluateError> {
        let prepared = Prepared::new(self.prepared.plan, register)?;
        let was_by = std::mem::replace(&mut self.prepared, prepared);
        let before = (std::mem::take(&mut self.columns), std::mem::take(&mut self.lines));
        let (view, stale) = (std::mem::take(&mut self.view), std::mem::take(&mut self.stale));
        if let Err(error) = self.rebuild() {
            self.prepared = was_by;
            (self.columns, self.lines) = before;
            (self.view, self.stale) = (view, stale);
            return Err(error);
        }
        for (number, (was, is)) in before.0.iter().zip(&self.columns).enumerate() {
            self.unsaid.take(number, was.flips_between(is));
            if let (Some(Some(was)), Some(Some(is))) = (before.1.get(number), self.lines.get(number))
                && was != is
            {
                self.unsaid.lines.push((number, *was, *is));
            }
        }
        Ok(())
    }

    /// What an evaluator of another day says of the tasks.
    pub(crate) fn asked_on<T>(&mut self, day: NaiveDate, ask: impl FnOnce(&Evaluator<'_>) -> T) -> T {
        let was_on = std::mem::replace(&mut self.as_of, day);
        let found = self.with(Records::All, ask);
        self.as_of = was_on;
        found
    }

    /// Whether an entry fits the plan and the register.
    pub(crate) fn check_whole(&self, whole: &Declared) -> Result<(), EvaluateError> {
        let Prepared { plan, register, .. } = &self.prepared;
        whole.check(plan, register).map_err(|error| error::whole(whole, error))
    }

    pub(crate) fn check_judgement(&self, judgement: &Judgement) -> Result<(), EvaluateError> {
        let Prepared { plan, register, .. } = &self.prepared;
        judgement.check(plan, register).map_err(|error| error::judgement(judgement, error))
    }

    pub(crate) fn check_instruction(&self, instruction: &Instruction) -> Result<(), EvaluateError> {
        let Prepared { plan, register, .. } = &self.prepared;
        instruction.check(plan, register).map_err(|error| error::instruction(instruction, error))
    }

    pub(crate) fn check_completion(&self, completion: &Completion) -> Result<(), EvaluateError> {
        let Prepared { plan, register, roster, .. } = &self.prepared;
        completion
            .check_among(plan, register, &self.ledger, roster)
            .map_err(|error| error::completion(completion, error))
    }

    /// Takes the declared wholes into account that count now.
    pub(crate) fn declared(&mut self) {
        let Self { prepared, ledger, as_of, view, indicators, .. } = self;
        for whole in ledger.wholes_as_of(*as_of) {
            let place = indicators.get(&whole.indicator).copied().zip(prepared.register.place(&whole.unit));
            if let Some((indicator, unit)) = place {
                let days = prepared.plan.calendar().days(whole.period);
                view.declare(indicator, unit, prepared.register.len(), days, whole.whole);
            }
        }
    }

    /// Works out anew the columns that read an indicator.
    pub(crate) fn touched_by(&mut self, indicator: &IndicatorId) -> Result<(), EvaluateError> {
        let readers = self.indicators.get(indicator).and_then(|place| self.readers.get(*place));
        self.stale.extend(readers.into_iter().flatten().map(|reader| reader.column));
        self.follow()
    }
}

impl Turned {
    fn take(&mut self, number: usize, flips: Vec<Flip>) {
        if !flips.is_empty() {
            self.verdicts.push((number, flips));
        }
    }

    /// In plan order, then by period and subject; what changed more than once changed from the first to the last, and what
    /// came back to what it was did not change.
    fn join(&mut self, issuer: Option<usize>) {
        // Columns stand in plan order, then by period.
        self.verdicts.sort_by_key(|(number, _)| *number);
        self.verdicts.dedup_by(|(number, flips), (before, earlier)| {
            let same = number == before;
            if same {
                earlier.append(flips);
            }
            same
        });
        for (_, flips) in &mut self.verdicts {
            flips.sort_by_key(|(place, ..)| place.or(issuer));
            flips.dedup_by(|(place, _, is), (before, _, was_then)| {
                let same = place == before;
                if same {
                    *was_then = *is;
                }
                same
            });
            flips.retain(|(_, was, is)| was != is);
        }
        self.lines.sort_by_key(|(number, ..)| *number);
        self.lines.dedup_by(|(number, _, is), (before, _, was_then)| {
            let same = number == before;
            if same {
                *was_then = *is;
            }
            same
        });
        self.lines.retain(|(_, was, is)| was != is);
    }
}

impl Running<'_> {
    /// Each verdict that changed, by target, period and subject: in plan order, then in the order of the subjects.
    pub(crate) fn verdicts<'t>(
        &'t self,
        turned: &'t Turned,
    ) -> impl Iterator<Item = (&'t Target, Period, &'t UnitId, Verdict, Verdict)> {
        let Prepared { plan, register, .. } = &self.prepared;
        turned.verdicts.iter().flat_map(move |(number, flips)| {
            let about =
                self.columns.get(*number).and_then(|c| Some((plan.targets().get(c.target)?, c.period)));
            flips.iter().filter_map(move |(place, was, is)| {
                let (target, period) = about?;
                let subject = place.and_then(|place| register.id(place)).unwrap_or(plan.issuer());
                Some((target, period, subject, *was, *is))
            })
        })
    }

    /// Each line whose verdict changed, in plan order.
    pub(crate) fn lines(&self, turned: &Turned) -> impl Iterator<Item = (&Target, Period, Verdict, Verdict)> {
        turned.lines.iter().filter_map(|(number, was, is)| {
            let column = self.columns.get(*number)?;
            Some((self.prepared.plan.targets().get(column.target)?, column.period, *was, *is))
        })
    }
}

/// The place that a ledger's number stands for, looked up once.
fn known(
    places: &mut Vec<u32>,
    number: Option<u32>,
    look_up: impl FnOnce() -> Option<usize>,
) -> Option<usize> {
    let at = number.and_then(|number| usize::try_from(number).ok());
    if let Some(place) = at.and_then(|at| places.get(at)).filter(|place| **place != u32::MAX) {
        return usize::try_from(*place).ok();
    }
    let found = look_up()?;
    if let (Some(at), Ok(small)) = (at, u32::try_from(found)) {
        if places.len() <= at {
            places.resize(at.saturating_add(1), u32::MAX);
        }
        if let Some(slot) = places.get_mut(at) {
            *slot = small;
        }
    }
    Some(found)
}

fn judgings(plan: &Plan) -> impl Iterator<Item = (&Target, Period)> {
    plan.targets().iter().flat_map(|target| plan.judging_periods(target).map(move |period| (target, period)))
}

/// The indicators that a target reads: its own, and those of the targets it is measured within.
fn read_by(plan: &Plan, target: &Target) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next = Some(target);
    while let Some(target) = next {
        let place = |id: &IndicatorId| plan.indicators().iter().position(|indicator| indicator.id == *id);
        found.extend(target.indicator.as_ref().and_then(place));
        next = target.within.as_ref().and_then(|outer| plan.target(outer));
    }
    found
}

fn line_of(prepared: &Prepared<'_>, column: &Kept) -> Result<Verdict, EvaluateError> {
    if let Some(verdict) = column.line() {
        return Ok(verdict);
    }
    let [met, missed, unknown, not_applicable] = column.tallied();
    let tally = UnitTally { met, missed, unknown, not_applicable, ..UnitTally::default() };
    let Some(target) = prepared.plan.targets().get(column.target) else { return Ok(Verdict::NotApplicable) };
    super::line(prepared.plan, target, column.period, tally).map(|line| line.verdict)
}
