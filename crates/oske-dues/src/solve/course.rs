//! [`Course`]: how a number moves along the unknown, on a stretch of it.

use oske_types::{ArithmeticError, Exact};

use crate::interval::Interval;

/// How a number moves along the unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// `constant + slope × unknown`; a number that does not depend on it has no slope.
    Line { constant: Exact, slope: Exact },
    /// In one direction, on no straight line: what it is at a value is computed there.
    Curve {
        rises: bool,
        /// The least and the greatest value, where they are known.
        least: Option<Exact>,
        most: Option<Exact>,
    },
}

/// Which way a number goes where the unknown becomes larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Level,
    Up,
    Down,
}

impl Direction {
    fn of(rises: bool) -> Self {
        if rises { Self::Up } else { Self::Down }
    }

    /// That of two numbers together; `None` where they go against each other.
    pub(super) fn with(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Level, direction) | (direction, Self::Level) => Some(direction),
            (one, other) => (one == other).then_some(one),
        }
    }
}

/// Why two courses have no common one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoCourse {
    /// A number has no result, whatever the unknown is.
    Open,
    /// It may rise here and fall there.
    Turns,
    /// A number does not fit.
    Overflow,
}

/// What does not fit is so for every value of the unknown only where it does not depend on it.
fn fit(result: Result<Exact, ArithmeticError>) -> Result<Exact, NoCourse> {
    result.map_err(|_| NoCourse::Overflow)
}

impl Course {
    pub(super) fn constant(constant: Exact) -> Self {
        Self::Line {
            constant,
            slope: Exact::ZERO,
        }
    }

    /// The number, where it does not depend on the unknown.
    pub(super) fn as_constant(self) -> Option<Exact> {
        match self {
            Self::Line { constant, slope } if slope.is_zero() => Some(constant),
            _ => None,
        }
    }

    pub(super) fn direction(self) -> Direction {
        match self {
            Self::Line { slope, .. } if slope.is_zero() => Direction::Level,
            Self::Line { slope, .. } => Direction::of(slope.is_positive()),
            Self::Curve { rises, .. } => Direction::of(rises),
        }
    }

    /// The number at a value; `None` for a curve, or if it does not fit.
    pub(super) fn at(self, unknown: Exact) -> Option<Exact> {
        match self {
            Self::Line { constant, slope } => {
                let part = slope.checked_mul(unknown).ok()?;
                constant.checked_add(part).ok()
            }
            Self::Curve { .. } => None,
        }
    }

    /// The least and the greatest number on a stretch, where they are known.
    pub(super) fn range(self, stretch: Interval) -> (Option<Exact>, Option<Exact>) {
        match self {
            Self::Curve { least, most, .. } => (least, most),
            Self::Line { constant, slope } if slope.is_zero() => (Some(constant), Some(constant)),
            Self::Line { slope, .. } => {
                let end = |end: Option<(Exact, bool)>| self.at(end?.0);
                let (first, last) = (end(stretch.lower()), end(stretch.upper()));
                if slope.is_positive() {
                    (first, last)
                } else {
                    (last, first)
                }
            }
        }
    }

    pub(super) fn negated(self) -> Self {
        match self {
            Self::Line { constant, slope } => Self::Line {
                constant: constant.negated(),
                slope: slope.negated(),
            },
            Self::Curve { rises, least, most } => Self::Curve {
                rises: !rises,
                least: most.map(Exact::negated),
                most: least.map(Exact::negated),
            },
        }
    }

    pub(super) fn plus(self, other: Self, stretch: Interval) -> Result<Self, NoCourse> {
        if let (
            Self::Line { constant, slope },
            Self::Line {
                constant: other_constant,
                slope: other_slope,
            },
        ) = (self, other)
        {
            return Ok(Self::Line {
                constant: fit(constant.checked_add(other_constant))?,
                slope: fit(slope.checked_add(other_slope))?,
            });
        }
        let ((low, high), (other_low, other_high)) = (self.range(stretch), other.range(stretch));
        self.curve_with(other, |rises| Self::Curve {
            rises,
            least: both(low, other_low, Exact::checked_add),
            most: both(high, other_high, Exact::checked_add),
        })
    }

    /// So many times.
    pub(super) fn times(self, by: Exact) -> Result<Self, NoCourse> {
        if by.is_zero() {
            return Ok(Self::constant(Exact::ZERO));
        }
        if by.is_negative() {
            return self.negated().times(by.negated());
        }
        Ok(match self {
            Self::Line { constant, slope } => Self::Line {
                constant: fit(constant.checked_mul(by))?,
                slope: fit(slope.checked_mul(by))?,
            },
            Self::Curve { rises, least, most } => {
                let times = |end: Option<Exact>| end?.checked_mul(by).ok();
                Self::Curve {
                    rises,
                    least: times(least),
                    most: times(most),
                }
            }
        })
    }

