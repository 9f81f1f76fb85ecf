//! A comparison in words.

use std::fmt::{self, Write};

use oske_types::{Amount, Currency, Exact, Language, Rounding, RoundingMode};

use super::{BreakEven, Change, Comparison, Difference, Group, LeftOut, Shown, Side};
use crate::assessment::{Label, Outcome};
use crate::day;
use crate::payers::Stretch;

impl Change {
    /// The heading of those for whom it is so.
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match self {
            Self::Falls => language.pick("Maksu laskee", "Avgiften sjunker", "Dues fall"),
            Self::Rises => language.pick("Maksu nousee", "Avgiften stiger", "Dues rise"),
            Self::BecomesCovered => language.pick(
                "Maksu, jota ennen ei ollut",
                "Avgift där det inte fanns någon",
                "Dues where there were none",
            ),
            Self::NoLongerCovered => language.pick(
                "Ei enää maksua",
                "Inte längre någon avgift",
                "No dues any longer",
            ),
            Self::FallsUnderRounding => language.pick(
                "Maksu laskee vähemmän kuin pyöristysaskeleen",
                "Avgiften sjunker med mindre än ett avrundningssteg",
                "Dues fall by less than a rounding step",
            ),
            Self::RisesUnderRounding => language.pick(
                "Maksu nousee vähemmän kuin pyöristysaskeleen",
                "Avgiften stiger med mindre än ett avrundningssteg",
                "Dues rise by less than a rounding step",
            ),
            Self::RoundedOtherwise => language.pick(
                "Sama ennen pyöristystä, pyöristys toinen",
                "Samma före avrundning, avrundas annorlunda",
                "The same before rounding, rounded in another way",
            ),
            Self::OtherCurrency => {
                language.pick("Eri valuutassa", "I en annan valuta", "In another currency")
            }
            Self::Open => language.pick("Ei vielä tiedossa", "Ännu inte känt", "Not known yet"),
            Self::Undecided => {
                language.pick("Jäi ratkaisematta", "Kunde inte avgöras", "Not decided")
            }
            Self::NotCovered => language.pick(
                "Ei maksua ennen eikä jälkeen",
                "Ingen avgift före eller efter",
                "No dues before or after",
            ),
            Self::Same => language.pick("Ennallaan", "Oförändrat", "Unchanged"),
        }
    }
}

impl Side {
    /// The currency of an amount.
    fn currency(&self) -> Option<Currency> {
        match self {
            Self::Owes { currency, .. } | Self::Computed { currency } => Some(*currency),
            _ => None,
        }
    }

    /// What is owed: "110.00 €", "0.0625 € × population"; or why nothing is.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let words = match self {
            Self::Owes {
                fixed,
                rates,
                currency,
            } => {
                let mut text = String::new();
                let mut add = |part: Exact, of: &str| {
                    let part = Amount::new(part, *currency);
                    text = joined(&text, part, language) + of;
                };
                for (measure, rate) in rates {
                    add(*rate, &format!(" × {}", measure.in_language(language)));
                }
                if rates.is_empty() || !fixed.is_zero() {
                    add(*fixed, "");
                }
                return text;
            }
            Self::Computed { .. } => {
                language.pick("kaavan mukaan", "enligt formeln", "by its formula")
            }
            Self::NotCovered => language.pick("ei maksua", "ingen avgift", "no dues"),
            Self::NotDeclared => language.pick(
                "ei tunne näitä maksajia",
                "känner inte till dessa betalare",
                "does not know these payers",
            ),
            Self::Undetermined => language.pick("ei tiedossa", "inte känt", "not known"),
            Self::Ambiguous => language.pick("useita määriä", "flera belopp", "several amounts"),
            Self::NoResult => language.pick("ei tulosta", "inget resultat", "no result"),
        };
        words.to_owned()
    }
}

/// A sum with another part: the first with its sign, the others added or taken away.
fn joined(sum: &str, part: Amount, language: Language) -> String {
    let size = || Amount::new(part.value().abs(), part.currency()).in_language(language);
    match (sum.is_empty(), part.value().is_negative()) {
        (true, _) => part.in_language(language),
        (false, false) => format!("{sum} + {}", size()),
        (false, true) => format!("{sum} − {}", size()),
    }
}

