//! Which way a part of a policy is computed, and why.

use std::fmt;

use oske_types::Language;

use crate::assessment::Label;

/// How the payers of some cases of a line are assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Way {
    /// In scaled integers of 64 bits.
    Scaled64,
    /// In scaled integers of 128 bits, row by row.
    Scaled128,
    /// Step by step, as [`PolicyYear::assess`](crate::PolicyYear::assess) does, row by row.
    StepByStep(AskReason),
}

/// Why payers are assessed step by step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AskReason {
    /// The policy can be read in several ways.
    SeveralReadings,
    /// Two quantities of the payer are multiplied, or one is divided by another.
    Product,
    /// A quantity is rounded or counted in more steps than are written out.
    Staircase,
    /// The things of a list are counted or summed up.
    List,
    /// A share of a total depends on the round.
    Share,
    /// The rule is in another currency than the policy.
    OtherCurrency,
    /// There are more cases than are written out.
    TooLarge,
    /// The numbers have no bounds that 128 bits hold.
    TooWide,
    /// A number does not fit when the formula is written out.
    Overflow,
    /// The rule rounds to a step that is no whole number of minor units.
    FineStep,
}

impl AskReason {
    /// The reason for people, as half a sentence.
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match self {
            Self::SeveralReadings => language.pick(
                "maksuperuste voidaan tulkita usealla tavalla",
                "avgiftsgrunden kan tolkas på flera sätt",
                "the policy can be read in several ways",
            ),
            Self::Product => language.pick(
                "kaksi maksajan lukua kerrotaan keskenään tai jaetaan toisellaan",
                "två av betalarens tal multipliceras eller divideras med varandra",
                "two quantities of the payer are multiplied or divided",
            ),
            Self::Staircase => language.pick(
                "luvussa on liian monta porrasta",
                "ett tal har för många steg",
                "a quantity has too many steps",
            ),
            Self::List => language.pick(
                "luettelon kohtia lasketaan tai summataan",
                "posterna i en lista räknas eller summeras",
                "the things of a list are counted or summed up",
            ),
            Self::Share => language.pick(
                "osuus riippuu muista maksajista",
                "en andel beror på de andra betalarna",
                "a share depends on the other payers",
            ),
            Self::OtherCurrency => language.pick(
                "säännön valuutta on toinen",
                "regeln är i en annan valuta",
                "the rule is in another currency",
            ),
            Self::TooLarge => language.pick(
                "tapauksia on liikaa",
                "det finns för många fall",
                "there are too many cases",
            ),
            Self::TooWide => language.pick(
                "luvuilla ei ole tarpeeksi tiukkoja rajoja",
                "talen har inte tillräckligt snäva gränser",
                "the numbers have no bounds that are narrow enough",
            ),
            Self::Overflow => language.pick(
                "luku ei mahdu lukualueelle",
                "ett tal ryms inte i talområdet",
                "a number does not fit",
            ),
            Self::FineStep => language.pick(
                "pyöristysaskel ei ole pienimmän rahayksikön monikerta",
                "avrundningssteget är inte en multipel av den minsta myntenheten",
                "the rounding step is no whole number of minor units",
            ),
        }
    }
}

impl fmt::Display for AskReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.in_language(Language::English))
    }
}

/// How many cases of a line are computed one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOfLine {
    pub(super) line: Label,
    pub(super) way: Way,
    pub(super) cases: usize,
}

impl WayOfLine {
    /// The line.
    #[must_use]
    pub fn line(&self) -> &Label {
        &self.line
    }

    /// How its cases are computed.
    #[must_use]
    pub fn way(&self) -> Way {
        self.way
    }

    /// How many cases of the line these are, at least 1.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.cases
    }

    /// In words: "dues: 3 cases in integers of 64 bits".
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let line = self.line.line_in(language);
        let cases = match (language, self.cases) {
            (Language::Finnish, 1) => "1 tapaus".to_owned(),
            (Language::Finnish, cases) => format!("{cases} tapausta"),
            (Language::Swedish, cases) => format!("{cases} fall"),
            (_, 1) => "1 case".to_owned(),
            (_, cases) => format!("{cases} cases"),
        };
        let integers = |bits: u32| match language {
            Language::Finnish => format!("{bits} bitin kokonaislukuina"),
            Language::Swedish => format!("som heltal på {bits} bitar"),
            _ => format!("in integers of {bits} bits"),
        };
        let way = match self.way {
            Way::Scaled64 => integers(64),
            Way::Scaled128 => integers(128),
            Way::StepByStep(reason) => {
                let steps = language.pick("vaihe vaiheelta", "steg för steg", "step by step");
                format!("{steps} ({})", reason.in_language(language))
            }
        };
        format!("{line}: {cases} {way}")
    }
}

impl fmt::Display for WayOfLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.in_language(Language::English))
    }
}
