//! [`Invoice`]: a numbered, dated claim that adds up.

mod draft;
mod fault;
mod number;
mod penalty;

use std::sync::Arc;

use chrono::NaiveDate;
use oske_types::{Currency, Language, Money};

pub use draft::InvoiceDraft;
pub use fault::{InvoiceFault, InvoiceFaults};
pub use number::InvoiceNumber;
pub use penalty::{Attachment, PenaltyInterest};

use crate::{
    BankBarcode, InvoiceLine, Issuer, PaymentAccount, PaymentReference, Receiver, VatCategory,
    VatTreatment,
};

/// Whether something is asked for or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvoiceKind {
    /// Something is asked for (*lasku*, *faktura*).
    Invoice,
    /// Something that was asked for is taken back (*hyvityslasku*, *kreditfaktura*).
    CreditNote,
}

/// A numbered, dated claim that adds up (*lasku*, *faktura*), or a credit note of one.
///
/// It is made of an [`InvoiceDraft`] and then fixed: its totals are sums of its lines, an invoice outside the scope
/// of value added tax tells no VAT number, a credit note names what it credits. The amounts of a credit note are
/// those that are taken back, above zero; formats that want them below zero write them so.
///
/// ```
/// use chrono::NaiveDate;
/// use oske_invoice::{Iban, InvoiceDraft, InvoiceKind, InvoiceLine, Issuer, Receiver};
/// use oske_types::{Currency, Language, Money};
///
/// let account: Iban = "FI21 1234 5600 0007 85".parse()?;
/// let issuer = Issuer::try_new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?;
/// let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)?;
/// let dues = Money::from_minor(55_000, Currency::EUR);
///
/// let day = |text: &str| text.parse::<NaiveDate>();
/// let draft = InvoiceDraft::new(issuer, receiver, Currency::EUR)
///     .with_line(InvoiceLine::new("Jäsenmaksu 2026", dues))
///     .for_period(day("2026-01-01")?, day("2026-12-31")?)
///     .due_on(day("2026-07-01")?);
/// let invoice = draft.issue("2026-0001".parse()?, day("2026-06-01")?)?;
/// assert_eq!(invoice.total(), dues);
/// assert_eq!(invoice.reference().to_string(), "202600017");
///
/// let credit = invoice.credit("2026-0002".parse()?, day("2026-06-15")?)?;
/// assert_eq!(credit.kind(), InvoiceKind::CreditNote);
/// assert_eq!(credit.credits().map(|of| of.number().as_str()), Some("2026-0001"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    number: InvoiceNumber,
    date: NaiveDate,
    due: NaiveDate,
    reference: PaymentReference,
    issuer: Arc<Issuer>,
    receiver: Receiver,
    currency: Currency,
    // INVARIANT: at least one, all in the currency, and nothing beside what is outside the tax's scope.
    lines: Vec<InvoiceLine>,
    period: Option<InvoicePeriod>,
    notes: Vec<String>,
    penalty_interest: Option<PenaltyInterest>,
    attachments: Vec<Attachment>,
    credits: Option<Preceding>,
    // INVARIANT: each category and rate once; the bases add up to `net`, the taxes to `tax`.
    vat: Vec<VatBreakdown>,
    net: Money,
    tax: Money,
    // INVARIANT: `net` and `tax` together, not below zero.
    gross: Money,
}

impl Invoice {
    /// Its number.
    #[must_use]
    pub const fn number(&self) -> &InvoiceNumber {
        &self.number
    }

    /// Whether something is asked for or taken back.
    #[must_use]
    pub const fn kind(&self) -> InvoiceKind {
        match self.credits {
            None => InvoiceKind::Invoice,
            Some(_) => InvoiceKind::CreditNote,
        }
    }

    /// Its day.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// The day on which it is due, on or after its own.
    #[must_use]
    pub const fn due(&self) -> NaiveDate {
        self.due
    }

    /// What a payment of it is told by.
    #[must_use]
    pub const fn reference(&self) -> &PaymentReference {
        &self.reference
    }

    /// Who sends it and is paid.
    #[must_use]
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// The account to be paid to: the issuer's first.
    #[must_use]
    pub fn account(&self) -> Option<&PaymentAccount> {
        self.issuer.accounts().first()
    }

    /// Who owes it.
    #[must_use]
    pub const fn receiver(&self) -> &Receiver {
        &self.receiver
    }

