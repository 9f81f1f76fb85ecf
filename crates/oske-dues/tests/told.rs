//! How amounts are told: on one line by what decides, as a sum to be done again, and step by step, where formulas are odd,
//! numbers have no end, and things are not known.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::{Explanation, Facts, Policy};
use oske_types::Language;
use support::{case, in_year, read_case};

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
        one = "1 EUR"
        two = "one"
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
    case(&format!("{head}{rest}"))
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

/// Formulas whose parts are odd: dates that are chosen, texts that would begin a list, numbers whose ratio is as large as one
/// that is still written, lets of lets, and clauses that say more than others.
const ODD_FORMULAS: [&str; 15] = [
    "1 EUR/day * days(if student then joined else '2023-04-01', left)",
    "if (if student then joined else left) < '2023-06-01' then 1 EUR else 2 EUR",
    "rate * a / 1000",
    "rate * a / 999",
    "rate * a / 1002",
    "1 EUR * (1 / 7)",
    "1 EUR/head * (a / 999)",
    "1 EUR/head * (a / 1000)",
    "1 EUR/head * (a / 1001)",
    "1 EUR * (999 / 1000 + 2 / 3)",
    "one + two",
    "if 3 > 2 then 1 EUR else 2 EUR",
    "if a + 2 head > 3 head then 1 EUR else 2 EUR",
    "if kind = 'town' and kind in ['town', 'city'] then 1 EUR else 2 EUR",
    "if kind in ['town', 'city'] and kind = 'town' and kind = 'town' then 1 EUR else 2 EUR",
];

