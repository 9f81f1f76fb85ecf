//! A round for programs: one JSON document, or one CSV row a payer.

use oske::dues::document::Value;
use oske::types::{Language, Money};
use oske::{ChargedMunicipality, FactProblem, Round, register_hash};

use crate::NamedRegister;
use crate::support::{self, Failure};

/// `format = "oske-dues-round"`, `version = 0`, and:
///
/// | key | what it is |
/// |---|---|
/// | `dues_year`, `currency` | `"2023"`, ISO 4217 |
/// | `policy` | `id`, `title`, `status`, `content_hash` |
/// | `register` | `file`, `date` as on which it was asked, `content_hash` |
/// | `population` | `date` of the figures, `edition` of the data, `attribution` |
/// | `payers` | by id: `id`, `name`, `kind`, `facts`, the keys of [`support::assessment_entries`], `problems` with the facts, `why` in one line |
/// | `problems` | what the policy asks for and nobody's register holds |
/// | `represented` | who pays nothing itself: `id`, `through` |
/// | `unsettled` | the ids of those of whom the register does not settle whether they are members |
/// | `left_out` | everyone else in the register, no member on the day: `id`, why in a word (`code`) and in words (`message`) |
/// | `totals` | `amount` in the policy's currency, `other_currencies`: `currency` and `amount`; `complete`, and `by_kind`: `kind`, `payers`, `assessed`, `amount`, `other_currencies` |
/// | `open` | why there is no amount: `code`, `status`, `subject`, `message`, `payers` |
/// | `findings` | as [`oske::dues::Finding::to_value`] writes them |
/// | `residents` | `municipalities`, `charged_once`, and `more_than_once` and `by_nobody`: `municipality`, `name`, `residents`, `payers` |
///
/// Amounts and facts are texts, counts are numbers. What there is not is empty or null.
pub(crate) fn json(
    round: &Round<'_>,
    register: &NamedRegister,
    language: Language,
) -> Result<String, Failure> {
    let year = round.policy_year();
    let policy = year.policy();
    let options = round.options();
    let payers = round.entries().iter().zip(round.explanations());
    let payers = payers.map(|(entry, explanation)| {
        let member = entry.member();
        let facts = entry.facts().values();
        let facts = facts.map(|(name, text)| (name.to_owned(), Value::text(text)));
        let mut entries = vec![
            ("id", Value::text(member.id().as_str())),
            ("name", Value::text(member.name().in_language(language))),
            ("kind", Value::text(member.kind().code())),
            ("facts", Value::table(facts)),
        ];
        entries.extend(support::assessment_entries(&explanation, language));
        entries.push(("problems", told(entry.problems())));
        entries.push(("why", Value::text(explanation.to_line(language))));
        Value::table(entries)
    });
    let represented = round.represented().iter().map(|(member, through)| {
        Value::table([
            ("id", Value::text(member.id().as_str())),
            ("through", Value::text(through.id().as_str())),
        ])
    });
    let unsettled = round
        .unsettled()
        .iter()
        .map(|member| Value::text(member.id().as_str()));
    let left_out = round.left_out().iter().map(|one| {
        Value::table([
            ("id", Value::text(one.member().id().as_str())),
            ("code", Value::text(one.why().code())),
            ("message", Value::text(one.in_language(language))),
        ])
    });
    let by_kind = round.totals_by_kind().map_err(Failure::input)?;
    let by_kind = by_kind.iter().map(|total| {
        Value::table([
            ("kind", Value::text(total.group().code())),
            ("payers", number(total.payers())),
            ("assessed", number(total.assessed())),
            ("amount", Value::text(total.total().to_decimal_text())),
            ("other_currencies", sums(total.other_currencies())),
        ])
    });
    let currency = policy.currency();
    let totals = round.totals().map_err(Failure::input)?;
    let (own, others): (Vec<Money>, Vec<Money>) = totals
        .into_iter()
        .partition(|total| total.currency() == currency);
    let total = own.first().copied().unwrap_or(Money::zero(currency));
    let open = round.open_questions();
    let open = open.iter().map(|question| {
        let payers = question.entries().iter();
        let payers = payers.map(|entry| Value::text(entry.member().id().as_str()));
        let subject = question
            .reason()
            .subject()
            .map_or_else(Value::null, Value::text);
        Value::table([
            ("code", Value::text(question.reason().code())),
            ("status", Value::text(question.status().name())),
            ("subject", subject),
            (
                "message",
                Value::text(question.reason().in_language(language)),
            ),
            ("payers", Value::list(payers)),
        ])
    });
    let findings = year.findings();
    let findings = findings.iter().map(|finding| finding.to_value(language));
    let residents = round.residents();
    let charged = |municipalities: &[ChargedMunicipality]| {
        Value::list(municipalities.iter().map(|municipality| {
            let payers = municipality.payers().iter().map(Value::text);
            Value::table([
                ("municipality", Value::text(municipality.code().to_string())),
                (
                    "name",
                    Value::text(municipality.name().in_language(language)),
                ),
                (
                    "residents",
                    municipality
                        .residents()
                        .map_or_else(Value::null, |residents| {
                            Value::integer(i64::from(residents))
                        }),
                ),
                ("payers", Value::list(payers)),
            ])
        }))
    };
    let document = Value::table([
        ("format", Value::text("oske-dues-round")),
        ("version", Value::integer(0)),
        ("dues_year", Value::text(year.year().to_string())),
        (
            "policy",
            Value::table([
                ("id", Value::text(policy.id())),
                ("title", Value::text(policy.title().in_language(language))),
                ("status", Value::text(policy.status().name())),
                ("content_hash", Value::text(policy.content_hash())),
            ]),
        ),
        (
            "register",
            Value::table([
                ("file", Value::text(&register.name)),
                ("date", Value::text(options.register_date.to_string())),
                (
                    "content_hash",
                    Value::text(register_hash(&register.register)),
                ),
            ]),
        ),
        (
            "population",
            Value::table([
                (
                    "date",
                    Value::text(format!("{}-12-31", options.population_year)),
                ),
                ("edition", Value::text(oske::data::EDITION.name())),
                (
                    "attribution",
                    Value::text(oske::data::EDITION.attribution()),
                ),
            ]),
        ),
        ("currency", Value::text(currency.code())),
        ("payers", Value::list(payers)),
        ("problems", told(round.problems())),
        ("represented", Value::list(represented)),
        ("unsettled", Value::list(unsettled)),
        ("left_out", Value::list(left_out)),
        (
            "totals",
            Value::table([
                ("amount", Value::text(total.to_decimal_text())),
                ("other_currencies", sums(&others)),
                ("complete", Value::truth(round.is_complete())),
                ("by_kind", Value::list(by_kind)),
            ]),
        ),
        ("open", Value::list(open)),
        ("findings", Value::list(findings)),
        (
            "residents",
            Value::table([
                ("municipalities", number(residents.municipalities())),
                (
                    "charged_once",
                    Value::integer(i64::from(residents.charged_once())),
                ),
                (
                    "more_than_once",
                    charged(residents.charged_more_than_once()),
                ),
                ("by_nobody", charged(residents.charged_by_nobody())),
            ]),
        ),
    ]);
    Ok(format!("{}\n", document.to_json()))
}

