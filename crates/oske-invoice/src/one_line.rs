//! Texts of an invoice, kept on one line.

/// A text with every run of white space and control characters as one space, and none at its ends;
/// `None` if nothing is left.
///
/// Characters that no XML document can hold count as space too, so that what is kept can always be written.
pub(crate) fn one_line(text: &str) -> Option<String> {
    let words = text.split(|letter: char| is_space(letter));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_space_and_control_become_one_space() {
        let text = " Esimerkin\u{0}\r\n kunta\t\u{ffff}ry ";
        assert_eq!(one_line(text).as_deref(), Some("Esimerkin kunta ry"));
        assert_eq!(one_line(" \u{7}\n"), None);
    }
}
