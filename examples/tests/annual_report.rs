//! The example `annual_report`, run as a user runs it; and that every figure of the source documents is in its
//! data and in its report.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::BTreeSet;

use common::{Run, argument, file, folder, in_workspace, names, run};
use oske::domain::{ActivityYear, FigureSubject};
use oske::types::{Figure, Language};
use serde_json::Value;

fn annual(arguments: &[&str]) -> Run {
    run("annual_report", arguments)
}

/// With ordinary blanks.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

const REPORT_2016: &str = "ISO-toiminta 2016: toimintakertomus (15.12.2016)";
const REPORT_2020: &str = "ISO-toiminta 2020: toimintakertomus (25.1.2021)";
const NEWS: &str = "Osaamiskeskukset palvelevat hyvinvointialueita (uutinen, 2022)";
const LETTER: &str = "Tervehdys ISO-yhdistyksen jäsenille! (kirje, 12.12.2022)";
const SLIDES: &str = "Itä-Suomen sosiaalialan osaamiskeskus: diat (syksy 2014)";
const DECREE: &str = "Valtioneuvoston asetus 1411/2001";

/// The figures of the documents, listed from the documents: file, path in it, figure, document, what the document
/// counts.
const FIGURES: [(&str, &str, &str, &str, &str); 55] = [
    // The annual report of 2016.
    (
        "iso-2016",
        "work.social-rehabilitation-seminars.events",
        "2",
        REPORT_2016,
        "seminars on social rehabilitation",
    ),
    (
        "iso-2016",
        "work.social-rehabilitation-seminars.participants",
        "over 200",
        REPORT_2016,
        "who came to them",
    ),
    (
        "iso-2016",
        "funding.state_grant",
        "403515",
        REPORT_2016,
        "euros of state grant",
    ),
    ("iso-2016", "staff", "5", REPORT_2016, "experts at work"),
    (
        "iso-2016",
        "staff.permanent",
        "3",
        REPORT_2016,
        "of them permanent",
    ),
    (
        "iso-2016",
        "staff.fixed-term",
        "2",
        REPORT_2016,
        "of them fixed-term",
    ),
    ("iso-2016", "interns", "3", REPORT_2016, "interns"),
    (
        "iso-2016",
        "interns.social-work",
        "2",
        REPORT_2016,
        "of them from UEF",
    ),
    (
        "iso-2016",
        "interns.e-social-work",
        "1",
        REPORT_2016,
        "of them from Lapland",
    ),
    (
        "iso-2016",
        "communications.communication-plan-updates",
        "about 2",
        REPORT_2016,
        "updates of plan and calendar a year",
    ),
    (
        "iso-2016",
        "communications.facebook-posts-monthly",
        "about 50",
        REPORT_2016,
        "posts a month",
    ),
    (
        "iso-2016",
        "communications.facebook-followers",
        "over 1000",
        REPORT_2016,
        "likes",
    ),
    (
        "iso-2016",
        "communications.blog-posts",
        "about 40",
        REPORT_2016,
        "blog posts, twice",
    ),
    (
        "iso-2016",
        "communications.newsletters",
        "16",
        REPORT_2016,
        "issues of the newsletter",
    ),
    (
        "iso-2016",
        "other.key-projects-of-the-government",
        "5",
        REPORT_2016,
        "key projects",
    ),
    (
        "iso-2016",
        "work.informal-and-elderly-care.figures.large-projects-nationwide",
        "8",
        REPORT_2016,
        "large regional projects",
    ),
    (
        "iso-2016",
        "work.informal-and-elderly-care-applications.applications",
        "3",
        REPORT_2016,
        "regions named that received funding",
    ),
    (
        "iso-2016",
        "work.lape-applications.applications",
        "4",
        REPORT_2016,
        "all regions of the area",
    ),
    (
        "iso-2016",
        "work.social-rehabilitation-applications.applications",
        "2",
        REPORT_2016,
        "applications without funding",
    ),
    (
        "iso-2016",
        "work.record-trainers.participants",
        "47",
        REPORT_2016,
        "trainers who finished",
    ),
    (
        "iso-2016",
        "work.reform-working-groups.figures.groups",
        "3",
        REPORT_2016,
        "working groups in North Savo",
    ),
    (
        "iso-2016",
        "members",
        "over 70",
        REPORT_2016,
        "members at the end of the year",
    ),
    (
        "iso-2016",
        "board.meetings",
        "8",
        REPORT_2016,
        "meetings of the board",
    ),
    (
        "iso-2016",
        "board.figures.staff-present",
        "2",
        REPORT_2016,
        "of them with the staff",
    ),
    (
        "iso-2016",
        "other.grant-cuts-averted",
        "2",
        REPORT_2016,
        "cuts averted by Parliament",
    ),
    (
        "iso-2016",
        "communications.blog-posts-aimed-at-monthly",
        "1",
        REPORT_2016,
        "aim for blog posts a month",
    ),
    (
        "iso-2016",
        "communications.blog-post-longest",
        "3000",
        REPORT_2016,
        "characters of a blog post",
    ),
    // The annual report of 2020.
    (
        "iso-2020",
        "work.ot-and-ystk.applications",
        "2",
        REPORT_2020,
        "both ideas received a grant",
    ),
    (
        "iso-2020",
        "work.kansa-koulu-iii.figures.months-left",
        "18",
        REPORT_2020,
        "a year and a half to the end",
    ),
    (
        "iso-2020",
        "work.sosrake.figures.team",
        "6",
        REPORT_2020,
        "people in the team of SOSRAKE",
    ),
    (
        "iso-2020",
        "work.lumo.figures.team",
        "5",
        REPORT_2020,
        "people in the team of LUMO",
    ),
    (
        "iso-2020",
        "work.child-protection-research.figures.team",
        "6",
        REPORT_2020,
        "people in the team of the research",
    ),
    (
        "iso-2020",
        "funding.state_grant",
        "400601",
        REPORT_2020,
        "euros of state grant",
    ),
    ("iso-2020", "staff", "7", REPORT_2020, "people at work"),
    (
        "iso-2020",
        "communications.newsletters-monthly",
        "about 2",
        REPORT_2020,
        "issues of the newsletter a month",
    ),
    (
        "iso-2020",
        "work.sosrake.figures.work-packages",
        "3",
        REPORT_2020,
        "work packages",
    ),
    (
        "iso-2020",
        "work.e-services-group.events",
        "3",
        REPORT_2020,
        "meetings of the group in the autumn",
    ),
    (
        "iso-2020",
        "work.lumo.figures.projects-nationwide",
        "5",
        REPORT_2020,
        "projects by co-operation area",
    ),
    (
        "iso-2020",
        "work.lumo.figures.aims",
        "3",
        REPORT_2020,
        "first, second and third aim",
    ),
    (
        "iso-2020",
        "work.lumo.figures.developers-per-region",
        "1",
        REPORT_2020,
        "a developer in each region",
    ),
    (
        "iso-2020",
        "work.lumo.figures.coordinator-share",
        "50",
        REPORT_2020,
        "per cent of the co-ordinator",
    ),
    (
        "iso-2020",
        "work.kansa-koulu-iii.figures.years-of-kansa-koulu",
        "5",
        REPORT_2020,
        "last years of Kansa-koulu",
    ),
    (
        "iso-2020",
        "work.kansa-koulu-iii.figures.ordinal",
        "3",
        REPORT_2020,
        "third of its name",
    ),
    (
        "iso-2020",
        "work.kansa-koulu-iii.figures.active-months",
        "18",
        REPORT_2020,
        "a year and a half of active work",
    ),
    (
        "iso-2020",
        "work.record-keeping-pilot.participants",
        "over 100",
        REPORT_2020,
        "people in the pilot",
    ),
    (
        "iso-2020",
        "work.kanta-experts.figures.municipalities",
        "over 30",
        REPORT_2020,
        "municipalities served",
    ),
    (
        "iso-2020",
        "members",
        "71",
        REPORT_2020,
        "members at the end of the year",
    ),
    (
        "iso-2020",
        "board.meetings",
        "7",
        REPORT_2020,
        "meetings of the board",
    ),
    // The news item and the letter.
    (
        "iso-2021",
        "members",
        "71",
        NEWS,
        "members at the end of last year",
    ),
    (
        "iso-2022",
        "other.counties-of-the-area",
        "4",
        NEWS,
        "counties of the area",
    ),
    (
        "iso-2022",
        "other.years-of-the-centres",
        "20",
        LETTER,
        "years of the centres",
    ),
    // The slides, and the decree in force then.
    (
        "centres-2013",
        "funding.state_grant",
        "3500000",
        SLIDES,
        "euros of state grant in all",
    ),
    (
        "centres-2014",
        "funding.state_grant",
        "3000000",
        SLIDES,
        "euros of state grant in all",
    ),
    (
        "centres-2014",
        "funding.total_activity",
        "over 9000000",
        SLIDES,
        "euros of activity in all",
    ),
    ("centres-2014", "other.centres", "11", SLIDES, "centres"),
];

