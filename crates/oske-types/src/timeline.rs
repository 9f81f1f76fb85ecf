//! [`Timeline`]: a value for each day of a period.

use chrono::NaiveDate;

use crate::Validity;

/// Values that follow one another without gaps or overlaps (*aikajana*, *tidslinje*).
///
/// It covers one [`Validity`] and has exactly one value on each of its days: names of a municipality,
/// versions of a rate. It cannot be made otherwise. Something that does not exist for a while is a
/// `Timeline<Option<T>>`.
///
/// ```
/// use chrono::NaiveDate;
/// use oske_types::{RegionCode, Timeline};
///
/// // Heinävesi moved from South Savo (10) to North Karelia (12) at the turn of 2021.
/// let region: Timeline<RegionCode> = Timeline::try_new([
///     ("../2021-01-01".parse()?, "10".parse()?),
///     ("2021-01-01/..".parse()?, "12".parse()?),
/// ])?;
/// let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
/// let at = |date: Option<NaiveDate>| date.and_then(|date| region.at(date)).map(ToString::to_string);
/// assert_eq!(at(day(2020, 12, 31)).as_deref(), Some("10"));
/// assert_eq!(at(day(2021, 1, 1)).as_deref(), Some("12"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Timeline<T> {
    // INVARIANT: never empty, in order of time, each period ending where the next begins.
    entries: Vec<(Validity, T)>,
}

impl<T> Timeline<T> {
    /// One value for ever.
    #[must_use]
    pub fn constant(value: T) -> Self {
        Self {
            entries: vec![(Validity::ALWAYS, value)],
        }
    }

    /// Of dated values, in any order.
    ///
    /// # Errors
    ///
    /// [`TimelineError`] if there is none, or if two of them leave days out or share days.
    pub fn try_new(
        entries: impl IntoIterator<Item = (Validity, T)>,
    ) -> Result<Self, TimelineError> {
        let mut entries: Vec<_> = entries.into_iter().collect();
        // An open beginning is before every date.
        entries.sort_by_key(|(validity, _)| validity.from());
        if entries.is_empty() {
            return Err(TimelineError::Empty);
        }
        for pair in entries.windows(2) {
            let [(earlier, _), (later, _)] = pair else {
                continue;
            };
            if let Some(shared) = earlier.intersection(*later) {
                return Err(TimelineError::Overlap(shared));
            }
            if earlier.until_exclusive() != later.from() {
                let missing = Validity::new(earlier.until_exclusive(), later.from());
                return Err(TimelineError::Gap(missing.unwrap_or(Validity::ALWAYS)));
            }
        }
        Ok(Self { entries })
    }

    /// The value on a day, or `None` outside the period that is covered.
    #[must_use]
    pub fn at(&self, date: NaiveDate) -> Option<&T> {
        self.entry_at(date).map(|(_, value)| value)
    }

    /// The value on a day with the period in which it holds.
    #[must_use]
    pub fn entry_at(&self, date: NaiveDate) -> Option<(Validity, &T)> {
        let after = self
            .entries
            .partition_point(|(validity, _)| validity.from().is_none_or(|from| from <= date));
        let (validity, value) = self.entries.get(after.checked_sub(1)?)?;
        validity.contains(date).then_some((*validity, value))
    }

    /// The values with their periods, in order of time.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Validity, &T)> + ExactSizeIterator {
        self.entries
            .iter()
            .map(|(validity, value)| (*validity, value))
    }

    /// The whole period that is covered.
    #[must_use]
    pub fn validity(&self) -> Validity {
        let from = self.entries.first().and_then(|(first, _)| first.from());
        let until = self
            .entries
            .last()
            .and_then(|(last, _)| last.until_exclusive());
        Validity::new(from, until).unwrap_or(Validity::ALWAYS)
    }
}

/// Dated values that are no timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimelineError {
    /// There is no value at all.
    #[error("no value: expected at least one period with a value")]
    Empty,
    /// Days between two values that no value covers.
    #[error("no value for {0}: expected each period to begin where the one before it ends")]
    Gap(Validity),
    /// Days that two values cover.
    #[error("two values for {0}: expected each period to begin where the one before it ends")]
    Overlap(Validity),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline(periods: &[&str]) -> Result<Timeline<usize>, TimelineError> {
        let entries = periods.iter().enumerate();
        Timeline::try_new(entries.map(|(index, text)| (text.parse().unwrap(), index)))
    }

    #[test]
    fn gaps_and_overlaps_are_named() {
        assert_eq!(timeline(&[]), Err(TimelineError::Empty));
        assert_eq!(
            timeline(&["2022-01-01/..", "../2021-01-01"]),
            Err(TimelineError::Gap("2021-01-01/2022-01-01".parse().unwrap())),
        );
        assert_eq!(
            timeline(&["../2022-01-01", "2021-01-01/.."]),
            Err(TimelineError::Overlap(
                "2021-01-01/2022-01-01".parse().unwrap()
            )),
        );
        assert_eq!(
            timeline(&["../..", "../.."]),
            Err(TimelineError::Overlap(Validity::ALWAYS)),
        );
    }

    #[test]
    fn a_timeline_has_one_value_a_day_and_none_outside() {
        let timeline = timeline(&["2021-01-01/2022-01-01", "2020-01-01/2021-01-01"]).unwrap();
        let at = |text: &str| timeline.at(text.parse().unwrap()).copied();
        assert_eq!(at("2019-12-31"), None);
        assert_eq!(at("2020-12-31"), Some(1));
        assert_eq!(at("2021-01-01"), Some(0));
        assert_eq!(at("2022-01-01"), None);
        assert_eq!(timeline.validity().to_string(), "2020-01-01/2022-01-01");
    }
}
