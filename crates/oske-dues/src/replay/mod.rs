//! Replaying an [`Explanation`]: computing it again from itself alone.

mod known;
mod shape;
mod step;

use std::fmt;

use oske_types::{Amount, Exact, Money};

use self::known::{Known, Said};
use crate::assessment::{Hindrance, Outcome, Reason};
use crate::explain::{ExplainedLine, ExplainedReading, Explanation, LineBasis, Step};
use crate::formula;

/// An explanation that does not agree with itself, and where in its document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the explanation does not replay: {path}: {message}")]
pub struct ReplayError {
    path: String,
    message: String,
}

impl ReplayError {
    /// The keys that lead to what does not follow: `readings.1.lines.1.derivation.of.2`.
    #[must_use]
    pub fn document_path(&self) -> &str {
        &self.path
    }
}

impl Explanation {
    /// Computes the explanation again, from itself alone: whether the rule was for this payer, each
    /// step from the steps below it, each rounding, each sum, and the outcome. Gives the amount, or
    /// `None` where the outcome has none.
    ///
    /// It finds every contradiction within the document. It cannot know what stands nowhere else in
    /// it: a fact, a rate or a rounding that was replaced everywhere, with all that follows, is
    /// another explanation, and only the policy of the [content hash](crate::PolicyReference) and the
    /// sources tell which is right.
    ///
    /// # Errors
    ///
    /// [`ReplayError`] at the first thing that does not follow from the others.
    pub fn replay(&self) -> Result<Option<Money>, ReplayError> {
        let mut replay = Replay {
            explanation: self,
            known: Known::default(),
            reading: 0,
            thing: None,
        };
        let mut totals: Vec<Money> = Vec::new();
        let readings = Place::of("readings");
        for (index, reading) in self.readings.iter().enumerate() {
            replay.reading = index;
            let total = replay.replay_reading(reading, &readings.item(index))?;
            if !totals.contains(&total) {
                totals.push(total);
            }
        }
        totals.sort_by_key(|total| total.minor());
        self.replay_outcome(&totals)
    }

    /// The outcome is the one that the readings and the reasons make.
    fn replay_outcome(&self, totals: &[Money]) -> Result<Option<Money>, ReplayError> {
        let kind = match self.reasons().iter().map(Reason::hindrance).max() {
            None => "assessed",
            Some(Hindrance::Ambiguous) => "ambiguous",
            Some(Hindrance::Undetermined) => "undetermined",
            Some(Hindrance::NotCovered) => "not_covered",
            Some(Hindrance::Invalid) => "invalid",
        };
        let status = Place::of("status");
        status.expect_equal("the status", kind, self.outcome.status())?;
        let lines = || self.readings.iter().flat_map(|reading| &reading.lines);
        let open = lines().any(|line| line.figures.is_none());
        match &self.outcome {
            Outcome::Assessed(_) | Outcome::Ambiguous { .. } if open => {
                Err(status.error("a line is open, but amounts are stated"))
            }
            Outcome::Assessed(amount) => {
                let place = Place::of("amount");
                match totals {
                    [total] if self.complete => {
                        place.expect_equal("the amount", *total, *amount)?;
                        Ok(Some(*total))
                    }
                    _ => Err(place.error("the readings give no one amount")),
                }
            }
            Outcome::Ambiguous { candidates, .. } => {
                if candidates != totals || (self.complete && candidates.len() < 2) {
                    let place = Place::of("candidates");
                    return Err(place.error("the candidates are not the readings' totals"));
                }
                Ok(None)
            }
            Outcome::NotCovered(reasons)
            | Outcome::Undetermined(reasons)
            | Outcome::Invalid(reasons) => self.replay_reasons(reasons),
        }
    }

    fn replay_reasons(&self, reasons: &[Reason]) -> Result<Option<Money>, ReplayError> {
        let list = Place::of("reasons");
        let unfit = |reason: &Reason| matches!(reason, Reason::InvalidFact { .. });
        if self.readings.is_empty() != reasons.iter().any(unfit) {
            let message = "what rests on facts that do not fit has no reading, all else has one";
            return Err(list.error(message));
        }
        for (index, reason) in reasons.iter().enumerate() {
            let Reason::NoRule { line } = reason else {
                continue;
            };
            let has_line = |reading: &ExplainedReading| {
                let mut lines = reading.lines.iter();
                lines.any(|known| known.line.name() == line.name())
            };
            if self.readings.iter().all(has_line) {
                let message = "no rule is said to be for the payer, but one is applied";
                return Err(list.item(index).error(message));
            }
        }
        Ok(None)
    }
}

/// The way through an explanation.
struct Replay<'e> {
    explanation: &'e Explanation,
    known: Known<'e>,
    /// The reading that is replayed.
    reading: usize,
    /// The list and the place of the thing that is meant.
    thing: Option<(&'e str, usize)>,
}

