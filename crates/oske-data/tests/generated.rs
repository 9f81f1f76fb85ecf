//! The generated files are what the tables give.

/// Fails when a table was changed and `cargo xtask codegen` was not run.
#[test]
fn generated_files_are_current() -> Result<(), Box<dyn std::error::Error>> {
    let stale = xtask::codegen::stale_files(xtask::workspace_root())?;
    let paths: Vec<&str> = stale.iter().map(|file| file.path()).collect();
    assert!(paths.is_empty(), "run `cargo xtask codegen`: {paths:?}");
    Ok(())
}
