//! Explanations: what people read of them, and that documents are read back and replayed.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;

use oske_dues::document::PolicyDocument;
use oske_dues::{Explanation, Facts, Policy};
use oske_types::{Exact, Language, parse_date};
use serde_json::{Value, json};
use support::{case, in_year, read_case};

/// Every operation of the language, told in three languages where a snapshot is taken.
const EVERYTHING: &str = r#"
format = "oske-policy"
version = 1
id = "centre-2024"
status = "in-force"
currency = "EUR"
dues_years = { from = "2024" }
rounding = "half-up to 0.01"
decision = { by = { fi = "vuosikokous", sv = "årsmötet", en = "annual meeting" }, on = "2023-11-20", rule = "6 §" }

[title]
fi = "Keskuksen jäsenmaksut 2024"
sv = "Centrets medlemsavgifter 2024"
en = "Dues of the centre for 2024"

[[legal_basis]]
citation = "Yhdistyslaki (503/1989) 23 §"

[unit.inhabitant]
name = { fi = "asukas", sv = "invånare", en = "inhabitant" }
many = { fi = "asukasta", sv = "invånare", en = "inhabitants" }

[unit.employee]
name = { fi = "työntekijä", sv = "anställd", en = "employee" }
many = { fi = "työntekijää", sv = "anställda", en = "employees" }

[line.dues]
name = { fi = "jäsenmaksu", sv = "medlemsavgift", en = "dues" }

[line.joining_fee]
name = { fi = "liittymismaksu", sv = "anslutningsavgift", en = "joining fee" }
optional = true

[fact.kind]
name = { fi = "jäsenlaji", sv = "medlemskategori", en = "member kind" }

[fact.kind.values]
municipality = { fi = "kunta", sv = "kommun", en = "municipality" }
company = { fi = "yritys", sv = "företag", en = "company" }
association = { fi = "yhdistys", sv = "förening", en = "association" }
bank = { fi = "pankki", sv = "bank", en = "bank" }
county = { fi = "hyvinvointialue", sv = "välfärdsområde", en = "wellbeing services county" }
owner = { fi = "omistaja", sv = "ägare", en = "owner" }
honorary = { fi = "kunniajäsen", sv = "hedersmedlem", en = "honorary member" }
odd = { fi = "muu", sv = "annan", en = "other" }

[fact.population]
name = { fi = "asukasluku", sv = "invånarantal", en = "population" }
unit = "inhabitant"
step = "1"
least = "0"
most = "10000000"

[fact.staff]
name = { fi = "henkilöstö", sv = "personal", en = "staff" }
unit = "employee"
step = "1"
least = "0"
most = "100000"
absent = "0"
absent_because = { fi = "ilman ilmoitusta ei työntekijöitä", sv = "utan anmälan inga anställda", en = "without a report, nobody is employed" }

[fact.turnover]
name = { fi = "liikevaihto", sv = "omsättning", en = "turnover" }
unit = "EUR"
step = "0.01"
least = "0"
most = "1000000000000"

[fact.joined]
name = { fi = "liittymispäivä", sv = "anslutningsdag", en = "joining day" }
type = "date"
least = "1990-01-01"
most = "12-31"

[fact.student]
name = { fi = "opiskelija", sv = "studerande", en = "student" }
type = "yes-no"
absent = "no"
absent_because = { fi = "opiskelu on ilmoitettava", sv = "studier ska anmälas", en = "studies must be reported" }

[fact.branch]
name = { fi = "konttori", sv = "kontor", en = "branch" }
type = "list"
most = "20"

[fact.branch.each.people]
name = { fi = "väki", sv = "folk", en = "people" }
unit = "employee"
step = "1"
least = "0"
most = "10000"

[param.rate]
name = { fi = "asukaskohtainen hinta", sv = "pris per invånare", en = "rate per inhabitant" }
unit = "EUR/inhabitant"
values = [
    { until = "2024-01-01", value = "0.0077" },
    { from = "2024-01-01", value = "0.0085", note = { fi = "kirje 2023", sv = "brev 2023", en = "letter of 2023" } },
]

