//! Numbers of acts, bills and documents as they are written: `1230/2001`, `1287/92`, `30.12.2020/1223`,
//! `2007/614`, `(EU) N:o 952/2013`, `95/46/EY`.

use crate::european::{EuActId, EuNumbering, EuTreaty};
use crate::lex::Scan;
use crate::statute::{Series, StatuteId};

/// Two numbers with a slash between them, and what stands around.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ratio {
    first: Cited,
    part: Option<u16>,
    second: Cited,
    /// `30.12.2020/1223`: the year of the date, and the number after it.
    pub(crate) dated: bool,
    /// `95/46/EY`
    treaty: Option<EuTreaty>,
    pub(crate) end: usize,
}

impl Scan<'_> {
    /// The ratio that begins here, if nothing before or after it makes it something else.
    pub(crate) fn ratio(self, at: usize) -> Option<Ratio> {
        let end = self.digits_end(at);
        match self.byte(end) {
            b'/' => self.plain_ratio(at, end, None),
            b'-' => {
                let part_at = end.saturating_add(1);
                let part_end = self.digits_end(part_at);
                let three = part_end.saturating_sub(part_at) == 3 && self.byte(part_end) == b'/';
                let part = self
                    .slice(part_at, part_end)
                    .parse()
                    .ok()
                    .filter(|_| three)?;
                self.plain_ratio_from(at, end, part_end, Some(part))
            }
            b'.' => self.dated_ratio(at),
            _ => None,
        }
    }

    fn plain_ratio(self, at: usize, end: usize, part: Option<u16>) -> Option<Ratio> {
        self.plain_ratio_from(at, end, end, part)
    }

    fn plain_ratio_from(
        self,
        at: usize,
        end: usize,
        slash: usize,
        part: Option<u16>,
    ) -> Option<Ratio> {
        let first = self.cited(at, end)?;
        let second_at = slash.saturating_add(1);
        let second_end = self.digits_end(second_at);
        let second = self.cited(second_at, second_end)?;
        let mut ratio = Ratio {
            first,
            part,
            second,
            dated: false,
            treaty: None,
            end: second_end,
        };
        if self.byte(second_end) == b'/' {
            let letters_at = second_end.saturating_add(1);
            let (letters, letters_end) = self.word(letters_at);
            // The word may go on: `95/46/EY-direktiivi`.
            let letters = letters.split('-').next().unwrap_or(letters);
            let joined = letters_at.saturating_add(letters.len());
            ratio.treaty = Some(EuTreaty::from_letters(letters)?);
            ratio.end = joined.min(letters_end);
        }
        self.ends_cleanly(ratio.end).then_some(ratio)
    }

    fn dated_ratio(self, at: usize) -> Option<Ratio> {
        let mut from = at;
        for least in [1_u32, 1] {
            let end = self.digits_end(from);
            let fits = (1..=2).contains(&end.saturating_sub(from));
            let value: u32 = self.slice(from, end).parse().ok().filter(|_| fits)?;
            if value < least || value > 31 || self.byte(end) != b'.' {
                return None;
            }
            from = end.saturating_add(1);
        }
        let year_end = self.digits_end(from);
        let year = self.cited(from, year_end).filter(|year| year.digits == 4)?;
        if self.byte(year_end) != b'/' {
            return None;
        }
        let number_at = year_end.saturating_add(1);
        let number_end = self.digits_end(number_at);
        let number = self.cited(number_at, number_end)?;
        let ratio = Ratio {
            first: number,
            part: None,
            second: year,
            dated: true,
            treaty: None,
            end: number_end,
        };
        self.ends_cleanly(number_end).then_some(ratio)
    }

    fn cited(self, at: usize, end: usize) -> Option<Cited> {
        let digits = end.saturating_sub(at);
        if self.byte(at) == b'0' && digits != 2 {
            return None;
        }
        Some(Cited {
            value: self.slice(at, end).parse().ok()?,
            digits,
        })
    }

    /// Whether a number ends here and does not go on as the number of a record would.
    fn ends_cleanly(self, end: usize) -> bool {
        let after = end.saturating_add(1);
        !match self.byte(end) {
            b'/' | b'_' | b'\\' => true,
            b'-' | b'.' | b':' | b',' => self.is_digit(after),
            _ => self.is_alphanumeric(end),
        }
    }

    /// The letters before an EU act's number that begins here: `(EU) N:o `, `(EU, Euratom) `, `EU `. Where
    /// they begin, the treaty, whether `N:o` stands there, and whether they are in brackets.
    pub(crate) fn treaty_before(self, at: usize) -> Option<TreatyBefore> {
        let mut end = self.space_before(at);
        if end == at {
            return None;
        }
        let mut says_no = false;
        for mark in ["N:o", "n:o", "nro", "Nro", "nr", "Nr", "No", "no", "N:O"] {
            let marked = self.slice(0, end).strip_suffix(mark);
            if let Some(head) = marked.filter(|head| head.ends_with([' ', '\u{a0}', ')'])) {
                end = self.space_before(head.len());
                says_no = true;
                break;
            }
        }
        if self.before(end) == b')' {
            let close = end.saturating_sub(1);
            let head = self.slice(0, close);
            let bracket = |byte| byte == b'(' || byte == b')';
            let open = head.bytes().rev().take(20).position(bracket)?;
            let open = close.checked_sub(open.saturating_add(1))?;
            if self.byte(open) != b'(' {
                return None;
            }
            let inside = self.slice(open.saturating_add(1), close);
            let treaty = inside
                .split([',', ' ', '/'])
                .find_map(EuTreaty::from_letters)?;
            return Some(TreatyBefore {
                start: open,
                treaty,
                says_no,
                bracketed: true,
            });
        }
        let (word, start) = self.word_before(end);
        let treaty = EuTreaty::from_letters(word)?;
        Some(TreatyBefore {
            start,
            treaty,
            says_no,
            bracketed: false,
        })
    }
}

