//! A register as associations keep it: a spreadsheet in Finnish, Swedish or English.
//!
//! [`Register::from_csv`] reads one strict form. What an office has at hand is another: columns called
//! `Jäsennumero` and `Liittynyt`, semicolons, decimal commas, ISO-8859-1, a title above the table. A
//! [`Sheet`] is such a table as it stands in its file, a [`Mapping`] says what it means, and an
//! [`Import`] is the register that it gives, with everything that was found out or passed over told
//! as [`ImportRemark`]s. Where a cell could mean two things, it is a fault until the mapping says which;
//! every fault is told at once, by the cell: `row 7, "Asukasluku" (D7)`.
//!
//! ```
//! use oske_domain::import::{Mapping, Sheet};
//! use oske_domain::Register;
//!
//! let mapping = Mapping::from_toml("mapping.toml", r#"
//!     format = "oske-register-mapping"
//!     version = 1
//!     encoding = "iso-8859-1"
//!     decimal = ","
//!
//!     [columns]
//!     "Henkilöstö" = { fact = "staff", unit = "person", date = "2022-12-31", source = "members' notices" }
//!     "Toimisto" = "passed_over"
//!
//!     [kinds]
//!     "rekisteröity yhdistys" = "association"
//! "#)?;
//! let file = "Jäsennro;Nimi;Jäsenlaji;Liittynyt;Henkilöstö;Toimisto\n\
//!             1001;Kainuun yhdistys ry;Rekisteröity yhdistys;1.4.2019;1 204,5;2. kerros\n";
//! let in_latin_1 = |text: &str| text.chars().map(|letter| letter as u8).collect::<Vec<u8>>();
//!
//! let sheet = Sheet::from_csv("jasenet.csv", &in_latin_1(file), &mapping)?;
//! let import = sheet.import()?;
//! let member = import.register().member("1001").ok_or("a member")?;
//! assert_eq!(member.kind().code(), "association");
//! assert_eq!(member.history().to_string(), "admitted 2019-04-01 stated");
//! let (_, staff) = member.facts().next().ok_or("a fact")?;
//! assert_eq!(staff.quantity().to_string(), "1204.5 person");
//! let told: Vec<String> = import.remarks().iter().map(ToString::to_string).collect();
//! assert_eq!(told, [
//!     "read as ISO-8859-1, as the mapping says",
//!     "the cells are separated by `;`, as the headings show",
//!     "the column \"Toimisto\" (F) is passed over, as the mapping says",
//! ]);
//!
//! // What would change in the register that there is?
//! let existing = Register::from_csv("register.csv", "\
//! id,name,kind,history
//! 1001,Kainuun yhdistys,association,admitted 2019-04-01 stated
//! ".as_bytes())?;
//! let changes = existing.changes_to(import.register());
//! let columns: Vec<String> =
//!     changes.changed()[0].fields().iter().map(|change| change.field().column()).collect();
//! assert_eq!(columns, ["name", "fact.staff"]);
//!
//! // A fault is told by its cell, as people see it.
//! let faulty = in_latin_1(&file.replace("1.4.2019", "1/4/2019"));
//! let sheet = Sheet::from_csv("jasenet.csv", &faulty, &mapping)?;
//! let faults = sheet.import().unwrap_err();
//! assert!(faults.to_string().starts_with(
//!     "jasenet.csv: row 2, \"Liittynyt\" (D2): `1/4/2019` is not a date"
//! ));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is found out, and what must be said
//!
//! | | found out | must be said |
//! |---|---|---|
//! | encoding | UTF-8 where the bytes are that; UTF-8 and UTF-16 where a byte order mark says so | ISO-8859-1 and Windows-1252, for any bytes are that |
//! | separator | `;`, `,`, tab or `\|`: the one by which most headings are known; a first line `sep=;` | where two are alike |
//! | headings | the first row with anything in it; plain names in three languages, see [`Meaning`] | a title above them (`heading_row`), other names (`[columns]`) |
//! | numbers | `1234`, `1 234,50`, `1234.5` | `1,234` and `1.234` (a decimal or a thousand?): `decimal`; `1.234,50`: `thousands` |
//! | dates | `1.6.2023`, `2023-06-01`, dates of a workbook | nothing else is taken for a date |
//! | kinds | the code, and the name in three languages | other words (`[kinds]`) |
//! | sheet | the only one that a workbook shows | one of several: `sheet` |
//!
//! # Workbooks
//!
//! With the feature `xlsx-import` the sheet may be one of a workbook, `Sheet::from_xlsx`: numbers are the
//! decimals that stand in it, days are days, and merged cells, errors, times of day and formulas without a
//! value are faults where something is to be read from them.
//!
//! # Rows
//!
//! Rows are told apart by the member's id; capitals in it are written small. Text stands on one line
//! afterwards. An empty row, a row that ends early and a column that the mapping passes over are
//! told; a column that nothing is known of is a fault, for what it holds would be lost.
//!
//! # Part of what is known
//!
//! A list that leaves columns out says nothing about them. [`Sheet::import_onto`] keeps for each member
//! what a register knows where the sheet has no column for it.
//!
//! # Limits
//!
//! 16 MiB a file, 100,000 rows, 1,000 columns, 2 million cells that are not empty, 10,000 bytes a
//! cell and 64 MiB in all cells; the parts of a workbook 128 MiB together, however small they are packed. Contacts, benefits
//! and events are not imported this way.

#[macro_use]
mod heading;

mod decode;
mod delimited;
mod document;
mod export;
mod fault;
mod mapping;
mod number;
mod place;
mod read;
mod remark;
mod sheet;
mod value;
#[cfg(feature = "xlsx-import")]
mod workbook;

pub use document::LONGEST_MAPPING;
pub use export::NotInEncoding;
pub use fault::{ImportFault, ImportFaults};
pub use mapping::{DecimalMark, Encoding, Mapping, Meaning, QuantityColumn};
pub use place::CellPlace;
pub use read::Import;
pub use remark::ImportRemark;
pub use sheet::Sheet;

#[cfg(doc)]
use crate::Register;
