//! What is told of facts, findings and unknowns: the names that a policy has for them, and figures as the
//! language writes them.
#![cfg(feature = "toml")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::{Facts, Finding, Policy};
use oske_types::{Exact, Language, Money};
use support::{case, in_year, with_code};

/// A village association and its supporters, with names in three languages.
fn villages(rest: &str) -> Policy {
    case(&format!(
        r#"
        rounding = "half-up to 0.01"

        [unit.person]
        name = {{ fi = "henkilö", sv = "person", en = "person" }}
        many = {{ fi = "henkilöä", sv = "personer", en = "persons" }}

        [fact.kind]
        name = {{ fi = "jäsenlaji", sv = "medlemskategori", en = "kind of member" }}

        [fact.kind.values]
        association = {{ fi = "kyläyhdistys", sv = "byaförening", en = "village association" }}
        company = {{ fi = "kannatusjäsenyritys", sv = "stödmedlemsföretag", en = "supporting company" }}

        [fact.members]
        name = {{ fi = "jäsenmäärä", sv = "medlemsantal", en = "number of members" }}
        unit = "person"
        step = "1"
        least = "0"
        most = "10000"
        dues = "rise"

        [fact.joined]
        name = {{ fi = "liittymispäivä", sv = "inträdesdag", en = "day of joining" }}
        type = "date"
        least = "2000-01-01"
        absent = "2000-01-01"
        {rest}
        "#
    ))
}

