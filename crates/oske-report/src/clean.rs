//! Words and addresses as every format can hold them.

/// Words on one line: each run of white space is a space, and characters that HTML and XML may not hold,
/// or that a terminal obeys, are U+FFFD.
pub(crate) fn clean(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut after_space = false;
    for character in words.chars() {
        let is_space = character.is_ascii_whitespace();
        if is_space && after_space {
            continue;
        }
        text.push(if is_space {
            ' '
        } else if character.is_control() || is_no_character(character) {
            char::REPLACEMENT_CHARACTER
        } else {
            character
        });
        after_space = is_space;
    }
    text
}

/// The code points that Unicode keeps for no character.
fn is_no_character(character: char) -> bool {
    let code = u32::from(character);
    code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code)
}

/// Whether an address is of the web: nothing else is linked to, so that no document runs a script or
/// opens a file.
pub(crate) fn is_of_the_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        address
            .strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty())
    })
}

/// An address of the web in the characters that addresses are written in; the others are percent-encoded.
pub(crate) fn web_address(address: &str) -> Option<String> {
    if !is_of_the_web(address) {
        return None;
    }
    let mut text = String::with_capacity(address.len());
    for (at, character) in address.char_indices() {
        let is_plain = match character {
            // One that begins no code, or a second fragment, is itself encoded.
            '%' => address.get(at..).is_some_and(is_code),
            '#' => !text.contains('#'),
            _ => character.is_ascii_graphic() && !r#""<>[]\^`{|}"#.contains(character),
        };
        if is_plain {
            text.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                text.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    Some(text)
}

/// Whether a text begins with a percent sign and two hexadecimal digits.
fn is_code(text: &str) -> bool {
    let mut digits = text.chars().skip(1).take(2);
    let is_digit = |digit: Option<char>| digit.is_some_and(|digit| digit.is_ascii_hexdigit());
    is_digit(digits.next()) && is_digit(digits.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_on_one_line_and_command_nothing() {
        assert_eq!(clean(" a\r\n\tb\u{a0}c "), " a b\u{a0}c ");
        assert_eq!(clean("\u{1b}[2J\0\u{85}\u{FFFE}\u{FDD0}"), "�[2J����");
    }

    #[test]
    fn only_the_web_is_linked_to() {
        for address in [
            "",
            "https://",
            "javascript:alert(1)",
            "file:///etc/passwd",
            " https://a.fi",
        ] {
            assert_eq!(web_address(address), None, "{address}");
        }
        let address = web_address("https://a.fi/ä b?c=\"<d>\"&e=%20&g=5%#f#");
        let written = "https://a.fi/%C3%A4%20b?c=%22%3Cd%3E%22&e=%20&g=5%25#f%23";
        assert_eq!(address.as_deref(), Some(written));
    }
}
