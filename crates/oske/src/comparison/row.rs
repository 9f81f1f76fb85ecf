//! [`MemberRow`]: one member under what is in force and under every proposal.

use oske_domain::Member;
use oske_types::Currency;

use super::member::MemberComparison;
use crate::RoundEntry;

/// One member in the table of a [`RoundComparison`](crate::RoundComparison): what it owes before, and
/// under each proposal.
#[derive(Debug, Clone)]
pub struct MemberRow<'c> {
    member: &'c Member,
    currency: Currency,
    before: Option<&'c RoundEntry<'c>>,
    proposals: Vec<Option<&'c RoundEntry<'c>>>,
}

impl<'c> MemberRow<'c> {
    pub(super) fn new(member: &'c Member, currency: Currency, proposals: usize) -> Self {
        Self {
            member,
            currency,
            before: None,
            proposals: vec![None; proposals],
        }
    }

    /// Puts the member of a round in its place; the first round is the one before.
    pub(super) fn put(&mut self, round: usize, entry: &'c RoundEntry<'c>) {
        let place = match round.checked_sub(1) {
            Some(proposal) => self.proposals.get_mut(proposal),
            None => Some(&mut self.before),
        };
        if let Some(place) = place {
            *place = Some(entry);
        }
    }

    /// The member.
    #[must_use]
    pub fn member(&self) -> &'c Member {
        self.member
    }

    /// The member in the round before; `None` where it does not pay there in its own name.
    #[must_use]
    pub fn before(&self) -> Option<&'c RoundEntry<'c>> {
        self.before
    }

    /// The member under each proposal, in their order, beside the round before.
    pub fn proposals(&self) -> impl ExactSizeIterator<Item = MemberComparison<'c>> {
        self.proposals.iter().map(|after| MemberComparison {
            member: self.member,
            before: self.before,
            after: *after,
            currency: self.currency,
        })
    }
}
