//! [`Cell`]: payers that no condition tells apart.

use std::collections::BTreeMap;

use crate::policy::Condition;

/// The values of the attributes that conditions ask for.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) values: BTreeMap<usize, usize>,
}

/// Cells as sets that can be said attribute by attribute: each set has every combination of the
/// values that its cells have.
pub(super) fn boxes<'c>(cells: &[&'c Cell]) -> Vec<Vec<&'c Cell>> {
    let Some(first) = cells.first() else {
        return Vec::new();
    };
    let attributes: Vec<usize> = first.values.keys().copied().collect();
    split(cells.to_vec(), &attributes)
}

/// Cells whose values of one attribute go with the same combinations of the others.
pub(super) struct Alike<'c> {
    others: Vec<Vec<Option<usize>>>,
    cells: Vec<&'c Cell>,
}

pub(super) fn split<'c>(cells: Vec<&'c Cell>, attributes: &[usize]) -> Vec<Vec<&'c Cell>> {
    let Some((attribute, rest)) = attributes.split_first() else {
        return vec![cells];
    };
    let mut of_values: BTreeMap<Option<usize>, Vec<&'c Cell>> = BTreeMap::new();
    for cell in cells {
        let value = cell.values.get(attribute).copied();
        of_values.entry(value).or_default().push(cell);
    }
    let mut alike: Vec<Alike<'c>> = Vec::new();
    for cells in of_values.into_values() {
        let combination = |cell: &&Cell| {
            let others = rest.iter();
            others
                .map(|other| cell.values.get(other).copied())
                .collect()
        };
        let others = cells.iter().map(combination).collect();
        match alike.iter_mut().find(|known| known.others == others) {
            Some(known) => known.cells.extend(cells),
            None => alike.push(Alike { others, cells }),
        }
    }
    let parts = alike.into_iter();
    parts.flat_map(|part| split(part.cells, rest)).collect()
}

pub(super) fn holds(condition: &Condition, cell: &Cell) -> bool {
    match condition {
        Condition::Is { attribute, values } => cell
            .values
            .get(attribute)
            .is_some_and(|value| values.contains(value)),
        Condition::Not(inner) => !holds(inner, cell),
        Condition::All(parts) => parts.iter().all(|part| holds(part, cell)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, cell)),
    }
}

/// Whether a condition is seen to hold for everybody.
pub(super) fn always(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(always),
        Condition::Any(parts) => parts.iter().any(always),
        Condition::Is { .. } | Condition::Not(_) => false,
    }
}
