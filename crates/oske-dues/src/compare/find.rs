//! Going through both normal forms, set of payers by set of payers.

use std::collections::BTreeMap;

use oske_types::{Currency, Exact};

use super::joint::{Joint, Numbers};
use super::translate::Translation;
use super::{
    BreakEven, Change, Compared, Comparison, Curve, CurvePiece, Difference, Group, Line,
    NotComparable, Shown, Side, Undecided,
};
use crate::explain::PolicyReference;
use crate::facts::Facts;
use crate::interval::{Cut, Interval};
use crate::normal::{Forms, Linear, Open, Region, Variable};
use crate::prove::{Meeting, Prover};
use crate::year::PolicyYear;

/// The most pairs of sets that are compared.
const MOST_PAIRS: usize = 200_000;

/// The most sets that readings are kept apart in.
const MOST_APART: usize = 400;

/// What a policy says of a set, in the numbers of the joint declarations.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Said {
    Owes(Form, Currency),
    NotCovered,
    NotDeclared,
    Undetermined,
    Ambiguous,
    NoResult,
}

/// A linear form that can be a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Form {
    constant: Exact,
    terms: Vec<(Variable, Exact)>,
}

impl Form {
    fn of(form: &Linear) -> Self {
        Self {
            constant: form.constant,
            terms: form.terms.clone(),
        }
    }

    fn linear(&self) -> Linear {
        Linear {
            constant: self.constant,
            terms: self.terms.clone(),
        }
    }
}

/// Payers of whom one policy says one thing.
struct Piece {
    region: Region,
    said: Said,
}

/// How it changes, and what both say; nothing where all that is the same is told as one.
type Key = (Change, Option<(Said, Said)>);

struct Finder<'j, 'y, 'b, 'a> {
    joint: Prover<'j, 'j>,
    before: &'y PolicyYear<'b>,
    after: &'y PolicyYear<'a>,
    rounding_step: Exact,
    found: BTreeMap<Key, Vec<Region>>,
    break_even: Vec<(Region, Variable, Exact)>,
    curves: Vec<(Region, Variable, Vec<CurvePiece>)>,
    undecided: Vec<Undecided>,
}

pub(super) fn compare(
    before: &PolicyYear<'_>,
    after: &PolicyYear<'_>,
) -> Result<Comparison, NotComparable> {
    let joint = Joint::of(before, after)?;
    let joint_year = joint.policy.compile(after.year);
    let mut finder = Finder {
        joint: Prover::of_declarations(&joint_year),
        before,
        after,
        rounding_step: coarsest_step(before).max(coarsest_step(after)),
        found: BTreeMap::new(),
        break_even: Vec::new(),
        curves: Vec::new(),
        undecided: Vec::new(),
    };
    let first = finder.pieces(before, &joint.before);
    let second = finder.pieces(after, &joint.after);
    finder.pairs(&first, &second);
    Ok(finder.comparison())
}

fn coarsest_step(year: &PolicyYear<'_>) -> Exact {
    let steps = year.rules.iter().map(|rule| rule.rounding.step());
    let own = year.policy.rounding.step();
    steps.max().unwrap_or(own)
}

impl Finder<'_, '_, '_, '_> {
    fn leave_undecided(&mut self, why: Undecided) {
        if !self.undecided.contains(&why) {
            self.undecided.push(why);
        }
    }

    /// What a policy says, in sets that share nobody.
    fn pieces(&mut self, year: &PolicyYear<'_>, numbers: &Numbers) -> Vec<Piece> {
        let mut prover = Prover::compiled(year);
        let Some(parts) = prover.total_parts() else {
            self.leave_undecided(Undecided::Size);
            return Vec::new();
        };
        let mut translation = Translation::new(numbers, &prover.forms);
        let onto = &mut self.joint.forms;
        onto.refill();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut several: Vec<Region> = Vec::new();
        let mut is_lost = false;
        for part in &parts {
            let region = translation.region(&part.region, onto);
            is_lost |= region.is_none();
            let Some(region) = region.flatten() else {
                continue;
            };
            if !part.region.picks.is_empty() {
                several.push(region);
                continue;
            }
            let said = match &part.form {
                Ok(form) => {
                    let currency = part.currency.unwrap_or(year.policy.currency);
                    let form = translation.linear(form, onto);
                    is_lost |= form.is_none();
                    form.map_or(Said::NoResult, |form| Said::Owes(Form::of(&form), currency))
                }
                Err(Open::NoRow) => Said::NotCovered,
                Err(Open::Undetermined) => Said::Undetermined,
                Err(Open::DivisionByZero | Open::Overflow | Open::TooLarge) => Said::NoResult,
            };
            pieces.push(Piece { region, said });
        }
        let several = onto.joined(several);
        let (several, is_whole) = apart(onto, several);
        pieces.extend(several.into_iter().map(|region| Piece {
            region,
            said: Said::Ambiguous,
        }));
        pieces.extend(numbers.unknown_to(onto).into_iter().map(|region| Piece {
            region,
            said: Said::NotDeclared,
        }));
        if is_lost {
            self.leave_undecided(Undecided::NotLinear);
        }
        if !is_whole {
            self.leave_undecided(Undecided::Size);
        }
        pieces
    }

