//! Reports for people from exact values: one document, written as text, Markdown, HTML, CSV, XLSX or
//! JSON.
//!
//! A [`Document`] is what a report says: sections of paragraphs, key figures, tables with typed cells and
//! charts with their data, in one language. How it looks is the matter of the writers, and every writer
//! shows the same values: a sum in a workbook is the sum on the page.
//!
//! ```
//! use oske_report::{Cell, Column, Document, Section, Table};
//! use oske_types::{Currency, Language, Money};
//!
//! let euros = |euros: i64| Money::from_minor(euros * 100, Currency::EUR);
//! let mut dues = Table::new(
//!     "Maksut lajeittain",
//!     [
//!         Column::words("Laji"),
//!         Column::count("Jäseniä").summed(),
//!         Column::money("Maksut", Currency::EUR).summed(),
//!     ],
//! );
//! dues.push([Cell::words("hyvinvointialue"), Cell::count(4), Cell::from(euros(45_000))])?;
//! dues.push([Cell::words("yhdistys"), Cell::count(11), Cell::from(euros(1_210))])?;
//!
//! let report = Document::new(Language::Finnish, "Jäsenmaksut 2023")
//!     .with(Section::new("Maksut").with(dues));
//! assert_eq!(report.to_text(60), "\
//! Jäsenmaksut 2023
//! ================
//!
//! Maksut
//! ------
//!
//! Maksut lajeittain
//! Laji             Jäseniä       Maksut
//! ---------------  -------  -----------
//! hyvinvointialue        4  45\u{a0}000,00\u{a0}€
//! yhdistys              11   1\u{a0}210,00\u{a0}€
//! ---------------  -------  -----------
//! Yhteensä              15  46\u{a0}210,00\u{a0}€
//! ");
//! # Ok::<(), oske_report::TableError>(())
//! ```
//!
//! # The types
//!
//! | theme | types |
//! |---|---|
//! | the document | [`Document`] of [`Section`]s of [`Block`]s · [`Words`] with links · [`KeyFigure`] |
//! | tables | [`Table`] of [`Column`]s and [`Cell`]s, with a checked total |
//! | charts | [`Chart`] of a [`ChartData`]: [`Curve`]s, [`Bars`], [`Series`] of years, [`Tiles`]; drawn by [`Chart::to_svg`] |
//! | reports | `AnnualReport` of years of activity (feature `annual`) |
//!
//! # The writers
//!
//! | for | |
//! |---|---|
//! | a terminal | [`Document::to_text`], [`Table::to_text`] |
//! | a wiki or an editor | [`Document::to_markdown`], [`Table::to_markdown`] |
//! | a browser and paper | [`Document::to_html`]: one page, accessible, without script |
//! | a spreadsheet | `Document::to_xlsx`: numbers, formulas, charts |
//! | other programs | [`Document::to_json`] the whole, exactly · [`Table::to_csv`] with [`Document::named_tables`] |
//!
//! Words are never taken for markup, for a formula or for a command to a terminal, and links lead to the web
//! alone. The same document gives the same bytes. Where there is no picture of a chart, there is a table of
//! its data, [`Chart::to_table`].
//!
//! # Limits
//!
//! A document has no page breaks but where a section begins a page, no fonts and no pictures but its charts. The crate knows nothing of
//! dues: what a dues report says is put together in `oske`.
//!
//! # Features
//!
//! - `annual`: `AnnualReport`, years of an organisation's activity side by side, from `oske-domain`.
//! - `csv` (default): [`Table::to_csv`].
//! - `json` (default): [`Document::to_json`].
//! - `xlsx`: `Document::to_xlsx`. Within it alone numbers become floats, as a workbook has no others.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "annual")]
mod annual;
mod cell;
mod chart;
mod chart_table;
mod clean;
#[cfg(feature = "csv")]
mod csv;
#[cfg(any(feature = "csv", feature = "xlsx"))]
mod digits;
mod document;
mod file_name;
mod html;
#[cfg(feature = "json")]
mod json;
mod label;
mod markdown;
mod svg;
mod table;
mod text;
mod words;
#[cfg(feature = "xlsx")]
mod xlsx;

// The document
pub use document::{Block, Document, KeyFigure, Section};
pub use words::{Span, Words};

// Tables
pub use cell::Cell;
pub use table::{Column, ColumnKind, Table, TableError, Total};

// Charts
pub use chart::{
    Bars, Category, Chart, ChartData, Curve, CurveEnd, CurvePiece, Series, Tile, TileBlock, Tiles,
};

// Reports
#[cfg(feature = "annual")]
#[cfg_attr(docsrs, doc(cfg(feature = "annual")))]
pub use annual::{AnnualReport, AnnualReportError};

// Errors of writers
#[cfg(feature = "xlsx")]
pub use xlsx::XlsxError;
