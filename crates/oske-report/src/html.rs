//! [`Document::to_html`]: one page that needs nothing but itself.

use std::fmt::{self, Write as _};

use oske_types::{Language, Source};

use crate::clean::{clean, web_address};
use crate::label::Label;
use crate::text::read_on;
use crate::{Block, Cell, Chart, Column, Document, KeyFigure, Section, Span, Table, Words};

/// Dark ink on white, readable in grey; wide tables scroll on a phone; on paper headings and rows stay
/// together and headings of tables stand on every page.
const STYLE: &str = include_str!("html.css");

/// The fewest columns of a table whose letters are smaller.
const LEAST_WIDE_COLUMNS: usize = 6;
/// The most rows of a table that is kept on one page when printed.
const MOST_SHORT_ROWS: usize = 20;

impl Document {
    /// The document as one page of HTML 5: no other file, no script, nothing loaded.
    ///
    /// It is made to be printed, and to be heard: one first heading and no level left out, headings of
    /// columns and rows, titles of tables, descriptions of charts, a contrast of at least 7 : 1. Links
    /// lead to the web alone.
    ///
    /// ```
    /// use oske_report::Document;
    /// use oske_types::Language;
    ///
    /// let page = Document::new(Language::Finnish, "Maksut < 2023").to_html();
    /// assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"fi\">"));
    /// assert!(page.contains("<h1>Maksut &lt; 2023</h1>"));
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut page = Page {
            text: String::new(),
            language: self.language(),
            tables: 0,
            charts: 0,
        };
        page.document(self);
        page.text
    }
}

struct Page {
    text: String,
    language: Language,
    tables: usize,
    charts: usize,
}

/// Adds a line to a page.
macro_rules! line {
    ($page:expr, $($line:tt)*) => {
        $page.line(format_args!($($line)*))
    };
}

impl Page {
    fn line(&mut self, line: fmt::Arguments<'_>) {
        // Nothing fails that is written to memory.
        let _: fmt::Result = writeln!(self.text, "{line}");
    }

    fn label(&self, label: Label) -> &'static str {
        label.in_language(self.language)
    }

    fn document(&mut self, document: &Document) {
        let title = match escaped(document.title()).trim() {
            "" => self.label(Label::Report).to_owned(),
            title => title.to_owned(),
        };
        line!(self, "<!DOCTYPE html>");
        line!(self, "<html lang=\"{}\">", self.language.code());
        line!(self, "<head>");
        line!(self, "<meta charset=\"utf-8\">");
        let phone = "width=device-width, initial-scale=1";
        line!(self, "<meta name=\"viewport\" content=\"{phone}\">");
        line!(self, "<meta name=\"color-scheme\" content=\"light\">");
        line!(self, "<title>{title}</title>");
        line!(self, "<style>\n{}</style>", STYLE);
        line!(self, "</head>");
        line!(self, "<body>");
        line!(self, "<main>");
        line!(self, "<h1>{title}</h1>");
        if let Some(subtitle) = document.subtitle() {
            line!(self, "<p class=\"subtitle\">{}</p>", escaped(subtitle));
        }
        for block in document.opening() {
            self.block(block);
        }
        for section in document.sections() {
            self.section(section, 2);
        }
        self.sources(document.sources());
        line!(self, "</main>");
        line!(self, "</body>");
        line!(self, "</html>");
    }

    /// A section that has a blank heading has none, and those within it stand in its place.
    fn section(&mut self, section: &Section, level: usize) {
        let heading = escaped(section.heading());
        let is_headed = !heading.trim().is_empty();
        let class = match section.begins_page() {
            true => " class=\"page\"",
            false => "",
        };
        line!(self, "<section{class}>");
        if is_headed {
            line!(self, "<h{level}>{heading}</h{level}>");
        }
        for block in section.blocks() {
            self.block(block);
        }
        // There are six levels.
        let within = level.saturating_add(usize::from(is_headed)).min(6);
        for section in section.sections() {
            self.section(section, within);
        }
        line!(self, "</section>");
    }

    fn sources(&mut self, sources: &[Source]) {
        if sources.is_empty() {
            return;
        }
        line!(self, "<section class=\"sources\">");
        line!(self, "<h2>{}</h2>", self.label(Label::Sources));
        line!(self, "<ul>");
        for source in sources {
            let title = match source.address() {
                Some(address) => link(source.title(), address),
                None => escaped(source.title()),
            };
            line!(self, "<li>{title}{}</li>", read_on(source, self.language));
        }
        line!(self, "</ul>");
        line!(self, "</section>");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(words) => line!(self, "<p>{}</p>", spans(words)),
            Block::Note(words) => {
                let note = self.label(Label::Note);
                let words = spans(words);
                line!(
                    self,
                    "<p class=\"note\"><strong>{note}</strong> {words}</p>"
                );
            }
            Block::List(points) => self.list(points),
            Block::KeyFigures(figures) => self.key_figures(figures),
            Block::Table(table) => self.table(table, ""),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn list(&mut self, points: &[Words]) {
        if points.is_empty() {
            return;
        }
        line!(self, "<ul>");
        for point in points {
            line!(self, "<li>{}</li>", spans(point));
        }
        line!(self, "</ul>");
    }

    fn key_figures(&mut self, figures: &[KeyFigure]) {
        if figures.is_empty() {
            return;
        }
        line!(self, "<dl class=\"figures\">");
        for figure in figures {
            let value = match figure.value() {
                Cell::Link { words, address } => link(words, address),
                Cell::Foreign { words, language } => foreign(words, *language),
                value => escaped(&value.in_language(self.language)),
            };
            line!(self, "<div>");
            line!(self, "<dt>{}</dt>", escaped(figure.name()));
            line!(self, "<dd>{value}</dd>");
            if let Some(note) = figure.note() {
                line!(self, "<dd class=\"remark\">{}</dd>", escaped(note));
            }
            line!(self, "</div>");
        }
        line!(self, "</dl>");
    }

    /// A table; a class of the box that it scrolls in may be added.
    fn table(&mut self, table: &Table, class: &str) {
        let title = match escaped(table.title()).trim() {
            "" => self.label(Label::Table).to_owned(),
            title => title.to_owned(),
        };
        if table.columns().is_empty() {
            line!(self, "<p>{title}</p>");
            return;
        }
        self.tables = self.tables.saturating_add(1);
        let number = self.tables;
        let (short, wide) = (short(table), wide(table));
        // What scrolls can be reached by keys, and says what it is.
        line!(
            self,
            "<div class=\"scroll{short}{wide}{class}\" role=\"group\" tabindex=\"0\" aria-labelledby=\"table-{number}\">"
        );
        line!(self, "<table>");
        line!(self, "<caption id=\"table-{number}\">{title}</caption>");
        line!(self, "<thead>");
        let headings = table.columns().iter().map(|column| {
            let heading = escaped(column.heading());
            if heading.trim().is_empty() {
                format!("<td{}></td>", class_of(column))
            } else {
                format!("<th scope=\"col\"{}>{heading}</th>", class_of(column))
            }
        });
        let headings: String = headings.collect();
        line!(self, "<tr>{headings}</tr>");
        line!(self, "</thead>");
        line!(self, "<tbody>");
        for row in table.rows() {
            let cells = table.columns().iter().zip(row).map(|(column, cell)| {
                let words = match cell {
                    Cell::Link { words, address } => link(words, address),
                    Cell::Foreign { words, language } => foreign(words, *language),
                    _ => escaped(&column.cell_in(self.language, cell)),
                };
                (column, words)
            });
            let row = row_of(cells);
            line!(self, "<tr>{row}</tr>");
        }
        line!(self, "</tbody>");
        if let Some(totals) = table.totals_in(self.language) {
            let cells = totals.iter().map(|total| escaped(total));
            let row = row_of(table.columns().iter().zip(cells));
            line!(self, "<tfoot>");
            line!(self, "<tr>{row}</tr>");
            line!(self, "</tfoot>");
        }
        line!(self, "</table>");
        if let Some(left_out) = table.left_out_in(self.language) {
            line!(self, "<p class=\"left-out\">{}</p>", escaped(&left_out));
        }
        line!(self, "</div>");
    }

    fn chart(&mut self, chart: &Chart) {
        self.charts = self.charts.saturating_add(1);
        let number = self.charts;
        let data = chart.to_table(self.language);
        let short = short(&data);
        let title = match escaped(chart.title()).trim() {
            "" => self.label(Label::Data).to_owned(),
            title => title.to_owned(),
        };
        let words = escaped(chart.description());
        line!(
            self,
            "<figure class=\"chart{short}\" aria-labelledby=\"chart-{number}\">"
        );
        line!(self, "<figcaption>");
        line!(self, "<p id=\"chart-{number}\" class=\"title\">{title}</p>");
        line!(self, "<p>{words}</p>");
        line!(self, "</figcaption>");
        let drawing = chart.to_svg_with_ids(&format!("chart-{number}-drawing"), self.language);
        line!(self, "{}", drawing.trim_end());
        line!(self, "<details>");
        line!(self, "<summary>{}</summary>", self.label(Label::Data));
        self.table(&data, " data");
        line!(self, "</details>");
        line!(self, "</figure>");
    }
}