/// The treaty's letters before a number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TreatyBefore {
    pub(crate) start: usize,
    pub(crate) treaty: EuTreaty,
    pub(crate) says_no: bool,
    pub(crate) bracketed: bool,
}

impl Ratio {
    /// The act that the ratio numbers: number and year, or year and number.
    pub(crate) fn statute(&self, series: Series) -> Option<StatuteId> {
        if self.treaty.is_some() {
            return None;
        }
        let (number, year) = if self.is_reversed() {
            (self.second, self.first)
        } else {
            (self.first, self.second)
        };
        let id = StatuteId::in_series(series, number.value, year.year()?)?;
        match self.part {
            Some(part) => id.with_part(part),
            None => Some(id),
        }
    }

    /// Whether the year stands first: `2007/614`.
    pub(crate) fn is_reversed(&self) -> bool {
        let year = |cited: Cited| cited.digits == 4 && cited.year().is_some();
        !self.dated && year(self.first) && !year(self.second)
    }

    /// Whether the year has two digits.
    pub(crate) fn is_short(&self) -> bool {
        self.second.digits == 2 && !self.is_reversed()
    }

    /// Whether both could be years, as in `2019/2020`.
    pub(crate) fn spans_years(&self) -> bool {
        let year = |cited: Cited| cited.digits == 4 && (1900..=2199).contains(&cited.value);
        !self.dated && year(self.first) && year(self.second)
    }

    /// The number within the year, whichever stands first.
    pub(crate) fn number(&self) -> u16 {
        if self.is_reversed() {
            self.second.value
        } else {
            self.first.value
        }
    }

    /// Number and year of a bill or another document.
    pub(crate) fn document(&self) -> Option<(u16, u16)> {
        if self.treaty.is_some() || self.dated || self.part.is_some() {
            return None;
        }
        Some((self.first.value, self.second.year()?))
    }

    /// The act of the Union that the ratio numbers with the letters after it.
    pub(crate) fn suffixed(&self) -> Option<EuActId> {
        let year = self.first.year()?;
        EuActId::new(EuNumbering::Suffixed, self.treaty?, self.second.value, year)
    }

    /// The act of the Union that the ratio numbers with the letters before it.
    pub(crate) fn bracketed(&self, before: TreatyBefore) -> Option<EuActId> {
        if self.treaty.is_some() || self.part.is_some() {
            return None;
        }
        EuActId::bracketed(before.treaty, before.says_no, self.first, self.second)
    }

    /// The directive that the ratio numbers where only words tell that it is one: `2014/24`, `95/46`. Since 2015
    /// directives are numbered as other acts are.
    pub(crate) fn unlettered_directive(&self) -> Option<EuActId> {
        // `65/2013`: the year is the second.
        let year_first = self.first.digits == 4 || self.second.digits < 4;
        let year = self
            .first
            .year()
            .filter(|year| year_first && *year < 2015)?;
        EuActId::new(
            EuNumbering::Suffixed,
            treaty_of(year),
            self.second.value,
            year,
        )
    }

    /// The act of the Union that the ratio numbers where only words tell that it is one.
    pub(crate) fn unlettered(&self) -> Option<EuActId> {
        let year_first = self.is_reversed() || self.spans_years();
        let year = if year_first { self.first } else { self.second }.year()?;
        EuActId::bracketed(treaty_of(year), !year_first, self.first, self.second)
    }
}

/// The treaty that most acts of a year were numbered by.
const fn treaty_of(year: u16) -> EuTreaty {
    match year {
        ..=1993 => EuTreaty::Eec,
        1994..=2009 => EuTreaty::Ec,
        _ => EuTreaty::Eu,
    }
}

/// A part of a number as it is written, where a year may have two digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cited {
    pub(crate) value: u16,
    pub(crate) digits: usize,
}

impl Cited {
    /// The year that it would be: two digits are of the 20th century.
    pub(crate) fn year(self) -> Option<u16> {
        match (self.digits, self.value) {
            (2, value) => value.checked_add(1900),
            (4, value) if (1700..=2199).contains(&value) => Some(value),
            _ => None,
        }
    }
}

/// Whether a number within a year is one, of a series that begins with some year: 1 to 9999, and a year
/// up to 2199.
pub(crate) const fn number_fits(number: u16, year: u16, first_year: u16) -> bool {
    number >= 1 && number <= 9999 && year >= first_year && year <= 2199
}

/// A number of up to four digits and nothing else.
pub(crate) fn plain_number(text: &str, leading_zeros: bool) -> Option<u16> {
    let digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let begins = leading_zeros || !text.starts_with('0');
    if digits && begins {
        text.parse().ok()
    } else {
        None
    }
}
