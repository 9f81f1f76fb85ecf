//! A comparison as JSON: `comparisons`, an `oske-comparison` for each proposal, and with a register
//! `rounds`, an `oske-round-comparison` for the proposals of each year.

use oske::dues::document::Value;
use oske::types::Language;

use crate::Compared;
use crate::support::Failure;

pub(crate) fn json(compared: &Compared<'_>, language: Language) -> Result<String, Failure> {
    let comparisons = compared.comparisons.iter();
    let comparisons = comparisons.map(|comparison| comparison.to_value(language));
    let mut entries = vec![("comparisons", Value::list(comparisons))];
    if !compared.rounds.is_empty() {
        let rounds = compared.rounds.iter();
        let rounds = rounds.map(|of_year| of_year.rounds.to_value(language));
        let rounds = rounds.collect::<Result<Vec<_>, _>>();
        entries.push(("rounds", Value::list(rounds.map_err(Failure::input)?)));
    }
    Ok(format!("{}\n", Value::table(entries).to_json()))
}
