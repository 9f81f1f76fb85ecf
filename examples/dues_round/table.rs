//! A plain table for a terminal: columns as wide as their widest cell up to a bound, numbers to the
//! right.

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// A column: its title, the side its cells stand on, and how wide it may be.
struct Column {
    title: String,
    align: Align,
    most: usize,
}

pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<'t>(columns: impl IntoIterator<Item = (&'t str, Align, usize)>) -> Self {
        let columns = columns.into_iter();
        let columns = columns.map(|(title, align, most)| Column {
            title: title.to_owned(),
            align,
            most,
        });
        Self {
            columns: columns.collect(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table, with a line below the headings, indented by two. A cell that is too wide is broken
    /// between words; a first cell that is one word too wide stands on a line of its own.
    pub(crate) fn to_text(&self) -> String {
        let titles: Vec<String> = self
            .columns
            .iter()
            .map(|column| column.title.clone())
            .collect();
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                let cells = self.rows.iter().chain([&titles]);
                let cells = cells.filter_map(|row| row.get(index));
                let widths = cells
                    .flat_map(|cell| wrap(cell, column.most, column.most))
                    .map(|line| line.chars().count())
                    .filter(|width| *width <= column.most);
                widths.max().unwrap_or(0)
            })
            .collect();
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        let mut text = String::new();
        for row in [&titles, &rule].into_iter().chain(&self.rows) {
            let mut cells: Vec<Vec<String>> = row
                .iter()
                .zip(&widths)
                .map(|(cell, &width)| wrap(cell, width, width))
                .collect();
            if let (Some(first), Some(&width)) = (cells.first_mut(), widths.first()) {
                for line in first.iter_mut().filter(|line| line.chars().count() > width) {
                    text.push_str(&format!("  {line}\n"));
                    line.clear();
                }
            }
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for line in 0..height {
                let parts: Vec<String> = cells
                    .iter()
                    .zip(&self.columns)
                    .zip(&widths)
                    .map(|((cell, column), &width)| {
                        let cell = cell.get(line).map_or("", String::as_str);
                        match column.align {
                            Align::Left => format!("{cell:width$}"),
                            Align::Right => format!("{cell:>width$}"),
                        }
                    })
                    .collect();
                text.push_str(format!("  {}", parts.join("  ")).trim_end());
                text.push('\n');
            }
        }
        text
    }
}

/// A text in lines, broken between words: the first of `first` characters at most, the others of
/// `rest`. A longer word stays whole. What follows a no-break space stays with it.
pub(crate) fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let most = if lines.is_empty() { first } else { rest };
        let width = line.chars().count().saturating_add(word.chars().count());
        if !line.is_empty() && width >= most {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}
