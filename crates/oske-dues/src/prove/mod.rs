//! What is certain of a policy before any payer is assessed.
//!
//! The formulas of a year are brought to [normal form](crate::normal); whom a rule is for, where no row
//! holds, where several do, which arm of a bound can win, is then read off sets of payers: the values
//! that choices have, the stretches of quantities, the borders that follow no axis. Nothing is sampled
//! to show that something is in order. Amounts are compared before rounding, and a payer that shows a
//! finding is run through the step-by-step evaluation. What goes beyond the budget, or rests on a part
//! that is not piecewise linear, is a finding of its own.
//!
//! | file | findings |
//! |---|---|
//! | `document` | what stands in the document alone: decision, units, declarations that nothing uses |
//! | `law` | citations that are not read, not known, or do not stand on the days that matter |
//! | `rules` | payers without a rule, with several, rules that are for nobody |
//! | `tables` | gaps, overlaps, rows that never hold, rows printed otherwise |
//! | `bounds` | minima and maxima that never or always bind |
//! | `course` | falls against the expected direction, cliffs; with `neighbours` and `slope` |
//! | `unclear` | where readings differ |
//! | `example` | worked examples, instalments and shares |
//!
//! What they share: `cells` (sets of payers without others, few where many say the same), `meeting` (which
//! of many sets may share somebody), `witness` (payers that show a finding), `used` (what the rules of
//! the year ask for), `years` (the dues years that are gone through).

mod bounds;
mod cells;
mod course;
mod document;
mod example;
mod law;
mod meeting;
mod neighbours;
mod rules;
mod slope;
mod tables;
mod unclear;
mod used;
mod witness;
mod years;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use oske_statute::Catalogue;
use oske_types::{Currency, Exact, Language, Rounding};

pub(crate) use self::meeting::Meeting;
pub(crate) use self::used::Used;
use crate::assessment::Label;
use crate::day;
use crate::document::decode::Spot;
use crate::evaluate::ChoicePoint;
use crate::facts::Facts;
use crate::finding::{Beyond, Finding, Question, Severity, Subject, Why};
use crate::interval::Interval;
use crate::normal::{Forms, Guard, Linear, NodeRef, Open, Region, Site};
use crate::payers::{Border, BorderTerm, Chosen, Payers, Relation, Stretch};
use crate::policy::{Named, Pays, Policy, Rule};
use crate::year::PolicyYear;

/// How many sets of payers are compared, pair by pair, to answer one question.
const MOST_COMPARED: usize = 200_000;
/// How many findings of one sort about one thing are listed.
const MOST_LISTED: usize = 40;

