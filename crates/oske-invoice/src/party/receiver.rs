//! [`Receiver`]: who owes what the invoice says.

use oske_types::{BusinessId, Language};

use super::reach::Reach;
use super::{BlankText, Contact, PeppolAddress, PostalAddress, needed};
use crate::one_line::one_line;
use crate::{EInvoiceRoute, PeppolParticipant, VatNumber};

/// Who owes what the invoice says (*laskun saaja*, *fakturamottagare*).
///
/// ```
/// use oske_invoice::{BuyerReferences, EInvoiceRoute, Receiver};
/// use oske_types::Language;
///
/// let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)?
///     .with_business_id("2345678-0".parse()?)
///     .with_route(EInvoiceRoute::parse("003723456780", "003703575029")?)
///     .with_references(BuyerReferences::default().with_buyer_reference("KP 1234"));
/// assert_eq!(receiver.references().buyer_reference(), Some("KP 1234"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Receiver {
    id: String,
    name: String,
    business_id: Option<BusinessId>,
    vat_number: Option<VatNumber>,
    reach: Reach,
    language: Language,
    references: BuyerReferences,
}

impl Receiver {
    /// A receiver by the id under which the issuer knows it, its name and the language that it reads.
    ///
    /// # Errors
    ///
    /// [`BlankText`] if the id or the name is blank.
    pub fn try_new(id: &str, name: &str, language: Language) -> Result<Self, BlankText> {
        Ok(Self {
            id: needed(id, "the id of the receiver", "one, as in `kunta-17`")?,
            name: needed(
                name,
                "the name of the receiver",
                "one, as in `Esimerkin kunta`",
            )?,
            business_id: None,
            vat_number: None,
            reach: Reach::default(),
            language,
            references: BuyerReferences::default(),
        })
    }

    /// With its business id.
    #[must_use]
    pub const fn with_business_id(mut self, id: BusinessId) -> Self {
        self.business_id = Some(id);
        self
    }

    /// Registered for value added tax. Invoices of what is outside the scope of the tax do not tell the number.
    #[must_use]
    pub const fn with_vat_number(mut self, number: VatNumber) -> Self {
        self.vat_number = Some(number);
        self
    }

    /// With an address for letters.
    #[must_use]
    pub fn with_address(mut self, address: PostalAddress) -> Self {
        self.reach.address = Some(address);
        self
    }

    /// With an office to turn to.
    #[must_use]
    pub fn with_contact(mut self, contact: Contact) -> Self {
        self.reach.contact = contact;
        self
    }

    /// With the address to which its e-invoices go.
    #[must_use]
    pub fn with_route(mut self, route: EInvoiceRoute) -> Self {
        self.reach.route = Some(route);
        self
    }

    /// With the address under which it is in the Peppol network, where that does not follow from its route or business id:
    /// its route goes by way of a bank, or an invoicing service takes its invoices. One that does follow is worth giving,
    /// too, once it has been looked up: without it, UBL goes to the code that the business id makes.
    #[must_use]
    pub fn with_peppol_participant(mut self, participant: PeppolParticipant) -> Self {
        self.reach.participant = Some(participant);
        self
    }

    /// With what it wants to be written on its invoices.
    #[must_use]
    pub fn with_references(mut self, references: BuyerReferences) -> Self {
        self.references = references;
        self
    }

    /// The id under which the issuer knows it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The business id.
    #[must_use]
    pub const fn business_id(&self) -> Option<BusinessId> {
        self.business_id
    }

    /// The VAT number; never that of an invoice outside the tax's scope.
    #[must_use]
    pub const fn vat_number(&self) -> Option<VatNumber> {
        self.vat_number
    }

    /// The address for letters.
    #[must_use]
    pub const fn address(&self) -> Option<&PostalAddress> {
        self.reach.address.as_ref()
    }

    /// The office to turn to.
    #[must_use]
    pub const fn contact(&self) -> &Contact {
        &self.reach.contact
    }

    /// The language of its invoices.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The address to which its e-invoices go.
    #[must_use]
    pub const fn route(&self) -> Option<&EInvoiceRoute> {
        self.reach.route.as_ref()
    }

    /// The address in the Peppol network, where one was given; [`peppol_address`](Self::peppol_address) also tells the one
    /// that follows from its route or business id.
    #[must_use]
    pub const fn peppol_participant(&self) -> Option<&PeppolParticipant> {
        self.reach.participant.as_ref()
    }

    /// Where it is found in the Peppol network, and from what that is known: the participant that was given, else the OVT
    /// code of its route, else the one that follows from its business id. `None` where it has none of them, or the route
    /// goes to an account or an operator's own name.
    #[must_use]
    pub fn peppol_address(&self) -> Option<PeppolAddress> {
        self.reach.peppol_address(self.business_id)
    }

    /// What it wants to be written on its invoices.
    #[must_use]
    pub const fn references(&self) -> &BuyerReferences {
        &self.references
    }

    /// Where another value says that it is.
    pub(crate) fn located_as(self, other: &Self) -> Self {
        Self {
            reach: other.reach.clone(),
            ..self
        }
    }

    /// Without the number that an invoice outside the scope of the tax must not tell.
    pub(crate) const fn without_vat_number(mut self) -> Self {
        self.vat_number = None;
        self
    }
}

/// What a receiver wants to be written on its invoices, so that they find who approves them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct BuyerReferences {
    buyer: Option<String>,
    order: Option<String>,
    agreement: Option<String>,
    project: Option<String>,
}

impl BuyerReferences {
    /// With its own reference (*viitteenne*): a cost centre, a name.
    #[must_use]
    pub fn with_buyer_reference(mut self, reference: &str) -> Self {
        self.buyer = one_line(reference);
        self
    }

    /// With the number of an order (*tilausnumero*).
    #[must_use]
    pub fn with_order(mut self, order: &str) -> Self {
        self.order = one_line(order);
        self
    }

    /// With the number of a contract (*sopimusnumero*).
    #[must_use]
    pub fn with_agreement(mut self, agreement: &str) -> Self {
        self.agreement = one_line(agreement);
        self
    }

    /// With the number of a project.
    #[must_use]
    pub fn with_project(mut self, project: &str) -> Self {
        self.project = one_line(project);
        self
    }

    /// Its own reference.
    #[must_use]
    pub fn buyer_reference(&self) -> Option<&str> {
        self.buyer.as_deref()
    }

    /// The number of an order.
    #[must_use]
    pub fn order(&self) -> Option<&str> {
        self.order.as_deref()
    }

    /// The number of a contract.
    #[must_use]
    pub fn agreement(&self) -> Option<&str> {
        self.agreement.as_deref()
    }

    /// The number of a project.
    #[must_use]
    pub fn project(&self) -> Option<&str> {
        self.project.as_deref()
    }
}
