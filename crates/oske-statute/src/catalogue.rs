//! [`Catalogue`]: known acts, and what is known of them.

mod act;
mod fault;
#[rustfmt::skip]
mod generated;
mod place;
mod tables;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use oske_types::{Source, Text};

use crate::european::EuActId;
use crate::name::ActName;
use crate::parliament::BillId;
use crate::provision::Provision;
use crate::statute::StatuteId;

pub use act::{Act, ActKind, Amendment, AmendmentList, Change, Commencement, Effect, Reading};
pub use fault::{CatalogueFault, CatalogueFaults, CatalogueTable};
pub(crate) use place::{Relation, places, relation};
pub use tables::CatalogueTables;

/// Known acts, with their titles, their state over time and their amendments; bills, acts of the Union,
/// and the acts that short names mean.
///
/// [`Catalogue::embedded`] is what comes with the crate: the acts that the project's sources cite.
/// [`with`](Self::with) adds to it from tables of the form that [`CatalogueTables`] describes.
///
/// ```
/// use oske_statute::Catalogue;
/// use oske_types::Language;
///
/// let catalogue = Catalogue::embedded();
/// let act = catalogue.act("1230/2001".parse()?).ok_or("not in the catalogue")?;
/// assert_eq!(act.title().in_language(Language::Swedish),
///     "Lag om kompetenscentrumverksamhet inom det sociala området");
/// assert_eq!(act.in_force_from(), Some("2002-01-01".parse()?));
///
/// // Which act a short name means depends on the day.
/// let name = "sosiaalihuoltolaki".parse()?;
/// assert_eq!(catalogue.named(name, "2010-01-01".parse()?), Some("710/1982".parse()?));
/// assert_eq!(catalogue.named(name, "2020-01-01".parse()?), Some("1301/2014".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    // INVARIANT: by the ids of the values; `fault` lists what else holds.
    acts: BTreeMap<StatuteId, Act>,
    bills: BTreeMap<BillId, Bill>,
    eu_acts: BTreeMap<EuActId, EuAct>,
    // INVARIANT: of each name in the order of their first days, and none empty.
    names: BTreeMap<ActName, Vec<Naming>>,
}

impl Catalogue {
    /// The catalogue that comes with the crate. It is put together when it is first asked for.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Catalogue> =
            LazyLock::new(|| tables::embedded().unwrap_or_default());
        &EMBEDDED
    }

    /// The catalogue of these tables alone.
    ///
    /// # Errors
    ///
    /// [`CatalogueFaults`], every fault of the tables at once.
    pub fn from_tables(tables: &CatalogueTables<'_>) -> Result<Self, CatalogueFaults> {
        Self::default().with(tables)
    }

    /// This catalogue and these tables. An act, a bill or an act of the Union that the tables describe
    /// takes the place of the one with its number here; amendments, commencements and readings of an act
    /// that they do not describe are added to it, and so are names.
    ///
    /// # Errors
    ///
    /// [`CatalogueFaults`], every fault of the tables at once.
    pub fn with(&self, tables: &CatalogueTables<'_>) -> Result<Self, CatalogueFaults> {
        tables::read(self, tables)
    }

    /// What is known of an act.
    #[must_use]
    pub fn act(&self, id: StatuteId) -> Option<&Act> {
        self.acts.get(&id)
    }

    /// Every act, in the order of publication.
    pub fn acts(&self) -> impl Iterator<Item = &Act> {
        self.acts.values()
    }

    /// What is known of a government bill.
    #[must_use]
    pub fn bill(&self, id: BillId) -> Option<&Bill> {
        self.bills.get(&id)
    }

    /// Every bill, by year and number.
    pub fn bills(&self) -> impl Iterator<Item = &Bill> {
        self.bills.values()
    }

    /// What is known of an act of the Union.
    #[must_use]
    pub fn eu_act(&self, id: EuActId) -> Option<&EuAct> {
        self.eu_acts.get(&id)
    }

    /// Every act of the Union, by year and number.
    pub fn eu_acts(&self) -> impl Iterator<Item = &EuAct> {
        self.eu_acts.values()
    }

    /// The act that a short name meant on a day; `None` where that is not known.
    #[must_use]
    pub fn named(&self, name: ActName, date: NaiveDate) -> Option<StatuteId> {
        let namings = self.namings(name);
        let naming = namings.iter().rev().find(|naming| naming.from <= date)?;
        Some(naming.act)
    }

    /// Every act that a short name is known to have meant, the earliest first.
    #[must_use]
    pub fn namings(&self, name: ActName) -> &[Naming] {
        self.names.get(&name).map_or(&[], Vec::as_slice)
    }

    /// The amendments of an act that change a place in it, or may do so: its parts, it itself, or what it
    /// is a part of.
    ///
    /// ```
    /// use oske_statute::{Catalogue, Reference};
    ///
    /// let moment = Reference::parse("1230/2001 6 § 2 mom")?;
    /// let (act, place) = (moment.statute().ok_or("no act")?, &moment.provisions()[0]);
    /// let amending: Vec<String> = Catalogue::embedded()
    ///     .amendments(act, place)
    ///     .map(|amendment| amendment.by().to_string())
    ///     .collect();
    /// assert_eq!(amending, ["586/2002"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn amendments<'c>(
        &'c self,
        id: StatuteId,
        place: &'c Provision,
    ) -> impl Iterator<Item = &'c Amendment> {
        let act = self.act(id).into_iter();
        act.flat_map(Act::amendments)
            .filter(move |amendment| amendment.touches(place))
    }
}

