// The page's link is to a file of the repository. In the docs this one, being first, is taken for it.
//! [normal form]: crate::NormalForm
//!
#![doc = include_str!("../docs/design.md")]
