//! Duties: who answers for what, with whom, by when, and how it stands.
//!
//! [`Duties`] follows from a plan and a register alone, before anything is reported: each unit's own list, and for each target
//! or task the units that answer for it. How occurrences stand as of a day, an [`Evaluator`](crate::Evaluator) says.

mod agenda;
mod parties;
mod roster;
mod status;

pub use agenda::{Agenda, AgendaItem, Duties, Involved, Subject, UnitRole};
pub use parties::PartyError;
pub(crate) use parties::is_for;
pub(crate) use roster::Roster;
pub use status::{DutyStatus, OccurrenceStatus, Rates};
