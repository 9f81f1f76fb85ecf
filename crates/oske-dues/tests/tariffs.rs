//! Twelve published tariffs: what payers owe by them, that every printed row stands in a policy, and what
//! the check finds. See `tariffs/README.md`.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use oske_dues::{Facts, Policy, Reason};
use oske_types::Exact;
use serde_json::{Map, Value};

const TARIFFS: [&str; 12] = [
    "fi-iso-2022",
    "fi-kt-2022",
    "climate-alliance-2017-2024",
    "iclei-g4-eur",
    "fi-soste-2023",
    "us-northampton-2020",
    "us-council-of-industries-2018",
    "fi-mtk-2022",
    "fi-tehy-2023",
    "ieee-2005",
    "fi-sfs-2021",
    "lions-2012-2014",
];

/// The examples of the reference that are about no payer, by the key of their input.
const ABOUT_NO_PAYER: [(&str, &str); 1] = [("fi-kt-2022", "check")];

// Files

fn folder(tariff: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/tariffs")
        .join(tariff)
}

/// Windows line ends are undone, so that places are the same everywhere.
fn read(path: &Path) -> String {
    std::fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .replace("\r\n", "\n")
}

fn reference() -> Vec<Value> {
    let path = folder("reference-tariffs.json");
    let tariffs: Vec<Value> = serde_json::from_str(&read(&path)).unwrap();
    let ids: Vec<&str> = tariffs.iter().map(|tariff| text(&tariff["id"])).collect();
    assert_eq!(ids, TARIFFS);
    tariffs
}

fn cases(tariff: &str) -> Vec<Value> {
    serde_json::from_str(&read(&folder(tariff).join("cases.json"))).unwrap()
}

fn load(path: &Path) -> Policy {
    let name = path.file_name().unwrap().to_str().unwrap();
    Policy::from_toml(name, &read(path)).unwrap_or_else(|faults| panic!("{faults}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}"))
}

fn list(value: &Value) -> &[Value] {
    value
        .as_array()
        .unwrap_or_else(|| panic!("a list: {value}"))
}

