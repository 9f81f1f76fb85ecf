//! What is computed how, in words and in fact.

use oske_dues::Policy;
use oske_dues::bulk::{AskReason, BulkStatus, Column, Columns, Way};
use oske_types::Language;

use crate::mixed::mixed;
use crate::tariffs::{read, tariffs};

#[test]
fn what_is_computed_how_is_told_in_words() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let told: Vec<String> = year.bulk().ways().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "dues: 8 cases in integers of 64 bits",
            "dues: 1 case step by step (the policy can be read in several ways)",
            "joining fee: 3 cases in integers of 64 bits",
        ]
    );
    let [fi, sv] = [Language::Finnish, Language::Swedish].map(|language| {
        let ways = year.bulk().ways();
        let told = ways.iter().map(|way| way.in_language(language));
        told.collect::<Vec<String>>()
    });
    assert_eq!(
        fi,
        [
            "dues: 8 tapausta 64 bitin kokonaislukuina",
            "dues: 1 tapaus vaihe vaiheelta (maksuperuste voidaan tulkita usealla tavalla)",
            "joining fee: 3 tapausta 64 bitin kokonaislukuina",
        ]
    );
    assert_eq!(
        sv,
        [
            "dues: 8 fall som heltal på 64 bitar",
            "dues: 1 fall steg för steg (avgiftsgrunden kan tolkas på flera sätt)",
            "joining fee: 3 fall som heltal på 64 bitar",
        ]
    );
    let reasons = [AskReason::TooWide, AskReason::Overflow, AskReason::FineStep];
    assert_eq!(
        reasons.map(|reason| reason.in_language(Language::Finnish)),
        [
            "luvuilla ei ole tarpeeksi tiukkoja rajoja",
            "luku ei mahdu lukualueelle",
            "pyöristysaskel ei ole pienimmän rahayksikön monikerta",
        ]
    );
    assert_eq!(
        reasons.map(|reason| reason.in_language(Language::Swedish)),
        [
            "talen har inte tillräckligt snäva gränser",
            "ett tal ryms inte i talområdet",
            "avrundningssteget är inte en multipel av den minsta myntenheten",
        ]
    );
    let text = read(&tariffs().join("iclei-g4-eur/policy.toml"));
    let policy = Policy::from_toml("iclei.toml", &text).unwrap();
    let year = policy.for_year("2010".parse().unwrap()).unwrap();
    let told: Vec<String> = year.bulk().ways().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "dues: 15 cases in integers of 64 bits",
            "dues: 1 case step by step (the rule is in another currency)",
        ]
    );
}

#[test]
fn a_share_in_one_line_says_nothing_of_the_lines_behind_it() {
    let policy = Policy::from_toml(
        "shares.toml",
        r#"
        format = "oske-policy"
        version = 1
        id = "shares"
        title = { en = "A share of a total, and a fee" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2024" }
        unit.inhabitant = { name = { en = "inhabitant" } }
        fact.population = { unit = "inhabitant", step = "1", least = "0", most = "9999" }
        line.dues = { name = { en = "dues" } }
        line.fee = { name = { en = "fee" } }
        line.levy = { name = { en = "levy" } }

        [share.costs]
        total = "1000 EUR"
        rounding = "together"
        keys = [{ weight = "1", by = "population", of = "round" }]

        [[rule]]
        id = "dues"
        line = "dues"
        pays = "costs"

        [[rule]]
        id = "fee"
        line = "fee"
        pays = "0.5 EUR/inhabitant * population"

        [[rule]]
        id = "levy"
        line = "levy"
        pays = "costs + 1 EUR"
        "#,
    )
    .unwrap_or_else(|faults| panic!("{faults}"));
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let told: Vec<String> = year.bulk().ways().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "dues: 1 case step by step (a share depends on the other payers)",
            "fee: 1 case in integers of 64 bits",
            "levy: 1 case step by step (a share depends on the other payers)",
        ]
    );
}

