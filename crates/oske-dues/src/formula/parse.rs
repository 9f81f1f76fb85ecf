//! Tokens to a tree, by recursive descent; the nesting is bounded.
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

use oske_types::Exact;

use super::lex::{Sign, Token, TokenKind, tokens};
use super::{
    Comparison, DEEPEST_NESTING, FormulaFault, HIGHEST_TREE, Node, NodeKind, Operator, UnitText,
};

pub(crate) fn parse(text: &str) -> Result<Node, FormulaFault> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        end: text.len(),
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

struct Parser<'t> {
    /// What is left to read.
    tokens: &'t [Token<'t>],
    end: usize,
    depth: usize,
}

type Parsed = Result<Node, FormulaFault>;

impl<'t> Parser<'t> {
    fn formula(&mut self) -> Parsed {
        let start = self.position();
        if !self.take_word("if") {
            return self.condition();
        }
        let condition = self.nested(Self::condition)?;
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

    fn condition(&mut self) -> Parsed {
        self.chain("or", Self::both, NodeKind::Or)
    }

    fn both(&mut self) -> Parsed {
        self.chain("and", Self::single, NodeKind::And)
    }

    fn chain(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Parsed,
        join: fn(Vec<Node>) -> NodeKind,
    ) -> Parsed {
        let first = part(self)?;
        if !self.take_word(word) {
            return Ok(first);
        }
        let (start, mut end) = (first.start, first.end);
        let mut parts = vec![first];
        loop {
            let next = part(self)?;
            end = end.max(next.end);
            parts.push(next);
            if !self.take_word(word) {
                let kind = join(parts);
                return Ok(Node { kind, start, end });
            }
        }
    }

    fn single(&mut self) -> Parsed {
        let start = self.position();
        if !self.take_word("not") {
            return self.comparison();
        }
        let inner = self.nested(Self::single)?;
        Ok(Node {
            start,
            end: inner.end,
            kind: NodeKind::Not(Box::new(inner)),
        })
    }

    fn comparison(&mut self) -> Parsed {
        let subject = self.sum()?;
        let start = subject.start;
        let comparison = Comparison::ALL
            .into_iter()
            .find(|comparison| self.take_sign(comparison.sign()));
        if let Some(comparison) = comparison {
            let other = self.sum()?;
            return Ok(Node {
                start,
                end: other.end,
                kind: NodeKind::Compare(comparison, Box::new(subject), Box::new(other)),
            });
        }
        let negated = self.take_word("not");
        if self.take_word("in") {
            self.expect_sign("[", "a list, as in `in ['association', 'foundation']`")?;
            let (values, end) = self.list("]")?;
            return Ok(Node {
                start,
                end,
                kind: NodeKind::In {
                    subject: Box::new(subject),
                    values,
                    negated,
                },
            });
        }
        if negated {
            return Err(self.expected("`in` after `not`"));
        }
        Ok(subject)
    }

    fn sum(&mut self) -> Parsed {
        self.calculation(
            Self::product,
            &[("+", Operator::Add), ("-", Operator::Subtract)],
        )
    }

    fn product(&mut self) -> Parsed {
        self.calculation(
            Self::signed,
            &[("*", Operator::Multiply), ("/", Operator::Divide)],
        )
    }

    fn calculation(&mut self, part: fn(&mut Self) -> Parsed, signs: &[(&str, Operator)]) -> Parsed {
        let mut left = part(self)?;
        // A chain nests to the left, one level a term, so it counts as nesting too.
        let mut terms: usize = 1;
        while let Some(operator) = self.take_operator(signs) {
            let right = part(self)?;
            terms = terms.saturating_add(1);
            if terms > DEEPEST_NESTING {
                let message =
                    format!("too many terms in a row: expected at most {DEEPEST_NESTING}");
                return Err(FormulaFault::new(right.start, message));
            }
            left = Node {
                start: left.start,
                end: right.end,
                kind: NodeKind::Calculate(operator, Box::new(left), Box::new(right)),
            };
        }
        Ok(left)
    }

    fn signed(&mut self) -> Parsed {
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

    fn atom(&mut self) -> Parsed {
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
                Ok(node(NodeKind::Quoted((*text).to_owned()), token.end))
            }
            TokenKind::Word(word) if !is_keyword(word) => {
                self.tokens = rest;
                if !self.take_sign("(") {
                    return Ok(node(NodeKind::Name((*word).to_owned()), token.end));
                }
                let (arguments, end) = self.list(")")?;
                let name = (*word).to_owned();
                Ok(node(NodeKind::Call { name, arguments }, end))
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
    fn number(&mut self, value: Exact, token: &Token<'_>) -> Parsed {
        let mut end = token.end;
        let mut unit = None;
        let mut value = value;
        if let Some(percent) = self
            .tokens
            .first()
            .filter(|next| next.kind == TokenKind::Sign(Sign::of("%")))
        {
            end = percent.end;
            self.advance();
            value = value
                .checked_div(Exact::from(100))
                .map_err(|error| FormulaFault::new(token.start, error.to_string()))?;
        } else if let Some((TokenKind::Word(word), start, word_end)) = self.peek()
            && !is_keyword(word)
        {
            let mut text = (*word).to_owned();
            end = word_end;
            self.advance();
            while let [joint, factor, ..] = self.tokens
                && let TokenKind::Sign(sign) = joint.kind
                && let Some(sign) = ["/", "*"].into_iter().find(|text| Sign::of(text) == sign)
                && joint.start == end
                && factor.start == joint.end
                && let TokenKind::Word(factor_word) = &factor.kind
            {
                text.push_str(sign);
                text.push_str(factor_word);
                end = factor.end;
                self.advance();
                self.advance();
            }
            unit = Some(UnitText { text, start });
        }
        Ok(Node {
            kind: NodeKind::Number { value, unit },
            start: token.start,
            end,
        })
    }

    /// Values between commas up to a closing sign, and where that ends.
    fn list(&mut self, close: &'static str) -> Result<(Vec<Node>, usize), FormulaFault> {
        let mut values = vec![self.nested(Self::formula)?];
        while self.take_sign(",") {
            values.push(self.nested(Self::formula)?);
        }
        let end = self.take(|kind| *kind == TokenKind::Sign(Sign::of(close)));
        let end = end.ok_or_else(|| self.expected(&format!("`,` or `{close}`")))?;
        Ok((values, end))
    }

    fn nested(&mut self, part: fn(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= DEEPEST_NESTING {
            let message = format!("nested too deep: expected at most {DEEPEST_NESTING} levels");
            return Err(FormulaFault::new(self.position(), message));
        }
        self.depth = self.depth.saturating_add(1);
        let node = part(self);
        self.depth = self.depth.saturating_sub(1);
        node
    }

    fn peek(&self) -> Option<(&'t TokenKind<'t>, usize, usize)> {
        let token = self.tokens.first()?;
        Some((&token.kind, token.start, token.end))
    }

    fn position(&self) -> usize {
        self.tokens.first().map_or(self.end, |token| token.start)
    }

    fn advance(&mut self) {
        self.tokens = self.tokens.get(1..).unwrap_or_default();
    }

    fn take(&mut self, wanted: impl Fn(&TokenKind<'_>) -> bool) -> Option<usize> {
        let token = self.tokens.first().filter(|token| wanted(&token.kind))?;
        self.advance();
        Some(token.end)
    }

    fn take_word(&mut self, wanted: &str) -> bool {
        self.take(|kind| *kind == TokenKind::Word(wanted)).is_some()
    }

    fn take_sign(&mut self, wanted: &str) -> bool {
        self.take(|kind| *kind == TokenKind::Sign(Sign::of(wanted)))
            .is_some()
    }

    fn take_operator(&mut self, signs: &[(&str, Operator)]) -> Option<Operator> {
        let mut signs = signs.iter();
        signs
            .find(|(sign, _)| self.take_sign(sign))
            .map(|(_, operator)| *operator)
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
        self.take(|kind| *kind == TokenKind::Sign(Sign::of(sign)))
            .ok_or_else(|| self.expected(words))
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

/// Words that no name may be.
pub(crate) const KEYWORDS: [&str; 7] = ["and", "or", "not", "in", "if", "then", "else"];

fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}
