//! What is said of an identifier.

use std::fmt::Display;
use std::str::FromStr;

use oske::types::{Currency, Money, parse_date, quoted};
use oske_invoice::{
    BankBarcode, Bic, CreditorReference, EInvoiceRoute, Iban, IdentifierError, NationalReference,
    Ovt, PaymentReference, PeppolParticipant, VatNumber, parse_business_id,
};
use serde_json::{Map, Value, json};

use crate::kind::Kind;

/// What is said of an identifier: its forms, or why it is none.
pub(crate) struct Answer(Result<Forms, String>);

struct Forms {
    normalised: Value,
    /// Null where the kind has no printed form of its own.
    formatted: Value,
}

impl Answer {
    pub(crate) fn of(kind: Kind, input: &Value) -> Self {
        Self(forms(kind, input))
    }

    /// The record that is printed.
    pub(crate) fn record(self, kind: Kind, input: Value) -> Value {
        let valid = self.0.is_ok();
        let (normalised, formatted, reason) = match self.0 {
            Ok(forms) => (forms.normalised, forms.formatted, Value::Null),
            Err(reason) => (Value::Null, Value::Null, reason.into()),
        };
        json!({
            "kind": kind.name(),
            "input": input,
            "valid": valid,
            "normalised": normalised,
            "formatted": formatted,
            "reason": reason,
        })
    }
}

fn forms(kind: Kind, input: &Value) -> Result<Forms, String> {
    match kind {
        Kind::Route => return route(input),
        Kind::BarcodeParts => return barcode_of_parts(input),
        _ => {}
    }
    let text = input
        .as_str()
        .ok_or_else(|| format!("expected text in quotes, found {}", named(input)))?;
    match kind {
        Kind::NationalReference => read(text, NationalReference::formatted),
        Kind::NationalReferenceBase => NationalReference::from_base(text)
            .map(|reference| Forms {
                normalised: reference.to_string().into(),
                formatted: Value::Null,
            })
            .map_err(|error| error.to_string()),
        Kind::CreditorReference => read(text, CreditorReference::formatted),
        Kind::FinnishIban => {
            let account: Iban = text
                .parse()
                .map_err(|error: IdentifierError| error.to_string())?;
            if !account.is_finnish() {
                let country = account.country();
                return Err(format!(
                    "`{account}` is an account in `{country}`: expected one in `FI`"
                ));
            }
            Ok(printed(&account, account.formatted()))
        }
        Kind::Iban => read(text, Iban::formatted),
        Kind::Bic => read(text, Bic::formatted),
        Kind::BusinessId => parse_business_id(text)
            .map(|id| printed(&id, id.to_string()))
            .map_err(|error| error.to_string()),
        Kind::VatNumber => read(text, VatNumber::formatted),
        Kind::Ovt => read(text, Ovt::formatted),
        Kind::PeppolParticipant => read(text, PeppolParticipant::formatted),
        Kind::Barcode(version) => barcode(version, text),
        Kind::Route | Kind::BarcodeParts => Err("expected an object".to_owned()),
    }
}

/// An identifier that is read from text.
fn read<T>(text: &str, formatted: impl Fn(&T) -> String) -> Result<Forms, String>
where
    T: FromStr<Err: Display> + Display,
{
    let read: T = text.parse().map_err(|error: T::Err| error.to_string())?;
    Ok(printed(&read, formatted(&read)))
}

fn printed(canonical: &impl Display, formatted: String) -> Forms {
    Forms {
        normalised: canonical.to_string().into(),
        formatted: formatted.into(),
    }
}

fn route(input: &Value) -> Result<Forms, String> {
    let parts = Parts::of(
        input,
        "{\"address\": \"003702083882\", \"intermediator\": \"003721291126\"}",
    )?;
    let (address, intermediator) = (parts.text("address")?, parts.text("intermediator")?);
    let route = EInvoiceRoute::parse(address, intermediator).map_err(|error| error.to_string())?;
    Ok(Forms {
        normalised: json!({
            "address": route.address().as_str(),
            "intermediator": route.intermediator().as_str(),
        }),
        formatted: Value::Null,
    })
}

fn barcode(version: u8, text: &str) -> Result<Forms, String> {
    let barcode: BankBarcode = text
        .parse()
        .map_err(|error: IdentifierError| error.to_string())?;
    if barcode.version() != version {
        let found = barcode.version();
        return Err(format!(
            "`{barcode}` is of version {found}: expected version {version}"
        ));
    }
    Ok(Forms {
        normalised: json!({
            "version": version,
            "iban": barcode.account().as_str(),
            "amount_cents": barcode.amount().minor(),
            "reference": barcode.reference().to_string(),
            "due_date": barcode.due().map(|day| day.to_string()),
        }),
        formatted: barcode.formatted().into(),
    })
}

fn barcode_of_parts(input: &Value) -> Result<Forms, String> {
    let parts = Parts::of(
        input,
        "{\"iban\": \"FI79 4405 2020 0360 82\", \"amount_cents\": 11000, \"reference\": \"12 34561\", \"due_date\": null}",
    )?;
    let account = parts.text("iban").and_then(parsed::<Iban>);
    let cents = match parts.get("amount_cents") {
        Some(cents) => cents.as_i64().ok_or_else(|| {
            format!(
                "`amount_cents`: expected a whole number of cents, found `{}`",
                quoted(&cents.to_string())
            )
        }),
        None => Err("expected `amount_cents`".to_owned()),
    };
    let reference = parts.text("reference").and_then(parsed::<PaymentReference>);
    let due = match parts.get("due_date") {
        None | Some(Value::Null) => Ok(None),
        Some(_) => parts.text("due_date").and_then(|text| {
            let day = parse_date(text).map(Some);
            day.ok_or_else(|| {
                format!("`due_date`: expected a day like 2023-06-30 or null, found `{text}`")
            })
        }),
    };
    match (account, cents, reference, due) {
        (Ok(account), Ok(cents), Ok(reference), Ok(due)) => {
            let amount = Money::from_minor(cents, Currency::EUR);
            let barcode = BankBarcode::try_new(account, amount, reference, due)
                .map_err(|error| error.to_string())?;
            Ok(Forms {
                normalised: barcode.to_string().into(),
                formatted: Value::Null,
            })
        }
        (account, cents, reference, due) => {
            let faults = [account.err(), cents.err(), reference.err(), due.err()];
            let faults: Vec<String> = faults.into_iter().flatten().collect();
            Err(faults.join("; "))
        }
    }
}

fn parsed<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

/// An input of several parts.
struct Parts<'a>(&'a Map<String, Value>);

impl<'a> Parts<'a> {
    fn of(input: &'a Value, example: &str) -> Result<Self, String> {
        let parts = input.as_object().map(Parts);
        parts.ok_or_else(|| format!("expected an object like {example}, found {}", named(input)))
    }

    fn get(&self, part: &str) -> Option<&'a Value> {
        self.0.get(part)
    }

    fn text(&self, part: &str) -> Result<&'a str, String> {
        let value = self.get(part).ok_or_else(|| format!("expected `{part}`"))?;
        let text = value.as_str();
        text.ok_or_else(|| format!("`{part}`: expected text in quotes, found {}", named(value)))
    }
}

/// What a value is, for a message.
fn named(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
