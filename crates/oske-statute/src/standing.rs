//! [`Standing`]: whether a provision stands on a day, and why.

mod history;
mod reason;

use chrono::NaiveDate;
use oske_types::Language;

use crate::catalogue::{Act, Catalogue, Relation, places, relation};
use crate::provision::Provision;
use crate::reference::{Instrument, Reference};

use history::History;

pub use reason::Reason;

/// Whether what a reference cites stands on a day: yes, no or not known, and for what reasons.
///
/// An act stands from the day on which it comes into force to the day before it is repealed, and a
/// provision where the act does and has it. Whether it applies to a case, and what transitional rules say,
/// is another question.
///
/// # What is concluded
///
/// Nothing is guessed. That a place is, or is not, in the text of a day is known where
///
/// - the act was published with it or without it, a text of that day was read, or an amendment says so:
///   what is repealed or amended stood the day before, what is amended or added stands from that day on,
///   and a section that is added did not stand the day before;
/// - on the day on which an amendment says so, whatever others of that day may do besides;
/// - from such a day on, and back from it, as long as every amendment is listed, each with all that it
///   changes, and none concerns the place or what it is a part of;
/// - between two such days that agree, though amendments between them may have changed more than is listed,
///   or not all be listed, as long as none that is listed concerns the place: it would have to have been
///   repealed and added again.
///
/// A section that was amended as a whole may have other moments than before, and what the data calls
/// [`Effect::Unstated`](crate::Effect::Unstated) may have been repealed: of such places nothing is concluded
/// from there on.
///
/// ```
/// use oske_statute::{Answer, Catalogue, Reference};
/// use oske_types::Language;
///
/// let catalogue = Catalogue::embedded();
/// let moment = Reference::parse("1230/2001 6 § 2 mom")?;
/// assert_eq!(catalogue.standing(&moment, "2002-08-31".parse()?).answer(), Answer::Yes);
///
/// let later = catalogue.standing(&moment, "2002-09-01".parse()?);
/// assert_eq!(later.answer(), Answer::No);
/// assert_eq!(later.in_language(Language::English), "no: 586/2002 repealed it from 1 September 2002");
///
/// let act = Reference::parse("1230/2001")?;
/// assert_eq!(catalogue.standing(&act, "2026-11-22".parse()?).answer(), Answer::NotKnown);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    answer: Answer,
    reasons: Vec<Reason>,
}

/// Whether something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a caller decides on each; there is no fourth answer"
)]
pub enum Answer {
    /// It stands on the day.
    Yes,
    /// It does not.
    No,
    /// The catalogue does not tell.
    NotKnown,
}

impl Answer {
    /// *kyllä*, *ei*, *ei tiedossa*; *ja*, *nej*, *inte känt*; *yes*, *no*, *not known*.
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match self {
            Self::Yes => language.pick("kyllä", "ja", "yes"),
            Self::No => language.pick("ei", "nej", "no"),
            Self::NotKnown => language.pick("ei tiedossa", "inte känt", "not known"),
        }
    }
}

impl Standing {
    /// The answer, for all that is cited: *yes* only if every place stands, *no* if one does not.
    #[must_use]
    pub const fn answer(&self) -> Answer {
        self.answer
    }

    /// What the answer rests on, or what is missing.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The answer with its reasons as words.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let reasons: Vec<String> = self
            .reasons
            .iter()
            .map(|reason| reason.in_language(language))
            .collect();
        let answer = self.answer.in_language(language);
        format!("{answer}: {}", reasons.join("; "))
    }

    fn new(answer: Answer, reason: Reason) -> Self {
        Self {
            answer,
            reasons: vec![reason],
        }
    }
}

