//! [`RoundComparison`]: what proposals mean for the members of a register.

use oske_domain::{Atlas, AtlasView, Member, MemberKind, Place, Register};
use oske_dues::compare::{Change, Overlay};
use oske_dues::{NotGoverned, Outcome, Policy};
use oske_types::{ArithmeticError, DuesYear, Exact, Money, Text};

use crate::{Round, RoundEntry, RoundError, RoundOptions};

/// A round beside those of proposals: each member's amount under all of them, what changes, totals by
/// kind and place.
///
/// The rounds may be of different dues years, each with its own members, places and population; what is
/// compared is what a member owes in each.
///
/// ```
/// use oske::domain::Register;
/// use oske::dues::Policy;
/// use oske::{RoundComparison, RoundOptions};
///
/// # let policy = |id: &str, fee: &str| Policy::from_toml("p.toml", &format!(r#"
/// #     format = "oske-policy"
/// #     version = 1
/// #     id = "{id}"
/// #     title = {{ en = "An example" }}
/// #     status = "proposed"
/// #     currency = "EUR"
/// #     dues_years = {{ from = "2023" }}
/// #     fact.kind = {{ values = ["municipality", "association"] }}
/// #     [[rule]]
/// #     id = "municipalities"
/// #     when = "kind = 'municipality'"
/// #     pays = "{fee} EUR"
/// #     [[rule]]
/// #     id = "associations"
/// #     when = "kind = 'association'"
/// #     pays = "110 EUR"
/// # "#));
/// let (in_force, proposal) = (policy("in-force", "440")?, policy("proposal", "550")?);
/// let register = Register::from_csv("\
/// id,name,kind,places,history
/// kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
/// kainuu-ry,Kainuun yhdistys,association,,admitted unknown unknown
/// ".as_bytes(), "register.csv")?;
///
/// let year = "2023".parse()?;
/// let options = RoundOptions::for_year(year);
/// let atlas = &oske::data::ATLAS;
/// let comparison =
///     RoundComparison::of_proposals(&in_force, &[&proposal], year, &register, atlas, options)?;
/// let counts = comparison.counts(0);
/// assert_eq!((counts.rises, counts.falls, counts.same), (1, 0, 1));
/// let rise = comparison.changes(0).next().ok_or("a change")?;
/// assert_eq!(rise.member().id().as_str(), "kajaani");
/// assert_eq!(rise.by().ok_or("an amount")?.to_string(), "110.00 EUR");
/// assert_eq!(rise.percent().ok_or("a share")?.to_string(), "25");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RoundComparison<'r> {
    before: Round<'r>,
    proposals: Vec<Round<'r>>,
    atlas: &'r Atlas,
}

/// Why rounds could not be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ComparisonError {
    /// A round could not be made.
    #[error(transparent)]
    Round(#[from] RoundError),
    /// No policy governs the dues year.
    #[error(transparent)]
    NotGoverned(#[from] NotGoverned),
}

/// One member under two policies.
#[derive(Debug, Clone, Copy)]
pub struct MemberChange<'c> {
    member: &'c Member,
    before: Option<&'c RoundEntry<'c>>,
    after: Option<&'c RoundEntry<'c>>,
}

/// How many members are concerned in which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ChangeCounts {
    /// Those that pay less.
    pub falls: usize,
    /// Those that pay more.
    pub rises: usize,
    /// Those that pay as much.
    pub same: usize,
    /// Those that have an amount where they had none.
    pub becomes_covered: usize,
    /// Those that have none where they had one.
    pub no_longer_covered: usize,
    /// Those whose amount is not known under one of the two.
    pub open: usize,
    /// Those that have none under either.
    pub not_covered: usize,
}

/// What a group of members owes under two policies, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupChange<G> {
    group: G,
    members: usize,
    before: Money,
    after: Money,
    open: usize,
}

impl<G> GroupChange<G> {
    /// The group.
    #[must_use]
    pub fn group(&self) -> &G {
        &self.group
    }

    /// How many members of it are in either round, with an amount or without.
    #[must_use]
    pub fn members(&self) -> usize {
        self.members
    }

    /// What they owe under the first, as far as it is known: also of those whose other amount is not.
    #[must_use]
    pub fn before(&self) -> Money {
        self.before
    }

    /// What they owe under the second.
    #[must_use]
    pub fn after(&self) -> Money {
        self.after
    }

    /// How many of them have an amount that is not known under one of the two: their amount under the
    /// other is in its sum all the same.
    #[must_use]
    pub fn open(&self) -> usize {
        self.open
    }
}

