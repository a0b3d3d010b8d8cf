//! Explanations as they are printed, read by a person and kept. `KEHOACH_WRITE_GOLDEN=1` writes them anew.

use kehoach::{CriterionId, Evaluator, Language, TargetId, UnitId, score::Scorer};

use crate::explanations::{day, sample};

/// Each commune's committee with what is explained there; nothing for its rank and all that it rests on.
const ASKED: [(&str, &str); 18] = [
    ("dang-uy-binh-lu", ""),
    ("dang-uy-khun-ha", ""),
    ("dang-uy-son-binh", ""),
    ("dang-uy-binh-lu", "4b"),
    ("dang-uy-binh-lu", "5a"),
    ("dang-uy-binh-lu", "bao-cao"),
    ("dang-uy-binh-lu", "ky-luat-bao-cao"),
    ("dang-uy-ban-hon", "cham-muon"),
    ("dang-uy-ban-hon", "2"),
    ("dang-uy-khun-ha", "1b"),
    ("dang-uy-ta-leng", "5b"),
    ("dang-uy-na-tam", "2"),
    ("dang-uy-na-tam", "3a"),
    ("dang-uy-ho-thau", "4b"),
    ("dang-uy-nung-nang", "5a"),
    ("dang-uy-then-sin", "ky-luat-bao-cao"),
    ("dang-uy-then-sin", "4a"),
    ("dang-uy-son-binh", "thuong-xep-loai"),
];

#[track_caller]
fn check(name: &str, text: &str) {
    let path = format!("{}/tests/score/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("KEHOACH_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{name} is now\n{text}");
}

#[test]
fn explanations_read_as_they_were_kept() {
    let sample = sample();
    let evaluator = Evaluator::new(&sample.plan, &sample.register, &sample.ledger, day()).unwrap();
    let scorer = Scorer::new(&evaluator, &sample.sheet).unwrap();
    let scores = scorer.scores().unwrap();
    for (unit, criterion) in ASKED {
        let unit = UnitId::new(unit).unwrap();
        let (explanation, name) = if criterion.is_empty() {
            (scorer.explain(&scores, &unit).unwrap(), unit.to_string())
        } else {
            let id = CriterionId::new(criterion).unwrap();
            (scorer.explain_criterion(&unit, &id).unwrap(), format!("{unit}-{criterion}"))
        };
        check(&format!("{name}.vi"), &explanation.text(Language::Vietnamese));
        check(&format!("{name}.en"), &explanation.text(Language::English));
    }
    for target in ["3c", "2"] {
        for outcome in evaluator.target(&TargetId::new(target).unwrap()).unwrap() {
            let explanation = evaluator.explain(&outcome).unwrap();
            check(&format!("target-{target}.vi"), &explanation.text(Language::Vietnamese));
        }
    }
    let late = evaluator.occurrences().unwrap().into_iter().find(|o| o.days.is_some()).unwrap();
    check("status-late.vi", &evaluator.explain_status(&late).text(Language::Vietnamese));
}
