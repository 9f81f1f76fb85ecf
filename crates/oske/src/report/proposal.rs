//! [`ProposalReport`]: what a proposal means, for those who decide on it.

/// To come.
#[derive(Debug, Clone)]
pub struct ProposalReport;
