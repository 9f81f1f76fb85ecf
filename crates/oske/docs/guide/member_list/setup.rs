// What the blocks of the page have before their first line: its files, and what the blocks above made of them.

use oske::domain::Register;
use oske::domain::import::{Mapping, Sheet};
use oske::dues::Policy;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn read(name: &str) -> Outcome<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guide/member_list");
    Ok(std::fs::read_to_string(format!("{folder}/{name}"))?)
}

fn imported() -> Outcome<Register> {
    let mapping = Mapping::from_toml("mapping.toml", &read("mapping.toml")?)?;
    let existing = Register::from_csv("register.csv", read("register.csv")?.as_bytes())?;
    let sheet = Sheet::from_csv("jasenet.csv", read("jasenet.csv")?.as_bytes(), &mapping)?;
    Ok(sheet.import_onto(&existing)?.into_register())
}

fn decided() -> Outcome<Policy> {
    let decided = read("policy.toml")?
        .replace("value = \"unknown\"", "value = \"0.12\"")
        .replace("status = \"proposed\"", "status = \"in-force\"");
    Ok(Policy::from_toml("policy.toml", &decided)?)
}
