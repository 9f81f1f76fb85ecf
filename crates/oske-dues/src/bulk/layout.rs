//! Places in layers, each of which asks one question of all that stand where it is asked.

use std::collections::HashMap;

use super::ends::Ends;
use super::grid::Grid;
use super::kernel::{AMOUNT, Fork, Hop, Kernel, Layer, Range, Side, State};
use super::places::Place;
use super::tree::End;
use crate::policy::Policy;

/// The most states of a line.
const MOST_STATES: usize = 50_000;

/// The places that can be reached, as states: the ends first.
pub(super) struct Layout<'a> {
    places: &'a [Place],
    root: usize,
    /// By place, its state.
    states: Vec<State>,
    ends: Vec<&'a End>,
    inner: Vec<usize>,
}

impl<'a> Layout<'a> {
    /// `None` where there are too many.
    pub(super) fn of(places: &'a [Place], root: usize) -> Option<Self> {
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

    pub(super) fn kernel(&self, policy: &Policy, grids: &[Option<Grid>]) -> Option<Kernel> {
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
