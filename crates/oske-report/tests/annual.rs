//! The annual report of any years: totals are the sums of the figures, whatever language and format, and what is
//! known of a figure stands in it.
#![cfg(all(feature = "annual", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

use oske_domain::{
    Activity, ActivityId, ActivityKind, ActivityYear, Application, ApplicationOutcome, Atlas,
    AtlasTables, County, CountyKind, Event, EventKind, Known, Measure, Member, MemberId,
    MemberKind, MembershipHistory, OperatingUnitId, Place, Project, Register, Statement, Told,
    YearMembers,
};
use oske_report::{AnnualReport, Cell, Document, Table};
use oske_types::{Exact, Figure, Language, Source, Sourced, Text, Validity};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn figure() -> impl Strategy<Value = Figure> {
    let word = select(vec![Figure::exactly, Figure::over, Figure::about]);
    (word, 0_u64..100_000).prop_map(|(figure, number)| figure(number))
}

/// By nobody, by one source, or by two that may contradict each other.
fn told() -> impl Strategy<Value = Told> {
    vec(figure(), 0..3).prop_map(|figures| {
        let statements = figures.into_iter().zip(["Annual report", "News item"]);
        statements.fold(Told::nowhere(), |told, (figure, source)| {
            told.and(Statement::new(figure, Source::new(source)))
        })
    })
}

fn name(text: &str) -> Text {
    Text::only(Language::Finnish, text).unwrap()
}

fn id(kind: &str, index: usize) -> ActivityId {
    format!("{kind}-{index}").parse().unwrap()
}

prop_compose! {
    fn year(number: i32)(
        members in told(),
        funding in vec(told(), 0..3),
        grant in told(),
        events in vec((told(), told()), 0..4),
        applications in vec((told(), select(ApplicationOutcome::ALL)), 0..4),
    ) -> ActivityYear {
        let source = || Source::new("Annual report");
        let mut year = ActivityYear::try_new(name("Esimerkki ry"), number)
            .unwrap()
            .with_members(YearMembers::new(members))
            .with_state_grant(grant);
        for (index, told) in funding.into_iter().enumerate() {
            let measure = Measure::new(id("funding", index), name("avustus"), told);
            year = year.with_other_funding(measure).unwrap();
        }
        for (index, (number, participants)) in events.into_iter().enumerate() {
            let event = Event::new(EventKind::Event, number).with_participants(participants);
            let kind = ActivityKind::Event(event);
            let event = Activity::new(id("event", index), name("seminaari"), kind, source());
            year = year.with_activity(event).unwrap();
        }
        for (index, (number, outcome)) in applications.into_iter().enumerate() {
            let kind = ActivityKind::Application(Application::new(number, outcome));
            let one = Activity::new(id("application", index), name("hakemus"), kind, source());
            year = year.with_activity(one).unwrap();
        }
        year
    }
}

fn sum<'t>(told: impl Iterator<Item = &'t Told>) -> Option<Figure> {
    let mut known = told.filter_map(Told::agreed).peekable();
    known.peek()?;
    known.try_fold(Figure::exactly(0), Figure::checked_add)
}

fn table<'d>(document: &'d Document, title: &str) -> Option<&'d Table> {
    document.tables().find(|table| table.title() == title)
}

fn total(table: Option<&Table>, heading: &str) -> Option<Figure> {
    let table = table?;
    let index = table
        .columns()
        .iter()
        .position(|one| one.heading() == heading)?;
    match table.total(index)?.sum() {
        Cell::Figure(figure) => Some(*figure),
        Cell::Number(number) => u64::try_from(number.numerator()).ok().map(Figure::exactly),
        _ => None,
    }
}

