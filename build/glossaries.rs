//! Compiles the glossaries into the index that is embedded.

use crate::glossary::native;
use crate::lookup::index::IndexBuilder;
use std::path::Path;

/// Writes `glossaries.index` from all `glossaries/*.toml`, in the order of their names.
pub fn compile(root: &Path, out: &Path) {
    let folder = root.join("glossaries");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    let mut builder = IndexBuilder::new();
    for file in files {
        let name = file.file_stem().and_then(|stem| stem.to_str()).expect("an ASCII name").to_owned();
        let glossary = native::read(&crate::source(&file), &name)
            .unwrap_or_else(|errors| panic!("{}:\n{errors}", file.display()))
            .glossary;
        builder.glossary(&glossary.name, glossary.domain.as_deref());
        glossary.concepts.iter().for_each(|concept| builder.concept(concept));
    }
    std::fs::write(out.join("glossaries.index"), builder.finish()).expect("a writable folder");
}
