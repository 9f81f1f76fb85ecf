//! Members of an association and their register; municipalities, regions and counties as on a date; the
//! centres of excellence on social welfare.
//!
//! Who is a member on a day, through whom, on what ground, and for whose residents: a dues round
//! begins with that. A register is read whole or not at all, with every fault at once, and says of
//! each day what it knows, what it knows not to be, and what it cannot settle.
//!
//! ```
//! # #[cfg(feature = "csv")] {
//! use oske_domain::{Membership, Register};
//!
//! let text = "\
//! id,name,kind,places,represented_by,history
//! siun-sote,Siun sote,joint_authority,municipality:167,,admitted by 2017-12-31 inferred; deemed_resigned 2022-12-31 effective 2023-01-01 inferred
//! joensuu,Joensuu,municipality,municipality:167,siun-sote 2017-01-01/2023-01-01,admitted unknown unknown
//! county-14,Pohjois-Karjalan hyvinvointialue,wellbeing_services_county,county:14,,admitted by 2022-12-12 stated
//! ";
//! let register = Register::from_csv("register.csv", text.as_bytes())?;
//!
//! let june_2022 = register.on("2022-06-01".parse()?);
//! let payers: Vec<_> = june_2022.in_own_name().map(|member| member.id().as_str()).collect();
//! assert_eq!(payers, ["siun-sote"]);
//! // Admitted on some day up to 12 December: in June, nobody knows.
//! assert_eq!(june_2022.membership_of("county-14"), Membership::Unsettled);
//!
//! let june_2023 = register.on("2023-06-01".parse()?);
//! let payers: Vec<_> = june_2023.in_own_name().map(|member| member.id().as_str()).collect();
//! assert_eq!(payers, ["county-14", "joensuu"]);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The types
//!
//! | theme | types |
//! |---|---|
//! | members | [`Member`] with its [`MemberId`], [`MemberKind`] and [`MemberFact`]s · [`Representation`] through another member |
//! | membership | [`MembershipHistory`] of [`HistoryEntry`]s: a [`MembershipState`], an [`EventDay`] and a [`Ground`] · [`Membership`] on a day |
//! | the register | [`Register`] a checked set · [`RegisterView`] as on a day · [`Changes`] within a period · [`RegisterChanges`] to another register, by [`MemberField`] · [`RegisterFaults`] why a file is none |
//! | benefits | [`Benefit`] of a [`BenefitKind`], for a [`BenefitScope`] · [`Benefits`] a checked set · [`BenefitStanding`] whether one has it on a day · [`BenefitHolders`] all who have it, the mailing list of organisations · [`PaidEvent`]s with a member price |
//! | persons | `Contacts`, apart from the register and told only when asked (feature `csv`) |
//! | places | [`Place`] the id of any · [`Municipality`], [`Region`], [`County`] (with [`CountyKind`]: Helsinki and Åland are none), [`CooperationArea`] · [`Classification`] with its [`Class`]es · [`JointAuthority`], a body and no place |
//! | the atlas | [`Atlas`] all of them · [`AtlasView`] as on a day: by code, by name, what belongs to what, mergers both ways · [`PlaceEvent`] what happened to a place, [`PlaceChange`] what kind of thing |
//! | figures | [`Population`], [`SurfaceArea`], [`Speakers`] of a place on a day, each with its year, borders and source · [`FigureError`] why there is none · [`MotherTongues`] of the country |
//! | tables of an atlas | [`AtlasTables`] of rows, [`AreaMembership`], [`PopulationYear`], [`SurfaceYear`], [`SpeakerYear`] · [`AtlasFaults`] why they do not fit |
//! | centres of excellence | [`Centres`] all of them · [`CentresView`] as on a day · [`Centre`] under a version of the decree · [`AreaMember`] a place of its area with its [`AreaGround`] · [`CentreFor`] which serves a place · [`OperatingUnit`] who runs one, [`CentreOperator`] when and how sure that is |
//! | around them | [`Task`], [`SpecialTask`] · [`Founder`] · the advisory board: [`BoardSeat`], [`BoardTerm`], [`WorkingCommittee`] · the state grant: [`NationalGrant`], [`UnitGrant`], [`CarriedActivity`] |
//! | a year of work | [`ActivityYear`] what its sources tell: members, funding, staff, board, [`Activity`] after activity with its tasks · [`Told`] of each figure by whom, [`Known`] from that |
//! | a document that is none | `DocumentFaults`: of a year of activity, or of a mapping of a register's columns, everything that is wrong with it and where (feature `toml`) |
//!
//! A [`Member`] stands for [`Place`]s; what lies within what, and how many live there, is asked of an
//! [`Atlas`]; which centre of excellence serves it, of [`Centres`].
//!
//! # Limits
//!
//! The crate carries no data: an [`Atlas`] is made of tables, [`Centres`] too, a [`Register`] of members. It
//! computes no dues, and no shares of the state grant. A file of a register may have 16 MiB and 100,000 members. It reads no clock: dates are
//! arguments.
//!
//! # Features
//!
//! - `csv` (default): `Register::from_csv`, `Register::to_csv` and `Contacts`; benefits and events from CSV and to CSV.
//! - `json` (default): `Register::from_json`, `Register::to_json`.
//! - `toml`: `ActivityYear::from_toml`.
//! - `import`: the module `import`, a register from a spreadsheet's CSV as offices keep it.
//! - `xlsx-import`: the same from a workbook.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod activity;
mod atlas;
mod benefit;
mod centre;
#[cfg(feature = "csv")]
mod contact;
#[cfg(feature = "toml")]
mod document;
mod event;
mod fact;
mod grant;
mod history;
#[cfg(feature = "import")]
#[cfg_attr(docsrs, doc(cfg(feature = "import")))]
pub mod import;
mod kind;
#[cfg(feature = "csv")]
mod lines;
mod member;
mod membership;
mod place;
mod register;
mod row;

