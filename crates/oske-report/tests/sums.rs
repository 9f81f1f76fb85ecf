//! The sum that each format prints is the sum of the values, and what is printed of a number is that number.
#![cfg(all(feature = "csv", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

use oske_report::{Cell, Column, Document, Section, Table};
use oske_types::{Currency, Exact, Figure, Language, Money, Precision};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Numbers with an end, from everyday ones to long ones.
fn decimal() -> impl Strategy<Value = Exact> {
    let top = (any::<i64>(), 0_u32..64).prop_map(|(bits, shift)| i128::from(bits >> shift));
    (top, 0_u32..9).prop_map(|(top, places)| Exact::ratio(top, 10_i128.pow(places)).unwrap())
}

fn money() -> impl Strategy<Value = Money> {
    (any::<i64>(), 8_u32..64)
        .prop_map(|(bits, shift)| Money::from_minor(bits >> shift, Currency::EUR))
}

fn figure() -> impl Strategy<Value = Figure> {
    let word = select(vec![Figure::exactly, Figure::over, Figure::about]);
    (word, 0_u64..1_000_000_000).prop_map(|(figure, number)| figure(number))
}

fn language() -> impl Strategy<Value = Language> {
    select(&Language::ALL[..])
}

/// A number as a reader of the language reads it.
fn read(language: Language, text: &str) -> Exact {
    let (group, point, minus) = match language {
        Language::Finnish | Language::Swedish => ('\u{a0}', ',', '\u{2212}'),
        Language::English => (',', '.', '-'),
    };
    let plain = text.trim_matches(['€', '%', '\u{a0}']).replace('€', "");
    for (index, digits) in plain.split(point).next().unwrap().split(group).enumerate() {
        let digits = digits.trim_start_matches(minus).len();
        assert!(
            digits == 3 || index == 0 && (1..=3).contains(&digits),
            "{text}"
        );
    }
    let plain = plain.replace(group, "").replace(point, ".");
    plain.replace(minus, "-").parse().unwrap()
}

fn read_figure(language: Language, text: &str) -> Figure {
    let (over, about) = language.pick(
        ("yli ", "noin "),
        ("över ", "omkring "),
        ("over ", "about "),
    );
    let number = |text: &str| u64::try_from(read(language, text).numerator()).unwrap();
    match (text.strip_prefix(over), text.strip_prefix(about)) {
        (Some(text), _) => Figure::over(number(text)),
        (_, Some(text)) => Figure::about(number(text)),
        _ => Figure::exactly(number(text)),
    }
}

type Row = (Option<Money>, Option<Figure>, Option<Exact>);

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new(
        "t",
        [
            Column::words("w"),
            Column::money("m", Currency::EUR).summed(),
            Column::count("f").summed(),
            Column::percent("p", 9).summed(),
        ],
    );
    for (money, figure, percent) in rows {
        let percent = percent.map_or(Cell::NotKnown, Cell::Percent);
        let row = [
            Cell::words("r"),
            Cell::from(*money),
            Cell::from(*figure),
            percent,
        ];
        table.push(row).unwrap();
    }
    table
}

/// The sums, added up without any of ours.
fn sums(rows: &[Row]) -> (i128, u64, Precision, Exact) {
    let money = rows
        .iter()
        .filter_map(|row| row.0)
        .map(|money| i128::from(money.minor()));
    let figures = || rows.iter().filter_map(|row| row.1);
    let any = |precision| figures().any(|figure| figure.precision() == precision);
    let precision = if any(Precision::About) {
        Precision::About
    } else if any(Precision::Over) {
        Precision::Over
    } else {
        Precision::Exactly
    };
    // In units of 10⁻⁹.
    let percents = rows.iter().filter_map(|row| row.2);
    let percents =
        percents.map(|percent| 1_000_000_000 / percent.denominator() * percent.numerator());
    (
        money.sum(),
        figures().map(Figure::number).sum(),
        precision,
        Exact::ratio(percents.sum(), 1_000_000_000).unwrap(),
    )
}

