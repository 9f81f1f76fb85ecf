//! The pages of the guide: every policy on them is read and checked, what they quote is what comes out, and their links lead
//! somewhere. Their Rust is run as doctests; the page of limits is held against the code in `limits.rs`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod pages;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use oske::dues::{Facts, Policy};
use pages::{page, pages, published, read, root};

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

/// The files that the code of the page of a member list reads are those that it shows.
#[test]
fn the_member_list_shows_the_files_that_are_read() {
    let page = page("member_list.md");
    let folder = root().join("docs/guide/member_list");
    let shown: Vec<&str> = page.blocks().iter().map(|block| block.text).collect();
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            continue;
        }
        assert!(shown.contains(&read(&path).as_str()), "{}", path.display());
        count += 1;
    }
    assert_eq!(count, 6);
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
