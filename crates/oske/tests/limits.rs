//! What the guide's page of limits says stands in the code, and every limit of a reader is on the page.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod pages;

use oske::dues::Policy;
use pages::{page, published, read, root, sources};

/// What a page says, in the code that it says it of.
fn in_code(file: &str, line: &str) {
    let code = read(&root().join("..").join(file));
    assert!(code.contains(line), "{file} has no `{line}`");
}

/// The limits on the page, in the words of its tables: each with the file and the line of the code.
const LIMITS: &[(&str, &str, &str)] = &[
    (
        "JSON | 4 MiB | 80 levels | 1,000 faults",
        "oske-dues/src/document/read.rs",
        "LONGEST_DOCUMENT: usize = 4 * 1024 * 1024;",
    ),
    (
        "4 MiB | 80 levels",
        "oske-dues/src/document/read.rs",
        "DEEPEST_DOCUMENT: usize = 80;",
    ),
    (
        "1,000 faults are told",
        "oske-dues/src/document/decode.rs",
        "MOST_FAULTS: usize = 1_000;",
    ),
    (
        "500 levels",
        "oske-dues/src/explain_wire/mod.rs",
        "DEEPEST_DOCUMENT: usize = 500;",
    ),
    (
        "a derivation 128 steps",
        "oske-dues/src/explain_wire/mod.rs",
        "DEEPEST_DERIVATION: usize = 128;",
    ),
    (
        "16 MiB",
        "oske-domain/src/register/read.rs",
        "MOST_BYTES: u64 = 16 * 1024 * 1024;",
    ),
    (
        "a cell 10,000 bytes",
        "oske-domain/src/register/read.rs",
        "MOST_CELL_BYTES: usize = 10_000;",
    ),
    (
        "100,000 members",
        "oske-domain/src/register/read.rs",
        "MOST_ROWS: usize = 100_000;",
    ),
    (
        "1,000 columns",
        "oske-domain/src/register/table.rs",
        "MOST_COLUMNS: usize = 1_000;",
    ),
    (
        "members, 1,000 columns, 1,000 faults",
        "oske-domain/src/register/fault.rs",
        "MOST_FAULTS: usize = 1_000;",
    ),
    (
        "a row 1 MiB",
        "oske-dues/src/bulk/csv/bounded.rs",
        "MOST_BYTES: usize = 1 << 20;",
    ),
    (
        "20 remarks are kept",
        "oske-dues/src/bulk/csv/summary.rs",
        "MOST_REMARKS: usize = 20;",
    ),
    (
        "year of activity, TOML | 1 MiB",
        "oske-domain/src/activity/document.rs",
        "LONGEST_ACTIVITY_DOCUMENT: usize = 1024 * 1024;",
    ),
    (
        "| 1,000 faults are told |\n| Finvoice",
        "oske-domain/src/document/fault.rs",
        "MOST_FAULTS: usize = 1_000;",
    ),
    (
        "Finvoice, read back | 1 MiB",
        "oske-invoice/src/finvoice/read.rs",
        "MOST_BYTES: usize = 1024 * 1024;",
    ),
    (
        "12 elements",
        "oske-invoice/src/finvoice/tree.rs",
        "DEEPEST: usize = 12;",
    ),
    (
        "20,000 elements",
        "oske-invoice/src/finvoice/tree.rs",
        "MOST_ELEMENTS: usize = 20_000;",
    ),
    (
        "100 faults are told",
        "oske-invoice/src/finvoice/read.rs",
        "MOST_FAULTS: usize = 100;",
    ),
    (
        "one choice | 1,000 |",
        "oske-dues/src/document/decode.rs",
        "MOST_NAMES: usize = 1_000;",
    ),
    (
        "| rules | 1,000 |",
        "oske-dues/src/document/v1/mod.rs",
        "MOST_RULES: usize = 1_000;",
    ),
    (
        "| rows of one table | 1,000 |",
        "oske-dues/src/document/v1/mod.rs",
        "MOST_ROWS: usize = 1_000;",
    ),
    (
        "looked up by | 4 |",
        "oske-dues/src/document/v1/mod.rs",
        "MOST_KEYS: usize = 4;",
    ),
    (
        "a payer | 1,000 |",
        "oske-dues/src/document/v1/mod.rs",
        "MOST_THINGS: usize = 1_000;",
    ),
    (
        "4,096 bytes",
        "oske-dues/src/formula/mod.rs",
        "LONGEST_FORMULA: usize = 4096;",
    ),
    (
        "64 levels, 64 terms",
        "oske-dues/src/formula/mod.rs",
        "DEEPEST_NESTING: usize = 64;",
    ),
    (
        "20,000 steps",
        "oske-dues/src/check/formula.rs",
        "LARGEST_FORMULA: usize = 20_000;",
    ),
    (
        "there may be more | 64 |",
        "oske-dues/src/evaluate/mod.rs",
        "MOST_READINGS: usize = 64;",
    ),
    (
        "at most 127 bits",
        "oske-types/src/exact.rs",
        "two integers of at most 127 bits",
    ),
    (
        "solved value | 12 |",
        "oske-dues/src/solve/mod.rs",
        "MOST_DECIMALS: u32 = 12;",
    ),
    (
        "policy and year | 100,000 |",
        "oske-dues/src/normal/forms.rs",
        "MOST_WORK: usize = 100_000;",
    ),
    (
        "become pieces | 400 |",
        "oske-dues/src/normal/staircase.rs",
        "MOST_STEPS: usize = 400;",
    ),
    (
        "product is split | 64 |",
        "oske-dues/src/normal/product.rs",
        "MOST_VALUES: usize = 64;",
    ),
    (
        "one question | 200,000 |",
        "oske-dues/src/prove/mod.rs",
        "MOST_COMPARED: usize = 200_000;",
    ),
    (
        "one measure | 10,000,000 |",
        "oske-dues/src/prove/neighbours.rs",
        "MOST_PAIRS: usize = 10_000_000;",
    ),
    (
        "several measures | 4,096 |",
        "oske-dues/src/normal/feasible.rs",
        "MOST_POINTS: usize = 4_096;",
    ),
    (
        "something changes | 200 |",
        "oske-dues/src/prove/years.rs",
        "MOST_YEARS: usize = 200;",
    ),
    (
        "the others are counted | 40 |",
        "oske-dues/src/prove/mod.rs",
        "MOST_LISTED: usize = 40;",
    ),
    (
        "payers compared | 200,000 |",
        "oske-dues/src/compare/find.rs",
        "MOST_PAIRS: usize = 200_000;",
    ),
    (
        "curves are told | 400 |",
        "oske-dues/src/compare/tell.rs",
        "MOST_CURVES: usize = 400;",
    ),
    (
        "is given | 1,000,000,000 |",
        "oske-dues/src/solve/mod.rs",
        "GREATEST: i64 = 1_000_000_000;",
    ),
    (
        "one by one | 500,000 |",
        "oske-dues/src/solve/grid.rs",
        "MOST_TRIED: i128 = 500_000;",
    ),
    (
        "the unknown | 10,000 |",
        "oske-dues/src/solve/due.rs",
        "MOST_PIECES: usize = 10_000;",
    ),
    (
        "256 threads",
        "oske-dues/src/bulk/threads.rs",
        "MOST_THREADS: usize = 256;",
    ),
    (
        "1,048,572 rows",
        "oske-report/src/xlsx/sheet.rs",
        "MOST_ROWS: usize = 1_048_572;",
    ),
    (
        "16,384 columns",
        "oske-report/src/xlsx/sheet.rs",
        "MOST_COLUMNS: usize = 16_384;",
    ),
    (
        "16 MiB; all cells",
        "oske-domain/src/import/sheet.rs",
        "MOST_BYTES: usize = 16 * 1024 * 1024;",
    ),
    (
        "all cells together 64 MiB",
        "oske-domain/src/import/sheet.rs",
        "MOST_TEXT_BYTES: usize = 64 * 1024 * 1024;",
    ),
    (
        "100,000 rows, 1,000 columns, 2,000,000 cells",
        "oske-domain/src/import/sheet.rs",
        "MOST_ROWS: usize = 100_000;",
    ),
    (
        "1,000 columns, 2,000,000 cells",
        "oske-domain/src/import/sheet.rs",
        "MOST_COLUMNS: usize = 1_000;",
    ),
    (
        "2,000,000 cells, 1,000 faults",
        "oske-domain/src/import/sheet.rs",
        "MOST_CELLS: usize = 2_000_000;",
    ),
    (
        "2,000,000 cells, 1,000 faults are told",
        "oske-domain/src/import/fault.rs",
        "MOST_FAULTS: usize = 1_000;",
    ),
    (
        "128 MiB unpacked",
        "oske-domain/src/import/workbook/package.rs",
        "MOST_UNPACKED: u64 = 128 * 1024 * 1024;",
    ),
    (
        "of one text 20,000 bytes",
        "oske-domain/src/import/workbook/xml.rs",
        "MOST_TEXT_BYTES: usize = 20_000;",
    ),
    (
        "| 64 elements |",
        "oske-domain/src/import/workbook/xml.rs",
        "DEEPEST: usize = 64;",
    ),
    (
        "mapping of an import, TOML | 256 KiB",
        "oske-domain/src/import/document.rs",
        "LONGEST_MAPPING: usize = 256 * 1024;",
    ),
    (
        "issuer, TOML | 16 MiB",
        "oske-invoice/src/file/mod.rs",
        "LONGEST_FILE: usize = 16 * 1024 * 1024;",
    ),
    (
        "billing file, CSV | 16 MiB",
        "oske-invoice/src/file/mod.rs",
        "LONGEST_FILE: usize = 16 * 1024 * 1024;",
    ),
    (
        "| 100 columns, 1,000 faults",
        "oske-invoice/src/file/billing.rs",
        "MOST_COLUMNS: usize = 100;",
    ),
    (
        "100 columns, 1,000 faults are told",
        "oske-invoice/src/file/fault.rs",
        "MOST_FAULTS: usize = 1_000;",
    ),
    (
        "its own text | 64 MiB | | 100 faults",
        "oske-invoice/src/number/text.rs",
        "MOST_BYTES: usize = 64 * 1024 * 1024;",
    ),
    (
        "64 MiB | | 100 faults are told |",
        "oske-invoice/src/number/text.rs",
        "MOST_FAULTS: usize = 100;",
    ),
];

