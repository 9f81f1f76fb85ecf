//! A line's decision tree in layers, each of which is one pass over a block of rows.
//!
//! Every row has a *state*, a place in the tree. A layer asks one fact of all rows that stand where it
//! is asked, and moves them on: by a look-up for a choice, by a search among borders for a measure. What
//! stands elsewhere stays. In the end all rows stand at ends, which are rows of a table of factors.

use std::collections::HashMap;

use oske_types::{Exact, RoundingMode};

use super::grid::Grid;
use super::needs::Needs;
use super::rounded::{Lifted, RoundingPlan};
use super::tree::{End, Hindered, Payment, Tree};
use super::ways::{AskReason, Way};
use crate::interval::Cut;
use crate::normal::Guard;
use crate::policy::Policy;

/// A place in the tree of a line.
pub(super) type State = u16;

/// The most states of a line.
const MOST_STATES: usize = 50_000;

/// The largest amount of a line, in minor units, so that the sums of a block fit.
const MOST_AMOUNT: i64 = 1 << 46;

/// What an end, or a row, comes to; the graver behind the lesser. An amount may be one of 128 bits, and a
/// row is asked about step by step where one of its lines is.
pub(super) const AMOUNT: u8 = 0;
pub(super) const WIDE: u8 = 1;
pub(super) const UNDETERMINED: u8 = 2;
pub(super) const NOT_COVERED: u8 = 3;
pub(super) const INVALID: u8 = 4;
pub(super) const ASK: u8 = 5;

/// A line, compiled.
#[derive(Debug)]
pub(super) struct Kernel {
    pub(super) start: State,
    pub(super) layers: Vec<Layer>,
    /// By state, of the ends: what they come to.
    pub(super) outcomes: Vec<u8>,
    /// Whether every end is an amount of 64 bits.
    pub(super) is_clear: bool,
    /// By state, which facts the end rests on.
    pub(super) needs: Vec<Needs>,
    pub(super) sums: Sums,
    /// By state, the payments once more, in 128 bits.
    pub(super) wide: Vec<Option<WidePayment>>,
    /// How many ends are computed which way.
    pub(super) ways: Vec<(Way, usize)>,
}

/// One pass.
#[derive(Debug)]
pub(super) enum Layer {
    /// A look-up: `next[from[state] + (value & mask[state])]`.
    Choice {
        attribute: usize,
        hops: Vec<Hop>,
        next: Vec<State>,
    },
    /// One border for each state.
    Fork { measure: usize, forks: Vec<Fork> },
    /// A search among borders: of each state 2^steps, of which at least the last is beyond every value.
    Search {
        measure: usize,
        steps: u32,
        /// By state.
        ranges: Vec<Range>,
        borders: Vec<i64>,
        next: Vec<State>,
    },
    /// On which side of a border that follows no axis.
    Side { sides: Vec<Option<Side>> },
}

/// Where a state's next states begin, and the bits of the value that lead on to them: none for a state
/// that stays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hop {
    pub(super) from: usize,
    pub(super) mask: u16,
}

/// The states below a border, and from it on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fork {
    pub(super) border: i64,
    pub(super) below: State,
    pub(super) from: State,
}

/// Where the borders of a state begin, and the states between them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Range {
    pub(super) borders: usize,
    pub(super) next: usize,
}

/// A sum of measures with a constant, at least zero or below it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Side {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) constant: i64,
    pub(super) holds: State,
    pub(super) fails: State,
}

/// By state, the numerators of what ends come to, over one denominator.
#[derive(Debug)]
pub(super) struct Sums {
    /// Of each measure, the factor by state.
    pub(super) terms: Vec<(usize, Vec<i64>)>,
    /// By state, with the shift of the rounding and the lift of the division.
    pub(super) constants: Vec<i64>,
    /// Where there is one measure, by state the factor and the constant beside each other.
    pub(super) straight: Vec<(i64, i64)>,
    pub(super) division: super::rounded::Division,
    pub(super) denominator: i64,
    /// What a whole number stands for, in minor units, where that is the same for every end.
    pub(super) step: i64,
    /// By state, where rounding depends on the sign, or the step on the rule.
    pub(super) fixes: Option<Vec<Fix>>,
}

