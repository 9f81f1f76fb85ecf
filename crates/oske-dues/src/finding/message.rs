//! What a finding says, in three languages: each sort of finding in a file of its own.

use oske_types::{Currency, Exact, Language, Money};

use super::{Finding, Subject};
use crate::assessment::Label;
use crate::payers::Stretch;
use crate::render::quoted;

impl Finding {
    /// What was found, in one clause.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match &self.subject {
            Subject::Gap { .. }
            | Subject::More { .. }
            | Subject::Overlap { .. }
            | Subject::Unclear { .. }
            | Subject::UnclearInPart { .. }
            | Subject::LineWithoutRule { .. }
            | Subject::NoRule { .. }
            | Subject::SeveralRules { .. }
            | Subject::MixedCurrencies { .. }
            | Subject::DivisionByZero => self.coverage(language),
            Subject::UnknownParameter { .. }
            | Subject::StaleParameter { .. }
            | Subject::IndexWithoutValue { .. }
            | Subject::UnknownRow { .. } => self.values(language),
            Subject::DeadRow { .. }
            | Subject::DeadRule { .. }
            | Subject::RuleOutOfTime { .. }
            | Subject::NeverBinds { .. }
            | Subject::AlwaysBinds { .. }
            | Subject::Unused { .. } => self.idle(language),
            Subject::Fall { .. } | Subject::Cliff { .. } => self.course(language),
            Subject::MoreChanges { .. } => self.more_changes(language),
            Subject::MeasureWithoutStep { .. }
            | Subject::MeasureWithoutBound { .. }
            | Subject::ReferenceNotStated { .. }
            | Subject::RoundingNotStated { .. }
            | Subject::SecondRounding { .. }
            | Subject::ShareWeights { .. }
            | Subject::ShareRoundedEach { .. }
            | Subject::InstalmentsDoNotSum { .. }
            | Subject::NotDecided
            | Subject::DecidedLate { .. } => self.stated(language),
            Subject::CitationNotRead { .. }
            | Subject::ActNotKnown { .. }
            | Subject::NotStanding { .. } => self.law(language),
            Subject::PrintedValue { .. } | Subject::PrintedBounds { .. } => {
                self.printed_row(language)
            }
            Subject::PrintedExample { .. } | Subject::ExampleYear { .. } => {
                self.printed_example(language)
            }
            Subject::Undecided { .. } | Subject::UndecidedYears { .. } => self.undecided(language),
        }
    }
}

pub(super) fn exact_in(language: Language, amount: Exact, currency: Currency) -> String {
    oske_types::Amount::new(amount, currency).in_language(language)
}

/// "110,00 € / 550,00 €"
pub(super) fn moneys(language: Language, amounts: &[Money]) -> String {
    let amounts: Vec<String> = amounts
        .iter()
        .map(|money| money.in_language(language))
        .collect();
    amounts.join(" / ")
}

/// A rule by its words, or by its id where it has none.
pub(super) fn rule_in(language: Language, rule: &Label) -> String {
    match rule.words() {
        Some(words) => quoted(language, words.in_language(language)),
        None => format!("`{}`", rule.name()),
    }
}

/// "3 more", where there are more than are listed.
pub(super) fn more(language: Language, count: usize) -> Option<String> {
    let more = language.pick("muuta", "till", "more");
    (count > 0).then(|| format!("{count} {more}"))
}

/// "more groups of payers", after how many; in Finnish "maksajaryhmässä", after "muussa".
pub(super) fn groups(language: Language, count: usize) -> &'static str {
    match count {
        1 => language.pick(
            "maksajaryhmässä",
            "grupp av betalare",
            "more group of payers",
        ),
        _ => language.pick(
            "maksajaryhmässä",
            "grupper av betalare",
            "more groups of payers",
        ),
    }
}

impl Finding {
    /// The quantities that matter. Of a fall or a cliff, without the one that it is along, which is
    /// told by itself.
    pub(super) fn circumstances(&self, language: Language) -> Option<String> {
        let along = match &self.subject {
            Subject::Fall { measure, .. } | Subject::Cliff { measure, .. } => Some(measure),
            _ => None,
        };
        let is_asked = |stretch: &Stretch| Some(&stretch.measure) != along;
        self.payers.circumstances(language, is_asked)
    }

    /// Payers with the circumstances.
    pub(super) fn payers_where(&self, language: Language) -> String {
        let payers = &self.payers;
        match (payers.choices.is_empty(), self.circumstances(language)) {
            (_, None) => payers.kinds(language),
            (true, Some(place)) => place,
            (false, Some(place)) => format!("{}; {place}", payers.kinds(language)),
        }
    }
}
