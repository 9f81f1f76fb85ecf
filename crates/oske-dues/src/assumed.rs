//! [`Policy::with_parameter`]: a policy with a value assumed for one of its parameters.

use chrono::NaiveDate;
use oske_types::{DuesYear, Exact, Text, Validity};

use crate::day;
use crate::diagnostic::suggestion;
use crate::document::Value;
use crate::policy::{Parameter, ParameterValue, Policy};

/// What explanations say of a value that nobody has decided.
const ASSUMED: Text = Text::new("oletettu arvo", "antaget värde", "an assumed value");

/// A name that is no parameter of a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the policy `{policy}` has no parameter `{found}`: {suggestion}")]
pub struct NoSuchParameter {
    policy: String,
    found: String,
    suggestion: String,
}

impl NoSuchParameter {
    /// The name that was asked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.found
    }
}

impl Policy {
    /// The same policy with a value assumed for a parameter: the one that holds on the first day of a
    /// dues year, for as long as the policy lets it hold. Where none holds on that day it is added for
    /// the year, up to the next value of the policy.
    ///
    /// Explanations say of it that it is assumed, and the policy has a content hash of its own, by
    /// which nobody takes it for the one that was decided.
    ///
    /// ```
    /// use oske_dues::{Facts, Policy};
    /// use oske_types::Language;
    ///
    /// let policy = Policy::from_toml("example.toml", r#"
    ///     format = "oske-policy"
    ///     version = 1
    ///     id = "example"
    ///     title = { en = "A rate that is not known yet" }
    ///     status = "proposed"
    ///     currency = "EUR"
    ///     dues_years = { from = "2023" }
    ///     unit.inhabitant = { name = { en = "inhabitant" } }
    ///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
    ///     param.rate = { unit = "EUR/inhabitant", value = "unknown" }
    ///
    ///     [[rule]]
    ///     id = "everyone"
    ///     pays = "rate * population"
    /// "#)?;
    /// let year = "2023".parse()?;
    /// let assumed = policy.with_parameter("rate", year, "0.05".parse()?)?;
    /// let county = Facts::new("Kainuu").with_measure("population", 70_521);
    /// let explanation = assumed.for_year(year)?.explain(&county);
    /// assert_eq!(explanation.replay()?.ok_or("an amount")?.to_string(), "3526.05 EUR");
    /// assert!(explanation.to_text(Language::English).contains("an assumed value"));
    ///
    /// let error = policy.with_parameter("rat", year, "0.05".parse()?).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the policy `example` has no parameter `rat`: did you mean `rate`?",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`NoSuchParameter`] if the policy has no parameter of that name.
    pub fn with_parameter(
        &self,
        name: &str,
        year: DuesYear,
        value: Exact,
    ) -> Result<Self, NoSuchParameter> {
        let index = self.parameter_named(name)?;
        Ok(self.assuming(index, year, value))
    }

    pub(crate) fn parameter_named(&self, name: &str) -> Result<usize, NoSuchParameter> {
        let known = self.parameters.iter();
        let mut names = known.clone().map(|known| known.named.name());
        let found = names.position(|known| known == name);
        found.ok_or_else(|| NoSuchParameter {
            policy: self.id.clone(),
            found: name.to_owned(),
            suggestion: suggestion(name, known.map(|known| known.named.name())),
        })
    }

    pub(crate) fn assuming(&self, parameter: usize, year: DuesYear, value: Exact) -> Self {
        let mut policy = self.clone();
        let Some(parameter) = policy.parameters.get_mut(parameter) else {
            return policy;
        };
        parameter.assume(year, value);
        let said = [
            ("policy", Value::text(self.content_hash.as_str())),
            ("assumed", Value::text(parameter.named.name())),
            ("year", Value::text(year.to_string())),
            ("value", Value::text(value.to_string())),
        ];
        policy.content_hash = Value::table(said).content_hash();
        policy
    }
}

impl Parameter {
    fn assume(&mut self, year: DuesYear, value: Exact) {
        let first = year.first_day();
        let known = self.values.iter_mut();
        let mut known = known.filter(|known| known.valid.contains(first));
        if let Some(known) = known.next() {
            known.value = Some(value);
            known.note = Some(ASSUMED);
            return;
        }
        let starts = |known: &ParameterValue| known.valid.from();
        let next = self.values.iter().filter_map(starts);
        let next = next.filter(|day| *day > first).min();
        let until = next.map_or(day::next_year_start(year), |next: NaiveDate| {
            next.min(day::next_year_start(year))
        });
        let Some(valid) = Validity::new(Some(first), Some(until)) else {
            return;
        };
        let before = self
            .values
            .iter()
            .take_while(|known| known.valid.from() < Some(first));
        let place = before.count();
        let added = ParameterValue {
            valid,
            value: Some(value),
            note: Some(ASSUMED),
            spot: self.named.spot.clone(),
        };
        self.values.insert(place, added);
    }
}
