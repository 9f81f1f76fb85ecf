//! What the meeting has to decide.

use oske_dues::{Finding, Severity};
use oske_report::{Block, Section, Words};

use super::Sheet;

impl Sheet<'_> {
    /// What the meeting has to decide: the proposals themselves, what they leave open, and what has an error.
    pub(super) fn to_decide(&self) -> Section {
        let paper = self.paper;
        let language = paper.language;
        let mut points: Vec<Words> = Vec::new();
        for (number, proposal) in self.proposals.iter().enumerate() {
            let round = proposal.round();
            let policy = round.policy_year().policy();
            let title = policy.title().in_language(language);
            let name = self.name(number);
            let year = paper.year(round.policy_year().year());
            points.push(
                Words::default()
                    .strong(format!("{name}: "))
                    .plain(language.pick(
                        format!("hyväksytäänkö ”{title}” maksuvuodesta {year} alkaen?"),
                        format!("godkänns ”{title}” från och med avgiftsåret {year}?"),
                        format!("is “{title}” accepted from the dues year {year} on?"),
                    )),
            );
            let findings = round.policy_year().findings();
            let errors = findings
                .iter()
                .filter(|finding| finding.severity() == Severity::Error);
            points.extend(errors.map(|finding| self.error(&name, finding)));
            let questions = round.open_questions();
            points.extend(questions.iter().map(|question| {
                let words = paper.open_question(round, question);
                Words::default()
                    .strong(format!("{name}: "))
                    .followed_by(words)
            }));
            // What nobody in the register asks for is open all the same.
            let is_asked = |finding: &&Finding| {
                let mut subjects = questions
                    .iter()
                    .filter_map(|question| question.reason().subject());
                let keys: Vec<&str> = finding.document_path().split('.').collect();
                subjects.any(|subject| keys.contains(&subject))
            };
            let unknown = findings
                .iter()
                .filter(|finding| finding.code() == "unknown-parameter");
            let unknown = unknown.filter(|finding| !is_asked(finding));
            points.extend(unknown.map(|finding| self.error(&name, finding)));
        }
        let section = Section::new(paper.say(
            "Mitä kokouksen on päätettävä",
            "Vad mötet ska besluta",
            "What the meeting has to decide",
        ));
        if points.is_empty() {
            return section.with(paper.say("Ei mitään.", "Ingenting.", "Nothing."));
        }
        section.with(Block::List(points))
    }

    fn error(&self, name: &str, finding: &Finding) -> Words {
        let finding = self.paper.finding(finding);
        Words::default().strong(format!("{name}: ")).plain(finding)
    }
}
