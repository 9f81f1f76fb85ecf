//! A picture as an XML parser reads it.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The elements of a picture, in order.
#[derive(Debug)]
pub(crate) struct Picture {
    elements: Vec<Element>,
}

#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    /// The element that it stands in.
    parent: String,
}

impl Picture {
    /// Reads a picture, which must be well-formed.
    pub(crate) fn read(svg: &str) -> Self {
        let mut reader = Reader::from_str(svg);
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => {
                    open.push(elements.len());
                    let element = Element::read(&start, open.len(), &open, &elements);
                    elements.push(element);
                }
                Event::Empty(start) => {
                    let element = Element::read(&start, open.len() + 1, &open, &elements);
                    elements.push(element);
                }
                Event::End(_) => {
                    open.pop().expect("an open element");
                }
                Event::Text(text) => {
                    if let Some(&index) = open.last() {
                        elements[index].text.push_str(&text);
                    }
                }
                Event::GeneralRef(reference) => {
                    let letter = match &*reference {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        other => panic!("unknown reference {other}"),
                    };
                    elements[*open.last().unwrap()].text.push(letter);
                }
                Event::Eof => break,
                other => panic!("unexpected {other:?}"),
            }
        }
        assert!(open.is_empty(), "every element is closed");
        Self { elements }
    }

    pub(crate) fn title(&self) -> &str {
        &self.named("title").text
    }

    pub(crate) fn description(&self) -> &str {
        &self.named("desc").text
    }

    /// How many elements of a name there are.
    pub(crate) fn count(&self, name: &str) -> usize {
        let named = self.elements.iter().filter(|element| element.name == name);
        named.count()
    }

    /// The texts that are drawn.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let texts = self
            .elements
            .iter()
            .filter(|element| element.name == "text");
        texts.map(|element| element.text.as_str()).collect()
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        let ids = self.elements.iter().filter_map(|element| element.get("id"));
        ids.map(str::to_owned).collect()
    }

    /// Asserts what holds of every picture: it says what it is, its ids are there and are unique, and
    /// nothing stands outside of it.
    pub(crate) fn assert_sound(&self) {
        let root = &self.elements[0];
        assert_eq!(root.name, "svg");
        assert_eq!(root.get("xmlns"), Some("http://www.w3.org/2000/svg"));
        assert_eq!(root.get("role"), Some("img"));
        let ids = self.ids();
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "ids are unique");
        let labels = ["title", "desc"].map(|name| self.named(name).get("id").unwrap());
        assert_eq!(root.get("aria-labelledby"), Some(labels.join(" ").as_str()));

        let view: Vec<i64> = root
            .get("viewBox")
            .unwrap()
            .split(' ')
            .map(tenths)
            .collect();
        let [0, 0, width, height] = view[..] else {
            panic!("viewBox {view:?}");
        };
        let drawn = self
            .elements
            .iter()
            .filter(|element| element.parent != "pattern" && element.name != "pattern");
        for element in drawn {
            element.assert_within(width, height);
            for (_, value) in &element.attributes {
                if let Some(id) = value
                    .strip_prefix("url(#")
                    .and_then(|rest| rest.strip_suffix(')'))
                {
                    assert!(ids.contains(&id.to_owned()), "{id}");
                }
            }
        }
    }

    fn named(&self, name: &str) -> &Element {
        let mut named = self.elements.iter().filter(|element| element.name == name);
        named.next().expect("an element of the name")
    }
}

impl Element {
    fn read(start: &BytesStart<'_>, depth: usize, open: &[usize], elements: &[Self]) -> Self {
        let parent = depth
            .checked_sub(2)
            .and_then(|index| open.get(index))
            .map(|&index| elements[index].name.clone());
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute");
            let name = attribute.key.as_ref();
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap();
            (name.to_owned(), value.into_owned())
        });
        Self {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            text: String::new(),
            parent: parent.unwrap_or_default(),
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|attribute| attribute.0 == name)
            .map(|attribute| attribute.1.as_str())
    }

    fn length(&self, name: &str) -> i64 {
        self.get(name).map_or(0, tenths)
    }

    fn assert_within(&self, width: i64, height: i64) {
        let (x, y) = (self.length("x"), self.length("y"));
        let mut points = vec![(x, y)];
        match self.name.as_str() {
            "rect" => {
                let (wide, high) = (self.length("width"), self.length("height"));
                assert!(wide >= 0 && high >= 0, "{self:?}");
                points.push((x + wide, y + high));
            }
            "circle" => {
                let (x, y) = (self.length("cx"), self.length("cy"));
                let radius = self.length("r");
                points.extend([(x - radius, y - radius), (x + radius, y + radius)]);
            }
            "line" => points.extend([
                (self.length("x1"), self.length("y1")),
                (self.length("x2"), self.length("y2")),
            ]),
            "polyline" | "polygon" => {
                let listed = self.get("points").unwrap().split(' ');
                points.extend(listed.map(|point| {
                    let (x, y) = point.split_once(',').expect("a point");
                    (tenths(x), tenths(y))
                }));
            }
            _ => {}
        }
        for (x, y) in points {
            assert!((0..=width).contains(&x), "{x} in {self:?}");
            assert!((0..=height).contains(&y), "{y} in {self:?}");
        }
    }
}

/// A coordinate of at most one decimal, in tenths.
fn tenths(text: &str) -> i64 {
    let (whole, decimal) = text.split_once('.').unwrap_or((text, "0"));
    assert_eq!(decimal.len(), 1, "{text}");
    format!("{whole}{decimal}").parse().expect("a coordinate")
}
