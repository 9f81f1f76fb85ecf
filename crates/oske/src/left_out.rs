//! [`LeftOut`]: who is in the register and no member on the day of a round.

use chrono::NaiveDate;
use oske_domain::{EventDay, HistoryEntry, Member, Membership, MembershipState, RegisterView};
use oske_types::{Language, date_in};

/// One of the register who pays nothing in a round, because it is no member on its day: with the reason, so
/// that nobody is forgotten who joins later in the year.
///
/// ```
/// use oske::domain::Register;
/// use oske::dues::Policy;
/// use oske::types::Language;
/// use oske::{Round, RoundOptions};
///
/// # let policy = Policy::from_toml("policy.toml", r#"
/// #     format = "oske-policy"
/// #     version = 1
/// #     id = "flat"
/// #     title = { en = "A flat due" }
/// #     status = "proposed"
/// #     currency = "EUR"
/// #     dues_years = { from = "2026" }
/// #     [[rule]]
/// #     id = "everyone"
/// #     pays = "110 EUR"
/// # "#)?;
/// // Invented bodies.
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,history
/// first-ry,First ry,association,admitted 2019-04-01 stated
/// later-ry,Later ry,association,admitted 2026-03-15 stated
/// ".as_bytes())?;
/// let year = policy.for_year("2026".parse()?)?;
/// let options = RoundOptions::for_year(year.year());
/// let round = Round::assess(year, &register, &oske::data::ATLAS, options)?;
/// assert_eq!(round.total()?.to_string(), "110.00 EUR");
/// let later = &round.left_out()[0];
/// assert_eq!(later.member().id().as_str(), "later-ry");
/// assert_eq!(later.in_language(Language::English), "not a member until 15 March 2026");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut<'r> {
    member: &'r Member,
    why: WhyLeftOut<'r>,
}

/// Why one of the register is no member on the day of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "what a history can say of one who is no member; whoever bills must decide on each"
)]
pub enum WhyLeftOut<'r> {
    /// Its membership, or the next one of somebody who left, begins after the day.
    NotYet(EventDay),
    /// It has left, in one of the ways that [end](MembershipState::is_ending) a membership: the first day on
    /// which it is no member, or one on which it is none at the latest.
    Left(MembershipState, EventDay),
    /// It was invited or has applied, and was not admitted.
    NotAdmitted(MembershipState),
    /// It has no membership of its own, and another one represents it.
    Represented(&'r Member),
}

impl<'r> LeftOut<'r> {
    /// Everyone who is no member by its own history, by id.
    pub(crate) fn all(members: RegisterView<'r>) -> Vec<Self> {
        let (register, date) = (members.register(), members.date());
        let strangers = register
            .members()
            .filter(|member| member.membership_on(date) == Membership::NotMember);
        let left_out = strangers.map(|member| {
            let representative = members.representative_of(member.id());
            let why = representative.map(WhyLeftOut::Represented);
            let why = why.unwrap_or_else(|| WhyLeftOut::of(member.history().entries(), date));
            Self { member, why }
        });
        left_out.collect()
    }

    /// Who.
    #[must_use]
    pub const fn member(&self) -> &'r Member {
        self.member
    }

    /// Why it is no member.
    #[must_use]
    pub const fn why(&self) -> WhyLeftOut<'r> {
        self.why
    }

    /// Why, in words: "not a member until 15 March 2026".
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        self.why.in_language(language)
    }
}

