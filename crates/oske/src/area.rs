//! In which county or region a member lies, and by which of the two a day is divided.

use std::collections::BTreeMap;

use oske_domain::{AtlasView, County, Member, Municipality, Region};

/// The county in which most municipalities of a member lie; of as many, the first by code.
pub(crate) fn county_of<'a>(member: &Member, places: AtlasView<'a>) -> Option<&'a County> {
    let county_of = |municipality: &Municipality| places.county_of(municipality.code());
    most(
        municipalities(member, places).filter_map(county_of),
        County::code,
    )
}

/// The region in which most municipalities of a member lie; of as many, the first by code.
pub(crate) fn region_of<'a>(member: &Member, places: AtlasView<'a>) -> Option<&'a Region> {
    let region_of = |municipality: &Municipality| places.region_of(municipality.code());
    most(
        municipalities(member, places).filter_map(region_of),
        Region::code,
    )
}

/// Whether the counties have their duties on the day of a view, so that members are told apart by them.
#[cfg(feature = "report")]
pub(crate) fn is_of_counties(places: AtlasView<'_>) -> bool {
    let duties = places.counties().filter_map(County::duties_from);
    duties.min().is_some_and(|first| first <= places.date())
}

fn municipalities<'a>(
    member: &Member,
    places: AtlasView<'a>,
) -> impl Iterator<Item = &'a Municipality> {
    let own = member.places().iter();
    own.flat_map(move |place| places.municipalities_of(*place))
}

/// The area that comes most often; of as many, the first by code.
fn most<'a, A, C: Ord>(
    areas: impl Iterator<Item = &'a A>,
    code: impl Fn(&A) -> C,
) -> Option<&'a A> {
    let mut counted: BTreeMap<C, (usize, &'a A)> = BTreeMap::new();
    for area in areas {
        let (count, _) = counted.entry(code(area)).or_insert((0, area));
        *count = count.saturating_add(1);
    }
    // Of several that are greatest the last is taken.
    let most = counted.into_values().rev().max_by_key(|(count, _)| *count);
    most.map(|(_, area)| area)
}
