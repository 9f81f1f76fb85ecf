//! [`RegisterView`] and [`Changes`]: the register as on a day, and between two days.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Register;
use crate::{Member, Membership, Place};

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

/// Who joined and who left between two days (*liittyneet ja eronneet*, *nya och avgångna*), with
/// those told apart of whom the register does not settle it.
///
/// Two days are compared, by each one's own history: who joined and left again between them appears
/// nowhere.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use oske_domain::{Membership, Register};
///
/// let text = "\
/// id,name,kind,history
/// county-20,Kainuun hyvinvointialue,wellbeing_services_county,admitted by 2022-12-12 stated
/// kamk,Kajaanin ammattikorkeakoulu,university_of_applied_sciences,admitted 2022-08-01 stated
/// ";
/// let register = Register::from_csv(text.as_bytes(), "register.csv")?;
/// let changes = register.changes("2022-06-01".parse()?, "2023-06-01".parse()?);
/// assert_eq!(changes.joined()[0].id().as_str(), "kamk");
/// // The county was admitted on some day up to 12 December: perhaps before June.
/// assert_eq!(changes.uncertain()[0].member().id().as_str(), "county-20");
/// assert_eq!(changes.uncertain()[0].before(), Membership::Unsettled);
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
    pub(super) fn between(register: &'r Register, from: NaiveDate, to: NaiveDate) -> Self {
        let mut changes = Self {
            joined: Vec::new(),
            left: Vec::new(),
            uncertain: Vec::new(),
        };
        for member in register.members.values() {
            let before = member.membership_on(from);
            let after = member.membership_on(to);
            match (before, after) {
                (Membership::NotMember, Membership::Member) => changes.joined.push(member),
                (Membership::Member, Membership::NotMember) => changes.left.push(member),
                (Membership::Unsettled, _) | (_, Membership::Unsettled) => {
                    changes.uncertain.push(UncertainChange {
                        member,
                        before,
                        after,
                    });
                }
                (Membership::Member, Membership::Member)
                | (Membership::NotMember, Membership::NotMember) => {}
            }
        }
        changes
    }

    /// Who is certainly a member on the second day and was certainly not on the first, by id.
    #[must_use]
    pub fn joined(&self) -> &[&'r Member] {
        &self.joined
    }

    /// Who was certainly a member on the first day and is certainly not on the second, by id.
    #[must_use]
    pub fn left(&self) -> &[&'r Member] {
        &self.left
    }

    /// Who may have joined or left, since one of the days at least is unsettled, by id.
    #[must_use]
    pub fn uncertain(&self) -> &[UncertainChange<'r>] {
        &self.uncertain
    }
}

/// One who may have joined or left between two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UncertainChange<'r> {
    member: &'r Member,
    // INVARIANT: at least one is unsettled.
    before: Membership,
    after: Membership,
}

impl<'r> UncertainChange<'r> {
    /// Who.
    #[must_use]
    pub const fn member(&self) -> &'r Member {
        self.member
    }

    /// Whether it was a member on the first day.
    #[must_use]
    pub const fn before(&self) -> Membership {
        self.before
    }

    /// Whether it is a member on the second day.
    #[must_use]
    pub const fn after(&self) -> Membership {
        self.after
    }
}
