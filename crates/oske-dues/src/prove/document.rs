//! Findings about the document alone, and about parameters.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use oske_types::Validity;

use super::used::Used;
use super::{Prover, Severity, Subject};
use crate::assessment::Label;
use crate::policy::{Expression, ExpressionKind, LetMeaning, Named, Parameter, Pays, PolicyStatus};

impl<'p> Prover<'_, 'p> {
    pub(super) fn about_document(&mut self) {
        let policy = self.year.policy;
        if !policy.rounding_stated {
            let rounding = policy.rounding;
            let subject = Subject::RoundingNotStated { rounding };
            self.report(Severity::Note, &policy.spot, subject);
        }
        let decided = policy.decision.as_ref().and_then(|decision| decision.on);
        match decided {
            None if policy.status == PolicyStatus::Proposed => {
                self.report(Severity::Note, &policy.spot, Subject::NotDecided);
            }
            Some(on) if on > policy.first_year.first_day() => {
                let subject = Subject::DecidedLate {
                    on,
                    begins: policy.first_year.first_day(),
                };
                self.report(Severity::Warning, &policy.decision_spot, subject);
            }
            _ => {}
        }
        self.about_law();
        self.about_unused();
        self.about_measures();
        self.about_second_roundings();
    }

    /// Declarations that no rule of any year uses.
    fn about_unused(&mut self) {
        let policy = self.year.policy;
        let used = Used::of_rules(&policy.rules, policy);
        let mut lines: BTreeSet<usize> = policy.rules.iter().map(|rule| rule.line).collect();
        let mut unused: Vec<&Named> = Vec::new();
        let mut check = |all: Vec<&'p Named>, used: &BTreeSet<usize>| {
            let found = all.into_iter().enumerate();
            let found = found.filter(|(index, _)| !used.contains(index));
            unused.extend(found.map(|(_, named)| named));
        };
        // The position in a list is declared by nobody; what it is put aside for is not listed.
        let positions = policy.measures.iter().enumerate();
        let positions = positions.filter(|(_, measure)| measure.is_position);
        let mut measures = used.measures.clone();
        measures.extend(positions.map(|(index, _)| index));
        check(
            policy.parameters.iter().map(|known| &known.named).collect(),
            &used.parameters,
        );
        check(
            policy.lets.iter().map(|known| &known.named).collect(),
            &used.lets,
        );
        check(
            policy.tables.iter().map(|known| &known.named).collect(),
            &used.tables,
        );
        check(
            policy.shares.iter().map(|known| &known.named).collect(),
            &used.shares,
        );
        check(
            policy.measures.iter().map(|known| &known.named).collect(),
            &measures,
        );
        check(
            policy.attributes.iter().map(|known| &known.named).collect(),
            &used.attributes,
        );
        check(
            policy.lists.iter().map(|known| &known.named).collect(),
            &used.lists,
        );
        // That one which is not optional has no rule is told of itself.
        let needed = policy.lines.iter().enumerate();
        let needed = needed.filter(|(_, line)| !line.optional);
        lines.extend(needed.map(|(index, _)| index));
        check(
            policy.lines.iter().map(|known| &known.named).collect(),
            &lines,
        );
        for named in unused {
            let subject = Subject::Unused {
                what: named.label(),
            };
            self.report(Severity::Warning, &named.spot, subject);
        }
        let words = self.words_for_units();
        for unit in &policy.units {
            if !words.contains(unit.name.as_str()) {
                let what = Label::new(&unit.name, unit.one.as_ref());
                self.report(Severity::Warning, &unit.spot, Subject::Unused { what });
            }
        }
    }

    /// The words at every place where a unit can stand; in formulas, names and units are words of
    /// one namespace.
    fn words_for_units(&self) -> BTreeSet<&'p str> {
        let policy = self.year.policy;
        let measures = policy.measures.iter().map(|measure| measure.unit.as_str());
        let parameters = policy
            .parameters
            .iter()
            .map(|parameter| parameter.unit.as_str());
        let tables = policy.tables.iter().map(|table| table.unit.as_str());
        let lets = policy.lets.iter().map(|known| &*known.text.text);
        let rules = policy.rules.iter().flat_map(|rule| {
            let when = rule.condition_text.as_ref().map(|text| &*text.text);
            let pays = match &rule.pays {
                Pays::Formula { text, .. } => Some(&*text.text),
                Pays::Exempt(_) => None,
            };
            when.into_iter().chain(pays)
        });
        let shares = policy.shares.iter().flat_map(|share| {
            let keys = share.keys.iter().flat_map(|key| {
                let of = key.of.as_ref().map(|(_, text)| &*text.text);
                of.into_iter().chain([&*key.by_text.text])
            });
            keys.chain([&*share.total_text.text])
        });
        let texts = measures
            .chain(parameters)
            .chain(tables)
            .chain(lets)
            .chain(rules)
            .chain(shares);
        texts
            .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric() && letter != '_'))
            .collect()
    }

    fn about_measures(&mut self) {
        let policy = self.year.policy;
        for measure in policy
            .measures
            .iter()
            .filter(|measure| !measure.is_position)
        {
            let label = measure.named.label();
            let spot = &measure.named.spot;
            if measure.is_date {
                continue;
            }
            if measure.step.is_none() {
                let measure = label.clone();
                self.report(
                    Severity::Note,
                    spot,
                    Subject::MeasureWithoutStep { measure },
                );
            }
            let (least, most) = (measure.least.is_some(), measure.most.is_some());
            if !least || !most {
                let subject = Subject::MeasureWithoutBound {
                    measure: label.clone(),
                    least,
                    most,
                };
                self.report(Severity::Note, spot, subject);
            }
            if measure.reference.is_none() {
                let subject = Subject::ReferenceNotStated { measure: label };
                self.report(Severity::Note, spot, subject);
            }
        }
    }

    /// Roundings inside a formula whose result is rounded again.
    fn about_second_roundings(&mut self) {
        let policy = self.year.policy;
        for rule in &policy.rules {
            let Pays::Formula { expression, text } = &rule.pays else {
                continue;
            };
            let mut found = Vec::new();
            inner_roundings(expression, policy, text, true, &mut found);
            for (text, at, whole) in found {
                // A rounding of the whole result to a coarser step is the only one that shows.
                if whole.is_some_and(|step| {
                    step.checked_div(rule.rounding.step())
                        .is_ok_and(oske_types::Exact::is_integer)
                }) {
                    continue;
                }
                let subject = Subject::SecondRounding {
                    rule: crate::evaluate::rule_label(rule),
                };
                let site = crate::normal::Site { formula: text, at };
                let finding = self.at_site(Severity::Note, site, subject);
                if !self
                    .findings
                    .iter()
                    .any(|known| known.place == finding.place && known.code() == finding.code())
                {
                    self.push(finding);
                }
            }
        }
    }

    /// Values that are unknown or have ended.
    pub(super) fn about_parameters(&mut self) {
        let policy = self.year.policy;
        let mut stale: Vec<(usize, Validity, NaiveDate)> = Vec::new();
        for (index, day) in std::mem::take(&mut self.forms.seen.stale) {
            let Some(parameter) = policy.parameter(index) else {
                continue;
            };
            let hole = hole_of(parameter, day).unwrap_or_else(|| self.year.year.validity());
            let mut known = stale.iter_mut();
            match known.find(|(known, own, _)| (*known, *own) == (index, hole)) {
                Some((_, _, first)) => *first = day.min(*first),
                None => stale.push((index, hole, day)),
            }
        }
        for (index, hole, day) in stale {
            let Some(parameter) = policy.parameter(index) else {
                continue;
            };
            let label = parameter.named.label();
            let subject = match &parameter.series {
                Some(series) => Subject::IndexWithoutValue {
                    parameter: label,
                    series: series.clone(),
                    year: self.year.year,
                    hole,
                },
                None => Subject::StaleParameter {
                    parameter: label,
                    year: self.year.year,
                    on: day,
                    hole,
                },
            };
            self.report(Severity::Error, &parameter.named.spot, subject);
        }
        for dated in std::mem::take(&mut self.forms.seen.unknown) {
            let parameter = policy.parameters.iter().find(|parameter| {
                parameter
                    .values
                    .iter()
                    .any(|value| std::ptr::eq(value, dated))
            });
            let Some(parameter) = parameter else { continue };
            let subject = Subject::UnknownParameter {
                parameter: parameter.named.label(),
                note: dated.note.clone(),
            };
            self.report(Severity::Warning, &dated.spot, subject);
        }
    }
}

