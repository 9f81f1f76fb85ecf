//! From a document to a [`Policy`]: every name, unit and formula, every fault at once.

use std::collections::{BTreeMap, BTreeSet};

use oske_types::{Currency, Rounding, Validity};

use crate::diagnostic::{Fault, Faults, SourceFile, suggestion};
use crate::dimension::Dimension;
use crate::document::Value;
use crate::document::decode::{Collector, Section, Spot, Spotted};
use crate::document::v0::{self, Document, FactKind};
use crate::formula::{self, FormulaFault, KEYWORDS, Node, NodeKind, Operator};
use crate::policy::{
    Attribute, Condition, Expression, Measure, Named, Parameter, Pays, Policy, Row, Rule, Table,
    UnitWords,
};

pub(crate) fn check(value: &Value, file: &SourceFile) -> Result<Policy, Faults> {
    let collector = Collector::new(file);
    let document = Section::root(&collector, value).map(|root| v0::read(&root));
    let policy = document.and_then(|document| {
        Checker::new(&collector, &document).policy(document, value.content_hash())
    });
    let faults = collector.into_faults();
    match policy {
        Some(policy) if faults.is_empty() => Ok(policy),
        _ => Err(Faults::check(faults).err().unwrap_or_else(|| {
            Faults::one(Fault::new("incomplete", "the document is incomplete"))
        })),
    }
}

/// The line that a rule is for where it names none.
const DEFAULT_LINE: &str = "dues";

/// What a name stands for in formulas.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Unit,
    Attribute(usize),
    Measure(usize),
    Parameter(usize),
    Table(usize),
}

impl Meaning {
    fn describe(self) -> &'static str {
        match self {
            Self::Unit => "a unit",
            Self::Attribute(_) => "an attribute",
            Self::Measure(_) => "a measure",
            Self::Parameter(_) => "a parameter",
            Self::Table(_) => "a table",
        }
    }
}

/// The one namespace of a policy, with the declarations in the order of the document.
struct Checker<'a> {
    collector: &'a Collector<'a>,
    names: BTreeMap<String, Meaning>,
    currency: Option<Currency>,
    attributes: Vec<Attribute>,
    measures: Vec<Measure>,
    parameters: Vec<(Parameter, Option<Dimension>)>,
    tables: Vec<(Table, Option<Dimension>)>,
    /// The declared lines, and after them those that rules name without a declaration.
    lines: Vec<Named>,
}

impl<'a> Checker<'a> {
    fn new(collector: &'a Collector<'a>, document: &Document) -> Self {
        let mut checker = Self {
            collector,
            names: BTreeMap::new(),
            currency: document.currency,
            attributes: Vec::new(),
            measures: Vec::new(),
            parameters: Vec::new(),
            tables: Vec::new(),
            lines: Vec::new(),
        };
        checker.declare_units(document);
        checker.declare_facts(document);
        checker.declare_parameters(document);
        checker.declare_tables(document);
        checker
    }

    fn policy(mut self, document: Document, content_hash: String) -> Option<Policy> {
        self.check_header(&document);
        self.lines = document.lines.iter().map(named).collect();
        self.check_values(&document.lines);
        let rules: Vec<Rule> = self.rules(&document);
        let units = document.units.iter().map(|unit| UnitWords {
            name: unit.name.value.clone(),
            one: unit.words.clone(),
            many: unit.many.clone(),
            spot: unit.name.spot.clone(),
        });
        let units = units.collect();
        let currency = document.currency?;
        Some(Policy {
            id: document.id?,
            title: document.title?,
            note: document.note,
            status: document.status?,
            currency,
            first_year: document.first_year?,
            last_year: document.last_year,
            rounding: document.rounding.as_ref().map_or_else(
                || Rounding::to_minor_unit(currency),
                |rounding| rounding.value,
            ),
            rounding_stated: document.rounding.is_some(),
            decision: document.decision,
            legal_basis: document.legal_basis,
            area: document.area.into_iter().map(|place| place.value).collect(),
            units,
            lines: self.lines,
            attributes: self.attributes,
            measures: self.measures,
            parameters: self
                .parameters
                .into_iter()
                .map(|(parameter, _)| parameter)
                .collect(),
            tables: self.tables.into_iter().map(|(table, _)| table).collect(),
            rules,
            content_hash,
            file: self.collector.file.clone(),
            spot: document.spot,
        })
    }

