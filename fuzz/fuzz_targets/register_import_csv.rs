//! Any bytes as a mapping, a zero byte, and a list of an office in CSV by it. What is read is exported by
//! the same mapping, and imported again the same.
#![no_main]

use std::sync::LazyLock;

use oske_domain::Register;
use oske_domain::import::{Mapping, Sheet};
use oske_types::Language;

static EXISTING: LazyLock<Register> = LazyLock::new(|| {
    let seed = include_str!("../seeds/register_csv/everything.csv");
    Register::from_csv("everything.csv", seed.as_bytes()).expect("a seed")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (mapping, list) = match bytes.iter().position(|byte| *byte == 0) {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (&b""[..], bytes),
    };
    let mapping = match Mapping::from_toml("mapping.toml", &String::from_utf8_lossy(mapping)) {
        Ok(mapping) => mapping,
        Err(faults) => {
            assert!(!faults.faults().is_empty());
            Mapping::default()
        }
    };
    let sheet = match Sheet::from_csv("list.csv", list, &mapping) {
        Ok(sheet) => sheet,
        Err(faults) => return assert!(faults.count() > 0),
    };
    let existing: &Register = &EXISTING;
    if let Ok(import) = sheet.import_onto(existing) {
        let changes = existing.changes_to(import.register());
        let applied = changes.applied_to(existing).expect("both are registers");
        assert_eq!(applied, *import.register());
        import
            .remarks()
            .iter()
            .for_each(|remark| assert!(!remark.to_string().is_empty()));
    }
    match sheet.import() {
        Ok(import) => {
            let plain = Mapping::default();
            let written = plain
                .to_csv(import.register(), Language::Swedish)
                .expect("UTF-8 has every letter");
            let again = Sheet::from_csv("again.csv", &written, &plain).expect("a table");
            let again = again.import().expect("reads back");
            assert_eq!(again.register(), import.register());
        }
        Err(faults) => {
            assert!(faults.count() > 0);
            faults
                .faults()
                .iter()
                .for_each(|fault| assert!(!fault.to_string().contains('\n')));
        }
    }
});
