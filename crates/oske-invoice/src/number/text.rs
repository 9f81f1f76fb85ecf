//! The text form of a series: a table with tabs, one row for each number.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{ParseValueError, parse_date, quoted};

use super::{NumberSeries, SeriesEntry, SeriesFault, SeriesFaults};
use crate::InvoiceNumber;
use crate::one_line::one_line;

const FORMAT: &str = "oske-number-series 1";
const COLUMNS: &str = "number\tdate\tdue\tround\tkey\ttotal\tcredits\tdigest";
/// What some 400,000 numbers take: more than an issuer gives in a lifetime.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// More faults than anybody reads.
const MOST_FAULTS: usize = 100;

impl fmt::Display for NumberSeries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (issuer, prefix, first) = (self.issuer, &self.prefix, self.first);
        writeln!(f, "{FORMAT}\t{issuer}\t{prefix}\t{first}")?;
        writeln!(f, "{COLUMNS}")?;
        for entry in &self.entries {
            let credits = entry.credits.as_ref().map_or("", InvoiceNumber::as_str);
            let (number, date, due) = (&entry.number, entry.date, entry.due);
            let (round, key, total) = (&entry.round, &entry.key, entry.total);
            let digest = &entry.digest;
            writeln!(
                f,
                "{number}\t{date}\t{due}\t{round}\t{key}\t{total}\t{credits}\t{digest}"
            )?;
        }
        Ok(())
    }
}

impl FromStr for NumberSeries {
    type Err = SeriesFaults;

    /// Reads the table, of at most 64 MiB, and refuses one with a gap or a repeat in its numbers, or with a day before the
    /// one above it.
    fn from_str(text: &str) -> Result<Self, SeriesFaults> {
        let mut lines = (1..).zip(text.lines());
        let head = lines.next().map_or("", |(_, head)| head);
        let series = match (text.len() <= MOST_BYTES).then(|| head_of(head)) {
            Some(Ok(series)) => series,
            Some(Err(message)) => return Err(SeriesFaults::of(1, message)),
            None => {
                let found = text.len();
                let message = format!("{found} bytes: expected at most {MOST_BYTES}");
                return Err(SeriesFaults::of(1, message));
            }
        };
        let mut reading = Reading {
            series,
            standing: BTreeMap::new(),
            numbers: BTreeMap::new(),
            faults: Vec::new(),
        };
        if lines.next().is_none_or(|(_, columns)| columns != COLUMNS) {
            let columns = COLUMNS.replace('\t', " ");
            reading.fault(2, format!("expected the columns `{columns}`"));
        }
        for (line, row) in lines {
            match entry_of(row) {
                Ok(entry) => reading.enter(line, entry),
                Err(message) => reading.fault(line, message),
            }
        }
        if reading.faults.is_empty() {
            Ok(reading.series)
        } else {
            let faults = reading.faults;
            Err(SeriesFaults { faults })
        }
    }
}

/// A series as far as it has been read.
struct Reading {
    series: NumberSeries,
    /// The invoices that were not credited, each with its place among the entries.
    standing: BTreeMap<InvoiceNumber, usize>,
    /// Of these, the number of each round and key.
    numbers: BTreeMap<(String, String), InvoiceNumber>,
    faults: Vec<SeriesFault>,
}

