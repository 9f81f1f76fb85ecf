//! What is certain of a policy before any payer is assessed, read off its compiled form.
//!
//! Tables are partitions of a measure's whole scale, so gaps and overlaps are read off as intervals;
//! conditions are over attributes with declared values, so payers without a rule, or with two, are
//! found by going through every combination of the attributes that conditions ask for. Nothing is
//! sampled to show that something is in order: payers are tried only to show that two rules differ.
//! What goes beyond the stated budget is a finding of its own.

mod cell;
mod used;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use oske_types::{DuesYear, Exact};

use self::cell::{Cell, always, boxes, holds};
use self::used::Used;
use crate::assessment::{Label, Outcome};
use crate::document::decode::Spot;
use crate::evaluate::rule_label;
use crate::facts::Facts;
use crate::finding::{Finding, Severity, Subject};
use crate::interval::{Cut, Interval};
use crate::normal::{Piece, PolicyYear};
use crate::policy::{Expression, Measure, Named, Pays, Policy, Rule, Table};

/// The most combinations of attribute values that are gone through.
const MOST_CELLS: usize = 20_000;
/// How many dues years in which something changes are gone through at most.
const MOST_YEARS: usize = 200;
/// How many rows, and how many amounts, one finding lists at most.
const MOST_LISTED: usize = 5;

impl Policy {
    /// Everything that the proof finds, over every dues year that the policy governs, in the order of
    /// the file. A policy without an end is proved up to the last year in which something changes.
    ///
    /// ```
    /// use oske_dues::Policy;
    /// use oske_types::Language;
    ///
    /// let policy = Policy::from_toml("example.toml", r#"
    ///     format = "oske-policy"
    ///     version = 0
    ///     id = "example"
    ///     title = { en = "An example" }
    ///     status = "in-force"
    ///     currency = "EUR"
    ///     dues_years = { from = "2023" }
    ///     rounding = "half-up to 0.01"
    ///     unit.inhabitant = { name = { en = "inhabitant" } }
    ///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
    ///
    ///     [table.fee]
    ///     by = "population"
    ///     unit = "EUR"
    ///     rows = [
    ///         { under = "5000", pays = "110" },
    ///         { over = "5000", pays = "550" },
    ///     ]
    ///
    ///     [[rule]]
    ///     id = "towns"
    ///     pays = "fee(population)"
    /// "#)?;
    /// let findings = policy.findings();
    /// let gap = findings.iter().find(|finding| finding.code() == "gap").ok_or("a gap")?;
    /// assert_eq!(
    ///     gap.message(Language::English),
    ///     "no amount where population is exactly 5,000 (every payer): no row of the table “fee” holds",
    /// );
    /// assert_eq!(gap.place().ok_or("a place")?.line, 18);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        // What has no value in the year before: a hole is one finding, with its first year.
        let mut stale_before: BTreeSet<String> = BTreeSet::new();
        let years = self.years_to_prove();
        for year in &years.proved {
            let Ok(policy_year) = self.for_year(*year) else {
                continue;
            };
            let mut stale = BTreeSet::new();
            for finding in policy_year.findings() {
                let known = if let Subject::StaleParameter { .. } = finding.subject {
                    stale.insert(finding.path.clone());
                    stale_before.contains(&finding.path)
                } else {
                    findings.iter().any(|known| {
                        known.path == finding.path
                            && known.measures == finding.measures
                            && known.attributes == finding.attributes
                            && known.subject == finding.subject
                    })
                };
                if !known {
                    findings.push(finding);
                }
            }
            stale_before = stale;
        }
        self.about_years(&years, &mut findings);
        sort(&mut findings);
        findings
    }

    /// Rules that hold in no year, or that there are too many years to say so.
    fn about_years(&self, years: &Years, findings: &mut Vec<Finding>) {
        let (Some(first), Some(last)) = (years.proved.first(), years.proved.last()) else {
            return;
        };
        let Ok(policy_year) = self.for_year(*first) else {
            return;
        };
        if !years.complete {
            let subject = Subject::UndecidedYears {
                last: *last,
                most: MOST_YEARS,
            };
            findings.push(policy_year.finding(Severity::Warning, &self.spot, subject));
            return;
        }
        for rule in &self.rules {
            let mut days = years.proved.iter().map(|year| year.first_day());
            if !days.any(|day| rule.valid.contains(day)) {
                let rule_label = rule_label(rule);
                let subject = Subject::DeadRule { rule: rule_label };
                findings.push(policy_year.finding(Severity::Warning, &rule.spot, subject));
            }
        }
    }

    /// The governed years that differ from the year before them: the first, and for each dated change
    /// the first year that begins on its day or later.
    fn years_to_prove(&self) -> Years {
        let values = self
            .parameters
            .iter()
            .flat_map(|parameter| &parameter.values);
        let periods = values
            .map(|dated| dated.valid)
            .chain(self.rules.iter().map(|rule| rule.valid));
        let changes: BTreeSet<NaiveDate> = periods
            .flat_map(|valid| [valid.from(), valid.until_exclusive()])
            .flatten()
            .collect();
        let mut changes = changes.into_iter().peekable();
        let mut years = Vec::new();
        let mut year = Some(self.first_year);
        while let Some(current) = year.filter(|year| self.governs(*year)) {
            let mut differs = years.is_empty();
            while changes
                .next_if(|change| *change <= current.first_day())
                .is_some()
            {
                differs = true;
            }
            if differs && years.len() >= MOST_YEARS {
                return Years {
                    proved: years,
                    complete: false,
                };
            }
            if differs {
                years.push(current);
            }
            if changes.peek().is_none() {
                break;
            }
            year = current.next();
        }
        Years {
            proved: years,
            complete: true,
        }
    }
}

