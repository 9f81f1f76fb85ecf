//! [`Finding`]: what the proof says of a policy, with a payer that shows it.

use std::fmt;
use std::sync::Arc;

use oske_types::{DuesYear, Exact, Language, Text};

use crate::assessment::Label;
use crate::diagnostic::Place;
use crate::document::Value;
use crate::facts::Facts;
use crate::interval::Interval;
use crate::render::rounding_in;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "three degrees, by definition")]
pub enum Severity {
    /// Somebody for whom the policy is meant has no amount, or may have two.
    Error,
    /// Something is not known yet, or not used.
    Warning,
    /// Something that a reader should know.
    Note,
}

impl Severity {
    /// The word in documents: `error`, `warning`, `note`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Something that the proof has found in a policy: a gap, two amounts, an unknown rate
/// (*havainto*, *iakttagelse*).
///
/// A finding, of whatever severity, does not keep a policy from being assessed: a proposal with a gap
/// can be shown to a board. It says for whom it holds ([`Finding::attributes`], [`Finding::measures`])
/// and names a payer that shows it ([`Finding::witness`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub(crate) subject: Subject,
    pub(crate) severity: Severity,
    pub(crate) path: String,
    pub(crate) file: Option<Arc<str>>,
    pub(crate) place: Option<Place>,
    pub(crate) year: DuesYear,
    pub(crate) attributes: Vec<(Label, Vec<Label>)>,
    pub(crate) measures: Vec<(Label, Interval)>,
    pub(crate) witness: Option<Facts>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    Gap {
        table: Label,
        rule: Label,
    },
    Overlap {
        table: Label,
        /// The first few of them.
        rows: Vec<usize>,
        more_rows: usize,
        /// The first few that differ.
        amounts: Vec<Option<Exact>>,
        more_amounts: usize,
        unit: String,
        differs: bool,
    },
    NoRule,
    SeveralRules {
        line: Label,
        rules: Vec<Label>,
        /// Amounts that differ for the witness; none where no payer was found for whom they do.
        candidates: Vec<oske_types::Money>,
        /// Whether the rules are known to give the same to everybody.
        same: bool,
    },
    UnknownParameter {
        parameter: Label,
        note: Option<Text>,
    },
    StaleParameter {
        parameter: Label,
        year: DuesYear,
    },
    UnknownRow {
        table: Label,
        row: usize,
    },
    DeadRow {
        table: Label,
        row: usize,
    },
    DeadRule {
        rule: Label,
    },
    Unused {
        what: Label,
    },
    MeasureWithoutStep {
        measure: Label,
    },
    MeasureWithoutBound {
        measure: Label,
        least: bool,
        most: bool,
    },
    RoundingNotStated {
        rounding: oske_types::Rounding,
    },
    NotDecided,
    Undecided {
        cells: usize,
        most: usize,
    },
    UndecidedYears {
        last: DuesYear,
        most: usize,
    },
}

