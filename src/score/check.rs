//! Whether a sheet's parts fit together, and the plan that they score.

use std::collections::BTreeSet;

use super::{
    AdjustmentBy, Basis, ByValue, Condition, Deduction, GateOn, QuotaBase, Rate, Rule, SheetError,
    SheetParts, SheetPlace, Step, interval, points::exact, sheet::grouped,
};
use crate::{
    id::{CriterionId, GradeId, GroupId, ScopeId, TargetId, TaskId},
    plan::{Aggregate, Asked, Plan, Target},
    quantity::{Fraction, Number, Overflow},
    spelling::nearest,
    threshold::{End, Interval, Measured, Threshold},
};

/// Finer than any document scores; it keeps sums far from their limit.
const MOST_PLACES: u32 = 9;

struct Check<'a> {
    parts: &'a SheetParts,
    plan: &'a Plan,
    errors: Vec<(SheetPlace, SheetError)>,
}

type Entry = Option<(&'static str, usize)>;

pub(super) fn parts(parts: &SheetParts, plan: &Plan) -> Vec<(SheetPlace, SheetError)> {
    let mut check = Check { parts, plan, errors: Vec::new() };
    check.sheet();
    for index in 0..parts.criteria.len() {
        check.criterion(index);
    }
    check.sums();
    for index in 0..parts.adjustments.len() {
        check.adjustment(index);
    }
    check.grades();
    check.gates();
    check.quotas();
    for (item, id) in parts.ties.iter().enumerate() {
        check.criterion_id(SheetPlace { entry: None, field: "ties", item: Some(item) }, id);
    }
    check.errors
}

impl Check<'_> {
    fn fail(&mut self, entry: Entry, field: &'static str, error: SheetError) {
        self.errors.push((SheetPlace { entry, field, item: None }, error));
    }

    fn unique<'t>(&mut self, table: &'static str, ids: impl Iterator<Item = (Entry, &'t str)>) {
        let mut seen = BTreeSet::new();
        for (entry, id) in ids {
            if !seen.insert(id) {
                self.fail(entry, "id", SheetError::Duplicate { table, id: id.to_owned() });
            }
        }
    }

    fn sheet(&mut self) {
        let SheetParts { places, period, subjects, criteria, adjustments, groups, .. } = self.parts;
        if *places > MOST_PLACES {
            self.fail(None, "places", SheetError::TooFine { found: *places, most: MOST_PLACES });
        }
        if !self.plan.period().holds(*period) {
            let error = SheetError::OutsidePlan { sheet: *period, plan: self.plan.period() };
            self.fail(None, "period", error);
        }
        if self.plan.scopes().get(subjects).is_none() {
            let guess = nearest(subjects.as_str(), self.plan.scopes().iter().map(|s| s.id.as_str()));
            let nearest = guess.and_then(|id| ScopeId::new(id).ok());
            self.fail(None, "subjects", SheetError::UnknownScope { id: subjects.clone(), nearest });
        }
        if criteria.is_empty() {
            self.fail(None, "criteria", SheetError::Empty);
        }
        fn entry(table: &'static str, index: usize) -> Entry {
            Some((table, index))
        }
        self.unique("groups", groups.iter().enumerate().map(|(k, g)| (entry("groups", k), g.id.as_str())));
        let all = criteria.iter().enumerate().map(|(k, c)| (entry("criteria", k), c.id.as_str()));
        let more = adjustments.iter().enumerate().map(|(k, a)| (entry("adjustments", k), a.id.as_str()));
        self.unique("criteria", all.chain(more));
        let grades = self.parts.grades.iter().enumerate();
        self.unique("grades", grades.map(|(k, g)| (entry("grades", k), g.grade.id.as_str())));
        if self.parts.not_applicable.is_none()
            && let Some((index, criterion)) =
                criteria.iter().enumerate().find(|(_, criterion)| criterion.rule != Rule::Judged)
        {
            let id = criterion.id.clone();
            self.fail(entry("criteria", index), "id", SheetError::NoPolicy { id });
        }
    }

    /// Points above 0, of no more digits than the sheet's scale.
    fn points(&mut self, entry: Entry, field: &'static str, what: &'static str, figure: Number) {
        if figure <= Number::ZERO {
            self.fail(entry, field, SheetError::NotPositive { what, found: figure });
        }
        self.on_scale(entry, field, figure);
    }

    fn on_scale(&mut self, entry: Entry, field: &'static str, figure: Number) {
        let places = self.parts.places;
        if figure.decimal().scale() > places {
            self.fail(entry, field, SheetError::OffScale { figure, places });
        }
    }

    fn inside(&mut self, entry: Entry, field: &'static str, found: Number, max: Number) {
        if found < Number::ZERO || found > max {
            self.fail(entry, field, SheetError::OutOfRange { found, max });
        }
        self.on_scale(entry, field, found);
    }

    fn target(&mut self, entry: Entry, field: &'static str, id: &TargetId) -> Option<Target> {
        let found = self.plan.target(id).cloned();
        match &found {
            None => {
                let guess = nearest(id.as_str(), self.plan.targets().iter().map(|t| t.id.as_str()));
                let nearest = guess.and_then(|id| TargetId::new(id).ok());
                self.fail(entry, field, SheetError::UnknownTarget { id: id.clone(), nearest });
            }
            Some(target) if target.aggregate == Aggregate::Judgement => {
                let sheet = self.parts.period;
                if !self.plan.judging_periods(target).any(|period| sheet.holds(period)) {
                    let error = SheetError::NotJudgedThen { target: id.clone(), sheet };
                    self.fail(entry, field, error);
                }
            }
            Some(_) => {}
        }
        found
    }

    fn tasks(&mut self, entry: Entry, field: &'static str, ids: &[TaskId]) {
        for id in ids.iter().filter(|id| self.plan.task(id).is_none()).collect::<Vec<_>>() {
            let guess = nearest(id.as_str(), self.plan.tasks().iter().map(|task| task.id.as_str()));
            let nearest = guess.and_then(|id| TaskId::new(id).ok());
            self.fail(entry, field, SheetError::UnknownTask { id: id.clone(), nearest });
        }
    }

    fn criterion_id(&mut self, place: SheetPlace, id: &CriterionId) {
        if !self.parts.criteria.iter().any(|criterion| criterion.id == *id) {
            let guess = nearest(id.as_str(), self.parts.criteria.iter().map(|c| c.id.as_str()));
            let nearest = guess.and_then(|id| CriterionId::new(id).ok());
            self.errors.push((place, SheetError::UnknownCriterion { id: id.clone(), nearest }));
        }
    }

    /// The place of a grade, 0 for the worst.
    fn grade(&mut self, entry: Entry, field: &'static str, id: &GradeId) -> Option<usize> {
        let place = self.parts.grades.iter().position(|cutoff| cutoff.grade.id == *id);
        if place.is_none() {
            let guess = nearest(id.as_str(), self.parts.grades.iter().map(|c| c.grade.id.as_str()));
            let nearest = guess.and_then(|id| GradeId::new(id).ok());
            self.fail(entry, field, SheetError::UnknownGrade { id: id.clone(), nearest });
        }
        place
    }

    fn criterion(&mut self, index: usize) {
        let Some(criterion) = self.parts.criteria.get(index) else { return };
        let entry = Some(("criteria", index));
        self.points(entry, "max", "the maximum", criterion.max);
        if let Some(id) = &criterion.group
            && !self.parts.groups.iter().any(|group| group.id == *id)
        {
            let guess = nearest(id.as_str(), self.parts.groups.iter().map(|g| g.id.as_str()));
            let nearest = guess.and_then(|id| GroupId::new(id).ok());
            self.fail(entry, "group", SheetError::UnknownGroup { id: id.clone(), nearest });
        }
        match &criterion.rule {
            Rule::Judged => {}
            Rule::PerOccurrence { tasks, deduct, cap } => {
                self.tasks(entry, "tasks", tasks);
                match deduct {
                    Deduction::Points(points) => self.points(entry, "deduct", "the deduction", *points),
                    Deduction::Percent(percent) => {
                        if *percent <= Number::ZERO {
                            let what = "the deduction";
                            self.fail(entry, "deduct", SheetError::NotPositive { what, found: *percent });
                        }
                    }
                }
                if let Some(cap) = cap {
                    self.points(entry, "cap", "the cap", *cap);
                    self.inside(entry, "cap", *cap, criterion.max);
                }
            }
            Rule::Value { on, by } => {
                let (asked, needed) = match on {
                    Basis::Target(id) => {
                        let Some(target) = self.target(entry, "target", id) else { return };
                        let needed = target.aggregate.measured();
                        if needed.is_none() && *by != ByValue::AllOrNothing {
                            let error = SheetError::JudgedTarget { rule: by.name(), target: id.clone() };
                            self.fail(entry, "rule", error);
                        }
                        (target.asked, needed)
                    }
                    Basis::Duties { tasks, asked, .. } => {
                        self.tasks(entry, "tasks", tasks);
                        if asked.measures() != Measured::Share {
                            let (threshold, needed) = (asked.clone(), Measured::Share);
                            self.fail(entry, "asked", SheetError::Kind { threshold, needed });
                        }
                        (Asked::Threshold(asked.clone()), Some(Measured::Share))
                    }
                };
                self.by_value(entry, criterion.max, by, &asked, needed);
            }
        }
    }

    fn by_value(&mut self, entry: Entry, max: Number, by: &ByValue, asked: &Asked, needed: Option<Measured>) {
        let interval = match asked {
            Asked::Threshold(threshold @ (Threshold::Percent(i) | Threshold::Plain(i))) => {
                Some((threshold, i))
            }
            _ => None,
        };
        if let Some((asked, interval)) = interval
            && interval.is_two_sided()
            && matches!(by, ByValue::Proportional { .. } | ByValue::BaseAndSteps { .. })
        {
            self.fail(entry, "rule", SheetError::TwoSided { rule: by.name(), asked: asked.clone() });
        }
        match by {
            ByValue::AllOrNothing => {}
            ByValue::Proportional { floor } => {
                let Some((asked, interval)) = interval.filter(|(_, i)| !i.is_two_sided()) else { return };
                // Of at least and above, only a bound above 0 has a proportion; of at most and below, one of 0 has: none.
                let (low, high) = (interval.low(), interval.high());
                let none = low.is_some_and(|end| end.at <= Number::ZERO)
                    || high.is_some_and(|end| end.at < Number::ZERO);
                if none {
                    self.fail(entry, "rule", SheetError::NoProportion { asked: asked.clone() });
                }
                if let Some(floor) = floor
                    && (low.is_some_and(|end| *floor > end.at) || high.is_some_and(|end| *floor < end.at))
                {
                    let error = SheetError::FloorInside { floor: *floor, asked: asked.clone() };
                    self.fail(entry, "floor", error);
                }
            }
            ByValue::Steps(steps) => self.steps(entry, max, steps, needed),
            ByValue::PerShortfall { step, points, .. } => {
                if *step <= Number::ZERO {
                    self.fail(entry, "step", SheetError::NotPositive { what: "a step", found: *step });
                }
                self.points(entry, "points", "the points for a step", *points);
            }
            ByValue::BaseAndSteps { base, step, points, .. } => {
                self.inside(entry, "base", *base, max);
                if *step <= Number::ZERO {
                    self.fail(entry, "step", SheetError::NotPositive { what: "a step", found: *step });
                }
                self.points(entry, "points", "the points for a step", *points);
            }
        }
    }

    fn steps(&mut self, entry: Entry, max: Number, steps: &[Step], needed: Option<Measured>) {
        if steps.is_empty() {
            self.fail(entry, "steps", SheetError::NoSteps);
        }
        let at = |item: usize| SheetPlace { entry, field: "steps", item: Some(item) };
        for (item, step) in steps.iter().enumerate() {
            if step.points < Number::ZERO || step.points > max {
                let error = SheetError::OutOfRange { found: step.points, max };
                self.errors.push((at(item), error));
            }
            let places = self.parts.places;
            if step.points.decimal().scale() > places {
                self.errors.push((at(item), SheetError::OffScale { figure: step.points, places }));
            }
            if let Some(needed) = needed
                && step.values.measures() != needed
            {
                let error = SheetError::Kind { threshold: step.values.clone(), needed };
                self.errors.push((at(item), error));
                continue;
            }
            let Some(values) = step.values.values() else { continue };
            if values.is_empty() {
                self.errors.push((at(item), SheetError::EmptyInterval { values: step.values.clone() }));
            }
            for earlier in steps.iter().take(item) {
                if earlier.values.values().is_some_and(|earlier| interval::overlap(&earlier, &values)) {
                    let (a, b) = (earlier.values.clone(), step.values.clone());
                    self.errors.push((at(item), SheetError::StepsOverlap { a, b }));
                }
            }
        }
    }

    /// What the maxima come to: of each group, its own maximum at most.
    fn sums(&mut self) {
        match self.sum() {
            Ok(found) if found != self.parts.points => {
                let stated = self.parts.points;
                self.fail(None, "points", SheetError::DoNotAddUp { stated, found });
            }
            Ok(_) => {}
            Err(Overflow) => self.fail(None, "points", SheetError::Overflow),
        }
        let (points, places) = (self.parts.points, self.parts.places);
        if let Some(total_max) = self.parts.total_max {
            if total_max < points {
                self.fail(None, "total_max", SheetError::TotalMax { total_max, points });
            }
            if total_max.decimal().scale() > places {
                self.fail(None, "total_max", SheetError::OffScale { figure: total_max, places });
            }
        }
    }

    fn sum(&mut self) -> Result<Number, Overflow> {
        let parts = self.parts;
        for (index, group) in parts.groups.iter().enumerate() {
            if !parts.criteria.iter().any(|criterion| criterion.group.as_ref() == Some(&group.id)) {
                self.fail(Some(("groups", index)), "id", SheetError::EmptyGroup { id: group.id.clone() });
            }
            if let Some(max) = group.max {
                self.points(Some(("groups", index)), "max", "the maximum", max);
            }
        }
        let mut all = Fraction::ZERO;
        for (group, members) in grouped(parts) {
            let mut sum = Fraction::ZERO;
            for criterion in members.iter().filter_map(|place| parts.criteria.get(*place)) {
                sum = sum.plus(criterion.max.fraction())?;
            }
            if let Some((group, max)) = group.and_then(|group| group.max.map(|max| (group, max))) {
                if sum < max.fraction() {
                    let index = parts.groups.iter().position(|g| g.id == group.id).unwrap_or(0);
                    let error = SheetError::GroupShort { id: group.id.clone(), found: exact(sum)?, max };
                    self.fail(Some(("groups", index)), "max", error);
                }
                sum = sum.min(max.fraction());
            }
            all = all.plus(sum)?;
        }
        // Criteria of an unknown group count too: that error stands at the criterion.
        for criterion in &parts.criteria {
            let known = criterion.group.as_ref().is_none_or(|id| parts.groups.iter().any(|g| g.id == *id));
            if !known {
                all = all.plus(criterion.max.fraction())?;
            }
        }
        exact(all)
    }

    fn adjustment(&mut self, index: usize) {
        let Some(adjustment) = self.parts.adjustments.get(index) else { return };
        let entry = Some(("adjustments", index));
        self.points(entry, "points", "the points", adjustment.points);
        self.points(entry, "cap", "the cap", adjustment.cap);
        if let Some(target) = self.target(entry, "target", &adjustment.target)
            && target.aggregate == Aggregate::Judgement
            && adjustment.by == AdjustmentBy::PerUnit
        {
            let error = SheetError::JudgedTarget { rule: "per unit", target: target.id };
            self.fail(entry, "per", error);
        }
    }

    fn grades(&mut self) {
        let parts = self.parts;
        let mut cutoffs: Vec<(usize, Interval<Number>)> = Vec::new();
        for (index, cutoff) in parts.grades.iter().enumerate() {
            let entry = Some(("grades", index));
            match &cutoff.points {
                Threshold::Plain(points) if points.is_empty() => {
                    let error = SheetError::EmptyInterval { values: cutoff.points.clone() };
                    self.fail(entry, "points", error);
                }
                Threshold::Plain(points) => cutoffs.push((index, *points)),
                other => {
                    let (threshold, needed) = (other.clone(), Measured::Plain);
                    self.fail(entry, "points", SheetError::Kind { threshold, needed });
                }
            }
            if index == 0 && !cutoff.conditions.is_empty() {
                self.fail(entry, "conditions", SheetError::ConditionOnWorst { id: cutoff.grade.id.clone() });
            }
            for condition in &cutoff.conditions {
                self.condition(entry, condition);
            }
        }
        let grade = |index: usize| parts.grades.get(index).map(|cutoff| cutoff.grade.id.clone());
        for (k, (b, points)) in cutoffs.iter().enumerate() {
            let entry = Some(("grades", *b));
            for (a, earlier) in cutoffs.iter().take(k) {
                let Some((a, b)) = grade(*a).zip(grade(*b)) else { continue };
                if interval::overlap(earlier, points) {
                    self.fail(entry, "points", SheetError::CutoffsOverlap { a, b });
                } else if interval::order(earlier, points).is_gt() {
                    self.fail(entry, "points", SheetError::GradeOrder { a, b });
                }
            }
        }
        if cutoffs.len() != parts.grades.len() || cutoffs.is_empty() {
            return;
        }
        let Some(most) = parts.most() else { return };
        let totals = Interval::between(End::closed(Number::ZERO), End::closed(most));
        let intervals: Vec<Interval<Number>> = cutoffs.iter().map(|(_, points)| *points).collect();
        for gap in interval::gaps(&intervals).into_iter().flatten() {
            let gap = gap.and(&totals);
            if !gap.is_empty() {
                self.fail(None, "grades", SheetError::Gap { gap: Threshold::Plain(gap) });
            }
        }
    }

    fn condition(&mut self, entry: Entry, condition: &Condition) {
        if condition.asked.measures() != Measured::Share {
            let (threshold, needed) = (condition.asked.clone(), Measured::Share);
            self.fail(entry, "conditions", SheetError::Kind { threshold, needed });
        }
        match &condition.rate {
            Rate::OnTime { tasks } => self.tasks(entry, "conditions", tasks),
            Rate::Met { targets } | Rate::Exceeded { targets } => {
                for target in targets {
                    self.target(entry, "conditions", target);
                }
            }
            Rate::Subordinates { at_least } => {
                self.grade(entry, "conditions", at_least);
            }
            Rate::AboveZero => {}
        }
    }

    fn gates(&mut self) {
        let best = self.parts.grades.len().checked_sub(1);
        for (index, gate) in self.parts.gates.iter().enumerate() {
            let entry = Some(("gates", index));
            let grade = self.grade(entry, "at_most", &gate.at_most);
            if grade.is_some() && grade == best {
                self.fail(entry, "at_most", SheetError::GateOpen { id: gate.at_most.clone() });
            }
            match &gate.on {
                GateOn::Missed(target) => {
                    self.target(entry, "target", target);
                }
                GateOn::Duty { tasks, statuses } => {
                    self.tasks(entry, "tasks", tasks);
                    if statuses.is_empty() {
                        self.fail(entry, "statuses", SheetError::NoStatuses);
                    }
                }
                GateOn::Points(criterion, points) => {
                    let place = SheetPlace { entry, field: "criterion", item: None };
                    self.criterion_id(place, criterion);
                    if points.measures() != Measured::Plain {
                        let (threshold, needed) = (points.clone(), Measured::Plain);
                        self.fail(entry, "points", SheetError::Kind { threshold, needed });
                    }
                }
            }
        }
    }

    fn quotas(&mut self) {
        let quotas = &self.parts.quotas;
        for (index, quota) in quotas.iter().enumerate() {
            let entry = Some(("quotas", index));
            let own = self.grade(entry, "grade", &quota.grade);
            let id = quota.grade.clone();
            if own == Some(0) {
                self.fail(entry, "grade", SheetError::QuotaOnWorst { id: id.clone() });
            }
            if quotas.iter().take(index).any(|earlier| earlier.grade == quota.grade) {
                self.fail(entry, "grade", SheetError::TwoQuotas { id: id.clone() });
            }
            match &quota.share {
                Threshold::Percent(share) if share.high().is_some() && share.low().is_none() => {}
                other => {
                    let share = other.clone();
                    self.fail(entry, "share", SheetError::QuotaShare { share });
                }
            }
            if let QuotaBase::AtLeast { grade, with_own } = &quota.of
                && let (Some(least), Some(own)) = (self.grade(entry, "of", grade), own)
                && !*with_own
                && least >= own
            {
                self.fail(entry, "of", SheetError::QuotaBase { grade: grade.clone(), own: id });
            }
        }
    }
}
