//! `cargo xtask`: generated code and long checks.

fn main() {}
