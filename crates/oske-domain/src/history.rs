//! [`MembershipHistory`]: what happened to a membership, and what follows for a day.

mod error;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{Validity, parse_date};

use crate::{EventDay, Ground, Membership, MembershipState};
use error::HistoryFault;

pub use error::HistoryError;

/// One thing that happened to a membership: a state, its day and the ground for believing it.
///
/// The text form is that of a register:
///
/// ```
/// use oske_domain::{EventDay, Ground, HistoryEntry, MembershipState};
///
/// let entry: HistoryEntry = "deemed_resigned 2022-12-31 effective 2023-01-01 inferred".parse()?;
/// assert_eq!(entry.state(), MembershipState::DeemedResigned);
/// assert_eq!(entry.day(), EventDay::On("2022-12-31".parse()?));
/// assert_eq!(entry.effective(), Some("2023-01-01".parse()?));
/// assert_eq!(entry.ground(), Ground::Inferred);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HistoryEntry {
    // INVARIANT: only an ending has an effective day, not before its own; one on a known day has it.
    state: MembershipState,
    day: EventDay,
    effective: Option<NaiveDate>,
    ground: Ground,
}

impl HistoryEntry {
    /// A state other than an ending, on a day, on a ground.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] if the state is an ending on a known day, which needs
    /// [`HistoryEntry::effective_on`].
    pub fn try_new(
        state: MembershipState,
        day: EventDay,
        ground: Ground,
    ) -> Result<Self, HistoryError> {
        Self::checked(state, day, None, ground)
    }

    /// An ending on a day, on a ground, that takes effect: `effective` is the first day on which
    /// the member is one no longer.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] if the state is no ending, or if it takes effect before its day.
    pub fn effective_on(
        state: MembershipState,
        day: EventDay,
        effective: NaiveDate,
        ground: Ground,
    ) -> Result<Self, HistoryError> {
        Self::checked(state, day, Some(effective), ground)
    }

    fn checked(
        state: MembershipState,
        day: EventDay,
        effective: Option<NaiveDate>,
        ground: Ground,
    ) -> Result<Self, HistoryError> {
        let entry = Self {
            state,
            day,
            effective,
            ground,
        };
        let fault = match (state.is_ending(), day, effective) {
            (false, _, Some(_)) => Some(HistoryFault::NoEnding),
            (true, EventDay::On(_), None) => Some(HistoryFault::NoEffectiveDay),
            (true, EventDay::On(day), Some(effective)) if effective < day => {
                Some(HistoryFault::EffectiveBeforeDay)
            }
            _ => None,
        };
        match fault {
            Some(fault) => Err(HistoryError::new(fault, entry)),
            None => Ok(entry),
        }
    }

    /// What happened.
    #[must_use]
    pub const fn state(&self) -> MembershipState {
        self.state
    }

    /// When, as far as it is known.
    #[must_use]
    pub const fn day(&self) -> EventDay {
        self.day
    }

    /// Of an ending, the first day on which the member is one no longer.
    ///
    /// Where it is not given, an ending `by` a day has taken effect on that day, and one on an
    /// unknown day may have taken effect on any.
    #[must_use]
    pub const fn effective(&self) -> Option<NaiveDate> {
        self.effective
    }

    /// Why it is believed.
    #[must_use]
    pub const fn ground(&self) -> Ground {
        self.ground
    }
}

impl fmt::Display for HistoryEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ", self.state, self.day)?;
        if let Some(effective) = self.effective {
            write!(f, "effective {effective} ")?;
        }
        write!(f, "{}", self.ground)
    }
}

impl FromStr for HistoryEntry {
    type Err = HistoryError;

    fn from_str(text: &str) -> Result<Self, HistoryError> {
        let fault = |fault| HistoryError::new(fault, text);
        let words: Vec<&str> = text.split(' ').collect();
        let [state, when @ .., ground] = words.as_slice() else {
            return Err(fault(HistoryFault::Form));
        };
        let state = state.parse().map_err(|_| fault(HistoryFault::State))?;
        let ground = ground.parse().map_err(|_| fault(HistoryFault::Ground))?;
        let (day, effective) = match when {
            [day @ .., "effective", effective] => {
                let effective = parse_date(effective).ok_or_else(|| fault(HistoryFault::Day))?;
                (day, Some(effective))
            }
            day => (day, None),
        };
        let day = day.join(" ").parse();
        let day = day.map_err(|_| fault(HistoryFault::Day))?;
        Self::checked(state, day, effective, ground)
    }
}