impl Catalogue {
    /// Whether what a reference cites stands on a day. A short name is taken for the act that it meant on
    /// that day.
    #[must_use]
    pub fn standing(&self, reference: &Reference, date: NaiveDate) -> Standing {
        let id = match reference.instrument() {
            None => return Standing::new(Answer::NotKnown, Reason::NoAct),
            Some(Instrument::Statute(id)) => id,
            Some(Instrument::Named(name)) => match self.named(name, date) {
                Some(id) => id,
                None => return Standing::new(Answer::NotKnown, Reason::NameNotKnown),
            },
            Some(Instrument::Eu(_)) => {
                return Standing::new(Answer::NotKnown, Reason::NotInCatalogue);
            }
            Some(Instrument::Bill(_) | Instrument::Document(_) | Instrument::Draft(_)) => {
                return Standing::new(Answer::No, Reason::NotLaw);
            }
        };
        let Some(act) = self.act(id) else {
            return Standing::new(Answer::NotKnown, Reason::NotInCatalogue);
        };
        if reference.provisions().is_empty() {
            return of_act(act, act.in_force_from(), date);
        }
        let all = reference.provisions().iter().flat_map(places);
        let mut together: Option<Standing> = None;
        for (count, place) in all.enumerate() {
            if count >= MOST_PLACES {
                return Standing::new(Answer::NotKnown, Reason::TooManyPlaces);
            }
            let standing = of_place(act, &place, date);
            if standing.answer == Answer::No {
                return standing;
            }
            together = Some(match together {
                None => standing,
                Some(before) => before.and(standing),
            });
        }
        together.unwrap_or_else(|| Standing::new(Answer::NotKnown, Reason::PlaceNotClear))
    }
}

/// How many places of one reference are looked at.
const MOST_PLACES: usize = 1000;

impl Standing {
    /// Both of two answers, neither of which is *no*.
    fn and(mut self, other: Self) -> Self {
        match (self.answer, other.answer) {
            (Answer::NotKnown, Answer::Yes) => return self,
            (Answer::Yes, Answer::NotKnown) => return other,
            _ => {}
        }
        for reason in other.reasons {
            if !self.reasons.contains(&reason) {
                self.reasons.push(reason);
            }
        }
        self
    }
}

/// Whether an act is in force, as a whole or for a provision that has a first day of its own.
fn of_act(act: &Act, from: Option<NaiveDate>, date: NaiveDate) -> Standing {
    if let Some(on) = act.signed().filter(|signed| date < *signed) {
        return Standing::new(Answer::No, Reason::NotYetSigned { on });
    }
    if let Some(from) = act.until_exclusive().filter(|until| date >= *until) {
        let by = act.repealed_by();
        return Standing::new(Answer::No, Reason::ActRepealed { by, from });
    }
    let Some(from) = from else {
        return Standing::new(Answer::NotKnown, Reason::StartNotKnown);
    };
    if date < from {
        return Standing::new(Answer::No, Reason::NotYetInForce { from });
    }
    match (act.known_to(), act.until_exclusive()) {
        (Some(on), _) if date > on => Standing::new(Answer::NotKnown, Reason::KnownTo { on }),
        (None, None) if date > from => {
            Standing::new(Answer::NotKnown, Reason::KnownTo { on: from })
        }
        _ => Standing::new(Answer::Yes, Reason::InForce { from }),
    }
}

fn of_place(act: &Act, place: &Provision, date: NaiveDate) -> Standing {
    let mut from = act.in_force_from();
    for commencement in act.commencements() {
        match relation(commencement.provision(), place) {
            Relation::Exact | Relation::Above => from = commencement.from(),
            // A part of it began on another day.
            Relation::Below | Relation::Unclear if from.is_some_and(|from| date < from) => {
                from = None;
            }
            _ => {}
        }
    }
    let whole = of_act(act, from, date);
    if whole.answer != Answer::Yes {
        return whole;
    }
    let parts = place.parts();
    if parts.sections.is_empty() && parts.chapters.is_empty() && parts.part.is_none() {
        return Standing::new(Answer::NotKnown, Reason::PlaceNotClear);
    }
    History::of(act, place, from.unwrap_or(date)).on(date)
}
