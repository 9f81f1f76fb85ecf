//! Documents as they are read and written: what is told of one that is not in order, once, and that explanations and facts are
//! read back with all that is in them.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::document::Value as DocumentValue;
use oske_dues::{Explanation, Facts, Faults, Policy};
use oske_types::Language;
use serde_json::{Value, json};
use support::{case, in_year, read_case};

fn told<T>(read: Result<T, Faults>) -> Vec<String> {
    let told = |faults: Faults| faults.iter().map(ToString::to_string).collect();
    read.err().map(told).unwrap_or_default()
}

/// A small policy as JSON.
fn small() -> Value {
    json!({
        "format": "oske-policy",
        "version": 1,
        "id": "case",
        "title": { "en": "A case" },
        "status": "in-force",
        "currency": "EUR",
        "dues_years": { "from": "2023" },
        "rounding": "half-up to 0.01",
        "rule": [{ "id": "all", "pays": "1 EUR" }],
    })
}

fn told_of_json(key: &str, value: Value) -> Vec<String> {
    let mut document = small();
    document[key] = value;
    told(Policy::from_json("p.json", &document.to_string()))
}

#[test]
fn a_key_of_another_kind_is_told_once() {
    assert_eq!(
        told(Policy::from_json("p.json", &small().to_string())),
        [] as [&str; 0]
    );
    let all = [
        told_of_json("format", json!(5)),
        told_of_json("version", json!("1")),
        told_of_json("dues_years", json!("2023")),
        told_of_json("rule", json!([])),
        told_of_json("rule", json!({})),
        told_of_json("rule", json!("all")),
    ];
    let all: Vec<String> = all.into_iter().map(|told| told.join("\n")).collect();
    insta::assert_snapshot!(all.join("\n\n"), @r#"
    p.json:1:11: format: found a whole number: expected a text in quotes [wrong-kind]

    p.json:1:35: version: found a text: expected a whole number [wrong-kind]

    p.json:1:123: dues_years: found a text: expected a table [wrong-kind]

    p.json:1:1: `rule` is missing: expected it, as in `[[rule]]` [missing-key]

    p.json:1:1: `rule` is missing: expected it, as in `[[rule]]` [missing-key]
    p.json:1:175: rule: found a table: expected a list [wrong-kind]

    p.json:1:175: rule: found a text: expected a list [wrong-kind]
    "#);
}

#[test]
fn numbers_of_toml_are_decimal() {
    let version = |number: &str| {
        let text = small();
        let text = format!(
            "format = \"oske-policy\"\nversion = {number}\nid = \"case\"\ntitle = {{ en = \"A case\" }}\nstatus = \"in-force\"\ncurrency = \"EUR\"\ndues_years = {{ from = \"2023\" }}\n[[rule]]\nid = {}\npays = {}\n",
            text["rule"][0]["id"], text["rule"][0]["pays"]
        );
        told(Policy::from_toml("p.toml", &text)).join("\n")
    };
    let all = ["1", "0x1", "0b1", "99999999999999999999"].map(version);
    insta::assert_snapshot!(all.join("\n\n"), @r#"


    p.toml:2:11: version: found a number that is not decimal: expected a whole number [wrong-kind]

    p.toml:2:11: version: found a number that is not decimal: expected a whole number [wrong-kind]

    p.toml:2:11: version: found a number out of range: expected a whole number [wrong-kind]
    "#);
}

/// Brackets are levels where they stand outside of texts, whatever else is wrong with the document.
#[test]
fn levels_of_json_are_counted_outside_of_texts() {
    let code = |text: &str| {
        let faults = Policy::from_json("p.json", text).unwrap_err();
        faults.faults()[0].code().to_owned()
    };
    let levels = |count: usize| format!("{}{}", "[".repeat(count), "]".repeat(count));
    // Closing brackets in a text close nothing.
    let after_text = |count: usize| format!("{{ \"note\": \"]]]]]]\", \"a\": {} }}", levels(count));
    assert_ne!(code(&after_text(79)), "too-deep");
    assert_eq!(code(&after_text(80)), "too-deep");
    // Outside of a text a backslash is a fault of its own, and hides no bracket.
    assert_eq!(code(&"\\[".repeat(100)), "too-deep");
    assert_ne!(
        code(&format!("{{ \"note\": \"{}\" }}", "\\\"[".repeat(100))),
        "too-deep"
    );
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    let all = [
        "{ \"a\": }",
        "{ \"a\" 1 }",
        "[1, 2",
        "{ \"a\": 1 } 2",
        "{ 'a': tru }",
    ];
    let all = all.map(|text| told(Policy::from_json("p.json", text)).join("\n"));
    insta::assert_snapshot!(all.join("\n"), @r#"
    p.json:1:8: not JSON: unexpected close brace [syntax]
    p.json:1:7: not JSON: expected colon after the string or word in object property [syntax]
    p.json:1:1: not JSON: unterminated array [syntax]
    p.json:1:12: not JSON: text cannot contain more than one JSON value [syntax]
    p.json:1:3: not JSON: single-quoted strings are not allowed [syntax]
    "#);
}

#[test]
fn values_are_equal_by_all_that_they_say() {
    let one = || ("one", DocumentValue::integer(1));
    let two = || ("two", DocumentValue::integer(2));
    let both = DocumentValue::table([one(), two()]);
    assert_eq!(both, DocumentValue::table([two(), one()]));
    for other in [
        DocumentValue::table([one()]),
        DocumentValue::table([one(), two(), ("zero", DocumentValue::integer(0))]),
        DocumentValue::table([one(), ("two", DocumentValue::integer(3))]),
        DocumentValue::table([one(), ("three", DocumentValue::integer(2))]),
        DocumentValue::list([DocumentValue::integer(1), DocumentValue::integer(2)]),
    ] {
        assert_ne!(both, other);
        assert_ne!(other, both);
    }
}

#[test]
fn facts_keep_their_day_and_their_source() {
    let day = "2022-12-31".parse().unwrap();
    let source = || Some("a register".to_owned());
    let facts = Facts::new("a-payer")
        .with_measure_from("a", 1, Some(day), None)
        .with_measure_from("b", 2, None, source())
        .with_measure_from("c", 3, Some(day), source())
        .with_measure("d", 4);
    let json = facts.to_json();
    assert_eq!(
        json,
        r#"{"id":"a-payer","a":{"value":1,"date":"2022-12-31"},"b":{"value":2,"source":"a register"},"c":{"value":3,"date":"2022-12-31","source":"a register"},"d":4}"#
    );
    assert_eq!(Facts::from_json("facts.json", &json), Ok(facts));
}

fn policy(rest: &str) -> Policy {
    let head = r#"
        rounding = "half-up to 0.01"
        unit.head = {}
        [line]
        fees = { optional = true }
        [param]
        rate = { unit = "EUR/head", value = "unknown", note = { en = "not published" } }
        levy = { unit = "EUR", values = [{ from = "2030-01-01", value = "2" }] }
        [fact.a]
        unit = "head"
        [fact.kind]
        values = ["town", "village"]
        [fact.joined]
        type = "date"
        [fact.branch]
        type = "list"
        most = "2"
        [fact.branch.each.staff]
        unit = "head"
        [table.fee]
        by = "a"
        unit = "EUR"
        rows = [{ to = "9", pays = "10" }, { from = "20", pays = "unknown" }]
        [table.price]
        by = ["a", "kind", "joined"]
        unit = "EUR"
        rows = [{ kind = "village", pays = "10" }]
    "#;
    case(&format!("{head}{rest}"))
}

fn paying(formula: &str) -> Policy {
    policy(&format!("[[rule]]\nid = \"all\"\npays = \"{formula}\"\n"))
}

fn payer(a: u32) -> Facts {
    Facts::new("a-payer")
        .with_measure("a", a)
        .with_attribute("kind", "town")
        .with_date("joined", "2023-02-01".parse().unwrap())
}

/// Whatever the reason, it is in the document of the explanation, and is told from there in the same words.
#[test]
fn every_reason_is_read_back() {
    let in_two_currencies = policy(
        "[[rule]]\nid = \"all\"\npays = \"1 EUR\"\n[[rule]]\nid = \"fees\"\nline = \"fees\"\npays = \"1 SEK\"\ncurrency = \"SEK\"\n",
    );
    let cases = [
        ("no-row", paying("fee(a)"), payer(15)),
        ("no-row", paying("price(a, kind, joined)"), payer(15)),
        ("unknown-row", paying("fee(a)"), payer(20)),
        ("unknown-parameter", paying("rate * a"), payer(1)),
        ("stale-parameter", paying("levy"), payer(1)),
        ("stale-parameter", paying("levy(joined)"), payer(1)),
        ("missing-fact", paying("fee(a)"), Facts::new("a-payer")),
        (
            "division-by-zero",
            paying("1 EUR / (a - a) * 1 head"),
            payer(1),
        ),
        ("currency-mismatch", in_two_currencies, payer(1)),
    ];
    let mut told = Vec::new();
    for (code, policy, payer) in cases {
        let year = in_year(&policy, 2023);
        let explanation = year.explain(&payer);
        let read = Explanation::from_json("e.json", &explanation.to_json()).unwrap();
        assert_eq!(read, explanation, "{code}");
        assert_eq!(read.replay(), Ok(None), "{code}");
        for language in Language::ALL {
            assert_eq!(
                read.to_text(language),
                explanation.to_text(language),
                "{code}"
            );
        }
        let reasons = read.outcome().reasons().iter();
        let reasons: Vec<String> = reasons
            .map(|reason| {
                format!(
                    "{}: {}",
                    reason.code(),
                    reason.in_language(Language::English)
                )
            })
            .collect();
        told.push(reasons.join("; "));
    }
    insta::assert_snapshot!(told.join("\n"), @r#"
    no-row: the table “fee” has no row for a 15
    no-row: the table “price” has no row for a 15 and kind town and joined 1 February 2023
    unknown-row: the value of row 2 of the table “fee” is not known
    unknown-parameter: rate is not known
    stale-parameter: levy has no value for 1 January 2023
    stale-parameter: levy has no value for 1 February 2023
    missing-fact: a fact of the payer is missing: a
    uncomputable: the calculation has no result: division by zero
    uncomputable: the calculation has no result: amounts in SEK and EUR cannot be added up
    "#);
}

fn as_value(value: &Value) -> DocumentValue {
    match value {
        Value::String(text) => DocumentValue::text(text),
        Value::Number(number) => DocumentValue::integer(number.as_i64().unwrap()),
        Value::Bool(truth) => DocumentValue::truth(*truth),
        Value::Array(items) => DocumentValue::list(items.iter().map(as_value)),
        Value::Object(entries) => {
            DocumentValue::table(entries.iter().map(|(key, value)| (key, as_value(value))))
        }
        Value::Null => DocumentValue::null(),
    }
}

/// The document of an explanation with a change in it, and a digest that fits.
fn changed(
    policy: &Policy,
    payer: &Facts,
    change: impl FnOnce(&mut Value),
) -> Result<Explanation, Faults> {
    let explanation = in_year(policy, 2023).explain(payer);
    let mut document: Value = serde_json::from_str(&explanation.to_json()).unwrap();
    change(&mut document);
    document.as_object_mut().unwrap().shift_remove("digest");
    document["digest"] = json!(as_value(&document).content_hash());
    Explanation::from_json("e.json", &document.to_string())
}

#[test]
fn what_is_wrong_in_an_explanation_is_told_once() {
    let fee = paying("fee(a)");
    let by_kind = paying("if kind = 'town' then 1 EUR else 2 EUR");
    let step = |document: &mut Value| document["readings"][0]["lines"][0]["derivation"].take();
    let set = |document: &mut Value, change: &dyn Fn(&mut Value)| {
        let mut derivation = step(document);
        change(&mut derivation);
        document["readings"][0]["lines"][0]["derivation"] = derivation;
    };
    let all = [
        changed(&fee, &payer(5), |document| document["payer"] = json!(5)),
        changed(&fee, &payer(5), |document| {
            set(document, &|step| step["row"]["number"] = json!(0))
        }),
        changed(&fee, &payer(5), |document| {
            set(document, &|step| step["row"]["number"] = json!(-1))
        }),
        changed(&by_kind, &payer(5), |document| {
            set(document, &|step| {
                step["of"][0]["of"][0]["type"] = json!("maybe")
            });
        }),
        changed(&fee, &payer(5), |document| {
            set(document, &|step| step["of"][0]["type"] = json!("day"));
        }),
    ];
    let all = all.map(|read| told(read).join("\n").replace("e.json:", ""));
    let all = all.map(|text| {
        text.split_once(": ")
            .map_or(String::new(), |(_, text)| text.to_owned())
    });
    insta::assert_snapshot!(all.join("\n"), @r#"
    payer: found a whole number: expected a text in quotes [wrong-kind]
    readings.1.lines.1.derivation.row.number: `0` is not something that `number` can be [invalid-value]
    readings.1.lines.1.derivation.row.number: `-1` is not something that `number` can be [invalid-value]
    readings.1.lines.1.derivation.of.1.of.1.type: `maybe` is not something that `type` can be [invalid-value]
    readings.1.lines.1.derivation.of.1.type: `day` is not something that `type` can be [invalid-value]
    "#);
    // A reason that nothing says more of.
    let read = changed(&fee, &Facts::new("a-payer"), |document| {
        document["reasons"] = json!([{ "code": "unexplained" }]);
    });
    assert_eq!(read.unwrap().outcome().reasons()[0].code(), "unexplained");
    let read = changed(&fee, &Facts::new("a-payer"), |document| {
        document["reasons"] = json!([{ "code": "something" }]);
    });
    assert_eq!(told(read).len(), 1);
}

/// A fact of a payer is no list, and a thing in a list has no lists of its own.
#[test]
fn a_name_that_is_not_declared_is_no_list() {
    let policy = paying("1 EUR/head * sum(branch, staff)");
    let year = in_year(&policy, 2023);
    let why = |facts: &Facts| {
        let assessment = year.assess(facts);
        let reasons = assessment.outcome().reasons().iter();
        let reasons: Vec<String> = reasons
            .map(|reason| reason.in_language(Language::English))
            .collect();
        format!("{}: {}", assessment.outcome().status(), reasons.join("; "))
    };
    let thing = || Facts::new("").with_measure("staff", 1);
    let all = [
        why(&Facts::new("a")
            .with_list("branch", vec![thing()])
            .with_measure("area", 5)),
        why(&Facts::new("a")
            .with_list("branch", vec![thing()])
            .with_list("sites", vec![thing()])),
        why(&Facts::new("a").with_list("branch", vec![thing().with_list("branch", vec![thing()])])),
        why(&Facts::new("a").with_list("branch", vec![thing().with_measure("position", 1)])),
    ];
    insta::assert_snapshot!(all.join("\n"), @r#"
    invalid: `area` is not a fact of the policy; known: kind, a, joined, branch
    invalid: `sites` is not a fact of the policy; known: kind, a, joined, branch
    invalid: `branch` is not a fact of the policy; did you mean `staff`?
    invalid: `position` is not a fact of the policy; did you mean `staff`?
    "#);
}

/// Rows of a tariff say why there is no one amount, and curves whether they go along dates.
#[test]
fn a_tariff_says_why_it_asks_nothing() {
    let policy =
        paying("if kind = 'town' then rate * a else 1 EUR/day * days(joined, next_year_start)");
    let year = in_year(&policy, 2023);
    let tariff = year.tariff();
    let rows = tariff.rows().iter().map(|row| {
        let reason = row
            .reason()
            .map(|reason| reason.in_language(Language::English));
        let payers = row.payers().in_language(Language::English);
        format!(
            "{payers}: {} ({reason:?})",
            row.in_language(Language::English)
        )
    });
    insta::assert_snapshot!(rows.collect::<Vec<_>>().join("\n"), @r#"
    village; joined is 1 January 1900–1 January 2024: by its formula (None)
    village; joined is 2 January 2024–31 December 2099: €0.00 (None)
    town: rate is not known (Some("rate is not known"))
    "#);
    let curves = tariff
        .curves()
        .iter()
        .map(|curve| (curve.measure().name().to_owned(), curve.is_of_dates()));
    assert_eq!(curves.collect::<Vec<_>>(), [("joined".to_owned(), true)]);
}

/// A step of rounding that is finer than the currency is a fault, so that no amount is ever too fine to be paid.
#[test]
fn a_rounding_finer_than_the_currency_is_a_fault() {
    let all = [
        told(read_case(
            "rounding = \"half-up to 0.001\"\n[[rule]]\nid = \"all\"\npays = \"1 EUR\"\n",
        )),
        told(read_case(
            "rounding = \"half-up to 0.01\"\n[[rule]]\nid = \"all\"\npays = \"1 JPY\"\ncurrency = \"JPY\"\n",
        )),
        told(read_case(
            "[[rule]]\nid = \"all\"\npays = \"1 JPY\"\ncurrency = \"JPY\"\nrounding = \"half-up to 0.5\"\n",
        )),
        told(read_case(
            "[[rule]]\nid = \"all\"\npays = \"1 JPY\"\ncurrency = \"JPY\"\n",
        )),
    ];
    let all = all.map(|told| told.join("\n"));
    insta::assert_snapshot!(all.join("\n---\n"), @r#"
    case.toml:10:12: rounding: the rounding step 0.001 is no whole number of minor units of EUR: expected a multiple of 0.01 [invalid-value]
    ---

    ---
    case.toml:14:12: rule.1.rounding: the rounding step 0.5 is no whole number of minor units of JPY: expected a multiple of 1 [invalid-value]
    ---
    "#);
}

/// A rule in another currency than the policy's is rounded to that currency's minor unit, unless it says otherwise.
#[test]
fn a_rule_in_another_currency_is_rounded_by_that_currency() {
    let owed = |rounding: &str, pays: &str| {
        let text = format!(
            "rounding = \"half-up to 0.01\"\n[[rule]]\nid = \"all\"\npays = \"{pays}\"\ncurrency = \"JPY\"\n{rounding}"
        );
        let policy = read_case(&text).unwrap();
        let assessment = in_year(&policy, 2023).assess(&Facts::new("a-payer"));
        match assessment.amount() {
            Some(amount) => amount.to_string(),
            None => assessment.outcome().reasons()[0].in_language(Language::English),
        }
    };
    assert_eq!(owed("", "1.5 JPY"), "2 JPY");
    assert_eq!(owed("rounding = \"down to 10\"\n", "19.5 JPY"), "10 JPY");
}

/// A document that does not replay can be told all the same: the condition of its rule is open.
#[test]
fn an_explanation_that_does_not_replay_can_be_told() {
    let policy = policy("[[rule]]\nid = \"all\"\nwhen = \"kind = 'town'\"\npays = \"1 EUR\"\n");
    let read = changed(&policy, &payer(1), |document| {
        let missing = json!({ "op": "open", "reason": { "code": "missing-fact", "fact": { "name": "kind" } } });
        let twice = json!({ "op": "all", "of": [missing, missing] });
        document["readings"][0]["lines"][0]["condition"] = twice;
    });
    let read = read.unwrap();
    assert!(read.replay().is_err());
    let text = read.to_text(Language::English);
    assert!(
        text.contains("\n  because a fact of the payer is missing: kind\n"),
        "{text}"
    );
}

/// So many steps above one another are read, and no more.
#[test]
fn a_derivation_is_read_up_to_its_greatest_height() {
    let policy = paying("1 EUR");
    let high = |steps: usize| {
        let read = changed(&policy, &payer(1), |document| {
            let mut step = json!({ "op": "number", "text": "1 EUR", "value": "1" });
            for _ in 1..steps {
                step = json!({ "op": "negate", "of": [step], "value": "1" });
            }
            document["readings"][0]["lines"][0]["derivation"] = step;
        });
        read.map(|_| ())
            .map_err(|faults| faults.faults()[0].code().to_owned())
    };
    assert_eq!(high(128), Ok(()));
    assert_eq!(high(129), Err("too-deep".to_owned()));
}
