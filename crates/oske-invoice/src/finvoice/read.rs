//! A Finvoice as the invoice that it was written from.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate};
use oske_types::{Currency, Language, Money, Text, quoted};

use super::page::Page;
use super::tree::Node;
use super::write::{Message, language_of};
use super::{FinvoiceEncoding, FinvoiceFault, FinvoiceFaults, frame, write};
use crate::{
    Attachment, BuyerReferences, Contact, EInvoiceRoute, ExemptionCode, Invoice, InvoiceDraft,
    InvoiceLine, InvoiceNumber, Issuer, PaymentAccount, PaymentReference, PenaltyInterest, Percent,
    PostalAddress, Preceding, Receiver, VatCategory, VatTreatment,
};

/// The bytes that a document has at most.
const MOST_BYTES: usize = 1024 * 1024;
/// More faults than anybody reads.
const MOST_FAULTS: usize = 100;

/// Reads a Finvoice that [`FinvoiceWriter`](super::FinvoiceWriter) wrote, with or without its frame, as the invoice
/// that it was written from.
///
/// Everything in it must be what the invoice says: totals, tax, barcode, payment part, the routes in frame and message.
/// An element that the writer does not write is a fault, since it might change what is asked for. Only the id and the
/// moment of the message are free. A document is read of at most 1 MiB, without a document type.
///
/// Routes come back only where both sides' were known, and a VAT number never on an invoice outside the tax's scope.
///
/// # Errors
///
/// [`FinvoiceFaults`], as many as are found at once.
#[cfg_attr(docsrs, doc(cfg(feature = "finvoice")))]
pub fn read_finvoice(document: &[u8]) -> Result<Invoice, FinvoiceFaults> {
    let whole = "the document";
    if document.len() > MOST_BYTES {
        let message = format!(
            "has {} bytes: expected at most {MOST_BYTES}",
            document.len()
        );
        return Err(FinvoiceFaults::one(whole, message));
    }
    let encoding = FinvoiceEncoding::declared(document).ok_or_else(|| {
        FinvoiceFaults::one(
            whole,
            "declares another encoding than UTF-8 and ISO-8859-15",
        )
    })?;
    let text = encoding
        .decode(document)
        .ok_or_else(|| FinvoiceFaults::one(whole, "is not in UTF-8, as which it is declared"))?;
    let (envelope, text) = parts(&text);
    let root = Node::parse(text)?;
    let version = root.attributes.get("Version").map_or("", String::as_str);
    if (root.name.as_str(), version) != (write::ROOT, write::VERSION) {
        let (name, version) = (quoted(&root.name), quoted(version));
        let message =
            format!("is `{name}` of version `{version}`: expected `Finvoice` of version `3.0`");
        return Err(FinvoiceFaults::one(whole, message));
    }
    let envelope = envelope.map(Node::parse).transpose()?;
    let mut read = Read {
        root: &root,
        faults: Vec::new(),
    };
    let message = read.message();
    let invoice = read.invoice();
    let invoice = match invoice {
        Some(invoice) if read.faults.is_empty() => invoice,
        _ => {
            read.faults.truncate(MOST_FAULTS);
            return Err(FinvoiceFaults::of(read.faults));
        }
    };
    let faults = differences(&invoice, &message, &root, envelope.as_ref())?;
    if faults.is_empty() {
        Ok(invoice)
    } else {
        Err(FinvoiceFaults::of(faults))
    }
}

/// The envelope, if there is one before the document, and the document.
fn parts(text: &str) -> (Option<&str>, &str) {
    let end = format!("</{}>", frame::ROOT);
    match text.split_once(&end) {
        Some((envelope, document)) => {
            let length = envelope.len().saturating_add(end.len());
            (text.get(..length), document.trim_start())
        }
        None => (None, text),
    }
}

/// What stands in the documents and is not what the invoice says.
fn differences(
    invoice: &Invoice,
    message: &Message,
    root: &Node,
    envelope: Option<&Node>,
) -> Result<Vec<FinvoiceFault>, FinvoiceFaults> {
    let mut faults = Vec::new();
    let attachments = root.child("AttachmentMessageDetails").is_some();
    let expected = written(|page| write::write(page, invoice, message, attachments))?;
    compare(root, &expected, "", &mut faults);
    if let Some(envelope) = envelope {
        let expected = written(|page| frame::write(page, invoice, message))?;
        compare(envelope, &expected, "", &mut faults);
    }
    Ok(faults)
}

