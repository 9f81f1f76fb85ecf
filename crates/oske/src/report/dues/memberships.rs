//! Who does not pay itself, who of the register is no member, and whose membership rests on which ground.

use oske_domain::Ground;
use oske_report::{Block, Section, Words};
use oske_types::date_in;

use super::Sheet;
use crate::WhyLeftOut;

impl Sheet<'_> {
    /// Who does not pay itself, who of the register is no member, and whose membership rests on which ground.
    pub(super) fn memberships(&self) -> Section {
        let (paper, round) = (self.paper, self.round);
        let language = paper.language;
        let date = round.options().register_date;
        let mut points = Vec::new();
        let mut through: Vec<(&str, Vec<&str>)> = Vec::new();
        for (member, representative) in round.represented() {
            let name = member.name().in_language(language);
            let by = representative.name().in_language(language);
            match through.iter_mut().find(|(known, _)| *known == by) {
                Some((_, names)) => names.push(name),
                None => through.push((by, vec![name])),
            }
        }
        for (by, names) in through {
            let lead = language.pick(
                format!("{by} edustaa näitä, jotka eivät maksa itse"),
                format!("{by} företräder följande, som inte betalar själva"),
                format!("{by} represents these, who do not pay themselves"),
            );
            points.push(self.listed(&lead, names));
        }
        for ground in [Ground::Inferred, Ground::Unknown] {
            let entries = round.entries().iter().filter(|entry| {
                let admission = entry.member().history().admission_on(date);
                admission.is_some_and(|admission| admission.ground() == ground)
            });
            let names: Vec<&str> = entries
                .map(|entry| entry.member().name().in_language(language))
                .collect();
            let lead = match ground {
                Ground::Inferred => paper.say(
                    "Jäsenyys on päätelmä",
                    "Medlemskapet har härletts",
                    "The membership is an inference",
                ),
                _ => paper.say(
                    "Mikään asiakirja ei osoita jäsenyyttä, joten siitä on kysyttävä",
                    "Ingen handling visar medlemskapet, så man bör fråga om det",
                    "No document shows the membership, so the member is to be asked",
                ),
            };
            if !names.is_empty() {
                points.push(self.listed(lead, names));
            }
        }
        if !round.unsettled().is_empty() {
            let unsettled = round.unsettled().iter();
            let names = unsettled.map(|member| member.name().in_language(language));
            let date = date_in(language, date);
            let lead = language.pick(
                format!("Jäsenyys {date} ei ole selvä, joten siitä ei laskuteta"),
                format!("Medlemskapet {date} är oklart, så ingen avgift tas ut"),
                format!("The membership on {date} is not settled, so nothing is charged"),
            );
            points.push(self.listed(&lead, names.collect()));
        }
        let left_out = round.left_out().iter();
        // Who is represented stands above.
        let left_out = left_out.filter(|one| !matches!(one.why(), WhyLeftOut::Represented(_)));
        let left_out: Vec<String> = left_out
            .map(|one| {
                let name = one.member().name().in_language(language);
                format!("{name} ({})", one.in_language(language))
            })
            .collect();
        if !left_out.is_empty() {
            let date = date_in(language, date);
            let lead = language.pick(
                format!("Rekisterissä, mutta ei jäseniä {date}"),
                format!("I registret, men inte medlemmar {date}"),
                format!("In the register, and no members on {date}"),
            );
            let names = left_out.iter().map(String::as_str);
            points.push(self.listed(&lead, names.collect()));
        }
        let section = Section::new(paper.say("Jäsenyydet", "Medlemskapen", "Memberships"));
        if points.is_empty() && round.entries().is_empty() {
            return section.with(paper.say("Ei jäseniä.", "Inga medlemmar.", "No members."));
        }
        let section = match points.is_empty() {
            true => section.with(paper.say(
                "Kaikki jäsenyydet perustuvat asiakirjoihin.",
                "Alla medlemskap framgår av handlingar.",
                "Documents state every membership.",
            )),
            false => section.with(Block::List(points)),
        };
        match self.membership_map() {
            Some(map) => section.with(map),
            None => section,
        }
    }

    /// "Lead (3): one, two, three."
    fn listed(&self, lead: &str, names: Vec<&str>) -> Words {
        let count = self.paper.number(names.len());
        let names = self.paper.names(names.into_iter());
        Words::default()
            .strong(format!("{lead} "))
            .plain(format!("({count}): {names}."))
    }
}
