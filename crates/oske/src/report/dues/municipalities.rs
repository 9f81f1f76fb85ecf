//! The municipalities on the map.

use std::collections::BTreeMap;

use oske_domain::{Member, MemberKind, Municipality, Place};
use oske_report::{Block, Chart, Section, Tiles};
use oske_types::{Amount, Exact, Language, MunicipalityCode};

use super::Sheet;
use crate::RoundEntry;
use crate::report::map;
use crate::report::paper::major;

impl Sheet<'_> {
    pub(super) fn municipalities_on_map(&self, unit: &str) -> Option<Section> {
        let paper = self.paper;
        let entries = self.round.entries().iter();
        let own = entries.filter(|entry| entry.member().kind() == MemberKind::Municipality);
        let valued: Vec<map::Valued<&Municipality>> = own
            .filter_map(|entry| {
                let places = entry.member().places().iter();
                let mut codes = places.filter_map(|place| match place {
                    Place::Municipality(code) => Some(*code),
                    _ => None,
                });
                let municipality = self.places.municipality(codes.next()?)?;
                Some(map::Valued {
                    place: municipality,
                    value: entry.assessment().amount().map(major),
                })
            })
            .collect();
        let (tiles, blocks) = map::of_municipalities(&valued, self.places, paper.language);
        if tiles.len() < 2 {
            return None;
        }
        let heading = paper.say(
            "Kuntien maksut kartalla",
            "Kommunernas avgifter på kartan",
            "Dues of municipalities on the map",
        );
        let known = valued.iter().filter_map(|valued| valued.value);
        let (least, most) = (known.clone().min(), known.max());
        let amount = |value: Exact| {
            let amount = Amount::new(value, self.round.currency());
            amount.in_language(paper.language)
        };
        let count = paper.number(tiles.len());
        let description = match (least, most) {
            (Some(least), Some(most)) if least == most => {
                let each = amount(least);
                paper.language.pick(
                    format!("Kuntia on {count}, ja kunkin maksu on {each}."),
                    format!("De {count} kommunerna betalar {each} var."),
                    format!("There are {count} municipalities, each with dues of {each}."),
                )
            }
            (Some(least), Some(most)) => {
                let (least, most) = (amount(least), amount(most));
                paper.language.pick(
                    format!("Kuntia on {count}, ja niiden maksut ovat {least}–{most}."),
                    format!("De {count} kommunerna betalar {least}–{most} var."),
                    format!("There are {count} municipalities, with dues of {least}–{most}."),
                )
            }
            _ => paper.language.pick(
                format!("Kuntia on {count}; maksut eivät ole tiedossa."),
                format!("Kommunernas antal är {count}; deras avgifter är inte kända."),
                format!("There are {count} municipalities; their dues are not known."),
            ),
        };
        let title = paper.say(
            "Kuntien maksut",
            "Kommunernas avgifter",
            "Dues of municipalities",
        );
        let chart = Chart::new(
            title,
            description,
            Tiles::new(unit, tiles).with_blocks(blocks),
        );
        Some(Section::new(heading).with(chart))
    }

    /// Which municipalities of the area are members, and how; in words where all are so in one way. `None` where the
    /// policy is for no area.
    pub(super) fn membership_map(&self) -> Option<Block> {
        let paper = self.paper;
        let area = self.round.policy_year().policy().area().iter();
        let area = area.filter_map(|place| place.parse::<Place>().ok());
        let municipalities: BTreeMap<MunicipalityCode, &Municipality> = area
            .flat_map(|place| self.places.municipalities_of(place))
            .map(|municipality| (municipality.code(), municipality))
            .collect();
        if municipalities.len() < 2 {
            return None;
        }
        let memberships = municipalities
            .iter()
            .map(|(code, municipality)| (*municipality, self.membership_of(*code)));
        let memberships: Vec<(&Municipality, Membership)> = memberships.collect();
        let count = |wanted: Membership| {
            let of = memberships.iter().filter(|(_, known)| *known == wanted);
            of.count()
        };
        let found = Membership::ALL.into_iter().filter(|one| count(*one) > 0);
        let found: Vec<Membership> = found.collect();
        let said = found.iter().map(|one| {
            let count = paper.number(count(*one));
            format!("{} ({count})", one.in_language(paper.language))
        });
        let said: Vec<String> = said.collect();
        let title = paper.say(
            "Alueen kuntien jäsenyys",
            "Medlemskapet för områdets kommuner",
            "Membership of the municipalities of the area",
        );
        if found.len() == 1 {
            return Some(Block::from(format!("{title}: {}.", said.join("; "))));
        }
        let valued = memberships.iter().map(|(place, membership)| {
            let index = found.iter().position(|known| known == membership);
            let index = index.and_then(|index| u64::try_from(index).ok());
            map::Valued {
                place: *place,
                value: index.map(Exact::from),
            }
        });
        let valued: Vec<map::Valued<&Municipality>> = valued.collect();
        let (tiles, blocks) = map::of_municipalities(&valued, self.places, paper.language);
        let classes = found.iter().map(|one| one.in_language(paper.language));
        let tiles = Tiles::of_classes(classes, tiles).with_blocks(blocks);
        Some(Block::from(Chart::new(
            title,
            format!("{}.", said.join("; ")),
            tiles,
        )))
    }

    fn membership_of(&self, code: MunicipalityCode) -> Membership {
        let is_it = |member: &Member| {
            let place = Place::Municipality(code);
            member.kind() == MemberKind::Municipality && member.places().contains(&place)
        };
        let stands_for_it = |member: &Member| {
            let mut places = member.places().iter();
            member.kind() == MemberKind::JointAuthority
                && places.any(|place| {
                    let mut parts = self.places.municipalities_of(*place);
                    parts.any(|municipality| municipality.code() == code)
                })
        };
        let entries = || self.round.entries().iter().map(RoundEntry::member);
        if entries().any(is_it) {
            Membership::Own
        } else if self
            .round
            .represented()
            .iter()
            .any(|(member, _)| is_it(member))
            || entries().any(stands_for_it)
        {
            Membership::Through
        } else if self.round.unsettled().iter().any(|member| is_it(member)) {
            Membership::Unsettled
        } else {
            Membership::None
        }
    }
}

/// How a municipality is a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Membership {
    Own,
    Through,
    Unsettled,
    None,
}

impl Membership {
    const ALL: [Self; 4] = [Self::Own, Self::Through, Self::Unsettled, Self::None];

    fn in_language(self, language: Language) -> &'static str {
        match self {
            Self::Own => language.pick(
                "jäsen omissa nimissään",
                "medlem i eget namn",
                "member in its own name",
            ),
            Self::Through => language.pick(
                "kuntayhtymän tai toisen jäsenen kautta",
                "genom en samkommun eller en annan medlem",
                "through a joint authority or another member",
            ),
            Self::Unsettled => language.pick(
                "jäsenyys ei ole selvä",
                "medlemskapet är oklart",
                "membership not settled",
            ),
            Self::None => language.pick("ei jäsen", "inte medlem", "no member"),
        }
    }
}
