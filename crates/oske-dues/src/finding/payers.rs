//! For whom a finding holds, in words.

use oske_types::Language;

use super::message::listed;
use super::{Finding, Subject};

impl Finding {
    /// "municipality or association"; "every payer".
    pub(super) fn payers(&self, language: Language) -> String {
        if self.attributes.is_empty() {
            return language
                .pick("jokainen maksaja", "varje betalare", "every payer")
                .to_owned();
        }
        let or = language.pick(" tai ", " eller ", " or ");
        let attributes = self.attributes.iter().enumerate();
        let parts = attributes.map(|(index, (attribute, values))| {
            if let Some(others) = self.others.get(index)
                && (1..=2).contains(&others.len())
                && values.len() > 3
            {
                let others = others.iter().map(|value| value.in_language(language));
                let others = listed(language, others.map(str::to_owned));
                let all_but = language.pick("kaikki paitsi", "alla utom", "all but");
                return format!("{all_but} {others}");
            }
            let words: Vec<&str> = values
                .iter()
                .map(|value| value.in_language(language))
                .collect();
            // "yes" by itself says nothing: of what it is the answer stands before it.
            match values.as_slice() {
                [only] if matches!(only.name(), "yes" | "no") => {
                    format!("{}: {}", attribute.in_language(language), words.join(or))
                }
                _ => words.join(or),
            }
        });
        let parts: Vec<String> = parts.collect();
        parts.join(", ")
    }

    /// Whether it is so for every payer there may be.
    pub(super) fn is_of_everybody(&self) -> bool {
        self.attributes.is_empty() && self.stretches.is_empty() && self.conditions.is_empty()
    }

    /// "population is exactly 5,000"; `None` where no quantity matters. Of a fall or a cliff, without
    /// the quantity that it is along, which is told by itself.
    pub(super) fn circumstances(&self, language: Language) -> Option<String> {
        let along = match &self.subject {
            Subject::Fall { measure, .. } | Subject::Cliff { measure, .. } => Some(measure),
            _ => None,
        };
        let stretches = self.stretches.iter();
        let stretches = stretches.filter(|stretch| Some(&stretch.measure) != along);
        let stretches = stretches.map(|stretch| {
            let measure = stretch.measure.in_language(language);
            let words = stretch.in_language(language);
            language.pick(
                format!("{measure} on {words}"),
                format!("{measure} är {words}"),
                format!("{measure} is {words}"),
            )
        });
        let all: Vec<String> = stretches.chain(self.conditions.iter().cloned()).collect();
        let and = language.pick(" ja ", " och ", " and ");
        (!all.is_empty()).then(|| all.join(and))
    }

    /// Payers with the circumstances.
    pub(super) fn payers_where(&self, language: Language) -> String {
        match (self.attributes.is_empty(), self.circumstances(language)) {
            (_, None) => self.payers(language),
            (true, Some(place)) => place,
            (false, Some(place)) => format!("{}; {place}", self.payers(language)),
        }
    }
}