[param.county_rate]
name = { fi = "alueen hinta", sv = "områdets pris", en = "county rate" }
unit = "EUR/inhabitant"
value = "unknown"

[param.index]
name = { fi = "indeksi", sv = "index", en = "index" }
unit = "1"
values = [
    { from = "2020-01-01", until = "2024-01-01", value = "1.02" },
    { from = "2024-01-01", value = "1.05" },
]

[table.fee]
name = { fi = "kunnan maksu", sv = "kommunens avgift", en = "fee of a municipality" }
by = "population"
unit = "EUR"
rows = [
    { under = "5000", pays = "110", printed = "alle 5 000 asukasta" },
    { from = "5000", to = "100000", pays = "550" },
    { over = "100000", pays = "1100" },
]

[table.size]
name = { fi = "kokoluokka", sv = "storleksklass", en = "size" }
by = "staff"
rows = [{ under = "10", is = "small" }, { from = "10", is = "large" }]
[table.size.values]
small = { fi = "pieni", sv = "liten", en = "small" }
large = { fi = "suuri", sv = "stor", en = "large" }

[table.basic]
name = { fi = "perusmaksu", sv = "grundavgift", en = "basic fee" }
by = ["size_class", "student", "joined"]
unit = "EUR"
rows = [
    { size_class = "small", student = "no", pays = "100" },
    { size_class = "large", joined = { under = "2024-01-01" }, pays = "300" },
    { size_class = "large", joined = { from = "2024-01-01" }, pays = "200" },
]

[table.further]
name = { fi = "työntekijämaksu", sv = "avgift för anställda", en = "fee for employees" }
by = "staff"
unit = "EUR/employee"
slices = true
rows = [
    { to = "5", pays = "0" },
    { from = "6", to = "55", pays = "16.50" },
    { over = "55", pays = "7.00" },
]

[table.window]
by = "joined"
unit = "1"
rows = [
    { from = "01-01", to = "06-30", pays = "1" },
    { from = "07-01", to = "12-31", pays = "1/2" },
    { under = "01-01", pays = "1" },
]

[let]
many = "staff > 50 employee or turnover >= 2000000 EUR"
latest = "larger(joined, '2024-02-29')"

[let.size_class]
name = { fi = "oma kokoluokka", sv = "egen storleksklass", en = "own size" }
is = "size(staff)"

[let.part_of_year]
name = { fi = "osa vuotta", sv = "del av året", en = "part of the year" }
is = "started_months(joined, next_year_start) / 12 month"

[share.advance]
name = { fi = "ennakko-osuus", sv = "förskottsandel", en = "share of the advance" }
total = "80% * 1000000 EUR"
rounding = "each"
keys = [
    { weight = "1/3", by = "population", of = "5503664 inhabitant" },
    { weight = "2/3", by = "turnover", of = "100291140710 EUR" },
]

[share.costs]
name = { fi = "kulujen osuus", sv = "kostnadsandel", en = "share of the costs" }
total = "100 EUR"
rounding = "together"
keys = [{ weight = "1", by = "staff", of = "round" }]

[[rule]]
id = "municipalities"
name = { fi = "kunnat", sv = "kommuner", en = "municipalities" }
when = "kind = 'municipality' and not student"
pays = "at_least(rate * population, 250 EUR) + fee(population)"
note = { fi = "Maksu on kaksiosainen.", sv = "Avgiften har två delar.", en = "The due has two parts." }

[[rule]]
id = "companies"
name = { fi = "yritykset", sv = "företag", en = "companies" }
when = "kind in ['company', 'odd'] and kind != 'odd' and (population < 5000 inhabitant or many)"
pays = "(basic(size_class, student, joined) + further(staff)) * part_of_year - at_most(0.1% * turnover, if many then 60 EUR else if population < 1000 inhabitant then 20 EUR else 40 EUR)"

