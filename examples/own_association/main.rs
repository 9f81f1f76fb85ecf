//! The whole way, for an association of one's own: a policy, its check, a change compared, the members from a
//! workbook, and e-invoices. `cargo run --example own_association -- FOLDER` writes the invoices into a new folder.
//!
//! All that is embedded here is made up, and says so: the folder holds what a user would write.

use std::io::{Write, stdout};
use std::{env, error::Error, fs};

use oske::domain::import::{Mapping, Sheet};
use oske::dues::{Policy, compare::Comparison};
use oske::invoice::{
    BillingBook, FinvoiceWriter, InvoiceRound, InvoiceRoundOptions, Issuer, NumberSeries,
};
use oske::types::Language::English;
use oske::{Round, RoundOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args()
        .nth(1)
        .ok_or("expected a folder for the invoices")?;
    fs::create_dir(&folder).map_err(|error| format!("{folder}: {error}"))?;
    let mut out = stdout().lock();

    // The policy, and what is wrong with it before anyone is charged.
    let policy = Policy::from_toml("policy.toml", include_str!("policy.toml"))?;
    for finding in policy.findings() {
        writeln!(out, "{finding}")?;
    }

    // A change that the board thinks of, beside it.
    let proposal = Policy::from_toml("proposal.toml", include_str!("proposal.toml"))?;
    let year = policy.for_year("2026".parse()?)?;
    let comparison = Comparison::of(&year, &proposal.for_year(year.year())?)?;
    writeln!(out, "{}", comparison.to_text(English))?;

    // The members, as the office keeps them.
    let mapping = Mapping::from_toml("mapping.toml", include_str!("mapping.toml"))?;
    let sheet = Sheet::from_xlsx("members.xlsx", include_bytes!("members.xlsx"), &mapping)?;
    let members = sheet.import()?;
    for remark in members.remarks() {
        writeln!(out, "members.xlsx: {remark}")?;
    }

    // What each of them owes, and why.
    let options = RoundOptions::for_year(year.year());
    let round = Round::assess(year, members.register(), &oske::data::ATLAS, options)?;
    for explanation in round.explanations() {
        let due = explanation.outcome().amount();
        let due = due.map_or_else(|| "open".to_owned(), |due| due.to_string());
        writeln!(
            out,
            "{}: {due}, {}",
            explanation.payer(),
            explanation.to_line(English)
        )?;
    }

    // Their invoices, numbered.
    let issuer = Issuer::from_toml("issuer.toml", include_str!("issuer.toml"))?;
    let series = NumberSeries::try_new(issuer.business_id(), "2026-", 1)?;
    let billing = BillingBook::from_csv("billing.csv", include_bytes!("billing.csv").as_slice())?;
    let options = InvoiceRoundOptions::due_on("2026-07-01".parse()?);
    let complete = |_: &_, receiver| billing.complete(receiver);
    let invoices = InvoiceRound::draft(&round, issuer, &options, complete)?;
    for remark in invoices.remarks() {
        writeln!(out, "{remark}")?;
    }
    let run = invoices.run(&series, "2026-06-01".parse()?, |_| None)?;
    for issued in run.invoices() {
        let invoice = issued.invoice();
        let file = format!("{folder}/{}.xml", invoice.number());
        fs::write(file, FinvoiceWriter::new().to_bytes(invoice)?)?;
    }
    // The series is kept: the next run begins from it, and gives no number twice.
    fs::write(format!("{folder}/numbers.tsv"), run.series().to_string())?;
    let (count, total) = (run.invoices().len(), invoices.total()?);
    writeln!(out, "{count} invoices of {total} in all, in {folder}")?;
    Ok(())
}
