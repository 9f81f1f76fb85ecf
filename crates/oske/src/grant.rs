//! From the centres and the atlas to the figures by which the state grant is divided: [`GrantFigures`].

use chrono::{Datelike, NaiveDate};
use oske_domain::{
    AreaMember, Atlas, AtlasView, Centre, CentreId, CentreKind, Centres, CentresNotCarried,
    CentresView, DateNotCarried, FigureError, Place,
};
use oske_dues::{Facts, NoSuchParameter, Policy};
use oske_types::{Amount, DuesYear, Exact, Money};

/// How many years before the grant year figures are looked up: people are asked for of either.
const YEARS_BEFORE: [i32; 2] = [1, 2];

/// What is known of the centres of excellence (*sosiaalialan osaamiskeskukset*, *kompetenscentrumen inom det
/// sociala området*) and of the whole country for the state grant of one year, by Decree 1411/2001 3–4 §.
///
/// Each centre is a payer with the facts below, and the whole country is a set of parameters. Which of them
/// count is for a policy to say, since the decree does not: `examples/data/grant/state-grant.toml`.
///
/// | fact of a centre | it is |
/// |---|---|
/// | `kind` | `regional` or `swedish_language` |
/// | `special_task` | the id of its [special task](oske_domain::SpecialTask) on the first day of the grant year, else `none` |
/// | `population_1`, `population_2` | the people of its area on the last day of the year before the grant year, and of the one before that, in the regions or counties of that day |
/// | `population_1_at_start`, `population_2_at_start` | the same people in the regions or counties of the first day of the grant year |
/// | `land`, `fresh_water` | its area in hectares, in the regions or counties of 1 January of the year before the grant year |
/// | `land_at_start`, `fresh_water_at_start` | the same in those of the first day of the grant year |
///
/// The parameters are `national_grant`, and by year `country_people`, `country_swedish_speakers`,
/// `aland_people` and `aland_swedish_speakers`: see [`policy_with`](Self::policy_with). Åland is whatever no
/// regional centre serves.
///
/// What cannot be told is left out, so that an assessment names it; why stands in [`problems`](Self::problems).
///
/// ```
/// use oske::data::{ATLAS, CENTRES};
/// use oske::grant::GrantFigures;
/// use oske::types::Exact;
///
/// let figures = GrantFigures::try_new(&ATLAS, &CENTRES, 2016)?;
/// assert!(figures.problems().is_empty());
/// let eastern = figures.payer("ita-suomi").ok_or("a centre")?;
/// // Vaala left the eastern centre's area on 1 January 2016.
/// assert_eq!(eastern.measure("population_1"), Some(Exact::from(641_587)));
/// assert_eq!(eastern.measure("population_1_at_start"), Some(Exact::from(638_513)));
/// // The statistic of surface areas that is carried is a later one, and it says of which year.
/// assert_eq!(figures.surface_year(), Some(2023));
///
/// // The number of Swedish speakers of 2015 was read; that of 2014 lies between bounds.
/// let country: Vec<_> = figures.countries().collect();
/// assert_eq!(country[0].year(), 2015);
/// assert_eq!(country[0].swedish_speakers().exactly(), Some(290_161));
/// assert_eq!(country[1].swedish_speakers().exactly(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct GrantFigures<'a> {
    year: DuesYear,
    centres: Vec<&'a Centre>,
    payers: Vec<Facts>,
    countries: Vec<CountryFigures>,
    surface_year: Option<i32>,
    problems: Vec<GrantProblem>,
}

