//! A slow, obvious second engine: every row and every rule is tried, one after another.
//!
//! It has its own form of a policy, without formulas, and its own idea of what a policy leaves open:
//! it tries a payer on both sides of every bound. Numbers are fractions of any size.

use std::collections::BTreeSet;

pub use num_bigint::BigInt;
pub use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// A number as it is written: `-2.5`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub String);

impl Number {
    /// The number that is written, or `None` if it is not written strictly: digits without a leading
    /// zero, digits behind a point, a minus before anything but zero.
    #[must_use]
    pub fn read(text: &str) -> Option<BigRational> {
        let (negative, size) = match text.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, text),
        };
        let (whole, decimals) = match size.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (size, ""),
        };
        let is_digits = |digits: &str| digits.chars().all(|digit| digit.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) {
            return None;
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return None;
        }
        let digits: BigInt = format!("{whole}{decimals}").parse().ok()?;
        if negative && digits.is_zero() {
            return None;
        }
        let scale = BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?);
        let value = BigRational::new(digits, scale);
        Some(if negative { -value } else { value })
    }

    /// The number.
    #[must_use]
    pub fn value(&self) -> BigRational {
        Self::read(&self.0).expect("a policy is drawn with numbers that are numbers")
    }
}

/// A policy.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The code of the currency and the digits of its minor unit.
    pub currency: (&'static str, u32),
    /// `None` for the default: half-up to the minor unit.
    pub rounding: Option<Rounding>,
    /// The first calendar year that it governs.
    pub first_year: i32,
    /// The last one, if there is one.
    pub last_year: Option<i32>,
    /// Words for people, some of them odd: title, and names of rules.
    pub words: Vec<String>,
    /// The attributes.
    pub attributes: Vec<Attribute>,
    /// The measures.
    pub measures: Vec<Measure>,
    /// The named parameters.
    pub parameters: Vec<Parameter>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The names of the lines.
    pub lines: Vec<String>,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// How amounts are rounded.
#[derive(Debug, Clone)]
pub struct Rounding {
    /// Which neighbour.
    pub mode: Mode,
    /// The step.
    pub step: Number,
}

/// Which neighbour a number between two steps goes to.
#[derive(Debug, Clone, Copy)]
pub enum Mode {
    /// The nearest; a half away from zero.
    HalfUp,
    /// The nearest; a half to the even one.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards plus infinity.
    Ceiling,
    /// Towards minus infinity.
    Floor,
}

/// A fact with a closed set of values.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// The values.
    pub values: Vec<String>,
}

/// A fact that is a number.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What its values are whole multiples of.
    pub step: Option<Number>,
    /// The least value.
    pub least: Option<Number>,
    /// The greatest value.
    pub most: Option<Number>,
}

/// A number with a name and dates.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// The measure that it is a rate for; `None` for an amount.
    pub per: Option<usize>,
    /// The values, which do not overlap but may leave days out.
    pub values: Vec<Dated>,
}

/// A value with the days on which it holds, as ISO texts, which sort as days do.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The first day.
    pub from: Option<String>,
    /// The first day on which it no longer holds.
    pub until: Option<String>,
    /// `None` for an unknown value.
    pub value: Option<Number>,
}

impl Dated {
    fn holds_on(&self, day: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= day)
            && self.until.as_deref().is_none_or(|until| day < until)
    }
}

/// A table of amounts by one measure.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The measure.
    pub by: usize,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row with its bounds in the words of a tariff.
#[derive(Debug, Clone)]
pub struct Row {
    /// The lower bound and whether it is itself inside: *from*, *over*.
    pub lower: Option<(Number, bool)>,
    /// The upper bound and whether it is itself inside: *to*, *under*.
    pub upper: Option<(Number, bool)>,
    /// `None` for an unknown amount.
    pub pays: Option<Number>,
}

impl Row {
    /// Whether it holds for a value.
    #[must_use]
    pub fn holds(&self, value: &BigRational) -> bool {
        let above = match &self.lower {
            None => true,
            Some((bound, true)) => *value >= bound.value(),
            Some((bound, false)) => *value > bound.value(),
        };
        let below = match &self.upper {
            None => true,
            Some((bound, true)) => *value <= bound.value(),
            Some((bound, false)) => *value < bound.value(),
        };
        above && below
    }
}

