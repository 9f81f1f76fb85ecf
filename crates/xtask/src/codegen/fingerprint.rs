//! Fingerprints of the tables, which make each change of data visible in review.

use sha2::{Digest, Sha256};

use super::{GeneratedFile, TableFile, TableTexts};

/// `fingerprints.csv`: the rows and the SHA-256 hash of each table.
pub(super) fn of(texts: &TableTexts) -> GeneratedFile {
    let tables = TableFile::ALL.map(|table| (table.name(), texts.get(table)));
    GeneratedFile::new("data/fingerprints.csv", csv(tables))
}

/// The lines of tables by their names and texts.
pub(super) fn csv<'t>(tables: impl IntoIterator<Item = (&'t str, &'t str)>) -> String {
    let mut csv = String::from("table,rows,sha256\n");
    for (name, text) in tables {
        let rows = text.lines().skip(1).count();
        let hash = hexadecimal(&Sha256::digest(text));
        csv.push_str(&format!("{name},{rows},{hash}\n"));
    }
    csv
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
