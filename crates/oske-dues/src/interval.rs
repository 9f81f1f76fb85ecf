//! [`Interval`]: a stretch of a measure's scale with open or closed ends.

use std::ops::{Bound, RangeBounds};

use oske_types::{ArithmeticError, Exact, Language, date_in};

use crate::day;

/// A point of the scale between two values: just before a value, or just after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Cut {
    Lowest,
    At {
        value: Exact,
        /// Whether the value itself lies before the cut.
        after: bool,
    },
    Highest,
}

impl Cut {
    pub(crate) fn before(value: Exact) -> Self {
        Self::At {
            value,
            after: false,
        }
    }

    pub(crate) fn after(value: Exact) -> Self {
        Self::At { value, after: true }
    }

    /// Whether a value lies behind the cut.
    pub(crate) fn precedes(self, value: Exact) -> bool {
        self <= Self::before(value)
    }

    /// The cut between the same two points of a grid of whole multiples of `step`, always written as
    /// just before the upper one; unchanged where that does not fit.
    fn on_grid(self, step: Exact) -> Self {
        let Self::At { value, after } = self else {
            return self;
        };
        let next = value.checked_div(step).ok().and_then(|steps| {
            let whole = if after {
                steps.floor().checked_add(1)?
            } else {
                steps.ceil()
            };
            Exact::try_from(whole).ok()?.checked_mul(step).ok()
        });
        next.map_or(self, Self::before)
    }
}

/// A stretch between two cuts, never empty: the values of a measure of which a finding or a difference speaks, as
/// [`RangeBounds`] tells its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    // INVARIANT: `from < to`.
    pub(crate) from: Cut,
    pub(crate) to: Cut,
}

impl RangeBounds<Exact> for Interval {
    fn start_bound(&self) -> Bound<&Exact> {
        match &self.from {
            Cut::At { value, after: true } => Bound::Excluded(value),
            Cut::At {
                value,
                after: false,
            } => Bound::Included(value),
            Cut::Lowest | Cut::Highest => Bound::Unbounded,
        }
    }

    fn end_bound(&self) -> Bound<&Exact> {
        match &self.to {
            Cut::At { value, after: true } => Bound::Included(value),
            Cut::At {
                value,
                after: false,
            } => Bound::Excluded(value),
            Cut::Lowest | Cut::Highest => Bound::Unbounded,
        }
    }
}

impl Interval {
    /// The whole scale.
    pub(crate) const EVERYTHING: Self = Self {
        from: Cut::Lowest,
        to: Cut::Highest,
    };

    pub(crate) fn new(from: Cut, to: Cut) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    pub(crate) fn of_bounds(lower: Option<Lower>, upper: Option<Upper>) -> Option<Self> {
        let from = match lower {
            None => Cut::Lowest,
            Some(Lower::From(value)) => Cut::before(value),
            Some(Lower::Over(value)) => Cut::after(value),
        };
        let to = match upper {
            None => Cut::Highest,
            Some(Upper::To(value)) => Cut::after(value),
            Some(Upper::Under(value)) => Cut::before(value),
        };
        Self::new(from, to)
    }

    /// The points of a grid that lie in it; `None` if there is none.
    pub(crate) fn on_grid(self, step: Exact) -> Option<Self> {
        Self::new(self.from.on_grid(step), self.to.on_grid(step))
    }

    pub(crate) fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// How long it is; an overflow if it has no end, or the length does not fit.
    pub(crate) fn length(self) -> Result<Exact, ArithmeticError> {
        match self.lower().zip(self.upper()) {
            Some(((low, _), (high, _))) => high.checked_sub(low),
            None => Err(ArithmeticError::Overflow),
        }
    }

    /// Whether a value lies in it.
    #[must_use]
    pub fn contains(self, value: Exact) -> bool {
        self.from.precedes(value) && !self.to.precedes(value)
    }

    /// The least value with whether it is itself inside; `None` if there is no least.
    #[must_use]
    pub fn lower(self) -> Option<(Exact, bool)> {
        match self.from {
            Cut::At { value, after } => Some((value, !after)),
            Cut::Lowest | Cut::Highest => None,
        }
    }

