//! What the blocks of the page give, and what each construct of its formula tables comes to.

use crate::EVERYONE;

/// Of the heading, the surroundings of its blocks in their order, with payers and what comes out for
/// them: an amount, or the word of another outcome.
pub(crate) const BLOCKS: &[(&str, &[Surroundings])] = &[
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

pub(crate) struct Surroundings {
    pub(crate) around: &'static str,
    pub(crate) payers: &'static [(&'static str, &'static str)],
}

/// What each construct of the formula and condition tables comes to: it stands at the `…` of the frame
/// in [`constructs`], for the one payer there.
pub(crate) const CONSTRUCTS: &[(&str, &str, &str)] = &[
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

pub(crate) const CONDITION: &str = "if … then 1 EUR else 0 EUR";
