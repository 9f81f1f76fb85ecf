//! Numbers as they are written in a picture: as short as they may be.

use oske_types::{Currency, Exact, Language};

use crate::svg::scale::{Grid, Range, order};

/// Numbers longer than this are written with a power of ten.
const LONGEST: usize = 15;

/// How the numbers at the ticks of an axis are written: all in one power of ten, with as many decimals as
/// they need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TickNumbers {
    grid: Grid,
    power: i32,
    decimals: u32,
    language: Language,
}

impl TickNumbers {
    pub(crate) fn new(range: Range, step: i64, language: Language) -> Self {
        let grid = range.grid();
        let ticks = range.ticks(step);
        let largest = ticks.iter().map(|tick| tick.unsigned_abs()).max();
        let largest = largest.and_then(u64::checked_ilog10).unwrap_or_default();
        let order = i32::try_from(largest)
            .unwrap_or_default()
            .saturating_sub(grid.exponent());
        let power = match order {
            -3..=6 => 0,
            7..=9 => 6,
            10..=12 => 9,
            _ => order.div_euclid(3).saturating_mul(3),
        };
        let numbers = Self {
            grid,
            power,
            decimals: 0,
            language,
        };
        let decimals = ticks.iter().map(|&tick| numbers.parts(tick).1).max();
        Self {
            decimals: decimals.unwrap_or_default(),
            ..numbers
        }
    }

    /// The number at a tick.
    pub(crate) fn label(self, tick: i64) -> String {
        let (whole, decimals) = self.parts(tick);
        10_i128
            .checked_pow(decimals)
            .and_then(|scale| Exact::ratio(whole, scale).ok())
            .map(|number| number.in_language_to(self.language, self.decimals))
            .unwrap_or_default()
    }

    /// The unit with the power of ten that the numbers are to be multiplied by.
    pub(crate) fn unit(self, unit: &str) -> String {
        let power = match (self.power, self.language) {
            (0, _) => return unit.to_owned(),
            (6, Language::Finnish | Language::Swedish) => "milj.".to_owned(),
            (6, Language::English) => "million".to_owned(),
            (9, Language::Finnish) => "mrd.".to_owned(),
            (9, Language::Swedish) => "md".to_owned(),
            (9, Language::English) => "billion".to_owned(),
            (power, _) => format!("10{}", raised(power)),
        };
        match self.language {
            Language::English if is_euro(unit) => format!("{unit} {power}"),
            _ => format!("{power} {unit}").trim_end().to_owned(),
        }
    }

    /// A tick as an integer and how many of its digits are decimals.
    fn parts(self, tick: i64) -> (i128, u32) {
        let mut number = i128::from(tick);
        let mut decimals = self.grid.exponent().saturating_add(self.power);
        while decimals > 0 && number.checked_rem(10) == Some(0) {
            number = number.wrapping_div(10);
            decimals = decimals.wrapping_sub(1);
            if number == 0 {
                decimals = 0;
            }
        }
        match u32::try_from(decimals) {
            Ok(decimals) => (number, decimals),
            Err(_) => {
                let scale = 10_i128.checked_pow(decimals.unsigned_abs());
                (number.saturating_mul(scale.unwrap_or(1)), 0)
            }
        }
    }
}

/// How values are written beside their bars, marks or in their tiles: with the decimals that one of them
/// needs, at most two more than the first digit of the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ValueNumbers<'u> {
    unit: &'u str,
    decimals: u32,
    language: Language,
}

impl<'u> ValueNumbers<'u> {
    pub(crate) fn new(values: &[Exact], unit: &'u str, language: Language) -> Self {
        let largest = values.iter().filter_map(|&value| order(value)).max();
        let most = 2_u32.saturating_add(largest.unwrap_or(0).min(0).unsigned_abs());
        let decimals = values
            .iter()
            .map(|value| value.decimals().map_or(most, |decimals| decimals.min(most)))
            .max()
            .unwrap_or_default();
        // Tens of cents are written with the cents.
        let decimals = match decimals {
            1 if is_euro(unit) => 2,
            _ => decimals,
        };
        Self {
            unit,
            decimals,
            language,
        }
    }

    /// The numbers without decimals.
    pub(crate) const fn whole(self) -> Self {
        Self {
            decimals: 0,
            ..self
        }
    }

    /// A value with its unit where that is a sign, as in `45 000 €` and `12,5 %`.
    pub(crate) fn text(self, value: Exact) -> String {
        let number = self.number(value);
        match (self.unit, self.language) {
            (unit, Language::English) if is_euro(unit) => {
                let size = number.trim_start_matches(['-', '\u{2212}']);
                let sign = number.strip_suffix(size).unwrap_or_default();
                format!("{sign}{unit}{size}")
            }
            ("%", Language::English) => format!("{number}%"),
            (unit, _) if is_sign(unit) => format!("{number}\u{a0}{unit}"),
            _ => number,
        }
    }

