//! A page of text, entry by entry: for a terminal, or as Markdown.

/// One entry of a page.
#[derive(Debug)]
pub(super) enum Entry {
    Title(String),
    /// Why there is no one amount.
    Reason(String),
    /// What the whole rests on.
    Head(String),
    /// What it rests on that stands elsewhere.
    Sources {
        label: String,
        sources: Vec<Linked>,
    },
    Reading(String),
    /// A line of what is owed.
    Line(String),
    Detail(String),
    Formula {
        label: String,
        formula: String,
    },
    Step {
        number: usize,
        text: String,
    },
    /// A part of the step before it.
    Part(String),
    Total(String),
}

/// Words, and the address that they lead to where pages have links. It is one of the publisher's, without
/// blanks or brackets.
#[derive(Debug)]
pub(super) struct Linked {
    pub(super) text: String,
    pub(super) address: Option<String>,
}

impl Linked {
    fn to_markdown(&self) -> String {
        let text = escaped(&self.text);
        match &self.address {
            Some(address) => format!("[{text}]({address})"),
            None => text,
        }
    }
}

/// What is said of each, with semicolons between.
fn joined(sources: &[Linked], say: impl Fn(&Linked) -> String) -> String {
    sources.iter().map(say).collect::<Vec<_>>().join("; ")
}

#[derive(Debug, Default)]
pub(super) struct Page {
    entries: Vec<Entry>,
}

impl Page {
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    pub(super) fn to_text(&self) -> String {
        let lines = self.entries.iter().map(|entry| match entry {
            Entry::Title(text)
            | Entry::Head(text)
            | Entry::Reading(text)
            | Entry::Line(text)
            | Entry::Total(text) => flat(text),
            Entry::Sources { label, sources } => {
                let sources = joined(sources, |source| flat(&source.text));
                format!("{}: {sources}", flat(label))
            }
            Entry::Reason(text) => format!("  – {}", flat(text)),
            Entry::Detail(text) => format!("  {}", flat(text)),
            Entry::Formula { label, formula } => format!("  {label}: {}", flat(formula)),
            Entry::Step { number, text } => format!("  ({number}) {}", flat(text)),
            Entry::Part(text) => format!("      {}", flat(text)),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    pub(super) fn to_markdown(&self) -> String {
        let has_readings = |entry: &Entry| matches!(entry, Entry::Reading(_));
        let line_mark = if self.entries.iter().any(has_readings) {
            "###"
        } else {
            "##"
        };
        let mut text = String::new();
        let mut before = Block::Heading;
        // How far the content of the last numbered step is indented.
        let mut indent = 0;
        for entry in &self.entries {
            let (block, line) = match entry {
                Entry::Title(text) => (Block::Heading, format!("# {}", escaped(text))),
                Entry::Reading(text) => (Block::Heading, format!("## {}", escaped(text))),
                Entry::Line(text) => (Block::Heading, format!("{line_mark} {}", escaped(text))),
                Entry::Total(text) => (Block::Heading, format!("**{}**", escaped(text))),
                Entry::Reason(text) | Entry::Head(text) | Entry::Detail(text) => {
                    (Block::Bullets, format!("- {}", escaped(text)))
                }
                Entry::Sources { label, sources } => {
                    let sources = joined(sources, Linked::to_markdown);
                    (Block::Bullets, format!("- {}: {sources}", escaped(label)))
                }
                Entry::Formula { label, formula } => {
                    let code = code(formula);
                    (Block::Bullets, format!("- {}: {code}", escaped(label)))
                }
                Entry::Step { number, text } => {
                    let mark = format!("{number}. ");
                    indent = mark.len();
                    (Block::Steps, format!("{mark}{}", escaped(text)))
                }
                Entry::Part(text) => {
                    let blanks = " ".repeat(indent);
                    (Block::Steps, format!("{blanks}- {}", escaped(text)))
                }
            };
            if !text.is_empty() {
                let apart = block == Block::Heading || block != before;
                text.push_str(if apart { "\n\n" } else { "\n" });
            }
            text.push_str(&line);
            before = block;
        }
        text
    }
}

/// What stands together in Markdown; a heading always stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Heading,
    Bullets,
    Steps,
}

/// A text on one line, whatever the words of a policy are.
fn flat(text: &str) -> String {
    let flat = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    flat.collect()
}

/// A text that means itself in Markdown.
fn escaped(text: &str) -> String {
    let text = flat(text);
    let mut escaped = String::with_capacity(text.len());
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let mark = text.chars().skip(digits.saturating_add(1)).take(1);
    let is_marker = digits > 0 && mark.eq([' ']);
    for (index, c) in text.chars().enumerate() {
        let begins_block = match c {
            '#' | '+' | '-' | '=' => index == 0,
            '.' | ')' => is_marker && index == digits,
            _ => false,
        };
        let inline = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&'
        );
        if begins_block || inline {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A text as it is written, between as many backticks as it needs.
fn code(text: &str) -> String {
    let text = flat(text);
    let runs = text.split(|c| c != '`').map(str::len);
    let longest = runs.max().unwrap_or(0);
    if longest == 0 {
        return format!("`{text}`");
    }
    let fence = "`".repeat(longest.saturating_add(1));
    format!("{fence} {text} {fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_says_what_the_text_says() {
        assert_eq!(escaped("a*b_c <d> & [e]"), r"a\*b\_c \<d\> \& \[e\]");
        assert_eq!(escaped("1. FC, 2.5 %"), r"1\. FC, 2.5 %");
        assert_eq!(escaped("0.1 %"), "0.1 %");
        assert_eq!(escaped("# a\nb"), r"\# a b");
        assert_eq!(code("a * b"), "`a * b`");
        assert_eq!(code("kind = 'a`b'"), "`` kind = 'a`b' ``");
    }
}
