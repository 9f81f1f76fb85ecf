//! [`Facts`]: what is known of one payer for one dues year.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use oske_types::{Exact, ParseValueError, nearest};

use crate::assessment::{Misfit, Reason};

use crate::policy::{Measure, Policy};

/// What is known of one payer for one dues year (*tiedot*, *uppgifter*).
///
/// Attributes are texts, measures are exact numbers with, where it is known, the day they are of and
/// where they come from. Which names there are is the policy's to say: facts are held against its
/// declarations when they are assessed.
///
/// ```
/// use oske_dues::Facts;
///
/// let facts = Facts::new("municipality-297")
///     .with_attribute("kind", "municipality")
///     .with_measure("population", 122_594);
/// assert_eq!(facts.payer(), "municipality-297");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    payer: String,
    values: BTreeMap<String, Fact>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Fact {
    content: FactContent,
    date: Option<NaiveDate>,
    source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum FactContent {
    Text(String),
    Number(Exact),
}

impl Facts {
    /// Of a payer of whom nothing is known yet.
    #[must_use]
    pub fn new(payer: impl Into<String>) -> Self {
        Self {
            payer: payer.into(),
            values: BTreeMap::new(),
        }
    }

    /// With an attribute: `kind`, `municipality`.
    #[must_use]
    pub fn with_attribute(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let content = FactContent::Text(value.into());
        self.insert(name.into(), content, None, None);
        self
    }

    /// With a measure of no stated day or source.
    #[must_use]
    pub fn with_measure(mut self, name: impl Into<String>, value: impl Into<Exact>) -> Self {
        let content = FactContent::Number(value.into());
        self.insert(name.into(), content, None, None);
        self
    }

    /// With a measure as on a day, read from a source.
    #[must_use]
    pub fn with_measure_from(
        mut self,
        name: impl Into<String>,
        value: impl Into<Exact>,
        date: Option<NaiveDate>,
        source: Option<String>,
    ) -> Self {
        let content = FactContent::Number(value.into());
        self.insert(name.into(), content, date, source);
        self
    }

    fn insert(
        &mut self,
        name: String,
        content: FactContent,
        date: Option<NaiveDate>,
        source: Option<String>,
    ) {
        let fact = Fact {
            content,
            date,
            source,
        };
        self.values.insert(name, fact);
    }

    /// Who the payer is.
    #[must_use]
    pub fn payer(&self) -> &str {
        &self.payer
    }

    /// The value of an attribute, if it is known.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        match &self.values.get(name)?.content {
            FactContent::Text(text) => Some(text),
            FactContent::Number(_) => None,
        }
    }

    /// The value of a measure, if it is known.
    #[must_use]
    pub fn measure(&self, name: &str) -> Option<Exact> {
        match &self.values.get(name)?.content {
            FactContent::Number(number) => Some(*number),
            FactContent::Text(text) => text.parse().ok(),
        }
    }

    /// The names and values, as text.
    pub fn values(&self) -> impl Iterator<Item = (&str, String)> {
        self.values.iter().map(|(name, fact)| {
            let text = match &fact.content {
                FactContent::Text(text) => text.clone(),
                FactContent::Number(number) => number.to_string(),
            };
            (name.as_str(), text)
        })
    }

    /// Held against a policy's declarations.
    pub(crate) fn bind(&self, policy: &Policy) -> Result<BoundFacts, Vec<Reason>> {
        let mut bound = BoundFacts {
            attributes: vec![None; policy.attributes.len()],
            measures: vec![None; policy.measures.len()],
        };
        let mut faults = Vec::new();
        for (name, fact) in &self.values {
            let mut fault = |misfit: Misfit, found: &str, expected: Vec<String>| {
                faults.push(Reason::InvalidFact {
                    fact: name.clone(),
                    misfit,
                    found: found.to_owned(),
                    expected,
                });
            };
            let attribute = policy
                .attributes
                .iter()
                .position(|known| known.named.name == *name);
            let measure = policy
                .measures
                .iter()
                .position(|known| known.named.name == *name);
            if let Some((index, known)) =
                attribute.and_then(|index| Some((index, policy.attributes.get(index)?)))
            {
                let text = match &fact.content {
                    FactContent::Text(text) => text.clone(),
                    FactContent::Number(number) => number.to_string(),
                };
                let position = known.values.iter().position(|value| value.name == text);
                if position.is_none() {
                    let values = known.values.iter().map(|value| value.name.as_str());
                    fault(Misfit::NotAValue, &text, near_or_all(&text, values));
                }
                if let Some(slot) = bound.attributes.get_mut(index) {
                    *slot = position;
                }
            } else if let Some((index, known)) =
                measure.and_then(|index| Some((index, policy.measures.get(index)?)))
            {
                match measured(known, fact) {
                    Ok(value) => {
                        if let Some(slot) = bound.measures.get_mut(index) {
                            *slot = Some(BoundMeasure {
                                value,
                                date: fact.date,
                                source: fact.source.clone(),
                            });
                        }
                    }
                    Err((misfit, found, expected)) => fault(misfit, &found, vec![expected]),
                }
            } else {
                let known: Vec<&str> = policy.attributes().chain(policy.measures()).collect();
                fault(
                    Misfit::NotDeclared,
                    name,
                    near_or_all(name, known.iter().copied()),
                );
            }
        }
        if faults.is_empty() {
            Ok(bound)
        } else {
            Err(faults)
        }
    }
}

