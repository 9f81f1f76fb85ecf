//! Projects, applications, events, services and other work.

use oske_domain::{
    Activity, ActivityKind, ActivityYear, Application, ApplicationOutcome, Event, EventState,
    Project, RoughDate,
};
use oske_types::{Figure, Text};

use super::Group;
use super::side_by_side::{SideBySide, section, told_cell};
use crate::{Block, Cell, Column, Section, Table, Words};

impl<'g> Group<'g> {
    fn activities(&self) -> impl Iterator<Item = (&'g ActivityYear, &'g Activity)> {
        let years = self.years.iter();
        years.flat_map(|year| year.activities().iter().map(|activity| (*year, activity)))
    }

    fn year_column(&self) -> Column {
        Column::words(self.say("Vuosi", "År", "Year"))
    }

    pub(super) fn projects(&self) -> Option<Section> {
        let heading = self.say("Hankkeet", "Projekt", "Projects");
        let projects: Vec<(&ActivityYear, &Activity, &Project)> = self
            .activities()
            .filter_map(|(year, activity)| match activity.kind() {
                ActivityKind::Project(project) => Some((year, activity, project)),
                _ => None,
            })
            .collect();
        if projects.is_empty() {
            return None;
        }
        let has_funding = projects
            .iter()
            .any(|(_, _, project)| !project.funding().is_missing());
        let mut columns = vec![
            Column::words(self.say("Hanke", "Projekt", "Project")),
            self.year_column(),
            Column::words(self.say("Rahoittajat", "Finansiärer", "Funders")),
            Column::words(self.say("Hallinnoija", "Samordnare", "Co-ordinator")),
            Column::words(self.say("Alkaa", "Börjar", "Begins")),
            Column::words(self.say("Päättyy", "Slutar", "Ends")),
        ];
        let rows = projects.iter().map(|(year, activity, project)| {
            let mut row = vec![
                Cell::words(self.text(activity.name())),
                Cell::words(year.year().to_string()),
                self.list(project.funders()),
                project
                    .coordinator()
                    .map_or(Cell::NotKnown, |name| Cell::words(self.text(name))),
                self.date(project.begins()),
                self.date(project.ends()),
            ];
            if has_funding {
                row.push(told_cell(project.funding()));
            }
            row
        });
        let rows: Vec<Vec<Cell>> = rows.collect();
        if has_funding {
            let heading = self.say("Rahoitus", "Finansiering", "Funding");
            columns.push(summed_if_known(heading, &rows, columns.len()));
        }
        let title = self.say(
            "Hankkeet vuosittain",
            "Projekten år för år",
            "Projects by year",
        );
        let mut section = Section::new(heading).with(Table::of_rows(title, columns, rows));
        if !has_funding {
            section = section.with(Words::from(self.say(
                "Lähteet eivät kerro, kuinka paljon rahaa hankkeet saivat.",
                "Källorna anger inte hur mycket pengar projekten fick.",
                "The sources do not tell how much money the projects received.",
            )));
        }
        let points = projects.iter().filter_map(|(year, activity, project)| {
            let partners: Vec<String> = project
                .partners()
                .iter()
                .map(|name| self.text(name).to_owned())
                .collect();
            let partners = (!partners.is_empty()).then(|| {
                let word = self.say("mukana", "medverkande", "taking part");
                format!("{word}: {}.", self.joined(&partners))
            });
            self.point(year, activity, partners)
        });
        let points: Vec<Words> = points.collect();
        if !points.is_empty() {
            section = section.with(Block::List(points));
        }
        Some(self.with_measures(section, |kind| matches!(kind, ActivityKind::Project(_))))
    }

    /// A point of a list: the activity, something of it, and its note; `None` if there is nothing to say.
    fn point(
        &self,
        year: &ActivityYear,
        activity: &Activity,
        first: Option<String>,
    ) -> Option<Words> {
        let note = activity.note().map(|note| self.text(note).to_owned());
        let said: Vec<String> = first.into_iter().chain(note).collect();
        (!said.is_empty()).then(|| {
            Words::default()
                .strong(format!("{} ({})", self.text(activity.name()), year.year()))
                .plain(format!(": {}", said.join(" ")))
        })
    }

