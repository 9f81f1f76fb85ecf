//! [`Document::to_text`]: for a terminal.

use oske_types::{Language, Source, date_in};

use crate::clean::clean;
use crate::label::Label;
use crate::{Block, Cell, Chart, Document, KeyFigure, Section, Table, Words};

impl Document {
    /// The document as plain text, in lines of at most `width` characters where words can be broken;
    /// tables are as wide as they have to be. Links are told by their words alone. Charts are told by
    /// their description.
    #[must_use]
    pub fn to_text(&self, width: usize) -> String {
        let mut writer = Writer {
            text: String::new(),
            language: self.language(),
            width,
        };
        writer.heading(self.title(), '=');
        if let Some(subtitle) = self.subtitle() {
            writer.paragraph(subtitle, "");
        }
        for block in self.opening() {
            writer.block(block);
        }
        for section in self.sections() {
            writer.section(section, 0);
        }
        if !self.sources().is_empty() {
            writer.heading(Label::Sources.in_language(self.language()), '-');
            for source in self.sources() {
                let mut words = source.title().to_owned();
                if let Some(address) = source.address() {
                    words.push_str(&format!(" <{address}>"));
                }
                words.push_str(&read_on(source, self.language()));
                writer.wrapped(&words, "- ", "  ");
            }
            writer.end_block();
        }
        while writer.text.ends_with("\n\n") {
            writer.text.pop();
        }
        writer.text
    }
}

/// The day on which a source was read, after its title and address.
pub(crate) fn read_on(source: &Source, language: Language) -> String {
    source.date_read().map_or_else(String::new, |date| {
        let read = Label::Read.in_language(language);
        format!(", {read} {}", date_in(language, date))
    })
}

impl Table {
    /// The table as plain text: its title, headings, rows and totals, each on a line.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut lines = vec![
            self.columns()
                .iter()
                .map(|column| clean(column.heading()))
                .collect(),
        ];
        lines.extend(self.rows().iter().map(|row| self.row_in(language, row)));
        let totals = self.totals_in(language);
        let widths = self.widths(lines.iter().chain(&totals));
        let rule = || {
            let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            rules.join("  ")
        };

        let mut text = format!("{}\n", clean(self.title()));
        for (index, line) in lines.iter().chain(&totals).enumerate() {
            if index == 1 || index == lines.len() {
                text.push_str(&format!("{}\n", rule()));
            }
            text.push_str(self.line(line, &widths).trim_end());
            text.push('\n');
        }
        if lines.len() == 1 && totals.is_none() {
            text.push_str(&format!("{}\n", rule()));
        }
        text
    }

    pub(crate) fn row_in(&self, language: Language, row: &[Cell]) -> Vec<String> {
        let cells = self.columns().iter().zip(row);
        cells
            .map(|(column, cell)| clean(&column.cell_in(language, cell)))
            .collect()
    }

    /// The row of totals: the first column without one tells that they are.
    pub(crate) fn totals_in(&self, language: Language) -> Option<Vec<String>> {
        if !self.has_totals() {
            return None;
        }
        let mut is_told = false;
        let cells =
            self.columns()
                .iter()
                .enumerate()
                .map(|(index, column)| match self.total(index) {
                    Some(total) => column.cell_in(language, total.sum()),
                    None if is_told => String::new(),
                    None => {
                        is_told = true;
                        Label::Total.in_language(language).to_owned()
                    }
                });
        Some(cells.collect())
    }

    /// What the totals are without: the headings under which values are not known, and how many.
    pub(crate) fn left_out_in(&self, language: Language) -> Option<String> {
        let columns = self.columns().iter().enumerate();
        let left_out: Vec<String> = columns
            .filter_map(|(index, column)| {
                let count = self.total(index)?.left_out();
                (count > 0).then(|| format!("{} {count}", column.heading()))
            })
            .collect();
        let label = Label::LeftOut.in_language(language);
        (!left_out.is_empty()).then(|| format!("{label} {}.", left_out.join(", ")))
    }

    fn widths<'l>(&self, lines: impl Iterator<Item = &'l Vec<String>>) -> Vec<usize> {
        let mut widths = vec![0; self.columns().len()];
        for line in lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = cell.chars().count().max(*width);
            }
        }
        widths
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let columns = self.columns().iter().zip(cells).zip(widths);
        let cells: Vec<String> = columns
            .map(|((column, cell), &width)| {
                if column.is_numeric() {
                    format!("{cell:>width$}")
                } else {
                    format!("{cell:<width$}")
                }
            })
            .collect();
        cells.join("  ")
    }
}

struct Writer {
    text: String,
    language: Language,
    width: usize,
}

impl Writer {
    fn heading(&mut self, words: &str, rule: char) {
        let words = clean(words);
        let rule = rule.to_string().repeat(words.chars().count());
        self.text.push_str(&format!("{words}\n{rule}\n"));
        self.end_block();
    }

    fn section(&mut self, section: &Section, depth: usize) {
        if depth == 0 {
            self.heading(section.heading(), '-');
        } else {
            self.text
                .push_str(&format!("{}\n", clean(section.heading())));
            self.end_block();
        }
        for block in section.blocks() {
            self.block(block);
        }
        for within in section.sections() {
            self.section(within, depth.saturating_add(1));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(words) => self.paragraph(&words.to_string(), ""),
            Block::Note(words) => {
                let note = format!("{} ", Label::Note.in_language(self.language));
                self.paragraph(&words.to_string(), &note);
            }
            Block::List(points) => self.list(points),
            Block::KeyFigures(figures) => self.key_figures(figures),
            Block::Table(table) => {
                self.text.push_str(&table.to_text(self.language));
                if let Some(left_out) = table.left_out_in(self.language) {
                    self.wrapped(&left_out, "", "");
                }
                self.end_block();
            }
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn list(&mut self, points: &[Words]) {
        for point in points {
            self.wrapped(&point.to_string(), "- ", "  ");
        }
        self.end_block();
    }

    fn key_figures(&mut self, figures: &[KeyFigure]) {
        let widest = figures
            .iter()
            .map(|figure| clean(figure.name()).chars().count())
            .max();
        let widest = widest.unwrap_or_default();
        for figure in figures {
            let value = clean(&figure.value().in_language(self.language));
            let note = figure
                .note()
                .map(|note| format!(" ({})", clean(note)))
                .unwrap_or_default();
            let line = format!("{:<widest$}  {value}{note}\n", clean(figure.name()));
            self.text.push_str(&line);
        }
        self.end_block();
    }

    fn chart(&mut self, chart: &Chart) {
        self.text.push_str(&format!("{}\n", clean(chart.title())));
        self.wrapped(chart.description(), "  ", "  ");
        self.end_block();
    }

    fn paragraph(&mut self, words: &str, before: &str) {
        self.wrapped(words, before, "");
        self.end_block();
    }

    /// Words in lines, with something before the first line and before each later one.
    fn wrapped(&mut self, words: &str, first: &str, later: &str) {
        let mut line = first.to_owned();
        let mut is_begun = false;
        let words = clean(words);
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            let longer = line.chars().count().saturating_add(word.chars().count());
            if is_begun && longer >= self.width {
                self.text.push_str(&format!("{}\n", line.trim_end()));
                line = later.to_owned();
                is_begun = false;
            }
            if is_begun {
                line.push(' ');
            }
            line.push_str(word);
            is_begun = true;
        }
        self.text.push_str(&format!("{}\n", line.trim_end()));
    }

    /// An empty line.
    fn end_block(&mut self) {
        self.text.push('\n');
    }
}
