//! Documents that are too long, too deep or too many are refused with a clear fault, in bounded time and
//! on a small stack.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use std::fmt::{Debug, Write as _};
use std::thread;

use oske_dues::{Explanation, Facts, Fault, Faults, Policy};

/// So deep is nothing that anybody writes.
const DEEP: usize = 10_000;
/// So long is no policy, in bytes.
const LONG: usize = 10_000_000;

const HEAD: &str = r#"
format = "oske-policy"
version = 1
id = "case"
title = { en = "A case" }
status = "in-force"
currency = "EUR"
dues_years = { from = "2023" }
"#;

/// What is read on a thread with half of the stack that threads have by default. An overflow would end
/// all tests.
fn on_small_stack<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> T {
    let small = thread::Builder::new().stack_size(1024 * 1024);
    small.spawn(read).unwrap().join().unwrap()
}

/// The faults of what is refused; of many the first that is not told elsewhere.
fn told<T: Debug>(read: Result<T, Faults>) -> String {
    let faults = read.expect_err("faults");
    let mut own = faults.iter().filter(|fault| fault.code() != "faulty-name");
    let first = own.next().expect("a fault").to_string();
    match faults.count() {
        1 => first,
        count => format!("{first}\nand {} more", count - 1),
    }
}

fn toml(text: String) -> String {
    on_small_stack(move || told(Policy::from_toml("policy.toml", &text)))
}

fn json(text: String) -> String {
    on_small_stack(move || told(Policy::from_json("policy.json", &text)))
}

fn deep(part: &str) -> String {
    part.repeat(DEEP)
}

/// A text of so many bytes, of a beginning, numbered parts and an end.
fn long(bytes: usize, begin: &str, part: impl Fn(usize) -> String, end: &str) -> String {
    let mut text = begin.to_owned();
    for part in (0..).map(part) {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&part);
    }
    text + end
}

#[test]
fn ten_megabytes_are_not_read() {
    let documents = [
        long(LONG, "note = \"", |_| "x".repeat(1_000), "\""),
        long(LONG, HEAD, |index| format!("key_{index} = 1\n"), ""),
        long(
            LONG,
            HEAD,
            |index| format!("[[rule]]\nid = \"{index}\"\npays = \"1 EUR\"\n"),
            "",
        ),
        long(
            LONG,
            &format!("{HEAD}[table.fee]\nby = \"population\"\nunit = \"EUR\"\nrows = ["),
            |index| format!("{{ at = \"{index}\", pays = \"1\" }},\n"),
            "]\n",
        ),
    ];
    for document in documents {
        assert_too_long(Policy::from_toml("policy.toml", &document));
    }
    let documents = [
        long(LONG, "\"", |_| "x".repeat(1_000), "\""),
        long(
            LONG,
            "{\"format\": 1",
            |index| format!(",\"{index}\":1"),
            "}",
        ),
        long(
            LONG,
            "{\"rule\": [{}",
            |_| ",{\"pays\":\"1 EUR\"}".to_owned(),
            "]}",
        ),
        long(
            LONG,
            "{\"table\":{\"a\":{\"rows\":[{}",
            |_| ",{\"pays\":\"1\"}".to_owned(),
            "]}}}",
        ),
    ];
    for document in documents {
        assert_too_long(Policy::from_json("policy.json", &document));
    }
    insta::assert_snapshot!(toml("x".repeat(LONG)), @"policy.toml:1:1: the document has 10000000 bytes: expected at most 4194304 [document-too-long]");
    insta::assert_snapshot!(json("x".repeat(LONG)), @"policy.json:1:1: the document has 10000000 bytes: expected at most 4194304 [document-too-long]");
}

fn assert_too_long(read: Result<Policy, Faults>) {
    let faults = read.expect_err("faults");
    let codes: Vec<&str> = faults.iter().map(Fault::code).collect();
    assert_eq!(codes, ["document-too-long"]);
}

