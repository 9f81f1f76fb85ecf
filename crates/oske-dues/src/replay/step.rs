//! One step of a derivation, computed again from the steps below it.

use oske_types::{Amount, ArithmeticError, Currency, Exact, Rounding};

use super::shape::written_number;
use super::{Place, Replay, ReplayError, Said};
use crate::assessment::{Label, Outcome, Reason};
use crate::day;
use crate::document::v1::parse_day;
use crate::evaluate::counted_steps;
use crate::explain::{Operation, RowHolds, RowValues, SlicePart, Step, TableRow, written_unit};
use crate::interval::Interval;
use crate::policy::Day;
use crate::round::{allocated_of, sum_of};

/// A result, `None` where it rests on something open, or why there is none.
type Computed = Result<Option<Exact>, ArithmeticError>;

impl<'e> Replay<'e> {
    /// The result of a step; `None` where it is open.
    pub(super) fn step(
        &mut self,
        step: &'e Step,
        place: &Place<'_>,
    ) -> Result<Option<Exact>, ReplayError> {
        let below = place.key("of");
        let mut parts = Vec::new();
        for (index, part) in step.of.iter().enumerate() {
            let outside = self.thing;
            if let Operation::Sum { list, .. } = &step.operation {
                self.thing = Some((list.name(), index));
            }
            let result = self.step(part, &below.item(index));
            self.thing = outside;
            parts.push(result?);
        }
        match (self.computed(step, &parts, place)?, step.value) {
            (Ok(Some(computed)), Some(stated)) => {
                let value = place.key("value");
                value.expect_equal("the result", computed, stated)?;
            }
            (Ok(None), None) => {}
            (Ok(Some(_)), None) => {
                return Err(place.error("no result is stated of parts that are known"));
            }
            (Ok(None), Some(_)) => {
                return Err(place.error("a result is stated of parts that are open"));
            }
            (Err(error), None) => self.expect_reason(&Reason::Uncomputable { error }, place)?,
            (Err(error), Some(_)) => return Err(place.error(error.to_string())),
        }
        Ok(step.value)
    }

