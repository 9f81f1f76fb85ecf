//! Benefits from CSV and to CSV.

use std::collections::BTreeSet;
use std::io;

use oske_types::{Language, Text};

use super::scope::{EVERYONE, MEMBER};
use super::{Benefit, BenefitKind, BenefitScope, Benefits};
use crate::register::FaultList;
use crate::register::read::{self, Row, read_kind};
use crate::register::table::{self, Columns, TableRow, push_row};
use crate::{MemberId, MemberKind, Register, RegisterFaultCode, RegisterFaults};

const COLUMNS: Columns = Columns {
    known: &[
        "id",
        "name",
        "name_sv",
        "name_en",
        "kind",
        "for",
        "represented",
        "validity",
        "source",
        "note",
        "note_sv",
        "note_en",
    ],
    needed: &[
        "id",
        "name",
        "kind",
        "for",
        "represented",
        "validity",
        "source",
    ],
    instead: &[("name", &["name_sv", "name_en"])],
    facts: false,
    personal: false,
    separator_of: |column| (column == "for").then_some(' '),
};

#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
impl Benefits {
    /// Reads benefits from CSV: UTF-8, commas, a header row, one benefit in one period a row.
    ///
    /// | column | content |
    /// |---|---|
    /// | `id` | needed: a [`BenefitId`](crate::BenefitId) |
    /// | `name`, `name_sv`, `name_en` | at least one is needed: the name in Finnish, Swedish, English |
    /// | `kind` | needed: a [`BenefitKind`] |
    /// | `for` | needed: `everyone`, or [`MemberKind`]s and `member:ID`s with one space between them |
    /// | `represented` | needed: `included` or `excluded`, a [`ForRepresented`](crate::ForRepresented) |
    /// | `validity` | needed: a [`Validity`](oske_types::Validity), `../..` if no day is known |
    /// | `source` | needed: the title of the source |
    /// | `note`, `note_sv`, `note_en` | how the source was read |
    ///
    /// The columns may stand in any order. The limits are those of a register.
    ///
    /// ```
    /// use oske_domain::{Benefits, Register};
    ///
    /// let register = "id,name,kind,history\nkuopio,Kuopio,municipality,admitted unknown inferred\n";
    /// let register = Register::from_csv("register.csv", register.as_bytes())?;
    /// let text = "\
    /// id,name_en,kind,for,represented,validity,source
    /// newsletter,Newsletter,publications,everyone,included,../..,Letter of 2022
    /// library,Use of the library,other:library,association member:kuopio,excluded,2023-01-01/..,Letter of 2022
    /// ";
    /// let benefits = Benefits::from_csv("benefits.csv", text.as_bytes(), &register)?;
    /// let today = register.on("2023-06-01".parse()?);
    /// assert!(benefits.of("kuopio", today).all(|(_, standing)| standing.has()));
    ///
    /// let faulty = text.replace("member:kuopio", "member:koupio");
    /// let faults = Benefits::from_csv("benefits.csv", faulty.as_bytes(), &register).unwrap_err();
    /// assert_eq!(
    ///     faults.to_string(),
    ///     "benefits.csv:3: for: `koupio` is not in the register: expected the id of a member; write \
    ///      `kuopio`, if that is meant [unknown-member]\n1 fault",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] with every fault of the file; nothing half-read is returned.
    pub fn from_csv(
        file_name: &str,
        reader: impl io::Read,
        register: &Register,
    ) -> Result<Self, RegisterFaults> {
        let mut faults = FaultList::of_file(file_name);
        let mut benefits = Vec::new();
        if let Some(text) = read::read_to_text(reader, &mut faults) {
            table::read(&text, &COLUMNS, &mut faults, |row, faults| {
                if let TableRow::Whole(row) = row
                    && let Some(benefit) = read_benefit(&row, register, faults)
                {
                    benefits.push((row.line, benefit));
                }
            });
        }
        Self::together(benefits, faults)
    }

    /// The benefits as CSV, in their order: [`Benefits::from_csv`] gives equal ones back, if the file is
    /// within its limits and the years of all dates have four digits.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = String::new();
        push_row(
            &mut text,
            COLUMNS.known.iter().map(|name| (*name).to_owned()),
        );
        for benefit in self.iter() {
            let words = |text: Option<&Text>, language| {
                let words = text.and_then(|text| text.get(language));
                words.unwrap_or_default().to_owned()
            };
            let [fi, sv, en] = Language::ALL.map(|language| words(Some(benefit.name()), language));
            let notes = Language::ALL.map(|language| words(benefit.note(), language));
            let cells = [
                benefit.id().to_string(),
                fi,
                sv,
                en,
                benefit.kind().to_string(),
                benefit.scope().to_string(),
                benefit.scope().for_represented().to_string(),
                benefit.validity().to_string(),
                benefit.source().title().to_owned(),
            ];
            push_row(&mut text, cells.into_iter().chain(notes));
        }
        text
    }
}

