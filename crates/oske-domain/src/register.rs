//! [`Register`]: a checked set of members.

mod check;
#[cfg(feature = "csv")]
mod csv;
mod difference;
mod fault;
pub(crate) mod field;
#[cfg(feature = "json")]
mod json;
#[cfg(any(feature = "csv", feature = "json"))]
pub(crate) mod read;
#[cfg(feature = "csv")]
pub(crate) mod table;
mod view;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use oske_types::Validity;

use crate::{Member, MemberId};
use check::Claim;

pub use difference::{ChangedMember, FieldChange, RegisterChanges};
pub(crate) use fault::FaultList;
#[cfg(feature = "import")]
pub(crate) use fault::write_counted;
pub use fault::{RegisterFault, RegisterFaultCode, RegisterFaults};
pub use field::MemberField;
pub use view::{Changes, RegisterView, UncertainChange};

/// The members of an association (*jäsenluettelo*, *medlemsförteckning*), checked together.
///
/// Every id is unique; whoever is represented through another member is so through one who is in the
/// register, through one at a time, who may be a member throughout; and no representation leads back to where
/// it began. What a single [`Member`] must satisfy, such as memberships that do not overlap, it
/// satisfies by itself.
///
/// ```
/// use oske_domain::{Member, MemberKind, Register};
/// use oske_types::{Language, Text};
///
/// let member = |id: &str, name: &str, kind, history: &str| {
///     let name = Text::only(Language::Finnish, name).ok_or("no name")?;
///     Ok::<_, Box<dyn std::error::Error>>(Member::try_new(id.parse()?, name, kind, history.parse()?)?)
/// };
/// let register = Register::try_new([
///     member("essote", "Essote", MemberKind::JointAuthority,
///         "admitted by 2017-12-31 inferred; deemed_resigned 2022-12-31 effective 2023-01-01 inferred")?,
///     member("mikkeli", "Mikkeli", MemberKind::Municipality, "admitted unknown unknown")?
///         .with_representations(["essote 2017-01-01/2023-01-01".parse()?]),
/// ])?;
///
/// let in_2022 = register.on("2022-06-01".parse()?);
/// let payers: Vec<_> = in_2022.in_own_name().map(|member| member.id().as_str()).collect();
/// assert_eq!(payers, ["essote"]);
///
/// let in_2023 = register.on("2023-06-01".parse()?);
/// let payers: Vec<_> = in_2023.in_own_name().map(|member| member.id().as_str()).collect();
/// assert_eq!(payers, ["mikkeli"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    // INVARIANT: each member stands under its own id, and `check::together` found no fault.
    members: BTreeMap<MemberId, Member>,
}

impl Register {
    /// A register of members, in any order.
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] with every fault: ids that stand twice, representatives that are not in the
    /// register or not members at the time, representations that overlap or lead in a circle.
    pub fn try_new(members: impl IntoIterator<Item = Member>) -> Result<Self, RegisterFaults> {
        let members: Vec<Member> = members.into_iter().collect();
        let mut faults = FaultList::without_file();
        let claims: Vec<Claim<'_>> = members.iter().map(Claim::of).collect();
        check::together(&claims, &mut faults);
        faults.or_else(|| Self::of_checked(members))
    }

    /// INVARIANT: `check::together` found no fault.
    fn of_checked(members: impl IntoIterator<Item = Member>) -> Self {
        let by_id = |member: Member| (member.id().clone(), member);
        Self {
            members: members.into_iter().map(by_id).collect(),
        }
    }

    /// Everyone in the register, member on some day or other, by id.
    pub fn members(&self) -> impl ExactSizeIterator<Item = &Member> {
        self.members.values()
    }

    /// The member of an id.
    #[must_use]
    pub fn member(&self, id: impl AsRef<str>) -> Option<&Member> {
        self.members.get(id.as_ref())
    }

    /// How many are in the register.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether nobody is in the register.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The register as on a day.
    #[must_use]
    pub const fn on(&self, date: NaiveDate) -> RegisterView<'_> {
        RegisterView::new(self, date)
    }

    /// What makes another register of this one: who is new in it, changed or gone.
    #[must_use]
    pub fn changes_to<'r>(&'r self, other: &'r Self) -> RegisterChanges<'r> {
        RegisterChanges::between(self, other)
    }

    /// Who joined and who left within a period.
    #[must_use]
    pub fn changes(&self, within: Validity) -> Changes<'_> {
        Changes::within(self, within)
    }
}
