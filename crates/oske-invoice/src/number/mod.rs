//! [`NumberSeries`]: numbers without gaps or repeats, as a value that the caller stores.

mod digest;
mod fault;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use oske_types::Money;

pub use fault::{NumberingError, SeriesFault, SeriesFaults};

use crate::one_line::one_line;
use crate::{Invoice, InvoiceDraft, InvoiceKind, InvoiceNumber};
use digest::digest_of;

/// Which numbers have been given to what (*numerosarja*, *nummerserie*): a series without gaps or repeats, as a value
/// that the caller stores.
///
/// A [run](Self::run) takes the drafts of a round, gives numbers to those that are new, and finds again those that
/// have theirs. It changes nothing itself: it returns the invoices with the series as it is after them, and the
/// caller stores that when the invoices are safe. Until then the same run gives the same numbers.
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
/// let issuer = Issuer::new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?;
/// let receiver = Receiver::new("kunta-17", "Esimerkin kunta", Language::Finnish)?;
/// let dues = |cents| {
///     let line = InvoiceLine::new("Jäsenmaksu 2026", Money::from_minor(cents, Currency::EUR));
///     let draft = InvoiceDraft::new(issuer.clone(), receiver.clone(), Currency::EUR).with_line(line);
///     let due = NaiveDate::from_ymd_opt(2026, 7, 1).ok_or("a day")?;
///     Ok::<_, &str>(vec![("kunta-17".to_owned(), draft.due_on(due))])
/// };
///
/// let series = NumberSeries::new("2026-", 1)?;
/// let first = series.run("dues 2026", "2026-06-01".parse()?, dues(11_000)?, |_| None)?;
/// assert_eq!(first.invoices()[0].invoice().number().as_str(), "2026-0001");
///
/// // The same round again, another day: nothing new.
/// let series = first.into_series();
/// let again = series.run("dues 2026", "2026-06-20".parse()?, dues(11_000)?, |_| None)?;
/// assert_eq!(again.invoices()[0].step(), RunStep::Untouched);
/// assert_eq!(again.series(), &series);
///
/// // The member owes more: a credit note of the first invoice, and another one. What was sent is read back.
/// let sent = again.into_invoices();
/// let archive = |number: &_| sent.iter().map(|one| one.invoice()).find(|one| one.number() == number).cloned();
/// let changed = series.run("dues 2026", "2026-06-20".parse()?, dues(55_000)?, archive)?;
/// let steps: Vec<_> = changed.invoices().iter().map(|one| (one.invoice().number().as_str(), one.step())).collect();
/// assert_eq!(steps, [("2026-0002", RunStep::Credit), ("2026-0003", RunStep::Replacement)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSeries {
    // INVARIANT: with any number of the series after it, an invoice number.
    prefix: String,
    // INVARIANT: with `entries.len()` added, it fits.
    first: u64,
    // INVARIANT: the numbers are those from `first` on, each once, in order; a credit note is of an invoice before it
    // in the same round under the same key, and no invoice is credited twice.
    entries: Vec<SeriesEntry>,
}

/// One number of a series: what it was given to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesEntry {
    number: InvoiceNumber,
    date: NaiveDate,
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
    /// It is as it was sent, with the number and the day that it had.
    Untouched,
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

    /// The invoices.
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

    /// How many invoices went each way, in the order new, untouched, credit, replacement; those that do not occur are
    /// left out.
    #[must_use]
    pub fn counts(&self) -> Vec<(RunStep, usize)> {
        let steps = [
            RunStep::New,
            RunStep::Untouched,
            RunStep::Credit,
            RunStep::Replacement,
        ];
        let count = |step| {
            let of_step = self.invoices.iter().filter(|invoice| invoice.step == step);
            (step, of_step.count())
        };
        let counts = steps.map(count).into_iter();
        counts.filter(|(_, count)| *count > 0).collect()
    }
}

/// The digits that a number has at least.
const DIGITS: usize = 4;
/// The most digits that a number has.
const MOST_DIGITS: usize = 20;

impl NumberSeries {
    /// A series of numbers that begin with a prefix and go on with digits, at least four: `2026-0001`.
    ///
    /// # Errors
    ///
    /// [`NumberingError::Prefix`] if no invoice number begins so.
    pub fn new(prefix: &str, first: u64) -> Result<Self, NumberingError> {
        let series = Self {
            prefix: prefix.to_owned(),
            first,
            entries: Vec::new(),
        };
        series.number_at(0)?;
        Ok(series)
    }

