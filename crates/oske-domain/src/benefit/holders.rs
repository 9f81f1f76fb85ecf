//! [`BenefitStanding`] of one member, and [`BenefitHolders`] of a register.

use oske_types::Language;

use super::Benefit;
use crate::{Member, RegisterView};

/// Whether one has a benefit on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever sends or charges must decide on each, so that nothing is silently assumed"
)]
pub enum BenefitStanding<'r> {
    /// It has it, as a member in its own name.
    Has,
    /// It has it, as one that is represented through this member.
    HasThrough(&'r Member),
    /// It has it not, and why.
    HasNot(WhyNoBenefit<'r>),
    /// The register does not settle whether it is a member.
    Unsettled,
}

/// Why one has not a benefit on a day: the first of these that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the ways in which one can be without a benefit follow from what a benefit says"
)]
pub enum WhyNoBenefit<'r> {
    /// The benefit is not in force on the day.
    NotInForce,
    /// It is not a member, or not in the register.
    NotMember,
    /// The benefit is for others.
    NotForIt,
    /// It is represented through this member, and the benefit is not for those who are.
    Represented(&'r Member),
}

impl BenefitStanding<'_> {
    /// Whether it has it for certain.
    #[must_use]
    pub const fn has(self) -> bool {
        matches!(self, Self::Has | Self::HasThrough(_))
    }

    /// A stable code: `has`, `has_through`, `not_in_force`, `not_member`, `not_for_it`, `represented` or
    /// `unsettled`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Has => "has",
            Self::HasThrough(_) => "has_through",
            Self::HasNot(WhyNoBenefit::NotInForce) => "not_in_force",
            Self::HasNot(WhyNoBenefit::NotMember) => "not_member",
            Self::HasNot(WhyNoBenefit::NotForIt) => "not_for_it",
            Self::HasNot(WhyNoBenefit::Represented(_)) => "represented",
            Self::Unsettled => "unsettled",
        }
    }

    /// In words: `yes, through Essote`.
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let words = match self {
            Self::Has => language.pick("kyllä", "ja", "yes"),
            Self::HasThrough(representative) => {
                let name = representative.name().in_language(language);
                return language.pick(
                    format!("kyllä, edustajanaan {name}"),
                    format!("ja, företrädd av {name}"),
                    format!("yes, through {name}"),
                );
            }
            Self::HasNot(WhyNoBenefit::NotInForce) => language.pick(
                "ei: etu ei ole voimassa",
                "nej: förmånen är inte i kraft",
                "no: the benefit is not in force",
            ),
            Self::HasNot(WhyNoBenefit::NotMember) => {
                language.pick("ei: ei jäsen", "nej: inte medlem", "no: not a member")
            }
            Self::HasNot(WhyNoBenefit::NotForIt) => language.pick(
                "ei: etu on muille",
                "nej: förmånen är för andra",
                "no: the benefit is for others",
            ),
            Self::HasNot(WhyNoBenefit::Represented(representative)) => {
                let name = representative.name().in_language(language);
                return language.pick(
                    format!("ei: etu on vain edustajalla ({name})"),
                    format!("nej: bara företrädaren {name} har förmånen"),
                    format!("no: only {name}, through whom it is a member, has it"),
                );
            }
            Self::Unsettled => language.pick(
                "ei ratkea: jäsenyyden päivä ei ole tiedossa",
                "inte avgjort: dagen för medlemskapet är inte känd",
                "not settled: the day of the membership is not known",
            ),
        };
        words.to_owned()
    }
}

/// One who has a benefit on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BenefitHolder<'r> {
    member: &'r Member,
    through: Option<&'r Member>,
}

impl<'r> BenefitHolder<'r> {
    /// Who.
    #[must_use]
    pub const fn member(&self) -> &'r Member {
        self.member
    }

    /// Through whom it is represented, if it is.
    #[must_use]
    pub const fn through(&self) -> Option<&'r Member> {
        self.through
    }
}

