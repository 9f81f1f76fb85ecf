//! Checks a policy, assesses three members, and compares it with a proposal.

use std::error::Error;

use oske::dues::compare::Comparison;
use oske::dues::{Facts, Policy};
use oske::types::Language;

fn main() -> Result<(), Box<dyn Error>> {
    let mut policies = Vec::new();
    for name in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&name).map_err(|error| format!("{name}: {error}"))?;
        policies.push(Policy::from_toml(&name, &text)?);
    }
    let policy = policies.first().ok_or("expected a file with a policy")?;

    // What is wrong with it, before anyone is charged.
    for finding in policy.findings() {
        println!("{finding}");
    }

    // What each member owes, and why.
    let year = policy.for_year("2026".parse()?)?;
    let company = |name, staff| {
        let facts = Facts::new(name).with_attribute("kind", "company");
        facts.with_measure("staff", staff)
    };
    let person = Facts::new("a person").with_attribute("kind", "person");
    let (bakery, shipyard) = (company("a bakery", 10), company("a shipyard", 1_200));
    for member in [person, bakery, shipyard] {
        let explanation = year.explain(&member);
        let why = explanation.to_line(Language::English);
        match explanation.outcome().amount() {
            Some(amount) => println!("{}: {amount}, {why}", member.payer()),
            None => println!("{}: no amount, {why}", member.payer()),
        }
    }

    // What a proposal changes, and for whom.
    for proposal in policies.iter().skip(1) {
        let comparison = Comparison::of(&year, &proposal.for_year(year.year())?)?;
        print!("\n{}", comparison.to_text(Language::English));
    }
    Ok(())
}