fn written(write: impl FnOnce(&mut Page)) -> Result<Node, FinvoiceFaults> {
    let mut page = Page::new(FinvoiceEncoding::Utf8);
    write(&mut page);
    let document = page.finish().map_err(FinvoiceFaults::of)?;
    Node::parse(&String::from_utf8_lossy(&document))
}

fn compare(found: &Node, expected: &Node, above: &str, faults: &mut Vec<FinvoiceFault>) {
    let path = |node: &Node| match above {
        "" => node.name.clone(),
        above => format!("{above}/{}", node.name),
    };
    let mut left = found.children.iter();
    let mut right = expected.children.iter();
    loop {
        if faults.len() >= MOST_FAULTS {
            return;
        }
        match (left.next(), right.next()) {
            (None, None) => return,
            (Some(extra), None) => {
                faults.push(FinvoiceFault::new(
                    &path(extra),
                    "is not written here: expected none",
                ));
            }
            (None, Some(missing)) => {
                faults.push(FinvoiceFault::new(&path(missing), "is missing"));
            }
            (Some(found), Some(expected)) if found.name == expected.name => {
                let path = path(found);
                if found.children.is_empty() && expected.children.is_empty() {
                    let (found, expected) = (found.text(), expected.text());
                    if found != expected {
                        faults.push(FinvoiceFault::unlike(&path, &found, &expected));
                    }
                }
                if found.attributes != expected.attributes {
                    let shown = |node: &Node| {
                        let parts = node.attributes.iter();
                        let parts = parts.map(|(name, value)| format!("{name}={value}"));
                        parts.collect::<Vec<_>>().join(" ")
                    };
                    let (found, expected) = (shown(found), shown(expected));
                    faults.push(FinvoiceFault::unlike(&path, &found, &expected));
                }
                compare(found, expected, &path, faults);
            }
            (Some(found), Some(expected)) => {
                let expected = format!("found here: expected `{}`", expected.name);
                faults.push(FinvoiceFault::new(&path(found), expected));
                return;
            }
        }
    }
}

/// What is read of a document, and what is wrong with it.
struct Read<'t> {
    root: &'t Node,
    faults: Vec<FinvoiceFault>,
}

