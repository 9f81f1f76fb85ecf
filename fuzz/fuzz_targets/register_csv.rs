//! Any bytes as a register in CSV. What is read is written, and read again.
#![no_main]

use oske_domain::Register;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(register) = Register::from_csv("register.csv", bytes) {
        let written = register.to_csv();
        let again = Register::from_csv("again.csv", written.as_bytes()).expect("reads back");
        assert_eq!(again.to_csv(), written);
    }
});
