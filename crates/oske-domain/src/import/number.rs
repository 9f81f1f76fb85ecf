//! Numbers and days as people write them in cells.

use chrono::NaiveDate;
use oske_types::{Exact, parse_date, quoted};

use super::mapping::{DecimalMark, Mapping};
use crate::RegisterFaultCode;

/// Why a cell does not hold what it should: a code, a message and how to mend it.
pub(super) type Reason = (RegisterFaultCode, String, String);

/// Reads a number as it was typed, in the words of a mapping.
///
/// Where the mapping does not say what marks decimals, a number that could be two is refused.
pub(super) fn number(text: &str, mapping: &Mapping) -> Result<Exact, Reason> {
    let plain = plain_number(text, mapping)?;
    plain.parse().map_err(|_| {
        let message = format!(
            "`{}` has too many digits: expected at most 38",
            quoted(text)
        );
        let help = "check that it is a number that someone counted".to_owned();
        (RegisterFaultCode::BadNumber, message, help)
    })
}

/// A number as `Exact` reads it: digits, with a point before decimals.
fn plain_number(text: &str, mapping: &Mapping) -> Result<String, Reason> {
    let bad = || {
        let message = format!(
            "`{}` is not a number: expected one such as `1 234,5`",
            quoted(text)
        );
        let help =
            "write digits alone, without a unit, and with spaces between thousands if at all";
        (RegisterFaultCode::BadNumber, message, help.to_owned())
    };
    let (is_negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let marks: Vec<char> = digits
        .chars()
        .filter(|sign| matches!(sign, '.' | ','))
        .collect();
    let decimal = match said_decimal(mapping) {
        Some(mark) => Some(mark.as_char()),
        None => match marks.as_slice() {
            [] => None,
            [mark] if !is_unclear(digits, *mark) => Some(*mark),
            _ if is_number_in_a_reading(digits) => return Err(unclear(text)),
            _ => return Err(bad()),
        },
    };
    let thousands = mapping.thousands.map(DecimalMark::as_char);
    let Some((groups, decimals)) = parts(digits, decimal, thousands) else {
        let is_said = |mark: &char| Some(*mark) == decimal || Some(*mark) == thousands;
        let has_other_mark = marks.iter().any(|mark| !is_said(mark));
        return Err(if has_other_mark && is_number_in_a_reading(digits) {
            other_mark(text, decimal)
        } else {
            bad()
        });
    };
    let sign = if is_negative { "-" } else { "" };
    let whole = groups.concat();
    // `Exact` writes and reads numbers without zeros before them.
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    let decimals = decimals.trim_end_matches('0');
    let is_zero = whole == "0" && decimals.is_empty();
    let sign = if is_zero { "" } else { sign };
    Ok(if decimals.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{decimals}")
    })
}

/// The groups of the whole part of a number and its decimals, by what marks them; `None` where it is none.
fn parts(
    digits: &str,
    decimal: Option<char>,
    thousands: Option<char>,
) -> Option<(Vec<&str>, &str)> {
    let are_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = match decimal.and_then(|mark| digits.split_once(mark)) {
        Some((whole, decimals)) if are_digits(decimals) => (whole, decimals),
        Some(_) => return None,
        None => (digits, ""),
    };
    let is_group_sign = |sign: char| sign.is_whitespace() || Some(sign) == thousands;
    let groups: Vec<&str> = whole.split(is_group_sign).collect();
    let fits = match groups.as_slice() {
        [only] => are_digits(only),
        [first, others @ ..] => {
            are_digits(first)
                && first.len() <= 3
                && others
                    .iter()
                    .all(|group| are_digits(group) && group.len() == 3)
        }
        [] => false,
    };
    fits.then_some((groups, decimals))
}