/// A rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// The line that it is for.
    pub line: usize,
    /// The days on which it holds.
    pub valid: Option<(Option<String>, Option<String>)>,
    /// For whom it is.
    pub when: Option<Condition>,
    /// What they owe; `None` for an exemption.
    pub pays: Option<Formula>,
}

impl Rule {
    fn holds_on(&self, day: &str) -> bool {
        self.valid.as_ref().is_none_or(|(from, until)| {
            from.as_deref().is_none_or(|from| from <= day)
                && until.as_deref().is_none_or(|until| day < until)
        })
    }

    /// The tables that it looks up.
    #[must_use]
    pub fn tables(&self) -> BTreeSet<usize> {
        let terms = self.pays.iter().flat_map(|formula| &formula.terms);
        let tables = terms.filter_map(|(_, term)| match term {
            Term::Band(table) => Some(*table),
            _ => None,
        });
        tables.collect()
    }
}

/// For whom a rule is.
#[derive(Debug, Clone)]
pub enum Condition {
    /// An attribute has one of several values, or none of them.
    In {
        /// The attribute.
        attribute: usize,
        /// The values.
        values: Vec<usize>,
        /// Whether it must have none of them.
        negated: bool,
    },
    /// The opposite.
    Not(Box<Condition>),
    /// Both.
    And(Box<Condition>, Box<Condition>),
    /// One of two, or both.
    Or(Box<Condition>, Box<Condition>),
}

impl Condition {
    /// Yes is 1, no is -1, and 0 where a missing fact decides.
    fn truth(&self, facts: &[Option<usize>]) -> i8 {
        match self {
            Self::In {
                attribute,
                values,
                negated,
            } => match facts[*attribute] {
                None => 0,
                Some(value) if values.contains(&value) != *negated => 1,
                Some(_) => -1,
            },
            Self::Not(inner) => -inner.truth(facts),
            Self::And(left, right) => left.truth(facts).min(right.truth(facts)),
            Self::Or(left, right) => left.truth(facts).max(right.truth(facts)),
        }
    }
}

/// A sum of terms, times a factor, over a divisor.
#[derive(Debug, Clone)]
pub struct Formula {
    /// The terms, and whether each is subtracted.
    pub terms: Vec<(bool, Term)>,
    /// A factor of the whole.
    pub times: Option<Number>,
    /// A divisor of the whole.
    pub over: Option<Number>,
}

/// A part of what is owed.
#[derive(Debug, Clone)]
pub enum Term {
    /// The same for everybody.
    Flat(Number),
    /// An amount with a name.
    Parameter(usize),
    /// A stated rate times a measure.
    Rate(Number, usize),
    /// A parameter times the measure that it is a rate for.
    NamedRate(usize),
    /// The amount of the row that holds.
    Band(usize),
}

/// What is known of a payer: names with texts.
#[derive(Debug, Clone)]
pub struct Payer {
    /// The facts, each name once.
    pub facts: Vec<(String, String)>,
}

/// How an assessment ends; amounts are in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// An amount.
    Assessed(BigInt),
    /// No rule or no row.
    NotCovered,
    /// Several amounts, in ascending order.
    Ambiguous(BTreeSet<BigInt>),
    /// Something is not known.
    Undetermined,
    /// The facts do not fit, or no amount can be computed.
    Invalid,
}

/// An attribute's value each, by index, in the order of the policy's attributes.
pub type Cell = Vec<usize>;

/// What a formula lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    Row,
    Value,
}

/// A payer's facts in the order of the declarations.
struct Known {
    attributes: Vec<Option<usize>>,
    measures: Vec<Option<BigRational>>,
}

/// One pick of a rule for each line, and of a row for each table.
struct World {
    rules: Vec<Option<usize>>,
    rows: Vec<Option<usize>>,
}

