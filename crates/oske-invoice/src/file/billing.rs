//! [`BillingBook`]: what a register of members does not know of them as receivers of invoices.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::str::FromStr;

use csv::StringRecord;
use oske_types::{nearest, quoted};

use super::LONGEST_FILE;
use super::fault::{FaultList, PartyFaults};
use crate::one_line::one_line;
use crate::{
    BuyerReferences, Contact, EInvoiceRoute, IdentifierError, PeppolParticipant, PostalAddress,
    Receiver, VatNumber,
};

/// How each receiver is invoiced (*laskutustiedot*, *faktureringsuppgifter*): address, e-invoice route, references, by
/// the id under which the issuer knows it.
///
/// ```
/// use oske_invoice::{BillingBook, Receiver};
/// use oske_types::Language;
///
/// let text = "\
/// id,street,post_code,town,e_invoice_address,intermediator,buyer_reference
/// kunta-17,Kunnantie 2,76100,Esimerkkilä,003723456780,003703575029,KP 1234
/// ";
/// let book = BillingBook::from_csv("billing.csv", text.as_bytes())?;
/// let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)?;
/// let receiver = book.complete(receiver);
/// assert_eq!(receiver.references().buyer_reference(), Some("KP 1234"));
/// assert!(receiver.address().is_some() && receiver.route().is_some());
///
/// let faults = BillingBook::from_csv("billing.csv", text.replace("003723456780", "").as_bytes()).unwrap_err();
/// assert_eq!(
///     faults.to_string(),
///     "billing.csv:2: e_invoice_address: missing: expected it beside `intermediator`",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BillingBook {
    details: BTreeMap<String, BillingDetails>,
}

/// How one receiver is invoiced, as far as a [`BillingBook`] knows it.
#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BillingDetails {
    vat_number: Option<VatNumber>,
    address: Option<PostalAddress>,
    contact: Contact,
    route: Option<EInvoiceRoute>,
    participant: Option<PeppolParticipant>,
    references: BuyerReferences,
    note: Option<String>,
}

impl BillingDetails {
    /// The remark for whoever keeps the book, which is on no invoice.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The receiver with these details.
    ///
    /// A VAT number, an address, a route and a participant id replace what the receiver had where there is one here, and
    /// leave it where there is none. The contact and the references replace what it had as a whole, also where there is
    /// nothing of them here: a row tells whom to turn to and what is to be written, and nothing beside it.
    #[must_use]
    pub fn complete(&self, receiver: Receiver) -> Receiver {
        let Self {
            vat_number,
            address,
            contact,
            route,
            participant,
            references,
            note: _,
        } = self.clone();
        let receiver = vat_number
            .into_iter()
            .fold(receiver, Receiver::with_vat_number);
        let receiver = address.into_iter().fold(receiver, Receiver::with_address);
        let receiver = route.into_iter().fold(receiver, Receiver::with_route);
        let receiver = participant
            .into_iter()
            .fold(receiver, Receiver::with_peppol_participant);
        receiver.with_contact(contact).with_references(references)
    }
}

const COLUMNS: [&str; 20] = [
    "id",
    "vat_number",
    "street",
    "line_2",
    "line_3",
    "post_code",
    "town",
    "country",
    "e_invoice_address",
    "intermediator",
    "peppol",
    "contact",
    "phone",
    "email",
    "buyer_reference",
    "order",
    "agreement",
    "project",
    "note",
    "source",
];