/// The dues years that are gone through.
struct Years {
    proved: Vec<DuesYear>,
    /// Whether every other governed year is as the one before it.
    complete: bool,
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|left, right| {
        (left.place, &left.path, left.severity).cmp(&(right.place, &right.path, right.severity))
    });
}

impl PolicyYear<'_> {
    /// Everything that the proof finds for this dues year, in the order of the file.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.about_the_document(&mut findings);
        self.about_names(&mut findings);
        self.about_measures(&mut findings);
        let cells = self.cells();
        self.about_tables(cells.as_deref().unwrap_or_default(), &mut findings);
        match &cells {
            Ok(cells) => self.about_rules(cells, &mut findings),
            Err(count) => self.about_rules_for_everybody(*count, &mut findings),
        }
        sort(&mut findings);
        findings
    }

    fn finding(&self, severity: Severity, spot: &Spot, subject: Subject) -> Finding {
        let file = &self.policy.file;
        Finding {
            subject,
            severity,
            path: spot.path.clone(),
            file: (!file.name.is_empty()).then(|| Arc::clone(&file.name)),
            place: file.place_of(spot.span),
            year: self.year,
            attributes: Vec::new(),
            measures: Vec::new(),
            witness: None,
        }
    }

    fn about_the_document(&self, findings: &mut Vec<Finding>) {
        let policy = self.policy;
        if !policy.rounding_stated {
            let rounding = policy.rounding;
            let subject = Subject::RoundingNotStated { rounding };
            findings.push(self.finding(Severity::Note, &policy.spot, subject));
        }
        let decided = policy
            .decision
            .as_ref()
            .is_some_and(|decision| decision.on.is_some());
        if !decided && policy.status == crate::policy::PolicyStatus::Proposed {
            findings.push(self.finding(Severity::Note, &policy.spot, Subject::NotDecided));
        }
    }

    /// Values that are unknown or have ended, and names that nothing uses.
    fn about_names(&self, findings: &mut Vec<Finding>) {
        let mut used = Used::default();
        for rule in &self.rules {
            used.condition(&rule.condition);
            if let Pays::Formula { expression, .. } = &rule.pays {
                used.expression(expression, self.policy);
            }
        }
        // Whether a name is used is asked of all rules, also those of other years.
        let mut ever_used = Used::default();
        for rule in &self.policy.rules {
            ever_used.condition(&rule.condition);
            if let Pays::Formula { expression, .. } = &rule.pays {
                ever_used.expression(expression, self.policy);
            }
        }
        let lines: BTreeSet<usize> = self.policy.rules.iter().map(|rule| rule.line).collect();
        for (index, parameter) in self.policy.parameters.iter().enumerate() {
            if !used.parameters.contains(&index) {
                continue;
            }
            let label = label(&parameter.named);
            match self.parameters.get(index).copied().flatten() {
                None => {
                    let subject = Subject::StaleParameter {
                        parameter: label,
                        year: self.year,
                    };
                    findings.push(self.finding(Severity::Error, &parameter.named.spot, subject));
                }
                Some(dated) if dated.value.is_none() => {
                    let subject = Subject::UnknownParameter {
                        parameter: label,
                        note: dated.note.clone(),
                    };
                    findings.push(self.finding(Severity::Warning, &dated.spot, subject));
                }
                Some(_) => {}
            }
        }
        let policy = self.policy;
        let parameters = policy.parameters.iter().map(|parameter| &parameter.named);
        let tables = policy.tables.iter().map(|table| &table.named);
        let measures = policy.measures.iter().map(|measure| &measure.named);
        let attributes = policy.attributes.iter().map(|attribute| &attribute.named);
        let unused = unused(parameters, &ever_used.parameters)
            .chain(unused(tables, &ever_used.tables))
            .chain(unused(measures, &ever_used.measures))
            .chain(unused(attributes, &ever_used.attributes))
            .chain(unused(policy.lines.iter(), &lines));
        for named in unused {
            let subject = Subject::Unused { what: label(named) };
            findings.push(self.finding(Severity::Warning, &named.spot, subject));
        }
        let words = self.words_for_units();
        for unit in &policy.units {
            if !words.contains(unit.name.as_str()) {
                let what = Label::new(&unit.name, unit.one.as_ref());
                let subject = Subject::Unused { what };
                findings.push(self.finding(Severity::Warning, &unit.spot, subject));
            }
        }
    }

    /// The words at every place where a unit can stand; in formulas, names and units are words of
    /// one namespace.
    fn words_for_units(&self) -> BTreeSet<&str> {
        let policy = self.policy;
        let measures = policy.measures.iter().map(|measure| measure.unit.as_str());
        let parameters = policy
            .parameters
            .iter()
            .map(|parameter| parameter.unit.as_str());
        let tables = policy.tables.iter().map(|table| table.unit.as_str());
        let formulas = policy.rules.iter().filter_map(|rule| match &rule.pays {
            Pays::Formula { text, .. } => Some(text.as_str()),
            Pays::Exempt(_) => None,
        });
        let texts = measures.chain(parameters).chain(tables).chain(formulas);
        texts
            .flat_map(|text| text.split(|character: char| !is_of_word(character)))
            .collect()
    }

    fn about_measures(&self, findings: &mut Vec<Finding>) {
        for measure in &self.policy.measures {
            if measure.step.is_none() {
                let subject = Subject::MeasureWithoutStep {
                    measure: label(&measure.named),
                };
                findings.push(self.finding(Severity::Note, &measure.named.spot, subject));
            }
            let (least, most) = (measure.least.is_some(), measure.most.is_some());
            if !least || !most {
                let subject = Subject::MeasureWithoutBound {
                    measure: label(&measure.named),
                    least,
                    most,
                };
                findings.push(self.finding(Severity::Note, &measure.named.spot, subject));
            }
        }
    }

    /// Rows that can never hold or that overlap, whoever looks them up.
    fn about_tables(&self, cells: &[Cell], findings: &mut Vec<Finding>) {
        let tables = self.policy.tables.iter().zip(&self.tables);
        for (table_index, (table, pieces)) in tables.enumerate() {
            let held: BTreeSet<usize> = pieces
                .iter()
                .flat_map(|piece| piece.rows.iter().copied())
                .collect();
            for (index, row) in table.rows.iter().enumerate() {
                let (table, row_number) = (label(&table.named), index.saturating_add(1));
                let subject = if !held.contains(&index) {
                    Subject::DeadRow {
                        table,
                        row: row_number,
                    }
                } else if row.pays.is_none() {
                    Subject::UnknownRow {
                        table,
                        row: row_number,
                    }
                } else {
                    continue;
                };
                findings.push(self.finding(Severity::Warning, &row.spot, subject));
            }
            let mut overlapping = pieces
                .iter()
                .filter(|piece| piece.rows.len() > 1)
                .peekable();
            let user = overlapping
                .peek()
                .and_then(|_| self.user_of(table_index, cells));
            // One at a time, for all of them together can be much larger than the table.
            let mut last: Option<Overlap> = None;
            for piece in overlapping {
                let overlap = Overlap::of(table, piece);
                match &mut last {
                    Some(last) if last.goes_on_in(&overlap) => last.extend(overlap),
                    _ => {
                        let done = last.replace(overlap);
                        findings.extend(done.map(|done| self.report_overlap(table, &done, user)));
                    }
                }
            }
            findings.extend(last.map(|last| self.report_overlap(table, &last, user)));
        }
    }

    fn report_overlap(
        &self,
        table: &Table,
        overlap: &Overlap,
        user: Option<(&Rule, &Cell)>,
    ) -> Finding {
        let differs = overlap.amounts.len() > 1 || overlap.amounts.contains(&None);
        let last = overlap.rows.last().and_then(|row| table.rows.get(*row));
        let spot = last.map_or(&table.named.spot, |row| &row.spot);
        let rows = overlap.rows.iter().take(MOST_LISTED);
        let amounts = overlap.amounts.iter().take(MOST_LISTED);
        let subject = Subject::Overlap {
            table: label(&table.named),
            rows: rows.map(|index| index.saturating_add(1)).collect(),
            more_rows: overlap.rows.len().saturating_sub(MOST_LISTED),
            amounts: amounts.copied().collect(),
            more_amounts: overlap.amounts.len().saturating_sub(MOST_LISTED),
            unit: table.unit.clone(),
            differs,
        };
        let severity = if differs {
            Severity::Error
        } else {
            Severity::Note
        };
        let mut finding = self.finding(severity, spot, subject);
        if let Some(measure) = self.policy.measure(table.by) {
            let interval = closed(overlap.interval, measure);
            finding.measures = vec![(label(&measure.named), interval)];
            finding.witness =
                user.and_then(|(rule, cell)| self.witness(rule, cell, Some((table.by, interval))));
        }
        finding
    }

    /// The first rule that looks a table up for somebody, with a cell that it is for.
    fn user_of<'a>(&'a self, table: usize, cells: &'a [Cell]) -> Option<(&'a Rule, &'a Cell)> {
        self.rules.iter().find_map(|rule| {
            let mut used = Used::default();
            if let Pays::Formula { expression, .. } = &rule.pays {
                used.expression(expression, self.policy);
            }
            let mut concerned = cells.iter().filter(|cell| holds(&rule.condition, cell));
            let cell = used.tables.contains(&table).then(|| concerned.next());
            Some((*rule, cell??))
        })
    }

    /// Where there are too many combinations of attributes: payers whose rule is for everybody and
    /// has no row for them.
    fn about_rules_for_everybody(&self, count: usize, findings: &mut Vec<Finding>) {
        let subject = Subject::Undecided {
            cells: count,
            most: MOST_CELLS,
        };
        findings.push(self.finding(Severity::Warning, &self.policy.spot, subject));
        // Anybody shows it; one with the first value of every attribute lacks nothing.
        let values = self.policy.attributes.iter().enumerate();
        let anybody = Cell {
            values: values.map(|(index, _)| (index, 0)).collect(),
        };
        for rule in self.rules.iter().filter(|rule| always(&rule.condition)) {
            self.report_gaps(rule, &[], &anybody, findings);
        }
    }

    /// Payers without a rule, with several, and payers whose rule has no row for them.
    fn about_rules(&self, cells: &[Cell], findings: &mut Vec<Finding>) {
        // Of each rule, the cells it is for; of each line, the cells of each set of several rules.
        let mut for_rule: Vec<Vec<&Cell>> = vec![Vec::new(); self.rules.len()];
        let mut uncovered: Vec<&Cell> = Vec::new();
        let mut shared: BTreeMap<(usize, Vec<usize>), Vec<&Cell>> = BTreeMap::new();
        for cell in cells {
            let mut by_line: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (index, rule) in self.rules.iter().enumerate() {
                if holds(&rule.condition, cell) {
                    by_line.entry(rule.line).or_default().push(index);
                    if let Some(cells) = for_rule.get_mut(index) {
                        cells.push(cell);
                    }
                }
            }
            if by_line.is_empty() {
                uncovered.push(cell);
            }
            for (line, rules) in by_line {
                if rules.len() > 1 {
                    shared.entry((line, rules)).or_default().push(cell);
                }
            }
        }
        for cells in boxes(&uncovered) {
            self.report_uncovered(&cells, findings);
        }
        for ((line, rules), cells) in &shared {
            for cells in boxes(cells) {
                self.report_shared(*line, rules, &cells, findings);
            }
        }
        for (rule, cells) in self.rules.iter().zip(&for_rule) {
            for cells in boxes(cells) {
                if let Some(first) = cells.first() {
                    self.report_gaps(rule, &cells, first, findings);
                }
            }
        }
    }

    fn report_uncovered(&self, cells: &[&Cell], findings: &mut Vec<Finding>) {
        let Some(first) = cells.first() else {
            return;
        };
        // Shown at the value that the first of them has.
        let spot = first.values.iter().next().and_then(|(attribute, value)| {
            let attribute = self.policy.attributes.get(*attribute)?;
            Some(&attribute.values.get(*value)?.spot)
        });
        let spot = spot.unwrap_or(&self.policy.spot);
        let mut finding = self.finding(Severity::Warning, spot, Subject::NoRule);
        finding.witness = Some(self.attribute_facts(first));
        finding.attributes = self.attributes_of(cells);
        findings.push(finding);
    }

    fn report_shared(
        &self,
        line: usize,
        rules: &[usize],
        cells: &[&Cell],
        findings: &mut Vec<Finding>,
    ) {
        let rules: Vec<&Rule> = rules
            .iter()
            .filter_map(|index| self.rules.get(*index).copied())
            .collect();
        let (Some(last), Some(cell)) = (rules.last(), cells.first()) else {
            return;
        };
        // By themselves, for what another line lacks says nothing of these.
        let alone = PolicyYear {
            rules: rules.clone(),
            ..self.clone()
        };
        let same = rules
            .windows(2)
            .all(|pair| matches!(pair, [left, right] if same_pays(&left.pays, &right.pays)));
        let witness = self.witness_of_rules(&alone, cell, !same);
        let outcome = witness
            .as_ref()
            .filter(|_| !same)
            .map(|facts| alone.assess(facts).outcome().clone());
        let candidates = match outcome {
            Some(Outcome::Ambiguous { candidates, .. }) => candidates,
            _ => Vec::new(),
        };
        let severity = if same {
            Severity::Warning
        } else {
            Severity::Error
        };
        let subject = Subject::SeveralRules {
            line: self.line_label(line),
            rules: rules.iter().copied().map(rule_label).collect(),
            candidates,
            same,
        };
        let mut finding = self.finding(severity, &last.spot, subject);
        finding.attributes = self.attributes_of(cells);
        finding.witness = witness;
        findings.push(finding);
    }

    /// A payer of the cell, and if there may be one for whom some rules give different amounts, one of
    /// those. They are looked for at two points between each two breakpoints, one measure at a time:
    /// finding none proves nothing.
    fn witness_of_rules(&self, alone: &Self, cell: &Cell, may_differ: bool) -> Option<Facts> {
        // With what every rule for such a payer uses, so that nothing is missing.
        let mut present = self.rules.clone();
        present.retain(|rule| holds(&rule.condition, cell));
        let plain = self.witness_of_all(&present, cell, None);
        if !may_differ {
            return plain;
        }
        let mut points: Vec<(usize, Interval)> = Vec::new();
        for rule in &alone.rules {
            let mut used = Used::default();
            if let Pays::Formula { expression, .. } = &rule.pays {
                used.expression(expression, self.policy);
            }
            for table in &used.tables {
                let by = self.policy.tables.get(*table).map(|table| table.by);
                let pieces = self.tables.get(*table);
                for (by, pieces) in by.into_iter().zip(pieces) {
                    let stretches = pieces.iter().map(|piece| piece.interval);
                    points.extend(stretches.flat_map(|stretch| self.two_points(by, stretch)));
                }
            }
            points.extend(used.measures.iter().flat_map(|index| {
                let whole = self.policy.measure(*index).and_then(domain);
                whole
                    .into_iter()
                    .flat_map(|whole| self.two_points(*index, whole))
            }));
        }
        let witnesses = points
            .into_iter()
            .filter_map(|point| self.witness_of_all(&present, cell, Some(point)));
        let differs =
            |facts: &Facts| matches!(alone.assess(facts).outcome(), Outcome::Ambiguous { .. });
        let mut all = plain.clone().into_iter().chain(witnesses);
        all.find(differs).or(plain)
    }

    /// The two ends of a stretch, where it has two points.
    fn two_points(&self, measure: usize, stretch: Interval) -> Vec<(usize, Interval)> {
        let mut points = vec![(measure, stretch)];
        let closed = self
            .policy
            .measure(measure)
            .map_or(stretch, |measure| closed(stretch, measure));
        let last = match (closed.upper(), stretch.witness()) {
            (Some((last, true)), _) => Interval::new(Cut::before(last), Cut::after(last)),
            (_, Some(first)) => Interval::new(Cut::after(first), stretch.to),
            _ => None,
        };
        points.extend(last.map(|last| (measure, last)));
        points
    }

    /// The gaps of a rule's tables, for the payers of the cells; a payer of the one cell shows them.
    fn report_gaps(&self, rule: &Rule, cells: &[&Cell], cell: &Cell, findings: &mut Vec<Finding>) {
        let Pays::Formula { expression, .. } = &rule.pays else {
            return;
        };
        let mut used = Used::default();
        used.expression(expression, self.policy);
        for index in &used.tables {
            let (Some(table), Some(pieces)) =
                (self.policy.tables.get(*index), self.tables.get(*index))
            else {
                continue;
            };
            let Some(measure) = self.policy.measure(table.by) else {
                continue;
            };
            for gap in pieces.iter().filter(|piece| piece.rows.is_empty()) {
                // The row that begins behind the gap, or the last one before it.
                let begins_behind = |row: &&crate::policy::Row| {
                    Interval::of_bounds(row.lower, row.upper)
                        .is_some_and(|row| row.from >= gap.interval.from)
                };
                let neighbour = table
                    .rows
                    .iter()
                    .filter(begins_behind)
                    .min_by_key(|row| Interval::of_bounds(row.lower, row.upper).map(|row| row.from))
                    .or(table.rows.last());
                let spot = neighbour.map_or(&table.named.spot, |row| &row.spot);
                let subject = Subject::Gap {
                    table: label(&table.named),
                    rule: rule_label(rule),
                };
                let interval = closed(gap.interval, measure);
                let mut finding = self.finding(Severity::Error, spot, subject);
                finding.attributes = self.attributes_of(cells);
                finding.measures = vec![(label(&measure.named), interval)];
                finding.witness = self.witness(rule, cell, Some((table.by, interval)));
                findings.push(finding);
            }
        }
    }

    /// Every combination of values of the attributes that conditions ask for, or how many there are
    /// where they are too many.
    fn cells(&self) -> Result<Vec<Cell>, usize> {
        let mut used = Used::default();
        for rule in &self.rules {
            used.condition(&rule.condition);
        }
        let mut cells = vec![Cell::default()];
        for attribute in used.attributes {
            let values = self
                .policy
                .attributes
                .get(attribute)
                .map_or(0, |known| known.values.len());
            let count = cells.len().saturating_mul(values);
            if count > MOST_CELLS {
                return Err(count);
            }
            cells = cells
                .iter()
                .flat_map(|cell| {
                    (0..values).map(move |value| {
                        let mut cell = cell.clone();
                        cell.values.insert(attribute, value);
                        cell
                    })
                })
                .collect();
        }
        Ok(cells)
    }

    /// The values that cells have, attribute by attribute; attributes with every value are left out.
    fn attributes_of(&self, cells: &[&Cell]) -> Vec<(Label, Vec<Label>)> {
        let mut attributes = Vec::new();
        for (index, attribute) in self.policy.attributes.iter().enumerate() {
            let found: BTreeSet<usize> = cells
                .iter()
                .filter_map(|cell| cell.values.get(&index).copied())
                .collect();
            if found.is_empty() || found.len() == attribute.values.len() {
                continue;
            }
            let values = found
                .iter()
                .filter_map(|value| attribute.values.get(*value));
            attributes.push((label(&attribute.named), values.map(label).collect()));
        }
        attributes
    }

    fn attribute_facts(&self, cell: &Cell) -> Facts {
        let mut facts = Facts::new("witness");
        for (index, value) in &cell.values {
            if let Some(attribute) = self.policy.attributes.get(*index)
                && let Some(value) = attribute.values.get(*value)
            {
                facts = facts.with_attribute(&attribute.named.name, &value.name);
            }
        }
        facts
    }

    fn witness(&self, rule: &Rule, cell: &Cell, fixed: Option<(usize, Interval)>) -> Option<Facts> {
        self.witness_of_all(&[rule], cell, fixed)
    }

    /// A payer of a cell with a value for every measure that the rules use.
    fn witness_of_all(
        &self,
        rules: &[&Rule],
        cell: &Cell,
        fixed: Option<(usize, Interval)>,
    ) -> Option<Facts> {
        let mut facts = self.attribute_facts(cell);
        let mut used = Used::default();
        for rule in rules {
            if let Pays::Formula { expression, .. } = &rule.pays {
                used.expression(expression, self.policy);
            }
        }
        for index in used.measures {
            let measure = self.policy.measure(index)?;
            let stretch = match fixed {
                Some((fixed, interval)) if fixed == index => interval,
                _ => closed(domain(measure)?, measure),
            };
            facts = facts.with_measure(&measure.named.name, stretch.witness()?);
        }
        Some(facts)
    }
}

