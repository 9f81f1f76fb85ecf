//! Which sets of payers lie next to each other along a quantity, and where more or less is owed behind.
//!
//! Parts whose borders follow the axes touch where one ends and the next begins; what is between two of
//! them without an amount is a hole that is looked across. Where a border follows no axis, `border` asks
//! for pairs of payers on either side of it; what `pieces` holds is who may touch at all.

mod border;
mod pieces;

use oske_types::Exact;

use self::pieces::Pieces;
use super::course::{Asked, Change, differ};
use super::slope::Slope;
use super::{Part, Prover, Question, Why};
use crate::interval::Interval;
use crate::normal::{Feasibility, Guard, LeafKind, Linear, Region, Variable};
use crate::policy::Cliff;

/// The most pairs of pieces that are looked at for one quantity.
const MOST_PAIRS: usize = 10_000_000;

/// Where a form is below zero.
enum Below {
    Nowhere,
    /// In a part of the region, and for this payer.
    At(Region, Vec<(Variable, Exact)>),
    Unknown,
}

/// What stands on the far side of a step: leaves that are other numbers there, as quantities of their own.
#[derive(Default)]
struct FarSide {
    copies: Vec<(Variable, Variable)>,
    /// What is known of the copies.
    ties: Vec<Guard>,
}

impl Prover<'_, '_> {
    /// Every change along a quantity that goes against what is expected, or that is a cliff.
    pub(super) fn changes_along(&mut self, asked: Asked, parts: &[Part]) -> Vec<Change> {
        let mut changes = Vec::new();
        for part in parts {
            let is_whole = part.region.stretch(asked.variable).is_none();
            let stretch = self.forms.scales.stretch(&part.region, asked.variable);
            let (Ok(form), Some(stretch), true) = (&part.form, stretch, is_whole) else {
                continue;
            };
            let mut guards = part.region.guards.iter();
            if !guards.any(|guard| self.forms.is_about(&guard.form, asked.variable)) {
                changes.extend(self.course_within(asked, stretch, part, form));
            }
        }
        let mut pieces = Pieces::of(&self.forms, asked.variable, parts);
        if pieces.pairs() > MOST_PAIRS {
            self.leave_undecided(Question::Course, Why::Size, None);
            return changes;
        }
        for index in 0..pieces.all.len() {
            let Some(piece) = pieces.all.get(index) else {
                continue;
            };
            let Ok(form) = &piece.part.form else { continue };
            if !piece.is_oblique {
                let part = piece.part;
                changes.extend(self.course_within(asked, piece.stretch, part, form));
            }
            let region = piece.others(asked.variable);
            for next in pieces.behind(index, index) {
                self.course_onto(asked, &mut pieces, [index, next], &region, &mut changes);
            }
            for other in pieces.beside(index) {
                self.course_over_border(asked, &mut pieces, [index, other], &mut changes);
            }
        }
        let is_followed = asked.direction.is_some() && changes.iter().all(|change| change.is_cliff);
        if is_followed && !pieces.oblique.is_empty() {
            self.course_further(asked, &mut pieces, &mut changes);
        }
        if pieces.left == 0 {
            self.leave_undecided(Question::Course, Why::Size, None);
        }
        changes
    }

