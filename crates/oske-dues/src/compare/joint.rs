//! [`Joint`]: the declarations of two policies as one, so that a payer of both can be spoken of.
//!
//! Facts are the same where they have the same name. A choice may have the values of either policy, and a
//! quantity of a payer those; who is unknown to one of them is a set of its own. What neither can be told
//! as such is [left out](LeftOut): values between the steps of one policy, and things in lists that only
//! one of them allows.

use oske_types::Exact;

use super::{LeftOut, NotComparable};
use crate::interval::{Cut, Interval};
use crate::normal::{Forms, Region, Values, Variable};
use crate::policy::{Attribute, FactList, Limit, Measure, Policy};
use crate::year::PolicyYear;

/// Declarations without rules.
pub(super) struct Joint {
    pub(super) policy: Policy,
    pub(super) before: Numbers,
    pub(super) after: Numbers,
    pub(super) left_out: Vec<LeftOut>,
}

/// Of each declaration of a policy, its number among the joint ones.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) attributes: Vec<AttributeNumbers>,
    pub(super) measures: Vec<usize>,
    pub(super) lists: Vec<usize>,
}

pub(super) struct AttributeNumbers {
    pub(super) number: usize,
    /// Of each value.
    pub(super) values: Vec<usize>,
}

impl Joint {
    pub(super) fn of(
        before: &PolicyYear<'_>,
        after: &PolicyYear<'_>,
    ) -> Result<Self, NotComparable> {
        let mut policy = before.policy.clone();
        policy.attributes.clear();
        policy.measures.clear();
        policy.lists.clear();
        policy.rules.clear();
        policy.tables.clear();
        policy.parameters.clear();
        policy.lets.clear();
        policy.shares.clear();
        policy.last_year = None;
        policy.first_year = before.year.min(after.year);
        let mut joint = Self {
            policy,
            before: Numbers::default(),
            after: Numbers::default(),
            left_out: Vec::new(),
        };
        joint.before = joint.enter(before)?;
        joint.after = joint.enter(after)?;
        joint.see_absent(before, after);
        Ok(joint)
    }

    fn enter(&mut self, year: &PolicyYear<'_>) -> Result<Numbers, NotComparable> {
        let mut numbers = Numbers::default();
        for list in &year.policy.lists {
            numbers.lists.push(self.list(list)?);
        }
        for attribute in &year.policy.attributes {
            let list = list_of(attribute.list, &numbers);
            numbers.attributes.push(self.attribute(attribute, list)?);
        }
        for measure in &year.policy.measures {
            let list = list_of(measure.list, &numbers);
            numbers.measures.push(self.measure(measure, list, year)?);
        }
        let lists = self.policy.lists.iter_mut().enumerate();
        for (number, list) in lists {
            let own = numbers.lists.iter().position(|known| *known == number);
            let position = own
                .and_then(|own| year.policy.lists.get(own))
                .map(|own| own.position);
            if let Some(joint) = position.and_then(|own| numbers.measures.get(own)) {
                list.position = *joint;
            }
        }
        Ok(numbers)
    }

    fn list(&mut self, list: &FactList) -> Result<usize, NotComparable> {
        let name = &list.named.name();
        self.expect_free(name, Sort::List)?;
        let mut known = self.policy.lists.iter();
        if let Some(number) = known.position(|known| known.named.name() == *name) {
            if let Some(known) = self.policy.lists.get_mut(number) {
                if (known.least, known.most) != (list.least, list.most) {
                    self.left_out.push(LeftOut::InLists(list.named.label()));
                }
                known.least = known.least.max(list.least);
                known.most = known.most.min(list.most);
                if known.least > known.most {
                    return Err(NotComparable::new(
                        name,
                        "no number of things is allowed by both",
                    ));
                }
            }
            return Ok(number);
        }
        self.policy.lists.push(list.clone());
        Ok(self.policy.lists.len().saturating_sub(1))
    }

