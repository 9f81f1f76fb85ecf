//! Forged explanations, step by step: another formula than what was computed, or another row, count, choice or reason than
//! what was found. Whoever forges renews the digest, too.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::document::PolicyDocument;
use oske_dues::{Explanation, Facts, Policy};
use serde_json::{Value, json};
use support::{case, in_year};

/// A policy in which everything can be asked for that a formula may speak of.
fn policy(rest: &str) -> Policy {
    let head = r#"
        rounding = "half-up to 0.01"
        unit.head = {}
        [param]
        rate = { unit = "EUR/head", value = "2" }
        fine = { unit = "EUR/head", value = "2" }
        levy = { unit = "EUR/head", values = [{ from = "2024-01-01", value = "2" }] }
        [let]
        base = "rate * a"
        [fact.a]
        unit = "head"
        [fact.b]
        unit = "head"
        [fact.c]
        unit = "head"
        [fact.kind]
        values = ["town", "village", "city"]
        [fact.former]
        values = ["town", "village", "city"]
        [fact.student]
        type = "yes-no"
        [fact.veteran]
        type = "yes-no"
        [fact.joined]
        type = "date"
        [fact.left]
        type = "date"
        [fact.branch]
        type = "list"
        most = "5"
        [fact.branch.each.staff]
        unit = "head"
        [fact.branch.each.guests]
        unit = "head"
        [fact.site]
        type = "list"
        most = "5"
        [fact.site.each.rooms]
        unit = "head"
        [table.fee]
        by = "a"
        unit = "EUR"
        rows = [{ to = "9", pays = "10" }, { over = "9", pays = "20" }]
        [table.price]
        by = "a"
        unit = "EUR"
        rows = [{ to = "9", pays = "10" }, { over = "9", pays = "20" }]
        [table.due]
        by = ["a", "kind"]
        unit = "EUR"
        rows = [{ kind = ["town", "city"], pays = "10" }, { kind = "village", pays = "20" }]
        [table.size]
        by = "a"
        values = ["small", "large"]
        rows = [{ to = "2", is = "small" }, { over = "2", to = "9", is = "small" }, { over = "9", is = "large" }]
        [table.steps]
        by = "a"
        unit = "EUR/head"
        slices = true
        rows = [{ to = "3", pays = "1" }, { over = "3", pays = "2" }]
    "#;
    case(&format!("{head}{rest}"))
}

fn paying(formula: &str) -> Policy {
    policy(&format!("[[rule]]\nid = \"all\"\npays = \"{formula}\"\n"))
}

/// Somebody of whom all is known: 5, 3 and 3, a student in a town, two branches and two sites.
fn payer() -> Facts {
    let branches = [(1, 2), (3, 4)];
    let branches = branches.map(|(staff, guests)| {
        Facts::new("")
            .with_measure("staff", staff)
            .with_measure("guests", guests)
    });
    let sites = [1, 3].map(|rooms| Facts::new("").with_measure("rooms", rooms));
    Facts::new("a-payer")
        .with_measure("a", 5)
        .with_measure("b", 3)
        .with_measure("c", 3)
        .with_attribute("kind", "town")
        .with_attribute("former", "town")
        .with_yes_no("student", true)
        .with_yes_no("veteran", true)
        .with_date("joined", "2023-02-01".parse().unwrap())
        .with_date("left", "2023-05-01".parse().unwrap())
        .with_list("branch", branches.to_vec())
        .with_list("site", sites.to_vec())
}

/// The explanation of an honest policy, as a document; it replays.
fn honest(policy: &Policy, payer: &Facts) -> Value {
    let year = in_year(policy, 2023);
    let explanation = year.explain(payer);
    assert_eq!(
        explanation.replay(),
        Ok(year.assess(payer).amount()),
        "{explanation:?}"
    );
    serde_json::from_str(&explanation.to_json()).unwrap()
}

/// What the replay of a changed document says, by a digest that fits.
fn replayed(mut document: Value) -> String {
    document.as_object_mut().unwrap().shift_remove("digest");
    let body = PolicyDocument::from_json("body.json", &document.to_string()).unwrap();
    document["digest"] = json!(body.value().content_hash());
    let read = Explanation::from_json("forged.json", &document.to_string());
    let read = read.unwrap_or_else(|faults| panic!("{faults}"));
    match read.replay() {
        Ok(amount) => format!("replays: {amount:?}"),
        Err(error) => {
            let said = error.to_string();
            let path = format!(
                "the explanation does not replay: {}: ",
                error.document_path()
            );
            said.strip_prefix(&path)
                .unwrap_or_else(|| panic!("{said}"))
                .to_owned()
        }
    }
}