/// Every limit on the page is one of the code.
#[test]
fn limits_are_those_of_the_code() {
    let limits = page("limits.md");
    for (said, file, line) in LIMITS {
        assert!(limits.text.contains(said), "the page does not say `{said}`");
        in_code(file, line);
    }
}

/// What the page says that oske does not do, as far as one can see it from outside.
#[test]
fn what_oske_does_not_do_is_so() {
    use oske::domain::MemberKind;
    use oske::dues::{Facts, Outcome};
    let limits = page("limits.md");
    let kinds = MemberKind::ALL.len();
    let said = format!(
        "a closed list of {kinds}. What is none of them is `{}`",
        MemberKind::Other
    );
    assert!(limits.text.contains(&said), "{said}");

    // A column of a register is a quantity; what is none, the caller adds to the facts of the member.
    let text = r#"
        format = "oske-policy"
        version = 1
        id = "chambers"
        title = { en = "Dues by chamber" }
        status = "in-force"
        currency = "EUR"
        dues_years = { from = "2023" }
        unit.body = { name = { en = "body" } }
        fact.kind = { values = ["other"] }
        fact.chamber = { unit = "body", step = "1", least = "0", most = "1", absent = "0" }
        fact.founder = { type = "yes-no" }
        [[rule]]
        id = "chambers"
        when = "chamber = 1 body and not founder"
        pays = "110 EUR"
        [[rule]]
        id = "founders"
        when = "founder"
        pays = "0 EUR"
    "#;
    let policy = Policy::from_toml("policy.toml", text).unwrap_or_else(|faults| panic!("{faults}"));
    let rows = "id,name,kind,history,fact.chamber\n\
                a,A,other,admitted 2000-01-01 stated,1 body; 2022-12-31; made up\n";
    let register = oske::domain::Register::from_csv("register.csv", rows.as_bytes()).unwrap();
    let atlas = oske::data::ATLAS.on("2023-01-01".parse().unwrap()).unwrap();
    let member = register.member("a").unwrap();
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let (facts, _): (Facts, _) = oske::facts_of(member, &year, atlas, 2022);
    assert!(matches!(
        year.assess(&facts).outcome(),
        Outcome::Undetermined(_)
    ));
    let asked = year.assess(&facts.with_yes_no("founder", false));
    assert_eq!(asked.amount().unwrap().to_string(), "110.00 EUR");
}

