//! [`VatTreatment`]: what value added tax has to do with a line.

use std::fmt;

use oske_statute::{Case, Reference, Style};
use oske_types::{Language, Text};

use crate::{ExemptionCode, Percent};

/// A category of value added tax, as e-invoices tell it (UNTDID 5305).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum VatCategory {
    /// `O`: outside the scope of the tax.
    OutsideScope,
    /// `E`: a supply that the law exempts.
    Exempt,
    /// `S`: taxed, at whatever rate.
    Standard,
}

impl VatCategory {
    /// The letter in e-invoices: `O`, `E`, `S`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutsideScope => "O",
            Self::Exempt => "E",
            Self::Standard => "S",
        }
    }
}

impl fmt::Display for VatCategory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// What value added tax has to do with a line (*arvonlisäverokohtelu*, *momsbehandling*), and why.
///
/// Membership dues are outside its scope: the fee of an association that furthers its members' common
/// interest is no consideration (Supreme Administrative Court, KHO:2014:38 and KHO:2014:39). Whoever
/// invoices something else declares so, with the reason and the provision that it rests on.
///
/// ```
/// use oske_invoice::{VatCategory, VatTreatment};
/// use oske_statute::Reference;
/// use oske_types::{Language, Text};
///
/// let dues = VatTreatment::membership_dues();
/// assert_eq!(dues.category(), VatCategory::OutsideScope);
/// assert_eq!(dues.reason(Language::Finnish), "Jäsenmaksu, ei arvonlisäveron alainen");
///
/// let course = VatTreatment::exempt(
///     &Text::bilingual("Koulutuspalvelu", "Utbildningstjänst"),
///     &Reference::parse("arvonlisäverolaki 39 §")?,
/// );
/// assert_eq!(course.reason(Language::Finnish), "Koulutuspalvelu, arvonlisäverolain 39 §");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VatTreatment {
    category: VatCategory,
    // INVARIANT: zero unless the category is `Standard`.
    rate: Percent,
    reason: Text,
    // INVARIANT: only where the category is `Exempt`.
    exemption: Option<ExemptionCode>,
}

impl VatTreatment {
    /// Membership dues: outside the scope of the tax.
    #[must_use]
    pub const fn membership_dues() -> Self {
        Self::outside_scope(Text::new(
            "Jäsenmaksu, ei arvonlisäveron alainen",
            "Medlemsavgift, omfattas inte av mervärdesskatt",
            "Membership fee, outside the scope of value added tax",
        ))
    }

    /// Something else that is outside the scope of the tax, and why.
    #[must_use]
    pub const fn outside_scope(reason: Text) -> Self {
        Self {
            category: VatCategory::OutsideScope,
            rate: Percent::ZERO,
            reason,
            exemption: None,
        }
    }

    /// A supply that the law exempts, why, and by which provision.
    #[must_use]
    pub fn exempt(reason: &Text, citation: &Reference) -> Self {
        Self {
            category: VatCategory::Exempt,
            rate: Percent::ZERO,
            reason: cited(reason, citation),
            exemption: None,
        }
    }

    /// A supply that the law exempts, with the code of the European list besides, which a receiver's system reads.
    ///
    /// ```
    /// use oske_invoice::VatTreatment;
    /// use oske_statute::Reference;
    /// use oske_types::Text;
    ///
    /// let course = VatTreatment::exempt_by(
    ///     "VATEX-EU-132-1I".parse()?,
    ///     &Text::bilingual("Koulutuspalvelu", "Utbildningstjänst"),
    ///     &Reference::parse("arvonlisäverolaki 39 §")?,
    /// );
    /// assert_eq!(course.reason_code(), Some("VATEX-EU-132-1I"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn exempt_by(code: ExemptionCode, reason: &Text, citation: &Reference) -> Self {
        Self {
            exemption: Some(code),
            ..Self::exempt(reason, citation)
        }
    }

    /// A supply that is taxed at a rate above zero, why, and by which provision; an invoice of one at zero cannot be
    /// issued.
    #[must_use]
    pub fn standard(rate: Percent, reason: &Text, citation: &Reference) -> Self {
        Self {
            category: VatCategory::Standard,
            rate,
            reason: cited(reason, citation),
            exemption: None,
        }
    }

    /// The treatment as an invoice in one language tells it.
    #[cfg_attr(
        not(feature = "finvoice"),
        expect(dead_code, reason = "what is read tells it")
    )]
    pub(crate) const fn told(
        category: VatCategory,
        rate: Percent,
        reason: Text,
        exemption: Option<ExemptionCode>,
    ) -> Self {
        Self {
            category,
            rate,
            reason,
            exemption,
        }
    }

    /// The category.
    #[must_use]
    pub const fn category(&self) -> VatCategory {
        self.category
    }

    /// The rate; zero unless the line is taxed.
    #[must_use]
    pub const fn rate(&self) -> Percent {
        self.rate
    }

    /// Why, with the provision that it rests on.
    #[must_use]
    pub fn reason(&self, language: Language) -> &str {
        self.reason.in_language(language)
    }

    /// The code of the reason in e-invoices (list VATEX): `VATEX-EU-O` of what is outside the scope, that of an exempt
    /// supply where it was given.
    #[must_use]
    pub const fn reason_code(&self) -> Option<&'static str> {
        match (self.category, self.exemption) {
            (VatCategory::OutsideScope, _) => Some("VATEX-EU-O"),
            (_, Some(code)) => Some(code.as_str()),
            (_, None) => None,
        }
    }

    /// With its reason in one language alone.
    pub(crate) fn in_language(&self, language: Language) -> Self {
        let words = crate::one_line::one_line(self.reason.in_language(language));
        let reason = words.and_then(|words| Text::only(language, words));
        Self {
            reason: reason.unwrap_or_else(|| self.reason.clone()),
            ..*self
        }
    }

    /// Whether two treatments are told together on an invoice.
    pub(crate) fn is_told_with(&self, other: &Self) -> bool {
        (self.category, self.rate) == (other.category, other.rate)
    }
}

/// A reason with its provision, in each language that it has.
fn cited(reason: &Text, citation: &Reference) -> Text {
    let words = |language| {
        let words = reason.get(language)?;
        let citation = citation.write(language, Case::Nominative, Style::Full);
        Some(format!("{words}, {citation}"))
    };
    let [fi, sv, en] = Language::ALL.map(words);
    Text::from_parts(fi, sv, en).unwrap_or_else(|| reason.clone())
}
