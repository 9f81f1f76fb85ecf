//! What a round is invoiced from: policy, register, billing file, issuer.

use std::path::Path;

use oske::domain::Register;
use oske::dues::{Policy, PolicyStatus};
use oske::invoice::{BillingBook, Invoice, Issuer};
use oske::types::Text;

use crate::Arguments;
use crate::support::{self, Failure};

const POLICY: (&str, &str) = (
    "examples/data/invoicing/policy.toml",
    include_str!("../data/invoicing/policy.toml"),
);
const REGISTER: (&str, &str) = (
    "examples/data/invoicing/register.csv",
    include_str!("../data/invoicing/register.csv"),
);
const BILLING: (&str, &str) = (
    "examples/data/invoicing/billing.csv",
    include_str!("../data/invoicing/billing.csv"),
);
const ISSUER: (&str, &str) = (
    "examples/data/invoicing/issuer.toml",
    include_str!("../data/invoicing/issuer.toml"),
);

/// What every invoice of made-up parties says.
const MARK: Text = Text::new(
    "ESITTELY: laskuttaja, saaja ja maksu ovat keksittyjä. Älä maksa.",
    "DEMONSTRATION: fakturerare, mottagare och avgift är påhittade. Betala inte.",
    "DEMONSTRATION: issuer, receiver and dues are made up. Do not pay.",
);

/// What every invoice by a proposal says.
const PROPOSAL: Text = Text::new(
    "KOE: maksusta ei ole päätetty. Älä maksa.",
    "PROV: avgiften är inte beslutad. Betala inte.",
    "TRIAL: the dues have not been decided. Do not pay.",
);

/// What a round is invoiced from.
pub(crate) struct Material {
    pub(crate) policy: Policy,
    pub(crate) register: Register,
    pub(crate) billing: BillingBook,
    pub(crate) issuer: Issuer,
    /// Whether somebody in it is made up.
    pub(crate) is_demonstration: bool,
}

impl Material {
    /// Reads the files that were named; what was not is the demonstration's.
    pub(crate) fn read(arguments: &Arguments) -> Result<Self, Failure> {
        let policy = match &arguments.policy {
            Some(path) => support::read_policy(path)?,
            None => Policy::from_toml(POLICY.0, POLICY.1).map_err(Failure::input)?,
        };
        let register = match &arguments.register {
            Some(path) => support::read_register(path)?,
            None => {
                let (name, text) = REGISTER;
                Register::from_csv(name, text.as_bytes()).map_err(Failure::input)?
            }
        };
        let billing = match (&arguments.billing, &arguments.register) {
            (Some(path), _) => read_billing(path)?,
            (None, None) => {
                let (name, text) = BILLING;
                BillingBook::from_csv(name, text.as_bytes()).map_err(Failure::input)?
            }
            // Nothing is known of these members, and nothing is made up for them.
            (None, Some(_)) => BillingBook::default(),
        };
        let issuer = match &arguments.issuer {
            Some(path) => {
                let name = path.display().to_string();
                Issuer::from_toml(&name, &support::read(path)?).map_err(Failure::input)?
            }
            None => Issuer::from_toml(ISSUER.0, ISSUER.1).map_err(Failure::input)?,
        };
        let material = Self {
            policy,
            register,
            billing,
            issuer,
            is_demonstration: [&arguments.policy, &arguments.register, &arguments.issuer]
                .into_iter()
                .any(Option::is_none),
        };
        material.tell_doubts();
        Ok(material)
    }

    /// Whether the policy is only proposed.
    pub(crate) fn is_proposal(&self) -> bool {
        self.policy.status() == PolicyStatus::Proposed
    }

    /// What invoices say that nobody owes: of made-up parties, or by a policy that is only proposed.
    pub(crate) fn mark(&self) -> Option<Text> {
        if self.is_demonstration {
            return Some(MARK);
        }
        self.is_proposal().then_some(PROPOSAL)
    }

    /// Whether an invoice says that nobody owes it, as those of this material do or do not.
    pub(crate) fn is_marked_alike(&self, invoice: &Invoice) -> bool {
        let says = |mark: Text| {
            let words = mark.in_language(invoice.language());
            invoice.notes().iter().any(|note| note == words)
        };
        [MARK, PROPOSAL]
            .into_iter()
            .all(|mark| says(mark.clone()) == (self.mark() == Some(mark)))
    }

    /// An invoice that was sent before, with the addresses that both sides have now.
    pub(crate) fn readdressed(&self, invoice: Invoice) -> Invoice {
        let receiver = self.billing.complete(invoice.receiver().clone());
        invoice.readdressed(&self.issuer, &receiver)
    }

    /// Tells what somebody should look at again.
    fn tell_doubts(&self) {
        for (id, doubt) in self.billing.doubts() {
            eprintln!("{id}: {doubt}");
        }
        let ids = self.billing.ids();
        for id in ids.filter(|id| self.register.member(id).is_none()) {
            eprintln!("{id}: the billing file has it and the register does not: is it misspelt?");
        }
    }
}

fn read_billing(path: &Path) -> Result<BillingBook, Failure> {
    let name = path.display().to_string();
    let text = support::read(path)?;
    BillingBook::from_csv(&name, text.as_bytes()).map_err(Failure::input)
}