/// What of the explanation of one formula, put forward as that of others, is taken for theirs.
fn taken_for(payer: &Facts, formula: &str, others: &[&str]) -> Vec<String> {
    let document = honest(&paying(formula), payer);
    let mut taken = Vec::new();
    for other in others {
        let mut document = document.clone();
        let line = &mut document["readings"][0]["lines"][0];
        assert_eq!(line["pays"], json!(formula));
        line["pays"] = json!(other);
        let told = replayed(document);
        if told != format!("the derivation is not that of `{other}`") {
            taken.push(format!("{formula} for {other}: {told}"));
        }
    }
    taken
}

/// The same of a condition.
fn condition_taken_for(payer: &Facts, condition: &str, others: &[&str]) -> Vec<String> {
    let inside = |condition: &str| format!("if {condition} then 1 EUR else 1 EUR");
    let others: Vec<String> = others.iter().map(|other| inside(other)).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    taken_for(payer, &inside(condition), &others)
}

#[test]
fn a_derivation_is_that_of_its_formula_alone() {
    let payer = payer();
    let mut taken: Vec<String> = Vec::new();
    for (formula, others) in [
        (
            "1 EUR/head * (a + b)",
            &[
                "1 EUR/head * (a - b)",
                "1 EUR/head * (a + c)",
                "1 EUR/head * (c + b)",
                "1 EUR/head * b",
            ][..],
        ),
        (
            "1 EUR/head * a",
            &["2 EUR/head * a", "1 EUR/head * c", "1 EUR/head * rate"],
        ),
        ("rate * a", &["fine * a", "rate * b", "base"]),
        ("base", &["rate", "fee(a)", "a"]),
        (
            "-(1 EUR/head * -a)",
            &["-(1 EUR/head * a)", "-(1 EUR/head * -b)"],
        ),
        (
            "fee(a)",
            &[
                "price(a)",
                "fee(b)",
                "fee(a, b)",
                "fee",
                "a",
                "steps(a)",
                "larger(a, a)",
            ],
        ),
        ("steps(a)", &["fee(a)", "steps(b)"]),
        (
            "due(a, kind)",
            &["due(b, kind)", "due(a, former)", "due(a)", "fee(a)"],
        ),
        (
            "if size(a) = 'small' then 1 EUR else 2 EUR",
            &[
                "if size(b) = 'small' then 1 EUR else 2 EUR",
                "if kind = 'small' then 1 EUR else 2 EUR",
                "if size(a) = 'large' then 1 EUR else 2 EUR",
            ],
        ),
        (
            "larger(1 EUR/head * a, 1 EUR)",
            &[
                "smaller(1 EUR/head * a, 1 EUR)",
                "larger(1 EUR/head * b, 1 EUR)",
                "larger(1 EUR/head * a)",
                "at_least(1 EUR/head * a, 1 EUR)",
            ],
        ),
        (
            "1 EUR/day * days(joined, left)",
            &[
                "1 EUR/day * days(left, joined)",
                "1 EUR/day * whole_months(joined, left)",
                "1 EUR/day * days(joined, '2023-05-01')",
            ],
        ),
        (
            "1 EUR/head * round(a, 2 head)",
            &[
                "1 EUR/head * round(b, 2 head)",
                "1 EUR/head * round(a, 3 head)",
                "1 EUR/head * round_up(a, 2 head)",
                "1 EUR/head * round_half_even(a, 2 head)",
            ],
        ),
        (
            "1 EUR/head * round_down(a, 2 head)",
            &["1 EUR/head * round_up(a, 2 head)"],
        ),
        (
            "1 EUR * started(a, 2 head)",
            &[
                "1 EUR * started(b, 2 head)",
                "1 EUR * started(a, 3 head)",
                "1 EUR * whole(a, 2 head)",
            ],
        ),
        ("1 EUR * whole(a, 2 head)", &["1 EUR * started(a, 2 head)"]),
        (
            "1 EUR/head * sum(branch, staff)",
            &[
                "1 EUR/head * sum(site, staff)",
                "1 EUR/head * sum(branch, guests)",
                "1 EUR/head * count(branch, staff)",
            ],
        ),
        (
            "1 EUR * count(branch)",
            &["1 EUR * count(site)", "1 EUR * sum(branch)"],
        ),
        (
            "1 EUR/day * days('02-01', left)",
            &[
                "1 EUR/day * days('02-02', left)",
                "1 EUR/day * days(joined, left)",
                "1 EUR/day * days(year_start, left)",
            ],
        ),
        (
            "1 EUR/day * days(year_start, left)",
            &[
                "1 EUR/day * days(next_year_start, left)",
                "1 EUR/day * days('01-01', left)",
            ],
        ),
        (
            "levy(joined) * 1 head",
            &[
                "rate(joined) * 1 head",
                "levy(left) * 1 head",
                "levy * 1 head",
            ],
        ),
        (
            "if a > b then 1 EUR else 2 EUR",
            &[
                "if a > b then 2 EUR else 1 EUR",
                "if a > b then 3 EUR else 2 EUR",
                "1 EUR",
            ],
        ),
        (
            "if a < b then 1 EUR else 2 EUR",
            &[
                "if a < b then 2 EUR else 1 EUR",
                "if a < b then 1 EUR else 3 EUR",
            ],
        ),
    ] {
        taken.extend(taken_for(&payer, formula, others));
    }
    assert_eq!(taken, [] as [&str; 0]);
}

