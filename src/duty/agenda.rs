//! From a plan and a register alone: what must this unit do, with whom, by when; and who answers for this.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{OccurrenceStatus, handover::Handover};
use crate::{
    id::{Level, ScopeId, TargetId, TaskId, UnitId},
    plan::{JudgedAt, Party, Plan, Product, RestDays, Role, Target, Task},
    roster::{PartyError, Roster, beside, is_a, is_for, same_level},
    time::{Occurrence, Period, workdays::WorkingCalendar},
    unit::Register,
};

/// The duties that follow from a plan and a register, before anything is reported.
///
/// ```
/// # fn show(plan: &kehoach::Plan, register: &kehoach::Register, unit: &kehoach::UnitId) -> Result<(), kehoach::PartyError> {
/// let duties = kehoach::Duties::new(plan, register);
/// for item in duties.of(unit)?.items {
///     println!("{:?} {:?}: {:?}", item.last, item.subject, item.role);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Duties<'a> {
    plan: &'a Plan,
    register: &'a Register,
    /// Over the plan's period.
    tasks: Roster,
    /// Over all judging periods.
    targets: Roster,
    working_days: Option<&'a WorkingCalendar>,
}

/// What an item of an agenda is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Subject {
    /// A target in whose figures the unit is counted.
    Target(TargetId),
    /// A task.
    Task(TaskId),
    /// A reporting duty.
    Report(TaskId),
}

impl Subject {
    /// The task, of a task or a reporting duty.
    #[must_use]
    pub const fn task(&self) -> Option<&TaskId> {
        match self {
            Self::Target(_) => None,
            Self::Task(task) | Self::Report(task) => Some(task),
        }
    }
}

/// What a unit has to do with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitRole {
    /// It reports figures that count.
    Counted,
    /// It is judged by itself.
    Judged,
    /// It has a role in a task.
    In(Role),
}

/// Another party of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Involved {
    /// A unit.
    Unit(UnitId),
    /// A phrase of the plan from which no unit follows.
    Open(String),
}

/// One thing that a unit has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AgendaItem {
    /// What it is about.
    pub subject: Subject,
    /// Which occurrence or judging period.
    pub label: String,
    /// Its first day, if it has one.
    pub first: Option<NaiveDate>,
    /// Its last day, if it has one.
    pub last: Option<NaiveDate>,
    /// What the unit has to do with it.
    pub role: UnitRole,
    /// Whom the unit took it over from, the first first: see [`OccurrenceStatus::taken_over_from`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken_over_from: Vec<UnitId>,
    /// Whether nobody answers for it: the unit was divided, and no heir was named for its duties. Of what has no last day,
    /// from that day on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unanswered: bool,
    /// Everyone else, with their roles, in the plan's order. Of a report each lead owes its own: the others are not listed.
    pub with: Vec<(Role, Involved)>,
}

/// A unit's own list, by last day; what has none stands at the end, in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Agenda {
    /// The unit.
    pub unit: UnitId,
    /// Its items.
    pub items: Vec<AgendaItem>,
}

impl Agenda {
    /// How an item stands, of the `occurrences` that an [`Evaluator`](crate::Evaluator::occurrences) gives: the unit's own where
    /// it leads, else those of every unit that answers for it. Nothing for targets, which have outcomes.
    pub fn statuses<'o>(
        &self,
        item: &AgendaItem,
        occurrences: &'o [OccurrenceStatus],
    ) -> impl Iterator<Item = &'o OccurrenceStatus> {
        occurrences.iter().filter(move |one| {
            Some(&one.task) == item.subject.task()
                && one.occurrence == item.label
                // What waits for an instruction gets its last day from there.
                && (item.last.is_none() || one.last == item.last)
                && (item.role != UnitRole::In(Role::Lead) || one.unit == self.unit)
        })
    }
}

impl<'a> Duties<'a> {
    /// The duties of a plan over a register.
    #[must_use]
    pub fn new(plan: &'a Plan, register: &'a Register) -> Self {
        // A judging period may end after the plan, and one of shifted figures begins before it.
        let days = plan.targets().iter().flat_map(|target| {
            plan.judging_periods(target).map(move |period| plan.judging_days(target, period))
        });
        let all = days.fold(plan.period(), |all, days| {
            Period::between(all.first().min(days.first()), all.last().max(days.last())).unwrap_or(all)
        });
        let scopes = plan.targets().iter().flat_map(target_scopes);
        Self {
            plan,
            register,
            tasks: Roster::of_tasks(plan, register),
            targets: Roster::new(plan, register, scopes, all),
            working_days: None,
        }
    }

    /// The same with a working calendar: where the plan moves due days off rest days, the list has the days they move to.
    /// Without one it has those of the schedule.
    #[must_use]
    pub fn with_working_days(mut self, calendar: &'a WorkingCalendar) -> Self {
        self.working_days = Some(calendar);
        self
    }