    fn computed(
        &mut self,
        step: &'e Step,
        parts: &[Option<Exact>],
        place: &Place<'_>,
    ) -> Result<Computed, ReplayError> {
        let known: Option<Vec<Exact>> = parts.iter().copied().collect();
        let said = Said::Step(&step.operation, step.value);
        let result = match (&step.operation, parts) {
            (Operation::Number { text, unit }, []) => {
                if !unit.name().is_empty() && unit.name() != written_unit(text) {
                    return Err(
                        place.error(format!("`{}` is not the unit of `{text}`", unit.name()))
                    );
                }
                let written = written_number(text);
                written.ok_or_else(|| place.error(format!("`{text}` is not a number")))?
            }
            (Operation::Day { text }, []) => self
                .written_day(text)
                .ok_or_else(|| place.error(format!("`{text}` is not a day")))?,
            (Operation::Fact { fact, is_date, .. }, []) => {
                let value = given(step, place)?;
                if *is_date && day::date_of(value).is_none() {
                    return Err(place.error(format!("{value} is not the number of a day")));
                }
                self.agree("name", fact.name(), said, place)?;
                value
            }
            (
                Operation::Choice {
                    fact, found, yes, ..
                },
                [],
            ) => {
                let value = given(step, place)?;
                let fits = match yes {
                    Some(true) => value == Exact::ONE && found.name() == "yes",
                    Some(false) => value == Exact::from(2) && found.name() == "no",
                    None => value.is_integer() && value.is_positive(),
                };
                if !fits {
                    let message = format!("{value} is not the place of `{}`", found.name());
                    return Err(place.error(message));
                }
                self.agree("name", fact.name(), said, place)?;
                value
            }
            (
                Operation::Parameter {
                    parameter, valid, ..
                },
                [] | [Some(_)],
            ) => {
                let name = parameter.name();
                let year = self.explanation.year;
                let (on, when) = match known.as_deref() {
                    Some([day]) => {
                        let date = day::date_of(*day);
                        let message = || place.error(format!("{day} is not the number of a day"));
                        let date = date.ok_or_else(message)?;
                        (date, date.to_string())
                    }
                    _ => {
                        self.agree("name", name, said, place)?;
                        (year.first_day(), year.to_string())
                    }
                };
                if !valid.contains(on) {
                    return Err(place.error(format!("`{name}` does not hold in {when}")));
                }
                self.agree("dated", &format!("{name} {valid}"), said, place)?;
                given(step, place)?
            }
            (Operation::Named { name, .. }, of @ [_, ..]) => {
                self.agree_in_reading(name.name(), said, place)?;
                return match of {
                    [only] => Ok(Ok(*only)),
                    // A look-up by several keys that did not come about.
                    _ if known.is_none() => Ok(Ok(None)),
                    _ => Err(unfitting(place)),
                };
            }
            (Operation::Lookup { table, row, .. }, _) => {
                expect_row(row, &step.of, parts, None, place)?;
                let value = given(step, place)?;
                self.agree_on_row(table, row, Some(value), place)?;
                value
            }
            (Operation::Class { table, row, class }, _) => {
                expect_row(row, &step.of, parts, None, place)?;
                self.agree_on_row(table, row, None, place)?;
                let class_of = format!("class {} of {}", row.number, table.name());
                self.agree("row", &class_of, said, place)?;
                let value = given(step, place)?;
                let class_at = format!("place {value} of {}", table.name());
                self.agree_on_label(&class_at, class, place)?;
                value
            }
            (
                Operation::Slices {
                    table,
                    key,
                    parts: slices,
                    ..
                },
                _,
            ) => {
                let quantity = parts.get(*key).copied().flatten();
                let quantity = quantity.ok_or_else(|| unfitting(place))?;
                for slice in slices {
                    expect_row(&slice.row, &step.of, parts, Some(*key), place)?;
                    self.agree_on_row(table, &slice.row, Some(slice.price), place)?;
                }
                return sliced(quantity, slices, place);
            }
            (Operation::Sum { list, things }, _) => {
                if things.len() != parts.len() {
                    return Err(unfitting(place));
                }
                self.agree_on_count(list, count_of(things), place)?;
                let sum = known.map(|known| {
                    let mut known = known.into_iter();
                    known.try_fold(Exact::ZERO, Exact::checked_add)
                });
                return Ok(sum.transpose());
            }
            (Operation::Count { list }, []) => {
                let value = given(step, place)?;
                self.agree_on_count(list, value, place)?;
                value
            }
            (
                Operation::Unclear {
                    label,
                    reading,
                    readings,
                },
                [only],
            ) => {
                if !(1..=*readings).contains(reading) {
                    return Err(place.error(format!("reading {reading} of {readings}")));
                }
                let said = Said::Reading(*reading, *readings);
                self.agree_in_reading(&format!("“{label}”"), said, place)?;
                if let Outcome::Ambiguous { reasons, .. } = &self.explanation.outcome {
                    let label = label.clone();
                    if !reasons.contains(&Reason::Unclear { label }) {
                        let message = "the outcome does not know that this is unclear";
                        return Err(place.error(message));
                    }
                }
                return Ok(Ok(*only));
            }
            (Operation::Share { share, .. }, _) => {
                self.agree_in_reading(share.name(), said, place)?;
                return shared(step, parts, place);
            }
            (Operation::RoundSum { .. }, []) => given(step, place)?,
            (Operation::Open { reason, .. }, _) => {
                self.expect_reason(reason, place)?;
                return Ok(Ok(None));
            }
            (Operation::Choose { holds }, _) => {
                return match (holds, parts) {
                    (None, [None]) => Ok(Ok(None)),
                    (Some(holds), [Some(truth), part]) if truth_of(*truth) == Some(*holds) => {
                        Ok(Ok(*part))
                    }
                    (Some(_), [Some(_), _]) => {
                        Err(place.error("the condition chooses the other part"))
                    }
                    _ => Err(unfitting(place)),
                };
            }
            (Operation::Is { .. } | Operation::Not | Operation::All | Operation::Any, _) => {
                let truth = truth(step, parts).ok_or_else(|| unfitting(place))?;
                return Ok(Ok(truth.map(|truth| Exact::from(i32::from(truth)))));
            }
            _ => {
                let fits = match &step.operation {
                    Operation::Negate | Operation::Round { .. } | Operation::Steps { .. } => {
                        parts.len() == 1
                    }
                    Operation::Calculate(_) | Operation::Time(_) | Operation::Compare(_) => {
                        parts.len() == 2
                    }
                    Operation::Extreme(_) => !parts.is_empty(),
                    _ => false,
                };
                if !fits {
                    return Err(unfitting(place));
                }
                let known = known.as_deref();
                return Ok(known
                    .map(|known| arithmetic(&step.operation, known))
                    .transpose());
            }
        };
        Ok(Ok(Some(result)))
    }

    fn written_day(&self, text: &str) -> Option<Exact> {
        let day = match text {
            "year_start" => Day::YearStart,
            "next_year_start" => Day::NextYearStart,
            _ => parse_day(text)?,
        };
        Some(day.number_in(self.explanation.year))
    }

