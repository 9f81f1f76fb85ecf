//! The codes by which a Finnish account tells its bank.

use chrono::NaiveDate;
use oske_types::{ConstantSource, Source};

use crate::Bic;

/// Where the list of bank codes behind [`Iban::finnish_bic`](crate::Iban::finnish_bic) comes from, and the
/// day it was read.
///
/// ```
/// let source = oske_invoice::bank_codes_source();
/// assert_eq!(source.date_read().map(|day| day.to_string()).as_deref(), Some("2026-11-22"));
/// ```
#[must_use]
pub const fn bank_codes_source() -> Source {
    Source::constant(&SOURCE)
}

static SOURCE: ConstantSource = {
    let source = ConstantSource::new(
        "Finance Finland, Finnish monetary institution codes and BICs, by way of the Python package schwifty 2026.10.1",
    )
    .at_address("https://www.finanssiala.fi/julkaisut/suomalaiset-rahalaitostunnukset-ja-bic-koodit/");
    match NaiveDate::from_ymd_opt(2026, 11, 22) {
        Some(day) => source.read_on(day),
        None => source,
    }
};

/// The first and last code of a range, in the first three digits of the account number, and the bank.
const CODES: &[(u16, u16, &str)] = &[
    (100, 299, "NDEAFIHH"),
    (330, 339, "ESSEFIHX"),
    (340, 349, "DABAFIHH"),
    (360, 369, "SBANFIHH"),
    (370, 379, "DNBAFIHX"),
    (390, 399, "SBANFIHH"),
    (400, 400, "ITELFIHH"),
    (402, 403, "ITELFIHH"),
    (405, 405, "HELSFIHH"),
    (406, 408, "ITELFIHH"),
    (410, 412, "ITELFIHH"),
    (414, 421, "ITELFIHH"),
    (423, 432, "ITELFIHH"),
    (435, 452, "ITELFIHH"),
    (454, 464, "ITELFIHH"),
    (470, 479, "POPFFI22"),
    (483, 493, "ITELFIHH"),
    (495, 496, "ITELFIHH"),
    (497, 497, "HELSFIHH"),
    (500, 599, "OKOYFIHH"),
    (600, 699, "AABAFI22"),
    (713, 713, "CITIFIHX"),
    (714, 714, "EVSEFIHH"),
    (715, 715, "ITELFIHH"),
    (717, 717, "BIGKFIH1"),
    (718, 718, "UASNFIH2"),
    (792, 792, "IVPYFIH2"),
    (793, 793, "TRYEFIH3"),
    (794, 794, "PASXFIH2"),
    (795, 795, "WAMOFIH2"),
    (796, 796, "NARYFIH2"),
    (797, 797, "TRYEFIH2"),
    (799, 799, "HOLVFIHH"),
    (800, 899, "DABAFIHH"),
];

/// The bank of the first three digits of a Finnish account number.
pub(crate) fn bic_of_code(code: u16) -> Option<Bic> {
    let (_, _, bic) = CODES
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&code))?;
    bic.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_in_order_and_name_finnish_banks() {
        for pair in CODES.windows(2) {
            assert!(pair[0].1 < pair[1].0, "{pair:?}");
        }
        for (first, last, bic) in CODES {
            assert!(first <= last);
            let read: Bic = bic.parse().unwrap();
            assert_eq!((read.as_str(), read.country()), (*bic, "FI"));
        }
    }

    #[test]
    fn a_code_that_nobody_has_tells_no_bank() {
        assert_eq!(bic_of_code(313), None);
        assert_eq!(bic_of_code(0), None);
        assert_eq!(bic_of_code(999), None);
        assert_eq!(bic_of_code(405).unwrap().as_str(), "HELSFIHH");
        assert_eq!(bic_of_code(440).unwrap().as_str(), "ITELFIHH");
    }
}
