//! Any text as an explanation.
#![no_main]

use oske_dues::Explanation;
use oske_dues::document::PolicyDocument;

libfuzzer_sys::fuzz_target!(|text: &str| {
    // With a digest that fits, so that what lies behind it is reached too.
    let forged = forge(text);
    for text in [Some(text), forged.as_deref()].into_iter().flatten() {
        if let Ok(explanation) = Explanation::from_json("explanation.json", text) {
            let again = Explanation::from_json("again.json", &explanation.to_json());
            assert_eq!(again.as_ref(), Ok(&explanation));
            let _ = explanation.replay();
            for language in oske_types::Language::ALL {
                let _ = explanation.to_text(language);
                let _ = explanation.to_lines(language);
            }
        }
    }
});

/// The text with `"digest":"…"` at its end replaced by the digest of what stands before it.
fn forge(text: &str) -> Option<String> {
    let (body, _) = text.rsplit_once(",\"digest\"")?;
    let document = PolicyDocument::from_json("body.json", &format!("{body}}}")).ok()?;
    let digest = document.value().content_hash();
    Some(format!("{body},\"digest\":\"{digest}\"}}"))
}
