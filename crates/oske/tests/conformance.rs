//! Generated rounds as invoices: `cargo xtask conformance` lets them be written and judged by the validators of others.
//!
//! Everybody in them is invented, and so are the tariffs.
#![cfg(feature = "invoice")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use oske::data::ATLAS;
use oske::domain::Register;
use oske::dues::Policy;
use oske::invoice::{
    BillingBook, FinvoiceEncoding, FinvoiceWriter, Invoice, InvoiceDraft, InvoiceLine,
    InvoiceNumber, InvoiceRound, InvoiceRoundOptions, InvoiceRun, Issuer, NumberSeries, RunStep,
    UblWriter, VatTreatment, read_finvoice,
};
use oske::statute::Reference;
use oske::types::{Language, Money, Text};
use oske::{Round, RoundOptions};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Dues by staff, a joining fee, and something taken off.
const POLICY: &str = r#"
    format = "oske-policy"
    version = 1
    id = "generated"
    title = { fi = "Maksut & <erät>", sv = "Avgifter \"i rater\"", en = "Dues, 'in parts'" }
    status = "in-force"
    currency = "EUR"
    dues_years = { from = "2026" }
    rounding = "half-up to 0.01"
    decision = { by = { fi = "syyskokous", sv = "höstmötet", en = "autumn meeting" }, on = "2025-11-20", rule = "6 §" }
    unit.person = { name = { fi = "henkilö", sv = "person", en = "person" } }
    fact.staff = { name = { fi = "henkilöstö", sv = "personal", en = "staff" }, unit = "person", step = "1", least = "0", most = "1000000" }
    line.dues = { name = { fi = "jäsenmaksu", sv = "medlemsavgift", en = "dues" } }
    line.joining = { name = { fi = "liittymismaksu", sv = "inträdesavgift", en = "joining fee" } }
    line.discount = { name = { fi = "hyvitys <&>", sv = "avdrag", en = "reduction" } }
    param.rate = { unit = "EUR/person", value = "RATE" }
    [[rule]]
    id = "staff"
    name = { fi = "henkilöstön \"määrä\" & maksu", sv = "enligt <personal>", en = "by the staff's number" }
    pays = "rate * staff"
    [[rule]]
    id = "joining"
    line = "joining"
    pays = "JOINING EUR"
    [[rule]]
    id = "reduction"
    line = "discount"
    pays = "0 EUR - 0.01 * rate * staff"
"#;

const ISSUER: &str = r#"
    format = "oske-issuer"
    version = 1
    name = "Esimerkki & <kumppanit> \"Åäö\" ry"
    business_id = "9000000-3"
    vat_number = "FI90000003"
    home_town = "Esimerkkilä"
    [[account]]
    iban = "FI21 1234 5600 0007 85"
    [address]
    street = "Esimerkkikatu 1"
    post_code = "99991"
    town = "ESIMERKKILÄ"
    [e_invoice]
    address = "003790000003"
    intermediator = "003790000900"
"#;

/// Business ids beyond those that have been given out, with the OVT codes that follow from them.
const IDS: [(&str, &str); 3] = [
    ("9000001-1", "003790000011"),
    ("9000003-8", "003790000038"),
    ("9000004-6", "003790000046"),
];

/// A member on its way into a register.
#[derive(Debug, Clone)]
struct Drawn {
    name: String,
    language: Language,
    staff: u32,
    staff_later: u32,
    leaves: bool,
}

