//! One policy by itself, told with the means by which two are compared: a [`Tariff`].

use super::Curve;
use super::find::Finder;
use super::joint::Joint;
use super::said::{Piece, Said, pieces};
use super::tell::whole;
use crate::assessment::Reason;
use crate::normal::Region;
use crate::tariff::{Tariff, TariffCurve, TariffPiece, TariffRow};
use crate::year::PolicyYear;

/// Sets of payers of whom a policy says one thing, for one reason.
struct Told<'s> {
    said: &'s Said,
    reason: Option<Reason>,
    regions: Vec<Region>,
}

/// What a policy asks of whom.
pub(crate) fn tariff(year: &PolicyYear<'_>) -> Tariff {
    // The facts of a policy are comparable with themselves.
    let Ok(joint) = Joint::of(year, year) else {
        return Tariff {
            rows: Vec::new(),
            curves: Vec::new(),
            is_complete: false,
        };
    };
    let joint_year = joint.policy.compile(year.year);
    let mut finder = Finder::new(&joint_year, year, year, Vec::new());
    let found = pieces(year, &joint.before, &mut finder.joint.forms);
    let pieces = finder.seen(found);
    let mut sets: Vec<Told<'_>> = Vec::new();
    for piece in &pieces {
        if piece.said == Said::NotDeclared {
            continue;
        }
        finder.draw(&piece.region, &piece.said, &piece.said);
        let (said, reason) = (&piece.said, finder.reason(piece));
        let mut known = sets.iter_mut();
        match known.find(|known| (known.said, &known.reason) == (said, &reason)) {
            Some(known) => known.regions.push(piece.region.clone()),
            None => sets.push(Told {
                said,
                reason,
                regions: vec![piece.region.clone()],
            }),
        }
    }
    let joined = sets.into_iter().flat_map(|told| {
        let regions = finder.joint.forms.joined(told.regions).into_iter();
        regions.map(move |region| (told.said, told.reason.clone(), region))
    });
    let mut joined: Vec<(&Said, Option<Reason>, Region)> = joined.collect();
    joined.sort_by_cached_key(|(said, _, region)| {
        let stretches = region.stretches.iter();
        let stretches = stretches.map(|(variable, interval)| (*variable, interval.from));
        let stretches: Vec<_> = stretches.collect();
        (rank(said), region.choices.clone(), stretches)
    });
    let rows = joined.into_iter().map(|(said, reason, region)| {
        // Of a quantity that has one value there is no rate.
        let pinned = said.pinned(|form| finder.joint.forms.pinned(form, &region));
        TariffRow {
            payers: finder.joint.payers_of(&region),
            asks: finder.side(&pinned),
            reason,
        }
    });
    let rows = rows.collect();
    let curves = whole(std::mem::take(&mut finder.curves), &finder.joint.forms);
    let curves = curves
        .into_iter()
        .filter_map(|drawn| finder.curve(drawn))
        .filter_map(of_one);
    Tariff {
        rows,
        curves: curves.collect(),
        is_complete: finder.left_out.is_empty(),
    }
}

impl Finder<'_, '_, '_, '_> {
    /// Why there is no one amount, for one of a set.
    fn reason(&self, piece: &Piece) -> Option<Reason> {
        if matches!(piece.said, Said::Owes(..) | Said::NotCovered) {
            return None;
        }
        let payer = self.joint.witness_at(&piece.region, &[])?;
        let outcome = self.before.assess(&payer).outcome().clone();
        outcome.reasons().first().cloned()
    }
}

/// Amounts stand before what is open, and that before what is not charged.
fn rank(said: &Said) -> u8 {
    match said {
        Said::Owes(..) => 0,
        Said::Ambiguous => 1,
        Said::Undetermined { .. } | Said::NoResult => 2,
        Said::NotCovered | Said::NotDeclared => 3,
    }
}

/// The curve of the policy, if it has an amount anywhere.
fn of_one(curve: Curve) -> Option<TariffCurve> {
    let pieces = curve.pieces.iter().filter_map(|piece| {
        Some(TariffPiece {
            interval: piece.interval,
            line: piece.before?,
        })
    });
    let pieces: Vec<TariffPiece> = pieces.collect();
    (!pieces.is_empty()).then_some(TariffCurve {
        payers: curve.payers,
        measure: curve.measure,
        is_date: curve.is_date,
        step: curve.step,
        greatest: curve.greatest,
        currency: curve.currency,
        pieces,
    })
}
