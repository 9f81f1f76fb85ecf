//! [`BankBarcode`]: what a payer's telephone or bank reads from an invoice.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use oske_types::{Currency, Money, pad};

use crate::error::Kind;
use crate::writing::{are_digits, compact, counted, first_stranger};
use crate::{CreditorReference, Iban, IdentifierError, NationalReference, PaymentReference};

mod code_128;
mod fault;
mod picture;

pub use fault::{BankBarcodeError, BankBarcodeFault};

/// The bank barcode of a Finnish invoice (*pankkiviivakoodi*, *bankstreckkod*): account, amount, reference and due
/// day as 54 digits.
///
/// Version 4 carries a national reference, version 5 an RF reference of digits:
///
/// | digits | version 4 | version 5 |
/// |---|---|---|
/// | 1 | `4` | `5` |
/// | 2–17 | the account without `FI` | the same |
/// | 18–25 | the amount: euros in six digits, cents in two | the same |
/// | 26–28 | `000` | check digits of the reference in 26–27 |
/// | up to 48 | the reference, filled with zeros to 20 digits | what follows the check digits, filled to 21 |
/// | 49–54 | the due day as YYMMDD, `000000` where there is none | the same |
///
/// An amount of zeros leaves it to the payer. The years are those of this century. Printed they are bars of
/// Code 128, set C; the check symbol of the bars is no part of the 54 digits, which people also copy by hand
/// as the *virtuaaliviivakoodi*. Amount and day have no check digit. Source: Finance Finland, bank bar code guide
/// 5.3 of 8 November 2012, corrected on 21 October 2019.
///
/// ```
/// use oske_invoice::{BankBarcode, Iban, PaymentReference};
/// use oske_types::{Currency, Money};
///
/// let account: Iban = "FI79 4405 2020 0360 82".parse()?;
/// let reference: PaymentReference = "86851 62596 19897".parse()?;
/// let due = chrono::NaiveDate::from_ymd_opt(2010, 6, 12);
/// let barcode = BankBarcode::try_new(account, Money::from_minor(488_315, Currency::EUR), reference, due)?;
/// assert_eq!(barcode.to_string(), "479440520200360820048831500000000868516259619897100612");
/// assert_eq!(barcode.check_symbol(), 40);
///
/// let read: BankBarcode = barcode.to_string().parse()?;
/// assert_eq!(read, barcode);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BankBarcode {
    // INVARIANT: a Finnish account.
    account: Iban,
    // INVARIANT: below a hundred million.
    cents: u32,
    // INVARIANT: an RF reference has digits alone, of which the first is no zero, after its check digits.
    reference: PaymentReference,
    // INVARIANT: in the years 2000 to 2099.
    due: Option<NaiveDate>,
}

/// The digits in all.
const LENGTH: usize = 54;
/// The cents of a million euros, which is more than fits.
const TOO_MANY_CENTS: u32 = 100_000_000;
/// The first and the last year that two digits tell.
const CENTURY: std::ops::RangeInclusive<i32> = 2000..=2099;
/// A field of the due day where there is none.
const NO_DAY: &str = "000000";

const KIND: Kind = Kind {
    what: "a bank barcode",
    example: "479440520200360820048831500000000868516259619897100612",
};

