//! [`Dimension`]: the unit of a formula's result, a product of units and their inverses.

use std::fmt;

/// A product of powers of units: `EUR/inhabitant` is EUR¹ · inhabitant⁻¹.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Dimension {
    // INVARIANT: in order of the units, each once, no power is zero.
    powers: Vec<(String, i32)>,
}

impl Dimension {
    /// A bare number.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    pub(crate) fn of(unit: &str) -> Self {
        Self::none().times(unit, 1)
    }

    /// Reads `EUR`, `EUR/inhabitant/month`, `1` or `1/month`; the error is the word that is no unit.
    pub(crate) fn parse(text: &str, is_unit: impl Fn(&str) -> bool) -> Result<Self, String> {
        let mut dimension = Self::none();
        let mut rest = text;
        let mut power = 1;
        loop {
            let end = rest.find(['/', '*']).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            if word != "1" {
                if !is_unit(word) {
                    return Err(word.to_owned());
                }
                dimension = dimension.times(word, power);
            }
            power = if behind.starts_with('/') { -1 } else { 1 };
            match behind.get(1..) {
                Some(next) => rest = next,
                None => return Ok(dimension),
            }
        }
    }

    pub(crate) fn multiply(&self, other: &Self) -> Self {
        other
            .powers
            .iter()
            .fold(self.clone(), |product, (unit, power)| {
                product.times(unit, *power)
            })
    }

    pub(crate) fn divide(&self, other: &Self) -> Self {
        other
            .powers
            .iter()
            .fold(self.clone(), |quotient, (unit, power)| {
                quotient.times(unit, power.saturating_neg())
            })
    }

    fn times(mut self, unit: &str, power: i32) -> Self {
        let known = self
            .powers
            .binary_search_by(|(known, _)| known.as_str().cmp(unit));
        match known {
            Err(index) => self.powers.insert(index, (unit.to_owned(), power)),
            Ok(index) => {
                let (unit, own) = self.powers.remove(index);
                let sum = own.saturating_add(power);
                if sum != 0 {
                    self.powers.insert(index, (unit, sum));
                }
            }
        }
        self
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |above: bool| {
            let units = self
                .powers
                .iter()
                .filter(|(_, power)| (*power > 0) == above);
            let words: Vec<String> = units
                .map(|(unit, power)| match power.unsigned_abs() {
                    1 => unit.clone(),
                    power => format!("{unit}^{power}"),
                })
                .collect();
            words.join("*")
        };
        let (above, below) = (side(true), side(false));
        match (above.is_empty(), below.is_empty()) {
            (true, true) => f.write_str("1"),
            (false, true) => f.write_str(&above),
            (true, false) => write!(f, "1/{below}"),
            (false, false) => write!(f, "{above}/{below}"),
        }
    }
}
