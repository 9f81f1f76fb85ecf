//! Over a border that follows no axis: a payer and the one a step further are put into one set of
//! linear constraints. Is there such a pair?

use oske_types::Exact;

use super::super::course::{Asked, Change, differ};
use super::super::{Prover, Question, Why};
use super::pieces::{Piece, Pieces};
use super::{Below, FarSide};
use crate::interval::{Cut, Interval};
use crate::normal::{Feasibility, Guard, Linear, Region, Variable};

/// The quantity of a payer further along, beside that of the first.
const FURTHER: Variable = Variable::MAX;

/// What is known of a step over a border.
enum Crossing {
    /// Nobody owes more or less behind it than is expected.
    Even,
    Changes(Box<Change>),
}

impl Prover<'_, '_> {
    /// Over a border that follows no axis: a payer of one piece, and the one a step further in another.
    pub(super) fn course_over_border(
        &mut self,
        asked: Asked,
        pieces: &mut Pieces<'_>,
        [index, other]: [usize; 2],
        changes: &mut Vec<Change>,
    ) {
        let is_looked_at = pieces.spend();
        let (Some(from), Some(onto)) = (pieces.all.get(index), pieces.all.get(other)) else {
            return;
        };
        let (Ok(before), Ok(behind)) = (&from.part.form, &onto.part.form) else {
            return;
        };
        if !is_looked_at {
            return;
        }
        let currencies = [from.part.currency, onto.part.currency];
        if differ(currencies) {
            return;
        }
        let leaves = self.forms.leaves().len();
        let found = self.pair_over_border(asked, [from, onto], [before, behind]);
        self.forms.forget_leaves(leaves);
        match found {
            Some(Crossing::Even) => {}
            Some(Crossing::Changes(change)) => changes.push(Change {
                currency: currencies[0].or(currencies[1]),
                ..*change
            }),
            None => self.leave_undecided(Question::Course, Why::Size, None),
        }
    }

