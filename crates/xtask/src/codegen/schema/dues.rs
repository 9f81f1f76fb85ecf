//! Shares, rules, instalments and examples.

use serde_json::json;

use super::keywords::{
    Definition, definition, list_of, note, one_of, refer, section, text, truth, with,
};

pub(super) fn dues() -> Vec<Definition> {
    let share = section(
        "A part of a total: `total × Σ weight × by ÷ of`.",
        &["total", "rounding", "keys"],
        [
            ("name", refer("words", "What people call the share.")),
            (
                "total",
                refer(
                    "formula",
                    "What is shared out, by a formula of numbers and parameters.",
                ),
            ),
            (
                "rounding",
                one_of(
                    &["each", "together"],
                    "Whether each share is rounded by the rule in which it stands, or all together so that they add up to the total.",
                ),
            ),
            (
                "keys",
                with(
                    list_of(
                        "share_key",
                        "By what the total is shared out. The weights add up to one.",
                    ),
                    json!({ "minItems": 1 }),
                ),
            ),
        ],
    );
    let share_key = section(
        "A part of the total that is shared out by one quantity.",
        &["weight", "by", "of"],
        [
            ("weight", refer("figure", "Which part of the total it is.")),
            ("by", refer("formula", "The quantity of the payer.")),
            (
                "of",
                refer(
                    "formula",
                    "The same quantity of all: a formula of numbers and parameters, or `\"round\"` for the sum over the payers of the round.",
                ),
            ),
        ],
    );
    let rule = section(
        "Who owes what, or why nothing is owed.",
        &["id"],
        [
            (
                "id",
                text(
                    "A text by which the rule is named. No other rule has it.",
                    &["municipalities"],
                ),
            ),
            ("name", refer("words", "What people call the rule.")),
            (
                "line",
                with(
                    text(
                        "The line that it is for: one that is declared, or `dues`.",
                        &["joining_fee"],
                    ),
                    json!({ "default": "dues" }),
                ),
            ),
            (
                "valid",
                refer(
                    "period",
                    "The rule holds in dues years whose first day lies in this time.",
                ),
            ),
            (
                "when",
                with(
                    refer(
                        "formula",
                        "For whom it is, a condition; left out: for everybody.",
                    ),
                    json!({ "examples": ["kind = 'association'"] }),
                ),
            ),
            (
                "pays",
                refer("formula", "What is owed: a formula that gives money."),
            ),
            ("exempt", refer("words", "Why nothing is owed.")),
            (
                "currency",
                refer("currency", "The currency, where it is not the policy's."),
            ),
            (
                "rounding",
                refer("rounding", "The rounding, where it is not the policy's."),
            ),
            (
                "charges_residents",
                truth(
                    "Whether the rule charges by residents, of whom each of `area` shall be charged for once.",
                ),
            ),
            ("note", note()),
        ],
    );
    let pays_or_exempt = json!({
        "oneOf": [
            { "required": ["pays"] },
            { "required": ["exempt"], "properties": { "charges_residents": { "const": false } } },
        ],
    });
    let example = section(
        "An example that the source prints, with what comes of it.",
        &["facts"],
        [
            ("name", refer("words", "What the source calls it.")),
            (
                "dues_year",
                refer(
                    "dues_year",
                    "The dues year; the first that the policy governs where it is left out.",
                ),
            ),
            ("facts", refer("given_facts", "What is known of the payer.")),
            ("pays", refer("number", "The amount that the source gives.")),
            (
                "outcome",
                one_of(
                    &["not_covered", "ambiguous", "undetermined"],
                    "What comes of it where it is no amount.",
                ),
            ),
            (
                "candidates",
                list_of("number", "The amounts that an ambiguous example may have."),
            ),
        ],
    );
    let pays_or_outcome = json!({
        "oneOf": [
            { "required": ["pays"], "properties": { "candidates": false } },
            { "required": ["outcome"], "properties": { "candidates": false } },
            {
                "required": ["outcome", "candidates"],
                "properties": { "outcome": { "const": "ambiguous" } },
            },
        ],
    });
    vec![
        definition("share", "A share", share),
        definition("share_key", "A key of a share", share_key),
        definition("rule", "A rule", with(rule, pays_or_exempt)),
        definition(
            "instalment",
            "An instalment",
            section(
                "A part of the dues and the day on which it is due.",
                &["share", "due"],
                [
                    ("share", refer("figure", "Which part of the dues it is.")),
                    ("due", refer("day", "The day on which it is due.")),
                    ("note", note()),
                ],
            ),
        ),
        definition("example", "An example", with(example, pays_or_outcome)),
        definition(
            "given_facts",
            "Facts of a payer",
            json!({
                "description": "The facts, by their names.",
                "type": "object",
                "additionalProperties": { "$ref": "#/$defs/given_fact" },
                "examples": [{ "kind": "municipality", "population": "48231" }],
            }),
        ),
        definition(
            "given_fact",
            "A fact of a payer",
            json!({
                "description": "A text, `true` or `false`, or a list of things with their facts.",
                "oneOf": [
                    { "type": ["string", "integer", "boolean"] },
                    { "type": "array", "items": { "$ref": "#/$defs/given_facts" } },
                ],
            }),
        ),
    ]
}