impl<'c> MemberChange<'c> {
    /// The member.
    #[must_use]
    pub fn member(&self) -> &'c Member {
        self.member
    }

    /// The member in the first round; `None` where it does not pay there in its own name.
    #[must_use]
    pub fn before(&self) -> Option<&'c RoundEntry<'c>> {
        self.before
    }

    /// The member in the second round; `None` as with [`MemberChange::before`].
    #[must_use]
    pub fn after(&self) -> Option<&'c RoundEntry<'c>> {
        self.after
    }

    /// How it changes. Amounts are those that are owed, after rounding.
    #[must_use]
    pub fn change(&self) -> Change {
        let outcome =
            |entry: Option<&'c RoundEntry<'c>>| entry.map(|entry| entry.assessment().outcome());
        let is_none = |outcome: Option<&Outcome>| {
            outcome.is_none_or(|outcome| matches!(outcome, Outcome::NotCovered(_)))
        };
        let (before, after) = (outcome(self.before), outcome(self.after));
        match (
            before.and_then(Outcome::amount),
            after.and_then(Outcome::amount),
        ) {
            (Some(before), Some(after)) if before.currency() != after.currency() => Change::Open,
            (Some(before), Some(after)) => match before.minor().cmp(&after.minor()) {
                std::cmp::Ordering::Less => Change::Rises,
                std::cmp::Ordering::Equal => Change::Same,
                std::cmp::Ordering::Greater => Change::Falls,
            },
            (None, Some(_)) if is_none(before) => Change::BecomesCovered,
            (Some(_), None) if is_none(after) => Change::NoLongerCovered,
            (None, None) if is_none(before) && is_none(after) => Change::NotCovered,
            _ => Change::Open,
        }
    }

    /// By how much it changes, second less first; `None` where one of the two has no amount, or another
    /// currency.
    #[must_use]
    pub fn by(&self) -> Option<Money> {
        let after = self.after?.assessment().amount()?;
        after.checked_sub(self.before?.assessment().amount()?).ok()
    }

    /// By how many per cent of the first amount it changes, exactly; `None` also where that is zero.
    #[must_use]
    pub fn percent(&self) -> Option<Exact> {
        let before = self.before?.assessment().amount()?;
        let by = Exact::from(self.by()?.minor())
            .checked_mul(Exact::from(100))
            .ok()?;
        by.checked_div(Exact::from(before.minor()).abs()).ok()
    }
}

impl<'r> RoundComparison<'r> {
    /// Of rounds that were made already; they may be of different dues years.
    #[must_use]
    pub fn new(
        before: Round<'r>,
        proposals: impl IntoIterator<Item = Round<'r>>,
        atlas: &'r Atlas,
    ) -> Self {
        Self {
            before,
            proposals: proposals.into_iter().collect(),
            atlas,
        }
    }

    /// One dues year under what is in force and under proposals, each laid over it: where a proposal
    /// does not govern the year, nothing changes.
    ///
    /// # Errors
    ///
    /// [`ComparisonError`] where what is in force does not govern the year, or a round cannot be made.
    pub fn of_proposals(
        in_force: &'r Policy,
        proposals: &[&'r Policy],
        year: DuesYear,
        register: &'r Register,
        atlas: &'r Atlas,
        options: RoundOptions,
    ) -> Result<Self, ComparisonError> {
        let before = Round::assess(in_force.for_year(year)?, register, atlas, options)?;
        let proposals = proposals.iter().map(|proposal| {
            let policy_year = Overlay::new(in_force, proposal).for_year(year)?;
            Ok(Round::assess(policy_year, register, atlas, options)?)
        });
        let proposals = proposals.collect::<Result<Vec<_>, ComparisonError>>()?;
        Ok(Self::new(before, proposals, atlas))
    }

    /// The round that the others are compared with.
    #[must_use]
    pub fn before(&self) -> &Round<'r> {
        &self.before
    }

    /// The rounds of the proposals, in the order in which they were given.
    #[must_use]
    pub fn proposals(&self) -> &[Round<'r>] {
        &self.proposals
    }

