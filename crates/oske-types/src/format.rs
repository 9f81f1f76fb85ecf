//! Amounts, numbers and dates as people write them in Finnish, Swedish and English.

use chrono::{Datelike, NaiveDate};

use crate::{Amount, Currency, Exact, Language, Money, Rounding, RoundingMode};

const NO_BREAK_SPACE: char = '\u{a0}';
const MINUS: char = '\u{2212}';

impl Money {
    /// The amount as it is written in a language: `1 234,50 €` in Finnish and Swedish (with
    /// no-break spaces and the real minus sign), `€1,234.50` in English.
    ///
    /// ```
    /// use oske_types::{Currency, Language, Money};
    ///
    /// let due = Money::from_minor(123_450, Currency::EUR);
    /// assert_eq!(due.in_language(Language::Finnish), "1\u{a0}234,50\u{a0}€");
    /// assert_eq!(due.in_language(Language::English), "€1,234.50");
    /// ```
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        Amount::from(self).in_language(language)
    }
}

impl Amount {
    /// The amount as it is written in a language, with at least the decimals of the minor unit and
    /// all that it has; one without an end is written as a ratio.
    ///
    /// ```
    /// use oske_types::{Amount, Language};
    ///
    /// let due: Amount = "352.0863 EUR".parse()?;
    /// assert_eq!(due.in_language(Language::Swedish), "352,0863\u{a0}€");
    /// # Ok::<(), oske_types::ParseValueError>(())
    /// ```
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let currency = self.currency();
        let (sign, digits) = number_in(language, self.value(), currency.minor_digits());
        let symbol = currency.sign();
        match language {
            Language::Finnish | Language::Swedish => {
                format!("{sign}{digits}{NO_BREAK_SPACE}{symbol}")
            }
            Language::English if currency == Currency::EUR => format!("{sign}{symbol}{digits}"),
            Language::English => format!("{sign}{symbol}{NO_BREAK_SPACE}{digits}"),
        }
    }
}

impl Amount {
    /// The amount with its sign, as a change is written: also the plus of one above zero.
    ///
    /// ```
    /// use oske_types::{Amount, Language};
    ///
    /// let [less, more]: [Amount; 2] = ["-440 EUR".parse()?, "440 EUR".parse()?];
    /// assert_eq!(less.signed_in(Language::Finnish), "\u{2212}440,00\u{a0}€");
    /// assert_eq!(more.signed_in(Language::Finnish), "+440,00\u{a0}€");
    /// // English is written with a hyphen, as the Common Locale Data Repository has it.
    /// assert_eq!(less.signed_in(Language::English), "-€440.00");
    /// # Ok::<(), oske_types::ParseValueError>(())
    /// ```
    #[must_use]
    pub fn signed_in(self, language: Language) -> String {
        let amount = self.in_language(language);
        match self.value() > Exact::ZERO {
            true => format!("+{amount}"),
            false => amount,
        }
    }
}

impl Exact {
    /// The number as it is written in a language, digits in groups of three; one without an end is
    /// written as a ratio.
    ///
    /// ```
    /// use oske_types::{Exact, Language};
    ///
    /// assert_eq!(Exact::from(247_689).in_language(Language::Finnish), "247\u{a0}689");
    /// assert_eq!(Exact::from(247_689).in_language(Language::English), "247,689");
    /// ```
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let (sign, digits) = number_in(language, self, 0);
        format!("{sign}{digits}")
    }
}

