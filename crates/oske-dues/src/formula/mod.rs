//! Formulas: one line of arithmetic or of conditions, read into a tree with places.

mod lex;
mod parse;

pub(crate) use parse::{KEYWORDS, parse};

use std::cmp::Ordering;

use oske_types::Exact;

/// The longest formula that is read, in bytes.
pub(crate) const LONGEST_FORMULA: usize = 4096;
/// How deep parentheses and signs may be nested, and how many terms may stand in a row.
pub(crate) const DEEPEST_NESTING: usize = 64;
/// How many steps may lie above one another in a formula's tree: a row of terms, each a product, with
/// room for parentheses. Its derivation can then be written as JSON and read back.
pub(crate) const HIGHEST_TREE: usize = 96;

/// A part of a formula, with the bytes that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node<'t> {
    pub(crate) kind: NodeKind<'t>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Node<'_> {
    /// How many nodes lie above one another, this one included.
    fn height(&self) -> usize {
        let below = match &self.kind {
            NodeKind::Number { .. } | NodeKind::Quoted(_) | NodeKind::Name(_) => 0,
            NodeKind::Negate(inner) | NodeKind::Not(inner) => inner.height(),
            NodeKind::Calculate(_, left, right) | NodeKind::Compare(_, left, right) => {
                left.height().max(right.height())
            }
            NodeKind::Choose(parts) => parts.iter().map(Self::height).max().unwrap_or(0),
            NodeKind::In {
                subject: part,
                values: parts,
                ..
            } => {
                let parts = parts.iter().map(Self::height).max();
                parts.unwrap_or(0).max(part.height())
            }
            NodeKind::Call {
                arguments: parts, ..
            }
            | NodeKind::And(parts)
            | NodeKind::Or(parts) => parts.iter().map(Self::height).max().unwrap_or(0),
        };
        below.saturating_add(1)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NodeKind<'t> {
    /// `110 EUR`, `0.25 EUR/inhabitant`, `50%`, `3`.
    Number {
        value: Exact,
        unit: Option<UnitText<'t>>,
    },
    /// `'municipality'`
    Quoted(&'t str),
    /// `population`
    Name(&'t str),
    /// `municipal_fee(population)`
    Call {
        name: &'t str,
        arguments: Vec<Node<'t>>,
    },
    Negate(Box<Node<'t>>),
    Calculate(Operator, Box<Node<'t>>, Box<Node<'t>>),
    /// `kind in ['association', 'foundation']`
    In {
        subject: Box<Node<'t>>,
        values: Vec<Node<'t>>,
        negated: bool,
    },
    /// `population >= 5000 inhabitant`, `kind = 'municipality'`
    Compare(Comparison, Box<Node<'t>>, Box<Node<'t>>),
    /// `if student then 10 EUR else 20 EUR`: the condition and the two parts.
    Choose(Box<[Node<'t>; 3]>),
    Not(Box<Node<'t>>),
    And(Vec<Node<'t>>),
    Or(Vec<Node<'t>>),
}

/// The unit behind a number, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnitText<'t> {
    pub(crate) text: &'t str,
    pub(crate) start: usize,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Comparison {
    pub(crate) const ALL: [Self; 6] = [
        Self::NotEqual,
        Self::AtMost,
        Self::AtLeast,
        Self::Equal,
        Self::Less,
        Self::More,
    ];

    /// The sign in formulas.
    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    /// Whether two values stand so to each other.
    pub(crate) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

/// What joins two parts of a sum or a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the four basic operations of arithmetic"
)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Operator {
    /// The word in an explanation's document: `add`, `subtract`, `multiply`, `divide`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Subtract => "subtract",
            Self::Multiply => "multiply",
            Self::Divide => "divide",
        }
    }

    /// The sign for people: `+ − × ÷`.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "−",
            Self::Multiply => "×",
            Self::Divide => "÷",
        }
    }

    /// The result, exactly.
    pub(crate) fn apply(
        self,
        left: Exact,
        right: Exact,
    ) -> Result<Exact, oske_types::ArithmeticError> {
        match self {
            Self::Add => left.checked_add(right),
            Self::Subtract => left.checked_sub(right),
            Self::Multiply => left.checked_mul(right),
            Self::Divide => left.checked_div(right),
        }
    }
}

/// What is wrong with a formula, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormulaFault {
    pub(crate) offset: usize,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl FormulaFault {
    /// A fault of grammar.
    pub(crate) fn new(offset: usize, message: impl Into<String>) -> Self {
        Self::coded("formula", offset, message)
    }

    pub(crate) fn coded(code: &'static str, offset: usize, message: impl Into<String>) -> Self {
        Self {
            offset,
            code,
            message: message.into(),
            help: None,
        }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
