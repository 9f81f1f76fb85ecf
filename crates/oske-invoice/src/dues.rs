//! [`AssessedDues`]: what a policy has made of a payer, as lines of invoices.

use std::sync::Arc;

use chrono::NaiveDate;
use oske_dues::{
    DueInstalment, Explanation, LineAmount, Outcome, PolicyStatus, PolicyYear, Reason,
};
use oske_types::{AllocationError, ArithmeticError, Language, Money, date_in};

use crate::{InvoiceDraft, InvoiceLine, Issuer, Receiver, VatTreatment, next_business_day};

/// Dues that have been assessed (*määrätyt maksut*, *fastställda avgifter*): one amount, with its lines and why. There is none of
/// an assessment that is open, ambiguous or invalid, so that none can be invoiced.
///
/// ```
/// use oske_dues::{Facts, Policy};
/// use oske_invoice::{AssessedDues, Iban, Issuer, Receiver};
/// use oske_types::Language;
///
/// let policy = Policy::from_toml("policy.toml", r#"
///     format = "oske-policy"
///     version = 1
///     id = "example"
///     title = { fi = "Jäsenmaksut" }
///     status = "in-force"
///     currency = "EUR"
///     dues_years = { from = "2026" }
///     rounding = "half-up to 0.01"
///     decision = { by = { fi = "vuosikokous" }, on = "2025-11-20", rule = "6 §" }
///     unit.inhabitant = { name = { fi = "asukas" }, many = { fi = "asukasta" } }
///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
///     param.rate = { unit = "EUR/inhabitant", value = "0.05" }
///     [[rule]]
///     id = "kunnat"
///     pays = "rate * population"
/// "#)?;
/// let year = policy.for_year("2026".parse()?)?;
/// let town = Facts::new("kunta-17").with_measure("population", 5_644);
/// let explanation = year.explain(&town);
///
/// let account: Iban = "FI21 1234 5600 0007 85".parse()?;
/// let issuer = Issuer::try_new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?;
/// let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)?;
/// let dues = AssessedDues::of(&year, &explanation)?;
/// let drafts = dues.drafts(issuer, &receiver, "2026-07-04".parse()?)?;
/// let invoice = drafts[0].issue("2026-0001".parse()?, "2026-06-01".parse()?)?;
///
/// assert_eq!(invoice.total().to_string(), "282.20 EUR");
/// assert_eq!(invoice.lines()[0].name(), "Jäsenmaksu 2026");
/// assert_eq!(
///     invoice.lines()[0].explanation(),
///     Some("kunnat: 0,05 €/asukas × 5 644 asukasta = 282,20 €"),
/// );
/// assert_eq!(invoice.notes()[0], "Jäsenmaksut; päätös: vuosikokous 20.11.2025; sääntöjen 6 §");
/// // The fourth of July is a Saturday.
/// assert_eq!(invoice.due(), "2026-07-06".parse()?);
///
/// // What is not known cannot be invoiced.
/// let unknown = year.explain(&Facts::new("kunta-18"));
/// let error = AssessedDues::of(&year, &unknown).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the dues of `kunta-18` are undetermined and cannot be invoiced: a fact of the payer is missing: population",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "dues")))]
#[derive(Debug, Clone)]
pub struct AssessedDues<'a> {
    year: &'a PolicyYear<'a>,
    explanation: &'a Explanation,
    amount: Money,
    // INVARIANT: they add up to the amount.
    lines: Vec<LineAmount>,
    vat: VatTreatment,
}

/// An assessment that is not one amount, and so cannot be invoiced.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the dues of `{payer}` are {} and cannot be invoiced: {}", self.ending(), self.why())]
pub struct NotAssessed {
    payer: String,
    status: &'static str,
    reasons: Vec<Reason>,
}

impl NotAssessed {
    /// The payer.
    #[must_use]
    pub fn payer(&self) -> &str {
        &self.payer
    }

