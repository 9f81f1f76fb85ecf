//! What the amendments of an act tell of one place in it.

use chrono::{Days, NaiveDate};

use crate::catalogue::{Act, Amendment, Effect, Relation, relation};
use crate::provision::Provision;
use crate::statute::StatuteId;

use super::{Answer, Reason, Standing};

/// What is known of one place over time.
pub(super) struct History<'a> {
    act: &'a Act,
    /// Whether every amendment of the place is listed.
    covered: bool,
    known: Vec<Known>,
    breaks: Vec<Break>,
}

/// What is known of a day.
struct Known {
    date: NaiveDate,
    stands: bool,
    /// Whether it tells of earlier days, as far as nothing changed.
    backward: bool,
    /// The amendment that says so, whose own changes are no break.
    by: Option<StatuteId>,
    reason: Reason,
}

/// A day on which something may have changed.
struct Break {
    date: NaiveDate,
    by: StatuteId,
    from: Option<NaiveDate>,
    /// Whether the place is concerned, and not only perhaps.
    listed: bool,
}

impl Break {
    fn reason(&self) -> Reason {
        let (by, from) = (self.by, self.from);
        if self.listed {
            Reason::ChangeNotKnown { by, from }
        } else {
            Reason::MayHaveChanged { by, from }
        }
    }
}

impl<'a> History<'a> {
    pub(super) fn of(act: &'a Act, place: &Provision, from: NaiveDate) -> Self {
        let mut history = Self {
            act,
            covered: act.amendment_list().covers(place),
            known: Vec::new(),
            breaks: Vec::new(),
        };
        history.publication(place, from);
        for reading in act.readings() {
            if matches!(
                relation(reading.provision(), place),
                Relation::Exact | Relation::Below
            ) {
                let on = reading.on();
                history.know(on, true, true, None, Reason::Read { on });
            }
        }
        for amendment in act.amendments() {
            history.amendment(amendment, place);
        }
        history
    }

    fn know(
        &mut self,
        date: NaiveDate,
        stands: bool,
        backward: bool,
        by: Option<StatuteId>,
        reason: Reason,
    ) {
        self.known.push(Known {
            date,
            stands,
            backward,
            by,
            reason,
        });
    }

    /// The text as it was published, before any amendment of the same day.
    fn publication(&mut self, place: &Provision, from: NaiveDate) {
        let sections = self.act.sections_as_published();
        let parts = place.parts();
        let Some(section) = parts.sections.single() else {
            return;
        };
        if sections.is_empty() {
            return;
        }
        if !sections.contains(section) {
            self.know(from, false, false, None, Reason::NotPublished);
        } else if !parts.below_section() {
            self.know(from, true, false, None, Reason::Published);
        }
    }

    fn amendment(&mut self, amendment: &Amendment, place: &Provision) {
        let by = amendment.by();
        let date = amendment.in_force_from().unwrap_or(amendment.signed());
        let mut listed = false;
        // An amendment without a first day, or one that begins after what was searched, may not have
        // come about as it was published.
        let from = amendment.in_force_from();
        let last = self.act.complete_to().max(self.act.known_to());
        let certain = from.is_some_and(|from| last.is_none_or(|last| from <= last));
        let eve = date.checked_sub_days(Days::new(1));
        for change in amendment.changes() {
            let relation = relation(change.provision(), place);
            if relation == Relation::Apart {
                continue;
            }
            let (before, after) = conclusions(relation, change.effect(), change.provision());
            if !certain || after.is_none() {
                listed = true;
            }
            if !certain {
                continue;
            }
            if let (Some(stands), Some(eve)) = (before, eve) {
                let reason = match (stands, after) {
                    (true, Some(false)) => Reason::NotYetRepealed { by, from: date },
                    (true, _) => Reason::Amended { by, from: date },
                    (false, _) => Reason::NotYetAdded { by, from: date },
                };
                self.know(eve, stands, true, None, reason);
            }
            if let Some(stands) = after {
                let reason = match (stands, change.effect()) {
                    (false, _) => Reason::Repealed { by, from: date },
                    (true, Effect::Added) if before != Some(true) => {
                        Reason::Added { by, from: date }
                    }
                    (true, _) => Reason::Amended { by, from: date },
                };
                self.know(date, stands, false, Some(by), reason);
            }
        }
        if listed || !amendment.lists_every_change() {
            self.breaks.push(Break {
                date,
                by,
                from,
                listed,
            });
        }
    }

