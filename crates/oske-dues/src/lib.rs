//! Membership dues as checked, explained, dated data.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod assessment;
mod check;
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
mod policy;
mod prove;
mod render;

pub use assessment::{Assessment, Label, LineAmount, Outcome, Reason};
pub use diagnostic::{Fault, Faults, Place};
pub use explain::{Explanation, PolicyReference, ReplayError};
pub use facts::Facts;
pub use finding::{Finding, Severity};
pub use formula::Operator;
pub use interval::Interval;
pub use normal::{NotGoverned, PolicyYear};
pub use policy::{Decision, LegalBasis, Policy, PolicyStatus};
