//! The document form of an [`Explanation`]: `format = "oske-explanation"`, `version = 1`.
//!
//! Numbers and dates are texts, as in a policy; places, rows and readings are whole numbers from 1.
//! What there is not is left out. A *label* is `{ "name", "words"? }`, the name in the policy and its
//! words, so that the document can be read to a person in Finnish, Swedish or English without the
//! policy. *Words* are `{ "fi"?, "sv"?, "en"? }`. Money is an amount with its currency, `"110.00 EUR"`.
//!
//! | key | what it is |
//! |---|---|
//! | `format`, `version` | `"oske-explanation"`, `1` |
//! | `policy` | `id`, `version` (that of its document, which says what formulas mean), `title` (words), `status`, `content_hash`, `decision`?: `by`? (words), `on`?, `rule`?; `legal_basis`: citations |
//! | `payer`, `dues_year` | who the payer is; `"2024"` or `"2023-09-01/P1Y"` |
//! | `currency` | the policy's |
//! | `status` | `assessed`, `not_covered`, `ambiguous`, `undetermined`, `invalid` |
//! | `amount` | money, if assessed |
//! | `candidates` | money, in ascending order, if ambiguous |
//! | `complete` | `false` if there are more readings than were followed |
//! | `reasons` | why there is no one amount, see below |
//! | `readings` | `lines`, and `total` (money), of each way to read the policy |
//! | `digest` | the SHA-256 of all the rest, in hexadecimal |
//!
//! | key of a line | what it is |
//! |---|---|
//! | `line`, `rule` | labels |
//! | `when`, `condition` | the rule's condition as it is written, and the step that says why it holds; for everybody without them |
//! | `note` | words |
//! | `exempt` | words: why nothing is owed |
//! | `pays`, `derivation` | instead: the formula as it is written, and its step |
//! | `rounding` | `"half-up to 0.01"` |
//! | `unrounded`, `amount` | a number, money; none for a line that is open |
//!
//! # Steps
//!
//! A step has `op`, what is in the table below, `of` (the steps that it rests on, if there are any) and
//! `value`, a number: a truth is 1 or 0, a date the number of its day (1 is 1 January of the year 1), a
//! value of a choice its place among the values. A step that rests on something open has no value.
//!
//! | `op` | what it is | its own keys |
//! |---|---|---|
//! | `number` | a number as it is written in the formula | `text`, `unit`? (label), where the policy has words for it |
//! | `day` | a date as it is written in the formula | `text` |
//! | `fact` | a measure or a date of the payer | `fact` (label), `unit`? (label), `type`? (`"date"`), `date`?, `source`?, `absent`?: `because`? (words), for a fact that was not given |
//! | `choice` | a choice, or a yes-no | `fact` (label), `found` (label), `type`? (`"yes-no"`), `date`?, `source`?, `absent`? |
//! | `parameter` | a figure of the policy; of the day whose value is meant, if that is not the first day of the year | `parameter` (label), `unit` (label), `valid` (`"2024-01-01/.."`), `note`? (words) |
//! | `named` | a let, of its meaning; or a table or parameter whose look-up did not come about, of what it was to be looked up by | `name` (label), `unit`? (label) |
//! | `lookup` | a row of a table, of what it was looked up by | `table` (label), `unit` (label), `row` |
//! | `class` | the same of a table that gives a class | `table` (label), `class` (label), `row` |
//! | `slices` | marginal brackets, of what the table was looked up by | `table` (label), `unit` (label), `key` (which of them is cut), `parts`: `row`, `length`, `price` |
//! | `negate`, `add`, `subtract`, `multiply`, `divide` | arithmetic | |
//! | `choose` | of a condition, and the part that it chose | `holds`? (a truth) |
//! | `at_least`, `at_most`, `larger`, `smaller` | the largest or the smallest | |
//! | `round` | to whole multiples | `mode`, `step` |
//! | `started`, `whole` | how many steps are begun, are full | `step` |
//! | `days`, `started_months`, `whole_months`, `whole_years` | the time from a date up to but not with another | |
//! | `sum` | over the things of a list, of one step for each | `list` (label), `things` (texts) |
//! | `count` | how many things there are | `list` (label) |
//! | `unclear` | one of several readings | `label`, `reading`, `readings` |
//! | `share` | a share of a total: of the total, and for each key of the payer's figure and what it is a part of | `share` (label), `unit` (label), `weights`, `allocated`? (`true`: what the payer was given of the whole, so that the shares add up) |
//! | `round_sum` | the sum of a key over the payers of the round | `share` (label) |
//! | `is` | whether a choice is among values | `among` (labels) |
//! | `compare` | whether two numbers stand so to each other | `sign`: `=`, `!=`, `<`, `<=`, `>`, `>=` |
//! | `not` | | |
//! | `all` | of all parts where it holds, else of one that does not | |
//! | `any` | of one part that holds, else of all | |
//! | `open` | something that has no value | `reason`, `name`? (label of the table) |
//!
//! A `row` is `number`, `printed`? (how the source prints it) and `holds`, for each key of the table:
//!
//! | key | what it is |
//! |---|---|
//! | `key` | label |
//! | `type` | `any`, `number`, `date` or `choice` |
//! | `from` or `over`, `to` or `under` | of a number or a date (the number of its day): its bounds |
//! | `values` | of a choice: `place` and `value` (label) of each for which the row holds |
//!
//! # Reasons
//!
//! | `code` | its own keys |
//! |---|---|
//! | `no-rule` | `line` (label) |
//! | `no-row` | `table` (label), `values`: `key` (label) and `number`, `day` or `choice` (label) |
//! | `unknown-parameter` | `parameter` (label), `note`? (words) |
//! | `stale-parameter` | `parameter` (label), `on` |
//! | `unknown-row` | `table` (label), `row` |
//! | `missing-fact` | `fact` (label) |
//! | `several-rows` | `table` (label), `rows` |
//! | `several-rules` | `line` (label), `rules` (labels) |
//! | `unclear` | `label` |
//! | `needs-round` | `share` (label) |
//! | `open-share` | `share` (label), `payers`: `payer` and `reason` of the first who keep it open, `others`? (how many more do) |
//! | `repeated-payer`, `part-below-zero` | of a payer who keeps a share open |
//! | `invalid-fact` | `fact`, `misfit`, `found`, `expected` |
//! | `uncomputable` | `error`: `division-by-zero`, `overflow`, or `currency-mismatch` with `currencies` |
//! | `unexplained` | |