    /// What a unit must do, with whom, by when: every target it is counted or judged in, every task in which it has a role,
    /// every report it owes, each occurrence on its own. Nothing for a unit that the register does not know.
    ///
    /// # Errors
    /// [`PartyError`] if a relative party ('UBND cùng cấp') of one of its items has no match, or several.
    pub fn of(&self, unit: &UnitId) -> Result<Agenda, PartyError> {
        let mut items = Vec::new();
        if let Some(place) = self.register.place(unit) {
            for target in self.plan.targets() {
                items.extend(self.in_target(target, unit, place));
            }
            for task in self.plan.tasks() {
                self.in_task(task, unit, place, &mut items)?;
            }
        }
        items.sort_by_key(|item| (item.last.is_none(), item.last));
        Ok(Agenda { unit: unit.clone(), items })
    }

    /// The units that answer for a target, in register order: those that are counted in it in some judging period, or, for one
    /// that an assessor judges, those it is judged at.
    #[must_use]
    pub fn answerable_for_target(&self, target: &TargetId) -> Vec<UnitId> {
        let Some(target) = self.plan.target(target) else { return Vec::new() };
        let scope = match (&target.measured, &target.judged_at) {
            (Some(scope), _) | (None, JudgedAt::Each(scope)) => scope,
            (None, JudgedAt::Issuer) => return vec![self.plan.issuer().clone()],
        };
        let counts = |unit: &usize| {
            self.plan.judging_periods(target).any(|period| self.is_counted(target, scope, *unit, period))
        };
        self.targets
            .ever_in(scope)
            .filter(counts)
            .filter_map(|unit| self.register.id(unit))
            .cloned()
            .collect()
    }

    /// The units that answer for a task or a reporting duty on some day of the plan, in register order: those that lead it.
    #[must_use]
    pub fn answerable_for_task(&self, task: &TaskId) -> Vec<UnitId> {
        let leads = self.plan.task(task).map(|task| self.tasks.ever_leading(self.register, task));
        leads.into_iter().flatten().filter_map(|unit| self.register.id(unit)).cloned().collect()
    }

    /// The lists of those units that were divided without an heir named for their duties: what nobody answers for since. In
    /// register order.
    ///
    /// # Errors
    /// As for [`Duties::of`].
    pub fn unanswered(&self) -> Result<Vec<Agenda>, PartyError> {
        let tasks = self.plan.tasks().iter();
        let units: BTreeSet<usize> =
            tasks.flat_map(|task| self.tasks.ever_divided(self.register, task)).collect();
        let mut found = Vec::new();
        for unit in units.into_iter().filter_map(|unit| self.register.id(unit)) {
            let mut agenda = self.of(unit)?;
            agenda.items.retain(|item| item.unanswered);
            found.extend(Some(agenda).filter(|agenda| !agenda.items.is_empty()));
        }
        Ok(found)
    }

    /// Whether a unit is in a scope for a judging period: on its last day, or, where figures add up, on some day of it.
    fn is_counted(&self, target: &Target, scope: &ScopeId, unit: usize, period: Period) -> bool {
        let days = self.plan.judging_days(target, period);
        let indicator = target.indicator.as_ref().and_then(|id| self.plan.indicator(id));
        if indicator.is_some_and(|indicator| !indicator.measure.takes_latest()) {
            return self.targets.meets(scope, unit, days.first(), days.last());
        }
        self.targets.is_in(scope, unit, days.last())
    }

    fn in_target(&self, target: &Target, unit: &UnitId, place: usize) -> Vec<AgendaItem> {
        let mut items = Vec::new();
        for period in self.plan.judging_periods(target) {
            let days = self.plan.judging_days(target, period);
            let counted = |scope| self.is_counted(target, scope, place, period);
            let role = if target.measured.as_ref().is_some_and(counted) {
                UnitRole::Counted
            } else if match &target.judged_at {
                JudgedAt::Each(scope) => self.targets.is_in(scope, place, days.last()),
                JudgedAt::Issuer => target.measured.is_none() && unit == self.plan.issuer(),
            } {
                UnitRole::Judged
            } else {
                continue;
            };
            items.push(AgendaItem {
                subject: Subject::Target(target.id.clone()),
                label: period.to_string(),
                first: Some(days.first()),
                last: Some(days.last()),
                role,
                taken_over_from: Vec::new(),
                unanswered: false,
                with: Vec::new(),
            });
        }
        items
    }

