//! Parameters and lets.

use serde_json::json;

use super::keywords::{Definition, definition, list_of, note, refer, section, with};
use super::texts::period;

pub(super) fn figures() -> Vec<Definition> {
    let value = || {
        refer(
            "figure_or_unknown",
            "The figure in the unit of the parameter, or `\"unknown\"` where it exists but nobody has published it.",
        )
    };
    let [from, until] = period();
    let parameter = section(
        "A figure that was decided or published: one `value`, or `values` with the time for which each holds.",
        &["unit"],
        [
            ("name", refer("words", "What people call the figure.")),
            ("unit", refer("unit_of", "The unit of the figure.")),
            (
                "series",
                refer(
                    "words",
                    "Of an index: the series that is published, of which a missing year is told as such.",
                ),
            ),
            ("value", value()),
            (
                "values",
                with(
                    list_of(
                        "dated_value",
                        "The figures, each with the time for which it holds.",
                    ),
                    json!({ "minItems": 1 }),
                ),
            ),
            (
                "note",
                refer("words", "What else is to be said of the `value`."),
            ),
        ],
    );
    let alternatives = json!({
        "oneOf": [{ "required": ["value"] }, { "required": ["values"] }],
        "dependentRequired": { "note": ["value"] },
    });
    let formula = || refer("formula", "The formula: a quantity, a date or a condition.");
    let named = section(
        "A formula with words for it.",
        &["is"],
        [
            ("name", refer("words", "What people call it.")),
            ("is", formula()),
        ],
    );
    vec![
        definition("parameter", "A parameter", with(parameter, alternatives)),
        definition(
            "dated_value",
            "A figure with its time",
            section(
                "A figure with the time for which it holds.",
                &["value"],
                [from, until, ("value", value()), ("note", note())],
            ),
        ),
        definition(
            "let",
            "A let",
            json!({
                "description": "A name for a part of formulas: the formula alone, or with words for it.",
                "oneOf": [formula(), named],
            }),
        ),
    ]
}
