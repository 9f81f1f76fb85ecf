//! [`PenaltyInterest`]: what is owed by whoever pays late, and [`Attachment`].

use oske_types::Language;

use crate::one_line::one_line;
use crate::{BlankText, Percent};

/// What whoever pays late owes on top (*viivästyskorko*, *dröjsmålsränta*), as the invoice tells it.
///
/// ```
/// use oske_invoice::PenaltyInterest;
/// use oske_types::Language;
///
/// let interest = PenaltyInterest::statutory(Language::Finnish, Some("9.5".parse()?));
/// assert_eq!(interest.words(), "Viivästyskorko korkolain mukaan");
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PenaltyInterest {
    words: String,
    percent: Option<Percent>,
}

impl PenaltyInterest {
    /// Interest by the Interest Act (633/1982), with the rate of the half-year where the caller knows it. Dues
    /// are no consideration for goods or services, so it is that of its section 4, the reference rate and seven.
    #[must_use]
    pub fn statutory(language: Language, percent: Option<Percent>) -> Self {
        let words = language.pick(
            "Viivästyskorko korkolain mukaan",
            "Dröjsmålsränta enligt räntelagen",
            "Penalty interest under the Interest Act",
        );
        Self {
            words: words.to_owned(),
            percent,
        }
    }

    /// Interest in words of the issuer's own.
    ///
    /// # Errors
    ///
    /// [`BlankText`] if there are none.
    pub fn try_new(words: &str, percent: Option<Percent>) -> Result<Self, BlankText> {
        let words = crate::party::needed(words, "the penalty interest", "how it is reckoned")?;
        Ok(Self { words, percent })
    }

    /// How it is reckoned.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The rate for a year, where it is told.
    #[must_use]
    pub const fn percent(&self) -> Option<Percent> {
        self.percent
    }
}

/// A document beside the invoice, by its address (*liite*, *bilaga*).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attachment {
    name: String,
    address: String,
}

impl Attachment {
    /// A document of a name at an address.
    ///
    /// # Errors
    ///
    /// [`BlankText`] if one of them is blank.
    pub fn try_new(name: &str, address: &str) -> Result<Self, BlankText> {
        let name = one_line(name).unwrap_or_else(|| address.to_owned());
        Ok(Self {
            name: crate::party::needed(&name, "the name of the attachment", "one")?,
            address: crate::party::needed(address, "the address of the attachment", "one")?,
        })
    }

    /// What it is.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is to be found.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}
