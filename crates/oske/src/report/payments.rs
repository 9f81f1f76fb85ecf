//! [`Payments`]: what has been invoiced and paid.

use std::collections::BTreeMap;

use oske_types::{ArithmeticError, Currency, Money};

/// What members have been invoiced and have paid, as their bookkeeping tells, for a
/// [`DuesReport`](super::DuesReport).
///
/// ```
/// use oske::report::Payments;
/// use oske::types::{Currency, Money};
///
/// let euros = |euros: i64| Money::from_minor(euros * 100, Currency::EUR);
/// let payments = Payments::new(Currency::EUR)
///     .with("kajaani", euros(550), euros(550))?
///     .with("paltamo", euros(110), euros(0))?;
/// assert_eq!(payments.unpaid_of("paltamo"), Some(euros(110)));
/// assert_eq!(payments.paid()?, euros(550));
///
/// // Two lines for one member would hide one of them.
/// let error = payments.with("kajaani", euros(1), euros(0)).unwrap_err();
/// assert_eq!(error.to_string(), "`kajaani` has been told already: expected each member once, with the sums of its invoices and payments");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payments {
    currency: Currency,
    members: BTreeMap<String, Payment>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Payment {
    invoiced: Money,
    paid: Money,
}

/// Why a member's payments cannot be entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PaymentError {
    /// The member is there already.
    #[error(
        "`{0}` has been told already: expected each member once, with the sums of its invoices and \
         payments"
    )]
    Twice(String),
    /// An amount is in another currency.
    #[error("`{member}` has an amount in {found}: expected {expected}")]
    Currency {
        /// The member.
        member: String,
        /// The currency of the amount.
        found: Currency,
        /// That of the payments.
        expected: Currency,
    },
    /// The member has no id.
    #[error("a member has no id: expected one of the register")]
    Nameless,
    /// An amount is below zero.
    #[error(
        "`{member}` has an amount of {found}: expected sums of invoices and payments, not below zero"
    )]
    Negative {
        /// The member.
        member: String,
        /// The amount.
        found: Money,
    },
    /// More has been paid than fits.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

impl Payments {
    /// None yet, in a currency.
    #[must_use]
    pub fn new(currency: Currency) -> Self {
        Self {
            currency,
            members: BTreeMap::new(),
        }
    }

    /// With what a member has been invoiced and has paid, by its id in the register.
    ///
    /// # Errors
    ///
    /// [`PaymentError`] if the member has no id or is there already, or an amount is in another currency or
    /// below zero.
    pub fn with(
        mut self,
        member: impl Into<String>,
        invoiced: Money,
        paid: Money,
    ) -> Result<Self, PaymentError> {
        let member = member.into();
        if member.trim().is_empty() {
            return Err(PaymentError::Nameless);
        }
        for amount in [invoiced, paid] {
            if amount.currency() != self.currency {
                return Err(PaymentError::Currency {
                    member,
                    found: amount.currency(),
                    expected: self.currency,
                });
            }
        }
        if let Some(found) = [invoiced, paid]
            .into_iter()
            .find(|amount| amount.is_negative())
        {
            return Err(PaymentError::Negative { member, found });
        }
        if self.members.contains_key(&member) {
            return Err(PaymentError::Twice(member));
        }
        self.members.insert(member, Payment { invoiced, paid });
        Ok(self)
    }

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The ids of the members that are told of.
    pub fn members(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// What a member has been invoiced.
    #[must_use]
    pub fn invoiced_of(&self, member: &str) -> Option<Money> {
        Some(self.members.get(member)?.invoiced)
    }

    /// What a member has paid.
    #[must_use]
    pub fn paid_of(&self, member: &str) -> Option<Money> {
        Some(self.members.get(member)?.paid)
    }

    /// What a member has been invoiced and has not paid; zero where it has paid as much or more.
    #[must_use]
    pub fn unpaid_of(&self, member: &str) -> Option<Money> {
        let payment = self.members.get(member)?;
        self.beyond(payment.invoiced, payment.paid)
    }

    /// What a member has paid beyond what it has been invoiced; zero where it has paid as much or less.
    #[must_use]
    pub fn overpaid_of(&self, member: &str) -> Option<Money> {
        let payment = self.members.get(member)?;
        self.beyond(payment.paid, payment.invoiced)
    }

    fn beyond(&self, one: Money, other: Money) -> Option<Money> {
        let nothing = Money::zero(self.currency);
        let beyond = one.checked_sub(other).ok()?;
        Some(if beyond.is_negative() {
            nothing
        } else {
            beyond
        })
    }

    /// All that has been invoiced.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if the sum does not fit.
    pub fn invoiced(&self) -> Result<Money, ArithmeticError> {
        let amounts = self.members.values().map(|payment| payment.invoiced);
        Money::total(self.currency, amounts)
    }

    /// All that has been paid.
    ///
    /// # Errors
    ///
    /// As with [`Payments::invoiced`].
    pub fn paid(&self) -> Result<Money, ArithmeticError> {
        let amounts = self.members.values().map(|payment| payment.paid);
        Money::total(self.currency, amounts)
    }
}
