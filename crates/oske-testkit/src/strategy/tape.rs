//! Random decisions, one after another.

/// Numbers from which decisions are taken in turn. Where it ends, and where it is zero, the first
/// choice is taken, which is the simplest: so a failing case shrinks as its tape does.
#[derive(Debug, Clone)]
pub(crate) struct Tape {
    numbers: Vec<u16>,
    next: usize,
}

impl Tape {
    pub(crate) fn new(numbers: Vec<u16>) -> Self {
        Self { numbers, next: 0 }
    }

    /// A whole number below another.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let number = self.numbers.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::from(number) * count / (usize::from(u16::MAX) + 1)
    }

    /// A whole number between two, which may be either.
    pub(crate) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// Yes in so many cases of a hundred; no where the tape has ended.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of several.
    pub(crate) fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// Some of several, in their order, at least one.
    pub(crate) fn some<T: Clone>(&mut self, choices: &[T]) -> Vec<T> {
        let certain = self.below(choices.len());
        let chosen = choices.iter().enumerate();
        let chosen = chosen.filter(|(index, _)| *index == certain || self.chance(30));
        chosen.map(|(_, choice)| choice.clone()).collect()
    }
}