impl Comparison {
    /// The comparison as a board reads it: who pays less, who pays more, where it breaks even, what is
    /// still open, for whom nothing changes.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = self.write(&mut text, language);
        text
    }

    fn write(&self, text: &mut String, language: Language) -> fmt::Result {
        for (label, side) in [
            (language.pick("Ennen", "Före", "Before"), &self.before),
            (language.pick("Jälkeen", "Efter", "After"), &self.after),
        ] {
            let title = side.policy.title().in_language(language);
            writeln!(text, "{label}: {title} ({})", side.year)?;
        }
        let step = Amount::new(self.rounding_step, self.currency).in_language(language);
        let step_name = if self.has_one_step {
            language.pick("pyöristysaskel", "avrundningssteget", "the rounding step")
        } else {
            language.pick(
                "karkein pyöristysaskel",
                "det grövsta avrundningssteget",
                "the coarsest rounding step",
            )
        };
        let note = language.pick(
            "Määrät on verrattu tarkkoina ennen pyöristystä",
            "Beloppen jämförs exakt före avrundning",
            "Amounts are compared exactly, before rounding",
        );
        let is = language.pick("on", "är", "is");
        if self.has_one_currency {
            writeln!(text, "{note}; {step_name} {is} {step}.")?;
        } else {
            writeln!(text, "{note}.")?;
        }
        let mut heading = None;
        for difference in &self.differences {
            if heading != Some(difference.change) {
                heading = Some(difference.change);
                writeln!(text, "\n{}", difference.change.in_language(language))?;
            }
            difference.write(text, language)?;
        }
        self.write_break_even(text, language)?;
        if !self.left_out.is_empty() {
            let heading =
                language.pick("Vertailun ulkopuolella", "Utanför jämförelsen", "Left out");
            writeln!(text, "\n{heading}")?;
        }
        for left_out in &self.left_out {
            writeln!(text, "- {}", left_out.in_language(language))?;
        }
        Ok(())
    }

    fn write_break_even(&self, text: &mut String, language: Language) -> fmt::Result {
        if self.break_even.is_empty() {
            return Ok(());
        }
        let heading = language.pick("Samansuuruiset kohdassa", "Lika stora vid", "Break-even");
        writeln!(text, "\n{heading}")?;
        for even in &self.break_even {
            let measure = even.measure.in_language(language);
            let value = even.value_in(language);
            match even.payers.are_everybody() {
                true => writeln!(text, "- {measure} {value}")?,
                false => {
                    let payers = even.payers.in_language(language);
                    writeln!(text, "- {payers}: {measure} {value}")?;
                }
            }
        }
        Ok(())
    }
}

impl BreakEven {
    /// The value for people, a date as one, a fraction with what it is about.
    #[must_use]
    pub fn value_in(&self, language: Language) -> String {
        match day::date_of(self.value).filter(|_| self.is_date) {
            Some(date) => oske_types::date_in(language, date),
            None => {
                let value = self.value.in_language(language);
                match rounded(self.value).filter(|_| self.value.decimals().is_none()) {
                    None => value,
                    Some(rounded) => {
                        let about = language.pick("noin", "cirka", "about");
                        format!("{value} ({about} {})", rounded.in_language(language))
                    }
                }
            }
        }
    }
}

/// A fraction to two decimals, for people.
fn rounded(value: Exact) -> Option<Exact> {
    let step = Exact::ratio(1, 100).ok()?;
    Rounding::new(step, RoundingMode::HalfUp)?.round(value).ok()
}

impl LeftOut {
    /// For people, as a sentence.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Size => language
                .pick(
                    "Kaikkia tapauksia ei käyty läpi: niitä on liikaa.",
                    "Alla fall gicks inte igenom: de är för många.",
                    "Not every case was gone through: there are too many.",
                )
                .to_owned(),
            Self::NotLinear => language
                .pick(
                    "Kaikkea ei ratkaistu: jokin ei ole paloittain lineaarinen.",
                    "Allt avgjordes inte: något är inte styckvis linjärt.",
                    "Not everything was decided: something is not piecewise linear.",
                )
                .to_owned(),
            Self::BetweenSteps(fact) => {
                let fact = fact.in_language(language);
                language.pick(
                    format!("Vain ne arvot on verrattu, jotka kumpikin tuntee: {fact}. Askeleet ovat eri pituiset."),
                    format!("Endast de värden jämfördes som båda känner: {fact}. Stegen är olika långa."),
                    format!("Only the values that both know were compared: {fact}. The steps differ."),
                )
            }
            Self::InLists(fact) => {
                let fact = fact.in_language(language);
                language.pick(
                    format!("Vain ne luettelot on verrattu, jotka kumpikin sallii: {fact}."),
                    format!("Endast de listor jämfördes som båda tillåter: {fact}."),
                    format!("Only the lists that both allow were compared: {fact}."),
                )
            }
            Self::NotGiven(fact) => {
                let fact = fact.in_language(language);
                language.pick(
                    format!("Maksajat, joista tietoa ei ole annettu: {fact}. Puuttuva tieto tarkoittaa näissä eri asiaa."),
                    format!("Betalare för vilka uppgiften inte är given: {fact}. En uppgift som saknas betyder olika saker i dem."),
                    format!("Payers of whom the fact is not given: {fact}. A fact that is missing means different things in them."),
                )
            }
        }
    }
}

/// As [`Comparison::to_text`], in English.
impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_text(Language::English))
    }
}

impl Difference {
    /// What the first policy says and what the second, in words: "€110.00", "€0.05 × population", why it is
    /// open. `None` where nothing changes and they say different things of different payers.
    #[must_use]
    pub fn sides_in(&self, language: Language) -> Option<(String, String)> {
        let (before, after) = (self.before.as_ref()?, self.after.as_ref()?);
        let first = self.groups.first().and_then(|group| group.shown.first());
        Some((
            said_in(language, before, first.map(|shown| &shown.before)),
            said_in(language, after, first.map(|shown| &shown.after)),
        ))
    }

