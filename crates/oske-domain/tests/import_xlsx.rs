//! Sheets of workbooks become registers, or every fault is told by its cell.
#![cfg(all(feature = "xlsx-import", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::disallowed_types,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where; the writer of workbooks takes binary fractions"
)]

mod generators;

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write};

use calamine::{Data, Reader, Xlsx};
use generators::{any_date, any_register};
use oske_domain::Register;
use oske_domain::import::{Import, ImportFaults, Mapping, Sheet};
use oske_types::Language;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const STAFF: &str = r#"format = "oske-register-mapping"
version = 1
[columns]
"Henkilöstö" = { fact = "staff", unit = "person", date = "2022-12-31", source = "own notice" }
"#;

fn mapping(more: &str) -> Mapping {
    Mapping::from_toml(
        "mapping.toml",
        &STAFF.replace("[columns]", &format!("{more}\n[columns]")),
    )
    .unwrap()
}

fn import(bytes: &[u8], mapping: &Mapping) -> Result<Import, ImportFaults> {
    Sheet::from_xlsx("jasenet.xlsx", bytes, mapping)?.import()
}

/// A workbook of one sheet, from its part as XML, and what styles and texts it refers to.
fn packed(sheet: &str) -> Vec<u8> {
    let strings = "<sst><si><t>yhdistys</t></si>\
                   <si><r><t>Kainuun </t></r><r><t>yhdistys ry</t></r></si></sst>";
    packed_with(sheet, strings)
}

fn packed_with(sheet: &str, strings: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = |inner: String| format!("<Relationships>{inner}</Relationships>");
    pack(&[
        ("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("rId1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("rId2", "styles", "/xl/styles.xml")
                    + &relation("rId3", "sharedStrings", "sharedStrings.xml"),
            ),
        ),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="Jäsenet" sheetId="1" r:id="rId1"/></sheets></workbook>"#.to_owned(),
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="d.m.yyyy"/></numFmts>
               <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
               <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="21"/></cellXfs></styleSheet>"#
                .to_owned(),
        ),
        (
            "xl/sharedStrings.xml",
            strings.to_owned(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ])
}

