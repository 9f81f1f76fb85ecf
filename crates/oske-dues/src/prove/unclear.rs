//! Where the readings of what a source leaves unclear differ.

use oske_types::{Exact, Money};

use super::meeting::Meeting;
use super::{Part, Prover, Question, Severity, Subject, Why};
use crate::assessment::Outcome;
use crate::evaluate::{ChoicePoint, Evaluation};
use crate::facts::Facts;
use crate::finding::{Beyond, Finding};
use crate::interval::{Cut, Interval};
use crate::normal::{Forms, Guard, Linear, Region};

/// How many sets of payers are told for one label; the others are counted.
const MOST_SHOWN: usize = 4;
/// The most pairs of parts that are looked at for one label.
const MOST_PAIRS: usize = 1_000_000;

/// What was found of the readings of one label.
#[derive(Default)]
struct Readings {
    differs: Vec<Region>,
    why_open: Option<Why>,
    /// Whether some reading gives no amount to somebody, so that it is not the same.
    gives_nothing: bool,
    /// How many pairs of parts were looked at.
    looked: usize,
}

impl<'p> Prover<'_, 'p> {
    pub(super) fn about_unclear(&mut self) {
        for label in 0..self.year.policy.labels.len() {
            let Some(point) = self
                .forms
                .points
                .iter()
                .position(|point| *point == ChoicePoint::Unclear(label))
            else {
                continue;
            };
            self.about_label(label, point);
        }
    }

    fn about_label(&mut self, label: usize, point: usize) {
        self.forms.refill();
        let mut readings = Readings::default();
        for line in 0..self.year.policy.lines.len() {
            self.compare_readings(line, point, &mut readings);
        }
        let Readings {
            differs,
            mut why_open,
            gives_nothing,
            looked,
        } = readings;
        let site = self.label_site(label);
        if looked > MOST_PAIRS || self.forms.is_exhausted() {
            why_open = Some(Why::Size);
        }
        if let Some(why) = why_open {
            self.leave_undecided(Question::Readings, why, site);
        }
        let name = self.year.policy.labels.get(label);
        let name = name.map_or_else(String::new, |(name, _)| name.clone());
        let regions: Vec<Region> = differs.iter().map(Forms::without_picks).collect();
        let regions = self.certain(regions);
        let regions = self.forms.joined(regions);
        if regions.is_empty() && (why_open.is_some() || !differs.is_empty()) {
            return;
        }
        if regions.is_empty() && gives_nothing {
            let subject = Subject::UnclearInPart { label: name };
            let finding = self.at_label(Severity::Warning, site, subject);
            self.push(finding);
            return;
        }
        if regions.is_empty() {
            let subject = Subject::Unclear {
                label: name,
                candidates: Vec::new(),
            };
            let finding = self.at_label(Severity::Note, site, subject);
            self.push(finding);
            return;
        }
        let beyond = Beyond::Readings {
            label: name.clone(),
        };
        let found = |prover: &mut Self, region: Region| {
            let (witness, candidates) = prover.ambiguous_witness(&region)?;
            // Where nobody was found for whom they differ when rounded, the amounts are one.
            let severity = if candidates.is_empty() {
                Severity::Warning
            } else {
                Severity::Error
            };
            let subject = Subject::Unclear {
                label: name.clone(),
                candidates,
            };
            let mut finding = prover.at_label(severity, site, subject);
            prover.describe(&mut finding, &region);
            finding.witness = Some(witness);
            Some(finding)
        };
        self.report_each(
            regions,
            MOST_SHOWN,
            beyond,
            found,
            |prover, severity, subject| prover.at_label(severity, site, subject),
        );
    }

    /// Compares what a line gives in each reading with what it gives to the same payers in others.
    fn compare_readings(&mut self, line: usize, point: usize, readings: &mut Readings) {
        let parts = self.line_parts(line);
        // Of a line whose rules were not told apart, nothing is known.
        readings.gives_nothing |= parts.is_empty();
        let picked = parts.iter().filter_map(|part| {
            let pick = part.region.pick(point)?;
            Some((part, pick, part.region.clone().without_pick(point)))
        });
        let picked: Vec<(&Part, usize, Region)> = picked.collect();
        let regions: Vec<&Region> = picked.iter().map(|(_, _, region)| region).collect();
        let meeting = Meeting::of(&self.forms, &regions, None);
        for (index, (left, pick, own)) in picked.iter().enumerate() {
            let near = meeting.near(index).iter().copied();
            for other_index in near.filter(|other| *other > index) {
                readings.looked = readings.looked.saturating_add(1);
                if readings.looked > MOST_PAIRS {
                    return;
                }
                let Some((right, other_pick, other)) = picked.get(other_index) else {
                    continue;
                };
                if pick == other_pick || !meeting.may(index, other_index) {
                    continue;
                }
                let Some(both) = self.forms.both(own, other) else {
                    continue;
                };
                readings.gives_nothing |= left.form.is_err() || right.form.is_err();
                match self.where_different(left, right, &both) {
                    Some(found) => readings.differs.extend(found),
                    None => readings.why_open = Some(Why::NotLinear),
                }
            }
        }
    }

    /// A payer of a region for whom the readings differ also when they are rounded, with what they
    /// give; else one for whom they differ before.
    fn ambiguous_witness(&mut self, region: &Region) -> Option<(Facts, Vec<Money>)> {
        let rounded = self.witness_of(region, &|evaluation| {
            matches!(evaluation.outcome, Outcome::Ambiguous { .. })
        });
        let Some(facts) = rounded else {
            let facts = self.shown_by(region, &differ_before_rounding)?;
            return Some((facts, Vec::new()));
        };
        let candidates = match self.year.assess(&facts).outcome() {
            Outcome::Ambiguous { candidates, .. } => candidates.clone(),
            _ => Vec::new(),
        };
        Some((facts, candidates))
    }

    /// A finding where a label stands first.
    fn at_label(
        &self,
        severity: Severity,
        site: Option<crate::normal::Site<'p>>,
        subject: Subject,
    ) -> Finding {
        match site {
            Some(site) => self.at_site(severity, site, subject),
            None => self.year.finding(severity, &self.year.policy.spot, subject),
        }
    }

    /// Where a label stands first.
    fn label_site(&self, label: usize) -> Option<crate::normal::Site<'p>> {
        let policy = self.year.policy;
        let name = format!("'{}'", policy.labels.get(label)?.0);
        let lets = policy.lets.iter().map(|named| &named.text);
        let rules = policy.rules.iter().flat_map(|rule| {
            let pays = match &rule.pays {
                crate::policy::Pays::Formula { text, .. } => Some(text),
                crate::policy::Pays::Exempt(_) => None,
            };
            rule.condition_text.iter().chain(pays)
        });
        let mut texts = lets.chain(rules);
        texts.find_map(|formula| {
            let label = formula.text.find(&name)?;
            let at = formula.text.get(..label)?.rfind("unclear")?;
            Some(crate::normal::Site { formula, at })
        })
    }

    /// The parts of a region in which two forms differ, where neither is open; `None` where that is
    /// not decided.
    pub(super) fn where_different(
        &self,
        left: &Part,
        right: &Part,
        region: &Region,
    ) -> Option<Vec<Region>> {
        let (Ok(left), Ok(right)) = (&left.form, &right.form) else {
            return Some(Vec::new());
        };
        let difference = self.forms.pinned(&left.minus(right)?, region);
        match difference.as_constant() {
            Some(constant) if constant.is_zero() => Some(Vec::new()),
            Some(_) => Some(vec![region.clone()]),
            None => self.where_not_zero(&difference, region),
        }
    }

    fn where_not_zero(&self, form: &Linear, region: &Region) -> Option<Vec<Region>> {
        if let Some((variable, factor)) = form.as_single()
            && self.forms.scales.scale(variable).is_some()
            && let Ok(root) = form.constant.negated().checked_div(factor)
        {
            let sides = [
                Interval::new(Cut::Lowest, Cut::before(root)),
                Interval::new(Cut::after(root), Cut::Highest),
            ];
            let sides = sides.into_iter().flatten();
            let sides = sides.filter_map(|side| self.forms.scales.within(region, variable, side));
            return Some(sides.collect());
        }
        let (least, most) = self.forms.range_of(form, region);
        let is_zero = |end: Option<Exact>| end.is_some_and(Exact::is_zero);
        if is_zero(least) && is_zero(most) {
            return Some(Vec::new());
        }
        let never_zero =
            least.is_some_and(Exact::is_positive) || most.is_some_and(Exact::is_negative);
        if never_zero {
            return Some(vec![region.clone()]);
        }
        if self.forms.has_leaf(form) {
            return None;
        }
        let above = Guard {
            form: form.clone(),
            strict: true,
        };
        let below = form
            .times(-Exact::ONE)
            .map(|form| Guard { form, strict: true });
        let sides = [Some(above), below].into_iter().flatten();
        let sides = sides
            .map(|guard| region.with_guard(guard))
            .filter(|region| self.forms.may_hold(region));
        Some(sides.collect())
    }
}

/// Whether any two readings of a payer have other figures.
fn differ_before_rounding(evaluation: &Evaluation<'_, ()>) -> bool {
    let readings = evaluation.readings.iter();
    let mut figures = readings.map(|reading| {
        let lines = reading.lines.iter();
        let figures: Vec<Option<Exact>> = lines
            .map(|line| line.figures.map(|(unrounded, _)| unrounded))
            .collect();
        figures
    });
    let first = figures.next();
    figures.any(|other| Some(other) != first)
}
