//! The one namespace of a policy: units, facts, parameters, tables, lets and shares.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use oske_types::{Amount, Currency, Exact};

use super::formula::{ChoiceValues, LetState, names_of};
use super::table::HeadState;
use crate::assessment::Label;
use crate::diagnostic::{Fault, suggestion};
use crate::dimension::Dimension;
use crate::document::decode::{Collector, Spot, Spotted};
use crate::document::v1::{self, Document, FactKind};
use crate::formula::KEYWORDS;
use crate::policy::{
    Absent, Attribute, Cliff, Extreme, FactList, Limit, Line, Measure, NO, Named, Parameter,
    TimeSpan, Unit, UnitWords, YES,
};

/// What a name stands for in formulas.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning {
    Unit,
    Attribute(usize),
    Measure(usize),
    List(usize),
    Parameter(usize),
    Table(usize),
    Let(usize),
    Share(usize),
    /// Something with a fault in its declaration.
    Faulty,
    /// A function, or a name that the language itself has.
    BuiltIn,
}

impl Meaning {
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Unit => "a unit",
            Self::Attribute(_) => "a choice",
            Self::Measure(_) => "a measure",
            Self::List(_) => "a list",
            Self::Parameter(_) => "a parameter",
            Self::Table(_) => "a table",
            Self::Let(_) => "a let",
            Self::Share(_) => "a share",
            Self::Faulty => "a name whose declaration has a fault",
            Self::BuiltIn => "a word of the language",
        }
    }
}

/// The units that are there without a declaration.
pub(super) const TIME_UNITS: [&str; 3] = ["day", "month", "year"];
/// The names of the language that are no functions.
pub(super) const POSITION: &str = "position";
pub(super) const YEAR_START: &str = "year_start";
pub(super) const NEXT_YEAR_START: &str = "next_year_start";

/// Every name that no declaration may have.
fn built_in() -> impl Iterator<Item = &'static str> {
    let functions = [
        "round",
        "round_half_even",
        "round_up",
        "round_down",
        "started",
        "whole",
        "sum",
        "count",
        "unclear",
        POSITION,
        YEAR_START,
        NEXT_YEAR_START,
    ];
    let extremes = Extreme::ALL.into_iter().map(Extreme::name);
    let spans = TimeSpan::ALL.into_iter().map(TimeSpan::name);
    functions.into_iter().chain(extremes).chain(spans)
}

