//! A comparison as a board reads it.

use oske::dues::Outcome;
use oske::dues::compare::{Change, Comparison};
use oske::types::{ArithmeticError, Exact, Language, Money, Rounding, RoundingMode};
use oske::{GroupChange, MemberChange, RoundComparison, RoundEntry};

use crate::support::Failure;
use crate::table::{Align, Table};

const NAME_WIDTH: usize = 44;
const AMOUNT_WIDTH: usize = 16;

pub(crate) fn compared(
    comparisons: &[Comparison],
    rounds: Option<&RoundComparison<'_>>,
    language: Language,
) -> Result<String, Failure> {
    let mut text = String::new();
    for (proposal, comparison) in comparisons.iter().enumerate() {
        if proposal > 0 {
            text.push('\n');
        }
        text.push_str(&comparison.to_text(language));
        if let Some(rounds) = rounds {
            let members = Members {
                rounds,
                proposal,
                language,
            };
            text.push_str(&members.to_text().map_err(Failure::input)?);
        }
    }
    Ok(text)
}

/// The members of the register under one proposal.
struct Members<'m> {
    rounds: &'m RoundComparison<'m>,
    proposal: usize,
    language: Language,
}

impl Members<'_> {
    fn to_text(&self) -> Result<String, ArithmeticError> {
        let language = self.language;
        let heading = language.pick("Rekisterin jäsenet", "Registrets medlemmar", "The members");
        let mut text = format!("\n{heading}\n{}", self.counts());
        let total = self.rounds.total(self.proposal)?;
        let (before, after) = (total.before(), total.after());
        text.push_str(&format!(
            "  {}: {} → {} ({})\n",
            language.pick("Tiedossa yhteensä", "Känt sammanlagt", "Known in all"),
            before.in_language(language),
            after.in_language(language),
            signed(after.checked_sub(before)?, language),
        ));
        text.push_str(&self.groups()?);
        text.push_str(&self.members());
        Ok(text)
    }

    fn counts(&self) -> String {
        let counts = self.rounds.counts(self.proposal);
        let counts = [
            (Change::Falls, counts.falls),
            (Change::Rises, counts.rises),
            (Change::Same, counts.same),
            (Change::BecomesCovered, counts.becomes_covered),
            (Change::NoLongerCovered, counts.no_longer_covered),
            (Change::Open, counts.open),
            (Change::NotCovered, counts.not_covered),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let lines = counts
            .map(|(change, count)| format!("  {}: {count}\n", change.in_language(self.language)));
        lines.collect()
    }

    fn groups(&self) -> Result<String, ArithmeticError> {
        let language = self.language;
        let kind = language.pick("jäsenlaji", "medlemskategori", "kind");
        let mut table = self.group_table(kind);
        for group in self.rounds.by_kind(self.proposal)? {
            let name = group.group().name().in_language(language).to_owned();
            self.group_row(&mut table, name, &group)?;
        }
        let mut text = format!("\n{}", table.to_text());
        let county = language.pick("hyvinvointialue", "välfärdsområde", "county");
        let mut table = self.group_table(county);
        let elsewhere = language.pick("ei aluetta", "inget område", "no county");
        for group in self.rounds.by_county(self.proposal)? {
            let place = *group.group();
            let name = place.and_then(|place| self.rounds.name_of(self.proposal, place));
            let name = name.map_or(elsewhere, |name| name.in_language(language));
            self.group_row(&mut table, name.to_owned(), &group)?;
        }
        text.push_str(&format!("\n{}", table.to_text()));
        Ok(text)
    }

    fn group_table(&self, title: &str) -> Table {
        let language = self.language;
        Table::new([
            (title, Align::Left, NAME_WIDTH),
            (
                language.pick("jäseniä", "medlemmar", "members"),
                Align::Right,
                AMOUNT_WIDTH,
            ),
            (
                language.pick("ennen", "före", "before"),
                Align::Right,
                AMOUNT_WIDTH,
            ),
            (
                language.pick("jälkeen", "efter", "after"),
                Align::Right,
                AMOUNT_WIDTH,
            ),
            (
                language.pick("muutos", "ändring", "change"),
                Align::Right,
                AMOUNT_WIDTH,
            ),
            (
                language.pick("avoinna", "öppna", "open"),
                Align::Right,
                AMOUNT_WIDTH,
            ),
        ])
    }

    fn group_row<G>(
        &self,
        table: &mut Table,
        name: String,
        group: &GroupChange<G>,
    ) -> Result<(), ArithmeticError> {
        let language = self.language;
        let (before, after) = (group.before(), group.after());
        table.row([
            name,
            group.members().to_string(),
            before.in_language(language),
            after.in_language(language),
            signed(after.checked_sub(before)?, language),
            group.open().to_string(),
        ]);
        Ok(())
    }

    /// Those whose amount changes, the largest changes first, and behind them the others by id.
    fn members(&self) -> String {
        let language = self.language;
        let mut table = Table::new([
            (
                language.pick("jäsen", "medlem", "member"),
                Align::Left,
                NAME_WIDTH,
            ),
            (
                language.pick("ennen", "före", "before"),
                Align::Right,
                AMOUNT_WIDTH,
            ),
            (
                language.pick("jälkeen", "efter", "after"),
                Align::Right,
                AMOUNT_WIDTH,
            ),
            (
                language.pick("muutos", "ändring", "change"),
                Align::Right,
                AMOUNT_WIDTH,
            ),
            ("%", Align::Right, AMOUNT_WIDTH),
        ]);
        let unchanged = self.rounds.members(self.proposal);
        let unchanged = unchanged.filter(|member| member.by().is_none_or(Money::is_zero));
        for member in self.rounds.changes(self.proposal).chain(unchanged) {
            table.row([
                member.member().name().in_language(language).to_owned(),
                self.outcome(member.before()),
                self.outcome(member.after()),
                member
                    .by()
                    .map_or_else(String::new, |by| signed(by, language)),
                percent(&member, language),
            ]);
        }
        format!("\n{}", table.to_text())
    }

    fn outcome(&self, entry: Option<&RoundEntry<'_>>) -> String {
        let Some(entry) = entry else {
            return "—".to_owned();
        };
        let outcome = entry.assessment().outcome();
        let open = self.language.pick("avoinna", "öppen", "open");
        let none = self.language.pick("ei maksua", "ingen avgift", "no dues");
        match outcome {
            Outcome::Assessed(amount) => amount.in_language(self.language),
            Outcome::NotCovered(_) => none.to_owned(),
            Outcome::Ambiguous { .. } | Outcome::Undetermined(_) | Outcome::Invalid(_) => {
                open.to_owned()
            }
        }
    }
}

/// To one decimal, which is visible: `+25.0 %`.
fn percent(member: &MemberChange<'_>, language: Language) -> String {
    let step = Exact::ratio(1, 10).ok();
    let rounding = step.and_then(|step| Rounding::new(step, RoundingMode::HalfUp));
    let percent = member.percent().zip(rounding);
    let Some(percent) = percent.and_then(|(percent, rounding)| rounding.round(percent).ok()) else {
        return String::new();
    };
    let text = percent.in_language(language);
    if percent.is_positive() {
        format!("+{text}")
    } else {
        text
    }
}

fn signed(money: Money, language: Language) -> String {
    let text = money.in_language(language);
    if money.minor() > 0 {
        format!("+{text}")
    } else {
        text
    }
}