/// Whether two rules are seen to give the same to everybody: the same formula, or no dues at all.
fn same_pays(left: &Pays, right: &Pays) -> bool {
    match (left, right) {
        (Pays::Exempt(_), Pays::Exempt(_)) => true,
        (
            Pays::Formula {
                expression: left, ..
            },
            Pays::Formula {
                expression: right, ..
            },
        ) => same_expression(left, right),
        (Pays::Exempt(_) | Pays::Formula { .. }, _) => false,
    }
}

fn same_expression(left: &Expression, right: &Expression) -> bool {
    match (left, right) {
        (Expression::Number { value: left, .. }, Expression::Number { value: right, .. }) => {
            left == right
        }
        (Expression::Parameter(left), Expression::Parameter(right))
        | (Expression::Measure(left), Expression::Measure(right))
        | (Expression::Lookup { table: left }, Expression::Lookup { table: right }) => {
            left == right
        }
        (Expression::Negate(left), Expression::Negate(right)) => same_expression(left, right),
        (
            Expression::Calculate(operator, left, right),
            Expression::Calculate(other, other_left, other_right),
        ) => {
            operator == other
                && same_expression(left, other_left)
                && same_expression(right, other_right)
        }
        _ => false,
    }
}

/// A stretch on which several rows hold that have the same amounts.
struct Overlap {
    interval: Interval,
    rows: BTreeSet<usize>,
    /// Each once, in the order of the rows.
    amounts: Vec<Option<Exact>>,
}

