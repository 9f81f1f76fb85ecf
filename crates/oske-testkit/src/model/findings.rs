//! What a policy leaves open, found by trying every payer.
//!
//! For policies whose conditions compare declared measures and dates with constants, or ask for a
//! choice or a yes-no, and whose look-ups are by declared facts or by classes of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use num_rational::BigRational;
use num_traits::Zero;

use super::ast::{Direction, Formula, Policy, Sort};
use super::calendar::DuesYear;
use super::evaluate::Reading;
use super::grid::combinations;
use super::payer::{Facts, Known};
use super::world::{Picks, Point, World, merge};

/// What is found in a policy for one dues year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelFindings {
    /// The tables that some payer looks up for a value that no row holds.
    pub gaps: BTreeSet<String>,
    /// The tables that some payer looks up for a value that several rows hold, which differ in what
    /// they give.
    pub overlaps: BTreeSet<String>,
    /// The rows, from 1, that hold in no look-up, of tables that a rule of the year looks up.
    pub dead_rows: BTreeSet<(String, usize)>,
    /// The ids of rules of the year that are for no payer.
    pub dead_rules: BTreeSet<String>,
    /// The lines, not optional, for which some payer has no rule.
    pub no_rule: BTreeSet<String>,
    /// The measures along which dues go against the declared direction before rounding, in one
    /// reading and with all other facts fixed.
    pub falls: BTreeSet<String>,
}

impl Policy {
    /// What the policy leaves open for payers all of whose facts are given, in the dues year that
    /// begins in a calendar year.
    #[must_use]
    pub fn findings(&self, year: i32) -> ModelFindings {
        let year = self.dues_year(year);
        let mut search = Search {
            policy: self,
            year,
            domains: self.domains(year),
            used: HashMap::new(),
            read: HashMap::new(),
            live_rows: BTreeSet::new(),
            found: ModelFindings::default(),
        };
        search.every_rule();
        search.every_line();
        search.every_measure();
        search.found
    }
}

/// One rule in one reading.
#[derive(Debug)]
struct RuleReading {
    picks: Picks,
    is_for_payer: bool,
    /// `None` where something is open.
    amount: Option<BigRational>,
}

/// A total before rounding, `None` where something is open, and the picks that it rests on.
type Total = (Picks, Option<BigRational>);

struct Search<'a> {
    policy: &'a Policy,
    year: DuesYear,
    /// By fact.
    domains: Vec<Vec<Known>>,
    /// By rule: the places of the facts that it rests on.
    used: HashMap<usize, Vec<usize>>,
    /// What each rule gives, by the places of the values of the facts that it rests on: the same
    /// rule is not evaluated again where only other facts differ.
    read: HashMap<(usize, Vec<usize>), Rc<Vec<RuleReading>>>,
    live_rows: BTreeSet<(String, usize)>,
    found: ModelFindings,
}

impl<'a> Search<'a> {
    /// Tries each rule for every payer.
    fn every_rule(&mut self) {
        let policy = self.policy;
        let mut looked_up = BTreeSet::new();
        for (index, rule) in policy.rules_of(self.year) {
            let parts = policy.parts_of_rule(rule);
            for part in &parts {
                if let Formula::LookUp(table, _) = part {
                    looked_up.insert(table.clone());
                }
            }
            let used = policy.facts_in(parts);
            self.used.insert(index, used.clone());
            let mut is_for_some = false;
            for combination in combinations(&used, &self.domains) {
                let facts = policy.facts_at(&used, &combination, &self.domains);
                let readings = self.read_rule(index, &facts);
                is_for_some |= readings.iter().any(|reading| reading.is_for_payer);
                self.read.insert((index, combination), Rc::new(readings));
            }
            if !is_for_some {
                self.found.dead_rules.insert(rule.id.clone());
            }
        }
        for table in looked_up {
            let rows = policy
                .table(&table)
                .expect("a table of the policy")
                .rows
                .len();
            let all = (1..=rows).map(|row| (table.clone(), row));
            let dead = all.filter(|row| !self.live_rows.contains(row));
            self.found.dead_rows.extend(dead);
        }
    }

    /// Evaluates a rule in each of its readings, and notes what its look-ups find.
    fn read_rule(&mut self, index: usize, facts: &Facts) -> Vec<RuleReading> {
        let mut readings = Vec::new();
        let mut world = World::default();
        loop {
            let mut reading = Reading::new(self.policy, self.year, facts, world);
            let is_for_payer = reading.is_for_payer(&self.policy.rules[index]);
            let is_for_payer = is_for_payer.expect("plain conditions are decided by the facts");
            let amount = if is_for_payer {
                reading.unrounded(index).ok()
            } else {
                None
            };
            for found in &reading.found {
                let table = &found.table.name;
                if found.is_gap() {
                    self.found.gaps.insert(table.clone());
                }
                if found.is_overlap() {
                    self.found.overlaps.insert(table.clone());
                }
                for row in &found.rows {
                    self.live_rows.insert((table.clone(), row + 1));
                }
            }
            readings.push(RuleReading {
                picks: reading.world.picks(),
                is_for_payer,
                amount,
            });
            world = reading.world;
            if !world.advance() {
                return readings;
            }
        }
    }