impl Reading {
    fn fault(&mut self, line: usize, message: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(SeriesFault { line, message });
        }
    }

    fn enter(&mut self, line: usize, entry: SeriesEntry) {
        let found = &entry.number;
        match self.series.next_number() {
            Ok(next) if next == *found => {}
            Ok(next) => self.fault(
                line,
                format!("`{found}` is not the next number: expected `{next}`"),
            ),
            Err(error) => self.fault(line, error.to_string()),
        }
        let (day, due) = (entry.date, entry.due);
        let above = self.series.entries.last().map(|above| above.date);
        if let Some(above) = above.filter(|above| day < *above) {
            self.fault(
                line,
                format!("`{day}` is before the day above it: expected `{above}` or a later one"),
            );
        }
        if due < day {
            self.fault(
                line,
                format!("due on `{due}`: expected `{day}` or a later day"),
            );
        }
        match entry.credits.clone() {
            None => self.invoice(line, &entry),
            Some(credited) => self.credit_note(line, &entry, &credited),
        }
        self.series.entries.push(entry);
    }

    fn invoice(&mut self, line: usize, entry: &SeriesEntry) {
        let slot = (entry.round.clone(), entry.key.clone());
        if let Some(other) = self.numbers.insert(slot, entry.number.clone()) {
            self.fault(
                line,
                format!("`{other}` has the same round and key and was not credited"),
            );
        }
        let place = self.series.entries.len();
        self.standing.insert(entry.number.clone(), place);
    }

    fn credit_note(&mut self, line: usize, entry: &SeriesEntry, credited: &InvoiceNumber) {
        let slot = (entry.round.clone(), entry.key.clone());
        self.numbers.remove(&slot);
        let place = self.standing.remove(credited);
        let of = place.and_then(|place| self.series.entries.get(place));
        let is_of = |of: &SeriesEntry| {
            of.round == entry.round && of.key == entry.key && of.total == entry.total
        };
        if !of.is_some_and(is_of) {
            let number = &entry.number;
            self.fault(
                line,
                format!(
                    "`{number}` credits `{credited}`: expected an invoice before it of the same round, key and total, \
                     credited once"
                ),
            );
        }
    }
}

fn head_of(head: &str) -> Result<NumberSeries, String> {
    let cells: Vec<&str> = head.split('\t').collect();
    let [FORMAT, issuer, prefix, first] = cells.as_slice() else {
        let found = quoted(head);
        return Err(format!(
            "`{found}` is not its head: expected `{FORMAT}`, a business id, a prefix and a first number with tabs between"
        ));
    };
    let issuer = issuer
        .parse()
        .map_err(|error: ParseValueError| error.to_string())?;
    let number = first.parse().ok();
    let number: u64 = number
        .filter(|number: &u64| number.to_string() == *first)
        .ok_or_else(|| {
            let found = quoted(first);
            format!("`{found}` is not a first number: expected one, as in `1`")
        })?;
    NumberSeries::try_new(issuer, prefix, number).map_err(|error| error.to_string())
}

fn entry_of(row: &str) -> Result<SeriesEntry, String> {
    let cells: Vec<&str> = row.split('\t').collect();
    let [number, date, due, round, key, total, credits, digest] = cells.as_slice() else {
        return Err(format!(
            "expected 8 cells with tabs between, found {}",
            cells.len()
        ));
    };
    let credits = Some(*credits).filter(|credits| !credits.is_empty());
    Ok(SeriesEntry {
        number: number_of(number)?,
        date: day_of(date)?,
        due: day_of(due)?,
        round: words_of(round, "a round")?,
        key: words_of(key, "a key")?,
        total: total
            .parse()
            .map_err(|error: ParseValueError| error.to_string())?,
        credits: credits.map(number_of).transpose()?,
        digest: digest_in(digest)?,
    })
}

fn number_of(text: &str) -> Result<InvoiceNumber, String> {
    text.parse::<InvoiceNumber>()
        .map_err(|error| error.to_string())
}

fn day_of(text: &str) -> Result<NaiveDate, String> {
    let fault = || {
        format!(
            "`{}` is not a day: expected one, as in `2026-06-01`",
            quoted(text)
        )
    };
    parse_date(text).ok_or_else(fault)
}

fn words_of(text: &str, what: &str) -> Result<String, String> {
    let kept = one_line(text).filter(|kept| kept == text);
    kept.ok_or_else(|| {
        let found = quoted(text);
        format!("`{found}` is not {what}: expected words with single spaces between")
    })
}

fn digest_in(text: &str) -> Result<String, String> {
    let is_hexadecimal = |letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f');
    if text.len() == 64 && text.bytes().all(is_hexadecimal) {
        return Ok(text.to_owned());
    }
    let found = quoted(text);
    Err(format!(
        "`{found}` is not a digest: expected 64 digits and letters a to f"
    ))
}
