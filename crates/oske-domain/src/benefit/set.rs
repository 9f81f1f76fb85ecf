//! [`Benefits`]: a checked set of benefits.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Benefit, BenefitHolders, BenefitId, BenefitStanding};
use crate::register::FaultList;
use crate::{Register, RegisterFault, RegisterFaultCode, RegisterFaults, RegisterView};

/// The benefits of an association's members (*jäsenedut*, *medlemsförmåner*), checked together.
///
/// A benefit may stand several times, each time in another period: on each day it says one thing.
/// Members that it is for by name are members of the register.
///
/// ```
/// use oske_domain::{Benefit, BenefitKind, BenefitScope, Benefits, ForRepresented, Register};
/// use oske_types::{Language, Text};
///
/// let seat = |validity: &str, represented| {
///     let name = Text::only(Language::English, "Seat on the board").ok_or("no name")?;
///     let scope = BenefitScope::everyone(represented);
///     let benefit = Benefit::new(
///         "seat".parse()?, &name, BenefitKind::BoardSeat, scope, validity.parse()?, "Rules of 2023",
///     );
///     Ok::<_, Box<dyn std::error::Error>>(benefit.ok_or("blank")?)
/// };
/// let nobody = Register::try_new([])?;
/// let benefits = Benefits::try_new([
///     seat("../2023-04-20", ForRepresented::Included)?,
///     seat("2023-04-20/..", ForRepresented::Excluded)?,
/// ], &nobody)?;
/// let now = benefits.in_force("seat", "2023-06-01".parse()?).ok_or("in force")?;
/// assert_eq!(now.scope().for_represented(), ForRepresented::Excluded);
///
/// let twice = [seat("../..", ForRepresented::Included)?, seat("2023-04-20/..", ForRepresented::Excluded)?];
/// let faults = Benefits::try_new(twice, &nobody).unwrap_err();
/// assert_eq!(
///     faults.to_string(),
///     "the benefit `seat` stands twice in `2023-04-20/..`; let one period end on the day on which the next \
///      begins, or give one of the two another id [benefit-overlap]\n1 fault",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Benefits {
    // INVARIANT: no two of one id share a day.
    benefits: Vec<Benefit>,
}

impl Benefits {
    /// Benefits of the members of a register, in the order in which they are told.
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] with every fault: benefits of one id that share days, members by name that are
    /// not in the register.
    pub fn try_new(
        benefits: impl IntoIterator<Item = Benefit>,
        register: &Register,
    ) -> Result<Self, RegisterFaults> {
        let mut faults = FaultList::without_file();
        let benefits: Vec<(u64, Benefit)> =
            benefits.into_iter().map(|benefit| (0, benefit)).collect();
        for (_, benefit) in &benefits {
            for member in benefit.scope().members() {
                if let Some(fault) = faults.unknown_member(member, register) {
                    faults.push(fault);
                }
            }
        }
        Self::together(benefits, faults)
    }

    /// The benefits with their lines, none being line 0, if they go together and nothing else is wrong.
    pub(super) fn together(
        benefits: Vec<(u64, Benefit)>,
        mut faults: FaultList,
    ) -> Result<Self, RegisterFaults> {
        let mut by_id: BTreeMap<&BenefitId, Vec<&(u64, Benefit)>> = BTreeMap::new();
        for benefit in &benefits {
            by_id.entry(benefit.1.id()).or_default().push(benefit);
        }
        for mut of_id in by_id.into_values() {
            // An open beginning is before every date.
            of_id.sort_by_key(|(_, benefit)| benefit.validity().from());
            for pair in of_id.windows(2) {
                if let [(_, earlier), (line, later)] = pair
                    && let Some(shared) = earlier.validity().intersection(later.validity())
                {
                    let message =
                        format!("the benefit `{}` stands twice in `{shared}`", later.id());
                    let help = "let one period end on the day on which the next begins, or give \
                                one of the two another id";
                    let code = RegisterFaultCode::BenefitOverlap;
                    let fault = RegisterFault::new(code, message, help);
                    faults.push(match line {
                        0 => fault,
                        line => fault.at_line(*line).in_column("validity"),
                    });
                }
            }
        }
        faults.or_else(|| Self {
            benefits: benefits.into_iter().map(|(_, benefit)| benefit).collect(),
        })
    }

    /// All of them, in the order given or that of the file.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Benefit> {
        self.benefits.iter()
    }

    /// Those in force on a day.
    pub fn on(&self, date: NaiveDate) -> impl Iterator<Item = &Benefit> {
        let all = self.benefits.iter();
        all.filter(move |benefit| benefit.validity().contains(date))
    }

    /// The benefit of an id as it is in force on a day.
    #[must_use]
    pub fn in_force(&self, id: impl AsRef<str>, date: NaiveDate) -> Option<&Benefit> {
        self.on(date)
            .find(|benefit| benefit.id().as_str() == id.as_ref())
    }

    /// The benefits in force on the day of a view, and whether one of the register has each.
    pub fn of<'b, 'r>(
        &'b self,
        member: impl AsRef<str>,
        view: RegisterView<'r>,
    ) -> impl Iterator<Item = (&'b Benefit, BenefitStanding<'r>)> {
        self.on(view.date())
            .map(move |benefit| (benefit, benefit.standing_of(member.as_ref(), view)))
    }

    /// Who has a benefit on the day of a view; `None` if none of the id is in force.
    #[must_use]
    pub fn holders<'b, 'r>(
        &'b self,
        id: impl AsRef<str>,
        view: RegisterView<'r>,
    ) -> Option<BenefitHolders<'b, 'r>> {
        let benefit = self.in_force(id, view.date())?;
        Some(BenefitHolders::of(benefit, view))
    }
}
