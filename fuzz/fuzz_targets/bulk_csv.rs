//! Any bytes as a table of payers, assessed in bulk by a policy with a gap and an unknown rate. What is
//! written is text, and the same by two threads; every invalid row is remarked on.
#![no_main]

use std::sync::LazyLock;

use oske_dues::bulk::{Bulk, BulkStatus, CsvOptions};
use oske_dues::{Policy, PolicyYear};

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let text = include_str!("../seeds/policy_toml/tiers.toml");
    Policy::from_toml("tiers.toml", text).expect("a policy")
});

static YEAR: LazyLock<PolicyYear<'static>> = LazyLock::new(|| {
    let year = POLICY.for_year(POLICY.first_year());
    year.expect("its first year")
});

// Compiled once: it takes longer than most tables do.
static BULK: LazyLock<Bulk<'static, 'static>> = LazyLock::new(|| YEAR.bulk());

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [one, two] = [1, 2].map(|threads| {
        let threads = std::num::NonZeroUsize::new(threads).expect("above zero");
        let options = CsvOptions::default().with_threads(threads);
        let mut written = Vec::new();
        let summary = BULK.assess_csv(bytes, &mut written, &options, |_| {});
        summary.ok().map(|summary| (summary, written))
    });
    assert_eq!(one, two);
    let Some((summary, written)) = one else {
        return;
    };
    assert!(std::str::from_utf8(&written).is_ok());
    let told = u64::try_from(summary.remarks().len()).expect("a few");
    let invalid = summary.totals().count(BulkStatus::Invalid);
    assert_eq!(told + summary.further_remarks(), invalid);
});
