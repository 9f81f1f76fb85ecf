//! How look-ups that did not come about are written down.
#![cfg(feature = "toml")]
#![allow(missing_docs, reason = "a test that fails panics")]

mod support;

use oske_dues::Facts;
use oske_types::Language;

/// What a table was to be looked up by has no name of its own: not that of the table.
#[test]
fn what_a_look_up_waits_for_is_not_what_it_gives() {
    let policy = support::case(
        r#"fact.size = { unit = "EUR", step = "1", least = "0", most = "1000" }
        table.fee = { by = "size", unit = "EUR", rows = [{ under = "5", pays = "1" }, { from = "5", pays = "2" }] }
        rule = [{ id = "r", pays = "fee(size + 3 EUR)" }]"#,
    );
    let year = support::in_year(&policy, 2024);
    let text = year.explain(&Facts::new("p")).to_text(Language::English);
    let steps: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("  ("))
        .collect();
    assert_eq!(
        steps,
        [
            "1) a fact of the payer is missing: size",
            "2) (1) + €3.00 = ? + 3 = ?"
        ]
    );
}
