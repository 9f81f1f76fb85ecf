//! Any text as one reference to law, and as running text with references in it.
#![no_main]

use oske_statute::{Reference, find};

libfuzzer_sys::fuzz_target!(|text: &str| {
    match Reference::parse(text) {
        Ok(reference) => {
            let canonical = reference.to_string();
            assert_eq!(Reference::parse(&canonical).as_ref(), Ok(&reference));
        }
        Err(error) => assert!(text.is_char_boundary(error.position())),
    }
    let mut end = 0;
    for found in find(text) {
        let bytes = found.bytes();
        assert!(end <= bytes.start && bytes.start < bytes.end);
        assert_eq!(text.get(bytes.clone()), Some(found.text()));
        assert_eq!(text[..bytes.start].chars().count(), found.characters().start);
        end = bytes.end;
    }
});
