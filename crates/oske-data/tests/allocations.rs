//! What asking the atlas allocates: nothing, as far as its docs say so. Alone in its file, since the counter
//! takes the place of the allocator.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use allocation_counter::{AllocationInfo, measure};
use oske_data::ATLAS;
use oske_domain::{AtlasView, ClassificationId, Place};
use oske_types::{CountyCode, MunicipalityCode};

#[track_caller]
fn allocates_nothing(asked: impl FnOnce()) {
    let info: AllocationInfo = measure(asked);
    assert_eq!(info.count_total, 0, "{} bytes", info.bytes_total);
}

#[test]
fn a_view_and_look_ups_by_code_allocate_nothing() {
    let date = "2025-07-01".parse().unwrap();
    let kuopio: MunicipalityCode = "297".parse().unwrap();
    let county: CountyCode = "13".parse().unwrap();
    allocates_nothing(|| {
        ATLAS.on(date).unwrap();
    });
    let view = ATLAS.on(date).unwrap();
    allocates_nothing(|| {
        let name = view.municipality(kuopio).unwrap().name();
        assert_eq!(view.name_of(kuopio), Ok(name));
        assert!(view.region_of(kuopio).is_some());
        assert!(view.county_of(kuopio).is_some());
        assert!(view.cooperation_area_of(county).is_some());
        assert!(
            view.class_of(ClassificationId::SUB_REGION, kuopio)
                .is_some()
        );
        assert!(view.contains(county, kuopio));
        assert_eq!(view.places_of(kuopio).count(), 9);
    });
}

#[test]
fn lists_allocate_nothing() {
    let view = ATLAS.on("2025-07-01".parse().unwrap()).unwrap();
    let county: CountyCode = "13".parse().unwrap();
    allocates_nothing(|| {
        assert_eq!(view.municipalities().count(), 308);
        assert_eq!(view.regions().count(), 19);
        assert_eq!(view.counties().count(), 23);
        assert_eq!(view.municipalities_of(county).count(), 19);
    });
}

#[test]
fn a_name_that_is_found_allocates_nothing() {
    let view = ATLAS.on("2025-07-01".parse().unwrap()).unwrap();
    allocates_nothing(|| {
        for name in ["Kuopio", "HÄMEENLINNA", "Tavastehus", "North  Karelia"] {
            assert!(matches!(
                view.find(name).unwrap().next(),
                Some(Place::Municipality(_) | Place::Region(_))
            ));
        }
        assert_eq!(ATLAS.find("Kuoppio").count(), 0);
    });
}

/// A reference and a date, however much there is in the atlas.
#[test]
fn a_view_is_two_words() {
    assert!(size_of::<AtlasView<'_>>() <= 2 * size_of::<usize>());
}
