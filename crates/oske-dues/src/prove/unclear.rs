//! Where the readings of what a source leaves unclear differ.

use oske_types::{Exact, Money};

use super::{Part, Prover, Severity, Subject};
use crate::assessment::Outcome;
use crate::evaluate::ChoicePoint;
use crate::facts::Facts;
use crate::interval::{Cut, Interval};
use crate::normal::{Forms, Guard, Linear, Region};

/// How many sets of payers are told for one label; the others are counted.
const MOST_SHOWN: usize = 4;
/// The most pairs of parts that are compared for one label.
const MOST_PAIRS: usize = 100_000;

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
        let mut differs: Vec<Region> = Vec::new();
        let mut pairs: usize = 0;
        for line in 0..self.year.policy.lines.len() {
            let parts = self.line_parts(line);
            let picked: Vec<&Part> = parts
                .iter()
                .filter(|part| part.region.pick(point).is_some())
                .collect();
            for (index, left) in picked.iter().enumerate() {
                for right in picked.iter().skip(index.saturating_add(1)) {
                    pairs = pairs.saturating_add(1);
                    if left.region.pick(point) == right.region.pick(point) || pairs > MOST_PAIRS {
                        continue;
                    }
                    let (own, other) = (
                        apart_from(&left.region, point),
                        apart_from(&right.region, point),
                    );
                    if let Some(both) = self.forms.both(&own, &other) {
                        differs.extend(self.where_different(left, right, &both));
                    }
                }
            }
        }
        let site = self.label_site(label);
        if pairs > MOST_PAIRS || self.forms.is_exhausted() {
            self.leave_undecided("unclear", "size", site);
        }
        let name = self.year.policy.labels.get(label);
        let name = name.map_or_else(String::new, |(name, _)| name.clone());
        let regions: Vec<Region> = differs.iter().map(Forms::without_picks).collect();
        let regions = self.forms.joined(regions);
        if regions.is_empty() {
            let subject = Subject::Unclear {
                label: name,
                candidates: Vec::new(),
            };
            self.push_unclear(Severity::Note, site, subject, None);
            return;
        }
        let more = regions.len().saturating_sub(MOST_SHOWN);
        for region in regions.into_iter().take(MOST_SHOWN) {
            let (witness, candidates) = self.ambiguous_witness(&region);
            let subject = Subject::Unclear {
                label: name.clone(),
                candidates,
            };
            self.push_unclear(Severity::Error, site, subject, Some(&region));
            if let Some(finding) = self.findings.last_mut() {
                finding.witness = witness;
            }
        }
        if more > 0 {
            let subject = Subject::UnclearMore { label: name, more };
            self.push_unclear(Severity::Error, site, subject, None);
        }
    }

    /// A payer of a region for whom the readings differ also when they are rounded, with what they
    /// give; else any payer of it.
    fn ambiguous_witness(&self, region: &Region) -> (Option<Facts>, Vec<Money>) {
        let corners = self.corners(region).into_iter();
        let witnesses = corners.filter_map(|corner| self.witness_at(region, &corner));
        let mut any = None;
        for facts in witnesses {
            if let Outcome::Ambiguous { candidates, .. } = self.year.assess(&facts).outcome() {
                return (Some(facts), candidates.clone());
            }
            any = any.or(Some(facts));
        }
        (any.or_else(|| self.witness(region)), Vec::new())
    }

    fn push_unclear(
        &mut self,
        severity: Severity,
        site: Option<crate::normal::Site<'p>>,
        subject: Subject,
        region: Option<&Region>,
    ) {
        let mut finding = match site {
            Some(site) => self.at_site(severity, site, subject),
            None => self.year.finding(severity, &self.year.policy.spot, subject),
        };
        if let Some(region) = region {
            self.describe(&mut finding, region);
        }
        self.push(finding);
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

    /// The parts of a region in which two forms differ; one that is open differs from one that is not.
    pub(super) fn where_different(
        &mut self,
        left: &Part,
        right: &Part,
        region: &Region,
    ) -> Vec<Region> {
        let (left, right) = match (&left.form, &right.form) {
            (Ok(left), Ok(right)) => (left, right),
            (Err(left), Err(right)) if left == right => return Vec::new(),
            _ => return vec![region.clone()],
        };
        let Some(difference) = left.minus(right) else {
            return Vec::new();
        };
        let difference = self.forms.pinned(&difference, region);
        if let Some(constant) = difference.as_constant() {
            return if constant.is_zero() {
                Vec::new()
            } else {
                vec![region.clone()]
            };
        }
        self.where_not_zero(&difference, region)
    }

    fn where_not_zero(&mut self, form: &Linear, region: &Region) -> Vec<Region> {
        if let Some((variable, factor)) = form.as_single()
            && self.forms.scales.scale(variable).is_some()
            && let Ok(root) = form.constant.negated().checked_div(factor)
        {
            let sides = [
                Interval::new(Cut::Lowest, Cut::before(root)),
                Interval::new(Cut::after(root), Cut::Highest),
            ];
            let sides = sides.into_iter().flatten();
            return sides
                .filter_map(|side| self.forms.scales.within(region, variable, side))
                .collect();
        }
        let (least, most) = self.forms.range_of(form, region);
        let is_zero = |end: Option<Exact>| end.is_some_and(Exact::is_zero);
        if is_zero(least) && is_zero(most) {
            return Vec::new();
        }
        let never_zero =
            least.is_some_and(Exact::is_positive) || most.is_some_and(Exact::is_negative);
        if never_zero {
            return vec![region.clone()];
        }
        let has_leaf = form
            .terms
            .iter()
            .any(|(variable, _)| self.forms.leaf(*variable).is_some());
        if has_leaf {
            self.leave_undecided("unclear", "not-linear", None);
            return Vec::new();
        }
        let above = Guard {
            form: form.clone(),
            strict: true,
        };
        let below = form
            .times(-Exact::ONE)
            .map(|form| Guard { form, strict: true });
        let sides = [Some(above), below].into_iter().flatten();
        sides
            .map(|guard| region.with_guard(guard))
            .filter(|region| self.forms.may_hold(region))
            .collect()
    }
}

/// A region without what is picked at a point.
fn apart_from(region: &Region, point: usize) -> Region {
    let mut region = region.clone();
    region.picks.retain(|(known, _)| *known != point);
    region
}
