//! Units that begin, end and move inside a period, and scopes of them.

use std::collections::BTreeSet;

use kehoach::{Kind, Level, Register, RegisterError, Scope, ScopeId, UnitId, UnitRecord};

use super::{DAYS, Picks, day, pick};

const KINDS: [&str; 3] = ["cap-uy", "doan-the", "doan-the/hoi-phu-nu"];
const LEVELS: [&str; 2] = ["district", "commune"];
const SCOPES: usize = 7;

pub(crate) fn unit(n: usize) -> UnitId {
    UnitId::new(&format!("u{n}")).unwrap()
}

pub(super) fn scope_id(n: u8) -> ScopeId {
    ScopeId::new(&format!("s{}", usize::from(n) % SCOPES)).unwrap()
}

pub(super) fn level(n: u8) -> Level {
    Level::new(pick(&LEVELS, n)).unwrap()
}

pub(super) fn kind(n: u8) -> Kind {
    Kind::new(pick(&KINDS, n)).unwrap()
}

pub(super) fn register(units: &[Picks<10>]) -> Register {
    let name = |n: u8, of: usize| unit(usize::from(n) % of);
    let mut records = vec![record(&unit(0), 0, 0)];
    for (n, p) in units.iter().enumerate() {
        let id = unit(n + 1);
        let mut first = record(&id, p[0], p[1]);
        // Mostly under the unit before or the root: deep and broad trees; rarely a root of its own.
        first.parent = match p[2] % 8 {
            0 => None,
            1..=3 => Some(unit(n)),
            _ => Some(name(p[3], n + 1)),
        };
        match p[4] % 8 {
            0 => first.first = Some(day(pick(&DAYS, p[5]))),
            1 => first.last = Some(day(pick(&DAYS, p[5]))),
            2 => {
                let (a, b) = (day(pick(&DAYS, p[5])), day(pick(&DAYS, p[6])));
                (first.first, first.last) = (Some(a.min(b)), Some(a.max(b)));
            }
            _ => {}
        }
        records.push(first);
        if p[7].is_multiple_of(3) {
            let mut change = record(&id, p[9], p[1]);
            change.since = Some(day(pick(&DAYS, p[8])));
            change.parent = Some(name(p[9] / 4, units.len() + 1)).filter(|parent| *parent != id);
            records.push(change);
        }
    }
    // What is no forest is mended, not thrown away: blamed records lose their dates or their parent.
    loop {
        let errors = match Register::new(records.clone()) {
            Ok(register) => return register,
            Err(errors) => errors,
        };
        let blamed: BTreeSet<usize> = errors.iter().filter_map(RegisterError::record).collect();
        let parents: BTreeSet<UnitId> = errors
            .iter()
            .filter_map(|e| {
                if let RegisterError::ParentOutsideLife { parent, .. } = e {
                    Some(parent.clone())
                } else {
                    None
                }
            })
            .collect();
        let changed: BTreeSet<UnitId> = blamed.iter().map(|n| records[*n].id.clone()).collect();
        for record in records.iter_mut().filter(|r| parents.contains(&r.id)) {
            (record.first, record.last) = (None, None);
        }
        if parents.is_empty() {
            records.retain(|r| !(changed.contains(&r.id) && r.since.is_some()));
        }
    }
}

fn record(id: &UnitId, kind: u8, level: u8) -> UnitRecord {
    UnitRecord::new(id.clone(), id.as_str(), self::kind(kind), self::level(level))
}

pub(super) fn issuer(register: &Register, n: u8) -> UnitId {
    let ids: Vec<_> = register.ids().collect();
    if n.is_multiple_of(4) { ids[usize::from(n) / 4 % ids.len()].clone() } else { ids[0].clone() }
}

/// Everyone; by kind; by level; some by name; below or within a unit; and out of one another. Those that could ask for what the
/// register does not have ask for what it has.
pub(super) fn scopes(register: &Register, picks: [u8; 3]) -> Vec<Scope> {
    let ids: Vec<UnitId> = register.ids().cloned().collect();
    let some = |n: u8| ids[usize::from(n) % ids.len()].clone();
    let records = register.records();
    let mut scopes: Vec<Scope> = (0..SCOPES as u8).map(|n| Scope::new(scope_id(n))).collect();
    scopes[0].units = ids.clone();
    scopes[1].kinds = vec![records[usize::from(picks[0]) % records.len()].kind.clone()];
    scopes[2].levels = vec![records[usize::from(picks[1]) % records.len()].level.clone()];
    scopes[3].units = ids
        .iter()
        .enumerate()
        .filter(|(n, _)| picks[2] >> (n % 8) & 1 == 1)
        .map(|(_, id)| id.clone())
        .collect();
    scopes[3].units.push(some(picks[0]));
    scopes[4].below = vec![some(picks[1] / 2)];
    scopes[5].within = vec![some(picks[2] / 4), some(picks[0] / 4)];
    scopes[6].any_of = vec![scope_id(1), scope_id(5)];
    scopes[6].except = vec![scope_id(3)];
    scopes
}
