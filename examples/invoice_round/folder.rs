//! The folder of a round: its number series, and every invoice as it was sent.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use oske::invoice::{
    FinvoiceWriter, Invoice, InvoiceNumber, InvoiceRound, NumberSeries, SeriesEntry, read_finvoice,
};

use crate::material::Material;
use crate::support::{self, Failure};

const SERIES: &str = "numbers.tsv";
const ARCHIVE: &str = "archive";

/// The folder of a round.
pub(crate) struct Folder {
    path: PathBuf,
    series_file: PathBuf,
    series: NumberSeries,
    /// What was sent in this round, as it was sent.
    archive: BTreeMap<InvoiceNumber, Invoice>,
}

/// How a series begins that there is none of yet.
pub(crate) struct Beginning {
    pub(crate) series: NumberSeries,
    /// Whether somebody asked for its first number.
    pub(crate) first_number_given: bool,
}

impl Folder {
    /// Opens the folder of a round, or an empty or new one. Its series is in a file of its own, which other rounds share,
    /// or in the folder; where there is none, it begins.
    ///
    /// # Errors
    ///
    /// A folder or a series of somebody else's, or of another round; a series or an archive that cannot be read, or that do
    /// not belong together.
    pub(crate) fn open(
        path: &Path,
        shared_series: Option<&Path>,
        beginning: Beginning,
        round: &InvoiceRound<'_>,
        material: &Material,
    ) -> Result<Self, Failure> {
        let own_series = path.join(SERIES);
        let series_file = match shared_series {
            Some(file) => file.to_owned(),
            None => own_series.clone(),
        };
        check_series_file(path, &series_file, &own_series)?;
        let series = match series_file.exists() {
            true => stored(&series_file, &beginning)?,
            false => beginning.series,
        };
        let archive = archive(path, &series, round.name())?;
        let folder = Self {
            path: path.to_owned(),
            series_file,
            series,
            archive,
        };
        folder.check_round(round, material, shared_series.is_some())?;
        Ok(folder)
    }

    /// The numbers that have been given.
    pub(crate) const fn series(&self) -> &NumberSeries {
        &self.series
    }

    /// That the folder is of this round, or of none yet.
    fn check_round(
        &self,
        round: &InvoiceRound<'_>,
        material: &Material,
        is_shared: bool,
    ) -> Result<(), Failure> {
        let shown = self.path.display();
        let refuse = |what: String| {
            Err(Failure::input(format_args!(
                "{shown}: {what}; nothing is written: choose another folder"
            )))
        };
        let name = round.name();
        let mut entries = self.series.entries().iter();
        let other = entries.find(|entry| {
            let is_here = || archive_file(&self.path, entry.number()).exists();
            entry.round() != name && (!is_shared || is_here())
        });
        if let Some(other) = other.map(SeriesEntry::round) {
            return refuse(format!(
                "the folder holds the round `{other}`, and this is `{name}`"
            ));
        }
        if !self
            .archive
            .values()
            .all(|sent| material.is_marked_alike(sent))
        {
            return refuse(
                "the folder holds a trial, and this is none, or the other way round".to_owned(),
            );
        }
        let of_round = self.series.entries().iter();
        let held = of_round.filter(|entry| entry.round() == name);
        let held: BTreeSet<&str> = held.map(SeriesEntry::payer).collect();
        let is_known = |payer: &&str| round.register().member(payer).is_some();
        if !held.is_empty() && !held.iter().any(is_known) {
            return refuse("the folder holds the same round of other members".to_owned());
        }
        Ok(())
    }

    /// An invoice as it was sent.
    pub(crate) fn sent(&self, number: &InvoiceNumber) -> Option<&Invoice> {
        self.archive.get(number)
    }

    /// That an invoice which is new is not in the archive yet, but as it will be: of a run that broke off.
    pub(crate) fn check_free(&self, invoice: &Invoice) -> Result<(), String> {
        let file = archive_file(&self.path, invoice.number());
        let there = std::fs::read(&file).ok();
        let document = archive_writer().to_bytes(invoice);
        let document = document.map_err(|error| error.to_string())?;
        if there.is_none_or(|there| there == document) {
            return Ok(());
        }
        Err(format!(
            "{} is there, and the series has not given its number: if a run broke off, make the same one again, or delete \
             the file if that was never sent; if the series was lost or cut short, put it back",
            file.display()
        ))
    }

    /// Puts an invoice that is new into the archive.
    pub(crate) fn keep(&self, invoice: &Invoice) -> Result<(), Failure> {
        let document = archive_writer().to_bytes(invoice).map_err(Failure::input)?;
        let name = file_name(invoice.number(), "xml");
        support::write_all(&self.archive(), &[(name, document)])?;
        Ok(())
    }

