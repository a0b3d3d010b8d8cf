//! The plans of Kim Bảng and Bình Phước across 1 July 2025, by their files: figures worked out by hand from the made-up reports.

use std::{fs, path::PathBuf};

use chrono::NaiveDate;
use kehoach::{DutyStatus, Evaluator, Heir, Ledger, Outcome, Plan, Register, TargetId, UnitId, Verdict};

struct Example {
    plan: Plan,
    before: Register,
    after: Register,
    told_before: Ledger,
    told_after: Ledger,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

impl Example {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(name);
        let text = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
        let plan = Plan::from_toml(&text("plan.toml")).unwrap();
        let before = Register::from_csv(&text("units.csv")).unwrap();
        let after =
            Register::from_csv_with_successions(&text("units-2025.csv"), &text("reorganisation-2025.csv"))
                .unwrap();
        let first = text("reports.csv");
        let told_before = Ledger::from_csv(&first, &plan, &before).unwrap().whole().unwrap();
        let told_after = Ledger::from_csv(&first, &plan, &after).unwrap().whole().unwrap();
        let told_after =
            told_after.with_csv(&text("reports-2025.csv"), &plan, &after).unwrap().whole().unwrap();
        Self { plan, before, after, told_before, told_after }
    }

    fn outcome(&self, after: bool, target: &str, subject: &str) -> Outcome {
        let (register, told, on) = if after {
            (&self.after, &self.told_after, "2025-12-31")
        } else {
            (&self.before, &self.told_before, "2025-06-30")
        };
        let evaluator = Evaluator::new(&self.plan, register, told, day(on)).unwrap();
        let period = self
            .plan
            .judging_periods(self.plan.target(&TargetId::new(target).unwrap()).unwrap())
            .last()
            .unwrap();
        evaluator.outcome(&TargetId::new(target).unwrap(), period, &id(subject)).unwrap()
    }

    /// `3: met`, `0..4: open`, `0..: open`, `-: not applicable`; `*` for provisional.
    #[track_caller]
    fn is(&self, after: bool, target: &str, subject: &str, expected: &str) {
        let outcome = self.outcome(after, target, subject);
        let range = match outcome.range {
            None => "-".to_owned(),
            Some(range) if range.high == Some(range.low) => range.low.to_string(),
            Some(range) => {
                format!("{}..{}", range.low, range.high.map_or(String::new(), |high| high.to_string()))
            }
        };
        let mark = if outcome.provisional { " *" } else { "" };
        let verdict = outcome.verdict.label(kehoach::Language::English);
        assert_eq!(format!("{range}: {verdict}{mark}"), expected, "{target} at {subject}");
    }
}

