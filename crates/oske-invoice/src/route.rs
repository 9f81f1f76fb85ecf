//! [`EInvoiceRoute`]: an address and who takes the invoice there.

use std::fmt;

use crate::{EInvoiceAddress, IdentifierError, Intermediator};

/// Where an e-invoice goes and by way of whom: what a receiver publishes on its page about invoicing.
///
/// One receiver may have several, as one in the network of operators and one in that of banks.
///
/// ```
/// use oske_invoice::EInvoiceRoute;
///
/// let county = EInvoiceRoute::parse("003732213043", "003703575029")?;
/// assert_eq!(county.address().as_str(), "003732213043");
///
/// let error = EInvoiceRoute::parse("", "operator of Kuopio, Finland, and its surroundings").unwrap_err();
/// assert_eq!(error.faults().len(), 2);
/// # Ok::<(), oske_invoice::EInvoiceRouteError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EInvoiceRoute {
    address: EInvoiceAddress,
    intermediator: Intermediator,
}

impl EInvoiceRoute {
    /// The route to an address by way of somebody.
    #[must_use]
    pub const fn new(address: EInvoiceAddress, intermediator: Intermediator) -> Self {
        Self {
            address,
            intermediator,
        }
    }

    /// Reads both parts.
    ///
    /// # Errors
    ///
    /// [`EInvoiceRouteError`] with what is wrong with either part.
    pub fn parse(address: &str, intermediator: &str) -> Result<Self, EInvoiceRouteError> {
        match (address.parse(), intermediator.parse()) {
            (Ok(address), Ok(intermediator)) => Ok(Self::new(address, intermediator)),
            (address, intermediator) => {
                let faults = [address.err(), intermediator.err()];
                let faults = faults.into_iter().flatten().collect();
                Err(EInvoiceRouteError { faults })
            }
        }
    }

    /// The receiver's address.
    #[must_use]
    pub const fn address(&self) -> &EInvoiceAddress {
        &self.address
    }

    /// Who takes the invoice there.
    #[must_use]
    pub const fn intermediator(&self) -> &Intermediator {
        &self.intermediator
    }
}

/// An address or an intermediator that is none, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EInvoiceRouteError {
    faults: Vec<IdentifierError>,
}

impl EInvoiceRouteError {
    /// What is wrong, of the address first.
    #[must_use]
    pub fn faults(&self) -> &[IdentifierError] {
        &self.faults
    }
}

impl fmt::Display for EInvoiceRouteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            let joint = if place == 0 { "" } else { "; " };
            write!(f, "{joint}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for EInvoiceRouteError {}
