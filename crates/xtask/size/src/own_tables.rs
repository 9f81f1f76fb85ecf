//! Asks the same of tables of its own, which are empty: the code without the data.

mod ask;

use oske_domain::{Atlas, CentreTables, Centres, StaticTables};
use oske_types::Validity;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // As the edition, not checked at run time: the checks are no part of what is compared.
    let atlas = Atlas::from_checked(StaticTables::empty(Validity::ALWAYS));
    let centres = Centres::from_checked(CentreTables::default());
    ask::ask(&atlas, &centres)
}
