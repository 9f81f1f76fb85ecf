//! How dues go as a quantity grows: falls against the expected direction, and cliffs.
//!
//! For each quantity whose course is stated, what is owed in all lines together is cut along every
//! other quantity and choice, so that what is left is a line of pieces along the one. A fall lies in a
//! piece that slopes the wrong way, or between a piece and the next one that gives an amount, also
//! across a gap. Where a border follows no axis, the question is one of linear constraints: is there a
//! payer on one side who owes more than the neighbour on the other?

use oske_types::Exact;

use super::{MOST_COMPARED, MOST_LISTED, Part, Prover, Severity, Subject};
use crate::facts::Facts;
use crate::interval::{Cut, Interval};
use crate::normal::{Feasibility, Guard, LeafKind, Linear, Region, Values, Variable};
use crate::policy::{Cliff, Direction};

/// The most sets of payers that the course is followed in for one quantity.
const MOST_CELLS: usize = 4_000;
/// The most parts that all lines together may have.
const MOST_PARTS: usize = 12_000;

/// The course that is asked for.
#[derive(Clone, Copy)]
struct Asked {
    variable: Variable,
    /// One for dues that rise, minus one for dues that fall.
    sign: Exact,
    direction: Option<Direction>,
    cliff: Option<Cliff>,
    step: Option<Exact>,
}

/// A change between two neighbouring payers.
#[derive(Clone)]
struct Change {
    /// The two values of the quantity.
    from: Exact,
    to: Exact,
    /// The others, as far as they are restricted.
    region: Region,
    is_cliff: bool,
    /// Along a border that follows no axis: the values of the other quantities.
    point: Vec<(Variable, Exact)>,
    /// Along a piece that slopes: up to where.
    until: Option<Exact>,
}

/// Something by which parts are told apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Axis {
    Choice(usize),
    Quantity(Variable),
    Point(usize),
}

impl Prover<'_, '_> {
    pub(super) fn about_course(&mut self) {
        let policy = self.year.policy;
        let asked = policy
            .measures
            .iter()
            .enumerate()
            .filter_map(|(variable, measure)| {
                let asks = measure.direction.is_some() || measure.cliff.is_some();
                let falls = measure.direction == Some(Direction::Fall);
                (asks && measure.list.is_none() && self.used.measures.contains(&variable)).then(
                    || Asked {
                        variable,
                        sign: if falls { -Exact::ONE } else { Exact::ONE },
                        direction: measure.direction,
                        cliff: measure.cliff,
                        step: measure.step,
                    },
                )
            });
        let asked: Vec<Asked> = asked.collect();
        if asked.is_empty() {
            return;
        }
        self.forms.refill();
        let Some(parts) = self.total_parts() else {
            self.leave_undecided("course", "size", None);
            return;
        };
        for asked in asked {
            self.about_course_along(asked, &parts);
        }
    }

    /// What is owed in all lines together, set by set; `None` where that is too much.
    fn total_parts(&mut self) -> Option<Vec<Part>> {
        let mut total = vec![Part {
            region: Region::default(),
            form: Ok(Linear::constant(Exact::ZERO)),
        }];
        for line in 0..self.year.policy.lines.len() {
            let parts = self.line_parts(line);
            // Of a line whose rules were not told apart, nothing is known.
            if parts.is_empty() || total.len().saturating_mul(parts.len()) > MOST_COMPARED {
                return None;
            }
            let mut next = Vec::new();
            for before in &total {
                for part in &parts {
                    let Some(region) = self.forms.both(&before.region, &part.region) else {
                        continue;
                    };
                    let form = match (&before.form, &part.form) {
                        (Ok(before), Ok(form)) => {
                            before.plus(form).ok_or(crate::normal::Open::Overflow)
                        }
                        (Err(open), _) | (_, Err(open)) => Err(*open),
                    };
                    next.push(Part { region, form });
                    if next.len() > MOST_PARTS {
                        return None;
                    }
                }
            }
            total = next;
        }
        (!self.forms.is_exhausted()).then_some(total)
    }

