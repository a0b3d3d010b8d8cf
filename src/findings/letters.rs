//! What an eye cannot see in a text: letters of another script, ids that look alike, characters that are not shown.
//!
//! Only where something is given its id or name. Who then refers to it by what merely looks like it is told that there is no such
//! entry, or no such unit.

use std::collections::{BTreeMap, HashMap};

use super::{Finding, FindingKind, Findings, own, tasks::items};
use crate::{
    letters::{Looks, foreign, is_direction, is_foreign, is_unseen},
    plan::{Measure, Party, Place, Plan, field},
    score::Sheet,
    unit::Register,
};

/// The findings in the ids and texts of a plan, table by table.
pub(super) fn of_plan(plan: &Plan, findings: &mut Findings) {
    let mut letters = Letters { looks: Looks::new(), findings };
    letters.id(own("id"), None, plan.id(), plan.id());
    letters.text(own("id"), None, plan.id(), plan.id());
    letters.text(own("title"), None, plan.id(), plan.title());
    let at = |table, index, field| Place { table, index, field };
    for (index, scale) in plan.scales().iter().enumerate() {
        let id = scale.id().as_str();
        letters.id(at("scales", index, "id"), None, id, id);
        for (item, grade) in scale.grades().iter().enumerate() {
            let place = at("scales", index, "grades");
            letters.id(place, Some(item), id, grade.id.as_str());
            letters.text(place, Some(item), id, &grade.name);
        }
        let grades = scale.grades().iter().enumerate();
        letters.alike(grades.map(|(k, g)| (at("scales", index, "grades"), Some(k), id, g.id.as_str())));
    }
    letters.alike(ids("scales", plan.scales().iter().map(|scale| scale.id().as_str())));
    for (index, scope) in plan.scopes().iter().enumerate() {
        let id = scope.id.as_str();
        letters.id(at("scopes", index, "id"), None, id, id);
        letters.text(at("scopes", index, "name"), None, id, scope.name.as_deref().unwrap_or_default());
    }
    letters.alike(ids("scopes", plan.scopes().iter().map(|scope| scope.id.as_str())));
    for (index, indicator) in plan.indicators().iter().enumerate() {
        let id = indicator.id.as_str();
        letters.id(at("indicators", index, "id"), None, id, id);
        letters.text(at("indicators", index, "name"), None, id, &indicator.name);
        if let Measure::Amount { unit: Some(unit), .. } = &indicator.measure {
            letters.text(at("indicators", index, "unit"), None, id, unit);
        }
    }
    letters.alike(ids("indicators", plan.indicators().iter().map(|indicator| indicator.id.as_str())));
    for (index, target) in plan.targets().iter().enumerate() {
        let id = target.id.as_str();
        letters.id(at("targets", index, "id"), None, id, id);
        letters.text(at("targets", index, "title"), None, id, &target.title);
        letters.text(at("targets", index, "clause"), None, id, target.clause.as_deref().unwrap_or_default());
    }
    letters.alike(ids("targets", plan.targets().iter().map(|target| target.id.as_str())));
    for (index, task) in plan.tasks().iter().enumerate() {
        let id = task.id.as_str();
        letters.id(at("tasks", index, "id"), None, id, id);
        letters.text(at("tasks", index, "title"), None, id, &task.title);
        letters.text(at("tasks", index, "clause"), None, id, task.clause.as_deref().unwrap_or_default());
        for (item, responsibility) in items(&task.parties) {
            if let Party::Open(phrase) = &responsibility.party {
                letters.text(at("tasks", index, field(responsibility.role)), Some(item), id, phrase);
            }
        }
    }
    letters.alike(ids("tasks", plan.tasks().iter().map(|task| task.id.as_str())));
}

/// The findings in the ids and texts of a sheet.
pub(super) fn of_sheet(sheet: &Sheet, findings: &mut Findings) {
    let mut letters = Letters { looks: Looks::new(), findings };
    let parts = sheet.parts();
    let own = |field| Place { table: "sheet", index: 0, field };
    letters.id(own("id"), None, parts.id.as_str(), parts.id.as_str());
    letters.text(own("title"), None, parts.id.as_str(), &parts.title);
    let groups = parts.groups.iter().map(|group| ("groups", group.id.as_str(), &group.title));
    let criteria = parts.criteria.iter().map(|one| ("criteria", one.id.as_str(), &one.title));
    let adjustments = parts.adjustments.iter().map(|one| ("adjustments", one.id.as_str(), &one.title));
    let grades = parts.grades.iter().map(|one| ("grades", one.grade.id.as_str(), &one.grade.name));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (table, id, title) in groups.chain(criteria).chain(adjustments).chain(grades) {
        let count = counts.entry(table).or_default();
        let at = |field| Place { table, index: *count, field };
        letters.id(at("id"), None, id, id);
        letters.text(at(if table == "grades" { "name" } else { "title" }), None, id, title);
        *count = count.saturating_add(1);
    }
    letters.alike(ids("groups", parts.groups.iter().map(|group| group.id.as_str())));
    // Both are criteria to whoever records points.
    let scored = ids("criteria", parts.criteria.iter().map(|one| one.id.as_str()));
    letters.alike(scored.chain(ids("adjustments", parts.adjustments.iter().map(|one| one.id.as_str()))));
    letters.alike(ids("grades", parts.grades.iter().map(|one| one.grade.id.as_str())));
}