[[rule]]
id = "associations"
name = { fi = "yhdistykset", sv = "föreningar", en = "associations" }
when = "kind = 'association'"
pays = "unclear('order', round(10 EUR * whole_years(joined, year_start) / 3 year, 1 EUR), round_down(10 EUR * whole_years(joined, year_start) / 3 year, 1 EUR)) + 5 EUR * started(population, 1000 inhabitant) - -1 EUR * whole(population, 1000 inhabitant)"

[[rule]]
id = "banks"
name = { fi = "pankit", sv = "banker", en = "banks" }
when = "kind = 'bank'"
pays = "sum(branch, smaller(people * 10 EUR/employee, 500 EUR) * 1 / position) + 25 EUR * count(branch)"

[[rule]]
id = "counties"
name = { fi = "alueet", sv = "områden", en = "counties" }
when = "kind = 'county'"
pays = "advance + index(joined) * 10 EUR + index * window(joined) * 1 EUR + days(joined, latest) * 1 EUR/day + whole_months(joined, '06-30') * 1 EUR/month"
rounding = "up to 0.10"

[[rule]]
id = "owners"
name = { fi = "omistajat", sv = "ägare", en = "owners" }
when = "kind = 'owner'"
pays = "costs"

[[rule]]
id = "honorary"
name = { fi = "kunniajäsenet", sv = "hedersmedlemmar", en = "honorary members" }
when = "kind = 'honorary'"
exempt = { fi = "kunniajäsen ei maksa", sv = "en hedersmedlem betalar inget", en = "an honorary member pays nothing" }

[[rule]]
id = "odd"
when = "kind = 'odd'"
pays = "county_rate * population + fee(population) / 0 + (if turnover > 5 EUR then 1 EUR else 2 EUR)"

[[rule]]
id = "joining"
name = { fi = "uudet yritykset", sv = "nya företag", en = "new companies" }
line = "joining_fee"
when = "kind = 'company' and joined >= '01-01'"
pays = "50 EUR"
"#;

fn payer(name: &str, kind: &str) -> Facts {
    Facts::new(name).with_attribute("kind", kind)
}

fn municipality() -> Facts {
    let on = parse_date("2023-12-31");
    let source = Some("Statistics Finland, 11ra".to_owned());
    payer("a-municipality", "municipality").with_measure_from("population", 4999, on, source)
}

fn company() -> Facts {
    payer("a-company", "company")
        .with_date("joined", parse_date("2024-05-15").unwrap())
        .with_measure("population", 4999)
        .with_measure("staff", 75)
        .with_measure("turnover", 1_500_000)
        .with_yes_no("student", false)
}

fn association() -> Facts {
    payer("an-association", "association")
        .with_date("joined", parse_date("2012-10-09").unwrap())
        .with_measure("population", 2500)
}

fn bank() -> Facts {
    let branches = [("Kuopio", 12), ("Mikkeli", 300)];
    let branches = branches.map(|(town, people)| Facts::new(town).with_measure("people", people));
    payer("a-bank", "bank").with_list("branch", branches)
}

fn county() -> Facts {
    payer("a-county", "county")
        .with_date("joined", parse_date("2023-08-15").unwrap())
        .with_measure("population", 70_521)
        .with_measure("turnover", "1234567890.12".parse::<Exact>().unwrap())
}

fn owners() -> [Facts; 3] {
    [("a", 1), ("b", 1), ("c", 1)]
        .map(|(name, staff)| payer(name, "owner").with_measure("staff", staff))
}

fn everything() -> Policy {
    Policy::from_toml("everything.toml", EVERYTHING).unwrap_or_else(|faults| panic!("{faults}"))
}

fn explained(facts: &Facts) -> Explanation {
    let policy = everything();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let explanation = year.explain(facts);
    assert!(explanation.explains(&year.assess(facts)));
    explanation
}