/// The known word nearest to one that is not known, or every known one.
fn near_or_all<'a>(found: &str, known: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    match nearest(found, known.clone()) {
        Some(word) => vec![word.to_owned()],
        None => known.map(str::to_owned).collect(),
    }
}

/// The value of a measure; or how it does not fit, what was found and what was expected.
fn measured(measure: &Measure, fact: &Fact) -> Result<Exact, (Misfit, String, String)> {
    let value: Exact = match &fact.content {
        FactContent::Number(number) => *number,
        FactContent::Text(text) => text.parse().map_err(|error: ParseValueError| {
            let example = error.example().to_owned();
            (Misfit::NotANumber, error.found().to_owned(), example)
        })?,
    };
    let off_step = |step: &Exact| !value.checked_div(*step).is_ok_and(Exact::is_integer);
    let misfit = [
        (Misfit::OffStep, measure.step.filter(off_step)),
        (
            Misfit::TooSmall,
            measure.least.filter(|least| value < *least),
        ),
        (Misfit::TooLarge, measure.most.filter(|most| value > *most)),
    ];
    let misfit = misfit
        .into_iter()
        .find_map(|(misfit, expected)| Some((misfit, expected?)));
    match misfit {
        Some((misfit, expected)) => Err((misfit, value.to_string(), expected.to_string())),
        None => Ok(value),
    }
}

/// Facts by the policy's own numbering.
#[derive(Debug, Clone)]
pub(crate) struct BoundFacts {
    pub(crate) attributes: Vec<Option<usize>>,
    pub(crate) measures: Vec<Option<BoundMeasure>>,
}

#[derive(Debug, Clone)]
pub(crate) struct BoundMeasure {
    pub(crate) value: Exact,
    pub(crate) date: Option<NaiveDate>,
    pub(crate) source: Option<String>,
}

#[cfg(feature = "json")]
mod json {
    use super::{Fact, FactContent, Facts};
    use crate::diagnostic::{Fault, Faults, SourceFile};
    use crate::document::decode::{Collector, LEAVE_OUT, Spot};
    use crate::document::{Content, Value, read};

    #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
    impl Facts {
        /// Reads one payer's facts from a JSON object: `id`, and a key for each fact, whose value is
        /// a text, a whole number, or `{ "value", "date", "source" }`. Numbers with decimals stand in
        /// quotes.
        ///
        /// ```
        /// use oske_dues::Facts;
        ///
        /// let line = r#"{"id": "m-1", "kind": "municipality",
        ///     "population": {"value": "4999", "date": "2022-12-31", "source": "Statistics Finland"}}"#;
        /// let facts = Facts::from_json("facts.jsonl", line)?;
        /// assert_eq!(facts.payer(), "m-1");
        /// # Ok::<(), oske_dues::Faults>(())
        /// ```
        ///
        /// # Errors
        ///
        /// [`Faults`], all at once. Whether the names are those of a policy is asked when they are
        /// assessed.
        pub fn from_json(name: &str, text: &str) -> Result<Self, Faults> {
            read_one(&SourceFile::new(name, text), text)
        }

