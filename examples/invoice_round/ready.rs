//! Whether everybody can be invoiced: what each format needs to know of both sides.

use oske::Round;
use oske::domain::Member;
use oske::invoice::{AddressForm, EInvoiceRoute, Receiver};
use oske::types::{Language, Money};

use crate::files::Format;
use crate::material::Material;
use crate::support::Failure;

/// That all who owe something can be invoiced; else everything that is missing, at once.
pub(crate) fn check(
    round: &Round<'_>,
    material: &Material,
    format: &Format,
    zero_amounts: bool,
) -> Result<(), Failure> {
    let mut faults = of_issuer(material, format);
    for entry in round.entries() {
        let amount = entry.assessment().amount();
        if amount.is_none_or(|amount| Money::is_zero(amount) && !zero_amounts) {
            continue;
        }
        let missing = of_member(entry.member(), material, format)?;
        if !missing.is_empty() {
            let (id, name) = (entry.member().id(), entry.member().name());
            let name = name.in_language(Language::Finnish);
            faults.push(format!("{id} ({name}): {}", missing.join("; ")));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    faults.push(
        "nothing is written: fill in what is missing in the billing file, the register or the issuer's file; \
         examples/data/invoicing/README.md says what each format needs"
            .to_owned(),
    );
    Err(Failure::Input(faults.join("\n")))
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

/// What is missing of one member.
fn of_member(
    member: &Member,
    material: &Material,
    format: &Format,
) -> Result<Vec<&'static str>, Failure> {
    let id = member.id().as_str();
    let receiver = Receiver::try_new(id, id, Language::Finnish).map_err(Failure::input)?;
    let receiver = material.billing.complete(receiver);
    let has_id = member.business_id().is_some();
    let mut missing = Vec::new();
    if receiver.address().is_none() {
        missing.push("no address (street, post_code, town)");
    }
    match format {
        Format::Finvoice { .. } => {
            if !has_id {
                missing.push("no business_id in the register");
            }
            if receiver.route().is_none() {
                missing.push("no route (e_invoice_address, intermediator)");
            }
        }
        Format::Ubl => {
            let by_route = receiver.route().map(is_of_peppol);
            if receiver.peppol_participant().is_none() && !by_route.unwrap_or(has_id) {
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
    Ok(missing)
}

fn is_of_peppol(route: &EInvoiceRoute) -> bool {
    matches!(route.address().form(), AddressForm::Ovt(_))
}
