//! [`Canvas`]: what is drawn, as elements of SVG.

use crate::svg::ink::{INK, MUTED};
use crate::svg::length::{Length, Point};
use crate::svg::lettering::{SMALL, TEXT};

/// Stands in what is drawn for the beginning of every id, which is known only when all is drawn. No text
/// has it, since XML has no such character.
pub(crate) const ID: char = '\0';

/// The fill of what nobody knows.
pub(crate) const HATCH: &str = "url(#\0-hatch)";

/// What is drawn, as elements of SVG.
#[derive(Debug, Default)]
pub(crate) struct Canvas {
    elements: String,
}

impl Canvas {
    pub(crate) fn line(&mut self, from: Point, to: Point, look: &str) {
        self.push(&format!(
            r#"<line x1="{}" y1="{}" x2="{}" y2="{}" {look}/>"#,
            from.x, from.y, to.x, to.y
        ));
    }

    pub(crate) fn area(&mut self, at: Point, width: Length, height: Length, look: &str) {
        self.push(&format!(
            r#"<rect x="{}" y="{}" width="{width}" height="{height}" {look}/>"#,
            at.x, at.y
        ));
    }

    pub(crate) fn circle(&mut self, at: Point, radius: Length, look: &str) {
        self.push(&format!(
            r#"<circle cx="{}" cy="{}" r="{radius}" {look}/>"#,
            at.x, at.y
        ));
    }

    pub(crate) fn polyline(&mut self, points: &[Point], look: &str) {
        self.push(&format!(
            r#"<polyline points="{}" {look}/>"#,
            listed(points)
        ));
    }

    pub(crate) fn polygon(&mut self, points: &[Point], look: &str) {
        self.push(&format!(r#"<polygon points="{}" {look}/>"#, listed(points)));
    }

    pub(crate) fn text(&mut self, at: Point, words: &str, style: Style) {
        if !words.trim().is_empty() {
            let look = style.look();
            let words = escaped(words);
            self.push(&format!(
                r#"<text x="{}" y="{}"{look}>{words}</text>"#,
                at.x, at.y
            ));
        }
    }

    /// What is drawn within, with words that show when it is pointed at.
    pub(crate) fn titled(&mut self, title: &str, draw: impl FnOnce(&mut Self)) {
        self.push(&format!("<g><title>{}</title>", escaped(title)));
        draw(self);
        self.push("</g>");
    }

    pub(crate) fn into_elements(self) -> String {
        self.elements
    }

    fn push(&mut self, element: &str) {
        self.elements.push_str(element);
        self.elements.push('\n');
    }
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    size: Length,
    anchor: Anchor,
    fill: &'static str,
    slanted: bool,
    halo: bool,
}

/// Which part of the words stands at their point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Style {
    /// A name.
    pub(crate) const fn name() -> Self {
        Self {
            size: TEXT,
            anchor: Anchor::Start,
            fill: INK,
            slanted: false,
            halo: false,
        }
    }

    /// A number at an axis, or a remark.
    pub(crate) const fn small() -> Self {
        Self {
            size: SMALL,
            fill: MUTED,
            ..Self::name()
        }
    }

    pub(crate) const fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(crate) const fn filled(self, fill: &'static str) -> Self {
        Self { fill, ..self }
    }

    pub(crate) const fn slanted(self) -> Self {
        Self {
            slanted: true,
            ..self
        }
    }

    /// With white around the letters, so that a line behind them does not disturb.
    pub(crate) const fn with_halo(self) -> Self {
        Self { halo: true, ..self }
    }

    fn look(self) -> String {
        let mut look = String::new();
        if self.size != TEXT {
            look.push_str(&format!(r#" font-size="{}""#, self.size));
        }
        match self.anchor {
            Anchor::Start => {}
            Anchor::Middle => look.push_str(r#" text-anchor="middle""#),
            Anchor::End => look.push_str(r#" text-anchor="end""#),
        }
        if self.fill != INK {
            look.push_str(&format!(r#" fill="{}""#, self.fill));
        }
        if self.slanted {
            look.push_str(r#" font-style="italic""#);
        }
        if self.halo {
            look.push_str(
                r##" stroke="#ffffff" stroke-width="4" stroke-linejoin="round" style="paint-order: stroke""##,
            );
        }
        look
    }
}

/// Words as the content of an element: without what XML does not have, and with spaces for the rest of
/// what cannot be seen.
pub(crate) fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn listed(points: &[Point]) -> String {
    let points: Vec<String> = points
        .iter()
        .map(|point| format!("{},{}", point.x, point.y))
        .collect();
    points.join(" ")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn words_are_escaped() {
        assert_eq!(
            escaped("a<b & \"c\"\n\0\u{1b}\u{ffff}]]>"),
            "a&lt;b &amp; &quot;c&quot; ]]&gt;"
        );
    }
}
