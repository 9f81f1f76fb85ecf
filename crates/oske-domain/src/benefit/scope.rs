//! [`BenefitScope`]: for whom a benefit is.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

use crate::{Member, MemberId, MemberKind};

/// Whether a member that is represented through another one has a benefit, too.
///
/// It is no matter of course. A municipality that is a member through its joint authority may send its
/// people to a seminar at the member price, while the joint authority alone has the vote and the seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "it has it or has it not: there is no third"
)]
pub enum ForRepresented {
    /// It has it, too.
    Included,
    /// It has it not: the one through whom it is represented alone has it.
    Excluded,
}

impl ForRepresented {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Included, Self::Excluded];

    /// The word in a table: `included` or `excluded`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Included => "included",
            Self::Excluded => "excluded",
        }
    }

    /// Whether it has it, too.
    #[must_use]
    pub const fn is_included(self) -> bool {
        matches!(self, Self::Included)
    }
}

impl fmt::Display for ForRepresented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, self.code())
    }
}

impl FromStr for ForRepresented {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let mut all = Self::ALL.into_iter();
        all.find(|known| known.code() == text).ok_or_else(|| {
            let reason = "expected included or excluded";
            ParseValueError::new("what represented members have", text, reason, "included")
        })
    }
}

/// For which members a benefit is: for everyone, or for those of some kinds and some by name; and
/// whether also for those who are represented through another member.
///
/// Kinds and names are those of whoever has it: a benefit for municipalities is one for a represented
/// municipality, if it is for represented members at all, and none for its joint authority.
///
/// ```
/// use oske_domain::{BenefitScope, ForRepresented, MemberKind};
///
/// let scope = BenefitScope::of_kinds([MemberKind::Municipality], ForRepresented::Included)
///     .with_members(["uef".parse()?]);
/// assert_eq!(scope.to_string(), "municipality member:uef");
/// assert_eq!(BenefitScope::everyone(ForRepresented::Excluded).to_string(), "everyone");
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenefitScope {
    everyone: bool,
    // INVARIANT: both are empty if it is for everyone.
    kinds: BTreeSet<MemberKind>,
    members: BTreeSet<MemberId>,
    for_represented: ForRepresented,
}

/// In text, all members.
pub(super) const EVERYONE: &str = "everyone";
/// In text, what stands before the id of a member.
pub(super) const MEMBER: &str = "member:";

impl BenefitScope {
    /// For every member.
    #[must_use]
    pub const fn everyone(for_represented: ForRepresented) -> Self {
        Self {
            everyone: true,
            kinds: BTreeSet::new(),
            members: BTreeSet::new(),
            for_represented,
        }
    }

    /// For members of some kinds, in any order.
    #[must_use]
    pub fn of_kinds(
        kinds: impl IntoIterator<Item = MemberKind>,
        for_represented: ForRepresented,
    ) -> Self {
        Self {
            everyone: false,
            kinds: kinds.into_iter().collect(),
            members: BTreeSet::new(),
            for_represented,
        }
    }

    /// Also for members by name, in any order; if it is for everyone, that adds nobody.
    #[must_use]
    pub fn with_members(mut self, members: impl IntoIterator<Item = MemberId>) -> Self {
        if !self.everyone {
            self.members.extend(members);
        }
        self
    }

    /// Whether it is for every member.
    #[must_use]
    pub const fn is_for_everyone(&self) -> bool {
        self.everyone
    }

    /// The kinds of members that it is for, besides those by name; none if it is for everyone.
    pub fn kinds(&self) -> impl Iterator<Item = MemberKind> {
        self.kinds.iter().copied()
    }

    /// The members that it is for by name; none if it is for everyone.
    pub fn members(&self) -> impl Iterator<Item = &MemberId> {
        self.members.iter()
    }

    /// Whether it is also for those who are represented through another member.
    #[must_use]
    pub const fn for_represented(&self) -> ForRepresented {
        self.for_represented
    }

    pub(super) fn is_for_nobody(&self) -> bool {
        !self.everyone && self.kinds.is_empty() && self.members.is_empty()
    }

    /// Whether it is for a body or person of a register, were it a member in its own name.
    #[must_use]
    pub fn is_for(&self, member: &Member) -> bool {
        self.everyone
            || self.kinds.contains(&member.kind())
            || self.members.contains(member.id().as_str())
    }
}

/// As in a table: `everyone`, or kinds and `member:` with ids; without what holds for represented ones.
impl fmt::Display for BenefitScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.everyone {
            return pad(f, EVERYONE);
        }
        let kinds = self.kinds.iter().map(ToString::to_string);
        let members = self.members.iter().map(|id| format!("{MEMBER}{id}"));
        let items: Vec<String> = kinds.chain(members).collect();
        pad(f, &items.join(" "))
    }
}
