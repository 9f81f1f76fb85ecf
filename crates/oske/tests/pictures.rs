//! The curve in the README is what is drawn of the demonstration's policy. After a change that is meant,
//! `OSKE_DRAW=1 cargo test -p oske --all-features --test pictures` draws it anew; then `cargo xtask codegen`.
#![cfg(feature = "report")]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use oske::domain::Register;
use oske::dues::Policy;
use oske::report::{Block, ChartData, DuesReport, Section};
use oske::types::Language;
use oske::{Round, RoundOptions};

/// Every block of a section and of those in it.
fn blocks(section: &Section) -> Vec<&Block> {
    let inner = section.sections().iter().flat_map(blocks);
    section.blocks().iter().chain(inner).collect()
}

#[test]
fn the_curve_of_the_readme_is_what_is_drawn_today() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = root.join("../../examples/data");
    let policy = fs::read_to_string(data.join("policies/iso-2023-option.toml"))?;
    let policy = Policy::from_toml("iso-2023-option.toml", &policy)?;
    let register = fs::read(data.join("registers/iso.csv"))?;
    let register = Register::from_csv("iso.csv", register.as_slice())?;
    let (year, atlas) = (policy.first_year(), &oske::data::ATLAS);
    let options = RoundOptions::for_year(year);
    let round = Round::assess(policy.for_year(year)?, &register, atlas, options)?;
    let report = DuesReport::new(&round, atlas).to_document(Language::English)?;
    let curve = report
        .sections()
        .iter()
        .flat_map(blocks)
        .find_map(|block| match block {
            Block::Chart(chart) if matches!(chart.data(), ChartData::Curves { .. }) => Some(chart),
            _ => None,
        });
    let drawn = curve
        .ok_or("a curve in the report")?
        .to_svg(Language::English);

    let picture = root.join("docs/pictures/curve.svg");
    if env::var_os("OSKE_DRAW").is_some() {
        fs::write(&picture, &drawn)?;
    }
    assert!(
        fs::read_to_string(picture)? == drawn,
        "docs/pictures/curve.svg is not what is drawn"
    );
    Ok(())
}
