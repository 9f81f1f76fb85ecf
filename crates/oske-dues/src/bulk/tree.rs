//! The decision tree of a line: which rule is for whom, and what it comes to.

use std::sync::Arc;

use oske_types::{Exact, Rounding};

use super::grid::Grid;
use super::needs::{self, Needs};
use super::ways::AskReason;
use crate::interval::{Cut, Interval};
use crate::normal::{Forms, Guard, Joined, LeafKind, Linear, Open, Region, Values, Variable};
use crate::policy::{Pays, Policy, Rule};
use crate::year::PolicyYear;

/// How many ends a tree may have.
const MOST_ENDS: usize = 20_000;

/// How many conditions are gone through for one line.
const MOST_CONDITIONS: usize = 200_000;

/// How many rules may be open beside one another, each of which splits what the one before it left.
const MOST_OPEN_RULES: usize = 60;

/// From how many open rules on the payers are first split by a choice that the rules ask for.
const MANY_OPEN_RULES: usize = 4;

/// What a line comes to, case by case.
#[derive(Debug)]
pub(super) enum Tree {
    End(End),
    Switch {
        attribute: usize,
        cases: Vec<(Values, Tree)>,
    },
    Cases {
        variable: Variable,
        cases: Vec<(Interval, Tree)>,
    },
    Border {
        guard: Guard,
        holds: Box<Tree>,
        fails: Box<Tree>,
    },
}

/// What a line comes to for the payers of one case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum End {
    Amount(Payment),
    /// No rule of an optional line is for them.
    Nothing(Needs),
    /// There is no amount, whatever else is known of the payer.
    Hindered(Hindered, Needs),
    /// The formulas are gone through.
    Ask(AskReason),
}

/// Why there is no amount, the graver behind the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Hindered {
    Undetermined,
    NotCovered,
    Invalid,
}

/// A sum of so many times each of some measures, and how it is rounded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Payment {
    pub(super) form: Linear,
    /// The least and the greatest value of each measure in the form.
    pub(super) ends: Vec<(Exact, Exact)>,
    pub(super) rounding: Rounding,
    pub(super) needs: Needs,
}

impl Joined for Tree {
    fn switch(attribute: usize, cases: Vec<(Values, Self)>) -> Self {
        Self::Switch { attribute, cases }
    }

    fn cases(variable: usize, cases: Vec<(Interval, Self)>) -> Self {
        Self::Cases { variable, cases }
    }

    fn guard(guard: Guard, holds: Self, fails: Self) -> Self {
        Self::Border {
            guard,
            holds: Box::new(holds),
            fails: Box::new(fails),
        }
    }

    fn choice(_: usize, _: Vec<Self>) -> Self {
        Self::ask(AskReason::SeveralReadings)
    }

    fn open(open: Open) -> Self {
        match Hindered::of(open) {
            Ok(_) => Self::ask(AskReason::Overflow),
            Err(reason) => Self::ask(reason),
        }
    }
}

impl Tree {
    pub(super) fn ask(reason: AskReason) -> Self {
        Self::End(End::Ask(reason))
    }
}

impl Hindered {
    fn of(open: Open) -> Result<Self, AskReason> {
        match open {
            Open::Undetermined => Ok(Self::Undetermined),
            Open::NoRow => Ok(Self::NotCovered),
            Open::DivisionByZero => Ok(Self::Invalid),
            Open::Overflow => Err(AskReason::Overflow),
            Open::TooLarge => Err(AskReason::TooLarge),
        }
    }
}

/// Builds the trees of a year, line by line.
pub(super) struct Planter<'y, 'p> {
    forms: Forms<'y, 'p>,
    policy: &'p Policy,
    grids: Vec<Option<Grid>>,
    ends: usize,
    conditions: usize,
}

/// What has been settled of a line on the way through its rules.
#[derive(Debug, Clone, Default)]
struct Settled<'p> {
    selected: Option<(usize, &'p Rule)>,
    hindered: Option<Hindered>,
    needs: Needs,
}

/// A rule with its place in the year.
type Placed<'p> = (usize, &'p Rule);

impl<'y, 'p> Planter<'y, 'p> {
    pub(super) fn new(year: &'y PolicyYear<'p>, grids: &[Option<Grid>]) -> Self {
        Self {
            forms: Forms::new(year),
            policy: year.policy,
            grids: grids.to_vec(),
            ends: 0,
            conditions: 0,
        }
    }

