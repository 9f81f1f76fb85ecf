//! Going through what both policies say, set of payers by set of payers: [`Finder`].

use std::collections::BTreeMap;

use oske_types::{Currency, Exact, Rounding};

use super::joint::Joint;
use super::said::{Form, Piece, Pieces, Said, pieces};
use super::{Change, Comparison, CurvePiece, LeftOut, Line, NotComparable};
use crate::interval::{Cut, Interval};
use crate::normal::{Feasibility, Forms, Guard, Linear, Region, Variable};
use crate::prove::{Meeting, Prover};
use crate::year::PolicyYear;

/// The most pairs of sets that are compared.
const MOST_PAIRS: usize = 200_000;

/// The most pairs of which it is looked whether they may share somebody.
const MOST_LOOKED_AT: usize = 20_000_000;

/// How it changes, and what both say; nothing where all that is the same is told as one.
pub(super) type Key = (Change, Option<(Said, Said)>);

/// Sets of payers, with the finest and the coarsest step by which they were told.
pub(super) struct Sets {
    pub(super) regions: Vec<Region>,
    pub(super) finest: Exact,
    pub(super) coarsest: Exact,
}

/// A value of a quantity at which a difference is zero.
pub(super) struct Even {
    pub(super) variable: Variable,
    pub(super) value: Exact,
    /// The payers on whose stretch it lies, whatever that quantity is.
    pub(super) others: Region,
    /// Whether the stretch ends there, below or above.
    ends: [bool; 2],
}

/// What both ask along a quantity, for payers whose dues depend on nothing else.
#[derive(Clone)]
pub(super) struct Drawn {
    pub(super) payers: Region,
    pub(super) along: Variable,
    pub(super) currency: Currency,
    pub(super) pieces: Vec<CurvePiece>,
}

pub(super) struct Finder<'j, 'y, 'b, 'a> {
    pub(super) joint: Prover<'j, 'j>,
    pub(super) before: &'y PolicyYear<'b>,
    pub(super) after: &'y PolicyYear<'a>,
    pub(super) rounding_step: Exact,
    pub(super) has_one_step: bool,
    pub(super) has_one_currency: bool,
    pub(super) found: BTreeMap<Key, Sets>,
    pub(super) break_even: Vec<Even>,
    pub(super) curves: Vec<Drawn>,
    pub(super) left_out: Vec<LeftOut>,
}

/// Two amounts of the same payers, and how they are rounded.
struct Amounts<'p> {
    first: &'p Form,
    second: &'p Form,
    currency: Currency,
    rounded: [&'p [(Form, Rounding)]; 2],
    /// The coarsest step that one of them is rounded to.
    step: Exact,
}

pub(super) fn compare(
    before: &PolicyYear<'_>,
    after: &PolicyYear<'_>,
) -> Result<Comparison, NotComparable> {
    let joint = Joint::of(before, after)?;
    let joint_year = joint.policy.compile(after.year);
    let mut finder = Finder::new(&joint_year, before, after, joint.left_out.clone());
    let first = pieces(before, &joint.before, &mut finder.joint.forms);
    let second = pieces(after, &joint.after, &mut finder.joint.forms);
    let first = finder.seen(first);
    let second = finder.seen(second);
    finder.pairs(&first, &second);
    Ok(finder.comparison())
}

/// The steps that rules round to, or that of the policy where it has none.
fn steps<'y>(year: &'y PolicyYear<'_>) -> impl Iterator<Item = Exact> + Clone + 'y {
    let own = year.rules.is_empty().then_some(year.policy.rounding);
    let rules = year.rules.iter().map(|rule| rule.rounding);
    rules.chain(own).map(|rounding| rounding.step())
}

/// The currency of the policy and those of its rules.
fn currencies<'y>(year: &'y PolicyYear<'_>) -> impl Iterator<Item = Currency> + 'y {
    let rules = year.rules.iter().map(|rule| rule.currency);
    rules.chain([year.policy.currency])
}

