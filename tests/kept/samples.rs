//! Values of every type that is kept: what the library says of the samples of the examples, whose reports are made up.

use std::{collections::BTreeSet, fs};

use kehoach::{
    Added, Citation, CitedDocument, CriterionId, Declared, Duties, DutyStatus, Entry, Evaluator, FigureBy,
    GradeId, GroupId, IndicatorId, Judged, Judgement, Kind, Ledger, Level, Live, Number, Observation, Period,
    Plan, Prepared, Product, Rates, Register, Relation, Reorganisation, Report, ReportingCalendar, RestDays,
    Rhythm, Role, ScaleId, Schedule, Scope, ScopeId, SheetId, Stage, Succession, Tally, TargetId, TaskId,
    Threshold, Timing, UnitId, UnitRecord, Unknowns, Value, Verdict,
    build::{amount, kinds, total},
    compare,
    explain::{Explanation, Fact},
    file::{LedgerFile, PlanFile, RegisterFile, SheetFile},
    score::{Holds, Rounding, Scorer, Sheet, Standing},
    series, show,
    workdays::WorkingCalendar,
};

use serde::{Deserialize, Serialize};

use crate::formats::Kept;

struct World {
    plan: Plan,
    register: Register,
    ledger: Ledger,
    sheet: Option<Sheet>,
}

impl World {
    fn read(folder: &str) -> Self {
        let file = |name: &str| {
            fs::read_to_string(format!("{}/examples/data/{folder}/{name}", env!("CARGO_MANIFEST_DIR")))
        };
        let plan = Plan::from_toml(&file("plan.toml").unwrap()).unwrap();
        let register = Register::from_csv(&file("units.csv").unwrap()).unwrap();
        let ledger =
            Ledger::from_csv(&file("reports.csv").unwrap(), &plan, &register).unwrap().whole().unwrap();
        let sheet = file("sheet.toml").ok().map(|text| Sheet::from_toml(&text, &plan).unwrap());
        Self { plan, register, ledger, sheet }
    }
}

/// The names of all types of which values came back.
pub(crate) fn all() -> BTreeSet<String> {
    let mut kept = Kept::default();
    names(&mut kept);
    words(&mut kept);
    reorganisations(&mut kept);
    divided(&mut kept);
    for (folder, days) in
        [("tam-duong-2023", ["2023-07-15", "2023-12-31"]), ("xa-2026", ["2026-09-20", "2027-01-31"])]
    {
        let world = World::read(folder);
        files(&mut kept, &world);
        for day in days {
            answers(&mut kept, &world, day);
        }
        changes(&mut kept, &world, days);
    }
    kept.names
}

fn names(kept: &mut Kept) {
    macro_rules! ids {
        ($($id:ident),*) => {$(kept.back(&$id::new("đảng-ủy-xã/1").unwrap());)*};
    }
    ids!(
        CriterionId,
        GradeId,
        GroupId,
        IndicatorId,
        Kind,
        Level,
        ScaleId,
        ScopeId,
        SheetId,
        TargetId,
        TaskId,
        UnitId
    );
    for text in ["2023", "2023-H1", "2023-9M", "2023-Q3", "2023-03", "2023-03-15", "2021-08/2021-12"] {
        kept.back(&text.parse::<Period>().unwrap());
    }
    for text in ["0", "-1.5", "79228162514264337593543950335", "0.0000000000000000000000000001"] {
        kept.back(&text.parse::<Number>().unwrap());
    }
    for text in ["1/3", "-7", "0"] {
        kept.back(&text.parse::<kehoach::Fraction>().unwrap());
    }
    kept.back(&"2/4".parse::<kehoach::Share>().unwrap());
    for text in ["> 85%", ">= 1200", "[70, 90)", ">= kha"] {
        kept.back(&text.parse::<Threshold>().unwrap());
    }
    for text in [">= baseline x 105%", "> baseline + 5 points"] {
        kept.back(&text.parse::<kehoach::BaselineBound>().unwrap());
    }
    for text in ["23-QĐ/TW ngày 30/07/2021 của Bộ Chính trị", "named: Sổ tay dân vận"] {
        let document: CitedDocument = text.parse().unwrap();
        kept.back(&document);
        kept.back(&Citation { relation: Relation::Implements, document });
    }
    kept.back(&"159-KH/HU".parse::<kehoach::DocumentRef>().unwrap());
    for text in ["during 2021-Q3", "months 3, 9", "continuous", "on instruction: theo văn bản chỉ đạo"]
    {
        kept.back(&text.parse::<Schedule>().unwrap());
        kept.back(&text.parse::<Timing>().unwrap());
    }
    // Every digit that can be shown, and figures that cannot be shown shortly.
    let asked = "> 85%".parse::<Threshold>().unwrap().values();
    for (value, percent) in
        [("23/27", true), ("1/3", false), ("12", false), ("10000000000000000000000000000", false)]
    {
        for places in [0, 2, 9] {
            kept.back(&show(value.parse().unwrap(), percent, places, asked.as_ref()));
            kept.back(&show(value.parse().unwrap(), percent, places, None));
        }
    }
}

