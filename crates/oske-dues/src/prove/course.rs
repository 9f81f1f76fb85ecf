//! How dues go as a quantity grows: falls against the expected direction, and cliffs.
//!
//! For each quantity whose course is stated, the parts of what is owed in all lines together are looked
//! at along it. A fall lies in a part that slopes the wrong way, or between a part and the next one that
//! gives an amount, also across a gap: `neighbours` finds who stands next to whom.

use std::collections::BTreeSet;
use std::sync::Arc;

use oske_types::{Currency, Exact, Language};

use super::meeting::Meeting;
use super::slope::Slope;
use super::{MOST_COMPARED, MOST_LISTED, Part, Prover, Question, Rounded, Severity, Subject, Why};
use crate::document::decode::Spot;
use crate::evaluate::Reading;
use crate::explain::{Operation, Step};
use crate::facts::Facts;
use crate::finding::Finding;
use crate::interval::{Cut, Interval};
use crate::normal::{LeafKind, Linear, Node, NodeRef, Region, Variable};
use crate::policy::{Cliff, Direction};

/// The most parts that all lines together may have.
const MOST_PARTS: usize = 12_000;
/// How many groups of payers are listed for one change.
const MOST_ALIKE: usize = 3;

/// The course that is asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) variable: Variable,
    /// One for dues that rise, minus one for dues that fall.
    pub(super) sign: Exact,
    pub(super) direction: Option<Direction>,
    pub(super) cliff: Option<Cliff>,
    pub(super) step: Option<Exact>,
}

/// A change between two neighbouring payers.
#[derive(Clone)]
pub(super) struct Change {
    /// The two values of the quantity.
    pub(super) from: Exact,
    pub(super) to: Exact,
    /// Within a piece that slopes: up to where.
    pub(super) until: Option<Exact>,
    /// The others, as far as they are restricted.
    pub(super) region: Region,
    pub(super) is_cliff: bool,
    /// Whether the two lie on either side of a border that follows no axis.
    pub(super) is_oblique: bool,
    /// Quantities of a payer that shows it.
    pub(super) point: Vec<(Variable, Exact)>,
    pub(super) currency: Option<Currency>,
}

impl Asked {
    /// How far a jump goes in the expected direction; in any, where none is expected.
    pub(super) fn along(self, jump: Exact) -> Exact {
        if self.direction.is_none() {
            jump.abs()
        } else if self.sign.is_negative() {
            jump.negated()
        } else {
            jump
        }
    }

    /// Whether a jump is a cliff.
    fn is_cliff(self, [before, behind]: [Exact; 2]) -> bool {
        let Ok(jump) = behind.checked_sub(before) else {
            return false;
        };
        let jump = self.along(jump);
        match self.cliff {
            None => false,
            Some(Cliff::Amount(size)) => jump > size,
            Some(Cliff::Share(share)) => {
                let lower = before.min(behind);
                let allowed = lower.checked_mul(share);
                lower.is_positive() && allowed.is_ok_and(|allowed| jump > allowed)
            }
        }
    }
}

/// Whether two amounts are in different currencies.
pub(super) fn differ([left, right]: [Option<Currency>; 2]) -> bool {
    left.zip(right).is_some_and(|(left, right)| left != right)
}

impl Change {
    /// What it is told by, whoever it is about.
    fn ends(&self) -> (Exact, Exact, Option<Exact>, bool, bool) {
        let (from, to, until) = (self.from, self.to, self.until);
        (from, to, until, self.is_cliff, self.is_oblique)
    }
}

