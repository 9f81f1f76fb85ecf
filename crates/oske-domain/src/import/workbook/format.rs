//! How the cells of a workbook are shown: whether a number is a day.

use std::collections::BTreeMap;

use super::Broken;
use super::xml::{Part, Piece, attribute};

/// What a number is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Number,
    Day,
    /// A time of day, or a length of time.
    Time,
}

/// What the numbers of each style are shown as, by its number.
#[derive(Debug, Default)]
pub(super) struct Formats {
    by_style: Vec<Shown>,
}

impl Formats {
    pub(super) fn read(text: &str) -> Result<Self, Broken> {
        let mut own: BTreeMap<u32, Shown> = BTreeMap::new();
        let mut formats = Self::default();
        let mut in_cell_styles = false;
        let mut part = Part::new(text);
        while let Some(piece) = part.next()? {
            let element = match piece {
                Piece::Begins { element, .. } => element,
                Piece::Ends(name) => {
                    in_cell_styles = in_cell_styles && name != "cellXfs";
                    continue;
                }
                Piece::Text(_) => continue,
            };
            match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId")?.and_then(|id| id.parse().ok());
                    let code = attribute(&element, "formatCode")?;
                    if let (Some(id), Some(code)) = (id, code) {
                        own.insert(id, by_code(&code));
                    }
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let id = attribute(&element, "numFmtId")?.and_then(|id| id.parse().ok());
                    let id: u32 = id.unwrap_or_default();
                    let shown = own.get(&id).copied();
                    formats.by_style.push(shown.unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            }
        }
        Ok(formats)
    }

    /// What the numbers of a cell's style are shown as.
    pub(super) fn of_style(&self, style: Option<usize>) -> Shown {
        let shown = style.and_then(|style| self.by_style.get(style));
        shown.copied().unwrap_or(Shown::Number)
    }
}

/// What the formats are that every workbook has, by number.
const fn built_in(id: u32) -> Shown {
    match id {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Day,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Shown::Time,
        _ => Shown::Number,
    }
}

/// What a format is that the workbook writes itself, as `d.m.yyyy`: by its first part, without what is
/// shown as it stands.
fn by_code(code: &str) -> Shown {
    let mut letters = code.chars();
    let mut signs = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            // The next one is shown as it stands, leaves its width, or fills the cell.
            '\\' | '_' | '*' => {
                letters.next();
            }
            '"' => while letters.next().is_some_and(|quoted| quoted != '"') {},
            '[' => {
                let inner: String = letters.by_ref().take_while(|inner| *inner != ']').collect();
                let inner = inner.to_lowercase();
                let is_length = !inner.is_empty()
                    && ["h", "m", "s"]
                        .iter()
                        .any(|unit| inner.replace(unit, "").is_empty());
                if is_length {
                    return Shown::Time;
                }
            }
            letter => signs.extend(letter.to_lowercase()),
        }
    }
    // `General` has none of these letters.
    if signs.contains(['y', 'd']) {
        Shown::Day
    } else if signs.contains(['h', 's']) {
        Shown::Time
    } else if signs.contains('m') {
        Shown::Day
    } else {
        Shown::Number
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, by_code};

    #[test]
    fn days_are_told_from_numbers_by_the_format() {
        for (code, shown) in [
            ("General", Shown::Number),
            ("0.00", Shown::Number),
            ("# ##0,00\\ \"d\";[Red]-0", Shown::Number),
            ("_-* #,##0.00\\ \"€\"_-", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("@", Shown::Number),
            ("d.m.yyyy", Shown::Day),
            ("yyyy-mm-dd;@", Shown::Day),
            ("[$-40B]d. mmmm yyyy", Shown::Day),
            ("dd/mm/yyyy hh:mm", Shown::Day),
            ("mmm", Shown::Day),
            ("hh:mm:ss", Shown::Time),
            ("[h]:mm", Shown::Time),
        ] {
            assert_eq!(by_code(code), shown, "{code}");
        }
    }
}