/// How an end's rounding differs from adding and dividing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fix {
    /// A shifted and lifted numerator below this is of an amount below zero.
    pub(super) zero: i64,
    pub(super) below_zero: i64,
    pub(super) to_even: bool,
    pub(super) step: i64,
}

/// A payment in 128 bits.
#[derive(Debug, Clone)]
pub(super) struct WidePayment {
    terms: Vec<(usize, i128)>,
    constant: i128,
    denominator: i128,
    mode: RoundingMode,
    plan: RoundingPlan,
    step: i64,
    /// The least and the greatest numerator.
    least: i128,
    most: i128,
}

impl WidePayment {
    /// The amount in minor units.
    pub(super) fn amount(&self, value: impl Fn(usize) -> i64) -> Option<i64> {
        let terms = self.terms.iter();
        let sum = terms
            .copied()
            .try_fold(self.constant, |sum, (measure, factor)| {
                sum.checked_add(factor.checked_mul(value(measure).into())?)
            })?;
        let whole = self.plan.apply(sum, self.denominator)?;
        i64::try_from(whole.checked_mul(self.step.into())?).ok()
    }

    fn new(payment: &Payment, policy: &Policy, grids: &[Option<Grid>]) -> Result<Self, AskReason> {
        let step = payment.rounding.step();
        let minor = Exact::from(policy.currency.minor_units()).checked_mul(step);
        let minor = minor.map_err(|_| AskReason::Overflow)?;
        if !minor.is_integer() {
            return Err(AskReason::FineStep);
        }
        let minor = i64::try_from(minor.numerator()).map_err(|_| AskReason::TooWide)?;
        Self::in_steps(payment, step, minor, grids).ok_or(AskReason::TooWide)
    }

    fn in_steps(
        payment: &Payment,
        step: Exact,
        minor: i64,
        grids: &[Option<Grid>],
    ) -> Option<Self> {
        let form = &payment.form;
        let constant = form.constant.checked_div(step).ok()?;
        let mode = payment.rounding.mode();
        if form.terms.is_empty() {
            let plan = RoundingPlan::new(mode, constant.denominator());
            let whole = plan.apply(constant.numerator(), constant.denominator())?;
            let amount = whole.checked_mul(minor.into())?;
            if amount.checked_abs()? > i128::from(MOST_AMOUNT) {
                return None;
            }
            return Some(Self {
                terms: Vec::new(),
                constant: amount,
                denominator: 1,
                mode,
                plan: RoundingPlan::EXACT,
                step: 1,
                least: amount,
                most: amount,
            });
        }
        let mut factors = Vec::new();
        let mut denominator = constant.denominator();
        for (measure, factor) in &form.terms {
            let grid = grids.get(*measure)?.as_ref()?;
            let factor = factor.checked_mul(grid.unit).ok()?.checked_div(step).ok()?;
            denominator = common_multiple(denominator, factor.denominator())?;
            factors.push((*measure, factor));
        }
        let scaled = |number: Exact| {
            let times = denominator.checked_div(number.denominator())?;
            number.numerator().checked_mul(times)
        };
        let constant = scaled(constant)?;
        let (mut least, mut most) = (constant, constant);
        let mut terms = Vec::new();
        for ((measure, factor), (low, high)) in factors.into_iter().zip(&payment.ends) {
            let grid = grids.get(measure)?.as_ref()?;
            let factor = scaled(factor)?;
            let ends = [*low, *high].map(|end| {
                let whole = end.checked_div(grid.unit).ok()?;
                Some([whole.floor(), whole.ceil()])
            });
            let mut parts = Vec::new();
            for end in ends {
                for end in end? {
                    parts.push(end.checked_mul(factor)?);
                }
            }
            least = least.checked_add(parts.iter().copied().min()?)?;
            most = most.checked_add(parts.iter().copied().max()?)?;
            terms.push((measure, factor));
        }
        // Room for the rounding, and an amount that has a place among others in a sum.
        let room = denominator.checked_mul(4)?;
        for end in [least, most] {
            end.checked_abs()?.checked_add(room)?;
            let whole = end.checked_div(denominator)?.checked_abs()?;
            let amount = whole.checked_add(2)?.checked_mul(minor.into())?;
            if amount > i128::from(MOST_AMOUNT) {
                return None;
            }
        }
        Some(Self {
            terms,
            constant,
            denominator,
            mode,
            plan: RoundingPlan::new(mode, denominator),
            step: minor,
            least,
            most,
        })
    }
}

