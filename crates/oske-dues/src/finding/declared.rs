//! What is declared in a policy: values, rows and rules that never hold, measures, roundings, shares.

use chrono::NaiveDate;
use oske_types::{DuesYear, Language, Validity, date_in};

use super::message::rule_in;
use super::{Finding, Subject};
use crate::assessment::Label;
use crate::policy::Extreme;
use crate::render::rounding_in;

impl Finding {
    /// Of values that are unknown or have ended.
    pub(super) fn values(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        let label = |label: &Label| label.in_language(language).to_owned();
        match &self.subject {
            Subject::UnknownParameter { parameter, note } => {
                let parameter = label(parameter);
                let note = note.as_ref().map_or_else(String::new, |note| {
                    format!(" ({})", note.in_language(language))
                });
                say(
                    format!("{parameter} ei ole tiedossa{note}"),
                    format!("{parameter}: värdet är inte känt{note}"),
                    format!("{parameter} is not known{note}"),
                )
            }
            Subject::StaleParameter {
                parameter,
                year,
                on,
                hole,
            } => {
                let (parameter, day) = (label(parameter), date_in(language, *on));
                let none = hole_in(language, *year, *hole);
                if *on == year.first_day() {
                    say(
                        format!("{parameter}: ei arvoa maksuvuodelle {year}{none}"),
                        format!("{parameter} saknar värde för avgiftsåret {year}{none}"),
                        format!("{parameter} has no value for the dues year {year}{none}"),
                    )
                } else if hole.from() == Some(*on) {
                    let period = period_in(language, *hole);
                    say(
                        format!("{parameter}: ei arvoa {period}"),
                        format!("{parameter} saknar värde {period}"),
                        format!("{parameter} has no value {period}"),
                    )
                } else {
                    say(
                        format!("{parameter}: ei arvoa päivälle {day}{none}"),
                        format!("{parameter} saknar värde för den {day}{none}"),
                        format!("{parameter} has no value for {day}{none}"),
                    )
                }
            }
            Subject::IndexWithoutValue {
                parameter,
                series,
                year,
                hole,
            } => {
                let none = hole_in(language, *year, *hole);
                let (parameter, series) = (label(parameter), series.in_language(language));
                say(
                    format!(
                        "{parameter}: sarjasta ”{series}” puuttuu arvo maksuvuodelle {year}{none}"
                    ),
                    format!(
                        "{parameter}: serien ”{series}” saknar värde för avgiftsåret {year}{none}"
                    ),
                    format!(
                        "{parameter}: the series “{series}” has no value for the dues year {year}{none}"
                    ),
                )
            }
            Subject::UnknownRow { table, row } => {
                let table = label(table);
                say(
                    format!("taulukon ”{table}” rivin {row} arvo ei ole tiedossa"),
                    format!("värdet på rad {row} i tabellen ”{table}” är inte känt"),
                    format!("the value of row {row} of the table “{table}” is not known"),
                )
            }
            _ => String::new(),
        }
    }

    /// Of what never holds, never binds or is never used.
    pub(super) fn idle(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        let label = |label: &Label| label.in_language(language).to_owned();
        match &self.subject {
            Subject::DeadRow { table, row } => {
                let table = label(table);
                say(
                    format!("taulukon ”{table}” rivi {row} ei voi koskaan päteä"),
                    format!("rad {row} i tabellen ”{table}” kan aldrig gälla"),
                    format!("row {row} of the table “{table}” can never hold"),
                )
            }
            Subject::DeadRule { rule } => {
                let rule = rule_in(language, rule);
                say(
                    format!("sääntö {rule} ei koske ketään: kukaan ei voi täyttää sen ehtoa"),
                    format!("regeln {rule} gäller ingen: ingen kan uppfylla dess villkor"),
                    format!("the rule {rule} is for nobody: no payer can fulfil its condition"),
                )
            }
            Subject::RuleOutOfTime { rule } => {
                let rule = rule_in(language, rule);
                say(
                    format!(
                        "sääntö {rule} ei ole voimassa minkään maksuvuoden ensimmäisenä päivänä, joten sitä ei koskaan sovelleta"
                    ),
                    format!(
                        "regeln {rule} gäller inte den första dagen av något avgiftsår och tillämpas därför aldrig"
                    ),
                    format!(
                        "the rule {rule} is in force on the first day of no dues year, so that it never applies"
                    ),
                )
            }
            Subject::NeverBinds { extreme } if *extreme == Extreme::AtLeast.name() => say(
                format!("raja `{extreme}` ei koskaan vaikuta: arvo ei voi alittaa sitä"),
                format!("gränsen `{extreme}` binder aldrig: värdet kan inte underskrida den"),
                format!("the bound `{extreme}` never binds: the value cannot be below it"),
            ),
            Subject::NeverBinds { extreme } => say(
                format!("raja `{extreme}` ei koskaan vaikuta: arvo ei voi ylittää sitä"),
                format!("gränsen `{extreme}` binder aldrig: värdet kan inte överskrida den"),
                format!("the bound `{extreme}` never binds: the value cannot be above it"),
            ),
            Subject::AlwaysBinds { extreme } => say(
                format!("raja `{extreme}` vaikuttaa aina: tulos on joka maksajalla raja itse"),
                format!(
                    "gränsen `{extreme}` binder alltid: resultatet är gränsen för varje betalare"
                ),
                format!(
                    "the bound `{extreme}` always binds: the result is the bound for every payer"
                ),
            ),
            Subject::Unused { what } => {
                let name = what.name();
                say(
                    format!("`{name}` on määritelty, mutta mikään sääntö ei käytä sitä"),
                    format!("`{name}` har angetts, men ingen regel använder det"),
                    format!("`{name}` is declared but no rule uses it"),
                )
            }
            _ => String::new(),
        }
    }