impl Policy {
    /// Everything that the proof finds, over every dues year that the policy governs, in the order of
    /// the file. A policy without an end is proved up to the last year in which something changes, and
    /// where it speaks of dates to the next leap year after that.
    ///
    /// ```
    /// use oske_dues::Policy;
    /// use oske_types::Language;
    ///
    /// let policy = Policy::from_toml("example.toml", r#"
    ///     format = "oske-policy"
    ///     version = 1
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
    ///
    /// The law that the policy cites is looked up in the [embedded](Catalogue::embedded) catalogue of acts;
    /// [`findings_with`](Self::findings_with) takes another.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.findings_with(Catalogue::embedded())
    }

    /// The same, with the law that the policy cites looked up in a catalogue of the caller's.
    ///
    /// A citation shall stand on the day of the decision, which rests on it, and on the first day that the
    /// policy governs, on which dues come to rest on it; of a policy that nobody has decided yet, on that
    /// first day. Where the catalogue does not tell, nothing is reported; an act that it does not have is a
    /// note.
    ///
    /// ```
    /// use oske_dues::Policy;
    /// use oske_statute::{Catalogue, CatalogueTables};
    ///
    /// let policy = Policy::from_toml("example.toml", r#"
    ///     format = "oske-policy"
    ///     version = 1
    ///     id = "example"
    ///     title = { en = "An example" }
    ///     status = "in-force"
    ///     currency = "EUR"
    ///     dues_years = { from = "2023" }
    ///     rounding = "half-up to 0.01"
    ///     legal_basis = [{ citation = "Testamenttiasetus (9999/2020) 1 §" }]
    ///
    ///     [[rule]]
    ///     id = "all"
    ///     pays = "110 EUR"
    /// "#)?;
    /// let codes = |catalogue: &Catalogue| -> Vec<String> {
    ///     let findings = policy.findings_with(catalogue);
    ///     findings.iter().map(|finding| finding.code().to_owned()).collect()
    /// };
    /// assert_eq!(codes(Catalogue::embedded()), ["act-not-known"]);
    ///
    /// let mut tables = CatalogueTables::default();
    /// tables.sources = "letter\ttitle\taddress\tlicence\tread_on\nA\tour own file\t\t\t\n";
    /// tables.acts = "id\tkind\ttitle_fi\ttitle_sv\ttitle_en\tsigned\tfrom\tuntil\trepealed_by\tknown_to\tissued_under\t\
    ///     preparatory\tsections\tamendments_listed\tcomplete_to\tsource\tnote\n\
    ///     9999/2020\tdecree\tTestamenttiasetus\t\t\t2020-06-01\t2020-07-01\t2022-01-01\t\t\t\t\t1–3\tsome\t\tA\t\n";
    /// let catalogue = Catalogue::embedded().with(&tables)?;
    /// assert_eq!(codes(&catalogue), ["law-does-not-stand"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn findings_with(&self, law: &Catalogue) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        let mut alive: BTreeSet<String> = BTreeSet::new();
        let mut known: BTreeSet<String> = BTreeSet::new();
        let years = self.years_to_prove();
        for (number, year) in years.proved.iter().enumerate() {
            let Ok(policy_year) = self.for_year(*year) else {
                continue;
            };
            let proof = Prover::new(&policy_year, law).prove(number == 0);
            alive.extend(proof.alive);
            let new = proof.findings.into_iter();
            findings.extend(new.filter(|finding| known.insert(finding.identity())));
        }
        // What never holds in one year may hold in another.
        findings.retain(|finding| {
            !finding.subject.is_of_all_years() || !alive.contains(&finding.life())
        });
        findings.retain(|finding| !years.may_bring_to_life(finding));
        self.about_years(&years, &mut findings);
        sort(&mut findings);
        told_once(findings)
    }
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|left, right| {
        (left.place, &left.path, left.severity).cmp(&(right.place, &right.path, right.severity))
    });
}

/// Each text once for one place, whoever else it may be said of in the same words.
fn told_once(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut told = BTreeSet::new();
    findings.retain(|finding| {
        let message = finding.message(Language::English);
        told.insert((finding.place, finding.path.clone(), message))
    });
    findings
}

impl<'p> PolicyYear<'p> {
    /// Everything that the proof finds for this dues year, in the order of the file.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.findings_with(Catalogue::embedded())
    }

    /// The same, with the law that the policy cites looked up in a catalogue of the caller's, as
    /// [`Policy::findings_with`] does.
    #[must_use]
    pub fn findings_with(&self, law: &Catalogue) -> Vec<Finding> {
        let mut findings = Prover::new(self, law).prove(true).findings;
        sort(&mut findings);
        told_once(findings)
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
            payers: Payers::default(),
            witness: None,
            neighbour: None,
        }
    }
}

/// What was found in one year.
struct Proof {
    findings: Vec<Finding>,
    /// What holds for somebody, by the [life](Finding::life) of the finding that would say otherwise.
    alive: BTreeSet<String>,
}

/// Goes through one dues year.
pub(crate) struct Prover<'y, 'p> {
    pub(crate) year: &'y PolicyYear<'p>,
    /// Where cited law is looked up.
    law: &'y Catalogue,
    pub(crate) forms: Forms<'y, 'p>,
    used: Used,
    rules: Vec<ProvedRule<'p>>,
    /// Of each line, the payers by the rules that are for them.
    lines: Vec<Vec<Cell>>,
    /// Those for whom a line has no amount, once somebody has asked.
    without_amount: Option<Vec<Region>>,
    findings: Vec<Finding>,
    alive: BTreeSet<String>,
    /// What was left undecided: of what, why, and the path of the formula or declaration.
    undecided: BTreeMap<(Question, Why, &'p str), Undecided<'p>>,
    /// The measure along which the course of dues is looked at.
    course_of: Option<&'p Named>,
    /// The table or the line whose cases are looked at.
    cases_of: Option<&'p Named>,
}

/// Where something was left undecided.
#[derive(Clone, Copy)]
enum Undecided<'p> {
    /// Somewhere in the policy.
    Somewhere,
    In(Site<'p>),
    /// About a declaration.
    Of(&'p Named),
}

/// A rule with the payers that it is for.
struct ProvedRule<'p> {
    rule: &'p Rule,
    holds: Vec<Region>,
    /// Those for whom it is not decided, for want of a row, say.
    open: Vec<(Region, Open)>,
    /// What it gives, in each part; nothing for a rule that exempts.
    pays: Vec<(Region, Option<NodeRef>)>,
}

/// Payers for whom the same rules of a line are.
struct Cell {
    region: Region,
    rules: Vec<usize>,
    /// Why it is not decided if another rule is.
    open: Option<Open>,
}

/// A part of what payers owe, in a set of them.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) region: Region,
    pub(crate) form: Result<Linear, Open>,
    /// That of the rules that give an amount; `None` where none does.
    pub(crate) currency: Option<Currency>,
    /// Whether it is certain that a rule is for them.
    pub(crate) is_due: bool,
    /// Of which amounts it is the sum and how each is rounded; nothing where nothing is owed.
    pub(crate) rounded: Option<Rc<Rounded>>,
}

