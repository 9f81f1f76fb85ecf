//! What was found, as people and programs are told it: sets of payers with words, and some who show it.

use oske_types::Exact;

use super::find::{Drawn, Even, Finder, Sets};
use super::said::Said;
use super::{BreakEven, Change, Compared, Comparison, Curve, Difference, Group, Shown, Side};
use crate::explain::PolicyReference;
use crate::facts::Facts;
use crate::normal::{Region, Variable};
use crate::year::PolicyYear;

impl Finder<'_, '_, '_, '_> {
    pub(super) fn comparison(mut self) -> Comparison {
        let break_even = std::mem::take(&mut self.break_even);
        let break_even = self.told_break_even(break_even);
        let found = std::mem::take(&mut self.found);
        let differences = found
            .into_iter()
            .map(|((change, said), sets)| self.difference(change, said, sets));
        let differences: Vec<Difference> = differences.collect();
        let curves = std::mem::take(&mut self.curves).into_iter();
        let curves = curves.filter_map(|drawn| self.curve(drawn));
        let compared = |year: &PolicyYear<'_>| Compared {
            policy: PolicyReference::clone(&year.reference),
            year: year.year,
        };
        Comparison {
            before: compared(self.before),
            after: compared(self.after),
            rounding_step: self.rounding_step,
            has_one_step: self.has_one_step,
            currency: self.after.policy.currency,
            differences,
            break_even,
            curves: curves.collect(),
            left_out: self.left_out,
        }
    }

    fn curve(&self, drawn: Drawn) -> Option<Curve> {
        let mut pieces = drawn.pieces;
        pieces.sort_by_key(|piece| piece.interval.from);
        Some(Curve {
            payers: self.joint.payers_of(&drawn.payers),
            measure: self.joint.quantity_label(drawn.along)?,
            is_date: self.is_date(drawn.along),
            currency: drawn.currency,
            pieces,
        })
    }

    fn is_date(&self, variable: Variable) -> bool {
        let measure = self.joint.year.policy.measure(variable);
        measure.is_some_and(|measure| measure.is_date)
    }

    fn difference(&self, change: Change, said: Option<(Said, Said)>, sets: Sets) -> Difference {
        let regions = self.joint.forms.joined(sets.regions);
        let (mut least, mut most) = (None, None);
        if let Some((Said::Owes(first, currency), Said::Owes(second, other))) = &said
            && currency == other
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
        let (finest, coarsest) = (sets.finest, sets.coarsest);
        match change {
            Change::Falls => most = most.map(|most| most.min(finest.negated())),
            Change::Rises => least = least.map(|least| least.max(finest)),
            Change::FallsUnderRounding => {
                least = least.map(|least| least.max(coarsest.negated()));
                most = most.map(|most| most.min(Exact::ZERO));
            }
            Change::RisesUnderRounding => {
                least = least.map(|least| least.max(Exact::ZERO));
                most = most.map(|most| most.min(coarsest));
            }
            Change::Same => (least, most) = (Some(Exact::ZERO), Some(Exact::ZERO)),
            Change::RoundedOtherwise => (least, most) = (None, None),
            _ => {}
        }
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
            least,
            most,
            groups: groups.collect(),
        }
    }

    fn side(&self, said: &Said) -> Side {
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

/// The facts that a policy declares.
fn known_to(payer: &Facts, year: &PolicyYear<'_>) -> Facts {
    payer.only(|name| year.policy.declares(name))
}
