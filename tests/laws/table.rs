//! The laws of the semantics that say never, always, all, none, each or exactly, with the test that holds each.
//!
//! | section | law | test |
//! |---|---|---|
//! | 0 | tallies of disjoint sets of units add up in any order and grouping | `src/evaluate/tally.rs` `merging_is_associative_and_commutative_with_an_identity` |
//! | 0 | rolling up is adding up: a district is the sum of what stands directly below it | `tests/merging.rs` `the_district_is_the_sum_of_what_stands_directly_below_it` |
//! | 1 | text becomes a decimal exactly or is an error, never rounded | `src/quantity/number.rs` `text_becomes_a_number_exactly_or_is_refused` |
//! | 1 | a figure beyond the limits is an error, never rounded or wrapped [Q5] | `src/quantity/number.rs` `sums_are_exact_or_an_overflow` |
//! | 1 | a number never passes through a float unnoticed | `src/quantity/number.rs` `a_float_is_taken_only_where_it_is_what_was_typed` |
//! | 1 | shares are compared by their products, never by a quotient | `src/quantity/fraction.rs` `comparison_is_that_of_the_wide_products` |
//! | 1 | a part is never above its whole | `src/quantity/share.rs` `a_share_is_read_as_reported` |
//! | 1 | a whole of 0 is neither 0 % nor 100 % | `tests/laws/settled.rs` `section_1_a_whole_declared_as_nothing_leaves_nothing_to_measure` |
//! | 1 | a shown number never contradicts its verdict | `tests/laws/shown.rs` `section_1_a_shown_number_never_contradicts_its_verdict` |
//! | 1 | a rule that divides rounds once, in each mode at its own place | `src/score/points.rs` `each_mode_rounds_at_its_own_place` |
//! | 2 | a value exactly on an end is decided by that end alone | `src/threshold/mod.rs` `equality_at_the_threshold_is_decided_by_the_end_alone` |
//! | 2 | an empty interval implies all others [Q2] | `src/threshold/mod.rs` `implication_is_inclusion_over_decimals` |
//! | 2 | each spelling of the table is read, written back and decided at its ends | `tests/thresholds.rs` `every_row_is_read_written_back_and_decided_at_its_ends` |
//! | 3 | a schedule is always a finite, ordered list inside the plan's period | `tests/schedule/reference.rs` `occurrences_are_ordered_inside_the_plan_and_found_by_their_label` |
//! | 3 | the k-th occurrence is computed from the anchor, never stepwise | `tests/schedule/reference.rs` `eight_thousand_years_cost_no_more_than_is_asked_for` |
//! | 3 | a day that a month lacks is always its last [T4] | `tests/schedule/forms.rs` `a_day_that_a_month_lacks_is_its_last` |
//! | 3 | a 'before' date never moves to a working day [T9] | `tests/schedule/forms.rs` `only_a_before_date_never_rolls` |
//! | 3 | a reporting calendar never shifts a schedule or a date [A9] | `tests/laws/duties.rs` `section_3_a_reporting_calendar_never_shifts_a_schedule` |
//! | 4 | a register is a forest on every date | `tests/register.rs` `a_circle_over_several_dates_is_none_on_any` |
//! | 4 | at the issuer it is the whole scope, whatever the forest [V23] | `tests/laws/decided.rs` `section_4_at_the_issuer_it_is_the_whole_scope_whatever_the_forest` |
//! | 4 | at every unit the engine says what the reference says | `tests/laws/agreed.rs` `section_4_at_every_unit_the_engine_says_what_the_reference_says` |
//! | 5 | a duty that no unit ever leads is told by the plan check | `tests/laws/duties.rs` `section_5_every_duty_has_an_answerable_unit_or_the_check_says_so` |
//! | 6 | nothing is overwritten: later entries never change what was known | `tests/laws/entries.rs` `section_6_later_entries_never_change_an_earlier_evaluation` |
//! | 6 | the order of rows never matters | `tests/laws/entries.rs` `section_6_the_order_of_rows_never_matters` |
//! | 6 | absent is never zero: with nothing reported, no bound lies above nothing or below everything | `tests/laws/decided.rs` `section_6_absent_is_never_zero` |
//! | 6 | a ledger gives back every report as it was entered | `tests/ledger.rs` `every_report_is_given_back_as_it_was_entered` |
//! | 7 | a plan line counts each subject once, those not applicable left out [A14] | `tests/laws/decided.rs` `section_7_a_plan_line_counts_every_subject_once` |
//! | 8 | all values inside are met, none inside missed, else open | `tests/laws/decided.rs` `section_8_all_inside_is_met_and_none_inside_is_missed` |
//! | 8 | a decided verdict never changes because a missing report arrives | `tests/laws/gaps.rs` `section_8_a_decided_verdict_survives_every_missing_report` |
//! | 8 | bounds hold whatever is reported | `tests/laws/gaps.rs` `section_8_bounds_hold_whatever_is_reported` |
//! | 8 | bounds are exact: each end is attained or approached | `tests/laws/gaps.rs` `section_8_bounds_are_tight` |
//! | 8 | none where nothing applies: no bounds, and not applicable | `tests/laws/decided.rs` `section_8_where_nothing_applies_there_is_no_bound` |
//! | 8 | a policy never counts before the period is closed, nor changes a range under 'missed' [V4] | `tests/laws/decided.rs` `section_8_a_policy_never_counts_before_the_end_and_missed_never_moves_a_bound` |
//! | 9 | without a last day an occurrence is never late or overdue [T7, T8] | `tests/laws/duties.rs` `section_9_without_a_last_day_nothing_is_ever_late` |
//! | 9 | so many days late exactly where it is late or overdue | `tests/laws/duties.rs` `section_9_days_are_counted_exactly_where_something_is_late` |
//! | 9 | a decided status changes by a record or an instruction alone | `tests/duties/properties.rs` `a_decided_status_changes_by_a_record_or_an_instruction_alone` |
//! | 9 | what is recorded later never changes what was known [T10] | `tests/duties/properties.rs` `what_is_recorded_later_does_not_change_what_was_known` |
//! | 9 | each occurrence counts once in each rate, and rates add up [T11] | `tests/laws/duties.rs` `section_9_each_occurrence_counts_once_in_each_rate` |
//! | 10 | every completion lies between the ends, and its grade is among those said [S8, S9] | `tests/laws/scores.rs` `section_10_every_completion_lies_between_the_ends` |
//! | 10 | points are never below 0 or above the maximum, nor the total above its own | `tests/laws/scores.rs` `section_10_points_never_leave_their_limits` |
//! | 10 | a missed target never gets the maximum in proportion [S3] | `tests/laws/scores.rs` `section_10_what_is_missed_never_gets_the_maximum_in_proportion` |
//! | 10 | every total that can occur has a grade | `tests/laws/scores.rs` `section_10_every_total_has_a_grade` |
//! | 10 | those equal at the edge of a quota always share their fate, and places are never exceeded [S12] | `tests/laws/scores.rs` `section_10_equals_share_their_fate_and_places_are_never_exceeded` |
//! | 10 | the order of units never matters | `tests/score/laws.rs` `the_order_of_units_never_matters` |
//! | 10 | more good evidence never lowers the low end | `tests/score/laws.rs` `more_good_evidence_never_lowers_the_low_end` |
//! | 11 | the cited observations alone reproduce the verdict | `tests/laws/explanations.rs` `section_11_the_cited_observations_alone_reproduce_the_verdict` |
//! | 11 | recomputing a tree from its leaves gives its root | `tests/laws/explanations.rs` `section_11_recomputing_a_tree_from_its_leaves_gives_its_root` |
//! | 11 | the same of points, totals and duties | `tests/score/explanations.rs` `recomputing_a_tree_from_its_leaves_gives_its_root` |
//! | 11 | every figure in the text is a figure of the data | `tests/score/explanations.rs` `every_figure_in_the_text_is_a_figure_of_the_data` |
//! | 12 | every finding's code has its section on the page, and every section its code | `tests/findings/page.rs` `every_code_has_its_section_and_every_section_its_code` |
//! | 13 | nothing is dropped: records in are accepted, rejected or duplicates | `tests/files/ledgers.rs` `records_are_accepted_rejected_or_duplicates` |
//! | 13 | no text makes a reader panic | `tests/files/whatever.rs` `any_bytes_that_are_text` |
//! | 13 | ids are compared in NFC, never in NFKC | `src/id.rs` `ids_are_kept_in_nfc_without_the_space_around_them` |
//! | 13 | a cell is never run as a formula | `tests/files/round_trips.rs` `formulas_are_written_with_a_guard_and_read_without` |

use std::path::Path;

/// Each row of the table above: where, and which test.
fn rows() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("table.rs").lines().filter(|line| line.starts_with("//! |"));
    let tests = lines.filter_map(|line| {
        let cells: Vec<&str> = line.split('`').collect();
        if let [_, file, _, test, _] = cells[..] { Some((file, test)) } else { None }
    });
    tests.collect()
}

#[test]
fn every_law_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = rows();
    assert!(rows.len() > 50, "{}", rows.len());
    for (file, test) in rows {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let start = format!("fn {test}(");
        let place = text.find(&start).unwrap_or_else(|| panic!("{file} has no {test}"));
        // Inside a module of properties the mark stands on one of the lines before.
        let before: Vec<&str> = text[..place].lines().rev().take(4).collect();
        assert!(before.iter().any(|line| line.trim() == "#[test]"), "{test} of {file} is no test");
    }
}
