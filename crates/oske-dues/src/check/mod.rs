//! From a document to a [`Policy`]: every name, unit and formula, every fault at once.
//!
//! | file | what it checks |
//! |---|---|
//! | `names` | the one namespace: what is declared, once, under a name that can stand in a formula |
//! | `formula` | formulas: what each name means, which unit or values each part has |
//! | `circle` | lets that go in a circle, however long it is |
//! | `table` | tables: what they are looked up by, for which values their rows hold |

mod circle;
mod formula;
mod names;
mod table;

use std::collections::BTreeSet;

use oske_types::{Exact, Rounding, Validity};

use self::formula::Typed;
use self::names::Checker;
use crate::assessment::Label;
use crate::diagnostic::{Fault, Faults, SourceFile, suggestion};
use crate::dimension::Dimension;
use crate::document::Value;
use crate::document::decode::{Collector, Section, Spotted};
use crate::document::v1::{self, Document};
use crate::policy::{
    Condition, ConditionKind, FormulaText, Line, Named, Pays, Policy, Rule, Share, ShareKey,
    ShareRounding,
};

pub(crate) fn check(value: &Value, file: &SourceFile) -> Result<Policy, Faults> {
    let collector = Collector::new(file);
    let document = Section::root(&collector, value).and_then(|root| v1::read(&root));
    let policy = document.and_then(|document| {
        let checker = Checker::new(&collector, &document);
        checker.policy(&document, value.content_hash())
    });
    let faults = collector.into_faults();
    match policy {
        Some(policy) if faults.is_empty() => Ok(policy),
        _ => Err(Faults::check(faults).err().unwrap_or_else(|| {
            Faults::one(Fault::new("incomplete", "the document is incomplete"))
        })),
    }
}

/// The line that a rule is for where it names none.
pub(crate) const DEFAULT_LINE: &str = "dues";

