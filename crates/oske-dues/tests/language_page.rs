//! The page of the language, `docs/language.md`: every block on it loads, every construct of its tables
//! has the value that is stated here, and its sentences hold.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use oske_dues::{Facts, Faults, Finding, NormalOutcome, Outcome, Policy, PolicyYear, Reason};
use oske_types::DuesYear;

const PAGE: &str = include_str!("../docs/language.md");

/// What a policy begins with. Its dues years are calendar years.
const HEAD: &str = r#"
    format = "oske-policy"
    version = 1
    id = "page"
    title = { en = "Page" }
    status = "in-force"
    currency = "EUR"
    dues_years = { from = "2023" }
    rounding = "half-up to 0.01"
"#;

const EVERYONE: &str = r#"
    [[rule]]
    id = "everyone"
    pays = "10 EUR"
"#;

/// Of the heading, the surroundings of its blocks in their order, with payers and what comes out for
/// them: an amount, or the word of another outcome.
const BLOCKS: &[(&str, &[Surroundings])] = &[
    (
        "A whole policy",
        &[Surroundings {
            around: "",
            payers: &[
                (
                    r#"{"kind": "municipality", "population": "48231"}"#,
                    "409.96",
                ),
                (r#"{"kind": "municipality", "population": "100"}"#, "250.00"),
                (r#"{"kind": "association"}"#, "110.00"),
            ],
        }],
    ),
    (
        "The head",
        &[Surroundings {
            around: EVERYONE,
            payers: &[("{}", "10.00")],
        }],
    ),
    (
        "Units",
        &[Surroundings {
            around: r#"
                [fact]
                employees = { unit = "employee", step = "1", least = "0", most = "100" }
                [[rule]]
                id = "everyone"
                pays = "2 EUR/employee * employees"
            "#,
            payers: &[(r#"{"employees": "3"}"#, "6.00")],
        }],
    ),
    (
        "Facts",
        &[
            Surroundings {
                around: r#"
                    [unit.employee]
                    [let]
                    choices = "if kind = 'company' and region = 'north' then 1 EUR else 2 EUR"
                    reduced = "if student or joined >= '07-01' then 3 EUR else 4 EUR"
                    [[rule]]
                    id = "everyone"
                    pays = "choices + reduced + 1% * turnover + sum(branch, 5 EUR/employee * staff)"
                "#,
                payers: &[
                    (
                        r#"{"kind": "company", "region": "north", "branch": [{"staff": "2"}]}"#,
                        "15.00",
                    ),
                    (
                        r#"{"kind": "company", "region": "south", "student": true, "turnover": "100",
                            "joined": "2023-07-01", "branch": [{"staff": "2"}, {"staff": "1"}]}"#,
                        "21.00",
                    ),
                    (
                        r#"{"kind": "company", "branch": [{"staff": "2"}]}"#,
                        "undetermined",
                    ),
                    (
                        r#"{"kind": "company", "region": "south", "branch": []}"#,
                        "invalid",
                    ),
                ],
            },
            Surroundings {
                around: "[[rule]]\nid = \"everyone\"\npays = \"set_by_board\"\n",
                payers: &[("{}", "0.00"), (r#"{"set_by_board": "120"}"#, "120.00")],
            },
        ],
    ),
    (
        "Parameters",
        &[Surroundings {
            around: r#"
                [unit.inhabitant]
                [fact.population]
                unit = "inhabitant"
                step = "1"
                least = "0"
                most = "1000000"
                [fact.county]
                type = "yes-no"
                absent = "no"
                [[rule]]
                id = "everyone"
                when = "not county"
                pays = "index * (fee + rate * population)"
                [[rule]]
                id = "counties"
                when = "county"
                pays = "county_rate * population"
            "#,
            payers: &[
                // 1.042 × (110 + 0.0077 × 1000)
                (r#"{"population": "1000"}"#, "122.64"),
                (r#"{"population": "1000", "county": true}"#, "undetermined"),
            ],
        }],
    ),
    (
        "Lets",
        &[Surroundings {
            around: r#"
                [unit.employee]
                [fact]
                full_time = { unit = "employee", step = "1", least = "0", most = "1000" }
                part_time = { unit = "employee", step = "1", least = "0", most = "1000" }
                joined = { type = "date", least = "01-01", most = "12-31", absent = "01-01" }
                [[rule]]
                id = "everyone"
                pays = "if is_small then 0 EUR else share_of_year * 12 EUR/employee * staff"
            "#,
            payers: &[
                (r#"{"full_time": "9", "part_time": "1"}"#, "0.00"),
                (r#"{"full_time": "9", "part_time": "2"}"#, "120.00"),
                (
                    r#"{"full_time": "9", "part_time": "2", "joined": "2023-11-30"}"#,
                    "20.00",
                ),
            ],
        }],
    ),
    (
        "Tables",
        &[Surroundings {
            around: r#"
                [unit.inhabitant]
                [fact.population]
                unit = "inhabitant"
                step = "1"
                least = "0"
                most = "1000000"
                [[rule]]
                id = "everyone"
                pays = "fee(population)"
            "#,
            payers: &[
                (r#"{"population": "4999"}"#, "110.00"),
                (r#"{"population": "5000"}"#, "550.00"),
                (r#"{"population": "10000"}"#, "550.00"),
                (r#"{"population": "10001"}"#, "undetermined"),
            ],
        }],
    ),
    (
        "Tables by dates",
        &[
            Surroundings {
                around: r#"
                    [fact]
                    joined = { type = "date", least = "01-01", most = "12-31" }
                    [[rule]]
                    id = "everyone"
                    pays = "part_of_year(joined) * 80 EUR"
                "#,
                payers: &[
                    (r#"{"joined": "2023-06-30"}"#, "80.00"),
                    (r#"{"joined": "2023-07-01"}"#, "40.00"),
                    (r#"{"joined": "2023-11-30"}"#, "40.00"),
                    (r#"{"joined": "2023-12-01"}"#, "0.00"),
                ],
            },
            Surroundings {
                around: r#"
                    [unit.inhabitant]
                    [fact.population]
                    unit = "inhabitant"
                    step = "1"
                    least = "0"
                    most = "1000000"
                    [fact.joined]
                    type = "date"
                    least = "2020-01-01"
                    most = "2030-12-31"
                    [[rule]]
                    id = "everyone"
                    pays = "fee_of(first_day, population) + fee_of(joined, population)"
                "#,
                payers: &[
                    (
                        r#"{"population": "5000", "joined": "2024-01-01"}"#,
                        "230.00",
                    ),
                    (
                        r#"{"population": "5001", "joined": "2024-01-01"}"#,
                        "710.00",
                    ),
                    (
                        r#"{"population": "5001", "joined": "2023-12-31"}"#,
                        "220.00",
                    ),
                ],
            },
        ],
    ),
    (
        "Tables by choices",
        &[Surroundings {
            around: r#"
                [fact]
                region = { values = ["r1", "r2", "r3"] }
                grade = { values = ["student", "full"] }
                [[rule]]
                id = "everyone"
                currency = "USD"
                pays = "assessment(region, grade)"
            "#,
            payers: &[
                (r#"{"region": "r1", "grade": "student"}"#, "20.00"),
                (r#"{"region": "r3", "grade": "full"}"#, "37.00"),
                (r#"{"region": "r2", "grade": "full"}"#, "35.00"),
            ],
        }],
    ),
    (
        "Tables that give a class",
        &[Surroundings {
            around: r#"
                [unit.inhabitant]
                [fact.population]
                unit = "inhabitant"
                step = "1"
                least = "0"
                most = "1000000"
                [fact.kind]
                values = ["municipality", "county"]
                [[rule]]
                id = "everyone"
                pays = "yearly(size_class, kind) + (if size(population) = 'small' then 1 EUR else 2 EUR)"
            "#,
            payers: &[
                (
                    r#"{"population": "19999", "kind": "municipality"}"#,
                    "101.00",
                ),
                (r#"{"population": "20000", "kind": "county"}"#, "302.00"),
            ],
        }],
    ),
    (
        "Slices",
        &[
            Surroundings {
                around: r#"
                    [unit.employee]
                    [fact.employees]
                    unit = "employee"
                    step = "1"
                    least = "0"
                    most = "1000000"
                    [[rule]]
                    id = "everyone"
                    pays = "further_employees(employees)"
                "#,
                payers: &[
                    (r#"{"employees": "5"}"#, "0.00"),
                    (r#"{"employees": "6"}"#, "16.50"),
                    // 50 × 16.50 + 100 × 13.00 + 1 × 7.00
                    (r#"{"employees": "156"}"#, "2132.00"),
                ],
            },
            Surroundings {
                around: r#"
                    [unit.employee]
                    [fact]
                    full_time = { unit = "employee", step = "1", least = "0", most = "1000" }
                    part_time = { unit = "employee", step = "1", least = "0", most = "1000" }
                    [[rule]]
                    id = "everyone"
                    pays = "dues_of_staff(staff)"
                "#,
                payers: &[
                    // The first half-time employee alone, at 100 each: 1/2 × 100.
                    (r#"{"full_time": "0", "part_time": "1"}"#, "50.00"),
                    // 50 + 9.5 × 40 + 0.5 × 25
                    (r#"{"full_time": "10", "part_time": "1"}"#, "442.50"),
                ],
            },
        ],
    ),
    (
        "Printed rows",
        &[Surroundings {
            around: r#"
                [unit.employee]
                [fact.employees]
                unit = "employee"
                step = "1"
                least = "0"
                most = "1000000"
                [[rule]]
                id = "everyone"
                pays = "price(employees) * employees"
            "#,
            payers: &[
                (r#"{"employees": "205"}"#, "1742.50"),
                (r#"{"employees": "206"}"#, "1442.00"),
            ],
        }],
    ),
    (
        "Shares of a total",
        &[Surroundings {
            around: r#"
                [unit.inhabitant]
                [unit.weight]
                [param.budget]
                unit = "EUR"
                value = "7149318"
                [fact]
                population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
                taxable_income = { unit = "EUR", step = "0.01", least = "0", most = "1000000000000" }
                kind = { values = ["city", "town", "observer"] }
                [table.class_weight]
                by = "kind"
                unit = "weight"
                rows = [{ kind = "city", pays = "3" }, { kind = "town", pays = "1" }, { kind = "observer", pays = "0" }]
                [[rule]]
                id = "advance"
                when = "kind = 'observer'"
                pays = "advance"
                [[rule]]
                id = "costs"
                when = "kind != 'observer'"
                pays = "costs"
            "#,
            payers: &[
                // Akaa's share of 80 % of the total: see tests/tariffs/fi-kt-2022.
                (
                    r#"{"kind": "observer", "population": "16391", "taxable_income": "266190085"}"#,
                    "16107.05",
                ),
                (r#"{"kind": "city"}"#, "undetermined"),
            ],
        }],
    ),
    (
        "Rules",
        &[
            Surroundings {
                around: r#"
                    [fact]
                    is_new = { type = "yes-no", absent = "no" }
                    kind = { values = ["company", "foundation", "honorary"] }
                    [[rule]]
                    id = "dues"
                    when = "kind != 'honorary'"
                    pays = "10 EUR"
                "#,
                payers: &[
                    (r#"{"kind": "honorary"}"#, "0.00"),
                    (r#"{"kind": "company"}"#, "10.00"),
                    // Of the joining fee it is said that it holds from 2024.
                    (r#"{"kind": "company", "is_new": true}"#, "10.00"),
                ],
            },
            Surroundings {
                around: r#"
                    [unit.inhabitant]
                    [fact]
                    kind = { values = ["region"] }
                    population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
                "#,
                payers: &[(r#"{"kind": "region", "population": "9"}"#, "3.00")],
            },
            Surroundings {
                around: r#"
                    [unit.inhabitant]
                    [param.rate]
                    unit = "EUR/inhabitant"
                    value = "0.0085"
                    [fact.population]
                    unit = "inhabitant"
                    step = "1"
                    least = "0"
                    most = "10000000"
                "#,
                // 409.9635 and 7 % of 409.96
                payers: &[(r#"{"population": "48231"}"#, "438.66")],
            },
        ],
    ),
    (
        "Instalments and due dates",
        &[Surroundings {
            around: EVERYONE,
            payers: &[("{}", "10.00")],
        }],
    ),
    (
        "Examples that the source prints",
        &[Surroundings {
            around: r#"
                [unit.inhabitant]
                [fact]
                kind = { values = ["municipality"] }
                population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
                [[rule]]
                id = "municipalities"
                when = "kind = 'municipality'"
                pays = "if population = 5000 inhabitant then unclear('band', 110 EUR, 550 EUR) else 0.0085 EUR/inhabitant * population"
            "#,
            payers: &[(
                r#"{"kind": "municipality", "population": "48231"}"#,
                "409.96",
            )],
        }],
    ),
];

struct Surroundings {
    around: &'static str,
    payers: &'static [(&'static str, &'static str)],
}

/// What each construct of the formula and condition tables comes to: it stands at the `…` of the frame
/// in [`constructs`], for the one payer there.
const CONSTRUCTS: &[(&str, &str, &str)] = &[
    // Numbers
    ("110 EUR", MONEY, "110.00"),
    (
        "0.25 EUR/inhabitant",
        "(…) * 8 inhabitant", // 2 EUR
        "2.00",
    ),
    ("12 month", "(…) * 1 EUR/month", "12.00"),
    ("3", NUMBER, "3.00"),
    ("50%", NUMBER, "0.50"),
    // Values
    ("'association'", "if kind = … then 1 EUR else 0 EUR", "1.00"),
    ("'2024-06-30'", DAYS, "546.00"),
    ("'06-30'", DAYS, "180.00"),
    // Names
    ("population", "(…) * 1 EUR/inhabitant", "5001.00"),
    ("rate", "(…) * 1000 inhabitant", "7.70"),
    ("base", MONEY, "38.51"),
    ("advance", MONEY, "500.10"),
    // Calls
    ("fee(population)", MONEY, "550.00"),
    ("rate(joined)", "(…) * 1000 inhabitant", "8.50"),
    // Arithmetic, with x = 7.50 EUR, y = 2 EUR, z = 3 EUR
    ("x + y", MONEY, "9.50"),
    ("x - y", MONEY, "5.50"),
    ("x * 3", MONEY, "22.50"),
    ("x / y", NUMBER, "3.75"),
    ("-x", "(…) + 10 EUR", "2.50"),
    ("(x + y) * 2", MONEY, "19.00"),
    ("joined + 30 day", DAYS, "409.00"),
    (
        "year_start - 1 day",
        "days(…, year_start) * 1 EUR/day",
        "1.00",
    ),
    (
        "if student then 10 EUR else if is_small then 20 EUR else 30 EUR",
        MONEY,
        "20.00",
    ),
    ("at_least(x, least)", MONEY, "8.00"),
    ("at_most(x, most)", MONEY, "5.00"),
    ("larger(x, y)", MONEY, "7.50"),
    ("smaller(x, y, z)", MONEY, "2.00"),
    ("round(x, 1 EUR)", MONEY, "8.00"),
    ("round_half_even(x, 1 EUR)", MONEY, "8.00"),
    ("round_up(x, 1 EUR)", MONEY, "8.00"),
    ("round_down(x, 1 EUR)", MONEY, "7.00"),
    ("started(population, 1000 inhabitant)", NUMBER, "6.00"),
    ("whole(population, 1000 inhabitant)", NUMBER, "5.00"),
    ("sum(branch, 5 EUR/employee * employees)", MONEY, "35.00"),
    ("count(branch)", NUMBER, "2.00"),
    ("unclear('order', x, y)", MONEY, "ambiguous 2.00 7.50"),
    ("year_start", DAYS, "0.00"),
    ("next_year_start", DAYS, "365.00"),
    ("days(from, to)", "(…) * 1 EUR/day", "58.00"),
    ("started_months(from, to)", "(…) * 1 EUR/month", "3.00"),
    ("whole_months(from, to)", "(…) * 1 EUR/month", "1.00"),
    ("whole_years(from, to)", "(…) * 1 EUR/year", "0.00"),
    // Conditions
    ("kind = 'association'", CONDITION, "1.00"),
    ("kind != 'other'", CONDITION, "1.00"),
    ("kind in ['company', 'foundation']", CONDITION, "0.00"),
    ("kind not in ['company', 'other']", CONDITION, "1.00"),
    ("student", CONDITION, "0.00"),
    ("not student", CONDITION, "1.00"),
    ("is_small", CONDITION, "1.00"),
    ("population >= 5000 inhabitant", CONDITION, "1.00"),
    ("age + service >= 100 year", CONDITION, "1.00"),
    ("joined < '07-01'", CONDITION, "0.00"),
    ("joined >= year_start", CONDITION, "1.00"),
    ("student and is_small", CONDITION, "0.00"),
    ("student or is_small", CONDITION, "1.00"),
    ("not (student or is_small)", CONDITION, "0.00"),
];

const MONEY: &str = "…";
const NUMBER: &str = "(…) * 1 EUR";
/// How many days a date lies after the beginning of the dues year.
const DAYS: &str = "days(year_start, …) * 1 EUR/day";
const CONDITION: &str = "if … then 1 EUR else 0 EUR";

// The page

/// The part of the page under each heading.
fn sections() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let (mut heading, mut in_block) = ("", false);
    for line in PAGE.lines() {
        in_block ^= line.starts_with("```");
        // A comment in a block begins with the same sign.
        if let Some(title) = line.strip_prefix('#').filter(|_| !in_block) {
            heading = title.trim_start_matches('#').trim();
        }
        sections.entry(heading).or_default().push(line);
    }
    sections
}

/// The blocks of a section, which are all TOML.
fn blocks(lines: &[&str]) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = lines.iter();
    while let Some(opening) = lines.find(|line| line.starts_with("```")) {
        assert_eq!(*opening, "```toml", "a block whose language is not told");
        let block: Vec<&str> = lines
            .by_ref()
            .copied()
            .take_while(|line| *line != "```")
            .collect();
        blocks.push(block.join("\n"));
    }
    blocks
}

/// The code spans in a line.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The code spans in the first cell of each row of a section's tables.
fn first_cells<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    let rows = lines.iter().filter_map(|line| line.strip_prefix("| "));
    rows.filter_map(|row| row.split(" | ").next())
        .flat_map(spans)
        .collect()
}

// Policies

fn read(text: &str) -> Result<Policy, Faults> {
    Policy::from_toml("page.toml", text)
}

fn policy(rest: &str) -> Policy {
    read(&format!("{HEAD}{rest}")).unwrap_or_else(|faults| panic!("{rest}\n{faults}"))
}

/// The codes of the faults of what would otherwise be a policy.
fn faults(rest: &str) -> Vec<&'static str> {
    match read(&format!("{HEAD}{rest}")) {
        Ok(_) => panic!("no fault: {rest}"),
        Err(faults) => faults.iter().map(oske_dues::Fault::code).collect(),
    }
}

fn facts(json: &str) -> Facts {
    let json = json.replacen('{', r#"{"id": "a-payer", "#, 1);
    Facts::from_json("facts.json", &json.replace(", }", "}"))
        .unwrap_or_else(|faults| panic!("{json}\n{faults}"))
}

/// The amount, or what else comes out. The normal form must give the same.
fn outcome(year: &PolicyYear<'_>, facts: &Facts) -> String {
    let outcome = year.assess(facts).outcome().clone();
    let normal = year.normal_form().assess(facts);
    assert_eq!(normal, NormalOutcome::from(&outcome), "the normal form");
    match &outcome {
        Outcome::Assessed(amount) => amount.to_decimal_text(),
        Outcome::Ambiguous { candidates, .. } => {
            let candidates = candidates.iter().map(|amount| amount.to_decimal_text());
            let told: Vec<String> = std::iter::once("ambiguous".to_owned())
                .chain(candidates)
                .collect();
            told.join(" ")
        }
        other => other.status().to_owned(),
    }
}

fn in_first_year(policy: &Policy, json: &str) -> String {
    let year = policy.for_year(policy.first_year()).unwrap();
    outcome(&year, &facts(json))
}

/// What a payer owes by a formula who has the facts that are `absent` in [`FACTS`].
fn pays(formula: &str) -> String {
    let policy = policy(&format!("{FACTS}{}", rule(formula)));
    in_first_year(&policy, "{}")
}

fn rule(formula: &str) -> String {
    format!("\n[[rule]]\nid = \"everyone\"\npays = \"{formula}\"\n")
}

fn codes(policy: &Policy) -> BTreeSet<&'static str> {
    policy.findings().iter().map(Finding::code).collect()
}

fn calendar(year: i32) -> DuesYear {
    DuesYear::calendar(year).unwrap()
}

// What stands on the page

#[test]
fn every_block_of_the_page_loads_and_gives_what_it_says() {
    let mut told = BTreeMap::from_iter(BLOCKS.iter().copied());
    for (heading, lines) in sections() {
        let blocks = blocks(&lines);
        let around = told.remove(heading).unwrap_or_default();
        assert_eq!(
            blocks.len(),
            around.len(),
            "“{heading}”: each block needs its surroundings in this test"
        );
        for (block, around) in blocks.iter().zip(around) {
            let head = if block.starts_with("format") {
                ""
            } else {
                HEAD
            };
            let text = format!("{head}\n{block}\n{}", around.around);
            let policy = read(&text).unwrap_or_else(|faults| panic!("{text}\n{faults}"));
            for (json, expected) in around.payers {
                let found = in_first_year(&policy, json);
                assert_eq!(found, *expected, "“{heading}”: {json}");
            }
            assert!(!around.payers.is_empty(), "“{heading}”: no payer");
            let contradicted = codes(&policy).contains("printed-example");
            assert!(!contradicted, "“{heading}”");
        }
    }
    assert_eq!(Vec::from_iter(told.into_keys()), Vec::<&str>::new());
}

#[test]
fn the_whole_policy_has_no_finding() {
    let blocks = blocks(&sections()["A whole policy"]);
    let policy = read(&blocks[0]).unwrap();
    assert_eq!(codes(&policy), BTreeSet::new());
}

/// A policy with every name that the formula tables use.
const FACTS: &str = r#"
    unit.inhabitant = { name = { en = "inhabitant" } }
    unit.employee = { name = { en = "employee" } }

    [fact]
    kind = { values = ["association", "company", "foundation", "other"], absent = "association" }
    student = { type = "yes-no", absent = "no" }
    population = { unit = "inhabitant", step = "1", least = "0", most = "10000000", absent = "5001" }
    age = { unit = "year", step = "1", least = "0", most = "120", absent = "70" }
    service = { unit = "year", step = "1", least = "0", most = "120", absent = "30" }
    joined = { type = "date", least = "2020-01-01", most = "2030-12-31", absent = "2024-01-15" }
    missing = { unit = "EUR", step = "1", least = "0", most = "100" }

    [fact.branch]
    type = "list"
    most = "20"
    [fact.branch.each]
    employees = { unit = "employee", step = "1", least = "0", most = "10000" }

    [param.rate]
    unit = "EUR/inhabitant"
    values = [{ until = "2024-01-01", value = "0.0077" }, { from = "2024-01-01", value = "0.0085" }]

    [table.fee]
    by = "population"
    unit = "EUR"
    rows = [{ under = "5000", pays = "110" }, { from = "5000", to = "10000", pays = "550" }]

    [share.advance]
    total = "1000 EUR"
    rounding = "each"
    keys = [{ weight = "1", by = "population", of = "10000 inhabitant" }]

    [let]
    base = "rate * population"
    is_small = "population < 10000 inhabitant"
    x = "7.50 EUR"
    y = "2 EUR"
    z = "3 EUR"
    least = "8 EUR"
    most = "5 EUR"
    from = "'01-31'"
    to = "'03-30'"
"#;

#[test]
fn every_construct_of_the_formula_tables_comes_to_what_is_stated() {
    let mut told: BTreeMap<&str, (&str, &str)> = CONSTRUCTS
        .iter()
        .map(|(span, frame, amount)| (*span, (*frame, *amount)))
        .collect();
    let payer = r#"{"branch": [{"employees": "3"}, {"employees": "4"}]}"#;
    let mut wrong = Vec::new();
    for span in first_cells(&sections()["Formulas"]) {
        let Some((frame, expected)) = told.remove(span) else {
            wrong.push(format!("`{span}`: no expectation in this test"));
            continue;
        };
        let formula = frame.replace('…', span);
        let found = match read(&format!("{HEAD}{FACTS}{}", rule(&formula))) {
            Ok(policy) => in_first_year(&policy, payer),
            Err(faults) => faults.to_string(),
        };
        if found != expected {
            wrong.push(format!("`{span}`: {found}, expected {expected}"));
        }
    }
    wrong.extend(
        told.keys()
            .map(|span| format!("`{span}` is not on the page")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The keys that the reader of documents asks for, from its source.
fn keys_that_are_read() -> BTreeSet<String> {
    let source =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/document/v1.rs"))
            .unwrap();
    let mut keys = BTreeSet::new();
    let methods = [
        "text",
        "texts",
        "words",
        "parsed",
        "section",
        "sections",
        "named",
        "named_words",
        "truth",
        "integer",
        "text_or_texts",
        "has",
        "limit",
        "bound",
    ];
    let functions = [
        "date(section",
        "number(section",
        "required(section",
        "required(&section",
        "at_most(section",
        "at_most(root",
    ];
    let calls = methods.map(|method| format!("{method}(\""));
    let of_functions = functions.map(|function| format!("{function}, \""));
    for call in calls.iter().chain(&of_functions) {
        for (at, _) in source.match_indices(call.as_str()) {
            let (_, argument) = source.split_at(at + call.len());
            let (key, _) = argument.split_once('"').unwrap();
            keys.insert(key.to_owned());
        }
    }
    keys.insert("let".to_owned());
    assert!(keys.len() > 60 && keys.contains("least"), "{keys:?}");
    keys
}

#[test]
fn every_key_of_a_document_stands_on_the_page_and_in_an_example() {
    let examples: Vec<String> = sections()
        .values()
        .flat_map(|lines| blocks(lines))
        .collect();
    let examples = examples.join("\n");
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: BTreeSet<&str> = examples.split(|c| !is_word(c)).collect();
    let missing: Vec<String> = keys_that_are_read()
        .into_iter()
        .filter(|key| !words.contains(key.as_str()))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

// What its sentences say

/// A table by the population, which `FACTS` has, with other rows.
fn table(rows: &str) -> String {
    format!(
        "{FACTS}\n[table.other]\nby = \"population\"\nunit = \"EUR\"\nrows = {rows}\n{}",
        rule("other(population)")
    )
}

#[test]
fn numbers_are_quoted_and_plain() {
    for number in ["110", "1.5"] {
        assert_eq!(
            faults(&table(&format!("[{{ pays = {number} }}]"))),
            ["wrong-kind"]
        );
    }
    for number in ["1_000", "1 000", "1e3", "", "-"] {
        assert_eq!(
            faults(&table(&format!("[{{ pays = \"{number}\" }}]"))),
            ["invalid-value"],
            "{number}"
        );
    }
    for formula in ["1_000 EUR", "1e3 EUR"] {
        assert_eq!(faults(&rule(formula)), ["formula"], "{formula}");
    }
    for (number, amount) in [("110", "110.00"), ("1/3", "0.33"), ("0.245%", "0.00")] {
        let policy = policy(&table(&format!("[{{ pays = \"{number}\" }}]")));
        assert_eq!(in_first_year(&policy, "{}"), amount);
    }
}

#[test]
fn a_percentage_stands_where_a_part_does_and_nowhere_else() {
    let policy = policy(&format!(
        r#"{FACTS}
        [param.part]
        unit = "1"
        value = "50%"

        [table.of_price]
        by = "population"
        unit = "1"
        rows = [{{ pays = "20%" }}]

        [share.costs]
        total = "1000 EUR"
        rounding = "each"
        keys = [
            {{ weight = "50%", by = "population", of = "5001 inhabitant" }},
            {{ weight = "50%", by = "age", of = "140 year" }},
        ]

        [[instalment]]
        share = "100%"
        due = "06-30"
        {}"#,
        rule("part * 10 EUR + of_price(population) * 10 EUR + costs")
    ));
    // 5 + 2 + 500 + 250
    assert_eq!(in_first_year(&policy, "{}"), "757.00");
    let measure = |key: &str| {
        format!(
            "[fact.staff]\nunit = \"1\"\n{key} = \"1%\"\n{}",
            rule("1 EUR")
        )
    };
    for key in ["step", "least", "most", "absent"] {
        assert_eq!(faults(&measure(key)), ["invalid-value"], "{key}");
    }
    assert_eq!(
        faults(&table("[{ to = \"1%\", pays = \"1\" }]")),
        ["invalid-value"]
    );
}

#[test]
fn a_recurring_day_stands_in_formulas_rows_facts_and_due_and_not_elsewhere() {
    let policy = policy(
        r#"
        [fact.joined]
        type = "date"
        least = "01-01"
        most = "12-31"
        absent = "01-31"

        [table.fee]
        by = "joined"
        unit = "EUR"
        rows = [{ to = "01-31", pays = "10" }, { over = "01-31", pays = "20" }]

        [[instalment]]
        share = "1"
        due = "01-31"

        [[rule]]
        id = "everyone"
        pays = "if joined = '01-31' then fee(joined) else 0 EUR"
        "#,
    );
    assert_eq!(in_first_year(&policy, "{}"), "10.00");
    let year = policy.for_year(calendar(2024)).unwrap();
    assert_eq!(
        outcome(&year, &facts(r#"{"joined": "2024-01-31"}"#)),
        "10.00"
    );
    for elsewhere in [
        "[decision]\non = \"01-31\"",
        "[[source]]\nread = \"01-31\"",
        "[param.fee]\nunit = \"EUR\"\nvalues = [{ from = \"01-31\", value = \"1\" }]",
    ] {
        assert_eq!(
            faults(&format!("{elsewhere}\n{EVERYONE}")),
            ["invalid-value"],
            "{elsewhere}"
        );
    }
}

#[test]
fn words_are_in_one_language_at_least() {
    let note = |words: &str| format!("note = {words}\n{EVERYONE}");
    policy(&note("{ sv = \"obs\" }"));
    assert_eq!(faults(&note("{}")).len(), 1);
    assert_eq!(faults(&note("\"a note\"")), ["wrong-kind"]);
}

#[test]
fn names_are_of_one_namespace_and_the_words_of_the_language_are_taken() {
    let of_language: BTreeSet<&str> = first_cells(&sections()["Formulas"])
        .into_iter()
        .filter_map(|span| {
            let name = span.split('(').next()?;
            let called = span.contains('(') && !name.contains(' ') && !name.is_empty();
            (called && !["fee", "rate"].contains(&name)).then_some(name)
        })
        .chain([
            "year_start",
            "next_year_start",
            "position",
            "day",
            "month",
            "year",
        ])
        .collect();
    assert_eq!(of_language.len(), 23, "{of_language:?}");
    let named = |name: &str| format!("[let]\n{name} = \"1 EUR\"\n{EVERYONE}");
    for name in of_language {
        assert_eq!(faults(&named(name)), ["duplicate-name"], "{name}");
    }
    for name in [
        "and", "or", "not", "in", "if", "then", "else", "Base", "1st",
    ] {
        assert_eq!(faults(&named(name)), ["invalid-name"], "{name}");
    }
    policy(&named("base_2"));

    let declarations = [
        "[unit.it]\n",
        "[fact.it]\ntype = \"yes-no\"\n",
        "[param.it]\nunit = \"EUR\"\nvalue = \"1\"\n",
        "[table.it]\nby = \"population\"\nunit = \"EUR\"\nrows = [{ pays = \"1\" }]\n",
        "[let.it]\nis = \"1 EUR\"\n",
        "[share.it]\ntotal = \"1 EUR\"\nrounding = \"together\"\nkeys = [{ weight = \"1\", by = \"population\", of = \"round\" }]\n",
    ];
    for (index, one) in declarations.iter().enumerate() {
        for other in &declarations[index + 1..] {
            let both = format!("{FACTS}{one}{other}{EVERYONE}");
            assert!(faults(&both).contains(&"duplicate-name"), "{one}{other}");
        }
    }
    // The names of lines are apart from all others.
    policy(&format!("{FACTS}[line.fee]\n{EVERYONE}"));
}

#[test]
fn the_head_must_have_what_the_page_says_and_may_leave_out_the_rest() {
    let whole = format!("{HEAD}{EVERYONE}");
    let needed = [
        "format",
        "version",
        "id",
        "title",
        "status",
        "currency",
        "dues_years",
    ];
    for key in needed {
        let lines: Vec<&str> = whole
            .lines()
            .filter(|line| !line.trim_start().starts_with(&format!("{key} =")))
            .collect();
        // `id` is a key of rules too.
        let text = lines.join("\n")
            + if key == "id" {
                "\nid = \"everyone\""
            } else {
                ""
            };
        let faults = read(&text).unwrap_err();
        let codes: Vec<&str> = faults.iter().map(oske_dues::Fault::code).collect();
        assert_eq!(codes, ["missing-key"], "{key}");
    }
    assert_eq!(faults(""), ["missing-key"]);
    let bare = whole.replace("rounding", "# rounding");
    let policy = read(&bare).unwrap();
    assert_eq!(policy.rounding().to_string(), "half-up to 0.01");
    let policy = read(&bare.replace("EUR", "JPY")).unwrap();
    assert_eq!(policy.rounding().to_string(), "half-up to 1");
}

#[test]
fn amounts_are_rounded_in_the_stated_mode() {
    for (mode, amount) in [
        ("half-up", ["0.03", "-0.03"]),
        ("half-even", ["0.02", "-0.02"]),
        ("up", ["0.03", "-0.03"]),
        ("down", ["0.02", "-0.02"]),
        ("ceiling", ["0.03", "-0.02"]),
        ("floor", ["0.02", "-0.03"]),
    ] {
        let head = HEAD.replace("half-up", mode);
        let amounts = ["0.025 EUR", "-0.025 EUR"].map(|formula| {
            let policy = read(&format!("{head}{}", rule(formula))).unwrap();
            in_first_year(&policy, "{}")
        });
        assert_eq!(amounts, amount, "{mode}");
    }
}

#[test]
fn nothing_is_converted_silently() {
    for formula in [
        "if 12 month = 1 year then 1 EUR else 2 EUR",
        "1 EUR/year * 12 month",
        "1 EUR + 1 SEK",
        "1 EUR + 1",
        "1 EUR/inhabitant",
    ] {
        let found = faults(&format!("{FACTS}{}", rule(formula)));
        assert_eq!(found, ["unit-mismatch"], "{formula}");
    }
    assert_eq!(pays("2 EUR/employee/month * 3 month * 4 employee"), "24.00");
    assert_eq!(pays("6 EUR / 4"), "1.50");
    // A blank ends a unit.
    assert_eq!(pays("310 EUR/employee * 2 employee"), "620.00");
}

#[test]
fn a_fact_is_of_one_of_five_sorts() {
    for fact in [
        "",
        "type = \"text\"",
        "type = \"yes-no\"\nvalues = [\"a\"]",
        "unit = \"EUR\"\ntype = \"date\"",
        "unit = \"EUR\"\nvalues = [\"a\"]",
    ] {
        let found = faults(&format!("[fact.it]\n{fact}\n{EVERYONE}"));
        let known = [["fact-sort"], ["invalid-value"]];
        assert!(
            known.iter().any(|codes| found == codes),
            "{fact}: {found:?}"
        );
    }
}

#[test]
fn keys_of_facts_are_for_the_sorts_that_the_page_names() {
    let sorts = [
        ("choice", "values = [\"a\", \"b\"]"),
        ("yes-no", "type = \"yes-no\""),
        ("measure", "unit = \"EUR\""),
        ("date", "type = \"date\""),
        ("list", "type = \"list\"\neach.staff = { unit = \"1\" }"),
    ];
    let keys: [(&str, &str, &[&str]); 7] = [
        ("dues", "\"rise\"", &["measure", "date"]),
        ("cliff", "\"50%\"", &["measure", "date"]),
        ("least", "…", &["measure", "date", "list"]),
        ("most", "…", &["measure", "date", "list"]),
        ("reference", "{ en = \"June\" }", &["measure"]),
        ("step", "\"1\"", &["measure"]),
        (
            "absent",
            "…",
            &["choice", "yes-no", "measure", "date", "list"],
        ),
    ];
    for (key, value, of) in keys {
        for (sort, fact) in sorts {
            let value = match (key, sort) {
                ("absent", "choice") => "\"a\"",
                ("absent", "yes-no") => "\"no\"",
                ("absent", "list") => "\"none\"",
                (_, "date") if value == "…" => "\"01-01\"",
                _ if value == "…" => "\"1\"",
                _ => value,
            };
            let own = format!("{key} = {value}");
            let needs_most = sort == "list" && key != "most";
            let most = if needs_most { "most = \"1\"" } else { "" };
            let text = format!("{HEAD}[fact.it]\n{fact}\n{own}\n{most}\n{EVERYONE}");
            assert_eq!(read(&text).is_ok(), of.contains(&sort), "{text}");
        }
    }
    // A list says how many there may be, 1,000 at most.
    let list = |most: &str| {
        format!("[fact.it]\ntype = \"list\"\n{most}\neach.staff = {{ unit = \"1\" }}\n{EVERYONE}")
    };
    policy(&list("most = \"1000\""));
    assert_eq!(faults(&list("most = \"1001\"")), ["invalid-value"]);
    assert_eq!(faults(&list("")), ["missing-key"]);
}

#[test]
fn a_fact_that_is_not_given_is_missing_and_never_zero() {
    assert_eq!(pays("missing"), "undetermined");
    assert_eq!(
        pays("if missing >= 0 EUR then 1 EUR else 2 EUR"),
        "undetermined"
    );
    // `branch` says nothing about `absent`.
    assert_eq!(pays("count(branch) * 1 EUR"), "undetermined");
    let none = FACTS.replace("most = \"20\"", "most = \"20\"\nabsent = \"none\"");
    let policy = policy(&format!("{none}{}", rule("count(branch) * 1 EUR")));
    assert_eq!(in_first_year(&policy, "{}"), "0.00");
}

#[test]
fn a_yes_no_is_given_as_a_truth_or_a_word() {
    let policy = policy(&format!(
        "{FACTS}{}",
        rule("if student then 1 EUR else 2 EUR")
    ));
    for (given, amount) in [
        ("true", "1.00"),
        ("false", "2.00"),
        ("\"yes\"", "1.00"),
        ("\"no\"", "2.00"),
    ] {
        assert_eq!(
            in_first_year(&policy, &format!("{{\"student\": {given}}}")),
            amount
        );
    }
}

#[test]
fn a_date_without_bounds_lies_between_1900_and_2099() {
    let policy = policy(&format!(
        "[fact.born]\ntype = \"date\"\n{}",
        rule("if born < '2000-01-01' then 1 EUR else 2 EUR")
    ));
    for (born, expected) in [
        ("1899-12-31", "invalid"),
        ("1900-01-01", "1.00"),
        ("2099-12-31", "2.00"),
        ("2100-01-01", "invalid"),
    ] {
        assert_eq!(
            in_first_year(&policy, &format!("{{\"born\": \"{born}\"}}")),
            expected
        );
    }
}

#[test]
fn a_measure_lies_on_its_step_and_within_its_bounds() {
    let policy = policy(&format!("{FACTS}{}", rule("1 EUR/inhabitant * population")));
    for (population, expected) in [
        ("-1", "invalid"),
        ("0.5", "invalid"),
        ("0", "0.00"),
        ("10000001", "invalid"),
    ] {
        assert_eq!(
            in_first_year(&policy, &format!("{{\"population\": \"{population}\"}}")),
            expected
        );
    }
}

#[test]
fn a_parameter_has_the_value_of_the_first_day_of_the_dues_year() {
    let text = "[param.rate]\nunit = \"EUR\"\nvalues = [\n\
                { until = \"2024-01-01\", value = \"1\" },\n\
                { from = \"2024-01-01\", until = \"2025-01-01\", value = \"2\" },\n]\n";
    let by = |formula: &str, year| {
        let policy = policy(&format!("{text}{}", rule(formula)));
        outcome(&policy.for_year(calendar(year)).unwrap(), &facts("{}"))
    };
    assert_eq!(by("rate", 2023), "1.00");
    assert_eq!(by("rate", 2024), "2.00");
    assert_eq!(by("rate", 2025), "undetermined");
    assert_eq!(by("rate('2023-12-31')", 2024), "1.00");
    assert_eq!(by("rate(next_year_start)", 2023), "2.00");
}

#[test]
fn lets_go_in_any_order_but_not_in_a_circle() {
    policy(&format!(
        "[let]\nfirst = \"second\"\nsecond = \"1 EUR\"\n{}",
        rule("first")
    ));
    let circle = format!(
        "[let]\nfirst = \"second\"\nsecond = \"first\"\n{}",
        rule("1 EUR")
    );
    assert!(faults(&circle).contains(&"circle"));
}

#[test]
fn facts_of_the_things_of_a_list_stand_inside_sum_and_so_do_lets_of_them() {
    let lets = "[let.price]\nis = \"5 EUR/employee * employees\"\n";
    assert_eq!(
        faults(&format!("{FACTS}{lets}{}", rule("price"))),
        ["outside-list"]
    );
    assert_eq!(
        faults(&format!("{FACTS}{}", rule("1 EUR * position"))),
        ["outside-list"]
    );
    let policy = policy(&format!(
        "{FACTS}{lets}{}",
        rule("sum(branch, price / position)")
    ));
    let payer = r#"{"branch": [{"employees": "3"}, {"employees": "4"}]}"#;
    assert_eq!(in_first_year(&policy, payer), "25.00");
}

#[test]
fn a_table_is_by_four_things_at_most() {
    let by = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        format!(
            "{FACTS}[table.other]\nby = [{}]\nunit = \"EUR\"\nrows = [{{ pays = \"1\" }}]\n{EVERYONE}",
            names.join(", ")
        )
    };
    policy(&by(&["kind", "student", "population", "joined"]));
    let five = by(&["kind", "student", "population", "joined", "age"]);
    assert_eq!(faults(&five), ["invalid-value"]);
}

#[test]
fn bounds_hold_as_their_words_say() {
    for (bounds, below, at, above) in [
        ("from = \"5000\"", false, true, true),
        ("over = \"5000\"", false, false, true),
        ("to = \"5000\"", true, true, false),
        ("under = \"5000\"", true, false, false),
        ("at = \"5000\"", false, true, false),
    ] {
        let policy = policy(&table(&format!("[{{ {bounds}, pays = \"1\" }}]")));
        for (population, holds) in [(4999, below), (5000, at), (5001, above)] {
            let found = in_first_year(&policy, &format!("{{\"population\": \"{population}\"}}"));
            assert_eq!(
                found,
                if holds { "1.00" } else { "not_covered" },
                "{bounds}"
            );
        }
    }
}

/// A year that begins in September, with a table by the day of joining.
fn september(rows: &str, last: &str) -> Policy {
    let head = HEAD.replace("{ from = \"2023\" }", "{ from = \"2022-09-01/P1Y\" }");
    let text = format!(
        "{head}[fact.joined]\ntype = \"date\"\nleast = \"09-01\"\nmost = \"{last}\"\n\
         [table.fee]\nby = \"joined\"\nunit = \"EUR\"\nrows = {rows}\n{}",
        rule("fee(joined)")
    );
    read(&text).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn a_window_goes_across_the_turn_of_a_year_that_begins_in_autumn() {
    let policy = september(
        "[{ from = \"10-01\", to = \"02-10\", pays = \"1\" }]",
        "08-31",
    );
    for (joined, expected) in [
        ("2022-09-30", "not_covered"),
        ("2022-10-01", "1.00"),
        ("2023-02-10", "1.00"),
        ("2023-02-11", "not_covered"),
    ] {
        assert_eq!(
            in_first_year(&policy, &format!("{{\"joined\": \"{joined}\"}}")),
            expected,
            "{joined}"
        );
    }
}

#[test]
fn a_window_at_a_29_february_that_there_is_not_lies_where_february_ends() {
    for (rows, last_of_february, first_of_march) in [
        ("[{ to = \"02-29\", pays = \"1\" }]", "1.00", "not_covered"),
        (
            "[{ under = \"02-29\", pays = \"1\" }]",
            "1.00",
            "not_covered",
        ),
        (
            "[{ from = \"02-29\", pays = \"1\" }]",
            "not_covered",
            "1.00",
        ),
        (
            "[{ over = \"02-29\", pays = \"1\" }]",
            "not_covered",
            "1.00",
        ),
    ] {
        let policy = september(rows, "08-31");
        let on = |day: &str| in_first_year(&policy, &format!("{{\"joined\": \"{day}\"}}"));
        assert_eq!(on("2023-02-28"), last_of_february, "{rows}");
        assert_eq!(on("2023-03-01"), first_of_march, "{rows}");
    }
    // In a formula it is the last day of February.
    let days =
        pays("days('2023-02-28', '02-29') * 1 EUR/day + days('02-29', '2023-03-01') * 10 EUR/day");
    assert_eq!(days, "10.00");
}

#[test]
fn a_look_up_takes_what_has_the_unit_or_the_values_of_by() {
    assert_eq!(pays("fee(larger(population, 7 inhabitant))"), "550.00");
    for formula in [
        "fee(age)",
        "fee(5001)",
        "fee(kind)",
        "fee('2023-01-01')",
        "fee(population, kind)",
    ] {
        let found = faults(&format!("{FACTS}{}", rule(formula)));
        assert_eq!(found, ["wrong-argument"], "{formula}");
    }
}

#[test]
fn two_rows_are_an_overlap_and_no_row_is_a_gap() {
    let policy = policy(&table(
        "[{ to = \"5000\", pays = \"110\" }, { from = \"5000\", under = \"6000\", pays = \"550\" }]",
    ));
    let of =
        |population: &str| in_first_year(&policy, &format!("{{\"population\": \"{population}\"}}"));
    assert_eq!(of("5000"), "ambiguous 110.00 550.00");
    assert_eq!(of("6000"), "not_covered");
    let found = codes(&policy);
    assert!(
        found.contains("overlap") && found.contains("gap"),
        "{found:?}"
    );
}

#[test]
fn a_row_that_when_keeps_everybody_from_is_no_gap() {
    let rows = "[{ under = \"6000\", pays = \"110\" }]";
    let when = "pays = \"other(population)\"\nwhen = \"population < 6000 inhabitant\"\n\
                [[rule]]\nid = \"rest\"\nwhen = \"population >= 6000 inhabitant\"\npays = \"1 EUR\"\n";
    let all = table(rows);
    assert!(codes(&policy(&all)).contains("gap"));
    let guarded = all.replace("pays = \"other(population)\"", when);
    assert!(!codes(&policy(&guarded)).contains("gap"));
}

/// Slices by the employees of a payer.
fn slices(rows: &str, argument: &str) -> String {
    let policy = policy(&format!(
        "[unit.employee]\n[fact.employees]\nunit = \"employee\"\nstep = \"1\"\nleast = \"0\"\nmost = \"100\"\n\
         [table.price]\nby = \"employees\"\nunit = \"EUR/employee\"\nslices = true\nrows = {rows}\n{}",
        rule(&format!("price({argument})"))
    ));
    in_first_year(&policy, r#"{"employees": "7"}"#)
}

#[test]
fn slices_are_cut_into_units_of_the_step() {
    for second in ["from = \"6\"", "over = \"5\""] {
        let rows = format!("[{{ to = \"5\", pays = \"1\" }}, {{ {second}, pays = \"10\" }}]");
        assert_eq!(slices(&rows, "employees"), "25.00", "{second}");
    }
    let rows = "[{ at = \"1\", pays = \"1\" }, { at = \"2\", pays = \"10\" }, { over = \"2\", pays = \"100\" }]";
    assert_eq!(slices(rows, "employees - 5 employee"), "11.00");
    assert_eq!(slices(rows, "employees - 7 employee"), "0.00");
    assert_eq!(slices(rows, "employees - 8 employee"), "0.00");
    assert_eq!(
        slices("[{ to = \"5\", pays = \"1\" }]", "employees"),
        "not_covered"
    );
    let overlap = "[{ to = \"5\", pays = \"1\" }, { from = \"5\", pays = \"10\" }]";
    assert_eq!(slices(overlap, "employees"), "ambiguous 25.00 34.00");
}

#[test]
fn a_printed_text_is_never_compared_and_a_printed_bound_is() {
    let printed = |printed: &str| {
        let rows = format!(
            "[{{ to = \"5\", pays = \"1\" }}, {{ over = \"5\", pays = \"2\", printed = {printed} }}]"
        );
        codes(&policy(&table(&rows))).contains("printed-row")
    };
    assert!(!printed("\"from 7 on, at 3\""));
    assert!(!printed(
        "{ text = \"over 5\", over = \"5\", pays = \"2\" }"
    ));
    assert!(printed("{ text = \"from 5\", from = \"5\" }"));
    assert!(printed("{ pays = \"3\" }"));
}

#[test]
fn shares_rounded_each_are_left_as_they_are_and_the_rule_rounds() {
    let shared = |rounding: &str, of: &str, formula: &str| {
        let policy = policy(&format!(
            "[unit.vote]\n[fact.votes]\nunit = \"vote\"\nstep = \"1\"\nleast = \"0\"\nmost = \"9\"\n\
             [share.costs]\ntotal = \"100 EUR\"\nrounding = \"{rounding}\"\n\
             keys = [{{ weight = \"1\", by = \"votes\", of = \"{of}\" }}]\n{}",
            rule(formula)
        ));
        let payers = ["a", "b", "c"].map(|payer| Facts::new(payer).with_measure("votes", 2));
        let year = policy.for_year(policy.first_year()).unwrap();
        let alone = outcome(&year, &payers[0]);
        let round = year.assess_round(&payers);
        let amounts = round
            .iter()
            .map(|assessment| assessment.amount().unwrap().to_decimal_text());
        (alone, amounts.collect::<Vec<_>>())
    };
    // 3 × 33.333… is 100.00: the share itself is not rounded.
    let (alone, round) = shared("each", "6 vote", "3 * costs");
    assert_eq!(
        (alone.as_str(), round),
        ("100.00", vec!["100.00".to_owned(); 3])
    );
    let (alone, round) = shared("each", "round", "costs");
    assert_eq!(
        (alone.as_str(), round),
        ("undetermined", vec!["33.33".to_owned(); 3])
    );
    // Together, ties go by the payer's id, and each part is in cents already.
    let (alone, round) = shared("together", "round", "costs");
    assert_eq!(
        (alone.as_str(), round.join(" ")),
        ("undetermined", "33.34 33.33 33.33".to_owned())
    );
    let (_, round) = shared("together", "round", "3 * costs");
    assert_eq!(round.join(" "), "100.02 99.99 99.99");
}

#[test]
fn a_share_is_of_numbers_and_parameters_and_rests_on_no_share() {
    let share = |total: &str, by: &str, of: &str, rounding: &str| {
        format!(
            "{FACTS}[share.costs]\ntotal = \"{total}\"\nrounding = \"{rounding}\"\n\
             keys = [{{ weight = \"1\", by = \"{by}\", of = \"{of}\" }}]\n{}",
            rule("costs")
        )
    };
    policy(&share(
        "1000 inhabitant * rate",
        "population",
        "2 * 50 inhabitant",
        "each",
    ));
    for (text, code) in [
        (
            share("missing", "population", "1 inhabitant", "each"),
            "not-constant",
        ),
        (
            share("1 EUR", "population", "population", "each"),
            "not-constant",
        ),
        (share("1 EUR", "advance", "1 EUR", "each"), "wrong-name"),
        (
            share("1 EUR", "population", "1 EUR", "each"),
            "unit-mismatch",
        ),
        (
            share("1 EUR", "population", "1 inhabitant", "together"),
            "share-rounding",
        ),
    ] {
        assert!(faults(&text).contains(&code), "{text}");
    }
    let weights = share("1 EUR", "population", "1 inhabitant", "each").replace(
        "weight = \"1\", by = \"population\", of = \"1 inhabitant\"",
        "weight = \"1/2\", by = \"population\", of = \"1 inhabitant\"",
    );
    assert!(codes(&policy(&weights)).contains("share-does-not-sum"));
}

/// Rules, each with an id, for everybody unless they say otherwise.
fn rules(texts: &[&str]) -> String {
    let mut all = String::new();
    for (index, text) in texts.iter().enumerate() {
        all += &format!("[[rule]]\nid = \"rule-{index}\"\n{text}\n");
    }
    all
}

#[test]
fn one_rule_gives_the_amount_of_a_line_and_the_rounded_lines_add_up() {
    let lines = "[line.levy]\n[line.gift]\noptional = true\n";
    let of =
        |texts: &[&str]| in_first_year(&policy(&format!("{FACTS}{lines}{}", rules(texts))), "{}");
    let (dues, levy) = (
        "pays = \"1.004 EUR\"",
        "line = \"levy\"\npays = \"2.004 EUR\"",
    );
    assert_eq!(of(&[dues, levy]), "3.00");
    assert_eq!(
        of(&[dues, levy, "line = \"gift\"\npays = \"0.50 EUR\""]),
        "3.50"
    );
    assert_eq!(of(&["line = \"dues\"\npays = \"1 EUR\"", levy]), "3.00");
    assert_eq!(
        of(&[
            dues,
            "line = \"levy\"\npays = \"2 EUR\"\nwhen = \"student\""
        ]),
        "not_covered"
    );
    assert_eq!(of(&[dues, levy, "pays = \"5 EUR\""]), "ambiguous 3.00 7.00");
    assert_eq!(of(&[dues, levy, "pays = \"1.001 EUR\""]), "3.00");
    assert_eq!(of(&["exempt = { en = \"nothing\" }", levy]), "2.00");
    let unknown = rules(&[dues, "line = \"lewy\"\npays = \"1 EUR\""]);
    assert_eq!(faults(&format!("{lines}{unknown}")), ["unknown-name"]);
}

#[test]
fn a_rule_has_an_amount_or_a_reason_why_nothing_is_owed() {
    for text in ["", "pays = \"1 EUR\"\nexempt = { en = \"nothing\" }"] {
        assert_eq!(faults(&rules(&[text])), ["pays-or-exempt"]);
    }
    let residents = "charges_residents = true\nexempt = { en = \"nothing\" }";
    assert_eq!(faults(&rules(&[residents])), ["exempt-charges"]);
}

#[test]
fn the_lines_of_one_payer_are_in_one_currency() {
    let policy = policy(&format!(
        "[line.levy]\n{}",
        rules(&[
            "pays = \"1 EUR\"",
            "line = \"levy\"\ncurrency = \"SEK\"\npays = \"1 SEK\""
        ])
    ));
    assert_eq!(in_first_year(&policy, "{}"), "invalid");
    assert!(codes(&policy).contains("mixed-currencies"));
}

#[test]
fn only_the_part_that_is_chosen_is_computed() {
    assert_eq!(pays("if student then missing else 1 EUR"), "1.00");
    assert_eq!(pays("2 * (if student then 1 EUR else 3 EUR)"), "6.00");
    // Of the parts of a larger, all are.
    assert_eq!(pays("larger(200 EUR, missing)"), "undetermined");
}

#[test]
fn steps_are_numbers_above_zero_with_a_unit() {
    for (formula, code) in [
        ("round(x, 0 EUR)", "wrong-argument"),
        ("round(x, -1 EUR)", "wrong-argument"),
        ("round(x, y)", "wrong-argument"),
        ("round(x, 1)", "unit-mismatch"),
        ("1 EUR * started(population, 1000)", "unit-mismatch"),
    ] {
        assert_eq!(
            faults(&format!("{FACTS}{}", rule(formula))),
            [code],
            "{formula}"
        );
    }
    assert_eq!(pays("round(2.5, 1) * 1 EUR"), "3.00");
    assert_eq!(pays("round(-2.50 EUR, 1 EUR)"), "-3.00");
    assert_eq!(pays("round_half_even(2.50 EUR, 1 EUR)"), "2.00");
    assert_eq!(pays("round_up(-2.50 EUR, 1 EUR)"), "-2.00");
    assert_eq!(pays("round_down(-2.50 EUR, 1 EUR)"), "-3.00");
}

#[test]
fn a_label_is_read_in_one_way_wherever_it_stands() {
    let unclear = "unclear('order', 1 EUR, 2 EUR)";
    assert_eq!(pays(&format!("{unclear} - {unclear}")), "0.00");
    assert_eq!(
        pays("unclear('one', 1 EUR, 2 EUR) - unclear('other', 1 EUR, 2 EUR)"),
        "ambiguous -1.00 0.00 1.00"
    );
    let three = format!("{unclear} + unclear('order', 1 EUR, 2 EUR, 3 EUR)");
    assert_eq!(faults(&rule(&three)), ["wrong-argument"]);
    assert_eq!(faults(&rule("unclear('order', 1 EUR)")), ["wrong-argument"]);
    let earlier = "days(unclear('day', joined, year_start), '2024-01-16') * 1 EUR/day";
    assert_eq!(pays(earlier), "ambiguous 1.00 380.00");
    let chosen = "days(if student then joined else year_start, '2023-01-02') * 1 EUR/day";
    assert_eq!(pays(chosen), "1.00");
    assert_eq!(
        pays("if unclear('who', student, is_small) then 1 EUR else 2 EUR"),
        "ambiguous 1.00 2.00"
    );
}

#[test]
fn time_is_counted_from_one_date_up_to_but_not_with_another() {
    for (formula, amount) in [
        ("days('2023-01-31', '2023-02-01') * 1 EUR/day", "1.00"),
        ("days('2023-02-01', '2023-01-31') * 1 EUR/day", "0.00"),
        ("days('2023-02-01', '2023-02-01') * 1 EUR/day", "0.00"),
        (
            "started_months('2023-01-31', '2023-02-01') * 1 EUR/month",
            "1.00",
        ),
        (
            "started_months('2023-01-31', '2023-02-02') * 1 EUR/month",
            "2.00",
        ),
        (
            "whole_months('2023-01-15', '2023-02-14') * 1 EUR/month",
            "0.00",
        ),
        (
            "whole_months('2023-01-15', '2023-02-15') * 1 EUR/month",
            "1.00",
        ),
        (
            "whole_years('2003-05-02', '2023-05-01') * 1 EUR/year",
            "19.00",
        ),
        (
            "whole_years('2003-05-02', '2023-05-02') * 1 EUR/year",
            "20.00",
        ),
    ] {
        assert_eq!(pays(formula), amount, "{formula}");
    }
}

#[test]
fn and_binds_closer_than_or_and_not_closest() {
    // With student no, is_small yes.
    for (condition, holds) in [
        ("is_small or is_small and student", true),
        ("student and student or is_small", true),
        ("not student and student", false),
        ("not student or is_small", true),
        ("not (student or is_small)", false),
    ] {
        let found = pays(&CONDITION.replace('…', condition));
        assert_eq!(found, if holds { "1.00" } else { "0.00" }, "{condition}");
    }
}

#[test]
fn quantities_are_compared_with_six_signs() {
    for (sign, holds) in [
        ("=", [false, true, false]),
        ("!=", [true, false, true]),
        ("<", [true, false, false]),
        ("<=", [true, true, false]),
        (">", [false, false, true]),
        (">=", [false, true, true]),
    ] {
        let found = [1, 2, 3]
            .map(|number| pays(&CONDITION.replace('…', &format!("{number} {sign} 2"))) == "1.00");
        assert_eq!(found, holds, "{sign}");
    }
}

#[test]
fn what_is_decided_otherwise_counts_on_either_side_of_what_is_open() {
    // Whether `missing` is above one is open, student is decided no, is_small yes.
    for (condition, expected) in [
        ("missing > 1 EUR and student", "0.00"),
        ("student and missing > 1 EUR", "0.00"),
        ("missing > 1 EUR or is_small", "1.00"),
        ("is_small or missing > 1 EUR", "1.00"),
        ("not (missing > 1 EUR and student)", "1.00"),
        ("missing > 1 EUR and is_small", "undetermined"),
        ("missing > 1 EUR or student", "undetermined"),
        ("fee(10001 inhabitant) > 1 EUR and student", "0.00"),
        ("fee(10001 inhabitant) > 1 EUR and is_small", "not_covered"),
    ] {
        assert_eq!(
            pays(&CONDITION.replace('…', condition)),
            expected,
            "{condition}"
        );
    }
}

#[test]
fn a_formula_has_4096_bytes_64_levels_and_64_terms_at_most() {
    let blanks = |length: usize| format!("1 EUR{}", " ".repeat(length - "1 EUR".len()));
    policy(&rule(&blanks(4096)));
    assert_eq!(faults(&rule(&blanks(4097))), ["formula"]);
    let levels = |count: usize| format!("{}1 EUR{}", "(".repeat(count), ")".repeat(count));
    policy(&rule(&levels(64)));
    assert_eq!(faults(&rule(&levels(65))), ["formula"]);
    let terms = |count: usize| vec!["1 EUR"; count].join(" + ");
    assert_eq!(pays(&terms(64)), "64.00");
    assert_eq!(faults(&rule(&terms(65))), ["formula"]);
}

#[test]
fn a_division_by_what_can_be_zero_is_a_finding() {
    let policy = policy(&format!("{FACTS}{}", rule("x * 1 inhabitant / population")));
    assert!(codes(&policy).contains("division-by-zero"));
    assert_eq!(in_first_year(&policy, r#"{"population": "0"}"#), "invalid");
}

#[test]
fn instalments_fall_due_in_the_dues_year_and_add_up() {
    let instalments = |share: &str| {
        format!(
            "{EVERYONE}[[instalment]]\nshare = \"1/2\"\ndue = \"03-31\"\n[[instalment]]\nshare = \"{share}\"\ndue = \"2024-09-30\"\nnote = {{ en = \"a date\" }}\n"
        )
    };
    assert!(!codes(&policy(&instalments("1/2"))).contains("instalments-do-not-sum"));
    assert!(codes(&policy(&instalments("1/3"))).contains("instalments-do-not-sum"));
}

#[test]
fn an_example_is_of_the_first_year_unless_it_says_another() {
    let example = |year: &str, amount: &str| {
        let text = format!(
            "[param.fee]\nunit = \"EUR\"\nvalues = [{{ until = \"2024-01-01\", value = \"1\" }}, {{ from = \"2024-01-01\", value = \"2\" }}]\n\
             {}[[example]]\n{year}\nfacts = {{}}\npays = \"{amount}\"\n",
            rule("fee")
        );
        codes(&policy(&text)).contains("printed-example")
    };
    assert!(!example("", "1") && example("", "2"));
    assert!(!example("dues_year = \"2024\"", "2") && example("dues_year = \"2024\"", "1"));
}

#[test]
fn readings_that_differ_before_rounding_alone_are_one_amount() {
    assert_eq!(pays("unclear('order', 1.001 EUR, 1.002 EUR)"), "1.00");
}

#[test]
fn a_reading_without_amount_leaves_none_and_the_gravest_hindrance_is_told() {
    for (formula, expected) in [
        ("unclear('order', 1 EUR, missing)", "undetermined"),
        (
            "unclear('order', 1 EUR, fee(10001 inhabitant))",
            "not_covered",
        ),
        ("missing + fee(10001 inhabitant)", "not_covered"),
        (
            "missing + fee(10001 inhabitant) + 1 EUR / (age / 1 year - 70)",
            "invalid",
        ),
    ] {
        assert_eq!(pays(formula), expected, "{formula}");
    }
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    let text = FACTS.replace("[fact.branch]", "other = { unit = \"EUR\" }\n[fact.branch]");
    let policy = policy(&format!(
        "{text}{}",
        rule("larger(missing, 1 EUR) + 2 * other")
    ));
    let year = policy.for_year(policy.first_year()).unwrap();
    let outcome = year.assess(&facts("{}")).outcome().clone();
    let missing: Vec<&str> = outcome
        .reasons()
        .iter()
        .filter_map(Reason::subject)
        .collect();
    assert_eq!(missing, ["missing", "other"]);
}
