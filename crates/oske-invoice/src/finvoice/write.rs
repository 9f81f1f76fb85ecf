//! An invoice as the elements of Finvoice 3.0, in the order of the schema.

use oske_types::{Language, Money};

use super::FinvoiceWriter;
use super::page::Page;
use crate::{
    AddressForm, Contact, EInvoiceRoute, Invoice, InvoiceKind, InvoiceLine, Issuer, Ovt,
    PaymentReference, PostalAddress, Receiver, VatCategory,
};

/// What the schema gives a message that carries one invoice.
pub(super) struct Message {
    pub(super) id: String,
    pub(super) timestamp: String,
}

impl Message {
    pub(super) fn of(invoice: &Invoice, writer: &FinvoiceWriter) -> Self {
        let timestamp = writer.timestamp.map_or_else(
            || format!("{}T00:00:00Z", invoice.date()),
            |timestamp| timestamp.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        );
        let issuer = Ovt::from(invoice.issuer().business_id());
        // No invoice number has parentheses, so that no other invoice's first sending has this identifier.
        let sending = match writer.sending {
            0 | 1 => String::new(),
            later => format!("({later})"),
        };
        Self {
            id: format!("{issuer}-{}{sending}", invoice.number()),
            timestamp,
        }
    }
}

/// The routes of the issuer and the receiver, where both are known.
pub(super) fn routes(invoice: &Invoice) -> Option<(&EInvoiceRoute, &EInvoiceRoute)> {
    Some((invoice.issuer().route()?, invoice.receiver().route()?))
}

pub(super) const ROOT: &str = "Finvoice";
pub(super) const VERSION: &str = "3.0";

pub(super) fn write(page: &mut Page, invoice: &Invoice, message: &Message, attachments: bool) {
    page.declaration();
    let attributes = [
        ("Version", VERSION),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xsi:noNamespaceSchemaLocation", "Finvoice3.0.xsd"),
    ];
    page.root(ROOT, &attributes, |page| {
        transmission(page, invoice, message);
        seller(page, invoice.issuer());
        let language = invoice.language().code().to_ascii_uppercase();
        page.leaf("InvoiceRecipientLanguageCode", 2..=2, &language);
        buyer(page, invoice.receiver());
        details(page, invoice);
        if let Some(barcode) = invoice.barcode() {
            page.leaf("VirtualBankBarcode", 54..=54, &barcode.to_string());
        }
        for (place, line) in (1_usize..).zip(invoice.lines()) {
            row(page, invoice, place, line);
        }
        payment(page, invoice);
        for attachment in invoice.attachments() {
            page.leaf("InvoiceUrlNameText", 0..=512, attachment.name());
        }
        for attachment in invoice.attachments() {
            page.leaf("InvoiceUrlText", 0..=512, attachment.address());
        }
        if attachments {
            page.group("AttachmentMessageDetails", |page| {
                let id = format!("{}::attachments", message.id);
                page.leaf("AttachmentMessageIdentifier", 15..=61, &id);
            });
        }
    });
}

fn transmission(page: &mut Page, invoice: &Invoice, message: &Message) {
    let Some((from, to)) = routes(invoice) else {
        return;
    };
    page.group("MessageTransmissionDetails", |page| {
        page.group("MessageSenderDetails", |page| {
            address(page, "FromIdentifier", from);
            page.leaf("FromIntermediator", 2..=35, from.intermediator().as_str());
        });
        page.group("MessageReceiverDetails", |page| {
            address(page, "ToIdentifier", to);
            page.leaf("ToIntermediator", 2..=35, to.intermediator().as_str());
        });
        page.group("MessageDetails", |page| {
            page.leaf("MessageIdentifier", 2..=48, &message.id);
            page.leaf("MessageTimeStamp", 20..=35, &message.timestamp);
            page.leaf("SpecificationIdentifier", 1..=35, "EN16931");
        });
    });
}

fn address(page: &mut Page, name: &'static str, route: &EInvoiceRoute) {
    let address = route.address();
    // The scheme of OVT codes, by which Finnish participants are found in Peppol too.
    let scheme: &[_] = match address.form() {
        AddressForm::Ovt(_) => &[("SchemeID", "0216")],
        _ => &[],
    };
    page.leaf_with(name, 2..=35, scheme, address.as_str());
}

/// The scheme of Finnish business ids in ISO 6523.
const BUSINESS_ID: (&str, &str) = ("SchemeID", "0212");
/// The letters of a party's name in one element.
const NAME: std::ops::RangeInclusive<usize> = 2..=70;

