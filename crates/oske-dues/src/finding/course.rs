//! How dues go as a quantity grows: falls and cliffs.

use oske_types::Language;

use super::message::{exact_in, groups};
use super::{Finding, Subject};

impl Finding {
    pub(super) fn course(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        let payers = self.payers_where(language);
        match &self.subject {
            Subject::Cliff {
                measure,
                from,
                to,
                amounts,
                currency,
            } => {
                let measure = measure.in_language(language);
                let (from, to) = (from.in_language(language), to.in_language(language));
                let [before, behind] = amounts.map(|amount| exact_in(language, amount, *currency));
                say(
                    format!(
                        "maksu hyppää {before} → {behind}, kun {measure} kasvaa {from} → {to} ({payers})"
                    ),
                    format!(
                        "avgiften hoppar {before} → {behind} mellan {measure} {from} och {to} ({payers})"
                    ),
                    format!(
                        "dues jump {before} → {behind} as {measure} grows {from} → {to} ({payers})"
                    ),
                )
            }
            Subject::Fall {
                measure,
                from,
                to,
                until,
                amounts,
                currency,
                rises,
            } => {
                let measure = measure.in_language(language);
                let (from, to) = (from.in_language(language), to.in_language(language));
                let [before, behind] = amounts.map(|amount| exact_in(language, amount, *currency));
                let (goes, though) = (goes_in(language, *rises), though_in(language, *rises));
                match until.as_ref().map(|until| until.in_language(language)) {
                    Some(until) => say(
                        format!(
                            "maksu {goes} koko matkan, kun {measure} kasvaa {from} → {until} ({payers}), {though}; esimerkiksi {from} → {to}: {before} → {behind}"
                        ),
                        format!(
                            "avgiften {goes} hela vägen mellan {measure} {from} och {until} ({payers}), {though}; till exempel {from} → {to}: {before} → {behind}"
                        ),
                        format!(
                            "dues {goes} all along as {measure} grows {from} → {until} ({payers}), {though}; for example {from} → {to}: {before} → {behind}"
                        ),
                    ),
                    None => say(
                        format!(
                            "maksu {goes} {before} → {behind}, kun {measure} kasvaa {from} → {to} ({payers}), {though}"
                        ),
                        format!(
                            "avgiften {goes} {before} → {behind} mellan {measure} {from} och {to} ({payers}), {though}"
                        ),
                        format!(
                            "dues {goes} {before} → {behind} as {measure} grows {from} → {to} ({payers}), {though}"
                        ),
                    ),
                }
            }
            _ => String::new(),
        }
    }

    pub(super) fn more_changes(&self, language: Language) -> String {
        let Subject::MoreChanges {
            measure,
            from,
            to,
            rises,
            more,
        } = &self.subject
        else {
            return String::new();
        };
        let measure = measure.in_language(language);
        let (from, to) = (from.in_language(language), to.in_language(language));
        let goes = match rises {
            Some(rises) => goes_in(language, *rises),
            None => language.pick("hyppää", "hoppar", "jump"),
        };
        let though = rises.map_or_else(String::new, |rises| {
            format!(", {}", though_in(language, rises))
        });
        let groups = groups(language, *more);
        language.pick(
            format!(
                "maksu {goes} vielä {more} muussa {groups}, kun {measure} kasvaa {from} → {to}{though}"
            ),
            format!(
                "avgiften {goes} i ytterligare {more} {groups} mellan {measure} {from} och {to}{though}"
            ),
            format!("dues {goes} in {more} {groups} as {measure} grows {from} → {to}{though}"),
        )
    }
}

/// Which way dues go where they are expected to rise, or to fall.
fn goes_in(language: Language, rises: bool) -> &'static str {
    if rises {
        language.pick("laskee", "sjunker", "fall")
    } else {
        language.pick("nousee", "stiger", "rise")
    }
}

/// "though they are expected to rise"
fn though_in(language: Language, rises: bool) -> &'static str {
    if rises {
        language.pick(
            "vaikka sen odotetaan nousevan",
            "fast den väntas stiga",
            "though they are expected to rise",
        )
    } else {
        language.pick(
            "vaikka sen odotetaan laskevan",
            "fast den väntas sjunka",
            "though they are expected to fall",
        )
    }
}