impl BankBarcode {
    /// The barcode of a payment to an account in Finland. The reference decides the version.
    ///
    /// An amount of 0.00 leaves it to the payer; the guide lets whoever prints the invoice do so where an amount
    /// does not fit, which is theirs to say and not done here unasked.
    ///
    /// ```
    /// use oske_invoice::{BankBarcode, Iban, NationalReference};
    /// use oske_types::{Currency, Money};
    ///
    /// let account: Iban = "DE44 5001 0517 5407 3249 31".parse()?;
    /// let reference: NationalReference = "12 34561".parse()?;
    /// let amount = Money::from_minor(100_000_000, Currency::EUR);
    /// let error = BankBarcode::try_new(account, amount, reference, None).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "no bank barcode: the account `DE44500105175407324931` is not in Finland: print the invoice without a \
    ///      barcode; the amount 1000000.00 EUR does not fit: expected less than 1000000.00 EUR, or 0.00 EUR to leave \
    ///      it to the payer",
    /// );
    /// # Ok::<(), oske_invoice::IdentifierError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BankBarcodeError`] with everything that a barcode cannot carry: an account elsewhere, an amount
    /// that is negative, in another currency or of a million euros or more, an RF reference with letters
    /// or zeros before it, a due day of another century.
    pub fn try_new(
        account: Iban,
        amount: Money,
        reference: impl Into<PaymentReference>,
        due: Option<NaiveDate>,
    ) -> Result<Self, BankBarcodeError> {
        let reference = reference.into();
        let mut faults = Vec::new();
        if !account.is_finnish() {
            faults.push(BankBarcodeFault::AccountElsewhere(account));
        }
        let cents = u32::try_from(amount.minor())
            .ok()
            .filter(|cents| *cents < TOO_MANY_CENTS && amount.currency() == Currency::EUR);
        if cents.is_none() {
            faults.push(BankBarcodeFault::Amount(amount));
        }
        if let PaymentReference::Creditor(creditor) = &reference
            && !fits(creditor.base())
        {
            faults.push(BankBarcodeFault::Reference(creditor.clone()));
        }
        if let Some(day) = due.filter(|day| !CENTURY.contains(&day.year())) {
            faults.push(BankBarcodeFault::DueDay(day));
        }
        match cents {
            Some(cents) if faults.is_empty() => Ok(Self {
                account,
                cents,
                reference,
                due,
            }),
            _ => Err(BankBarcodeError::of(faults)),
        }
    }

    /// 4 with a national reference, 5 with an RF reference.
    #[must_use]
    pub const fn version(&self) -> u8 {
        match self.reference {
            PaymentReference::National(_) => 4,
            PaymentReference::Creditor(_) => 5,
        }
    }

    /// The account, always a Finnish one.
    #[must_use]
    pub const fn account(&self) -> Iban {
        self.account
    }

    /// The amount in euros; 0.00 leaves it to the payer.
    #[must_use]
    pub fn amount(&self) -> Money {
        Money::from_minor(self.cents.into(), Currency::EUR)
    }

    /// The reference.
    #[must_use]
    pub const fn reference(&self) -> &PaymentReference {
        &self.reference
    }

    /// The due day, where there is one.
    #[must_use]
    pub const fn due(&self) -> Option<NaiveDate> {
        self.due
    }

    /// As it is printed beside the bars: its 54 digits.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.to_string()
    }

    /// The symbols of Code 128: start C (105), 27 pairs of digits, the check symbol, stop (106).
    ///
    /// For a printer that draws bars of its own; [`to_svg`](Self::to_svg) draws them.
    #[must_use]
    pub fn symbols(&self) -> Vec<u8> {
        code_128::symbols(&self.to_string())
    }

    /// The check symbol of the bars, which the guide calls check digit 2: 0 to 102.
    #[must_use]
    pub fn check_symbol(&self) -> u8 {
        code_128::check_symbol(&code_128::pairs(&self.to_string()))
    }
}

/// Whether what follows the check digits of an RF reference comes back from a field filled with zeros.
fn fits(base: &str) -> bool {
    are_digits(base) && !base.starts_with('0')
}

impl fmt::Display for BankBarcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let account = self.account.as_str().get(2..).unwrap_or_default();
        let cents = self.cents;
        let reference = match &self.reference {
            PaymentReference::National(national) => format!("000{}", national.machine_form()),
            PaymentReference::Creditor(creditor) => {
                format!("{}{:0>21}", creditor.check_digits(), creditor.base())
            }
        };
        let day = self.due.map_or_else(
            || NO_DAY.to_owned(),
            |day| {
                let year = day.year().wrapping_rem(100);
                format!("{year:02}{:02}{:02}", day.month(), day.day())
            },
        );
        let version = self.version();
        pad(f, &format!("{version}{account}{cents:08}{reference}{day}"))
    }
}

