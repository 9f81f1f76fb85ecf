//! [`BenefitId`].

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

use crate::centre::id::{is_id, text_id};

text_id! {
    /// The id of a benefit of members, such as `publications`: an association gives its own.
    ///
    /// ```
    /// use oske_domain::BenefitId;
    ///
    /// assert_eq!("event-price".parse::<BenefitId>()?.as_str(), "event-price");
    /// assert!("Event price".parse::<BenefitId>().is_err());
    /// # Ok::<(), oske_types::ParseValueError>(())
    /// ```
    BenefitId, "the id of a benefit", "event-price"
}
