//! Gaps and overlaps of tables, rows that never hold, rows that the source prints otherwise.

use std::collections::{BTreeMap, BTreeSet};

use oske_types::Exact;

use super::{MOST_LISTED, Prover, Severity, Subject};
use crate::assessment::{Label, Reason};
use crate::evaluate::ChoicePoint;
use crate::finding::{Beyond, RowGives};
use crate::interval::Interval;
use crate::normal::{Forms, Region};
use crate::policy::{Gives, Row, Table};
use crate::rows::ResolvedKey;

impl Prover<'_, '_> {
    pub(super) fn about_tables(&mut self) {
        self.about_gaps();
        self.about_overlaps();
        self.cases_of = None;
        self.about_rows();
        self.about_printed_rows();
        self.about_divisions();
    }

    fn about_gaps(&mut self) {
        let mut by_table: BTreeMap<usize, Vec<Region>> = BTreeMap::new();
        for gap in std::mem::take(&mut self.forms.seen.gaps) {
            let regions = self.where_it_matters(gap.region, gap.is_one_of_several);
            by_table.entry(gap.table).or_default().extend(regions);
        }
        for (index, regions) in by_table {
            let Some(table) = self.year.policy.tables.get(index) else {
                continue;
            };
            self.cases_of = Some(&table.named);
            let regions = self.certain(regions);
            let regions = self.forms.joined(regions);
            let label = table.named.label();
            let beyond = Beyond::Gaps {
                table: label.clone(),
            };
            let found = |prover: &mut Self, region: Region| {
                let witness = prover.shown_by(&region, &|evaluation| {
                    let mut open = evaluation.readings.iter().flat_map(|reading| &reading.open);
                    open.any(
                        |reason| matches!(reason, Reason::NoRow { table, .. } if *table == label),
                    )
                })?;
                let spot = prover
                    .neighbour(index, table, &region)
                    .map_or(&table.named.spot, |row| &row.spot);
                let table = label.clone();
                let subject = Subject::Gap { table };
                let mut finding = prover.year.finding(Severity::Error, spot, subject);
                prover.describe(&mut finding, &region);
                finding.witness = Some(witness);
                Some(finding)
            };
            self.report_each(
                regions,
                MOST_LISTED,
                beyond,
                found,
                |prover, severity, subject| {
                    prover.year.finding(severity, &table.named.spot, subject)
                },
            );
        }
    }

