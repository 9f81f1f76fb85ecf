//! The picture of a barcode, read back as a scanner does.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use barcoders::sym::code128::Code128;
use oske_invoice::BankBarcode;
use oske_types::Language;
use serde_json::Value;

/// The barcodes of the vectors.
fn barcodes() -> Vec<(BankBarcode, Vec<u8>)> {
    let vectors: Vec<Value> =
        serde_json::from_str(include_str!("data/identifiers/vectors.json")).unwrap();
    vectors
        .iter()
        .filter(|vector| vector["code128c_symbols"].is_array())
        .map(|vector| {
            let barcode = vector["input"].as_str().unwrap().parse().unwrap();
            let symbols = serde_json::from_value(vector["code128c_symbols"].clone()).unwrap();
            (barcode, symbols)
        })
        .collect()
}

/// One value for each module of the picture, from its left edge to its right: whether it is dark.
fn modules(svg: &str) -> Vec<bool> {
    let between = |start: &str, end: &str| {
        let (_, rest) = svg.split_once(start).unwrap();
        rest.split_once(end).unwrap().0.to_owned()
    };
    let size = between("viewBox=\"0 0 ", "\"");
    let (width, height) = size.split_once(' ').unwrap();
    let mut modules = vec![false; width.parse().unwrap()];
    for bar in between(" d=\"", "\"").split_terminator('z') {
        // `M10 0h2v50h-2`
        let (place, bar) = bar.strip_prefix('M').unwrap().split_once(" 0h").unwrap();
        let (wide, bar) = bar.split_once('v').unwrap();
        let (high, back) = bar.split_once("h-").unwrap();
        assert_eq!(
            (high, back),
            (height, wide),
            "a bar is a rectangle as high as the picture"
        );
        let (place, wide): (usize, usize) = (place.parse().unwrap(), wide.parse().unwrap());
        for module in &mut modules[place..place + wide] {
            assert!(!*module, "two bars on one place");
            *module = true;
        }
    }
    modules
}

/// The modules of every symbol of Code 128, by an independent encoder: of set C the pairs.
fn pattern_of_pair(pair: u8) -> Vec<bool> {
    // `Ć` begins set C; the symbol of the pair stands behind the start.
    let encoded = Code128::new(format!("Ć{pair:02}")).unwrap().encode();
    encoded[11..22].iter().map(|module| *module == 1).collect()
}

#[test]
fn picture_reads_back_as_the_symbols() {
    let patterns: Vec<Vec<bool>> = (0..100).map(pattern_of_pair).collect();
    let dark = |bits: &str| -> Vec<bool> { bits.chars().map(|bit| bit == '1').collect() };
    // The symbols that are no pair of digits, as the standard has them.
    let others = [
        (100, dark("10111101110")),
        (101, dark("11101011110")),
        (102, dark("11110101110")),
        (105, dark("11010011100")),
    ];
    let stop = dark("1100011101011");
    for (barcode, symbols) in barcodes() {
        let modules = modules(&barcode.to_svg(Language::Finnish));
        let (before, rest) = modules.split_at(10);
        let (bars, behind) = rest.split_at(rest.len() - 10);
        assert!(
            !before.contains(&true) && !behind.contains(&true),
            "quiet zones"
        );
        let (bars, end) = bars.split_at(bars.len() - stop.len());
        assert_eq!(end, stop);
        let mut read: Vec<u8> = bars
            .chunks(11)
            .map(|modules| {
                let pair = patterns.iter().position(|pattern| pattern == modules);
                let other = others.iter().find(|(_, pattern)| pattern == modules);
                pair.map_or_else(|| other.unwrap().0, |pair| u8::try_from(pair).unwrap())
            })
            .collect();
        read.push(106);
        assert_eq!(read, symbols, "{barcode}");
    }
}

#[test]
fn picture_is_what_an_independent_encoder_draws() {
    for (barcode, _) in barcodes() {
        let encoded = Code128::new(format!("Ć{barcode}")).unwrap().encode();
        let encoded: Vec<bool> = encoded.iter().map(|module| *module == 1).collect();
        let modules = modules(&barcode.to_svg(Language::English));
        assert_eq!(modules[10..modules.len() - 10], encoded, "{barcode}");
    }
}

#[test]
fn picture_has_its_digits_as_title() {
    let (barcode, _) = &barcodes()[0];
    let svg = barcode.to_svg(Language::Swedish);
    let head: Vec<&str> = svg.lines().take(3).collect();
    insta::assert_snapshot!(head.join("\n"), @r##"
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 352 50" role="img" lang="sv" aria-labelledby="barcode-479440520200360820048831500000000868516259619897100612" shape-rendering="crispEdges">
    <title id="barcode-479440520200360820048831500000000868516259619897100612">Bankstreckkod 479440520200360820048831500000000868516259619897100612</title>
    <rect width="352" height="50" fill="#fff"/>
    "##);
    assert_eq!(svg, barcode.to_svg(Language::Swedish));
}