mod read;
mod write;

use oske_types::{ArithmeticError, Currency, Money};

use crate::diagnostic::{Fault, Faults, SourceFile};
use crate::document::Value;
use crate::document::decode::{Collector, Section};
use crate::explain::Explanation;

const FORMAT: &str = "oske-explanation";
const VERSION: i64 = 1;
/// How deep a derivation may be nested when it is read.
const DEEPEST_DERIVATION: usize = 128;
/// How many levels of lists and tables may lie inside one another: some three for each step.
#[cfg(feature = "json")]
const DEEPEST_DOCUMENT: usize = 500;

impl Explanation {
    /// The explanation as a document, with a digest of everything in it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let body = self.body();
        let digest = Value::table(body.clone()).content_hash();
        let digest = ("digest".to_owned(), Value::text(digest));
        Value::table(body.into_iter().chain([digest]))
    }

    /// The explanation as JSON, on one line.
    #[cfg(feature = "json")]
    #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::document::read::write_json(&self.to_value())
    }

    /// Reads an explanation; `name` is the file's name as messages shall show it.
    ///
    /// # Errors
    ///
    /// [`Faults`]: syntax, missing and unknown keys, and `digest` if anything at all was changed.
    #[cfg(feature = "json")]
    #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
    pub fn from_json(name: &str, text: &str) -> Result<Self, Faults> {
        let file = SourceFile::new(name, text);
        let value = crate::document::read::read_json(&file, text, DEEPEST_DOCUMENT)?;
        Self::decode(&file, &value)
    }

    /// Reads an explanation from a tree.
    ///
    /// # Errors
    ///
    /// As [`from_json`](Self::from_json).
    pub fn from_value(value: &Value) -> Result<Self, Faults> {
        Self::decode(&SourceFile::built(), value)
    }

    fn decode(file: &SourceFile, value: &Value) -> Result<Self, Faults> {
        let collector = Collector::new(file);
        let explanation =
            Section::root(&collector, value).and_then(|root| read::explanation(&root));
        Faults::check(collector.into_faults())?;
        let incomplete = || {
            let fault = Fault::new("incomplete", "the explanation is incomplete");
            Faults::one(fault.at(file, file.place_of(value.span)))
        };
        let explanation = explanation.ok_or_else(incomplete)?;
        // The whole document is compared, not the digest alone: what is read must be all that is
        // written, so that `5000.0` for `5000` is a change too.
        if *value != explanation.to_value() {
            let message = "the digest is not that of the explanation: something in it was changed";
            let place = value
                .get("digest")
                .and_then(|digest| file.place_of(digest.span));
            return Err(Faults::one(
                Fault::new("digest", message).path("digest").at(file, place),
            ));
        }
        Ok(explanation)
    }
}

const DIVISION_BY_ZERO: &str = "division-by-zero";
const OVERFLOW: &str = "overflow";
const CURRENCY_MISMATCH: &str = "currency-mismatch";

/// The error of two currencies in one sum.
fn currency_mismatch(left: Currency, right: Currency) -> Option<ArithmeticError> {
    Money::zero(left).checked_add(Money::zero(right)).err()
}
