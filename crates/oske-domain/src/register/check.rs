//! What members must satisfy together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use oske_types::Validity;

use super::fault::{FaultList, RegisterFault, RegisterFaultCode};
use crate::nearest::nearest;
use crate::{Member, MemberId, MembershipHistory, Representation};

/// The most representations that a register may have, since each day on which one begins is searched
/// for circles.
const MOST_REPRESENTATIONS: usize = 10_000;

/// What one member says of itself that others must agree with; a row that is faulty in other cells
/// says as much of it as could be read.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    pub(super) id: &'a MemberId,
    pub(super) history: Option<&'a MembershipHistory>,
    pub(super) representations: &'a [Representation],
    pub(super) origin: Option<Origin<'a>>,
}

/// Where a claim was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin<'a> {
    pub(super) line: u64,
    /// What stands before the name of a column: nothing in CSV, `members[2].` in JSON.
    pub(super) prefix: &'a str,
}

impl<'a> Claim<'a> {
    pub(super) fn of(member: &'a Member) -> Self {
        Self {
            id: member.id(),
            history: Some(member.history()),
            representations: member.representations(),
            origin: None,
        }
    }

    fn fault(
        &self,
        column: &str,
        code: RegisterFaultCode,
        message: String,
        help: impl Into<Box<str>>,
    ) -> RegisterFault {
        let fault = RegisterFault::new(code, message, help);
        match self.origin {
            Some(Origin { line, prefix }) => {
                fault.at_line(line).in_column(format!("{prefix}{column}"))
            }
            None => fault,
        }
    }
}

