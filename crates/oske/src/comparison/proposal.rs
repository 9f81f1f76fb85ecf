//! [`ProposalComparison`]: one proposal beside what is in force.

use std::cmp::{Ordering, Reverse};

use oske_domain::{Atlas, AtlasView, County, Member, MemberKind, Region};
use oske_types::ArithmeticError;

use super::ComparisonError;
use super::group::GroupChange;
use super::member::{MemberChange, MemberComparison};
use crate::Round;
#[cfg(feature = "report")]
use crate::area::is_of_counties;
use crate::area::{county_of, region_of};

/// One proposal of a [`RoundComparison`](crate::RoundComparison) beside what is in force.
#[derive(Debug, Clone, Copy)]
pub struct ProposalComparison<'c> {
    pub(super) before: &'c Round<'c>,
    pub(super) after: &'c Round<'c>,
    pub(super) atlas: &'c Atlas,
}

/// How many members are concerned in which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChangeCounts {
    counts: [usize; MemberChange::ALL.len()],
}

impl ChangeCounts {
    /// How many members it changes so for.
    #[must_use]
    pub fn of(&self, change: MemberChange) -> usize {
        let counted = self.iter().find(|(known, _)| *known == change);
        counted.map_or(0, |(_, count)| count)
    }

    /// Each way with its number, in the order in which they are told; also those that are zero.
    pub fn iter(&self) -> impl Iterator<Item = (MemberChange, usize)> {
        MemberChange::ALL.into_iter().zip(self.counts)
    }

    fn add(&mut self, change: MemberChange) {
        let counts = MemberChange::ALL.into_iter().zip(&mut self.counts);
        for (_, count) in counts.filter(|(known, _)| *known == change) {
            *count = count.saturating_add(1);
        }
    }
}

impl<'c> ProposalComparison<'c> {
    /// The round under the proposal.
    #[must_use]
    pub fn round(&self) -> &'c Round<'c> {
        self.after
    }

    /// The round that it is compared with.
    #[must_use]
    pub fn before(&self) -> &'c Round<'c> {
        self.before
    }

    /// Every member that pays in one of the two rounds, by id.
    pub fn members(&self) -> impl Iterator<Item = MemberComparison<'c>> + use<'c> {
        let currency = self.before.currency();
        let mut before = self.before.entries().iter().peekable();
        let mut after = self.after.entries().iter().peekable();
        std::iter::from_fn(move || {
            let order = match (before.peek(), after.peek()) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(left), Some(right)) => left.member().id().cmp(right.member().id()),
            };
            let first = before.next_if(|_| order.is_le());
            let second = after.next_if(|_| order.is_ge());
            Some(MemberComparison {
                member: first.or(second)?.member(),
                before: first,
                after: second,
                currency,
            })
        })
    }

    /// The members that owe something else, the largest changes first, of as large ones by id: first
    /// those whose dues change, where dues that begin or end change from or to zero, then those that
    /// begin or cease to pay in their own name, by what they pay; of both those whose amount is not known
    /// yet come last.
    pub fn changes(&self) -> impl Iterator<Item = MemberComparison<'c>> + use<'c> {
        let members = self.members();
        let mut changed: Vec<MemberComparison<'c>> = members
            .filter(|member| member.change().is_change())
            .collect();
        changed.sort_by_key(|member| {
            let is_in_one_round = matches!(
                member.change(),
                MemberChange::BecomesPayer | MemberChange::NoLongerPayer
            );
            let size = member.size();
            (is_in_one_round, size.is_none(), Reverse(size))
        });
        changed.into_iter()
    }

    /// How many members the proposal concerns in which way.
    #[must_use]
    pub fn counts(&self) -> ChangeCounts {
        let mut counts = ChangeCounts::default();
        for member in self.members() {
            counts.add(member.change());
        }
        counts
    }

    /// What all members owe together.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a sum does not fit, or is of several currencies.
    pub fn total(&self) -> Result<GroupChange<()>, ArithmeticError> {
        let mut total = GroupChange::new((), self.before.currency());
        for member in self.members() {
            total.add(&member)?;
        }
        Ok(total)
    }

    /// The same by kind, in the order of the kinds.
    ///
    /// # Errors
    ///
    /// As with [`ProposalComparison::total`].
    pub fn by_kind(&self) -> Result<Vec<GroupChange<MemberKind>>, ArithmeticError> {
        let mut groups = self.grouped(Member::kind)?;
        let place = |kind: MemberKind| MemberKind::ALL.iter().position(|known| *known == kind);
        groups.sort_by_key(|group| place(*group.group()));
        Ok(groups)
    }

    /// The same by county (*hyvinvointialue*, *välfärdsområde*), by its code, as on the day of the
    /// proposal's round: each member in the county in which most of its municipalities lie, of as many in
    /// the first by code. Those without a county come last, under `None`. Counties have been there since July
    /// 2021, and their duties since 2023.
    ///
    /// # Errors
    ///
    /// [`ComparisonError::DateNotCarried`] if the atlas does not answer for the day, and
    /// [`ComparisonError::Arithmetic`] as with [`ProposalComparison::total`].
    pub fn by_county(&self) -> Result<Vec<GroupChange<Option<&'c County>>>, ComparisonError> {
        let places = self.places()?;
        let mut groups = self.grouped(|member| county_of(member, places))?;
        groups.sort_by_key(|group| (group.group().is_none(), group.group().map(County::code)));
        Ok(groups)
    }

    /// The same by region (*maakunta*, *landskap*), by its code, as on the day of the proposal's round:
    /// each member in the region in which most of its municipalities lie, of as many in the first by code.
    /// Those without a region come last, under `None`.
    ///
    /// # Errors
    ///
    /// As with [`ProposalComparison::by_county`].
    pub fn by_region(&self) -> Result<Vec<GroupChange<Option<&'c Region>>>, ComparisonError> {
        let places = self.places()?;
        let mut groups = self.grouped(|member| region_of(member, places))?;
        groups.sort_by_key(|group| (group.group().is_none(), group.group().map(Region::code)));
        Ok(groups)
    }

    /// Whether the counties have their duties on the day of the proposal's round.
    #[cfg(feature = "report")]
    pub(crate) fn is_of_counties(&self) -> Result<bool, ComparisonError> {
        Ok(is_of_counties(self.places()?))
    }

    fn places(&self) -> Result<AtlasView<'c>, ComparisonError> {
        Ok(self.atlas.on(self.after.options().register_date)?)
    }

    fn grouped<G: PartialEq>(
        &self,
        group_of: impl Fn(&'c Member) -> G,
    ) -> Result<Vec<GroupChange<G>>, ArithmeticError> {
        let currency = self.before.currency();
        let mut groups: Vec<GroupChange<G>> = Vec::new();
        for member in self.members() {
            let group = group_of(member.member());
            match groups.iter_mut().find(|known| *known.group() == group) {
                Some(known) => known.add(&member)?,
                None => {
                    let mut new = GroupChange::new(group, currency);
                    new.add(&member)?;
                    groups.push(new);
                }
            }
        }
        Ok(groups)
    }
}
