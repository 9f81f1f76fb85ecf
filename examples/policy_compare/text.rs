//! A comparison as a board reads it.

use oske::dues::compare::Comparison;
use oske::dues::{Outcome, Policy};
use oske::types::{Exact, Language, Money, Rounding, RoundingMode};
use oske::{
    ComparisonError, GroupChange, InOneRound, MemberChange, MemberComparison, ProposalComparison,
    RoundEntry,
};

use crate::support::Failure;
use crate::table::{Align, Table, wrap};
use crate::{Compared, RoundsOfYear};

/// Where paragraphs are broken, in characters.
const PAPER_WIDTH: usize = 100;
const NAME_WIDTH: usize = 44;
/// Of a kind or a place, beside many columns.
const GROUP_WIDTH: usize = 20;
const AMOUNT_WIDTH: usize = 16;
const POLICY_WIDTH: usize = 24;
/// How many of the largest changes are told beside other proposals.
const LARGEST: usize = 10;

pub(crate) fn compared(compared: &Compared<'_>, language: Language) -> Result<String, Failure> {
    let paper = Paper { compared, language };
    paper.to_text().map_err(Failure::input)
}

struct Paper<'p> {
    compared: &'p Compared<'p>,
    language: Language,
}

/// The members of the register under one proposal.
struct Members<'m> {
    proposal: ProposalComparison<'m>,
    language: Language,
}

impl Paper<'_> {
    fn to_text(&self) -> Result<String, ComparisonError> {
        let Compared {
            proposals,
            comparisons,
            ..
        } = self.compared;
        let mut sections = Vec::new();
        for (index, (comparison, policy)) in comparisons.iter().zip(*proposals).enumerate() {
            if let Some(idle) = self.idle(policy) {
                sections.push(idle);
                continue;
            }
            sections.push(self.proposal(comparison, index)?);
        }
        for of_year in self.compared.rounds {
            sections.extend(self.side_by_side(of_year));
        }
        Ok(sections.join("\n"))
    }

    /// What stands for a proposal that is not for the dues year.
    fn idle(&self, proposal: &Policy) -> Option<String> {
        let year = self.compared.year?;
        if proposal.governs(year) {
            return None;
        }
        let title = proposal.title().in_language(self.language);
        Some(self.language.pick(
            format!("Ehdotus ”{title}” ei koske maksuvuotta {year}: mikään ei muutu.\n"),
            format!("Förslaget ”{title}” gäller inte avgiftsåret {year}: ingenting ändras.\n"),
            format!("The proposal “{title}” is not for the dues year {year}: nothing changes.\n"),
        ))
    }

    fn proposal(&self, comparison: &Comparison, index: usize) -> Result<String, ComparisonError> {
        let mut text = comparison.to_text(self.language);
        for of_year in self.compared.rounds {
            let mut proposals = of_year.places.iter().zip(of_year.rounds.proposals());
            let proposal = proposals.find(|(place, _)| **place == index);
            let Some((_, proposal)) = proposal else {
                continue;
            };
            let members = Members {
                proposal,
                language: self.language,
            };
            text.push_str(&members.summary()?);
            // Several proposals stand side by side in one table.
            text.push_str(&match of_year.places.len() {
                1 => members.all(),
                _ => members.largest(),
            });
        }
        Ok(text)
    }

    /// Each member with what it owes before and under each of several proposals.
    fn side_by_side(&self, of_year: &RoundsOfYear<'_>) -> Option<String> {
        let language = self.language;
        if of_year.places.len() < 2 {
            return None;
        }
        let rows = of_year.rounds.members();
        let heading = language.pick(
            "Rekisterin jäsenet rinnakkain",
            "Registrets medlemmar sida vid sida",
            "The members side by side",
        );
        let proposals = of_year.places.iter();
        let proposals = proposals.filter_map(|place| self.compared.proposals.get(*place));
        let columns = proposals.map(|policy| (policy.id(), Align::Right, POLICY_WIDTH));
        let mut table = Table::new(
            [
                (member_title(language), Align::Left, NAME_WIDTH),
                (before_title(language), Align::Right, AMOUNT_WIDTH),
            ]
            .into_iter()
            .chain(columns),
        );
        for row in &rows {
            let name = row.member().name().in_language(language).to_owned();
            let after = row.proposals();
            let after = after.map(|member| owed(member.after(), language));
            let cells = [name, owed(row.before(), language)];
            table.row(cells.into_iter().chain(after));
        }
        let is_absent = rows.iter().any(|row| {
            let mut after = row.proposals().map(|member| member.after());
            row.before().is_none() || after.any(|after| after.is_none())
        });
        let legend = if is_absent { legend(language) } else { "" };
        Some(format!("{heading}\n{}{legend}", table.to_text()))
    }
}