    /// How the assessment ends: `undetermined`, `not_covered`, `ambiguous`, `invalid`.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        self.status
    }

    /// Why, each to be told [in a language](Reason::in_language); none where an amount has no line that is owed.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    fn why(&self) -> String {
        if self.reasons.is_empty() {
            return "no line is owed".to_owned();
        }
        let reasons = self.reasons.iter();
        let reasons = reasons.map(|reason| reason.in_language(Language::English));
        reasons.collect::<Vec<_>>().join("; ")
    }

    fn ending(&self) -> String {
        self.status.replace('_', " ")
    }
}

/// A policy's instalments that do not divide an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InstalmentError {
    /// The shares are no shares.
    #[error(transparent)]
    Shares(#[from] AllocationError),
    /// An amount that does not fit.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

impl<'a> AssessedDues<'a> {
    /// The dues that an explanation tells, membership dues as far as value added tax is concerned.
    ///
    /// # Errors
    ///
    /// [`NotAssessed`] where there is not one amount.
    pub fn of(year: &'a PolicyYear<'a>, explanation: &'a Explanation) -> Result<Self, NotAssessed> {
        let outcome = explanation.outcome();
        let lines = explanation.lines();
        let (Outcome::Assessed(amount), false) = (outcome, lines.is_empty()) else {
            return Err(NotAssessed {
                payer: explanation.payer().to_owned(),
                status: outcome.status(),
                reasons: outcome.reasons().to_vec(),
            });
        };
        Ok(Self {
            year,
            explanation,
            amount: *amount,
            lines,
            vat: VatTreatment::membership_dues(),
        })
    }

    /// With another treatment in value added tax, which the caller declares for all lines.
    #[must_use]
    pub fn with_vat(mut self, vat: VatTreatment) -> Self {
        self.vat = vat;
        self
    }

    /// What is owed, without value added tax.
    #[must_use]
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// The lines of one invoice of all: what each is for, the rule as its code, how its amount comes about: a calculation
    /// that can be done again with a pocket calculator.
    #[must_use]
    pub fn lines(&self, language: Language) -> Vec<InvoiceLine> {
        let sums = self.explanation.to_lines(language);
        let lines = self.lines.iter().zip(sums).map(|(line, sum)| {
            let name = in_plain_signs(line.line().line_in(language));
            let name = of_year(&capitalised(&name), &self.year.year().to_string());
            InvoiceLine::new(&name, line.amount())
                .with_code(line.rule().name())
                .with_explanation(&in_plain_signs(&sum))
                .with_vat(self.vat.clone())
        });
        lines.collect()
    }

    /// What the dues rest on: the policy, whether it is decided, the decision and the rule of the association that gives
    /// the power, the provisions; in parts where one is longer than a remark of an e-invoice.
    #[must_use]
    pub fn grounds(&self, language: Language) -> Vec<String> {
        let policy = self.year.policy();
        let mut first = policy.title().in_language(language).to_owned();
        match policy.status() {
            PolicyStatus::Proposed => {
                first.push_str(language.pick(
                    " (ehdotus, ei päätetty)",
                    " (förslag, inte beslutat)",
                    " (a proposal, not decided)",
                ));
            }
            PolicyStatus::Superseded => {
                first.push_str(language.pick(" (korvattu)", " (ersatt)", " (superseded)"));
            }
            _ => {}
        }
        // Of what is only proposed, nobody has decided anything.
        let decision = policy.decision();
        if let Some(decision) = decision.filter(|_| policy.status() != PolicyStatus::Proposed) {
            let by = decision.by().map(|by| by.in_language(language).to_owned());
            let on = decision.on().map(|on| date_in(language, on));
            let when: Vec<String> = by.into_iter().chain(on).collect();
            if !when.is_empty() {
                let word = language.pick("päätös", "beslut", "decision");
                first.push_str(&format!("; {word}: {}", when.join(" ")));
            }
            if let Some(rule) = decision.rule_in_language(language) {
                first.push_str(&format!("; {rule}"));
            }
        }
        let law = policy
            .legal_basis()
            .iter()
            .map(|basis| basis.citation().to_owned());
        let grounds = std::iter::once(first).chain(law);
        let grounds = grounds.map(|ground| in_plain_signs(&ground));
        grounds.flat_map(|ground| in_parts(&ground)).collect()
    }

    /// Drafts of the invoices: one of all, or one for each instalment of the policy. They are for the dues year, and say
    /// what they rest on.
    ///
    /// `due` is the day on which they are due; where the policy has instalments, the first day on which one is due: an
    /// instalment of an earlier day is due on it. Each day is moved to the next on which a payment can be asked for.
    ///
    /// Each instalment is an invoice of its own, since an e-invoice has one due day and one payment part. The lines
    /// are filled into the instalments one after the other, so that both the instalments and the lines keep their
    /// amounts to the cent; what is taken off goes to the first. A line that is divided says which part it is, and of
    /// what. Instalments of nothing, as of a cent divided in two, are left out before they are numbered; of nothing at
    /// all there is one draft.
    ///
    /// # Errors
    ///
    /// [`InstalmentError`] if the policy's instalments do not divide the amount.
    pub fn drafts(
        &self,
        issuer: impl Into<Arc<Issuer>>,
        receiver: &Receiver,
        due: NaiveDate,
    ) -> Result<Vec<InvoiceDraft>, InstalmentError> {
        let language = receiver.language();
        let issuer = issuer.into();
        let draft = |lines: Vec<InvoiceLine>, instalment: Option<&DueInstalment>| {
            let year = self.year.year();
            let due = instalment.map_or(due, |instalment| instalment.due().max(due));
            let draft = InvoiceDraft::new(
                Arc::clone(&issuer),
                receiver.clone(),
                self.amount.currency(),
            )
            .with_lines(lines)
            .for_period(year.first_day(), year.last_day())
            .due_on(next_business_day(due));
            let grounds = self.grounds(language);
            grounds
                .iter()
                .fold(draft, |draft, ground| draft.with_note(ground))
        };
        let mut instalments = self.year.instalments(self.amount)?;
        if !self.amount.is_zero() {
            instalments.retain(|instalment| !instalment.amount().is_zero());
        }
        if instalments.len() < 2 || self.amount.is_zero() {
            return Ok(vec![draft(self.lines(language), instalments.last())]);
        }
        let amounts = instalments.iter().map(DueInstalment::amount);
        let amounts: Vec<Money> = amounts.collect();
        let count = instalments.len();
        let parts = filled(self.lines(language), &amounts)?;
        let named = (1_usize..).zip(&instalments).zip(parts);
        let drafts = named.map(|((number, instalment), lines)| {
            let word = language.pick("erä", "rat", "instalment");
            let name = format!("{word} {number}/{count}");
            let lines = lines.into_iter().map(|part| part.named(&name, language));
            let draft = draft(lines.collect(), Some(instalment)).with_note(&name);
            let note = instalment
                .note()
                .map(|note| note.in_language(language).to_owned());
            draft.with_note(&note.unwrap_or_default())
        });
        Ok(drafts.collect())
    }
}

/// The name of a line with the dues year, unless the policy's words have it already.
fn of_year(name: &str, year: &str) -> String {
    let mut words = name.split(|letter: char| !letter.is_alphanumeric());
    match words.any(|word| word == year) {
        true => name.to_owned(),
        false => format!("{name} {year}"),
    }
}

/// A text with the signs of ISO-8859-15 in place of the typographic ones that explanations and policies have, so that an
/// invoice can go to whoever takes no others. Letters stay as they are.
fn in_plain_signs(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => plain.push('-'),
            '\u{2018}' | '\u{2019}' => plain.push('\''),
            '\u{201c}'..='\u{201e}' => plain.push('"'),
            '\u{2026}' => plain.push_str("..."),
            '\u{2192}' => plain.push_str("->"),
            '\u{2248}' => plain.push('~'),
            '\u{2260}' => plain.push_str("<>"),
            '\u{2264}' => plain.push_str("<="),
            '\u{2265}' => plain.push_str(">="),
            sign => plain.push(sign),
        }
    }
    plain
}

