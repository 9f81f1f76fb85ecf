//! [`Region`]: a set of payers that the proof speaks of as one.

use oske_types::Exact;

use super::linear::{Linear, Variable};
use crate::interval::{Cut, Interval};

/// Values of a choice, as bits: the first 64 in one word, as there are seldom more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Values {
    first: u64,
    // INVARIANT: as long as the choice needs, so that all values of one choice have the same length.
    rest: Vec<u64>,
}

impl Values {
    pub(crate) fn all(count: usize) -> Self {
        let ones = |count: usize| match u32::try_from(count) {
            Ok(count @ 0..64) => 1_u64.wrapping_shl(count).wrapping_sub(1),
            _ => u64::MAX,
        };
        let behind = count.saturating_sub(64);
        let rest = (0..behind.div_ceil(64))
            .map(|word| ones(behind.saturating_sub(word.saturating_mul(64))));
        Self {
            first: ones(count),
            rest: rest.collect(),
        }
    }

    pub(crate) fn of(values: impl IntoIterator<Item = usize>, count: usize) -> Self {
        let mut bits = Self {
            first: 0,
            rest: vec![0; count.saturating_sub(64).div_ceil(64)],
        };
        for value in values {
            let bit = 1_u64.wrapping_shl(u32::try_from(value % 64).unwrap_or(0));
            match (value / 64).checked_sub(1) {
                None => bits.first |= bit,
                Some(word) => {
                    if let Some(word) = bits.rest.get_mut(word) {
                        *word |= bit;
                    }
                }
            }
        }
        bits
    }

    pub(crate) fn contains(&self, value: usize) -> bool {
        let bit = 1_u64.wrapping_shl(u32::try_from(value % 64).unwrap_or(0));
        let mut words = self.words();
        words.nth(value / 64).is_some_and(|word| word & bit != 0)
    }

    /// The bits, in words.
    pub(crate) fn words(&self) -> impl Iterator<Item = u64> {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words().all(|word| word == 0)
    }

    /// Whether they have none in common.
    pub(crate) fn is_apart_from(&self, other: &Self) -> bool {
        let mut words = self.words().zip(other.words());
        words.all(|(own, other)| own & other == 0)
    }

    pub(crate) fn and(&self, other: &Self) -> Self {
        self.by_words(other, |own, other| own & other)
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        self.by_words(other, |own, other| own | other)
    }

    pub(crate) fn without(&self, other: &Self) -> Self {
        self.by_words(other, |own, other| own & !other)
    }

    fn by_words(&self, other: &Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let rest = self.rest.iter().zip(&other.rest);
        Self {
            first: join(self.first, other.first),
            rest: rest.map(|(own, other)| join(*own, *other)).collect(),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        let words = self.words().enumerate();
        words.flat_map(|(word, bits)| {
            let values = (0..64_u32).filter(move |value| bits.wrapping_shr(*value) & 1 != 0);
            values.filter_map(move |value| {
                let value = usize::try_from(value).ok()?;
                Some(word.saturating_mul(64).saturating_add(value))
            })
        })
    }
}

/// `form ≥ 0`, or `form > 0`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Guard {
    pub(crate) form: Linear,
    pub(crate) strict: bool,
}

impl Guard {
    /// What holds where this does not.
    pub(crate) fn negated(&self) -> Option<Self> {
        Some(Self {
            form: self.form.times(-Exact::ONE)?,
            strict: !self.strict,
        })
    }
}

/// A set of payers: the values that choices have, the stretches that quantities lie in, the borders
/// that follow no axis, and the readings in which all this is so. What is not restricted is left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Region {
    // INVARIANT: both in order, each number once.
    pub(crate) choices: Vec<(usize, Values)>,
    pub(crate) stretches: Vec<(Variable, Interval)>,
    pub(crate) guards: Vec<Guard>,
    /// Choice points with the pick at each.
    pub(crate) picks: Vec<(usize, usize)>,
}

