//! Made-up charts such as reports have.

use oske_report::{
    Bars, Category, Chart, ChartData, Curve, CurveEnd, CurvePiece, Series, Tile, Tiles,
};
use oske_types::Exact;

/// A number.
pub(crate) fn exact(text: &str) -> Exact {
    text.parse().expect("a number")
}

fn included(quantity: &str, value: &str) -> CurveEnd {
    CurveEnd::included(exact(quantity), exact(value))
}

fn excluded(quantity: &str, value: &str) -> CurveEnd {
    CurveEnd::excluded(exact(quantity), exact(value))
}

fn going_on(quantity: &str, value: &str) -> CurveEnd {
    CurveEnd::going_on(exact(quantity), exact(value))
}

fn curves(title: &str, description: &str, curves: Vec<Curve>) -> Chart {
    Chart::new(
        title,
        description,
        ChartData::Curves {
            quantity: "asukasta".to_owned(),
            unit: "€".to_owned(),
            curves,
        },
    )
}

/// Nothing at exactly 5,000 inhabitants, and a cliff at 20,000.
pub(crate) fn tariff() -> Chart {
    let pieces = vec![
        CurvePiece::new(included("0", "500"), excluded("5000", "500")),
        CurvePiece::new(excluded("5000", "900"), included("20000", "2400")),
        CurvePiece::new(excluded("20000", "4000"), included("35000", "5500")),
        CurvePiece::new(included("35000", "5500"), going_on("50000", "6100")),
    ];
    curves(
        "Kunnan jäsenmaksu",
        "Maksu on 500 euroa alle 5 000 asukkaalla. Tasan 5 000 asukkaalle ei ole maksua. Maksu hyppää \
         20 000 asukkaan kohdalla 2 400 eurosta 4 000 euroon.",
        vec![Curve::new("Jäsenmaksu 2024", pieces)],
    )
}

/// Nothing between 10,000 and 15,000 inhabitants.
pub(crate) fn tariff_with_a_stretch() -> Chart {
    let pieces = vec![
        CurvePiece::new(included("1", "350"), included("10000", "350")),
        CurvePiece::new(included("15000", "800"), going_on("40000", "1800.50")),
    ];
    curves(
        "Kunnan jäsenmaksu",
        "Maksu on 350 euroa 10 000 asukkaaseen asti. 10 000 ja 15 000 asukkaan välillä sitä ei ole.",
        vec![Curve::new("", pieces)],
    )
}

/// Steps in place of a rate with a minimum and a maximum.
pub(crate) fn two_tariffs() -> Chart {
    let now = vec![
        CurvePiece::new(included("0", "220"), included("2200000/73", "220")),
        CurvePiece::new(included("2200000/73", "220"), included("250000", "1825")),
        CurvePiece::new(included("250000", "1825"), going_on("300000", "1825")),
    ];
    let proposed = vec![
        CurvePiece::new(included("0", "300"), excluded("50000", "300")),
        CurvePiece::new(included("50000", "600"), excluded("100000", "600")),
        CurvePiece::new(included("100000", "1200"), excluded("200000", "1200")),
        CurvePiece::new(included("200000", "2000"), going_on("300000", "2000")),
    ];
    curves(
        "Nykyinen ja ehdotettu maksu",
        "Ehdotettu maksu nousee portain ja ylittää nykyisen yli 200 000 asukkaan alueilla.",
        vec![
            Curve::new("Nykyinen maksuperuste", now),
            Curve::new("Ehdotus: portaat asukasluvun mukaan", proposed),
        ],
    )
}

fn category(name: &str, values: &[&str]) -> Category {
    let value = |text: &&str| (*text != "?").then(|| exact(text));
    Category::new(name, values.iter().map(value).collect())
}

/// Twelve kinds, one of which nobody knows the amount of.
pub(crate) fn kinds() -> Chart {
    let kinds = [
        ("hyvinvointialue", "45000"),
        ("Helsingin kaupunki", "8200"),
        ("kunta", "23450.50"),
        ("yliopisto", "6000"),
        ("ammattikorkeakoulu", "7500"),
        ("toisen asteen oppilaitos", "2400"),
        ("yhdistys", "1210"),
        ("säätiö", "880"),
        ("seurakunta", "?"),
        ("yritys", "3300"),
        ("tutkimuslaitos", "1500"),
        ("yksityishenkilö", "0"),
    ];
    let kinds = kinds.map(|(name, amount)| category(name, &[amount]));
    Chart::new(
        "Maksut lajeittain",
        "Hyvinvointialueet maksavat eniten, 45 000 euroa. Seurakuntien maksu ei ole tiedossa.",
        Bars::new("€", ["2024"], kinds.to_vec()),
    )
}

