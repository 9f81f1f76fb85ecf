//! What rows of tables have in common: `dated_row!`, `cited_row!` and `named_row!`.

/// The period of a row, which each row words for itself, and where it was read.
macro_rules! dated_row {
    ($row:ident: $period:literal) => {
        impl $row {
            #[doc = $period]
            #[must_use]
            pub const fn validity(&self) -> oske_types::Validity {
                self.validity
            }

            /// Where this was read.
            #[must_use]
            pub const fn source(&self) -> &oske_types::Source {
                &self.source
            }
        }
    };
}

/// In addition, the provision that a row rests on.
macro_rules! cited_row {
    ($row:ident: $period:literal) => {
        $crate::row::dated_row!($row: $period);

        impl $row {
            /// The provision.
            #[must_use]
            pub const fn citation(&self) -> &oske_statute::Reference {
                &self.citation
            }
        }
    };
}

/// A row that is a code and a name in a period, and nothing else.
macro_rules! named_row {
    (
        $(#[$doc:meta])*
        pub struct $row:ident($code:ty);
        $new:literal, $of_code:literal, $period:literal
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $row {
            code: $code,
            name: oske_types::Text,
            validity: oske_types::Validity,
            source: oske_types::Source,
        }

        impl $row {
            #[doc = $new]
            #[must_use]
            pub const fn new(
                code: $code,
                name: oske_types::Text,
                validity: oske_types::Validity,
                source: oske_types::Source,
            ) -> Self {
                Self {
                    code,
                    name,
                    validity,
                    source,
                }
            }

            #[doc = $of_code]
            #[must_use]
            pub const fn code(&self) -> $code {
                self.code
            }

            /// Its name in Finnish, Swedish and English.
            #[must_use]
            pub const fn name(&self) -> &oske_types::Text {
                &self.name
            }
        }

        $crate::row::dated_row!($row: $period);
    };
}

pub(crate) use {cited_row, dated_row, named_row};
