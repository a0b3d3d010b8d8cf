//! Receipts: the same inputs give the same digests, whatever the order of entry; others give others.

use kehoach::Evaluator;

use crate::fixture;

#[test]
fn a_receipt_changes_with_what_was_entered_and_not_with_its_order() {
    let (plan, register) = (fixture::plan(), fixture::register("a"));
    let receipt = |rows: &[&str]| {
        let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        let ledger = fixture::ledger(&plan, &register, &rows);
        Evaluator::new(&plan, &register, &ledger, fixture::day()).unwrap().receipt()
    };
    let two = receipt(&["lam a1 done", "lam a2 done"]);
    assert_eq!(two, receipt(&["lam a2 done", "lam a1 done"]));
    assert_ne!(two.ledger_digest, receipt(&["lam a1 done"]).ledger_digest);
    assert_eq!(two.plan_digest, receipt(&[]).plan_digest);
    assert_eq!(two.plan_digest.to_string().len(), 64);
    assert_eq!(two.library, env!("CARGO_PKG_VERSION"));
}
