//! From a [`Round`] to invoices: the crate `oske-invoice`, and [`InvoiceRound`], which joins it to the register.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use oske_domain::{Member, MemberId, Register};
use oske_dues::{PolicyStatus, PolicyYear, Reason};
use oske_types::{ArithmeticError, Language, Money, Text, quoted};

pub use oske_invoice::*;

use crate::Round;

/// What the invoices of a round have in common.
///
/// ```
/// use oske::invoice::InvoiceRoundOptions;
///
/// let options = InvoiceRoundOptions::due_on("2026-07-01".parse()?).with_interest("9.5".parse()?);
/// assert!(!options.zero_amounts);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvoiceRoundOptions {
    /// The day on which they are due; where the policy has instalments, the first day on which one of them is: an
    /// instalment of an earlier day is due on this. It is moved to the next on which a payment can be asked for.
    ///
    /// It is that of new invoices alone: what was sent is due when it said so. So a run that corrects a round needs a later
    /// one, on or after its own day, for the invoices that take the place of others.
    pub due: NaiveDate,
    /// Whether those who owe 0.00 get an invoice too.
    pub zero_amounts: bool,
    /// The rate of the penalty interest that the invoices tell, by the Interest Act.
    pub interest: Option<Percent>,
    /// What value added tax has to do with the dues.
    pub vat: VatTreatment,
    /// The language of those whose own the register does not know.
    pub language: Language,
    /// A remark on every invoice, after what it rests on.
    pub note: Option<Text>,
    /// Whether dues of a policy that is only proposed are invoiced too, for a trial; the invoices say that they are.
    pub proposals: bool,
}

impl InvoiceRoundOptions {
    /// Due on a day; outside the scope of value added tax, in Finnish, without invoices of 0.00.
    #[must_use]
    pub const fn due_on(due: NaiveDate) -> Self {
        Self {
            due,
            zero_amounts: false,
            interest: None,
            vat: VatTreatment::membership_dues(),
            language: Language::Finnish,
            note: None,
            proposals: false,
        }
    }

    /// With a remark on every invoice.
    #[must_use]
    pub fn with_note(mut self, note: Text) -> Self {
        self.note = Some(note);
        self
    }

    /// With the rate of the penalty interest in force.
    #[must_use]
    pub const fn with_interest(mut self, percent: Percent) -> Self {
        self.interest = Some(percent);
        self
    }

    /// With another treatment in value added tax, which the caller declares.
    #[must_use]
    pub fn with_vat(mut self, vat: VatTreatment) -> Self {
        self.vat = vat;
        self
    }

    /// With invoices by a policy that is only proposed, for a trial.
    #[must_use]
    pub const fn with_proposals(mut self) -> Self {
        self.proposals = true;
        self
    }

    /// With invoices of 0.00 for those who owe nothing.
    #[must_use]
    pub const fn with_zero_amounts(mut self) -> Self {
        self.zero_amounts = true;
        self
    }
}

/// A payer of a round who gets no invoice, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotInvoiced<'r> {
    /// What it owes is open.
    #[non_exhaustive]
    NotAssessed {
        /// The member.
        member: &'r Member,
        /// What is open.
        reason: NotAssessed,
    },
    /// It owes 0.00.
    #[non_exhaustive]
    OwesNothing {
        /// The member.
        member: &'r Member,
    },
}

impl<'r> NotInvoiced<'r> {
    /// The member.
    #[must_use]
    pub const fn member(&self) -> &'r Member {
        match self {
            Self::NotAssessed { member, .. } | Self::OwesNothing { member } => member,
        }
    }

    /// What is open, each to be told [in a language](Reason::in_language); nothing where 0.00 is owed.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::NotAssessed { reason, .. } => reason.reasons(),
            Self::OwesNothing { .. } => &[],
        }
    }
}

