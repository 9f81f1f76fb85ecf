//! What people write, without what they write only to be read: spaces, small letters.

use crate::IdentifierError;
use crate::error::Kind;

/// A text without its spaces and invisible marks, in capital ASCII letters.
///
/// What stands on two lines or in two cells of a table is two things and is refused.
pub(crate) fn compact(kind: Kind, text: &str) -> Result<String, IdentifierError> {
    let mut letters = without_blanks(kind, text)?;
    letters.make_ascii_uppercase();
    Ok(letters)
}

/// A text without its spaces and invisible marks.
pub(crate) fn without_blanks(kind: Kind, text: &str) -> Result<String, IdentifierError> {
    let trimmed = text.trim_matches(is_blank);
    if trimmed.is_empty() {
        return Err(kind.malformed(text, "expected something, found nothing"));
    }
    if trimmed.contains(is_break) {
        let reason = "expected one at a time, found a tab or line break in it";
        return Err(kind.malformed(text, reason));
    }
    Ok(trimmed
        .chars()
        .filter(|letter| !is_blank(*letter))
        .collect())
}

/// The text in groups of a size, the last one perhaps shorter.
pub(crate) fn in_groups(text: &str, size: usize) -> String {
    grouped(text, size, 0)
}

/// The text in groups of a size, the first one perhaps shorter.
pub(crate) fn in_groups_from_the_right(text: &str, size: usize) -> String {
    let length = text.chars().count();
    let first = length.checked_rem(size).unwrap_or_default();
    grouped(text, size, size.saturating_sub(first))
}

fn grouped(text: &str, size: usize, before: usize) -> String {
    let mut groups = String::new();
    for (place, letter) in (before..).zip(text.chars()) {
        if !groups.is_empty() && place.checked_rem(size) == Some(0) {
            groups.push(' ');
        }
        groups.push(letter);
    }
    groups
}

/// Whether all are ASCII digits, of which there may be none.
pub(crate) fn are_digits(text: &str) -> bool {
    text.bytes().all(|letter| letter.is_ascii_digit())
}

/// The first character that a test does not let pass, as a message shows it: `` `x` ``.
pub(crate) fn first_stranger(text: &str, is_known: impl Fn(char) -> bool) -> Option<String> {
    let stranger = text.chars().find(|letter| !is_known(*letter))?;
    let shown = stranger.escape_debug();
    // Many a character of another script looks like one of these.
    Some(match u32::from(stranger) {
        ..0x80 => format!("`{shown}`"),
        number => format!("`{shown}` (U+{number:04X})"),
    })
}

/// So many characters, as a message counts them.
pub(crate) fn counted(text: &str, one: &str, many: &str) -> String {
    match text.chars().count() {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

/// A hyphen or what people and their programs write in place of one.
pub(crate) fn is_dash(letter: char) -> bool {
    matches!(
        letter,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Space of any kind, or a mark that is not seen: soft hyphen, zero width, direction.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
        )
}

/// What ends a line or a cell of a table.
fn is_break(letter: char) -> bool {
    matches!(
        letter,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const THING: Kind = Kind {
        what: "a thing",
        example: "AB",
    };

    #[test]
    fn blanks_of_all_kinds_are_left_out() {
        let text = "\u{feff} \ta\u{a0}b\u{202f}c\u{2009}d\u{200b}e\u{ad}f\u{2060}g\r\n";
        assert_eq!(compact(THING, text).unwrap(), "ABCDEFG");
        assert_eq!(compact(THING, "å ß").unwrap(), "åß");
    }

    #[test]
    fn two_lines_or_cells_are_two_things() {
        for text in ["1\n2", "1\t2", "1\r\n2", "1\u{2028}2"] {
            let error = compact(THING, text).unwrap_err();
            assert!(error.reason().contains("line break"), "{error}");
        }
    }

    #[test]
    fn groups_begin_where_they_are_counted_from() {
        assert_eq!(in_groups("123456789", 4), "1234 5678 9");
        assert_eq!(in_groups("12345678", 4), "1234 5678");
        assert_eq!(in_groups_from_the_right("1234561", 5), "12 34561");
        assert_eq!(in_groups_from_the_right("1234567890", 5), "12345 67890");
        assert_eq!(in_groups_from_the_right("1", 5), "1");
        assert_eq!(in_groups("", 4), "");
    }
}
