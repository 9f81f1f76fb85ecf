//! The state grant to the centres: [`NationalGrant`], [`UnitGrant`], [`CarriedActivity`].

use oske_types::{Money, Source};

use crate::OperatingUnitId;
use crate::centre::words;

words! {
    /// How far an amount of the state budget had come, the earliest first.
    pub enum GrantStage, "the stage of a grant",
        "expected draft, proposal, budget, granted or final_accounts" {
        /// A draft of a ministry (*luonnos*, *utkast*).
        Draft = "draft",
        /// The Government's proposal to Parliament (*talousarvioesitys*, *budgetproposition*).
        Proposal = "proposal",
        /// The budget (*talousarvio*, *budget*).
        Budget = "budget",
        /// What was granted to the centres (*myönnetty*, *beviljat*).
        Granted = "granted",
        /// The final accounts (*tilinpäätös*, *bokslut*).
        FinalAccounts = "final_accounts",
    }
}

/// The state grant (*valtionavustus*, *statsunderstöd*) to all centres of a year, as it stood at a stage.
///
/// ```
/// use oske_domain::{GrantStage, NationalGrant};
/// use oske_types::Source;
///
/// let grant = NationalGrant::new(2016, GrantStage::FinalAccounts, Source::new("State budget 2018"))
///     .of("3000000.00 EUR".parse()?);
/// assert_eq!(grant.amount().map(|amount| amount.to_string()).as_deref(), Some("3000000.00 EUR"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NationalGrant {
    year: i32,
    stage: GrantStage,
    amount: Option<Money>,
    note: Option<Box<str>>,
    source: Source,
}

impl NationalGrant {
    /// The grant of a year at a stage, of which the source gives no amount.
    #[must_use]
    pub const fn new(year: i32, stage: GrantStage, source: Source) -> Self {
        Self {
            year,
            stage,
            amount: None,
            note: None,
            source,
        }
    }

    /// With its amount.
    #[must_use]
    pub fn of(mut self, amount: Money) -> Self {
        self.amount = Some(amount);
        self
    }

    /// With what else there is to know, in English.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<Box<str>>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The year.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The stage.
    #[must_use]
    pub const fn stage(&self) -> GrantStage {
        self.stage
    }

    /// The amount; `None` where the source gives none, and then the note tells what it says.
    #[must_use]
    pub const fn amount(&self) -> Option<Money> {
        self.amount
    }

    /// What else there is to know, in English.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Where this was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// What a unit received of the state grant for its basic work (*perustoiminta*, *basverksamhet*) in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitGrant {
    unit: OperatingUnitId,
    year: i32,
    amount: Money,
    source: Source,
}

impl UnitGrant {
    /// What a unit received in a year.
    #[must_use]
    pub const fn new(unit: OperatingUnitId, year: i32, amount: Money, source: Source) -> Self {
        Self {
            unit,
            year,
            amount,
            source,
        }
    }

    /// The unit.
    #[must_use]
    pub const fn unit(&self) -> &OperatingUnitId {
        &self.unit
    }

    /// The year.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The amount.
    #[must_use]
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// Where this was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// The activity of all centres that the national grant carried, by their own estimate: with projects and
/// the shares of others it is a multiple of the grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedActivity {
    year: i32,
    grant: Money,
    more_than: Money,
    source: Source,
}

impl CarriedActivity {
    /// An estimate of a year: so much of a grant carried more than so much of activity.
    #[must_use]
    pub const fn new(year: i32, grant: Money, more_than: Money, source: Source) -> Self {
        Self {
            year,
            grant,
            more_than,
            source,
        }
    }

    /// The year in which it was estimated.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The grant.
    #[must_use]
    pub const fn grant(&self) -> Money {
        self.grant
    }

    /// What the whole activity, the grant included, was said to exceed.
    #[must_use]
    pub const fn more_than(&self) -> Money {
        self.more_than
    }

    /// Where this was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}
