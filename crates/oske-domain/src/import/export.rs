//! [`Mapping::to_csv`]: a register as a sheet for an office.

use std::collections::BTreeSet;
use std::fmt;

use oske_types::Language;

use super::heading::heading_in;
use super::mapping::{Encoding, Mapping, Meaning, QuantityColumn};
use super::number::number_text;
use crate::register::field::FACT_PREFIX;
use crate::{FactName, Member, MemberFact, MemberField, Register};

impl Mapping {
    /// A register as CSV for a spreadsheet, as the mapping reads it again: in its encoding, UTF-8 with a byte
    /// order mark if it names none, with its separator, else semicolons, with its decimal mark, else a
    /// comma, headings and kinds in a language, and a column for each of its numbers. Lines end in CR and LF.
    ///
    /// Importing it with the same mapping gives an equal register, if the file is within the
    /// [limits](super#limits), if no heading or word of the mapping gives another meaning to what is written, and
    /// if the mapping does not look for the headings elsewhere than in the first row.
    ///
    /// ```
    /// use oske_domain::Register;
    /// use oske_domain::import::{Encoding, Mapping, Sheet};
    /// use oske_types::Language;
    ///
    /// let register = Register::from_csv("register.csv", "\
    /// id,name,kind,history
    /// county-20,Kainuun hyvinvointialue,wellbeing_services_county,admitted by 2022-12-12 stated
    /// ".as_bytes())?;
    /// let mapping = Mapping::default().with_encoding(Encoding::Iso8859_1);
    /// let bytes = mapping.to_csv(&register, Language::Finnish)?;
    /// assert!(bytes.starts_with(b"J\xE4sennumero;Nimi;"));
    ///
    /// let again = Sheet::from_csv("jasenet.csv", &bytes, &mapping)?.import()?;
    /// assert_eq!(*again.register(), register);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`NotInEncoding`] if a letter has no place in the encoding.
    pub fn to_csv(
        &self,
        register: &Register,
        headings: Language,
    ) -> Result<Vec<u8>, NotInEncoding> {
        let separator = self.separator.unwrap_or(';');
        let mut text = String::new();
        for row in self.table(register, headings) {
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    text.push(separator);
                }
                if cell.contains([separator, '"', ' ', '\n', '\r']) {
                    text.push('"');
                    text.push_str(&cell.replace('"', "\"\""));
                    text.push('"');
                } else {
                    text.push_str(cell);
                }
            }
            text.push_str("\r\n");
        }
        encoded(&text, self.encoding)
    }

    /// The rows of the table, with the headings as the first.
    fn table(&self, register: &Register, language: Language) -> Vec<Vec<String>> {
        let plain: Vec<(Meaning, Option<MemberField>)> = MEANINGS.to_vec();
        let quantities: Vec<(&str, &QuantityColumn)> = self.quantities().collect();
        let is_number = |name: &FactName, fact: &MemberFact| {
            let mut columns = quantities.iter();
            columns.any(|(_, column)| column_text(column, name, fact, self).is_some())
        };
        let others: BTreeSet<&FactName> = register
            .members()
            .flat_map(Member::facts)
            .filter(|(name, fact)| !is_number(name, fact))
            .map(|(name, _)| name)
            .collect();
        let plain_headings = plain
            .iter()
            .map(|(meaning, _)| heading_in(language, meaning).unwrap_or_default().to_owned());
        let quantity_headings = quantities.iter().map(|(heading, _)| (*heading).to_owned());
        let other_headings = others.iter().map(|name| format!("{FACT_PREFIX}{name}"));
        let headings = plain_headings
            .chain(quantity_headings)
            .chain(other_headings);
        let mut rows = vec![headings.collect()];
        for member in register.members() {
            let cells = plain.iter().map(|(meaning, field)| match (meaning, field) {
                (Meaning::Kind, _) => member.kind().name().in_language(language).to_owned(),
                (_, Some(field)) => field.of(member).unwrap_or_default(),
                (_, None) => member.id().to_string(),
            });
            let numbers = quantities.iter().map(|(_, column)| {
                let mut facts = member.facts();
                let text = facts.find_map(|(name, fact)| column_text(column, name, fact, self));
                text.unwrap_or_default()
            });
            let rest = others.iter().map(|of_name| {
                let facts = member
                    .facts()
                    .filter(|(name, fact)| name == of_name && !is_number(name, fact));
                let facts: Vec<String> = facts.map(|(_, fact)| fact.to_string()).collect();
                facts.join(" | ")
            });
            rows.push(cells.chain(numbers).chain(rest).collect());
        }
        rows
    }
}

