//! What several test files need: the demonstration policies, short policies of their own, years of a policy,
//! and what is found and compared in them.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::panic,
    clippy::unwrap_used,
    reason = "each test file is a crate of its own and uses a part; a helper of a test fails by panicking"
)]

#[cfg(all(feature = "toml", feature = "json"))]
pub mod votes;

use oske_dues::compare::Comparison;
use oske_dues::{Faults, Finding, Policy, PolicyYear};
use oske_types::{DuesYear, Exact, Language, Money};

/// The text of a demonstration policy.
pub fn demonstration_text(id: &str) -> String {
    let path = format!(
        "{}/../../examples/data/policies/{id}.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The source of the reader of policies of version 1, all files of it.
pub fn source_of_reader() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/document/v1");
    let files = std::fs::read_dir(folder).unwrap();
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    texts.collect()
}

/// A demonstration policy.
pub fn demonstration(id: &str) -> Policy {
    let text = demonstration_text(id);
    Policy::from_toml(&format!("{id}.toml"), &text).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A short policy from 2023 on: what every policy states, and the rest as it is given.
pub fn read_case(rest: &str) -> Result<Policy, Faults> {
    let head = r#"
        format = "oske-policy"
        version = 1
        id = "case"
        title = { en = "A case" }
        status = "in-force"
        currency = "EUR"
        dues_years = { from = "2023" }
    "#;
    Policy::from_toml("case.toml", &format!("{head}\n{rest}"))
}

/// A short policy that is in order.
pub fn case(rest: &str) -> Policy {
    read_case(rest).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A policy for a calendar year.
pub fn in_year(policy: &Policy, year: i32) -> PolicyYear<'_> {
    policy.for_year(DuesYear::calendar(year).unwrap()).unwrap()
}

/// The findings of one code.
pub fn with_code(policy: &Policy, code: &str) -> Vec<Finding> {
    let mut findings = policy.findings();
    findings.retain(|finding| finding.code() == code);
    findings
}

/// How dues change, for each group of payers: "everybody: rises".
pub fn changes(comparison: &Comparison) -> Vec<String> {
    let differences = comparison.differences().iter();
    let groups = differences.flat_map(|difference| {
        let groups = difference.groups().iter();
        groups.map(|group| {
            let payers = group.payers().in_language(Language::English);
            format!("{payers}: {}", difference.change().name())
        })
    });
    groups.collect()
}

pub fn number(text: &str) -> Exact {
    text.parse().unwrap()
}

pub fn euros(text: &str) -> Money {
    format!("{text} EUR").parse().unwrap()
}