    /// The section with what is counted of the work of some kinds, if anything is.
    fn with_measures(&self, section: Section, of: impl Fn(&ActivityKind) -> bool) -> Section {
        let rows = self
            .activities()
            .filter(|(_, activity)| of(activity.kind()))
            .flat_map(|(year, activity)| {
                activity.measures().iter().map(move |measure| {
                    vec![
                        Cell::words(self.text(activity.name())),
                        Cell::words(year.year().to_string()),
                        Cell::words(self.text(measure.name())),
                        told_cell(measure.told()),
                    ]
                })
            });
        let rows: Vec<Vec<Cell>> = rows.collect();
        if rows.is_empty() {
            return section;
        }
        let columns = vec![
            Column::words(self.say("Työ", "Arbete", "Work")),
            self.year_column(),
            Column::words(self.say("Mitä", "Vad", "What")),
            Column::count(self.say("Luku", "Tal", "Figure")),
        ];
        let title = format!(
            "{}: {}",
            section.heading(),
            self.say("lukuja", "tal", "figures")
        );
        section.with(Table::of_rows(&title, columns, rows))
    }

    fn list(&self, names: &[Text]) -> Cell {
        let names: Vec<String> = names
            .iter()
            .map(|name| self.text(name).to_owned())
            .collect();
        if names.is_empty() {
            return Cell::NotKnown;
        }
        Cell::words(self.joined(&names))
    }

    fn date(&self, date: Option<RoughDate>) -> Cell {
        date.map_or(Cell::NotKnown, |date| {
            Cell::words(date.in_language(self.language))
        })
    }

    pub(super) fn applications(&self) -> Option<Section> {
        let heading = self.say(
            "Rahoitushakemukset",
            "Ansökningar om finansiering",
            "Applications for funding",
        );
        let found: Vec<(&ActivityYear, &Activity, &Application)> = self
            .activities()
            .filter_map(|(year, activity)| match activity.kind() {
                ActivityKind::Application(application) => Some((year, activity, application)),
                _ => None,
            })
            .collect();
        if found.is_empty() {
            return None;
        }
        let outcome = self.say("Tulos", "Utfall", "Outcome");
        let mut by_outcome = SideBySide::new(self).under(outcome).summed();
        for outcome in ApplicationOutcome::ALL {
            let of = |year: &ActivityYear| {
                let all = found.iter();
                let of_year = all.filter(move |(one, _, _)| one.year() == year.year());
                let of_year: Vec<&Application> = of_year.map(|(_, _, one)| *one).collect();
                outcome_cell(&of_year, *outcome)
            };
            let cells: Vec<Cell> = self.years.iter().map(|year| of(year)).collect();
            if found.iter().any(|(_, _, one)| one.outcome() == *outcome) {
                by_outcome.push(self.outcome(*outcome), cells);
            }
        }
        let title = self.say(
            "Hakemukset tuloksen mukaan",
            "Ansökningar efter utfall",
            "Applications by outcome",
        );
        let mut section = section(heading, by_outcome.into_blocks(title).unwrap_or_default());
        let mut columns = vec![
            Column::words(self.say("Kohde", "Ändamål", "Purpose")),
            self.year_column(),
            Column::words(self.say("Hakija", "Sökande", "Applicant")),
            Column::words(self.say("Rahoittaja", "Finansiär", "Funder")),
            Column::words(self.say("Tulos", "Utfall", "Outcome")),
        ];
        let rows = found.iter().map(|(year, activity, application)| {
            let applicant = application.applicant().unwrap_or(self.organisation);
            vec![
                Cell::words(self.text(activity.name())),
                Cell::words(year.year().to_string()),
                Cell::words(self.text(applicant)),
                application
                    .funder()
                    .map_or(Cell::NotKnown, |name| Cell::words(self.text(name))),
                Cell::words(self.outcome(application.outcome())),
                told_cell(application.number()),
            ]
        });
        let rows: Vec<Vec<Cell>> = rows.collect();
        let number = self.say("Hakemuksia", "Ansökningar", "Applications");
        columns.push(summed_if_known(number, &rows, columns.len()));
        let title = self.say(
            "Hakemukset yksitellen",
            "Ansökningarna en för en",
            "Each application",
        );
        section = section.with(Table::of_rows(title, columns, rows));
        let points = found
            .iter()
            .filter_map(|(year, activity, _)| self.point(year, activity, None));
        let points: Vec<Words> = points.collect();
        if !points.is_empty() {
            section = section.with(Block::List(points));
        }
        Some(self.with_measures(section, |kind| matches!(kind, ActivityKind::Application(_))))
    }

