//! Any bytes as a register in JSON. What is read is written, and read again.
#![no_main]

use oske_domain::Register;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match Register::from_json("register.json", bytes) {
        Ok(register) => {
            let written = register.to_json();
            let again = Register::from_json("again.json", written.as_bytes()).expect("reads back");
            assert_eq!(again.to_json(), written);
        }
        Err(faults) => assert!(!faults.to_string().is_empty()),
    }
});
