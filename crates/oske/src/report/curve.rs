//! Curves of tariffs as charts.

use oske_dues::compare::{self, Line};
use oske_dues::{Interval, TariffCurve};
use oske_report::{Chart, ChartData, Curve, CurveEnd, CurvePiece};
use oske_types::{Amount, Currency, Exact, Language};

use super::paper::Paper;

/// How many pieces are said in the description of a chart.
const MOST_SAID: usize = 8;

/// What a policy asks along a measure; `None` for dates, and where nothing can be drawn.
pub(super) fn of_tariff(
    curve: &TariffCurve,
    largest: Option<Exact>,
    paper: Paper,
) -> Option<Chart> {
    if curve.is_of_dates() {
        return None;
    }
    let language = paper.language;
    let pieces = curve.pieces().iter();
    let pieces = pieces.map(|piece| Piece::new(piece.interval(), piece.line()));
    let pieces = joined(pieces, curve.step());
    let drawn = Drawing {
        step: curve.step(),
        shown_to: shown_to(curve.pieces().iter().map(|piece| piece.interval()), largest),
    };
    let payers = paper.payers(curve.payers());
    let title = match curve.payers().are_everybody() {
        true => paper.say("Maksu", "Avgift", "Dues").to_owned(),
        false => format!("{}: {payers}", paper.say("Maksu", "Avgift", "Dues")),
    };
    let measure = curve.measure().in_language(language);
    let description = Said::new(measure, curve.currency(), curve.greatest(), paper).of(&pieces);
    let data = ChartData::Curves {
        quantity: measure.to_owned(),
        unit: curve.currency().sign().to_owned(),
        curves: vec![Curve::new(
            paper.say("maksu", "avgift", "dues"),
            drawn.pieces(&pieces),
        )],
    };
    Some(Chart::new(title, description, data))
}

/// What two policies ask along a measure, each under its name.
pub(super) fn of_comparison(
    curve: &compare::Curve,
    names: [&str; 2],
    largest: Option<Exact>,
    paper: Paper,
) -> Option<Chart> {
    if curve.is_of_dates() {
        return None;
    }
    let language = paper.language;
    let of = |side: fn(compare::CurvePiece) -> Option<Line>| {
        let pieces = curve
            .pieces()
            .iter()
            .filter_map(move |piece| Some(Piece::new(piece.interval(), side(*piece)?)));
        joined(pieces, curve.step())
    };
    let sides = [of(|piece| piece.before()), of(|piece| piece.after())];
    let drawn = Drawing {
        step: curve.step(),
        shown_to: shown_to(curve.pieces().iter().map(|piece| piece.interval()), largest),
    };
    if sides.iter().all(Vec::is_empty) {
        return None;
    }
    let measure = curve.measure().in_language(language);
    let said: Vec<String> = names
        .iter()
        .zip(&sides)
        .map(|(name, pieces)| {
            let said = match pieces.is_empty() {
                true => paper
                    .say("ei määrää.", "inget belopp.", "no amount.")
                    .to_owned(),
                false => Said::new(measure, curve.currency(), curve.greatest(), paper).of(pieces),
            };
            format!("{name}: {said}")
        })
        .collect();
    let curves = names
        .iter()
        .zip(&sides)
        .filter(|(_, pieces)| !pieces.is_empty())
        .map(|(name, pieces)| Curve::new(*name, drawn.pieces(pieces)));
    let data = ChartData::Curves {
        quantity: measure.to_owned(),
        unit: curve.currency().sign().to_owned(),
        curves: curves.collect(),
    };
    let payers = paper.payers(curve.payers());
    let title = match curve.payers().are_everybody() {
        true => paper.say("Maksut", "Avgifter", "Dues").to_owned(),
        false => format!("{}: {payers}", paper.say("Maksut", "Avgifter", "Dues")),
    };
    Some(Chart::new(title, said.join(" "), data))
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    from: Option<(Exact, bool)>,
    to: Option<(Exact, bool)>,
    line: Line,
}

impl Piece {
    fn new(interval: Interval, line: Line) -> Self {
        Self {
            from: interval.lower(),
            to: interval.upper(),
            line,
        }
    }
}

