//! The generator takes good tables and refuses bad ones, with file, line and reason.

use std::path::{Path, PathBuf};
use std::{fs, io};

use xtask::codegen::{TableFile, TableTexts, generate};

/// A small country without faults.
fn good() -> io::Result<TableTexts> {
    let mut texts = TableTexts::default();
    for table in TableFile::ALL {
        let path = folder("good").join(table.name());
        texts.insert(table, fs::read_to_string(path)?);
    }
    Ok(texts)
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/tables")
        .join(name)
}

/// Each file of `tables/bad` stands in the place of the good table that its name begins with, and is
/// named for its fault.
#[test]
fn bad_tables_are_refused_with_file_line_and_reason() -> io::Result<()> {
    let mut paths = fs::read_dir(folder("bad"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();

    let mut said = String::new();
    for path in paths {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap();
        let (table, fault) = name.split_once('.').unwrap();
        let file = format!("{table}.tsv");
        let table = TableFile::ALL
            .into_iter()
            .find(|table| table.name() == file)
            .unwrap();
        let mut texts = good()?;
        texts.insert(table, fs::read_to_string(&path)?);
        let refused = generate(&texts).map(|_| ()).unwrap_err();
        said.push_str(&format!("{file}: {}\n", fault.replace('_', " ")));
        for line in refused.to_string().lines() {
            said.push_str(&format!("    {line}\n"));
        }
    }
    insta::assert_snapshot!("bad_tables", said);
    Ok(())
}

#[test]
fn faults_of_several_tables_are_told_at_once() -> io::Result<()> {
    let mut texts = good()?;
    for (table, found, instead) in [
        (TableFile::Regions, "02\t", "2\t"),
        (TableFile::Population, "100", "a hundred"),
        (TableFile::Population, "200", "two hundred"),
    ] {
        texts.insert(table, texts.get(table).replace(found, instead));
    }
    let refused = generate(&texts).unwrap_err();
    insta::assert_snapshot!(refused, @r"
    population.tsv:2: column residents: expected a whole number, found `a hundred`
    population.tsv:3: column residents: expected a whole number, found `two hundred`
    regions.tsv:3: column code: expected the code of a region or county, as in `11`, found `2`
    ");
    Ok(())
}

#[test]
fn generated_text_is_a_function_of_the_tables() -> Result<(), Box<dyn std::error::Error>> {
    let files = generate(&good()?)?;
    assert_eq!(files, generate(&good()?)?);
    for name in ["municipalities", "population"] {
        let path = format!("crates/oske-data/src/generated/{name}.rs");
        let file = files
            .iter()
            .find(|file| file.path() == path)
            .ok_or("a file")?;
        insta::assert_snapshot!(name, file.text());
    }
    Ok(())
}
