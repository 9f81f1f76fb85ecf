//! Numbers of a workbook, which are texts: as decimals and as days.

use chrono::{Days, NaiveDate};
use oske_types::quoted;

/// The digits that a spreadsheet keeps of a number.
const DIGITS: usize = 15;
/// The most digits before the point, and after it.
const MOST_PLACES: i64 = 30;

/// A number as a workbook writes it, as a plain decimal; or why it is none, as a message.
///
/// Spreadsheets compute in binary fractions and write up to 17 digits of them: `4.3499999999999996` for
/// 4.35, or `1.1000000000000001E-2`. Of these the first 15 are what was typed and what is shown, so that the
/// text is rounded to 15 digits, half away from zero, as a text.
pub(super) fn plain_decimal(text: &str) -> Result<String, String> {
    let none = || format!("the cell holds `{}`: expected a number", quoted(text));
    let (is_negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i16>().map_err(|_| none())?),
        None => (unsigned, 0),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, decimals].concat();
    if all.is_empty() || all.len() > 400 || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(none());
    }
    // The number is 0.DIGITS times ten to the power of `point`.
    let zeros = all.len().saturating_sub(all.trim_start_matches('0').len());
    let digits = all.trim_start_matches('0').trim_end_matches('0');
    if digits.is_empty() {
        return Ok("0".to_owned());
    }
    let whole_digits = i64::try_from(whole.len()).unwrap_or(i64::MAX);
    let zeros = i64::try_from(zeros).unwrap_or(i64::MAX);
    let point = whole_digits
        .saturating_sub(zeros)
        .saturating_add(i64::from(exponent));
    let (digits, carried) = rounded(digits);
    let point = point.saturating_add(i64::from(carried));
    let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    if point > i64::try_from(DIGITS).unwrap_or(i64::MAX) {
        return Err(format!(
            "the cell holds `{}`, a number with more than {DIGITS} digits, of which spreadsheets do not keep \
             the last: expected a text, or a smaller number",
            quoted(text)
        ));
    }
    if length.saturating_sub(point) > MOST_PLACES {
        return Err(format!(
            "the cell holds `{}`, which is next to nothing: expected a number that someone counted",
            quoted(text)
        ));
    }
    let sign = if is_negative { "-" } else { "" };
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
    let split = usize::try_from(point).unwrap_or_default().min(digits.len());
    let (before, after) = digits.split_at_checked(split).unwrap_or((&digits, ""));
    let before = if before.is_empty() {
        "0".to_owned()
    } else {
        // Digits that are all before the point may need zeros after them.
        [before, &zeros(point.saturating_sub(length))].concat()
    };
    Ok(if after.is_empty() {
        format!("{sign}{before}")
    } else {
        format!("{sign}{before}.{}{after}", zeros(point.saturating_neg()))
    })
}

/// The first 15 digits, rounded and without zeros at the end, and whether the first has become one more: of
/// `0.99…` comes `1.0`.
fn rounded(digits: &str) -> (String, bool) {
    let mut kept: Vec<u8> = digits.bytes().take(DIGITS).collect();
    let goes_up = digits
        .as_bytes()
        .get(DIGITS)
        .is_some_and(|next| *next >= b'5');
    let mut carries = goes_up;
    if goes_up {
        for digit in kept.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit = digit.saturating_add(1);
                carries = false;
                break;
            }
        }
    }
    if carries {
        kept.insert(0, b'1');
    }
    let text: String = kept.into_iter().map(char::from).collect();
    (text.trim_end_matches('0').to_owned(), carries)
}

/// The day of a number that is shown as one; or why it is none, as a message.
///
/// Days are counted from the last of 1899, in which the 29 February 1900 is counted that there was not, or
/// from the first of 1904.
pub(super) fn day(decimal: &str, starts_in_1904: bool) -> Result<NaiveDate, String> {
    if decimal.contains('.') {
        return Err("the cell holds a time of day: expected a day alone, or a text".to_owned());
    }
    let number: Option<u64> = decimal.parse().ok();
    let day = number.and_then(|number| match (starts_in_1904, number) {
        (true, number) => after(1904, 1, 1, number),
        (false, 1..=59) => after(1899, 12, 31, number),
        (false, 61..) => after(1899, 12, 30, number),
        (false, _) => None,
    });
    day.ok_or_else(|| {
        let decimal = quoted(decimal);
        format!("the cell holds the number {decimal} and is shown as a day, which it is not")
    })
}

fn after(year: i32, month: u32, day: u32, days: u64) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month, day)?;
    let last = NaiveDate::from_ymd_opt(9999, 12, 31)?;
    let day = first.checked_add_days(Days::new(days))?;
    (day <= last).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::{day, plain_decimal};

    #[test]
    fn numbers_are_the_decimals_that_a_spreadsheet_shows() {
        for (text, decimal) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("1234.5", "1234.5"),
            ("4.3499999999999996", "4.35"),
            ("0.30000000000000004", "0.3"),
            ("1.1000000000000001E-2", "0.011"),
            ("9.9999999999999998E-3", "0.01"),
            ("0.99999999999999994", "1"),
            ("1234.9999999999998", "1235"),
            ("123456789012345", "123456789012345"),
            ("1E+2", "100"),
            ("1.5e3", "1500"),
            ("-12.50", "-12.5"),
            ("1e-30", "0.000000000000000000000000000001"),
            ("007", "7"),
            ("100000000000000", "100000000000000"),
        ] {
            assert_eq!(plain_decimal(text).as_deref(), Ok(decimal), "{text}");
        }
        for text in [
            "",
            ".",
            "-",
            "1e",
            "NaN",
            "1,5",
            "1_0",
            "1234567890123456",
            "1e15",
            "1e-40",
            "9999999999999999.5",
            "1e99999",
        ] {
            assert!(
                plain_decimal(text).is_err(),
                "{text}: {:?}",
                plain_decimal(text)
            );
        }
    }

    #[test]
    fn days_are_counted_as_spreadsheets_count() {
        let shown = |decimal: &str, starts_in_1904| {
            day(decimal, starts_in_1904).map_or_else(|_| "none".to_owned(), |day| day.to_string())
        };
        for (number, from_1900, from_1904) in [
            ("0", "none", "1904-01-01"),
            ("1", "1900-01-01", "1904-01-02"),
            ("59", "1900-02-28", "1904-02-29"),
            ("60", "none", "1904-03-01"),
            ("61", "1900-03-01", "1904-03-02"),
            ("45078", "2023-06-01", "2027-06-02"),
            ("2958465", "9999-12-31", "none"),
            ("2958466", "none", "none"),
            ("-1", "none", "none"),
            ("45078.5", "none", "none"),
        ] {
            assert_eq!(shown(number, false), from_1900, "{number}");
            assert_eq!(shown(number, true), from_1904, "{number}");
        }
    }
}
