//! Two policies compared exactly: where the amount rises, falls or stays, by how much, and where it
//! breaks even.
//!
//! A [`Comparison`] goes through the normal forms of both policies, set of payers by set of payers:
//! nothing is sampled. What is owed is compared before rounding, and differences under one rounding step
//! are a class of their own; each set is shown by payers that are assessed under both, with rounding.
//!
//! ```
//! use oske_dues::Policy;
//! use oske_dues::compare::{Change, Comparison};
//! use oske_types::Language;
//!
//! let policy = |pays: &str| Policy::from_toml("example.toml", &format!(r#"
//!     format = "oske-policy"
//!     version = 1
//!     id = "example"
//!     title = {{ en = "An example" }}
//!     status = "proposed"
//!     currency = "EUR"
//!     dues_years = {{ from = "2024" }}
//!     rounding = "half-up to 0.01"
//!     unit.inhabitant = {{ name = {{ en = "inhabitant" }} }}
//!     fact.population = {{ unit = "inhabitant", step = "1", least = "0", most = "700000" }}
//!
//!     [[rule]]
//!     id = "everyone"
//!     pays = "{pays}"
//! "#));
//! let (flat, by_population) = (policy("550 EUR")?, policy("0.0625 EUR/inhabitant * population")?);
//! let year = "2024".parse()?;
//! let comparison = Comparison::of(&flat.for_year(year)?, &by_population.for_year(year)?)?;
//!
//! let changes = comparison.differences().iter().map(|difference| difference.change());
//! assert!(changes.eq([Change::Falls, Change::Rises, Change::Same]));
//! let falls = &comparison.differences()[0];
//! assert_eq!(falls.groups()[0].payers().in_language(Language::English), "population is 0–8,799");
//! // 550 € are owed for exactly 8,800 inhabitants.
//! assert_eq!(comparison.break_even()[0].value().to_string(), "8800");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod find;
mod joint;
mod outline;
mod overlay;
mod said;
mod tell;
mod translate;
mod wire;
mod words;

use oske_types::{Currency, DuesYear, Exact};

pub use self::overlay::Overlay;

pub(crate) use self::outline::tariff;

use crate::assessment::{Label, Outcome};
use crate::explain::PolicyReference;
use crate::facts::Facts;
use crate::interval::Interval;
use crate::payers::Payers;
use crate::year::PolicyYear;

/// Two policies, each for a dues year, compared exactly (*vertailu*, *jämförelse*).
#[derive(Debug, Clone)]
pub struct Comparison {
    before: Compared,
    after: Compared,
    /// The coarsest rounding step of either.
    rounding_step: Exact,
    /// Whether there is no other.
    has_one_step: bool,
    /// Whether all amounts are in one currency.
    has_one_currency: bool,
    currency: Currency,
    differences: Vec<Difference>,
    break_even: Vec<BreakEven>,
    curves: Vec<Curve>,
    left_out: Vec<LeftOut>,
}

/// One of the two that are compared.
#[derive(Debug, Clone)]
struct Compared {
    policy: PolicyReference,
    year: DuesYear,
}

/// How dues change for a set of payers, from the first policy to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Change {
    /// Less is owed, by a rounding step or more.
    Falls,
    /// More is owed, by a rounding step or more.
    Rises,
    /// Dues are owed, in an amount that may not be known yet, where the first policy has none.
    BecomesCovered,
    /// The second policy has no dues where the first has, in an amount that may not be known.
    NoLongerCovered,
    /// Less is owed before rounding, by less than a rounding step.
    FallsUnderRounding,
    /// More is owed before rounding, by less than a rounding step.
    RisesUnderRounding,
    /// The same is owed before rounding, and it is rounded in another way.
    RoundedOtherwise,
    /// There are dues under both, in different currencies.
    OtherCurrency,
    /// It is not known how much is owed under one of them, or whether: a rate is unknown, readings
    /// differ, the arithmetic has no result.
    Open,
    /// It was not decided, because something is not piecewise linear.
    Undecided,
    /// Neither policy has an amount.
    NotCovered,
    /// The same is owed.
    Same,
}

impl Change {
    /// The word in documents: `falls`, `rises`, `becomes-covered`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Falls => "falls",
            Self::Rises => "rises",
            Self::BecomesCovered => "becomes-covered",
            Self::NoLongerCovered => "no-longer-covered",
            Self::FallsUnderRounding => "falls-under-rounding",
            Self::RisesUnderRounding => "rises-under-rounding",
            Self::RoundedOtherwise => "rounded-otherwise",
            Self::OtherCurrency => "other-currency",
            Self::Open => "open",
            Self::Undecided => "undecided",
            Self::NotCovered => "not-covered",
            Self::Same => "same",
        }
    }

    /// The change seen from the second policy.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Falls => Self::Rises,
            Self::Rises => Self::Falls,
            Self::BecomesCovered => Self::NoLongerCovered,
            Self::NoLongerCovered => Self::BecomesCovered,
            Self::FallsUnderRounding => Self::RisesUnderRounding,
            Self::RisesUnderRounding => Self::FallsUnderRounding,
            Self::RoundedOtherwise
            | Self::OtherCurrency
            | Self::Open
            | Self::Undecided
            | Self::NotCovered
            | Self::Same => self,
        }
    }
}

