//! [`PeppolParticipant`]: a Finnish receiver in the Peppol network.

use std::fmt;
use std::str::FromStr;

use oske_types::{BusinessId, pad};

use crate::error::Kind;
use crate::writing::{compact, first_stranger};
use crate::{IdentifierError, Ovt};

/// A Finnish participant of the Peppol network: an OVT code under the scheme `0216`.
///
/// The Finnish Peppol Authority, the State Treasury, allows end users no other scheme since 1 April 2024. The
/// code lists of Peppol and of EN 16931 still have 0037, 0212, 0213 and 0215, and so no validator finds an
/// address under one of them; here they are refused. Participants of other countries are none of these.
///
/// ```
/// use oske_invoice::PeppolParticipant;
///
/// let institute: PeppolParticipant = "0216:003702446647".parse()?;
/// assert_eq!(institute.formatted(), "iso6523-actorid-upis::0216:003702446647");
/// assert_eq!((institute.scheme(), institute.endpoint().to_string().as_str()), ("0216", "003702446647"));
///
/// let error = "0037:003702446647".parse::<PeppolParticipant>().unwrap_err();
/// assert_eq!(error.reason(), "the scheme `0037` is retired for addresses: expected the OVT code under `0216`");
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeppolParticipant {
    ovt: Ovt,
}

/// What a participant is told by in the network's own messages.
const ACTOR: &str = "iso6523-actorid-upis::";

const KIND: Kind = Kind {
    what: "a Finnish Peppol participant",
    example: "0216:003702446647",
};

impl PeppolParticipant {
    /// The scheme, always `0216`.
    #[must_use]
    pub const fn scheme(&self) -> &'static str {
        Ovt::SCHEME
    }

    /// The code under the scheme, as an invoice has it for the electronic address of a party.
    #[must_use]
    pub const fn endpoint(&self) -> &Ovt {
        &self.ovt
    }

    /// As the network's messages and directories have it: `iso6523-actorid-upis::0216:003702446647`.
    #[must_use]
    pub fn formatted(&self) -> String {
        format!("{ACTOR}{self}")
    }
}

impl From<Ovt> for PeppolParticipant {
    fn from(ovt: Ovt) -> Self {
        Self { ovt }
    }
}

impl From<BusinessId> for PeppolParticipant {
    fn from(business_id: BusinessId) -> Self {
        Ovt::from(business_id).into()
    }
}

impl fmt::Display for PeppolParticipant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("{}:{}", Ovt::SCHEME, self.ovt))
    }
}

impl fmt::Debug for PeppolParticipant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PeppolParticipant({self})")
    }
}

impl FromStr for PeppolParticipant {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let letters = compact(KIND, text)?;
        let actor = ACTOR.to_ascii_uppercase();
        let participant = letters.strip_prefix(&actor).unwrap_or(&letters);
        let Some((scheme, endpoint)) = participant.split_once(':') else {
            return Err(KIND.malformed(text, "expected `0216`, a colon and an OVT code"));
        };
        let reason = match scheme {
            Ovt::SCHEME => {
                let ovt: Result<Ovt, IdentifierError> = endpoint.parse();
                return ovt.map(Self::from).map_err(|error| {
                    let reason = format!("of the OVT code after `0216:` {}", error.reason());
                    if error.is_mistyped() {
                        KIND.mistyped(text, reason)
                    } else {
                        KIND.malformed(text, reason)
                    }
                });
            }
            "0037" | "0212" | "0213" | "0215" => {
                format!(
                    "the scheme `{scheme}` is retired for addresses: expected the OVT code under `0216`"
                )
            }
            _ => match first_stranger(scheme, |letter| letter.is_ascii_digit()) {
                None => format!("expected the scheme `0216`, found `{scheme}`"),
                Some(stranger) => {
                    format!(
                        "expected the four digits of the scheme before the colon, found {stranger}"
                    )
                }
            },
        };
        Err(KIND.malformed(text, reason))
    }
}