fn common_multiple(left: i128, right: i128) -> Option<i128> {
    let (mut a, mut b) = (left, right);
    while b != 0 {
        (a, b) = (b, a.checked_rem(b)?);
    }
    left.checked_div(a)?.checked_mul(right)
}

// From the tree to layers

/// A place in the tree before it is brought into layers; equal places are one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Place {
    End(End),
    Choice {
        attribute: usize,
        /// By value.
        next: Vec<usize>,
    },
    Search {
        measure: usize,
        borders: Vec<i64>,
        /// One more than borders.
        next: Vec<usize>,
    },
    Side {
        terms: Vec<(usize, i64)>,
        constant: i64,
        holds: usize,
        fails: usize,
    },
}

/// Puts equal places together.
struct Places<'a> {
    grids: &'a [Option<Grid>],
    values: Vec<usize>,
    places: Vec<Place>,
    known: HashMap<Place, usize>,
}

impl Places<'_> {
    fn place(&mut self, place: Place) -> usize {
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        let index = self.places.len();
        self.places.push(place.clone());
        self.known.insert(place, index);
        index
    }

    fn ask(&mut self, reason: AskReason) -> usize {
        self.place(Place::End(End::Ask(reason)))
    }

    fn tree(&mut self, tree: Tree) -> usize {
        match tree {
            Tree::End(end) => self.place(Place::End(end)),
            Tree::Switch { attribute, cases } => {
                let count = self.values.get(attribute).copied().unwrap_or(0);
                let outside = self.ask(AskReason::Overflow);
                let mut next = vec![outside; count];
                for (values, case) in cases {
                    let case = self.tree(case);
                    for value in values.iter() {
                        let found = self.behind_choice(case, attribute, value);
                        if let Some(slot) = next.get_mut(value) {
                            *slot = found;
                        }
                    }
                }
                match next.split_first() {
                    Some((first, rest)) if rest.iter().all(|other| other == first) => *first,
                    _ => self.place(Place::Choice { attribute, next }),
                }
            }
            Tree::Cases { variable, cases } => {
                let cases = cases.into_iter();
                let cases = cases.map(|(interval, case)| (interval, self.tree(case)));
                let cases = cases.collect();
                match self.search(variable, cases) {
                    Some(place) => place,
                    None => self.ask(AskReason::TooWide),
                }
            }
            Tree::Border {
                guard,
                holds,
                fails,
            } => {
                let (holds, fails) = (self.tree(*holds), self.tree(*fails));
                if holds == fails {
                    return holds;
                }
                match self.side(&guard) {
                    Some((terms, constant)) => self.place(Place::Side {
                        terms,
                        constant,
                        holds,
                        fails,
                    }),
                    None => self.ask(AskReason::TooWide),
                }
            }
        }
    }

    /// Where a value of a choice leads from a place.
    fn behind_choice(&self, place: usize, attribute: usize, value: usize) -> usize {
        match self.places.get(place) {
            Some(Place::Choice {
                attribute: known,
                next,
            }) if *known == attribute => next.get(value).copied().unwrap_or(place),
            _ => place,
        }
    }

    /// A place among the borders of a measure, those of the cases below it put in.
    fn search(
        &mut self,
        measure: usize,
        mut cases: Vec<(crate::interval::Interval, usize)>,
    ) -> Option<usize> {
        let grid = (*self.grids.get(measure)?)?;
        cases.sort_by_key(|(interval, _)| interval.from);
        let mut pieces: Vec<(i64, usize)> = Vec::new();
        let mut end: Option<i64> = None;
        for (interval, case) in cases {
            let from = border(interval.from, &grid)?;
            let to = border(interval.to, &grid)?;
            match end {
                Some(end) if end < from => {
                    let hole = self.ask(AskReason::Overflow);
                    pieces.push((end, hole));
                }
                _ => {}
            }
            end = Some(to);
            let from = if pieces.is_empty() { i64::MIN } else { from };
            match self.places.get(case) {
                Some(Place::Search {
                    measure: known,
                    borders,
                    next,
                }) if *known == measure => {
                    let before = borders.partition_point(|border| *border <= from);
                    let inner = borders.iter().copied().zip(next.iter().copied().skip(1));
                    let inner = inner.skip(before).take_while(|(border, _)| *border < to);
                    pieces.push((from, next.get(before).copied()?));
                    pieces.extend(inner);
                }
                _ => pieces.push((from, case)),
            }
        }
        pieces.dedup_by_key(|(_, place)| *place);
        let (_, first) = *pieces.first()?;
        if pieces.len() == 1 {
            return Some(first);
        }
        Some(self.place(Place::Search {
            measure,
            borders: pieces.iter().skip(1).map(|(border, _)| *border).collect(),
            next: pieces.iter().map(|(_, place)| *place).collect(),
        }))
    }

    /// A guard in whole numbers, at least zero where it holds; `None` where they do not fit.
    fn side(&self, guard: &Guard) -> Option<(Vec<(usize, i64)>, i64)> {
        let mut denominator = guard.form.constant.denominator();
        let mut factors = Vec::new();
        for (measure, factor) in &guard.form.terms {
            let grid = self.grids.get(*measure)?.as_ref()?;
            let factor = factor.checked_mul(grid.unit).ok()?;
            denominator = common_multiple(denominator, factor.denominator())?;
            factors.push((*measure, factor, grid));
        }
        let scaled = |number: Exact| {
            let times = denominator.checked_div(number.denominator())?;
            number.numerator().checked_mul(times)
        };
        let mut constant = scaled(guard.form.constant)?;
        if guard.strict {
            constant = constant.checked_sub(1)?;
        }
        let mut widest = constant.checked_abs()?;
        let mut terms = Vec::new();
        for (measure, factor, grid) in factors {
            let factor = scaled(factor)?;
            let end = i128::from(grid.low.unsigned_abs().max(grid.high.unsigned_abs()));
            widest = widest.checked_add(factor.checked_abs()?.checked_mul(end)?)?;
            terms.push((measure, i64::try_from(factor).ok()?));
        }
        i64::try_from(widest).ok()?;
        Some((terms, i64::try_from(constant).ok()?))
    }
}

