//! [`InvoiceLine`]: one thing that is owed.

use oske_types::{Language, Money};

use crate::VatTreatment;
use crate::one_line::one_line;

/// One thing that is owed (*laskurivi*, *fakturarad*): so many pieces at a price.
///
/// The amount is without value added tax. A discount is a line of minus one piece: the sign stands at the pieces, never
/// at the price, which no format takes below zero.
///
/// On a credit note the line is the same as on the invoice that it is of: what is taken back is above zero, and a
/// discount that is taken back with it is still of minus one piece. UBL carries it so; Finvoice with the other sign, a
/// piece that is taken back being minus one at the same price. The writers turn it, and the caller turns nothing.
///
/// ```
/// use oske_invoice::{InvoiceLine, VatCategory};
/// use oske_types::{Currency, Money};
///
/// let dues = InvoiceLine::new("Jäsenmaksu 2026", Money::from_minor(55_000, Currency::EUR))
///     .with_explanation("kunnat: asukasluku 5 644 (yli 5 000)");
/// assert_eq!(dues.quantity(), 1);
/// assert_eq!(dues.vat().category(), VatCategory::OutsideScope);
///
/// let discount = InvoiceLine::new("Alennus", Money::from_minor(-5_000, Currency::EUR));
/// assert_eq!(discount.quantity(), -1);
/// assert_eq!(discount.unit_price().to_string(), "50.00 EUR");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InvoiceLine {
    // Blank only until it is issued.
    name: String,
    code: Option<String>,
    explanation: Option<String>,
    quantity: i32,
    unit_price: Money,
    vat: VatTreatment,
}

impl InvoiceLine {
    /// One piece of something, named in the receiver's language; membership dues, as far as value added tax
    /// is concerned, until [`with_vat`](Self::with_vat) says otherwise.
    #[must_use]
    pub fn new(name: &str, amount: Money) -> Self {
        if amount.is_negative() {
            let price = Money::from_minor(amount.minor().saturating_neg(), amount.currency());
            Self::of_pieces(name, -1, price)
        } else {
            Self::of_pieces(name, 1, amount)
        }
    }

    /// So many pieces at a price each: pieces below zero where something is taken off. No pieces, or a price below zero,
    /// keep a draft from being issued.
    #[must_use]
    pub fn of_pieces(name: &str, quantity: i32, unit_price: Money) -> Self {
        Self {
            name: one_line(name).unwrap_or_default(),
            code: None,
            explanation: None,
            quantity,
            unit_price,
            vat: VatTreatment::membership_dues(),
        }
    }

    /// With the issuer's own code of what is owed: the rule of the policy, say.
    #[must_use]
    pub fn with_code(mut self, code: &str) -> Self {
        self.code = one_line(code);
        self
    }

    /// With how the amount comes about, in the receiver's language.
    #[must_use]
    pub fn with_explanation(mut self, explanation: &str) -> Self {
        self.explanation = one_line(explanation);
        self
    }

    /// With another treatment in value added tax.
    #[must_use]
    pub fn with_vat(mut self, vat: VatTreatment) -> Self {
        self.vat = vat;
        self
    }

    /// What it is.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The issuer's own code of it.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// How the amount comes about.
    #[must_use]
    pub fn explanation(&self) -> Option<&str> {
        self.explanation.as_deref()
    }

    /// How many pieces; below zero where something is taken off, on a credit note as on an invoice.
    #[must_use]
    pub const fn quantity(&self) -> i32 {
        self.quantity
    }

    /// The price of a piece, never below zero on an invoice or a credit note that was issued.
    #[must_use]
    pub const fn unit_price(&self) -> Money {
        self.unit_price
    }

    /// The amount without value added tax: the pieces times their price. It stops at what fits, which no invoice
    /// that was issued reaches.
    #[must_use]
    pub const fn amount(&self) -> Money {
        let minor = self.unit_price.minor().saturating_mul(self.quantity as i64);
        Money::from_minor(minor, self.unit_price.currency())
    }

    /// What value added tax has to do with it.
    #[must_use]
    pub const fn vat(&self) -> &VatTreatment {
        &self.vat
    }

    /// The line with another amount, in one piece.
    #[cfg(feature = "dues")]
    pub(crate) fn of_amount(&self, amount: Money) -> Self {
        let Self {
            quantity,
            unit_price,
            ..
        } = Self::new(&self.name, amount);
        Self {
            quantity,
            unit_price,
            ..self.clone()
        }
    }

    pub(crate) fn in_language(&self, language: Language) -> Self {
        Self {
            vat: self.vat.in_language(language),
            ..self.clone()
        }
    }
}
