//! Bulk assessment: every row has the outcome that it has by itself.
//!
//! The properties draw 1,000 policies, or `PROPTEST_CASES`, each with eight payers.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod columns;
#[cfg(feature = "csv")]
mod csv;
mod drawn;
mod mixed;
mod rounding;
mod runs;
mod single;
mod table;
mod tariffs;
mod ways;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

pub(crate) fn config() -> ProptestConfig {
    let defaults = ProptestConfig::default();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => 1_000,
        },
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        max_shrink_iters: 20_000,
        ..defaults
    }
}
