//! [`Municipality`]: one row of the table of municipalities.

use oske_types::{MunicipalityCode, Source, Text, Validity};

use crate::row::dated_row;

/// A municipality (*kunta*, *kommun*) under one name.
///
/// One that changes its name has a row for each name, and each row ends where the next begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    code: MunicipalityCode,
    name: Text,
    validity: Validity,
    merged_into: [Option<MunicipalityCode>; 2],
    source: Source,
}

impl Municipality {
    /// A municipality of a name in a period.
    #[must_use]
    pub const fn new(
        code: MunicipalityCode,
        name: Text,
        validity: Validity,
        source: Source,
    ) -> Self {
        Self {
            code,
            name,
            validity,
            merged_into: [None; 2],
            source,
        }
    }

    /// With the municipality that it became part of on the day it ended.
    #[must_use]
    pub const fn merged_into(mut self, successor: MunicipalityCode) -> Self {
        self.merged_into = [Some(successor), None];
        self
    }

    /// With the two municipalities that it was divided between on the day it ended. The first is the
    /// one that later figures of earlier years count all of its people in.
    #[must_use]
    pub const fn divided_between(mut self, successors: [MunicipalityCode; 2]) -> Self {
        let [first, second] = successors;
        self.merged_into = [Some(first), Some(second)];
        self
    }

    /// Its code, given by Statistics Finland.
    #[must_use]
    pub const fn code(&self) -> MunicipalityCode {
        self.code
    }

    /// Its name in Finnish and Swedish.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// What it became part of on the day it ended (*kuntaliitos*, *kommunsammanslagning*): as a rule one
    /// municipality, which may have ended since; two where it was divided. None while it exists.
    pub fn successors(&self) -> impl Iterator<Item = MunicipalityCode> + use<> {
        self.merged_into.into_iter().flatten()
    }

    /// The successor that figures of earlier years count its people in.
    pub(crate) const fn main_successor(&self) -> Option<MunicipalityCode> {
        let [main, _] = self.merged_into;
        main
    }
}

dated_row!(Municipality: "The period in which it exists under this name. Where the beginning is open, the first day is not given.");
