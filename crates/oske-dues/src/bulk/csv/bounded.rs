//! [`Bounded`]: reads a table no further than a row may be long.

use std::io::{self, Read};

/// How many bytes a row may have.
const MOST_BYTES: usize = 1 << 20;

/// A table of which no row is read further than it may be long: where a quote is not closed, a row goes on
/// to the end of the table.
pub(super) struct Bounded<R> {
    table: R,
    /// How much was read since the last row was whole.
    since: usize,
}

impl<R> Bounded<R> {
    pub(super) fn new(table: R) -> Self {
        Self { table, since: 0 }
    }

    /// Says that a row is whole.
    pub(super) fn begin_row(&mut self) {
        self.since = 0;
    }

    /// Whether a row is longer than it may be, so that reading ended with an error.
    pub(super) fn is_exceeded(&self) -> bool {
        self.since > MOST_BYTES
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_exceeded() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let read = self.table.read(buffer)?;
        self.since = self.since.saturating_add(read);
        Ok(read)
    }
}
