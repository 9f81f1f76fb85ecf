//! [`NormalForm`]: evaluating the tree for one payer.

use oske_types::{Amount, Exact, Money};

use super::forms::Forms;
use super::linear::{Linear, Variable, plain_number};
use super::region::{Region, Scales};
use super::{Leaf, LeafKind, Node, NodeRef, Open};
use crate::assessment::Outcome;
use crate::day;
use crate::evaluate::{ChoicePoint, MOST_READINGS, Picks, counted_steps};
use crate::facts::{BoundFacts, Facts};
use crate::policy::{Pays, Rule};
use crate::year::PolicyYear;

/// What payers owe for one dues year, compiled: for each rule a tree of switches over sums of
/// piecewise linear functions, with their breakpoints as exact fractions.
///
/// It gives the same amounts as [`PolicyYear::assess`], which goes through the formulas step by step
/// and is its judge, without saying why. The tree is of payers of whom all is known: for others, for
/// shares of a round, for sums over a list that may be open, and where a formula is too large to be
/// written out, the formulas are gone through.
///
/// ```
/// use oske_dues::{Facts, NormalOutcome, Policy};
///
/// let policy = Policy::from_toml("example.toml", r#"
///     format = "oske-policy"
///     version = 1
///     id = "example"
///     title = { en = "An example" }
///     status = "proposed"
///     currency = "EUR"
///     dues_years = { from = "2024" }
///     unit.inhabitant = { name = { en = "inhabitant" } }
///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
///
///     [[rule]]
///     id = "everyone"
///     pays = "at_least(0.0085 EUR/inhabitant * population, 250 EUR)"
/// "#)?;
/// let year = policy.for_year("2024".parse()?)?;
/// let facts = Facts::new("a town").with_measure("population", 100_000);
/// let NormalOutcome::Assessed(amount) = year.normal_form().assess(&facts) else {
///     return Err("an amount".into());
/// };
/// assert_eq!(amount.to_string(), "850.00 EUR");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct NormalForm<'y, 'p> {
    year: &'y PolicyYear<'p>,
    rules: Vec<NormalRule<'p>>,
    scales: Scales,
    points: Vec<ChoicePoint>,
    leaves: Vec<Leaf>,
    /// Whether a quantity of its own may turn out to be open, which the tree around it does not know.
    may_be_open_unseen: bool,
}

struct NormalRule<'p> {
    rule: &'p Rule,
    when: NodeRef,
    /// `None` for a rule that exempts.
    pays: Option<NodeRef>,
}

/// What a payer owes, by the normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must decide on each case")]
pub enum NormalOutcome {
    /// One amount.
    Assessed(Money),
    /// No rule or no row.
    NotCovered,
    /// Several amounts, in ascending order.
    Ambiguous(Vec<Money>),
    /// Something is not known.
    Undetermined,
    /// The facts do not fit, or the arithmetic has no result.
    Invalid,
}

impl From<&Outcome> for NormalOutcome {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Assessed(amount) => Self::Assessed(*amount),
            Outcome::NotCovered(_) => Self::NotCovered,
            Outcome::Ambiguous { candidates, .. } => Self::Ambiguous(candidates.clone()),
            Outcome::Undetermined(_) => Self::Undetermined,
            Outcome::Invalid(_) => Self::Invalid,
        }
    }
}

impl std::fmt::Debug for NormalForm<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NormalForm")
            .field("policy", &self.year.policy.id())
            .field("year", &self.year.year)
            .finish_non_exhaustive()
    }
}

