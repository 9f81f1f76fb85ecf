//! The policy as a tree of plain structs, in the words of the language's page.

use super::calendar::{Day, DuesYear, Time};
use super::number::{Mode, Number, Rounding};

/// A policy.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The code of the currency.
    pub currency: String,
    /// `None` for the default: half-up to the minor unit.
    pub rounding: Option<Rounding>,
    /// The first dues year that it governs, by the calendar year in which it begins.
    pub first_year: i32,
    /// The last one, if there is one.
    pub last_year: Option<i32>,
    /// Month and day on which a dues year begins.
    pub year_begins: (u32, u32),
    /// Words for people, some of them odd: titles, names and notes.
    pub words: Vec<String>,
    /// The units that are declared.
    pub units: Vec<String>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The lets.
    pub lets: Vec<Let>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The shares of a total.
    pub shares: Vec<Share>,
    /// The lines that are declared.
    pub lines: Vec<Line>,
    /// The rules.
    pub rules: Vec<Rule>,
}

impl Policy {
    /// The dues year that begins in a calendar year.
    #[must_use]
    pub fn dues_year(&self, year: i32) -> DuesYear {
        DuesYear::new(year, self.year_begins)
    }

    /// The fact of the payer with a name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.name == name)
    }

    /// The parameter with a name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
    }

    /// The let with a name.
    #[must_use]
    pub fn let_named(&self, name: &str) -> Option<&Let> {
        self.lets.iter().find(|named| named.name == name)
    }

    /// The table with a name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The share with a name.
    #[must_use]
    pub fn share(&self, name: &str) -> Option<&Share> {
        self.shares.iter().find(|share| share.name == name)
    }

    /// The lines that are declared, and `dues` where a rule is for it; with whether each is optional.
    #[must_use]
    pub fn all_lines(&self) -> Vec<(&str, bool)> {
        let declared = self.lines.iter();
        let mut lines: Vec<(&str, bool)> = declared
            .map(|line| (line.name.as_str(), line.optional))
            .collect();
        for rule in &self.rules {
            if lines.iter().all(|(line, _)| *line != rule.line) {
                lines.push((&rule.line, false));
            }
        }
        lines
    }

    /// The rules that hold in a dues year, with their places from 0.
    pub fn rules_of(&self, year: DuesYear) -> impl Iterator<Item = (usize, &Rule)> {
        let rules = self.rules.iter().enumerate();
        rules.filter(move |(_, rule)| rule.valid.holds_on(year.first))
    }
}

/// A fact that must be known of a payer, or of each thing in a list.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// What sort of fact.
    pub sort: Sort,
    /// What it means that it is not given, as it is written: `"0"`, `"no"`, `"none"` for a list.
    pub absent: Option<String>,
}

/// The sorts of facts.
#[derive(Debug, Clone)]
pub enum Sort {
    /// One of several values.
    Choice(Vec<String>),
    /// A yes or no.
    YesNo,
    /// A number with a unit.
    Measure {
        /// The unit.
        unit: String,
        /// What its values are whole multiples of.
        step: Option<Number>,
        /// The least value.
        least: Option<Number>,
        /// The greatest value.
        most: Option<Number>,
        /// How dues are expected to go as it grows.
        dues: Direction,
    },
    /// A date.
    Date {
        /// The earliest.
        least: Option<Day>,
        /// The latest.
        most: Option<Day>,
    },
    /// Several things of one payer.
    List {
        /// How many there may be.
        most: usize,
        /// The facts of each.
        each: Vec<Fact>,
    },
}

/// How dues are expected to go as a measure grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// They do not fall.
    Rise,
    /// They do not rise.
    Fall,
    /// Any way.
    Any,
}

/// A figure with the time for which it holds.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Whether it is an index with a series.
    pub is_index: bool,
    /// The values, which do not overlap but may leave days out.
    pub values: Vec<Dated>,
}

/// A value with the days on which it holds.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The days.
    pub valid: Validity,
    /// `None` for an unknown value.
    pub value: Option<Number>,
}

/// A first day, and the first day on which something no longer holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub from: Option<chrono::NaiveDate>,
    /// The first day on which it no longer holds.
    pub until: Option<chrono::NaiveDate>,
}

