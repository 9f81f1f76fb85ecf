//! [`InvoiceDraft`]: an invoice before it has a number and a date.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use oske_types::{Currency, Money};

use super::{
    Attachment, Invoice, InvoiceFault, InvoiceFaults, InvoiceKind, InvoiceNumber, InvoicePeriod,
    PenaltyInterest, Preceding, VatBreakdown, VatCategory,
};
use crate::one_line::one_line;
use crate::{
    IdentifierError, InvoiceLine, Issuer, NationalReference, PaymentReference, Percent, Receiver,
};

/// An invoice before it has a number and a date (*laskuluonnos*, *fakturautkast*): who owes what to whom, and when.
///
/// Nothing of it is checked before it is [issued](Self::issue), and then all of it at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceDraft {
    pub(crate) issuer: Arc<Issuer>,
    pub(crate) receiver: Receiver,
    pub(crate) currency: Currency,
    pub(crate) lines: Vec<InvoiceLine>,
    pub(crate) period: Option<(NaiveDate, NaiveDate)>,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) reference: Option<PaymentReference>,
    pub(crate) notes: Vec<String>,
    pub(crate) penalty_interest: Option<PenaltyInterest>,
    pub(crate) attachments: Vec<Attachment>,
    credits: Option<Credits>,
}

/// What a credit note is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Credits {
    preceding: Preceding,
    of: InvoiceKind,
    /// What was owed, where that is known.
    owed: Option<Money>,
}

/// What fits into fifteen digits of minor units.
const TOO_MANY_MINOR_UNITS: u64 = 1_000_000_000_000_000;
/// The years that four digits tell.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

impl InvoiceDraft {
    /// A draft from an issuer to a receiver. Several drafts can share one issuer.
    #[must_use]
    pub fn new(issuer: impl Into<Arc<Issuer>>, receiver: Receiver, currency: Currency) -> Self {
        Self {
            issuer: issuer.into(),
            receiver,
            currency,
            lines: Vec::new(),
            period: None,
            due: None,
            reference: None,
            notes: Vec::new(),
            penalty_interest: None,
            attachments: Vec::new(),
            credits: None,
        }
    }

    /// With one more line.
    #[must_use]
    pub fn with_line(mut self, line: InvoiceLine) -> Self {
        self.lines.push(line);
        self
    }

    /// With more lines.
    #[must_use]
    pub fn with_lines(mut self, lines: impl IntoIterator<Item = InvoiceLine>) -> Self {
        self.lines.extend(lines);
        self
    }

    /// For a period, from its first day to its last.
    #[must_use]
    pub const fn for_period(mut self, first: NaiveDate, last: NaiveDate) -> Self {
        self.period = Some((first, last));
        self
    }

    /// Due on a day, as it is: [`next_business_day`](crate::next_business_day) moves one off the days on which nobody
    /// pays.
    #[must_use]
    pub const fn due_on(mut self, day: NaiveDate) -> Self {
        self.due = Some(day);
        self
    }

    /// Paid by a reference of the caller's choice, instead of the one that follows from the number.
    #[must_use]
    pub fn with_reference(mut self, reference: impl Into<PaymentReference>) -> Self {
        self.reference = Some(reference.into());
        self
    }