#[test]
fn a_condition_is_the_one_that_was_decided() {
    let payer = payer();
    let mut taken: Vec<String> = Vec::new();
    for (condition, others) in [
        (
            "a > b",
            &["a < b", "a >= b", "a > c", "c > b", "student"][..],
        ),
        (
            "kind = 'town'",
            &[
                "kind = 'city'",
                "former = 'town'",
                "kind in ['town', 'city']",
                "kind != 'town'",
            ],
        ),
        (
            "kind in ['town', 'city']",
            &[
                "former in ['town', 'city']",
                "kind in ['town', 'village']",
                "kind in ['town']",
                "kind not in ['town', 'city']",
            ],
        ),
        (
            "kind != 'city'",
            &[
                "kind != 'town'",
                "former != 'city'",
                "kind = 'city'",
                "not kind != 'city'",
            ],
        ),
        (
            "kind not in ['city', 'village']",
            &[
                "kind not in ['city', 'town']",
                "former not in ['city', 'village']",
                "kind in ['city', 'village']",
                "kind not in ['city']",
            ],
        ),
        (
            "student",
            &["veteran", "not student", "kind = 'town'", "a > b"],
        ),
        (
            "not student",
            &["not veteran", "student", "not (student and veteran)"],
        ),
        // Of what is decided by one part only that part is shown; else all of them are.
        ("a > b or b > a", &["c > a or b > a", "a > b and b > a"]),
        ("a > b and b > a", &["a > b and a > c", "a > b or b > a"]),
        (
            "a > b and a > c",
            &[
                "a > b and a > b",
                "a > b and a > c and a > a",
                "a > b or a > c",
            ],
        ),
        (
            "b > a or c > a",
            &[
                "b > a or b > a",
                "b > a or c > a or a > a",
                "b > a and c > a",
            ],
        ),
    ] {
        taken.extend(condition_taken_for(&payer, condition, others));
    }
    assert_eq!(taken, [] as [&str; 0]);
}

#[test]
fn a_reading_is_one_of_those_that_are_written() {
    let payer = payer();
    let formula = "unclear('order', fee(a), price(a), due(a, kind))";
    let document = honest(&paying(formula), &payer);
    for other in [
        "unclear('other', fee(a), price(a), due(a, kind))",
        "unclear('order', fee(a), price(a))",
        "unclear('order', fee(b), price(a), due(a, kind))",
        "unclear('order', price(a), fee(a), due(a, kind))",
        "larger('order', fee(a), price(a), due(a, kind))",
        "fee(a)",
    ] {
        let mut document = document.clone();
        document["readings"][0]["lines"][0]["pays"] = json!(other);
        assert_eq!(
            replayed(document),
            format!("the derivation is not that of `{other}`")
        );
    }
}

