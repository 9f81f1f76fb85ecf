//! [`Dimension`]: the unit of a formula's result, a product of units and their inverses.

use std::fmt;
use std::rc::Rc;

/// A product of powers of units: `EUR/inhabitant` is EUR¹ · inhabitant⁻¹. Copying one is cheap, for
/// every part of a formula has one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Dimension {
    // INVARIANT: in order of the units, each once, no power is zero; `None` where there is no unit.
    powers: Option<Rc<[Power]>>,
}

type Power = (Rc<str>, i32);

impl Dimension {
    /// A bare number.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    pub(crate) fn of(unit: &str) -> Self {
        Self::new(vec![(unit.into(), 1)])
    }

    fn new(powers: Vec<Power>) -> Self {
        Self {
            powers: (!powers.is_empty()).then(|| powers.into()),
        }
    }

    fn powers(&self) -> &[Power] {
        self.powers.as_deref().unwrap_or_default()
    }

    /// Reads `EUR`, `EUR/inhabitant/month`, `1` or `1/month`; the error is the word that is no unit.
    pub(crate) fn parse(text: &str, is_unit: impl Fn(&str) -> bool) -> Result<Self, String> {
        let mut powers = Vec::new();
        let mut rest = text;
        let mut power = 1;
        loop {
            let end = rest.find(['/', '*']).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            if word != "1" {
                if !is_unit(word) {
                    return Err(word.to_owned());
                }
                multiply_by(&mut powers, &word.into(), power);
            }
            power = if behind.starts_with('/') { -1 } else { 1 };
            match behind.get(1..) {
                Some(next) => rest = next,
                None => return Ok(Self::new(powers)),
            }
        }
    }

    pub(crate) fn multiply(&self, other: &Self) -> Self {
        match (&self.powers, &other.powers) {
            (_, None) => self.clone(),
            (None, _) => other.clone(),
            (Some(own), Some(others)) => {
                let mut powers = own.to_vec();
                for (unit, power) in others.iter() {
                    multiply_by(&mut powers, unit, *power);
                }
                Self::new(powers)
            }
        }
    }

    pub(crate) fn divide(&self, other: &Self) -> Self {
        let inverse = other.powers().iter();
        let inverse = inverse.map(|(unit, power)| (Rc::clone(unit), power.saturating_neg()));
        self.multiply(&Self::new(inverse.collect()))
    }
}

fn multiply_by(powers: &mut Vec<Power>, unit: &Rc<str>, power: i32) {
    match powers.binary_search_by(|(known, _)| known.cmp(unit)) {
        Err(index) => powers.insert(index, (Rc::clone(unit), power)),
        Ok(index) => {
            let (unit, own) = powers.remove(index);
            let sum = own.saturating_add(power);
            if sum != 0 {
                powers.insert(index, (unit, sum));
            }
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |above: bool| {
            let units = self.powers().iter();
            let units = units.filter(|(_, power)| (*power > 0) == above);
            let words: Vec<String> = units
                .map(|(unit, power)| match power.unsigned_abs() {
                    1 => unit.to_string(),
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
