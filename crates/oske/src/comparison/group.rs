//! [`GroupChange`]: what members owe together.

use oske_types::{ArithmeticError, Currency, Exact, Money};

use super::member::{MemberComparison, percent_of};

/// What a group of members owes before and under a proposal.
///
/// The change is of the members that can be compared: those of whom it is known under both what they owe,
/// an amount or surely nothing. What is known of the others stands beside it and is in no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupChange<G> {
    group: G,
    members: usize,
    open: usize,
    before: Money,
    after: Money,
    by: Money,
    known_before: Money,
    known_after: Money,
}

impl<G> GroupChange<G> {
    pub(super) fn new(group: G, currency: Currency) -> Self {
        let nothing = Money::zero(currency);
        Self {
            group,
            members: 0,
            open: 0,
            before: nothing,
            after: nothing,
            by: nothing,
            known_before: nothing,
            known_after: nothing,
        }
    }

    pub(super) fn add(&mut self, member: &MemberComparison<'_>) -> Result<(), ArithmeticError> {
        self.members = self.members.saturating_add(1);
        for (sum, entry) in [
            (&mut self.known_before, member.before),
            (&mut self.known_after, member.after),
        ] {
            if let Some(amount) = entry.and_then(|entry| entry.assessment().amount()) {
                *sum = sum.checked_add(amount)?;
            }
        }
        let Some((before, after)) = member.owed() else {
            self.open = self.open.saturating_add(1);
            return Ok(());
        };
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
        self.members
    }

    /// How many of them owe an amount under both, or surely nothing.
    #[must_use]
    pub fn comparable(&self) -> usize {
        self.members.saturating_sub(self.open)
    }

    /// How many of them owe what is not known, under one of the two or both.
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
