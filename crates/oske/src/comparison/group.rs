//! [`GroupChange`]: what members owe together.

use oske_types::{ArithmeticError, Currency, Exact, Money};

use super::member::{MemberChange, MemberComparison, percent_of};

/// What a group of members owes before and under a proposal.
///
/// Each member is in one of four parts. The change is of those that can be
/// [compared](GroupChange::comparable): those that pay in their own name in both rounds, or surely have no
/// dues there. Those that [begin](GroupChange::beginning) or [cease](GroupChange::ceasing) to pay in their
/// own name are sums of their own, for before or behind it somebody else may have paid for them; and of
/// the [others](GroupChange::open) it is not known what they owe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupChange<G> {
    group: G,
    comparable: usize,
    open: usize,
    before: Money,
    after: Money,
    by: Money,
    beginning: InOneRound,
    ceasing: InOneRound,
    known_before: Money,
    known_after: Money,
}

/// Members that pay in their own name in one of two rounds alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InOneRound {
    members: usize,
    open: usize,
    amount: Money,
}

impl InOneRound {
    fn new(currency: Currency) -> Self {
        Self {
            members: 0,
            open: 0,
            amount: Money::zero(currency),
        }
    }

    fn add(&mut self, amount: Option<Money>) -> Result<(), ArithmeticError> {
        self.members = self.members.saturating_add(1);
        match amount {
            Some(amount) => self.amount = self.amount.checked_add(amount)?,
            None => self.open = self.open.saturating_add(1),
        }
        Ok(())
    }

    /// How many they are.
    #[must_use]
    pub fn members(&self) -> usize {
        self.members
    }

    /// How many of them owe an amount that is not known.
    #[must_use]
    pub fn open(&self) -> usize {
        self.open
    }

    /// What the others owe in that round.
    #[must_use]
    pub fn amount(&self) -> Money {
        self.amount
    }
}

impl<G> GroupChange<G> {
    pub(super) fn new(group: G, currency: Currency) -> Self {
        let nothing = Money::zero(currency);
        Self {
            group,
            comparable: 0,
            open: 0,
            before: nothing,
            after: nothing,
            by: nothing,
            beginning: InOneRound::new(currency),
            ceasing: InOneRound::new(currency),
            known_before: nothing,
            known_after: nothing,
        }
    }

    pub(super) fn add(&mut self, member: &MemberComparison<'_>) -> Result<(), ArithmeticError> {
        let [before, after] = [member.before, member.after]
            .map(|entry| entry.and_then(|entry| entry.assessment().amount()));
        for (sum, amount) in [
            (&mut self.known_before, before),
            (&mut self.known_after, after),
        ] {
            if let Some(amount) = amount {
                *sum = sum.checked_add(amount)?;
            }
        }
        match member.change() {
            MemberChange::BecomesPayer => return self.beginning.add(after),
            MemberChange::NoLongerPayer => return self.ceasing.add(before),
            _ => {}
        }
        let Some((before, after)) = member.owed() else {
            self.open = self.open.saturating_add(1);
            return Ok(());
        };
        self.comparable = self.comparable.saturating_add(1);
        self.before = self.before.checked_add(before)?;
        self.after = self.after.checked_add(after)?;
        self.by = self.after.checked_sub(self.before)?;
        Ok(())
    }

    /// The group.
    #[must_use]
    pub fn group(&self) -> &G {
        &self.group
    }

    /// How many members of it are in either round.
    #[must_use]
    pub fn members(&self) -> usize {
        [self.beginning.members, self.ceasing.members, self.open]
            .into_iter()
            .fold(self.comparable, usize::saturating_add)
    }

    /// How many of them pay in their own name in both rounds, or surely have no dues there.
    #[must_use]
    pub fn comparable(&self) -> usize {
        self.comparable
    }

    /// Those that begin to pay in their own name, and what they owe under the proposal.
    #[must_use]
    pub fn beginning(&self) -> InOneRound {
        self.beginning
    }

    /// Those that cease to pay in their own name, and what they owe before.
    #[must_use]
    pub fn ceasing(&self) -> InOneRound {
        self.ceasing
    }

    /// How many of the others owe what is not known, under one of the two or both.
    #[must_use]
    pub fn open(&self) -> usize {
        self.open
    }

    /// What those that can be compared owe before.
    #[must_use]
    pub fn before(&self) -> Money {
        self.before
    }

    /// What those that can be compared owe under the proposal.
    #[must_use]
    pub fn after(&self) -> Money {
        self.after
    }

    /// By how much it changes for those that can be compared, second less first.
    #[must_use]
    pub fn by(&self) -> Money {
        self.by
    }

    /// The same in per cent of what they owe before, exactly; `None` where that is zero.
    #[must_use]
    pub fn percent(&self) -> Option<Exact> {
        percent_of(self.by, self.before)
    }

    /// All that is known of before, also of members that cannot be compared.
    #[must_use]
    pub fn known_before(&self) -> Money {
        self.known_before
    }

    /// All that is known of the proposal, also of members that cannot be compared. It is no amount to
    /// set against [`known_before`](Self::known_before): the two are of different members.
    #[must_use]
    pub fn known_after(&self) -> Money {
        self.known_after
    }
}
