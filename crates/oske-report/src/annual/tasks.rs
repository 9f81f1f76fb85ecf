//! Which tasks of the act the work served.

use oske_domain::{ActivityYear, Task, TaskId};
use oske_statute::{Case, Style};

use super::Group;
use super::side_by_side::SideBySide;
use crate::{Block, Cell, Column, Section, Table, Words};

impl Group<'_> {
    pub(super) fn statutory_tasks(&self) -> Option<Section> {
        let tied =
            |year: &&ActivityYear| year.activities().iter().any(|one| !one.tasks().is_empty());
        if !self.years.iter().any(tied) {
            return None;
        }
        let heading = self.say(
            "Lakisääteiset tehtävät",
            "Lagstadgade uppgifter",
            "Statutory tasks",
        );
        let task = self.say("Tehtävä", "Uppgift", "Task");
        let mut rows = SideBySide::new(self).under(task);
        for id in self.task_ids() {
            let count = |year: &&ActivityYear| {
                let task = self.tasks.iter().find(|task| task.id() == id);
                if task.is_some_and(|task| !task.validity().contains(year.last_day())) {
                    return Cell::Empty;
                }
                if year.activities().is_empty() {
                    return Cell::NotKnown;
                }
                let all = year.activities().iter();
                Cell::number_of(all.filter(|one| one.tasks().contains(id)).count())
            };
            let task = self.tasks.iter().find(|task| task.id() == id);
            let words = task.map_or_else(
                || id.to_string(),
                |task| format!("{id} {}", self.text(task.label())),
            );
            rows.push(&words, self.years.iter().map(count));
        }
        let title = self.say(
            "Työt tehtävittäin",
            "Arbeten efter uppgift",
            "Pieces of work by task",
        );
        let mut section = Section::new(heading).with(self.say(
            "Kertomukset eivät sido työtä lain kohtiin: se on lukijan tulkinta. Yksi työ voi palvella useaa \
             tehtävää.",
            "Berättelserna knyter inte arbetet till lagens punkter: det är en läsares tolkning. Ett arbete kan \
             tjäna flera uppgifter.",
            "The reports do not tie the work to the items of the act: that is a reader's interpretation. One piece \
             of work may serve several tasks.",
        ));
        let words = self.tasks.iter().map(|task| self.task(task));
        let words: Vec<Words> = words.collect();
        if !words.is_empty() {
            section = section.with(Block::List(words));
        }
        section = rows
            .into_blocks(title)?
            .into_iter()
            .fold(section, Section::with);
        Some(section.with(self.work_by_task()))
    }

    /// The tasks of the act, and others that work is tied to.
    fn task_ids(&self) -> Vec<&TaskId> {
        let mut ids: Vec<&TaskId> = self.tasks.iter().map(|task| task.id()).collect();
        let all = self.years.iter().flat_map(|year| year.activities());
        for id in all.flat_map(|one| one.tasks()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    fn task(&self, task: &Task) -> Words {
        let citation = task
            .citation()
            .write(self.language, Case::Nominative, Style::Short);
        Words::default()
            .strong(task.id().as_str())
            .plain(format!(" {} ({citation})", self.text(task.label())))
    }

    fn work_by_task(&self) -> Table {
        let rows = self.years.iter().flat_map(|year| {
            let tied = year
                .activities()
                .iter()
                .filter(|one| !one.tasks().is_empty());
            tied.map(|activity| {
                let tasks: Vec<&str> = activity.tasks().iter().map(TaskId::as_str).collect();
                vec![
                    self.cell(activity.name()),
                    Cell::words(year.year().to_string()),
                    Cell::words(self.activity_kind(activity.kind())),
                    Cell::words(tasks.join(", ")),
                ]
            })
        });
        let columns = vec![
            Column::words(self.say("Työ", "Arbete", "Work")),
            Column::words(self.say("Vuosi", "År", "Year")),
            Column::words(self.say("Laji", "Slag", "Kind")),
            Column::words(self.say("Tehtävät", "Uppgifter", "Tasks")),
        ];
        let title = self.say(
            "Työt ja niiden tehtävät",
            "Arbetena och deras uppgifter",
            "The work and its tasks",
        );
        self.table(title, columns, rows.collect())
    }
}