    /// Of measures, roundings, shares and the decision.
    pub(super) fn stated(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        let label = |label: &Label| label.in_language(language).to_owned();
        match &self.subject {
            Subject::MeasureWithoutStep { measure } => {
                let measure = label(measure);
                say(
                    format!(
                        "suureella ”{measure}” ei ole askelta, joten jokainen aukko rivien välissä on todellinen"
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
                let measure = label(measure);
                let (fi, sv, en) = match (least, most) {
                    (false, false) => (
                        "ala- eikä ylärajaa",
                        "varken minsta eller största värde",
                        "neither a least nor a most value",
                    ),
                    (false, true) => ("alarajaa", "inget minsta värde", "no least value"),
                    _ => ("ylärajaa", "inget största värde", "no most value"),
                };
                say(
                    format!("suureella ”{measure}” ei ole {fi}"),
                    format!("måttet ”{measure}” har {sv}"),
                    format!("the measure “{measure}” has {en}"),
                )
            }
            Subject::ReferenceNotStated { measure } => {
                let measure = label(measure);
                say(
                    format!(
                        "suureesta ”{measure}” ei sanota, minkä päivän tai ajan arvo on otettava"
                    ),
                    format!(
                        "för måttet ”{measure}” sägs inte vilken dags eller tids värde som ska tas"
                    ),
                    format!(
                        "of the measure “{measure}” it is not said of which day or period the value must be"
                    ),
                )
            }
            Subject::RoundingNotStated { rounding } => {
                let rounding = rounding_in(language, *rounding);
                say(
                    format!("pyöristystä ei ole sanottu; käytetään: {rounding}"),
                    format!("avrundningen har inte angetts; använd: {rounding}"),
                    format!("the rounding is not stated; used: {rounding}"),
                )
            }
            Subject::SecondRounding { rule } => {
                let rule = rule_in(language, rule);
                say(
                    format!(
                        "säännössä {rule} pyöristetään laskun kuluessa, ja tulos pyöristetään uudelleen"
                    ),
                    format!(
                        "i regeln {rule} avrundas under räkningen, och resultatet avrundas igen"
                    ),
                    format!("the rule {rule} rounds on the way, and the result is rounded again"),
                )
            }
            Subject::ShareWeights { share, sum } => {
                let (share, sum) = (label(share), sum.in_language(language));
                say(
                    format!("osuuden ”{share}” painojen summa on {sum}, ei 1"),
                    format!("vikterna för andelen ”{share}” blir tillsammans {sum}, inte 1"),
                    format!("the weights of the share “{share}” add up to {sum}, not to 1"),
                )
            }
            Subject::ShareRoundedEach { share } => {
                let share = label(share);
                say(
                    format!(
                        "osuus ”{share}” pyöristetään kullakin erikseen, joten osuuksien summa voi poiketa jaettavasta"
                    ),
                    format!(
                        "andelen ”{share}” avrundas för var och en, så andelarna behöver inte bli hela summan"
                    ),
                    format!(
                        "each share of “{share}” is rounded by itself, so that the shares need not add up to the total"
                    ),
                )
            }
            Subject::InstalmentsDoNotSum { sum } => {
                let sum = sum.in_language(language);
                say(
                    format!("maksuerien osuuksien summa on {sum}, ei 1"),
                    format!("raternas andelar blir tillsammans {sum}, inte 1"),
                    format!("the shares of the instalments add up to {sum}, not to 1"),
                )
            }
            Subject::NotDecided => say(
                "ehdotuksesta ei ole vielä päätetty".to_owned(),
                "förslaget har inte beslutats ännu".to_owned(),
                "the proposal has not been decided yet".to_owned(),
            ),
            Subject::DecidedLate { on, begins } => {
                let (on, begins) = (date_in(language, *on), date_in(language, *begins));
                say(
                    format!("päätetty {on}, vaikka maksuvuosi alkoi jo {begins}"),
                    format!("beslutat den {on}, fast avgiftsåret började redan den {begins}"),
                    format!("decided on {on}, after the dues year had begun on {begins}"),
                )
            }
            _ => String::new(),
        }
    }
}

/// From which day to which there is no value, where that is not the dues year itself: " (none from
/// 1 June 2023 to 31 December 2024)".
fn hole_in(language: Language, year: DuesYear, hole: Validity) -> String {
    if hole == year.validity() {
        return String::new();
    }
    let none = language.pick("arvo puuttuu", "värde saknas", "none");
    format!(" ({none} {})", period_in(language, hole))
}

/// "from 1 June 2023 to 31 December 2024", "from 1 June 2023 on", "before 1 June 2023"
fn period_in(language: Language, period: Validity) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| date_in(language, day));
    let (from, last) = (day(period.from()), day(period.last_day()));
    match (from, last, day(period.until_exclusive())) {
        (Some(from), Some(last), _) => language.pick(
            format!("{from}–{last}"),
            format!("från den {from} till den {last}"),
            format!("from {from} to {last}"),
        ),
        (Some(from), None, _) => language.pick(
            format!("{from} alkaen"),
            format!("från och med den {from}"),
            format!("from {from} on"),
        ),
        (None, _, Some(until)) => language.pick(
            format!("ennen {until}"),
            format!("före den {until}"),
            format!("before {until}"),
        ),
        (None, _, None) => language
            .pick("koskaan", "någonsin", "at any time")
            .to_owned(),
    }
}
