//! [`CENTRES`]: the embedded centres of excellence.

use std::sync::LazyLock;

use oske_domain::Centres;

use crate::rows::centre_tables;

/// The centres of excellence on social welfare, their areas, units, tasks, advisory board and grants.
///
/// They are put together when they are first asked for, from rows that the generator has checked: there is
/// no work at start, and a crate that does not name it does not carry it. To add to them, clone their
/// [tables](Centres::tables), change them and make centres of one's own with [`Centres::try_new`].
///
/// ```
/// use oske_data::{ATLAS, CENTRES};
/// use oske_types::{Language, MunicipalityCode};
///
/// let helsinki: MunicipalityCode = "091".parse()?;
/// let centre_for = CENTRES.centre_for(ATLAS.on("2024-06-01".parse()?)?, helsinki)?;
/// let served = centre_for.one().ok_or("one centre")?;
/// assert_eq!(served.centre().id().as_str(), "etela-suomi");
/// // The decree does not name Helsinki, and the answer says so.
/// assert!(served.is_by_interpretation());
/// let reason = served.areas()[0].ground().reason().ok_or("a reason")?;
/// assert!(reason.in_language(Language::English).starts_with("the list in the decree does not name"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// INVARIANT: the generator made a `Centres` of the same rows, and a test compares the two.
#[expect(
    clippy::expect_used,
    reason = "the generator has read the same text, and a test does so again"
)]
pub static CENTRES: LazyLock<Centres> = LazyLock::new(|| {
    Centres::from_checked(centre_tables().expect("rows that the generator has read"))
});
