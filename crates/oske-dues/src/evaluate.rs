//! The reference evaluation: what a payer owes, step by step, in every reading of the policy.
//!
//! A *choice point* is a place where the policy gives more than one answer: rows of a table that
//! overlap, rules for one line that are both for this payer. A *reading* is one pick at each choice
//! point, the same pick wherever the point is met again. The outcome is ambiguous only where readings
//! differ in amount.

use std::collections::BTreeSet;

use oske_types::{Amount, ArithmeticError, Currency, Exact, Language, Money, Text};

use crate::assessment::{Assessment, Hindrance, Label, LineAmount, Outcome, Reason};
use crate::explain::{Step, TableRow};
use crate::facts::{BoundFacts, Facts};
use crate::normal::PolicyYear;
use crate::policy::{Condition, Expression, Pays, Rule, UnitWords};

/// The most readings of one payer that are followed. Beyond it the outcome is ambiguous, whatever the
/// readings that were followed say: the candidates are still true, but there may be more of them.
pub(crate) const MOST_READINGS: usize = 64;

/// What an evaluation keeps besides the number: nothing, or the steps of a derivation.
pub(crate) trait Derivation: Sized {
    fn leaf(step: impl FnOnce() -> Step) -> Self;
    fn join(parts: Vec<Self>, step: impl FnOnce(Vec<Step>) -> Step) -> Self;
}

impl Derivation for () {
    fn leaf(_: impl FnOnce() -> Step) -> Self {}
    fn join(_: Vec<Self>, _: impl FnOnce(Vec<Step>) -> Step) -> Self {}
}

impl Derivation for Step {
    fn leaf(step: impl FnOnce() -> Step) -> Self {
        step()
    }

    fn join(parts: Vec<Self>, step: impl FnOnce(Vec<Step>) -> Step) -> Self {
        step(parts)
    }
}

/// A payer's dues in every reading.
#[derive(Debug)]
pub(crate) struct Evaluation<'p, D> {
    /// At least one.
    pub(crate) readings: Vec<Reading<'p, D>>,
    pub(crate) outcome: Outcome,
    /// Whether these are all the readings that there are.
    pub(crate) complete: bool,
    /// The facts by the policy's own numbering; `None` where they do not fit.
    pub(crate) facts: Option<BoundFacts>,
    pub(crate) charges_residents: bool,
}

/// A payer's dues in one reading, as far as they can be computed.
#[derive(Debug)]
pub(crate) struct Reading<'p, D> {
    pub(crate) lines: Vec<Line<'p, D>>,
    /// Why other lines have no amount.
    pub(crate) open: Vec<Reason>,
    /// What is read in one of several ways here.
    pub(crate) choices: Vec<Reason>,
}

#[derive(Debug)]
pub(crate) struct Line<'p, D> {
    pub(crate) rule: &'p Rule,
    /// The unrounded and the rounded amount; `None` where something in it is open.
    pub(crate) figures: Option<(Exact, Money)>,
    /// `None` for a payer that is exempt.
    pub(crate) derivation: Option<D>,
}

impl<D> Reading<'_, D> {
    fn total(&self, currency: Currency) -> Result<Money, ArithmeticError> {
        let amounts = self.lines.iter().filter_map(|line| line.figures);
        Money::total(currency, amounts.map(|(_, amount)| amount))
    }
}

