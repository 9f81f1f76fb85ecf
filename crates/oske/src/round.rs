//! [`Round`]: one dues year's assessments over a register.

use chrono::NaiveDate;
use oske_domain::{Atlas, DateNotCarried, Member, Place, Register, RegisterView, YearNotCarried};
use oske_dues::bulk::BulkStatus;
use oske_dues::{
    Assessment, Explanation, Facts, Finding, Outcome, PolicyYear, Reason, RoundShares,
};
use oske_types::{ArithmeticError, Currency, DuesYear, Exact, Money, ParseValueError};

use crate::facts::{has, not_held};
use crate::totals::CurrencyTotals;
use crate::{FactProblem, LeftOut, Residents, facts_of};

/// As on which day the register and the places are asked, and of which year the population is.
///
/// ```
/// use oske::RoundOptions;
///
/// let options = RoundOptions::for_year("2023".parse()?);
/// assert_eq!(options.register_date, "2023-01-01".parse()?);
/// assert_eq!(options.population_year, 2022);
///
/// // A statute that counts residents a year earlier.
/// let options = options.with_population_year(2021);
/// assert_eq!(options.population_year, 2021);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoundOptions {
    /// The day as on which members, borders and representation are asked.
    pub register_date: NaiveDate,
    /// The year on whose last day the population is taken.
    pub population_year: i32,
}

impl RoundOptions {
    /// The first day of the dues year, and the population at the end of the year before it.
    ///
    /// Who joins later in the year is no member on its first day, and pays nothing in the round:
    /// [`Round::left_out`] tells who that is. Where newcomers are charged, too, make a round as on the
    /// day of charging them, [`with_register_date`](Self::with_register_date), under a policy that asks for
    /// [`joined`](facts_of). Who left before the day is not in it either.
    #[must_use]
    pub fn for_year(year: DuesYear) -> Self {
        Self {
            register_date: year.first_day(),
            population_year: year.year().saturating_sub(1),
        }
    }

    /// With members, borders and representation as on another day: one within the dues year for newcomers,
    /// or the last day that the atlas answers for, for a year whose borders it does not know yet.
    #[must_use]
    pub fn with_register_date(mut self, date: NaiveDate) -> Self {
        self.register_date = date;
        self
    }

    /// With the population of another year's end.
    #[must_use]
    pub fn with_population_year(mut self, year: i32) -> Self {
        self.population_year = year;
        self
    }
}

/// Why a round could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RoundError {
    /// The atlas does not answer for the day.
    #[error(
        "{0}; a round of another year can be asked as on one of these days, by the `register_date` of its \
         options"
    )]
    DateNotCarried(#[from] DateNotCarried),
    /// The atlas does not carry the population of the year.
    #[error(transparent)]
    PopulationNotCarried(#[from] YearNotCarried),
    /// A place of the policy's area is not one.
    #[error("the policy's area: {0}")]
    Area(#[from] ParseValueError),
    /// The amounts do not add up to a number that fits.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
    /// What the caller knows was given for somebody else.
    #[error(
        "the facts of `{member}` came back as those of `{found}`: expected the same facts, with others added"
    )]
    #[non_exhaustive]
    OtherPayer {
        /// The member whose facts were given.
        member: String,
        /// Whose facts came back.
        found: String,
    },
}

