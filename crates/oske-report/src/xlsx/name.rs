//! [`SheetNames`]: names that a workbook takes.

use std::collections::BTreeSet;

use crate::clean::clean;

/// The most UTF-16 units of a name.
const LONGEST: usize = 31;

/// The names that are taken.
#[derive(Default)]
pub(super) struct SheetNames {
    taken: BTreeSet<String>,
}

impl SheetNames {
    /// A name from a title, or from another word if the title has nothing that a name may have. It is
    /// cut to what fits; of equal names, whatever their letters' size, the second has a 2 after it.
    pub(super) fn name(&mut self, title: &str, other: &str) -> String {
        let plain: String = clean(title)
            .chars()
            .map(|character| match character {
                '[' => '(',
                ']' => ')',
                ':' | '*' | '?' | '/' | '\\' => '-',
                other => other,
            })
            .collect();
        let plain = match trimmed(&plain) {
            "" => other,
            // Kept by Excel for itself.
            name if name.eq_ignore_ascii_case("history") => other,
            name => name,
        };
        let mut count = 1_usize;
        loop {
            let number = if count == 1 {
                String::new()
            } else {
                format!(" {count}")
            };
            let begin = cut(plain, LONGEST.saturating_sub(number.len()));
            let name = format!("{}{number}", trimmed(begin));
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            count = count.saturating_add(1);
        }
    }
}

/// Without what a name may not begin and end with.
fn trimmed(name: &str) -> &str {
    name.trim_matches([' ', '\''])
}

/// The beginning of so many UTF-16 units.
fn cut(name: &str, units: usize) -> &str {
    let mut length = 0_usize;
    for (at, character) in name.char_indices() {
        length = length.saturating_add(character.len_utf16());
        if length > units {
            return name.get(..at).unwrap_or_default();
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_and_differ() {
        let mut names = SheetNames::default();
        let long = "Maksut lajeittain ja hyvinvointialueittain";
        for (title, name) in [
            ("Maksut", "Maksut"),
            ("MAKSUT", "MAKSUT 2"),
            ("'a/b': [c]?", "a-b'- (c)-"),
            (long, "Maksut lajeittain ja hyvinvoint"),
            (long, "Maksut lajeittain ja hyvinvoi 2"),
            ("", "Taulukko"),
            ("'", "Taulukko 2"),
            ("History", "Taulukko 3"),
        ] {
            let made = names.name(title, "Taulukko");
            assert_eq!(made, name);
            assert!(rust_xlsxwriter::utility::check_sheet_name(&made).is_ok());
        }
    }
}
