//! Assesses a register by a policy and writes its report as a page and a workbook, and reads an invoice:
//! `POLICY REGISTER YEAR FINVOICE`.

use std::error::Error;
use std::fs;

use oske::domain::Register;
use oske::dues::Policy;
use oske::dues::document::Value;
use oske::invoice::read_finvoice;
use oske::report::DuesReport;
use oske::types::Language;
use oske::{Round, RoundOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [policy, register, year, finvoice] = arguments.as_slice() else {
        return Err("expected a policy, a register, a year and a Finvoice".into());
    };
    let policy = Policy::from_toml(policy, &fs::read_to_string(policy)?)?;
    let name = register;
    let register = Register::from_csv(register, fs::read(register)?.as_slice())?;
    let year = year.parse()?;
    let (atlas, options) = (&oske::data::ATLAS, RoundOptions::for_year(year));
    let round = Round::assess(policy.for_year(year)?, &register, atlas, options)?;
    let content_hash = Value::text(register.to_csv()).content_hash();
    let report = DuesReport::new(&round, atlas)
        .of_register(name, content_hash)
        .to_document(Language::English)?;
    fs::write("report.html", report.to_html())?;
    fs::write("report.xlsx", report.to_xlsx()?)?;
    println!("{}", read_finvoice(&fs::read(finvoice)?)?.number());
    Ok(())
}