impl<'m> Members<'m> {
    /// How many are concerned in which way, and what they owe together, by kind and place.
    fn summary(&self) -> Result<String, ComparisonError> {
        let language = self.language;
        let heading = language.pick("Rekisterin jäsenet", "Registrets medlemmar", "The members");
        let mut text = format!("\n{heading}\n");
        for (change, count) in self
            .proposal
            .counts()
            .iter()
            .filter(|(_, count)| *count > 0)
        {
            text.push_str(&format!("  {}: {count}\n", change.in_language(language)));
        }
        let total = self.proposal.total()?;
        text.push_str(&self.sums(&total));
        let all = language.pick("kaikki", "alla", "all");
        let mut kinds = self.group_table(
            &total,
            language.pick("jäsenlaji", "medlemskategori", "kind"),
        );
        for group in self.proposal.by_kind()? {
            self.group_row(
                &mut kinds,
                &total,
                group.group().name().in_language(language),
                &group,
            );
        }
        self.group_row(&mut kinds, &total, all, &total);

        let mut counties = self.group_table(
            &total,
            language.pick("hyvinvointialue", "välfärdsområde", "county"),
        );
        for group in self.proposal.by_county()? {
            let name = group
                .group()
                .map(|county| county.name().in_language(language));
            let none = language.pick("ei aluetta", "inget område", "no county");
            self.group_row(&mut counties, &total, name.unwrap_or(none), &group);
        }
        let mut regions = self.group_table(&total, language.pick("maakunta", "landskap", "region"));
        for group in self.proposal.by_region()? {
            let name = group
                .group()
                .map(|region| region.name().in_language(language));
            let none = language.pick("ei maakuntaa", "inget landskap", "no region");
            self.group_row(&mut regions, &total, name.unwrap_or(none), &group);
        }
        for table in [kinds, counties, regions] {
            text.push_str(&format!("\n{}", table.to_text()));
        }
        Ok(text)
    }

