//! [`Contacts`]: the persons to turn to, kept apart from the register.

use std::fmt;
use std::io;

use crate::member::one_line;
use crate::register::FaultList;
use crate::register::read::{self, Cell};
use crate::register::table::{self, Columns, TableRow};
use crate::{MemberId, Register, RegisterFaultCode, RegisterFaults};

const COLUMNS: Columns = Columns {
    known: &["member", "name", "role", "email", "phone"],
    needed: &["member", "name"],
    instead: &[],
    facts: false,
    personal: true,
    separator_of: |_| None,
};

/// A person to turn to at a member (*yhteyshenkilö*, *kontaktperson*).
///
/// Personal data: it has no text form and is not serialised, `Debug` shows the member alone, and no
/// message about a fault repeats what was written, but for a member id. Only the getters tell.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    member: MemberId,
    name: String,
    role: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

impl Contact {
    /// A person of a name at a member; `None` if the name is blank.
    #[must_use]
    pub fn new(member: MemberId, name: &str) -> Option<Self> {
        Some(Self {
            member,
            name: one_line(name)?,
            role: None,
            email: None,
            phone: None,
        })
    }

    /// With what the person does there.
    #[must_use]
    pub fn with_role(mut self, role: &str) -> Self {
        self.role = one_line(role);
        self
    }

    /// With an e-mail address; `None` if it is not one.
    #[must_use]
    pub fn with_email(mut self, email: &str) -> Option<Self> {
        self.email = Some(email.to_owned()).filter(|email| is_email(email));
        self.email.is_some().then_some(self)
    }

    /// With a telephone number; `None` if it is not one.
    #[must_use]
    pub fn with_phone(mut self, phone: &str) -> Option<Self> {
        self.phone = Some(phone.to_owned()).filter(|phone| is_phone(phone));
        self.phone.is_some().then_some(self)
    }

    /// The member at which the person is.
    #[must_use]
    pub const fn member(&self) -> &MemberId {
        &self.member
    }

    /// The person's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the person does there.
    #[must_use]
    pub fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// The person's e-mail address.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }

    /// The person's telephone number.
    #[must_use]
    pub fn phone(&self) -> Option<&str> {
        self.phone.as_deref()
    }
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Contact");
        shown.field("member", &self.member).finish_non_exhaustive()
    }
}

/// The contact persons of the members of a register (*yhteyshenkilöt*, *kontaktpersoner*), kept in a
/// file of their own.
///
/// ```
/// use oske_domain::{Contacts, Register};
///
/// let members = "id,name,kind,history\nkuopio,Kuopio,municipality,admitted unknown inferred\n";
/// let register = Register::from_csv("register.csv", members.as_bytes())?;
/// let contacts = "member,name,role,email\nkuopio,Maija Meikäläinen,registry,maija@example.org\n";
/// let contacts = Contacts::from_csv("contacts.csv", contacts.as_bytes(), &register)?;
///
/// let names: Vec<_> = contacts.of("kuopio").map(|contact| contact.name()).collect();
/// assert_eq!(names, ["Maija Meikäläinen"]);
/// assert!(!format!("{contacts:?}").contains("Maija"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contacts {
    contacts: Vec<Contact>,
}

impl Contacts {
    /// Reads contact persons from CSV: the columns `member`, an id of the register, and `name` are
    /// needed; `role`, `email` and `phone` may be left out. The limits are those of a register.
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] with every fault of the file, without the personal data in it.
    pub fn from_csv(
        file_name: &str,
        reader: impl io::Read,
        register: &Register,
    ) -> Result<Self, RegisterFaults> {
        let mut faults = FaultList::of_file(file_name);
        let mut contacts = Vec::new();
        if let Some(text) = read::read_to_text(reader, &mut faults) {
            table::read(&text, &COLUMNS, &mut faults, |row, faults| {
                if let TableRow::Whole(row) = row {
                    contacts.extend(read_contact(&row, register, faults));
                }
            });
        }
        faults.or_else(|| Self { contacts })
    }

    /// Contact persons of members of a register.
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] if a member is not in the register.
    pub fn try_new(
        contacts: impl IntoIterator<Item = Contact>,
        register: &Register,
    ) -> Result<Self, RegisterFaults> {
        let contacts: Vec<Contact> = contacts.into_iter().collect();
        let mut faults = FaultList::without_file();
        for contact in &contacts {
            if let Some(fault) = faults.unknown_member(&contact.member, register) {
                faults.push(fault);
            }
        }
        faults.or_else(|| Self { contacts })
    }

    /// All of them, in the order given or that of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.iter()
    }

    /// The contact persons of a member, in that order.
    pub fn of(&self, id: impl AsRef<str>) -> impl Iterator<Item = &Contact> {
        self.contacts
            .iter()
            .filter(move |contact| contact.member.as_str() == id.as_ref())
    }
}

fn read_contact(
    row: &read::Row<'_>,
    register: &Register,
    faults: &mut FaultList,
) -> Option<Contact> {
    let member = row
        .needed(
            "member",
            "the id of a member, as in `siun-sote`",
            "say at which member the person is",
            faults,
        )
        .and_then(|cell| read_member(cell, register, faults));
    let help = "write the name of the person, or delete the row";
    let name = row.needed("name", "the name of the person", help, faults);
    let check = |key, code, is_right: fn(&str) -> bool, message: &str, faults: &mut FaultList| {
        let cell = row.one(key)?;
        if !is_right(cell.text) {
            faults.push(cell.fault(code, message, "correct it, or leave the cell empty"));
        }
        Some(cell.text.to_owned())
    };
    let email = check(
        "email",
        RegisterFaultCode::BadEmail,
        is_email,
        "this is not an e-mail address: expected one `@` between a name and a domain",
        faults,
    );
    let phone = check(
        "phone",
        RegisterFaultCode::BadPhone,
        is_phone,
        "this is not a telephone number: expected digits and spaces, after `+` if it is abroad",
        faults,
    );
    Some(Contact {
        member: member?,
        name: name?.text.to_owned(),
        role: row.text("role").map(str::to_owned),
        email,
        phone,
    })
}

fn read_member(cell: &Cell<'_>, register: &Register, faults: &mut FaultList) -> Option<MemberId> {
    let help = "write the id as it stands in the register";
    let Ok(id) = cell.text.parse::<MemberId>() else {
        let message = "this is not a member id: expected one, as in `siun-sote`";
        faults.push(cell.fault(RegisterFaultCode::BadId, message, help));
        return None;
    };
    if let Some(fault) = faults.unknown_member(&id, register) {
        faults.push(fault.at_line(cell.line).in_column(&*cell.column));
    }
    Some(id)
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && domain.contains('.') && !domain.contains('@') && !text.contains(' ')
    })
}

fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    digits.contains(|character: char| character.is_ascii_digit())
        && digits.chars().all(|character| {
            character.is_ascii_digit() || matches!(character, ' ' | '-' | '(' | ')')
        })
}
