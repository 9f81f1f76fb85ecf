//! ISO 7064 modulo 97, the check digits of accounts (ISO 13616) and creditor references (ISO 11649).

/// The text as one number, letters counting 10 to 35, modulo 97; `None` for other characters.
fn remainder(text: impl IntoIterator<Item = u8>) -> Option<u32> {
    let mut rest: u32 = 0;
    for letter in text {
        let value = char::from(letter).to_digit(36)?;
        let shift = if value < 10 { 10 } else { 100 };
        // INVARIANT: the rest is below 97 and the value below 36, so this is below 9,700.
        rest = rest
            .wrapping_mul(shift)
            .wrapping_add(value)
            .wrapping_rem(97);
    }
    Some(rest)
}

/// The two check digits for a text that they stand before, after a word of two letters.
///
/// They are 02 to 98.
pub(crate) fn check_digits(word: &str, base: &str) -> Option<String> {
    let rest = remainder(base.bytes().chain(word.bytes()).chain(*b"00"))?;
    Some(format!("{:02}", 98_u32.saturating_sub(rest)))
}

/// Whether check digits fit the text that they stand before, after a word of two letters. 00, 01 and 99
/// have the rest of 97, 98 and 02, but are never computed.
pub(crate) fn fits(word: &str, check: &str, base: &str) -> bool {
    check_digits(word, base).is_some_and(|right| right == check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_check_digits() {
        assert_eq!(check_digits("RF", "2348236").unwrap(), "33");
        assert_eq!(check_digits("RF", "P").unwrap(), "08");
        assert_eq!(check_digits("FI", "44052020036082").unwrap(), "79");
        assert_eq!(check_digits("RF", "å"), None);
    }

    #[test]
    fn check_digits_of_the_same_rest_do_not_fit() {
        // Of every 97 bases one has 97, one 98 and one 02.
        let mut seen = [false; 3];
        for base in 1000..1200 {
            let base = base.to_string();
            for (place, (right, others)) in [("97", "00"), ("98", "01"), ("02", "99")]
                .into_iter()
                .enumerate()
            {
                if fits("RF", right, &base) {
                    seen[place] = true;
                    assert!(!fits("RF", others, &base));
                }
            }
        }
        assert_eq!(seen, [true; 3]);
    }
}
