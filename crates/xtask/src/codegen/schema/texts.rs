//! The forms of texts: words, names, numbers, days, formulas.

use oske_types::{Currency, Language, RoundingMode};
use serde_json::{Value, json};

use super::MOST;
use super::keywords::{
    DATE, DAY, DECIMAL, Definition, NAME, POSITIVE, RATIO, definition, pattern, refer, section,
    signed, text, with,
};

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

pub(super) fn texts() -> Vec<Definition> {
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

pub(super) fn period() -> [(&'static str, Value); 2] {
    [
        ("from", refer("date", "The first day.")),
        (
            "until",
            refer("date", "The first day on which it no longer holds."),
        ),
    ]
}
