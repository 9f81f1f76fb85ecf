//! What a payer owes: every reading is tried.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::ast::{Policy, Rule};
use super::evaluate::Reading;
use super::number::{Mode, Number, Rounding, whole};
use super::payer::{Facts, Payer};
use super::world::{Point, World};

/// How an assessment ends. With what hinders an amount stand all reasons, the lesser ones too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// An amount.
    Assessed(Owed),
    /// No rule or no row.
    NotCovered(Reasons),
    /// The readings differ in amount.
    Ambiguous(BTreeSet<Owed>),
    /// Something is not known.
    Undetermined(Reasons),
    /// The facts do not fit, or no amount can be computed.
    Invalid(Reasons),
}

/// An amount that is owed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owed {
    /// The code of the currency.
    pub currency: String,
    /// In minor units.
    pub minor: BigInt,
}

/// What hinders an amount.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A fact that does not fit, `branch.staff` for one of a thing in a list.
    Unfit(String),
    /// A division by zero.
    DivisionByZero,
    /// Lines in different currencies.
    Currencies,
    /// A line without a rule for the payer.
    NoRule(String),
    /// A table without a row for a value.
    NoRow(String),
    /// A fact that is not given, `branch.staff` for one of a thing in a list.
    Missing(String),
    /// A row, from 1, of a table, whose value nobody has published.
    UnknownRow(String, usize),
    /// A parameter whose value nobody has published.
    UnknownParameter(String),
    /// A parameter without value on the day.
    NoValue(String),
    /// A share that is only known with the whole round.
    Round(String),
}

/// What a reason leads to; the worst is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonClass {
    /// Something is not known.
    Undetermined,
    /// No rule or no row.
    NotCovered,
    /// The facts do not fit, or no amount can be computed.
    Invalid,
}

impl Reason {
    /// What the reason leads to.
    #[must_use]
    pub fn class(&self) -> ReasonClass {
        match self {
            Self::Unfit(_) | Self::DivisionByZero | Self::Currencies => ReasonClass::Invalid,
            Self::NoRule(_) | Self::NoRow(_) => ReasonClass::NotCovered,
            Self::Missing(_)
            | Self::UnknownRow(..)
            | Self::UnknownParameter(_)
            | Self::NoValue(_)
            | Self::Round(_) => ReasonClass::Undetermined,
        }
    }
}

/// All that hinders an amount.
pub type Reasons = BTreeSet<Reason>;

impl Outcome {
    /// The outcome in the words of the language.
    #[must_use]
    pub fn status(&self) -> &'static str {
        match self {
            Self::Assessed(_) => "assessed",
            Self::NotCovered(_) => "not_covered",
            Self::Ambiguous(_) => "ambiguous",
            Self::Undetermined(_) => "undetermined",
            Self::Invalid(_) => "invalid",
        }
    }

    /// All that hinders an amount.
    #[must_use]
    pub fn reasons(&self) -> Reasons {
        match self {
            Self::Assessed(_) | Self::Ambiguous(_) => Reasons::new(),
            Self::NotCovered(reasons) | Self::Undetermined(reasons) | Self::Invalid(reasons) => {
                reasons.clone()
            }
        }
    }

    fn open(reasons: Reasons) -> Self {
        match reasons.iter().map(Reason::class).max() {
            Some(ReasonClass::Invalid) => Self::Invalid(reasons),
            Some(ReasonClass::NotCovered) => Self::NotCovered(reasons),
            _ => Self::Undetermined(reasons),
        }
    }
}

/// An amount of one line.
#[derive(Debug, Clone)]
pub(crate) struct Amount {
    pub(crate) currency: String,
    pub(crate) rounded: BigRational,
}

impl Policy {
    /// What a payer owes for the dues year that begins in a calendar year.
    #[must_use]
    pub fn assess(&self, year: i32, payer: &Payer) -> Outcome {
        let facts = match self.facts_of(self.dues_year(year), payer) {
            Ok(facts) => facts,
            Err(unfit) => return Outcome::Invalid(unfit),
        };
        let mut amounts = BTreeSet::new();
        let mut reasons = Reasons::new();
        for owed in self.in_every_reading(year, &facts) {
            match owed {
                Ok(owed) => {
                    amounts.insert(owed);
                }
                Err(open) => reasons.extend(open),
            }
        }
        if !reasons.is_empty() {
            return Outcome::open(reasons);
        }
        match amounts.len() {
            1 => Outcome::Assessed(amounts.pop_first().expect("one of them")),
            _ => Outcome::Ambiguous(amounts),
        }
    }

