//! Reports that people read: the dues of a round, and what a proposal means for the members.
//!
//! A report is a [`Document`] in one language, which is then written as text, Markdown, HTML, CSV, JSON or a
//! workbook. All of them show the same values. The crate `oske-report`, which makes documents, is here as a
//! whole, for reports of one's own.
//!
//! ```
//! use oske::domain::Register;
//! use oske::dues::Policy;
//! use oske::report::DuesReport;
//! use oske::types::Language;
//! use oske::{Round, RoundOptions};
//!
//! # let policy = Policy::from_toml("policy.toml", r#"
//! #     format = "oske-policy"
//! #     version = 1
//! #     id = "example"
//! #     title = { fi = "Esimerkki", en = "An example" }
//! #     status = "in-force"
//! #     currency = "EUR"
//! #     dues_years = { from = "2023" }
//! #     rounding = "half-up to 0.01"
//! #     unit.inhabitant = { name = { en = "inhabitant" } }
//! #     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
//! #     [[rule]]
//! #     id = "everyone"
//! #     pays = "0.05 EUR/inhabitant * population"
//! # "#)?;
//! let register = Register::from_csv("register.csv", "\
//! id,name,kind,places,history
//! kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
//! paltamo,Paltamo,municipality,municipality:578,admitted unknown unknown
//! ".as_bytes())?;
//! let year = policy.for_year("2023".parse()?)?;
//! let options = RoundOptions::for_year(year.year());
//! let round = Round::assess(year, &register, &oske::data::ATLAS, options)?;
//!
//! let report = DuesReport::new(&round, &oske::data::ATLAS);
//! let document = report.to_document(Language::Finnish)?;
//! assert_eq!(document.title(), "Jäsenmaksut 2023");
//! let html = document.to_html();
//! assert!(html.contains("1\u{a0}969,85\u{a0}€"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod curve;
mod data;
mod decision;
mod dues;
mod findings;
mod map;
mod paper;
mod payments;
mod proposal;
mod tariff;

use oske_domain::DateNotCarried;
#[doc(inline)]
pub use oske_report::*;
use oske_types::ArithmeticError;

pub use self::dues::{DuesReport, DuesSection};
pub use self::payments::{PaymentError, Payments};
pub use self::proposal::ProposalReport;

use crate::{ComparisonError, RoundError};

/// Why a report could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A sum does not fit, or is of several currencies.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
    /// A policy asks for amounts in several currencies.
    #[error(
        "the policy `{policy}` asks for amounts in {currency} and in {other}: a report adds up one currency"
    )]
    SeveralCurrencies {
        /// The policy.
        policy: String,
        /// Its currency.
        currency: oske_types::Currency,
        /// The other one.
        other: oske_types::Currency,
    },
    /// The atlas does not answer for the day of the round.
    #[error(transparent)]
    DateNotCarried(#[from] DateNotCarried),
    /// Rounds cannot be grouped.
    #[error(transparent)]
    Round(#[from] RoundError),
    /// Rounds cannot be compared.
    #[error(transparent)]
    Comparison(#[from] ComparisonError),
    /// The policies cannot be compared.
    #[error(transparent)]
    NotComparable(#[from] oske_dues::compare::NotComparable),
    /// An amount is not in the currency of its column.
    #[error(transparent)]
    Table(#[from] TableError),
}