/// That the cells of a row of totals are the sums.
fn check(language: Language, cells: &[&str], rows: &[Row]) {
    let (money, figure, precision, percent) = sums(rows);
    assert_eq!(read(language, cells[1]), Exact::ratio(money, 100).unwrap());
    let printed = read_figure(language, cells[2]);
    assert_eq!((printed.number(), printed.precision()), (figure, precision));
    assert_eq!(read(language, cells[3]), percent);
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    vec(
        (
            option::of(money()),
            option::of(figure()),
            option::of(decimal()),
        ),
        1..6,
    )
}

proptest! {
    #[test]
    fn numbers_are_read_from_what_is_printed(
        language in language(),
        number in decimal(),
        money in money(),
        figure in figure(),
    ) {
        prop_assert_eq!(read(language, &number.in_language(language)), number);
        let printed = Cell::Percent(number).in_language(language);
        prop_assert_eq!(read(language, &printed), number);
        let printed = money.in_language(language);
        let exact: Exact = money.to_decimal_text().parse().unwrap();
        prop_assert_eq!(read(language, &printed), exact);
        prop_assert_eq!(read_figure(language, &figure.in_language(language)), figure);
    }

    #[test]
    fn the_sum_in_text_is_the_sum(language in language(), rows in rows()) {
        let text = table(&rows).to_text(language);
        let cells: Vec<&str> = text.lines().last().unwrap().split("  ").collect();
        let cells: Vec<&str> = cells.iter().map(|cell| cell.trim_matches(' ')).filter(|cell| !cell.is_empty()).collect();
        check(language, &cells, &rows);
    }

    #[test]
    fn the_sum_in_markdown_is_the_sum(language in language(), rows in rows()) {
        let text = table(&rows).to_markdown(language);
        let cells: Vec<&str> = text.lines().last().unwrap().split('|').skip(1).collect();
        let cells: Vec<&str> = cells.iter().map(|cell| cell.trim_matches([' ', '*'])).collect();
        check(language, &cells, &rows);
    }

    #[test]
    fn the_sum_in_html_is_the_sum(language in language(), rows in rows()) {
        let page = Document::new(language, "d").with(Section::new("s").with(table(&rows))).to_html();
        let (_, foot) = page.split_once("<tfoot>").unwrap();
        let (foot, _) = foot.split_once("</tfoot>").unwrap();
        let cells: Vec<&str> = foot.split("</t").filter_map(|cell| cell.rsplit_once('>')).map(|(_, cell)| cell).collect();
        check(language, &cells, &rows);
    }

    #[test]
    fn the_sum_in_json_is_the_sum(rows in rows()) {
        let document = Document::new(Language::Finnish, "d").with(Section::new("s").with(table(&rows)));
        let json: serde_json::Value = serde_json::from_str(&document.to_json()).unwrap();
        let totals = &json["sections"][0]["blocks"][0]["totals"];
        let value = |index: usize| totals[index]["sum"]["value"].as_str().unwrap();
        let (money, figure, precision, percent) = sums(&rows);
        prop_assert_eq!(value(1).parse::<Exact>(), Ok(Exact::ratio(money, 100).unwrap()));
        let printed: Figure = value(2).parse().unwrap();
        prop_assert_eq!((printed.number(), printed.precision()), (figure, precision));
        prop_assert_eq!(value(3).parse::<Exact>(), Ok(percent));
        let not_known = rows.iter().filter(|row| row.0.is_none()).count();
        prop_assert_eq!(totals[1]["left_out"].as_u64(), Some(not_known as u64));
    }

    #[test]
    fn the_values_in_csv_have_the_sum(rows in rows()) {
        let csv = table(&rows).to_csv();
        let (mut of_money, mut of_figures, mut of_percents) = (Exact::ZERO, 0, Exact::ZERO);
        for row in csv::Reader::from_reader(csv.as_bytes()).records() {
            let row = row.unwrap();
            let number = |index: usize| match &row[index] {
                "" => Exact::ZERO,
                text => text.parse().unwrap(),
            };
            of_money = of_money.checked_add(number(1)).unwrap();
            of_percents = of_percents.checked_add(number(3)).unwrap();
            if !row[2].is_empty() {
                of_figures += row[2].parse::<Figure>().unwrap().number();
            }
        }
        let (money, figure, _, percent) = sums(&rows);
        prop_assert_eq!(of_money, Exact::ratio(money, 100).unwrap());
        prop_assert_eq!(of_figures, figure);
        prop_assert_eq!(of_percents, percent);
    }
}
