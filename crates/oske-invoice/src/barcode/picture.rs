//! [`BankBarcode::to_svg`]: the bars as a picture.

use std::fmt::Write;

use oske_types::Language;

use super::{BankBarcode, code_128};

/// Modules that stay white before and behind the bars, as Code 128 asks for.
const QUIET: u32 = 10;
/// How high the bars are, in modules: 15 per cent of their width.
const HEIGHT: u32 = 50;

impl BankBarcode {
    /// The bars as SVG: a whole picture of its own, which also stands in a page as it is.
    ///
    /// A unit of the picture is a module, the width of the thinnest bar, and all lengths are whole ones. The
    /// quiet zones of ten modules before and behind the bars are part of it, 352 modules in all. It is as wide as
    /// the place that it is put in; give it about 105 millimetres on paper, so that a module is 0.3. Keep the
    /// background white and the bars black, and print no digits close under them.
    ///
    /// A screen reader says the title, which has the digits, in the language given.
    ///
    /// ```
    /// use oske_invoice::BankBarcode;
    /// use oske_types::Language;
    ///
    /// let barcode: BankBarcode = "479440520200360820048831500000000868516259619897100612".parse()?;
    /// let svg = barcode.to_svg(Language::Finnish);
    /// assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 352 50\""));
    /// assert!(svg.contains(">Pankkiviivakoodi 479440520200360820048831500000000868516259619897100612</title>"));
    /// # Ok::<(), oske_invoice::IdentifierError>(())
    /// ```
    #[must_use]
    pub fn to_svg(&self, language: Language) -> String {
        let name = match language {
            Language::Finnish => "Pankkiviivakoodi",
            Language::Swedish => "Bankstreckkod",
            Language::English => "Bank barcode",
        };
        let (bars, end) = self.bars();
        let width = end.saturating_add(QUIET);
        // The digits tell one barcode from another on a page.
        let id = format!("barcode-{self}");
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {HEIGHT}\" role=\"img\" \
             lang=\"{language}\" aria-labelledby=\"{id}\" shape-rendering=\"crispEdges\">\n\
             <title id=\"{id}\">{name} {self}</title>\n\
             <rect width=\"{width}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
             <path fill=\"#000\" d=\"{bars}\"/>\n\
             </svg>\n"
        )
    }

    /// The bars as the data of a path, and where the last one ends.
    fn bars(&self) -> (String, u32) {
        let mut bars = String::new();
        let mut place = QUIET;
        for symbol in self.symbols() {
            let widths = code_128::widths(symbol).iter();
            let is_bar = [true, false].into_iter().cycle();
            for (width, is_bar) in widths.zip(is_bar) {
                let width = u32::from(width.wrapping_sub(b'0'));
                if is_bar {
                    // What is written into a String is written.
                    let _ = write!(bars, "M{place} 0h{width}v{HEIGHT}h-{width}z");
                }
                place = place.saturating_add(width);
            }
        }
        (bars, place)
    }
}
