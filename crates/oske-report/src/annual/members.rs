//! Members, and the figures to be seen first.

use oske_domain::{ActivityYear, Member, MemberKind, Place, RegisterView, Told};
use oske_types::{Currency, Language, Text, Validity};

use super::Group;
use super::side_by_side::{SideBySide, section};
use crate::{Block, Cell, KeyFigure, Section, Words};

impl Group<'_> {
    /// The latest figures that are known, each with its year.
    pub(super) fn key_figures(&self) -> Option<Vec<KeyFigure>> {
        let latest = |of: fn(&ActivityYear) -> &Told| {
            let mut years = self.years.iter().rev();
            years.find_map(|year| Some((*year, of(year).agreed()?)))
        };
        let mut figures = Vec::new();
        let mut add = |name: &str, of: fn(&ActivityYear) -> &Told, is_money: bool| {
            if let Some((year, figure)) = latest(of) {
                let unit = if is_money {
                    format!(", {}", self.in_units_of(year.currency()))
                } else {
                    String::new()
                };
                let name = format!("{name} {}{unit}", year.year());
                figures.push(KeyFigure::new(name, Cell::Figure(figure)));
            }
        };
        add(
            self.say(
                "Jäseniä vuoden lopussa",
                "Medlemmar vid utgången av",
                "Members at the end of",
            ),
            |year| year.members().at_year_end(),
            false,
        );
        add(
            self.say("Valtionavustus", "Statsunderstöd", "State grant"),
            ActivityYear::state_grant,
            true,
        );
        add(
            self.say("Työntekijöitä", "Anställda", "Staff"),
            |year| year.staff().persons(),
            false,
        );
        add(
            self.say(
                "Hallituksen kokouksia",
                "Styrelsemöten",
                "Meetings of the board",
            ),
            |year| year.board().meetings(),
            false,
        );
        (!figures.is_empty()).then_some(figures)
    }

    fn in_units_of(&self, currency: Currency) -> &'static str {
        if currency == Currency::EUR {
            self.say("euroa", "euro", "euros")
        } else {
            currency.sign()
        }
    }

    pub(super) fn members(&self) -> Option<Section> {
        let heading = self.say("Jäsenet", "Medlemmar", "Members");
        let mut rows = SideBySide::new(self);
        rows.told(self.members_at_year_end(), |year| {
            Some(year.members().at_year_end())
        });
        for kind in MemberKind::ALL {
            let told =
                |year: &'_ ActivityYear| year.members().by_kind().iter().any(|(of, _)| of == kind);
            if self.years.iter().any(|year| told(year)) {
                let words = kind.name();
                rows.told(&format!("– {}", self.text(&words)), |year| {
                    let mut kinds = year.members().by_kind().iter();
                    kinds.find(|(of, _)| of == kind).map(|(_, told)| told)
                });
            }
        }
        let known = self.known_by_name();
        if let Some(known) = &known {
            let count = |members: &[&Member]| Cell::number_of(members.len());
            rows.push(
                self.say(
                    "– joista rekisteri tuntee nimeltä, omissa nimissään",
                    "– av vilka registret känner vid namn, i eget namn",
                    "– of whom the register knows by name, in their own name",
                ),
                known.iter().map(|known| count(&known.members)),
            );
            rows.push(
                self.say(
                    "rekisterissä, toisen jäsenen edustamia",
                    "i registret, företrädda av en annan medlem",
                    "in the register, represented by another member",
                ),
                known.iter().map(|known| Cell::number_of(known.represented)),
            );
            rows.push(
                self.say(
                    "rekisterissä, jäsenyys ratkaisematta",
                    "i registret, medlemskapet inte avgjort",
                    "in the register, membership not settled",
                ),
                known.iter().map(|known| Cell::number_of(known.unsettled)),
            );
        }
        rows.told(self.joined_members(), |year| Some(year.members().joined()));
        rows.told(self.left_members(), |year| Some(year.members().left()));
        let has_members = |year: &&ActivityYear| {
            let members = year.members();
            members.note().is_some() || !members.newcomers().is_empty()
        };
        let title = self.say("Jäsenmäärä", "Antalet medlemmar", "Number of members");
        let table = rows.into_blocks(title);
        if table.is_none() && !self.years.iter().any(has_members) {
            return None;
        }
        let mut section = section(heading, table.unwrap_or_default());
        let chart = self.chart_of_years(
            self.say(
                "Jäsenet vuoden lopussa",
                "Medlemmarna vid årets slut",
                "Members at the end of each year",
            ),
            (self.members_at_year_end(), ""),
            |year| year.members().at_year_end(),
            |figure| figure.in_language(self.language),
        );
        section = chart.into_iter().fold(section, Section::with);
        let points = self.member_notes();
        if !points.is_empty() {
            section = section.with(Block::List(points));
        }
        if let Some(known) = &known {
            let by_kind = self.known_by_kind(known).unwrap_or_default();
            section = by_kind.into_iter().fold(section, Section::with);
        }
        Some(section)
    }

    fn member_notes(&self) -> Vec<Words> {
        let mut points = Vec::new();
        for year in &self.years {
            let members = year.members();
            let names: Vec<String> = members
                .newcomers()
                .iter()
                .map(|name| self.text(name.value()).to_owned())
                .collect();
            let mut words = Vec::new();
            if !names.is_empty() {
                let new = self.say("uudet nimeltä", "nya vid namn", "new by name");
                words.push(format!("{new}: {}.", self.joined(&names)));
            }
            words.extend(members.note().map(|note| self.text(note).to_owned()));
            if !words.is_empty() {
                points.push(Words::from(format!("{}: {}", year.year(), words.join(" "))));
            }
        }
        points
    }

    fn known_by_name(&self) -> Option<Vec<KnownByName<'_>>> {
        let register = self.register?;
        let years = self.years.iter().map(|year| {
            let view: RegisterView<'_> = register.on(year.last_day());
            KnownByName {
                members: view.in_own_name().collect(),
                represented: view
                    .members()
                    .filter(|member| member.representation_on(view.date()).is_some())
                    .count(),
                unsettled: view
                    .unsettled()
                    .filter(|member| self.may_be_in(member, year))
                    .count(),
            }
        });
        Some(years.collect())
    }

    /// Whether one of whom the register does not settle it may have been a member at the end of a year: not
    /// where it is a newcomer of a later year, nor where no place that it stands for was there yet.
    fn may_be_in(&self, member: &Member, year: &ActivityYear) -> bool {
        let finnish = |name: &Text| name.in_language(Language::Finnish).to_owned();
        let name = finnish(member.name());
        let later = self.years.iter().filter(|other| other.year() > year.year());
        let mut newcomers = later.flat_map(|other| other.members().newcomers());
        if newcomers.any(|newcomer| finnish(newcomer.value()) == name) {
            return false;
        }
        let is_later = |place: &Place| {
            let life = self.atlas.and_then(|atlas| atlas.life_of(*place));
            let from = life.and_then(Validity::from);
            from.is_some_and(|from| from > year.last_day())
        };
        let places = member.places();
        places.is_empty() || !places.iter().all(is_later)
    }

    /// Those whom the register knows by name, by kind.
    fn known_by_kind(&self, known: &[KnownByName<'_>]) -> Option<Vec<Block>> {
        let kind = self.say("Laji", "Kategori", "Kind");
        let mut rows = SideBySide::new(self).under(kind).summed();
        for kind in MemberKind::ALL {
            let count = |known: &KnownByName<'_>| {
                let members = known.members.iter();
                members.filter(|member| member.kind() == *kind).count()
            };
            if known.iter().any(|known| count(known) > 0) {
                let cells = known.iter().map(|known| Cell::number_of(count(known)));
                let words = kind.name();
                rows.push(self.text(&words), cells);
            }
        }
        rows.into_blocks(self.say(
            "Rekisterin nimeltä tuntemat jäsenet lajeittain vuoden lopussa",
            "Medlemmar som registret känner vid namn, efter kategori vid årets slut",
            "Members whom the register knows by name, by kind at the end of the year",
        ))
    }
}

/// Whom a register knows at the end of a year.
struct KnownByName<'r> {
    /// Those in their own name.
    members: Vec<&'r Member>,
    represented: usize,
    unsettled: usize,
}