/// Why there are no figures for a grant year at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GrantError {
    /// There are no centres on the first day of the year.
    #[error(transparent)]
    Centres(#[from] CentresNotCarried),
    /// The atlas does not answer for the first day of the year.
    #[error(transparent)]
    Atlas(#[from] DateNotCarried),
    /// A year beyond the calendar.
    #[error("`{year}` is not a year: expected one as 2016")]
    #[non_exhaustive]
    Year {
        /// The year.
        year: i32,
    },
}

/// A figure that could not be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{figure}` of `{of}`: {cause}")]
pub struct GrantProblem {
    figure: String,
    of: String,
    #[source]
    cause: GrantCause,
}

/// Why a figure could not be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GrantCause {
    /// The atlas has no such figure.
    #[error(transparent)]
    Figure(#[from] Box<FigureError>),
    /// The atlas does not answer for the day.
    #[error(transparent)]
    Date(#[from] DateNotCarried),
    /// The atlas has no surface areas.
    #[error("there are no surface areas of any year")]
    NoSurfaceAreas,
}

impl From<FigureError> for GrantCause {
    fn from(error: FigureError) -> Self {
        Self::Figure(Box::new(error))
    }
}

impl GrantProblem {
    /// The fact, or the parameter.
    #[must_use]
    pub fn figure(&self) -> &str {
        &self.figure
    }

    /// The id of the centre, or the year of the whole country.
    #[must_use]
    pub fn of(&self) -> &str {
        &self.of
    }

    /// Why it could not be told.
    #[must_use]
    pub fn cause(&self) -> &GrantCause {
        &self.cause
    }
}

/// A number of people that is known, or known to lie between two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    at_least: u32,
    at_most: u32,
}

impl Between {
    /// The number, if it is known.
    #[must_use]
    pub const fn exactly(self) -> Option<u32> {
        if self.at_least == self.at_most {
            Some(self.at_least)
        } else {
            None
        }
    }

    /// The least that it can be.
    #[must_use]
    pub const fn at_least(self) -> u32 {
        self.at_least
    }

    /// The most that it can be.
    #[must_use]
    pub const fn at_most(self) -> u32 {
        self.at_most
    }

    const fn only(number: u32) -> Self {
        Self {
            at_least: number,
            at_most: number,
        }
    }

    /// Both together, where neither is known from the other.
    const fn with(self, other: Self) -> Self {
        Self {
            at_least: self.at_least.saturating_add(other.at_least),
            at_most: self.at_most.saturating_add(other.at_most),
        }
    }

    /// This one, as the rest of a known number tells of it.
    fn within(self, all: u32, rest: Self) -> Self {
        Self {
            at_least: self.at_least.max(all.saturating_sub(rest.at_most)),
            at_most: self.at_most.min(all.saturating_sub(rest.at_least)),
        }
    }
}

/// The people of the whole country and of Åland on 31 December of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountryFigures {
    year: i32,
    people: u32,
    swedish_speakers: Between,
    aland_people: u32,
    mainland_swedish_speakers: Between,
}

impl CountryFigures {
    /// The year.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The population of the whole country.
    #[must_use]
    pub const fn people(&self) -> u32 {
        self.people
    }

    /// The Swedish speakers of the whole country: the published number where it is carried, else the bounds
    /// that the municipalities give, of which some are hidden.
    #[must_use]
    pub const fn swedish_speakers(&self) -> Between {
        self.swedish_speakers
    }

    /// The population of Åland.
    #[must_use]
    pub const fn aland_people(&self) -> u32 {
        self.aland_people
    }

    /// The Swedish speakers of the mainland. Where the number of the whole country is not known, what is hidden
    /// in Åland does not widen these bounds; where it is, they are no wider than what is hidden in Åland.
    #[must_use]
    pub const fn mainland_swedish_speakers(&self) -> Between {
        self.mainland_swedish_speakers
    }

    /// Whether every number is known.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.swedish_speakers.exactly().is_some()
            && self.mainland_swedish_speakers.exactly().is_some()
    }
}

/// Which bound of the Swedish speakers is taken, where their number is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "there are two bounds")]
pub enum SpeakerBound {
    /// As few Swedish speakers on the mainland and in the whole country as there can be.
    Fewest,
    /// As many as there can be.
    Most,
}

impl SpeakerBound {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Fewest, Self::Most];
}

impl<'a> GrantFigures<'a> {
    /// The figures for the grant of a year.
    ///
    /// # Errors
    ///
    /// [`GrantError`] if the centres or the atlas do not answer for the first day of the year.
    pub fn try_new(atlas: &'a Atlas, centres: &'a Centres, year: i32) -> Result<Self, GrantError> {
        let dues_year = DuesYear::calendar(year).ok_or(GrantError::Year { year })?;
        let start = dues_year.first_day();
        let view = centres.on(start)?;
        let now = atlas.on(start)?;
        let mut figures = Self {
            year: dues_year,
            centres: view.centres().collect(),
            payers: Vec::new(),
            countries: Vec::new(),
            surface_year: surface_year(atlas, year),
            problems: Vec::new(),
        };
        for centre in view.centres() {
            let facts = figures.facts_of(centre, view, atlas);
            figures.payers.push(facts);
        }
        for before in YEARS_BEFORE {
            let of = year.saturating_sub(before);
            match country(of, view, now, atlas) {
                Ok(country) => figures.countries.push(country),
                Err(cause) => figures.problems.push(GrantProblem {
                    figure: "country_people, country_swedish_speakers".to_owned(),
                    of: of.to_string(),
                    cause: cause.into(),
                }),
            }
        }
        Ok(figures)
    }