    fn about_course_along(&mut self, asked: Asked, parts: &[Part]) {
        let mut axes: Vec<Axis> = Vec::new();
        for part in parts {
            axes.extend(
                part.region
                    .choices
                    .iter()
                    .map(|(known, _)| Axis::Choice(*known)),
            );
            axes.extend(
                part.region
                    .stretches
                    .iter()
                    .map(|(known, _)| Axis::Quantity(*known)),
            );
            axes.extend(
                part.region
                    .picks
                    .iter()
                    .map(|(known, _)| Axis::Point(*known)),
            );
        }
        axes.sort_unstable();
        axes.dedup();
        axes.retain(|axis| *axis != Axis::Quantity(asked.variable));
        let mut changes = Vec::new();
        let mut cells = MOST_CELLS;
        let all: Vec<&Part> = parts.iter().collect();
        self.follow(
            asked,
            &all,
            &axes,
            &Region::default(),
            &mut cells,
            &mut changes,
        );
        if cells == 0 {
            self.leave_undecided("course", "size", None);
        }
        self.report_changes(asked, changes);
    }

    /// Cuts parts along one axis after the other.
    fn follow(
        &mut self,
        asked: Asked,
        parts: &[&Part],
        axes: &[Axis],
        cell: &Region,
        cells: &mut usize,
        changes: &mut Vec<Change>,
    ) {
        let Some((axis, rest)) = axes.split_first() else {
            if *cells > 0 {
                *cells = cells.saturating_sub(1);
                self.course_in(asked, parts, cell, changes);
            }
            return;
        };
        match axis {
            Axis::Choice(attribute) => {
                // Values that the same parts are for are one cell.
                let count = self
                    .forms
                    .scales
                    .choices
                    .get(*attribute)
                    .copied()
                    .unwrap_or(0);
                let mut classes: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
                for value in 0..count {
                    let of: Vec<usize> = parts
                        .iter()
                        .enumerate()
                        .filter(|(_, part)| {
                            part.region
                                .choice(*attribute)
                                .is_none_or(|values| values.contains(value))
                        })
                        .map(|(index, _)| index)
                        .collect();
                    match classes.iter_mut().find(|(known, _)| *known == of) {
                        Some((_, values)) => values.push(value),
                        None => classes.push((of, vec![value])),
                    }
                }
                for (of, values) in classes {
                    let inside: Vec<&Part> = of
                        .iter()
                        .filter_map(|index| parts.get(*index).copied())
                        .collect();
                    let cell = cell.with_choice(*attribute, Values::of(values, count));
                    self.follow(asked, &inside, rest, &cell, cells, changes);
                }
            }
            Axis::Quantity(variable) => {
                let Some(whole) = self.forms.scales.stretch(cell, *variable) else {
                    return self.follow(asked, parts, rest, cell, cells, changes);
                };
                let mut cuts = vec![whole.from, whole.to];
                for part in parts {
                    if let Some(stretch) = part.region.stretch(*variable) {
                        cuts.extend([stretch.from, stretch.to]);
                    }
                }
                cuts.sort_unstable();
                cuts.dedup();
                if cuts.len() == 2 {
                    return self.follow(asked, parts, rest, cell, cells, changes);
                }
                for pair in cuts.windows(2) {
                    let [from, to] = *pair else { continue };
                    let Some(interval) = Interval::new(from, to) else {
                        continue;
                    };
                    let inside = parts.iter().copied().filter(|part| {
                        part.region
                            .stretch(*variable)
                            .is_none_or(|stretch| stretch.intersection(interval).is_some())
                    });
                    let inside: Vec<&Part> = inside.collect();
                    let cell = cell.with_stretch(*variable, interval);
                    self.follow(asked, &inside, rest, &cell, cells, changes);
                }
            }
            Axis::Point(point) => {
                let mut picks: Vec<usize> = parts
                    .iter()
                    .filter_map(|part| part.region.pick(*point))
                    .collect();
                picks.sort_unstable();
                picks.dedup();
                if picks.is_empty() {
                    return self.follow(asked, parts, rest, cell, cells, changes);
                }
                for pick in picks {
                    let inside = parts.iter().copied();
                    let inside = inside
                        .filter(|part| part.region.pick(*point).is_none_or(|own| own == pick));
                    let inside: Vec<&Part> = inside.collect();
                    self.follow(asked, &inside, rest, cell, cells, changes);
                }
            }
        }
    }

