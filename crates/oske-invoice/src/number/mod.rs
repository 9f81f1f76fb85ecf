//! [`NumberSeries`]: numbers without gaps or repeats, as a value that the caller stores.

mod digest;
mod fault;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use oske_types::{BusinessId, Money};

pub use fault::{NumberingError, SeriesFault, SeriesFaults};

use crate::one_line::one_line;
use crate::{Invoice, InvoiceDraft, InvoiceKind, InvoiceNumber};
use digest::Asked;

/// Which numbers have been given to what (*numerosarja*, *nummerserie*): a series without gaps or repeats, as a value
/// that the caller stores.
///
/// A [run](Self::run) takes the drafts of a round, gives numbers to those that are new, and finds again those that
/// have theirs. It changes nothing itself: it returns the invoices with the series as it is after them, and the
/// caller stores that when the invoices are safe. Until then the same run gives the same numbers.
///
/// A series is one issuer's, and best for all of its rounds: since payment references follow from numbers, two series
/// with the same digits give the same reference twice.
///
/// The text form ([`Display`](std::fmt::Display), [`FromStr`](std::str::FromStr)) is a table with tabs, one row for each
/// number in order: the invoice journal (*laskupäiväkirja*).
///
/// ```
/// use chrono::NaiveDate;
/// use oske_invoice::{Iban, InvoiceDraft, InvoiceLine, Issuer, NumberSeries, Receiver, RunStep};
/// use oske_types::{Currency, Language, Money};
///
/// let account: Iban = "FI21 1234 5600 0007 85".parse()?;
/// let issuer = Issuer::try_new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?;
/// let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)?;
/// let dues = |cents| {
///     let line = InvoiceLine::new("Jäsenmaksu 2026", Money::from_minor(cents, Currency::EUR));
///     let draft = InvoiceDraft::new(issuer.clone(), receiver.clone(), Currency::EUR).with_line(line);
///     let due = NaiveDate::from_ymd_opt(2026, 7, 1).ok_or("a day")?;
///     Ok::<_, &str>(vec![("kunta-17".to_owned(), Some(draft.due_on(due)))])
/// };
///
/// let series = NumberSeries::try_new(issuer.business_id(), "2026-", 1)?;
/// let first = series.run("dues 2026", "2026-06-01".parse()?, dues(11_000)?, |_| None)?;
/// assert_eq!(first.invoices()[0].invoice().number().as_str(), "2026-0001");
///
/// // The same round again, another day: nothing new. What was sent is read back.
/// let series = first.series();
/// let sent = first.invoices();
/// let archive = |number: &_| sent.iter().map(|one| one.invoice()).find(|one| one.number() == number).cloned();
/// let again = series.run("dues 2026", "2026-06-20".parse()?, dues(11_000)?, archive)?;
/// assert_eq!(again.invoices()[0].step(), RunStep::Untouched);
/// assert_eq!(again.series(), series);
///
/// // The member owes more: a credit note of the first invoice, and another one.
/// let changed = series.run("dues 2026", "2026-06-20".parse()?, dues(55_000)?, archive)?;
/// let steps: Vec<_> = changed.invoices().iter().map(|one| (one.invoice().number().as_str(), one.step())).collect();
/// assert_eq!(steps, [("2026-0002", RunStep::Credit), ("2026-0003", RunStep::Replacement)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSeries {
    issuer: BusinessId,
    // INVARIANT: with any number of the series after it, an invoice number.
    prefix: String,
    // INVARIANT: with `entries.len()` added, it fits.
    first: u64,
    // INVARIANT: the numbers are those from `first` on, each once, in order, and no day is before the one above it; a
    // credit note is of an invoice before it in the same round under the same key, and no invoice is credited twice.
    entries: Vec<SeriesEntry>,
}

/// One number of a series: what it was given to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesEntry {
    number: InvoiceNumber,
    date: NaiveDate,
    due: NaiveDate,
    round: String,
    key: String,
    total: Money,
    digest: String,
    credits: Option<InvoiceNumber>,
}

impl SeriesEntry {
    /// The number.
    #[must_use]
    pub const fn number(&self) -> &InvoiceNumber {
        &self.number
    }

    /// The day of the invoice.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// The day on which it was asked to be paid.
    #[must_use]
    pub const fn due(&self) -> NaiveDate {
        self.due
    }

    /// The round that it was of.
    #[must_use]
    pub fn round(&self) -> &str {
        &self.round
    }

