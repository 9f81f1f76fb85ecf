//! What a policy has made of a payer, as drafts: what they say in three languages, when they are due, and that nothing of
//! the amount is lost.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use chrono::NaiveDate;
use common::{day, euros, issuer};
use oske_dues::{Explanation, Facts, Policy, PolicyYear};
use oske_invoice::{
    AssessedDues, FinvoiceEncoding, FinvoiceWriter, Invoice, InvoiceDraft, InvoiceLine, Receiver,
};
use oske_types::{Currency, Language, Money};
use proptest::prelude::*;

/// Dues by population, less for small ones, of an invented policy.
const POLICY: &str = r#"
format = "oske-policy"
version = 1
id = "esimerkki"
title = { fi = "Jäsenmaksut", sv = "Medlemsavgifter", en = "Membership dues" }
status = "in-force"
currency = "EUR"
dues_years = { from = "2026" }
rounding = "half-up to 0.01"
unit.inhabitant = { name = { fi = "asukas", sv = "invånare", en = "inhabitant" }, many = { fi = "asukasta", sv = "invånare", en = "inhabitants" } }
param.rate = { unit = "EUR/inhabitant", value = "0.05" }
[decision]
by = { fi = "vuosikokous", sv = "årsmötet", en = "annual meeting" }
on = "2025-11-20"
rule = "6 §"
[line.dues]
name = { fi = "jäsenmaksu", sv = "medlemsavgift", en = "membership dues" }
[line.reduction]
name = { fi = "alennus", sv = "avdrag", en = "reduction" }
optional = true
[fact.population]
name = { fi = "asukasluku", sv = "invånarantal", en = "population" }
unit = "inhabitant"
step = "1"
least = "0"
most = "10000000"
[[rule]]
id = "municipalities"
name = { fi = "kunnat", sv = "kommuner", en = "municipalities" }
pays = "rate * population"
[[rule]]
id = "small"
name = { fi = "alle 2 000 asukkaan kunnat", sv = "kommuner med under 2 000 invånare", en = "municipalities of less than 2,000" }
line = "reduction"
when = "population < 2000 inhabitant and population > 1000 inhabitant"
pays = "-20 EUR"
"#;

const HALVES: &str = r#"
[[instalment]]
share = "1/2"
due = "06-30"
[[instalment]]
share = "1/2"
due = "11-30"
"#;

fn policy(text: &str) -> Policy {
    Policy::from_toml("policy.toml", text).unwrap_or_else(|faults| panic!("{faults}"))
}

fn of_2026(policy: &Policy) -> PolicyYear<'_> {
    policy.for_year("2026".parse().unwrap()).unwrap()
}

fn town(population: i64) -> Facts {
    let on = Some(day("2025-12-31"));
    Facts::new("M-017").with_measure_from("population", population, on, None)
}

fn explained(year: &PolicyYear<'_>, population: i64) -> Explanation {
    year.explain(&town(population))
}

fn receiver(language: Language) -> Receiver {
    Receiver::try_new("M-017", "Esimerkin kunta", language).unwrap()
}

/// The drafts for a town, due on a day.
fn drafts(text: &str, language: Language, population: i64, due: NaiveDate) -> Vec<InvoiceDraft> {
    let policy = policy(text);
    let year = of_2026(&policy);
    let explanation = explained(&year, population);
    let dues = AssessedDues::of(&year, &explanation).unwrap();
    dues.drafts(issuer(), &receiver(language), due).unwrap()
}

fn issued(drafts: &[InvoiceDraft]) -> Vec<Invoice> {
    let issued = (1_u32..).zip(drafts).map(|(number, draft)| {
        let number = format!("2026-{number:04}").parse().unwrap();
        draft.issue(number, day("2026-06-01")).unwrap()
    });
    issued.collect()
}

fn first_grounds(text: &str) -> [String; 3] {
    let policy = policy(text);
    let year = of_2026(&policy);
    let explanation = explained(&year, 5_644);
    let dues = AssessedDues::of(&year, &explanation).unwrap();
    Language::ALL.map(|language| dues.grounds(language)[0].clone())
}