#[test]
fn a_hundred_rules_and_a_thousand_rows_are_compiled() {
    let values: Vec<String> = (0..120).map(|kind| format!("\"k{kind}\"")).collect();
    let rows: Vec<String> = (0..1_000)
        .map(|row| {
            let pays = 10 + row * 3 % 997;
            format!(
                "{{ from = \"{}\", under = \"{}\", pays = \"{pays}\" }}",
                row * 10,
                row * 10 + 10
            )
        })
        .collect();
    let mut text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "large"
        title = {{ en = "A large one" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ from = "2024" }}
        unit.inhabitant = {{ name = {{ en = "inhabitant" }} }}
        fact.kind = {{ values = [{}] }}
        fact.population = {{ unit = "inhabitant", step = "1", least = "0", most = "9999" }}
        table.fee = {{ by = "population", unit = "EUR", rows = [{}] }}
        "#,
        values.join(", "),
        rows.join(", "),
    );
    for kind in 0..120 {
        let pays = match kind % 10 {
            0 => "fee(population)".to_owned(),
            _ => format!("{kind} EUR + 0.0{}1 EUR/inhabitant * population", kind % 10),
        };
        text += &format!(
            "\n[[rule]]\nid = \"r{kind}\"\nwhen = \"kind = 'k{kind}'\"\npays = \"{pays}\"\n"
        );
    }
    let policy = Policy::from_toml("large.toml", &text).unwrap();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    assert!(
        bulk.ways().iter().all(|way| way.way() == Way::Scaled64),
        "{:?}",
        bulk.ways()
    );
    let kinds: Vec<u16> = (0..6_000).map(|row| row % 120).collect();
    let population: Vec<i64> = (0..6_000).map(|row| row * 7_919 % 10_000).collect();
    let columns = Columns::new(6_000)
        .with("kind", Column::values(&kinds[..]))
        .with("population", Column::steps(&population[..]));
    let outcomes = bulk.assess(&columns).unwrap();
    for row in (0..6_000).step_by(7) {
        let alone = year.assess(&bulk.facts(&columns, row));
        assert_eq!(outcomes.amount(row), alone.amount());
    }
}

#[test]
fn amounts_of_128_bits_are_exact_and_hide_no_other_line() {
    let policy = Policy::from_toml(
        "wide.toml",
        r#"
        format = "oske-policy"
        version = 1
        id = "wide"
        title = { en = "A rate with many decimals" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2024" }
        unit.ton = { name = { en = "ton" } }
        fact.freight = { unit = "ton", least = "-10000000", most = "10000000" }
        line.dues = { name = { en = "dues" } }
        line.levy = { name = { en = "levy" } }

        [[rule]]
        id = "dues"
        line = "dues"
        pays = "0.123456789012345 EUR/ton * freight"

        [[rule]]
        id = "levy"
        line = "levy"
        when = "freight < 9000000 ton"
        pays = "1 EUR"
        "#,
    )
    .unwrap();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let ways: Vec<Way> = bulk.ways().iter().map(|way| way.way()).collect();
    assert_eq!(ways, [Way::Scaled128, Way::Scaled64]);
    let freight = [
        0_i64,
        1,
        -1,
        4_050_000_000,
        -4_050_000_000,
        8_999_999_999_999,
        9_000_000_000_000,
    ];
    let columns = Columns::new(7).with("freight", Column::scaled(&freight[..], 6));
    let outcomes = bulk.assess(&columns).unwrap();
    for row in 0..7 {
        let alone = year.assess(&bulk.facts(&columns, row));
        assert_eq!(outcomes.amount(row), alone.amount());
    }
    assert_eq!(outcomes.statuses()[6], BulkStatus::NotCovered);
    assert_eq!(outcomes.ways().scaled_128, 6);
    assert_eq!(outcomes.ways().step_by_step, 0);
}