    /// Every set of the one with every set of the other that it shares somebody with.
    fn pairs(&mut self, first: &[Piece], second: &[Piece]) {
        let regions = first.iter().chain(second).map(|piece| &piece.region);
        let regions: Vec<&Region> = regions.collect();
        let meeting = Meeting::of(&self.joint.forms, &regions, None);
        self.joint.forms.refill();
        let mut compared: usize = 0;
        for (index, before) in first.iter().enumerate() {
            for other in meeting.near(index) {
                let number = other.checked_sub(first.len());
                let Some(after) = number.and_then(|number| second.get(number)) else {
                    continue;
                };
                compared = compared.saturating_add(1);
                if compared > MOST_PAIRS {
                    self.leave_undecided(Undecided::Size);
                    return;
                }
                if !meeting.may(index, *other) {
                    continue;
                }
                if self.joint.forms.is_exhausted() {
                    self.leave_undecided(Undecided::Size);
                    return;
                }
                if let Some(both) = self.joint.forms.both(&before.region, &after.region) {
                    self.pair(&both, &before.said, &after.said);
                }
            }
        }
    }

    /// A piece of a curve, where nothing but one quantity matters.
    fn draw(&mut self, region: &Region, before: &Said, after: &Said) {
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
        let scales = &self.joint.forms.scales;
        let [along] = quantities.as_slice() else {
            return;
        };
        let (Some(scale), Some(stretch)) = (scales.scale(*along), scales.stretch(region, *along))
        else {
            return;
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
        let others = region.clone().without_stretch(*along);
        let mut known = self.curves.iter_mut();
        match known.find(|(payers, quantity, _)| (payers, quantity) == (&others, along)) {
            Some((_, _, pieces)) => pieces.push(piece),
            None => self.curves.push((others, *along, vec![piece])),
        }
    }

    fn pair(&mut self, region: &Region, before: &Said, after: &Said) {
        self.draw(region, before, after);
        let is_no = |said: &Said| matches!(said, Said::NotCovered | Said::NotDeclared);
        let change = match (before, after) {
            (Said::Owes(first, currency), Said::Owes(second, other)) if currency == other => {
                self.amounts(region, first, second, *currency);
                return;
            }
            (before, Said::Owes(..)) if is_no(before) => Change::BecomesCovered,
            (Said::Owes(..), after) if is_no(after) => Change::NoLongerCovered,
            (before, after) if is_no(before) && is_no(after) => Change::NotCovered,
            _ => Change::Open,
        };
        self.enter(change, Some((before.clone(), after.clone())), region);
    }

    fn enter(&mut self, change: Change, said: Option<(Said, Said)>, region: &Region) {
        let regions = self.found.entry((change, said)).or_default();
        regions.push(region.clone());
    }

    /// Two amounts: by how much the second is more than the first.
    fn amounts(&mut self, region: &Region, first: &Form, second: &Form, currency: Currency) {
        let said = |form: &Form| Said::Owes(form.clone(), currency);
        let both = Some((said(first), said(second)));
        let (first, second) = (first.linear(), second.linear());
        let forms = &self.joint.forms;
        let may_be_open = forms.may_be_open(&first) || forms.may_be_open(&second);
        let difference = second.minus(&first).filter(|_| !may_be_open);
        let Some(difference) = difference else {
            self.leave_undecided(Undecided::NotLinear);
            self.enter(Change::Undecided, both, region);
            return;
        };
        let forms = &mut self.joint.forms;
        if let Some((variable, factor)) = forms.pinned(&difference, region).as_single()
            && let Some(even) = even_at(&difference, region, variable, factor, forms)
        {
            let rest = region.clone().without_stretch(variable);
            self.break_even.push((rest, variable, even));
        }
        let step = self.rounding_step;
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
            &difference,
            &intervals,
            region,
            &mut |_, class, region: &Region| {
                let change = changes.get(class).copied().unwrap_or(Change::Undecided);
                classes.push((change, region.clone()));
            },
        );
        // Of a border along something that is not piecewise linear it is only known where it may lie.
        let forms = &self.joint.forms;
        let is_open = |(_, region): &(Change, Region)| {
            region
                .guards
                .iter()
                .any(|guard| forms.has_leaf(&guard.form))
        };
        if classes.iter().any(is_open) {
            self.leave_undecided(Undecided::NotLinear);
            self.enter(Change::Undecided, both, region);
            return;
        }
        for (change, region) in classes {
            let said = both.clone().filter(|_| change != Change::Same);
            self.enter(change, said, &region);
        }
    }

