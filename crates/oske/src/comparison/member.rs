//! [`MemberComparison`]: one member under what is in force and under a proposal.

use std::cmp::Ordering;

use oske_domain::Member;
use oske_dues::Outcome;
use oske_dues::compare::Change;
use oske_types::{Currency, Exact, Language, Money};

use crate::RoundEntry;

/// One member in the round before and in that of a proposal.
///
/// Who is not in a round does not pay there in its own name: it is not a member yet or any longer, or it
/// is represented through another one.
#[derive(Debug, Clone, Copy)]
pub struct MemberComparison<'c> {
    pub(super) member: &'c Member,
    pub(super) before: Option<&'c RoundEntry<'c>>,
    pub(super) after: Option<&'c RoundEntry<'c>>,
    /// Of the round before: what nobody owes is nothing in it.
    pub(super) currency: Currency,
}

/// How it changes what a member owes. Amounts are those that are owed, after rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "a caller must decide on each case")]
pub enum MemberChange {
    /// It pays less.
    Falls,
    /// It pays more.
    Rises,
    /// It has dues where it had none, though it is in both rounds. The amount need not be known yet.
    BecomesCovered,
    /// It has no dues any longer, though it is in both rounds.
    NoLongerCovered,
    /// It pays in its own name where it was not in the round. The amount need not be known yet.
    BecomesPayer,
    /// It is not in the round any longer, where it paid in its own name.
    NoLongerPayer,
    /// What it owes, or whether it has dues at all, is not known under one of them, and it is not sure
    /// either that it has none under the other.
    Open,
    /// It pays as much.
    Same,
    /// It has no dues under either.
    NotCovered,
}

/// What is known of what a member owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owed {
    Amount(Money),
    /// There are dues, of which the amount is not known.
    Due,
    /// It is in the round, and the policy has no dues for it.
    NoDues,
    /// It is not in the round.
    Absent,
    /// Not even whether there are dues is known.
    Open,
}

impl MemberChange {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::Falls,
        Self::Rises,
        Self::BecomesCovered,
        Self::NoLongerCovered,
        Self::BecomesPayer,
        Self::NoLongerPayer,
        Self::Open,
        Self::Same,
        Self::NotCovered,
    ];

    /// The word in documents: `falls`, `becomes-covered`, `no-longer-payer`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Falls => Change::Falls.name(),
            Self::Rises => Change::Rises.name(),
            Self::BecomesCovered => Change::BecomesCovered.name(),
            Self::NoLongerCovered => Change::NoLongerCovered.name(),
            Self::BecomesPayer => "becomes-payer",
            Self::NoLongerPayer => "no-longer-payer",
            Self::Open => Change::Open.name(),
            Self::Same => Change::Same.name(),
            Self::NotCovered => Change::NotCovered.name(),
        }
    }

    /// The heading of those for whom it is so.
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match self {
            Self::Falls => Change::Falls.in_language(language),
            Self::Rises => Change::Rises.in_language(language),
            Self::BecomesCovered => Change::BecomesCovered.in_language(language),
            Self::NoLongerCovered => Change::NoLongerCovered.in_language(language),
            Self::BecomesPayer => language.pick(
                "Alkaa maksaa omissa nimissään",
                "Börjar betala i eget namn",
                "Begin to pay in their own name",
            ),
            Self::NoLongerPayer => language.pick(
                "Ei enää maksa omissa nimissään",
                "Betalar inte längre i eget namn",
                "No longer pay in their own name",
            ),
            Self::Open => Change::Open.in_language(language),
            Self::Same => Change::Same.in_language(language),
            Self::NotCovered => Change::NotCovered.in_language(language),
        }
    }

    /// The change seen from the proposal.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Falls => Self::Rises,
            Self::Rises => Self::Falls,
            Self::BecomesCovered => Self::NoLongerCovered,
            Self::NoLongerCovered => Self::BecomesCovered,
            Self::BecomesPayer => Self::NoLongerPayer,
            Self::NoLongerPayer => Self::BecomesPayer,
            Self::Open | Self::Same | Self::NotCovered => self,
        }
    }

    /// Whether the member owes something else: it pays less or more, or begins or ceases to have dues.
    #[must_use]
    pub const fn is_change(self) -> bool {
        !matches!(self, Self::Open | Self::Same | Self::NotCovered)
    }
}

impl<'c> MemberComparison<'c> {
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

    /// The member in the round of the proposal; `None` as with [`MemberComparison::before`].
    #[must_use]
    pub fn after(&self) -> Option<&'c RoundEntry<'c>> {
        self.after
    }

