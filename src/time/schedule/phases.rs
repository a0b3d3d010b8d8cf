//! Schedules that hold words: instructions, and phases with a name.

use std::{borrow::Cow, collections::HashSet, fmt, sync::Arc};

use super::ScheduleError;
use crate::{limits::PHRASE_CHARS, spelling::tidy, time::Period};

/// Words of a plan, kept as they are written there: the instruction that is waited for, or the name of a phase.
///
/// In Unicode NFC, on one line, without the space around them; not empty, and short enough that a schedule with them can
/// be written within [`PHRASE_CHARS`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Wording(Arc<str>);

/// What stands before an instruction.
pub(super) const INSTRUCTION: &str = "on instruction: ";

impl Wording {
    /// Checks and normalises `text`.
    ///
    /// # Errors
    /// [`ScheduleError::NoWording`], [`ScheduleError::Character`] for a line break or another control character, or
    /// [`ScheduleError::TooLong`].
    pub fn new(text: &str) -> Result<Self, ScheduleError> {
        let text = tidy(text);
        if text.is_empty() {
            return Err(ScheduleError::NoWording);
        }
        if let Some(character) = text.chars().find(|c| c.is_control()) {
            return Err(ScheduleError::Character { character });
        }
        let wording = Self(text.into());
        let chars = wording.spelled(&[]).chars().count().saturating_add(INSTRUCTION.len());
        if chars > PHRASE_CHARS { Err(ScheduleError::TooLong) } else { Ok(wording) }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a schedule writes it: in quotation marks only where a reader would take part of it for something else.
    pub(super) fn spelled(&self, separators: &[char]) -> Cow<'_, str> {
        if !self.0.contains(['"', '\\', ';']) && !self.0.contains(separators) {
            return Cow::Borrowed(&self.0);
        }
        Cow::Owned(format!("\"{}\"", self.0.replace('\\', "\\\\").replace('"', "\\\"")))
    }

    /// By which two names are one: whatever the case.
    pub(super) fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A phase (giai đoạn) of a task: what it is called, and when.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phase {
    /// Its name, by which reports refer to it.
    pub name: Wording,
    /// Its days.
    pub period: Period,
}

/// Phases that follow one another, with or without time between them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phases {
    // INVARIANT: not empty; each begins after the one before has ended; no name twice, in whichever case.
    phases: Vec<Phase>,
}

impl Phases {
    /// Phases in the order in which they happen.
    ///
    /// # Errors
    /// [`ScheduleError`] if there are none, if two have one name, if one begins before the one listed above it has ended
    /// (what runs beside the phases is a task of its own), or if they cannot be written within [`PHRASE_CHARS`].
    pub fn new(phases: Vec<Phase>) -> Result<Self, ScheduleError> {
        if phases.is_empty() {
            return Err(ScheduleError::NoPhases);
        }
        let mut names = HashSet::new();
        for phase in &phases {
            if !names.insert(phase.name.key()) {
                return Err(ScheduleError::RepeatedPhase { name: phase.name.to_string() });
            }
        }
        for (earlier, later) in phases.iter().zip(phases.iter().skip(1)) {
            if later.period.first() <= earlier.period.last() {
                return Err(ScheduleError::PhaseOrder {
                    earlier: earlier.name.to_string(),
                    earlier_period: earlier.period,
                    later: later.name.to_string(),
                    later_period: later.period,
                });
            }
        }
        let phases = Self { phases };
        if super::is_too_long(&phases.to_string()) { Err(ScheduleError::TooLong) } else { Ok(phases) }
    }

    /// The phases in order, at least one.
    #[must_use]
    pub fn as_slice(&self) -> &[Phase] {
        &self.phases
    }

    /// The phase of a name, in whichever case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Phase> {
        let key = tidy(name).to_lowercase();
        self.phases.iter().find(|phase| phase.name.key() == key)
    }
}