    /// The course in one set of payers that differ in the one quantity, and within stretches of others.
    fn course_in(
        &mut self,
        asked: Asked,
        parts: &[&Part],
        cell: &Region,
        changes: &mut Vec<Change>,
    ) {
        if parts.iter().any(|part| !part.region.guards.is_empty()) {
            self.course_along_borders(asked, parts, cell, changes);
            return;
        }
        let mut pieces: Vec<(Interval, &Linear)> = parts
            .iter()
            .filter_map(|part| {
                let form = part.form.as_ref().ok()?;
                Some((
                    self.forms.scales.stretch(&part.region, asked.variable)?,
                    form,
                ))
            })
            .collect();
        pieces.sort_by_key(|(interval, _)| interval.from);
        for (interval, form) in &pieces {
            self.course_within(asked, *interval, form, cell, changes);
        }
        for pair in pieces.windows(2) {
            if let [before, behind] = pair {
                self.course_between(asked, *before, *behind, cell, changes);
            }
        }
    }

    /// How a form goes as the quantity grows: its slope, `None` where a leaf leaves that open.
    fn slope(&self, asked: Asked, form: &Linear) -> Option<Exact> {
        let own = form.factor(asked.variable);
        let mut slope = own;
        for (variable, factor) in &form.terms {
            let Some(leaf) = self.forms.leaf(*variable) else {
                continue;
            };
            let along = match &leaf.kind {
                LeafKind::Round { of, .. } | LeafKind::Steps { of, .. } => {
                    of.factor(asked.variable)
                }
                LeafKind::Time { from, to, .. } => {
                    let (from, to) = (from.factor(asked.variable), to.factor(asked.variable));
                    to.checked_sub(from).ok()?
                }
                LeafKind::Product(left, right) => {
                    let cell = Region::default();
                    let up = |form: &Linear| {
                        let (least, _) = self.forms.range_of(form, &cell);
                        least.is_some_and(|least| !least.is_negative())
                            && !form.factor(asked.variable).is_negative()
                    };
                    let plain = up(left) && up(right);
                    let none = left.factor(asked.variable).is_zero()
                        && right.factor(asked.variable).is_zero();
                    match (none, plain) {
                        (true, _) => Exact::ZERO,
                        (false, true) => Exact::ONE,
                        (false, false) => return None,
                    }
                }
                LeafKind::Quotient(above, below) => {
                    if above.factor(asked.variable).is_zero()
                        && below.factor(asked.variable).is_zero()
                    {
                        Exact::ZERO
                    } else {
                        return None;
                    }
                }
                // The things of a list have quantities of their own.
                LeafKind::Sum { .. } | LeafKind::Share => return None,
            };
            if along.is_zero() {
                continue;
            }
            let along = if along.is_negative() != factor.is_negative() {
                -Exact::ONE
            } else {
                Exact::ONE
            };
            let agrees = slope.is_zero() || slope.is_negative() == along.is_negative();
            if !agrees {
                return None;
            }
            slope = if slope.is_zero() { along } else { slope };
        }
        Some(slope)
    }

    fn course_within(
        &mut self,
        asked: Asked,
        interval: Interval,
        form: &Linear,
        cell: &Region,
        changes: &mut Vec<Change>,
    ) {
        let Some(scale) = self.forms.scales.scale(asked.variable) else {
            return;
        };
        let (low, high) = scale.ends(interval);
        if low.is_some() && low == high {
            return;
        }
        let Some(slope) = self.slope(asked, form) else {
            self.leave_undecided("course", "not-linear", None);
            return;
        };
        let against = asked.direction.is_some()
            && slope.is_negative() != asked.sign.is_negative()
            && !slope.is_zero();
        let steep = match (asked.cliff, asked.step) {
            (Some(Cliff::Amount(size)), Some(step)) => {
                let jump = form
                    .factor(asked.variable)
                    .checked_mul(step)
                    .and_then(|jump| jump.checked_mul(asked.sign));
                jump.is_ok_and(|jump| jump > size)
            }
            _ => false,
        };
        if !against && !steep {
            return;
        }
        let one = asked.step.unwrap_or(Exact::ONE);
        let from = low
            .or_else(|| high.and_then(|high| high.checked_sub(one).ok()))
            .unwrap_or(Exact::ZERO);
        let next = from.checked_add(one).unwrap_or(from);
        let to = match (asked.step, high) {
            (None, Some(high)) if next > high => from
                .checked_add(high)
                .and_then(|sum| sum.checked_div(Exact::from(2)))
                .unwrap_or(high),
            _ => next,
        };
        changes.push(Change {
            from,
            to,
            region: cell.clone(),
            is_cliff: !against,
            point: Vec::new(),
            until: high,
        });
    }

