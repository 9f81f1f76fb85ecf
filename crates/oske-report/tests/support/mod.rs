//! A made-up report with every kind of block, in each language.

use chrono::NaiveDate;
use oske_report::{
    Bars, Category, Cell, Chart, ChartData, Column, Curve, CurveEnd, CurvePiece, Document,
    KeyFigure, Section, Series, Table, Tile, Tiles, Words,
};
use oske_types::{Currency, Exact, Figure, Language, Money, Source};

pub(crate) const ADDRESS: &str = "https://example.org/laki?id=1&kieli=fi";

pub(crate) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn euros(euros: i64) -> Money {
    Money::from_minor(euros * 100, Currency::EUR)
}

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

/// The report.
pub(crate) fn report(language: Language) -> Document {
    let say = |fi: &'static str, sv: &'static str, en: &'static str| language.pick(fi, sv, en);
    let law = Words::from(say(
        "Maksut perustuvat ",
        "Avgifterna grundar sig på ",
        "The dues rest on ",
    ))
    .linked(say("sääntöihin", "stadgarna", "the rules"), ADDRESS)
    .plain(say(
        ", ja niistä päätti ",
        " och beslutades av ",
        ", and were decided by ",
    ))
    .strong(say("vuosikokous", "årsmötet", "the annual meeting"))
    .plain(".");
    let opening = Section::new(say("Yhteenveto", "Sammanfattning", "Summary"))
        .with(law)
        .with(vec![
            KeyFigure::new(say("Maksut", "Avgifter", "Dues"), euros(46_210)),
            KeyFigure::new(say("Jäseniä", "Medlemmar", "Members"), Cell::count(71)).with_note(say(
                "vuoden lopussa",
                "i slutet av året",
                "at the end of the year",
            )),
            KeyFigure::new(
                say("Muutos", "Förändring", "Change"),
                Cell::Percent(exact("-12.5")),
            ),
            KeyFigure::new(
                say("Osallistujia", "Deltagare", "Participants"),
                Figure::over(70),
            ),
            KeyFigure::new(say("Seuraajia", "Följare", "Followers"), Cell::NotKnown),
        ])
        .with(oske_report::Block::List(vec![
            say(
                "1. kohta <ja> muuta",
                "1. punkten <och> annat",
                "1. point <and> more",
            )
            .into(),
            say("*Kaksi* | kolme", "*Två* | tre", "*Two* | three").into(),
        ]))
        .with(oske_report::Block::Note(
            say(
                "Luvut ovat keksittyjä.",
                "Siffrorna är påhittade.",
                "The figures are made up.",
            )
            .into(),
        ));
    let charts = Section::new(say("Kuviot", "Diagram", "Charts"))
        .with(curves(language))
        .with(bars(language))
        .with(years(language))
        .with(tiles(language));
    Document::new(
        language,
        say(
            "Jäsenmaksut 2023",
            "Medlemsavgifter 2023",
            "Membership dues 2023",
        ),
    )
    .with_subtitle(say("Esimerkki", "Exempel", "An example"))
    .with_opening(say(
        "Tämä raportti näyttää jokaisen lohkon.",
        "Den här rapporten visar varje block.",
        "This report shows every block.",
    ))
    .with(opening)
    .with(
        Section::new(say("Maksut", "Avgifter", "Dues"))
            .with_section(
                Section::new(say("Lajeittain", "Efter slag", "By kind")).with(dues(language)),
            )
            .with_section(
                Section::new(say("Tilaisuudet", "Evenemang", "Events")).with(events(language)),
            ),
    )
    .with(charts)
    .with_source(
        Source::new(say("Säännöt", "Stadgar", "Rules"))
            .at_address(ADDRESS)
            .read_on(date(2023, 6, 1)),
    )
    .with_source(Source::new(say(
        "Kirje 1.2.2023",
        "Brev 1.2.2023",
        "Letter of 1 February 2023",
    )))
}

fn dues(language: Language) -> Table {
    let say = |fi: &'static str, sv: &'static str, en: &'static str| language.pick(fi, sv, en);
    let mut table = Table::new(
        say("Maksut lajeittain", "Avgifter efter slag", "Dues by kind"),
        [
            Column::words(say("Laji", "Slag", "Kind")),
            Column::count(say("Jäseniä", "Medlemmar", "Members")).summed(),
            Column::money(say("Maksut", "Avgifter", "Dues"), Currency::EUR).summed(),
            Column::percent(say("Osuus", "Andel", "Share"), 1).summed(),
            Column::number(say("Keskimäärin", "I genomsnitt", "On average"), 2),
            Column::date(say("Eräpäivä", "Förfallodag", "Due date")),
        ],
    );
    let county = say(
        "hyvinvointialue",
        "välfärdsområde",
        "wellbeing services county",
    );
    let rows = [
        (county, 4, 45_000, "450000/4621", "11250"),
        (
            say("yhdistys", "förening", "association"),
            11,
            1_210,
            "12100/4621",
            "110",
        ),
        (say("=hyvitys", "=kredit", "=credit"), 0, 0, "0", "1/3"),
    ];
    for (kind, members, dues, share, average) in rows {
        table
            .push([
                Cell::words(kind),
                Cell::count(members),
                Cell::from(euros(dues)),
                Cell::Percent(exact(share)),
                Cell::Number(exact(average)),
                Cell::Date(date(2023, 3, 31)),
            ])
            .unwrap();
    }
    let refund = Money::from_minor(-1_050, Currency::EUR);
    table
        .push([
            Cell::words(say("palautus", "återbäring", "refund")),
            Cell::Empty,
            Cell::from(refund),
            Cell::NotKnown,
            Cell::Empty,
            Cell::NotKnown,
        ])
        .unwrap();
    table
}