/// Something that keeps no invoice from being drafted and that somebody should look at (*huomautus*, *anmärkning*).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvoiceRemark<'r> {
    /// The register has an invoicing address of a member, nothing else says where its invoice goes, and the address is
    /// not on it.
    #[non_exhaustive]
    AddressNotUsed {
        /// The member.
        member: &'r Member,
        /// What the register has.
        address: &'r str,
    },
}

impl<'r> InvoiceRemark<'r> {
    /// The member.
    #[must_use]
    pub const fn member(&self) -> &'r Member {
        match self {
            Self::AddressNotUsed { member, .. } => member,
        }
    }

    /// The remark in words, without the member.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let Self::AddressNotUsed { address, .. } = self;
        let address = quoted(address);
        match language {
            Language::Finnish => format!(
                "rekisterin laskutusosoite `{address}` ei ole laskulla: se on vapaata tekstiä, josta katuosoitetta, \
                 postitoimipaikkaa ja verkkolaskuosoitetta ei voi varmasti erottaa; kirjoita ne laskutustietoihin"
            ),
            Language::Swedish => format!(
                "registrets faktureringsadress `{address}` finns inte på fakturan: den är fri text, ur vilken gata, ort \
                 och e-fakturaadress inte säkert kan skiljas; skriv dem i faktureringsuppgifterna"
            ),
            Language::English => format!(
                "the invoicing address `{address}` of the register is not on its invoice: it is free text, in which \
                 street, town and e-invoice address cannot be told apart safely; write them into the billing file"
            ),
        }
    }
}

/// In English, with the id of the member.
impl fmt::Display for InvoiceRemark<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (member, words) = (self.member().id(), self.in_language(Language::English));
        write!(f, "{member}: {words}")
    }
}

/// Why a round has no invoices.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvoiceRoundError {
    /// The policy is only proposed, so that nobody owes anything by it yet.
    #[error(
        "the policy `{policy}` is proposed and not decided: expected one that is in force; for a trial, ask for proposals too"
    )]
    #[non_exhaustive]
    Proposed {
        /// The id of the policy.
        policy: String,
    },
    /// Members that owe less than nothing, which no invoice asks for.
    #[error(
        "{}: dues below zero cannot be invoiced: expected a policy that keeps them at 0 or above",
        list(members)
    )]
    #[non_exhaustive]
    BelowZero {
        /// Their ids, and what they owe.
        members: Vec<(String, Money)>,
    },
    /// A member without a name in any language.
    #[error("member `{member}` is no receiver of an invoice")]
    #[non_exhaustive]
    Receiver {
        /// The id of the member.
        member: String,
        /// What is blank.
        #[source]
        error: BlankText,
    },
    /// The policy's instalments do not divide what a member owes.
    #[error("what member `{member}` owes is not divided by the instalments of the policy")]
    #[non_exhaustive]
    Instalments {
        /// The id of the member.
        member: String,
        /// Why.
        #[source]
        error: InstalmentError,
    },
    /// The invoices do not add up to a number that fits.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
    /// The invoices do not add up to the round.
    #[error("the invoices add up to {invoices}, the round to {round}: expected the same")]
    #[non_exhaustive]
    TotalsDiffer {
        /// The sum of the invoices.
        invoices: Money,
        /// The sum of the round.
        round: Money,
    },
}

