//! What is wrong with a file of parties, and where.

use std::fmt;
use std::sync::Arc;

/// One thing that is wrong with a file of parties: where it is, what was found, what was expected.
///
/// On one line: `issuer.toml:7: account.1.iban: message`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {}{message}", self.place())]
pub struct PartyFault {
    file: Arc<str>,
    line: u64,
    key: Box<str>,
    message: Box<str>,
}

impl PartyFault {
    /// The name of the file, as it was given.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// The key or column: `address.town`; empty for the line or file as a whole.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    fn place(&self) -> String {
        if self.key.is_empty() {
            String::new()
        } else {
            format!("{}: ", self.key)
        }
    }
}

/// Everything that is wrong with a file of parties, in the order of its lines.
#[derive(Clone, PartialEq, Eq)]
pub struct PartyFaults {
    // INVARIANT: at least one.
    faults: Vec<PartyFault>,
}

impl PartyFaults {
    /// What is wrong.
    #[must_use]
    pub fn faults(&self) -> &[PartyFault] {
        &self.faults
    }
}

impl fmt::Display for PartyFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            let joint = if place == 0 { "" } else { "\n" };
            write!(f, "{joint}{fault}")?;
        }
        Ok(())
    }
}

oske_types::list_of_faults!(PartyFaults, PartyFault);

/// More faults than anybody reads.
const MOST_FAULTS: usize = 1_000;

/// The faults of a file on its way.
#[derive(Debug)]
pub(super) struct FaultList {
    file: Arc<str>,
    faults: Vec<PartyFault>,
}

impl FaultList {
    pub(super) fn of_file(name: &str) -> Self {
        Self {
            file: name.into(),
            faults: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, line: u64, key: &str, message: impl Into<Box<str>>) {
        if !self.is_full() {
            self.faults.push(PartyFault {
                file: Arc::clone(&self.file),
                line,
                key: key.into(),
                message: message.into(),
            });
        }
    }

    /// Whether more faults are not told, and so need not be looked for.
    pub(super) const fn is_full(&self) -> bool {
        self.faults.len() >= MOST_FAULTS
    }

    /// The value, unless there are faults.
    pub(super) fn check<T>(mut self, value: Option<T>) -> Result<T, PartyFaults> {
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => {
                self.faults.sort_by_key(PartyFault::line);
                let faults = self.faults;
                Err(PartyFaults { faults })
            }
        }
    }
}
