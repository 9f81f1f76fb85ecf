//! A page on its way: lines of HTML, with what is put into them escaped.

use std::fmt::{self, Write as _};

use oske_types::{Language, Text};

use super::sections;
use crate::{Invoice, InvoiceKind};

const STYLE: &str = include_str!("invoice.css");

/// A page on its way.
pub(super) struct Page {
    text: String,
    pub(super) language: Language,
}

/// Adds a line to a page.
macro_rules! line {
    ($page:expr, $($line:tt)*) => {
        $page.line(format_args!($($line)*))
    };
}

pub(super) use line;

pub(super) fn page(invoice: &Invoice, banner: Option<&Text>) -> String {
    let mut page = Page {
        text: String::with_capacity(8 * 1024),
        language: invoice.language(),
    };
    let issuer = escaped(invoice.issuer().name());
    let title = title(invoice);
    let number = invoice.number();
    line!(page, "<!DOCTYPE html>");
    line!(page, "<html lang=\"{}\">", page.language.code());
    line!(page, "<head>");
    line!(page, "<meta charset=\"utf-8\">");
    line!(
        page,
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
    );
    line!(page, "<meta name=\"color-scheme\" content=\"light\">");
    line!(page, "<title>{title} {number}, {issuer}</title>");
    line!(page, "<style>\n{STYLE}</style>");
    line!(page, "</head>");
    line!(page, "<body>");
    line!(page, "<main>");
    if let Some(banner) = banner {
        let words = escaped(banner.in_language(page.language));
        line!(page, "<p class=\"banner\">{words}</p>");
    }
    sections::parties(&mut page, invoice, title);
    sections::lines(&mut page, invoice);
    sections::remarks(&mut page, invoice);
    sections::payment(&mut page, invoice);
    sections::issuer(&mut page, invoice.issuer());
    line!(page, "</main>");
    line!(page, "</body>");
    line!(page, "</html>");
    page.text
}

/// What the document is called.
fn title(invoice: &Invoice) -> &'static str {
    let words = match invoice.kind() {
        InvoiceKind::Invoice => ["Lasku", "Faktura", "Invoice"],
        InvoiceKind::CreditNote => ["Hyvityslasku", "Kreditfaktura", "Credit note"],
    };
    let [fi, sv, en] = words;
    invoice.language().pick(fi, sv, en)
}

impl Page {
    pub(super) fn line(&mut self, line: fmt::Arguments<'_>) {
        // Nothing fails that is written to memory.
        let _: fmt::Result = writeln!(self.text, "{line}");
    }

    /// A block that is HTML already.
    pub(super) fn block(&mut self, html: &str) {
        self.text.push_str(html);
    }

    /// One of three words.
    pub(super) fn word(
        &self,
        fi: &'static str,
        sv: &'static str,
        en: &'static str,
    ) -> &'static str {
        self.language.pick(fi, sv, en)
    }

    /// A term with what it says, which is escaped here.
    pub(super) fn term(&mut self, term: &str, said: &str) {
        let said = escaped(said);
        line!(self, "<div><dt>{term}</dt><dd>{said}</dd></div>");
    }

    /// The same, where there is something to say.
    pub(super) fn optional(&mut self, term: &str, said: Option<&str>) {
        if let Some(said) = said {
            self.term(term, said);
        }
    }
}

/// A text as it stands in HTML, also between the quotes of an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
