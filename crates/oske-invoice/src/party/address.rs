//! Where a party is: [`PostalAddress`], [`Contact`].

use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

use super::{BlankText, needed};
use crate::one_line::one_line;

/// The two letters of a country in ISO 3166-1: `FI`.
///
/// ```
/// use oske_invoice::CountryCode;
///
/// assert_eq!("SE".parse::<CountryCode>()?.to_string(), "SE");
/// assert!("Sweden".parse::<CountryCode>().is_err());
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
        match text.as_bytes() {
            [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => Ok(Self([*first, *second])),
            _ => {
                let reason = "expected two capital letters";
                Err(ParseValueError::new("a country code", text, reason, "FI"))
            }
        }
    }
}

/// An address for letters (*postiosoite*, *postadress*), in Finland unless it says otherwise.
///
/// ```
/// use oske_invoice::PostalAddress;
///
/// let address = PostalAddress::new("Esimerkkikatu 1", "70100", "Kuopio")?.with_line("2. kerros");
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
    pub fn new(street: &str, post_code: &str, town: &str) -> Result<Self, BlankText> {
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
