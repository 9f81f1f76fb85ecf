//! Reading cells into blocks: what is read most often is read here, anything else step by step.

use chrono::{Datelike, NaiveDate};

use super::header::{CsvContent, value_of};
use crate::bulk::bound;
use crate::bulk::grid::Grid;
use crate::bulk::needs::Needs;
use crate::bulk::run::Block;
use crate::policy::Policy;

/// The most decimals of a number that is read without more ado.
pub(super) const MOST_DECIMALS: usize = 12;

/// The most digits of such a number: as many as always fit 64 bits.
const MOST_DIGITS: usize = 18;

impl CsvContent {
    /// Reads a cell into a row of a block.
    pub(super) fn read(&self, policy: &Policy, cell: &[u8], block: &mut Block, row: usize) {
        match self {
            Self::Id => {}
            Self::Choice {
                attribute,
                values,
                absent,
            } => {
                let found = if cell.is_empty() {
                    if absent.is_none() {
                        block.set_missing(row, Needs::attribute(*attribute));
                    }
                    *absent
                } else {
                    let value = value_of(values, cell);
                    if value.is_none() {
                        block.set_odd(row);
                    }
                    value
                };
                bound::set(&mut block.choices, *attribute, row, found.unwrap_or(0));
            }
            Self::Number {
                measure,
                grid,
                scalings,
                is_absent_said,
            } => {
                let found = Decimal::read(cell).and_then(|decimal| {
                    let scaling = scalings.get(decimal.decimals).copied().flatten()?;
                    scaling.apply(decimal.digits)
                });
                let of = (policy, *measure, *grid, *is_absent_said);
                put_number(of, cell, found, block, row);
            }
            Self::Date {
                measure,
                grid,
                is_absent_said,
            } => {
                let found = day_of(cell)
                    .filter(|day| grid.is_some_and(|grid| grid.low <= *day && *day <= grid.high));
                let of = (policy, *measure, *grid, *is_absent_said);
                put_number(of, cell, found, block, row);
            }
        }
    }
}

/// Puts a number into a row: what was found in the cell, or what stands for an empty one.
fn put_number(
    (policy, measure, grid, is_absent_said): (&Policy, usize, Option<Grid>, bool),
    cell: &[u8],
    found: Option<i64>,
    block: &mut Block,
    row: usize,
) {
    let low = grid.map_or(0, |grid| grid.low);
    let absent = grid.and_then(|grid| grid.absent);
    let number = match found {
        Some(found) => found,
        None if !cell.is_empty() => {
            block.set_odd(row);
            low
        }
        None => {
            if absent.is_none() && is_absent_said {
                block.set_odd(row);
            } else if absent.is_none() {
                block.set_missing(row, Needs::measure(policy, measure));
            }
            absent.unwrap_or(low)
        }
    };
    bound::set(&mut block.measures, measure, row, number);
}

/// Digits with so many decimals.
struct Decimal {
    digits: i64,
    decimals: usize,
}

impl Decimal {
    /// Reads what is read most often; `None` for anything else, be it a number or not.
    fn read(cell: &[u8]) -> Option<Self> {
        let (is_negative, text) = match cell.strip_prefix(b"-") {
            Some(rest) => (true, rest),
            None => (false, cell),
        };
        let mut digits = 0_i64;
        let mut count = 0_usize;
        let mut point = None;
        for (place, byte) in text.iter().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    count = count.saturating_add(1);
                    let digit = i64::from(byte.wrapping_sub(b'0'));
                    digits = digits.wrapping_mul(10).wrapping_add(digit);
                }
                b'.' if point.is_none() && place > 0 => point = Some(place),
                _ => return None,
            }
        }
        let decimals = match point {
            Some(point) => text.len().checked_sub(point)?.checked_sub(1)?,
            None => 0,
        };
        let is_strict = match text {
            [b'0', b'.', ..] | [b'0'] => true,
            [b'0', ..] => false,
            _ => true,
        };
        let is_plain = is_strict
            && (1..=MOST_DIGITS).contains(&count)
            && decimals <= MOST_DECIMALS
            && (point.is_none() || decimals > 0)
            && !(is_negative && digits == 0);
        is_plain.then_some(Self {
            digits: if is_negative {
                digits.wrapping_neg()
            } else {
                digits
            },
            decimals,
        })
    }
}

/// The number of a day as it is written most often.
fn day_of(cell: &[u8]) -> Option<i64> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = cell else {
        return None;
    };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| digit.wrapping_sub(b'0'))?;
            Some(number.wrapping_mul(10).wrapping_add(digit.into()))
        })
    };
    let year = i32::try_from(number(&[y0, y1, y2, y3])?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(&[m0, m1])?, number(&[d0, d1])?)?;
    Some(date.num_days_from_ce().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use oske_types::Exact;

    #[test]
    fn numbers_are_read_as_exact_ones_are_or_left_to_them() {
        let texts = [
            "0",
            "1",
            "-1",
            "10",
            "1.5",
            "-0.5",
            "0.80",
            "05",
            "-0",
            "-0.0",
            "1.",
            ".5",
            "",
            "-",
            "1e3",
            "+1",
            "1_000",
            "1,5",
            "1/2",
            "00",
            "0.0",
            "123456789012345678",
            "1234567890123456789",
            "0.1234567890123",
            "--1",
            "1.2.3",
            "- 1",
        ];
        for text in texts {
            if let Some(decimal) = Decimal::read(text.as_bytes()) {
                let scale = 10_i128.pow(u32::try_from(decimal.decimals).unwrap());
                let read = Exact::ratio(decimal.digits.into(), scale).unwrap();
                assert_eq!(text.parse(), Ok(read), "{text}");
            }
        }
        assert!(Decimal::read(b"70521").is_some() && Decimal::read(b"0.0625").is_some());
    }
}
