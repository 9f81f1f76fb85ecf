//! The dues years that the proof goes through, and what is said of the others.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};
use oske_types::DuesYear;

use super::used::Used;
use crate::finding::{Finding, Severity, Subject, WhyYears};
use crate::policy::Policy;

/// How many dues years in which something changes are gone through at most.
const MOST_YEARS: usize = 200;

/// The dues years that are gone through.
pub(super) struct Years {
    pub(super) proved: Vec<DuesYear>,
    end: YearsEnd,
    /// The paths of declarations that may come to hold in a later year.
    growing: BTreeSet<String>,
}

/// Why no further dues years are gone through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum YearsEnd {
    /// Every other governed year is as the one before it.
    All,
    TooMany,
    /// Each differs from the one before it, without end.
    GrowingTime,
}

impl Years {
    /// Whether a finding says that something never holds which a later year may bring to life.
    pub(super) fn may_bring_to_life(&self, finding: &Finding) -> bool {
        let mut places = self.growing.iter();
        let may_live =
            self.end == YearsEnd::TooMany || places.any(|place| is_within(&finding.path, place));
        may_live && finding.subject.is_of_all_years()
    }
}

impl Policy {
    /// Rules that hold in no year, and after which year nothing is proved.
    pub(super) fn about_years(&self, years: &Years, findings: &mut Vec<Finding>) {
        let (Some(first), Some(last)) = (years.proved.first(), years.proved.last()) else {
            return;
        };
        let Ok(policy_year) = self.for_year(*first) else {
            return;
        };
        let why = match years.end {
            YearsEnd::All => None,
            YearsEnd::TooMany => Some(WhyYears::TooMany { most: MOST_YEARS }),
            YearsEnd::GrowingTime => Some(WhyYears::GrowingTime),
        };
        if let Some(why) = why {
            let subject = Subject::UndecidedYears { last: *last, why };
            findings.push(policy_year.finding(Severity::Warning, &self.spot, subject));
        }
        if years.end == YearsEnd::TooMany {
            return;
        }
        for rule in &self.rules {
            let mut days = years.proved.iter().map(|year| year.first_day());
            if !days.any(|day| rule.valid.contains(day)) {
                let subject = Subject::RuleOutOfTime {
                    rule: crate::evaluate::rule_label(rule),
                };
                findings.push(policy_year.finding(Severity::Warning, &rule.spot, subject));
            }
        }
    }

    /// The governed years that differ from the year before them: the first, and for each dated change
    /// the first year that begins on its day or later. Where days are spoken of, also the year that a
    /// change or a date lies in, and the four after it, so that a leap year is among them. Where the
    /// time since a fixed day is counted, every year; of a policy without an end, up to four years
    /// after the last change.
    pub(super) fn years_to_prove(&self) -> Years {
        let values = self
            .parameters
            .iter()
            .flat_map(|parameter| &parameter.values);
        let periods = values
            .map(|dated| dated.valid)
            .chain(self.rules.iter().map(|rule| rule.valid));
        let used = Used::of_rules(&self.rules, self);
        let by_day = used.has_days || self.asks_for_dates();
        let grows = used.has_growing_time;
        let changes: BTreeSet<NaiveDate> = periods
            .flat_map(|valid| [valid.from(), valid.until_exclusive()])
            .flatten()
            .chain(used.dates)
            .chain([self.first_year.first_day()])
            .collect();
        let mut years = Vec::new();
        let mut year = Some(self.first_year);
        let mut before: Option<NaiveDate> = None;
        let mut end = YearsEnd::All;
        while let Some(current) = year.filter(|year| self.governs(*year)) {
            let first_day = current.first_day();
            let after_last = changes
                .last()
                .is_none_or(|last| last.year().saturating_add(4) < first_day.year());
            if after_last && grows && self.last_year.is_none() {
                end = YearsEnd::GrowingTime;
                break;
            }
            if after_last && !grows {
                break;
            }
            let next = current.next();
            // What has changed since the year before began; by days, from four years before this one
            // begins until it ends.
            let since = if by_day {
                first_day.checked_sub_months(Months::new(48))
            } else {
                before.and_then(|before| before.succ_opt())
            };
            let until = match next {
                Some(next) if by_day => next.first_day().pred_opt(),
                _ => Some(first_day),
            };
            let since = since.unwrap_or(NaiveDate::MIN);
            let until = until.unwrap_or(NaiveDate::MAX).max(since);
            if grows || changes.range(since..=until).next().is_some() {
                if years.len() >= MOST_YEARS {
                    end = YearsEnd::TooMany;
                    break;
                }
                years.push(current);
            }
            before = Some(first_day);
            year = next;
        }
        let growing = match end {
            YearsEnd::GrowingTime => self.rest_on_growing_time(),
            YearsEnd::All | YearsEnd::TooMany => BTreeSet::new(),
        };
        Years {
            proved: years,
            end,
            growing,
        }
    }

    /// The declarations that may come to hold in a later year, since a rule by which they are asked for
    /// rests on the time since a fixed day.
    fn rest_on_growing_time(&self) -> BTreeSet<String> {
        let mut places = BTreeSet::new();
        for rule in &self.rules {
            let used = Used::of_rules([rule], self);
            if !used.has_growing_time {
                continue;
            }
            places.insert(rule.spot.path.clone());
            let lets = used.lets.iter().filter_map(|index| self.lets.get(*index));
            places.extend(lets.map(|known| known.named.spot.path.clone()));
            let tables = used
                .tables
                .iter()
                .filter_map(|index| self.tables.get(*index));
            places.extend(tables.map(|table| table.named.spot.path.clone()));
        }
        places
    }

    /// Whether a fact may differ from one year to the next by the calendar alone.
    fn asks_for_dates(&self) -> bool {
        self.measures.iter().any(|measure| measure.is_date)
    }
}

/// Whether a path is that of a declaration or leads into it.
fn is_within(path: &str, declaration: &str) -> bool {
    let rest = path.strip_prefix(declaration);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
