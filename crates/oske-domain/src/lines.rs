//! [`Lines`]: on which line of a text a record of CSV begins, which the reader of records does not tell after blank lines.

/// The numbers of lines as an editor shows them, also after blank lines.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    text: &'t [u8],
    position: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            position: 0,
            line: 1,
        }
    }

    /// The line on which a record begins, which must not be before the last one asked for.
    pub(crate) fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.position) {
            if self.position >= start && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            if *byte == b'\n' {
                self.line = self.line.saturating_add(1);
            }
            self.position = self.position.saturating_add(1);
        }
        self.line
    }
}
