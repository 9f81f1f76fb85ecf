//! The municipalities of Finland, the areas and classes that they belong to, their population, land and
//! languages, and the centres of excellence on social welfare: embedded, as on any day since 2002, and each
//! figure with its source.
//!
//! ```
//! use oske_data::ATLAS;
//! use oske_types::{CountyCode, Language};
//!
//! // Pohjois-Savo on the day the counties took over their duties, and the residents at the turn.
//! let new_year = ATLAS.on("2023-01-01".parse()?)?;
//! let north_savo: CountyCode = "13".parse()?;
//! let name = new_year.name_of(north_savo)?;
//! assert_eq!(name.in_language(Language::Finnish), "Pohjois-Savon hyvinvointialue");
//!
//! let population = new_year.population(north_savo, 2022)?;
//! assert_eq!(population.value().residents(), 247_689);
//! assert!(population.source().title().starts_with("Statistics Finland, Population structure"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`ATLAS`] is the data, an [`Atlas`](oske_domain::Atlas); [`EDITION`] says which edition it is, how to
//! name its publishers and what it was read from.
//!
//! # What it holds
//!
//! From 1 January 2002 to 31 December 2026, as on any day:
//!
//! - every municipality (*kunta*, *kommun*), with its Finnish and Swedish name, the day of each new name, and
//!   what it merged into or was divided between;
//! - the regions (*maakunta*, *landskap*), and the region of each municipality;
//! - the wellbeing services counties (*hyvinvointialue*, *välfärdsområde*) from 1 July 2021, with the day on
//!   which their duties began; from 1 January 2022 also Helsinki (90), which organises its services itself,
//!   and Åland (91), and the county of each municipality; HUS from 2023, a joint authority of counties:
//!   a body with members, and no place;
//! - the co-operation areas (*yhteistyöalue*, *samarbetsområde*) from 1 March 2022, and their counties;
//! - the other classifications of municipalities: sub-regions, language status, urban and rural, AVI and ELY
//!   from 2013 (the last two to 2025), the economic development centres from 2026, NUTS 3 from 2017;
//!
//! and as figures:
//!
//! - the population of each municipality on 31 December of the years from 1990 to 2025. To 2018 a year is laid
//!   out in the division of 1 January 2019, from 2019 on in that of the next day; 2001 also in the division of
//!   2002. The answer says in which. Each year adds up to a control total with a source of its own;
//! - land and fresh water of each municipality in 2023;
//! - the Swedish speakers of each municipality from 2000 to 2022, in the division of 2022: figures from 1 to 4
//!   are hidden by the publisher, and stay so; the mother tongues of the whole country in some years from
//!   1980 on.
//!
//! [`CENTRES`] holds the [centres of excellence](#the-centres-of-excellence), and [`EDITION`] tells a program
//! which days and years there are:
//!
//! ```
//! use oske_data::EDITION;
//!
//! assert!(EDITION.coverage().contains("2026-12-31".parse()?));
//! assert!(EDITION.population_years().contains(&2025));
//! assert!(EDITION.surface_area_years().contains(&2023));
//! assert_eq!(EDITION.swedish_speaker_years().first(), Some(&2000));
//! // The centres from the day on which the decree came into force, as far as anything was read of them.
//! assert_eq!(EDITION.centres_coverage().to_string(), "2002-01-01/..");
//! assert_eq!(EDITION.centres_known_to(), "2025-08-22".parse().ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ```
//! use oske_data::ATLAS;
//! use oske_domain::Municipality;
//! use oske_types::Language;
//!
//! // Längelmäki was divided between two municipalities in 2007, and Jämsä is told of it.
//! let view = ATLAS.on("2020-01-01".parse()?)?;
//! let finnish = |rows: Vec<&Municipality>| -> Vec<String> {
//!     let names = rows.into_iter().map(|row| row.name().in_language(Language::Finnish));
//!     names.map(str::to_owned).collect()
//! };
//! assert_eq!(finnish(view.heirs_of("443".parse()?)), ["Jämsä", "Orivesi"]);
//! assert_eq!(finnish(view.merged_into("182".parse()?)), ["Längelmäki", "Jämsänkoski"]);
//!
//! // The same place under three names, in capitals.
//! for name in ["HÄMEENLINNA", "TAVASTEHUS"] {
//!     let place = view.find(name)?.next().ok_or("a place")?;
//!     assert_eq!(place.to_string(), "municipality:109");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Whether to depend on it
//!
//! Depend on it for a program that wants an answer and no file to look after. The tables grow once a
//! year, in an edition of their own: [`EDITION`] is named in whatever is calculated from them. A
//! program that keeps its own tables makes an [`Atlas`](oske_domain::Atlas) of them and needs
//! `oske-domain` alone.
//!
//! A release binary (x86-64 Linux, thin LTO, stripped) that asks both [`ATLAS`] and [`CENTRES`] is 0.92 MB
//! larger than the same binary with empty tables, and 1.15 MB larger than one without oske; a program that asks
//! neither carries neither. `cargo xtask size` measures it, and refuses tables of a megabyte or more.
//!
//! # To add to an edition at run time
//!
//! The tables are values of types that anyone can make: clone them, change them, and have them checked as the
//! generator checks them. Here a year that the edition does not have yet:
//!
//! ```
//! use chrono::NaiveDate;
//! use oske_data::ATLAS;
//! use oske_domain::{Atlas, PopulationYear};
//! use oske_types::{Source, Sourced, Validity};
//!
//! let last = ATLAS.tables().populations.last().ok_or("a year")?;
//! let year = last.year() + 1;
//! let first_of = |year| NaiveDate::from_ymd_opt(year, 1, 1);
//! // The source lays 31 December out in the division of the next day, so the atlas must answer for it.
//! let new_year = first_of(year + 1).ok_or("a day")?;
//! let mut tables = ATLAS.tables().clone();
//! tables.coverage =
//!     Validity::new(ATLAS.coverage().from(), first_of(year + 2)).ok_or("a period")?;
//!
//! // Made up: everybody stayed where they were. A program reads its own file.
//! let made_up = |total: u32| {
//!     let total = Sourced::new(total, Source::new("Made up: published total"));
//!     let source = Source::new("Made up: Population structure of the new year");
//!     PopulationYear::new(year, new_year, total, last.figures().to_vec().into(), source)
//! };
//! let total = *last.control_total().value();
//! tables.populations.to_mut().push(made_up(total));
//! let mine = Atlas::try_new(tables.clone())?;
//!
//! let population = mine.on(new_year)?.country_population(year)?;
//! assert_eq!(population.value().residents(), total);
//! assert!(population.source().title().starts_with("Made up"));
//! assert!(ATLAS.population_year(year).is_err());
//!
//! // One person too many, and the whole is refused with the reason.
//! tables.populations.to_mut().pop();
//! tables.populations.to_mut().push(made_up(total + 1));
//! let faults = Atlas::try_new(tables).unwrap_err();
//! assert!(faults.to_string().contains(&format!("the control total is {}", total + 1)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How it is made
//!
//! The truth is in `data/*.tsv` of this crate: tables kept by hand, sorted, one fact in a row, each
//! with the letter of its source in `sources.tsv`. `from` is the first day on which a row holds,
//! empty where it is not given; `until` is the first day on which it no longer does, empty where no
//! end is known. `cargo xtask codegen` checks them (no gap, no overlap, no unknown code, each
//! municipality in a region, and in a county from 2022, each year adding up to its control total) and writes
//! `src/generated`, which nobody edits, and `data/fingerprints.csv`, which shows in review what
//! changed. There is no build script: what is compiled is plain Rust, and there is no work at start.
//!
//! In `sources.tsv`, `title` is what was published, `by_way_of` says which copy of it was read (empty
//! where it was the publication itself), `address` is the publisher's own page and `read_on` the day
//! of reading, empty where none was recorded. Title and copy together are the title of a
//! [`Source`](oske_types::Source).
//!
//! # How to add the next year
//!
//! Statistics Finland publishes the division of 1 January in January and the population of
//! 31 December in spring; the National Land Survey its areas in January. Say the next year is 2027. Columns
//! that are not named here are those of the row above.
//!
//! 1. **Sources.** In `sources.tsv`, one row for each publication: the next free letter, the title, the
//!    address, the licence, the day on which it was read.
//! 2. **The edition.** In `edition.tsv` set `until` to 2028-01-01 and `name` to `2027.1`; name a new publisher
//!    in `attribution`, here and in `LICENSE-DATA.md`. If nothing moved on 1 January, the division is done: go
//!    to step 4.
//! 3. **The division.** All that changes does so on a day, here D = 2027-01-01:
//!    - *A merger.* In `municipalities.tsv` the one that ends gets `until` D and `merged_into`; two codes, the
//!      second in `merged_also`, where it is divided. Its rows that are open in `region_memberships.tsv`,
//!      `county_memberships.tsv` and `class_memberships.tsv` get `until` D.
//!    - *A new municipality* has a row with `from` D in these four tables.
//!    - *A move* to another region, county or class: the open row gets `until` D, and a row with the new code
//!      and `from` D comes after it.
//!    - *A new name*: the row in `municipalities.tsv` (or `regions.tsv`, `counties.tsv`,
//!      `cooperation_areas.tsv`, `classes.tsv`) gets `until` D, and the same code a row with the new name.
//!    - *A county that changes co-operation area*: `county_cooperation_areas.tsv`, as a move.
//!    - *A classification that ends or begins*: `until` or `from` in `classifications.tsv`, in each of its
//!      rows of `classes.tsv`, and in its rows of `class_memberships.tsv`.
//!    - *Members of HUS*: `joint_authorities.tsv`.
//! 4. **Population.** In `national_totals.tsv` a row: year 2026, `borders` D, the total of the country with its
//!    own source. At the end of `population.tsv` a row for each municipality of the new division.
//! 5. **Areas and languages**, where they were read: `surface_areas.tsv` (year 2027, in km² with two decimals;
//!    rows of the years before stay), `swedish_speakers.tsv` (no row where the figure is hidden; a zero has
//!    one), `mother_tongues.tsv` (the country).
//! 6. **The centres**: has the decree been amended, or a unit begun or ended? Then as
//!    [below](#the-centres-of-excellence); else, if the decree was looked at, `known_to` in `centres.tsv`.
//! 7. `cargo xtask codegen`. It refuses what does not fit, with file, line and reason, all at once.
//! 8. Look at `data/fingerprints.csv` in the change: only the tables that you meant to change did.
//! 9. In `tests/places.rs` the count of municipalities and in `tests/population.rs` the total of the new year and a
//!    word of its source, from the publication and not from the tables; then `cargo test -p oske-data --no-fail-fast`.
//! 10. What names the edition or its last year: these docs, `LICENSE-DATA.md`, `README.md`, pages of the guide, and tests;
//!     the guide's page on adding a year has them all. The programs in `examples` name the edition, too:
//!     `cargo test -p oske-examples` shows what they say now, which is read and accepted. The edition and whatever
//!     moved go into the changelog under *Data*.
//!
//! # Limits
//!
//! - No day before 1 January 2002 or after 31 December 2026, and no year without figures: the answer
//!   is an error that names what there is, never an estimate.
//! - Almost all was read from public copies and not from the publishers' own pages; each source says
//!   from which. The totals of 2019 to 2024 that the figures are checked against are known figures, that of
//!   2025 the sum of the 19 regions.
//! - Figures follow municipalities that merge. Moves of a part of a municipality are not known: where Sipoo
//!   lost land to Helsinki in 2009, the figures of the years before are told as if it had always been so.
//!   What was counted as a whole and is asked for in part is refused.
//! - Längelmäki was divided between Jämsä and Orivesi in 2007. In the division of 2019 the publisher counts
//!   all of its people in Jämsä to 2005, and from 2006 on each where they went: a series of either has a step
//!   there that is none of its people.
//! - Of the years to 2018 but 2001, a municipality that merged before 2019 has no figure of its own.
//! - Regions were read of 2002, 2005 and from 2013 on, and are carried between: the year in which Punkalaidun
//!   moved is taken to be 2005, and what ended from 2006 to 2012 keeps its region of 2005. Before 2013 there
//!   are no other classifications, and NUTS only from 2017.
//! - The municipalities of a county are known from 2022, the first year of the classification. The first days
//!   of regions and of municipalities older than 2002 are not given, nor the day on which HUS was founded.
//! - The offices that follow AVI in 2026 have no code here, and Itä-Uusimaa has none of NUTS.
//! - Changes of names after 2022 were not read; the yearly divisions to 2026 show none.
//! - The population by municipality of 2021 to 2023 stands on one copy each, checked by its sum.
//! - Areas: of 2023 alone, and none of the sea. Languages by municipality: Swedish alone, and none after 2022.
//!   Those of 14 small municipalities are hidden in every year.
//!
//! # The centres of excellence
//!
//! [`CENTRES`], [`Centres`](oske_domain::Centres), holds from 1 January 2002 on, each row with its source and
//! what is law with the provision:
//!
//! - the centres under each version of Decree 1411/2001 (as enacted; as amended by 1248/2022 from 2023; as
//!   amended by 582/2024 from July 2025), and the Swedish-language one, which serves the whole country;
//! - the places of each area, regions until 2022 and counties from 2023, each with its ground: named by the
//!   decree, by reference to the co-operation areas of Decree 91/2022, or by interpretation with the reason.
//!   One place rests on interpretation, Helsinki from 1 January 2023 to 30 June 2025; Åland is in no area;
//! - the units that run the centres, as far as it is known who did when, and how sure that is; what they were
//!   known for in 2014, in words of our own;
//! - the tasks, who may form a centre, the composition and the known terms of the advisory board;
//! - the state grant to all centres by stage, from 2013 to 2022 with gaps; what ISO received in 2016 and 2020;
//!   what the grant was said to carry.
//!
//! The tables are `centres.tsv` and those around it, kept as the others are: `citation` and `through` hold
//! references to law in their canonical text, `known_to` the last day on which a version without an end was
//! known to hold, `lapsed_from` the first day on which a region that the decree still named no longer was one,
//! `confidence` whether the source says so (*verified*), it follows from it (*inferred*), or nothing that was
//! read says so (*unverified*). `began` and `ended` of a unit are a day, `within` a period, `not_known` or
//! `open`. The generator has [`Centres::try_new`](oske_domain::Centres::try_new) check them, and besides that
//! the areas cover the mainland of the atlas exactly once on every day on which anything changes, and that no
//! citation is known not to stand on the first or the last day of its row, which is the last that is known
//! where it has no end. What rests on interpretation stands at the head of `src/generated/centres.rs`, so that
//! review sees it.
//!
//! What is not known, and said so in the data: the decree was read as it was enacted, and the centres were
//! described as they are on 22 August 2025; of the time after it nothing was read, so that
//! [`CentresView::is_beyond_known`](oske_domain::CentresView::is_beyond_known) marks later days. Who runs the
//! southern, western, inner and northern centres from July 2025 was not read, nor whether FSKC still runs the
//! Swedish-language one. Of most units the first day is not known: that they ran a centre in the years before
//! and after the ones that were read is inferred. Terms of the advisory board other than 2006–2009 and
//! 2023–2026 were not found, and the days of the first are inferred from its years. Whether the law still
//! names the regional state administrative agencies, which ended with 2025, was not verified. Of the grant
//! nothing was found for the years before 2013, 2023 and from 2026, for 2015 only the proposal, for 2024 and
//! 2025 no amount.
//!
//! # Attribution
//!
//! The divisions, the population and the languages are Statistics Finland's (*Tilastokeskus*,
//! *Statistikcentralen*), some of them by way of Sotkanet of THL, the Finnish Institute for Health and Welfare
//! (*Terveyden ja hyvinvoinnin laitos*, *Institutet för hälsa och välfärd*); the areas are those of the
//! National Land Survey of Finland (*Maanmittauslaitos*, *Lantmäteriverket*); the provisions are those of the
//! Statute Book of Finland, by Finlex. All of them are under the licence CC BY 4.0, which asks that the
//! publisher be named wherever the data is shown: show [`Edition::attribution`]. Facts of press releases,
//! reports and pages are told in words of our own. See `LICENSE-DATA.md`. The code is under MIT or Apache-2.0.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod atlas;
mod centres;
mod constant;
mod edition;
#[rustfmt::skip]
mod generated;
mod rows;

pub use atlas::ATLAS;
pub use centres::CENTRES;
pub use edition::{EDITION, Edition};
