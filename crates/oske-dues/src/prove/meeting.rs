//! Which of many sets of payers may share somebody, told by whole numbers.
//!
//! To compare every set with every other is what the proof spends its time in. The values of choices are
//! bits already; the ends of stretches become their rank among all ends on the same scale.

use crate::interval::Cut;
use crate::normal::{Forms, Region, Values, Variable};

/// Sets of payers with the same axes, each as a row of numbers.
pub(crate) struct Meeting {
    /// How many words the values of all choices take.
    words: usize,
    /// Where the words of each choice begin and end.
    choices: Vec<std::ops::Range<usize>>,
    bits: Vec<u64>,
    /// How many quantities there are.
    quantities: usize,
    ranks: Vec<[u32; 2]>,
    /// How many choice points there are.
    points: usize,
    picks: Vec<Option<usize>>,
    /// For each value of the choice with the most values, the sets that have it.
    by_value: Vec<Vec<usize>>,
    /// Of each set the one value of that choice, unless it has several.
    value: Vec<Option<usize>>,
    everything: Vec<usize>,
}

impl Meeting {
    /// Of some sets, in the order in which they are given; `except` is a quantity that is left out.
    pub(crate) fn of(forms: &Forms<'_, '_>, regions: &[&Region], except: Option<Variable>) -> Self {
        let attributes = numbers(regions, |region| {
            region.choices.iter().map(|(known, _)| *known)
        });
        let quantities = numbers(regions, |region| {
            let stretches = region.stretches.iter().map(|(known, _)| *known);
            stretches.filter(move |known| Some(*known) != except)
        });
        let points = numbers(regions, |region| {
            region.picks.iter().map(|(known, _)| *known)
        });

        let mut words = 0_usize;
        let choices = attributes.iter().map(|attribute| {
            let count = forms.scales.choices.get(*attribute).copied().unwrap_or(0);
            let from = words;
            words = words.saturating_add(Values::all(count).words().count());
            from..words
        });
        let choices: Vec<std::ops::Range<usize>> = choices.collect();
        let mut bits = Vec::with_capacity(words.saturating_mul(regions.len()));
        for region in regions {
            for attribute in &attributes {
                bits.extend(forms.scales.values(region, *attribute).words());
            }
        }

        let scales: Vec<Vec<Cut>> = quantities
            .iter()
            .map(|quantity| {
                let stretches = regions
                    .iter()
                    .filter_map(|region| region.stretch(*quantity));
                let mut cuts: Vec<Cut> = stretches.flat_map(|own| [own.from, own.to]).collect();
                cuts.sort_unstable();
                cuts.dedup();
                cuts
            })
            .collect();
        let rank = |cuts: &[Cut], cut: Cut| {
            // Zero and the greatest number are left for sets without a stretch.
            let place = cuts.partition_point(|known| *known < cut);
            u32::try_from(place.saturating_add(1)).unwrap_or(u32::MAX)
        };
        let ranks = regions.iter().flat_map(|region| {
            let scales = quantities.iter().zip(&scales);
            scales.map(|(quantity, cuts)| match region.stretch(*quantity) {
                Some(own) => [rank(cuts, own.from), rank(cuts, own.to)],
                None => [0, u32::MAX],
            })
        });
        let ranks = ranks.collect();

        let picks = regions
            .iter()
            .flat_map(|region| points.iter().map(|point| region.pick(*point)));
        let many = attributes
            .iter()
            .max_by_key(|attribute| forms.scales.choices.get(**attribute));
        let mut by_value = Vec::new();
        let mut value = vec![None; regions.len()];
        if let Some(many) = many {
            let count = forms.scales.choices.get(*many).copied().unwrap_or(0);
            by_value = vec![Vec::new(); count];
            for (index, (region, only)) in regions.iter().zip(&mut value).enumerate() {
                let values: Vec<usize> = forms.scales.values(region, *many).iter().collect();
                for value in &values {
                    if let Some(sets) = by_value.get_mut(*value) {
                        sets.push(index);
                    }
                }
                if let [value] = values.as_slice() {
                    *only = Some(*value);
                }
            }
        }
        Self {
            by_value,
            value,
            everything: (0..regions.len()).collect(),
            words,
            bits,
            quantities: quantities.len(),
            ranks,
            points: points.len(),
            picks: picks.collect(),
            choices,
        }
    }

    /// The sets that may share somebody with one, and others: few where a choice tells them apart.
    pub(crate) fn near(&self, index: usize) -> &[usize] {
        let value = self.value.get(index).copied().flatten();
        let sets = value.and_then(|value| self.by_value.get(value));
        sets.map_or(&self.everything, Vec::as_slice)
    }

    /// Whether two of the sets may share somebody: borders that follow no axis are not looked at.
    pub(crate) fn may(&self, left: usize, right: usize) -> bool {
        let bits = [
            row(&self.bits, left, self.words),
            row(&self.bits, right, self.words),
        ];
        let shares_value = |choice: &std::ops::Range<usize>| {
            let [own, other] = bits.map(|bits| bits.get(choice.clone()).unwrap_or_default());
            own.iter().zip(other).any(|(own, other)| own & other != 0)
        };
        if !self.choices.iter().all(shares_value) {
            return false;
        }
        let ranks = row(&self.ranks, left, self.quantities).iter();
        let ranks = ranks.zip(row(&self.ranks, right, self.quantities));
        let mut ranks =
            ranks.map(|([from, to], [other_from, other_to])| from < other_to && other_from < to);
        if !ranks.all(|overlap| overlap) {
            return false;
        }
        let picks = row(&self.picks, left, self.points).iter();
        let mut picks = picks.zip(row(&self.picks, right, self.points));
        picks.all(|(own, other)| own.is_none() || other.is_none() || own == other)
    }
}

/// Of rows that are all equally long, one.
fn row<T>(all: &[T], index: usize, length: usize) -> &[T] {
    let from = index.saturating_mul(length);
    all.get(from..from.saturating_add(length))
        .unwrap_or_default()
}

/// What the sets are restricted by, each number once.
fn numbers<'r, I: Iterator<Item = usize>>(
    regions: &[&'r Region],
    of: impl Fn(&'r Region) -> I,
) -> Vec<usize> {
    let mut numbers: Vec<usize> = regions.iter().flat_map(|region| of(region)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