/// Why a payer has no amount, in each language.
fn why(policy: &Policy, payer: &Facts) -> String {
    let year = in_year(policy, 2023);
    let assessment = year.assess(payer);
    let reasons = assessment.outcome().reasons().iter();
    let lines = reasons.flat_map(|reason| {
        Language::ALL.map(|language| reason.in_language(language).replace('\u{a0}', " "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn told(policy: &Policy, code: &str) -> String {
    let findings = with_code(policy, code);
    let lines = findings
        .iter()
        .flat_map(|finding| Language::ALL.map(|language| finding.message(language)));
    let lines: Vec<String> = lines.collect();
    lines.join("\n").replace('\u{a0}', " ")
}

/// Where a finding points: its path, and the line of the file as it stands there.
fn line_of(text: &str, finding: &Finding) -> String {
    let place = finding.place().unwrap();
    let line = text.lines().nth(place.line.saturating_sub(1));
    format!("{}: {}", finding.document_path(), line.unwrap().trim())
}

const FLAT: &str = r#"
    [[rule]]
    id = "all"
    when = "kind = 'association' or joined < '2010-01-01'"
    pays = "1 EUR/person * members"
"#;

#[test]
fn facts_that_do_not_fit_are_told_by_the_names_of_the_policy() {
    let policy = villages(FLAT);
    let payer = |kind: &str| Facts::new("a payer").with_attribute("kind", kind);
    let strange = payer("foundation").with_measure("members", 1);
    insta::assert_snapshot!(why(&policy, &strange), @r"
    `foundation` ei ole tiedon ”jäsenlaji” arvo; tunnetut: kyläyhdistys (association), kannatusjäsenyritys (company)
    `foundation` är inget värde av ”medlemskategori”; kända: byaförening (association), stödmedlemsföretag (company)
    `foundation` is not a value of “kind of member”; known: village association (association), supporting company (company)
    ");
    let misspelt = payer("asociation").with_measure("membres", 1);
    insta::assert_snapshot!(why(&policy, &misspelt), @r"
    `asociation` ei ole tiedon ”jäsenlaji” arvo; tarkoititko ”kyläyhdistys” (`association`)?
    `asociation` är inget värde av ”medlemskategori”; menade du ”byaförening” (`association`)?
    `asociation` is not a value of “kind of member”; did you mean “village association” (`association`)?
    `membres` ei ole maksuperusteen tieto; tarkoititko ”jäsenmäärä” (`members`)?
    `membres` är ingen uppgift i avgiftsgrunden; menade du ”medlemsantal” (`members`)?
    `membres` is not a fact of the policy; did you mean “number of members” (`members`)?
    ");
    let below = payer("company").with_measure("members", -1_500);
    insta::assert_snapshot!(why(&policy, &below), @r"
    jäsenmäärä on −1 500: odotettiin vähintään 0
    medlemsantal är −1 500: minst 0 väntades
    number of members is -1,500: expected at least 0
    ");
    let half: Exact = "10.5".parse().unwrap();
    insta::assert_snapshot!(why(&policy, &payer("company").with_measure("members", half)), @r"
    jäsenmäärä on 10,5: odotettiin askeleen 1 monikertaa
    medlemsantal är 10,5: en hel multipel av 1 väntades
    number of members is 10.5: expected a whole multiple of 1
    ");
    let above = payer("company").with_measure("members", 12_000);
    insta::assert_snapshot!(why(&policy, &above), @r"
    jäsenmäärä on 12 000: odotettiin enintään 10 000
    medlemsantal är 12 000: högst 10 000 väntades
    number of members is 12,000: expected at most 10,000
    ");
    let early = payer("company")
        .with_measure("members", 1)
        .with_attribute("joined", "1999-12-31");
    insta::assert_snapshot!(why(&policy, &early), @r"
    liittymispäivä on 31.12.1999: odotettiin aikaisintaan 1.1.2000
    inträdesdag är 31.12.1999: tidigast 1.1.2000 väntades
    day of joining is 31 December 1999: expected not before 1 January 2000
    ");
    let late = payer("company")
        .with_measure("members", 1)
        .with_attribute("joined", "soon");
    insta::assert_snapshot!(why(&policy, &late), @r"
    liittymispäivä on `soon`: odotettiin päivää, kuten `2023-01-31`
    inträdesdag är `soon`: ett datum väntades, som `2023-01-31`
    day of joining is `soon`: expected a date, as in `2023-01-31`
    ");
}

#[test]
fn rules_are_told_by_their_names() {
    let policy = villages(
        r#"
        [[rule]]
        id = "associations"
        name = { fi = "kyläyhdistysten maksu", sv = "byaföreningarnas avgift", en = "dues of associations" }
        pays = "10 EUR + 1 EUR/person * members"
        [[rule]]
        id = "companies"
        name = { fi = "yritysten maksu", sv = "företagens avgift", en = "dues of companies" }
        when = "kind = 'company' and joined >= '2000-01-01'"
        pays = "150 EUR"
        "#,
    );
    insta::assert_snapshot!(told(&policy, "several-rules"), @r"
    maksulajissa ”jäsenmaksu” useampi sääntö koskee samaa maksajaa (kannatusjäsenyritys): kyläyhdistysten maksu ja yritysten maksu (10,00 € / 150,00 €)
    i posten ”medlemsavgift” gäller flera regler samma betalare (stödmedlemsföretag): byaföreningarnas avgift och företagens avgift (10,00 € / 150,00 €)
    in the line “dues” several rules are for the same payer (supporting company): dues of associations and dues of companies (€10.00 / €150.00)
    ");
    let policy = villages(
        r#"
        [line.support]
        name = { fi = "tukimaksu", sv = "stödavgift", en = "support" }
        optional = true
        [[rule]]
        id = "associations"
        name = { fi = "kyläyhdistysten maksu", sv = "byaföreningarnas avgift", en = "dues of associations" }
        pays = "10 EUR + 1 EUR/person * members"
        [[rule]]
        id = "companies"
        line = "support"
        when = "kind = 'company' and joined >= '2000-01-01'"
        currency = "SEK"
        pays = "150 SEK"
        "#,
    );
    insta::assert_snapshot!(told(&policy, "mixed-currencies"), @r"
    säännöt ”kyläyhdistysten maksu” ja `companies` koskevat samaa maksajaa (kannatusjäsenyritys) eri valuutoissa
    reglerna ”byaföreningarnas avgift” och `companies` gäller samma betalare (stödmedlemsföretag) i olika valutor
    the rules “dues of associations” and `companies` are for the same payer (supporting company) in different currencies
    ");
}

#[test]
fn amounts_of_rows_are_written_as_the_language_writes_them() {
    let policy = villages(
        r#"
        [table.fee]
        by = "members"
        unit = "EUR"
        rows = [{ to = "50", pays = "40" }, { from = "50", pays = "75.5", printed = { pays = "1075.5" } }]
        [table.rate]
        by = "members"
        unit = "EUR/person"
        rows = [{ to = "50", pays = "2" }, { from = "50", pays = "1.5" }]
        [[rule]]
        id = "associations"
        when = "kind = 'association' and joined >= '2000-01-01'"
        pays = "fee(members)"
        [[rule]]
        id = "companies"
        when = "kind = 'company'"
        pays = "rate(members) * members"
        "#,
    );
    insta::assert_snapshot!(told(&policy, "overlap"), @r"
    useita maksuja (kyläyhdistys; jäsenmäärä on tasan 50): taulukon ”fee” rivit 1 ja 2 antavat 40,00 € / 75,50 €
    flera avgifter (byaförening; medlemsantal exakt 50): raderna 1 och 2 i tabellen ”fee” ger 40,00 € / 75,50 €
    several amounts (village association; number of members is exactly 50): rows 1 and 2 of the table “fee” give €40.00 / €75.50
    useita maksuja (kannatusjäsenyritys; jäsenmäärä on tasan 50): taulukon ”rate” rivit 1 ja 2 antavat 2 €/henkilö / 1,5 €/henkilö
    flera avgifter (stödmedlemsföretag; medlemsantal exakt 50): raderna 1 och 2 i tabellen ”rate” ger 2 €/person / 1,5 €/person
    several amounts (supporting company; number of members is exactly 50): rows 1 and 2 of the table “rate” give 2 €/person / 1.5 €/person
    ");
    insta::assert_snapshot!(told(&policy, "printed-row"), @r"
    taulukon ”fee” rivillä 2 on lähteessä 1 075,50 €, maksuperusteessa 75,50 €
    på rad 2 i tabellen ”fee” står 1 075,50 € i källan, 75,50 € i avgiftsgrunden
    in row 2 of the table “fee” the source prints €1,075.50, the policy has €75.50
    ");
}

#[test]
fn a_fall_points_at_the_row_that_holds_behind_it() {
    let text = |rest: &str| {
        format!(
            r#"
            format = "oske-policy"
            version = 1
            id = "case"
            title = {{ en = "A case" }}
            status = "in-force"
            currency = "EUR"
            dues_years = {{ from = "2023" }}
            rounding = "half-up to 0.01"
            unit.person = {{ name = {{ en = "person" }} }}
            [fact.members]
            unit = "person"
            step = "1"
            least = "0"
            most = "10000"
            dues = "rise"
            [fact.kind]
            values = ["association", "company"]
            {rest}
            "#
        )
    };
    let pointed = |rest: &str| {
        let text = text(rest);
        let policy = Policy::from_toml("case.toml", &text).unwrap();
        let falls = with_code(&policy, "fall");
        let lines: Vec<String> = falls.iter().map(|fall| line_of(&text, fall)).collect();
        lines.join("\n")
    };
    // From one row of a table to the next.
    insta::assert_snapshot!(pointed(r#"
        [table.fee]
        by = "members"
        unit = "EUR"
        rows = [
            { to = "50", pays = "40" },
            { over = "50", to = "100", pays = "75" },
            { over = "100", pays = "60" },
        ]
        [[rule]]
        id = "all"
        pays = "fee(members)"
    "#), @r#"table.fee.rows.3: { over = "100", pays = "60" },"#);
    // From one rule to another.
    insta::assert_snapshot!(pointed(r#"
        [[rule]]
        id = "small"
        when = "members < 50 person"
        pays = "2 EUR/person * members"
        [[rule]]
        id = "large"
        when = "members >= 50 person"
        pays = "80 EUR"
    "#), @"rule.2: [[rule]]");
    // Within one rule.
    insta::assert_snapshot!(pointed(r#"
        [[rule]]
        id = "all"
        pays = "200000 EUR - 2 EUR/person * members"
    "#), @"rule.1: [[rule]]");
}

#[test]
fn a_bound_that_nobody_gave_is_not_told() {
    let policy = villages(
        r#"
        [param.rate]
        name = { fi = "jäsenkohtainen maksu", sv = "avgift per medlem", en = "rate per member" }
        unit = "EUR/person"
        value = "unknown"
        [[rule]]
        id = "all"
        when = "kind = 'association' or joined < '2010-01-01'"
        pays = "at_most(rate * members, 550 EUR)"
        "#,
    );
    let payers = ["one", "other"].map(|name| {
        let payer = Facts::new(name).with_attribute("kind", "association");
        payer.with_measure("members", 200)
    });
    let ask = || policy.solve_for("rate", "2023".parse().unwrap()).unwrap();
    let answer = |question: oske_dues::solve::Question<'_>, total: &str| {
        let total: Money = format!("{total} EUR").parse().unwrap();
        let solution = question.total(&payers, total).unwrap();
        let lines = Language::ALL.map(|language| solution.in_language(language));
        lines.join("\n").replace('\u{a0}', " ")
    };
    // More than the cap of both gives.
    insta::assert_snapshot!(answer(ask(), "9000.00"), @r"
    Kun arvo ei ole alle nollan, summa ei voi olla niin suuri kuin 9 000,00 €: suurin on 1 100,00 € (3 €/henkilö).
    När värdet inte är under noll kan summan inte vara så stor som 9 000,00 €: den största är 1 100,00 € (3 €/person).
    With a value not below zero the total cannot be as high as €9,000.00: the greatest is €1,100.00 (3 €/person).
    ");
    insta::assert_snapshot!(answer(ask().with_least(Exact::ONE), "9000.00"), @r"
    Kun arvo on vähintään 1 €/henkilö, summa ei voi olla niin suuri kuin 9 000,00 €: suurin on 1 100,00 € (3 €/henkilö).
    När värdet är minst 1 €/person kan summan inte vara så stor som 9 000,00 €: den största är 1 100,00 € (3 €/person).
    With a value of at least 1 €/person the total cannot be as high as €9,000.00: the greatest is €1,100.00 (3 €/person).
    ");
    insta::assert_snapshot!(answer(ask().with_most(Exact::ONE), "9000.00"), @r"
    Kun arvo on 0–1 €/henkilö, summa ei voi olla niin suuri kuin 9 000,00 €: suurin on 400,00 € (1 €/henkilö).
    När värdet är 0–1 €/person kan summan inte vara så stor som 9 000,00 €: den största är 400,00 € (1 €/person).
    With a value from 0 to 1 €/person the total cannot be as high as €9,000.00: the greatest is €400.00 (1 €/person).
    ");
    insta::assert_snapshot!(answer(ask().with_least(Exact::ONE).with_most(Exact::from(2)), "399.00"), @r"
    Kun arvo on 1–2 €/henkilö, summa ei voi olla niin pieni kuin 399,00 €: pienin on 400,00 € (1 €/henkilö).
    När värdet är 1–2 €/person kan summan inte vara så liten som 399,00 €: den minsta är 400,00 € (1 €/person).
    With a value from 1 to 2 €/person the total cannot be as low as €399.00: the least is €400.00 (1 €/person).
    ");
    insta::assert_snapshot!(answer(ask().with_least(Exact::ONE), "399.00"), @r"
    Kun arvo on vähintään 1 €/henkilö, summa ei voi olla niin pieni kuin 399,00 €: pienin on 400,00 € (1 €/henkilö).
    När värdet är minst 1 €/person kan summan inte vara så liten som 399,00 €: den minsta är 400,00 € (1 €/person).
    With a value of at least 1 €/person the total cannot be as low as €399.00: the least is €400.00 (1 €/person).
    ");
    insta::assert_snapshot!(answer(ask().with_decimals(0), "399.00"), @r"
    Millään kokonaisluvulla summa ei ole tasan 399,00 €. Lähimmät summat ovat 0,00 € (0 €/henkilö) ja 400,00 € (1 €/henkilö).
    Inget heltal ger exakt 399,00 €. De närmaste summorna är 0,00 € (0 €/person) och 400,00 € (1 €/person).
    No whole number gives exactly €399.00. The nearest totals are €0.00 (0 €/person) and €400.00 (1 €/person).
    ");
    insta::assert_snapshot!(answer(ask().with_decimals(0), "1100.00"), @r"
    Kun jäsenkohtainen maksu on vähintään 3 €/henkilö, summa on tasan 1 100,00 €.
    Med avgift per medlem minst 3 €/person blir summan exakt 1 100,00 €.
    With rate per member at least 3 €/person, the total is exactly €1,100.00.
    ");
    insta::assert_snapshot!(answer(ask(), "500.00"), @r"
    Kun jäsenkohtainen maksu on 1,25 €/henkilö, summa on tasan 500,00 €.
    Med avgift per medlem 1,25 €/person blir summan exakt 500,00 €.
    With rate per member 1.25 €/person, the total is exactly €500.00.
    ");
}
