//! What entries do: their order never matters, and what comes later never changes what was known.

use kehoach::{Ledger, Observation};
use proptest::prelude::*;

use crate::{
    config, engine,
    generate::{Case, cases},
    with_entries,
};

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn section_6_the_order_of_rows_never_matters(case in cases(), order in any::<u64>()) {
        let mut shuffled: Vec<Observation> = case.ledger.observations().collect();
        // Fisher and Yates, with numbers out of one: the order is part of the case and shrinks with it.
        let mut seed = order;
        for k in (1..shuffled.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(k, (seed >> 33) as usize % (k + 1));
        }
        let shuffled = with_entries(&case, shuffled);
        prop_assert_eq!(engine(&shuffled), engine(&case));
    }

    #[test]
    fn section_6_later_entries_never_change_an_earlier_evaluation(case in cases()) {
        let mut known = Ledger::new();
        for entry in case.ledger.observations().filter(|o| o.reported_on <= case.as_of) {
            known.add(entry.clone()).unwrap();
        }
        for entry in case.ledger.wholes().filter(|w| w.declared_on <= case.as_of) {
            known.declare(entry.clone()).unwrap();
        }
        for entry in case.ledger.judgements().filter(|j| j.judged_on <= case.as_of) {
            known.judge(entry.clone()).unwrap();
        }
        prop_assert_eq!(engine(&Case { ledger: known, ..case.clone() }), engine(&case));
    }
}
