//! Fingerprints of the tables, which make each change of data visible in review.

use sha2::{Digest, Sha256};

use super::{GeneratedFile, TableFile, TableTexts};

/// `fingerprints.csv`: the rows and the SHA-256 hash of each table.
pub(super) fn of(texts: &TableTexts) -> GeneratedFile {
    let mut csv = String::from("table,rows,sha256\n");
    for table in TableFile::ALL {
        let text = texts.get(table);
        let rows = text.lines().skip(1).count();
        let hash = hexadecimal(&Sha256::digest(text));
        csv.push_str(&format!("{},{rows},{hash}\n", table.name()));
    }
    GeneratedFile::new("data/fingerprints.csv", csv)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