fn words(kept: &mut Kept) {
    for word in [Verdict::Met, Verdict::Missed, Verdict::Open, Verdict::NotApplicable] {
        kept.back(&word);
    }
    for word in [Stage::Upcoming, Stage::Running, Stage::Closed] {
        kept.back(&word);
    }
    for word in
        [DutyStatus::AwaitingInstruction, DutyStatus::Due, DutyStatus::DoneLate, DutyStatus::NotApplicable]
    {
        kept.back(&word);
    }
    for word in [Unknowns::Open, Unknowns::Missed, Unknowns::Excluded] {
        kept.back(&word);
    }
    for word in [Holds::Yes, Holds::No, Holds::Open] {
        kept.back(&word);
    }
    for word in [Standing::Keeps, Standing::MayKeep, Standing::Loses] {
        kept.back(&word);
    }
    for word in [Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up] {
        kept.back(&word);
    }
    kept.back(&Role::Lead);
    kept.back(&Product::Report);
    kept.back(&RestDays::NextWorkingDay);
    kept.back(&Rhythm::NineMonths);
    kept.back(&Relation::BasedOn);
    kept.back(&Added::Duplicate);
    kept.back(&ReportingCalendar::from_day(15).unwrap());
    kept.back(&WorkingCalendar::viet_nam());
}

fn reorganisations(kept: &mut Kept) {
    let (on, unit) = ("2025-07-01".parse().unwrap(), |id: &str| UnitId::new(id).unwrap());
    let tons = IndicatorId::new("tan").unwrap();
    let part = Succession::part(on, unit("xa-hai"), unit("xa-moi"));
    let successions = vec![
        Succession::whole(on, unit("xa-mot"), unit("xa-moi")).by("76/NQ-CP".parse().unwrap()),
        part.with_share(tons, "0.25".parse().unwrap()).with_duties(),
    ];
    for one in &successions {
        kept.back(one);
        kept.back(&one.extent);
    }
    let new =
        UnitRecord::new(unit("xa-moi"), "Xã mới", Kind::new("ubnd").unwrap(), Level::new("commune").unwrap());
    let ends = [(unit("xa-hai"), "2025-06-30".parse().unwrap())].into();
    kept.back(&Reorganisation { units: vec![new], ends, successions });
}

