//! [`Table::file_name`] and [`Document::named_tables`]: what the file of a table is called.

use std::collections::BTreeSet;

use crate::{Document, Table};

/// The most letters of a name.
const LONGEST: usize = 60;

impl Table {
    /// What a file of the table is called, without an ending: the title in small letters of ASCII and
    /// digits, with hyphens between words.
    ///
    /// ```
    /// use oske_report::{Column, Table};
    ///
    /// let table = Table::new("Jäsenet, 1.1.2023", [Column::words("Jäsen")]);
    /// assert_eq!(table.file_name(), "jasenet-1-1-2023");
    /// ```
    #[must_use]
    pub fn file_name(&self) -> String {
        let mut name = String::new();
        for letter in self.title().chars().flat_map(char::to_lowercase) {
            let plain = match letter {
                'ä' | 'å' | 'á' | 'à' | 'â' | 'ã' => 'a',
                'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' => 'o',
                'é' | 'è' | 'ê' | 'ë' => 'e',
                'ü' | 'ú' | 'ù' | 'û' => 'u',
                'š' => 's',
                'ž' => 'z',
                letter if letter.is_ascii_alphanumeric() => letter,
                _ if name.is_empty() || name.ends_with('-') => continue,
                _ => '-',
            };
            name.push(plain);
            if name.len() >= LONGEST {
                break;
            }
        }
        let name = name.trim_end_matches('-');
        match name {
            "" => "table".to_owned(),
            // What Windows keeps for devices.
            "con" | "prn" | "aux" | "nul" => format!("{name}-table"),
            _ if name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt")) => {
                format!("{name}-table")
            }
            _ => name.to_owned(),
        }
    }
}

impl Document {
    /// Every table with the name of its file, in the order of reading. Of tables with one name the second
    /// has a 2 after it, and so on.
    #[must_use]
    pub fn named_tables(&self) -> Vec<(String, &Table)> {
        let mut taken = BTreeSet::new();
        self.tables()
            .map(|table| {
                let first = table.file_name();
                let mut name = first.clone();
                let mut count = 1_usize;
                while !taken.insert(name.clone()) {
                    count = count.saturating_add(1);
                    name = format!("{first}-{count}");
                }
                (name, table)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use oske_types::Language;

    use super::*;
    use crate::{Column, Section};

    fn named(title: &str) -> Table {
        Table::new(title, [Column::words("a")])
    }

    #[test]
    fn names_are_plain_and_never_empty() {
        for (title, name) in [
            ("Maksut lajeittain", "maksut-lajeittain"),
            ("  Åbo – Turku / 2023! ", "abo-turku-2023"),
            ("../../etc/passwd", "etc-passwd"),
            ("日本", "table"),
            ("NUL", "nul-table"),
            ("", "table"),
        ] {
            assert_eq!(named(title).file_name(), name);
        }
        assert_eq!(named(&"a".repeat(100)).file_name().len(), LONGEST);
    }

    #[test]
    fn no_two_files_have_one_name() {
        let section = ["Maksut", "maksut", "Maksut 2", "Maksut"]
            .into_iter()
            .fold(Section::new("a"), |section, title| {
                section.with(named(title))
            });
        let document = Document::new(Language::Finnish, "a").with(section);
        let names: Vec<String> = document
            .named_tables()
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["maksut", "maksut-2", "maksut-2-2", "maksut-3"]);
    }
}
