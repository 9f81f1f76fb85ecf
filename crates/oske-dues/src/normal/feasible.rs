//! Linear constraints: whether any point fulfils them all, and one that does.
//!
//! Variables are eliminated one after the other (Fourier and Motzkin), in exact fractions and within a
//! budget. Whole points of a grid are looked for on the way back: that none was found where a fraction
//! was is *unknown*, not *none*.

use std::collections::BTreeSet;

use oske_types::Exact;

use super::forms::Forms;
use super::linear::{Linear, Variable};
use super::region::{Guard, Region};
use crate::interval::Cut;

/// The most constraints that are held at once.
const MOST_CONSTRAINTS: usize = 600;

/// The most points of a grid that are gone through one by one.
const MOST_POINTS: usize = 4_096;

/// How many sets of constraints are solved to answer one question.
const MOST_SOLVED: usize = 20_000;

/// What is known of a set of constraints.
#[derive(Debug, Clone)]
pub(crate) enum Feasibility {
    /// This point fulfils them all.
    Point(Vec<(Variable, Exact)>),
    /// No point does.
    Never,
    /// A point may, but none was found on the grid, or the budget was used up.
    Unknown,
}

/// A point that fulfils all constraints; `step` says on which grid the values of a variable lie.
fn solve(constraints: &[Guard], step: &dyn Fn(Variable) -> Option<Exact>) -> Feasibility {
    let mut variables = BTreeSet::new();
    for constraint in constraints {
        variables.extend(constraint.form.terms.iter().map(|(variable, _)| *variable));
    }
    let mut levels: Vec<(Variable, Vec<Guard>)> = Vec::new();
    let mut current = constraints.to_vec();
    for variable in variables {
        let Some(rest) = eliminate(&current, variable) else {
            return Feasibility::Unknown;
        };
        levels.push((variable, current));
        current = rest;
    }
    if !current
        .iter()
        .all(|constraint| holds(constraint.form.constant, constraint.strict))
    {
        return Feasibility::Never;
    }
    match back(&levels, &mut Vec::new(), step) {
        Some(point) => Feasibility::Point(point),
        None => every_point(constraints, &levels, step),
    }
}

/// Goes through every point of the grid, where they are not too many.
fn every_point(
    constraints: &[Guard],
    levels: &[(Variable, Vec<Guard>)],
    step: &dyn Fn(Variable) -> Option<Exact>,
) -> Feasibility {
    let mut grids: Vec<(Variable, Vec<Exact>)> = Vec::new();
    let mut count: usize = 1;
    for (variable, _) in levels {
        let Some(points) = step(*variable).and_then(|step| grid_of(constraints, *variable, step))
        else {
            return Feasibility::Unknown;
        };
        count = count.saturating_mul(points.len());
        if count > MOST_POINTS {
            return Feasibility::Unknown;
        }
        grids.push((*variable, points));
    }
    match first_point(constraints, &grids, &mut Vec::new()) {
        Some(point) => Feasibility::Point(point),
        None => Feasibility::Never,
    }
}

/// The points of a grid between the constraints on one variable alone; `None` where they have no end.
fn grid_of(constraints: &[Guard], variable: Variable, step: Exact) -> Option<Vec<Exact>> {
    let (mut low, mut high): (Option<Exact>, Option<Exact>) = (None, None);
    for constraint in constraints {
        let Some((own, factor)) = constraint.form.as_single() else {
            continue;
        };
        if own != variable {
            continue;
        }
        let bound = constraint
            .form
            .constant
            .negated()
            .checked_div(factor)
            .ok()?;
        if factor.is_positive() {
            low = Some(low.map_or(bound, |low| low.max(bound)));
        } else {
            high = Some(high.map_or(bound, |high| high.min(bound)));
        }
    }
    let (low, high) = (
        low?.checked_div(step).ok()?.ceil(),
        high?.checked_div(step).ok()?.floor(),
    );
    let mut points = Vec::new();
    let mut index = low;
    while index <= high {
        if points.len() > MOST_POINTS {
            return None;
        }
        points.push(Exact::try_from(index).ok()?.checked_mul(step).ok()?);
        index = index.checked_add(1)?;
    }
    Some(points)
}

