//! Shares that depend on the other payers of a round: reckoned before anybody is assessed.
//!
//! While a share is not known, the way of each payer through the rules tells whether the payer takes
//! part in it: it is met in every reading, or in none, or that is open. It is open where a fact is
//! missing that decides it, where the facts do not fit, and where the policy gives two answers. One
//! payer for whom it is open keeps the share open for all, and so does one whose figure is open: what
//! is not known is no zero in a sum.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oske_types::{AllocationError, Amount, ArithmeticError, Currency, Exact, Money, Rounding};

use crate::assessment::{Assessment, Label, Outcome, Reason};
use crate::evaluate::Reading;
use crate::explain::{Explanation, PolicyReference};
use crate::facts::{BoundFacts, Facts};
use crate::policy::{Share, ShareRounding};
use crate::prove::Used;
use crate::year::PolicyYear;

/// So many of the payers who keep a share open are named; the others are counted.
const MOST_NAMED: usize = 3;

/// What the shares of a policy come to over the payers of a round, reckoned once for all of them.
///
/// With it each payer of a large round can be explained when somebody asks, without all the others
/// being gone through again.
///
/// ```
/// use oske_dues::{Facts, Policy};
///
/// let policy = Policy::from_toml("example.toml", r#"
///     format = "oske-policy"
///     version = 1
///     id = "example"
///     title = { en = "A share of the costs" }
///     status = "in-force"
///     currency = "EUR"
///     dues_years = { from = "2024" }
///     unit.vote = { name = { en = "vote" } }
///     fact.votes = { unit = "vote", step = "1", least = "0", most = "100" }
///
///     [share.costs]
///     total = "100 EUR"
///     rounding = "together"
///     keys = [{ weight = "1", by = "votes", of = "round" }]
///
///     [[rule]]
///     id = "everyone"
///     pays = "costs"
/// "#)?;
/// let payers = ["a", "b", "c"].map(|payer| Facts::new(payer).with_measure("votes", 2));
/// let year = policy.for_year("2024".parse()?)?;
/// let shares = year.round_shares(&payers);
/// let explanation = year.explain_with(&payers[0], &shares);
/// assert_eq!(Some(&explanation), year.explain_in_round(&payers, "a").as_ref());
///
/// // Somebody else has no part in them.
/// let other = Facts::new("d").with_measure("votes", 2);
/// assert_eq!(year.assess_with(&other, &shares).outcome().status(), "undetermined");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct RoundShares {
    /// The policy and the year whose shares these are.
    policy: Arc<PolicyReference>,
    year: oske_types::DuesYear,
    shares: Vec<SharedOut>,
}

/// What one share comes to.
#[derive(Debug, Clone)]
enum SharedOut {
    /// Nobody has reckoned it yet.
    Waiting,
    Known {
        /// Of each key its sum over the payers who take part; `None` for one that is divided by a
        /// published figure.
        sums: Vec<Option<Exact>>,
        /// Who takes part.
        takers: BTreeSet<String>,
        /// What each is given where the shares are rounded together, and there is something to give.
        allocated: BTreeMap<String, Exact>,
    },
    /// Why it is not known for anybody.
    Open(Reason),
}

impl RoundShares {
    fn are_waiting(&self) -> bool {
        self.shares
            .iter()
            .any(|share| matches!(share, SharedOut::Waiting))
    }

    /// The sum of a key, for a payer who takes part; else why it is not known, if that is known.
    pub(crate) fn sum(
        &self,
        share: usize,
        key: usize,
        payer: &str,
    ) -> Result<Exact, Option<&Reason>> {
        match self.shares.get(share) {
            Some(SharedOut::Known { sums, takers, .. }) if takers.contains(payer) => {
                sums.get(key).copied().flatten().ok_or(None)
            }
            Some(SharedOut::Open(reason)) => Err(Some(reason)),
            _ => Err(None),
        }
    }

