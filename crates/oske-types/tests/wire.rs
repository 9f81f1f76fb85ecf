//! The exact JSON of every type, and what is said of JSON that is not it.
#![cfg(feature = "serde")]
#![allow(
    clippy::unwrap_used,
    reason = "the helpers of these tests fail by panicking"
)]

use std::fmt::Debug;

use oske_types::{
    Amount, BusinessId, CountyCode, Currency, DuesYear, Exact, Language, Money, MunicipalityCode,
    Quantity, Rate, RegionCode, Rounding, RoundingMode, Source, Text, Unit, Validity,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a text, writes it as JSON, reads that again.
#[track_caller]
fn is_written<T>(text: &str, json: &str)
where
    T: std::str::FromStr<Err: Debug> + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let value: T = text.parse().unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), value);
}

#[track_caller]
fn is_refused<T: DeserializeOwned + Debug>(json: &str, message: &str) {
    let error = serde_json::from_str::<T>(json).unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn values_are_their_text_form() {
    is_written::<Exact>("0.0073", r#""0.0073""#);
    is_written::<Exact>("-43/12", r#""-43/12""#);
    is_written::<Exact>("0.80", r#""0.8""#);
    is_written::<Amount>("352.0863 EUR", r#""352.0863 EUR""#);
    is_written::<Money>("-110.00 EUR", r#""-110.00 EUR""#);
    is_written::<Money>("72000 JPY", r#""72000 JPY""#);
    is_written::<Rate>("0.25 EUR/inhabitant", r#""0.25 EUR/inhabitant""#);
    is_written::<Rate>("0.011 EUR/EUR", r#""0.011 EUR/EUR""#);
    is_written::<Quantity>("4999 inhabitant", r#""4999 inhabitant""#);
    is_written::<Unit>("person_year", r#""person_year""#);
    is_written::<Currency>("EUR", r#""EUR""#);
    is_written::<Rounding>("half-up to 0.01", r#""half-up to 0.01""#);
    is_written::<RoundingMode>("half-even", r#""half-even""#);
    is_written::<Validity>("2023-01-01/2024-01-01", r#""2023-01-01/2024-01-01""#);
    is_written::<Validity>("../2023-01-01", r#""../2023-01-01""#);
    is_written::<Validity>("../..", r#""../..""#);
    is_written::<DuesYear>("2023", r#""2023""#);
    is_written::<DuesYear>("2004-09-01/P1Y", r#""2004-09-01/P1Y""#);
    is_written::<Language>("sv", r#""sv""#);
    is_written::<MunicipalityCode>("005", r#""005""#);
    is_written::<RegionCode>("01", r#""01""#);
    is_written::<CountyCode>("13", r#""13""#);
    is_written::<BusinessId>("0114162-2", r#""0114162-2""#);
}

#[test]
fn texts_are_maps_of_languages() {
    let all = Text::new("kunta", "kommun", "municipality");
    let json = r#"{"fi":"kunta","sv":"kommun","en":"municipality"}"#;
    assert_eq!(serde_json::to_string(&all).unwrap(), json);
    assert_eq!(serde_json::from_str::<Text>(json).unwrap(), all);

    // The languages may come in any order; one that is missing is not written.
    let some = serde_json::from_str::<Text>(r#"{"sv": "Åland", "fi": "Ahvenanmaa"}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&some).unwrap(),
        r#"{"fi":"Ahvenanmaa","sv":"Åland"}"#
    );
}

#[test]
fn sources_are_maps_of_their_parts() {
    let source = Source::new("Report <1>, read 2020-01-01").at_address("https://example.org");
    let json = r#"{"title":"Report <1>, read 2020-01-01","address":"https://example.org"}"#;
    assert_eq!(serde_json::to_string(&source).unwrap(), json);

    let date = oske_types::parse_date("2026-11-22").unwrap();
    let read = serde_json::from_str::<Source>(r#"{"read_on": "2026-11-22", "title": "Report"}"#);
    assert_eq!(read.unwrap(), Source::new("Report").read_on(date));

    is_refused::<Source>(
        r#""Report""#,
        "invalid type: string \"Report\", expected a source, as in \
         `{ \"title\": \"Annual report 2020\" }` at line 1 column 8",
    );
    is_refused::<Source>("{}", "missing field `title` at line 1 column 2");
    is_refused::<Source>(
        r#"{"title": "a", "title": "b"}"#,
        "`title` stands twice at line 1 column 28",
    );
    is_refused::<Source>(
        r#"{"name": "a"}"#,
        "unknown field `name`, expected one of `title`, `address`, `read_on` at line 1 column 7",
    );
    is_refused::<Source>(
        r#"{"title": "a", "read_on": "1.6.2023"}"#,
        "`1.6.2023` is not the day a source was read: expected a date, as in `2026-11-22` at line 1 \
         column 37",
    );
}

#[test]
fn blank_words_are_no_words() {
    let blank = || Some(" ".to_owned());
    assert_eq!(Text::from_parts(blank(), blank(), None), None);
    assert_eq!(Text::only(Language::English, "\t"), None);
    let swedish = Text::from_parts(blank(), Some("kommun".to_owned()), None).unwrap();
    assert_eq!(swedish.in_language(Language::Finnish), "kommun");
    assert_eq!(Text::new("", "kommun", " "), swedish);
}

/// A value that is written with its own escapes is read like any other.
#[test]
fn escapes_and_streams_are_read() {
    let escaped = r#""half\u002dup to 0.01""#;
    let rounding: Rounding = serde_json::from_str(escaped).unwrap();
    assert_eq!(rounding.to_string(), "half-up to 0.01");
    let streamed: Money = serde_json::from_reader(r#""110.00 EUR""#.as_bytes()).unwrap();
    assert_eq!(streamed.minor(), 11_000);
}

#[test]
fn codes_are_keys_of_maps() {
    let json = r#"{"005":"110.00 EUR","297":"550.00 EUR"}"#;
    let dues: std::collections::BTreeMap<MunicipalityCode, Money> =
        serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&dues).unwrap(), json);
}

#[test]
fn other_json_types_are_refused_by_name() {
    is_refused::<Exact>(
        "0.0073",
        "invalid type: floating point `0.0073`, expected a number as text, as in `0.0073` or \
         `43/12` (never a bare number) at line 1 column 6",
    );
    is_refused::<Exact>(
        "5",
        "invalid type: integer `5`, expected a number as text, as in `0.0073` or `43/12` (never a \
         bare number) at line 1 column 1",
    );
    is_refused::<Money>(
        "110.00",
        "invalid type: floating point `110.0`, expected an amount of money as text, as in \
         `110.00 EUR` at line 1 column 6",
    );
    is_refused::<MunicipalityCode>(
        "297",
        "invalid type: integer `297`, expected a municipality code as text, as in `297` at line 1 \
         column 3",
    );
    is_refused::<DuesYear>(
        "2023",
        "invalid type: integer `2023`, expected a dues year as text, as in `2023` at line 1 \
         column 4",
    );
    is_refused::<Rounding>(
        "null",
        "invalid type: null, expected a rounding as text, as in `half-up to 0.01` at line 1 \
         column 4",
    );
    is_refused::<Validity>(
        r#"["2023-01-01", "2024-01-01"]"#,
        "invalid type: sequence, expected a half-open period as text, as in \
         `2023-01-01/2024-01-01` at line 1 column 0",
    );
    is_refused::<Rate>(
        r#"{"value": "0.25"}"#,
        "invalid type: map, expected a rate as text, as in `0.25 EUR/inhabitant` at line 1 \
         column 0",
    );
    is_refused::<Text>(
        r#""kunta""#,
        "invalid type: string \"kunta\", expected a text in at least one language, as in \
         `{ \"fi\": \"kunta\" }` at line 1 column 7",
    );
}

#[test]
fn faulty_texts_are_refused_as_when_parsed() {
    is_refused::<Exact>(
        r#""1,5""#,
        "`1,5` is not an exact number: expected a plain decimal or a ratio of whole numbers, as \
         in `0.0073` at line 1 column 5",
    );
    is_refused::<Money>(
        r#""110 EUR""#,
        "`110 EUR` is not an amount of money: expected all decimals of the currency's minor unit, \
         as in `110.00 EUR` at line 1 column 9",
    );
    is_refused::<Money>(
        r#""1/2 JPY""#,
        "`1/2 JPY` is not an amount of money: expected a plain decimal amount, as in \
         `110.00 EUR` at line 1 column 9",
    );
    is_refused::<Rate>(
        r#""0.25 EUR""#,
        "`0.25 EUR` is not a rate: expected a currency, `/` and a unit after the number, as in \
         `0.25 EUR/inhabitant` at line 1 column 10",
    );
    is_refused::<BusinessId>(
        r#""0114162-3""#,
        "`0114162-3` is not a business id: the check digit does not follow from the other seven, \
         as in `3221317-4` at line 1 column 11",
    );
    is_refused::<Validity>(
        r#""2024-01-01/2023-01-01""#,
        "`2024-01-01/2023-01-01` is not a half-open period: expected the end after the first day, \
         as in `2023-01-01/2024-01-01` at line 1 column 23",
    );
}

#[test]
fn faulty_texts_of_languages_are_refused() {
    is_refused::<Text>(
        "{}",
        "a text needs words in at least one language at line 1 column 2",
    );
    is_refused::<Text>(
        r#"{"fi": "kunta", "fi": "kaupunki"}"#,
        "`fi` stands twice at line 1 column 33",
    );
    is_refused::<Text>(
        r#"{"de": "Gemeinde"}"#,
        "`de` is not a language: expected fi, sv or en, as in `fi` at line 1 column 5",
    );
    is_refused::<Text>(
        r#"{"fi": " ", "sv": "kommun"}"#,
        "`fi` is blank: expected words, or no `fi` at line 1 column 10",
    );
    is_refused::<Text>(
        r#"{"fi": null}"#,
        "invalid type: null, expected a string at line 1 column 11",
    );
}