proptest! {
    #[test]
    fn totals_are_the_sums_of_the_figures(years in (year(2016), year(2020))) {
        let years = [years.0, years.1];
        for language in Language::ALL {
            let document = AnnualReport::try_new(&years).unwrap().to_document(language);
            for year in &years {
                let number = year.year().to_string();
                let (mut times, mut participants, mut applications) = (Vec::new(), Vec::new(), Vec::new());
                for activity in year.activities() {
                    match activity.kind() {
                        ActivityKind::Event(event) => {
                            times.push(event.number());
                            participants.push(event.participants());
                        }
                        ActivityKind::Application(application) => applications.push(application),
                        _ => {}
                    }
                }
                let title = language.pick("Tilaisuudet ja koulutukset", "Evenemang och utbildningar", "Events and trainings");
                let events = table(&document, &format!("{title} {number}"));
                let heading = language.pick("Pitokerrat", "Gånger", "Times");
                prop_assert_eq!(total(events, heading), sum(times.into_iter()));
                let heading = language.pick("Osallistujia", "Deltagare", "Participants");
                prop_assert_eq!(total(events, heading), sum(participants.into_iter()));

                let title = language.pick("Rahoitus, euroa", "Finansiering, euro", "Funding, euros");
                let funding = table(&document, title).filter(|table| table.has_totals());
                if funding.is_some() {
                    let amounts = year.other_funding().iter().map(Measure::told);
                    let amounts = amounts.chain([year.state_grant()]);
                    prop_assert_eq!(total(funding, &number), sum(amounts));
                }
                // An outcome of which one number is not known is not known.
                let outcomes = ApplicationOutcome::ALL.iter().filter_map(|outcome| {
                    let all = applications.iter().filter(|one| one.outcome() == *outcome);
                    let numbers: Vec<Option<Figure>> = all.map(|one| one.number().agreed()).collect();
                    let mut numbers = numbers.into_iter().peekable();
                    numbers.peek()?;
                    numbers.try_fold(Figure::exactly(0), |sum, one| sum.checked_add(one?))
                });
                let outcomes: Vec<Figure> = outcomes.collect();
                let title = language.pick("Hakemukset tuloksen mukaan", "Ansökningar efter utfall", "Applications by outcome");
                let by_outcome = table(&document, title).filter(|table| table.has_totals());
                if by_outcome.is_some() {
                    let expected = outcomes.into_iter().try_fold(Figure::exactly(0), Figure::checked_add);
                    let found = total(by_outcome, &number);
                    prop_assert!(found == expected || found.is_none());
                }
            }
        }
    }

    #[test]
    fn every_statement_is_in_every_report(year in year(2020)) {
        for language in Language::ALL {
            let text = AnnualReport::try_new([&year]).unwrap().to_document(language).to_text(80);
            for figure in year.figures() {
                for statement in figure.told().statements() {
                    // Between "over" and an amount its currency may stand.
                    let words = if figure.subject().is_money() {
                        Exact::from(statement.figure().number()).in_language(language)
                    } else {
                        statement.figure().in_language(language)
                    };
                    prop_assert!(text.contains(&words), "{}", words);
                    prop_assert!(text.contains(statement.source().title()));
                }
                if figure.told().known() == Known::Contradictory {
                    let heading = language.pick("Ristiriidat", "Motsägelser", "Contradictions");
                    prop_assert!(text.contains(heading));
                }
            }
        }
    }

    #[test]
    fn the_same_years_give_the_same_bytes(years in (year(2016), year(2020), year(2021))) {
        let years = [years.0, years.1, years.2];
        let write = |years: Vec<&ActivityYear>| {
            let document = AnnualReport::try_new(years).unwrap().to_document(Language::Swedish);
            (document.to_json(), document.to_html(), document.to_markdown())
        };
        prop_assert_eq!(write(years.iter().collect()), write(years.iter().collect()));
    }
}

#[test]
fn no_years_are_a_report_without_sections() {
    let document = AnnualReport::try_new([])
        .unwrap()
        .to_document(Language::Finnish);
    assert!(document.sections().is_empty());
}

fn contradictory(figures: [u64; 2]) -> Told {
    let [report, news] = figures.map(Figure::exactly);
    Told::by(Statement::new(report, Source::new("Annual report")))
        .and(Statement::new(news, Source::new("News item")))
}

fn given(number: u64) -> Told {
    Told::by(Statement::new(
        Figure::exactly(number),
        Source::new("Annual report"),
    ))
}

fn empty_year(number: i32) -> ActivityYear {
    ActivityYear::try_new(name("Esimerkki ry"), number).unwrap()
}

/// The last table of a title, as text.
fn text_of(document: &Document, title: &str) -> String {
    let table = table(document, title).unwrap();
    table.to_text(Language::English)
}

