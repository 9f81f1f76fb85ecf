//! What the documents in TOML have in common: they are read key by key, and every fault is told at once.

mod fault;
mod section;

pub use fault::{DocumentFault, DocumentFaults};

pub(crate) use fault::File;
pub(crate) use section::{Collector, Node, Section};