/// The history of a membership (*jäsenyyden vaiheet*, *medlemskapets historia*): its dated states,
/// oldest first.
///
/// The text form is the `history` column of a register, with `; ` between the entries:
///
/// ```
/// use chrono::NaiveDate;
/// use oske_domain::{Membership, MembershipHistory};
///
/// let history: MembershipHistory =
///     "admitted by 2016-12-31 inferred; deemed_resigned 2022-12-31 effective 2023-01-01 inferred"
///         .parse()?;
/// let on = |date: &str| -> Result<Membership, chrono::ParseError> {
///     Ok(history.membership_on(date.parse()?))
/// };
/// assert_eq!(on("2015-06-01")?, Membership::Unsettled);
/// assert_eq!(on("2016-12-31")?, Membership::Member);
/// assert_eq!(on("2022-12-31")?, Membership::Member);
/// assert_eq!(on("2023-01-01")?, Membership::NotMember);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What an admission settles
///
/// - `admitted 2022-10-05`: a member from that day on, and not before.
/// - `admitted by 2022-12-12`: certainly a member from that day on; before it, unsettled, back to
///   the last entry whose day is known.
/// - `admitted unknown`: a member since before anything the register knows. Where an entry of a known
///   day stands before it, it is unsettled from that day on.
///
/// # What an ending settles
///
/// - `resigned 2022-10-05 effective 2023-01-01`: a member up to 31 December 2022.
/// - `resigned by 2022-12-12`: no longer a member on that day; before it, unsettled.
/// - `resigned unknown`: unsettled from the day after the admission on, up to the next entry.
///
/// # What is refused
///
/// No entry at all; an ending before an admission; an invitation, application or admission of one who is a
/// member; days that run backwards; an ending that takes effect before the membership begins; an
/// admission before the last membership has ended. An application may come before that, since a member
/// that has given notice can change its mind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipHistory {
    // INVARIANT: never empty, in a possible order; `periods` follow from them.
    entries: Vec<HistoryEntry>,
    periods: Vec<Period>,
}

/// One membership, from its admission to its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Period {
    admission: HistoryEntry,
    /// The days on which it may be a member. INVARIANT: `certain` is within.
    possible: Validity,
    /// The days on which it is certainly one, if there are such.
    certain: Option<Validity>,
    /// Whether only a later entry, or none, shows when it had ended at the latest.
    is_open: bool,
}

impl MembershipHistory {
    /// A history of entries, oldest first.
    ///
    /// # Errors
    ///
    /// [`HistoryError`] for what [is refused](MembershipHistory#what-is-refused).
    pub fn try_new(entries: impl IntoIterator<Item = HistoryEntry>) -> Result<Self, HistoryError> {
        let entries: Vec<_> = entries.into_iter().collect();
        if entries.is_empty() {
            return Err(HistoryError::new(HistoryFault::Empty, ""));
        }
        let periods = Period::all_of(&entries)?;
        Ok(Self { entries, periods })
    }

    /// The entries, oldest first; never empty.
    #[must_use]
    pub fn entries(&self) -> &[HistoryEntry] {
        &self.entries
    }

    /// Whether one with this history is a member on a day.
    #[must_use]
    pub fn membership_on(&self, date: NaiveDate) -> Membership {
        match self.period_on(date) {
            None => Membership::NotMember,
            Some(period) if period.is_certain_on(date) => Membership::Member,
            Some(_) => Membership::Unsettled,
        }
    }

    /// The admission on which the membership on a day rests, whether it is certain or unsettled: its
    /// [ground](HistoryEntry::ground) is the ground for believing in the membership.
    #[must_use]
    pub fn admission_on(&self, date: NaiveDate) -> Option<&HistoryEntry> {
        self.period_on(date).map(|period| &period.admission)
    }

    fn period_on(&self, date: NaiveDate) -> Option<&Period> {
        let certain = self
            .periods
            .iter()
            .find(|period| period.is_certain_on(date));
        certain.or_else(|| {
            let mut latest_first = self.periods.iter().rev();
            latest_first.find(|period| period.possible.contains(date))
        })
    }

    /// Of each membership, the days on one of which it began, where it began on any.
    pub(crate) fn beginnings(&self) -> impl Iterator<Item = Validity> {
        self.periods.iter().filter_map(Period::beginning)
    }

    /// Of each membership, the days on one of which it was no longer, where it has ended.
    pub(crate) fn endings(&self) -> impl Iterator<Item = Validity> {
        self.periods.iter().filter_map(Period::ending)
    }

    /// Whether no day of a period is one on which the membership is known not to be.
    pub(crate) fn may_hold_throughout(&self, days: Validity) -> bool {
        let mut possible = self.periods.iter().map(|period| period.possible);
        possible.any(|possible| possible.intersection(days) == Some(days))
    }
}

impl fmt::Display for MembershipHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, entry) in self.entries.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{entry}")?;
        }
        Ok(())
    }
}

impl FromStr for MembershipHistory {
    type Err = HistoryError;

    fn from_str(text: &str) -> Result<Self, HistoryError> {
        if text.is_empty() {
            return Self::try_new([]);
        }
        let entries: Result<Vec<HistoryEntry>, _> = text.split("; ").map(str::parse).collect();
        Self::try_new(entries?)
    }
}