    /// Every member that pays in the first round or in that of a proposal, by id; none for a proposal
    /// that there is not.
    pub fn members(&self, proposal: usize) -> impl Iterator<Item = MemberChange<'_>> {
        let round = self.proposals.get(proposal);
        let after = round.map_or(&[][..], |round| round.entries());
        let before = round.map_or(&[][..], |_| self.before.entries());
        let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
        std::iter::from_fn(move || {
            let (first, second) = match (before.peek(), after.peek()) {
                (None, None) => return None,
                (Some(_), None) => (before.next(), None),
                (None, Some(_)) => (None, after.next()),
                (Some(left), Some(right)) => match left.member().id().cmp(right.member().id()) {
                    std::cmp::Ordering::Less => (before.next(), None),
                    std::cmp::Ordering::Equal => (before.next(), after.next()),
                    std::cmp::Ordering::Greater => (None, after.next()),
                },
            };
            Some(MemberChange {
                member: first.or(second)?.member(),
                before: first,
                after: second,
            })
        })
    }

    /// The members that have an amount under both and another one under the second, the largest changes
    /// first; of as large ones by id. Those that have one under one of them alone are in
    /// [`RoundComparison::members`].
    pub fn changes(&self, proposal: usize) -> impl Iterator<Item = MemberChange<'_>> {
        let changed = self.members(proposal).filter_map(|member| {
            let by = member.by()?.minor().unsigned_abs();
            (by != 0).then_some((by, member))
        });
        let mut changed: Vec<(u64, MemberChange<'_>)> = changed.collect();
        changed.sort_by_key(|(by, _)| std::cmp::Reverse(*by));
        changed.into_iter().map(|(_, member)| member)
    }

    /// How many members a proposal concerns in which way.
    #[must_use]
    pub fn counts(&self, proposal: usize) -> ChangeCounts {
        let mut counts = ChangeCounts::default();
        for member in self.members(proposal) {
            let count = match member.change() {
                Change::Falls => &mut counts.falls,
                Change::Rises => &mut counts.rises,
                Change::Same => &mut counts.same,
                Change::BecomesCovered => &mut counts.becomes_covered,
                Change::NoLongerCovered => &mut counts.no_longer_covered,
                Change::NotCovered => &mut counts.not_covered,
                _ => &mut counts.open,
            };
            *count = count.saturating_add(1);
        }
        counts
    }

    /// What all members owe in the first round and under a proposal, as far as it is known.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a sum does not fit, or is of several currencies.
    pub fn total(&self, proposal: usize) -> Result<GroupChange<()>, ArithmeticError> {
        let all = self.grouped(proposal, |_| Some(()))?;
        let currency = self.before.policy_year().policy().currency();
        let nothing = GroupChange {
            group: (),
            members: 0,
            before: Money::zero(currency),
            after: Money::zero(currency),
            open: 0,
        };
        Ok(all.into_iter().next().unwrap_or(nothing))
    }

    /// The same by kind, in the order of the kinds.
    ///
    /// # Errors
    ///
    /// As with [`RoundComparison::total`].
    pub fn by_kind(
        &self,
        proposal: usize,
    ) -> Result<Vec<GroupChange<MemberKind>>, ArithmeticError> {
        let mut groups = self.grouped(proposal, |member| Some(member.member().kind()))?;
        let place = |kind: MemberKind| MemberKind::ALL.iter().position(|known| *known == kind);
        groups.sort_by_key(|group| place(group.group));
        Ok(groups)
    }

    /// The same by county, by its code: a municipality in the county that it belongs to, a county and
    /// what else has one as its first place in that. Those without a county come last, under `None`.
    /// Before 2023 there are none, and everybody is there.
    ///
    /// # Errors
    ///
    /// As with [`RoundComparison::total`].
    pub fn by_county(
        &self,
        proposal: usize,
    ) -> Result<Vec<GroupChange<Option<Place>>>, ArithmeticError> {
        let date = self
            .proposals
            .get(proposal)
            .map(|round| round.options().register_date);
        let places = date.and_then(|date| self.atlas.on(date).ok());
        let county = |member: MemberChange<'_>| Some(county_of(member.member(), places?));
        let mut groups = self.grouped(proposal, |member| Some(county(member).flatten()))?;
        groups.sort_by_key(|group| (group.group.is_none(), group.group));
        Ok(groups)
    }

    /// The name of a place that members are grouped by, as on the day of a proposal's round.
    #[must_use]
    pub fn name_of(&self, proposal: usize, place: Place) -> Option<&'r Text> {
        let date = self.proposals.get(proposal)?.options().register_date;
        self.atlas.on(date).ok()?.name_of(place).ok()
    }

    fn grouped<G: PartialEq>(
        &self,
        proposal: usize,
        group_of: impl Fn(MemberChange<'_>) -> Option<G>,
    ) -> Result<Vec<GroupChange<G>>, ArithmeticError> {
        let currency = self.before.policy_year().policy().currency();
        let mut groups: Vec<GroupChange<G>> = Vec::new();
        for member in self.members(proposal) {
            let Some(group) = group_of(member) else {
                continue;
            };
            let known = groups.iter().position(|known| known.group == group);
            let index = known.unwrap_or_else(|| {
                groups.push(GroupChange {
                    group,
                    members: 0,
                    before: Money::zero(currency),
                    after: Money::zero(currency),
                    open: 0,
                });
                groups.len().saturating_sub(1)
            });
            let Some(group) = groups.get_mut(index) else {
                continue;
            };
            let amount = |entry: Option<&RoundEntry<'_>>| entry?.assessment().amount();
            group.members = group.members.saturating_add(1);
            if member.change() == Change::Open {
                group.open = group.open.saturating_add(1);
            }
            if let Some(amount) = amount(member.before) {
                group.before = group.before.checked_add(amount)?;
            }
            if let Some(amount) = amount(member.after) {
                group.after = group.after.checked_add(amount)?;
            }
        }
        Ok(groups)
    }
}

/// The county of the first place that a member stands for.
fn county_of(member: &Member, places: AtlasView<'_>) -> Option<Place> {
    member.places().iter().find_map(|place| match place {
        Place::Municipality(code) => places
            .county_of(*code)
            .map(|county| Place::County(county.code())),
        Place::County(_) => Some(*place),
        _ => None,
    })
}