fn first_point(
    constraints: &[Guard],
    grids: &[(Variable, Vec<Exact>)],
    point: &mut Vec<(Variable, Exact)>,
) -> Option<Vec<(Variable, Exact)>> {
    let Some(((variable, values), rest)) = grids.split_first() else {
        let value_of = |variable: Variable| {
            let found = point.iter().find(|(known, _)| *known == variable);
            found.map(|(_, value)| *value)
        };
        let all = constraints.iter().all(|constraint| {
            let value = constraint.form.at(value_of);
            value.is_some_and(|value| holds(value, constraint.strict))
        });
        return all.then(|| point.clone());
    };
    for value in values {
        point.push((*variable, *value));
        if let Some(found) = first_point(constraints, rest, point) {
            return Some(found);
        }
        point.pop();
    }
    None
}

fn holds(value: Exact, strict: bool) -> bool {
    value.is_positive() || (value.is_zero() && !strict)
}

/// The constraints on the other variables; `None` where the budget is used up.
fn eliminate(constraints: &[Guard], variable: Variable) -> Option<Vec<Guard>> {
    let mut rest: Vec<Guard> = Vec::new();
    let (mut lower, mut upper) = (Vec::new(), Vec::new());
    for constraint in constraints {
        let factor = constraint.form.factor(variable);
        if factor.is_zero() {
            rest.push(constraint.clone());
        } else if factor.is_positive() {
            lower.push((constraint, factor));
        } else {
            upper.push((constraint, factor));
        }
    }
    if lower
        .len()
        .saturating_mul(upper.len())
        .saturating_add(rest.len())
        > MOST_CONSTRAINTS
    {
        return None;
    }
    for (low, low_factor) in &lower {
        for (high, high_factor) in &upper {
            let low_part = low.form.times(high_factor.negated())?;
            let high_part = high.form.times(*low_factor)?;
            let form = low_part.plus(&high_part)?;
            let strict = low.strict || high.strict;
            if form
                .as_constant()
                .is_some_and(|constant| holds(constant, strict))
            {
                continue;
            }
            let joined = Guard { form, strict };
            if !rest.contains(&joined) {
                rest.push(joined);
            }
        }
    }
    Some(rest)
}

/// Values for the variables, the last eliminated first.
fn back(
    levels: &[(Variable, Vec<Guard>)],
    point: &mut Vec<(Variable, Exact)>,
    step: &dyn Fn(Variable) -> Option<Exact>,
) -> Option<Vec<(Variable, Exact)>> {
    let Some(((variable, constraints), before)) = levels.split_last() else {
        return Some(point.clone());
    };
    let (mut low, mut high): (Option<End>, Option<End>) = (None, None);
    for constraint in constraints {
        let mut form = constraint.form.clone();
        for (known, value) in point.iter() {
            form = form.with(*known, *value)?;
        }
        let factor = form.factor(*variable);
        if factor.is_zero() {
            continue;
        }
        let bound = form.constant.negated().checked_div(factor).ok()?;
        let end = (bound, constraint.strict);
        if factor.is_positive() {
            let tighter =
                low.is_none_or(|low| bound > low.0 || (bound == low.0 && constraint.strict));
            low = if tighter { Some(end) } else { low };
        } else {
            let tighter =
                high.is_none_or(|high| bound < high.0 || (bound == high.0 && constraint.strict));
            high = if tighter { Some(end) } else { high };
        }
    }
    for candidate in candidates(low, high, step(*variable)) {
        point.push((*variable, candidate));
        if let Some(found) = back(before, point, step) {
            return Some(found);
        }
        point.pop();
    }
    None
}

/// An end of what a value may be, and whether it is itself outside.
type End = (Exact, bool);

