//! Enums that are words in a table: `words!`.

/// An enum of unit variants with the word that each is in a table: `ALL`, `code`, `Display`, `FromStr`.
macro_rules! words {
    (
        $(#[$doc:meta])*
        pub enum $name:ident, $what:literal, $expected:literal {
            $(
                $(#[$variant_doc:meta])*
                $variant:ident = $code:literal,
            )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$variant_doc])*
                $variant,
            )*
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in a table.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                oske_types::pad(f, self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = oske_types::ParseValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)*
                    _ => Err(oske_types::ParseValueError::new(
                        $what,
                        text,
                        $expected,
                        [$($code),*][0],
                    )),
                }
            }
        }
    };
}

pub(crate) use words;
