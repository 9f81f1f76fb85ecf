//! [`Mapping::from_toml`]: a mapping from a file.

use oske_types::{Language, nearest, parse_date, quoted};

use super::heading;
use super::mapping::{DecimalMark, Mapping, Meaning, QuantityColumn};
use crate::document::{Collector, DocumentFault, DocumentFaults, File, Node, Section};
use crate::{FactName, Ground, MemberKind, MembershipHistory};

/// The longest mapping that is read, in bytes.
pub const LONGEST_MAPPING: usize = 256 * 1024;

const FORMAT: &str = "oske-register-mapping";
const VERSION: i64 = 1;

impl Mapping {
    /// Reads a mapping in TOML. `name` is the file's name as messages shall show it.
    ///
    /// | key | value |
    /// |---|---|
    /// | `format`, `version` | needed: `"oske-register-mapping"`, `1` |
    /// | `encoding` | `"utf-8"`, `"iso-8859-1"`, `"windows-1252"`, `"utf-16le"` or `"utf-16be"` |
    /// | `separator` | the sign between the cells of CSV: `";"` |
    /// | `decimal`, `thousands` | `","` or `"."` |
    /// | `sheet` | the name of the sheet in a workbook |
    /// | `heading_row` | the number of the row with the headings: `3` |
    /// | `ground` | on what days of admission and resignation are believed: `"stated"`, `"inferred"` or `"unknown"` |
    /// | `other_columns` | `"passed_over"`, if columns that nothing is known of are not to be faults |
    /// | `[columns]` | by the heading a code of a [`Meaning`], or of numbers `{ fact, unit, date, source }` |
    /// | `[kinds]` | by the word the code of a [`MemberKind`] |
    /// | `[everyone]` | `kind`, `language`, `history`, `source`: what holds for each member, where the sheet has no column for it |
    ///
    /// ```
    /// use oske_domain::import::Mapping;
    ///
    /// let mapping = Mapping::from_toml("mapping.toml", r#"
    ///     format = "oske-register-mapping"
    ///     version = 1
    ///     heading_row = 3
    ///
    ///     [columns]
    ///     "Toiminimi" = "name"
    ///     "Asukasluku" = { fact = "population", unit = "inhabitant", date = "2022-12-31", source = "own notice" }
    ///
    ///     [everyone]
    ///     language = "fi"
    /// "#)?;
    ///
    /// let faults = Mapping::from_toml("mapping.toml", "\
    /// format = \"oske-register-mapping\"
    /// version = 1
    /// [columns]
    /// Toiminimi = \"nmae\"
    /// ").unwrap_err();
    /// assert_eq!(
    ///     faults.to_string(),
    ///     "mapping.toml:4:13: columns.Toiminimi: `nmae` is not what a column can mean; \
    ///      did you mean `name`? [invalid-value]",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`DocumentFaults`]: syntax, unknown keys and values that do not parse: all at once.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, DocumentFaults> {
        let file = File::new(name, text);
        let table = file.table(LONGEST_MAPPING)?;
        let collector = Collector::without_persons(file);
        let mapping = read(&Section::root(&collector, table.get_ref()));
        DocumentFaults::check(collector.into_faults())?;
        Ok(mapping)
    }
}

fn read(root: &Section<'_, '_>) -> Mapping {
    check_head(root);
    let mut mapping = Mapping {
        encoding: root.parsed("encoding"),
        decimal: root.node("decimal").and_then(|node| mark(&node)),
        thousands: root.node("thousands").and_then(|node| mark(&node)),
        sheet: root.text("sheet").map(str::to_owned),
        heading_row: root.node("heading_row").and_then(|node| row_number(&node)),
        ..Mapping::default()
    };
    if let Some(node) = root.node("thousands")
        && mapping.decimal.is_some()
        && mapping.decimal == mapping.thousands
    {
        let message = "`decimal` and `thousands` are one mark: expected two";
        node.report(DocumentFault::new("invalid-value", message));
    }
    if let Some(node) = root.node("separator") {
        mapping = with_separator(mapping, &node);
    }
    if let Some(ground) = root.node("ground") {
        let all = Ground::ALL.into_iter();
        let known = all.map(|ground| (ground.code(), ground));
        mapping.ground = one_of(&ground, known).unwrap_or(Ground::Stated);
    }
    if let Some(others) = root.node("other_columns") {
        mapping.passes_over_others = one_of(&others, [("passed_over", true)]).is_some();
    }
    if let Some(columns) = root.section("columns") {
        for (heading, node) in columns.named() {
            if let Some(meaning) = meaning(&node) {
                let plain = heading::plain(heading);
                if mapping.columns.contains_key(&plain) {
                    let message = "the heading stands twice, for case and white space do not count";
                    node.report(DocumentFault::new("duplicate-heading", message));
                }
                mapping = mapping.with_column(heading, meaning);
            }
        }
    }
    if let Some(kinds) = root.section("kinds") {
        for (word, node) in kinds.named() {
            if let Some(kind) = kind(&node) {
                mapping = mapping.with_kind(word, kind);
            }
        }
    }
    if let Some(everyone) = root.section("everyone") {
        let held = &mut mapping.for_everyone;
        held.kind = everyone.node("kind").and_then(|node| kind(&node));
        held.language = everyone.parsed::<Language>("language");
        held.history = everyone.parsed::<MembershipHistory>("history");
        held.source = everyone.text("source").map(str::to_owned);
        everyone.finish();
    }
    root.finish();
    mapping
}

