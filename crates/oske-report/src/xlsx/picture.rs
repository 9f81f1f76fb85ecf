//! Charts that the reader's program draws from the data beside them.

use rust_xlsxwriter::{
    Chart as Picture, ChartAxisCrossing, ChartEmptyCells, ChartFormat, ChartLegendPosition,
    ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType,
};

use crate::clean::clean;
use crate::{Chart, ChartData, Curve, Table};

/// Colours that differ in grey too.
const INKS: [&str; 4] = ["#1F3864", "#C55A11", "#7F7F7F", "#9DC3E6"];
const DASHES: [ChartLineDashType; 4] = [
    ChartLineDashType::Solid,
    ChartLineDashType::Dash,
    ChartLineDashType::RoundDot,
    ChartLineDashType::LongDash,
];
/// The most series that a chart of a workbook has.
const MOST_SERIES: usize = 255;
/// The most characters of the description.
const LONGEST_DESCRIPTION: usize = 255;

/// The picture of a chart whose data stands on a sheet from the first cell on; `None` where a workbook
/// has no such kind, or there is nothing to draw.
pub(super) fn of(chart: &Chart, data: &Table, sheet: &str) -> Option<Picture> {
    let last_row = u32::try_from(data.rows().len()).ok()?;
    let values = data.columns().len().checked_sub(1)?;
    if last_row == 0 || values == 0 || values > MOST_SERIES {
        return None;
    }
    let mut picture = match chart.data() {
        ChartData::Bars(bars) => {
            let mut picture = beside(ChartType::Bar, data, sheet, last_row);
            // The axis of the things stands upright: the first of them is the first from above.
            picture
                .y_axis()
                .set_reverse()
                .set_crossing(ChartAxisCrossing::Max);
            picture.x_axis().set_name(&said(bars.unit()));
            picture
        }
        ChartData::Years { unit, .. } => {
            let mut picture = beside(ChartType::Line, data, sheet, last_row);
            picture.y_axis().set_name(&said(unit));
            picture.show_empty_cells_as(ChartEmptyCells::Gaps);
            picture
        }
        ChartData::Curves {
            quantity,
            unit,
            curves,
        } => {
            let mut picture = pieces(curves, sheet)?;
            picture.x_axis().set_name(&said(quantity));
            picture.y_axis().set_name(&said(unit));
            picture
        }
        ChartData::Tiles(_) => return None,
    };
    picture.title().set_name(&said(chart.title()));
    picture.legend().set_position(ChartLegendPosition::Bottom);
    picture.set_alt_text(described(chart));
    picture.set_width(720).set_height(420);
    Some(picture)
}

/// A series for each column of values, beside each other.
fn beside(kind: ChartType, data: &Table, sheet: &str, last_row: u32) -> Picture {
    let mut picture = Picture::new(kind);
    let columns = (1..).zip(data.columns().iter().skip(1));
    for ((column, _), (ink, dash)) in columns.zip(INKS.into_iter().zip(DASHES).cycle()) {
        let column: u16 = column;
        let mut marker = ChartMarker::new();
        marker.set_type(ChartMarkerType::Circle);
        let series = picture
            .add_series()
            .set_name((sheet, 0, column))
            .set_categories((sheet, 1, 0, last_row, 0))
            .set_values((sheet, 1, column, last_row, column));
        if kind == ChartType::Line {
            series.set_format(&mut line(ink, dash)).set_marker(&marker);
        } else {
            let mut fill = ChartSolidFill::new();
            fill.set_color(ink);
            series.set_format(ChartFormat::new().set_solid_fill(&fill));
        }
    }
    picture
}

/// A series for each piece, so that nothing is drawn where there is no piece.
fn pieces(curves: &[Curve], sheet: &str) -> Option<Picture> {
    let count: usize = curves.iter().map(|curve| curve.pieces().len()).sum();
    if count > MOST_SERIES {
        return None;
    }
    let mut picture = Picture::new(ChartType::ScatterStraightWithMarkers);
    let mut row = 1_u32;
    for (curve, (ink, dash)) in curves.iter().zip(INKS.into_iter().zip(DASHES).cycle()) {
        for index in 0..curve.pieces().len() {
            let end = row.saturating_add(1);
            let mut fill = ChartSolidFill::new();
            fill.set_color(ink);
            let mut marker = ChartMarker::new();
            marker
                .set_type(ChartMarkerType::Circle)
                .set_size(5)
                .set_format(ChartFormat::new().set_solid_fill(&fill));
            picture
                .add_series()
                .set_name((sheet, row, 0))
                .set_categories((sheet, row, 1, end, 1))
                .set_values((sheet, row, 2, end, 2))
                .set_format(&mut line(ink, dash))
                .set_marker(&marker)
                // A curve is named once.
                .delete_from_legend(index > 0);
            row = end.saturating_add(1);
        }
    }
    Some(picture)
}

fn line(ink: &str, dash: ChartLineDashType) -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(ink).set_dash_type(dash);
    line
}

/// The description, or its beginning: the whole of it stands on the first sheet.
fn described(chart: &Chart) -> String {
    let words = clean(chart.description());
    if words.encode_utf16().count() <= LONGEST_DESCRIPTION {
        return words;
    }
    let mut cut = String::new();
    let mut length = 1_usize;
    for character in words.chars() {
        length = length.saturating_add(character.len_utf16());
        if length > LONGEST_DESCRIPTION {
            break;
        }
        cut.push(character);
    }
    cut.push('…');
    cut
}

/// Words that are no place in a sheet, as `Kasvu!A1` would be taken for.
fn said(words: &str) -> String {
    let words = clean(words);
    if words.starts_with('=') || words.contains('!') {
        format!(" {words} ")
    } else {
        words
    }
}
