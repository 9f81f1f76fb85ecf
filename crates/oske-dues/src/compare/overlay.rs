//! [`Overlay`]: a proposal laid over what is in force.

use oske_types::DuesYear;

use crate::policy::Policy;
use crate::year::{NotGoverned, PolicyYear};

/// A proposal laid over what is in force (*ehdotus*, *förslag*): from the first dues year that the
/// proposal governs on, it takes the place of the policy in force. No year before that changes.
///
/// ```
/// use oske_dues::Policy;
/// use oske_dues::compare::Overlay;
///
/// # let policy = |id: &str, from: &str| Policy::from_toml("p.toml", &format!(r#"
/// #     format = "oske-policy"
/// #     version = 1
/// #     id = "{id}"
/// #     title = {{ en = "An example" }}
/// #     status = "proposed"
/// #     currency = "EUR"
/// #     dues_years = {{ from = "{from}" }}
/// #     [[rule]]
/// #     id = "everyone"
/// #     pays = "110 EUR"
/// # "#));
/// let (in_force, proposal) = (policy("in-force", "2020")?, policy("proposal", "2029")?);
/// let overlay = Overlay::new(&in_force, &proposal);
/// assert_eq!(overlay.for_year("2028".parse()?)?.policy().id(), "in-force");
/// assert_eq!(overlay.for_year("2029".parse()?)?.policy().id(), "proposal");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Overlay<'p> {
    in_force: &'p Policy,
    proposal: &'p Policy,
}

impl<'p> Overlay<'p> {
    /// Of what is in force and a proposal.
    #[must_use]
    pub fn new(in_force: &'p Policy, proposal: &'p Policy) -> Self {
        Self { in_force, proposal }
    }

    /// What is in force without the proposal.
    #[must_use]
    pub fn in_force(&self) -> &'p Policy {
        self.in_force
    }

    /// The proposal.
    #[must_use]
    pub fn proposal(&self) -> &'p Policy {
        self.proposal
    }

    /// The policy of a dues year if the proposal is accepted: the proposal where it governs the year,
    /// else what is in force.
    ///
    /// # Errors
    ///
    /// [`NotGoverned`] if neither governs the year.
    pub fn for_year(&self, year: DuesYear) -> Result<PolicyYear<'p>, NotGoverned> {
        self.proposal
            .for_year(year)
            .or_else(|_| self.in_force.for_year(year))
    }
}