impl<'j, 'y, 'b, 'a> Finder<'j, 'y, 'b, 'a> {
    /// Nothing found yet; the first year is that of the joint declarations.
    pub(super) fn new(
        joint: &'j PolicyYear<'j>,
        before: &'y PolicyYear<'b>,
        after: &'y PolicyYear<'a>,
        left_out: Vec<LeftOut>,
    ) -> Self {
        let mut currencies = currencies(before).chain(currencies(after));
        let mut steps = steps(before).chain(steps(after));
        let rounding_step = steps.clone().max().unwrap_or(Exact::ONE);
        Self {
            joint: Prover::of_declarations(joint),
            before,
            after,
            rounding_step,
            has_one_step: steps.all(|step| step == rounding_step),
            has_one_currency: currencies.all(|currency| currency == after.policy.currency),
            found: BTreeMap::new(),
            break_even: Vec::new(),
            curves: Vec::new(),
            left_out,
        }
    }

    fn leave_out(&mut self, what: LeftOut) {
        if !self.left_out.contains(&what) {
            self.left_out.push(what);
        }
    }

    pub(super) fn seen(&mut self, found: Pieces) -> Vec<Piece> {
        if found.is_lost {
            self.leave_out(LeftOut::NotLinear);
        }
        if found.is_too_large {
            self.leave_out(LeftOut::Size);
        }
        found.pieces
    }

    /// Every set of the one with every set of the other that it shares somebody with.
    fn pairs(&mut self, first: &[Piece], second: &[Piece]) {
        let regions = first.iter().chain(second).map(|piece| &piece.region);
        let regions: Vec<&Region> = regions.collect();
        let meeting = Meeting::of(&self.joint.forms, &regions, None);
        self.joint.forms.refill();
        let (mut compared, mut looked_at): (usize, usize) = (0, 0);
        for (index, before) in first.iter().enumerate() {
            for other in meeting.near(index) {
                let number = other.checked_sub(first.len());
                let Some(after) = number.and_then(|number| second.get(number)) else {
                    continue;
                };
                looked_at = looked_at.saturating_add(1);
                let may_meet = meeting.may(index, *other);
                compared = compared.saturating_add(usize::from(may_meet));
                let is_too_much = compared > MOST_PAIRS || looked_at > MOST_LOOKED_AT;
                if is_too_much || self.joint.forms.is_exhausted() {
                    self.leave_out(LeftOut::Size);
                    return;
                }
                if !may_meet {
                    continue;
                }
                if let Some(both) = self.joint.forms.both(&before.region, &after.region) {
                    self.pair(&both, before, after);
                }
            }
        }
    }

    fn pair(&mut self, region: &Region, before: &Piece, after: &Piece) {
        let (first, second) = (&before.said, &after.said);
        // Of whom neither knows, nothing is told.
        if (first, second) == (&Said::NotDeclared, &Said::NotDeclared) {
            return;
        }
        self.draw(region, first, second);
        let rounded = [before, after].map(|piece| piece.rounded.as_slice());
        let steps = rounded.into_iter().flatten();
        let step = steps.map(|(_, rounding)| rounding.step()).max();
        let step = step.unwrap_or(self.rounding_step);
        let change = match (first, second) {
            (Said::Owes(first, currency), Said::Owes(second, other)) if currency == other => {
                let amounts = Amounts {
                    first,
                    second,
                    currency: *currency,
                    rounded,
                    step,
                };
                self.amounts(region, &amounts);
                return;
            }
            (first, second) if first.is_nothing() && second.is_nothing() => Change::NotCovered,
            (Said::Owes(..), Said::Owes(..)) => Change::OtherCurrency,
            (first, second) if first.is_nothing() && second.is_due() => Change::BecomesCovered,
            (first, second) if first.is_due() && second.is_nothing() => Change::NoLongerCovered,
            _ => Change::Open,
        };
        self.enter(change, Some((first.clone(), second.clone())), region, step);
    }

