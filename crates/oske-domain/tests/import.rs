//! Sheets of offices become registers, or every fault is told by its cell.
#![cfg(feature = "import")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use oske_domain::import::{Import, ImportFaults, Mapping, Sheet};
use oske_domain::{DocumentFaults, Register, RegisterFaultCode};
use oske_types::Language;

/// The tables of a folder, by name.
fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new("tests/cases/import").join(folder);
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_table = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "csv");
    let mut paths: Vec<PathBuf> = entries.filter(is_table).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

/// The mapping that stands beside a table, or the plain one.
fn mapping_beside(path: &Path) -> Mapping {
    match fs::read_to_string(path.with_extension("toml")) {
        Ok(text) => Mapping::from_toml("mapping.toml", &text).unwrap(),
        Err(_) => Mapping::default(),
    }
}

fn import(path: &Path) -> Result<Import, ImportFaults> {
    let mapping = mapping_beside(path);
    let name = path.file_name().unwrap().to_str().unwrap();
    Sheet::from_csv(name, &fs::read(path).unwrap(), &mapping)?.import()
}

fn faults_of(mapping: &str) -> DocumentFaults {
    Mapping::from_toml("mapping.toml", mapping).unwrap_err()
}

#[test]
fn each_fault_is_told_by_its_cell() {
    let mut told = String::new();
    for path in cases("bad") {
        let faults = import(&path).unwrap_err();
        let name = path.file_stem().unwrap().to_str().unwrap();
        writeln!(told, "{faults}\n").unwrap();
        let mut codes = faults.faults().iter().map(|fault| fault.code().as_str());
        let is_many = name == "many" || name == "in-quoted-lines";
        assert!(
            is_many || codes.any(|code| name.starts_with(code)),
            "{name}: {faults}"
        );
    }
    insta::assert_snapshot!(told);
}

