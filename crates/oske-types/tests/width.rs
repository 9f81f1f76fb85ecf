//! How wide the fractions of the twelve reference tariffs grow.
//!
//! `Exact` holds 127 bits. Each tariff is restated here as the deepest calculation that it asks for,
//! at the largest plausible measures: 10⁷ inhabitants, employees or hectares and 10¹² of money with
//! cents, both as round numbers and as the largest primes below, with which nothing cancels. A meter
//! notes the most bits of any numerator or denominator on the way, also of the cross products of
//! additions and comparisons.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "the meter multiplies integers without a limit, and a helper of a test fails by panicking"
)]

use std::cmp::Ordering;
use std::fmt::Write as _;

use num_bigint::BigInt;
use oske_types::{Amount, Currency, Exact, Money, Rounding};

/// The bits that a numerator and a denominator may have.
const ROOM: u64 = 127;
/// What has to be left for tariffs that nobody has shown us yet.
const SPARE: u64 = 30;

struct Tariff {
    id: &'static str,
    /// The bits that it was measured to need.
    bits: u64,
    /// What needs them.
    what: &'static str,
    calculate: fn(&mut Meter, &Measures) -> Exact,
    /// A worked example of the tariff: count, money, months, and what is owed.
    example: Option<([&'static str; 3], &'static str)>,
}

#[rustfmt::skip]
const TARIFFS: &[Tariff] = &[
    Tariff {
        id: "fi-iso-2022", bits: 65, calculate: iso, example: None,
        what: "target ÷ inhabitants as the unknown rate, × inhabitants, to the cent",
    },
    Tariff {
        id: "fi-kt-2022", bits: 88, calculate: kt,
        what: "total × 0.80 × (½ · inhabitants ÷ all + ½ · income ÷ all), to the euro",
        example: Some((["16391", "266190085", "0"], "16107")),
    },
    Tariff {
        id: "fi-kt-2022, allocated", bits: 96, calculate: kt_allocated, example: None,
        what: "the same total in shares that sum to it",
    },
    Tariff {
        id: "climate-alliance-2017-2024", bits: 30, calculate: climate,
        what: "0.0085 × inhabitants within 250 and 15 000, × 0.5",
        example: Some((["100000", "0", "0"], "365")),
    },
    Tariff {
        id: "iclei-g4-eur", bits: 24, calculate: iclei, what: "inhabitants among ten bands",
        example: Some((["3000000", "0", "0"], "5240")),
    },
    Tariff {
        id: "fi-soste-2023", bits: 54, calculate: soste, what: "turnover among six bands",
        example: Some((["0", "10000000.01", "0"], "2000")),
    },
    Tariff {
        id: "us-northampton-2020", bits: 32, calculate: northampton,
        what: "half of 460 + four brackets of employees",
        example: Some((["55", "0", "0"], "872.50")),
    },
    Tariff {
        id: "us-council-of-industries-2018", bits: 47, calculate: council,
        what: "two bands, of employees and of millions, at least 2100",
        example: Some((["1300", "260000000", "0"], "7770")),
    },
    Tariff {
        id: "fi-mtk-2022", bits: 30, calculate: mtk, what: "hectares with decimals among bands",
        example: Some((["3000", "0", "0"], "195")),
    },
    Tariff {
        id: "fi-tehy-2023", bits: 54, calculate: tehy,
        what: "0.011 × pay ÷ 12, at least 8, × months, at most 600",
        example: Some((["0", "36000", "12"], "396")),
    },
    Tariff {
        id: "ieee-2005", bits: 47, calculate: ieee,
        what: "(116 + 15 + 7 %) × 0.5 × 0.5, income against 100 × 116",
        example: Some((["0", "0", "0"], "69.56")),
    },
    Tariff {
        id: "fi-sfs-2021", bits: 38, calculate: sfs, what: "900 × (1 + ½ + ¼ for each), × 0.5 × 0.5",
        example: Some((["1", "0", "0"], "1575")),
    },
    Tariff {
        id: "lions-2012-2014", bits: 37, calculate: lions,
        what: "21.50 × (1 + ½ for each), × months of 6, + 25",
        example: Some((["0", "0", "1"], "3.58")),
    },
];

#[test]
fn the_reference_tariffs_leave_thirty_bits() {
    let mut table = String::from("| tariff | bits | left | what needs them |\n|---|---|---|---|\n");
    let mut bits = Vec::new();
    for tariff in TARIFFS {
        let mut meter = Meter::default();
        for measures in &Measures::largest() {
            (tariff.calculate)(&mut meter, measures);
        }
        let (id, left) = (tariff.id, ROOM.saturating_sub(meter.bits));
        writeln!(
            table,
            "| `{id}` | {} | {left} | {} |",
            meter.bits, tariff.what
        )
        .unwrap();
        bits.push(meter.bits);
    }
    println!("{table}");
    for (tariff, bits) in TARIFFS.iter().zip(bits) {
        assert_eq!(
            bits, tariff.bits,
            "{} needs other bits than it says\n{table}",
            tariff.id
        );
        assert!(
            bits + SPARE <= ROOM,
            "{} leaves too little\n{table}",
            tariff.id
        );
    }
}

#[test]
fn the_restated_tariffs_give_the_amounts_of_their_examples() {
    for tariff in TARIFFS {
        if let Some((measures, owed)) = tariff.example {
            let due = (tariff.calculate)(&mut Meter::default(), &Measures::new(measures));
            assert_eq!(due, exact(owed), "{}", tariff.id);
        }
    }
}

#[test]
fn the_documentation_says_what_is_measured() {
    let documentation = include_str!("../src/exact.rs");
    for Tariff { id, bits, .. } in TARIFFS {
        let row = format!("/// | `{id}` | {bits} | {} |\n", ROOM - bits);
        assert!(
            documentation.contains(&row),
            "the table of `Exact` has no row\n{row}"
        );
    }
}

/// The measures of one payer.
struct Measures {
    /// Inhabitants, employees, hundredths of a hectare, further participants.
    count: Exact,
    /// Income, turnover, assets, pay.
    money: Exact,
    months: Exact,
}

impl Measures {
    fn new([count, money, months]: [&str; 3]) -> Self {
        Self {
            count: exact(count),
            money: exact(money),
            months: exact(months),
        }
    }