/// Everything that the lines say: their names, then why.
fn lines_of(invoice: &Invoice) -> Vec<String> {
    let lines = invoice.lines().iter().map(|line| {
        let why = line.explanation().unwrap_or_default();
        format!("{} | {} | {why}", line.name(), line.amount())
    });
    lines.collect()
}

/// The line that needs no declaration is called as it is in explanations and findings.
#[test]
fn a_line_without_words_is_called_dues() {
    let declared = "[line.dues]\nname = { fi = \"jäsenmaksu\", sv = \"medlemsavgift\", en = \"membership dues\" }\n";
    let text = POLICY.replace(declared, "");
    assert_ne!(text, POLICY);
    let told = Language::ALL.map(|language| {
        let drafts = drafts(&text, language, 5_644, day("2026-07-01"));
        issued(&drafts)[0].lines()[0].name().to_owned()
    });
    assert_eq!(told, ["Jäsenmaksu 2026", "Medlemsavgift 2026", "Dues 2026"]);
}

#[test]
fn the_decision_and_the_rule_are_two_things() {
    assert_eq!(
        first_grounds(POLICY),
        [
            "Jäsenmaksut; päätös: vuosikokous 20.11.2025; sääntöjen 6 §",
            "Medlemsavgifter; beslut: årsmötet 20.11.2025; stadgarnas 6 §",
            "Membership dues; decision: annual meeting 20 November 2025; section 6 of the rules",
        ]
    );
    let moment = POLICY.replace("\"6 §\"", "\"6 §:n 2 momentti\"");
    assert_eq!(
        first_grounds(&moment).map(|ground| ground.rsplit("; ").next().unwrap().to_owned()),
        [
            "sääntöjen 6 §:n 2 momentti",
            "stadgarnas 6 § 2 mom.",
            "section 6, subsection 2 of the rules",
        ]
    );
    for named in [
        "sääntöjen 6 §",
        "6 § i stadgarna",
        "section 6 of the rules",
        "taloussääntö 4 §",
        "kokouksen työjärjestys",
    ] {
        let text = POLICY.replace("\"6 §\"", &format!("\"{named}\""));
        for ground in first_grounds(&text) {
            assert!(ground.ends_with(&format!("; {named}")), "{ground}");
        }
    }
}

#[test]
fn what_of_a_decision_is_not_told_leaves_nothing_behind() {
    let alone = POLICY.replace("rule = \"6 §\"", "");
    assert_eq!(
        first_grounds(&alone)[0],
        "Jäsenmaksut; päätös: vuosikokous 20.11.2025"
    );
    let rule = POLICY.replace("on = \"2025-11-20\"", "").replace(
        "by = { fi = \"vuosikokous\", sv = \"årsmötet\", en = \"annual meeting\" }",
        "",
    );
    assert_eq!(first_grounds(&rule)[0], "Jäsenmaksut; sääntöjen 6 §");
}

#[test]
fn every_line_explains_itself() {
    let told = |language| {
        let drafts = drafts(POLICY, language, 1_901, day("2026-07-01"));
        lines_of(&issued(&drafts)[0])
    };
    assert_eq!(
        told(Language::Finnish),
        [
            "Jäsenmaksu 2026 | 95.05 EUR | kunnat: 0,05 €/asukas × 1 901 asukasta (31.12.2025) = 95,05 €",
            "Alennus 2026 | -20.00 EUR | alle 2 000 asukkaan kunnat: -20,00 €",
        ]
    );
    assert_eq!(
        told(Language::Swedish),
        [
            "Medlemsavgift 2026 | 95.05 EUR | kommuner: 0,05 €/invånare × 1 901 invånare (31.12.2025) = 95,05 €",
            "Avdrag 2026 | -20.00 EUR | kommuner med under 2 000 invånare: -20,00 €",
        ]
    );
    assert_eq!(
        told(Language::English),
        [
            "Membership dues 2026 | 95.05 EUR | municipalities: 0.05 €/inhabitant × 1,901 inhabitants (31 December 2025) = €95.05",
            "Reduction 2026 | -20.00 EUR | municipalities of less than 2,000: -€20.00",
        ]
    );
}

