//! An [`Explanation`] for people, in Finnish, Swedish and English.

mod condition;
mod page;
mod step;
mod sum;
mod words;

use chrono::NaiveDate;
use oske_statute::{Catalogue, Reference};
use oske_types::{Language, date_in};

use self::condition::clause;
use self::page::{Entry, Linked, Page};
use self::step::Steps;
use self::words::figure;
pub(crate) use self::words::{bounds_in, quantity as quantity_in, quoted, rounding_in};
use crate::assessment::{Label, Outcome, Reason};
use crate::explain::{
    ExplainedLine, ExplainedReading, Explanation, LineBasis, Operation, PolicyReference, Step,
};
use crate::policy::{Extreme, rule_in_language};

impl Explanation {
    /// The explanation as plain text: the outcome, then each line with its rule, its figures and
    /// their sources, each operation and the rounding.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        self.page(language).to_text()
    }

    /// The same as Markdown: headings, lists, the steps numbered, and each provision that the policy rests
    /// on as a link to its publisher's page in the language, where such an address is known.
    #[must_use]
    pub fn to_markdown(&self, language: Language) -> String {
        self.page(language).to_markdown()
    }

    /// Why, on one line: the rule and the figure that decides, or what is open.
    ///
    /// ```text
    /// municipalities in two tiers: population 5,644 (more than 5,000)
    /// counties by population: 0.05 × 70,521
    /// counties by population: the rate per inhabitant of a county is not known
    /// ```
    #[must_use]
    pub fn to_line(&self, language: Language) -> String {
        let reasons = self.reasons().iter();
        let reasons: Vec<String> = reasons.map(|reason| reason.in_language(language)).collect();
        if !reasons.is_empty() {
            return reasons.join("; ");
        }
        let reading = self.readings.first();
        let lines = reading.map_or(&[][..], |reading| &reading.lines).iter();
        let parts = lines.map(|line| {
            let rule = line.rule.in_language(language);
            match &line.basis {
                LineBasis::Exempt(reason) => {
                    format!("{rule}: {}", reason.in_language(language))
                }
                LineBasis::Formula { derivation, .. } => match deciding(language, derivation) {
                    Some(figure) => format!("{rule}: {figure}"),
                    None => rule.to_owned(),
                },
            }
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    /// Why each of the [`lines`](Self::lines) is what it is, a text for each, which can be done again with a pocket
    /// calculator: the rule, then the calculation with its values, their units and days, its result and the rounding.
    ///
    /// ```text
    /// municipalities by population: 0.0511 €/inhabitant × 5,644 inhabitants (31 December 2025) = €288.4084, rounded €288.41
    /// municipalities in two tiers: €550.00 (population 5,644 inhabitants, 31 December 2025; at least 5,000)
    /// foundations: no due is taken of foundations
    /// ```
    #[must_use]
    pub fn to_lines(&self, language: Language) -> Vec<String> {
        let certain = self.lines();
        let lines = self.readings.first();
        let lines = lines.map_or(&[][..], |reading| &reading.lines).iter();
        let lines = lines.filter(|line| {
            let amount = line.line_amount();
            amount.is_some_and(|amount| certain.contains(&amount))
        });
        let lines = lines.map(|line| line.sum_in(language));
        lines.collect()
    }

    fn page(&self, language: Language) -> Page {
        let mut page = Page::default();
        self.write_header(language, &mut page);
        let several = self.readings.len() > 1;
        for (index, reading) in self.readings.iter().enumerate() {
            if several {
                let word = language.pick("Tulkinta", "Tolkning", "Reading");
                let number = index.saturating_add(1);
                let total = reading.total.in_language(language);
                page.push(Entry::Reading(format!("{word} {number}: {total}")));
            }
            for line in &reading.lines {
                line.write(language, &mut page);
            }
            reading.write_total(language, &mut page);
        }
        page
    }

    fn write_header(&self, language: Language, page: &mut Page) {
        let say = |fi, sv, en| language.pick(fi, sv, en);
        let result = match &self.outcome {
            Outcome::Assessed(amount) => amount.in_language(language),
            Outcome::NotCovered(_) => say(
                "maksuperuste ei kata maksajaa",
                "avgiftsgrunden omfattar inte betalaren",
                "not covered",
            )
            .to_owned(),
            Outcome::Undetermined(_) => say(
                "maksua ei voi vielä määrittää",
                "kan inte fastställas ännu",
                "cannot be determined yet",
            )
            .to_owned(),
            Outcome::Invalid(_) if self.reasons().iter().all(is_unfit) => say(
                "tiedot eivät kelpaa",
                "uppgifterna kan inte användas",
                "the facts do not fit",
            )
            .to_owned(),
            Outcome::Invalid(_) => say(
                "maksua ei voi laskea",
                "kan inte räknas ut",
                "cannot be computed",
            )
            .to_owned(),
            Outcome::Ambiguous { candidates, .. } => {
                let amounts = candidates.iter().map(|money| money.in_language(language));
                let or = say("tai", "eller", "or");
                amounts.collect::<Vec<_>>().join(&format!(" {or} "))
            }
        };
        let year_word = say("maksuvuosi", "avgiftsår", "dues year");
        let (payer, year) = (&self.payer, self.year);
        page.push(Entry::Title(format!(
            "{payer}, {year_word} {year}: {result}"
        )));
        for reason in self.reasons() {
            page.push(Entry::Reason(reason.in_language(language)));
        }
        if !self.complete {
            let more = say(
                "tulkintoja on enemmän kuin tässä",
                "det finns fler tolkningar än dessa",
                "there are more readings than these",
            );
            page.push(Entry::Reason(more.to_owned()));
        }
        self.policy.write(language, page);
    }
}

fn is_unfit(reason: &Reason) -> bool {
    matches!(reason, Reason::InvalidFact { .. })
}

impl PolicyReference {
    fn write(&self, language: Language, page: &mut Page) {
        let say = |fi, sv, en| language.pick(fi, sv, en);
        let status = match self.status.as_str() {
            "proposed" => say("ehdotus", "förslag", "proposed"),
            "in-force" => say("voimassa", "i kraft", "in force"),
            _ => say("korvattu", "ersatt", "superseded"),
        };
        let policy_word = say("Maksuperuste", "Avgiftsgrund", "Policy");
        let title = self.title.in_language(language);
        let (id, hash) = (&self.id, self.content_hash.get(..12).unwrap_or_default());
        let text = format!("{policy_word}: {title} ({id}, {status}, sha256 {hash}…)");
        page.push(Entry::Head(text));
        if let Some(decision) = &self.decision {
            let by = decision.by.as_ref();
            let by = by.map_or("?", |by| by.in_language(language));
            let on = match decision.on {
                Some(on) => date_in(language, on),
                None if self.status == "proposed" => {
                    say("ei vielä päätetty", "inte beslutat ännu", "not decided yet").to_owned()
                }
                None => say("päivä ei tiedossa", "dagen okänd", "on an unknown day").to_owned(),
            };
            let rule = decision.rule.as_ref();
            let rule = rule.map_or_else(String::new, |rule| {
                format!("; {}", rule_in_language(rule, language))
            });
            let decision_word = say("Päätös", "Beslut", "Decision");
            page.push(Entry::Head(format!("{decision_word}: {by}, {on}{rule}")));
        }
        if !self.legal_basis.is_empty() {
            let basis_word = say("Oikeusperusta", "Rättslig grund", "Legal basis");
            // A short name means the act that bore it when the dues were decided.
            let on = self.decision.as_ref().and_then(|decision| decision.on);
            let citations = self.legal_basis.iter().map(|citation| Linked {
                text: citation.clone(),
                address: page_of(citation, on, language),
            });
            page.push(Entry::Sources {
                label: basis_word.to_owned(),
                sources: citations.collect(),
            });
        }
    }
}

/// The publisher's page of a citation in the reader's language; of law that is not read, and of other
/// countries, there is none.
fn page_of(citation: &str, on: Option<NaiveDate>, language: Language) -> Option<String> {
    let reference = Reference::parse(citation).ok()?;
    Catalogue::embedded().resolve(&reference, on).page(language)
}

impl ExplainedReading {
    /// The sum, where there are several lines to be added.
    fn write_total(&self, language: Language, page: &mut Page) {
        let amounts = self.lines.iter().filter_map(|line| Some(line.figures?.1));
        let amounts: Vec<String> = amounts.map(|amount| amount.in_language(language)).collect();
        if amounts.len() < 2 || amounts.len() < self.lines.len() {
            return;
        }
        let word = language.pick("Yhteensä", "Sammanlagt", "Total");
        let total = self.total.in_language(language);
        let text = format!("{word}: {} = {total}", amounts.join(" + "));
        page.push(Entry::Total(text));
    }
}

impl ExplainedLine {
    fn write(&self, language: Language, page: &mut Page) {
        let say = |fi, sv, en| language.pick(fi, sv, en);
        let amount = match self.figures {
            Some((_, amount)) => amount.in_language(language),
            None => say("avoin", "öppen", "open").to_owned(),
        };
        let rule_word = say("sääntö", "regel", "rule");
        let (line, rule) = (self.line.line_in(language), self.rule.in_language(language));
        page.push(Entry::Line(format!(
            "{line}: {amount} ({rule_word}: {rule})"
        )));
        if let Some((_, condition)) = &self.when {
            let because = say("koska", "eftersom", "because");
            let clause = clause(language, condition);
            page.push(Entry::Detail(format!("{because} {clause}")));
        }
        if let Some(note) = &self.note {
            page.push(Entry::Detail(note.in_language(language).to_owned()));
        }
        match &self.basis {
            LineBasis::Exempt(reason) => {
                let exempt = say("vapautettu", "befriad", "exempt");
                let reason = reason.in_language(language);
                page.push(Entry::Detail(format!("{exempt}: {reason}")));
            }
            LineBasis::Formula { text, .. } => {
                let label = say("laskukaava", "formel", "formula").to_owned();
                let formula = text.to_string();
                page.push(Entry::Formula { label, formula });
            }
        }
        let mut steps = Steps::new(language, page);
        if let Some((_, condition)) = &self.when {
            steps.evidence(condition);
        }
        if let LineBasis::Formula { derivation, .. } = &self.basis {
            steps.step(derivation);
            if let Some((unrounded, amount)) = self.figures {
                let rounding = rounding_in(language, self.rounding);
                let rounded = say("pyöristetty", "avrundat", "rounded");
                let unit = Label::new(amount.currency().code(), None);
                let from = words::quantity(language, unrounded, &unit);
                let to = amount.in_language(language);
                page.push(Entry::Detail(format!(
                    "{rounded} ({rounding}): {from} → {to}"
                )));
            }
        }
    }
}

/// The figure that decides: the value looked up with its row, or the operation with its numbers.
fn deciding(language: Language, step: &Step) -> Option<String> {
    let below = || deciding(language, step.of.first()?);
    match &step.operation {
        Operation::Lookup { row, .. } | Operation::Class { row, .. } => {
            let arguments = step
                .of
                .iter()
                .map(|part| condition::operand(language, part));
            let arguments: Vec<String> = arguments.collect();
            Some(format!(
                "{} ({})",
                arguments.join(", "),
                bounds_in(language, row)
            ))
        }
        Operation::Slices { key, .. } => Some(condition::operand(language, step.of.get(*key)?)),
        Operation::Negate => Some(format!("−({})", below()?)),
        Operation::Calculate(operator) => {
            let sides = step.of.iter().map(|side| figure(language, side));
            Some(
                sides
                    .collect::<Vec<_>>()
                    .join(&format!(" {} ", operator.sign())),
            )
        }
        Operation::Choose { .. } => {
            let because = clause(language, step.of.first()?);
            Some(
                match step.of.get(1).and_then(|chosen| deciding(language, chosen)) {
                    Some(chosen) => format!("{chosen} ({because})"),
                    None => because,
                },
            )
        }
        Operation::Extreme(Extreme::AtLeast | Extreme::AtMost) => {
            let bounded = step.of.first()?;
            let inner = below().unwrap_or(figure(language, bounded));
            // A bound that changes nothing does not decide.
            if bounded.value.is_some() && bounded.value == step.value {
                return Some(inner);
            }
            let words = words::extreme_in(language, step);
            Some(format!("{inner}, {words}"))
        }
        Operation::Sum { .. } => {
            let parts = step.of.iter().map(|part| figure(language, part));
            let parts: Vec<String> = parts.collect();
            (!parts.is_empty()).then(|| parts.join(" + "))
        }
        Operation::Named { .. } | Operation::Round { .. } | Operation::Unclear { .. } => below(),
        _ => None,
    }
}
