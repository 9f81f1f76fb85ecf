//! A document as a tree of elements, within limits.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::FinvoiceFaults;
use crate::one_line::one_line;

/// An element: its texts and those that are in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    text: String,
    pub(super) children: Vec<Node>,
}

/// The elements that a document has at most.
const MOST_ELEMENTS: usize = 20_000;
/// The elements that stand in one another at most.
const DEEPEST: usize = 12;

impl Node {
    /// Reads a document of one root.
    pub(super) fn parse(text: &str) -> Result<Self, FinvoiceFaults> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Self> = Vec::new();
        let mut root: Option<Self> = None;
        let mut count = 0_usize;
        loop {
            let event = reader.read_event();
            let event = event.map_err(|error| document(format!("is no XML: {error}")))?;
            match event {
                Event::Start(start) => {
                    count = count.saturating_add(1);
                    check_size(count, open.len())?;
                    open.push(Self::of(&start)?);
                }
                Event::Empty(start) => {
                    count = count.saturating_add(1);
                    check_size(count, open.len())?;
                    close(Self::of(&start)?, &mut open, &mut root)?;
                }
                Event::End(_) => {
                    if let Some(node) = open.pop() {
                        close(node, &mut open, &mut root)?;
                    }
                }
                Event::Text(text) => put(&text.xml10_content(), &mut open)?,
                Event::CData(text) => put(&text.xml10_content(), &mut open)?,
                Event::GeneralRef(reference) => {
                    put(resolved(&reference)?.encode_utf8(&mut [0; 4]), &mut open)?;
                }
                Event::DocType(_) => {
                    return Err(document("has a document type: expected none"));
                }
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => break,
            }
        }
        match root {
            Some(root) if open.is_empty() => Ok(root),
            _ => Err(document(
                "ends before its elements do: expected a whole document",
            )),
        }
    }

    fn of(start: &BytesStart<'_>) -> Result<Self, FinvoiceFaults> {
        let mut node = Self {
            name: start.name().as_ref().to_owned(),
            ..Self::default()
        };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| document(format!("is no XML: {error}")))?;
            let name = attribute.key.as_ref().to_owned();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            let value = value.map_err(|error| document(format!("is no XML: {error}")))?;
            let is_technical = name.starts_with("xmlns") || name.starts_with("xsi:");
            if !is_technical {
                node.attributes.insert(name, value.into_owned());
            }
        }
        Ok(node)
    }

    /// The first element of a name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.all(name).next()
    }

    /// The elements of a name in it.
    pub(super) fn all<'n>(&'n self, name: &str) -> impl Iterator<Item = &'n Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element along a path.
    pub(super) fn at(&self, path: &str) -> Option<&Self> {
        path.split('/')
            .try_fold(self, |node, name| node.child(name))
    }

    /// Its text on one line, which may be blank.
    pub(super) fn text(&self) -> String {
        one_line(&self.text).unwrap_or_default()
    }

    /// The texts of the elements of a name, joined by spaces; `None` if there is nothing.
    pub(super) fn joined(&self, name: &str) -> Option<String> {
        let texts: Vec<String> = self.all(name).map(Self::text).collect();
        one_line(&texts.join(" "))
    }
}

fn check_size(elements: usize, depth: usize) -> Result<(), FinvoiceFaults> {
    if elements > MOST_ELEMENTS {
        return Err(document(format!("has more than {MOST_ELEMENTS} elements")));
    }
    if depth >= DEEPEST {
        return Err(document(format!("has elements more than {DEEPEST} deep")));
    }
    Ok(())
}

fn close(node: Node, open: &mut [Node], root: &mut Option<Node>) -> Result<(), FinvoiceFaults> {
    match open.last_mut() {
        Some(parent) => parent.children.push(node),
        None if root.is_none() => *root = Some(node),
        None => {
            return Err(document(
                "has two roots: expected one document, perhaps behind its frame",
            ));
        }
    }
    Ok(())
}

fn put(text: &str, open: &mut [Node]) -> Result<(), FinvoiceFaults> {
    match open.last_mut() {
        Some(node) => node.text.push_str(text),
        None if one_line(text).is_none() || text == "\u{feff}" => {}
        None => return Err(document("has text outside its root")),
    }
    Ok(())
}

/// The letter of a reference to one.
fn resolved(reference: &BytesRef<'_>) -> Result<char, FinvoiceFaults> {
    let letter = match reference.as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    letter.ok_or_else(|| {
        let name = oske_types::quoted(reference);
        document(format!(
            "has the reference `&{name};`, which means nothing: expected a letter, as in `&#228;`"
        ))
    })
}

fn document(message: impl Into<String>) -> FinvoiceFaults {
    FinvoiceFaults::one("the document", message)
}
