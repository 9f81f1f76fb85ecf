//! Rounds as invoices: of the demonstration register, and of policies with instalments and several lines.
#![cfg(feature = "invoice")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::error::Error as _;

use chrono::NaiveDate;
use oske::data::ATLAS;
use oske::domain::Register;
use oske::dues::Policy;
use oske::invoice::{
    EInvoiceRoute, FinvoiceWriter, Iban, Invoice, InvoiceRound, InvoiceRoundError,
    InvoiceRoundOptions, Issuer, NotInvoiced, NumberSeries, PostalAddress, RunStep, read_finvoice,
};
use oske::types::{Language, Money};
use oske::{Round, RoundOptions};
use proptest::prelude::*;

fn demonstration(path: &str) -> String {
    let path = format!("{}/../../examples/data/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn policy(text: &str) -> Policy {
    Policy::from_toml("policy.toml", text).unwrap_or_else(|faults| panic!("{faults}"))
}

fn register(text: &str) -> Register {
    Register::from_csv("register.csv", text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn round<'r>(policy: &'r Policy, register: &'r Register) -> Round<'r> {
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year());
    Round::assess(year, register, &ATLAS, options).unwrap_or_else(|error| panic!("{error}"))
}

/// An invented association.
fn issuer() -> Issuer {
    let account: Iban = "FI21 1234 5600 0007 85".parse().unwrap();
    Issuer::try_new(
        "Esimerkkiyhdistys ry",
        "1234567-1".parse().unwrap(),
        account,
    )
    .unwrap()
}

fn invoices<'r>(round: &'r Round<'r>) -> InvoiceRound<'r> {
    let options = InvoiceRoundOptions::due_on(day("2023-07-01"))
        .with_interest("9.5".parse().unwrap())
        .with_proposals();
    InvoiceRound::draft(round, issuer(), &options, |_, receiver| receiver).unwrap()
}

fn sum(invoices: &[&Invoice]) -> Money {
    let amounts = invoices.iter().map(|invoice| invoice.total_without_vat());
    Money::total(invoices[0].currency(), amounts).unwrap()
}

#[test]
fn the_demonstration_round_as_invoices() {
    let policy = policy(&demonstration("policies/iso-2023-demo.toml"));
    let register = register(&demonstration("registers/iso.csv"));
    let round = round(&policy, &register);
    let drafted = invoices(&round);
    assert_eq!(drafted.total().unwrap(), round.total().unwrap());
    let series = NumberSeries::try_new(issuer().business_id(), "2023-", 1).unwrap();
    let run = drafted.run(&series, day("2023-06-01"), |_| None).unwrap();
    let issued: Vec<&Invoice> = run.invoices().iter().map(|one| one.invoice()).collect();
    assert_eq!(sum(&issued), round.total().unwrap());
    assert_eq!(
        issued.len() + drafted.not_invoiced().len(),
        round.entries().len()
    );
    // The rate for counties is assumed in none of the open assessments: nobody is invoiced by it.
    for left_out in drafted.not_invoiced() {
        let entry = round.entry(left_out.member().id().as_str()).unwrap();
        match left_out {
            NotInvoiced::NotAssessed { .. } => assert_eq!(entry.assessment().amount(), None),
            _ => assert!(entry.assessment().amount().unwrap().is_zero()),
        }
    }
    let first = issued[0];
    let lines = first.lines().iter().map(|line| {
        let explanation = line.explanation().unwrap_or_default();
        format!("{} {}: {explanation}", line.name(), line.amount())
    });
    let text: Vec<String> = lines.chain(first.notes().iter().cloned()).collect();
    insta::assert_snapshot!(text.join("\n"));
    for invoice in issued {
        let document = FinvoiceWriter::new().to_bytes(invoice).unwrap();
        assert_eq!(read_finvoice(&document).unwrap(), *invoice);
    }
}

/// Two lines, a discount and two instalments, of two invented municipalities.
const POLICY: &str = r#"
    format = "oske-policy"
    version = 1
    id = "parts"
    title = { fi = "Maksut kahdessa erässä" }
    status = "in-force"
    currency = "EUR"
    dues_years = { from = "2023" }
    rounding = "half-up to 0.01"
    unit.person = { name = { fi = "henkilö" } }
    fact.staff = { unit = "person", step = "1", least = "0", most = "100000" }
    line.dues = { name = { fi = "jäsenmaksu" } }
    line.joining = { name = { fi = "liittymismaksu" } }
    line.discount = { name = { fi = "alennus" } }
    param.rate = { unit = "EUR/person", value = "RATE" }
    [[rule]]
    id = "jäsenet"
    pays = "rate * staff"
    [[rule]]
    id = "uudet"
    line = "joining"
    pays = "JOINING EUR"
    [[rule]]
    id = "hyvitys"
    line = "discount"
    pays = "0 EUR - 0.01 * rate * staff"
    [[instalment]]
    share = "1/3"
    due = "06-30"
    [[instalment]]
    share = "2/3"
    due = "12-24"
"#;

fn staffed(staff: &[u32]) -> Register {
    let mut text = "id,name,kind,history,fact.staff\n".to_owned();
    for (place, staff) in staff.iter().enumerate() {
        text.push_str(&format!("m-{place:03},Esimerkin yhdistys {place},association,admitted 2000-01-01 stated,{staff} person; 2022-12-31; made up\n"));
    }
    register(&text)
}

proptest! {
    #[test]
    fn invoices_add_up_to_the_round(
        staff in proptest::collection::vec(0_u32..5_000, 1..6),
        changed in proptest::collection::vec(0_u32..5_000, 1..6),
        rate in 0_u32..100_000,
        joining in 0_u32..100,
    ) {
        let text = POLICY.replace("RATE", &format!("{}.{:03}", rate / 1000, rate % 1000));
        let policy = policy(&text.replace("JOINING", &joining.to_string()));
        let (before, after) = (staffed(&staff), staffed(&changed));
        let (before, after) = (round(&policy, &before), round(&policy, &after));
        let series = NumberSeries::try_new(issuer().business_id(), "2023-", 1).unwrap();
        let drafted = invoices(&before);
        prop_assert_eq!(drafted.total().unwrap(), before.total().unwrap());
        let run = drafted.run(&series, day("2023-06-01"), |_| None).unwrap();
        let mut archive = BTreeMap::new();
        for one in run.invoices() {
            archive.insert(one.invoice().number().clone(), one.invoice().clone());
        }
        // Each member's instalments are what the policy says, in all to the cent.
        for entry in before.entries() {
            let amount = entry.assessment().amount().unwrap();
            let expected = before.policy_year().instalments(amount).unwrap();
            let expected: Vec<Money> = expected.iter().map(|part| part.amount()).collect();
            let own = run.invoices().iter().filter(|one| one.invoice().receiver().id() == entry.member().id().as_str());
            let own: Vec<Money> = own.map(|one| one.invoice().total()).collect();
            prop_assert!(if amount.is_zero() { own.is_empty() } else { own == expected }, "{:?} {:?}", own, expected);
        }
        // After a change, what stands adds up to the new round; who is no longer in the register is not of it.
        let series = run.into_series();
        let run = invoices(&after).run(&series, day("2023-06-15"), |number| archive.get(number).cloned()).unwrap();
        let standing = run.invoices().iter().filter(|one| !matches!(one.step(), RunStep::Credit | RunStep::Held));
        let standing: Vec<Money> = standing.map(|one| one.invoice().total_without_vat()).collect();
        let currency = after.total().unwrap().currency();
        prop_assert_eq!(Money::total(currency, standing).unwrap(), after.total().unwrap());
    }
}

#[test]
fn instalments_keep_lines_and_days() {
    let policy = policy(&POLICY.replace("RATE", "1").replace("JOINING", "20"));
    let register = staffed(&[100]);
    let round = round(&policy, &register);
    let drafted = invoices(&round);
    let run = drafted
        .run(
            &NumberSeries::try_new(issuer().business_id(), "2023-", 1).unwrap(),
            day("2023-06-01"),
            |_| None,
        )
        .unwrap();
    let told = run.invoices().iter().map(|one| {
        let invoice = one.invoice();
        let lines = invoice.lines().iter();
        let lines: Vec<String> = lines
            .map(|line| format!("  {} {}", line.name(), line.amount()))
            .collect();
        let (total, due, notes) = (invoice.total(), invoice.due(), invoice.notes().join(" | "));
        format!(
            "{} {total} {due}\n{}\n  {notes}",
            one.key(),
            lines.join("\n")
        )
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"));
}

/// A register of five associations; each has its history and its staff.
fn histories(rows: &[(&str, &str, &str)]) -> Register {
    let mut text = "id,name,kind,history,fact.staff\n".to_owned();
    for (id, history, staff) in rows {
        let staff = match *staff {
            "" => String::new(),
            staff => format!("{staff} person; 2022-12-31; made up"),
        };
        text.push_str(&format!(
            "{id},Esimerkin yhdistys,association,{history},{staff}\n"
        ));
    }
    register(&text)
}

#[test]
fn only_what_is_no_longer_owed_is_taken_back() {
    let policy = policy(&POLICY.replace("RATE", "1").replace("JOINING", "0"));
    let member = "admitted 2000-01-01 stated";
    let left = "admitted 2000-01-01 stated; resigned 2022-05-10 effective 2022-12-31 stated";
    let unsettled = "admitted unknown unknown; resigned unknown unknown";
    let before = histories(&["a", "b", "c", "d", "e", "f"].map(|id| (id, member, "100")));
    let before = round(&policy, &before);
    let series = NumberSeries::try_new(issuer().business_id(), "2023-", 1).unwrap();
    let run = invoices(&before).run(&series, day("2023-06-01"), |_| None);
    let run = run.unwrap();
    let sent: BTreeMap<_, _> = run
        .invoices()
        .iter()
        .map(|one| (one.invoice().number().clone(), one.invoice().clone()))
        .collect();

    // The same; less; nothing; left; open; unsettled; and the row of `f` is lost.
    let after = histories(&[
        ("a", member, "100"),
        ("b", member, "0"),
        ("c", left, "100"),
        ("d", member, ""),
        ("e", unsettled, "100"),
    ]);
    let after = round(&policy, &after);
    assert_eq!(after.unsettled().len(), 1);
    let run = invoices(&after).run(run.series(), day("2023-10-02"), |number| {
        sent.get(number).cloned()
    });
    let run = run.unwrap();
    let steps = run.invoices().iter().map(|one| {
        let (payer, instalment) = one.key().split_once(' ').unwrap();
        (payer, instalment, one.step())
    });
    let expected = [
        ("a", RunStep::Untouched),
        ("b", RunStep::Credit),
        ("c", RunStep::Credit),
        ("d", RunStep::Held),
        ("e", RunStep::Held),
        ("f", RunStep::Held),
    ];
    let expected = expected
        .into_iter()
        .flat_map(|(payer, step)| ["1/2", "2/2"].map(|instalment| (payer, instalment, step)));
    assert_eq!(steps.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

#[test]
fn nothing_that_is_still_owed_is_not_credited() {
    let policy = policy(&POLICY.replace("RATE", "1").replace("JOINING", "0"));
    let register = staffed(&[0, 100]);
    let round = round(&policy, &register);
    let options = InvoiceRoundOptions::due_on(day("2023-07-01"));
    let draft = |options: &InvoiceRoundOptions| {
        InvoiceRound::draft(&round, issuer(), options, |_, receiver| receiver).unwrap()
    };
    let series = NumberSeries::try_new(issuer().business_id(), "2023-", 1).unwrap();
    let with_zero = draft(&options.clone().with_zero_amounts());
    let run = with_zero.run(&series, day("2023-06-01"), |_| None).unwrap();
    assert_eq!(run.count(RunStep::New), 3);
    let sent = run.invoices().to_vec();
    let archive = |number: &_| {
        let mut sent = sent.iter().map(|one| one.invoice());
        sent.find(|invoice| invoice.number() == number).cloned()
    };
    let again = draft(&options).run(run.series(), day("2023-06-02"), archive);
    let again = again.unwrap();
    assert_eq!(again.count(RunStep::Untouched), 3);
    assert_eq!(again.series(), run.series());
}

#[test]
fn dues_below_zero_are_told_all_at_once() {
    let policy = policy(
        &POLICY
            .replace("RATE", "1")
            .replace("JOINING", "0")
            .replace("0.01 *", "2 *"),
    );
    let register = staffed(&[0, 100, 3]);
    let round = round(&policy, &register);
    let options = InvoiceRoundOptions::due_on(day("2023-07-01"));
    let error =
        InvoiceRound::draft(&round, issuer(), &options, |_, receiver| receiver).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`m-001` -100.00 EUR, `m-002` -3.00 EUR: dues below zero cannot be invoiced: expected a policy that keeps them at \
         0 or above"
    );
}

#[test]
fn a_proposal_is_invoiced_for_a_trial_alone() {
    let text = POLICY.replace("RATE", "1").replace("JOINING", "1");
    let policy = policy(&text.replace("in-force", "proposed"));
    let register = staffed(&[100]);
    let round = round(&policy, &register);
    let options = InvoiceRoundOptions::due_on(day("2023-07-01"));
    let draft = |options: &InvoiceRoundOptions| {
        InvoiceRound::draft(&round, issuer(), options, |_, receiver| receiver)
    };
    let error = draft(&options).unwrap_err();
    assert!(
        matches!(error, InvoiceRoundError::Proposed { .. }),
        "{error}"
    );
    let trial = draft(&options.clone().with_proposals()).unwrap();
    assert_eq!(trial.total().unwrap(), round.total().unwrap());
    // In a number series it is not the round that will be decided.
    assert_eq!(trial.name(), "parts 2023 (proposed)");
}

/// Three associations; the register has an invoicing address of each, and of the last that it owes nothing.
const WITH_ADDRESSES: &str = "\
id,name,kind,history,invoicing_address,fact.staff
a,Esimerkin yhdistys,association,admitted 2000-01-01 stated,003712345671 / 003721291126,100 person; 2022-12-31; made up
b,Toinen yhdistys,association,admitted 2000-01-01 stated,\"PL 12, 99999 Esimerkkilä\",100 person; 2022-12-31; made up
c,Kolmas yhdistys,association,admitted 2000-01-01 stated,laskut@example.invalid,0 person; 2022-12-31; made up
";

#[test]
fn an_invoicing_address_that_is_not_used_is_told() {
    let policy = policy(&POLICY.replace("RATE", "1").replace("JOINING", "0"));
    let register = register(WITH_ADDRESSES);
    let round = round(&policy, &register);
    let options = InvoiceRoundOptions::due_on(day("2023-07-01"));
    let told = |options: &InvoiceRoundOptions, known: &str| {
        let invoices = InvoiceRound::draft(&round, issuer(), options, |member, receiver| {
            match (member.id().as_str() == known, known) {
                (true, "a") => receiver
                    .with_route(EInvoiceRoute::parse("003712345671", "003721291126").unwrap()),
                (true, _) => {
                    receiver.with_address(PostalAddress::try_new("PL 12", "99999", "Kylä").unwrap())
                }
                _ => receiver,
            }
        });
        let invoices = invoices.unwrap();
        let remarks = invoices.remarks().iter();
        remarks.map(|remark| remark.to_string()).collect::<Vec<_>>()
    };
    let why = "of the register is not on its invoice: it is free text, in which street, town and e-invoice address \
               cannot be told apart safely; write them into the billing file";
    let a = format!("a: the invoicing address `003712345671 / 003721291126` {why}");
    let b = format!("b: the invoicing address `PL 12, 99999 Esimerkkilä` {why}");
    let c = format!("c: the invoicing address `laskut@example.invalid` {why}");
    assert_eq!(told(&options, ""), [a.clone(), b.clone()]);
    // Who is known to the caller is not told of, whatever the register has.
    assert_eq!(told(&options, "a"), std::slice::from_ref(&b));
    assert_eq!(told(&options, "b"), std::slice::from_ref(&a));
    // Whoever owes nothing is told of where it gets an invoice of that.
    assert_eq!(told(&options.clone().with_zero_amounts(), ""), [a, b, c]);
}

#[test]
fn what_is_open_is_told_in_three_languages() {
    let policy = policy(&POLICY.replace("RATE", "1").replace("JOINING", "0"));
    let member = "admitted 2000-01-01 stated";
    let register = histories(&[("a", member, ""), ("b", member, "0")]);
    let round = round(&policy, &register);
    let options = InvoiceRoundOptions::due_on(day("2023-07-01"));
    let invoices = InvoiceRound::draft(&round, issuer(), &options, |_, receiver| receiver).unwrap();
    let [open, nothing] = invoices.not_invoiced() else {
        panic!("{:?}", invoices.not_invoiced());
    };
    assert_eq!(nothing.reasons(), []);
    let told = Language::ALL.map(|language| {
        let reasons = open.reasons().iter();
        let reasons = reasons.map(|reason| reason.in_language(language));
        reasons.collect::<Vec<_>>().join("; ")
    });
    assert_eq!(
        told,
        [
            "maksajan tieto puuttuu: staff",
            "uppgift om betalaren saknas: staff",
            "a fact of the payer is missing: staff",
        ]
    );
}

#[test]
fn a_correction_needs_a_later_due_day_and_is_told_so() {
    let text = POLICY.replace("RATE", "1").replace("JOINING", "0");
    let text = text.split_once("    [[instalment]]").unwrap().0;
    let policy = policy(text);
    let (before, after) = (staffed(&[100, 50]), staffed(&[200, 50]));
    let (before, after) = (round(&policy, &before), round(&policy, &after));
    let draft = |round, due| {
        let options = InvoiceRoundOptions::due_on(day(due));
        InvoiceRound::draft(round, issuer(), &options, |_, receiver| receiver).unwrap()
    };
    let series = NumberSeries::try_new(issuer().business_id(), "2023-", 1).unwrap();
    let sent = draft(&before, "2023-07-03").run(&series, day("2023-06-01"), |_| None);
    let sent = sent.unwrap();
    let archive = |number: &_| {
        let mut sent = sent.invoices().iter().map(|one| one.invoice());
        sent.find(|invoice| invoice.number() == number).cloned()
    };
    let autumn = day("2023-10-02");
    let error = draft(&after, "2023-07-03")
        .run(sent.series(), autumn, archive)
        .unwrap_err();
    // As a program shows it that ends with it.
    assert_eq!(
        format!("Error: {error:?}"),
        "Error: \nno invoice for `m-000`: it is due on 2023-07-03, before its own day 2023-10-02: expected that \
         day or a later one with `due_on`"
    );
    let run = draft(&after, "2023-11-01").run(sent.series(), autumn, archive);
    let run = run.unwrap();
    let steps = run.invoices().iter();
    let steps = steps.map(|one| (one.key(), one.step(), one.invoice().due().to_string()));
    let steps: Vec<_> = steps.collect();
    let steps: Vec<_> = steps
        .iter()
        .map(|(key, step, due)| (*key, *step, due.as_str()))
        .collect();
    assert_eq!(
        steps,
        [
            ("m-000", RunStep::Credit, "2023-10-02"),
            ("m-000", RunStep::Replacement, "2023-11-01"),
            ("m-001", RunStep::Untouched, "2023-07-03"),
        ]
    );
}

#[test]
fn a_name_that_no_document_can_hold_is_told_with_its_cause() {
    let policy = policy(&POLICY.replace("RATE", "1").replace("JOINING", "0"));
    let text = "id,name,kind,history,fact.staff\n\
                a,\u{ffff},association,admitted 2000-01-01 stated,100 person; 2022-12-31; made up\n";
    let register = register(text);
    let round = round(&policy, &register);
    let options = InvoiceRoundOptions::due_on(day("2023-07-01"));
    let error =
        InvoiceRound::draft(&round, issuer(), &options, |_, receiver| receiver).unwrap_err();
    let said = error.to_string();
    let cause = error.source().unwrap().to_string();
    assert_eq!(said, "member `a` is no receiver of an invoice");
    assert_eq!(
        cause,
        "the name of the receiver is blank: expected one, as in `Esimerkin kunta`"
    );
    assert_eq!(format!("{error:?}"), format!("\n{said}: {cause}"));
}