/// The declarations of a policy, in the order of the document, and what their names mean.
pub(super) struct Checker<'a> {
    pub(super) collector: &'a Collector<'a>,
    pub(super) document: &'a Document,
    pub(super) names: BTreeMap<String, Meaning>,
    dimensions: RefCell<BTreeMap<String, Dimension>>,
    pub(super) units: Vec<UnitWords>,
    unit_labels: RefCell<BTreeMap<String, Unit>>,
    pub(super) currency: Option<Currency>,
    pub(super) attributes: Vec<Attribute>,
    /// The names of the values of each attribute.
    pub(super) value_names: Vec<ChoiceValues>,
    pub(super) measures: Vec<Measure>,
    pub(super) lists: Vec<FactList>,
    pub(super) parameters: Vec<(Parameter, Option<Dimension>)>,
    /// What is known of each table's head; they are read when they are first met.
    pub(super) heads: RefCell<Vec<HeadState>>,
    /// The declared lines, and after them those that rules name without a declaration.
    pub(super) lines: Vec<Line>,
    /// What is known of each let; they are checked when they are first met.
    pub(super) let_states: RefCell<Vec<LetState>>,
    pub(super) labels: RefCell<Vec<(String, usize)>>,
    /// How many steps of formulas lie above the one that is looked at, those of the lets and tables
    /// included through which it was met.
    pub(super) depth: Cell<usize>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(collector: &'a Collector<'a>, document: &'a Document) -> Self {
        let mut checker = Self {
            collector,
            document,
            names: BTreeMap::new(),
            dimensions: RefCell::default(),
            units: words_of_units(document),
            unit_labels: RefCell::default(),
            currency: document.currency,
            attributes: Vec::new(),
            value_names: Vec::new(),
            measures: Vec::new(),
            lists: Vec::new(),
            parameters: Vec::new(),
            heads: RefCell::new(document.tables.iter().map(|_| HeadState::Unseen).collect()),
            lines: Vec::new(),
            let_states: RefCell::new(document.lets.iter().map(|_| LetState::Unseen).collect()),
            labels: RefCell::default(),
            depth: Cell::default(),
        };
        checker.declare_words();
        checker.declare_units();
        checker.declare_facts();
        checker.declare_parameters();
        for (index, declared) in document.lets.iter().enumerate() {
            checker.declare(&declared.name, Meaning::Let(index));
        }
        for (index, declared) in document.tables.iter().enumerate() {
            checker.declare(&declared.name, Meaning::Table(index));
        }
        for (index, declared) in document.shares.iter().enumerate() {
            checker.declare(&declared.name, Meaning::Share(index));
        }
        checker
    }

    pub(super) fn report(&self, spot: &Spot, fault: Fault) {
        self.collector.report(spot, fault);
    }

    /// Enters a name, unless it is taken or cannot stand in a formula.
    fn declare(&mut self, name: &Spotted<String>, meaning: Meaning) {
        let word = &name.value;
        let mut chars = word.chars();
        let is_name = chars.next().is_some_and(|first| first.is_ascii_lowercase())
            && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !is_name || KEYWORDS.contains(&word.as_str()) {
            let message = format!(
                "`{word}` cannot be a name: expected lower-case letters, digits and underscores, beginning with a letter"
            );
            self.report(&name.spot, Fault::new("invalid-name", message));
        }
        if let Some(other) = self.names.get(word) {
            let message = format!(
                "`{word}` is already {}: expected names that differ, for units, facts, parameters, tables, lets and shares share one namespace",
                other.describe()
            );
            self.report(&name.spot, Fault::new("duplicate-name", message));
            return;
        }
        self.names.insert(word.clone(), meaning);
    }

    fn declare_words(&mut self) {
        for unit in TIME_UNITS {
            self.names.insert(unit.to_owned(), Meaning::Unit);
        }
        for name in built_in() {
            self.names.insert(name.to_owned(), Meaning::BuiltIn);
        }
    }

    fn declare_units(&mut self) {
        for unit in &self.document.units {
            self.declare(&unit.name, Meaning::Unit);
        }
    }

    fn declare_facts(&mut self) {
        for fact in &self.document.facts {
            self.declare_fact(fact, None);
        }
    }

    fn declare_fact(&mut self, fact: &v1::Fact, list: Option<usize>) {
        let named = Named::new(&fact.name, fact.words.as_ref());
        match &fact.kind {
            None => self.declare(&fact.name, Meaning::Faulty),
            Some(FactKind::Choice { values }) if values.is_empty() => {
                self.declare(&fact.name, Meaning::Faulty);
            }
            Some(FactKind::Choice { values }) => {
                self.declare(&fact.name, Meaning::Attribute(self.attributes.len()));
                self.check_values(values);
                let values = Named::all(values);
                self.declare_attribute(fact, named, values, false, list);
            }
            Some(FactKind::YesNo) => {
                self.declare(&fact.name, Meaning::Attribute(self.attributes.len()));
                let mut values = vec![named.clone(), named.clone()];
                for (index, word, words) in [
                    (YES, "yes", ("kyllä", "ja", "yes")),
                    (NO, "no", ("ei", "nej", "no")),
                ] {
                    if let Some(value) = values.get_mut(index) {
                        let words = oske_types::Text::new(words.0, words.1, words.2);
                        value.label = Label::new(word, Some(&words));
                    }
                }
                self.declare_attribute(fact, named, values, true, list);
            }
            Some(FactKind::Measure(measure)) => {
                let unit = measure.unit.as_ref();
                match unit.filter(|unit| self.dimension(unit).is_some()) {
                    None => self.declare(&fact.name, Meaning::Faulty),
                    Some(unit) => {
                        self.declare(&fact.name, Meaning::Measure(self.measures.len()));
                        self.declare_measure(fact, named, measure, &unit.value, list);
                    }
                }
            }
            Some(FactKind::Date(measure)) => {
                self.declare(&fact.name, Meaning::Measure(self.measures.len()));
                self.declare_measure(fact, named, measure, "day", list);
            }
            Some(FactKind::List { .. }) if list.is_some() => {
                let message =
                    "a list in a list: expected choices, measures and dates for each thing";
                self.report(&fact.name.spot, Fault::new("invalid-value", message));
                self.declare(&fact.name, Meaning::Faulty);
            }
            Some(FactKind::List { least, most, each }) => {
                self.declare(&fact.name, Meaning::List(self.lists.len()));
                self.declare_list(fact, named, (*least, *most), each);
            }
        }
    }

    fn declare_attribute(
        &mut self,
        fact: &v1::Fact,
        named: Named,
        values: Vec<Named>,
        yes_no: bool,
        list: Option<usize>,
    ) {
        let absent = fact.absent.as_ref().and_then(|absent| {
            let position = values
                .iter()
                .position(|value| *value.name() == *absent.value);
            if position.is_none() {
                let known = values.iter().map(|value| value.name());
                let message = format!("`{}` is not a value of `{}`", absent.value, named.name());
                let help = suggestion(&absent.value, known);
                self.report(
                    &absent.spot,
                    Fault::new("unknown-value", message).with_help(help),
                );
            }
            Some(Absent {
                value: position?,
                because: fact.absent_because.clone(),
            })
        });
        self.value_names.push(names_of(&values));
        self.attributes.push(Attribute {
            named,
            values,
            yes_no,
            absent,
            list,
        });
    }

    fn declare_measure(
        &mut self,
        fact: &v1::Fact,
        named: Named,
        measure: &v1::Measure,
        unit: &str,
        list: Option<usize>,
    ) {
        let is_date = measure.unit.is_none();
        if let Some(step) = measure
            .step
            .as_ref()
            .filter(|step| !step.value.is_positive())
        {
            let message = "the step is not above zero: expected the least difference, as in `1`";
            self.report(&step.spot, Fault::new("invalid-value", message));
        }
        if let (Some(least), Some(most)) = (&measure.least, &measure.most)
            && let Some(year) = self.document.first_year
            && least.value.number_in(year) > most.value.number_in(year)
        {
            let message = "`least` is above `most`: expected a range that holds something";
            self.report(&least.spot, Fault::new("invalid-value", message));
        }
        let absent = fact.absent.as_ref().and_then(|absent| {
            let value = self.absent_limit(absent, is_date)?;
            self.check_absent(absent, value, measure);
            Some(Absent {
                value,
                because: fact.absent_because.clone(),
            })
        });
        let value = |limit: &Option<Spotted<Limit>>| limit.as_ref().map(|limit| limit.value);
        self.measures.push(Measure {
            named,
            unit: self.unit(unit),
            is_date,
            step: if is_date {
                Some(Exact::ONE)
            } else {
                measure.step.as_ref().map(|step| step.value)
            },
            least: value(&measure.least),
            most: value(&measure.most),
            reference: measure.reference.clone(),
            direction: measure.direction,
            cliff: measure.cliff.as_ref().and_then(|cliff| self.cliff(cliff)),
            absent,
            list,
            is_position: false,
        });
    }

    fn absent_limit(&self, absent: &Spotted<String>, is_date: bool) -> Option<Limit> {
        if is_date {
            let day = v1::parse_day(&absent.value);
            if day.is_none() {
                let message = v1::not_a_day(&absent.value);
                self.report(&absent.spot, Fault::new("invalid-value", message));
            }
            return day.map(Limit::Day);
        }
        match absent.value.parse() {
            Ok(number) => Some(Limit::Number(number)),
            Err(error) => {
                let error: oske_types::ParseValueError = error;
                self.report(&absent.spot, Fault::new("invalid-value", error.to_string()));
                None
            }
        }
    }

    /// What absence means must itself be a value that the measure can have.
    fn check_absent(&self, absent: &Spotted<String>, value: Limit, measure: &v1::Measure) {
        let Some(year) = self.document.first_year else {
            return;
        };
        let number = value.number_in(year);
        let limit = |limit: &Option<Spotted<Limit>>| {
            limit.as_ref().map(|limit| limit.value.number_in(year))
        };
        let (least, most) = (limit(&measure.least), limit(&measure.most));
        // That there is no such range, or no such step, is told by itself.
        if least.zip(most).is_some_and(|(least, most)| least > most) {
            return;
        }
        let below = least.is_some_and(|least| number < least);
        let above = most.is_some_and(|most| number > most);
        let step = measure.step.as_ref().map(|step| step.value);
        let step = step.filter(|step| step.is_positive());
        let off_step =
            step.is_some_and(|step| !number.checked_div(step).is_ok_and(Exact::is_integer));
        if below || above || off_step {
            let message = format!(
                "`{}` is no value that the fact can have: expected one from `least` to `most`, on the step",
                absent.value
            );
            self.report(&absent.spot, Fault::new("invalid-value", message));
        }
    }

    /// A stated size of a jump: `"500 EUR"` or `"50%"`.
    fn cliff(&self, text: &Spotted<String>) -> Option<Cliff> {
        let cliff = match text.value.strip_suffix('%') {
            Some(percent) => {
                let percent = percent.parse::<Exact>().ok();
                let share = percent.and_then(|percent| percent.checked_div(Exact::from(100)).ok());
                share.map(Cliff::Share)
            }
            None => {
                let amount = text.value.parse::<Amount>().ok();
                amount.map(|amount| Cliff::Amount(amount.value()))
            }
        };
        let cliff = cliff.filter(|(Cliff::Amount(size) | Cliff::Share(size))| !size.is_negative());
        if cliff.is_none() {
            let message = format!(
                "`{}` is no size of a jump: expected money or a percentage, as in `500 EUR` or `50%`",
                text.value
            );
            self.report(&text.spot, Fault::new("invalid-value", message));
        }
        cliff
    }

    fn declare_list(
        &mut self,
        fact: &v1::Fact,
        named: Named,
        (least, most): (usize, Option<usize>),
        each: &[v1::Fact],
    ) {
        let absent_is_empty = match &fact.absent {
            Some(absent) if absent.value != "none" => {
                let message = format!(
                    "`{}`: expected `absent = \"none\"`, for a payer without such things",
                    absent.value
                );
                self.report(&absent.spot, Fault::new("invalid-value", message));
                false
            }
            Some(_) => true,
            None => false,
        };
        let index = self.lists.len();
        let most = most.unwrap_or(least.max(1));
        if least > most || (least > 0 && absent_is_empty) {
            let message = "`least` is above what the list may have: expected at most `most`, and none beside `absent = \"none\"`";
            self.report(&fact.name.spot, Fault::new("invalid-value", message));
        }
        let position = self.measures.len();
        self.measures.push(Measure {
            named: Named {
                label: Label::new(
                    POSITION,
                    Some(&oske_types::Text::new(
                        "järjestysnumero",
                        "ordningsnummer",
                        "position",
                    )),
                ),
                spot: fact.name.spot.clone(),
            },
            unit: self.unit("1"),
            is_date: false,
            step: Some(Exact::ONE),
            least: Some(Limit::Number(Exact::ONE)),
            most: i64::try_from(most)
                .ok()
                .map(|most| Limit::Number(most.into())),
            reference: None,
            direction: None,
            cliff: None,
            absent: None,
            list: Some(index),
            is_position: true,
        });
        self.lists.push(FactList {
            named,
            least,
            most,
            absent_is_empty,
            position,
        });
        for fact in each {
            self.declare_fact(fact, Some(index));
        }
    }

    pub(super) fn check_values(&self, values: &[(Spotted<String>, Option<oske_types::Text>)]) {
        let mut seen = BTreeSet::new();
        for (value, _) in values {
            if !seen.insert(value.value.as_str()) {
                let message = format!("`{}` stands twice: expected each value once", value.value);
                self.report(&value.spot, Fault::new("duplicate-name", message));
            }
        }
    }

    fn declare_parameters(&mut self) {
        for declared in &self.document.parameters {
            self.declare(&declared.name, Meaning::Parameter(self.parameters.len()));
            let dimension = declared.unit.as_ref().and_then(|unit| self.dimension(unit));
            let mut values = declared.values.clone();
            values.sort_by_key(|dated| dated.valid.from());
            for pair in values.windows(2) {
                if let [earlier, later] = pair
                    && let Some(shared) = earlier.valid.intersection(later.valid)
                {
                    let message = format!("two values hold in {shared}: expected one at a time");
                    self.report(&later.spot, Fault::new("overlapping-values", message));
                }
            }
            let parameter = Parameter {
                named: Named::new(&declared.name, declared.words.as_ref()),
                unit: self.unit(declared.unit.as_ref().map_or("", |unit| &unit.value)),
                series: declared.series.clone(),
                values,
            };
            self.parameters.push((parameter, dimension));
        }
    }

    pub(super) fn is_unit(&self, word: &str) -> bool {
        matches!(self.names.get(word), Some(Meaning::Unit)) || word.parse::<Currency>().is_ok()
    }

    /// What is wrong with a word that is no unit, and a unit that may have been meant.
    pub(super) fn unknown_unit(&self, word: &str) -> (String, String) {
        let declared = self.names.iter();
        let declared = declared.filter(|(_, meaning)| matches!(meaning, Meaning::Unit));
        let mut known: Vec<&str> = declared.map(|(name, _)| name.as_str()).collect();
        known.extend(self.currency.map(Currency::code));
        // `euros` is further from `EUR` than letters tell.
        let upper = word.to_uppercase();
        let prefix = known.iter().copied().find(|name| upper.starts_with(*name));
        let help = match prefix {
            Some(name) => format!("did you mean `{name}`?"),
            None => suggestion(word, known.iter().copied()),
        };
        let message =
            format!("`{word}` is not a unit: expected a currency code or a unit that is declared");
        (message, help)
    }

    /// What `EUR/inhabitant` is, looked up once for each way that it is written; the error is the word
    /// that is no unit.
    pub(super) fn dimension_of(&self, unit: &str) -> Result<Dimension, String> {
        if let Some(known) = self.dimensions.borrow().get(unit) {
            return Ok(known.clone());
        }
        let dimension = Dimension::parse(unit, |word| self.is_unit(word))?;
        let mut known = self.dimensions.borrow_mut();
        known.insert(unit.to_owned(), dimension.clone());
        Ok(dimension)
    }

    /// The words of a unit, put together once for each way that it is written.
    pub(super) fn unit(&self, text: &str) -> Unit {
        let mut known = self.unit_labels.borrow_mut();
        if let Some(unit) = known.get(text) {
            return unit.clone();
        }
        let unit = Unit::new(text, &self.units);
        known.insert(text.to_owned(), unit.clone());
        unit
    }

    pub(super) fn dimension(&self, unit: &Spotted<String>) -> Option<Dimension> {
        match self.dimension_of(&unit.value) {
            Ok(dimension) => Some(dimension),
            Err(word) => {
                let (message, help) = self.unknown_unit(&word);
                self.report(
                    &unit.spot,
                    Fault::new("unknown-unit", message).with_help(help),
                );
                None
            }
        }
    }
}

fn words_of_units(document: &Document) -> Vec<UnitWords> {
    let units = document.units.iter().map(|unit| UnitWords {
        name: unit.name.value.clone(),
        one: unit.words.clone(),
        many: unit.many.clone(),
        spot: unit.name.spot.clone(),
    });
    units.collect()
}

/// Of something with a unit, for a message: "is in `EUR`".
pub(super) fn in_unit(dimension: &Dimension) -> String {
    if *dimension == Dimension::none() {
        "is a number without a unit".to_owned()
    } else {
        format!("is in `{dimension}`")
    }
}

/// The unit of a result, for a message.
pub(super) fn unit_named(dimension: &Dimension) -> String {
    if *dimension == Dimension::none() {
        "a number without a unit".to_owned()
    } else {
        format!("`{dimension}`")
    }
}