impl BillingBook {
    /// Reads a book from CSV: UTF-8, commas, a header row, one receiver a row. Every column but `id` may be left out, and
    /// every other cell may be empty. `file_name` is for messages.
    ///
    /// | column | content |
    /// |---|---|
    /// | `id` | the id of the receiver |
    /// | `street`, `post_code`, `town` | the address for letters, all of it or nothing |
    /// | `line_2`, `line_3`, `country` | of the address; Finland if not said |
    /// | `e_invoice_address`, `intermediator` | an [`EInvoiceRoute`], both or neither |
    /// | `peppol` | a [`PeppolParticipant`], where it is another than the route or business id says |
    /// | `vat_number` | a [`VatNumber`] |
    /// | `contact`, `phone`, `email` | an office |
    /// | `buyer_reference`, `order`, `agreement`, `project` | what it wants to be written on its invoices |
    /// | `note`, `source` | for whoever keeps the book |
    ///
    /// # Errors
    ///
    /// [`PartyFaults`] with every fault of the file; nothing half-read is returned.
    pub fn from_csv(file_name: &str, reader: impl Read) -> Result<Self, PartyFaults> {
        let mut faults = FaultList::of_file(file_name);
        let limit = u64::try_from(LONGEST_FILE).unwrap_or(u64::MAX);
        let mut text = String::new();
        if let Err(error) = reader
            .take(limit.saturating_add(1))
            .read_to_string(&mut text)
        {
            faults.push(1, "", format!("cannot be read as UTF-8: {error}"));
            return faults.check(None);
        }
        if text.len() > LONGEST_FILE {
            faults.push(1, "", format!("expected at most {LONGEST_FILE} bytes"));
            return faults.check(None);
        }
        let text = text.trim_start_matches('\u{feff}');
        let mut rows = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = match rows.headers() {
            Ok(header) => header.clone(),
            Err(error) => {
                faults.push(1, "", error.to_string());
                return faults.check(None);
            }
        };
        check_header(&header, &mut faults);
        let mut book = Self::default();
        if header.len() > MOST_COLUMNS {
            return faults.check(None);
        }
        for row in rows.records() {
            if faults.is_full() {
                break;
            }
            match row {
                Ok(cells) => {
                    let line = cells.position().map_or(0, csv::Position::line);
                    let row = Row {
                        header: &header,
                        cells: &cells,
                        line,
                    };
                    book.add(&row, &mut faults);
                }
                Err(error) => {
                    let line = error.position().map_or(1, csv::Position::line);
                    faults.push(line, "", cells_expected(&error));
                }
            }
        }
        faults.check(Some(book))
    }

    fn add(&mut self, row: &Row<'_>, faults: &mut FaultList) {
        let details = details_of(row, faults);
        let Some(id) = row.cell("id").and_then(one_line) else {
            let message = "missing: expected the id of the receiver, as in `kunta-17`";
            return faults.push(row.line, "id", message);
        };
        if self.details.contains_key(&id) {
            let message = format!("`{}` is there already: expected each once", quoted(&id));
            return faults.push(row.line, "id", message);
        }
        self.details.insert(id, details);
    }

    /// The details of a receiver.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<&BillingDetails> {
        self.details.get(id)
    }

    /// The ids of all receivers that it knows, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.details.keys().map(String::as_str)
    }

    /// The receiver with the details of its id; as it is where there are none.
    #[must_use]
    pub fn complete(&self, receiver: Receiver) -> Receiver {
        match self.of(receiver.id()) {
            Some(details) => details.complete(receiver),
            None => receiver,
        }
    }

    /// Addresses and intermediators at which somebody should look again, each with the id of its receiver: they have the
    /// look of a code whose check digit does not fit.
    #[must_use]
    pub fn doubts(&self) -> Vec<(&str, IdentifierError)> {
        let routes = self.details.iter().filter_map(|(id, details)| {
            let route = details.route.as_ref()?;
            let doubts = [route.address().doubt(), route.intermediator().doubt()];
            Some(
                doubts
                    .into_iter()
                    .flatten()
                    .map(|doubt| (id.as_str(), doubt)),
            )
        });
        routes.flatten().collect()
    }
}

/// What is wrong with a row that is none.
fn cells_expected(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("found {len} cells: expected {expected_len} as in the header"),
        _ => error.to_string(),
    }
}

/// More columns than a billing file has, with all that are named twice or wrongly.
const MOST_COLUMNS: usize = 100;

