//! [`Value`]: the neutral tree that policies, facts and explanations are written in.

use sha2::{Digest, Sha256};

/// A node of a document: text, a whole number, a truth, a list or a table, with its place in the file
/// where it was read from one.
///
/// TOML and JSON files become such a tree, and a program that has neither builds one itself. There
/// are no floats: numbers with decimals are text, in quotes.
///
/// ```
/// use oske_dues::document::Value;
///
/// let rule = Value::table([
///     ("id", Value::text("associations")),
///     ("when", Value::text("kind = 'association'")),
///     ("pays", Value::text("110 EUR")),
/// ]);
/// assert_eq!(rule.get("pays").and_then(Value::as_text), Some("110 EUR"));
/// ```
#[derive(Debug, Clone)]
pub struct Value {
    pub(crate) content: Content,
    pub(crate) span: Span,
}

/// What stands in a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    Text(String),
    /// A whole number; `None` for one that does not fit.
    Integer(i64),
    Truth(bool),
    /// Something that no document may hold, by its name: "a float", "a date".
    Foreign(&'static str),
    List(Vec<Value>),
    Table(Vec<Entry>),
}

/// A key with its value, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Value,
}

/// A range of bytes of the file; `None` for what was never in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Span(pub(crate) Option<(usize, usize)>);

/// Values are equal by what they say, wherever it stands and in whatever order of keys.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        fn by_key(entries: &[Entry]) -> Vec<&Entry> {
            let mut sorted: Vec<&Entry> = entries.iter().collect();
            sorted.sort_by(|left, right| left.key.cmp(&right.key));
            sorted
        }
        match (&self.content, &other.content) {
            (Content::Table(left), Content::Table(right)) => {
                let (left, right) = (by_key(left), by_key(right));
                let pairs = || left.iter().zip(&right);
                left.len() == right.len()
                    && pairs().all(|(left, right)| left.key == right.key)
                    && pairs().all(|(left, right)| left.value == right.value)
            }
            (left, right) => left == right,
        }
    }
}

impl Eq for Value {}

impl Value {
    fn built(content: Content) -> Self {
        Self {
            content,
            span: Span::default(),
        }
    }

    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::built(Content::Text(text.into()))
    }

    /// A whole number.
    #[must_use]
    pub fn integer(number: i64) -> Self {
        Self::built(Content::Integer(number))
    }

    /// A truth.
    #[must_use]
    pub fn truth(truth: bool) -> Self {
        Self::built(Content::Truth(truth))
    }

    /// Nothing, as JSON's `null`. No policy holds it.
    #[must_use]
    pub fn null() -> Self {
        Self::built(Content::Foreign("null"))
    }

    /// A list.
    #[must_use]
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::built(Content::List(items.into_iter().collect()))
    }

    /// A table of keys and values.
    #[must_use]
    pub fn table<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        let entry = |(key, value): (K, Self)| Entry {
            key: key.into(),
            key_span: Span::default(),
            value,
        };
        Self::built(Content::Table(entries.into_iter().map(entry).collect()))
    }

    /// The value of a key, if this is a table that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let entries = self.entries()?;
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// The text, if this is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if this is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.content {
            Content::List(items) => Some(items),
            _ => None,
        }
    }

    /// The keys and values, if this is a table, in the order of the file.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &Self)> {
        let entries = self.entries().unwrap_or_default();
        entries
            .iter()
            .map(|entry| (entry.key.as_str(), &entry.value))
    }

    pub(crate) fn entries(&self) -> Option<&[Entry]> {
        match &self.content {
            Content::Table(entries) => Some(entries),
            _ => None,
        }
    }

    /// What this is, for a message: "a text", "a table".
    pub(crate) fn describe(&self) -> &'static str {
        match &self.content {
            Content::Text(_) => "a text",
            Content::Integer(_) => "a whole number",
            Content::Truth(_) => "a truth",
            Content::Foreign(what) => what,
            Content::List(_) => "a list",
            Content::Table(_) => "a table",
        }
    }

    /// This as JSON text, on one line, with the keys in their order.
    #[cfg(feature = "json")]
    #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
    #[must_use]
    pub fn to_json(&self) -> String {
        super::read::write_json(self)
    }

    /// The SHA-256 of what this says, in hexadecimal: the same whatever the format, the comments,
    /// the blanks and the order of keys.
    #[must_use]
    pub fn content_hash(&self) -> String {
        let mut said = String::new();
        self.say(&mut said);
        let bytes = Sha256::digest(said);
        let hex = |digit: u8| char::from_digit(u32::from(digit), 16).unwrap_or_default();
        bytes
            .iter()
            .flat_map(|byte| [hex(byte >> 4), hex(byte & 15)])
            .collect()
    }

    /// Every part is led by its kind and its length, so that no two trees say the same.
    fn say(&self, said: &mut String) {
        match &self.content {
            Content::Text(text) => {
                lead(said, "text", text.len());
                said.push_str(text);
            }
            Content::Integer(number) => {
                let digits = number.to_string();
                lead(said, "integer", digits.len());
                said.push_str(&digits);
            }
            Content::Truth(truth) => lead(said, "truth", usize::from(*truth)),
            Content::Foreign(what) => {
                lead(said, "foreign", what.len());
                said.push_str(what);
            }
            Content::List(items) => {
                lead(said, "list", items.len());
                items.iter().for_each(|item| item.say(said));
            }
            Content::Table(entries) => {
                lead(said, "table", entries.len());
                let mut sorted: Vec<&Entry> = entries.iter().collect();
                sorted.sort_by(|left, right| left.key.cmp(&right.key));
                for entry in sorted {
                    lead(said, "key", entry.key.len());
                    said.push_str(&entry.key);
                    entry.value.say(said);
                }
            }
        }
    }
}

/// `text12:`
fn lead(said: &mut String, kind: &str, length: usize) {
    said.push_str(kind);
    let mut rest = length;
    let mut digits = [0_u8; 20];
    let mut first = digits.len();
    for (place, digit) in digits.iter_mut().enumerate().rev() {
        *digit = b'0'.wrapping_add(u8::try_from(rest % 10).unwrap_or(0));
        rest /= 10;
        first = place;
        if rest == 0 {
            break;
        }
    }
    let digits = digits.get(first..).unwrap_or_default();
    said.extend(digits.iter().map(|digit| char::from(*digit)));
    said.push(':');
}
