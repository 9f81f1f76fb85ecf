//! Any text as a policy in TOML.
#![no_main]

use oske_dues::Policy;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(policy) = Policy::from_toml("policy.toml", text) {
        oske_fuzz::exercise(&policy);
    }
});