fn check_header(header: &StringRecord, faults: &mut FaultList) {
    if header.len() > MOST_COLUMNS {
        let found = header.len();
        let message = format!("found {found} columns: expected at most {MOST_COLUMNS}");
        return faults.push(1, "", message);
    }
    for (place, column) in header.iter().enumerate() {
        let shown = quoted(column);
        if !COLUMNS.contains(&column) {
            let help = match nearest(column, COLUMNS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("expected one of {}", COLUMNS.join(", ")),
            };
            faults.push(1, &shown, format!("not a column; {help}"));
        }
        if header.iter().take(place).any(|before| before == column) {
            faults.push(1, &shown, "there already: expected each column once");
        }
    }
    if !header.iter().any(|column| column == "id") {
        faults.push(1, "id", "missing: expected the column of the ids");
    }
}

/// A row of the table.
struct Row<'r> {
    header: &'r StringRecord,
    cells: &'r StringRecord,
    line: u64,
}

impl<'r> Row<'r> {
    /// What stands in a column, if there is something.
    fn cell(&self, column: &str) -> Option<&'r str> {
        let place = self.header.iter().position(|name| name == column)?;
        let cell = self.cells.get(place)?;
        (!cell.is_empty()).then_some(cell)
    }

    fn parsed<T>(&self, column: &str, faults: &mut FaultList) -> Option<T>
    where
        T: FromStr<Err: fmt::Display>,
    {
        let read = self.cell(column)?.parse();
        let fault = |error: T::Err| faults.push(self.line, column, error.to_string());
        read.map_err(fault).ok()
    }

    /// Columns that are all filled or all empty.
    fn together<const N: usize>(
        &self,
        columns: [&str; N],
        faults: &mut FaultList,
    ) -> Option<[&'r str; N]> {
        let cells = columns.map(|column| self.cell(column));
        let beside = columns.iter().zip(&cells).find(|(_, cell)| cell.is_some());
        let (beside, _) = beside?;
        for (column, cell) in columns.iter().zip(&cells) {
            if cell.is_none() {
                let message = format!("missing: expected it beside `{beside}`");
                faults.push(self.line, column, message);
            }
        }
        let filled = cells.iter().all(Option::is_some);
        filled.then(|| cells.map(Option::unwrap_or_default))
    }
}

fn details_of(row: &Row<'_>, faults: &mut FaultList) -> BillingDetails {
    let text = |column| row.cell(column).unwrap_or_default();
    let address = address_of(row, faults);
    let route = row.together(["e_invoice_address", "intermediator"], faults);
    let route = route.and_then(|_| {
        let address = row.parsed("e_invoice_address", faults);
        let intermediator = row.parsed("intermediator", faults);
        Some(EInvoiceRoute::new(address?, intermediator?))
    });
    BillingDetails {
        vat_number: row.parsed("vat_number", faults),
        address,
        contact: Contact::default()
            .with_name(text("contact"))
            .with_phone(text("phone"))
            .with_email(text("email")),
        route,
        participant: row.parsed("peppol", faults),
        references: BuyerReferences::default()
            .with_buyer_reference(text("buyer_reference"))
            .with_order(text("order"))
            .with_agreement(text("agreement"))
            .with_project(text("project")),
        note: row.cell("note").and_then(one_line),
    }
}

fn address_of(row: &Row<'_>, faults: &mut FaultList) -> Option<PostalAddress> {
    let more = ["line_2", "line_3"].map(|column| row.cell(column));
    let country = row.parsed("country", faults);
    let parts = row.together(["street", "post_code", "town"], faults);
    let Some([street, post_code, town]) = parts else {
        for (column, cell) in [("line_2", more[0]), ("line_3", more[1])] {
            if cell.is_some() && row.cell("street").is_none() {
                faults.push(
                    row.line,
                    column,
                    "found without `street`: expected it there",
                );
            }
        }
        return None;
    };
    match PostalAddress::try_new(street, post_code, town) {
        Ok(address) => {
            let more = more.into_iter().flatten();
            let address = more.fold(address, |address, line| address.with_line(line));
            Some(country.into_iter().fold(address, PostalAddress::in_country))
        }
        Err(error) => {
            faults.push(row.line, "street", error.to_string());
            None
        }
    }
}