fn pack(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A sheet's part with the headings of a list and rows below them.
fn list(rows: &str) -> String {
    let headings = [
        "Jäsennumero",
        "Nimi",
        "Jäsenlaji",
        "Liittynyt",
        "Henkilöstö",
    ];
    let headings =
        headings.map(|heading| format!(r#"<c t="inlineStr"><is><t>{heading}</t></is></c>"#));
    format!(
        r#"<worksheet><sheetData><row r="1">{}</row>{rows}</sheetData></worksheet>"#,
        headings.concat()
    )
}

/// A row of a member, with a day and a number as XML.
fn row(number: u64, cells: &str) -> String {
    format!(
        r#"<row r="{number}"><c r="A{number}"><v>{number}</v></c><c r="B{number}" t="s"><v>1</v></c><c r="C{number}" t="s"><v>0</v></c>{cells}</row>"#
    )
}

#[test]
fn a_workbook_of_an_office_becomes_a_register() {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("d.m.yyyy");
    let cover = workbook.add_worksheet().set_name("Kansi").unwrap();
    cover.write(0, 0, "Jäsenluettelo").unwrap();
    let list = workbook.add_worksheet().set_name("Jäsenet").unwrap();
    list.merge_range(0, 0, 0, 3, "Jäsenet 1.6.2023", &Format::new())
        .unwrap();
    for (column, heading) in (0..).zip([
        "Jäsennumero",
        "Nimi",
        "Jäsenlaji",
        "Kuntanumero",
        "Liittynyt",
        "Viimeinen jäsenpäivä",
        "Henkilöstö",
        "Laskutusosoite",
    ]) {
        list.write(2, column, heading).unwrap();
    }
    let date = |year, month, date| ExcelDateTime::from_ymd(year, month, date).unwrap();
    list.write(3, 0, 1001).unwrap();
    list.write(3, 1, "Tohmajärvi").unwrap();
    list.write(3, 2, "Kunta").unwrap();
    list.write(3, 3, 90).unwrap();
    list.write_with_format(3, 4, date(2016, 6, 1), &day)
        .unwrap();
    list.write(3, 6, 0.1 + 0.2).unwrap();
    list.write(3, 7, "Kunnantalo\n82600 Tohmajärvi").unwrap();
    list.write(4, 0, "A-2").unwrap();
    list.write(4, 1, "Kainuun yhdistys ry").unwrap();
    list.write(4, 2, "yhdistys").unwrap();
    list.write(4, 4, "1.4.2019").unwrap();
    list.write_with_format(4, 5, date(2022, 12, 31), &day)
        .unwrap();
    list.write(
        4,
        6,
        Formula::new("=1200+4.35").set_result("1204.3499999999999"),
    )
    .unwrap();
    list.set_row_hidden(4).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();

    let mapping = mapping("sheet = \"Jäsenet\"\nheading_row = 3");
    let import = import(&bytes, &mapping).unwrap();
    let mut told = String::new();
    for language in Language::ALL {
        for remark in import.remarks() {
            writeln!(told, "{language}: {}", remark.words().in_language(language)).unwrap();
        }
    }
    told.push_str(&import.register().to_csv());
    insta::assert_snapshot!(told);
}

#[test]
fn each_cell_that_cannot_be_read_is_told() {
    let day = |inner: &str| row(2, inner);
    let cases = [
        (
            "an error",
            list(&day(r#"<c r="E2" t="e"><v>#REF!</v></c>"#)),
        ),
        (
            "a formula without a value",
            list(&day(r#"<c r="E2"><f>1+1</f></c>"#)),
        ),
        (
            "a time of day",
            list(&day(
                r#"<c r="D2" s="2"><v>45078.5</v></c><c r="E2" s="3"><v>0.5</v></c>"#,
            )),
        ),
        (
            "a number for a day",
            list(&day(r#"<c r="D2"><v>45078</v></c>"#)),
        ),
        (
            "a day for a number",
            list(&day(r#"<c r="E2" s="1"><v>45078</v></c>"#)),
        ),
        (
            "no such day",
            list(&day(r#"<c r="D2" s="1"><v>60</v></c>"#)),
        ),
        (
            "too many digits",
            list(&day(r#"<c r="E2"><v>12345678901234567</v></c>"#)),
        ),
        (
            "a number as text",
            list(&day(r#"<c r="E2" t="str"><v>1.234</v></c>"#)),
        ),
        ("a truth", list(&day(r#"<c r="E2" t="b"><v>1</v></c>"#))),
        (
            "merged cells",
            list(&(day("") + &row(3, ""))).replace(
                "</sheetData>",
                r#"</sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells>"#,
            ),
        ),
        (
            "a cell under no heading",
            list(&day(r#"<c r="G2"><v>1</v></c>"#)),
        ),
        (
            "one id twice",
            list(
                &(day("")
                    + r#"<row r="9"><c r="A9" t="str"><v>2</v></c><c r="B9" t="s"><v>1</v></c><c r="C9" t="s"><v>0</v></c></row>"#),
            ),
        ),
    ];
    let mut told = String::new();
    for (name, sheet) in cases {
        let faults = import(&packed(&sheet), &mapping("")).unwrap_err();
        writeln!(told, "{name}\n{faults}\n").unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_no_workbook_is_told() {
    let whole = packed(&list(&row(2, "")));
    assert!(import(&whole, &mapping("")).is_ok());
    let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    let cases = [
        ("text", b"Jasennumero;Nimi\n".to_vec()),
        ("broken off", whole[..whole.len() / 2].to_vec()),
        (
            "no workbook",
            pack(&[(
                "mimetype",
                "application/vnd.oasis.opendocument.spreadsheet".to_owned(),
            )]),
        ),
        ("no such sheet", whole.clone()),
        ("no XML", packed("<worksheet><sheetData>")),
        ("other XML", packed("<chartsheet/>")),
        (
            "a document type",
            packed("<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>"),
        ),
        (
            "an unknown reference",
            packed(&list(&row(2, r#"<c r="D2" t="str"><v>&a;</v></c>"#))),
        ),
        ("deep", packed(&deep)),
        (
            "rows out of order",
            packed(&list(&(row(3, "") + &row(2, "")))),
        ),
        (
            "cells out of order",
            packed(&list(&row(2, r#"<c r="A2"><v>1</v></c>"#))),
        ),
        (
            "a text that is not there",
            packed(&list(&row(2, r#"<c r="D2" t="s"><v>7</v></c>"#))),
        ),
        ("too large", packed(&list(&" ".repeat(130 * 1024 * 1024)))),
        ("too far down", packed(&list(&row(1_048_577, "")))),
        (
            "too far to the right",
            packed(&list(&row(2, r#"<c r="XFD2"><v>1</v></c>"#))),
        ),
    ];
    let mut told = String::new();
    for (name, bytes) in cases {
        let more = if name == "no such sheet" {
            "sheet = \"Taul1\""
        } else {
            ""
        };
        let faults = import(&bytes, &mapping(more)).unwrap_err();
        writeln!(told, "{name}\n{faults}\n").unwrap();
    }
    let mut several = Workbook::new();
    several.add_worksheet();
    several.add_worksheet().set_name("Jäsenet").unwrap();
    several.add_worksheet().set_hidden(true);
    let faults = import(&several.save_to_buffer().unwrap(), &mapping("")).unwrap_err();
    writeln!(told, "several sheets\n{faults}").unwrap();
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_no_xml_is_told_on_one_line() {
    let sheet = "<worksheet><sheetData><row><c><v>0</v\n</c></row></sheetData></worksheet>";
    let faults = import(&packed(sheet), &mapping("")).unwrap_err();
    let fault = faults.faults()[0].to_string();
    assert!(fault.contains("is no XML"), "{fault}");
    assert!(!fault.contains(char::is_control), "{fault:?}");
}

#[test]
fn one_text_in_many_cells_does_not_fill_the_memory() {
    let text = "x".repeat(20_000);
    let cells = r#"<c t="s"><v>1</v></c>"#.repeat(900);
    let rows = format!("<row>{cells}</row>").repeat(100);
    let strings = format!("<sst><si><t>a</t></si><si><t>{text}</t></si></sst>");
    let bytes = packed_with(&list(&rows), &strings);
    let faults = import(&bytes, &mapping("")).unwrap_err();
    assert!(faults.to_string().contains("too much text"), "{faults}");
}

/// The demonstration as a list and as a workbook.
fn demonstration() -> (Register, Vec<Vec<String>>) {
    let folder = "../../examples/data/import";
    let mapping = fs::read_to_string(format!("{folder}/jasenet.toml")).unwrap();
    let mapping = Mapping::from_toml("jasenet.toml", &mapping).unwrap();
    let list = fs::read(format!("{folder}/jasenet.csv")).unwrap();
    let sheet = Sheet::from_csv("jasenet.csv", &list, &mapping).unwrap();
    let cells = |row: u64| {
        (0..11)
            .map(|column| sheet.cell(row, column).unwrap_or_default())
            .collect()
    };
    let rows = (1..=73).map(cells).collect();
    let register = fs::read("../../examples/data/registers/iso.csv").unwrap();
    let register = Register::from_csv("iso.csv", register.as_slice()).unwrap();
    let import = sheet.import_onto(&register).unwrap();
    (import.into_register(), rows)
}

#[test]
#[ignore = "writes examples/data/import/jasenet.xlsx anew"]
fn write_the_demonstration() {
    let (_, rows) = demonstration();
    let mut workbook = Workbook::new();
    let written = ExcelDateTime::from_ymd(2026, 1, 1).unwrap();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&written));
    let about = workbook.add_worksheet().set_name("Tietoja").unwrap();
    about
        .write(0, 0, "Esimerkki: muutokset on keksitty")
        .unwrap();
    let sheet = workbook.add_worksheet().set_name("Jäsenet").unwrap();
    for (row, cells) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(cells) {
            let is_number = column == 9 && cell.starts_with(|first: char| first.is_ascii_digit());
            if is_number {
                let number: f64 = cell.replace(' ', "").replace(',', ".").parse().unwrap();
                sheet.write(row, column, number).unwrap();
            } else if !cell.is_empty() {
                sheet.write(row, column, cell).unwrap();
            }
        }
    }
    workbook
        .save("../../examples/data/import/jasenet.xlsx")
        .unwrap();
}

#[test]
fn the_demonstration_is_the_same_as_a_list_and_as_a_workbook() {
    let (register, _) = demonstration();
    let folder = "../../examples/data/import";
    let mapping = fs::read_to_string(format!("{folder}/workbook.toml")).unwrap();
    let mapping = Mapping::from_toml("workbook.toml", &mapping).unwrap();
    let bytes = fs::read(format!("{folder}/jasenet.xlsx")).unwrap();
    let sheet = Sheet::from_xlsx("jasenet.xlsx", &bytes, &mapping).unwrap();
    let existing = fs::read("../../examples/data/registers/iso.csv").unwrap();
    let existing = Register::from_csv("iso.csv", existing.as_slice()).unwrap();
    let import = sheet.import_onto(&existing).unwrap();
    assert_eq!(*import.register(), register);
}

/// The strict form of a register as a workbook, with whole numbers and days as such where they can be.
fn workbook_of(register: &Register) -> Vec<u8> {
    let csv = register.to_csv();
    let mapping = Mapping::default();
    let sheet = Sheet::from_csv("register.csv", csv.as_bytes(), &mapping).unwrap();
    let mut workbook = Workbook::new();
    let written = workbook.add_worksheet();
    for row in 0..u32::try_from(sheet.len()).unwrap() {
        for column in 0..30_u16 {
            let Some(cell) = sheet.cell(u64::from(row) + 1, usize::from(column)) else {
                continue;
            };
            written.write(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_register_in_a_workbook_imports_the_same(register in any_register()) {
        let bytes = workbook_of(&register);
        let imported = import(&bytes, &Mapping::default()).map(Import::into_register);
        prop_assert_eq!(imported, Ok(register));
    }

    /// What a person types, up to 15 digits, goes through a binary fraction and comes out the same.
    #[test]
    fn numbers_of_fifteen_digits_survive_a_workbook(
        digits in 0_i64..1_000_000_000_000_000, decimals in 0_usize..10, is_negative: bool,
    ) {
        let text = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = text.split_at(text.len() - decimals);
        let sign = if is_negative { "-" } else { "" };
        let typed = if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
        let exact: oske_types::Exact = typed.parse().unwrap();
        let number: f64 = typed.parse().unwrap();
        // Seventeen digits, as spreadsheets write them, and the fewest that will do.
        for written in [format!("{number:.16e}"), number.to_string(), typed.clone()] {
            let cell = row(2, &format!(r#"<c r="E2"><v>{written}</v></c>"#));
            let imported = import(&packed(&list(&cell)), &mapping("")).unwrap();
            let member = imported.register().member("2").unwrap();
            let (_, fact) = member.facts().next().unwrap();
            prop_assert_eq!(fact.quantity().value(), exact, "{} written {}", typed, written);
        }
    }

    #[test]
    fn days_survive_a_workbook(day in any_date()) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (column, heading) in (0..).zip(["Id", "Nimi", "Laji", "Liittynyt"]) {
            sheet.write(0, column, heading).unwrap();
        }
        for (column, cell) in (0..).zip(["1", "Kuopio", "kunta"]) {
            sheet.write(1, column, cell).unwrap();
        }
        let written = ExcelDateTime::parse_from_str(&day.to_string()).unwrap();
        let format = Format::new().set_num_format("dd.mm.yyyy");
        sheet.write_with_format(1, 3, written, &format).unwrap();
        let import = import(&workbook.save_to_buffer().unwrap(), &Mapping::default()).unwrap();
        let history = import.register().member("1").unwrap().history().to_string();
        prop_assert_eq!(history, format!("admitted {day} stated"));
    }

    /// Another reader of workbooks sees the same texts in the same cells.
    #[test]
    fn cells_are_those_that_another_reader_sees(register in any_register()) {
        let bytes = workbook_of(&register);
        let sheet = Sheet::from_xlsx("register.xlsx", &bytes, &Mapping::default()).unwrap();
        let mut other: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
        let range = other.worksheet_range_at(0).unwrap().unwrap();
        for (row, column, cell) in range.used_cells() {
            let found = sheet.cell(u64::try_from(row).unwrap() + 1, column);
            let Data::String(text) = cell else { panic!("{cell:?}") };
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(found.unwrap_or_default(), words.join(" "));
        }
    }

    #[test]
    fn no_slip_makes_the_reader_of_workbooks_panic(
        register in any_register(),
        slips in vec((any::<Index>(), any::<u8>()), 1..6),
        bytes in vec(any::<u8>(), 0..200),
    ) {
        let _ = import(&bytes, &Mapping::default());
        // In the archive, and in the sheet's part behind it.
        let mut archive = workbook_of(&register);
        let mut part = list(&row(2, r#"<c r="D2" s="1"><v>45078</v></c><c r="E2"><v>1204.5</v></c>"#)).into_bytes();
        for (place, byte) in &slips {
            let at = place.index(archive.len());
            archive[at] = *byte;
            let at = place.index(part.len());
            part[at] = *byte;
        }
        let _ = import(&archive, &Mapping::default());
        let part = String::from_utf8_lossy(&part);
        if let Err(faults) = import(&packed(&part), &mapping("")) {
            for fault in faults.faults() {
                let line = fault.to_string();
                prop_assert!(!line.contains('\n'), "{}", line);
            }
        }
    }
}