impl Overlap {
    fn of(table: &Table, piece: &Piece) -> Self {
        let mut seen = BTreeSet::new();
        let rows = piece.rows.iter().filter_map(|row| table.rows.get(*row));
        let amounts = rows.map(|row| row.pays);
        Self {
            interval: piece.interval,
            rows: piece.rows.iter().copied().collect(),
            amounts: amounts.filter(|amount| seen.insert(*amount)).collect(),
        }
    }

    fn goes_on_in(&self, next: &Self) -> bool {
        self.interval.to == next.interval.from && self.amounts == next.amounts
    }

    fn extend(&mut self, next: Self) {
        self.interval.to = next.interval.to;
        self.rows.extend(next.rows);
    }
}

fn unused<'a>(
    all: impl Iterator<Item = &'a Named>,
    used: &BTreeSet<usize>,
) -> impl Iterator<Item = &'a Named> {
    all.enumerate()
        .filter(|(index, _)| !used.contains(index))
        .map(|(_, named)| named)
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn label(named: &Named) -> Label {
    Label::new(&named.name, named.words.as_ref())
}

/// The measure's whole scale.
fn domain(measure: &Measure) -> Option<Interval> {
    let from = measure.least.map_or(Cut::Lowest, Cut::before);
    let to = measure.most.map_or(Cut::Highest, Cut::after);
    let whole = Interval::new(from, to)?;
    measure.step.map_or(Some(whole), |step| whole.on_grid(step))
}

/// An interval as people read it: with its last grid point inside.
fn closed(interval: Interval, measure: &Measure) -> Interval {
    measure
        .step
        .map_or(interval, |step| interval.closed_on_grid(step))
}
