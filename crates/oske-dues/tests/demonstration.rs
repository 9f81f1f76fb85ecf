//! The demonstration policies: what is found in them, and what payers owe by them.
#![cfg(feature = "toml")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use chrono::NaiveDate;
use oske_dues::{Facts, Finding, Outcome, Place, Policy, PolicyYear};
use oske_types::Language;
use support::{demonstration, demonstration_text, in_year};

fn municipality(population: u32) -> Facts {
    payer("municipality", population)
}

/// As the example's register gives them: with the day and the source of the population.
fn payer(kind: &str, population: u32) -> Facts {
    Facts::new(format!("a-{}", kind.replace('_', "-")))
        .with_attribute("kind", kind)
        .with_measure_from(
            "population",
            population,
            NaiveDate::from_ymd_opt(2022, 12, 31),
            Some("Statistics Finland, 11ra".to_owned()),
        )
}

/// The amount, or the status and what it rests on.
fn told(year: &PolicyYear<'_>, facts: &Facts) -> String {
    let outcome = year.assess(facts).outcome().clone();
    match outcome.amount() {
        Some(amount) => amount.to_string(),
        None => {
            let subjects: Vec<&str> = outcome
                .reasons()
                .iter()
                .filter_map(oske_dues::Reason::subject)
                .collect();
            format!("{}: {}", outcome.status(), subjects.join(", "))
        }
    }
}

fn with_code<'f>(findings: &'f [Finding], code: &str) -> Vec<&'f Finding> {
    findings
        .iter()
        .filter(|finding| finding.code() == code)
        .collect()
}

fn codes(policy: &Policy) -> Vec<&'static str> {
    let findings = policy.findings();
    findings.iter().map(Finding::code).collect()
}

