//! [`Chart::to_svg`]: a chart as a picture.

use oske_types::Language;

use crate::svg::canvas::{Anchor, Canvas, ID, Style, escaped};
use crate::svg::length::{Length, Point};
use crate::svg::wording::Wording;
use crate::{Chart, ChartData};

mod axis;
mod bars;
mod canvas;
mod curves;
mod ink;
mod legend;
mod length;
mod lettering;
pub(crate) mod number;
mod scale;
mod tiles;
mod wording;
mod years;

/// How wide every picture is. Letters of 14 and 15 can still be read where this is shown as 330 pixels, as
/// on a telephone.
const WIDTH: Length = Length::of(520);
/// What is left empty around a picture.
const MARGIN: Length = Length::of(8);

/// Faces that readers have, from the plainest.
const FACES: &str =
    "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";

impl Chart {
    /// The chart as SVG: a whole picture of its own, which also stands in a page as it is.
    ///
    /// It is as wide as the place that it is put in, and its letters grow with it; 330 to 800 pixels suit it
    /// best. It needs no script, style sheet or font, and does not rely on colour: curves differ in strokes,
    /// years in marks, and values that nobody knows are hatched. The title and the description are those
    /// that a screen reader says; they are not drawn, since the page has the title above.
    ///
    /// What is drawn comes from the exact values by integer arithmetic, so that the same chart has the same
    /// bytes everywhere. Ids in it begin with a hash of them; see [`Chart::to_svg_with_ids`] for a page that
    /// shows one chart twice.
    ///
    /// ```
    /// use oske_report::{Chart, ChartData, Curve, CurveEnd, CurvePiece};
    /// use oske_types::{Exact, Language};
    ///
    /// let euros = |inhabitants: i64, euros: i64| (Exact::from(inhabitants), Exact::from(euros));
    /// let end = |(inhabitants, euros)| CurveEnd::included(inhabitants, euros);
    /// let above = |(inhabitants, euros)| CurveEnd::excluded(inhabitants, euros);
    /// let dues = Curve::new(
    ///     "Jäsenmaksu",
    ///     vec![
    ///         CurvePiece::new(end(euros(0, 500)), end(euros(5_000, 500))),
    ///         CurvePiece::new(above(euros(5_000, 1_200)), end(euros(20_000, 3_000))),
    ///     ],
    /// );
    /// let chart = Chart::new(
    ///     "Jäsenmaksu asukasluvun mukaan",
    ///     "Maksu on 500 euroa 5 000 asukkaaseen asti ja nousee siitä hyppäyksellä 1 200 euroon.",
    ///     ChartData::Curves {
    ///         quantity: "asukasta".to_owned(),
    ///         unit: "€".to_owned(),
    ///         curves: vec![dues],
    ///     },
    /// );
    ///
    /// let svg = chart.to_svg(Language::Finnish);
    /// assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 520 "));
    /// assert!(svg.contains(">Jäsenmaksu asukasluvun mukaan</title>"));
    /// assert!(svg.contains(">20\u{a0}000</text>"));
    /// assert_eq!(svg, chart.to_svg(Language::Finnish));
    /// ```
    #[must_use]
    pub fn to_svg(&self, language: Language) -> String {
        let picture = Picture::of(self, language);
        let id = format!("chart-{:016x}", picture.hash());
        picture.written(&id)
    }

    /// As [`Chart::to_svg`], with ids that begin with a prefix of the caller's. Of the prefix only the
    /// letters A to Z and a to z, digits, hyphens and underlines are kept.
    ///
    /// ```
    /// # use oske_report::{Bars, Category, Chart};
    /// # use oske_types::{Exact, Language};
    /// let members = Category::new("yhdistys", vec![Some(Exact::from(11))]);
    /// let chart = Chart::new("Jäsenet", "Yhdistyksiä on 11.", Bars::new("kpl", [""], vec![members]));
    /// let svg = chart.to_svg_with_ids("jasenet", Language::Finnish);
    /// assert!(svg.contains("<title id=\"jasenet-title\">"));
    /// ```
    #[must_use]
    pub fn to_svg_with_ids(&self, prefix: &str, language: Language) -> String {
        let kept = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let mut id: String = prefix.chars().filter(kept).collect();
        if !id.starts_with(|first: char| first.is_ascii_alphabetic()) {
            id.insert_str(0, "chart-");
        }
        Picture::of(self, language).written(&id)
    }
}

/// A chart that is drawn, but whose ids are not known yet.
struct Picture {
    text: String,
}

impl Picture {
    fn of(chart: &Chart, language: Language) -> Self {
        let mut canvas = Canvas::default();
        let height = match chart.data() {
            ChartData::Curves {
                quantity,
                unit,
                curves,
            } => curves::draw(&mut canvas, (quantity, unit), curves, language),
            ChartData::Bars(bars) => bars::draw(&mut canvas, bars, language),
            ChartData::Years { unit, series } => years::draw(&mut canvas, unit, series, language),
            ChartData::Tiles(tiles) => tiles::draw(&mut canvas, tiles, language),
        };
        let elements = canvas.into_elements();
        let ink = ink::INK;
        let mut text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"100%\" \
             role=\"img\" lang=\"{language}\" aria-labelledby=\"{ID}-title {ID}-desc\" \
             font-family=\"{FACES}\" font-size=\"15\" fill=\"{ink}\">\n\
             <title id=\"{ID}-title\">{}</title>\n\
             <desc id=\"{ID}-desc\">{}</desc>\n",
            escaped(chart.title()),
            escaped(chart.description()),
        );
        if elements.contains(canvas::HATCH) {
            text.push_str(&format!(
                "<defs><pattern id=\"{ID}-hatch\" width=\"6\" height=\"6\" \
                 patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>\
                 <path d=\"M0,6 L6,0\" stroke=\"#8a8a8a\" stroke-width=\"1\"/></pattern></defs>\n"
            ));
        }
        text.push_str(&format!(
            "<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n{elements}</svg>\n"
        ));
        Self { text }
    }

    /// FNV-1a of 64 bits: short, the same everywhere, and enough to tell the charts of a page apart.
    fn hash(&self) -> u64 {
        self.text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    fn written(self, id: &str) -> String {
        self.text.replace(ID, id)
    }
}

/// Says that there is nothing to draw.
fn no_data(canvas: &mut Canvas, language: Language) -> Length {
    let height = Length::of(80);
    canvas.text(
        Point::new(WIDTH.half(), height.half() + Length::of(5)),
        Wording::NoData.in_language(language),
        Style::name().filled(ink::MUTED).anchored(Anchor::Middle),
    );
    height
}
