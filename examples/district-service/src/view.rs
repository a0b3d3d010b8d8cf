//! What one request asks of the library, as of one day.

use chrono::NaiveDate;
use kehoach::{
    Agenda, AgendaItem, Duties, Evaluation, Evaluator, OccurrenceStatus, Outcome, Period, TargetId, UnitId,
};

use crate::{changes::Snapshot, failure::Failure, office::Office};

/// How far ahead a unit looks by default, in days.
pub const WITHIN: u32 = 30;

pub struct View<'a> {
    pub office: &'a Office,
    pub evaluator: Evaluator<'a>,
    pub as_of: NaiveDate,
}

/// A unit's own list: what it has to do, how that stands, and what is pressing.
pub struct UnitDuties {
    pub agenda: Agenda,
    /// Of all tasks, with all units.
    pub occurrences: Vec<OccurrenceStatus>,
    pub pending: Vec<OccurrenceStatus>,
}

impl View<'_> {
    /// A unit's name; its id where the register has none.
    pub fn name<'s>(&'s self, unit: &'s UnitId) -> &'s str {
        self.office.register.name(unit).unwrap_or(unit.as_str())
    }

    /// A unit that the register knows on some day.
    pub fn unit(&self, text: &str) -> Result<UnitId, Failure> {
        let register = &self.office.register;
        let id = UnitId::new(text)
            .map_err(|error| Failure::parameter("unit", format!("`{text}` is no id: {error}"), Vec::new()))?;
        if register.knows(&id) {
            return Ok(id);
        }
        let near = register.nearest(text).map(UnitId::as_str);
        Err(Failure::not_found(format!("there is no unit `{text}`"), near))
    }

    pub fn evaluation(&self) -> Result<Evaluation, Failure> {
        Ok(self.evaluator.evaluate()?)
    }

    /// Everything that can change, to be compared with another day.
    pub fn snapshot(&self) -> Result<Snapshot, Failure> {
        Ok(Snapshot { evaluation: self.evaluation()?, occurrences: self.evaluator.occurrences()? })
    }

    /// One target in one judging period at one subject.
    pub fn outcome(&self, target: &str, period: &str, subject: &UnitId) -> Result<Outcome, Failure> {
        let id = TargetId::new(target).map_err(|error| {
            Failure::parameter("target", format!("`{target}` is no id: {error}"), Vec::new())
        })?;
        // For its error, with the nearest spelling: who is asked for one outcome is not told that there are none.
        self.evaluator.target(&id)?;
        let wanted: Period = kehoach::phrases::period(period)
            .map_err(|refusal| {
                Failure::parameter("period", format!("`{period}`: {}", refusal.wrong()), Vec::new())
            })?
            .value;
        let outcomes = self.evaluator.at(subject)?;
        let judged: Vec<String> =
            outcomes.iter().filter(|o| o.target == id).map(|o| o.period.to_string()).collect();
        outcomes.into_iter().find(|o| o.target == id && o.period == wanted).ok_or_else(|| {
            let what = format!("target `{id}` is not judged in {wanted}, but in {}", judged.join(", "));
            Failure::not_found(what, None)
        })
    }

    pub fn duties(&self, unit: &UnitId, within: u32) -> Result<UnitDuties, Failure> {
        let (plan, register) = (&self.office.plan, &self.office.register);
        let duties = Duties::new(plan, register).with_working_days(&self.office.working_days);
        Ok(UnitDuties {
            agenda: duties.of(unit)?,
            occurrences: self.evaluator.occurrences()?,
            pending: self.evaluator.pending(unit, within)?,
        })
    }
}

impl UnitDuties {
    /// How an item of the list stands: the unit's own record where it leads, else those of all who do.
    pub fn records(&self, item: &AgendaItem) -> Vec<&OccurrenceStatus> {
        self.agenda.statuses(item, &self.occurrences).collect()
    }
}
