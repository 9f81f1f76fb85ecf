//! The text form of a series: a table with tabs, one row for each number.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use oske_types::{parse_date, quoted};

use super::{NumberSeries, SeriesEntry, SeriesFault, SeriesFaults};
use crate::InvoiceNumber;
use crate::one_line::one_line;

const FORMAT: &str = "oske-number-series 1";
const COLUMNS: &str = "number\tdate\tround\tkey\ttotal\tcredits\tdigest";
/// More faults than anybody reads.
const MOST_FAULTS: usize = 100;

impl fmt::Display for NumberSeries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FORMAT}\t{}\t{}", self.prefix, self.first)?;
        writeln!(f, "{COLUMNS}")?;
        for entry in &self.entries {
            let credits = entry.credits.as_ref().map_or("", InvoiceNumber::as_str);
            let (number, date, round) = (&entry.number, entry.date, &entry.round);
            let (key, total, digest) = (&entry.key, entry.total, &entry.digest);
            writeln!(
                f,
                "{number}\t{date}\t{round}\t{key}\t{total}\t{credits}\t{digest}"
            )?;
        }
        Ok(())
    }
}

impl FromStr for NumberSeries {
    type Err = SeriesFaults;

    /// Reads the table, and refuses one with a gap or a repeat in its numbers.
    fn from_str(text: &str) -> Result<Self, SeriesFaults> {
        let mut faults = Vec::new();
        let mut fault = |line, message: String| {
            if faults.len() < MOST_FAULTS {
                faults.push(SeriesFault { line, message });
            }
        };
        let mut lines = (1..).zip(text.lines());
        let head = lines.next().map_or("", |(_, head)| head);
        let mut series = match head_of(head) {
            Ok(series) => series,
            Err(message) => {
                fault(1, message);
                return Err(SeriesFaults { faults });
            }
        };
        if lines.next().is_none_or(|(_, columns)| columns != COLUMNS) {
            fault(
                2,
                format!("expected the columns `{}`", COLUMNS.replace('\t', " ")),
            );
        }
        // The invoices that stand, each by its number, with its place among the entries.
        let mut standing: BTreeMap<InvoiceNumber, usize> = BTreeMap::new();
        let mut live: BTreeMap<(String, String), InvoiceNumber> = BTreeMap::new();
        for (line, row) in lines {
            let entry = match entry_of(row) {
                Ok(entry) => entry,
                Err(message) => {
                    fault(line, message);
                    continue;
                }
            };
            match series.next_number() {
                Ok(next) if next == entry.number => {}
                Ok(next) => fault(
                    line,
                    format!(
                        "`{}` is not the next number: expected `{next}`",
                        entry.number
                    ),
                ),
                Err(error) => fault(line, error.to_string()),
            }
            let slot = (entry.round.clone(), entry.key.clone());
            match &entry.credits {
                None => {
                    if let Some(other) = live.insert(slot, entry.number.clone()) {
                        fault(
                            line,
                            format!("`{other}` has the same round and key and was not credited"),
                        );
                    }
                    standing.insert(entry.number.clone(), series.entries.len());
                }
                Some(credited) => {
                    let place = standing.remove(credited);
                    let of = place.and_then(|place| series.entries.get(place));
                    let fits = of.is_some_and(|of| {
                        of.round == entry.round && of.key == entry.key && of.total == entry.total
                    });
                    live.remove(&slot);
                    if !fits {
                        fault(
                            line,
                            format!(
                                "`{}` credits `{credited}`: expected an invoice before it of the same round, key and \
                                 total, credited once",
                                entry.number
                            ),
                        );
                    }
                }
            }
            series.entries.push(entry);
        }
        if faults.is_empty() {
            Ok(series)
        } else {
            Err(SeriesFaults { faults })
        }
    }
}

fn head_of(head: &str) -> Result<NumberSeries, String> {
    let mut parts = head.split('\t');
    let (format, prefix, first) = (parts.next(), parts.next(), parts.next());
    let (Some(FORMAT), Some(prefix), Some(first), None) = (format, prefix, first, parts.next())
    else {
        let found = quoted(head);
        return Err(format!(
            "`{found}` is not its head: expected `{FORMAT}`, a prefix and a first number with tabs between"
        ));
    };
    let number: u64 = first
        .parse()
        .ok()
        .filter(|number: &u64| number.to_string() == first)
        .ok_or_else(|| {
            format!(
                "`{}` is not a first number: expected one, as in `1`",
                quoted(first)
            )
        })?;
    NumberSeries::new(prefix, number).map_err(|error| error.to_string())
}

fn entry_of(row: &str) -> Result<SeriesEntry, String> {
    let cells: Vec<&str> = row.split('\t').collect();
    let [number, date, round, key, total, credits, digest] = cells.as_slice() else {
        return Err(format!(
            "expected 7 cells with tabs between, found {}",
            cells.len()
        ));
    };
    let invoice_number = |text: &str| {
        text.parse::<InvoiceNumber>()
            .map_err(|error| error.to_string())
    };
    let line = |text: &str, what: &str| {
        let kept = one_line(text).filter(|kept| kept == text);
        kept.ok_or_else(|| {
            format!(
                "`{}` is not {what}: expected words with single spaces between",
                quoted(text)
            )
        })
    };
    let is_digest = digest.len() == 64
        && digest
            .bytes()
            .all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'));
    if !is_digest {
        return Err(format!(
            "`{}` is not a digest: expected 64 digits and letters a to f",
            quoted(digest)
        ));
    }
    Ok(SeriesEntry {
        number: invoice_number(number)?,
        date: parse_date(date).ok_or_else(|| {
            format!(
                "`{}` is not a day: expected one, as in `2026-06-01`",
                quoted(date)
            )
        })?,
        round: line(round, "a round")?,
        key: line(key, "a key")?,
        total: total
            .parse()
            .map_err(|error: oske_types::ParseValueError| error.to_string())?,
        credits: match *credits {
            "" => None,
            credits => Some(invoice_number(credits)?),
        },
        digest: (*digest).to_owned(),
    })
}