    /// The grant year.
    #[must_use]
    pub const fn year(&self) -> DuesYear {
        self.year
    }

    /// The centres on the first day of the year, in the order of the payers.
    #[must_use]
    pub fn centres(&self) -> &[&'a Centre] {
        &self.centres
    }

    /// What is known of each centre; the payer is the id of the centre.
    #[must_use]
    pub fn payers(&self) -> &[Facts] {
        &self.payers
    }

    /// What is known of one centre.
    #[must_use]
    pub fn payer(&self, id: &str) -> Option<&Facts> {
        self.payers.iter().find(|facts| facts.payer() == id)
    }

    /// The whole country in the years before, the last one first, as far as it is known.
    pub fn countries(&self) -> impl Iterator<Item = &CountryFigures> {
        self.countries.iter()
    }

    /// The year of the surface areas: the grant year's or the last before it that the atlas carries, else the
    /// first after it.
    #[must_use]
    pub const fn surface_year(&self) -> Option<i32> {
        self.surface_year
    }

    /// What could not be told, and why.
    #[must_use]
    pub fn problems(&self) -> &[GrantProblem] {
        &self.problems
    }

    /// A policy with the amount of the year, and the figures of the whole country as parameters of their years.
    ///
    /// # Errors
    ///
    /// [`NoSuchParameter`] if the policy has no parameter of one of these names.
    pub fn policy_with(
        &self,
        policy: &Policy,
        grant: Money,
        bound: SpeakerBound,
    ) -> Result<Policy, NoSuchParameter> {
        let grant = Amount::from(grant).value();
        let mut policy = policy.with_parameter("national_grant", self.year, grant)?;
        for country in &self.countries {
            let Some(year) = DuesYear::calendar(country.year) else {
                continue;
            };
            let (all, mainland) = (country.swedish_speakers, country.mainland_swedish_speakers);
            let (all, mainland) = match bound {
                SpeakerBound::Fewest => (all.at_least, mainland.at_least),
                SpeakerBound::Most => (all.at_most, mainland.at_most),
            };
            // Where Åland is left out, its own are taken away, and what is left is the bound of the mainland.
            let aland = all.saturating_sub(mainland);
            for (name, number) in [
                ("country_people", country.people),
                ("country_swedish_speakers", all),
                ("aland_people", country.aland_people),
                ("aland_swedish_speakers", aland),
            ] {
                policy = policy.with_parameter(name, year, Exact::from(i64::from(number)))?;
            }
        }
        Ok(policy)
    }

    fn facts_of(&mut self, centre: &Centre, view: CentresView<'_>, atlas: &Atlas) -> Facts {
        let mut tasks = view.special_tasks();
        let task = tasks.find(|task| task.centre() == centre.id());
        let facts = Facts::new(centre.id().as_str())
            .with_attribute("kind", centre.kind().code())
            .with_attribute(
                "special_task",
                task.map_or("none", |task| task.id().as_str()),
            );
        if centre.kind() != CentreKind::Regional {
            return facts;
        }
        let facts = self.with_people(facts, centre.id(), view, atlas);
        self.with_surface(facts, centre.id(), view, atlas)
    }

    fn with_people(
        &mut self,
        mut facts: Facts,
        id: &CentreId,
        view: CentresView<'_>,
        atlas: &Atlas,
    ) -> Facts {
        let year = self.year.year();
        for before in YEARS_BEFORE {
            let of = year.saturating_sub(before);
            let counted = NaiveDate::from_ymd_opt(of, 12, 31);
            for (figure, day) in [
                (format!("population_{before}"), counted.unwrap_or_default()),
                (format!("population_{before}_at_start"), view.date()),
            ] {
                let found = attached(view, id, day, atlas)
                    .and_then(|(atlas, places)| Ok(atlas.population_of(&places, of)?));
                match found {
                    Ok(found) => {
                        let people = i64::from(found.value().residents());
                        let source = found.source().title().to_owned();
                        facts = facts.with_measure_from(figure, people, counted, Some(source));
                    }
                    Err(cause) => self.open(figure, id, cause),
                }
            }
        }
        facts
    }

