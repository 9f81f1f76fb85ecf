//! A comparison as a board reads it.

use oske::dues::compare::Comparison;
use oske::dues::{Outcome, Policy};
use oske::types::{Exact, Language, Money, Rounding, RoundingMode};
use oske::{ComparisonError, GroupChange, MemberChange, ProposalComparison, RoundEntry};

use crate::Compared;
use crate::support::Failure;
use crate::table::{Align, Table, wrap};

/// Where paragraphs are broken, in characters.
const PAPER_WIDTH: usize = 100;
const NAME_WIDTH: usize = 44;
const AMOUNT_WIDTH: usize = 16;
const POLICY_WIDTH: usize = 24;

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
            rounds,
            ..
        } = self.compared;
        let rounds = rounds.map(|rounds| rounds.proposals().collect::<Vec<_>>());
        let mut sections = Vec::new();
        for (index, (comparison, policy)) in comparisons.iter().zip(*proposals).enumerate() {
            if let Some(idle) = self.idle(policy) {
                sections.push(idle);
                continue;
            }
            let round = rounds.as_ref().and_then(|rounds| rounds.get(index));
            sections.push(self.proposal(comparison, round)?);
        }
        sections.extend(self.side_by_side());
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

    fn proposal(
        &self,
        comparison: &Comparison,
        round: Option<&ProposalComparison<'_>>,
    ) -> Result<String, ComparisonError> {
        let mut text = comparison.to_text(self.language);
        if let Some(proposal) = round {
            let members = Members {
                proposal: *proposal,
                language: self.language,
            };
            text.push_str(&members.summary()?);
            // Several proposals stand side by side in one table.
            if self.compared.proposals.len() == 1 {
                text.push_str(&members.table());
            }
        }
        Ok(text)
    }

    /// Each member with what it owes before and under each of several proposals.
    fn side_by_side(&self) -> Option<String> {
        let (language, proposals) = (self.language, self.compared.proposals);
        let rounds = self.compared.rounds.filter(|_| proposals.len() > 1)?;
        let rows = rounds.members();
        let heading = language.pick(
            "Rekisterin jäsenet rinnakkain",
            "Registrets medlemmar sida vid sida",
            "The members side by side",
        );
        let columns = proposals
            .iter()
            .map(|policy| (policy.id(), Align::Right, POLICY_WIDTH));
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

impl Members<'_> {
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
        let mut kinds = self.group_table(language.pick("jäsenlaji", "medlemskategori", "kind"));
        for group in self.proposal.by_kind()? {
            self.group_row(
                &mut kinds,
                group.group().name().in_language(language),
                &group,
            );
        }
        self.group_row(&mut kinds, all, &total);

        let mut counties =
            self.group_table(language.pick("hyvinvointialue", "välfärdsområde", "county"));
        for group in self.proposal.by_county()? {
            let name = group
                .group()
                .map(|county| county.name().in_language(language));
            let none = language.pick("ei aluetta", "inget område", "no county");
            self.group_row(&mut counties, name.unwrap_or(none), &group);
        }
        let mut regions = self.group_table(language.pick("maakunta", "landskap", "region"));
        for group in self.proposal.by_region()? {
            let name = group
                .group()
                .map(|region| region.name().in_language(language));
            let none = language.pick("ei maakuntaa", "inget landskap", "no region");
            self.group_row(&mut regions, name.unwrap_or(none), &group);
        }
        for table in [kinds, counties, regions] {
            text.push_str(&format!("\n{}", table.to_text()));
        }
        Ok(text)
    }

    /// What the members owe together: those that can be compared, and what is known of all.
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
        let (members, comparable, open) = (total.members(), total.comparable(), total.open());
        if open == 0 {
            let all = language.pick("Kaikki jäsenet", "Alla medlemmar", "All members");
            return format!("\n{}", paragraph(&format!("{all} ({members}): {sums}")));
        }
        let both = language.pick(
            "Jäsenet, joiden maksu tiedetään ennen ja jälkeen",
            "Medlemmar vars avgift är känd före och efter",
            "Members whose dues are known before and after",
        );
        let (before, after) = (money(total.known_before()), money(total.known_after()));
        let known = language.pick(
            format!(
                "Kaikkien jäsenten maksuista tiedetään ennen {before} ja jälkeen {after}. Näitä ei voi verrata \
                 toisiinsa: jäseniä, joiden maksu on ennen tai jälkeen avoinna, on {open}. Taulukoissa ennen, \
                 jälkeen ja muutos ovat niiden jäsenten, joita voi verrata."
            ),
            format!(
                "Av alla medlemmars avgifter är {before} kända före och {after} efter. De går inte att jämföra: \
                 avgiften är öppen före eller efter för {open} av medlemmarna. I tabellerna gäller före, efter \
                 och ändring de medlemmar som kan jämföras."
            ),
            format!(
                "Of the dues of all members {before} is known before and {after} after. These two cannot be \
                 compared: for {open} of the members the dues are open before or after. In the tables before, \
                 after and change are of the members that can be compared."
            ),
        );
        let both = format!("{both} ({comparable}/{members}): {sums}");
        format!("\n{}{}", paragraph(&both), paragraph(&known))
    }

    fn group_table(&self, title: &str) -> Table {
        let language = self.language;
        let right = |title| (title, Align::Right, AMOUNT_WIDTH);
        Table::new([
            (title, Align::Left, NAME_WIDTH),
            right(language.pick("jäseniä", "medlemmar", "members")),
            right(language.pick("avoinna", "öppna", "open")),
            right(before_title(language)),
            right(after_title(language)),
            right(change_title(language)),
            right("%"),
        ])
    }

    fn group_row<G>(&self, table: &mut Table, name: &str, group: &GroupChange<G>) {
        let language = self.language;
        let percent = group.percent();
        // Where nobody can be compared, there is no sum to tell.
        let sum = |text: String| match group.comparable() {
            0 => String::new(),
            _ => text,
        };
        table.row([
            name.to_owned(),
            group.members().to_string(),
            group.open().to_string(),
            sum(group.before().in_language(language)),
            sum(group.after().in_language(language)),
            sum(signed(group.by(), language)),
            percent.map_or_else(String::new, |percent| percent_text(percent, language)),
        ]);
    }

    /// Those that owe something else, the largest changes first, and behind them the others by id.
    fn table(&self) -> String {
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
        let others = self.proposal.members();
        let others = others.filter(|member| !member.change().is_change());
        for member in self.proposal.changes().chain(others) {
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
        format!("\n{}{legend}", table.to_text())
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