    /// The row of a table by one measure that begins behind a gap, or the last one before it.
    fn neighbour<'t>(&self, index: usize, table: &'t Table, region: &Region) -> Option<&'t Row> {
        let key = table
            .keys
            .iter()
            .position(|key| matches!(key.kind, crate::policy::KeyKind::Quantity { .. }))?;
        let name = &table.keys.get(key)?.named.name();
        let measures = &self.year.policy.measures;
        let variable = measures
            .iter()
            .position(|measure| measure.named.name() == *name)?;
        let gap = region.stretch(variable)?;
        let resolved = self.year.tables.get(index)?;
        let begins = |row: usize| Some(resolved.rows.get(row)?.interval(key)?.from);
        let behind =
            (0..table.rows.len()).filter(|row| begins(*row).is_some_and(|from| from >= gap.from));
        let found = behind.min_by_key(|row| begins(*row));
        found
            .and_then(|row| table.rows.get(row))
            .or(table.rows.last())
    }

    fn about_overlaps(&mut self) {
        // Of each table and set of what the rows give, the payers and the rows.
        let mut found: Vec<Overlapping> = Vec::new();
        for overlap in std::mem::take(&mut self.forms.seen.overlaps) {
            let Some(table) = self.year.policy.tables.get(overlap.table) else {
                continue;
            };
            let mut gives: Vec<RowGives> = Vec::new();
            for row in overlap.rows.iter().filter_map(|row| table.rows.get(*row)) {
                let given = gives_of(table, row);
                if !gives.contains(&given) {
                    gives.push(given);
                }
            }
            let region = Forms::without_picks(&overlap.region);
            let known = found
                .iter_mut()
                .find(|known| known.table == overlap.table && known.gives == gives);
            match known {
                Some(known) => known.seen.push((region, overlap.rows)),
                None => found.push(Overlapping {
                    table: overlap.table,
                    gives,
                    seen: vec![(region, overlap.rows)],
                }),
            }
        }
        for Overlapping {
            table: index,
            gives,
            seen,
        } in found
        {
            let Some(table) = self.year.policy.tables.get(index) else {
                continue;
            };
            self.cases_of = Some(&table.named);
            let regions: Vec<Region> = seen.iter().map(|(region, _)| region.clone()).collect();
            let regions = self.certain(regions);
            let regions = self.forms.joined(regions);
            let beyond = Beyond::Overlaps {
                table: table.named.label(),
            };
            let found = |prover: &mut Self, region: Region| {
                let rows: BTreeSet<usize> = seen
                    .iter()
                    .filter(|(own, _)| !prover.forms.are_apart(own, &region))
                    .flat_map(|(_, rows)| rows.iter().copied())
                    .collect();
                let last = rows.last().and_then(|row| table.rows.get(*row));
                let spot = last.map_or(&table.named.spot, |row| &row.spot);
                let differs = gives.len() > 1 || gives.contains(&RowGives::Unknown);
                let listed = 5;
                let subject = Subject::Overlap {
                    table: table.named.label(),
                    rows: rows
                        .iter()
                        .take(listed)
                        .map(|row| row.saturating_add(1))
                        .collect(),
                    more_rows: rows.len().saturating_sub(listed),
                    gives: gives.iter().take(listed).cloned().collect(),
                    more_gives: gives.len().saturating_sub(listed),
                    unit: table.unit.label().clone(),
                    differs,
                };
                let severity = if differs {
                    Severity::Error
                } else {
                    Severity::Note
                };
                let witness = prover.shown_by(&region, &|evaluation| {
                    let mut picks = evaluation
                        .readings
                        .iter()
                        .flat_map(|reading| &reading.picks);
                    picks.any(|(point, _)| match point {
                        ChoicePoint::Rows(table, of) => {
                            *table == index && of.iter().all(|row| rows.contains(row))
                        }
                        _ => false,
                    })
                })?;
                let mut finding = prover.year.finding(severity, spot, subject);
                prover.describe(&mut finding, &region);
                finding.witness = Some(witness);
                Some(finding)
            };
            self.report_each(
                regions,
                MOST_LISTED,
                beyond,
                found,
                |prover, severity, subject| {
                    prover.year.finding(severity, &table.named.spot, subject)
                },
            );
        }
    }

    /// Rows that hold for nobody who looks the table up, and rows whose value is unknown.
    fn about_rows(&mut self) {
        let policy = self.year.policy;
        for (index, table) in policy.tables.iter().enumerate() {
            // A table that only rules for nobody ask for is looked up by nobody.
            if !self.used.tables.contains(&index) {
                continue;
            }
            let seen = self.forms.seen.rows.get(index).cloned().flatten();
            let seen = seen.unwrap_or_default();
            for (number, row) in table.rows.iter().enumerate() {
                let (label, shown) = (table.named.label(), number.saturating_add(1));
                if !seen.contains(&number) && self.forms.seen.is_cut_short {
                    continue;
                }
                if !seen.contains(&number) {
                    let subject = Subject::DeadRow {
                        table: label,
                        row: shown,
                    };
                    self.report(Severity::Warning, &row.spot, subject);
                    continue;
                }
                self.alive.insert(format!("dead-row {}", row.spot.path));
                if row.pays.is_none() && matches!(table.gives, Gives::Numbers) {
                    let subject = Subject::UnknownRow {
                        table: label,
                        row: shown,
                    };
                    self.report(Severity::Warning, &row.spot, subject);
                }
            }
        }
    }

    /// Rows that the source prints with other bounds or another value than were taken.
    fn about_printed_rows(&mut self) {
        let policy = self.year.policy;
        for (index, table) in policy.tables.iter().enumerate() {
            for (number, row) in table.rows.iter().enumerate() {
                let Some(printed) = &row.printed else {
                    continue;
                };
                let (table_label, shown) = (table.named.label(), number.saturating_add(1));
                if let (Some(printed), Some(taken)) = (printed.pays, row.pays)
                    && printed != taken
                {
                    let subject = Subject::PrintedValue {
                        table: table_label.clone(),
                        row: shown,
                        printed,
                        taken,
                        unit: table.unit.label().clone(),
                    };
                    self.report(Severity::Warning, &row.spot, subject);
                }
                if printed.lower.is_none() && printed.upper.is_none() {
                    continue;
                }
                let resolved = self.year.tables.get(index);
                let resolved = resolved.and_then(|resolved| resolved.rows.get(number));
                let Some((key, stretch)) = resolved.and_then(|row| {
                    row.keys
                        .iter()
                        .enumerate()
                        .find_map(|(key, resolved)| match resolved {
                            ResolvedKey::Between(stretch) => Some((key, *stretch)),
                            _ => None,
                        })
                }) else {
                    continue;
                };
                let lower = printed.lower.map(|bound| bound.lower_in(self.year.year));
                let upper = printed.upper.map(|bound| bound.upper_in(self.year.year));
                let step = table.step_of(key);
                let on_grid = |interval: Option<Interval>| match step {
                    Some(step) => interval.and_then(|interval| interval.on_grid(step)),
                    None => interval,
                };
                // What the source does not print of the bounds is as it was taken.
                let as_printed = on_grid(Interval::of_bounds(
                    lower.or(stretch.lower),
                    upper.or(stretch.upper),
                ));
                let taken = on_grid(Interval::of_bounds(stretch.lower, stretch.upper));
                if as_printed == taken {
                    continue;
                }
                let closed = |interval: Option<Interval>| match (interval, step) {
                    (Some(interval), Some(step)) => Some(interval.closed_on_grid(step)),
                    (interval, _) => interval,
                };
                let is_date = matches!(
                    table.keys.get(key).map(|key| &key.kind),
                    Some(crate::policy::KeyKind::Quantity { is_date: true, .. })
                );
                let subject = Subject::PrintedBounds {
                    table: table_label,
                    row: shown,
                    text: printed.text.clone(),
                    printed: closed(as_printed),
                    taken: closed(taken),
                    is_date,
                };
                self.report(Severity::Warning, &row.spot, subject);
            }
        }
    }

    fn about_divisions(&mut self) {
        let mut seen: Vec<(crate::normal::Site<'_>, Vec<Region>)> = Vec::new();
        for division in std::mem::take(&mut self.forms.seen.divisions) {
            let (site, region) = (division.site, division.region);
            let found = self.where_it_matters(region, division.is_one_of_several);
            match seen.iter_mut().find(|(known, _)| known.is(&site)) {
                Some((_, regions)) => regions.extend(found),
                None => seen.push((site, found)),
            }
        }
        for (site, regions) in seen {
            let regions = self.certain(regions);
            let regions = self.forms.joined(regions);
            let found = |prover: &mut Self, region: Region| {
                let witness = prover.shown_by(&region, &|evaluation| {
                    let mut open = evaluation.readings.iter().flat_map(|reading| &reading.open);
                    open.any(|reason| matches!(reason, Reason::Uncomputable { .. }))
                })?;
                let mut finding = prover.at_site(Severity::Error, site, Subject::DivisionByZero);
                prover.describe(&mut finding, &region);
                finding.witness = Some(witness);
                Some(finding)
            };
            let beyond = Beyond::Divisions;
            self.report_each(
                regions,
                MOST_LISTED,
                beyond,
                found,
                |prover, severity, subject| prover.at_site(severity, site, subject),
            );
        }
    }

    /// Of payers for whom something in a formula has no value, those who have no amount for it: what
    /// stands in one of several conditions does not matter where another one decides.
    fn where_it_matters(&mut self, region: Region, is_one_of_several: bool) -> Vec<Region> {
        if !is_one_of_several {
            return vec![Forms::without_picks(&region)];
        }
        if self.without_amount.is_none() {
            let mut open = Vec::new();
            for line in 0..self.year.policy.lines.len() {
                let parts = self.line_parts(line).into_iter();
                open.extend(
                    parts
                        .filter(|part| part.form.is_err())
                        .map(|part| part.region),
                );
            }
            self.without_amount = Some(open);
        }
        let open = self.without_amount.iter().flatten();
        let both = open.filter_map(|open| self.forms.both(&region, open));
        both.map(|region| Forms::without_picks(&region)).collect()
    }
}

/// Payers for whom rows of a table hold that give the same several things.
struct Overlapping {
    table: usize,
    gives: Vec<RowGives>,
    /// The payers with the rows.
    seen: Vec<(Region, Vec<usize>)>,
}

fn gives_of(table: &Table, row: &Row) -> RowGives {
    match &table.gives {
        Gives::Classes(classes) => {
            let class = classes.get(row.class);
            RowGives::Class(class.map_or_else(Label::default, |class| class.label()))
        }
        Gives::Numbers => row
            .pays
            .map_or(RowGives::Unknown, |pays: Exact| RowGives::Number(pays)),
    }
}
