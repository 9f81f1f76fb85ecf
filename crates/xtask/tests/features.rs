//! `.ci/run` checks each feature of each published crate by itself.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use xtask::workspace_root;

/// The features that a manifest defines, but the default.
fn features(manifest: &str) -> Vec<&str> {
    let mut features: Vec<&str> = manifest
        .lines()
        .skip_while(|line| *line != "[features]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name)
        .filter(|name| *name != "default")
        .collect();
    features.sort_unstable();
    features
}

#[test]
fn each_feature_is_checked_by_itself() {
    let root = workspace_root();
    let run = fs::read_to_string(root.join(".ci/run")).unwrap();
    let lines: Vec<&str> = run
        .lines()
        .filter(|line| line.starts_with("check oske"))
        .collect();
    let mut expected = Vec::new();
    for name in [
        "oske-types",
        "oske-statute",
        "oske-domain",
        "oske-data",
        "oske-dues",
        "oske-invoice",
        "oske-report",
        "oske",
    ] {
        let manifest = root.join("crates").join(name).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).unwrap();
        let alone = format!("check {name} --no-default-features");
        expected.push(alone.clone());
        for feature in features(&manifest) {
            expected.push(format!("{alone} --features {feature}"));
        }
    }
    assert_eq!(lines, expected);
    assert!(expected.len() > 35);
}
