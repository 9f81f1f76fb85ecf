//! Conditions: on which parts of a region one holds, does not, or is open.

use oske_types::Exact;

use super::forms::Forms;
use super::linear::Linear;
use super::node::{around_zero, number, scaled, sum_of};
use super::region::{Guard, Region, Values};
use super::walk::Joined;
use super::{NodeRef, Open};
use crate::evaluate::ChoicePoint;
use crate::formula::Comparison;
use crate::policy::{Choice, Condition, ConditionKind, FormulaText, Gives, LetMeaning};

/// What is done with the class of values that a choice is in.
pub(super) type ThenClass<'t, F, T> = &'t mut dyn FnMut(&mut F, Result<usize, Open>, &Region) -> T;

/// What a condition comes to in a part of a region.
pub(super) type Truth = Result<bool, Open>;
/// What is done with it.
pub(super) type ThenTruth<'t, F, T> = &'t mut dyn FnMut(&mut F, Truth, &Region) -> T;

impl<'p> Forms<'_, 'p> {
    /// The parts of a region in which a condition of a rule holds, and those where that is open, with why.
    pub(crate) fn condition_in(
        &mut self,
        formula: Option<&'p FormulaText>,
        rule: usize,
        condition: &'p Condition,
        region: &Region,
    ) -> (Vec<Region>, Vec<(Region, Open)>) {
        let outside = (self.formula, self.rule);
        (self.formula, self.rule) = (formula, Some(rule));
        let (mut holds, mut open) = (Vec::new(), Vec::new());
        self.truth::<()>(
            condition,
            region,
            &mut |_, truth, region: &Region| match truth {
                Ok(true) => holds.push(region.clone()),
                Ok(false) => {}
                Err(why) => open.push((region.clone(), why)),
            },
        );
        (self.formula, self.rule) = outside;
        (holds, open)
    }

    /// Splits a region by what a condition of a rule comes to, or why that is open.
    pub(crate) fn split_condition<T: Joined>(
        &mut self,
        formula: Option<&'p FormulaText>,
        rule: usize,
        condition: &'p Condition,
        region: &Region,
        then: ThenTruth<'_, Self, T>,
    ) -> T {
        let outside = (self.formula, self.rule);
        (self.formula, self.rule) = (formula, Some(rule));
        let joined = self.truth(condition, region, then);
        (self.formula, self.rule) = outside;
        joined
    }

    /// A condition of a rule as a tree that is 1 where it holds.
    pub(crate) fn condition_node(
        &mut self,
        formula: Option<&'p FormulaText>,
        condition: &'p Condition,
    ) -> NodeRef {
        self.formula = formula;
        self.truth(
            condition,
            &Region::default(),
            &mut |_, truth, _| match truth {
                Ok(holds) => number(Exact::from(i32::from(holds))),
                Err(open) => NodeRef::open(open),
            },
        )
    }

    /// What a condition comes to: `then` is called once for each part of the region on which it holds,
    /// does not, or is open.
    pub(super) fn truth<T: Joined>(
        &mut self,
        condition: &'p Condition,
        region: &Region,
        then: ThenTruth<'_, Self, T>,
    ) -> T {
        if !self.spend() {
            return then(self, Err(Open::TooLarge), region);
        }
        match &condition.kind {
            ConditionKind::Is { choice, values } => {
                let count = self.values_of(choice);
                let inside = Values::of(values.iter().copied(), count);
                let classes = [inside.clone(), Values::all(count).without(&inside)];
                self.choice(
                    choice,
                    &classes,
                    region,
                    &mut |forms: &mut Self, class, region: &Region| {
                        then(forms, class.map(|class| class == 0), region)
                    },
                )
            }
            ConditionKind::Compare {
                left,
                comparison,
                right,
            } => {
                let (left, right) = (self.compile(left, region), self.compile(right, region));
                let difference = sum_of(left, scaled(-Exact::ONE, right));
                self.walk(
                    &difference,
                    region,
                    &mut |forms: &mut Self, form, region: &Region| match form {
                        Ok(form) => forms.compare(*comparison, form, region, then),
                        Err(open) => then(forms, Err(open), region),
                    },
                )
            }
            ConditionKind::Let(index) => {
                let named = self.year.policy.lets.get(*index);
                let Some((named, LetMeaning::Truth(inner))) =
                    named.map(|named| (named, &named.meaning))
                else {
                    return then(self, Err(Open::Overflow), region);
                };
                let outside = self.formula.replace(&named.text);
                self.truth(
                    inner,
                    region,
                    &mut |forms: &mut Self, truth, region: &Region| {
                        let inside = std::mem::replace(&mut forms.formula, outside);
                        let joined = then(forms, truth, region);
                        forms.formula = inside;
                        joined
                    },
                )
            }
            ConditionKind::Not(inner) => self.truth(
                inner,
                region,
                &mut |forms: &mut Self, truth, region: &Region| {
                    then(forms, truth.map(|holds| !holds), region)
                },
            ),
            ConditionKind::All(parts) => self.any_is(
                parts,
                false,
                None,
                region,
                &mut |forms: &mut Self, found, region: &Region| {
                    then(forms, found.map(|found| !found), region)
                },
            ),
            ConditionKind::Any(parts) => self.any_is(parts, true, None, region, then),
            ConditionKind::Unclear { label, of } => {
                let point = self.point(&ChoicePoint::Unclear(*label));
                self.split_pick(
                    point,
                    of.len(),
                    region,
                    &mut |forms: &mut Self, pick, region: &Region| match of.get(pick) {
                        Some(reading) => forms.truth(reading, region, then),
                        None => then(forms, Err(Open::Overflow), region),
                    },
                )
            }
        }
    }

    /// Whether any part is `wanted`; open where that rests on something open.
    fn any_is<T: Joined>(
        &mut self,
        parts: &'p [Condition],
        wanted: bool,
        open: Option<Open>,
        region: &Region,
        then: ThenTruth<'_, Self, T>,
    ) -> T {
        let Some((first, rest)) = parts.split_first() else {
            return then(self, open.map_or(Ok(false), Err), region);
        };
        let outside = std::mem::replace(&mut self.is_one_of_several, true);
        let joined = self.truth(
            first,
            region,
            &mut |forms: &mut Self, truth, region: &Region| {
                let inside = std::mem::replace(&mut forms.is_one_of_several, outside);
                let joined = match truth {
                    Ok(holds) if holds == wanted => then(forms, Ok(true), region),
                    Ok(_) => forms.any_is(rest, wanted, open, region, then),
                    Err(found) => {
                        let open = open.max(Some(found));
                        forms.any_is(rest, wanted, open, region, then)
                    }
                };
                forms.is_one_of_several = inside;
                joined
            },
        );
        self.is_one_of_several = outside;
        joined
    }

    /// How a form compares with zero.
    fn compare<T: Joined>(
        &mut self,
        comparison: Comparison,
        form: &Linear,
        region: &Region,
        then: ThenTruth<'_, Self, T>,
    ) -> T {
        let strict = matches!(comparison, Comparison::More | Comparison::AtMost);
        let guard = Guard {
            form: form.clone(),
            strict,
        };
        match comparison {
            Comparison::AtLeast | Comparison::More => self.split_guard(
                &guard,
                region,
                &mut |forms: &mut Self, holds, region: &Region| then(forms, Ok(holds), region),
            ),
            Comparison::Less | Comparison::AtMost => self.split_guard(
                &guard,
                region,
                &mut |forms: &mut Self, holds, region: &Region| then(forms, Ok(!holds), region),
            ),
            Comparison::Equal | Comparison::NotEqual => {
                let zero = around_zero();
                self.split_form(
                    form,
                    &zero,
                    region,
                    &mut |forms: &mut Self, side, region: &Region| {
                        let equal = side == 1;
                        then(
                            forms,
                            Ok(equal == (comparison == Comparison::Equal)),
                            region,
                        )
                    },
                )
            }
        }
    }

    /// How many values a choice has.
    pub(super) fn values_of(&self, choice: &Choice) -> usize {
        let policy = self.year.policy;
        match choice {
            Choice::Attribute(index) => policy
                .attribute(*index)
                .map_or(0, |known| known.values.len()),
            Choice::Let(index) => match policy.lets.get(*index).map(|named| &named.meaning) {
                Some(LetMeaning::Choice(choice)) => self.values_of(choice),
                _ => 0,
            },
            Choice::Lookup(lookup) => {
                match policy.tables.get(lookup.table).map(|table| &table.gives) {
                    Some(Gives::Classes(classes)) => classes.len(),
                    _ => 0,
                }
            }
        }
    }

    /// In which of several classes of values a choice is.
    pub(super) fn choice<T: Joined>(
        &mut self,
        choice: &'p Choice,
        classes: &[Values],
        region: &Region,
        then: ThenClass<'_, Self, T>,
    ) -> T {
        match choice {
            Choice::Attribute(attribute) => self.split_choice(
                *attribute,
                classes,
                region,
                &mut |forms: &mut Self, class, region: &Region| then(forms, Ok(class), region),
            ),
            Choice::Let(index) => match self
                .year
                .policy
                .lets
                .get(*index)
                .map(|named| &named.meaning)
            {
                Some(LetMeaning::Choice(choice)) => self.choice(choice, classes, region, then),
                _ => then(self, Err(Open::Overflow), region),
            },
            Choice::Lookup(lookup) => {
                let table = self.year.policy.tables.get(lookup.table);
                self.lookup(
                    lookup,
                    region,
                    &mut |forms: &mut Self, row, region: &Region| {
                        let class = row.and_then(|row| {
                            let row = table.and_then(|table| table.rows.get(row));
                            let class = row.and_then(|row| {
                                classes.iter().position(|class| class.contains(row.class))
                            });
                            class.ok_or(Open::Overflow)
                        });
                        then(forms, class, region)
                    },
                )
            }
        }
    }
}
