//! Payers without a rule, with several; rules that are for nobody.

use super::{MOST_LISTED, Prover, Severity, Subject};
use crate::assessment::{Outcome, Reason};
use crate::evaluate::{ChoicePoint, Evaluation, rule_label};
use crate::finding::Beyond;
use crate::normal::{Forms, Region};
use crate::policy::{Pays, Rule};

impl Prover<'_, '_> {
    pub(super) fn about_rules(&mut self) {
        let policy = self.year.policy;
        for (line, declared) in policy.lines.iter().enumerate() {
            self.cases_of = Some(&declared.named);
            self.about_uncovered(line);
            self.about_several(line);
        }
        self.cases_of = None;
        self.about_currencies();
        for index in 0..self.rules.len() {
            let Some(proved) = self.rules.get(index) else {
                continue;
            };
            let rule = proved.rule;
            let is_alive = !proved.holds.is_empty() || !proved.open.is_empty();
            let subject = Subject::DeadRule {
                rule: rule_label(rule),
            };
            if is_alive {
                self.alive.insert(format!("dead-rule {}", rule.spot.path));
            } else if !self.forms.seen.is_cut_short {
                self.report(Severity::Warning, &rule.spot, subject);
            }
        }
    }

    fn about_uncovered(&mut self, line: usize) {
        let policy = self.year.policy;
        let Some(declared) = policy.lines.get(line).filter(|line| !line.optional) else {
            return;
        };
        if policy.rules.iter().all(|rule| rule.line != line) {
            let subject = Subject::LineWithoutRule {
                line: declared.named.label(),
            };
            self.report(Severity::Error, &declared.named.spot, subject);
            return;
        }
        let mut rules = self.rules.iter().map(|proved| proved.rule);
        let first_rule = rules.find(|rule| rule.line == line);
        let line_spot = first_rule.map_or(&declared.named.spot, |rule| &rule.spot);
        let cells = self.lines.get(line).map_or(&[][..], Vec::as_slice);
        let uncovered = cells
            .iter()
            .filter(|cell| cell.rules.is_empty() && cell.open.is_none());
        let regions: Vec<Region> = uncovered
            .map(|cell| Forms::without_picks(&cell.region))
            .collect();
        let regions = self.certain(regions);
        let regions = self.forms.joined(regions);
        let label = declared.named.label();
        let beyond = Beyond::Uncovered {
            line: label.clone(),
        };
        let found = |prover: &mut Self, region: Region| {
            let witness = prover.shown_by(&region, &|evaluation| {
                let mut open = evaluation.readings.iter().flat_map(|reading| &reading.open);
                open.any(|reason| matches!(reason, Reason::NoRule { line } if *line == label))
            })?;
            // Shown at the value that the first of them has.
            let value = region.choices.first().and_then(|(attribute, values)| {
                let attribute = policy.attribute(*attribute)?;
                let first = attribute.values.get(values.iter().next()?);
                first.or(Some(&attribute.named))
            });
            let spot = value.map_or(line_spot, |value| &value.spot);
            let line = label.clone();
            let subject = Subject::NoRule { line };
            let mut finding = prover.year.finding(Severity::Warning, spot, subject);
            prover.describe(&mut finding, &region);
            finding.witness = Some(witness);
            Some(finding)
        };
        self.report_each(
            regions,
            MOST_LISTED,
            beyond,
            found,
            |prover, severity, subject| prover.year.finding(severity, line_spot, subject),
        );
    }

