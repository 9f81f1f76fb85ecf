//! The demonstration policies: what is found in them, and what payers owe by them.

use oske_dues::{Explanation, Facts, Outcome, Policy};
use oske_types::Language;

fn policy(name: &str) -> Policy {
    let path = format!(
        "{}/../../examples/data/policies/{name}.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).unwrap();
    Policy::from_toml(&format!("{name}.toml"), &text).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn the_option_has_exactly_one_uncovered_point() {
    let policy = policy("iso-2023-option");
    let findings = policy.findings();
    for f in &findings {
        println!("{f}");
    }
    let gaps: Vec<_> = findings
        .iter()
        .filter(|finding| finding.code() == "gap")
        .collect();
    assert_eq!(gaps.len(), 1);
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let e = year.explain(gaps[0].witness().unwrap());
    println!("{}", e.to_text(Language::English));
    println!("{}", e.to_json());
    let again = Explanation::from_json("x", &e.to_json()).unwrap();
    assert_eq!(again, e);
    let facts = Facts::new("a")
        .with_attribute("kind", "municipality")
        .with_measure("population", 5001);
    let e = year.explain(&facts);
    println!("{}", e.to_text(Language::Finnish));
    assert!(matches!(e.outcome(), Outcome::Assessed(_)));
    assert_eq!(e.replay().unwrap(), e.outcome().amount());
    let again = Explanation::from_json("x", &e.to_json()).unwrap();
    assert_eq!(again, e);
}
#[test]
fn others() {
    for n in ["iso-2022", "iso-2023-demo"] {
        let policy = policy(n);
        for f in policy.findings() {
            println!("{f}");
        }
    }
    let policy = policy("iso-2023-demo");
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let facts = Facts::new("county-20")
        .with_attribute("kind", "wellbeing_services_county")
        .with_measure("population", 70521);
    println!("{}", year.explain(&facts).to_text(Language::Swedish));
}