/// The lines have said it; a joint remark beside them would say it again.
#[test]
fn grounds_of_several_lines_do_not_repeat_them() {
    let drafts = drafts(POLICY, Language::Finnish, 1_901, day("2026-07-01"));
    let [invoice] = issued(&drafts).try_into().unwrap();
    assert_eq!(
        invoice.notes(),
        ["Jäsenmaksut; päätös: vuosikokous 20.11.2025; sääntöjen 6 §"]
    );
}

#[test]
fn signs_of_explanations_fit_into_both_encodings() {
    let thirds = POLICY.replace(
        "rate * population",
        "round(rate * population / 7, 0.10 EUR) / 3 + (if population != 1 inhabitant then 1 EUR else 2 EUR)",
    );
    for language in Language::ALL {
        let drafts = drafts(&thirds, language, 5_644, day("2026-07-01"));
        let invoice = &issued(&drafts)[0];
        let writer = FinvoiceWriter::new().in_encoding(FinvoiceEncoding::Iso8859Part15);
        writer.to_bytes(invoice).unwrap();
    }
}

#[test]
fn an_instalment_says_that_it_is_a_part() {
    let halves = format!("{POLICY}{HALVES}");
    let told = |language| {
        let drafts = drafts(&halves, language, 5_644, day("2026-06-01"));
        issued(&drafts)
            .iter()
            .flat_map(lines_of)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told(Language::Finnish),
        [
            "Jäsenmaksu 2026 | 141.10 EUR | erä 1/2, koko määrä 282,20 €: kunnat: 0,05 €/asukas × 5 644 asukasta (31.12.2025) = 282,20 €",
            "Jäsenmaksu 2026 | 141.10 EUR | erä 2/2, koko määrä 282,20 €: kunnat: 0,05 €/asukas × 5 644 asukasta (31.12.2025) = 282,20 €",
        ]
    );
    assert_eq!(
        told(Language::Swedish)[0],
        "Medlemsavgift 2026 | 141.10 EUR | rat 1/2, hela beloppet 282,20 €: kommuner: 0,05 €/invånare × 5 644 invånare (31.12.2025) = 282,20 €"
    );
    assert_eq!(
        told(Language::English)[1],
        "Membership dues 2026 | 141.10 EUR | instalment 2/2, whole amount €282.20: municipalities: 0.05 €/inhabitant × 5,644 inhabitants (31 December 2025) = €282.20"
    );
}

/// What stands whole in one instalment is no part.
#[test]
fn a_whole_line_of_an_instalment_keeps_its_explanation() {
    let halves = format!("{POLICY}{HALVES}");
    let drafts = drafts(&halves, Language::Finnish, 1_901, day("2026-06-01"));
    let [first, second] = issued(&drafts).try_into().unwrap();
    assert_eq!(
        lines_of(&first),
        [
            "Jäsenmaksu 2026 | 57.53 EUR | erä 1/2, koko määrä 95,05 €: kunnat: 0,05 €/asukas × 1 901 asukasta (31.12.2025) = 95,05 €",
            "Alennus 2026 | -20.00 EUR | alle 2 000 asukkaan kunnat: -20,00 €",
        ]
    );
    assert_eq!(second.total(), euros(3_752));
}

#[test]
fn an_instalment_of_nothing_is_left_out() {
    let cent = format!("{POLICY}{HALVES}").replace("rate * population", "0.01 EUR");
    let drafts = drafts(&cent, Language::Finnish, 5_644, day("2026-06-01"));
    let [only] = issued(&drafts).try_into().unwrap();
    assert_eq!((only.total(), only.due()), (euros(1), day("2026-06-30")));
    assert!(!only.notes().iter().any(|note| note.contains("erä")));
    assert_eq!(only.lines()[0].explanation(), Some("kunnat: 0,01 €"));

    // Of three, two are left, and are numbered so.
    let thirds = cent
        .replace("0.01 EUR", "0.02 EUR")
        .replace("share = \"1/2\"", "share = \"1/3\"");
    let thirds = format!("{thirds}\n[[instalment]]\nshare = \"1/3\"\ndue = \"12-31\"\n");
    let drafts = self::drafts(&thirds, Language::Finnish, 5_644, day("2026-06-01"));
    let notes = issued(&drafts);
    let notes: Vec<&str> = notes
        .iter()
        .map(|invoice| invoice.notes()[1].as_str())
        .collect();
    assert_eq!(notes, ["erä 1/2", "erä 2/2"]);
}

