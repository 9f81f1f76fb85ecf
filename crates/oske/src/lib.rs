// The README's links are to files of the repository. In the docs these, being first, are taken for them.
//! [language]: dues::document
//! [gallery]: dues::document::gallery
//! [design]: dues::design
//! [JSON Schema]: dues::document::SCHEMA
//! [guide]: guide
//! [guide's page of limits]: guide::limits
//!
#![cfg_attr(doc, doc = include_str!("../docs/pictures.md"))]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod area;
mod comparison;
pub mod event;
mod facts;
pub mod grant;
#[cfg(doc)]
pub mod guide;
#[cfg(feature = "invoice")]
#[cfg_attr(docsrs, doc(cfg(feature = "invoice")))]
pub mod invoice;
mod left_out;
mod register_hash;
#[cfg(feature = "report")]
#[cfg_attr(docsrs, doc(cfg(feature = "report")))]
pub mod report;
mod residents;
mod round;
mod solve;
mod totals;

/// Embedded tables of places and population: the crate `oske-data`.
pub use oske_data as data;
/// Members, registers and places: the crate `oske-domain`.
pub use oske_domain as domain;
/// Policies, proof, assessment and explanation: the crate `oske-dues`.
pub use oske_dues as dues;
/// References to law, and the acts that are known: the crate `oske-statute`.
pub use oske_statute as statute;
/// Money, exact amounts, rounding, dated values, codes, text: the crate `oske-types`.
pub use oske_types as types;

pub use comparison::{
    ChangeCounts, ComparisonError, GroupChange, InOneRound, MemberChange, MemberComparison,
    MemberRow, ProposalComparison, Proposals, RoundComparison,
};
pub use facts::{FactProblem, facts_of};
pub use left_out::{LeftOut, WhyLeftOut};
pub use register_hash::register_hash;
pub use residents::{ChargedMunicipality, Residents};
pub use round::{OpenQuestion, Round, RoundEntry, RoundError, RoundOptions};
pub use totals::GroupTotal;