/// A round on its way.
#[derive(Debug, Clone)]
struct DrawnRound {
    members: Vec<Drawn>,
    rate: u32,
    joining: u32,
    instalments: usize,
    vat: VatTreatment,
    zero_amounts: bool,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A name of one to some two hundred letters, awkward ones among them.
fn name() -> impl Strategy<Value = String> {
    let word = "[a-zåäöæß&<>\"'Š€éÅÄÖ.,()/-]{1,12}";
    let words = prop_oneof![4 => 1_usize..5, 1 => 30_usize..34];
    let words = words.prop_flat_map(move |count| proptest::collection::vec(word, count));
    words.prop_map(|words| {
        format!("Ky {}", words.join(" "))
            .chars()
            .take(200)
            .collect()
    })
}

fn member() -> impl Strategy<Value = Drawn> {
    let staff = || prop_oneof![1 => Just(0), 4 => 0_u32..10_000];
    let language = proptest::sample::select(Language::ALL.to_vec());
    (name(), language, staff(), staff(), 0_u8..6, any::<bool>()).prop_map(
        |(name, language, staff, later, leaves, changes)| Drawn {
            name,
            language,
            staff,
            staff_later: if changes { later } else { staff },
            leaves: leaves == 0,
        },
    )
}

fn vat() -> impl Strategy<Value = VatTreatment> {
    let law = Reference::parse("arvonlisäverolaki 39 §").unwrap();
    let reason = Text::new("Koulutus", "Utbildning", "Education");
    prop_oneof![
        6 => Just(VatTreatment::membership_dues()),
        1 => Just(VatTreatment::exempt(&reason, &law)),
        1 => Just(VatTreatment::standard("25.5".parse().unwrap(), &reason, &law)),
    ]
}

fn drawn_round() -> impl Strategy<Value = DrawnRound> {
    let members = proptest::collection::vec(member(), 1..=2);
    let rate = prop_oneof![1 => Just(0), 6 => 0_u32..20_000];
    let joining = prop_oneof![1 => Just(0), 1 => 0_u32..100];
    let rest = (1_usize..=3, vat(), any::<bool>());
    (members, rate, joining, rest).prop_map(
        |(members, rate, joining, (instalments, vat, zero_amounts))| DrawnRound {
            members,
            rate,
            joining,
            instalments,
            vat,
            zero_amounts,
        },
    )
}

impl DrawnRound {
    fn policy(&self) -> Policy {
        let rate = format!("{}.{:03}", self.rate / 1000, self.rate % 1000);
        let joining = self.joining.to_string();
        let mut text = POLICY.replace("RATE", &rate).replace("JOINING", &joining);
        if self.instalments > 1 {
            for (month, _) in (6..).zip(0..self.instalments) {
                let share = format!("1/{}", self.instalments);
                text.push_str(&format!(
                    "[[instalment]]\nshare = \"{share}\"\ndue = \"{month:02}-24\"\n"
                ));
            }
        }
        Policy::from_toml("policy.toml", &text).unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn register(&self, later: bool) -> Register {
        let mut text = "id,name,kind,business_id,language,history,fact.staff\n".to_owned();
        for (place, member) in self.members.iter().enumerate() {
            if later && member.leaves {
                continue;
            }
            let (id, _) = IDS[place];
            let name = member.name.replace('"', "\"\"");
            let staff = if later {
                member.staff_later
            } else {
                member.staff
            };
            let language = member.language.code();
            text.push_str(&format!(
                "m-{place},\"{name}\",association,{id},{language},admitted 2000-01-01 stated,{staff} person; 2025-12-31; made up\n"
            ));
        }
        Register::from_csv("register.csv", text.as_bytes())
            .unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn billing(&self) -> BillingBook {
        let mut text = "id,street,line_2,post_code,town,e_invoice_address,intermediator,buyer_reference,order\n".to_owned();
        for (place, (_, ovt)) in IDS.iter().enumerate().take(self.members.len()) {
            text.push_str(&format!(
                "m-{place},\"Katu <{place}> & \"\"piha\"\"\",PL {place},9999{place},ÅÄÖ & <KYLÄ>,{ovt},003790000900,KP <{place}> & 1,OT-{place}\n"
            ));
        }
        BillingBook::from_csv("billing.csv", text.as_bytes())
            .unwrap_or_else(|faults| panic!("{faults}"))
    }

    /// The invoices of the round, and of a run after members have changed or left.
    fn invoices(&self) -> Vec<Invoice> {
        let policy = self.policy();
        let billing = self.billing();
        let issuer =
            Issuer::from_toml("issuer.toml", ISSUER).unwrap_or_else(|faults| panic!("{faults}"));
        let mut options = InvoiceRoundOptions::due_on(day("2026-07-04"))
            .with_interest("9.5".parse().unwrap())
            .with_vat(self.vat.clone());
        options.zero_amounts = self.zero_amounts;
        let mut series = NumberSeries::try_new(issuer.business_id(), "2026-", 1).unwrap();
        // What was sent, as it is read back.
        let mut sent: BTreeMap<InvoiceNumber, Invoice> = BTreeMap::new();
        for (later, date) in [(false, "2026-06-01"), (true, "2026-06-15")] {
            let register = self.register(later);
            let year = policy.for_year("2026".parse().unwrap()).unwrap();
            let of_year = RoundOptions::for_year(year.year());
            let round = Round::assess(year, &register, &ATLAS, of_year).unwrap();
            let complete = |_: &_, receiver| billing.complete(receiver);
            let drafted = InvoiceRound::draft(&round, issuer.clone(), &options, complete).unwrap();
            let run = drafted
                .run(&series, day(date), |number| sent.get(number).cloned())
                .unwrap();
            assert_eq!(standing(&run, &round), round.total().unwrap());
            for one in run.invoices() {
                let document = FinvoiceWriter::new().to_bytes(one.invoice()).unwrap();
                let read = read_finvoice(&document).unwrap();
                assert_eq!(read, *one.invoice());
                sent.insert(read.number().clone(), read);
            }
            series = run.into_series();
        }
        let part = sent
            .values()
            .find_map(|invoice| partial_credit(invoice, &series));
        sent.into_values().chain(part).collect()
    }
}

/// What the invoices that stand after a run add up to.
fn standing(run: &InvoiceRun, round: &Round<'_>) -> Money {
    let standing = run
        .invoices()
        .iter()
        .filter(|one| !matches!(one.step(), RunStep::Credit | RunStep::Held));
    let amounts = standing.map(|one| one.invoice().total_without_vat());
    Money::total(round.total().unwrap().currency(), amounts).unwrap()
}

/// A credit note of half of the first line of an invoice.
fn partial_credit(invoice: &Invoice, series: &NumberSeries) -> Option<Invoice> {
    if invoice.credits().is_some() {
        return None;
    }
    let line = invoice.lines().first()?;
    let half = Money::from_minor(line.amount().minor() / 2, invoice.currency());
    let line = InvoiceLine::new(line.name(), half).with_vat(line.vat().clone());
    let draft = InvoiceDraft::new(
        invoice.issuer().clone(),
        invoice.receiver().clone(),
        invoice.currency(),
    );
    let draft = draft
        .with_line(line)
        .crediting(invoice)
        .due_on(day("2026-12-28"));
    // Of an invoice from which more was taken off than this, no such credit can be made.
    draft
        .issue(series.next_number().unwrap(), day("2026-06-20"))
        .ok()
}

/// The rounds of one seed.
fn generated(count: usize) -> Vec<DrawnRound> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = drawn_round();
    let draw = |_| strategy.new_tree(&mut runner).unwrap().current();
    (0..count).map(draw).collect()
}

fn write(folder: &Path, name: &str, invoice: &Invoice, encoding: FinvoiceEncoding) {
    let finvoice = FinvoiceWriter::new()
        .in_encoding(encoding)
        .to_bytes(invoice);
    std::fs::write(
        folder.join(format!("{name}-finvoice.xml")),
        finvoice.unwrap(),
    )
    .unwrap();
    let ubl = UblWriter::new().to_bytes(invoice).unwrap();
    std::fs::write(folder.join(format!("{name}-ubl.xml")), ubl).unwrap();
}

/// Writes into the folder `OSKE_CONFORMANCE`, of `OSKE_CONFORMANCE_CASES` rounds.
#[test]
#[ignore = "writes documents for `cargo xtask conformance`"]
fn rounds_for_the_validators() {
    let folder = PathBuf::from(std::env::var_os("OSKE_CONFORMANCE").unwrap());
    let cases = std::env::var("OSKE_CONFORMANCE_CASES").unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    for (place, round) in generated(cases.parse().unwrap()).iter().enumerate() {
        let encoding = match place % 2 {
            0 => FinvoiceEncoding::Utf8,
            _ => FinvoiceEncoding::Iso8859Part15,
        };
        for invoice in round.invoices() {
            let name = format!("round-{place:05}-{}", invoice.number());
            write(&folder, &name, &invoice, encoding);
        }
    }
}

#[test]
fn generated_rounds_have_credits_instalments_zeros_and_long_names() {
    let rounds = generated(40);
    let invoices: Vec<Invoice> = rounds.iter().flat_map(DrawnRound::invoices).collect();
    let count = |holds: &dyn Fn(&Invoice) -> bool| invoices.iter().filter(|one| holds(one)).count();
    assert!(count(&|one| one.credits().is_some()) >= 20);
    assert!(count(&|one| one.total().is_zero()) >= 5);
    assert!(count(&|one| one.receiver().name().chars().count() > 150) >= 5);
    assert!(count(&|one| one.lines().iter().any(|line| line.quantity() < 0)) >= 20);
    assert!(rounds.iter().filter(|round| round.instalments > 1).count() >= 10);
    assert!(count(&|one| !one.is_outside_vat()) >= 5);
}