    fn comparison(mut self) -> Comparison {
        let found = std::mem::take(&mut self.found);
        let differences = found.into_iter().map(|((change, said), regions)| {
            let regions = self.joint.forms.joined(regions);
            self.difference(change, said, &regions)
        });
        let differences: Vec<Difference> = differences.collect();
        let break_even = std::mem::take(&mut self.break_even);
        let curves = std::mem::take(&mut self.curves);
        let curves = curves
            .into_iter()
            .filter_map(|(region, along, mut pieces)| {
                pieces.sort_by_key(|piece| piece.interval.from);
                Some(Curve {
                    payers: self.joint.payers_of(&region),
                    measure: self.joint.quantity_label(along)?,
                    pieces,
                })
            });
        Comparison {
            before: Compared {
                policy: PolicyReference::clone(&self.before.reference),
                year: self.before.year,
            },
            after: Compared {
                policy: PolicyReference::clone(&self.after.reference),
                year: self.after.year,
            },
            rounding_step: self.rounding_step,
            currency: self.after.policy.currency,
            differences,
            curves: curves.collect(),
            break_even: self.told_break_even(break_even),
            undecided: self.undecided,
        }
    }

    fn difference(
        &self,
        change: Change,
        said: Option<(Said, Said)>,
        regions: &[Region],
    ) -> Difference {
        let (mut least, mut most) = (None, None);
        if let Some((Said::Owes(first, _), Said::Owes(second, _))) = &said
            && let Some(form) = second.linear().minus(&first.linear())
        {
            let ends = regions
                .iter()
                .map(|region| self.joint.forms.range_of(&form, region));
            let (lows, highs): (Vec<_>, Vec<_>) = ends.unzip();
            let end_of = |ends: Vec<Option<Exact>>| ends.into_iter().collect::<Option<Vec<_>>>();
            least = end_of(lows).and_then(|lows| lows.into_iter().min());
            most = end_of(highs).and_then(|highs| highs.into_iter().max());
        }
        // A border that follows no axis cuts off more than the box of its set tells.
        let step = self.rounding_step;
        match change {
            Change::Falls => most = most.map(|most| most.min(step.negated())),
            Change::Rises => least = least.map(|least| least.max(step)),
            Change::FallsUnderRounding => {
                least = least.map(|least| least.max(step.negated()));
                most = most.map(|most| most.min(Exact::ZERO));
            }
            Change::RisesUnderRounding => {
                least = least.map(|least| least.max(Exact::ZERO));
                most = most.map(|most| most.min(step));
            }
            _ => {}
        }
        let is_same = change == Change::Same;
        let (before, after) = match said {
            Some((before, after)) => (Some(self.side(&before)), Some(self.side(&after))),
            None => (None, None),
        };
        let groups = regions.iter().map(|region| Group {
            payers: self.joint.payers_of(region),
            shown: self.shown(region),
        });
        Difference {
            change,
            before,
            after,
            least: least.or(is_same.then_some(Exact::ZERO)),
            most: most.or(is_same.then_some(Exact::ZERO)),
            groups: groups.collect(),
        }
    }

