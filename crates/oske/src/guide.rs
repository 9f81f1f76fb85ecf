//! The guide: from a first policy to what the proof rests on, one page a module.
//!
//! | page | for whom |
//! |---|---|
//! | [A first policy in ten minutes](first_policy) | everybody: begin here |
//! | [From a member list to invoices and a report](member_list) | who has the office's list, and wants to see the whole way |
//! | [The language](language) | who writes policies |
//! | [In a web service](web_service) | who answers questions about dues over HTTP |
//! | [In a batch job](batch_job) | who assesses a register, or millions of rows, and wants the same result tomorrow |
//! | [With own data](own_data) | who has facts of their own, and no need of Finland's places |
//! | [Adding a year of data](adding_a_year) | who has to make the round of the next year |
//! | [Correcting a past round](correcting_a_round) | who charged somebody wrongly |
//! | [How proof works](proof) | who has to trust a finding, or the absence of one |
//! | [A comparison](comparison) | who wonders whether something else fits better |
//! | [Reasons](reasons) | who wonders why it is built as it is |
//! | [Stability and versions](stability) | who will still use it in five years |
//! | [Limits](limits) | who wants to know what it does not do, or feeds it with what others send |
//!
//! The modules are empty: these are pages. Every block of Rust and every policy on them is a test of this crate.

/// A page: its words, with the links of all pages, which here lead to modules and in the repository to files.
macro_rules! page {
    ($name:ident, $file:literal) => {
        #[doc = include_str!("../docs/guide/links.md")]
        #[doc = include_str!(concat!("../docs/guide/", $file))]
        pub mod $name {}
    };
}

page!(first_policy, "first_policy.md");
page!(member_list, "member_list.md");
page!(language, "language.md");
page!(web_service, "web_service.md");
page!(batch_job, "batch_job.md");
page!(own_data, "own_data.md");
page!(adding_a_year, "adding_a_year.md");
page!(correcting_a_round, "correcting_a_round.md");
page!(proof, "proof.md");
page!(comparison, "comparison.md");
page!(reasons, "reasons.md");
page!(stability, "stability.md");
page!(limits, "limits.md");
