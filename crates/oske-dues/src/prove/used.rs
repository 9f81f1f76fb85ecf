//! [`Used`]: the declarations that formulas use.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::policy::{
    Argument, Choice, Condition, ConditionKind, Day, Expression, ExpressionKind, LetMeaning, Limit,
    Lookup, Pays, Policy, RowKey, Rule,
};

/// The declarations that something uses, also through lets, tables and shares.
#[derive(Debug, Default)]
pub(crate) struct Used {
    pub(super) attributes: BTreeSet<usize>,
    pub(super) measures: BTreeSet<usize>,
    pub(super) lists: BTreeSet<usize>,
    pub(super) parameters: BTreeSet<usize>,
    pub(super) lets: BTreeSet<usize>,
    pub(super) tables: BTreeSet<usize>,
    pub(crate) shares: BTreeSet<usize>,
    /// Whether days are spoken of, by whatever name.
    pub(super) has_days: bool,
    /// The days that are of one year alone.
    pub(super) dates: BTreeSet<NaiveDate>,
    /// Whether a time is counted between a day that stays and one that moves with the dues year, so
    /// that each year differs from the one before it.
    pub(super) has_growing_time: bool,
}

impl Used {
    pub(crate) fn of_rules<'p>(rules: impl IntoIterator<Item = &'p Rule>, policy: &Policy) -> Self {
        let mut used = Self::default();
        for rule in rules {
            used.condition(&rule.condition, policy);
            if let Pays::Formula { expression, .. } = &rule.pays {
                used.expression(expression, policy);
            }
        }
        used
    }

    /// Every fact, whether a rule uses it or not.
    pub(super) fn everything(policy: &Policy) -> Self {
        Self {
            attributes: (0..policy.attributes.len()).collect(),
            measures: (0..policy.measures.len()).collect(),
            lists: (0..policy.lists.len()).collect(),
            ..Self::default()
        }
    }

    pub(super) fn condition(&mut self, condition: &Condition, policy: &Policy) {
        match &condition.kind {
            ConditionKind::Is { choice, .. } => self.choice(choice, policy),
            ConditionKind::Compare { left, right, .. } => {
                self.expression(left, policy);
                self.expression(right, policy);
            }
            ConditionKind::Let(index) => self.named(*index, policy),
            ConditionKind::Not(inner) => self.condition(inner, policy),
            ConditionKind::All(parts)
            | ConditionKind::Any(parts)
            | ConditionKind::Unclear { of: parts, .. } => {
                parts.iter().for_each(|part| self.condition(part, policy));
            }
        }
    }

    fn named(&mut self, index: usize, policy: &Policy) {
        if !self.lets.insert(index) {
            return;
        }
        match policy.lets.get(index).map(|named| &named.meaning) {
            Some(LetMeaning::Quantity(expression)) => self.expression(expression, policy),
            Some(LetMeaning::Truth(condition)) => self.condition(condition, policy),
            Some(LetMeaning::Choice(choice)) => self.choice(choice, policy),
            None => {}
        }
    }

    fn choice(&mut self, choice: &Choice, policy: &Policy) {
        match choice {
            Choice::Attribute(index) => {
                self.attributes.insert(*index);
            }
            Choice::Let(index) => self.named(*index, policy),
            Choice::Lookup(lookup) => self.lookup(lookup, policy),
        }
    }

    fn day(&mut self, day: Day) {
        self.has_days = true;
        if let Day::On(date) = day {
            self.dates.insert(date);
        }
    }

    /// The days in the rows of a table.
    fn rows(&mut self, table: usize, policy: &Policy) {
        let rows = policy.tables.get(table).map(|table| &table.rows);
        for key in rows.into_iter().flatten().flat_map(|row| &row.holds) {
            let RowKey::Between { lower, upper } = key else {
                continue;
            };
            for bound in [lower, upper].into_iter().flatten() {
                if let Limit::Day(day) = bound.limit {
                    self.day(day);
                }
            }
        }
    }

    fn lookup(&mut self, lookup: &Lookup, policy: &Policy) {
        if self.tables.insert(lookup.table) {
            self.rows(lookup.table, policy);
        }
        for argument in &lookup.arguments {
            match argument {
                Argument::Quantity(expression) => self.expression(expression, policy),
                Argument::Choice(choice) => self.choice(choice, policy),
            }
        }
    }

    pub(crate) fn expression(&mut self, expression: &Expression, policy: &Policy) {
        match &expression.kind {
            ExpressionKind::Number { .. } => {}
            ExpressionKind::Day { day, .. } => self.day(*day),
            ExpressionKind::Measure(index) => {
                self.measures.insert(*index);
            }
            ExpressionKind::Parameter { index, on } => {
                self.parameters.insert(*index);
                if let Some(on) = on {
                    self.expression(on, policy);
                }
            }
            ExpressionKind::Let(index) => self.named(*index, policy),
            ExpressionKind::Share(index) => {
                if !self.shares.insert(*index) {
                    return;
                }
                let Some(share) = policy.shares.get(*index) else {
                    return;
                };
                self.expression(&share.total, policy);
                for key in &share.keys {
                    self.expression(&key.by, policy);
                    if let Some((of, _)) = &key.of {
                        self.expression(of, policy);
                    }
                }
            }
            ExpressionKind::Lookup(lookup) => self.lookup(lookup, policy),
            ExpressionKind::Negate(of)
            | ExpressionKind::Round { of, .. }
            | ExpressionKind::Steps { of, .. } => self.expression(of, policy),
            ExpressionKind::Time { between, .. } => {
                let days = between.iter().map(|day| Days::of(day, policy));
                self.has_growing_time |= days.fold(Days::default(), Days::and).are_both();
                between.iter().for_each(|day| self.expression(day, policy));
            }
            ExpressionKind::Calculate(_, of) => {
                of.iter().for_each(|part| self.expression(part, policy));
            }
            ExpressionKind::Choose {
                condition,
                then,
                otherwise,
            } => {
                self.condition(condition, policy);
                self.expression(then, policy);
                self.expression(otherwise, policy);
            }
            ExpressionKind::Extreme { of, .. } | ExpressionKind::Unclear { of, .. } => {
                of.iter().for_each(|part| self.expression(part, policy));
            }
            ExpressionKind::Sum { list, of } => {
                self.lists.insert(*list);
                self.expression(of, policy);
            }
            ExpressionKind::Count(list) => {
                self.lists.insert(*list);
            }
        }
    }
}

