//! [`MemberField`]: what a register says of a member, field by field.

use std::fmt;

use oske_types::{Language, Text};

use crate::{FactName, Member};

/// What stands before the name of a fact in the name of its column.
pub(crate) const FACT_PREFIX: &str = "fact.";

/// What stands between the items of a list, in the columns that hold one.
#[cfg(feature = "csv")]
pub(crate) fn separator_of(column: &str) -> Option<char> {
    match column {
        "places" => Some(' '),
        "represented_by" | "history" => Some(';'),
        _ if column.starts_with(FACT_PREFIX) => Some('|'),
        _ => None,
    }
}

/// One thing that a register says of a member (*tieto*, *uppgift*): a column of its table.
///
/// ```
/// # #[cfg(feature = "csv")] {
/// use oske_domain::{MemberField, Register};
///
/// let text = "id,name,kind,history\nkuopio,Kuopio,municipality,admitted unknown inferred\n";
/// let register = Register::from_csv("register.csv", text.as_bytes())?;
/// let kuopio = register.member("kuopio").ok_or("a member")?;
/// assert_eq!(MemberField::Kind.of(kuopio).as_deref(), Some("municipality"));
/// assert_eq!(MemberField::Note.of(kuopio), None);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MemberField {
    /// The name in a language.
    Name(Language),
    /// The kind.
    Kind,
    /// The business id.
    BusinessId,
    /// The places whose residents it stands for.
    Places,
    /// The periods in which it is a member through another one.
    Representations,
    /// The language of correspondence.
    Language,
    /// What happened to the membership.
    History,
    /// The source.
    Source,
    /// The note.
    Note,
    /// The address to which invoices go.
    InvoicingAddress,
    /// The facts of a name.
    Fact(FactName),
}

impl MemberField {
    /// Every field but the facts, in the order of the columns.
    pub(crate) const WITHOUT_FACTS: [Self; 12] = [
        Self::Name(Language::Finnish),
        Self::Name(Language::Swedish),
        Self::Name(Language::English),
        Self::Kind,
        Self::BusinessId,
        Self::Places,
        Self::Representations,
        Self::Language,
        Self::History,
        Self::Source,
        Self::Note,
        Self::InvoicingAddress,
    ];

    /// The name of its column in a register: `name_sv`, `fact.staff`.
    #[must_use]
    pub fn column(&self) -> String {
        match self {
            Self::Fact(name) => format!("{FACT_PREFIX}{name}"),
            known => known.known_column().to_owned(),
        }
    }

    const fn known_column(&self) -> &'static str {
        match self {
            Self::Name(Language::Finnish) => "name",
            Self::Name(Language::Swedish) => "name_sv",
            Self::Name(Language::English) => "name_en",
            Self::Kind => "kind",
            Self::BusinessId => "business_id",
            Self::Places => "places",
            Self::Representations => "represented_by",
            Self::Language => "language",
            Self::History => "history",
            Self::Source => "source",
            Self::Note => "note",
            Self::InvoicingAddress => "invoicing_address",
            Self::Fact(_) => "fact",
        }
    }

    /// What it is called, in Finnish, Swedish and English; a fact is called by its name.
    #[must_use]
    pub fn name(&self) -> Text {
        let (fi, sv, en) = match self {
            Self::Name(Language::Finnish) => ("nimi", "namn på finska", "name in Finnish"),
            Self::Name(Language::Swedish) => {
                ("nimi ruotsiksi", "namn på svenska", "name in Swedish")
            }
            Self::Name(Language::English) => {
                ("nimi englanniksi", "namn på engelska", "name in English")
            }
            Self::Kind => ("jäsenlaji", "medlemskategori", "member kind"),
            Self::BusinessId => ("Y-tunnus", "FO-nummer", "business id"),
            Self::Places => ("paikat", "orter", "places"),
            Self::Representations => ("edustus", "företrädande", "represented by"),
            Self::Language => ("kieli", "språk", "language"),
            Self::History => ("jäsenhistoria", "medlemshistorik", "membership history"),
            Self::Source => ("lähde", "källa", "source"),
            Self::Note => ("huomautus", "anmärkning", "note"),
            Self::InvoicingAddress => ("laskutusosoite", "faktureringsadress", "invoicing address"),
            Self::Fact(fact) => {
                let name = Text::only(Language::Finnish, fact.as_str());
                return name.unwrap_or(Text::new("tieto", "uppgift", "fact"));
            }
        };
        Text::new(fi, sv, en)
    }

    /// What a member has there, as a register writes it; `None` if nothing.
    #[must_use]
    pub fn of(&self, member: &Member) -> Option<String> {
        fn list(items: &[impl ToString], separator: &str) -> String {
            let items: Vec<String> = items.iter().map(ToString::to_string).collect();
            items.join(separator)
        }
        let text = match self {
            Self::Name(language) => member.name().get(*language)?.to_owned(),
            Self::Kind => member.kind().to_string(),
            Self::BusinessId => member.business_id()?.to_string(),
            Self::Places => list(member.places(), " "),
            Self::Representations => list(member.representations(), "; "),
            Self::Language => member.language()?.to_string(),
            Self::History => member.history().to_string(),
            Self::Source => member.source()?.to_string(),
            Self::Note => member.note()?.to_owned(),
            Self::InvoicingAddress => member.invoicing_address()?.to_owned(),
            Self::Fact(name) => {
                let of_name = member.facts().filter(|(found, _)| *found == name);
                let facts: Vec<String> = of_name.map(|(_, fact)| fact.to_string()).collect();
                facts.join(" | ")
            }
        };
        Some(text).filter(|text| !text.is_empty())
    }
}

/// As a column is named: `name_sv`, `fact.staff`.
impl fmt::Display for MemberField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.column())
    }
}
