//! [`workspace_root`]: where the commands work.

use std::path::Path;

/// The root of the workspace: this package is at `crates/xtask`.
#[must_use]
pub fn workspace_root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}
