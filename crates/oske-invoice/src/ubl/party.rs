//! The two sides of an invoice in UBL.

use oske_types::BusinessId;

use super::page::Page;
use crate::{
    Contact, EInvoiceRoute, Invoice, Issuer, PeppolAddress, PostalAddress, Receiver, VatCategory,
    VatNumber,
};

/// The scheme of Finnish business ids in ISO 6523.
const BUSINESS_ID: (&str, &str) = ("schemeID", "0212");

/// How the rules call a side, and by which they ask for what.
struct Side {
    name: &'static str,
    electronic_address: &'static str,
    postal_address: &'static str,
}

const SELLER: Side = Side {
    name: "issuer",
    electronic_address: "PEPPOL-EN16931-R020",
    postal_address: "BR-08",
};
const BUYER: Side = Side {
    name: "receiver",
    electronic_address: "PEPPOL-EN16931-R010",
    postal_address: "BR-10",
};

pub(super) fn seller(page: &mut Page, invoice: &Invoice, issuer: &Issuer, stated_only: bool) {
    page.group("cac:AccountingSupplierParty", |page| {
        page.group("cac:Party", |page| {
            let address = issuer.peppol_address();
            electronic_address(page, &SELLER, address, issuer.route(), stated_only);
            if let Some(name) = issuer.trading_name() {
                page.group("cac:PartyName", |page| page.leaf("cbc:Name", name));
            }
            postal_address(page, &SELLER, issuer.address());
            tax_scheme(page, issuer.vat_number());
            if is_exempt(invoice) && issuer.vat_number().is_none() {
                tax_registration(page, issuer.business_id());
            }
            page.group("cac:PartyLegalEntity", |page| {
                page.leaf("cbc:RegistrationName", issuer.name());
                let id = issuer.business_id().to_string();
                page.leaf_with("cbc:CompanyID", &[BUSINESS_ID], &id);
                if let Some(town) = issuer.home_town() {
                    let word = invoice.language().pick("Kotipaikka", "Hemort", "Domicile");
                    page.leaf("cbc:CompanyLegalForm", &format!("{word}: {town}"));
                }
            });
            contact(page, issuer.contact());
        });
    });
}

pub(super) fn buyer(page: &mut Page, receiver: &Receiver, stated_only: bool) {
    page.group("cac:AccountingCustomerParty", |page| {
        page.group("cac:Party", |page| {
            let address = receiver.peppol_address();
            electronic_address(page, &BUYER, address, receiver.route(), stated_only);
            page.group("cac:PartyIdentification", |page| {
                page.leaf("cbc:ID", receiver.id());
            });
            postal_address(page, &BUYER, receiver.address());
            tax_scheme(page, receiver.vat_number());
            page.group("cac:PartyLegalEntity", |page| {
                page.leaf("cbc:RegistrationName", receiver.name());
                if let Some(id) = receiver.business_id() {
                    page.leaf_with("cbc:CompanyID", &[BUSINESS_ID], &id.to_string());
                }
            });
            contact(page, receiver.contact());
        });
    });
}

fn electronic_address(
    page: &mut Page,
    side: &Side,
    address: Option<PeppolAddress>,
    route: Option<&EInvoiceRoute>,
    stated_only: bool,
) {
    let name = side.name;
    let Some(address) = address else {
        let message = match route.map(EInvoiceRoute::address) {
            Some(address) => {
                let address = address.as_str();
                format!(
                    "the e-invoice address `{address}` of the {name} is none of the Peppol network: expected an OVT \
                     code, as in `003723456780`, or its participant id beside it, as in `0216:003723456780`"
                )
            }
            None => format!(
                "the {name} has no electronic address: expected a participant id, a route to an OVT code, or a business \
                 id from which one follows"
            ),
        };
        return page.fault(side.electronic_address, message);
    };
    let participant = address.participant();
    if stated_only && address.source().is_derived() {
        let message = format!(
            "the electronic address `{participant}` of the {name} follows from its business id and was not given: \
             expected a participant id or a route to an OVT code"
        );
        return page.fault(side.electronic_address, message);
    }
    let scheme = [("schemeID", participant.scheme())];
    let endpoint = participant.endpoint().to_string();
    page.leaf_with("cbc:EndpointID", &scheme, &endpoint);
}

fn postal_address(page: &mut Page, side: &Side, address: Option<&PostalAddress>) {
    let name = side.name;
    let Some(address) = address else {
        let message = format!(
            "the {name} has no postal address: expected one, of which the rules need at least the country"
        );
        return page.fault(side.postal_address, message);
    };
    let mut lines = address.lines().iter().map(String::as_str);
    page.group("cac:PostalAddress", |page| {
        page.optional("cbc:StreetName", lines.next());
        page.optional("cbc:AdditionalStreetName", lines.next());
        page.leaf("cbc:CityName", address.town());
        page.leaf("cbc:PostalZone", address.post_code());
        if let Some(line) = lines.next() {
            page.group("cac:AddressLine", |page| page.leaf("cbc:Line", line));
        }
        if lines.next().is_some() {
            let found = address.lines().len();
            let message = format!(
                "the postal address of the {name} has {found} lines before the town: expected at most 3"
            );
            page.fault("UBL-SR-51", message);
        }
        page.group("cac:Country", |page| {
            page.leaf("cbc:IdentificationCode", &address.country().to_string());
        });
    });
}

fn tax_scheme(page: &mut Page, number: Option<VatNumber>) {
    if let Some(number) = number {
        page.group("cac:PartyTaxScheme", |page| {
            page.leaf("cbc:CompanyID", &number.to_string());
            page.group("cac:TaxScheme", |page| page.leaf("cbc:ID", "VAT"));
        });
    }
}

fn is_exempt(invoice: &Invoice) -> bool {
    let mut groups = invoice.vat().iter();
    groups.any(|group| group.treatment().category() == VatCategory::Exempt)
}

/// By what the tax administration knows somebody who is not registered for value added tax and makes an exempt supply
/// (BT-32, BR-E-02): in Finland the business id.
fn tax_registration(page: &mut Page, id: BusinessId) {
    page.group("cac:PartyTaxScheme", |page| {
        page.leaf("cbc:CompanyID", &id.to_string());
        page.group("cac:TaxScheme", |page| page.leaf("cbc:ID", "TAX"));
    });
}

fn contact(page: &mut Page, contact: &Contact) {
    let (name, phone, email) = (contact.name(), contact.phone(), contact.email());
    if name.or(phone).or(email).is_some() {
        page.group("cac:Contact", |page| {
            page.optional("cbc:Name", name);
            page.optional("cbc:Telephone", phone);
            page.optional("cbc:ElectronicMail", email);
        });
    }
}
