//! Serde by hand: every value is its text form, and reading goes through `FromStr`; a [`Text`] and a
//! [`Source`], which have no text form that could be read, are maps.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::{
    Amount, BusinessId, CooperationAreaCode, CountyCode, Currency, DuesYear, Exact, Language,
    Money, MunicipalityCode, ParseValueError, Quantity, Rate, RegionCode, Rounding, RoundingMode,
    Source, Text, Unit, Validity, parse_date,
};

/// `Serialize` and `Deserialize` of values whose `FromStr` reads what their `Display` writes, each with what
/// a reader of documents is told to write. For crates of the project that have text forms of their own;
/// they need `serde` by that name.
#[doc(hidden)]
#[macro_export]
macro_rules! serialize_as_text {
    ($($type:ty: $what:literal),* $(,)?) => {$(
        #[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::TextVisitor::new($what))
            }
        }
    )*};
}

serialize_as_text! {
    Amount: "an unrounded amount as text, as in `352.0863 EUR`",
    BusinessId: "a Finnish business id as text, as in `0114162-2`",
    CountyCode: "a county code as text, as in `13`",
    Currency: "a currency code as text, as in `EUR`",
    DuesYear: "a dues year as text, as in `2023`",
    Exact: "a number as text, as in `0.0073` or `43/12` (never a bare number)",
    Language: "a language as text: `fi`, `sv` or `en`",
    Money: "an amount of money as text, as in `110.00 EUR`",
    MunicipalityCode: "a municipality code as text, as in `297`",
    Quantity: "a quantity as text, as in `4999 inhabitant`",
    Rate: "a rate as text, as in `0.25 EUR/inhabitant`",
    CooperationAreaCode: "the code of a co-operation area as text, as in `2`",
    RegionCode: "a region code as text, as in `11`",
    Rounding: "a rounding as text, as in `half-up to 0.01`",
    RoundingMode: "a rounding mode as text, as in `half-up`",
    Unit: "a unit as text, as in `inhabitant`",
    Validity: "a half-open period as text, as in `2023-01-01/2024-01-01`",
}

/// Reads a value from its text form, and says what was expected where something else stands.
#[doc(hidden)]
#[derive(Debug)]
pub struct TextVisitor<T> {
    what: &'static str,
    value: PhantomData<T>,
}

impl<T> TextVisitor<T> {
    /// Of what an error says that it was expected.
    #[must_use]
    pub const fn new(what: &'static str) -> Self {
        let value = PhantomData;
        Self { what, value }
    }
}

impl<T> Visitor<'_> for TextVisitor<T>
where
    T: FromStr,
    T::Err: fmt::Display,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// A map of the languages that there are: `{ "fi": "kunta", "sv": "kommun" }`.
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for language in Language::ALL {
            if let Some(words) = self.get(language) {
                map.serialize_entry(language.code(), words)?;
            }
        }
        map.end()
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TextMapVisitor)
    }
}

struct TextMapVisitor;

impl<'de> Visitor<'de> for TextMapVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in at least one language, as in `{ \"fi\": \"kunta\" }`")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
        let mut found: [Option<String>; 3] = [None, None, None];
        while let Some(language) = map.next_key::<Language>()? {
            let words: String = map.next_value()?;
            if words.trim().is_empty() {
                return Err(de::Error::custom(format_args!(
                    "`{language}` is blank: expected words, or no `{language}`"
                )));
            }
            let slot = match language {
                Language::Finnish => &mut found[0],
                Language::Swedish => &mut found[1],
                Language::English => &mut found[2],
            };
            if slot.replace(words).is_some() {
                return Err(de::Error::custom(format_args!("`{language}` stands twice")));
            }
        }
        let [fi, sv, en] = found;
        Text::from_parts(fi, sv, en)
            .ok_or_else(|| de::Error::custom("a text needs words in at least one language"))
    }
}

/// A map of what there is: `{ "title": "Annual report 2020", "address": "…", "read_on": "2026-11-22" }`.
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("title", self.title())?;
        if let Some(address) = self.address() {
            map.serialize_entry("address", address)?;
        }
        if let Some(date) = self.date_read() {
            map.serialize_entry("read_on", &date.to_string())?;
        }
        map.end()
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SourceMapVisitor)
    }
}

struct SourceMapVisitor;

impl<'de> Visitor<'de> for SourceMapVisitor {
    type Value = Source;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a source, as in `{ \"title\": \"Annual report 2020\" }`")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Source, A::Error> {
        const KEYS: [&str; 3] = ["title", "address", "read_on"];
        let mut found: [Option<String>; 3] = [None, None, None];
        while let Some(key) = map.next_key::<String>()? {
            let mut slots = KEYS.into_iter().zip(&mut found);
            let (_, slot) = slots
                .find(|(known, _)| *known == key)
                .ok_or_else(|| de::Error::unknown_field(&key, &KEYS))?;
            if slot.replace(map.next_value()?).is_some() {
                return Err(de::Error::custom(format_args!("`{key}` stands twice")));
            }
        }
        let [title, address, read_on] = found;
        let mut source = Source::new(title.ok_or_else(|| de::Error::missing_field("title"))?);
        if let Some(address) = address {
            source = source.at_address(address);
        }
        if let Some(text) = read_on {
            let date = parse_date(&text).ok_or_else(|| {
                de::Error::custom(ParseValueError::new(
                    "the day a source was read",
                    &text,
                    "expected a date",
                    "2026-11-22",
                ))
            })?;
            source = source.read_on(date);
        }
        Ok(source)
    }
}