/// The least whole number behind a cut.
fn border(cut: Cut, grid: &Grid) -> Option<i64> {
    match cut {
        Cut::Lowest => Some(i64::MIN),
        Cut::Highest => Some(i64::MAX),
        Cut::At { value, after } => {
            let steps = value.checked_div(grid.unit).ok()?;
            let whole = if after {
                steps.floor().checked_add(1)?
            } else {
                steps.ceil()
            };
            Some(i64::try_from(whole).unwrap_or(if whole < 0 { i64::MIN } else { i64::MAX }))
        }
    }
}

impl Kernel {
    pub(super) fn new(tree: Tree, policy: &Policy, grids: &[Option<Grid>]) -> Self {
        let values = policy.attributes.iter();
        let mut places = Places {
            grids,
            values: values.map(|attribute| attribute.values.len()).collect(),
            places: Vec::new(),
            known: HashMap::new(),
        };
        let root = places.tree(tree);
        let kernel =
            Layout::of(&places.places, root).and_then(|layout| layout.kernel(policy, grids));
        kernel.unwrap_or_else(|| {
            let places = [Place::End(End::Ask(AskReason::TooLarge))];
            let layout = Layout::of(&places, 0).and_then(|layout| layout.kernel(policy, grids));
            layout.unwrap_or_else(Self::asking)
        })
    }

    /// Of one end, at which everybody is asked about.
    fn asking() -> Self {
        Self {
            start: 0,
            layers: Vec::new(),
            outcomes: vec![ASK],
            is_clear: false,
            needs: vec![Needs::NONE],
            sums: Sums::none(1),
            wide: vec![None],
            ways: vec![(Way::StepByStep(AskReason::TooLarge), 1)],
        }
    }
}

/// The places that can be reached, as states: the ends first.
struct Layout<'a> {
    places: &'a [Place],
    root: usize,
    /// By place, its state.
    states: Vec<State>,
    ends: Vec<&'a End>,
    inner: Vec<usize>,
}

