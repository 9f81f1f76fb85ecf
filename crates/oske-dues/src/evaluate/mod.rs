//! The reference evaluation: what a payer owes, step by step, in every reading of the policy.
//!
//! A *choice point* is a place where the policy gives more than one answer: rows of a table that
//! overlap, rules for one line that are both for this payer, what the source leaves unclear. A
//! *reading* is one pick at each choice point, the same pick wherever the point is met again. The
//! outcome is ambiguous only where readings differ in amount.

mod picks;
mod value;

use oske_types::{Amount, ArithmeticError, Currency, Exact, Money, Text};

pub(crate) use self::picks::{ChoicePoint, Picks};
use self::value::Evaluator;
pub(crate) use self::value::counted_steps;

use crate::assessment::{Assessment, Hindrance, Label, LineAmount, Outcome, Reason};
use crate::explain::Step;
use crate::facts::{BoundFacts, Facts};
use crate::policy::{Expression, Pays, Rule};
use crate::round::RoundShares;
use crate::year::PolicyYear;

/// The most readings of one payer that are followed. Beyond it the outcome is ambiguous, whatever the
/// readings that were followed say: the candidates are still true, but there may be more of them.
pub(crate) const MOST_READINGS: usize = 64;

/// What an evaluation keeps besides the number: nothing, or the steps of a derivation.
pub(crate) trait Derivation: Sized {
    /// Of what is computed already: it is gone through once more where its steps are kept.
    fn again(derive: impl FnOnce() -> Self) -> Self;
    fn leaf(step: impl FnOnce() -> Step) -> Self;
    fn join(parts: Vec<Self>, step: impl FnOnce(Vec<Step>) -> Step) -> Self;
}

impl Derivation for () {
    fn again(_: impl FnOnce() -> Self) -> Self {}
    fn leaf(_: impl FnOnce() -> Step) -> Self {}
    fn join(_: Vec<Self>, _: impl FnOnce(Vec<Step>) -> Step) -> Self {}
}

impl Derivation for Step {
    fn again(derive: impl FnOnce() -> Self) -> Self {
        derive()
    }

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
    pub(crate) charges_residents: bool,
    /// Whether there is a line in every reading.
    pub(crate) has_rule: bool,
}

/// A payer's dues in one reading, as far as they can be computed.
#[derive(Debug)]
pub(crate) struct Reading<'p, D> {
    pub(crate) lines: Vec<Line<'p, D>>,
    /// Why other lines have no amount.
    pub(crate) open: Vec<Reason>,
    /// What is read in one of several ways here.
    pub(crate) choices: Vec<Reason>,
    /// In which way each of it is read.
    pub(crate) picks: Vec<(ChoicePoint, usize)>,
    /// The shares of a round that were met on the way.
    pub(crate) met: Vec<MetShare>,
}

/// A share of a round on the way of a payer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MetShare {
    pub(crate) share: usize,
    /// Why it is not known whether the way goes through it; `None` where it does.
    pub(crate) perhaps: Option<Reason>,
}

#[derive(Debug)]
pub(crate) struct Line<'p, D> {
    pub(crate) rule: &'p Rule,
    /// Why the rule is for this payer.
    pub(crate) condition: D,
    /// The unrounded and the rounded amount; `None` where something in it is open.
    pub(crate) figures: Option<(Exact, Money)>,
    /// `None` for a payer that is exempt.
    pub(crate) derivation: Option<D>,
}

