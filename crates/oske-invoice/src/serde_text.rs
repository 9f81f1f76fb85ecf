//! Serde by hand: every identifier is its canonical text, and reading goes through `FromStr`; a route is
//! a map of its two parts.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::{
    BankBarcode, Bic, CreditorReference, EInvoiceAddress, EInvoiceRoute, Iban, Intermediator,
    NationalReference, Ovt, PaymentReference, PeppolParticipant, VatNumber,
};

oske_types::serialize_as_text! {
    BankBarcode: "a bank barcode as text of 54 digits",
    Bic: "a BIC as text, as in `NDEAFIHH`",
    CreditorReference: "an RF reference as text, as in `RF332348236`",
    EInvoiceAddress: "an e-invoice address as text, as in `003702083882`",
    Iban: "an IBAN as text, as in `FI7944052020036082`",
    Intermediator: "an e-invoice intermediator as text, as in `003721291126`",
    NationalReference: "a Finnish payment reference as text, as in `1234561`",
    Ovt: "an OVT code as text, as in `003702446647`",
    PaymentReference: "a payment reference as text, as in `1234561` or `RF341234561`",
    PeppolParticipant: "a Finnish Peppol participant as text, as in `0216:003702446647`",
    VatNumber: "a Finnish VAT number as text, as in `FI02446647`",
}

/// `{ "address": "003702083882", "intermediator": "003721291126" }`.
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl Serialize for EInvoiceRoute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("address", self.address())?;
        map.serialize_entry("intermediator", self.intermediator())?;
        map.end()
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl<'de> Deserialize<'de> for EInvoiceRoute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RouteVisitor)
    }
}

struct RouteVisitor;

impl<'de> Visitor<'de> for RouteVisitor {
    type Value = EInvoiceRoute;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a route, as in `{ \"address\": \"003702083882\", \"intermediator\": \"003721291126\" }`")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<EInvoiceRoute, A::Error> {
        const KEYS: [&str; 2] = ["address", "intermediator"];
        let mut found: [Option<String>; 2] = [None, None];
        while let Some(key) = map.next_key::<String>()? {
            let mut slots = KEYS.into_iter().zip(&mut found);
            let (_, slot) = slots
                .find(|(known, _)| *known == key)
                .ok_or_else(|| de::Error::unknown_field(&key, &KEYS))?;
            if slot.replace(map.next_value()?).is_some() {
                return Err(de::Error::custom(format_args!("`{key}` stands twice")));
            }
        }
        let [address, intermediator] = found;
        let address = address.ok_or_else(|| de::Error::missing_field("address"))?;
        let intermediator =
            intermediator.ok_or_else(|| de::Error::missing_field("intermediator"))?;
        EInvoiceRoute::parse(&address, &intermediator).map_err(de::Error::custom)
    }
}