#[test]
fn tables_of_offices_become_registers() {
    let mut told = String::new();
    for path in cases("good") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let import = import(&path).unwrap();
        writeln!(told, "== {name}").unwrap();
        for language in Language::ALL {
            for remark in import.remarks() {
                writeln!(told, "{language}: {}", remark.words().in_language(language)).unwrap();
            }
        }
        writeln!(told, "{}", import.register().to_csv()).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn faults_of_a_mapping_are_told_at_once() {
    let faults = faults_of(
        r#"format = "oske-register"
version = 2
encoding = "latin"
separator = ";;"
decimal = ","
thousands = ","
heading_row = 0
ground = "rumour"
other_columns = "ignored"
headings = 3
[columns]
"Nimi" = "name"
"NIMI " = "nmae"
"nimi" = "name"
"Henkilöstö" = { fact = "Staff", unit = "person", source = "a | b" }
"Puhelin" = 3
[kinds]
"kaupunki" = "municipalty"
[everyone]
kind = "town"
history = "admitted"
"#,
    );
    let syntax = faults_of("format = ");
    let length = faults_of(&"#".repeat(300_000));
    insta::assert_snapshot!(format!("{faults}\n\n{syntax}\n\n{length}"));
}

#[test]
fn what_has_no_column_is_kept() {
    let existing = Register::from_csv(
        "register.csv",
        "\
id,name,name_sv,kind,history,note,fact.staff
1001,Kainuun yhdistys ry,Kajana förening,association,admitted 2019-04-01 stated,a note,6 person; 2021-12-31; own notice | 7 person; 2022-12-31; own notice
1002,Savon yhdistys ry,,association,admitted 2019-04-01 stated,,
"
        .as_bytes(),
    )
    .unwrap();
    let mapping = Mapping::from_toml(
        "mapping.toml",
        r#"format = "oske-register-mapping"
version = 1
[columns]
"Henkilöstö" = { fact = "staff", unit = "person", date = "2022-12-31", source = "own notice" }
[everyone]
kind = "company"
"#,
    )
    .unwrap();
    let table = "Jäsennro;Nimi;Henkilöstö;Liittynyt\n1001;Kainuun yhdistys;8;1.4.2019\n1003;Karjalan Oy;;2.3.2023\n";
    let sheet = Sheet::from_csv("jasenet.csv", table.as_bytes(), &mapping).unwrap();
    let import = sheet.import_onto(&existing).unwrap();
    let remarks: Vec<String> = import.remarks().iter().map(ToString::to_string).collect();
    let changes = existing.changes_to(import.register());
    assert_eq!(changes.unchanged(), 0);
    let mut told = format!("{}\n", remarks.join("\n"));
    for changed in changes.changed() {
        for field in changed.fields() {
            writeln!(
                told,
                "{}: {:?} -> {:?}",
                field.field(),
                field.before(),
                field.after()
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(told);
    assert_eq!(changes.new_members()[0].kind().code(), "company");
    assert_eq!(changes.gone()[0].id().as_str(), "1002");

    // Alone, the table says nothing of the kind of its members but for the mapping.
    let alone = sheet.import().unwrap();
    assert_eq!(
        alone.register().member("1001").unwrap().kind().code(),
        "company"
    );
    // Without the mapping, someone new has no kind.
    let table = "Jäsennro;Nimi;Liittynyt\n1003;Karjalan Oy;2.3.2023\n";
    let mapping = Mapping::default();
    let sheet = Sheet::from_csv("jasenet.csv", table.as_bytes(), &mapping).unwrap();
    let faults = sheet.import_onto(&existing).unwrap_err();
    insta::assert_snapshot!("nobody_to_keep_it_from", faults);
}

#[test]
fn a_table_without_a_column_that_is_read_is_told_to_lack_them() {
    let mapping = Mapping::default().with_column("Puhelin", "passed_over".parse().unwrap());
    let sheet = Sheet::from_csv("jasenet.csv", b"Puhelin\n1\n", &mapping).unwrap();
    let faults = sheet.import().unwrap_err();
    assert_eq!(faults.count(), 4);
    assert_eq!(faults.faults()[0].code(), RegisterFaultCode::MissingColumn);
}

#[test]
fn limits_are_told() {
    let mapping = Mapping::default();
    let code = |bytes: &[u8]| {
        let sheet = Sheet::from_csv("jasenet.csv", bytes, &mapping);
        sheet.unwrap_err().faults()[0].code()
    };
    assert_eq!(
        code(&vec![b'x'; 16 * 1024 * 1024 + 1]),
        RegisterFaultCode::TooLarge
    );
    let rows = format!("Nimi;Kieli\n{}", "x;fi\n".repeat(100_001));
    assert_eq!(code(rows.as_bytes()), RegisterFaultCode::TooManyRows);
    let columns = format!("Nimi;Kieli\n{}x\n", ";".repeat(1_000));
    assert_eq!(code(columns.as_bytes()), RegisterFaultCode::TooManyColumns);
    let row = format!("{}x\n", "x;".repeat(999));
    let cells = format!("Nimi;Kieli\n{}", row.repeat(2_001));
    assert_eq!(code(cells.as_bytes()), RegisterFaultCode::TooManyCells);
    // Cells that are empty do not count.
    let empty = format!(
        "Nimi;Kieli\n{}",
        format!("x{}\n", ";".repeat(1_500)).repeat(1_400)
    );
    assert!(Sheet::from_csv("jasenet.csv", empty.as_bytes(), &mapping).is_ok());
}

#[test]
fn an_encoding_is_never_guessed() {
    let table = "Jäsennro;Nimi;Laji;Liittynyt\n1;Å € –;muu;\n";
    let plain = Mapping::default();
    let said = |encoding: &str| Mapping::default().with_encoding(encoding.parse().unwrap());
    let name = |bytes: &[u8], mapping: &Mapping| {
        let import = Sheet::from_csv("jasenet.csv", bytes, mapping)?.import()?;
        let name = import.register().member("1").unwrap().name();
        Ok::<_, ImportFaults>((
            name.in_language(Language::Finnish).to_owned(),
            import.remarks()[0].to_string(),
        ))
    };
    let bytes_1252: Vec<u8> = table
        .chars()
        .map(|letter| match letter {
            '€' => 0x80,
            '–' => 0x96,
            other => other as u8,
        })
        .collect();
    assert!(name(&bytes_1252, &plain).is_err());
    assert_eq!(name(&bytes_1252, &said("windows-1252")).unwrap().0, "Å € –");
    // In ISO-8859-1 these two are control characters, which no name has.
    let faults = name(&bytes_1252, &said("iso-8859-1")).unwrap_err();
    assert_eq!(faults.faults()[0].code(), RegisterFaultCode::LineBreak);
    // UTF-8 that is said to be something else is read so, and that is told.
    assert!(name(table.as_bytes(), &said("windows-1252")).is_err());
    let mapping = said("windows-1252").with_column("JÃ¤sennro", "id".parse().unwrap());
    let (found, remark) = name(table.as_bytes(), &mapping).unwrap();
    assert_eq!(found, "Ã… â‚¬ â€“");
    assert!(remark.contains("would do as UTF-8"));
    // A byte order mark is believed before the mapping.
    let marked = [b"\xEF\xBB\xBF", table.as_bytes()].concat();
    let (found, remark) = name(&marked, &said("windows-1252")).unwrap();
    assert_eq!(found, "Å € –");
    assert_eq!(remark, "read as UTF-8, as the byte order mark says");
}
