//! Latest values: a unit's own, or inherited.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehoach::{Fraction, Indicator, Measure, Period, Succession, Target, UnitId};

use super::{Figure, Plain, Said, is_whole};

/// What a latest value is made of.
#[derive(Debug, Clone)]
enum Piece {
    Figure(Figure),
    /// An heir's part of a divided unit's latest value: its share of it, if there is an apportionment.
    Part {
        unit: UnitId,
        on: NaiveDate,
        heir: UnitId,
        heirs: usize,
        share: Option<Fraction>,
        of: Vec<Piece>,
    },
}

/// A unit's latest value.
struct Latest {
    pieces: Vec<Piece>,
    /// A later figure can replace it.
    provisional: bool,
}

impl Plain<'_> {
    /// The figures of each counted unit at a subject, all of them together, and whether a later one can replace one.
    pub(super) fn stocks(
        &self,
        indicator: &Indicator,
        target: &Target,
        judging: Period,
        subject: &UnitId,
    ) -> (Vec<Vec<Figure>>, Vec<Figure>, bool) {
        let (mut units, mut all, mut provisional) = (Vec::new(), Vec::new(), false);
        for unit in self.counted(indicator, target, judging) {
            if subject != self.plan.issuer() && !self.above(&unit, judging.last()).contains(subject) {
                continue;
            }
            let latest = self.latest(indicator, target, &unit, judging, judging.last());
            units.push(put_together(latest.pieces.clone()));
            all.extend(latest.pieces);
            provisional |= latest.provisional;
        }
        (units, put_together(all), provisional)
    }

    fn is_measured(&self, target: &Target, unit: &UnitId, on: NaiveDate) -> bool {
        self.plan.scopes().members(target.measured.as_ref().unwrap(), self.register, on).contains(unit)
    }

    /// The latest value of a unit up to a day, on which it exists.
    fn latest(
        &self,
        indicator: &Indicator,
        target: &Target,
        unit: &UnitId,
        judging: Period,
        until: NaiveDate,
    ) -> Latest {
        let to: Vec<&Succession> =
            self.inside(judging).filter(|s| s.heir == *unit && s.on <= until).collect();
        let took_over = to.iter().map(|s| s.on).max();
        // The days of a report by a unit that ended end with the unit.
        let ends = until == judging.last() || !self.exists(unit, until.succ_opt().unwrap());
        let own = |days: Period| {
            judging.holds(days)
                && (ends || days.last() <= until)
                && took_over.is_none_or(|on| on <= days.last())
        };
        let said: Vec<(Period, Said)> =
            self.said(indicator, unit).into_iter().filter(|(days, _)| own(*days)).collect();
        let covered = |days: &Period| {
            let nothing =
                |day| said.iter().any(|(days, said)| *said == Said::NothingToMeasure && days.contains(day));
            days.first().iter_days().take(days.days() as usize).all(nothing)
        };
        let owed: Vec<Period> =
            self.owed(indicator, unit, judging).into_iter().filter(|days| own(*days)).collect();
        let figures = said.iter().filter(|(_, said)| matches!(said, Said::Figure(_)));
        if let Some((days, figure)) = figures.max_by_key(|(days, _)| (days.last(), days.first())) {
            let missing = owed.iter().any(|owed| owed.last() > days.last() && !covered(owed));
            let pieces = vec![Piece::Figure(self.figure(indicator, Some(figure)))];
            return Latest { pieces, provisional: self.running(judging) || missing };
        }
        if !owed.is_empty() && owed.iter().all(covered) {
            return Latest { pieces: vec![Piece::Figure(Figure::NothingToMeasure)], provisional: false };
        }
        let inherits = !matches!(indicator.measure, Measure::Done(_) | Measure::Grade(_));
        let pieces = match took_over.filter(|_| inherits) {
            Some(on) => self.inherited(indicator, target, unit, judging, on),
            None => Vec::new(),
        };
        if pieces.is_empty() {
            return Latest { pieces: vec![Piece::Figure(Figure::Unknown)], provisional: false };
        }
        Latest { provisional: pieces.iter().any(is_known), pieces }
    }

    /// What a unit has taken over on a day, and what it had itself before.
    fn inherited(
        &self,
        indicator: &Indicator,
        target: &Target,
        unit: &UnitId,
        judging: Period,
        on: NaiveDate,
    ) -> Vec<Piece> {
        let before = on.pred_opt().unwrap();
        let latest = |unit: &UnitId| {
            let measured = self.is_measured(target, unit, before);
            if measured { self.latest(indicator, target, unit, judging, before).pieces } else { Vec::new() }
        };
        let of_day: Vec<&Succession> = self.inside(judging).filter(|s| s.on == on).collect();
        let mut pieces = Vec::new();
        for passage in of_day.iter().filter(|s| s.heir == *unit) {
            let of = latest(&passage.predecessor);
            if is_whole(passage) {
                pieces.extend(of);
                continue;
            }
            let parts: Vec<&&Succession> =
                of_day.iter().filter(|s| s.predecessor == passage.predecessor).collect();
            let apportioned = parts.iter().any(|part| part.shares.contains_key(&indicator.id));
            let share = passage.shares.get(&indicator.id).map(|share| share.fraction());
            if !of.is_empty() && (share.is_some() || !apportioned) {
                let (heir, heirs) = (unit.clone(), parts.len());
                pieces.push(Piece::Part { unit: passage.predecessor.clone(), on, heir, heirs, share, of });
            }
        }
        if !of_day.iter().any(|s| s.predecessor == *unit) && self.exists(unit, before) {
            pieces.extend(latest(unit));
        }
        pieces
    }
}

