//! [`Facts`]: what is known of one payer for one dues year.

#[cfg(feature = "json")]
mod json;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use oske_types::{DuesYear, Exact, ParseValueError, nearest};

use crate::assessment::{Label, Misfit, Reason};
use crate::day;
use crate::document::decode::WrongKind;
use crate::document::{Content, Value};
use crate::policy::{Attribute, Measure, Named, Policy};

/// What is known of one payer for one dues year (*tiedot*, *uppgifter*).
///
/// Choices are texts, measures are exact numbers with, where it is known, the day they are of and
/// where they come from; a yes-no is a truth, a date a day, a list several things with facts of their
/// own. Which names there are is the policy's to say: facts are held against its declarations when
/// they are assessed.
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
    payer: Arc<str>,
    values: BTreeMap<String, Fact>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Fact {
    content: FactContent,
    date: Option<NaiveDate>,
    source: Option<Arc<str>>,
}

/// What a fact says, before it is held against a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FactContent {
    Text(String),
    Number(Exact),
    Truth(bool),
    List(Vec<Facts>),
}

impl FactContent {
    /// Of a value of a document; the error says what was found and expected.
    pub(crate) fn of_value(value: &Value) -> Result<Self, WrongKind> {
        match &value.content {
            Content::Text(text) => Ok(Self::Text(text.clone())),
            Content::Integer(number) => Ok(Self::Number((*number).into())),
            Content::Truth(truth) => Ok(Self::Truth(*truth)),
            Content::List(items) => {
                let things = items.iter().enumerate().map(|(index, item)| {
                    let entries = item.entries();
                    let entries =
                        entries.ok_or_else(|| WrongKind::of(item, "a thing with facts"))?;
                    let mut facts = Facts::new(index.saturating_add(1).to_string());
                    for entry in entries {
                        let content = Self::of_value(&entry.value)?;
                        facts = facts.with_content(entry.key.clone(), content);
                    }
                    Ok(facts)
                });
                things.collect::<Result<_, WrongKind>>().map(Self::List)
            }
            Content::Table(_) | Content::Foreign(_) => {
                let expected = "a text, a whole number, true, false or a list";
                Err(WrongKind::of(value, expected))
            }
        }
    }

    /// As text: `yes` for a truth, how many things for a list.
    fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => number.to_string().into(),
            Self::Truth(true) => "yes".into(),
            Self::Truth(false) => "no".into(),
            Self::List(things) => things.len().to_string().into(),
        }
    }
}

impl Facts {
    /// Of a payer of whom nothing is known yet.
    #[must_use]
    pub fn new(payer: impl Into<String>) -> Self {
        Self {
            payer: payer.into().into(),
            values: BTreeMap::new(),
        }
    }

    /// With a choice: `kind`, `municipality`.
    #[must_use]
    pub fn with_attribute(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with_content(name.into(), FactContent::Text(value.into()))
    }

    /// With a yes or no.
    #[must_use]
    pub fn with_yes_no(self, name: impl Into<String>, value: bool) -> Self {
        self.with_content(name.into(), FactContent::Truth(value))
    }

    /// With a date.
    #[must_use]
    pub fn with_date(self, name: impl Into<String>, value: NaiveDate) -> Self {
        self.with_content(name.into(), FactContent::Text(value.to_string()))
    }

    /// With a measure of no stated day or source.
    #[must_use]
    pub fn with_measure(self, name: impl Into<String>, value: impl Into<Exact>) -> Self {
        self.with_content(name.into(), FactContent::Number(value.into()))
    }

    /// With a list of things, in order, each with facts of its own; what stands for the payer in them
    /// is what a thing is called.
    ///
    /// ```
    /// use oske_dues::Facts;
    ///
    /// let branches = [("Kuopio", 12), ("Mikkeli", 3)];
    /// let branches = branches.map(|(town, staff)| Facts::new(town).with_measure("staff", staff));
    /// let facts = Facts::new("a bank").with_list("branch", branches);
    /// assert_eq!(facts.list("branch").map(<[Facts]>::len), Some(2));
    /// ```
    #[must_use]
    pub fn with_list(
        self,
        name: impl Into<String>,
        things: impl IntoIterator<Item = Self>,
    ) -> Self {
        let things = things.into_iter().collect();
        self.with_content(name.into(), FactContent::List(things))
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
        let fact = Fact {
            content,
            date,
            source: source.map(Into::into),
        };
        self.values.insert(name.into(), fact);
        self
    }

