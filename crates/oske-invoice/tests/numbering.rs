//! Numbers without gaps or repeats, over random sequences of runs.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{day, euros, issuer, receiver};
use oske_invoice::{
    Invoice, InvoiceDraft, InvoiceKind, InvoiceLine, InvoiceNumber, InvoiceRun, NumberSeries,
    NumberingError, RunStep,
};
use oske_types::{Currency, Money};
use proptest::prelude::*;

fn draft(member: &str, cents: i64) -> InvoiceDraft {
    InvoiceDraft::new(issuer(), receiver(member), Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu 2026", euros(cents)))
        .due_on(day("2026-09-01"))
}

/// The members of a run, each with what it owes.
type Members = BTreeMap<u8, i64>;

fn drafts(members: &Members) -> Vec<(String, InvoiceDraft)> {
    let drafts = members.iter().map(|(member, cents)| {
        let key = format!("m-{member:02}");
        (key.clone(), draft(&key, *cents))
    });
    drafts.collect()
}

/// What the caller keeps: the series, and every invoice that was sent.
#[derive(Default)]
struct Archive(BTreeMap<InvoiceNumber, Invoice>);

impl Archive {
    fn find(&self, number: &InvoiceNumber) -> Option<Invoice> {
        self.0.get(number).cloned()
    }

    /// Puts the invoices of a run in; one that is there must be the same.
    fn keep(&mut self, run: &InvoiceRun) {
        for one in run.invoices() {
            let number = one.invoice().number().clone();
            let before = self.0.insert(number, one.invoice().clone());
            let is_untouched = one.step() == RunStep::Untouched;
            assert_eq!(before.is_some(), is_untouched);
            assert!(before.is_none_or(|before| before == *one.invoice()));
        }
    }

    /// What a round asks for after all: invoices less credit notes.
    fn balance(&self, series: &NumberSeries, round: &str) -> Money {
        let of_round = series
            .entries()
            .iter()
            .filter(|entry| entry.round() == round);
        let amounts = of_round.map(|entry| match entry.kind() {
            InvoiceKind::CreditNote => Money::from_minor(-entry.total().minor(), Currency::EUR),
            _ => entry.total(),
        });
        Money::total(Currency::EUR, amounts).unwrap()
    }
}

fn members() -> impl Strategy<Value = Members> {
    let cents = prop_oneof![Just(0), Just(11_000), Just(55_000), 0_i64..100_000];
    proptest::collection::btree_map(0_u8..12, cents, 0..12)
}

proptest! {
    #[test]
    fn numbers_have_no_gaps_and_no_repeats(
        runs in proptest::collection::vec((0_u8..2, members()), 1..8),
        first in 1_u64..9_990,
    ) {
        let mut series = NumberSeries::new("2026-", first).unwrap();
        let mut archive = Archive::default();
        let mut last: BTreeMap<String, Members> = BTreeMap::new();
        for (place, (round, members)) in runs.into_iter().enumerate() {
            let round = format!("dues {round}");
            let date = day("2026-06-01") + chrono::Days::new(place as u64);
            let run = series.run(&round, date, drafts(&members), |number| archive.find(number)).unwrap();

            // The same run again, before anything is stored, gives the same.
            let mut again = drafts(&members);
            again.reverse();
            let same = series.run(&round, date, again, |number| archive.find(number)).unwrap();
            prop_assert_eq!(&same, &run);

            // Each member has the step that the change from the last run of this round asks for.
            let before = last.insert(round.clone(), members.clone()).unwrap_or_default();
            for one in run.invoices() {
                let member: u8 = one.key().trim_start_matches("m-").parse().unwrap();
                let (then, now) = (before.get(&member), members.get(&member));
                let expected = match (then, now) {
                    (None, Some(_)) => vec![RunStep::New],
                    (Some(then), Some(now)) if then == now => vec![RunStep::Untouched],
                    (Some(_), Some(_)) => vec![RunStep::Credit, RunStep::Replacement],
                    (Some(_), None) => vec![RunStep::Credit],
                    (None, None) => vec![],
                };
                prop_assert!(expected.contains(&one.step()), "{:?}", one.step());
            }

            archive.keep(&run);
            series = run.into_series();
            let owed = Money::total(Currency::EUR, members.values().map(|cents| euros(*cents))).unwrap();
            prop_assert_eq!(archive.balance(&series, &round), owed);

            // And once more, after it was stored: nothing is new.
            let stored: NumberSeries = series.to_string().parse().unwrap();
            prop_assert_eq!(&stored, &series);
            let later = stored.run(&round, date, drafts(&members), |number| archive.find(number)).unwrap();
            prop_assert!(later.invoices().iter().all(|one| one.step() == RunStep::Untouched));
            prop_assert_eq!(later.series(), &series);
            archive.keep(&later);
        }
        let numbers: Vec<&str> = archive.0.keys().map(InvoiceNumber::as_str).collect();
        let count = numbers.len() as u64;
        let expected: BTreeSet<String> = (first..first + count).map(|number| format!("2026-{number:04}")).collect();
        prop_assert_eq!(numbers.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), expected);
        let references: BTreeSet<String> = archive
            .0
            .values()
            .filter(|invoice| invoice.kind() == InvoiceKind::Invoice)
            .map(|invoice| invoice.reference().to_string())
            .collect();
        let invoices = archive.0.values().filter(|invoice| invoice.kind() == InvoiceKind::Invoice);
        prop_assert_eq!(references.len(), invoices.count());
    }

    #[test]
    fn reading_any_series_does_not_panic(text in "(oske-number-series 1\t2026-\t1\n)?[\\PC\t\n]{0,200}") {
        if let Ok(series) = text.parse::<NumberSeries>() {
            prop_assert_eq!(series.to_string().parse::<NumberSeries>(), Ok(series));
        }
    }
}

