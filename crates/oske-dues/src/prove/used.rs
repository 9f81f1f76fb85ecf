//! [`Used`]: the declarations that rules use.

use std::collections::BTreeSet;

use crate::policy::{Condition, Expression, Policy};

/// The declarations that something uses.
#[derive(Debug, Default)]
pub(super) struct Used {
    pub(super) attributes: BTreeSet<usize>,
    pub(super) measures: BTreeSet<usize>,
    pub(super) parameters: BTreeSet<usize>,
    pub(super) tables: BTreeSet<usize>,
}

impl Used {
    pub(super) fn condition(&mut self, condition: &Condition) {
        condition.attributes(&mut self.attributes);
    }

    pub(super) fn expression(&mut self, expression: &Expression, policy: &Policy) {
        match expression {
            Expression::Number { .. } => {}
            Expression::Measure(index) => {
                self.measures.insert(*index);
            }
            Expression::Parameter(index) => {
                self.parameters.insert(*index);
            }
            Expression::Lookup { table } => {
                self.tables.insert(*table);
                self.measures
                    .extend(policy.tables.get(*table).map(|table| table.by));
            }
            Expression::Negate(inner) => self.expression(inner, policy),
            Expression::Calculate(_, left, right) => {
                self.expression(left, policy);
                self.expression(right, policy);
            }
        }
    }
}
