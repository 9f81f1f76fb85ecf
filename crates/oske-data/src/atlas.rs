//! [`ATLAS`]: the embedded tables.

use oske_domain::Atlas;

use crate::generated;

/// The municipalities, regions, counties and population of Finland.
///
/// It consists of statics: there is no work at start, and a crate that does not name it does not
/// carry it. To add to it, clone its [tables](Atlas::tables), change them and make an atlas of one's
/// own with [`Atlas::try_new`].
pub static ATLAS: Atlas = Atlas::from_checked(
    generated::COVERAGE,
    &generated::MUNICIPALITIES,
    &generated::REGIONS,
    &generated::COUNTIES,
    &generated::REGION_MEMBERSHIPS,
    &generated::COUNTY_MEMBERSHIPS,
    &generated::POPULATIONS,
);