/// Explanations in which every operation and every way to end occurs.
fn corpus() -> Vec<Explanation> {
    let policy = everything();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let owners = owners();
    let without_joining = company().with_measure("turnover", 3_000_000);
    let mut corpus: Vec<Explanation> = [
        municipality(),
        municipality().with_measure("population", 122_594),
        municipality().with_yes_no("student", true),
        company(),
        without_joining,
        company()
            .with_measure("staff", 3)
            .with_measure("population", 10),
        association(),
        bank(),
        payer("an-empty-bank", "bank").with_list("branch", []),
        payer("a-bank-without-a-list", "bank"),
        county(),
        payer("an-unknown-county", "county"),
        payer("honorary", "honorary"),
        payer("odd", "odd").with_measure("population", 10),
        payer("unknown", "municipality"),
        payer("unfit", "no such kind").with_measure("staff", "1/2".parse::<Exact>().unwrap()),
        Facts::new("nobody"),
        owners[0].clone(),
    ]
    .iter()
    .map(|facts| year.explain(facts))
    .collect();
    corpus.extend(year.explain_in_round(&owners, "a"));
    corpus.extend(year.explain_in_round(&owners, "b"));
    corpus
}

fn document(explanation: &Explanation) -> Value {
    serde_json::from_str(&explanation.to_json()).unwrap()
}

/// A document with a digest that fits it.
fn with_digest(mut document: Value) -> String {
    document.as_object_mut().unwrap().shift_remove("digest");
    let body = PolicyDocument::from_json("body.json", &document.to_string()).unwrap();
    document["digest"] = json!(body.value().content_hash());
    document.to_string()
}

/// The JSON pointers to everything that is no list and no object.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                leaves(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                leaves(entry, &format!("{at}/{key}"), found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}

/// Something else of the same kind, as near as can be.
fn other(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_i64().unwrap().saturating_add(1)),
        Value::Bool(truth) => json!(!truth),
        Value::String(text) => match text.parse::<Exact>() {
            Ok(number) => json!(number.checked_add(Exact::ONE).unwrap().to_string()),
            Err(_) => match text.strip_suffix(" EUR").map(str::parse::<Exact>) {
                Some(Ok(_)) => json!(format!("9{text}")),
                // The number in `12 month`, before the unit.
                _ => json!(format!("1{text}")),
            },
        },
        other => panic!("{other}"),
    }
}

fn operations(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| operations(item, found)),
        Value::Object(entries) => {
            found.extend(entries.get("op").map(|op| op.as_str().unwrap().to_owned()));
            entries.values().for_each(|entry| operations(entry, found));
        }
        _ => {}
    }
}

#[test]
fn every_operation_occurs() {
    let mut found = BTreeSet::new();
    for explanation in corpus() {
        operations(&document(&explanation), &mut found);
    }
    let all = [
        "add",
        "all",
        "any",
        "at_least",
        "at_most",
        "choice",
        "choose",
        "class",
        "compare",
        "count",
        "day",
        "days",
        "divide",
        "fact",
        "is",
        "larger",
        "lookup",
        "multiply",
        "named",
        "negate",
        "not",
        "number",
        "open",
        "parameter",
        "round",
        "round_sum",
        "share",
        "slices",
        "smaller",
        "started",
        "started_months",
        "subtract",
        "sum",
        "unclear",
        "whole",
        "whole_months",
        "whole_years",
    ];
    let all: BTreeSet<String> = all.map(str::to_owned).into();
    assert_eq!(found, all);
}

#[test]
fn every_outcome_occurs() {
    let corpus = corpus();
    let found: BTreeSet<&str> = corpus.iter().map(|one| one.outcome().status()).collect();
    let all = [
        "ambiguous",
        "assessed",
        "invalid",
        "not_covered",
        "undetermined",
    ];
    assert_eq!(found, all.into());
}

#[test]
fn explanations_replay_to_the_same_cents() {
    for explanation in corpus() {
        let replayed = explanation
            .replay()
            .unwrap_or_else(|error| panic!("{error}\n{}", explanation.to_text(Language::English)));
        assert_eq!(replayed, explanation.outcome().amount());
    }
}