/// What sources contradict each other in is known: no table says that it is not, and its total leaves it out.
#[test]
fn contradictory_figures_stand_in_summed_tables() {
    let source = || Source::new("Annual report");
    let seminar = Event::new(EventKind::Event, contradictory([2, 3]))
        .with_participants(contradictory([10, 12]));
    let training = Event::new(EventKind::Training, given(1)).with_participants(given(30));
    let project = ActivityKind::Project(Project::new().with_funding(contradictory([700, 900])));
    let applications =
        |told| ActivityKind::Application(Application::new(told, ApplicationOutcome::Granted));
    let kinds = [
        ActivityKind::Event(seminar),
        ActivityKind::Event(training),
        project,
        applications(contradictory([4, 5])),
        applications(given(1)),
    ];
    let mut year = empty_year(2020).with_state_grant(contradictory([400, 500]));
    let dues = Measure::new(id("dues", 1), name("jäsenmaksut"), given(70));
    year = year.with_other_funding(dues).unwrap();
    for (index, kind) in kinds.into_iter().enumerate() {
        let one = Activity::new(id("one", index), name("työ"), kind, source());
        year = year.with_activity(one).unwrap();
    }
    let document = AnnualReport::try_new([&year])
        .unwrap()
        .to_document(Language::English);

    assert_eq!(
        text_of(&document, "Funding, euros"),
        "\
Funding, euros
Figure                         2020  Remark
-----------------------------  ----  ------------------------------
state grant to the basic work        2020: contradictory: 400 / 500
jäsenmaksut                      70
-----------------------------  ----  ------------------------------
Total                            70
"
    );
    let events = table(&document, "Events and trainings 2020").unwrap();
    assert_eq!(
        events.rows()[0][5..],
        [
            Cell::Empty,
            Cell::Empty,
            Cell::words("Times: contradictory: 2 / 3; Participants: contradictory: 10 / 12"),
        ]
    );
    for (column, sum) in [(5, 1_u64), (6, 30)] {
        let total = events.total(column).unwrap();
        assert_eq!(total.sum(), &Cell::Figure(Figure::exactly(sum)));
    }
    let projects = table(&document, "Projects by year").unwrap();
    assert_eq!(
        projects.rows()[0].last(),
        Some(&Cell::words("Funding: contradictory: 700 / 900"))
    );
    let outcomes = table(&document, "Applications by outcome").unwrap();
    assert_eq!(
        outcomes.rows()[0].last(),
        Some(&Cell::words("2020: contradictory: 4 / 5 + 1"))
    );
    let each = table(&document, "Each application").unwrap();
    assert_eq!(
        each.rows()[0].last(),
        Some(&Cell::words("contradictory: 4 / 5"))
    );
    let text = document.to_text(80);
    assert_eq!(text.matches("left out of the totals").count(), 2, "{text}");
}

/// One year of which nothing but a contradictory figure is told still has its section.
#[test]
fn one_contradictory_figure_is_enough_for_a_section() {
    let year = empty_year(2020).with_state_grant(contradictory([400, 500]));
    for language in Language::ALL {
        let document = AnnualReport::try_new([&year])
            .unwrap()
            .to_document(language);
        let title = language.pick("Rahoitus, euroa", "Finansiering, euro", "Funding, euros");
        let funding = table(&document, title).unwrap().to_text(language);
        assert!(funding.contains("400 / 500"), "{funding}");
        let not_known = language.pick("ei tiedossa", "uppgift saknas", "not known");
        assert!(!funding.contains(not_known), "{funding}");
    }
}

/// A figure that a source does not give, but whose names were counted, stands apart from those that it gives.
#[test]
fn what_was_counted_from_names_says_so() {
    let counted = |number| {
        let source = Source::new("Annual report");
        Told::by(Statement::new(Figure::exactly(number), source).counted_from_names())
    };
    let year = empty_year(2020).with_members(YearMembers::new(given(71)).with_joined(counted(2)));
    let document = AnnualReport::try_new([&year])
        .unwrap()
        .to_document(Language::English);
    assert_eq!(
        text_of(&document, "Number of members"),
        "\
Number of members
Figure                               2020  Remark
------------------------------  ---------  ----------------------------
members at the end of the year         71
members who joined                      2  2020: counted from the names
members who left                not known
"
    );
    let given = table(&document, "Each figure and its source").unwrap();
    assert_eq!(given.rows().len(), 1);
    assert_eq!(given.rows()[0][2], Cell::Figure(Figure::exactly(71)));
    let title = "Figures counted from the names in a source, which does not give them";
    let counted = table(&document, title).unwrap();
    assert_eq!(counted.rows().len(), 1);
    assert_eq!(counted.rows()[0][2], Cell::Figure(Figure::exactly(2)));
}

