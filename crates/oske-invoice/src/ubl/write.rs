//! An invoice as the elements of UBL 2.1, in the order of its schemas.

use oske_types::Currency;

use super::page::Page;
use super::party;
use crate::{
    BuyerReferences, Invoice, InvoiceKind, InvoiceLine, VatBreakdown, VatCategory, VatTreatment,
};

/// What differs between the two documents.
struct Document {
    root: &'static str,
    namespace: &'static str,
    type_element: &'static str,
    /// Of UNTDID 1001.
    type_code: &'static str,
    line: &'static str,
    quantity: &'static str,
}

const INVOICE: Document = Document {
    root: "Invoice",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    type_element: "cbc:InvoiceTypeCode",
    type_code: "380",
    line: "cac:InvoiceLine",
    quantity: "cbc:InvoicedQuantity",
};
const CREDIT_NOTE: Document = Document {
    root: "CreditNote",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    type_element: "cbc:CreditNoteTypeCode",
    type_code: "381",
    line: "cac:CreditNoteLine",
    quantity: "cbc:CreditedQuantity",
};

const AGGREGATES: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
const BASICS: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
/// Which rules the document keeps (BT-24).
const SPECIFICATION: &str =
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
/// Which business process it is part of (BT-23).
const PROCESS: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

pub(super) fn write(page: &mut Page, invoice: &Invoice, stated_only: bool) {
    let document = match invoice.kind() {
        InvoiceKind::Invoice => &INVOICE,
        InvoiceKind::CreditNote => &CREDIT_NOTE,
    };
    let namespaces = [
        ("xmlns", document.namespace),
        ("xmlns:cac", AGGREGATES),
        ("xmlns:cbc", BASICS),
    ];
    page.declaration();
    page.group_with(document.root, &namespaces, |page| {
        head(page, document, invoice);
        references(page, invoice);
        party::seller(page, invoice, invoice.issuer(), stated_only);
        party::buyer(page, invoice.receiver(), stated_only);
        payment(page, invoice);
        tax(page, invoice);
        totals(page, invoice);
        for (place, line) in (1_usize..).zip(invoice.lines()) {
            self::line(page, document, place, line);
        }
    });
}

fn head(page: &mut Page, document: &Document, invoice: &Invoice) {
    page.leaf("cbc:CustomizationID", SPECIFICATION);
    page.leaf("cbc:ProfileID", PROCESS);
    page.leaf("cbc:ID", invoice.number().as_str());
    page.date("cbc:IssueDate", invoice.date());
    // A credit note has its day in the payment part.
    if invoice.kind() == InvoiceKind::Invoice {
        page.date("cbc:DueDate", invoice.due());
    }
    page.leaf(document.type_element, document.type_code);
    let notes = notes(invoice);
    if !notes.is_empty() {
        page.leaf("cbc:Note", &notes);
    }
    page.leaf("cbc:DocumentCurrencyCode", invoice.currency().code());
    page.optional("cbc:BuyerReference", of_buyer(invoice).buyer_reference());
    if let Some(period) = invoice.period() {
        page.group("cac:InvoicePeriod", |page| {
            page.date("cbc:StartDate", period.first());
            page.date("cbc:EndDate", period.last());
        });
    }
}

fn of_buyer(invoice: &Invoice) -> &BuyerReferences {
    invoice.receiver().references()
}

