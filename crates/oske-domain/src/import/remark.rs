//! [`ImportRemark`]: what was found out, assumed or passed over while a sheet was read.

use std::fmt;

use oske_types::{BusinessId, Language, Text, quoted};

use super::mapping::Encoding;
use super::place::CellPlace;

/// Something that keeps nobody from importing a sheet and that people should know (*huomautus*,
/// *anmärkning*).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportRemark {
    /// In which encoding the file was read, where it was not plain UTF-8.
    #[non_exhaustive]
    Encoding {
        /// Which.
        encoding: Encoding,
        /// Whether the mapping says so; else a byte order mark does.
        said: bool,
    },
    /// The mapping says that the file is not in UTF-8, and every character in it is: its letters with
    /// accents may come out as two.
    #[non_exhaustive]
    PerhapsUtf8 {
        /// What the mapping says.
        encoding: Encoding,
    },
    /// By what the cells are separated, where the mapping does not say it.
    #[non_exhaustive]
    Separator {
        /// By what.
        separator: char,
        /// Whether a first line `sep=` says so; else the headings show it.
        said: bool,
    },
    /// A column that is not read, because the mapping says so.
    #[non_exhaustive]
    ColumnPassedOver {
        /// Which.
        column: CellPlace,
    },
    /// Rows above the headings, which are not read.
    #[non_exhaustive]
    RowsAbove {
        /// The row of the headings.
        headings: u64,
    },
    /// Rows without anything in them.
    #[non_exhaustive]
    EmptyRows {
        /// The first.
        first: u64,
        /// How many.
        count: usize,
    },
    /// Rows that end before the last heading: what is not there is read as empty.
    #[non_exhaustive]
    ShortRows {
        /// The first.
        first: u64,
        /// How many.
        count: usize,
    },
    /// Rows of a workbook that are hidden, by a filter or otherwise, and are read all the same.
    #[non_exhaustive]
    HiddenRows {
        /// The first.
        first: u64,
        /// How many.
        count: usize,
    },
    /// Two rows of one business id, which may be one member.
    #[non_exhaustive]
    SameBusinessId {
        /// The business id.
        business_id: BusinessId,
        /// The two rows.
        rows: (u64, u64),
    },
    /// A field for which the sheet has no column, and the mapping a value for everyone.
    #[non_exhaustive]
    ForEveryone {
        /// The field, as a register names its column.
        field: &'static str,
        /// The value.
        value: Box<str>,
    },
    /// Fields for which the sheet has no column, and which are kept as a register has them.
    #[non_exhaustive]
    Kept {
        /// The fields, as a register names their columns.
        fields: Vec<String>,
    },
}

