//! Asks the embedded edition.

mod ask;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    ask::ask(&oske_data::ATLAS, &oske_data::CENTRES)
}
