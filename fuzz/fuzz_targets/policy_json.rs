//! Any text as a policy in JSON.
#![no_main]

use oske_dues::Policy;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(policy) = Policy::from_json("policy.json", text) {
        oske_fuzz::exercise(&policy);
    }
});
