//! Going through a block of rows, one pass after another.

use super::kernel::{self, Fix, Fork, Kernel, Layer, Range, Side, State};
use super::needs::Needs;
use super::rounded::{Division, quotient};

/// How many rows are gone through at once: what is known of them stays near the processor.
pub(super) const BLOCK: usize = 2_048;

/// The facts of a block of rows, in the policy's own numbering.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) rows: usize,
    /// Of each choice, the values.
    pub(super) choices: Vec<Vec<u16>>,
    /// Of each measure, the whole numbers that stand for its values.
    pub(super) measures: Vec<Vec<i64>>,
    /// Of each row, which facts are not known, as far as they are not missing in every row.
    pub(super) missing: Vec<Needs>,
    pub(super) any_missing: bool,
    /// Which facts are not known in any row.
    pub(super) always_missing: Needs,
    /// Whether a row has a fact that has no place among the numbers.
    pub(super) odd: Vec<bool>,
    pub(super) any_odd: bool,
}

impl Block {
    /// Makes room for rows of which nothing is known yet.
    pub(super) fn reset(&mut self, rows: usize) {
        self.rows = rows;
        if self.any_missing || self.missing.len() != rows {
            self.missing.clear();
            self.missing.resize(rows, Needs::NONE);
            self.any_missing = false;
        }
        if self.any_odd || self.odd.len() != rows {
            self.odd.clear();
            self.odd.resize(rows, false);
            self.any_odd = false;
        }
    }

    pub(super) fn set_missing(&mut self, row: usize, fact: Needs) {
        if let Some(missing) = self.missing.get_mut(row) {
            *missing = missing.and(fact);
            self.any_missing = true;
        }
    }

    pub(super) fn set_odd(&mut self, row: usize) {
        if let Some(odd) = self.odd.get_mut(row) {
            *odd = true;
            self.any_odd = true;
        }
    }

    fn choice(&self, attribute: usize) -> &[u16] {
        let values = self.choices.get(attribute);
        values
            .and_then(|values| values.get(..self.rows))
            .unwrap_or_default()
    }

    fn measure(&self, measure: usize) -> &[i64] {
        let values = self.measures.get(measure);
        values
            .and_then(|values| values.get(..self.rows))
            .unwrap_or_default()
    }
}

/// What is kept between the passes.
#[derive(Debug, Default)]
pub(super) struct Passes {
    /// Of each line, where the rows stand.
    states: Vec<Vec<State>>,
    sums: Vec<i64>,
    /// What is owed in a line beside the first.
    further: Vec<i64>,
    /// Of each row, the gravest of what its lines come to.
    pub(super) outcomes: Vec<u8>,
    /// Whether any of them is not an amount.
    pub(super) any_hindered: bool,
}

impl Passes {
    /// What each row of a block owes, as far as 64 bits tell.
    pub(super) fn assess(&mut self, kernels: &[Kernel], block: &Block, amounts: &mut [i64]) {
        let rows = block.rows;
        self.states.resize_with(kernels.len(), Vec::new);
        self.outcomes.clear();
        self.outcomes.resize(rows, kernel::AMOUNT);
        self.any_hindered = false;
        if block.any_odd {
            for (outcome, odd) in self.outcomes.iter_mut().zip(&block.odd) {
                *outcome = if *odd { kernel::ASK } else { *outcome };
            }
            self.any_hindered = true;
        }
        let misses = block.any_missing || !block.always_missing.is_none();
        if let ([kernel], [states], false) = (kernels, self.states.as_mut_slice(), misses)
            && pay_at_once(kernel, block, states, amounts)
        {
            return;
        }
        for (line, (kernel, states)) in kernels.iter().zip(&mut self.states).enumerate() {
            find(kernel, &kernel.layers, block, states);
            if !kernel.is_clear {
                for (outcome, state) in self.outcomes.iter_mut().zip(states.iter()) {
                    *outcome = (*outcome).max(at(&kernel.outcomes, *state));
                }
                self.any_hindered = true;
            }
            if misses {
                let missing = block.missing.iter();
                for ((outcome, state), missing) in
                    self.outcomes.iter_mut().zip(states.iter()).zip(missing)
                {
                    let needs = at(&kernel.needs, *state);
                    if needs.any_of(missing.and(block.always_missing)) {
                        *outcome = kernel::ASK;
                    }
                }
                self.any_hindered = true;
            }
            if line == 0 {
                pay(kernel, block, states, &mut self.sums, amounts);
            } else {
                self.further.clear();
                self.further.resize(rows, 0);
                pay(kernel, block, states, &mut self.sums, &mut self.further);
                for (amount, further) in amounts.iter_mut().zip(&self.further) {
                    *amount = amount.wrapping_add(*further);
                }
            }
        }
        if kernels.is_empty() {
            amounts.fill(0);
        }
    }

