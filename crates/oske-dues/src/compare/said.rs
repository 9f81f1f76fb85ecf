//! What one policy says of whom, in the numbers of the joint declarations: [`Piece`]s that share nobody.

use std::cmp::Ordering;

use oske_types::{Currency, Exact, Rounding};

use super::joint::Numbers;
use super::translate::Translation;
use crate::normal::{Forms, Linear, Open, Region, Variable};
use crate::prove::{Part, Prover};
use crate::year::PolicyYear;

/// How often two sets are compared while readings are told apart.
const MOST_COMPARED: usize = 20_000;

/// What a policy says of a set of payers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Said {
    Owes(Form, Currency),
    NotCovered,
    NotDeclared,
    Undetermined {
        /// Whether it is certain that there are dues.
        is_due: bool,
    },
    Ambiguous,
    NoResult,
}

impl Said {
    /// Whether it is certain that there are no dues.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::NotCovered | Self::NotDeclared)
    }

    /// The same with another form of the amount, if there is one.
    pub(super) fn pinned(&self, pin: impl FnOnce(&Linear) -> Linear) -> Self {
        match self {
            Self::Owes(form, currency) => Self::Owes(Form::of(&pin(&form.linear())), *currency),
            other => other.clone(),
        }
    }

    /// Whether it is certain that there are.
    pub(super) fn is_due(&self) -> bool {
        matches!(
            self,
            Self::Owes(..) | Self::Ambiguous | Self::Undetermined { is_due: true }
        )
    }
}

/// A linear form that can be a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Form {
    pub(super) constant: Exact,
    pub(super) terms: Vec<(Variable, Exact)>,
    hides_open: bool,
}

impl Form {
    fn of(form: &Linear) -> Self {
        Self {
            constant: form.constant,
            terms: form.terms.clone(),
            hides_open: form.hides_open,
        }
    }

    pub(super) fn linear(&self) -> Linear {
        Linear {
            constant: self.constant,
            terms: self.terms.clone(),
            hides_open: self.hides_open,
        }
    }
}

/// Payers of whom one policy says one thing.
pub(super) struct Piece {
    pub(super) region: Region,
    pub(super) said: Said,
    /// Of an amount, what it is the sum of and how each is rounded, line by line.
    pub(super) rounded: Vec<(Form, Rounding)>,
}

/// What a policy says in one reading: what, and how that is rounded.
type Reading = (Said, Vec<(Form, Rounding)>);

/// What was said, and what could not be.
#[derive(Default)]
pub(super) struct Pieces {
    pub(super) pieces: Vec<Piece>,
    /// Whether something was too much to be gone through.
    pub(super) is_too_large: bool,
    /// Whether something cannot be told in the joint declarations.
    pub(super) is_lost: bool,
}

/// What a policy says, in sets that share nobody.
pub(super) fn pieces(year: &PolicyYear<'_>, numbers: &Numbers, onto: &mut Forms<'_, '_>) -> Pieces {
    let mut found = Pieces::default();
    let mut prover = Prover::compiled(year);
    let Some(parts) = prover.total_parts() else {
        found.is_too_large = true;
        return found;
    };
    let mut translation = Translation::new(numbers, &prover.forms);
    onto.refill();
    let mut readings: Vec<(Reading, Vec<Region>)> = Vec::new();
    for part in &parts {
        let Some(region) = translation.region(&part.region, onto) else {
            found.is_lost = true;
            continue;
        };
        let Some(region) = region else { continue };
        found.is_too_large |= matches!(part.form, Err(Open::TooLarge));
        let reading = reading(part, year, &mut translation, onto);
        let (said, rounded) = reading.unwrap_or_else(|| {
            found.is_lost = true;
            (Said::NoResult, Vec::new())
        });
        if part.region.picks.is_empty() {
            found.pieces.push(Piece {
                region,
                said,
                rounded,
            });
            continue;
        }
        let reading = (said, rounded);
        let known = readings.iter_mut().find(|(known, _)| *known == reading);
        match known {
            Some((_, regions)) => regions.push(region),
            None => readings.push((reading, vec![region])),
        }
    }
    let unknown = numbers.unknown_to(&prover.forms, onto);
    found.pieces.extend(unknown.into_iter().map(|region| Piece {
        region,
        said: Said::NotDeclared,
        rounded: Vec::new(),
    }));
    match of_readings(readings, onto) {
        Some(pieces) => found.pieces.extend(pieces),
        None => found.is_too_large = true,
    }
    found
}

