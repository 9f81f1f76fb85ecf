//! Membership dues as checked, explained, dated data: load a policy, prove it, assess what each payer
//! owes, explain every cent.
//!
//! ```
//! use oske_dues::{Facts, Policy};
//! use oske_types::Language;
//!
//! let policy = Policy::from_toml("climate.toml", r#"
//!     format = "oske-policy"
//!     version = 1
//!     id = "example"
//!     title = { en = "Dues by population" }
//!     status = "in-force"
//!     currency = "EUR"
//!     dues_years = { from = "2024" }
//!     rounding = "half-up to 0.01"
//!
//!     [unit.inhabitant]
//!     name = { en = "inhabitant" }
//!     many = { en = "inhabitants" }
//!
//!     [fact.population]
//!     unit = "inhabitant"
//!     step = "1"
//!     least = "0"
//!     most = "10000000"
//!     reference = { en = "31 December two years before" }
//!     dues = "rise"
//!
//!     [param.rate]
//!     unit = "EUR/inhabitant"
//!     values = [
//!         { until = "2025-01-01", value = "0.0077" },
//!         { from = "2025-01-01", value = "0.0085" },
//!     ]
//!
//!     [[rule]]
//!     id = "members"
//!     pays = "rate * population"
//! "#)?;
//! assert!(policy.findings().is_empty());
//!
//! let town = Facts::new("a town").with_measure("population", 48_231);
//! let explanation = policy.for_year("2024".parse()?)?.explain(&town);
//! assert_eq!(explanation.to_line(Language::English), "members: 0.0077 × 48,231");
//! assert_eq!(explanation.replay()?.ok_or("an amount")?.to_string(), "371.38 EUR");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way of a policy
//!
//! | step | type | what it knows |
//! |---|---|---|
//! | written | [`PolicyDocument`](document::PolicyDocument) | keys and texts, with their places in the file |
//! | checked | [`Policy`] | every name, unit and formula; [faults](Fault) kept it from getting here, all at once |
//! | compiled | [`PolicyYear`] | the values and rules of one dues year, tables as pieces of a whole scale |
//! | proved | [`Finding`] | for which payers there is no amount, or two, or none yet, or one that nobody expects |
//! | assessed | [`Assessment`] | one payer's [`Outcome`], from its [`Facts`] |
//! | assessed in bulk | [`Bulk`](bulk::Bulk) | columns of facts to columns of amounts, in integers where that is exact |
//! | explained | [`Explanation`] | the same with its derivation, which [replays](Explanation::replay) from itself alone |
//! | solved | [`Solution`](solve::Solution) | what a parameter must be for payers to bring in a total |
//!
//! A *fault* keeps a document from becoming a policy. A *finding*, of whatever severity, does not: a
//! proposal with a gap can be assessed, compared and shown to a board.
//!
//! How a policy is written stands in [`document`], with a [gallery](document::gallery) of twelve published
//! tariffs; why the language and the proof are as they are, in [`design`].
//!
//! # What it does not do
//!
//! It knows no members, no places and no calendar of Finland: payers are facts that the caller passes.
//! It writes no invoices; instalments and due dates are kept for whoever does.
//!
//! # Features
//!
//! - `toml` (default): policies in TOML.
//! - `json` (default): policies and facts in JSON, explanations as JSON.
//! - `csv`: bulk assessment from CSV to CSV: `Bulk::assess_csv`.
//! - `parallel`: bulk assessment by several threads: `Bulk::assess_with_threads`.
//! - `pretty`: faults and findings for a terminal, with the line of the file that they are about:
//!   `Fault::pretty`, `Finding::pretty`.
//!
//! Without `toml` and `json` a policy is built from [`document::Value`]s.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod assessment;
mod assumed;
pub mod bulk;
mod check;
pub mod compare;
mod day;
pub mod design;
mod diagnostic;
mod dimension;
pub mod document;
mod evaluate;
mod explain;
mod explain_wire;
mod facts;
mod finding;
mod formula;
mod interval;
mod normal;
mod payers;
mod policy;
#[cfg(feature = "pretty")]
mod pretty;
mod prove;
mod render;
mod replay;
mod round;
mod rows;
pub mod solve;
mod tariff;
mod year;

// Policies
pub use assumed::NoSuchParameter;
pub use normal::{NormalForm, NormalOutcome};
pub use policy::{Decision, LegalBasis, Policy, PolicySource, PolicyStatus};
pub use tariff::{Tariff, TariffCurve, TariffPiece, TariffRow};
pub use year::{DueInstalment, NotGoverned, PolicyYear};
// Faults and findings
pub use diagnostic::{Fault, Faults, Place};
pub use finding::{Finding, Severity};
pub use interval::Interval;
// Payers
pub use assessment::{Assessment, Found, Label, LineAmount, Misfit, Outcome, Reason};
pub use explain::{Explanation, PolicyReference};
pub use facts::Facts;
pub use formula::Operator;
pub use payers::{Border, Payers, Stretch};
pub use replay::ReplayError;
pub use round::RoundShares;
