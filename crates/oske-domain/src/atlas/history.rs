//! What happened to places, and when: [`Atlas::history`] and [`Atlas::changes`].

use chrono::NaiveDate;
use oske_types::{CountyCode, MunicipalityCode, Source, Text, Validity};

use super::Atlas;
use super::error::DateNotCarried;
use super::tables::{AreaMembership, AtlasTables, DatedRow, rows_of};
use crate::{Class, ClassId, Classification, CooperationArea, County, Municipality, Place, Region};

/// Something that happened to a place on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceEvent<'a> {
    date: NaiveDate,
    place: Place,
    change: PlaceChange<'a>,
    source: &'a Source,
}

impl<'a> PlaceEvent<'a> {
    /// The first day on which it is so.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// The place.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// What happened to it.
    #[must_use]
    pub const fn change(&self) -> &PlaceChange<'a> {
        &self.change
    }

    /// Where it was read.
    #[must_use]
    pub const fn source(&self) -> &'a Source {
        self.source
    }

    /// Whether it concerns a place: happened to it, or gave it something or took something from it.
    #[must_use]
    pub fn concerns(&self, place: Place) -> bool {
        self.place == place
            || match &self.change {
                PlaceChange::Founded | PlaceChange::Renamed { .. } => false,
                PlaceChange::Ended { into } => into.iter().any(|code| Place::from(*code) == place),
                PlaceChange::Moved { from, to } => *from == place || *to == place,
                PlaceChange::ServicesPassed { to } => Place::from(*to) == place,
            }
    }
}

/// What happened to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlaceChange<'a> {
    /// It began to exist.
    Founded,
    /// It changed its name in Finnish or Swedish.
    Renamed {
        /// The name before.
        from: &'a Text,
        /// The name from then on.
        to: &'a Text,
    },
    /// It ceased to exist.
    Ended {
        /// The municipalities that it became part of; none for an area.
        into: Vec<MunicipalityCode>,
    },
    /// It moved from one area to another of the same kind.
    Moved {
        /// The area before.
        from: Place,
        /// The area from then on.
        to: Place,
    },
    /// The duty to organise health and social services passed from it to a county, or stayed with
    /// Helsinki, which is then told as the county of code 90.
    ServicesPassed {
        /// The county.
        to: CountyCode,
    },
}

impl Atlas {
    /// What happened to a place in the days that the atlas answers for, in order of time: also what
    /// merged into it, and what moved into it or out of it.
    ///
    /// That a classification begins or ends to be known is no event.
    #[must_use]
    pub fn history(&self, place: impl Into<Place>) -> Vec<PlaceEvent<'_>> {
        let place = place.into();
        self.events(|event| event.concerns(place))
    }

    /// What happened after one date and on another at the latest, in order of time: what is different
    /// between the two. Nothing, if the second is not after the first.
    ///
    /// # Errors
    ///
    /// [`DateNotCarried`] if one of the dates is outside of the [`coverage`](Atlas::coverage).
    pub fn changes(
        &self,
        after: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<PlaceEvent<'_>>, DateNotCarried> {
        self.on(after)?;
        self.on(until)?;
        Ok(self.events(|event| after < event.date && event.date <= until))
    }

    /// What happened of all that is asked for, in order of time and then of places.
    fn events<'a>(&'a self, is_asked: impl Fn(&PlaceEvent<'a>) -> bool) -> Vec<PlaceEvent<'a>> {
        let tables = self.tables();
        let mut events = Events {
            coverage: tables.coverage,
            is_asked,
            events: Vec::new(),
        };
        events.rows(&tables.municipalities, |row| row.successors().collect());
        events.rows(&tables.regions, |_| Vec::new());
        events.rows(&tables.counties, |_| Vec::new());
        events.rows(&tables.cooperation_areas, |_| Vec::new());
        events.moves(&tables.region_memberships, &tables.regions, Place::from);
        events.moves(&tables.county_memberships, &tables.counties, Place::from);
        events.moves(
            &tables.cooperation_area_memberships,
            &tables.cooperation_areas,
            Place::from,
        );
        for classification in tables.classifications.iter() {
            events.classes(classification);
            events.moves(
                classification.memberships(),
                classification.classes(),
                |code| ClassId::new(classification.id(), code).into(),
            );
        }
        events.services(tables);
        let mut events = events.events;
        events.sort_by_key(|event| (event.date, event.place));
        events
    }
}

/// A row with a name.
trait Named: DatedRow {
    fn name(&self) -> &Text;
    fn source(&self) -> &Source;
}

macro_rules! named {
    ($($row:ty),* $(,)?) => {$(
        impl Named for $row {
            fn name(&self) -> &Text {
                self.name()
            }

            fn source(&self) -> &Source {
                self.source()
            }
        }
    )*};
}