    fn with_surface(
        &mut self,
        mut facts: Facts,
        id: &CentreId,
        view: CentresView<'_>,
        atlas: &Atlas,
    ) -> Facts {
        let start = view.date();
        let year_before = start.with_year(start.year().saturating_sub(1));
        for (ending, day) in [("", year_before.unwrap_or_default()), ("_at_start", start)] {
            let (land, water) = (format!("land{ending}"), format!("fresh_water{ending}"));
            let found = self.surface_year.ok_or(GrantCause::NoSurfaceAreas);
            let found = found.and_then(|of| {
                let (atlas, places) = attached(view, id, day, atlas)?;
                let found = atlas.surface_area_of(&places, of)?;
                let titles: Vec<String> = found
                    .sources()
                    .iter()
                    .map(|source| source.title().to_owned())
                    .collect();
                let hectares = (found.land_hectares(), found.fresh_water_hectares());
                Ok((
                    hectares,
                    NaiveDate::from_ymd_opt(of, 1, 1),
                    titles.join("; "),
                ))
            });
            match found {
                Ok(((of_land, of_water), date, source)) => {
                    for (figure, hectares) in [(land, of_land), (water, of_water)] {
                        let hectares = i64::from(hectares);
                        let source = Some(source.clone());
                        facts = facts.with_measure_from(figure, hectares, date, source);
                    }
                }
                Err(cause) => self.open(format!("{land}, {water}"), id, cause),
            }
        }
        facts
    }

    fn open(&mut self, figure: String, id: &CentreId, cause: GrantCause) {
        self.problems.push(GrantProblem {
            figure,
            of: id.to_string(),
            cause,
        });
    }
}

/// The year of the surface areas to take.
fn surface_year(atlas: &Atlas, year: i32) -> Option<i32> {
    let years = atlas.tables().surface_areas.iter();
    let years = years.map(oske_domain::SurfaceYear::year);
    let before = years.clone().filter(|known| *known <= year).max();
    before.or_else(|| years.min())
}

/// The places of a centre's area in the grant year, as they were on a day.
fn attached<'a>(
    view: CentresView<'_>,
    id: &CentreId,
    day: NaiveDate,
    atlas: &'a Atlas,
) -> Result<(AtlasView<'a>, Vec<Place>), GrantCause> {
    let atlas = atlas.on(day)?;
    let areas = view.area_of(id).filter(|area| !area.is_lapsed_on(day));
    Ok((atlas, areas.map(AreaMember::place).collect()))
}

/// The whole country and what of it no regional centre serves, in a year.
fn country(
    year: i32,
    view: CentresView<'_>,
    now: AtlasView<'_>,
    atlas: &Atlas,
) -> Result<CountryFigures, FigureError> {
    let served = |municipality| {
        let mut centres = view.regional_centres();
        centres.any(|centre| {
            let mut areas = view.area_of(centre.id());
            areas.any(|area| now.contains(area.place(), municipality))
        })
    };
    let all = now.municipalities().map(oske_domain::Municipality::code);
    let (mainland, aland): (Vec<_>, Vec<_>) = all.partition(|municipality| served(*municipality));
    let [mainland, aland] = [mainland, aland].map(|codes| -> Vec<Place> {
        let places = codes.into_iter().map(Place::from);
        places.collect()
    });
    let speakers = |places: &[Place]| {
        let found = now.swedish_speakers_of(places, year)?;
        Ok::<_, FigureError>(Between {
            at_least: found.value().at_least(),
            at_most: found.value().at_most(),
        })
    };
    let (on_mainland, on_aland) = (speakers(&mainland)?, speakers(&aland)?);
    let mut published = atlas.mother_tongues().iter();
    let published = published.find(|tongues| tongues.year() == year);
    let (swedish_speakers, mainland_swedish_speakers) = match published {
        Some(tongues) => {
            let known = tongues.swedish();
            (Between::only(known), on_mainland.within(known, on_aland))
        }
        None => (on_mainland.with(on_aland), on_mainland),
    };
    Ok(CountryFigures {
        year,
        people: now.country_population(year)?.value().residents(),
        swedish_speakers,
        aland_people: now.population_of(&aland, year)?.value().residents(),
        mainland_swedish_speakers,
    })
}