impl<'p> PolicyYear<'p> {
    /// What a payer owes.
    ///
    /// ```
    /// use oske_dues::{Facts, Outcome, Policy};
    ///
    /// let policy = Policy::from_toml("example.toml", r#"
    ///     format = "oske-policy"
    ///     version = 0
    ///     id = "example"
    ///     title = { en = "An example" }
    ///     status = "proposed"
    ///     currency = "EUR"
    ///     dues_years = { from = "2023" }
    ///     unit.inhabitant = { name = { en = "inhabitant" } }
    ///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
    ///     param.rate = { unit = "EUR/inhabitant", value = "0.0073" }
    ///
    ///     [[rule]]
    ///     id = "everyone"
    ///     pays = "rate * population"
    /// "#)?;
    /// let year = policy.for_year("2023".parse()?)?;
    /// let facts = Facts::new("a town").with_measure("population", 48_231);
    /// let assessment = year.assess(&facts);
    /// assert_eq!(assessment.amount().ok_or("an amount")?.to_string(), "352.09 EUR");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn assess(&self, facts: &Facts) -> Assessment {
        let evaluation = self.evaluate::<()>(facts);
        let readings = evaluation.readings.iter();
        let lines = readings.map(|reading| self.line_amounts(reading));
        let lines = evaluation.outcome.certain_lines(lines);
        Assessment {
            payer: facts.payer().to_owned(),
            outcome: evaluation.outcome,
            lines,
            charges_residents: evaluation.charges_residents,
        }
    }

    fn line_amounts<D>(&self, reading: &Reading<'_, D>) -> Vec<LineAmount> {
        let lines = reading.lines.iter();
        lines
            .filter_map(|line| {
                Some(LineAmount {
                    line: self.line_label(line.rule.line),
                    rule: rule_label(line.rule),
                    amount: line.figures?.1,
                    exempt: exemption(line.rule).cloned(),
                })
            })
            .collect()
    }

    pub(crate) fn line_label(&self, line: usize) -> Label {
        let line = self.policy.lines.get(line);
        line.map_or_else(
            || Label::new("", None),
            |line| Label::new(&line.name, line.words.as_ref()),
        )
    }

    /// Every reading, and the outcome that they give together.
    pub(crate) fn evaluate<D: Derivation>(&self, facts: &Facts) -> Evaluation<'p, D> {
        let bound = match facts.bind(self.policy) {
            Ok(bound) => bound,
            Err(faults) => {
                return Evaluation {
                    readings: Vec::new(),
                    outcome: Outcome::Invalid(faults),
                    complete: true,
                    facts: None,
                    charges_residents: false,
                };
            }
        };
        let selection = self.select(&bound);
        let charges_residents = selection.rules.iter().any(|rule| rule.charges_residents);
        let mut readings = Vec::new();
        let mut picks = Picks::default();
        let mut more = true;
        while more && readings.len() < MOST_READINGS {
            readings.push(self.read_once(&bound, &selection, &mut picks));
            more = picks.advance();
        }
        Evaluation {
            outcome: self.outcome(&readings, !more),
            complete: !more,
            facts: Some(bound),
            readings,
            charges_residents,
        }
    }

    /// The outcome of readings, of which some may be left out: then no amount is certain.
    fn outcome<D>(&self, readings: &[Reading<'p, D>], complete: bool) -> Outcome {
        let mut open: Vec<Reason> = Vec::new();
        let mut candidates: Vec<Money> = Vec::new();
        let mut choices: Vec<Reason> = Vec::new();
        let add = |reasons: &mut Vec<Reason>, reason: &Reason| {
            if !reasons.contains(reason) {
                reasons.push(reason.clone());
            }
        };
        for reading in readings {
            reading
                .open
                .iter()
                .for_each(|reason| add(&mut open, reason));
            reading
                .choices
                .iter()
                .for_each(|reason| add(&mut choices, reason));
            match reading.total(self.policy.currency) {
                Ok(total) if !candidates.contains(&total) => candidates.push(total),
                Ok(_) => {}
                Err(error) => add(&mut open, &uncomputable(error)),
            }
        }
        match open.iter().map(Reason::hindrance).max() {
            Some(Hindrance::Invalid) => return Outcome::Invalid(open),
            Some(Hindrance::NotCovered) => return Outcome::NotCovered(open),
            Some(_) => return Outcome::Undetermined(open),
            None => {}
        }
        candidates.sort_by_key(|candidate| candidate.minor());
        match candidates.as_slice() {
            [only] if complete => Outcome::Assessed(*only),
            _ => Outcome::Ambiguous {
                candidates,
                reasons: choices,
            },
        }
    }

    /// The rules that are for this payer, and the attributes that a rule asks for in vain.
    fn select(&self, facts: &BoundFacts) -> Selection<'p> {
        let mut selection = Selection::default();
        for rule in &self.rules {
            match self.holds(&rule.condition, facts) {
                Some(true) => selection.rules.push(rule),
                Some(false) => {}
                None => {
                    let missing = Self::missing_attributes(&rule.condition, facts);
                    selection.missing.extend(missing);
                }
            }
        }
        selection
    }

    /// Whether a condition holds; `None` if a fact that decides it is missing.
    fn holds(&self, condition: &Condition, facts: &BoundFacts) -> Option<bool> {
        match condition {
            Condition::Is { attribute, values } => {
                let value = facts.attributes.get(*attribute).copied().flatten()?;
                Some(values.contains(&value))
            }
            Condition::Not(inner) => self.holds(inner, facts).map(|holds| !holds),
            Condition::All(parts) => self.any_is(parts, facts, false).map(|found| !found),
            Condition::Any(parts) => self.any_is(parts, facts, true),
        }
    }

    /// Whether any part is `wanted`; `None` if that rests on a missing fact.
    fn any_is(&self, parts: &[Condition], facts: &BoundFacts, wanted: bool) -> Option<bool> {
        let mut unknown = false;
        for part in parts {
            match self.holds(part, facts) {
                Some(holds) if holds == wanted => return Some(true),
                Some(_) => {}
                None => unknown = true,
            }
        }
        (!unknown).then_some(false)
    }

    fn missing_attributes(condition: &Condition, facts: &BoundFacts) -> BTreeSet<usize> {
        let mut attributes = BTreeSet::new();
        condition.attributes(&mut attributes);
        attributes.retain(|index| facts.attributes.get(*index).copied().flatten().is_none());
        attributes
    }

    fn read_once<D: Derivation>(
        &self,
        facts: &BoundFacts,
        selection: &Selection<'p>,
        picks: &mut Picks,
    ) -> Reading<'p, D> {
        let mut reading = Reading {
            lines: Vec::new(),
            open: self.missing_reasons(selection),
            choices: Vec::new(),
        };
        if selection.rules.is_empty() && reading.open.is_empty() {
            reading.open.push(Reason::NoRule);
        }
        for line in 0..self.policy.lines.len() {
            let rules: Vec<&'p Rule> = selection
                .rules
                .iter()
                .copied()
                .filter(|rule| rule.line == line)
                .collect();
            let picked = if rules.len() > 1 {
                reading.choices.push(Reason::SeveralRules {
                    line: self.line_label(line),
                    rules: rules.iter().copied().map(rule_label).collect(),
                });
                picks.pick(Choice::Rules(line), rules.len())
            } else {
                0
            };
            let Some(rule) = rules.get(picked) else {
                continue;
            };
            let (line, reasons) = self.line::<D>(rule, facts, picks, &mut reading.choices);
            reading.lines.push(line);
            for reason in reasons {
                if !reading.open.contains(&reason) {
                    reading.open.push(reason);
                }
            }
        }
        reading
    }

    fn missing_reasons(&self, selection: &Selection<'_>) -> Vec<Reason> {
        let missing = selection.missing.iter();
        let attributes = missing.filter_map(|index| self.policy.attributes.get(*index));
        attributes
            .map(|attribute| Reason::MissingFact {
                fact: Label::new(&attribute.named.name, attribute.named.words.as_ref()),
            })
            .collect()
    }

    /// A rule's line, and why it has no amount where it has none.
    fn line<D: Derivation>(
        &self,
        rule: &'p Rule,
        facts: &BoundFacts,
        picks: &mut Picks,
        choices: &mut Vec<Reason>,
    ) -> (Line<'p, D>, Vec<Reason>) {
        let currency = self.policy.currency;
        let Pays::Formula { expression, .. } = &rule.pays else {
            let nothing = Line {
                rule,
                figures: Some((Exact::ZERO, Money::zero(currency))),
                derivation: None,
            };
            return (nothing, Vec::new());
        };
        let mut evaluator = Evaluator {
            year: self,
            facts,
            picks,
            choices,
            open: Vec::new(),
        };
        let (value, derivation) = evaluator.value::<D>(expression);
        let mut open = evaluator.open;
        let figures = value.and_then(|unrounded| {
            let amount = Amount::new(unrounded, currency);
            match self.policy.rounding.round_to_money(amount) {
                Ok(amount) => Some((unrounded, amount)),
                Err(error) => {
                    open.push(uncomputable(error));
                    None
                }
            }
        });
        let line = Line {
            rule,
            figures,
            derivation: Some(derivation),
        };
        (line, open)
    }
}