impl Period {
    fn all_of(entries: &[HistoryEntry]) -> Result<Vec<Self>, HistoryError> {
        let mut periods: Vec<Self> = Vec::new();
        let mut running: Option<Self> = None;
        let mut last_known_day: Option<NaiveDate> = None;
        for entry in entries {
            let fault = |fault| HistoryError::new(fault, *entry);
            let latest = entry.day.latest();
            if let (Some(latest), Some(last)) = (latest, last_known_day)
                && latest < last
            {
                return Err(fault(HistoryFault::Backwards));
            }
            if entry.state.is_ending() {
                let period = running
                    .take()
                    .ok_or_else(|| fault(HistoryFault::NotMember))?;
                let ended = period.ended_by(entry);
                periods.push(ended.ok_or_else(|| fault(HistoryFault::EndsBeforeBeginning))?);
            } else if running.is_some() {
                return Err(fault(HistoryFault::AlreadyMember));
            } else {
                if let (Some(last), Some(latest)) = (periods.last_mut(), latest) {
                    last.end_open_end_on(latest)
                        .ok_or_else(|| fault(HistoryFault::Overlap))?;
                }
                if entry.state == MembershipState::Admitted {
                    let ended = periods.last().and_then(|last| last.earliest_end());
                    let begun = Self::begun_by(entry, last_known_day.max(ended));
                    running = Some(begun.ok_or_else(|| fault(HistoryFault::Overlap))?);
                }
            }
            if let EventDay::On(day) = entry.day {
                last_known_day = Some(day);
            }
        }
        periods.extend(running);
        Ok(periods)
    }

    /// The membership that an admission begins, not before a day; `None` if it would have to be.
    fn begun_by(admission: &HistoryEntry, not_before: Option<NaiveDate>) -> Option<Self> {
        let (possible, certain) = match (admission.day, not_before) {
            (EventDay::On(day) | EventDay::By(day), Some(first)) if day < first => return None,
            (EventDay::On(day), _) => (Some(day), Some(Validity::starting(day))),
            (EventDay::By(day), _) => (not_before, Some(Validity::starting(day))),
            (EventDay::Unknown, None) => (None, Some(Validity::ALWAYS)),
            (EventDay::Unknown, Some(_)) => (not_before, None),
        };
        Some(Self {
            admission: *admission,
            possible: possible.map_or(Validity::ALWAYS, Validity::starting),
            certain,
            is_open: false,
        })
    }

    /// This membership up to its ending; `None` if that leaves no day of it.
    fn ended_by(self, ending: &HistoryEntry) -> Option<Self> {
        let end = ending.effective.or(ending.day.latest());
        let days = Validity::new(None, end).unwrap_or(Validity::ALWAYS);
        // Without an effective day it may have ended on any day after the first.
        let certain_days = if ending.effective.is_some() {
            self.certain
        } else {
            self.certain.and_then(first_day)
        };
        let certain = match certain_days {
            Some(certain) => Some(certain.intersection(days)?),
            None => None,
        };
        Some(Self {
            possible: self.possible.intersection(days)?,
            certain,
            is_open: ending.effective.is_none(),
            ..self
        })
    }

    /// Ends a membership of an unknown end at the latest on a day; `None` if that leaves no day of it.
    fn end_open_end_on(&mut self, latest: NaiveDate) -> Option<()> {
        if self.is_open {
            let days = Validity::new(None, Some(latest))?;
            self.possible = self.possible.intersection(days)?;
            if let Some(certain) = self.certain {
                certain.intersection(days)?;
            }
        }
        Some(())
    }

    /// The first day on which it can have been over.
    fn earliest_end(&self) -> Option<NaiveDate> {
        if self.is_open {
            self.certain
                .map_or(self.possible.from(), Validity::until_exclusive)
        } else {
            self.possible.until_exclusive()
        }
    }

    fn beginning(&self) -> Option<Validity> {
        let latest = match self.certain {
            // It has always been, as far as the register knows.
            Some(certain) if certain.from().is_none() => return None,
            Some(certain) => certain.from(),
            None => self.possible.last_day(),
        };
        Validity::new(self.possible.from(), latest.and_then(|day| day.succ_opt()))
    }

    fn ending(&self) -> Option<Validity> {
        let latest = self.possible.until_exclusive();
        let earliest = if self.is_open {
            self.earliest_end()
        } else {
            Some(latest?)
        };
        Validity::new(earliest, latest.and_then(|day| day.succ_opt()))
    }

    fn is_certain_on(&self, date: NaiveDate) -> bool {
        self.certain.is_some_and(|certain| certain.contains(date))
    }
}

/// The first day of a period, if it has one, as a period.
fn first_day(period: Validity) -> Option<Validity> {
    let first = period.from()?;
    Validity::new(Some(first), first.succ_opt())
}
