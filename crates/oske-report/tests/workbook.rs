//! A workbook is read back by another library, cell by cell.
#![cfg(feature = "xlsx")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::disallowed_types,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where; the cells of a workbook are floats"
)]

#[path = "support/any.rs"]
mod any;
mod support;

use std::collections::BTreeSet;
use std::io::Cursor;

use any::{PLACES, document, shown};
use calamine::{Data, Reader, Xlsx};
use chrono::Datelike;
use oske_report::{Block, Cell, Chart, Column, ColumnKind, Document, Section, Table};
use oske_types::{Currency, Exact, Figure, Language, Money};
use proptest::collection::vec;
use proptest::prelude::*;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

fn open(document: &Document) -> Workbook {
    Xlsx::new(Cursor::new(document.to_xlsx().unwrap())).unwrap()
}

/// Where the data of each table and chart is, in the order of the sheets after the first.
fn tables(document: &Document) -> Vec<(Table, bool)> {
    let tables = document.blocks().filter_map(|block| match block {
        Block::Table(table) => Some((table.clone(), false)),
        Block::Chart(chart) => Some((Chart::to_table(chart, document.language()), true)),
        _ => None,
    });
    tables.collect()
}

/// The float that a decimal is; a number without an end is compared to fifteen digits.
fn float(number: Exact) -> f64 {
    match number.decimals() {
        Some(_) => number.to_string().parse().unwrap(),
        None => number.numerator() as f64 / number.denominator() as f64,
    }
}

fn assert_holds(found: Option<&Data>, cell: &Cell, column: &Column, language: Language) {
    let found = found.unwrap_or(&Data::Empty);
    let number = match cell {
        Cell::Empty => {
            assert_eq!(found, &Data::Empty);
            return;
        }
        Cell::Number(number) => *number,
        Cell::Percent(percent) => percent.checked_div(Exact::from(100)).unwrap(),
        Cell::Money(money) => money.to_decimal_text().parse().unwrap(),
        Cell::Figure(figure) => Exact::from(figure.number()),
        Cell::Date(date) => {
            let Data::DateTime(found) = found else {
                panic!("{found:?} for {cell:?}");
            };
            let (year, month, day, ..) = found.to_ymd_hms_milli();
            let found = (i32::from(year), u32::from(month), u32::from(day));
            assert_eq!(found, (date.year(), date.month(), date.day()));
            return;
        }
        Cell::Words(_) | Cell::Link { .. } | Cell::NotKnown => {
            let words = shown(&column.cell_in(language, cell));
            match (cell, found) {
                // A link without words is told by its address.
                (Cell::Link { .. }, Data::String(found)) if words.trim().is_empty() => {
                    assert!(found.starts_with("https://"), "{found}");
                }
                (_, Data::String(found)) => assert_eq!(found, &words),
                (_, found) => assert!(found == &Data::Empty && words.is_empty(), "{found:?}"),
            }
            return;
        }
        other => panic!("{other:?}"),
    };
    match found {
        Data::Float(found) if number.decimals().is_some() => assert_eq!(*found, float(number)),
        Data::Float(found) => {
            assert!(
                (found - float(number)).abs() <= found.abs() * 1e-14 + 1e-15,
                "{found}"
            );
        }
        // More than fifteen digits are text.
        Data::String(found) => {
            assert_eq!(found, &column.cell_in(language, cell));
            let digits: String = number
                .to_string()
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            assert!(digits.trim_matches('0').len() > 15, "{found}");
        }
        other => panic!("{other:?} for {cell:?}"),
    }
}

/// Every cell of every sheet after the first.
fn assert_is_whole(document: &Document) {
    let language = document.language();
    let mut workbook = open(document);
    let names = workbook.sheet_names();
    let unique: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(unique.len(), names.len());
    let tables = tables(document);
    assert_eq!(names.len(), tables.len() + 1);
    for (name, (table, is_chart)) in names.iter().skip(1).zip(&tables) {
        let sheet = workbook.worksheet_range(name).unwrap();
        let formulas = workbook.worksheet_formula(name).unwrap();
        for (at, column) in (0_u32..).zip(table.columns()) {
            let heading = Cell::words(column.heading());
            let words = Column::words("");
            assert_holds(sheet.get_value((0, at)), &heading, &words, language);
            for (row, cells) in (1_u32..).zip(table.rows()) {
                let cell = match &cells[at as usize] {
                    Cell::NotKnown if *is_chart => &Cell::Empty,
                    cell => cell,
                };
                assert_holds(sheet.get_value((row, at)), cell, column, language);
            }
            let last = table.rows().len() as u32 + 1;
            if let Some(total) = table.total(at as usize) {
                assert_holds(sheet.get_value((last, at)), total.sum(), column, language);
                let formula = formulas.get_value((last, at)).cloned().unwrap_or_default();
                // What is summed as numbers is summed by a formula over exactly these rows.
                let letter = char::from(b'A' + u8::try_from(at).unwrap());
                let expected = format!("SUBTOTAL(109,{letter}2:{letter}{last})");
                let has_text = (1..=last).any(|row| {
                    let text = matches!(sheet.get_value((row, at)), Some(Data::String(_)));
                    let not_known = table.rows().get(row as usize - 1);
                    text && !not_known.is_some_and(|row| row[at as usize] == Cell::NotKnown)
                });
                if has_text || table.rows().is_empty() {
                    assert_eq!(formula, "");
                } else {
                    assert_eq!(formula, expected);
                }
            }
        }
    }
}

