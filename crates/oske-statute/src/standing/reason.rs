//! [`Reason`]: why something stands, or does not.

use chrono::NaiveDate;
use oske_types::{Language, date_in};

use crate::statute::StatuteId;

/// A reason for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The reference names no act.
    NoAct,
    /// The catalogue does not say what act the name meant on the day.
    NameNotKnown,
    /// The act is not in the catalogue.
    NotInCatalogue,
    /// A bill, another document or a draft, which is not law.
    NotLaw,
    /// The place names no chapter or section, or leaves out a level that the data has.
    PlaceNotClear,
    /// The list names more places than are looked at.
    TooManyPlaces,
    /// The act had not been given.
    NotYetSigned {
        /// The day on which it was.
        on: NaiveDate,
    },
    /// The act, or the provision, was not in force yet.
    NotYetInForce {
        /// Its first day.
        from: NaiveDate,
    },
    /// The first day of the act or the provision is not known.
    StartNotKnown,
    /// The act is in force from a day on.
    InForce {
        /// Its first day.
        from: NaiveDate,
    },
    /// The act was repealed as a whole.
    ActRepealed {
        /// By which act, where it is known.
        by: Option<StatuteId>,
        /// From which day.
        from: NaiveDate,
    },
    /// The act is known to be in force up to a day, and nothing is known of it later.
    KnownTo {
        /// That day.
        on: NaiveDate,
    },
    /// The act was published with the section.
    Published,
    /// The act was published without the section.
    NotPublished,
    /// The place was read in the text of a day.
    Read {
        /// That day.
        on: NaiveDate,
    },
    /// An amendment changed the place, which stood before and after.
    Amended {
        /// The amending act.
        by: StatuteId,
        /// From which day.
        from: NaiveDate,
    },
    /// An amendment added the place.
    Added {
        /// The amending act.
        by: StatuteId,
        /// From which day.
        from: NaiveDate,
    },
    /// An amendment added the place, which did not stand the day before.
    NotYetAdded {
        /// The amending act.
        by: StatuteId,
        /// From which day.
        from: NaiveDate,
    },
    /// An amendment repealed the place, or what it is a part of.
    Repealed {
        /// The amending act.
        by: StatuteId,
        /// From which day.
        from: NaiveDate,
    },
    /// The place stood until an amendment repealed it.
    NotYetRepealed {
        /// The amending act.
        by: StatuteId,
        /// From which day.
        from: NaiveDate,
    },
    /// An amendment concerns the place, and the data does not say what became of it.
    ChangeNotKnown {
        /// The amending act.
        by: StatuteId,
        /// From which day, where it is known.
        from: Option<NaiveDate>,
    },
    /// An amendment may have changed more than is listed.
    MayHaveChanged {
        /// The amending act.
        by: StatuteId,
        /// From which day, where it is known.
        from: Option<NaiveDate>,
    },
    /// Not every amendment is listed.
    ListPartial,
    /// Amendments are listed up to a day.
    ListCompleteTo {
        /// That day.
        on: NaiveDate,
    },
    /// The data does not tell whether the act has such a place.
    PlaceNotKnown,
}

