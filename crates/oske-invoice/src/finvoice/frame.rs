//! The transmission frame: an envelope of SOAP 1.1 with a header of ebXML, before the Finvoice that it sends.

use super::page::Page;
use super::write::{Message, VERSION, routes};
use crate::Invoice;

pub(super) const ROOT: &str = "SOAP-ENV:Envelope";

pub(super) fn write(page: &mut Page, invoice: &Invoice, message: &Message) {
    let Some((from, to)) = routes(invoice) else {
        let name = "MessageTransmissionDetails";
        page.fault(name, "a frame needs the routes of both sides: expected `Issuer::with_route` and `Receiver::with_route`");
        return;
    };
    page.declaration();
    let namespaces = [
        (
            "xmlns:SOAP-ENV",
            "http://schemas.xmlsoap.org/soap/envelope/",
        ),
        ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
        (
            "xmlns:eb",
            "http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd",
        ),
    ];
    let parties = [
        ("eb:From", from.address().as_str(), "Sender"),
        ("eb:From", from.intermediator().as_str(), "Intermediator"),
        ("eb:To", to.address().as_str(), "Receiver"),
        ("eb:To", to.intermediator().as_str(), "Intermediator"),
    ];
    page.root(ROOT, &namespaces, |page| {
        page.group("SOAP-ENV:Header", |page| {
            let version = [("SOAP-ENV:mustUnderstand", "1"), ("eb:version", "2.0")];
            page.group_with("eb:MessageHeader", &version, |page| {
                for (side, id, role) in parties {
                    page.group(side, |page| {
                        page.leaf("eb:PartyId", 2..=35, id);
                        page.leaf("eb:Role", 1..=35, role);
                    });
                }
                page.leaf("eb:CPAId", 1..=35, "yoursandmycpa");
                page.empty("eb:ConversationId", &[]);
                page.leaf("eb:Service", 1..=35, "Routing");
                page.leaf("eb:Action", 1..=35, "ProcessInvoice");
                page.group("eb:MessageData", |page| {
                    page.leaf("eb:MessageId", 2..=48, &message.id);
                    page.leaf("eb:Timestamp", 20..=35, &message.timestamp);
                    page.empty("eb:RefToMessageId", &[]);
                });
            });
        });
        page.group("SOAP-ENV:Body", |page| {
            let manifest = [("eb:id", "Manifest"), ("eb:version", "2.0")];
            page.group_with("eb:Manifest", &manifest, |page| {
                let reference = [("eb:id", "Finvoice"), ("xlink:href", message.id.as_str())];
                page.group_with("eb:Reference", &reference, |page| {
                    let location = "http://www.finvoice.info/finvoice.xsd";
                    let schema = [("eb:location", location), ("eb:version", VERSION)];
                    page.empty("eb:Schema", &schema);
                });
            });
        });
    });
}
