//! Reading a catalogue from tables: what is kept, and what is wrong with a row.

mod kept;

use kept::Kept;
use oske_statute::{ActKind, Catalogue, CatalogueTable, CatalogueTables, Effect, Reference};
use oske_types::Language;

const SOURCES: &str = "letter\ttitle\taddress\tlicence\tread_on";

fn faults(tables: &CatalogueTables<'_>) -> Vec<String> {
    match Catalogue::from_tables(tables) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.faults().iter().map(ToString::to_string).collect(),
    }
}

fn faults_of_sources(row: &str) -> Vec<String> {
    let sources = format!("{SOURCES}\n{row}");
    let mut tables = CatalogueTables::default();
    tables.sources = &sources;
    faults(&tables)
}

fn faults_of_amendment(amendment: [&str; 4]) -> String {
    let kept = Kept {
        amendments: &[amendment],
        ..Kept::default()
    };
    kept.catalogue().err().unwrap_or_default()
}

#[test]
fn a_source_needs_a_letter_and_a_title() {
    assert_eq!(faults_of_sources("A\tours\t\t\t"), [""; 0]);
    let needed = ["sources.tsv:2: a letter and a title are needed"];
    assert_eq!(faults_of_sources("\tours\t\t\t"), needed);
    assert_eq!(faults_of_sources("A\t \t\t\t"), needed);
}

#[test]
fn a_source_keeps_its_address_and_day_where_they_are_given() {
    let bills = format!(
        "{}\nHE 1/2010 vp\tEsitys\t\t\tA\t\nHE 2/2010 vp\tEsitys\t\t\tB\t",
        CatalogueTable::Bills.columns().join("\t")
    );
    let sources = format!("{SOURCES}\nA\tours\t\t\t\nB\ttheirs\thttps://example.org\t\t2020-01-02");
    let mut tables = CatalogueTables::default();
    tables.bills = &bills;
    tables.sources = &sources;
    let catalogue = Catalogue::from_tables(&tables).unwrap_or_default();
    let kept: Vec<_> = catalogue
        .bills()
        .map(|bill| {
            let source = bill.source();
            let day = source.date_read().map(|day| day.to_string());
            (source.title(), source.address(), day)
        })
        .collect();
    assert_eq!(
        kept,
        [
            ("ours", None, None),
            (
                "theirs",
                Some("https://example.org"),
                Some("2020-01-02".to_owned())
            ),
        ]
    );
}

#[test]
fn a_fault_names_its_table_line_and_reason() {
    let sources = format!("{SOURCES}\nA\tours\t\t\t\n\tnobody's\t\t\t");
    let mut tables = CatalogueTables::default();
    tables.sources = &sources;
    let faults = Catalogue::from_tables(&tables).err();
    let told: Vec<_> = faults
        .iter()
        .flat_map(|faults| faults.faults())
        .map(|fault| (fault.table(), fault.line(), fault.reason()))
        .collect();
    assert_eq!(
        told,
        [(
            CatalogueTable::Sources,
            3,
            "a letter and a title are needed"
        )]
    );
}

#[test]
fn the_rows_of_a_table_are_its_cells() {
    let sources = format!("{SOURCES}\nA\tours\t\t\t2020-01-02");
    let mut tables = CatalogueTables::default();
    tables.sources = &sources;
    let rows = tables.rows(CatalogueTable::Sources).ok();
    assert_eq!(rows, Some(vec![vec!["A", "ours", "", "", "2020-01-02"]]));
    let none = tables.rows(CatalogueTable::Acts).ok();
    assert_eq!(none, Some(Vec::new()));
    tables.sources = "letter";
    assert!(tables.rows(CatalogueTable::Sources).is_err());
}

