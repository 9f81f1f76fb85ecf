//! A document of UBL on its way, with everything that keeps it from being one.

use chrono::NaiveDate;
use oske_types::Money;

use super::UblFault;
use crate::xml::{Attribute, XmlWriter};

/// A document on its way.
pub(super) struct Page {
    writer: XmlWriter,
    faults: Vec<UblFault>,
}

/// The decimals of an amount (BR-DEC-09 and its like).
const MOST_DECIMALS: usize = 2;

impl Page {
    pub(super) fn new() -> Self {
        Self {
            writer: XmlWriter::new(),
            faults: Vec::new(),
        }
    }

    pub(super) fn declaration(&mut self) {
        self.writer.declaration("UTF-8");
    }

    /// An element with what is in it.
    pub(super) fn group(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.group_with(name, &[], inside);
    }

    pub(super) fn group_with(
        &mut self,
        name: &str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Self),
    ) {
        self.writer.open(name, attributes);
        inside(self);
        self.writer.close(name);
    }

    /// An element of a text.
    pub(super) fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_with(name, &[], text);
    }

    pub(super) fn leaf_with(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        if text.is_empty() {
            let message = format!("`{name}` is empty: expected a text");
            self.fault("PEPPOL-EN16931-R008", message);
        }
        self.writer.leaf(name, attributes, text);
    }

    /// An element of a text, where there is one.
    pub(super) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.leaf(name, text);
        }
    }

    pub(super) fn date(&mut self, name: &str, date: NaiveDate) {
        self.leaf(name, &date.format("%Y-%m-%d").to_string());
    }

    /// An amount, of at most two decimals.
    pub(super) fn amount(&mut self, name: &str, amount: Money) {
        let mut text = amount.to_decimal_text();
        while text.contains('.') && text.ends_with('0') && decimals(&text) > MOST_DECIMALS {
            text.pop();
        }
        if decimals(&text) > MOST_DECIMALS {
            let message =
                format!("{amount} does not fit: expected at most {MOST_DECIMALS} decimals");
            self.fault("UBL-DT-01", message);
        }
        let currency = amount.currency().code();
        self.leaf_with(name, &[("currencyID", currency)], &text);
    }

    pub(super) fn fault(&mut self, rule: &'static str, message: impl Into<String>) {
        let fault = UblFault::new(rule, message);
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// The document in its bytes, or what keeps it from being one.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Vec<UblFault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        self.writer.line_feed();
        Ok(self.writer.into_bytes())
    }
}

fn decimals(text: &str) -> usize {
    text.split_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
}
