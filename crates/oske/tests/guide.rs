//! The pages of the guide: every policy on them is read and checked, what they quote is what comes out, what they say of limits
//! stands in the code, and their links lead somewhere. Their Rust is run as doctests.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use oske::dues::{Facts, Policy};

/// A page of the guide.
struct Page {
    path: PathBuf,
    text: String,
}

/// A fenced block of a page.
#[derive(Debug)]
struct Block<'p> {
    /// What stands behind the fence: `toml`, `text finding`.
    kind: &'p str,
    text: &'p str,
    line: usize,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn pages() -> Vec<Page> {
    let folder = root().join("docs/guide");
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let pages = paths.into_iter().map(|path| Page {
        text: read(&path),
        path,
    });
    pages.collect()
}

fn page(name: &str) -> Page {
    let path = root().join("docs/guide").join(name);
    Page {
        text: read(&path),
        path,
    }
}

impl Page {
    fn name(&self) -> &str {
        self.path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap()
    }

    /// The fenced blocks, in order.
    fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        let mut open: Option<(&str, &str, usize, usize)> = None;
        let mut at = 0;
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            let kind = line.trim_start_matches('`');
            let fence = &line[..line.len() - kind.len()];
            match open {
                None if fence.len() >= 3 => {
                    open = Some((fence, kind.trim(), at + line.len(), index + 2));
                }
                // A block that holds fences has a longer one.
                Some((begun, kind, from, line)) if fence == begun => {
                    let text = &self.text[from..at];
                    blocks.push(Block { kind, text, line });
                    open = None;
                }
                _ => {}
            }
            at += line.len();
        }
        assert!(open.is_none(), "{}: a fence is not closed", self.name());
        blocks
    }

    fn block(&self, kind: &str, number: usize) -> &str {
        let blocks = self.blocks();
        let found = blocks.iter().filter(|block| block.kind == kind).nth(number);
        found
            .unwrap_or_else(|| panic!("{}: no block {number} of {kind}", self.name()))
            .text
    }
}

fn policy(name: &str, text: &str) -> Policy {
    Policy::from_toml(name, text).unwrap_or_else(|faults| panic!("{name}: {faults}"))
}

/// The findings of a policy, one a line.
fn findings(policy: &Policy) -> String {
    policy
        .findings()
        .iter()
        .map(|finding| format!("{finding}\n"))
        .collect()
}