/// What is owed in a line and how it is rounded, after the lines before it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rounded {
    pub(crate) form: Linear,
    pub(crate) rounding: Rounding,
    pub(crate) before: Option<Rc<Rounded>>,
}

impl Rounded {
    /// With the lines of another behind it.
    fn with(before: Option<Rc<Self>>, other: Option<&Rc<Self>>) -> Option<Rc<Self>> {
        let Some(other) = other else { return before };
        let before = Self::with(before, other.before.as_ref());
        Some(Rc::new(Self {
            form: other.form.clone(),
            rounding: other.rounding,
            before,
        }))
    }
}

/// What a payer owes before rounding, in one reading.
struct Total {
    amount: Exact,
    picks: Vec<(ChoicePoint, usize)>,
}

impl Total {
    /// Whether the policy can be read so for both payers.
    fn is_with(&self, other: &Self) -> bool {
        self.picks.iter().all(|(point, pick)| {
            let mut others = other.picks.iter();
            others.all(|(known, other)| known != point || other == pick)
        })
    }
}

impl<'y, 'p> Prover<'y, 'p> {
    fn new(year: &'y PolicyYear<'p>, law: &'y Catalogue) -> Self {
        Self {
            year,
            law,
            forms: Forms::new(year),
            used: Used::of_rules(year.rules.iter().copied(), year.policy),
            rules: Vec::new(),
            lines: Vec::new(),
            without_amount: None,
            findings: Vec::new(),
            alive: BTreeSet::new(),
            undecided: BTreeMap::new(),
            course_of: None,
            cases_of: None,
        }
    }

    /// Of declarations without rules, all of which are asked of a payer.
    pub(crate) fn of_declarations(year: &'y PolicyYear<'p>) -> Self {
        Self {
            used: Used::everything(year.policy),
            ..Self::new(year, Catalogue::embedded())
        }
    }

    /// With whom each rule is for and what it gives.
    pub(crate) fn compiled(year: &'y PolicyYear<'p>) -> Self {
        let mut prover = Self::new(year, Catalogue::embedded());
        prover.compile();
        prover
    }

    /// Everything; what does not differ from year to year only in the first.
    fn prove(mut self, first: bool) -> Proof {
        if first {
            self.about_document();
        }
        self.compile();
        self.about_parameters();
        self.about_rules();
        self.about_tables();
        self.about_bounds();
        self.about_course();
        self.about_unclear();
        self.about_examples(first);
        self.about_undecided();
        Proof {
            findings: self.findings,
            alive: self.alive,
        }
    }

    /// Whom each rule is for and what it gives.
    fn compile(&mut self) {
        let rules = self.year.rules.clone();
        for (index, rule) in rules.into_iter().enumerate() {
            self.forms.refill();
            let text = rule.condition_text.as_ref();
            let everybody = Region::default();
            let (holds, open) = self
                .forms
                .condition_in(text, index, &rule.condition, &everybody);
            let holds = self.forms.joined(holds);
            let pays = holds.iter().map(|region| {
                let node = match &rule.pays {
                    Pays::Exempt(_) => None,
                    Pays::Formula { expression, text } => {
                        Some(self.forms.compile_in(text, Some(index), expression, region))
                    }
                };
                (region.clone(), node)
            });
            let pays = pays.collect();
            if let Pays::Formula { expression, text } = &rule.pays {
                for (region, _) in &open {
                    self.forms.look_into(text, index, expression, region);
                }
            }
            self.rules.push(ProvedRule {
                rule,
                holds,
                open,
                pays,
            });
        }
        for line in 0..self.year.policy.lines.len() {
            let cells = self.cells_of(line);
            self.lines.push(cells);
        }
    }