/// Whether a text is a number once it is said what marks decimals and what stands between thousands: of any other,
/// to say so would not help.
fn is_number_in_a_reading(digits: &str) -> bool {
    [(',', '.'), ('.', ',')]
        .into_iter()
        .any(|(decimal, thousands)| parts(digits, Some(decimal), Some(thousands)).is_some())
}

/// The mark of decimals, as the mapping says it or as that of thousands leaves it.
fn said_decimal(mapping: &Mapping) -> Option<DecimalMark> {
    let left = mapping.thousands.map(DecimalMark::other);
    mapping.decimal.or(left)
}

/// Whether a number with one mark could be thousands as well as decimals: one to three digits before
/// it, of which the first is no zero, and three after it.
fn is_unclear(digits: &str, mark: char) -> bool {
    digits.split_once(mark).is_some_and(|(before, after)| {
        (1..=3).contains(&before.len()) && !before.starts_with('0') && after.len() == 3
    })
}

fn unclear(text: &str) -> Reason {
    let message = format!(
        "`{}` could be two numbers: expected it to be said what marks decimals",
        quoted(text)
    );
    let help = "say `decimal = \",\"` in the mapping, and `thousands = \".\"` where a point stands between \
                thousands";
    (RegisterFaultCode::UnclearNumber, message, help.to_owned())
}

fn other_mark(text: &str, decimal: Option<char>) -> Reason {
    let decimal = decimal.unwrap_or(',');
    let other = if decimal == ',' { '.' } else { ',' };
    let message = format!(
        "`{}` has a `{other}` where `{decimal}` marks decimals: expected digits, and spaces between \
         thousands",
        quoted(text)
    );
    let help = "say in the mapping what marks decimals, `decimal`, and what stands between thousands, \
                `thousands`";
    (RegisterFaultCode::UnclearNumber, message, help.to_owned())
}

/// Reads a day: `1.6.2023` or `2023-06-01`.
pub(super) fn day(text: &str) -> Result<NaiveDate, Reason> {
    day_with_points(text).or_else(|| parse_date(text)).ok_or_else(|| {
        let message = format!(
            "`{}` is not a date: expected one such as `1.6.2023` or `2023-06-01`",
            quoted(text)
        );
        let help = if text.contains('/') {
            "write the day, the month and the year with points, for which of two numbers is the day \
             nobody knows"
        } else {
            "write the day, the month and the year with four digits, and no time of day"
        };
        (RegisterFaultCode::BadDate, message, help.to_owned())
    })
}