pub(crate) fn rule_label(rule: &Rule) -> Label {
    Label::new(&rule.id, rule.words.as_ref())
}

pub(crate) fn exemption(rule: &Rule) -> Option<&Text> {
    match &rule.pays {
        Pays::Exempt(reason) => Some(reason),
        Pays::Formula { .. } => None,
    }
}

fn uncomputable(error: ArithmeticError) -> Reason {
    Reason::Uncomputable { error }
}

#[derive(Debug, Default)]
struct Selection<'p> {
    rules: Vec<&'p Rule>,
    missing: BTreeSet<usize>,
}

/// One formula's way through the facts. What is open is collected, so that a payer hears of every
/// missing thing at once.
struct Evaluator<'e, 'p> {
    year: &'e PolicyYear<'p>,
    facts: &'e BoundFacts,
    picks: &'e mut Picks,
    choices: &'e mut Vec<Reason>,
    open: Vec<Reason>,
}

impl Evaluator<'_, '_> {
    /// A fact or a parameter that is open, and why.
    fn open<D: Derivation>(&mut self, reason: Reason) -> (Option<Exact>, D) {
        self.open.push(reason.clone());
        let leaf = || Step::Open {
            reason,
            table: None,
            of: Vec::new(),
        };
        (None, D::leaf(leaf))
    }

