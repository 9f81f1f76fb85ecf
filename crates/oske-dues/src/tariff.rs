//! [`Tariff`]: what a policy asks of whom, told as a table and as curves.

use oske_types::{Currency, Exact, Language};

use crate::assessment::{Label, Reason};
use crate::compare::{self, Line, Side};
use crate::interval::Interval;
use crate::payers::Payers;
use crate::year::PolicyYear;

/// What a policy asks of whom in a dues year (*maksutaulukko*, *avgiftstabell*): sets of payers that share
/// nobody, each with its amount in plain words, and the curves of those whose dues go along one measure.
///
/// It is read from the normal form, so that it says what the rules come to and not how they are written.
/// Amounts are those before rounding.
///
/// ```
/// use oske_dues::Policy;
/// use oske_types::Language;
///
/// let policy = Policy::from_toml("example.toml", r#"
///     format = "oske-policy"
///     version = 1
///     id = "example"
///     title = { en = "An example" }
///     status = "proposed"
///     currency = "EUR"
///     dues_years = { from = "2024" }
///     rounding = "half-up to 0.01"
///     unit.inhabitant = { name = { en = "inhabitant" } }
///     fact.kind = { values = ["municipality", "association"] }
///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "700000" }
///
///     [[rule]]
///     id = "municipalities"
///     when = "kind = 'municipality'"
///     pays = "at_least(0.05 EUR/inhabitant * population, 110 EUR)"
///
///     [[rule]]
///     id = "associations"
///     when = "kind = 'association'"
///     pays = "110 EUR"
/// "#)?;
/// let tariff = policy.for_year("2024".parse()?)?.tariff();
/// let told: Vec<String> = tariff.rows().iter().map(|row| {
///     let payers = row.payers().in_language(Language::English);
///     format!("{payers}: {}", row.in_language(Language::English))
/// }).collect();
/// assert_eq!(told, [
///     "municipality; population is 0–2,199: €110.00",
///     "municipality; population is 2,200 or more: €0.05 × population",
///     "association: €110.00",
/// ]);
///
/// // The curve of the municipalities has the two pieces.
/// assert_eq!(tariff.curves().len(), 1);
/// assert_eq!(tariff.curves()[0].pieces().len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tariff {
    pub(crate) rows: Vec<TariffRow>,
    pub(crate) curves: Vec<TariffCurve>,
    pub(crate) is_complete: bool,
}

impl Tariff {
    /// The sets of payers: those with an amount first, in the order of the declared choices and measures,
    /// then those whose amount is open, at last those without dues.
    #[must_use]
    pub fn rows(&self) -> &[TariffRow] {
        &self.rows
    }

    /// What is asked along a measure of those whose dues depend on no other.
    #[must_use]
    pub fn curves(&self) -> &[TariffCurve] {
        &self.curves
    }

    /// Whether everybody is in one of the [`rows`](Self::rows); not so where there are too many cases, or
    /// where borders rest on what is not piecewise linear.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }
}

/// A set of payers with what is asked of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TariffRow {
    pub(crate) payers: Payers,
    pub(crate) asks: Side,
    pub(crate) reason: Option<Reason>,
}

impl TariffRow {
    /// What they have in common.
    #[must_use]
    pub fn payers(&self) -> &Payers {
        &self.payers
    }

    /// What is asked of them, before rounding.
    #[must_use]
    pub fn asks(&self) -> &Side {
        &self.asks
    }

    /// Why there is no one amount, for one of them.
    #[must_use]
    pub fn reason(&self) -> Option<&Reason> {
        self.reason.as_ref()
    }

    /// What is asked, in words: "€0.05 × population", "the rate per inhabitant of a county is not known".
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match (&self.asks, &self.reason) {
            (Side::Undetermined | Side::NoResult, Some(reason)) => reason.in_language(language),
            (asks, _) => asks.in_language(language),
        }
    }
}

/// What is asked along one measure, with every breakpoint: the data of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TariffCurve {
    pub(crate) payers: Payers,
    pub(crate) measure: Label,
    pub(crate) is_date: bool,
    pub(crate) step: Option<Exact>,
    pub(crate) greatest: Option<Exact>,
    pub(crate) currency: Currency,
    pub(crate) pieces: Vec<TariffPiece>,
}

impl TariffCurve {
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

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The pieces in ascending order of the measure; between them there is no one amount.
    #[must_use]
    pub fn pieces(&self) -> &[TariffPiece] {
        &self.pieces
    }
}

/// A stretch of a measure on which the amount goes straight on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TariffPiece {
    pub(crate) interval: Interval,
    pub(crate) line: Line,
}

impl TariffPiece {
    /// The stretch, with both ends inside where the measure has steps.
    #[must_use]
    pub fn interval(self) -> Interval {
        self.interval
    }

    /// The amount along it.
    #[must_use]
    pub fn line(self) -> Line {
        self.line
    }
}

impl PolicyYear<'_> {
    /// What the policy asks of whom.
    #[must_use]
    pub fn tariff(&self) -> Tariff {
        compare::tariff(self)
    }
}