/// What a part says; `None` where that cannot be told in the joint declarations.
fn reading(
    part: &Part,
    year: &PolicyYear<'_>,
    translation: &mut Translation<'_, '_, '_>,
    onto: &mut Forms<'_, '_>,
) -> Option<Reading> {
    let form = match &part.form {
        Ok(form) => form,
        Err(Open::NoRow) => return Some((Said::NotCovered, Vec::new())),
        Err(Open::Undetermined) => {
            let is_due = part.is_due;
            return Some((Said::Undetermined { is_due }, Vec::new()));
        }
        Err(Open::DivisionByZero | Open::Overflow | Open::TooLarge) => {
            return Some((Said::NoResult, Vec::new()));
        }
    };
    let currency = part.currency.unwrap_or(year.policy.currency);
    let said = Said::Owes(Form::of(&translation.linear(form, onto)?), currency);
    let mut rounded = Vec::new();
    let mut lines = part.rounded.as_ref();
    while let Some(line) = lines {
        let form = translation.linear(&line.form, onto)?;
        rounded.push((Form::of(&form), line.rounding));
        lines = line.before.as_ref();
    }
    rounded.sort_by(|(form, _), (other, _)| form.cmp(other));
    Some((said, rounded))
}

/// What two readings of a policy say together: one that is open outweighs amounts.
fn together(one: &Reading, other: &Reading) -> Reading {
    let graveness = |said: &Said| match said {
        Said::Owes(..) | Said::Ambiguous => 0,
        Said::Undetermined { .. } => 1,
        Said::NotCovered | Said::NotDeclared => 2,
        Said::NoResult => 3,
    };
    match graveness(&one.0).cmp(&graveness(&other.0)) {
        Ordering::Less => other.clone(),
        Ordering::Greater => one.clone(),
        Ordering::Equal => match (&one.0, &other.0) {
            (Said::Undetermined { is_due: one }, Said::Undetermined { is_due: other }) => {
                let is_due = *one && *other;
                (Said::Undetermined { is_due }, Vec::new())
            }
            _ if one == other => one.clone(),
            // INVARIANT: of the others a reading says only one each, but for amounts; a year that is not declared
            // has no readings.
            _ => (Said::Ambiguous, Vec::new()),
        },
    }
}

/// Readings of a policy, each with those that it is possible for, as what they say together of sets that
/// share nobody; `None` where that is too much.
fn of_readings(readings: Vec<(Reading, Vec<Region>)>, forms: &Forms<'_, '_>) -> Option<Vec<Piece>> {
    let mut told: Vec<(Reading, Region)> = Vec::new();
    let mut compared: usize = 0;
    for (reading, regions) in readings {
        for region in forms.joined(regions) {
            let mut rest = vec![region.clone()];
            let mut next: Vec<(Reading, Region)> = Vec::with_capacity(told.len());
            for (own, known) in told {
                compared = compared.saturating_add(rest.len()).saturating_add(1);
                if compared > MOST_COMPARED {
                    return None;
                }
                let Some(both) = forms.both(&known, &region) else {
                    next.push((own, known));
                    continue;
                };
                let parts = rest.iter();
                rest = parts.flat_map(|rest| forms.without(rest, &known)).collect();
                let together = together(&own, &reading);
                if together == own {
                    next.push((own, known));
                    continue;
                }
                let others = forms.without(&known, &region).into_iter();
                next.extend(others.map(|other| (own.clone(), other)));
                next.push((together, both));
            }
            next.extend(rest.into_iter().map(|rest| (reading.clone(), rest)));
            told = next;
        }
    }
    let mut sets: Vec<(Reading, Vec<Region>)> = Vec::new();
    for (reading, region) in told {
        match sets.iter_mut().find(|(known, _)| *known == reading) {
            Some((_, regions)) => regions.push(region),
            None => sets.push((reading, vec![region])),
        }
    }
    let pieces = sets.into_iter().flat_map(|((said, rounded), regions)| {
        let regions = forms.joined(regions).into_iter();
        regions.map(move |region| Piece {
            region,
            said: said.clone(),
            rounded: rounded.clone(),
        })
    });
    Some(pieces.collect())
}
