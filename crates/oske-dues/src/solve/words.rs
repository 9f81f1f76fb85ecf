//! A [`Solution`] in words.

use oske_types::{Amount, Currency, Exact, Language};

use super::solution::{Answer, Nearest, Solution, ValueRange};
use crate::assessment::Outcome;

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
        sentences.extend(self.left_out_in(language));
        if !self.is_of_consequence() {
            let name = self.parameter.in_language(language);
            sentences.push(language.pick(
                format!("Minkään maksun suuruus ei riipu siitä, mikä {name} on."),
                format!("Ingen avgift beror på {name}."),
                format!("No amount depends on {name}."),
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
        if self.is_open_beyond {
            let sentence = language.pick(
                "Ratkaisematta jäi, päästäänkö useammalla desimaalilla lähemmäs.",
                "Det är inte avgjort om man kommer närmare med fler decimaler.",
                "Whether more decimals come nearer is not decided.",
            );
            sentences.push(sentence.to_owned());
        }
        sentences.join(" ")
    }

    /// How many payers are not in the total, though they may owe something.
    fn left_out_in(&self, language: Language) -> Vec<String> {
        let payers = |count: usize| {
            let number = Exact::from(i64::try_from(count).unwrap_or(i64::MAX));
            let number = number.in_language(language);
            match count {
                1 => language.pick(
                    "yhden maksajan maksu on avoinna".to_owned(),
                    "är en betalares avgift öppen".to_owned(),
                    "the dues of 1 payer are open".to_owned(),
                ),
                _ => language.pick(
                    format!("{number} maksajan maksu on avoinna"),
                    format!("är {number} betalares avgift öppen"),
                    format!("the dues of {number} payers are open"),
                ),
            }
        };
        let not_in = language.pick(
            "eikä se ole summassa",
            "och inte med i summan",
            "and not in the total",
        );
        let open = self.open.iter();
        let open = open.filter(|open| !matches!(open.outcome, Outcome::NotCovered(_)));
        let (always, with_value): (Vec<_>, Vec<_>) = open.partition(|open| open.always);
        let (always, with_value) = (always.len(), with_value.len());
        let mut sentences = Vec::new();
        if let Some(value) = self.value().filter(|_| with_value > 0) {
            let value = self.value_in(language, value);
            let payers = payers(with_value);
            sentences.push(language.pick(
                format!("Kun arvo on {value}, {payers}, {not_in}."),
                format!("När värdet är {value} {payers} {not_in}."),
                format!("With the value {value} {payers} {not_in}."),
            ));
        }
        if always > 0 {
            let payers = payers(always);
            sentences.push(language.pick(
                format!("Millä tahansa arvolla {payers}, {not_in}."),
                format!("Med vilket värde som helst {payers} {not_in}."),
                format!("Whatever the value is, {payers} {not_in}."),
            ));
        }
        sentences
    }

    fn answer_in(&self, language: Language) -> String {
        let name = self.parameter.in_language(language);
        let target = self.target.in_language(language);
        match &self.answer {
            Answer::Reached(ranges) => {
                let ranges = self.ranges_in(language, ranges);
                language.pick(
                    format!("Kun {name} on {ranges}, summa on tasan {target}."),
                    format!("Med {name} {ranges} blir summan exakt {target}."),
                    format!("With {name} {ranges}, the total is exactly {target}."),
                )
            }
            Answer::Between { below, above } => {
                let none = self.no_value_in(language);
                let (below, above) = (
                    self.nearest_in(language, *below),
                    self.nearest_in(language, *above),
                );
                if self.is_whole() {
                    return language.pick(
                        format!("{none} Lähimmät summat ovat {below} ja {above}."),
                        format!("{none} De närmaste summorna är {below} och {above}."),
                        format!("{none} The nearest totals are {below} and {above}."),
                    );
                }
                language.pick(
                    format!("{none} Lähimmät löydetyt summat ovat {below} ja {above}."),
                    format!("{none} De närmaste summorna som hittades är {below} och {above}."),
                    format!("{none} The nearest totals that were found are {below} and {above}."),
                )
            }
            Answer::TooLow(least) => {
                let (least, bounds) = (
                    self.nearest_in(language, *least),
                    self.bounds_clause(language),
                );
                if self.is_whole() {
                    return language.pick(
                        format!("Kun arvo {bounds}, summa ei voi olla niin pieni kuin {target}: pienin on {least}."),
                        format!("När värdet {bounds} kan summan inte vara så liten som {target}: den minsta är {least}."),
                        format!("With a value {bounds} the total cannot be as low as {target}: the least is {least}."),
                    );
                }
                language.pick(
                    format!("Kun arvo {bounds}, niin pientä summaa kuin {target} ei löytynyt: pienin löydetty on {least}."),
                    format!("När värdet {bounds} hittades ingen så liten summa som {target}: den minsta som hittades är {least}."),
                    format!("With a value {bounds} no total as low as {target} was found: the least that was found is {least}."),
                )
            }
            Answer::TooHigh(greatest) => {
                let (greatest, bounds) = (
                    self.nearest_in(language, *greatest),
                    self.bounds_clause(language),
                );
                if self.is_whole() {
                    return language.pick(
                        format!("Kun arvo {bounds}, summa ei voi olla niin suuri kuin {target}: suurin on {greatest}."),
                        format!("När värdet {bounds} kan summan inte vara så stor som {target}: den största är {greatest}."),
                        format!("With a value {bounds} the total cannot be as high as {target}: the greatest is {greatest}."),
                    );
                }
                language.pick(
                    format!("Kun arvo {bounds}, niin suurta summaa kuin {target} ei löytynyt: suurin löydetty on {greatest}."),
                    format!("När värdet {bounds} hittades ingen så stor summa som {target}: den största som hittades är {greatest}."),
                    format!("With a value {bounds} no total as high as {target} was found: the greatest that was found is {greatest}."),
                )
            }
            Answer::Undecided => language.pick(
                format!("Ei ratkennut, millä arvolla summa on {target}."),
                format!("Det är inte avgjort med vilket värde summan blir {target}."),
                format!("It is not decided with which value the total is {target}."),
            ),
        }
    }

    /// Whether every value between the bounds was searched.
    fn is_whole(&self) -> bool {
        self.undecided.is_empty()
    }

    /// The bounds behind "a value"; of those that nobody gave only that nothing below zero was looked for.
    fn bounds_clause(&self, language: Language) -> String {
        let Some(bounds) = self.bounds_in(language) else {
            let above = language.pick("ei ole alle nollan", "inte är under noll", "not below zero");
            return above.to_owned();
        };
        let of = match self.has_most {
            true => "",
            false => "of ",
        };
        language.pick(
            format!("on {bounds}"),
            format!("är {bounds}"),
            format!("{of}{bounds}"),
        )
    }

    /// The bounds; `None` where nobody gave one.
    fn bounds_in(&self, language: Language) -> Option<String> {
        let is_given = self.has_least || self.has_most;
        is_given.then(|| self.ranges_in(language, &[self.bounds]))
    }

    /// That no value gives the total, or that none was found.
    fn no_value_in(&self, language: Language) -> String {
        let target = self.target.in_language(language);
        let bounds = self.bounds_in(language);
        let bounds = bounds.map_or_else(String::new, |bounds| format!(" ({bounds})"));
        if self.is_whole() {
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
            return language.pick(
                format!("{which}{bounds} summa ei ole tasan {target}."),
                format!("{which}{bounds} ger exakt {target}."),
                format!("{which}{bounds} gives exactly {target}."),
            );
        }
        let which = match self.decimals {
            0 => language
                .pick("kokonaislukua", "heltal", "whole number")
                .to_owned(),
            1 => language
                .pick(
                    "yhden desimaalin arvoa",
                    "värde med en decimal",
                    "value with one decimal",
                )
                .to_owned(),
            many => language.pick(
                format!("{many} desimaalin arvoa"),
                format!("värde med {many} decimaler"),
                format!("value with {many} decimals"),
            ),
        };
        language.pick(
            format!("Ei löytynyt {which}{bounds}, jolla summa on tasan {target}."),
            format!("Inget {which}{bounds} hittades som ger exakt {target}."),
            format!("No {which}{bounds} was found that gives exactly {target}."),
        )
    }

    fn nearest_in(&self, language: Language, nearest: Nearest) -> String {
        let total = nearest.total.in_language(language);
        if nearest.value == self.bounds.last && !self.has_most {
            return total;
        }
        format!("{total} ({})", self.value_in(language, nearest.value))
    }

    fn ranges_in(&self, language: Language, ranges: &[ValueRange]) -> String {
        let range = |range: &ValueRange| {
            let last = self.value_in(language, range.last);
            if range.first == range.last {
                return last;
            }
            // Up to where values were looked for, where nobody said so.
            if range.last == self.bounds.last && !self.has_most {
                let first = self.value_in(language, range.first);
                return language.pick(
                    format!("vähintään {first}"),
                    format!("minst {first}"),
                    format!("at least {first}"),
                );
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
