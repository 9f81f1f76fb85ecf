//! Readings of a policy: one pick at each point where it gives more than one answer.

use std::collections::BTreeMap;

/// A point where a policy gives more than one answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Point {
    /// Rows of a table that hold for the same value.
    Rows(String, Vec<usize>),
    /// Rules for one line that are both for the payer.
    Rules(String, Vec<usize>),
    /// A label of `unclear`.
    Label(String),
}

/// The picks of one reading, as far as they have been asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    /// Each point that was met, in the order of meeting, with the pick and out of how many.
    picks: Vec<(Point, usize, usize)>,
}

impl World {
    /// The pick at a point: the one made before, or the first.
    pub(crate) fn pick(&mut self, point: Point, count: usize) -> usize {
        if let Some((_, pick, _)) = self.picks.iter().find(|(known, ..)| *known == point) {
            return *pick;
        }
        self.picks.push((point, 0, count));
        0
    }

    /// Goes on to the next reading, and says whether there is one. The last point that was met takes
    /// its next pick; what comes behind it is met anew.
    pub(crate) fn advance(&mut self) -> bool {
        while let Some((point, pick, count)) = self.picks.pop() {
            if pick + 1 < count {
                self.picks.push((point, pick + 1, count));
                return true;
            }
        }
        false
    }

    /// The picks that were asked for.
    pub(crate) fn picks(&self) -> Picks {
        let picks = self.picks.iter();
        picks
            .map(|(point, pick, _)| (point.clone(), *pick))
            .collect()
    }
}

/// What has been picked at some points.
pub(crate) type Picks = BTreeMap<Point, usize>;

/// Both, or `None` where they pick differently at one point.
pub(crate) fn merge(left: &Picks, right: &Picks) -> Option<Picks> {
    let agree = right
        .iter()
        .all(|(point, pick)| left.get(point).is_none_or(|known| known == pick));
    agree.then(|| {
        let mut both = left.clone();
        both.extend(right.iter().map(|(point, pick)| (point.clone(), *pick)));
        both
    })
}