fn seller(page: &mut Page, issuer: &Issuer) {
    page.group("SellerPartyDetails", |page| {
        let id = issuer.business_id().to_string();
        page.leaf_with("SellerPartyIdentifier", 0..=35, &[BUSINESS_ID], &id);
        page.pieces("SellerOrganisationName", &NAME, usize::MAX, issuer.name());
        page.optional("SellerOrganisationTradingName", NAME, issuer.trading_name());
        if let Some(number) = issuer.vat_number() {
            page.leaf("SellerOrganisationTaxCode", 0..=35, &number.to_string());
        }
        if let Some(address) = issuer.address() {
            let names = AddressNames {
                group: "SellerPostalAddressDetails",
                street: "SellerStreetName",
                town: "SellerTownName",
                post_code: "SellerPostCodeIdentifier",
            };
            postal_address(page, &names, address);
        }
    });
    // The organisation's own code, also where the route is that of a unit: where the message comes from and goes to, the
    // transmission details tell, and the party that owes and is paid is the organisation.
    let unit = Ovt::from(issuer.business_id()).to_string();
    page.leaf("SellerOrganisationUnitNumber", 0..=35, &unit);
    page.optional("SellerContactPersonName", 0..=70, issuer.contact().name());
    let names = [
        "SellerCommunicationDetails",
        "SellerPhoneNumberIdentifier",
        "SellerEmailaddressIdentifier",
    ];
    communication(page, names, issuer.contact());
    page.group("SellerInformationDetails", |page| {
        page.optional("SellerHomeTownName", 0..=35, issuer.home_town());
        for account in issuer.accounts() {
            page.group("SellerAccountDetails", |page| {
                let iban = account.iban().to_string();
                page.leaf_with("SellerAccountID", 2..=35, &[IBAN], &iban);
                match account.bic() {
                    Some(bic) => page.leaf_with("SellerBic", 8..=11, &[BIC], bic.as_str()),
                    None => page.fault("SellerBic", format!("the bank of `{iban}` is not known: expected its BIC, as in `PaymentAccount::new`")),
                }
            });
        }
    });
}

const IBAN: (&str, &str) = ("IdentificationSchemeName", "IBAN");
const BIC: (&str, &str) = ("IdentificationSchemeName", "BIC");

fn buyer(page: &mut Page, receiver: &Receiver) {
    page.group("BuyerPartyDetails", |page| {
        if let Some(id) = receiver.business_id() {
            page.leaf_with(
                "BuyerPartyIdentifier",
                0..=35,
                &[BUSINESS_ID],
                &id.to_string(),
            );
        }
        page.pieces("BuyerOrganisationName", &NAME, usize::MAX, receiver.name());
        if let Some(number) = receiver.vat_number() {
            page.leaf("BuyerOrganisationTaxCode", 0..=35, &number.to_string());
        }
        if let Some(address) = receiver.address() {
            let names = AddressNames {
                group: "BuyerPostalAddressDetails",
                street: "BuyerStreetName",
                town: "BuyerTownName",
                post_code: "BuyerPostCodeIdentifier",
            };
            postal_address(page, &names, address);
        }
    });
    // As of the seller, the organisation's own.
    if let Some(id) = receiver.business_id() {
        page.leaf(
            "BuyerOrganisationUnitNumber",
            0..=35,
            &Ovt::from(id).to_string(),
        );
    }
    page.optional("BuyerContactPersonName", 0..=70, receiver.contact().name());
    let names = [
        "BuyerCommunicationDetails",
        "BuyerPhoneNumberIdentifier",
        "BuyerEmailaddressIdentifier",
    ];
    communication(page, names, receiver.contact());
}

/// What the parts of an address are called at a party.
struct AddressNames {
    group: &'static str,
    street: &'static str,
    town: &'static str,
    post_code: &'static str,
}

/// The lines that an address has at most.
const MOST_LINES: usize = 3;

fn postal_address(page: &mut Page, names: &AddressNames, address: &PostalAddress) {
    page.group(names.group, |page| {
        let lines = address.lines();
        if lines.len() > MOST_LINES {
            let found = lines.len();
            let message = format!("found {found} lines: expected at most {MOST_LINES}");
            page.fault(names.street, message);
        }
        for line in lines {
            page.leaf(names.street, 2..=35, line);
        }
        page.leaf(names.town, 2..=35, address.town());
        page.leaf(names.post_code, 2..=35, address.post_code());
        page.leaf("CountryCode", 2..=2, &address.country().to_string());
    });
}

