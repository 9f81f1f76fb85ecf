//! [`Measure`]: something that is counted, by name; [`ActivityId`].

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, Text, pad};

use super::Told;

/// The id of an activity or of something that is counted, such as `lumo` or `blog-posts`: the same in
/// every year, so that years can stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
// INVARIANT: lower-case letters a to z and digits, with single hyphens between them, at most 64.
pub struct ActivityId(Box<str>);

impl ActivityId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ActivityId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ActivityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.0)
    }
}

impl FromStr for ActivityId {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let is_part = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.len() <= 64 && text.split('-').all(is_part) {
            return Ok(Self(text.into()));
        }
        let reason = "expected lower-case letters a to z and digits, with single hyphens between \
             them, at most 64";
        Err(ParseValueError::new(
            "the id of an activity or a figure",
            text,
            reason,
            "blog-posts",
        ))
    }
}

/// Something that is counted, with a name in words for people: blog posts, trainers who were trained,
/// members of a project's team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    id: ActivityId,
    name: Text,
    told: Told,
}

impl Measure {
    /// What is counted, and what is told of it.
    #[must_use]
    pub const fn new(id: ActivityId, name: Text, told: Told) -> Self {
        Self { id, name, told }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &ActivityId {
        &self.id
    }

    /// What is counted.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// What the sources say of it.
    #[must_use]
    pub const fn told(&self) -> &Told {
        &self.told
    }
}