impl Checker<'_> {
    fn policy(mut self, document: &Document, content_hash: String) -> Option<Policy> {
        self.check_header(document);
        self.declare_lines(document);
        let lets = self.lets();
        let tables = self.tables();
        let shares = self.shares();
        let rules = self.rules(document);
        let currency = document.currency?;
        Some(Policy {
            id: document.id.clone()?,
            title: document.title.clone()?,
            note: document.note.clone(),
            status: document.status?,
            currency,
            first_year: document.first_year?,
            last_year: document.last_year,
            rounding: document.rounding.as_ref().map_or_else(
                || Rounding::to_minor_unit(currency),
                |rounding| rounding.value,
            ),
            rounding_stated: document.rounding.is_some(),
            decision: document.decision.clone(),
            decision_spot: document.decision_spot.clone(),
            legal_basis: document.legal_basis.clone(),
            sources: document.sources.clone(),
            area: document
                .area
                .iter()
                .map(|place| place.value.clone())
                .collect(),
            units: std::mem::take(&mut self.units),
            lines: self.lines,
            attributes: self.attributes,
            measures: self.measures,
            lists: self.lists,
            parameters: self
                .parameters
                .into_iter()
                .map(|(declared, _)| declared)
                .collect(),
            lets,
            tables,
            shares,
            labels: self.labels.into_inner(),
            rules,
            instalments: document.instalments.clone(),
            examples: document.examples.clone(),
            content_hash,
            file: self.collector.file.clone(),
            spot: document.spot.clone(),
        })
    }

    fn check_header(&self, document: &Document) {
        if let (Some(first), Some(last)) = (document.first_year, document.last_year)
            && last < first
        {
            let message = format!("the dues years end in {last}, before they begin in {first}");
            self.report(&document.spot, Fault::new("invalid-value", message));
        }
        self.check_rounding(document.rounding.as_ref(), document.currency);
        let mut places = BTreeSet::new();
        for place in &document.area {
            if !places.insert(place.value.as_str()) {
                let message = format!("`{}` stands twice: expected each place once", place.value);
                self.report(&place.spot, Fault::new("duplicate-name", message));
            }
        }
    }

    fn check_rounding(
        &self,
        rounding: Option<&Spotted<Rounding>>,
        currency: Option<oske_types::Currency>,
    ) {
        let (Some(rounding), Some(currency)) = (rounding, currency) else {
            return;
        };
        let unit = Exact::from(currency.minor_units());
        let whole = rounding.value.step().checked_mul(unit);
        if !whole.is_ok_and(Exact::is_integer) {
            let message = format!(
                "the rounding step {} is no whole number of minor units of {currency}: expected a multiple of {}",
                rounding.value.step(),
                Rounding::to_minor_unit(currency).step(),
            );
            self.report(&rounding.spot, Fault::new("invalid-value", message));
        }
    }

    fn declare_lines(&mut self, document: &Document) {
        let mut seen = BTreeSet::new();
        for line in &document.lines {
            if !seen.insert(line.name.value.as_str()) {
                let message = format!("`{}` stands twice: expected each once", line.name.value);
                self.report(&line.name.spot, Fault::new("duplicate-name", message));
            }
            self.lines.push(Line {
                named: Named::new(&line.name, line.words.as_ref()),
                optional: line.optional,
                declared: true,
            });
        }
    }

    fn shares(&self) -> Vec<Share> {
        let shares = self.document.shares.iter().filter_map(|share| {
            let total = share.total.as_ref()?;
            let (expression, unit) = self.constant(total)?;
            let keys: Vec<ShareKey> = share
                .keys
                .iter()
                .filter_map(|key| self.share_key(key))
                .collect();
            let of_round = keys.iter().filter(|key| key.of.is_none()).count();
            let rounding = share.rounding.as_ref()?;
            if rounding.value == ShareRounding::Together && of_round != share.keys.len() {
                let message = "shares are rounded together only where every key is of the \"round\": \
                               expected `of = \"round\"`, or `rounding = \"each\"`";
                self.report(&rounding.spot, Fault::new("share-rounding", message));
            }
            if rounding.value == ShareRounding::Together {
                self.read_in_one_way(total, &expression);
                if unit.to_string().parse::<oske_types::Currency>().is_err() {
                    let message = format!(
                        "only money is shared out together, and the total {}: expected an amount, \
                         or `rounding = \"each\"`",
                        names::in_unit(&unit)
                    );
                    self.report(&rounding.spot, Fault::new("share-rounding", message));
                }
            }
            Some(Share {
                named: Named::new(&share.name, share.words.as_ref()),
                unit: self.unit(&unit.to_string()),
                total: expression,
                total_text: text_of(total),
                keys,
                rounding: rounding.value,
            })
        });
        shares.collect()
    }

    /// What is reckoned once for a whole round has one reading: each payer picks its own.
    fn read_in_one_way(&self, text: &Spotted<String>, expression: &crate::policy::Expression) {
        if self.is_unclear(expression) {
            let message = "the figure can be read in several ways, and is reckoned once for all \
                           payers of the round: expected one reading; write a policy for each, or a \
                           parameter that is not known";
            self.report(&text.spot, Fault::new("share-unclear", message));
        }
    }

    fn share_key(&self, key: &v1::ShareKey) -> Option<ShareKey> {
        let by_text = key.by.as_ref()?;
        let (by, by_unit) = self.share_formula(by_text)?;
        let of_text = key.of.as_ref()?;
        let of = if of_text.value == "round" {
            self.read_in_one_way(by_text, &by);
            None
        } else {
            let (of, of_unit) = self.constant(of_text)?;
            if of_unit != by_unit {
                let message = format!(
                    "`by` {}, `of` {}: expected one unit",
                    names::in_unit(&by_unit),
                    names::in_unit(&of_unit)
                );
                self.report(&of_text.spot, Fault::new("unit-mismatch", message));
            }
            Some((of, text_of(of_text)))
        };
        Some(ShareKey {
            weight: key.weight.as_ref()?.value,
            by,
            by_text: text_of(by_text),
            of,
        })
    }

    fn rules(&mut self, document: &Document) -> Vec<Rule> {
        let mut ids = BTreeSet::new();
        let mut rules = Vec::new();
        for declared in &document.rules {
            let line = self.line(declared);
            if let Some(id) = &declared.id
                && !ids.insert(id.value.clone())
            {
                let message = format!(
                    "the rule `{}` stands twice: expected ids that differ",
                    id.value
                );
                self.report(&id.spot, Fault::new("duplicate-name", message));
            }
            let condition = match &declared.when {
                None => Some(Condition {
                    kind: ConditionKind::All(Vec::new()),
                    at: 0,
                }),
                Some(text) => self.condition_formula(text),
            };
            let own = declared.currency.as_ref().map(|currency| currency.value);
            let currency = if declared.has_currency {
                own
            } else {
                document.currency
            };
            let pays = match (&declared.pays, &declared.exempt) {
                (Some(text), None) => self.amount(text, currency),
                (None, Some(reason)) => Some(Pays::Exempt(reason.clone())),
                _ => None,
            };
            self.check_rounding(declared.rounding.as_ref(), currency);
            let (Some(id), Some(condition), Some(pays), Some(currency)) =
                (&declared.id, condition, pays, currency)
            else {
                continue;
            };
            let policy_rounding = document.rounding.as_ref();
            let policy_rounding = policy_rounding.filter(|_| Some(currency) == document.currency);
            rules.push(Rule {
                label: Label::new(&id.value, declared.words.as_ref()),
                line,
                valid: declared.valid.unwrap_or(Validity::ALWAYS),
                condition,
                condition_text: declared.when.as_ref().map(text_of),
                pays,
                currency,
                rounding: declared
                    .rounding
                    .as_ref()
                    .or(policy_rounding)
                    .map_or_else(|| Rounding::to_minor_unit(currency), |stated| stated.value),
                charges_residents: declared.charges_residents,
                note: declared.note.clone(),
                spot: declared.spot.clone(),
            });
        }
        rules
    }

    /// What a rule pays: money in its currency.
    fn amount(
        &self,
        text: &Spotted<String>,
        currency: Option<oske_types::Currency>,
    ) -> Option<Pays> {
        let (expression, dimension) = self.quantity_formula(text, None)?;
        let expected = Dimension::of(currency?.code());
        if dimension != expected {
            let message = format!(
                "the formula gives {}: expected an amount in `{expected}`",
                names::unit_named(&dimension)
            );
            self.collector.report_inside(
                &text.spot,
                &text.value,
                0,
                Fault::new("unit-mismatch", message),
            );
            return None;
        }
        Some(Pays::Formula {
            expression,
            text: text_of(text),
        })
    }

    /// A formula that rests on no facts.
    fn constant(&self, text: &Spotted<String>) -> Option<(crate::policy::Expression, Dimension)> {
        let typed = self.formula(text, None)?;
        let Typed::Quantity(expression, dimension) = typed else {
            self.report(
                &text.spot,
                Fault::new("formula", "expected a quantity, as in `90000 EUR`"),
            );
            return None;
        };
        if self.rests_on_facts(&expression) {
            let message =
                "the figure rests on facts of a payer: expected numbers and parameters alone";
            self.report(&text.spot, Fault::new("not-constant", message));
        }
        Some((expression, dimension))
    }

    /// The line of a rule. One that it names is declared, or else the default one: a slip of the pen
    /// would be charged beside the dues.
    fn line(&mut self, rule: &v1::Rule) -> usize {
        let name = rule
            .line
            .as_ref()
            .map_or(DEFAULT_LINE, |line| line.value.as_str());
        let lines = self.lines.iter().filter(|line| line.declared);
        let mut known: Vec<&str> = lines.map(|line| line.named.name()).collect();
        if !known.contains(&DEFAULT_LINE) {
            known.push(DEFAULT_LINE);
        }
        if let Some(line) = rule.line.as_ref().filter(|_| !known.contains(&name)) {
            let message = format!(
                "`{name}` is not a line: expected one that is declared, as with `[line.{name}]`"
            );
            let fault = Fault::new("unknown-name", message).with_help(suggestion(name, known));
            self.report(&line.spot, fault);
        }
        let position = self
            .lines
            .iter()
            .position(|line| *line.named.name() == *name);
        position.unwrap_or_else(|| {
            self.lines.push(Line {
                named: Named {
                    label: Label::new(name, None),
                    spot: rule.spot.clone(),
                },
                optional: false,
                declared: false,
            });
            self.lines.len().saturating_sub(1)
        })
    }
}

fn text_of(text: &Spotted<String>) -> FormulaText {
    FormulaText {
        text: text.value.as_str().into(),
        spot: text.spot.clone(),
    }
}