    /// From one piece onto another that begins where the way so far has come; across a hole to those
    /// behind it.
    fn course_onto(
        &mut self,
        asked: Asked,
        pieces: &mut Pieces<'_>,
        [index, next]: [usize; 2],
        region: &Region,
        changes: &mut Vec<Change>,
    ) {
        let is_looked_at = pieces.spend();
        let (Some(from), Some(onto)) = (pieces.all.get(index), pieces.all.get(next)) else {
            return;
        };
        if !is_looked_at {
            return;
        }
        if from.is_oblique || onto.is_oblique {
            if from.stretch.to == onto.stretch.from {
                self.course_over_border(asked, pieces, [index, next], changes);
            }
            return;
        }
        let both = self.forms.both(region, &onto.part.region);
        let Some(both) = both.map(|both| both.without_stretch(asked.variable)) else {
            return;
        };
        match (&from.part.form, &onto.part.form) {
            (Ok(before), Ok(behind)) => {
                let currencies = [from.part.currency, onto.part.currency];
                if differ(currencies) {
                    return;
                }
                let stretches = [from.stretch, onto.stretch];
                let leaves = self.forms.leaves().len();
                let found = self.course_between(asked, stretches, [before, behind], &both);
                self.forms.forget_leaves(leaves);
                match found {
                    Some(found) => changes.extend(found.into_iter().map(|change| Change {
                        currency: currencies[0].or(currencies[1]),
                        ..change
                    })),
                    None => self.leave_undecided(Question::Course, Why::Size, None),
                }
            }
            (Ok(_), Err(_)) => {
                for further in pieces.behind(index, next) {
                    self.course_onto(asked, pieces, [index, further], &both, changes);
                }
            }
            (Err(_), _) => {}
        }
    }

    /// From the last payer of one stretch to the first of another; `None` where a number does not fit.
    fn course_between(
        &mut self,
        asked: Asked,
        stretches: [Interval; 2],
        [before, behind]: [&Linear; 2],
        region: &Region,
    ) -> Option<Vec<Change>> {
        let along = asked.variable;
        let scale = *self.forms.scales.scale(along)?;
        let ((_, last), (first, _)) = (scale.ends(stretches[0]), scale.ends(stretches[1]));
        let (last, first) = (last?, first?);
        let mut far = FarSide::default();
        let before = self.form_at(along, before, last, region)?;
        let behind = self.form_at(along, behind, first, region)?;
        let behind = self.beyond(&behind, along, region, &mut far)?;
        let touching = stretches[0].to == stretches[1].from;
        let mut found = Vec::new();
        for (is_cliff, form) in self.questions(asked, &before, &behind)? {
            if is_cliff && !touching {
                continue;
            }
            match self.where_below(&form, region, &far.ties) {
                Below::Nowhere => {}
                Below::Unknown => {
                    let why = if self.forms.has_leaf(&form) {
                        Why::NotLinear
                    } else {
                        Why::Oblique
                    };
                    self.leave_undecided(Question::Course, why, None);
                }
                Below::At(region, point) => found.push(Change {
                    from: last,
                    to: first,
                    region,
                    is_cliff,
                    is_oblique: false,
                    point,
                    currency: None,
                    until: None,
                }),
            }
        }
        Some(found)
    }

    /// What is below zero where dues fall against what is expected, and where they jump too far; `None`
    /// where a number does not fit.
    fn questions(
        &self,
        asked: Asked,
        before: &Linear,
        behind: &Linear,
    ) -> Option<Vec<(bool, Linear)>> {
        let jump = behind.minus(before)?.times(asked.sign)?;
        let mut questions = Vec::new();
        if asked.direction.is_some() {
            questions.push((false, jump.clone()));
        }
        let Some(cliff) = asked.cliff else {
            return Some(questions);
        };
        // The lower of the two is the first along the expected direction; without one, both are tried.
        let (first, last) = if asked.sign.is_negative() {
            (behind, before)
        } else {
            (before, behind)
        };
        let allowed = |lower: &Linear| match cliff {
            Cliff::Amount(size) => Some(Linear::constant(size)),
            Cliff::Share(share) => lower.times(share),
        };
        // Of nothing there is no percentage.
        let is_asked = |lower: &Linear| {
            matches!(cliff, Cliff::Amount(_)) || lower.as_constant().is_none_or(Exact::is_positive)
        };
        if is_asked(first) {
            questions.push((true, allowed(first)?.minus(&jump)?));
        }
        if asked.direction.is_none() && is_asked(last) {
            questions.push((true, allowed(last)?.plus(&jump)?));
        }
        Some(questions)
    }