    fn enter(&mut self, change: Change, said: Option<(Said, Said)>, region: &Region, step: Exact) {
        let is_nobody = !region.guards.is_empty()
            && matches!(self.joint.forms.point_of(region, &[]), Feasibility::Never);
        if is_nobody {
            return;
        }
        let sets = self.found.entry((change, said)).or_insert(Sets {
            regions: Vec::new(),
            finest: step,
            coarsest: step,
        });
        sets.regions.push(region.clone());
        sets.finest = sets.finest.min(step);
        sets.coarsest = sets.coarsest.max(step);
    }

    /// Two amounts: by how much the second is more than the first.
    fn amounts(&mut self, region: &Region, amounts: &Amounts<'_>) {
        let said = |form: &Form| Said::Owes(form.clone(), amounts.currency);
        let both = Some((said(amounts.first), said(amounts.second)));
        let (first, second) = (amounts.first.linear(), amounts.second.linear());
        let step = amounts.step;
        let may_be_open = first.may_be_open() || second.may_be_open();
        let difference = second.minus(&first).filter(|_| !may_be_open);
        let classes = difference.and_then(|difference| {
            self.see_break_even(&difference, region);
            self.classes(&difference, step, region)
        });
        let Some(classes) = classes else {
            self.leave_out(LeftOut::NotLinear);
            self.enter(Change::Undecided, both, region, step);
            return;
        };
        for (change, region) in classes {
            let change = match change {
                Change::Same if !self.are_rounded_alike(amounts, &region) => {
                    Change::RoundedOtherwise
                }
                change => change,
            };
            let said = both.clone().filter(|_| change != Change::Same);
            self.enter(change, said, &region, step);
        }
    }

    /// A set by how large a difference is; `None` where it rests on something that is not piecewise
    /// linear: of a border along that it is only known where it may lie.
    fn classes(
        &mut self,
        difference: &Linear,
        step: Exact,
        region: &Region,
    ) -> Option<Vec<(Change, Region)>> {
        let cuts = [
            Cut::Lowest,
            Cut::after(step.negated()),
            Cut::before(Exact::ZERO),
            Cut::after(Exact::ZERO),
            Cut::before(step),
            Cut::Highest,
        ];
        let changes = [
            Change::Falls,
            Change::FallsUnderRounding,
            Change::Same,
            Change::RisesUnderRounding,
            Change::Rises,
        ];
        let intervals = cuts
            .windows(2)
            .zip(changes)
            .filter_map(|(pair, change)| match pair {
                [from, to] => Some((Interval::new(*from, *to)?, change)),
                _ => None,
            });
        let (intervals, changes): (Vec<Interval>, Vec<Change>) = intervals.unzip();
        let mut classes: Vec<(Change, Region)> = Vec::new();
        self.joint.forms.split_form::<()>(
            difference,
            &intervals,
            region,
            &mut |_, class, region: &Region| {
                let change = changes.get(class).copied().unwrap_or(Change::Undecided);
                classes.push((change, region.clone()));
            },
        );
        let forms = &self.joint.forms;
        let is_open = |(_, region): &(Change, Region)| {
            let mut guards = region.guards.iter();
            guards.any(|guard| forms.has_leaf(&guard.form))
        };
        if classes.iter().any(is_open) {
            return None;
        }
        let grid = grid_of(difference, forms);
        classes.retain(|(change, _)| {
            let mut named = changes.iter().zip(&intervals);
            let interval = named.find(|(known, _)| *known == change);
            interval.is_none_or(|(_, interval)| grid.is_none_or(|grid| grid.meets(*interval)))
        });
        Some(classes)
    }

    /// Whether amounts that are the same before rounding surely are the same behind it.
    fn are_rounded_alike(&self, amounts: &Amounts<'_>, region: &Region) -> bool {
        let forms = &self.joint.forms;
        let [first, second] = amounts.rounded;
        let is_alike = match (first, second) {
            ([(_, rounding)], [(_, other)]) => rounding == other,
            (first, second) => {
                let mut pairs = first.iter().zip(second);
                first.len() == second.len()
                    && pairs.all(|((form, rounding), (other, other_rounding))| {
                        let [form, other] =
                            [form, other].map(|form| forms.pinned(&form.linear(), region));
                        rounding == other_rounding && form == other
                    })
            }
        };
        let mut lines = first.iter().chain(second);
        is_alike || lines.all(|(form, rounding)| is_whole(form, *rounding, region, forms))
    }

