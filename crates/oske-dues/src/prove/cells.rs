//! Sets of payers: what is left of one without another, and few where many say the same.

use std::collections::HashSet;

use oske_types::Exact;

use crate::interval::Interval;
use crate::normal::{Forms, Guard, Linear, Region, Values, Variable, side};

/// The most sets that are joined pair by pair.
const MOST_JOINED: usize = 300;

impl Forms<'_, '_> {
    /// Whether two sets are seen to share nobody.
    pub(crate) fn are_apart(&self, left: &Region, right: &Region) -> bool {
        left.choices.iter().any(|(attribute, values)| {
            right
                .choice(*attribute)
                .is_some_and(|other| values.is_apart_from(other))
        }) || left.stretches.iter().any(|(variable, interval)| {
            right
                .stretch(*variable)
                .is_some_and(|other| interval.intersection(other).is_none())
        }) || left
            .picks
            .iter()
            .any(|(point, pick)| right.pick(*point).is_some_and(|other| other != *pick))
    }

    /// The payers of both sets; `None` if there are none.
    pub(crate) fn both(&self, left: &Region, right: &Region) -> Option<Region> {
        if self.are_apart(left, right) {
            return None;
        }
        let both = left.intersection(right)?;
        self.may_hold(&both).then_some(both)
    }

    /// A set without another, in parts that share nobody.
    pub(crate) fn without(&self, region: &Region, other: &Region) -> Vec<Region> {
        if self.are_apart(region, other) {
            return vec![region.clone()];
        }
        let mut parts = Vec::new();
        let mut rest = region.clone();
        for (attribute, values) in &other.choices {
            let own = self.scales.values(&rest, *attribute);
            let outside = own.without(values);
            if !outside.is_empty() {
                parts.push(rest.with_choice(*attribute, outside));
                rest = rest.with_choice(*attribute, own.and(values));
            }
        }
        for (variable, interval) in &other.stretches {
            let Some(own) = self.scales.stretch(&rest, *variable) else {
                continue;
            };
            let before = Interval::new(own.from, interval.from.min(own.to));
            let behind = Interval::new(interval.to.max(own.from), own.to);
            for outside in [before, behind].into_iter().flatten() {
                parts.push(rest.with_stretch(*variable, outside));
            }
            if let Some(both) = own.intersection(*interval) {
                rest = rest.with_stretch(*variable, both);
            }
        }
        for guard in &other.guards {
            if let Some(negated) = guard.negated() {
                let outside = rest.with_guard(negated);
                if self.may_hold(&outside) {
                    parts.push(outside);
                }
            }
            rest = rest.with_guard(guard.clone());
        }
        for (point, pick) in &other.picks {
            if rest.pick(*point).is_none() {
                for other_pick in (0..self.picks_at(*point)).filter(|other| other != pick) {
                    parts.push(rest.with_pick(*point, other_pick));
                }
                rest = rest.with_pick(*point, *pick);
            }
        }
        parts
    }

    /// How many answers there are at a choice point.
    fn picks_at(&self, point: usize) -> usize {
        use crate::evaluate::ChoicePoint;
        match self.points.get(point) {
            Some(ChoicePoint::Rules(_, of) | ChoicePoint::Rows(_, of)) => of.len(),
            Some(ChoicePoint::Unclear(label)) => {
                let label = self.year.policy.labels.get(*label);
                label.map_or(0, |(_, count)| *count)
            }
            None => 0,
        }
    }

    /// Few sets where many say the same: those that differ in one thing are joined.
    pub(crate) fn joined(&self, regions: Vec<Region>) -> Vec<Region> {
        let mut known = HashSet::new();
        let mut joined = regions;
        joined.retain(|region| known.insert(region.clone()));
        if joined.len() > MOST_JOINED {
            return joined;
        }
        // No two before this one can be joined.
        let mut index = 0;
        while let Some(set) = joined.get(index) {
            let mut others = joined.iter().enumerate().skip(index.saturating_add(1));
            let found = others
                .find_map(|(other, set_behind)| Some((other, self.one_of_both(set, set_behind)?)));
            let Some((other, both)) = found else {
                index = index.saturating_add(1);
                continue;
            };
            joined.remove(other);
            if let Some(slot) = joined.get_mut(index) {
                *slot = both;
            }
            // What it has become may be joined with one before it.
            while let Some((before, both)) = self.joined_before(&joined, index) {
                joined.remove(index);
                if let Some(slot) = joined.get_mut(before) {
                    *slot = both;
                }
                index = before;
            }
        }
        joined
    }