/// Where the crates read what others send.
const READERS: [&str; 14] = [
    "oske-domain/src/activity/document.rs",
    "oske-domain/src/activity/document",
    "oske-domain/src/document",
    "oske-domain/src/benefit",
    "oske-domain/src/contact.rs",
    "oske-domain/src/event",
    "oske-domain/src/import",
    "oske-domain/src/register",
    "oske-dues/src/bulk/csv",
    "oske-dues/src/document",
    "oske-dues/src/explain_wire",
    "oske-invoice/src/file",
    "oske-invoice/src/finvoice",
    "oske-invoice/src/number/text.rs",
];

/// What is counted there and limits nothing that a file may hold.
const NOT_OF_A_FILE: [(&str, &str); 7] = [
    // Names that are compared to find one that is nearly the same.
    ("oske-domain/src/register/fault.rs", "MOST_COMPARISONS"),
    // A number next to nothing.
    ("oske-domain/src/import/workbook/number.rs", "MOST_PLACES"),
    // Numbers with more are read the slower way.
    ("oske-dues/src/bulk/csv/cell.rs", "MOST_DECIMALS"),
    ("oske-dues/src/bulk/csv/cell.rs", "MOST_DIGITS"),
    // How much one thread takes at a time.
    ("oske-dues/src/bulk/csv/part.rs", "MOST_BYTES"),
    // Where the declaration of XML is looked for.
    ("oske-invoice/src/finvoice/encoding.rs", "LONGEST_HEAD"),
    // Of what is written.
    ("oske-invoice/src/finvoice/write.rs", "MOST_LINES"),
];

