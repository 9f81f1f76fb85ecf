//! [`pad`]: the width of a text form, for every `Display` of the project.

use std::fmt::{Alignment, Formatter, Result, Write};

/// Writes a text form in the width that the caller asks for.
///
/// Unlike [`Formatter::pad`] it knows no precision: `{:.2}` would cut `352.0863 EUR` down to `35`,
/// and half an amount is another amount.
///
/// # Errors
///
/// Those of the formatter.
pub fn pad(f: &mut Formatter<'_>, text: &str) -> Result {
    let wanted = f.width().unwrap_or_default();
    let missing = wanted.saturating_sub(text.chars().count());
    let before = match f.align() {
        Some(Alignment::Right) => missing,
        Some(Alignment::Center) => missing.wrapping_div(2),
        Some(Alignment::Left) | None => 0,
    };
    let fill = f.fill();
    for _ in 0..before {
        f.write_char(fill)?;
    }
    f.write_str(text)?;
    for _ in before..missing {
        f.write_char(fill)?;
    }
    Ok(())
}
