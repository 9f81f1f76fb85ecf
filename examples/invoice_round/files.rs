//! The invoices of a run as files.

use std::path::PathBuf;

use oske::invoice::{
    FinvoiceEncoding, FinvoiceWriter, HtmlWriter, Invoice, InvoiceRound, InvoiceRun, UblWriter,
};

use crate::folder::{self, Folder};
use crate::material::Material;
use crate::support::{self, Failure};
use crate::tables::Issued;

/// What invoices are written as.
pub(crate) enum Format {
    Finvoice {
        framed: bool,
        encoding: FinvoiceEncoding,
    },
    Ubl,
    Html,
    Csv,
    Json,
}

/// Where invoices were written.
pub(crate) struct Written {
    pub(crate) place: PathBuf,
    pub(crate) series: PathBuf,
    /// The numbers of invoices that were sent before, and are written with the addresses of today.
    pub(crate) readdressed: Vec<String>,
}

/// A writer of single invoices.
struct Writer<'m> {
    format: &'m Format,
    page: HtmlWriter,
}

impl Writer<'_> {
    fn to_bytes(&self, invoice: &Invoice) -> Result<Vec<u8>, String> {
        match self.format {
            Format::Finvoice { framed, encoding } => {
                let writer = FinvoiceWriter::new().in_encoding(*encoding);
                let writer = if *framed { writer.framed() } else { writer };
                writer.to_bytes(invoice).map_err(|error| error.to_string())
            }
            Format::Ubl => {
                let written = UblWriter::new().to_bytes(invoice);
                written.map_err(|error| error.to_string())
            }
            Format::Html | Format::Csv | Format::Json => {
                Ok(self.page.to_html(invoice).into_bytes())
            }
        }
    }

    /// The folder below that of the round, and the ending of its files; none for what is one file.
    const fn folder(&self) -> Option<(&'static str, &'static str)> {
        match self.format {
            Format::Finvoice { framed: false, .. } => Some(("finvoice", "xml")),
            // An envelope and an invoice, which together are no document of XML.
            Format::Finvoice { framed: true, .. } => Some(("finvoice-framed", "txt")),
            Format::Ubl => Some(("ubl", "xml")),
            Format::Html => Some(("html", "html")),
            Format::Csv | Format::Json => None,
        }
    }
}

/// Writes every invoice of the round, keeps those that are new in the archive, and then stores the series. Nothing is
/// written unless all of it fits.
pub(crate) fn write(
    folder: &Folder,
    run: &InvoiceRun,
    invoices: &InvoiceRound<'_>,
    material: &Material,
    format: &Format,
) -> Result<Written, Failure> {
    let page = match material.mark() {
        Some(mark) => HtmlWriter::new().with_banner(mark),
        None => HtmlWriter::new(),
    };
    let writer = Writer { format, page };
    let issued = Issued::of(folder, run, invoices.name(), material)?;
    check_all(&writer, &issued, folder)?;

    folder.begin()?;
    for invoice in issued.not_sent(folder) {
        folder.keep(invoice)?;
    }
    let place = match writer.folder() {
        Some((name, ending)) => {
            let place = folder.path().join(name);
            for invoice in issued.invoices() {
                let bytes = writer.to_bytes(invoice).map_err(Failure::Input)?;
                let name = folder::file_name(invoice.number(), ending);
                support::write_all(&place, &[(name, bytes)])?;
            }
            place
        }
        None => {
            let (name, text) = match format {
                Format::Csv => ("invoices.csv", issued.to_csv()?),
                _ => ("invoices.json", issued.to_json(invoices, material)?),
            };
            support::write_all(folder.path(), &[(name, text)])?;
            folder.path().join(name)
        }
    };
    let series = folder.store(run.series())?;
    Ok(Written {
        place,
        series,
        readdressed: issued.readdressed(folder),
    })
}

/// That every invoice can be written, and kept in the archive; else why not, of all at once.
fn check_all(writer: &Writer<'_>, issued: &Issued, folder: &Folder) -> Result<(), Failure> {
    let free = issued
        .not_sent(folder)
        .map(|invoice| folder.check_free(invoice));
    let mut faults: Vec<String> = free.filter_map(Result::err).collect();
    for invoice in issued.invoices() {
        let kept = folder::archive_writer().to_bytes(invoice);
        let kept = kept.map_err(|error| error.to_string());
        let written = kept.and_then(|_| writer.to_bytes(invoice));
        if let Err(error) = written {
            let (number, id) = (invoice.number(), invoice.receiver().id());
            let lines = error.lines().map(|line| format!("{number}, {id}: {line}"));
            faults.extend(lines);
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    faults.push("nothing is written".to_owned());
    Err(Failure::Input(faults.join("\n")))
}
