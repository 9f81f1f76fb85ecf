//! What a parameter must be for the members of a round to bring in a total.

use std::collections::BTreeSet;

use oske_dues::Facts;
use oske_dues::solve::{Question, Solution, SolveError};
use oske_types::Money;

use crate::{Round, RoundEntry};

impl Round<'_> {
    /// What a parameter must be for members of the round to bring in a total: all of them, those of a
    /// kind, or one. The question is asked of the policy of the round, for its dues year.
    ///
    /// ```
    /// use oske::domain::{MemberKind, Register};
    /// use oske::dues::Policy;
    /// use oske::types::{Exact, Language};
    /// use oske::{Round, RoundEntry, RoundOptions};
    ///
    /// let policy = Policy::from_toml("policy.toml", r#"
    ///     format = "oske-policy"
    ///     version = 1
    ///     id = "letter-2022"
    ///     title = { en = "Counties pay by inhabitant, at a rate that is not known yet" }
    ///     status = "proposed"
    ///     currency = "EUR"
    ///     dues_years = { from = "2023" }
    ///     unit.inhabitant = { name = { en = "inhabitant" } }
    ///     fact.kind = { values = ["municipality", "wellbeing_services_county"] }
    ///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
    ///     param.county_rate = { unit = "EUR/inhabitant", value = "unknown" }
    ///     [[rule]]
    ///     id = "counties"
    ///     when = "kind = 'wellbeing_services_county'"
    ///     pays = "county_rate * population"
    ///     [[rule]]
    ///     id = "municipalities"
    ///     when = "kind = 'municipality'"
    ///     pays = "110 EUR"
    /// "#)?;
    /// let register = Register::from_csv("register.csv", "\
    /// id,name,kind,places,history
    /// county-13,Pohjois-Savon hyvinvointialue,wellbeing_services_county,county:13,admitted unknown unknown
    /// county-20,Kainuun hyvinvointialue,wellbeing_services_county,county:20,admitted unknown unknown
    /// paltamo,Paltamo,municipality,municipality:578,admitted unknown unknown
    /// ".as_bytes())?;
    /// let year = "2023".parse()?;
    /// let options = RoundOptions::for_year(year);
    /// let round = Round::assess(policy.for_year(year)?, &register, &oske::data::ATLAS, options)?;
    ///
    /// // The two counties are to bring in 20,000 €, with a rate in whole cents.
    /// let question = policy.solve_for("county_rate", year)?.with_decimals(2).with_most(Exact::ONE);
    /// let is_county = |entry: &RoundEntry<'_>| {
    ///     entry.member().kind() == MemberKind::WellbeingServicesCounty
    /// };
    /// let solution = round.solve(&question, is_county, "20000.00 EUR".parse()?)?;
    /// assert_eq!(
    ///     solution.in_language(Language::English),
    ///     "No value with 2 decimals (from 0 to 1\u{a0}€/inhabitant) gives exactly €20,000.00. The \
    ///      nearest totals are €19,092.60 (0.06\u{a0}€/inhabitant) and €22,274.70 \
    ///      (0.07\u{a0}€/inhabitant).",
    /// );
    ///
    /// // The round once more, with the rate that comes nearest.
    /// let rate = solution.value().ok_or("a value")?;
    /// let assumed = policy.with_parameter("county_rate", year, rate)?;
    /// let round = Round::assess(assumed.for_year(year)?, &register, &oske::data::ATLAS, options)?;
    /// assert_eq!(round.total()?.to_string(), "19202.60 EUR");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`SolveError::OtherPolicy`] where the question is of another policy or dues year than the round;
    /// else [`SolveError`] with the reason why nothing can be answered.
    pub fn solve(
        &self,
        question: &Question<'_>,
        counts: impl Fn(&RoundEntry<'_>) -> bool,
        target: Money,
    ) -> Result<Solution, SolveError> {
        question.check_is_of(self.policy_year())?;
        let entries = self.entries().iter();
        let payers: Vec<Facts> = entries.clone().map(|entry| entry.facts().clone()).collect();
        let counted = entries.filter(|entry| counts(entry));
        let counted: BTreeSet<&str> = counted.map(|entry| entry.facts().payer()).collect();
        question.total_of(&payers, |facts| counted.contains(facts.payer()), target)
    }
}
