//! The JSON Schema of the policy document, for editors and for programs in other languages.
//!
//! It says what can be said of a document without reading its formulas and without knowing its names:
//! keys, kinds, forms of numbers and days, what goes with what. The tests of `oske-dues` hold it and
//! the reader together, in both directions.

use oske_types::{Currency, Language, RoundingMode};
use serde_json::{Map, Value, json};

use super::GeneratedFile;

const PATH: &str = "crates/oske-dues/docs/policy.schema.json";

/// How many rules a policy, rows a table, values a choice and things a list may have, and how many names
/// may be declared of one kind.
const MOST: u32 = 1_000;
/// How many keys a table may be looked up by.
const MOST_KEYS: u32 = 4;
/// How long a formula may be. The reader counts bytes, of which a character has at least one.
const LONGEST_FORMULA: u32 = 4_096;

/// Words of the language, which no declaration may take.
const TAKEN: [&str; 30] = [
    "and",
    "or",
    "not",
    "in",
    "if",
    "then",
    "else",
    "day",
    "month",
    "year",
    "at_least",
    "at_most",
    "larger",
    "smaller",
    "round",
    "round_half_even",
    "round_up",
    "round_down",
    "started",
    "whole",
    "sum",
    "count",
    "position",
    "unclear",
    "year_start",
    "next_year_start",
    "days",
    "started_months",
    "whole_months",
    "whole_years",
];

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

/// A part of the schema under its name.
type Definition = (String, Value);

fn definition(name: &str, title: &str, schema: Value) -> Definition {
    (name.to_owned(), with(json!({ "title": title }), schema))
}