impl<'a> Layout<'a> {
    /// `None` where there are too many.
    fn of(places: &'a [Place], root: usize) -> Option<Self> {
        let mut reached = vec![false; places.len()];
        let mut open = vec![root];
        while let Some(place) = open.pop() {
            let seen = reached.get_mut(place)?;
            if !std::mem::replace(seen, true) {
                match places.get(place)? {
                    Place::End(_) => {}
                    Place::Choice { next, .. } | Place::Search { next, .. } => {
                        open.extend(next.iter().copied());
                    }
                    Place::Side { holds, fails, .. } => open.extend([*holds, *fails]),
                }
            }
        }
        let reached = reached.into_iter().enumerate();
        let reached: Vec<usize> = reached
            .filter_map(|(place, is_reached)| is_reached.then_some(place))
            .collect();
        if reached.len() > MOST_STATES {
            return None;
        }
        let mut ends = Vec::new();
        let mut inner = Vec::new();
        let mut states = vec![0; places.len()];
        for place in &reached {
            if let Place::End(end) = places.get(*place)? {
                *states.get_mut(*place)? = State::try_from(ends.len()).ok()?;
                ends.push(end);
            }
        }
        for place in &reached {
            if !matches!(places.get(*place)?, Place::End(_)) {
                let state = ends.len().checked_add(inner.len())?;
                *states.get_mut(*place)? = State::try_from(state).ok()?;
                inner.push(*place);
            }
        }
        Some(Self {
            places,
            root,
            states,
            ends,
            inner,
        })
    }

    fn state(&self, place: usize) -> Option<State> {
        self.states.get(place).copied()
    }

    fn kernel(&self, policy: &Policy, grids: &[Option<Grid>]) -> Option<Kernel> {
        let ends = Ends::of(&self.ends, policy, grids);
        Some(Kernel {
            start: self.state(self.root)?,
            layers: self.layers()?,
            is_clear: ends.outcomes.iter().all(|outcome| *outcome == AMOUNT),
            outcomes: ends.outcomes,
            needs: ends.needs,
            sums: ends.sums,
            wide: ends.wide,
            ways: ends.ways,
        })
    }

    /// Layer by layer: what most of the rows' places ask for is asked next.
    fn layers(&self) -> Option<Vec<Layer>> {
        let mut layers = Vec::new();
        let mut front = vec![self.root];
        loop {
            let mut asked: HashMap<Question, usize> = HashMap::new();
            for place in &front {
                if let Some(question) = Question::of(self.places.get(*place)?) {
                    let count = asked.entry(question).or_default();
                    *count = count.checked_add(1)?;
                }
            }
            let asked = asked
                .into_iter()
                .max_by_key(|(question, count)| (*count, *question));
            let Some((question, _)) = asked else {
                return Some(layers);
            };
            let (moving, staying): (Vec<usize>, Vec<usize>) =
                front.iter().copied().partition(|place| {
                    self.places.get(*place).and_then(Question::of) == Some(question)
                });
            layers.push(self.layer(question, &moving)?);
            let mut next = staying;
            for place in moving {
                match self.places.get(place)? {
                    Place::End(_) => {}
                    Place::Choice { next: behind, .. } | Place::Search { next: behind, .. } => {
                        next.extend(behind.iter().copied());
                    }
                    Place::Side { holds, fails, .. } => next.extend([*holds, *fails]),
                }
            }
            next.sort_unstable();
            next.dedup();
            front = next;
        }
    }