/// What one policy says of a set of payers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Side {
    /// A sum: so much, and so much for each unit of some measures.
    Owes {
        /// The part that is the same for all of them.
        fixed: Exact,
        /// The measures with the price of each unit; a price may be a fraction.
        rates: Vec<(Label, Exact)>,
        /// The currency.
        currency: Currency,
    },
    /// An amount that is not piecewise linear in the measures, or goes by dates.
    Computed {
        /// The currency.
        currency: Currency,
    },
    /// No rule or no row.
    NotCovered,
    /// The policy does not know one of the values that these payers have.
    NotDeclared,
    /// A rate or a row is not known, or the amount depends on the other payers of the round.
    Undetermined,
    /// Several amounts: the policy can be read in ways that differ for some of these payers.
    Ambiguous,
    /// The arithmetic has no result, or it was too much to be gone through.
    NoResult,
}

/// Payers for whom dues change in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    change: Change,
    before: Option<Side>,
    after: Option<Side>,
    groups: Vec<Group>,
}

impl Difference {
    /// How it changes.
    #[must_use]
    pub fn change(&self) -> Change {
        self.change
    }

    /// For whom: groups that share nobody.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// What the first policy says; `None` where it says different things that the second says too.
    #[must_use]
    pub fn before(&self) -> Option<&Side> {
        self.before.as_ref()
    }

    /// What the second policy says; `None` as with [`Difference::before`].
    #[must_use]
    pub fn after(&self) -> Option<&Side> {
        self.after.as_ref()
    }

    /// The least and the greatest difference in all its groups, as [`Group::range`].
    #[must_use]
    pub fn range(&self) -> (Option<Exact>, Option<Exact>) {
        let ends = self.groups.iter().map(Group::range);
        let (lows, highs): (Vec<_>, Vec<_>) = ends.unzip();
        let all = |ends: Vec<Option<Exact>>| ends.into_iter().collect::<Option<Vec<Exact>>>();
        let least = all(lows).and_then(|lows| lows.into_iter().min());
        let most = all(highs).and_then(|highs| highs.into_iter().max());
        (least, most)
    }
}

/// A set of payers for whom dues change in one way, with some who show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    payers: Payers,
    least: Option<Exact>,
    most: Option<Exact>,
    shown: Vec<Shown>,
}

impl Group {
    /// What they have in common.
    #[must_use]
    pub fn payers(&self) -> &Payers {
        &self.payers
    }

    /// The least and the greatest difference, second less first, before rounding. `None` where there is no
    /// end, where one of the two has no amount, or where only rounding differs. Where there are borders
    /// that follow no axis, every difference lies between them.
    #[must_use]
    pub fn range(&self) -> (Option<Exact>, Option<Exact>) {
        (self.least, self.most)
    }

    /// Some of them, assessed under both policies: those at the ends, where they differ by one measure.
    /// None where it is not certain that there is anybody between borders that follow no axis.
    #[must_use]
    pub fn shown(&self) -> &[Shown] {
        &self.shown
    }
}

/// A payer under both policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    payer: Facts,
    before: Outcome,
    after: Outcome,
}

impl Shown {
    /// What is known of the payer.
    #[must_use]
    pub fn payer(&self) -> &Facts {
        &self.payer
    }

    /// What it owes under the first policy, rounded.
    #[must_use]
    pub fn before(&self) -> &Outcome {
        &self.before
    }

    /// What it owes under the second policy, rounded.
    #[must_use]
    pub fn after(&self) -> &Outcome {
        &self.after
    }
}

/// Where two policies give the same amount before rounding, and on either side of it not. Points along
/// one measure are told, with the other measures as they are; of a border along several measures the
/// groups of the [differences](Comparison::differences) tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakEven {
    payers: Payers,
    measure: Label,
    value: Exact,
    is_date: bool,
}

impl BreakEven {
    /// For whom.
    #[must_use]
    pub fn payers(&self) -> &Payers {
        &self.payers
    }

    /// The measure along which it is one.
    #[must_use]
    pub fn measure(&self) -> &Label {
        &self.measure
    }

    /// The value, as an exact fraction: it need not be one that the measure can have. Of a date it is
    /// the number of its day, where 1 January of the year 1 is 1.
    #[must_use]
    pub fn value(&self) -> Exact {
        self.value
    }
}

/// What both policies ask for along one measure, for payers whose dues depend on nothing else: the data
/// of a chart, with every breakpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curve {
    payers: Payers,
    measure: Label,
    is_date: bool,
    step: Option<Exact>,
    greatest: Option<Exact>,
    currency: Currency,
    pieces: Vec<CurvePiece>,
}