impl Policy {
    /// What a payer owes for a calendar year.
    #[must_use]
    pub fn assess(&self, year: i32, payer: &Payer) -> Outcome {
        let Some(Known {
            attributes,
            measures,
        }) = self.facts(payer)
        else {
            return Outcome::Invalid;
        };
        let day = format!("{year:04}-01-01");
        let mut holding: Vec<Vec<usize>> = vec![Vec::new(); self.lines.len()];
        let mut missing_attribute = false;
        for (index, rule) in self.rules.iter().enumerate() {
            if !rule.holds_on(&day) {
                continue;
            }
            match rule.when.as_ref().map_or(1, |when| when.truth(&attributes)) {
                1 => holding[rule.line].push(index),
                0 => missing_attribute = true,
                _ => {}
            }
        }
        let no_rule = holding.iter().all(Vec::is_empty) && !missing_attribute;
        let mut lacks = BTreeSet::new();
        if no_rule {
            lacks.insert(Lack::Row);
        }
        if missing_attribute {
            lacks.insert(Lack::Value);
        }
        let mut totals = BTreeSet::new();
        for world in self.worlds(&holding, &measures) {
            let mut total = BigInt::zero();
            for rule in world.rules.iter().flatten() {
                match self.line(*rule, &world, &measures, &day) {
                    Ok(amount) => total += amount,
                    Err(lack) => lacks.extend(lack),
                }
            }
            totals.insert(total);
        }
        if lacks.contains(&Lack::Row) {
            return Outcome::NotCovered;
        }
        if lacks.contains(&Lack::Value) {
            return Outcome::Undetermined;
        }
        match totals.len() {
            1 => Outcome::Assessed(totals.pop_first().expect("one of them")),
            _ => Outcome::Ambiguous(totals),
        }
    }

    /// How many ways there are to read the policy for a payer, at most: an upper bound.
    #[must_use]
    pub fn readings(&self, year: i32, payer: &Payer) -> usize {
        let Some(Known {
            attributes,
            measures,
        }) = self.facts(payer)
        else {
            return 0;
        };
        let day = format!("{year:04}-01-01");
        let mut holding: Vec<Vec<usize>> = vec![Vec::new(); self.lines.len()];
        for (index, rule) in self.rules.iter().enumerate() {
            let truth = rule.when.as_ref().map_or(1, |when| when.truth(&attributes));
            if rule.holds_on(&day) && truth == 1 {
                holding[rule.line].push(index);
            }
        }
        self.worlds(&holding, &measures).len()
    }

    /// The facts held against the declarations, or `None` if any does not fit.
    fn facts(&self, payer: &Payer) -> Option<Known> {
        let mut attributes = vec![None; self.attributes.len()];
        let mut measures = vec![None; self.measures.len()];
        for (name, text) in &payer.facts {
            let attribute = self.attributes.iter().position(|known| known.name == *name);
            let measure = self.measures.iter().position(|known| known.name == *name);
            match (attribute, measure) {
                (Some(index), _) => {
                    let values = &self.attributes[index].values;
                    attributes[index] = Some(values.iter().position(|value| value == text)?);
                }
                (None, Some(index)) => {
                    let value = Number::read(text)?;
                    if !self.measures[index].permits(&value) {
                        return None;
                    }
                    measures[index] = Some(value);
                }
                (None, None) => return None,
            }
        }
        Some(Known {
            attributes,
            measures,
        })
    }

    fn worlds(&self, holding: &[Vec<usize>], measures: &[Option<BigRational>]) -> Vec<World> {
        let rows: Vec<Vec<usize>> = (0..self.tables.len())
            .map(|table| {
                let value = measures[self.tables[table].by].as_ref();
                value.map_or_else(Vec::new, |value| self.rows_at(table, value))
            })
            .collect();
        let rule_picks = picks(holding);
        let row_picks = picks(&rows);
        let mut worlds = Vec::new();
        for rules in &rule_picks {
            for rows in &row_picks {
                worlds.push(World {
                    rules: rules.clone(),
                    rows: rows.clone(),
                });
            }
        }
        worlds
    }

    fn line(
        &self,
        rule: usize,
        world: &World,
        measures: &[Option<BigRational>],
        day: &str,
    ) -> Result<BigInt, BTreeSet<Lack>> {
        let Some(formula) = &self.rules[rule].pays else {
            return Ok(BigInt::zero());
        };
        let mut sum = BigRational::zero();
        let mut lacks = BTreeSet::new();
        for (subtracted, term) in &formula.terms {
            match self.term(term, world, measures, day) {
                Ok(value) if *subtracted => sum -= value,
                Ok(value) => sum += value,
                Err(lack) => {
                    lacks.insert(lack);
                }
            }
        }
        if !lacks.is_empty() {
            return Err(lacks);
        }
        if let Some(times) = &formula.times {
            sum *= times.value();
        }
        if let Some(over) = &formula.over {
            sum /= over.value();
        }
        Ok(self.round(&sum))
    }

