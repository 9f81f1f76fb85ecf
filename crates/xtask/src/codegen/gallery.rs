//! The gallery of `oske-dues`: its published tariffs on one page, for an author who looks for the one
//! that resembles theirs.
//!
//! ```text
//! tests/tariffs/<id>/README.md   title, source, the section “In the gallery” ─┐
//! tests/tariffs/<id>/*.toml      the policies                                ─┤
//! tests/tariffs/<id>/cases.json  the worked example                          ─┼─► docs/gallery.md
//! tests/snapshots/*.snap         what the check finds                        ─┘
//! ```
//!
//! Nothing is worked out here: the tests hold the cases and the findings against the engine. What the
//! check finds is read from the snapshots, and not from the engine, so that a missing gallery, which
//! `oske-dues` includes, can be generated.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{CodegenError, GeneratedFile};

const TARIFFS: &str = "crates/oske-dues/tests/tariffs";
const SNAPSHOTS: &str = "crates/oske-dues/tests/snapshots";
const GALLERY: &str = "crates/oske-dues/docs/gallery.md";
/// How many findings of one code are shown of a policy before the rest is counted.
const MOST_SHOWN: usize = 2;

/// The gallery; none of a workspace without tariffs.
pub(super) fn file(workspace: &Path) -> Result<Option<GeneratedFile>, CodegenError> {
    if !workspace.join(TARIFFS).exists() {
        return Ok(None);
    }
    let list = Source::read(workspace, format!("{TARIFFS}/reference-tariffs.json"))?;
    let ids = list.json()?;
    let ids = ids.as_array().into_iter().flatten();
    let tariffs = ids
        .map(|entry| {
            let id = entry.get("id").and_then(Value::as_str);
            let id = id.ok_or_else(|| list.lacks("a tariff without an `id`"))?;
            Tariff::read(workspace, id)
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Some(GeneratedFile {
        path: GALLERY.to_owned(),
        text: page(&tariffs),
    }))
}

/// A file that the gallery is made from.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn read(workspace: &Path, path: String) -> Result<Self, CodegenError> {
        match fs::read_to_string(workspace.join(&path)) {
            Ok(text) => Ok(Self {
                path,
                text: text.replace("\r\n", "\n"),
            }),
            Err(source) => Err(CodegenError::Unreadable { path, source }),
        }
    }

    fn lacks(&self, reason: impl Into<String>) -> CodegenError {
        CodegenError::Gallery {
            path: self.path.clone(),
            reason: reason.into(),
        }
    }

    fn json(&self) -> Result<Value, CodegenError> {
        serde_json::from_str(&self.text).map_err(|error| self.lacks(error.to_string()))
    }

    /// What follows a line's beginning, in the first line that has it.
    fn after(&self, beginning: &str) -> Result<&str, CodegenError> {
        let mut lines = self.text.lines();
        lines
            .find_map(|line| line.strip_prefix(beginning))
            .ok_or_else(|| self.lacks(format!("expected a line that begins with `{beginning}`")))
    }
}

/// What the page tells of a tariff.
struct Tariff {
    title: String,
    /// Where it is published: a paragraph of Markdown.
    published: String,
    shape: String,
    shows: String,
    /// What is to be said of it: a paragraph of Markdown.
    words: String,
    policies: Vec<Shown>,
    example: Example,
}

/// A policy with what the check finds in it.
struct Shown {
    name: String,
    text: String,
    findings: Vec<String>,
}

/// A case with its amount.
struct Example {
    dues_year: String,
    facts: String,
    amount: String,
    currency: String,
    origin: &'static str,
    how: Option<String>,
}