fn files(kept: &mut Kept, world: &World) {
    let World { plan, register, ledger, sheet } = world;
    let file = PlanFile::from(plan);
    kept.back(plan);
    kept.back(&file);
    file.scales.iter().for_each(|row| kept.back(row));
    file.scales.iter().flat_map(|row| &row.grades).for_each(|row| kept.back(row));
    file.scopes.iter().for_each(|row| kept.back(row));
    file.indicators.iter().for_each(|row| kept.back(row));
    file.targets.iter().for_each(|row| kept.back(row));
    file.tasks.iter().for_each(|row| kept.back(row));
    file.issued.iter().for_each(|day| kept.back(day));
    plan.scopes().iter().for_each(|scope: &Scope| kept.back(scope));
    for scale in plan.scales() {
        kept.back(scale);
        scale.grades().iter().for_each(|grade| kept.back(grade));
    }
    let file = RegisterFile::from(register);
    kept.back(&file);
    kept.back(&Same(register.clone()));
    file.units.iter().for_each(|row| kept.back(row));
    register.records().iter().for_each(|record: &UnitRecord| kept.back(record));
    let file = LedgerFile::from(ledger);
    kept.back(&file);
    file.reports.iter().take(50).for_each(|row| kept.back(row));
    let Some(sheet) = sheet else { return };
    let file = SheetFile::from(sheet);
    kept.back(&file);
    file.groups.iter().for_each(|row| kept.back(row));
    file.criteria.iter().for_each(|row| kept.back(row));
    file.criteria.iter().flat_map(|row| &row.steps).for_each(|row| kept.back(row));
    file.adjustments.iter().for_each(|row| kept.back(row));
    file.grades.iter().for_each(|row| kept.back(row));
    file.grades.iter().flat_map(|row| &row.conditions).for_each(|row| kept.back(row));
    file.gates.iter().for_each(|row| kept.back(row));
    file.quotas.iter().for_each(|row| kept.back(row));
}

fn answers(kept: &mut Kept, world: &World, day: &str) {
    let World { plan, register, ledger, sheet } = world;
    let holidays = WorkingCalendar::viet_nam();
    let evaluator =
        Evaluator::new(plan, register, ledger, day.parse().unwrap()).unwrap().with_working_days(&holidays);
    kept.back(&evaluator.receipt());
    kept.back(&evaluator.receipt().plan_digest);
    let evaluation = evaluator.evaluate().unwrap();
    kept.back(&evaluation);
    evaluation.lines.iter().for_each(|line| kept.back(line));
    evaluation.notes.iter().for_each(|note| kept.back(note));
    for outcome in evaluation.outcomes.iter().take(40) {
        kept.back(outcome);
        kept.back(&evaluator.sources(outcome).unwrap());
        outcome.range.iter().for_each(|range| kept.back(range));
        outcome.shortfall.iter().for_each(|shortfall| kept.back(shortfall));
        if let Some(tally) = &outcome.tally {
            kept.back(tally);
            match tally {
                Tally::Units(units) => {
                    kept.back(units);
                    kept.back(&units.held_against(&">= 80%".parse().unwrap()).unwrap().unwrap());
                }
                Tally::Sum(sum) => kept.back(sum),
                Tally::Pooled(pooled) => kept.back(pooled),
                _ => {}
            }
        }
    }
    for outcome in evaluation.outcomes.iter().step_by(7).take(12) {
        explanation(kept, &evaluator.explain(outcome).unwrap());
    }
    let statuses = evaluator.occurrences().unwrap();
    kept.back(&Rates::of(&statuses));
    for status in statuses.iter().take(40) {
        kept.back(status);
        explanation(kept, &evaluator.explain_status(status));
    }
    let duties = Duties::new(plan, register);
    for unit in register.ids().take(12) {
        let agenda = duties.of(unit).unwrap();
        kept.back(&agenda);
        for item in &agenda.items {
            kept.back(item);
            kept.back(&item.subject);
            kept.back(&item.role);
            item.with.iter().for_each(|(_, who)| kept.back(who));
        }
    }
    let Some(sheet) = sheet else { return };
    let scorer = Scorer::new(&evaluator, sheet).unwrap();
    kept.back(&scorer.receipt());
    let scores = scorer.scores().unwrap();
    kept.back(&scores);
    for score in &scores.subjects {
        kept.back(score);
        score.criteria.iter().for_each(|one| kept.back(one));
        score.groups.iter().for_each(|one| kept.back(one));
        score.adjustments.iter().for_each(|one| kept.back(one));
        score.gates.iter().for_each(|one| kept.back(one));
        score.conditions.iter().for_each(|one| kept.back(one));
        score.quotas.iter().for_each(|one| kept.back(one));
        score.rank.iter().for_each(|one| kept.back(one));
        score.total.iter().for_each(|one| kept.back(one));
        if let Some(lift) = scorer.lift(score).unwrap() {
            kept.back(&lift);
            for way in &lift.alone {
                kept.back(way);
                kept.back(&way.of);
            }
        }
        explanation(kept, &scorer.explain(&scores, &score.subject).unwrap());
    }
}

