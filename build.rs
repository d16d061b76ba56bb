//! Compiles the readable sources of the lexicons and the glossaries into tables that are embedded: one file under
//! `build/` an output.
//!
//! Terms are entered in the index under the lemmas of their words, as the library finds them in texts. The modules that
//! do so are therefore compiled into this script too.

#![allow(
    clippy::disallowed_methods,
    missing_docs,
    unreachable_pub,
    dead_code,
    unused_imports,
    reason = "a build script that shares modules"
)]

#[path = "build/english.rs"]
mod english;
#[path = "build/french.rs"]
mod french;
#[path = "build/glossaries.rs"]
mod glossaries;
#[path = "src/morph/mod.rs"]
mod morph;
#[path = "build/table.rs"]
mod table;
#[path = "src/text/mod.rs"]
mod text;

#[path = "src/glossary"]
mod glossary {
    mod model;
    pub mod native;
    pub mod validate;

    pub use model::*;
}

#[path = "src/lookup"]
mod lookup {
    pub mod index;
    pub mod keys;
    pub mod pack;
}

use morph::record;
use text::normalize;

use std::path::Path;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("set by cargo");
    let out = std::env::var("OUT_DIR").expect("set by cargo");
    let (root, out) = (Path::new(&root), Path::new(&out));
    french::lexicon(root, out);
    english::lexicon(root, out);
    embedded::read(out);
    glossaries::compile(root, out);
    println!("cargo::rustc-env=GLOSE_TABLES={}", fingerprint());
}

/// A hash of the lexicons: indexes compiled with others are not used.
fn fingerprint() -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for language in text::Language::ALL {
        let (forms, rules) = embedded::lexicon(language);
        // FNV-1a by Fowler, Noll and Vo.
        for &byte in forms.iter().chain(rules) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// Reads a source file and tells cargo to run again when it changes.
fn source(path: &Path) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Stands for the library's module of this name.
mod embedded {
    use crate::text::Language;
    use std::path::Path;
    use std::sync::OnceLock;

    type Table = (&'static [u8], &'static [u8]);

    static TABLES: OnceLock<[Table; 2]> = OnceLock::new();

    /// Reads the tables that were just written.
    pub fn read(out: &Path) {
        let file = |name: &str| &*std::fs::read(out.join(name)).expect("written above").leak();
        let table = |name: &str| (file(&format!("{name}.fst")), file(&format!("{name}.rules")));
        TABLES.get_or_init(|| [table("french"), table("english")]);
    }

    pub fn lexicon(language: Language) -> Table {
        TABLES.get().expect("read before the glossaries are compiled")[language as usize]
    }
}
