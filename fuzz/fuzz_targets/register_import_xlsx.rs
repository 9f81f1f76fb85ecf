//! Any bytes as a workbook with a list of an office, as they are, and as the part of its sheet. What is read
//! is written, and read again the same.
#![no_main]

use std::io::{Cursor, Write};

use oske_domain::Register;
use oske_domain::import::{Mapping, Sheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAPPING: &str = r#"format = "oske-register-mapping"
version = 1
other_columns = "passed_over"
[columns]
"Luku" = { fact = "staff", unit = "person", date = "2022-12-31", source = "made up" }
[everyone]
kind = "association"
history = "admitted unknown unknown"
"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mapping = Mapping::from_toml("mapping.toml", MAPPING).expect("a mapping");
    import(bytes, &mapping);
    // The parts of a workbook with zero bytes between them: sheet, styles, texts.
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let (sheet, styles, strings) = (next(), next(), next());
    import(&packed(sheet, styles, strings), &mapping);
});

fn import(bytes: &[u8], mapping: &Mapping) {
    let sheet = Sheet::from_xlsx("list.xlsx", bytes, mapping);
    match sheet.and_then(|sheet| sheet.import()) {
        Ok(import) => {
            let written = import.register().to_csv();
            let again = Register::from_csv("again.csv", written.as_bytes()).expect("reads back");
            assert_eq!(again, *import.register());
        }
        Err(faults) => {
            assert!(faults.count() > 0);
            faults
                .faults()
                .iter()
                .for_each(|fault| assert!(!fault.to_string().contains('\n')));
        }
    }
}

fn packed(sheet: &[u8], styles: &[u8], strings: &[u8]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="x/{kind}" Target="{target}"/>"#)
    };
    let relations = relation("rId1", "worksheet", "sheet.xml")
        + &relation("rId2", "styles", "styles.xml")
        + &relation("rId3", "sharedStrings", "strings.xml");
    let relations = format!("<Relationships>{relations}</Relationships>");
    let workbook = r#"<workbook><sheets><sheet name="List" r:id="rId1"/></sheets></workbook>"#;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut write = |name: &str, part: &[u8]| {
        writer.start_file(name, options).expect("in memory");
        writer.write_all(part).expect("in memory");
    };
    write("xl/_rels/workbook.xml.rels", relations.as_bytes());
    write("xl/workbook.xml", workbook.as_bytes());
    write("xl/sheet.xml", sheet);
    if !styles.is_empty() {
        write("xl/styles.xml", styles);
    }
    if !strings.is_empty() {
        write("xl/strings.xml", strings);
    }
    writer.finish().expect("in memory").into_inner()
}