    fn course_between(
        &mut self,
        asked: Asked,
        before: (Interval, &Linear),
        behind: (Interval, &Linear),
        cell: &Region,
        changes: &mut Vec<Change>,
    ) {
        let Some(scale) = self.forms.scales.scale(asked.variable) else {
            return;
        };
        let ((_, Some(last)), (Some(first), _)) = (scale.ends(before.0), scale.ends(behind.0))
        else {
            return;
        };
        let (Some(left), Some(right)) = (
            self.form_at(asked, before.1, last, cell),
            self.form_at(asked, behind.1, first, cell),
        ) else {
            self.leave_undecided("course", "not-linear", None);
            return;
        };
        let Some(jump) = right.minus(&left).and_then(|jump| jump.times(asked.sign)) else {
            return;
        };
        let (least, most) = self.forms.range_of(&jump, cell);
        let change = |is_cliff| Change {
            from: last,
            to: first,
            region: cell.clone(),
            is_cliff,
            point: Vec::new(),
            until: None,
        };
        if asked.direction.is_some() && least.is_none_or(Exact::is_negative) {
            changes.push(change(false));
            return;
        }
        let touching = before.0.to == behind.0.from;
        let is_cliff = touching
            && match asked.cliff {
                None => false,
                Some(Cliff::Amount(size)) => most.is_none_or(|most| most > size),
                Some(Cliff::Share(share)) => {
                    // The lower of the two is the first along the expected direction.
                    let lower = if asked.sign.is_negative() {
                        &right
                    } else {
                        &left
                    };
                    let allowed = lower.times(share);
                    let over = allowed.and_then(|allowed| jump.minus(&allowed));
                    let (low, _) = self.forms.range_of(lower, cell);
                    let above_zero = low.is_some_and(Exact::is_positive);
                    above_zero
                        && over.is_some_and(|over| {
                            let (_, most) = self.forms.range_of(&over, cell);
                            most.is_none_or(Exact::is_positive)
                        })
                }
            };
        if is_cliff {
            changes.push(change(true));
        }
    }

    /// A form with the quantity given, and with the leaves that are numbers then.
    fn form_at(&self, asked: Asked, form: &Linear, value: Exact, cell: &Region) -> Option<Linear> {
        let mut at = form.with(asked.variable, value)?;
        for (variable, _) in &form.terms {
            let Some(leaf) = self.forms.leaf(*variable) else {
                continue;
            };
            let number = |form: &Linear| {
                let with = form.with(asked.variable, value)?;
                self.forms.pinned(&with, cell).as_constant()
            };
            let known = match &leaf.kind {
                LeafKind::Product(left, right) => number(left)?.checked_mul(number(right)?).ok()?,
                LeafKind::Quotient(above, below) => {
                    number(above)?.checked_div(number(below)?).ok()?
                }
                LeafKind::Round { of, mode, step } => oske_types::Rounding::new(*step, *mode)?
                    .round(number(of)?)
                    .ok()?,
                LeafKind::Steps { of, step, started } => {
                    crate::evaluate::counted_steps(number(of)?, *step, *started).ok()?
                }
                LeafKind::Time { span, from, to } => {
                    let from = crate::day::date_of(number(from)?)?;
                    let to = crate::day::date_of(number(to)?)?;
                    Exact::from(span.between(from, to))
                }
                LeafKind::Sum { .. } | LeafKind::Share => return None,
            };
            at = at.with(*variable, known)?;
        }
        Some(at)
    }