impl Register {
    /// What the register alone gives reason to ask: letters of another script in its ids, kinds and levels, ids that look
    /// alike, and characters in its names that are not shown. The place of each is that of a record in [`Register::records`]; one
    /// thing that is met in many records is told of the first. The page [`findings`](crate::guide::findings) of the guide explains each.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = Findings::default();
        let mut letters = Letters { looks: Looks::new(), findings: &mut found };
        let records = self.records();
        let at = |index, field| Place { table: "units", index, field };
        let mut firsts: [BTreeMap<&str, usize>; 2] = Default::default();
        for (index, record) in records.iter().enumerate() {
            let id = record.id.as_str();
            if record.since.is_none() {
                letters.id(at(index, "id"), None, id, id);
            }
            letters.text(at(index, "name"), None, id, &record.name);
            let words = [("kind", record.kind.as_str()), ("level", record.level.as_str())];
            for ((field, word), firsts) in words.into_iter().zip(&mut firsts) {
                if !firsts.contains_key(word) {
                    firsts.insert(word, index);
                    letters.id(at(index, field), None, id, word);
                }
            }
        }
        let units = records.iter().enumerate().filter(|(_, record)| record.since.is_none());
        letters.alike(
            units.map(|(index, record)| (at(index, "id"), None, record.id.as_str(), record.id.as_str())),
        );
        for (field, firsts) in ["kind", "level"].into_iter().zip(&firsts) {
            let mut words: Vec<(usize, &str)> = firsts.iter().map(|(word, first)| (*first, *word)).collect();
            words.sort_unstable();
            letters.alike(words.into_iter().map(|(first, word)| {
                (at(first, field), None, records.get(first).map_or("", |record| record.id.as_str()), word)
            }));
        }
        once(found.0)
    }
}

/// An id: where it stands, which of a list, the entry it belongs to, and itself.
type Named<'a> = (Place, Option<usize>, &'a str, &'a str);

/// The ids of a table, each with its place.
fn ids<'a>(table: &'static str, ids: impl Iterator<Item = &'a str>) -> impl Iterator<Item = Named<'a>> {
    ids.enumerate().map(move |(index, id)| (Place { table, index, field: "id" }, None, id, id))
}

struct Letters<'f> {
    looks: Looks,
    findings: &'f mut Findings,
}

impl Letters<'_> {
    /// An id of one script, or mixed.
    fn id(&mut self, place: Place, item: Option<usize>, entry: &str, id: &str) {
        if let Some(letter) = foreign(id) {
            let kind = FindingKind::MixedScripts { text: id.to_owned(), letter, others: 0 };
            self.findings.add_item(place, item, entry, kind);
        }
    }

    /// A text for people: a word in it may well have a Greek letter, such as `μg`, but not one that looks Latin.
    fn text(&mut self, place: Place, item: Option<usize>, entry: &str, text: &str) {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return;
        }
        // Variation selectors choose how a sign is drawn, and are meant to be there; lines and columns too. Other controls move
        // the cursor of whoever prints them.
        let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        let unseen = |c: &char| control(*c) || is_unseen(*c) && !matches!(*c, '\u{fe00}'..='\u{fe0f}');
        // One that turns the direction matters more than one that merely is not shown.
        let found = text.chars().find(|c| is_direction(*c)).or_else(|| text.chars().find(unseen));
        if let Some(character) = found {
            self.findings.add_item(place, item, entry, FindingKind::HiddenCharacter { character, others: 0 });
        }
        if place.field == "id" {
            return;
        }
        let words = text.split(|c: char| !c.is_alphanumeric() && !is_unseen(c));
        let like_latin = |c: &char| is_foreign(*c) && self.looks.is_like_latin(*c);
        let mixed = words.filter(|word| foreign(word).is_some());
        if let Some((word, letter)) = mixed.filter_map(|w| w.chars().find(like_latin).map(|c| (w, c))).next()
        {
            let kind = FindingKind::MixedScripts { text: word.to_owned(), letter, others: 0 };
            self.findings.add_item(place, item, entry, kind);
        }
    }

    /// Ids of one table that an eye takes for one another: each is held against the first with its looks.
    fn alike<'a>(&mut self, ids: impl Iterator<Item = Named<'a>>) {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (place, item, entry, id) in ids {
            let other = *seen.entry(self.looks.of(id)).or_insert(id);
            if other != id {
                let (text, other) = (id.to_owned(), other.to_owned());
                let kind = FindingKind::LookAlike { text, other, others: 0 };
                self.findings.add_item(place, item, entry, kind);
            }
        }
    }
}

/// Of findings in one column that say the same, the first, which counts the others.
fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut firsts: HashMap<(&str, &str, Option<char>), usize> = HashMap::new();
    for finding in findings {
        let about = match &finding.kind {
            FindingKind::MixedScripts { letter, .. } => Some(*letter),
            FindingKind::HiddenCharacter { character, .. } => Some(*character),
            _ => None,
        };
        let key = (finding.place.field, finding.kind.code(), about);
        match firsts.get(&key).and_then(|first| kept.get_mut(*first)) {
            Some(first) => {
                if let FindingKind::MixedScripts { others, .. }
                | FindingKind::HiddenCharacter { others, .. }
                | FindingKind::LookAlike { others, .. } = &mut first.kind
                {
                    *others = others.saturating_add(1);
                }
            }
            None => {
                firsts.insert(key, kept.len());
                kept.push(finding);
            }
        }
    }
    kept
}
