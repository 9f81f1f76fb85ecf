//! [`HistoryError`]: why a text is no history of a membership.

use std::fmt;

use oske_types::quoted;

/// A text or values that are no history of a membership.
///
/// The message names the entry:
///
/// ```
/// use oske_domain::MembershipHistory;
///
/// let error = "resigned 2022-10-05 stated".parse::<MembershipHistory>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`resigned 2022-10-05 stated` does not say when it takes effect: expected `effective` and \
///      the first day on which it is no longer a member, as in \
///      `resigned 2022-10-05 effective 2023-01-01 stated`",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryError {
    fault: HistoryFault,
    entry: Box<str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HistoryFault {
    Empty,
    Form,
    State,
    Ground,
    Day,
    NoEnding,
    NoEffectiveDay,
    EffectiveBeforeDay,
    NotMember,
    AlreadyMember,
    Backwards,
    EndsBeforeBeginning,
    Overlap,
}

impl HistoryError {
    pub(super) fn new(fault: HistoryFault, entry: impl fmt::Display) -> Self {
        Self {
            fault,
            entry: entry.to_string().into(),
        }
    }

    /// The entry at fault, as text; empty where there is no entry at all.
    #[must_use]
    pub fn entry(&self) -> &str {
        &self.entry
    }

    /// Whether each entry is right by itself and they do not go together: an impossible order, or
    /// memberships that overlap.
    #[must_use]
    pub const fn is_order(&self) -> bool {
        matches!(
            self.fault,
            HistoryFault::NotMember
                | HistoryFault::AlreadyMember
                | HistoryFault::Backwards
                | HistoryFault::EndsBeforeBeginning
                | HistoryFault::Overlap
        )
    }
}

#[cfg(any(feature = "csv", feature = "json"))]
impl HistoryError {
    /// How to mend it in a register.
    pub(crate) const fn help(&self) -> &'static str {
        match self.fault {
            HistoryFault::Empty | HistoryFault::NotMember => {
                "write `admitted unknown unknown` first, if nothing is known of the admission"
            }
            HistoryFault::Form | HistoryFault::State | HistoryFault::Ground => {
                "write a state, a day and a ground, with `; ` before the next entry"
            }
            HistoryFault::Day => "write a day as year, month and day, with hyphens",
            HistoryFault::NoEnding => "delete `effective` and the day after it, or write an ending",
            HistoryFault::NoEffectiveDay => {
                "look up in the notice and the rules when it takes effect, and add the day"
            }
            HistoryFault::EffectiveBeforeDay => "correct one of the two days",
            HistoryFault::AlreadyMember => "delete the entry, or add the ending before it",
            HistoryFault::Backwards => "put the entries in order, or correct the day",
            HistoryFault::EndsBeforeBeginning => {
                "correct the day of the admission or of the ending"
            }
            HistoryFault::Overlap => "correct the day of the ending, or of this entry",
        }
    }
}

impl std::error::Error for HistoryError {}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            HistoryFault::Empty => {
                return f.write_str(
                    "the history is empty: expected at least one entry, as in \
                     `admitted by 2022-12-12 stated`",
                );
            }
            HistoryFault::Form => {
                "is not an entry of a history: expected a state, a day and a ground, as in \
                 `admitted by 2022-12-12 stated`"
            }
            HistoryFault::State => {
                "does not begin with a state: expected `invited`, `applied`, `admitted`, \
                 `resigned`, `deemed_resigned` or `expelled`, as in `admitted by 2022-12-12 stated`"
            }
            HistoryFault::Ground => {
                "does not end with a ground: expected `stated`, `inferred` or `unknown`, as in \
                 `admitted by 2022-12-12 stated`"
            }
            HistoryFault::Day => {
                "has no day after its state: expected `2022-12-12`, `by 2022-12-12` or `unknown`"
            }
            HistoryFault::NoEnding => {
                "takes effect on a day of its own: expected `effective` only after `resigned`, \
                 `deemed_resigned` or `expelled`"
            }
            HistoryFault::NoEffectiveDay => {
                "does not say when it takes effect: expected `effective` and the first day on which \
                 it is no longer a member, as in `resigned 2022-10-05 effective 2023-01-01 stated`"
            }
            HistoryFault::EffectiveBeforeDay => {
                "takes effect before its own day: expected `effective` with that day or a later one"
            }
            HistoryFault::NotMember => {
                "ends a membership that has not begun: expected an entry `admitted` before it"
            }
            HistoryFault::AlreadyMember => {
                "comes while it is a member: expected an ending before it, such as `resigned`"
            }
            HistoryFault::Backwards => {
                "is earlier than an entry before it: expected the oldest entry first"
            }
            HistoryFault::EndsBeforeBeginning => {
                "ends the membership before it begins: expected a day after the admission"
            }
            HistoryFault::Overlap => {
                "comes before the last membership has ended: expected the day on which that ended or \
                 a later one"
            }
        };
        write!(f, "`{}` {what}", quoted(&self.entry))
    }
}