    /// Payers by the rules of a line that are for them.
    fn cells_of(&mut self, line: usize) -> Vec<Cell> {
        let mut cells = vec![Cell {
            region: Region::default(),
            rules: Vec::new(),
            open: None,
        }];
        let (mut compared, mut too_many) = (0_usize, false);
        for (index, proved) in self.rules.iter().enumerate() {
            if proved.rule.line != line {
                continue;
            }
            let holds = proved.holds.iter().map(|region| (region, None));
            let open = proved.open.iter();
            let open = open.map(|(region, open)| (region, Some(*open)));
            for (region, open) in holds.chain(open) {
                compared = compared.saturating_add(cells.len());
                if compared > MOST_COMPARED {
                    too_many = true;
                    break;
                }
                let mut next = Vec::with_capacity(cells.len().saturating_add(1));
                for cell in cells {
                    let Some(both) = self.forms.both(&cell.region, region) else {
                        next.push(cell);
                        continue;
                    };
                    for rest in self.forms.without(&cell.region, region) {
                        next.push(Cell {
                            region: rest,
                            rules: cell.rules.clone(),
                            open: cell.open,
                        });
                    }
                    let mut rules = cell.rules;
                    if open.is_none() && !rules.contains(&index) {
                        rules.push(index);
                    }
                    next.push(Cell {
                        region: both,
                        rules,
                        open: cell.open.max(open),
                    });
                }
                cells = next;
            }
        }
        if too_many {
            // Nobody is said to be without a rule, or to have two, where that was not gone through.
            if let Some(line) = self.year.policy.lines.get(line) {
                self.leave_undecided_of(Question::Rules, Why::Size, &line.named);
            }
            return Vec::new();
        }
        cells
    }

    /// What payers owe in a line, set by set. Where several rules are for a payer, each is a pick.
    fn line_parts(&mut self, line: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        let optional = self
            .year
            .policy
            .lines
            .get(line)
            .is_some_and(|line| line.optional);
        let cells = self.lines.get(line).map_or(0, Vec::len);
        for index in 0..cells {
            let Some(cell) = self.lines.get(line).and_then(|cells| cells.get(index)) else {
                continue;
            };
            let (region, rules, open) = (cell.region.clone(), cell.rules.clone(), cell.open);
            if let Some(open) = open {
                parts.push(Part {
                    region,
                    form: Err(open),
                    currency: None,
                    is_due: !rules.is_empty(),
                    rounded: None,
                });
                continue;
            }
            match rules.as_slice() {
                [] => parts.push(Part {
                    region,
                    form: if optional {
                        Ok(Linear::constant(Exact::ZERO))
                    } else {
                        Err(Open::NoRow)
                    },
                    currency: None,
                    is_due: false,
                    rounded: None,
                }),
                [only] => self.rule_parts(*only, &region, &mut parts),
                _ => {
                    let point = ChoicePoint::Rules(line, rules.clone());
                    let point = self.forms.choice_point(&point);
                    for (pick, rule) in rules.iter().enumerate() {
                        if region.pick(point).is_none_or(|picked| picked == pick) {
                            let region = region.with_pick(point, pick);
                            self.rule_parts(*rule, &region, &mut parts);
                        }
                    }
                }
            }
        }
        parts
    }

    fn rule_parts(&mut self, rule: usize, region: &Region, parts: &mut Vec<Part>) {
        let Some(proved) = self.rules.get(rule) else {
            return;
        };
        let currency = proved.rule.currency;
        let rounding = proved.rule.rounding;
        for (own, node) in &proved.pays {
            let Some(both) = self.forms.both(region, own) else {
                continue;
            };
            match node {
                None => parts.push(Part {
                    region: both,
                    form: Ok(Linear::constant(Exact::ZERO)),
                    currency: None,
                    is_due: true,
                    rounded: None,
                }),
                Some(node) => {
                    self.forms
                        .walk::<()>(node, &both, &mut |_, form, region: &Region| {
                            parts.push(Part {
                                region: region.clone(),
                                form: form.cloned(),
                                currency: Some(currency),
                                is_due: true,
                                rounded: form.ok().map(|form| {
                                    Rc::new(Rounded {
                                        form: form.clone(),
                                        rounding,
                                        before: None,
                                    })
                                }),
                            });
                        });
                }
            }
        }
    }

    fn report(&mut self, severity: Severity, spot: &Spot, subject: Subject) -> &mut Finding {
        let finding = self.year.finding(severity, spot, subject);
        self.push(finding)
    }