/// A limit that a reader has is on the page: a new one, too.
#[test]
fn limits_of_readers_are_on_the_page() {
    let mut count = 0;
    for (file, text) in READERS.iter().flat_map(|path| sources(path)) {
        for line in text.lines() {
            let Some((_, constant)) = line.split_once("const ") else {
                continue;
            };
            let Some((name, _)) = constant.split_once(": ") else {
                continue;
            };
            let limits = ["MOST_", "LONGEST", "DEEPEST", "LARGEST"];
            let is_limit = limits.iter().any(|begin| name.starts_with(begin));
            if !is_limit || NOT_OF_A_FILE.contains(&(file.as_str(), name)) {
                continue;
            }
            let told = LIMITS
                .iter()
                .any(|(_, of, limit)| *of == file && *limit == constant);
            assert!(told, "{file}: `{constant}` is not told of");
            count += 1;
        }
    }
    assert!(count >= 30, "{count} limits");
    for (file, name) in NOT_OF_A_FILE {
        in_code(file, &format!("const {name}: "));
    }
}

/// What a reader of text says of one that is too long, and of one that is as long as it may be.
fn refuses_longer_than<E: std::fmt::Display>(limit: usize, read: impl Fn(&str) -> Option<E>) {
    let said = |length: usize| {
        read(&"#".repeat(length)).map_or(String::new(), |faults| faults.to_string())
    };
    let refused = format!("expected at most {limit}");
    let (longest, longer) = (said(limit), said(limit + 1));
    assert!(!longest.contains(&refused), "{longest}");
    assert!(longer.contains(&refused), "{longer}");
}