impl<D> Reading<'_, D> {
    /// Whether a line has no amount, and nothing says why: no amount may come of it.
    fn lacks_reason(&self) -> bool {
        self.open.is_empty() && self.lines.iter().any(|line| line.figures.is_none())
    }

    fn amounts(&self) -> impl Iterator<Item = Money> {
        let lines = self.lines.iter();
        lines.filter_map(|line| Some(line.figures?.1))
    }

    /// The currency of the lines; of none, that of the policy.
    pub(crate) fn currency(&self, policy: Currency) -> Currency {
        self.amounts().next().map_or(policy, Money::currency)
    }

    /// The sum of the lines, in their currency; of none, in that of the policy.
    pub(crate) fn total(&self, policy: Currency) -> Result<Money, ArithmeticError> {
        Money::total(self.currency(policy), self.amounts())
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
    ///     version = 1
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
        self.assess_in(facts, None)
    }

    pub(crate) fn assess_in(&self, facts: &Facts, round: Option<&RoundShares>) -> Assessment {
        let evaluation = self.evaluate::<()>(facts, round);
        let readings = evaluation.readings.iter();
        let lines = readings.map(|reading| self.line_amounts(reading));
        let lines = evaluation.outcome.certain_lines(lines);
        Assessment {
            payer: facts.shared_payer(),
            outcome: evaluation.outcome,
            lines,
            charges_residents: evaluation.charges_residents,
            has_rule: evaluation.has_rule,
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
        line.map_or_else(Label::default, |line| line.named.label())
    }

    /// Every reading, and the outcome that they give together.
    pub(crate) fn evaluate<D: Derivation>(
        &self,
        facts: &Facts,
        round: Option<&RoundShares>,
    ) -> Evaluation<'p, D> {
        let bound = match facts.bind(self.policy, self.year) {
            Ok(bound) => bound,
            Err(faults) => {
                return Evaluation {
                    readings: Vec::new(),
                    outcome: Outcome::Invalid(faults),
                    complete: true,
                    charges_residents: false,
                    has_rule: false,
                };
            }
        };
        let (readings, complete) = self.readings(&bound, round);
        let mut lines = readings.iter().flat_map(|reading| &reading.lines);
        let charges_residents = lines.any(|line| line.rule.charges_residents);
        Evaluation {
            outcome: self.outcome(&readings, complete),
            complete,
            charges_residents,
            has_rule: readings.iter().all(|reading| !reading.lines.is_empty()),
            readings,
        }
    }

    /// The readings that are followed, at least one, and whether these are all that there are.
    pub(crate) fn readings<D: Derivation>(
        &self,
        facts: &BoundFacts<'_>,
        round: Option<&RoundShares>,
    ) -> (Vec<Reading<'p, D>>, bool) {
        let mut readings: Vec<Reading<'p, D>> = Vec::with_capacity(1);
        let mut picks = Picks::default();
        let mut more = true;
        while more && readings.len() < MOST_READINGS {
            readings.push(self.read_once(facts, round, &mut picks));
            more = picks.advance();
        }
        (readings, !more)
    }

    /// The outcome of readings, of which some may be left out: then no amount is certain.
    fn outcome<D>(&self, readings: &[Reading<'p, D>], complete: bool) -> Outcome {
        // What most payers are: read in one way, with nothing open.
        if let ([only], true) = (readings, complete)
            && only.open.is_empty()
            && !only.lacks_reason()
            && let Ok(total) = only.total(self.policy.currency)
        {
            return Outcome::Assessed(total);
        }
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
            if reading.lacks_reason() {
                add(&mut open, &Reason::Unexplained);
                continue;
            }
            // A sum is of all lines; where one is open, there is none.
            if !reading.open.is_empty() {
                continue;
            }
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

    /// What a formula gives for a payer.
    ///
    /// # Errors
    ///
    /// Why it is open: what is not known in it, or what can be read in ways that give different figures.
    pub(crate) fn figure_of(
        &self,
        facts: &BoundFacts<'_>,
        formula: &Expression,
    ) -> Result<Exact, Reason> {
        let mut picks = Picks::default();
        let mut choice: Option<Reason> = None;
        let mut figure: Option<Exact> = None;
        for _ in 0..MOST_READINGS {
            let mut evaluator = Evaluator::new(self, facts, None, &mut picks);
            let (Some(value), ()) = evaluator.value::<()>(formula) else {
                let open = evaluator.open.into_iter().next();
                return Err(open.unwrap_or(Reason::Unexplained));
            };
            choice = choice.or(evaluator.choices.into_iter().next());
            if figure.is_some_and(|known| known != value) {
                break;
            }
            figure = Some(value);
            if !picks.advance() {
                return Ok(value);
            }
        }
        Err(choice.unwrap_or(Reason::Unexplained))
    }

    fn read_once<D: Derivation>(
        &self,
        facts: &BoundFacts<'_>,
        round: Option<&RoundShares>,
        picks: &mut Picks,
    ) -> Reading<'p, D> {
        let mut evaluator = Evaluator::new(self, facts, round, picks);
        let mut lines = Vec::with_capacity(self.policy.lines.len());
        let mut open: Vec<Reason> = Vec::new();
        let mut is_undecided = false;
        for index in 0..self.policy.lines.len() {
            let selection = Self::select(&mut evaluator, &self.rules, index);
            is_undecided |= selection.undecided.is_some();
            let Some(rule) = evaluator.pick_rule(index, &selection) else {
                let optional = self
                    .policy
                    .lines
                    .get(index)
                    .is_some_and(|line| line.optional);
                if !optional && selection.undecided.is_none() {
                    let line = self.line_label(index);
                    open.push(Reason::NoRule { line });
                }
                continue;
            };
            // Where another rule may be for the payer too, it is open whether the way goes through this one.
            evaluator.perhaps = selection.undecided;
            lines.push(Self::line(&mut evaluator, rule));
            evaluator.perhaps = None;
        }
        for reason in evaluator.open {
            if !open.contains(&reason) {
                open.push(reason);
            }
        }
        if is_undecided && open.is_empty() {
            open.push(Reason::Unexplained);
        }
        let (choices, met) = (evaluator.choices, evaluator.met);
        Reading {
            lines,
            open,
            choices,
            picks: picks.current(),
            met,
        }
    }

    fn select(evaluator: &mut Evaluator<'_, 'p>, rules: &[&'p Rule], line: usize) -> Selection<'p> {
        let mut selection = Selection::default();
        for (index, rule) in rules.iter().enumerate() {
            if rule.line != line {
                continue;
            }
            let (holds, (), why) = evaluator.deciding::<()>(&rule.condition);
            match holds {
                Some(true) if selection.first.is_none() => selection.first = Some((index, rule)),
                Some(true) => selection.others.push((index, rule)),
                Some(false) => {}
                None => {
                    let why = why.unwrap_or(Reason::Unexplained);
                    if let Pays::Formula { expression, .. } = &rule.pays {
                        evaluator.may_meet([expression], &why);
                    }
                    selection.undecided.get_or_insert(why);
                }
            }
        }
        selection
    }

    /// A rule's line; where it has no amount, the evaluator is told why.
    fn line<D: Derivation>(evaluator: &mut Evaluator<'_, 'p>, rule: &'p Rule) -> Line<'p, D> {
        // Why it is for the payer is derived for the one rule that is.
        let condition = D::again(|| evaluator.condition::<D>(&rule.condition).1);
        let Pays::Formula { expression, .. } = &rule.pays else {
            return Line {
                rule,
                condition,
                figures: Some((Exact::ZERO, Money::zero(rule.currency))),
                derivation: None,
            };
        };
        let (value, derivation) = evaluator.value::<D>(expression);
        let figures = value.and_then(|unrounded| {
            let amount = Amount::new(unrounded, rule.currency);
            match rule.rounding.round_to_money(amount) {
                Ok(amount) => Some((unrounded, amount)),
                Err(error) => {
                    evaluator.open.push(uncomputable(error));
                    None
                }
            }
        });
        Line {
            rule,
            condition,
            figures,
            derivation: Some(derivation),
        }
    }
}

/// The rules of a line that are for the payer, each with its index.
#[derive(Debug, Default)]
struct Selection<'p> {
    first: Option<(usize, &'p Rule)>,
    others: Vec<(usize, &'p Rule)>,
    /// Why another one may be, too.
    undecided: Option<Reason>,
}

pub(crate) fn rule_label(rule: &Rule) -> Label {
    rule.label.clone()
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

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::policy::Policy;

    /// No document leads here: a formula without a value has told why.
    #[test]
    fn a_line_without_an_amount_and_without_a_reason_makes_no_total() {
        let policy = Policy::from_toml(
            "policy.toml",
            r#"
            format = "oske-policy"
            version = 1
            id = "lines"
            title = { en = "Lines" }
            status = "in-force"
            currency = "EUR"
            dues_years = { from = "2024" }
            rule = [{ id = "all", pays = "10 EUR" }]
            "#,
        )
        .unwrap();
        let year = policy.for_year("2024".parse().unwrap()).unwrap();
        let reading = |figures| Reading {
            lines: vec![Line {
                rule: year.rules[0],
                condition: (),
                figures,
                derivation: Some(()),
            }],
            open: Vec::new(),
            choices: Vec::new(),
            picks: Vec::new(),
            met: Vec::new(),
        };
        let ten = Money::from_minor(1000, policy.currency);
        let known = reading(Some((Exact::from(10), ten)));
        let lost = reading(None);
        let none = Outcome::Invalid(vec![Reason::Unexplained]);
        assert_eq!(year.outcome(std::slice::from_ref(&lost), true), none);
        assert_eq!(year.outcome(&[known, lost], true), none);
    }
}
