//! [`RoundComparison`]: what proposals mean for the members of a register.

mod group;
mod member;
mod proposal;
mod row;
mod wire;

use std::collections::BTreeMap;

use oske_domain::{Atlas, DateNotCarried, Register};
use oske_dues::compare::Overlay;
use oske_dues::{NotGoverned, Policy, PolicyYear};
use oske_types::{ArithmeticError, DuesYear};

use crate::{Round, RoundError, RoundOptions};

pub use self::group::{GroupChange, InOneRound};
pub use self::member::{MemberChange, MemberComparison};
pub use self::proposal::{ChangeCounts, ProposalComparison};
pub use self::row::MemberRow;

/// A policy in force with proposals that are laid over it (*ehdotus*, *förslag*), each in its own
/// dues years: nothing changes before a proposal begins.
#[derive(Debug, Clone)]
pub struct Proposals<'p> {
    in_force: &'p Policy,
    proposals: Vec<&'p Policy>,
}

impl<'p> Proposals<'p> {
    /// Of what is in force and proposals.
    #[must_use]
    pub fn new(in_force: &'p Policy, proposals: impl IntoIterator<Item = &'p Policy>) -> Self {
        Self {
            in_force,
            proposals: proposals.into_iter().collect(),
        }
    }

    /// What a dues year is compared with: what is in force for it or, once that has ended, for its
    /// last year, which is what members owed until then.
    ///
    /// # Errors
    ///
    /// [`NotGoverned`] for a year before the policy in force begins.
    pub fn before(&self, year: DuesYear) -> Result<PolicyYear<'p>, NotGoverned> {
        let last = self.in_force.last_year().filter(|last| *last < year);
        self.in_force.for_year(last.unwrap_or(year))
    }

    /// What a dues year is governed by under each of the proposals, in their order: by the
    /// proposal where it governs the year, else as an [`Overlay`] says. Before it begins it is what the
    /// year is compared with.
    ///
    /// # Errors
    ///
    /// [`NotGoverned`] for a year before the policy in force begins, and for one of which a proposal and
    /// the policy in force have both ended.
    pub fn after(&self, year: DuesYear) -> Result<Vec<PolicyYear<'p>>, NotGoverned> {
        let before = self.before(year)?;
        let proposals = self.proposals.iter().map(|proposal| {
            if year < proposal.first_year() {
                return Ok(before.clone());
            }
            Overlay::new(self.in_force, proposal).for_year(year)
        });
        proposals.collect()
    }
}

