//! Rounding of ties, and of amounts below zero.

use oske_dues::bulk::{Column, Columns, Way};
use oske_dues::{Facts, Policy};
use oske_types::RoundingMode;

fn rounding_policy(rate: &str, mode: RoundingMode, step: &str) -> Policy {
    let text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "rounding"
        title = {{ en = "Rounding" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ from = "2024" }}
        rounding = "{mode} to {step}"
        unit.kilogram = {{ name = {{ en = "kilogram" }} }}
        fact.balance = {{ unit = "kilogram", step = "1", least = "-1000000", most = "1000000" }}

        [[rule]]
        id = "everyone"
        pays = "{rate} * balance"
        "#
    );
    Policy::from_toml("rounding.toml", &text).unwrap()
}

#[test]
fn every_mode_rounds_ties_and_amounts_below_zero_as_one_assessment_does() {
    let rates = [
        "0.005 EUR/kilogram",
        "0.0025 EUR/kilogram",
        "0.001 EUR/kilogram",
        "0.0625 EUR/kilogram",
        "0.0123456789012 EUR/kilogram",
        "12.5 EUR/kilogram",
        "0.01 EUR/kilogram / 3",
        "1 EUR/kilogram / 7",
    ];
    let balances: Vec<i32> = (-40..=40)
        .chain([-999_999, -1_000_000, 1_000_000, 999_999])
        .collect();
    for mode in RoundingMode::ALL {
        for step in ["0.01", "0.05", "1", "2.50", "10"] {
            for rate in rates {
                let policy = rounding_policy(rate, mode, step);
                let year = policy.for_year("2024".parse().unwrap()).unwrap();
                let bulk = year.bulk();
                assert_eq!(
                    bulk.ways().iter().map(|way| way.way()).collect::<Vec<_>>(),
                    [Way::Scaled64]
                );
                let columns =
                    Columns::new(balances.len()).with("balance", Column::steps(&balances[..]));
                let outcomes = bulk.assess(&columns).unwrap();
                for (row, balance) in balances.iter().enumerate() {
                    let facts = Facts::new("x").with_measure("balance", *balance);
                    let alone = year.assess(&facts).amount();
                    assert_eq!(
                        outcomes.amount(row),
                        alone,
                        "{rate} * {balance} {mode} to {step}"
                    );
                }
            }
        }
    }
}
