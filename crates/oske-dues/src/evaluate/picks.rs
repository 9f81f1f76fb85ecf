//! Choice points and the readings that go through them.

/// A place where the policy gives more than one answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ChoicePoint {
    /// Rules for one line.
    Rules(usize, Vec<usize>),
    /// Rows of a table that overlap.
    Rows(usize, Vec<usize>),
    /// What the source leaves unclear, by its label.
    Unclear(usize),
}

/// One pick at each choice point: an odometer over the readings.
#[derive(Debug, Default)]
pub(crate) struct Picks {
    picks: Vec<Pick>,
}

#[derive(Debug)]
struct Pick {
    choice: ChoicePoint,
    index: usize,
    count: usize,
}

impl Picks {
    /// The pick at a choice point; the first of its answers where it is met for the first time.
    pub(crate) fn pick(&mut self, choice: ChoicePoint, count: usize) -> usize {
        if let Some(known) = self.picks.iter().find(|pick| pick.choice == choice) {
            return known.index;
        }
        self.picks.push(Pick {
            choice,
            index: 0,
            count,
        });
        0
    }

    /// What is picked now, at each choice point that was met.
    pub(crate) fn current(&self) -> Vec<(ChoicePoint, usize)> {
        let picks = self.picks.iter();
        picks
            .map(|pick| (pick.choice.clone(), pick.index))
            .collect()
    }

    /// Goes on to the next reading; `false` if there is none.
    pub(crate) fn advance(&mut self) -> bool {
        while let Some(mut last) = self.picks.pop() {
            last.index = last.index.saturating_add(1);
            if last.index < last.count {
                self.picks.push(last);
                return true;
            }
        }
        false
    }
}
