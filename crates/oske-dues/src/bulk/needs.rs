//! Which facts a formula asks for, so that a payer of whom others are not known is assessed all the
//! same.

use crate::normal::Region;
use crate::policy::{
    Argument, Choice, Condition, ConditionKind, Expression, ExpressionKind, LetMeaning, Lookup,
    Pays, Policy, Rule,
};

/// How many parts of formulas are looked at before every fact is taken to be asked for.
const MOST_PARTS: usize = 10_000;

/// A set of facts, as bits: the last bit stands for all facts from the 64th on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Needs(u64);

impl Needs {
    pub(super) const NONE: Self = Self(0);
    const ALL: Self = Self(u64::MAX);

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without a fact; the last bit stays, as it may be of another one.
    pub(super) fn without(self, fact: Self) -> Self {
        Self(self.0 & !(fact.0 & (u64::MAX >> 1)))
    }

    pub(super) fn any_of(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    fn bit(index: usize) -> Self {
        let bit = u32::try_from(index.min(63)).unwrap_or(63);
        Self(1_u64.wrapping_shl(bit))
    }

    pub(super) fn attribute(index: usize) -> Self {
        Self::bit(index)
    }

    pub(super) fn measure(policy: &Policy, index: usize) -> Self {
        Self::bit(policy.attributes.len().saturating_add(index))
    }

    pub(super) fn list(policy: &Policy, index: usize) -> Self {
        let before = policy
            .attributes
            .len()
            .saturating_add(policy.measures.len());
        Self::bit(before.saturating_add(index))
    }

    /// Of a condition, for the payers of a region.
    pub(super) fn of_condition(policy: &Policy, condition: &Condition, region: &Region) -> Self {
        let mut gatherer = Gatherer::new(policy, region);
        gatherer.condition(condition);
        gatherer.found()
    }

    /// Of a formula, for the payers of a region.
    pub(super) fn of_formula(policy: &Policy, formula: &Expression, region: &Region) -> Self {
        let mut gatherer = Gatherer::new(policy, region);
        gatherer.expression(formula);
        gatherer.found()
    }
}

/// Whether a rule may ask for a share of a total.
pub(super) fn asks_for_share(policy: &Policy, rule: &Rule) -> bool {
    let everybody = Region::default();
    let mut gatherer = Gatherer::new(policy, &everybody);
    gatherer.condition(&rule.condition);
    if let Pays::Formula { expression, .. } = &rule.pays {
        gatherer.expression(expression);
    }
    gatherer.meets_share || gatherer.parts >= MOST_PARTS
}

/// Whether a condition holds for every payer of a region, or for none, by the choices that it asks for
/// alone.
pub(super) fn settled(policy: &Policy, condition: &Condition, region: &Region) -> Option<bool> {
    match &condition.kind {
        ConditionKind::Is {
            choice: Choice::Attribute(attribute),
            values,
        } => {
            let own = region.choice(*attribute)?;
            if own.iter().all(|value| values.contains(&value)) {
                Some(true)
            } else if own.iter().all(|value| !values.contains(&value)) {
                Some(false)
            } else {
                None
            }
        }
        ConditionKind::Let(index) => match &policy.lets.get(*index)?.meaning {
            LetMeaning::Truth(inner) => settled(policy, inner, region),
            LetMeaning::Quantity(_) | LetMeaning::Choice(_) => None,
        },
        ConditionKind::Not(inner) => settled(policy, inner, region).map(|holds| !holds),
        ConditionKind::All(parts) => any_is(policy, parts, false, region).map(|found| !found),
        ConditionKind::Any(parts) => any_is(policy, parts, true, region),
        ConditionKind::Is { .. }
        | ConditionKind::Compare { .. }
        | ConditionKind::Unclear { .. } => None,
    }
}

fn any_is(policy: &Policy, parts: &[Condition], wanted: bool, region: &Region) -> Option<bool> {
    let parts = parts.iter().map(|part| settled(policy, part, region));
    let mut unsettled = false;
    for part in parts {
        match part {
            Some(holds) if holds == wanted => return Some(true),
            Some(_) => {}
            None => unsettled = true,
        }
    }
    (!unsettled).then_some(false)
}

/// The choices that a condition asks for.
pub(super) fn choices_in(policy: &Policy, condition: &Condition, found: &mut Vec<usize>) {
    match &condition.kind {
        ConditionKind::Is {
            choice: Choice::Attribute(attribute),
            ..
        } => found.push(*attribute),
        ConditionKind::Let(index) => {
            if let Some(LetMeaning::Truth(inner)) =
                policy.lets.get(*index).map(|named| &named.meaning)
            {
                choices_in(policy, inner, found);
            }
        }
        ConditionKind::Not(inner) => choices_in(policy, inner, found),
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts
            .iter()
            .for_each(|part| choices_in(policy, part, found)),
        ConditionKind::Is { .. }
        | ConditionKind::Compare { .. }
        | ConditionKind::Unclear { .. } => {}
    }
}

/// Goes through the parts of a formula.
struct Gatherer<'a> {
    policy: &'a Policy,
    region: &'a Region,
    needs: Needs,
    /// Whether a choice point may have been met.
    may_choose: bool,
    meets_share: bool,
    parts: usize,
}

