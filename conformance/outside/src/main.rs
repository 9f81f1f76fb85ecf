//! Whoever has members of their own embeds the engine alone: a policy built in code, facts of one's own, an amount with its
//! reason. It ends with an error if anything comes out otherwise than expected.

use std::error::Error;

use oske_dues::document::{PolicyDocument, Value};
use oske_dues::{Facts, Outcome, Policy};
use oske_types::Language;

/// A member as another program keeps it.
struct Club {
    name: &'static str,
    players: Option<u32>,
}

impl Club {
    fn facts(&self) -> Facts {
        let facts = Facts::new(self.name);
        match self.players {
            Some(players) => facts.with_measure("players", i64::from(players)),
            None => facts,
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    // Made up: no federation has these dues. Between 100 and 101 players there is nobody, so there is no gap.
    let policy = policy([row("to", "100", "2.50"), row("over", "100", "2")])?;
    expect(policy.findings().is_empty(), "a policy without findings")?;

    let year = policy.for_year("2026".parse()?)?;
    let explanation = year.explain(
        &Club {
            name: "a club",
            players: Some(101),
        }
        .facts(),
    );
    let line = explanation.to_line(Language::English);
    println!("{}: {line}", explanation.payer());
    let amount = explanation.replay()?.ok_or("an amount")?;
    expect(amount.to_string() == "202.00 EUR", "202 euros")?;

    // What is not known is not zero.
    let silent = year.assess(
        &Club {
            name: "a silent club",
            players: None,
        }
        .facts(),
    );
    expect(
        matches!(silent.outcome(), Outcome::Undetermined(_)),
        "an open outcome",
    )?;

    // And a hole is found before anyone falls into it.
    let findings = self::policy([row("under", "100", "2.50"), row("over", "100", "2")])?.findings();
    let gap = findings
        .iter()
        .find(|finding| finding.code() == "gap")
        .ok_or("a gap")?;
    println!("{}", gap.message(Language::English));
    Ok(())
}

fn expect(holds: bool, what: &str) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(format!("expected {what}"))
    }
}

fn row(bound: &str, players: &str, pays: &str) -> Value {
    Value::table([(bound, Value::text(players)), ("pays", Value::text(pays))])
}

/// A policy with the keys of the language, and no file format.
fn policy(rows: impl IntoIterator<Item = Value>) -> Result<Policy, oske_dues::Faults> {
    let words = |text: &str| Value::table([("en", Value::text(text))]);
    let decision = [
        ("by", words("federal assembly")),
        ("on", Value::text("2025-05-16")),
    ];
    let mut measure = texts(&[
        ("unit", "player"),
        ("step", "1"),
        ("least", "0"),
        ("most", "100000"),
    ]);
    measure.push(("reference", words("1 January")));
    let mut rate = texts(&[("by", "players"), ("unit", "EUR/player")]);
    rate.push(("rows", Value::list(rows)));
    let rule = texts(&[("id", "clubs"), ("pays", "rate(players) * players")]);
    let mut head = texts(&[
        ("format", "oske-policy"),
        ("id", "outside-2026"),
        ("status", "in-force"),
        ("currency", "EUR"),
        ("rounding", "half-up to 0.01"),
    ]);
    head.extend([
        ("version", Value::integer(1)),
        ("title", words("Dues of a made-up federation")),
        ("dues_years", Value::table([("from", Value::text("2026"))])),
        ("decision", Value::table(decision)),
        (
            "unit",
            Value::table([("player", Value::table([("name", words("player"))]))]),
        ),
        ("fact", Value::table([("players", Value::table(measure))])),
        ("table", Value::table([("rate", Value::table(rate))])),
        ("rule", Value::list([Value::table(rule)])),
    ]);
    PolicyDocument::from_value(Value::table(head)).check()
}

fn texts<'k>(pairs: &[(&'k str, &str)]) -> Vec<(&'k str, Value)> {
    let pairs = pairs.iter().map(|(key, text)| (*key, Value::text(*text)));
    pairs.collect()
}
