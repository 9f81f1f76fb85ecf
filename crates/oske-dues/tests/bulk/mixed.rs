//! A policy with every kind of answer, and payers of each.

use oske_dues::Policy;

use crate::table::{Object, Sort};

/// The payers once more, many times over, so that they fill several blocks.
pub(crate) fn repeated(payers: &[Object], rows: usize) -> Vec<Object> {
    payers.iter().cycle().take(rows).cloned().collect()
}

/// A policy with several kinds of answers, and payers of each.
pub(crate) fn mixed() -> (Policy, Vec<Object>) {
    let policy = Policy::from_toml(
        "mixed.toml",
        r#"
        format = "oske-policy"
        version = 1
        id = "mixed"
        title = { en = "Dues of several kinds" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2024" }
        unit.inhabitant = { name = { en = "inhabitant" } }
        unit.employee = { name = { en = "employee" } }
        fact.kind = { values = ["county", "town", "company", "guest"] }
        fact.member_before = { type = "yes-no", absent = "no" }
        fact.joined = { type = "date", absent = "2024-01-01" }
        fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
        fact.staff = { unit = "employee", least = "0", most = "10000" }
        line.dues = { name = { en = "dues" } }
        line.joining = { name = { en = "joining fee" }, optional = true }

        [table.by_population]
        by = "population"
        unit = "EUR"
        rows = [
            { under = "5000", pays = "110" },
            { over = "5000", to = "20000", pays = "550" },
            # Exactly 20,000 inhabitants are in two rows.
            { from = "20000", pays = "unknown" },
        ]

        [[rule]]
        id = "counties"
        line = "dues"
        when = "kind = 'county'"
        pays = "0.012345 EUR/inhabitant * population"

        [[rule]]
        id = "towns"
        line = "dues"
        when = "kind = 'town'"
        pays = "by_population(population)"

        [[rule]]
        id = "companies"
        line = "dues"
        when = "kind = 'company'"
        pays = "at_least(1.005 EUR/employee * staff, 10 EUR)"
        rounding = "half-even to 0.10"

        [[rule]]
        id = "joining"
        line = "joining"
        when = "not member_before and joined >= '2024-07-01'"
        pays = "20 EUR"
        "#,
    );
    let mut payers = Vec::new();
    for (number, kind) in ["county", "town", "company", "guest", "clown"]
        .iter()
        .cycle()
        .take(400)
        .enumerate()
    {
        let mut payer = Object::new();
        payer.insert("kind".to_owned(), (*kind).into());
        if number % 3 != 0 {
            let population = [4_999, 5_000, 5_001, 19_999, 20_000, 70_521, 123_457][number % 7];
            payer.insert("population".to_owned(), population.into());
        }
        if number % 4 != 0 {
            let staff = ["0", "9.95", "10", "12.5", "37.000001", "1/3"][number % 6];
            payer.insert("staff".to_owned(), staff.into());
        }
        if number % 5 != 0 {
            let joined = ["2024-06-30", "2024-07-01", "2023-12-31"][number % 3];
            payer.insert("joined".to_owned(), joined.into());
        }
        if number % 2 != 0 {
            payer.insert("member_before".to_owned(), (number % 4 == 1).into());
        }
        payers.push(payer);
    }
    (policy.unwrap_or_else(|faults| panic!("{faults}")), payers)
}

pub(crate) fn mixed_sorts() -> Vec<(String, Sort)> {
    let sorts = [
        ("kind", Sort::Text),
        ("member_before", Sort::Text),
        ("joined", Sort::Date),
        ("population", Sort::Number),
        ("staff", Sort::Number),
    ];
    sorts.map(|(name, sort)| (name.to_owned(), sort)).to_vec()
}