/// A whole policy has what the page says of it in the next block of kind `text finding`, and else no finding at all.
#[test]
fn policies_have_the_findings_that_the_pages_tell() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for page in pages() {
        let blocks = page.blocks();
        for (index, block) in blocks.iter().enumerate() {
            if block.kind != "toml" || !block.text.contains("format = \"oske-policy\"") {
                continue;
            }
            count += 1;
            let next = blocks.get(index + 1);
            let told = next.filter(|next| next.kind == "text finding");
            let name = if told.is_some() {
                "policy.toml".to_owned()
            } else {
                format!("{}:{}", page.name(), block.line)
            };
            let found = findings(&policy(&name, block.text));
            // The first page shows its program's output instead, and is tested below.
            if page.name() != "first_policy.md" && found != told.map_or("", |told| told.text) {
                wrong.push(format!("{}:{}: found\n{found}", page.name(), block.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 5, "{count} policies");
}

/// What the program of the first page says of policies in a folder of its own.
fn first_program(files: &[(&str, &str)]) -> String {
    let folder = tempfile();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let names = files.iter().map(|(name, _)| name);
    let mut program = Command::new(example("first_policy"));
    let ended = program.args(names).current_dir(&folder).output();
    let ended = ended.unwrap_or_else(|error| {
        panic!("{error}: the program is built by `cargo build -p oske --examples`")
    });
    std::fs::remove_dir_all(&folder).unwrap();
    String::from_utf8(ended.stdout).unwrap() + &String::from_utf8(ended.stderr).unwrap()
}

/// A folder for one call.
fn tempfile() -> PathBuf {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("guide-{call}"));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A program of this package's examples, which cargo builds with its tests, beside them.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    profile
        .join("examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Whoever does what the first page says sees what it says.
#[test]
fn the_first_page_is_what_its_program_says() {
    let page = page("first_policy.md");
    let program = root().join("docs/guide/first_policy/main.rs");
    assert_eq!(page.block("rust,no_run", 0), read(&program));

    let policy = page.block("toml", 0);
    assert_eq!(
        first_program(&[("policy.toml", policy)]),
        page.block("text", 0)
    );

    let rows =
        &policy[policy.find("[table.company_due]").unwrap()..policy.find("\n[[rule]]").unwrap()];
    let mended = policy.replace(rows, page.block("toml", 1));
    assert_ne!(mended, policy);
    assert_eq!(
        first_program(&[("policy.toml", &mended)]),
        page.block("text", 1)
    );

    let title = "Dues of an example association";
    let proposal = mended
        .replace("30 EUR", "35 EUR")
        .replace("\"700\"", "\"750\"");
    let proposal = proposal.replace(title, "A proposal");
    let said = first_program(&[("policy.toml", &mended), ("proposal.toml", &proposal)]);
    assert_eq!(said.trim_end(), page.block("text", 2).trim_end());

    let faulty = policy.replace("company_due(staff)", "company_due(stuff)");
    let faulty = faulty.replace("under = \"10\"", "under = 10");
    assert_eq!(
        first_program(&[("policy.toml", &faulty)]),
        page.block("text", 3)
    );
}

/// The links of a page are written twice: to files, for readers of the repository, and to modules.
#[test]
fn links_between_pages_lead_somewhere() {
    let modules = page("links.md");
    // Those of items are for the docs alone.
    let of_pages = modules.text.lines().filter(|line| !line.starts_with("[`"));
    let modules: Vec<&str> = of_pages.filter_map(label).collect();
    let mut linked = 0;
    for page in pages().iter().filter(|page| page.name() != "links.md") {
        for line in page.text.lines() {
            let Some(name) = label(line) else { continue };
            let (_, target) = line.split_once("]: ").unwrap();
            let is_address = target.starts_with("https://");
            let file = target.split('#').next().unwrap();
            let there = page.path.parent().unwrap().join(file);
            assert!(
                is_address || there.exists(),
                "{}: {target} is not there",
                page.name()
            );
            assert!(
                is_address || modules.contains(&name),
                "{}: `{name}` has no module",
                page.name()
            );
            let uses = page.text.matches(&format!("[{name}]")).count();
            assert!(uses >= 2, "{}: `{name}` is not used", page.name());
            linked += 1;
        }
        // What is used is defined on the page, so that it is a link in the repository too.
        for name in modules
            .iter()
            .filter(|name| page.text.contains(&format!("[{name}]")))
        {
            let defined = page.text.contains(&format!("\n[{name}]: "));
            assert!(defined, "{}: `{name}` is used and not defined", page.name());
        }
    }
    assert!(linked > 10, "{linked} links");
}

/// The label of a link that a line defines.
fn label(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix('[')?.split_once("]: ")?;
    Some(name)
}

/// Every page is a module, and every module of the table on the first page is there.
#[test]
fn every_page_is_a_module() {
    let modules = read(&root().join("src/guide.rs"));
    for page in pages().iter().filter(|page| page.name() != "links.md") {
        let name = page.name().trim_end_matches(".md");
        assert!(
            modules.contains(&format!("page!({name}, \"{name}.md\");")),
            "{name}"
        );
        assert!(
            modules.contains(&format!("]({name}) |")),
            "{name} is not in the table"
        );
    }
}

/// The code of the comparison is that of the files beside it, which `cargo xtask comparison` runs.
#[test]
fn the_comparison_shows_the_files_that_were_run() {
    let comparison = page("comparison.md");
    let folder = root().join("docs/guide/comparison");
    let blocks = comparison.blocks();
    for (kind, file) in [
        ("toml", "policy.toml"),
        ("python", "openfisca.py"),
        ("text", "letter.catala_en"),
        ("yaml", "axiom.yaml"),
        ("json", "zen.json"),
        ("csv", "sheet.csv"),
    ] {
        let shown = blocks.iter().find(|block| block.kind == kind).unwrap().text;
        assert_eq!(shown, read(&folder.join(file)), "{file}");
    }
}

/// The table of the comparison has what the others were seen to say, and what oske says now.
#[test]
fn the_comparison_tells_what_came_out() {
    let folder = root().join("docs/guide/comparison");
    let policy = policy("policy.toml", &read(&folder.join("policy.toml")));
    let results = read(&folder.join("results.csv"));
    let payers = read(&folder.join("payers.csv"));
    let mut table = String::new();
    for (payer, others) in payers.lines().zip(results.lines()).skip(1) {
        let others = others
            .strip_prefix(payer)
            .and_then(|rest| rest.strip_prefix(','))
            .unwrap();
        let cells: Vec<&str> = payer.split(',').collect();
        let [id, year, kind, population] = cells[..] else {
            panic!("{payer}")
        };
        let facts = Facts::new(id)
            .with_attribute("kind", kind)
            .with_measure("population", population.parse::<i64>().unwrap());
        let year = policy.for_year(year.parse().unwrap()).unwrap();
        let assessment = year.assess(&facts);
        let ours = match assessment.amount() {
            Some(amount) => amount.to_string().replace(" EUR", ""),
            None => assessment.outcome().status().replace('_', " "),
        };
        let cells = cells
            .into_iter()
            .chain([ours.as_str()])
            .chain(others.split(','));
        let cells: Vec<&str> = cells.collect();
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    assert_eq!(table.lines().count(), 6);
    let page = page("comparison.md");
    assert!(page.text.contains(&table), "expected\n{table}");
}

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
        "oske-dues/src/document/v1.rs",
        "MOST_RULES: usize = 1_000;",
    ),
    (
        "| rows of one table | 1,000 |",
        "oske-dues/src/document/v1.rs",
        "MOST_ROWS: usize = 1_000;",
    ),
    (
        "looked up by | 4 |",
        "oske-dues/src/document/v1.rs",
        "MOST_KEYS: usize = 4;",
    ),
    (
        "a payer | 1,000 |",
        "oske-dues/src/document/v1.rs",
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

/// Every file of Rust at or below a path under `crates`.
fn sources(path: &str) -> Vec<(String, String)> {
    let crates = root().join("..");
    let there = crates.join(path);
    if there.is_file() {
        return vec![(path.to_owned(), read(&there))];
    }
    let entries = std::fs::read_dir(&there).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".rs") || there.join(name).is_dir())
        .collect();
    names.sort();
    let files = names.iter().map(|name| sources(&format!("{path}/{name}")));
    files.flatten().collect()
}

/// The sources of the crates that are published.
fn published() -> Vec<(String, String)> {
    [
        "oske-types",
        "oske-statute",
        "oske-domain",
        "oske-data",
        "oske-dues",
        "oske-invoice",
        "oske-report",
        "oske",
    ]
    .iter()
    .flat_map(|name| sources(&format!("{name}/src")))
    .collect()
}

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

/// What follows a text in a line, up to a sign.
fn between<'t>(text: &'t str, before: &str, end: char) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split(end).next().unwrap_or(rest))
}

