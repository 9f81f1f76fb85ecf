//! What the page says of documents as a whole: numbers, days, words, names, the head, rounding.

use std::collections::BTreeSet;

use crate::page::{first_cells, sections};
use crate::{
    EVERYONE, FACTS, HEAD, calendar, facts, faults, in_first_year, outcome, pays, policy, read,
    rule, table,
};

#[test]
fn numbers_are_quoted_and_plain() {
    for number in ["110", "1.5"] {
        assert_eq!(
            faults(&table(&format!("[{{ pays = {number} }}]"))),
            ["wrong-kind"]
        );
    }
    for number in ["1_000", "1 000", "1e3", "", "-"] {
        assert_eq!(
            faults(&table(&format!("[{{ pays = \"{number}\" }}]"))),
            ["invalid-value"],
            "{number}"
        );
    }
    for formula in ["1_000 EUR", "1e3 EUR"] {
        assert_eq!(faults(&rule(formula)), ["formula"], "{formula}");
    }
    for (number, amount) in [("110", "110.00"), ("1/3", "0.33"), ("0.245%", "0.00")] {
        let policy = policy(&table(&format!("[{{ pays = \"{number}\" }}]")));
        assert_eq!(in_first_year(&policy, "{}"), amount);
    }
}

#[test]
fn a_percentage_stands_where_a_part_does_and_nowhere_else() {
    let policy = policy(&format!(
        r#"{FACTS}
        [param.part]
        unit = "1"
        value = "50%"

        [table.of_price]
        by = "population"
        unit = "1"
        rows = [{{ pays = "20%" }}]

        [share.costs]
        total = "1000 EUR"
        rounding = "each"
        keys = [
            {{ weight = "50%", by = "population", of = "5001 inhabitant" }},
            {{ weight = "50%", by = "age", of = "140 year" }},
        ]

        [[instalment]]
        share = "100%"
        due = "06-30"
        {}"#,
        rule("part * 10 EUR + of_price(population) * 10 EUR + costs")
    ));
    // 5 + 2 + 500 + 250
    assert_eq!(in_first_year(&policy, "{}"), "757.00");
    let measure = |key: &str| {
        format!(
            "[fact.staff]\nunit = \"1\"\n{key} = \"1%\"\n{}",
            rule("1 EUR")
        )
    };
    for key in ["step", "least", "most", "absent"] {
        assert_eq!(faults(&measure(key)), ["invalid-value"], "{key}");
    }
    assert_eq!(
        faults(&table("[{ to = \"1%\", pays = \"1\" }]")),
        ["invalid-value"]
    );
}

