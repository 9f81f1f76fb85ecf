//! The parts of the page of an invoice, from its head to its foot.

use oske_types::{Language, date_in};

use super::page::{Page, escaped, line};
use crate::{
    CountryCode, Invoice, InvoiceKind, InvoiceLine, Issuer, PaymentReference, PostalAddress,
    Preceding,
};

/// Who sends it, to whom, and by what it is known.
pub(super) fn parties(page: &mut Page, invoice: &Invoice, title: &str) {
    let (issuer, receiver) = (invoice.issuer(), invoice.receiver());
    line!(page, "<header>");
    line!(page, "<div class=\"parties\">");
    line!(page, "<div class=\"issuer\">");
    let label = page.word("Laskuttaja", "Fakturerare", "Issuer");
    line!(page, "<p class=\"label\">{label}</p>");
    line!(page, "<p><strong>{}</strong></p>", escaped(issuer.name()));
    if let Some(name) = issuer.trading_name() {
        line!(page, "<p>{}</p>", escaped(name));
    }
    address(page, issuer.address());
    line!(page, "</div>");
    line!(page, "<div class=\"receiver\">");
    let label = page.word("Laskun saaja", "Fakturamottagare", "Recipient");
    line!(page, "<p class=\"label\">{label}</p>");
    line!(page, "<p><strong>{}</strong></p>", escaped(receiver.name()));
    if let Some(name) = receiver.contact().name() {
        line!(page, "<p>{}</p>", escaped(name));
    }
    address(page, receiver.address());
    line!(page, "</div>");
    line!(page, "</div>");
    line!(page, "<div class=\"facts\">");
    line!(page, "<h1>{title}</h1>");
    line!(page, "<dl>");
    facts(page, invoice);
    line!(page, "</dl>");
    line!(page, "</div>");
    line!(page, "</header>");
}

fn address(page: &mut Page, address: Option<&PostalAddress>) {
    let Some(address) = address else {
        return;
    };
    for text in address.lines() {
        line!(page, "<p>{}</p>", escaped(text));
    }
    let (post_code, town) = (escaped(address.post_code()), escaped(address.town()));
    line!(page, "<p>{post_code} {town}</p>");
    if address.country() != CountryCode::FINLAND {
        line!(page, "<p>{}</p>", address.country());
    }
}

fn facts(page: &mut Page, invoice: &Invoice) {
    let language = page.language;
    let receiver = invoice.receiver();
    let references = receiver.references();
    let number = match invoice.kind() {
        InvoiceKind::Invoice => page.word("Laskun numero", "Fakturanummer", "Invoice number"),
        InvoiceKind::CreditNote => page.word(
            "Hyvityslaskun numero",
            "Kreditfakturans nummer",
            "Credit note number",
        ),
    };
    page.term(number, invoice.number().as_str());
    let day = page.word("Päiväys", "Datum", "Date");
    page.term(day, &date_in(language, invoice.date()));
    if let Some(credits) = invoice.credits() {
        let word = page.word("Hyvittää laskun", "Krediterar fakturan", "Credits invoice");
        page.term(word, &credited(language, credits));
    } else if !invoice.total().is_zero() {
        let due = page.word("Eräpäivä", "Förfallodag", "Due date");
        page.term(due, &date_in(language, invoice.due()));
    }
    if let Some(period) = invoice.period() {
        let word = page.word("Ajalta", "Avser tiden", "Period");
        let [first, last] = [period.first(), period.last()].map(|day| date_in(language, day));
        // A dash between words that have spaces stands between spaces.
        let dash = page.word("–", "–", " – ");
        page.term(word, &format!("{first}{dash}{last}"));
    }
    let word = page.word("Viitteenne", "Er referens", "Your reference");
    page.optional(word, references.buyer_reference());
    let word = page.word("Tilausnumero", "Ordernummer", "Order number");
    page.optional(word, references.order());
    let word = page.word("Sopimusnumero", "Avtalsnummer", "Contract number");
    page.optional(word, references.agreement());
    let word = page.word("Projekti", "Projekt", "Project");
    page.optional(word, references.project());
    let word = page.word("Asiakasnumero", "Kundnummer", "Customer number");
    page.term(word, receiver.id());
    let word = page.word(
        "Saajan Y-tunnus",
        "Mottagarens FO-nummer",
        "Recipient’s business ID",
    );
    let id = receiver.business_id().map(|id| id.to_string());
    page.optional(word, id.as_deref());
    let word = page.word(
        "Saajan ALV-tunnus",
        "Mottagarens momsnummer",
        "Recipient’s VAT number",
    );
    let vat_number = receiver.vat_number().map(|number| number.to_string());
    page.optional(word, vat_number.as_deref());
}

/// What a credit note is of: the number, and the day where it is known.
fn credited(language: Language, credits: &Preceding) -> String {
    let date = credits.date().map(|date| date_in(language, date));
    let date = date.map_or_else(String::new, |date| format!(", {date}"));
    format!("{}{date}", credits.number())
}

