//! Which sets of payers lie next to each other along a quantity, and where more or less is owed behind.
//!
//! Parts whose borders follow the axes touch where one ends and the next begins; what is between two of
//! them without an amount is a hole that is looked across. Where a border follows no axis, a payer and
//! the one a step further are put into one set of linear constraints: is there such a pair?

use oske_types::Exact;

use super::course::{Asked, Change, differ};
use super::meeting::Meeting;
use super::slope::Slope;
use super::{MOST_COMPARED, Part, Prover, Question, Why};
use crate::interval::{Cut, Interval};
use crate::normal::{Feasibility, Forms, Guard, LeafKind, Linear, Region, Variable};
use crate::policy::Cliff;

/// The most pairs of pieces that are looked at for one quantity.
const MOST_PAIRS: usize = 10_000_000;

/// A part, as it is met on the way along the quantity.
struct Piece<'a> {
    part: &'a Part,
    stretch: Interval,
    /// The ends of the stretch, as their rank among all ends.
    ends: [usize; 2],
    /// Whether a border of it is crossed along the quantity.
    is_oblique: bool,
}

impl Piece<'_> {
    /// The payers of the part, whatever the quantity is.
    fn others(&self, along: Variable) -> Region {
        self.part.region.clone().without_stretch(along)
    }
}

/// The parts along one quantity.
pub(super) struct Pieces<'a> {
    all: Vec<Piece<'a>>,
    oblique: Vec<usize>,
    /// Whether two pieces may differ in the quantity alone.
    others: Meeting,
    /// How many pairs may still be looked at closely.
    left: usize,
}

impl<'a> Pieces<'a> {
    fn of(forms: &Forms<'_, '_>, along: Variable, parts: &'a [Part]) -> Self {
        let pieces = parts.iter().filter_map(|part| {
            let is_oblique = part
                .region
                .guards
                .iter()
                .any(|guard| forms.is_about(&guard.form, along));
            // What is so for the whole scale has no neighbours along it.
            if !is_oblique && part.region.stretch(along).is_none() {
                return None;
            }
            Some(Piece {
                part,
                stretch: forms.scales.stretch(&part.region, along)?,
                ends: [0; 2],
                is_oblique,
            })
        });
        let mut all: Vec<Piece<'a>> = pieces.collect();
        let mut cuts: Vec<Cut> = all
            .iter()
            .flat_map(|piece| [piece.stretch.from, piece.stretch.to])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        for piece in &mut all {
            let ends = [piece.stretch.from, piece.stretch.to];
            piece.ends = ends.map(|end| cuts.partition_point(|cut| *cut < end));
        }
        let regions: Vec<&Region> = all.iter().map(|piece| &piece.part.region).collect();
        let others = Meeting::of(forms, &regions, Some(along));
        let pieces = all.iter().enumerate();
        let oblique = pieces.filter_map(|(index, piece)| piece.is_oblique.then_some(index));
        Self {
            oblique: oblique.collect(),
            all,
            others,
            left: MOST_COMPARED,
        }
    }

    /// How many pairs of pieces there are to look at.
    fn pairs(&self) -> usize {
        let pieces = 0..self.all.len();
        let near = pieces.map(|index| self.others.near(index).len());
        near.fold(0, usize::saturating_add)
    }

    /// The pieces that begin where another one ends, for payers like those of the first.
    fn behind(&self, first: usize, index: usize) -> Vec<usize> {
        let Some(piece) = self.all.get(index) else {
            return Vec::new();
        };
        let begins = |next: &usize| {
            let next = self.all.get(*next);
            next.is_some_and(|next| next.ends[0] == piece.ends[1])
        };
        let near = self.others.near(first).iter().copied();
        near.filter(begins)
            .filter(|next| self.others.may(first, *next))
            .collect()
    }

    /// The pieces that share a stretch of the quantity with one, beyond a border that follows no axis;
    /// with itself, if it has such a border.
    fn beside(&self, index: usize) -> Vec<usize> {
        let Some(piece) = self.all.get(index) else {
            return Vec::new();
        };
        let overlaps = |other: &usize| {
            let ends = self.all.get(*other).map(|other| other.ends);
            ends.is_some_and(|ends| ends[0] < piece.ends[1] && piece.ends[0] < ends[1])
                && self.others.may(index, *other)
        };
        if piece.is_oblique {
            let near = self.others.near(index).iter();
            near.copied().filter(overlaps).collect()
        } else {
            self.oblique.iter().copied().filter(overlaps).collect()
        }
    }

    fn spend(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }
}

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
        questions.push((true, allowed(first)?.minus(&jump)?));
        if asked.direction.is_none() {
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

    /// Over a border that follows no axis: a payer of one piece, and the one a step further in another.
    fn course_over_border(
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
            Some(found) => changes.extend(found.map(|change| Change {
                currency: currencies[0].or(currencies[1]),
                ..change
            })),
            None => self.leave_undecided(Question::Course, Why::Size, None),
        }
    }

    /// `None` where a number does not fit.
    fn pair_over_border(
        &mut self,
        asked: Asked,
        [from, onto]: [&Piece<'_>; 2],
        [before, behind]: [&Linear; 2],
    ) -> Option<Option<Change>> {
        let along = asked.variable;
        let step = asked.step.unwrap_or(Exact::ZERO);
        if !self.are_neighbours(along, step, from, onto) {
            return Some(None);
        }
        // The axes of both; the borders of each are kept apart.
        let mut axes = [from, onto].map(|piece| piece.others(along));
        axes.iter_mut().for_each(|region| region.guards.clear());
        let Some(mut both) = axes[0].intersection(&axes[1]) else {
            return Some(None);
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
            return Some(None);
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
                    return Some(Some(Change {
                        from: value,
                        to: value.checked_add(step).ok()?,
                        region: both.without_stretch(along),
                        is_cliff,
                        is_oblique: true,
                        point,
                        currency: None,
                        until: None,
                    }));
                }
            }
        }
        Some(None)
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
    fn course_further(&mut self, asked: Asked, pieces: &mut Pieces<'_>, changes: &mut Vec<Change>) {
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

/// The quantity of a payer further along, beside that of the first.
const FURTHER: Variable = Variable::MAX;

/// With both ends inside.
fn closed(stretch: Interval) -> Interval {
    let end = |cut: Cut, after: bool| match cut {
        Cut::At { value, .. } => Cut::At { value, after },
        end => end,
    };
    Interval::new(end(stretch.from, false), end(stretch.to, true)).unwrap_or(stretch)
}