impl<'p> PolicyYear<'p> {
    /// The policy of this year in normal form.
    #[must_use]
    pub fn normal_form(&self) -> NormalForm<'_, 'p> {
        let mut forms = Forms::new(self);
        let rules = self.rules.iter().enumerate().map(|(index, rule)| {
            let text = rule.condition_text.as_ref();
            let when = forms.condition_node(text, &rule.condition);
            let pays = match &rule.pays {
                Pays::Exempt(_) => None,
                Pays::Formula { expression, text } => {
                    let everybody = Region::default();
                    Some(forms.compile_in(text, Some(index), expression, &everybody))
                }
            };
            NormalRule { rule, when, pays }
        });
        let rules = rules.collect();
        let leaves = forms.leaves().to_vec();
        NormalForm {
            year: self,
            rules,
            may_be_open_unseen: leaves.iter().any(Leaf::may_be_open),
            leaves,
            scales: forms.scales,
            points: forms.points,
        }
    }
}

/// Why a number was not reached: something in the policy, or a fact that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Obstacle {
    Undetermined,
    NotCovered,
    Invalid,
    /// The tree does not hold this payer's answer.
    Unknown,
}

impl From<Open> for Obstacle {
    fn from(open: Open) -> Self {
        match open {
            Open::Undetermined => Self::Undetermined,
            Open::NoRow => Self::NotCovered,
            Open::DivisionByZero | Open::Overflow => Self::Invalid,
            Open::TooLarge => Self::Unknown,
        }
    }
}

impl NormalForm<'_, '_> {
    /// What a payer owes.
    #[must_use]
    pub fn assess(&self, facts: &Facts) -> NormalOutcome {
        let Ok(bound) = facts.bind(self.year.policy, self.year.year) else {
            return NormalOutcome::Invalid;
        };
        if self.may_be_open_unseen || bound.lacks_any(self.year.policy, None) {
            return self.year.assess(facts).outcome().into();
        }
        let mut picks = Picks::default();
        let mut candidates: Vec<Money> = Vec::new();
        let mut obstacle: Option<Obstacle> = None;
        let mut more = true;
        let mut readings = 0;
        while more && readings < MOST_READINGS {
            match self.read_once(&bound, &mut picks) {
                Ok(total) if candidates.contains(&total) => {}
                Ok(total) => candidates.push(total),
                Err(found) => obstacle = obstacle.max(Some(found)),
            }
            readings = readings.saturating_add(1);
            more = picks.advance();
        }
        match obstacle {
            Some(Obstacle::Unknown) => return self.year.assess(facts).outcome().into(),
            Some(Obstacle::Invalid) => return NormalOutcome::Invalid,
            Some(Obstacle::NotCovered) => return NormalOutcome::NotCovered,
            Some(Obstacle::Undetermined) => return NormalOutcome::Undetermined,
            None => {}
        }
        candidates.sort_by_key(|candidate| candidate.minor());
        match candidates.as_slice() {
            [only] if !more => NormalOutcome::Assessed(*only),
            _ => NormalOutcome::Ambiguous(candidates),
        }
    }

    fn read_once(&self, facts: &BoundFacts<'_>, picks: &mut Picks) -> Result<Money, Obstacle> {
        let mut obstacle: Option<Obstacle> = None;
        let mut amounts: Vec<Money> = Vec::new();
        let mut point = Point {
            form: self,
            facts,
            thing: None,
            picks,
        };
        for (line, declared) in self.year.policy.lines.iter().enumerate() {
            let mut selected: Vec<usize> = Vec::new();
            let mut undecided = false;
            for (index, rule) in self.rules.iter().enumerate() {
                if rule.rule.line != line {
                    continue;
                }
                match point.value(&rule.when) {
                    Ok(holds) if holds.is_zero() => {}
                    Ok(_) => selected.push(index),
                    Err(found) => {
                        undecided = true;
                        obstacle = obstacle.max(Some(found));
                    }
                }
            }
            let picked = if selected.len() > 1 {
                let rules = ChoicePoint::Rules(line, selected.clone());
                point.picks.pick(rules, selected.len())
            } else {
                0
            };
            let Some(rule) = selected
                .get(picked)
                .and_then(|index| self.rules.get(*index))
            else {
                if !declared.optional && !undecided {
                    obstacle = obstacle.max(Some(Obstacle::NotCovered));
                }
                continue;
            };
            let value = match &rule.pays {
                None => Ok(Exact::ZERO),
                Some(pays) => point.value(pays),
            };
            let amount = value.and_then(|value| {
                let amount = Amount::new(value, rule.rule.currency);
                let rounded = rule.rule.rounding.round_to_money(amount);
                rounded.map_err(|_| Obstacle::Invalid)
            });
            match amount {
                Ok(amount) => amounts.push(amount),
                Err(found) => obstacle = obstacle.max(Some(found)),
            }
        }
        if let Some(obstacle) = obstacle {
            return Err(obstacle);
        }
        let currency = amounts.first().map(|amount| amount.currency());
        let currency = currency.unwrap_or(self.year.policy.currency);
        Money::total(currency, amounts).map_err(|_| Obstacle::Invalid)
    }
}

