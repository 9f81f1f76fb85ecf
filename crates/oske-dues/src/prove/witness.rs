//! Payers that show a finding.

use oske_types::Exact;

use super::{Prover, Question, Why};
use crate::day;
use crate::evaluate::Evaluation;
use crate::facts::Facts;
use crate::normal::{Feasibility, Region, Variable};
use crate::policy::NO;

/// What is to be seen in an evaluation.
type IsSo<'f> = &'f dyn Fn(&Evaluation<'_, ()>) -> bool;

impl Prover<'_, '_> {
    /// A payer of a set, with a value for every fact that a rule of the year uses; `None` where none
    /// was found.
    pub(super) fn witness(&self, region: &Region) -> Option<Facts> {
        self.witness_at(region, &[])
    }

    /// A payer of a set for whom something is so in the step-by-step evaluation: what is reported of a
    /// set is shown by somebody. Where nobody was found, it is left undecided.
    pub(super) fn shown_by(&mut self, region: &Region, is_so: IsSo<'_>) -> Option<Facts> {
        let found = self.witness_of(region, is_so);
        if found.is_none() {
            self.leave_undecided(Question::Cases, Why::NoWitness, None);
        }
        found
    }

    /// The same, where nobody need be found.
    pub(super) fn witness_of(&self, region: &Region, is_so: IsSo<'_>) -> Option<Facts> {
        let shows = |facts: &Facts| is_so(&self.year.evaluate::<()>(facts, None));
        let first = self.witness(region).filter(shows);
        first.or_else(|| {
            let corners = self.corners(region).into_iter();
            let mut witnesses = corners.filter_map(|corner| self.witness_at(region, &corner));
            witnesses.find(shows)
        })
    }

    /// The same, with some quantities given.
    pub(crate) fn witness_at(&self, region: &Region, given: &[(Variable, Exact)]) -> Option<Facts> {
        let mut values: Vec<(Variable, Exact)> = given.to_vec();
        if !region.guards.is_empty() {
            let mut pinned = region.clone();
            for (variable, value) in given {
                let only = crate::interval::Interval::new(
                    crate::interval::Cut::before(*value),
                    crate::interval::Cut::after(*value),
                );
                pinned = self.forms.scales.within(&pinned, *variable, only?)?;
            }
            match self.forms.point_of(&pinned, &[]) {
                Feasibility::Point(point) => {
                    let new = point
                        .into_iter()
                        .filter(|(variable, _)| !given.iter().any(|(known, _)| known == variable));
                    values.extend(new);
                }
                Feasibility::Never | Feasibility::Unknown => return None,
            }
        }
        let policy = self.year.policy;
        let mut facts = Facts::new("witness");
        for index in &self.used.attributes {
            let attribute = policy.attribute(*index)?;
            if attribute.list.is_none() {
                facts =
                    facts.with_attribute(attribute.named.name(), self.value_of(*index, region)?);
            }
        }
        for index in &self.used.measures {
            let measure = policy.measure(*index)?;
            if measure.list.is_none() {
                facts = self.with_quantity(facts, *index, region, &values)?;
            }
        }
        for index in &self.used.lists {
            facts = self.with_things(facts, *index, region, &values)?;
        }
        Some(facts)
    }

    /// A value that a choice has in a region: *no* rather than *yes*, else the first.
    fn value_of(&self, attribute: usize, region: &Region) -> Option<&str> {
        let known = self.year.policy.attribute(attribute)?;
        let values = self.forms.scales.values(region, attribute);
        let plain = (known.yes_no && values.contains(NO)).then_some(NO);
        let value = plain.or_else(|| values.iter().next())?;
        Some(known.values.get(value)?.name())
    }

    fn with_quantity(
        &self,
        facts: Facts,
        index: usize,
        region: &Region,
        values: &[(Variable, Exact)],
    ) -> Option<Facts> {
        let measure = self.year.policy.measure(index)?;
        let name = &measure.named.name();
        let given = values.iter().find(|(variable, _)| *variable == index);
        let value = match given {
            Some((_, value)) => *value,
            None => {
                let stretch = self.forms.scales.stretch(region, index)?;
                let closed = measure
                    .step
                    .map_or(stretch, |step| stretch.closed_on_grid(step));
                closed.witness()?
            }
        };
        if measure.is_date {
            return Some(facts.with_date(&**name, day::date_of(value)?));
        }
        Some(facts.with_measure(&**name, value))
    }

    /// With the things of a list: as many as the region says, else one.
    fn with_things(
        &self,
        facts: Facts,
        list: usize,
        region: &Region,
        values: &[(Variable, Exact)],
    ) -> Option<Facts> {
        let policy = self.year.policy;
        let known = policy.lists.get(list)?;
        let count = policy.measures.len().saturating_add(list);
        let position = region.stretch(known.position).and_then(|stretch| {
            let (low, _) = self.forms.scales.scale(known.position)?.ends(stretch);
            low
        });
        let wanted = region.stretch(count).and_then(|stretch| {
            let (low, _) = self.forms.scales.scale(count)?.ends(stretch);
            low
        });
        let given = values.iter().find(|(variable, _)| *variable == count);
        let number = given.map(|(_, value)| *value).or(position).or(wanted);
        let number = number.unwrap_or(Exact::ONE);
        let number = usize::try_from(number.ceil()).ok()?.max(known.least);
        let things = (0..number).map(|number| {
            let mut thing = Facts::new(number.saturating_add(1).to_string());
            for index in &self.used.attributes {
                let attribute = policy.attribute(*index)?;
                if attribute.list == Some(list) {
                    thing = thing
                        .with_attribute(attribute.named.name(), self.value_of(*index, region)?);
                }
            }
            for index in &self.used.measures {
                let measure = policy.measure(*index)?;
                if measure.list == Some(list) && !measure.is_position {
                    thing = self.with_quantity(thing, *index, region, values)?;
                }
            }
            Some(thing)
        });
        let things: Vec<Facts> = things.collect::<Option<_>>()?;
        Some(facts.with_list(known.named.name(), things))
    }
}