#[test]
fn documents_are_read_back() {
    for explanation in corpus() {
        let read = Explanation::from_json("explanation.json", &explanation.to_json());
        assert_eq!(
            read.unwrap_or_else(|faults| panic!("{faults}")),
            explanation
        );
        assert_eq!(
            Explanation::from_value(&explanation.to_value()).unwrap(),
            explanation
        );
    }
}

#[test]
fn any_change_is_caught_by_the_digest() {
    for explanation in corpus() {
        let original = document(&explanation);
        let mut all = Vec::new();
        leaves(&original, "", &mut all);
        for pointer in all {
            let mut changed = original.clone();
            let leaf = changed.pointer_mut(&pointer).unwrap();
            *leaf = other(leaf);
            let read = Explanation::from_json("changed.json", &changed.to_string());
            assert!(read.is_err(), "{pointer} of {}", explanation.payer());
        }
    }
}

/// What follows from something else in the document: results of steps, and all sums of money.
fn follows(document: &Value, pointer: &str) -> bool {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match key {
        "unrounded" | "amount" | "total" => true,
        "value" => {
            let step = document.pointer(parent).unwrap();
            // The rest stands for itself, or is what a payer was given of a whole.
            let itself = [
                "fact",
                "choice",
                "parameter",
                "lookup",
                "class",
                "count",
                "round_sum",
                "share",
            ];
            !itself.contains(&step["op"].as_str().unwrap())
        }
        "text" | "length" | "sign" | "op" | "when" | "pays" | "status" | "version" => true,
        _ => match parent.strip_suffix("/weights") {
            // Of a share that is open nothing follows from its weights.
            Some(share) => document.pointer(share).unwrap().get("value").is_some(),
            None => parent.ends_with("/candidates"),
        },
    }
}

#[test]
fn a_changed_figure_with_a_new_digest_does_not_replay() {
    for explanation in corpus() {
        let original = document(&explanation);
        let mut all = Vec::new();
        leaves(&original, "", &mut all);
        let mut tried = 0;
        for pointer in all {
            if pointer.starts_with("/policy") || !follows(&original, &pointer) {
                continue;
            }
            let mut changed = original.clone();
            let leaf = changed.pointer_mut(&pointer).unwrap();
            *leaf = other(leaf);
            let read = Explanation::from_json("changed.json", &with_digest(changed));
            let caught = read.map(|read| read.replay().is_err()).unwrap_or(true);
            assert!(caught, "{pointer} of {}", explanation.payer());
            tried += 1;
        }
        assert!(tried > 1);
    }
}

#[test]
fn unknown_and_missing_keys_are_faults() {
    let original = document(&explained(&municipality()));
    let derivation = "/readings/0/lines/0/derivation";
    let told = |change: &dyn Fn(&mut Value)| {
        let mut changed = original.clone();
        change(changed.pointer_mut(derivation).unwrap());
        let read = Explanation::from_json("changed.json", &with_digest(changed));
        read.unwrap_err().iter().next().unwrap().to_string()
    };
    let without_place = |told: String| told.split_once(": ").unwrap().1.to_owned();
    let said = told(&|step| step["colour"] = json!("red"));
    assert_eq!(
        without_place(said),
        "readings.1.lines.1.derivation.colour: `colour` is not a key here; known: of, op, value [unknown-key]"
    );
    let said = told(&|step| {
        step["of"][1].as_object_mut().unwrap().shift_remove("row");
    });
    assert_eq!(
        without_place(said),
        "readings.1.lines.1.derivation.of.2: `row` is missing here [missing-key]"
    );
    let said = told(&|step| step["op"] = json!("guess"));
    assert_eq!(
        without_place(said),
        "readings.1.lines.1.derivation.op: `guess` is not something that `op` can be [invalid-value]"
    );
}

fn in_three_languages(facts: &Facts) -> String {
    let explanation = explained(facts);
    Language::ALL
        .map(|language| explanation.to_text(language))
        .join("\n\n")
}

