//! The XML of a part, element by element.

use std::fmt;

use oske_types::quoted;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Broken;

/// How many elements may stand in one another.
const DEEPEST: usize = 64;
/// The most bytes of a text that are kept: no cell may have more.
const MOST_TEXT_BYTES: usize = 20_000;

/// What another library tells of what is no XML, which may quote its lines, on one line.
fn no_xml(error: impl fmt::Display) -> Broken {
    let told = error.to_string();
    let told = told.chars().map(|c| if c.is_control() { ' ' } else { c });
    format!("has a part that is no XML: {}", told.collect::<String>())
}

/// A part as it is read.
pub(super) struct Part<'t> {
    reader: Reader<&'t [u8]>,
    depth: usize,
}

/// What comes next in a part.
pub(super) enum Piece<'t> {
    /// An element begins; if it is whole, it has nothing in it and has ended, too.
    Begins {
        element: BytesStart<'t>,
        is_whole: bool,
    },
    /// An element of a local name ends.
    Ends(String),
    /// A text, or a part of one.
    Text(String),
}

impl<'t> Part<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            reader: Reader::from_str(text.trim_start_matches('\u{feff}')),
            depth: 0,
        }
    }

    /// The next piece, or `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'t>>, Broken> {
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(no_xml)?;
            return Ok(Some(match event {
                Event::Start(element) => {
                    self.depth = self.depth.saturating_add(1);
                    if self.depth > DEEPEST {
                        return Err(format!("has elements more than {DEEPEST} deep"));
                    }
                    Piece::Begins {
                        element,
                        is_whole: false,
                    }
                }
                Event::Empty(element) => Piece::Begins {
                    element,
                    is_whole: true,
                },
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Ends(element.local_name().as_ref().to_owned())
                }
                Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Piece::Text(resolved(&reference)?.to_string()),
                Event::DocType(_) => {
                    return Err("has a part with a document type: expected none".to_owned());
                }
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::Eof => return Err("has a part that breaks off".to_owned()),
            }));
        }
    }

    /// The next element that begins, wherever it stands.
    pub(super) fn next_element(&mut self) -> Result<Option<BytesStart<'t>>, Broken> {
        while let Some(piece) = self.next()? {
            if let Piece::Begins { element, .. } = piece {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }
}

/// The value of an attribute by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Broken> {
    for found in element.attributes() {
        let found = found.map_err(no_xml)?;
        if found.key.local_name().as_ref() == name {
            let value = found.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(no_xml)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

pub(super) fn is_true(value: &str) -> bool {
    value == "1" || value == "true"
}

fn resolved(reference: &BytesRef<'_>) -> Result<char, Broken> {
    let letter = match reference.as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    let unknown = || {
        format!(
            "has the reference `&{};`, which means nothing",
            quoted(reference)
        )
    };
    letter.ok_or_else(unknown)
}

/// The texts that cells refer to by number.
pub(super) fn shared_strings(text: &str) -> Result<Vec<Box<str>>, Broken> {
    let mut strings = Vec::new();
    let mut part = Part::new(text);
    while let Some(piece) = part.next()? {
        if let Piece::Begins { element, is_whole } = piece
            && element.local_name().as_ref() == "si"
        {
            let string = if is_whole {
                String::new()
            } else {
                rich_text(&mut part, "si")?
            };
            strings.push(string.into());
        }
    }
    Ok(strings)
}

/// The text of runs up to the end of an element, without how East Asian words are spoken.
pub(super) fn rich_text(part: &mut Part<'_>, end: &str) -> Result<String, Broken> {
    let mut text = String::new();
    let mut in_text = false;
    let mut spoken: usize = 0;
    while let Some(piece) = part.next()? {
        match piece {
            Piece::Begins {
                element,
                is_whole: false,
            } => match element.local_name().as_ref() {
                "t" => in_text = true,
                "rPh" => spoken = spoken.saturating_add(1),
                _ => {}
            },
            Piece::Begins { .. } => {}
            Piece::Ends(name) => match name.as_str() {
                "t" => in_text = false,
                "rPh" => spoken = spoken.saturating_sub(1),
                name if name == end => break,
                _ => {}
            },
            Piece::Text(more) if in_text && spoken == 0 => push_text(&mut text, &more),
            Piece::Text(_) => {}
        }
    }
    Ok(unescaped(&text))
}

/// Adds to a text as long as it is not longer than any cell may be.
pub(super) fn push_text(text: &mut String, more: &str) {
    if text.len() <= MOST_TEXT_BYTES {
        let room = MOST_TEXT_BYTES.saturating_add(4).saturating_sub(text.len());
        text.extend(more.chars().scan(0_usize, |taken, letter| {
            *taken = taken.saturating_add(letter.len_utf8());
            (*taken <= room).then_some(letter)
        }));
    }
}

/// A text in which `_x000D_` stands for the letter of that number, as workbooks write control characters.
fn unescaped(text: &str) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        whole.push_str(before);
        let letter = after.split_once('_').and_then(|(digits, behind)| {
            let is_number =
                digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let number = is_number
                .then(|| u32::from_str_radix(digits, 16).ok())
                .flatten()?;
            Some((char::from_u32(number)?, behind))
        });
        match letter {
            Some((letter, behind)) => {
                whole.push(letter);
                rest = behind;
            }
            None => {
                whole.push_str("_x");
                rest = after;
            }
        }
    }
    whole.push_str(rest);
    whole
}

#[cfg(test)]
mod tests {
    use super::{shared_strings, unescaped};

    #[test]
    fn texts_are_put_together_from_runs() {
        let strings = "<sst><si><t>Kuopio</t></si><si/><si><r><t>Itä-</t></r><r><rPr><b/></rPr>\
                       <t>Suomi &amp; &#228;</t></r><rPh><t>spoken</t></rPh></si></sst>";
        let strings = shared_strings(strings).unwrap();
        let strings: Vec<&str> = strings.iter().map(AsRef::as_ref).collect();
        assert_eq!(strings, ["Kuopio", "", "Itä-Suomi & ä"]);
    }

    #[test]
    fn control_characters_are_written_by_number() {
        assert_eq!(unescaped("a_x000D_b_x_x0041"), "a\rb_x_x0041");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
    }
}
