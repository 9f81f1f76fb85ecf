//! Events and trainings with their participants.

use oske_domain::{Activity, ActivityKind, Event, EventState, Told};

use super::Group;
use super::remarks::{Remarked, told_cell};
use super::work::summed_if_known;
use crate::{Block, Cell, Column, Section};

impl Group<'_> {
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
                self.cell(activity.name()),
                Cell::words(self.event_kind(event.kind())),
                self.date(event.when()),
                event
                    .place()
                    .map_or(Cell::NotKnown, |place| self.cell(place)),
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
}