    /// Where pieces meet along borders that follow no axis: every pair of neighbours is asked whether
    /// the one behind can owe less.
    fn course_along_borders(
        &mut self,
        asked: Asked,
        parts: &[&Part],
        cell: &Region,
        changes: &mut Vec<Change>,
    ) {
        let defined: Vec<(&Part, &Linear)> = parts
            .iter()
            .filter_map(|part| Some((*part, part.form.as_ref().ok()?)))
            .collect();
        if defined.is_empty() || asked.direction.is_none() {
            return;
        }
        let Some(step) = asked.step else {
            self.leave_undecided("course", "oblique", None);
            return;
        };
        let has_holes = defined.len() < parts.len();
        for (index, (left, left_form)) in defined.iter().enumerate() {
            for (other, (right, right_form)) in defined.iter().enumerate() {
                let (before, behind) = ((*left, *left_form), (*right, *right_form));
                let known = changes.len();
                self.course_over_border(asked, step, before, behind, cell, changes);
                // Across a hole the next payer that owes something may be further away.
                if has_holes && index != other && changes.len() == known {
                    self.course_over_hole(asked, before, behind, cell);
                }
            }
        }
    }

    /// Whether somebody further along, however far, may owe less: if nobody does, no hole hides a fall.
    fn course_over_hole(
        &mut self,
        asked: Asked,
        before: (&Part, &Linear),
        behind: (&Part, &Linear),
        cell: &Region,
    ) {
        const FURTHER: Variable = Variable::MAX;
        let variable = asked.variable;
        let further = |form: &Linear| {
            let factor = form.factor(variable);
            let own = form.with(variable, Exact::ZERO)?;
            own.plus(&Linear::variable(FURTHER).times(factor)?)
        };
        let (Some(own), Some(other)) = (
            self.forms.both(cell, &before.0.region),
            self.forms.both(cell, &behind.0.region),
        ) else {
            return;
        };
        // Most pairs are settled by the box alone.
        let greatest = before
            .1
            .times(asked.sign)
            .and_then(|form| self.forms.range_of(&form, &own).1);
        let least = behind
            .1
            .times(asked.sign)
            .and_then(|form| self.forms.range_of(&form, &other).0);
        if greatest
            .zip(least)
            .is_some_and(|(greatest, least)| greatest <= least)
        {
            return;
        }
        let constraints = || {
            let mut constraints: Vec<Guard> = own.guards.clone();
            constraints.extend(self.forms.box_constraints(variable, &own));
            let there = other.guards.iter().cloned();
            for guard in there.chain(self.forms.box_constraints(variable, &other)) {
                constraints.push(Guard {
                    form: further(&guard.form)?,
                    strict: guard.strict,
                });
            }
            constraints.push(Guard {
                form: before.1.minus(&further(behind.1)?)?.times(asked.sign)?,
                strict: true,
            });
            constraints.push(Guard {
                form: Linear::variable(FURTHER).minus(&Linear::variable(variable))?,
                strict: true,
            });
            let mut others: Vec<Variable> = constraints
                .iter()
                .flat_map(|guard| guard.form.terms.iter().map(|(variable, _)| *variable))
                .filter(|other| *other != variable && *other != FURTHER)
                .collect();
            others.sort_unstable();
            others.dedup();
            for quantity in others {
                constraints.extend(self.forms.box_constraints(quantity, &own));
                constraints.extend(self.forms.box_constraints(quantity, &other));
            }
            Some(constraints)
        };
        let step = |quantity: Variable| {
            let quantity = if quantity == FURTHER {
                variable
            } else {
                quantity
            };
            self.forms.scales.scale(quantity)?.step
        };
        let found = constraints().map(|constraints| self.forms.solve(&constraints, &step));
        if !matches!(found, Some(Feasibility::Never)) {
            self.leave_undecided("course", "oblique", None);
        }
    }