/// What is open is the one thing that the formula asks for.
#[test]
fn what_is_open_is_what_the_formula_asks_for() {
    let nobody = Facts::new("a-payer");
    let mut taken: Vec<String> = Vec::new();
    for (formula, others) in [
        (
            "1 EUR/head * a",
            &["1 EUR/head * b", "1 EUR/head * base"][..],
        ),
        (
            "1 EUR * count(branch)",
            &["1 EUR * count(site)", "1 EUR * whole(branch)"],
        ),
        (
            "1 EUR/head * sum(branch, staff)",
            &["1 EUR/head * sum(site, rooms)"],
        ),
        ("levy * 1 head", &["rate * 1 head"]),
        ("fee(a)", &["price(a)", "fee(b)"]),
        ("due(a, kind)", &["due(b, kind)", "due(a, former)"]),
    ] {
        taken.extend(taken_for(&nobody, formula, others));
    }
    for (condition, others) in [
        ("kind = 'town'", &["former = 'town'", "kind = 'city'"][..]),
        ("student", &["veteran"]),
        ("kind != 'town'", &["former != 'town'"]),
        ("a > 1 head or b > 1 head", &["a > 1 head or c > 1 head"]),
        ("a > 1 head and student", &["a > 1 head and veteran"]),
    ] {
        taken.extend(condition_taken_for(&nobody, condition, others));
    }
    assert_eq!(taken, [] as [&str; 0]);
}
/// A formula of whole euros, with changes below the derivation, and what is owed then, where that changes, too.
fn forged(payer: &Facts, formula: &str, changes: &[(&str, Value)], owed: Option<u32>) -> String {
    let mut document = honest(&paying(formula), payer);
    let line = "/readings/0/lines/0";
    let set = |document: &mut Value, pointer: &str, value: &Value| {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = document
            .pointer_mut(parent)
            .unwrap_or_else(|| panic!("{pointer}"));
        match key.parse::<usize>() {
            Ok(index) => parent[index] = value.clone(),
            Err(_) => parent[key] = value.clone(),
        }
    };
    for (pointer, value) in changes {
        set(&mut document, &format!("{line}/derivation{pointer}"), value);
    }
    if let Some(owed) = owed {
        let amount = json!(format!("{owed}.00 EUR"));
        let number = json!(owed.to_string());
        set(&mut document, &format!("{line}/derivation/value"), &number);
        set(&mut document, &format!("{line}/unrounded"), &number);
        set(&mut document, &format!("{line}/amount"), &amount);
        set(&mut document, "/readings/0/total", &amount);
        set(&mut document, "/amount", &amount);
    }
    replayed(document)
}

#[test]
fn a_choice_has_the_place_of_its_value() {
    let payer = payer().with_yes_no("veteran", false);
    let found = "/of/0/of/0/value";
    let place = |condition: &str, value: &str| {
        let formula = format!("if {condition} then 1 EUR else 2 EUR");
        forged(&payer, &formula, &[(found, json!(value))], None)
    };
    assert_eq!(place("student", "2"), "2 is not the place of `yes`");
    assert_eq!(place("veteran", "1"), "1 is not the place of `no`");
    assert_eq!(place("veteran", "3"), "3 is not the place of `no`");
    for value in ["0", "-1", "0.5"] {
        let told = place("kind = 'town'", value);
        assert!(
            told.ends_with(" is not the place of `town`"),
            "{value}: {told}"
        );
    }
}

#[test]
fn the_chosen_part_is_the_one_that_the_condition_chooses() {
    let payer = payer();
    for (formula, holds) in [
        ("if a > b then 1 EUR else 1 EUR", false),
        ("if a < b then 1 EUR else 1 EUR", true),
    ] {
        assert_eq!(
            forged(&payer, formula, &[("/holds", json!(holds))], None),
            "the condition chooses the other part"
        );
    }
}