fn communication(page: &mut Page, names: [&'static str; 3], contact: &Contact) {
    let [group, phone, email] = names;
    if contact.phone().or(contact.email()).is_some() {
        page.group(group, |page| {
            page.optional(phone, 0..=35, contact.phone());
            page.optional(email, 0..=70, contact.email());
        });
    }
}

/// An amount of the invoice as it stands in the document: below zero where it is taken back.
fn signed(invoice: &Invoice, amount: Money) -> Money {
    match invoice.kind() {
        InvoiceKind::Invoice => amount,
        InvoiceKind::CreditNote => {
            Money::from_minor(amount.minor().saturating_neg(), amount.currency())
        }
    }
}

fn details(page: &mut Page, invoice: &Invoice) {
    page.group("InvoiceDetails", |page| {
        kind(page, invoice);
        page.leaf("OriginCode", 8..=8, "Original");
        page.leaf("InvoiceNumber", 1..=20, invoice.number().as_str());
        page.date("InvoiceDate", invoice.date());
        if let Some(credits) = invoice.credits() {
            page.leaf("OriginalInvoiceNumber", 1..=20, credits.number().as_str());
            if let Some(date) = credits.date() {
                page.date("OriginalInvoiceDate", date);
            }
        }
        if let Some(period) = invoice.period() {
            page.date("InvoicingPeriodStartDate", period.first());
            page.date("InvoicingPeriodEndDate", period.last());
        }
        references(page, invoice.receiver());
        totals(page, invoice);
        vat(page, invoice);
        free_texts(page, invoice);
        terms(page, invoice);
    });
}

fn kind(page: &mut Page, invoice: &Invoice) {
    let (code, united_nations, words) = match invoice.kind() {
        InvoiceKind::Invoice => ("INV01", "380", ["LASKU", "FAKTURA", "INVOICE"]),
        InvoiceKind::CreditNote => (
            "INV02",
            "381",
            ["HYVITYSLASKU", "KREDITFAKTURA", "CREDIT NOTE"],
        ),
    };
    let [fi, sv, en] = words;
    let agency = [("CodeListAgencyIdentifier", "SPY")];
    page.leaf_with("InvoiceTypeCode", 5..=5, &agency, code);
    page.leaf("InvoiceTypeCodeUN", 3..=3, united_nations);
    let words = invoice.language().pick(fi, sv, en);
    page.leaf("InvoiceTypeText", 1..=35, words);
}

fn references(page: &mut Page, receiver: &Receiver) {
    let references = receiver.references();
    let buyer = references.buyer_reference();
    page.leaf("SellersBuyerIdentifier", 0..=70, receiver.id());
    page.optional("OrderIdentifier", 0..=70, references.order());
    page.optional("AgreementIdentifier", 0..=70, references.agreement());
    page.optional("BuyerReferenceIdentifier", 0..=70, buyer);
    page.optional("ProjectReferenceIdentifier", 0..=70, references.project());
}

fn totals(page: &mut Page, invoice: &Invoice) {
    let net = signed(invoice, invoice.total_without_vat());
    let tax = signed(invoice, invoice.vat_total());
    page.amount("RowsTotalVatExcludedAmount", net);
    page.amount("InvoiceTotalVatExcludedAmount", net);
    page.amount("InvoiceTotalVatAmount", tax);
    let gross = signed(invoice, invoice.total());
    page.amount("InvoiceTotalVatIncludedAmount", gross);
}

/// The remarks, and why a taxed line is taxed, for which the breakdown has no place.
fn free_texts(page: &mut Page, invoice: &Invoice) {
    for note in invoice.notes() {
        page.leaf("InvoiceFreeText", 0..=512, note);
    }
    let mut groups = invoice.vat().iter().map(crate::VatBreakdown::treatment);
    let taxed = groups.find(|treatment| treatment.category() == VatCategory::Standard);
    if let Some(treatment) = taxed {
        let reason = treatment.reason(invoice.language());
        page.leaf("InvoiceVatFreeText", 0..=70, reason);
    }
}

fn terms(page: &mut Page, invoice: &Invoice) {
    page.group("PaymentTermsDetails", |page| {
        page.date("InvoiceDueDate", invoice.due());
        let Some(interest) = invoice.penalty_interest() else {
            return;
        };
        page.group("PaymentOverDueFineDetails", |page| {
            page.pieces("PaymentOverDueFineFreeText", &(0..=70), 3, interest.words());
            if let Some(percent) = interest.percent() {
                let percent = percent.to_string().replace('.', ",");
                page.leaf("PaymentOverDueFinePercent", 1..=7, &percent);
            }
        });
    });
}

fn vat(page: &mut Page, invoice: &Invoice) {
    for group in invoice.vat() {
        let treatment = group.treatment();
        page.group("VatSpecificationDetails", |page| {
            page.amount("VatBaseAmount", signed(invoice, group.base()));
            if treatment.category() != VatCategory::OutsideScope {
                let rate = treatment.rate().to_string().replace('.', ",");
                page.leaf("VatRatePercent", 1..=7, &rate);
            }
            page.leaf("VatCode", 1..=1, treatment.category().code());
            page.amount("VatRateAmount", signed(invoice, group.tax()));
            if treatment.category() != VatCategory::Standard {
                let reason = treatment.reason(invoice.language());
                page.pieces("VatFreeText", &(0..=70), 3, reason);
            }
            page.optional("VatExemptionReasonCode", 1..=20, treatment.reason_code());
        });
    }
}

fn row(page: &mut Page, invoice: &Invoice, place: usize, line: &InvoiceLine) {
    page.group("InvoiceRow", |page| {
        page.optional("ArticleIdentifier", 0..=70, line.code());
        page.leaf("ArticleName", 0..=100, line.name());
        let unit = invoice.language().pick("kpl", "st", "pcs");
        let units = [("QuantityUnitCode", unit), ("QuantityUnitCodeUN", "C62")];
        let quantity = match invoice.kind() {
            InvoiceKind::Invoice => i64::from(line.quantity()),
            InvoiceKind::CreditNote => i64::from(line.quantity()).saturating_neg(),
        };
        page.leaf_with("InvoicedQuantity", 0..=14, &units, &quantity.to_string());
        page.amount("UnitPriceAmount", line.unit_price());
        page.leaf("RowPositionIdentifier", 0..=35, &place.to_string());
        if let Some(explanation) = line.explanation() {
            page.pieces("RowFreeText", &(0..=512), usize::MAX, explanation);
        }
        let vat = line.vat();
        if vat.category() != VatCategory::OutsideScope {
            let rate = vat.rate().to_string().replace('.', ",");
            page.leaf("RowVatRatePercent", 1..=7, &rate);
        }
        page.leaf("RowVatCode", 1..=1, vat.category().code());
        let amount = signed(invoice, line.amount());
        page.amount("RowVatExcludedAmount", amount);
        // The tax is rounded once for the invoice, so that a taxed line has no amount with it.
        if vat.category() != VatCategory::Standard {
            page.amount("RowAmount", amount);
        }
    });
}

/// The name of the beneficiary in the payment part, where one is short enough: the issuer's, or the other name by which
/// it is known. The account tells who is paid.
fn beneficiary(issuer: &Issuer) -> Option<&str> {
    let names = [Some(issuer.name()), issuer.trading_name()];
    let fits = |name: &&str| (2..=35).contains(&name.chars().count());
    names.into_iter().flatten().find(fits)
}

fn payment(page: &mut Page, invoice: &Invoice) {
    let reference = invoice.reference().to_string();
    page.group("EpiDetails", |page| {
        page.group("EpiIdentificationDetails", |page| {
            page.date("EpiDate", invoice.date());
            page.leaf("EpiReference", 0..=35, &reference);
        });
        page.group("EpiPartyDetails", |page| {
            let account = invoice.account();
            page.group("EpiBfiPartyDetails", |page| {
                if let Some(bic) = account.and_then(crate::PaymentAccount::bic) {
                    page.leaf_with("EpiBfiIdentifier", 8..=11, &[BIC], bic.as_str());
                }
            });
            page.group("EpiBeneficiaryPartyDetails", |page| {
                let name = beneficiary(invoice.issuer());
                page.optional("EpiNameAddressDetails", 2..=35, name);
                if let Some(account) = account {
                    let iban = account.iban().to_string();
                    page.leaf_with("EpiAccountID", 1..=34, &[IBAN], &iban);
                }
            });
        });
        page.group("EpiPaymentInstructionDetails", |page| {
            let scheme = match invoice.reference() {
                PaymentReference::National(_) => "SPY",
                PaymentReference::Creditor(_) => "ISO",
            };
            let scheme = [("IdentificationSchemeName", scheme)];
            page.leaf_with("EpiRemittanceInfoIdentifier", 2..=25, &scheme, &reference);
            page.amount_to_pay("EpiInstructedAmount", signed(invoice, invoice.total()));
            page.leaf_with("EpiCharge", 4..=4, &[("ChargeOption", "SLEV")], "SLEV");
            page.date("EpiDateOptionDate", invoice.due());
            let means = match invoice.currency() {
                oske_types::Currency::EUR => SEPA_CREDIT_TRANSFER,
                _ => CREDIT_TRANSFER,
            };
            page.leaf("EpiPaymentMeansCode", 1..=3, means);
        });
    });
}

/// Of UNTDID 4461.
const SEPA_CREDIT_TRANSFER: &str = "58";
/// Of UNTDID 4461.
const CREDIT_TRANSFER: &str = "30";

/// The language of a code in the document.
pub(super) fn language_of(code: &str) -> Option<Language> {
    Language::ALL
        .into_iter()
        .find(|language| language.code().eq_ignore_ascii_case(code))
}
