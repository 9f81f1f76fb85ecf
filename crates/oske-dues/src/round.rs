//! Shares that depend on the other payers of a round: computed in two passes.

use std::collections::BTreeMap;

use oske_types::{Amount, Exact};

use crate::assessment::{Assessment, Outcome};
use crate::explain::Explanation;
use crate::facts::Facts;
use crate::policy::ShareRounding;
use crate::year::PolicyYear;

/// What the shares of a policy come to over the payers of a round.
#[derive(Debug, Clone, Default)]
pub(crate) struct RoundShares {
    /// Of each share, the sum of each key; `None` where it cannot be told.
    sums: Vec<Vec<Option<Exact>>>,
    /// Of each share that is rounded together, what each payer is given.
    allocated: Vec<BTreeMap<String, Exact>>,
}

impl RoundShares {
    pub(crate) fn sum(&self, share: usize, key: usize) -> Option<Exact> {
        self.sums.get(share)?.get(key).copied().flatten()
    }

    pub(crate) fn allocated(&self, share: usize, payer: &str) -> Option<Exact> {
        self.allocated.get(share)?.get(payer).copied()
    }
}

impl PolicyYear<'_> {
    /// What each payer of a round owes. Shares of a total that are of the round are known only so; the
    /// rest is as with [`assess`](Self::assess).
    ///
    /// A payer whose figure is not known leaves the share open for all of them, for it is a part of
    /// the sum.
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

    pub(crate) fn round_shares(&self, payers: &[Facts]) -> RoundShares {
        let mut shares = RoundShares::default();
        if self.policy.shares.is_empty() {
            return shares;
        }
        let users = self.share_users(payers);
        for (index, share) in self.policy.shares.iter().enumerate() {
            let users = users.get(index).map_or(&[][..], Vec::as_slice);
            let figures: Vec<Vec<Option<Exact>>> = share
                .keys
                .iter()
                .map(|key| {
                    let figures = users.iter();
                    figures.map(|facts| self.figure(facts, &key.by)).collect()
                })
                .collect();
            let sums: Vec<Option<Exact>> = figures
                .iter()
                .map(|figures| {
                    figures
                        .iter()
                        .try_fold(Exact::ZERO, |sum, figure| sum.checked_add((*figure)?).ok())
                })
                .collect();
            let allocated = match share.rounding {
                ShareRounding::Each => BTreeMap::new(),
                ShareRounding::Together => self
                    .allocate(index, users, &figures, &sums)
                    .unwrap_or_default(),
            };
            shares.sums.push(sums);
            shares.allocated.push(allocated);
        }
        shares
    }

    /// Of each share, the payers whose rule uses it in some reading.
    fn share_users<'f>(&self, payers: &'f [Facts]) -> Vec<Vec<&'f Facts>> {
        let mut users: Vec<Vec<&Facts>> = vec![Vec::new(); self.policy.shares.len()];
        for facts in payers {
            let assessment = self.assess(facts);
            let reasons = assessment.outcome().reasons();
            for (index, share) in self.policy.shares.iter().enumerate() {
                let needs = reasons.iter().any(|reason| {
                    reason.code() == "needs-round" && reason.subject() == Some(share.named.name())
                });
                if let Some(users) = users.get_mut(index).filter(|_| needs) {
                    users.push(facts);
                }
            }
        }
        users
    }

    /// A figure of one payer; `None` where it is open.
    fn figure(&self, facts: &Facts, by: &crate::policy::Expression) -> Option<Exact> {
        let bound = facts.bind(self.policy, self.year).ok()?;
        self.figure_of(&bound, by)
    }

    /// The total in parts that add up to it, by each payer's exact quota.
    fn allocate(
        &self,
        share: usize,
        users: &[&Facts],
        figures: &[Vec<Option<Exact>>],
        sums: &[Option<Exact>],
    ) -> Option<BTreeMap<String, Exact>> {
        let declared = self.policy.shares.get(share)?;
        let currency = declared.unit.as_str().parse().ok()?;
        let total = self.figure(&Facts::new(""), &declared.total)?;
        let rounding = oske_types::Rounding::to_minor_unit(currency);
        let total = rounding.round_to_money(Amount::new(total, currency)).ok()?;
        let mut weights = Vec::new();
        for (index, facts) in users.iter().enumerate() {
            let mut quota = Exact::ZERO;
            for ((key, figures), sum) in declared.keys.iter().zip(figures).zip(sums) {
                let figure = figures.get(index).copied().flatten()?;
                let part = figure
                    .checked_div((*sum)?)
                    .ok()?
                    .checked_mul(key.weight)
                    .ok()?;
                quota = quota.checked_add(part).ok()?;
            }
            weights.push((facts.payer().to_owned(), quota));
        }
        let parts = total.allocate(&weights).ok()?;
        let parts = parts.into_iter();
        Some(
            parts
                .map(|(payer, part)| (payer, Amount::from(part).value()))
                .collect(),
        )
    }
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
