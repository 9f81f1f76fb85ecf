//! Every statute and section that the project's own documents and data cite is found, resolves, and stood
//! on the day for which it is cited.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use oske_statute::{
    AddressScheme, Answer, Attribution, Catalogue, FoundKind, Instrument, Reference, TextVersion,
    find,
};
use oske_types::Language;

/// Where documents and data are, below the root of the workspace. The references in this crate are
/// examples of references, and not citations.
const PLACES: [&str; 13] = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "examples",
    "benches",
    "crates/oske",
    "crates/oske-data",
    "crates/oske-domain",
    "crates/oske-dues",
    "crates/oske-testkit",
    "crates/oske-types",
    "crates/xtask",
    "crates/oske-statute/LICENSE-DATA.md",
];

/// What is there and cites nothing: tests and programs about references themselves.
const NO_DOCUMENTS: [&str; 33] = [
    "benches/catalogue.rs",
    "examples/README.md",
    "benches/statute.rs",
    "examples/cite",
    "examples/tests/cite.rs",
    "crates/xtask/src/codegen/catalogue.rs",
    // Policies that cite what does not stand, to be told so.
    "crates/oske-dues/tests/cases/good/act-not-known",
    "crates/oske-dues/tests/cases/good/citation-not-read",
    "crates/oske-dues/tests/cases/good/law-does-not-stand",
    "crates/oske-dues/tests/snapshots/cases__",
    // Of places and centres over time: each row is asked on its own days by the generator.
    "examples/areas",
    "examples/place",
    "examples/grant_allocation",
    "examples/data/grant",
    "examples/tests/areas.rs",
    "examples/tests/place.rs",
    "examples/tests/grant_allocation.rs",
    "examples/tests/snapshots/areas__",
    "examples/tests/snapshots/place__",
    "examples/tests/snapshots/grant_allocation__",
    "crates/oske-data/data/centre",
    "crates/oske-data/data/board",
    "crates/oske-data/data/operating_units.tsv",
    "crates/oske-data/data/special_tasks.tsv",
    "crates/oske-data/data/sources.tsv",
    "crates/oske-data/data/national_grants.tsv",
    "crates/oske-data/src",
    "crates/oske-data/README.md",
    "crates/oske-data/tests",
    "crates/oske-domain/src/centre",
    "crates/oske/src/grant",
    // Generated invoices.
    "crates/oske/tests/conformance.rs",
    "crates/xtask",
];

/// The day for which a document cites, by the beginning of its path; the first that fits.
const DAYS: [(&str, &str); 4] = [
    // The dues of 2022, decided on in 2021 or 2022.
    ("examples/data/policies/iso-2022.toml", "2022-01-01"),
    // The letter of December 2022 on the dues of 2023; members as they became on 1 January 2023.
    ("examples/data", "2022-12-12"),
    // Acts of the counties' founding and duties.
    ("crates/oske-data", "2023-01-01"),
    // Examples of a decision in the autumn of 2022.
    ("", "2022-11-20"),
];

/// Acts that a document cites and that the catalogue does not have, and why.
const NOT_KNOWN: [(&str, &str); 1] = [(
    "404/1961",
    "the Copyright Act, cited for the licence of the data; no source of the project rests on it",
)];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The documents below a path, by their paths below the root, in order.
fn documents(path: &Path, all: &mut Vec<PathBuf>) {
    let absolute = root().join(path);
    if absolute.is_dir() {
        let entries = std::fs::read_dir(&absolute).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        for name in names {
            documents(&path.join(name), all);
        }
        return;
    }
    let name = path.to_str().unwrap().replace('\\', "/");
    let kinds = [".md", ".rs", ".toml", ".tsv", ".csv", ".json", ".snap"];
    let is_text = kinds.iter().any(|kind| name.ends_with(kind));
    if is_text && !NO_DOCUMENTS.iter().any(|other| name.starts_with(other)) {
        all.push(path.to_owned());
    }
}

fn cited_day(path: &Path) -> NaiveDate {
    let name = path.to_str().unwrap().replace('\\', "/");
    let (_, on) = DAYS
        .iter()
        .find(|(begins, _)| name.starts_with(begins))
        .unwrap();
    day(on)
}