    pub(crate) fn with_content(mut self, name: String, content: FactContent) -> Self {
        let fact = Fact {
            content,
            date: None,
            source: None,
        };
        self.values.insert(name, fact);
        self
    }

    pub(crate) fn shared_payer(&self) -> Arc<str> {
        Arc::clone(&self.payer)
    }

    /// Who the payer is.
    #[must_use]
    pub fn payer(&self) -> &str {
        &self.payer
    }

    /// The value of a choice, if it is known; of a yes-no `yes` or `no`.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        match &self.values.get(name)?.content {
            FactContent::Text(text) => Some(text),
            FactContent::Truth(true) => Some("yes"),
            FactContent::Truth(false) => Some("no"),
            FactContent::Number(_) | FactContent::List(_) => None,
        }
    }

    /// The value of a measure, if it is known.
    #[must_use]
    pub fn measure(&self, name: &str) -> Option<Exact> {
        match &self.values.get(name)?.content {
            FactContent::Number(number) => Some(*number),
            FactContent::Text(text) => text.parse().ok(),
            FactContent::Truth(_) | FactContent::List(_) => None,
        }
    }

    /// The things of a list, if they are known.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&[Self]> {
        match &self.values.get(name)?.content {
            FactContent::List(things) => Some(things),
            _ => None,
        }
    }

    /// The names and values, as text; of a list, how many things it has.
    pub fn values(&self) -> impl Iterator<Item = (&str, String)> {
        let values = self.values.iter();
        values.map(|(name, fact)| (name.as_str(), fact.content.to_text().into_owned()))
    }

    /// As a document: texts, and lists of tables.
    pub(crate) fn to_value(&self) -> Value {
        let values = self.values.iter().map(|(name, fact)| {
            let value = match &fact.content {
                FactContent::List(things) => Value::list(things.iter().map(Self::to_value)),
                other => Value::text(other.to_text().as_ref()),
            };
            (name.as_str(), value)
        });
        Value::table(values)
    }

    /// Those with a name that is asked for.
    pub(crate) fn only(&self, is_asked: impl Fn(&str) -> bool) -> Self {
        let values = self.values.iter().filter(|(name, _)| is_asked(name));
        Self {
            payer: self.payer.clone(),
            values: values
                .map(|(name, fact)| (name.clone(), fact.clone()))
                .collect(),
        }
    }

    /// Held against a policy's declarations.
    pub(crate) fn bind(
        &self,
        policy: &Policy,
        year: DuesYear,
    ) -> Result<BoundFacts<'_>, Vec<Reason>> {
        let mut binder = Binder {
            policy,
            year,
            misfits: Vec::new(),
        };
        let bound = binder.bind(self, None);
        if binder.misfits.is_empty() {
            Ok(bound)
        } else {
            Err(binder.misfits)
        }
    }
}

/// Holds facts against declarations and collects what does not fit.
struct Binder<'p> {
    policy: &'p Policy,
    year: DuesYear,
    misfits: Vec<Reason>,
}

/// How a value does not fit: what was found, what was expected.
struct Unfit {
    misfit: Misfit,
    found: String,
    expected: Vec<Label>,
}

impl Unfit {
    fn new(misfit: Misfit, found: impl Into<String>, expected: &str) -> Self {
        Self {
            misfit,
            found: found.into(),
            expected: vec![Label::new(expected, None)],
        }
    }
}

