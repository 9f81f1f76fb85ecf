//! A register from CSV and to CSV.

use std::collections::BTreeSet;
use std::{io, iter};

use super::Register;
use super::fault::{FaultList, RegisterFaults};
use super::field::{MemberField, separator_of};
use super::read::{self, Draft};
use super::table::{self, Columns, TableRow, push_row};
use crate::FactName;

const COLUMNS: Columns = Columns {
    known: &[
        "id",
        "name",
        "name_sv",
        "name_en",
        "kind",
        "business_id",
        "places",
        "represented_by",
        "language",
        "history",
        "source",
        "note",
        "invoicing_address",
    ],
    needed: &["id", "name", "kind", "history"],
    instead: &[("name", &["name_sv", "name_en"])],
    facts: true,
    personal: false,
    separator_of,
};

#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
impl Register {
    /// Reads a register from CSV: UTF-8, commas, a header row, one member a row.
    ///
    /// | column | content |
    /// |---|---|
    /// | `id` | needed: a [`MemberId`](crate::MemberId) |
    /// | `name`, `name_sv`, `name_en` | at least one is needed: the name in Finnish, Swedish, English |
    /// | `kind` | needed: a [`MemberKind`](crate::MemberKind) |
    /// | `business_id` | a [`BusinessId`](oske_types::BusinessId) |
    /// | `places` | [`Place`](crate::Place)s with one space between them |
    /// | `represented_by` | [`Representation`](crate::Representation)s with `; ` between them |
    /// | `language` | `fi`, `sv` or `en` |
    /// | `history` | needed: a [`MembershipHistory`](crate::MembershipHistory) |
    /// | `source`, `note`, `invoicing_address` | free text on one line |
    /// | `fact.NAME` | [`MemberFact`](crate::MemberFact)s of that name with ` \| ` between them, each of another date; any number of such columns |
    ///
    /// The columns may stand in any order, and one that is not needed may be left out. White space
    /// around a cell does not count. A file may have 16 MiB and 100,000 members, a cell 10,000 bytes.
    ///
    /// ```
    /// use oske_domain::{Place, Register};
    ///
    /// let text = "\
    /// id,name,kind,places,history,fact.staff
    /// county-20,Kainuun hyvinvointialue,wellbeing_services_county,county:20,admitted by 2022-12-12 stated,
    /// kainuu-ry,Kainuun yhdistys ry,association,,admitted 2019-04-01 stated,7 person; 2020-12-31; report 2020
    /// ";
    /// let register = Register::from_csv("register.csv", text.as_bytes())?;
    /// let kainuu: Place = "county:20".parse()?;
    /// let view = register.on("2023-06-01".parse()?);
    /// assert_eq!(view.standing_for(kainuu).count(), 1);
    ///
    /// let faulty = text.replace("association", "yhdistys");
    /// let faults = Register::from_csv("register.csv", faulty.as_bytes()).unwrap_err();
    /// assert_eq!(
    ///     faults.to_string(),
    ///     "register.csv:3: kind: `yhdistys` is not a member kind: the nearest is `association`; \
    ///      write that, if it is meant [unknown-kind]\n1 fault",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] with every fault of the file; nothing half-read is returned.
    pub fn from_csv(file_name: &str, reader: impl io::Read) -> Result<Self, RegisterFaults> {
        let mut faults = FaultList::of_file(file_name);
        let mut drafts = Vec::new();
        if let Some(text) = read::read_to_text(reader, &mut faults) {
            table::read(&text, &COLUMNS, &mut faults, |row, faults| {
                drafts.push(match row {
                    TableRow::Whole(row) => Draft::read(&row, faults),
                    TableRow::Broken { line, first } => Draft::of_id(line, first),
                });
            });
        }
        read::register_of(drafts, faults)
    }

    /// The register as CSV, the same bytes for equal registers: every column, a column for each fact
    /// that a member has, and the members by id.
    ///
    /// [`Register::from_csv`] gives an equal register back, if the file is within its limits and the
    /// years of all dates have four digits.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let facts: BTreeSet<&FactName> = self
            .members()
            .flat_map(|member| member.facts().map(|(name, _)| name))
            .collect();
        let facts = facts.into_iter().cloned().map(MemberField::Fact);
        let fields: Vec<MemberField> = MemberField::WITHOUT_FACTS
            .into_iter()
            .chain(facts)
            .collect();
        let columns = fields.iter().map(MemberField::column);
        let mut text = String::new();
        push_row(&mut text, iter::once("id".to_owned()).chain(columns));
        for member in self.members() {
            let cells = fields.iter().map(|field| field.of(member));
            let cells = cells.map(Option::unwrap_or_default);
            push_row(&mut text, iter::once(member.id().to_string()).chain(cells));
        }
        text
    }
}
