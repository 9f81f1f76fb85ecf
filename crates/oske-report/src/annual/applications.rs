//! Applications for funding and how they came out.

use oske_domain::{
    Activity, ActivityKind, ActivityYear, Application, ApplicationOutcome, Known, Told,
};
use oske_types::Figure;

use super::Group;
use super::remarks::{Remark, Remarked, told_cell};
use super::side_by_side::SideBySide;
use crate::{Block, Cell, Column, Section, Words};

impl Group<'_> {
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
                self.cell(activity.name()),
                Cell::words(year.year().to_string()),
                self.cell(applicant),
                application
                    .funder()
                    .map_or(Cell::NotKnown, |name| self.cell(name)),
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
}
