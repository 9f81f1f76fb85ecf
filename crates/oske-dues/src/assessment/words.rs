//! A [`Reason`] in words.

use oske_types::{ArithmeticError, Exact, Language, date_in};

use super::{Label, Misfit, Reason};
use crate::render::quoted;

impl Reason {
    /// The reason in one clause: "the rate for counties is not known".
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        match self {
            Self::NoRule { line } => {
                let line = line.line_in(language);
                say(
                    format!("maksulajissa ”{line}” mikään sääntö ei koske tätä maksajaa"),
                    format!("i posten ”{line}” gäller ingen regel den här betalaren"),
                    format!("in the line “{line}” no rule is for this payer"),
                )
            }
            Self::NoRow { table, values } => {
                let table = table.in_language(language);
                let values = values.iter().map(|(key, found)| {
                    let key = key.in_language(language);
                    let found = found.in_language(language);
                    say(
                        format!("{key} on {found}"),
                        format!("{key} {found}"),
                        format!("{key} {found}"),
                    )
                });
                let values: Vec<String> = values.collect();
                let values = values.join(language.pick(" ja ", " och ", " and "));
                say(
                    format!("taulukossa ”{table}” ei ole riviä, kun {values}"),
                    format!("tabellen ”{table}” har ingen rad för {values}"),
                    format!("the table “{table}” has no row for {values}"),
                )
            }
            Self::Unclear { label } => say(
                format!("lähde jättää epäselväksi: {label}"),
                format!("källan lämnar oklart: {label}"),
                format!("the source leaves it unclear: {label}"),
            ),
            Self::NeedsRound { share } => {
                let share = share.in_language(language);
                say(
                    format!(
                        "{share} riippuu muista maksajista: se selviää vasta koko maksukierroksesta"
                    ),
                    format!(
                        "{share} beror på de andra betalarna: det framgår först av hela avgiftsomgången"
                    ),
                    format!(
                        "{share} depends on the other payers: it is known only from a whole round"
                    ),
                )
            }
            Self::OpenShare {
                share,
                payers,
                others,
            } => {
                let share = share.in_language(language);
                let payers = payers_in(language, payers, *others);
                say(
                    format!("{share} on auki koko maksukierrokselta: {payers}"),
                    format!("{share} är öppen för hela avgiftsomgången: {payers}"),
                    format!("{share} is open for the whole round because of {payers}"),
                )
            }
            Self::RepeatedPayer => language
                .pick(
                    "usealla kierroksen maksajalla on tämä tunnus",
                    "flera av omgångens betalare har denna beteckning",
                    "several payers of the round have this id",
                )
                .to_owned(),
            Self::PartBelowZero => language
                .pick(
                    "sen osa kokonaisuudesta on alle nollan",
                    "dess del av helheten är under noll",
                    "its part of the whole is below zero",
                )
                .to_owned(),
            Self::Unexplained => language
                .pick(
                    "laskutoimituksella ei ole tulosta, eikä syytä tiedetä",
                    "beräkningen har inget resultat, och orsaken är inte känd",
                    "the calculation has no result, and it is not known why",
                )
                .to_owned(),
            Self::UnknownParameter { parameter, .. } => {
                let parameter = parameter.in_language(language);
                say(
                    format!("{parameter} ei ole tiedossa"),
                    format!("{parameter}: värdet är inte känt"),
                    format!("{parameter} is not known"),
                )
            }
            Self::StaleParameter { parameter, on } => {
                let (parameter, on) = (parameter.in_language(language), date_in(language, *on));
                say(
                    format!("{parameter}: ei arvoa päivälle {on}"),
                    format!("{parameter} saknar värde för den {on}"),
                    format!("{parameter} has no value for {on}"),
                )
            }
            Self::UnknownRow { table, row } => {
                let table = table.in_language(language);
                say(
                    format!("taulukon ”{table}” rivin {row} arvo ei ole tiedossa"),
                    format!("värdet på rad {row} i tabellen ”{table}” är inte känt"),
                    format!("the value of row {row} of the table “{table}” is not known"),
                )
            }
            Self::MissingFact { fact } => {
                let fact = fact.in_language(language);
                say(
                    format!("maksajan tieto puuttuu: {fact}"),
                    format!("uppgift om betalaren saknas: {fact}"),
                    format!("a fact of the payer is missing: {fact}"),
                )
            }
            Self::SeveralRows { table, rows } => {
                let table = table.in_language(language);
                let rows = rows
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", ");
                say(
                    format!("taulukosta ”{table}” sopii useampi rivi: {rows}"),
                    format!("flera rader i tabellen ”{table}” passar: {rows}"),
                    format!("several rows of the table “{table}” hold: {rows}"),
                )
            }
            Self::SeveralRules { line, rules } => {
                let line = line.line_in(language);
                let rules = rules
                    .iter()
                    .map(|rule| rule.in_language(language))
                    .collect::<Vec<_>>()
                    .join(", ");
                say(
                    format!("maksulajissa ”{line}” useampi sääntö koskee maksajaa: {rules}"),
                    format!("i posten ”{line}” gäller flera regler betalaren: {rules}"),
                    format!("in the line “{line}” several rules are for this payer: {rules}"),
                )
            }
            Self::InvalidFact {
                fact,
                misfit,
                found,
                expected,
            } => misfit.in_language(language, fact, found, expected),
            Self::Uncomputable { error } => {
                let why = uncomputable_in(language, error);
                say(
                    format!("laskutoimituksella ei ole tulosta: {why}"),
                    format!("beräkningen har inget resultat: {why}"),
                    format!("the calculation has no result: {why}"),
                )
            }
        }
    }
}

