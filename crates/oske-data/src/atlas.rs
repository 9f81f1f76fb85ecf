//! [`ATLAS`]: the embedded tables.

use oske_domain::{Atlas, StaticTables};

use crate::generated;

/// The municipalities, regions, counties and population of Finland.
///
/// It consists of statics: there is no work at start, and a crate that does not name it does not
/// carry it. To add to it, clone its [tables](Atlas::tables), change them and make an atlas of one's
/// own with [`Atlas::try_new`].
pub static ATLAS: Atlas = {
    let mut tables = StaticTables::empty(generated::COVERAGE);
    tables.municipalities = &generated::MUNICIPALITIES;
    tables.regions = &generated::REGIONS;
    tables.counties = &generated::COUNTIES;
    tables.region_memberships = &generated::REGION_MEMBERSHIPS;
    tables.county_memberships = &generated::COUNTY_MEMBERSHIPS;
    tables.populations = &generated::POPULATIONS;
    Atlas::from_checked(tables)
};
