//! Reading and finding references to law.
//!
//! `find/sparse` has one reference in a kilobyte of prose, `find/dense` is the text of enacting clauses.
//! `find/adversarial` repeats what could make a finder look back or ahead again and again, at two sizes:
//! twice the text takes twice the time.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, and a bench that fails panics"
)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use oske_statute::{Reference, find};

/// Prose without a digit, about a kilobyte with the reference after it.
const PROSE: &str = "Osaamiskeskusten toiminta-ajatuksena on vahvistaa sosiaalialan osaamista alueellaan \
    yhdessä kuntien, hyvinvointialueiden, oppilaitosten ja järjestöjen kanssa. Kehittämistyön lähtökohtana ovat \
    asukkaiden tarpeet, ja työtä tehdään verkostoissa, joissa tutkimus, opetus ja käytännön työ kohtaavat. \
    Jäsenille tarjotaan koulutusta, kehittämisen tukea ja tietoa hyvinvoinnin muutoksista. Toimintaa ohjaa \
    hallitus, johon jäsenet valitsevat edustajansa vuosikokouksessa, ja sen rahoitus muodostuu avustuksista, \
    jäsenmaksuista ja hankkeista. Verksamheten inom kompetenscentret bygger på samarbete mellan kommuner, \
    välfärdsområden, läroanstalter och organisationer, och den utvecklas utifrån invånarnas behov. ";
const REFERENCE: &str = "Tehtävistä säädetään sosiaalialan osaamiskeskustoiminnasta annetun lain (1230/2001) \
    2 §:n 1 momentissa.\n";

const DENSE: &str = "kumotaan sairausvakuutuslain (1224/2004) 8 luvun 7 §:n 4 momentti, sellaisena kuin se on laissa \
    532/2009, muutetaan 2 luvun 3 §, 5 luvun 8 §:n 1 momentti, 9 luvun 2 §, 3 §:n 2 momentti, 7 ja 11 § ja 14 §:n 1 \
    momentti, sellaisina kuin niistä ovat 2 luvun 3 § osaksi laissa 1203/2013 ja 9 luvun 7 § laeissa 903/2012 ja 6/2017, \
    sekä lisätään 7 luvun 4 §:ään uusi 5 momentti seuraavasti:\n\
    föreskrivs med stöd av 1 § 1 mom., 5 § 3 mom. och 6 § 4 mom. lagen den 13 december 2001 om kompetenscentrumverksamhet \
    inom det sociala området (1230/2001), av dem 1 § 1 mom. sådant det lyder i lag 594/2022:\n";

const STRICT: [(&str, &str); 6] = [
    ("canonical", "1230/2001 6 § 2 mom 3 kohta"),
    ("finnish", "kuntalain (410/2015) 12 §:n 1–3 ja 5 momentissa"),
    (
        "swedish",
        "7 § 1 mom. 2 punkten i socialvårdslagen (1301/2014)",
    ),
    ("european", "(EU) N:o 952/2013 53 artiklan 1 kohdan"),
    (
        "finnish title",
        "sosiaalialan osaamiskeskustoiminnasta annetun lain (1230/2001) 2 §:n 1 momentissa",
    ),
    (
        "swedish title",
        "6 § 4 mom. lagen den 13 december 2001 om kompetenscentrumverksamhet inom det sociala området (1230/2001)",
    ),
];

const ADVERSARIAL: [(&str, &str); 9] = [
    ("digits", "1"),
    ("numerals", "1, "),
    ("ranges", "1–2 ja "),
    ("sections", "1 § "),
    ("moments", "1 mom. ja "),
    ("ratios", "1/2000 "),
    ("brackets", "(1/2000 ("),
    ("titles", "1 § i lagen om "),
    ("articles", "artikel 1.1 i "),
];

fn repeated(text: &str, bytes: usize) -> String {
    text.repeat(bytes.div_ceil(text.len()))
}

fn statute(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for (name, text) in STRICT {
        group.bench_function(name, |bencher| {
            bencher.iter(|| Reference::parse(black_box(text)).unwrap());
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("find");
    let kilobyte = format!("{}{REFERENCE}", &repeated(PROSE, 900));
    for (name, text) in [
        ("sparse", repeated(&kilobyte, 1 << 20)),
        ("dense", repeated(DENSE, 1 << 20)),
    ] {
        group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap()));
        group.bench_function(name, |bencher| {
            bencher.iter(|| find(black_box(&text)).count())
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("find/adversarial");
    group.sample_size(10);
    for (name, text) in ADVERSARIAL {
        for kilobytes in [64_usize, 128] {
            let text = repeated(text, kilobytes << 10);
            group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap()));
            group.bench_function(BenchmarkId::new(name, kilobytes), |bencher| {
                bencher.iter(|| find(black_box(&text)).count());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, statute);
criterion_main!(benches);