impl Reason {
    /// The reason as words, without a full stop. *It* is what is cited.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let day = |date: &NaiveDate| date_in(language, *date);
        let words = |fi: &str, sv: &str, en: &str| language.pick(fi, sv, en).to_owned();
        let since = |from: &Option<NaiveDate>| match from {
            Some(from) => day(from),
            None => words("päivä ei tiedossa", "dagen inte känd", "on a day not known"),
        };
        match self {
            Self::NoAct => words(
                "viittaus ei nimeä säädöstä",
                "hänvisningen nämner ingen författning",
                "the reference names no act",
            ),
            Self::NameNotKnown => words(
                "luettelo ei kerro, mitä säädöstä nimi silloin tarkoitti",
                "förteckningen anger inte vilken författning namnet då avsåg",
                "the catalogue does not say which act the name meant then",
            ),
            Self::NotInCatalogue => words(
                "säädös ei ole luettelossa",
                "författningen finns inte i förteckningen",
                "the act is not in the catalogue",
            ),
            Self::NotLaw => words(
                "se ei ole säädös",
                "det är ingen författning",
                "it is not law",
            ),
            Self::PlaceNotClear => words(
                "kohta ei yksilöi lukua tai pykälää",
                "stället anger inte kapitel eller paragraf",
                "the place does not say which chapter or section",
            ),
            Self::TooManyPlaces => words(
                "kohtia on liikaa",
                "ställena är för många",
                "there are too many places",
            ),
            Self::NotYetSigned { on } => {
                let on = day(on);
                language.pick(
                    format!("säädös annettiin vasta {on}"),
                    format!("författningen gavs först {on}"),
                    format!("the act was given on {on}"),
                )
            }
            Self::NotYetInForce { from } => {
                let from = day(from);
                language.pick(
                    format!("tulee voimaan {from}"),
                    format!("träder i kraft {from}"),
                    format!("in force from {from}"),
                )
            }
            Self::StartNotKnown => words(
                "voimaantulopäivä ei ole tiedossa",
                "dagen för ikraftträdandet är inte känd",
                "the first day in force is not known",
            ),
            Self::InForce { from } => {
                let from = day(from);
                language.pick(
                    format!("säädös on voimassa {from} alkaen"),
                    format!("författningen är i kraft från {from}"),
                    format!("the act is in force from {from}"),
                )
            }
            Self::ActRepealed { by, from } => {
                let from = day(from);
                match by {
                    Some(by) => language.pick(
                        format!("säädös on kumottu säädöksellä {by} {from} alkaen"),
                        format!("författningen är upphävd genom {by} från {from}"),
                        format!("{by} repealed the act from {from}"),
                    ),
                    None => language.pick(
                        format!("säädös on kumottu {from} alkaen"),
                        format!("författningen är upphävd från {from}"),
                        format!("the act was repealed from {from}"),
                    ),
                }
            }
            Self::KnownTo { on } => {
                let on = day(on);
                language.pick(
                    format!("säädöksen tiedetään olleen voimassa {on}, myöhempää ei tiedetä"),
                    format!("författningen var i kraft {on}, om senare tid finns inga uppgifter"),
                    format!("the act is known to be in force on {on}, and not later"),
                )
            }
            Self::Published => words(
                "pykälä on alkuperäisessä säädöksessä",
                "paragrafen finns i den ursprungliga författningen",
                "the act was published with the section",
            ),
            Self::NotPublished => words(
                "alkuperäisessä säädöksessä ei ole pykälää",
                "den ursprungliga författningen saknar paragrafen",
                "the act was published without the section",
            ),
            Self::Read { on } => {
                let on = day(on);
                language.pick(
                    format!("luettu {on} voimassa olleesta tekstistä"),
                    format!("läst i den text som gällde {on}"),
                    format!("read in the text of {on}"),
                )
            }
            Self::Amended { by, from } => {
                let from = day(from);
                language.pick(
                    format!("muutettu säädöksellä {by} {from} alkaen"),
                    format!("ändrad genom {by} från {from}"),
                    format!("{by} amended it from {from}"),
                )
            }
            Self::Added { by, from } => {
                let from = day(from);
                language.pick(
                    format!("lisätty säädöksellä {by} {from} alkaen"),
                    format!("tillagd genom {by} från {from}"),
                    format!("{by} added it from {from}"),
                )
            }
            Self::NotYetAdded { by, from } => {
                let from = day(from);
                language.pick(
                    format!("lisätty vasta säädöksellä {by} {from} alkaen"),
                    format!("tillagd först genom {by} från {from}"),
                    format!("{by} adds it only from {from}"),
                )
            }
            Self::Repealed { by, from } => {
                let from = day(from);
                language.pick(
                    format!("kumottu säädöksellä {by} {from} alkaen"),
                    format!("upphävd genom {by} från {from}"),
                    format!("{by} repealed it from {from}"),
                )
            }
            Self::NotYetRepealed { by, from } => {
                let from = day(from);
                language.pick(
                    format!("kumottu vasta säädöksellä {by} {from} alkaen"),
                    format!("upphävd först genom {by} från {from}"),
                    format!("{by} repeals it only from {from}"),
                )
            }
            Self::ChangeNotKnown { by, from } => {
                let from = since(from);
                language.pick(
                    format!("{by} koskee sitä ({from}), mutta ei tiedetä, miten"),
                    format!("{by} gäller den ({from}), men det är inte känt hur"),
                    format!("{by} concerns it ({from}), and how is not known"),
                )
            }
            Self::MayHaveChanged { by, from } => {
                let from = since(from);
                language.pick(
                    format!("{by} ({from}) on voinut muuttaa muutakin kuin on lueteltu"),
                    format!("{by} ({from}) kan ha ändrat mer än vad som anges"),
                    format!("{by} ({from}) may have changed more than is listed"),
                )
            }
            Self::ListPartial => words(
                "kaikkia muutoksia ei ole lueteltu",
                "alla ändringar anges inte",
                "not every amendment is listed",
            ),
            Self::ListCompleteTo { on } => {
                let on = day(on);
                language.pick(
                    format!("muutokset on lueteltu {on} saakka"),
                    format!("ändringarna anges till och med {on}"),
                    format!("amendments are listed up to {on}"),
                )
            }
            Self::PlaceNotKnown => words(
                "tiedoista ei näy, onko säädöksessä tällaista kohtaa",
                "uppgifterna anger inte om författningen har ett sådant ställe",
                "the data does not tell whether the act has such a place",
            ),
        }
    }
}
