//! All invoices of a round in one file, for ledgers and for programs.

use std::collections::BTreeMap;

use oske::dues::document::Value;
use oske::invoice::{
    Invoice, InvoiceKind, InvoiceLine, InvoiceNumber, InvoiceRound, InvoiceRun, Receiver,
};
use oske::types::Money;

use crate::folder::{Folder, archive_writer};
use crate::material::Material;
use crate::support::Failure;

/// Every invoice and credit note of a round, by number.
pub(crate) struct Issued {
    invoices: Vec<Invoice>,
}

const COLUMNS: [&str; 20] = [
    "number",
    "kind",
    "credits",
    "date",
    "due",
    "receiver_id",
    "receiver",
    "business_id",
    "language",
    "total_without_vat",
    "vat",
    "total",
    "currency",
    "reference",
    "iban",
    "barcode",
    "e_invoice_address",
    "intermediator",
    "lines",
    "remarks",
];

impl Issued {
    /// Those of a run, and those of runs before it: as they were sent, with the addresses of today.
    pub(crate) fn of(
        folder: &Folder,
        run: &InvoiceRun,
        round: &str,
        material: &Material,
    ) -> Result<Self, Failure> {
        let of_run = run.invoices().iter();
        let of_run: BTreeMap<&InvoiceNumber, &Invoice> = of_run
            .map(|one| (one.invoice().number(), one.invoice()))
            .collect();
        let entries = run.series().entries().iter();
        let entries = entries.filter(|entry| entry.round() == round);
        let invoices = entries.map(|entry| {
            let number = entry.number();
            let found = of_run.get(number).copied().or_else(|| folder.sent(number));
            let invoice = found.ok_or_else(|| {
                let path = folder.path().display();
                Failure::input(format_args!(
                    "{path}: the archive does not have `{number}`: put it back as it was"
                ))
            })?;
            Ok(material.readdressed(invoice.clone()))
        });
        let invoices = invoices.collect::<Result<_, Failure>>()?;
        Ok(Self { invoices })
    }

    pub(crate) fn invoices(&self) -> &[Invoice] {
        &self.invoices
    }

    /// Those that have not been sent before.
    pub(crate) fn not_sent<'i>(&'i self, folder: &Folder) -> impl Iterator<Item = &'i Invoice> {
        let invoices = self.invoices.iter();
        invoices.filter(|invoice| folder.sent(invoice.number()).is_none())
    }

    /// The numbers of those that were sent to, or from, another address.
    pub(crate) fn readdressed(&self, folder: &Folder) -> Vec<String> {
        let changed = self.invoices.iter().filter(|invoice| {
            let sent = folder.sent(invoice.number());
            sent.is_some_and(|sent| !is_same_document(sent, invoice))
        });
        changed
            .map(|invoice| invoice.number().to_string())
            .collect()
    }

    /// One row for each.
    pub(crate) fn to_csv(&self) -> Result<String, Failure> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(COLUMNS).map_err(Failure::input)?;
        for invoice in &self.invoices {
            writer.write_record(row(invoice)).map_err(Failure::input)?;
        }
        let bytes = writer.into_inner().map_err(Failure::input)?;
        String::from_utf8(bytes).map_err(Failure::input)
    }

    /// An `oske-invoices`; its keys are in `examples/data/invoicing/README.md`.
    pub(crate) fn to_json(
        &self,
        round: &InvoiceRound<'_>,
        material: &Material,
    ) -> Result<String, Failure> {
        let total = self
            .invoices
            .iter()
            .map(|invoice| signed(invoice, invoice.total_without_vat()));
        let total = Money::total(material.policy.currency(), total).map_err(Failure::input)?;
        let issuer = &material.issuer;
        let document = Value::table([
            ("format", Value::text("oske-invoices")),
            ("version", Value::integer(1)),
            ("demonstration", Value::truth(material.is_demonstration)),
            ("proposal", Value::truth(material.is_proposal())),
            ("round", Value::text(round.name())),
            (
                "issuer",
                Value::table([
                    ("name", Value::text(issuer.name())),
                    ("business_id", Value::text(issuer.business_id().to_string())),
                ]),
            ),
            ("total", Value::text(total.to_decimal_text())),
            ("currency", Value::text(material.policy.currency().code())),
            ("invoices", Value::list(self.invoices.iter().map(value))),
        ]);
        Ok(format!("{}\n", document.to_json()))
    }
}

/// Whether the archive would hold both alike: it does not carry all that other formats do.
fn is_same_document(one: &Invoice, other: &Invoice) -> bool {
    let [one, other] = [one, other].map(|invoice| archive_writer().to_bytes(invoice).ok());
    one == other
}

/// An amount, below zero in a credit note.
fn signed(invoice: &Invoice, amount: Money) -> Money {
    match invoice.kind() {
        InvoiceKind::CreditNote => {
            Money::from_minor(amount.minor().saturating_neg(), amount.currency())
        }
        _ => amount,
    }
}

