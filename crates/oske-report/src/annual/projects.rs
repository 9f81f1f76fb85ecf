//! Projects with their funders and partners.

use oske_domain::{Activity, ActivityKind, ActivityYear, Project};

use super::Group;
use super::remarks::{Remarked, told_cell};
use super::side_by_side::section;
use super::work::summed_if_known;
use crate::{Block, Cell, Column, Section, Words};

impl Group<'_> {
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
                self.cell(activity.name()),
                Cell::words(year.year().to_string()),
                self.list(project.funders()),
                project
                    .coordinator()
                    .map_or(Cell::NotKnown, |name| self.cell(name)),
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
}
