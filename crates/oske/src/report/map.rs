//! Maps of tiles: counties about where they lie, and municipalities within their county.
//!
//! The layout of the counties is made by hand. Neighbours are as far as possible beside each other, the
//! coasts are the edges, and the counties of Uusimaa lie as they do, Helsinki below them by the sea:
//!
//! ```text
//!                  Lappi
//!                  P-Pohj. Kainuu
//!    Pohjanm. K-Pohj. K-Suomi P-Savo P-Karj.
//!    Satak.   E-Pohj. Pirkanm. E-Savo E-Karj.
//!    V-Suomi  K-Häme  P-Häme  Kymenl.
//! Åland  L-Uusim. K-Uusim. V-Kerava I-Uusim.
//!                          Helsinki
//! ```

use std::collections::{BTreeMap, BTreeSet};

use oske_domain::{AtlasView, County, Municipality};
use oske_report::{Tile, TileBlock};
use oske_types::{CountyCode, Exact, Language};

/// What English names of counties end with, which is too long for a map.
const ENGLISH_SUFFIX: &str = " wellbeing services county";

/// A county by its code of Statistics Finland, with Helsinki (90) and Åland (91), which have the duties of
/// one.
struct Laid {
    code: &'static str,
    /// The column from the west and the row from the north.
    place: (u16, u16),
    /// Names that fit in a tile.
    fi: &'static str,
    sv: &'static str,
}

const COUNTIES: [Laid; 23] = [
    at("01", (5, 5), "I-Uusim.", "Ö-Nyland"),
    at("02", (3, 5), "K-Uusim.", "M-Nyland"),
    at("03", (2, 5), "L-Uusim.", "V-Nyland"),
    at("04", (4, 5), "V-Kerava", "Vanda-K."),
    at("05", (1, 4), "V-Suomi", "Eg. Finl."),
    at("06", (1, 3), "Satak.", "Satak."),
    at("07", (2, 4), "K-Häme", "E-Tavastl."),
    at("08", (3, 3), "Pirkanm.", "Birkal."),
    at("09", (3, 4), "P-Häme", "P-Tavastl."),
    at("10", (4, 4), "Kymenl.", "Kymmen."),
    at("11", (5, 4), "E-Karj.", "S-Karelen"),
    at("12", (4, 3), "E-Savo", "S-Savol."),
    at("13", (4, 2), "P-Savo", "N-Savol."),
    at("14", (5, 2), "P-Karj.", "N-Karelen"),
    at("15", (3, 2), "K-Suomi", "M-Finl."),
    at("16", (2, 3), "E-Pohj.", "S-Österb."),
    at("17", (1, 2), "Pohjanm.", "Österb."),
    at("18", (2, 2), "K-Pohj.", "M-Österb."),
    at("19", (3, 1), "P-Pohj.", "N-Österb."),
    at("20", (4, 1), "Kainuu", "Kajanal."),
    at("21", (3, 0), "Lappi", "Lappl."),
    at("90", (4, 6), "Helsinki", "H:fors"),
    at("91", (0, 5), "Ahvenan.", "Åland"),
];

const fn at(code: &'static str, place: (u16, u16), fi: &'static str, sv: &'static str) -> Laid {
    Laid {
        code,
        place,
        fi,
        sv,
    }
}

impl Laid {
    fn short(&self, language: Language) -> &'static str {
        match (language, self.code) {
            (Language::Swedish, _) | (Language::English, "91") => self.sv,
            _ => self.fi,
        }
    }
}

fn laid(code: CountyCode) -> Option<&'static Laid> {
    let code = code.to_string();
    COUNTIES.iter().find(|known| *known.code == *code)
}

/// A place with its value, if that is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Valued<P> {
    pub(super) place: P,
    pub(super) value: Option<Exact>,
}

/// Counties with their values as tiles; one that is not laid out is left out.
pub(super) fn of_counties(counties: &[Valued<&County>], language: Language) -> Vec<Tile> {
    let tiles = counties.iter().filter_map(
        |Valued {
             place: county,
             value,
         }| {
            let laid = laid(county.code())?;
            let name = county.name().in_language(language);
            Some(Tile::new(laid.place, laid.short(language), name, *value))
        },
    );
    tiles.collect()
}

