//! [`ATLAS`]: the embedded tables.

use oske_domain::{Atlas, StaticTables};

use crate::generated;

/// The municipalities of Finland with their areas, classes, population and figures.
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
    tables.cooperation_areas = &generated::COOPERATION_AREAS;
    tables.joint_authorities = &generated::JOINT_AUTHORITIES;
    tables.cooperation_area_memberships = &generated::COUNTY_COOPERATION_AREAS;
    tables.classifications = &generated::CLASSIFICATIONS;
    tables.populations = &generated::POPULATIONS;
    tables.surface_areas = &generated::SURFACE_AREAS;
    tables.swedish_speakers = &generated::SWEDISH_SPEAKERS;
    tables.mother_tongues = &generated::MOTHER_TONGUES;
    tables.names = &generated::NAMES;
    Atlas::from_checked(tables)
};