impl<'e> Replay<'e> {
    fn replay_reading(
        &mut self,
        reading: &'e ExplainedReading,
        place: &Place<'_>,
    ) -> Result<Money, ReplayError> {
        let lines = place.key("lines");
        for (index, line) in reading.lines.iter().enumerate() {
            let place = lines.item(index);
            let before = reading.lines.iter().take(index);
            if before
                .clone()
                .any(|known| known.line.name() == line.line.name())
            {
                let message = format!("`{}` stands twice in one reading", line.line.name());
                return Err(place.key("line").error(message));
            }
            self.replay_line(line, &place)?;
        }
        let amounts = || {
            reading
                .lines
                .iter()
                .filter_map(|line| Some(line.figures?.1))
        };
        let currency = amounts()
            .next()
            .map_or(self.explanation.currency, Money::currency);
        let place = place.key("total");
        let total = match Money::total(currency, amounts()) {
            Ok(total) => total,
            Err(error) => {
                // Where something else is open there is no sum of all lines, and nobody asked for one.
                let reasons = self.explanation.reasons().iter();
                if reasons.map(Reason::hindrance).max() <= Some(Hindrance::Ambiguous) {
                    self.expect_reason(&Reason::Uncomputable { error }, &place)?;
                }
                Money::zero(currency)
            }
        };
        place.expect_equal("the total", total, reading.total)?;
        Ok(total)
    }

    fn replay_line(
        &mut self,
        line: &'e ExplainedLine,
        place: &Place<'_>,
    ) -> Result<(), ReplayError> {
        if let Some((text, condition)) = &line.when {
            let place = place.key("condition");
            Self::expect_shape(condition, text, &place)?;
            if self.step(condition, &place)? != Some(Exact::ONE) {
                let rule = line.rule.name();
                let message = format!("the rule `{rule}` is not for what the payer is");
                return Err(place.error(message));
            }
        }
        let unrounded = match &line.basis {
            LineBasis::Exempt(_) => Some(Exact::ZERO),
            LineBasis::Formula { text, derivation } => {
                let place = place.key("derivation");
                Self::expect_shape(derivation, text, &place)?;
                self.step(derivation, &place)?
            }
        };
        let amount_place = place.key("amount");
        match (unrounded, line.figures) {
            (None, None) => Ok(()),
            (None, Some(_)) => Err(amount_place.error("an amount is stated for an open line")),
            (Some(unrounded), Some((stated_unrounded, stated))) => {
                let what = "the unrounded amount";
                let unrounded_place = place.key("unrounded");
                unrounded_place.expect_equal(what, unrounded, stated_unrounded)?;
                let amount = Amount::new(unrounded, stated.currency());
                let rounded = line.rounding.round_to_money(amount);
                let rounded = rounded.map_err(|error| amount_place.error(error.to_string()))?;
                amount_place.expect_equal("the rounded amount", rounded, stated)
            }
            // An amount that is too large to round is open too, and the outcome says so.
            (Some(_), None) => {
                let uncomputable = |reason: &Reason| matches!(reason, Reason::Uncomputable { .. });
                if self.explanation.reasons().iter().any(uncomputable) {
                    return Ok(());
                }
                Err(amount_place.error("no amount is stated for a line that has one"))
            }
        }
    }

    /// The derivation does what the formula says.
    fn expect_shape(step: &Step, text: &str, place: &Place<'_>) -> Result<(), ReplayError> {
        let formula = formula::parse(text).ok();
        if formula.is_some_and(|formula| shape::is_derivation_of(step, &formula, text)) {
            return Ok(());
        }
        Err(place.error(format!("the derivation is not that of `{text}`")))
    }

    /// The outcome knows of a reason.
    fn expect_reason(&self, reason: &Reason, place: &Place<'_>) -> Result<(), ReplayError> {
        if self.explanation.reasons().contains(reason) {
            return Ok(());
        }
        Err(place.error("it is open for a reason that the outcome does not know"))
    }

    fn agree(
        &mut self,
        kind: &'static str,
        name: &str,
        said: Said<'e>,
        place: &Place<'_>,
    ) -> Result<(), ReplayError> {
        if self.known.agrees(kind, name, self.thing, said) {
            return Ok(());
        }
        Err(place.error(format!("two things are said of `{name}`")))
    }

    /// As [`agree`](Self::agree), of what may be another thing in another reading.
    fn agree_in_reading(
        &mut self,
        name: &str,
        said: Said<'e>,
        place: &Place<'_>,
    ) -> Result<(), ReplayError> {
        let in_reading = format!("{}: {name}", self.reading);
        if self.known.agrees("reading", &in_reading, self.thing, said) {
            return Ok(());
        }
        Err(place.error(format!("two things are said of `{name}`")))
    }
}

/// Where something stands in the document.
#[derive(Clone, Copy)]
struct Place<'a> {
    above: Option<&'a Place<'a>>,
    key: Key,
}

#[derive(Clone, Copy)]
enum Key {
    Word(&'static str),
    /// From 1.
    Item(usize),
}

impl<'a> Place<'a> {
    fn of(word: &'static str) -> Self {
        Self {
            above: None,
            key: Key::Word(word),
        }
    }

    fn key(&'a self, word: &'static str) -> Self {
        Self {
            above: Some(self),
            key: Key::Word(word),
        }
    }

    fn item(&'a self, index: usize) -> Self {
        Self {
            above: Some(self),
            key: Key::Item(index.saturating_add(1)),
        }
    }

    fn error(&self, message: impl Into<String>) -> ReplayError {
        ReplayError {
            path: self.to_string(),
            message: message.into(),
        }
    }

    fn expect_equal<T: PartialEq + fmt::Display>(
        &self,
        what: &str,
        computed: T,
        stated: T,
    ) -> Result<(), ReplayError> {
        if computed == stated {
            return Ok(());
        }
        Err(self.error(format!("{what} is {computed}, but {stated} is stated")))
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(above) = self.above {
            write!(f, "{above}.")?;
        }
        match self.key {
            Key::Word(word) => f.write_str(word),
            Key::Item(number) => write!(f, "{number}"),
        }
    }
}
