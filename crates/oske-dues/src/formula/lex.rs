//! A formula's text to tokens.

use super::{FormulaFault, LONGEST_FORMULA};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: TokenKind<'t>,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind<'t> {
    /// Digits and points, not yet read as a number.
    Number(&'t str),
    /// A name, a keyword or a unit.
    Word(&'t str),
    /// A text in single quotes.
    Quoted(&'t str),
    /// `+ - * / % ( ) [ ] , = != < <= > >=`
    Sign(Sign),
}

/// A sign of one or two characters, compared as a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign([u8; 2]);

impl Sign {
    pub(super) const fn of(text: &str) -> Self {
        match text.as_bytes() {
            [only] => Self([*only, 0]),
            [first, second] => Self([*first, *second]),
            _ => Self([0; 2]),
        }
    }
}

/// Two-character signs first.
const SIGNS: &[&str] = &[
    "!=", "<=", ">=", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", "=", "<", ">",
];

pub(super) fn tokens(text: &str) -> Result<Vec<Token<'_>>, FormulaFault> {
    if text.len() > LONGEST_FORMULA {
        let message = format!(
            "the formula has {} bytes: expected at most {LONGEST_FORMULA}",
            text.len()
        );
        return Err(FormulaFault::new(0, message));
    }
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len().saturating_sub(rest.len());
        if first.is_whitespace() {
            rest = rest.strip_prefix(first).unwrap_or_default();
            continue;
        }
        let (kind, length) =
            token(rest, first).map_err(|message| FormulaFault::new(start, message))?;
        rest = rest.get(length..).unwrap_or_default();
        tokens.push(Token {
            kind,
            start,
            end: start.saturating_add(length),
        });
    }
    Ok(tokens)
}

/// The token at the beginning of `rest`, and its length in bytes.
fn token(rest: &str, first: char) -> Result<(TokenKind<'_>, usize), String> {
    let run = |member: fn(char) -> bool| {
        let length = rest.find(|c| !member(c)).unwrap_or(rest.len());
        (rest.get(..length).unwrap_or_default(), length)
    };
    if first.is_ascii_digit() {
        // Letters, commas of digit groups and underscores are taken along, so that the number's own
        // reader can say what is wrong with `1_000` or `1e3`.
        let (digits, length) = run(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_');
        return Ok((TokenKind::Number(digits), length));
    }
    if first.is_ascii_alphabetic() {
        let (word, length) = run(|c| c.is_ascii_alphanumeric() || c == '_');
        return Ok((TokenKind::Word(word), length));
    }
    if first == '\'' {
        let quoted = rest.strip_prefix('\'').unwrap_or_default();
        let (inside, _) = quoted
            .split_once('\'')
            .ok_or("the quoted text does not end: expected a closing `'`")?;
        return Ok((TokenKind::Quoted(inside), inside.len().saturating_add(2)));
    }
    let sign = SIGNS.iter().copied().find(|sign| rest.starts_with(sign));
    sign.map(|sign| (TokenKind::Sign(Sign::of(sign)), sign.len()))
        .ok_or_else(|| {
            let quoted = first.escape_debug();
            let help = match first {
                '"' | '’' | '‘' | '‚' | '”' | '“' | '„' | '«' | '»' | '´' | '`' => {
                    ": texts stand in single quotes, as in `'municipality'`"
                }
                '×' | '·' => ": a product is written with `*`",
                '−' | '–' => ": a difference is written with `-`",
                _ => ": expected a name, a number, a text in single quotes or a sign of arithmetic",
            };
            format!("`{quoted}` is not part of a formula{help}")
        })
}
