//! [`Issuer`]: who sends the invoice and is paid.

use oske_types::BusinessId;

use super::reach::Reach;
use super::{BlankText, Contact, PeppolAddress, PostalAddress, needed};
use crate::one_line::one_line;
use crate::{Bic, EInvoiceRoute, Iban, PeppolParticipant, VatNumber};

/// An account that can be paid to, with the bank that holds it.
///
/// ```
/// use oske_invoice::{Iban, PaymentAccount};
///
/// // The bank of a Finnish account follows from it.
/// let account: Iban = "FI21 1234 5600 0007 85".parse()?;
/// let account = PaymentAccount::from(account);
/// assert_eq!(account.bic().map(ToString::to_string).as_deref(), Some("NDEAFIHH"));
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PaymentAccount {
    iban: Iban,
    bic: Option<Bic>,
}

impl PaymentAccount {
    /// An account at a bank.
    #[must_use]
    pub const fn new(iban: Iban, bic: Bic) -> Self {
        Self {
            iban,
            bic: Some(bic),
        }
    }

    /// The account.
    #[must_use]
    pub const fn iban(&self) -> Iban {
        self.iban
    }

    /// The bank, where it is known.
    #[must_use]
    pub const fn bic(&self) -> Option<&Bic> {
        self.bic.as_ref()
    }
}

impl From<Iban> for PaymentAccount {
    fn from(iban: Iban) -> Self {
        Self {
            iban,
            bic: iban.finnish_bic(),
        }
    }
}

/// Who sends the invoice and is paid (*laskuttaja*, *fakturerare*): an association with a Finnish business id.
///
/// ```
/// use oske_invoice::{Iban, Issuer, PostalAddress};
///
/// let account: Iban = "FI21 1234 5600 0007 85".parse()?;
/// let issuer = Issuer::try_new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?
///     .with_address(PostalAddress::try_new("Esimerkkikatu 1", "70100", "Kuopio")?);
/// assert_eq!(issuer.name(), "Esimerkkiyhdistys ry");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Issuer {
    name: String,
    trading_name: Option<String>,
    business_id: BusinessId,
    vat_number: Option<VatNumber>,
    // INVARIANT: at least one.
    accounts: Vec<PaymentAccount>,
    reach: Reach,
    home_town: Option<String>,
}

impl Issuer {
    /// An association that is paid to an account.
    ///
    /// # Errors
    ///
    /// [`BlankText`] if the name is blank.
    pub fn try_new(
        name: &str,
        business_id: BusinessId,
        account: impl Into<PaymentAccount>,
    ) -> Result<Self, BlankText> {
        Ok(Self {
            name: needed(
                name,
                "the name of the issuer",
                "one, as in `Esimerkkiyhdistys ry`",
            )?,
            trading_name: None,
            business_id,
            vat_number: None,
            accounts: vec![account.into()],
            reach: Reach::default(),
            home_town: None,
        })
    }

    /// Also known by another name.
    #[must_use]
    pub fn with_trading_name(mut self, name: &str) -> Self {
        self.trading_name = one_line(name);
        self
    }

    /// Registered for value added tax. Invoices of what is outside the scope of the tax do not tell the number,
    /// which the European rules forbid them (BR-O-02).
    #[must_use]
    pub const fn with_vat_number(mut self, number: VatNumber) -> Self {
        self.vat_number = Some(number);
        self
    }

    /// With one more account; the payment part tells the first.
    #[must_use]
    pub fn with_account(mut self, account: impl Into<PaymentAccount>) -> Self {
        self.accounts.push(account.into());
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

    /// With its domicile (*kotipaikka*, *hemort*).
    #[must_use]
    pub fn with_home_town(mut self, town: &str) -> Self {
        self.home_town = one_line(town);
        self
    }

    /// With the address from which its e-invoices go.
    #[must_use]
    pub fn with_route(mut self, route: EInvoiceRoute) -> Self {
        self.reach.route = Some(route);
        self
    }

    /// With the address under which it is in the Peppol network, where that does not follow from its route or business id.
    #[must_use]
    pub fn with_peppol_participant(mut self, participant: PeppolParticipant) -> Self {
        self.reach.participant = Some(participant);
        self
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Another name by which it is known.
    #[must_use]
    pub fn trading_name(&self) -> Option<&str> {
        self.trading_name.as_deref()
    }

    /// The business id.
    #[must_use]
    pub const fn business_id(&self) -> BusinessId {
        self.business_id
    }

    /// The VAT number, if it is registered for the tax; never that of an invoice outside the tax's scope.
    #[must_use]
    pub const fn vat_number(&self) -> Option<VatNumber> {
        self.vat_number
    }

    /// The accounts that it can be paid to, at least one.
    #[must_use]
    pub fn accounts(&self) -> &[PaymentAccount] {
        &self.accounts
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

    /// The domicile.
    #[must_use]
    pub fn home_town(&self) -> Option<&str> {
        self.home_town.as_deref()
    }

    /// The address from which its e-invoices go.
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
    /// code of its route, else the one that follows from its business id. `None` where the route goes to an account or an
    /// operator's own name.
    #[must_use]
    pub fn peppol_address(&self) -> Option<PeppolAddress> {
        self.reach.peppol_address(Some(self.business_id))
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