// Members
#[cfg(feature = "csv")]
#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
pub use contact::{Contact, Contacts};
pub use fact::{FactName, MemberFact};
pub use history::{HistoryEntry, HistoryError, MembershipHistory};
pub use kind::{MemberKind, ParseKindError};
pub use member::{Member, MemberId, NamelessMember, Representation};
pub use membership::{EventDay, Ground, Membership, MembershipState};
// The register
pub use register::{
    ChangedMember, Changes, FieldChange, MemberField, Register, RegisterChanges, RegisterFault,
    RegisterFaultCode, RegisterFaults, RegisterView, UncertainChange,
};

// Benefits of members
pub use benefit::{
    Benefit, BenefitHolder, BenefitHolders, BenefitId, BenefitKind, BenefitScope, BenefitStanding,
    Benefits, ForRepresented, WhyNoBenefit,
};
pub use event::{EventId, PaidEvent, PaidEvents};

// Places
pub use atlas::{
    AreaMembership, Atlas, AtlasFault, AtlasFaults, AtlasTable, AtlasTables, AtlasView,
    BordersDiffer, DateNotCarried, FigureError, MotherTongues, NameNotFound, NamedPlace,
    NoMunicipalities, PlaceChange, PlaceEvent, Population, PopulationFigure, PopulationYear,
    SpeakerYear, Speakers, SurfaceArea, SurfaceFigure, SurfaceYear, UnknownPlace, YearNotCarried,
};
#[doc(hidden)]
pub use atlas::{NameEntry, StaticTables};
pub use place::{
    Class, ClassCode, ClassId, Classification, ClassificationId, CooperationArea, County,
    CountyKind, JointAuthority, Municipality, Place, Region,
};

// Centres of excellence
pub use centre::{
    AreaCover, AreaGround, AreaMember, BoardSeat, BoardTerm, Centre, CentreFault, CentreFaults,
    CentreFor, CentreForError, CentreId, CentreKind, CentreOperator, CentreTable, CentreTables,
    Centres, CentresNotCarried, CentresView, Confidence, DividedPlace, Founder, FounderRole,
    GroupId, InterpretedArea, MunicipalitiesNotKnown, OperatingUnit, OperatingUnitId, ProjectArea,
    Seats, Served, SpecialTask, Task, TaskId, UnitDay, WorkingCommittee,
};
pub use grant::{CarriedActivity, GrantStage, NationalGrant, UnitGrant};

// A year of activity
#[cfg(feature = "toml")]
#[cfg_attr(docsrs, doc(cfg(feature = "toml")))]
pub use activity::LONGEST_ACTIVITY_DOCUMENT;
pub use activity::{
    Activity, ActivityFigure, ActivityId, ActivityKind, ActivityYear, ActivityYearError,
    Application, ApplicationOutcome, BoardYear, Event, EventKind, EventState, FigureSubject,
    Headcount, Known, Measure, OfficeHolder, OfficeRole, OutsideSeat, PersonName, Project,
    RoughDate, Statement, Told, YearMembers,
};
#[cfg(feature = "toml")]
#[cfg_attr(docsrs, doc(cfg(feature = "toml")))]
pub use document::{DocumentFault, DocumentFaults};