    pub(super) fn on(&self, date: NaiveDate) -> Standing {
        let before = self.nearest(
            |known| known.date <= date,
            |known| date.signed_duration_since(known.date).num_days(),
        );
        let after = self.nearest(
            |known| known.date >= date && known.backward,
            |known| known.date.signed_duration_since(date).num_days(),
        );
        let complete = |on: NaiveDate| {
            self.covered
                && self
                    .act
                    .complete_to()
                    .is_some_and(|complete_to| on <= complete_to)
        };
        let answer = |known: &Known| {
            if known.stands {
                Answer::Yes
            } else {
                Answer::No
            }
        };
        if let Some(before) = before {
            let quiet = self.breaks_after(before, date).next().is_none();
            // What is known of the day itself needs no list.
            if quiet && (complete(date) || before.date == date) {
                return Standing::new(answer(before), before.reason.clone());
            }
        }
        if let Some(after) = after {
            let mut between = self.breaks.iter();
            let quiet = !between.any(|other| date < other.date && other.date <= after.date);
            if quiet && complete(after.date) {
                return Standing::new(answer(after), after.reason.clone());
            }
        }
        if let (Some(before), Some(after)) = (before, after)
            && before.stands == after.stands
            && !self
                .breaks_after(before, after.date)
                .any(|other| other.listed)
        {
            let one = Standing::new(answer(before), before.reason.clone());
            return one.and(Standing::new(answer(after), after.reason.clone()));
        }
        Standing {
            answer: Answer::NotKnown,
            reasons: self.gaps(before, date),
        }
    }

    /// What is known of the day nearest to another one; `None` where two amendments of that day differ.
    fn nearest(
        &self,
        is_one: impl Fn(&Known) -> bool,
        distance: impl Fn(&Known) -> i64,
    ) -> Option<&Known> {
        let mut ones: Vec<&Known> = self.known.iter().filter(|known| is_one(known)).collect();
        ones.sort_by_key(|known| distance(known));
        let first = *ones.first()?;
        let same = ones.iter().take_while(|known| known.date == first.date);
        // What was added or repealed on the day of publication comes after it.
        let last = same.clone().last().copied()?;
        let by_amendments = same.clone().filter(|known| known.by.is_some());
        let mut states = by_amendments.map(|known| known.stands);
        let state = states.next();
        if states.any(|other| Some(other) != state) {
            return None;
        }
        let amended = same.clone().find(|known| known.by.is_some());
        Some(amended.copied().unwrap_or(last))
    }

    /// The breaks of other amendments from a day on, up to another.
    fn breaks_after<'b>(
        &'b self,
        known: &'b Known,
        to: NaiveDate,
    ) -> impl Iterator<Item = &'b Break> {
        self.breaks.iter().filter(move |other| {
            // What one amendment says outweighs what another of its day may say besides; and a text that
            // was read has the changes of its day.
            let same_day = known.date == other.date;
            let own = same_day
                && match known.by {
                    Some(by) => by == other.by || !other.listed,
                    None => matches!(known.reason, Reason::Read { .. }),
                };
            known.date <= other.date && other.date <= to && !own
        })
    }

    /// Why nothing is known of a day.
    fn gaps(&self, before: Option<&Known>, date: NaiveDate) -> Vec<Reason> {
        let mut reasons = Vec::new();
        match before {
            None => reasons.push(Reason::PlaceNotKnown),
            Some(before) => {
                let mut breaks: Vec<&Break> = self.breaks_after(before, date).collect();
                breaks.sort_by_key(|other| (!other.listed, other.date));
                reasons.extend(breaks.into_iter().take(3).map(Break::reason));
            }
        }
        if !self.covered {
            reasons.push(Reason::ListPartial);
        } else if let Some(on) = self.act.complete_to().filter(|on| *on < date) {
            reasons.push(Reason::ListCompleteTo { on });
        }
        if reasons.is_empty() {
            reasons.push(Reason::PlaceNotKnown);
        }
        reasons
    }
}

/// Whether a place stood the day before a change, and stands from then on, as far as the change tells.
fn conclusions(
    relation: Relation,
    effect: Effect,
    changed: &Provision,
) -> (Option<bool>, Option<bool>) {
    // A new moment may take the number of one that moves on; a section does not.
    let moves = changed.parts().below_section();
    match (relation, effect) {
        (Relation::Exact, Effect::Repealed) => (Some(true), Some(false)),
        (Relation::Exact, Effect::Amended) => (Some(true), Some(true)),
        (Relation::Exact, Effect::Added) => ((!moves).then_some(false), Some(true)),
        (Relation::Below, _) => (Some(true), Some(true)),
        (Relation::Above, Effect::Repealed) => (None, Some(false)),
        (Relation::Above, Effect::Added) => ((!moves).then_some(false), None),
        _ => (None, None),
    }
}
