//! In which county or region a member lies.

use oske_domain::{AtlasView, County, Member, Place, Region};

/// The county of the first place that a member stands for and that lies in one county.
pub(crate) fn county_of<'a>(member: &Member, places: AtlasView<'a>) -> Option<&'a County> {
    first_of(member, |place| match place {
        Place::County(code) => places.county(code),
        _ => only(
            places
                .municipalities_of(place)
                .map(|municipality| places.county_of(municipality.code())),
        ),
    })
}

/// The region of the first place that a member stands for and that lies in one region, as a county does
/// whose municipalities are all of one.
pub(crate) fn region_of<'a>(member: &Member, places: AtlasView<'a>) -> Option<&'a Region> {
    first_of(member, |place| match place {
        Place::Region(code) => places.region(code),
        _ => only(
            places
                .municipalities_of(place)
                .map(|municipality| places.region_of(municipality.code())),
        ),
    })
}

/// What the first place of a member that lies in one is in.
fn first_of<A>(member: &Member, area_of: impl Fn(Place) -> Option<A>) -> Option<A> {
    member.places().iter().find_map(|place| area_of(*place))
}

/// The one area that all of them are in.
fn only<A: PartialEq>(mut areas: impl Iterator<Item = Option<A>>) -> Option<A> {
    let first = areas.next()??;
    areas
        .all(|area| area.as_ref() == Some(&first))
        .then_some(first)
}
