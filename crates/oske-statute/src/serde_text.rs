//! Serde by hand: every value is its canonical text, and reading goes through `FromStr`.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::{
    ActName, BillId, DocumentId, DraftId, EuActId, Numeral, Numerals, Reference, StatuteId,
};

macro_rules! as_text {
    ($($type:ty: $what:literal),* $(,)?) => {$(
        #[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(TextVisitor { what: $what, value: PhantomData })
            }
        }
    )*};
}

as_text! {
    ActName: "the short name of an act as text, as in `sosiaalihuoltolaki`",
    BillId: "a government bill as text, as in `HE 154/2001 vp`",
    DocumentId: "a document of Parliament as text, as in `StVM 37/2001 vp`",
    DraftId: "a draft as text, as in `draft 2014-08-18`",
    EuActId: "an EU act as text, as in `(EU) 2016/679`",
    Numeral: "a numeral as text, as in `7 a`",
    Numerals: "numerals as text, as in `12–15, 17`",
    Reference: "a reference to law as text, as in `1230/2001 6 § 2 mom`",
    StatuteId: "the number of an act as text, as in `1230/2001`",
}

struct TextVisitor<T> {
    what: &'static str,
    value: PhantomData<T>,
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