    /// The greatest value with whether it is itself inside; `None` if there is no greatest.
    #[must_use]
    pub fn upper(self) -> Option<(Exact, bool)> {
        match self.to {
            Cut::At { value, after } => Some((value, after)),
            Cut::Lowest | Cut::Highest => None,
        }
    }

    /// The same values with both ends inside, where they are whole multiples of `step`; unchanged where there is none.
    #[must_use]
    pub fn closed_on_grid(self, step: Exact) -> Self {
        let last = match self.to.on_grid(step) {
            Cut::At {
                value,
                after: false,
            } => value.checked_sub(step).ok(),
            _ => None,
        };
        let to = last.map_or(self.to, Cut::after);
        Self::new(self.from.on_grid(step), to).unwrap_or(self)
    }

    /// Without the end that is the greatest value of a scale; one value alone keeps it.
    #[must_use]
    pub(crate) fn open_at_greatest_of(self, scale: Self) -> Self {
        let ends = self.upper().map(|(value, _)| value);
        let is_one = ends == self.lower().map(|(value, _)| value);
        if is_one || ends != scale.upper().map(|(value, _)| value) {
            return self;
        }
        Self {
            from: self.from,
            to: Cut::Highest,
        }
    }

    /// A value in it: its lower end if that is inside, else its upper end, else one between.
    #[must_use]
    pub fn witness(self) -> Option<Exact> {
        match (self.lower(), self.upper()) {
            (Some((value, true)), _) | (_, Some((value, true))) => Some(value),
            (Some((low, _)), Some((high, _))) => {
                let sum = low.checked_add(high).ok()?;
                sum.checked_div(Exact::from(2)).ok()
            }
            (Some((low, _)), None) => low.checked_add(Exact::ONE).ok(),
            (None, Some((high, _))) => high.checked_sub(Exact::ONE).ok(),
            (None, None) => Some(Exact::ZERO),
        }
    }

    /// How far a value lies from it: zero inside, else the distance to the nearer end; `None` if the
    /// distance does not fit.
    #[must_use]
    pub fn distance_to(self, value: Exact) -> Option<Exact> {
        if self.contains(value) {
            return Some(Exact::ZERO);
        }
        let ends = [self.lower(), self.upper()].into_iter().flatten();
        ends.filter_map(|(end, _)| value.checked_sub(end).ok().map(Exact::abs))
            .min()
    }

    /// In words: "exactly 5,000", "5,001 or more", "from 4,401 to 4,999".
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let number = |value: Exact| value.in_language(language);
        let lower = self.lower().map(|(value, inside)| {
            let value = number(value);
            match (language, inside) {
                (Language::Finnish, true) => format!("vähintään {value}"),
                (Language::Finnish, false) => format!("yli {value}"),
                (Language::Swedish, true) => format!("minst {value}"),
                (Language::Swedish, false) => format!("över {value}"),
                (_, true) => format!("{value} or more"),
                (_, false) => format!("more than {value}"),
            }
        });
        let upper = self.upper().map(|(value, inside)| {
            let value = number(value);
            match (language, inside) {
                (Language::Finnish, true) => format!("enintään {value}"),
                (Language::Finnish, false) => format!("alle {value}"),
                (Language::Swedish, true) => format!("högst {value}"),
                (Language::Swedish, false) => format!("under {value}"),
                (_, true) => format!("at most {value}"),
                (_, false) => format!("less than {value}"),
            }
        });
        match (self.lower(), self.upper()) {
            (Some((low, true)), Some((high, true))) if low == high => {
                let exactly = language.pick("tasan", "exakt", "exactly");
                format!("{exactly} {}", number(low))
            }
            (Some((low, true)), Some((high, true))) => {
                format!("{}–{}", number(low), number(high))
            }
            _ => {
                let any = language.pick("mikä tahansa", "vilket som helst", "any value");
                between(lower, upper, any, language)
            }
        }
    }
}

