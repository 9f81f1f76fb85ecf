//! Reads a policy and explains what one payer owes: `POLICY YEAR KIND POPULATION`.

use std::error::Error;
use std::fs;

use oske_dues::{Facts, Policy};
use oske_types::Language;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, year, kind, population] = arguments.as_slice() else {
        return Err("expected a policy, a year, a kind and a population".into());
    };
    let policy = Policy::from_toml(path, &fs::read_to_string(path)?)?;
    let payer = Facts::new("payer")
        .with_attribute("kind", kind)
        .with_measure("population", population.parse::<i64>()?);
    let explanation = policy.for_year(year.parse()?)?.explain(&payer);
    println!("{}", explanation.to_line(Language::English));
    Ok(())
}