    /// What of the round: the member, the instalment.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The member: the first word of the key.
    #[must_use]
    pub fn payer(&self) -> &str {
        self.key
            .split_once(' ')
            .map_or(&self.key, |(payer, _)| payer)
    }

    /// The total of the invoice; of a credit note, what is taken back.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }

    /// Of a credit note, the invoice that it takes back.
    #[must_use]
    pub const fn credits(&self) -> Option<&InvoiceNumber> {
        self.credits.as_ref()
    }

    /// Whether it was given to an invoice or to a credit note.
    #[must_use]
    pub const fn kind(&self) -> InvoiceKind {
        match self.credits {
            None => InvoiceKind::Invoice,
            Some(_) => InvoiceKind::CreditNote,
        }
    }
}

/// What a run did with an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RunStep {
    /// It was asked for the first time.
    New,
    /// It is as it was sent, and asks for what is asked for now.
    Untouched,
    /// It is as it was sent; what is asked for now is not known.
    Held,
    /// It takes back one that changed or is no longer wanted.
    Credit,
    /// It takes the place of one that was taken back.
    Replacement,
}

/// An invoice of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunInvoice {
    key: String,
    step: RunStep,
    invoice: Invoice,
}

impl RunInvoice {
    /// What of the round it is.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What the run did.
    #[must_use]
    pub const fn step(&self) -> RunStep {
        self.step
    }

    /// The invoice.
    #[must_use]
    pub const fn invoice(&self) -> &Invoice {
        &self.invoice
    }
}

/// What a run gives: invoices, and the series as it is after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceRun {
    invoices: Vec<RunInvoice>,
    series: NumberSeries,
}

impl InvoiceRun {
    /// The invoices, by key; a credit note stands before what takes the place of its invoice.
    #[must_use]
    pub fn invoices(&self) -> &[RunInvoice] {
        &self.invoices
    }

    /// The invoices, as [`invoices`](Self::invoices) has them.
    #[must_use]
    pub fn into_invoices(self) -> Vec<RunInvoice> {
        self.invoices
    }

    /// The series after them, to be stored when they are safe.
    #[must_use]
    pub const fn series(&self) -> &NumberSeries {
        &self.series
    }

    /// The series after them.
    #[must_use]
    pub fn into_series(self) -> NumberSeries {
        self.series
    }

    /// How many invoices went one way.
    #[must_use]
    pub fn count(&self, step: RunStep) -> usize {
        let of_step = self.invoices.iter().filter(|invoice| invoice.step == step);
        of_step.count()
    }
}

/// The digits that a number has at least.
const DIGITS: usize = 4;
/// The most digits that a number has.
const MOST_DIGITS: usize = 20;

impl NumberSeries {
    /// A series of an issuer, of numbers that begin with a prefix and go on with digits, at least four: `2026-0001`.
    ///
    /// # Errors
    ///
    /// [`NumberingError::Prefix`] if no invoice number begins so.
    pub fn try_new(issuer: BusinessId, prefix: &str, first: u64) -> Result<Self, NumberingError> {
        let series = Self {
            issuer,
            prefix: prefix.to_owned(),
            first,
            entries: Vec::new(),
        };
        series.number_at(0)?;
        Ok(series)
    }

    /// Who sends its invoices.
    #[must_use]
    pub const fn issuer(&self) -> BusinessId {
        self.issuer
    }

    /// The numbers that were given, in order.
    #[must_use]
    pub fn entries(&self) -> &[SeriesEntry] {
        &self.entries
    }

    /// What a number was given to.
    #[must_use]
    pub fn entry(&self, number: &InvoiceNumber) -> Option<&SeriesEntry> {
        let count: u64 = number.as_str().strip_prefix(&*self.prefix)?.parse().ok()?;
        let place = usize::try_from(count.checked_sub(self.first)?).ok()?;
        let entry = self.entries.get(place)?;
        (entry.number == *number).then_some(entry)
    }

    /// The number that comes next.
    ///
    /// # Errors
    ///
    /// [`NumberingError::Prefix`] if the series is at its end.
    pub fn next_number(&self) -> Result<InvoiceNumber, NumberingError> {
        self.number_at(self.entries.len())
    }