impl FromStr for BankBarcode {
    type Err = IdentifierError;

    /// Reads the 54 digits, perhaps with spaces, and tells all that is wrong with them.
    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let digits = compact(KIND, text)?;
        if let Some(stranger) = first_stranger(&digits, |letter| letter.is_ascii_digit()) {
            let reason = format!("expected digits alone, found {stranger}");
            return Err(KIND.malformed(text, reason));
        }
        if digits.len() != LENGTH {
            let count = counted(&digits, "digit", "digits");
            let reason = format!("expected {LENGTH} digits, found {count}");
            return Err(KIND.malformed(text, reason));
        }
        let field = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
        let mut faults = Faults::default();
        let account: Option<Iban> = faults.note(
            "account in digits 2 to 17",
            format!("FI{}", field(1..17)).parse(),
        );
        // INVARIANT: eight digits.
        let cents: u32 = field(17..25).parse().unwrap_or_default();
        let reference = match field(0..1) {
            "4" => {
                if field(25..28) != "000" {
                    faults.add(format!(
                        "expected `000` in digits 26 to 28, found `{}`",
                        field(25..28)
                    ));
                }
                let read = NationalReference::from_digits(field(28..48), field(28..48));
                let read = faults.note("reference in digits 29 to 48", read);
                read.map(PaymentReference::National)
            }
            "5" => {
                let base = field(27..48).trim_start_matches('0');
                let read = format!("RF{}{base}", field(25..27)).parse();
                let read: Option<CreditorReference> =
                    faults.note("RF reference in digits 26 to 48", read);
                read.map(PaymentReference::Creditor)
            }
            other => {
                faults.add(format!(
                    "expected version 4 or 5 as first digit, found `{other}`"
                ));
                None
            }
        };
        let due = match field(48..54) {
            NO_DAY => None,
            day => {
                let read = day_of(day);
                if read.is_none() {
                    faults.add(format!(
                        "expected a day as YYMMDD in digits 49 to 54, found `{day}`"
                    ));
                }
                read
            }
        };
        match (account, reference) {
            (Some(account), Some(reference)) if faults.is_empty() => Ok(Self {
                account,
                cents,
                reference,
                due,
            }),
            _ => Err(faults.of(text)),
        }
    }
}

/// A day of six digits.
fn day_of(digits: &str) -> Option<NaiveDate> {
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(part(0..2)?).ok()?.checked_add(2000)?;
    NaiveDate::from_ymd_opt(year, part(2..4)?, part(4..6)?)
}

/// What is wrong with the parts of a barcode.
#[derive(Default)]
struct Faults {
    reasons: Vec<String>,
    /// Whether something is wrong beside check digits.
    is_malformed: bool,
}

impl Faults {
    fn is_empty(&self) -> bool {
        self.reasons.is_empty()
    }

    fn add(&mut self, reason: String) {
        self.reasons.push(reason);
        self.is_malformed = true;
    }

    fn note<T>(&mut self, part: &str, read: Result<T, IdentifierError>) -> Option<T> {
        match read {
            Ok(part) => Some(part),
            Err(error) => {
                let (found, reason) = (error.found(), error.reason());
                self.reasons
                    .push(format!("of the {part}, `{found}`: {reason}"));
                self.is_malformed |= !error.is_mistyped();
                None
            }
        }
    }

    fn of(self, text: &str) -> IdentifierError {
        let reason = self.reasons.join("; ");
        if self.is_malformed {
            KIND.malformed(text, reason)
        } else {
            KIND.mistyped(text, reason)
        }
    }
}
