//! What the source prints otherwise: rows and worked examples.

use oske_types::{Currency, Exact, Language};

use super::message::{exact_in, moneys};
use super::{Expected, Finding, Subject};
use crate::assessment::Outcome;
use crate::render::quantity_in;

impl Finding {
    /// Of worked examples.
    pub(super) fn printed_example(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        match &self.subject {
            Subject::PrintedExample {
                name,
                expected,
                found,
                currency,
            } => {
                let name = name.as_ref().map_or_else(String::new, |name| {
                    say(
                        format!(" (”{}”)", name.in_language(language)),
                        format!(" (”{}”)", name.in_language(language)),
                        format!(" (“{}”)", name.in_language(language)),
                    )
                });
                let expected = expected_in(language, expected, &name, *currency);
                format!("{expected}, {}", outcome_in(language, found))
            }
            Subject::ExampleYear { year } => say(
                format!("esimerkki on maksuvuodelta {year}, jota maksuperuste ei koske"),
                format!("exemplet gäller avgiftsåret {year}, som avgiftsgrunden inte omfattar"),
                format!("the example is of the dues year {year}, which the policy does not govern"),
            ),
            _ => String::new(),
        }
    }

    pub(super) fn printed_row(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        match &self.subject {
            Subject::PrintedValue {
                table,
                row,
                printed,
                taken,
                unit,
            } => {
                let table = table.in_language(language);
                let value = |number: Exact| quantity_in(language, number, unit);
                let (printed, taken) = (value(*printed), value(*taken));
                say(
                    format!(
                        "taulukon ”{table}” rivillä {row} on lähteessä {printed}, maksuperusteessa {taken}"
                    ),
                    format!(
                        "på rad {row} i tabellen ”{table}” står {printed} i källan, {taken} i avgiftsgrunden"
                    ),
                    format!(
                        "in row {row} of the table “{table}” the source prints {printed}, the policy has {taken}"
                    ),
                )
            }
            Subject::PrintedBounds {
                table,
                row,
                text,
                printed,
                taken,
                is_date,
            } => {
                let table = table.in_language(language);
                let words = |interval: &Option<crate::interval::Interval>| match interval {
                    Some(interval) => crate::payers::stretch_in(language, *interval, *is_date),
                    None => language.pick("ei mitään", "inget", "nothing").to_owned(),
                };
                let (printed, taken) = (words(printed), words(taken));
                let text = text.as_ref().map_or_else(String::new, |text| {
                    say(
                        format!("”{text}”, "),
                        format!("”{text}”, "),
                        format!("“{text}”, "),
                    )
                });
                say(
                    format!(
                        "taulukon ”{table}” rivi {row} on lähteessä {text}{printed}, maksuperusteessa {taken}"
                    ),
                    format!(
                        "rad {row} i tabellen ”{table}” är i källan {text}{printed}, i avgiftsgrunden {taken}"
                    ),
                    format!(
                        "row {row} of the table “{table}” is {text}{printed} in the source, {taken} in the policy"
                    ),
                )
            }
            _ => String::new(),
        }
    }
}

/// What the source prints of an example; `name` is what it calls it, in parentheses.
fn expected_in(language: Language, expected: &Expected, name: &str, currency: Currency) -> String {
    let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
    let is = |amounts: &[Exact]| {
        let amounts = amounts
            .iter()
            .map(|amount| exact_in(language, *amount, currency));
        let amounts: Vec<String> = amounts.collect();
        let amounts = amounts.join(" / ");
        say(
            format!("lähteen esimerkki{name} on {amounts}"),
            format!("källans exempel{name} är {amounts}"),
            format!("the example of the source{name} is {amounts}"),
        )
    };
    match expected {
        Expected::Amount(amount) => is(&[*amount]),
        Expected::Ambiguous(amounts) if amounts.is_empty() => say(
            format!("lähteen mukaan esimerkistä{name} voi tulla useampi maksu"),
            format!("enligt källan kan exemplet{name} ge flera avgifter"),
            format!("by the source, the example{name} may have several amounts"),
        ),
        Expected::Ambiguous(amounts) => is(amounts),
        Expected::NotCovered => say(
            format!("lähteen mukaan mikään sääntö ei kata esimerkkiä{name}"),
            format!("enligt källan omfattas exemplet{name} inte av någon regel"),
            format!("by the source, no rule covers the example{name}"),
        ),
        Expected::Undetermined => say(
            format!("lähteen mukaan esimerkin{name} maksua ei voi määrittää"),
            format!("enligt källan kan avgiften i exemplet{name} inte fastställas"),
            format!("by the source, the amount of the example{name} cannot be determined"),
        ),
    }
}

/// "but the policy gives: €409.96"
fn outcome_in(language: Language, outcome: &Outcome) -> String {
    let gives = language.pick(
        "mutta maksuperuste antaa",
        "men avgiftsgrunden ger",
        "but the policy gives",
    );
    match outcome {
        Outcome::Assessed(amount) => format!("{gives}: {}", amount.in_language(language)),
        Outcome::Ambiguous { candidates, .. } => {
            format!("{gives}: {}", moneys(language, candidates))
        }
        other => {
            let reasons = other
                .reasons()
                .iter()
                .map(|reason| reason.in_language(language));
            let reasons: Vec<String> = reasons.collect();
            let none = language.pick(
                "mutta maksuperusteesta ei tule maksua",
                "men avgiftsgrunden ger ingen avgift",
                "but the policy gives no amount",
            );
            format!("{none}: {}", reasons.join("; "))
        }
    }
}
