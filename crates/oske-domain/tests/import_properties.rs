//! Properties of imports, over registers, dialects and bytes of every kind.
#![cfg(all(feature = "import", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

mod generators;

use generators::any_register;
use oske_domain::import::{DecimalMark, Encoding, Mapping, Meaning, QuantityColumn, Sheet};
use oske_domain::{Member, Register};
use oske_types::Language;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A register, and a dialect in which some of its facts are columns of numbers.
fn any_dialect() -> impl Strategy<Value = (Register, Mapping, Language)> {
    let encodings = [
        "utf-8",
        "utf-16le",
        "utf-16be",
        "iso-8859-1",
        "windows-1252",
    ];
    let encoding = option::of(select(
        encodings
            .map(|name| name.parse::<Encoding>().unwrap())
            .to_vec(),
    ));
    let separator = option::of(select(vec![';', ',', '\t', '|', ':', ' ', '-']));
    let marks = vec![
        (None, None),
        (Some(DecimalMark::Comma), None),
        (Some(DecimalMark::Point), None),
        (Some(DecimalMark::Comma), Some(DecimalMark::Point)),
        (None, Some(DecimalMark::Comma)),
    ];
    let columns = vec(any::<Index>(), 0..4);
    let language = select(Language::ALL.to_vec());
    (
        any_register(),
        encoding,
        separator,
        select(marks),
        columns,
        language,
    )
        .prop_map(
            |(register, encoding, separator, (decimal, thousands), columns, language)| {
                let mut mapping = Mapping::default();
                if let Some(encoding) = encoding {
                    mapping = mapping.with_encoding(encoding);
                }
                if let Some(separator) = separator {
                    mapping = mapping.with_separator(separator).unwrap();
                }
                if let Some(mark) = decimal {
                    mapping = mapping.with_decimal(mark);
                }
                if let Some(mark) = thousands {
                    mapping = mapping.with_thousands(mark);
                }
                let facts: Vec<_> = register.members().flat_map(Member::facts).collect();
                let mut told = Vec::new();
                for index in columns {
                    if facts.is_empty() {
                        break;
                    }
                    let (name, fact) = facts[index.index(facts.len())];
                    // One column for a fact and a day.
                    if told.contains(&(name, fact.date())) {
                        continue;
                    }
                    told.push((name, fact.date()));
                    let unit = fact.quantity().unit().clone();
                    let column = QuantityColumn::try_new(
                        name.clone(),
                        unit,
                        fact.date(),
                        fact.source().title(),
                    );
                    let heading = format!("Luku \"{}\"", told.len());
                    mapping = mapping.with_column(&heading, Meaning::Quantity(column.unwrap()));
                }
                (register, mapping, language)
            },
        )
}

fn import(bytes: &[u8], mapping: &Mapping) -> Result<Register, String> {
    let sheet =
        Sheet::from_csv("jasenet.csv", bytes, mapping).map_err(|faults| faults.to_string())?;
    let import = sheet.import().map_err(|faults| faults.to_string())?;
    Ok(import.into_register())
}

proptest! {
    #[test]
    fn what_is_exported_in_any_dialect_imports_the_same((register, mapping, language) in any_dialect()) {
        match mapping.to_csv(&register, language) {
            Ok(bytes) => {
                let again = import(&bytes, &mapping);
                prop_assert_eq!(again, Ok(register), "{}", String::from_utf8_lossy(&bytes));
            }
            Err(error) => {
                let written = register.to_json();
                let letter = error.letter();
                prop_assert!(!letter.is_ascii());
                prop_assert!(written.contains(letter), "{} in {}", letter, written);
            }
        }
    }

    #[test]
    fn the_strict_form_imports_the_same(register in any_register()) {
        let csv = register.to_csv();
        prop_assert_eq!(import(csv.as_bytes(), &Mapping::default()), Ok(register));
    }

    #[test]
    fn importing_a_part_onto_all_keeps_the_rest(register in any_register()) {
        let mapping = Mapping::default();
        let mut table = "Jäsennro;Jäsenlaji\n".to_owned();
        for member in register.members() {
            table.push_str(&format!("{};{}\n", member.id(), member.kind()));
        }
        let sheet = Sheet::from_csv("jasenet.csv", table.as_bytes(), &mapping).unwrap();
        let import = sheet.import_onto(&register);
        prop_assert_eq!(import.map(oske_domain::import::Import::into_register), Ok(register));
    }

    #[test]
    fn changes_applied_to_the_old_give_the_new(before in any_register(), after in any_register()) {
        let changes = before.changes_to(&after);
        let applied = changes.applied_to(&before);
        prop_assert_eq!(applied.as_ref(), Ok(&after));
        prop_assert_eq!(changes.is_empty(), before == after);
        for changed in changes.changed() {
            prop_assert_eq!(changed.before().id(), changed.after().id());
            prop_assert!(!changed.fields().is_empty());
        }
        let counted = changes.new_members().len() + changes.changed().len() + changes.unchanged();
        prop_assert_eq!(counted, after.len());
        prop_assert!(before.changes_to(&before).is_empty());
    }

    #[test]
    fn no_bytes_make_the_import_panic(
        bytes in vec(any::<u8>(), 0..400),
        (_, mapping, _) in any_dialect(),
    ) {
        let _ = import(&bytes, &mapping);
        let _ = Mapping::from_toml("mapping.toml", &String::from_utf8_lossy(&bytes));
    }

    /// Nearer to a register than any bytes: a right one with a few bytes changed.
    #[test]
    fn no_slip_makes_the_import_panic(
        (register, mapping, language) in any_dialect(),
        slips in vec((any::<Index>(), any::<u8>()), 1..6),
    ) {
        let Ok(mut bytes) = mapping.to_csv(&register, language) else {
            return Ok(());
        };
        for (place, byte) in &slips {
            let place = place.index(bytes.len());
            bytes[place] = *byte;
        }
        let sheet = Sheet::from_csv("jasenet.csv", &bytes, &mapping);
        if let Err(faults) = sheet.and_then(|sheet| sheet.import()) {
            prop_assert!(faults.count() > 0);
            for fault in faults.faults() {
                let line = fault.to_string();
                prop_assert!(!line.contains('\n'), "{}", line);
                prop_assert!(!fault.message().ends_with('.'), "{}", line);
            }
        }
    }
}