/// Neither a row, a class nor a list is one thing here and another there.
#[test]
fn what_is_found_twice_is_the_same_both_times() {
    let payer = payer();
    // 10 + 10, of which the second becomes 11.
    assert_eq!(
        forged(
            &payer,
            "fee(a) + fee(b)",
            &[("/of/1/value", json!("11"))],
            Some(21)
        ),
        "two things are said of `row 1 of fee`"
    );
    // The second has other bounds.
    assert_eq!(
        forged(
            &payer,
            "fee(a) + fee(b)",
            &[("/of/1/row/holds/0/to", json!("8"))],
            None
        ),
        "two things are said of `row 1 of fee`"
    );
    // 2 + 2, of which the second becomes 3.
    assert_eq!(
        forged(
            &payer,
            "1 EUR * (count(branch) + count(branch))",
            &[
                ("/of/1/of/1/value", json!("3")),
                ("/of/1/value", json!("5"))
            ],
            Some(5)
        ),
        "two things are said of `branch`"
    );
    // A list that is counted and gone through: 2 and 1 + 3, and then 3.
    assert_eq!(
        forged(
            &payer,
            "1 EUR * count(branch) + 1 EUR/head * sum(branch, staff)",
            &[
                ("/of/0/of/1/value", json!("3")),
                ("/of/0/value", json!("3"))
            ],
            Some(7)
        ),
        "two things are said of `branch`"
    );
    // 5 · 2 + 5 · 2, of which the second becomes 11.
    let told = forged(
        &payer,
        "base + base",
        &[
            ("/of/1/of/0/of/1/value", json!("5.5")),
            ("/of/1/of/0/value", json!("11")),
            ("/of/1/value", json!("11")),
        ],
        Some(21),
    );
    assert_eq!(told, "two things are said of `a`");
    // What a let stands for is not told, but it is the same both times.
    let eleven = json!({ "op": "number", "text": "11 EUR", "value": "11" });
    let changes = [("/of/1/of/0", eleven), ("/of/1/value", json!("11"))];
    let told = forged(&payer, "base + base", &changes, Some(21));
    assert_eq!(told, "two things are said of `base`");
    // Two rows give one class, which has one name.
    let other = payer.with_measure("b", 2);
    let formula = "if size(a) = 'small' and size(b) in ['small', 'large'] then 1 EUR else 1 EUR";
    let large = json!({ "name": "large" });
    assert_eq!(
        forged(&other, formula, &[("/of/0/of/1/of/0/class", large)], None),
        "two things are said of `place 1 of size`"
    );
}

/// What is said of the payer inside of a list is what is said outside of it, in whichever order.
#[test]
fn a_payer_is_the_same_inside_of_a_list() {
    let payer = payer();
    // 5 + (1 + 5) + (3 + 5) is 19; of the first branch the payer's 5 becomes 6.
    let thing = |sum: usize| {
        let at = |rest: &str| format!("/of/1/of/{sum}{rest}");
        [
            (at("/of/0/of/1/value"), json!("6")),
            (at("/of/0/value"), json!("7")),
            (at("/value"), json!("15")),
            ("/of/1/value".to_owned(), json!("20")),
        ]
    };
    for (formula, sum) in [
        ("1 EUR/head * (a + sum(branch, staff + a))", 1),
        ("1 EUR/head * (sum(branch, staff + a) + a)", 0),
    ] {
        let changes = thing(sum);
        let changes: Vec<(&str, Value)> = changes
            .iter()
            .map(|(at, value)| (at.as_str(), value.clone()))
            .collect();
        assert_eq!(
            forged(&payer, formula, &changes, Some(20)),
            "two things are said of `a`",
            "{formula}"
        );
    }
}

#[test]
fn a_row_holds_for_what_is_looked_up() {
    let payer = payer();
    let row = |formula: &str, at: &str, value: Value| forged(&payer, formula, &[(at, value)], None);
    assert_eq!(
        row("fee(a)", "/row/holds/0/to", json!("4")),
        "row 1 does not hold for 5"
    );
    assert_eq!(
        row("due(a, kind)", "/row/holds/1/values/0/place", json!(2)),
        "row 1 does not hold for town"
    );
    assert_eq!(
        row(
            "due(a, kind)",
            "/row/holds/1/values/0/value",
            json!({ "name": "village" })
        ),
        "row 1 does not hold for town"
    );
    assert_eq!(
        row("steps(a)", "/parts/0/row/holds", json!([])),
        "a step rests on other parts than it needs"
    );
    // A row by one thing, of a table by two.
    let holds = json!([{ "key": { "name": "a" }, "type": "any" }]);
    assert_eq!(
        row("due(a, kind)", "/row/holds", holds),
        "a step rests on other parts than it needs"
    );
    let class = "if size(a) = 'small' then 1 EUR else 1 EUR";
    assert_eq!(
        row(class, "/of/0/of/0/row/holds/0/to", json!("4")),
        "row 2 does not hold for 5"
    );
}