/// One row a payer, by id: who it is, its population, and how its assessment ends, with the reason in
/// one line.
pub(crate) fn csv(round: &Round<'_>, language: Language) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |row: [&str; 8]| writer.write_record(row).map_err(Failure::input);
    write([
        "id",
        "name",
        "kind",
        "population",
        "status",
        "amount",
        "currency",
        "why",
    ])?;
    let currency = round.policy_year().policy().currency();
    for (entry, explanation) in round.entries().iter().zip(round.explanations()) {
        let member = entry.member();
        let outcome = entry.assessment().outcome();
        let population = entry
            .measure("population")
            .map_or_else(String::new, |value| value.to_string());
        let amount = outcome.amount();
        let currency = amount.map_or(currency, Money::currency);
        let amount = amount.map_or_else(String::new, |amount| amount.to_decimal_text());
        write([
            member.id().as_str(),
            member.name().in_language(language),
            member.kind().code(),
            &population,
            outcome.status(),
            &amount,
            currency.code(),
            &explanation.to_line(language),
        ])?;
    }
    let bytes = writer.into_inner().map_err(Failure::input)?;
    String::from_utf8(bytes).map_err(Failure::input)
}

/// Problems with facts, in words.
fn told(problems: &[FactProblem]) -> Value {
    let problems = problems.iter();
    Value::list(problems.map(|problem| Value::text(problem.to_string())))
}

/// Sums of money, each of its own currency.
fn sums(sums: &[Money]) -> Value {
    Value::list(sums.iter().map(|sum| {
        Value::table([
            ("currency", Value::text(sum.currency().code())),
            ("amount", Value::text(sum.to_decimal_text())),
        ])
    }))
}

fn number(count: usize) -> Value {
    Value::integer(i64::try_from(count).unwrap_or(i64::MAX))
}