    fn layer(&self, question: Question, moving: &[usize]) -> Option<Layer> {
        let states = self.ends.len().checked_add(self.inner.len())?;
        let staying = (0..states).map(|state| State::try_from(state).ok());
        let staying: Vec<State> = staying.collect::<Option<_>>()?;
        match question {
            Question::Choice(attribute) => {
                let hops = 0..states;
                let mut hops: Vec<Hop> = hops.map(|from| Hop { from, mask: 0 }).collect();
                let mut next = staying;
                for place in moving {
                    let Place::Choice { next: behind, .. } = self.places.get(*place)? else {
                        return None;
                    };
                    *hops.get_mut(usize::from(self.state(*place)?))? = Hop {
                        from: next.len(),
                        mask: State::MAX,
                    };
                    for place in behind {
                        next.push(self.state(*place)?);
                    }
                }
                Some(Layer::Choice {
                    attribute,
                    hops,
                    next,
                })
            }
            Question::Search(measure, 1) => {
                let forks = staying.into_iter().map(|state| Fork {
                    border: i64::MAX,
                    below: state,
                    from: state,
                });
                let mut forks: Vec<Fork> = forks.collect();
                for place in moving {
                    let Place::Search { borders, next, .. } = self.places.get(*place)? else {
                        return None;
                    };
                    let ([border], [below, from]) = (borders.as_slice(), next.as_slice()) else {
                        return None;
                    };
                    *forks.get_mut(usize::from(self.state(*place)?))? = Fork {
                        border: *border,
                        below: self.state(*below)?,
                        from: self.state(*from)?,
                    };
                }
                Some(Layer::Fork { measure, forks })
            }
            Question::Search(measure, steps) => {
                let width = 1_usize.checked_shl(steps)?;
                // What stays has borders that nothing reaches.
                let mut borders = vec![i64::MAX; width];
                let ranges = 0..states;
                let ranges = ranges.map(|next| Range { borders: 0, next });
                let mut ranges: Vec<Range> = ranges.collect();
                let mut next = staying;
                for place in moving {
                    let Place::Search {
                        borders: own,
                        next: behind,
                        ..
                    } = self.places.get(*place)?
                    else {
                        return None;
                    };
                    *ranges.get_mut(usize::from(self.state(*place)?))? = Range {
                        borders: borders.len(),
                        next: next.len(),
                    };
                    borders.extend(own.iter().copied());
                    let rest = width.checked_sub(own.len())?;
                    borders.extend(std::iter::repeat_n(i64::MAX, rest));
                    for place in behind {
                        next.push(self.state(*place)?);
                    }
                }
                Some(Layer::Search {
                    measure,
                    steps,
                    ranges,
                    borders,
                    next,
                })
            }
            Question::Side => {
                let mut sides = vec![None; states];
                for place in moving {
                    let Place::Side {
                        terms,
                        constant,
                        holds,
                        fails,
                    } = self.places.get(*place)?
                    else {
                        return None;
                    };
                    *sides.get_mut(usize::from(self.state(*place)?))? = Some(Side {
                        terms: terms.clone(),
                        constant: *constant,
                        holds: self.state(*holds)?,
                        fails: self.state(*fails)?,
                    });
                }
                Some(Layer::Side { sides })
            }
        }
    }
}

/// What a place asks; searches of like length are asked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Question {
    Side,
    Search(usize, u32),
    Choice(usize),
}

impl Question {
    fn of(place: &Place) -> Option<Self> {
        match place {
            Place::End(_) => None,
            Place::Choice { attribute, .. } => Some(Self::Choice(*attribute)),
            Place::Search {
                measure, borders, ..
            } => {
                let steps = borders.len().checked_ilog2()?.checked_add(1)?;
                Some(Self::Search(*measure, steps))
            }
            Place::Side { .. } => Some(Self::Side),
        }
    }
}

/// The ends of a line as columns.
struct Ends {
    outcomes: Vec<u8>,
    needs: Vec<Needs>,
    wide: Vec<Option<WidePayment>>,
    sums: Sums,
    ways: Vec<(Way, usize)>,
}

impl Ends {
    fn of(ends: &[&End], policy: &Policy, grids: &[Option<Grid>]) -> Self {
        let nothing = || WidePayment {
            terms: Vec::new(),
            constant: 0,
            denominator: 1,
            mode: RoundingMode::Floor,
            plan: RoundingPlan::EXACT,
            step: 1,
            least: 0,
            most: 0,
        };
        let mut outcomes = Vec::new();
        let mut needs = Vec::new();
        let mut wide = Vec::new();
        let mut ways = Vec::new();
        for end in ends {
            let (outcome, needed, payment) = match end {
                End::Amount(payment) => match WidePayment::new(payment, policy, grids) {
                    Ok(wide) => (AMOUNT, payment.needs, Some(wide)),
                    Err(reason) => {
                        ways.push(Way::StepByStep(reason));
                        (ASK, Needs::NONE, None)
                    }
                },
                End::Nothing(needs) => (AMOUNT, *needs, Some(nothing())),
                End::Hindered(hindered, needs) => {
                    ways.push(Way::Scaled64);
                    let outcome = match hindered {
                        Hindered::Undetermined => UNDETERMINED,
                        Hindered::NotCovered => NOT_COVERED,
                        Hindered::Invalid => INVALID,
                    };
                    (outcome, *needs, Some(nothing()))
                }
                End::Ask(reason) => {
                    ways.push(Way::StepByStep(*reason));
                    (ASK, Needs::NONE, None)
                }
            };
            outcomes.push(outcome);
            needs.push(needed);
            wide.push(payment);
        }
        let sums = Sums::of(&wide, &mut outcomes);
        for outcome in &outcomes {
            match *outcome {
                AMOUNT => ways.push(Way::Scaled64),
                WIDE => ways.push(Way::Scaled128),
                _ => {}
            }
        }
        ways.sort_unstable();
        let mut counted: Vec<(Way, usize)> = Vec::new();
        for way in ways {
            match counted.last_mut() {
                Some((known, count)) if *known == way => *count = count.saturating_add(1),
                _ => counted.push((way, 1)),
            }
        }
        Self {
            outcomes,
            needs,
            wide,
            sums,
            ways: counted,
        }
    }
}

