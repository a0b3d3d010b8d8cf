//! What is kept and sent: every public type that `serde` writes reads back equal, in text and in bytes; and a type that is new
//! cannot be forgotten, for the list of them is read from the sources.

mod fixtures;
mod formats;
mod samples;
mod sources;

use std::collections::BTreeSet;

use sources::Public;

/// Types that are written and never read back, with the reason.
const WRITTEN_ONLY: [(&str, &[&str]); 1] = [(
    "said of a phrase, for whoever shows it; the phrase is what is kept",
    &[
        "phrases::note::Note",
        "phrases::reading::Asked",
        "phrases::responsibility::Naming",
        "phrases::responsibility::Party",
        "time::schedule::occurrences::OccurrenceLabel",
    ],
)];

/// Types that `serde` does not know, with the reason. Errors, whose names say so, are none of them.
const UNKNOWN_TO_SERDE: [(&str, &[&str]); 7] = [
    (
        "a part of a plan or a sheet, which is kept as the rows of its file",
        &[
            "plan::PlanParts",
            "plan::check::Place",
            "plan::indicator::DoneBy",
            "plan::indicator::FigureBy",
            "plan::indicator::Indicator",
            "plan::indicator::Measure",
            "plan::indicator::ShareBy",
            "plan::recipient::Recipient",
            "plan::target::Aggregate",
            "plan::target::Asked",
            "plan::target::Baseline",
            "plan::target::Criterion",
            "plan::target::JudgedAt",
            "plan::target::Judging",
            "plan::target::Target",
            "plan::task::Party",
            "plan::task::Responsibility",
            "plan::task::Task",
            "score::error::SheetPlace",
            "score::sheet::Adjustment",
            "score::sheet::AdjustmentBy",
            "score::sheet::Basis",
            "score::sheet::ByValue",
            "score::sheet::Condition",
            "score::sheet::Cutoff",
            "score::sheet::Deduction",
            "score::sheet::DutyRate",
            "score::sheet::Gate",
            "score::sheet::GateOn",
            "score::sheet::Group",
            "score::sheet::NotApplicable",
            "score::sheet::Progress",
            "score::sheet::Quota",
            "score::sheet::QuotaBase",
            "score::sheet::Rate",
            "score::sheet::Rule",
            "score::sheet::Sheet",
            "score::sheet::SheetCriterion",
            "score::sheet::SheetParts",
            "score::sheet::Step",
            "score::sheet::StepCount",
            "time::schedule::Deadline",
            "time::schedule::PerLevel",
            "time::schedule::phases::Phase",
            "time::schedule::phases::Phases",
            "time::schedule::phases::Wording",
            "time::schedule::recurrence::DueDay",
            "time::schedule::recurrence::Recurrence",
            "time::schedule::recurrence::YearPart",
            "unit::scope::Scopes",
        ],
    ),
    ("many entries, which are kept as the rows of a file", &["ledger::Ledger"]),
    (
        "computes, and holds what it computes from",
        &[
            "duty::agenda::Duties",
            "evaluate::Evaluator",
            "evaluate::column::Column",
            "evaluate::column::ends::Bounds",
            "evaluate::prepared::Prepared",
            "explain::in_words::InWords",
            "live::Live",
            "score::scorer::Scorer",
            "time::schedule::occurrences::Occurrences",
            "unit::register::RegisterAt",
            "unit::register::UnitAt",
        ],
    ),
    (
        "builds a plan, or changes its file",
        &[
            "build::PlanBuilder",
            "build::measure::AmountRow",
            "build::measure::MeasureRow",
            "build::measure::Reported",
            "build::scope::Units",
            "build::target::Asking",
            "build::target::AskingOfUnits",
            "build::target::TargetOf",
            "build::task::TaskOf",
            "file::edit::PlanText",
        ],
    ),
    (
        "said of an input, for whoever mends it; the input is what is kept",
        &[
            "file::check::Check",
            "file::check::Checked",
            "file::csv::register::RegisterProblems",
            "file::check::Text",
            "file::kinds::Beside",
            "file::kinds::Found",
            "file::kinds::ShareOf",
            "file::kinds::Unheld",
            "file::kinds::Wanted",
            "file::problem::Earlier",
            "file::problem::Intake",
            "file::problem::Located",
            "file::problem::Problem",
            "file::problem::ProblemKind",
            "file::problem::Problems",
            "file::problem::Rejected",
            "file::problem::Spot",
            "file::remark::Origin",
            "file::remark::Remark",
            "file::remark::RemarkKind",
            "findings::Finding",
            "findings::Severity",
            "findings::kind::FindingKind",
            "ledger::log::Conflict",
            "phrases::find::Found",
            "phrases::reading::Reading",
            "phrases::refusal::Expected",
            "phrases::refusal::Refusal",
            "phrases::refusal::Wrong",
            "quantity::fraction::Overflow",
        ],
    ),
    (
        "follows from a threshold or a schedule, which is kept",
        &[
            "threshold::Distance",
            "threshold::Domain",
            "threshold::Measured",
            "threshold::baseline::Change",
            "threshold::baseline::Comparison",
            "threshold::interval::End",
            "threshold::interval::Interval",
            "time::schedule::occurrences::Ending",
            "time::schedule::occurrences::Occurrence",
            "time::schedule::occurrences::When",
            "time::workdays::DayKind",
            "unit::lineage::Heir",
            "unit::lineage::Lineage",
        ],
    ),
    ("an argument", &["language::Language"]),
];

fn listed(lists: &[(&str, &[&str])]) -> BTreeSet<String> {
    lists.iter().flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned())).collect()
}

/// Fails for a public type that nobody thought of, and for a name that is no longer one.
#[test]
fn every_public_type_reads_back_or_has_a_reason_not_to() {
    let public = Public::of_the_sources();
    let names = |wanted: fn(&sources::Type) -> bool| -> BTreeSet<String> {
        public.types.iter().filter(|(_, of)| wanted(of)).map(|(name, _)| name.clone()).collect()
    };
    assert!(public.types.len() > 200, "{}", public.types.len());
    let kept = samples::all();
    for (what, found, expected) in [
        ("read back", kept, names(|of| of.written && of.read)),
        ("only written", listed(&WRITTEN_ONLY), names(|of| of.written && !of.read)),
        ("unknown to serde", listed(&UNKNOWN_TO_SERDE), names(|of| !of.written && !of.read)),
    ] {
        let more: Vec<_> = found.difference(&expected).collect();
        let less: Vec<_> = expected.difference(&found).collect();
        assert!(more.is_empty() && less.is_empty(), "{what}: {more:?} are not so, {less:?} are not listed");
    }
}
