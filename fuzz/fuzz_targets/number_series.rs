//! Any text as a number series of `oske-invoice`.
#![no_main]

use oske_invoice::NumberSeries;

libfuzzer_sys::fuzz_target!(|text: &str| {
    match text.parse::<NumberSeries>() {
        Ok(series) => {
            assert_eq!(series.to_string().parse::<NumberSeries>().as_ref(), Ok(&series));
            let _ = series.next_number().map_err(|error| error.to_string());
        }
        Err(faults) => assert!(!faults.to_string().is_empty()),
    }
});
