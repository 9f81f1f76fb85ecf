//! [`Centre`] and what it serves: [`AreaMember`], [`AreaGround`]; [`ProjectArea`].

use chrono::NaiveDate;
use oske_statute::Reference;
use oske_types::{RegionCode, Source, Text, Validity};

use super::id::CentreId;
use super::words::words;
use crate::Place;
use crate::row::dated_row;

words! {
    /// What a centre is for.
    pub enum CentreKind, "a kind of centre", "expected regional or swedish_language" {
        /// A regional centre (*alueellinen osaamiskeskus*, *regionalt kompetenscentrum*), which serves the
        /// area that the decree gives it.
        Regional = "regional",
        /// The Swedish-language centre (*ruotsinkielinen osaamiskeskus*, *svenskspråkigt kompetenscentrum*),
        /// which serves the Swedish-speaking population of the whole country.
        SwedishLanguage = "swedish_language",
    }
}

/// A centre of excellence on social welfare (*sosiaalialan osaamiskeskus*, *kompetenscentrum inom det
/// sociala området*) under one version of the decree.
///
/// A centre that stands in several versions has a row for each; its area is asked of
/// [`CentresView::area_of`](crate::CentresView::area_of), and who runs it of
/// [`units_of`](crate::CentresView::units_of).
///
/// ```
/// use oske_domain::{Centre, CentreId, CentreKind};
/// use oske_types::{Language, Source, Text};
///
/// let centre = Centre::new(
///     CentreId::ITA_SUOMI,
///     CentreKind::Regional,
///     Text::bilingual(
///         "Itä-Suomen sosiaalialan osaamiskeskus",
///         "Östra Finlands kompetenscentrum inom det sociala området",
///     ),
///     "2023-01-01/2025-07-01".parse()?,
///     "1411/2001 1 § 1 mom 7 kohta".parse()?,
///     "1248/2022".parse()?,
///     Source::new("Statute Book of Finland, 1248/2022"),
/// );
/// assert_eq!(centre.given_by().to_string(), "1248/2022");
/// assert!(centre.name().in_language(Language::Swedish).starts_with("Östra Finlands"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Centre {
    id: CentreId,
    kind: CentreKind,
    name: Text,
    validity: Validity,
    known_to: Option<NaiveDate>,
    cooperation_area: Option<Text>,
    citation: Reference,
    given_by: Reference,
    source: Source,
}

impl Centre {
    /// A centre of a name in the period of one version: the place in the decree that names it, and the
    /// decree that gave that place its wording.
    #[must_use]
    pub const fn new(
        id: CentreId,
        kind: CentreKind,
        name: Text,
        validity: Validity,
        citation: Reference,
        given_by: Reference,
        source: Source,
    ) -> Self {
        Self {
            id,
            kind,
            name,
            validity,
            known_to: None,
            cooperation_area: None,
            citation,
            given_by,
            source,
        }
    }

    /// With the last day on which the version is known to hold.
    #[must_use]
    pub const fn with_known_to(mut self, date: NaiveDate) -> Self {
        self.known_to = Some(date);
        self
    }

    /// With the name of the co-operation area by which the decree gives its area.
    #[must_use]
    pub fn with_cooperation_area(mut self, name: Text) -> Self {
        self.cooperation_area = Some(name);
        self
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &CentreId {
        &self.id
    }

    /// Whether it is a regional centre or the Swedish-language one.
    #[must_use]
    pub const fn kind(&self) -> CentreKind {
        self.kind
    }

    /// Its name in the decree, in Finnish and Swedish.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// Where no end is known, the last day on which the version is known to hold; what came later was not
    /// read.
    #[must_use]
    pub const fn known_to(&self) -> Option<NaiveDate> {
        self.known_to
    }

    /// The name of the co-operation area (*yhteistyöalue*, *samarbetsområde*) by which the decree gives its
    /// area, where it does.
    #[must_use]
    pub const fn cooperation_area(&self) -> Option<&Text> {
        self.cooperation_area.as_ref()
    }

    /// The place in the decree that names it.
    #[must_use]
    pub const fn citation(&self) -> &Reference {
        &self.citation
    }

    /// The decree that gave that place its wording: 1411/2001 as enacted, or what amended it.
    #[must_use]
    pub const fn given_by(&self) -> &Reference {
        &self.given_by
    }
}

dated_row!(Centre: "The period of this version.");

/// Why a place belongs to the area of a centre (*peruste*, *grund*).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AreaGround {
    /// The decree names the place.
    Decree,
    /// The decree names something else, and the law says that the place is in it: a co-operation area and
    /// its counties.
    Reference {
        /// The law that says so.
        through: Reference,
        /// What there is to know of it, if anything.
        note: Option<Text>,
    },
    /// The decree is silent, and the place is counted in by interpretation (*tulkinta*, *tolkning*).
    Interpretation {
        /// The law that the interpretation rests on.
        through: Reference,
        /// The reason for it.
        reason: Text,
    },
}