/// Names that do not fit beside their bars, with two values each.
pub(crate) fn long_names() -> Chart {
    let kinds = [
        (
            "sosiaali- ja terveydenhuollon kuntayhtymä, jonka jäsenet ovat maakunnan kaikki kunnat",
            ["31", "18"],
        ),
        ("ammattikorkeakouluosakeyhtiö", ["7", "9"]),
        (
            "Etelä-Pohjanmaan ja Keski-Pohjanmaan hyvinvointialueiden yhteinen yksikkö",
            ["?", "2"],
        ),
        ("yhdistys", ["120", "131"]),
    ];
    let kinds = kinds.map(|(name, counts)| category(name, &counts));
    Chart::new(
        "Jäsenet lajeittain",
        "Kuntayhtymiä oli vuonna 2020 kolmekymmentäyksi ja vuonna 2024 kahdeksantoista.",
        Bars::new("jäsentä", ["2020", "2024"], kinds.to_vec()),
    )
}

/// What a proposal changes, for better and for worse.
pub(crate) fn changes() -> Chart {
    let changes = [
        ("Kajaani", "-1250.40"),
        ("Joensuu", "310"),
        ("Oulu", "2780"),
        ("Vaasa", "-85"),
        ("Rovaniemi", "0"),
        ("Turku", "?"),
    ];
    let changes = changes.map(|(name, change)| category(name, &[change]));
    Chart::new(
        "Maksun muutos",
        "Oulun maksu nousee eniten, 2 780 euroa; Kajaanin maksu laskee 1 250,40 euroa.",
        Bars::new("€", ["muutos"], changes.to_vec()),
    )
}

/// Members from 2013 to 2024, with figures missing for three years.
pub(crate) fn members() -> Chart {
    let counts = [
        (2013, "61"),
        (2014, "63"),
        (2015, "66"),
        (2016, "70"),
        (2019, "74"),
        (2020, "78"),
        (2021, "77"),
        (2023, "52"),
        (2024, "54"),
    ];
    let mut counts: Vec<(i32, Option<Exact>)> = counts
        .iter()
        .map(|&(year, count)| (year, Some(exact(count))))
        .collect();
    counts.push((2022, None));
    Chart::new(
        "Jäsenet vuoden lopussa",
        "Jäseniä oli 61 vuonna 2013 ja 54 vuonna 2024. Vuosien 2017, 2018 ja 2022 lukuja ei ole.",
        ChartData::Years {
            unit: "jäsentä".to_owned(),
            series: vec![Series::new("Jäsenet", counts)],
        },
    )
}

/// A grant that hardly changes, in two years only.
pub(crate) fn grant() -> Chart {
    let amounts = vec![(2016, Some(exact("305000"))), (2020, Some(exact("308000")))];
    Chart::new(
        "Valtionavustus",
        "Avustus oli 305 000 euroa vuonna 2016 ja 308 000 euroa vuonna 2020.",
        ChartData::Years {
            unit: "€".to_owned(),
            series: vec![Series::new("Valtionavustus", amounts)],
        },
    )
}

/// Funding by source, some of which begins late.
pub(crate) fn funding() -> Chart {
    let series = |name: &str, first: i32, amounts: &[&str]| {
        let amounts = amounts
            .iter()
            .map(|&amount| (amount != "?").then(|| exact(amount)));
        Series::new(name, (first..).zip(amounts).collect())
    };
    Chart::new(
        "Rahoitus lähteittäin",
        "Valtionavustus on pysynyt 300 000 euron tuntumassa; hankerahoitus on vaihdellut.",
        ChartData::Years {
            unit: "€".to_owned(),
            series: vec![
                series(
                    "Valtionavustus",
                    2014,
                    &[
                        "310000", "305000", "298000", "298000", "301500", "300000", "296000",
                    ],
                ),
                series(
                    "Hankkeet",
                    2014,
                    &[
                        "120000", "180500", "?", "205000", "260000", "275000", "290000",
                    ],
                ),
                series(
                    "Jäsenmaksut",
                    2014,
                    &[
                        "41000", "41500", "42000", "46210", "46900", "47000", "47300",
                    ],
                ),
                series(
                    "Maksulliset palvelut",
                    2017,
                    &["12000", "?", "18500", "9000"],
                ),
            ],
        },
    )
}

/// Charts without any value.
pub(crate) fn nothing() -> Chart {
    Chart::new(
        "Ei mitään",
        "Ei tietoja.",
        Tiles::new("€", Vec::<Tile>::new()),
    )
}
