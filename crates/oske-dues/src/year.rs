//! [`PolicyYear`]: a policy for one dues year, with its dated parts resolved.
//!
//! Parameters have their value for the year, recurring days are days, rules that do not hold are gone,
//! and the rows of tables are ready to be looked up. It is what assesses, explains and proves.

use std::sync::Arc;

use chrono::NaiveDate;
use oske_types::{DuesYear, Exact, Money, Text};

use crate::assessment::Label;
use crate::document::decode::Spotted;
use crate::explain::PolicyReference;
use crate::policy::{Attribute, Limit, Measure, Named, Parameter, ParameterValue, Policy, Rule};
use crate::rows::TableRows;

/// A policy for one dues year: what assesses, explains and proves.
#[derive(Debug, Clone)]
pub struct PolicyYear<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) year: DuesYear,
    /// For each parameter, the value that holds on the first day of the year.
    pub(crate) parameters: Vec<Option<&'p ParameterValue>>,
    pub(crate) tables: Vec<TableRows>,
    /// The rules that hold in the year, in the order of the document.
    pub(crate) rules: Vec<&'p Rule>,
    /// What explanations say of the policy.
    pub(crate) reference: Arc<PolicyReference>,
}

/// A dues year that a policy does not govern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the policy `{policy}` does not govern {year}: expected a dues year {governed}")]
pub struct NotGoverned {
    policy: String,
    year: DuesYear,
    governed: String,
}

impl NotGoverned {
    /// The year that was asked for.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.year
    }
}

impl Policy {
    /// The policy for one dues year. Dated values and rules are those of its first day.
    ///
    /// # Errors
    ///
    /// [`NotGoverned`] if the policy is not for that year.
    pub fn for_year(&self, year: DuesYear) -> Result<PolicyYear<'_>, NotGoverned> {
        if !self.governs(year) {
            return Err(NotGoverned {
                policy: self.id.clone(),
                year,
                governed: match self.last_year {
                    Some(last) if last == self.first_year => format!("of {last}"),
                    Some(last) => format!("from {} to {last}", self.first_year),
                    None => format!("from {} on", self.first_year),
                },
            });
        }
        Ok(self.compile(year))
    }

    pub(crate) fn compile(&self, year: DuesYear) -> PolicyYear<'_> {
        let day = year.first_day();
        PolicyYear {
            policy: self,
            year,
            parameters: self
                .parameters
                .iter()
                .map(|parameter| parameter.on(day))
                .collect(),
            tables: self
                .tables
                .iter()
                .map(|table| TableRows::of(table, year))
                .collect(),
            rules: self
                .rules
                .iter()
                .filter(|rule| rule.valid.contains(day))
                .collect(),
            reference: Arc::new(PolicyReference::of(self)),
        }
    }

    pub(crate) fn measure(&self, index: usize) -> Option<&Measure> {
        self.measures.get(index)
    }

    pub(crate) fn attribute(&self, index: usize) -> Option<&Attribute> {
        self.attributes.get(index)
    }

    pub(crate) fn parameter(&self, index: usize) -> Option<&Parameter> {
        self.parameters.get(index)
    }
}

impl Parameter {
    /// The value that holds on a day.
    pub(crate) fn on(&self, day: NaiveDate) -> Option<&ParameterValue> {
        self.values.iter().find(|dated| dated.valid.contains(day))
    }
}

impl Named {
    pub(crate) fn new(name: &Spotted<String>, words: Option<&Text>) -> Self {
        Self {
            label: Label::new(&name.value, words),
            spot: name.spot.clone(),
        }
    }

    pub(crate) fn all(named: &[(Spotted<String>, Option<Text>)]) -> Vec<Self> {
        let named = named.iter();
        named
            .map(|(name, words)| Self::new(name, words.as_ref()))
            .collect()
    }

    pub(crate) fn name(&self) -> &str {
        self.label.name()
    }

    pub(crate) fn label(&self) -> Label {
        self.label.clone()
    }
}

impl<'p> PolicyYear<'p> {
    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// The dues year.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.year
    }

    /// The first day that a date among the facts of a payer may be in this dues year, where that is also what its
    /// absence means: who is of an earlier day is as one who is of that day. `None` for any other fact.
    ///
    /// ```
    /// # let policy = oske_dues::Policy::from_toml("policy.toml", r#"
    /// #     format = "oske-policy"
    /// #     version = 1
    /// #     id = "letter-2026"
    /// #     title = { en = "Half for who joins in autumn" }
    /// #     status = "in-force"
    /// #     currency = "EUR"
    /// #     dues_years = { from = "2026" }
    /// #     rounding = "half-up to 0.01"
    /// #     [fact.joined]
    /// #     type = "date"
    /// #     least = "01-01"
    /// #     most = "12-31"
    /// #     absent = "01-01"
    /// #     [[rule]]
    /// #     id = "everyone"
    /// #     pays = "if joined < '09-01' then 110 EUR else 55 EUR"
    /// # "#)?;
    /// let year = policy.for_year("2026".parse()?)?;
    /// assert_eq!(year.earliest_date("joined"), Some("2026-01-01".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn earliest_date(&self, fact: &str) -> Option<NaiveDate> {
        let mut measures = self.policy.measures.iter();
        let declared =
            measures.find(|known| known.list.is_none() && *known.named.name() == *fact)?;
        let day_of = |limit: Limit| match limit {
            Limit::Day(day) => Some(day.date_in(self.year)),
            Limit::Number(_) => None,
        };
        let least = day_of(declared.least?)?;
        let absent = day_of(declared.absent.as_ref()?.value)?;
        (absent == least).then_some(least)
    }
}

/// A part of what is owed, with the day on which it is due (*maksuerä*, *rat*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueInstalment {
    due: NaiveDate,
    amount: Money,
    note: Option<Text>,
}

impl DueInstalment {
    /// The day on which it is due, as the policy says; whether that is a day on which banks are open is
    /// not asked.
    #[must_use]
    pub fn due(&self) -> NaiveDate {
        self.due
    }

    /// The amount.
    #[must_use]
    pub fn amount(&self) -> Money {
        self.amount
    }

    /// What the policy says of it.
    #[must_use]
    pub fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }
}

impl PolicyYear<'_> {
    /// An amount in the instalments of the policy, which add up to it; none where the policy has none.
    ///
    /// # Errors
    ///
    /// [`AllocationError`](oske_types::AllocationError) if the shares of the instalments are all zero.
    pub fn instalments(
        &self,
        amount: Money,
    ) -> Result<Vec<DueInstalment>, oske_types::AllocationError> {
        let declared = &self.policy.instalments;
        if declared.is_empty() {
            return Ok(Vec::new());
        }
        let shares = declared.iter().enumerate();
        let shares: Vec<(usize, Exact)> = shares.map(|(index, part)| (index, part.share)).collect();
        let amounts = amount.allocate(&shares)?;
        let parts = declared.iter().zip(amounts);
        let parts = parts.map(|(part, (_, amount))| DueInstalment {
            due: part.due.date_in(self.year),
            amount,
            note: part.note.clone(),
        });
        Ok(parts.collect())
    }
}
