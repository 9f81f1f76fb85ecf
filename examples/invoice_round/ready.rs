//! Whether everybody can be invoiced: what each format needs to know of both sides.

use std::collections::BTreeMap;

use oske::invoice::{InvoiceRound, PeppolAddressSource, Receiver};

use crate::files::Format;
use crate::material::Material;
use crate::support::Failure;

/// That all who owe something can be invoiced; else everything that is missing, at once. What somebody should look at
/// again is told.
pub(crate) fn check(
    round: &InvoiceRound<'_>,
    material: &Material,
    format: &Format,
) -> Result<(), Failure> {
    let receivers = round.drafts().iter().map(|(_, draft)| draft.receiver());
    let receivers: BTreeMap<&str, &Receiver> = receivers
        .map(|receiver| (receiver.id(), receiver))
        .collect();
    let mut faults = of_issuer(material, format);
    for receiver in receivers.values() {
        let missing = of_receiver(receiver, format);
        if !missing.is_empty() {
            let (id, name) = (receiver.id(), receiver.name());
            faults.push(format!("{id} ({name}): {}", missing.join("; ")));
        }
    }
    if !faults.is_empty() {
        faults.push(
            "nothing is written: fill in what is missing in the billing file, the register or the issuer's file; \
             examples/data/invoicing/README.md says what each format needs"
                .to_owned(),
        );
        return Err(Failure::Input(faults.join("\n")));
    }
    tell_doubts(receivers.into_values(), format);
    Ok(())
}

fn of_issuer(material: &Material, format: &Format) -> Vec<String> {
    let issuer = &material.issuer;
    let mut missing = Vec::new();
    if issuer.address().is_none() {
        missing.push("no [address]");
    }
    if matches!(format, Format::Finvoice { .. }) && issuer.route().is_none() {
        missing.push("no [e_invoice]: from where its invoices go");
    }
    let missing = (!missing.is_empty()).then(|| missing.join("; "));
    let fault = missing.map(|missing| format!("issuer ({}): {missing}", issuer.name()));
    fault.into_iter().collect()
}

/// What is missing of one receiver.
fn of_receiver(receiver: &Receiver, format: &Format) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if receiver.address().is_none() {
        missing.push("no address (street, post_code, town)");
    }
    match format {
        Format::Finvoice { .. } => {
            if receiver.business_id().is_none() {
                missing.push("no business_id in the register");
            }
            if receiver.route().is_none() {
                missing.push("no route (e_invoice_address, intermediator)");
            }
        }
        Format::Ubl => {
            if receiver.peppol_address().is_none() {
                missing.push("no Peppol address (business_id in the register, or peppol)");
            }
            let references = receiver.references();
            if references
                .buyer_reference()
                .or(references.order())
                .is_none()
            {
                missing.push("nothing by which it finds who approves (buyer_reference or order)");
            }
        }
        Format::Html | Format::Csv | Format::Json => {}
    }
    missing
}

/// Tells what is not wrong and yet may be: two receivers that are one body, addresses that nobody has stated.
fn tell_doubts<'r>(receivers: impl Iterator<Item = &'r Receiver>, format: &Format) {
    let mut known = BTreeMap::new();
    for receiver in receivers {
        let id = receiver.id();
        if let Some(business_id) = receiver.business_id()
            && let Some(other) = known.insert(business_id, id)
        {
            eprintln!("{id}: has the business id of {other}, {business_id}: are they one member?");
        }
        let address = receiver.peppol_address();
        let derived = address.filter(|address| address.source() == PeppolAddressSource::BusinessId);
        if let (Format::Ubl, Some(address)) = (format, derived) {
            let participant = address.participant();
            eprintln!(
                "{id}: nobody has stated its Peppol address; {participant} follows from its business id"
            );
        }
    }
}