    fn in_task(
        &self,
        task: &Task,
        unit: &UnitId,
        place: usize,
        items: &mut Vec<AgendaItem>,
    ) -> Result<(), PartyError> {
        let ever_leads = self.tasks.ever_leads(self.register, task, place);
        let (register, roster) = (self.register, &self.tasks);
        let handover = Handover { register, roster, task, plan: self.plan.period() };
        let roles = |role: &Role| task.parties_in(*role).next().is_some();
        for (level, timing) in task.when.timings() {
            for occurrence in timing.occurrences(self.plan.period()) {
                let at = At { task, level, last: self.last(&occurrence)? };
                let leading = ever_leads && self.leads(&at, place);
                let mut leads: Option<Vec<usize>> = None;
                for role in Role::ALL.into_iter().filter(roles) {
                    if role == Role::Lead {
                        let unanswered = ever_leads && self.is_unanswered(&at, place);
                        if leading || unanswered {
                            let mut item = at.item(&occurrence, role, self.beside_lead(&at, unit, place)?);
                            let day = self.day(&at, place);
                            let holders = handover.holders(place, day, &item.label);
                            let from = holders.map(|holders| holders.taken_over_from(item.first));
                            item.taken_over_from = self.ids(from.unwrap_or_default());
                            item.unanswered = unanswered;
                            items.push(item);
                        }
                        continue;
                    }
                    // Who leads is no further party by way of a scope that happens to hold it.
                    let on = self.day(&at, place);
                    let (mut named, mut from) = (false, Vec::new());
                    for party in task.parties_in(role) {
                        match party {
                            Party::Unit(one) if roster.stands_for(register, one, on) == Some(place) => {
                                named = true;
                                from.extend(roster.stood_for(register, one, on));
                            }
                            Party::Each(scope) => named |= !leading && self.in_scope(scope, place, at.last),
                            _ => {}
                        }
                    }
                    let kinds = task.parties_in(role).filter_map(|party| match party {
                        Party::SameLevel(kind) if is_a(register, place, kind, on) => Some(kind),
                        _ => None,
                    });
                    let kinds: Vec<_> = kinds.collect();
                    if !named && kinds.is_empty() {
                        continue;
                    }
                    let leads = leads.get_or_insert_with(|| self.all_leads(&at));
                    let mut mine = leads.clone();
                    if !named {
                        // A relative party acts with those that stand beside it, and not with all.
                        let near = beside(self.register, place, on);
                        mine.retain(|lead| near.contains(lead));
                        for lead in mine.iter().filter_map(|lead| self.register.id(*lead)) {
                            for kind in &kinds {
                                same_level(self.register, task, lead, kind, on)?;
                            }
                        }
                    }
                    // Where only an open phrase leads, the others have their part in it all the same.
                    if !mine.is_empty() || self.tasks.ever_leading(self.register, task).is_empty() {
                        let mut item = at.item(&occurrence, role, self.beside_other(&at, &mine, unit, on)?);
                        item.taken_over_from = self.ids(from);
                        items.push(item);
                    }
                }
            }
        }
        Ok(())
    }

    /// The last day of an occurrence, moved to a working day where the plan and the calendar say so.
    fn last(&self, occurrence: &Occurrence) -> Result<Option<NaiveDate>, PartyError> {
        Ok(match (occurrence.last(), self.working_days, self.plan.rest_days()) {
            (Some(last), Some(calendar), RestDays::NextWorkingDay) if occurrence.may_roll() => {
                Some(calendar.next_working_day_on_or_after(last)?)
            }
            (last, ..) => last,
        })
    }

    /// The day on which it is asked who a unit is and with whom it acts: the last day or, without one, the last of the plan
    /// on which the unit exists.
    fn day(&self, at: &At<'_>, unit: usize) -> NaiveDate {
        at.last.unwrap_or_else(|| self.register.nearest_day(unit, self.plan.period().last()))
    }

    /// Whether a unit that ever leads the task leads this occurrence.
    fn leads(&self, at: &At<'_>, unit: usize) -> bool {
        is_for(self.register, at.level, unit, self.day(at, unit))
            && match at.last {
                Some(on) => {
                    self.register.exists(unit, on) && self.tasks.leads(self.register, at.task, unit, on)
                }
                None => self.tasks.leads_in_time(self.register, at.task, unit),
            }
    }

    /// Whether nobody answers for an occurrence any more that a unit would.
    fn is_unanswered(&self, at: &At<'_>, unit: usize) -> bool {
        let on = at.last.unwrap_or(self.plan.period().last());
        is_for(self.register, at.level, unit, on)
            && self.tasks.by_name(self.register, at.task, on).divided.contains(&unit)
    }

    fn ids(&self, units: Vec<usize>) -> Vec<UnitId> {
        let mut seen = BTreeSet::new();
        let first = units.into_iter().filter(|unit| seen.insert(*unit));
        first.filter_map(|unit| self.register.id(unit)).cloned().collect()
    }