    /// How it changes what the member owes.
    #[must_use]
    pub fn change(&self) -> MemberChange {
        use Owed::{Absent, Amount, Due, NoDues, Open};
        match (Owed::of(self.before), Owed::of(self.after)) {
            (Amount(before), Amount(after)) if before.currency() != after.currency() => {
                MemberChange::Open
            }
            (Amount(before), Amount(after)) => match before.minor().cmp(&after.minor()) {
                Ordering::Less => MemberChange::Rises,
                Ordering::Equal => MemberChange::Same,
                Ordering::Greater => MemberChange::Falls,
            },
            (NoDues, Amount(_) | Due) => MemberChange::BecomesCovered,
            (Amount(_) | Due, NoDues) => MemberChange::NoLongerCovered,
            (Absent, Amount(_) | Due) => MemberChange::BecomesPayer,
            (Amount(_) | Due, Absent) => MemberChange::NoLongerPayer,
            (NoDues | Absent, NoDues | Absent) => MemberChange::NotCovered,
            (Open, _) | (_, Open) | (Due, Due | Amount(_)) | (Amount(_), Due) => MemberChange::Open,
        }
    }

    /// Whether it is known under both what the member owes in its own name: an amount, or surely nothing.
    #[must_use]
    pub fn is_comparable(&self) -> bool {
        self.by().is_some()
    }

    /// By how much it changes, second less first; who has no dues owes nothing. `None` where one of the
    /// two is not known or of another currency, and where the member begins or ceases to pay in its own
    /// name: what was paid for it by another member is not known here.
    #[must_use]
    pub fn by(&self) -> Option<Money> {
        let (before, after) = self.owed()?;
        after.checked_sub(before).ok()
    }

    /// By how many per cent of the first amount it changes, exactly; `None` also where that is zero.
    #[must_use]
    pub fn percent(&self) -> Option<Exact> {
        let (before, _) = self.owed()?;
        percent_of(self.by()?, before)
    }

    /// What it begins or ceases to pay in its own name, or by how much its dues change, without a sign:
    /// how much of the proposal is seen by it. `None` where that is not known.
    pub(super) fn size(&self) -> Option<u64> {
        let amount = |entry: Option<&RoundEntry<'_>>| entry?.assessment().amount();
        let size = match self.change() {
            MemberChange::BecomesPayer => amount(self.after),
            MemberChange::NoLongerPayer => amount(self.before),
            _ => self.by(),
        };
        size.map(|size| size.minor().unsigned_abs())
    }

    /// What it owes under both in its own name, where that is known of both; what is not owed is zero.
    pub(super) fn owed(&self) -> Option<(Money, Money)> {
        let [before, after] = [self.before, self.after].map(Owed::of);
        if matches!(
            self.change(),
            MemberChange::BecomesPayer | MemberChange::NoLongerPayer
        ) {
            return None;
        }
        let amounts = [before, after].into_iter();
        let mut amounts = amounts.filter_map(|owed| match owed {
            Owed::Amount(amount) => Some(amount),
            _ => None,
        });
        let currency = amounts.next().map_or(self.currency, Money::currency);
        let (before, after) = (before.known(currency)?, after.known(currency)?);
        (before.currency() == after.currency()).then_some((before, after))
    }
}

impl Owed {
    fn of(entry: Option<&RoundEntry<'_>>) -> Self {
        let Some(assessment) = entry.map(RoundEntry::assessment) else {
            return Self::Absent;
        };
        match assessment.outcome() {
            Outcome::Assessed(amount) => Self::Amount(*amount),
            Outcome::NotCovered(_) => Self::NoDues,
            Outcome::Ambiguous { .. } => Self::Due,
            Outcome::Undetermined(_) if assessment.has_rule() => Self::Due,
            Outcome::Undetermined(_) | Outcome::Invalid(_) => Self::Open,
        }
    }

    fn known(self, currency: Currency) -> Option<Money> {
        match self {
            Self::Amount(amount) => Some(amount),
            Self::NoDues | Self::Absent => Some(Money::zero(currency)),
            Self::Due | Self::Open => None,
        }
    }
}

/// A change in per cent of what it changes from; `None` where that is zero.
pub(super) fn percent_of(by: Money, before: Money) -> Option<Exact> {
    let by = Exact::from(by.minor()).checked_mul(Exact::from(100)).ok()?;
    by.checked_div(Exact::from(before.minor()).abs()).ok()
}
