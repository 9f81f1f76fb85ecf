//! Any text as a payer's facts, and as those of many payers, assessed by a policy with a gap and an unknown rate.
#![no_main]

use std::sync::LazyLock;

use oske_dues::{Facts, Policy};

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let text = include_str!("../seeds/policy_toml/tiers.toml");
    Policy::from_toml("tiers.toml", text).expect("a policy")
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(facts) = Facts::from_json("facts.json", text) {
        let year = POLICY
            .for_year(POLICY.first_year())
            .expect("its first year");
        oske_fuzz::assess(&year, &facts);
    }
    match Facts::from_json_lines("facts.jsonl", text) {
        Ok(payers) => assert!(payers.len() <= text.lines().count()),
        Err(faults) => assert!(faults.count() <= 1_000),
    }
});
