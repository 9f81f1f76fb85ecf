//! What the decree leaves open: a point is a parameter of the policy that nobody has decided.

use oske::types::Language;

/// A point that is open, with the ways to read it.
pub(crate) struct Point {
    /// Its name in arguments and documents.
    pub(crate) name: &'static str,
    /// The parameter of the policy.
    pub(crate) parameter: &'static str,
    words: [&'static str; 3],
    pub(crate) ways: [Way; 2],
}

/// A way to read a point.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    /// What the parameter is then.
    pub(crate) value: i64,
    words: [&'static str; 3],
}

/// Of each point, which way is taken.
pub(crate) type Picks = [usize; POINTS.len()];

/// The point of rounding, which is told in columns.
pub(crate) const ROUNDING: usize = 6;

/// In the area as it is at the start of the grant year, whatever is placed there.
const GRANT_YEAR: Way = way(
    "grant-year",
    1,
    ["avustusvuonna", "under understödsåret", "in the grant year"],
);

pub(crate) const POINTS: [Point; 7] = [
    point(
        ["population-year", "choice_population_year"],
        ["väkiluku", "folkmängd", "people of"],
        [
            way(
                "year-before",
                1,
                ["vuosi ennen", "året före", "the year before"],
            ),
            way(
                "two-years-before",
                2,
                ["kaksi vuotta ennen", "två år före", "two years before"],
            ),
        ],
    ),
    point(
        ["area", "choice_fresh_water"],
        ["pinta-ala", "areal", "area"],
        [
            way("land", 0, ["maa", "land", "land"]),
            way(
                "land-and-water",
                1,
                ["maa ja vesi", "land och vatten", "land and water"],
            ),
        ],
    ),
    point(
        ["aland", "choice_aland"],
        ["Ahvenanmaa", "Åland", "Åland"],
        [
            way("in", 1, ["mukana", "med", "in"]),
            way("out", 0, ["ei", "utan", "out"]),
        ],
    ),
    point(
        ["population-regions", "choice_population_regions"],
        ["väen alueet", "folkets områden", "people placed"],
        [
            way(
                "day-of-figures",
                0,
                ["tilastopäivänä", "på statistikens dag", "on their day"],
            ),
            GRANT_YEAR,
        ],
    ),
    point(
        ["area-regions", "choice_area_regions"],
        ["pinta-alan alueet", "arealens områden", "area placed"],
        [
            way(
                "year-before",
                0,
                ["vuotta ennen", "ett år före", "a year before"],
            ),
            GRANT_YEAR,
        ],
    ),
    point(
        ["special", "choice_special_first"],
        [
            "erityiset avustukset",
            "särskilda understöd",
            "special grants",
        ],
        [
            way("off-the-top", 1, ["vähennetään", "dras av", "off the top"]),
            way("beside", 0, ["päälle", "utöver", "beside"]),
        ],
    ),
    point(
        ["rounding", "choice_cents"],
        ["pyöristys", "avrundning", "rounding"],
        [
            way("cents", 1, ["sentteihin", "till cent", "to cents"]),
            way("euros", 0, ["euroihin", "till euro", "to euros"]),
        ],
    ),
];

const fn point(
    [name, parameter]: [&'static str; 2],
    words: [&'static str; 3],
    ways: [Way; 2],
) -> Point {
    Point {
        name,
        parameter,
        words,
        ways,
    }
}

const fn way(name: &'static str, value: i64, words: [&'static str; 3]) -> Way {
    Way { name, value, words }
}

impl Point {
    pub(crate) fn in_language(&self, language: Language) -> &'static str {
        let [fi, sv, en] = self.words;
        language.pick(fi, sv, en)
    }

    /// The way that is picked. A pick is one of the ways.
    pub(crate) fn way(&self, pick: usize) -> &Way {
        let [first, second] = &self.ways;
        if pick == 0 { first } else { second }
    }
}

impl Way {
    pub(crate) fn in_language(&self, language: Language) -> &'static str {
        let [fi, sv, en] = self.words;
        language.pick(fi, sv, en)
    }
}

/// Takes what an argument chooses, as `area=land`.
pub(crate) fn pick(picks: &mut Picks, text: &str) -> Result<(), String> {
    let names = |names: Vec<&str>| names.join(", ");
    let (point, way) = text
        .split_once('=')
        .ok_or_else(|| format!("--choose: `{text}` chooses nothing: expected it as area=land"))?;
    let points = POINTS.iter().zip(picks);
    let mut found = points.filter(|(known, _)| known.name == point);
    let (point, picked) = found.next().ok_or_else(|| {
        let known = names(POINTS.iter().map(|point| point.name).collect());
        format!("--choose: `{point}` is not open: expected one of {known}")
    })?;
    let index = point.ways.iter().position(|known| known.name == way);
    *picked = index.ok_or_else(|| {
        let known = names(point.ways.iter().map(|way| way.name).collect());
        format!(
            "--choose: {}: `{way}` is no way to read it: expected {known}",
            point.name
        )
    })?;
    Ok(())
}

/// Every combination, in order: the last point changes first.
pub(crate) fn combinations() -> Vec<Picks> {
    POINTS
        .iter()
        .enumerate()
        .fold(vec![Picks::default()], |all, (index, point)| {
            let all = all.into_iter();
            all.flat_map(|picks| {
                (0..point.ways.len()).map(move |way| {
                    let mut picks = picks;
                    if let Some(pick) = picks.get_mut(index) {
                        *pick = way;
                    }
                    picks
                })
            })
            .collect()
        })
}