    fn side(&self, said: &Said) -> Side {
        match said {
            Said::Owes(form, currency) => {
                let currency = *currency;
                let rates = form.terms.iter().map(|(variable, factor)| {
                    Some((self.joint.quantity_label(*variable)?, *factor))
                });
                match rates.collect::<Option<Vec<_>>>() {
                    Some(rates) => Side::Owes {
                        fixed: form.constant,
                        rates,
                        currency,
                    },
                    None => Side::Computed { currency },
                }
            }
            Said::NotCovered => Side::NotCovered,
            Said::NotDeclared => Side::NotDeclared,
            Said::Undetermined => Side::Undetermined,
            Said::Ambiguous => Side::Ambiguous,
            Said::NoResult => Side::NoResult,
        }
    }

    /// Payers at the ends of a set, along the quantity that it is restricted in.
    fn shown(&self, region: &Region) -> Vec<Shown> {
        let forms = &self.joint.forms;
        let along = match region.stretches.as_slice() {
            [(variable, interval)] => Some((*variable, *interval)),
            _ => None,
        };
        let ends = along.and_then(|(variable, interval)| {
            let (low, high) = forms.scales.scale(variable)?.ends(interval);
            let ends = [low, high].into_iter().flatten();
            let mut ends: Vec<Exact> = ends.filter(|end| interval.contains(*end)).collect();
            ends.dedup();
            (!ends.is_empty()).then(|| ends.into_iter().map(|end| vec![(variable, end)]).collect())
        });
        let points: Vec<Vec<(Variable, Exact)>> = ends.unwrap_or_else(|| vec![Vec::new()]);
        let payers = points
            .iter()
            .filter_map(|point| self.joint.witness_at(region, point));
        payers
            .map(|payer| Shown {
                before: self
                    .before
                    .assess(&known_to(&payer, self.before))
                    .outcome()
                    .clone(),
                after: self
                    .after
                    .assess(&known_to(&payer, self.after))
                    .outcome()
                    .clone(),
                payer,
            })
            .collect()
    }

    fn told_break_even(&self, found: Vec<(Region, Variable, Exact)>) -> Vec<BreakEven> {
        let mut sets: Vec<(Variable, Exact, Vec<Region>)> = Vec::new();
        for (region, variable, value) in found {
            let mut known = sets.iter_mut();
            match known.find(|(along, at, _)| (*along, *at) == (variable, value)) {
                Some((_, _, regions)) => regions.push(region),
                None => sets.push((variable, value, vec![region])),
            }
        }
        sets.sort_by_key(|(variable, value, _)| (*variable, *value));
        let told = sets.into_iter().flat_map(|(variable, value, regions)| {
            let measure = self.joint.quantity_label(variable);
            let regions = self.joint.forms.joined(regions);
            let told = regions
                .into_iter()
                .filter_map(move |region| Some((region, measure.clone()?, value)));
            told.collect::<Vec<_>>()
        });
        told.map(|(region, measure, value)| BreakEven {
            payers: self.joint.payers_of(&region),
            measure,
            value,
        })
        .collect()
    }
}

/// Sets that may be of the same payers, as sets that share nobody; whether that is all of them.
fn apart(forms: &Forms<'_, '_>, regions: Vec<Region>) -> (Vec<Region>, bool) {
    let mut apart: Vec<Region> = Vec::new();
    for region in regions {
        let mut rest = vec![region];
        for known in &apart {
            let parts = rest.iter();
            rest = parts.flat_map(|rest| forms.without(rest, known)).collect();
            if rest.len() > MOST_APART {
                return (apart, false);
            }
        }
        apart.extend(rest);
        if apart.len() > MOST_APART {
            return (apart, false);
        }
    }
    (apart, true)
}

/// Where a difference is zero within a set, or between it and its neighbour on the grid.
fn even_at(
    difference: &Linear,
    region: &Region,
    variable: Variable,
    factor: Exact,
    forms: &Forms<'_, '_>,
) -> Option<Exact> {
    let difference = forms.pinned(difference, region);
    let root = difference.constant.negated().checked_div(factor).ok()?;
    let scale = forms.scales.scale(variable)?;
    let (low, high) = scale.ends(forms.scales.stretch(region, variable)?);
    let inside = low.is_none_or(|low| low <= root) && high.is_none_or(|high| root <= high);
    inside.then_some(root)
}

/// The facts that a policy declares.
fn known_to(payer: &Facts, year: &PolicyYear<'_>) -> Facts {
    payer.only(|name| year.policy.declares(name))
}
