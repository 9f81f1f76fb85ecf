//! What members must satisfy together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use oske_types::Validity;

use super::fault::{FaultList, RegisterFault, RegisterFaultCode};
use crate::{Member, MemberId, MembershipHistory, Representation};

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
                Some(origin) => format!(", first {} {}", faults.before_line(), origin.line),
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
        let help = match faults.nearest_id(representative, by_id.keys().copied()) {
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

/// One representation, from member to member by number.
type Link = (usize, usize, Validity);

/// No representation leads back to where it began.
///
/// On each day there is one representative at most, and a circle is first there on the day on which
/// the last of its representations begins: the days are gone through, and on each day the ways that
/// lead on from a representation that begins on it.
fn no_circles(by_id: &BTreeMap<&MemberId, &Claim<'_>>, faults: &mut FaultList) {
    let claims: Vec<&Claim<'_>> = by_id.values().copied().collect();
    let numbers: BTreeMap<&MemberId, usize> = by_id.keys().copied().zip(0..).collect();
    let mut links: Vec<Link> = Vec::new();
    for (from, claim) in claims.iter().enumerate() {
        for representation in claim.representations {
            if let Some(to) = numbers.get(representation.representative()) {
                links.push((from, *to, representation.validity()));
            }
        }
    }
    links.sort_by_key(|(_, _, validity)| validity.from());
    let mut latest: Vec<Option<Link>> = vec![None; claims.len()];
    // Per member, the day and the way on it, by their numbers, on which it was last met.
    let mut met: Vec<(usize, usize)> = vec![(0, 0); claims.len()];
    let mut reported: BTreeSet<usize> = BTreeSet::new();
    let same_day = |a: &Link, b: &Link| a.2.from() == b.2.from();
    for (day_number, begun) in (1..).zip(links.chunk_by(same_day)) {
        let first = begun.first().and_then(|(_, _, validity)| validity.from());
        let day = first.unwrap_or(NaiveDate::MIN);
        for link in begun {
            if let Some(slot) = latest.get_mut(link.0) {
                *slot = Some(*link);
            }
        }
        for (way, (start, _, _)) in begun.iter().enumerate() {
            let Some(circle) = circle_from(*start, day, (day_number, way), &latest, &mut met)
            else {
                continue;
            };
            // One report for a circle, however often it comes about.
            if circle
                .iter()
                .any(|(number, _, _)| reported.contains(number))
            {
                continue;
            }
            reported.extend(circle.iter().map(|(number, _, _)| *number));
            faults.push_with(|| circle_fault(&circle, &claims));
        }
    }
}

/// The circle that the way from a member comes to on a day, unless another way of the day, which
/// would have come to it too, has been there; it begins with the first member by number.
fn circle_from(
    start: usize,
    day: NaiveDate,
    way: (usize, usize),
    latest: &[Option<Link>],
    met: &mut [(usize, usize)],
) -> Option<Vec<Link>> {
    let mut path: Vec<Link> = Vec::new();
    let mut member = start;
    loop {
        let link = (*latest.get(member)?).filter(|(_, _, validity)| validity.contains(day))?;
        let met = met.get_mut(member)?;
        if *met == way {
            break;
        }
        if met.0 == way.0 {
            return None;
        }
        *met = way;
        path.push(link);
        member = link.1;
    }
    let entry = path.iter().position(|(number, _, _)| *number == member)?;
    let mut circle = path.split_off(entry);
    let least = circle
        .iter()
        .enumerate()
        .min_by_key(|(_, (number, _, _))| *number);
    let least = least.map_or(0, |(place, _)| place);
    circle.rotate_left(least);
    Some(circle)
}

fn circle_fault(circle: &[Link], claims: &[&Claim<'_>]) -> RegisterFault {
    let members: Vec<&&Claim<'_>> = circle
        .iter()
        .filter_map(|(number, _, _)| claims.get(*number))
        .collect();
    let round = members.iter().chain(members.first());
    let chain: Vec<String> = round.map(|claim| format!("`{}`", claim.id)).collect();
    let shared = circle
        .iter()
        .try_fold(Validity::ALWAYS, |shared, (_, _, validity)| {
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
    match members.first() {
        Some(first) => first.fault("represented_by", code, message, help),
        None => RegisterFault::new(code, message, help),
    }
}