    /// The product with another, both nowhere below zero.
    pub(super) fn product(self, other: Self, stretch: Interval) -> Result<Self, NoCourse> {
        let ((low, high), (other_low, other_high)) = (self.range(stretch), other.range(stretch));
        self.curve_with(other, |rises| Self::Curve {
            rises,
            least: both(low, other_low, Exact::checked_mul).or(Some(Exact::ZERO)),
            most: both(high, other_high, Exact::checked_mul),
        })
    }

    /// One divided by it, which is nowhere zero or below.
    pub(super) fn inverse(self, stretch: Interval) -> Self {
        let (least, most) = self.range(stretch);
        let inverse = |end: Option<Exact>| Exact::ONE.checked_div(end?).ok();
        Self::Curve {
            rises: self.direction() == Direction::Down,
            least: inverse(most).or(Some(Exact::ZERO)),
            most: inverse(least),
        }
    }

    /// The quotient of two lines where the lower one is nowhere zero: it never turns. `None` if either
    /// is no line.
    pub(super) fn ratio(self, below: Self, stretch: Interval) -> Option<Result<Self, NoCourse>> {
        let (
            Self::Line { constant, slope },
            Self::Line {
                constant: below_constant,
                slope: below_slope,
            },
        ) = (self, below)
        else {
            return None;
        };
        // The sign of the derivative: slope × below − below_slope × above, at zero.
        let turn = slope.checked_mul(below_constant).and_then(|forward| {
            let back = below_slope.checked_mul(constant)?;
            forward.checked_sub(back)
        });
        let end = |end: Option<(Exact, bool)>| {
            let (unknown, _) = end?;
            self.at(unknown)?.checked_div(below.at(unknown)?).ok()
        };
        let ends = (end(stretch.lower()), end(stretch.upper()));
        Some(fit(turn).map(|turn| {
            if turn.is_zero() {
                let ratio = constant.checked_div(below_constant);
                let ratio = ratio.or_else(|_| slope.checked_div(below_slope));
                return Self::constant(ratio.unwrap_or(Exact::ZERO));
            }
            let (least, most) = if turn.is_positive() {
                ends
            } else {
                (ends.1, ends.0)
            };
            Self::Curve {
                rises: turn.is_positive(),
                least,
                most,
            }
        }))
    }

    /// What a function makes of it that never falls.
    pub(super) fn through(
        self,
        function: impl Fn(Exact) -> Result<Exact, ArithmeticError>,
        stretch: Interval,
    ) -> Result<Self, NoCourse> {
        if let Some(constant) = self.as_constant() {
            let value = function(constant).map_err(|_| NoCourse::Open)?;
            return Ok(Self::constant(value));
        }
        let (least, most) = self.range(stretch);
        let (least, most) = (
            least.and_then(|end| function(end).ok()),
            most.and_then(|end| function(end).ok()),
        );
        Ok(match (least, most) {
            (Some(least), Some(most)) if least == most => Self::constant(least),
            _ => Self::Curve {
                rises: self.direction() == Direction::Up,
                least,
                most,
            },
        })
    }

    /// The larger or the smaller of two of which at least one is a curve.
    pub(super) fn extreme(
        self,
        other: Self,
        largest: bool,
        stretch: Interval,
    ) -> Result<Self, NoCourse> {
        let ((low, high), (other_low, other_high)) = (self.range(stretch), other.range(stretch));
        // One that lies wholly on one side of the other is it, whatever the directions.
        let apart = |high: Option<Exact>, low: Option<Exact>| {
            high.zip(low).is_some_and(|(high, low)| high <= low)
        };
        if apart(high, other_low) {
            return Ok(if largest { other } else { self });
        }
        if apart(other_high, low) {
            return Ok(if largest { self } else { other });
        }
        // Of two bounds that both hold the tighter one; of the other two the one that is known of both.
        let either = |one: Option<Exact>, other: Option<Exact>| match (one, other) {
            (Some(one), Some(other)) if largest => Some(one.max(other)),
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let pair = |one: Option<Exact>, other: Option<Exact>| {
            let (one, other) = one.zip(other)?;
            Some(if largest {
                one.max(other)
            } else {
                one.min(other)
            })
        };
        self.curve_with(other, |rises| Self::Curve {
            rises,
            least: if largest {
                either(low, other_low)
            } else {
                pair(low, other_low)
            },
            most: if largest {
                pair(high, other_high)
            } else {
                either(high, other_high)
            },
        })
    }

    /// A curve of two courses that do not go against each other.
    fn curve_with(self, other: Self, curve: impl FnOnce(bool) -> Self) -> Result<Self, NoCourse> {
        let direction = self.direction().with(other.direction());
        match direction.ok_or(NoCourse::Turns)? {
            Direction::Level => Ok(curve(true)),
            direction => Ok(curve(direction == Direction::Up)),
        }
    }
}

fn both(
    one: Option<Exact>,
    other: Option<Exact>,
    operation: fn(Exact, Exact) -> Result<Exact, ArithmeticError>,
) -> Option<Exact> {
    let (one, other) = one.zip(other)?;
    operation(one, other).ok()
}