#[test]
fn the_option_has_exactly_one_uncovered_point_and_says_where() {
    let policy = demonstration("iso-2023-option");
    let findings = policy.findings();
    let gaps = with_code(&findings, "gap");
    let [gap] = gaps.as_slice() else {
        panic!("one gap: {gaps:?}")
    };

    let stretch = &gap.payers().stretches()[0];
    let interval = stretch.interval();
    assert_eq!(stretch.measure().name(), "population");
    assert_eq!(stretch.in_language(Language::Finnish), "tasan 5\u{a0}000");
    assert_eq!(interval.lower(), Some((5000.into(), true)));
    assert_eq!(interval.upper(), Some((5000.into(), true)));
    let choices: Vec<_> = gap.payers().choices().collect();
    let [(attribute, values)] = choices.as_slice() else {
        panic!("one attribute: {gap:?}")
    };
    let values: Vec<&str> = values.iter().map(oske_dues::Label::name).collect();
    assert_eq!((attribute.name(), values), ("kind", vec!["municipality"]));

    // The row behind the gap, as it stands in the file.
    assert_eq!(gap.file(), Some("iso-2023-option.toml"));
    assert_eq!(
        gap.place(),
        Some(Place {
            line: 95,
            column: 5
        })
    );
    let text = demonstration_text("iso-2023-option");
    let row = text.lines().nth(94).unwrap();
    assert!(
        row.starts_with(r#"    { over = "5000", pays = "550""#),
        "{row}"
    );

    // What the finding shows is what assessing gives.
    let year = in_year(&policy, 2023);
    assert!(matches!(
        year.assess(gap.witness().unwrap()).outcome(),
        Outcome::NotCovered(_)
    ));
}

#[test]
fn the_option_covers_all_municipalities_but_that_of_5000() {
    let policy = demonstration("iso-2023-option");
    let year = in_year(&policy, 2023);
    assert_eq!(told(&year, &municipality(0)), "110.00 EUR");
    assert_eq!(told(&year, &municipality(4999)), "110.00 EUR");
    assert_eq!(
        told(&year, &municipality(5000)),
        "not_covered: municipal_fee"
    );
    assert_eq!(told(&year, &municipality(5001)), "550.00 EUR");
    assert_eq!(told(&year, &municipality(10_000_000)), "550.00 EUR");
}

#[test]
fn the_option_cannot_charge_a_county_without_its_rate() {
    let policy = demonstration("iso-2023-option");
    let year = in_year(&policy, 2023);
    let county = payer("wellbeing_services_county", 70_521);
    assert_eq!(told(&year, &county), "undetermined: county_rate");
    assert!(year.assess(&county).charges_residents());
}

#[test]
fn in_2022_municipalities_cannot_be_charged_without_their_rate() {
    let policy = demonstration("iso-2022");
    let year = in_year(&policy, 2022);
    for kind in ["municipality", "joint_authority"] {
        let told = told(&year, &payer(kind, 4999));
        assert_eq!(told, "undetermined: municipal_rate");
    }
    assert_eq!(told(&year, &payer("association", 1)), "110.00 EUR");
    assert_eq!(told(&year, &payer("university", 1)), "550.00 EUR");
    assert_eq!(
        told(&year, &payer("private_person", 1)),
        "undetermined: private_person_fee"
    );
    assert_eq!(
        codes(&policy),
        ["no-rule", "unknown-parameter", "unknown-parameter"]
    );
    // The counties did not exist yet.
    assert_eq!(
        told(&year, &payer("wellbeing_services_county", 70_521)),
        "not_covered: dues"
    );
}

#[test]
fn with_a_made_up_rate_and_the_gap_closed_only_private_persons_are_open() {
    let policy = demonstration("iso-2023-demo");
    let year = in_year(&policy, 2023);
    assert_eq!(told(&year, &municipality(4999)), "110.00 EUR");
    assert_eq!(told(&year, &municipality(5000)), "550.00 EUR");
    // 70,521 at 0.05 €.
    let county = payer("wellbeing_services_county", 70_521);
    assert_eq!(told(&year, &county), "3526.05 EUR");
    assert_eq!(
        codes(&policy),
        ["not-decided", "no-rule", "unknown-parameter"]
    );
}

#[test]
fn findings_are_told_in_three_languages() {
    for id in ["iso-2022", "iso-2023-demo", "iso-2023-option"] {
        let policy = demonstration(id);
        let mut lines = Vec::new();
        for finding in policy.findings() {
            let place = finding.place().unwrap();
            lines.push(format!(
                "{place} {} [{}]",
                finding.severity(),
                finding.code()
            ));
            for language in Language::ALL {
                let help = finding.help(language);
                let help = help.map_or_else(String::new, |help| format!("; {help}"));
                let message = finding.message(language);
                lines.push(format!("  {language}: {message}{help}"));
            }
        }
        insta::assert_snapshot!(format!("findings_of_{id}"), lines.join("\n"));
    }
}

#[test]
fn explanations_are_told_in_three_languages() {
    let policies = ["iso-2022", "iso-2023-option", "iso-2023-demo"].map(demonstration);
    let [before, option, demo] = &policies;
    let payers = [
        (
            "rate_unknown",
            before,
            2022,
            payer("joint_authority", 12_000),
        ),
        ("not_covered", option, 2023, municipality(5000)),
        ("row", option, 2023, municipality(4999)),
        ("flat", option, 2023, payer("foundation", 0)),
        (
            "rate",
            demo,
            2023,
            payer("wellbeing_services_county", 70_521),
        ),
        (
            "invalid",
            demo,
            2023,
            Facts::new("a-typing-error")
                .with_attribute("kind", "municipalty")
                .with_measure("popluation", 3),
        ),
        ("fact_missing", demo, 2023, Facts::new("a-newcomer")),
    ];
    for (name, policy, year, facts) in payers {
        let explanation = in_year(policy, year).explain(&facts);
        let texts = Language::ALL.map(|language| explanation.to_text(language));
        insta::assert_snapshot!(format!("explanation_{name}"), texts.join("\n\n"));
    }
}
