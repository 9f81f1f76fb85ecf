//! The benefits as JSON.

use oske::domain::{Benefit, BenefitHolders, BenefitStanding, Member, WhyNoBenefit};
use oske::event::EventPrices;
use oske::types::{Language, Text};
use serde_json::{Value, json};

use crate::Told;
use crate::support::{Failure, assessment_entries};

pub(crate) fn json(told: &Told<'_>, language: Language) -> Result<String, Failure> {
    let benefits: Vec<Value> = told
        .benefits
        .on(told.view.date())
        .map(|row| benefit(row, told))
        .collect();
    let mut events = Vec::new();
    for prices in &told.events {
        events.push(event(prices, told, language)?);
    }
    let document = json!({
        "format": "oske-benefits",
        "version": 1,
        "date": told.view.date().to_string(),
        "benefits": benefits,
        "member": told.member.map(|member| of_member(member, told)),
        "mailing": told.mailing.as_ref().map(|mailing| of_mailing(mailing, told)),
        "events": events,
    });
    let text = serde_json::to_string_pretty(&document).map_err(Failure::input)?;
    Ok(format!("{text}\n"))
}

fn benefit(benefit: &Benefit, told: &Told<'_>) -> Value {
    let scope = benefit.scope();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let holders = told.benefits.holders(benefit.id(), told.view);
    json!({
        "id": benefit.id().as_str(),
        "name": words(benefit.name()),
        "kind": benefit.kind().to_string(),
        "for": {
            "everyone": scope.is_for_everyone(),
            "kinds": scope.kinds().map(|kind| kind.code()).collect::<Vec<_>>(),
            "members": scope.members().map(ToString::to_string).collect::<Vec<_>>(),
            "represented": scope.for_represented().code(),
        },
        "period": {
            "from": day(benefit.validity().from()),
            "until_exclusive": day(benefit.validity().until_exclusive()),
        },
        "source": benefit.source().to_string(),
        "note": benefit.note().map(words),
        "holders": holders.as_ref().map(of_holders),
        "unsettled": holders.as_ref().map(unsettled),
    })
}

fn of_member(member: &Member, told: &Told<'_>) -> Value {
    let benefits: Vec<Value> = told
        .benefits
        .of(member.id(), told.view)
        .map(|(benefit, standing)| {
            json!({
                "benefit": benefit.id().as_str(),
                "standing": standing.code(),
                "representative": representative(standing),
            })
        })
        .collect();
    json!({
        "id": member.id().to_string(),
        "name": words(member.name()),
        "kind": member.kind().code(),
        "benefits": benefits,
    })
}

fn of_mailing(mailing: &BenefitHolders<'_, '_>, told: &Told<'_>) -> Value {
    let organisations: Vec<Value> = mailing
        .iter()
        .map(|holder| {
            let member = holder.member();
            let contacts = told.contacts.map(|contacts| {
                let persons = contacts.of(member.id()).map(|person| {
                    json!({
                        "name": person.name(),
                        "role": person.role(),
                        "email": person.email(),
                        "phone": person.phone(),
                    })
                });
                persons.collect::<Vec<_>>()
            });
            json!({
                "id": member.id().to_string(),
                "name": words(member.name()),
                "kind": member.kind().code(),
                "language": member.language().map(Language::code),
                "through": holder.through().map(|through| through.id().to_string()),
                "contacts": contacts,
            })
        })
        .collect();
    json!({
        "benefit": mailing.benefit().id().as_str(),
        "organisations": organisations,
        "unsettled": unsettled(mailing),
    })
}

fn event(prices: &EventPrices<'_>, told: &Told<'_>, language: Language) -> Result<Value, Failure> {
    let event = prices.event();
    let holders = prices.at_member_price();
    let mut rows = Vec::new();
    let asked: Vec<&Member> = match told.member {
        Some(member) => vec![member],
        None => told.view.register().members().collect(),
    };
    for member in asked {
        let Some(price) = prices.price_of(member.id().as_str()) else {
            continue;
        };
        let explanation = price.explanation();
        let mut row = json!({
            "id": member.id().to_string(),
            "standing": price.standing().code(),
            "representative": representative(price.standing()),
            "why": explanation.to_line(language),
        });
        for (key, value) in assessment_entries(explanation, language) {
            set(&mut row, key, &value)?;
        }
        rows.push(row);
    }
    let mut others = json!({});
    for (key, value) in assessment_entries(&prices.price_of_others(None), language) {
        set(&mut others, key, &value)?;
    }
    Ok(json!({
        "id": event.id().as_str(),
        "name": words(event.name()),
        "date": event.date().to_string(),
        "benefit": event.benefit().as_str(),
        "source": event.source().to_string(),
        "policy": event.prices(),
        "policy_hash": prices.policy_year().policy().content_hash(),
        "at_member_price": of_holders(holders),
        "unsettled": unsettled(holders),
        "prices": rows,
        "others": others,
    }))
}

fn set(row: &mut Value, key: &str, value: &oske::dues::document::Value) -> Result<(), Failure> {
    let value = serde_json::from_str(&value.to_json()).map_err(Failure::input)?;
    if let Some(row) = row.as_object_mut() {
        row.insert(key.to_owned(), value);
    }
    Ok(())
}

fn of_holders(holders: &BenefitHolders<'_, '_>) -> Vec<Value> {
    let row = holders.iter().map(|holder| {
        json!({
            "id": holder.member().id().to_string(),
            "through": holder.through().map(|through| through.id().to_string()),
        })
    });
    row.collect()
}

fn unsettled(holders: &BenefitHolders<'_, '_>) -> Vec<String> {
    let members = holders.unsettled().iter();
    members.map(|member| member.id().to_string()).collect()
}

fn representative(standing: BenefitStanding<'_>) -> Option<String> {
    match standing {
        BenefitStanding::HasThrough(representative)
        | BenefitStanding::HasNot(WhyNoBenefit::Represented(representative)) => {
            Some(representative.id().to_string())
        }
        _ => None,
    }
}

/// The languages that there are.
fn words(text: &Text) -> Value {
    let words = Language::ALL.into_iter();
    let words = words.filter_map(|language| {
        let words = text.get(language)?;
        Some((language.code().to_owned(), Value::from(words)))
    });
    Value::Object(words.collect())
}