impl Tariff {
    fn read(workspace: &Path, id: &str) -> Result<Self, CodegenError> {
        let readme = Source::read(workspace, format!("{TARIFFS}/{id}/README.md"))?;
        let missing = |what: &str| readme.lacks(format!("expected {what}"));
        let (about, gallery) = readme
            .text
            .split_once("\n## In the gallery\n")
            .ok_or_else(|| missing("a last section `## In the gallery`"))?;
        let published = about
            .split("\n\n")
            .find(|paragraph| paragraph.starts_with("Source"))
            .ok_or_else(|| missing("a paragraph that begins with `Source`"))?;
        let (_, words) = gallery
            .trim()
            .split_once("\n\n")
            .ok_or_else(|| missing("words about the tariff after the list"))?;

        let policies = policies(workspace, id)?;
        let shows = readme.after("- shows: ")?;
        for construct in shows.split('`').skip(1).step_by(2) {
            if !policies
                .iter()
                .any(|policy| policy.text.contains(construct))
            {
                return Err(
                    readme.lacks(format!("`{construct}` stands in no policy of the folder"))
                );
            }
        }
        Ok(Self {
            title: readme.after("# ")?.to_owned(),
            published: published.to_owned(),
            shape: readme.after("- shape: ")?.to_owned(),
            shows: shows.to_owned(),
            words: words.to_owned(),
            example: Example::read(workspace, id, readme.after("- example: ")?, &policies)?,
            policies,
        })
    }
}

/// The policies in a folder, by their file names.
fn policies(workspace: &Path, id: &str) -> Result<Vec<Shown>, CodegenError> {
    let folder = format!("{TARIFFS}/{id}");
    let mut names = super::files_of(&workspace.join(&folder)).map_err(|source| {
        let path = folder.clone();
        CodegenError::Unreadable { path, source }
    })?;
    names.retain(|name| name.ends_with(".toml"));
    names.sort();
    let policies = names.into_iter().map(|name| {
        let policy = Source::read(workspace, format!("{folder}/{name}"))?;
        let snapshot = format!("{SNAPSHOTS}/tariffs__findings@{id}__{name}.snap");
        let snapshot = Source::read(workspace, snapshot)?;
        // A head between two lines of dashes, then what was found.
        let found = snapshot.text.splitn(3, "---\n").nth(2);
        let found = found.ok_or_else(|| snapshot.lacks("expected a snapshot with its head"))?;
        let findings = found.lines().filter(|line| !line.is_empty());
        Ok(Shown {
            findings: findings.map(str::to_owned).collect(),
            text: policy.text,
            name,
        })
    });
    policies.collect()
}

impl Example {
    /// The case that the README names by its index, with what is said of it after a semicolon.
    fn read(
        workspace: &Path,
        id: &str,
        named: &str,
        policies: &[Shown],
    ) -> Result<Self, CodegenError> {
        let cases = Source::read(workspace, format!("{TARIFFS}/{id}/cases.json"))?;
        let (index, how) = match named.split_once("; ") {
            Some((index, how)) => (index, Some(how.to_owned())),
            None => (named, None),
        };
        let all = cases.json()?;
        let case = index.parse::<usize>().ok().and_then(|index| all.get(index));
        let case = case.ok_or_else(|| cases.lacks(format!("there is no case `{index}`")))?;
        let text = |key: &str| {
            let value = case.get(key).and_then(Value::as_str);
            value.ok_or_else(|| cases.lacks(format!("case {index}: expected the text `{key}`")))
        };
        let origin = match text("origin")? {
            "published" => "as the source states it",
            "derived" => "by the printed rule",
            other => {
                let reason =
                    format!("case {index}: expected a published or derived one, found `{other}`");
                return Err(cases.lacks(reason));
            }
        };
        let file = text("policy")?;
        let policy = policies.iter().find(|policy| policy.name == file);
        let mut lines = policy.iter().flat_map(|policy| policy.text.lines());
        let currency = lines.find_map(|line| line.strip_prefix("currency = \"")?.strip_suffix('"'));
        let currency =
            currency.ok_or_else(|| cases.lacks(format!("`{file}` has no `currency`")))?;
        Ok(Self {
            dues_year: text("dues_year")?.to_owned(),
            facts: case.get("facts").map(as_toml).unwrap_or_default(),
            amount: text("amount")?.to_owned(),
            currency: currency.to_owned(),
            origin,
            how,
        })
    }
}