/// Whether acts that a short name meant are known, and that of a number is none of them. One that is older than
/// the first known may have borne the name before it.
pub(crate) fn never_meant(name: ActName, id: StatuteId) -> bool {
    let name = name.to_string();
    let rows = generated::rows(CatalogueTable::Names).iter();
    let acts = rows.filter_map(|row| match row {
        [of, act, ..] if *of == name => act.parse::<StatuteId>().ok(),
        _ => None,
    });
    let acts: Vec<StatuteId> = acts.collect();
    let first = acts.iter().map(|act| act.year()).min();
    first.is_some_and(|first| first <= id.year()) && !acts.contains(&id)
}

/// A short name and an act that bears it from a day on, until the next one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    act: StatuteId,
    from: NaiveDate,
    source: Source,
}

impl Naming {
    /// The act.
    #[must_use]
    pub const fn act(&self) -> StatuteId {
        self.act
    }

    /// The first day.
    #[must_use]
    pub const fn from(&self) -> NaiveDate {
        self.from
    }

    /// Where that is known from.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// What is known of a government bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    id: BillId,
    title: Text,
    source: Source,
    note: Option<Box<str>>,
}

impl Bill {
    /// Its number.
    #[must_use]
    pub const fn id(&self) -> BillId {
        self.id
    }

    /// Its title, in the languages in which it is known.
    #[must_use]
    pub const fn title(&self) -> &Text {
        &self.title
    }

    /// Where the title is known from.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }

    /// What else is known, in English.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

/// The kind of an act of the European Union, which its number alone does not always tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EuActKind {
    /// *Asetus*, *förordning*.
    Regulation,
    /// *Direktiivi*, *direktiv*.
    Directive,
    /// *Päätös*, *beslut*.
    Decision,
}

/// What is known of an act of the European Union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EuAct {
    id: EuActId,
    kind: EuActKind,
    title: Text,
    source: Source,
}

impl EuAct {
    /// Its number.
    #[must_use]
    pub const fn id(&self) -> EuActId {
        self.id
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> EuActKind {
        self.kind
    }

    /// Its title, or the short one that it is known by. Acts of the Union have their titles in all three
    /// languages.
    #[must_use]
    pub const fn title(&self) -> &Text {
        &self.title
    }

    /// Where that is known from.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}
