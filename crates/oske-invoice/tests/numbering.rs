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
    Iban, Invoice, InvoiceDraft, InvoiceKind, InvoiceLine, InvoiceNumber, InvoiceRun, Issuer,
    NumberSeries, NumberingError, Receiver, RunStep,
};
use oske_types::{Currency, Language, Money};
use proptest::prelude::*;

fn draft(member: &str, cents: i64) -> InvoiceDraft {
    InvoiceDraft::new(issuer(), receiver(member), Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu 2026", euros(cents)))
        .due_on(day("2026-09-01"))
}

/// What a run says of members: what each owes, or that it owes nothing; of the others it says nothing.
type Members = BTreeMap<u8, Option<i64>>;

fn drafts(members: &Members) -> Vec<(String, Option<InvoiceDraft>)> {
    let drafts = members.iter().map(|(member, cents)| {
        let key = format!("m-{member:02}");
        (key.clone(), cents.map(|cents| draft(&key, cents)))
    });
    drafts.collect()
}

/// One member's draft, as a run takes it.
fn one(key: &str, draft: InvoiceDraft) -> (String, Option<InvoiceDraft>) {
    (key.to_owned(), Some(draft))
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
            let is_as_sent = matches!(one.step(), RunStep::Untouched | RunStep::Held);
            assert_eq!(before.is_some(), is_as_sent);
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
    let owes = proptest::option::weighted(0.8, cents);
    proptest::collection::btree_map(0_u8..12, owes, 0..12)
}

proptest! {
    #[test]
    fn numbers_have_no_gaps_and_no_repeats(
        runs in proptest::collection::vec((0_u8..2, members()), 1..8),
        first in 1_u64..9_990,
    ) {
        let mut series = NumberSeries::try_new(issuer().business_id(), "2026-", first).unwrap();
        let mut archive = Archive::default();
        // What stands of each round, by member.
        let mut standing: BTreeMap<String, BTreeMap<u8, i64>> = BTreeMap::new();
        for (place, (round, members)) in runs.into_iter().enumerate() {
            let round = format!("dues {round}");
            let date = day("2026-06-01") + chrono::Days::new(place as u64);
            let run = series.run(&round, date, drafts(&members), |number| archive.find(number)).unwrap();

            // The same run again, before anything is stored, gives the same.
            let mut again = drafts(&members);
            again.reverse();
            let same = series.run(&round, date, again, |number| archive.find(number)).unwrap();
            prop_assert_eq!(&same, &run);

            // Each member has the steps that what the run says of it asks for.
            let stands = standing.entry(round.clone()).or_default();
            let mut expected = Vec::new();
            for member in 0..12 {
                let steps: &[RunStep] = match (stands.get(&member), members.get(&member)) {
                    (None, None | Some(None)) => &[],
                    (None, Some(Some(_))) => &[RunStep::New],
                    (Some(_), None) => &[RunStep::Held],
                    (Some(_), Some(None)) => &[RunStep::Credit],
                    (Some(then), Some(Some(now))) if then == now => &[RunStep::Untouched],
                    (Some(_), Some(Some(_))) => &[RunStep::Credit, RunStep::Replacement],
                };
                expected.extend(steps.iter().map(|step| (format!("m-{member:02}"), *step)));
            }
            let steps = run.invoices().iter().map(|one| (one.key().to_owned(), one.step()));
            prop_assert_eq!(steps.collect::<Vec<_>>(), expected);

            archive.keep(&run);
            series = run.into_series();
            for (member, owes) in &members {
                match owes {
                    Some(cents) => stands.insert(*member, *cents),
                    None => stands.remove(member),
                };
            }
            let owed = Money::total(Currency::EUR, stands.values().map(|cents| euros(*cents))).unwrap();
            prop_assert_eq!(archive.balance(&series, &round), owed);
            let keys: Vec<String> = series.standing(&round).map(|entry| entry.key().to_owned()).collect();
            let members_of = stands.keys().map(|member| format!("m-{member:02}"));
            prop_assert_eq!(keys, members_of.collect::<Vec<_>>());

            for entry in series.entries() {
                prop_assert_eq!(series.entry(entry.number()), Some(entry));
                prop_assert!(series.has_sent(&archive.find(entry.number()).unwrap()));
            }
            prop_assert_eq!(series.entry(&series.next_number().unwrap()), None);

            // And once more, after it was stored and whatever the day: nothing is new.
            let stored: NumberSeries = series.to_string().parse().unwrap();
            prop_assert_eq!(&stored, &series);
            let day = day("2026-01-01");
            let later = stored.run(&round, day, drafts(&members), |number| archive.find(number)).unwrap();
            let is_as_sent = |step| matches!(step, RunStep::Untouched | RunStep::Held);
            prop_assert!(later.invoices().iter().all(|one| is_as_sent(one.step())));
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
    fn reading_any_series_does_not_panic(text in "(oske-number-series 1\t1234567-1\t2026-\t1\nnumber\tdate\tdue\tround\tkey\ttotal\tcredits\tdigest\n)?[\\PC\t\n]{0,200}") {
        if let Ok(series) = text.parse::<NumberSeries>() {
            prop_assert_eq!(series.to_string().parse::<NumberSeries>(), Ok(series));
        }
    }
}

#[test]
fn a_series_is_a_journal() {
    let series = NumberSeries::try_new(issuer().business_id(), "2026-", 1).unwrap();
    let mut archive = Archive::default();
    let first = Members::from([(1, Some(11_000)), (2, Some(55_000)), (3, Some(100))]);
    let run = series
        .run("dues 2026", day("2026-06-01"), drafts(&first), |_| None)
        .unwrap();
    archive.keep(&run);
    let changed = Members::from([(1, Some(11_000)), (2, Some(60_000))]);
    let series = run.into_series();
    let run = series
        .run("dues 2026", day("2026-06-15"), drafts(&changed), |number| {
            archive.find(number)
        })
        .unwrap();
    for (step, count) in [
        (RunStep::New, 0),
        (RunStep::Untouched, 1),
        (RunStep::Held, 1),
        (RunStep::Credit, 1),
        (RunStep::Replacement, 1),
    ] {
        assert_eq!(run.count(step), count);
    }
    let replacement = run.invoices()[2].invoice();
    assert_eq!(replacement.notes(), ["Korvaa laskun 2026-0002"]);
    insta::assert_snapshot!(run.series().to_string());
}

#[test]
fn a_journal_with_a_gap_or_a_repeat_is_refused() {
    let digest = "0".repeat(64);
    let row = |number: &str, key: &str, total: &str, credits: &str| {
        format!("{number}\t2026-06-01\t2026-07-01\tdues\t{key}\t{total}\t{credits}\t{digest}\n")
    };
    let head = "oske-number-series 1\t1234567-1\t2026-\t1\nnumber\tdate\tdue\tround\tkey\ttotal\tcredits\tdigest\n";
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
        row("2026-0006", "d", "110.00 EUR", "").replace("2026-07-01", "1.7.2026"),
        row("2026-0006", "e", "110.00 EUR", "").replace("2026-07-01", "2026-05-31"),
        row("2026-0007", "f", "110.00 EUR", "").replace("2026-06-01", "2026-05-31"),
    ];
    let faults = text.concat().parse::<NumberSeries>().unwrap_err();
    insta::assert_snapshot!(faults.to_string());
    let head = "oske-number-series 2\t1234567-1\t2026-\t1\n"
        .parse::<NumberSeries>()
        .unwrap_err();
    insta::assert_snapshot!(head.to_string());
}

#[test]
fn what_keeps_a_run_from_giving_invoices_is_told_at_once() {
    let series = NumberSeries::try_new(issuer().business_id(), "2026-", 1).unwrap();
    let none = |_: &InvoiceNumber| None;
    let run = |drafts: Vec<(String, Option<InvoiceDraft>)>| {
        series
            .run("dues 2026", day("2026-06-01"), drafts, none)
            .unwrap_err()
            .to_string()
    };
    let late = || draft("m-01", 11_000).due_on(day("2026-01-01"));
    let told = [
        run(vec![
            one("a", late()),
            one("b", late().with_line(InvoiceLine::new("", euros(1)))),
        ]),
        run(vec![one("a", draft("a", 1)), one("a", draft("a", 2))]),
        run(vec![one(" a", draft("a", 1))]),
        series
            .run(" ", day("2026-06-01"), vec![], none)
            .unwrap_err()
            .to_string(),
        NumberSeries::try_new(issuer().business_id(), "lasku nro ", 1)
            .unwrap_err()
            .to_string(),
        NumberSeries::try_new(issuer().business_id(), "2026-2026-2026-2026-", 1)
            .unwrap_err()
            .to_string(),
    ];
    insta::assert_snapshot!(told.join("\n"));
}

/// A series with one invoice of 0.01 that was sent on 2026-06-01, due on 2026-09-01, and the archive of it.
fn sent() -> (NumberSeries, Archive) {
    let series = NumberSeries::try_new(issuer().business_id(), "2026-", 1).unwrap();
    let drafts = [one("a", draft("a", 1))];
    let run = series.run("dues 2026", day("2026-06-01"), drafts, |_| None);
    let run = run.unwrap();
    let mut archive = Archive::default();
    archive.keep(&run);
    (run.into_series(), archive)
}

#[test]
fn what_the_archive_does_not_have_as_sent_keeps_a_run_from_going_on() {
    let (series, archive) = sent();
    // Whether it is asked for again, taken back or left alone.
    let runs = [
        vec![one("a", draft("a", 1))],
        vec![one("a", draft("a", 2))],
        vec![("a".to_owned(), None)],
        vec![],
    ];
    let other_due = |number: &InvoiceNumber| {
        let other = draft("a", 1).due_on(day("2026-09-02"));
        other.issue(number.clone(), day("2026-06-01")).unwrap()
    };
    for drafts in runs {
        for is_there in [false, true] {
            let run = series.run("dues 2026", day("2026-06-01"), drafts.clone(), |number| {
                is_there.then(|| other_due(number))
            });
            let error = run.unwrap_err();
            assert!(matches!(error, NumberingError::NotInArchive { .. }));
            assert_eq!(
                error.to_string(),
                "not in the archive as sent: `2026-0001`; expected each with the days, receiver, references and amounts that the \
                 series tells of"
            );
        }
        let run = series.run("dues 2026", day("2026-06-01"), drafts, |number| {
            archive.find(number)
        });
        run.unwrap();
    }
}

#[test]
fn an_invoice_of_somebody_else_is_not_what_was_sent() {
    let series = NumberSeries::try_new(issuer().business_id(), "2026-", 1).unwrap();
    let drafts = || [one("a", draft("a", 100)), one("b", draft("b", 100))];
    let run = series.run("dues 2026", day("2026-06-01"), drafts(), |_| None);
    let run = run.unwrap();
    let [to_a, to_b] = run.invoices() else {
        panic!("two invoices");
    };
    let (to_a, to_b) = (to_a.invoice(), to_b.invoice());
    let series = run.series();
    assert!(series.has_sent(to_a) && series.has_sent(to_b));
    // The same amount of another member, under the number of the first; and of the same with another reference.
    let number = to_a.number().clone();
    let swapped = draft("b", 100).issue(number.clone(), to_a.date()).unwrap();
    let referenced = draft("a", 100).with_reference(to_b.reference().clone());
    let referenced = referenced.issue(number, to_a.date()).unwrap();
    for other in [swapped, referenced] {
        assert!(!series.has_sent(&other));
        let archive = |number: &InvoiceNumber| {
            let found = [&other, to_b].into_iter();
            found
                .into_iter()
                .find(|invoice| invoice.number() == number)
                .cloned()
        };
        let run = series.run("dues 2026", day("2026-06-01"), drafts(), archive);
        let error = run.unwrap_err();
        assert!(
            matches!(error, NumberingError::NotInArchive { .. }),
            "{error}"
        );
    }
}

#[test]
fn other_words_leave_what_was_sent_as_it_is() {
    let (series, archive) = sent();
    let line = InvoiceLine::new("Jäsenmaksu vuodelta 2026", euros(1)).with_code("kunnat");
    let known = receiver("a");
    let renamed = Receiver::try_new("a", "A:n uusi nimi", Language::Swedish)
        .unwrap()
        .with_business_id(known.business_id().unwrap())
        .with_references(known.references().clone());
    let renamed = InvoiceDraft::new(issuer(), renamed, Currency::EUR)
        .with_line(line.with_explanation("toisin sanoin"))
        .with_note("huomautus")
        .due_on(day("2026-09-01"));
    let drafts = [one("a", renamed)];
    let run = series.run("dues 2026", day("2026-06-20"), drafts, |number| {
        archive.find(number)
    });
    let run = run.unwrap();
    assert_eq!(run.count(RunStep::Untouched), 1);
    let sent = archive.0.values().next().unwrap();
    assert_eq!(run.invoices()[0].invoice(), sent);
}

#[test]
fn what_was_sent_stays_due_when_it_said_so() {
    let (series, archive) = sent();
    let later = |key: &str, cents| one(key, draft(key, cents).due_on(day("2026-11-02")));
    // Long after that day, one member joins.
    let drafts = [later("a", 1), later("b", 2)];
    let run = series.run("dues 2026", day("2026-10-01"), drafts, |number| {
        archive.find(number)
    });
    let run = run.unwrap();
    let steps = run.invoices().iter().map(|one| {
        let invoice = one.invoice();
        (one.step(), invoice.date(), invoice.due())
    });
    assert_eq!(
        steps.collect::<Vec<_>>(),
        [
            (RunStep::Untouched, day("2026-06-01"), day("2026-09-01")),
            (RunStep::New, day("2026-10-01"), day("2026-11-02")),
        ]
    );
}

#[test]
fn no_number_is_of_a_day_before_the_last_one() {
    let (series, archive) = sent();
    let run = |date, drafts: Vec<_>| {
        series.run("dues 2026", day(date), drafts, |number| {
            archive.find(number)
        })
    };
    let changed = || vec![one("a", draft("a", 2))];
    run("2026-06-01", changed()).unwrap();
    for drafts in [
        changed(),
        vec![("a".to_owned(), None)],
        vec![one("b", draft("b", 1))],
    ] {
        let error = run("2026-05-31", drafts).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`2026-05-31` is before the day of the last number, `2026-0001` of 2026-06-01: expected that day or a later \
             one"
        );
    }
    // Where nothing gets a number, no day is before another.
    run("2026-05-31", vec![one("a", draft("a", 1))]).unwrap();
}

#[test]
fn a_series_is_of_one_issuer() {
    let (series, archive) = sent();
    let account: Iban = "FI21 1234 5600 0007 85".parse().unwrap();
    let other = Issuer::try_new("Toinen yhdistys ry", "2345678-0".parse().unwrap(), account);
    let line = InvoiceLine::new("Jäsenmaksu 2026", euros(1));
    let draft = InvoiceDraft::new(other.unwrap(), receiver("a"), Currency::EUR).with_line(line);
    let drafts = [one("a", draft.due_on(day("2026-09-01")))];
    let run = series.run("dues 2026", day("2026-06-01"), drafts, |number| {
        archive.find(number)
    });
    let error = run.unwrap_err();
    assert!(matches!(error, NumberingError::OtherIssuer { .. }));
    assert_eq!(
        error.to_string(),
        "the series is of the issuer `1234567-1`, and this is `2345678-0`: expected a series of its own"
    );
}