    fn about_several(&mut self, line: usize) {
        let cells = self.lines.get(line).map_or(&[][..], Vec::as_slice);
        let several = cells.iter().filter(|cell| cell.rules.len() > 1);
        let mut sets: Vec<(Vec<usize>, Vec<Region>)> = Vec::new();
        for cell in several {
            let region = Forms::without_picks(&cell.region);
            match sets.iter_mut().find(|(rules, _)| *rules == cell.rules) {
                Some((_, regions)) => regions.push(region),
                None => sets.push((cell.rules.clone(), vec![region])),
            }
        }
        for (indices, regions) in sets {
            let rules: Vec<&Rule> = indices
                .iter()
                .filter_map(|index| Some(self.rules.get(*index)?.rule))
                .collect();
            let Some(last) = rules.last().copied() else {
                continue;
            };
            let regions = self.certain(regions);
            let regions = self.forms.joined(regions);
            let beyond = Beyond::SeveralRules {
                line: self.year.line_label(line),
            };
            let found = |prover: &mut Self, region: Region| {
                let differing = prover.difference_of(&indices, &region);
                let is_so = |evaluation: &Evaluation<'_, ()>| {
                    let mut picks = evaluation
                        .readings
                        .iter()
                        .flat_map(|reading| &reading.picks);
                    picks.any(|(point, _)| *point == ChoicePoint::Rules(line, indices.clone()))
                };
                let shown = match &differing {
                    Ok(Some(region)) => prover.witness_of(region, &|evaluation| {
                        is_so(evaluation) && !matches!(evaluation.outcome, Outcome::Assessed(_))
                    }),
                    _ => None,
                };
                let witness = shown.or_else(|| prover.shown_by(&region, &is_so))?;
                let candidates = match prover.year.assess(&witness).outcome() {
                    Outcome::Ambiguous { candidates, .. } => candidates.clone(),
                    _ => Vec::new(),
                };
                let same = matches!(differing, Ok(None));
                let severity = if same {
                    Severity::Warning
                } else {
                    Severity::Error
                };
                let subject = Subject::SeveralRules {
                    line: prover.year.line_label(line),
                    rules: rules.iter().copied().map(rule_label).collect(),
                    candidates,
                    same,
                };
                let mut finding = prover.year.finding(severity, &last.spot, subject);
                prover.describe(&mut finding, &region);
                finding.witness = Some(witness);
                Some(finding)
            };
            self.report_each(
                regions,
                MOST_LISTED,
                beyond,
                found,
                |prover, severity, subject| prover.year.finding(severity, &last.spot, subject),
            );
        }
    }

    /// A part of a region in which rules give different amounts, `None` if they give the same to
    /// everybody there; an error where that is not decided.
    fn difference_of(&mut self, rules: &[usize], region: &Region) -> Result<Option<Region>, ()> {
        let mut first: Option<Vec<super::Part>> = None;
        // Where one rule gives an amount and another one does not.
        let mut in_part: Option<Region> = None;
        for rule in rules {
            let mut parts = Vec::new();
            self.rule_parts(*rule, region, &mut parts);
            let Some(before) = &first else {
                first = Some(parts);
                continue;
            };
            for left in before {
                for right in &parts {
                    let Some(both) = self.forms.both(&left.region, &right.region) else {
                        continue;
                    };
                    if left.form.is_ok() != right.form.is_ok() {
                        in_part = in_part.or(Some(both));
                        continue;
                    }
                    let found = self.where_different(left, right, &both).ok_or(())?;
                    if let Some(found) = found.into_iter().next() {
                        return Ok(Some(found));
                    }
                }
            }
        }
        if self.forms.is_exhausted() {
            Err(())
        } else {
            Ok(in_part)
        }
    }

    /// Payers whose lines are in different currencies.
    fn about_currencies(&mut self) {
        let policy = self.year.policy;
        let others = self
            .rules
            .iter()
            .any(|proved| proved.rule.currency != policy.currency);
        if !others {
            return;
        }
        let mut found: Vec<(usize, usize, Region)> = Vec::new();
        for (index, left) in self.rules.iter().enumerate() {
            for (other, right) in self.rules.iter().enumerate().skip(index.saturating_add(1)) {
                let apart =
                    left.rule.line == right.rule.line || left.rule.currency == right.rule.currency;
                let owes = |rule: &Rule| matches!(rule.pays, Pays::Formula { .. });
                if apart || !owes(left.rule) || !owes(right.rule) {
                    continue;
                }
                for one in &left.holds {
                    let both = right
                        .holds
                        .iter()
                        .filter_map(|other| self.forms.both(one, other));
                    found.extend(both.map(|region| (index, other, region)));
                }
            }
        }
        let Some(last) = found.last() else {
            return;
        };
        let Some(last) = self.rules.get(last.1).map(|proved| proved.rule) else {
            return;
        };
        let beyond = Beyond::MixedCurrencies;
        let told = |prover: &mut Self, (left, right, region): (usize, usize, Region)| {
            let (left, right) = (prover.rules.get(left)?.rule, prover.rules.get(right)?.rule);
            let subject = Subject::MixedCurrencies {
                left: rule_label(left),
                right: rule_label(right),
            };
            let mut finding = prover.year.finding(Severity::Error, &right.spot, subject);
            prover.describe(&mut finding, &region);
            finding.witness = prover.witness(&region);
            Some(finding)
        };
        self.report_each(
            found,
            MOST_LISTED,
            beyond,
            told,
            |prover, severity, subject| prover.year.finding(severity, &last.spot, subject),
        );
    }
}
