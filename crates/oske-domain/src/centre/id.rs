//! Ids of the centres' world: [`CentreId`], [`OperatingUnitId`], [`TaskId`], [`GroupId`].

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

macro_rules! text_id {
    (
        $(#[$doc:meta])*
        $name:ident, $what:literal, $example:literal
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        // INVARIANT: `is_id`.
        pub struct $name(Cow<'static, str>);

        impl $name {
            /// An id in a constant; `None` if it is none.
            #[must_use]
            pub const fn constant(text: &'static str) -> Option<Self> {
                if is_id(text) { Some(Self(Cow::Borrowed(text))) } else { None }
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                pad(f, &self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = ParseValueError;

            fn from_str(text: &str) -> Result<Self, ParseValueError> {
                if is_id(text) {
                    Ok(Self(Cow::Owned(text.to_owned())))
                } else {
                    let reason = "expected lower-case letters a to z and digits, with single \
                         hyphens or full stops between them, at most 64";
                    Err(ParseValueError::new($what, text, reason, $example))
                }
            }
        }

        #[cfg(feature = "json")]
        #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        #[cfg(feature = "json")]
        #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use text_id;

text_id! {
    /// The id of a centre of excellence (*osaamiskeskus*, *kompetenscentrum*), such as `ita-suomi`: the
    /// same under each version of the decree that has a centre of that name.
    ///
    /// The Government founds and ends centres by decree, so that this is no closed set; those that there
    /// have been are constants.
    ///
    /// ```
    /// use oske_domain::CentreId;
    ///
    /// let eastern: CentreId = "ita-suomi".parse()?;
    /// assert_eq!(eastern, CentreId::ITA_SUOMI);
    /// assert!("Itä-Suomi".parse::<CentreId>().is_err());
    /// # Ok::<(), oske_types::ParseValueError>(())
    /// ```
    CentreId, "the id of a centre", "ita-suomi"
}

text_id! {
    /// The id of an operating unit (*osaamiskeskusyksikkö*), the organisation that runs a centre, such as
    /// `iso`. A unit that passes to another host is another unit: `koske`, `koske-hva`.
    OperatingUnitId, "the id of an operating unit", "iso"
}

text_id! {
    /// The id of a task: for those of section 2 its place there (`2.1.3`), for one that has a special
    /// grant a word (`nordic-networks`).
    TaskId, "the id of a task", "2.1.3"
}

text_id! {
    /// The id of a group of bodies that may form a centre or sit on the advisory board, such as
    /// `counties` or `universities`.
    GroupId, "the id of a group", "counties"
}

macro_rules! centres {
    ($($constant:ident = $id:literal, $fi:literal;)*) => {
        impl CentreId {
            $(
                #[doc = concat!("*", $fi, "*.")]
                pub const $constant: Self = Self(Cow::Borrowed($id));
            )*

            /// The centres that there are constants of.
            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$constant),*];
        }
    };
}

centres! {
    ETELA_SUOMI = "etela-suomi", "Etelä-Suomen sosiaalialan osaamiskeskus";
    HAME_SATAKUNTA = "hame-satakunta", "Häme-Satakunnan sosiaalialan osaamiskeskus";
    ITA_SUOMI = "ita-suomi", "Itä-Suomen sosiaalialan osaamiskeskus";
    KAAKKOIS_SUOMI = "kaakkois-suomi", "Kaakkois-Suomen sosiaalialan osaamiskeskus";
    KESKI_SUOMI = "keski-suomi", "Keski-Suomen sosiaalialan osaamiskeskus";
    LANSI_SUOMI = "lansi-suomi", "Länsi-Suomen sosiaalialan osaamiskeskus";
    POHJANMAAN_MAAKUNNAT = "pohjanmaan-maakunnat", "Pohjanmaan maakuntien sosiaalialan osaamiskeskus";
    POHJOIS_SUOMI = "pohjois-suomi", "Pohjois-Suomen sosiaalialan osaamiskeskus";
    RUOTSINKIELINEN = "ruotsinkielinen", "ruotsinkielinen sosiaalialan osaamiskeskus";
    SISA_SUOMI = "sisa-suomi", "Sisä-Suomen sosiaalialan osaamiskeskus";
    VARSINAIS_SUOMI = "varsinais-suomi", "Varsinais-Suomen sosiaalialan osaamiskeskus";
}

/// Lower-case letters and digits, with single hyphens or full stops between them.
pub(crate) const fn is_id(text: &str) -> bool {
    let mut rest = text.as_bytes();
    if rest.is_empty() || rest.len() > 64 {
        return false;
    }
    let mut after_sign = true;
    while let [byte, after @ ..] = rest {
        after_sign = match byte {
            b'a'..=b'z' | b'0'..=b'9' => false,
            b'-' | b'.' if !after_sign => true,
            _ => return false,
        };
        rest = after;
    }
    !after_sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constants_are_ids() {
        for id in CentreId::ALL {
            assert_eq!(id.as_str().parse(), Ok(id.clone()));
            assert!(is_id(id.as_str()));
        }
        assert!(CentreId::ALL.is_sorted());
    }

    #[test]
    fn faulty_ids_say_what_was_expected() {
        for text in ["", "-a", "a-", "a--b", "a.", "Iso", "itä", "a b"] {
            assert!(text.parse::<OperatingUnitId>().is_err(), "{text}");
            assert!(OperatingUnitId::constant("a").is_some());
        }
        insta::assert_snapshot!(
            "ISO".parse::<OperatingUnitId>().unwrap_err(),
            @"`ISO` is not the id of an operating unit: expected lower-case letters a to z and digits, with single hyphens or full stops between them, at most 64, as in `iso`"
        );
    }
}
