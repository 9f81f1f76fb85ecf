//! What is seen while the formulas of a year are compiled: which rows are reached by whom, where none
//! holds, where several do, where a number is divided by zero. The proofs tell of it.

use std::collections::BTreeSet;

use super::NodeRef;
use super::forms::Site;
use super::region::Region;
use crate::policy::{Extreme, ParameterValue};

/// How many gaps, overlaps and divisions by zero are kept of one year.
pub(super) const MOST_SEEN: usize = 5_000;

/// What was seen while formulas were compiled.
#[derive(Default)]
pub(crate) struct Seen<'p> {
    /// Of each table, the rows that hold for somebody who looks it up; `None` if nobody does.
    pub(crate) rows: Vec<Option<BTreeSet<usize>>>,
    pub(crate) gaps: Vec<SeenGap>,
    pub(crate) overlaps: Vec<SeenOverlap>,
    pub(crate) parameters: BTreeSet<usize>,
    /// Values of parameters that are unknown.
    pub(crate) unknown: Vec<&'p ParameterValue>,
    /// Parameters without a value, with a day of each hole at least.
    pub(crate) stale: Vec<(usize, chrono::NaiveDate)>,
    pub(crate) divisions: Vec<SeenDivision<'p>>,
    pub(crate) bounds: Vec<SeenBound<'p>>,
    /// Where there were too many cases.
    pub(crate) too_large: Vec<Option<Site<'p>>>,
    /// Whether the budget was used up before all was gone through.
    pub(crate) is_cut_short: bool,
}

pub(crate) struct SeenGap {
    pub(crate) table: usize,
    pub(crate) region: Region,
    /// Whether it is in one of several conditions, so that it does not matter where another decides.
    pub(crate) is_one_of_several: bool,
}

/// A division by zero, in the same terms.
pub(crate) struct SeenDivision<'p> {
    pub(crate) site: Site<'p>,
    pub(crate) region: Region,
    pub(crate) is_one_of_several: bool,
}

pub(crate) struct SeenOverlap {
    pub(crate) table: usize,
    pub(crate) rows: Vec<usize>,
    pub(crate) region: Region,
}

pub(crate) struct SeenBound<'p> {
    pub(crate) site: Option<Site<'p>>,
    pub(crate) extreme: Extreme,
    pub(crate) of: NodeRef,
    pub(crate) bound: NodeRef,
    pub(crate) region: Region,
}