/// One dues year's assessments over a register (*maksukierros*, *avgiftsomgång*): what each member
/// owes, what is open, and whose residents are charged for.
///
/// Members that are represented through another one do not pay themselves, nor do those of whom the
/// register does not settle whether they are members on the day. Everyone else in the register is no member on
/// the day, and is [left out](Self::left_out) with the reason. Assessments without an amount take
/// part in no total. A share of a total that depends on the other payers is one of all that pay in
/// this round. The same policy, register, atlas and options give the same round, whatever order
/// the register was written in.
///
/// ```
/// use oske::domain::Register;
/// use oske::dues::Policy;
/// use oske::dues::bulk::BulkStatus;
/// use oske::types::Language;
/// use oske::{Round, RoundOptions};
///
/// // An option of a letter to members: two tiers with a hole between them, and a rate not yet given.
/// let policy = Policy::from_toml("policy.toml", r#"
///     format = "oske-policy"
///     version = 1
///     id = "letter-2022"
///     title = { en = "An option of the letter" }
///     status = "proposed"
///     currency = "EUR"
///     dues_years = { from = "2023" }
///     rounding = "half-up to 0.01"
///     area = ["county:20"]
///     unit.inhabitant = { name = { en = "inhabitant" } }
///     fact.kind = { values = ["municipality", "wellbeing_services_county"] }
///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
///     param.county_rate = { unit = "EUR/inhabitant", value = "unknown" }
///     [table.fee]
///     by = "population"
///     unit = "EUR"
///     rows = [{ under = "5000", pays = "110" }, { over = "5000", pays = "550" }]
///     [[rule]]
///     id = "counties"
///     when = "kind = 'wellbeing_services_county'"
///     pays = "county_rate * population"
///     charges_residents = true
///     [[rule]]
///     id = "municipalities"
///     when = "kind = 'municipality'"
///     pays = "fee(population)"
/// "#)?;
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,places,history
/// county-20,Kainuun hyvinvointialue,wellbeing_services_county,county:20,admitted by 2022-12-12 stated
/// kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
/// paltamo,Paltamo,municipality,municipality:578,admitted unknown unknown
/// ".as_bytes())?;
///
/// let year = policy.for_year("2023".parse()?)?;
/// let options = RoundOptions::for_year(year.year());
/// let round = Round::assess(year, &register, &oske::data::ATLAS, options)?;
///
/// // Two amounts are known, 550 € and 110 €; the county's waits for its rate.
/// assert_eq!(round.total()?.to_string(), "660.00 EUR");
/// assert_eq!(round.counts(), [(BulkStatus::Assessed, 2), (BulkStatus::Undetermined, 1)]);
/// assert_eq!((round.assessed(), round.open()), (2, 1));
/// let questions = round.open_questions();
/// assert_eq!(questions[0].reason().subject(), Some("county_rate"));
/// assert_eq!(questions[0].entries()[0].member().id().as_str(), "county-20");
///
/// // Why, for one member.
/// let paltamo = round.entry("paltamo").ok_or("a payer")?;
/// assert_eq!(
///     round.explain(paltamo).to_line(Language::English),
///     "municipalities: population 3,100 (less than 5,000)",
/// );
///
/// // Whom the hole in the tariff is nearest to.
/// let findings = round.policy_year().findings();
/// let gap = findings.iter().find(|finding| finding.code() == "gap").ok_or("a gap")?;
/// let (nearest, population) = round.nearest_to(gap).ok_or("a payer")?;
/// assert_eq!(nearest.member().id().as_str(), "paltamo");
/// assert_eq!(population.to_string(), "3100");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Round<'r> {
    year: PolicyYear<'r>,
    register: &'r Register,
    options: RoundOptions,
    entries: Vec<RoundEntry<'r>>,
    /// What the payers share, by which each of them is explained.
    shares: RoundShares,
    problems: Vec<FactProblem>,
    represented: Vec<(&'r Member, &'r Member)>,
    unsettled: Vec<&'r Member>,
    left_out: Vec<LeftOut<'r>>,
    residents: Residents,
}

/// One payer of a round: who it is, what was known of it, and what it owes.
#[derive(Debug, Clone)]
pub struct RoundEntry<'r> {
    member: &'r Member,
    facts: Facts,
    problems: Vec<FactProblem>,
    assessment: Assessment,
}

impl RoundEntry<'_> {
    /// The member who pays.
    #[must_use]
    pub fn member(&self) -> &Member {
        self.member
    }

    /// What was known of it.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What the policy asks for and could not be told.
    #[must_use]
    pub fn problems(&self) -> &[FactProblem] {
        &self.problems
    }

    /// What it owes.
    #[must_use]
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// Its value of a measure, if it has one.
    #[must_use]
    pub fn measure(&self, name: &str) -> Option<Exact> {
        self.facts.measure(name)
    }
}

/// A reason for which assessments have no one amount, with the payers whom it concerns.
#[derive(Debug)]
pub struct OpenQuestion<'e> {
    reason: &'e Reason,
    status: BulkStatus,
    entries: Vec<&'e RoundEntry<'e>>,
}