impl Sums {
    fn none(ends: usize) -> Self {
        Self {
            terms: Vec::new(),
            constants: vec![0; ends],
            straight: Vec::new(),
            division: super::rounded::Division::Shift(0),
            denominator: 1,
            step: 1,
            fixes: None,
        }
    }

    /// What of the payments fits 64 bits over one denominator; what does not is marked as wide.
    fn of(payments: &[Option<WidePayment>], outcomes: &mut [u8]) -> Self {
        let mut denominator: i128 = 1;
        let mut fitting: Vec<bool> = vec![false; payments.len()];
        // From the smallest denominator on, so that one odd rate does not push out the others.
        let mut order: Vec<usize> = (0..payments.len()).collect();
        order.sort_by_key(|index| payment_at(payments, *index).map(|payment| payment.denominator));
        for index in order {
            let Some(payment) = payment_at(payments, index) else {
                continue;
            };
            let Some(common) = common_multiple(denominator, payment.denominator) else {
                continue;
            };
            // What fits over the denominator so far still does where that stays the same.
            let mut known = fitting.iter().enumerate().filter(|(_, fits)| **fits);
            let still_fit = common == denominator
                || known.all(|(index, _)| {
                    payment_at(payments, index).is_some_and(|payment| payment.fits_64(common))
                });
            if still_fit && payment.fits_64(common) {
                denominator = common;
                if let Some(fits) = fitting.get_mut(index) {
                    *fits = true;
                }
            }
        }
        match Self::over(denominator, payments, &fitting) {
            Some(sums) => {
                for (outcome, fits) in outcomes.iter_mut().zip(&fitting) {
                    if *outcome == AMOUNT && !fits {
                        *outcome = WIDE;
                    }
                }
                sums
            }
            None => {
                for outcome in outcomes.iter_mut().filter(|outcome| **outcome == AMOUNT) {
                    *outcome = WIDE;
                }
                Self::none(payments.len())
            }
        }
    }

