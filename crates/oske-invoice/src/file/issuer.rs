//! [`Issuer::from_toml`]: an issuer from a document.

use super::LONGEST_FILE;
use super::fault::PartyFaults;
use super::table::{Document, Table};
use crate::{Contact, EInvoiceRoute, Iban, Issuer, PaymentAccount, PostalAddress};

const FORMAT: &str = "oske-issuer";
const VERSION: &str = "1";

impl Issuer {
    /// Reads an issuer from TOML. `name` is the file's name as messages shall show it.
    ///
    /// | key | content |
    /// |---|---|
    /// | `format`, `version` | needed: `"oske-issuer"` and `1` |
    /// | `name`, `business_id` | needed |
    /// | `trading_name`, `home_town`, `vat_number`, `peppol` | as [`Issuer`] has them |
    /// | `[[account]]` | needed, the first is paid to: `iban`, and `bic` where it does not follow from it |
    /// | `[address]` | `street`, `post_code`, `town`, and `line_2`, `line_3`, `country` |
    /// | `[contact]` | an office: `name`, `phone`, `email` |
    /// | `[e_invoice]` | from where its e-invoices go: `address`, `intermediator` |
    ///
    /// ```
    /// use oske_invoice::Issuer;
    ///
    /// let issuer = Issuer::from_toml("issuer.toml", r#"
    ///     format = "oske-issuer"
    ///     version = 1
    ///     name = "Esimerkkiyhdistys ry"
    ///     business_id = "1234567-1"
    ///
    ///     [[account]]
    ///     iban = "FI21 1234 5600 0007 85"
    ///
    ///     [address]
    ///     street = "Esimerkkikatu 1"
    ///     post_code = "70100"
    ///     town = "Kuopio"
    /// "#)?;
    /// assert_eq!(issuer.name(), "Esimerkkiyhdistys ry");
    ///
    /// let text = "format = \"oske-issuer\"\nversion = 1\nname = \"Esimerkkiyhdistys ry\"\nbusinessid = \"1\"";
    /// let faults = Issuer::from_toml("issuer.toml", text).unwrap_err();
    /// assert_eq!(
    ///     faults.to_string(),
    ///     "issuer.toml:1: business_id: missing: expected it, as in `business_id = \"1234567-1\"`\n\
    ///      issuer.toml:1: account: missing: expected one, as in `[[account]]` with `iban = \"FI21 1234 5600 0007 85\"`\n\
    ///      issuer.toml:4: businessid: not a key here; did you mean `business_id`?",
    /// );
    /// # Ok::<(), oske_invoice::PartyFaults>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`PartyFaults`]: syntax, unknown and missing keys, values that do not parse: all at once.
    #[cfg_attr(docsrs, doc(cfg(feature = "toml")))]
    pub fn from_toml(name: &str, text: &str) -> Result<Self, PartyFaults> {
        let mut document = Document::new(name, text);
        if text.len() > LONGEST_FILE {
            let message = format!(
                "the document has {} bytes: expected at most {LONGEST_FILE}",
                text.len()
            );
            document.fault(0, "", message);
            return document.faults.check(None);
        }
        let (table, errors) = toml::de::DeTable::parse_recoverable(text);
        for error in &errors {
            let byte = error.span().map_or(0, |span| span.start);
            document.fault(byte, "", format!("not TOML: {}", error.message()));
        }
        if !errors.is_empty() {
            return document.faults.check(None);
        }
        let issuer = read(&mut document, &Table::root(table.get_ref()));
        document.faults.check(issuer)
    }
}