named!(Municipality, Region, County, CooperationArea, Class);

struct Events<'a, F> {
    coverage: Validity,
    is_asked: F,
    events: Vec<PlaceEvent<'a>>,
}

impl<'a, F: Fn(&PlaceEvent<'a>) -> bool> Events<'a, F> {
    /// Only what happened after the first day that is answered for is known to have happened.
    fn push(
        &mut self,
        date: Option<NaiveDate>,
        place: impl Into<Place>,
        change: PlaceChange<'a>,
        source: &'a Source,
    ) {
        let Some(date) = date
            .filter(|date| self.coverage.contains(*date) && Some(*date) != self.coverage.from())
        else {
            return;
        };
        let event = PlaceEvent {
            date,
            place: place.into(),
            change,
            source,
        };
        if (self.is_asked)(&event) {
            self.events.push(event);
        }
    }

    /// Beginnings, names and ends.
    fn rows<R: Named<Code: Into<Place>>>(
        &mut self,
        rows: &'a [R],
        successors: impl Fn(&R) -> Vec<MunicipalityCode>,
    ) {
        for of_code in rows.chunk_by(|one, next| one.code() == next.code()) {
            let (Some(first), Some(last)) = (of_code.first(), of_code.last()) else {
                continue;
            };
            let founded = first.validity().from();
            self.push(founded, first.code(), PlaceChange::Founded, first.source());
            self.renamed(of_code, first.code());
            let ended = last.validity().until_exclusive();
            let change = PlaceChange::Ended {
                into: successors(last),
            };
            self.push(ended, last.code(), change, last.source());
        }
    }

    /// Beginnings, names and ends of classes, but not with the classification itself.
    fn classes(&mut self, classification: &'a Classification) {
        let id = |class: &Class| ClassId::new(classification.id(), class.code());
        let known = classification.validity();
        for of_code in classification
            .classes()
            .chunk_by(|one, next| one.code() == next.code())
        {
            let (Some(first), Some(last)) = (of_code.first(), of_code.last()) else {
                continue;
            };
            let founded = first
                .validity()
                .from()
                .filter(|_| first.validity().from() != known.from());
            self.push(founded, id(first), PlaceChange::Founded, first.source());
            self.renamed(of_code, id(first));
            let ended = last.validity().until_exclusive();
            let ended = ended.filter(|_| ended != known.until_exclusive());
            let change = PlaceChange::Ended { into: Vec::new() };
            self.push(ended, id(last), change, last.source());
        }
    }

    fn renamed<R: Named>(&mut self, of_code: &'a [R], place: impl Into<Place>) {
        let place = place.into();
        let pairs = of_code.iter().zip(of_code.iter().skip(1));
        for (earlier, later) in pairs.filter(|(one, next)| one.name() != next.name()) {
            let change = PlaceChange::Renamed {
                from: earlier.name(),
                to: later.name(),
            };
            self.push(later.validity().from(), place, change, later.source());
        }
    }

    /// From one area to another. Where one ends as the other begins, nobody moved: the areas were laid
    /// out, or numbered, anew.
    fn moves<A: DatedRow, M: Copy + Eq + Into<Place>>(
        &mut self,
        memberships: &'a [AreaMembership<A::Code, M>],
        areas: &[A],
        place: impl Fn(A::Code) -> Place,
    ) {
        let pairs = memberships.iter().zip(memberships.iter().skip(1));
        for (earlier, later) in pairs.filter(|(one, next)| one.member() == next.member()) {
            let begins = later.validity().from();
            let ends = |area| {
                rows_of(areas, area)
                    .last()
                    .map(|row| row.validity().until_exclusive())
            };
            let founded = |area| {
                rows_of(areas, area)
                    .first()
                    .map(|row| row.validity().from())
            };
            let anew =
                ends(earlier.area()) == Some(begins) && founded(later.area()) == Some(begins);
            let moved = earlier.area() != later.area() && !anew;
            if moved && earlier.validity().until_exclusive() == begins {
                let (from, to) = (place(earlier.area()), place(later.area()));
                let change = PlaceChange::Moved { from, to };
                self.push(begins, later.member(), change, later.source());
            }
        }
    }

    /// To the counties on the day their duties begin.
    fn services(&mut self, tables: &'a AtlasTables) {
        for membership in tables.county_memberships.iter() {
            let county = rows_of(&tables.counties, membership.area()).first();
            let Some((county, date)) =
                county.and_then(|county| Some((county, county.duties_from()?)))
            else {
                continue;
            };
            if membership.validity().contains(date) {
                let change = PlaceChange::ServicesPassed {
                    to: membership.area(),
                };
                self.push(Some(date), membership.member(), change, county.source());
            }
        }
    }
}