impl Misfit {
    fn in_language(
        self,
        language: Language,
        fact: &Label,
        found: &str,
        expected: &[Label],
    ) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        let (known, name) = (named_in(language, fact), fact.name());
        let marked = match fact.words() {
            Some(_) => quoted(language, &known),
            None => known.clone(),
        };
        // Of a figure one bound is expected, or an example of how facts write it.
        let example = expected.first().map_or("", Label::name);
        let (figure, bound) = (figure_in(language, found), figure_in(language, example));
        let is_date = oske_types::parse_date(found).is_some();
        match self {
            Self::NotDeclared => {
                let help = help_in(language, expected);
                say(
                    format!("`{name}` ei ole maksuperusteen tieto; {help}"),
                    format!("`{name}` är ingen uppgift i avgiftsgrunden; {help}"),
                    format!("`{name}` is not a fact of the policy; {help}"),
                )
            }
            Self::NotAValue => {
                let help = help_in(language, expected);
                say(
                    format!("`{found}` ei ole tiedon {marked} arvo; {help}"),
                    format!("`{found}` är inget värde av {marked}; {help}"),
                    format!("`{found}` is not a value of {marked}; {help}"),
                )
            }
            Self::NotANumber => say(
                format!("{known} on `{found}`: odotettiin tarkkaa lukua, kuten `{example}`"),
                format!("{known} är `{found}`: ett exakt tal väntades, som `{example}`"),
                format!("{known} is `{found}`: expected an exact number, as in `{example}`"),
            ),
            Self::OffStep => say(
                format!("{known} on {figure}: odotettiin askeleen {bound} monikertaa"),
                format!("{known} är {figure}: en hel multipel av {bound} väntades"),
                format!("{known} is {figure}: expected a whole multiple of {bound}"),
            ),
            Self::TooSmall if is_date => say(
                format!("{known} on {figure}: odotettiin aikaisintaan {bound}"),
                format!("{known} är {figure}: tidigast {bound} väntades"),
                format!("{known} is {figure}: expected not before {bound}"),
            ),
            Self::TooSmall => say(
                format!("{known} on {figure}: odotettiin vähintään {bound}"),
                format!("{known} är {figure}: minst {bound} väntades"),
                format!("{known} is {figure}: expected at least {bound}"),
            ),
            Self::TooLarge if is_date => say(
                format!("{known} on {figure}: odotettiin viimeistään {bound}"),
                format!("{known} är {figure}: senast {bound} väntades"),
                format!("{known} is {figure}: expected not after {bound}"),
            ),
            Self::TooLarge => say(
                format!("{known} on {figure}: odotettiin enintään {bound}"),
                format!("{known} är {figure}: högst {bound} väntades"),
                format!("{known} is {figure}: expected at most {bound}"),
            ),
            Self::NotADate => say(
                format!("{known} on `{found}`: odotettiin päivää, kuten `{example}`"),
                format!("{known} är `{found}`: ett datum väntades, som `{example}`"),
                format!("{known} is `{found}`: expected a date, as in `{example}`"),
            ),
            Self::NotAList => say(
                format!("{known} on `{found}`: odotettiin luetteloa"),
                format!("{known} är `{found}`: en lista väntades"),
                format!("{known} is `{found}`: expected a list"),
            ),
            Self::TooMany => say(
                format!("luettelossa {marked} on {figure}: odotettiin enintään {bound}"),
                format!("listan {marked} har {figure}: högst {bound} väntades"),
                format!("the list {marked} has {figure}: expected at most {bound}"),
            ),
            Self::TooFew => say(
                format!("luettelossa {marked} on {figure}: odotettiin vähintään {bound}"),
                format!("listan {marked} har {figure}: minst {bound} väntades"),
                format!("the list {marked} has {figure}: expected at least {bound}"),
            ),
        }
    }
}

