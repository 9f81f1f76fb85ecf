//! The JSON Schema says what the reader does: it takes what the reader takes, and refuses what it can
//! see of what the reader refuses.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::Validator;
use oske_dues::document::{PolicyDocument, SCHEMA};
use oske_dues::{Fault, Faults};
use oske_testkit::{strategy, text};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::FileFailurePersistence;
use serde_json::{Value, json};

static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&schema()).expect("a schema"));

/// Every policy that the test may reach and that the reader takes, by its path.
static POLICIES: LazyLock<Vec<(PathBuf, Value)>> = LazyLock::new(|| {
    let folders = [
        "tests/cases/good",
        "tests/tariffs",
        "tests/further-tariffs",
        "../../examples/data/policies",
    ];
    let mut paths = Vec::new();
    for folder in folders {
        files(&root().join(folder), &mut paths);
    }
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    paths.sort();
    let read = |path: PathBuf| (path.clone(), read(&path).expect("TOML"));
    paths.into_iter().map(read).collect()
});

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// A document as JSON; what only TOML has, a bare date, becomes `null`.
fn read(path: &Path) -> Result<Value, Faults> {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let document = if name.ends_with(".json") {
        PolicyDocument::from_json(name, &text)?
    } else {
        PolicyDocument::from_toml(name, &text)?
    };
    Ok(serde_json::from_str(&document.value().to_json()).unwrap())
}

/// The faults that the reader finds in a document.
fn faults(document: &Value) -> Vec<Fault> {
    let read = PolicyDocument::from_json("policy.json", &document.to_string());
    match read.and_then(|document| document.check()) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().cloned().collect(),
    }
}

/// What the schema says of a document that it refuses, a line each.
fn refusals(document: &Value) -> Vec<String> {
    let refusals = VALIDATOR.iter_errors(document);
    refusals
        .map(|refusal| format!("{}: {refusal}", refusal.instance_path()))
        .collect()
}

/// Whether a fault can be seen without reading formulas, without knowing which names are declared and
/// without comparing one value with another.
fn is_of_structure(fault: &Fault) -> bool {
    match fault.code() {
        "exempt-charges" | "fact-sort" | "invalid-name" | "missing-key" | "pays-or-exempt"
        | "pays-or-outcome" | "too-many-names" | "too-many-rows" | "too-many-rules"
        | "unit-or-values" | "value-or-values" | "wrong-format" | "wrong-version" => true,
        // Besides its own keys a row has the names that its table is looked up by.
        "unknown-key" => {
            let keys: Vec<&str> = fault.document_path().split('.').collect();
            !matches!(keys.as_slice(), ["table", _, "rows", _, _])
        }
        // Whether a name is that of a choice or of a measure.
        "wrong-kind" => !fault.message().contains("` in a row: expected"),
        // Whether bounds under a name are of the quantity that the row's own bounds are of.
        "two-bounds" => fault.message().starts_with("two bounds on one side"),
        "invalid-value" => {
            let compares = [
                "the dues years end in",
                "is no whole number of minor units",
                "`least` is above",
                "is no value that the fact can have",
                "the period is empty",
                "as a bound of",
                "expected a shorter number",
            ];
            let compares = compares.iter().any(|words| fault.message().contains(words));
            !compares && !is_in_formula(fault)
        }
        // Names, units, values and formulas, and how they fit; documents that are no JSON.
        "bounds-without-measure"
        | "circle"
        | "document-too-long"
        | "duplicate-key"
        | "duplicate-name"
        | "empty-row"
        | "faulty-name"
        | "formula"
        | "not-constant"
        | "outside-list"
        | "overlapping-values"
        | "share-rounding"
        | "share-unclear"
        | "slices"
        | "syntax"
        | "too-deep"
        | "unit-mismatch"
        | "unknown-name"
        | "unknown-unit"
        | "unknown-value"
        | "wrong-argument"
        | "wrong-name" => false,
        other => panic!("is `{other}` a fault of structure?"),
    }
}

fn is_in_formula(fault: &Fault) -> bool {
    let keys: Vec<&str> = fault.document_path().split('.').collect();
    matches!(
        keys.as_slice(),
        ["let", ..]
            | ["rule", _, "when" | "pays"]
            | ["share", _, "total"]
            | ["share", _, "keys", _, "by" | "of"]
    )
}

#[test]
fn schema_is_one_of_draft_2020_12() {
    let refusal = jsonschema::draft202012::meta::validate(&schema()).map_err(|e| e.to_string());
    assert_eq!(refusal, Ok(()));
}