impl<'e> OpenQuestion<'e> {
    /// The reason.
    #[must_use]
    pub fn reason(&self) -> &'e Reason {
        self.reason
    }

    /// How the assessment of the first of them ends: undetermined, not covered, ambiguous or invalid.
    #[must_use]
    pub fn status(&self) -> BulkStatus {
        self.status
    }

    /// The payers whom it concerns, by id.
    #[must_use]
    pub fn entries(&self) -> &[&'e RoundEntry<'e>] {
        &self.entries
    }
}

impl<'r> Round<'r> {
    /// Assesses every member who pays in its own name.
    ///
    /// # Errors
    ///
    /// [`RoundError`]: a day or a population year that the atlas does not carry, or an area in the
    /// policy that names no place.
    pub fn assess(
        year: PolicyYear<'r>,
        register: &'r Register,
        atlas: &Atlas,
        options: RoundOptions,
    ) -> Result<Self, RoundError> {
        Self::assess_with(year, register, atlas, options, |_, facts| facts)
    }

    /// Assesses every member who pays in its own name, by what the caller knows of it beside the register:
    /// a yes or no, a choice, a list, a date. The function is given each member with its
    /// [facts](facts_of), and gives them back with others added.
    ///
    /// Of rounds so made a comparison is made by [`RoundComparison::new`](crate::RoundComparison::new), and
    /// [`Round::solve`] reckons with the same facts.
    ///
    /// ```
    /// use oske::domain::Register;
    /// use oske::dues::Policy;
    /// use oske::{Round, RoundOptions};
    ///
    /// let policy = Policy::from_toml("policy.toml", r#"
    ///     ## Made up: no association has these dues.
    ///     format = "oske-policy"
    ///     version = 1
    ///     id = "reports"
    ///     title = { en = "A discount for those who have reported" }
    ///     status = "proposed"
    ///     currency = "EUR"
    ///     dues_years = { from = "2026" }
    ///     fact.has_reported = { type = "yes-no" }
    ///     rule = [
    ///         { id = "reported", when = "has_reported", pays = "100 EUR" },
    ///         { id = "others", when = "not has_reported", pays = "110 EUR" },
    ///     ]
    /// "#)?;
    /// // Invented bodies.
    /// let register = Register::from_csv("register.csv", "\
    /// id,name,kind,history
    /// first-ry,First ry,association,admitted 2019-04-01 stated
    /// other-ry,Other ry,association,admitted 2021-01-01 stated
    /// ".as_bytes())?;
    /// let year = policy.for_year("2026".parse()?)?;
    /// let options = RoundOptions::for_year(year.year());
    /// let atlas = &oske::data::ATLAS;
    ///
    /// // No register holds it, which is told once; and nobody has an amount.
    /// let round = Round::assess(year.clone(), &register, atlas, options)?;
    /// assert_eq!(round.problems()[0].fact(), "has_reported");
    /// assert_eq!(round.open(), 2);
    ///
    /// let reported = ["first-ry"];
    /// let round = Round::assess_with(year, &register, atlas, options, |member, facts| {
    ///     facts.with_yes_no("has_reported", reported.contains(&member.id().as_str()))
    /// })?;
    /// assert!(round.problems().is_empty());
    /// assert_eq!(round.total()?.to_string(), "210.00 EUR");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As with [`Round::assess`], and [`RoundError::OtherPayer`] where the facts that come back are those of
    /// somebody else.
    pub fn assess_with(
        year: PolicyYear<'r>,
        register: &'r Register,
        atlas: &Atlas,
        options: RoundOptions,
        mut with: impl FnMut(&Member, Facts) -> Facts,
    ) -> Result<Self, RoundError> {
        let policy = year.policy();
        let places = atlas.on(options.register_date)?;
        atlas.population_year(options.population_year)?;
        let area: Vec<Place> = policy
            .area()
            .iter()
            .map(|place| place.parse())
            .collect::<Result<_, _>>()?;

        let members = register.on(options.register_date);
        let mut payers = Vec::new();
        let mut facts: Vec<Facts> = Vec::new();
        for member in members.in_own_name() {
            let (known, mut problems) = facts_of(member, &year, places, options.population_year);
            let known = with(member, known);
            if known.payer() != member.id().as_str() {
                return Err(RoundError::OtherPayer {
                    member: member.id().to_string(),
                    found: known.payer().to_owned(),
                });
            }
            problems.retain(|problem| !has(&known, problem.fact()));
            payers.push((member, problems));
            facts.push(known);
        }
        // What the caller tells of some is asked of the others by their assessments.
        let mut problems = not_held(policy);
        problems.retain(|problem| {
            let mut payers = facts.iter();
            !facts.is_empty() && !payers.any(|known| has(known, problem.fact()))
        });
        let shares = year.round_shares(&facts);
        let entries = payers.into_iter().zip(facts);
        let entries: Vec<RoundEntry<'r>> = entries
            .map(|((member, problems), facts)| RoundEntry {
                member,
                assessment: year.assess_with(&facts, &shares),
                facts,
                problems,
            })
            .collect();
        let residents = Residents::count(&entries, &area, places, options.population_year);
        Ok(Self {
            problems,
            represented: represented(members),
            unsettled: members.unsettled().collect(),
            left_out: LeftOut::all(members),
            year,
            register,
            options,
            entries,
            shares,
            residents,
        })
    }