    /// Where a difference along one quantity is zero.
    fn see_break_even(&mut self, difference: &Linear, region: &Region) {
        let forms = &self.joint.forms;
        let pinned = forms.pinned(difference, region);
        let Some((variable, factor)) = pinned.as_single() else {
            return;
        };
        let Ok(value) = pinned.constant.negated().checked_div(factor) else {
            return;
        };
        let (Some(scale), Some(stretch)) = (
            forms.scales.scale(variable),
            forms.scales.stretch(region, variable),
        ) else {
            return;
        };
        if !stretch.contains(value) {
            return;
        }
        let (low, high) = scale.ends(stretch);
        // Between the last point of a stretch and the first of the next there is none.
        if high.is_some_and(|high| high < value) {
            return;
        }
        if !self.may_be_at(region, variable, value) {
            return;
        }
        self.break_even.push(Even {
            variable,
            value,
            others: region.clone().without_stretch(variable),
            ends: [low == Some(value), high == Some(value)],
        });
    }

    /// Whether somebody in a set may have that value of a quantity, as if it had no steps.
    fn may_be_at(&self, region: &Region, variable: Variable, value: Exact) -> bool {
        if region.guards.is_empty() {
            return true;
        }
        let guards = region.guards.iter().map(|guard| {
            Some(Guard {
                form: guard.form.with(variable, value)?,
                strict: guard.strict,
            })
        });
        let Some(guards) = guards.collect::<Option<Vec<Guard>>>() else {
            return true;
        };
        let mut at = region.clone().without_stretch(variable);
        at.guards = guards;
        !matches!(self.joint.forms.point_of(&at, &[]), Feasibility::Never)
    }

    /// Whether it is zero on neither side of a value: where a stretch ends there, the next one tells.
    pub(super) fn breaks_even(&self, even: &Even) -> bool {
        let forms = &self.joint.forms;
        let Some(scale) = forms.scales.scale(even.variable) else {
            return true;
        };
        let touches = |stretch: Interval, is_below: bool| match (scale.step, is_below) {
            (Some(step), true) => {
                let beside = even.value.checked_sub(step);
                beside.is_ok_and(|beside| stretch.contains(beside))
            }
            (Some(step), false) => {
                let beside = even.value.checked_add(step);
                beside.is_ok_and(|beside| stretch.contains(beside))
            }
            (None, true) => {
                stretch.from < Cut::before(even.value) && stretch.to >= Cut::before(even.value)
            }
            (None, false) => {
                stretch.from <= Cut::after(even.value) && stretch.to > Cut::after(even.value)
            }
        };
        let same = self
            .found
            .iter()
            .filter(|((change, _), _)| matches!(change, Change::Same | Change::RoundedOtherwise));
        let mut same = same.flat_map(|(_, sets)| &sets.regions);
        !same.any(|region| {
            let Some(stretch) = forms.scales.stretch(region, even.variable) else {
                return false;
            };
            let beside = [true, false].into_iter().zip(even.ends);
            let is_beside = beside
                .filter(|(_, is_end)| *is_end)
                .any(|(is_below, _)| touches(stretch, is_below));
            let others = region.clone().without_stretch(even.variable);
            is_beside && forms.both(&others, &even.others).is_some()
        })
    }