fn kind(invoice: &Invoice) -> &'static str {
    match invoice.kind() {
        InvoiceKind::CreditNote => "credit_note",
        _ => "invoice",
    }
}

/// What identifies the receiver: its business id, e-invoice address and intermediator, as far as there are.
fn identifiers(receiver: &Receiver) -> [Option<String>; 3] {
    let route = receiver.route();
    [
        receiver.business_id().map(|id| id.to_string()),
        route.map(|route| route.address().to_string()),
        route.map(|route| route.intermediator().to_string()),
    ]
}

fn credits(invoice: &Invoice) -> Option<String> {
    invoice
        .credits()
        .map(|credits| credits.number().to_string())
}

fn barcode(invoice: &Invoice) -> Option<String> {
    invoice.barcode().map(|barcode| barcode.to_string())
}

fn iban(invoice: &Invoice) -> Option<String> {
    invoice.account().map(|account| account.iban().to_string())
}

fn row(invoice: &Invoice) -> [String; COLUMNS.len()] {
    let receiver = invoice.receiver();
    let [business_id, address, intermediator] =
        identifiers(receiver).map(Option::unwrap_or_default);
    let amount = |amount| signed(invoice, amount).to_decimal_text();
    let lines = invoice.lines().iter().map(|line| {
        let owed = amount(line.amount());
        format!("{} {owed}", line.name())
    });
    [
        invoice.number().to_string(),
        kind(invoice).to_owned(),
        credits(invoice).unwrap_or_default(),
        invoice.date().to_string(),
        invoice.due().to_string(),
        receiver.id().to_owned(),
        receiver.name().to_owned(),
        business_id,
        receiver.language().code().to_owned(),
        amount(invoice.total_without_vat()),
        amount(invoice.vat_total()),
        amount(invoice.total()),
        invoice.currency().code().to_owned(),
        invoice.reference().to_string(),
        iban(invoice).unwrap_or_default(),
        barcode(invoice).unwrap_or_default(),
        address,
        intermediator,
        lines.collect::<Vec<_>>().join("; "),
        invoice.notes().join("; "),
    ]
}

fn optional(text: Option<String>) -> Value {
    text.map_or_else(Value::null, Value::text)
}

fn value(invoice: &Invoice) -> Value {
    let receiver = invoice.receiver();
    let [business_id, address, intermediator] = identifiers(receiver).map(optional);
    let amount = |amount| Value::text(signed(invoice, amount).to_decimal_text());
    let period = invoice.period().map(|period| {
        Value::table([
            ("first", Value::text(period.first().to_string())),
            ("last", Value::text(period.last().to_string())),
        ])
    });
    let lines = invoice.lines().iter().map(|line| line_value(invoice, line));
    Value::table([
        ("number", Value::text(invoice.number().as_str())),
        ("kind", Value::text(kind(invoice))),
        ("credits", optional(credits(invoice))),
        ("date", Value::text(invoice.date().to_string())),
        ("due", Value::text(invoice.due().to_string())),
        ("period", period.unwrap_or_else(Value::null)),
        (
            "receiver",
            Value::table([
                ("id", Value::text(receiver.id())),
                ("name", Value::text(receiver.name())),
                ("business_id", business_id),
                ("language", Value::text(receiver.language().code())),
                ("e_invoice_address", address),
                ("intermediator", intermediator),
            ]),
        ),
        ("lines", Value::list(lines)),
        ("total_without_vat", amount(invoice.total_without_vat())),
        ("vat", amount(invoice.vat_total())),
        ("total", amount(invoice.total())),
        ("currency", Value::text(invoice.currency().code())),
        ("reference", Value::text(invoice.reference().to_string())),
        ("iban", optional(iban(invoice))),
        ("barcode", optional(barcode(invoice))),
        (
            "notes",
            Value::list(invoice.notes().iter().map(Value::text)),
        ),
    ])
}

fn line_value(invoice: &Invoice, line: &InvoiceLine) -> Value {
    let text = |text: Option<&str>| optional(text.map(str::to_owned));
    Value::table([
        ("name", Value::text(line.name())),
        ("code", text(line.code())),
        ("explanation", text(line.explanation())),
        ("quantity", Value::integer(i64::from(line.quantity()))),
        (
            "unit_price",
            Value::text(line.unit_price().to_decimal_text()),
        ),
        (
            "amount",
            Value::text(signed(invoice, line.amount()).to_decimal_text()),
        ),
        ("vat_category", Value::text(line.vat().category().code())),
        ("vat_rate", Value::text(line.vat().rate().to_string())),
        (
            "vat_reason",
            Value::text(line.vat().reason(invoice.language())),
        ),
    ])
}