fn day_with_points(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split('.').map(str::trim_start).collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str, most: usize| {
        let are_digits =
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        are_digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (day, month) = (number(day, 2)?, number(month, 2)?);
    let year = number(year, 4).filter(|_| year.len() == 4)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// A number as `number` reads it in the words of a mapping, where it is a decimal.
pub(super) fn number_text(value: Exact, mapping: &Mapping) -> Option<String> {
    let plain = value.to_string();
    if plain.contains('/') {
        return None;
    }
    let said = said_decimal(mapping);
    let mark = said.unwrap_or(DecimalMark::Comma).as_char();
    let written = plain.replace('.', &mark.to_string());
    // Three decimals could be thousands, four could not.
    let unclear = said.is_none()
        && plain
            .split_once('.')
            .is_some_and(|(_, decimals)| decimals.len() == 3);
    Some(if unclear {
        format!("{written}0")
    } else {
        written
    })
}

#[cfg(test)]
mod tests {
    use super::{day, number};
    use crate::RegisterFaultCode;
    use crate::import::{DecimalMark, Mapping};

    fn read(text: &str, mapping: &Mapping) -> String {
        match number(text, mapping) {
            Ok(value) => value.to_string(),
            Err((code, ..)) => code.to_string(),
        }
    }

    #[test]
    fn numbers_are_read_where_they_can_be_one_thing() {
        let default = Mapping::default();
        let comma = Mapping::default().with_decimal(DecimalMark::Comma);
        let grouped = comma.clone().with_thousands(DecimalMark::Point);
        let point = Mapping::default().with_decimal(DecimalMark::Point);
        let table = [
            // text, nothing said, comma, comma and points, point
            ("1234", "1234", "1234", "1234", "1234"),
            ("0012", "12", "12", "12", "12"),
            ("1 234,50", "1234.5", "1234.5", "1234.5", "unclear-number"),
            (
                "1\u{a0}234\u{202f}567",
                "1234567",
                "1234567",
                "1234567",
                "1234567",
            ),
            ("1234.5", "1234.5", "unclear-number", "bad-number", "1234.5"),
            (
                "1,234",
                "unclear-number",
                "1.234",
                "1.234",
                "unclear-number",
            ),
            ("1.234", "unclear-number", "unclear-number", "1234", "1.234"),
            (
                "1.234,50",
                "unclear-number",
                "unclear-number",
                "1234.5",
                "unclear-number",
            ),
            (
                "1,234.50",
                "unclear-number",
                "unclear-number",
                "bad-number",
                "unclear-number",
            ),
            ("0,500", "0.5", "0.5", "0.5", "unclear-number"),
            (
                "1234,567",
                "1234.567",
                "1234.567",
                "1234.567",
                "unclear-number",
            ),
            ("\u{2212}5", "-5", "-5", "-5", "-5"),
            ("-0,0", "0", "0", "0", "unclear-number"),
            (
                "12 34",
                "bad-number",
                "bad-number",
                "bad-number",
                "bad-number",
            ),
            (
                "1 234 hlö",
                "bad-number",
                "bad-number",
                "bad-number",
                "bad-number",
            ),
            (
                "1e3",
                "bad-number",
                "bad-number",
                "bad-number",
                "bad-number",
            ),
            (",5", "bad-number", "bad-number", "bad-number", "bad-number"),
            ("5,", "bad-number", "bad-number", "bad-number", "bad-number"),
            ("", "bad-number", "bad-number", "bad-number", "bad-number"),
            (
                "1.234.567",
                "unclear-number",
                "unclear-number",
                "1234567",
                "bad-number",
            ),
        ];
        for (text, plain, with_comma, with_points, with_point) in table {
            let found = [&default, &comma, &grouped, &point].map(|mapping| read(text, mapping));
            assert_eq!(
                found,
                [plain, with_comma, with_points, with_point],
                "{text}"
            );
        }
    }

    /// A mark of decimals makes no number of them, so that to say which it is would help nobody.
    #[test]
    fn a_text_that_is_no_number_in_any_reading_is_not_unclear() {
        let comma = Mapping::default().with_decimal(DecimalMark::Comma);
        let point = Mapping::default().with_decimal(DecimalMark::Point);
        let grouped = comma.clone().with_thousands(DecimalMark::Point);
        for text in [
            "n. 49",
            "noin 49",
            "abc.def",
            "a,bcd",
            "1.2.3",
            "1,2,3",
            "1.",
            ",",
            ".",
            ",5",
            "12.34.567",
            "1.234,5,6",
        ] {
            for mapping in [&Mapping::default(), &comma, &point, &grouped] {
                let (code, message, help) = number(text, mapping).unwrap_err();
                assert_eq!(code, RegisterFaultCode::BadNumber, "{text}: {message}");
                assert!(message.contains("is not a number"), "{text}: {message}");
                assert!(!help.contains("decimal"), "{text}: {help}");
            }
        }
    }

    #[test]
    fn days_are_read_in_two_forms_alone() {
        for text in ["1.6.2023", "01.06.2023", "1. 6. 2023", "2023-06-01"] {
            assert_eq!(day(text).unwrap().to_string(), "2023-06-01", "{text}");
        }
        for text in [
            "1/6/2023",
            "1.6.23",
            "31.2.2023",
            "2023",
            "1.6.2023 12:00",
            "45078",
            "1.6.",
        ] {
            assert!(day(text).is_err(), "{text}");
        }
    }
}