#[test]
fn a_recurring_day_stands_in_formulas_rows_facts_and_due_and_not_elsewhere() {
    let policy = policy(
        r#"
        [fact.joined]
        type = "date"
        least = "01-01"
        most = "12-31"
        absent = "01-31"

        [table.fee]
        by = "joined"
        unit = "EUR"
        rows = [{ to = "01-31", pays = "10" }, { over = "01-31", pays = "20" }]

        [[instalment]]
        share = "1"
        due = "01-31"

        [[rule]]
        id = "everyone"
        pays = "if joined = '01-31' then fee(joined) else 0 EUR"
        "#,
    );
    assert_eq!(in_first_year(&policy, "{}"), "10.00");
    let year = policy.for_year(calendar(2024)).unwrap();
    assert_eq!(
        outcome(&year, &facts(r#"{"joined": "2024-01-31"}"#)),
        "10.00"
    );
    for elsewhere in [
        "[decision]\non = \"01-31\"",
        "[[source]]\nread = \"01-31\"",
        "[param.fee]\nunit = \"EUR\"\nvalues = [{ from = \"01-31\", value = \"1\" }]",
    ] {
        assert_eq!(
            faults(&format!("{elsewhere}\n{EVERYONE}")),
            ["invalid-value"],
            "{elsewhere}"
        );
    }
}

#[test]
fn words_are_in_one_language_at_least() {
    let note = |words: &str| format!("note = {words}\n{EVERYONE}");
    policy(&note("{ sv = \"obs\" }"));
    assert_eq!(faults(&note("{}")).len(), 1);
    assert_eq!(faults(&note("\"a note\"")), ["wrong-kind"]);
}

#[test]
fn names_are_of_one_namespace_and_the_words_of_the_language_are_taken() {
    let of_language: BTreeSet<&str> = first_cells(&sections()["Formulas"])
        .into_iter()
        .filter_map(|span| {
            let name = span.split('(').next()?;
            let called = span.contains('(') && !name.contains(' ') && !name.is_empty();
            (called && !["fee", "rate"].contains(&name)).then_some(name)
        })
        .chain([
            "year_start",
            "next_year_start",
            "position",
            "day",
            "month",
            "year",
        ])
        .collect();
    assert_eq!(of_language.len(), 23, "{of_language:?}");
    let named = |name: &str| format!("[let]\n{name} = \"1 EUR\"\n{EVERYONE}");
    for name in of_language {
        assert_eq!(faults(&named(name)), ["duplicate-name"], "{name}");
    }
    for name in [
        "and", "or", "not", "in", "if", "then", "else", "Base", "1st",
    ] {
        assert_eq!(faults(&named(name)), ["invalid-name"], "{name}");
    }
    policy(&named("base_2"));

    let declarations = [
        "[unit.it]\n",
        "[fact.it]\ntype = \"yes-no\"\n",
        "[param.it]\nunit = \"EUR\"\nvalue = \"1\"\n",
        "[table.it]\nby = \"population\"\nunit = \"EUR\"\nrows = [{ pays = \"1\" }]\n",
        "[let.it]\nis = \"1 EUR\"\n",
        "[share.it]\ntotal = \"1 EUR\"\nrounding = \"together\"\nkeys = [{ weight = \"1\", by = \"population\", of = \"round\" }]\n",
    ];
    for (index, one) in declarations.iter().enumerate() {
        for other in &declarations[index + 1..] {
            let both = format!("{FACTS}{one}{other}{EVERYONE}");
            assert!(faults(&both).contains(&"duplicate-name"), "{one}{other}");
        }
    }
    // The names of lines are apart from all others.
    policy(&format!("{FACTS}[line.fee]\n{EVERYONE}"));
}

#[test]
fn the_head_must_have_what_the_page_says_and_may_leave_out_the_rest() {
    let whole = format!("{HEAD}{EVERYONE}");
    let needed = [
        "format",
        "version",
        "id",
        "title",
        "status",
        "currency",
        "dues_years",
    ];
    for key in needed {
        let lines: Vec<&str> = whole
            .lines()
            .filter(|line| !line.trim_start().starts_with(&format!("{key} =")))
            .collect();
        // `id` is a key of rules too.
        let text = lines.join("\n")
            + if key == "id" {
                "\nid = \"everyone\""
            } else {
                ""
            };
        let faults = read(&text).unwrap_err();
        let codes: Vec<&str> = faults.iter().map(oske_dues::Fault::code).collect();
        assert_eq!(codes, ["missing-key"], "{key}");
    }
    assert_eq!(faults(""), ["missing-key"]);
    let bare = whole.replace("rounding", "# rounding");
    let policy = read(&bare).unwrap();
    assert_eq!(policy.rounding().to_string(), "half-up to 0.01");
    let policy = read(&bare.replace("EUR", "JPY")).unwrap();
    assert_eq!(policy.rounding().to_string(), "half-up to 1");
}

#[test]
fn amounts_are_rounded_in_the_stated_mode() {
    for (mode, amount) in [
        ("half-up", ["0.03", "-0.03"]),
        ("half-even", ["0.02", "-0.02"]),
        ("up", ["0.03", "-0.03"]),
        ("down", ["0.02", "-0.02"]),
        ("ceiling", ["0.03", "-0.02"]),
        ("floor", ["0.02", "-0.03"]),
    ] {
        let head = HEAD.replace("half-up", mode);
        let amounts = ["0.025 EUR", "-0.025 EUR"].map(|formula| {
            let policy = read(&format!("{head}{}", rule(formula))).unwrap();
            in_first_year(&policy, "{}")
        });
        assert_eq!(amounts, amount, "{mode}");
    }
}

#[test]
fn nothing_is_converted_silently() {
    for formula in [
        "if 12 month = 1 year then 1 EUR else 2 EUR",
        "1 EUR/year * 12 month",
        "1 EUR + 1 SEK",
        "1 EUR + 1",
        "1 EUR/inhabitant",
    ] {
        let found = faults(&format!("{FACTS}{}", rule(formula)));
        assert_eq!(found, ["unit-mismatch"], "{formula}");
    }
    assert_eq!(pays("2 EUR/employee/month * 3 month * 4 employee"), "24.00");
    assert_eq!(pays("6 EUR / 4"), "1.50");
    // A blank ends a unit.
    assert_eq!(pays("310 EUR/employee * 2 employee"), "620.00");
}
