//! The generator takes good tables and refuses bad ones, with file, line and reason.

use std::path::{Path, PathBuf};
use std::{fs, io};

use oske_statute::CatalogueTable;
use xtask::codegen::{StaleFile, TableFile, TableTexts, generate, stale_files};

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
    for name in [
        "centres",
        "edition",
        "municipalities",
        "population",
        "sources",
    ] {
        let path = format!("crates/oske-data/src/generated/{name}.rs");
        let file = files
            .iter()
            .find(|file| file.path() == path)
            .ok_or("a file")?;
        insta::assert_snapshot!(name, file.text());
    }
    Ok(())
}

/// In a workspace of its own: the files are missing, then current, then there is one too many.
#[test]
fn stale_files_are_found_and_mended() -> Result<(), Box<dyn std::error::Error>> {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stale_files");
    let (data, generated) = (
        workspace.join("crates/oske-data/data"),
        workspace.join("crates/oske-data/src/generated"),
    );
    if workspace.exists() {
        fs::remove_dir_all(&workspace)?;
    }
    fs::create_dir_all(&data)?;
    for table in TableFile::ALL {
        fs::write(data.join(table.name()), good()?.get(table))?;
    }
    // The tables of known acts, as they are.
    let acts = "crates/oske-statute/data";
    fs::create_dir_all(workspace.join(acts))?;
    for table in CatalogueTable::ALL.iter().copied() {
        let path = Path::new(acts).join(table.name());
        fs::copy(xtask::workspace_root().join(&path), workspace.join(&path))?;
    }

    let missing = stale_files(&workspace)?;
    let of_tables = missing.iter().map(StaleFile::path);
    let of_tables = of_tables.filter(|path| path.starts_with("crates/oske-data/"));
    assert_eq!(of_tables.count(), generate(&good()?)?.len());
    for file in missing {
        file.mend(&workspace)?;
    }
    assert_eq!(stale_files(&workspace)?, []);

    let old = generated.join("lakes.rs");
    fs::write(&old, "//! Of a table that there is no longer.\n")?;
    fs::write(generated.join("regions.rs"), "//! Edited.\n")?;
    let stale = stale_files(&workspace)?;
    let paths: Vec<&str> = stale.iter().map(StaleFile::path).collect();
    assert_eq!(
        paths,
        [
            "crates/oske-data/src/generated/lakes.rs",
            "crates/oske-data/src/generated/regions.rs",
        ],
    );
    for file in stale {
        file.mend(&workspace)?;
    }
    assert!(!old.exists());
    assert_eq!(stale_files(&workspace)?, []);
    Ok(())
}

#[test]
fn the_readme_of_a_crate_is_its_docs_without_what_only_rustdoc_knows() {
    let library = "\
// A note for those who change it.
//! Small values of [money](crate::Money), as [`Money::allocate`](fn@crate::Money::allocate()) has it.
//!
//! ```
//! # use oske_types::Money;
//! # #[cfg(feature = \"serde\")] {
//! let shares: [Money; 2] = share();
//! # }
//! ```
//!
//! # Limits
//!
//! ```text
//! # no code [`here`]
//! ```
//!
//! A list [of codes](https://example.org/codes_(all)) and an open [bracket.
#![no_std]
//! Not of the head.
";
    assert_eq!(
        xtask::codegen::readme("oske-money", library),
        "\
# oske-money

Small values of money, as `Money::allocate` has it.

```rust
let shares: [Money; 2] = share();
```

## Limits

```text
# no code [`here`]
```

A list [of codes](https://example.org/codes_(all)) and an open [bracket.

## Licence

MIT or Apache-2.0, at your choice. One of the crates of `oske`: membership dues as checked, explained, dated data.
"
    );
}

/// The copy of the README lies two folders further down: its links lead to the same files from there.
#[test]
fn links_of_the_facade_lead_to_the_files_of_the_readme() {
    let readme = "\
The [guide], the [language] and the [licence] of [others].

```toml
[unit]: crates/oske/docs
```

[guide]: crates/oske/docs/guide/first_policy.md
[language]: crates/oske-dues/docs/language.md
[licence]: LICENSE-MIT
[others]: https://example.org/crates/oske
[further down]: #limits
";
    assert_eq!(
        xtask::codegen::facade(readme),
        "\
The [guide], the [language] and the [licence] of [others].

```toml
[unit]: crates/oske/docs
```

[guide]: docs/guide/first_policy.md
[language]: ../oske-dues/docs/language.md
[licence]: ../../LICENSE-MIT
[others]: https://example.org/crates/oske
[further down]: #limits
"
    );
}

/// Every link to a file in a README of the workspace leads to one, and none is written where it would not be rewritten.
#[test]
fn links_of_the_readmes_lead_to_files() -> io::Result<()> {
    let root = xtask::workspace_root();
    let mut count = 0;
    for folder in [root.to_owned(), root.join("crates/oske")] {
        let readme = fs::read_to_string(folder.join("README.md"))?;
        let inline: Vec<&str> = readme.matches("](").collect();
        assert!(
            inline.is_empty(),
            "links of a README are defined at its end"
        );
        for line in readme.lines().filter(|line| line.starts_with('[')) {
            let Some((name, target)) = line.split_once("]: ") else {
                continue;
            };
            assert!(
                folder.join(target).is_file(),
                "{name}]: {target} from {folder:?}"
            );
            count += 1;
        }
    }
    assert!(count >= 16, "{count} links");
    Ok(())
}