    /// The language of its words: the receiver's.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.receiver.language()
    }

    /// The currency of its amounts.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// What is owed, at least one line.
    #[must_use]
    pub fn lines(&self) -> &[InvoiceLine] {
        &self.lines
    }

    /// What it is for, in time.
    #[must_use]
    pub const fn period(&self) -> Option<InvoicePeriod> {
        self.period
    }

    /// Remarks: the decision and the rules that it rests on.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What whoever pays late owes on top.
    #[must_use]
    pub const fn penalty_interest(&self) -> Option<&PenaltyInterest> {
        self.penalty_interest.as_ref()
    }

    /// Documents beside it.
    #[must_use]
    pub fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }

    /// Of a credit note, what it is of.
    #[must_use]
    pub const fn credits(&self) -> Option<&Preceding> {
        self.credits.as_ref()
    }

    /// The bases and taxes, each category and rate once.
    #[must_use]
    pub fn vat(&self) -> &[VatBreakdown] {
        &self.vat
    }

    /// The sum of the lines, without value added tax: what the round reconciles with.
    #[must_use]
    pub const fn total_without_vat(&self) -> Money {
        self.net
    }

    /// The value added tax.
    #[must_use]
    pub const fn vat_total(&self) -> Money {
        self.tax
    }

    /// What is to be paid, or is taken back.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.gross
    }

    /// Whether it is outside the scope of value added tax, and so tells no VAT number.
    #[must_use]
    pub fn is_outside_vat(&self) -> bool {
        let mut groups = self.vat.iter();
        groups.any(|group| group.treatment().category() == VatCategory::OutsideScope)
    }

    /// Whether the receiver is to pay something: it is no credit note, and not of 0.00.
    #[must_use]
    pub const fn is_to_be_paid(&self) -> bool {
        self.credits.is_none() && !self.gross.is_zero()
    }

    /// The barcode that the receiver pays by; `None` where nothing is to be paid or none can carry it: an account
    /// elsewhere, a million euros.
    #[must_use]
    pub fn barcode(&self) -> Option<BankBarcode> {
        if !self.is_to_be_paid() {
            return None;
        }
        let account = self.account()?.iban();
        BankBarcode::try_new(account, self.gross, self.reference.clone(), Some(self.due)).ok()
    }

    /// The credit note that takes all of it back: the same lines with the same signs, the same total, reference, period
    /// and remarks; without penalty interest and attachments. That it takes back is told by its
    /// [kind](InvoiceKind::CreditNote), not by the signs of its amounts. It is due with the invoice, or on its own day
    /// where that is later.
    ///
    /// A part is taken back by a draft with lines of its own, [`InvoiceDraft::crediting`], which takes back no more than
    /// the invoice asked for. What several credit notes of one invoice take back together is not added up here: the
    /// caller has them.
    ///
    /// # Errors
    ///
    /// [`InvoiceFaults`] if it is a credit note itself.
    pub fn credit(&self, number: InvoiceNumber, date: NaiveDate) -> Result<Self, InvoiceFaults> {
        let mut draft = InvoiceDraft::new(
            Arc::clone(&self.issuer),
            self.receiver.clone(),
            self.currency,
        )
        .with_lines(self.lines.iter().cloned())
        .due_on(self.due.max(date))
        .crediting(self);
        draft.period = self.period.map(|period| (period.first, period.last));
        draft.notes.clone_from(&self.notes);
        draft.issue(number, date)
    }

    /// The same invoice, by the addresses, contacts, routes and participant ids that its parties have now: what it asks for
    /// and by what it is known stays as it is. A party that is another one, by its id, leaves that side as it is.
    ///
    /// What was sent a year ago is credited to where the receiver is today; and a document that was
    /// [read back](crate::read_finvoice) gets what its format does not carry, as a participant id.
    #[must_use]
    pub fn readdressed(mut self, issuer: &Issuer, receiver: &Receiver) -> Self {
        if issuer.business_id() == self.issuer.business_id() {
            self.issuer = Arc::new(Issuer::clone(&self.issuer).located_as(issuer));
        }
        if receiver.id() == self.receiver.id() {
            self.receiver = self.receiver.located_as(receiver);
        }
        self
    }
}

/// The days that an invoice is for, the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InvoicePeriod {
    first: NaiveDate,
    // INVARIANT: not before the first.
    last: NaiveDate,
}

impl InvoicePeriod {
    /// The first day.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    #[must_use]
    pub const fn last(self) -> NaiveDate {
        self.last
    }
}

/// The invoice that a credit note is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Preceding {
    pub(crate) number: InvoiceNumber,
    pub(crate) date: Option<NaiveDate>,
}

impl Preceding {
    /// Its number.
    #[must_use]
    pub const fn number(&self) -> &InvoiceNumber {
        &self.number
    }

    /// Its day, where it is known.
    #[must_use]
    pub const fn date(&self) -> Option<NaiveDate> {
        self.date
    }
}

/// What an invoice asks for in one category of value added tax at one rate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VatBreakdown {
    treatment: VatTreatment,
    base: Money,
    tax: Money,
}

impl VatBreakdown {
    /// The category, the rate and why.
    #[must_use]
    pub const fn treatment(&self) -> &VatTreatment {
        &self.treatment
    }

    /// The sum of its lines.
    #[must_use]
    pub const fn base(&self) -> Money {
        self.base
    }

    /// The tax, rounded once, half away from zero.
    #[must_use]
    pub const fn tax(&self) -> Money {
        self.tax
    }
}
