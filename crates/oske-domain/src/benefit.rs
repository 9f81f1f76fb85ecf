//! [`Benefit`]: what members of an association have by being members.

#[cfg(feature = "csv")]
mod csv;
mod holders;
mod id;
mod kind;
mod scope;
mod set;

use oske_types::{Source, Text, Validity};

use crate::member::{one_line, one_line_in_each};
use crate::{Member, Membership, RegisterView};

pub use holders::{BenefitHolder, BenefitHolders, BenefitStanding, WhyNoBenefit};
pub use id::BenefitId;
pub use kind::BenefitKind;
pub use scope::{BenefitScope, ForRepresented};
pub use set::Benefits;

/// What members have by being members (*jäsenetu*, *medlemsförmån*), in a period: what it is, for whom,
/// and where that was read.
///
/// Whoever is a member on a day has it, if it is [for them](BenefitScope). A member that is represented
/// through another one, as a municipality through its joint authority, has it where the benefit
/// [says so](ForRepresented): that is told of each benefit, for associations differ in it and a seat on the board
/// is another matter than a newsletter.
///
/// ```
/// use oske_domain::{Benefit, BenefitKind, BenefitScope, BenefitStanding, ForRepresented, Register};
/// use oske_types::{Language, Text, Validity};
///
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,represented_by,history
/// essote,Essote,joint_authority,,admitted by 2017-12-31 inferred; deemed_resigned 2022-12-31 effective 2023-01-01 inferred
/// mikkeli,Mikkeli,municipality,essote 2017-01-01/2023-01-01,admitted unknown unknown
/// ".as_bytes())?;
/// let publications = Benefit::new(
///     "publications".parse()?,
///     &Text::new("Uutiskirjeet ja julkaisut", "Nyhetsbrev och publikationer", "Newsletters and publications"),
///     BenefitKind::Publications,
///     BenefitScope::everyone(ForRepresented::Included),
///     Validity::ALWAYS,
///     "Letter to members, 12 December 2022",
/// ).ok_or("a name and a source")?;
///
/// let in_2022 = register.on("2022-06-01".parse()?);
/// let mikkeli = publications.standing_of("mikkeli", in_2022);
/// assert_eq!(mikkeli.in_language(Language::English), "yes, through Essote");
/// let in_2023 = register.on("2023-06-01".parse()?);
/// assert_eq!(publications.standing_of("mikkeli", in_2023), BenefitStanding::Has);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    id: BenefitId,
    // INVARIANT: every text is on one line and not empty.
    name: Text,
    kind: BenefitKind,
    scope: BenefitScope,
    validity: Validity,
    source: Source,
    note: Option<Text>,
}

impl Benefit {
    /// A benefit of a name and a kind, for whom and when it is, and the title of the source that says
    /// so; `None` if the name or the title is blank, or if it is for nobody.
    #[must_use]
    pub fn new(
        id: BenefitId,
        name: &Text,
        kind: BenefitKind,
        scope: BenefitScope,
        validity: Validity,
        source: &str,
    ) -> Option<Self> {
        if scope.is_for_nobody() {
            return None;
        }
        Some(Self {
            id,
            name: one_line_in_each(name)?,
            kind,
            scope,
            validity,
            source: Source::new(one_line(source)?),
            note: None,
        })
    }

    /// With a note on how the source was read.
    #[must_use]
    pub fn with_note(mut self, note: &Text) -> Self {
        self.note = one_line_in_each(note);
        self
    }

    /// Its id, the same in every period.
    #[must_use]
    pub const fn id(&self) -> &BenefitId {
        &self.id
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> &BenefitKind {
        &self.kind
    }

    /// For whom it is.
    #[must_use]
    pub const fn scope(&self) -> &BenefitScope {
        &self.scope
    }

    /// In which period.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }

    /// The source that says so.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }

    /// How the source was read.
    #[must_use]
    pub const fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }

    /// Whether one of a register has it on the day of the view; who is not in the register has it not.
    #[must_use]
    pub fn standing_of<'r>(
        &self,
        id: impl AsRef<str>,
        view: RegisterView<'r>,
    ) -> BenefitStanding<'r> {
        let Some(member) = view.register().member(id) else {
            return BenefitStanding::HasNot(WhyNoBenefit::NotMember);
        };
        self.standing(member, view)
    }

    fn standing<'r>(&self, member: &'r Member, view: RegisterView<'r>) -> BenefitStanding<'r> {
        let because = BenefitStanding::HasNot;
        if !self.validity.contains(view.date()) {
            return because(WhyNoBenefit::NotInForce);
        }
        let membership = view.membership_also_through(member.id());
        if membership == Membership::NotMember {
            return because(WhyNoBenefit::NotMember);
        }
        if !self.scope.is_for(member) {
            return because(WhyNoBenefit::NotForIt);
        }
        let representative = view.representative_of(member.id());
        match (membership, representative) {
            (_, Some(representative)) if !self.scope.for_represented().is_included() => {
                because(WhyNoBenefit::Represented(representative))
            }
            (Membership::Unsettled, _) => BenefitStanding::Unsettled,
            (_, Some(representative)) => BenefitStanding::HasThrough(representative),
            (_, None) => BenefitStanding::Has,
        }
    }
}