/// The class of a table of many columns, whose letters are smaller.
fn wide(table: &Table) -> &'static str {
    if table.columns().len() >= LEAST_WIDE_COLUMNS {
        " wide"
    } else {
        ""
    }
}

/// The class of a table that goes on one page.
fn short(table: &Table) -> &'static str {
    if table.rows().len() <= MOST_SHORT_ROWS {
        " short"
    } else {
        ""
    }
}

/// The cells of a row, the first of which is its heading if it is words.
fn row_of<'c>(cells: impl Iterator<Item = (&'c Column, String)>) -> String {
    let cells = cells.enumerate().map(|(index, (column, words))| {
        if index == 0 && !column.is_numeric() && !words.trim().is_empty() {
            format!("<th scope=\"row\">{words}</th>")
        } else {
            format!("<td{}>{words}</td>", class_of(column))
        }
    });
    cells.collect()
}

const fn class_of(column: &Column) -> &'static str {
    if column.is_numeric() {
        " class=\"number\""
    } else {
        ""
    }
}

fn spans(words: &Words) -> String {
    let spans = words.spans().iter().map(|span| match span {
        Span::Plain(words) => escaped(words),
        Span::Strong(words) => format!("<strong>{}</strong>", escaped(words)),
        Span::Foreign { words, language } => foreign(words, *language),
        Span::Link { words, address } => link(words, address),
    });
    spans.collect()
}

/// Words of another language.
fn foreign(words: &str, language: Language) -> String {
    format!("<span lang=\"{language}\">{}</span>", escaped(words))
}

/// Words that lead to an address of the web; to any other they do not. A link without words is told by
/// its address.
fn link(words: &str, address: &str) -> String {
    let words = escaped(words);
    match web_address(address).map(|address| escaped(&address)) {
        Some(address) if words.trim().is_empty() => {
            format!("<a href=\"{address}\">{address}</a>")
        }
        Some(address) => format!("<a href=\"{address}\">{words}</a>"),
        None => words,
    }
}

/// Words in which nothing is markup, between tags and within quotation marks.
fn escaped(words: &str) -> String {
    let words = clean(words);
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            _ => text.push(character),
        }
    }
    text
}