/// Pieces on which the same is asked, and between which there is nothing, as one.
fn joined(pieces: impl Iterator<Item = Piece>, step: Option<Exact>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.line == piece.line && touch(last.to, piece.from, step) => {
                last.to = piece.to;
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// Whether there is no value between an end and a beginning.
fn touch(to: Option<(Exact, bool)>, from: Option<(Exact, bool)>, step: Option<Exact>) -> bool {
    let (Some((to, is_to_included)), Some((from, is_from_included))) = (to, from) else {
        return false;
    };
    let next = step.filter(|_| is_to_included && is_from_included);
    match next.and_then(|step| to.checked_add(step).ok()) {
        Some(next) => next >= from,
        None => to == from && (is_to_included || is_from_included),
    }
}

/// Where a picture ends: at twice the last point where something changes, or, where nothing does, at the
/// largest member; never beyond the tariff.
fn shown_to(intervals: impl Iterator<Item = Interval> + Clone, largest: Option<Exact>) -> Exact {
    let begins = intervals.clone().filter_map(|interval| interval.lower());
    let last_change = begins.map(|(from, _)| from).max();
    let end = intervals
        .map(|interval| interval.upper().map(|(to, _)| to))
        .reduce(|one, other| one.zip(other).map(|(one, other)| one.max(other)))
        .flatten();
    let doubled = last_change.and_then(|last| last.checked_mul(Exact::from(2)).ok());
    let wanted = doubled
        .filter(|wanted| wanted.is_positive())
        .or(largest.filter(|largest| largest.is_positive()))
        .unwrap_or(Exact::from(100));
    end.map_or(wanted, |end| end.min(wanted))
}

/// How curves are drawn that go over one measure.
#[derive(Debug, Clone, Copy)]
struct Drawing {
    step: Option<Exact>,
    shown_to: Exact,
}

impl Drawing {
    /// The pieces with their ends. Where a measure has steps, one piece goes on to where the next begins, so
    /// that the curve has holes only where values are missing.
    fn pieces(self, pieces: &[Piece]) -> Vec<CurvePiece> {
        let before = [None].into_iter().chain(pieces.iter().map(Some));
        let after = pieces.iter().skip(1).map(Some).chain([None]);
        let all = pieces.iter().zip(before).zip(after);
        all.filter_map(|((piece, before), after)| {
            let from = self.begin(piece, before)?;
            let to = self.end(piece, after)?;
            Some(CurvePiece::new(from, to))
        })
        .collect()
    }

    fn begin(self, piece: &Piece, before: Option<&Piece>) -> Option<CurveEnd> {
        let Some((from, is_included)) = piece.from else {
            return Some(CurveEnd::going_on(
                Exact::ZERO,
                at(piece.line, Exact::ZERO)?,
            ));
        };
        if from > self.shown_to {
            return None;
        }
        let last_before = before.and_then(|before| before.to);
        // The value before this one belongs to nobody: the piece begins behind it.
        let hole = self.step.filter(|_| is_included).and_then(|step| {
            let previous = from.checked_sub(step).ok()?;
            let (last, _) = last_before?;
            (last < previous).then_some(previous)
        });
        Some(match hole {
            Some(previous) => CurveEnd::excluded(previous, at(piece.line, previous)?),
            None if is_included => CurveEnd::included(from, at(piece.line, from)?),
            None => CurveEnd::excluded(from, at(piece.line, from)?),
        })
    }

    fn end(self, piece: &Piece, after: Option<&Piece>) -> Option<CurveEnd> {
        let going_on = || {
            let shown_to = self.shown_to;
            Some(CurveEnd::going_on(shown_to, at(piece.line, shown_to)?))
        };
        let Some((to, is_included)) = piece.to else {
            return going_on();
        };
        if to > self.shown_to {
            return going_on();
        }
        let next = self.step.filter(|_| is_included && after.is_some());
        let next = next.and_then(|step| to.checked_add(step).ok());
        Some(match next {
            Some(next) => CurveEnd::excluded(next, at(piece.line, next)?),
            None if is_included => CurveEnd::included(to, at(piece.line, to)?),
            None => CurveEnd::excluded(to, at(piece.line, to)?),
        })
    }
}

fn at(line: Line, quantity: Exact) -> Option<Exact> {
    let part = line.rate.checked_mul(quantity).ok()?;
    line.fixed.checked_add(part).ok()
}

/// What pieces ask, as one would say it aloud.
#[derive(Debug, Clone, Copy)]
struct Said<'m> {
    measure: &'m str,
    currency: Currency,
    /// The greatest value that the measure may have, which is no end of the tariff.
    greatest: Option<Exact>,
    paper: Paper,
}

impl<'m> Said<'m> {
    fn new(measure: &'m str, currency: Currency, greatest: Option<Exact>, paper: Paper) -> Self {
        Self {
            measure,
            currency,
            greatest,
            paper,
        }
    }

    /// "€110.00 (population: 0–4,999); €550.00 (population: 5,000 or more)."
    fn of(self, pieces: &[Piece]) -> String {
        let said = pieces.iter().take(MOST_SAID).map(|piece| self.piece(piece));
        let mut said: Vec<String> = said.collect();
        let more = pieces.len().saturating_sub(MOST_SAID);
        if more > 0 {
            let more = self.paper.number(more);
            said.push(self.paper.language.pick(
                format!("muita osuuksia {more}"),
                format!("ytterligare avsnitt: {more}"),
                format!("{more} more stretches"),
            ));
        }
        format!("{}.", said.join("; "))
    }

    fn piece(self, piece: &Piece) -> String {
        let language = self.paper.language;
        let amount = line_in(piece.line, self.measure, self.currency, language);
        let number = |(end, _): (Exact, bool)| end.in_language(language);
        let end = piece.to.filter(|(to, _)| Some(*to) != self.greatest);
        let stretch = match (piece.from.map(number), end.map(number)) {
            (Some(from), Some(to)) if from == to => from,
            (Some(from), Some(to)) => format!("{from}–{to}"),
            // From nothing to whatever there is.
            (Some(_), None) if piece.from.is_some_and(|(from, _)| from.is_zero()) => return amount,
            (Some(from), None) => language.pick(
                format!("vähintään {from}"),
                format!("minst {from}"),
                format!("{from} or more"),
            ),
            (None, Some(to)) => language.pick(
                format!("enintään {to}"),
                format!("högst {to}"),
                format!("at most {to}"),
            ),
            (None, None) => return amount,
        };
        format!("{amount} ({}: {stretch})", self.measure)
    }
}

/// "€0.05 × population + €10.00".
fn line_in(line: Line, measure: &str, currency: Currency, language: Language) -> String {
    let amount = |value: Exact| Amount::new(value, currency).in_language(language);
    if line.rate.is_zero() {
        return amount(line.fixed);
    }
    let rate = format!("{} × {measure}", amount(line.rate));
    if line.fixed.is_zero() {
        rate
    } else if line.fixed.is_negative() {
        format!("{rate} − {}", amount(line.fixed.abs()))
    } else {
        format!("{rate} + {}", amount(line.fixed))
    }
}