fn number(text: &str) -> Exact {
    text.parse()
        .unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

// What payers owe

#[test]
fn every_case_comes_out_as_it_is_stated() {
    let mut wrong = Vec::new();
    for tariff in TARIFFS {
        let mut policies = BTreeMap::new();
        for case in cases(tariff) {
            let file = text(&case["policy"]).to_owned();
            let path = folder(tariff).join(&file);
            let policy = policies.entry(file).or_insert_with(|| load(&path));
            if let Err(told) = come_out(policy, &case) {
                wrong.push(format!("{tariff}: {case}\n    {told}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a case comes out as it is stated, or what came out instead.
fn come_out(policy: &Policy, case: &Value) -> Result<(), String> {
    let year = text(&case["dues_year"]).parse().unwrap();
    let year = policy
        .for_year(year)
        .map_err(|error| format!("not governed: {error}"))?;
    let mut facts = Map::from_iter([("id".to_owned(), Value::from("a-payer"))]);
    facts.extend(case["facts"].as_object().unwrap().clone());
    let facts = Facts::from_json("facts.json", &Value::from(facts).to_string())
        .map_err(|faults| faults.to_string())?;

    let assessment = year.assess(&facts);
    let outcome = assessment.outcome();
    let stated = |key: &str| case.get(key).map(|value| text(value).to_owned());
    let same = |what: &str, found: Option<String>, expected: Option<String>| {
        if found == expected {
            return Ok(());
        }
        let reasons: Vec<String> = outcome
            .reasons()
            .iter()
            .map(|reason| format!("{} {:?}", reason.code(), reason.subject()))
            .collect();
        Err(format!(
            "{what}: {found:?}, expected {expected:?}; {}",
            reasons.join(", ")
        ))
    };

    same(
        "status",
        Some(outcome.status().to_owned()),
        stated("status"),
    )?;
    let amount = assessment.amount().map(|money| money.to_decimal_text());
    same("amount", amount, stated("amount"))?;
    if let oske_dues::Outcome::Ambiguous { candidates, .. } = outcome {
        let found: Vec<String> = candidates
            .iter()
            .map(|money| money.to_decimal_text())
            .collect();
        let expected: Vec<&str> = list(&case["candidates"]).iter().map(text).collect();
        same(
            "candidates",
            Some(found.join(", ")),
            Some(expected.join(", ")),
        )?;
    }
    if let Some(missing) = stated("missing") {
        let subjects = outcome.reasons().iter().filter_map(Reason::subject);
        let subjects: Vec<&str> = subjects.collect();
        if !subjects.contains(&missing.as_str()) {
            return Err(format!("`{missing}` is not told: {subjects:?}"));
        }
    }
    if let Some(expected) = stated("unrounded") {
        let explanation = year.explain(&facts).to_value();
        let reading = explanation
            .get("readings")
            .and_then(|all| all.as_list()?.first());
        let line = reading.and_then(|reading| reading.get("lines")?.as_list()?.first());
        let found = line.and_then(|line| line.get("unrounded")?.as_text());
        // `43/12` and `8.50` may be written in other ways too.
        let same_number = found.is_some_and(|found| number(found) == number(&expected));
        if !same_number {
            return Err(format!("unrounded: {found:?}, expected {expected}"));
        }
    }
    Ok(())
}

#[test]
fn every_example_of_the_reference_is_a_case() {
    let mut left_out = BTreeSet::new();
    let mut compared = 0;
    for tariff in reference() {
        let id = text(&tariff["id"]);
        let cases = cases(id);
        for (index, example) in list(&tariff["examples"]).iter().enumerate() {
            let input = example["input"].as_object().unwrap();
            if let Some((_, key)) = ABOUT_NO_PAYER
                .iter()
                .find(|(of, key)| *of == id && input.contains_key(*key))
            {
                left_out.insert((id.to_owned(), (*key).to_owned()));
                continue;
            }
            let case = cases.iter().find(|case| case["example"] == index);
            let case = case.unwrap_or_else(|| panic!("{id}: no case for example {index}"));
            assert_eq!(case["origin"], example["status"], "{id}: {case}");
            assert_eq!(case.get("unrounded"), example.get("exact"), "{id}: {case}");
            let status = text(&case["status"]);
            match text(&example["expected"]) {
                "undefined" => {
                    let unknown = text(&example["issue"]).contains("missing parameter");
                    let expected = if unknown {
                        "undetermined"
                    } else {
                        "not_covered"
                    };
                    assert_eq!(status, expected, "{id}: {case}");
                }
                "ambiguous" => {
                    assert_eq!(status, "ambiguous", "{id}: {case}");
                    let numbers = |value: &Value| -> Vec<Exact> {
                        list(value)
                            .iter()
                            .map(|text| number(self::text(text)))
                            .collect()
                    };
                    assert_eq!(
                        numbers(&case["candidates"]),
                        numbers(&example["candidates"]),
                        "{id}: {case}"
                    );
                }
                amount => {
                    assert_eq!(status, "assessed", "{id}: {case}");
                    assert_eq!(
                        number(text(&case["amount"])),
                        number(amount),
                        "{id}: {case}"
                    );
                }
            }
            compared += 1;
        }
        let of_examples = cases.iter().filter(|case| case.get("example").is_some());
        let own = cases.iter().filter(|case| case["origin"] == "own");
        assert_eq!(of_examples.count() + own.count(), cases.len(), "{id}");
    }
    let expected = ABOUT_NO_PAYER.map(|(id, key)| (id.to_owned(), key.to_owned()));
    assert_eq!(left_out, BTreeSet::from(expected));
    assert_eq!(compared, 128);
}

// Every row of every table

/// A policy as a tree, read without the engine.
struct Written {
    file: String,
    tree: Value,
}

fn written(tariff: &str, file: &str) -> Written {
    let text = read(&folder(tariff).join(file));
    let table = toml::de::DeTable::parse(&text).unwrap();
    Written {
        file: format!("{tariff}/{file}"),
        tree: tree_of_table(table.get_ref()),
    }
}

fn tree_of_table(table: &toml::de::DeTable<'_>) -> Value {
    let entries = table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), tree_of(value.get_ref())));
    Value::Object(entries.collect())
}

fn tree_of(value: &toml::de::DeValue<'_>) -> Value {
    use toml::de::DeValue;
    match value {
        DeValue::String(text) => Value::from(text.to_string()),
        DeValue::Boolean(truth) => Value::from(*truth),
        DeValue::Array(items) => items.iter().map(|item| tree_of(item.get_ref())).collect(),
        DeValue::Table(table) => tree_of_table(table),
        // `version`, which these tests do not ask for.
        _ => Value::Null,
    }
}

/// Where a row holds: each bound with whether it belongs to it.
type Bounds = (Option<(Exact, bool)>, Option<(Exact, bool)>);

impl Written {
    fn table(&self, name: &str) -> &Value {
        let table = &self.tree["table"][name];
        assert!(table.is_object(), "{}: no table `{name}`", self.file);
        table
    }

    /// The rows of a table whose value was seen, and how many were not.
    fn rows(&self, table: &str) -> (Vec<&Value>, usize) {
        let rows = list(&self.table(table)["rows"]);
        let (unknown, seen): (Vec<&Value>, Vec<&Value>) =
            rows.iter().partition(|row| row["pays"] == "unknown");
        (seen, unknown.len())
    }

    fn rule(&self, id: &str) -> &Value {
        let rules = list(&self.tree["rule"]);
        let rule = rules.iter().find(|rule| rule["id"] == id);
        rule.unwrap_or_else(|| panic!("{}: no rule `{id}`", self.file))
    }

    fn pays(&self, rule: &str) -> &str {
        text(&self.rule(rule)["pays"])
    }

    /// The value of a parameter that holds on a day; `None` where none does.
    fn parameter(&self, name: &str, on: &str) -> Option<&str> {
        let parameter = &self.tree["param"][name];
        assert!(
            parameter.is_object(),
            "{}: no parameter `{name}`",
            self.file
        );
        if let Some(value) = parameter.get("value") {
            return Some(text(value));
        }
        // Dates as texts are in the order of time.
        let value = list(&parameter["values"]).iter().find(|value| {
            value.get("from").is_none_or(|from| text(from) <= on)
                && value.get("until").is_none_or(|until| on < text(until))
        });
        value.map(|value| text(&value["value"]))
    }

    /// That a parameter is a number of the reference.
    fn parameter_is(&self, name: &str, on: &str, expected: &str) {
        let found = self.parameter(name, on);
        assert_eq!(
            found.map(number),
            Some(number(expected)),
            "{}: `{name}` on {on}",
            self.file
        );
    }

    /// The grid and the lower end of what a table is looked up by.
    fn measure_of(&self, table: &str) -> (Option<Exact>, Exact) {
        let measure = &self.tree["fact"][text(&self.table(table)["by"])];
        let step = measure.get("step").map(|step| number(text(step)));
        (step, number(text(&measure["least"])))
    }

    /// That a table has the bands of the reference and no others, in their order: bounds, amounts and the
    /// printed words. Bounds are compared on the grid of the measure, where it has one: from 6 is over 5
    /// where the step is 1. Gives how many there were.
    fn has_bands(&self, table: &str, bands: &Value, unknown: usize) -> usize {
        let (rows, unseen) = self.rows(table);
        let bands = list(bands);
        assert_eq!(
            (rows.len(), unseen),
            (bands.len(), unknown),
            "{}: rows of `{table}`",
            self.file
        );
        let (step, least) = self.measure_of(table);
        for (row, band) in rows.iter().zip(bands) {
            let at = format!("{}: `{table}`: {row}, {band}", self.file);
            assert_eq!(
                on_grid(bounds_of_row(row), step, least),
                on_grid(bounds_of_band(band), step, least),
                "{at}"
            );
            assert_eq!(
                number(text(&row["pays"])),
                number(text(&band["amount"])),
                "{at}"
            );
            assert_eq!(row.get("printed"), band.get("printed"), "{at}");
        }
        bands.len()
    }

    /// That the slices of a table have these ends and rates; of the last row no end.
    fn has_slices(&self, table: &str, slices: &[(Option<i64>, &str)]) {
        let (rows, unseen) = self.rows(table);
        assert_eq!((rows.len(), unseen), (slices.len(), 0), "{}", self.file);
        let (step, least) = self.measure_of(table);
        let mut begins = None;
        for (row, (ends, rate)) in rows.iter().zip(slices) {
            let bounds: Bounds = (
                begins.map(|begins| (Exact::from(begins), false)),
                ends.map(|ends| (Exact::from(ends), true)),
            );
            let at = format!("{}: `{table}`: {row}", self.file);
            assert_eq!(
                on_grid(bounds_of_row(row), step, least),
                on_grid(bounds, step, least),
                "{at}"
            );
            assert_eq!(number(text(&row["pays"])), number(rate), "{at}");
            begins = *ends;
        }
    }

    /// That a table by a choice has one row for each key of the reference, and no others.
    fn has_choices(&self, table: &str, by: &str, expected: &Value, name: impl Fn(&str) -> String) {
        let (rows, unseen) = self.rows(table);
        let expected = expected.as_object().unwrap();
        assert_eq!((rows.len(), unseen), (expected.len(), 0), "{}", self.file);
        for (key, amount) in expected {
            let row = rows.iter().find(|row| row[by] == name(key));
            let row = row.unwrap_or_else(|| panic!("{}: `{table}`: no {key}", self.file));
            assert_eq!(number(text(&row["pays"])), number(text(amount)), "{key}");
        }
    }
}

fn bound(row: &Value, keys: [(&str, bool); 2]) -> Option<(Exact, bool)> {
    keys.into_iter()
        .find_map(|(key, inclusive)| Some((number(row.get(key)?.as_str()?), inclusive)))
}

fn bounds_of_row(row: &Value) -> Bounds {
    if let Some(at) = row.get("at") {
        let at = number(text(at));
        return (Some((at, true)), Some((at, true)));
    }
    let low = bound(row, [("from", true), ("over", false)]);
    let high = bound(row, [("to", true), ("under", false)]);
    (low, high)
}

fn bounds_of_band(band: &Value) -> Bounds {
    let end = |value: &str, inclusive: &str| {
        let value = number(band[value].as_str()?);
        Some((value, band[inclusive].as_bool().unwrap()))
    };
    (end("lo", "lo_incl"), end("hi", "hi_incl"))
}

/// Bounds in one form: no lower bound is the least value; on a grid, bounds that do not belong to the row
/// are the neighbours that do.
fn on_grid((low, high): Bounds, step: Option<Exact>, least: Exact) -> Bounds {
    let low = low.unwrap_or((least, true));
    let onto = |(value, inclusive): (Exact, bool), up: bool| match step {
        Some(step) if !inclusive => {
            let next = if up {
                value.checked_add(step)
            } else {
                value.checked_sub(step)
            };
            (next.unwrap(), true)
        }
        _ => (value, inclusive),
    };
    (Some(onto(low, true)), high.map(|high| onto(high, false)))
}

/// `3 × 4`, for the test's own arithmetic.
fn times(left: &str, right: &str) -> Exact {
    number(left).checked_mul(number(right)).unwrap()
}

#[test]
fn every_row_of_the_reference_stands_in_a_policy() {
    let mut bands = 0;
    let mut printed_bands = 0;
    for tariff in reference() {
        let rule = &tariff["rule"];
        printed_bands += count_bands(rule);
        bands += match text(&tariff["id"]) {
            "fi-iso-2022" => iso(rule),
            "fi-kt-2022" => kt(rule),
            "climate-alliance-2017-2024" => climate_alliance(rule),
            "iclei-g4-eur" => iclei(rule),
            "fi-soste-2023" => soste(rule),
            "us-northampton-2020" => northampton(rule),
            "us-council-of-industries-2018" => council(rule),
            "fi-mtk-2022" => mtk(rule),
            "fi-tehy-2023" => tehy(rule),
            "ieee-2005" => ieee(rule),
            "fi-sfs-2021" => sfs(rule),
            "lions-2012-2014" => lions(rule),
            other => panic!("no rows are compared of {other}"),
        };
    }
    assert_eq!(
        bands, printed_bands,
        "bands of the reference that were compared"
    );
}

/// The rows of every `bands` anywhere in a rule of the reference.
fn count_bands(rule: &Value) -> usize {
    match rule {
        Value::Array(items) => items.iter().map(count_bands).sum(),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| match key.as_str() {
                "bands" => list(value).len(),
                _ => count_bands(value),
            })
            .sum(),
        _ => 0,
    }
}

/// The entry of a list whose key has the value.
fn one<'v>(entries: &'v Value, key: &str, value: &str) -> &'v Value {
    let mut found = list(entries).iter().filter(|entry| entry[key] == value);
    let entry = found.next().unwrap_or_else(|| panic!("no {key} {value}"));
    assert!(found.next().is_none(), "two of {key} {value}");
    entry
}

fn iso(rule: &Value) -> usize {
    let versions = &rule["versions"];
    let in_force = &one(versions, "id", "in-force-2022")["classes"];
    let proposed = &one(versions, "id", "proposed-2023-municipality-bands")["classes"];
    let first = written("fi-iso-2022", "in-force-2022.toml");
    let second = written("fi-iso-2022", "proposal-2023.toml");
    for (policy, classes) in [(&first, in_force), (&second, proposed)] {
        for (class, id) in [
            ("association", "associations"),
            ("other_corporate", "other-corporate-members"),
        ] {
            let amount = text(&one(classes, "class", class)["amount"]);
            assert_eq!(policy.pays(id), format!("{amount} EUR"));
        }
    }
    // The rates that the letter does not give.
    assert!(one(in_force, "class", "municipality")["rate"].is_null());
    assert!(one(in_force, "class", "joint_authority")["rate"].is_null());
    assert_eq!(
        first.parameter("municipal_rate", "2022-01-01"),
        Some("unknown")
    );
    assert_eq!(
        first.parameter("private_person_due", "2022-01-01"),
        Some("unknown")
    );
    assert!(one(proposed, "class", "wellbeing_county")["rate"].is_null());
    assert_eq!(
        second.parameter("county_rate", "2023-01-01"),
        Some("unknown")
    );
    let municipalities = one(proposed, "class", "municipality");
    second.has_bands("municipal_due", &municipalities["bands"], 0)
}

fn kt(rule: &Value) -> usize {
    let policy = written("fi-kt-2022", "policy.toml");
    let on = "2022-01-01";
    policy.parameter_is("total", on, text(&rule["total"]));
    policy.parameter_is("advance_factor", on, text(&rule["advance_factor"]));
    let advance = times(text(&rule["total"]), text(&rule["advance_factor"]));
    let half = number("1/2");
    let rounded = advance.checked_add(half).unwrap().floor();
    assert_eq!(rounded.to_string(), text(&rule["advance_total"]));
    let keys = list(&policy.tree["share"]["advance"]["keys"]);
    let printed = list(&rule["keys"]);
    assert_eq!(keys.len(), printed.len());
    for ((key, printed), (by, unit)) in keys
        .iter()
        .zip(printed)
        .zip([("population", "inhabitant"), ("taxable_income", "EUR")])
    {
        assert_eq!(
            number(text(&key["weight"])),
            number(text(&printed["weight"]))
        );
        assert_eq!(key["by"], by);
        let denominator = text(&printed["denominator"]);
        assert_eq!(key["of"], format!("{denominator} {unit}"));
    }
    assert_eq!(rule["round"]["mode"], "half_up");
    let to = text(&rule["round"]["to"]);
    assert_eq!(policy.tree["rounding"], format!("half-up to {to}"));
    0
}

fn climate_alliance(rule: &Value) -> usize {
    let policy = written("climate-alliance-2017-2024", "policy.toml");
    let versions = list(&rule["versions"]);
    assert_eq!(versions.len(), 3);
    for (id, days) in [
        ("a", ["2017-01-01", "2018-01-01"]),
        ("b", ["2019-01-01", "2023-01-01"]),
        ("c", ["2024-01-01", "2024-01-01"]),
    ] {
        let version = one(&rule["versions"], "id", id);
        for on in days {
            policy.parameter_is("rate", on, text(&version["rate"]));
            policy.parameter_is("minimum", on, text(&version["min"]));
            policy.parameter_is("maximum", on, text(&version["max"]));
            let factor = version
                .get("reduction")
                .map(|cut| number(text(&cut["factor"])));
            assert_eq!(
                policy.parameter("reduction", on).map(number),
                factor,
                "{id}"
            );
        }
    }
    let values = |name: &str| list(&policy.tree["param"][name]["values"]).len();
    assert_eq!(
        ["rate", "minimum", "maximum", "reduction"].map(values),
        [3, 3, 3, 2]
    );
    assert!(policy.rule("indigenous-peoples").get("exempt").is_some());
    0
}

fn iclei(rule: &Value) -> usize {
    let policy = written("iclei-g4-eur", "policy.toml");
    let classes = &rule["classes"];
    let bands = &one(classes, "class", "local_government")["bands"];
    let count = policy.has_bands("due_in_euro", bands, 0);
    // The table in yen has the same bands.
    let amounts = list(&rule["yen_table"]);
    assert_eq!(amounts.len(), count);
    let in_yen = list(bands).iter().zip(amounts).map(|(band, amount)| {
        let mut band = band.clone();
        band["amount"] = amount.clone();
        band
    });
    policy.has_bands("due_in_yen", &in_yen.collect(), 0);
    for (class, id) in [
        ("national_association", "national-associations"),
        ("subnational_association", "subnational-associations"),
    ] {
        let amount = text(&one(classes, "class", class)["amount"]);
        assert_eq!(policy.pays(id), format!("{amount} EUR"));
    }
    let bound = "over 11,456 USD";
    assert!(text(&rule["select"]).ends_with(bound));
    assert_eq!(
        policy.tree["let"]["income_group_iv"]["is"],
        "income > 11456 USD"
    );
    count
}

fn soste(rule: &Value) -> usize {
    let policy = written("fi-soste-2023", "policy.toml");
    let of = |class: &str, table: &str| {
        policy.has_bands(table, &one(&rule["classes"], "class", class)["bands"], 0)
    };
    of("ordinary", "ordinary_due") + of("partner", "partner_due")
}

fn northampton(rule: &Value) -> usize {
    let policy = written("us-northampton-2020", "policy.toml");
    let class = |name: &str| one(&rule["classes"], "class", name);
    let basic = class("basic");
    for kind in [basic, class("nonprofit")] {
        let flat = text(&kind["self_employed"]);
        assert_eq!(policy.pays("self-employed"), format!("{flat} USD"));
    }
    // Two to five, and the base of those with more: one employee has no row.
    let (rows, _) = policy.rows("base");
    assert_eq!(rows.len(), 2);
    let five = Some((Exact::from(5), true));
    assert_eq!(bounds_of_row(rows[0]), (Some((Exact::from(2), true)), five));
    assert_eq!(bounds_of_row(rows[1]), (Some((Exact::from(6), true)), None));
    assert_eq!(rows[0]["pays"], basic["up_to_5"]);
    assert_eq!(rows[0]["pays"], class("nonprofit")["up_to_5"]);
    assert_eq!(rows[1]["pays"], basic["base"]);

    let mut slices = vec![(Some(5), "0")];
    let mut end = 5;
    for bracket in list(&basic["brackets_of_additional_employees"]) {
        let next = bracket
            .get("next")
            .map(|next| text(next).parse::<i64>().unwrap());
        end += next.unwrap_or(0);
        slices.push((next.map(|_| end), text(&bracket["rate"])));
    }
    policy.has_slices("additional_employees", &slices);
    let (rows, _) = policy.rows("additional_employees");
    let last = list(&basic["brackets_of_additional_employees"])
        .last()
        .unwrap();
    assert_eq!(rows.last().unwrap()["printed"]["text"], last["printed"]);
    assert_eq!(rows.last().unwrap()["printed"]["from"], "205");
    assert_eq!(class("nonprofit")["additional"], "half of the basic rates");
    assert!(
        policy
            .pays("non-profits")
            .ends_with("50% * additional_employees(employees)")
    );

    for (kind, id, table, included, each, ends) in [
        (
            "hotel",
            "hotels",
            "hotel_rooms",
            "20 rooms",
            "per_room_from_21",
            20,
        ),
        (
            "motel_or_inn",
            "motels-and-inns",
            "motel_rooms",
            "20 rooms",
            "per_room_from_21",
            20,
        ),
        (
            "restaurant",
            "restaurants",
            "restaurant_seats",
            "25 seats",
            "per_seat_from_26",
            25,
        ),
    ] {
        let class = class(kind);
        assert_eq!(class["included"], included);
        let base = text(&class["base"]);
        assert!(
            policy
                .pays(id)
                .starts_with(&format!("{base} USD + {table}("))
        );
        policy.has_slices(table, &[(Some(ends), "0"), (None, text(&class[each]))]);
    }
    let inn = class("bed_and_breakfast");
    let (rows, _) = policy.rows("bed_and_breakfast_due");
    assert_eq!(rows.len(), 1);
    let four = Some((Exact::from(4), true));
    assert_eq!(bounds_of_row(rows[0]), (Some((Exact::from(1), true)), four));
    assert_eq!(
        (&rows[0]["pays"], &rows[0]["printed"]),
        (&inn["amount"], &inn["rooms"])
    );
    for (kind, id) in [
        ("regional_bank", "regional-banks"),
        ("local_bank", "local-banks"),
    ] {
        let (base, branch) = (text(&class(kind)["base"]), text(&class(kind)["per_branch"]));
        let expected = format!("{base} USD + {branch} USD/branch * branches");
        assert_eq!(policy.pays(id), expected);
    }
    let event = text(&class("event")["amount"]);
    assert_eq!(policy.pays("events"), format!("{event} USD"));
    assert_eq!(list(&rule["classes"]).len(), 9);
    0
}

fn council(rule: &Value) -> usize {
    let policy = written("us-council-of-industries-2018", "policy.toml");
    let minimum = text(&rule["min"]);
    let expected = format!("at_least(by_employees(employees) + by_assets(assets), {minimum} USD)");
    assert_eq!(policy.pays("members"), expected);
    let parts = list(&rule["of"]["of"]);
    assert_eq!(parts.len(), 2);
    let employees = policy.has_bands("by_employees", &parts[0]["bands"], 0);
    employees + policy.has_bands("by_assets", &parts[1]["bands"], 0)
}

fn mtk(rule: &Value) -> usize {
    let policy = written("fi-mtk-2022", "policy.toml");
    let parts = &rule["of"];
    assert_eq!(list(parts).len(), 5);
    let levy = one(parts, "op", "flat");
    policy.parameter_is("general_levy", "2022-01-01", text(&levy["amount"]));
    let forest = &one(parts, "op", "flat_if")["amount_by_region"];
    policy.has_choices("forest_rate", "region", forest, str::to_owned);
    // Of two tables not all rows were seen.
    [
        ("arable_ha", "arable_rate", 3),
        ("livestock_units", "livestock_rate", 2),
        ("person_years (other rural business)", "business_rate", 0),
    ]
    .into_iter()
    .map(|(basis, table, unknown)| {
        let part = one(parts, "basis", basis);
        assert_eq!(part.get("partial").is_some(), unknown > 0);
        policy.has_bands(table, &part["bands"], unknown)
    })
    .sum()
}

fn tehy(rule: &Value) -> usize {
    let policy = written("fi-tehy-2023", "policy.toml");
    let on = "2023-01-01";
    policy.parameter_is("rate", on, text(&rule["rate"]));
    assert_eq!(
        (&rule["min"]["period"], &rule["max"]["period"]),
        (&"month".into(), &"year".into())
    );
    policy.parameter_is("minimum_of_month", on, text(&rule["min"]["amount"]));
    policy.parameter_is("maximum_of_year", on, text(&rule["max"]["amount"]));
    0
}

fn ieee(rule: &Value) -> usize {
    let policy = written("ieee-2005", "policy.toml");
    let on = "2004-09-01";
    let region = |key: &str| key.to_lowercase().replace('-', "_");
    policy.parameter_is("base", on, text(&rule["base"]));
    policy.has_choices("yearly", "region", &rule["yearly_total_by_region"], region);
    policy.has_choices(
        "half_yearly",
        "region",
        &rule["half_year_total_by_region"],
        region,
    );
    let windows = list(&policy.table("window")["rows"]);
    assert_eq!(windows.len(), 2);
    for (row, (window, from, to)) in windows
        .iter()
        .zip([("full", "09-01", "02-28"), ("half", "03-01", "08-15")])
    {
        assert_eq!(row["printed"], rule["windows"][window]);
        assert_eq!((&row["from"], &row["to"]), (&from.into(), &to.into()));
    }
    let reductions = list(&rule["reductions"]);
    let when: Vec<&str> = reductions.iter().map(|one| text(&one["when"])).collect();
    assert_eq!(
        when,
        [
            "prior-year income not above 100 x base dues (11,600)",
            "unemployed",
            "retired, at least 62",
            "first year after graduation, once in a lifetime",
            "life member: at least 65 and age + years of service >= 100",
        ]
    );
    let is = |name: &str| text(&policy.tree["let"][name]["is"]);
    assert!(is("low_income").ends_with("prior_income <= 100 * base"));
    assert!(is("reduced").contains("retired and age >= 62 year"));
    assert_eq!(
        is("life_member"),
        "age >= 65 year and age + years_of_service >= 100 year"
    );
    for reduction in reductions {
        match text(&reduction["factor"]) {
            "0" => assert!(policy.rule("life-members").get("exempt").is_some()),
            factor => policy.parameter_is("reduction", on, factor),
        }
    }
    0
}

fn sfs(rule: &Value) -> usize {
    let policy = written("fi-sfs-2021", "policy.toml");
    let amounts = rule["amounts"].as_object().unwrap();
    let (rows, unseen) = policy.rows("prices");
    assert_eq!((rows.len(), unseen), (amounts.len(), 0));
    for (row, (nth, printed)) in rows.iter().zip(amounts) {
        assert_eq!(
            (&row["at"], &row["printed"]),
            (&nth.as_str().into(), printed)
        );
        let amount = match text(printed).split_once("% of ") {
            Some((percent, whole)) => times(&format!("{percent}/100"), whole),
            None => number(text(printed)),
        };
        assert_eq!(number(text(&row["pays"])), amount);
    }
    let july = &rule["join_on_or_after"];
    let day = text(&july["date"]);
    assert_eq!(
        policy.tree["let"]["from_july"]["is"],
        format!("joined >= '{day}'")
    );
    policy.parameter_is("half_year_factor", "2021-01-01", text(&july["factor"]));
    let discounts = list(&rule["discounts"]);
    assert_eq!(discounts.len(), 2);
    assert!(text(&discounts[0]["when"]).contains("fewer than 10 employees"));
    policy.parameter_is(
        "small_company_factor",
        "2021-01-01",
        text(&discounts[0]["factor"]),
    );
    let small = text(&policy.tree["let"]["small_company"]["is"]);
    assert!(small.ends_with("employees < 10 employee"));
    assert!(text(&discounts[1]["when"]).ends_with("first participant"));
    assert_eq!(discounts[1]["factor"], "0");
    0
}

fn lions(rule: &Value) -> usize {
    let policy = written("lions-2012-2014", "policy.toml");
    let steps = list(&rule["semi_annual_per_member"]);
    for step in steps {
        let (from, amount) = (text(&step["from"]), text(&step["amount"]));
        policy.parameter_is("semi_annual", from, amount);
        if let Some(to) = step["to"].as_str() {
            policy.parameter_is("semi_annual", to, amount);
        }
    }
    let before = policy.parameter("semi_annual", "2012-06-30").unwrap();
    assert!(text(&rule["before"]).starts_with(before));
    let values = list(&policy.tree["param"]["semi_annual"]["values"]).len();
    assert_eq!(values, steps.len() + 1);
    // The first pays in full, so many further ones half; of more than these nothing is printed.
    let household = &rule["household"];
    assert_eq!(
        (&household["first"], &household["further"]),
        (&"full".into(), &"half".into())
    );
    let further = household["max_further"].as_i64().unwrap();
    policy.has_slices("whole_dues", &[(Some(1), "1"), (Some(further + 1), "1/2")]);
    assert_eq!(rule["student"], "half");
    policy.parameter_is("student_part", "2012-07-01", "1/2");
    let fee = policy.parameter("entrance_fee", "2012-07-01").unwrap();
    assert_eq!(
        rule["entrance_fee"],
        format!("{fee} (first family member only)")
    );
    0
}

// What the check finds

#[test]
fn findings() {
    insta::glob!("tariffs/*/*.toml", |path| {
        let policy = load(path);
        let findings: Vec<String> = policy.findings().iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(findings.join("\n"));
    });
}
