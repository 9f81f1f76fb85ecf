//! [`RegisterChanges`]: what makes another register of one.

use std::collections::{BTreeMap, BTreeSet};

use oske_types::Language;

use super::{Register, RegisterFaults};
use crate::{FactName, Member, MemberField, MemberId};

/// What makes another register of one (*muutokset*, *ändringar*): who is new, who is changed and in
/// which field, and who is gone. Members are one and the same by their id.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use oske_domain::Register;
///
/// let before = Register::from_csv("before.csv", "\
/// id,name,kind,history
/// kuopio,Kuopio,municipality,admitted unknown inferred
/// uef,Itä-Suomen yliopisto,university,admitted by 2016-12-31 stated
/// ".as_bytes())?;
/// let after = Register::from_csv("after.csv", "\
/// id,name,kind,history
/// kuopio,Kuopion kaupunki,municipality,admitted unknown inferred
/// savonia,Savonia,university_of_applied_sciences,admitted unknown inferred
/// ".as_bytes())?;
///
/// let changes = before.changes_to(&after);
/// assert_eq!(changes.new_members()[0].id().as_str(), "savonia");
/// assert_eq!(changes.gone()[0].id().as_str(), "uef");
/// let fields = changes.changed()[0].fields();
/// assert_eq!(fields[0].field().column(), "name");
/// assert_eq!(fields[0].before(), Some("Kuopio"));
/// assert_eq!(fields[0].after(), Some("Kuopion kaupunki"));
/// assert_eq!(changes.applied_to(&before)?, after);
///
/// // A list that shows only some members takes nobody away.
/// let kept = changes.without_gone().applied_to(&before)?;
/// assert_eq!(kept.len(), 3);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterChanges<'r> {
    new_members: Vec<&'r Member>,
    changed: Vec<ChangedMember<'r>>,
    gone: Vec<&'r Member>,
    unchanged: usize,
}

impl<'r> RegisterChanges<'r> {
    pub(super) fn between(before: &'r Register, after: &'r Register) -> Self {
        let mut changes = Self {
            new_members: Vec::new(),
            changed: Vec::new(),
            gone: Vec::new(),
            unchanged: 0,
        };
        for member in after.members() {
            match before.member(member.id()) {
                None => changes.new_members.push(member),
                Some(known) if known == member => {
                    changes.unchanged = changes.unchanged.saturating_add(1);
                }
                Some(known) => changes.changed.push(ChangedMember {
                    before: known,
                    after: member,
                }),
            }
        }
        let is_gone = |member: &&Member| after.member(member.id()).is_none();
        changes.gone = before.members().filter(is_gone).collect();
        changes
    }

    /// Who is in the other register alone, by id.
    #[must_use]
    pub fn new_members(&self) -> &[&'r Member] {
        &self.new_members
    }

    /// Who is in both and not the same, by id.
    #[must_use]
    pub fn changed(&self) -> &[ChangedMember<'r>] {
        &self.changed
    }

    /// Who is in the first register alone, by id.
    #[must_use]
    pub fn gone(&self) -> &[&'r Member] {
        &self.gone
    }

    /// How many are the same in both.
    #[must_use]
    pub const fn unchanged(&self) -> usize {
        self.unchanged
    }

    /// Whether the two are equal.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.new_members.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }

    /// Those who are gone and who may be among the new under another id, for the business id or a name
    /// is the same: the one who is gone, and the new one.
    ///
    /// ```
    /// # #[cfg(feature = "csv")] {
    /// use oske_domain::Register;
    ///
    /// let before = "id,name,kind,history\nm1,Kuopio,municipality,admitted unknown stated\n";
    /// let after = before.replace("m1", "municipality-297");
    /// let before = Register::from_csv("before.csv", before.as_bytes())?;
    /// let after = Register::from_csv("after.csv", after.as_bytes())?;
    /// let changes = before.changes_to(&after);
    /// let (gone, new) = changes.perhaps_renumbered()[0];
    /// assert_eq!((gone.id().as_str(), new.id().as_str()), ("m1", "municipality-297"));
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn perhaps_renumbered(&self) -> Vec<(&'r Member, &'r Member)> {
        let mut by_sign: BTreeMap<String, &'r Member> = BTreeMap::new();
        for member in self.new_members.iter().rev() {
            for sign in signs(member) {
                by_sign.insert(sign, member);
            }
        }
        let pair = |gone: &&'r Member| {
            let new = signs(gone).find_map(|sign| by_sign.get(&sign))?;
            Some((*gone, *new))
        };
        self.gone.iter().filter_map(pair).collect()
    }

    /// The same changes, but nobody is gone: for a list that does not show everyone.
    #[must_use]
    pub fn without_gone(mut self) -> Self {
        self.gone.clear();
        self
    }

    /// A register with the changes made: those who are gone left out, and the new and the changed
    /// put in.
    ///
    /// Applied to the register that they were found in, all changes give the other register.
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] if the members do not go together, as when a representative is gone.
    pub fn applied_to(&self, register: &Register) -> Result<Register, RegisterFaults> {
        let gone: BTreeSet<&MemberId> = self.gone.iter().map(|member| member.id()).collect();
        let changed = self.changed.iter().map(|changed| changed.after);
        let put_in: BTreeMap<&MemberId, &Member> = self
            .new_members
            .iter()
            .copied()
            .chain(changed)
            .map(|member| (member.id(), member))
            .collect();
        let stays =
            |member: &&Member| !gone.contains(member.id()) && !put_in.contains_key(member.id());
        let staying = register.members().filter(stays);
        Register::try_new(staying.chain(put_in.values().copied()).cloned())
    }
}

/// What two entries of one member have in common: the business id, else a name.
fn signs(member: &Member) -> impl Iterator<Item = String> {
    let business_id = member.business_id().map(|id| id.to_string());
    let names = Language::ALL.map(|language| member.name().get(language).map(str::to_lowercase));
    business_id.into_iter().chain(names.into_iter().flatten())
}

/// A member as it stands in one register and in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedMember<'r> {
    // INVARIANT: of one id, and not equal.
    before: &'r Member,
    after: &'r Member,
}

impl<'r> ChangedMember<'r> {
    /// As it stands in the first.
    #[must_use]
    pub const fn before(&self) -> &'r Member {
        self.before
    }

    /// As it stands in the other.
    #[must_use]
    pub const fn after(&self) -> &'r Member {
        self.after
    }

    /// The fields that are not the same; there is at least one.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        let members = [self.before, self.after];
        let facts = members.iter().flat_map(|member| member.facts());
        let facts: BTreeSet<&FactName> = facts.map(|(name, _)| name).collect();
        let facts = facts.into_iter().cloned().map(MemberField::Fact);
        let fields = MemberField::WITHOUT_FACTS.into_iter().chain(facts);
        let change = |field: MemberField| FieldChange {
            before: field.of(self.before),
            after: field.of(self.after),
            field,
        };
        fields
            .map(change)
            .filter(|change| change.before != change.after)
            .collect()
    }
}

/// What a field of a member was and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    field: MemberField,
    // INVARIANT: the two are not equal.
    before: Option<String>,
    after: Option<String>,
}

impl FieldChange {
    /// Which field.
    #[must_use]
    pub const fn field(&self) -> &MemberField {
        &self.field
    }

    /// What it was, as a register writes it; `None` if nothing.
    #[must_use]
    pub fn before(&self) -> Option<&str> {
        self.before.as_deref()
    }

    /// What it is, as a register writes it; `None` if nothing.
    #[must_use]
    pub fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }
}
