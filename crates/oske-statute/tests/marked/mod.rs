//! Sentences with the references in them marked: `⟦5 §⟧ i kommunallagen`.

#![allow(dead_code, reason = "each test uses a part of it")]

use oske_statute::find;

/// A sentence and the references in it.
pub(crate) struct Marked {
    /// The sentence, each reference between `⟦` and `⟧`.
    pub(crate) text: String,
    /// What they refer to, in order, with ` | ` between them; empty where nothing may be found.
    pub(crate) references: String,
}

/// What is found in a sentence, marked as the cases are.
pub(crate) fn read(text: &str) -> Marked {
    let mut marked = String::new();
    let mut references = Vec::new();
    let mut at = 0;
    for found in find(text) {
        let bytes = found.bytes();
        marked.push_str(text.get(at..bytes.start).unwrap_or_default());
        marked.push('⟦');
        marked.push_str(found.text());
        marked.push('⟧');
        at = bytes.end;
        references.push(found.reference().to_string());
    }
    marked.push_str(text.get(at..).unwrap_or_default());
    Marked {
        text: marked,
        references: references.join(" | "),
    }
}

/// Checks sentences against what is marked in them.
pub(crate) fn check(cases: &[(&str, &str)]) {
    for (marked, references) in cases {
        let read = read(&marked.replace(['⟦', '⟧'], ""));
        assert_eq!(&read.text, marked);
        assert_eq!(&read.references, references, "{marked}");
    }
}

/// Checks sentences in which nothing may be found.
pub(crate) fn check_nothing(sentences: &[&str]) {
    for sentence in sentences {
        let read = read(sentence);
        assert_eq!(&read.text, sentence, "{}", read.references);
    }
}
