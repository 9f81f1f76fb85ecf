//! Any bytes as benefits of members, as paid events and as contact persons in CSV. What is read is
//! written, and read again.
#![no_main]

use oske_domain::{Benefits, Contacts, PaidEvents, Register};

const REGISTER: &str = "\
id,name,kind,represented_by,history
essote,Essote,joint_authority,,admitted by 2017-12-31 inferred
mikkeli,Mikkeli,municipality,essote 2017-01-01/2023-01-01,admitted unknown unknown
";
const BENEFITS: &str = "\
id,name,kind,for,represented,validity,source
event-price,Hinta,event_price,everyone,included,../..,made up
";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let register = Register::from_csv("register.csv", REGISTER.as_bytes()).expect("a register");
    if let Ok(benefits) = Benefits::from_csv("benefits.csv", bytes, &register) {
        let written = benefits.to_csv();
        let again = Benefits::from_csv("again.csv", written.as_bytes(), &register);
        assert_eq!(again.expect("reads back"), benefits);
        let view = register.on("2022-06-01".parse().expect("a date"));
        for benefit in benefits.on(view.date()) {
            let holders = benefits.holders(benefit.id(), view).expect("in force");
            assert!(holders.iter().all(|holder| holders.has(holder.member().id())));
        }
    }
    let benefits = Benefits::from_csv("benefits.csv", BENEFITS.as_bytes(), &register);
    let benefits = benefits.expect("benefits");
    if let Ok(events) = PaidEvents::from_csv("events.csv", bytes, &benefits) {
        let written = events.to_csv();
        let again = PaidEvents::from_csv("again.csv", written.as_bytes(), &benefits);
        assert_eq!(again.expect("reads back"), events);
    }
    let _ = Contacts::from_csv("contacts.csv", bytes, &register);
});