/// An explanation, every fact of it, and whatever a fact is made of.
fn explanation(kept: &mut Kept, explanation: &Explanation) {
    kept.back(explanation);
    for node in &explanation.nodes {
        kept.back(node);
        kept.back(&node.fact);
        match &node.fact {
            Fact::Verdict { subject, low, asked, .. } => {
                kept.back(subject);
                low.iter().for_each(|figure| kept.back(figure));
                kept.back(asked);
            }
            Fact::Unit { standpoint, .. } => kept.back(standpoint),
            Fact::Report { exceptions, .. } => exceptions.iter().for_each(|one| kept.back(one)),
            Fact::Status { instruction, recorded, .. } => {
                instruction.iter().for_each(|given| kept.back(given));
                recorded.iter().for_each(|record| kept.back(record));
            }
            Fact::Points { rule, workings, .. } => {
                kept.back(rule);
                for said in workings {
                    kept.back(said);
                    kept.back(&said.working);
                }
            }
            Fact::TakenOver { passages, part, .. } => {
                passages.iter().for_each(|one| kept.back(one));
                part.iter().for_each(|one| kept.back(one));
            }
            _ => {}
        }
    }
}

/// What is said where one commune was divided between two, which are made up.
fn divided(kept: &mut Kept) {
    let plan = Plan::build("1-KH", "Thu gom", "huyen", "2025")
        .scope("xa", kinds(["ubnd"]).levels(["commune"]))
        .indicator("tan", "tấn", amount(FigureBy::Sum).reported(Rhythm::HalfYearly))
        .indicator("xe", "xe thu gom", amount(FigureBy::Latest).reported(Rhythm::HalfYearly))
        .target("1", "Thu gom", total("tan", "xa").asks(">= 5").at_each("xa"))
        .finish()
        .unwrap();
    let units = "id,name,kind,level,parent,first,last\nhuyen,Huyện,ubnd,district,,,\n\
        a,Xã A,ubnd,commune,huyen,,2025-06-30\nc,Xã C,ubnd,commune,huyen,2025-07-01,\n\
        d,Xã D,ubnd,commune,huyen,2025-07-01,\n";
    let (on, unit) = ("2025-07-01".parse().unwrap(), |id: &str| UnitId::new(id).unwrap());
    let share = |part: Succession, of: &str| {
        part.with_share(IndicatorId::new("tan").unwrap(), of.parse().unwrap()).by("76/NQ-CP".parse().unwrap())
    };
    let successions = vec![
        share(Succession::part(on, unit("a"), unit("c")), "0.4"),
        share(Succession::part(on, unit("a"), unit("d")), "0.6"),
    ];
    let records = Register::from_csv(units).unwrap().records();
    let register = Register::with_successions(records, successions).unwrap();
    kept.back(&RegisterFile::from(&register));
    RegisterFile::from(&register).successions.iter().for_each(|row| kept.back(row));
    let reports =
        "item,unit,period,value,reported_on\ntan,a,2025-H1,12,2025-07-05\nxe,a,2025-H1,3,2025-07-05\n";
    let ledger = Ledger::from_csv(reports, &plan, &register).unwrap().whole().unwrap();
    let evaluator = Evaluator::new(&plan, &register, &ledger, "2025-12-31".parse().unwrap()).unwrap();
    for outcome in evaluator.evaluate().unwrap().outcomes {
        explanation(kept, &evaluator.explain(&outcome).unwrap());
    }
    let day = "2025-12-31".parse().unwrap();
    let series = series(&plan, &register, &ledger, day, day).unwrap();
    kept.back(&series);
    for figure in &series.figures {
        kept.back(figure);
        kept.back(&figure.state);
        figure.value.iter().for_each(|one| kept.back(one));
        figure.sources.iter().for_each(|one| kept.back(one));
        for gap in &figure.gaps {
            kept.back(gap);
            kept.back(&gap.reason);
        }
    }
    for left in &series.left {
        kept.back(left);
        kept.back(&left.reason);
    }
    // Both heirs reach it by their own reports: the plan's line with the second.
    let prepared = Prepared::new(&plan, &register).unwrap();
    let mut live = Live::new(prepared, Ledger::new(), "2025-12-31".parse().unwrap()).unwrap();
    let mut lines = 0;
    for heir in ["c", "d"] {
        let reports = format!("item,unit,period,value,reported_on\ntan,{heir},2025-H2,20,2025-12-20\n");
        let ledger = Ledger::from_csv(&reports, &plan, &register).unwrap().whole().unwrap();
        let changes = live.enter(ledger.observations().next().unwrap()).unwrap();
        lines += changes.lines.len();
        changes.lines.iter().for_each(|one| kept.back(one));
    }
    assert_eq!(lines, 1);
}