/// One payer in one reading.
struct Point<'a> {
    form: &'a NormalForm<'a, 'a>,
    facts: &'a BoundFacts<'a>,
    thing: Option<&'a BoundFacts<'a>>,
    picks: &'a mut Picks,
}

impl Point<'_> {
    fn value(&mut self, node: &Node) -> Result<Exact, Obstacle> {
        match node {
            Node::Linear(linear) => self.linear(linear),
            Node::Open(open) => Err((*open).into()),
            Node::Switch { attribute, cases } => {
                let policy = self.form.year.policy;
                let in_list = policy
                    .attribute(*attribute)
                    .is_some_and(|known| known.list.is_some());
                let facts = self.facts_of(in_list);
                let value = facts.value_of(*attribute);
                let value = value.ok_or(Obstacle::Undetermined)?;
                let mut cases = cases.iter();
                let case = cases.find(|(values, _)| values.contains(value));
                self.value(&case.ok_or(Obstacle::Unknown)?.1)
            }
            Node::Cases { variable, cases } => {
                let value = self.quantity(*variable)?;
                let index = cases.partition_point(|(interval, _)| interval.from.precedes(value));
                let case = index.checked_sub(1).and_then(|index| cases.get(index));
                let case = case.filter(|(interval, _)| interval.contains(value));
                self.value(&case.ok_or(Obstacle::Unknown)?.1)
            }
            Node::Guard {
                guard,
                holds,
                fails,
            } => {
                let value = self.linear(&guard.form)?;
                let inside = value.is_positive() || (value.is_zero() && !guard.strict);
                self.value(if inside { holds } else { fails })
            }
            Node::Choice {
                point,
                alternatives,
            } => {
                let choice = self.form.points.get(*point).ok_or(Obstacle::Unknown)?;
                let picked = self.picks.pick(choice.clone(), alternatives.len());
                let alternative = alternatives.get(picked).ok_or(Obstacle::Unknown)?;
                self.value(alternative)
            }
            Node::Scaled { by, of } => {
                let value = self.value(of)?;
                value.checked_mul(*by).map_err(|_| Obstacle::Invalid)
            }
            Node::Sum(parts) => sum_of(Exact::ZERO, parts.iter().map(|part| self.value(part))),
            Node::Extreme { largest, of } => {
                let values = self.values(of)?;
                let found = if *largest {
                    values.into_iter().max()
                } else {
                    values.into_iter().min()
                };
                found.ok_or(Obstacle::Unknown)
            }
        }
    }

    /// All parts, each tried: the gravest obstacle is told.
    fn values(&mut self, parts: &[NodeRef]) -> Result<Vec<Exact>, Obstacle> {
        let mut values = Vec::with_capacity(parts.len());
        let mut obstacle: Option<Obstacle> = None;
        for part in parts {
            match self.value(part) {
                Ok(value) => values.push(value),
                Err(found) => obstacle = obstacle.max(Some(found)),
            }
        }
        obstacle.map_or(Ok(values), Err)
    }

    fn facts_of(&self, in_list: bool) -> &BoundFacts<'_> {
        match self.thing {
            Some(thing) if in_list => thing,
            _ => self.facts,
        }
    }

    fn linear(&mut self, linear: &Linear) -> Result<Exact, Obstacle> {
        let parts = linear.terms.iter().map(|(variable, factor)| {
            let part = self.quantity(*variable)?.checked_mul(*factor);
            part.map_err(|_| Obstacle::Invalid)
        });
        sum_of(linear.constant, parts)
    }

    fn both(&mut self, left: &Linear, right: &Linear) -> Result<(Exact, Exact), Obstacle> {
        match (self.linear(left), self.linear(right)) {
            (Ok(left), Ok(right)) => Ok((left, right)),
            (left, right) => Err(left.err().max(right.err()).unwrap_or(Obstacle::Unknown)),
        }
    }

    fn quantity(&mut self, variable: Variable) -> Result<Exact, Obstacle> {
        let policy = self.form.year.policy;
        if let Some(measure) = policy.measure(variable) {
            let facts = self.facts_of(measure.list.is_some());
            let known = facts.measures.get(variable).and_then(Option::as_ref);
            return Ok(known.ok_or(Obstacle::Undetermined)?.value);
        }
        if let Some(leaf) = plain_number(variable)
            .checked_sub(self.form.scales.scales.len())
            .and_then(|index| self.form.leaves.get(index))
        {
            return self.leaf(&leaf.kind);
        }
        let list = variable.saturating_sub(policy.measures.len());
        let things = self.facts.lists.get(list).and_then(Option::as_ref);
        let count = things.ok_or(Obstacle::Undetermined)?.len();
        Ok(Exact::from(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    fn leaf(&mut self, kind: &LeafKind) -> Result<Exact, Obstacle> {
        let computed = match kind {
            LeafKind::Product(left, right) => {
                let (left, right) = self.both(left, right)?;
                left.checked_mul(right)
            }
            LeafKind::Quotient(above, below) => {
                let (above, below) = self.both(above, below)?;
                above.checked_div(below)
            }
            LeafKind::Round { of, mode, step } => {
                let value = self.linear(of)?;
                let rounding = oske_types::Rounding::new(*step, *mode).ok_or(Obstacle::Unknown)?;
                rounding.round(value)
            }
            LeafKind::Steps { of, step, started } => {
                counted_steps(self.linear(of)?, *step, *started)
            }
            LeafKind::Time { span, from, to } => {
                let (from, to) = self.both(from, to)?;
                let dates = day::date_of(from).zip(day::date_of(to));
                let (from, to) = dates.ok_or(Obstacle::Invalid)?;
                Ok(Exact::from(span.between(from, to)))
            }
            LeafKind::Sum { list, of } => {
                let facts = self.facts;
                let things = facts.lists.get(*list).and_then(Option::as_ref);
                let things = things.ok_or(Obstacle::Undetermined)?.iter();
                let parts = things.map(|thing| {
                    let mut point = Point {
                        form: self.form,
                        facts,
                        thing: Some(thing),
                        picks: self.picks,
                    };
                    point.value(of)
                });
                return sum_of(Exact::ZERO, parts);
            }
            LeafKind::Share => return Err(Obstacle::Undetermined),
        };
        computed.map_err(|_| Obstacle::Invalid)
    }
}

/// A sum of parts, of which each is tried: the gravest obstacle is told.
fn sum_of(
    first: Exact,
    parts: impl Iterator<Item = Result<Exact, Obstacle>>,
) -> Result<Exact, Obstacle> {
    let mut sum = Ok(first);
    for part in parts {
        sum = match (sum, part) {
            (Ok(sum), Ok(part)) => sum.checked_add(part).map_err(|_| Obstacle::Invalid),
            (Err(known), Err(found)) => Err(known.max(found)),
            (Err(obstacle), Ok(_)) | (Ok(_), Err(obstacle)) => Err(obstacle),
        };
    }
    sum
}
