//! What a service keeps and shares among its threads can be kept and shared.

use oske::domain::{Atlas, Centres, Register};
use oske::dues::bulk::Bulk;
use oske::dues::{Explanation, Facts, Faults, Finding, Policy, PolicyYear};
use oske::statute::Catalogue;
use oske::{Round, RoundComparison};

/// Compiles for what may go to other threads and be asked by several at once.
fn shared<T: Send + Sync>() {}

#[test]
fn what_is_kept_may_be_shared_among_threads() {
    shared::<Policy>();
    shared::<PolicyYear<'_>>();
    shared::<Bulk<'_, '_>>();
    shared::<Facts>();
    shared::<Explanation>();
    shared::<Finding>();
    shared::<Faults>();
    shared::<Register>();
    shared::<Atlas>();
    shared::<Centres>();
    shared::<Catalogue>();
    shared::<Round<'_>>();
    shared::<RoundComparison<'_>>();
    #[cfg(feature = "invoice")]
    {
        shared::<oske::invoice::NumberSeries>();
        shared::<oske::invoice::Invoice>();
    }
    #[cfg(feature = "report")]
    shared::<oske::report::Document>();
}
