//! What a finding says, in three languages.

use oske_types::{Currency, Exact, Language, Money, date_in};

use super::{Expected, Finding, RowGives, Subject};
use crate::assessment::{Label, Outcome};
use crate::policy::Extreme;
use crate::render::rounding_in;

impl Finding {
    /// What was found, in one clause.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        let label = |label: &Label| label.in_language(language).to_owned();
        match &self.subject {
            Subject::Gap { table } => {
                let (table, payers) = (label(table), self.payers(language));
                match self.circumstances(language) {
                    Some(place) => say(
                        format!(
                            "ei maksua, kun {place} ({payers}): mikään taulukon ”{table}” rivi ei päde"
                        ),
                        format!(
                            "ingen avgift när {place} ({payers}): ingen rad i tabellen ”{table}” gäller"
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
            Subject::More { table, more } => {
                let table = label(table);
                say(
                    format!("taulukossa ”{table}” on {more} aukkoa lisää"),
                    format!("tabellen ”{table}” har {more} luckor till"),
                    format!("the table “{table}” has {more} more gaps"),
                )
            }
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
            Subject::UnclearMore { label, more } => say(
                format!(
                    "lähde jättää epäselväksi: {label}; tulkinnat eroavat vielä {more} muussa maksajaryhmässä"
                ),
                format!(
                    "källan lämnar oklart: {label}; tolkningarna skiljer sig i ytterligare {more} grupper av betalare"
                ),
                format!(
                    "the source leaves it unclear: {label}; the readings differ in {more} more groups of payers"
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
            Subject::NoRule { line } if self.is_of_everybody() => {
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
                let rules = listed(language, rules.iter().map(|rule| rule.name().to_owned()));
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
                if self.is_of_everybody() {
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
                let (left, right) = (left.name(), right.name());
                if self.is_of_everybody() {
                    return say(
                        format!(
                            "säännöt `{left}` ja `{right}` koskevat jokaista maksajaa eri valuutoissa"
                        ),
                        format!(
                            "reglerna `{left}` och `{right}` gäller varje betalare i olika valutor"
                        ),
                        format!(
                            "the rules `{left}` and `{right}` are for every payer in different currencies"
                        ),
                    );
                }
                let payers = self.payers_where(language);
                say(
                    format!(
                        "säännöt `{left}` ja `{right}` koskevat samaa maksajaa ({payers}) eri valuutoissa"
                    ),
                    format!(
                        "reglerna `{left}` och `{right}` gäller samma betalare ({payers}) i olika valutor"
                    ),
                    format!(
                        "the rules `{left}` and `{right}` are for the same payer ({payers}) in different currencies"
                    ),
                )
            }
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
            } => {
                let (parameter, day) = (label(parameter), date_in(language, *on));
                if *on == year.first_day() {
                    say(
                        format!("{parameter}: ei arvoa maksuvuodelle {year}"),
                        format!("{parameter} saknar värde för avgiftsåret {year}"),
                        format!("{parameter} has no value for the dues year {year}"),
                    )
                } else {
                    say(
                        format!("{parameter}: ei arvoa päivälle {day}"),
                        format!("{parameter} saknar värde för den {day}"),
                        format!("{parameter} has no value for {day}"),
                    )
                }
            }
            Subject::IndexWithoutValue {
                parameter,
                series,
                year,
            } => {
                let (parameter, series) = (label(parameter), series.in_language(language));
                say(
                    format!("{parameter}: sarjasta ”{series}” puuttuu arvo maksuvuodelle {year}"),
                    format!("{parameter}: serien ”{series}” saknar värde för avgiftsåret {year}"),
                    format!(
                        "{parameter}: the series “{series}” has no value for the dues year {year}"
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
            Subject::DeadRow { table, row } => {
                let table = label(table);
                say(
                    format!("taulukon ”{table}” rivi {row} ei voi koskaan päteä"),
                    format!("rad {row} i tabellen ”{table}” kan aldrig gälla"),
                    format!("row {row} of the table “{table}” can never hold"),
                )
            }
            Subject::DeadRule { rule } => {
                let rule = rule.name();
                say(
                    format!("sääntö `{rule}` ei koske ketään: kukaan ei voi täyttää sen ehtoa"),
                    format!("regeln `{rule}` gäller ingen: ingen kan uppfylla dess villkor"),
                    format!("the rule `{rule}` is for nobody: no payer can fulfil its condition"),
                )
            }
            Subject::RuleOutOfTime { rule } => {
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
            Subject::NeverBinds { extreme } if *extreme == Extreme::AtLeast.name() => say(
                format!("raja `{extreme}` ei koskaan vaikuta: arvo ei voi alittaa sitä"),
                format!("gränsen `{extreme}` verkar aldrig: värdet kan inte underskrida den"),
                format!("the bound `{extreme}` never binds: the value cannot be below it"),
            ),
            Subject::NeverBinds { extreme } => say(
                format!("raja `{extreme}` ei koskaan vaikuta: arvo ei voi ylittää sitä"),
                format!("gränsen `{extreme}` verkar aldrig: värdet kan inte överskrida den"),
                format!("the bound `{extreme}` never binds: the value cannot be above it"),
            ),
            Subject::AlwaysBinds { extreme } => say(
                format!("raja `{extreme}` vaikuttaa aina: tulos on joka maksajalla raja itse"),
                format!(
                    "gränsen `{extreme}` verkar alltid: resultatet är gränsen för varje betalare"
                ),
                format!(
                    "the bound `{extreme}` always binds: the result is the bound for every payer"
                ),
            ),
            Subject::Fall { .. } | Subject::Cliff { .. } => self.course(language),
            Subject::MoreChanges { .. } => self.more_changes(language),
            Subject::DivisionByZero => {
                let payers = self.payers_where(language);
                say(
                    format!("jako nollalla ({payers})"),
                    format!("division med noll ({payers})"),
                    format!("a division by zero ({payers})"),
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
                let measure = label(measure);
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
                    format!("mittarilla ”{measure}” ei ole {fi}"),
                    format!("måttet ”{measure}” har {sv}"),
                    format!("the measure “{measure}” has {en}"),
                )
            }
            Subject::ReferenceNotStated { measure } => {
                let measure = label(measure);
                say(
                    format!(
                        "mittarista ”{measure}” ei sanota, minkä päivän tai ajan arvo on otettava"
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
                let rule = rule.name();
                say(
                    format!(
                        "säännössä `{rule}` pyöristetään laskun kuluessa, ja tulos pyöristetään uudelleen"
                    ),
                    format!(
                        "i regeln `{rule}` avrundas under räkningen, och resultatet avrundas igen"
                    ),
                    format!("the rule `{rule}` rounds on the way, and the result is rounded again"),
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
            Subject::PrintedValue { .. } | Subject::PrintedBounds { .. } => {
                self.printed_row(language)
            }
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
            Subject::Undecided { question, why, of } => {
                undecided(language, question, why, of.as_ref())
            }
            Subject::UndecidedYears { last, most } => say(
                format!(
                    "jotain muuttuu yli {most} maksuvuonna: vuoden {last} jälkeen mitään ei ole todistettu"
                ),
                format!(
                    "något ändras under fler än {most} avgiftsår: inget är bevisat efter {last}"
                ),
                format!(
                    "something changes in more than {most} dues years: nothing is proved after {last}"
                ),
            ),
        }
    }

    fn overlap(&self, language: Language) -> String {
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
            RowGives::Number(amount) if unit == "1" => amount.in_language(language),
            RowGives::Number(amount) => format!("{}\u{a0}{unit}", amount.in_language(language)),
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

    fn unclear(&self, language: Language, label: &str, candidates: &[Money]) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        if self.severity == super::Severity::Note {
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

    fn course(&self, language: Language) -> String {
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
                        "avgiften hoppar {before} → {behind} när {measure} ökar {from} → {to} ({payers})"
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
                            "avgiften {goes} hela vägen när {measure} ökar {from} → {until} ({payers}), {though}; till exempel {from} → {to}: {before} → {behind}"
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
                            "avgiften {goes} {before} → {behind} när {measure} ökar {from} → {to} ({payers}), {though}"
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

    fn more_changes(&self, language: Language) -> String {
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
        let groups = match more {
            1 => language.pick(
                "maksajaryhmässä",
                "grupp av betalare",
                "more group of payers",
            ),
            _ => language.pick(
                "maksajaryhmässä",
                "grupper av betalare",
                "more groups of payers",
            ),
        };
        language.pick(
            format!(
                "maksu {goes} vielä {more} muussa {groups}, kun {measure} kasvaa {from} → {to}{though}"
            ),
            format!(
                "avgiften {goes} i ytterligare {more} {groups} när {measure} ökar {from} → {to}{though}"
            ),
            format!("dues {goes} in {more} {groups} as {measure} grows {from} → {to}{though}"),
        )
    }

    fn printed_row(&self, language: Language) -> String {
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
                let value = |number: Exact| format!("{}\u{a0}{unit}", number.in_language(language));
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
                let words = |interval: &Option<crate::Interval>| match interval {
                    Some(interval) => super::stretch_in(language, *interval, *is_date),
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

    /// "municipality or association"; "every payer".
    fn payers(&self, language: Language) -> String {
        if self.attributes.is_empty() {
            return language
                .pick("jokainen maksaja", "varje betalare", "every payer")
                .to_owned();
        }
        let or = language.pick(" tai ", " eller ", " or ");
        let attributes = self.attributes.iter().enumerate();
        let parts = attributes.map(|(index, (attribute, values))| {
            if let Some(others) = self.others.get(index)
                && (1..=2).contains(&others.len())
                && values.len() > 3
            {
                let others = others.iter().map(|value| value.in_language(language));
                let others = listed(language, others.map(str::to_owned));
                let all_but = language.pick("kaikki paitsi", "alla utom", "all but");
                return format!("{all_but} {others}");
            }
            let words: Vec<&str> = values
                .iter()
                .map(|value| value.in_language(language))
                .collect();
            // "yes" by itself says nothing: of what it is the answer stands before it.
            match values.as_slice() {
                [only] if matches!(only.name(), "yes" | "no") => {
                    format!("{}: {}", attribute.in_language(language), words.join(or))
                }
                _ => words.join(or),
            }
        });
        let parts: Vec<String> = parts.collect();
        parts.join(", ")
    }

    /// Whether it is so for every payer there may be.
    fn is_of_everybody(&self) -> bool {
        self.attributes.is_empty() && self.stretches.is_empty() && self.conditions.is_empty()
    }

    /// "population is exactly 5,000"; `None` where no quantity matters. Of a fall or a cliff, without
    /// the quantity that it is along, which is told by itself.
    fn circumstances(&self, language: Language) -> Option<String> {
        let along = match &self.subject {
            Subject::Fall { measure, .. } | Subject::Cliff { measure, .. } => Some(measure),
            _ => None,
        };
        let stretches = self.stretches.iter();
        let stretches = stretches.filter(|stretch| Some(&stretch.measure) != along);
        let stretches = stretches.map(|stretch| {
            let measure = stretch.measure.in_language(language);
            let words = stretch.in_language(language);
            language.pick(
                format!("{measure} on {words}"),
                format!("{measure} är {words}"),
                format!("{measure} is {words}"),
            )
        });
        let all: Vec<String> = stretches.chain(self.conditions.iter().cloned()).collect();
        let and = language.pick(" ja ", " och ", " and ");
        (!all.is_empty()).then(|| all.join(and))
    }

    /// Payers with the circumstances.
    fn payers_where(&self, language: Language) -> String {
        match (self.attributes.is_empty(), self.circumstances(language)) {
            (_, None) => self.payers(language),
            (true, Some(place)) => place,
            (false, Some(place)) => format!("{}; {place}", self.payers(language)),
        }
    }

    /// How to mend it, where there is something to mend.
    #[must_use]
    pub fn help(&self, language: Language) -> Option<String> {
        let help = match &self.subject {
            Subject::Gap { .. } if self.stretches.is_empty() && self.conditions.is_empty() => language.pick(
                "päättävän elimen on sanottava, mitä he maksavat: lisää rivi tai laajenna jotakin riveistä",
                "det beslutande organet måste säga vad de betalar: lägg till en rad eller utvidga en av raderna",
                "the deciding body must say what they pay: add a row, or widen one of the rows",
            ),
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
            Subject::Unclear { .. } if self.severity == super::Severity::Error => language.pick(
                "päättävän elimen on sanottava, kumpi tulkinta pätee",
                "det beslutande organet måste säga vilken tolkning som gäller",
                "the deciding body must say which reading holds",
            ),
            Subject::LineWithoutRule { .. } => language.pick(
                "lisää sääntö tai poista maksulaji",
                "lägg till en regel eller ta bort posten",
                "add a rule, or take the line away",
            ),
            Subject::NoRule { .. } => language.pick(
                "lisää sääntö tai vapautus, jos heidän on tarkoitus olla jäseniä; maksulaji, joka ei koske kaikkia, on `optional`",
                "lägg till en regel eller en befrielse, om de ska kunna vara medlemmar; en post som inte gäller alla är `optional`",
                "add a rule or an exemption, if they are meant to be members; a line that is not for everybody is `optional`",
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
            Subject::StaleParameter { year, on, .. } if *on != year.first_day() => language.pick(
                "anna arvo, joka on voimassa sinä päivänä",
                "ange ett värde som gäller den dagen",
                "give a value that holds on that day",
            ),
            Subject::StaleParameter { .. } => language.pick(
                "anna arvo, joka on voimassa maksuvuoden ensimmäisenä päivänä",
                "ange ett värde som gäller avgiftsårets första dag",
                "give a value that holds on the first day of the dues year",
            ),
            Subject::IndexWithoutValue { .. } => language.pick(
                "lisää arvo, kun sarja on julkaistu",
                "lägg till värdet när serien har publicerats",
                "add the value when the series is published",
            ),
            Subject::DeadRow { .. } => language.pick(
                "rivi on kaikkien niiden arvojen ulkopuolella, joilla taulukosta haetaan, tai kahden askelen välissä",
                "raden ligger utanför alla värden som slås upp i tabellen, eller mellan två steg",
                "the row lies outside of all that the table is looked up by, or between its steps",
            ),
            Subject::RuleOutOfTime { .. } => language.pick(
                "voimassaolon on katettava jonkin maksuvuoden ensimmäinen päivä",
                "giltighetstiden måste omfatta den första dagen av något avgiftsår",
                "let its validity take in the first day of a dues year",
            ),
            Subject::MeasureWithoutStep { .. } => language.pick("anna `step`", "ange `step`", "give `step`"),
            Subject::MeasureWithoutBound { least: false, most: false, .. } => language.pick(
                "anna `least` ja `most`",
                "ange `least` och `most`",
                "give `least` and `most`",
            ),
            Subject::MeasureWithoutBound { least: false, .. } => {
                language.pick("anna `least`", "ange `least`", "give `least`")
            }
            Subject::MeasureWithoutBound { .. } => language.pick("anna `most`", "ange `most`", "give `most`"),
            Subject::ReferenceNotStated { .. } => {
                language.pick("anna `reference`", "ange `reference`", "give `reference`")
            }
            Subject::RoundingNotStated { .. } => language.pick("lisää `rounding`", "lägg till `rounding`", "add `rounding`"),
            Subject::DivisionByZero => language.pick(
                "sano ehdolla, mitä silloin maksetaan",
                "säg med ett villkor vad som då betalas",
                "say by a condition what is owed then",
            ),
            _ => return None,
        };
        Some(help.to_owned())
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

fn exact_in(language: Language, amount: Exact, currency: Currency) -> String {
    oske_types::Amount::new(amount, currency).in_language(language)
}

/// "110,00 € / 550,00 €"
fn moneys(language: Language, amounts: &[Money]) -> String {
    let amounts: Vec<String> = amounts
        .iter()
        .map(|money| money.in_language(language))
        .collect();
    amounts.join(" / ")
}

/// "1, 2 and 3"
fn listed(language: Language, words: impl IntoIterator<Item = String>) -> String {
    let words: Vec<String> = words.into_iter().collect();
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
