//! References to Finnish law as values: read, found in running text and written, in three languages.
//!
//! Finnish administrative text rests on provisions of law and cites them in two languages, in every case
//! of inflection, with lists and ranges, and with acts that are named once and then understood. Here a
//! citation is a value: compared as a lawyer would, read with an error that points at the place, found in
//! any text with its span, and written back as the drafting guides have it.
//!
//! ```
//! use oske_statute::{Case, Reference, Style, find};
//! use oske_types::Language;
//!
//! // Strictly, one reference and nothing else ...
//! let reference = Reference::parse("sosiaalihuoltolain (1301/2014) 7 §:n 1 ja 2 momentissa")?;
//! assert_eq!(reference.to_string(), "1301/2014 7 § 1, 2 mom");
//!
//! // ... written in the language and the case that a sentence needs ...
//! assert_eq!(
//!     reference.write(Language::Swedish, Case::Nominative, Style::Full),
//!     "7 § 1 och 2 mom. i författningen (1301/2014)",
//! );
//!
//! // ... and found in running text, where an act is handed on to what follows.
//! let text = "muutetaan kuntalain (410/2015) 12 §:n 1—3 momentti ja 132 § sekä lisätään 118 §:ään uusi 7 momentti";
//! let found: Vec<String> = find(text).map(|found| found.reference().to_string()).collect();
//! assert_eq!(
//!     found,
//!     ["410/2015 12 § 1–3 mom", "410/2015 132 §", "410/2015 118 §", "410/2015 118 § 7 mom"],
//! );
//! # Ok::<(), oske_statute::ParseReferenceError>(())
//! ```
//!
//! # The types
//!
//! | theme | types |
//! |---|---|
//! | what is cited | [`StatuteId`] an act or a treaty ([`Series`]) · [`EuActId`] · [`BillId`] · [`DocumentId`] · [`DraftId`] · [`ActName`] a short name · [`Instrument`] any of these |
//! | where in it | [`Provision`] of [`ProvisionParts`]: [`Numerals`] of each level · [`Numeral`] `7 a` |
//! | a reference | [`Reference`] an instrument and places in it |
//! | reading | [`Reference::parse`] strictly · [`find`](find()) in running text, a [`Finder`] of [`Found`] |
//! | writing | [`Reference::write`] by [`Case`] and [`Style`] · `Display` the canonical text |
//! | known acts | [`Catalogue`] of [`Act`]s with their [`Amendment`]s, kept as [`CatalogueTables`] · [`Resolved`] title and addresses · [`Standing`] whether a place stands on a day, and why |
//!
//! # Known acts
//!
//! ```
//! use oske_statute::{AddressScheme, Answer, Catalogue, Reference, TextVersion};
//! use oske_types::Language;
//!
//! let catalogue = Catalogue::embedded();
//! let cited = Reference::parse("lain (1230/2001) 6 §:n 2 momentti")?;
//!
//! let resolved = catalogue.resolve(&cited, None);
//! assert_eq!(
//!     resolved.title(Language::Finnish),
//!     Some("Laki sosiaalialan osaamiskeskustoiminnasta"),
//! );
//! let address = resolved.address(TextVersion::UpToDate, AddressScheme::Renewed, Language::Finnish);
//! assert_eq!(
//!     address.as_ref().map(|address| address.url()),
//!     Some("https://www.finlex.fi/fi/lainsaadanto/2001/1230#sec_6__subsec_2"),
//! );
//!
//! let today = catalogue.standing(&cited, "2024-01-01".parse()?);
//! assert_eq!(today.answer(), Answer::No);
//! assert_eq!(today.in_language(Language::English), "no: 586/2002 repealed it from 1 September 2002");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The tables of the embedded catalogue are in `data/*.tsv` of this crate, each row with the letter of its
//! source; `LICENSE-DATA.md` says where they come from and how to name their publisher. `cargo xtask codegen`
//! checks them and writes the rows that are compiled in.
//!
//! # Canonical text and serde
//!
//! `Display` writes a text that `FromStr` reads back: `1230/2001 2 luku 6 a § 1–3 mom 2 kohta`, with `osa`,
//! `luku`, `§` (`art` of articles), `mom`, `johd` (the introduction), `kohta` and `alakohta`, nothing
//! inflected, and a semicolon between places. With the feature `serde` (on by default) that text is what is
//! serialised, always as a string. Order, equality and hashing are those of the act: `7 § < 7 a § < 8 §`, and
//! `1, 2 ja 3 §` is the same as `1–3 §`.
//!
//! # Limits
//!
//! A reference says what is cited and not whether it exists. That is asked of a [`Catalogue`]; the embedded one
//! has the few acts that the project's sources cite, and where its data does not tell the answer is *not
//! known*. No text of an act is in it. A range takes in no lettered section that it does not name. Acts of
//! Åland and of other countries are not read. Nothing is read from a clock or a locale.
//!
//! In running text
//! - numbers of four digits are no sections, and `2 k` and `2 p` are items, so that a section 2 k is found only
//!   where `§` follows at once;
//! - an act is handed on for at most 800 bytes, and beyond an empty line only where the sentence plainly goes
//!   on, with a comma or *ja* before the line: as in the clauses of an enacting sentence;
//! - a number in brackets after a place is that of its act, or, where the act is known by another number, of what
//!   amended the place; which acts a short name meant, the embedded catalogue
//!   knows from the first that it has, and an older number is the place's own;
//! - an English section or chapter is found where an act stands beside it or is handed on, since reports have
//!   sections and chapters too;
//! - a sign before its number (`§ 14`) is read where an act stands beside it, since items of minutes are
//!   written so;
//! - of a range of treaties (`SopS 13–16/1990`) the two ends are found;
//! - passed over are appendices, headings in capitals, items of minutes, a part alone (`IV osan`), and
//!   provisions whose sign a conversion has lost with its ending or whose word stands before the number
//!   (`pykälän 12`).
//!
//! # Speed
//!
//! Finding takes time that grows with the length of the text, whatever is in it: each place is looked back
//! from and ahead of by a bounded number of bytes. The bench `statute` measures it.
//!
//! # Features
//!
//! - `serde` (default): the canonical texts through serde.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod acts;
mod case;
mod catalogue;
mod chain;
mod english;
mod error;
mod european;
mod find;
mod grammar;
mod lex;
mod name;
mod number;
mod numeral;
mod parliament;
mod parse;
mod provision;
mod reference;
mod resolve;
#[cfg(feature = "serde")]
mod serde_text;
mod standing;
mod statute;
mod words;
mod write;

// What is cited
pub use european::{EuActId, EuNumbering, EuTreaty};
pub use name::ActName;
pub use parliament::{BillId, DocumentId};
pub use reference::{DraftId, Instrument, Reference};
pub use statute::{Series, StatuteId};
// Where in it
pub use numeral::{Numeral, Numerals};
pub use provision::{Division, Provision, ProvisionError, ProvisionParts};
// Reading
pub use error::ParseReferenceError;
pub use find::{Attribution, Finder, Found, FoundKind, find};
// Writing
pub use case::{Case, Style};
// Resolving
pub use catalogue::{
    Act, ActKind, Amendment, AmendmentList, Bill, Catalogue, CatalogueFault, CatalogueFaults,
    CatalogueTable, CatalogueTables, Change, Commencement, Effect, EuAct, EuActKind, Naming,
    Reading,
};
pub use resolve::{Address, AddressScheme, Anchor, Resolved, TextVersion};
pub use standing::{Answer, Reason, Standing};