    /// The numbers that were given, in order.
    #[must_use]
    pub fn entries(&self) -> &[SeriesEntry] {
        &self.entries
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

    /// Gives numbers to the drafts of a round, each under a key of its own: the member, the instalment.
    ///
    /// - A key that the round has not had gets the next number.
    /// - A key whose invoice asks for the same as before keeps its number and its day, so that the same draft gives
    ///   the same invoice again.
    /// - A key whose invoice asks for something else gets a credit note of it and another invoice.
    /// - A key that the round had and that is no longer there gets a credit note.
    ///
    /// *The same* is what the receiver owes and by what its system knows it: the lines with their amounts, the period,
    /// the due day, the receiver's name, ids and references. The address and route of either side, explanations and
    /// remarks may change under the same number.
    ///
    /// `archive` finds an invoice that was sent, to credit it. Numbers are given in the order of the keys, whatever the
    /// order of the drafts.
    ///
    /// # Errors
    ///
    /// [`NumberingError`]: a key twice or blank, a draft that is no invoice, an invoice that the archive does not have,
    /// a series at its end.
    pub fn run(
        &self,
        round: &str,
        date: NaiveDate,
        drafts: impl IntoIterator<Item = (String, InvoiceDraft)>,
        archive: impl Fn(&InvoiceNumber) -> Option<Invoice>,
    ) -> Result<InvoiceRun, NumberingError> {
        let round = one_line(round).ok_or(NumberingError::BlankRound)?;
        let wanted = by_key(drafts)?;
        let live = self.live_of(&round);
        let keys: BTreeSet<&str> = live
            .keys()
            .copied()
            .chain(wanted.keys().map(String::as_str))
            .collect();
        let mut run = Run {
            series: self.clone(),
            invoices: Vec::with_capacity(keys.len()),
            faults: Vec::new(),
            missing: Vec::new(),
            round,
            date,
        };
        for key in keys {
            let draft = wanted.get(key);
            let digest = draft.map(digest_of);
            match (live.get(key), draft, digest) {
                (None, Some(draft), Some(digest)) => run.give(RunStep::New, key, draft, digest)?,
                (Some(sent), Some(draft), Some(digest)) if sent.digest == digest => {
                    match draft.issue(sent.number.clone(), sent.date) {
                        Ok(invoice) => run.keep(key, invoice),
                        Err(faults) => run.faults.push(faults),
                    }
                }
                (Some(sent), draft, digest) => {
                    run.take_back(key, sent, archive(&sent.number))?;
                    if let (Some(draft), Some(digest)) = (draft, digest) {
                        run.give(RunStep::Replacement, key, draft, digest)?;
                    }
                }
                (None, _, _) => {}
            }
        }
        run.finish()
    }

    /// The invoices of a round that stand, by key.
    fn live_of(&self, round: &str) -> BTreeMap<&str, &SeriesEntry> {
        let mut live = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| entry.round == round) {
            match entry.kind() {
                InvoiceKind::Invoice => live.insert(entry.key.as_str(), entry),
                InvoiceKind::CreditNote => live.remove(entry.key.as_str()),
            };
        }
        live
    }
}

/// The drafts by their keys.
fn by_key(
    drafts: impl IntoIterator<Item = (String, InvoiceDraft)>,
) -> Result<BTreeMap<String, InvoiceDraft>, NumberingError> {
    let mut wanted = BTreeMap::new();
    for (key, draft) in drafts {
        if one_line(&key).is_none_or(|line| line != key) {
            return Err(NumberingError::Key { key });
        }
        if wanted.contains_key(&key) {
            return Err(NumberingError::KeyTwice { key });
        }
        wanted.insert(key, draft);
    }
    Ok(wanted)
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
    fn keep(&mut self, key: &str, invoice: Invoice) {
        self.invoices.push(RunInvoice {
            key: key.to_owned(),
            step: RunStep::Untouched,
            invoice,
        });
    }

    fn give(
        &mut self,
        step: RunStep,
        key: &str,
        draft: &InvoiceDraft,
        digest: String,
    ) -> Result<(), NumberingError> {
        match draft.issue(self.series.next_number()?, self.date) {
            Ok(invoice) => self.enter(step, key, invoice, digest),
            Err(faults) => self.faults.push(faults),
        }
        Ok(())
    }

    fn take_back(
        &mut self,
        key: &str,
        sent: &SeriesEntry,
        invoice: Option<Invoice>,
    ) -> Result<(), NumberingError> {
        let Some(invoice) = invoice.filter(|invoice| sent.is_of(invoice)) else {
            self.missing.push(sent.number.clone());
            return Ok(());
        };
        match invoice.credit(self.series.next_number()?, self.date) {
            Ok(credit) => self.enter(RunStep::Credit, key, credit, sent.digest.clone()),
            Err(faults) => self.faults.push(faults),
        }
        Ok(())
    }

    fn enter(&mut self, step: RunStep, key: &str, invoice: Invoice, digest: String) {
        self.series.entries.push(SeriesEntry {
            number: invoice.number().clone(),
            date: invoice.date(),
            round: self.round.clone(),
            key: key.to_owned(),
            total: invoice.total(),
            digest,
            credits: invoice.credits().map(|credits| credits.number().clone()),
        });
        self.invoices.push(RunInvoice {
            key: key.to_owned(),
            step,
            invoice,
        });
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
    /// Whether an invoice is the one that the number was given to.
    fn is_of(&self, invoice: &Invoice) -> bool {
        *invoice.number() == self.number
            && invoice.total() == self.total
            && invoice.date() == self.date
    }
}