    /// By how much it changes for a group of it, in words: "−€440.00", "−€440.00 … −€0.50"; `None` where
    /// that is not known.
    #[must_use]
    pub fn by_in(&self, language: Language, group: &Group) -> Option<String> {
        let currency = match (&self.before, &self.after) {
            (Some(Side::Owes { .. } | Side::Computed { .. }), Some(after)) => after.currency(),
            _ => None,
        };
        group.by(language, currency?)
    }

    fn write(&self, text: &mut String, language: Language) -> fmt::Result {
        let what = match self.sides_in(language) {
            Some((before, after)) if before == after => format!(": {before}"),
            Some((before, after)) => format!(": {before} → {after}"),
            None => String::new(),
        };
        for group in &self.groups {
            let payers = group.payers.in_language(language);
            match self.by_in(language, group) {
                Some(by) => writeln!(text, "- {payers}{what} ({by})")?,
                None => writeln!(text, "- {payers}{what}")?,
            }
            if self.change != Change::Same {
                self.write_shown(text, language, group)?;
            }
        }
        Ok(())
    }

    /// Payers with what they owe under both, where that is not said already.
    fn write_shown(&self, text: &mut String, language: Language, group: &Group) -> fmt::Result {
        let varies = |side: &Option<Side>| match side {
            Some(Side::Owes { rates, .. }) => !rates.is_empty(),
            Some(Side::Computed { .. } | Side::Ambiguous) => true,
            _ => false,
        };
        if !varies(&self.before) && !varies(&self.after) {
            return Ok(());
        }
        for shown in &group.shown {
            let Some(who) = shown.who(language, self.measures(group)) else {
                continue;
            };
            let before = outcome_in(language, &shown.before, self.before.as_ref());
            let after = outcome_in(language, &shown.after, self.after.as_ref());
            writeln!(text, "    {who}: {before} → {after}")?;
        }
        Ok(())
    }
}

impl Group {
    /// By how much: "−440.00 €", "from −440.00 € to −0.50 €".
    fn by(&self, language: Language, currency: Currency) -> Option<String> {
        let signed = |value: Exact| Amount::new(value, currency).signed_in(language);
        match (self.least, self.most) {
            (Some(least), Some(most)) if least == most => Some(signed(least)),
            (Some(least), Some(most)) => Some(format!("{} … {}", signed(least), signed(most))),
            (Some(end), None) | (None, Some(end)) => {
                let at_least = language.pick("vähintään", "minst", "at least");
                let nearer = (self.least.is_some()) == end.is_positive();
                nearer.then(|| format!("{at_least} {}", signed(end)))
            }
            (None, None) => None,
        }
    }
}

impl Difference {
    /// The measures that matter in a group: those that it is restricted in, and where it has borders that
    /// follow no axis, those that are paid by.
    fn measures<'d>(&'d self, group: &'d Group) -> Vec<&'d Label> {
        let stretches = group.payers.stretches().iter();
        let mut measures: Vec<&Label> = stretches.map(Stretch::measure).collect();
        if !group.payers.borders().is_empty() {
            for side in [&self.before, &self.after] {
                let Some(Side::Owes { rates, .. }) = side else {
                    continue;
                };
                for (measure, _) in rates {
                    if !measures.contains(&measure) {
                        measures.push(measure);
                    }
                }
            }
        }
        measures
    }
}

impl Shown {
    /// "population 4,999", of some measures.
    fn who(&self, language: Language, measures: Vec<&Label>) -> Option<String> {
        let values = measures.into_iter().filter_map(|measure| {
            let label = measure.in_language(language);
            let name = measure.name();
            let value = match self.payer.measure(name) {
                Some(value) => value.in_language(language),
                None => {
                    let text = self.payer.attribute(name)?;
                    let date = oske_types::parse_date(text);
                    date.map_or(text.to_owned(), |date| oske_types::date_in(language, date))
                }
            };
            Some(format!("{label} {value}"))
        });
        let values: Vec<String> = values.collect();
        (!values.is_empty()).then(|| values.join(", "))
    }
}

/// What a policy says; where that is open, why it is for one of the payers.
fn said_in(language: Language, side: &Side, outcome: Option<&Outcome>) -> String {
    match (side, outcome) {
        (Side::Undetermined | Side::NoResult, Some(outcome)) => {
            outcome_in(language, outcome, Some(side))
        }
        _ => side.in_language(language),
    }
}

/// What a payer owes, or why that is open.
fn outcome_in(language: Language, outcome: &Outcome, side: Option<&Side>) -> String {
    match outcome {
        Outcome::Assessed(amount) => amount.in_language(language),
        Outcome::Ambiguous { candidates, .. } => {
            let candidates = candidates.iter().map(|money| money.in_language(language));
            let candidates: Vec<String> = candidates.collect();
            let or = language.pick(" tai ", " eller ", " or ");
            candidates.join(or)
        }
        open => match (side, open.reasons().first()) {
            (Some(Side::NotCovered | Side::NotDeclared), _) | (_, None) => {
                side.map_or_else(String::new, |side| side.in_language(language))
            }
            (_, Some(reason)) => reason.in_language(language),
        },
    }
}