    /// The tree of a line.
    pub(super) fn line(&mut self, line: usize) -> Tree {
        (self.ends, self.conditions) = (0, 0);
        let everybody = self.everybody();
        let rules = self.forms.year.rules.iter().copied().enumerate();
        let rules: Vec<Placed<'p>> = rules.filter(|(_, rule)| rule.line == line).collect();
        let optional = self
            .policy
            .lines
            .get(line)
            .is_some_and(|line| line.optional);
        let Some(everybody) = everybody else {
            return Tree::ask(AskReason::Overflow);
        };
        let mut way = Way {
            policy: self.policy,
            grids: &self.grids,
            optional,
            ends: &mut self.ends,
            conditions: &mut self.conditions,
        };
        let tree = way.rules(&mut self.forms, &rules, &Settled::default(), &everybody);
        // A share is open until its round is known, also where its bounds settle a comparison. The leaves
        // are those of the lines before this one, too.
        let mut leaves = self.forms.leaves().iter();
        let mut rules = rules.iter();
        if leaves.any(|leaf| matches!(leaf.kind, LeafKind::Share))
            && rules.any(|(_, rule)| needs::asks_for_share(self.policy, rule))
        {
            return Tree::ask(AskReason::Share);
        }
        tree
    }

    /// Every payer whose measures have a place on their grids.
    fn everybody(&self) -> Option<Region> {
        let mut region = Region::default();
        for (variable, grid) in self.grids.iter().enumerate() {
            let Some(grid) = grid else { continue };
            let (low, high) = (grid.value(grid.low)?, grid.value(grid.high)?);
            let within = Interval::new(Cut::before(low), Cut::after(high))?;
            region = self.forms.scales.within(&region, variable, within)?;
        }
        Some(region)
    }
}

/// The way through the rules of one line.
struct Way<'a, 'p> {
    policy: &'p Policy,
    grids: &'a [Option<Grid>],
    optional: bool,
    ends: &'a mut usize,
    conditions: &'a mut usize,
}