    fn largest() -> [Self; 3] {
        [
            ["10000000", "1000000000000.00", "12"],
            // Primes, in units and in cents.
            ["9999991", "999999999999.73", "11"],
            ["9999999", "999999999999.99", "7"],
        ]
        .map(Self::new)
    }
}

/// Calculates as `Exact` does and notes how wide it gets.
#[derive(Default)]
struct Meter {
    bits: u64,
}

impl Meter {
    fn note(&mut self, part: &BigInt) {
        self.bits = self.bits.max(part.bits());
    }

    fn noted(&mut self, value: Exact) -> Exact {
        self.note(&value.numerator().into());
        self.note(&value.denominator().into());
        value
    }

    /// The cross products of a sum, without what the two denominators share.
    fn add(&mut self, a: Exact, b: Exact) -> Exact {
        let lacks = Exact::ratio(b.denominator(), a.denominator()).unwrap();
        let left = BigInt::from(a.numerator()) * lacks.numerator();
        let right = BigInt::from(b.numerator()) * lacks.denominator();
        self.note(&left);
        self.note(&right);
        self.note(&(left + right));
        self.note(&(BigInt::from(a.denominator()) * lacks.numerator()));
        self.noted(a.checked_add(b).unwrap())
    }

    fn sub(&mut self, a: Exact, b: Exact) -> Exact {
        self.add(a, -b)
    }

    /// The parts are cancelled crosswise before they are multiplied, so that the product is widest.
    fn mul(&mut self, a: Exact, b: Exact) -> Exact {
        self.noted(a.checked_mul(b).unwrap())
    }

    fn div(&mut self, a: Exact, b: Exact) -> Exact {
        self.noted(a.checked_div(b).unwrap())
    }

    fn cmp(&mut self, a: Exact, b: Exact) -> Ordering {
        self.note(&(BigInt::from(a.numerator()) * b.denominator()));
        self.note(&(BigInt::from(b.numerator()) * a.denominator()));
        a.cmp(&b)
    }

    fn min(&mut self, a: Exact, b: Exact) -> Exact {
        if self.cmp(a, b).is_lt() { a } else { b }
    }

    fn max(&mut self, a: Exact, b: Exact) -> Exact {
        if self.cmp(a, b).is_gt() { a } else { b }
    }

    fn sum(&mut self, parts: &[Exact]) -> Exact {
        parts
            .iter()
            .fold(Exact::ZERO, |sum, part| self.add(sum, *part))
    }