    /// The unit where it does not stand at each value.
    pub(crate) fn unit_apart(self) -> Option<&'u str> {
        (!is_sign(self.unit) && !self.unit.is_empty()).then_some(self.unit)
    }

    /// A value without its unit.
    pub(crate) fn number(self, value: Exact) -> String {
        let number = value.in_language_to(self.language, self.decimals);
        let is_zero = !number.chars().any(|digit| matches!(digit, '1'..='9'));
        if number.chars().count() > LONGEST || (is_zero && !value.is_zero()) {
            self.powered(value)
        } else {
            number
        }
    }

    /// A round value without its unit, with no more decimals than it has.
    pub(crate) fn shortest(self, value: Exact) -> String {
        let decimals = value.decimals().unwrap_or(self.decimals);
        let decimals = decimals.min(self.decimals.max(2));
        Self { decimals, ..self }.number(value)
    }

    /// A value as three digits and a power of ten: `1,23·10²⁰`.
    fn powered(self, value: Exact) -> String {
        let grid = Grid::of([value]);
        let digits = grid.place(value).wrapping_div(1_000_000_000_000);
        let first = Exact::ratio(i128::from(digits), 100).unwrap_or(Exact::ZERO);
        let power = order(value).unwrap_or_default();
        let first = first.in_language_to(self.language, 2);
        format!("{first}·10{}", raised(power))
    }
}

/// Whether a unit is the sign of the euro.
pub(crate) fn is_euro(unit: &str) -> bool {
    unit == Currency::EUR.sign()
}

/// Whether a unit is a sign that stands at each number.
fn is_sign(unit: &str) -> bool {
    is_euro(unit) || unit == "%"
}

/// A number in raised digits.
fn raised(number: i32) -> String {
    let digits = number.to_string();
    let raised = digits.chars().map(|digit| match digit {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => '⁰',
    });
    raised.collect()
}

#[cfg(test)]
mod tests {
    use oske_types::{Exact, Language};

    use super::{TickNumbers, ValueNumbers};
    use crate::svg::scale::{Grid, Range, Zero};

    fn exact(text: &str) -> Exact {
        text.parse().expect("a number")
    }

    fn ticks(high: &str) -> (Vec<String>, String) {
        let values = [Exact::ZERO, exact(high)];
        let range = Range::of(Grid::of(values), &values, Zero::Always);
        let step = range.step(2);
        let numbers = TickNumbers::new(range, step, Language::Finnish);
        let labels = range
            .ticks(step)
            .into_iter()
            .map(|tick| numbers.label(tick));
        (labels.collect(), numbers.unit("€"))
    }

    #[test]
    fn ticks_share_decimals_and_a_power() {
        let read = |labels: &[&str], unit: &str| {
            let labels = labels.iter().map(|&label| label.to_owned()).collect();
            (labels, unit.to_owned())
        };
        assert_eq!(ticks("1000"), read(&["0", "500", "1\u{a0}000"], "€"));
        assert_eq!(ticks("0.03"), read(&["0,00", "0,02"], "€"));
        assert_eq!(ticks("40000000"), read(&["0", "20", "40"], "milj. €"));
        assert_eq!(ticks("0.00002"), read(&["0", "10", "20"], "10⁻⁶ €"));
        let most = "170000000000000000000000000000000000000";
        assert_eq!(ticks(most), read(&["0", "100"], "10³⁶ €"));
    }

    #[test]
    fn values_share_decimals() {
        let values = ["45000", "1210.5", "-3"].map(exact);
        let numbers = ValueNumbers::new(&values, "€", Language::Finnish);
        let texts = values.map(|value| numbers.text(value));
        assert_eq!(
            texts,
            [
                "45\u{a0}000,00\u{a0}€",
                "1\u{a0}210,50\u{a0}€",
                "\u{2212}3,00\u{a0}€"
            ]
        );
        let numbers = ValueNumbers::new(&values, "€", Language::English);
        assert_eq!(numbers.text(exact("-3")), "-€3.00");
    }

    #[test]
    fn long_numbers_have_a_power() {
        let value = exact("123456789012345678901234567890");
        let numbers = ValueNumbers::new(&[value], "kpl", Language::Finnish);
        assert_eq!(numbers.text(value), "1,23·10²⁹");
        assert_eq!(numbers.unit_apart(), Some("kpl"));
        assert_eq!(numbers.number(exact("0.000012")), "1,20·10⁻⁵");
    }
}