/// 100 for two with equal parts is 50 each, and not a cent more or less.
#[test]
fn what_is_allocated_is_the_share_of_the_total() {
    let policy = policy(
        "[share.costs]\ntotal = \"100 EUR\"\nrounding = \"together\"\nkeys = [{ weight = \"1\", by = \"a\", of = \"round\" }]\n[[rule]]\nid = \"all\"\npays = \"costs\"\n",
    );
    let year = in_year(&policy, 2023);
    let payers = ["first", "second", "third"].map(|id| Facts::new(id).with_measure("a", 5));
    let told = |count: usize, amount: &str| {
        let explanation = year.explain_in_round(&payers[..count], "first").unwrap();
        assert!(explanation.replay().is_ok());
        let mut document: Value = serde_json::from_str(&explanation.to_json()).unwrap();
        let line = &mut document["readings"][0]["lines"][0];
        let number = amount.trim_end_matches('0').trim_end_matches('.');
        let number = if number.is_empty() { "0" } else { number };
        line["derivation"]["value"] = json!(number);
        line["unrounded"] = json!(number);
        line["amount"] = json!(format!("{amount} EUR"));
        document["readings"][0]["total"] = json!(format!("{amount} EUR"));
        document["amount"] = json!(format!("{amount} EUR"));
        replayed(document)
    };
    let is_not = "what is allocated is not the share of the total";
    assert_eq!(told(2, "50.00"), "replays: Some(Money(50.00 EUR))");
    for amount in ["49.99", "50.01", "50.50", "0.00"] {
        assert_eq!(told(2, amount), is_not, "{amount}");
    }
    // A third is 33.333…, for which 33.33 and 33.34 are given.
    for amount in ["33.33", "33.34"] {
        assert_eq!(
            told(3, amount),
            format!("replays: Some(Money({amount} EUR))")
        );
    }
    for amount in ["33.32", "33.35"] {
        assert_eq!(told(3, amount), is_not, "{amount}");
    }
}

/// The outcome knows of each reason, and states no amount of what is not known for certain.
#[test]
fn the_outcome_is_that_of_the_readings() {
    let nobody = Facts::new("a-payer");
    let mut document = honest(&paying("1 EUR/head * (a + b)"), &nobody);
    document["reasons"].as_array_mut().unwrap().pop();
    assert_eq!(
        replayed(document),
        "it is open for a reason that the outcome does not know"
    );

    let payer = payer();
    let mut document = honest(&paying("1 EUR/head * a"), &payer);
    document["complete"] = json!(false);
    assert_eq!(replayed(document), "the readings give no one amount");

    let three = honest(&paying("unclear('order', 1 EUR, 2 EUR, 3 EUR)"), &payer);
    assert_eq!(
        three["candidates"],
        json!(["1.00 EUR", "2.00 EUR", "3.00 EUR"])
    );
    for candidates in [
        json!(["1.00 EUR", "2.00 EUR"]),
        json!(["1.00 EUR", "2.00 EUR", "4.00 EUR"]),
        json!(["1.00 EUR"]),
    ] {
        let mut document = three.clone();
        document["candidates"] = candidates;
        assert_eq!(
            replayed(document),
            "the candidates are not the readings' totals"
        );
    }

    // The second line is left open, as if it were for nothing.
    let two = policy(
        "[line]\nfees = {}\n[[rule]]\nid = \"all\"\npays = \"1 EUR\"\n[[rule]]\nid = \"fees\"\nline = \"fees\"\npays = \"0 EUR/head * a\"\n",
    );
    let mut document = honest(&two, &payer);
    let line = document["readings"][0]["lines"][1].as_object_mut().unwrap();
    line.shift_remove("unrounded");
    line.shift_remove("amount");
    assert_eq!(
        replayed(document),
        "no amount is stated for a line that has one"
    );
}

/// A look-up by several things, of which one is missing, has no result; where all are known, it has.
#[test]
fn a_look_up_that_did_not_come_about_lacks_something() {
    let unknown_kind = Facts::new("a-payer").with_measure("a", 5);
    let formula = "due(a, kind)";
    let document = honest(&paying(formula), &unknown_kind);
    assert_eq!(
        document["readings"][0]["lines"][0]["derivation"]["op"],
        json!("named")
    );
    let kind = json!({ "op": "choice", "fact": { "name": "kind" }, "found": { "name": "town" }, "value": "1" });
    assert_eq!(
        forged(&unknown_kind, formula, &[("/of/1", kind)], None),
        "a step rests on other parts than it needs"
    );
}
