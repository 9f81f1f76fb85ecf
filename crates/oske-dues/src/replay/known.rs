//! What an explanation has said of each name: the same name is the same thing with the same value.

use std::collections::BTreeMap;

use oske_types::Exact;

use crate::assessment::Label;
use crate::explain::{Operation, TableRow};

/// What is said of a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said<'e> {
    Step(&'e Operation, Option<Exact>),
    Row(&'e TableRow),
    Label(&'e Label),
    Value(Exact),
    Reading(usize, usize),
}

/// The list and the place of a thing; `None` outside of lists.
type Thing<'e> = Option<(&'e str, usize)>;

#[derive(Debug, Default)]
pub(super) struct Known<'e> {
    said: BTreeMap<(&'static str, String), Vec<(Thing<'e>, Said<'e>)>>,
}

impl<'e> Known<'e> {
    /// Notes what is said of a name; `false` where something else was said of it. What is said outside
    /// of lists is of the payer, and so the same for every thing.
    pub(super) fn agrees(
        &mut self,
        kind: &'static str,
        name: &str,
        thing: Thing<'e>,
        said: Said<'e>,
    ) -> bool {
        let known = self.said.entry((kind, name.to_owned())).or_default();
        let same = |other: &Thing<'e>| *other == thing || other.is_none() || thing.is_none();
        if known
            .iter()
            .any(|(other, known)| same(other) && *known != said)
        {
            return false;
        }
        if !known.contains(&(thing, said)) {
            known.push((thing, said));
        }
        true
    }
}