impl<'a> Gatherer<'a> {
    fn new(policy: &'a Policy, region: &'a Region) -> Self {
        Self {
            policy,
            region,
            needs: Needs::NONE,
            may_choose: false,
            meets_share: false,
            parts: 0,
        }
    }

    fn found(self) -> Needs {
        if self.parts >= MOST_PARTS {
            Needs::ALL
        } else {
            self.needs
        }
    }

    fn add(&mut self, needs: Needs) {
        self.needs = self.needs.and(needs);
    }

    /// Counts one part; `false` where there are too many.
    fn spend(&mut self) -> bool {
        self.parts = self.parts.saturating_add(1);
        self.parts < MOST_PARTS
    }

    fn condition(&mut self, condition: &Condition) {
        if !self.spend() {
            return;
        }
        match &condition.kind {
            ConditionKind::Is { choice, .. } => self.choice(choice),
            ConditionKind::Compare { left, right, .. } => {
                self.expression(left);
                self.expression(right);
            }
            ConditionKind::Let(index) => {
                if let Some(LetMeaning::Truth(inner)) =
                    self.policy.lets.get(*index).map(|named| &named.meaning)
                {
                    self.condition(inner);
                }
            }
            ConditionKind::Not(inner) => self.condition(inner),
            ConditionKind::All(parts) => self.any_is(parts, false),
            ConditionKind::Any(parts) => self.any_is(parts, true),
            ConditionKind::Unclear { of, .. } => {
                self.may_choose = true;
                of.iter().for_each(|reading| self.condition(reading));
            }
        }
    }

    /// Where one part settles the answer, what the others ask for is not needed, unless they may be read
    /// in several ways.
    fn any_is(&mut self, parts: &[Condition], wanted: bool) {
        let outside = (self.needs, self.may_choose);
        self.may_choose = false;
        parts.iter().for_each(|part| self.condition(part));
        let settling = parts
            .iter()
            .find(|part| settled(self.policy, part, self.region) == Some(wanted));
        if let Some(part) = settling.filter(|_| !self.may_choose) {
            self.needs = outside.0;
            self.condition(part);
        }
        self.may_choose |= outside.1;
    }

    fn choice(&mut self, choice: &Choice) {
        if !self.spend() {
            return;
        }
        match choice {
            Choice::Attribute(attribute) => self.add(Needs::attribute(*attribute)),
            Choice::Lookup(lookup) => self.lookup(lookup),
            Choice::Let(index) => {
                if let Some(LetMeaning::Choice(choice)) =
                    self.policy.lets.get(*index).map(|named| &named.meaning)
                {
                    self.choice(choice);
                }
            }
        }
    }

    fn lookup(&mut self, lookup: &Lookup) {
        self.may_choose = true;
        for argument in &lookup.arguments {
            match argument {
                Argument::Quantity(quantity) => self.expression(quantity),
                Argument::Choice(choice) => self.choice(choice),
            }
        }
    }

    fn expression(&mut self, expression: &Expression) {
        if !self.spend() {
            return;
        }
        let policy = self.policy;
        match &expression.kind {
            ExpressionKind::Number { .. } | ExpressionKind::Day { .. } => {}
            ExpressionKind::Parameter { on, .. } => {
                if let Some(on) = on {
                    self.expression(on);
                }
            }
            ExpressionKind::Measure(index) => self.add(Needs::measure(policy, *index)),
            ExpressionKind::Count(list) => self.add(Needs::list(policy, *list)),
            ExpressionKind::Let(index) => {
                if let Some(LetMeaning::Quantity(inner)) =
                    policy.lets.get(*index).map(|named| &named.meaning)
                {
                    self.expression(inner);
                }
            }
            ExpressionKind::Share(index) => {
                self.meets_share = true;
                if let Some(share) = policy.shares.get(*index) {
                    self.expression(&share.total);
                    for key in &share.keys {
                        self.expression(&key.by);
                        if let Some((of, _)) = &key.of {
                            self.expression(of);
                        }
                    }
                }
            }
            ExpressionKind::Lookup(lookup) => self.lookup(lookup),
            ExpressionKind::Negate(of)
            | ExpressionKind::Round { of, .. }
            | ExpressionKind::Steps { of, .. } => self.expression(of),
            ExpressionKind::Calculate(_, sides) | ExpressionKind::Time { between: sides, .. } => {
                sides.iter().for_each(|side| self.expression(side));
            }
            ExpressionKind::Choose {
                condition,
                then,
                otherwise,
            } => {
                self.condition(condition);
                let holds = settled(policy, condition, self.region);
                if holds != Some(false) {
                    self.expression(then);
                }
                if holds != Some(true) {
                    self.expression(otherwise);
                }
            }
            ExpressionKind::Extreme { of, .. } => of.iter().for_each(|part| self.expression(part)),
            ExpressionKind::Sum { list, of } => {
                self.add(Needs::list(policy, *list));
                self.expression(of);
            }
            ExpressionKind::Unclear { of, .. } => {
                self.may_choose = true;
                of.iter().for_each(|reading| self.expression(reading));
            }
        }
    }
}