impl<'p> Prover<'_, 'p> {
    pub(super) fn about_course(&mut self) {
        let policy = self.year.policy;
        let asked = policy
            .measures
            .iter()
            .enumerate()
            .filter_map(|(variable, measure)| {
                let asks = measure.direction.is_some() || measure.cliff.is_some();
                let falls = measure.direction == Some(Direction::Fall);
                (asks && self.used.measures.contains(&variable)).then(|| Asked {
                    variable,
                    sign: if falls { -Exact::ONE } else { Exact::ONE },
                    direction: measure.direction,
                    cliff: measure.cliff,
                    step: measure.step,
                })
            });
        let asked: Vec<Asked> = asked.collect();
        if asked.is_empty() {
            return;
        }
        self.forms.refill();
        let parts = self.total_parts();
        for asked in asked {
            let measure = policy.measure(asked.variable);
            self.course_of = measure.map(|measure| &measure.named);
            match &parts {
                // What the things of a list come to together is a quantity of its own.
                _ if measure.is_some_and(|measure| measure.list.is_some()) => {
                    if !self.goes_as_expected(asked) {
                        self.leave_undecided(Question::Course, Why::NotLinear, None);
                    }
                }
                Some(parts) => self.about_course_along(asked, parts),
                None => self.leave_undecided(Question::Course, Why::Size, None),
            }
        }
        self.course_of = None;
    }

    /// Whether what is owed goes as expected along a quantity of the things of a list, in every rule. A
    /// jump of the sum is one of what it is a sum of; cliffs are not looked for.
    fn goes_as_expected(&mut self, asked: Asked) -> bool {
        if asked.cliff.is_some() {
            return false;
        }
        let mut pays: Vec<(Region, NodeRef)> = Vec::new();
        for proved in &self.rules {
            let mut guards = proved.holds.iter().flat_map(|region| &region.guards);
            let mut conditions = guards.by_ref().map(|guard| &guard.form);
            if conditions.any(|form| self.forms.is_about(form, asked.variable)) {
                return false;
            }
            let formulas = proved.pays.iter();
            pays.extend(
                formulas.filter_map(|(region, node)| Some((region.clone(), node.clone()?))),
            );
        }
        let expected = Slope::of(asked.sign);
        pays.iter().all(|(region, node)| {
            let slope = self.tree_slope(asked, node, region);
            slope == Slope::Level || slope == expected
        })
    }

    /// How a tree goes along a quantity that only sums over its list are about.
    fn tree_slope(&mut self, asked: Asked, node: &Node, region: &Region) -> Slope {
        let along = asked.variable;
        match node {
            Node::Linear(form) => {
                let slopes = form.terms.iter().map(|(variable, factor)| {
                    let own = match self.forms.leaf(*variable).map(|leaf| &leaf.kind) {
                        Some(LeafKind::Sum { of, .. }) => {
                            let body = NodeRef::clone(of);
                            self.slope_of_each(asked, &body)
                        }
                        _ => self.forms.leaf_slope(*variable, along, region),
                    };
                    own.times(Some(Slope::of(*factor)))
                });
                slopes.fold(Slope::Level, Slope::and)
            }
            Node::Scaled { by, of } => {
                let slope = self.tree_slope(asked, of, region);
                slope.times(Some(Slope::of(*by)))
            }
            Node::Guard { guard, .. } if self.forms.is_about(&guard.form, along) => Slope::Unknown,
            _ => {
                let parts = node.parts();
                let slopes = parts.map(|part| self.tree_slope(asked, part, region));
                slopes.fold(Slope::Level, Slope::and)
            }
        }
    }

    /// How what is summed up goes along a quantity of one thing.
    fn slope_of_each(&mut self, asked: Asked, body: &Node) -> Slope {
        let mut parts = Vec::new();
        let everybody = Region::default();
        self.forms
            .walk::<()>(body, &everybody, &mut |_, form, region: &Region| {
                parts.push(Part {
                    region: region.clone(),
                    form: form.cloned(),
                    currency: None,
                    is_due: false,
                    rounded: None,
                });
            });
        if self.changes_along(asked, &parts).is_empty() {
            Slope::of(asked.sign)
        } else {
            Slope::Unknown
        }
    }

    /// What is owed in all lines together, set by set; `None` where that is too much.
    pub(crate) fn total_parts(&mut self) -> Option<Vec<Part>> {
        let mut total = vec![Part {
            region: Region::default(),
            form: Ok(Linear::constant(Exact::ZERO)),
            currency: None,
            is_due: false,
            rounded: None,
        }];
        for line in 0..self.year.policy.lines.len() {
            let parts = self.line_parts(line);
            // Of a line whose rules were not told apart, nothing is known.
            if parts.is_empty() || total.len().saturating_mul(parts.len()) > MOST_COMPARED {
                return None;
            }
            let mut next = Vec::new();
            let regions = total.iter().chain(&parts).map(|part| &part.region);
            let meeting = Meeting::of(&self.forms, &regions.collect::<Vec<_>>(), None);
            for (index, before) in total.iter().enumerate() {
                for other in meeting.near(index) {
                    let part = other
                        .checked_sub(total.len())
                        .and_then(|number| parts.get(number));
                    let Some(part) = part.filter(|_| meeting.may(index, *other)) else {
                        continue;
                    };
                    let Some(region) = self.forms.both(&before.region, &part.region) else {
                        continue;
                    };
                    let currencies = [before.currency, part.currency];
                    let form = match (&before.form, &part.form) {
                        // That is a finding of its own.
                        _ if differ(currencies) => Err(crate::normal::Open::Overflow),
                        (Ok(before), Ok(form)) => {
                            before.plus(form).ok_or(crate::normal::Open::Overflow)
                        }
                        (Err(open), Err(other)) => Err(*open.max(other)),
                        (Err(open), Ok(_)) | (Ok(_), Err(open)) => Err(*open),
                    };
                    next.push(Part {
                        region,
                        form,
                        currency: before.currency.or(part.currency),
                        is_due: before.is_due || part.is_due,
                        rounded: Rounded::with(before.rounded.clone(), part.rounded.as_ref()),
                    });
                    if next.len() > MOST_PARTS {
                        return None;
                    }
                }
            }
            total = next;
        }
        (!self.forms.is_exhausted()).then_some(total)
    }

    fn about_course_along(&mut self, asked: Asked, parts: &[Part]) {
        let changes = self.changes_along(asked, parts);
        self.report_changes(asked, changes);
    }

    /// Within a piece that slopes the wrong way, or too steeply.
    pub(super) fn course_within(
        &mut self,
        asked: Asked,
        interval: Interval,
        part: &Part,
        form: &Linear,
    ) -> Option<Change> {
        let region = &part.region;
        let scale = self.forms.scales.scale(asked.variable)?;
        let (low, high) = scale.ends(interval);
        if low.is_some() && low == high {
            return None;
        }
        let expected = Slope::of(asked.sign);
        let against = match self.forms.slope(form, asked.variable, region) {
            _ if asked.direction.is_none() => false,
            Slope::Level => false,
            Slope::Unknown => {
                self.leave_undecided(Question::Course, Why::NotLinear, None);
                return None;
            }
            slope => slope != expected,
        };
        let mut leaves = form.terms.iter();
        if asked.cliff.is_some()
            && leaves.any(|(variable, _)| self.forms.rests_on(*variable, asked.variable))
        {
            self.leave_undecided(Question::Course, Why::NotLinear, None);
        }
        let steep = match (asked.cliff, asked.step) {
            (Some(Cliff::Amount(size)), Some(step)) => {
                let jump = form.factor(asked.variable).checked_mul(step);
                jump.is_ok_and(|jump| asked.along(jump) > size)
            }
            _ => false,
        };
        if !against && !steep {
            return None;
        }
        let one = asked.step.unwrap_or(Exact::ONE);
        let from = low
            .or_else(|| high.and_then(|high| high.checked_sub(one).ok()))
            .unwrap_or(Exact::ZERO);
        let next = from.checked_add(one).unwrap_or(from);
        let to = match (asked.step, high) {
            (None, Some(high)) if next > high => from
                .checked_add(high)
                .and_then(|sum| sum.checked_div(Exact::from(2)))
                .unwrap_or(high),
            _ => next,
        };
        Some(Change {
            from,
            to,
            region: region.clone().without_stretch(asked.variable),
            is_cliff: !against,
            is_oblique: false,
            point: Vec::new(),
            currency: part.currency,
            until: high,
        })
    }

    /// One finding for each change, where it is so in the step-by-step evaluation too.
    fn report_changes(&mut self, asked: Asked, changes: Vec<Change>) {
        let mut groups: Vec<Vec<Change>> = Vec::new();
        for mut change in changes {
            change.region = self.forms.tidied(&change.region);
            let known = groups.iter_mut().find(|known| {
                let same = known.first().map(Change::ends);
                same == Some(change.ends())
            });
            match known {
                Some(known) => known.push(change),
                None => groups.push(vec![change]),
            }
        }
        for group in groups {
            let regions = group.iter().map(|change| change.region.clone());
            let regions = self.forms.joined(regions.collect());
            let beyond = regions.len().saturating_sub(MOST_LISTED);
            let mut found = Vec::new();
            for region in regions.into_iter().take(MOST_LISTED) {
                let inside = group
                    .iter()
                    .find(|change| !self.forms.are_apart(&change.region, &region));
                if let Some(change) = inside.or(group.first()) {
                    found.extend(self.finding_of_change(asked, change, &region));
                }
            }
            found.sort_by_cached_key(|finding| finding.message(Language::English));
            found.dedup_by_key(|finding| finding.message(Language::English));
            let more = match found.len() {
                0 => 0,
                listed => listed.saturating_sub(MOST_ALIKE).saturating_add(beyond),
            };
            found.truncate(MOST_ALIKE);
            let last = found.last();
            let listed_at = last.map(|finding| (finding.path.clone(), finding.place));
            self.findings.extend(found);
            if let (Some(change), Some(measure)) = (
                group.first().filter(|_| more > 0),
                self.year.policy.measure(asked.variable),
            ) {
                let subject = Subject::MoreChanges {
                    measure: measure.named.label(),
                    from: self.said(asked.variable, change.from),
                    to: self.said(asked.variable, change.until.unwrap_or(change.to)),
                    rises: (!change.is_cliff).then_some(asked.direction == Some(Direction::Rise)),
                    more,
                };
                let (severity, spot) = (Severity::Warning, &measure.named.spot);
                let mut finding = self.year.finding(severity, spot, subject);
                // Behind those that are listed.
                if let Some((path, place)) = listed_at {
                    (finding.path, finding.place) = (path, place);
                }
                self.findings.push(finding);
            }
        }
    }

    /// Whether somebody shows a change in the step-by-step evaluation.
    pub(super) fn is_shown(&self, asked: Asked, change: &Change) -> bool {
        self.shown(asked, change, &change.region).is_some()
    }

    fn finding_of_change(
        &mut self,
        asked: Asked,
        change: &Change,
        region: &Region,
    ) -> Option<Finding> {
        let policy = self.year.policy;
        let measure = policy.measure(asked.variable)?;
        let Some((from, to, amounts)) = self.shown(asked, change, region) else {
            self.leave_undecided(Question::Course, Why::NoWitness, None);
            return None;
        };
        let label = measure.named.label();
        let said = |value| self.said(asked.variable, value);
        let subject = if change.is_cliff {
            Subject::Cliff {
                measure: label,
                from: said(change.from),
                to: said(change.to),
                amounts,
                currency: change.currency.unwrap_or(policy.currency),
            }
        } else {
            Subject::Fall {
                measure: label,
                from: said(change.from),
                to: said(change.to),
                // Of a stretch with two payers, the fall between them says it all.
                until: change.until.filter(|until| *until != change.to).map(said),
                amounts,
                currency: change.currency.unwrap_or(policy.currency),
                rises: asked.direction == Some(Direction::Rise),
            }
        };
        let severity = Severity::Warning;
        // A cliff is stated at the quantity; what makes dues fall is to be mended where it stands.
        let spot = match change.is_cliff {
            true => None,
            false => self.place_of_fall(&from, &to),
        };
        let spot = spot.unwrap_or(&measure.named.spot);
        let mut finding = self.year.finding(severity, spot, subject);
        self.describe(&mut finding, region);
        let interval = Interval::new(
            Cut::before(change.from),
            Cut::after(change.until.unwrap_or(change.to)),
        );
        let stretch = interval.and_then(|interval| self.stretch(asked.variable, interval));
        finding.payers.stretches.extend(stretch);
        finding.witness = Some(from);
        finding.neighbour = Some(to);
        Some(finding)
    }

    /// Where dues fall from one neighbour to the next: the rule that is for the second alone, the row of a
    /// table that holds for the second alone, or the only rule of both; `None` where it is not one place.
    fn place_of_fall(&self, from: &Facts, to: &Facts) -> Option<&'p Spot> {
        let (before, behind) = (
            self.year.evaluate::<Step>(from, None).readings,
            self.year.evaluate::<Step>(to, None).readings,
        );
        let ([before], [behind]) = (before.as_slice(), behind.as_slice()) else {
            return None;
        };
        let mut rules = behind.lines.iter().map(|line| line.rule).filter(|rule| {
            let mut known = before.lines.iter();
            !known.any(|line| std::ptr::eq(line.rule, *rule))
        });
        match (rules.next(), rules.next()) {
            (Some(only), None) => return Some(&only.spot),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
        let rows_of = |reading: &Reading<'_, Step>| {
            let mut rows = BTreeSet::new();
            for derivation in reading
                .lines
                .iter()
                .filter_map(|line| line.derivation.as_ref())
            {
                rows_in(derivation, &mut rows);
            }
            rows
        };
        let (known, held) = (rows_of(before), rows_of(behind));
        let mut rows = held.difference(&known);
        match (rows.next(), rows.next(), behind.lines.as_slice()) {
            (Some((table, number)), None, _) => {
                let mut tables = self.year.policy.tables.iter();
                let table = tables.find(|known| *known.named.name() == **table)?;
                let row = table.rows.get(number.checked_sub(1)?)?;
                Some(&row.spot)
            }
            (None, _, [only]) => Some(&only.rule.spot),
            _ => None,
        }
    }

    /// Two neighbours for whom it is so, with what they owe before rounding.
    fn shown(
        &self,
        asked: Asked,
        change: &Change,
        region: &Region,
    ) -> Option<(Facts, Facts, [Exact; 2])> {
        let corners = self.corners(region);
        corners.into_iter().find_map(|corner| {
            let at = |value: Exact| {
                let mut given = vec![(asked.variable, value)];
                given.extend(&change.point);
                let rest = corner.iter().filter(|(variable, _)| {
                    *variable != asked.variable
                        && !change.point.iter().any(|(known, _)| known == variable)
                });
                given.extend(rest);
                let mut region = region.clone();
                region.guards.clear();
                self.witness_at(&region, &given)
            };
            let (from, to) = (at(change.from)?, at(change.to)?);
            let (before, behind) = (self.totals_of(&from), self.totals_of(&to));
            let pairs = before
                .iter()
                .flat_map(|before| behind.iter().map(move |behind| (before, behind)));
            let mut pairs = pairs.filter(|(before, behind)| before.is_with(behind));
            pairs.find_map(|(before, behind)| {
                let (before, behind) = (before.amount, behind.amount);
                let jump = behind
                    .checked_sub(before)
                    .ok()?
                    .checked_mul(asked.sign)
                    .ok()?;
                let is_so = if change.is_cliff {
                    asked.is_cliff([before, behind])
                } else {
                    jump.is_negative()
                };
                is_so.then(|| (from.clone(), to.clone(), [before, behind]))
            })
        })
    }

    /// The corners of a region in the quantities, the first few of them; of how many things a list has,
    /// only the least and one more.
    pub(super) fn corners(&self, region: &Region) -> Vec<Vec<(Variable, Exact)>> {
        let mut corners: Vec<Vec<(Variable, Exact)>> = vec![Vec::new()];
        let measures = self.year.policy.measures.len();
        let lists = self
            .used
            .lists
            .iter()
            .map(|list| measures.saturating_add(*list));
        for variable in lists.chain(self.used.measures.iter().copied()) {
            let (low, mut high) = self.forms.ends_of(variable, region);
            if variable >= measures {
                let one_more = low.and_then(|low| low.checked_add(Exact::ONE).ok());
                high = high.min(one_more);
            }
            let ends: Vec<Exact> = [low, high.filter(|high| Some(*high) != low)]
                .into_iter()
                .flatten()
                .collect();
            if ends.len() < 2 || corners.len() >= 32 {
                continue;
            }
            corners = corners
                .iter()
                .flat_map(|corner| {
                    ends.iter().map(move |end| {
                        let mut corner = corner.clone();
                        corner.push((variable, *end));
                        corner
                    })
                })
                .collect();
        }
        corners
    }
}

/// The rows of tables that a step rests on, by table and number.
fn rows_in(step: &Step, rows: &mut BTreeSet<(Arc<str>, usize)>) {
    if let Operation::Lookup { table, row, .. } | Operation::Class { table, row, .. } =
        &step.operation
    {
        rows.insert((table.shared_name(), row.number));
    }
    for part in &step.of {
        rows_in(part, rows);
    }
}
