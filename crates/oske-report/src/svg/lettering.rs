//! How wide words are, and in which lines they fit.

use crate::svg::length::Length;

/// The size of names.
pub(crate) const TEXT: Length = Length::of(15);
/// The size of numbers at axes and of remarks.
pub(crate) const SMALL: Length = Length::of(14);
/// From one line to the next.
pub(crate) const LINE: Length = Length::of(19);

/// More than this of a name is not looked at: no picture is so wide.
const LONGEST: usize = 400;

/// About how wide words are. The widths are those of a wide sans-serif face, so that what fits here fits
/// in the narrower faces of most readers too.
pub(crate) fn width(words: &str, size: Length) -> Length {
    let parts = words.chars().take(LONGEST).map(thousandths);
    let width: i64 = parts.fold(0, i64::saturating_add);
    Length::of_tenths(
        width
            .saturating_mul(size.in_tenths())
            .saturating_add(999)
            .wrapping_div(1000),
    )
}

/// Words in at most `most` lines of a width; what is left of them is cut off with an ellipsis.
pub(crate) fn wrapped(words: &str, size: Length, widest: Length, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for part in parts(words) {
        let longer = format!("{line}{part}");
        if width(longer.trim_end(), size) <= widest {
            line = longer;
            continue;
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        line = part;
        while width(line.trim_end(), size) > widest && lines.len() < most {
            let (head, tail) = broken(&line, size, widest);
            lines.push(head);
            line = tail;
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last}\u{2026}"), size, widest);
        }
    }
    lines
}

/// Words in one line, cut off with an ellipsis where they are too wide.
pub(crate) fn cut(words: &str, size: Length, widest: Length) -> String {
    let is_short = words.chars().nth(LONGEST).is_none();
    if is_short && width(words, size) <= widest {
        return words.to_owned();
    }
    let mut kept = String::new();
    for letter in words.chars().filter(|&letter| letter != '\u{2026}') {
        let longer = format!("{kept}{letter}");
        if width(&format!("{longer}\u{2026}"), size) > widest {
            break;
        }
        kept = longer;
    }
    format!("{}\u{2026}", kept.trim_end())
}

/// Words in parts between which a line may end: after spaces and hyphens.
fn parts(words: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut last = ' ';
    for letter in words.chars().take(LONGEST) {
        let ends = matches!(last, ' ' | '-' | '\u{2013}' | '/') && letter != ' ';
        if ends && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
        last = letter;
    }
    parts
}

/// A word in what fits and the rest, each of at least one letter.
fn broken(word: &str, size: Length, widest: Length) -> (String, String) {
    let mut head = String::new();
    let mut letters = word.chars();
    while let Some(letter) = letters.clone().next() {
        let longer = format!("{head}{letter}");
        if !head.is_empty() && width(&longer, size) > widest {
            break;
        }
        letters.next();
        head = longer;
    }
    (head, letters.collect())
}

/// The width of a letter in thousandths of its size.
const fn thousandths(letter: char) -> i64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' => 280,
        'I' | 'J' | '(' | ')' | '[' | ']' | 'f' | 't' | 'r' => 400,
        ' ' | '\u{a0}' | ',' | '.' | ':' | ';' | '/' | '-' => 330,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '\u{2026}' => 980,
        'A'..='Z' | 'Å' | 'Ä' | 'Ö' => 720,
        '\u{2212}' | '+' | '<' | '>' | '=' => 840,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffff}' | '\u{1f000}'.. => 1_100,
        _ => 640,
    }
}

#[cfg(test)]
mod tests {
    use super::{TEXT, cut, width, wrapped};
    use crate::svg::length::Length;

    #[test]
    fn names_break_at_spaces_and_hyphens() {
        let name = "sosiaali- ja terveydenhuollon kuntayhtymä";
        let lines = wrapped(name, TEXT, Length::of(200), 3);
        assert_eq!(lines, ["sosiaali- ja", "terveydenhuollon", "kuntayhtymä"]);
    }

    #[test]
    fn no_line_is_wider_than_it_may_be() {
        let name = "lentokonesuihkuturbiinimoottori".repeat(6);
        for widest in [60, 100, 333].map(Length::of) {
            let lines = wrapped(&name, TEXT, widest, 2);
            assert_eq!(lines.len(), 2);
            assert!(lines.iter().all(|line| width(line, TEXT) <= widest));
            assert!(lines.last().is_some_and(|line| line.ends_with('\u{2026}')));
            assert!(width(&cut(&name, TEXT, widest), TEXT) <= widest);
        }
    }

    #[test]
    fn nothing_is_one_empty_line() {
        assert_eq!(wrapped("", TEXT, Length::of(100), 2), [""]);
    }
}
