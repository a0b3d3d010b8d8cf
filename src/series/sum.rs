//! Figures added up, with what they are made of and what they lack.

use super::{
    GapReason, SeriesError, SeriesFigure, SeriesGap, SeriesSource, SeriesState, SeriesValue,
    flow::{Asked, Flow},
    held::{Held, Opened, Portion, What},
    kin::Kin,
};
use crate::{
    id::{GradeId, UnitId},
    ledger::Said,
    quantity::{Fraction, Number, Overflow},
    unit::Passage,
};

/// A figure as it grows.
#[derive(Debug, Clone, Default)]
struct Sum {
    number: Option<Fraction>,
    share: Option<(Fraction, Fraction)>,
    /// Whether some of it was not applicable.
    not_applicable: bool,
}

impl Sum {
    fn add(&mut self, said: Said, portion: Portion) -> Result<(), Overflow> {
        match said {
            Said::Number(number) => {
                let sum = self.number.unwrap_or(Fraction::ZERO);
                self.number = Some(sum.plus(scaled(plain(number), portion.part)?)?);
            }
            Said::Share(share) => {
                let (part, whole) = self.share.unwrap_or((Fraction::ZERO, Fraction::ZERO));
                let part = part.plus(scaled(Fraction::whole(share.part()), portion.part)?)?;
                let whole = whole.plus(scaled(Fraction::whole(share.whole()), portion.whole)?)?;
                self.share = Some((part, whole));
            }
            Said::NotApplicable => self.not_applicable = true,
            // These are never added up.
            Said::Done(_) | Said::Grade(_) | Said::Withdrawn => {}
        }
        Ok(())
    }

    fn value(&self, complete: bool) -> Option<SeriesValue> {
        if let Some(number) = self.number {
            return Some(SeriesValue::Number(number));
        }
        if let Some((part, whole)) = self.share {
            return Some(SeriesValue::Share { part, whole });
        }
        (self.not_applicable && complete).then_some(SeriesValue::NotApplicable)
    }
}

fn plain(number: Number) -> Fraction {
    // Most figures are counts, of which nothing has to be brought to lowest terms.
    number.count().map_or_else(|| number.fraction(), Fraction::whole)
}

fn scaled(figure: Fraction, by: Fraction) -> Result<Fraction, Overflow> {
    if by == Fraction::ONE { Ok(figure) } else { figure.times(by) }
}

/// What is said, as a figure of its own.
pub(super) fn value(said: Said, grades: &[GradeId]) -> Option<SeriesValue> {
    Some(match said {
        Said::Done(done) => SeriesValue::Done(done),
        Said::Number(number) => SeriesValue::Number(plain(number)),
        Said::Share(share) => {
            SeriesValue::Share { part: Fraction::whole(share.part()), whole: Fraction::whole(share.whole()) }
        }
        Said::Grade(grade) => SeriesValue::Grade(grades.get(usize::try_from(grade).ok()?)?.clone()),
        Said::NotApplicable => SeriesValue::NotApplicable,
        Said::Withdrawn => return None,
    })
}

/// The figure of one of several units that pass to one another.
pub(super) struct Summing<'s, 'a> {
    pub(super) asked: Asked<'a>,
    pub(super) kin: &'a Kin,
    pub(super) flow: &'s Flow<'a>,
    pub(super) grades: &'s [GradeId],
    /// By report: how much of it is in figures, or known to be in none.
    pub(super) placed: Vec<Fraction>,
}

impl Summing<'_, '_> {
    /// The figure of a unit that exists on the day; none where nothing in it was reported.
    pub(super) fn figure(&mut self, unit: usize, held: &[Held]) -> Result<Option<SeriesFigure>, SeriesError> {
        let Asked { indicator, period, register, .. } = self.asked;
        let Some(id) = register.id(unit) else { return Ok(None) };
        let overflow =
            |_| SeriesError::Overflow { indicator: indicator.id.clone(), unit: id.clone(), period };
        let found = if self.asked.adds() {
            self.added(unit, held).map_err(overflow)?
        } else {
            self.alone(unit, held).map_err(overflow)?
        };
        let Some((value, sources, gaps)) = found else { return Ok(None) };
        let state = if !gaps.is_empty() {
            SeriesState::Incomplete
        } else if sources.iter().all(|source| source.share == Fraction::ONE) {
            SeriesState::Whole
        } else {
            SeriesState::Apportioned
        };
        if let Some(SeriesValue::Share { part, whole }) = value
            && gaps.is_empty()
            && part > whole
        {
            let (indicator, unit) = (indicator.id.clone(), id.clone());
            return Err(SeriesError::PartAboveWhole { indicator, unit, period, part, whole });
        }
        let (indicator, unit) = (indicator.id.clone(), id.clone());
        Ok(Some(SeriesFigure { indicator, period, unit, state, value, sources, gaps }))
    }