impl Read<'_> {
    fn fault(&mut self, path: &str, message: impl Into<String>) {
        self.faults.push(FinvoiceFault::new(path, message));
    }

    /// A result, or the fault that its error is.
    fn ok<T>(&mut self, path: &str, result: Result<T, impl ToString>) -> Option<T> {
        result
            .map_err(|error| self.fault(path, error.to_string()))
            .ok()
    }

    fn text(&self, path: &str) -> Option<String> {
        let text = self.root.at(path)?.text();
        Some(text).filter(|text| !text.is_empty())
    }

    fn needed_text(&mut self, path: &str) -> Option<String> {
        let text = self.text(path);
        if text.is_none() {
            self.fault(path, "is missing");
        }
        text
    }

    fn needed<T: FromStr<Err: ToString>>(&mut self, path: &str) -> Option<T> {
        let text = self.needed_text(path)?;
        self.ok(path, text.parse())
    }

    fn value<T: FromStr<Err: ToString>>(&mut self, path: &str) -> Option<T> {
        let text = self.text(path)?;
        self.ok(path, text.parse())
    }

    fn day(&mut self, path: &str) -> Option<NaiveDate> {
        let text = self.text(path)?;
        let day = NaiveDate::parse_from_str(&text, "%Y%m%d").ok();
        let day = day.filter(|day| day.format("%Y%m%d").to_string() == text);
        if day.is_none() {
            let message = format!(
                "`{}` is no day: expected one, as in `20260601`",
                quoted(&text)
            );
            self.fault(path, message);
        }
        day
    }

    fn needed_day(&mut self, path: &str) -> Option<NaiveDate> {
        self.needed_text(path)?;
        self.day(path)
    }

    fn message(&mut self) -> Message {
        let details = "MessageTransmissionDetails/MessageDetails";
        let id = self.text(&format!("{details}/MessageIdentifier"));
        let path = format!("{details}/MessageTimeStamp");
        let timestamp = self.text(&path);
        if let Some(timestamp) = &timestamp {
            self.ok(&path, DateTime::parse_from_rfc3339(timestamp));
        }
        Message {
            id: id.unwrap_or_default(),
            timestamp: timestamp.unwrap_or_default(),
        }
    }

    fn invoice(&mut self) -> Option<Invoice> {
        let issuer = self.issuer();
        let receiver = self.receiver();
        let currency = self.currency();
        let number = self.needed::<InvoiceNumber>("InvoiceDetails/InvoiceNumber");
        let date = self.needed_day("InvoiceDetails/InvoiceDate");
        let due = self.needed_day("InvoiceDetails/PaymentTermsDetails/InvoiceDueDate");
        let instruction = "EpiDetails/EpiPaymentInstructionDetails";
        let path = format!("{instruction}/EpiRemittanceInfoIdentifier");
        let reference = self.needed::<PaymentReference>(&path);
        let credits = self.credits();
        let period = self.period();
        let interest = self.penalty_interest();
        let attachments = self.attachments();
        let (issuer, receiver, currency) = (issuer?, receiver?, currency?);
        let lines = self.lines(receiver.language(), currency, credits.is_some());
        let mut draft = InvoiceDraft::new(issuer, receiver, currency)
            .with_lines(lines)
            .with_reference(reference?)
            .due_on(due?);
        if let Some(credits) = credits {
            draft = draft.crediting_number(credits);
        }
        draft.period = period;
        draft.penalty_interest = interest;
        draft.attachments = attachments;
        let details = self.root.child("InvoiceDetails");
        for note in details
            .iter()
            .flat_map(|details| details.all("InvoiceFreeText"))
        {
            draft = draft.with_note(&note.text());
        }
        if !self.faults.is_empty() {
            return None;
        }
        let invoice = draft.issue(number?, date?);
        self.ok("InvoiceDetails", invoice)
    }

    fn currency(&mut self) -> Option<Currency> {
        let path = "InvoiceDetails/InvoiceTotalVatIncludedAmount";
        let amount = self.root.at(path);
        let code = amount.and_then(|amount| amount.attributes.get("AmountCurrencyIdentifier"));
        match code.cloned() {
            Some(code) => self.ok(path, code.parse()),
            None => {
                self.fault(path, "has no currency: expected `AmountCurrencyIdentifier`");
                None
            }
        }
    }

    fn issuer(&mut self) -> Option<Issuer> {
        let party = "SellerPartyDetails";
        let name = self.name(party, "SellerOrganisationName");
        let id = self.needed(&format!("{party}/SellerPartyIdentifier"));
        let accounts = self.accounts();
        let address = self.address("Seller");
        let number = self.value(&format!("{party}/SellerOrganisationTaxCode"));
        let trading_name = self.text(&format!("{party}/SellerOrganisationTradingName"));
        let home_town = self.text("SellerInformationDetails/SellerHomeTownName");
        let contact = self.contact("Seller");
        let route = self.route("MessageSenderDetails/From");
        let mut accounts = accounts.into_iter();
        let issuer = Issuer::try_new(&name?, id?, accounts.next()?);
        let mut issuer = self.ok(party, issuer)?.with_contact(contact);
        for account in accounts {
            issuer = issuer.with_account(account);
        }
        issuer = match number {
            Some(number) => issuer.with_vat_number(number),
            None => issuer,
        };
        issuer = issuer
            .with_trading_name(&trading_name.unwrap_or_default())
            .with_home_town(&home_town.unwrap_or_default());
        issuer = match address {
            Some(address) => issuer.with_address(address),
            None => issuer,
        };
        Some(match route {
            Some(route) => issuer.with_route(route),
            None => issuer,
        })
    }

    fn accounts(&mut self) -> Vec<PaymentAccount> {
        let path = "SellerInformationDetails/SellerAccountDetails";
        let details = self.root.child("SellerInformationDetails");
        let details: Vec<&Node> = details
            .iter()
            .flat_map(|details| details.all("SellerAccountDetails"))
            .collect();
        if details.is_empty() {
            self.fault(path, "is missing");
        }
        let mut accounts = Vec::new();
        for account in details {
            let text = |name: &str| account.child(name).map(Node::text).unwrap_or_default();
            let iban = self.ok(
                &format!("{path}/SellerAccountID"),
                text("SellerAccountID").parse(),
            );
            let bic = self.ok(&format!("{path}/SellerBic"), text("SellerBic").parse());
            if let (Some(iban), Some(bic)) = (iban, bic) {
                accounts.push(PaymentAccount::new(iban, bic));
            }
        }
        accounts
    }

    fn receiver(&mut self) -> Option<Receiver> {
        let party = "BuyerPartyDetails";
        let name = self.name(party, "BuyerOrganisationName");
        let id = self.needed_text("InvoiceDetails/SellersBuyerIdentifier");
        let path = "InvoiceRecipientLanguageCode";
        let code = self.needed_text(path);
        let language = code.as_deref().and_then(language_of);
        if let Some(code) = code.filter(|_| language.is_none()) {
            let code = quoted(&code);
            self.fault(path, format!("`{code}` is not read: expected FI, SV or EN"));
        }
        let business_id = self.value(&format!("{party}/BuyerPartyIdentifier"));
        let number = self.value(&format!("{party}/BuyerOrganisationTaxCode"));
        let address = self.address("Buyer");
        let contact = self.contact("Buyer");
        let route = self.route("MessageReceiverDetails/To");
        let reference = |name: &str| {
            let text = self.text(&format!("InvoiceDetails/{name}"));
            text.unwrap_or_default()
        };
        let references = BuyerReferences::default()
            .with_buyer_reference(&reference("BuyerReferenceIdentifier"))
            .with_order(&reference("OrderIdentifier"))
            .with_agreement(&reference("AgreementIdentifier"))
            .with_project(&reference("ProjectReferenceIdentifier"));
        let receiver = Receiver::try_new(&id?, &name?, language?);
        let mut receiver = self
            .ok(party, receiver)?
            .with_contact(contact)
            .with_references(references);
        if let Some(id) = business_id {
            receiver = receiver.with_business_id(id);
        }
        if let Some(number) = number {
            receiver = receiver.with_vat_number(number);
        }
        if let Some(address) = address {
            receiver = receiver.with_address(address);
        }
        Some(match route {
            Some(route) => receiver.with_route(route),
            None => receiver,
        })
    }

    fn name(&mut self, party: &str, element: &str) -> Option<String> {
        let name = self
            .root
            .child(party)
            .and_then(|party| party.joined(element));
        if name.is_none() {
            self.fault(&format!("{party}/{element}"), "is missing");
        }
        name
    }

    fn address(&mut self, side: &str) -> Option<PostalAddress> {
        let path = format!("{side}PartyDetails/{side}PostalAddressDetails");
        let address = self.root.at(&path)?;
        let text = |name: &str| address.child(name).map(Node::text).unwrap_or_default();
        let street = format!("{side}StreetName");
        let mut lines = address.all(&street).map(Node::text);
        let first = lines.next().unwrap_or_default();
        let (post_code, town) = (
            text(&format!("{side}PostCodeIdentifier")),
            text(&format!("{side}TownName")),
        );
        let mut read = self.ok(&path, PostalAddress::try_new(&first, &post_code, &town))?;
        for line in lines {
            read = read.with_line(&line);
        }
        let country = text("CountryCode");
        let country = self.ok(&format!("{path}/CountryCode"), country.parse())?;
        Some(read.in_country(country))
    }

    fn contact(&self, side: &str) -> Contact {
        let text = |path: String| self.text(&path).unwrap_or_default();
        let group = format!("{side}CommunicationDetails");
        Contact::default()
            .with_name(&text(format!("{side}ContactPersonName")))
            .with_phone(&text(format!("{group}/{side}PhoneNumberIdentifier")))
            .with_email(&text(format!("{group}/{side}EmailaddressIdentifier")))
    }

    fn route(&mut self, side: &str) -> Option<EInvoiceRoute> {
        self.root.child("MessageTransmissionDetails")?;
        let path = format!("MessageTransmissionDetails/{side}");
        let address = self.needed_text(&format!("{path}Identifier"));
        let intermediator = self.needed_text(&format!("{path}Intermediator"));
        self.ok(&path, EInvoiceRoute::parse(&address?, &intermediator?))
    }

    fn credits(&mut self) -> Option<Preceding> {
        let code = self.needed_text("InvoiceDetails/InvoiceTypeCode")?;
        match code.as_str() {
            "INV01" => None,
            "INV02" => {
                let number = self.needed("InvoiceDetails/OriginalInvoiceNumber")?;
                let date = self.day("InvoiceDetails/OriginalInvoiceDate");
                Some(Preceding { number, date })
            }
            other => {
                let message = format!("`{}` is not read: expected INV01 or INV02", quoted(other));
                self.fault("InvoiceDetails/InvoiceTypeCode", message);
                None
            }
        }
    }

    fn period(&mut self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.day("InvoiceDetails/InvoicingPeriodStartDate");
        let last = self.day("InvoiceDetails/InvoicingPeriodEndDate");
        first.zip(last)
    }

    fn penalty_interest(&mut self) -> Option<PenaltyInterest> {
        let path = "InvoiceDetails/PaymentTermsDetails/PaymentOverDueFineDetails";
        let details = self.root.at(path)?;
        let words = details
            .joined("PaymentOverDueFineFreeText")
            .unwrap_or_default();
        let percent = self.percent(path, details.child("PaymentOverDueFinePercent"));
        self.ok(path, PenaltyInterest::try_new(&words, percent))
    }

    fn percent(&mut self, path: &str, node: Option<&Node>) -> Option<Percent> {
        let text = node?.text().replace(',', ".");
        self.ok(path, text.parse())
    }

    fn attachments(&mut self) -> Vec<Attachment> {
        let names = self.root.all("InvoiceUrlNameText").map(Node::text);
        let addresses = self.root.all("InvoiceUrlText").map(Node::text);
        let pairs: Vec<(String, String)> = names.zip(addresses).collect();
        let mut attachments = Vec::new();
        for (name, address) in pairs {
            attachments.extend(self.ok("InvoiceUrlText", Attachment::try_new(&name, &address)));
        }
        attachments
    }

    fn lines(&mut self, language: Language, currency: Currency, credit: bool) -> Vec<InvoiceLine> {
        let root = self.root;
        let mut lines = Vec::new();
        for row in root.all("InvoiceRow") {
            lines.extend(self.line(row, language, currency, credit));
        }
        lines
    }

    fn line(
        &mut self,
        row: &Node,
        language: Language,
        currency: Currency,
        credit: bool,
    ) -> Option<InvoiceLine> {
        let text = |name: &str| row.child(name).map(Node::text).unwrap_or_default();
        let path = "InvoiceRow/InvoicedQuantity";
        let quantity = self.ok(path, text("InvoicedQuantity").parse::<i32>());
        let quantity = quantity.and_then(|quantity| match credit {
            true => quantity.checked_neg(),
            false => Some(quantity),
        });
        let path = "InvoiceRow/UnitPriceAmount";
        let price = text("UnitPriceAmount").replace(',', ".");
        let price = self.ok(path, format!("{price} {currency}").parse::<Money>());
        let vat = self.treatment(row, language);
        let line = InvoiceLine::of_pieces(&text("ArticleName"), quantity?, price?);
        let explanation = row.joined("RowFreeText").unwrap_or_default();
        let line = line
            .with_code(&text("ArticleIdentifier"))
            .with_explanation(&explanation);
        Some(line.with_vat(vat?))
    }

    fn treatment(&mut self, row: &Node, language: Language) -> Option<VatTreatment> {
        let path = "InvoiceRow/RowVatCode";
        let code = row.child("RowVatCode").map(Node::text).unwrap_or_default();
        let categories = [
            VatCategory::OutsideScope,
            VatCategory::Exempt,
            VatCategory::Standard,
        ];
        let category = categories
            .into_iter()
            .find(|category| category.code() == code);
        let Some(category) = category else {
            let message = format!("`{}` is not read: expected O, E or S", quoted(&code));
            self.fault(path, message);
            return None;
        };
        let rate = row.child("RowVatRatePercent");
        let rate = self.percent("InvoiceRow/RowVatRatePercent", rate);
        let details = self.root.child("InvoiceDetails");
        let mut groups = details
            .iter()
            .flat_map(|details| details.all("VatSpecificationDetails"));
        let group =
            groups.find(|group| group.child("VatCode").map(Node::text).as_ref() == Some(&code));
        let reason = match category {
            VatCategory::Standard => {
                details.and_then(|details| details.joined("InvoiceVatFreeText"))
            }
            _ => group.and_then(|group| group.joined("VatFreeText")),
        };
        let exemption = match category {
            VatCategory::Exempt => group.and_then(|group| group.child("VatExemptionReasonCode")),
            _ => None,
        };
        let exemption = exemption.map(Node::text).and_then(|code| {
            let path = "InvoiceDetails/VatSpecificationDetails/VatExemptionReasonCode";
            self.ok(path, code.parse::<ExemptionCode>())
        });
        let reason = reason.and_then(|reason| Text::only(language, reason));
        let rate = rate.unwrap_or(Percent::ZERO);
        if category != VatCategory::Standard && rate != Percent::ZERO {
            self.fault(
                "InvoiceRow/RowVatRatePercent",
                "is not zero: expected zero but for category S",
            );
        }
        match reason {
            Some(reason) => Some(VatTreatment::told(category, rate, reason, exemption)),
            None => {
                let message = format!(
                    "category {code} has no reason: expected `VatFreeText`, or `InvoiceVatFreeText` of S"
                );
                self.fault(path, message);
                None
            }
        }
    }
}
