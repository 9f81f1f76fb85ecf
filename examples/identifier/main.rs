//! Checks identifiers of payments and e-invoices: one as arguments, or JSON lines in and JSON lines out.
//!
//! ```text
//! cargo run --example identifier -- fi_reference "12 34561"
//! echo '{"kind": "iban_fi", "input": "FI79 4405 2020 0360 82"}' | cargo run --example identifier
//! ```

#[path = "../support/mod.rs"]
mod support;

mod answer;
mod kind;
mod lines;

use lexopt::prelude::*;
use serde_json::Value as Json;
use std::process::ExitCode;

use answer::Answer;
use kind::Kind;
use support::Failure;

const HELP: &str = "\
Check identifiers of payments and e-invoices in Finland.

Usage: identifier KIND VALUE
       identifier [-]

  KIND     what the value is, one of

    fi_reference              a national payment reference (viitenumero)
    fi_reference_check_digit  the digits that one is to be made of
    iso11649                  an RF reference
    iban_fi, iban             an account in Finland, or anywhere
    bic                       a bank
    y_tunnus                  a business id
    fi_vat                    a Finnish VAT number
    ovt                       an OVT code
    peppol_participant_fi     a Finnish Peppol participant
    einvoice_route            ADDRESS/INTERMEDIATOR, or as JSON
                              {\"address\": \"…\", \"intermediator\": \"…\"}
    fi_barcode_v4, fi_barcode_v5
                              the 54 digits of a bank barcode
    fi_barcode_build          what one is to be made of, as JSON: {\"iban\": \"…\",
                              \"amount_cents\": 11000, \"reference\": \"…\",
                              \"due_date\": \"2023-06-30\" or null}

  VALUE    as people write it, with spaces; after `--` where it begins with a hyphen
  --help   this text

Without arguments, or with `-`, it reads JSON lines from standard input: objects
with \"kind\" and \"input\"; other keys are passed over.

Prints for each value one JSON object: kind, input, valid, normalised (the
canonical form; of a route and of a barcode an object), formatted (as it is
printed; null where a kind has no such form of its own) and reason (why it is
refused, else null). Long input is worked through as it comes.

Exit codes: 0 done, whatever is refused; 1 input that cannot be read, or lines
that are no such object (they are named on standard error, and the others are
worked through); 2 usage.
";

fn main() -> ExitCode {
    support::run("identifier", || match arguments()? {
        Arguments::Help => support::print(HELP),
        Arguments::One(kind, value) => {
            let record = Answer::of(kind, &value).record(kind, value);
            support::print(&format!("{record}\n"))
        }
        Arguments::Lines => lines::work_through(),
    })
}

enum Arguments {
    Help,
    One(Kind, Json),
    Lines,
}

fn arguments() -> Result<Arguments, Failure> {
    let mut given = Vec::new();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(text) if given.len() < 2 => {
                let text = text.into_string();
                given.push(text.map_err(|_| Failure::usage("an argument is not UTF-8"))?);
            }
            Long("help") | Short('h') => return Ok(Arguments::Help),
            _ => return Err(argument.unexpected().into()),
        }
    }
    match given.as_slice() {
        [] => Ok(Arguments::Lines),
        [dash] if dash == "-" => Ok(Arguments::Lines),
        [kind, value] => {
            let kind: Kind = kind.parse().map_err(Failure::usage)?;
            Ok(Arguments::One(kind, kind.value_of_argument(value)))
        }
        _ => Err(Failure::usage("expected KIND and VALUE, or neither")),
    }
}