/// The table of documents has every format that the crates read or write, in its version, and no others; the text names those
/// of the programs.
#[test]
fn documents_are_those_of_the_code() {
    let mut formats = Vec::new();
    for (file, text) in published() {
        let Some(format) = between(&text, "const FORMAT: &str = \"", '"') else {
            continue;
        };
        let (name, version) = match format.split_once(' ') {
            Some((name, version)) => (name, version),
            None => {
                let version = text.split_once("const VERSION: ").map(|(_, rest)| rest);
                let version = version.and_then(|rest| between(rest, " = ", ';'));
                (
                    format,
                    version.unwrap_or_else(|| panic!("{file}: no version")),
                )
            }
        };
        formats.push(format!("| `{name}` | {} |", version.trim_matches('"')));
    }
    formats.sort();
    let stability = page("stability.md");
    let rows = stability
        .text
        .lines()
        .filter(|line| line.starts_with("| `oske-"));
    let mut told: Vec<String> = rows
        .map(|row| row.split_inclusive('|').take(3).collect())
        .collect();
    told.sort();
    assert_eq!(told, formats);
    assert!(formats.len() >= 11);

    let mut count = 0;
    let examples = root().join("../../examples");
    for entry in std::fs::read_dir(&examples).unwrap() {
        let folder = entry.unwrap().path();
        for file in ["document.rs", "tables.rs"].map(|name| folder.join(name)) {
            let Ok(text) = std::fs::read_to_string(&file) else {
                continue;
            };
            for line in text.lines().filter(|line| line.contains("\"format\"")) {
                let Some(name) = line.split('"').find(|word| word.starts_with("oske-")) else {
                    continue;
                };
                assert!(
                    stability.text.contains(&format!("`{name}`")),
                    "{}: `{name}` is not told of",
                    file.display()
                );
                count += 1;
            }
        }
    }
    assert!(count >= 6, "{count} formats of programs");
}

/// Edition and floor are those of the code.
#[test]
fn edition_and_floor_are_those_of_the_code() {
    let stability = page("stability.md");
    assert!(
        stability
            .text
            .contains(&format!("`{}`", oske::data::EDITION.name()))
    );
    let workspace = read(&root().join("../../Cargo.toml"));
    assert!(workspace.contains("rust-version = \"1.88\"") && stability.text.contains("Rust 1.88"));
    assert!(page("first_policy.md").text.contains("Rust 1.88"));
    assert!(workspace.contains("version = \"0.1.0\"") && stability.text.contains("that is 0.1"));
}