    /// What a step over the border changes; `None` where a number does not fit.
    fn pair_over_border(
        &mut self,
        asked: Asked,
        [from, onto]: [&Piece<'_>; 2],
        [before, behind]: [&Linear; 2],
    ) -> Option<Crossing> {
        let along = asked.variable;
        let step = asked.step.unwrap_or(Exact::ZERO);
        if !self.are_neighbours(along, step, from, onto) {
            return Some(Crossing::Even);
        }
        // The axes of both; the borders of each are kept apart.
        let mut axes = [from, onto].map(|piece| piece.others(along));
        axes.iter_mut().for_each(|region| region.guards.clear());
        let Some(mut both) = axes[0].intersection(&axes[1]) else {
            return Some(Crossing::Even);
        };
        let mut far = FarSide::default();
        let further = |prover: &mut Self, form: &Linear, far: &mut FarSide| {
            let shifted = form.plus(&Linear::constant(
                form.factor(along).checked_mul(step).ok()?,
            ))?;
            prover.beyond(&shifted, along, &Region::default(), far)
        };
        let behind = further(self, behind, &mut far)?;
        let own = if asked.step.is_some() {
            from.stretch
        } else {
            closed(from.stretch)
        };
        both = both.with_stretch(along, own);
        let questions = self.questions(asked, before, &behind)?;
        let asks = questions.iter().any(|(_, form)| {
            let (least, _) = self.forms.range_of(form, &both);
            least.is_none_or(Exact::is_negative)
        });
        if !asks {
            return Some(Crossing::Even);
        }
        let mut constraints = Vec::new();
        let there = if asked.step.is_some() {
            onto.stretch
        } else {
            closed(onto.stretch)
        };
        let there = Region::default().with_stretch(along, there);
        let ends = self.forms.box_constraints(along, &there);
        for guard in onto.part.region.guards.iter().chain(&ends) {
            constraints.push(Guard {
                form: further(self, &guard.form, &mut far)?,
                strict: guard.strict,
            });
        }
        both.guards.clone_from(&from.part.region.guards);
        if asked.step.is_none() {
            // Without a step, the two are as near to each other as one likes: borders count as inside.
            let guards = both.guards.iter_mut().chain(&mut constraints);
            guards.for_each(|guard| guard.strict = false);
        }
        constraints.append(&mut far.ties);
        for (is_cliff, form) in questions {
            match self.where_below(&form, &both, &constraints) {
                Below::Nowhere => {}
                Below::Unknown => self.leave_undecided(Question::Course, Why::Oblique, None),
                Below::At(..) if asked.step.is_none() => {
                    self.leave_undecided(Question::Course, Why::Oblique, None);
                }
                Below::At(_, point) => {
                    let at = point.iter().find(|(known, _)| *known == along);
                    let (low, _) = self.forms.ends_of(along, &both);
                    let value = at.map(|(_, value)| *value).or(low)?;
                    return Some(Crossing::Changes(Box::new(Change {
                        from: value,
                        to: value.checked_add(step).ok()?,
                        region: both.without_stretch(along),
                        is_cliff,
                        is_oblique: true,
                        point,
                        currency: None,
                        until: None,
                    })));
                }
            }
        }
        Some(Crossing::Even)
    }

    /// Whether a step along the quantity can lead from one piece to another.
    fn are_neighbours(
        &self,
        along: Variable,
        step: Exact,
        from: &Piece<'_>,
        onto: &Piece<'_>,
    ) -> bool {
        let Some(scale) = self.forms.scales.scale(along) else {
            return false;
        };
        let ((low, high), (other_low, other_high)) =
            (scale.ends(from.stretch), scale.ends(onto.stretch));
        let next = |end: Option<Exact>| end.and_then(|end| end.checked_add(step).ok());
        let below = next(low)
            .zip(other_high)
            .is_none_or(|(low, high)| low <= high);
        let above = next(high)
            .zip(other_low)
            .is_none_or(|(high, low)| high >= low);
        below && above
    }

    /// Where borders follow no axis and some payers have no amount, the next one that has may be far:
    /// whether anybody at all further along owes less. Whoever does shows a fall.
    pub(super) fn course_further(
        &mut self,
        asked: Asked,
        pieces: &mut Pieces<'_>,
        changes: &mut Vec<Change>,
    ) {
        if pieces.all.iter().all(|piece| piece.part.form.is_ok()) {
            return;
        }
        let mut open = false;
        for index in 0..pieces.all.len() {
            for other in 0..pieces.all.len() {
                if index == other || !pieces.others.may(index, other) || !pieces.spend() {
                    continue;
                }
                let (Some(from), Some(onto)) = (pieces.all.get(index), pieces.all.get(other))
                else {
                    continue;
                };
                let leaves = self.forms.leaves().len();
                let found = self.pair_further(asked, [from, onto]);
                self.forms.forget_leaves(leaves);
                match found {
                    Some(Below::Nowhere) => {}
                    Some(Below::At(region, point)) => {
                        let change = self.change_further(asked, region, point);
                        if let Some(change) = change
                            && self.is_shown(asked, &change)
                        {
                            changes.push(change);
                            return;
                        }
                        open = true;
                    }
                    Some(Below::Unknown) | None => open = true,
                }
            }
        }
        if open {
            self.leave_undecided(Question::Course, Why::Oblique, None);
        }
    }

    /// The change between two payers that are not neighbours.
    fn change_further(
        &self,
        asked: Asked,
        region: Region,
        point: Vec<(Variable, Exact)>,
    ) -> Option<Change> {
        let value = |wanted: Variable| {
            let found = point.iter().find(|(variable, _)| *variable == wanted);
            found.map(|(_, value)| *value)
        };
        Some(Change {
            from: value(asked.variable)?,
            to: value(FURTHER)?,
            region,
            is_cliff: false,
            is_oblique: true,
            point: self.forms.quantities_of(point),
            currency: None,
            until: None,
        })
    }

    /// Whether somebody in one piece owes more than somebody further along in another.
    fn pair_further(&mut self, asked: Asked, [from, onto]: [&Piece<'_>; 2]) -> Option<Below> {
        let along = asked.variable;
        let (Ok(before), Ok(behind)) = (&from.part.form, &onto.part.form) else {
            return Some(Below::Nowhere);
        };
        let scale = *self.forms.scales.scale(along)?;
        let ((low, _), (_, high)) = (scale.ends(from.stretch), scale.ends(onto.stretch));
        let is_behind = low.zip(high).is_none_or(|(low, high)| low < high);
        if !is_behind || differ([from.part.currency, onto.part.currency]) {
            return Some(Below::Nowhere);
        }
        // Most pairs are settled by the box alone.
        let sign = asked.sign;
        let greatest = self
            .forms
            .range_of(&before.times(sign)?, &from.part.region)
            .1;
        let least = self
            .forms
            .range_of(&behind.times(sign)?, &onto.part.region)
            .0;
        if greatest
            .zip(least)
            .is_some_and(|(greatest, least)| greatest <= least)
        {
            return Some(Below::Nowhere);
        }
        let mut far = FarSide::default();
        let further = |prover: &mut Self, form: &Linear, far: &mut FarSide| {
            let factor = form.factor(along);
            let own = form.with(along, Exact::ZERO)?;
            let own = prover.beyond(&own, along, &Region::default(), far)?;
            own.plus(&Linear::variable(FURTHER).times(factor)?)
        };
        let mut axes = [from, onto].map(|piece| piece.others(along));
        axes.iter_mut().for_each(|region| region.guards.clear());
        let both = axes[0].intersection(&axes[1])?;
        let mut constraints = from.part.region.guards.clone();
        let here = self.forms.box_constraints(along, &from.part.region);
        let there = self.forms.box_constraints(along, &onto.part.region);
        constraints.extend(here);
        for guard in onto.part.region.guards.iter().chain(&there) {
            constraints.push(Guard {
                form: further(self, &guard.form, &mut far)?,
                strict: guard.strict,
            });
        }
        let behind = further(self, behind, &mut far)?;
        constraints.append(&mut far.ties);
        constraints.push(Guard {
            form: before.minus(&behind)?.times(sign)?,
            strict: true,
        });
        constraints.push(Guard {
            form: Linear::variable(FURTHER).minus(&Linear::variable(along))?,
            strict: true,
        });
        let mut others: Vec<Variable> = constraints
            .iter()
            .flat_map(|guard| guard.form.terms.iter().map(|(variable, _)| *variable))
            .filter(|other| *other != along && *other != FURTHER)
            .collect();
        others.sort_unstable();
        others.dedup();
        for quantity in others {
            constraints.extend(self.forms.box_constraints(quantity, &both));
        }
        let step = |quantity: Variable| {
            let quantity = if quantity == FURTHER { along } else { quantity };
            self.forms.scales.scale(quantity)?.step
        };
        Some(match self.forms.solve(&constraints, &step) {
            Feasibility::Never => Below::Nowhere,
            Feasibility::Unknown => Below::Unknown,
            Feasibility::Point(point) => Below::At(both, point),
        })
    }
}

/// With both ends inside.
fn closed(stretch: Interval) -> Interval {
    let end = |cut: Cut, after: bool| match cut {
        Cut::At { value, .. } => Cut::At { value, after },
        end => end,
    };
    Interval::new(end(stretch.from, false), end(stretch.to, true)).unwrap_or(stretch)
}