/// As [`Display`](fmt::Display), from a line of its own and with the cause: so a program that ends with one shows what is
/// wrong.
impl fmt::Debug for InvoiceRoundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")?;
        match self.source() {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

/// The invoices of a round before they have numbers (*laskutuskierros*, *faktureringsomgång*): one for each payer with an
/// amount, or one for each of its instalments. They add up to the round, to the cent.
///
/// ```
/// use oske::domain::Register;
/// use oske::dues::Policy;
/// use oske::invoice::{
///     EInvoiceRoute, FinvoiceWriter, Iban, InvoiceRound, InvoiceRoundOptions, Issuer, NumberSeries,
/// };
/// use oske::{Round, RoundOptions};
///
/// let policy = Policy::from_toml("policy.toml", r#"
///     format = "oske-policy"
///     version = 1
///     id = "example"
///     title = { fi = "Jäsenmaksut" }
///     status = "in-force"
///     currency = "EUR"
///     dues_years = { from = "2023" }
///     rounding = "half-up to 0.01"
///     unit.inhabitant = { name = { fi = "asukas" } }
///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
///     [table.fee]
///     by = "population"
///     unit = "EUR"
///     rows = [{ under = "5000", pays = "110" }, { from = "5000", pays = "550" }]
///     [[rule]]
///     id = "municipalities"
///     pays = "fee(population)"
/// "#)?;
/// // Of invented bodies, but for the places whose population they have.
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,business_id,places,history
/// a,Esimerkin kunta,municipality,2345678-0,municipality:205,admitted 2000-01-01 stated
/// b,Toisen esimerkin kunta,municipality,,municipality:578,admitted 2000-01-01 stated
/// ".as_bytes())?;
/// let year = policy.for_year("2023".parse()?)?;
/// let round = Round::assess(year, &register, &oske::data::ATLAS, RoundOptions::for_year("2023".parse()?))?;
///
/// let account: Iban = "FI21 1234 5600 0007 85".parse()?;
/// let issuer = Issuer::try_new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?;
/// let options = InvoiceRoundOptions::due_on("2023-07-01".parse()?);
/// let invoices = InvoiceRound::draft(&round, issuer, &options, |_, receiver| receiver)?;
/// assert_eq!(invoices.total()?, round.total()?);
///
/// let series = NumberSeries::try_new("1234567-1".parse()?, "2023-", 1)?;
/// let run = invoices.run(&series, "2023-06-01".parse()?, |_| None)?;
/// let writer = FinvoiceWriter::new();
/// for one in run.invoices() {
///     writer.write(one.invoice(), std::io::sink())?;
/// }
/// assert_eq!(run.series().next_number()?.as_str(), "2023-0003");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct InvoiceRound<'r> {
    round: &'r Round<'r>,
    name: String,
    drafts: Vec<(String, InvoiceDraft)>,
    /// Of those who owe 0.00 and get no invoice, unless they have one that stands.
    drafts_of_nothing: Vec<(String, InvoiceDraft)>,
    not_invoiced: Vec<NotInvoiced<'r>>,
    remarks: Vec<InvoiceRemark<'r>>,
    round_total: Money,
}

