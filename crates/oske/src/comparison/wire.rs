//! A comparison of rounds as a document.

use oske_domain::Place;
use oske_dues::document::Value;
use oske_types::{Exact, Language, Money};

use super::{
    ComparisonError, GroupChange, InOneRound, MemberComparison, MemberRow, ProposalComparison,
    RoundComparison,
};
use crate::{Round, RoundEntry};

/// The `format` of a comparison's document.
const FORMAT: &str = "oske-round-comparison";
/// Its version.
const VERSION: i64 = 1;

impl RoundComparison<'_> {
    /// The comparison as a document, with the names of members and places in one language.
    ///
    /// | key | what it is |
    /// |---|---|
    /// | `format`, `version` | `oske-round-comparison`, 1 |
    /// | `before` | the round that the others are compared with: `policy`, `content_hash`, `dues_year`, `currency`, `register_date`, `population_year`, and `problems` with the facts of the policy and of payers |
    /// | `proposals` | one for each proposal, in their order: `round` as in `before`, `counts` with each [change](crate::MemberChange::name) and its number, `total`, `by_kind`, `by_county`, `by_region` |
    /// | `members` | one for each member that pays in any round, by id: `id`, `name`, `kind`, `before`, and `proposals` in their order |
    ///
    /// A group has `members`, and of them `comparable` ones, those that pay in their own name in both
    /// rounds or surely have no dues there, with what they owe `before` and `after`, the difference `by`
    /// and `percent`; those that pay in their own name in one round alone, `beginning` and `ceasing`, each
    /// with `members`, the `amount` and how many are `open`; those of whom it is not known, `open`; and what
    /// is known of all of them, `known_before` and `known_after`. By kind it has the `kind`, by county and region the `place` and its `name`, null for
    /// those without one.
    ///
    /// A member has in each round a `status`: that of its assessment, with the `amount` where there is one,
    /// or `no_payer` where it does not pay in its own name. Under a proposal these stand in `after`, with
    /// the `change`, `by` and `percent`.
    ///
    /// Amounts are texts with the decimals of the currency of the round, percentages are exact: decimals
    /// or ratios. What is not known is null.
    ///
    /// # Errors
    ///
    /// As with [`ProposalComparison::total`] and [`ProposalComparison::by_county`].
    pub fn to_value(&self, language: Language) -> Result<Value, ComparisonError> {
        let proposals = self.proposals();
        let proposals = proposals.map(|proposal| proposal.to_value(language));
        let proposals = proposals.collect::<Result<Vec<_>, ComparisonError>>()?;
        let members = self.members();
        let members = members.iter().map(|row| row.to_value(language));
        Ok(Value::table([
            ("format", Value::text(FORMAT)),
            ("version", Value::integer(VERSION)),
            ("before", round_value(&self.before)),
            ("proposals", Value::list(proposals)),
            ("members", Value::list(members)),
        ]))
    }
}

impl ProposalComparison<'_> {
    fn to_value(self, language: Language) -> Result<Value, ComparisonError> {
        let counts = self.counts();
        let counts = counts.iter();
        let counts = counts.map(|(change, number)| (change.name(), count(number)));
        let kinds = self.by_kind()?;
        let kinds = kinds
            .iter()
            .map(|group| group.to_value([("kind", Value::text(group.group().code()))]));
        let counties = self.by_county()?;
        let counties = counties.iter().map(|group| {
            let place = group.group().map(|county| Place::County(county.code()));
            let name = group.group().map(|county| county.name());
            place_value(group, place, name.map(|name| name.in_language(language)))
        });
        let regions = self.by_region()?;
        let regions = regions.iter().map(|group| {
            let place = group.group().map(|region| Place::Region(region.code()));
            let name = group.group().map(|region| region.name());
            place_value(group, place, name.map(|name| name.in_language(language)))
        });
        Ok(Value::table([
            ("round", round_value(self.after)),
            ("counts", Value::table(counts)),
            ("total", self.total()?.to_value([])),
            ("by_kind", Value::list(kinds)),
            ("by_county", Value::list(counties)),
            ("by_region", Value::list(regions)),
        ]))
    }
}

impl MemberRow<'_> {
    fn to_value(&self, language: Language) -> Value {
        let member = self.member();
        let proposals = self.proposals().map(MemberComparison::to_value);
        Value::table([
            ("id", Value::text(member.id().as_str())),
            ("name", Value::text(member.name().in_language(language))),
            ("kind", Value::text(member.kind().code())),
            ("before", entry_value(self.before())),
            ("proposals", Value::list(proposals)),
        ])
    }
}

impl MemberComparison<'_> {
    fn to_value(self) -> Value {
        Value::table([
            ("change", Value::text(self.change().name())),
            ("after", entry_value(self.after())),
            ("by", optional(self.by().map(Money::to_decimal_text))),
            ("percent", number(self.percent())),
        ])
    }
}

impl<G> GroupChange<G> {
    fn to_value<const N: usize>(&self, group: [(&str, Value); N]) -> Value {
        let amount = |amount: Money| Value::text(amount.to_decimal_text());
        let sums = [
            ("members", count(self.members())),
            ("comparable", count(self.comparable())),
            ("before", amount(self.before())),
            ("after", amount(self.after())),
            ("by", amount(self.by())),
            ("percent", number(self.percent())),
            ("beginning", self.beginning().to_value()),
            ("ceasing", self.ceasing().to_value()),
            ("open", count(self.open())),
            ("known_before", amount(self.known_before())),
            ("known_after", amount(self.known_after())),
        ];
        Value::table(group.into_iter().chain(sums))
    }
}

impl InOneRound {
    fn to_value(self) -> Value {
        Value::table([
            ("members", count(self.members())),
            ("amount", Value::text(self.amount().to_decimal_text())),
            ("open", count(self.open())),
        ])
    }
}

fn place_value<G>(group: &GroupChange<G>, place: Option<Place>, name: Option<&str>) -> Value {
    let place = place.map(|place| place.to_string());
    group.to_value([("place", optional(place)), ("name", optional(name))])
}

fn round_value(round: &Round<'_>) -> Value {
    let year = round.policy_year();
    let options = round.options();
    let problems = round.all_problems();
    let problems = problems.map(|problem| Value::text(problem.to_string()));
    Value::table([
        ("policy", Value::text(year.policy().id())),
        ("content_hash", Value::text(year.policy().content_hash())),
        ("dues_year", Value::text(year.year().to_string())),
        ("currency", Value::text(round.currency().code())),
        (
            "register_date",
            Value::text(options.register_date.to_string()),
        ),
        (
            "population_year",
            Value::integer(i64::from(options.population_year)),
        ),
        ("problems", Value::list(problems)),
    ])
}

fn entry_value(entry: Option<&RoundEntry<'_>>) -> Value {
    let Some(outcome) = entry.map(|entry| entry.assessment().outcome()) else {
        return Value::table([("status", Value::text("no_payer"))]);
    };
    let amount = outcome.amount().map(Money::to_decimal_text);
    let amount = amount.map(|amount| ("amount", Value::text(amount)));
    let status = ("status", Value::text(outcome.status()));
    Value::table([status].into_iter().chain(amount))
}

fn count(count: usize) -> Value {
    Value::integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn number(number: Option<Exact>) -> Value {
    optional(number.map(|number| number.to_string()))
}

fn optional(text: Option<impl Into<String>>) -> Value {
    text.map_or_else(Value::null, Value::text)
}