impl Finding {
    /// A stable code: `gap`, `overlap`, `unknown-parameter`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match &self.subject {
            Subject::Gap { .. } => "gap",
            Subject::Overlap { .. } => "overlap",
            Subject::NoRule => "no-rule",
            Subject::SeveralRules { .. } => "several-rules",
            Subject::UnknownParameter { .. } => "unknown-parameter",
            Subject::StaleParameter { .. } => "stale-parameter",
            Subject::UnknownRow { .. } => "unknown-row",
            Subject::DeadRow { .. } => "dead-row",
            Subject::DeadRule { .. } => "dead-rule",
            Subject::Unused { .. } => "unused",
            Subject::MeasureWithoutStep { .. } => "measure-without-step",
            Subject::MeasureWithoutBound { .. } => "measure-without-bound",
            Subject::RoundingNotStated { .. } => "rounding-not-stated",
            Subject::NotDecided => "not-decided",
            Subject::Undecided { .. } | Subject::UndecidedYears { .. } => "undecided",
        }
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The keys that lead to the place: `table.municipal_fee.rows.2`.
    #[must_use]
    pub fn document_path(&self) -> &str {
        &self.path
    }

    /// The file's name, as it was given; `None` for a policy that a program built.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The place in the file, for a policy that was read from text.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// The first dues year in which it holds.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.year
    }

    /// For whom it holds, by attribute: the values that payers concerned have. An attribute that
    /// does not matter is left out.
    #[must_use]
    pub fn attributes(&self) -> &[(Label, Vec<Label>)] {
        &self.attributes
    }

    /// The stretches of measures on which it holds, all at once. A measure that does not matter is
    /// left out.
    #[must_use]
    pub fn measures(&self) -> &[(Label, Interval)] {
        &self.measures
    }

    /// A payer that shows it.
    #[must_use]
    pub fn witness(&self) -> Option<&Facts> {
        self.witness.as_ref()
    }

    /// What was found, in one clause.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        let (measure, stretch) = self.measures.first().map_or_else(
            || ("", String::new()),
            |(measure, interval)| {
                (
                    measure.in_language(language),
                    interval.in_language(language),
                )
            },
        );
        match &self.subject {
            Subject::Gap { table, .. } => {
                let payers = self.payers(language);
                let table = table.in_language(language);
                say(
                    format!(
                        "ei maksua, kun {measure} on {stretch} ({payers}): mikään taulukon ”{table}” rivi ei päde"
                    ),
                    format!(
                        "ingen avgift vid {measure} {stretch} ({payers}): ingen rad i tabellen ”{table}” gäller"
                    ),
                    format!(
                        "no amount where {measure} is {stretch} ({payers}): no row of the table “{table}” holds"
                    ),
                )
            }
            Subject::Overlap {
                table,
                rows,
                more_rows,
                amounts,
                more_amounts,
                unit,
                differs,
            } => {
                let table = table.in_language(language);
                let rows = rows.iter().map(ToString::to_string);
                let rows: Vec<String> = rows.chain(more(language, *more_rows)).collect();
                let rows = joined(language, &rows);
                let unknown = language.pick("tuntematon", "okänt", "unknown");
                let amounts = amounts.iter().map(|amount| match amount {
                    Some(amount) => format!("{}\u{a0}{unit}", amount.in_language(language)),
                    None => unknown.to_owned(),
                });
                let amounts: Vec<String> = amounts.chain(more(language, *more_amounts)).collect();
                let amounts = amounts.join(" / ");
                if *differs {
                    say(
                        format!(
                            "useita maksuja, kun {measure} on {stretch}: taulukon ”{table}” rivit {rows} antavat {amounts}"
                        ),
                        format!(
                            "flera avgifter vid {measure} {stretch}: raderna {rows} i tabellen ”{table}” ger {amounts}"
                        ),
                        format!(
                            "several amounts for {measure} {stretch}: rows {rows} of the table “{table}” give {amounts}"
                        ),
                    )
                } else {
                    say(
                        format!(
                            "taulukon ”{table}” rivit {rows} menevät päällekkäin, kun {measure} on {stretch}, mutta antavat saman ({amounts})"
                        ),
                        format!(
                            "raderna {rows} i tabellen ”{table}” överlappar varandra vid {measure} {stretch} men ger detsamma ({amounts})"
                        ),
                        format!(
                            "rows {rows} of the table “{table}” overlap for {measure} {stretch} but give the same ({amounts})"
                        ),
                    )
                }
            }
            Subject::NoRule => say(
                format!(
                    "mikään sääntö ei koske näitä maksajia: {}",
                    self.payers(language)
                ),
                format!(
                    "ingen regel gäller dessa betalare: {}",
                    self.payers(language)
                ),
                format!("no rule covers these payers: {}", self.payers(language)),
            ),
            Subject::SeveralRules {
                line,
                rules,
                candidates,
                same,
            } => {
                let payers = self.payers(language);
                let line = line.in_language(language);
                let rules: Vec<&str> = rules.iter().map(Label::name).collect();
                let rules = rules.join(", ");
                let amounts: Vec<String> = candidates
                    .iter()
                    .map(|money| money.in_language(language))
                    .collect();
                let amounts = if *same {
                    language
                        .pick(
                            "; ne antavat saman",
                            "; de ger detsamma",
                            "; they give the same",
                        )
                        .to_owned()
                } else if amounts.is_empty() {
                    language
                        .pick(
                            "; mikään ei osoita, että ne antaisivat saman",
                            "; inget visar att de ger detsamma",
                            "; nothing shows that they give the same",
                        )
                        .to_owned()
                } else {
                    format!(" ({})", amounts.join(" / "))
                };
                say(
                    format!(
                        "maksulajissa ”{line}” useampi sääntö koskee samaa maksajaa ({payers}): {rules}{amounts}"
                    ),
                    format!(
                        "i posten ”{line}” gäller flera regler samma betalare ({payers}): {rules}{amounts}"
                    ),
                    format!(
                        "in the line “{line}” several rules are for the same payer ({payers}): {rules}{amounts}"
                    ),
                )
            }
            Subject::UnknownParameter { parameter, note } => {
                let parameter = parameter.in_language(language);
                let note = note.as_ref().map_or_else(String::new, |note| {
                    format!(" ({})", note.in_language(language))
                });
                say(
                    format!("{parameter} ei ole tiedossa{note}"),
                    format!("{parameter}: värdet är inte känt{note}"),
                    format!("{parameter} is not known{note}"),
                )
            }
            Subject::StaleParameter { parameter, year } => {
                let parameter = parameter.in_language(language);
                say(
                    format!("{parameter}: ei arvoa maksuvuodelle {year}"),
                    format!("{parameter} saknar värde för avgiftsåret {year}"),
                    format!("{parameter} has no value for the dues year {year}"),
                )
            }
            Subject::UnknownRow { table, row } => {
                let table = table.in_language(language);
                say(
                    format!("taulukon ”{table}” rivin {row} arvo ei ole tiedossa"),
                    format!("värdet på rad {row} i tabellen ”{table}” är inte känt"),
                    format!("the value of row {row} of the table “{table}” is not known"),
                )
            }
            Subject::DeadRow { table, row } => {
                let table = table.in_language(language);
                say(
                    format!("taulukon ”{table}” rivi {row} ei voi koskaan päteä"),
                    format!("rad {row} i tabellen ”{table}” kan aldrig gälla"),
                    format!("row {row} of the table “{table}” can never hold"),
                )
            }
            Subject::DeadRule { rule } => {
                let rule = rule.name();
                say(
                    format!(
                        "sääntö `{rule}` ei ole voimassa minkään maksuvuoden ensimmäisenä päivänä, joten sitä ei koskaan sovelleta"
                    ),
                    format!(
                        "regeln `{rule}` gäller inte den första dagen av något avgiftsår och tillämpas därför aldrig"
                    ),
                    format!(
                        "the rule `{rule}` is in force on the first day of no dues year, so that it never applies"
                    ),
                )
            }
            Subject::Unused { what } => {
                let name = what.name();
                say(
                    format!("`{name}` on määritelty, mutta mikään sääntö ei käytä sitä"),
                    format!("`{name}` har angetts, men ingen regel använder det"),
                    format!("`{name}` is declared but no rule uses it"),
                )
            }
            Subject::MeasureWithoutStep { measure } => {
                let measure = measure.in_language(language);
                say(
                    format!(
                        "mittarilla ”{measure}” ei ole askelta, joten jokainen aukko rivien välissä on todellinen"
                    ),
                    format!(
                        "måttet ”{measure}” saknar steg, så varje lucka mellan rader är verklig"
                    ),
                    format!(
                        "the measure “{measure}” has no step, so that every hole between rows is a real one"
                    ),
                )
            }
            Subject::MeasureWithoutBound {
                measure,
                least,
                most,
            } => {
                let measure = measure.in_language(language);
                let (fi, sv, en) = match (least, most) {
                    (false, false) => (
                        "ala- eikä ylärajaa, joten asteikko on avoin kummastakin päästä",
                        "både nedre och övre gräns, så skalan är öppen i båda ändarna",
                        "neither a lower nor an upper bound, so that its scale is open at both ends",
                    ),
                    (false, true) => (
                        "alarajaa, joten asteikko on siitä päästä avoin",
                        "nedre gräns, så skalan är öppen i den änden",
                        "no lower bound, so that its scale is open at that end",
                    ),
                    (true, _) => (
                        "ylärajaa, joten asteikko on siitä päästä avoin",
                        "övre gräns, så skalan är öppen i den änden",
                        "no upper bound, so that its scale is open at that end",
                    ),
                };
                say(
                    format!("mittarilla ”{measure}” ei ole {fi}"),
                    format!("måttet ”{measure}” saknar {sv}"),
                    format!("the measure “{measure}” has {en}"),
                )
            }
            Subject::RoundingNotStated { rounding } => {
                let rounding = rounding_in(language, *rounding);
                say(
                    format!("pyöristystä ei ole määrätty (oletus: {rounding})"),
                    format!("avrundningen är inte angiven (förval: {rounding})"),
                    format!("the rounding is not stated: {rounding} is used"),
                )
            }
            Subject::NotDecided => language
                .pick(
                    "maksuperusteesta ei ole päätetty",
                    "avgiftsgrunden är inte beslutad",
                    "the policy has not been decided",
                )
                .to_owned(),
            Subject::Undecided { cells, most } => say(
                format!(
                    "ratkaisematta jäi, mitä maksajia säännöt koskevat ja onko ehdollisten sääntöjen taulukoissa aukkoja: {cells} ominaisuuksien yhdistelmää, enintään {most} tutkitaan"
                ),
                format!(
                    "det avgjordes inte vilka betalare reglerna gäller och om tabellerna för regler med villkor har luckor: {cells} kombinationer av egenskaper, högst {most} undersöks"
                ),
                format!(
                    "coverage by rules is undecided, and so are gaps of rules with a condition: {cells} combinations of attributes, at most {most} are looked at"
                ),
            ),
            Subject::UndecidedYears { last, most } => say(
                format!(
                    "maksuvuoden {last} jälkeisiä vuosia ei tutkittu: enintään {most} vuotta, joina jokin muuttuu, tutkitaan"
                ),
                format!(
                    "åren efter avgiftsåret {last} undersöktes inte: högst {most} år då något ändras undersöks"
                ),
                format!(
                    "the years after the dues year {last} are undecided: at most {most} years in which something changes are looked at"
                ),
            ),
        }
    }

    /// "municipality", "association or foundation, small", "every payer".
    fn payers(&self, language: Language) -> String {
        if self.attributes.is_empty() {
            return language
                .pick("jokainen maksaja", "varje betalare", "every payer")
                .to_owned();
        }
        let or = language.pick(" tai ", " eller ", " or ");
        let parts: Vec<String> = self
            .attributes
            .iter()
            .map(|(_, values)| {
                let words: Vec<&str> = values
                    .iter()
                    .map(|value| value.in_language(language))
                    .collect();
                words.join(or)
            })
            .collect();
        parts.join(", ")
    }

    /// How to mend it, where there is something to mend.
    #[must_use]
    pub fn help(&self, language: Language) -> Option<String> {
        let help = match &self.subject {
            Subject::Gap { .. } => language.pick(
                "päättävän elimen on sanottava, kumpaan viereiseen riviin kohta kuuluu, tai lisättävä rivi",
                "det beslutande organet måste säga vilken av raderna intill som gäller, eller lägga till en rad",
                "the deciding body must say which neighbouring row it belongs to, or add a row",
            ),
            Subject::Overlap { differs: true, .. } => language.pick(
                "päättävän elimen on sanottava, kumpi rivi pätee",
                "det beslutande organet måste säga vilken rad som gäller",
                "the deciding body must say which row holds",
            ),
            Subject::NoRule => language.pick(
                "lisää sääntö tai vapautus, jos heidän on tarkoitus olla jäseniä",
                "lägg till en regel eller en befrielse, om de ska kunna vara medlemmar",
                "add a rule or an exemption, if they are meant to be members",
            ),
            Subject::SeveralRules { .. } => language.pick(
                "rajaa sääntöjen ehdot erilleen tai siirrä toinen omaan maksulajiinsa",
                "skilj reglernas villkor åt eller flytta den ena till en egen post",
                "keep the rules' conditions apart, or give one a line of its own",
            ),
            Subject::UnknownParameter { .. } | Subject::UnknownRow { .. } => language.pick(
                "maksuja ei voi laskea ennen kuin arvo on annettu",
                "avgifterna kan inte räknas förrän värdet har angetts",
                "dues by it cannot be computed until the value is given",
            ),
            Subject::StaleParameter { .. } => language.pick(
                "anna arvo, joka on voimassa maksuvuoden ensimmäisenä päivänä",
                "ange ett värde som gäller avgiftsårets första dag",
                "give a value that holds on the first day of the dues year",
            ),
            Subject::DeadRow { .. } => language.pick(
                "rivi on mittarin rajojen ulkopuolella tai askelten välissä",
                "raden ligger utanför måttets gränser eller mellan dess steg",
                "the row lies outside the measure's bounds or between its steps",
            ),
            Subject::DeadRule { .. } => language.pick(
                "voimassaolon on katettava jonkin maksuvuoden ensimmäinen päivä",
                "giltighetstiden måste omfatta den första dagen av något avgiftsår",
                "let its validity take in the first day of a dues year",
            ),
            Subject::MeasureWithoutStep { .. } => {
                language.pick("anna `step`", "ange `step`", "give `step`")
            }
            Subject::MeasureWithoutBound {
                least: false,
                most: false,
                ..
            } => language.pick(
                "anna `least` ja `most`",
                "ange `least` och `most`",
                "give `least` and `most`",
            ),
            Subject::MeasureWithoutBound { least: false, .. } => {
                language.pick("anna `least`", "ange `least`", "give `least`")
            }
            Subject::MeasureWithoutBound { .. } => {
                language.pick("anna `most`", "ange `most`", "give `most`")
            }
            Subject::RoundingNotStated { .. } => language.pick(
                "lisää `rounding`",
                "lägg till `rounding`",
                "add `rounding`",
            ),
            Subject::Overlap { .. }
            | Subject::Unused { .. }
            | Subject::NotDecided
            | Subject::Undecided { .. }
            | Subject::UndecidedYears { .. } => return None,
        };
        Some(help.to_owned())
    }
}