#[test]
fn kim_bang() {
    let plan = Example::new("kim-bang-2021-2025");
    // Nobody had reported the year's supervisions by the end of June; in December three fronts that became one had said 1, 0 and
    // 1 of the first half, and their heir 0 of the second.
    plan.is(false, "6c", "mttq-que", "0..: open");
    plan.is(true, "6c", "mttq-xa-moi-1", "2: met");
    plan.is(true, "6c", "hoi-nong-dan-xa-moi-1", "0: missed");
    // Văn Xá was divided, 60 to 40: of its front's 5, 3 and 2, and 0 from each of the others.
    plan.is(true, "6c", "mttq-xa-moi-5", "3: met");
    plan.is(true, "6c", "mttq-xa-moi-6", "2: met");
    // Of its union's 4 nobody said how many went where.
    plan.is(true, "6c", "cong-doan-xa-moi-5", "0..4: open");
    // Nobody reported for the others of the second, so that nothing is known there; the heir's report on the whole year is enough.
    plan.is(true, "6c", "hoi-phu-nu-xa-moi-2", "3: met");
    // 'Done' is not inherited: new committees have still to say so. All 42 old ones but one had agreed on a way of working ...
    plan.is(false, "4", "btv-huyen-uy", "31/34..1: open *");
    plan.is(true, "4", "btv-huyen-uy", "0..1: open");
    // ... and of committees below that of the district there are none once it has ended.
    plan.is(false, "1", "btv-huyen-uy", "1: met *");
    plan.is(true, "1", "btv-huyen-uy", "-: not applicable");
    // What was judged for a year before comes out the same.
    let years = |after| {
        let (register, told) =
            if after { (&plan.after, &plan.told_after) } else { (&plan.before, &plan.told_before) };
        let evaluator = Evaluator::new(&plan.plan, register, told, day("2025-12-31")).unwrap();
        let outcomes = evaluator.evaluate().unwrap().outcomes.into_iter();
        outcomes.filter(|outcome| outcome.period.last() < day("2025-01-01")).collect::<Vec<_>>()
    };
    assert_eq!(years(false), years(true));
    assert!(years(true).len() > 400);
    // The district's committee ended without an heir; a divided front's duties have none; the committee of Văn Xá's have one.
    let heir = |unit: &str| plan.after.heir(&id(unit), day("2025-12-31")).unwrap();
    assert_eq!(heir("btv-huyen-uy"), Heir::Ended { unit: &id("btv-huyen-uy") });
    assert!(matches!(heir("mttq-van-xa"), Heir::Divided { duties: None, .. }));
    assert!(
        matches!(heir("dang-uy-van-xa"), Heir::Divided { duties: Some(unit), .. } if *unit == id("dang-uy-xa-moi-5"))
    );
    assert_eq!(heir("tinh-uy"), Heir::Whole(&id("tinh-uy-ninh-binh")));
}

#[test]
fn binh_phuoc() {
    let plan = Example::new("binh-phuoc-2021-2025");
    // The board for mobilisation passed on twice.
    let heir = |on: &str| plan.after.heir(&id("ban-dan-van-tinh-uy"), day(on)).unwrap();
    assert_eq!(heir("2025-02-28"), Heir::Itself);
    assert_eq!(heir("2025-03-01"), Heir::Whole(&id("ban-tg-dv-tinh-uy")));
    assert_eq!(heir("2025-07-01"), Heir::Whole(&id("ban-tg-dv-dong-nai")));
    // Of the women.s 11 new organisations one graded itself `yếu`; the farmers. all did well; the others have not said.
    plan.is(false, "2.2a", "hoi-nong-dan-tinh", "0..1: open");
    plan.is(true, "2.2a", "hoi-nong-dan-dong-nai", "1: met *");
    plan.is(true, "2.2a", "hoi-phu-nu-dong-nai", "10/11: met *");
    plan.is(true, "2.2a", "ldld-dong-nai", "0..1: open");
    // In the farmers' union the first has said 2 itself; the tenth and the eleventh have half of the 3 that Phú Riềng 3 had, which is
    // a movement in each; of the others' figures some are missing.
    plan.is(true, "2.2b", "hoi-nong-dan-dong-nai", "3/11..1: open *");
    // The women's union of Phú Riềng 3 had 2, and nobody said whose they are: only the first of the new ones has enough.
    plan.is(true, "2.2b", "hoi-phu-nu-dong-nai", "1/11..1: open *");
    let evaluator = Evaluator::new(&plan.plan, &plan.after, &plan.told_after, day("2025-12-31")).unwrap();
    let evaluation = evaluator.evaluate().unwrap();
    // At the old province's organisations nothing is judged any more for the year in which they ended.
    assert!(
        evaluation
            .outcomes
            .iter()
            .all(|o| o.subject != id("hoi-nong-dan-tinh") || o.period.last() < day("2025-01-01"))
    );
    assert!(
        evaluation
            .outcomes
            .iter()
            .any(|o| o.verdict == Verdict::Met && o.subject == id("hoi-nong-dan-dong-nai"))
    );
    let occurrences = evaluator.occurrences().unwrap();
    assert!(occurrences.iter().any(|o| o.status != DutyStatus::NotApplicable));
}