    fn added(&mut self, unit: usize, held: &[Held]) -> Result<Option<Found>, Overflow> {
        let mut opened = self.flow.store.open(held, false)?;
        self.in_order(&mut opened);
        let (mut sum, mut sources, mut gaps) = (Sum::default(), Vec::new(), Vec::new());
        for (number, portion) in opened.cells {
            let Some(cell) = self.flow.store.cells.get(number) else { continue };
            match cell.said {
                // None of a figure lacks nothing, whatever that figure is.
                None if portion.is_none() => {}
                None => gaps.extend(self.gap(number, unit, GapReason::NotReported)),
                Some(said) => {
                    sum.add(said, portion)?;
                    self.place(number, portion.part)?;
                    let source = |by: &UnitId| SeriesSource {
                        unit: by.clone(),
                        period: cell.period,
                        share: portion.part,
                    };
                    sources.extend(self.asked.register.id(cell.unit).map(source));
                }
            }
        }
        let in_parts = !opened.parts.is_empty();
        for (bundle, heir, _) in opened.parts {
            let bundle = self.flow.store.bundles.get(bundle);
            let passage = bundle.and_then(|b| self.kin.passages.get(b.passage.saturating_add(heir)));
            let Some(passage) = passage else { continue };
            gaps.extend(self.asked.register.id(passage.from).map(|from| SeriesGap {
                unit: from.clone(),
                period: self.asked.period,
                reason: GapReason::NotApportioned,
                on: Some(passage.on),
                document: self.document(passage),
            }));
        }
        if sources.is_empty() && !in_parts {
            return Ok(None);
        }
        Ok(Some((sum.value(gaps.is_empty()), sources, gaps)))
    }

    /// What cannot be added up is a unit's own or nobody's.
    fn alone(&mut self, unit: usize, held: &[Held]) -> Result<Option<Found>, Overflow> {
        if let [Held { what: What::Cell(number), .. }] = held
            && let Some(cell) = self.flow.store.cells.get(*number).filter(|cell| cell.unit == unit)
        {
            let Some(said) = cell.said else { return Ok(None) };
            self.place(*number, Fraction::ONE)?;
            let source =
                |by: &UnitId| SeriesSource { unit: by.clone(), period: cell.period, share: Fraction::ONE };
            let sources = self.asked.register.id(unit).map(source).into_iter().collect();
            return Ok(Some((value(said, self.grades), sources, Vec::new())));
        }
        let mut opened = self.flow.store.open(held, true)?;
        self.in_order(&mut opened);
        let (mut gaps, mut any) = (Vec::new(), false);
        for (number, _) in opened.cells {
            let said = self.flow.store.cells.get(number).and_then(|cell| cell.said);
            any |= said.is_some();
            let reason = if said.is_some() { GapReason::NotAdded } else { GapReason::NotReported };
            gaps.extend(self.gap(number, unit, reason));
        }
        Ok(any.then_some((None, Vec::new(), gaps)))
    }

    /// Reports in the order of the register, then of their periods.
    fn in_order(&self, opened: &mut Opened) {
        let cell = |number: usize| self.flow.store.cells.get(number).map(|cell| (cell.unit, cell.period));
        opened.cells.sort_by_key(|(number, _)| cell(*number));
        opened.parts.sort_unstable_by_key(|(bundle, heir, _)| (*bundle, *heir));
    }

    /// So much of a report is in a figure, or known to be in none.
    pub(super) fn place(&mut self, cell: usize, share: Fraction) -> Result<(), Overflow> {
        if let Some(placed) = self.placed.get_mut(cell) {
            *placed = if *placed == Fraction::ZERO { share } else { placed.plus(share)? };
        }
        Ok(())
    }

    fn gap(&self, number: usize, holder: usize, reason: GapReason) -> Option<SeriesGap> {
        let Asked { register, onto, .. } = self.asked;
        let cell = self.flow.store.cells.get(number)?;
        let after = register.passing_from(cell.unit).iter().filter(|p| cell.until < p.on && p.on <= onto);
        let first = after.clone().next();
        // Of a divided unit the passage to whom it is asked of, if there is one.
        let passage =
            after.filter(|p| first.is_some_and(|first| first.on == p.on)).find(|p| p.to == holder).or(first);
        let passage = passage.filter(|_| cell.unit != holder);
        Some(SeriesGap {
            unit: register.id(cell.unit)?.clone(),
            period: cell.period,
            reason,
            on: passage.map(|passage| passage.on),
            document: passage.and_then(|passage| self.document(passage)),
        })
    }

    fn document(&self, passage: &Passage) -> Option<crate::document::DocumentRef> {
        self.asked.register.succession(passage)?.document.clone()
    }
}

/// The figure, what it is made of, and what it lacks.
type Found = (Option<SeriesValue>, Vec<SeriesSource>, Vec<SeriesGap>);
