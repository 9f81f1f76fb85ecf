//! Tokens to a tree; the nesting is bounded.
//!
//! ```text
//! formula     = "if" condition "then" formula "else" formula | condition
//! condition   = both { "or" both }
//! both        = single { "and" single }
//! single      = "not" single | comparison
//! comparison  = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum | ["not"] "in" "[" sum { "," sum } "]" ]
//! sum         = product { ("+" | "-") product }
//! product     = signed { ("*" | "/") signed }
//! signed      = "-" signed | atom
//! atom        = number [ "%" | unit ] | quoted | name [ "(" formula { "," formula } ")" ] | "(" formula ")"
//! unit        = name { ("/" | "*") name }, without blanks
//! ```
//!
//! What joins two parts is read by how tightly it binds ([`Tightness`]), in one loop for all of them.

use oske_types::Exact;

use super::lex::{Sign, Token, TokenKind, tokens};
use super::{
    Comparison, DEEPEST_NESTING, FormulaFault, HIGHEST_TREE, Node, NodeKind, Operator, UnitText,
};

pub(crate) fn parse(text: &str) -> Result<Node<'_>, FormulaFault> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        text,
        depth: 0,
    };
    let node = parser.formula()?;
    match parser.tokens.first() {
        None if node.height() > HIGHEST_TREE => {
            let message = format!(
                "the formula is nested too deep: expected at most {HIGHEST_TREE} steps above one another"
            );
            Err(FormulaFault::new(node.start, message))
        }
        None => Ok(node),
        Some(token) => Err(FormulaFault::new(
            token.start,
            "the formula does not end here: expected a sign of arithmetic, `and`, `or` or the end",
        )),
    }
}

/// How tightly something binds, the loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tightness {
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Sign,
}

/// What joins the part on its left with what follows.
#[derive(Debug, Clone, Copy)]
enum Joint {
    Or,
    And,
    Compare(Comparison),
    /// `in`, or `not in`
    In,
    Calculate(Operator),
}

impl Joint {
    fn of(kind: &TokenKind<'_>) -> Option<Self> {
        match kind {
            TokenKind::Word("or") => Some(Self::Or),
            TokenKind::Word("and") => Some(Self::And),
            TokenKind::Word("in" | "not") => Some(Self::In),
            TokenKind::Sign(sign) => {
                let calculation = [
                    ("+", Operator::Add),
                    ("-", Operator::Subtract),
                    ("*", Operator::Multiply),
                    ("/", Operator::Divide),
                ];
                let calculation = calculation.iter().find(|(text, _)| Sign::of(text) == *sign);
                let comparison = || {
                    let mut all = Comparison::ALL.into_iter();
                    all.find(|comparison| Sign::of(comparison.sign()) == *sign)
                };
                match calculation {
                    Some((_, operator)) => Some(Self::Calculate(*operator)),
                    None => comparison().map(Self::Compare),
                }
            }
            TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Quoted(_) => None,
        }
    }

    fn tightness(self) -> Tightness {
        match self {
            Self::Or => Tightness::Or,
            Self::And => Tightness::And,
            Self::Compare(_) | Self::In => Tightness::Compare,
            Self::Calculate(Operator::Add | Operator::Subtract) => Tightness::Sum,
            Self::Calculate(Operator::Multiply | Operator::Divide) => Tightness::Product,
        }
    }
}

struct Parser<'p, 't> {
    /// What is left to read.
    tokens: &'p [Token<'t>],
    text: &'t str,
    depth: usize,
}

type Parsed<'t> = Result<Node<'t>, FormulaFault>;

