//! An [`Explanation`] as text for people, in Finnish, Swedish and English.

use oske_types::{Amount, Exact, Language, Rounding, RoundingMode, Validity, date_in};

use crate::assessment::Reason;
use crate::assessment::{Label, Outcome};
use crate::explain::{ExplainedLine, Explanation, LineBasis, Step, TableRow};
use crate::interval::{Lower, Upper};

impl Explanation {
    /// The explanation as plain text: the outcome, then each line with its rule, its figures and
    /// their sources, each operation and the rounding.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut text = Lines {
            language,
            lines: Vec::new(),
        };
        text.header(self);
        for (index, reading) in self.readings.iter().enumerate() {
            if self.readings.len() > 1 {
                let number = index.saturating_add(1);
                let reading_word = language.pick("Tulkinta", "Tolkning", "Reading");
                let total = reading.total.in_language(language);
                text.push(0, format!("{reading_word} {number}: {total}"));
            }
            for line in &reading.lines {
                text.line(self, line);
            }
        }
        text.lines.join("\n")
    }
}

impl Explanation {
    /// Why, on one line: the rule and the figure that decides, or what is open.
    ///
    /// ```text
    /// municipalities in two tiers: population 5,644 (more than 5,000)
    /// counties by population: 0.05 × 70,521
    /// counties by population: the rate per inhabitant of a county is not known
    /// ```
    #[must_use]
    pub fn to_line(&self, language: Language) -> String {
        let reasons: Vec<String> = self
            .reasons()
            .iter()
            .map(|reason| reason.in_language(language))
            .collect();
        if !reasons.is_empty() {
            return reasons.join("; ");
        }
        let lines = self
            .readings
            .first()
            .map_or(&[][..], |reading| &reading.lines);
        let parts: Vec<String> = lines
            .iter()
            .map(|line| {
                let rule = line.rule.in_language(language);
                match &line.basis {
                    LineBasis::Exempt(reason) => {
                        format!("{rule}: {}", reason.in_language(language))
                    }
                    LineBasis::Formula { derivation, .. } => match figure(language, derivation) {
                        Some(figure) => format!("{rule}: {figure}"),
                        None => rule.to_owned(),
                    },
                }
            })
            .collect();
        parts.join("; ")
    }
}

/// The figure that decides: the value looked up with its row, or the operation with its numbers.
fn figure(language: Language, step: &Step) -> Option<String> {
    match step {
        Step::Number { .. } | Step::Fact { .. } | Step::Parameter { .. } | Step::Open { .. } => {
            None
        }
        Step::Lookup { row, of, .. } => {
            let argument = of.first()?;
            let bounds = bounds_in(language, row);
            let value = known(language, argument);
            Some(match argument {
                Step::Fact { fact, .. } => {
                    format!("{} {value} ({bounds})", fact.in_language(language))
                }
                _ => format!("{value} ({bounds})"),
            })
        }
        Step::Negate { of, .. } => Some(format!("−({})", figure(language, of.first()?)?)),
        Step::Calculate { operator, of, .. } => {
            let sides: Vec<String> = of.iter().map(|side| known(language, side)).collect();
            Some(sides.join(&format!(" {} ", operator.sign())))
        }
    }
}

/// The result of a step, or `?` where it is open.
fn known(language: Language, step: &Step) -> String {
    let value = step.value();
    value.map_or_else(|| "?".to_owned(), |value| value.in_language(language))
}

/// Text that grows line by line.
struct Lines {
    language: Language,
    lines: Vec<String>,
}

impl Lines {
    fn push(&mut self, indent: usize, text: impl AsRef<str>) {
        self.lines
            .push(format!("{}{}", "  ".repeat(indent), text.as_ref()));
    }