/// Facts as they stand in an example of a policy.
fn as_toml(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| format!("{key} = {}", as_toml(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| format!("\n    {},", as_toml(item)));
            format!("[{}\n]", items.collect::<String>())
        }
        // Texts and truths are written alike in both.
        other => other.to_string(),
    }
}

// The page

const BEGINNING: &str = "\
<!-- generated by `cargo xtask codegen` from tests/tariffs, do not edit -->

# Twelve published tariffs as policies

Each is a real tariff, restated from what its publisher prints: gaps, overlaps and what is unclear are kept, and
found by the check. Look for the shape that resembles yours. The bounds `least` and `most` of the facts are none
of the tariffs': they are wide, so that the check has an end. How a policy is written stands on the page of the
language.

| tariff | shape | constructs shown |
|---|---|---|
";

fn page(tariffs: &[Tariff]) -> String {
    let mut page = BEGINNING.to_owned();
    for tariff in tariffs {
        let (title, shape, shows) = (&tariff.title, &tariff.shape, &tariff.shows);
        let anchor = anchor(title);
        _ = writeln!(page, "| [{title}](#{anchor}) | {shape} | {shows} |");
    }
    for tariff in tariffs {
        section(&mut page, tariff);
    }
    page
}

fn section(page: &mut String, tariff: &Tariff) {
    let (title, published, words) = (&tariff.title, &tariff.published, &tariff.words);
    _ = write!(page, "\n## {title}\n\n{published}\n\n{words}\n");
    for policy in &tariff.policies {
        if tariff.policies.len() > 1 {
            _ = write!(page, "\n`{}`:\n", policy.name);
        }
        _ = write!(page, "\n```toml\n{}\n```\n", policy.text.trim_end());
        found(page, &policy.findings);
    }
    let Example {
        dues_year,
        facts,
        amount,
        currency,
        origin,
        how,
    } = &tariff.example;
    let how = how
        .as_ref()
        .map_or_else(String::new, |how| format!(": {how}"));
    _ = write!(
        page,
        "\nA worked example gives {amount} {currency}, {origin}{how}.\n\n\
         ```toml\n[[example]]\ndues_year = \"{dues_year}\"\nfacts = {facts}\npays = \"{amount}\"\n```\n"
    );
}

/// What the check finds in a policy; of many findings of one code the first, and how many more.
fn found(page: &mut String, findings: &[String]) {
    page.push_str("\nThe check finds:\n\n");
    for same in findings.chunk_by(|one, other| code(one) == code(other)) {
        // One more is no longer than to say that there is one more.
        let shown = if same.len() > MOST_SHOWN.saturating_add(1) {
            MOST_SHOWN
        } else {
            same.len()
        };
        for finding in same.iter().take(shown) {
            _ = writeln!(page, "- {}", told(finding));
        }
        if let Some(more) = same.len().checked_sub(shown).filter(|more| *more > 0) {
            _ = writeln!(
                page,
                "- … and {more} more of `{}`",
                code(same.first().map_or("", |first| first))
            );
        }
    }
}

/// The code of a finding as it is told: `policy.toml:100:5: error: no amount … [gap]`.
fn code(finding: &str) -> &str {
    let (_, code) = finding.rsplit_once('[').unwrap_or_default();
    code.trim_end_matches(']')
}

/// A finding without the name of the file: *error in line 100, gap: no amount …*.
fn told(finding: &str) -> String {
    let mut parts = finding.splitn(4, ':');
    let (_, line, _) = (parts.next(), parts.next(), parts.next());
    let message = parts.next().unwrap_or(finding).trim_start();
    let message = message
        .rsplit_once(" [")
        .map_or(message, |(message, _)| message);
    let (severity, message) = message.split_once(": ").unwrap_or(("", message));
    let line = line.unwrap_or_default();
    format!("{severity} in line {line}, `{}`: {message}", code(finding))
}

