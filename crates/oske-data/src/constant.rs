//! Values of generated rows. The compiler makes and checks them, none at run time.

use chrono::NaiveDate;
use oske_domain::{ClassCode, ClassId, ClassificationId, PopulationFigure};
use oske_types::{CooperationAreaCode, CountyCode, MunicipalityCode, RegionCode, Validity};

pub(crate) const ALWAYS: Validity = Validity::ALWAYS;

pub(crate) const fn municipality(number: u16) -> MunicipalityCode {
    known(MunicipalityCode::from_number(number))
}

pub(crate) const fn region(number: u16) -> RegionCode {
    known(RegionCode::from_number(number))
}

pub(crate) const fn county(number: u16) -> CountyCode {
    known(CountyCode::from_number(number))
}

pub(crate) const fn cooperation_area(number: u16) -> CooperationAreaCode {
    known(CooperationAreaCode::from_number(number))
}

pub(crate) const fn classification(id: &str) -> ClassificationId {
    known(ClassificationId::from_text(id))
}

pub(crate) const fn class(code: &str) -> ClassCode {
    known(ClassCode::from_text(code))
}

pub(crate) const fn class_id(id: &str, code: &str) -> ClassId {
    ClassId::new(classification(id), class(code))
}

pub(crate) const fn figure(number: u16, residents: u32) -> PopulationFigure {
    PopulationFigure::new(municipality(number), residents)
}

pub(crate) const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    known(NaiveDate::from_ymd_opt(year, month, day))
}

pub(crate) const fn since(first_day: NaiveDate) -> Validity {
    Validity::starting(first_day)
}

pub(crate) const fn before(until_exclusive: NaiveDate) -> Validity {
    known(Validity::new(None, Some(until_exclusive)))
}

pub(crate) const fn between(first_day: NaiveDate, until_exclusive: NaiveDate) -> Validity {
    known(Validity::new(Some(first_day), Some(until_exclusive)))
}

/// The value of a constant; where there is none, the crate does not compile.
#[expect(
    clippy::panic,
    reason = "called in constants only: it is the compiler that stops"
)]
const fn known<T: Copy>(value: Option<T>) -> T {
    match value {
        Some(value) => value,
        None => panic!("the generator checked that there is such a value"),
    }
}
