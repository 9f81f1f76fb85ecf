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
    Activity, ActivityId, ActivityKind, ActivityYear, Application, ApplicationOutcome, Event,
    EventKind, Known, Measure, Statement, Told, YearMembers,
};
use oske_report::{AnnualReport, Cell, Document, Table};
use oske_types::{Exact, Figure, Language, Source, Text};
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
            let document = AnnualReport::new(&years).to_document(language);
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
                let heading = language.pick("Kertoja", "Gånger", "Times");
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
            let text = AnnualReport::new([&year]).to_document(language).to_text(80);
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
    fn the_same_years_give_the_same_bytes(years in vec(year(2020), 0..3)) {
        let write = |years: Vec<&ActivityYear>| {
            let document = AnnualReport::new(years).to_document(Language::Swedish);
            (document.to_json(), document.to_html(), document.to_markdown())
        };
        prop_assert_eq!(write(years.iter().collect()), write(years.iter().collect()));
    }
}

#[test]
fn no_years_are_a_report_without_sections() {
    let document = AnnualReport::new([]).to_document(Language::Finnish);
    assert!(document.sections().is_empty());
}
