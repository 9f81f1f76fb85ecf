//! [`RegisterView`] and [`Changes`]: the register as on a day, and within a period.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use oske_types::Validity;

use super::Register;
use crate::{Ground, Member, Membership, Place};

/// A register as on a day (*jäsentilanne*, *medlemsläge*).
///
/// [Members](Self::members) are those who are members by their own history;
/// [in their own name](Self::in_own_name) are those of them who are not represented through another
/// one on that day. Who is [unsettled](Self::unsettled) is neither.
#[derive(Debug, Clone, Copy)]
pub struct RegisterView<'r> {
    register: &'r Register,
    date: NaiveDate,
}

impl<'r> RegisterView<'r> {
    pub(super) const fn new(register: &'r Register, date: NaiveDate) -> Self {
        Self { register, date }
    }

    /// The day.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// The register that is viewed.
    #[must_use]
    pub const fn register(&self) -> &'r Register {
        self.register
    }

    /// Whether one is a member, by its own history; not a member if it is not in the register.
    #[must_use]
    pub fn membership_of(&self, id: impl AsRef<str>) -> Membership {
        let member = self.register.member(id);
        member.map_or(Membership::NotMember, |member| {
            member.membership_on(self.date)
        })
    }

    /// The member of an id, if it is one on the day.
    #[must_use]
    pub fn member(&self, id: impl AsRef<str>) -> Option<&'r Member> {
        let member = self.register.member(id)?;
        (member.membership_on(self.date) == Membership::Member).then_some(member)
    }

    /// The members, by id, each once.
    pub fn members(&self) -> impl Iterator<Item = &'r Member> + use<'r> {
        self.all(Membership::Member)
    }

    /// Those of whom the register does not settle whether they are members, by id.
    pub fn unsettled(&self) -> impl Iterator<Item = &'r Member> + use<'r> {
        self.all(Membership::Unsettled)
    }

    fn all(&self, membership: Membership) -> impl Iterator<Item = &'r Member> + use<'r> {
        let date = self.date;
        let everyone = self.register.members.values();
        everyone.filter(move |member| member.membership_on(date) == membership)
    }

    /// The members whose admission is believed on a ground, by id: on [`Ground::Unknown`], those to ask
    /// before they are billed.
    pub fn on_ground(&self, ground: Ground) -> impl Iterator<Item = &'r Member> + use<'r> {
        let date = self.date;
        self.members().filter(move |member| {
            let admission = member.history().admission_on(date);
            admission.is_some_and(|admission| admission.ground() == ground)
        })
    }

    /// The members who are not represented through another one, by id: those who pay.
    pub fn in_own_name(&self) -> impl Iterator<Item = &'r Member> + use<'r> {
        let date = self.date;
        self.members()
            .filter(move |member| member.representation_on(date).is_none())
    }

    /// Through whom one is represented, if it is.
    #[must_use]
    pub fn representative_of(&self, id: impl AsRef<str>) -> Option<&'r Member> {
        let representation = self.register.member(id)?.representation_on(self.date)?;
        self.register.member(representation.representative())
    }

    /// Whether one is a member, by its own history or through another one: whoever is represented on the
    /// day is a member if the one at the end of the representation is, whatever its own history says.
    ///
    /// ```
    /// # #[cfg(feature = "csv")] {
    /// use oske_domain::{Membership, Register};
    ///
    /// let text = "\
    /// id,name,kind,represented_by,history
    /// essote,Essote,joint_authority,,admitted by 2017-12-31 inferred
    /// mikkeli,Mikkeli,municipality,essote 2017-01-01/2023-01-01,admitted 2023-01-01 inferred
    /// ";
    /// let register = Register::from_csv("register.csv", text.as_bytes())?;
    /// let in_2022 = register.on("2022-06-01".parse()?);
    /// assert_eq!(in_2022.membership_of("mikkeli"), Membership::NotMember);
    /// assert_eq!(in_2022.membership_also_through("mikkeli"), Membership::Member);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn membership_also_through(&self, id: impl AsRef<str>) -> Membership {
        let first = self.register.member(id);
        // INVARIANT: no representation leads back to where it began, so that the way has an end.
        let way = std::iter::successors(first, |member| self.representative_of(member.id()));
        let last = way.take(self.register.len()).last();
        last.map_or(Membership::NotMember, |member| {
            member.membership_on(self.date)
        })
    }

    /// Everyone who is represented through a member, by id.
    pub fn represented_through(
        &self,
        representative: &'r Member,
    ) -> impl Iterator<Item = &'r Member> + use<'r> {
        let date = self.date;
        self.register.members.values().filter(move |member| {
            let representation = member.representation_on(date);
            representation.is_some_and(|found| found.representative() == representative.id())
        })
    }

    /// The members in their own name that stand for the residents of each place, by place and id.
    ///
    /// A place stands here as the register writes it: a county and one of its municipalities are two
    /// places, and only an [`Atlas`](crate::Atlas) knows that one lies within the other.
    #[must_use]
    pub fn places(&self) -> BTreeMap<Place, Vec<&'r Member>> {
        let mut places: BTreeMap<Place, Vec<&'r Member>> = BTreeMap::new();
        for member in self.in_own_name() {
            for place in member.places() {
                places.entry(*place).or_default().push(member);
            }
        }
        places
    }

    /// The members in their own name that stand for the residents of a place, by id.
    pub fn standing_for(&self, place: Place) -> impl Iterator<Item = &'r Member> + use<'r> {
        self.in_own_name()
            .filter(move |member| member.places().contains(&place))
    }
}