/// A register, which is the same as another if its file is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
struct Same(Register);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        RegisterFile::from(&self.0) == RegisterFile::from(&other.0)
    }
}

/// Everything that can be entered, and what entries change.
fn changes(kept: &mut Kept, world: &World, [from, to]: [&str; 2]) {
    let World { plan, register, ledger, sheet } = world;
    let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
    let of = |day| Evaluator::new(plan, register, ledger, day).unwrap();
    let holidays = WorkingCalendar::viet_nam();
    let of = |day| of(day).with_working_days(&holidays);
    let compared = compare(&of(from).evaluate().unwrap(), &of(to).evaluate().unwrap());
    kept.back(&compared);
    compared.outcomes.iter().take(20).for_each(|one| kept.back(one));
    let mut live = Live::new(Prepared::new(plan, register).unwrap(), Ledger::new(), to).unwrap();
    live = live.with_working_days(&holidays);
    if let Some(sheet) = sheet {
        live = live.with_sheet(sheet).unwrap();
    }
    for observation in ledger.observations().take(60) {
        kept.back::<Observation>(&observation);
        kept.back::<Report>(&observation.report);
        if let Report::Value(value) = &observation.report {
            kept.back::<Value>(value);
        }
        let changes = live.enter(observation).unwrap();
        kept.back(&changes);
        changes.verdicts.iter().for_each(|one| kept.back(one));
        changes.lines.iter().for_each(|one| kept.back(one));
        changes.points.iter().for_each(|one| kept.back(one));
        changes.grades.iter().for_each(|one| kept.back(one));
    }
    let entry = |kept: &mut Kept, entry: Entry| kept.back(&entry);
    for one in ledger.wholes() {
        kept.back::<Declared>(one);
        entry(kept, one.clone().into());
    }
    for one in ledger.judgements() {
        kept.back::<Judgement>(one);
        kept.back::<Judged>(&one.judged);
        entry(kept, one.clone().into());
    }
    // Instructions come before what was done upon them.
    for one in ledger.instructions() {
        kept.back(one);
        entry(kept, one.clone().into());
        live.enter(one.clone()).unwrap();
    }
    for one in ledger.completions().take(40) {
        kept.back(one);
        kept.back(&one.completed);
        entry(kept, one.clone().into());
        let changes = live.enter(one.clone()).unwrap();
        changes.statuses.iter().for_each(|one| kept.back(one));
    }
    for one in ledger.judged_points() {
        kept.back(one);
        entry(kept, one.clone().into());
    }
}
