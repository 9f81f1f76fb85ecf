//! [`CodeIndex`]: where the rows of a municipality stand.

use oske_types::MunicipalityCode;

use crate::Municipality;

/// One more than there are codes of three digits, so that each has an end.
const STARTS: usize = 1001;

/// Where the rows of each code begin. Every question about a municipality begins with its row, and its code
/// is a number below a thousand: that is found without a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CodeIndex([u32; STARTS]);

impl CodeIndex {
    /// Of rows in order of code.
    pub(super) const fn of(mut rows: &[Municipality]) -> Self {
        let mut starts = [0; STARTS];
        let mut rest: &mut [u32] = &mut starts;
        let (mut code, mut before): (u16, u32) = (0, 0);
        while let [start, behind @ ..] = rest {
            while let [row, later @ ..] = rows
                && row.code().number() < code
            {
                before = before.saturating_add(1);
                rows = later;
            }
            *start = before;
            code = code.saturating_add(1);
            rest = behind;
        }
        Self(starts)
    }

    /// The rows of a code; `rows` are those that the index was made of.
    pub(super) fn rows_of<'a>(
        &self,
        rows: &'a [Municipality],
        code: MunicipalityCode,
    ) -> &'a [Municipality] {
        let mut from_code = self.0.iter().skip(usize::from(code.number()));
        let (Some(start), Some(end)) = (from_code.next(), from_code.next()) else {
            return &[];
        };
        let [start, end] = [start, end].map(|index| usize::try_from(*index).unwrap_or(usize::MAX));
        rows.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oske_types::{Source, Text, Validity};

    #[test]
    fn rows_of_every_code_are_found() {
        let row = |number, validity: Validity| {
            Municipality::new(
                MunicipalityCode::from_number(number).unwrap(),
                Text::bilingual("Kunta", "Kommun"),
                validity,
                Source::new("made up"),
            )
        };
        let rows = [
            row(1, Validity::ALWAYS),
            row(5, "../2020-01-01".parse().unwrap()),
            row(5, "2020-01-01/..".parse().unwrap()),
            row(999, Validity::ALWAYS),
        ];
        let index = CodeIndex::of(&rows);
        for number in 0..1000 {
            let Some(code) = MunicipalityCode::from_number(number) else {
                continue;
            };
            let of_code: Vec<_> = rows.iter().filter(|row| row.code() == code).collect();
            let found: Vec<_> = index.rows_of(&rows, code).iter().collect();
            assert_eq!(found, of_code, "{number}");
        }
        let none = MunicipalityCode::from_number(1).unwrap();
        assert!(CodeIndex::of(&[]).rows_of(&[], none).is_empty());
    }
}