impl Exact {
    /// The number as it is written in a language, rounded half away from zero to some decimals, all of
    /// which are written: so numbers stand below each other in a column. A number too large for that
    /// is written as by [`Exact::in_language`].
    ///
    /// ```
    /// use oske_types::{Exact, Language};
    ///
    /// let share: Exact = "200/3".parse()?;
    /// assert_eq!(share.in_language_to(Language::Finnish, 1), "66,7");
    /// assert_eq!(Exact::from(5).in_language_to(Language::Finnish, 1), "5,0");
    /// # Ok::<(), oske_types::ParseValueError>(())
    /// ```
    #[must_use]
    pub fn in_language_to(self, language: Language, decimals: u32) -> String {
        let step = 10_i128
            .checked_pow(decimals)
            .and_then(|steps| Self::ratio(1, steps).ok())
            .and_then(|step| Rounding::new(step, RoundingMode::HalfUp));
        let rounded = step.and_then(|rounding| rounding.round(self).ok());
        let (sign, digits) = number_in(language, rounded.unwrap_or(self), decimals);
        format!("{sign}{digits}")
    }
}

/// A date as it is written in a language: `31.12.2022` in Finnish and Swedish, `31 December 2022` in
/// English.
///
/// ```
/// use chrono::NaiveDate;
/// use oske_types::{Language, date_in};
///
/// let date = NaiveDate::from_ymd_opt(2023, 6, 1).ok_or("a date")?;
/// assert_eq!(date_in(Language::Finnish, date), "1.6.2023");
/// assert_eq!(date_in(Language::English, date), "1 June 2023");
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn date_in(language: Language, date: NaiveDate) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match language {
        Language::Finnish | Language::Swedish => format!("{day}.{month}.{year}"),
        Language::English => format!("{day} {} {year}", date.format("%B")),
    }
}

/// A date that is written `YYYY-MM-DD`, in a year of four digits, and nothing else.
///
/// ```
/// use oske_types::parse_date;
///
/// let date = parse_date("2023-06-01").ok_or("a date")?;
/// assert_eq!(date.to_string(), "2023-06-01");
/// assert_eq!(parse_date("2023-6-1"), None);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    // The length tells a year of four digits from one with a sign.
    (text.len() == 10 && date.to_string() == text).then_some(date)
}

/// The sign and the digits, apart because a currency may stand between them.
fn number_in(language: Language, value: Exact, least_decimals: u32) -> (String, String) {
    let (minus, group, point) = match language {
        Language::Finnish | Language::Swedish => (MINUS, NO_BREAK_SPACE, ','),
        Language::English => ('-', ',', '.'),
    };
    let sign = if value.is_negative() {
        minus.to_string()
    } else {
        String::new()
    };
    let digits = match value.decimal_parts(least_decimals) {
        Some((whole, decimals)) if decimals.is_empty() => grouped(whole, group),
        Some((whole, decimals)) => format!("{}{point}{decimals}", grouped(whole, group)),
        None => {
            let (top, bottom) = (
                value.numerator().unsigned_abs(),
                value.denominator().unsigned_abs(),
            );
            format!("{}/{}", grouped(top, group), grouped(bottom, group))
        }
    };
    (sign, digits)
}

/// Digits in groups of three from the right.
fn grouped(whole: u128, separator: char) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(place);
        if place > 0 && left.wrapping_rem(3) == 0 {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negative_amounts_carry_the_sign_of_the_language() {
        let credit = Money::from_minor(-1_234_567, Currency::EUR);
        assert_eq!(
            credit.in_language(Language::Finnish),
            "−12\u{a0}345,67\u{a0}€"
        );
        assert_eq!(credit.in_language(Language::English), "-€12,345.67");
        let yen = Money::from_minor(1_000, Currency::JPY);
        assert_eq!(yen.in_language(Language::English), "JPY\u{a0}1,000");
    }

    #[test]
    fn the_largest_amounts_keep_their_decimals() {
        let most = Amount::new(Exact::try_from(i128::MAX).unwrap(), Currency::EUR);
        let text = "€170,141,183,460,469,231,731,687,303,715,884,105,727.00";
        assert_eq!(most.in_language(Language::English), text);
    }

    #[test]
    fn ratios_are_grouped_too() {
        let value: Exact = "2200000/73".parse().unwrap();
        assert_eq!(value.in_language(Language::English), "2,200,000/73");
    }
}
