//! What was left undecided, and why.

use oske_types::Language;

use super::{Finding, Question, Subject, Why, WhyYears};
use crate::assessment::Label;

impl Finding {
    /// Of what was not decided.
    pub(super) fn undecided(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        match &self.subject {
            Subject::Undecided { question, why, of } => {
                undecided(language, *question, *why, of.as_ref())
            }
            Subject::UndecidedYears { last, why } => {
                let why = match why {
                    WhyYears::TooMany { most } => say(
                        format!("jotain muuttuu yli {most} maksuvuonna"),
                        format!("något ändras under fler än {most} avgiftsår"),
                        format!("something changes in more than {most} dues years"),
                    ),
                    WhyYears::GrowingTime => language
                        .pick(
                            "kiinteästä päivästä kulunut aika kasvaa joka maksuvuonna",
                            "tiden sedan en fast dag växer varje avgiftsår",
                            "the time since a fixed day grows with each dues year",
                        )
                        .to_owned(),
                };
                say(
                    format!("{why}: vuoden {last} jälkeen mitään ei ole todistettu"),
                    format!("{why}: inget är bevisat efter {last}"),
                    format!("{why}: nothing is proved after {last}"),
                )
            }
            _ => String::new(),
        }
    }
}

fn undecided(language: Language, question: Question, why: Why, of: Option<&Label>) -> String {
    let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
    let name = |of: &Label| of.in_language(language).to_owned();
    let question = match (question, of) {
        (Question::Cases, None) => language
            .pick(
                "kaikkia tapauksia ei käyty läpi",
                "alla fall har inte gåtts igenom",
                "not every case was gone through",
            )
            .to_owned(),
        (Question::Cases, Some(of)) => {
            let of = of.line_in(language);
            say(
                format!("kaikkia tapauksia ei käyty läpi (”{of}”)"),
                format!("alla fall har inte gåtts igenom (”{of}”)"),
                format!("not every case was gone through (“{of}”)"),
            )
        }
        (Question::Rules, line) => {
            let line = line.map_or("", |line| line.line_in(language));
            say(
                format!(
                    "ei ratkaistu, ketkä jäävät maksulajissa ”{line}” ilman sääntöä tai ketkä saavat kaksi"
                ),
                format!(
                    "det har inte avgjorts vilka som i posten ”{line}” saknar regel eller har två"
                ),
                format!("it was not decided who in the line “{line}” is without a rule or has two"),
            )
        }
        (Question::Bounds, _) => language
            .pick(
                "ei ratkaistu, vaikuttaako raja",
                "det har inte avgjorts om gränsen binder",
                "it was not decided whether the bound binds",
            )
            .to_owned(),
        (Question::Readings, _) => language
            .pick(
                "ei ratkaistu, missä tulkinnat eroavat",
                "det har inte avgjorts var tolkningarna skiljer sig",
                "it was not decided where the readings differ",
            )
            .to_owned(),
        (Question::Course, measure) => {
            let measure = measure.map_or_else(String::new, name);
            say(
                format!(
                    "ei ratkaistu, nousevatko tai laskevatko maksut odotetusti, kun {measure} kasvaa"
                ),
                format!(
                    "det har inte avgjorts om avgifterna stiger eller sjunker som väntat med ökande {measure}"
                ),
                format!(
                    "it was not decided whether dues rise or fall as they are expected to, as {measure} grows"
                ),
            )
        }
        (Question::Share, share) => {
            let share = share.map_or_else(String::new, name);
            say(
                format!("osuuden ”{share}” suuruutta ei ole todistettu"),
                format!("storleken på andelen ”{share}” har inte bevisats"),
                format!("nothing was proved of the size of the share “{share}”"),
            )
        }
    };
    format!("{question}: {}", why_undecided(language, why))
}

fn why_undecided(language: Language, why: Why) -> &'static str {
    match why {
        Why::NotLinear => language.pick(
            "tulos ei ole paloittain lineaarinen",
            "resultatet är inte styckvis linjärt",
            "the result is not piecewise linear",
        ),
        Why::Oblique => language.pick(
            "raja riippuu useammasta suureesta yhtä aikaa",
            "gränsen följer flera mått på en gång",
            "a border follows several measures at once",
        ),
        Why::Share => language.pick(
            "se riippuu muista maksajista",
            "den beror på de andra betalarna",
            "it depends on the other payers",
        ),
        Why::NoWitness => language.pick(
            "maksajaa, joka sen osoittaisi, ei löytynyt",
            "ingen betalare som visar det hittades",
            "no payer was found that shows it",
        ),
        Why::Size => language.pick(
            "tapauksia on liikaa",
            "fallen är för många",
            "there are too many cases",
        ),
    }
}