impl<'p> Way<'_, 'p> {
    /// Goes through the conditions of the rules, one after another.
    fn rules(
        &mut self,
        forms: &mut Forms<'_, 'p>,
        rules: &[Placed<'p>],
        settled: &Settled<'p>,
        region: &Region,
    ) -> Tree {
        *self.conditions = self
            .conditions
            .saturating_add(rules.len())
            .saturating_add(1);
        if *self.conditions > MOST_CONDITIONS || *self.ends > MOST_ENDS {
            return Tree::ask(AskReason::TooLarge);
        }
        // Most conditions are settled by the choices alone.
        let mut settled = settled.clone();
        let mut open: Vec<Placed<'p>> = Vec::new();
        for (index, rule) in rules {
            match needs::settled(self.policy, &rule.condition, region) {
                Some(holds) => {
                    if holds && !settled.select(*index, rule) {
                        return Tree::ask(AskReason::SeveralReadings);
                    }
                    let needs = Needs::of_condition(self.policy, &rule.condition, region);
                    settled.needs = settled.needs.and(needs);
                }
                None => open.push((*index, rule)),
            }
        }
        let Some(((index, rule), rest)) = open.split_first() else {
            return self.end(forms, &settled, region);
        };
        if open.len() >= MANY_OPEN_RULES
            && let Some((attribute, classes)) = self.asked_most(&open, region, forms)
        {
            return forms.split_choice(attribute, &classes, region, &mut |forms, _, region| {
                self.rules(forms, &open, &settled, region)
            });
        }
        if open.len() > MOST_OPEN_RULES {
            return Tree::ask(AskReason::TooLarge);
        }
        forms.refill();
        let text = rule.condition_text.as_ref();
        forms.split_condition(
            text,
            *index,
            &rule.condition,
            region,
            &mut |forms, truth, region| {
                let mut settled = settled.clone();
                match truth {
                    Ok(false) => {}
                    Ok(true) => {
                        if !settled.select(*index, rule) {
                            return Tree::ask(AskReason::SeveralReadings);
                        }
                    }
                    Err(open) => match Hindered::of(open) {
                        Ok(hindered) => {
                            settled.hindered = settled.hindered.max(Some(hindered));
                        }
                        Err(reason) => return Tree::ask(reason),
                    },
                }
                let needs = Needs::of_condition(self.policy, &rule.condition, region);
                settled.needs = settled.needs.and(needs);
                self.rules(forms, rest, &settled, region)
            },
        )
    }

    /// The choice that most of the rules ask for and that the region leaves open, value by value.
    fn asked_most(
        &self,
        open: &[Placed<'p>],
        region: &Region,
        forms: &Forms<'_, 'p>,
    ) -> Option<(usize, Vec<Values>)> {
        let mut asked = vec![0_usize; self.policy.attributes.len()];
        for (_, rule) in open {
            let mut choices = Vec::new();
            needs::choices_in(self.policy, &rule.condition, &mut choices);
            choices.sort_unstable();
            choices.dedup();
            for choice in choices {
                if let Some(count) = asked.get_mut(choice) {
                    *count = count.saturating_add(1);
                }
            }
        }
        let values_of = |attribute: usize| forms.scales.values(region, attribute);
        let asked = asked.into_iter().enumerate();
        let asked = asked.filter(|(attribute, count)| {
            *count > 1 && values_of(*attribute).iter().nth(1).is_some()
        });
        let (attribute, _) = asked.max_by_key(|(_, count)| *count)?;
        let count = self.policy.attributes.get(attribute)?.values.len();
        let classes = values_of(attribute)
            .iter()
            .map(|value| Values::of([value], count))
            .collect();
        Some((attribute, classes))
    }

    /// What the rule that was selected comes to.
    fn end(&mut self, forms: &mut Forms<'_, 'p>, settled: &Settled<'p>, region: &Region) -> Tree {
        let hindered = settled.hindered;
        let Some((index, rule)) = settled.selected else {
            let hindered = match hindered {
                None if self.optional => {
                    return self.counted(End::Nothing(settled.needs));
                }
                found => found.unwrap_or(Hindered::NotCovered),
            };
            return self.counted(End::Hindered(hindered, settled.needs));
        };
        if rule.currency != self.policy.currency {
            return self.counted(End::Ask(AskReason::OtherCurrency));
        }
        let Pays::Formula { expression, text } = &rule.pays else {
            let end = match hindered {
                None => End::Nothing(settled.needs),
                Some(hindered) => End::Hindered(hindered, settled.needs),
            };
            return self.counted(end);
        };
        forms.refill();
        let needs = Needs::of_formula(self.policy, expression, region).and(settled.needs);
        let node = forms.compile_in(text, Some(index), expression, region);
        forms.refill();
        forms.walk(&Arc::clone(&node), region, &mut |forms, form, region| {
            let end = match (form, hindered) {
                (Err(open), _) => match Hindered::of(open) {
                    Ok(found) => {
                        End::Hindered(hindered.map_or(found, |known| known.max(found)), needs)
                    }
                    Err(reason) => End::Ask(reason),
                },
                (Ok(form), None) => self.payment(forms, form, region, rule.rounding, needs),
                // A quantity of its own may still turn out to be graver.
                (Ok(form), Some(hindered)) => match self.not_linear(forms, form) {
                    Some(reason) => End::Ask(reason),
                    None => End::Hindered(hindered, needs),
                },
            };
            self.counted(end)
        })
    }

    fn counted(&mut self, end: End) -> Tree {
        *self.ends = self.ends.saturating_add(1);
        Tree::End(end)
    }

    fn payment(
        &self,
        forms: &Forms<'_, 'p>,
        form: &Linear,
        region: &Region,
        rounding: Rounding,
        needs: Needs,
    ) -> End {
        let form = forms.pinned(form, region);
        if let Some(reason) = self.not_linear(forms, &form) {
            return End::Ask(reason);
        }
        let ends: Option<Vec<(Exact, Exact)>> = form
            .terms
            .iter()
            .map(|(variable, _)| {
                let (low, high) = forms.ends_of(*variable, region);
                low.zip(high)
            })
            .collect();
        match ends {
            Some(ends) => End::Amount(Payment {
                form,
                ends,
                rounding,
                needs,
            }),
            None => End::Ask(AskReason::TooWide),
        }
    }

    /// Why a form is not one of measures alone.
    fn not_linear(&self, forms: &Forms<'_, 'p>, form: &Linear) -> Option<AskReason> {
        not_linear(forms, self.grids, form)
    }
}

fn not_linear(forms: &Forms<'_, '_>, grids: &[Option<Grid>], form: &Linear) -> Option<AskReason> {
    form.terms.iter().find_map(|(variable, _)| {
        if let Some(leaf) = forms.leaf(*variable) {
            return Some(match leaf.kind {
                LeafKind::Product(..) | LeafKind::Quotient(..) => AskReason::Product,
                LeafKind::Round { .. } | LeafKind::Steps { .. } | LeafKind::Time { .. } => {
                    AskReason::Staircase
                }
                LeafKind::Sum { .. } => AskReason::List,
                LeafKind::Share => AskReason::Share,
            });
        }
        match grids.get(*variable) {
            Some(Some(_)) => None,
            Some(None) => Some(AskReason::TooWide),
            None => Some(AskReason::List),
        }
    })
}

impl<'p> Settled<'p> {
    /// `false` where another rule was selected already.
    fn select(&mut self, index: usize, rule: &'p Rule) -> bool {
        self.selected.replace((index, rule)).is_none()
    }
}
