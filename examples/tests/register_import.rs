//! The example `register_import`, run as a user runs it.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, argument, file, folder, in_workspace, keys, names, run};
use serde_json::Value;

const REGISTER: &str = "examples/data/registers/iso.csv";

fn register_import(arguments: &[&str]) -> Run {
    run("register_import", arguments)
}

#[test]
fn a_reader_sees_what_would_change_and_nothing_is_written() {
    for language in ["fi", "sv", "en"] {
        let output = register_import(&["--lang", language]).succeeded();
        insta::assert_snapshot!(format!("demonstration_{language}"), output);
    }
    let output = register_import(&["--keep-gone"]).succeeded();
    assert!(
        output.contains("3 new, 4 changed, 0 gone, 63 unchanged"),
        "{output}"
    );
    assert!(
        output.contains("the register would have 72 members"),
        "{output}"
    );
}

#[test]
fn a_program_reads_the_same_as_json() {
    let output = register_import(&["--format", "json"]).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    insta::assert_snapshot!("demonstration_json", output);
    assert_eq!(document["written"], Value::Null);
    assert_eq!(document["new"].as_array().unwrap().len(), 3);
    assert_eq!(keys(&document["changed"][0]), ["id", "fields"]);
}

#[test]
fn what_is_written_is_the_register_that_was_told() {
    let folder = folder("register_import_written");
    let out = argument(&folder.join("register.csv"));
    let list = in_workspace("examples/data/import/jasenet.csv");
    let mapping = in_workspace("examples/data/import/jasenet.toml");
    let register = in_workspace(REGISTER);
    let arguments = [
        "--register",
        &register,
        "--mapping",
        &mapping,
        "--out",
        &out,
        &list,
    ];

    let dry: Vec<&str> = arguments.into_iter().chain(["--dry-run"]).collect();
    let output = register_import(&dry).succeeded();
    assert!(output.contains("Nothing is written"), "{output}");
    assert!(names(&folder).is_empty());

    let output = register_import(&arguments).succeeded();
    assert!(output.contains("register.csv, 70 members"), "{output}");
    assert_eq!(names(&folder), ["register.csv"]);
    // Imported into itself it changes nothing.
    let output = register_import(&["--register", &out, &out]).succeeded();
    assert!(
        output.contains("0 new, 0 changed, 0 gone, 70 unchanged"),
        "{output}"
    );
    // And into the register it came from it changes what was told.
    let output = register_import(&["--register", &register, &out]).succeeded();
    assert!(
        output.contains("3 new, 4 changed, 2 gone, 63 unchanged"),
        "{output}"
    );
}

#[test]
fn a_workbook_says_the_same_as_the_list() {
    let list = in_workspace("examples/data/import/jasenet.xlsx");
    let mapping = in_workspace("examples/data/import/workbook.toml");
    let register = in_workspace(REGISTER);
    let arguments = ["--register", &register, "--mapping", &mapping, &list];
    let of_workbook = register_import(&arguments).succeeded();
    let of_list = register_import(&[]).succeeded();
    // But for how the file was read.
    let changes = |text: &str| text.split_once("\n\n").unwrap().1.to_owned();
    assert_eq!(changes(&of_workbook), changes(&of_list));

    // Which of its sheets is meant must be said.
    let messages = register_import(&[&list]).failed(1);
    assert!(
        messages.contains("the workbook has the sheets \"Tietoja\", \"Jäsenet\""),
        "{messages}"
    );
}

#[test]
fn every_fault_is_told_by_its_cell_and_nothing_is_written() {
    let folder = folder("register_import_faults");
    let list = "Jäsennumero;Nimi;Jäsenlaji;Liittynyt;Puhelin\n\
                1;Keksitty yhdistys ry;yhdistys;1.6.2023;\n\
                1;Toinen keksitty ry;yhdistis;1/6/2023;\n";
    let list = file(&folder, "jasenet.csv", list);
    let out = argument(&folder.join("register.csv"));
    let run = register_import(&["--out", &out, &list]);
    let messages = run.failed(1).replace(&list, "jasenet.csv");
    insta::assert_snapshot!("faults", messages);
    assert_eq!(names(&folder), ["jasenet.csv"]);

    let run = register_import(&["--format", "json", &list]);
    assert_eq!(run.code, 1);
    let document: Value = serde_json::from_str(&run.output).unwrap();
    assert_eq!(document["fault_count"], 4);
    assert_eq!(document["faults"][2]["cell"], "C3");
    assert_eq!(document["faults"][2]["heading"], "Jäsenlaji");

    // ISO-8859-1 is not guessed.
    let latin_1 = file(&folder, "latin1.csv", b"J\xE4sennumero;Nimi\n1;Keksitty\n");
    let messages = register_import(&[&latin_1]).failed(1);
    assert!(
        messages.contains("say `encoding = \"windows-1252\"` in the mapping"),
        "{messages}"
    );
}

#[test]
fn wrong_usage_and_faulty_mappings_are_told() {
    let folder = folder("register_import_usage");
    let register = in_workspace(REGISTER);
    let messages = register_import(&["--register", &register]).failed(2);
    assert!(messages.contains("expected its name, too"), "{messages}");
    let messages = register_import(&["--keep-gone", "list.csv"]).failed(2);
    assert!(
        messages.contains("expected --register FILE beside it"),
        "{messages}"
    );
    let mapping = file(
        &folder,
        "mapping.toml",
        "format = \"oske-register-mapping\"\nversion = 1\nlimit = 2\n",
    );
    let messages = register_import(&["--mapping", &mapping, &register]).failed(1);
    assert!(
        messages.contains("mapping.toml:3:1: limit: `limit` is not a key here"),
        "{messages}"
    );
    let messages = register_import(&["no-such-list.csv"]).failed(1);
    assert!(messages.starts_with("no-such-list.csv: "), "{messages}");
    assert!(
        register_import(&["--help"])
            .succeeded()
            .contains("Exit codes")
    );
}