    /// Reports what is found of each of several sets of payers: of the first few one by one, of the
    /// others how many there are, as grave as the gravest before. Where of those few none is shown by
    /// anybody, which is left undecided, nothing is said of the others.
    fn report_each<T>(
        &mut self,
        sets: Vec<T>,
        most: usize,
        beyond: Beyond,
        mut found: impl FnMut(&mut Self, T) -> Option<Finding>,
        place: impl FnOnce(&Self, Severity, Subject) -> Finding,
    ) {
        let more = sets.len().saturating_sub(most);
        let mut gravest: Option<Severity> = None;
        for set in sets.into_iter().take(most) {
            if let Some(finding) = found(self, set) {
                let own = finding.severity;
                gravest = Some(gravest.map_or(own, |known| known.min(own)));
                self.findings.push(finding);
            }
        }
        if let Some(severity) = gravest.filter(|_| more > 0) {
            let subject = Subject::More { of: beyond, more };
            let finding = place(self, severity, subject);
            self.findings.push(finding);
        }
    }

    fn push(&mut self, finding: Finding) -> &mut Finding {
        self.findings.push(finding);
        let last = self.findings.len().saturating_sub(1);
        #[expect(clippy::indexing_slicing, reason = "one was pushed just now")]
        &mut self.findings[last]
    }

    /// A finding at a place in a formula.
    fn at_site(&self, severity: Severity, site: Site<'p>, subject: Subject) -> Finding {
        let formula = site.formula;
        let mut finding = self.year.finding(severity, &formula.spot, subject);
        let file = &self.year.policy.file;
        finding.place = file.place_inside(formula.spot.span, &formula.text, site.at);
        finding
    }

    /// For whom a finding holds.
    fn describe(&self, finding: &mut Finding, region: &Region) {
        finding.payers = self.payers_of(region);
    }

    /// A set of payers as people read it.
    pub(crate) fn payers_of(&self, region: &Region) -> Payers {
        let policy = self.year.policy;
        let region = self.forms.tidied(region);
        let choices = region.choices.iter().filter_map(|(attribute, values)| {
            let attribute = policy.attribute(*attribute)?;
            let (own, others): (Vec<_>, Vec<_>) =
                (0..attribute.values.len()).partition(|value| values.contains(*value));
            let [values, others] = [own, others].map(|values| {
                let values = values.into_iter();
                let values = values.filter_map(|value| attribute.values.get(value));
                values.map(|value| value.label()).collect()
            });
            Some(Chosen {
                choice: attribute.named.label(),
                values,
                others,
            })
        });
        let stretches = region.stretches.iter();
        Payers {
            choices: choices.collect(),
            stretches: stretches
                .filter_map(|(variable, interval)| self.stretch(*variable, *interval))
                .collect(),
            borders: self.borders_of(&region),
        }
    }

    /// The borders of a set; two that leave only the line between them are one.
    fn borders_of(&self, region: &Region) -> Vec<Border> {
        let is_line = |guard: &Guard, other: &Guard| {
            let turned = other.form.times(-Exact::ONE);
            !guard.strict && !other.strict && turned.as_ref() == Some(&guard.form)
        };
        let guards = region.guards.iter().enumerate();
        let borders = guards.filter_map(|(index, guard)| {
            let mut before = region.guards.iter().take(index);
            if before.any(|other| is_line(guard, other)) {
                return None;
            }
            let mut behind = region.guards.iter().skip(index);
            let is_line = behind.any(|other| is_line(guard, other));
            Some(self.border(guard, is_line))
        });
        borders.collect()
    }

    /// A stretch of a quantity as people read it.
    fn stretch(&self, variable: usize, interval: Interval) -> Option<Stretch> {
        let policy = self.year.policy;
        let scale = self.forms.scales.scale(variable)?;
        let closed = |interval: Interval| match scale.step {
            Some(step) => interval.closed_on_grid(step),
            None => interval,
        };
        let measure = policy.measure(variable);
        Some(Stretch {
            measure: self.quantity_label(variable)?,
            interval: closed(interval),
            scale: closed(scale.whole),
            is_date: measure.is_some_and(|measure| measure.is_date),
        })
    }

    /// What a quantity is called; `None` for one that is computed.
    pub(crate) fn quantity_label(&self, variable: usize) -> Option<Label> {
        let policy = self.year.policy;
        if let Some(measure) = policy.measure(variable) {
            return Some(measure.named.label());
        }
        let list = variable.checked_sub(policy.measures.len())?;
        Some(policy.lists.get(list)?.named.label())
    }

