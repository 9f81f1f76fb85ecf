//! What the page says of facts: sorts, keys, what is not given, lists.

use crate::{EVERYONE, FACTS, HEAD, faults, in_first_year, pays, policy, read, rule};

#[test]
fn a_fact_is_of_one_of_five_sorts() {
    for fact in [
        "",
        "type = \"text\"",
        "type = \"yes-no\"\nvalues = [\"a\"]",
        "unit = \"EUR\"\ntype = \"date\"",
        "unit = \"EUR\"\nvalues = [\"a\"]",
    ] {
        let found = faults(&format!("[fact.it]\n{fact}\n{EVERYONE}"));
        let known = [["fact-sort"], ["invalid-value"]];
        assert!(
            known.iter().any(|codes| found == codes),
            "{fact}: {found:?}"
        );
    }
}

#[test]
fn keys_of_facts_are_for_the_sorts_that_the_page_names() {
    let sorts = [
        ("choice", "values = [\"a\", \"b\"]"),
        ("yes-no", "type = \"yes-no\""),
        ("measure", "unit = \"EUR\""),
        ("date", "type = \"date\""),
        ("list", "type = \"list\"\neach.staff = { unit = \"1\" }"),
    ];
    let keys: [(&str, &str, &[&str]); 7] = [
        ("dues", "\"rise\"", &["measure", "date"]),
        ("cliff", "\"50%\"", &["measure", "date"]),
        ("least", "…", &["measure", "date", "list"]),
        ("most", "…", &["measure", "date", "list"]),
        ("reference", "{ en = \"June\" }", &["measure"]),
        ("step", "\"1\"", &["measure"]),
        (
            "absent",
            "…",
            &["choice", "yes-no", "measure", "date", "list"],
        ),
    ];
    for (key, value, of) in keys {
        for (sort, fact) in sorts {
            let value = match (key, sort) {
                ("absent", "choice") => "\"a\"",
                ("absent", "yes-no") => "\"no\"",
                ("absent", "list") => "\"none\"",
                (_, "date") if value == "…" => "\"01-01\"",
                _ if value == "…" => "\"1\"",
                _ => value,
            };
            let own = format!("{key} = {value}");
            let needs_most = sort == "list" && key != "most";
            let most = if needs_most { "most = \"1\"" } else { "" };
            let text = format!("{HEAD}[fact.it]\n{fact}\n{own}\n{most}\n{EVERYONE}");
            assert_eq!(read(&text).is_ok(), of.contains(&sort), "{text}");
        }
    }
    // A list says how many there may be, 1,000 at most.
    let list = |most: &str| {
        format!("[fact.it]\ntype = \"list\"\n{most}\neach.staff = {{ unit = \"1\" }}\n{EVERYONE}")
    };
    policy(&list("most = \"1000\""));
    assert_eq!(faults(&list("most = \"1001\"")), ["invalid-value"]);
    assert_eq!(faults(&list("")), ["missing-key"]);
}

#[test]
fn a_fact_that_is_not_given_is_missing_and_never_zero() {
    assert_eq!(pays("missing"), "undetermined");
    assert_eq!(
        pays("if missing >= 0 EUR then 1 EUR else 2 EUR"),
        "undetermined"
    );
    // `branch` says nothing about `absent`.
    assert_eq!(pays("count(branch) * 1 EUR"), "undetermined");
    let none = FACTS.replace("most = \"20\"", "most = \"20\"\nabsent = \"none\"");
    let policy = policy(&format!("{none}{}", rule("count(branch) * 1 EUR")));
    assert_eq!(in_first_year(&policy, "{}"), "0.00");
}

#[test]
fn a_yes_no_is_given_as_a_truth_or_a_word() {
    let policy = policy(&format!(
        "{FACTS}{}",
        rule("if student then 1 EUR else 2 EUR")
    ));
    for (given, amount) in [
        ("true", "1.00"),
        ("false", "2.00"),
        ("\"yes\"", "1.00"),
        ("\"no\"", "2.00"),
    ] {
        assert_eq!(
            in_first_year(&policy, &format!("{{\"student\": {given}}}")),
            amount
        );
    }
}

#[test]
fn a_date_without_bounds_lies_between_1900_and_2099() {
    let policy = policy(&format!(
        "[fact.born]\ntype = \"date\"\n{}",
        rule("if born < '2000-01-01' then 1 EUR else 2 EUR")
    ));
    for (born, expected) in [
        ("1899-12-31", "invalid"),
        ("1900-01-01", "1.00"),
        ("2099-12-31", "2.00"),
        ("2100-01-01", "invalid"),
    ] {
        assert_eq!(
            in_first_year(&policy, &format!("{{\"born\": \"{born}\"}}")),
            expected
        );
    }
}

#[test]
fn a_measure_lies_on_its_step_and_within_its_bounds() {
    let policy = policy(&format!("{FACTS}{}", rule("1 EUR/inhabitant * population")));
    for (population, expected) in [
        ("-1", "invalid"),
        ("0.5", "invalid"),
        ("0", "0.00"),
        ("10000001", "invalid"),
    ] {
        assert_eq!(
            in_first_year(&policy, &format!("{{\"population\": \"{population}\"}}")),
            expected
        );
    }
}

#[test]
fn facts_of_the_things_of_a_list_stand_inside_sum_and_so_do_lets_of_them() {
    let lets = "[let.price]\nis = \"5 EUR/employee * employees\"\n";
    assert_eq!(
        faults(&format!("{FACTS}{lets}{}", rule("price"))),
        ["outside-list"]
    );
    assert_eq!(
        faults(&format!("{FACTS}{}", rule("1 EUR * position"))),
        ["outside-list"]
    );
    let policy = policy(&format!(
        "{FACTS}{lets}{}",
        rule("sum(branch, price / position)")
    ));
    let payer = r#"{"branch": [{"employees": "3"}, {"employees": "4"}]}"#;
    assert_eq!(in_first_year(&policy, payer), "25.00");
}