impl Region {
    pub(crate) fn choice(&self, attribute: usize) -> Option<&Values> {
        let found = self.choices.iter().find(|(known, _)| *known == attribute);
        found.map(|(_, values)| values)
    }

    pub(crate) fn stretch(&self, variable: Variable) -> Option<Interval> {
        let found = self.stretches.iter().find(|(known, _)| *known == variable);
        found.map(|(_, interval)| *interval)
    }

    pub(crate) fn pick(&self, point: usize) -> Option<usize> {
        let found = self.picks.iter().find(|(known, _)| *known == point);
        found.map(|(_, pick)| *pick)
    }

    /// With the values that a choice has; they are taken as a part of those it had.
    pub(crate) fn with_choice(&self, attribute: usize, values: Values) -> Self {
        let mut region = self.clone();
        match region
            .choices
            .binary_search_by_key(&attribute, |(known, _)| *known)
        {
            Ok(index) => {
                if let Some(slot) = region.choices.get_mut(index) {
                    slot.1 = values;
                }
            }
            Err(index) => region.choices.insert(index, (attribute, values)),
        }
        region
    }

    /// With the stretch that a quantity lies in; it is taken as a part of the one it had.
    pub(crate) fn with_stretch(&self, variable: Variable, interval: Interval) -> Self {
        let mut region = self.clone();
        match region
            .stretches
            .binary_search_by_key(&variable, |(known, _)| *known)
        {
            Ok(index) => {
                if let Some(slot) = region.stretches.get_mut(index) {
                    slot.1 = interval;
                }
            }
            Err(index) => region.stretches.insert(index, (variable, interval)),
        }
        region
    }

    /// With a border; of two along the same line the tighter one is kept.
    pub(crate) fn with_guard(&self, guard: Guard) -> Self {
        let mut region = self.clone();
        region.add_guard(&guard);
        region
    }

    fn add_guard(&mut self, guard: &Guard) {
        let along = self
            .guards
            .iter_mut()
            .find(|known| known.form.terms == guard.form.terms);
        match along {
            Some(known) => {
                let tighter = guard.form.constant < known.form.constant
                    || (guard.form.constant == known.form.constant && guard.strict);
                if tighter {
                    *known = guard.clone();
                }
            }
            None => self.guards.push(guard.clone()),
        }
    }

    pub(crate) fn with_pick(&self, point: usize, pick: usize) -> Self {
        let mut region = self.clone();
        region.picks.push((point, pick));
        region
    }

    /// Whatever a quantity is.
    pub(crate) fn without_stretch(mut self, variable: Variable) -> Self {
        self.stretches.retain(|(known, _)| *known != variable);
        self
    }

    /// Whatever is picked at a choice point.
    pub(crate) fn without_pick(mut self, point: usize) -> Self {
        self.picks.retain(|(known, _)| *known != point);
        self
    }

    /// The payers of both; `None` if there are none, as far as axes tell.
    pub(crate) fn intersection(&self, other: &Self) -> Option<Self> {
        let mut region = self.clone();
        for (attribute, values) in &other.choices {
            let place = region
                .choices
                .binary_search_by_key(attribute, |(known, _)| *known);
            match place.map(|index| region.choices.get_mut(index)) {
                Ok(Some((_, own))) => {
                    *own = own.and(values);
                    if own.is_empty() {
                        return None;
                    }
                }
                Ok(None) => {}
                Err(index) => region.choices.insert(index, (*attribute, values.clone())),
            }
        }
        for (variable, interval) in &other.stretches {
            let place = region
                .stretches
                .binary_search_by_key(variable, |(known, _)| *known);
            match place.map(|index| region.stretches.get_mut(index)) {
                Ok(Some((_, own))) => *own = own.intersection(*interval)?,
                Ok(None) => {}
                Err(index) => region.stretches.insert(index, (*variable, *interval)),
            }
        }
        for guard in &other.guards {
            region.add_guard(guard);
        }
        for (point, pick) in &other.picks {
            match region.pick(*point) {
                Some(own) if own != *pick => return None,
                Some(_) => {}
                None => region.picks.push((*point, *pick)),
            }
        }
        Some(region)
    }
}