impl<'r> InvoiceRound<'r> {
    /// Drafts the invoices of a round.
    ///
    /// The register tells a receiver's id, name, business id and language. `complete` adds what it does not hold:
    /// addresses, routes, references, as a [`BillingBook`] has them.
    ///
    /// The [invoicing address](Member::invoicing_address) of the register is not used. It is what the office wrote on one
    /// line: a street with its town, an e-invoice address with or without its operator, or the name of somebody. A part
    /// read from it wrongly would send the invoice to somebody else. Where `complete` gives neither an address nor a route,
    /// [`remarks`](Self::remarks) says which members have one that is to be written down in its parts.
    ///
    /// # Errors
    ///
    /// [`InvoiceRoundError`].
    pub fn draft(
        round: &'r Round<'r>,
        issuer: impl Into<Arc<Issuer>>,
        options: &InvoiceRoundOptions,
        mut complete: impl FnMut(&Member, Receiver) -> Receiver,
    ) -> Result<Self, InvoiceRoundError> {
        let year = round.policy_year();
        if year.policy().status() == PolicyStatus::Proposed && !options.proposals {
            return Err(InvoiceRoundError::Proposed {
                policy: year.policy().id().to_owned(),
            });
        }
        check_amounts(round)?;
        let issuer = issuer.into();
        let mut drafts = Vec::new();
        let mut drafts_of_nothing = Vec::new();
        let mut not_invoiced = Vec::new();
        let mut remarks = Vec::new();
        for (entry, explanation) in round.entries().iter().zip(round.explanations()) {
            let member = entry.member();
            let owes_nothing = entry.assessment().amount().is_some_and(Money::is_zero);
            let into = if owes_nothing && !options.zero_amounts {
                not_invoiced.push(NotInvoiced::OwesNothing { member });
                &mut drafts_of_nothing
            } else {
                &mut drafts
            };
            let dues = match AssessedDues::of(year, &explanation) {
                Ok(dues) => dues.with_vat(options.vat.clone()),
                Err(_) if owes_nothing => continue,
                Err(reason) => {
                    not_invoiced.push(NotInvoiced::NotAssessed { member, reason });
                    continue;
                }
            };
            let receiver = receiver_of(member, options.language)?;
            let receiver = complete(member, receiver);
            if let Some(address) = member.invoicing_address()
                && is_nowhere(&receiver)
                && (!owes_nothing || options.zero_amounts)
            {
                remarks.push(InvoiceRemark::AddressNotUsed { member, address });
            }
            let language = receiver.language();
            let of_member = dues.drafts(Arc::clone(&issuer), &receiver, options.due);
            let of_member = of_member.map_err(|error| InvoiceRoundError::Instalments {
                member: member.id().to_string(),
                error,
            })?;
            let count = of_member.len();
            for (number, draft) in (1_usize..).zip(of_member) {
                let key = key_of(member.id(), number, count);
                let interest = PenaltyInterest::statutory(language, options.interest);
                let note = options.note.as_ref();
                let note = note.map_or("", |note| note.in_language(language));
                let draft = draft.with_penalty_interest(interest).with_note(note);
                into.push((key, draft));
            }
        }
        let invoices = Self {
            round,
            name: name_of(year),
            drafts,
            drafts_of_nothing,
            not_invoiced,
            remarks,
            round_total: round.total()?,
        };
        let total = invoices.total()?;
        if total == invoices.round_total {
            Ok(invoices)
        } else {
            Err(InvoiceRoundError::TotalsDiffer {
                invoices: total,
                round: invoices.round_total,
            })
        }
    }

    /// What the round is called in a number series: the policy's id and the dues year; of a proposal, that it is one, so
    /// that a trial is another round.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The register whose members pay.
    #[must_use]
    pub fn register(&self) -> &'r Register {
        self.round.register()
    }

    /// The drafts, each with its key: the id of the member, and where there are instalments, which of them: `paltamo 1/2`,
    /// `paltamo 01/12`.
    #[must_use]
    pub fn drafts(&self) -> &[(String, InvoiceDraft)] {
        &self.drafts
    }

    /// The payers who get no invoice, by id.
    #[must_use]
    pub fn not_invoiced(&self) -> &[NotInvoiced<'r>] {
        &self.not_invoiced
    }

    /// What somebody should look at before the invoices are sent, by the id of the member.
    #[must_use]
    pub fn remarks(&self) -> &[InvoiceRemark<'r>] {
        &self.remarks
    }

    /// The sum of the invoices, without value added tax: that of the round.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if it does not fit.
    pub fn total(&self) -> Result<Money, ArithmeticError> {
        let lines = self.drafts.iter().flat_map(|(_, draft)| draft.lines());
        Money::total(self.round_total.currency(), lines.map(InvoiceLine::amount))
    }

    /// Gives the invoices their numbers and days: see [`NumberSeries::run`].
    ///
    /// Of what was sent to members that get no invoice now, this is taken back: what went to those who owe nothing any
    /// more, who have left, or who no longer pay in their own name. An invoice of 0.00 to who still owes that stands. What went to those whose dues or membership are open,
    /// and to those whom the register does not have, stays as it was sent: [`RunStep::Held`].
    ///
    /// # Errors
    ///
    /// [`NumberingError`].
    pub fn run(
        &self,
        series: &NumberSeries,
        date: NaiveDate,
        archive: impl Fn(&InvoiceNumber) -> Option<Invoice>,
    ) -> Result<InvoiceRun, NumberingError> {
        let open: BTreeSet<&str> = self.open().map(|member| member.id().as_str()).collect();
        let drafted: BTreeSet<&str> = self.drafts.iter().map(|(key, _)| key.as_str()).collect();
        let others = series
            .standing(&self.name)
            .filter(|entry| !drafted.contains(entry.key()));
        let others: Vec<&SeriesEntry> = others.collect();
        let of_nothing = self.drafts_of_nothing.iter().filter(|(key, _)| {
            let mut standing = others.iter();
            standing.any(|entry| entry.key() == key && entry.total().is_zero())
        });
        let asked = self.drafts.iter().chain(of_nothing).cloned();
        let mut drafts: BTreeMap<String, Option<InvoiceDraft>> =
            asked.map(|(key, draft)| (key, Some(draft))).collect();
        for entry in others {
            let payer = entry.payer();
            if self.round.register().member(payer).is_some() && !open.contains(payer) {
                drafts.entry(entry.key().to_owned()).or_insert(None);
            }
        }
        series.run(&self.name, date, drafts, archive)
    }

    /// The members of whom it is open what they owe, or whether they are members.
    fn open(&self) -> impl Iterator<Item = &Member> {
        let not_assessed = self.not_invoiced.iter().filter_map(|one| match one {
            NotInvoiced::NotAssessed { member, .. } => Some(*member),
            NotInvoiced::OwesNothing { .. } => None,
        });
        not_assessed.chain(self.round.unsettled().iter().copied())
    }
}

