//! The archive of a workbook: its parts, and how they refer to one another.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Broken;
use super::xml::{Part, attribute};

/// The most bytes that the parts which are read may have together, unpacked: 128 MiB.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;

pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
    /// The folder of the workbook's part, and what it refers to by id.
    folder: String,
    relations: BTreeMap<String, Relation>,
}

struct Relation {
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    target: String,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Broken> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        let archive = archive
            .map_err(|_| "cannot be unpacked: expected a file of the form XLSX".to_owned())?;
        Ok(Self {
            archive,
            left: MOST_UNPACKED,
            folder: String::new(),
            relations: BTreeMap::new(),
        })
    }

    /// The part of the workbook, after which its relations are known.
    pub(super) fn workbook(&mut self) -> Result<String, Broken> {
        let roots = self.relations_of("", "")?;
        let is_workbook = |relation: &&Relation| relation.kind == "officeDocument";
        let root = roots.values().find(is_workbook);
        let path = root.map_or("xl/workbook.xml".to_owned(), |root| root.target.clone());
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        self.relations = self.relations_of(folder, name)?;
        self.folder = folder.to_owned();
        self.part(&path)?
            .ok_or_else(|| format!("has no part `{}`", oske_types::quoted(&path)))
    }

    /// The part of a sheet, by its id in the workbook.
    pub(super) fn sheet(&mut self, id: &str) -> Result<String, Broken> {
        let relation = self.relations.get(id);
        let relation = relation.filter(|relation| relation.kind == "worksheet");
        let Some(path) = relation.map(|relation| relation.target.clone()) else {
            return Err(
                "has another thing than a table for this sheet, such as a chart".to_owned(),
            );
        };
        self.part(&path)?
            .ok_or_else(|| format!("has no part `{}`", oske_types::quoted(&path)))
    }

    /// A part that there is at most once, by the last word of its type.
    pub(super) fn shared(&mut self, kind: &str) -> Result<Option<String>, Broken> {
        let mut relations = self.relations.values();
        let found = relations.find(|relation| relation.kind == kind);
        match found.map(|relation| relation.target.clone()) {
            Some(path) => self.part(&path),
            None => Ok(None),
        }
    }

    /// What a part refers to; nothing if it says nothing.
    fn relations_of(
        &mut self,
        folder: &str,
        name: &str,
    ) -> Result<BTreeMap<String, Relation>, Broken> {
        let path = joined(folder, &format!("_rels/{name}.rels"));
        let Some(text) = self.part(&path)? else {
            return Ok(BTreeMap::new());
        };
        let mut relations = BTreeMap::new();
        let mut part = Part::new(&text);
        while let Some(element) = part.next_element()? {
            if element.local_name().as_ref() != "Relationship" {
                continue;
            }
            let (Some(id), Some(kind), Some(target)) = (
                attribute(&element, "Id")?,
                attribute(&element, "Type")?,
                attribute(&element, "Target")?,
            ) else {
                continue;
            };
            let relation = Relation {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: joined(folder, &target),
            };
            relations.insert(id, relation);
        }
        Ok(relations)
    }

    /// The text of a part, if there is one of the name, within what may be unpacked yet.
    fn part(&mut self, path: &str) -> Result<Option<String>, Broken> {
        let Some(index) = self.archive.index_for_name(path) else {
            return Ok(None);
        };
        let shown = oske_types::quoted(path);
        let damaged = || format!("has a damaged part `{shown}`");
        let file = self.archive.by_index(index).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        let limit = self.left.saturating_add(1);
        file.take(limit)
            .read_to_end(&mut bytes)
            .map_err(|_| damaged())?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(length).ok_or_else(|| {
            format!("is too large unpacked: expected at most {MOST_UNPACKED} bytes")
        })?;
        let text = String::from_utf8(bytes);
        let text = text.map_err(|_| format!("has a part `{shown}` that is not in UTF-8"))?;
        Ok(Some(text))
    }
}

/// The path of a target, as seen from a folder; one that begins with `/` is seen from the root.
fn joined(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(target) => ("", target),
        None => (folder, target),
    };
    let mut names: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(
            joined("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(joined("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(joined("xl/a", "../b.xml"), "xl/b.xml");
        assert_eq!(joined("", "_rels/.rels"), "_rels/.rels");
        assert_eq!(joined("", "../../x"), "x");
    }
}