#[test]
fn every_cell_of_the_report_is_read_back() {
    for language in Language::ALL {
        assert_is_whole(&support::report(language));
    }
}

#[test]
fn the_first_sheet_tells_the_report() {
    let report = support::report(Language::Finnish);
    let mut workbook = open(&report);
    let names = workbook.sheet_names();
    assert_eq!(
        names,
        [
            "Raportti",
            "Maksut lajeittain",
            "Tilaisuudet",
            "Maksu asukasluvun mukaan",
            "Maksut lajeittain ja vuosittain",
            "Jäsenmäärä",
            "Jäsenet alueittain",
        ]
    );
    let sheet = workbook.worksheet_range("Raportti").unwrap();
    let rows: Vec<Vec<String>> = sheet
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let said = |words: &str| rows.iter().find(|row| row[0] == words).cloned().unwrap();
    assert_eq!(rows[0][0], "Jäsenmaksut 2023");
    assert_eq!(said("Maksut"), ["Maksut", "46210", ""]);
    assert_eq!(said("Jäseniä"), ["Jäseniä", "71", "vuoden lopussa"]);
    assert_eq!(said("Muutos"), ["Muutos", "-0.125", ""]);
    assert_eq!(said("Seuraajia"), ["Seuraajia", "ei tiedossa", ""]);
    said("Huom. Luvut ovat keksittyjä.");
    said("Säännöt, luettu 1.6.2023");
}

#[test]
fn amounts_of_more_than_fifteen_digits_lose_nothing() {
    let mut table = Table::new(
        "t",
        [
            Column::money("m", Currency::EUR).summed(),
            Column::number("n", 0).summed(),
        ],
    );
    let most = Money::from_minor(i64::MAX - 1, Currency::EUR);
    let long: Exact = "12345678901234567890".parse().unwrap();
    table.push([most.into(), long.into()]).unwrap();
    table
        .push([
            Money::from_minor(1, Currency::EUR).into(),
            Exact::ONE.into(),
        ])
        .unwrap();
    let document = Document::new(Language::English, "d").with(Section::new("s").with(table));
    assert_is_whole(&document);
    let mut workbook = open(&document);
    let sheet = workbook.worksheet_range("t").unwrap();
    let total = sheet.get_value((3, 0)).unwrap();
    assert_eq!(
        total,
        &Data::String("€92,233,720,368,547,758.07".to_owned())
    );
}

#[test]
fn what_a_workbook_cannot_hold_is_told() {
    let long = "pitkä ".repeat(6_000);
    let document = Document::new(Language::Finnish, "d").with(Section::new("s").with(long));
    let error = document.to_xlsx().unwrap_err();
    assert!(error.is_too_long() && !error.is_too_large());
    assert_eq!(
        error.to_string(),
        "sheet `Raportti`, row 4: found 36000 characters in a cell, expected at most 32767"
    );
    let mut table = Table::new("t", vec![Column::words("c"); 16_385]);
    table.push(vec![Cell::Empty; 16_385]).unwrap();
    let document = Document::new(Language::Finnish, "d").with(Section::new("s").with(table));
    assert!(document.to_xlsx().unwrap_err().is_too_large());
}

#[test]
fn tables_without_rows_or_columns_are_sheets() {
    let document = Document::new(Language::Swedish, "").with(
        Section::new("")
            .with(Table::new("", [Column::count("n").summed()]))
            .with(Table::new("", [])),
    );
    assert_is_whole(&document);
}

fn cell(kind: u8, bits: i64, shift: u32, places: u32) -> (Column, Cell) {
    let whole = bits >> shift;
    let number = Exact::ratio(i128::from(whole), 10_i128.pow(places)).unwrap();
    let third = Exact::ratio(i128::from(whole), 3).unwrap();
    let figure = Figure::over(whole.unsigned_abs() >> 8);
    match kind {
        0 => (Column::number("n", 2), Cell::Number(number)),
        1 => (
            Column::money("m", Currency::EUR),
            Money::from_minor(whole >> 8, Currency::EUR).into(),
        ),
        2 => (Column::percent("p", 1), Cell::Percent(number)),
        3 => (Column::number("t", 2), Cell::Number(third)),
        _ => (Column::count("f"), Cell::Figure(figure)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_number_is_read_back(
        kind in 0_u8..5,
        numbers in vec((any::<i64>(), 0_u32..64, 0_u32..9), 1..8),
    ) {
        let cells = numbers.iter().map(|(bits, shift, places)| cell(kind, *bits, *shift, *places));
        let cells: Vec<(Column, Cell)> = cells.collect();
        let column = cells[0].0.clone().summed();
        prop_assert!(column.kind() != ColumnKind::Words);
        let mut table = Table::new("t", [column]);
        for (_, cell) in cells {
            table.push([cell]).unwrap();
        }
        let total = table.total(0).unwrap();
        prop_assume!(*total.sum() != Cell::NotKnown);
        assert_is_whole(&Document::new(Language::Finnish, "d").with(Section::new("s").with(table)));
    }

    #[test]
    fn any_words_are_read_back(words in vec(any::words(), PLACES)) {
        let document = document(&words);
        if words.iter().all(|words| words.len() < 10_000) {
            assert_is_whole(&document);
        }
    }
}
