//! Words that the reports share.

use oske_domain::MemberKind;
use oske_dues::{Outcome, Policy, PolicyStatus};
use oske_report::{Cell, Words};
use oske_statute::{Case, Catalogue, Reference, Style};
use oske_types::{Amount, DuesYear, Exact, Language, Money, date_in};

use crate::RoundEntry;
use crate::facts::KIND;

/// A report in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper {
    pub(super) language: Language,
}

impl Paper {
    pub(super) fn say(self, fi: &'static str, sv: &'static str, en: &'static str) -> &'static str {
        self.language.pick(fi, sv, en)
    }

    pub(super) fn number(self, count: usize) -> String {
        let count = Exact::from(u64::try_from(count).unwrap_or(u64::MAX));
        count.in_language(self.language)
    }

    /// What a kind of member is called: as the first of the policies has it that has words for it, or as
    /// everywhere else.
    pub(super) fn kind<'p>(
        self,
        kind: MemberKind,
        policies: impl IntoIterator<Item = &'p Policy>,
    ) -> String {
        let mut policies = policies.into_iter();
        let own = policies.find_map(|policy| policy.words_of_value(KIND, kind.code()));
        match own {
            Some(words) => words.in_language(self.language).to_owned(),
            None => kind.name().in_language(self.language).to_owned(),
        }
    }

    /// What a payer owes: an amount, nothing where there are no dues for it, or that it is not known.
    pub(super) fn due(entry: &RoundEntry<'_>) -> Cell {
        match entry.assessment().outcome() {
            Outcome::Assessed(amount) => Cell::Money(*amount),
            Outcome::NotCovered(_) => Cell::Empty,
            Outcome::Undetermined(_) | Outcome::Ambiguous { .. } | Outcome::Invalid(_) => {
                Cell::NotKnown
            }
        }
    }

    pub(super) fn policy_status(self, status: PolicyStatus) -> &'static str {
        match status.name() {
            "proposed" => self.say(
                "ehdotus, ei päätetty",
                "förslag, inte beslutat",
                "proposed, not decided",
            ),
            "in-force" => self.say("voimassa", "i kraft", "in force"),
            _ => self.say("korvattu", "ersatt", "superseded"),
        }
    }

    /// Names one after another; of many the first, and how many more.
    pub(super) fn names<'n>(self, names: impl Iterator<Item = &'n str>) -> String {
        const MOST: usize = 60;
        let names: Vec<&str> = names.collect();
        let shown = names.get(..MOST.min(names.len())).unwrap_or(&names);
        let more = names.len().saturating_sub(shown.len());
        let shown = shown.join(", ");
        if more == 0 {
            return shown;
        }
        let more = self.number(more);
        self.language.pick(
            format!("{shown} ja muut ({more})"),
            format!("{shown} och övriga ({more})"),
            format!("{shown} and others ({more})"),
        )
    }

    /// A citation, with the title of the act in the language and linked to the page of its publisher, where
    /// these are known.
    pub(super) fn citation(self, citation: &str, reference: Option<&Reference>) -> Words {
        let resolved =
            reference.map(|reference| (reference, Catalogue::embedded().resolve(reference, None)));
        let page = resolved
            .as_ref()
            .and_then(|(_, resolved)| resolved.page(self.language));
        let told = resolved.and_then(|(reference, resolved)| {
            let title = resolved.title(self.language)?;
            let written = reference.write(self.language, Case::Nominative, Style::Short);
            Some(format!("{title}, {written}"))
        });
        let told = match self.language {
            // Citations are in Finnish as a rule, with the title as it is said.
            Language::Finnish => citation.to_owned(),
            _ => told.unwrap_or_else(|| citation.to_owned()),
        };
        match page {
            Some(page) => Words::default().linked(told, page),
            None => Words::from(told),
        }
    }

    /// A dues year as people write it: a calendar year, or its days.
    pub(super) fn year(self, year: DuesYear) -> String {
        if year.is_calendar() {
            return year.to_string();
        }
        let [first, last] = [year.first_day(), year.last_day()];
        let [first, last] = [first, last].map(|day| date_in(self.language, day));
        format!("{first}–{last}")
    }

    /// That some values are not among those of a map or a chart.
    pub(super) fn without_open(self, title: &str, is_open: bool) -> String {
        if !is_open {
            return title.to_owned();
        }
        self.language.pick(
            format!("{title} ilman avoimia maksuja"),
            format!("{title} utan öppna avgifter"),
            format!("{title}, without open dues"),
        )
    }
}

/// An amount in whole units of its currency, for a chart.
pub(super) fn major(amount: Money) -> Exact {
    Amount::from(amount).value()
}

/// As a sentence: with a capital and a full stop.
pub(super) fn sentence(words: &str) -> String {
    capitalised(&sentence_end(words))
}

/// With a full stop, where there is none.
pub(super) fn sentence_end(words: &str) -> String {
    match words.ends_with(['.', '!', '?']) {
        true => words.to_owned(),
        false => format!("{words}."),
    }
}

/// With a capital at the beginning, unless that is the name of something in the policy.
pub(super) fn capitalised(words: &str) -> String {
    let first = words.split(' ').next().unwrap_or_default();
    if first.contains('_') {
        return words.to_owned();
    }
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The last day of a year.
pub(super) fn year_end(year: i32) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::from_ymd_opt(year, 12, 31)
}
