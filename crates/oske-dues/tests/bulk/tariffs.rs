//! The cases that published tariffs come with.

use std::path::{Path, PathBuf};

use oske_dues::Policy;
use serde_json::Value;

use crate::drawn::differing;
use crate::table::{Object, Sort, fits_columns};

pub(crate) fn tariffs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tariffs")
}

pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// What a fact is, by what the policy says of it.
fn sorts_of(policy: &str, payers: &[Object]) -> Vec<(String, Sort)> {
    let mut names: Vec<String> = payers
        .iter()
        .flat_map(|payer| payer.keys().cloned())
        .collect();
    names.sort();
    names.dedup();
    let sorts = names.into_iter().map(|name| {
        let declaration = policy.split(&format!("[fact.{name}]\n")).nth(1).unwrap();
        let declaration = declaration.split("\n[").next().unwrap();
        let sort = if declaration.contains("type = \"date\"") {
            Sort::Date
        } else if declaration.contains("unit = ") {
            Sort::Number
        } else {
            Sort::Text
        };
        (name, sort)
    });
    sorts.collect()
}

#[test]
fn every_case_of_the_tariffs_comes_out_the_same_in_bulk() {
    let mut cases_seen = 0;
    for folder in std::fs::read_dir(tariffs()).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let cases: Vec<Value> = serde_json::from_str(&read(&folder.join("cases.json"))).unwrap();
        for case in cases {
            let text = read(&folder.join(case["policy"].as_str().unwrap()));
            let policy = Policy::from_toml("policy.toml", &text).unwrap();
            let year = policy.for_year(case["dues_year"].as_str().unwrap().parse().unwrap());
            let year = year.unwrap();
            let mut payer = case["facts"].as_object().unwrap().clone();
            payer.retain(|_, value| !value.is_array());
            let payers = [payer];
            let declared = payers[0]
                .keys()
                .all(|name| text.contains(&format!("[fact.{name}]\n")));
            let sorts = if declared {
                sorts_of(&text, &payers)
            } else {
                continue;
            };
            if fits_columns(&payers[0], &sorts) {
                let wrong = differing(&year.bulk(), &payers, &sorts);
                assert!(
                    wrong.is_empty(),
                    "{}: {}",
                    folder.display(),
                    wrong.join("\n")
                );
                cases_seen += 1;
            }
        }
    }
    assert!(cases_seen > 150, "{cases_seen}");
}