/// What is known of a payer's quantities before any condition: the whole scale of each.
#[derive(Debug, Clone)]
pub(crate) struct Scales {
    /// Of each measure, and then of how many things each list has.
    pub(crate) scales: Vec<Scale>,
    /// How many values each choice has.
    pub(crate) choices: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) whole: Interval,
    pub(crate) step: Option<Exact>,
}

impl Scale {
    /// An interval as the points of the scale that lie in it.
    pub(crate) fn on_grid(&self, interval: Interval) -> Option<Interval> {
        match self.step {
            Some(step) => interval.on_grid(step),
            None => Some(interval),
        }
    }

    /// The least and the greatest point, where the interval has them; of a scale without steps also
    /// ends that are not inside.
    pub(crate) fn ends(&self, interval: Interval) -> (Option<Exact>, Option<Exact>) {
        let closed = match self.step {
            Some(step) => interval.closed_on_grid(step),
            None => interval,
        };
        (
            closed.lower().map(|(value, _)| value),
            closed.upper().map(|(value, _)| value),
        )
    }
}

impl Scales {
    pub(crate) fn scale(&self, variable: Variable) -> Option<&Scale> {
        self.scales.get(variable)
    }

    /// The stretch of a quantity in a region; `None` for a leaf, which has none.
    pub(crate) fn stretch(&self, region: &Region, variable: Variable) -> Option<Interval> {
        let whole = self.scale(variable).map(|scale| scale.whole);
        region.stretch(variable).or(whole)
    }

    /// The values of a choice in a region.
    pub(crate) fn values(&self, region: &Region, attribute: usize) -> Values {
        match region.choice(attribute) {
            Some(values) => values.clone(),
            None => Values::all(self.choices.get(attribute).copied().unwrap_or(0)),
        }
    }

    /// The part of a region where a quantity lies in an interval; `None` if there is none.
    pub(crate) fn within(
        &self,
        region: &Region,
        variable: Variable,
        interval: Interval,
    ) -> Option<Region> {
        let scale = self.scale(variable)?;
        let own = self.stretch(region, variable)?;
        let both = own.intersection(scale.on_grid(interval)?)?;
        if both == own {
            return Some(region.clone());
        }
        Some(region.with_stretch(variable, both))
    }

    /// The only point of a stretch, if it has one.
    pub(crate) fn only_point(&self, region: &Region, variable: Variable) -> Option<Exact> {
        let scale = self.scale(variable)?;
        let (low, high) = scale.ends(self.stretch(region, variable)?);
        low.filter(|low| Some(*low) == high)
    }

    /// The points of a stretch, if they are at most so many.
    pub(crate) fn points(
        &self,
        region: &Region,
        variable: Variable,
        most: usize,
    ) -> Option<Vec<Exact>> {
        let scale = self.scale(variable)?;
        let step = scale.step?;
        let (low, high) = scale.ends(self.stretch(region, variable)?);
        let (mut point, high) = (low?, high?);
        let mut points = Vec::new();
        while point <= high {
            if points.len() >= most {
                return None;
            }
            points.push(point);
            point = point.checked_add(step).ok()?;
        }
        Some(points)
    }
}

/// Where a form of one variable is at least zero, or above it.
pub(crate) fn side(constant: Exact, factor: Exact, strict: bool) -> Option<Interval> {
    let root = constant.negated().checked_div(factor).ok()?;
    if factor.is_positive() {
        let from = if strict {
            Cut::after(root)
        } else {
            Cut::before(root)
        };
        Interval::new(from, Cut::Highest)
    } else {
        let to = if strict {
            Cut::before(root)
        } else {
            Cut::after(root)
        };
        Interval::new(Cut::Lowest, to)
    }
}
