//! Paid events from CSV and to CSV.

use std::io;

use chrono::NaiveDate;
use oske_types::{Language, parse_date, quoted};

use super::{PaidEvent, PaidEvents};
use crate::benefit::Benefits;
use crate::register::FaultList;
use crate::register::read::{self, Row};
use crate::register::table::{self, Columns, TableRow, push_row};
use crate::{RegisterFaultCode, RegisterFaults};

const COLUMNS: Columns = Columns {
    known: &[
        "id", "name", "name_sv", "name_en", "date", "benefit", "prices", "source",
    ],
    needed: &["id", "name", "date", "benefit", "prices", "source"],
    instead: &[("name", &["name_sv", "name_en"])],
    facts: false,
    personal: false,
    separator_of: |_| None,
};

#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
impl PaidEvents {
    /// Reads paid events from CSV: UTF-8, commas, a header row, one event a row.
    ///
    /// | column | content |
    /// |---|---|
    /// | `id` | needed: an [`EventId`](crate::EventId) |
    /// | `name`, `name_sv`, `name_en` | at least one is needed: the name in Finnish, Swedish, English |
    /// | `date` | needed: the day of the event, the first of several |
    /// | `benefit` | needed: the benefit by which its member price is had |
    /// | `prices` | needed: the id of the policy that says its prices |
    /// | `source` | needed: the title of the source |
    ///
    /// The columns may stand in any order. The limits are those of a register.
    ///
    /// ```
    /// use oske_domain::{Benefits, PaidEvents, Register};
    ///
    /// let benefits = "\
    /// id,name_en,kind,for,represented,validity,source
    /// event-price,Member price,event_price,everyone,included,2023-01-01/..,Letter of 2022
    /// ";
    /// let nobody = Register::try_new([])?;
    /// let benefits = Benefits::from_csv("benefits.csv", benefits.as_bytes(), &nobody)?;
    /// let text = "\
    /// id,name_en,date,benefit,prices,source
    /// seminar,Seminar,2023-10-05,event-price,seminar-prices,Made up
    /// ";
    /// let events = PaidEvents::from_csv("events.csv", text.as_bytes(), &benefits)?;
    /// assert_eq!(events.event("seminar").ok_or("an event")?.prices(), "seminar-prices");
    ///
    /// let faulty = text.replace("2023-10-05", "2022-10-05");
    /// let faults = PaidEvents::from_csv("events.csv", faulty.as_bytes(), &benefits).unwrap_err();
    /// assert_eq!(
    ///     faults.to_string(),
    ///     "events.csv:2: benefit: the event `seminar` has its member price by `event-price`: expected a \
    ///      benefit of the kind `event_price` that is in force on 2022-10-05; add such a benefit, or \
    ///      correct the day [unknown-benefit]\n1 fault",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] with every fault of the file; nothing half-read is returned.
    pub fn from_csv(
        file_name: &str,
        reader: impl io::Read,
        benefits: &Benefits,
    ) -> Result<Self, RegisterFaults> {
        let mut faults = FaultList::of_file(file_name);
        let mut events = Vec::new();
        if let Some(text) = read::read_to_text(reader, &mut faults) {
            table::read(&text, &COLUMNS, &mut faults, |row, faults| {
                if let TableRow::Whole(row) = row
                    && let Some(event) = read_event(&row, faults)
                {
                    events.push((row.line, event));
                }
            });
        }
        Self::together(events, benefits, faults)
    }

    /// The events as CSV, in their order: [`PaidEvents::from_csv`] gives equal ones back, if the file is
    /// within its limits and the years of all dates have four digits.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = String::new();
        push_row(
            &mut text,
            COLUMNS.known.iter().map(|name| (*name).to_owned()),
        );
        for event in self.iter() {
            let [fi, sv, en] = Language::ALL
                .map(|language| event.name().get(language).unwrap_or_default().to_owned());
            let cells = [
                event.id().to_string(),
                fi,
                sv,
                en,
                event.date().to_string(),
                event.benefit().to_string(),
                event.prices().to_owned(),
                event.source().title().to_owned(),
            ];
            push_row(&mut text, cells.into_iter());
        }
        text
    }
}

fn read_event(row: &Row<'_>, faults: &mut FaultList) -> Option<PaidEvent> {
    let id_help = "write it without capitals, spaces and accents";
    let expected = "the id of the event, as in `autumn-seminar-2023`";
    let id = row
        .needed("id", expected, "give the event an id", faults)
        .and_then(|cell| cell.parse(RegisterFaultCode::BadId, id_help, faults));
    let expected = "the name of the event in Finnish, Swedish or English";
    let keys = ["name", "name_sv", "name_en"];
    let name = read::read_texts(row, keys, expected, "write the name", faults);
    let date = read_day(row, faults);
    let expected = "the id of a benefit, as in `event-price`";
    let help = "say by which benefit members pay less";
    let benefit = row
        .needed("benefit", expected, help, faults)
        .and_then(|cell| cell.parse(RegisterFaultCode::BadId, id_help, faults));
    let expected = "the id of the policy that says the prices, as in `seminar-prices`";
    let help = "write the id as it stands in the policy";
    let prices = row.needed("prices", expected, help, faults);
    let expected = "the title of the source";
    let source = row.needed("source", expected, "say where it was read", faults);
    PaidEvent::new(id?, &name?, date?, benefit?, prices?.text, source?.text)
}

fn read_day(row: &Row<'_>, faults: &mut FaultList) -> Option<NaiveDate> {
    let help = "write the year, the month and the day, as in `2023-10-05`";
    let cell = row.needed("date", "the day of the event", help, faults)?;
    let date = parse_date(cell.text);
    if date.is_none() {
        let found = quoted(cell.text);
        let message = format!("`{found}` is not a date: expected one such as `2023-10-05`");
        faults.push(cell.fault(RegisterFaultCode::BadDay, message, help));
    }
    date
}
