//! What was left undecided, and why.

use oske_types::Language;

use super::{Finding, Subject, WhyYears};
use crate::assessment::Label;

impl Finding {
    /// Of what was not decided.
    pub(super) fn undecided(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        match &self.subject {
            Subject::Undecided { question, why, of } => {
                undecided(language, question, why, of.as_ref())
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

fn undecided(language: Language, question: &str, why: &str, of: Option<&Label>) -> String {
    let of = of.map_or("", |of| of.in_language(language));
    let (fi, sv, en) = match question {
        "course" => (
            format!("ei ratkaistu, nousevatko tai laskevatko maksut odotetusti, kun {of} kasvaa"),
            format!(
                "det har inte avgjorts om avgifterna stiger eller sjunker som väntat när {of} ökar"
            ),
            format!(
                "it was not decided whether dues rise or fall as they are expected to, as {of} grows"
            ),
        ),
        "share" => (
            format!("osuuden ”{of}” suuruutta ei ole todistettu"),
            format!("storleken på andelen ”{of}” har inte bevisats"),
            format!("nothing was proved of the size of the share “{of}”"),
        ),
        _ => {
            let (fi, sv, en) = undecided_of_policy(question);
            (fi.to_owned(), sv.to_owned(), en.to_owned())
        }
    };
    let (fi_why, sv_why, en_why) = why_undecided(why);
    language.pick(
        format!("{fi}: {fi_why}"),
        format!("{sv}: {sv_why}"),
        format!("{en}: {en_why}"),
    )
}

fn undecided_of_policy(question: &str) -> (&'static str, &'static str, &'static str) {
    match question {
        "bounds" => (
            "ei ratkaistu, vaikuttaako raja",
            "det har inte avgjorts om gränsen binder",
            "it was not decided whether the bound binds",
        ),
        "unclear" => (
            "ei ratkaistu, missä tulkinnat eroavat",
            "det har inte avgjorts var tolkningarna skiljer sig",
            "it was not decided where the readings differ",
        ),
        "rules" => (
            "ei ratkaistu, ketkä jäävät ilman sääntöä tai ketkä saavat kaksi",
            "det har inte avgjorts vilka som saknar regel eller har två",
            "it was not decided who is without a rule or has two",
        ),
        _ => (
            "kaikkia tapauksia ei käyty läpi",
            "alla fall har inte gåtts igenom",
            "not every case was gone through",
        ),
    }
}

fn why_undecided(why: &str) -> (&'static str, &'static str, &'static str) {
    match why {
        "not-linear" => (
            "tulos ei ole paloittain lineaarinen",
            "resultatet är inte styckvis linjärt",
            "the result is not piecewise linear",
        ),
        "oblique" => (
            "raja seuraa useampaa mittaria yhtä aikaa",
            "gränsen följer flera mått på en gång",
            "a border follows several measures at once",
        ),
        "share" => (
            "se riippuu muista maksajista",
            "den beror på de andra betalarna",
            "it depends on the other payers",
        ),
        "no-witness" => (
            "maksajaa, joka sen osoittaisi, ei löytynyt",
            "ingen betalare som visar det hittades",
            "no payer was found that shows it",
        ),
        _ => (
            "tapauksia on liikaa",
            "fallen är för många",
            "there are too many cases",
        ),
    }
}