/// What a reader of TOML says of lists in lists: eighty are read, and more are a fault.
fn refuses_deeper_than_eighty<E: std::fmt::Display>(read: impl Fn(&str) -> Option<E>) {
    let said = |levels: usize| {
        let text = format!("x = {}{}", "[".repeat(levels), "]".repeat(levels));
        read(&text).map_or(String::new(), |faults| faults.to_string())
    };
    for (levels, is_refused) in [(70, false), (81, true), (100_000, true)] {
        let said = said(levels);
        let refused = said.contains("recur") || said.contains("too deep");
        assert_eq!(refused, is_refused, "{levels} levels: {said:.300}");
    }
}

/// The limits of documents in TOML, as their readers keep them.
#[test]
fn documents_that_are_too_long_or_too_deep_are_refused() {
    use oske::domain::ActivityYear;
    let policy = |text: &str| Policy::from_toml("policy.toml", text).err();
    refuses_longer_than(4 << 20, policy);
    refuses_deeper_than_eighty(policy);
    let year = |text: &str| ActivityYear::from_toml("year.toml", text).err();
    refuses_longer_than(1 << 20, year);
    refuses_deeper_than_eighty(year);
}

#[cfg(feature = "import")]
#[test]
fn mappings_that_are_too_long_or_too_deep_are_refused() {
    use oske::domain::import::Mapping;
    let mapping = |text: &str| Mapping::from_toml("mapping.toml", text).err();
    refuses_longer_than(256 << 10, mapping);
    refuses_deeper_than_eighty(mapping);
}

#[cfg(feature = "invoice")]
#[test]
fn issuers_that_are_too_long_or_too_deep_are_refused() {
    use oske::invoice::Issuer;
    let issuer = |text: &str| Issuer::from_toml("issuer.toml", text).err();
    refuses_longer_than(16 << 20, issuer);
    refuses_deeper_than_eighty(issuer);
}

/// The words in backticks of a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Each reader of the table is called by the target beside it, each target is in the table, and each reader of a file that the
/// crates have is either there or said to have no target.
#[test]
fn fuzz_targets_are_those_that_the_page_names() {
    let limits = page("limits.md");
    let (_, fuzzed) = limits.text.split_once("## What is fuzzed").unwrap();
    let (fuzzed, without) = fuzzed.split_once("No target of their own have:").unwrap();
    let folder = root().join("../../fuzz/fuzz_targets");
    let mut named = Vec::new();
    for line in fuzzed.lines().filter(|line| line.starts_with("| ")) {
        let (readers, target) = line.rsplit_once(" | `").unwrap_or(("", ""));
        let Some(target) = target.strip_suffix("` |") else {
            continue;
        };
        let code = read(&folder.join(format!("{target}.rs")));
        for reader in quoted(readers).filter(|reader| !reader.contains('-')) {
            let name = reader.rsplit("::").next().unwrap();
            assert!(
                code.contains(reader) || code.contains(&format!(".{name}(")),
                "{target} does not call `{reader}`"
            );
        }
        named.push(target);
    }
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let target = path.file_stem().and_then(|name| name.to_str()).unwrap();
        assert!(named.contains(&target), "{target} is not named");
    }

    let told: Vec<&str> = quoted(fuzzed).chain(quoted(without)).collect();
    let mut count = 0;
    for (file, text) in published() {
        let mut of = "";
        for line in text.lines().map(str::trim_start) {
            if let Some(named) = line.strip_prefix("impl") {
                of = named.trim_end_matches(" {").rsplit(' ').next().unwrap();
                of = of.split('<').next().unwrap();
            }
            for kind in ["csv", "json", "json_lines", "toml", "xlsx"] {
                if line.starts_with(&format!("pub fn from_{kind}(")) {
                    let reader = format!("{of}::from_{kind}");
                    assert!(
                        told.contains(&reader.as_str()),
                        "{file}: `{reader}` is not told of"
                    );
                    count += 1;
                }
            }
        }
    }
    assert!(count >= 17, "{count} readers");
}