/// Who joined and who left within a period (*liittyneet ja eronneet*, *nya och avgångna*), with those
/// told apart of whom the register does not settle it.
///
/// One joins on the first day of a membership, by one's own history, and leaves on the first day on
/// which one is a member no longer: who ceases at the turn of a year leaves in the new one. So the
/// members on the last day of a year are those on the last day of the year before, and who joined,
/// without who left. Who did both within the period is in both lists.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use oske_domain::Register;
///
/// let text = "\
/// id,name,kind,history
/// county-20,Kainuun hyvinvointialue,wellbeing_services_county,admitted by 2022-12-12 stated
/// kamk,Kajaanin ammattikorkeakoulu,university_of_applied_sciences,admitted 2022-08-01 stated
/// ";
/// let register = Register::from_csv("register.csv", text.as_bytes())?;
/// let changes = register.changes("2022-06-01/2023-06-01".parse()?);
/// assert_eq!(changes.joined()[0].id().as_str(), "kamk");
/// assert!(changes.left().is_empty());
/// // The county was admitted on some day up to 12 December: perhaps before June.
/// assert_eq!(changes.uncertain()[0].member().id().as_str(), "county-20");
/// assert!(changes.uncertain()[0].may_have_joined());
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes<'r> {
    joined: Vec<&'r Member>,
    left: Vec<&'r Member>,
    uncertain: Vec<UncertainChange<'r>>,
}

impl<'r> Changes<'r> {
    pub(super) fn within(register: &'r Register, period: Validity) -> Self {
        let mut changes = Self {
            joined: Vec::new(),
            left: Vec::new(),
            uncertain: Vec::new(),
        };
        let surely = |days: &Validity| days.intersection(period) == Some(*days);
        let perhaps = |days: &Validity| days.overlaps(period) && !surely(days);
        for member in register.members.values() {
            let history = member.history();
            if history.beginnings().any(|days| surely(&days)) {
                changes.joined.push(member);
            }
            if history.endings().any(|days| surely(&days)) {
                changes.left.push(member);
            }
            let may_have_joined = history.beginnings().any(|days| perhaps(&days));
            let may_have_left = history.endings().any(|days| perhaps(&days));
            if may_have_joined || may_have_left {
                changes.uncertain.push(UncertainChange {
                    member,
                    may_have_joined,
                    may_have_left,
                });
            }
        }
        changes
    }

    /// Who certainly joined, by id, each once.
    #[must_use]
    pub fn joined(&self) -> &[&'r Member] {
        &self.joined
    }

    /// Who certainly left, by id, each once.
    #[must_use]
    pub fn left(&self) -> &[&'r Member] {
        &self.left
    }

    /// Who may have joined or left, on a day that is not known and may lie within the period, by id,
    /// each once.
    #[must_use]
    pub fn uncertain(&self) -> &[UncertainChange<'r>] {
        &self.uncertain
    }
}

/// One who may have joined or left within a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UncertainChange<'r> {
    member: &'r Member,
    // INVARIANT: at least one of the two.
    may_have_joined: bool,
    may_have_left: bool,
}

impl<'r> UncertainChange<'r> {
    /// Who.
    #[must_use]
    pub const fn member(&self) -> &'r Member {
        self.member
    }

    /// Whether a membership may have begun within the period.
    #[must_use]
    pub const fn may_have_joined(&self) -> bool {
        self.may_have_joined
    }

    /// Whether a membership may have ended within the period.
    #[must_use]
    pub const fn may_have_left(&self) -> bool {
        self.may_have_left
    }
}