#[test]
fn policies_that_are_read_fit_the_schema() {
    assert!(POLICIES.len() > 60, "{}", POLICIES.len());
    for (path, document) in POLICIES.iter() {
        assert_eq!(faults(document), [], "{}", path.display());
        assert_eq!(refusals(document), [""; 0], "{}", path.display());
    }
}

#[test]
fn faults_of_structure_are_refused_by_the_schema() {
    let mut paths = Vec::new();
    files(&root().join("tests/cases/bad"), &mut paths);
    paths.sort();
    let mut taken = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        let Ok(document) = read(&path) else {
            continue;
        };
        let faults = faults(&document);
        let refused = !VALIDATOR.is_valid(&document);
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(
            refused || !faults.iter().any(is_of_structure),
            "{name}\n{}",
            told.join("\n")
        );
        if !refused {
            taken.push(name.to_owned());
        }
    }
    insta::assert_snapshot!(taken.join("\n"), @r"
    bounds-without-measure.toml
    circle-table.toml
    circle.toml
    empty-row.toml
    faulty-name.toml
    formula-date.toml
    formula.toml
    not-constant.toml
    outside-list.toml
    overlapping-values.toml
    share-rounding-unit.toml
    share-rounding.toml
    share-unclear.toml
    unit-mismatch.toml
    unknown-name.toml
    unknown-unit.toml
    unknown-value.toml
    wrong-argument.toml
    wrong-name.toml
    ");
}

#[test]
fn schema_and_reader_know_the_same_keys_and_words() {
    let source = support::source_of_reader();
    let quoted = source.split('"').skip(1).step_by(2);
    let is_word = |word: &&str| {
        let mut letters = word.chars();
        !word.is_empty() && letters.all(|letter| letter.is_ascii_lowercase() || letter == '_')
    };
    let in_reader: BTreeSet<&str> = quoted.filter(is_word).collect();
    assert!(in_reader.contains("charges_residents"), "{in_reader:?}");
    let schema = schema();
    let (mut keys, mut words) = (BTreeSet::new(), BTreeSet::new());
    keys_and_words(&schema, &mut keys, &mut words);
    let both: BTreeSet<&str> = keys.union(&words).copied().collect();
    let unknown: Vec<_> = in_reader.difference(&both).collect();
    assert_eq!(unknown, [&""; 0], "not in the schema");
    // The languages of words, and keys of things that are read elsewhere.
    let elsewhere = ["en", "fi", "sv"];
    let unknown: Vec<_> = keys.difference(&in_reader).copied().collect();
    assert_eq!(unknown, elsewhere, "not in the reader");
}

