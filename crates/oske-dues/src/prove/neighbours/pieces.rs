//! The parts along one quantity, as they are met on the way along it.

use super::super::meeting::Meeting;
use super::super::{MOST_COMPARED, Part};
use crate::interval::{Cut, Interval};
use crate::normal::{Forms, Region, Variable};

/// A part, as it is met on the way along the quantity.
pub(super) struct Piece<'a> {
    pub(super) part: &'a Part,
    pub(super) stretch: Interval,
    /// The ends of the stretch, as their rank among all ends.
    ends: [usize; 2],
    /// Whether a border of it is crossed along the quantity.
    pub(super) is_oblique: bool,
}

impl Piece<'_> {
    /// The payers of the part, whatever the quantity is.
    pub(super) fn others(&self, along: Variable) -> Region {
        self.part.region.clone().without_stretch(along)
    }
}

/// The parts along one quantity.
pub(in super::super) struct Pieces<'a> {
    pub(super) all: Vec<Piece<'a>>,
    pub(super) oblique: Vec<usize>,
    /// Whether two pieces may differ in the quantity alone.
    pub(super) others: Meeting,
    /// How many pairs may still be looked at closely.
    pub(super) left: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(forms: &Forms<'_, '_>, along: Variable, parts: &'a [Part]) -> Self {
        let pieces = parts.iter().filter_map(|part| {
            let is_oblique = part
                .region
                .guards
                .iter()
                .any(|guard| forms.is_about(&guard.form, along));
            // What is so for the whole scale has no neighbours along it.
            if !is_oblique && part.region.stretch(along).is_none() {
                return None;
            }
            Some(Piece {
                part,
                stretch: forms.scales.stretch(&part.region, along)?,
                ends: [0; 2],
                is_oblique,
            })
        });
        let mut all: Vec<Piece<'a>> = pieces.collect();
        let mut cuts: Vec<Cut> = all
            .iter()
            .flat_map(|piece| [piece.stretch.from, piece.stretch.to])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        for piece in &mut all {
            let ends = [piece.stretch.from, piece.stretch.to];
            piece.ends = ends.map(|end| cuts.partition_point(|cut| *cut < end));
        }
        let regions: Vec<&Region> = all.iter().map(|piece| &piece.part.region).collect();
        let others = Meeting::of(forms, &regions, Some(along));
        let pieces = all.iter().enumerate();
        let oblique = pieces.filter_map(|(index, piece)| piece.is_oblique.then_some(index));
        Self {
            oblique: oblique.collect(),
            all,
            others,
            left: MOST_COMPARED,
        }
    }

    /// How many pairs of pieces there are to look at.
    pub(super) fn pairs(&self) -> usize {
        let pieces = 0..self.all.len();
        let near = pieces.map(|index| self.others.near(index).len());
        near.fold(0, usize::saturating_add)
    }

    /// The pieces that begin where another one ends, for payers like those of the first.
    pub(super) fn behind(&self, first: usize, index: usize) -> Vec<usize> {
        let Some(piece) = self.all.get(index) else {
            return Vec::new();
        };
        let begins = |next: &usize| {
            let next = self.all.get(*next);
            next.is_some_and(|next| next.ends[0] == piece.ends[1])
        };
        let near = self.others.near(first).iter().copied();
        near.filter(begins)
            .filter(|next| self.others.may(first, *next))
            .collect()
    }

    /// The pieces that share a stretch of the quantity with one, beyond a border that follows no axis;
    /// with itself, if it has such a border.
    pub(super) fn beside(&self, index: usize) -> Vec<usize> {
        let Some(piece) = self.all.get(index) else {
            return Vec::new();
        };
        let overlaps = |other: &usize| {
            let ends = self.all.get(*other).map(|other| other.ends);
            ends.is_some_and(|ends| ends[0] < piece.ends[1] && piece.ends[0] < ends[1])
                && self.others.may(index, *other)
        };
        if piece.is_oblique {
            let near = self.others.near(index).iter();
            near.copied().filter(overlaps).collect()
        } else {
            self.oblique.iter().copied().filter(overlaps).collect()
        }
    }

    pub(super) fn spend(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }
}