impl Binder<'_> {
    /// The facts of a payer, or of a thing in one of the policy's lists.
    fn bind<'f>(&mut self, facts: &'f Facts, list: Option<usize>) -> BoundFacts<'f> {
        let policy = self.policy;
        let mut bound = self.absent(facts, list);
        for (name, fact) in &facts.values {
            let is_named = |known: &Named| *known.name() == **name;
            let attributes = policy.attributes.iter();
            let mut attributes = attributes.zip(&mut bound.attributes);
            let mut measures = policy.measures.iter().zip(&mut bound.measures);
            let result = if let Some((attribute, slot)) =
                attributes.find(|(known, _)| known.list == list && is_named(&known.named))
            {
                Self::attribute(attribute, fact).map(|value| {
                    let origin = Some(Origin {
                        date: fact.date,
                        source: fact.source.as_ref(),
                    });
                    *slot = Some(BoundAttribute { value, origin });
                })
            } else if let Some((measure, slot)) = measures.find(|(known, _)| {
                known.list == list && is_named(&known.named) && !known.is_position
            }) {
                self.measure(measure, fact).map(|value| {
                    *slot = Some(BoundMeasure {
                        value,
                        date: fact.date,
                        source: fact.source.as_ref(),
                        is_absent: false,
                    });
                })
            } else if let Some(index) = policy
                .lists
                .iter()
                .position(|known| list.is_none() && is_named(&known.named))
            {
                self.things(index, fact).map(|things| {
                    if let Some(slot) = bound.lists.get_mut(index) {
                        *slot = Some(things);
                    }
                })
            } else {
                Err(Unfit {
                    misfit: Misfit::NotDeclared,
                    found: name.clone(),
                    expected: near_or_all(name, self.declared(list)),
                })
            };
            if let Err(unfit) = result {
                let declared = self.declared(list).find(|known| known.name() == *name);
                self.misfits.push(Reason::InvalidFact {
                    fact: declared.map_or_else(|| Label::new(name, None), Named::label),
                    misfit: unfit.misfit,
                    found: unfit.found,
                    expected: unfit.expected,
                });
            }
        }
        bound
    }

    /// What holds where nothing is given.
    fn absent<'f>(&self, facts: &'f Facts, list: Option<usize>) -> BoundFacts<'f> {
        let policy = self.policy;
        let attributes = policy.attributes.iter().map(|attribute| {
            let absent = attribute.absent.as_ref().filter(|_| attribute.list == list);
            absent.map(|absent| BoundAttribute {
                value: absent.value,
                origin: None,
            })
        });
        let measures = policy.measures.iter().map(|measure| {
            let absent = measure.absent.as_ref().filter(|_| measure.list == list);
            absent.map(|absent| BoundMeasure {
                value: absent.value.number_in(self.year),
                date: None,
                source: None,
                is_absent: true,
            })
        });
        let lists = policy.lists.iter();
        BoundFacts {
            label: &facts.payer,
            attributes: attributes.collect(),
            measures: measures.collect(),
            lists: lists
                .map(|known| known.absent_is_empty.then(Vec::new))
                .collect(),
        }
    }

    /// What facts may be given, by its name.
    fn declared(&self, list: Option<usize>) -> impl Iterator<Item = &Named> + Clone {
        let policy = self.policy;
        let attributes = policy.attributes.iter();
        let attributes = attributes
            .filter(move |known| known.list == list)
            .map(|known| &known.named);
        let measures = policy.measures.iter();
        let measures = measures
            .filter(move |known| known.list == list && !known.is_position)
            .map(|known| &known.named);
        let lists = policy.lists.iter().filter(move |_| list.is_none());
        let lists = lists.map(|known| &known.named);
        attributes.chain(measures).chain(lists)
    }

    fn attribute(attribute: &Attribute, fact: &Fact) -> Result<usize, Unfit> {
        let text = fact.content.to_text();
        let values = &attribute.values;
        let position = values.iter().position(|value| *value.name() == *text);
        let is_list = matches!(fact.content, FactContent::List(_));
        position.filter(|_| !is_list).ok_or_else(|| Unfit {
            misfit: Misfit::NotAValue,
            expected: near_or_all(&text, values.iter()),
            found: text.to_string(),
        })
    }

    fn measure(&self, measure: &Measure, fact: &Fact) -> Result<Exact, Unfit> {
        let value: Exact = match &fact.content {
            content if measure.is_date => {
                let text = content.to_text();
                let date = oske_types::parse_date(&text);
                date.map(day::number_of)
                    .ok_or_else(|| Unfit::new(Misfit::NotADate, text, "2023-01-31"))?
            }
            FactContent::Number(number) => *number,
            FactContent::Text(text) => text.parse().map_err(|error: ParseValueError| {
                Unfit::new(Misfit::NotANumber, error.found(), error.example())
            })?,
            other => return Err(Unfit::new(Misfit::NotANumber, other.to_text(), "110.50")),
        };
        let off_step = |step: &Exact| !value.checked_div(*step).is_ok_and(Exact::is_integer);
        let (least, most) = measure.range(self.year);
        let (misfit, expected) = if let Some(step) = measure.step.filter(off_step) {
            (Misfit::OffStep, step)
        } else if let Some(least) = least.filter(|least| value < *least) {
            (Misfit::TooSmall, least)
        } else if let Some(most) = most.filter(|most| value > *most) {
            (Misfit::TooLarge, most)
        } else {
            return Ok(value);
        };
        let say = |number: Exact| match day::date_of(number).filter(|_| measure.is_date) {
            Some(date) => date.to_string(),
            None => number.to_string(),
        };
        Err(Unfit::new(misfit, say(value), &say(expected)))
    }

    fn things<'f>(&mut self, index: usize, fact: &'f Fact) -> Result<Vec<BoundFacts<'f>>, Unfit> {
        let FactContent::List(things) = &fact.content else {
            return Err(Unfit::new(Misfit::NotAList, fact.content.to_text(), "[]"));
        };
        let known = self.policy.lists.get(index);
        let (least, most) = known.map_or((0, 0), |list| (list.least, list.most));
        if things.len() < least {
            let found = things.len().to_string();
            return Err(Unfit::new(Misfit::TooFew, found, &least.to_string()));
        }
        if things.len() > most {
            let found = things.len().to_string();
            return Err(Unfit::new(Misfit::TooMany, found, &most.to_string()));
        }
        let bound = things.iter().enumerate().map(|(number, thing)| {
            let mut bound = self.bind(thing, Some(index));
            let position = self.policy.lists.get(index).map(|list| list.position);
            let slot = position.and_then(|position| bound.measures.get_mut(position));
            if let Some(slot) = slot {
                let number = i64::try_from(number).unwrap_or(i64::MAX).saturating_add(1);
                *slot = Some(BoundMeasure {
                    value: number.into(),
                    date: None,
                    source: None,
                    is_absent: false,
                });
            }
            bound
        });
        Ok(bound.collect())
    }
}

