//! The generated files are what the tables give.

/// Fails when a table was changed and `cargo xtask codegen` was not run.
#[test]
fn generated_files_are_current() -> Result<(), Box<dyn std::error::Error>> {
    let stale = xtask::codegen::stale_files(xtask::workspace_root())?;
    let paths: Vec<&str> = stale.iter().map(|file| file.path()).collect();
    assert!(paths.is_empty(), "run `cargo xtask codegen`: {paths:?}");
    Ok(())
}

/// The crate reads the rows of the centres as the generator, which checked them, does.
#[test]
fn centres_are_read_as_the_generator_reads_them() -> Result<(), Box<dyn std::error::Error>> {
    let texts = xtask::codegen::texts(xtask::workspace_root())?;
    let expected = xtask::codegen::centres(&texts)?;
    assert_eq!(oske_data::CENTRES.tables(), &expected);
    Ok(())
}