    fn course_over_border(
        &mut self,
        asked: Asked,
        step: Exact,
        before: (&Part, &Linear),
        behind: (&Part, &Linear),
        cell: &Region,
        changes: &mut Vec<Change>,
    ) {
        let variable = asked.variable;
        // A form of the neighbour behind, in the quantities of the payer before.
        let shifted = |form: &Linear| {
            let by = form.factor(variable).checked_mul(step).ok()?;
            form.plus(&Linear::constant(by))
        };
        let (Some(own), Some(other)) = (
            self.forms.both(cell, &before.0.region),
            self.forms.both(cell, &behind.0.region),
        ) else {
            return;
        };
        // Most pairs are settled by the box alone.
        let falls_most = shifted(behind.1)
            .and_then(|behind| before.1.minus(&behind)?.times(asked.sign))
            .and_then(|fall| self.forms.range_of(&fall, &own).1);
        if falls_most.is_some_and(|most| !most.is_positive())
            || !self.are_neighbours(asked, step, &own, &other)
        {
            return;
        }
        let constraints = || {
            let mut constraints: Vec<Guard> = own.guards.clone();
            for guard in &other.guards {
                constraints.push(Guard {
                    form: shifted(&guard.form)?,
                    strict: guard.strict,
                });
            }
            constraints.extend(self.forms.box_constraints(variable, &own));
            for guard in self.forms.box_constraints(variable, &other) {
                constraints.push(Guard {
                    form: shifted(&guard.form)?,
                    strict: guard.strict,
                });
            }
            let fall = before.1.minus(&shifted(behind.1)?)?.times(asked.sign)?;
            constraints.push(Guard {
                form: fall,
                strict: true,
            });
            let mut others: Vec<Variable> = constraints
                .iter()
                .flat_map(|guard| guard.form.terms.iter().map(|(variable, _)| *variable))
                .filter(|other| *other != variable)
                .collect();
            others.sort_unstable();
            others.dedup();
            for quantity in others {
                constraints.extend(self.forms.box_constraints(quantity, &own));
                constraints.extend(self.forms.box_constraints(quantity, &other));
            }
            Some(constraints)
        };
        let Some(constraints) = constraints() else {
            return;
        };
        let found = self.forms.solve(&constraints, &|variable| {
            self.forms.scales.scale(variable)?.step
        });
        match found {
            Feasibility::Never => {}
            Feasibility::Unknown => self.leave_undecided("course", "oblique", None),
            Feasibility::Point(point) => {
                let from = point.iter().find(|(known, _)| *known == variable);
                let from = from.map(|(_, value)| *value).or_else(|| {
                    let (low, _) = self.forms.ends_of(variable, &own);
                    low
                });
                let Some((from, to)) =
                    from.and_then(|from| Some((from, from.checked_add(step).ok()?)))
                else {
                    return;
                };
                let others = point.into_iter().filter(|(known, _)| *known != variable);
                let mut region = cell.clone();
                region.guards.clone_from(&own.guards);
                changes.push(Change {
                    from,
                    to,
                    region,
                    is_cliff: false,
                    point: others.collect(),
                    until: None,
                });
            }
        }
    }

    /// Whether a step along the quantity can lead from one region to another.
    fn are_neighbours(&self, asked: Asked, step: Exact, own: &Region, other: &Region) -> bool {
        let (low, high) = self.forms.ends_of(asked.variable, own);
        let (other_low, other_high) = self.forms.ends_of(asked.variable, other);
        let next = |end: Option<Exact>| end.and_then(|end| end.checked_add(step).ok());
        let below = next(low)
            .zip(other_high)
            .is_none_or(|(low, high)| low <= high);
        let above = next(high)
            .zip(other_low)
            .is_none_or(|(high, low)| high >= low);
        below && above
    }

    /// One finding for each change, where it is so in the step-by-step evaluation too.
    fn report_changes(&mut self, asked: Asked, changes: Vec<Change>) {
        let mut groups: Vec<(Change, Vec<Region>)> = Vec::new();
        for change in changes {
            let known = groups.iter_mut().find(|(known, _)| {
                known.from == change.from
                    && known.to == change.to
                    && known.until == change.until
                    && known.is_cliff == change.is_cliff
                    && known.point.is_empty() == change.point.is_empty()
            });
            match known {
                Some((_, regions)) => regions.push(change.region),
                None => {
                    let region = change.region.clone();
                    groups.push((change, vec![region]));
                }
            }
        }
        for (change, regions) in groups {
            let tidy = |region: &Region| self.forms.tidied(region);
            let regions: Vec<Region> = regions.iter().map(tidy).collect();
            for region in self.forms.joined(regions).into_iter().take(MOST_LISTED) {
                self.report_change(asked, &change, &region);
            }
        }
    }

