//! What a provision in a list inherits from the one before it.

use crate::numeral::Numerals;
use crate::provision::{Division, ProvisionParts};

/// The levels above, of the provision that was read last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Above {
    parts: Option<Box<ProvisionParts>>,
}

impl Above {
    pub(crate) fn of(parts: &ProvisionParts) -> Self {
        Self {
            parts: Some(Box::new(parts.clone())),
        }
    }

    /// A provision with what it does not say itself: a section takes the chapter of the section before, a
    /// moment the section, an item the section and moment.
    pub(crate) fn completed(&self, mut parts: ProvisionParts) -> ProvisionParts {
        let Some(above) = &self.parts else {
            return parts;
        };
        let articles = above.division == Division::Articles;
        if articles != (parts.division == Division::Articles) {
            // A moment or an item without an article of its own is that article's.
            let below = articles && parts.sections.is_empty() && parts.chapters.is_empty();
            if !below || parts.intro {
                return parts;
            }
            return Self::paragraph_of(above, parts);
        }
        if parts.part.is_some() || !parts.chapters.is_empty() {
            return parts;
        }
        if !parts.sections.is_empty() {
            // `uusi 2 a luku ja 45 a §`: a chapter as a whole, and a section elsewhere.
            if !above.sections.is_empty() {
                parts.part = above.part;
                parts.chapters = above.chapters.clone();
            }
            return parts;
        }
        if above.sections.is_empty() && (above.part.is_some() || !above.chapters.is_empty()) {
            return parts;
        }
        let moment_given = !parts.moments.is_empty();
        parts.part = above.part;
        parts.chapters = above.chapters.clone();
        parts.sections = above.sections.clone();
        if !moment_given {
            parts.moments = above.moments.clone();
        }
        parts
    }

    /// A section that is put into the chapter before it: `7 lukuun uusi 14 a §`.
    pub(crate) fn put_into(&self, mut parts: ProvisionParts) -> ProvisionParts {
        let is_alone =
            parts.part.is_none() && parts.chapters.is_empty() && !parts.sections.is_empty();
        if let Some(above) = self.parts.as_ref().filter(|_| is_alone) {
            parts.part = above.part;
            parts.chapters = above.chapters.clone();
        }
        parts
    }

    /// `6 artiklan 1 kohta ja 2 kohta`: what is an item by itself is a paragraph below an article.
    fn paragraph_of(above: &ProvisionParts, mut parts: ProvisionParts) -> ProvisionParts {
        parts.division = Division::Articles;
        parts.sections = above.sections.clone();
        let numbered = |items: &Numerals| {
            items
                .iter()
                .next()
                .is_some_and(|item| item.number().is_some())
        };
        if parts.moments.is_empty() && numbered(&parts.items) {
            parts.moments = std::mem::take(&mut parts.items);
            parts.items = std::mem::take(&mut parts.subitems);
        } else if parts.moments.is_empty() {
            parts.moments = above.moments.clone();
        }
        parts
    }
}
