//! [`Dimension`]: the unit of a formula's result, a product of units and their inverses.

use std::collections::BTreeMap;
use std::fmt;

/// A product of powers of units: `EUR/inhabitant` is EUR¹ · inhabitant⁻¹.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Dimension {
    // INVARIANT: no power is zero.
    powers: BTreeMap<String, i32>,
}

impl Dimension {
    /// A bare number.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    pub(crate) fn of(unit: &str) -> Self {
        Self::none().times(unit, 1)
    }

    /// Reads `EUR`, `EUR/inhabitant`, `1` or `1/month`; the error is the word that is no unit.
    pub(crate) fn parse(text: &str, is_unit: impl Fn(&str) -> bool) -> Result<Self, String> {
        let (above, below) = match text.split_once('/') {
            Some((above, below)) => (above, Some(below)),
            None => (text, None),
        };
        let mut dimension = Self::none();
        if above != "1" {
            if !is_unit(above) {
                return Err(above.to_owned());
            }
            dimension = dimension.times(above, 1);
        }
        match below {
            Some(below) if !is_unit(below) => Err(below.to_owned()),
            Some(below) => Ok(dimension.times(below, -1)),
            None => Ok(dimension),
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
        let sum = self.powers.remove(unit).unwrap_or(0).saturating_add(power);
        if sum != 0 {
            self.powers.insert(unit.to_owned(), sum);
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
                .filter(|(_, power)| (**power > 0) == above);
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