/// Figures of documents that stand beside others, and those that are ours.
const MORE_FIGURES: [(&str, &str, &str, &str, &str); 10] = [
    ("centres-2014", "other.centres", "9", DECREE, "centres"),
    (
        "centres-2014",
        "other.grant-feared-for-2015",
        "2000000",
        SLIDES,
        "euros of state grant, in question",
    ),
    (
        "centres-2014",
        "other.statutory-tasks",
        "6",
        SLIDES,
        "tasks in a numbered list",
    ),
    // Counted from the names: the meetings that the staff attended, and one where an entry has no number.
    (
        "iso-2020",
        "board.figures.staff-present",
        "2",
        REPORT_2020,
        "meetings with the staff, both named",
    ),
    (
        "iso-2020",
        "work.digital-social-work-webinar.events",
        "1",
        REPORT_2020,
        "a webinar",
    ),
    (
        "iso-2020",
        "work.future-of-digital-social-work.events",
        "1",
        REPORT_2020,
        "a webinar",
    ),
    (
        "iso-2020",
        "work.record-keeping-pilot.events",
        "1",
        REPORT_2020,
        "a pilot",
    ),
    (
        "iso-2020",
        "work.lumo-application.applications",
        "1",
        REPORT_2020,
        "an application",
    ),
    (
        "iso-2020",
        "work.child-protection-research-application.applications",
        "1",
        REPORT_2020,
        "an application",
    ),
    ("iso-2022", "work.jubilee.events", "1", LETTER, "a seminar"),
];