    /// A row is the same wherever it is found, and gives the same.
    fn agree_on_row(
        &mut self,
        table: &Label,
        row: &'e TableRow,
        value: Option<Exact>,
        place: &Place<'_>,
    ) -> Result<(), ReplayError> {
        let outside = self.thing.take();
        let name = format!("row {} of {}", row.number, table.name());
        let agreed = self.agree("row", &name, Said::Row(row), place);
        let agreed = agreed.and_then(|()| match value {
            Some(value) => self.agree("value", &name, Said::Value(value), place),
            None => Ok(()),
        });
        self.thing = outside;
        agreed
    }

    fn agree_on_label(
        &mut self,
        name: &str,
        label: &'e Label,
        place: &Place<'_>,
    ) -> Result<(), ReplayError> {
        let outside = self.thing.take();
        let agreed = self.agree("label", name, Said::Label(label), place);
        self.thing = outside;
        agreed
    }

    fn agree_on_count(
        &mut self,
        list: &Label,
        count: Exact,
        place: &Place<'_>,
    ) -> Result<(), ReplayError> {
        self.agree("list", list.name(), Said::Value(count), place)
    }
}

/// A value that stands for itself.
fn given(step: &Step, place: &Place<'_>) -> Result<Exact, ReplayError> {
    let value = step.value;
    value.ok_or_else(|| place.error("no value is stated of what is given"))
}

fn unfitting(place: &Place<'_>) -> ReplayError {
    place.error("a step rests on other parts than it needs")
}

/// A truth as a number: 1 for what holds.
fn truth_of(value: Exact) -> Option<bool> {
    match value {
        Exact::ONE => Some(true),
        Exact::ZERO => Some(false),
        _ => None,
    }
}

fn count_of(things: &[String]) -> Exact {
    Exact::from(i64::try_from(things.len()).unwrap_or(i64::MAX))
}

/// What has a result as soon as all its parts have.
fn arithmetic(operation: &Operation, parts: &[Exact]) -> Result<Exact, ArithmeticError> {
    match (operation, parts) {
        (Operation::Negate, [only]) => Exact::ZERO.checked_sub(*only),
        (Operation::Calculate(operator), [left, right]) => operator.apply(*left, *right),
        (Operation::Extreme(extreme), [first, rest @ ..]) => {
            Ok(rest.iter().fold(*first, |a, b| {
                if extreme.takes_largest() {
                    a.max(*b)
                } else {
                    a.min(*b)
                }
            }))
        }
        (Operation::Round { mode, step }, [only]) => match Rounding::new(*step, *mode) {
            Some(rounding) => rounding.round(*only),
            None => Err(ArithmeticError::DivisionByZero),
        },
        (Operation::Steps { started, step }, [only]) => counted_steps(*only, *step, *started),
        (Operation::Time(span), [from, to]) => {
            let dates = day::date_of(*from).zip(day::date_of(*to));
            let (from, to) = dates.ok_or(ArithmeticError::Overflow)?;
            Ok(Exact::from(span.between(from, to)))
        }
        (Operation::Compare(comparison), [left, right]) => {
            Ok(Exact::from(i32::from(comparison.holds(left.cmp(right)))))
        }
        _ => Err(ArithmeticError::Overflow),
    }
}

/// Whether a condition holds, `None` inside where that is open; `None` outside where its parts are not
/// those of a condition.
fn truth(step: &Step, parts: &[Option<Exact>]) -> Option<Option<bool>> {
    if let Operation::Is { among } = &step.operation {
        return match (step.of.as_slice(), parts) {
            ([_], [None]) => Some(None),
            ([asked], [Some(_)]) => {
                let found = asked.found()?;
                Some(Some(among.iter().any(|value| value.name() == found.name())))
            }
            _ => None,
        };
    }
    let truths = parts.iter().map(|part| match part {
        Some(value) => truth_of(*value).map(Some),
        None => Some(None),
    });
    let truths: Vec<Option<bool>> = truths.collect::<Option<_>>()?;
    let any_is = |wanted: bool| {
        if truths.contains(&Some(wanted)) {
            return Some(true);
        }
        (!truths.contains(&None)).then_some(false)
    };
    match (&step.operation, truths.as_slice()) {
        (Operation::Not, [only]) => Some(only.map(|holds| !holds)),
        (Operation::All, _) => Some(any_is(false).map(|found| !found)),
        (Operation::Any, _) => Some(any_is(true)),
        _ => None,
    }
}

