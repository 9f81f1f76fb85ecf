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

/// Every limit on the page is one of the code. The words are those of its tables.
#[test]
fn limits_are_those_of_the_code() {
    let limits = page("limits.md");
    for (said, file, line) in [
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
            "oske-domain/src/activity/document/fault.rs",
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
    ] {
        assert!(limits.text.contains(said), "the page does not say `{said}`");
        in_code(file, line);
    }
}

/// Versions, edition and floor are those of the code.
#[test]
fn versions_are_those_of_the_code() {
    let stability = page("stability.md");
    for (document, version, file, line) in [
        (
            "oske-policy",
            1,
            "oske-dues/src/document/v1.rs",
            "VERSION: i64 = 1;",
        ),
        (
            "oske-explanation",
            1,
            "oske-dues/src/explain_wire/mod.rs",
            "VERSION: i64 = 1;",
        ),
        (
            "oske-comparison",
            1,
            "oske-dues/src/compare/wire.rs",
            "VERSION: i64 = 1;",
        ),
        (
            "oske-round-comparison",
            1,
            "oske/src/comparison/wire.rs",
            "VERSION: i64 = 1;",
        ),
        (
            "oske-solution",
            1,
            "oske-dues/src/solve/wire.rs",
            "VERSION: i64 = 1;",
        ),
        (
            "oske-document",
            1,
            "oske-report/src/json.rs",
            "VERSION: u32 = 1;",
        ),
        (
            "oske-activity-year",
            1,
            "oske-domain/src/activity/document.rs",
            "VERSION: i64 = 1;",
        ),
        (
            "oske-number-series",
            1,
            "oske-invoice/src/number/text.rs",
            "\"oske-number-series 1\"",
        ),
        (
            "oske-register",
            0,
            "oske-domain/src/register/json.rs",
            "VERSION: u64 = 0;",
        ),
    ] {
        let row = format!("| `{document}` | {version} |");
        assert!(stability.text.contains(&row), "the page has no row `{row}`");
        in_code(file, document);
        in_code(file, line);
    }
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
