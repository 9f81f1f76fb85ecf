//! [`PaidEvent`]: an event at which members pay less than others.

#[cfg(feature = "csv")]
mod csv;

use std::borrow::{Borrow, Cow};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{ParseValueError, Source, Text, pad};

use crate::benefit::{BenefitId, BenefitKind, Benefits};
use crate::centre::id::{is_id, text_id};
use crate::member::{one_line, one_line_in_each};
use crate::register::FaultList;
use crate::{RegisterFault, RegisterFaultCode, RegisterFaults};

text_id! {
    /// The id of an event, such as `autumn-seminar-2023`.
    EventId, "the id of an event", "autumn-seminar-2023"
}

/// An event that costs something (*maksullinen tapahtuma*, *avgiftsbelagt evenemang*): when it is, by
/// which benefit its member price is had, and which policy says the prices.
///
/// The prices are no part of it: a policy of the dues engine has them, so that a price can be explained
/// as dues can. Of a longer event, the day is its first.
///
/// ```
/// use oske_domain::PaidEvent;
/// use oske_types::Text;
///
/// let seminar = PaidEvent::new(
///     "seminar".parse()?,
///     &Text::new("Seminaari", "Seminarium", "Seminar"),
///     "2023-10-05".parse()?,
///     "event-price".parse()?,
///     "seminar-prices",
///     "Made up",
/// ).ok_or("a name, a policy and a source")?;
/// assert_eq!(seminar.prices(), "seminar-prices");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidEvent {
    id: EventId,
    // INVARIANT: every text is on one line and not empty.
    name: Text,
    date: NaiveDate,
    benefit: BenefitId,
    prices: Box<str>,
    source: Source,
}

impl PaidEvent {
    /// An event of a name on a day, with the benefit by which its member price is had, the id of the
    /// policy that says its prices, and the title of the source; `None` if a text is blank.
    #[must_use]
    pub fn new(
        id: EventId,
        name: &Text,
        date: NaiveDate,
        benefit: BenefitId,
        prices: &str,
        source: &str,
    ) -> Option<Self> {
        Some(Self {
            id,
            name: one_line_in_each(name)?,
            date,
            benefit,
            prices: one_line(prices)?.into(),
            source: Source::new(one_line(source)?),
        })
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &EventId {
        &self.id
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// Its day, the first of several.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// The benefit by which its member price is had.
    #[must_use]
    pub const fn benefit(&self) -> &BenefitId {
        &self.benefit
    }

    /// The id of the policy that says its prices.
    #[must_use]
    pub fn prices(&self) -> &str {
        &self.prices
    }

    /// Where this was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// Paid events (*maksulliset tapahtumat*, *avgiftsbelagda evenemang*), checked together and with the
/// benefits of members: each has an id of its own, and its benefit is one of the kind
/// [`EventPrice`](BenefitKind::EventPrice) that is in force on its day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaidEvents {
    events: Vec<PaidEvent>,
}

impl PaidEvents {
    /// Events, in the order in which they are told.
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] with every fault.
    pub fn try_new(
        events: impl IntoIterator<Item = PaidEvent>,
        benefits: &Benefits,
    ) -> Result<Self, RegisterFaults> {
        let events = events.into_iter().map(|event| (0, event)).collect();
        Self::together(events, benefits, FaultList::without_file())
    }

    /// The events with their lines, none being line 0, if they go together and nothing else is wrong.
    fn together(
        events: Vec<(u64, PaidEvent)>,
        benefits: &Benefits,
        mut faults: FaultList,
    ) -> Result<Self, RegisterFaults> {
        let mut ids: BTreeSet<&EventId> = BTreeSet::new();
        for (line, event) in &events {
            let at = |fault: RegisterFault, column: &str| match line {
                0 => fault,
                line => fault.at_line(*line).in_column(column),
            };
            if !ids.insert(event.id()) {
                let message = format!("the id `{}` stands twice", event.id());
                let help = "give each event an id of its own";
                let fault = RegisterFault::new(RegisterFaultCode::DuplicateId, message, help);
                faults.push(at(fault, "id"));
            }
            let found = benefits.in_force(event.benefit(), event.date());
            if found.is_none_or(|benefit| *benefit.kind() != BenefitKind::EventPrice) {
                let message = format!(
                    "the event `{}` has its member price by `{}`: expected a benefit of the kind \
                     `{}` that is in force on {}",
                    event.id(),
                    event.benefit(),
                    BenefitKind::EventPrice,
                    event.date(),
                );
                let of_kind = benefits.on(event.date());
                let mut of_kind =
                    of_kind.filter(|benefit| *benefit.kind() == BenefitKind::EventPrice);
                let help = match of_kind.next() {
                    Some(benefit) => format!("write `{}`, if that is meant", benefit.id()),
                    None => "add such a benefit, or correct the day".to_owned(),
                };
                let fault = RegisterFault::new(RegisterFaultCode::UnknownBenefit, message, help);
                faults.push(at(fault, "benefit"));
            }
        }
        faults.or_else(|| Self {
            events: events.into_iter().map(|(_, event)| event).collect(),
        })
    }

    /// All of them, in the order given or that of the file.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &PaidEvent> {
        self.events.iter()
    }

    /// The event of an id.
    #[must_use]
    pub fn event(&self, id: impl AsRef<str>) -> Option<&PaidEvent> {
        self.iter().find(|event| event.id().as_str() == id.as_ref())
    }
}
