//! [`Told`]: what the sources say of one number.

use oske_types::{Figure, Precision, Source};

/// A number of things as one source gives it (*lähteen luku*, *källans uppgift*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    figure: Figure,
    source: Source,
    at: Option<Box<str>>,
    is_counted: bool,
}

impl Statement {
    /// What a source says.
    #[must_use]
    pub const fn new(figure: Figure, source: Source) -> Self {
        Self {
            figure,
            source,
            at: None,
            is_counted: false,
        }
    }

    /// With the place in the source: the heading, the page.
    #[must_use]
    pub fn at(mut self, place: impl Into<Box<str>>) -> Self {
        self.at = Some(place.into());
        self
    }

    /// As a number that the source does not give: it was counted from the names in it (*laskettu nimistä*,
    /// *räknad ur namnen*).
    ///
    /// ```
    /// use oske_domain::{Statement, Told};
    /// use oske_types::{Figure, Source};
    ///
    /// // "South Savo, Kainuu and North Karelia received funding."
    /// let regions = Statement::new(Figure::exactly(3), Source::new("Annual report 2016")).counted_from_names();
    /// assert!(Told::by(regions).is_counted_from_names());
    /// ```
    #[must_use]
    pub const fn counted_from_names(mut self) -> Self {
        self.is_counted = true;
        self
    }

    /// The number, with its "over" or "about".
    #[must_use]
    pub const fn figure(&self) -> Figure {
        self.figure
    }

    /// Who says so.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }

    /// The place in the source.
    #[must_use]
    pub fn place_in_source(&self) -> Option<&str> {
        self.at.as_deref()
    }

    /// Whether the source gives names alone, and the number was counted from them.
    #[must_use]
    pub const fn is_counted_from_names(&self) -> bool {
        self.is_counted
    }
}

/// What the sources say of one number: nothing, one thing, or several that may contradict each other.
///
/// ```
/// use oske_domain::{Known, Statement, Told};
/// use oske_types::{Figure, Source};
///
/// let members = Told::by(Statement::new(Figure::over(70), Source::new("Annual report 2016")));
/// assert_eq!(members.known(), Known::Agreed(Figure::over(70)));
///
/// // 71 is over 70: the sources agree, and one of them is more exact.
/// let members = members.and(Statement::new(Figure::exactly(71), Source::new("Register")));
/// assert_eq!(members.known(), Known::Agreed(Figure::exactly(71)));
///
/// // 69 is not: both stand.
/// let members = members.and(Statement::new(Figure::exactly(69), Source::new("Newspaper")));
/// assert_eq!(members.known(), Known::Contradictory);
/// assert_eq!(Told::nowhere().known(), Known::Missing);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    statements: Vec<Statement>,
}

/// What is known of a number from all that is [`Told`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds up or prints figures must decide on each"
)]
pub enum Known {
    /// No source gives it.
    Missing,
    /// The sources that give it agree.
    Agreed(Figure),
    /// They do not.
    Contradictory,
}

impl Told {
    /// By nobody: the figure is missing.
    #[must_use]
    pub const fn nowhere() -> Self {
        Self {
            statements: Vec::new(),
        }
    }

    /// By one source.
    #[must_use]
    pub fn by(statement: Statement) -> Self {
        Self {
            statements: vec![statement],
        }
    }

    /// By one more.
    #[must_use]
    pub fn and(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }

    /// What each source says.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// What is known from all of them. Sources agree where one is exact or about a number, and all others
    /// say the same or are over a smaller number; of several that say "over", the largest is known.
    #[must_use]
    pub fn known(&self) -> Known {
        let figures = || self.statements.iter().map(Statement::figure);
        let over = figures()
            .filter(|figure| figure.precision() == Precision::Over)
            .max_by_key(|figure| figure.number());
        let mut others = figures().filter(|figure| figure.precision() != Precision::Over);
        let exact = figures().find(|figure| figure.precision() == Precision::Exactly);
        let Some(best) = exact.or_else(|| others.clone().next()) else {
            return over.map_or(Known::Missing, Known::Agreed);
        };
        let agree = others.all(|figure| figure.number() == best.number())
            && over.is_none_or(|over| over.number() < best.number());
        if agree {
            Known::Agreed(best)
        } else {
            Known::Contradictory
        }
    }

    /// The figure that the sources agree on.
    #[must_use]
    pub fn agreed(&self) -> Option<Figure> {
        match self.known() {
            Known::Agreed(figure) => Some(figure),
            Known::Missing | Known::Contradictory => None,
        }
    }

    /// Whether no source gives the number, but it was counted from the names in some.
    #[must_use]
    pub fn is_counted_from_names(&self) -> bool {
        !self.is_missing() && self.statements.iter().all(|one| one.is_counted)
    }

    /// Whether no source gives it.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.statements.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(figures: &[&str]) -> Told {
        let statements = figures
            .iter()
            .map(|text| Statement::new(text.parse().unwrap(), Source::new(*text)));
        statements.fold(Told::nowhere(), Told::and)
    }

    #[test]
    fn sources_agree_or_both_stand() {
        for (figures, known) in [
            (&["71", "71"][..], Some("71")),
            (&["over 70", "over 60"], Some("over 70")),
            (&["about 40", "40"], Some("40")),
            (&["about 40", "about 40", "over 30"], Some("about 40")),
            (&["over 70", "about 80", "80"], Some("80")),
            (&["71", "72"], None),
            (&["about 40", "about 50"], None),
            (&["about 40", "41"], None),
            (&["over 71", "71"], None),
        ] {
            let mut reversed = figures.to_vec();
            reversed.reverse();
            for figures in [figures.to_vec(), reversed] {
                let told = told(&figures);
                let expected = known.map_or(Known::Contradictory, |text| {
                    Known::Agreed(text.parse().unwrap())
                });
                assert_eq!(told.known(), expected, "{figures:?}");
            }
        }
    }
}