    /// What the members owe together: those that can be compared, those that begin or cease to pay, and
    /// what is known of all.
    fn sums(&self, total: &GroupChange<()>) -> String {
        let language = self.language;
        let money = |money: Money| money.in_language(language);
        let mut change = signed(total.by(), language);
        if let Some(percent) = total.percent() {
            let percent = percent_text(percent, language);
            let unit = language.pick("\u{a0}%", "\u{a0}%", "%");
            change.push_str(&format!(", {percent}{unit}"));
        }
        let sums = format!(
            "{} → {} ({change})",
            money(total.before()),
            money(total.after())
        );
        let (members, comparable) = (total.members(), total.comparable());
        if members == comparable {
            let all = language.pick("Kaikki jäsenet", "Alla medlemmar", "All members");
            return format!("\n{}", paragraph(&format!("{all} ({members}): {sums}")));
        }
        let both = language.pick(
            "Jäsenet, joiden oma maksu tiedetään ennen ja jälkeen",
            "Medlemmar vars egen avgift är känd före och efter",
            "Members whose own dues are known before and after",
        );
        let mut text = format!(
            "\n{}",
            paragraph(&format!("{both} ({comparable}/{members}): {sums}"))
        );
        let sides = [
            (MemberChange::BecomesPayer, total.beginning()),
            (MemberChange::NoLongerPayer, total.ceasing()),
        ];
        let mut is_in_one_round = false;
        for (change, side) in sides.into_iter().filter(|(_, side)| side.members() > 0) {
            is_in_one_round = true;
            let (change, members) = (change.in_language(language), side.members());
            let amount = one_sided(side, language);
            text.push_str(&paragraph(&format!("{change} ({members}): {amount}")));
        }
        if is_in_one_round {
            text.push_str(&paragraph(language.pick(
                "Nämä eivät ole muutoksessa, sillä ennen tai jälkeen heidän puolestaan voi maksaa toinen jäsen.",
                "Dessa ingår inte i ändringen, eftersom en annan medlem kan betala för dem före eller efter.",
                "These are not counted in the change, for another member may pay for them before or after.",
            )));
        }
        let (before, after) = (money(total.known_before()), money(total.known_after()));
        text.push_str(&paragraph(&language.pick(
            format!(
                "Kaikkien jäsenten maksuista tiedetään ennen {before} ja jälkeen {after}; näitä ei voi verrata."
            ),
            format!(
                "Av alla medlemmars avgifter är {before} kända före och {after} efter; de går inte att jämföra."
            ),
            format!(
                "Of the dues of all members {before} is known before and {after} after; these cannot be compared."
            ),
        )));
        text
    }

    fn group_table(&self, total: &GroupChange<()>, title: &str) -> Table {
        let language = self.language;
        let right = |title| (title, Align::Right, AMOUNT_WIDTH);
        let columns = [
            (title, Align::Left, GROUP_WIDTH),
            right(language.pick("verrattu", "jämförda", "compared")),
            right(before_title(language)),
            right(after_title(language)),
            right(change_title(language)),
            right("%"),
        ];
        let sides = [
            right(language.pick("alkaa", "börjar", "begin")),
            right(language.pick("lakkaa", "upphör", "cease")),
            right(language.pick("avoinna", "öppna", "open")),
        ];
        Table::new(columns.into_iter().chain(Self::needed(total, sides)))
    }

    /// Of the columns of those that cannot be compared, the ones in which there is somebody.
    fn needed<C>(total: &GroupChange<()>, columns: [C; 3]) -> impl Iterator<Item = C> + use<C> {
        let counts = [
            total.beginning().members(),
            total.ceasing().members(),
            total.open(),
        ];
        let columns = columns.into_iter().zip(counts);
        columns.filter_map(|(column, count)| (count > 0).then_some(column))
    }

    fn group_row<G>(
        &self,
        table: &mut Table,
        total: &GroupChange<()>,
        name: &str,
        group: &GroupChange<G>,
    ) {
        let language = self.language;
        let percent = group.percent();
        // Where there is nobody, there is nothing to tell.
        let number = |count: usize| match count {
            0 => String::new(),
            _ => count.to_string(),
        };
        let sum = |text: String| match group.comparable() {
            0 => String::new(),
            _ => text,
        };
        let side = |side: InOneRound| match side.members() {
            0 => String::new(),
            members => format!("{members}: {}", one_sided(side, language)),
        };
        let cells = [
            name.to_owned(),
            number(group.comparable()),
            sum(group.before().in_language(language)),
            sum(group.after().in_language(language)),
            sum(signed(group.by(), language)),
            percent.map_or_else(String::new, |percent| percent_text(percent, language)),
        ];
        let sides = [
            side(group.beginning()),
            side(group.ceasing()),
            number(group.open()),
        ];
        table.row(cells.into_iter().chain(Self::needed(total, sides)));
    }

    /// Those that owe something else, the largest changes first, and behind them the others by id.
    fn all(&self) -> String {
        let others = self.proposal.members();
        let others = others.filter(|member| !member.change().is_change());
        format!("\n{}", self.table(self.proposal.changes().chain(others)))
    }