    /// Stores the series as it is before the run, if it is not there yet. So a run that breaks off while it writes can
    /// be made again: the folder is known by it, and no number has been given.
    pub(crate) fn begin(&self) -> Result<(), Failure> {
        match self.series_file.exists() {
            true => Ok(()),
            false => self.store(&self.series).map(|_| ()),
        }
    }

    /// Stores the series, when all its invoices are safe.
    pub(crate) fn store(&self, series: &NumberSeries) -> Result<PathBuf, Failure> {
        let name = self.series_file.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let folder = self.series_file.parent().unwrap_or(Path::new(""));
        let written = support::write_all(folder, &[(name, series.to_string())])?;
        Ok(written.into_iter().next().unwrap_or_default())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.path.join(ARCHIVE)
    }
}

/// That a folder is new or empty, or that its series is where it is looked for: without it, numbers would be given again.
fn check_series_file(path: &Path, series_file: &Path, own_series: &Path) -> Result<(), Failure> {
    let shown = path.display();
    if series_file != own_series && own_series.exists() {
        return Err(Failure::input(format_args!(
            "{shown}: the folder has a series of its own, {SERIES}: leave --series out"
        )));
    }
    let mut entries = std::fs::read_dir(path).into_iter().flatten();
    if series_file.exists() || entries.next().is_none() {
        return Ok(());
    }
    let message = match path.join(ARCHIVE).exists() {
        true => format!(
            "{shown}: the folder has an {ARCHIVE} and its series is not in {}: name the file by --series, or put it back",
            series_file.display()
        ),
        false => format!(
            "{shown}: the folder has files in it and no {SERIES}: expected a new or empty one, or one that this program has \
             written"
        ),
    };
    Err(Failure::Input(message))
}

/// The series in a file.
fn stored(file: &Path, beginning: &Beginning) -> Result<NumberSeries, Failure> {
    let shown = file.display();
    let text = support::read(file)?;
    let stored: NumberSeries = text
        .parse()
        .map_err(|error| Failure::input(format_args!("{shown}: {error}")))?;
    let (holder, issuer) = (stored.issuer(), beginning.series.issuer());
    if holder != issuer {
        return Err(Failure::input(format_args!(
            "{shown}: the numbers are of the issuer `{holder}`, and this is `{issuer}`; nothing is written: choose another \
             folder"
        )));
    }
    let first = match stored.entries().first() {
        Some(entry) => entry.number().clone(),
        None => stored.next_number().map_err(Failure::input)?,
    };
    let begun = beginning.series.next_number().map_err(Failure::input)?;
    if beginning.first_number_given && first != begun {
        return Err(Failure::input(format_args!(
            "--first-number: the series in {shown} begins with `{first}`, and not with `{begun}`: leave the option out, or \
             choose another folder"
        )));
    }
    Ok(stored)
}

/// The invoices of a round as they were sent. One that is not there is left out: the run says so.
fn archive(
    folder: &Path,
    series: &NumberSeries,
    round: &str,
) -> Result<BTreeMap<InvoiceNumber, Invoice>, Failure> {
    let mut archive = BTreeMap::new();
    let mut faults = Vec::new();
    let of_round = series.entries().iter();
    for entry in of_round.filter(|entry| entry.round() == round) {
        let number = entry.number();
        let file = archive_file(folder, number);
        if !file.exists() {
            continue;
        }
        let document = std::fs::read(&file).map_err(|error| error.to_string());
        match document.and_then(|bytes| read_finvoice(&bytes).map_err(|error| error.to_string())) {
            Ok(invoice) if series.has_sent(&invoice) => {
                archive.insert(number.clone(), invoice);
            }
            Ok(_) => faults.push(format!(
                "{}: not as it was sent: expected the number, days, receiver, references and amounts of the series",
                file.display()
            )),
            Err(error) => faults.push(format!("{}: {error}", file.display())),
        }
    }
    if faults.is_empty() {
        return Ok(archive);
    }
    faults.push("nothing is written: put the archive back as it was".to_owned());
    Err(Failure::Input(faults.join("\n")))
}

fn archive_file(folder: &Path, number: &InvoiceNumber) -> PathBuf {
    folder.join(ARCHIVE).join(file_name(number, "xml"))
}

/// What the archive is written by: in UTF-8, which holds every letter, and without a frame.
pub(crate) fn archive_writer() -> FinvoiceWriter {
    FinvoiceWriter::new()
}

/// The file of an invoice.
pub(crate) fn file_name(number: &InvoiceNumber, ending: &str) -> String {
    format!("{}.{ending}", number.as_str().replace('/', "-"))
}