impl Finding {
    /// The finding as a document: `file`, `code`, `severity`, `path`, `line`, `column`, `message`,
    /// `help`, `where` (the values of each attribute, and for each measure `from`, `from_inclusive`,
    /// `to`, `to_inclusive`) and `witness`. What there is not is left out.
    #[must_use]
    pub fn to_value(&self, language: Language) -> Value {
        let mut entries: Vec<(&str, Value)> = Vec::new();
        entries.extend(self.file().map(|file| ("file", Value::text(file))));
        entries.push(("code", Value::text(self.code())));
        entries.push(("severity", Value::text(self.severity.name())));
        entries.push(("path", Value::text(&self.path)));
        if let Some(place) = self.place {
            let number = |number: usize| Value::integer(i64::try_from(number).unwrap_or(i64::MAX));
            entries.push(("line", number(place.line)));
            entries.push(("column", number(place.column)));
        }
        entries.push(("dues_year", Value::text(self.year.to_string())));
        entries.push(("message", Value::text(self.message(language))));
        entries.extend(self.help(language).map(|help| ("help", Value::text(help))));
        let attributes = self.attributes.iter().map(|(attribute, values)| {
            let values = values.iter().map(|value| Value::text(value.name()));
            (attribute.name(), Value::list(values))
        });
        let measures = self
            .measures
            .iter()
            .map(|(measure, interval)| (measure.name(), interval_value(*interval)));
        entries.push(("where", Value::table(attributes.chain(measures))));
        if let Some(witness) = &self.witness {
            let values = witness
                .values()
                .map(|(name, text)| (name, Value::text(text)));
            entries.push(("witness", Value::table(values)));
        }
        Value::table(entries)
    }
}