    /// Tries the conditions of each line's rules for every payer.
    fn every_line(&mut self) {
        let policy = self.policy;
        for (line, optional) in policy.all_lines() {
            let rules = policy.rules_of(self.year);
            let rules: Vec<_> = rules
                .map(|(_, rule)| rule)
                .filter(|rule| rule.line == line)
                .collect();
            let conditions = rules.iter().filter_map(|rule| rule.when.as_ref());
            let used = policy.facts_in(conditions.flat_map(|when| policy.all_parts(when)));
            let mut all = combinations(&used, &self.domains);
            let is_open = all.any(|combination| {
                let facts = policy.facts_at(&used, &combination, &self.domains);
                let mut reading = Reading::new(policy, self.year, &facts, World::default());
                rules
                    .iter()
                    .all(|rule| reading.is_for_payer(rule) == Ok(false))
            });
            if is_open && !optional {
                self.found.no_rule.insert(line.to_owned());
            }
        }
    }

    /// Goes along each measure with a direction, with all other facts fixed.
    fn every_measure(&mut self) {
        for (measure, fact) in self.policy.facts.iter().enumerate() {
            let Sort::Measure { dues, .. } = &fact.sort else {
                continue;
            };
            if *dues != Direction::Any && self.goes_against(measure, *dues) {
                self.found.falls.insert(fact.name.clone());
            }
        }
    }

    fn goes_against(&self, measure: usize, direction: Direction) -> bool {
        let all: BTreeSet<usize> = self.used.values().flatten().copied().collect();
        if !all.contains(&measure) {
            // The same is owed everywhere.
            return false;
        }
        let others: Vec<usize> = all.into_iter().filter(|fact| *fact != measure).collect();
        combinations(&others, &self.domains).any(|combination| {
            let mut at: BTreeMap<usize, usize> = others.iter().copied().zip(combination).collect();
            let values = 0..self.domains[measure].len();
            let totals: Vec<Vec<Total>> = values
                .map(|value| {
                    at.insert(measure, value);
                    self.totals(&at)
                })
                .collect();
            (0..totals.len()).any(|start| {
                totals[start].iter().any(|(picks, total)| {
                    total.as_ref().is_some_and(|total| {
                        let behind = &totals[start + 1..];
                        next_goes_against(picks, total, behind, direction)
                    })
                })
            })
        })
    }

    /// What is owed at one combination of values in each reading, before rounding.
    fn totals(&self, at: &BTreeMap<usize, usize>) -> Vec<Total> {
        let mut totals: Vec<Total> = vec![(Picks::new(), Some(BigRational::zero()))];
        for (line, optional) in self.policy.all_lines() {
            let amounts = self.line(line, optional, at);
            totals = totals
                .iter()
                .flat_map(|(picks, total)| {
                    amounts.iter().filter_map(move |(more, amount)| {
                        let sum = total.as_ref().zip(amount.as_ref());
                        let sum = sum.map(|(total, amount)| total + amount);
                        Some((merge(picks, more)?, sum))
                    })
                })
                .collect();
        }
        totals
    }

    fn line(&self, line: &str, optional: bool, at: &BTreeMap<usize, usize>) -> Vec<Total> {
        let mut holding = Vec::new();
        for (index, rule) in self.policy.rules_of(self.year) {
            if rule.line != line {
                continue;
            }
            let values = self.used[&index].iter().map(|fact| at[fact]);
            let readings = &self.read[&(index, values.collect())];
            if readings[0].is_for_payer {
                holding.push((index, readings));
            }
        }
        if holding.is_empty() {
            let amount = optional.then(BigRational::zero);
            return vec![(Picks::new(), amount)];
        }
        let rules: Vec<usize> = holding.iter().map(|(index, _)| *index).collect();
        let mut totals = Vec::new();
        for (pick, (_, readings)) in holding.iter().enumerate() {
            let mut picks = Picks::new();
            if rules.len() > 1 {
                picks.insert(Point::Rules(line.to_owned(), rules.clone()), pick);
            }
            for reading in readings.iter() {
                let both = merge(&picks, &reading.picks);
                totals.extend(both.map(|both| (both, reading.amount.clone())));
            }
        }
        totals
    }
}

/// Whether the next total that is defined in one reading goes against the direction. Values for
/// which something is open in the reading are passed over.
fn next_goes_against(
    picks: &Picks,
    total: &BigRational,
    behind: &[Vec<Total>],
    direction: Direction,
) -> bool {
    let Some((next, rest)) = behind.split_first() else {
        return false;
    };
    next.iter().any(|(more, next)| {
        let Some(picks) = merge(picks, more) else {
            return false;
        };
        match next {
            Some(next) if direction == Direction::Rise => next < total,
            Some(next) => next > total,
            None => next_goes_against(&picks, total, rest, direction),
        }
    })
}