/// The days around one without a value that have none either; `None` where it has one.
fn hole_of(parameter: &Parameter, day: NaiveDate) -> Option<Validity> {
    if parameter.on(day).is_some() {
        return None;
    }
    let periods = || parameter.values.iter().map(|dated| dated.valid);
    let ended = periods().filter_map(Validity::until_exclusive);
    let begins = periods().filter_map(Validity::from);
    let from = ended.filter(|until| *until <= day).max();
    let until = begins.filter(|from| *from > day).min();
    Validity::new(from, until)
}

type Rounding<'p> = (
    &'p crate::policy::FormulaText,
    usize,
    Option<oske_types::Exact>,
);

/// The roundings in a formula; with its step, one that is the last thing done.
fn inner_roundings<'p>(
    expression: &'p Expression,
    policy: &'p crate::policy::Policy,
    text: &'p crate::policy::FormulaText,
    last: bool,
    found: &mut Vec<Rounding<'p>>,
) {
    let mut inside = |part: &'p Expression| inner_roundings(part, policy, text, false, found);
    match &expression.kind {
        ExpressionKind::Round { of, step, .. } => {
            inside(of);
            found.push((text, expression.at, last.then_some(*step)));
        }
        ExpressionKind::Number { .. }
        | ExpressionKind::Day { .. }
        | ExpressionKind::Measure(_)
        | ExpressionKind::Parameter { .. }
        | ExpressionKind::Share(_)
        | ExpressionKind::Count(_) => {}
        ExpressionKind::Let(index) => {
            if let Some(named) = policy.lets.get(*index)
                && let LetMeaning::Quantity(inner) = &named.meaning
            {
                inner_roundings(inner, policy, &named.text, last, found);
            }
        }
        // What is looked up or counted may be rounded: no amount is.
        ExpressionKind::Lookup(_) | ExpressionKind::Steps { .. } | ExpressionKind::Time { .. } => {}
        ExpressionKind::Negate(of) | ExpressionKind::Sum { of, .. } => inside(of),
        ExpressionKind::Calculate(_, of) => of.iter().for_each(inside),
        ExpressionKind::Choose {
            then, otherwise, ..
        } => {
            inner_roundings(then, policy, text, last, found);
            inner_roundings(otherwise, policy, text, last, found);
        }
        ExpressionKind::Extreme { of, .. } | ExpressionKind::Unclear { of, .. } => {
            for part in of {
                inner_roundings(part, policy, text, last, found);
            }
        }
    }
}
