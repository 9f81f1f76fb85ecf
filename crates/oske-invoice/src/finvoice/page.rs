//! An XML document on its way, with everything that does not fit into it.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use oske_types::{Money, quoted};

use super::{FinvoiceEncoding, FinvoiceFault};
use crate::xml::{Attribute, XmlWriter};

/// A document on its way.
pub(super) struct Page {
    writer: XmlWriter,
    encoding: FinvoiceEncoding,
    /// The open elements below the root.
    path: Vec<&'static str>,
    faults: Vec<FinvoiceFault>,
}

impl Page {
    pub(super) fn new(encoding: FinvoiceEncoding) -> Self {
        Self {
            writer: XmlWriter::new(),
            encoding,
            path: Vec::new(),
            faults: Vec::new(),
        }
    }

    pub(super) fn declaration(&mut self) {
        self.writer.declaration(self.encoding.name());
    }

    /// A line feed between two documents of a file.
    pub(super) fn line_feed(&mut self) {
        self.writer.line_feed();
    }

    /// The root with what is in it.
    pub(super) fn root(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Self),
    ) {
        self.writer.open(name, attributes);
        inside(self);
        self.writer.close(name);
    }

    /// An element with what is in it.
    pub(super) fn group(&mut self, name: &'static str, inside: impl FnOnce(&mut Self)) {
        self.group_with(name, &[], inside);
    }

    pub(super) fn group_with(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Self),
    ) {
        self.path.push(name);
        self.root(name, attributes, inside);
        self.path.pop();
    }

    pub(super) fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.writer.empty(name, attributes);
    }

    /// An element of a text of so many letters.
    pub(super) fn leaf(&mut self, name: &'static str, letters: RangeInclusive<usize>, text: &str) {
        self.leaf_with(name, letters, &[], text);
    }

    pub(super) fn leaf_with(
        &mut self,
        name: &'static str,
        letters: RangeInclusive<usize>,
        attributes: &[Attribute<'_>],
        text: &str,
    ) {
        let count = text.chars().count();
        if !letters.contains(&count) {
            let (least, most) = letters.into_inner();
            let text = quoted(text);
            let message = if count < least {
                format!("`{text}` is too short: expected at least {least} letters")
            } else {
                format!("`{text}` has {count} letters: expected at most {most}; say it in fewer")
            };
            self.fault(name, message);
        }
        if let Some(stranger) = self.encoding.first_stranger(text) {
            let number = u32::from(stranger);
            let stranger = stranger.escape_debug();
            let encoding = self.encoding.name();
            let text = quoted(text);
            let message = format!(
                "`{text}` has `{stranger}` (U+{number:04X}), which {encoding} does not hold: write it with another \
                 letter, or in UTF-8"
            );
            self.fault(name, message);
        }
        self.writer.leaf(name, attributes, text);
    }

    /// An element of a text, where there is one.
    pub(super) fn optional(
        &mut self,
        name: &'static str,
        letters: RangeInclusive<usize>,
        text: Option<&str>,
    ) {
        if let Some(text) = text {
            self.leaf(name, letters, text);
        }
    }

    /// A text in as many elements as it needs, divided at spaces; joined by spaces again it is the same.
    pub(super) fn pieces(
        &mut self,
        name: &'static str,
        letters: &RangeInclusive<usize>,
        most_pieces: usize,
        text: &str,
    ) {
        let (least, most) = (*letters.start(), *letters.end());
        match divided(text, letters).filter(|pieces| pieces.len() <= most_pieces) {
            Some(pieces) => {
                for piece in pieces {
                    self.leaf(name, letters.clone(), &piece);
                }
            }
            None => {
                let count = text.chars().count();
                let text = quoted(text);
                let times = match most_pieces {
                    usize::MAX => String::new(),
                    most_pieces => format!(", {most_pieces} of them at most"),
                };
                let message = format!(
                    "`{text}` does not fit: found {count} letters, expected words that go into elements of {least} to \
                     {most} letters{times}"
                );
                self.fault(name, message);
            }
        }
    }

    pub(super) fn date(&mut self, name: &'static str, date: NaiveDate) {
        let text = date.format("%Y%m%d").to_string();
        self.leaf_with(name, 8..=8, &[("Format", "CCYYMMDD")], &text);
    }

    /// An amount with the decimals of its currency.
    pub(super) fn amount(&mut self, name: &'static str, amount: Money) {
        let text = amount.to_decimal_text().replace('.', ",");
        let currency = amount.currency().code();
        self.leaf_with(
            name,
            1..=19,
            &[("AmountCurrencyIdentifier", currency)],
            &text,
        );
    }

    /// An amount with exactly two decimals.
    pub(super) fn amount_to_pay(&mut self, name: &'static str, amount: Money) {
        let text = amount.to_decimal_text();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let kept = decimals.trim_end_matches('0');
        if kept.len() > 2 {
            self.fault(
                name,
                format!("{amount} does not fit: expected two decimals"),
            );
        }
        let text = format!("{whole},{kept:0<2}");
        let currency = amount.currency().code();
        self.leaf_with(
            name,
            1..=19,
            &[("AmountCurrencyIdentifier", currency)],
            &text,
        );
    }

    pub(super) fn fault(&mut self, name: &str, message: impl Into<String>) {
        let mut path = self.path.join("/");
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(name);
        self.faults.push(FinvoiceFault::new(&path, message));
    }

    /// The document in its bytes, or what does not fit.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Vec<FinvoiceFault>> {
        self.line_feed();
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        // What was put in was text.
        let text = String::from_utf8(self.writer.into_bytes()).unwrap_or_default();
        Ok(self.encoding.encode(text))
    }
}

/// A text of words divided at spaces into pieces of so many letters; `None` where a word is too long, or no division
/// keeps the last piece from being too short.
fn divided(text: &str, letters: &RangeInclusive<usize>) -> Option<Vec<String>> {
    let (least, most) = (*letters.start(), *letters.end());
    let count = |piece: &str| piece.chars().count();
    let mut pieces: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let room = pieces.last().map(|piece| {
            let length = count(piece).saturating_add(1);
            length.saturating_add(count(word)) <= most
        });
        match pieces.last_mut() {
            Some(piece) if room == Some(true) => {
                piece.push(' ');
                piece.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
    }
    // A last piece of one letter takes the word before it along.
    if pieces.len() > 1
        && pieces.last().is_some_and(|last| count(last) < least)
        && let Some(last) = pieces.pop()
        && let Some(before) = pieces.pop()
    {
        match before.rsplit_once(' ') {
            Some((before, word)) => {
                pieces.push(before.to_owned());
                pieces.push(format!("{word} {last}"));
            }
            None => pieces.extend([before, last]),
        }
    }
    let fits = |piece: &String| letters.contains(&count(piece));
    pieces.iter().all(fits).then_some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_divided_at_spaces() {
        let divided = |text: &str| divided(text, &(2..=8));
        let pieces = |parts: &[&str]| {
            Some(
                parts
                    .iter()
                    .map(|part| (*part).to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(divided("Kuopio"), pieces(&["Kuopio"]));
        assert_eq!(
            divided("Kuopion ja Joensuun alue"),
            pieces(&["Kuopion", "ja", "Joensuun", "alue"])
        );
        assert_eq!(
            divided("osa ja a b"),
            pieces(&["osa ja a", "b"]).map(|_| vec!["osa ja".to_owned(), "a b".to_owned()])
        );
        assert_eq!(divided("Lappeenrannan"), None);
        assert_eq!(divided("K"), None);
        assert_eq!(divided("a Lappeenr"), None);
    }
}