    fn report_change(&mut self, asked: Asked, change: &Change, region: &Region) {
        let policy = self.year.policy;
        let Some(measure) = policy.measure(asked.variable) else {
            return;
        };
        let Some((from, to, amounts)) = self.shown(asked, change, region) else {
            if change.is_cliff {
                return;
            }
            self.leave_undecided("course", "no-witness", None);
            return;
        };
        let label = measure.named.label();
        let values = [
            change.from,
            change
                .until
                .filter(|_| change.point.is_empty())
                .unwrap_or(change.to),
        ]
        .map(|value| self.said(asked.variable, value));
        let [first, last] = values;
        let subject = if change.is_cliff {
            Subject::Cliff {
                measure: label,
                from: first,
                to: self.said(asked.variable, change.to),
                amounts,
                currency: policy.currency,
            }
        } else {
            Subject::Fall {
                measure: label,
                from: first,
                to: last,
                is_slope: change.until.is_some(),
                amounts,
                currency: policy.currency,
                rises: asked.direction == Some(Direction::Rise),
            }
        };
        let severity = Severity::Warning;
        let mut finding = self.year.finding(severity, &measure.named.spot, subject);
        self.describe(&mut finding, region);
        let interval = Interval::new(
            Cut::before(change.from),
            Cut::after(change.until.unwrap_or(change.to)),
        );
        let stretch = interval.and_then(|interval| self.stretch(asked.variable, interval));
        finding.stretches.extend(stretch);
        finding.witness = Some(from);
        finding.neighbour = Some(to);
        self.push(finding);
    }

    /// Two neighbours for whom it is so, with what they owe before rounding.
    fn shown(
        &self,
        asked: Asked,
        change: &Change,
        region: &Region,
    ) -> Option<(Facts, Facts, [Exact; 2])> {
        let corners = self.corners(region);
        corners.into_iter().find_map(|corner| {
            let at = |value: Exact| {
                let mut given = change.point.clone();
                given.push((asked.variable, value));
                let rest = corner.iter().filter(|(variable, _)| {
                    *variable != asked.variable
                        && !change.point.iter().any(|(known, _)| known == variable)
                });
                given.extend(rest);
                let mut region = region.clone();
                region.guards.clear();
                self.witness_at(&region, &given)
            };
            let (from, to) = (at(change.from)?, at(change.to)?);
            let (before, behind) = (self.totals_of(&from), self.totals_of(&to));
            let pairs = before
                .iter()
                .flat_map(|before| behind.iter().map(move |behind| (before, behind)));
            let mut pairs = pairs.filter(|(before, behind)| before.is_with(behind));
            pairs.find_map(|(before, behind)| {
                let (before, behind) = (before.amount, behind.amount);
                let jump = behind
                    .checked_sub(before)
                    .ok()?
                    .checked_mul(asked.sign)
                    .ok()?;
                let is_so = if change.is_cliff {
                    jump.is_positive()
                } else {
                    jump.is_negative()
                };
                is_so.then(|| (from.clone(), to.clone(), [before, behind]))
            })
        })
    }

    /// The corners of a region in the quantities that it restricts, the first few of them.
    pub(super) fn corners(&self, region: &Region) -> Vec<Vec<(Variable, Exact)>> {
        let mut corners: Vec<Vec<(Variable, Exact)>> = vec![Vec::new()];
        let quantities: Vec<Variable> = self.used.measures.iter().copied().collect();
        for variable in quantities {
            let (low, high) = self.forms.ends_of(variable, region);
            let ends: Vec<Exact> = [low, high.filter(|high| Some(*high) != low)]
                .into_iter()
                .flatten()
                .collect();
            if ends.len() < 2 || corners.len() >= 32 {
                continue;
            }
            corners = corners
                .iter()
                .flat_map(|corner| {
                    ends.iter().map(move |end| {
                        let mut corner = corner.clone();
                        corner.push((variable, *end));
                        corner
                    })
                })
                .collect();
        }
        corners
    }
}