impl ImportRemark {
    /// The remark in words.
    #[must_use]
    pub fn words(&self) -> Text {
        let [fi, sv, en] = match self {
            Self::Encoding {
                encoding,
                said: true,
            } => {
                let name = encoding.name();
                [
                    format!("luettu merkistöllä {name}, kuten kuvaus sanoo"),
                    format!("läst som {name}, så som beskrivningen säger"),
                    format!("read as {name}, as the mapping says"),
                ]
            }
            Self::Encoding { encoding, .. } => {
                let name = encoding.name();
                [
                    format!("luettu merkistöllä {name}, kuten tiedoston alkumerkki sanoo"),
                    format!("läst som {name}, så som märket i filens början säger"),
                    format!("read as {name}, as the byte order mark says"),
                ]
            }
            Self::PerhapsUtf8 { encoding } => {
                let name = encoding.name();
                [
                    format!(
                        "luettu merkistöllä {name}, kuten kuvaus sanoo, mutta tiedosto kelpaisi myös UTF-8:ksi: tarkista ä ja ö"
                    ),
                    format!(
                        "läst som {name}, så som beskrivningen säger, men filen duger även som UTF-8: granska å, ä och ö"
                    ),
                    format!(
                        "read as {name}, as the mapping says, but the file would do as UTF-8, too: look at its letters with accents"
                    ),
                ]
            }
            Self::Separator { separator, said } => {
                let shown = quoted(&separator.to_string());
                if *said {
                    [
                        format!("solujen välissä on `{shown}`, kuten ensimmäinen rivi sanoo"),
                        format!("cellerna skiljs åt av `{shown}`, så som första raden säger"),
                        format!("the cells are separated by `{shown}`, as the first line says"),
                    ]
                } else {
                    [
                        format!("solujen välissä on `{shown}`, kuten otsikoista näkyy"),
                        format!("cellerna skiljs åt av `{shown}`, så som rubrikerna visar"),
                        format!("the cells are separated by `{shown}`, as the headings show"),
                    ]
                }
            }
            Self::ColumnPassedOver { column } => [
                format!("saraketta {column} ei lueta, kuten kuvaus sanoo"),
                format!("kolumnen {column} läses inte, så som beskrivningen säger"),
                format!("the column {column} is passed over, as the mapping says"),
            ],
            Self::RowsAbove { headings } => [
                format!("otsikot ovat rivillä {headings}: sitä ylempiä rivejä ei lueta"),
                format!("rubrikerna står på rad {headings}: raderna ovanför läses inte"),
                format!("the headings are in row {headings}: the rows above are not read"),
            ],
            Self::EmptyRows { first, count: 1 } => [
                format!("rivi {first} on tyhjä"),
                format!("rad {first} är tom"),
                format!("row {first} is empty"),
            ],
            Self::EmptyRows { first, count } => [
                format!("{count} riviä on tyhjiä, ensimmäisenä rivi {first}"),
                format!("{count} rader är tomma, den första är rad {first}"),
                format!("{count} rows are empty, the first of them row {first}"),
            ],
            Self::ShortRows { first, count: 1 } => [
                format!(
                    "rivi {first} loppuu ennen viimeistä otsikkoa: puuttuvat solut luetaan tyhjinä"
                ),
                format!(
                    "rad {first} slutar före den sista rubriken: celler som saknas läses som tomma"
                ),
                format!(
                    "row {first} ends before the last heading: what is not there is read as empty"
                ),
            ],
            Self::ShortRows { first, count } => [
                format!(
                    "{count} riviä loppuu ennen viimeistä otsikkoa, ensimmäisenä rivi {first}: puuttuvat solut luetaan tyhjinä"
                ),
                format!(
                    "{count} rader slutar före den sista rubriken, den första är rad {first}: celler som saknas läses som tomma"
                ),
                format!(
                    "{count} rows end before the last heading, the first of them row {first}: what is not there is read as empty"
                ),
            ],
            Self::HiddenRows { first, count: 1 } => [
                format!("rivi {first} on piilotettu ja luetaan silti"),
                format!("rad {first} är dold och läses ändå"),
                format!("row {first} is hidden and is read all the same"),
            ],
            Self::HiddenRows { first, count } => [
                format!(
                    "{count} riviä on piilotettuja ja luetaan silti, ensimmäisenä rivi {first}"
                ),
                format!("{count} rader är dolda och läses ändå, den första är rad {first}"),
                format!(
                    "{count} rows are hidden and read all the same, the first of them row {first}"
                ),
            ],
            Self::SameBusinessId {
                business_id,
                rows: (first, second),
            } => [
                format!(
                    "riveillä {first} ja {second} on sama Y-tunnus {business_id}: ne voivat olla yksi jäsen"
                ),
                format!(
                    "raderna {first} och {second} har samma FO-nummer {business_id}: de kan vara en och samma medlem"
                ),
                format!(
                    "rows {first} and {second} have the same business id {business_id}: they may be one member"
                ),
            ],
            Self::ForEveryone { field, value } => {
                let value = quoted(value);
                [
                    format!("`{field}` ei ole sarakkeena: kaikilla `{value}`, kuten kuvaus sanoo"),
                    format!(
                        "`{field}` är ingen kolumn: för alla `{value}`, så som beskrivningen säger"
                    ),
                    format!("`{field}` is no column: `{value}` for everyone, as the mapping says"),
                ]
            }
            Self::Kept { fields } => {
                let fields = fields.join(", ");
                [
                    format!("ei sarakkeina, säilytetty rekisteristä: {fields}"),
                    format!("inga kolumner, bevarade ur registret: {fields}"),
                    format!("no columns, kept from the register: {fields}"),
                ]
            }
        };
        Text::from_parts(Some(fi), Some(sv), Some(en)).unwrap_or(Text::new("–", "–", "–"))
    }
}

/// In English.
impl fmt::Display for ImportRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().in_language(Language::English))
    }
}
