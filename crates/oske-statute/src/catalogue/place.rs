//! How one place in an act lies to another.

use crate::numeral::{Numeral, Numerals};
use crate::provision::{Provision, ProvisionParts};

/// How a provision, which may be a list, lies to a single place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// It names the place itself.
    Exact,
    /// It names something that the place is a part of.
    Above,
    /// It names a part of the place.
    Below,
    /// They have nothing in common.
    Apart,
    /// One leaves a level out that the other has.
    Unclear,
}

/// How a provision lies to a single place.
pub(crate) fn relation(provision: &Provision, place: &Provision) -> Relation {
    let (one, other) = (provision.parts(), place.parts());
    if one.division != other.division {
        return Relation::Apart;
    }
    if one.part.is_some() && other.part.is_some() && one.part != other.part {
        return Relation::Apart;
    }
    let chapters = level(&one.chapters, &other.chapters);
    if chapters == Relation::Apart {
        return Relation::Apart;
    }
    // A whole chapter or part is meant on one side.
    match (one.sections.is_empty(), other.sections.is_empty()) {
        (true, true) => {
            let parts = one.part != other.part && one.chapters.is_empty();
            return if parts || one.below_section() || other.below_section() {
                Relation::Unclear
            } else {
                chapters
            };
        }
        (true, false) => {
            return match chapters {
                Relation::Exact if !one.below_section() => Relation::Above,
                _ => Relation::Unclear,
            };
        }
        (false, true) => {
            return match chapters {
                Relation::Exact if !other.below_section() && !one.chapters.is_empty() => {
                    Relation::Below
                }
                _ => Relation::Unclear,
            };
        }
        (false, false) => {}
    }
    let lower = below_chapters(one, other);
    // Sections that are counted by chapter are not the same without it.
    match (lower, chapters) {
        (Relation::Apart, _) | (_, Relation::Exact) => lower,
        _ => Relation::Unclear,
    }
}

fn below_chapters(one: &ProvisionParts, other: &ProvisionParts) -> Relation {
    match level(&one.sections, &other.sections) {
        Relation::Exact => {}
        different => return different,
    }
    // In a section of one moment that moment is not numbered.
    let moments = level(&one.moments, &other.moments);
    match moments {
        Relation::Exact => {}
        Relation::Below if !other.has_item() => return Relation::Below,
        Relation::Above if !one.has_item() => return Relation::Above,
        Relation::Below | Relation::Above => return Relation::Unclear,
        different => return different,
    }
    match items(one, other) {
        Relation::Exact => level(&one.subitems, &other.subitems),
        different => different,
    }
}

/// The introduction of a moment counts as one of its items.
fn items(one: &ProvisionParts, other: &ProvisionParts) -> Relation {
    match (one.has_item(), other.has_item()) {
        (false, false) => Relation::Exact,
        (true, false) => Relation::Below,
        (false, true) => Relation::Above,
        (true, true) => {
            let intro = one.intro && other.intro;
            let same = other.items.iter().any(|item| one.items.contains(item));
            if intro || same {
                Relation::Exact
            } else {
                Relation::Apart
            }
        }
    }
}

fn level(one: &Numerals, other: &Numerals) -> Relation {
    match (one.is_empty(), other.is_empty()) {
        (true, true) => Relation::Exact,
        (false, true) => Relation::Below,
        (true, false) => Relation::Above,
        (false, false) if other.iter().any(|numeral| one.contains(numeral)) => Relation::Exact,
        (false, false) => Relation::Apart,
    }
}

/// The single places of a provision, in their order.
pub(crate) fn places(provision: &Provision) -> impl Iterator<Item = Provision> + '_ {
    let parts = provision.parts();
    let each = |numerals: &Numerals| -> Vec<Option<Numeral>> {
        let all: Vec<_> = numerals.iter().take(super::act::PLACES).map(Some).collect();
        if all.is_empty() { vec![None] } else { all }
    };
    let items: Vec<(bool, Option<Numeral>)> = match (parts.intro, parts.items.is_empty()) {
        (true, true) => vec![(true, None)],
        (true, false) => std::iter::once((true, None))
            .chain(
                parts
                    .items
                    .iter()
                    .take(super::act::PLACES)
                    .map(|item| (false, Some(item))),
            )
            .collect(),
        _ => each(&parts.items)
            .into_iter()
            .map(|item| (false, item))
            .collect(),
    };
    let (sections, moments, subitems) = (
        each(&parts.sections),
        each(&parts.moments),
        each(&parts.subitems),
    );
    let one = |numeral: Option<Numeral>| numeral.map_or(Numerals::NONE, Numerals::one);
    each(&parts.chapters).into_iter().flat_map(move |chapter| {
        let (moments, items, subitems) = (moments.clone(), items.clone(), subitems.clone());
        sections.clone().into_iter().flat_map(move |section| {
            let (items, subitems) = (items.clone(), subitems.clone());
            moments.clone().into_iter().flat_map(move |moment| {
                let subitems = subitems.clone();
                items.clone().into_iter().flat_map(move |(intro, item)| {
                    subitems.clone().into_iter().filter_map(move |subitem| {
                        let place = ProvisionParts {
                            division: parts.division,
                            part: parts.part,
                            chapters: one(chapter),
                            sections: one(section),
                            moments: one(moment),
                            intro,
                            items: one(item),
                            subitems: one(subitem),
                        };
                        Provision::try_from(place).ok()
                    })
                })
            })
        })
    })
}
