//! Everything that the library says of inputs, in the bytes in which it says it.

use kehoach::{
    Duties, Evaluation, Evaluator, Language, Ledger, Plan, Register,
    score::{Scorer, Scores, Sheet},
};
use serde::Serialize;

use crate::drawn::{REPORTS, Texts, UNITS};

struct Inputs {
    plan: Plan,
    sheet: Sheet,
    register: Register,
    ledger: Ledger,
}

fn read(texts: &Texts) -> Inputs {
    let file = |header: &str, rows: &[String]| format!("{header}\n{}\n", rows.join("\n"));
    let plan = Plan::from_toml(&texts.plan).unwrap_or_else(|problems| panic!("{problems}\n{texts}"));
    let sheet =
        Sheet::from_toml(&texts.sheet, &plan).unwrap_or_else(|problems| panic!("{problems}\n{texts}"));
    let register = Register::from_csv(&file(UNITS, &texts.units))
        .unwrap_or_else(|problems| panic!("{problems}\n{texts}"));
    let intake = Ledger::from_csv(&file(REPORTS, &texts.reports), &plan, &register).unwrap();
    let ledger = intake.whole().unwrap_or_else(|problems| panic!("{problems}\n{texts}"));
    Inputs { plan, sheet, register, ledger }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// Evaluates, and holds what several threads say against what one says.
fn evaluated(evaluator: &Evaluator<'_>) -> Evaluation {
    let evaluation = evaluator.evaluate().unwrap();
    #[cfg(feature = "rayon")]
    assert_eq!(json(&evaluator.par_evaluate().unwrap()), json(&evaluation));
    evaluation
}

fn findings(inputs: &Inputs) -> Vec<String> {
    let Inputs { plan, sheet, register, .. } = inputs;
    let of_plan = plan.findings().into_iter().chain(plan.findings_over(register));
    let of_sheet = sheet.findings().into_iter().chain(sheet.findings_over(plan, register));
    of_plan
        .chain(of_sheet)
        .map(|finding| format!("{finding} {}", finding.kind.message(Language::Vietnamese)))
        .collect()
}

/// Evaluation, statuses, duties, findings, scores and explanations, in the order in which they are given.
pub(crate) fn answers(texts: &Texts) -> Vec<String> {
    let inputs = read(texts);
    let Inputs { plan, sheet, register, ledger } = &inputs;
    let evaluator = Evaluator::new(plan, register, ledger, texts.as_of.parse().unwrap()).unwrap();
    let evaluation = evaluated(&evaluator);
    let mut said = vec![json(&evaluation)];
    let statuses = evaluator.occurrences().unwrap();
    said.push(json(&statuses));
    let duties = Duties::new(plan, register);
    said.extend(register.ids().map(|unit| json(&duties.of(unit).unwrap())));
    said.extend(findings(&inputs));
    let scorer = Scorer::new(&evaluator, sheet).unwrap();
    let scores: Scores = scorer.scores().unwrap();
    said.push(json(&scores));
    for outcome in evaluation.outcomes.iter().step_by(8) {
        said.push(json(&evaluator.explain(outcome).unwrap()));
    }
    said.extend(statuses.iter().step_by(12).map(|status| json(&evaluator.explain_status(status))));
    for score in scores.subjects.iter().take(1) {
        let explanation = scorer.explain(&scores, &score.subject).unwrap();
        said.push(json(&explanation));
        said.push(explanation.text(Language::Vietnamese));
    }
    said
}

/// The same but for explanations, each answer by itself and sorted: for inputs whose results stand in another order.
pub(crate) fn apart(texts: &Texts) -> Vec<String> {
    let inputs = read(texts);
    let Inputs { plan, sheet, register, ledger } = &inputs;
    let evaluator = Evaluator::new(plan, register, ledger, texts.as_of.parse().unwrap()).unwrap();
    let evaluation = evaluated(&evaluator);
    let mut said: Vec<String> = evaluation.outcomes.iter().map(json).collect();
    said.extend(evaluation.lines.iter().map(json));
    said.extend(evaluation.notes.iter().map(json));
    said.extend(evaluator.occurrences().unwrap().iter().map(json));
    said.extend(Scorer::new(&evaluator, sheet).unwrap().scores().unwrap().subjects.iter().map(json));
    said.sort();
    said
}