    fn report(&self, spot: &Spot, fault: Fault) {
        self.collector.report(spot, fault);
    }

    fn check_header(&self, document: &Document) {
        if let (Some(first), Some(last)) = (document.first_year, document.last_year)
            && last < first
        {
            let message = format!("the dues years end in {last}, before they begin in {first}");
            self.report(&document.spot, Fault::new("invalid-value", message));
        }
        if let (Some(rounding), Some(currency)) = (&document.rounding, document.currency) {
            let unit = oske_types::Exact::from(currency.minor_units());
            let whole = rounding.value.step().checked_mul(unit);
            if !whole.is_ok_and(oske_types::Exact::is_integer) {
                let message = format!(
                    "the rounding step {} is no whole number of minor units of {currency}: expected a multiple of {}",
                    rounding.value.step(),
                    Rounding::to_minor_unit(currency).step(),
                );
                self.report(&rounding.spot, Fault::new("invalid-value", message));
            }
        }
        let mut places = BTreeSet::new();
        for place in &document.area {
            if !places.insert(place.value.as_str()) {
                let message = format!("`{}` stands twice: expected each place once", place.value);
                self.report(&place.spot, Fault::new("duplicate-name", message));
            }
        }
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
                "`{word}` is already {}: expected names that differ, for facts, parameters, tables and units share one namespace",
                other.describe()
            );
            self.report(&name.spot, Fault::new("duplicate-name", message));
            return;
        }
        self.names.insert(word.clone(), meaning);
    }

    fn declare_units(&mut self, document: &Document) {
        for unit in &document.units {
            self.declare(&unit.name, Meaning::Unit);
        }
    }

    fn declare_facts(&mut self, document: &Document) {
        for fact in &document.facts {
            let named = Named {
                name: fact.name.value.clone(),
                words: fact.words.clone(),
                spot: fact.name.spot.clone(),
            };
            match &fact.kind {
                Some(FactKind::Attribute { values }) => {
                    self.declare(&fact.name, Meaning::Attribute(self.attributes.len()));
                    self.check_values(values);
                    self.attributes.push(Attribute {
                        named,
                        values: values.iter().map(self::named).collect(),
                    });
                }
                Some(FactKind::Measure(measure)) => {
                    let v0::Measure {
                        unit,
                        step,
                        least,
                        most,
                        reference,
                    } = measure.as_ref();
                    self.declare(&fact.name, Meaning::Measure(self.measures.len()));
                    self.unit(&unit.spot, unit.value.as_str());
                    if let Some(step) = step.as_ref().filter(|step| !step.value.is_positive()) {
                        let message =
                            "the step is not above zero: expected the least difference, as in `1`";
                        self.report(&step.spot, Fault::new("invalid-value", message));
                    }
                    if let (Some(least), Some(most)) = (least, most)
                        && least.value > most.value
                    {
                        let message =
                            "`least` is above `most`: expected a range that holds something";
                        self.report(&least.spot, Fault::new("invalid-value", message));
                    }
                    let value = |number: &Option<Spotted<oske_types::Exact>>| {
                        number.as_ref().map(|number| number.value)
                    };
                    self.measures.push(Measure {
                        named,
                        unit: unit.value.clone(),
                        step: value(step),
                        least: value(least),
                        most: value(most),
                        reference: reference.clone(),
                    });
                }
                None => {}
            }
        }
    }

    fn check_values(&self, values: &[(Spotted<String>, Option<oske_types::Text>)]) {
        let mut seen = BTreeSet::new();
        for (value, _) in values {
            if !seen.insert(value.value.as_str()) {
                let message = format!("`{}` stands twice: expected each value once", value.value);
                self.report(&value.spot, Fault::new("duplicate-name", message));
            }
        }
    }

    fn declare_parameters(&mut self, document: &Document) {
        for declared in &document.parameters {
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
                named: Named {
                    name: declared.name.value.clone(),
                    words: declared.words.clone(),
                    spot: declared.name.spot.clone(),
                },
                unit: declared
                    .unit
                    .as_ref()
                    .map(|unit| unit.value.clone())
                    .unwrap_or_default(),
                values,
            };
            self.parameters.push((parameter, dimension));
        }
    }

    fn declare_tables(&mut self, document: &Document) {
        for declared in &document.tables {
            let by = declared.by.as_ref().and_then(|by| self.measure(by));
            let dimension = declared.unit.as_ref().and_then(|unit| self.dimension(unit));
            self.declare(&declared.name, Meaning::Table(self.tables.len()));
            for row in &declared.rows {
                if row_is_empty(row) {
                    let message =
                        "the row holds for no value: expected its upper bound above its lower one";
                    self.report(&row.spot, Fault::new("empty-row", message));
                }
            }
            let table = Table {
                named: Named {
                    name: declared.name.value.clone(),
                    words: declared.words.clone(),
                    spot: declared.name.spot.clone(),
                },
                // INVARIANT: where the measure is not known there is a fault, and no policy.
                by: by.unwrap_or_default(),
                unit: declared
                    .unit
                    .as_ref()
                    .map(|unit| unit.value.clone())
                    .unwrap_or_default(),
                rows: declared.rows.clone(),
            };
            self.tables.push((table, dimension));
        }
    }

    fn measure(&self, name: &Spotted<String>) -> Option<usize> {
        if let Some(Meaning::Measure(index)) = self.names.get(&name.value) {
            return Some(*index);
        }
        let known = self
            .measures
            .iter()
            .map(|measure| measure.named.name.as_str());
        let message = format!(
            "`{}` is not a measure: expected one that is declared",
            name.value
        );
        let fault = Fault::new("unknown-name", message).help(suggestion(&name.value, known));
        self.report(&name.spot, fault);
        None
    }

    fn is_unit(&self, word: &str) -> bool {
        word.parse::<Currency>().is_ok() || matches!(self.names.get(word), Some(Meaning::Unit))
    }

    /// What is wrong with a word that is no unit, and a unit that may have been meant.
    fn unknown_unit(&self, word: &str) -> (String, String) {
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

    fn unit(&self, spot: &Spot, word: &str) {
        if !self.is_unit(word) {
            let (message, help) = self.unknown_unit(word);
            self.report(spot, Fault::new("unknown-unit", message).help(help));
        }
    }

    fn dimension(&self, unit: &Spotted<String>) -> Option<Dimension> {
        match Dimension::parse(&unit.value, |word| self.is_unit(word)) {
            Ok(dimension) => Some(dimension),
            Err(word) => {
                let (message, help) = self.unknown_unit(&word);
                self.report(&unit.spot, Fault::new("unknown-unit", message).help(help));
                None
            }
        }
    }

    fn rules(&mut self, document: &Document) -> Vec<Rule> {
        let mut ids = BTreeSet::new();
        let mut rules = Vec::new();
        for declared in &document.rules {
            let line = self.line(declared, &document.lines);
            if let Some(id) = &declared.id
                && !ids.insert(id.value.clone())
            {
                let message = format!(
                    "the rule `{}` stands twice: expected ids that differ",
                    id.value
                );
                self.report(&id.spot, Fault::new("duplicate-name", message));
            }
            let condition = match &declared.when {
                None => Some(Condition::All(Vec::new())),
                Some(text) => self.formula(text, |checker, node| checker.condition(node)),
            };
            let pays = match (&declared.pays, &declared.exempt) {
                (Some(text), None) => {
                    self.formula(text, |checker, node| checker.amount(node, &text.value))
                }
                (None, Some(reason)) => Some(Pays::Exempt(reason.clone())),
                _ => None,
            };
            if let (Some(id), Some(condition), Some(pays)) = (&declared.id, condition, pays) {
                rules.push(Rule {
                    id: id.value.clone(),
                    words: declared.words.clone(),
                    line,
                    valid: declared.valid.unwrap_or(Validity::ALWAYS),
                    condition,
                    condition_text: declared.when.as_ref().map(|when| when.value.clone()),
                    pays,
                    charges_residents: declared.charges_residents,
                    note: declared.note.clone(),
                    spot: declared.spot.clone(),
                });
            }
        }
        rules
    }

    /// The line of a rule. One that it names is declared, or else the default one: a slip of the pen
    /// would be charged beside the dues.
    fn line(
        &mut self,
        rule: &v0::Rule,
        declared: &[(Spotted<String>, Option<oske_types::Text>)],
    ) -> usize {
        let name = rule
            .line
            .as_ref()
            .map_or(DEFAULT_LINE, |line| line.value.as_str());
        let mut known: Vec<&str> = declared
            .iter()
            .map(|(line, _)| line.value.as_str())
            .collect();
        if !known.contains(&DEFAULT_LINE) {
            known.push(DEFAULT_LINE);
        }
        if let Some(line) = rule.line.as_ref().filter(|_| !known.contains(&name)) {
            let message = format!(
                "`{name}` is not a line: expected one that is declared, as with `[line.{name}]`"
            );
            let fault = Fault::new("unknown-name", message).help(suggestion(name, known));
            self.report(&line.spot, fault);
        }
        let position = self.lines.iter().position(|line| line.name == name);
        position.unwrap_or_else(|| {
            self.lines.push(Named {
                name: name.to_owned(),
                words: None,
                spot: rule.spot.clone(),
            });
            self.lines.len().saturating_sub(1)
        })
    }

    /// Parses a formula and gives it a meaning; whatever is wrong is reported at its place.
    fn formula<T>(
        &self,
        text: &Spotted<String>,
        meaning: impl FnOnce(&Self, &Node) -> Result<T, FormulaFault>,
    ) -> Option<T> {
        let parsed = formula::parse(&text.value);
        match parsed.and_then(|node| meaning(self, &node)) {
            Ok(value) => Some(value),
            Err(found) => {
                let mut fault = Fault::new(found.code, found.message);
                if let Some(help) = found.help {
                    fault = fault.help(help);
                }
                self.collector
                    .report_inside(&text.spot, &text.value, found.offset, fault);
                None
            }
        }
    }

    fn condition(&self, node: &Node) -> Result<Condition, FormulaFault> {
        let all = |parts: &[Node]| -> Result<Vec<Condition>, FormulaFault> {
            parts.iter().map(|part| self.condition(part)).collect()
        };
        match &node.kind {
            NodeKind::And(parts) => Ok(Condition::All(all(parts)?)),
            NodeKind::Or(parts) => Ok(Condition::Any(all(parts)?)),
            NodeKind::Not(inner) => Ok(Condition::Not(Box::new(self.condition(inner)?))),
            NodeKind::Is {
                subject,
                values,
                negated,
            } => {
                let attribute = self.attribute(subject)?;
                let values = values
                    .iter()
                    .map(|value| self.attribute_value(attribute, value))
                    .collect::<Result<_, _>>()?;
                let is = Condition::Is { attribute, values };
                Ok(if *negated {
                    Condition::Not(Box::new(is))
                } else {
                    is
                })
            }
            NodeKind::Compare(..) => {
                let message = "a condition in version 0 compares attributes with texts: expected bounds on a measure as the rows of a table";
                Err(FormulaFault::coded("not-in-version", node.start, message))
            }
            _ => {
                let message =
                    "this is no condition: expected a comparison, as in `kind = 'association'`";
                Err(FormulaFault::coded("formula", node.start, message))
            }
        }
    }

    fn attribute(&self, node: &Node) -> Result<usize, FormulaFault> {
        let NodeKind::Name(name) = &node.kind else {
            let message = "expected the name of an attribute, as in `kind = 'association'`";
            return Err(FormulaFault::coded("formula", node.start, message));
        };
        match self.names.get(name) {
            Some(Meaning::Attribute(index)) => Ok(*index),
            Some(other) => {
                let message = format!("`{name}` is {}: expected an attribute", other.describe());
                Err(FormulaFault::coded("wrong-name", node.start, message))
            }
            None => Err(self.unknown_name(name, node.start)),
        }
    }

    fn attribute_value(&self, attribute: usize, node: &Node) -> Result<usize, FormulaFault> {
        let NodeKind::Quoted(word) = &node.kind else {
            let message = "expected a text in single quotes, as in `'association'`";
            return Err(FormulaFault::coded("formula", node.start, message));
        };
        let Some(declared) = self.attributes.get(attribute) else {
            return Err(FormulaFault::coded(
                "unknown-value",
                node.start,
                "no such attribute",
            ));
        };
        let position = declared.values.iter().position(|value| value.name == *word);
        position.ok_or_else(|| {
            let known = declared.values.iter().map(|value| value.name.as_str());
            let message = format!("`{word}` is not a value of `{}`", declared.named.name);
            FormulaFault::coded("unknown-value", node.start, message).help(suggestion(word, known))
        })
    }

    fn unknown_name(&self, name: &str, offset: usize) -> FormulaFault {
        let help = suggestion(name, self.names.keys().map(String::as_str));
        let message = format!("`{name}` is not declared");
        FormulaFault::coded("unknown-name", offset, message).help(help)
    }

    fn amount(&self, node: &Node, text: &str) -> Result<Pays, FormulaFault> {
        let (expression, dimension) = self.expression(node, text)?;
        let expected = self.currency.map(|currency| Dimension::of(currency.code()));
        if let Some(expected) = expected
            && dimension != expected
        {
            let message = format!(
                "the formula gives {}: expected an amount in `{expected}`",
                unit_named(&dimension)
            );
            return Err(FormulaFault::coded("unit-mismatch", node.start, message));
        }
        let text = text.to_owned();
        Ok(Pays::Formula { expression, text })
    }

    /// The expression with its unit. A name whose own declaration is faulty has been reported there,
    /// and its unit is taken to fit: a plain number.
    fn expression(&self, node: &Node, text: &str) -> Result<(Expression, Dimension), FormulaFault> {
        match &node.kind {
            NodeKind::Number { value, unit } => {
                let dimension = match unit {
                    None => Dimension::none(),
                    Some(unit) => {
                        Dimension::parse(&unit.text, |word| self.is_unit(word)).map_err(|word| {
                            let (message, help) = self.unknown_unit(&word);
                            FormulaFault::coded("unknown-unit", unit.start, message).help(help)
                        })?
                    }
                };
                let written = text.get(node.start..node.end).unwrap_or_default();
                let number = Expression::Number {
                    value: *value,
                    text: written.to_owned(),
                };
                Ok((number, dimension))
            }
            NodeKind::Name(name) => self.quantity(name, node.start),
            NodeKind::Call { name, arguments } => self.lookup(name, arguments, node),
            NodeKind::Negate(inner) => {
                let (inner, dimension) = self.expression(inner, text)?;
                Ok((Expression::Negate(Box::new(inner)), dimension))
            }
            NodeKind::Calculate(operator, left, right) => {
                let start = right.start;
                let is_divisor =
                    matches!(&right.kind, NodeKind::Number { value, .. } if !value.is_zero());
                let (left, left_unit) = self.expression(left, text)?;
                let (right, right_unit) = self.expression(right, text)?;
                if *operator == Operator::Divide && !is_divisor {
                    let message = "a division in version 0 is by a number that is not zero: expected one, as in `110 EUR / 12`";
                    let help = "multiply by a share instead: a parameter may have the value `1/12`";
                    return Err(FormulaFault::coded("not-in-version", start, message).help(help));
                }
                let dimension = match operator {
                    Operator::Multiply => left_unit.multiply(&right_unit),
                    Operator::Divide => left_unit.divide(&right_unit),
                    Operator::Add | Operator::Subtract if left_unit == right_unit => left_unit,
                    Operator::Add | Operator::Subtract => {
                        let message = format!(
                            "{} and {} meet in one sum: expected one unit",
                            unit_named(&left_unit),
                            unit_named(&right_unit),
                        );
                        return Err(FormulaFault::coded("unit-mismatch", start, message));
                    }
                };
                let calculation = Expression::Calculate(*operator, Box::new(left), Box::new(right));
                Ok((calculation, dimension))
            }
            NodeKind::Quoted(_)
            | NodeKind::Is { .. }
            | NodeKind::Compare(..)
            | NodeKind::Not(_)
            | NodeKind::And(_)
            | NodeKind::Or(_) => {
                let message = "this is no amount: expected arithmetic; conditions stand in `when`";
                Err(FormulaFault::coded("formula", node.start, message))
            }
        }
    }

    fn quantity(&self, name: &str, offset: usize) -> Result<(Expression, Dimension), FormulaFault> {
        match self.names.get(name) {
            Some(Meaning::Measure(index)) => {
                let unit = self
                    .measures
                    .get(*index)
                    .map(|measure| measure.unit.as_str());
                Ok((
                    Expression::Measure(*index),
                    Dimension::of(unit.unwrap_or_default()),
                ))
            }
            Some(Meaning::Parameter(index)) => {
                let parameter = self.parameters.get(*index);
                let dimension = parameter.and_then(|(_, dimension)| dimension.clone());
                Ok((Expression::Parameter(*index), dimension.unwrap_or_default()))
            }
            Some(Meaning::Table(index)) => {
                let by = self
                    .tables
                    .get(*index)
                    .and_then(|(table, _)| self.measures.get(table.by));
                let by = by.map_or("measure", |measure| measure.named.name.as_str());
                let message = format!(
                    "`{name}` is a table: expected what it is looked up by, as in `{name}({by})`"
                );
                Err(FormulaFault::coded("wrong-name", offset, message))
            }
            Some(other) => {
                let message = format!(
                    "`{name}` is {}: expected a measure or a parameter",
                    other.describe()
                );
                Err(FormulaFault::coded("wrong-name", offset, message))
            }
            None => Err(self.unknown_name(name, offset)),
        }
    }

    fn lookup(
        &self,
        name: &str,
        arguments: &[Node],
        node: &Node,
    ) -> Result<(Expression, Dimension), FormulaFault> {
        let (index, (table, dimension)) = match self.names.get(name) {
            Some(Meaning::Table(index)) => match self.tables.get(*index) {
                Some(table) => (*index, table),
                None => return Err(self.unknown_name(name, node.start)),
            },
            Some(other) => {
                let message = format!(
                    "`{name}` is {}: expected a table before `(`",
                    other.describe()
                );
                return Err(FormulaFault::coded("wrong-name", node.start, message));
            }
            None => return Err(self.unknown_name(name, node.start)),
        };
        let by = self
            .measures
            .get(table.by)
            .map_or("", |measure| measure.named.name.as_str());
        match arguments {
            [argument] if argument.kind == NodeKind::Name(by.to_owned()) => {
                let dimension = dimension.clone().unwrap_or_default();
                Ok((Expression::Lookup { table: index }, dimension))
            }
            _ => {
                let message = format!("`{name}` is looked up by `{by}`: expected `{name}({by})`");
                Err(FormulaFault::coded("wrong-argument", node.start, message))
            }
        }
    }
}

fn named((name, words): &(Spotted<String>, Option<oske_types::Text>)) -> Named {
    Named {
        name: name.value.clone(),
        words: words.clone(),
        spot: name.spot.clone(),
    }
}

/// The unit of a result, for a message.
fn unit_named(dimension: &Dimension) -> String {
    if *dimension == Dimension::none() {
        "a number without a unit".to_owned()
    } else {
        format!("`{dimension}`")
    }
}

fn row_is_empty(row: &Row) -> bool {
    use crate::interval::Interval;
    Interval::of_bounds(row.lower, row.upper).is_none()
}
