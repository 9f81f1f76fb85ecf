//! Serde by hand: every value is its canonical text, and reading goes through `FromStr`.

use crate::{
    ActName, BillId, DocumentId, DraftId, EuActId, Numeral, Numerals, Reference, StatuteId,
};

oske_types::serialize_as_text! {
    ActName: "the short name of an act as text, as in `sosiaalihuoltolaki`",
    BillId: "a government bill as text, as in `HE 154/2001 vp`",
    DocumentId: "a document of Parliament as text, as in `StVM 37/2001 vp`",
    DraftId: "a draft as text, as in `draft 2014-08-18`",
    EuActId: "an EU act as text, as in `(EU) 2016/679`",
    Numeral: "a numeral as text, as in `7 a`",
    Numerals: "numerals as text, as in `12–15, 17`",
    Reference: "a reference to law as text, as in `1230/2001 6 § 2 mom`",
    StatuteId: "the number of an act as text, as in `1230/2001`",
}
