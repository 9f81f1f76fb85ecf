//! The pictures of the facade's docs as links that hold them: docs are pages apart from the repository, where no
//! file of it is found.
//!
//! ```text
//! oske/docs/pictures/*.{svg,png} ─► oske/docs/pictures.md, one `[name]: data:…` for each
//! ```

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{CodegenError, GeneratedFile, files_of, unreadable};

const PICTURES: &str = "crates/oske/docs/pictures";
const LINKS: &str = "crates/oske/docs/pictures.md";

/// The links to the pictures; none of a workspace without them.
pub(super) fn file(workspace: &Path) -> Result<Option<GeneratedFile>, CodegenError> {
    let mut names = files_of(&workspace.join(PICTURES)).map_err(unreadable(PICTURES))?;
    names.sort();
    let mut links = String::new();
    for name in names {
        let (picture, kind) = match name.rsplit_once('.') {
            Some((picture, "svg")) => (picture, "svg+xml"),
            Some((picture, "png")) => (picture, "png"),
            _ => continue,
        };
        let path = format!("{PICTURES}/{name}");
        let bytes = fs::read(workspace.join(&path)).map_err(unreadable(&path))?;
        links.push_str(&format!(
            "[{picture}]: data:image/{kind};base64,{}\n",
            STANDARD.encode(bytes)
        ));
    }
    Ok((!links.is_empty()).then(|| GeneratedFile {
        path: LINKS.to_owned(),
        text: links,
    }))
}
