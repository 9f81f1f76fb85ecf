//! Assesses a register by a policy and tells the total: `POLICY REGISTER YEAR`.

use std::error::Error;
use std::fs;

use oske::domain::Register;
use oske::dues::Policy;
use oske::{Round, RoundOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [policy, register, year] = arguments.as_slice() else {
        return Err("expected a policy, a register and a year".into());
    };
    let policy = Policy::from_toml(policy, &fs::read_to_string(policy)?)?;
    let register = Register::from_csv(register, fs::read(register)?.as_slice())?;
    let year = year.parse()?;
    let options = RoundOptions::for_year(year);
    let round = Round::assess(policy.for_year(year)?, &register, &oske::data::ATLAS, options)?;
    println!("{}", round.total()?);
    Ok(())
}