fn check_head(root: &Section<'_, '_>) {
    match root.node("format") {
        None => root.missing("format", "format = \"oske-register-mapping\""),
        Some(node) => {
            one_of(&node, [(FORMAT, ())]);
        }
    }
    match root.node("version") {
        None => root.missing("version", "version = 1"),
        Some(node) => {
            if let Some(found) = node.whole_number().filter(|found| *found != VERSION) {
                let message = format!("found version {found}: expected {VERSION}");
                node.report(DocumentFault::new("unknown-version", message));
            }
        }
    }
}

/// The value of a word, or a fault that names the nearest one.
fn one_of<T>(node: &Node<'_, '_>, known: impl IntoIterator<Item = (&'static str, T)>) -> Option<T> {
    let text = node.text()?;
    let mut words = Vec::new();
    for (word, value) in known {
        if word == text {
            return Some(value);
        }
        words.push(word);
    }
    let message = format!("found `{}`: expected {}", quoted(text), words.join(" or "));
    node.report(DocumentFault::new("invalid-value", message));
    None
}

fn mark(node: &Node<'_, '_>) -> Option<DecimalMark> {
    one_of(node, [(",", DecimalMark::Comma), (".", DecimalMark::Point)])
}

fn row_number(node: &Node<'_, '_>) -> Option<u64> {
    let number = node.whole_number()?;
    let row = u64::try_from(number).ok().filter(|row| *row >= 1);
    if row.is_none() {
        let message = format!("found {number}: expected the number of a row, the first being 1");
        node.report(DocumentFault::new("invalid-value", message));
    }
    row
}

fn with_separator(mapping: Mapping, node: &Node<'_, '_>) -> Mapping {
    let Some(text) = node.raw_text() else {
        return mapping;
    };
    let mut signs = text.chars();
    let only = signs.next().filter(|_| signs.next().is_none());
    match only.map(|sign| mapping.clone().with_separator(sign)) {
        Some(Ok(mapping)) => mapping,
        _ => {
            let message = format!("found `{}`: expected one sign, as `;`", quoted(text));
            let fault = DocumentFault::new("invalid-value", message);
            node.report(fault.with_help("write `\\t` for a tab"));
            mapping
        }
    }
}

fn kind(node: &Node<'_, '_>) -> Option<MemberKind> {
    let text = node.text()?;
    if let Ok(kind) = text.parse() {
        return Some(kind);
    }
    let codes: Vec<&str> = MemberKind::ALL.iter().map(|kind| kind.code()).collect();
    let message = format!("`{}` is not a member kind", quoted(text));
    report_nearest(node, text, message, &codes);
    None
}

fn meaning(node: &Node<'_, '_>) -> Option<Meaning> {
    if node.is_table() {
        return quantity(&node.section()?).map(Meaning::Quantity);
    }
    let text = node.text()?;
    if let Ok(meaning) = text.parse() {
        return Some(meaning);
    }
    let codes: Vec<&str> = heading::codes().chain(["fact.NAME"]).collect();
    let message = format!("`{}` is not what a column can mean", quoted(text));
    report_nearest(node, text, message, &codes);
    None
}

fn report_nearest(node: &Node<'_, '_>, text: &str, message: String, known: &[&str]) {
    let help = match nearest(text, known.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("known: {}", known.join(", ")),
    };
    node.report(DocumentFault::new("invalid-value", message).with_help(help));
}

/// A column of numbers: which fact, in which unit, of which day, by which source.
fn quantity(section: &Section<'_, '_>) -> Option<QuantityColumn> {
    let needed = [
        ("fact", "fact = \"staff\""),
        ("unit", "unit = \"person\""),
        ("date", "date = \"2022-12-31\""),
        ("source", "source = \"notice of the member\""),
    ];
    for (key, example) in needed {
        if section.node(key).is_none() {
            section.missing(key, example);
        }
    }
    let fact = section.parsed::<FactName>("fact");
    let unit = section.parsed("unit");
    let date = section.node("date").and_then(|node| {
        let text = node.text()?;
        let date = parse_date(text);
        if date.is_none() {
            let message = format!(
                "`{}` is not a date: expected one such as 2022-12-31",
                quoted(text)
            );
            node.report(DocumentFault::new("invalid-value", message));
        }
        date
    });
    let source = section.text("source");
    section.finish();
    match QuantityColumn::try_new(fact?, unit?, date?, source?) {
        Ok(column) => Some(column),
        Err(error) => {
            section.report(DocumentFault::new("invalid-value", error.to_string()));
            None
        }
    }
}
