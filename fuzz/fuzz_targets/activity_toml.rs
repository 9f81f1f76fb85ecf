//! Any text as a year of activity. Each figure is found by its path, and each fault has a place in the text.
#![no_main]

use oske_domain::{ActivityYear, Known};

libfuzzer_sys::fuzz_target!(|text: &str| {
    match ActivityYear::from_toml("year.toml", text) {
        Ok(year) => {
            for figure in year.figures().into_iter().take(50) {
                let told = figure.told();
                assert!(year.figure(&figure.subject().path()).is_some());
                assert_eq!(told.known() == Known::Missing, told.is_missing());
                if let Some(agreed) = told.agreed() {
                    let mut statements = told.statements().iter();
                    assert!(statements.any(|statement| statement.figure() == agreed));
                }
            }
        }
        Err(faults) => {
            let lines = text.split('\n').count();
            for fault in faults.faults() {
                assert!(fault.line().is_some_and(|line| (1..=lines).contains(&line)));
            }
        }
    }
});