#[test]
fn text_in_three_languages() {
    insta::assert_snapshot!("municipality", in_three_languages(&municipality()));
    insta::assert_snapshot!("company", in_three_languages(&company()));
    insta::assert_snapshot!("association", in_three_languages(&association()));
    insta::assert_snapshot!("bank", in_three_languages(&bank()));
    insta::assert_snapshot!("county", in_three_languages(&county()));
    insta::assert_snapshot!(
        "odd",
        in_three_languages(&payer("odd", "odd").with_measure("population", 10))
    );
    let policy = everything();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let owner = year.explain_in_round(&owners(), "a").unwrap();
    let texts = Language::ALL.map(|language| owner.to_text(language));
    insta::assert_snapshot!("owner", texts.join("\n\n"));
}

/// Numbers with units that the policy declares, with words and without, and with a time.
#[test]
fn numbers_in_formulas_are_shown_with_their_units() {
    let policy = case(
        r#"
        [unit]
        seat = {}
        [unit.inhabitant]
        name = { fi = "asukas", sv = "invånare", en = "inhabitant" }
        many = { fi = "asukasta", sv = "invånare", en = "inhabitants" }
        [fact.population]
        name = { fi = "asukasluku", sv = "invånarantal", en = "population" }
        unit = "inhabitant"
        step = "1"
        least = "0"
        most = "10000000"
        [fact.seats]
        unit = "seat"
        step = "1"
        least = "0"
        most = "100"
        [[rule]]
        id = "everybody"
        pays = "0.05 EUR/inhabitant * (population - 1000 inhabitant - 1 inhabitant) + 2 EUR/seat * (seats + 3 seat) + 12 month * 5 EUR/month"
        "#,
    );
    let facts = Facts::new("a-town").with_measure("population", 5001);
    let explanation = in_year(&policy, 2023).explain(&facts.with_measure("seats", 27));
    assert!(explanation.replay().is_ok());
    insta::assert_snapshot!(
        "numbers_with_units",
        Language::ALL
            .map(|language| explanation.to_text(language))
            .join("\n\n")
    );

    let original = document(&explanation);
    let mut changed = original.clone();
    let mut all = Vec::new();
    leaves(&original, "", &mut all);
    let is_unit = |pointer: &String| {
        let step = pointer.strip_suffix("/unit/name");
        let step = step.and_then(|step| original.pointer(step));
        step.is_some_and(|step| step["op"] == "number")
    };
    let unit = all.iter().find(|pointer| is_unit(pointer)).unwrap();
    *changed.pointer_mut(unit).unwrap() = json!("seat");
    let read = Explanation::from_json("changed.json", &with_digest(changed)).unwrap();
    let told = read.replay().unwrap_err().to_string();
    assert!(told.contains("is not the unit of"), "{told}");
}

#[test]
fn markdown_says_the_same() {
    insta::assert_snapshot!(
        "company_markdown",
        explained(&company()).to_markdown(Language::English)
    );
    insta::assert_snapshot!(
        "association_markdown",
        explained(&association()).to_markdown(Language::Swedish)
    );
}

#[test]
fn one_line_says_what_decides() {
    let lines = corpus();
    let lines = lines
        .iter()
        .map(|explanation| explanation.to_line(Language::English));
    insta::assert_snapshot!("one_line", lines.collect::<Vec<_>>().join("\n"));
}

/// A pocket calculator gives what each line says: values with their units, results, the rounding.
#[test]
fn each_line_says_its_sum() {
    let corpus = corpus();
    let sums = corpus.iter().map(|explanation| {
        let sums = Language::ALL.map(|language| {
            let sums = explanation.to_lines(language);
            let lines = explanation.lines();
            assert_eq!(sums.len(), lines.len());
            for (sum, line) in sums.iter().zip(&lines) {
                let amount = line.amount().in_language(language);
                assert!(line.exempt().is_some() || sum.contains(&amount), "{sum}");
            }
            sums.join("\n").replace('\u{a0}', " ")
        });
        let sums: Vec<String> = sums.into_iter().filter(|sum| !sum.is_empty()).collect();
        format!("{}\n{}", explanation.payer(), sums.join("\n"))
    });
    insta::assert_snapshot!("sums", sums.collect::<Vec<_>>().join("\n\n"));
}

