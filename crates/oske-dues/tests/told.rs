//! How amounts are told: on one line by what decides, as a sum to be done again, and step by step, where formulas are odd,
//! numbers have no end, and things are not known.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::{Explanation, Facts, Policy};
use oske_types::Language;
use support::{in_year, read_case};

fn policy(rest: &str) -> Policy {
    let head = r#"
        rounding = "half-up to 0.01"
        unit.head = {}
        [param]
        rate = { unit = "EUR/head", value = "2" }
        fine = { unit = "EUR/head", value = "unknown", note = { en = "not published" } }
        [let]
        base = "rate * a"
        again = "base"
        of_kind = "kind"
        is_large = "a > 100 head"
        share_of_fine = "fine * a"
        [fact.a]
        unit = "head"
        [fact.b]
        unit = "head"
        [fact.kind]
        values = ["town", "village", "city"]
        [fact.student]
        type = "yes-no"
        [fact.joined]
        type = "date"
        [fact.left]
        type = "date"
        [fact.branch]
        type = "list"
        most = "5"
        [fact.branch.each.staff]
        unit = "head"
        [table.fee]
        by = "a"
        unit = "EUR"
        rows = [{ to = "9", pays = "10" }, { over = "9", pays = "20" }]
        [table.by_kind]
        by = "kind"
        unit = "EUR"
        rows = [{ kind = ["town", "city"], pays = "10" }, { kind = "village", pays = "20" }]
        [table.steps]
        by = "a"
        unit = "EUR/head"
        slices = true
        rows = [{ to = "3", pays = "1" }, { over = "3", pays = "2" }]
    "#;
    read_case(&format!("{head}{rest}")).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Somebody of whom all is known.
fn payer() -> Facts {
    let branches = [1, 3].map(|staff| Facts::new("").with_measure("staff", staff));
    Facts::new("a-payer")
        .with_measure("a", 5)
        .with_measure("b", 3)
        .with_attribute("kind", "town")
        .with_yes_no("student", false)
        .with_date("joined", "2023-02-01".parse().unwrap())
        .with_date("left", "2023-05-01".parse().unwrap())
        .with_list("branch", branches.to_vec())
}

fn explained(payer: &Facts, formula: &str) -> Explanation {
    let policy = policy(&format!("[[rule]]\nid = \"all\"\npays = \"{formula}\"\n"));
    let explanation = in_year(&policy, 2023).explain(payer);
    assert!(explanation.replay().is_ok(), "{formula}");
    explanation
}

const FORMULAS: [&str; 26] = [
    "steps(a)",
    "-(-2 EUR)",
    "-(rate * -a)",
    "if student then 1 EUR else fee(a)",
    "if kind in ['town', 'city'] then 1 EUR else 2 EUR",
    "if kind in ['town', 'city', 'village'] then 1 EUR else 2 EUR",
    "at_least(fee(a), 5 EUR)",
    "at_least(fee(a), 50 EUR)",
    "at_most(rate * a, 5 EUR)",
    "1 EUR/head * sum(branch, staff)",
    "1 EUR * count(branch)",
    "again",
    "round(rate * a / 3, 1 EUR)",
    "unclear('order', rate * a, 10 EUR)",
    "larger(1 EUR, 2 EUR)",
    "if a + b > 2 head and a - b < 9 head then 1 EUR else 2 EUR",
    "if days(joined, left) > 3 day then 1 EUR else 2 EUR",
    "if is_large then 1 EUR else 2 EUR",
    "if unclear('who', a > 1 head, a > 2 head) then 1 EUR else 1 EUR",
    "1 EUR * started(a, 2 head)",
    "by_kind(of_kind)",
    "rate * a / 3",
    "rate * a / 1001",
    "1 EUR * (a / b)",
    "1 EUR/year * whole_years('2001-01-01', year_start)",
    "(if student then rate else 2 * rate) * a",
];

fn told(payer: &Facts, how: impl Fn(&Explanation) -> String) -> String {
    let told = FORMULAS
        .iter()
        .map(|formula| format!("{formula}: {}", how(&explained(payer, formula))));
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn one_line_says_what_decides_in_every_formula() {
    insta::assert_snapshot!(told(&payer(), |explanation| explanation.to_line(Language::English)), @r#"
    steps(a): all: a 5
    -(-2 EUR): all
    -(rate * -a): all: −(2 × -5)
    if student then 1 EUR else fee(a): all: a 5 (at most 9) (student: no)
    if kind in ['town', 'city'] then 1 EUR else 2 EUR: all: kind is town
    if kind in ['town', 'city', 'village'] then 1 EUR else 2 EUR: all: kind is town
    at_least(fee(a), 5 EUR): all: a 5 (at most 9)
    at_least(fee(a), 50 EUR): all: a 5 (at most 9), at least €50.00
    at_most(rate * a, 5 EUR): all: 2 × 5, at most €5.00
    1 EUR/head * sum(branch, staff): all: 1 × 4
    1 EUR * count(branch): all: 1 × 2
    again: all: 2 × 5
    round(rate * a / 3, 1 EUR): all: 10 ÷ 3
    unclear('order', rate * a, 10 EUR): all: 2 × 5
    larger(1 EUR, 2 EUR): all
    if a + b > 2 head and a - b < 9 head then 1 EUR else 2 EUR: all: a + b (8) > 2 and a − b (2) < 9
    if days(joined, left) > 3 day then 1 EUR else 2 EUR: all: days from 1 February 2023 through the day before 1 May 2023 (89) > 3
    if is_large then 1 EUR else 2 EUR: all: not is_large (a 5 ≤ 100)
    if unclear('who', a > 1 head, a > 2 head) then 1 EUR else 1 EUR: all: a 5 > 1 (“who”, reading 1 of 2)
    1 EUR * started(a, 2 head): all: 1 × 3
    by_kind(of_kind): all: of_kind town (town or city)
    rate * a / 3: all: 10 ÷ 3
    rate * a / 1001: all: 10 ÷ 1,001
    1 EUR * (a / b): all: 1 × 5/3
    1 EUR/year * whole_years('2001-01-01', year_start): all: 1 × 22
    (if student then rate else 2 * rate) * a: all: 4 × 5
    "#);
}

#[test]
fn a_sum_can_be_done_again_in_every_formula() {
    insta::assert_snapshot!(told(&payer(), |explanation| explanation.to_lines(Language::English).join(" | ")), @r#"
    steps(a): all: a 5 head in slices: 3 × €1.00 + 2 × €2.00 = €7.00
    -(-2 EUR): all: −(−€2.00) = €2.00
    -(rate * -a): all: −(2 EUR/head × (−a 5 head)) = €10.00
    if student then 1 EUR else fee(a): all: €10.00 (a 5 head; at most 9), because student: no
    if kind in ['town', 'city'] then 1 EUR else 2 EUR: all: €1.00, because kind is town
    if kind in ['town', 'city', 'village'] then 1 EUR else 2 EUR: all: €1.00, because kind is town
    at_least(fee(a), 5 EUR): all: €10.00 (a 5 head; at most 9)
    at_least(fee(a), 50 EUR): all: €10.00 (a 5 head; at most 9), at least €50.00: €50.00
    at_most(rate * a, 5 EUR): all: 2 EUR/head × a 5 head = €10.00, at most €5.00: €5.00
    1 EUR/head * sum(branch, staff): all: branch : staff 1 head; branch : staff 3 head; branch, sum: 1 head + 3 head = 4; 1 EUR/head × 4 = €4.00
    1 EUR * count(branch): all: €1.00 × 2 (branch, number) = €2.00
    again: all: 2 EUR/head × a 5 head = €10.00
    round(rate * a / 3, 1 EUR): all: 2 EUR/head × a 5 head ÷ 3 = 10/3 ≈ €3.333333, rounded (half-up, to 1): €3.00
    unclear('order', rate * a, 10 EUR): all: 2 EUR/head × a 5 head = €10.00
    larger(1 EUR, 2 EUR): all: the largest of €1.00 and €2.00: €2.00
    if a + b > 2 head and a - b < 9 head then 1 EUR else 2 EUR: all: €1.00, because a + b (8) > 2 and a − b (2) < 9
    if days(joined, left) > 3 day then 1 EUR else 2 EUR: all: €1.00, because days from 1 February 2023 through the day before 1 May 2023 (89) > 3
    if is_large then 1 EUR else 2 EUR: all: €2.00, because not is_large (a 5 ≤ 100)
    if unclear('who', a > 1 head, a > 2 head) then 1 EUR else 1 EUR: all: €1.00, because a 5 > 1 (“who”, reading 1 of 2)
    1 EUR * started(a, 2 head): all: a 5 head, steps of 2 begun: 3; €1.00 × 3 = €3.00
    by_kind(of_kind): all: €10.00 (of_kind town)
    rate * a / 3: all: 2 EUR/head × a 5 head ÷ 3 = 10/3 ≈ €3.333333, rounded €3.33
    rate * a / 1001: all: 2 EUR/head × a 5 head ÷ 1,001 ≈ €0.00999001, rounded €0.01
    1 EUR * (a / b): all: €1.00 × a 5 head ÷ b 3 head = 5/3 ≈ €1.666667, rounded €1.67
    1 EUR/year * whole_years('2001-01-01', year_start): all: whole years from 1 January 2001 through the day before 1 January 2023: 22 years; 1 €/year × 22 years = €22.00
    (if student then rate else 2 * rate) * a: all: 2 × 2 EUR/head × a 5 head = €20.00, because student: no
    "#);
}

/// The steps of an explanation, without what stands above them.
fn steps(explanation: &Explanation, language: Language) -> String {
    let text = explanation.to_text(language);
    let steps = text.lines().filter(|line| line.starts_with("  ("));
    steps.map(str::trim).collect::<Vec<_>>().join("; ")
}

#[test]
fn steps_say_how_each_number_comes_about() {
    insta::assert_snapshot!(told(&payer(), |explanation| steps(explanation, Language::English)), @r#"
    steps(a): (1) a = 5 head; (2) steps, a in slices = €7.00
    -(-2 EUR): (1) −€2.00 = -€2.00; (2) −(1) = €2.00
    -(rate * -a): (1) rate = 2 EUR/head; (2) a = 5 head; (3) −a = -5; (4) rate × (3) = 2 × (-5) = -€10.00; (5) −(4) = €10.00
    if student then 1 EUR else fee(a): (1) a = 5 head; (2) fee, row 1 (at most 9) = €10.00; (3) because student: no: fee = €10.00
    if kind in ['town', 'city'] then 1 EUR else 2 EUR: (1) because kind is town: €1.00
    if kind in ['town', 'city', 'village'] then 1 EUR else 2 EUR: (1) because kind is town: €1.00
    at_least(fee(a), 5 EUR): (1) a = 5 head; (2) fee, row 1 (at most 9) = €10.00; (3) at least €5.00: fee 10 → €10.00
    at_least(fee(a), 50 EUR): (1) a = 5 head; (2) fee, row 1 (at most 9) = €10.00; (3) at least €50.00: fee 10 → €50.00
    at_most(rate * a, 5 EUR): (1) rate = 2 EUR/head; (2) a = 5 head; (3) rate × a = 2 × 5 = €10.00; (4) at most €5.00: 10 → €5.00
    1 EUR/head * sum(branch, staff): (1) branch : staff = 1 head; (2) branch : staff = 3 head; (3) branch, sum: 1 + 3 = 4; (4) 1 EUR/head × (3) = 1 × 4 = €4.00
    1 EUR * count(branch): (1) branch, number = 2; (2) €1.00 × (1) = 1 × 2 = €2.00
    again: (1) rate = 2 EUR/head; (2) a = 5 head; (3) base = rate × a = 2 × 5 = €10.00; (4) again = base = €10.00
    round(rate * a / 3, 1 EUR): (1) rate = 2 EUR/head; (2) a = 5 head; (3) rate × a = 2 × 5 = €10.00; (4) (3) ÷ 3 = 10 ÷ 3 = 10/3 ≈ €3.333333; (5) rounded (half-up, to 1): 10/3 → €3.00
    unclear('order', rate * a, 10 EUR): (1) rate = 2 EUR/head; (2) a = 5 head; (3) rate × a = 2 × 5 = €10.00; (4) “order”, reading 1 of 2: (3) = €10.00; (1) “order”, reading 2 of 2: €10.00 = €10.00
    larger(1 EUR, 2 EUR): (1) the largest of €1.00 and €2.00 = €2.00
    if a + b > 2 head and a - b < 9 head then 1 EUR else 2 EUR: (1) a = 5 head; (2) b = 3 head; (3) a + b = 5 + 3 = 8; (4) a − b = 5 − 3 = 2; (5) because a + b (8) > 2 and a − b (2) < 9: €1.00
    if days(joined, left) > 3 day then 1 EUR else 2 EUR: (1) joined = 1 February 2023; (2) left = 1 May 2023; (3) days from 1 February 2023 through the day before 1 May 2023: 89 days; (4) because days from 1 February 2023 through the day before 1 May 2023 (89) > 3: €1.00
    if is_large then 1 EUR else 2 EUR: (1) a = 5 head; (2) because not is_large (a 5 ≤ 100): €2.00
    if unclear('who', a > 1 head, a > 2 head) then 1 EUR else 1 EUR: (1) a = 5 head; (2) because a 5 > 1 (“who”, reading 1 of 2): €1.00; (1) a = 5 head; (2) because a 5 > 2 (“who”, reading 2 of 2): €1.00
    1 EUR * started(a, 2 head): (1) a = 5 head; (2) steps of 2 begun: 5 → 3; (3) €1.00 × (2) = 1 × 3 = €3.00
    by_kind(of_kind): (1) of_kind = kind = town; (2) by_kind, row 1 (town or city) = €10.00
    rate * a / 3: (1) rate = 2 EUR/head; (2) a = 5 head; (3) rate × a = 2 × 5 = €10.00; (4) (3) ÷ 3 = 10 ÷ 3 = 10/3 ≈ €3.333333
    rate * a / 1001: (1) rate = 2 EUR/head; (2) a = 5 head; (3) rate × a = 2 × 5 = €10.00; (4) (3) ÷ 1,001 = 10 ÷ 1,001 = ≈€0.00999001
    1 EUR * (a / b): (1) a = 5 head; (2) b = 3 head; (3) a ÷ b = 5 ÷ 3 = 5/3 ≈ 1.666667; (4) €1.00 × (3) = 1 × 5/3 = 5/3 ≈ €1.666667
    1 EUR/year * whole_years('2001-01-01', year_start): (1) whole years from 1 January 2001 through the day before 1 January 2023: 22 years; (2) 1 €/year × (1) = 1 × 22 = €22.00
    (if student then rate else 2 * rate) * a: (1) rate = 2 EUR/head; (2) 2 × rate = 2 × 2 = 4; (3) because student: no: (2) = 4; (4) a = 5 head; (5) (3) × a = 4 × 5 = €20.00
    "#);
}

#[test]
fn steps_say_what_is_missing() {
    let nobody = Facts::new("a-payer");
    let known_a = Facts::new("a-payer").with_measure("a", 5);
    let formulas = [
        "if (if student then a else 2 * a) > 2 head then 1 EUR else 2 EUR",
        "rate * (if student then a else 2 * a)",
        "if a > 1 head and student then 1 EUR else 2 EUR",
        "if (a > 1 head or b > 1 head) and student then 1 EUR else 2 EUR",
        "if kind = 'town' then base else again",
        "share_of_fine + again",
        "by_kind(of_kind)",
        "if kind = 'town' then (if student then 1 EUR else 2 EUR) else 3 EUR",
    ];
    let told = [nobody, known_a].map(|payer| {
        let told = formulas.map(|formula| {
            format!(
                "{formula}: {}",
                steps(&explained(&payer, formula), Language::English)
            )
        });
        told.join("\n")
    });
    insta::assert_snapshot!(told.join("\n\n"), @r#"
    if (if student then a else 2 * a) > 2 head then 1 EUR else 2 EUR: (1) a fact of the payer is missing: student
    rate * (if student then a else 2 * a): (1) rate = 2 EUR/head; (2) a fact of the payer is missing: student; (3) rate × (2) = 2 × ? = ?
    if a > 1 head and student then 1 EUR else 2 EUR: (1) a fact of the payer is missing: a; (2) a fact of the payer is missing: student
    if (a > 1 head or b > 1 head) and student then 1 EUR else 2 EUR: (1) a fact of the payer is missing: a; (2) a fact of the payer is missing: b; (3) a fact of the payer is missing: student
    if kind = 'town' then base else again: (1) a fact of the payer is missing: kind
    share_of_fine + again: (1) fine is not known [not published]; (2) a fact of the payer is missing: a; (3) share_of_fine = (1) × (2) = ? × ? = ?; (4) rate = 2 EUR/head; (5) base = rate × (2) = 2 × ? = ?; (6) share_of_fine + again = ? + ? = ?
    by_kind(of_kind): (1) a fact of the payer is missing: kind
    if kind = 'town' then (if student then 1 EUR else 2 EUR) else 3 EUR: (1) a fact of the payer is missing: kind

    if (if student then a else 2 * a) > 2 head then 1 EUR else 2 EUR: (1) a fact of the payer is missing: student
    rate * (if student then a else 2 * a): (1) rate = 2 EUR/head; (2) a fact of the payer is missing: student; (3) rate × (2) = 2 × ? = ?
    if a > 1 head and student then 1 EUR else 2 EUR: (1) a = 5 head; (2) a fact of the payer is missing: student
    if (a > 1 head or b > 1 head) and student then 1 EUR else 2 EUR: (1) a = 5 head; (2) a fact of the payer is missing: student
    if kind = 'town' then base else again: (1) a fact of the payer is missing: kind
    share_of_fine + again: (1) fine is not known [not published]; (2) a = 5 head; (3) share_of_fine = (1) × a = ? × 5 = ?; (4) rate = 2 EUR/head; (5) base = rate × a = 2 × 5 = €10.00; (6) again = base = €10.00; (7) share_of_fine + again = ? + 10 = ?
    by_kind(of_kind): (1) a fact of the payer is missing: kind
    if kind = 'town' then (if student then 1 EUR else 2 EUR) else 3 EUR: (1) a fact of the payer is missing: kind
    "#);
}