/// The forms of texts: words, names, numbers, days, formulas.
fn texts() -> Vec<Definition> {
    let languages = Language::ALL.map(|language| {
        let (code, about) = match language {
            Language::Finnish => ("fi", "In Finnish."),
            Language::Swedish => ("sv", "In Swedish."),
            Language::English => ("en", "In English."),
        };
        (code, text(about, &[]))
    });
    let given = Language::ALL.map(|language| {
        json!({
            "required": [language.code()],
            "properties": { language.code(): { "pattern": "\\S" } },
        })
    });
    let currencies: Vec<&str> = Currency::all().map(Currency::code).collect();
    let modes = RoundingMode::ALL.map(RoundingMode::name);
    let factor = format!("(1|[A-Z]{{3}}|{NAME})");
    vec![
        definition(
            "words",
            "Words",
            with(
                section(
                    "What people read, in at least one of the three languages.",
                    &[],
                    languages,
                ),
                json!({ "anyOf": given, "examples": [{ "en": "joining fee" }] }),
            ),
        ),
        definition(
            "name",
            "A name",
            json!({
                "description": "Lower-case letters, digits and underscores, beginning with a letter. Units, facts, \
                                parameters, tables, lets and shares share one namespace; the words of the language \
                                are taken.",
                "type": "string",
                "pattern": format!("^{NAME}$"),
                "not": { "enum": TAKEN },
            }),
        ),
        definition(
            "number",
            "A number",
            pattern(
                "A plain decimal or a ratio, in quotes.",
                &signed(""),
                &["0.0073", "1/3"],
            ),
        ),
        definition(
            "positive",
            "A number above zero",
            pattern(
                "A plain decimal or a ratio above zero, in quotes.",
                &format!("^{POSITIVE}$"),
                &["1", "0.01"],
            ),
        ),
        definition(
            "figure",
            "A number or a percentage",
            pattern(
                "A plain decimal, a ratio or a percentage, in quotes.",
                &signed("%?"),
                &["0.0073", "1/3", "0.245%"],
            ),
        ),
        definition(
            "figure_or_unknown",
            "A number, a percentage or unknown",
            json!({
                "description": "A plain decimal, a ratio or a percentage, in quotes; `\"unknown\"` for what is known \
                                to exist, but not its value.",
                "anyOf": [{ "$ref": "#/$defs/figure" }, { "const": "unknown" }],
                "examples": ["110", "0.245%", "unknown"],
            }),
        ),
        definition(
            "date",
            "A date",
            pattern("A date, in quotes.", &format!("^{DATE}$"), &["2023-01-31"]),
        ),
        definition(
            "day",
            "A date or a recurring day",
            pattern(
                "A date, or a recurring day, which is the one that lies in the dues year; in quotes.",
                &format!("^({DATE}|{DAY}|02-29)$"),
                &["2023-01-31", "01-31"],
            ),
        ),
        definition(
            "bound",
            "A number or a day",
            json!({
                "description": "A number, or in a table by a date a date or a recurring day; in quotes.",
                "anyOf": [{ "$ref": "#/$defs/number" }, { "$ref": "#/$defs/day" }],
                "examples": ["5000", "03-01"],
            }),
        ),
        definition(
            "dues_year",
            "A dues year",
            pattern(
                "A calendar year, or the first day of a year that begins on another day, in quotes.",
                &format!("^(?!0000|9999)([0-9]{{4}}|[0-9]{{4}}-(?!01-01){DAY}/P1Y)$"),
                &["2023", "2023-09-01/P1Y"],
            ),
        ),
        definition(
            "rounding",
            "A rounding",
            pattern(
                "A mode and a step: `half-up` (half away from zero), `half-even`, `up` (away from zero), `down`, \
                 `ceiling` or `floor`.",
                &format!("^({}) to {POSITIVE}$", modes.join("|")),
                &["half-up to 0.01", "half-up to 1", "down to 0.05"],
            ),
        ),
        definition(
            "currency",
            "A currency",
            json!({
                "description": "A currency of ISO 4217.",
                "enum": currencies,
                "examples": ["EUR"],
            }),
        ),
        definition(
            "unit_of",
            "The unit of a number",
            pattern(
                "A currency, a unit that is declared, `day`, `month` or `year`, multiplied and divided as they are \
                 written; `1` for a bare number.",
                &format!("^{factor}([*/]{factor})*$"),
                &["EUR", "EUR/inhabitant", "EUR/employee/month", "1"],
            ),
        ),
        definition(
            "formula",
            "A formula",
            json!({
                "description": "One line of arithmetic with units, or a condition.",
                "type": "string",
                "minLength": 1,
                "maxLength": LONGEST_FORMULA,
                "examples": ["at_least(rate * population, 250 EUR)"],
            }),
        ),
        definition(
            "jump",
            "The size of a jump",
            pattern(
                "An amount of money, or a percentage.",
                &format!("^({DECIMAL}|{RATIO})(%| ({}))$", currencies.join("|")),
                &["2000 EUR", "50%"],
            ),
        ),
        definition(
            "values",
            "The values of a choice",
            json!({
                "description": "The values, or a table with words for each.",
                "oneOf": [
                    { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": MOST, "uniqueItems": true },
                    {
                        "type": "object",
                        "additionalProperties": { "$ref": "#/$defs/words" },
                        "minProperties": 1,
                        "maxProperties": MOST,
                    },
                ],
                "examples": [["association", "company"]],
            }),
        ),
        definition(
            "period",
            "A period",
            section(
                "A time from one day up to but not with another; either may be missing.",
                &[],
                period(),
            ),
        ),
    ]
}

fn period() -> [(&'static str, Value); 2] {
    [
        ("from", refer("date", "The first day.")),
        (
            "until",
            refer("date", "The first day on which it no longer holds."),
        ),
    ]
}

/// Who decided, what the dues rest on, where they are published; units and lines.
fn head_parts() -> Vec<Definition> {
    vec![
        definition(
            "decision",
            "A decision",
            section(
                "Who decided the dues, and when.",
                &[],
                [
                    ("by", refer("words", "Who decided.")),
                    ("on", refer("date", "The day of the decision.")),
                    (
                        "rule",
                        text(
                            "The rule of the association by which it was decided.",
                            &["6 §"],
                        ),
                    ),
                    ("note", note()),
                ],
            ),
        ),
        definition(
            "legal_basis",
            "A legal basis",
            section(
                "A provision that the dues rest on.",
                &["citation"],
                [
                    (
                        "citation",
                        text("The provision.", &["Yhdistyslaki (503/1989) 23 §"]),
                    ),
                    ("note", note()),
                ],
            ),
        ),
        definition(
            "source",
            "A source",
            section(
                "Where the tariff is published.",
                &[],
                [
                    ("name", refer("words", "What it is called.")),
                    ("address", text("Where it is to be found.", &[])),
                    ("read", refer("date", "The day on which it was read.")),
                    ("note", note()),
                ],
            ),
        ),
        definition(
            "unit",
            "A unit",
            section(
                "What is counted or measured.",
                &[],
                [
                    ("name", refer("words", "One of it: `inhabitant`.")),
                    (
                        "many",
                        refer("words", "The words behind a number: `inhabitants`."),
                    ),
                ],
            ),
        ),
        definition(
            "line",
            "A line",
            section(
                "A line of what is owed. The line `dues` needs no declaration.",
                &[],
                [
                    ("name", refer("words", "What people call the line.")),
                    (
                        "optional",
                        truth(
                            "Whether a payer for whom there is no rule owes nothing, and is not uncovered.",
                        ),
                    ),
                ],
            ),
        ),
    ]
}

/// Facts of five sorts.
fn facts() -> Vec<Definition> {
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

/// Parameters and lets.
fn figures() -> Vec<Definition> {
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

/// Tables and their rows.
fn tables() -> Vec<Definition> {
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

fn bounds() -> Vec<(&'static str, Value)> {
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

/// Shares, rules, instalments and examples.
fn dues() -> Vec<Definition> {
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

/// A table of the document with its keys, and no others.
fn section<'k>(
    about: &str,
    required: &[&str],
    keys: impl IntoIterator<Item = (&'k str, Value)>,
) -> Value {
    let keys = keys
        .into_iter()
        .map(|(key, schema)| (key.to_owned(), schema));
    let mut section = json!({
        "description": about,
        "type": "object",
        "properties": Map::from_iter(keys),
        "additionalProperties": false,
    });
    if !required.is_empty() {
        section = with(section, json!({ "required": required }));
    }
    section
}

/// Declarations by their names.
fn declared(definition: &str, about: &str) -> Value {
    json!({
        "description": about,
        "type": "object",
        "propertyNames": { "$ref": "#/$defs/name" },
        "additionalProperties": { "$ref": format!("#/$defs/{definition}") },
        "maxProperties": MOST,
    })
}

fn list_of(definition: &str, about: &str) -> Value {
    json!({
        "description": about,
        "type": "array",
        "items": { "$ref": format!("#/$defs/{definition}") },
    })
}

/// A definition, with what it is for here.
fn refer(definition: &str, about: &str) -> Value {
    json!({ "description": about, "$ref": format!("#/$defs/{definition}") })
}

fn note() -> Value {
    refer("words", "What else is to be said of it.")
}

fn text(about: &str, examples: &[&str]) -> Value {
    let text = json!({ "description": about, "type": "string" });
    if examples.is_empty() {
        return text;
    }
    with(text, json!({ "examples": examples }))
}

fn pattern(about: &str, pattern: &str, examples: &[&str]) -> Value {
    with(text(about, examples), json!({ "pattern": pattern }))
}

fn one_of(words: &[&str], about: &str) -> Value {
    json!({ "description": about, "enum": words })
}

fn constant(value: impl Into<Value>, about: &str) -> Value {
    json!({ "description": about, "const": value.into() })
}

fn truth(about: &str) -> Value {
    json!({ "description": about, "type": "boolean", "default": false })
}

/// A schema with more keywords.
fn with(mut schema: Value, more: Value) -> Value {
    if let (Value::Object(schema), Value::Object(more)) = (&mut schema, more) {
        schema.extend(more);
    }
    schema
}

/// A number that may have a sign, but not before zero, and what may stand behind it.
fn signed(behind: &str) -> String {
    format!(r"^(?!-0(\.0+)?([/%]|$))-?({DECIMAL}|{RATIO}){behind}$")
}

const NAME: &str = "[a-z][a-z0-9_]*";
const DECIMAL: &str = r"(0|[1-9][0-9]*)(\.[0-9]+)?";
const RATIO: &str = "(0|[1-9][0-9]*)/[1-9][0-9]*";
const POSITIVE: &str = r"(?!0(\.0+)?(/|$))((0|[1-9][0-9]*)(\.[0-9]+)?|[1-9][0-9]*/[1-9][0-9]*)";
/// A day that is in every year.
const DAY: &str = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))";
/// With 29 February in leap years alone.
const DATE: &str = "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)";
