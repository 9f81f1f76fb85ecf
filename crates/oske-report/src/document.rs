//! [`Document`]: what a report says.

use oske_types::{Language, Source};

use crate::{Cell, Chart, Table, Words};

/// What a report says, in one language, whatever it is written as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    language: Language,
    title: String,
    subtitle: Option<String>,
    blocks: Vec<Block>,
    sections: Vec<Section>,
    sources: Vec<Source>,
}

impl Document {
    /// A document of a title, in a language: that of its words, and of the numbers and dates in it.
    #[must_use]
    pub fn new(language: Language, title: impl Into<String>) -> Self {
        Self {
            language,
            title: title.into(),
            subtitle: None,
            blocks: Vec::new(),
            sections: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// With a line below the title.
    #[must_use]
    pub fn with_subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = Some(subtitle.into());
        self
    }

    /// With a block before the first section.
    #[must_use]
    pub fn with_opening(mut self, block: impl Into<Block>) -> Self {
        self.blocks.push(block.into());
        self
    }

    /// With a section at the end.
    #[must_use]
    pub fn with(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }

    /// With a source at the end, if it is not there yet.
    #[must_use]
    pub fn with_source(mut self, source: Source) -> Self {
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
        self
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The line below the title.
    #[must_use]
    pub fn subtitle(&self) -> Option<&str> {
        self.subtitle.as_deref()
    }

    /// What stands before the first section.
    #[must_use]
    pub fn opening(&self) -> &[Block] {
        &self.blocks
    }

    /// The sections, in order.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Where its figures come from.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Every block of the document, in the order of reading.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let of_sections = self.sections.iter().flat_map(Section::all_blocks);
        self.blocks.iter().chain(of_sections)
    }

    /// Every table, in the order of reading.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// A section under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    heading: String,
    begins_page: bool,
    blocks: Vec<Block>,
    sections: Vec<Self>,
}

impl Section {
    /// A section under a heading.
    #[must_use]
    pub fn new(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            begins_page: false,
            blocks: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// On a page of its own where the document is printed, as annexes are.
    ///
    /// ```
    /// use oske_report::{Document, Section};
    /// use oske_types::Language;
    ///
    /// let annex = Section::new("Liite: jäsenet").beginning_page();
    /// let page = Document::new(Language::Finnish, "Ehdotus").with(annex).to_html();
    /// assert!(page.contains("<section class=\"page\">\n<h2>Liite: jäsenet</h2>"));
    /// ```
    #[must_use]
    pub fn beginning_page(mut self) -> Self {
        self.begins_page = true;
        self
    }

    /// With a block at its end, before any section within it.
    #[must_use]
    pub fn with(mut self, block: impl Into<Block>) -> Self {
        self.blocks.push(block.into());
        self
    }

    /// With a section within it.
    #[must_use]
    pub fn with_section(mut self, section: Self) -> Self {
        self.sections.push(section);
        self
    }

    /// The heading.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// Whether it begins a page where the document is printed.
    #[must_use]
    pub const fn begins_page(&self) -> bool {
        self.begins_page
    }

    /// Its own blocks.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The sections within it.
    #[must_use]
    pub fn sections(&self) -> &[Self] {
        &self.sections
    }

    fn all_blocks(&self) -> Box<dyn Iterator<Item = &Block> + '_> {
        let within = self.sections.iter().flat_map(Self::all_blocks);
        Box::new(self.blocks.iter().chain(within))
    }
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block {
    /// A paragraph.
    Paragraph(Words),
    /// A list of points.
    List(Vec<Words>),
    /// Figures to be seen first.
    KeyFigures(Vec<KeyFigure>),
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
    /// A remark on what stands before it.
    Note(Words),
}

impl From<&str> for Block {
    fn from(words: &str) -> Self {
        Self::Paragraph(words.into())
    }
}

impl From<String> for Block {
    fn from(words: String) -> Self {
        Self::Paragraph(words.into())
    }
}

impl From<Words> for Block {
    fn from(words: Words) -> Self {
        Self::Paragraph(words)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl From<Chart> for Block {
    fn from(chart: Chart) -> Self {
        Self::Chart(chart)
    }
}

impl From<Vec<KeyFigure>> for Block {
    fn from(figures: Vec<KeyFigure>) -> Self {
        Self::KeyFigures(figures)
    }
}

/// A figure to be seen first, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFigure {
    name: String,
    value: Cell,
    note: Option<String>,
}

impl KeyFigure {
    /// A figure with its name.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<Cell>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            note: None,
        }
    }

    /// With a remark below it.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The figure.
    #[must_use]
    pub const fn value(&self) -> &Cell {
        &self.value
    }

    /// The remark below it.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}
