//! Who has no amount, or several: gaps, overlaps, rules, readings.

use oske_types::{Language, Money};

use super::message::{groups, moneys, more, rule_in};
use super::{Beyond, Finding, RowGives, Severity, Subject};
use crate::assessment::Label;
use crate::payers::listed;
use crate::render::quantity_in;

impl Finding {
    /// Of somebody who has no amount, or may have several.
    pub(super) fn coverage(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        let label = |label: &Label| label.in_language(language).to_owned();
        match &self.subject {
            Subject::Gap { table } => {
                let (table, payers) = (label(table), self.payers.kinds(language));
                match self.circumstances(language) {
                    Some(place) => say(
                        format!(
                            "ei maksua, kun {place} ({payers}): mikään taulukon ”{table}” rivi ei päde"
                        ),
                        format!(
                            "ingen avgift vid {place} ({payers}): ingen rad i tabellen ”{table}” gäller"
                        ),
                        format!(
                            "no amount where {place} ({payers}): no row of the table “{table}” holds"
                        ),
                    ),
                    None => say(
                        format!("ei maksua ({payers}): mikään taulukon ”{table}” rivi ei päde"),
                        format!("ingen avgift ({payers}): ingen rad i tabellen ”{table}” gäller"),
                        format!("no amount ({payers}): no row of the table “{table}” holds"),
                    ),
                }
            }
            Subject::More { of, more } => beyond(language, of, *more),
            Subject::Overlap { .. } => self.overlap(language),
            Subject::Unclear { label, candidates } => self.unclear(language, label, candidates),
            Subject::UnclearInPart { label } => say(
                format!(
                    "lähde jättää epäselväksi: {label}; tulkinnat antavat saman silloin kun antavat maksun, mutta kaikki eivät anna sitä jokaiselle"
                ),
                format!(
                    "källan lämnar oklart: {label}; där tolkningarna ger en avgift är den densamma, men alla ger inte var och en någon"
                ),
                format!(
                    "the source leaves it unclear: {label}; where the readings give an amount it is the same, but not all of them give everybody one"
                ),
            ),
            Subject::LineWithoutRule { line } => {
                let line = line.line_in(language);
                say(
                    format!(
                        "maksulajilla ”{line}” ei ole yhtään sääntöä, joten kenellekään ei tule maksua"
                    ),
                    format!("posten ”{line}” har ingen regel, så ingen får någon avgift"),
                    format!("the line “{line}” has no rule, so that nobody has an amount"),
                )
            }
            Subject::NoRule { line } if self.payers.are_everybody() => {
                let line = line.line_in(language);
                say(
                    format!("maksulajissa ”{line}” mikään sääntö ei koske ketään"),
                    format!("i posten ”{line}” gäller ingen regel för någon betalare"),
                    format!("in the line “{line}” no rule covers anybody"),
                )
            }
            Subject::NoRule { line } => {
                let (line, payers) = (line.line_in(language), self.payers_where(language));
                say(
                    format!(
                        "maksulajissa ”{line}” mikään sääntö ei koske näitä maksajia: {payers}"
                    ),
                    format!("i posten ”{line}” gäller ingen regel dessa betalare: {payers}"),
                    format!("in the line “{line}” no rule covers these payers: {payers}"),
                )
            }
            Subject::SeveralRules {
                line,
                rules,
                candidates,
                same,
            } => {
                let line = line.line_in(language);
                let rules = listed(language, rules.iter().map(label));
                let amounts = if *same {
                    language
                        .pick(
                            "; ne antavat saman",
                            "; de ger detsamma",
                            "; they give the same",
                        )
                        .to_owned()
                } else if candidates.is_empty() {
                    language
                        .pick(
                            "; mikään ei osoita, että ne antaisivat saman",
                            "; inget visar att de ger detsamma",
                            "; nothing shows that they give the same",
                        )
                        .to_owned()
                } else {
                    format!(" ({})", moneys(language, candidates))
                };
                if self.payers.are_everybody() {
                    return say(
                        format!(
                            "maksulajissa ”{line}” useampi sääntö koskee jokaista maksajaa: {rules}{amounts}"
                        ),
                        format!(
                            "i posten ”{line}” gäller flera regler varje betalare: {rules}{amounts}"
                        ),
                        format!(
                            "in the line “{line}” several rules are for every payer: {rules}{amounts}"
                        ),
                    );
                }
                let payers = self.payers_where(language);
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
            Subject::MixedCurrencies { left, right } => {
                let (left, right) = (rule_in(language, left), rule_in(language, right));
                if self.payers.are_everybody() {
                    return say(
                        format!(
                            "säännöt {left} ja {right} koskevat jokaista maksajaa eri valuutoissa"
                        ),
                        format!(
                            "reglerna {left} och {right} gäller varje betalare i olika valutor"
                        ),
                        format!(
                            "the rules {left} and {right} are for every payer in different currencies"
                        ),
                    );
                }
                let payers = self.payers_where(language);
                say(
                    format!(
                        "säännöt {left} ja {right} koskevat samaa maksajaa ({payers}) eri valuutoissa"
                    ),
                    format!(
                        "reglerna {left} och {right} gäller samma betalare ({payers}) i olika valutor"
                    ),
                    format!(
                        "the rules {left} and {right} are for the same payer ({payers}) in different currencies"
                    ),
                )
            }
            Subject::DivisionByZero => {
                let payers = self.payers_where(language);
                say(
                    format!("jako nollalla ({payers})"),
                    format!("division med noll ({payers})"),
                    format!("a division by zero ({payers})"),
                )
            }
            _ => String::new(),
        }
    }

    pub(super) fn overlap(&self, language: Language) -> String {
        let Subject::Overlap {
            table,
            rows,
            more_rows,
            gives,
            more_gives,
            unit,
            differs,
        } = &self.subject
        else {
            return String::new();
        };
        let table = table.in_language(language);
        let rows = rows
            .iter()
            .map(ToString::to_string)
            .chain(more(language, *more_rows));
        let rows = listed(language, rows);
        let gives = gives.iter().map(|given| match given {
            RowGives::Number(amount) => quantity_in(language, *amount, unit),
            RowGives::Unknown => language.pick("tuntematon", "okänt", "unknown").to_owned(),
            RowGives::Class(class) => class.in_language(language).to_owned(),
        });
        let gives: Vec<String> = gives.chain(more(language, *more_gives)).collect();
        let gives = gives.join(" / ");
        let place = self.payers_where(language);
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        if *differs {
            say(
                format!(
                    "useita maksuja ({place}): taulukon ”{table}” rivit {rows} antavat {gives}"
                ),
                format!(
                    "flera avgifter ({place}): raderna {rows} i tabellen ”{table}” ger {gives}"
                ),
                format!(
                    "several amounts ({place}): rows {rows} of the table “{table}” give {gives}"
                ),
            )
        } else {
            say(
                format!(
                    "taulukon ”{table}” rivit {rows} menevät päällekkäin ({place}), mutta antavat saman ({gives})"
                ),
                format!(
                    "raderna {rows} i tabellen ”{table}” överlappar varandra ({place}) men ger detsamma ({gives})"
                ),
                format!(
                    "rows {rows} of the table “{table}” overlap ({place}) but give the same ({gives})"
                ),
            )
        }
    }

    pub(super) fn unclear(&self, language: Language, label: &str, candidates: &[Money]) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        if self.severity == Severity::Note {
            return say(
                format!("lähde jättää epäselväksi: {label}; tulkinnat antavat kaikille saman"),
                format!("källan lämnar oklart: {label}; tolkningarna ger alla detsamma"),
                format!(
                    "the source leaves it unclear: {label}; the readings give everybody the same"
                ),
            );
        }
        let place = self.payers_where(language);
        let amounts = if candidates.is_empty() {
            String::new()
        } else {
            format!(": {}", moneys(language, candidates))
        };
        say(
            format!("lähde jättää epäselväksi: {label}; tulkinnat eroavat ({place}){amounts}"),
            format!("källan lämnar oklart: {label}; tolkningarna skiljer sig ({place}){amounts}"),
            format!(
                "the source leaves it unclear: {label}; the readings differ ({place}){amounts}"
            ),
        )
    }
}