/// The anchor that a heading has on the rendered page.
fn anchor(heading: &str) -> String {
    let letters = heading.chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        letter if letter.is_alphanumeric() => Some(letter.to_ascii_lowercase()),
        _ => None,
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: &str = "policy.toml:65:5: error: no amount (every payer): no row: add one [gap]";

    #[test]
    fn a_finding_is_told_with_its_line_and_code() {
        assert_eq!(
            told(GAP),
            "error in line 65, `gap`: no amount (every payer): no row: add one"
        );
    }

    #[test]
    fn many_findings_of_one_code_are_counted() {
        let overlap = GAP.replace("[gap]", "[overlap]");
        let findings = [
            &[GAP.to_owned(), overlap.clone()][..],
            &vec![GAP.to_owned(); 3],
            &vec![overlap; 4],
        ];
        let mut page = String::new();
        found(&mut page, &findings.concat());
        let lines: Vec<&str> = page.lines().skip(3).collect();
        let codes = lines.iter().filter_map(|line| line.split('`').nth(1));
        let codes: Vec<&str> = codes.collect();
        assert_eq!(
            codes,
            [
                "gap", "overlap", "gap", "gap", "gap", "overlap", "overlap", "overlap"
            ]
        );
        assert_eq!(lines.last(), Some(&"- … and 2 more of `overlap`"));
    }

    #[test]
    fn an_anchor_keeps_letters_digits_and_hyphens() {
        assert_eq!(anchor("Höhe, a-b 2 (x)"), "höhe-a-b-2-x");
    }

    #[test]
    fn facts_are_written_as_in_an_example_of_a_policy() -> Result<(), serde_json::Error> {
        let facts = r#"{"kind": "club", "new": true, "branch": [{"staff": "2"}, {"staff": "3"}]}"#;
        assert_eq!(
            as_toml(&serde_json::from_str(facts)?),
            "{ kind = \"club\", new = true, branch = [\n    { staff = \"2\" },\n    { staff = \"3\" },\n] }"
        );
        Ok(())
    }

    /// In a workspace of its own, with one tariff.
    #[test]
    fn a_construct_that_no_policy_shows_is_refused() -> Result<(), Box<dyn std::error::Error>> {
        let workspace = std::env::temp_dir().join(format!("oske-gallery-{}", std::process::id()));
        assert!(file(&workspace)?.is_none());
        let write = |path: String, text: &str| {
            let path = workspace.join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, text)
        };
        let readme = |shows: &str| {
            format!(
                "# A club\n\nSource: a letter.\n\n## In the gallery\n\n- shape: flat\n- shows: `{shows}`\n- example: 0\n\nFlat.\n"
            )
        };
        write(
            format!("{TARIFFS}/reference-tariffs.json"),
            r#"[{"id": "club"}]"#,
        )?;
        write(format!("{TARIFFS}/club/README.md"), &readme("exempt"))?;
        write(
            format!("{TARIFFS}/club/policy.toml"),
            "currency = \"EUR\"\n",
        )?;
        write(
            format!("{TARIFFS}/club/cases.json"),
            r#"[{"policy": "policy.toml", "dues_year": "2024", "facts": {}, "origin": "published", "amount": "10.00"}]"#,
        )?;
        write(
            format!("{SNAPSHOTS}/tariffs__findings@club__policy.toml.snap"),
            &format!("---\nsource: x\n---\n{GAP}\n"),
        )?;
        let refused = file(&workspace).map(|_| ()).unwrap_err().to_string();
        write(format!("{TARIFFS}/club/README.md"), &readme("currency"))?;
        let gallery = file(&workspace)?.ok_or("a gallery")?;
        fs::remove_dir_all(&workspace)?;
        assert_eq!(
            refused,
            format!("{TARIFFS}/club/README.md: `exempt` stands in no policy of the folder")
        );
        assert!(
            gallery
                .text()
                .contains("gives 10.00 EUR, as the source states it.")
        );
        Ok(())
    }
}
