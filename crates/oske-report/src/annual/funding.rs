//! State grant, other funding, and what the grant carries.

use oske_domain::{ActivityYear, Known, Told};
use oske_types::{Currency, Exact, Figure, Precision, Rounding, RoundingMode};

use super::Group;
use super::names::{amount_in, with_precision};
use super::remarks::{Remark, Remarked, told_cell};
use super::side_by_side::{SideBySide, section};
use crate::{Block, Cell, Chart, Column, Section, Words};

impl Group<'_> {
    pub(super) fn funding(&self) -> Option<Section> {
        let heading = self.say("Rahoitus", "Finansiering", "Funding");
        let mut rows = SideBySide::new(self).summed();
        rows.told(self.state_grant(), |year| Some(year.state_grant()));
        rows.measures(ActivityYear::other_funding, |name| name);
        let table = rows.into_blocks(&format!("{heading}, {}", self.currencies()));
        let carried = self.carried();
        if table.is_none() && carried.is_none() {
            return None;
        }
        let mut section = section(heading, table.unwrap_or_default());
        if let Some(chart) = self.grant_chart() {
            section = section.with(chart);
        }
        Some(match carried {
            Some(blocks) => blocks.into_iter().fold(section, Section::with),
            None => section.with(Words::from(self.say(
                "Lähteet eivät kerro, kuinka paljon toimintaa valtionavustuksella saatiin aikaan.",
                "Källorna anger inte hur mycket verksamhet statsunderstödet möjliggjorde.",
                "The sources do not say how much activity the state grant made possible.",
            ))),
        })
    }

    /// The currencies of the amounts, in words that stand in a title: "euroa".
    fn currencies(&self) -> String {
        let mut codes: Vec<String> = Vec::new();
        for year in &self.years {
            let currency = year.currency();
            let words = if currency == Currency::EUR {
                self.say("euroa", "euro", "euros").to_owned()
            } else {
                currency.code().to_owned()
            };
            if !codes.contains(&words) {
                codes.push(words);
            }
        }
        codes.join(" / ")
    }

    fn grant_chart(&self) -> Option<Chart> {
        let currency = self.years.first()?.currency();
        if self.years.iter().any(|year| year.currency() != currency) {
            return None;
        }
        let unit = currency.sign();
        let title = self.say(
            "Valtionavustus vuosittain",
            "Statsunderstödet år för år",
            "State grant by year",
        );
        let written = |figure| amount_in(self.language, figure, currency);
        self.chart_of_years(
            title,
            (self.state_grant(), unit),
            ActivityYear::state_grant,
            written,
        )
    }

    /// How much activity there was for each unit of grant, in the years of which that is told.
    fn carried(&self) -> Option<Vec<Block>> {
        let [grant_heading, total_heading, each_heading] = [
            self.say("Valtionavustus", "Statsunderstöd", "State grant"),
            self.say(
                "Toiminta kaikkiaan",
                "Verksamheten sammanlagt",
                "All activity",
            ),
            self.say(
                "Toimintaa avustuksen euroa kohti",
                "Verksamhet per euro av understödet",
                "Activity per euro of the grant",
            ),
        ];
        let years = self.years.iter();
        let rows = years.filter(|year| !year.total_activity().is_missing());
        let rows = rows.map(|year| {
            let (grant, total) = (year.state_grant(), year.total_activity());
            let mut remarks = self.remarks([(grant_heading, grant), (total_heading, total)]);
            let is_contradictory = [grant, total]
                .map(Told::known)
                .contains(&Known::Contradictory);
            let each = match per_unit(total.agreed(), grant.agreed()) {
                Some((precision, each)) => {
                    let whole = each.is_integer().then(|| each.numerator());
                    match whole.and_then(|whole| u64::try_from(whole).ok()) {
                        Some(whole) => Cell::Figure(match precision {
                            Precision::Exactly => Figure::exactly(whole),
                            Precision::Over => Figure::over(whole),
                            Precision::About => Figure::about(whole),
                        }),
                        None => {
                            // Only whole numbers are over or about.
                            if precision != Precision::Exactly {
                                let number = each.in_language_to(self.language, 2);
                                let number = with_precision(self.language, precision, &number);
                                remarks.push(Remark::new(number).under(each_heading));
                            }
                            Cell::Number(each)
                        }
                    }
                }
                None if is_contradictory => Cell::Empty,
                None => Cell::NotKnown,
            };
            let year = Cell::words(year.year().to_string());
            Remarked {
                cells: vec![year, told_cell(grant), told_cell(total), each],
                remarks,
            }
        });
        let rows: Vec<Remarked> = rows.collect();
        let columns = vec![
            Column::words(self.say("Vuosi", "År", "Year")),
            Column::count(grant_heading),
            Column::count(total_heading),
            Column::number(each_heading, 2),
        ];
        let title = self.say(
            "Toiminta ja valtionavustus",
            "Verksamheten och statsunderstödet",
            "Activity and the state grant",
        );
        let title = format!("{title}, {}", self.currencies());
        (!rows.is_empty()).then(|| self.remarked_table(&title, columns, rows))
    }
}

/// How much there is for each unit, to cents; what is over so much is rounded down, so that it is.
fn per_unit(total: Option<Figure>, grant: Option<Figure>) -> Option<(Precision, Exact)> {
    let (total, grant) = (total?, grant?);
    let each = Exact::from(total.number())
        .checked_div(Exact::from(grant.number()))
        .ok()?;
    let (precision, mode) = match (total.precision(), grant.precision()) {
        (Precision::Exactly, Precision::Exactly) => (Precision::Exactly, RoundingMode::HalfUp),
        (Precision::Over, Precision::Exactly) => (Precision::Over, RoundingMode::Down),
        // Over an over is either more or less.
        _ => (Precision::About, RoundingMode::HalfUp),
    };
    let rounding = Rounding::new(Exact::ratio(1, 100).ok()?, mode)?;
    let rounded = rounding.round(each).ok()?;
    Some((precision, rounded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_is_still_over_when_rounded() {
        let figure = |text: &str| Some(text.parse().unwrap());
        for (total, grant, expected) in [
            ("over 9000000", "3000000", Some((Precision::Over, "3"))),
            ("over 2", "3", Some((Precision::Over, "33/50"))),
            ("2", "3", Some((Precision::Exactly, "67/100"))),
            ("9", "about 3", Some((Precision::About, "3"))),
            ("over 9", "over 3", Some((Precision::About, "3"))),
            ("9", "0", None),
        ] {
            let expected =
                expected.map(|(precision, text)| (precision, text.parse::<Exact>().unwrap()));
            assert_eq!(per_unit(figure(total), figure(grant)), expected, "{total}");
        }
        assert_eq!(per_unit(None, figure("3")), None);
    }
}