    /// A border, or the line itself; written so that the first quantity is added and not taken away.
    fn border(&self, guard: &Guard, is_line: bool) -> Border {
        let first = guard.form.terms.first();
        let turned = first.is_some_and(|(_, factor)| factor.is_negative());
        let relation = match (turned, guard.strict) {
            _ if is_line => Relation::Equal,
            (false, true) => Relation::Over,
            (false, false) => Relation::AtLeast,
            (true, true) => Relation::Under,
            (true, false) => Relation::AtMost,
        };
        let form = &guard.form;
        let terms = form.terms.iter().map(|(variable, factor)| {
            let measure = self.year.policy.measure(*variable);
            BorderTerm {
                quantity: self.quantity_label(*variable),
                is_date: measure.is_some_and(|measure| measure.is_date),
                factor: if turned { factor.negated() } else { *factor },
            }
        });
        Border {
            terms: terms.collect(),
            relation,
            bound: if turned {
                form.constant
            } else {
                form.constant.negated()
            },
        }
    }

    /// The regions of which it is certain that somebody is in them. Of a border along something that is
    /// not piecewise linear it is only known where it may lie: what is found there is left undecided.
    fn certain(&mut self, regions: Vec<Region>) -> Vec<Region> {
        let mut certain = Vec::with_capacity(regions.len());
        for region in regions {
            let mut guards = region.guards.iter();
            if guards.any(|guard| self.forms.has_leaf(&guard.form)) {
                self.leave_undecided(Question::Cases, Why::NotLinear, None);
            } else {
                certain.push(region);
            }
        }
        certain
    }

    fn leave_undecided(&mut self, question: Question, why: Why, site: Option<Site<'p>>) {
        let of = match question {
            Question::Course => self.course_of,
            Question::Cases if site.is_none() => self.cases_of,
            _ => None,
        };
        match (of, site) {
            (Some(of), _) => self.leave_undecided_of(question, why, of),
            (None, Some(site)) => {
                let key = (question, why, site.formula.spot.path.as_str());
                self.undecided.entry(key).or_insert(Undecided::In(site));
            }
            (None, None) => {
                let place = Undecided::Somewhere;
                self.undecided.entry((question, why, "")).or_insert(place);
            }
        }
    }

    /// About a measure, a table, a line or a share.
    fn leave_undecided_of(&mut self, question: Question, why: Why, named: &'p Named) {
        let key = (question, why, named.spot.path.as_str());
        self.undecided.entry(key).or_insert(Undecided::Of(named));
    }

    fn about_undecided(&mut self) {
        for site in std::mem::take(&mut self.forms.seen.too_large) {
            self.leave_undecided(Question::Cases, Why::Size, site);
        }
        for ((question, why, _), place) in std::mem::take(&mut self.undecided) {
            let of = match place {
                Undecided::Of(named) => Some(named.label()),
                Undecided::Somewhere | Undecided::In(_) => None,
            };
            let subject = Subject::Undecided { question, why, of };
            let severity = Severity::Warning;
            let finding = match place {
                Undecided::In(site) => self.at_site(severity, site, subject),
                Undecided::Of(named) => self.year.finding(severity, &named.spot, subject),
                Undecided::Somewhere => {
                    let spot = &self.year.policy.spot;
                    self.year.finding(severity, spot, subject)
                }
            };
            self.push(finding);
        }
    }

    /// What a payer owes before rounding, in each reading that gives an amount.
    fn totals_of(&self, facts: &Facts) -> Vec<Total> {
        let evaluation = self.year.evaluate::<()>(facts, None);
        let readings = evaluation.readings.into_iter().filter_map(|reading| {
            if !reading.open.is_empty() {
                return None;
            }
            let amount = reading.lines.iter().try_fold(Exact::ZERO, |sum, line| {
                sum.checked_add(line.figures?.0).ok()
            });
            Some(Total {
                amount: amount?,
                picks: reading.picks,
            })
        });
        readings.collect()
    }

    /// A number of a quantity as people read it: a date as one.
    fn said(&self, variable: usize, value: Exact) -> crate::assessment::Found {
        let is_date = self
            .year
            .policy
            .measure(variable)
            .is_some_and(|measure| measure.is_date);
        let date = day::date_of(value).filter(|_| is_date);
        date.map_or(
            crate::assessment::Found::Number(value),
            crate::assessment::Found::Day,
        )
    }
}