    fn number_at(&self, place: usize) -> Result<InvoiceNumber, NumberingError> {
        let fault = || NumberingError::prefix(&self.prefix);
        let place = u64::try_from(place).map_err(|_| fault())?;
        let count = self.first.checked_add(place).ok_or_else(fault)?;
        let text = format!("{}{count:0DIGITS$}", self.prefix);
        if text.len() > MOST_DIGITS {
            return Err(fault());
        }
        text.parse().map_err(|_| fault())
    }

    /// The invoices of a round that stand, in the order of their keys: those that were not credited.
    pub fn standing<'s>(&'s self, round: &str) -> impl Iterator<Item = &'s SeriesEntry> + use<'s> {
        self.standing_of(round).into_values()
    }

    /// Whether an invoice is as the series says that it was sent: its issuer, number, days, and all that is asked for, of
    /// whom and by which references.
    #[must_use]
    pub fn has_sent(&self, invoice: &Invoice) -> bool {
        let entry = self.entry(invoice.number());
        entry.is_some_and(|entry| entry.is_of(self.issuer, invoice))
    }

    /// Gives numbers to the drafts of a round, each under a key of its own: the member, the instalment.
    ///
    /// - A key that the round has not had gets the next number.
    /// - A key whose invoice asks for the same as before keeps it as it was sent: number, day, due day, words.
    /// - A key whose invoice asks for something else gets a credit note of it and another invoice.
    /// - A key with `None`, under which nothing is owed any more, gets a credit note.
    /// - A key that the round has had and that is not among the drafts keeps its invoice as it was sent. So nobody is
    ///   credited because a row was lost or a figure is open.
    ///
    /// *The same* is what the receiver owes and by what its system knows it: the amounts of the lines with their value
    /// added tax, the period, the receiver's id, business id and references. Words are no part of it: names, explanations,
    /// remarks, the language. Neither are addresses, nor the due day of a draft, which is that of a new invoice alone: what
    /// was sent is due when it said so. An invoice that takes the place of another says of which.
    ///
    /// `archive` gives an invoice as it was sent, by its number. Numbers are given in the order of the keys, whatever
    /// the order of the drafts.
    ///
    /// # Errors
    ///
    /// [`NumberingError`]: a key twice or blank, a draft that is no invoice or another issuer's, an invoice that the
    /// archive does not have as it was sent, a day before that of the last number, a series at its end.
    pub fn run(
        &self,
        round: &str,
        date: NaiveDate,
        drafts: impl IntoIterator<Item = (String, Option<InvoiceDraft>)>,
        archive: impl Fn(&InvoiceNumber) -> Option<Invoice>,
    ) -> Result<InvoiceRun, NumberingError> {
        let round = one_line(round).ok_or(NumberingError::BlankRound)?;
        let drafts = by_key(drafts)?;
        self.check_issuer(drafts.values().flatten())?;
        let standing = self.standing_of(&round);
        let drafted = drafts.keys().map(String::as_str);
        let keys: BTreeSet<&str> = standing.keys().copied().chain(drafted).collect();
        let mut run = Run {
            series: self.clone(),
            invoices: Vec::with_capacity(keys.len()),
            faults: Vec::new(),
            missing: Vec::new(),
            round,
            date,
        };
        for key in keys {
            let draft = drafts.get(key);
            match (standing.get(key), draft) {
                (None, Some(Some(draft))) => run.give(RunStep::New, key, draft)?,
                (None, _) => {}
                (Some(sent), draft) => {
                    let archived = archive(&sent.number);
                    match archived.filter(|invoice| sent.is_of(self.issuer, invoice)) {
                        Some(invoice) => run.go_on(key, sent, invoice, draft)?,
                        None => run.missing.push(sent.number.clone()),
                    }
                }
            }
        }
        run.finish()
    }

    fn check_issuer<'d>(
        &self,
        drafts: impl Iterator<Item = &'d InvoiceDraft>,
    ) -> Result<(), NumberingError> {
        let mut issuers = drafts.map(|draft| draft.issuer.business_id());
        match issuers.find(|issuer| *issuer != self.issuer) {
            None => Ok(()),
            Some(issuer) => Err(NumberingError::OtherIssuer {
                series: self.issuer,
                issuer,
            }),
        }
    }

    /// The invoices of a round that stand, by key.
    fn standing_of(&self, round: &str) -> BTreeMap<&str, &SeriesEntry> {
        let mut standing = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| entry.round == round) {
            match entry.kind() {
                InvoiceKind::Invoice => standing.insert(entry.key.as_str(), entry),
                InvoiceKind::CreditNote => standing.remove(entry.key.as_str()),
            };
        }
        standing
    }
}