/// A few values between two ends, on the grid where there is one.
fn candidates(
    low: Option<(Exact, bool)>,
    high: Option<(Exact, bool)>,
    step: Option<Exact>,
) -> Vec<Exact> {
    let middle = match (low, high) {
        (Some((low, _)), Some((high, _))) => low
            .checked_add(high)
            .and_then(|sum| sum.checked_div(Exact::from(2)))
            .ok(),
        (Some((low, _)), None) => low.checked_add(Exact::ONE).ok(),
        (None, Some((high, _))) => high.checked_sub(Exact::ONE).ok(),
        (None, None) => Some(Exact::ZERO),
    };
    let wanted = [low.map(|(low, _)| low), high.map(|(high, _)| high), middle];
    let mut found = Vec::new();
    for value in wanted.into_iter().flatten() {
        let near = match step {
            None => vec![value],
            Some(step) => near_on_grid(value, step),
        };
        for value in near {
            let above = low.is_none_or(|(low, strict)| value > low || (value == low && !strict));
            let below =
                high.is_none_or(|(high, strict)| value < high || (value == high && !strict));
            if above && below && !found.contains(&value) {
                found.push(value);
            }
        }
    }
    found
}

/// The points of a grid around a value.
fn near_on_grid(value: Exact, step: Exact) -> Vec<Exact> {
    let Ok(steps) = value.checked_div(step) else {
        return Vec::new();
    };
    let whole = [
        steps.floor().checked_sub(1),
        Some(steps.floor()),
        Some(steps.ceil()),
        steps.ceil().checked_add(1),
    ];
    let points = whole.into_iter().flatten();
    points
        .filter_map(|whole| Exact::try_from(whole).ok()?.checked_mul(step).ok())
        .collect()
}

impl Forms<'_, '_> {
    /// Solves constraints, as long as the budget for that lasts.
    pub(crate) fn solve(
        &self,
        constraints: &[Guard],
        step: &dyn Fn(Variable) -> Option<Exact>,
    ) -> Feasibility {
        let solved = self.solved.get().saturating_add(1);
        self.solved.set(solved);
        if solved > MOST_SOLVED {
            return Feasibility::Unknown;
        }
        solve(constraints, step)
    }

    /// Whether a region may have a point, as far as its guards tell.
    pub(crate) fn may_hold(&self, region: &Region) -> bool {
        match region.guards.as_slice() {
            [] => true,
            // Of one border the ends of the box tell.
            [guard] => {
                let (_, most) = self.range_of(&guard.form, region);
                most.is_none_or(|most| holds(most, guard.strict))
            }
            _ => !matches!(self.point_of(region, &[]), Feasibility::Never),
        }
    }

    /// Values for the quantities in the guards of a region, and in further constraints.
    pub(crate) fn point_of(&self, region: &Region, further: &[Guard]) -> Feasibility {
        let mut constraints = region.guards.clone();
        constraints.extend_from_slice(further);
        let mut variables = BTreeSet::new();
        for constraint in &constraints {
            variables.extend(constraint.form.terms.iter().map(|(variable, _)| *variable));
        }
        for variable in variables {
            constraints.extend(self.box_constraints(variable, region));
        }
        self.solve(&constraints, &|variable| self.scales.scale(variable)?.step)
    }

    /// The ends of a quantity in a region, as constraints.
    pub(crate) fn box_constraints(&self, variable: Variable, region: &Region) -> Vec<Guard> {
        let mut constraints = Vec::new();
        let mut add = |value: Exact, strict: bool, is_low: bool| {
            let sign = if is_low { Exact::ONE } else { -Exact::ONE };
            let form = Linear::variable(variable)
                .plus(&Linear::constant(value.negated()))
                .and_then(|form| form.times(sign));
            constraints.extend(form.map(|form| Guard { form, strict }));
        };
        if let Some(leaf) = self.leaf(variable) {
            if let Some(least) = leaf.least {
                add(least, false, true);
            }
            if let Some(most) = leaf.most {
                add(most, false, false);
            }
            return constraints;
        }
        let (Some(scale), Some(stretch)) = (
            self.scales.scale(variable),
            self.scales.stretch(region, variable),
        ) else {
            return constraints;
        };
        let closed = match scale.step {
            Some(step) => stretch.closed_on_grid(step),
            None => stretch,
        };
        if let Cut::At { value, after } = closed.from {
            add(value, after, true);
        }
        if let Cut::At { value, after } = closed.to {
            add(value, !after, false);
        }
        constraints
    }
}
