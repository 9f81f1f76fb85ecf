//! The price of a paid event for whoever attends, as its policy says it.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use oske_domain::{
    Atlas, AtlasView, BenefitHolders, BenefitStanding, Benefits, DateNotCarried, Member,
    MemberKind, Membership, PaidEvent, Register, RegisterView,
};
use oske_dues::{Explanation, Facts, Policy, PolicyYear};
use oske_types::DuesYear;

use crate::{FactProblem, facts_of};

/// The yes or no that a right to the member price becomes.
const MEMBER_PRICE: &str = "member_price";
/// The yes or no that a membership becomes.
const IS_MEMBER: &str = "is_member";
/// The attribute that a kind becomes.
const KIND: &str = "kind";

/// Why the prices of an event cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// The policy is another one than the event names.
    #[error(
        "the event `{event}` has its prices in the policy `{expected}`: this is `{found}`; give that \
         policy, or correct the event"
    )]
    #[non_exhaustive]
    OtherPolicy {
        /// The event.
        event: String,
        /// The id of the policy that it names.
        expected: String,
        /// The id of the policy that was given.
        found: String,
    },
    /// No benefit of the id that the event names is in force on its day.
    #[error(
        "the event `{event}` has its member price by `{benefit}`, which is not in force on its day: \
         give the benefits that it was read with"
    )]
    #[non_exhaustive]
    NoBenefit {
        /// The event.
        event: String,
        /// The benefit.
        benefit: String,
    },
    /// The policy is not for the year of the event.
    #[error(
        "the event `{event}` is on {date}, in a year that the policy `{policy}` does not govern: give one \
         whose `dues_years` reach that day"
    )]
    #[non_exhaustive]
    NotGoverned {
        /// The event.
        event: String,
        /// Its day.
        date: NaiveDate,
        /// The policy.
        policy: String,
    },
    /// The atlas does not answer for the day of the event.
    #[error(transparent)]
    DateNotCarried(#[from] DateNotCarried),
}

/// The prices of a paid event on its day (*osallistumismaksut*, *deltagaravgifter*): who may attend at
/// the member price, and what anybody pays, with the derivation.
///
/// The policy is one as of dues. What it asks for is told as [`facts_of`] tells it, with the
/// population at the end of the year before the event, and two things more:
///
/// | the policy asks for | it is |
/// |---|---|
/// | a yes-no `member_price` | whether the payer has the benefit of the event on its day |
/// | a yes-no `is_member` | whether it is a member on that day, in its own name or through another member |
///
/// Of whom the register does not settle whether it is a member, neither is told, so that the price is
/// undetermined and says what is missing. A policy may ask for more, as a day of registration: add it to the
/// [facts](Self::facts_of) and [explain](Self::explain) them.
///
/// ```
/// use oske::domain::{Benefits, PaidEvents, Register};
/// use oske::dues::Policy;
/// use oske::event::EventPrices;
/// use oske::types::Language;
///
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,represented_by,history
/// county-14,Pohjois-Karjalan hyvinvointialue,wellbeing_services_county,,admitted by 2022-12-12 stated
/// joensuu,Joensuu,municipality,siun-sote 2017-01-01/2023-01-01,admitted unknown unknown
/// siun-sote,Siun sote,joint_authority,,admitted by 2017-12-31 inferred
/// ".as_bytes())?;
/// let benefits = Benefits::from_csv("benefits.csv", "\
/// id,name_en,kind,for,represented,validity,source
/// event-price,Reduced fees,event_price,everyone,included,../..,\"Letter to members, 12 December 2022\"
/// ".as_bytes(), &register)?;
/// let events = PaidEvents::from_csv("events.csv", "\
/// id,name_en,date,benefit,prices,source
/// seminar,Seminar,2022-05-12,event-price,seminar-prices,Made up
/// ".as_bytes(), &benefits)?;
/// let policy = Policy::from_toml("seminar-prices.toml", r#"
///     format = "oske-policy"
///     version = 1
///     id = "seminar-prices"
///     title = { en = "Fees of a seminar (made up)" }
///     status = "proposed"
///     currency = "EUR"
///     dues_years = { from = "2022" }
///     fact.member_price = { type = "yes-no" }
///     rule = [
///         { id = "members", when = "member_price", pays = "80 EUR" },
///         { id = "others", when = "not member_price", pays = "150 EUR" },
///     ]
/// "#)?;
///
/// let seminar = events.event("seminar").ok_or("an event")?;
/// let prices = EventPrices::try_new(seminar, &policy, &benefits, &register, &oske::data::ATLAS)?;
/// let pays = |id: &str| prices.price_of(id).map(|price| {
///     (price.standing().in_language(Language::English), price.explanation().to_line(Language::English))
/// });
/// assert_eq!(
///     pays("joensuu").ok_or("in the register")?,
///     ("yes, through Siun sote".to_owned(), "members".to_owned()),
/// );
/// // Admitted on some day up to 12 December: perhaps after the seminar.
/// assert_eq!(prices.at_member_price().unsettled()[0].id().as_str(), "county-14");
/// let county = prices.price_of("county-14").ok_or("in the register")?;
/// assert_eq!(county.explanation().outcome().amount(), None);
/// // Somebody who is not in the register.
/// let others = prices.price_of_others(None);
/// assert_eq!(others.outcome().amount().ok_or("an amount")?.to_string(), "150.00 EUR");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct EventPrices<'e> {
    event: &'e PaidEvent,
    year: PolicyYear<'e>,
    asked: BTreeSet<&'e str>,
    holders: BenefitHolders<'e, 'e>,
    members: RegisterView<'e>,
    places: AtlasView<'e>,
    population_year: i32,
}