    pub(super) fn events(&self) -> Option<Section> {
        let heading = self.say(
            "Tilaisuudet ja koulutukset",
            "Evenemang och utbildningar",
            "Events and trainings",
        );
        let mut section = Section::new(heading);
        let mut points = Vec::new();
        let mut is_any = false;
        for year in &self.years {
            let mut rows = Vec::new();
            for activity in year.activities() {
                let ActivityKind::Event(event) = activity.kind() else {
                    continue;
                };
                rows.push(self.event_row(activity, event));
                points.extend(self.point(year, activity, None));
            }
            if rows.is_empty() {
                continue;
            }
            is_any = true;
            let columns = vec![
                Column::words(self.say("Tilaisuus", "Evenemang", "Event")),
                Column::words(self.say("Laji", "Slag", "Kind")),
                Column::words(self.say("Aika", "Tid", "Time")),
                Column::words(self.say("Paikka", "Plats", "Place")),
                Column::words(self.say("Tila", "Läge", "State")),
                summed_if_known(self.say("Kertoja", "Gånger", "Times"), &rows, 5),
                summed_if_known(
                    self.say("Osallistujia", "Deltagare", "Participants"),
                    &rows,
                    6,
                ),
            ];
            let title = format!("{heading} {}", year.year());
            section = section.with(Table::of_rows(&title, columns, rows));
        }
        if !is_any {
            return None;
        }
        if !points.is_empty() {
            section = section.with(Block::List(points));
        }
        Some(self.with_measures(section, |kind| matches!(kind, ActivityKind::Event(_))))
    }

    fn event_row(&self, activity: &Activity, event: &Event) -> Vec<Cell> {
        // What was not held has no number, unless a source gives one.
        let cell = |told: &oske_domain::Told| {
            if event.state() != EventState::Held && told.is_missing() {
                Cell::Empty
            } else {
                told_cell(told)
            }
        };
        vec![
            Cell::words(self.text(activity.name())),
            Cell::words(self.event_kind(event.kind())),
            self.date(event.when()),
            event
                .place()
                .map_or(Cell::NotKnown, |place| Cell::words(self.text(place))),
            Cell::words(self.event_state(event.state())),
            cell(event.number()),
            cell(event.participants()),
        ]
    }

    pub(super) fn services(&self) -> Option<Section> {
        let heading = self.say(
            "Palvelut muille",
            "Tjänster till andra",
            "Services to others",
        );
        self.simple(heading, |kind| matches!(kind, ActivityKind::Service))
    }

    pub(super) fn other_work(&self) -> Option<Section> {
        let heading = self.say("Muu työ", "Annat arbete", "Other work");
        self.simple(heading, |kind| matches!(kind, ActivityKind::Other))
    }

    /// A list of work, with what is counted of it.
    fn simple(&self, heading: &str, of: impl Fn(&ActivityKind) -> bool) -> Option<Section> {
        let points = self
            .activities()
            .filter(|(_, activity)| of(activity.kind()))
            .map(|(year, activity)| {
                let name = self.text(activity.name());
                let words = Words::from(format!("{}: {name}", year.year()));
                match activity.note() {
                    Some(note) => words.plain(format!(". {}", self.text(note))),
                    None => words,
                }
            });
        let points: Vec<Words> = points.collect();
        if points.is_empty() {
            return None;
        }
        let section = Section::new(heading).with(Block::List(points));
        Some(self.with_measures(section, of))
    }
}

/// A column of counts, with a total if any of them is known.
fn summed_if_known(heading: &str, rows: &[Vec<Cell>], index: usize) -> Column {
    let mut cells = rows.iter().filter_map(|row| row.get(index));
    let column = Column::count(heading);
    if cells.any(|cell| !matches!(cell, Cell::Empty | Cell::NotKnown)) {
        column.summed()
    } else {
        column
    }
}

/// The applications of a year that came out so: not known where it has none or some are not counted, and
/// nothing where all came out otherwise.
fn outcome_cell(of_year: &[&Application], outcome: ApplicationOutcome) -> Cell {
    if of_year.is_empty() {
        return Cell::NotKnown;
    }
    let mut sum: Option<Figure> = None;
    for one in of_year.iter().filter(|one| one.outcome() == outcome) {
        let sum_so_far = sum.unwrap_or(Figure::exactly(0));
        let number = one.number().agreed();
        let Some(next) = number.and_then(|number| sum_so_far.checked_add(number)) else {
            return Cell::NotKnown;
        };
        sum = Some(next);
    }
    sum.map_or(Cell::Empty, Cell::Figure)
}