    /// The policy for the dues year.
    #[must_use]
    pub fn policy_year(&self) -> &PolicyYear<'r> {
        &self.year
    }

    /// The register whose members pay.
    #[must_use]
    pub fn register(&self) -> &'r Register {
        self.register
    }

    /// The currency of the policy.
    pub(crate) fn currency(&self) -> Currency {
        self.year.policy().currency()
    }

    /// The day and the year that it was asked for.
    #[must_use]
    pub fn options(&self) -> RoundOptions {
        self.options
    }

    /// The payers, by id.
    #[must_use]
    pub fn entries(&self) -> &[RoundEntry<'r>] {
        &self.entries
    }

    /// The payer of an id.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&RoundEntry<'r>> {
        self.entries
            .iter()
            .find(|entry| entry.member.id().as_str() == id)
    }

    /// What a payer of this round owes, with its derivation: the same as in the round, also where the policy
    /// shares a total out among its payers.
    #[must_use]
    pub fn explain(&self, entry: &RoundEntry<'_>) -> Explanation {
        self.year.explain_with(&entry.facts, &self.shares)
    }

    /// What every payer owes, with its derivation, in the order of the [`entries`](Self::entries).
    pub fn explanations(&self) -> impl ExactSizeIterator<Item = Explanation> {
        self.entries.iter().map(|entry| self.explain(entry))
    }

    /// What the policy asks for and neither a register nor an atlas holds of anybody, unless the caller
    /// [gave](Self::assess_with) it for one payer at least; each fact once. What could not be told of one
    /// payer alone stands with its [entry](RoundEntry::problems).
    #[must_use]
    pub fn problems(&self) -> &[FactProblem] {
        &self.problems
    }

    /// The [problems](Self::problems) of the round, and then those of each [payer](RoundEntry::problems). Read
    /// them also of a round that [is complete](Self::is_complete): where a policy says what the absence of a
    /// fact means, there is an amount all the same.
    pub fn all_problems(&self) -> impl Iterator<Item = &FactProblem> {
        let of_payers = self.entries.iter().flat_map(|entry| &entry.problems);
        self.problems.iter().chain(of_payers)
    }

    /// Members that pay nothing themselves, each with the member through whom it is represented.
    #[must_use]
    pub fn represented(&self) -> &[(&'r Member, &'r Member)] {
        &self.represented
    }

    /// Those of whom the register does not settle whether they are members on the day; they are not
    /// charged.
    #[must_use]
    pub fn unsettled(&self) -> &[&'r Member] {
        &self.unsettled
    }

    /// Everyone else in the register, by id: who is no member on the day, and why.
    ///
    /// Whoever is in the register pays, is [represented](Self::represented), [unsettled](Self::unsettled) or
    /// left out, and one of these alone.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut<'r>] {
        &self.left_out
    }

    /// Whose residents are charged for.
    #[must_use]
    pub fn residents(&self) -> &Residents {
        &self.residents
    }

    /// The sum of all amounts that are known, in the policy's currency.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if the sum does not fit, and [`ArithmeticError::CurrencyMismatch`] where a
    /// rule asks for its amount in another currency: then there are [totals](Self::totals).
    pub fn total(&self) -> Result<Money, ArithmeticError> {
        Money::total(self.currency(), self.amounts())
    }

    /// The sums of all amounts that are known, one for each currency: that of the policy first, also where it is
    /// zero, the others by code.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if a sum does not fit.
    pub fn totals(&self) -> Result<Vec<Money>, ArithmeticError> {
        let mut totals = CurrencyTotals::new(self.currency());
        for amount in self.amounts() {
            totals.add(amount)?;
        }
        Ok([totals.own].into_iter().chain(totals.others).collect())
    }

    fn amounts(&self) -> impl Iterator<Item = Money> {
        let entries = self.entries.iter();
        entries.filter_map(|entry| entry.assessment.amount())
    }

    /// How many payers have an amount.
    #[must_use]
    pub fn assessed(&self) -> usize {
        let entries = self.entries.iter();
        entries
            .filter(|entry| entry.assessment.amount().is_some())
            .count()
    }

    /// How many payers have no one amount, whatever the reason.
    #[must_use]
    pub fn open(&self) -> usize {
        self.entries.len().saturating_sub(self.assessed())
    }

    /// Why assessments have no one amount, each reason once with the payers whom it concerns, in the
    /// order of the first of them.
    #[must_use]
    pub fn open_questions(&self) -> Vec<OpenQuestion<'_>> {
        let mut questions: Vec<OpenQuestion<'_>> = Vec::new();
        for entry in &self.entries {
            let outcome = entry.assessment.outcome();
            for reason in outcome.reasons() {
                match questions
                    .iter_mut()
                    .find(|question| question.reason == reason)
                {
                    Some(question) => question.entries.push(entry),
                    None => questions.push(OpenQuestion {
                        reason,
                        status: outcome.into(),
                        entries: vec![entry],
                    }),
                }
            }
        }
        questions
    }

    /// The payer nearest to the stretch of a measure that a finding is about, among those for whom
    /// it holds, with its value; of several as near the first by id. Where a finding is about several
    /// measures, the first of them counts first. `None` if it is about no measure, or if no payer
    /// concerned has the values.
    #[must_use]
    pub fn nearest_to(&self, finding: &Finding) -> Option<(&RoundEntry<'r>, Exact)> {
        let payers = finding.payers();
        let stretches = payers.stretches();
        let first = stretches.first()?;
        let concerned = self.entries.iter().filter(|entry| {
            payers.choices().all(|(choice, values)| {
                let own = entry.facts.attribute(choice.name());
                own.is_some_and(|own| values.iter().any(|value| value.name() == own))
            })
        });
        let distances = concerned.filter_map(|entry| {
            let distances = stretches.iter().map(|stretch| {
                let value = entry.measure(stretch.measure().name())?;
                stretch.interval().distance_to(value)
            });
            let distances: Vec<Exact> = distances.collect::<Option<_>>()?;
            Some((distances, entry))
        });
        let nearest =
            distances.min_by_key(|(distances, entry)| (distances.clone(), entry.member.id()));
        let (_, entry) = nearest?;
        Some((entry, entry.measure(first.measure().name())?))
    }

    /// How many assessments end in each way, in the order assessed, undetermined, not covered,
    /// ambiguous, invalid; those that do not occur are left out.
    #[must_use]
    pub fn counts(&self) -> Vec<(BulkStatus, usize)> {
        let statuses = [
            BulkStatus::Assessed,
            BulkStatus::Undetermined,
            BulkStatus::NotCovered,
            BulkStatus::Ambiguous,
            BulkStatus::Invalid,
        ];
        let count = |status| {
            let ends_so =
                |entry: &&RoundEntry<'_>| BulkStatus::from(entry.assessment.outcome()) == status;
            (status, self.entries.iter().filter(ends_so).count())
        };
        statuses
            .map(count)
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// Whether every payer has an amount.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let mut outcomes = self.entries.iter().map(|entry| entry.assessment.outcome());
        outcomes.all(|outcome| matches!(outcome, Outcome::Assessed(_)))
    }
}

fn represented<'r>(members: RegisterView<'r>) -> Vec<(&'r Member, &'r Member)> {
    members
        .members()
        .filter_map(|member| Some((member, members.representative_of(member.id())?)))
        .collect()
}