/// What is owed, and the totals.
pub(super) fn lines(page: &mut Page, invoice: &Invoice) {
    let taxed = !invoice.is_outside_vat();
    line!(page, "<section>");
    line!(page, "<table>");
    let caption = match invoice.kind() {
        InvoiceKind::Invoice => page.word("Laskun rivit", "Fakturans rader", "Invoice lines"),
        InvoiceKind::CreditNote => {
            page.word("Hyvitettävät rivit", "Krediterade rader", "Credited lines")
        }
    };
    line!(page, "<caption>{caption}</caption>");
    let name = page.word("Selite", "Beskrivning", "Description");
    let pieces = page.word("Määrä", "Antal", "Quantity");
    let price = page.word("Yksikköhinta", "À-pris", "Unit price");
    let amount = page.word("Yhteensä", "Summa", "Amount");
    let rate = page.word("ALV %", "Moms %", "VAT %");
    line!(page, "<thead><tr>");
    line!(page, "<th scope=\"col\">{name}</th>");
    for heading in [pieces, price] {
        line!(page, "<th scope=\"col\" class=\"number\">{heading}</th>");
    }
    if taxed {
        line!(page, "<th scope=\"col\" class=\"number\">{rate}</th>");
    }
    line!(page, "<th scope=\"col\" class=\"number\">{amount}</th>");
    line!(page, "</tr></thead>");
    line!(page, "<tbody>");
    for owed in invoice.lines() {
        row(page, owed, taxed);
    }
    line!(page, "</tbody>");
    totals(page, invoice, taxed);
    line!(page, "</table>");
    line!(page, "</section>");
}

fn row(page: &mut Page, owed: &InvoiceLine, taxed: bool) {
    let language = page.language;
    line!(page, "<tr>");
    line!(page, "<th scope=\"row\">{}", escaped(owed.name()));
    if let Some(explanation) = owed.explanation() {
        line!(page, "<span class=\"why\">{}</span>", escaped(explanation));
    }
    line!(page, "</th>");
    let pieces = owed.quantity().to_string().replace('-', "−");
    line!(page, "<td class=\"number\">{pieces}</td>");
    let price = owed.unit_price().in_language(language);
    line!(page, "<td class=\"number\">{price}</td>");
    if taxed {
        let rate = percent(page, &owed.vat().rate().to_string());
        line!(page, "<td class=\"number\">{rate}</td>");
    }
    let amount = owed.amount().in_language(language);
    line!(page, "<td class=\"number\">{amount}</td>");
    line!(page, "</tr>");
}

/// A rate as it is written in the language.
fn percent(page: &Page, rate: &str) -> String {
    let comma = page.word(",", ",", ".");
    rate.replace('.', comma)
}

fn totals(page: &mut Page, invoice: &Invoice, taxed: bool) {
    let language = page.language;
    let columns = if taxed { 4 } else { 3 };
    let mut sums = Vec::new();
    if taxed {
        let word = page.word("Veroton yhteensä", "Summa utan moms", "Total excluding VAT");
        sums.push((word.to_owned(), invoice.total_without_vat()));
        for group in invoice.vat() {
            let rate = group.treatment().rate().in_language(language);
            let base = group.base().in_language(language);
            let words = match language {
                Language::Finnish => format!("ALV {rate} summasta {base}"),
                Language::Swedish => format!("Moms {rate} på {base}"),
                Language::English => format!("VAT {rate} on {base}"),
            };
            sums.push((words, group.tax()));
        }
    }
    let word = match invoice.kind() {
        InvoiceKind::Invoice => page.word("Maksettava yhteensä", "Att betala", "Total to pay"),
        InvoiceKind::CreditNote => {
            page.word("Hyvitetään yhteensä", "Krediteras totalt", "Total credited")
        }
    };
    sums.push((word.to_owned(), invoice.total()));
    line!(page, "<tfoot>");
    for (word, sum) in sums {
        let sum = sum.in_language(language);
        line!(
            page,
            "<tr><th scope=\"row\" colspan=\"{columns}\">{word}</th><td class=\"number\">{sum}</td></tr>"
        );
    }
    line!(page, "</tfoot>");
}

/// Why there is no tax, on what the claim rests, and what else goes with it.
pub(super) fn remarks(page: &mut Page, invoice: &Invoice) {
    let language = page.language;
    let groups = invoice.vat().iter();
    let reasons = groups.map(|group| group.treatment().reason(language));
    let remarks: Vec<String> = reasons
        .chain(invoice.notes().iter().map(String::as_str))
        .filter(|remark| !remark.trim().is_empty())
        .map(escaped)
        .collect();
    line!(page, "<section class=\"remarks\">");
    let heading = page.word("Lisätiedot", "Tilläggsuppgifter", "Remarks");
    line!(page, "<h2>{heading}</h2>");
    line!(page, "<ul>");
    for remark in remarks {
        line!(page, "<li>{remark}</li>");
    }
    for attachment in invoice.attachments() {
        let (name, address) = (escaped(attachment.name()), escaped(attachment.address()));
        line!(page, "<li>{name}: {address}</li>");
    }
    if let Some(interest) = invoice.penalty_interest() {
        let words = escaped(interest.words());
        let rate = interest.percent().map(|rate| rate.in_language(language));
        let rate = rate.map_or_else(String::new, |rate| format!(", {rate}"));
        line!(page, "<li>{words}{rate}</li>");
    }
    line!(page, "</ul>");
    line!(page, "</section>");
}

