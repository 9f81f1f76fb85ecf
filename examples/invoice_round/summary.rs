//! What a run did, for whoever sends the invoices.

use oske::Round;
use oske::invoice::{InvoiceRound, InvoiceRun, NotInvoiced, RunInvoice, RunStep};
use oske::types::{Language, Money, date_in};

use crate::files::Written;
use crate::material::Material;
use crate::support::Failure;

/// A run that is done.
pub(crate) struct Done<'d> {
    pub(crate) round: &'d Round<'d>,
    pub(crate) invoices: &'d InvoiceRound<'d>,
    pub(crate) run: &'d InvoiceRun,
    pub(crate) material: &'d Material,
    pub(crate) written: &'d Written,
    pub(crate) language: Language,
}

/// The summary of a run.
pub(crate) fn text(done: &Done<'_>) -> Result<String, Failure> {
    let language = done.language;
    let year = done.round.policy_year();
    let title = year.policy().title().in_language(language);
    let issuer = done.material.issuer.name();
    let heading = language.pick("Laskutettu", "Fakturerat", "Invoiced");
    let mut text = format!("{heading}: {title}, {} · {issuer}\n", year.year());
    if let Some(mark) = done.material.mark() {
        text.push_str(&format!("  {}\n", mark.in_language(language)));
    }
    text.push('\n');
    text.push_str(&totals(done)?);
    text.push_str(&steps(done));
    text.push_str(&changes(done));
    text.push_str(&not_invoiced(done));
    text.push_str(&files(done)?);
    Ok(text)
}

/// The invoices that the round asks for after the run.
fn standing(run: &InvoiceRun) -> impl Iterator<Item = &RunInvoice> {
    let all = run.invoices().iter();
    all.filter(|one| !matches!(one.step(), RunStep::Credit | RunStep::Held))
}

fn totals(done: &Done<'_>) -> Result<String, Failure> {
    let language = done.language;
    let currency = done.round.policy_year().policy().currency();
    let amounts = standing(done.run).map(|one| one.invoice().total_without_vat());
    let total = Money::total(currency, amounts).map_err(Failure::input)?;
    let of_round = done.round.total().map_err(Failure::input)?;
    if total != of_round {
        return Err(Failure::input(format_args!(
            "the invoices add up to {total}, the round to {of_round}: expected the same"
        )));
    }
    let count = standing(done.run).count();
    let total = total.in_language(language);
    Ok(match language {
        Language::Finnish => {
            format!("  Laskuja {count}, yhteensä {total}, sama kuin kierroksen summa.\n")
        }
        Language::Swedish => {
            format!("  Fakturor {count}, sammanlagt {total}, detsamma som omgångens summa.\n")
        }
        Language::English => {
            format!("  Invoices {count}, together {total}, the same as the total of the round.\n")
        }
    })
}

/// What the steps are called where they are counted.
fn counted(language: Language, step: RunStep) -> &'static str {
    let [fi, sv, en] = match step {
        RunStep::New => ["uusia", "nya", "new"],
        RunStep::Untouched => ["ennallaan", "oförändrade", "untouched"],
        RunStep::Held => ["selvitettäviä", "att utreda", "held"],
        RunStep::Credit => ["hyvityksiä", "krediteringar", "credited"],
        RunStep::Replacement => [
            "uudelleen laskutettuja",
            "fakturerade på nytt",
            "invoiced again",
        ],
        _ => ["muita", "andra", "other"],
    };
    language.pick(fi, sv, en)
}

/// What the step of one invoice is called.
fn done_with(done: &Done<'_>, one: &RunInvoice) -> String {
    let language = done.language;
    if one.step() == RunStep::Held {
        return held(done, one).to_owned();
    }
    let credited = one.invoice().credits();
    let credited = credited.map_or_else(String::new, |credited| credited.number().to_string());
    match (language, one.step()) {
        (_, RunStep::Credit) => {
            let credits = language.pick("hyvittää laskun", "krediterar fakturan", "credits");
            format!("{credits} {credited} ({})", why_credited(done, one))
        }
        (_, RunStep::Replacement) => {
            let again = language.pick(
                "uudelleen laskutettu",
                "fakturerad på nytt",
                "invoiced again",
            );
            again.to_owned()
        }
        _ => language.pick("uusi", "ny", "new").to_owned(),
    }
}

