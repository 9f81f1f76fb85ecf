//! The state grant: the policy that divides it, against a slow computation in integers.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use oske::data::{ATLAS, CENTRES};
use oske::domain::{Place, PopulationFigure};
use oske::dues::{Assessment, Outcome, Policy};
use oske::grant::{GrantFigures, SpeakerBound};
use oske::types::{DuesYear, Exact, Money};
use proptest::prelude::*;

/// The points that the policy leaves open, in the order of the arrays below.
const POINTS: [&str; 7] = [
    "choice_population_year",
    "choice_fresh_water",
    "choice_aland",
    "choice_population_regions",
    "choice_area_regions",
    "choice_special_first",
    "choice_cents",
];

fn policy() -> Policy {
    let folder = env!("CARGO_MANIFEST_DIR");
    let path = format!("{folder}/../../examples/data/grant/state-grant.toml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    Policy::from_toml("state-grant.toml", &text).unwrap()
}

fn chosen(policy: &Policy, year: DuesYear, choices: [i64; 7]) -> Policy {
    POINTS
        .iter()
        .zip(choices)
        .fold(policy.clone(), |policy, (point, choice)| {
            policy
                .with_parameter(point, year, Exact::from(choice))
                .unwrap()
        })
}

fn total_of(year: i32) -> Money {
    CENTRES
        .furthest_national_grant(year)
        .unwrap()
        .amount()
        .unwrap()
}

fn round(year: i32, choices: [i64; 7], bound: SpeakerBound) -> Vec<Assessment> {
    let figures = GrantFigures::try_new(&ATLAS, &CENTRES, year).unwrap();
    let policy = figures
        .policy_with(&policy(), total_of(year), bound)
        .unwrap();
    let policy = chosen(&policy, figures.year(), choices);
    let year = policy.for_year(figures.year()).unwrap();
    year.assess_round(figures.payers())
}

fn cents(round: &[Assessment]) -> BTreeMap<String, i64> {
    let amounts = round.iter();
    amounts
        .map(|part| (part.payer().to_owned(), part.amount().unwrap().minor()))
        .collect()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// What somebody with a pencil would do: municipality by municipality, in whole cents.
fn by_hand(
    year: i32,
    [lag, water, aland, people_late, area_late, special, _]: [i64; 7],
) -> BTreeMap<String, i64> {
    let people_of = year - i32::try_from(lag).unwrap();
    let people_day = if people_late == 1 {
        day(year, 1, 1)
    } else {
        day(people_of, 12, 31)
    };
    let area_day = if area_late == 1 {
        day(year, 1, 1)
    } else {
        day(year - 1, 1, 1)
    };
    let view = CENTRES.on(day(year, 1, 1)).unwrap();
    let centre_of = |municipality, on: NaiveDate| {
        let then = ATLAS.on(on).unwrap();
        // What has merged since the figures were laid out is in the region of what it merged into.
        let heir = then.heirs_of(municipality);
        let heir = heir.first().map_or(municipality, |heir| heir.code());
        let region = then
            .region_of(municipality)
            .or(then.region_of(heir))
            .unwrap()
            .code();
        let mut centres = view.regional_centres();
        let centre = centres.find(|centre| {
            view.area_of(centre.id())
                .any(|area| area.place() == region.into())
        });
        centre.map(|centre| centre.id().to_string())
    };

    // Who lives in no centre's area lives in Åland.
    let (mut people, mut hectares) = (BTreeMap::new(), BTreeMap::new());
    let (mut everybody, mut in_aland) = (0_i128, 0_i128);
    for row in ATLAS.population_year(people_of).unwrap().figures() {
        let residents = i128::from(row.residents());
        everybody += residents;
        match centre_of(row.municipality(), people_day) {
            Some(centre) => *people.entry(centre).or_insert(0) += residents,
            None => in_aland += residents,
        }
    }
    for row in ATLAS.tables().surface_areas[0].figures() {
        if let Some(centre) = centre_of(row.municipality(), area_day) {
            let land = i128::from(row.land_hectares());
            let fresh = i128::from(row.fresh_water_hectares()) * i128::from(water);
            *hectares.entry(centre).or_insert(0) += land + fresh;
        }
    }
    let tongues = ATLAS.mother_tongues().iter();
    let mut tongues = tongues.filter(|row| row.year() == people_of);
    let mut swedish = i128::from(tongues.next().unwrap().swedish());
    if aland == 0 {
        let years = ATLAS.tables().swedish_speakers.iter();
        let mut years = years.filter(|row| row.year() == people_of);
        let figures = years.next().unwrap().figures().iter();
        let of_aland = figures.filter(|row| centre_of(row.municipality(), people_day).is_none());
        swedish -= of_aland
            .map(|row: &PopulationFigure| i128::from(row.residents()))
            .sum::<i128>();
        everybody -= in_aland;
    }

    let total = i128::from(total_of(year).minor());
    let half_up = |above: i128, below: i128| (2 * above + below) / (2 * below);
    let language = half_up(total * swedish, everybody);
    let nordic = half_up(total * 75, 10_000);
    let sami = half_up(total * 150, 10_000);
    let rest = total - language - i128::from(special) * (nordic + sami);

    // 80 and 20 hundredths over one denominator; the cents that are left go to the largest remainders.
    let all_people: i128 = people.values().sum();
    let all_hectares: i128 = hectares.values().sum();
    let below = 100 * all_people * all_hectares;
    let mut parts: BTreeMap<String, i128> = BTreeMap::new();
    let mut remainders = Vec::new();
    for (centre, residents) in &people {
        let above = rest * (80 * residents * all_hectares + 20 * hectares[centre] * all_people);
        parts.insert(centre.clone(), above / below);
        remainders.push((-(above % below), centre.clone()));
    }
    remainders.sort();
    let left = usize::try_from(rest - parts.values().sum::<i128>()).unwrap();
    for (_, centre) in &remainders[..left] {
        *parts.get_mut(centre).unwrap() += 1;
    }
    *parts.get_mut("pohjanmaan-maakunnat").unwrap() += nordic;
    *parts.get_mut("pohjois-suomi").unwrap() += sami;
    parts.insert("ruotsinkielinen".to_owned(), language);
    let parts = parts.into_iter();
    parts
        .map(|(centre, part)| (centre, i64::try_from(part).unwrap()))
        .collect()
}

/// Every combination to cents in which the number of Swedish speakers was read.
#[test]
fn the_engine_agrees_with_a_computation_by_hand() {
    for (year, lag) in [(2016, 1), (2020, 2), (2021, 1)] {
        for bits in 0..32_i64 {
            let choice = |bit: i64| (bits >> bit) & 1;
            let choices = [
                lag,
                choice(0),
                choice(1),
                choice(2),
                choice(3),
                choice(4),
                1,
            ];
            let round = round(year, choices, SpeakerBound::Fewest);
            assert_eq!(cents(&round), by_hand(year, choices), "{year} {choices:?}");
        }
    }
}

/// What was found when it was first run, to the cent.
#[test]
fn the_eastern_centre_in_one_combination() {
    let of = |year, choices, bound| cents(&round(year, choices, bound))["ita-suomi"];
    let choices = [1, 1, 0, 0, 0, 1, 1];
    assert_eq!(of(2016, choices, SpeakerBound::Fewest), 40_351_500 + 8_303);
    // The Swedish speakers of 2014 lie between bounds; more of them leave less to the others.
    let choices = [2, 1, 1, 0, 0, 1, 1];
    assert_eq!(of(2016, choices, SpeakerBound::Fewest), 40_351_500 - 797);
    assert_eq!(of(2016, choices, SpeakerBound::Most), 40_351_500 - 2_305);
    assert_eq!(of(2020, choices, SpeakerBound::Most), 40_060_100 - 295_288);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// To cents and off the top, the parts are the grant; beside it, they are more by the special grants.
    #[test]
    fn parts_add_up_to_the_national_total(
        year in prop::sample::select(vec![2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022]),
        lag in 1_i64..=2,
        bits in prop::array::uniform5(0_i64..=1),
        most in any::<bool>(),
    ) {
        let [water, aland, people, area, special] = bits;
        let bound = if most { SpeakerBound::Most } else { SpeakerBound::Fewest };
        let round = round(year, [lag, water, aland, people, area, special, 1], bound);
        let total = total_of(year).minor();
        let lines = round.iter().flat_map(Assessment::lines);
        let special_grants: i64 = lines
            .filter(|line| line.line().name() == "special")
            .map(|line| line.amount().minor())
            .sum();
        let expected = if special == 1 { total } else { total + special_grants };
        prop_assert_eq!(cents(&round).values().sum::<i64>(), expected);
        prop_assert_eq!(special_grants, total * 225 / 10_000);
    }
}

/// To whole euros each by itself, the parts need not add up, but by less than half a euro each.
#[test]
fn to_euros_each_part_is_whole() {
    let round = round(2016, [1, 0, 1, 0, 0, 1, 0], SpeakerBound::Fewest);
    let parts = cents(&round);
    assert!(parts.values().all(|part| part % 100 == 0));
    let off = parts.values().sum::<i64>() - total_of(2016).minor();
    assert!(off.abs() <= 50 * 9, "{off}");
}

#[test]
fn instalments_are_twelve_and_add_up() {
    let policy = policy();
    let year = policy.for_year("2016".parse().unwrap()).unwrap();
    let whole: Money = "403515.01 EUR".parse().unwrap();
    let instalments = year.instalments(whole).unwrap();
    assert_eq!(instalments.len(), 12);
    assert_eq!(instalments[0].due(), day(2016, 1, 11));
    assert_eq!(instalments[11].due(), day(2016, 12, 11));
    let cents = instalments.iter().map(|part| part.amount().minor());
    assert_eq!(cents.clone().sum::<i64>(), whole.minor());
    assert!(cents.clone().max().unwrap() - cents.min().unwrap() <= 1);
}

/// Without a choice there is no amount, and the answer names what is not chosen.
#[test]
fn what_is_open_has_to_be_chosen() {
    let figures = GrantFigures::try_new(&ATLAS, &CENTRES, 2016).unwrap();
    let policy = figures
        .policy_with(&policy(), total_of(2016), SpeakerBound::Most)
        .unwrap();
    for open in POINTS {
        let chosen = POINTS.iter().filter(|point| **point != open);
        let chosen = chosen.fold(policy.clone(), |policy, point| {
            policy
                .with_parameter(point, figures.year(), Exact::ONE)
                .unwrap()
        });
        let year = chosen.for_year(figures.year()).unwrap();
        let round = year.assess_round(figures.payers());
        let undetermined = round
            .iter()
            .filter(|part| matches!(part.outcome(), Outcome::Undetermined(_)));
        assert!(undetermined.count() > 0, "{open}");
    }
}

/// What the policy says of the special grants is what the data of the centres says.
#[test]
fn special_shares_are_those_of_the_decree() {
    let policy = policy();
    for year in [2016, 2025, 2026] {
        let year = DuesYear::calendar(year).unwrap();
        let with = policy
            .with_parameter("national_grant", year, Exact::from(1_000_000))
            .unwrap();
        let with = chosen(&with, year, [1, 0, 1, 0, 0, 1, 1]);
        let with = with.for_year(year).unwrap();
        let tasks = ["nordic-networks", "sami-services"];
        for task in tasks {
            // A centre of which nothing else is known: the special grant rests on nothing else.
            let facts = oske::dues::Facts::new("a centre")
                .with_attribute("kind", "swedish_language")
                .with_attribute("special_task", task);
            let lines = with.assess(&facts);
            let lines = lines.lines().iter();
            let mut lines = lines.filter(|line| line.line().name() == "special");
            let paid = lines.next().unwrap().amount().minor();
            let known = CENTRES.on(year.first_day()).unwrap();
            let mut known = known
                .special_tasks()
                .filter(|known| known.id().as_str() == task);
            let share = known.next().map_or(Exact::ZERO, |known| known.share());
            let expected = share.checked_mul(Exact::from(100_000_000)).unwrap();
            assert_eq!(Exact::from(paid), expected, "{year} {task}");
        }
    }
}

/// Every citation is a reference that is known and stood, and no finding is an error.
#[test]
fn the_law_is_cited_as_it_stands() {
    let policy = policy();
    assert_eq!(policy.legal_basis().len(), 4);
    for basis in policy.legal_basis() {
        assert!(basis.reference().is_ok(), "{}", basis.citation());
    }
    for finding in policy.findings() {
        assert!(!finding.code().starts_with("law-"), "{}", finding.code());
        assert_ne!(
            finding.severity(),
            oske::dues::Severity::Error,
            "{}",
            finding.code()
        );
    }
}

/// What is hidden in Åland does not make the number of the mainland less certain, and no bound is wider than
/// what is hidden on the other side of a known number.
#[test]
fn bounds_of_the_mainland_are_as_narrow_as_the_figures_allow() {
    for year in 2003..=2023 {
        let figures = GrantFigures::try_new(&ATLAS, &CENTRES, year).unwrap();
        let view = ATLAS.on(day(year, 1, 1)).unwrap();
        let aland = "region:21".parse::<Place>().unwrap();
        for country in figures.countries() {
            let of = country.year();
            let on_aland = view.swedish_speakers(aland, of).unwrap();
            let regions = view.regions().map(|region| region.code().into());
            let mainland: Vec<Place> = regions.filter(|region| *region != aland).collect();
            let counted = view.swedish_speakers_of(&mainland, of).unwrap();
            let (all, mainland) = (
                country.swedish_speakers(),
                country.mainland_swedish_speakers(),
            );
            assert!(mainland.at_least() >= counted.value().at_least(), "{of}");
            assert!(mainland.at_most() <= counted.value().at_most(), "{of}");
            assert!(mainland.at_least() <= mainland.at_most(), "{of}");
            match all.exactly() {
                // A known number leaves open what is hidden in Åland, and nothing more.
                Some(_) => {
                    let hidden = on_aland.value().at_most() - on_aland.value().at_least();
                    assert!(mainland.at_most() - mainland.at_least() <= hidden, "{of}");
                }
                None => {
                    let together = [counted.value(), on_aland.value()];
                    let least: u32 = together.map(|speakers| speakers.at_least()).iter().sum();
                    assert_eq!(all.at_least(), least, "{of}");
                    assert_eq!(mainland.at_least(), counted.value().at_least(), "{of}");
                    assert_eq!(mainland.at_most(), counted.value().at_most(), "{of}");
                }
            }
        }
    }
}

/// A figure that is cut by a border is told so, and is no guess.
#[test]
fn what_cannot_be_told_is_a_problem() {
    // Suomenniemi merged into Mikkeli, across a border of regions, on 1 January 2013.
    let figures = GrantFigures::try_new(&ATLAS, &CENTRES, 2013).unwrap();
    let problems: Vec<String> = figures.problems().iter().map(ToString::to_string).collect();
    assert!(
        problems[0].contains("`population_1` of `ita-suomi`"),
        "{}",
        problems[0]
    );
    assert!(
        problems[0].contains("one figure for Mikkeli (491)"),
        "{}",
        problems[0]
    );
    let eastern = figures.payer("ita-suomi").unwrap();
    assert_eq!(eastern.measure("population_1"), None);
    assert!(eastern.measure("population_1_at_start").is_some());

    assert!(GrantFigures::try_new(&ATLAS, &CENTRES, 1999).is_err());
    // There are figures of Swedish speakers to 2022.
    let figures = GrantFigures::try_new(&ATLAS, &CENTRES, 2024).unwrap();
    assert!(figures.problems()[0].to_string().contains("of `2023`"));
}