    fn attribute(
        &mut self,
        attribute: &Attribute,
        list: Option<usize>,
    ) -> Result<AttributeNumbers, NotComparable> {
        let name = &attribute.named.name();
        self.expect_free(name, Sort::Choice)?;
        let mut known = self.policy.attributes.iter();
        let known = known.position(|known| known.named.name() == *name);
        let number = known.unwrap_or_else(|| {
            let mut own = attribute.clone();
            own.list = list;
            self.policy.attributes.push(own);
            self.policy.attributes.len().saturating_sub(1)
        });
        let Some(joint) = self.policy.attributes.get_mut(number) else {
            return Err(NotComparable::new(name, "is not declared"));
        };
        if joint.list != list {
            return Err(NotComparable::new(
                name,
                "is a fact of the payer in one and of things in the other",
            ));
        }
        if joint.yes_no != attribute.yes_no {
            return Err(NotComparable::new(
                name,
                "is a yes-no in one and a choice in the other",
            ));
        }
        let values = attribute.values.iter().map(|value| {
            let known = joint
                .values
                .iter()
                .position(|known| known.name() == value.name());
            known.unwrap_or_else(|| {
                joint.values.push(value.clone());
                joint.values.len().saturating_sub(1)
            })
        });
        let values = values.collect();
        Ok(AttributeNumbers { number, values })
    }

    fn measure(
        &mut self,
        measure: &Measure,
        list: Option<usize>,
        year: &PolicyYear<'_>,
    ) -> Result<usize, NotComparable> {
        let name = &measure.named.name();
        let (least, most) = measure.range(year.year);
        let limit = |end: Option<Exact>| end.map(Limit::Number);
        if !measure.is_position {
            self.expect_free(name, Sort::Measure)?;
        }
        let mut known = self.policy.measures.iter();
        let known = known.position(|known| {
            known.named.name() == *name && (!measure.is_position || known.list == list)
        });
        let Some(number) = known else {
            let mut own = measure.clone();
            own.list = list;
            (own.least, own.most) = (limit(least), limit(most));
            self.policy.measures.push(own);
            return Ok(self.policy.measures.len().saturating_sub(1));
        };
        let Some(joint) = self.policy.measures.get_mut(number) else {
            return Err(NotComparable::new(name, "is not declared"));
        };
        if joint.list != list {
            return Err(NotComparable::new(
                name,
                "is a fact of the payer in one and of things in the other",
            ));
        }
        if joint.unit.as_str() != measure.unit.as_str() || joint.is_date != measure.is_date {
            return Err(NotComparable::new(
                name,
                "has another unit in one than in the other",
            ));
        }
        let known = joint.range(year.year);
        let (least, most) = if list.is_none() {
            either(known, (least, most))
        } else {
            // How far places go follows from the list, which is told of already.
            if known != (least, most) && !measure.is_position {
                self.left_out.push(LeftOut::InLists(measure.named.label()));
            }
            shared(known, (least, most))
                .ok_or_else(|| NotComparable::new(name, "has no value that both allow"))?
        };
        (joint.least, joint.most) = (limit(least), limit(most));
        if joint.step != measure.step {
            self.left_out
                .push(LeftOut::BetweenSteps(measure.named.label()));
        }
        joint.step = match (joint.step, measure.step) {
            (Some(known), Some(own)) => Some(common_step(known, own).ok_or_else(|| {
                NotComparable::new(
                    name,
                    "has steps of which neither is a multiple of the other",
                )
            })?),
            (known, own) => known.or(own),
        };
        Ok(number)
    }

    /// A fact that is not given may mean one thing to the one policy and another to the other.
    fn see_absent(&mut self, before: &PolicyYear<'_>, after: &PolicyYear<'_>) {
        let facts = [before, after].map(|year| {
            let choices = year.policy.attributes.iter().map(|known| {
                let value = known.absent.as_ref().map(|absent| absent.value);
                let value = value.and_then(|value| known.values.get(value));
                (&known.named, value.map(|value| value.name().to_string()))
            });
            let measures = year.policy.measures.iter().map(|known| {
                let value = known.absent.as_ref();
                let value = value.map(|absent| absent.value.number_in(year.year).to_string());
                (&known.named, value)
            });
            let lists = year.policy.lists.iter().map(|known| {
                let empty = known.absent_is_empty.then(String::new);
                (&known.named, empty)
            });
            choices.chain(measures).chain(lists).collect::<Vec<_>>()
        });
        let [before, after] = facts;
        for (named, absent) in before {
            let mut others = after.iter();
            let other = others.find(|(other, _)| other.name() == named.name());
            if other.is_some_and(|(_, other)| *other != absent) {
                self.left_out.push(LeftOut::NotGiven(named.label()));
            }
        }
    }