/// Why an invoice is taken back.
fn why_credited(done: &Done<'_>, one: &RunInvoice) -> &'static str {
    let (key, payer) = (one.key(), one.invoice().receiver().id());
    let mut others = done.run.invoices().iter();
    let replacement =
        others.find(|other| other.step() == RunStep::Replacement && other.key() == key);
    let drafts = done.invoices.drafts();
    let [fi, sv, en] = match replacement {
        Some(new) if new.invoice().total() != one.invoice().total() => [
            "maksu muuttui",
            "avgiften har ändrats",
            "another amount is owed",
        ],
        Some(_) => [
            "viitteet tai erittely muuttuivat",
            "referenserna eller specifikationen har ändrats",
            "its references or parts are others",
        ],
        None if drafts
            .iter()
            .any(|(_, draft)| draft.receiver().id() == payer) =>
        {
            [
                "maksuerät muuttuivat",
                "raterna har ändrats",
                "the instalments are others",
            ]
        }
        None if done.round.entry(payer).is_some() => [
            "ei enää maksettavaa",
            "inget mer att betala",
            "nothing is owed any more",
        ],
        None => [
            "ei enää jäsen tai ei maksa itse",
            "inte längre medlem eller betalar inte själv",
            "no longer a member, or does not pay itself",
        ],
    };
    done.language.pick(fi, sv, en)
}

/// Why an invoice is neither asked for nor taken back.
fn held(done: &Done<'_>, one: &RunInvoice) -> &'static str {
    let is_known = done.round.register().member(one.invoice().receiver().id());
    let [fi, sv, en] = match is_known {
        Some(_) => [
            "pysyy ennallaan, koska maksu on nyt avoin",
            "kvarstår som den var, eftersom avgiften nu är öppen",
            "stays as it was sent, since what is owed is open now",
        ],
        None => [
            "pysyy ennallaan, koska jäsen puuttuu rekisteristä",
            "kvarstår som den var, eftersom medlemmen saknas i registret",
            "stays as it was sent, since the register does not have the member",
        ],
    };
    done.language.pick(fi, sv, en)
}

fn steps(done: &Done<'_>) -> String {
    let steps = [
        RunStep::New,
        RunStep::Untouched,
        RunStep::Held,
        RunStep::Credit,
        RunStep::Replacement,
    ];
    let parts = steps.into_iter().filter_map(|step| {
        let count = done.run.count(step);
        // That nothing is open is no news.
        let is_told = step != RunStep::Held || count > 0;
        is_told.then(|| format!("{} {count}", counted(done.language, step)))
    });
    let parts: Vec<String> = parts.collect();
    let mut text = format!("  {}\n", parts.join(" · "));
    let readdressed = done.written.readdressed.join(", ");
    if !readdressed.is_empty() {
        let words = done.language.pick(
            "aiemmin lähetetyt, nyt uusin osoitetiedoin",
            "skickade tidigare, nu med nya adresser",
            "sent before, written with the addresses of today",
        );
        text.push_str(&format!("  {words}: {readdressed}\n"));
    }
    text.push_str(&sent_by_others(done));
    text
}

/// The invoices that stand and have another account or name of the issuer than it has now.
fn sent_by_others(done: &Done<'_>) -> String {
    let issuer = &done.material.issuer;
    let others = done.run.invoices().iter().filter(|one| {
        let by = one.invoice().issuer();
        let is_as_sent = matches!(one.step(), RunStep::Untouched | RunStep::Held);
        is_as_sent && (by.accounts() != issuer.accounts() || by.name() != issuer.name())
    });
    let numbers: Vec<String> = others
        .map(|one| one.invoice().number().to_string())
        .collect();
    if numbers.is_empty() {
        return String::new();
    }
    let words = done.language.pick(
        "lähetetty laskuttajan toisella nimellä tai tilillä, ja pysyvät niin",
        "skickade med fakturerarens tidigare namn eller konto, och kvarstår så",
        "sent with another name or account of the issuer, and stay so",
    );
    format!("  {words}: {}\n", numbers.join(", "))
}

/// The invoices that are new or changed, each on a line.
fn changes(done: &Done<'_>) -> String {
    let language = done.language;
    let all = done.run.invoices().iter();
    let changed = all.filter(|one| one.step() != RunStep::Untouched);
    let lines = changed.map(|one| {
        let invoice = one.invoice();
        let total = invoice.total().in_language(language);
        let due = match one.step() {
            RunStep::Credit => String::new(),
            _ => {
                let word = language.pick("eräpäivä", "förfaller", "due");
                format!(", {word} {}", date_in(language, invoice.due()))
            }
        };
        let (number, key, name) = (invoice.number(), one.key(), invoice.receiver().name());
        let step = done_with(done, one);
        format!("    {number}  {step}: {key}, {name}, {total}{due}\n")
    });
    lines.collect()
}

fn not_invoiced(done: &Done<'_>) -> String {
    let language = done.language;
    let mut text = String::new();
    for one in done.invoices.not_invoiced() {
        let member = one.member();
        let name = member.name().in_language(language);
        let why = match one {
            NotInvoiced::NotAssessed { .. } => why_open(one, language),
            _ => language
                .pick("ei maksettavaa", "inget att betala", "owes nothing")
                .to_owned(),
        };
        text.push_str(&format!("    {}, {name}: {why}\n", member.id()));
    }
    for member in done.round.unsettled() {
        let name = member.name().in_language(language);
        let why = language.pick(
            "ei ole selvää, onko se jäsen",
            "det är oklart om den är medlem",
            "it is not settled whether it is a member",
        );
        text.push_str(&format!("    {}, {name}: {why}\n", member.id()));
    }
    if text.is_empty() {
        return text;
    }
    let heading = language.pick("Ilman laskua", "Utan faktura", "Not invoiced");
    format!("\n  {heading}\n{text}")
}

fn why_open(one: &NotInvoiced<'_>, language: Language) -> String {
    let reasons = one.reasons().iter();
    let reasons: Vec<String> = reasons.map(|reason| reason.in_language(language)).collect();
    reasons.join("; ")
}

fn files(done: &Done<'_>) -> Result<String, Failure> {
    let language = done.language;
    let next = done.run.series().next_number().map_err(Failure::input)?;
    let (place, series) = (done.written.place.display(), done.written.series.display());
    Ok(match language {
        Language::Finnish => {
            format!("\n  Laskut: {place}\n  Numerosarja: {series}, seuraava {next}\n")
        }
        Language::Swedish => {
            format!("\n  Fakturorna: {place}\n  Nummerserien: {series}, nästa {next}\n")
        }
        Language::English => {
            format!("\n  Invoices: {place}\n  Number series: {series}, next {next}\n")
        }
    })
}