impl WhyLeftOut<'_> {
    /// Of the history of one who is no member on a day.
    fn of(entries: &[HistoryEntry], date: NaiveDate) -> Self {
        let mut left = None;
        let mut rest = entries;
        while let Some(place) = rest.iter().position(|entry| entry.state().is_ending()) {
            let (_, from_ending) = rest.split_at(place);
            let Some((ending, later)) = from_ending.split_first() else {
                break;
            };
            let Some(since) = last_possible(ending, later).filter(|day| *day <= date) else {
                // INVARIANT: whoever is no member on the day has left before it, or joins after it.
                break;
            };
            let since = match ending.effective() {
                Some(_) => EventDay::On(since),
                None => EventDay::By(since),
            };
            left = Some(Self::Left(ending.state(), since));
            rest = later;
        }
        let is_admission = |entry: &&HistoryEntry| entry.state() == MembershipState::Admitted;
        let next = rest.iter().find(is_admission);
        let next = next.map(|admission| Self::NotYet(admission.day()));
        let last = entries
            .last()
            .map_or(MembershipState::Applied, HistoryEntry::state);
        next.or(left).unwrap_or(Self::NotAdmitted(last))
    }

    /// The word for programs: `not_yet`, `represented`, or the state that a history ends with: `applied`,
    /// `invited`, `resigned`, `deemed_resigned` or `expelled`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotYet(_) => "not_yet",
            Self::Left(state, _) | Self::NotAdmitted(state) => state.code(),
            Self::Represented(_) => "represented",
        }
    }

    /// In words: "not a member since 1 January 2026: resigned".
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let day = |date| date_in(language, date);
        match self {
            Self::NotYet(EventDay::On(date)) => {
                let date = day(date);
                language.pick(
                    format!("jäsen vasta {date} alkaen"),
                    format!("medlem först från {date}"),
                    format!("not a member until {date}"),
                )
            }
            Self::NotYet(EventDay::By(date)) => {
                let date = day(date);
                language.pick(
                    format!("ei vielä jäsen, hyväksytty viimeistään {date}"),
                    format!("ännu inte medlem, godkänd senast {date}"),
                    format!("not a member yet, admitted by {date}"),
                )
            }
            Self::NotYet(EventDay::Unknown) => {
                let words = language.pick(
                    "ei vielä jäsen, hyväksymispäivä ei ole tiedossa",
                    "ännu inte medlem, dagen för godkännandet är inte känd",
                    "not a member yet, admitted on a day that is not known",
                );
                words.to_owned()
            }
            Self::Left(state, since) => {
                let how = how_it_left(state, language);
                let Some(date) = since.latest().map(day) else {
                    return how.to_owned();
                };
                match since {
                    EventDay::On(_) => language.pick(
                        format!("{how}, ei jäsen {date} alkaen"),
                        format!("{how}, inte medlem från {date}"),
                        format!("{how}, not a member since {date}"),
                    ),
                    _ => language.pick(
                        format!("{how}, ei enää jäsen viimeistään {date}"),
                        format!("{how}, inte längre medlem senast {date}"),
                        format!("{how}, no longer a member by {date}"),
                    ),
                }
            }
            Self::NotAdmitted(MembershipState::Invited) => {
                let words = language.pick(
                    "kutsuttu, ei hyväksytty",
                    "inbjuden, inte godkänd",
                    "invited, not admitted",
                );
                words.to_owned()
            }
            Self::NotAdmitted(_) => {
                let words = language.pick(
                    "hakenut, ei hyväksytty",
                    "ansökt, inte godkänd",
                    "applied, not admitted",
                );
                words.to_owned()
            }
            Self::Represented(through) => {
                let name = through.name().in_language(language);
                language.pick(
                    format!("ei itse jäsen, edustaja {name}"),
                    format!("inte själv medlem, företräds av {name}"),
                    format!("not a member itself, represented through {name}"),
                )
            }
        }
    }
}

/// The first day on which one is surely a member no longer, by an ending and what comes after it.
fn last_possible(ending: &HistoryEntry, later: &[HistoryEntry]) -> Option<NaiveDate> {
    if let Some(effective) = ending.effective() {
        return Some(effective);
    }
    // What can only happen to one who is no member shows that it had left by then.
    let later = later.iter().take_while(|entry| !entry.state().is_ending());
    let days = [ending].into_iter().chain(later);
    days.filter_map(|entry| entry.day().latest()).min()
}

fn how_it_left(state: MembershipState, language: Language) -> &'static str {
    match state {
        MembershipState::DeemedResigned => language.pick(
            "katsottu eronneeksi",
            "ansetts ha utträtt",
            "deemed to have resigned",
        ),
        MembershipState::Expelled => language.pick("erotettu", "utesluten", "expelled"),
        _ => language.pick("eronnut", "utträtt", "resigned"),
    }
}
