//! Any bytes as a table of payers, assessed in bulk by a policy with a gap and an unknown rate. What is
//! written is the same by two threads.
#![no_main]

use std::sync::LazyLock;

use oske_dues::Policy;
use oske_dues::bulk::CsvOptions;

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let text = include_str!("../seeds/policy_toml/tiers.toml");
    Policy::from_toml("tiers.toml", text).expect("a policy")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let year = POLICY
        .for_year(POLICY.first_year())
        .expect("its first year");
    let bulk = year.bulk();
    let [one, two] = [1, 2].map(|threads| {
        let threads = std::num::NonZeroUsize::new(threads).expect("above zero");
        let options = CsvOptions::default().with_threads(threads);
        let mut written = Vec::new();
        let summary = bulk.assess_csv(bytes, &mut written, &options, |_| {});
        summary.ok().map(|summary| (summary, written))
    });
    assert_eq!(one, two);
});