    /// A look-up that is open, and why, with the value that it was to be by.
    fn open_lookup<D: Derivation>(
        &mut self,
        reason: Reason,
        table: Label,
        argument: D,
    ) -> (Option<Exact>, D) {
        self.open.push(reason.clone());
        let join = |of| Step::Open {
            reason,
            table: Some(table),
            of,
        };
        (None, D::join(vec![argument], join))
    }

    /// The value of a part, `None` where it is open, with its derivation either way: an explanation
    /// shows also what is known of an amount that is not.
    fn value<D: Derivation>(&mut self, expression: &Expression) -> (Option<Exact>, D) {
        match expression {
            Expression::Number { value, text } => {
                let leaf = || Step::Number {
                    text: text.clone(),
                    value: *value,
                };
                (Some(*value), D::leaf(leaf))
            }
            Expression::Measure(index) => self.measure(*index),
            Expression::Parameter(index) => self.parameter(*index),
            Expression::Lookup { table } => self.lookup(*table),
            Expression::Negate(inner) => {
                let (inner, step) = self.value::<D>(inner);
                let value = inner.and_then(|inner| self.computed(Exact::ZERO.checked_sub(inner)));
                (value, D::join(vec![step], |of| Step::Negate { of, value }))
            }
            Expression::Calculate(operator, left, right) => {
                // Both sides are tried, so that each can say what it lacks.
                let (left, left_step) = self.value::<D>(left);
                let (right, right_step) = self.value::<D>(right);
                let value = left
                    .zip(right)
                    .and_then(|(left, right)| self.computed(operator.apply(left, right)));
                let join = |of| Step::Calculate {
                    operator: *operator,
                    of,
                    value,
                };
                (value, D::join(vec![left_step, right_step], join))
            }
        }
    }

    fn computed(&mut self, result: Result<Exact, ArithmeticError>) -> Option<Exact> {
        result
            .map_err(|error| self.open.push(uncomputable(error)))
            .ok()
    }

    fn measure<D: Derivation>(&mut self, index: usize) -> (Option<Exact>, D) {
        let declared = self.year.policy.measure(index);
        let label = || self.measure_label(index);
        let (Some(measure), Some(known)) = (
            declared,
            self.facts.measures.get(index).and_then(Option::as_ref),
        ) else {
            let fact = label();
            return self.open(Reason::MissingFact { fact });
        };
        let leaf = || Step::Fact {
            fact: label(),
            value: known.value,
            unit: self.year.unit_label(measure.unit.as_str()),
            date: known.date,
            source: known.source.clone(),
        };
        (Some(known.value), D::leaf(leaf))
    }

    fn measure_label(&self, index: usize) -> Label {
        self.year.policy.measure(index).map_or_else(
            || Label::new("", None),
            |measure| Label::new(&measure.named.name, measure.named.words.as_ref()),
        )
    }

    fn parameter<D: Derivation>(&mut self, index: usize) -> (Option<Exact>, D) {
        let declared = self.year.policy.parameter(index);
        let label = || {
            declared.map_or_else(
                || Label::new("", None),
                |parameter| Label::new(&parameter.named.name, parameter.named.words.as_ref()),
            )
        };
        let dated = self.year.parameters.get(index).copied().flatten();
        let (Some(parameter), Some(dated)) = (declared, dated) else {
            let on = self.year.year.first_day();
            let parameter = label();
            return self.open(Reason::StaleParameter { parameter, on });
        };
        let Some(value) = dated.value else {
            let reason = Reason::UnknownParameter {
                parameter: label(),
                note: dated.note.clone(),
            };
            return self.open(reason);
        };
        let leaf = || Step::Parameter {
            parameter: label(),
            value,
            unit: self.year.unit_label(&parameter.unit),
            valid: dated.valid,
            note: dated.note.clone(),
        };
        (Some(value), D::leaf(leaf))
    }