/// The letters of a remark that Finvoice carries.
const LONGEST_REMARK: usize = 512;

/// A text in parts that are remarks, divided at spaces; joined by spaces again they are the same.
fn in_parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let with_word = |part: &String| {
            let letters = part.chars().count().saturating_add(word.chars().count());
            letters < LONGEST_REMARK
        };
        match parts.last_mut().filter(|part| with_word(part)) {
            Some(part) => {
                part.push(' ');
                part.push_str(word);
            }
            None => parts.push(word.to_owned()),
        }
    }
    parts
}

/// With a capital letter at its beginning, as a line of an invoice has.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next();
    let first = first.into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A line, or a part of one, in an instalment.
struct Filled {
    line: InvoiceLine,
    /// The amount of the whole line, where this is a part of it.
    part_of: Option<Money>,
}

impl Filled {
    fn whole(line: InvoiceLine) -> Self {
        Self {
            line,
            part_of: None,
        }
    }

    /// A part of this, of an amount.
    fn of_amount(&self, amount: Money) -> Self {
        Self {
            line: self.line.of_amount(amount),
            part_of: self.part_of.or(Some(self.line.amount())),
        }
    }

    /// The line in an instalment of a name; a part says so, for its explanation is that of the whole.
    fn named(self, instalment: &str, language: Language) -> InvoiceLine {
        let Some(whole) = self.part_of else {
            return self.line;
        };
        let words = language.pick("koko määrä", "hela beloppet", "whole amount");
        let whole = in_plain_signs(&whole.in_language(language));
        let why = self.line.explanation();
        let why = why.map_or_else(String::new, |why| format!(": {why}"));
        let explanation = format!("{instalment}, {words} {whole}{why}");
        self.line.with_explanation(&explanation)
    }
}

