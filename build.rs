//! Compiles the readable sources of the lexicons into tables that are embedded: one file under `build/` an output.

#![allow(missing_docs, unreachable_pub, reason = "a build script")]

#[path = "build/english.rs"]
mod english;
#[path = "build/french.rs"]
mod french;
#[path = "src/text/normalize.rs"]
#[allow(dead_code, reason = "shared with the library, whose keys must be the same")]
mod normalize;
#[path = "src/morph/record.rs"]
mod record;
#[path = "build/table.rs"]
mod table;
#[path = "src/text/span.rs"]
mod text_span;

pub use text_span::Span;

use std::path::Path;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("set by cargo");
    let out = std::env::var("OUT_DIR").expect("set by cargo");
    let (root, out) = (Path::new(&root), Path::new(&out));
    french::lexicon(root, out);
    english::lexicon(root, out);
}

/// Reads a source file and tells cargo to run again when it changes.
fn source(path: &Path) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