fn told_of_odd(how: impl Fn(&Explanation) -> String) -> String {
    let told = ODD_FORMULAS
        .iter()
        .map(|formula| format!("{formula}: {}", how(&explained(&payer(), formula))));
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn odd_formulas_are_told_as_well() {
    let english = Language::English;
    insta::assert_snapshot!(told_of_odd(|explanation| explanation.to_line(english)), @r#"
    1 EUR/day * days(if student then joined else '2023-04-01', left): all: 1 × 30
    if (if student then joined else left) < '2023-06-01' then 1 EUR else 2 EUR: all: 1 May 2023 < 1 June 2023
    rate * a / 1000: all: 10 ÷ 1,000
    rate * a / 999: all: 10 ÷ 999
    rate * a / 1002: all: 10 ÷ 1,002
    1 EUR * (1 / 7): all: 1 × 1/7
    1 EUR/head * (a / 999): all: 1 × 5/999
    1 EUR/head * (a / 1000): all: 1 × 0.005
    1 EUR/head * (a / 1001): all: 1 × ≈0.004995005
    1 EUR * (999 / 1000 + 2 / 3): all: 1 × ≈1.665667
    one + two: all: 1 + 1
    if 3 > 2 then 1 EUR else 2 EUR: all: 3 > 2
    if a + 2 head > 3 head then 1 EUR else 2 EUR: all: a + 2 head (7) > 3
    if kind = 'town' and kind in ['town', 'city'] then 1 EUR else 2 EUR: all: kind is town
    if kind in ['town', 'city'] and kind = 'town' and kind = 'town' then 1 EUR else 2 EUR: all: kind is town
    "#);
    insta::assert_snapshot!(told_of_odd(|explanation| explanation.to_lines(english).join(" | ")), @r#"
    1 EUR/day * days(if student then joined else '2023-04-01', left): all: days from 1 April 2023 through the day before 1 May 2023: 30 days; 1 €/day × 30 days = €30.00
    if (if student then joined else left) < '2023-06-01' then 1 EUR else 2 EUR: all: €1.00, because 1 May 2023 < 1 June 2023
    rate * a / 1000: all: 2 EUR/head × a 5 head ÷ 1,000 = €0.01
    rate * a / 999: all: 2 EUR/head × a 5 head ÷ 999 = 10/999 ≈ €0.01001001, rounded €0.01
    rate * a / 1002: all: 2 EUR/head × a 5 head ÷ 1,002 = 5/501 ≈ €0.0099800399, rounded €0.01
    1 EUR * (1 / 7): all: €1.00 × 1 ÷ 7 = 1/7 ≈ €0.1428571429, rounded €0.14
    1 EUR/head * (a / 999): all: 1 EUR/head × a 5 head ÷ 999 = 5/999 ≈ €0.005005005, rounded €0.01
    1 EUR/head * (a / 1000): all: 1 EUR/head × a 5 head ÷ 1,000 = €0.005, rounded €0.01
    1 EUR/head * (a / 1001): all: 1 EUR/head × a 5 head ÷ 1,001 ≈ €0.004995005, rounded €0.00
    1 EUR * (999 / 1000 + 2 / 3): all: €1.00 × (999 ÷ 1,000 + 2 ÷ 3) ≈ €1.665667, rounded €1.67
    one + two: all: €1.00 + €1.00 = €2.00
    if 3 > 2 then 1 EUR else 2 EUR: all: €1.00, because 3 > 2
    if a + 2 head > 3 head then 1 EUR else 2 EUR: all: €1.00, because a + 2 head (7) > 3
    if kind = 'town' and kind in ['town', 'city'] then 1 EUR else 2 EUR: all: €1.00, because kind is town
    if kind in ['town', 'city'] and kind = 'town' and kind = 'town' then 1 EUR else 2 EUR: all: €1.00, because kind is town
    "#);
    insta::assert_snapshot!(told_of_odd(|explanation| steps(explanation, english)), @r#"
    1 EUR/day * days(if student then joined else '2023-04-01', left): (1) because student: no: 1 April 2023; (2) left = 1 May 2023; (3) days from 1 April 2023 through the day before 1 May 2023: 30 days; (4) 1 €/day × (3) = 1 × 30 = €30.00
    if (if student then joined else left) < '2023-06-01' then 1 EUR else 2 EUR: (1) left = 1 May 2023; (2) because student: no: left = 1 May 2023; (3) because 1 May 2023 < 1 June 2023: €1.00
    rate * a / 1000: (1) rate = 2 EUR/head; (2) a = 5 head; (3) rate × a = 2 × 5 = €10.00; (4) (3) ÷ 1,000 = 10 ÷ 1,000 = €0.01
    rate * a / 999: (1) rate = 2 EUR/head; (2) a = 5 head; (3) rate × a = 2 × 5 = €10.00; (4) (3) ÷ 999 = 10 ÷ 999 = 10/999 ≈ €0.01001001
    rate * a / 1002: (1) rate = 2 EUR/head; (2) a = 5 head; (3) rate × a = 2 × 5 = €10.00; (4) (3) ÷ 1,002 = 10 ÷ 1,002 = 5/501 ≈ €0.0099800399
    1 EUR * (1 / 7): (1) 1 ÷ 7 = 1/7 ≈ 0.1428571429; (2) €1.00 × (1) = 1 × 1/7 = 1/7 ≈ €0.1428571429
    1 EUR/head * (a / 999): (1) a = 5 head; (2) a ÷ 999 = 5 ÷ 999 = 5/999 ≈ 0.005005005; (3) 1 EUR/head × (2) = 1 × 5/999 = 5/999 ≈ €0.005005005
    1 EUR/head * (a / 1000): (1) a = 5 head; (2) a ÷ 1,000 = 5 ÷ 1,000 = 0.005; (3) 1 EUR/head × (2) = 1 × 0.005 = €0.005
    1 EUR/head * (a / 1001): (1) a = 5 head; (2) a ÷ 1,001 = 5 ÷ 1,001 = ≈0.004995005; (3) 1 EUR/head × (2) = 1 × ≈0.004995005 = ≈€0.004995005
    1 EUR * (999 / 1000 + 2 / 3): (1) 999 ÷ 1,000 = 0.999; (2) 2 ÷ 3 = 2/3 ≈ 0.6666666667; (3) (1) + (2) = 0.999 + 2/3 = ≈1.665667; (4) €1.00 × (3) = 1 × ≈1.665667 = ≈€1.665667
    one + two: (1) one = €1.00; (2) two = one = €1.00; (3) one + two = 1 + 1 = €2.00
    if 3 > 2 then 1 EUR else 2 EUR: (1) because 3 > 2: €1.00
    if a + 2 head > 3 head then 1 EUR else 2 EUR: (1) a = 5 head; (2) a + 2 head = 5 + 2 = 7; (3) because a + 2 head (7) > 3: €1.00
    if kind = 'town' and kind in ['town', 'city'] then 1 EUR else 2 EUR: (1) because kind is town: €1.00
    if kind in ['town', 'city'] and kind = 'town' and kind = 'town' then 1 EUR else 2 EUR: (1) because kind is town: €1.00
    "#);
}

/// A rule whose formula is a sum over a list, or a count alone, is decided by it.
#[test]
fn a_sum_over_a_list_decides_by_its_parts() {
    let payer = payer();
    let empty = Facts::new("a-payer").with_list("branch", Vec::new());
    let line =
        |payer: &Facts| explained(payer, "sum(branch, rate * staff)").to_line(Language::English);
    assert_eq!(line(&payer), "all: 2 + 6");
    assert_eq!(line(&empty), "all");
}

/// Half a cent up to the cent is what everybody does; any other rounding is told.
#[test]
fn a_rounding_that_is_not_the_everyday_one_is_told() {
    let sum = |rounding: &str| {
        let policy = read_case(&format!(
            "rounding = \"{rounding}\"\n[[rule]]\nid = \"all\"\npays = \"10 EUR / 3\"\n"
        ));
        let policy = policy.unwrap();
        in_year(&policy, 2023)
            .explain(&Facts::new("a-payer"))
            .to_lines(Language::English)
            .join("")
    };
    let told = ["half-up to 0.01", "half-even to 0.01", "half-up to 1"].map(sum);
    insta::assert_snapshot!(told.join("\n"), @r#"
    all: €10.00 ÷ 3 = 10/3 ≈ €3.333333, rounded €3.33
    all: €10.00 ÷ 3 = 10/3 ≈ €3.333333, rounded (half-even, to 0.01) €3.33
    all: €10.00 ÷ 3 = 10/3 ≈ €3.333333, rounded (half-up, to 1) €3.00
    "#);
}

/// A total is told where there are two lines or more to be added.
#[test]
fn a_total_is_told_of_two_lines() {
    let lines = |count: usize| {
        let names = ["dues", "fees", "tax"];
        let mut text = "[line]\nfees = {}\ntax = {}\n".to_owned();
        for name in ["fees", "tax"].iter().skip(count.saturating_sub(1)) {
            text = text.replace(&format!("{name} = {{}}\n"), "");
        }
        for name in names.iter().take(count) {
            text.push_str(&format!(
                "[[rule]]\nid = \"{name}\"\nline = \"{name}\"\npays = \"10 EUR\"\n"
            ));
        }
        let policy = read_case(&format!("rounding = \"half-up to 0.01\"\n{text}")).unwrap();
        let explanation = in_year(&policy, 2023).explain(&Facts::new("a-payer"));
        let text = explanation.to_text(Language::English);
        text.lines()
            .find(|line| line.starts_with("Total"))
            .map(str::to_owned)
    };
    assert_eq!(lines(1), None);
    // Nor where a line is open.
    let open = policy(
        "[line]\nfees = {}\ntax = {}\n[[rule]]\nid = \"dues\"\npays = \"10 EUR\"\n[[rule]]\nid = \"fees\"\nline = \"fees\"\npays = \"10 EUR\"\n[[rule]]\nid = \"tax\"\nline = \"tax\"\npays = \"fine * 1 head\"\n",
    );
    let text = in_year(&open, 2023)
        .explain(&payer())
        .to_text(Language::English);
    assert!(!text.contains("Total"), "{text}");
    assert_eq!(lines(2).unwrap(), "Total: €10.00 + €10.00 = €20.00");
    assert_eq!(
        lines(3).unwrap(),
        "Total: €10.00 + €10.00 + €10.00 = €30.00"
    );
}

/// A name that would begin a list in Markdown means itself.
#[test]
fn names_mean_themselves_in_markdown() {
    let heading = |payer: &str| {
        let policy = read_case(
            "rounding = \"half-up to 0.01\"\n[[rule]]\nid = \"all\"\npays = \"10 EUR\"\n",
        )
        .unwrap();
        let explanation = in_year(&policy, 2023).explain(&Facts::new(payer));
        let text = explanation.to_markdown(Language::English);
        text.lines().next().unwrap().to_owned()
    };
    let told = [
        "1. Kuopio",
        "1) Kuopio",
        ". Kuopio",
        ") Kuopio",
        "1.Kuopio",
        "12. a",
        "- a",
        "a_b",
    ]
    .map(heading);
    insta::assert_snapshot!(told.join("\n"), @r#"
    # 1\. Kuopio, dues year 2023: €10.00
    # 1\) Kuopio, dues year 2023: €10.00
    # . Kuopio, dues year 2023: €10.00
    # ) Kuopio, dues year 2023: €10.00
    # 1.Kuopio, dues year 2023: €10.00
    # 12\. a, dues year 2023: €10.00
    # \- a, dues year 2023: €10.00
    # a\_b, dues year 2023: €10.00
    "#);
}

/// An explanation is of the assessment that has its payer, its outcome and its lines.
#[test]
fn an_explanation_explains_its_own_assessment_alone() {
    let paying = |rest: &str| {
        let text = format!("rounding = \"half-up to 0.01\"\n[line]\nfees = {{}}\n{rest}");
        read_case(&text).unwrap()
    };
    let rule = |line: &str, pays: u32| {
        format!("[[rule]]\nid = \"{line}\"\nline = \"{line}\"\npays = \"{pays} EUR\"\n")
    };
    let own = paying(&(rule("dues", 10) + &rule("fees", 20)));
    let other_lines = paying(&(rule("dues", 20) + &rule("fees", 10)));
    let other_amount = paying(&(rule("dues", 10) + &rule("fees", 21)));
    let payer = Facts::new("a-payer");
    let explanation = in_year(&own, 2023).explain(&payer);
    assert!(explanation.explains(&in_year(&own, 2023).assess(&payer)));
    assert!(!explanation.explains(&in_year(&own, 2023).assess(&Facts::new("another"))));
    assert!(!explanation.explains(&in_year(&other_lines, 2023).assess(&payer)));
    assert!(!explanation.explains(&in_year(&other_amount, 2023).assess(&payer)));
    let open = |name: &str| {
        paying(&format!(
            "[param.{name}]\nunit = \"EUR\"\nvalue = \"unknown\"\n[[rule]]\nid = \"dues\"\npays = \"{name}\"\n"
        ))
    };
    let (rate, fine) = (open("rate"), open("fine"));
    let explanation = in_year(&rate, 2023).explain(&payer);
    assert!(explanation.explains(&in_year(&rate, 2023).assess(&payer)));
    assert!(!explanation.explains(&in_year(&fine, 2023).assess(&payer)));
}

/// A date that is too late is told as one, and why arithmetic has no result in three languages.
#[test]
fn what_does_not_fit_is_told_in_its_own_words() {
    let policy = read_case("rounding = \"half-up to 0.01\"\n[fact.joined]\ntype = \"date\"\nleast = \"01-01\"\nmost = \"12-31\"\n[[rule]]\nid = \"all\"\npays = \"if joined < '07-01' then 1 EUR else 2 EUR\"\n").unwrap();
    let why = |day: &str| {
        let facts = Facts::new("a-payer").with_date("joined", day.parse().unwrap());
        let assessment = in_year(&policy, 2023).assess(&facts);
        let reasons = assessment.outcome().reasons();
        Language::ALL.map(|language| reasons[0].in_language(language))
    };
    assert_eq!(
        why("2024-01-01"),
        [
            "`joined` on 1.1.2024: odotettiin viimeistään 31.12.2023",
            "`joined` är 1.1.2024: senast 31.12.2023 väntades",
            "`joined` is 1 January 2024: expected not after 31 December 2023"
        ]
    );
    assert_eq!(
        why("2022-12-31"),
        [
            "`joined` on 31.12.2022: odotettiin aikaisintaan 1.1.2023",
            "`joined` är 31.12.2022: tidigast 1.1.2023 väntades",
            "`joined` is 31 December 2022: expected not before 1 January 2023"
        ]
    );
}