        /// Reads many payers' facts, one JSON object a line; blank lines are passed over.
        ///
        /// # Errors
        ///
        /// [`Faults`] of all lines, each with its line and column.
        pub fn from_json_lines(name: &str, text: &str) -> Result<Vec<Self>, Faults> {
            let mut payers = Vec::new();
            let mut faults = Vec::new();
            for (index, line) in text.lines().enumerate() {
                if line.trim().is_empty() {
                    continue;
                }
                match read_one(&SourceFile::line(name, index, line), line) {
                    Ok(facts) => payers.push(facts),
                    Err(found) => faults.extend(found.into_vec()),
                }
            }
            Faults::check(faults)?;
            Ok(payers)
        }
    }

    fn read_one(file: &SourceFile, text: &str) -> Result<Facts, Faults> {
        let value = read::read_json(file, text)?;
        let collector = Collector::new(file);
        let facts = from_value(&collector, &value);
        Faults::check(collector.into_faults())?;
        Ok(facts)
    }

    fn from_value(collector: &Collector<'_>, value: &Value) -> Facts {
        let mut facts = Facts::new("");
        let spot = |path: &str, value: &Value| Spot {
            path: path.to_owned(),
            span: value.span,
        };
        let Some(entries) = value.entries() else {
            let message = format!(
                "found {}: expected an object with an `id`",
                value.describe()
            );
            collector.report(&spot("", value), Fault::new("wrong-kind", message));
            return facts;
        };
        match value.get("id").map(|id| (id, id.as_text())) {
            Some((_, Some(text))) if !text.trim().is_empty() => text.clone_into(&mut facts.payer),
            Some((id, Some(_))) => {
                let message = "`id` is empty: expected the payer's id, as in `\"id\": \"m-1\"`";
                collector.report(&spot("id", id), Fault::new("invalid-value", message));
            }
            Some((id, None)) => {
                let message = format!("found {}: expected a text in quotes", id.describe());
                collector.report(&spot("id", id), Fault::new("wrong-kind", message));
            }
            None => {
                let message = "`id` is missing: expected the payer's id, as in `\"id\": \"m-1\"`";
                collector.report(&spot("", value), Fault::new("missing-key", message));
            }
        }
        for entry in entries.iter().filter(|entry| entry.key != "id") {
            let mut date = None;
            let mut source = None;
            let mut content_value = &entry.value;
            if let Some(parts) = entry.value.entries() {
                for part in parts {
                    let path = format!("{}.{}", entry.key, part.key);
                    match (part.key.as_str(), part.value.as_text()) {
                        ("value", _) => content_value = &part.value,
                        ("source", Some(text)) => source = Some(text.to_owned()),
                        ("date", Some(text)) => {
                            date = oske_types::parse_date(text);
                            if date.is_none() {
                                let message =
                                    format!("`{text}` is not a date: expected YYYY-MM-DD");
                                collector.report(
                                    &spot(&path, &part.value),
                                    Fault::new("invalid-value", message),
                                );
                            }
                        }
                        _ => {
                            let message = format!(
                                "`{}` is not a key here: expected `value`, `date` and `source`, as texts",
                                part.key
                            );
                            collector.report(
                                &spot(&path, &part.value),
                                Fault::new("unknown-key", message),
                            );
                        }
                    }
                }
            }
            let content = match &content_value.content {
                Content::Text(text) => FactContent::Text(text.clone()),
                Content::Integer(number) => FactContent::Number((*number).into()),
                _ => {
                    let message = format!(
                        "found {}: expected a text or a whole number",
                        content_value.describe()
                    );
                    let help = match &content_value.content {
                        Content::Foreign("null") => LEAVE_OUT,
                        _ => "put numbers with decimals in quotes, so that they stay exact",
                    };
                    let fault = Fault::new("wrong-kind", message).help(help);
                    collector.report(&spot(&entry.key, content_value), fault);
                    continue;
                }
            };
            let fact = Fact {
                content,
                date,
                source,
            };
            facts.values.insert(entry.key.clone(), fact);
        }
        facts
    }
}
