//! [`Linear`]: a constant and a sum of quantities, each so many times.

use oske_types::Exact;

/// A quantity of a payer: a measure, how many things a list has, or a [leaf](super::Leaf), by number.
pub(crate) type Variable = usize;

/// The bit in the number of a leaf that may have no value for a payer of whom all is known.
const MAY_BE_OPEN: Variable = 1 << (Variable::BITS - 1);

/// The number of a leaf that may have no value, or of another one.
pub(super) const fn leaf_number(number: Variable, may_be_open: bool) -> Variable {
    if may_be_open {
        number | MAY_BE_OPEN
    } else {
        number
    }
}

/// The number without what it says of openness.
pub(super) const fn plain_number(variable: Variable) -> Variable {
    variable & !MAY_BE_OPEN
}

/// `constant + Σ factor × variable`, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Linear {
    pub(crate) constant: Exact,
    // INVARIANT: in order of the variables, each once, no factor zero.
    pub(crate) terms: Vec<(Variable, Exact)>,
    /// Whether something that may have no value fell out: it was multiplied by nothing, taken from
    /// itself, or is the lesser of two. The sum then has no value either.
    pub(crate) hides_open: bool,
}

impl Linear {
    pub(crate) fn constant(constant: Exact) -> Self {
        Self {
            constant,
            terms: Vec::new(),
            hides_open: false,
        }
    }

    pub(crate) fn variable(variable: Variable) -> Self {
        Self {
            constant: Exact::ZERO,
            terms: vec![(variable, Exact::ONE)],
            hides_open: false,
        }
    }

    /// Whether it may have no value for a payer of whom all is known: it depends on the other payers, or
    /// on a list whose things may have none.
    pub(crate) fn may_be_open(&self) -> bool {
        let mut variables = self.terms.iter().map(|(variable, _)| *variable);
        self.hides_open || variables.any(|variable| variable & MAY_BE_OPEN != 0)
    }

    /// The same, beside something that it may have no value for.
    pub(super) fn beside(&self, other: &Self) -> Self {
        Self {
            hides_open: self.hides_open || other.may_be_open(),
            ..self.clone()
        }
    }

    /// The number that it is, where it has no variables.
    pub(crate) fn as_constant(&self) -> Option<Exact> {
        self.terms.is_empty().then_some(self.constant)
    }

    /// The one variable with its factor, where it has one.
    pub(crate) fn as_single(&self) -> Option<(Variable, Exact)> {
        match self.terms.as_slice() {
            [single] => Some(*single),
            _ => None,
        }
    }

    /// How often a variable is in it.
    pub(crate) fn factor(&self, variable: Variable) -> Exact {
        let found = self.terms.iter().find(|(known, _)| *known == variable);
        found.map_or(Exact::ZERO, |(_, factor)| *factor)
    }

    /// The sum; `None` if a number does not fit.
    pub(crate) fn plus(&self, other: &Self) -> Option<Self> {
        let mut terms = Vec::with_capacity(self.terms.len().max(other.terms.len()));
        let mut hides_open = self.hides_open || other.hides_open;
        let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        loop {
            let (variable, factor) = match (left.peek(), right.peek()) {
                (None, None) => break,
                (Some((a, x)), Some((b, y))) if a == b => {
                    let sum = x.checked_add(*y).ok()?;
                    let variable = *a;
                    left.next();
                    right.next();
                    (variable, sum)
                }
                (Some((a, x)), b) if b.is_none_or(|(b, _)| a < b) => {
                    let term = (*a, *x);
                    left.next();
                    term
                }
                (_, Some((b, y))) => {
                    let term = (*b, *y);
                    right.next();
                    term
                }
                (Some(_), None) => break,
            };
            if factor.is_zero() {
                hides_open |= variable & MAY_BE_OPEN != 0;
            } else {
                terms.push((variable, factor));
            }
        }
        Some(Self {
            constant: self.constant.checked_add(other.constant).ok()?,
            terms,
            hides_open,
        })
    }

    /// So many times; `None` if a number does not fit.
    pub(crate) fn times(&self, by: Exact) -> Option<Self> {
        if by.is_zero() {
            return Some(Self::constant(Exact::ZERO).beside(self));
        }
        let terms = self.terms.iter();
        let terms = terms.map(|(variable, factor)| Some((*variable, factor.checked_mul(by).ok()?)));
        Some(Self {
            constant: self.constant.checked_mul(by).ok()?,
            terms: terms.collect::<Option<_>>()?,
            hides_open: self.hides_open,
        })
    }

    pub(crate) fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.times(-Exact::ONE)?)
    }

    /// With a variable given a value.
    pub(crate) fn with(&self, variable: Variable, value: Exact) -> Option<Self> {
        let factor = self.factor(variable);
        let mut terms = self.terms.clone();
        terms.retain(|(known, _)| *known != variable);
        Some(Self {
            constant: self
                .constant
                .checked_add(factor.checked_mul(value).ok()?)
                .ok()?,
            terms,
            hides_open: self.hides_open,
        })
    }

    /// The value where each variable has one.
    pub(crate) fn at(&self, value: impl Fn(Variable) -> Option<Exact>) -> Option<Exact> {
        self.terms
            .iter()
            .try_fold(self.constant, |sum, (variable, factor)| {
                let part = factor.checked_mul(value(*variable)?).ok()?;
                sum.checked_add(part).ok()
            })
    }
}
