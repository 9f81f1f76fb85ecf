#![doc = include_str!("../../docs/gallery.md")]