fn read(document: &mut Document<'_>, root: &Table<'_>) -> Option<Issuer> {
    let known = [
        "format",
        "version",
        "name",
        "trading_name",
        "business_id",
        "vat_number",
        "home_town",
        "peppol",
        "account",
        "address",
        "contact",
        "e_invoice",
    ];
    document.check_head(root, FORMAT, VERSION);
    document.check_keys(root, &known);
    let name = document.needed(root, "name", "Esimerkkiyhdistys ry");
    let business_id = document.needed_parsed(root, "business_id", "1234567-1");
    let accounts = accounts(document, root);
    let address = document
        .table(root, "address")
        .and_then(|table| address(document, &table));
    let contact = document
        .table(root, "contact")
        .map(|table| contact(document, &table));
    let route = document
        .table(root, "e_invoice")
        .and_then(|table| route(document, &table));
    let trading_name = document.text(root, "trading_name");
    let home_town = document.text(root, "home_town");
    let vat_number = document.parsed(root, "vat_number");
    let participant = document.parsed(root, "peppol");

    let mut accounts = accounts.into_iter();
    let issuer = Issuer::try_new(name?, business_id?, accounts.next()?).ok()?;
    let issuer = accounts.fold(issuer, Issuer::with_account);
    let issuer = trading_name
        .into_iter()
        .fold(issuer, |issuer, name| issuer.with_trading_name(name));
    let issuer = home_town
        .into_iter()
        .fold(issuer, |issuer, town| issuer.with_home_town(town));
    let issuer = vat_number.into_iter().fold(issuer, Issuer::with_vat_number);
    let issuer = participant
        .into_iter()
        .fold(issuer, Issuer::with_peppol_participant);
    let issuer = address.into_iter().fold(issuer, Issuer::with_address);
    let issuer = contact.into_iter().fold(issuer, Issuer::with_contact);
    Some(route.into_iter().fold(issuer, Issuer::with_route))
}

/// The accounts; none where one has faults.
fn accounts(document: &mut Document<'_>, root: &Table<'_>) -> Vec<PaymentAccount> {
    let mut accounts = Vec::new();
    let Some(tables) = document.tables(root, "account") else {
        return accounts;
    };
    if tables.is_empty() {
        let message =
            "missing: expected one, as in `[[account]]` with `iban = \"FI21 1234 5600 0007 85\"`";
        document.fault(0, "account", message);
    }
    for table in &tables {
        document.check_keys(table, &["iban", "bic"]);
        let iban = document.needed_parsed::<Iban>(table, "iban", "FI21 1234 5600 0007 85");
        let bic = document.parsed(table, "bic");
        accounts.extend(iban.map(|iban| match bic {
            Some(bic) => PaymentAccount::new(iban, bic),
            None => PaymentAccount::from(iban),
        }));
    }
    accounts
}

fn address(document: &mut Document<'_>, table: &Table<'_>) -> Option<PostalAddress> {
    let known = ["street", "line_2", "line_3", "post_code", "town", "country"];
    document.check_keys(table, &known);
    let street = document.needed(table, "street", "Esimerkkikatu 1");
    let post_code = document.needed(table, "post_code", "70100");
    let town = document.needed(table, "town", "Kuopio");
    let more = ["line_2", "line_3"].map(|key| document.text(table, key));
    let country = document.parsed(table, "country");
    let address = PostalAddress::try_new(street?, post_code?, town?).ok()?;
    let more = more.into_iter().flatten();
    let address = more.fold(address, |address, line| address.with_line(line));
    Some(country.into_iter().fold(address, PostalAddress::in_country))
}

fn contact(document: &mut Document<'_>, table: &Table<'_>) -> Contact {
    document.check_keys(table, &["name", "phone", "email"]);
    let [name, phone, email] =
        ["name", "phone", "email"].map(|key| document.text(table, key).unwrap_or_default());
    Contact::default()
        .with_name(name)
        .with_phone(phone)
        .with_email(email)
}

fn route(document: &mut Document<'_>, table: &Table<'_>) -> Option<EInvoiceRoute> {
    document.check_keys(table, &["address", "intermediator"]);
    let address = document.needed_parsed(table, "address", "003712345671");
    let intermediator = document.needed_parsed(table, "intermediator", "003721291126");
    Some(EInvoiceRoute::new(address?, intermediator?))
}
