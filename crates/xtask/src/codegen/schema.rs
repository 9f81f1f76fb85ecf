//! The JSON Schema of the policy document, for editors and for programs in other languages.
//!
//! It says what can be said of a document without reading its formulas and without knowing its names:
//! keys, kinds, forms of numbers and days, what goes with what. The tests of `oske-dues` hold it and
//! the reader together, in both directions. Here stands the document itself; its parts are defined in a
//! file for each subject, with the words of `keywords`.

mod dues;
mod facts;
mod figures;
mod head;
mod keywords;
mod tables;
mod texts;

use serde_json::{Map, Value, json};

use self::dues::dues;
use self::facts::facts;
use self::figures::figures;
use self::head::head_parts;
use self::keywords::{constant, declared, list_of, one_of, refer, section, text, with};
use self::tables::tables;
use self::texts::texts;
use super::GeneratedFile;

const PATH: &str = "crates/oske-dues/docs/policy.schema.json";

/// How many rules a policy, rows a table, values a choice and things a list may have, and how many names
/// may be declared of one kind.
const MOST: u32 = 1_000;

/// The schema as a file.
pub(super) fn file() -> GeneratedFile {
    GeneratedFile {
        path: PATH.to_owned(),
        text: format!("{:#}\n", policy()),
    }
}

fn policy() -> Value {
    let head = [
        ("format", constant("oske-policy", "What the document is.")),
        ("version", constant(1, "The version of the dues language.")),
        (
            "id",
            text(
                "A text by which people and programs name the policy.",
                &["iso-2023"],
            ),
        ),
        ("title", refer("words", "What people call the policy.")),
        (
            "note",
            refer("words", "What else is to be said of the policy."),
        ),
        (
            "status",
            one_of(
                &["proposed", "in-force", "superseded"],
                "Whether the policy is proposed, in force, or followed by another.",
            ),
        ),
        ("currency", refer("currency", "The currency of the dues.")),
        (
            "dues_years",
            section(
                "The dues years that the policy governs.",
                &["from"],
                [
                    ("from", refer("dues_year", "The first dues year.")),
                    (
                        "to",
                        refer(
                            "dues_year",
                            "The last dues year; without it there is no end.",
                        ),
                    ),
                ],
            ),
        ),
        (
            "rounding",
            refer(
                "rounding",
                "How the amount of a line is rounded; half-up to the minor unit where it is missing.",
            ),
        ),
        (
            "decision",
            refer("decision", "Who decided the dues, and when."),
        ),
        (
            "legal_basis",
            list_of("legal_basis", "The provisions that the dues rest on."),
        ),
        (
            "source",
            list_of("source", "Where the tariff is published."),
        ),
        (
            "area",
            json!({
                "description": "Codes of places whose residents shall be charged for once.",
                "type": "array",
                "items": { "type": "string" },
                "uniqueItems": true,
                "examples": [["region:11", "region:12"]],
            }),
        ),
    ];
    let declarations = [
        ("unit", declared("unit", "Units, by their names.")),
        (
            "fact",
            declared(
                "fact",
                "What must be known of a payer, by the names of the facts.",
            ),
        ),
        (
            "param",
            declared(
                "parameter",
                "Figures that were decided or published, by their names, with the time for which they hold.",
            ),
        ),
        (
            "let",
            declared(
                "let",
                "Names for parts of formulas: quantities, dates or conditions.",
            ),
        ),
        (
            "table",
            declared(
                "table",
                "Tables, by their names: from what is looked up to a number or a class.",
            ),
        ),
        (
            "share",
            declared("share", "Shares of a total, by their names."),
        ),
        (
            "line",
            json!({
                "description": "Lines of what is owed, by their names, which are apart from all others.",
                "type": "object",
                "additionalProperties": { "$ref": "#/$defs/line" },
                "maxProperties": MOST,
            }),
        ),
    ];
    let rules = [
        (
            "rule",
            with(
                list_of(
                    "rule",
                    "Who owes what: for each line, the rule that is for the payer.",
                ),
                json!({ "minItems": 1, "maxItems": MOST }),
            ),
        ),
        (
            "instalment",
            list_of(
                "instalment",
                "When which part of the dues is due. The shares add up to one.",
            ),
        ),
        (
            "example",
            list_of(
                "example",
                "Examples that the source prints. One that the policy contradicts is a finding.",
            ),
        ),
    ];
    let required = [
        "format",
        "version",
        "id",
        "title",
        "status",
        "currency",
        "dues_years",
        "rule",
    ];
    let keys = head.into_iter().chain(declarations).chain(rules);
    let about = "Membership dues: who decided them, for which years, what must be known of a payer, which \
                 figures hold when, and who owes what.";
    let root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:oske:policy:1",
        "$comment": "generated by `cargo xtask codegen`, do not edit",
        "title": "A policy of oske, version 1",
    });
    let definitions = texts()
        .into_iter()
        .chain(head_parts())
        .chain(facts())
        .chain(figures())
        .chain(tables())
        .chain(dues());
    let definitions = json!({ "$defs": Map::from_iter(definitions) });
    with(with(root, section(about, &required, keys)), definitions)
}