    fn term(
        &self,
        term: &Term,
        world: &World,
        measures: &[Option<BigRational>],
        day: &str,
    ) -> Result<BigRational, Lack> {
        let measure = |index: usize| measures[index].clone().ok_or(Lack::Value);
        let parameter = |index: usize| {
            let values = &self.parameters[index].values;
            let dated = values.iter().find(|dated| dated.holds_on(day));
            let value = dated.and_then(|dated| dated.value.as_ref());
            value.map(Number::value).ok_or(Lack::Value)
        };
        match term {
            Term::Flat(amount) => Ok(amount.value()),
            Term::Parameter(index) => parameter(*index),
            Term::Rate(rate, index) => Ok(rate.value() * measure(*index)?),
            Term::NamedRate(index) => {
                let per = self.parameters[*index].per.expect("a rate");
                Ok(parameter(*index)? * measure(per)?)
            }
            Term::Band(table) => {
                measure(self.tables[*table].by)?;
                let row = world.rows[*table].ok_or(Lack::Row)?;
                let pays = self.tables[*table].rows[row].pays.as_ref();
                pays.map(Number::value).ok_or(Lack::Value)
            }
        }
    }

    /// A rounded amount in minor units.
    fn round(&self, value: &BigRational) -> BigInt {
        let minor_units = BigRational::from(BigInt::from(10).pow(self.currency.1));
        let (mode, step) = match &self.rounding {
            None => (Mode::HalfUp, minor_units.recip()),
            Some(rounding) => (rounding.mode, rounding.step.value()),
        };
        let steps = value / &step;
        let (below, above) = (steps.floor(), steps.ceil());
        let (inner, outer) = if steps.is_negative() {
            (&above, &below)
        } else {
            (&below, &above)
        };
        let half = BigRational::new(1.into(), 2.into());
        let nearest = |tie: &BigRational| {
            if &steps - &below < half {
                below.clone()
            } else if &steps - &below > half {
                above.clone()
            } else {
                tie.clone()
            }
        };
        let even = if (below.to_integer() % 2_i32).is_zero() {
            &below
        } else {
            &above
        };
        let whole = match mode {
            Mode::HalfUp => nearest(outer),
            Mode::HalfEven => nearest(even),
            Mode::Up => outer.clone(),
            Mode::Down => inner.clone(),
            Mode::Ceiling => above.clone(),
            Mode::Floor => below.clone(),
        };
        let minor = whole * step * minor_units;
        assert!(
            minor.is_integer(),
            "the step is a whole number of minor units"
        );
        minor.to_integer()
    }

    /// The rows of a table that hold for a value.
    #[must_use]
    pub fn rows_at(&self, table: usize, value: &BigRational) -> Vec<usize> {
        let rows = self.tables[table].rows.iter().enumerate();
        let holding = rows.filter(|(_, row)| row.holds(value));
        holding.map(|(index, _)| index).collect()
    }

    /// Every permitted value of a measure that lies on, just before or just after a bound of a table
    /// or an end of the scale, and, where the measure has no step, between two of them. Rows hold or
    /// do not hold on a whole stretch between bounds, so that every stretch has one of these.
    #[must_use]
    pub fn points(&self, measure: usize) -> Vec<BigRational> {
        let declared = &self.measures[measure];
        let mut bounds: BTreeSet<BigRational> = BTreeSet::from([BigRational::zero()]);
        bounds.extend(
            declared
                .least
                .iter()
                .chain(&declared.most)
                .map(Number::value),
        );
        for table in self.tables.iter().filter(|table| table.by == measure) {
            for row in &table.rows {
                let ends = row.lower.iter().chain(&row.upper);
                bounds.extend(ends.map(|(bound, _)| bound.value()));
            }
        }
        let mut points = BTreeSet::new();
        match &declared.step {
            Some(step) => {
                let step = step.value();
                for bound in &bounds {
                    for offset in -2..=2_i32 {
                        let steps =
                            (bound / &step).floor() + BigRational::from(BigInt::from(offset));
                        points.insert(steps * &step);
                    }
                }
            }
            None => {
                let bounds: Vec<&BigRational> = bounds.iter().collect();
                let one = BigRational::from(BigInt::from(1));
                points.extend(bounds.iter().map(|bound| (*bound).clone()));
                points.extend(bounds.iter().map(|bound| *bound - &one));
                points.extend(bounds.iter().map(|bound| *bound + &one));
                for pair in bounds.windows(2) {
                    points.insert((pair[0] + pair[1]) / BigRational::from(BigInt::from(2)));
                }
            }
        }
        let permitted = points.into_iter().filter(|point| declared.permits(point));
        permitted.collect()
    }