impl Validity {
    /// Whether a day lies in it.
    #[must_use]
    pub fn holds_on(&self, day: chrono::NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// A name for a part of formulas.
#[derive(Debug, Clone)]
pub struct Let {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub is: Formula,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The names of what it is looked up by.
    pub by: Vec<String>,
    /// What it gives.
    pub gives: Gives,
    /// Whether its rows have rates for the parts of a quantity.
    pub slices: bool,
    /// The step of slices by something that has none of its own.
    pub step: Option<Number>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// What a table gives.
#[derive(Debug, Clone)]
pub enum Gives {
    /// A number with a unit.
    Amount(String),
    /// One of several values.
    Class(Vec<String>),
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// For which values of each key it holds, in the order of the table's `by`.
    pub cells: Vec<Cell>,
    /// What it gives.
    pub pays: Pays,
}

/// For which values of a key a row holds.
#[derive(Debug, Clone)]
pub enum Cell {
    /// All of them.
    All,
    /// Some values of a choice, or `yes` and `no`.
    Values(Vec<String>),
    /// A stretch of numbers or dates.
    Between {
        /// The lower bound and whether it is itself inside: *from*, *over*.
        lower: Option<(Limit, bool)>,
        /// The upper bound and whether it is itself inside: *to*, *under*.
        upper: Option<(Limit, bool)>,
    },
}

/// An end of a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// Of numbers.
    Number(Number),
    /// Of dates.
    Day(Day),
}

/// What a row gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pays {
    /// A number.
    Number(Number),
    /// A number that nobody has published.
    Unknown,
    /// A class.
    Class(String),
}

/// A share of a total.
#[derive(Debug, Clone)]
pub struct Share {
    /// Its name.
    pub name: String,
    /// What is shared.
    pub total: Formula,
    /// Whether each share is rounded by itself; otherwise they add up to the total.
    pub rounds_each: bool,
    /// What it is shared by.
    pub keys: Vec<ShareKey>,
}

/// A measure by which a total is shared.
#[derive(Debug, Clone)]
pub struct ShareKey {
    /// The part of the total that is shared by it.
    pub weight: Number,
    /// The payer's own figure.
    pub by: Formula,
    /// The published figure of all, with its unit; `None` for the sum over the round.
    pub of: Option<(Number, String)>,
}

/// A line of what is owed.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Whether a payer without a rule for it owes nothing in it.
    pub optional: bool,
}

/// A rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// The name of the line that it is for.
    pub line: String,
    /// Where the first day of a dues year must lie.
    pub valid: Validity,
    /// For whom it is; `None` for everybody.
    pub when: Option<Formula>,
    /// What they owe; `None` for an exemption.
    pub pays: Option<Formula>,
    /// Where it is not the policy's.
    pub currency: Option<String>,
    /// Where it is not the policy's.
    pub rounding: Option<Rounding>,
}

/// A formula: arithmetic or a condition.
#[derive(Debug, Clone)]
pub enum Formula {
    /// A number with its unit, `1` for a bare one.
    Number(Number, String),
    /// So many hundredths.
    Percent(Number),
    /// A date or a recurring day.
    Day(Day),
    /// A fact, a parameter, a let, a share or `position`.
    Name(String),
    /// The first day of the dues year.
    YearStart,
    /// The first day of the next dues year.
    NextYearStart,
    /// A look-up in a table.
    LookUp(String, Vec<Formula>),
    /// A parameter as on a day.
    ParameterOn(String, Box<Formula>),
    /// The opposite number.
    Negative(Box<Formula>),
    /// `+ - * /`
    Arithmetic(Box<Formula>, Operation, Box<Formula>),
    /// `if … then … else …`
    If(Box<Formula>, Box<Formula>, Box<Formula>),
    /// `at_least(x, least)`
    AtLeast(Box<Formula>, Box<Formula>),
    /// `at_most(x, most)`
    AtMost(Box<Formula>, Box<Formula>),
    /// The largest, the latest.
    Larger(Vec<Formula>),
    /// The smallest, the earliest.
    Smaller(Vec<Formula>),
    /// To whole multiples of a step, which has a unit: half up, half even, ceiling or floor.
    Round(Mode, Box<Formula>, (Number, String)),
    /// How many steps are begun (`true`) or full (`false`).
    Steps(bool, Box<Formula>, (Number, String)),
    /// The sum over the things of a list.
    Sum(String, Box<Formula>),
    /// How many things a list has.
    Count(String),
    /// One of several ways to read the source.
    Unclear(String, Vec<Formula>),
    /// The time from one date to another.
    Time(Time, Box<Formula>, Box<Formula>),
    /// Whether a choice is one of several values, or (`true`) none of them.
    Is(Box<Formula>, Vec<String>, bool),
    /// Two quantities or two dates compared.
    Compare(Box<Formula>, Comparison, Box<Formula>),
    /// Both.
    And(Box<Formula>, Box<Formula>),
    /// One of two, or both.
    Or(Box<Formula>, Box<Formula>),
    /// The opposite.
    Not(Box<Formula>),
}

/// The four operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// How two quantities are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether two values stand so.
    #[must_use]
    pub fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::Unequal => left != right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Greater => left > right,
            Self::AtLeast => left >= right,
        }
    }
}

impl Formula {
    /// The formulas that stand directly in this one.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Number(..)
            | Self::Percent(_)
            | Self::Day(_)
            | Self::Name(_)
            | Self::YearStart
            | Self::NextYearStart
            | Self::Count(_) => Vec::new(),
            Self::ParameterOn(_, one)
            | Self::Negative(one)
            | Self::Round(_, one, _)
            | Self::Steps(_, one, _)
            | Self::Sum(_, one)
            | Self::Is(one, ..)
            | Self::Not(one) => vec![one],
            Self::Arithmetic(left, _, right)
            | Self::AtLeast(left, right)
            | Self::AtMost(left, right)
            | Self::Time(_, left, right)
            | Self::Compare(left, _, right)
            | Self::And(left, right)
            | Self::Or(left, right) => vec![left, right],
            Self::If(condition, then, otherwise) => vec![condition, then, otherwise],
            Self::LookUp(_, several)
            | Self::Larger(several)
            | Self::Smaller(several)
            | Self::Unclear(_, several) => several.iter().collect(),
        }
    }
}
