//! What a rule rests on, through lets and shares.

use std::collections::BTreeSet;

use super::ast::{Fact, Formula, Policy, Rule, Sort};

impl Policy {
    /// The fact with a name, of the payer or of the things of a list.
    pub(crate) fn declared(&self, name: &str) -> Option<&Fact> {
        let of_things = self.facts.iter().flat_map(|fact| match &fact.sort {
            Sort::List { each, .. } => each.as_slice(),
            _ => &[],
        });
        let mut all = self.facts.iter().chain(of_things);
        all.find(|fact| fact.name == name)
    }

    /// Whether the things of a list have a fact with a name.
    pub(crate) fn is_fact_of_things(&self, list: &str, name: &str) -> bool {
        self.fact(list).is_some_and(|fact| match &fact.sort {
            Sort::List { each, .. } => each.iter().any(|fact| fact.name == name),
            _ => false,
        })
    }

    /// A formula and all that stands in it, inner ones first, lets and shares too.
    pub(crate) fn all_parts<'a>(&'a self, formula: &'a Formula) -> Vec<&'a Formula> {
        let mut found = Vec::new();
        for part in formula.parts() {
            found.extend(self.all_parts(part));
        }
        if let Formula::Name(name) = formula {
            if let Some(named) = self.let_named(name) {
                found.extend(self.all_parts(&named.is));
            }
            if let Some(share) = self.share(name) {
                found.extend(self.all_parts(&share.total));
                let keys = share.keys.iter();
                found.extend(keys.flat_map(|key| self.all_parts(&key.by)));
            }
        }
        found.push(formula);
        found
    }

    /// All that stands in a rule, inner formulas first.
    pub(crate) fn parts_of_rule<'a>(&'a self, rule: &'a Rule) -> Vec<&'a Formula> {
        let formulas = rule.when.iter().chain(&rule.pays);
        formulas
            .flat_map(|formula| self.all_parts(formula))
            .collect()
    }

    /// The places of the facts that formulas ask for.
    pub(crate) fn facts_in<'a>(&self, parts: impl IntoIterator<Item = &'a Formula>) -> Vec<usize> {
        let mut used = BTreeSet::new();
        for part in parts {
            if let Formula::Name(name) | Formula::Count(name) | Formula::Sum(name, _) = part {
                used.extend(self.facts.iter().position(|fact| fact.name == *name));
            }
        }
        used.into_iter().collect()
    }
}
