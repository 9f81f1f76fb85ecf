//! Why dues are open.

use oske_report::{Block, Section, Words};

use super::Sheet;

impl Sheet<'_> {
    pub(super) fn open_questions(&self) -> Section {
        let (paper, round) = (self.paper, self.round);
        let section = Section::new(paper.say(
            "Avoimet maksut: mitä puuttuu",
            "Öppna avgifter: vad som saknas",
            "Open dues: what is missing",
        ));
        let questions = round.open_questions();
        let questions = questions
            .iter()
            .map(|question| paper.open_question(round, question));
        let problems = round.all_problems();
        let problems = problems.map(|problem| Words::from(problem.to_string()));
        let points: Vec<Words> = questions.chain(problems).collect();
        if round.entries().is_empty() {
            return section.with(paper.say("Ei maksajia.", "Inga betalare.", "Nobody pays."));
        }
        if points.is_empty() {
            return section.with(paper.say(
                "Ei mitään: jokaisella on maksu.",
                "Ingenting: alla har en avgift.",
                "Nothing: everybody has an amount.",
            ));
        }
        section.with(Block::List(points))
    }
}
