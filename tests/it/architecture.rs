//! Layers only look down: `crate::x` may be named only in modules that stand above `x`.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module with the modules it may import. A module may always import itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("document", &["text"]),
    ("segment", &["text", "document"]),
    ("token", &["text", "document"]),
    ("embedded", &["text"]),
    ("morph", &["text", "embedded"]),
    ("tag", &["text", "token", "morph"]),
    ("encode", &["text"]),
    ("analysis", &["text", "document", "segment", "token", "morph", "tag"]),
    ("definition", &["text", "document", "segment", "token", "morph", "tag", "analysis"]),
    ("glossary", &["text", "morph"]),
    ("lookup", &["text", "embedded", "document", "segment", "token", "morph", "tag", "analysis", "glossary"]),
    ("extract", &["text", "document", "segment", "token", "morph", "tag", "analysis", "encode", "glossary"]),
    (
        "align",
        &[
            "text",
            "document",
            "segment",
            "token",
            "morph",
            "tag",
            "analysis",
            "definition",
            "encode",
            "glossary",
        ],
    ),
    (
        "check",
        &[
            "text", "document", "segment", "token", "morph", "tag", "analysis", "encode", "glossary",
            "lookup", "extract", "align",
        ],
    ),
    (
        "generate",
        &[
            "text",
            "document",
            "segment",
            "token",
            "morph",
            "tag",
            "analysis",
            "definition",
            "encode",
            "glossary",
            "lookup",
            "extract",
            "align",
        ],
    ),
    ("review", &["text", "morph", "glossary", "generate"]),
    ("l10n", &["text"]),
    (
        "report",
        &[
            "text", "document", "segment", "token", "morph", "tag", "analysis", "encode", "glossary",
            "lookup", "extract", "align", "check", "generate", "review", "l10n",
        ],
    ),
    (
        "format",
        &["text", "document", "segment", "token", "morph", "tag", "analysis", "glossary", "align", "error"],
    ),
    ("config", &["text"]),
    ("store", &["text", "document", "glossary", "format", "error", "config", "align", "lookup"]),
    ("error", &["glossary", "format", "store", "config", "text", "segment", "encode", "align"]),
    (
        "pipeline",
        &[
            "text", "document", "segment", "token", "morph", "tag", "analysis", "encode", "glossary",
            "lookup", "extract", "align", "check", "generate", "review", "report", "l10n", "config", "error",
        ],
    ),
    ("cli", &["*"]),
];

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn layers_only_look_down() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut wrong = Vec::new();
    for path in files {
        let relative = path.strip_prefix(&src).unwrap();
        let module =
            relative.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if matches!(module, "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("src/{}: module `{module}` is in no layer", relative.display()));
            continue;
        };
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for (at, _) in code.match_indices("crate::") {
                if at > 0 && code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                let named = &code[at + "crate::".len()..];
                let named: String = named.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = MAY_IMPORT.iter().any(|(name, _)| *name == named);
                if known && named != module && !allowed.contains(&"*") && !allowed.contains(&named.as_str()) {
                    wrong.push(format!(
                        "src/{}:{}: `{module}` must not use `{named}`",
                        relative.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "layers broken:\n{}", wrong.join("\n"));
}
