//! Facts of five sorts.

use serde_json::{Value, json};

use super::keywords::{
    Definition, constant, declared, definition, one_of, pattern, refer, section, text, with,
};

pub(super) fn facts() -> Vec<Definition> {
    let sorts = ["choice", "yes_no", "measure", "date_fact", "list"];
    let about = "What must be known of a payer: a choice has `values`, a measure has a `unit`, a yes or no, a date \
                 and a list have a `type`.";
    let alternatives = |sorts: &[&str]| {
        let references = sorts
            .iter()
            .map(|sort| json!({ "$ref": format!("#/$defs/{sort}") }));
        json!({ "description": about, "oneOf": Value::from_iter(references) })
    };
    let [things @ .., _] = sorts;
    let is = |sort, about| constant(sort, about);
    vec![
        definition("fact", "A fact", alternatives(&sorts)),
        definition(
            "fact_of_thing",
            "A fact of a thing in a list",
            alternatives(&things),
        ),
        sort_of_fact(
            "choice",
            "A choice",
            "One of several values.",
            &["values"],
            vec![(
                "values",
                refer(
                    "values",
                    "The values that the choice may have, or a table with words for each.",
                ),
            )],
            text(
                "The value that it means that the fact is not given.",
                &["other"],
            ),
        ),
        sort_of_fact(
            "yes_no",
            "A yes or no",
            "A yes or no, which is a condition by its bare name.",
            &["type"],
            vec![("type", is("yes-no", "That the fact is a yes or no."))],
            one_of(&["yes", "no"], "What it means that the fact is not given."),
        ),
        sort_of_fact(
            "measure",
            "A measure",
            "A number with a unit.",
            &["unit"],
            [
                vec![
                    ("unit", refer("unit_of", "The unit of the number.")),
                    (
                        "step",
                        refer("positive", "Every value is a whole multiple of it."),
                    ),
                    (
                        "reference",
                        refer("words", "Of which day or period the value must be."),
                    ),
                ],
                scale(
                    "number",
                    "The least that the value may be.",
                    "The most that the value may be.",
                ),
            ]
            .concat(),
            refer(
                "number",
                "The value that it means that the fact is not given.",
            ),
        ),
        sort_of_fact(
            "date_fact",
            "A date as a fact",
            "A date. One without bounds lies between 1900-01-01 and 2099-12-31.",
            &["type"],
            [
                vec![("type", is("date", "That the fact is a date."))],
                scale(
                    "day",
                    "The first day that it may be.",
                    "The last day that it may be.",
                ),
            ]
            .concat(),
            refer("day", "The day that it means that the fact is not given."),
        ),
        sort_of_fact(
            "list",
            "A list",
            "Several things of one payer, in order, each with facts of its own.",
            &["type", "most", "each"],
            vec![
                ("type", is("list", "That the fact is a list.")),
                (
                    "least",
                    with(
                        pattern(
                            "How many things there must be at least.",
                            "^(0|[1-9][0-9]{0,2}|1000)$",
                            &["1"],
                        ),
                        json!({ "default": "0" }),
                    ),
                ),
                (
                    "most",
                    pattern(
                        "How many things there may be, from 1 to 1000.",
                        "^([1-9][0-9]{0,2}|1000)$",
                        &["20"],
                    ),
                ),
                (
                    "each",
                    declared("fact_of_thing", "The facts of each thing, by their names."),
                ),
            ],
            constant(
                "none",
                "That a payer for whom the list is not given has no such things.",
            ),
        ),
    ]
}

fn sort_of_fact(
    name: &str,
    title: &str,
    about: &str,
    required: &[&str],
    own: Vec<(&'static str, Value)>,
    absent: Value,
) -> Definition {
    let because = "Why that is meant where the fact is not given.";
    let keys = [
        vec![("name", refer("words", "What people call the fact."))],
        own,
        vec![
            ("absent", absent),
            ("absent_because", refer("words", because)),
        ],
    ];
    let schema = section(about, required, keys.concat());
    let reason = json!({ "dependentRequired": { "absent_because": ["absent"] } });
    definition(name, title, with(schema, reason))
}

/// What measures and dates may say.
fn scale(limit: &str, least: &str, most: &str) -> Vec<(&'static str, Value)> {
    let direction = "As the value grows, dues are expected to rise or to fall.";
    vec![
        ("least", refer(limit, least)),
        ("most", refer(limit, most)),
        (
            "dues",
            with(
                one_of(&["rise", "fall", "any"], direction),
                json!({ "default": "any" }),
            ),
        ),
        (
            "cliff",
            refer(
                "jump",
                "A jump of more than this between neighbouring values is a finding.",
            ),
        ),
    ]
}