    /// The largest changes, where not all members are told.
    fn largest(&self) -> String {
        let language = self.language;
        let (count, told) = (
            self.proposal.changes().count(),
            self.proposal.changes().take(LARGEST),
        );
        if count == 0 {
            return String::new();
        }
        let heading = language.pick(
            "Suurimmat muutokset",
            "De största ändringarna",
            "The largest changes",
        );
        let table = self.table(told);
        format!("\n{heading} ({}/{count})\n{table}", count.min(LARGEST))
    }

    fn table(&self, members: impl Iterator<Item = MemberComparison<'m>>) -> String {
        let language = self.language;
        let right = |title| (title, Align::Right, AMOUNT_WIDTH);
        let mut table = Table::new([
            (member_title(language), Align::Left, NAME_WIDTH),
            right(before_title(language)),
            right(after_title(language)),
            right(change_title(language)),
            right("%"),
        ]);
        let mut is_absent = false;
        for member in members {
            is_absent |= member.before().is_none() || member.after().is_none();
            let by = member
                .by()
                .filter(|_| member.change() != MemberChange::NotCovered);
            let percent = member.percent();
            table.row([
                member.member().name().in_language(language).to_owned(),
                owed(member.before(), language),
                owed(member.after(), language),
                by.map_or_else(String::new, |by| signed(by, language)),
                percent.map_or_else(String::new, |percent| percent_text(percent, language)),
            ]);
        }
        let legend = if is_absent { legend(language) } else { "" };
        format!("{}{legend}", table.to_text())
    }
}

/// What members owe in the one round in which they pay: the sum, and how many dues are open.
fn one_sided(side: InOneRound, language: Language) -> String {
    let open = language.pick("avoinna", "öppna", "open");
    let amount = side.amount().in_language(language);
    match side.open() {
        0 => amount,
        count if count == side.members() => open.to_owned(),
        count => format!("{amount} + {count}\u{a0}{open}"),
    }
}

/// Broken between words, indented by two.
fn paragraph(text: &str) -> String {
    let width = PAPER_WIDTH.saturating_sub(2);
    let lines = wrap(text, width, width);
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

fn member_title(language: Language) -> &'static str {
    language.pick("jäsen", "medlem", "member")
}

fn before_title(language: Language) -> &'static str {
    language.pick("ennen", "före", "before")
}

fn after_title(language: Language) -> &'static str {
    language.pick("jälkeen", "efter", "after")
}

fn change_title(language: Language) -> &'static str {
    language.pick("muutos", "ändring", "change")
}

/// What the dash of [`owed`] means.
fn legend(language: Language) -> &'static str {
    language.pick(
        "  — ei maksa omissa nimissään\n",
        "  — betalar inte i eget namn\n",
        "  — does not pay in its own name\n",
    )
}

fn owed(entry: Option<&RoundEntry<'_>>, language: Language) -> String {
    let Some(entry) = entry else {
        return "—".to_owned();
    };
    let open = language.pick("avoinna", "öppen", "open");
    let none = language.pick("ei maksua", "ingen avgift", "no dues");
    match entry.assessment().outcome() {
        Outcome::Assessed(amount) => amount.in_language(language),
        Outcome::NotCovered(_) => none.to_owned(),
        Outcome::Ambiguous { .. } | Outcome::Undetermined(_) | Outcome::Invalid(_) => {
            open.to_owned()
        }
    }
}

/// To one decimal, with its sign: `+25.5`.
fn percent_text(percent: Exact, language: Language) -> String {
    let step = Exact::ratio(1, 10).ok();
    let rounding = step.and_then(|step| Rounding::new(step, RoundingMode::HalfUp));
    let rounded = rounding.and_then(|rounding| rounding.round(percent).ok());
    let percent = rounded.unwrap_or(percent);
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
