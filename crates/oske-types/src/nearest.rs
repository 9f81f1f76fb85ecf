//! [`nearest`]: the known word that a misspelt one may have been meant for.

/// The longest word that is compared, in characters.
const LONGEST: usize = 64;

/// The known word nearest to one that is not known, if one is near enough to have been meant.
///
/// Near enough is one slip for every three letters that were found, begun or whole: a letter too
/// many, too few, another, or in the place of its neighbour. Of words equally near it is the lesser.
/// No other word is near to a single letter, and none to more than 64. Each known word takes a
/// bounded time; whoever looks for many words among many had better set a limit.
///
/// ```
/// use oske_types::nearest;
///
/// let known = ["municipality", "association"];
/// assert_eq!(nearest("asociation", known), Some("association"));
/// assert_eq!(nearest("turnover", known), None);
/// ```
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = found.chars().count();
    if length > LONGEST {
        return None;
    }
    // A word of which every letter is another is not near.
    let furthest = length.div_ceil(3).min(length.saturating_sub(1));
    known
        .into_iter()
        .filter(|word| word.chars().count().abs_diff(length) <= furthest)
        .map(|word| (strsim::osa_distance(found, word), word))
        .filter(|(distance, _)| *distance <= furthest)
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearness_is_one_slip_in_three_letters() {
        assert_eq!(nearest("ab", ["ax"]), Some("ax"));
        assert_eq!(nearest("ab", ["xy"]), None);
        assert_eq!(nearest("abcd", ["abdc"]), Some("abdc"));
        assert_eq!(nearest("abcd", ["abxy"]), Some("abxy"));
        assert_eq!(nearest("abcd", ["axyz"]), None);
        assert_eq!(nearest("a", ["b", "ab"]), None);
        assert_eq!(nearest("", ["a"]), None);
    }

    #[test]
    fn of_equally_near_words_the_lesser_is_meant() {
        assert_eq!(nearest("staf", ["stag", "stab", "staff"]), Some("stab"));
    }

    #[test]
    fn a_very_long_word_is_near_none() {
        let word = "x".repeat(64);
        assert_eq!(nearest(&word, [word.as_str()]), Some(word.as_str()));
        let longer = "x".repeat(65);
        assert_eq!(nearest(&longer, [longer.as_str()]), None);
    }
}
