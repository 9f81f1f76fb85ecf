//! How to mend what was found.

use oske_types::Language;

use super::{Finding, Severity, Subject};

impl Finding {
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
            Subject::Unclear { .. } if self.severity == Severity::Error => language.pick(
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
