//! Conditions and choices: whether one holds, which value one has.

use super::{Along, Halt};
use crate::evaluate::ChoicePoint;
use crate::policy::{Choice, Condition, ConditionKind, LetMeaning};

impl<'p> Along<'_, 'p> {
    /// Whether a condition holds at the first value of the stretch, which is shortened to where it
    /// comes to the same. What cannot be told is told of the place `at` in the formula.
    pub(in super::super) fn condition(
        &mut self,
        condition: &'p Condition,
        at: usize,
    ) -> Result<bool, Halt> {
        match &condition.kind {
            ConditionKind::Is { choice, values } => {
                let found = self.choice(choice, at)?;
                Ok(values.contains(&found))
            }
            ConditionKind::Compare {
                left,
                comparison,
                right,
            } => {
                let (left_value, right_value) = (self.value(left), self.value(right));
                let (left_value, right_value) = Halt::join(left_value, right_value)?;
                let order = self.order(left_value, right_value, left.at)?;
                Ok(comparison.holds(order))
            }
            ConditionKind::Let(index) => {
                let named = self.year.policy.lets.get(*index).ok_or(Halt::Open)?;
                let LetMeaning::Truth(inner) = &named.meaning else {
                    return Err(Halt::Open);
                };
                self.within(&named.text, |along| along.condition(inner, at))
            }
            ConditionKind::Not(inner) => Ok(!self.condition(inner, at)?),
            ConditionKind::All(parts) => Ok(!self.any_is(parts, false, at)?),
            ConditionKind::Any(parts) => self.any_is(parts, true, at),
            ConditionKind::Unclear { label, of } => {
                let picked = self.picks.pick(ChoicePoint::Unclear(*label), of.len());
                self.condition(of.get(picked).ok_or(Halt::Open)?, at)
            }
        }
    }

    /// Whether any part is `wanted`; open where that rests on something open.
    fn any_is(&mut self, parts: &'p [Condition], wanted: bool, at: usize) -> Result<bool, Halt> {
        let mut found = Ok(());
        for part in parts {
            match self.condition(part, at) {
                Ok(holds) if holds == wanted => return Ok(true),
                Ok(_) => {}
                Err(halt) => found = Halt::join(found, Err::<(), _>(halt)).map(|_| ()),
            }
        }
        found.map(|()| false)
    }

    /// Which value a choice has.
    pub(super) fn choice(&mut self, choice: &'p Choice, at: usize) -> Result<usize, Halt> {
        match choice {
            Choice::Attribute(index) => {
                let attribute = self.year.policy.attribute(*index).ok_or(Halt::Open)?;
                let facts = self.facts_of(attribute.list);
                facts.value_of(*index).ok_or(Halt::Open)
            }
            Choice::Let(index) => {
                let named = self.year.policy.lets.get(*index).ok_or(Halt::Open)?;
                let LetMeaning::Choice(inner) = &named.meaning else {
                    return Err(Halt::Open);
                };
                self.within(&named.text, |along| along.choice(inner, at))
            }
            Choice::Lookup(lookup) => Ok(self.row(lookup, at)?.class),
        }
    }
}
