//! [`Words`]: a run of text with links.

use oske_types::{Language, Text};

use crate::clean::is_of_the_web;

/// A run of text of which parts may be strong or linked.
///
/// ```
/// use oske_report::Words;
///
/// let words = Words::from("Maksut perustuvat lakiin ")
///     .linked("1230/2001", "https://www.finlex.fi/fi/laki/alkup/2001/20011230")
///     .plain(".");
/// assert_eq!(words.to_string(), "Maksut perustuvat lakiin 1230/2001.");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    spans: Vec<Span>,
}

/// A part of [`Words`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Span {
    /// Words as they are.
    Plain(String),
    /// Words that matter more than those around them.
    Strong(String),
    /// Words of another language than the document's, which a screen reader is to be told.
    Foreign {
        /// The words.
        words: String,
        /// Their language.
        language: Language,
    },
    /// Words that lead to an address.
    Link {
        /// The words.
        words: String,
        /// The address, beginning with `https:` or `http:`.
        address: String,
    },
}

impl Words {
    /// With words as they are.
    #[must_use]
    pub fn plain(mut self, words: impl Into<String>) -> Self {
        self.spans.push(Span::Plain(words.into()));
        self
    }

    /// With the words of a text in the language of the document, or those that stand in for them.
    ///
    /// ```
    /// use oske_report::{Document, Words};
    /// use oske_types::{Language, Text};
    ///
    /// let note = Text::only(Language::Finnish, "Kirjeen mukaan").ok_or("words")?;
    /// let words = Words::default().text(&note, Language::Swedish);
    /// let page = Document::new(Language::Swedish, "Avgifter").with_opening(words).to_html();
    /// assert!(page.contains("<p><span lang=\"fi\">Kirjeen mukaan</span></p>"));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn text(mut self, text: &Text, language: Language) -> Self {
        let words = text.in_language(language).to_owned();
        let shown = text.language_shown(language);
        self.spans.push(match shown == language {
            true => Span::Plain(words),
            false => Span::Foreign {
                words,
                language: shown,
            },
        });
        self
    }

    /// With words that matter more than those around them.
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.spans.push(Span::Strong(words.into()));
        self
    }

    /// With words that lead to an address. One that is not of the web is left out, and the words are
    /// plain.
    #[must_use]
    pub fn linked(mut self, words: impl Into<String>, address: impl Into<String>) -> Self {
        let (words, address) = (words.into(), address.into());
        self.spans.push(if is_of_the_web(&address) {
            Span::Link { words, address }
        } else {
            Span::Plain(words)
        });
        self
    }

    /// With other words behind these.
    #[must_use]
    pub fn followed_by(mut self, other: Self) -> Self {
        self.spans.extend(other.spans);
        self
    }

    /// The parts, in order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }
}

impl std::fmt::Display for Words {
    /// The words alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for span in &self.spans {
            f.write_str(match span {
                Span::Plain(words)
                | Span::Strong(words)
                | Span::Foreign { words, .. }
                | Span::Link { words, .. } => words,
            })?;
        }
        Ok(())
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self::default().plain(words)
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self::default().plain(words)
    }
}