#[test]
fn provisions_are_written_canonically_and_without_their_act() {
    let expected = |text| {
        format!(
            "amendments.tsv:2: column provisions: expected provisions like `1 § 1–3 mom; 5 §`, found `{text}`"
        )
    };
    for text in ["5§", "3/2010 5 §", "viides pykälä"] {
        let fault = faults_of_amendment(["2/2012", "2012-01-01", "amended", text]);
        assert_eq!(fault, expected(text));
    }
    let right = faults_of_amendment(["2/2012", "2012-01-01", "amended", "1 § 1–3 mom; 5 §"]);
    assert_eq!(right, "");
}

#[test]
fn an_amendment_has_an_effect_where_it_has_provisions() {
    // Only its number and days are known.
    assert_eq!(faults_of_amendment(["2/2012", "2012-01-01", "", "?"]), "");
    let codes = "amendments.tsv:2: column effect: expected one of repealed, amended, added, unstated, found ``";
    assert_eq!(
        faults_of_amendment(["2/2012", "2012-01-01", "", "5 §"]),
        codes
    );
    assert_eq!(
        faults_of_amendment(["2/2012", "2012-01-01", "repealed", "?"]),
        ""
    );
    assert_eq!(
        faults_of_amendment(["2/2012", "2012-01-01", "", ""]),
        "amendments.tsv:2: column provisions: what is complete is not empty"
    );
}

#[test]
fn an_amendment_begins_on_the_day_on_which_it_is_given_or_later() {
    let begins = |from| faults_of_amendment(["2/2010", from, "amended", "5 §"]);
    assert_eq!(begins("2010-02-02"), "");
    assert_eq!(begins("2010-02-03"), "");
    assert_eq!(begins(""), "");
    assert_eq!(
        begins("2010-02-01"),
        "amendments.tsv:2: signed and from are not in this order"
    );
}

#[test]
fn an_amendment_touches_a_place_unless_it_changes_others_only() {
    let touches = |changed, place: &str| {
        let kept = Kept {
            amendments: &[["2/2012", "2012-01-01", "amended", changed]],
            ..Kept::default()
        };
        let catalogue = kept.catalogue().ok()?;
        let reference: Reference = format!("1/2010 {place}").parse().ok()?;
        let place = reference.provisions().first()?;
        let amendments = catalogue.amendments(reference.statute()?, place);
        Some(amendments.count() > 0)
    };
    for (changed, place, expected) in [
        ("II osa 3 luku 5 §", "II osa 3 luku 5 §", true),
        ("II osa 3 luku 5 §", "III osa 3 luku 5 §", false),
        // The part is not told, and may be the same.
        ("II osa 3 luku 5 §", "3 luku 5 §", true),
        ("3 luku 5 §", "II osa 3 luku 5 §", true),
        ("3 luku 5 §", "4 luku 5 §", false),
        ("2 § 1 mom johd", "2 § 1 mom johd", true),
        ("2 § 1 mom johd", "2 § 1 mom 3 kohta", false),
        ("2 § 1 mom 3 kohta", "2 § 1 mom johd", false),
        ("2 § 1 mom 3 kohta", "2 § 1 mom", true),
        ("5 §", "5 art", false),
    ] {
        assert_eq!(
            touches(changed, place),
            Some(expected),
            "{changed}, {place}"
        );
    }
}

#[test]
fn kinds_and_effects_have_names_in_three_languages() {
    let kind = |kind: ActKind| Language::ALL.map(|language| kind.in_language(language));
    assert_eq!(kind(ActKind::Act), ["laki", "lag", "act"]);
    assert_eq!(
        kind(ActKind::MinistryDecree),
        [
            "ministeriön asetus",
            "ministeriets förordning",
            "ministry decree"
        ]
    );
    assert_eq!(
        kind(ActKind::Treaty),
        ["valtiosopimus", "fördrag", "treaty"]
    );
    let effect = |effect: Effect| Language::ALL.map(|language| effect.in_language(language));
    assert_eq!(effect(Effect::Repealed), ["kumottu", "upphävd", "repealed"]);
    assert_eq!(effect(Effect::Added), ["lisätty", "tillagd", "added"]);
}