/// Who has a benefit on a day, by member: of newsletters and publications, the mailing list of
/// organisations (*postituslista*, *sändlista*).
///
/// It holds no contact persons: with the feature `csv`, `contacts` picks them out of `Contacts` when
/// asked.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use oske_domain::{Benefits, Contacts, Register};
///
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,represented_by,history
/// county-14,Pohjois-Karjalan hyvinvointialue,wellbeing_services_county,,admitted by 2022-12-12 stated
/// joensuu,Joensuu,municipality,siun-sote 2017-01-01/2023-01-01,admitted unknown unknown
/// siun-sote,Siun sote,joint_authority,,admitted by 2017-12-31 inferred
/// ".as_bytes())?;
/// let benefits = Benefits::from_csv("benefits.csv", "\
/// id,name_en,kind,for,represented,validity,source
/// newsletter,Newsletter,publications,everyone,included,../..,\"Letter to members, 12 December 2022\"
/// ".as_bytes(), &register)?;
///
/// let in_june = register.on("2022-06-01".parse()?);
/// let mailing = benefits.holders("newsletter", in_june).ok_or("in force")?;
/// let names: Vec<_> = mailing.iter().map(|holder| holder.member().id().as_str()).collect();
/// assert_eq!(names, ["joensuu", "siun-sote"]);
/// // Admitted on some day up to 12 December.
/// assert_eq!(mailing.unsettled()[0].id().as_str(), "county-14");
///
/// // Persons are told only when asked, of those who have the benefit.
/// let contacts = "member,name\njoensuu,Maija Meikäläinen\ncounty-14,Matti Meikäläinen\n";
/// let contacts = Contacts::from_csv("contacts.csv", contacts.as_bytes(), &register)?;
/// let asked: Vec<_> = mailing.contacts(&contacts).map(|contact| contact.name()).collect();
/// assert_eq!(asked, ["Maija Meikäläinen"]);
/// assert!(!format!("{mailing:?}").contains("Maija"));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenefitHolders<'b, 'r> {
    benefit: &'b Benefit,
    // INVARIANT: by id, each once; nobody is in both.
    holders: Vec<BenefitHolder<'r>>,
    unsettled: Vec<&'r Member>,
}

impl<'b, 'r> BenefitHolders<'b, 'r> {
    pub(super) fn of(benefit: &'b Benefit, view: RegisterView<'r>) -> Self {
        let mut all = Self {
            benefit,
            holders: Vec::new(),
            unsettled: Vec::new(),
        };
        for member in view.register().members() {
            let through = match benefit.standing(member, view) {
                BenefitStanding::Has => None,
                BenefitStanding::HasThrough(representative) => Some(representative),
                BenefitStanding::Unsettled => {
                    all.unsettled.push(member);
                    continue;
                }
                BenefitStanding::HasNot(_) => continue,
            };
            all.holders.push(BenefitHolder { member, through });
        }
        all
    }

    /// The benefit.
    #[must_use]
    pub const fn benefit(&self) -> &'b Benefit {
        self.benefit
    }

    /// Those who have it, by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &BenefitHolder<'r>> {
        self.holders.iter()
    }

    /// Those who have it in their own name, by id.
    pub fn in_own_name(&self) -> impl Iterator<Item = &'r Member> {
        let own = self.holders.iter();
        own.filter(|holder| holder.through.is_none())
            .map(|holder| holder.member)
    }

    /// Those who have it as members that are represented through another one, by id.
    pub fn represented(&self) -> impl Iterator<Item = &'r Member> {
        let others = self.holders.iter();
        others
            .filter(|holder| holder.through.is_some())
            .map(|holder| holder.member)
    }

    /// Those of whom the register does not settle whether they are members, and who would have it, by
    /// id: ask before you send or charge.
    #[must_use]
    pub fn unsettled(&self) -> &[&'r Member] {
        &self.unsettled
    }

    /// Whether one has it for certain.
    #[must_use]
    pub fn has(&self, id: impl AsRef<str>) -> bool {
        let found = self
            .holders
            .binary_search_by(|holder| holder.member.id().as_str().cmp(id.as_ref()));
        found.is_ok()
    }
}

#[cfg(feature = "csv")]
#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
impl<'r> BenefitHolders<'_, 'r> {
    /// The contact persons of those who have it, in the order of the contacts: personal data, told only
    /// by this call.
    pub fn contacts<'c>(
        &self,
        contacts: &'c crate::Contacts,
    ) -> impl Iterator<Item = &'c crate::Contact> {
        contacts.iter().filter(|contact| self.has(contact.member()))
    }

    /// Those who have it and have no contact person, by id: whom a mailing does not reach.
    #[must_use]
    pub fn without_contact(&self, contacts: &crate::Contacts) -> Vec<&'r Member> {
        let reached: std::collections::BTreeSet<&str> = contacts
            .iter()
            .map(|contact| contact.member().as_str())
            .collect();
        let members = self.holders.iter().map(|holder| holder.member);
        members
            .filter(|member| !reached.contains(member.id().as_str()))
            .collect()
    }
}