    /// What a payer is given of a share that is rounded together.
    pub(crate) fn allocated(&self, share: usize, payer: &str) -> Option<Exact> {
        match self.shares.get(share)? {
            SharedOut::Known { allocated, .. } => allocated.get(payer).copied(),
            SharedOut::Waiting | SharedOut::Open(_) => None,
        }
    }

    /// Whether they are those of a policy in a year; by others nothing is shared out.
    fn are_of(&self, year: &PolicyYear<'_>) -> bool {
        self.year == year.year && self.policy.content_hash() == year.reference.content_hash()
    }
}

impl PolicyYear<'_> {
    /// What each payer of a round owes. Shares of a total that are of the round are known only so; the
    /// rest is as with [`assess`](Self::assess).
    ///
    /// A share is known only once it is known of every payer whether it takes part, and with what:
    /// otherwise it is open for all who rest on it, and the reason names who keeps it open. So do
    /// payers with the same id where the shares are rounded together.
    ///
    /// ```
    /// use oske_dues::{Facts, Policy};
    ///
    /// let policy = Policy::from_toml("example.toml", r#"
    ///     format = "oske-policy"
    ///     version = 1
    ///     id = "example"
    ///     title = { en = "A share of the costs" }
    ///     status = "in-force"
    ///     currency = "EUR"
    ///     dues_years = { from = "2024" }
    ///     unit.vote = { name = { en = "vote" } }
    ///     fact.votes = { unit = "vote", step = "1", least = "0", most = "100" }
    ///
    ///     [share.costs]
    ///     total = "100 EUR"
    ///     rounding = "together"
    ///     keys = [{ weight = "1", by = "votes", of = "round" }]
    ///
    ///     [[rule]]
    ///     id = "everyone"
    ///     pays = "costs"
    /// "#)?;
    /// let payers = ["a", "b", "c"].map(|payer| Facts::new(payer).with_measure("votes", 2));
    /// let round = policy.for_year("2024".parse()?)?.assess_round(&payers);
    /// let amounts = round.iter().filter_map(|assessment| assessment.amount());
    /// let amounts: Vec<String> = amounts.map(|amount| amount.to_string()).collect();
    /// assert_eq!(amounts, ["33.34 EUR", "33.33 EUR", "33.33 EUR"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn assess_round(&self, payers: &[Facts]) -> Vec<Assessment> {
        let shares = self.round_shares(payers);
        payers
            .iter()
            .map(|facts| self.assess_in(facts, Some(&shares)))
            .collect()
    }

    /// The explanation of one payer of a round: the same outcome as in
    /// [`assess_round`](Self::assess_round). `None` if there is no such payer.
    ///
    /// The shares are reckoned anew each time; [`round_shares`](Self::round_shares) keeps them.
    #[must_use]
    pub fn explain_in_round(&self, payers: &[Facts], payer: &str) -> Option<Explanation> {
        let facts = payers.iter().find(|facts| facts.payer() == payer)?;
        let shares = self.round_shares(payers);
        Some(self.explain_in(facts, Some(&shares)))
    }

    /// The explanations of all payers of a round, in their order: as
    /// [`explain_in_round`](Self::explain_in_round) for each, with the shares reckoned once.
    #[must_use]
    pub fn explain_round(&self, payers: &[Facts]) -> Vec<Explanation> {
        let shares = self.round_shares(payers);
        let explained = payers
            .iter()
            .map(|facts| self.explain_in(facts, Some(&shares)));
        explained.collect()
    }

    /// What one payer of a round owes, by the shares of that round: the same as in
    /// [`assess_round`](Self::assess_round).
    ///
    /// The facts must be those with which the shares were reckoned. A share is not known for a payer
    /// who takes no part in it, nor by the shares of another policy or dues year.
    #[must_use]
    pub fn assess_with(&self, facts: &Facts, shares: &RoundShares) -> Assessment {
        self.assess_in(facts, Some(shares).filter(|shares| shares.are_of(self)))
    }

    /// The explanation of one payer of a round, by the shares of that round: the same outcome as with
    /// [`assess_with`](Self::assess_with).
    #[must_use]
    pub fn explain_with(&self, facts: &Facts, shares: &RoundShares) -> Explanation {
        self.explain_in(facts, Some(shares).filter(|shares| shares.are_of(self)))
    }

    /// What the shares of the policy come to over the payers of a round.
    #[must_use]
    pub fn round_shares(&self, payers: &[Facts]) -> RoundShares {
        let mut shares = RoundShares {
            policy: Arc::clone(&self.reference),
            year: self.year,
            shares: vec![SharedOut::Waiting; self.policy.shares.len()],
        };
        if !self.policy.shares.iter().any(Share::is_of_round) {
            return shares;
        }
        let payers: Vec<Bound<'_>> = payers
            .iter()
            .map(|facts| Bound {
                payer: facts.payer(),
                facts: facts.bind(self.policy, self.year),
            })
            .collect();
        // A share may decide who takes part in another one: that is known once the first is reckoned. Each pass settles one
        // share at least.
        while shares.are_waiting() {
            let found = self.parts(&payers, &shares);
            let is_further = self.share_out(&found, &mut shares);
            if !is_further {
                self.close(found, &mut shares);
            }
        }
        shares
    }

    /// Reckons the shares of which it is known who takes part; whether there are any.
    fn share_out(&self, found: &[Parts<'_>], shares: &mut RoundShares) -> bool {
        let mut is_further = false;
        let slots = shares.shares.iter_mut().zip(&self.policy.shares);
        for ((slot, share), found) in slots.zip(found) {
            if matches!(slot, SharedOut::Waiting) && found.keepers.named.is_empty() {
                *slot = self.shared_out(share, &found.takers);
                is_further = true;
            }
        }
        is_further
    }

    /// Leaves shares open. One that waits for another is open for why that one is: so those that wait for none come first.
    fn close(&self, found: Vec<Parts<'_>>, shares: &mut RoundShares) {
        let waits = |(slot, found): (&SharedOut, &Parts<'_>)| {
            !matches!(slot, SharedOut::Waiting) || found.keepers.wait
        };
        let all_wait = shares.shares.iter().zip(&found).all(waits);
        let slots = shares.shares.iter_mut().zip(&self.policy.shares);
        for ((slot, share), found) in slots.zip(found) {
            if matches!(slot, SharedOut::Waiting) && (all_wait || !found.keepers.wait) {
                *slot = SharedOut::Open(found.keepers.reason(share.named.label()));
            }
        }
    }

    /// Of each share who takes part in it, and for whom that is open, as far as the shares are known.
    fn parts<'f>(&self, payers: &'f [Bound<'f>], known: &RoundShares) -> Vec<Parts<'f>> {
        let used = Used::of_rules(self.rules.iter().copied(), self.policy).shares;
        let mut found: Vec<Parts<'f>> = Vec::new();
        found.resize_with(self.policy.shares.len(), Parts::default);
        for Bound { payer, facts } in payers {
            let facts = match facts {
                Ok(facts) => facts,
                Err(faults) => {
                    let fault = faults.first().unwrap_or(&Reason::Unexplained);
                    for index in &used {
                        if let Some(found) = found.get_mut(*index) {
                            found.keepers.add(payer, fault.clone());
                        }
                    }
                    continue;
                }
            };
            let (readings, complete) = self.readings::<()>(facts, Some(known));
            for (index, found) in found.iter_mut().enumerate() {
                match part_in(index, &readings) {
                    // In a reading that was not followed it may be otherwise.
                    Part::Taken | Part::NotTaken if !complete && used.contains(&index) => {
                        found.keepers.add(payer, choice_of(&readings));
                    }
                    Part::Taken => found.takers.push((payer, facts)),
                    Part::NotTaken => {}
                    Part::Open(reason) => found.keepers.add(payer, reason),
                }
            }
        }
        found
    }

    /// What a share comes to over those who take part in it.
    fn shared_out(&self, share: &Share, takers: &[(&str, &BoundFacts<'_>)]) -> SharedOut {
        let mut keepers = Keepers::default();
        // Of each who takes part a figure for each key; `None` for one that is divided by a published figure.
        let mut figures: Vec<Vec<Option<Exact>>> = Vec::with_capacity(takers.len());
        for (payer, facts) in takers {
            let own = share.keys.iter().map(|key| match key.of {
                Some(_) => Ok(None),
                None => self.figure_of(facts, &key.by).map(Some),
            });
            match own.collect() {
                Ok(own) => figures.push(own),
                Err(reason) => keepers.add(payer, reason),
            }
        }
        if !keepers.named.is_empty() {
            return SharedOut::Open(keepers.reason(share.named.label()));
        }
        let sums = share.keys.iter().enumerate().map(|(index, key)| {
            let of_key = || figures.iter().filter_map(|own| own.get(index).copied()?);
            key.of.is_none().then(|| sum_of(of_key())).transpose()
        });
        let sums: Vec<Option<Exact>> = match sums.collect() {
            Ok(sums) => sums,
            Err(error) => return SharedOut::Open(Reason::Uncomputable { error }),
        };
        let allocated = match share.rounding {
            ShareRounding::Each => Ok(BTreeMap::new()),
            ShareRounding::Together => self.allocate(share, takers, &figures, &sums),
        };
        match allocated {
            Ok(allocated) => SharedOut::Known {
                sums,
                takers: takers
                    .iter()
                    .map(|(payer, _)| (*payer).to_owned())
                    .collect(),
                allocated,
            },
            Err(reason) => SharedOut::Open(reason),
        }
    }

    /// The total in parts that add up to it, by each payer's exact quota; nothing where no payer can
    /// reckon its own part either, and so says why. Of weights that do not add up to one the total is as much as
    /// they say.
    fn allocate(
        &self,
        share: &Share,
        takers: &[(&str, &BoundFacts<'_>)],
        figures: &[Vec<Option<Exact>>],
        sums: &[Option<Exact>],
    ) -> Result<BTreeMap<String, Exact>, Reason> {
        let nobody = Facts::new("");
        let nobody = nobody.bind(self.policy, self.year);
        let nobody = nobody.map_err(|_| Reason::Unexplained)?;
        let Ok(total) = self.figure_of(&nobody, &share.total) else {
            return Ok(BTreeMap::new());
        };
        if takers.is_empty() || sums.contains(&Some(Exact::ZERO)) {
            return Ok(BTreeMap::new());
        }
        let uncomputable = |error| Reason::Uncomputable { error };
        let currency: Currency = share
            .unit
            .as_str()
            .parse()
            .map_err(|_| Reason::Unexplained)?;
        let key_weights = share.keys.iter().map(|key| key.weight);
        let total = allocated_of(total, key_weights, currency).map_err(uncomputable)?;
        let mut weights = Vec::with_capacity(takers.len());
        for ((payer, _), own) in takers.iter().zip(figures) {
            let mut quota = Exact::ZERO;
            for ((key, figure), sum) in share.keys.iter().zip(own).zip(sums) {
                // INVARIANT: what is rounded together is divided by no published figure; the check refuses it.
                let (figure, sum) = figure.zip(*sum).ok_or(Reason::Unexplained)?;
                let part = figure.checked_div(sum);
                let part = part.and_then(|part| quota.checked_add(part.checked_mul(key.weight)?));
                quota = part.map_err(uncomputable)?;
            }
            weights.push((*payer, quota));
        }
        let kept_open_by = |payer: &str, reason: Reason| {
            let mut keepers = Keepers::default();
            keepers.add(payer, reason);
            keepers.reason(share.named.label())
        };
        let parts = match total.allocate(&weights) {
            Ok(parts) => parts,
            // Nobody's quota is above nothing, for the weights add up to nothing.
            Err(AllocationError::NothingToShareBy) => {
                let nothing = |(payer, _)| (payer, Money::zero(currency));
                weights.into_iter().map(nothing).collect()
            }
            Err(AllocationError::DuplicateKey(payer)) => {
                return Err(kept_open_by(&payer, Reason::RepeatedPayer));
            }
            Err(AllocationError::NegativeWeight(payer)) => {
                return Err(kept_open_by(&payer, Reason::PartBelowZero));
            }
            Err(_) => return Err(uncomputable(ArithmeticError::Overflow)),
        };
        let parts = parts.into_iter();
        let parts = parts.map(|(payer, part)| (payer.to_owned(), Amount::from(part).value()));
        Ok(parts.collect())
    }
}

/// A payer's facts by the policy's numbering, or why they do not fit.
struct Bound<'f> {
    payer: &'f str,
    facts: Result<BoundFacts<'f>, Vec<Reason>>,
}

/// Who takes part in a share.
#[derive(Debug, Default)]
struct Parts<'f> {
    takers: Vec<(&'f str, &'f BoundFacts<'f>)>,
    keepers: Keepers,
}

/// Those who keep a share open.
#[derive(Debug, Default)]
struct Keepers {
    /// The first of them, each with why.
    named: Vec<(String, Reason)>,
    others: usize,
    /// Whether any of them waits for another share.
    wait: bool,
}

impl Keepers {
    fn add(&mut self, payer: &str, reason: Reason) {
        self.wait |= matches!(reason, Reason::NeedsRound { .. });
        if self.named.len() < MOST_NAMED {
            self.named.push((payer.to_owned(), reason));
        } else {
            self.others = self.others.saturating_add(1);
        }
    }

    fn reason(self, share: Label) -> Reason {
        Reason::OpenShare {
            share,
            payers: self.named,
            others: self.others,
        }
    }
}

/// Whether a payer takes part in a share.
enum Part {
    Taken,
    NotTaken,
    Open(Reason),
}

fn part_in(share: usize, readings: &[Reading<'_, ()>]) -> Part {
    let mut taken: Option<bool> = None;
    for reading in readings {
        let met = || reading.met.iter().filter(|met| met.share == share);
        let takes = met().any(|met| met.perhaps.is_none());
        if let Some(reason) = met().find_map(|met| met.perhaps.clone()).filter(|_| !takes) {
            return Part::Open(reason);
        }
        if taken.is_some_and(|known| known != takes) {
            return Part::Open(choice_of(readings));
        }
        taken = Some(takes);
    }
    if taken == Some(true) {
        Part::Taken
    } else {
        Part::NotTaken
    }
}

/// What makes the readings differ.
fn choice_of(readings: &[Reading<'_, ()>]) -> Reason {
    let mut choices = readings.iter().flat_map(|reading| &reading.choices);
    choices.next().cloned().unwrap_or(Reason::Unexplained)
}

pub(crate) fn sum_of(mut figures: impl Iterator<Item = Exact>) -> Result<Exact, ArithmeticError> {
    figures.try_fold(Exact::ZERO, Exact::checked_add)
}

impl Share {
    /// Whether it depends on the other payers.
    pub(crate) fn is_of_round(&self) -> bool {
        self.keys.iter().any(|key| key.of.is_none())
    }
}

/// What is given of a total that is rounded together: the whole of it where the weights add up to one.
pub(crate) fn allocated_of(
    total: Exact,
    weights: impl Iterator<Item = Exact>,
    currency: Currency,
) -> Result<Money, ArithmeticError> {
    let whole = total.checked_mul(sum_of(weights)?)?;
    Rounding::to_minor_unit(currency).round_to_money(Amount::new(whole, currency))
}

impl Assessment {
    /// Whether it waits for the other payers of its round.
    #[must_use]
    pub fn needs_round(&self) -> bool {
        match self.outcome() {
            Outcome::Undetermined(reasons) => {
                reasons.iter().any(|reason| reason.code() == "needs-round")
            }
            _ => false,
        }
    }
}