#[test]
fn ten_thousand_levels_of_json_are_refused() {
    insta::assert_snapshot!(json(deep("[")), @"policy.json:1:81: nested too deep: expected at most 80 levels [too-deep]");
    insta::assert_snapshot!(json(deep("[") + &deep("]")), @"policy.json:1:81: nested too deep: expected at most 80 levels [too-deep]");
    insta::assert_snapshot!(json(deep("{\"a\":") + "1" + &deep("}")), @"policy.json:1:401: nested too deep: expected at most 80 levels [too-deep]");
    let text = deep("[{\"a\":");
    let facts = on_small_stack(move || told(Facts::from_json("facts.json", &text)));
    insta::assert_snapshot!(facts, @"facts.json:1:241: nested too deep: expected at most 80 levels [too-deep]");
    let text = deep("[{\"a\":");
    // An explanation may be deeper than a policy, and takes the stack that a thread has by default.
    let explanation = told(Explanation::from_json("explanation.json", &text));
    insta::assert_snapshot!(explanation, @"explanation.json:1:1501: nested too deep: expected at most 500 levels [too-deep]");
}

#[test]
fn brackets_inside_texts_are_no_levels() {
    let text = format!("{{ \"note\": \"\\\"{}\" }}", deep("["));
    insta::assert_snapshot!(json(text), @r#"
    policy.json:1:1: `format` is missing: expected it, as in `format = "oske-policy"` [missing-key]
    and 8 more
    "#);
}

#[test]
fn ten_thousand_levels_of_toml_are_refused() {
    insta::assert_snapshot!(toml(format!("a = {}", deep("["))), @r"
    policy.toml:1:85: nested too deep: expected at most 80 levels [too-deep]
    and 80 more
    ");
    insta::assert_snapshot!(toml(format!("a = {}{}", deep("["), deep("]"))), @"policy.toml:1:85: nested too deep: expected at most 80 levels [too-deep]");
    insta::assert_snapshot!(toml(format!("a = {}1{}", deep("{ a = "), deep(" }"))), @"policy.toml:1:485: nested too deep: expected at most 80 levels [too-deep]");
    insta::assert_snapshot!(toml(format!("a = {{ a{} = 1 }}", deep(".a"))), @"policy.toml:1:1: nested too deep: expected at most 80 levels [too-deep]");
    insta::assert_snapshot!(toml(format!("a{} = 1", deep(".a"))), @"policy.toml:1:1: nested too deep: expected at most 80 levels [too-deep]");
    insta::assert_snapshot!(toml(format!("[a{}]", deep(".a"))), @"policy.toml:1:1: nested too deep: expected at most 80 levels [too-deep]");
    insta::assert_snapshot!(toml(format!("[[a{}]]", deep(".a"))), @"policy.toml:1:1: nested too deep: expected at most 80 levels [too-deep]");
}

/// Formulas that fit into the bytes that a formula may have; a longer one is not looked at.
#[test]
fn formulas_that_are_nested_too_deep_are_refused() {
    let formula = |formula: String| {
        let text = format!("{HEAD}\n[[rule]]\nid = \"everyone\"\npays = \"{formula}\"\n");
        toml(text)
    };
    let both = |open: &str, close: &str, times| open.repeat(times) + "1 EUR" + &close.repeat(times);
    insta::assert_snapshot!(formula(both("(", ")", DEEP)), @"policy.toml:12:9: rule.1.pays: the formula has 20005 bytes: expected at most 4096 [formula]");
    insta::assert_snapshot!(formula(both("(", ")", 2_000)), @"policy.toml:12:74: rule.1.pays: nested too deep: expected at most 64 levels [formula]");
    insta::assert_snapshot!(formula("(".repeat(4_096)), @"policy.toml:12:74: rule.1.pays: nested too deep: expected at most 64 levels [formula]");
    insta::assert_snapshot!(formula(both("-", "", 4_000)), @"policy.toml:12:74: rule.1.pays: nested too deep: expected at most 64 levels [formula]");
    insta::assert_snapshot!(formula(both("not ", "", 1_000)), @"policy.toml:12:269: rule.1.pays: nested too deep: expected at most 64 levels [formula]");
    insta::assert_snapshot!(formula(both("if a then 1 EUR else ", "", 180)), @"policy.toml:12:1356: rule.1.pays: nested too deep: expected at most 64 levels [formula]");
    insta::assert_snapshot!(formula(both("if ", "", 1_000)), @"policy.toml:12:12: rule.1.pays: found something else: expected a number, a name, a text in single quotes or `(` [formula]");
    insta::assert_snapshot!(formula(both("larger(1 EUR, ", ")", 200)), @"policy.toml:12:912: rule.1.pays: nested too deep: expected at most 64 levels [formula]");
    insta::assert_snapshot!(formula(both("", " + 1 EUR", 500)), @"policy.toml:12:521: rule.1.pays: too many terms in a row: expected at most 64 [formula]");
}

/// Each uses the next one or the one before it; the last one may use the first.
#[test]
fn lets_that_use_each_other_too_deep_are_refused() {
    let lets = |count: usize, is: fn(usize) -> String| {
        let mut text = format!("{HEAD}\n[[rule]]\nid = \"everyone\"\npays = \"let_0\"\n\n[let]\n");
        for index in 0..count {
            writeln!(text, "let_{index} = \"{}\"", is(index)).unwrap();
        }
        toml(text)
    };
    let next_and_more = |index| format!("let_{} + 1 EUR", index + 1);
    let next = |index| format!("let_{}", index + 1);
    let in_a_circle = |index| format!("let_{}", (index + 1) % 1_000);
    let behind_signs = |index| format!("{}let_{}", "-".repeat(60), index + 1);
    let one_before = |index| match index {
        0 => "1 EUR".to_owned(),
        _ => format!("let_{} + 1 EUR", index - 1),
    };
    insta::assert_snapshot!(lets(1_000, next_and_more), @r"
    policy.toml:63:11: let.let_48: lets and tables rest on one another too deep: expected at most 96 steps above one another [formula]
    and 999 more
    ");
    insta::assert_snapshot!(lets(1_000, next), @r"
    policy.toml:111:11: let.let_96: lets and tables rest on one another too deep: expected at most 96 steps above one another [formula]
    and 999 more
    ");
    insta::assert_snapshot!(lets(1_000, in_a_circle), @r"
    policy.toml:111:11: let.let_96: `let_0` rests on itself: expected lets that do not go in a circle [circle]
    and 999 more
    ");
    insta::assert_snapshot!(lets(1_000, behind_signs), @r"
    policy.toml:16:45: let.let_1: lets and tables rest on one another too deep: expected at most 96 steps above one another [formula]
    and 999 more
    ");
    insta::assert_snapshot!(lets(1_000, one_before), @r"
    policy.toml:63:11: let.let_48: the formula is too large with its lets written out: expected at most 20000 steps, 96 above one another [formula]
    and 951 more
    ");
    insta::assert_snapshot!(lets(DEEP, next), @r"
    policy.toml:14:1: let: 10000 names: expected at most 1000 [too-many-names]
    and 999 more
    ");
    insta::assert_snapshot!(lets(DEEP, one_before), @r"
    policy.toml:14:1: let: 10000 names: expected at most 1000 [too-many-names]
    and 952 more
    ");
}

/// What is deep but not too deep is read wherever it stands.
#[test]
fn lets_in_either_order_are_read() {
    for is_next_first in [true, false] {
        let mut text = format!("{HEAD}\n[[rule]]\nid = \"everyone\"\npays = \"let_0\"\n\n[let]\n");
        let mut indices: Vec<usize> = (0..40).collect();
        if !is_next_first {
            indices.reverse();
        }
        for index in indices {
            writeln!(text, "let_{index} = \"let_{} + 1 EUR\"", index + 1).unwrap();
        }
        text.push_str("let_40 = \"1 EUR\"\n");
        let read = on_small_stack(move || Policy::from_toml("policy.toml", &text));
        assert_eq!(read.err(), None);
    }
}

/// What is not too long to be read, but has more of something than anybody writes: faults are told, and
/// not one for each.
#[test]
fn what_is_too_many_is_told_in_a_thousand_faults_at_most() {
    const BYTES: usize = 200_000;
    let refused = |read: Result<Policy, Faults>| {
        let faults = read.expect_err("faults");
        assert!(faults.count() <= 1_000, "{}", faults.count());
        let too_many = faults
            .iter()
            .find(|fault| fault.code().starts_with("too-many"));
        too_many.map_or_else(|| format!("{} faults", faults.count()), Fault::to_string)
    };
    let toml = |begin: &str, part: fn(usize) -> String, end: &str| {
        let text = long(BYTES, &format!("{HEAD}{begin}"), part, end);
        refused(Policy::from_toml("policy.toml", &text))
    };
    let json = |begin: &str, part: fn(usize) -> String, end: &str| {
        let text = long(BYTES, begin, part, end);
        refused(Policy::from_json("policy.json", &text))
    };
    let rule = |index| format!("[[rule]]\nid = \"{index}\"\npays = \"1 EUR\"\n");
    insta::assert_snapshot!(toml("", rule, ""), @"policy.toml:9:1: rule: the policy has 5583 rules: expected at most 1000 [too-many-rules]");
    let row = |index| format!("{{ from = \"{index}\", pays = \"1\" }},");
    insta::assert_snapshot!(toml("[table.fee]\nrows = [", row, "]"), @"policy.toml:10:8: table.fee.rows: the table has 6699 rows: expected at most 1000 [too-many-rows]");
    let unused = |index| format!("name_{index} = \"other_{index}\"\n");
    insta::assert_snapshot!(toml("[let]\n", unused, ""), @"policy.toml:9:1: let: 8083 names: expected at most 1000 [too-many-names]");
    insta::assert_snapshot!(toml("", unused, ""), @"1000 faults");
    let parameter = |index| format!("param.name_{index}.unit = \"other_{index}\"\n");
    insta::assert_snapshot!(toml("", parameter, ""), @"policy.toml:9:1: param: 5614 names: expected at most 1000 [too-many-names]");
    insta::assert_snapshot!(toml("", |_| "= x\n".to_owned(), ""), @"1000 faults");
    let value = |index| format!(",\"value_{index}\"");
    insta::assert_snapshot!(json("{\"fact\":{\"kind\":{\"values\":[\"x\"", value, "]}}}"), @"policy.json:1:27: fact.kind.values: 15079 names: expected at most 1000 [too-many-names]");
    insta::assert_snapshot!(json("{\"x\":1", |index| format!(",\"key_{index}\":1"), "}"), @"1000 faults");
    insta::assert_snapshot!(json("{\"x\":1", |_| ",\"x\":1".to_owned(), "}"), @"1000 faults");
    insta::assert_snapshot!(json("{\"area\":[1", |_| ",1".to_owned(), "]}"), @"1000 faults");
}

/// A file of many payers is read to its thousandth fault.
#[test]
fn faults_of_many_payers_are_a_thousand_at_most() {
    let text = "{}\n".repeat(3_000);
    let faults = Facts::from_json_lines("facts.jsonl", &text).unwrap_err();
    assert_eq!(faults.count(), 1_000);
    let last = faults.iter().last().unwrap().to_string();
    insta::assert_snapshot!(last, @r#"facts.jsonl:1000:1: `id` is missing: expected the payer's id, as in `"id": "m-1"` [missing-key]"#);
}