impl Interval {
    /// Of dates, in words: "29 February 2024", "16 August 2005–31 August 2005", "before 1 July 2024".
    pub(crate) fn dates_in(self, language: Language) -> String {
        let date = |value: Exact| match day::date_of(value) {
            Some(date) => date_in(language, date),
            None => value.in_language(language),
        };
        let lower = self.lower().map(|(value, inside)| {
            let value = date(value);
            match (language, inside) {
                (Language::Finnish, true) => format!("aikaisintaan {value}"),
                (Language::Finnish, false) => format!("{value} jälkeen"),
                (Language::Swedish, true) => format!("tidigast {value}"),
                (Language::Swedish, false) => format!("efter {value}"),
                (_, true) => format!("{value} or later"),
                (_, false) => format!("after {value}"),
            }
        });
        let upper = self.upper().map(|(value, inside)| {
            let value = date(value);
            match (language, inside) {
                (Language::Finnish, true) => format!("viimeistään {value}"),
                (Language::Finnish, false) => format!("ennen päivää {value}"),
                (Language::Swedish, true) => format!("senast {value}"),
                (Language::Swedish, false) => format!("före {value}"),
                (_, true) => format!("{value} or earlier"),
                (_, false) => format!("before {value}"),
            }
        });
        match (self.lower(), self.upper()) {
            (Some((first, true)), Some((last, true))) if first == last => date(first),
            (Some((first, true)), Some((last, true))) => format!("{}–{}", date(first), date(last)),
            _ => {
                let any = language.pick("mikä päivä tahansa", "vilken dag som helst", "any day");
                between(lower, upper, any, language)
            }
        }
    }
}

/// Both bounds, the one that there is, or the words for no bound.
fn between(lower: Option<String>, upper: Option<String>, any: &str, language: Language) -> String {
    match (lower, upper) {
        (Some(lower), Some(upper)) => {
            let and = language.pick("ja", "och", "and");
            format!("{lower} {and} {upper}")
        }
        (Some(bound), None) | (None, Some(bound)) => bound,
        (None, None) => any.to_owned(),
    }
}

/// The lower bound of a row in the words of the tariff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lower {
    /// This and more.
    From(Exact),
    /// More than this.
    Over(Exact),
}

impl Lower {
    pub(crate) fn of(value: Exact, inside: bool) -> Self {
        if inside {
            Self::From(value)
        } else {
            Self::Over(value)
        }
    }
}

/// The upper bound of a row in the words of the tariff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Upper {
    /// Up to and with this.
    To(Exact),
    /// Less than this.
    Under(Exact),
}

impl Upper {
    pub(crate) fn of(value: Exact, inside: bool) -> Self {
        if inside {
            Self::To(value)
        } else {
            Self::Under(value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(lower: Option<Lower>, upper: Option<Upper>) -> Interval {
        Interval::of_bounds(lower, upper).unwrap()
    }

    #[test]
    fn a_grid_closes_harmless_gaps_and_keeps_real_ones() {
        let under = interval(None, Some(Upper::Under(Exact::from(5000))));
        let to = interval(None, Some(Upper::To(Exact::from(4999))));
        let step = Exact::ONE;
        assert_eq!(under.on_grid(step), to.on_grid(step));
        let over = interval(Some(Lower::Over(Exact::from(5000))), None);
        let between = Interval::new(
            under.on_grid(step).unwrap().to,
            over.on_grid(step).unwrap().from,
        );
        let gap = between.unwrap().closed_on_grid(step);
        assert_eq!(gap.in_language(Language::English), "exactly 5,000");
        assert_eq!(gap.witness(), Some(Exact::from(5000)));
    }

    #[test]
    fn a_row_without_points_is_no_interval() {
        let from = Some(Lower::From(Exact::from(5)));
        assert!(Interval::of_bounds(from, Some(Upper::Under(Exact::from(5)))).is_none());
        let open = Interval::of_bounds(
            Some(Lower::Over(Exact::from(4))),
            Some(Upper::Under(Exact::from(5))),
        );
        assert!(open.unwrap().on_grid(Exact::ONE).is_none());
    }
}
