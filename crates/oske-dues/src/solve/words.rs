//! A [`Solution`] in words.

use oske_types::{Amount, Currency, Exact, Language};

use super::solution::{Answer, Nearest, Solution, ValueRange};

impl Solution {
    /// A value of the unknown with its unit: "0.0625 €/inhabitant", "€110.00".
    #[must_use]
    pub fn value_in(&self, language: Language, value: Exact) -> String {
        if let Some(currency) = self.currency() {
            return Amount::new(value, currency).in_language(language);
        }
        let number = value.in_language(language);
        match self.unit.name() {
            "1" => number,
            _ => format!("{number}\u{a0}{}", self.unit.in_language(language)),
        }
    }

    /// The currency of the unknown, where it is an amount.
    fn currency(&self) -> Option<Currency> {
        self.unit.name().parse().ok()
    }

    /// What the answer says, in a sentence or two.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let mut sentences = vec![self.answer_in(language)];
        if !self.is_of_consequence() {
            let name = self.parameter.in_language(language);
            sentences.push(language.pick(
                format!("Minkään maksun suuruus ei riipu siitä, mikä {name} on."),
                format!("Ingen avgift beror på vad {name} är."),
                format!("No amount depends on what {name} is."),
            ));
        }
        if !self.undecided.is_empty() {
            let ranges = self.ranges_in(language, &self.undecided);
            sentences.push(language.pick(
                format!("Ratkaisematta jäi, kun arvo on {ranges}."),
                format!("Det är inte avgjort när värdet är {ranges}."),
                format!("It is not decided where the value is {ranges}."),
            ));
        }
        sentences.join(" ")
    }

    fn answer_in(&self, language: Language) -> String {
        let name = self.parameter.in_language(language);
        let target = self.target.in_language(language);
        match &self.answer {
            Answer::Reached(ranges) => {
                let ranges = self.ranges_in(language, ranges);
                language.pick(
                    format!("Kun {name} on {ranges}, summa on tasan {target}."),
                    format!("När {name} är {ranges} blir summan exakt {target}."),
                    format!("When {name} is {ranges}, the total is exactly {target}."),
                )
            }
            Answer::Between { below, above } => {
                let none = self.no_value_in(language);
                let (below, above) = (
                    self.nearest_in(language, *below),
                    self.nearest_in(language, *above),
                );
                language.pick(
                    format!("{none} Lähimmät summat ovat {below} ja {above}."),
                    format!("{none} De närmaste summorna är {below} och {above}."),
                    format!("{none} The nearest totals are {below} and {above}."),
                )
            }
            Answer::TooLow(least) => {
                let least = self.nearest_in(language, *least);
                language.pick(
                    format!("Summa ei voi olla niin pieni kuin {target}: pienin on {least}."),
                    format!("Summan kan inte vara så liten som {target}: den minsta är {least}."),
                    format!("The total cannot be as low as {target}: the least is {least}."),
                )
            }
            Answer::TooHigh(greatest) => {
                let greatest = self.nearest_in(language, *greatest);
                language.pick(
                    format!("Summa ei voi olla niin suuri kuin {target}: suurin on {greatest}."),
                    format!(
                        "Summan kan inte vara så stor som {target}: den största är {greatest}."
                    ),
                    format!("The total cannot be as high as {target}: the greatest is {greatest}."),
                )
            }
            Answer::Undecided => language.pick(
                format!("Ei ratkennut, millä arvolla summa on {target}."),
                format!("Det är inte avgjort med vilket värde summan blir {target}."),
                format!("It is not decided with which value the total is {target}."),
            ),
        }
    }

    fn no_value_in(&self, language: Language) -> String {
        let target = self.target.in_language(language);
        let which = match self.decimals {
            0 => language
                .pick("Millään kokonaisluvulla", "Inget heltal", "No whole number")
                .to_owned(),
            1 => language
                .pick(
                    "Millään yhden desimaalin arvolla",
                    "Inget värde med en decimal",
                    "No value with one decimal",
                )
                .to_owned(),
            many => language.pick(
                format!("Millään {many} desimaalin arvolla"),
                format!("Inget värde med {many} decimaler"),
                format!("No value with {many} decimals"),
            ),
        };
        language.pick(
            format!("{which} summa ei ole tasan {target}."),
            format!("{which} ger exakt {target}."),
            format!("{which} gives exactly {target}."),
        )
    }

    fn nearest_in(&self, language: Language, nearest: Nearest) -> String {
        let total = nearest.total.in_language(language);
        format!("{total} ({})", self.value_in(language, nearest.value))
    }

    fn ranges_in(&self, language: Language, ranges: &[ValueRange]) -> String {
        let range = |range: &ValueRange| {
            let last = self.value_in(language, range.last);
            if range.first == range.last {
                return last;
            }
            let first = match self.currency() {
                Some(_) => self.value_in(language, range.first),
                None => range.first.in_language(language),
            };
            language.pick(
                format!("{first}–{last}"),
                format!("{first}–{last}"),
                format!("from {first} to {last}"),
            )
        };
        let ranges: Vec<String> = ranges.iter().map(range).collect();
        ranges.join(language.pick(" tai ", " eller ", " or "))
    }
}
