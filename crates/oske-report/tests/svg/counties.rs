//! A map of the wellbeing services counties as tiles.

use oske_report::{Chart, Tile, Tiles};

use crate::sample::exact;

/// Where each county lies, by its code of Statistics Finland, with Helsinki (90) and Åland (91), which have
/// the duties of one: the column from the west, the row from the north, and a name that fits in a tile.
///
/// Made by hand. Neighbours are as far as possible beside each other, the coasts are the edges, and the four
/// counties of Uusimaa lie as they do, Helsinki below them by the sea:
///
/// ```text
///                  Lappi
///                  P-Pohj. Kainuu
///    Pohjanm. K-Pohj. K-Suomi P-Savo P-Karj.
///    Satak.   E-Pohj. Pirkanm. E-Savo E-Karj.
///    V-Suomi  K-Häme  P-Häme  Kymenl.
/// Åland  L-Uusim. K-Uusim. V-Kerava I-Uusim.
///                          Helsinki
/// ```
const COUNTIES: [(&str, (u16, u16), &str, &str); 23] = [
    ("01", (5, 5), "I-Uusim.", "Itä-Uudenmaan hyvinvointialue"),
    ("02", (3, 5), "K-Uusim.", "Keski-Uudenmaan hyvinvointialue"),
    ("03", (2, 5), "L-Uusim.", "Länsi-Uudenmaan hyvinvointialue"),
    (
        "04",
        (4, 5),
        "V-Kerava",
        "Vantaan ja Keravan hyvinvointialue",
    ),
    ("05", (1, 4), "V-Suomi", "Varsinais-Suomen hyvinvointialue"),
    ("06", (1, 3), "Satak.", "Satakunnan hyvinvointialue"),
    ("07", (2, 4), "K-Häme", "Kanta-Hämeen hyvinvointialue"),
    ("08", (3, 3), "Pirkanm.", "Pirkanmaan hyvinvointialue"),
    ("09", (3, 4), "P-Häme", "Päijät-Hämeen hyvinvointialue"),
    ("10", (4, 4), "Kymenl.", "Kymenlaakson hyvinvointialue"),
    ("11", (5, 4), "E-Karj.", "Etelä-Karjalan hyvinvointialue"),
    ("12", (4, 3), "E-Savo", "Etelä-Savon hyvinvointialue"),
    ("13", (4, 2), "P-Savo", "Pohjois-Savon hyvinvointialue"),
    ("14", (5, 2), "P-Karj.", "Pohjois-Karjalan hyvinvointialue"),
    ("15", (3, 2), "K-Suomi", "Keski-Suomen hyvinvointialue"),
    ("16", (2, 3), "E-Pohj.", "Etelä-Pohjanmaan hyvinvointialue"),
    ("17", (1, 2), "Pohjanm.", "Pohjanmaan hyvinvointialue"),
    ("18", (2, 2), "K-Pohj.", "Keski-Pohjanmaan hyvinvointialue"),
    (
        "19",
        (3, 1),
        "P-Pohj.",
        "Pohjois-Pohjanmaan hyvinvointialue",
    ),
    ("20", (4, 1), "Kainuu", "Kainuun hyvinvointialue"),
    ("21", (3, 0), "Lappi", "Lapin hyvinvointialue"),
    ("90", (4, 6), "Helsinki", "Helsingin kaupunki"),
    ("91", (0, 5), "Ahvenan.", "Ahvenanmaa"),
];

/// Amounts by county, two of which are not known.
pub(crate) fn dues() -> Chart {
    let tiles = COUNTIES.iter().map(|&(code, place, short, name)| {
        let number: i64 = code.parse().expect("a code");
        let known = !matches!(code, "18" | "91");
        let amount = || exact(&(900 + number * number * 173 % 12_350).to_string());
        Tile::new(place, short, name, known.then(amount))
    });
    Chart::new(
        "Maksut hyvinvointialueittain",
        "Suurin maksu on yli 12 000 euroa. Keski-Pohjanmaan ja Ahvenanmaan maksuja ei tiedetä.",
        Tiles::new("€", tiles.collect()),
    )
}

/// How many units each county has: none, one, two or three.
pub(crate) fn units() -> Chart {
    let tiles = COUNTIES.iter().map(|&(code, place, short, name)| {
        let number: i64 = code.parse().expect("a code");
        let units = if code == "91" { 0 } else { 1 + number % 3 };
        Tile::new(place, short, name, Some(exact(&units.to_string())))
    });
    Chart::new(
        "Yksiköt alueittain",
        "Yksiköitä on yhdestä kolmeen, Ahvenanmaalla ei yhtään.",
        Tiles::new("yksikköä", tiles.collect()),
    )
}