const FILES: [&str; 6] = [
    "iso-2016",
    "iso-2020",
    "iso-2021",
    "iso-2022",
    "centres-2013",
    "centres-2014",
];

fn year(name: &str) -> ActivityYear {
    let path = in_workspace(&format!("examples/data/activity/{name}.toml"));
    let text = std::fs::read_to_string(&path).unwrap();
    ActivityYear::from_toml(&path, &text).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Every table of a report, with the heading of the section that it is in.
fn tables(document: &Value) -> Vec<Value> {
    fn within(section: &Value, found: &mut Vec<Value>) {
        for block in section["blocks"].as_array().unwrap() {
            if block["kind"] == "table" {
                found.push(block.clone());
            }
        }
        for section in section["sections"].as_array().unwrap() {
            within(section, found);
        }
    }
    let mut found = Vec::new();
    for section in document["sections"].as_array().unwrap() {
        within(section, &mut found);
    }
    found
}

/// Files and paths of figures that no document gives, but that were counted from the names in it.
const COUNTED: [(&str, &str); 10] = [
    (
        "iso-2016",
        "work.informal-and-elderly-care-applications.applications",
    ),
    ("iso-2016", "work.lape-applications.applications"),
    ("iso-2020", "work.ot-and-ystk.applications"),
    ("iso-2020", "board.figures.staff-present"),
    ("iso-2020", "work.digital-social-work-webinar.events"),
    ("iso-2020", "work.future-of-digital-social-work.events"),
    ("iso-2020", "work.record-keeping-pilot.events"),
    ("iso-2020", "work.lumo-application.applications"),
    (
        "iso-2020",
        "work.child-protection-research-application.applications",
    ),
    ("iso-2022", "work.jubilee.events"),
];

/// What a row is called that a figure belongs in.
fn name_of_row(subject: FigureSubject<'_>, language: Language) -> String {
    match subject {
        FigureSubject::ProjectFunding(activity)
        | FigureSubject::Events(activity)
        | FigureSubject::Participants(activity)
        | FigureSubject::Applications(activity)
        | FigureSubject::Work(activity, _) => activity.name().in_language(language).to_owned(),
        FigureSubject::StaffGroup(measure)
        | FigureSubject::InternGroup(measure)
        | FigureSubject::Board(measure) => format!("– {}", measure.name().in_language(language)),
        FigureSubject::OtherFunding(measure)
        | FigureSubject::Communication(measure)
        | FigureSubject::Other(measure) => measure.name().in_language(language).to_owned(),
        FigureSubject::Members => language
            .pick(
                "jäseniä vuoden lopussa",
                "medlemmar vid årets slut",
                "members at the end of the year",
            )
            .to_owned(),
        FigureSubject::StateGrant => language
            .pick(
                "valtionavustus perustoimintaan",
                "statsunderstöd för basverksamheten",
                "state grant to the basic work",
            )
            .to_owned(),
        FigureSubject::Staff => language
            .pick("työntekijöitä", "anställda", "staff")
            .to_owned(),
        FigureSubject::Interns => language
            .pick("harjoittelijoita", "praktikanter", "interns")
            .to_owned(),
        FigureSubject::BoardMeetings => language
            .pick(
                "hallituksen kokouksia",
                "styrelsemöten",
                "meetings of the board",
            )
            .to_owned(),
        // It stands under its year alone.
        FigureSubject::TotalActivity => String::new(),
        other => panic!("{} stands in no table that is known", other.path()),
    }
}

/// Each figure of the documents is in the data, with its document, and in the report of each language: in the table
/// of figures with their sources, and in the table or the text that it belongs to.
#[test]
fn every_figure_of_the_documents_is_in_the_data_and_in_the_report() {
    for language in Language::ALL {
        let report = annual(&["--lang", language.code(), "--format", "json"]).succeeded();
        let document: Value = serde_json::from_str(&report).unwrap();
        let tables = tables(&document);
        for (name, path, expected, source, what) in FIGURES.iter().chain(&MORE_FIGURES) {
            let year = year(name);
            let figure: Figure = expected.parse().unwrap();
            let found = year
                .figure(path)
                .unwrap_or_else(|| panic!("{name} has no {path}: {what}"));
            let statements = found.told().statements();
            let told = statements
                .iter()
                .any(|one| one.figure() == figure && one.source().title() == *source);
            assert!(told, "{name}: {path} is not {expected} by {source}: {what}");

            let counted = COUNTED.contains(&(name, path));
            assert_eq!(found.told().is_counted_from_names(), counted, "{path}");

            let is_figure = |cell: &Value| cell["kind"] == "figure" && cell["value"] == *expected;
            let is_text = |cell: &Value, text: &str| cell["value"] == text;
            let number = year.year().to_string();
            let title_of_counted = language.pick(
                "Lähteen nimistä lasketut luvut",
                "Tal som räknats ur namnen i källan",
                "Figures counted from the names in a source",
            );
            let row_name = name_of_row(found.subject(), language);
            let unit = if found.subject().is_money() {
                Some("€")
            } else {
                None
            };
            let with_source = tables.iter().filter(|table| {
                table["rows"].as_array().unwrap().iter().any(|row| {
                    let name = row[0]["value"].as_str().unwrap_or_default();
                    name.contains(row_name.trim_start_matches("– "))
                        && is_text(&row[1], &number)
                        && is_figure(&row[2])
                        && row[3]["value"].as_str() == unit
                        && is_text(&row[4], source)
                })
            });
            let is_of_counted = with_source.map(|table| {
                table["title"]
                    .as_str()
                    .unwrap()
                    .starts_with(title_of_counted)
            });
            let is_of_counted: BTreeSet<bool> = is_of_counted.collect();
            assert!(
                is_of_counted.contains(&counted) && !is_of_counted.contains(&true) | counted,
                "{expected} ({what}) is not listed with {source}"
            );

            // Where it belongs: under its year, or in a row of its year; in a row of its name.
            let by_another = language.pick(
                "toisen lähteen mukaan",
                "enligt en annan källa",
                "by another source",
            );
            let by_another = format!("{row_name} ({by_another})");
            let what_of_it = match found.subject() {
                FigureSubject::Work(_, measure) => Some(measure.name().in_language(language)),
                _ => None,
            };
            let belongs = tables.iter().any(|table| {
                let columns = table["columns"].as_array().unwrap();
                let rows = table["rows"].as_array().unwrap();
                let below = columns
                    .iter()
                    .position(|one| one["heading"] == number.as_str());
                let title = table["title"].as_str().unwrap();
                let in_title = title
                    .split(" – ")
                    .next()
                    .is_some_and(|title| title.ends_with(number.as_str()));
                rows.iter().any(|row| {
                    let cells = row.as_array().unwrap();
                    let is_named = row_name.is_empty()
                        || is_text(&cells[0], &row_name)
                        || is_text(&cells[0], &by_another);
                    let is_of_it =
                        what_of_it.is_none_or(|what| cells.iter().any(|cell| is_text(cell, what)));
                    let is_of_year =
                        in_title || cells[..2].iter().any(|cell| is_text(cell, &number));
                    let is_here = match below {
                        Some(index) => is_figure(&cells[index]),
                        None => is_of_year && cells.iter().any(is_figure),
                    };
                    let is_list_of_sources = columns.len() == 6 && is_text(&cells[4], source);
                    is_named && is_of_it && is_here && !is_list_of_sources
                })
            });
            assert!(
                belongs,
                "{expected} ({what}) stands nowhere under {number} and {row_name}"
            );
        }
    }
}

/// And the data have no figure that the lists have not.
#[test]
fn no_figure_is_in_the_data_that_is_not_in_a_document() {
    for name in FILES {
        for figure in year(name).figures() {
            let path = figure.subject().path();
            for statement in figure.told().statements() {
                let listed =
                    FIGURES
                        .iter()
                        .chain(&MORE_FIGURES)
                        .any(|(file, of, is, source, _)| {
                            *file == name
                                && *of == path
                                && *is == statement.figure().to_string()
                                && *source == statement.source().title()
                        });
                assert!(listed, "{name}: {path} {}", statement.figure());
            }
        }
    }
}

/// Of each year it is told how many members there were, however little else is known; and of all figures that are not
/// known, that they are not.
#[test]
fn what_is_missing_is_told_to_be_missing() {
    let report = plain(&annual(&["--lang", "fi"]).succeeded());
    let row = report
        .lines()
        .find(|line| line.starts_with("jäseniä vuoden lopussa"))
        .unwrap();
    let cells: Vec<&str> = row
        .split("  ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    assert_eq!(cells[1..], ["yli 70", "71", "71", "ei tiedossa"]);
    let year = year("iso-2021");
    let figures = year.figures();
    let known = figures.iter().filter(|figure| !figure.told().is_missing());
    let known: Vec<FigureSubject<'_>> = known.map(|figure| figure.subject()).collect();
    assert_eq!(known, [FigureSubject::Members]);
}

/// The total of every column is the sum of its cells, over and about among them.
#[test]
fn totals_are_the_sums_of_what_stands_above_them() {
    for language in ["fi", "sv", "en"] {
        let report = annual(&["--lang", language, "--format", "json"]).succeeded();
        let document: Value = serde_json::from_str(&report).unwrap();
        let mut checked = 0;
        for table in tables(&document) {
            let Some(totals) = table["totals"].as_array() else {
                continue;
            };
            for (index, total) in totals.iter().enumerate() {
                if total.is_null() {
                    continue;
                }
                let cells = table["rows"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| &row[index]);
                let sum = cells
                    .filter_map(|cell| cell["value"].as_str())
                    .fold(Figure::exactly(0), |sum, text| {
                        sum.checked_add(text.parse().unwrap()).unwrap()
                    });
                assert_eq!(total["sum"]["value"], sum.to_string(), "{}", table["title"]);
                checked += 1;
            }
        }
        assert!(checked >= 12, "{checked}");
    }
}

#[test]
fn contradictory_figures_stand_with_both_sources() {
    let report = plain(&annual(&["--lang", "sv"]).succeeded());
    let (_, from) = report.split_once("Motsägelser\n").unwrap();
    let told: Vec<&str> = from.lines().skip(1).take(5).collect();
    assert!(
        told[3].contains("kompetenscentrum") && told[3].contains(SLIDES),
        "{told:?}"
    );
    assert!(
        told[4].contains("  9 ") && told[4].contains(DECREE),
        "{told:?}"
    );
}

#[test]
fn a_reader_sees_the_years_side_by_side() {
    for language in ["fi", "sv", "en"] {
        let text = annual(&["--lang", language]).succeeded();
        insta::assert_snapshot!(format!("annual_text_{language}"), plain(&text));
    }
    let markdown = annual(&["--lang", "fi", "--format", "md"]).succeeded();
    insta::assert_snapshot!("annual_md_fi", plain(&markdown));
}

#[test]
fn every_format_is_written_into_the_folder_and_is_the_same_each_time() {
    let out = folder("annual_report");
    let place = argument(&out);
    let bytes = |name: &str| std::fs::read(out.join(name)).unwrap();
    for (format, ending) in [
        ("text", "txt"),
        ("md", "md"),
        ("html", "html"),
        ("xlsx", "xlsx"),
        ("json", "json"),
    ] {
        for language in ["fi", "sv", "en"] {
            let name = format!("annual-report.{language}.{ending}");
            let arguments = ["--lang", language, "--format", format, "--out", &place];
            let ended = annual(&arguments);
            assert_eq!((ended.code, ended.output.as_str()), (0, ""));
            assert_eq!(ended.messages.trim_end(), argument(&out.join(&name)));
            let first = bytes(&name);
            assert_eq!(annual(&arguments).code, 0);
            assert_eq!(bytes(&name), first, "{name}");
        }
    }
    assert_eq!(names(&out).len(), 15);
    let tables = folder("annual_report_csv");
    let ended = annual(&["--format", "csv", "--out", &argument(&tables)]);
    assert_eq!(ended.messages.lines().count(), names(&tables).len());
    let members = tables.join("annual-report.en-number-of-members.csv");
    let members = std::fs::read_to_string(members).unwrap();
    assert!(
        members.contains("members at the end of the year,over 70,71,71,\n"),
        "{members}"
    );
}

#[test]
fn another_association_writes_its_own_year() {
    let folder = folder("annual_report_own");
    let own = file(
        &folder,
        "own.toml",
        r#"
        format = "oske-activity-year"
        version = 1
        organisation = "Esimerkki ry"
        year = 2025
        told_by = "report"
        source.report.title = "Toimintakertomus 2025"

        [members]
        total = "about 120"

        [funding]
        other = [{ id = "town", name = "avustus", is = "over 5000" }, { id = "dues", name = "jäsenmaksut", is = "1200" }]
        "#,
    );
    let report = plain(&annual(&[&own, "--lang", "fi"]).succeeded());
    assert!(
        report.contains("Toiminta vuosittain: Esimerkki ry"),
        "{report}"
    );
    assert!(
        report.contains("noin 120") && report.contains("yli 6 200"),
        "{report}"
    );
    assert!(
        !report.contains("rekisteri") && !report.contains("Lakisääteiset"),
        "{report}"
    );
    let register = in_workspace("examples/data/registers/iso.csv");
    let report = annual(&[&own, "--lang", "fi", "--register", &register]).succeeded();
    assert!(report.contains("rekisteri"), "{report}");
}

#[test]
fn wrong_use_ends_with_2_and_what_cannot_be_read_with_1() {
    for arguments in [
        &["--format", "pdf"][..],
        &["--lang", "de"],
        &["--format", "xlsx"],
        &["--format", "csv"],
        &["--yaer"],
    ] {
        let message = annual(arguments).failed(2);
        assert!(message.contains("Try `annual_report --help`"), "{message}");
    }
    let year = in_workspace("examples/data/activity/iso-2016.toml");
    let message = annual(&[&year, &year]).failed(1);
    assert!(
        message.contains("the year 2016 of `ISO-yhdistys ry` is given twice: expected each year"),
        "{message}"
    );
    let message = annual(&["no-such-file.toml"]).failed(1);
    assert!(message.contains("no-such-file.toml"), "{message}");
    let folder = folder("annual_report_bad");
    let bad = file(
        &folder,
        "bad.toml",
        "format = \"oske-activity-year\"\nyaer = 2020\n",
    );
    let message = annual(&[&bad]).failed(1);
    assert!(
        message.contains("bad.toml:2:1: yaer: `yaer` is not a key here; did you mean `year`?"),
        "{message}"
    );
    assert!(
        annual(&["--help"])
            .succeeded()
            .starts_with("The annual report in figures")
    );
}
