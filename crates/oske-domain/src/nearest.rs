//! What to say of a word that is not known: the word itself, and the known one nearest to it.

/// The longest part of a faulty text that a message repeats, in characters.
const LONGEST_QUOTE: usize = 60;
/// Among how many spellings the nearest is looked for.
const MOST_SPELLINGS: usize = 10_000;

/// A text in backticks, without control characters, cut where it is very long.
pub(crate) fn quoted(text: &str) -> String {
    let escaped: String = clipped(text).chars().flat_map(char::escape_debug).collect();
    let more = if clipped(text).len() < text.len() {
        "…"
    } else {
        ""
    };
    format!("`{escaped}{more}`")
}

/// The beginning of a text, as much of it as a message repeats.
pub(crate) fn clipped(text: &str) -> &str {
    let end = text.char_indices().nth(LONGEST_QUOTE);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The value of the spelling that is nearest to a word, if one is near enough to have been meant.
pub(crate) fn nearest<S: AsRef<str>, T>(
    word: &str,
    spellings: impl IntoIterator<Item = (S, T)>,
) -> Option<T> {
    let length = word.chars().count();
    if length > LONGEST_QUOTE {
        return None;
    }
    // One slip in a short word, none in a single letter.
    let farthest = length.wrapping_div(3).max(usize::from(length > 1));
    spellings
        .into_iter()
        .take(MOST_SPELLINGS)
        .map(|(spelling, value)| {
            let distance = strsim::osa_distance(word, spelling.as_ref());
            (distance, value)
        })
        .filter(|(distance, _)| *distance <= farthest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, value)| value)
}