/// The keys of a document that a schema names, and the words that values may be.
fn keys_and_words<'s>(
    schema: &'s Value,
    keys: &mut BTreeSet<&'s str>,
    words: &mut BTreeSet<&'s str>,
) {
    match schema {
        Value::Object(keywords) => {
            for (keyword, value) in keywords {
                match (keyword.as_str(), value) {
                    ("properties", Value::Object(own)) => {
                        keys.extend(own.keys().map(String::as_str));
                    }
                    ("enum", Value::Array(own)) => {
                        words.extend(own.iter().filter_map(Value::as_str))
                    }
                    ("const", Value::String(word)) => {
                        words.insert(word);
                    }
                    _ => {}
                }
                keys_and_words(value, keys, words);
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| keys_and_words(item, keys, words)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_schema_has_a_description() {
    fn look(schema: &Value, place: &str, bare: &mut Vec<String>) {
        let Value::Object(keywords) = schema else {
            return;
        };
        // Below `anyOf` and the like stand conditions on keys that are described elsewhere.
        let is_section = keywords.get("type") == Some(&json!("object"));
        if let (Some(Value::Object(own)), true) = (keywords.get("properties"), is_section) {
            let own = own
                .iter()
                .filter(|(_, value)| value.get("description").is_none());
            bare.extend(own.map(|(key, _)| format!("{place} {key}")));
        }
        for (keyword, value) in keywords {
            look(value, &format!("{place}/{keyword}"), bare);
        }
    }
    let mut bare = Vec::new();
    look(&schema(), "", &mut bare);
    assert_eq!(bare, [""; 0]);
}

#[test]
fn words_of_the_language_are_no_names() {
    let schema = schema();
    let taken = schema["$defs"]["name"]["not"]["enum"].as_array().unwrap();
    assert!(taken.contains(&json!("year_start")));
    for word in taken {
        let document = with_parameter(word.as_str().unwrap());
        assert!(!faults(&document).is_empty(), "{word}");
        assert!(!VALIDATOR.is_valid(&document), "{word}");
    }
    let source = std::fs::read_to_string(root().join("src/check/names.rs")).unwrap();
    let (_, source) = source.split_once("const TIME_UNITS").unwrap();
    let (source, _) = source.split_once("struct Checker").unwrap();
    for word in source.split('"').skip(1).step_by(2) {
        assert!(taken.contains(&json!(word)), "{word}");
    }
}

fn with_parameter(name: &str) -> Value {
    let mut document = smallest();
    document["param"] = json!({ name: { "unit": "EUR", "value": "1" } });
    document
}

fn smallest() -> Value {
    json!({
        "format": "oske-policy",
        "version": 1,
        "id": "case",
        "title": { "en": "A case" },
        "status": "in-force",
        "currency": "EUR",
        "dues_years": { "from": "2023" },
        "unit": {},
        "line": {},
        "fact": { "kind": { "values": ["town"] }, "list": { "type": "list", "most": "5", "each": {} } },
        "table": { "fee": { "by": "kind", "unit": "EUR", "rows": [{ "pays": "1" }] } },
        "rule": [{ "id": "everyone", "pays": "1 EUR" }],
    })
}

#[test]
fn schema_and_reader_have_the_same_limits() {
    let check = |place: &str, fill: fn(usize) -> Value, most: usize| {
        for (count, fits) in [(1, true), (most, true), (most + 1, false)] {
            let mut document = smallest();
            *document.pointer_mut(place).unwrap() = fill(count);
            let found = faults(&document);
            assert_eq!(found.is_empty(), fits, "{place} {count}: {found:?}");
            assert_eq!(VALIDATOR.is_valid(&document), fits, "{place} {count}");
        }
    };
    let rules = |count| {
        let rule = |index: usize| json!({ "id": index.to_string(), "pays": "1 EUR" });
        (0..count).map(rule).collect()
    };
    check("/rule", rules, 1_000);
    let rows = |count| json!(vec![json!({ "pays": "1" }); count]);
    check("/table/fee/rows", rows, 1_000);
    let units = |count| {
        let unit = |index: usize| (format!("unit_{index}"), json!({}));
        Value::Object((0..count).map(unit).collect())
    };
    check("/unit", units, 1_000);
    check("/line", units, 1_000);
    let values = |count| (0..count).map(|index| json!(index.to_string())).collect();
    check("/fact/kind/values", values, 1_000);
    let words = |count| {
        let value = |index: usize| (index.to_string(), json!({ "en": "words" }));
        Value::Object((0..count).map(value).collect())
    };
    check("/fact/kind/values", words, 1_000);
    check("/table/fee/by", |count| json!(vec!["kind"; count]), 4);
    check("/fact/list/most", |count| json!(count.to_string()), 1_000);
    check(
        "/rule/0/pays",
        |count| json!(format!("{:>count$}", "1 EUR")),
        4_096,
    );
}

/// The forms of texts, each with what the reader takes and what it refuses.
#[test]
fn schema_and_reader_take_the_same_forms() {
    let numbers = "0 1 10 0.0 0.50 -1 -0.5 1/3 -1/3 0/5 10/1 -0 -0.0 -0/5 00 01 1. .5 +1 1e3 1_000 1/0 1/03 1/-3 1/ ½ ١";
    let percentages = "50% 0% -50% 1/3% -0% -0/5% 50%% % 01% 5%0";
    let dates = "2023-01-31 2024-02-29 2000-02-29 0000-02-29 9999-12-31 2023-02-29 1900-02-29 2023-04-31 \
                 2023-13-01 2023-00-01 2023-1-1 02023-01-01 2023-01-31T00:00 01-31 02-29 02-30 1-31 00-01 31.1.";
    let years = "2023 0001 9998 2023-09-01/P1Y 2023-02-28/P1Y 0000 9999 23 2023-01-01/P1Y 2024-02-29/P1Y \
                 9999-09-01/P1Y 0000-09-01/P1Y 2023/P1Y +023 2023-9-1/P1Y";
    let counts = "0 1 20 999 1000 1001 01 +1 -1 1.0 20/1";
    let units = "EUR 1 day EUR/year 1/month EUR*month/year EUR/ /EUR EUR//year EUR^2 2 eur%";
    let cases = [
        ("/fact/size/least", numbers),
        ("/fact/size/step", numbers),
        ("/table/fee/step", numbers),
        ("/fact/since/least", dates),
        ("/decision/on", dates),
        ("/instalment/0/due", dates),
        ("/instalment/0/share", numbers),
        ("/instalment/0/share", percentages),
        ("/param/rate/value", percentages),
        ("/table/fee/rows/0/pays", percentages),
        ("/example/0/pays", percentages),
        ("/dues_years/from", years),
        ("/example/0/dues_year", years),
        ("/fact/list/most", counts),
        ("/fact/list/least", counts),
        ("/param/rate/unit", units),
    ];
    let spaced = [
        ("/rounding", "half-up to 0.01"),
        ("/rounding", "floor to 1/1"),
        ("/rounding", "half-up to 0"),
        ("/rounding", "half-up to 0/1"),
        ("/rounding", "half-up to -1"),
        ("/rounding", "half-up 0.01"),
        ("/rounding", "half-up  to 1"),
        ("/rounding", "nearest to 1"),
        ("/fact/size/cliff", "500 EUR"),
        ("/fact/size/cliff", "0 EUR"),
        ("/fact/size/cliff", "1/3 EUR"),
        ("/fact/size/cliff", "50%"),
        ("/fact/size/cliff", "-5 EUR"),
        ("/fact/size/cliff", "500"),
        ("/fact/size/cliff", "500  EUR"),
        ("/fact/size/cliff", "500 euros"),
        ("/fact/size/cliff", "500 EUX"),
        ("/fact/size/cliff", "(500 EUR)"),
        ("/currency", "EUR"),
        ("/currency", "EUX"),
        ("/title/en", "  "),
        ("/title/en", "\u{a0}\t"),
        ("/title/en", "x "),
    ];
    let split = cases
        .into_iter()
        .flat_map(|(place, texts)| texts.split_whitespace().map(move |text| (place, text)));
    for (place, text) in split.chain(spaced) {
        let mut document = smallest();
        let more = json!({
            "rounding": "half-up to 1",
            "decision": { "on": "2023-01-01" },
            "param": { "rate": { "unit": "EUR", "value": "1" } },
            "instalment": [{ "share": "1", "due": "01-31" }],
            "example": [{ "facts": {}, "pays": "1", "dues_year": "2023" }],
        });
        let Value::Object(more) = more else { panic!() };
        document.as_object_mut().unwrap().extend(more);
        document["fact"]["size"] =
            json!({ "unit": "EUR", "least": "0", "step": "1", "cliff": "1 EUR" });
        document["fact"]["since"] = json!({ "type": "date", "least": "01-01" });
        document["fact"]["list"] =
            json!({ "type": "list", "least": "0", "most": "1000", "each": {} });
        document["table"]["fee"] = json!({
            "by": "size", "unit": "EUR", "slices": true, "step": "1", "rows": [{ "pays": "1" }],
        });
        assert_eq!(faults(&document), []);
        *document.pointer_mut(place).unwrap() = json!(text);
        let found: Vec<Fault> = faults(&document);
        // Only the reader compares one with the other.
        let compares = found
            .iter()
            .any(|fault| fault.message().contains("is above"));
        assert!(
            VALIDATOR.is_valid(&document) == found.is_empty() || compares,
            "{place} {text}: {found:?}"
        );
    }
}

/// A change at a random place of a document.
#[derive(Debug, Clone)]
enum Change {
    /// Of a key, or of an item of a list.
    Remove,
    /// Under a key that no table has.
    Add,
    /// Of a key, by another letter.
    Rename,
    /// By a value of whatever kind.
    Replace(Value),
    /// By a copy of what stands at another place.
    Copy(Index),
    /// Beside what stands there, with its key, what stands at another place.
    Beside(Index),
    /// Of a text: a character that is put in, in the place of another or between two.
    Garble {
        at: Index,
        character: char,
        instead: bool,
    },
    /// Of a text: a character that is left out.
    Shorten(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let values = vec![
        json!("x"),
        json!(""),
        json!("1"),
        json!(5),
        json!(0.5),
        json!(true),
        json!(false),
        json!(null),
        json!([]),
        json!({}),
        json!(["x"]),
        json!([5]),
        json!({ "en": "words" }),
        json!([{}]),
    ];
    let characters = "0123456789/.-% 'aEX_+ü";
    let characters: Vec<char> = characters.chars().collect();
    let garble = (
        any::<Index>(),
        proptest::sample::select(characters),
        any::<bool>(),
    );
    prop_oneof![
        2 => Just(Change::Remove),
        1 => Just(Change::Add),
        1 => Just(Change::Rename),
        2 => proptest::sample::select(values).prop_map(Change::Replace),
        2 => any::<Index>().prop_map(Change::Copy),
        2 => any::<Index>().prop_map(Change::Beside),
        3 => garble.prop_map(|(at, character, instead)| Change::Garble { at, character, instead }),
        1 => any::<Index>().prop_map(Change::Shorten),
    ]
}

/// The ways to everything in a document but itself, as JSON pointers.
fn places(value: &Value, way: &str, found: &mut Vec<String>) {
    let mut below = |key: &str, value: &Value| {
        let way = format!("{way}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(way.clone());
        places(value, &way, found);
    };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| below(&index.to_string(), item));
        }
        _ => {}
    }
}

fn changed(document: &Value, at: Index, change: &Change) -> Value {
    let mut ways = Vec::new();
    places(document, "", &mut ways);
    let mut document = document.clone();
    if ways.is_empty() {
        return document;
    }
    let way = at.get(&ways);
    let (parent, key) = way.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match change {
        Change::Remove => match document.pointer_mut(parent) {
            Some(Value::Object(entries)) => {
                entries.remove(&key);
            }
            Some(Value::Array(items)) => {
                items.remove(key.parse().unwrap());
            }
            _ => {}
        },
        Change::Add => {
            if let Some(Value::Object(entries)) = document.pointer_mut(parent) {
                entries.insert("added".to_owned(), json!("text"));
            }
        }
        Change::Rename => {
            if let Some(Value::Object(entries)) = document.pointer_mut(parent) {
                let value = entries.remove(&key).unwrap();
                entries.insert(format!("{key}x"), value);
            }
        }
        Change::Replace(value) => *document.pointer_mut(way).unwrap() = value.clone(),
        Change::Copy(from) => {
            let copy = document.pointer(from.get(&ways).as_str()).cloned();
            *document.pointer_mut(way).unwrap() = copy.unwrap();
        }
        Change::Beside(from) => {
            let from = from.get(&ways);
            let copy = document.pointer(from).cloned().unwrap();
            let (_, key) = from.rsplit_once('/').unwrap();
            match document.pointer_mut(parent) {
                Some(Value::Object(entries)) => {
                    entries.insert(key.to_owned(), copy);
                }
                Some(Value::Array(items)) => items.push(copy),
                _ => {}
            }
        }
        Change::Garble {
            at,
            character,
            instead,
        } => {
            if let Some(Value::String(text)) = document.pointer_mut(way) {
                let mut characters: Vec<char> = text.chars().collect();
                let at = at.index(characters.len() + 1);
                if *instead && at < characters.len() {
                    characters[at] = *character;
                } else {
                    characters.insert(at, *character);
                }
                *text = characters.into_iter().collect();
            }
        }
        Change::Shorten(at) => {
            if let Some(Value::String(text)) = document.pointer_mut(way) {
                let mut characters: Vec<char> = text.chars().collect();
                if !characters.is_empty() {
                    characters.remove(at.index(characters.len()));
                }
                *text = characters.into_iter().collect();
            }
        }
    }
    document
}

/// A document that the reader takes: one of the files, or one that is drawn.
fn document() -> impl Strategy<Value = Value> {
    let file = any::<Index>().prop_map(|index| index.get(&POLICIES).1.clone());
    let drawn = (strategy::free_case(), any::<u64>());
    let drawn = drawn.prop_map(|((drawn, ..), seed)| text::document(&drawn, seed));
    prop_oneof![1 => file, 1 => drawn]
}

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn policies_that_are_drawn_fit_the_schema(
        (drawn, ..) in prop_oneof![strategy::free_case(), strategy::plain_case()],
        seed: u64,
    ) {
        let document = text::document(&drawn, seed);
        prop_assert_eq!(refusals(&document), [""; 0], "{}", document);
    }

    #[test]
    fn schema_and_reader_agree_on_changed_documents(
        document in document(),
        changes in prop::collection::vec((any::<Index>(), change()), 1..3),
    ) {
        let document = changes.iter().fold(document, |document, (at, change)| {
            changed(&document, *at, change)
        });
        let (refusals, faults) = (refusals(&document), faults(&document));
        prop_assert!(
            refusals.is_empty() || !faults.is_empty(),
            "the schema refuses what the reader takes: {:#?}\n{:#}", refusals, document,
        );
        let seen: Vec<String> = faults
            .iter()
            .filter(|fault| is_of_structure(fault))
            .map(ToString::to_string)
            .collect();
        prop_assert!(
            seen.is_empty() || !refusals.is_empty(),
            "the schema takes what the reader refuses: {:#?}\n{:#}", seen, document,
        );
    }
}
