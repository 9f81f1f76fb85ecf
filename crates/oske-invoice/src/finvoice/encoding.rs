//! [`FinvoiceEncoding`]: the letters that a receiver's system takes.

/// In which bytes a Finvoice is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum FinvoiceEncoding {
    /// UTF-8, which holds every letter.
    #[default]
    Utf8,
    /// ISO-8859-15 (Latin 9), which banks' files have had from the beginning: letters of Western Europe, and `€`.
    Iso8859Part15,
}

/// Where ISO-8859-15 differs from the first 256 characters of Unicode.
const REPLACED: [(u8, char); 8] = [
    (0xa4, '€'),
    (0xa6, 'Š'),
    (0xa8, 'š'),
    (0xb4, 'Ž'),
    (0xb8, 'ž'),
    (0xbc, 'Œ'),
    (0xbd, 'œ'),
    (0xbe, 'Ÿ'),
];

impl FinvoiceEncoding {
    /// The name that the document declares: `UTF-8`, `ISO-8859-15`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Iso8859Part15 => "ISO-8859-15",
        }
    }

    /// The first letter of a text that it does not hold.
    pub(super) fn first_stranger(self, text: &str) -> Option<char> {
        match self {
            Self::Utf8 => None,
            Self::Iso8859Part15 => text.chars().find(|letter| latin_9(*letter).is_none()),
        }
    }

    /// A text in which there is no stranger; one would be a question mark.
    pub(super) fn encode(self, text: String) -> Vec<u8> {
        match self {
            Self::Utf8 => text.into_bytes(),
            Self::Iso8859Part15 => {
                let bytes = text.chars().map(|letter| latin_9(letter).unwrap_or(b'?'));
                bytes.collect()
            }
        }
    }

    /// The encoding that a document declares, UTF-8 if none; `None` for one that is not read.
    pub(super) fn declared(document: &[u8]) -> Option<Self> {
        let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
        let head: String = document
            .iter()
            .take(LONGEST_HEAD)
            .map(|byte| char::from(*byte))
            .collect();
        let head = head.trim_start().to_ascii_uppercase();
        let declaration = head
            .strip_prefix("<?XML")
            .and_then(|rest| rest.split_once("?>"))
            .map_or("", |(declaration, _)| declaration);
        let Some((_, rest)) = declaration.split_once("ENCODING") else {
            return Some(Self::Utf8);
        };
        let name = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = name
            .chars()
            .next()
            .filter(|letter| matches!(letter, '"' | '\''))?;
        match name.split(quote).nth(1)? {
            "UTF-8" => Some(Self::Utf8),
            "ISO-8859-15" => Some(Self::Iso8859Part15),
            _ => None,
        }
    }

    /// The text of a document; `None` if its bytes are no UTF-8 where they should be.
    pub(super) fn decode(self, document: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 => {
                let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
                String::from_utf8(document.to_vec()).ok()
            }
            Self::Iso8859Part15 => {
                let letters = document.iter().map(|byte| {
                    let replaced = REPLACED.iter().find(|(code, _)| code == byte);
                    replaced.map_or(char::from(*byte), |(_, letter)| *letter)
                });
                Some(letters.collect())
            }
        }
    }
}

/// More bytes than a declaration has.
const LONGEST_HEAD: usize = 200;

/// The byte of a letter in ISO-8859-15.
fn latin_9(letter: char) -> Option<u8> {
    if let Some((code, _)) = REPLACED.iter().find(|(_, replaced)| *replaced == letter) {
        return Some(*code);
    }
    let code = u8::try_from(u32::from(letter)).ok()?;
    let is_replaced = REPLACED.iter().any(|(replaced, _)| *replaced == code);
    (!is_replaced).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_latin_9_is_read_and_written() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        let latin = FinvoiceEncoding::Iso8859Part15;
        let text = latin.decode(&bytes).unwrap();
        assert!(text.contains('€') && !text.contains('¤'));
        assert_eq!(latin.first_stranger(&text), None);
        assert_eq!(latin.encode(text), bytes);
        assert_eq!(latin.first_stranger("Å–Ö"), Some('–'));
        assert_eq!(latin.first_stranger("¤"), Some('¤'));
    }

    #[test]
    fn the_declared_encoding_is_found() {
        let of = |text: &str| FinvoiceEncoding::declared(text.as_bytes());
        assert_eq!(of("<Finvoice/>"), Some(FinvoiceEncoding::Utf8));
        assert_eq!(of("<?xml version=\"1.0\"?>"), Some(FinvoiceEncoding::Utf8));
        assert_eq!(
            of("<?xml version='1.0' encoding = 'utf-8'?>"),
            Some(FinvoiceEncoding::Utf8)
        );
        let latin = of("<?xml version=\"1.0\" encoding=\"ISO-8859-15\" ?>");
        assert_eq!(latin, Some(FinvoiceEncoding::Iso8859Part15));
        assert_eq!(of("<?xml version=\"1.0\" encoding=\"EBCDIC\"?>"), None);
    }
}
