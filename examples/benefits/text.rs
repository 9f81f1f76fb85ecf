//! The benefits as a person reads them.

use std::collections::BTreeMap;

use oske::domain::{Benefit, BenefitHolders, Ground, Member, MemberKind};
use oske::dues::Explanation;
use oske::event::EventPrices;
use oske::types::{Language, Validity, date_in};

use crate::Told;
use crate::prose::{not_known, prose, sources};
use crate::table::{Align, Table};

pub(crate) fn told(told: &Told<'_>, language: Language) -> String {
    let mut text = String::new();
    let mut read: Vec<String> = Vec::new();
    if told.is_overview() || told.member.is_some() {
        let date = date_in(language, told.view.date());
        text.push_str(&language.pick(
            format!("Jäsenedut {date}\n"),
            format!("Medlemsförmåner {date}\n"),
            format!("Benefits of members on {date}\n"),
        ));
        let rows = told.benefits.on(told.view.date());
        read.extend(rows.map(|benefit| benefit.source().to_string()));
    }
    if told.is_overview() {
        text.push_str(&overview(told, language));
    }
    if let Some(member) = told.member {
        text.push_str(&of_member(member, told, language));
    }
    if let Some(holders) = &told.mailing {
        new_part(&mut text);
        text.push_str(&mailing(holders, told, language));
        read.push(holders.benefit().source().to_string());
    }
    for prices in &told.events {
        new_part(&mut text);
        text.push_str(&event(prices, told, language));
        read.push(prices.at_member_price().benefit().source().to_string());
        read.push(prices.event().source().to_string());
    }
    text + &sources(read, language)
}

fn new_part(text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
}

fn overview(told: &Told<'_>, language: Language) -> String {
    let columns = [
        (language.pick("etu", "förmån", "benefit"), Align::Left, 36),
        (
            language.pick("itse jäseninä", "i eget namn", "in their own name"),
            Align::Right,
            20,
        ),
        (
            language.pick(
                "joista peruste avoin",
                "därav grund öppen",
                "of them ground open",
            ),
            Align::Right,
            22,
        ),
        (
            language.pick("edustettuina", "företrädda", "through another"),
            Align::Right,
            20,
        ),
        (
            language.pick("ei ratkea", "inte avgjort", "not settled"),
            Align::Right,
            14,
        ),
    ];
    let mut table = Table::new(columns);
    let mut words = String::new();
    for benefit in told.benefits.on(told.view.date()) {
        let Some(holders) = told.benefits.holders(benefit.id(), told.view) else {
            continue;
        };
        // Whom to ask: nothing that was read says that they are members.
        let open = holders.in_own_name().filter(|member| {
            let admission = member.history().admission_on(told.view.date());
            admission.is_some_and(|admission| admission.ground() == Ground::Unknown)
        });
        let open = open.count();
        table.row([
            benefit.name().in_language(language).to_owned(),
            holders.in_own_name().count().to_string(),
            open.to_string(),
            holders.represented().count().to_string(),
            holders.unsettled().len().to_string(),
        ]);
        words.push_str(&described(benefit, language));
    }
    format!("\n{}{words}", table.to_text())
}

/// For whom and when a benefit is, and how its source was read.
fn described(benefit: &Benefit, language: Language) -> String {
    let name = benefit.name().in_language(language);
    let represented = if benefit.scope().for_represented().is_included() {
        language.pick(
            "myös toisen jäsenen kautta mukana oleville",
            "också för dem som är med genom en annan medlem",
            "also for those who are members through another one",
        )
    } else {
        language.pick(
            "ei toisen jäsenen kautta mukana oleville",
            "inte för dem som är med genom en annan medlem",
            "not for those who are members through another one",
        )
    };
    let words = [
        scope(benefit, language),
        represented.to_owned(),
        period(benefit.validity(), language),
    ];
    let mut text = format!(
        "\n  {name}\n{}",
        prose(&format!("{}.", words.join("; ")), 4)
    );
    if let Some(note) = benefit.note() {
        text.push_str(&prose(note.in_language(language), 4));
    }
    text
}

