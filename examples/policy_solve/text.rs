//! An answer for people: the question, what the unknown must be, and what each member then owes.

use oske::types::{ArithmeticError, Exact, Language, Money};

use crate::support::Failure;
use crate::table::{Align, Table, wrap};
use crate::{Group, Solved};

/// Where paragraphs are broken, in characters.
const PAPER_WIDTH: usize = 100;
const NAME_WIDTH: usize = 48;
const AMOUNT_WIDTH: usize = 20;

pub(crate) fn solved(solved: &Solved<'_>, language: Language) -> Result<String, Failure> {
    let mut paper = Paper {
        solved,
        language,
        text: String::new(),
    };
    paper.question();
    paper.answer();
    paper.round().map_err(Failure::input)?;
    paper.open();
    Ok(paper.text)
}

struct Paper<'p> {
    solved: &'p Solved<'p>,
    language: Language,
    text: String,
}

impl Paper<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        let below = "═".repeat(heading.chars().count());
        self.line(format!("\n{heading}\n{below}"));
    }

    /// Broken between words, indented by two.
    fn paragraph(&mut self, text: &str) {
        let width = PAPER_WIDTH.saturating_sub(2);
        for line in wrap(text, width, width) {
            self.line(format!("  {line}"));
        }
    }

    fn money(&self, amount: Option<Money>) -> String {
        amount.map_or_else(
            || "—".to_owned(),
            |amount| amount.in_language(self.language),
        )
    }

    fn number(&self, count: usize) -> String {
        Exact::from(i64::try_from(count).unwrap_or(i64::MAX)).in_language(self.language)
    }

    /// What was asked, of which policy.
    fn question(&mut self) {
        let language = self.language;
        let solution = self.solved.solution;
        let policy = self.solved.before.policy_year().policy();
        let title = language.pick(
            "Tuntemattoman ratkaisu",
            "Lösning för en obekant",
            "Solving for an unknown",
        );
        self.line(format!(
            "{title} {}: {}",
            solution.year(),
            policy.title().in_language(language)
        ));
        if let Some(note) = policy.note() {
            self.paragraph(note.in_language(language));
        }
        let (policy_word, register_word) = (
            language.pick("Maksuperuste", "Avgiftsgrund", "Policy"),
            language.pick("Rekisteri", "Register", "Register"),
        );
        self.line(format!("  {policy_word:13} {}", policy.id()));
        self.line(format!("  {register_word:13} {}", self.solved.register));

        let name = solution.parameter().in_language(language);
        let target = solution.target().in_language(language);
        let group = self
            .solved
            .only
            .map(|only| format!(" ({})", self.group(only)));
        let group = group.unwrap_or_default();
        let count = self.number(solution.payers());
        let asked = if solution.payers() == 1 {
            language.pick(
                format!("Mikä on {name}, kun 1 jäsen{group} maksaa {target}?"),
                format!("Vad måste {name} vara för att 1 medlem{group} ska betala {target}?"),
                format!("What must {name} be, for 1 member{group} to pay {target}?"),
            )
        } else {
            language.pick(
                format!("Mikä on {name}, kun {count} jäsentä{group} maksaa yhteensä {target}?"),
                format!("Vad måste {name} vara för att {count} medlemmar{group} sammanlagt ska betala {target}?"),
                format!("What must {name} be, for {count} members{group} to pay {target} in all?"),
            )
        };
        self.line("");
        self.paragraph(&asked);
    }

    /// The group in words, where the members' kind is asked for; else as it was given.
    fn group(&self, group: &Group) -> String {
        let first = self.solved.counted().next();
        match first.filter(|_| group.fact == "kind") {
            Some(entry) => {
                let kind = entry.member().kind();
                kind.name().in_language(self.language).to_owned()
            }
            None => format!("{} = {}", group.fact, group.value),
        }
    }

    fn answer(&mut self) {
        let answer = self.solved.solution.in_language(self.language);
        self.line("");
        self.paragraph(&answer);
    }

    /// What each member then owes, and what all of them bring in.
    fn round(&mut self) -> Result<(), ArithmeticError> {
        let (language, solution) = (self.language, self.solved.solution);
        let (Some(value), Some(total)) = (solution.value(), solution.total()) else {
            return Ok(());
        };
        let name = solution.parameter().in_language(language);
        self.heading(&format!("{name}: {}", solution.value_in(language, value)));
        let (member, before, with) = (
            language.pick("jäsen", "medlem", "member"),
            language.pick("ennen", "före", "before"),
            language.pick("maksu", "avgift", "due"),
        );
        let mut table = Table::new([
            (member, Align::Left, NAME_WIDTH),
            (before, Align::Right, AMOUNT_WIDTH),
            (with, Align::Right, AMOUNT_WIDTH),
        ]);
        for entry in self.solved.counted() {
            table.row([
                entry.member().name().in_language(language).to_owned(),
                self.money(entry.assessment().amount()),
                self.money(self.solved.amount_after(entry)),
            ]);
        }
        let together = language.pick("yhteensä", "sammanlagt", "in all");
        table.row([together.to_owned(), String::new(), self.money(Some(total))]);
        self.line(table.to_text().trim_end());
        self.line("");
        self.compared(total)?;
        if !solution.fixed().is_zero() {
            let (fixed, count) = (
                solution.fixed().in_language(language),
                self.number(solution.independent().len()),
            );
            let text = language.pick(
                format!("Summasta {fixed} on sama kaikilla arvoilla (maksajia {count})."),
                format!("Av summan är {fixed} densamma med alla värden (betalare: {count})."),
                format!("Of it {fixed} is the same with every value (payers: {count})."),
            );
            self.paragraph(&text);
        }
        self.whole_round()
    }

    /// How near the total comes to what was asked for.
    fn compared(&mut self, total: Money) -> Result<(), ArithmeticError> {
        let language = self.language;
        let target = self.solved.solution.target();
        let text = if total == target {
            language.pick(
                "Summa on tasan se, mitä kysyttiin.".to_owned(),
                "Summan är exakt den som det frågades efter.".to_owned(),
                "That is exactly what was asked for.".to_owned(),
            )
        } else if total < target {
            let short = target.checked_sub(total)?.in_language(language);
            language.pick(
                format!("Kysytystä summasta puuttuu {short}."),
                format!("Det är {short} mindre än det som det frågades efter."),
                format!("That is {short} less than was asked for."),
            )
        } else {
            let more = total.checked_sub(target)?.in_language(language);
            language.pick(
                format!("Kysytty summa ylittyy: {more}."),
                format!("Det är {more} mer än det som det frågades efter."),
                format!("That is {more} more than was asked for."),
            )
        };
        self.paragraph(&text);
        Ok(())
    }

    fn whole_round(&mut self) -> Result<(), ArithmeticError> {
        let Some(after) = self.solved.after else {
            return Ok(());
        };
        let entries = after.entries();
        let known = entries
            .iter()
            .filter(|entry| entry.assessment().amount().is_some());
        let known = known.count();
        let open = self.number(entries.len().saturating_sub(known));
        let known = self.number(known);
        let total = after.total()?.in_language(self.language);
        let text = self.language.pick(
            format!("Koko maksukierros tällä arvolla: {total}; maksuja on määrätty {known} ja avoinna {open}."),
            format!("Hela avgiftsomgången med detta värde: {total}; fastställda avgifter {known}, öppna {open}."),
            format!("The whole round with this value: {total}; amounts known {known}, open {open}."),
        );
        self.paragraph(&text);
        Ok(())
    }

    /// Who has no amount, and why.
    fn open(&mut self) {
        let language = self.language;
        let open = self.solved.solution.open();
        if open.is_empty() {
            return;
        }
        self.heading(language.pick(
            "Ei maksua eikä mukana summassa",
            "Ingen avgift och inte med i summan",
            "No amount, and no part in the total",
        ));
        for open in open {
            let entry = self.solved.before.entry(open.payer());
            let name = entry.map_or(open.payer(), |entry| {
                entry.member().name().in_language(language)
            });
            let reasons = open.outcome().reasons().iter();
            let reasons: Vec<String> = reasons.map(|reason| reason.in_language(language)).collect();
            let when = if open.is_open_for_every_value() {
                ""
            } else {
                language.pick(
                    " (ei kaikilla arvoilla)",
                    " (inte med alla värden)",
                    " (not with every value)",
                )
            };
            self.paragraph(&format!("• {name}: {}{when}", reasons.join("; ")));
        }
    }
}