impl Curve {
    /// For whom.
    #[must_use]
    pub fn payers(&self) -> &Payers {
        &self.payers
    }

    /// The measure along which it goes.
    #[must_use]
    pub fn measure(&self) -> &Label {
        &self.measure
    }

    /// Whether the measure is a date, in numbers of days where 1 January of the year 1 is 1.
    #[must_use]
    pub fn is_of_dates(&self) -> bool {
        self.is_date
    }

    /// The step of the measure, if it has one: only its whole multiples are values.
    #[must_use]
    pub fn step(&self) -> Option<Exact> {
        self.step
    }

    /// The greatest value that the measure may have, where one is declared: it ends no tariff.
    #[must_use]
    pub fn greatest(&self) -> Option<Exact> {
        self.greatest
    }

    /// The currency of both.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The pieces in ascending order of the measure.
    #[must_use]
    pub fn pieces(&self) -> &[CurvePiece] {
        &self.pieces
    }
}

/// A stretch of a measure on which both policies go straight on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurvePiece {
    interval: Interval,
    before: Option<Line>,
    after: Option<Line>,
}

impl CurvePiece {
    /// The stretch, with both ends inside where the measure has steps.
    #[must_use]
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// The first policy; `None` where it has no one amount.
    #[must_use]
    pub fn before(&self) -> Option<Line> {
        self.before
    }

    /// The second policy; `None` where it has no one amount.
    #[must_use]
    pub fn after(&self) -> Option<Line> {
        self.after
    }
}

/// An amount along a measure, before rounding: so much, and so much for each unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a straight line has a height and a slope and nothing else"
)]
pub struct Line {
    /// What is owed at zero.
    pub fixed: Exact,
    /// What each unit adds.
    pub rate: Exact,
}

/// What a comparison says nothing of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOut {
    /// Some cases, because there are too many.
    Size,
    /// Payers whose dues are not piecewise linear in what is known of them.
    NotLinear,
    /// Values of a measure that only one policy has, because the other counts it in coarser steps.
    BetweenSteps(Label),
    /// Lists with as many things, or with such things, as only one policy allows.
    InLists(Label),
    /// Payers of whom a fact is not given: the policies take that to mean different things.
    NotGiven(Label),
}

/// Why two policies cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the fact `{fact}` {reason}: expected facts of one name to be the same in both policies")]
pub struct NotComparable {
    fact: String,
    reason: &'static str,
}

impl NotComparable {
    fn new(fact: &str, reason: &'static str) -> Self {
        Self {
            fact: fact.to_owned(),
            reason,
        }
    }

    /// The name of the fact.
    #[must_use]
    pub fn fact(&self) -> &str {
        &self.fact
    }
}

impl Comparison {
    /// Compares what two policies say, each for a dues year: the same year, or the last under one and
    /// the first under the other. Facts of one name are the same fact.
    ///
    /// # Errors
    ///
    /// [`NotComparable`] where a fact has another unit, sort or range in one policy than in the other.
    pub fn of(before: &PolicyYear<'_>, after: &PolicyYear<'_>) -> Result<Self, NotComparable> {
        find::compare(before, after)
    }

    /// The sets of payers by how their dues change: first those that pay less, then those that pay more,
    /// at last those for whom nothing changes. Together they are everybody whom one of the policies knows,
    /// but those who are [left out](Self::left_out).
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// Where both policies give the same amount, by payers and value.
    #[must_use]
    pub fn break_even(&self) -> &[BreakEven] {
        &self.break_even
    }

    /// Both policies along a measure, for the payers whose dues depend on no other: the data of charts.
    #[must_use]
    pub fn curves(&self) -> &[Curve] {
        &self.curves
    }

    /// The policy that the other is compared with.
    #[must_use]
    pub fn before(&self) -> &PolicyReference {
        &self.before.policy
    }

    /// The dues year for which [`before`](Self::before) is taken.
    #[must_use]
    pub fn year_before(&self) -> DuesYear {
        self.before.year
    }

    /// The policy that is compared with it.
    #[must_use]
    pub fn after(&self) -> &PolicyReference {
        &self.after.policy
    }

    /// The dues year for which [`after`](Self::after) is taken.
    #[must_use]
    pub fn year_after(&self) -> DuesYear {
        self.after.year
    }

    /// The coarsest rounding step of either policy, in whatever currency. For payers whose dues are rounded to a finer one
    /// under both, differences are told by that.
    #[must_use]
    pub fn rounding_step(&self) -> Exact {
        self.rounding_step
    }

    /// What the comparison says nothing of.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Whether every payer whose facts are all given is in one of the [differences](Self::differences),
    /// and none of them is [undecided](Change::Undecided).
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let mut left_out = self.left_out.iter();
        left_out.all(|left_out| matches!(left_out, LeftOut::NotGiven(_)))
    }
}