    fn over(denominator: i128, payments: &[Option<WidePayment>], fitting: &[bool]) -> Option<Self> {
        let count = payments.len();
        let fitting = |index: usize| {
            let payment = payment_at(payments, index);
            payment.filter(|_| fitting.get(index) == Some(&true))
        };
        let mut ends = Vec::with_capacity(count);
        let (mut least, mut most) = (0_i64, 0_i64);
        for index in 0..count {
            let scaled = match fitting(index) {
                Some(payment) => Some(payment.scaled(denominator)?),
                None => None,
            };
            if let Some(scaled) = &scaled {
                least = least.min(scaled.least);
                most = most.max(scaled.most);
            }
            ends.push(scaled);
        }
        let denominator = i64::try_from(denominator).ok()?;
        let lifted = Lifted::new(denominator, least, most)?;
        let mut steps: Vec<i64> = ends
            .iter()
            .flatten()
            .filter(|scaled| scaled.amount.is_none())
            .map(|scaled| scaled.fix.step)
            .collect();
        steps.sort_unstable();
        steps.dedup();
        let step = match steps.as_slice() {
            [only] => Some(*only),
            [] => Some(1),
            _ => None,
        };
        // A constant is brought to the step of the others where that divides it.
        let is_uniform = step.is_some_and(|step| {
            ends.iter().flatten().all(|scaled| {
                scaled
                    .amount
                    .is_none_or(|amount| amount.checked_rem(step) == Some(0))
            })
        });
        let step = step.filter(|_| is_uniform);
        let needs_fixes = step.is_none()
            || ends
                .iter()
                .flatten()
                .any(|scaled| scaled.fix.below_zero != 0 || scaled.fix.to_even);
        let mut constants = vec![0_i64; count];
        let mut fixes = vec![Fix::default(); count];
        let mut terms: Vec<(usize, Vec<i64>)> = Vec::new();
        for (index, scaled) in ends.into_iter().enumerate() {
            let Some(scaled) = scaled else { continue };
            let mut constant = scaled.constant;
            let mut fix = scaled.fix;
            if let Some(amount) = scaled.amount {
                fix.step = step.unwrap_or(1);
                constant = amount.checked_div(fix.step)?.checked_mul(denominator)?;
            }
            fix.zero = fix.zero.checked_add(lifted.lift)?;
            *constants.get_mut(index)? = constant.checked_add(lifted.lift)?;
            *fixes.get_mut(index)? = fix;
            for (measure, factor) in scaled.terms {
                let place = terms.iter().position(|(known, _)| *known == measure);
                let place = place.unwrap_or_else(|| {
                    terms.push((measure, vec![0; count]));
                    terms.len().saturating_sub(1)
                });
                *terms.get_mut(place)?.1.get_mut(index)? = factor;
            }
        }
        let straight = match terms.as_slice() {
            [(_, factors)] => factors
                .iter()
                .copied()
                .zip(constants.iter().copied())
                .collect(),
            _ => Vec::new(),
        };
        Some(Self {
            terms,
            constants,
            straight,
            division: lifted.division,
            denominator,
            step: step.unwrap_or(1),
            fixes: needs_fixes.then_some(fixes),
        })
    }
}

fn payment_at(payments: &[Option<WidePayment>], index: usize) -> Option<&WidePayment> {
    payments.get(index).and_then(Option::as_ref)
}

/// A payment over the denominator of its line, in 64 bits.
struct Scaled {
    terms: Vec<(usize, i64)>,
    constant: i64,
    /// The least and the greatest numerator, shifted.
    least: i64,
    most: i64,
    /// Of a constant, the amount in minor units.
    amount: Option<i64>,
    fix: Fix,
}

impl WidePayment {
    fn fits_64(&self, denominator: i128) -> bool {
        self.scaled(denominator).is_some_and(|scaled| {
            // Twice over, so that there is room for the lift.
            let widest = i64::MAX.wrapping_shr(2);
            scaled.least >= widest.saturating_neg() && scaled.most <= widest
        })
    }

    fn scaled(&self, denominator: i128) -> Option<Scaled> {
        let times = denominator.checked_div(self.denominator)?;
        let narrow = |number: i128| i64::try_from(number.checked_mul(times)?).ok();
        if self.terms.is_empty() {
            let constant = narrow(self.constant)?;
            return Some(Scaled {
                terms: Vec::new(),
                constant,
                least: constant.min(0),
                most: constant.max(0),
                amount: Some(i64::try_from(self.constant).ok()?),
                fix: Fix {
                    zero: i64::MIN.wrapping_shr(2),
                    step: 1,
                    ..Fix::default()
                },
            });
        }
        let terms = self.terms.iter();
        let terms = terms.map(|(measure, factor)| Some((*measure, narrow(*factor)?)));
        let terms = terms.collect::<Option<_>>()?;
        let (least, most) = (narrow(self.least)?, narrow(self.most)?);
        // Over another denominator the mode is another plan.
        let plan = RoundingPlan::new(self.mode, denominator);
        let narrow = |number: i128| i64::try_from(number).ok();
        let (shift, below_zero) = (narrow(plan.shift)?, narrow(plan.below_zero)?);
        let constant = narrow(self.constant.checked_mul(times)?)?.checked_add(shift)?;
        let is_ever_below = least < 0;
        let widest = shift.checked_add(below_zero.checked_abs()?)?;
        Some(Scaled {
            terms,
            constant,
            least: least.checked_sub(widest)?,
            most: most.checked_add(widest)?,
            amount: None,
            fix: Fix {
                zero: shift,
                below_zero: if is_ever_below { below_zero } else { 0 },
                to_even: plan.to_even,
                step: self.step,
            },
        })
    }
}