fn interval_value(interval: Interval) -> Value {
    let mut entries: Vec<(&str, Value)> = Vec::new();
    if let Some((value, inclusive)) = interval.lower() {
        entries.push(("from", Value::text(value.to_string())));
        entries.push(("from_inclusive", Value::truth(inclusive)));
    }
    if let Some((value, inclusive)) = interval.upper() {
        entries.push(("to", Value::text(value.to_string())));
        entries.push(("to_inclusive", Value::truth(inclusive)));
    }
    Value::table(entries)
}

/// On one line, in English: `policy.toml:12:8: error: message; help [code]`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.place) {
            (Some(file), Some(place)) => write!(f, "{file}:{place}: ")?,
            (Some(file), None) => write!(f, "{file}: ")?,
            (None, Some(place)) => write!(f, "{place}: ")?,
            (None, None) => {}
        }
        write!(f, "{}: {}", self.severity, self.message(Language::English))?;
        if let Some(help) = self.help(Language::English) {
            write!(f, "; {help}")?;
        }
        write!(f, " [{}]", self.code())
    }
}

/// "1, 2 and 3"
fn joined(language: Language, words: &[String]) -> String {
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => {
            let and = language.pick("ja", "och", "and");
            format!("{} {and} {last}", before.join(", "))
        }
        _ => words.concat(),
    }
}

/// "3 more", where there are more than are listed.
fn more(language: Language, count: usize) -> Option<String> {
    let more = language.pick("muuta", "till", "more");
    (count > 0).then(|| format!("{count} {more}"))
}