    fn joined_before(&self, sets: &[Region], index: usize) -> Option<(usize, Region)> {
        let set = sets.get(index)?;
        let mut before = sets.iter().take(index).enumerate();
        before.find_map(|(before, known)| Some((before, self.one_of_both(known, set)?)))
    }

    /// One set that is exactly both, where they differ in one thing alone.
    fn one_of_both(&self, left: &Region, right: &Region) -> Option<Region> {
        if left.guards != right.guards || left.picks != right.picks {
            return None;
        }
        let attributes = left.choices.iter().chain(&right.choices);
        let mut attributes: Vec<usize> = attributes.map(|(attribute, _)| *attribute).collect();
        attributes.sort_unstable();
        attributes.dedup();
        let different = |attribute: &usize| {
            self.scales.values(left, *attribute) != self.scales.values(right, *attribute)
        };
        attributes.retain(different);
        let variables = left.stretches.iter().chain(&right.stretches);
        let mut variables: Vec<usize> = variables.map(|(variable, _)| *variable).collect();
        variables.sort_unstable();
        variables.dedup();
        variables.retain(|variable| {
            self.scales.stretch(left, *variable) != self.scales.stretch(right, *variable)
        });
        match (attributes.as_slice(), variables.as_slice()) {
            ([], []) => Some(left.clone()),
            ([attribute], []) => {
                let values = self.scales.values(left, *attribute);
                let values = values.or(&self.scales.values(right, *attribute));
                Some(left.with_choice(*attribute, values))
            }
            ([], [variable]) => {
                let own = self.scales.stretch(left, *variable)?;
                let other = self.scales.stretch(right, *variable)?;
                let touch = own.from <= other.to && other.from <= own.to;
                let both = Interval::new(own.from.min(other.from), own.to.max(other.to))?;
                touch.then(|| left.with_stretch(*variable, both))
            }
            _ => None,
        }
    }

    /// A set without the restrictions that are none: a choice with all its values, a whole scale.
    pub(crate) fn tidied(&self, region: &Region) -> Region {
        let mut tidied = region.clone();
        tidied.choices.retain(|(attribute, values)| {
            let count = self.scales.choices.get(*attribute).copied().unwrap_or(0);
            *values != Values::all(count)
        });
        tidied.stretches.retain(|(variable, interval)| {
            self.scales
                .scale(*variable)
                .is_none_or(|scale| scale.whole != *interval)
        });
        tidied
    }

    /// The part of a set on one side of a border: a stretch where it is about one quantity. Of a border
    /// along a leaf it is not known where it lies: the set stays whole.
    pub(crate) fn narrowed(&self, region: &Region, guard: &Guard) -> Region {
        let form = self.pinned(&guard.form, region);
        if form.as_constant().is_some() || self.has_leaf(&form) {
            return region.clone();
        }
        if let Some((variable, factor)) = form.as_single() {
            let side = side(form.constant, factor, guard.strict);
            let within = side.and_then(|side| self.scales.within(region, variable, side));
            return within.unwrap_or_else(|| region.clone());
        }
        region.with_guard(guard.clone())
    }

    /// Whether anything in a form is not piecewise linear.
    pub(crate) fn has_leaf(&self, form: &Linear) -> bool {
        let mut terms = form.terms.iter();
        terms.any(|(variable, _)| self.leaf(*variable).is_some())
    }

    /// What a point says of the quantities of a payer.
    pub(crate) fn quantities_of(&self, point: Vec<(Variable, Exact)>) -> Vec<(Variable, Exact)> {
        let known = self.scales.scales.len();
        let point = point.into_iter();
        point.filter(|(variable, _)| *variable < known).collect()
    }

    /// A set of payers whatever is picked at choice points.
    pub(crate) fn without_picks(region: &Region) -> Region {
        Region {
            picks: Vec::new(),
            ..region.clone()
        }
    }
}