/// Finds every fault that is between members.
pub(super) fn together(claims: &[Claim<'_>], faults: &mut FaultList) {
    let mut by_id: BTreeMap<&MemberId, &Claim<'_>> = BTreeMap::new();
    for claim in claims {
        if let Some(first) = by_id.get(claim.id) {
            let place = match first.origin {
                Some(origin) => format!(", first on line {}", origin.line),
                None => String::new(),
            };
            let message = format!("the id `{}` stands twice{place}", claim.id);
            let help = "give each member an id of its own, or delete the one that is there twice";
            faults.push(claim.fault("id", RegisterFaultCode::DuplicateId, message, help));
        } else {
            by_id.insert(claim.id, claim);
        }
    }
    for claim in claims {
        for representation in claim.representations {
            representative_is_member(claim, representation, &by_id, faults);
        }
        one_representative_at_a_time(claim, faults);
    }
    no_circles(&by_id, faults);
}

fn representative_is_member(
    claim: &Claim<'_>,
    representation: &Representation,
    by_id: &BTreeMap<&MemberId, &Claim<'_>>,
    faults: &mut FaultList,
) {
    let representative = representation.representative();
    let Some(found) = by_id.get(representative) else {
        let others = by_id
            .keys()
            .filter(|_| !faults.is_full())
            .map(|id| (id, id));
        let help = match nearest(representative.as_str(), others) {
            Some(id) => format!("write `{id}`, if that is meant, or add the representative"),
            None => "add the representative to the register, or correct its id".to_owned(),
        };
        let message = format!(
            "`{}` is represented through `{representative}`, which is not in the register",
            claim.id
        );
        let code = RegisterFaultCode::UnknownMember;
        faults.push(claim.fault("represented_by", code, message, help));
        return;
    };
    let may_hold =
        |history: &MembershipHistory| history.may_hold_throughout(representation.validity());
    if !found.history.is_none_or(may_hold) {
        let message = format!(
            "`{}` is represented through `{representative}` in {}, and in a part of that \
             `{representative}` is not a member",
            claim.id,
            representation.validity(),
        );
        let code = RegisterFaultCode::RepresentativeNotMember;
        let help = "let the representation begin and end within the representative's membership";
        faults.push(claim.fault("represented_by", code, message, help));
    }
}

fn one_representative_at_a_time(claim: &Claim<'_>, faults: &mut FaultList) {
    let mut in_order: Vec<&Representation> = claim.representations.iter().collect();
    // An open beginning is before every date.
    in_order.sort_by_key(|representation| representation.validity().from());
    for pair in in_order.windows(2) {
        if let [earlier, later] = pair
            && let Some(shared) = earlier.validity().intersection(later.validity())
        {
            let message = format!(
                "`{}` is represented through `{}` and through `{}` in {shared}",
                claim.id,
                earlier.representative(),
                later.representative(),
            );
            let code = RegisterFaultCode::RepresentationOverlap;
            let help = "let one representation end on the day on which the next begins";
            faults.push(claim.fault("represented_by", code, message, help));
        }
    }
}

/// No representation leads back to where it began.
///
/// On each day there is one representative at most, and a circle that there is on some day is there
/// on the first day of one of its representations.
fn no_circles(by_id: &BTreeMap<&MemberId, &Claim<'_>>, faults: &mut FaultList) {
    let claims: Vec<&&Claim<'_>> = by_id.values().collect();
    let numbers: BTreeMap<&MemberId, usize> = by_id.keys().copied().zip(0..).collect();
    let mut links: Vec<(usize, usize, Validity)> = Vec::new();
    for (from, claim) in claims.iter().enumerate() {
        for representation in claim.representations {
            if let Some(to) = numbers.get(representation.representative()) {
                links.push((from, *to, representation.validity()));
            }
        }
    }
    if links.len() > MOST_REPRESENTATIONS {
        let code = RegisterFaultCode::TooManyRepresentations;
        let message = format!(
            "{} representations: expected at most {MOST_REPRESENTATIONS}",
            links.len()
        );
        let help = "leave out the members that are only represented, or split the register";
        faults.push(RegisterFault::new(code, message, help));
        return;
    }
    let first_days: BTreeSet<Option<NaiveDate>> = links
        .iter()
        .map(|(_, _, validity)| validity.from())
        .collect();
    let mut reported: BTreeSet<usize> = BTreeSet::new();
    for first_day in first_days {
        let day = first_day.unwrap_or(NaiveDate::MIN);
        let mut next: Vec<Option<(usize, Validity)>> = vec![None; claims.len()];
        for (from, to, validity) in &links {
            if validity.contains(day)
                && let Some(slot) = next.get_mut(*from)
            {
                *slot = Some((*to, *validity));
            }
        }
        for circle in circles(&next) {
            // One report for a circle, however often it comes about.
            let (Some(first), false) = (
                circle.first().and_then(|(number, _)| claims.get(*number)),
                circle.iter().any(|(number, _)| reported.contains(number)),
            ) else {
                continue;
            };
            reported.extend(circle.iter().map(|(number, _)| *number));
            faults.push(circle_fault(first, &circle, &claims));
        }
    }
}

/// The circles of a graph in which each node leads to one other at most.
fn circles(next: &[Option<(usize, Validity)>]) -> Vec<Vec<(usize, Validity)>> {
    let mut circles = Vec::new();
    // The walk, by its number from 1, on which each node was met.
    let mut met: Vec<usize> = vec![0; next.len()];
    for (walk, start) in (1_usize..).zip(0..next.len()) {
        let mut path: Vec<(usize, Validity)> = Vec::new();
        let mut node = start;
        while let (Some(Some((to, validity))), Some(met)) = (next.get(node), met.get_mut(node)) {
            if *met == walk {
                let from = path.iter().position(|(earlier, _)| *earlier == node);
                circles.push(path.split_off(from.unwrap_or_default()));
                break;
            }
            if *met != 0 {
                break;
            }
            *met = walk;
            path.push((node, *validity));
            node = *to;
        }
    }
    circles
}

fn circle_fault(
    first: &Claim<'_>,
    circle: &[(usize, Validity)],
    claims: &[&&Claim<'_>],
) -> RegisterFault {
    let ids = || {
        circle
            .iter()
            .filter_map(|(number, _)| claims.get(*number))
            .map(|claim| claim.id)
    };
    let chain: Vec<String> = ids()
        .chain([first.id])
        .map(|id| format!("`{id}`"))
        .collect();
    let shared = circle
        .iter()
        .try_fold(Validity::ALWAYS, |shared, (_, validity)| {
            shared.intersection(*validity)
        });
    let period = match shared {
        Some(Validity::ALWAYS) | None => String::new(),
        Some(shared) => format!(" in {shared}"),
    };
    let message = format!(
        "representation leads back to where it began{period}: {}",
        chain.join(" through ")
    );
    let code = RegisterFaultCode::RepresentationCycle;
    let help = "let one of them be a member in its own name";
    first.fault("represented_by", code, message, help)
}