    /// What a row owes, in 128 bits.
    pub(super) fn wide_amount(&self, kernels: &[Kernel], block: &Block, row: usize) -> Option<i64> {
        let mut total = 0_i64;
        for (kernel, states) in kernels.iter().zip(&self.states) {
            let state = states.get(row).copied()?;
            let payment = kernel.wide.get(usize::from(state))?.as_ref()?;
            let amount = payment.amount(|measure| {
                let value = block.measure(measure).get(row);
                value.copied().unwrap_or_default()
            })?;
            total = total.checked_add(amount)?;
        }
        Some(total)
    }
}

fn at<T: Copy + Default>(column: &[T], state: State) -> T {
    column.get(usize::from(state)).copied().unwrap_or_default()
}

/// Brings each row to the end of its way through the tree.
fn find(kernel: &Kernel, layers: &[Layer], block: &Block, states: &mut Vec<State>) {
    states.clear();
    let mut layers = layers;
    // At first all rows stand at one place.
    match layers.split_first() {
        Some((
            Layer::Choice {
                attribute,
                hops,
                next,
            },
            rest,
        )) => {
            let from = hops
                .get(usize::from(kernel.start))
                .map_or(0, |hop| hop.from);
            let next = next.get(from..).unwrap_or_default();
            let values = block.choice(*attribute).iter();
            states.extend(values.map(|value| at(next, *value)));
            layers = rest;
        }
        Some((Layer::Fork { measure, forks }, rest)) => {
            if let Some(fork) = forks.get(usize::from(kernel.start)) {
                let values = block.measure(*measure).iter();
                states.extend(values.map(|value| {
                    if *value >= fork.border {
                        fork.from
                    } else {
                        fork.below
                    }
                }));
            }
            layers = rest;
        }
        _ => states.resize(block.rows, kernel.start),
    }
    for layer in layers {
        advance(layer, block, states);
    }
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "the hot loop: places in tables that were built to hold them, and one step in a search"
)]
fn advance(layer: &Layer, block: &Block, states: &mut [State]) {
    match layer {
        Layer::Choice {
            attribute,
            hops,
            next,
        } => {
            for (state, value) in states.iter_mut().zip(block.choice(*attribute)) {
                if let Some(hop) = hops.get(usize::from(*state)) {
                    let place = hop.from + usize::from(value & hop.mask);
                    *state = next.get(place).copied().unwrap_or_default();
                }
            }
        }
        Layer::Fork { measure, forks } => {
            for (state, value) in states.iter_mut().zip(block.measure(*measure)) {
                if let Some(fork) = forks.get(usize::from(*state)) {
                    *state = if *value >= fork.border {
                        fork.from
                    } else {
                        fork.below
                    };
                }
            }
        }
        Layer::Search {
            measure,
            steps,
            ranges,
            borders,
            next,
        } => {
            let table = Borders {
                ranges,
                borders,
                next,
            };
            let values = block.measure(*measure);
            // The halvings of each width are written out by the compiler.
            match steps {
                0..=2 => table.search::<4>(states, values),
                3 => table.search::<8>(states, values),
                4 => table.search::<16>(states, values),
                5 => table.search::<32>(states, values),
                6 => table.search::<64>(states, values),
                7 => table.search::<128>(states, values),
                8 => table.search::<256>(states, values),
                9 => table.search::<512>(states, values),
                10 => table.search::<1024>(states, values),
                11 => table.search::<2048>(states, values),
                12 => table.search::<4096>(states, values),
                13 => table.search::<8192>(states, values),
                14 => table.search::<16384>(states, values),
                15 => table.search::<32768>(states, values),
                _ => table.search::<65536>(states, values),
            }
        }
        Layer::Side { sides } => {
            for (row, state) in states.iter_mut().enumerate() {
                if let Some(Some(side)) = sides.get(usize::from(*state)) {
                    *state = if is_inside(side, |measure| {
                        block.measure(measure).get(row).copied().unwrap_or_default()
                    }) {
                        side.holds
                    } else {
                        side.fails
                    };
                }
            }
        }
    }
}

/// The borders of a layer, with the states between them.
struct Borders<'a> {
    ranges: &'a [Range],
    borders: &'a [i64],
    next: &'a [State],
}

