//! Random policies and payers.
//!
//! What is drawn is small and crowded: few bounds, so that rows meet, touch and overlap; payers on
//! and beside every bound; now and then a value that nobody knows. Every policy is free of faults.

mod declarations;
mod formulas;
mod payers;
mod plain;
mod rules;
mod tables;
mod tape;
#[cfg(test)]
mod tests;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::model::ast::{Formula, Policy};
use crate::model::{Number, Payer};
use tape::Tape;

/// How many payers are drawn with a policy.
pub const PAYERS: usize = 8;

/// A random policy of the plain class: conditions compare declared measures and dates with
/// constants, or ask for choices and yes-nos; look-ups are by facts and by classes of them; amounts
/// are sums of straight pieces. All that it leaves open is found by
/// [`Policy::findings`](crate::model::Policy::findings).
pub fn plain_policy() -> impl Strategy<Value = Policy> {
    (tapes(150), words()).prop_map(|(tapes, words)| draw(Class::Plain, tapes, words))
}

/// A random policy with all that the language has.
pub fn free_policy() -> impl Strategy<Value = Policy> {
    (tapes(250), words()).prop_map(|(tapes, words)| draw(Class::Free, tapes, words))
}

/// Decisions for what is declared, for tables, and for rules, so that none goes without.
fn tapes(most: usize) -> impl Strategy<Value = [Vec<u16>; 3]> {
    let tape = || vec(any::<u16>(), most / 4..=most);
    [tape(), tape(), tape()]
}

/// A plain policy with a year that it governs and [`PAYERS`] payers.
pub fn plain_case() -> impl Strategy<Value = (Policy, i32, Vec<Payer>)> {
    case(plain_policy())
}

/// A free policy with a year that it governs and [`PAYERS`] payers.
pub fn free_case() -> impl Strategy<Value = (Policy, i32, Vec<Payer>)> {
    case(free_policy())
}

fn case(
    policies: impl Strategy<Value = Policy>,
) -> impl Strategy<Value = (Policy, i32, Vec<Payer>)> {
    let payers = vec(vec(any::<u16>(), 0..=60), PAYERS);
    (policies, 0..=3_i32, payers).prop_map(|(policy, later, tapes)| {
        let year = policy.first_year + later;
        let year = year.min(policy.last_year.unwrap_or(year));
        let payers = tapes
            .into_iter()
            .map(|tape| payers::payer(&policy, year, Tape::new(tape)));
        let payers = payers.collect();
        (policy, year, payers)
    })
}

/// Words with whatever a keyboard, and a careless export, can put in a text.
fn words() -> impl Strategy<Value = Vec<String>> {
    let one = prop_oneof![
        4 => "[a-zåäö]{1,8}",
        1 => "[ -~åÄ€\u{7f}\n\t\"'\\\\]{0,12}",
        1 => any::<String>(),
    ];
    vec(
        one.prop_filter("words are not blank", |words| !words.trim().is_empty()),
        3,
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Free,
}

/// A policy that is being drawn.
struct Draft {
    tape: Tape,
    class: Class,
    policy: Policy,
    /// What each let stands for.
    lets: Vec<(String, Stands)>,
    /// Labels of `unclear` with the number of readings.
    labels: Vec<(String, usize)>,
    /// The list in whose sum a formula is being drawn.
    list: Option<String>,
    /// Whether there are rules in another currency.
    is_foreign: bool,
    /// The step of the let `multiple`, if there is one.
    multiple_step: Option<Number>,
}

/// What a let stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stands {
    Quantity(String),
    Date,
    Condition,
    Class(Vec<String>),
}

fn draw(class: Class, tapes: [Vec<u16>; 3], words: Vec<String>) -> Policy {
    let [declarations, tables, rules] = tapes.map(Tape::new);
    let mut draft = Draft {
        policy: declarations::empty(words),
        tape: declarations,
        class,
        lets: Vec::new(),
        labels: Vec::new(),
        list: None,
        is_foreign: false,
        multiple_step: None,
    };
    draft.head();
    draft.facts();
    draft.parameters();
    draft.tape = tables;
    draft.classes();
    draft.tables();
    draft.tape = rules;
    draft.lets();
    draft.shares();
    draft.lines();
    draft.rules();
    draft.policy
}

/// A number out of a few.
fn number(tape: &mut Tape, texts: &[&str]) -> Number {
    Number::new(texts[tape.below(texts.len())])
}

fn name(name: &str) -> Formula {
    Formula::Name(name.to_owned())
}

fn boxed(formula: Formula) -> Box<Formula> {
    Box::new(formula)
}