#[test]
fn a_year_that_is_given_twice_is_refused() {
    let years = [2016, 2020, 2016, 2016, 2020].map(empty_year);
    let error = AnnualReport::try_new(&years).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the year 2016 of `Esimerkki ry` is given twice, the year 2020 of `Esimerkki ry` is given twice: \
         expected each year of an organisation once, so leave one of them out"
    );
    let other = ActivityYear::try_new(name("Toinen ry"), 2016).unwrap();
    assert!(AnnualReport::try_new([&years[0], &other]).is_ok());
}

/// A year that names the organisation in one language more is of the same organisation; and years of one unit
/// are, whatever its name.
#[test]
fn organisations_are_told_apart_by_unit_or_finnish_name() {
    let text = |fi: &str, sv: Option<&str>| {
        Text::from_parts(Some(fi.to_owned()), sv.map(str::to_owned), None).unwrap()
    };
    let year = |name, number| ActivityYear::try_new(name, number).unwrap();
    let iso = || "iso".parse::<OperatingUnitId>().unwrap();
    let sections = |years: [&ActivityYear; 2]| {
        let report = AnnualReport::try_new(years).unwrap();
        report.to_document(Language::Finnish).to_text(80)
    };
    let both = "Vuodet 2016 ja 2020";
    let earlier = year(text("ISO-yhdistys ry", None), 2016);
    let later = year(text("ISO-yhdistys ry", Some("ISO-föreningen rf")), 2020);
    assert!(sections([&earlier, &later]).contains(both));
    let renamed = year(text("Itä-Suomen osaamiskeskus", None), 2020);
    assert!(!sections([&earlier, &renamed]).contains(both));
    let (earlier, renamed) = (earlier.of_unit(iso()), renamed.of_unit(iso()));
    assert!(sections([&earlier, &renamed]).contains(both));
}

/// Whose membership is not settled: not one whom a later year tells as new, nor one whose places came later.
#[test]
fn who_cannot_have_been_a_member_yet_is_not_unsettled() {
    let member = |id: &str, name: &str, code: &str| {
        let history: MembershipHistory = "admitted by 2022-12-12 stated".parse().unwrap();
        let id: MemberId = id.parse().unwrap();
        let place: Place = format!("county:{code}").parse().unwrap();
        Member::try_new(
            id,
            self::name(name),
            MemberKind::WellbeingServicesCounty,
            history,
        )
        .unwrap()
        .with_places([place])
    };
    let register = Register::try_new([
        member("county-12", "Etelä-Savon hyvinvointialue", "12"),
        member("county-13", "Pohjois-Savon hyvinvointialue", "13"),
    ])
    .unwrap();
    let newcomer = Sourced::new(name("Etelä-Savon hyvinvointialue"), Source::new("Letter"));
    let years = [
        empty_year(2020),
        empty_year(2021),
        empty_year(2022).with_members(YearMembers::default().with_newcomer(newcomer)),
    ];
    let unsettled = |atlas: Option<&Atlas>| {
        let mut report = AnnualReport::try_new(&years)
            .unwrap()
            .with_register(&register);
        if let Some(atlas) = atlas {
            report = report.with_atlas(atlas);
        }
        let document = report.to_document(Language::English);
        let members = table(&document, "Number of members").unwrap();
        let mut rows = members.rows().iter();
        let row = rows.find(|row| row[0] == Cell::words("in the register, membership not settled"));
        row.unwrap()[1..].to_vec()
    };
    assert_eq!(unsettled(None), [1, 1, 0].map(Cell::count));

    // Counties came about on 1 July 2021.
    let from = |text: &str| Validity::starting(text.parse().unwrap());
    let mut tables = AtlasTables::empty(from("2002-01-01"));
    let county = County::new(
        "13".parse().unwrap(),
        CountyKind::County,
        name("Pohjois-Savo"),
        from("2021-07-01"),
        Source::new("Act 616/2021"),
    );
    tables.counties = vec![county].into();
    let atlas = Atlas::try_new(tables).unwrap();
    assert_eq!(unsettled(Some(&atlas)), [0, 1, 0].map(Cell::count));
}