/// What one of the register pays for an event.
#[derive(Debug)]
pub struct EventPrice<'e> {
    member: &'e Member,
    standing: BenefitStanding<'e>,
    problems: Vec<FactProblem>,
    explanation: Explanation,
}

impl<'e> EventPrice<'e> {
    /// Who.
    #[must_use]
    pub fn member(&self) -> &'e Member {
        self.member
    }

    /// Whether it may attend at the member price.
    #[must_use]
    pub fn standing(&self) -> BenefitStanding<'e> {
        self.standing
    }

    /// What the policy asks for and could not be told.
    #[must_use]
    pub fn problems(&self) -> &[FactProblem] {
        &self.problems
    }

    /// The price, with its derivation.
    #[must_use]
    pub fn explanation(&self) -> &Explanation {
        &self.explanation
    }
}

impl<'e> EventPrices<'e> {
    /// The prices of an event by its policy, for the year of its day.
    ///
    /// # Errors
    ///
    /// [`EventError`]: another policy than the event names, a policy for other years, a benefit that is
    /// not in force, a day that the atlas does not carry.
    pub fn try_new(
        event: &'e PaidEvent,
        policy: &'e Policy,
        benefits: &'e Benefits,
        register: &'e Register,
        atlas: &'e Atlas,
    ) -> Result<Self, EventError> {
        if policy.id() != event.prices() {
            return Err(EventError::OtherPolicy {
                event: event.id().to_string(),
                expected: event.prices().to_owned(),
                found: policy.id().to_owned(),
            });
        }
        let date = event.date();
        let governed = year_of(policy, date).and_then(|year| policy.for_year(year).ok());
        let members = register.on(date);
        let holders = benefits.holders(event.benefit(), members);
        Ok(Self {
            event,
            year: governed.ok_or_else(|| EventError::NotGoverned {
                event: event.id().to_string(),
                date,
                policy: policy.id().to_owned(),
            })?,
            asked: policy.attributes().collect(),
            holders: holders.ok_or_else(|| EventError::NoBenefit {
                event: event.id().to_string(),
                benefit: event.benefit().to_string(),
            })?,
            members,
            places: atlas.on(date)?,
            population_year: date.year().saturating_sub(1),
        })
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> &'e PaidEvent {
        self.event
    }

    /// The policy of its prices, for the year of its day.
    #[must_use]
    pub fn policy_year(&self) -> &PolicyYear<'e> {
        &self.year
    }

    /// Who may attend at the member price, and of whom that is not settled.
    #[must_use]
    pub fn at_member_price(&self) -> &BenefitHolders<'e, 'e> {
        &self.holders
    }

    /// What the policy asks for of one of the register, and what of it could not be told; `None` if it
    /// is not in the register.
    #[must_use]
    pub fn facts_of(&self, id: &str) -> Option<(Facts, Vec<FactProblem>)> {
        let member = self.members.register().member(id)?;
        let (facts, problems) = facts_of(member, &self.year, self.places, self.population_year);
        let is_member = match self.members.membership_also_through(id) {
            Membership::Member => Some(true),
            Membership::NotMember => Some(false),
            Membership::Unsettled => None,
        };
        let standing = self.standing_of(id);
        let has_price = (standing != BenefitStanding::Unsettled).then(|| standing.has());
        let told = [(IS_MEMBER, is_member), (MEMBER_PRICE, has_price)];
        let facts = told
            .into_iter()
            .fold(facts, |facts, (fact, answer)| match answer {
                Some(answer) if self.asked.contains(fact) => facts.with_yes_no(fact, answer),
                _ => facts,
            });
        Some((facts, problems))
    }

    /// What facts give, with the derivation.
    #[must_use]
    pub fn explain(&self, facts: &Facts) -> Explanation {
        self.year.explain(facts)
    }

    /// What one of the register pays; `None` if it is not in the register.
    #[must_use]
    pub fn price_of(&self, id: &str) -> Option<EventPrice<'e>> {
        let member = self.members.register().member(id)?;
        let (facts, problems) = self.facts_of(id)?;
        Some(EventPrice {
            member,
            standing: self.standing_of(id),
            problems,
            explanation: self.explain(&facts),
        })
    }

    /// What somebody pays who is not in the register, of a kind that is known or not.
    #[must_use]
    pub fn price_of_others(&self, kind: Option<MemberKind>) -> Explanation {
        let mut facts = Facts::new("others");
        for fact in [IS_MEMBER, MEMBER_PRICE] {
            if self.asked.contains(fact) {
                facts = facts.with_yes_no(fact, false);
            }
        }
        if let Some(kind) = kind.filter(|_| self.asked.contains(KIND)) {
            facts = facts.with_attribute(KIND, kind.code());
        }
        self.explain(&facts)
    }

    fn standing_of(&self, id: &str) -> BenefitStanding<'e> {
        self.holders.benefit().standing_of(id, self.members)
    }
}

/// The year of a policy in which a day lies: one that begins on the day and month on which its first one
/// does.
fn year_of(policy: &Policy, date: NaiveDate) -> Option<DuesYear> {
    let first_day = policy.first_year().first_day().with_year(date.year())?;
    let year = DuesYear::starting(first_day)?;
    if year.validity().contains(date) {
        Some(year)
    } else {
        year.previous()
    }
}
