//! What all programs ask: a place by name on a day, its people, its history and its centre.

use std::error::Error;

use oske_domain::{Atlas, Centres};
use oske_types::Language;

/// Of `DAY NAME`, arguments that no compiler knows.
pub(crate) fn ask(atlas: &Atlas, centres: &Centres) -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(day), Some(name)) = (arguments.next(), arguments.next()) else {
        return Err("expected a day and a name, as 2025-07-01 Kuopio".into());
    };
    let view = atlas.on(day.parse()?)?;
    for place in view.find(&name)? {
        let name = view.name_of(place)?.in_language(Language::Swedish);
        println!("{place} {name} {}", view.source_of(place)?);
        if let Some(year) = atlas.population_year_before(view.date()) {
            println!("{}", view.population(place, year)?.value().residents());
        }
        for event in atlas.history(place) {
            println!("{} {}", event.date(), event.place());
        }
        if let Some(served) = centres.centre_for(view, place)?.one() {
            println!("{} {}", served.centre().id(), served.centre().citation());
        }
    }
    Ok(())
}
