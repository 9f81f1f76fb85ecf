//! Projects, applications, events, services and other work.

use oske_domain::{
    Activity, ActivityKind, ActivityYear, Application, ApplicationOutcome, Event, EventState,
    Known, Project, RoughDate, Told,
};
use oske_types::{Figure, Text};

use super::Group;
use super::remarks::{Remark, Remarked, told_cell};
use super::side_by_side::{SideBySide, section};
use crate::{Block, Cell, Column, Section, Words};

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
        let funding = self.say("Rahoitus", "Finansiering", "Funding");
        let rows = projects.iter().map(|(year, activity, project)| {
            let mut cells = vec![
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
                cells.push(told_cell(project.funding()));
            }
            Remarked {
                cells,
                remarks: self.remarks([(funding, project.funding())]),
            }
        });
        let rows: Vec<Remarked> = rows.collect();
        if has_funding {
            columns.push(summed_if_known(funding, &rows, columns.len()));
        }
        let title = self.say(
            "Hankkeet vuosittain",
            "Projekten år för år",
            "Projects by year",
        );
        let mut section = section(heading, self.remarked_table(title, columns, rows));
        if !has_funding {
            section = section.with(Words::from(self.say(
                "Lähteet eivät kerro, kuinka paljon rahaa hankkeet saivat.",
                "Källorna anger inte hur mycket pengar projekten fick.",
                "The sources do not say how much money the projects received.",
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
                activity.measures().iter().map(move |measure| Remarked {
                    cells: vec![
                        Cell::words(self.text(activity.name())),
                        Cell::words(year.year().to_string()),
                        Cell::words(self.text(measure.name())),
                        told_cell(measure.told()),
                    ],
                    remarks: self.remark(measure.told()).into_iter().collect(),
                })
            });
        let rows: Vec<Remarked> = rows.collect();
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
        let blocks = self.remarked_table(&title, columns, rows);
        blocks.into_iter().fold(section, Section::with)
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
        let is_own = |one: &Application| one.applicant().is_none();
        let has_others = found.iter().any(|(_, _, one)| !is_own(one));
        let own_title = if has_others {
            self.say(
                "Omat hakemukset tuloksen mukaan",
                "Egna ansökningar efter utfall",
                "Own applications by outcome",
            )
        } else {
            self.say(
                "Hakemukset tuloksen mukaan",
                "Ansökningar efter utfall",
                "Applications by outcome",
            )
        };
        let title_of_others = self.say(
            "Muiden hakemukset tuloksen mukaan",
            "Andras ansökningar efter utfall",
            "Applications of others by outcome",
        );
        let mut section = Section::new(heading);
        for (title, is_wanted) in [(own_title, true), (title_of_others, false)] {
            let wanted = found.iter().filter(|(_, _, one)| is_own(one) == is_wanted);
            let wanted: Vec<(&ActivityYear, &Application)> =
                wanted.map(|(year, _, one)| (*year, *one)).collect();
            let blocks = self.by_outcome(title, &wanted).unwrap_or_default();
            section = blocks.into_iter().fold(section, Section::with);
        }
        let mut columns = vec![
            Column::words(self.say("Kohde", "Ändamål", "Purpose")),
            self.year_column(),
            Column::words(self.say("Hakija", "Sökande", "Applicant")),
            Column::words(self.say("Rahoittaja", "Finansiär", "Funder")),
            Column::words(self.say("Tulos", "Utfall", "Outcome")),
        ];
        let rows = found.iter().map(|(year, activity, application)| {
            let applicant = application.applicant().unwrap_or(self.organisation);
            let cells = vec![
                Cell::words(self.text(activity.name())),
                Cell::words(year.year().to_string()),
                Cell::words(self.text(applicant)),
                application
                    .funder()
                    .map_or(Cell::NotKnown, |name| Cell::words(self.text(name))),
                Cell::words(self.outcome(application.outcome())),
                told_cell(application.number()),
            ];
            Remarked {
                cells,
                remarks: self.remark(application.number()).into_iter().collect(),
            }
        });
        let rows: Vec<Remarked> = rows.collect();
        let number = self.say("Hakemuksia", "Ansökningar", "Applications");
        // Own applications and those of others are added up apart, above.
        columns.push(Column::count(number));
        let title = self.say(
            "Hakemukset yksitellen",
            "Ansökningarna en för en",
            "Each application",
        );
        let blocks = self.remarked_table(title, columns, rows);
        section = blocks.into_iter().fold(section, Section::with);
        let points = found
            .iter()
            .filter_map(|(year, activity, _)| self.point(year, activity, None));
        let points: Vec<Words> = points.collect();
        if !points.is_empty() {
            section = section.with(Block::List(points));
        }
        Some(self.with_measures(section, |kind| matches!(kind, ActivityKind::Application(_))))
    }

    /// How many applications came out how in each year.
    fn by_outcome(&self, title: &str, of: &[(&ActivityYear, &Application)]) -> Option<Vec<Block>> {
        let outcome = self.say("Tulos", "Utfall", "Outcome");
        let mut rows = SideBySide::new(self).under(outcome).summed();
        for outcome in ApplicationOutcome::ALL {
            if !of.iter().any(|(_, one)| one.outcome() == *outcome) {
                continue;
            }
            let cells = self.years.iter().map(|year| {
                let of_year = of.iter().filter(|(one, _)| one.year() == year.year());
                let of_year: Vec<&Application> = of_year.map(|(_, one)| *one).collect();
                self.outcome_cell(&of_year, *outcome)
            });
            let cells: Vec<_> = cells.collect();
            rows.push_remarked(self.outcome(*outcome), cells);
        }
        rows.into_blocks(title)
    }

    /// The applications of a year that came out so, and what is to be remarked: not known where it has none or
    /// some are not counted, and nothing where all came out otherwise.
    fn outcome_cell(
        &self,
        of_year: &[&Application],
        outcome: ApplicationOutcome,
    ) -> (Cell, Option<Remark>) {
        if of_year.is_empty() {
            return (Cell::NotKnown, None);
        }
        let of_outcome = of_year.iter().filter(|one| one.outcome() == outcome);
        let numbers: Vec<&Told> = of_outcome.map(|one| one.number()).collect();
        if numbers.iter().any(|told| told.is_missing()) {
            return (Cell::NotKnown, None);
        }
        if numbers
            .iter()
            .any(|told| told.known() == Known::Contradictory)
        {
            let terms = numbers.iter().map(|told| self.all_of(told));
            let terms: Vec<String> = terms.collect();
            return (Cell::Empty, Some(self.contradiction(&terms.join(" + "))));
        }
        let remark = numbers.iter().any(|told| told.is_counted_from_names());
        let remark = remark.then(|| self.counted_from_names());
        let mut sum: Option<Figure> = None;
        for number in numbers.iter().filter_map(|told| told.agreed()) {
            let so_far = sum.unwrap_or(Figure::exactly(0));
            let Some(next) = so_far.checked_add(number) else {
                return (Cell::NotKnown, None);
            };
            sum = Some(next);
        }
        (sum.map_or(Cell::Empty, Cell::Figure), remark)
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
            let [times, participants] = self.event_numbers();
            let columns = vec![
                Column::words(self.say("Tilaisuus", "Evenemang", "Event")),
                Column::words(self.say("Laji", "Slag", "Kind")),
                Column::words(self.say("Aika", "Tid", "Time")),
                Column::words(self.say("Paikka", "Plats", "Place")),
                Column::words(self.say("Tila", "Läge", "State")),
                summed_if_known(times, &rows, 5),
                summed_if_known(participants, &rows, 6),
            ];
            let title = format!("{heading} {}", year.year());
            let blocks = self.remarked_table(&title, columns, rows);
            section = blocks.into_iter().fold(section, Section::with);
        }
        if !is_any {
            return None;
        }
        if !points.is_empty() {
            section = section.with(Block::List(points));
        }
        Some(self.with_measures(section, |kind| matches!(kind, ActivityKind::Event(_))))
    }

    fn event_numbers(&self) -> [&'static str; 2] {
        [
            self.say("Pitokerrat", "Gånger", "Times"),
            self.say("Osallistujia", "Deltagare", "Participants"),
        ]
    }

    fn event_row(&self, activity: &Activity, event: &Event) -> Remarked {
        // What was not held has no number, unless a source gives one.
        let cell = |told: &Told| {
            if event.state() != EventState::Held && told.is_missing() {
                Cell::Empty
            } else {
                told_cell(told)
            }
        };
        let [times, participants] = self.event_numbers();
        Remarked {
            cells: vec![
                Cell::words(self.text(activity.name())),
                Cell::words(self.event_kind(event.kind())),
                self.date(event.when()),
                event
                    .place()
                    .map_or(Cell::NotKnown, |place| Cell::words(self.text(place))),
                Cell::words(self.event_state(event.state())),
                cell(event.number()),
                cell(event.participants()),
            ],
            remarks: self.remarks([
                (times, event.number()),
                (participants, event.participants()),
            ]),
        }
    }

    pub(super) fn services(&self) -> Option<Section> {
        let heading = self.say("Palvelut muille", "Tjänster åt andra", "Services to others");
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
fn summed_if_known(heading: &str, rows: &[Remarked], index: usize) -> Column {
    let mut cells = rows.iter().filter_map(|row| row.cells.get(index));
    let column = Column::count(heading);
    if cells.any(|cell| !matches!(cell, Cell::Empty | Cell::NotKnown)) {
        column.summed()
    } else {
        column
    }
}