fn scope(benefit: &Benefit, language: Language) -> String {
    let scope = benefit.scope();
    if scope.is_for_everyone() {
        return language
            .pick(
                "kaikille jäsenille",
                "för alla medlemmar",
                "for every member",
            )
            .to_owned();
    }
    let kinds = scope
        .kinds()
        .map(|kind: MemberKind| kind.name().in_language(language).to_owned());
    let members = scope.members().map(ToString::to_string);
    let names: Vec<String> = kinds.chain(members).collect();
    let names = names.join(", ");
    language.pick(
        format!("näille: {names}"),
        format!("för dessa: {names}"),
        format!("for these: {names}"),
    )
}

fn period(period: Validity, language: Language) -> String {
    let day = |day| date_in(language, day);
    match (period.from().map(day), period.last_day().map(day)) {
        (None, None) => language
            .pick(
                "voimassaolon päiviä ei ole kerrottu",
                "giltighetens dagar anges inte",
                "no days of its validity are given",
            )
            .to_owned(),
        (Some(from), None) => language.pick(
            format!("{from} alkaen"),
            format!("från och med {from}"),
            format!("since {from}"),
        ),
        (None, Some(last)) => language.pick(
            format!("{last} asti"),
            format!("till och med {last}"),
            format!("until {last}"),
        ),
        (Some(from), Some(last)) => format!("{from} – {last}"),
    }
}

fn of_member(member: &Member, told: &Told<'_>, language: Language) -> String {
    let name = member.name().in_language(language);
    let kind = member.kind().name();
    let mut table = Table::new([
        (language.pick("etu", "förmån", "benefit"), Align::Left, 36),
        (
            language.pick("onko sillä", "har förmånen", "has it"),
            Align::Left,
            60,
        ),
    ]);
    for (benefit, standing) in told.benefits.of(member.id(), told.view) {
        table.row([
            benefit.name().in_language(language).to_owned(),
            standing.in_language(language),
        ]);
    }
    format!(
        "\n{name} ({})\n{}",
        kind.in_language(language),
        table.to_text()
    )
}

fn mailing(holders: &BenefitHolders<'_, '_>, told: &Told<'_>, language: Language) -> String {
    let name = holders.benefit().name().in_language(language);
    let date = date_in(language, told.view.date());
    let count = holders.iter().len();
    let mut text = language.pick(
        format!("Postituslista {date}: {name}, organisaatioita {count}\n\n"),
        format!("Sändlista {date}: {name}, organisationer: {count}\n\n"),
        format!("Mailing list on {date}: {name}, organisations: {count}\n\n"),
    );
    let mut columns = vec![
        (
            language.pick("organisaatio", "organisation", "organisation"),
            Align::Left,
            44,
        ),
        (language.pick("kieli", "språk", "language"), Align::Left, 8),
        (
            language.pick("edustajana", "företrädd av", "through"),
            Align::Left,
            40,
        ),
    ];
    if told.contacts.is_some() {
        let title = language.pick("yhteyshenkilöt", "kontaktpersoner", "contact persons");
        columns.push((title, Align::Left, 50));
    }
    let mut table = Table::new(columns);
    for holder in holders.iter() {
        let member = holder.member();
        let through = holder
            .through()
            .map(|through| through.name().in_language(language));
        let mut cells = vec![
            member.name().in_language(language).to_owned(),
            member.language().map_or("", Language::code).to_owned(),
            through.unwrap_or_default().to_owned(),
        ];
        if let Some(contacts) = told.contacts {
            let persons = contacts.of(member.id()).map(|person| {
                let parts = [
                    Some(person.name()),
                    person.role(),
                    person.email(),
                    person.phone(),
                ];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            });
            cells.push(persons.collect::<Vec<_>>().join("; "));
        }
        table.row(cells);
    }
    text.push_str(&table.to_text());
    if let Some(contacts) = told.contacts {
        let without = holders.without_contact(contacts).len();
        text.push_str(&language.pick(
            format!("\nIlman yhteyshenkilöä: {without}\n"),
            format!("\nUtan kontaktperson: {without}\n"),
            format!("\nWithout a contact person: {without}\n"),
        ));
    }
    text + &unsettled(holders, language)
}