/// The remarks, and why a taxed line is taxed, which the tax breakdown must not tell (BR-S-10): one text, since one
/// alone is allowed.
fn notes(invoice: &Invoice) -> String {
    let language = invoice.language();
    let taxed = |group: &&VatBreakdown| group.treatment().category() == VatCategory::Standard;
    let reasons = invoice.vat().iter().filter(taxed);
    let reasons = reasons.map(|group| group.treatment().reason(language));
    let remarks = invoice.notes().iter().map(String::as_str);
    let mut notes: Vec<&str> = Vec::new();
    for note in remarks.chain(reasons) {
        if !note.is_empty() && !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes.join("\n")
}

fn references(page: &mut Page, invoice: &Invoice) {
    let references = of_buyer(invoice);
    if references
        .buyer_reference()
        .or(references.order())
        .is_none()
    {
        let id = oske_types::quoted(invoice.receiver().id());
        let message = format!(
            "the receiver `{id}` has neither a reference nor an order number: expected what it wants on its invoices, as \
             the cost centre `KP 1234`"
        );
        page.fault("PEPPOL-EN16931-R003", message);
    }
    if let Some(order) = references.order() {
        page.group("cac:OrderReference", |page| page.leaf("cbc:ID", order));
    }
    if let Some(credits) = invoice.credits() {
        page.group("cac:BillingReference", |page| {
            page.group("cac:InvoiceDocumentReference", |page| {
                page.leaf("cbc:ID", credits.number().as_str());
                if let Some(date) = credits.date() {
                    page.date("cbc:IssueDate", date);
                }
            });
        });
    }
    if let Some(agreement) = references.agreement() {
        let name = "cac:ContractDocumentReference";
        page.group(name, |page| page.leaf("cbc:ID", agreement));
    }
    for (place, attachment) in (1_usize..).zip(invoice.attachments()) {
        page.group("cac:AdditionalDocumentReference", |page| {
            page.leaf("cbc:ID", &format!("{}/{place}", invoice.number()));
            page.leaf("cbc:DocumentDescription", attachment.name());
            page.group("cac:Attachment", |page| {
                page.group("cac:ExternalReference", |page| {
                    page.leaf("cbc:URI", attachment.address());
                });
            });
        });
    }
    // The schema of credit notes has no element for a project.
    match (references.project(), invoice.kind()) {
        (None, _) => {}
        (Some(project), InvoiceKind::Invoice) => {
            page.group("cac:ProjectReference", |page| page.leaf("cbc:ID", project));
        }
        (Some(project), InvoiceKind::CreditNote) => {
            page.group("cac:AdditionalDocumentReference", |page| {
                page.leaf("cbc:ID", project);
                page.leaf("cbc:DocumentTypeCode", PROJECT);
            });
        }
    }
}

/// Of UNTDID 1001.
const PROJECT: &str = "50";
/// Of UNTDID 4461: not defined; whether a credit is set off or paid out is not told.
const NOT_DEFINED: &str = "1";
/// Of UNTDID 4461.
const CREDIT_TRANSFER: &str = "30";
/// Of UNTDID 4461.
const SEPA_CREDIT_TRANSFER: &str = "58";

fn payment(page: &mut Page, invoice: &Invoice) {
    let reference = invoice.reference().to_string();
    let language = invoice.language();
    if let Some(credits) = invoice.credits() {
        page.group("cac:PaymentMeans", |page| {
            page.leaf("cbc:PaymentMeansCode", NOT_DEFINED);
            page.date("cbc:PaymentDueDate", invoice.due());
            page.leaf("cbc:PaymentID", &reference);
        });
        // The rule that asks for a day or for terms does not see the day of a credit note (BR-CO-25).
        let of = language.pick(
            "Hyvitys laskusta",
            "Kreditering av faktura",
            "Credit for invoice",
        );
        page.group("cac:PaymentTerms", |page| {
            page.leaf("cbc:Note", &format!("{of} {}", credits.number()));
        });
        return;
    }
    let means = match invoice.currency() {
        Currency::EUR => SEPA_CREDIT_TRANSFER,
        _ => CREDIT_TRANSFER,
    };
    if !invoice.is_to_be_paid() {
        return;
    }
    for account in invoice.issuer().accounts() {
        page.group("cac:PaymentMeans", |page| {
            page.leaf("cbc:PaymentMeansCode", means);
            page.leaf("cbc:PaymentID", &reference);
            page.group("cac:PayeeFinancialAccount", |page| {
                page.leaf("cbc:ID", &account.iban().to_string());
                if let Some(bic) = account.bic() {
                    page.group("cac:FinancialInstitutionBranch", |page| {
                        page.leaf("cbc:ID", bic.as_str());
                    });
                }
            });
        });
    }
    if let Some(interest) = invoice.penalty_interest() {
        page.group("cac:PaymentTerms", |page| {
            let words = interest.words();
            let terms = match interest.percent() {
                None => words.to_owned(),
                Some(percent) => format!("{words}, {}", percent.in_language(language)),
            };
            page.leaf("cbc:Note", &terms);
        });
    }
}

fn tax(page: &mut Page, invoice: &Invoice) {
    page.group("cac:TaxTotal", |page| {
        page.amount("cbc:TaxAmount", invoice.vat_total());
        for group in invoice.vat() {
            page.group("cac:TaxSubtotal", |page| {
                page.amount("cbc:TaxableAmount", group.base());
                page.amount("cbc:TaxAmount", group.tax());
                let treatment = group.treatment();
                category(page, "cac:TaxCategory", treatment, |page| {
                    if treatment.category() != VatCategory::Standard {
                        page.optional("cbc:TaxExemptionReasonCode", treatment.reason_code());
                        let reason = treatment.reason(invoice.language());
                        page.leaf("cbc:TaxExemptionReason", reason);
                    }
                });
            });
        }
    });
}

/// A category with its rate, which what is outside the tax's scope has none of (BR-O-05), and a reason, if any.
fn category(page: &mut Page, name: &str, treatment: &VatTreatment, reason: impl FnOnce(&mut Page)) {
    page.group(name, |page| {
        page.leaf("cbc:ID", treatment.category().code());
        match treatment.category() {
            VatCategory::OutsideScope => {}
            VatCategory::Exempt => page.leaf("cbc:Percent", "0"),
            VatCategory::Standard => page.leaf("cbc:Percent", &treatment.rate().to_string()),
        }
        reason(page);
        page.group("cac:TaxScheme", |page| page.leaf("cbc:ID", "VAT"));
    });
}

fn totals(page: &mut Page, invoice: &Invoice) {
    page.group("cac:LegalMonetaryTotal", |page| {
        page.amount("cbc:LineExtensionAmount", invoice.total_without_vat());
        page.amount("cbc:TaxExclusiveAmount", invoice.total_without_vat());
        page.amount("cbc:TaxInclusiveAmount", invoice.total());
        page.amount("cbc:PayableAmount", invoice.total());
    });
}

fn line(page: &mut Page, document: &Document, place: usize, line: &InvoiceLine) {
    page.group(document.line, |page| {
        page.leaf("cbc:ID", &place.to_string());
        page.optional("cbc:Note", line.explanation());
        let quantity = line.quantity().to_string();
        page.leaf_with(document.quantity, &[PIECES], &quantity);
        page.amount("cbc:LineExtensionAmount", line.amount());
        page.group("cac:Item", |page| {
            page.leaf("cbc:Name", line.name());
            if let Some(code) = line.code() {
                let name = "cac:SellersItemIdentification";
                page.group(name, |page| page.leaf("cbc:ID", code));
            }
            category(page, "cac:ClassifiedTaxCategory", line.vat(), |_| {});
        });
        page.group("cac:Price", |page| {
            page.amount("cbc:PriceAmount", line.unit_price());
        });
    });
}

/// One, of UN/ECE Recommendation 20.
const PIECES: (&str, &str) = ("unitCode", "C62");