    /// Where a form is below zero in a region.
    fn where_below(&self, form: &Linear, region: &Region, ties: &[Guard]) -> Below {
        let form = self.forms.pinned(form, region);
        let (least, _) = self.forms.range_of(&form, region);
        if least.is_some_and(|least| !least.is_negative()) {
            return Below::Nowhere;
        }
        let Some(negated) = form.times(-Exact::ONE) else {
            return Below::Unknown;
        };
        let below = Guard {
            form: negated,
            strict: true,
        };
        let mut further = ties.to_vec();
        further.push(below.clone());
        match self.forms.point_of(region, &further) {
            Feasibility::Never => Below::Nowhere,
            Feasibility::Unknown => Below::Unknown,
            Feasibility::Point(point) => {
                let narrowed = self.forms.narrowed(region, &below);
                Below::At(narrowed, self.forms.quantities_of(point))
            }
        }
    }

    /// A form with the quantity given, and with the leaves that are numbers then.
    fn form_at(
        &self,
        along: Variable,
        form: &Linear,
        value: Exact,
        region: &Region,
    ) -> Option<Linear> {
        let mut at = form.with(along, value)?;
        for (variable, _) in &form.terms {
            let Some(leaf) = self.forms.leaf(*variable) else {
                continue;
            };
            let number = |form: &Linear| {
                let with = form.with(along, value)?;
                self.forms.pinned(&with, region).as_constant()
            };
            let known = match &leaf.kind {
                LeafKind::Product(left, right) => number(left)
                    .zip(number(right))
                    .and_then(|(left, right)| left.checked_mul(right).ok()),
                LeafKind::Quotient(above, below) => number(above)
                    .zip(number(below))
                    .and_then(|(above, below)| above.checked_div(below).ok()),
                LeafKind::Round { of, mode, step } => {
                    let rounding = oske_types::Rounding::new(*step, *mode)?;
                    number(of).and_then(|of| rounding.round(of).ok())
                }
                LeafKind::Steps { of, step, started } => number(of)
                    .and_then(|of| crate::evaluate::counted_steps(of, *step, *started).ok()),
                LeafKind::Time { span, from, to } => {
                    let day = |form| number(form).and_then(crate::day::date_of);
                    let between = day(from).zip(day(to));
                    between.map(|(from, to)| Exact::from(span.between(from, to)))
                }
                LeafKind::Sum { .. } | LeafKind::Share => None,
            };
            if let Some(known) = known {
                at = at.with(*variable, known)?;
            }
        }
        Some(at)
    }

    /// A form of a payer on the far side: what rests on the quantity there is another number.
    fn beyond(
        &mut self,
        form: &Linear,
        along: Variable,
        region: &Region,
        far: &mut FarSide,
    ) -> Option<Linear> {
        let mut beyond = form.clone();
        for (variable, factor) in &form.terms {
            if self.forms.leaf(*variable).is_none() || !self.forms.rests_on(*variable, along) {
                continue;
            }
            let known = far.copies.iter().find(|(known, _)| known == variable);
            let copy = match known {
                Some((_, copy)) => *copy,
                None => {
                    let copy = self.forms.copy_of_leaf(*variable)?;
                    let grows = Linear::variable(copy).minus(&Linear::variable(*variable))?;
                    let tie = match self.forms.leaf_slope(*variable, along, region) {
                        Slope::Up => Some(grows),
                        Slope::Down => grows.times(-Exact::ONE),
                        Slope::Level | Slope::Unknown => None,
                    };
                    far.ties.extend(tie.map(|form| Guard {
                        form,
                        strict: false,
                    }));
                    far.copies.push((*variable, copy));
                    copy
                }
            };
            beyond = beyond.with(*variable, Exact::ZERO)?;
            beyond = beyond.plus(&Linear::variable(copy).times(*factor)?)?;
        }
        Some(beyond)
    }
}