impl Borders<'_> {
    /// Moves rows on; each state has `N` borders, the last of which nothing reaches. There is no branch
    /// that depends on a value, as half of those would be foreseen wrongly.
    #[expect(
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        reason = "the hot loop: `below + half` is at most `N - 1`, and the tables were built to hold it"
    )]
    fn search<const N: usize>(&self, states: &mut [State], values: &[i64]) {
        for (state, value) in states.iter_mut().zip(values) {
            let range = at(self.ranges, *state);
            let own = self.borders.get(range.borders..range.borders + N);
            let Some(own) = own.and_then(|own| <&[i64; N]>::try_from(own).ok()) else {
                continue;
            };
            let mut below = 0_usize;
            let mut half = N >> 1;
            while half > 0 {
                let border = own[(below + half - 1) & (N - 1)];
                below += half & usize::from(*value >= border).wrapping_neg();
                half >>= 1;
            }
            *state = self
                .next
                .get(range.next + below)
                .copied()
                .unwrap_or_default();
        }
    }
}

fn is_inside(side: &Side, value_of: impl Fn(usize) -> i64) -> bool {
    let sum = side
        .terms
        .iter()
        .fold(side.constant, |sum, (measure, factor)| {
            // The width was proved when the side was built.
            sum.wrapping_add(factor.wrapping_mul(value_of(*measure)))
        });
    sum >= 0
}

/// The amounts of a line whose last layer is one border for each state, on the measure that it pays by:
/// both in one pass, where nobody has to know where the rows stand. `false` for another line.
fn pay_at_once(
    kernel: &Kernel,
    block: &Block,
    states: &mut Vec<State>,
    amounts: &mut [i64],
) -> bool {
    let of = &kernel.sums;
    let ([before @ .., Layer::Fork { measure, forks }], [(paid_by, _)], None, true) = (
        kernel.layers.as_slice(),
        of.terms.as_slice(),
        &of.fixes,
        kernel.is_clear,
    ) else {
        return false;
    };
    if measure != paid_by {
        return false;
    }
    find(kernel, before, block, states);
    let straight = Straight {
        states,
        forks,
        sums: &of.straight,
        values: block.measure(*measure),
    };
    let step = of.step;
    match of.division {
        Division::Shift(shift) if step == 1 => {
            straight.pay(amounts, |sum| sum.wrapping_shr(shift));
        }
        Division::Multiply { by, shift, lifted } if step == 1 => {
            straight.pay(amounts, |sum| quotient(sum, by, shift).wrapping_sub(lifted));
        }
        division => straight.pay(amounts, |sum| division.apply(sum).wrapping_mul(step)),
    }
    true
}

/// A border for each row, and a sum of one measure behind it.
struct Straight<'a> {
    states: &'a [State],
    forks: &'a [Fork],
    sums: &'a [(i64, i64)],
    values: &'a [i64],
}

impl Straight<'_> {
    fn pay(&self, amounts: &mut [i64], divide: impl Fn(i64) -> i64) {
        let rows = self.states.iter().zip(self.values);
        for (amount, (state, value)) in amounts.iter_mut().zip(rows) {
            let fork = at(self.forks, *state);
            let state = if *value >= fork.border {
                fork.from
            } else {
                fork.below
            };
            let (factor, constant) = at(self.sums, state);
            *amount = divide(factor.wrapping_mul(*value).wrapping_add(constant));
        }
    }
}

/// The amounts of a line. The widths were proved when it was compiled; of a row that ends elsewhere
/// than with an amount of 64 bits the result is not used.
fn pay(kernel: &Kernel, block: &Block, states: &[State], sums: &mut Vec<i64>, amounts: &mut [i64]) {
    let of = &kernel.sums;
    if let Some(fixes) = &of.fixes {
        sum_up(kernel, block, states, sums);
        for ((amount, sum), state) in amounts.iter_mut().zip(sums.iter()).zip(states) {
            *amount = fixed(*sum, at(fixes, *state), of.division, of.denominator);
        }
        return;
    }
    let step = of.step;
    match of.division {
        Division::Shift(shift) => pay_plainly(kernel, block, states, sums, amounts, |sum| {
            sum.wrapping_shr(shift).wrapping_mul(step)
        }),
        Division::Multiply { by, shift, lifted } if step == 1 => {
            pay_plainly(kernel, block, states, sums, amounts, |sum| {
                quotient(sum, by, shift).wrapping_sub(lifted)
            });
        }
        division @ Division::Multiply { .. } => {
            pay_plainly(kernel, block, states, sums, amounts, |sum| {
                division.apply(sum).wrapping_mul(step)
            });
        }
    }
}

fn pay_plainly(
    kernel: &Kernel,
    block: &Block,
    states: &[State],
    sums: &mut Vec<i64>,
    amounts: &mut [i64],
    divide: impl Fn(i64) -> i64,
) {
    let of = &kernel.sums;
    match of.terms.as_slice() {
        [] => {
            for (amount, state) in amounts.iter_mut().zip(states) {
                *amount = divide(at(&of.constants, *state));
            }
        }
        [(measure, _)] => {
            let values = block.measure(*measure);
            for ((amount, state), value) in amounts.iter_mut().zip(states).zip(values) {
                let (factor, constant) = at(&of.straight, *state);
                *amount = divide(factor.wrapping_mul(*value).wrapping_add(constant));
            }
        }
        _ => {
            sum_up(kernel, block, states, sums);
            for (amount, sum) in amounts.iter_mut().zip(sums.iter()) {
                *amount = divide(*sum);
            }
        }
    }
}

