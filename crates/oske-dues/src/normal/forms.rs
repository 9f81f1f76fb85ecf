//! [`Forms`]: the formulas of a year on their way to trees, with the budget, the leaves and the choice
//! points that they share.

use std::sync::Arc;

use oske_types::Exact;

use super::linear::{Linear, Variable, leaf_number, plain_number};
use super::region::{Scale, Scales};
use super::seen::Seen;
use super::{Leaf, LeafKind, Node, NodeRef};
use crate::evaluate::ChoicePoint;
use crate::interval::{Cut, Interval};
use crate::policy::FormulaText;
use crate::year::PolicyYear;

/// How many cases are gone through for one policy and year before the rest is left undecided.
const MOST_WORK: usize = 100_000;

/// A place in a formula.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site<'p> {
    pub(crate) formula: &'p FormulaText,
    pub(crate) at: usize,
}

impl Site<'_> {
    /// Whether it is the same place.
    pub(crate) fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.formula, other.formula) && self.at == other.at
    }
}

/// The formulas of a year as trees, with what was seen when they were compiled: which rows are reached
/// by whom, where none holds, where several do.
pub(crate) struct Forms<'y, 'p> {
    pub(crate) year: &'y PolicyYear<'p>,
    pub(crate) scales: Scales,
    pub(crate) points: Vec<ChoicePoint>,
    leaves: Vec<Leaf>,
    pub(crate) seen: Seen<'p>,
    /// The formula that is being compiled.
    pub(super) formula: Option<&'p FormulaText>,
    /// The rule that is being compiled, by its place in the year.
    pub(super) rule: Option<usize>,
    /// Whether what is being compiled is one of several conditions, so that another may decide.
    pub(super) is_one_of_several: bool,
    work: usize,
    /// How many sets of constraints were solved.
    pub(super) solved: std::cell::Cell<usize>,
}

impl<'y, 'p> Forms<'y, 'p> {
    pub(crate) fn new(year: &'y PolicyYear<'p>) -> Self {
        let policy = year.policy;
        let measures = policy.measures.iter().map(|measure| {
            let (least, most) = measure.range(year.year);
            let whole = Interval::new(
                least.map_or(Cut::Lowest, Cut::before),
                most.map_or(Cut::Highest, Cut::after),
            );
            let whole = whole.unwrap_or(Interval::EVERYTHING);
            let step = measure.step;
            let on_grid = step.and_then(|step| whole.on_grid(step));
            Scale {
                whole: on_grid.unwrap_or(whole),
                step,
            }
        });
        let lists = policy.lists.iter().map(|list| {
            let most = i64::try_from(list.most).unwrap_or(i64::MAX);
            let least = i64::try_from(list.least).unwrap_or(i64::MAX);
            let whole = Interval::new(Cut::before(least.into()), Cut::after(most.into()));
            let whole = whole.and_then(|whole| whole.on_grid(Exact::ONE));
            Scale {
                whole: whole.unwrap_or(Interval::EVERYTHING),
                step: Some(Exact::ONE),
            }
        });
        let choices = policy.attributes.iter();
        Self {
            year,
            scales: Scales {
                scales: measures.chain(lists).collect(),
                choices: choices.map(|attribute| attribute.values.len()).collect(),
            },
            points: Vec::new(),
            leaves: Vec::new(),
            seen: Seen {
                rows: vec![None; policy.tables.len()],
                ..Seen::default()
            },
            formula: None,
            rule: None,
            is_one_of_several: false,
            work: 0,
            solved: std::cell::Cell::new(0),
        }
    }

    /// Counts one case; `false` where the budget is used up.
    pub(super) fn spend(&mut self) -> bool {
        self.work = self.work.saturating_add(1);
        if self.work == MOST_WORK {
            let site = self.site(0);
            self.seen.too_large.push(site);
            self.seen.is_cut_short = true;
        }
        self.work < MOST_WORK
    }

    /// A fresh budget for the next question.
    pub(crate) fn refill(&mut self) {
        self.work = 0;
        self.solved.set(0);
    }

    pub(crate) fn is_exhausted(&self) -> bool {
        self.work >= MOST_WORK
    }

    pub(crate) fn leaf(&self, variable: Variable) -> Option<&Leaf> {
        let index = plain_number(variable).checked_sub(self.scales.scales.len())?;
        self.leaves.get(index)
    }

    pub(crate) fn leaves(&self) -> &[Leaf] {
        &self.leaves
    }

    /// A leaf; one that is computed in the same way elsewhere is the same.
    pub(super) fn new_leaf(
        &mut self,
        kind: LeafKind,
        least: Option<Exact>,
        most: Option<Exact>,
    ) -> NodeRef {
        let variable = self.leaf_variable(Leaf { kind, least, most });
        Arc::new(Node::Linear(Linear::variable(variable)))
    }

    /// The number of a leaf; one that is computed in the same way is the same.
    pub(crate) fn leaf_variable(&mut self, leaf: Leaf) -> Variable {
        let known = self.leaves.iter().position(|known| {
            (known.least, known.most) == (leaf.least, leaf.most)
                && known.kind.is_computed_as(&leaf.kind)
        });
        let may_be_open = leaf.may_be_open();
        let index = known.unwrap_or_else(|| {
            self.leaves.push(leaf);
            self.leaves.len().saturating_sub(1)
        });
        let number = self.scales.scales.len().saturating_add(index);
        leaf_number(number, may_be_open)
    }

    /// Another quantity that is computed like a leaf, of another payer.
    pub(crate) fn copy_of_leaf(&mut self, variable: Variable) -> Option<Variable> {
        let copy = self.leaf(variable)?.clone();
        let number = self.scales.scales.len().saturating_add(self.leaves.len());
        let may_be_open = copy.may_be_open();
        self.leaves.push(copy);
        Some(leaf_number(number, may_be_open))
    }

    /// Takes away what was added since there were so many leaves.
    pub(crate) fn forget_leaves(&mut self, known: usize) {
        self.leaves.truncate(known);
    }

    pub(super) fn site(&self, at: usize) -> Option<Site<'p>> {
        self.formula.map(|formula| Site { formula, at })
    }

    /// The number of a choice point.
    pub(crate) fn choice_point(&mut self, point: &ChoicePoint) -> usize {
        self.point(point)
    }

    pub(super) fn point(&mut self, point: &ChoicePoint) -> usize {
        let known = self.points.iter().position(|known| known == point);
        known.unwrap_or_else(|| {
            self.points.push(point.clone());
            self.points.len().saturating_sub(1)
        })
    }
}