/// Payers with why each keeps something open: "b (a fact of the payer is missing: kind) and 2 more payers".
fn payers_in(language: Language, payers: &[(String, Reason)], others: usize) -> String {
    let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
    let payers = payers.iter();
    let payers = payers.map(|(payer, why)| format!("{payer} ({})", why.in_language(language)));
    let mut parts: Vec<String> = payers.collect();
    match others {
        0 => {}
        1 => parts.push(say(
            "yksi muu maksaja".to_owned(),
            "en betalare till".to_owned(),
            "one more payer".to_owned(),
        )),
        _ => parts.push(say(
            format!("{others} muuta maksajaa"),
            format!("{others} betalare till"),
            format!("{others} more payers"),
        )),
    }
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() {
        return last;
    }
    let and = language.pick("ja", "och", "and");
    format!("{} {and} {last}", parts.join(", "))
}

/// Why arithmetic has no result.
fn uncomputable_in(language: Language, error: &ArithmeticError) -> String {
    let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
    match error {
        ArithmeticError::DivisionByZero => language
            .pick("jako nollalla", "division med noll", "division by zero")
            .to_owned(),
        ArithmeticError::CurrencyMismatch(mismatch) => {
            let (left, right) = (mismatch.left(), mismatch.right());
            say(
                format!("valuuttoja {left} ja {right} ei voi laskea yhteen"),
                format!("valutorna {left} och {right} kan inte räknas ihop"),
                format!("amounts in {left} and {right} cannot be added up"),
            )
        }
        // INVARIANT: a policy with units or rounding steps that do not fit is refused before anything is computed.
        _ => language
            .pick(
                "luku on liian suuri",
                "talet är för stort",
                "a number is too large",
            )
            .to_owned(),
    }
}

/// A name in the words of the policy, or as facts write it.
fn named_in(language: Language, label: &Label) -> String {
    match label.words() {
        Some(words) => words.in_language(language).to_owned(),
        None => format!("`{}`", label.name()),
    }
}

/// One name is the nearest; several are all that are known. Behind the words of the policy stands what
/// facts have to write.
fn help_in(language: Language, expected: &[Label]) -> String {
    let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
    let words_of = |label: &Label| {
        let words = label.words()?.in_language(language);
        (words != label.name()).then(|| words.to_owned())
    };
    if let [nearest] = expected {
        let name = nearest.name();
        let nearest = match words_of(nearest) {
            Some(words) => format!("{} (`{name}`)", quoted(language, &words)),
            None => format!("`{name}`"),
        };
        return say(
            format!("tarkoititko {nearest}?"),
            format!("menade du {nearest}?"),
            format!("did you mean {nearest}?"),
        );
    }
    let names = expected.iter().map(|label| match words_of(label) {
        Some(words) => format!("{words} ({})", label.name()),
        None => label.name().to_owned(),
    });
    let listed = names.collect::<Vec<_>>().join(", ");
    say(
        format!("tunnetut: {listed}"),
        format!("kända: {listed}"),
        format!("known: {listed}"),
    )
}

/// A number or a day as the language writes it, and anything else as it is.
fn figure_in(language: Language, text: &str) -> String {
    if let Some(date) = oske_types::parse_date(text) {
        return date_in(language, date);
    }
    let number = text.parse::<Exact>();
    number.map_or_else(|_| text.to_owned(), |number| number.in_language(language))
}