/// The numerators.
fn sum_up(kernel: &Kernel, block: &Block, states: &[State], sums: &mut Vec<i64>) {
    let of = &kernel.sums;
    sums.clear();
    sums.extend(states.iter().map(|state| at(&of.constants, *state)));
    for (measure, factors) in &of.terms {
        let values = block.measure(*measure);
        for ((sum, state), value) in sums.iter_mut().zip(states).zip(values) {
            *sum = sum.wrapping_add(at(factors, *state).wrapping_mul(*value));
        }
    }
}

fn fixed(sum: i64, fix: Fix, division: Division, denominator: i64) -> i64 {
    let sum = if sum < fix.zero {
        sum.wrapping_add(fix.below_zero)
    } else {
        sum
    };
    let whole = division.apply(sum);
    // Without a rest it was a half: what is left is the lift of the division.
    let exact = whole.wrapping_mul(denominator);
    let is_half = fix.to_even && sum.wrapping_sub(exact) == division.lift(denominator);
    let whole = whole.wrapping_sub(if is_half { whole & 1 } else { 0 });
    whole.wrapping_mul(fix.step)
}

/// Where one payer stands in the end.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "as in the passes: places in tables that were built to hold them"
)]
fn place_of(kernel: &Kernel, choices: &[u16], measures: &[i64]) -> State {
    let mut state = kernel.start;
    for layer in &kernel.layers {
        state = match layer {
            Layer::Choice {
                attribute,
                hops,
                next,
            } => {
                let value = choices.get(*attribute).copied().unwrap_or_default();
                let hop = hops.get(usize::from(state));
                let place = hop.map(|hop| hop.from + usize::from(value & hop.mask));
                place
                    .and_then(|place| next.get(place))
                    .copied()
                    .unwrap_or_default()
            }
            Layer::Fork { measure, forks } => {
                let value = measures.get(*measure).copied().unwrap_or_default();
                match forks.get(usize::from(state)) {
                    Some(fork) if value >= fork.border => fork.from,
                    Some(fork) => fork.below,
                    None => 0,
                }
            }
            Layer::Search {
                measure,
                steps,
                ranges,
                borders,
                next,
            } => {
                let value = measures.get(*measure).copied().unwrap_or_default();
                let width = 1_usize.wrapping_shl(*steps) - 1;
                let range = ranges.get(usize::from(state));
                let place = range.map(|range| {
                    let own = borders.get(range.borders..range.borders + width);
                    let own = own.unwrap_or_default();
                    range.next + own.partition_point(|border| *border <= value)
                });
                place
                    .and_then(|place| next.get(place))
                    .copied()
                    .unwrap_or_default()
            }
            Layer::Side { sides } => match sides.get(usize::from(state)) {
                Some(Some(side)) => {
                    let value_of =
                        |measure: usize| measures.get(measure).copied().unwrap_or_default();
                    if is_inside(side, value_of) {
                        side.holds
                    } else {
                        side.fails
                    }
                }
                _ => state,
            },
        };
    }
    state
}

/// What one payer owes: an outcome of the kernel, and the amount where it is [`kernel::AMOUNT`].
pub(super) fn assess_one(
    kernels: &[Kernel],
    choices: &[u16],
    measures: &[i64],
    missing: Needs,
) -> (u8, i64) {
    let mut gravest = kernel::AMOUNT;
    let mut total = 0_i64;
    for kernel in kernels {
        let state = place_of(kernel, choices, measures);
        let mut outcome = at(&kernel.outcomes, state);
        if at(&kernel.needs, state).any_of(missing) {
            outcome = kernel::ASK;
        }
        gravest = gravest.max(outcome);
        let of = &kernel.sums;
        if outcome == kernel::AMOUNT {
            let terms = of.terms.iter();
            let sum = terms.fold(at(&of.constants, state), |sum, (measure, factors)| {
                let value = measures.get(*measure).copied().unwrap_or_default();
                sum.wrapping_add(at(factors, state).wrapping_mul(value))
            });
            let amount = match &of.fixes {
                Some(fixes) => fixed(sum, at(fixes, state), of.division, of.denominator),
                None => of.division.apply(sum).wrapping_mul(of.step),
            };
            total = total.wrapping_add(amount);
        }
    }
    (gravest, total)
}