/// What there is in more groups of payers than are listed.
fn beyond(language: Language, of: &Beyond, more: usize) -> String {
    let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
    let groups = groups(language, more);
    match of {
        Beyond::Gaps { table } => {
            let table = table.in_language(language);
            let gaps = match more {
                1 => language.pick("aukko", "lucka", "gap"),
                _ => language.pick("aukkoa", "luckor", "gaps"),
            };
            say(
                format!("taulukossa ”{table}” on {more} {gaps} lisää"),
                format!("tabellen ”{table}” har {more} {gaps} till"),
                format!("the table “{table}” has {more} more {gaps}"),
            )
        }
        Beyond::Overlaps { table } => {
            let table = table.in_language(language);
            say(
                format!(
                    "taulukon ”{table}” rivit menevät päällekkäin vielä {more} muussa {groups}"
                ),
                format!(
                    "rader i tabellen ”{table}” överlappar varandra i ytterligare {more} {groups}"
                ),
                format!("rows of the table “{table}” overlap in {more} {groups}"),
            )
        }
        Beyond::Uncovered { line } => {
            let line = line.line_in(language);
            say(
                format!(
                    "maksulajissa ”{line}” jää vailla sääntöä vielä {more} muuta maksajaryhmää"
                ),
                format!("i posten ”{line}” saknar ytterligare {more} {groups} regel"),
                format!("in the line “{line}” {more} {groups} have no rule"),
            )
        }
        Beyond::SeveralRules { line } => {
            let line = line.line_in(language);
            say(
                format!(
                    "maksulajissa ”{line}” useampi sääntö koskee vielä {more} muuta maksajaryhmää"
                ),
                format!("i posten ”{line}” gäller flera regler för ytterligare {more} {groups}"),
                format!("in the line “{line}” several rules are for {more} {groups}"),
            )
        }
        Beyond::MixedCurrencies => say(
            format!("eri valuutoissa olevat säännöt koskevat vielä {more} muuta maksajaryhmää"),
            format!("regler i olika valutor gäller för ytterligare {more} {groups}"),
            format!("rules in different currencies are for {more} {groups}"),
        ),
        Beyond::Divisions => say(
            format!("jako nollalla vielä {more} muussa {groups}"),
            format!("division med noll i ytterligare {more} {groups}"),
            format!("a division by zero in {more} {groups}"),
        ),
        Beyond::Readings { label } => say(
            format!(
                "lähde jättää epäselväksi: {label}; tulkinnat eroavat vielä {more} muussa {groups}"
            ),
            format!(
                "källan lämnar oklart: {label}; tolkningarna skiljer sig i ytterligare {more} {groups}"
            ),
            format!(
                "the source leaves it unclear: {label}; the readings differ in {more} {groups}"
            ),
        ),
    }
}
