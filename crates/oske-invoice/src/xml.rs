//! [`XmlWriter`]: the elements of an XML document, in memory; what may be in them is the matter of each format.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An attribute.
pub(crate) type Attribute<'a> = (&'static str, &'a str);

/// A document on its way, indented by two spaces.
pub(crate) struct XmlWriter(Writer<Vec<u8>>);

impl XmlWriter {
    pub(crate) fn new() -> Self {
        Self(Writer::new_with_indent(
            Vec::with_capacity(8 * 1024),
            b' ',
            2,
        ))
    }

    /// That what follows is XML in an encoding.
    pub(crate) fn declaration(&mut self, encoding: &str) {
        self.put(Event::Decl(BytesDecl::new("1.0", Some(encoding), None)));
    }

    /// A line feed after a document.
    pub(crate) fn line_feed(&mut self) {
        self.0.get_mut().push(b'\n');
    }

    pub(crate) fn open(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.put(Event::Start(start(name, attributes)));
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// An element of a text.
    pub(crate) fn leaf(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.open(name, attributes);
        self.put(Event::Text(BytesText::new(text)));
        self.close(name);
    }

    /// An element of nothing.
    #[cfg(feature = "finvoice")]
    pub(crate) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.put(Event::Empty(start(name, attributes)));
    }

    /// What was put in, in UTF-8.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn put(&mut self, event: Event<'_>) {
        // Writing to memory does not fail.
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: &[Attribute<'_>]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for attribute in attributes {
        start.push_attribute(*attribute);
    }
    start
}
