//! Who decided, what the dues rest on, where they are published; units and lines.

use super::keywords::{Definition, definition, list_of, note, refer, section, text, truth};

pub(super) fn head_parts() -> Vec<Definition> {
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
                    (
                        "legal_basis",
                        list_of("legal_basis", "The provisions by which it was taken."),
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