    /// The amount of the band that a measure falls into; the bounds are upper ones.
    fn band(&mut self, measure: Exact, bands: &[(&str, &str)], above: &str) -> Exact {
        for (upper, amount) in bands {
            if self.cmp(measure, exact(upper)).is_le() {
                return exact(amount);
            }
        }
        exact(above)
    }

    /// To whole steps: the quotient, and the steps again as a number.
    fn round(&mut self, value: Exact, step: &str) -> Exact {
        let rounding: Rounding = format!("half-up to {step}").parse().unwrap();
        self.div(value, rounding.step());
        self.noted(rounding.round(value).unwrap())
    }

    /// The first share, as `Money::allocate` goes about it. That the remainders are then compared takes no room: a
    /// comparison falls back on continued fractions where the cross products do not fit.
    fn allocate(&mut self, total: Money, weights: &[(&str, Exact)]) -> Exact {
        let size = Exact::from(total.minor());
        let parts: Vec<Exact> = weights.iter().map(|(_, weight)| *weight).collect();
        let sum = self.sum(&parts);
        let per_weight = self.div(size, sum);
        let shares = total.allocate(weights).unwrap();
        for (weight, (_, share)) in parts.into_iter().zip(&shares) {
            let quota = self.mul(per_weight, weight);
            let whole = Exact::try_from(quota.floor()).unwrap();
            self.sub(quota, whole);
            assert!((0..=1).contains(&(i128::from(share.minor()) - quota.floor())));
        }
        Amount::from(shares[0].1).value()
    }
}

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

/// The rate is not published, so it is solved for: the sum that the round shall bring in, less what
/// 1 000 members pay at a flat 550, over all inhabitants; then applied to one payer.
fn iso(meter: &mut Meter, of: &Measures) -> Exact {
    let flat = meter.mul(exact("550"), exact("1000"));
    let target = meter.sub(of.money, flat);
    let rate = meter.div(target, of.count);
    let due = meter.mul(rate, exact("247689"));
    meter.cmp(of.count, exact("5000"));
    meter.round(due, "0.01")
}

/// The weight of a municipality: half by inhabitants, half by income.
fn kt_key(meter: &mut Meter, inhabitants: Exact, income: Exact) -> Exact {
    let by_inhabitants = meter.mul(exact("0.5"), inhabitants);
    let by_inhabitants = meter.div(by_inhabitants, exact("5503664"));
    let by_income = meter.mul(exact("0.5"), income);
    let by_income = meter.div(by_income, exact("100291140710"));
    meter.add(by_inhabitants, by_income)
}

fn kt(meter: &mut Meter, of: &Measures) -> Exact {
    let key = kt_key(meter, of.count, of.money);
    let advance = meter.mul(exact("7149318"), exact("0.80"));
    let share = meter.mul(advance, key);
    meter.round(share, "1")
}

fn kt_allocated(meter: &mut Meter, of: &Measures) -> Exact {
    let large = kt_key(meter, of.count, of.money);
    let akaa = kt_key(meter, exact("16391"), exact("266190085"));
    let aura = kt_key(meter, exact("3959"), exact("65105519"));
    let total = Money::from_minor(571_945_400, Currency::EUR);
    meter.allocate(total, &[("large", large), ("akaa", akaa), ("aura", aura)])
}

/// Due in the version of the first rate, with the reduction.
fn climate(meter: &mut Meter, of: &Measures) -> Exact {
    let [first, ..] =
        [("0.0073", "220"), ("0.0077", "231"), ("0.0085", "250")].map(|(rate, least)| {
            let (rate, least, most) = (exact(rate), exact(least), exact("15000"));
            // Where the minimum and the maximum begin to bind.
            for bound in [least, most] {
                let breakpoint = meter.div(bound, rate);
                meter.cmp(of.count, breakpoint);
            }
            let due = meter.mul(rate, of.count);
            let due = meter.max(due, least);
            let due = meter.min(due, most);
            let reduced = meter.mul(due, exact("0.5"));
            meter.round(reduced, "0.01")
        });
    first
}

fn iclei(meter: &mut Meter, of: &Measures) -> Exact {
    let bands = [
        ("50000", "450"),
        ("100000", "900"),
        ("200000", "1310"),
        ("300000", "1680"),
        ("500000", "2060"),
        ("750000", "2620"),
        ("1000000", "3370"),
        ("2000000", "4300"),
        ("4000000", "5240"),
    ];
    let due = meter.band(of.count, &bands, "5985");
    meter.round(due, "0.01")
}

fn soste(meter: &mut Meter, of: &Measures) -> Exact {
    let bands = [
        ("99999.99", "100"),
        ("1000000", "500"),
        ("3000000", "750"),
        ("5000000", "1200"),
        ("10000000", "1500"),
    ];
    let due = meter.band(of.money, &bands, "2000");
    meter.round(due, "0.01")
}

/// Of the class `nonprofit`: the additional employees at half of the basic rates.
fn northampton(meter: &mut Meter, of: &Measures) -> Exact {
    let brackets = [
        ("5", "55", "16.50"),
        ("55", "155", "13.00"),
        ("155", "205", "8.50"),
        ("205", "10000000", "7.00"),
    ];
    let mut additional = Exact::ZERO;
    for (from, to, price) in brackets {
        let within = meter.min(of.count, exact(to));
        let within = meter.sub(within, exact(from));
        let within = meter.max(within, Exact::ZERO);
        let part = meter.mul(within, exact(price));
        additional = meter.add(additional, part);
    }
    let half = meter.mul(additional, exact("0.5"));
    let due = meter.add(exact("460"), half);
    meter.round(due, "0.01")
}

/// Only the ends of the two tables: the bands between them are as wide.
fn council(meter: &mut Meter, of: &Measures) -> Exact {
    let millions = meter.div(of.money, exact("1000000"));
    let by_employees = meter.band(of.count, &[("25", "1050"), ("1300", "3885")], "3885");
    let by_assets = meter.band(millions, &[("5", "1050"), ("260", "3885")], "3885");
    let due = meter.add(by_employees, by_assets);
    let due = meter.max(due, exact("2100"));
    meter.round(due, "0.01")
}

/// Of the rows that are printed; hectares and livestock units have two decimals.
fn mtk(meter: &mut Meter, of: &Measures) -> Exact {
    let hectares = meter.div(of.count, exact("100"));
    let arable = meter.band(hectares, &[("39.99", "125"), ("99.99", "275")], "275");
    let livestock = meter.band(hectares, &[("19.99", "50")], "50");
    let due = meter.sum(&[exact("13"), arable, livestock, exact("7")]);
    meter.round(due, "0.01")
}

fn tehy(meter: &mut Meter, of: &Measures) -> Exact {
    let monthly = meter.div(of.money, exact("12"));
    let breakpoint = meter.div(exact("600"), exact("0.011"));
    meter.cmp(monthly, breakpoint);
    let due = meter.mul(monthly, exact("0.011"));
    let due = meter.max(due, exact("8"));
    let due = meter.mul(due, of.months);
    meter.round(due, "0.01");
    let due = meter.min(due, exact("600"));
    meter.round(due, "0.01")
}

/// Due in region 7 for half a year, before a reduction.
fn ieee(meter: &mut Meter, of: &Measures) -> Exact {
    let bound = meter.mul(exact("100"), exact("116"));
    meter.cmp(of.money, bound);
    let tax = meter.mul(exact("116"), exact("0.07"));
    let full = meter.sum(&[exact("116"), exact("15"), tax]);
    let half_year = meter.mul(full, exact("0.5"));
    let reduced = meter.mul(half_year, exact("0.5"));
    meter.round(reduced, "0.01");
    meter.round(half_year, "0.01")
}

/// Due before the discounts. The price of a fourth participant is not stated; here it stays a
/// quarter, so that the number of participants may grow.
fn sfs(meter: &mut Meter, of: &Measures) -> Exact {
    let second = meter.mul(exact("900"), exact("0.5"));
    let further = meter.mul(exact("900"), exact("0.25"));
    let further = meter.mul(further, of.count);
    let due = meter.sum(&[exact("900"), second, further]);
    let half_year = meter.mul(due, exact("0.5"));
    let small_company = meter.mul(half_year, exact("0.5"));
    meter.round(small_company, "0.01");
    meter.round(due, "0.01")
}

/// Due of a household for the months left of a half-year, before the entrance fee.
fn lions(meter: &mut Meter, of: &Measures) -> Exact {
    let further = meter.mul(of.count, exact("0.5"));
    let members = meter.add(Exact::ONE, further);
    let full = meter.mul(exact("21.50"), members);
    let part = meter.div(of.months, exact("6"));
    let dues = meter.mul(full, part);
    let with_fee = meter.add(dues, exact("25"));
    meter.round(with_fee, "0.01");
    meter.round(dues, "0.01")
}