fn event(prices: &EventPrices<'_>, told: &Told<'_>, language: Language) -> String {
    let event = prices.event();
    let holders = prices.at_member_price();
    let name = event.name().in_language(language);
    let date = date_in(language, event.date());
    let title = prices
        .policy_year()
        .policy()
        .title()
        .in_language(language)
        .to_owned();
    let mut text = format!("{name}, {date}\n{}\n", prose(&title, 2));
    let mut table = Table::new([
        (
            language.pick("osallistuja", "deltagare", "who attends"),
            Align::Left,
            40,
        ),
        (language.pick("hinta", "pris", "price"), Align::Right, 24),
        (language.pick("lkm", "antal", "number"), Align::Right, 8),
    ]);
    for (price, count) in member_prices(prices, language) {
        let who = language.pick("jäsenhinnalla", "till medlemspris", "at the member price");
        table.row([who.to_owned(), price, count.to_string()]);
    }
    let others = language.pick(
        "rekisterin ulkopuolelta",
        "utanför registret",
        "from outside the register",
    );
    let price = outcome(&prices.price_of_others(None), language);
    table.row([others.to_owned(), price, String::new()]);
    text.push_str(&table.to_text());
    if let Some(member) = told.member {
        return text + &price_of(member, prices, language);
    }
    let own = holders.in_own_name();
    let represented = holders.represented();
    let groups: [(&str, Vec<&str>); 2] = [
        (
            language.pick(
                "Jäsenhinnalla itse jäseninä",
                "Till medlemspris i eget namn",
                "At the member price in their own name",
            ),
            own.map(|member| member.name().in_language(language))
                .collect(),
        ),
        (
            language.pick(
                "Jäsenhinnalla toisen jäsenen kautta",
                "Till medlemspris genom en annan medlem",
                "At the member price through another member",
            ),
            represented
                .map(|member| member.name().in_language(language))
                .collect(),
        ),
    ];
    for (title, names) in groups {
        if !names.is_empty() {
            let words = format!("{title} ({}): {}.", names.len(), names.join(", "));
            text.push_str(&format!("\n{}", prose(&words, 2)));
        }
    }
    text + &unsettled(holders, language)
}

/// Each price at which those with the right to the member price attend, and how many do.
fn member_prices(prices: &EventPrices<'_>, language: Language) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for holder in prices.at_member_price().iter() {
        if let Some(price) = prices.price_of(holder.member().id().as_str()) {
            let count = counts
                .entry(outcome(price.explanation(), language))
                .or_default();
            *count = count.saturating_add(1);
        }
    }
    counts.into_iter().collect()
}

/// What one member pays, with its derivation.
fn price_of(member: &Member, prices: &EventPrices<'_>, language: Language) -> String {
    let Some(price) = prices.price_of(member.id().as_str()) else {
        return String::new();
    };
    let name = member.name().in_language(language);
    let right = language.pick(
        "oikeus jäsenhintaan",
        "rätt till medlemspris",
        "right to the member price",
    );
    let mut text = format!(
        "\n{}\n",
        prose(
            &format!(
                "{name}: {right}: {}",
                price.standing().in_language(language)
            ),
            2
        )
    );
    for line in price.explanation().to_text(language).lines() {
        text.push_str(format!("    {line}").trim_end());
        text.push('\n');
    }
    text
}

/// An amount, or that there is none.
fn outcome(explanation: &Explanation, language: Language) -> String {
    let amount = explanation.outcome().amount();
    amount.map_or_else(
        || not_known(language).to_owned(),
        |amount| amount.in_language(language),
    )
}

fn unsettled(holders: &BenefitHolders<'_, '_>, language: Language) -> String {
    let names = holders.unsettled().iter();
    let names: Vec<&str> = names
        .map(|member| member.name().in_language(language))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    let (count, names) = (names.len(), names.join(", "));
    let words = language.pick(
        format!("Ei ratkea, koska jäsenyyden päivä ei ole tiedossa ({count}): {names}."),
        format!("Inte avgjort, för dagen för medlemskapet är inte känd ({count}): {names}."),
        format!("Not settled, for the day of the membership is not known ({count}): {names}."),
    );
    format!("\n{}", prose(&words, 2))
}
