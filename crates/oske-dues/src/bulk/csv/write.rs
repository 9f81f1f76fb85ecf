//! Writing cells: names in quotes where they must be, amounts with all decimals of their currency.

use oske_types::Currency;

/// The name of a payer as text in UTF-8, whatever stood in its cell.
pub(super) fn push_id(written: &mut Vec<u8>, id: &[u8]) {
    push_cell(written, String::from_utf8_lossy(id).as_bytes());
}

/// A cell, in quotes where it must be.
fn push_cell(written: &mut Vec<u8>, cell: &[u8]) {
    if !cell
        .iter()
        .any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'))
    {
        written.extend_from_slice(cell);
        return;
    }
    written.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            written.push(b'"');
        }
        written.push(*byte);
    }
    written.push(b'"');
}

/// An amount with all decimals of its currency: `110.00`.
pub(super) fn push_amount(
    written: &mut Vec<u8>,
    minor: i64,
    own: Currency,
    foreign: Option<Currency>,
) {
    let currency = foreign.unwrap_or(own);
    let decimals = usize::try_from(currency.minor_digits()).unwrap_or_default();
    let mut digits = [b'0'; 40];
    let mut rest = minor.unsigned_abs();
    let mut count = 0_usize;
    for (place, slot) in digits.iter_mut().rev().enumerate() {
        if rest == 0 && place > decimals {
            break;
        }
        let digit = u8::try_from(rest.wrapping_rem(10)).unwrap_or(0);
        *slot = b'0'.wrapping_add(digit);
        rest = rest.wrapping_div(10);
        count = place.saturating_add(1);
    }
    if minor < 0 {
        written.push(b'-');
    }
    let begin = digits.len().saturating_sub(count);
    let point = digits.len().saturating_sub(decimals);
    written.extend_from_slice(digits.get(begin..point).unwrap_or_default());
    if decimals > 0 {
        written.push(b'.');
        written.extend_from_slice(digits.get(point..).unwrap_or_default());
    }
    if foreign.is_some() {
        written.push(b' ');
        written.extend_from_slice(currency.code().as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oske_types::Money;

    #[test]
    fn amounts_are_written_as_money_is() {
        for currency in [Currency::EUR, Currency::JPY, "TND".parse().unwrap()] {
            for minor in [
                0,
                1,
                -1,
                9,
                10,
                99,
                100,
                -100,
                1_000,
                123_456_789,
                i64::MAX,
                i64::MIN,
            ] {
                let mut written = Vec::new();
                push_amount(&mut written, minor, currency, None);
                let expected = Money::from_minor(minor, currency).to_decimal_text();
                assert_eq!(String::from_utf8(written).unwrap(), expected);
            }
        }
    }
}