/// Which days an expression may be.
#[derive(Debug, Default, Clone, Copy)]
struct Days {
    /// Some that are the same in every dues year.
    stay: bool,
    /// Some that move with the dues year.
    move_on: bool,
}

impl Days {
    const STAY: Self = Self {
        stay: true,
        move_on: false,
    };
    const MOVE_ON: Self = Self {
        stay: false,
        move_on: true,
    };

    fn and(self, other: Self) -> Self {
        Self {
            stay: self.stay | other.stay,
            move_on: self.move_on | other.move_on,
        }
    }

    fn are_both(self) -> bool {
        self.stay && self.move_on
    }

    fn of(expression: &Expression, policy: &Policy) -> Self {
        match &expression.kind {
            ExpressionKind::Day { day, .. } => Self::of_day(*day),
            // Those between two bounds that move do so themselves.
            ExpressionKind::Measure(index) => {
                let measure = policy.measure(*index);
                let bounds = measure.map(|measure| [&measure.least, &measure.most]);
                let bounds = bounds.into_iter().flatten().map(|bound| match bound {
                    Some(Limit::Day(day)) => Self::of_day(*day),
                    Some(Limit::Number(_)) | None => Self::STAY,
                });
                bounds.fold(Self::default(), Self::and)
            }
            ExpressionKind::Let(index) => match policy.lets.get(*index).map(|named| &named.meaning)
            {
                Some(LetMeaning::Quantity(expression)) => Self::of(expression, policy),
                _ => Self::default(),
            },
            ExpressionKind::Choose {
                then, otherwise, ..
            } => Self::of(then, policy).and(Self::of(otherwise, policy)),
            ExpressionKind::Extreme { of, .. } | ExpressionKind::Unclear { of, .. } => {
                let days = of.iter().map(|day| Self::of(day, policy));
                days.fold(Self::default(), Self::and)
            }
            _ => Self::default(),
        }
    }

    fn of_day(day: Day) -> Self {
        match day {
            Day::On(_) => Self::STAY,
            Day::Recurring { .. } | Day::YearStart | Day::NextYearStart => Self::MOVE_ON,
        }
    }
}
