//! Amounts by kind and by place.

use oske_domain::MemberKind;
use oske_report::{Bars, Category, Cell, Chart, Column, Section, Table, Tiles};

use super::Sheet;
use crate::GroupTotal;
use crate::area::is_of_counties;
use crate::report::paper::major;
use crate::report::{ReportError, map};

impl Sheet<'_> {
    pub(super) fn by_kind(&self) -> Result<Section, ReportError> {
        let paper = self.paper;
        let heading = paper.say(
            "Maksut jäsenlajeittain",
            "Avgifter per medlemskategori",
            "Dues by kind of member",
        );
        let totals = self.round.totals_by_kind()?;
        let name = |kind: &MemberKind| self.kind(*kind);
        let mut section = Section::new(heading).with(self.totals(
            paper.say(
                "Maksajat ja maksut lajeittain",
                "Betalare och avgifter per kategori",
                "Payers and dues by kind",
            ),
            paper.say("Jäsenlaji", "Medlemskategori", "Kind"),
            &totals,
            name,
        )?);
        let categories = totals.iter().map(|total| {
            let amount = (total.assessed() > 0).then(|| major(total.total()));
            Category::new(name(total.group()), vec![amount])
        });
        let categories: Vec<Category> = categories.collect();
        if categories.len() > 1 {
            let bars = Bars::new(self.round.currency().sign(), [""], categories);
            let title = paper.say(
                "Määrätyt maksut lajeittain",
                "Fastställda avgifter per kategori",
                "Dues assessed by kind",
            );
            let title = paper.without_open(title, totals.iter().any(|total| total.open() > 0));
            section = section.with(Chart::new(title, self.said(&totals, name), bars));
        }
        Ok(section)
    }

    /// By county, or by region where there are no counties yet, with maps; `None` where no payer has one.
    pub(super) fn by_place(&self) -> Result<Option<Section>, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let none = paper.say("ei aluetta", "inget område", "no area");
        if !is_of_counties(self.places) {
            let heading = paper.say(
                "Maksut maakunnittain",
                "Avgifter per landskap",
                "Dues by region",
            );
            let totals = self.round.totals_by_region(self.report.atlas)?;
            if totals.iter().all(|total| total.group().is_none()) {
                return Ok(None);
            }
            let table = self.totals(
                paper.say(
                    "Maksajat ja maksut maakunnittain",
                    "Betalare och avgifter per landskap",
                    "Payers and dues by region",
                ),
                paper.say("Maakunta", "Landskap", "Region"),
                &totals,
                |region| {
                    region
                        .map_or(none, |region| region.name().in_language(language))
                        .to_owned()
                },
            )?;
            return Ok(Some(Section::new(heading).with(table)));
        }
        let heading = paper.say(
            "Maksut hyvinvointialueittain",
            "Avgifter per välfärdsområde",
            "Dues by wellbeing services county",
        );
        let totals = self.round.totals_by_county(self.report.atlas)?;
        if totals.iter().all(|total| total.group().is_none()) {
            return Ok(None);
        }
        let name = |county: &Option<&oske_domain::County>| {
            county
                .map_or(none, |county| county.name().in_language(language))
                .to_owned()
        };
        let table = self.totals(
            paper.say(
                "Maksajat ja maksut alueittain",
                "Betalare och avgifter per område",
                "Payers and dues by county",
            ),
            paper.say("Alue", "Område", "County"),
            &totals,
            name,
        )?;
        let mut section = Section::new(heading).with(table);
        let counties: Vec<_> = totals
            .iter()
            .filter_map(|total| {
                let amount = (total.assessed() > 0).then(|| major(total.total()));
                Some(map::Valued {
                    place: (*total.group())?,
                    value: amount,
                })
            })
            .collect();
        let unit = self.round.currency().sign();
        let tiles = map::of_counties(&counties, language);
        if tiles.len() > 1 {
            let tiles = Tiles::new(unit, tiles);
            let title = paper.say(
                "Määrätyt maksut alueittain",
                "Fastställda avgifter per område",
                "Dues assessed by county",
            );
            let title = paper.without_open(title, totals.iter().any(|total| total.open() > 0));
            section = section.with(Chart::new(title, self.said(&totals, name), tiles));
        }
        Ok(Some(match self.municipalities_on_map(unit) {
            Some(map) => section.with_section(map),
            None => section,
        }))
    }

    /// Groups with how many pay, how many are open, and what the others owe.
    fn totals<G>(
        &self,
        title: &str,
        group: &str,
        totals: &[GroupTotal<G>],
        name: impl Fn(&G) -> String,
    ) -> Result<Table, ReportError> {
        let paper = self.paper;
        let mut table = Table::new(
            title,
            [
                Column::words(group),
                Column::count(paper.say("Maksajia", "Betalare", "Payers")).summed(),
                Column::count(paper.say("Avoinna", "Öppna", "Open")).summed(),
                Column::money(
                    paper.say("Määrätty", "Fastställt", "Assessed"),
                    self.round.currency(),
                )
                .summed(),
            ],
        );
        for total in totals {
            table.push([
                Cell::words(name(total.group())),
                Cell::number_of(total.payers()),
                Cell::number_of(total.open()),
                match total.assessed() {
                    0 => Cell::NotKnown,
                    _ => Cell::Money(total.total()),
                },
            ])?;
        }
        Ok(table)
    }

    /// Groups with their sums, as one would say them aloud.
    fn said<G>(&self, totals: &[GroupTotal<G>], name: impl Fn(&G) -> String) -> String {
        let said = totals.iter().map(|total| {
            let amount = match total.assessed() {
                0 => Cell::NotKnown.in_language(self.paper.language),
                _ => total.total().in_language(self.paper.language),
            };
            let name = name(total.group());
            match total.open() {
                0 => format!("{name}: {amount}"),
                open => {
                    let open = self.paper.number(open);
                    let word = self.paper.say("avoinna", "öppna", "open");
                    format!("{name}: {amount} ({word}: {open})")
                }
            }
        });
        let said: Vec<String> = said.collect();
        format!("{}.", said.join("; "))
    }
}
