//! A comparison as JSON: `comparisons`, one for each proposal, and with a register `rounds`.

use oske::dues::compare::{Change, Comparison};
use oske::dues::document::Value;
use oske::types::{ArithmeticError, Exact, Language, Money};
use oske::{GroupChange, MemberChange, RoundComparison, RoundEntry};

use crate::support::Failure;

pub(crate) fn json(
    comparisons: &[Comparison],
    rounds: Option<&RoundComparison<'_>>,
    language: Language,
) -> Result<String, Failure> {
    let comparisons = comparisons
        .iter()
        .map(|comparison| comparison.to_value(language));
    let mut entries = vec![("comparisons", Value::list(comparisons))];
    if let Some(rounds) = rounds {
        let proposals = 0..rounds.proposals().len();
        let values = proposals.map(|proposal| round(rounds, proposal, language));
        let values = values.collect::<Result<Vec<_>, ArithmeticError>>();
        entries.push(("rounds", Value::list(values.map_err(Failure::input)?)));
    }
    Ok(format!("{}\n", Value::table(entries).to_json()))
}

fn round(
    rounds: &RoundComparison<'_>,
    proposal: usize,
    language: Language,
) -> Result<Value, ArithmeticError> {
    let year = |index: Option<usize>| {
        let round = index.map_or(Some(rounds.before()), |index| rounds.proposals().get(index));
        let year = round.map(|round| round.policy_year());
        Value::table([
            ("policy", text(year.map(|year| year.policy().id()))),
            ("dues_year", text(year.map(|year| year.year().to_string()))),
        ])
    };
    let counts = rounds.counts(proposal);
    let counts = [
        (Change::Falls, counts.falls),
        (Change::Rises, counts.rises),
        (Change::Same, counts.same),
        (Change::BecomesCovered, counts.becomes_covered),
        (Change::NoLongerCovered, counts.no_longer_covered),
        (Change::Open, counts.open),
        (Change::NotCovered, counts.not_covered),
    ];
    let counts = counts.map(|(change, count)| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        (change.name(), Value::integer(count))
    });
    let kinds = rounds.by_kind(proposal)?;
    let kinds = kinds
        .iter()
        .map(|group| group_value(("kind", Value::text(group.group().code())), group));
    let counties = rounds.by_county(proposal)?;
    let counties = counties.iter().map(|group| {
        let place = group.group().map(|place| place.to_string());
        group_value(("county", text(place)), group)
    });
    let members = rounds.members(proposal);
    let members = members.map(|member| member_value(member, language));
    Ok(Value::table([
        ("before", year(None)),
        ("after", year(Some(proposal))),
        ("counts", Value::table(counts)),
        (
            "total",
            group_value(("group", Value::text("all")), &rounds.total(proposal)?),
        ),
        ("by_kind", Value::list(kinds)),
        ("by_county", Value::list(counties)),
        ("members", Value::list(members)),
    ]))
}

fn text(text: Option<impl Into<String>>) -> Value {
    text.map_or_else(Value::null, Value::text)
}

fn group_value<G>(group: (&str, Value), change: &GroupChange<G>) -> Value {
    let count = |count: usize| Value::integer(i64::try_from(count).unwrap_or(i64::MAX));
    Value::table([
        group,
        ("members", count(change.members())),
        ("before", Value::text(change.before().to_decimal_text())),
        ("after", Value::text(change.after().to_decimal_text())),
        ("open", count(change.open())),
    ])
}

fn member_value(member: MemberChange<'_>, language: Language) -> Value {
    let outcome = |entry: Option<&RoundEntry<'_>>| {
        let Some(entry) = entry else {
            return Value::table([("status", Value::text("no-payer"))]);
        };
        let outcome = entry.assessment().outcome();
        let mut entries = vec![("status", Value::text(outcome.status()))];
        entries.extend(
            outcome
                .amount()
                .map(|amount| ("amount", Value::text(amount.to_decimal_text()))),
        );
        Value::table(entries)
    };
    Value::table([
        ("id", Value::text(member.member().id().as_str())),
        (
            "name",
            Value::text(member.member().name().in_language(language)),
        ),
        ("kind", Value::text(member.member().kind().code())),
        ("change", Value::text(member.change().name())),
        ("before", outcome(member.before())),
        ("after", outcome(member.after())),
        ("by", text(member.by().map(Money::to_decimal_text))),
        (
            "percent",
            text(member.percent().as_ref().map(Exact::to_string)),
        ),
    ])
}