/// What an invoice of a member is known by in a number series: its id, and where there are instalments, which of them,
/// with as many digits as their count, so that they stand in their order.
fn key_of(member: &MemberId, number: usize, count: usize) -> String {
    if count == 1 {
        return member.to_string();
    }
    let digits = count.to_string().len();
    format!("{member} {number:0digits$}/{count}")
}

/// What a round is called in a number series.
fn name_of(year: &PolicyYear<'_>) -> String {
    let policy = year.policy();
    let name = format!("{} {}", policy.id(), year.year());
    match policy.status() {
        PolicyStatus::Proposed => format!("{name} (proposed)"),
        _ => name,
    }
}

/// That nobody owes less than nothing.
fn check_amounts(round: &Round<'_>) -> Result<(), InvoiceRoundError> {
    let below = round.entries().iter().filter_map(|entry| {
        let amount = entry.assessment().amount()?;
        (amount.is_negative()).then(|| (entry.member().id().to_string(), amount))
    });
    let members: Vec<(String, Money)> = below.collect();
    if members.is_empty() {
        Ok(())
    } else {
        Err(InvoiceRoundError::BelowZero { members })
    }
}

/// Members with their amounts, for a message.
fn list(members: &[(String, Money)]) -> String {
    let members = members
        .iter()
        .map(|(id, amount)| format!("`{id}` {amount}"));
    let members: Vec<String> = members.collect();
    members.join(", ")
}

/// Whether nothing says where the invoices of a receiver go.
const fn is_nowhere(receiver: &Receiver) -> bool {
    receiver.address().is_none()
        && receiver.route().is_none()
        && receiver.peppol_participant().is_none()
}

/// What the register knows of a member as the receiver of an invoice.
fn receiver_of(member: &Member, language: Language) -> Result<Receiver, InvoiceRoundError> {
    let language = member.language().unwrap_or(language);
    let name = member.name().in_language(language);
    let receiver = Receiver::try_new(member.id().as_str(), name, language);
    let receiver = receiver.map_err(|error| InvoiceRoundError::Receiver {
        member: member.id().to_string(),
        error,
    })?;
    Ok(match member.business_id() {
        Some(id) => receiver.with_business_id(id),
        None => receiver,
    })
}