#[test]
fn a_series_is_a_journal() {
    let series = NumberSeries::new("2026-", 1).unwrap();
    let mut archive = Archive::default();
    let first = Members::from([(1, 11_000), (2, 55_000)]);
    let run = series
        .run("dues 2026", day("2026-06-01"), drafts(&first), |_| None)
        .unwrap();
    archive.keep(&run);
    let changed = Members::from([(1, 11_000), (2, 60_000)]);
    let series = run.into_series();
    let run = series
        .run("dues 2026", day("2026-06-15"), drafts(&changed), |number| {
            archive.find(number)
        })
        .unwrap();
    assert_eq!(
        run.counts(),
        [
            (RunStep::Untouched, 1),
            (RunStep::Credit, 1),
            (RunStep::Replacement, 1)
        ]
    );
    insta::assert_snapshot!(run.series().to_string());
}

#[test]
fn a_journal_with_a_gap_or_a_repeat_is_refused() {
    let digest = "0".repeat(64);
    let row = |number: &str, key: &str, total: &str, credits: &str| {
        format!("{number}\t2026-06-01\tdues\t{key}\t{total}\t{credits}\t{digest}\n")
    };
    let head = "oske-number-series 1\t2026-\t1\nnumber\tdate\tround\tkey\ttotal\tcredits\tdigest\n";
    let text = [
        head.to_owned(),
        row("2026-0001", "a", "110.00 EUR", ""),
        row("2026-0003", "b", "110.00 EUR", ""),
        row("2026-0003", "a", "110.00 EUR", ""),
        row("2026-0004", "b", "100.00 EUR", "2026-0003"),
        row("2026-0005", "b", "110.00 EUR", "2026-0009"),
        "2026-0006\t1.6.2026\n".to_owned(),
        row("2026-0006", "a  b", "110.00 EUR", ""),
        row("2026-0006", "c", "110 EUR", ""),
    ];
    let faults = text.concat().parse::<NumberSeries>().unwrap_err();
    insta::assert_snapshot!(faults.to_string());
    let head = "oske-number-series 2\t2026-\t1\n"
        .parse::<NumberSeries>()
        .unwrap_err();
    insta::assert_snapshot!(head.to_string());
}

#[test]
fn what_keeps_a_run_from_giving_invoices_is_told_at_once() {
    let series = NumberSeries::new("2026-", 1).unwrap();
    let none = |_: &InvoiceNumber| None;
    let run = |drafts: Vec<(String, InvoiceDraft)>| {
        series
            .run("dues 2026", day("2026-06-01"), drafts, none)
            .unwrap_err()
            .to_string()
    };
    let late = || draft("m-01", 11_000).due_on(day("2026-01-01"));
    let told = [
        run(vec![
            ("a".to_owned(), late()),
            (
                "b".to_owned(),
                late().with_line(InvoiceLine::new("", euros(1))),
            ),
        ]),
        run(vec![
            ("a".to_owned(), draft("a", 1)),
            ("a".to_owned(), draft("a", 2)),
        ]),
        run(vec![(" a".to_owned(), draft("a", 1))]),
        series
            .run(" ", day("2026-06-01"), vec![], none)
            .unwrap_err()
            .to_string(),
        NumberSeries::new("lasku nro ", 1).unwrap_err().to_string(),
        NumberSeries::new("2026-2026-2026-2026-", 1)
            .unwrap_err()
            .to_string(),
    ];
    insta::assert_snapshot!(told.join("\n"));

    let drafts_of = |cents| vec![("a".to_owned(), draft("a", cents))];
    let sent = series
        .run("dues 2026", day("2026-06-01"), drafts_of(1), none)
        .unwrap();
    let error = sent
        .series()
        .run("dues 2026", day("2026-06-01"), drafts_of(2), none)
        .unwrap_err();
    assert!(matches!(error, NumberingError::NotInArchive { .. }));
    assert_eq!(
        error.to_string(),
        "to be credited and not in the archive as sent: `2026-0001`; expected an invoice of that number, day and total"
    );
}