    fn expect_free(&self, name: &str, sort: Sort) -> Result<(), NotComparable> {
        let policy = &self.policy;
        let known = [
            (
                Sort::List,
                policy
                    .lists
                    .iter()
                    .any(|known| *known.named.name() == *name),
            ),
            (
                Sort::Choice,
                policy
                    .attributes
                    .iter()
                    .any(|known| *known.named.name() == *name),
            ),
            (
                Sort::Measure,
                policy
                    .measures
                    .iter()
                    .any(|known| !known.is_position && *known.named.name() == *name),
            ),
        ];
        let other = known
            .into_iter()
            .any(|(known, is_so)| is_so && known != sort);
        if other {
            return Err(NotComparable::new(
                name,
                "is a fact of another sort in one than in the other",
            ));
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    List,
    Choice,
    Measure,
}

fn list_of(own: Option<usize>, numbers: &Numbers) -> Option<usize> {
    own.and_then(|own| numbers.lists.get(own)).copied()
}

/// A range that may have ends.
type Range = (Option<Exact>, Option<Exact>);

/// What lies in one of two ranges, or between them.
fn either((least, most): Range, (other_least, other_most): Range) -> Range {
    let least = least.zip(other_least).map(|(one, other)| one.min(other));
    (
        least,
        most.zip(other_most).map(|(one, other)| one.max(other)),
    )
}

/// What lies in both of two ranges; `None` if nothing does.
fn shared((least, most): Range, (other_least, other_most): Range) -> Option<Range> {
    let least = least.max(other_least);
    let most = match (most, other_most) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let is_empty = least.zip(most).is_some_and(|(least, most)| least > most);
    (!is_empty).then_some((least, most))
}

/// The coarser of two steps, where it is a multiple of the finer.
fn common_step(left: Exact, right: Exact) -> Option<Exact> {
    let (finer, coarser) = if left < right {
        (left, right)
    } else {
        (right, left)
    };
    let ratio = coarser.checked_div(finer).ok()?;
    ratio.is_integer().then_some(coarser)
}

impl Numbers {
    /// The payers of whom a policy does not know a value of some choice, or does not allow that of a
    /// quantity, in sets that share nobody; `own` are its forms.
    pub(super) fn unknown_to(&self, own: &Forms<'_, '_>, forms: &Forms<'_, '_>) -> Vec<Region> {
        let mut unknown = Vec::new();
        let mut known_so_far = Region::default();
        for own in &self.attributes {
            let count = forms.scales.choices.get(own.number).copied().unwrap_or(0);
            let known = Values::of(own.values.iter().copied(), count);
            let others = Values::all(count).without(&known);
            if !others.is_empty() {
                unknown.push(known_so_far.with_choice(own.number, others));
                known_so_far = known_so_far.with_choice(own.number, known);
            }
        }
        for (variable, allowed) in self.allowed(own) {
            let below = Interval::new(Cut::Lowest, allowed.from);
            let above = Interval::new(allowed.to, Cut::Highest);
            let sides = [below, above].into_iter().flatten();
            unknown.extend(
                sides.filter_map(|side| forms.scales.within(&known_so_far, variable, side)),
            );
            if let Some(within) = forms.scales.within(&known_so_far, variable, allowed) {
                known_so_far = within;
            }
        }
        unknown
    }

    /// What a policy allows for the quantities of a payer, by their joint numbers.
    pub(super) fn allowed(
        &self,
        own: &Forms<'_, '_>,
    ) -> impl Iterator<Item = (Variable, Interval)> {
        let measures = own.year.policy.measures.iter().enumerate();
        let measures = measures.filter(|(_, measure)| measure.list.is_none());
        measures.filter_map(|(index, _)| {
            let number = self.measures.get(index)?;
            Some((*number, own.scales.scale(index)?.whole))
        })
    }
}
