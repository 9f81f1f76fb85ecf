//! A comparison as JSON: `comparisons`, an `oske-comparison` for each proposal, and with a register
//! `rounds`, an `oske-round-comparison` of all of them.

use oske::dues::document::Value;
use oske::types::Language;

use crate::Compared;
use crate::support::Failure;

pub(crate) fn json(compared: &Compared<'_>, language: Language) -> Result<String, Failure> {
    let comparisons = compared.comparisons.iter();
    let comparisons = comparisons.map(|comparison| comparison.to_value(language));
    let mut entries = vec![("comparisons", Value::list(comparisons))];
    if let Some(rounds) = compared.rounds {
        let rounds = rounds.to_value(language).map_err(Failure::input)?;
        entries.push(("rounds", rounds));
    }
    Ok(format!("{}\n", Value::table(entries).to_json()))
}