/// Parentheses stand where the sum would be another without them.
#[test]
fn a_sum_keeps_its_order() {
    let sums = [
        ("(1 EUR + 2 EUR) * 3", "(€1.00 + €2.00) × 3 = €9.00"),
        ("1 EUR - (2 EUR - 3 EUR)", "€1.00 − (€2.00 − €3.00) = €2.00"),
        ("12 EUR / (4 / 2)", "€12.00 ÷ (4 ÷ 2) = €6.00"),
        ("12 EUR / 4 / 2", "€12.00 ÷ 4 ÷ 2 = €1.50"),
        ("5 EUR - -1 EUR", "€5.00 − (−€1.00) = €6.00"),
        ("(5 EUR)", "€5.00"),
        ("(80%) * (10 EUR)", "80% × €10.00 = €8.00"),
        ("-5 EUR + 6 EUR", "−€5.00 + €6.00 = €1.00"),
        ("-5 EUR", "−€5.00"),
        ("-(1 EUR - 3 EUR)", "−(€1.00 − €3.00) = €2.00"),
        ("10 EUR / 3", "€10.00 ÷ 3 = 10/3 ≈ €3.333333, rounded €3.33"),
        (
            "round(10 EUR / 3, 1 EUR) + 1 EUR",
            "€10.00 ÷ 3 = 10/3 ≈ €3.333333, rounded (half-up, to 1): €3.00; €3.00 + €1.00 = €4.00",
        ),
    ];
    for (pays, sum) in sums {
        let policy = case(&format!("[[rule]]\nid = \"all\"\npays = \"{pays}\"\n"));
        let explanation = in_year(&policy, 2023).explain(&Facts::new("a"));
        assert_eq!(
            explanation.to_lines(Language::English),
            [format!("all: {sum}")]
        );
    }
}

/// A formula with a share below it, together as high as can be.
#[test]
fn the_deepest_derivation_is_read_back() {
    let policy = |minuses: usize| {
        let total = ["1 EUR"; 40].join(" + ");
        let pays = (0..minuses).fold("costs".to_owned(), |inner, _| format!("-({inner})"));
        let text = format!(
            r#"
            unit.vote = {{ name = {{ en = "vote" }} }}
            fact.votes = {{ unit = "vote", step = "1", least = "0", most = "100" }}

            [share.costs]
            total = "{total}"
            rounding = "each"
            keys = [{{ weight = "1", by = "votes", of = "100 vote" }}]

            [[rule]]
            id = "everyone"
            pays = "{pays}{}"
            "#,
            " + 1 EUR".repeat(26),
        );
        read_case(&text)
    };
    let deepest = (0..31)
        .rev()
        .find_map(|minuses| policy(minuses).ok())
        .unwrap();
    assert!(policy(31).is_err());
    let year = deepest.for_year("2024".parse().unwrap()).unwrap();
    let explanation = year.explain(&Facts::new("a").with_measure("votes", 50));
    let read = Explanation::from_json("deep.json", &explanation.to_json());
    let read = read.unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(read.replay().unwrap(), explanation.outcome().amount());
}

#[test]
fn a_share_in_a_share_is_a_fault() {
    let faults = |total: &str, by: &str, meaning: &str| {
        let text = format!(
            r#"
            let.own = "{meaning}"

            [share.costs]
            total = "{total}"
            rounding = "each"
            keys = [{{ weight = "1", by = "{by}", of = "100 EUR" }}]

            [[rule]]
            id = "everyone"
            pays = "costs + own"
            "#
        );
        read_case(&text).unwrap_err().to_string()
    };
    for (total, by, meaning) in [
        ("1 EUR", "costs", "1 EUR"),
        ("1 EUR", "own", "costs"),
        ("costs", "1 EUR", "1 EUR"),
    ] {
        let told = faults(total, by, meaning);
        assert!(told.contains("share") || told.contains("fault"), "{told}");
    }
}