/// A round beside those of proposals: each member's amount under all of them, and for each
/// [proposal](ProposalComparison) what changes, with totals by kind and place.
///
/// The rounds may be of different dues years, each with its own members, places and population; what is
/// compared is what a member owes in each.
///
/// ```
/// use oske::domain::Register;
/// use oske::dues::Policy;
/// use oske::{MemberChange, Proposals, RoundComparison, RoundOptions};
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
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,places,history
/// kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
/// kainuu-ry,Kainuun yhdistys,association,,admitted unknown unknown
/// ".as_bytes())?;
///
/// let proposals = Proposals::new(&in_force, [&proposal]);
/// let (year, atlas) = ("2023".parse()?, &oske::data::ATLAS);
/// let comparison =
///     RoundComparison::of_proposals(&proposals, year, &register, atlas, RoundOptions::for_year)?;
/// for proposal in comparison.proposals() {
///     let counts = proposal.counts();
///     assert_eq!((counts.of(MemberChange::Rises), counts.of(MemberChange::Same)), (1, 1));
///     let rise = proposal.changes().next().ok_or("a change")?;
///     assert_eq!(rise.member().id().as_str(), "kajaani");
///     assert_eq!(rise.by().ok_or("an amount")?.to_string(), "110.00 EUR");
///     assert_eq!(rise.percent().ok_or("a share")?.to_string(), "25");
///     assert_eq!(proposal.total()?.by().to_string(), "110.00 EUR");
/// }
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
    /// The atlas does not answer for the day of a round.
    #[error(transparent)]
    DateNotCarried(#[from] DateNotCarried),
    /// A sum does not fit, or is of several currencies.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

impl<'r> RoundComparison<'r> {
    /// Of rounds that were made already; they may be of different dues years. Members are grouped by
    /// the places of the atlas.
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

    /// One dues year under what is in force and under proposals, each round with the options of the
    /// year that it is of.
    ///
    /// A proposal is often for a year whose borders and figures nobody has published yet. Then ask with the
    /// members, borders and figures that are known: with options whose
    /// [`register_date`](RoundOptions::with_register_date) is a day within the atlas, and whose
    /// [`population_year`](RoundOptions::with_population_year) it carries.
    ///
    /// ```
    /// # use oske::domain::Register;
    /// # use oske::dues::Policy;
    /// # use oske::{Proposals, RoundComparison, RoundOptions};
    /// # let policy = |id: &str, from: &str, rate: &str| Policy::from_toml("p.toml", &format!(r#"
    /// #     format = "oske-policy"
    /// #     version = 1
    /// #     id = "{id}"
    /// #     title = {{ en = "An example" }}
    /// #     status = "proposed"
    /// #     currency = "EUR"
    /// #     dues_years = {{ from = "{from}" }}
    /// #     rounding = "half-up to 0.01"
    /// #     unit.inhabitant = {{ name = {{ en = "inhabitant" }} }}
    /// #     fact.population = {{ unit = "inhabitant", step = "1", least = "0", most = "10000000" }}
    /// #     [[rule]]
    /// #     id = "everyone"
    /// #     pays = "{rate} EUR/inhabitant * population"
    /// # "#));
    /// # let register = Register::from_csv("register.csv", "\
    /// # id,name,kind,places,history
    /// # kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
    /// # ".as_bytes())?;
    /// # let atlas = &oske::data::ATLAS;
    /// let (in_force, proposal) = (policy("in-force", "2022", "0.01")?, policy("proposal", "2027", "0.02")?);
    /// let proposals = Proposals::new(&in_force, [&proposal]);
    /// let last_day = atlas.coverage().last_day().ok_or("a last day")?;
    /// let year = "2027".parse()?;
    /// let comparison = RoundComparison::of_proposals(&proposals, year, &register, atlas, |year| {
    ///     RoundOptions::for_year(year).with_register_date(last_day).with_population_year(2025)
    /// })?;
    /// let total = comparison.proposals().next().ok_or("a proposal")?.total()?;
    /// assert_eq!(total.before().to_string(), "363.70 EUR");
    /// assert_eq!(total.after().to_string(), "727.40 EUR");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Where members have facts that only the caller knows, make the rounds by [`Round::assess_with`], and the
    /// comparison of them by [`RoundComparison::new`].
    ///
    /// # Errors
    ///
    /// [`ComparisonError`] where nothing governs the year, as [`Proposals::after`] says, or a round cannot
    /// be made: with `RoundOptions::for_year` for a year after the last one of the atlas.
    pub fn of_proposals(
        proposals: &Proposals<'r>,
        year: DuesYear,
        register: &'r Register,
        atlas: &'r Atlas,
        options: impl Fn(DuesYear) -> RoundOptions,
    ) -> Result<Self, ComparisonError> {
        let round = |policy_year: PolicyYear<'r>| {
            let options = options(policy_year.year());
            Round::assess(policy_year, register, atlas, options)
        };
        let before = round(proposals.before(year)?)?;
        let after = proposals.after(year)?.into_iter().map(round);
        let after = after.collect::<Result<Vec<_>, RoundError>>()?;
        Ok(Self::new(before, after, atlas))
    }

    /// Several dues years, one comparison for each, with the members, places and population of the year.
    ///
    /// ```
    /// # use oske::domain::Register;
    /// # use oske::dues::Policy;
    /// # use oske::{Proposals, RoundComparison, RoundOptions};
    /// # let policy = |id: &str, from: &str, rate: &str| Policy::from_toml("p.toml", &format!(r#"
    /// #     format = "oske-policy"
    /// #     version = 1
    /// #     id = "{id}"
    /// #     title = {{ en = "An example" }}
    /// #     status = "proposed"
    /// #     currency = "EUR"
    /// #     dues_years = {{ from = "{from}" }}
    /// #     rounding = "half-up to 0.01"
    /// #     unit.inhabitant = {{ name = {{ en = "inhabitant" }} }}
    /// #     fact.population = {{ unit = "inhabitant", step = "1", least = "0", most = "10000000" }}
    /// #     [[rule]]
    /// #     id = "everyone"
    /// #     pays = "{rate} EUR/inhabitant * population"
    /// # "#));
    /// # let register = Register::from_csv("register.csv", "\
    /// # id,name,kind,places,history
    /// # kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
    /// # ".as_bytes())?;
    /// # let atlas = &oske::data::ATLAS;
    /// // What is in force since 2022, and a proposal for the years from 2024 on.
    /// let (in_force, proposal) = (policy("in-force", "2022", "0.01")?, policy("proposal", "2024", "0.02")?);
    /// let proposals = Proposals::new(&in_force, [&proposal]);
    /// let years = ["2023".parse()?, "2024".parse()?];
    /// let comparisons =
    ///     RoundComparison::over_years(&proposals, years, &register, atlas, RoundOptions::for_year)?;
    /// let totals = comparisons.iter().flat_map(RoundComparison::proposals).map(|year| year.total());
    /// let told = totals.map(|total| total.map(|total| format!("{} → {}", total.before(), total.after())));
    /// let told = told.collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(told, ["362.97 EUR → 362.97 EUR", "365.13 EUR → 730.26 EUR"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As with [`RoundComparison::of_proposals`], for the first year that cannot be compared.
    pub fn over_years(
        proposals: &Proposals<'r>,
        years: impl IntoIterator<Item = DuesYear>,
        register: &'r Register,
        atlas: &'r Atlas,
        options: impl Fn(DuesYear) -> RoundOptions,
    ) -> Result<Vec<Self>, ComparisonError> {
        let years = years.into_iter();
        let years =
            years.map(|year| Self::of_proposals(proposals, year, register, atlas, &options));
        years.collect()
    }

    /// The round that the others are compared with.
    #[must_use]
    pub fn before(&self) -> &Round<'r> {
        &self.before
    }

    /// Each proposal beside what is in force, in the order in which they were given.
    pub fn proposals(&self) -> impl ExactSizeIterator<Item = ProposalComparison<'_>> {
        self.proposals.iter().map(|after| ProposalComparison {
            before: &self.before,
            after,
            atlas: self.atlas,
        })
    }

    /// Every member that pays in any of the rounds, by id: what it owes before, and under each
    /// proposal.
    #[must_use]
    pub fn members(&self) -> Vec<MemberRow<'_>> {
        let count = self.proposals.len();
        let mut rows: BTreeMap<_, MemberRow<'_>> = BTreeMap::new();
        let rounds = [&self.before].into_iter().chain(&self.proposals);
        for (round, entries) in rounds.map(Round::entries).enumerate() {
            for entry in entries {
                let member = entry.member();
                let row = rows
                    .entry(member.id())
                    .or_insert_with(|| MemberRow::new(member, self.before.currency(), count));
                row.put(round, entry);
            }
        }
        rows.into_values().collect()
    }
}
