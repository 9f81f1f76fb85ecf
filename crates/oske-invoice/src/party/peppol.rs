//! [`PeppolAddress`]: where a party is found in the Peppol network, and how sure that is.

use oske_types::BusinessId;

use crate::{AddressForm, EInvoiceRoute, PeppolParticipant};

/// Where a party is found in the Peppol network, and from what that is known.
///
/// ```
/// use oske_invoice::{PeppolAddressSource, Receiver};
/// use oske_types::Language;
///
/// let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)?
///     .with_business_id("2345678-0".parse()?);
/// let address = receiver.peppol_address().ok_or("an address")?;
/// assert_eq!(address.participant().to_string(), "0216:003723456780");
/// // Nobody has said that the municipality receives anything there.
/// assert_eq!(address.source(), PeppolAddressSource::BusinessId);
///
/// let receiver = receiver.with_peppol_participant("0216:003723456780".parse()?);
/// let address = receiver.peppol_address().ok_or("an address")?;
/// assert_eq!(address.source(), PeppolAddressSource::Stated);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PeppolAddress {
    participant: PeppolParticipant,
    source: PeppolAddressSource,
}

/// From what the address of a party in the Peppol network is known, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PeppolAddressSource {
    /// The participant was given.
    Stated,
    /// It is the OVT code of the party's [route](EInvoiceRoute): the party has given the address, for e-invoices in general.
    Route,
    /// It follows from the business id: nobody has given it, and the party may receive nothing there.
    BusinessId,
}

impl PeppolAddressSource {
    /// Whether it only follows from the business id.
    #[must_use]
    pub const fn is_derived(self) -> bool {
        matches!(self, Self::BusinessId)
    }
}

impl PeppolAddress {
    /// Of what is known, the surest; `None` where nothing is, or where the route goes to an account or an operator's own
    /// name and no participant was given.
    pub(super) fn of(
        participant: Option<&PeppolParticipant>,
        route: Option<&EInvoiceRoute>,
        business_id: Option<BusinessId>,
    ) -> Option<Self> {
        let (participant, source) = match (participant, route, business_id) {
            (Some(participant), _, _) => (participant.clone(), PeppolAddressSource::Stated),
            (None, Some(route), _) => match route.address().form() {
                AddressForm::Ovt(ovt) => (ovt.into(), PeppolAddressSource::Route),
                _ => return None,
            },
            (None, None, Some(id)) => (id.into(), PeppolAddressSource::BusinessId),
            (None, None, None) => return None,
        };
        Some(Self {
            participant,
            source,
        })
    }

    /// The participant.
    #[must_use]
    pub const fn participant(&self) -> &PeppolParticipant {
        &self.participant
    }

    /// From what it is known.
    #[must_use]
    pub const fn source(&self) -> PeppolAddressSource {
        self.source
    }
}