/// Lines filled into instalments one after the other; what is taken off goes to the first.
fn filled(
    lines: Vec<InvoiceLine>,
    instalments: &[Money],
) -> Result<Vec<Vec<Filled>>, ArithmeticError> {
    let lines = lines.into_iter().map(Filled::whole);
    let (mut off, mut owed): (Vec<_>, Vec<_>) = lines.partition(|part| part.line.quantity() < 0);
    owed.reverse();
    let mut filled = Vec::with_capacity(instalments.len());
    for amount in instalments {
        let mut room = *amount;
        let mut taken = std::mem::take(&mut off);
        for part in &taken {
            room = room.checked_sub(part.line.amount())?;
        }
        // What is taken off stands after what it is taken off from.
        let mut parts = Vec::new();
        while let Some(part) = owed.pop() {
            let left = part.line.amount();
            if left.minor() <= room.minor() {
                room = room.checked_sub(left)?;
                parts.push(part);
            } else if room.is_zero() {
                owed.push(part);
                break;
            } else {
                parts.push(part.of_amount(room));
                owed.push(part.of_amount(left.checked_sub(room)?));
                room = Money::zero(room.currency());
            }
        }
        parts.append(&mut taken);
        filled.push(parts);
    }
    // What is left has no room in the last of them, which a sum of instalments that is the whole does not let happen.
    if let Some(last) = filled.last_mut() {
        last.extend(owed.into_iter().rev());
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_of_latin_9() {
        let text = "”raja” ≥ 5 000 – ei ‘yli’ … 0 − 1 × 2 € ÷ 3 ≈ 0,67 → 1 ≠ 2";
        let plain = "\"raja\" >= 5 000 - ei 'yli' ... 0 - 1 × 2 € ÷ 3 ~ 0,67 -> 1 <> 2";
        assert_eq!(in_plain_signs(text), plain);
    }

    #[test]
    fn parts_of_a_long_explanation_are_remarks() {
        let text = vec!["rate × inhabitants"; 100].join("; ");
        let parts = in_parts(&text);
        assert_eq!(parts.len(), 4);
        assert!(
            parts
                .iter()
                .all(|part| part.chars().count() <= LONGEST_REMARK)
        );
        assert_eq!(parts.join(" "), text);
        assert_eq!(in_parts("rate"), ["rate"]);
    }
}