    fn say(&self, fi: &'static str, sv: &'static str, en: &'static str) -> &'static str {
        self.language.pick(fi, sv, en)
    }

    fn header(&mut self, explanation: &Explanation) {
        let language = self.language;
        let year = explanation.year;
        let result = match &explanation.outcome {
            Outcome::Assessed(amount) => amount.in_language(language),
            Outcome::NotCovered(_) => self
                .say(
                    "maksuperuste ei kata maksajaa",
                    "avgiftsgrunden omfattar inte betalaren",
                    "not covered",
                )
                .to_owned(),
            Outcome::Undetermined(_) => self
                .say(
                    "maksua ei voi vielä määrittää",
                    "kan inte fastställas ännu",
                    "cannot be determined yet",
                )
                .to_owned(),
            Outcome::Invalid(_) => self
                .say(
                    "tiedot eivät kelpaa",
                    "uppgifterna kan inte användas",
                    "the facts do not fit",
                )
                .to_owned(),
            Outcome::Ambiguous { candidates, .. } => {
                let amounts: Vec<String> = candidates
                    .iter()
                    .map(|money| money.in_language(language))
                    .collect();
                let or = self.say("tai", "eller", "or");
                amounts.join(&format!(" {or} "))
            }
        };
        let year_word = self.say("maksuvuosi", "avgiftsår", "dues year");
        self.push(
            0,
            format!("{}, {year_word} {year}: {result}", explanation.payer),
        );
        for reason in explanation.reasons() {
            self.push(1, format!("– {}", reason.in_language(language)));
        }
        let policy = &explanation.policy;
        let status = match policy.status.as_str() {
            "proposed" => self.say("ehdotus", "förslag", "proposed"),
            "in-force" => self.say("voimassa", "i kraft", "in force"),
            _ => self.say("korvattu", "ersatt", "superseded"),
        };
        let policy_word = self.say("Maksuperuste", "Avgiftsgrund", "Policy");
        let title = policy.title.in_language(language);
        let hash = policy.content_hash.get(..12).unwrap_or_default();
        self.push(
            0,
            format!(
                "{policy_word}: {title} ({}, {status}, sha256 {hash}…)",
                policy.id
            ),
        );
        if let Some(decision) = &policy.decision {
            let by = decision
                .by
                .as_ref()
                .map_or("?", |by| by.in_language(language));
            let on = match decision.on {
                Some(on) => date_in(language, on),
                None if policy.status == "proposed" => self
                    .say("ei vielä päätetty", "inte beslutat ännu", "not decided yet")
                    .to_owned(),
                None => self
                    .say("päivä ei tiedossa", "dagen okänd", "on an unknown day")
                    .to_owned(),
            };
            let rule = decision
                .rule
                .as_ref()
                .map_or_else(String::new, |rule| format!(", {rule}"));
            let decision_word = self.say("Päätös", "Beslut", "Decision");
            self.push(0, format!("{decision_word}: {by}, {on}{rule}"));
        }
        if !policy.legal_basis.is_empty() {
            let basis_word = self.say("Oikeusperusta", "Rättslig grund", "Legal basis");
            self.push(
                0,
                format!("{basis_word}: {}", policy.legal_basis.join("; ")),
            );
        }
    }

    fn line(&mut self, explanation: &Explanation, line: &ExplainedLine) {
        let language = self.language;
        let rule_word = self.say("sääntö", "regel", "rule");
        let amount = match line.figures {
            Some((_, amount)) => amount.in_language(language),
            None => self.say("avoin", "öppen", "open").to_owned(),
        };
        self.push(
            0,
            format!(
                "{}: {amount} ({rule_word}: {})",
                line.line.in_language(language),
                line.rule.in_language(language)
            ),
        );
        if !line.because.is_empty() {
            let (because, is) = (
                self.say("koska", "eftersom", "because"),
                self.say("on", "är", "is"),
            );
            let parts: Vec<String> = line
                .because
                .iter()
                .map(|(attribute, value)| {
                    let attribute = attribute.in_language(language);
                    format!("{attribute} {is} {}", value.in_language(language))
                })
                .collect();
            let and = self.say(" ja ", " och ", " and ");
            self.push(1, format!("{because} {}", parts.join(and)));
        }
        if let Some(note) = &line.note {
            self.push(1, note.in_language(language));
        }
        match &line.basis {
            LineBasis::Exempt(reason) => {
                let exempt = self.say("vapautettu", "befriad", "exempt");
                self.push(1, format!("{exempt}: {}", reason.in_language(language)));
            }
            LineBasis::Formula { text, derivation } => {
                let formula_word = self.say("laskukaava", "formel", "formula");
                self.push(1, format!("{formula_word}: {text}"));
                let mut number = 0;
                self.step(derivation, &mut number);
                self.rounding(explanation, line);
            }
        }
    }

    fn rounding(&mut self, explanation: &Explanation, line: &ExplainedLine) {
        let language = self.language;
        let Some((unrounded, amount)) = line.figures else {
            return;
        };
        let rounding = rounding_in(language, explanation.rounding);
        let rounded = self.say("pyöristetty", "avrundat", "rounded");
        let from = unrounded.in_language(language);
        let to = amount.in_language(language);
        self.push(1, format!("{rounded} ({rounding}): {from} → {to}"));
    }

    /// Writes a step behind those it rests on, and gives the name by which others mention it.
    fn step(&mut self, step: &Step, number: &mut usize) -> String {
        let language = self.language;
        match step {
            Step::Number { text, .. } => text.clone(),
            Step::Fact {
                fact,
                value,
                unit,
                date,
                source,
            } => {
                let mut origin: Vec<String> = date
                    .map(|date| date_in(language, date))
                    .into_iter()
                    .collect();
                origin.extend(source.clone());
                let name = fact.in_language(language).to_owned();
                let value = quantity(language, *value, unit);
                self.numbered(number, &format!("{name} = {value}"), &origin);
                name
            }
            Step::Parameter {
                parameter,
                value,
                unit,
                valid,
                note,
            } => {
                let mut origin = Vec::new();
                origin.extend(period_in(language, *valid));
                origin.extend(
                    note.as_ref()
                        .map(|note| note.in_language(language).to_owned()),
                );
                let name = parameter.in_language(language).to_owned();
                let value = quantity(language, *value, unit);
                self.numbered(number, &format!("{name} = {value}"), &origin);
                name
            }
            Step::Lookup {
                table,
                row,
                of,
                unit,
                value,
            } => {
                for argument in of {
                    self.step(argument, number);
                }
                let name = table.in_language(language).to_owned();
                let row_word = self.say("rivi", "rad", "row");
                let bounds = bounds_in(language, row);
                let printed = row.printed.as_ref().map_or_else(String::new, |printed| {
                    language.pick(
                        format!(", ”{printed}”"),
                        format!(", ”{printed}”"),
                        format!(", “{printed}”"),
                    )
                });
                let value = quantity(language, *value, unit);
                let text = format!(
                    "{name}, {row_word} {} ({bounds}{printed}) = {value}",
                    row.number
                );
                self.numbered(number, &text, &[]);
                name
            }
            Step::Open { reason, table, of } => {
                for part in of {
                    self.step(part, number);
                }
                if let (Some(table), true) = (table, of.iter().any(|part| part.value().is_none())) {
                    // The measure that it is looked up by has said why.
                    return table.in_language(language).to_owned();
                }
                let note = match reason {
                    Reason::UnknownParameter { note, .. } => note
                        .as_ref()
                        .map(|note| note.in_language(language).to_owned()),
                    _ => None,
                };
                let origin: Vec<String> = note.into_iter().collect();
                self.numbered(number, &reason.in_language(language), &origin);
                format!("({number})")
            }
            Step::Negate { of, .. } => {
                let inner: Vec<String> = of.iter().map(|step| self.step(step, number)).collect();
                let value = known(language, step);
                self.numbered(number, &format!("−{} = {value}", inner.join(" ")), &[]);
                format!("({number})")
            }
            Step::Calculate { operator, of, .. } => {
                let names: Vec<String> = of.iter().map(|step| self.step(step, number)).collect();
                let sign = format!(" {} ", operator.sign());
                let figures: Vec<String> = of.iter().map(|side| known(language, side)).collect();
                let text = format!(
                    "{} = {} = {}",
                    names.join(&sign),
                    figures.join(&sign),
                    known(language, step)
                );
                self.numbered(number, &text, &[]);
                format!("({number})")
            }
        }
    }

    fn numbered(&mut self, number: &mut usize, text: &str, origin: &[String]) {
        *number = number.saturating_add(1);
        let origin = if origin.is_empty() {
            String::new()
        } else {
            format!(" [{}]", origin.join("; "))
        };
        self.push(1, format!("({number}) {text}{origin}"));
    }
}

/// A period in words, `None` where it has always held and has no end.
fn period_in(language: Language, valid: Validity) -> Option<String> {
    let from = valid.from().map(|date| date_in(language, date));
    let last = valid.last_day().map(|date| date_in(language, date));
    match (from, last) {
        (None, None) => None,
        (Some(from), Some(last)) => Some(format!("{from}–{last}")),
        (Some(from), None) => Some(language.pick(
            format!("{from} alkaen"),
            format!("från {from}"),
            format!("from {from}"),
        )),
        (None, Some(last)) => Some(language.pick(
            format!("{last} saakka"),
            format!("till {last}"),
            format!("until {last}"),
        )),
    }
}

/// A number with its unit: `4 999 asukasta`, `110,00 €`, `0,05 €/asukas`.
fn quantity(language: Language, value: Exact, unit: &Label) -> String {
    if let Ok(currency) = unit.name().parse() {
        return Amount::new(value, currency).in_language(language);
    }
    match unit.name() {
        "1" => value.in_language(language),
        _ => format!(
            "{}\u{a0}{}",
            value.in_language(language),
            unit.in_language(language)
        ),
    }
}

/// A rounding in words: "half-up, to 0.01".
pub(crate) fn rounding_in(language: Language, rounding: Rounding) -> String {
    let say = |fi, sv, en| language.pick(fi, sv, en);
    let mode = match rounding.mode() {
        RoundingMode::HalfUp => say("puolikas ylöspäin", "halva uppåt", "half-up"),
        RoundingMode::HalfEven => say("puolikas parilliseen", "halva till jämnt", "half-even"),
        RoundingMode::Up => say("poispäin nollasta", "bort från noll", "away from zero"),
        RoundingMode::Down => say("kohti nollaa", "mot noll", "towards zero"),
        RoundingMode::Ceiling => say("ylöspäin", "uppåt", "up"),
        RoundingMode::Floor => say("alaspäin", "nedåt", "down"),
    };
    let step = rounding.step().in_language(language);
    let to = say("tarkkuus", "i steg om", "to");
    format!("{mode}, {to} {step}")
}

/// The bounds of a row in the words of the tariff.
pub(crate) fn bounds_in(language: Language, row: &TableRow) -> String {
    let number = |value: Exact| value.in_language(language);
    let lower = row.lower.map(|lower| match lower {
        Lower::From(value) => format!(
            "{} {}",
            language.pick("vähintään", "minst", "at least"),
            number(value)
        ),
        Lower::Over(value) => format!(
            "{} {}",
            language.pick("yli", "över", "more than"),
            number(value)
        ),
    });
    let upper = row.upper.map(|upper| match upper {
        Upper::To(value) => format!(
            "{} {}",
            language.pick("enintään", "högst", "at most"),
            number(value)
        ),
        Upper::Under(value) => format!(
            "{} {}",
            language.pick("alle", "under", "less than"),
            number(value)
        ),
    });
    let bounds: Vec<String> = lower.into_iter().chain(upper).collect();
    if bounds.is_empty() {
        return language.pick("kaikki", "alla", "all").to_owned();
    }
    bounds.join(language.pick(", ", ", ", ", "))
}
