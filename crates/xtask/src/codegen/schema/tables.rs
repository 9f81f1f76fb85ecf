//! Tables and their rows.

use serde_json::{Value, json};

use super::MOST;
use super::keywords::{
    Definition, NAME, constant, definition, list_of, note, refer, section, text, truth, with,
};

/// How many keys a table may be looked up by.
const MOST_KEYS: u32 = 4;

pub(super) fn tables() -> Vec<Definition> {
    let by = json!({
        "description": "What the table is looked up by: a fact, a let or `position`, or a list of up to four of them.",
        "oneOf": [
            { "type": "string" },
            { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": MOST_KEYS },
        ],
        "examples": ["population", ["region", "kind"]],
    });
    let table = |about: &str, required: &[&str], row: &str, own: Vec<(&'static str, Value)>| {
        let rows = with(
            list_of(row, "The rows, in the words of the printed tariff."),
            json!({ "minItems": 1, "maxItems": MOST }),
        );
        let keys = [
            vec![
                ("name", refer("words", "What people call the table.")),
                ("by", by.clone()),
            ],
            own,
            vec![("rows", rows)],
        ];
        section(about, required, keys.concat())
    };
    let numbers = table(
        "A table that gives a number, with the `unit` of it.",
        &["by", "unit", "rows"],
        "row",
        vec![
            ("unit", refer("unit_of", "The unit of what the rows give.")),
            (
                "slices",
                truth(
                    "Whether each row has a rate for the part of the quantity that lies in it, and the table gives the sum.",
                ),
            ),
            (
                "step",
                refer(
                    "positive",
                    "For slices by something that has no step of its own.",
                ),
            ),
        ],
    );
    let step_of_slices = json!({
        "dependentSchemas": {
            "step": { "required": ["slices"], "properties": { "slices": { "const": true } } },
        },
    });
    let classes = table(
        "A table that gives one of its `values`.",
        &["by", "values", "rows"],
        "row_of_class",
        vec![
            (
                "values",
                refer(
                    "values",
                    "The values that the table gives, or a table with words for each.",
                ),
            ),
            ("slices", constant(false, "Slices are of numbers alone.")),
        ],
    );
    let printed = [
        bounds(),
        vec![
            (
                "text",
                text("How the source prints the row.", &["205+ employees"]),
            ),
            (
                "pays",
                refer("number", "The number that the source prints."),
            ),
        ],
    ];
    let printed = section(
        "How the source prints a row, where it contradicts itself: what it prints besides that which was taken.",
        &[],
        printed.concat(),
    );
    vec![
        definition(
            "table",
            "A table",
            json!({
                "description": "What turns that which it is looked up by into a number or a class: with a `unit`, or with `values`.",
                "oneOf": [
                    { "$ref": "#/$defs/table_of_numbers" },
                    { "$ref": "#/$defs/table_of_classes" },
                ],
            }),
        ),
        definition(
            "table_of_numbers",
            "A table of numbers",
            with(numbers, step_of_slices),
        ),
        definition("table_of_classes", "A table of classes", classes),
        row(
            "row",
            "A row",
            "pays",
            refer(
                "figure_or_unknown",
                "The number in the unit of the table, or `\"unknown\"` for a row that is known to exist but not its value.",
            ),
        ),
        row(
            "row_of_class",
            "A row of a table of classes",
            "is",
            text("The value that the table gives.", &["small"]),
        ),
        definition(
            "row_key",
            "For which values a row holds",
            json!({
                "description": "Under a name of `by`: a value or a list of values of a choice or a yes or no, or the bounds of a measure or a date.",
                "anyOf": [
                    { "type": "string" },
                    { "type": "array", "items": { "type": "string" } },
                    { "$ref": "#/$defs/bounds" },
                ],
            }),
        ),
        definition(
            "bounds",
            "Bounds",
            with(
                section("From where to where a row holds.", &[], bounds()),
                one_bound_on_each_side(),
            ),
        ),
        definition(
            "printed",
            "A printed row",
            json!({
                "description": "How the source prints the row: a text, which is shown and never compared, or a table.",
                "oneOf": [
                    { "type": "string" },
                    with(printed, one_bound_on_each_side()),
                ],
            }),
        ),
    ]
}

/// A row, which besides its own keys has the names of `by`.
fn row(name: &str, title: &str, gives: &'static str, what: Value) -> Definition {
    let rest = vec![
        (gives, what),
        (
            "printed",
            refer("printed", "How the source prints the row."),
        ),
        ("note", note()),
    ];
    let keys = [bounds(), rest].concat();
    let own: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
    let others = format!("^(?!({})$){NAME}$", own.join("|"));
    let schema = section(
        "For which values the row holds, and what it gives.",
        &[gives],
        keys,
    );
    let others = json!({ "patternProperties": { others: { "$ref": "#/$defs/row_key" } } });
    definition(
        name,
        title,
        with(with(schema, others), one_bound_on_each_side()),
    )
}

pub(super) fn bounds() -> Vec<(&'static str, Value)> {
    vec![
        ("from", refer("bound", "At least this.")),
        ("over", refer("bound", "More than this.")),
        ("to", refer("bound", "Up to and with this.")),
        ("under", refer("bound", "Less than this.")),
        ("at", refer("bound", "Exactly this.")),
    ]
}

fn one_bound_on_each_side() -> Value {
    let pairs = [
        ["from", "over"],
        ["from", "at"],
        ["over", "at"],
        ["to", "under"],
        ["to", "at"],
        ["under", "at"],
    ];
    json!({ "allOf": pairs.map(|pair| json!({ "not": { "required": pair } })) })
}