impl AreaGround {
    /// The word in a table: `decree`, `reference` or `interpretation`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Decree => "decree",
            Self::Reference { .. } => "reference",
            Self::Interpretation { .. } => "interpretation",
        }
    }

    /// Whether the decree is silent.
    #[must_use]
    pub const fn is_interpretation(&self) -> bool {
        matches!(self, Self::Interpretation { .. })
    }

    /// The law, besides the place of the decree that names the centre, that it rests on.
    #[must_use]
    pub const fn through(&self) -> Option<&Reference> {
        match self {
            Self::Decree => None,
            Self::Reference { through, .. } | Self::Interpretation { through, .. } => Some(through),
        }
    }

    /// The reason of an interpretation, or what there is to know of a reference.
    #[must_use]
    pub const fn reason(&self) -> Option<&Text> {
        match self {
            Self::Decree => None,
            Self::Reference { note, .. } => note.as_ref(),
            Self::Interpretation { reason, .. } => Some(reason),
        }
    }
}

/// A place in the area (*toimialue*, *verksamhetsområde*) of a centre, and on what ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaMember {
    centre: CentreId,
    place: Place,
    name: Text,
    validity: Validity,
    ground: AreaGround,
    lapsed_from: Option<NaiveDate>,
    source: Source,
}

impl AreaMember {
    /// A place in the area of a centre in a period, by the name that the law gives it there.
    #[must_use]
    pub const fn new(
        centre: CentreId,
        place: Place,
        name: Text,
        validity: Validity,
        ground: AreaGround,
        source: Source,
    ) -> Self {
        Self {
            centre,
            place,
            name,
            validity,
            ground,
            lapsed_from: None,
            source,
        }
    }

    /// With the first day on which there was no such place any more, though the decree went on naming it.
    #[must_use]
    pub const fn lapsed_from(mut self, date: NaiveDate) -> Self {
        self.lapsed_from = Some(date);
        self
    }

    /// The centre.
    #[must_use]
    pub const fn centre(&self) -> &CentreId {
        &self.centre
    }

    /// The place: a region until 2022, a county or Helsinki from 2023.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// Its name in the list, which is the short one: *Pohjois-Savo*.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// On what ground.
    #[must_use]
    pub const fn ground(&self) -> &AreaGround {
        &self.ground
    }

    /// Whether the decree names it on a day on which there is no such place any more: Itä-Uusimaa, a region
    /// to the end of 2010, stood in the decree to the end of 2022.
    #[must_use]
    pub fn is_lapsed_on(&self, date: NaiveDate) -> bool {
        self.lapsed_from.is_some_and(|from| from <= date)
    }

    /// The first day on which there was no such place any more.
    #[must_use]
    pub const fn place_ended(&self) -> Option<NaiveDate> {
        self.lapsed_from
    }
}

dated_row!(AreaMember: "The period in which it belongs to the area.");

/// An area that centres worked in together before the law had such areas: a label with its source, to
/// which nobody has given a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectArea {
    name: Text,
    validity: Validity,
    regions: Vec<RegionCode>,
    source: Source,
}

impl ProjectArea {
    /// An area of a name, of regions, in the period of its project.
    #[must_use]
    pub const fn new(
        name: Text,
        validity: Validity,
        regions: Vec<RegionCode>,
        source: Source,
    ) -> Self {
        Self {
            name,
            validity,
            regions,
            source,
        }
    }

    /// What it was called.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// The regions that took part.
    #[must_use]
    pub fn regions(&self) -> &[RegionCode] {
        &self.regions
    }
}

dated_row!(ProjectArea: "The period of the project.");
