//! The municipalities, regions and wellbeing services counties of Finland with their population, and its
//! centres of excellence on social welfare: embedded, dated, and each figure with its source.
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
//! name its publisher and what it was read from.
//!
//! # What it holds
//!
//! - every municipality (*kunta*, *kommun*) from 1 January 2020 to 31 December 2026, with its Finnish
//!   and Swedish name and what it merged into;
//! - the regions (*maakunta*, *landskap*), and the region of each municipality on each of these days;
//! - the wellbeing services counties (*hyvinvointialue*, *välfärdsområde*) from 1 July 2021; from
//!   1 January 2022 also Helsinki (90) and Åland (91), and the county of each municipality;
//! - the population of each municipality on 31 December of the years from 2020 to 2025. The figures of
//!   each year add up to a control total with a source of its own: for 2020 to 2024 the published
//!   population of the whole country, taken as a known figure; for 2025 the sum of the 19 regions.
//!
//! # Whether to depend on it
//!
//! Depend on it for a program that wants an answer and no file to look after. The tables grow once a
//! year, in an edition of their own: [`EDITION`] is named in whatever is calculated from them. A
//! program that keeps its own tables, or more years, makes an [`Atlas`](oske_domain::Atlas) of them
//! and needs `oske-domain` alone.
//!
//! # How it is made
//!
//! The truth is in `data/*.tsv` of this crate: tables kept by hand, sorted, one fact in a row, each
//! with the letter of its source in `sources.tsv`. `from` is the first day on which a row holds,
//! empty where it is not given; `until` is the first day on which it no longer does, empty where no
//! end is known. `cargo xtask codegen` checks them (no gap, no overlap, no unknown code, each
//! municipality in a region and a county, each year adding up to its control total) and writes
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
//! 31 December in spring.
//!
//! 1. Division: in `edition.tsv` move `until` to the next 1 January and give the edition a name. A
//!    municipality that has ended gets its `until` and `merged_into` in `municipalities.tsv`, and its
//!    `until` in both tables of memberships. One that moves gets an `until` there and a new row. A
//!    new name is a new row in `municipalities.tsv`.
//! 2. Population: add a row for the publication to `sources.tsv`, the control total of the whole
//!    country with its own source to `national_totals.tsv` (`borders` is the day of the division that
//!    the figures are laid out in, the next 1 January), and one row for each municipality at the end
//!    of `population.tsv`.
//! 3. Run `cargo xtask codegen`. It refuses what does not fit, with file, line and reason.
//! 4. Look at `data/fingerprints.csv` in the change: only the tables that you meant to change did.
//! 5. Add the new year to the tests of this crate, from the publication and not from the tables, and
//!    the edition to the changelog.
//!
//! # Limits
//!
//! - No day before 1 January 2020 or after 31 December 2026, and no year without figures: the answer
//!   is an error, never an estimate.
//! - The figures were read from public copies and not from the publisher's own pages; each source says
//!   from which.
//! - The figures of a year are laid out in the municipal division of the day after. They follow
//!   municipalities that merge; moves of a part of a municipality are not known.
//! - The municipalities of a county are known from 2022, the first year of the classification.
//! - Changes of names after 2022 were not read; the yearly divisions to 2026 show none.
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
//! citation is known not to stand on the first and the last day of its row. What rests on interpretation
//! stands at the head of `src/generated/centres.rs`, so that review sees it.
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
//! The provisions are those of the Statute Book of Finland, by Finlex, under CC BY 4.0; facts of press
//! releases, reports and pages are told in words of our own. The rest of the
//! data is Statistics Finland's (*Tilastokeskus*, *Statistikcentralen*), under the licence CC BY
//! 4.0, which asks that the publisher be named wherever the data is shown: show
//! [`Edition::attribution`]. See `LICENSE-DATA.md`. The code is under MIT or Apache-2.0.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod atlas;
mod centres;
mod constant;
mod edition;
#[rustfmt::skip]
mod generated;

pub use atlas::ATLAS;
pub use centres::CENTRES;
pub use edition::{EDITION, Edition};
