//! Rows of a ledger file that are about tasks: completions and instructions.

use super::{
    desk::{Desk, Entry, Wrong, fit, one, text},
    ledger::{INSTRUCTED, ON_INSTRUCTION, ReportRow},
    problem::ProblemKind,
    register::day,
    words::{Choice, SAID, Said, YES, choose, find},
};
use crate::{
    id::UnitId,
    ledger::{Completed, Completion, Instruction, Ledger, ReportError},
    phrases,
    plan::Task,
    roster::Roster,
    spelling::tidy,
};

/// The words that say that an instruction was given; a last day may follow each.
const INSTRUCTIONS: [(&str, &str); 2] = [(INSTRUCTED, "by"), ("đã chỉ đạo", "hạn")];

/// The occurrence of a task that waits for an instruction.
const AWAITED: &Choice<()> = &[(
    (),
    &[
        ON_INSTRUCTION,
        "theo chỉ đạo",
        "theo văn bản chỉ đạo",
        "theo hướng dẫn",
        "theo văn bản hướng dẫn",
        "khi có chỉ đạo",
        "khi có văn bản chỉ đạo",
    ],
)];

/// What follows the words that say that an instruction was given.
fn instructed(value: &str) -> Option<String> {
    let value = tidy(value).to_lowercase();
    INSTRUCTIONS.iter().find_map(|(word, by)| {
        let rest = value.strip_prefix(word)?.trim_start_matches([',', ' ']);
        Some(rest.strip_prefix(by).unwrap_or(rest).trim().to_owned())
    })
}

pub(super) fn is_instruction(value: &str) -> bool {
    instructed(value).is_some()
}

impl Desk<'_> {
    /// Reads a row about a task: the day it was done, `n/a`, `withdrawn`, or that an instruction was given.
    pub(super) fn task_entry(
        &mut self,
        ledger: &Ledger,
        task: &Task,
        row: &ReportRow,
    ) -> Result<Entry, Vec<Wrong>> {
        let unit = UnitId::new(&row.unit).map_err(|error| one("unit", error.into()))?;
        if self.guesses_no_more() && !self.register.knows(&unit) {
            return Err(fit(ReportError::UnknownUnit { unit, nearest: None }));
        }
        let on = day(&row.reported_on.0).map_err(|kind| one("reported_on", kind))?;
        let (source, note) = (text(&row.source), text(&row.note));
        if let Some(due) = instructed(&row.value) {
            let due = if due.is_empty() { None } else { Some(day(&due).map_err(|kind| one("value", kind))?) };
            let corrects = choose(YES, row.corrects.as_deref().unwrap_or_default(), "answer");
            let corrects = corrects.map_err(|kind| one("corrects", kind))?;
            let instruction =
                Instruction { task: task.id.clone(), by: unit, issued_on: on, due, source, corrects };
            instruction.check(self.plan, self.register).map_err(fit)?;
            return Ok(Entry::Instruction(instruction));
        }
        let completed = match find(SAID, &row.value) {
            Some(Said::Withdrawn) => Completed::Withdrawn,
            Some(Said::NotApplicable) => Completed::NotApplicable {
                because: note.ok_or_else(|| one("note", ProblemKind::EmptyField { column: "note" }))?,
            },
            None => Completed::Done(day(&row.value).map_err(|kind| one("value", kind))?),
        };
        let occurrence = self.occurrence(&row.period);
        let (task, recorded_on) = (task.id.clone(), on);
        let completion = Completion { task, unit, occurrence, completed, recorded_on, source };
        let (plan, register) = (self.plan, self.register);
        let roster = self.roster.get_or_insert_with(|| Roster::of_tasks(plan, register));
        completion.check_among(plan, register, ledger, roster).map_err(fit)?;
        Ok(Entry::Completion(completion))
    }

    /// The label of an occurrence: a period in whichever spelling, or what stands there.
    fn occurrence(&self, typed: &str) -> String {
        let typed = tidy(typed);
        if find(AWAITED, &typed).is_some() {
            return ON_INSTRUCTION.to_owned();
        }
        phrases::period(&typed).map_or(typed, |reading| reading.value.to_string())
    }
}