impl Measure {
    /// The least and the greatest value in a dues year; a date always has both.
    pub(crate) fn range(&self, year: DuesYear) -> (Option<Exact>, Option<Exact>) {
        let (first, last) = day::WIDEST;
        let widest = |date| self.is_date.then(|| day::number_of(date));
        let least = self.least.map(|limit| limit.number_in(year));
        let most = self.most.map(|limit| limit.number_in(year));
        (least.or(widest(first)), most.or(widest(last)))
    }
}

/// The known name nearest to one that is not known, or every known one.
fn near_or_all<'a>(found: &str, known: impl Iterator<Item = &'a Named> + Clone) -> Vec<Label> {
    let near = nearest(found, known.clone().map(|named| named.name()));
    let is_near = |named: &&Named| near.is_none_or(|near| named.name() == near);
    known.filter(is_near).map(Named::label).collect()
}

/// Facts by the policy's own numbering: of a payer, or of one thing in a list.
#[derive(Debug, Clone)]
pub(crate) struct BoundFacts<'f> {
    /// What the payer or the thing is called.
    pub(crate) label: &'f str,
    pub(crate) attributes: Vec<Option<BoundAttribute<'f>>>,
    pub(crate) measures: Vec<Option<BoundMeasure<'f>>>,
    pub(crate) lists: Vec<Option<Vec<BoundFacts<'f>>>>,
}

impl BoundFacts<'_> {
    pub(crate) fn attribute(&self, index: usize) -> Option<&BoundAttribute<'_>> {
        self.attributes.get(index)?.as_ref()
    }

    /// Which value a choice has, if it is known.
    pub(crate) fn value_of(&self, attribute: usize) -> Option<usize> {
        Some(self.attribute(attribute)?.value)
    }

    /// Whether anything is missing that the policy asks of a payer, or of each thing in a list.
    pub(crate) fn lacks_any(&self, policy: &Policy, list: Option<usize>) -> bool {
        let mut attributes = self.attributes.iter().zip(&policy.attributes);
        let mut measures = self.measures.iter().zip(&policy.measures);
        attributes.any(|(known, asked)| asked.list == list && known.is_none())
            || measures.any(|(known, asked)| asked.list == list && known.is_none())
            || (list.is_none()
                && self
                    .lists
                    .iter()
                    .enumerate()
                    .any(|(index, things)| match things {
                        None => true,
                        Some(things) => things
                            .iter()
                            .any(|thing| thing.lacks_any(policy, Some(index))),
                    }))
    }
}

#[derive(Debug, Clone)]
pub(crate) struct BoundAttribute<'f> {
    /// The place among the values that it may have.
    pub(crate) value: usize,
    /// Where it comes from, if it was given and is not what the policy says of one that is not.
    pub(crate) origin: Option<Origin<'f>>,
}

/// The day that a fact is of, and where it comes from, as far as that is known.
#[derive(Debug, Clone)]
pub(crate) struct Origin<'f> {
    pub(crate) date: Option<NaiveDate>,
    pub(crate) source: Option<&'f Arc<str>>,
}

#[derive(Debug, Clone)]
pub(crate) struct BoundMeasure<'f> {
    pub(crate) value: Exact,
    pub(crate) date: Option<NaiveDate>,
    pub(crate) source: Option<&'f Arc<str>>,
    /// Whether it was not given, and the policy says what that means.
    pub(crate) is_absent: bool,
}