#[test]
fn what_documents_and_data_cite_is_found_resolves_and_stood() {
    let catalogue = Catalogue::embedded();
    let mut all = Vec::new();
    for place in PLACES {
        documents(Path::new(place), &mut all);
    }
    assert!(all.len() > 200, "{}", all.len());
    let mut seen = Vec::new();
    let mut wrong = Vec::new();
    for path in &all {
        // A case of a reader's tests is not UTF-8.
        let bytes = std::fs::read(root().join(path)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let on = cited_day(path);
        for found in find(&text) {
            let of_act = matches!(found.kind(), FoundKind::Statute | FoundKind::Section);
            if !of_act || found.attribution() == Attribution::Unknown {
                continue;
            }
            let reference = found.reference().clone();
            let told = format!("{}: {} ({reference})", path.display(), found.text());
            let resolved = catalogue.resolve(&reference, Some(on));
            let act = resolved
                .instrument()
                .map(|act| act.to_string())
                .unwrap_or_default();
            if NOT_KNOWN.iter().any(|(known, _)| *known == act) {
                continue;
            }
            let (fi, version, scheme) = (
                Language::Finnish,
                TextVersion::AsPublished,
                AddressScheme::Renewed,
            );
            if resolved.title(fi).is_none() || resolved.address(version, scheme, fi).is_none() {
                wrong.push(format!("{told}: not in the catalogue"));
            }
            let standing = catalogue.standing(&reference, on);
            if standing.answer() != Answer::Yes {
                wrong.push(format!(
                    "{told} on {on}: {}",
                    standing.in_language(Language::English)
                ));
            }
            seen.push(reference.to_string());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    seen.sort();
    seen.dedup();
    assert_eq!(
        seen,
        [
            "1230/2001",
            "1230/2001 2 § 1 mom 1 kohta",
            "1230/2001 2 § 1 mom 2 kohta",
            "1230/2001 2 § 1 mom 3 kohta",
            "1230/2001 2 § 1 mom 4 kohta",
            "1230/2001 2 § 1 mom 5 kohta",
            "1230/2001 2 § 2 mom",
            "1230/2001 2 § 3 mom",
            "1411/2001",
            "1411/2001 1 §",
            "503/1989 13 §",
            "503/1989 23 §",
            "616/2021",
            "616/2021 20 §"
        ]
    );
}

/// What the sources cite that the project was made from: an annual report of 2016 and one of 2020, slides
/// of the autumn of 2014, a letter to members of 12 December 2022, and a page of that autumn.
#[test]
fn what_the_sources_cite_stood_when_they_were_written() {
    let catalogue = Catalogue::embedded();
    for (cited, on, expected) in [
        ("1230/2001", "2014-10-01", Answer::Yes),
        ("1230/2001 1 § 1 mom", "2014-10-01", Answer::Yes),
        (
            "1230/2001 2 § 1 mom 1–5 kohta; 2 § 2 mom",
            "2014-10-01",
            Answer::Yes,
        ),
        // A draft never stood.
        ("draft 2014-08-18 32 §", "2014-10-01", Answer::No),
        ("1301/2014", "2016-12-31", Answer::Yes),
        // Cited for what it would do.
        ("815/2015", "2016-12-31", Answer::No),
        ("815/2015", "2017-01-01", Answer::Yes),
        // Two acts that were repealed later.
        ("254/2015", "2016-12-31", Answer::Yes),
        ("605/2020", "2020-12-31", Answer::Yes),
        ("254/2015", "2024-01-01", Answer::No),
        ("605/2020", "2024-03-13", Answer::No),
        ("1301/2014 60 c §", "2020-12-31", Answer::Yes),
        ("1230/2001", "2022-12-12", Answer::Yes),
        ("1230/2001 1 § 1–3 mom", "2022-12-12", Answer::Yes),
        ("1301/2014 7 §", "2022-12-12", Answer::Yes),
        ("503/1989 23 §", "2022-12-12", Answer::Yes),
        ("503/1989 8 §", "2022-12-12", Answer::Yes),
    ] {
        let reference: Reference = cited.parse().unwrap();
        let standing = catalogue.standing(&reference, day(on));
        let told = standing.in_language(Language::English);
        assert_eq!(standing.answer(), expected, "{cited} on {on}: {told}");
    }
}

#[test]
fn what_acts_of_the_catalogue_rest_on_is_known() {
    let catalogue = Catalogue::embedded();
    for act in catalogue.acts() {
        if let (Some(under), Some(from)) = (act.issued_under(), act.in_force_from()) {
            let standing = catalogue.standing(under, from);
            let told = standing.in_language(Language::English);
            assert_eq!(
                standing.answer(),
                Answer::Yes,
                "{} under {under}: {told}",
                act.id()
            );
        }
        if let Some(by) = act.repealed_by() {
            assert!(catalogue.act(by).is_some(), "{} by {by}", act.id());
        }
        for document in act.preparatory_works() {
            let resolved = catalogue.resolve(&Reference::to(*document), None);
            assert!(
                resolved.parliament_address(Language::Finnish).is_some(),
                "{document}"
            );
            assert!(!matches!(document, Instrument::Statute(_)));
        }
    }
}