impl<'t> Parser<'_, 't> {
    fn formula(&mut self) -> Parsed<'t> {
        let start = self.position();
        if !self.take_word("if") {
            return self.joined(Tightness::Or);
        }
        let condition = self.nested(|parser| parser.joined(Tightness::Or))?;
        self.expect_word("then")?;
        let then = self.nested(Self::formula)?;
        self.expect_word("else")?;
        let otherwise = self.nested(Self::formula)?;
        Ok(Node {
            start,
            end: otherwise.end,
            kind: NodeKind::Choose(Box::new([condition, then, otherwise])),
        })
    }

    /// A part, and what is joined to it at least as tightly as `least`.
    fn joined(&mut self, least: Tightness) -> Parsed<'t> {
        // Neither `a < b < c` nor `not a < b < c` is a formula: behind these only `and` and `or` stand.
        let is_negated = least <= Tightness::Not && self.sees_word("not");
        let mut tightest = if is_negated {
            Tightness::And
        } else {
            Tightness::Sign
        };
        let mut left = if is_negated {
            self.negated_condition()?
        } else {
            self.signed()?
        };
        // A chain nests to the left, one level a term, so it counts as nesting too.
        let mut terms = (Tightness::Sign, 1_usize);
        while let Some(joint) = self.tokens.first().and_then(|next| Joint::of(&next.kind)) {
            let tightness = joint.tightness();
            if tightness < least || tightness > tightest {
                break;
            }
            left = match joint {
                Joint::Or => self.chain(left, "or", Tightness::And, NodeKind::Or)?,
                Joint::And => self.chain(left, "and", Tightness::Not, NodeKind::And)?,
                Joint::In => {
                    tightest = Tightness::And;
                    self.is_in(left)?
                }
                Joint::Compare(comparison) => {
                    tightest = Tightness::And;
                    self.advance();
                    let right = self.joined(Tightness::Sum)?;
                    let join = |left, right| NodeKind::Compare(comparison, left, right);
                    both(left, right, join)
                }
                Joint::Calculate(operator) => {
                    self.advance();
                    let right = match tightness {
                        Tightness::Sum => self.joined(Tightness::Product)?,
                        _ => self.signed()?,
                    };
                    terms = match terms {
                        (known, count) if known == tightness => (known, count.saturating_add(1)),
                        _ => (tightness, 2),
                    };
                    if terms.1 > DEEPEST_NESTING {
                        let message =
                            format!("too many terms in a row: expected at most {DEEPEST_NESTING}");
                        return Err(FormulaFault::new(right.start, message));
                    }
                    let join = |left, right| NodeKind::Calculate(operator, left, right);
                    both(left, right, join)
                }
            };
        }
        Ok(left)
    }

    /// The parts of an `and` or an `or`, of which the first is read.
    fn chain(
        &mut self,
        first: Node<'t>,
        word: &str,
        least: Tightness,
        join: fn(Vec<Node<'t>>) -> NodeKind<'t>,
    ) -> Parsed<'t> {
        let (start, mut end) = (first.start, first.end);
        let mut parts = vec![first];
        while self.take_word(word) {
            let next = self.joined(least)?;
            end = end.max(next.end);
            parts.push(next);
        }
        let kind = join(parts);
        Ok(Node { kind, start, end })
    }

    fn negated_condition(&mut self) -> Parsed<'t> {
        let start = self.position();
        self.advance();
        let inner = self.nested(|parser| parser.joined(Tightness::Not))?;
        Ok(Node {
            start,
            end: inner.end,
            kind: NodeKind::Not(Box::new(inner)),
        })
    }

    fn is_in(&mut self, subject: Node<'t>) -> Parsed<'t> {
        let negated = self.take_word("not");
        if !self.take_word("in") {
            return Err(self.expected("`in` after `not`"));
        }
        self.expect_sign("[", "a list, as in `in ['association', 'foundation']`")?;
        let (values, end) = self.list("]")?;
        Ok(Node {
            start: subject.start,
            end,
            kind: NodeKind::In {
                subject: Box::new(subject),
                values,
                negated,
            },
        })
    }

    fn signed(&mut self) -> Parsed<'t> {
        let start = self.position();
        if !self.take_sign("-") {
            return self.atom();
        }
        let inner = self.nested(Self::signed)?;
        Ok(Node {
            start,
            end: inner.end,
            kind: NodeKind::Negate(Box::new(inner)),
        })
    }

    fn atom(&mut self) -> Parsed<'t> {
        let expected = "a number, a name, a text in single quotes or `(`";
        let Some((token, rest)) = self.tokens.split_first() else {
            return Err(self.expected(expected));
        };
        let node = |kind, end| Node {
            kind,
            start: token.start,
            end,
        };
        match &token.kind {
            TokenKind::Number(digits) => {
                self.tokens = rest;
                let value = digits
                    .parse::<Exact>()
                    .map_err(|error| FormulaFault::new(token.start, error.to_string()))?;
                self.number(value, token)
            }
            TokenKind::Quoted(text) => {
                self.tokens = rest;
                Ok(node(NodeKind::Quoted(text), token.end))
            }
            TokenKind::Word(word) if !is_keyword(word) => {
                self.tokens = rest;
                if !self.take_sign("(") {
                    return Ok(node(NodeKind::Name(word), token.end));
                }
                let (arguments, end) = self.list(")")?;
                Ok(node(
                    NodeKind::Call {
                        name: word,
                        arguments,
                    },
                    end,
                ))
            }
            TokenKind::Sign(sign) if *sign == Sign::of("(") => {
                self.tokens = rest;
                let inner = self.nested(Self::formula)?;
                let end = self.expect_sign(")", "`)`")?;
                Ok(node(inner.kind, end))
            }
            _ => Err(self.expected(expected)),
        }
    }

    /// A number with what may stand behind it: `%`, or a unit written without blanks.
    fn number(&mut self, value: Exact, token: &Token<'t>) -> Parsed<'t> {
        let mut end = token.end;
        let mut unit = None;
        let mut value = value;
        if let Some(percent) = self.take_sign_end("%") {
            end = percent;
            value = value
                .checked_div(Exact::from(100))
                .map_err(|error| FormulaFault::new(token.start, error.to_string()))?;
        } else if let Some(Token {
            kind: TokenKind::Word(word),
            start,
            end: word_end,
        }) = self.tokens.first()
            && !is_keyword(word)
        {
            end = *word_end;
            self.advance();
            while let [joint, factor, ..] = self.tokens
                && matches!(joint.kind, TokenKind::Sign(sign) if sign == Sign::of("/") || sign == Sign::of("*"))
                && joint.start == end
                && factor.start == joint.end
                && matches!(factor.kind, TokenKind::Word(_))
            {
                end = factor.end;
                self.advance();
                self.advance();
            }
            let text = self.text.get(*start..end).unwrap_or_default();
            unit = Some(UnitText {
                text,
                start: *start,
            });
        }
        Ok(Node {
            kind: NodeKind::Number { value, unit },
            start: token.start,
            end,
        })
    }

    /// Values between commas up to a closing sign, and where that ends.
    fn list(&mut self, close: &'static str) -> Result<(Vec<Node<'t>>, usize), FormulaFault> {
        let mut values = vec![self.nested(Self::formula)?];
        while self.take_sign(",") {
            values.push(self.nested(Self::formula)?);
        }
        let end = self.take_sign_end(close);
        let end = end.ok_or_else(|| self.expected(&format!("`,` or `{close}`")))?;
        Ok((values, end))
    }

    fn nested(&mut self, part: impl FnOnce(&mut Self) -> Parsed<'t>) -> Parsed<'t> {
        if self.depth >= DEEPEST_NESTING {
            let message = format!("nested too deep: expected at most {DEEPEST_NESTING} levels");
            return Err(FormulaFault::new(self.position(), message));
        }
        self.depth = self.depth.saturating_add(1);
        let node = part(self);
        self.depth = self.depth.saturating_sub(1);
        node
    }

    fn position(&self) -> usize {
        self.tokens
            .first()
            .map_or(self.text.len(), |token| token.start)
    }

    fn advance(&mut self) {
        self.tokens = self.tokens.get(1..).unwrap_or_default();
    }

    fn take(&mut self, wanted: impl Fn(&TokenKind<'_>) -> bool) -> Option<usize> {
        let token = self.tokens.first().filter(|token| wanted(&token.kind))?;
        self.advance();
        Some(token.end)
    }

    fn sees_word(&self, wanted: &str) -> bool {
        let next = self.tokens.first();
        next.is_some_and(|next| next.kind == TokenKind::Word(wanted))
    }

    fn take_word(&mut self, wanted: &str) -> bool {
        self.take(|kind| *kind == TokenKind::Word(wanted)).is_some()
    }

    fn take_sign(&mut self, wanted: &str) -> bool {
        self.take_sign_end(wanted).is_some()
    }

    /// Where the sign ends, if it is the next.
    fn take_sign_end(&mut self, wanted: &str) -> Option<usize> {
        self.take(|kind| *kind == TokenKind::Sign(Sign::of(wanted)))
    }

    fn expect_word(&mut self, word: &'static str) -> Result<(), FormulaFault> {
        if self.take_word(word) {
            return Ok(());
        }
        Err(self.expected(&format!(
            "`{word}`, as in `if student then 10 EUR else 20 EUR`"
        )))
    }

    fn expect_sign(&mut self, sign: &str, words: &str) -> Result<usize, FormulaFault> {
        self.take_sign_end(sign).ok_or_else(|| self.expected(words))
    }

    fn expected(&self, words: &str) -> FormulaFault {
        let found = if self.tokens.is_empty() {
            "the end"
        } else {
            "something else"
        };
        FormulaFault::new(self.position(), format!("found {found}: expected {words}"))
    }
}

fn both<'t>(
    left: Node<'t>,
    right: Node<'t>,
    join: impl FnOnce(Box<Node<'t>>, Box<Node<'t>>) -> NodeKind<'t>,
) -> Node<'t> {
    Node {
        start: left.start,
        end: right.end,
        kind: join(Box::new(left), Box::new(right)),
    }
}

/// Words that no name may be.
pub(crate) const KEYWORDS: [&str; 7] = ["and", "or", "not", "in", "if", "then", "else"];

fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}