/// A row holds for what it was looked up by; of slices, one of the keys is cut.
fn expect_row(
    row: &TableRow,
    of: &[Step],
    parts: &[Option<Exact>],
    cut: Option<usize>,
    place: &Place<'_>,
) -> Result<(), ReplayError> {
    if row.holds.len() != of.len() || parts.len() != of.len() {
        return Err(unfitting(place));
    }
    for (index, ((holds, step), value)) in row.holds.iter().zip(of).zip(parts).enumerate() {
        let Some(value) = value else {
            return Err(unfitting(place));
        };
        if cut != Some(index) && !holds_for(holds, step, *value) {
            let found = step
                .found()
                .map_or_else(|| value.to_string(), |found| found.name().to_string());
            let message = format!("row {} does not hold for {found}", row.number);
            return Err(place.error(message));
        }
    }
    Ok(())
}

fn holds_for(holds: &RowHolds, step: &Step, value: Exact) -> bool {
    match &holds.values {
        RowValues::Any => true,
        RowValues::Between { lower, upper, .. } => {
            Interval::of_bounds(*lower, *upper).is_some_and(|interval| interval.contains(value))
        }
        RowValues::OneOf(values) => step.found().is_some_and(|found| {
            let mut values = values.iter();
            values.any(|(place, label)| {
                let place = i64::try_from(*place).map(Exact::from);
                place == Ok(value) && label.name() == found.name()
            })
        }),
    }
}

/// The price of a quantity that is cut into slices: together they are all of it.
fn sliced(
    quantity: Exact,
    slices: &[SlicePart],
    place: &Place<'_>,
) -> Result<Computed, ReplayError> {
    let mut lengths = slices.iter().map(|slice| slice.length);
    let sum = lengths.try_fold(Exact::ZERO, Exact::checked_add);
    let sum = sum.map_err(|error| place.error(error.to_string()))?;
    let place = place.key("parts");
    place.expect_equal("what is cut", quantity.max(Exact::ZERO), sum)?;
    if slices.iter().any(|slice| !slice.length.is_positive()) {
        return Err(place.error("a slice has no length"));
    }
    let price = slices.iter().try_fold(Exact::ZERO, |total, slice| {
        total.checked_add(slice.length.checked_mul(slice.price)?)
    });
    Ok(price.map(Some))
}

/// A share of a total; where the whole was allocated, the value is within one minor unit of it.
fn shared(
    step: &Step,
    parts: &[Option<Exact>],
    place: &Place<'_>,
) -> Result<Computed, ReplayError> {
    let (
        Operation::Share {
            unit,
            weights,
            allocated,
            ..
        },
        [total, keys @ ..],
    ) = (&step.operation, parts)
    else {
        return Err(unfitting(place));
    };
    if keys.len() != weights.len().saturating_mul(2) {
        return Err(unfitting(place));
    }
    let known: Option<Vec<Exact>> = keys.iter().copied().collect();
    let (Some(total), Some(known)) = (total, known) else {
        return Ok(Ok(None));
    };
    let mut pairs = known.chunks_exact(2).zip(weights);
    let part = pairs.try_fold(Exact::ZERO, |sum, (pair, weight)| match pair {
        [by, of] => sum.checked_add(by.checked_div(*of)?.checked_mul(*weight)?),
        _ => Ok(sum),
    });
    if !*allocated {
        return Ok(part.and_then(|part| total.checked_mul(part)).map(Some));
    }
    let currency: Currency = unit
        .name()
        .parse()
        .map_err(|_| place.error("what is allocated is no money"))?;
    let value = given(step, place)?;
    match part.and_then(|part| within_a_minor_unit(value, *total, weights, part, currency)) {
        Ok(true) => Ok(Ok(Some(value))),
        Ok(false) => Err(place.error("what is allocated is not the share of the total")),
        Err(error) => Ok(Err(error)),
    }
}

/// Whether an amount is whole minor units, and nearer than one of them to a payer's exact part of what all are given.
fn within_a_minor_unit(
    value: Exact,
    total: Exact,
    weights: &[Exact],
    part: Exact,
    currency: Currency,
) -> Result<bool, ArithmeticError> {
    let given = allocated_of(total, weights.iter().copied(), currency)?;
    let all = sum_of(weights.iter().copied())?;
    // Where the weights add up to nothing, nothing is given.
    let part = if all.is_zero() {
        Exact::ZERO
    } else {
        part.checked_div(all)?
    };
    let quota = Amount::from(given).value().checked_mul(part)?;
    let minor_units = Exact::from(currency.minor_units());
    let off = value.checked_sub(quota)?.checked_mul(minor_units)?;
    let whole = value.checked_mul(minor_units)?.is_integer();
    Ok(whole && off.abs() < Exact::ONE)
}
