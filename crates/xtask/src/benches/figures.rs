//! Which figures a limit was set for, and by which benches they are measured.

/// A time in tenths of a nanosecond.
pub(super) type Tenths = u128;

pub(super) const NANOSECOND: Tenths = 10;
pub(super) const MICROSECOND: Tenths = 1_000 * NANOSECOND;
pub(super) const MILLISECOND: Tenths = 1_000 * MICROSECOND;
pub(super) const SECOND: Tenths = 1_000 * MILLISECOND;

/// What is asked of a figure.
pub(super) enum Limit {
    /// Each takes less than this.
    Below(Tenths),
    /// So many bytes a second at least.
    BytesPerSecond(u128),
    /// How much of what the second takes the first takes, for each of its elements, in hundredths; and at most how much.
    Hundredths {
        of: &'static str,
        most: Option<u128>,
    },
    /// Nothing: it is told for comparison.
    None,
}

/// A row of the table.
pub(super) struct Figure {
    pub(super) says: &'static str,
    pub(super) bench: &'static str,
    /// The beginning of the ids of the benches that it is of.
    pub(super) ids: &'static str,
    pub(super) limit: Limit,
}

impl Figure {
    /// The benches that it is of, each with the beginning of its id.
    pub(super) fn benches(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let other = match self.limit {
            Limit::Hundredths { of, .. } => Some(of),
            _ => None,
        };
        let bench = self.bench;
        [Some(self.ids), other]
            .into_iter()
            .flatten()
            .map(move |id| (bench, id))
    }
}

const fn figure(
    says: &'static str,
    bench: &'static str,
    ids: &'static str,
    limit: Limit,
) -> Figure {
    Figure {
        says,
        bench,
        ids,
        limit,
    }
}

/// Every figure, in the order of the table.
pub(super) const FIGURES: &[Figure] = &[
    figure(
        "reading and checking a policy of 100 rules",
        "hundred_rules",
        "hundred_rules_flat/read_and_check",
        Limit::Below(MILLISECOND),
    ),
    figure(
        "the same, with rates and tables by district",
        "hundred_rules",
        "hundred_rules/read_and_check",
        Limit::Below(MILLISECOND),
    ),
    figure(
        "reading, checking and proving a policy of 100 rules",
        "hundred_rules",
        "hundred_rules_flat/read_check_and_prove",
        Limit::Below(5 * MILLISECOND),
    ),
    figure(
        "the same, with rates and tables by district",
        "hundred_rules",
        "hundred_rules/read_check_and_prove",
        Limit::Below(5 * MILLISECOND),
    ),
    figure(
        "the same, with rates that change and a second line",
        "hundred_rules",
        "hundred_rules_dated/read_check_and_prove",
        Limit::None,
    ),
    figure(
        "assessing one prepared payer",
        "bulk",
        "bulk_one/prepared",
        Limit::Below(100 * NANOSECOND),
    ),
    figure(
        "assessing one payer from named facts",
        "assess",
        "one_payer/assess",
        Limit::None,
    ),
    figure(
        "explaining one payer, built and not rendered",
        "assess",
        "one_payer/explain",
        Limit::Below(MICROSECOND),
    ),
    figure(
        "a condition table of 1,000 rows beside one of 10",
        "bulk",
        "bulk_table/rows/1000",
        Limit::Hundredths {
            of: "bulk_table/rows/10",
            most: Some(300),
        },
    ),
    figure(
        "10,000 payers in bulk beside a loop with branches by hand, benchmark policy",
        "bulk",
        "bulk_benchmark/bulk/10000",
        Limit::Hundredths {
            of: "bulk_benchmark/by_hand/10000",
            most: Some(200),
        },
    ),
    figure(
        "1 million payers beside that loop",
        "bulk",
        "bulk_benchmark/bulk/1000000",
        Limit::Hundredths {
            of: "bulk_benchmark/by_hand/1000000",
            most: Some(200),
        },
    ),
    figure(
        "10 million payers beside that loop",
        "bulk",
        "bulk_benchmark/bulk/10000000",
        Limit::Hundredths {
            of: "bulk_benchmark/by_hand/10000000",
            most: Some(200),
        },
    ),
    figure(
        "10 million payers beside a loop without branches by hand",
        "bulk",
        "bulk_benchmark/bulk/10000000",
        Limit::Hundredths {
            of: "bulk_benchmark/by_hand_without_branches/10000000",
            most: None,
        },
    ),
    figure(
        "10 million payers of the largest of the twelve tariffs beside its loop by hand",
        "bulk",
        "bulk_largest_tariff/bulk/10000000",
        Limit::Hundredths {
            of: "bulk_largest_tariff/by_hand/10000000",
            most: Some(200),
        },
    ),
    figure(
        "a payer of 10 million beside one of 1 million, benchmark policy",
        "bulk",
        "bulk_benchmark/bulk/10000000",
        Limit::Hundredths {
            of: "bulk_benchmark/bulk/1000000",
            most: Some(110),
        },
    ),
    figure(
        "reading one reference to law strictly, in six forms",
        "statute",
        "parse/",
        Limit::Below(MICROSECOND),
    ),
    figure(
        "finding references in prose with one in a kilobyte",
        "statute",
        "find/sparse",
        Limit::BytesPerSecond(100_000_000),
    ),
    figure(
        "finding references in the text of enacting clauses",
        "statute",
        "find/dense",
        Limit::BytesPerSecond(20_000_000),
    ),
    figure(
        "looking up a place by its code",
        "atlas",
        "code/",
        Limit::Below(50 * NANOSECOND),
    ),
    figure(
        "looking up a place by a name",
        "atlas",
        "name/",
        Limit::Below(MICROSECOND),
    ),
    figure(
        "a report of the demonstration round, in every format",
        "report",
        "demonstration/",
        Limit::Below(100 * MILLISECOND),
    ),
    figure(
        "its proposal, in every format",
        "report",
        "proposal/",
        Limit::Below(100 * MILLISECOND),
    ),
    figure(
        "an annual report, in every format",
        "report",
        "annual/",
        Limit::Below(100 * MILLISECOND),
    ),
    figure(
        "a report over 10,000 members, in every format",
        "report",
        "ten_thousand/",
        Limit::Below(3 * SECOND),
    ),
    figure(
        "10,000 invoices to Finvoice, each into a file",
        "invoice",
        "finvoice_files/utf_8",
        Limit::Below(5 * SECOND),
    ),
    figure(
        "10,000 drafts numbered",
        "invoice",
        "number_series/new",
        Limit::None,
    ),
];