/// The drafts by their keys.
fn by_key(
    drafts: impl IntoIterator<Item = (String, Option<InvoiceDraft>)>,
) -> Result<BTreeMap<String, Option<InvoiceDraft>>, NumberingError> {
    let mut by_key = BTreeMap::new();
    for (key, draft) in drafts {
        if one_line(&key).is_none_or(|line| line != key) {
            return Err(NumberingError::Key { key });
        }
        if by_key.contains_key(&key) {
            return Err(NumberingError::KeyTwice { key });
        }
        by_key.insert(key, draft);
    }
    Ok(by_key)
}

/// A run on its way.
struct Run {
    series: NumberSeries,
    invoices: Vec<RunInvoice>,
    faults: Vec<crate::InvoiceFaults>,
    missing: Vec<InvoiceNumber>,
    round: String,
    date: NaiveDate,
}

impl Run {
    /// What becomes of an invoice that stands.
    fn go_on(
        &mut self,
        key: &str,
        sent: &SeriesEntry,
        invoice: Invoice,
        draft: Option<&Option<InvoiceDraft>>,
    ) -> Result<(), NumberingError> {
        match draft {
            None => self.keep(key, RunStep::Held, invoice),
            Some(None) => self.take_back(key, &invoice)?,
            Some(Some(draft)) if Asked::by_draft(draft, &sent.number).digest() == sent.digest => {
                self.keep(key, RunStep::Untouched, invoice);
            }
            Some(Some(draft)) => {
                self.take_back(key, &invoice)?;
                let draft = draft.clone().replacing(&sent.number);
                self.give(RunStep::Replacement, key, &draft)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, key: &str, step: RunStep, invoice: Invoice) {
        self.invoices.push(RunInvoice {
            key: key.to_owned(),
            step,
            invoice,
        });
    }

    fn give(
        &mut self,
        step: RunStep,
        key: &str,
        draft: &InvoiceDraft,
    ) -> Result<(), NumberingError> {
        match draft.issue(self.next_number()?, self.date) {
            Ok(invoice) => self.enter(step, key, invoice),
            Err(faults) => self.faults.push(faults),
        }
        Ok(())
    }

    fn take_back(&mut self, key: &str, invoice: &Invoice) -> Result<(), NumberingError> {
        match invoice.credit(self.next_number()?, self.date) {
            Ok(credit) => self.enter(RunStep::Credit, key, credit),
            Err(faults) => self.faults.push(faults),
        }
        Ok(())
    }

    /// The next number, which no day before that of the last one gets.
    fn next_number(&self) -> Result<InvoiceNumber, NumberingError> {
        if let Some(last) = self.series.entries.last()
            && self.date < last.date
        {
            return Err(NumberingError::DayBeforeLast {
                day: self.date,
                last: last.number.clone(),
                last_day: last.date,
            });
        }
        self.series.next_number()
    }

    fn enter(&mut self, step: RunStep, key: &str, invoice: Invoice) {
        self.series.entries.push(SeriesEntry {
            number: invoice.number().clone(),
            date: invoice.date(),
            due: invoice.due(),
            round: self.round.clone(),
            key: key.to_owned(),
            total: invoice.total(),
            digest: Asked::by_invoice(&invoice).digest(),
            credits: invoice.credits().map(|credits| credits.number().clone()),
        });
        self.keep(key, step, invoice);
    }

    fn finish(self) -> Result<InvoiceRun, NumberingError> {
        if !self.missing.is_empty() {
            return Err(NumberingError::NotInArchive {
                numbers: self.missing,
            });
        }
        if !self.faults.is_empty() {
            return Err(NumberingError::NoInvoices {
                faults: self.faults,
            });
        }
        Ok(InvoiceRun {
            invoices: self.invoices,
            series: self.series,
        })
    }
}

impl SeriesEntry {
    /// Whether an invoice of an issuer is the one that the number was given to.
    fn is_of(&self, issuer: BusinessId, invoice: &Invoice) -> bool {
        *invoice.number() == self.number
            && invoice.issuer().business_id() == issuer
            && invoice.kind() == self.kind()
            && invoice.total() == self.total
            && invoice.date() == self.date
            && invoice.due() == self.due
            && Asked::by_invoice(invoice).digest() == self.digest
    }
}