    fn all_leads(&self, at: &At<'_>) -> Vec<usize> {
        let mut leads = self.tasks.leading_at_some_time(self.register, at.task);
        leads.retain(|lead| self.leads(at, *lead));
        leads
    }

    fn in_scope(&self, scope: &ScopeId, unit: usize, last: Option<NaiveDate>) -> bool {
        let plan = self.plan.period();
        match last {
            Some(on) => self.tasks.is_in(scope, unit, on),
            None => self.tasks.meets(scope, unit, plan.first(), plan.last()),
        }
    }

    /// Everyone with whom a lead acts.
    fn beside_lead(
        &self,
        at: &At<'_>,
        unit: &UnitId,
        place: usize,
    ) -> Result<Vec<(Role, Involved)>, PartyError> {
        let mut with = Vec::new();
        if at.task.product == Product::Work {
            with.extend(self.all_leads(at).into_iter().filter_map(|lead| self.involved(Role::Lead, lead)));
        }
        let on = self.day(at, place);
        for responsibility in &at.task.parties {
            self.add(at, responsibility.role, &responsibility.party, on, &mut with);
            if let Party::SameLevel(kind) = &responsibility.party
                && self.register.exists(place, on)
            {
                let found = same_level(self.register, at.task, unit, kind, on)?;
                with.push((responsibility.role, Involved::Unit(found)));
            }
        }
        with.retain(|(_, who)| !matches!(who, Involved::Unit(other) if other == unit));
        Ok(with)
    }

    /// Everyone with whom a unit acts in another role than that of a lead. Who is relative to several leads stays as written.
    fn beside_other(
        &self,
        at: &At<'_>,
        leads: &[usize],
        unit: &UnitId,
        on: NaiveDate,
    ) -> Result<Vec<(Role, Involved)>, PartyError> {
        let mut with: Vec<_> = leads.iter().filter_map(|lead| self.involved(Role::Lead, *lead)).collect();
        for responsibility in &at.task.parties {
            self.add(at, responsibility.role, &responsibility.party, on, &mut with);
            if let Party::SameLevel(kind) = &responsibility.party {
                let only = if let [lead] = leads { self.register.id(*lead).zip(Some(*lead)) } else { None };
                with.push((
                    responsibility.role,
                    match only {
                        Some((id, lead)) => {
                            let on = self.day(at, lead);
                            Involved::Unit(same_level(self.register, at.task, id, kind, on)?)
                        }
                        None => Involved::Open(responsibility.party.to_string()),
                    },
                ));
            }
        }
        with.retain(|(_, who)| !matches!(who, Involved::Unit(other) if other == unit));
        Ok(with)
    }

    fn involved(&self, role: Role, unit: usize) -> Option<(Role, Involved)> {
        self.register.id(unit).map(|unit| (role, Involved::Unit(unit.clone())))
    }

    /// Adds the units of a party that is relative to no one, or its phrase; of the leads only the phrases. A named unit is who
    /// stands for it on a day; if nobody does, as the plan has it.
    fn add(&self, at: &At<'_>, role: Role, party: &Party, on: NaiveDate, with: &mut Vec<(Role, Involved)>) {
        match party {
            Party::Open(phrase) => with.push((role, Involved::Open(phrase.clone()))),
            Party::Unit(named) if role != Role::Lead => {
                let stands = self.tasks.stands_for(self.register, named, on);
                let unit = stands.and_then(|unit| self.register.id(unit)).unwrap_or(named);
                let found = (role, Involved::Unit(unit.clone()));
                // Two may have passed to one heir.
                if !with.contains(&found) {
                    with.push(found);
                }
            }
            Party::Each(scope) if role != Role::Lead => {
                let members = self.tasks.ever_in(scope).filter(|unit| self.in_scope(scope, *unit, at.last));
                with.extend(members.filter_map(|unit| self.involved(role, unit)));
            }
            _ => {}
        }
    }
}

/// An occurrence of a task: for which level, and until when.
struct At<'a> {
    task: &'a Task,
    level: Option<&'a Level>,
    last: Option<NaiveDate>,
}

impl At<'_> {
    fn item(&self, occurrence: &Occurrence, role: Role, with: Vec<(Role, Involved)>) -> AgendaItem {
        let task = self.task.id.clone();
        AgendaItem {
            subject: match self.task.product {
                Product::Work => Subject::Task(task),
                Product::Report => Subject::Report(task),
            },
            label: occurrence.label().to_string(),
            first: occurrence.first(),
            last: self.last,
            role: UnitRole::In(role),
            taken_over_from: Vec::new(),
            unanswered: false,
            with,
        }
    }
}

fn target_scopes(target: &Target) -> impl Iterator<Item = &ScopeId> {
    let judged_at = if let JudgedAt::Each(scope) = &target.judged_at { Some(scope) } else { None };
    target.measured.iter().chain(judged_at)
}