fn is_known(piece: &Piece) -> bool {
    match piece {
        Piece::Figure(figure) => *figure != Figure::Unknown,
        Piece::Part { of, .. } => of.iter().any(is_known),
    }
}

/// The figures that pieces come to: a divided unit's own, once, where the parts of all its heirs are there, else each part.
fn put_together(mut pieces: Vec<Piece>) -> Vec<Figure> {
    let mut figures = Vec::new();
    while !pieces.is_empty() {
        let divisions: Vec<(UnitId, NaiveDate, usize)> = pieces.iter().filter_map(division).collect();
        let whole = divisions.iter().find(|(unit, on, heirs)| {
            let heirs_there: BTreeSet<&UnitId> =
                pieces.iter().filter_map(|piece| heir_in(piece, unit, *on)).collect();
            heirs_there.len() == *heirs
        });
        // The parts of one division, and what they are parts of.
        let (unit, on, is_whole) = match (whole, divisions.first()) {
            (Some((unit, on, _)), _) => (unit.clone(), *on, true),
            (None, Some((unit, on, _))) => (unit.clone(), *on, false),
            (None, None) => {
                figures.extend(pieces.drain(..).filter_map(|piece| match piece {
                    Piece::Figure(figure) => Some(figure),
                    Piece::Part { .. } => None,
                }));
                break;
            }
        };
        let (parts, rest): (Vec<Piece>, Vec<Piece>) =
            pieces.into_iter().partition(|piece| heir_in(piece, &unit, on).is_some());
        pieces = rest;
        let mut told = false;
        for part in parts {
            let Piece::Part { share, of, .. } = part else { continue };
            match share {
                _ if is_whole && told => {}
                _ if is_whole => pieces.extend(of),
                Some(share) => figures.extend(put_together(of).iter().map(|figure| figure.times(share))),
                // Together they have at most what there is to divide.
                None if told => {}
                None => figures.extend(put_together(of).iter().map(Figure::some)),
            }
            told = true;
        }
    }
    figures
}

fn division(piece: &Piece) -> Option<(UnitId, NaiveDate, usize)> {
    match piece {
        Piece::Part { unit, on, heirs, .. } => Some((unit.clone(), *on, *heirs)),
        Piece::Figure(_) => None,
    }
}

fn heir_in<'p>(piece: &'p Piece, divided: &UnitId, day: NaiveDate) -> Option<&'p UnitId> {
    match piece {
        Piece::Part { unit, on, heir, .. } if unit == divided && *on == day => Some(heir),
        _ => None,
    }
}
