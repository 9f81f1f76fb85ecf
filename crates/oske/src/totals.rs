//! [`GroupTotal`]: what payers of one kind or place owe together.

use oske_domain::{Atlas, County, DateNotCarried, Member, MemberKind, Region};
use oske_types::{ArithmeticError, Currency, Money};

use crate::area::{county_of, region_of};
use crate::{Round, RoundEntry, RoundError};

/// The payers of one group, and the sum of what they owe as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupTotal<G> {
    group: G,
    payers: usize,
    assessed: usize,
    totals: CurrencyTotals,
}

/// Sums of money, one for each currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CurrencyTotals {
    /// In the currency of the policy.
    pub(crate) own: Money,
    // INVARIANT: by the code of the currency, each once, and none is that of the policy.
    pub(crate) others: Vec<Money>,
}

impl CurrencyTotals {
    pub(crate) fn new(currency: Currency) -> Self {
        Self {
            own: Money::zero(currency),
            others: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, amount: Money) -> Result<(), ArithmeticError> {
        let is_of_currency = |sum: &&mut Money| sum.currency() == amount.currency();
        let others = self.others.iter_mut();
        let known = std::iter::once(&mut self.own)
            .chain(others)
            .find(is_of_currency);
        if let Some(sum) = known {
            *sum = sum.checked_add(amount)?;
            return Ok(());
        }
        self.others.push(amount);
        self.others.sort_by_key(|sum| sum.currency().code());
        Ok(())
    }
}

impl<G> GroupTotal<G> {
    fn new(group: G, currency: Currency) -> Self {
        Self {
            group,
            payers: 0,
            assessed: 0,
            totals: CurrencyTotals::new(currency),
        }
    }

    fn add(&mut self, entry: &RoundEntry<'_>) -> Result<(), ArithmeticError> {
        self.payers = self.payers.saturating_add(1);
        if let Some(amount) = entry.assessment().amount() {
            self.assessed = self.assessed.saturating_add(1);
            self.totals.add(amount)?;
        }
        Ok(())
    }

    /// The group.
    #[must_use]
    pub fn group(&self) -> &G {
        &self.group
    }

    /// How many payers there are of it.
    #[must_use]
    pub fn payers(&self) -> usize {
        self.payers
    }

    /// How many of them have an amount.
    #[must_use]
    pub fn assessed(&self) -> usize {
        self.assessed
    }

    /// How many of them have none yet.
    #[must_use]
    pub fn open(&self) -> usize {
        self.payers.saturating_sub(self.assessed)
    }

    /// The sum of the amounts that are known in the policy's currency; zero where none is.
    #[must_use]
    pub fn total(&self) -> Money {
        self.totals.own
    }

    /// The sums of the amounts that a rule asks for in another currency, by the code of the currency.
    #[must_use]
    pub fn other_currencies(&self) -> &[Money] {
        &self.totals.others
    }
}

impl Round<'_> {
    /// Payers and amounts by kind, in the order of the kinds.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if a sum does not fit.
    pub fn totals_by_kind(&self) -> Result<Vec<GroupTotal<MemberKind>>, ArithmeticError> {
        let mut totals = self.grouped(Member::kind)?;
        let place = |kind: MemberKind| MemberKind::ALL.iter().position(|known| *known == kind);
        totals.sort_by_key(|total| place(*total.group()));
        Ok(totals)
    }

    /// Payers and amounts by county (*hyvinvointialue*, *välfärdsområde*), by its code, as on the day of
    /// the register: each member in the county in which most of its municipalities lie, of as many in the
    /// first by code. Those without a county come last, under `None`. Counties have been there since July
    /// 2021, and their duties since 2023.
    ///
    /// # Errors
    ///
    /// [`RoundError::DateNotCarried`] if the atlas does not answer for the day, and
    /// [`RoundError::Arithmetic`] as with [`Round::totals_by_kind`].
    pub fn totals_by_county<'a>(
        &self,
        atlas: &'a Atlas,
    ) -> Result<Vec<GroupTotal<Option<&'a County>>>, RoundError> {
        let places = self.places(atlas)?;
        let mut totals = self.grouped(|member| county_of(member, places))?;
        totals.sort_by_key(|total| (total.group().is_none(), total.group().map(County::code)));
        Ok(totals)
    }

    /// Payers and amounts by region (*maakunta*, *landskap*), by its code, as on the day of the register:
    /// each member in the region in which most of its municipalities lie, of as many in the first by code.
    /// Those without a region come last, under `None`.
    ///
    /// # Errors
    ///
    /// As with [`Round::totals_by_county`].
    pub fn totals_by_region<'a>(
        &self,
        atlas: &'a Atlas,
    ) -> Result<Vec<GroupTotal<Option<&'a Region>>>, RoundError> {
        let places = self.places(atlas)?;
        let mut totals = self.grouped(|member| region_of(member, places))?;
        totals.sort_by_key(|total| (total.group().is_none(), total.group().map(Region::code)));
        Ok(totals)
    }

    fn places<'a>(&self, atlas: &'a Atlas) -> Result<oske_domain::AtlasView<'a>, DateNotCarried> {
        atlas.on(self.options().register_date)
    }

    fn grouped<G: PartialEq>(
        &self,
        group_of: impl Fn(&Member) -> G,
    ) -> Result<Vec<GroupTotal<G>>, ArithmeticError> {
        let mut totals: Vec<GroupTotal<G>> = Vec::new();
        for entry in self.entries() {
            let group = group_of(entry.member());
            match totals.iter_mut().find(|known| *known.group() == group) {
                Some(known) => known.add(entry)?,
                None => {
                    let mut new = GroupTotal::new(group, self.currency());
                    new.add(entry)?;
                    totals.push(new);
                }
            }
        }
        Ok(totals)
    }
}
