//! The folder of a round: its number series, and every invoice as it was sent.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use oske::invoice::{
    FinvoiceWriter, Invoice, InvoiceNumber, InvoiceRound, Issuer, NumberSeries, read_finvoice,
};

use crate::support::{self, Failure};

const SERIES: &str = "numbers.tsv";
const ARCHIVE: &str = "archive";

/// The folder of a round.
pub(crate) struct Folder {
    path: PathBuf,
    series: NumberSeries,
}

impl Folder {
    /// Opens a folder with the series in it, or an empty or new one with the series that begins.
    pub(crate) fn open(
        path: &Path,
        begins: NumberSeries,
        first_number_given: bool,
    ) -> Result<Self, Failure> {
        let file = path.join(SERIES);
        let shown = file.display();
        let folder = |series| Self {
            path: path.to_owned(),
            series,
        };
        if !file.exists() {
            return match std::fs::read_dir(path).map(|mut entries| entries.next().is_some()) {
                Ok(true) => Err(Failure::input(format_args!(
                    "{}: the folder has files in it and no {SERIES}: expected a new or empty one, or one that this \
                     program has written",
                    path.display()
                ))),
                _ => Ok(folder(begins)),
            };
        }
        let text = support::read(&file)?;
        let stored: NumberSeries = text
            .parse()
            .map_err(|error| Failure::input(format_args!("{shown}: {error}")))?;
        let first = match stored.entries().first() {
            Some(entry) => entry.number().clone(),
            None => stored.next_number().map_err(Failure::input)?,
        };
        let begun = begins.next_number().map_err(Failure::input)?;
        if first_number_given && first != begun {
            return Err(Failure::input(format_args!(
                "--first-number: the series in {shown} begins with `{first}`, and not with `{begun}`: leave the \
                 option out, or choose another folder"
            )));
        }
        Ok(folder(stored))
    }

    /// The numbers that have been given.
    pub(crate) const fn series(&self) -> &NumberSeries {
        &self.series
    }

    /// That the folder is of this round and this issuer, or of none yet.
    pub(crate) fn check_round(
        &self,
        invoices: &InvoiceRound<'_>,
        issuer: &Issuer,
    ) -> Result<(), Failure> {
        let shown = self.path.display();
        let Some(first) = self.series.entries().first() else {
            return Ok(());
        };
        let refuse = |what: String| {
            Err(Failure::input(format_args!(
                "{shown}: {what}; nothing is written: choose another folder"
            )))
        };
        let entries = self.series.entries().iter();
        if let Some(other) = entries
            .map(|entry| entry.round())
            .find(|round| *round != invoices.name())
        {
            let name = invoices.name();
            return refuse(format!(
                "the folder holds the round `{other}`, and this is `{name}`"
            ));
        }
        let sent = self.archived(first.number());
        let sent = sent.filter(|sent| sent.issuer().business_id() != issuer.business_id());
        if let Some(sent) = sent {
            let (held, asked) = (sent.issuer().business_id(), issuer.business_id());
            return refuse(format!(
                "the folder holds invoices of the issuer `{held}`, and this is `{asked}`"
            ));
        }
        let wanted: BTreeSet<&str> = invoices
            .drafts()
            .iter()
            .map(|(key, _)| key.as_str())
            .collect();
        let mut keys = self.series.entries().iter().map(|entry| entry.key());
        if !wanted.is_empty() && !keys.any(|key| wanted.contains(key)) {
            return refuse("the folder holds the same round of other members".to_owned());
        }
        Ok(())
    }

    /// An invoice as it was sent.
    pub(crate) fn archived(&self, number: &InvoiceNumber) -> Option<Invoice> {
        let document = std::fs::read(self.archive().join(file_name(number, "xml"))).ok()?;
        read_finvoice(&document).ok()
    }

    /// Puts an invoice into the archive, and says whether another document of its number was there.
    pub(crate) fn keep(&self, invoice: &Invoice) -> Result<bool, Failure> {
        let document = archive_writer().to_bytes(invoice).map_err(Failure::input)?;
        let name = file_name(invoice.number(), "xml");
        let sent = std::fs::read(self.archive().join(&name)).ok();
        if sent.as_ref() == Some(&document) {
            return Ok(false);
        }
        support::write_all(&self.archive(), &[(name, document)])?;
        Ok(sent.is_some())
    }

    /// Stores the series, when all its invoices are safe.
    pub(crate) fn store(&self, series: &NumberSeries) -> Result<PathBuf, Failure> {
        let written = support::write_all(&self.path, &[(SERIES, series.to_string())])?;
        Ok(written.into_iter().next().unwrap_or_default())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn archive(&self) -> PathBuf {
        self.path.join(ARCHIVE)
    }
}

/// What the archive is written by: in UTF-8, which holds every letter, and without a frame.
pub(crate) fn archive_writer() -> FinvoiceWriter {
    FinvoiceWriter::new()
}

/// The file of an invoice.
pub(crate) fn file_name(number: &InvoiceNumber, ending: &str) -> String {
    format!("{}.{ending}", number.as_str().replace('/', "-"))
}