/// Municipalities with their values as tiles: those of a county in a block under its name, by code, and the
/// blocks as the counties lie. One without a county that is laid out is left out.
pub(super) fn of_municipalities<'n>(
    municipalities: &'n [Valued<&'n Municipality>],
    places: AtlasView<'n>,
    language: Language,
) -> (Vec<Tile>, Vec<TileBlock>) {
    let mut blocks: BTreeMap<(u16, u16), Block<'_>> = BTreeMap::new();
    for valued in municipalities {
        let county = places.county_of(valued.place.code());
        let known = county.and_then(|county| Some((county, laid(county.code())?)));
        if let Some((county, laid)) = known {
            let name = county.name().in_language(language);
            let block = blocks.entry(laid.place).or_insert_with(|| Block {
                short: laid.short(language),
                name: name.strip_suffix(ENGLISH_SUFFIX).unwrap_or(name),
                municipalities: Vec::new(),
            });
            block.municipalities.push(valued);
        }
    }
    let across = blocks
        .keys()
        .map(|(column, _)| column)
        .collect::<BTreeSet<_>>();
    let shape = |count: usize| sides(count, across.len());
    let mut columns: BTreeMap<u16, u16> = BTreeMap::new();
    let mut rows: BTreeMap<u16, u16> = BTreeMap::new();
    for ((column, row), block) in &blocks {
        let (wide, high) = shape(block.municipalities.len());
        let widest = columns.entry(*column).or_default();
        *widest = wide.max(*widest);
        let highest = rows.entry(*row).or_default();
        *highest = high.max(*highest);
    }
    let (columns, rows) = (begins(&columns), begins(&rows));
    let place = |column: &u16, row: &u16| {
        let left = columns.get(column).copied().unwrap_or_default();
        let top = rows.get(row).copied().unwrap_or_default();
        (left, top)
    };
    let named = blocks.iter().map(|((column, row), block)| {
        let (wide, _) = shape(block.municipalities.len());
        TileBlock::new(place(column, row), wide, block.short, block.name)
    });
    let named = named.collect();
    let tiles = blocks.iter().flat_map(|((column, row), block)| {
        let (wide, _) = shape(block.municipalities.len());
        let (left, top) = place(column, row);
        let numbered = (0_u16..).zip(&block.municipalities);
        numbered.map(move |(number, valued)| {
            let across = number.checked_rem(wide).unwrap_or_default();
            let down = number.checked_div(wide).unwrap_or_default();
            let place = (left.saturating_add(across), top.saturating_add(down));
            let name = valued.place.name().in_language(language);
            Tile::new(place, name, name, valued.value)
        })
    });
    (tiles.collect(), named)
}

/// The municipalities of a county, and what it is called over them.
struct Block<'n> {
    short: &'n str,
    name: &'n str,
    municipalities: Vec<&'n Valued<&'n Municipality>>,
}

/// How wide and high a block of so many tiles is, where so many blocks lie beside each other: few of them leave
/// room for names in three columns each, many are about squares.
fn sides(count: usize, across: usize) -> (u16, u16) {
    let count = u16::try_from(count).unwrap_or(u16::MAX).max(1);
    let wide = match across {
        0 | 1 => 5,
        2 => 3,
        3 => 2,
        _ => (1..=count)
            .find(|wide| wide.saturating_mul(*wide) >= count)
            .unwrap_or(count),
    };
    let wide = wide.min(count);
    (wide, count.div_ceil(wide))
}

/// Where each column or row of blocks begins, with a tile between them.
fn begins(lengths: &BTreeMap<u16, u16>) -> BTreeMap<u16, u16> {
    let mut next: u16 = 0;
    let begins = lengths.iter().map(|(block, length)| {
        let begin = next;
        next = next.saturating_add(*length).saturating_add(1);
        (*block, begin)
    });
    begins.collect()
}
