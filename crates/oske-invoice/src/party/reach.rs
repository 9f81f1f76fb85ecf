//! [`Reach`]: where a party is and how it is reached, which both sides of an invoice have.

use oske_types::BusinessId;

use super::{Contact, PeppolAddress, PostalAddress};
use crate::{EInvoiceRoute, PeppolParticipant};

/// Where a party is and how it is reached. It is nothing that an invoice asks for, and may be another when it is sent again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Reach {
    pub(super) address: Option<PostalAddress>,
    pub(super) contact: Contact,
    pub(super) route: Option<EInvoiceRoute>,
    pub(super) participant: Option<PeppolParticipant>,
}

impl Reach {
    /// Where a party with a business id is found in the Peppol network.
    pub(super) fn peppol_address(&self, business_id: Option<BusinessId>) -> Option<PeppolAddress> {
        PeppolAddress::of(self.participant.as_ref(), self.route.as_ref(), business_id)
    }
}