/// The columns of every export, and the field of each; the id is none.
const MEANINGS: [(Meaning, Option<MemberField>); 13] = [
    (Meaning::Id, None),
    (
        Meaning::Name(Language::Finnish),
        Some(MemberField::Name(Language::Finnish)),
    ),
    (
        Meaning::Name(Language::Swedish),
        Some(MemberField::Name(Language::Swedish)),
    ),
    (
        Meaning::Name(Language::English),
        Some(MemberField::Name(Language::English)),
    ),
    (Meaning::Kind, Some(MemberField::Kind)),
    (Meaning::BusinessId, Some(MemberField::BusinessId)),
    (Meaning::Places, Some(MemberField::Places)),
    (Meaning::RepresentedBy, Some(MemberField::Representations)),
    (Meaning::Language, Some(MemberField::Language)),
    (Meaning::History, Some(MemberField::History)),
    (Meaning::Source, Some(MemberField::Source)),
    (Meaning::Note, Some(MemberField::Note)),
    (
        Meaning::InvoicingAddress,
        Some(MemberField::InvoicingAddress),
    ),
];

/// A fact as a number, if it is one of the column.
fn column_text(
    column: &QuantityColumn,
    name: &FactName,
    fact: &MemberFact,
    mapping: &Mapping,
) -> Option<String> {
    let is_of_it = name == column.fact()
        && fact.date() == column.date()
        && fact.quantity().unit() == column.unit()
        && fact.source().title() == column.source();
    is_of_it
        .then(|| number_text(fact.quantity().value(), mapping))
        .flatten()
}

fn encoded(text: &str, encoding: Option<Encoding>) -> Result<Vec<u8>, NotInEncoding> {
    let with_mark = |mark: &[u8], bytes: &mut dyn Iterator<Item = u8>| {
        mark.iter().copied().chain(bytes).collect()
    };
    match encoding {
        None => Ok(with_mark(&[0xEF, 0xBB, 0xBF], &mut text.bytes())),
        Some(Encoding::Utf8) => Ok(text.as_bytes().to_owned()),
        Some(Encoding::Utf16Le) => {
            let mut bytes = text.encode_utf16().flat_map(u16::to_le_bytes);
            Ok(with_mark(&[0xFF, 0xFE], &mut bytes))
        }
        Some(Encoding::Utf16Be) => {
            let mut bytes = text.encode_utf16().flat_map(u16::to_be_bytes);
            Ok(with_mark(&[0xFE, 0xFF], &mut bytes))
        }
        Some(Encoding::Iso8859_1) => {
            let byte = |letter: char| {
                let refused = || NotInEncoding {
                    letter,
                    encoding: Encoding::Iso8859_1,
                };
                u8::try_from(letter).map_err(|_| refused())
            };
            text.chars().map(byte).collect()
        }
        Some(Encoding::Windows1252) => {
            let mut bytes = Vec::with_capacity(text.len());
            for letter in text.chars() {
                let mut buffer = [0; 4];
                let one = letter.encode_utf8(&mut buffer);
                let (written, _, is_refused) = encoding_rs::WINDOWS_1252.encode(one);
                if is_refused {
                    return Err(NotInEncoding {
                        letter,
                        encoding: Encoding::Windows1252,
                    });
                }
                bytes.extend_from_slice(&written);
            }
            Ok(bytes)
        }
    }
}

/// A letter that has no place in an encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotInEncoding {
    letter: char,
    encoding: Encoding,
}

impl NotInEncoding {
    /// The letter.
    #[must_use]
    pub const fn letter(&self) -> char {
        self.letter
    }

    /// The encoding.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }
}

impl fmt::Display for NotInEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` has no place in {}: expected letters of it alone, or UTF-8",
            self.letter.escape_debug(),
            self.encoding
        )
    }
}

impl std::error::Error for NotInEncoding {}
