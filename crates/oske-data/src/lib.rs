//! Embedded tables.