    /// A piece of a curve, where nothing but one quantity matters.
    pub(super) fn draw(&mut self, region: &Region, before: &Said, after: &Said) {
        let quantities = [before, after].into_iter().flat_map(|said| match said {
            Said::Owes(form, _) => form.terms.as_slice(),
            _ => &[],
        });
        let stretches = region.stretches.iter().map(|(variable, _)| *variable);
        let mut quantities: Vec<Variable> = quantities
            .map(|(variable, _)| *variable)
            .chain(stretches)
            .collect();
        quantities.sort_unstable();
        quantities.dedup();
        let [along] = quantities.as_slice() else {
            return;
        };
        let scales = &self.joint.forms.scales;
        let (Some(scale), Some(stretch)) = (scales.scale(*along), scales.stretch(region, *along))
        else {
            return;
        };
        let currencies = [before, after].map(|said| match said {
            Said::Owes(_, currency) => Some(*currency),
            _ => None,
        });
        let currency = match currencies {
            [Some(one), Some(other)] if one != other => return,
            [one, other] => one.or(other),
        };
        if !region.guards.is_empty() {
            return;
        }
        let line = |said: &Said| match said {
            Said::Owes(form, _) => Some(Line {
                fixed: form.constant,
                rate: form.terms.first().map_or(Exact::ZERO, |(_, rate)| *rate),
            }),
            _ => None,
        };
        let piece = CurvePiece {
            interval: scale
                .step
                .map_or(stretch, |step| stretch.closed_on_grid(step)),
            before: line(before),
            after: line(after),
        };
        let payers = region.clone().without_stretch(*along);
        let currency = currency.unwrap_or(self.after.policy.currency);
        let mut known = self.curves.iter_mut();
        let known = known.find(|drawn| {
            (&drawn.payers, drawn.along, drawn.currency) == (&payers, *along, currency)
        });
        match known {
            Some(drawn) => drawn.pieces.push(piece),
            None => self.curves.push(Drawn {
                payers,
                along: *along,
                currency,
                pieces: vec![piece],
            }),
        }
    }
}

/// The numbers that a form may be: whole multiples of a step, from an origin.
#[derive(Clone, Copy)]
struct Grid {
    origin: Exact,
    step: Exact,
}

impl Grid {
    /// Whether one of them lies in an interval.
    fn meets(self, interval: Interval) -> bool {
        let Some((low, _)) = interval.lower() else {
            return true;
        };
        let first = low.checked_sub(self.origin).and_then(|above| {
            let steps = above.checked_div(self.step)?;
            let first = Exact::try_from(steps.ceil())?.checked_mul(self.step)?;
            self.origin.checked_add(first)
        });
        // Where its lower end is outside, the next one may be inside.
        let near = first.and_then(|first| Ok([first, first.checked_add(self.step)?]));
        near.map_or(true, |near| {
            near.iter().any(|near| interval.contains(*near))
        })
    }
}

/// The grid of a form of several quantities that have steps.
fn grid_of(form: &Linear, forms: &Forms<'_, '_>) -> Option<Grid> {
    let mut step: Option<Exact> = None;
    for (variable, factor) in &form.terms {
        let own = forms.scales.scale(*variable)?.step?;
        let own = factor.checked_mul(own).ok()?.abs();
        step = Some(match step {
            Some(known) => common_divisor(known, own)?,
            None => own,
        });
    }
    Some(Grid {
        origin: form.constant,
        step: step?,
    })
}

/// The greatest number of which two are whole multiples.
fn common_divisor(left: Exact, right: Exact) -> Option<Exact> {
    let (mut left, mut right) = (left, right);
    while !right.is_zero() {
        let times = Exact::try_from(left.checked_div(right).ok()?.floor()).ok()?;
        let rest = left.checked_sub(times.checked_mul(right).ok()?).ok()?;
        (left, right) = (right, rest);
    }
    Some(left)
}

/// Whether an amount is a whole multiple of the step that it is rounded to, whoever of a set owes it.
fn is_whole(form: &Form, rounding: Rounding, region: &Region, forms: &Forms<'_, '_>) -> bool {
    let form = forms.pinned(&form.linear(), region);
    let is_whole = |number: Exact| {
        let steps = number.checked_div(rounding.step());
        steps.is_ok_and(Exact::is_integer)
    };
    let mut terms = form.terms.iter();
    is_whole(form.constant)
        && terms.all(|(variable, factor)| {
            let step = forms.scales.scale(*variable).and_then(|scale| scale.step);
            let each = step.and_then(|step| factor.checked_mul(step).ok());
            each.is_some_and(is_whole)
        })
}
