//! The way from a policy of one's own to Finvoice, in one page of code.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::fs;

use common::{argument, folder, names, run};
use oske::invoice::{NumberSeries, read_finvoice};

#[test]
fn the_whole_way_is_gone_in_one_page() {
    let page = include_str!("../own_association/main.rs");
    assert!(page.lines().count() < 80);

    let out = folder("own-association").join("invoices");
    let told = run("own_association", &[&argument(&out)]).succeeded();
    insta::assert_snapshot!(told.replace(&argument(&out), "FOLDER"));

    assert_eq!(
        names(&out),
        [
            "2026-0001.xml",
            "2026-0002.xml",
            "2026-0003.xml",
            "numbers.tsv"
        ]
    );
    let owed = ["2026-0001", "2026-0002", "2026-0003"].map(|number| {
        let file = fs::read(out.join(format!("{number}.xml"))).unwrap();
        read_finvoice(&file).unwrap().total().to_string()
    });
    assert_eq!(owed, ["110.00 EUR", "300.00 EUR", "700.00 EUR"]);
    let series = fs::read_to_string(out.join("numbers.tsv")).unwrap();
    assert_eq!(series.parse::<NumberSeries>().unwrap().to_string(), series);

    // A folder that is there already is not written over.
    let messages = run("own_association", &[&argument(&out)]).failed(1);
    assert!(messages.contains("exists"), "{messages}");
}