fn events(language: Language) -> Table {
    let say = |fi: &'static str, sv: &'static str, en: &'static str| language.pick(fi, sv, en);
    let mut table = Table::new(
        say("Tilaisuudet", "Evenemang", "Events"),
        [
            Column::words(say("Tilaisuus", "Evenemang", "Event")),
            Column::count(say("Osallistujia", "Deltagare", "Participants")).summed(),
        ],
    );
    let spring = Cell::Link {
        words: say("Kevätseminaari", "Vårseminarium", "Spring seminar").to_owned(),
        address: ADDRESS.to_owned(),
    };
    for row in [
        [spring, Cell::from(Figure::over(70))],
        [
            Cell::words("Verkko | webb"),
            Cell::from(Figure::exactly(1_042)),
        ],
        [
            Cell::words(say("Syysseminaari", "Höstseminarium", "Autumn seminar")),
            Cell::NotKnown,
        ],
    ] {
        table.push(row).unwrap();
    }
    table
}

fn curves(language: Language) -> Chart {
    let say = |fi: &'static str, sv: &'static str, en: &'static str| language.pick(fi, sv, en);
    let end = |quantity: &str, value: &str| CurveEnd::included(exact(quantity), exact(value));
    let open = |quantity: &str, value: &str| CurveEnd::excluded(exact(quantity), exact(value));
    let now = Curve::new(
        say("voimassa", "gällande", "in force"),
        vec![
            CurvePiece::new(end("0", "110"), open("20000", "110")),
            CurvePiece::new(end("20000", "220"), end("2200000/73", "220")),
            CurvePiece::new(end("2200000/73", "220"), end("50000", "365")),
        ],
    );
    let proposed = Curve::new(
        say("ehdotus", "förslag", "proposed"),
        vec![CurvePiece::new(end("0", "150"), end("50000", "400.5"))],
    );
    Chart::new(
        say(
            "Maksu asukasluvun mukaan",
            "Avgift efter folkmängd",
            "Dues by population",
        ),
        say(
            "Ehdotus on kaikkialla voimassa olevan yläpuolella.",
            "Förslaget ligger överallt över det gällande.",
            "The proposal is above what is in force everywhere.",
        ),
        ChartData::Curves {
            quantity: say("asukasta", "invånare", "inhabitants").to_owned(),
            unit: "€".to_owned(),
            curves: vec![now, proposed],
        },
    )
}

fn bars(language: Language) -> Chart {
    let say = |fi: &'static str, sv: &'static str, en: &'static str| language.pick(fi, sv, en);
    let bars = Bars::new(
        "€",
        ["2022", "2023"],
        vec![
            Category::new(
                say("hyvinvointialueet", "välfärdsområden", "counties"),
                vec![Some(exact("44000")), Some(exact("45000"))],
            ),
            Category::new(
                say("yhdistykset", "föreningar", "associations"),
                vec![None, Some(exact("1210.5"))],
            ),
        ],
    );
    Chart::new(
        say(
            "Maksut lajeittain ja vuosittain",
            "Avgifter efter slag och år",
            "Dues by kind and year",
        ),
        say(
            "Alueet maksavat eniten.",
            "Områdena betalar mest.",
            "Counties pay most.",
        ),
        bars,
    )
}

fn years(language: Language) -> Chart {
    let say = |fi: &'static str, sv: &'static str, en: &'static str| language.pick(fi, sv, en);
    Chart::new(
        say("Jäsenmäärä", "Antalet medlemmar", "Number of members"),
        say("Jäsenmäärä kasvoi.", "Antalet växte.", "The number grew."),
        ChartData::Years {
            unit: String::new(),
            series: vec![
                Series::new(
                    say("jäseniä", "medlemmar", "members"),
                    vec![
                        (2020, Some(exact("68"))),
                        (2021, None),
                        (2022, Some(exact("71"))),
                    ],
                ),
                Series::new(say("uusia", "nya", "new"), vec![(2021, Some(exact("2")))]),
            ],
        },
    )
}

fn tiles(language: Language) -> Chart {
    let say = |fi: &'static str, sv: &'static str, en: &'static str| language.pick(fi, sv, en);
    let tiles = Tiles::new(
        say("jäsentä", "medlemmar", "members"),
        vec![
            Tile::new(
                (2, 0),
                "LAP",
                say("Lappi", "Lappland", "Lapland"),
                Some(exact("1")),
            ),
            Tile::new(
                (1, 1),
                "POH",
                say("Pohjanmaa", "Österbotten", "Ostrobothnia"),
                None,
            ),
        ],
    );
    Chart::new(
        say(
            "Jäsenet alueittain",
            "Medlemmar efter område",
            "Members by area",
        ),
        say(
            "Lapissa on yksi jäsen.",
            "Lappland har en medlem.",
            "Lapland has one member.",
        ),
        tiles,
    )
}