    fn lookup<D: Derivation>(&mut self, index: usize) -> (Option<Exact>, D) {
        let (Some(table), Some(pieces)) = (
            self.year.policy.tables.get(index),
            self.year.tables.get(index),
        ) else {
            return self.open(Reason::NoRule);
        };
        let label = || Label::new(&table.named.name, table.named.words.as_ref());
        let (argument, step) = self.measure::<D>(table.by);
        let Some(argument) = argument else {
            let reason = Reason::MissingFact {
                fact: self.measure_label(table.by),
            };
            return self.open_lookup(reason, label(), step);
        };
        let rows = pieces.at(argument);
        let picked = if rows.len() > 1 {
            let choice = Reason::SeveralRows {
                table: label(),
                rows: rows.iter().map(|row| row.saturating_add(1)).collect(),
            };
            if !self.choices.contains(&choice) {
                self.choices.push(choice);
            }
            self.picks
                .pick(Choice::Rows(index, rows.to_vec()), rows.len())
        } else {
            0
        };
        let found = rows
            .get(picked)
            .and_then(|row| Some((*row, table.rows.get(*row)?)));
        let Some((number, row)) = found else {
            let reason = Reason::NoRow {
                table: label(),
                measure: self.measure_label(table.by),
                value: argument,
            };
            return self.open_lookup(reason, label(), step);
        };
        let number = number.saturating_add(1);
        let Some(value) = row.pays else {
            let reason = Reason::UnknownRow {
                table: label(),
                row: number,
            };
            return self.open_lookup(reason, label(), step);
        };
        let join = |of| Step::Lookup {
            table: label(),
            row: TableRow {
                number,
                lower: row.lower,
                upper: row.upper,
                printed: row.printed.clone(),
            },
            of,
            unit: self.year.unit_label(&table.unit),
            value,
        };
        (Some(value), D::join(vec![step], join))
    }
}

impl PolicyYear<'_> {
    /// The unit of a quantity, `EUR` or `inhabitant`, in the words that stand behind a number; of a
    /// rate, `EUR/inhabitant`, with the words for one.
    pub(crate) fn unit_label(&self, unit: &str) -> Label {
        let words = match unit.split_once('/') {
            None => self
                .unit_words(unit)
                .and_then(|words| words.many.clone().or(words.one.clone())),
            Some((above, below)) => self.unit_words(below).and_then(|words| {
                let above = if above == "EUR" { "€" } else { above };
                let [fi, sv, en] = Language::ALL.map(|language| {
                    let below = words.one.as_ref()?.get(language)?;
                    Some(format!("{above}/{below}"))
                });
                Text::from_parts(fi, sv, en)
            }),
        };
        Label::new(unit, words.as_ref())
    }

    fn unit_words(&self, unit: &str) -> Option<&UnitWords> {
        self.policy.units.iter().find(|known| known.name == unit)
    }
}

/// A place where the policy gives more than one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Choice {
    /// Rules for one line.
    Rules(usize),
    /// Rows of a table that overlap.
    Rows(usize, Vec<usize>),
}

/// One pick at each choice point: an odometer over the readings.
#[derive(Debug, Default)]
struct Picks {
    picks: Vec<Pick>,
}

#[derive(Debug)]
struct Pick {
    choice: Choice,
    index: usize,
    count: usize,
}

impl Picks {
    /// The pick at a choice point; the first of its answers where it is met for the first time.
    fn pick(&mut self, choice: Choice, count: usize) -> usize {
        if let Some(known) = self.picks.iter().find(|pick| pick.choice == choice) {
            return known.index;
        }
        self.picks.push(Pick {
            choice,
            index: 0,
            count,
        });
        0
    }

    /// Goes on to the next reading; `false` if there is none.
    fn advance(&mut self) -> bool {
        while let Some(mut last) = self.picks.pop() {
            last.index = last.index.saturating_add(1);
            if last.index < last.count {
                self.picks.push(last);
                return true;
            }
        }
        false
    }
}
