//! What was found, as people and programs are told it: sets of payers with words, and some who show it.

use oske_types::Exact;

use super::find::{Drawn, Even, Finder, Sets};
use super::said::Said;
use super::{
    BreakEven, Change, Compared, Comparison, Curve, CurvePiece, Difference, Group, Shown, Side,
};
use crate::explain::PolicyReference;
use crate::facts::Facts;
use crate::normal::{Forms, Linear, Region, Variable};
use crate::year::PolicyYear;

/// The most sets that curves are told of.
const MOST_CURVES: usize = 400;

impl Finder<'_, '_, '_, '_> {
    pub(super) fn comparison(mut self) -> Comparison {
        let break_even = std::mem::take(&mut self.break_even);
        let break_even = self.told_break_even(break_even);
        let found = std::mem::take(&mut self.found);
        let differences = found
            .into_iter()
            .map(|((change, said), sets)| self.difference(change, said, sets));
        let differences: Vec<Difference> = differences.collect();
        let curves = whole(std::mem::take(&mut self.curves), &self.joint.forms);
        let curves = curves.into_iter().filter_map(|drawn| self.curve(drawn));
        let compared = |year: &PolicyYear<'_>| Compared {
            policy: PolicyReference::clone(&year.reference),
            year: year.year,
        };
        Comparison {
            before: compared(self.before),
            after: compared(self.after),
            rounding_step: self.rounding_step,
            has_one_step: self.has_one_step,
            has_one_currency: self.has_one_currency,
            currency: self.after.policy.currency,
            differences,
            break_even,
            curves: curves.collect(),
            left_out: self.left_out,
        }
    }

    pub(super) fn curve(&self, drawn: Drawn) -> Option<Curve> {
        let scale = self.joint.forms.scales.scale(drawn.along)?;
        Some(Curve {
            payers: self.joint.payers_of(&drawn.payers),
            measure: self.joint.quantity_label(drawn.along)?,
            is_date: self.is_date(drawn.along),
            step: scale.step,
            greatest: scale.ends(scale.whole).1,
            currency: drawn.currency,
            pieces: drawn.pieces,
        })
    }

    fn is_date(&self, variable: Variable) -> bool {
        let measure = self.joint.year.policy.measure(variable);
        measure.is_some_and(|measure| measure.is_date)
    }

    fn difference(&self, change: Change, said: Option<(Said, Said)>, sets: Sets) -> Difference {
        let regions = self.joint.forms.joined(sets.regions);
        let steps = [sets.finest, sets.coarsest];
        let difference = match &said {
            Some((Said::Owes(first, currency), Said::Owes(second, other))) if currency == other => {
                second.linear().minus(&first.linear())
            }
            _ => None,
        };
        let groups = regions.iter().map(|region| {
            let (least, most) = self.range(change, difference.as_ref(), region, steps);
            Group {
                payers: self.joint.payers_of(region),
                least,
                most,
                shown: self.shown(region),
            }
        });
        let groups = groups.collect();
        let (before, after) = match said {
            Some((before, after)) => (Some(self.side(&before)), Some(self.side(&after))),
            None => (None, None),
        };
        Difference {
            change,
            before,
            after,
            groups,
        }
    }

    /// The least and the greatest difference in a set, which was told by steps from the finest to the
    /// coarsest.
    fn range(
        &self,
        change: Change,
        difference: Option<&Linear>,
        region: &Region,
        [finest, coarsest]: [Exact; 2],
    ) -> (Option<Exact>, Option<Exact>) {
        if change == Change::Same {
            return (Some(Exact::ZERO), Some(Exact::ZERO));
        }
        let Some(difference) = difference.filter(|_| change != Change::RoundedOtherwise) else {
            return (None, None);
        };
        let (least, most) = self.joint.forms.range_of(difference, region);
        // A border that follows no axis cuts off more than the box of its set tells.
        let not_under = |end: Option<Exact>, least: Exact| end.map(|end| end.max(least));
        let not_over = |end: Option<Exact>, most: Exact| end.map(|end| end.min(most));
        match change {
            Change::Falls => (least, not_over(most, finest.negated())),
            Change::Rises => (not_under(least, finest), most),
            Change::FallsUnderRounding => (
                not_under(least, coarsest.negated()),
                not_over(most, Exact::ZERO),
            ),
            Change::RisesUnderRounding => (not_under(least, Exact::ZERO), not_over(most, coarsest)),
            _ => (least, most),
        }
    }

    pub(super) fn side(&self, said: &Said) -> Side {
        match said {
            Said::Owes(form, currency) => {
                let currency = *currency;
                let rates = form.terms.iter().map(|(variable, factor)| {
                    // So much a day since the first of our era says nothing to anybody.
                    let label = self.joint.quantity_label(*variable);
                    let label = label.filter(|_| !self.is_date(*variable));
                    Some((label?, *factor))
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
            Said::Undetermined { .. } => Side::Undetermined,
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
        let outcome = |payer: &Facts, year: &PolicyYear<'_>| {
            year.assess(&known_to(payer, year)).outcome().clone()
        };
        payers
            .map(|payer| Shown {
                before: outcome(&payer, self.before),
                after: outcome(&payer, self.after),
                payer,
            })
            .collect()
    }

    fn told_break_even(&self, found: Vec<Even>) -> Vec<BreakEven> {
        let mut sets: Vec<(Variable, Exact, Vec<Region>)> = Vec::new();
        for even in found {
            if !self.breaks_even(&even) {
                continue;
            }
            let mut known = sets.iter_mut();
            match known.find(|(along, at, _)| (*along, *at) == (even.variable, even.value)) {
                Some((_, _, regions)) => regions.push(even.others),
                None => sets.push((even.variable, even.value, vec![even.others])),
            }
        }
        sets.sort_by_key(|(variable, value, _)| (*variable, *value));
        let told = sets.into_iter().flat_map(|(variable, value, regions)| {
            let measure = self.joint.quantity_label(variable);
            let regions = self.joint.forms.joined(regions);
            let told = regions.into_iter().filter_map(move |region| {
                Some(BreakEven {
                    payers: self.joint.payers_of(&region),
                    measure: measure.clone()?,
                    value,
                    is_date: self.is_date(variable),
                })
            });
            told.collect::<Vec<_>>()
        });
        told.collect()
    }
}

/// Curves that share nobody, each with all its pieces: those of one set may go on for several smaller
/// ones. Where there would be too many, they stay as they are.
pub(super) fn whole(curves: Vec<Drawn>, forms: &Forms<'_, '_>) -> Vec<Drawn> {
    let mut whole: Vec<Drawn> = Vec::new();
    let mut left = curves.clone();
    left.reverse();
    while let Some(drawn) = left.pop() {
        let along = (drawn.along, drawn.currency);
        let met = whole.iter().position(|known| {
            (known.along, known.currency) == along
                && forms.both(&known.payers, &drawn.payers).is_some()
        });
        let Some(met) = met else {
            whole.push(drawn);
            continue;
        };
        if whole.len() > MOST_CURVES || left.len() > MOST_CURVES {
            return curves;
        }
        let known = whole.remove(met);
        let of = |payers: Region, pieces: &[CurvePiece]| Drawn {
            payers,
            pieces: pieces.to_vec(),
            ..drawn
        };
        if let Some(both) = forms.both(&known.payers, &drawn.payers) {
            let pieces = [known.pieces.as_slice(), &drawn.pieces].concat();
            whole.push(of(both, &pieces));
        }
        let others = forms.without(&known.payers, &drawn.payers).into_iter();
        whole.extend(others.map(|others| of(others, &known.pieces)));
        let others = forms.without(&drawn.payers, &known.payers).into_iter();
        left.extend(others.map(|others| of(others, &drawn.pieces)));
    }
    for drawn in &mut whole {
        drawn.pieces.sort_by_key(|piece| piece.interval.from);
    }
    let mut joined: Vec<Drawn> = Vec::new();
    let mut sets: Vec<Vec<Region>> = Vec::new();
    for drawn in whole {
        let same = joined.iter().position(|known| {
            (known.along, known.currency, &known.pieces)
                == (drawn.along, drawn.currency, &drawn.pieces)
        });
        match same.and_then(|index| sets.get_mut(index)) {
            Some(set) => set.push(drawn.payers),
            None => {
                sets.push(vec![drawn.payers.clone()]);
                joined.push(drawn);
            }
        }
    }
    let joined = joined.into_iter().zip(sets);
    let joined = joined.flat_map(|(drawn, set)| {
        let set = forms.joined(set).into_iter();
        set.map(move |payers| Drawn {
            payers,
            ..drawn.clone()
        })
    });
    let mut joined: Vec<Drawn> = joined.collect();
    joined.sort_by(|left, right| {
        let key = |drawn: &Drawn| (drawn.along, drawn.payers.choices.clone());
        key(left).cmp(&key(right))
    });
    joined
}

/// The facts that a policy declares.
fn known_to(payer: &Facts, year: &PolicyYear<'_>) -> Facts {
    payer.only(|name| year.policy.declares(name))
}