    /// Every combination of attribute values.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        let values = self
            .attributes
            .iter()
            .map(|attribute| attribute.values.len());
        let choices: Vec<Vec<usize>> = values.map(|count| (0..count).collect()).collect();
        let picked = picks(&choices).into_iter();
        picked
            .map(|cell| cell.into_iter().flatten().collect())
            .collect()
    }

    /// The rules that hold in a year for payers of a cell.
    #[must_use]
    pub fn rules_for(&self, year: i32, cell: &Cell) -> Vec<usize> {
        let day = format!("{year:04}-01-01");
        let facts: Vec<Option<usize>> = cell.iter().copied().map(Some).collect();
        let rules = self.rules.iter().enumerate();
        let holding = rules.filter(|(_, rule)| {
            rule.holds_on(&day)
                && rule
                    .when
                    .as_ref()
                    .is_none_or(|when| when.truth(&facts) == 1)
        });
        holding.map(|(index, _)| index).collect()
    }
}

impl Measure {
    /// Whether a payer may have a value.
    #[must_use]
    pub fn permits(&self, value: &BigRational) -> bool {
        let on_grid = |step: &Number| (value / step.value()).is_integer();
        self.step.as_ref().is_none_or(on_grid)
            && self
                .least
                .as_ref()
                .is_none_or(|least| *value >= least.value())
            && self.most.as_ref().is_none_or(|most| *value <= most.value())
    }
}

/// One of each, in every combination; none of what is empty.
fn picks(choices: &[Vec<usize>]) -> Vec<Vec<Option<usize>>> {
    let mut all: Vec<Vec<Option<usize>>> = vec![Vec::new()];
    for options in choices {
        let options: Vec<Option<usize>> = match options.as_slice() {
            [] => vec![None],
            some => some.iter().copied().map(Some).collect(),
        };
        all = all
            .iter()
            .flat_map(|begun| {
                options.iter().map(|option| {
                    let mut longer = begun.clone();
                    longer.push(*option);
                    longer
                })
            })
            .collect();
    }
    all
}

/// A decimal text of a number that has one.
///
/// # Panics
///
/// For a number such as 1/3.
#[must_use]
pub fn decimal_text(value: &BigRational) -> String {
    let mut scaled = value.abs();
    let mut decimals = 0;
    while !scaled.is_integer() {
        scaled *= BigRational::from(BigInt::from(10));
        decimals += 1;
        assert!(decimals < 60, "{value} is no decimal");
    }
    let sign = if value.is_negative() { "-" } else { "" };
    let digits = format!(
        "{:0>width$}",
        scaled.to_integer().to_string(),
        width = decimals + 1
    );
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    if rest.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(mode: Mode, step: &str) -> Policy {
        Policy {
            currency: ("EUR", 2),
            rounding: Some(Rounding {
                mode,
                step: Number(step.to_owned()),
            }),
            first_year: 2023,
            last_year: None,
            words: Vec::new(),
            attributes: Vec::new(),
            measures: Vec::new(),
            parameters: Vec::new(),
            tables: Vec::new(),
            lines: Vec::new(),
            rules: Vec::new(),
        }
    }

    #[test]
    fn rounding_goes_by_the_table_of_signs() {
        let cases = [
            (Mode::HalfUp, [3, -3, 2, -2]),
            (Mode::HalfEven, [2, -2, 2, -2]),
            (Mode::Up, [3, -3, 3, -3]),
            (Mode::Down, [2, -2, 2, -2]),
            (Mode::Ceiling, [3, -2, 3, -2]),
            (Mode::Floor, [2, -3, 2, -3]),
        ];
        for (mode, expected) in cases {
            let whole_euros = policy(mode, "1");
            let rounded = ["2.5", "-2.5", "2.1", "-2.1"]
                .map(|text| whole_euros.round(&Number::read(text).expect("a number")));
            assert_eq!(
                rounded,
                expected.map(|euros| BigInt::from(euros * 100)),
                "{mode:?}"
            );
        }
    }

    #[test]
    fn numbers_are_read_strictly_and_written_back() {
        for text in ["0", "-2.5", "110", "0.0073", "10000000"] {
            let value = Number::read(text).expect("a number");
            assert_eq!(decimal_text(&value), text);
        }
        for text in [
            "", "-", "-0", "01", "1.", ".5", "1e3", "1_000", "+1", "1,5", "1/2",
        ] {
            assert_eq!(Number::read(text), None, "{text}");
        }
    }
}
