//! What an identifier is.

use std::str::FromStr;

use oske::types::{nearest, quoted};
use serde_json::{Value, json};

/// The kinds of identifiers, by their names in the input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    NationalReference,
    NationalReferenceBase,
    CreditorReference,
    FinnishIban,
    Iban,
    Bic,
    BusinessId,
    VatNumber,
    Ovt,
    PeppolParticipant,
    Route,
    /// Of the version.
    Barcode(u8),
    BarcodeParts,
}

const NAMES: [(&str, Kind); 14] = [
    ("fi_reference", Kind::NationalReference),
    ("fi_reference_check_digit", Kind::NationalReferenceBase),
    ("iso11649", Kind::CreditorReference),
    ("iban_fi", Kind::FinnishIban),
    ("iban", Kind::Iban),
    ("bic", Kind::Bic),
    ("y_tunnus", Kind::BusinessId),
    ("fi_vat", Kind::VatNumber),
    ("ovt", Kind::Ovt),
    ("peppol_participant_fi", Kind::PeppolParticipant),
    ("einvoice_route", Kind::Route),
    ("fi_barcode_v4", Kind::Barcode(4)),
    ("fi_barcode_v5", Kind::Barcode(5)),
    ("fi_barcode_build", Kind::BarcodeParts),
];

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(name, _)| name)
    }

    /// The value of an argument, as a line of JSON would have it.
    pub(crate) fn value_of_argument(self, text: &str) -> Value {
        let in_parts = || serde_json::from_str(text).ok().filter(Value::is_object);
        match self {
            Self::Route => in_parts().or_else(|| {
                let (address, intermediator) = text.rsplit_once('/')?;
                Some(json!({ "address": address, "intermediator": intermediator }))
            }),
            Self::BarcodeParts => in_parts(),
            _ => None,
        }
        .unwrap_or_else(|| text.into())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((_, kind)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Ok(*kind);
        }
        let names = NAMES.map(|(name, _)| name);
        let meant = match nearest(text, names) {
            Some(name) => format!("did you mean {name}?"),
            None => format!("expected one of {}", names.join(", ")),
        };
        Err(format!("`{}` is not a kind: {meant}", quoted(text)))
    }
}
