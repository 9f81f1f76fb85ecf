//! Numbers without an end, for formats that have decimals alone.

use oske_types::{Exact, Rounding, RoundingMode};

/// The digits that programs keep of a number, spreadsheets among them.
pub(crate) const DIGITS: usize = 15;

/// A number rounded half away from zero to the decimals that are left of fifteen digits; `None` if it has
/// none left.
pub(crate) fn rounded(number: Exact) -> Option<String> {
    let whole = number.abs().floor();
    let of_whole = if whole == 0 {
        0
    } else {
        whole.to_string().len()
    };
    let decimals = u32::try_from(DIGITS.checked_sub(of_whole)?).ok()?;
    let step = Exact::ratio(1, 10_i128.checked_pow(decimals)?).ok()?;
    let rounding = Rounding::new(step, RoundingMode::HalfUp)?;
    let text = rounding.round(number).ok()?.to_string();
    (significant(&text) <= DIGITS).then_some(text)
}

/// The significant digits of a decimal.
pub(crate) fn significant(decimal: &str) -> usize {
    let digits: String = decimal.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}