    /// With a remark in the receiver's language: the decision, the rules.
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        self.notes.extend(one_line(note));
        self
    }

    /// With a remark on which invoice it takes the place of.
    #[must_use]
    pub(crate) fn replacing(self, number: &InvoiceNumber) -> Self {
        let replaces = self.receiver.language().pick(
            format!("Korvaa laskun {number}"),
            format!("Ersätter faktura {number}"),
            format!("Replaces invoice {number}"),
        );
        self.with_note(&replaces)
    }

    /// With what whoever pays late owes on top; a credit note and an invoice of 0.00 have none.
    #[must_use]
    pub fn with_penalty_interest(mut self, interest: PenaltyInterest) -> Self {
        self.penalty_interest = Some(interest);
        self
    }

    /// With a document beside it.
    #[must_use]
    pub fn with_attachment(mut self, attachment: Attachment) -> Self {
        self.attachments.push(attachment);
        self
    }

    /// A credit note of an invoice (*hyvityslasku*, *kreditfaktura*): its lines tell what is taken back of what it
    /// asked for, in amounts above zero. It is paid by the reference of the invoice.
    ///
    /// [`Invoice::credit`] takes all of it back.
    #[must_use]
    pub fn crediting(mut self, invoice: &Invoice) -> Self {
        self.credits = Some(Credits {
            preceding: Preceding {
                number: invoice.number().clone(),
                date: Some(invoice.date()),
            },
            of: invoice.kind(),
            owed: Some(invoice.total()),
        });
        self.reference = Some(invoice.reference().clone());
        self
    }

    /// A credit note of an invoice of which only its number, and perhaps its date, are known.
    #[cfg_attr(
        not(feature = "finvoice"),
        expect(dead_code, reason = "what is read is so")
    )]
    pub(crate) fn crediting_number(mut self, preceding: Preceding) -> Self {
        self.credits = Some(Credits {
            preceding,
            of: InvoiceKind::Invoice,
            owed: None,
        });
        self
    }

    /// Who is paid.
    #[must_use]
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// What is owed, as far as it has been said.
    #[must_use]
    pub fn lines(&self) -> &[InvoiceLine] {
        &self.lines
    }

    /// Who owes it.
    #[must_use]
    pub const fn receiver(&self) -> &Receiver {
        &self.receiver
    }

    /// The day on which it is due.
    #[must_use]
    pub const fn due(&self) -> Option<NaiveDate> {
        self.due
    }

    /// The invoice, with its number and its date.
    ///
    /// Without a reference of its own, it is paid by the national reference of the digits of its number.
    ///
    /// # Errors
    ///
    /// [`InvoiceFaults`] with everything that keeps it from being one.
    pub fn issue(&self, number: InvoiceNumber, date: NaiveDate) -> Result<Invoice, InvoiceFaults> {
        let mut faults = Vec::new();
        self.check_lines(&mut faults);
        self.check_days(date, &mut faults);
        let categories = self.check_categories(&mut faults);
        let reference = match self.reference_by(&number) {
            Ok(reference) => Some(reference),
            Err(error) => {
                let number = number.clone();
                faults.push(InvoiceFault::NoReference { number, error });
                None
            }
        };
        let totals = self.totals();
        match &totals {
            None => faults.push(InvoiceFault::TooLarge),
            Some(totals) => self.check_total(totals.gross, &mut faults),
        }
        match (totals, reference, self.due) {
            (Some(totals), Some(reference), Some(due)) if faults.is_empty() => {
                Ok(self.issued(number, date, due, reference, totals, &categories))
            }
            _ => Err(InvoiceFaults::of(self.receiver.id(), faults)),
        }
    }

    /// By what it is paid under a number: the reference of the caller's choice, or the one that follows from the number.
    pub(crate) fn reference_by(
        &self,
        number: &InvoiceNumber,
    ) -> Result<PaymentReference, IdentifierError> {
        match &self.reference {
            Some(reference) => Ok(reference.clone()),
            None => Ok(NationalReference::from_base(&number.digits())?.into()),
        }
    }

    fn issued(
        &self,
        number: InvoiceNumber,
        date: NaiveDate,
        due: NaiveDate,
        reference: PaymentReference,
        totals: Totals,
        categories: &BTreeSet<VatCategory>,
    ) -> Invoice {
        let language = self.receiver.language();
        let outside = categories.contains(&VatCategory::OutsideScope);
        let (issuer, receiver) = if outside {
            let issuer = match self.issuer.vat_number() {
                Some(_) => Arc::new(Issuer::clone(&self.issuer).without_vat_number()),
                None => Arc::clone(&self.issuer),
            };
            (issuer, self.receiver.clone().without_vat_number())
        } else {
            (Arc::clone(&self.issuer), self.receiver.clone())
        };
        let lines = self.lines.iter().map(|line| line.in_language(language));
        Invoice {
            number,
            date,
            due,
            reference,
            issuer,
            receiver,
            currency: self.currency,
            lines: lines.collect(),
            period: self
                .period
                .map(|(first, last)| InvoicePeriod { first, last }),
            notes: self.notes.clone(),
            // Nobody is late with what is not to be paid.
            penalty_interest: self
                .penalty_interest
                .clone()
                .filter(|_| self.credits.is_none() && !totals.gross.is_zero()),
            attachments: self.attachments.clone(),
            credits: self
                .credits
                .as_ref()
                .map(|credits| credits.preceding.clone()),
            vat: totals.vat,
            net: totals.net,
            tax: totals.tax,
            gross: totals.gross,
        }
    }

    fn check_lines(&self, faults: &mut Vec<InvoiceFault>) {
        if self.lines.is_empty() {
            faults.push(InvoiceFault::NoLines);
        }
        for (place, line) in (1..).zip(&self.lines) {
            let (quantity, unit_price) = (line.quantity(), line.unit_price());
            if line.name().is_empty() {
                faults.push(InvoiceFault::NamelessLine(place));
            }
            if unit_price.currency() != self.currency {
                faults.push(InvoiceFault::LineCurrency {
                    line: place,
                    found: unit_price.currency(),
                    expected: self.currency,
                });
            }
            let vat = line.vat();
            if vat.category() == VatCategory::Standard && vat.rate() == Percent::ZERO {
                faults.push(InvoiceFault::TaxedAtZero(place));
            }
            if quantity == 0 || unit_price.is_negative() {
                faults.push(InvoiceFault::LinePieces {
                    line: place,
                    quantity,
                    unit_price,
                });
            }
        }
    }

    fn check_days(&self, date: NaiveDate, faults: &mut Vec<InvoiceFault>) {
        let period = self.period.map(|(first, last)| [first, last]);
        let days = [Some(date), self.due].into_iter().flatten();
        for day in days.chain(period.into_iter().flatten()) {
            if !YEARS.contains(&day.year()) {
                faults.push(InvoiceFault::Day(day));
            }
        }
        match self.due {
            None => faults.push(InvoiceFault::NoDueDay),
            Some(due) if due < date => faults.push(InvoiceFault::DueBeforeDate { due, date }),
            Some(_) => {}
        }
        let credited = self
            .credits
            .as_ref()
            .and_then(|credits| credits.preceding.date);
        if let Some(credited) = credited.filter(|credited| date < *credited) {
            faults.push(InvoiceFault::CreditBeforeInvoice { date, credited });
        }
        if let Some((first, last)) = self.period.filter(|(first, last)| last < first) {
            faults.push(InvoiceFault::PeriodReversed { first, last });
        }
    }

    fn check_categories(&self, faults: &mut Vec<InvoiceFault>) -> BTreeSet<VatCategory> {
        let treatments = self.lines.iter().map(InvoiceLine::vat);
        let categories: BTreeSet<VatCategory> = treatments.map(|vat| vat.category()).collect();
        if categories.contains(&VatCategory::OutsideScope) && categories.len() > 1 {
            faults.push(InvoiceFault::OutsideScopeMixed);
        }
        let language = self.receiver.language();
        for &category in &categories {
            if category == VatCategory::Standard && self.issuer.vat_number().is_none() {
                faults.push(InvoiceFault::NoVatNumber);
            }
            let treatments = self.lines.iter().map(InvoiceLine::vat);
            let mut reasons = treatments
                .filter(|vat| vat.category() == category)
                .map(|vat| (vat.reason(language), vat.reason_code()));
            let Some(first) = reasons.next() else {
                continue;
            };
            if let Some(second) = reasons.find(|reason| *reason != first) {
                let told = |(reason, code): (&str, Option<&str>)| match code {
                    Some(code) => format!("{reason} ({code})"),
                    None => reason.to_owned(),
                };
                faults.push(InvoiceFault::ReasonsDiffer {
                    category,
                    first: told(first),
                    second: told(second),
                });
            }
        }
        categories
    }

    fn check_total(&self, gross: Money, faults: &mut Vec<InvoiceFault>) {
        if gross.is_negative() {
            faults.push(InvoiceFault::BelowZero(gross));
        }
        let Some(credits) = &self.credits else {
            return;
        };
        if credits.of == InvoiceKind::CreditNote {
            let number = credits.preceding.number.clone();
            faults.push(InvoiceFault::CreditOfCredit(number));
        }
        if let Some(owed) = credits.owed
            && (owed.currency() != gross.currency() || owed.minor() < gross.minor())
        {
            let credited = gross;
            faults.push(InvoiceFault::CreditTooLarge { credited, owed });
        }
    }

    /// The totals, or `None` where they do not fit.
    fn totals(&self) -> Option<Totals> {
        let mut vat: Vec<VatBreakdown> = Vec::new();
        let language = self.receiver.language();
        for line in &self.lines {
            let quantity = i64::from(line.quantity());
            let amount = line.unit_price().minor().checked_mul(quantity)?;
            let amount = fitting(Money::from_minor(amount, self.currency))?;
            let known = vat.iter_mut();
            let known = known.map(|group| (group.treatment.is_told_with(line.vat()), group));
            match known.into_iter().find(|(same, _)| *same) {
                Some((_, group)) => group.base = fitting(group.base.checked_add(amount).ok()?)?,
                None => vat.push(VatBreakdown {
                    treatment: line.vat().in_language(language),
                    base: amount,
                    tax: Money::zero(self.currency),
                }),
            }
        }
        vat.sort_by_key(|group| (group.treatment.category(), group.treatment.rate()));
        for group in &mut vat {
            let rate: Percent = group.treatment.rate();
            group.tax = fitting(rate.of(group.base).ok()?)?;
        }
        let bases = vat.iter().map(|group| group.base);
        let net = fitting(Money::total(self.currency, bases).ok()?)?;
        let taxes = vat.iter().map(|group| group.tax);
        let tax = fitting(Money::total(self.currency, taxes).ok()?)?;
        let gross = fitting(net.checked_add(tax).ok()?)?;
        Some(Totals {
            vat,
            net,
            tax,
            gross,
        })
    }
}

struct Totals {
    vat: Vec<VatBreakdown>,
    net: Money,
    tax: Money,
    gross: Money,
}

fn fitting(amount: Money) -> Option<Money> {
    (amount.minor().unsigned_abs() < TOO_MANY_MINOR_UNITS).then_some(amount)
}
