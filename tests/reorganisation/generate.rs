//! Whole random cases: a province with districts and communes, what becomes of them on one or two days, what they report, and a
//! plan over all of it. All made up.
//!
//! A case is drawn as plain numbers that are read one after the other, each picking from a short list that begins with what is
//! usual, so that a failing case shrinks towards few units and few reports.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use chrono::NaiveDate;
use kehoach::{
    Aggregate, Asked, Criterion, DoneBy, Extent, FigureBy, Grade, GradeId, Indicator, IndicatorId, JudgedAt,
    Judging, Kind, Ledger, Level, Measure, Number, Observation, Period, Plan, PlanParts, Register, Report,
    Rhythm, Scale, ScaleId, Scope, ScopeId, Share, ShareBy, Succession, Target, TargetId, UnitId, UnitRecord,
    Value,
};
use proptest::{collection::vec, prelude::*};

#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) plan: Plan,
    pub(crate) records: Vec<UnitRecord>,
    pub(crate) successions: Vec<Succession>,
    pub(crate) reports: Vec<Observation>,
    pub(crate) as_of: NaiveDate,
}

impl Case {
    pub(crate) fn register(&self) -> Register {
        let register = Register::with_successions(self.records.clone(), self.successions.clone());
        register.unwrap_or_else(|errors| panic!("{errors:?} in {self:?}"))
    }

    pub(crate) fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::new();
        for report in &self.reports {
            ledger.add(report.clone()).unwrap();
        }
        ledger
    }
}

/// What a failing case shows: one line for each thing in it.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "as of {}, plan {}", self.as_of, self.plan.period())?;
        for r in &self.records {
            let (parent, kind) = (r.parent.as_ref().map_or("-", |p| p.as_str()), &r.kind);
            writeln!(f, "  {} {kind} under {parent} {:?}..{:?} since {:?}", r.id, r.first, r.last, r.since)?;
        }
        for s in &self.successions {
            writeln!(f, "  {} {} -> {} {:?} {:?}", s.on, s.predecessor, s.heir, s.extent, s.shares)?;
        }
        for i in self.plan.indicators() {
            writeln!(f, "  {} {:?} {:?}", i.id, i.measure, i.reported)?;
        }
        for t in self.plan.targets() {
            let measured = t.measured.as_ref().and_then(|scope| self.plan.scopes().get(scope));
            writeln!(
                f,
                "  {} {:?} {:?} {} {:?} {} of {measured:?}",
                t.id, t.indicator, t.aggregate, t.asked, t.judged_at, t.judged
            )?;
        }
        for o in &self.reports {
            writeln!(f, "    {} {} {} {:?} on {}", o.indicator, o.unit, o.period, o.report, o.reported_on)?;
        }
        Ok(())
    }
}

pub(crate) fn id(text: &str) -> UnitId {
    UnitId::new(text).unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap()
}

/// Numbers to pick with, one after the other; when they are used up, zeros.
struct Tape {
    numbers: Vec<u8>,
    next: usize,
}

