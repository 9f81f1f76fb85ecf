//! From the bytes of a file to its text, without guessing.

use super::fault::ImportFaults;
use super::mapping::{Encoding, Mapping};
use super::place::CellPlace;
use super::remark::ImportRemark;
use super::sheet::Sheet;
use crate::RegisterFaultCode;

const MARKS: [(Encoding, &[u8]); 3] = [
    (Encoding::Utf8, &[0xEF, 0xBB, 0xBF]),
    (Encoding::Utf16Le, &[0xFF, 0xFE]),
    (Encoding::Utf16Be, &[0xFE, 0xFF]),
];

/// The text of a file: by its byte order mark, else as the mapping says, else as UTF-8.
pub(super) fn text_of(
    bytes: &[u8],
    mapping: &Mapping,
    sheet: &mut Sheet,
) -> Result<String, ImportFaults> {
    for (encoding, mark) in MARKS {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let remark = ImportRemark::Encoding {
                encoding,
                said: false,
            };
            sheet.remarks.push(remark);
            return decoded(rest, encoding, sheet);
        }
    }
    let Some(encoding) = mapping.encoding else {
        return decoded(bytes, Encoding::Utf8, sheet);
    };
    if encoding != Encoding::Utf8 {
        let is_utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
        sheet.remarks.push(if is_utf8 {
            ImportRemark::PerhapsUtf8 { encoding }
        } else {
            ImportRemark::Encoding {
                encoding,
                said: true,
            }
        });
    }
    decoded(bytes, encoding, sheet)
}

fn decoded(bytes: &[u8], encoding: Encoding, sheet: &Sheet) -> Result<String, ImportFaults> {
    match encoding {
        Encoding::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(not_utf8(bytes, error.valid_up_to(), sheet)),
        },
        Encoding::Utf16Le => utf16(encoding_rs::UTF_16LE, bytes, encoding, sheet),
        Encoding::Utf16Be => utf16(encoding_rs::UTF_16BE, bytes, encoding, sheet),
        Encoding::Iso8859_1 => Ok(encoding_rs::mem::decode_latin1(bytes).into_owned()),
        Encoding::Windows1252 => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            Ok(text.into_owned())
        }
    }
}

fn utf16(
    form: &'static encoding_rs::Encoding,
    bytes: &[u8],
    encoding: Encoding,
    sheet: &Sheet,
) -> Result<String, ImportFaults> {
    let text = form.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or_else(|| {
        let message = format!("the file breaks off or is damaged: expected text in {encoding}");
        let help = "save the file again as CSV with the encoding UTF-8";
        let code = RegisterFaultCode::WrongEncoding;
        sheet.fault(CellPlace::default(), code, message, help)
    })
}

/// The fault of a file that is not in UTF-8, and the line of text where that shows.
fn not_utf8(bytes: &[u8], right: usize, sheet: &Sheet) -> ImportFaults {
    let breaks = bytes.iter().take(right).filter(|byte| **byte == b'\n');
    let line = breaks.count().saturating_add(1);
    let byte = bytes.get(right).copied().unwrap_or_default();
    let letter = char::from(byte);
    let as_latin_1 = if letter.is_alphabetic() {
        format!(", which would be `{letter}` in ISO-8859-1")
    } else {
        String::new()
    };
    let message = format!(
        "the byte 0x{byte:02X} on line {line} is no UTF-8{as_latin_1}: expected UTF-8 where nothing else is said"
    );
    let help = "save the file as UTF-8, or say `encoding = \"windows-1252\"` in the mapping, if it is \
                from an older spreadsheet";
    sheet.fault(
        CellPlace::default(),
        RegisterFaultCode::NotUtf8,
        message,
        help,
    )
}
