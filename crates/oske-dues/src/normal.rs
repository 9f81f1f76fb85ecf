//! [`PolicyYear`]: a policy for one dues year, with its dated parts resolved and its tables as pieces.
//!
//! This is the compiled form: parameters have their value for the year, rules that do not hold are
//! gone, and each table is a partition of its measure's whole scale into pieces that know which rows
//! hold there: none in a gap, two in an overlap. Assessing looks a value up in the pieces, and the
//! proof reads them off.

use oske_types::DuesYear;

use crate::interval::{Cut, Interval};
use crate::policy::{Measure, Parameter, ParameterValue, Policy, Rule, Table};

/// A policy for one dues year: what assesses, explains and proves.
#[derive(Debug, Clone)]
pub struct PolicyYear<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) year: DuesYear,
    /// For each parameter, the value that holds on the first day of the year.
    pub(crate) parameters: Vec<Option<&'p ParameterValue>>,
    pub(crate) tables: Vec<Pieces>,
    /// The rules that hold in the year, in the order of the document.
    pub(crate) rules: Vec<&'p Rule>,
}

/// A dues year that a policy does not govern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the policy `{policy}` does not govern {year}: expected a dues year {governed}")]
pub struct NotGoverned {
    policy: String,
    year: DuesYear,
    governed: String,
}

impl NotGoverned {
    /// The year that was asked for.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.year
    }
}

impl Policy {
    /// The policy for one dues year. Dated values and rules are those of its first day.
    ///
    /// # Errors
    ///
    /// [`NotGoverned`] if the policy is not for that year.
    pub fn for_year(&self, year: DuesYear) -> Result<PolicyYear<'_>, NotGoverned> {
        if !self.governs(year) {
            return Err(NotGoverned {
                policy: self.id.clone(),
                year,
                governed: match self.last_year {
                    Some(last) if last == self.first_year => format!("of {last}"),
                    Some(last) => format!("from {} to {last}", self.first_year),
                    None => format!("from {} on", self.first_year),
                },
            });
        }
        Ok(self.compile(year))
    }

    fn compile(&self, year: DuesYear) -> PolicyYear<'_> {
        let day = year.first_day();
        PolicyYear {
            policy: self,
            year,
            parameters: self
                .parameters
                .iter()
                .map(|parameter| {
                    parameter
                        .values
                        .iter()
                        .find(|dated| dated.valid.contains(day))
                })
                .collect(),
            tables: self
                .tables
                .iter()
                .map(|table| Pieces::of(table, self.measures.get(table.by)))
                .collect(),
            rules: self
                .rules
                .iter()
                .filter(|rule| rule.valid.contains(day))
                .collect(),
        }
    }

    pub(crate) fn measure(&self, index: usize) -> Option<&Measure> {
        self.measures.get(index)
    }

    pub(crate) fn parameter(&self, index: usize) -> Option<&Parameter> {
        self.parameters.get(index)
    }
}

impl<'p> PolicyYear<'p> {
    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// The dues year.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.year
    }
}

/// A table as a partition of its measure's scale.
#[derive(Debug, Clone)]
pub(crate) struct Pieces {
    // INVARIANT: in order, each beginning where the one before it ends.
    pieces: Vec<Piece>,
}

/// A stretch on which the same rows hold.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) interval: Interval,
    /// Indices of the rows, in the order of the table.
    pub(crate) rows: Vec<usize>,
}

impl Pieces {
    fn of(table: &Table, measure: Option<&Measure>) -> Self {
        let step = measure.and_then(|measure| measure.step);
        let on_grid = |interval: Interval| match step {
            Some(step) => interval.on_grid(step),
            None => Some(interval),
        };
        let least = measure.and_then(|measure| measure.least);
        let most = measure.and_then(|measure| measure.most);
        let domain = Interval::new(
            least.map_or(Cut::Lowest, Cut::before),
            most.map_or(Cut::Highest, Cut::after),
        );
        let Some(domain) = domain.and_then(on_grid) else {
            return Self { pieces: Vec::new() };
        };
        let rows: Vec<Option<Interval>> = table
            .rows
            .iter()
            .map(|row| Interval::of_bounds(row.lower, row.upper))
            .map(|interval| {
                interval
                    .and_then(on_grid)
                    .and_then(|row| row.intersection(domain))
            })
            .collect();
        let mut cuts = vec![domain.from, domain.to];
        cuts.extend(rows.iter().flatten().flat_map(|row| [row.from, row.to]));
        cuts.sort_unstable();
        cuts.dedup();

        // One sweep over the cuts: rows open and close in order.
        let mut opening: Vec<usize> = (0..rows.len()).collect();
        let start = |index: &usize| rows.get(*index).copied().flatten().map(|row| row.from);
        opening.retain(|index| start(index).is_some());
        opening.sort_by_key(start);
        let mut waiting = opening.into_iter().peekable();
        let mut open: Vec<usize> = Vec::new();
        let mut pieces = Vec::with_capacity(cuts.len());
        for pair in cuts.windows(2) {
            let [from, to] = *pair else { continue };
            open.retain(|index| {
                rows.get(*index)
                    .copied()
                    .flatten()
                    .is_some_and(|row| from < row.to)
            });
            while let Some(index) = waiting.next_if(|index| start(index) <= Some(from)) {
                open.push(index);
            }
            if let Some(interval) = Interval::new(from, to) {
                let mut rows = open.clone();
                rows.sort_unstable();
                pieces.push(Piece { interval, rows });
            }
        }
        Self { pieces }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter()
    }

    /// The rows that hold for a value, none outside the scale.
    pub(crate) fn at(&self, value: oske_types::Exact) -> &[usize] {
        let after = self
            .pieces
            .partition_point(|piece| piece.interval.from.precedes(value));
        let piece = after
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index));
        piece
            .filter(|piece| piece.interval.contains(value))
            .map_or(&[], |piece| piece.rows.as_slice())
    }
}