impl Tape {
    fn below(&mut self, n: usize) -> usize {
        let number = self.numbers.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        usize::from(number) % n
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn take<T>(&mut self, list: &mut Vec<T>) -> T {
        let n = self.below(list.len());
        list.remove(n)
    }
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    vec(any::<u8>(), 40..260).prop_map(|numbers| case(&mut Tape { numbers, next: 0 }, None))
}

/// The same with these days of reorganisation.
pub(crate) fn cases_on(days: [&'static str; 2]) -> impl Strategy<Value = Case> {
    vec(any::<u8>(), 40..260).prop_map(move |numbers| case(&mut Tape { numbers, next: 0 }, Some(days)))
}

/// Days of reorganisation, the second on or after the first: at the ends of halves and quarters, and inside them.
const DAYS: [[&str; 2]; 8] = [
    ["2025-07-01", "2025-10-01"],
    ["2025-07-01", "2025-08-20"],
    ["2025-04-01", "2025-07-01"],
    ["2025-05-16", "2025-07-01"],
    ["2025-08-10", "2025-10-01"],
    ["2025-05-16", "2025-09-05"],
    ["2025-07-01", "2025-07-02"],
    ["2025-02-01", "2025-11-11"],
];
const RHYTHMS: [Rhythm; 4] = [Rhythm::Quarterly, Rhythm::HalfYearly, Rhythm::Yearly, Rhythm::Monthly];
const AS_OF: [&str; 5] = ["2026-02-01", "2025-12-31", "2025-09-30", "2025-07-15", "2025-06-30"];

fn case(tape: &mut Tape, days: Option<[&'static str; 2]>) -> Case {
    let days = days.unwrap_or_else(|| tape.pick(&DAYS)).map(day);
    let plan = plan(tape);
    let mut world = World::new(tape);
    let twice = tape.below(2) == 1 && days[0] < days[1];
    for on in days.into_iter().take(1 + usize::from(twice)) {
        world.reorganise(tape, on, plan.indicators());
    }
    let records = world.records.clone();
    let mut case = Case {
        plan,
        records,
        successions: world.successions.clone(),
        reports: Vec::new(),
        as_of: day(tape.pick(&AS_OF)),
    };
    case.reports = reports(tape, &case);
    case
}

// ---- Units, and what becomes of them ----

struct World {
    records: Vec<UnitRecord>,
    successions: Vec<Succession>,
    districts: Vec<UnitId>,
    /// Communes that are there, and under whom.
    communes: BTreeMap<UnitId, UnitId>,
    named: usize,
}

fn record(name: &UnitId, kind: &str, parent: Option<&UnitId>) -> UnitRecord {
    let record =
        UnitRecord::new(name.clone(), name.as_str(), Kind::new(kind).unwrap(), Level::new(kind).unwrap());
    UnitRecord { parent: parent.cloned(), ..record }
}

impl World {
    fn new(tape: &mut Tape) -> Self {
        let province = id("tinh");
        let mut world = Self {
            // The issuer has the whole scope, whatever stands below it: here nothing does.
            records: vec![record(&province, "tinh", None), record(&id("ban"), "ban", None)],
            successions: Vec::new(),
            districts: Vec::new(),
            communes: BTreeMap::new(),
            named: 0,
        };
        for n in 0..tape.below(4) {
            let district = id(&format!("h{n}"));
            world.records.push(record(&district, "huyen", Some(&province)));
            world.districts.push(district);
        }
        for _ in 0..2 + tape.below(6) {
            let parent = world.parent(tape);
            world.begin(parent, None);
        }
        world
    }

    /// The province or a district.
    fn parent(&mut self, tape: &mut Tape) -> UnitId {
        let mut all = self.districts.clone();
        all.push(id("tinh"));
        tape.pick(&all)
    }

    fn begin(&mut self, parent: UnitId, on: Option<NaiveDate>) -> UnitId {
        let commune = id(&format!("x{}", self.named));
        self.named += 1;
        self.records.push(UnitRecord { first: on, ..record(&commune, "xa", Some(&parent)) });
        self.communes.insert(commune.clone(), parent);
        commune
    }

    fn end(&mut self, unit: &UnitId, on: NaiveDate) {
        // What would have moved with its district does not.
        self.records.retain(|r| r.id != *unit || r.since != Some(on));
        let record = self.records.iter_mut().find(|r| r.id == *unit && r.since.is_none()).unwrap();
        record.last = Some(before(on));
        self.communes.remove(unit);
        self.districts.retain(|district| district != unit);
    }

    fn move_to(&mut self, commune: &UnitId, parent: UnitId, on: NaiveDate) {
        self.records.push(UnitRecord { since: Some(on), ..record(commune, "xa", Some(&parent)) });
        self.communes.insert(commune.clone(), parent);
    }

    /// One to three things that happen on a day, to units that nothing else happens to on it, but that several may pass to.
    fn reorganise(&mut self, tape: &mut Tape, on: NaiveDate, indicators: &[Indicator]) {
        let standing: Vec<UnitId> = self.districts.clone();
        match tape.below(4) {
            // The district level ends.
            1 => standing.iter().for_each(|district| self.end_district(district, None, on)),
            // Two districts merge.
            2 if standing.len() > 1 => self.end_district(&standing[0], Some(&standing[1]), on),
            _ => {}
        }
        // Those that were there and nothing happened to yet, and those to which something may pass.
        let moved =
            |world: &Self, unit: &UnitId| world.records.iter().any(|r| r.id == *unit && r.since == Some(on));
        let mut free: Vec<UnitId> = self.communes.keys().cloned().collect();
        let mut heirs: Vec<UnitId> = Vec::new();
        for _ in 0..1 + tape.below(3) {
            if free.len() < 2 {
                break;
            }
            let unit = tape.take(&mut free);
            let has_a_part = self.successions.iter().any(|s| s.heir == unit && s.extent == Extent::Part);
            match tape.below(6) {
                0 | 1 => {
                    let heir = self.heir(tape, &mut free, &mut heirs, on);
                    for predecessor in
                        [Some(unit), (tape.below(2) == 0 && free.len() > 1).then(|| tape.take(&mut free))]
                    {
                        let Some(predecessor) = predecessor else { continue };
                        self.successions.push(Succession::whole(on, predecessor.clone(), heir.clone()));
                        self.end(&predecessor, on);
                    }
                }
                2..=4 if has_a_part => {}
                2 | 3 => self.divide(tape, &unit, false, &mut free, &mut heirs, on, indicators),
                4 => self.divide(tape, &unit, true, &mut free, &mut heirs, on, indicators),
                _ if moved(self, &unit) => {}
                _ => {
                    let parent = self.parent(tape);
                    self.move_to(&unit, parent, on);
                }
            }
        }
    }

    fn end_district(&mut self, district: &UnitId, heir: Option<&UnitId>, on: NaiveDate) {
        let of: Vec<UnitId> =
            self.communes.iter().filter(|(_, parent)| *parent == district).map(|(c, _)| c.clone()).collect();
        for commune in of {
            self.move_to(&commune, heir.cloned().unwrap_or_else(|| id("tinh")), on);
        }
        if let Some(heir) = heir {
            self.successions.push(Succession::whole(on, district.clone(), heir.clone()));
        }
        self.end(district, on);
    }

    /// A new unit, one that is there and was not divided before, or one to which something passes already.
    fn heir(
        &mut self,
        tape: &mut Tape,
        free: &mut Vec<UnitId>,
        heirs: &mut Vec<UnitId>,
        on: NaiveDate,
    ) -> UnitId {
        let divided = |unit: &UnitId| self.successions.iter().any(|s| s.predecessor == *unit);
        let open: Vec<usize> = (0..free.len()).filter(|n| !divided(&free[*n])).collect();
        let heir = match tape.below(4) {
            1 | 2 if !open.is_empty() => free.remove(tape.pick(&open)),
            3 if !heirs.is_empty() => return tape.pick(heirs),
            _ => {
                let parent = self.parent(tape);
                self.begin(parent, Some(on))
            }
        };
        heirs.push(heir.clone());
        heir
    }

    /// Two heirs, of which the unit itself is one if it lives on; on some indicators with shares.
    #[expect(clippy::too_many_arguments, reason = "what a day's work is done with")]
    fn divide(
        &mut self,
        tape: &mut Tape,
        unit: &UnitId,
        lives_on: bool,
        free: &mut Vec<UnitId>,
        heirs: &mut Vec<UnitId>,
        on: NaiveDate,
        indicators: &[Indicator],
    ) {
        let mut parts = Vec::new();
        if lives_on {
            parts.push(unit.clone());
        }
        while parts.len() < 2 {
            let heir = self.heir(tape, free, heirs, on);
            if parts.contains(&heir) {
                let parent = self.parent(tape);
                parts.push(self.begin(parent, Some(on)));
            } else {
                parts.push(heir);
            }
        }
        let with_shares: Vec<&Indicator> = indicators.iter().filter(|_| tape.below(2) == 1).collect();
        for (heir, share) in parts.iter().zip(["0.4", "0.6"]) {
            let mut part = Succession::part(on, unit.clone(), heir.clone());
            for indicator in &with_shares {
                part = part.with_share(indicator.id.clone(), share.parse::<Number>().unwrap());
            }
            self.successions.push(part);
        }
        if !lives_on {
            self.end(unit, on);
        }
    }
}

// ---- What is asked ----

const GRADES: [&str; 3] = ["yeu", "kha", "tot"];

fn measures() -> Vec<Measure> {
    vec![
        Measure::Count(FigureBy::Sum),
        Measure::Count(FigureBy::Latest),
        Measure::Share(ShareBy::Pooled),
        Measure::Share(ShareBy::Latest),
        Measure::Share(ShareBy::Cumulative),
        Measure::Amount { by: FigureBy::Sum, unit: None, least: Number::ZERO, greatest: None },
        Measure::Amount { by: FigureBy::Latest, unit: None, least: Number::ZERO, greatest: None },
        Measure::Done(DoneBy::Latest),
        Measure::Done(DoneBy::Ever),
        Measure::Done(DoneBy::Every),
        Measure::Grade(ScaleId::new("xep-loai").unwrap()),
    ]
}

fn plan(tape: &mut Tape) -> Plan {
    let mut parts = PlanParts::new("1-KH", "case", id(tape.pick(&["tinh", "ban"])), "2025".parse().unwrap());
    let grade = |id: &&str| Grade { id: GradeId::new(id).unwrap(), name: (*id).to_owned() };
    let scale = Scale::new(ScaleId::new("xep-loai").unwrap(), GRADES.iter().map(grade).collect());
    parts.scales = vec![scale.unwrap()];
    let mut communes = Scope::new(ScopeId::new("xa").unwrap());
    communes.kinds = vec![Kind::new("xa").unwrap()];
    let mut everyone = Scope::new(ScopeId::new("all").unwrap());
    everyone.within = vec![id("tinh")];
    parts.scopes = vec![communes, everyone];
    for n in 0..1 + tape.below(3) {
        let name = format!("i{n}");
        let (measure, rhythm) = (tape.pick(&measures()), tape.pick(&RHYTHMS));
        let indicator = Indicator::new(IndicatorId::new(&name).unwrap(), &name, measure, rhythm);
        for k in 0..1 + tape.below(2) {
            parts.targets.push(target(tape, &format!("t{n}{k}"), &indicator));
        }
        parts.indicators.push(indicator);
    }
    Plan::new(parts).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn target(tape: &mut Tape, name: &str, indicator: &Indicator) -> Target {
    let percents = ["> 50%", ">= 66.67%", ">= 100%", "< 40%", "[30%, 60%]"];
    let numbers = [">= 5", "> 12", "<= 8", "[4, 9]", "[5, 6]", ">= 2.5"];
    let criterion = match indicator.measure {
        Measure::Done(_) => Criterion::Done,
        Measure::Grade(_) => Criterion::Meets(tape.pick(&[">= kha", ">= tot"]).parse().unwrap()),
        Measure::Share(_) => Criterion::Meets(tape.pick(&percents).parse().unwrap()),
        _ => Criterion::Meets(tape.pick(&numbers).parse().unwrap()),
    };
    let counts = [Aggregate::ShareOfUnits(criterion.clone()), Aggregate::NumberOfUnits(criterion)];
    let sums = match indicator.measure {
        Measure::Done(_) | Measure::Grade(_) => &counts[..],
        Measure::Share(_) => &[Aggregate::PooledShare, Aggregate::PooledShare][..],
        _ => &[Aggregate::Total, Aggregate::Mean][..],
    };
    let aggregate = if tape.below(3) == 2 { tape.pick(&counts) } else { tape.pick(sums) };
    let asked = match aggregate {
        Aggregate::ShareOfUnits(_) | Aggregate::PooledShare => tape.pick(&percents),
        Aggregate::NumberOfUnits(_) => tape.pick(&[">= 2", "<= 1", "[1, 2]"]),
        _ => tape.pick(&numbers),
    };
    let asked = Asked::Threshold(asked.parse().unwrap());
    let mut target = Target::new(TargetId::new(name).unwrap(), name, aggregate, asked);
    let scope = |name: &str| ScopeId::new(name).unwrap();
    // A district that reports beside its communes counts like any other unit.
    target = target.measured_by(indicator.id.clone(), scope(tape.pick(&["xa", "xa", "xa", "all"])));
    target.judged = tape.pick(&[
        Judging::WholePlan,
        Judging::EachHalfYear,
        Judging::EachQuarter,
        Judging::By(day("2025-09-30")),
        Judging::EachMonth,
    ]);
    // A period by a date ends with sub-periods of these rhythms only.
    if matches!(target.judged, Judging::By(_))
        && matches!(indicator.reported, Rhythm::HalfYearly | Rhythm::Yearly)
    {
        target.judged = Judging::WholePlan;
    }
    if tape.below(2) == 1 {
        target.judged_at = JudgedAt::Each(scope(tape.pick(&["xa", "all"])));
    }
    target
}

// ---- What is reported ----

/// Of each unit and indicator reports for its sub-periods, whole ones, and up to or from a day on which something happens to it.
fn reports(tape: &mut Tape, case: &Case) -> Vec<Observation> {
    let register = case.register();
    let year = case.plan.period();
    let mut reports = Vec::new();
    for indicator in case.plan.indicators() {
        for unit in register.ids() {
            let (first, last) = register.life(unit).unwrap();
            let life =
                Period::between(first.unwrap_or(year.first()), last.unwrap_or(year.last()).min(year.last()));
            let Ok(life) = life else { continue };
            let about = case.successions.iter().filter(|s| s.heir == *unit || s.predecessor == *unit);
            let days: BTreeSet<NaiveDate> = about.map(|s| s.on).collect();
            let mut said = Vec::new();
            for sub in year.inside(indicator.reported) {
                said.extend(forms(tape, sub, life, &days));
            }
            for days in said {
                let reported_on = tape.pick(&["2025-06-30", "2025-06-30", "2025-12-31", "2026-03-01"]);
                let report = match tape.below(9) {
                    8 if !indicator.measure.takes_latest() => {
                        Report::NotApplicable { because: "x".to_owned() }
                    }
                    _ => Report::Value(value(tape, &indicator.measure)),
                };
                reports.push(Observation {
                    indicator: indicator.id.clone(),
                    unit: unit.clone(),
                    period: days,
                    report,
                    reported_on: day(reported_on),
                    source: None,
                    corrects: false,
                });
            }
        }
    }
    reports
}

/// For what part of a sub-period a unit reports: nothing, all of it, or its days on one side of a day or both.
fn forms(tape: &mut Tape, sub: Period, life: Period, days: &BTreeSet<NaiveDate>) -> Vec<Period> {
    let Some(lived) = sub.and(life) else { return Vec::new() };
    let inside: Vec<NaiveDate> =
        days.iter().copied().filter(|on| lived.first() < *on && *on <= lived.last()).collect();
    match tape.below(4) {
        0 => Vec::new(),
        1 => vec![sub],
        2 if inside.is_empty() => vec![lived],
        2 | 3 => {
            let on = if inside.is_empty() { return vec![sub] } else { tape.pick(&inside) };
            let halves = [(lived.first(), before(on)), (on, lived.last())];
            let halves = halves.map(|(first, last)| Period::between(first, last).unwrap());
            match tape.below(3) {
                0 => halves.to_vec(),
                n => vec![halves[n - 1]],
            }
        }
        _ => Vec::new(),
    }
}

fn value(tape: &mut Tape, measure: &Measure) -> Value {
    match measure {
        Measure::Done(_) => Value::Done(tape.below(3) > 0),
        Measure::Grade(_) => Value::Grade(GradeId::new(tape.pick(&GRADES)).unwrap()),
        Measure::Count(_) => Value::Number((tape.below(8) as u64).into()),
        Measure::Amount { .. } => Value::Number(tape.pick(&["0", "1.5", "2", "3.25", "7"]).parse().unwrap()),
        Measure::Share(ShareBy::Cumulative) => {
            Value::Share(Share::new(tape.below(4) as u64, 12 + tape.below(4) as u64).unwrap())
        }
        Measure::Share(by) => {
            let whole = tape.pick(if *by == ShareBy::Latest { &[4, 5, 6, 1][..] } else { &[4, 5, 6, 1, 0] });
            Value::Share(Share::new((tape.below(7) as u64).min(whole), whole).unwrap())
        }
        other => panic!("{other:?} has no values here"),
    }
}