    /// How many ways there are to read the policy for a payer; 0 where the facts do not fit.
    #[must_use]
    pub fn readings(&self, year: i32, payer: &Payer) -> usize {
        match self.facts_of(self.dues_year(year), payer) {
            Ok(facts) => self.in_every_reading(year, &facts).len(),
            Err(_) => 0,
        }
    }

    fn in_every_reading(&self, year: i32, facts: &Facts) -> Vec<Result<Owed, Reasons>> {
        let mut all = Vec::new();
        let mut world = World::default();
        loop {
            let mut reading = Reading::new(self, self.dues_year(year), facts, world);
            all.push(reading.owed());
            world = reading.world;
            if !world.advance() {
                return all;
            }
            assert!(all.len() < 1_000_000, "too many readings to try them all");
        }
    }

    /// How the amounts of a rule are rounded: half-up to the minor unit where nothing is said.
    pub(crate) fn rounding_of(&self, rule: &Rule) -> Rounding {
        let said = rule.rounding.as_ref().or(self.rounding.as_ref());
        said.cloned().unwrap_or_else(|| Rounding {
            mode: Mode::HalfUp,
            step: Number::decimal(&minor_unit(self.currency_of(rule))),
        })
    }

    pub(crate) fn currency_of<'a>(&'a self, rule: &'a Rule) -> &'a str {
        rule.currency.as_ref().unwrap_or(&self.currency)
    }
}

impl<'a> Reading<'a> {
    /// The sum of the rounded lines in this reading.
    fn owed(&mut self) -> Result<Owed, Reasons> {
        let mut amounts = Vec::new();
        let mut reasons = Reasons::new();
        for (line, optional) in self.policy.all_lines() {
            match self.line(line, optional) {
                Ok(amount) => amounts.extend(amount),
                Err(open) => reasons.extend(open),
            }
        }
        if !reasons.is_empty() {
            return Err(reasons);
        }
        let currencies: BTreeSet<&String> = amounts.iter().map(|amount| &amount.currency).collect();
        if currencies.len() > 1 {
            return Err(Reasons::from([Reason::Currencies]));
        }
        let currency = currencies
            .first()
            .map_or(&self.policy.currency, |only| *only);
        let total: BigRational = amounts.iter().map(|amount| &amount.rounded).sum();
        let minor = total / minor_unit(currency);
        assert!(minor.is_integer(), "amounts are rounded to minor units");
        Ok(Owed {
            currency: currency.clone(),
            minor: minor.to_integer(),
        })
    }

    /// The amount of a line, `None` where it is optional and there is no rule.
    fn line(&mut self, line: &'a str, optional: bool) -> Result<Option<Amount>, Reasons> {
        let mut holding = Vec::new();
        let mut undecided = Reasons::new();
        for (index, rule) in self.policy.rules_of(self.year) {
            if rule.line != line {
                continue;
            }
            match self.is_for_payer(rule) {
                Ok(true) => holding.push(index),
                Ok(false) => {}
                Err(reasons) => undecided.extend(reasons),
            }
        }
        let amount = match holding.as_slice() {
            [] if undecided.is_empty() && !optional => {
                Err(Reasons::from([Reason::NoRule(line.to_owned())]))
            }
            [] => Ok(None),
            [only] => self.amount(*only).map(Some),
            several => {
                let point = Point::Rules(line.to_owned(), several.to_vec());
                let pick = self.world.pick(point, several.len());
                self.amount(several[pick]).map(Some)
            }
        };
        match amount {
            Ok(amount) if undecided.is_empty() => Ok(amount),
            Ok(_) => Err(undecided),
            Err(reasons) => Err(&reasons | &undecided),
        }
    }

    /// Whether a rule is for the payer.
    pub(crate) fn is_for_payer(&mut self, rule: &'a Rule) -> Result<bool, Reasons> {
        rule.when.as_ref().map_or(Ok(true), |when| self.truth(when))
    }

    /// What a rule gives before rounding; nothing is owed by who is exempt.
    pub(crate) fn unrounded(&mut self, rule: usize) -> Result<BigRational, Reasons> {
        let rule = &self.policy.rules[rule];
        match &rule.pays {
            None => Ok(BigRational::zero()),
            Some(pays) => self.number(pays),
        }
    }

    fn amount(&mut self, rule: usize) -> Result<Amount, Reasons> {
        let unrounded = self.unrounded(rule)?;
        let rule = &self.policy.rules[rule];
        Ok(Amount {
            currency: self.policy.currency_of(rule).to_owned(),
            rounded: self.policy.rounding_of(rule).round(&unrounded),
        })
    }
}

/// The minor unit of a currency that is drawn.
fn minor_unit(currency: &str) -> BigRational {
    let digits = match currency {
        "JPY" => 0,
        "KWD" => 3,
        _ => 2,
    };
    whole(BigInt::from(10).pow(digits)).recip()
}