/// How it is paid; or that nothing is, and what becomes of a credit.
pub(super) fn payment(page: &mut Page, invoice: &Invoice) {
    line!(page, "<section class=\"payment\">");
    if let Some(credits) = invoice.credits() {
        credit(page, credits);
    } else {
        let heading = page.word("Maksaminen", "Betalning", "Payment");
        line!(page, "<h2>{heading}</h2>");
        if invoice.is_to_be_paid() {
            instructions(page, invoice);
        } else {
            let words = page.word(
                "Tästä laskusta ei jää maksettavaa.",
                "Det finns inget att betala.",
                "There is nothing to pay.",
            );
            line!(page, "<p>{words}</p>");
        }
    }
    line!(page, "</section>");
}

fn credit(page: &mut Page, credits: &Preceding) {
    let heading = page.word("Hyvitys", "Kreditering", "Credit");
    line!(page, "<h2>{heading}</h2>");
    let number = escaped(credits.number().as_str());
    let words = match page.language {
        Language::Finnish => format!(
            "Tätä hyvityslaskua ei makseta. Hyvitys vähennetään laskusta {number}. Jos lasku on jo maksettu, hyvitys \
             palautetaan."
        ),
        Language::Swedish => format!(
            "Den här kreditfakturan ska inte betalas. Kreditbeloppet dras av från faktura {number}. Om fakturan redan är \
             betald betalas beloppet tillbaka."
        ),
        Language::English => format!(
            "This credit note is not to be paid. The credit is deducted from invoice {number}. If the invoice has already \
             been paid, the credit is refunded."
        ),
    };
    line!(page, "<p>{words}</p>");
}

fn instructions(page: &mut Page, invoice: &Invoice) {
    let language = page.language;
    line!(page, "<dl>");
    let word = page.word("Saajan tili", "Mottagarens konto", "Account");
    for account in invoice.issuer().accounts() {
        let bic = account.bic().map(|bic| format!(", BIC {bic}"));
        let iban = account.iban().formatted();
        page.term(word, &format!("{iban}{}", bic.unwrap_or_default()));
    }
    let word = page.word("Saaja", "Betalningsmottagare", "Payee");
    page.term(word, invoice.issuer().name());
    let word = page.word("Viitenumero", "Referensnummer", "Reference number");
    let reference = match invoice.reference() {
        PaymentReference::National(reference) => reference.formatted(),
        PaymentReference::Creditor(reference) => reference.formatted(),
    };
    page.term(word, &reference);
    let word = page.word("Eräpäivä", "Förfallodag", "Due date");
    page.term(word, &date_in(language, invoice.due()));
    let word = page.word("Summa", "Belopp", "Amount");
    page.term(word, &invoice.total().in_language(language));
    let barcode = invoice.barcode();
    if let Some(barcode) = &barcode {
        let word = page.word(
            "Virtuaaliviivakoodi",
            "Virtuell streckkod",
            "Virtual barcode",
        );
        line!(
            page,
            "<div class=\"digits\"><dt>{word}</dt><dd>{barcode}</dd></div>"
        );
    }
    line!(page, "</dl>");
    if let Some(barcode) = &barcode {
        line!(page, "<div class=\"barcode\">");
        page.block(&barcode.to_svg(language));
        line!(page, "</div>");
    }
}

/// Whom to ask, and by what the issuer is known.
pub(super) fn issuer(page: &mut Page, issuer: &Issuer) {
    let contact = issuer.contact();
    line!(page, "<footer>");
    line!(page, "<dl>");
    let word = page.word("Laskuttaja", "Fakturerare", "Issuer");
    page.term(word, issuer.name());
    let word = page.word("Y-tunnus", "FO-nummer", "Business ID");
    page.term(word, &issuer.business_id().to_string());
    let word = page.word("ALV-tunnus", "Momsnummer", "VAT number");
    let number = issuer.vat_number().map(|number| number.to_string());
    page.optional(word, number.as_deref());
    let word = page.word("Kotipaikka", "Hemort", "Domicile");
    page.optional(word, issuer.home_town());
    let word = page.word("Yhteyshenkilö", "Kontaktperson", "Contact");
    page.optional(word, contact.name());
    let word = page.word("Puhelin", "Telefon", "Telephone");
    page.optional(word, contact.phone());
    let word = page.word("Sähköposti", "E-post", "Email");
    page.optional(word, contact.email());
    line!(page, "</dl>");
    line!(page, "</footer>");
}