fn read_benefit(row: &Row<'_>, register: &Register, faults: &mut FaultList) -> Option<Benefit> {
    let expected = "the id of the benefit, as in `publications`";
    let id = row
        .needed("id", expected, "give the benefit an id", faults)
        .and_then(|cell| {
            let help = "write it without capitals, spaces and accents";
            cell.parse(RegisterFaultCode::BadId, help, faults)
        });
    let expected = "the name of the benefit in Finnish, Swedish or English";
    let keys = ["name", "name_sv", "name_en"];
    let name = read::read_texts(row, keys, expected, "write the name", faults);
    let expected = "the kind of the benefit, as in `publications`";
    let help = "say what kind of benefit it is, or `other:` and an id";
    let kind: Option<BenefitKind> = row.needed("kind", expected, help, faults).and_then(|cell| {
        cell.parse(
            RegisterFaultCode::UnknownBenefitKind,
            "write one of these, what is none of the six after `other:`",
            faults,
        )
    });
    let scope = read_scope(row, register, faults);
    let expected = "whether represented members have the benefit, `included` or `excluded`";
    let help = "say whether a member that is represented through another one has it, too";
    let for_represented = row
        .needed("represented", expected, help, faults)
        .and_then(|cell| cell.parse(RegisterFaultCode::BadScope, "write one of the two", faults));
    let expected = "the period of the benefit, as in `2023-01-01/..`";
    let help = "write `../..`, if no day is known";
    let validity = row
        .needed("validity", expected, help, faults)
        .and_then(|cell| cell.parse(RegisterFaultCode::BadValidity, help, faults));
    let expected = "the title of the source";
    let source = row.needed("source", expected, "say where it was read", faults);
    let (kinds, members) = scope?;
    let for_represented = for_represented?;
    let scope = match kinds {
        Some(kinds) => BenefitScope::of_kinds(kinds, for_represented).with_members(members),
        None => BenefitScope::everyone(for_represented),
    };
    let benefit = Benefit::new(id?, &name?, kind?, scope, validity?, source?.text)?;
    let note = read::texts(row, ["note", "note_sv", "note_en"]);
    Some(match note {
        Some(note) => benefit.with_note(&note),
        None => benefit,
    })
}

/// The kinds and members that a benefit is for: no kinds at all if it is for everyone.
fn read_scope(
    row: &Row<'_>,
    register: &Register,
    faults: &mut FaultList,
) -> Option<(Option<BTreeSet<MemberKind>>, BTreeSet<MemberId>)> {
    let expected = "for whom the benefit is, as in `everyone` or `municipality member:uef`";
    let help = "write `everyone`, kinds of members, or `member:` and an id";
    let first = row.needed("for", expected, help, faults)?;
    let before = faults.count();
    let cells: Vec<_> = row.all("for").collect();
    if cells.iter().any(|cell| cell.text == EVERYONE) {
        if cells.len() > 1 {
            let message = "`everyone` stands beside others: expected it alone";
            let help = "delete the others, or delete `everyone`";
            faults.push(first.fault(RegisterFaultCode::BadScope, message, help));
            return None;
        }
        return Some((None, BTreeSet::new()));
    }
    let (mut kinds, mut members) = (BTreeSet::new(), BTreeSet::new());
    for cell in cells {
        let is_new = if let Some(id) = cell.text.strip_prefix(MEMBER) {
            match id.parse::<MemberId>() {
                Ok(id) => {
                    if let Some(fault) = faults.unknown_member(&id, register) {
                        faults.push(fault.at_line(cell.line).in_column(&*cell.column));
                    }
                    members.insert(id)
                }
                Err(error) => {
                    let code = RegisterFaultCode::BadId;
                    faults.push(cell.fault(code, error.to_string(), help));
                    continue;
                }
            }
        } else {
            match read_kind(cell, faults) {
                Some(kind) => kinds.insert(kind),
                None => continue,
            }
        };
        if !is_new {
            let message = format!("`{}` stands twice", cell.text);
            let help = "delete one of the two";
            faults.push(cell.fault(RegisterFaultCode::BadScope, message, help));
        }
    }
    (faults.count() == before).then_some((Some(kinds), members))
}