#[test]
fn nothing_owed_is_one_draft_of_nothing() {
    let nothing = format!("{POLICY}{HALVES}");
    let drafts = drafts(&nothing, Language::Finnish, 0, day("2026-06-01"));
    let [only] = issued(&drafts).try_into().unwrap();
    assert_eq!(only.total(), euros(0));
}

#[test]
fn no_instalment_is_due_before_the_day_that_the_caller_gives() {
    let halves = format!("{POLICY}{HALVES}");
    let dues_on = |due: &str| -> Vec<NaiveDate> {
        let drafts = drafts(&halves, Language::Finnish, 5_644, day(due));
        drafts.iter().filter_map(InvoiceDraft::due).collect()
    };
    assert_eq!(
        dues_on("2026-06-01"),
        [day("2026-06-30"), day("2026-11-30")]
    );
    // The fourth of July is a Saturday.
    assert_eq!(
        dues_on("2026-07-04"),
        [day("2026-07-06"), day("2026-11-30")]
    );
    assert_eq!(
        dues_on("2026-12-01"),
        [day("2026-12-01"), day("2026-12-01")]
    );

    let alone = |due: &str| {
        let drafts = drafts(POLICY, Language::Finnish, 5_644, day(due));
        drafts[0].due()
    };
    assert_eq!(alone("2026-07-04"), Some(day("2026-07-06")));
    let once = format!("{POLICY}\n[[instalment]]\nshare = \"1\"\ndue = \"06-30\"\n");
    for (due, expected) in [("2026-06-01", "2026-06-30"), ("2026-08-03", "2026-08-03")] {
        let drafts = drafts(&once, Language::Finnish, 5_644, day(due));
        assert_eq!(drafts[0].due(), Some(day(expected)));
    }
}

#[test]
fn a_year_that_the_line_names_is_not_said_twice() {
    let name = |fi: &str| {
        let text = POLICY.replace("fi = \"jäsenmaksu\"", &format!("fi = \"{fi}\""));
        let drafts = drafts(&text, Language::Finnish, 5_644, day("2026-07-01"));
        drafts[0].lines()[0].name().to_owned()
    };
    assert_eq!(name("jäsenmaksu 2026"), "Jäsenmaksu 2026");
    assert_eq!(name("vuoden 2026 jäsenmaksu"), "Vuoden 2026 jäsenmaksu");
    assert_eq!(
        name("jäsenmaksu, sarja 12026"),
        "Jäsenmaksu, sarja 12026 2026"
    );
}

fn total(drafts: &[InvoiceDraft]) -> Money {
    let lines = drafts.iter().flat_map(InvoiceDraft::lines);
    Money::total(Currency::EUR, lines.map(InvoiceLine::amount)).unwrap()
}

proptest! {
    #[test]
    fn instalments_are_the_whole_and_each_can_be_issued(
        cents in 0_i64..1_000,
        shares in proptest::collection::vec(1_u8..20, 1..6),
        off in 0_i64..1_000,
    ) {
        let whole: u32 = shares.iter().copied().map(u32::from).sum();
        let off = off.min(cents);
        let euros_of = |cents: i64| format!("{}.{:02} EUR", cents / 100, cents % 100);
        let mut text = POLICY.replace("rate * population", &euros_of(cents));
        text = text.replace("-20 EUR", &format!("-{}", euros_of(off)));
        for share in &shares {
            text.push_str(&format!("\n[[instalment]]\nshare = \"{share}/{whole}\"\ndue = \"06-30\"\n"));
        }
        let drafts = drafts(&text, Language::Finnish, 1_901, day("2026-07-01"));
        prop_assert_eq!(total(&drafts), euros(cents - off));
        for invoice in issued(&drafts) {
            prop_assert!(cents == off || !invoice.total().is_zero());
        }
    }
}
