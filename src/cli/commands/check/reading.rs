//! What is to be checked, read: pairs of texts and translation files.

use super::CheckArgs;
use crate::align::bitext::{Bitext, Resources};
use crate::align::lexicon::Lexicon;
use crate::analysis::{Analysis, analyze};
use crate::check::{Pair, pairs_of_blocks};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::document::{Document, Unit};
use crate::encode::Encoder;
use crate::l10n::Message;
use crate::report::findings::Side;
use crate::store;
use crate::text::{Identified, Language, LineIndex, identify};
use std::path::{Path, PathBuf};

/// Words of a translation file up to which its words are aligned with the encoder; and up to which they are at all.
/// What lies beyond is checked by the glossary alone, so that a file of a million words takes seconds.
const ENCODED: usize = 20_000;
const ALIGNED: usize = 200_000;

/// A text and its translation, as they were read.
pub(super) struct Material {
    pub(super) source: Input,
    pub(super) target: Input,
    pub(super) units: Vec<Unit>,
    /// Whether block `i` of the one stands for block `i` of the other.
    pub(super) side_by_side: bool,
}

/// One side, as it was read.
pub(super) struct Input {
    pub(super) path: String,
    pub(super) analysis: Analysis,
    pub(super) file: Option<(String, LineIndex)>,
}

impl Input {
    pub(super) fn side(&self) -> Side<'_> {
        Side {
            path: &self.path,
            document: &self.analysis.document,
            file: self.file.as_ref().map(|(text, lines)| (text.as_str(), lines)),
        }
    }
}

impl Material {
    /// Its sentences and words, aligned; none for a file so large that only its own pairs are used.
    pub(super) fn align(&self, context: &Context) -> Result<Option<Bitext<'_>>, Failure> {
        let (source, target) = (&self.source.analysis, &self.target.analysis);
        let words: usize = source.sentences.iter().map(|sentence| sentence.words.len()).sum();
        let encoder = if words <= ENCODED || !self.side_by_side { Encoder::embedded().ok() } else { None };
        let resources = Resources { encoder, lexicon: Some(Lexicon::embedded()) };
        if self.side_by_side {
            return Ok((words <= ALIGNED).then(|| Bitext::of_blocks(source, target, &resources)));
        }
        let bitext = Bitext::align(source, target, &resources)
            .map_err(|error| Message::new("error-unrelated").with("score", error.score))?;
        let doubtful =
            bitext.beads.iter().filter(|b| b.confidence < crate::align::sentence::DOUBTFUL).count();
        if doubtful > 0 {
            context.warn(&Message::new("warning-doubtful-beads").with("count", doubtful));
        }
        Ok(Some(bitext))
    }

    /// The pairs that the file itself gives.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        pairs_of_blocks(&self.source.analysis, &self.target.analysis)
    }
}

/// What is to be read together.
pub(super) enum Plan {
    /// A text and its translation.
    Two(PathBuf, PathBuf),
    /// A translation file.
    Bitext(PathBuf),
}

impl Plan {
    pub(super) fn files(&self) -> Vec<&Path> {
        match self {
            Self::Two(source, target) => vec![source, target],
            Self::Bitext(path) => vec![path],
        }
    }

    pub(super) fn read(&self, args: &CheckArgs, context: &Context) -> Result<Material, Failure> {
        match self {
            Self::Two(source, target) => read_two(source, target, args, context),
            Self::Bitext(path) => read_bitext(path),
        }
    }
}

/// Two files are a text and its translation, unless the first is a translation file. Folders stand for the translation
/// files in them, and for the pairs of texts whose names differ by their language.
pub(super) fn plan(args: &CheckArgs) -> Result<Vec<Plan>, Failure> {
    if let [source, target] = &args.inputs[..]
        && !source.is_dir()
        && !target.is_dir()
        && !store::file_kind(source)?.is_bitext()
    {
        return Ok(vec![Plan::Two(source.clone(), target.clone())]);
    }
    let patterns: Vec<regex::Regex> =
        args.exclude.iter().filter_map(|p| regex::Regex::new(&glob(p)).ok()).collect();
    let mut files = store::files(&args.inputs)?;
    let shown = |path: &Path| path.display().to_string().replace('\\', "/");
    files.retain(|path| !patterns.iter().any(|pattern| pattern.is_match(&shown(path))));
    let named: Vec<&PathBuf> = args.inputs.iter().collect();
    let mut out = Vec::new();
    for path in &files {
        if let Some(translation) = sibling(path).filter(|other| files.contains(other)) {
            out.push(Plan::Two(path.clone(), translation));
        } else if named.contains(&path) || store::file_kind(path).is_ok_and(|kind| kind.is_bitext()) {
            out.push(Plan::Bitext(path.clone()));
        }
    }
    Ok(out)
}

/// The English version of a French file by its name: `page.fr.md` and `page.en.md`, `fr/page.md` and `en/page.md`.
fn sibling(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent()?;
    if let Some((stem, ending)) = name.split_once(".fr.") {
        return Some(folder.join(format!("{stem}.en.{ending}")));
    }
    let parts: Vec<_> = path.components().map(|part| part.as_os_str()).collect();
    let at = parts.iter().rposition(|part| *part == "fr")?;
    Some(
        parts
            .iter()
            .enumerate()
            .map(|(i, part)| if i == at { std::ffi::OsStr::new("en") } else { part })
            .collect(),
    )
}

/// A pattern of file names as a regular expression: `*` inside a folder, `**` across folders, `?` one character. It may
/// match at any folder.
fn glob(pattern: &str) -> String {
    let mut out = String::from("(^|/)");
    let mut rest = pattern.trim_start_matches("./").chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '*' if rest.peek() == Some(&'*') => {
                rest.next();
                if rest.peek() == Some(&'/') {
                    rest.next();
                    out.push_str("(.*/)?");
                } else {
                    out.push_str(".*");
                }
            }
            '*' => out.push_str("[^/]*"),
            '?' => out.push_str("[^/]"),
            c => out.push_str(&regex::escape(&c.to_string())),
        }
    }
    out.push_str("(/|$)");
    out
}

fn read_bitext(path: &Path) -> Result<Material, Failure> {
    let loaded = store::read_bitext(path)?;
    let file = text_of(path);
    let units = loaded.bitext.units;
    let (mut source, mut target) = (loaded.bitext.source, loaded.bitext.target);
    let shown = path.display().to_string();
    if orient(&shown, &source, &shown, &target)? {
        std::mem::swap(&mut source, &mut target);
    }
    let input = |document, language| Input {
        path: path.display().to_string(),
        analysis: analyze(document, language),
        file: file.clone(),
    };
    let (source, target) =
        rayon::join(|| input(source, Language::French), || input(target, Language::English));
    Ok(Material { source, target, units, side_by_side: true })
}

/// Bytes from which the language of a side is told.
const SAMPLE: usize = 20_000;

fn start_of(document: &Document) -> &str {
    let mut end = document.text.len().min(SAMPLE);
    while !document.text.is_char_boundary(end) {
        end -= 1;
    }
    &document.text[..end]
}

/// Whether two sides are swapped: the first English, the second French. Two in one language are no translation.
fn orient(
    source_path: &str,
    source: &Document,
    target_path: &str,
    target: &Document,
) -> Result<bool, Failure> {
    use Language::{English, French};
    let of = |document: &Document| match identify(start_of(document)) {
        Identified::Language(language) => Some(language),
        _ => None,
    };
    let same = |id: &'static str| {
        Err(Message::new(id).with("source", source_path).with("target", target_path).into())
    };
    match (of(source), of(target)) {
        (Some(French), Some(French)) => same("check-both-french"),
        (Some(English), Some(English)) => same("check-both-english"),
        (Some(English), Some(French)) => Ok(true),
        _ => Ok(false),
    }
}

/// The text of a file with its lines, where it is a text file that can be read twice.
fn text_of(path: &Path) -> Option<(String, LineIndex)> {
    if path == Path::new("-") {
        return None;
    }
    let text = store::read_text(path).ok()?.text;
    let lines = LineIndex::new(&text);
    Some((text, lines))
}

fn read_two(source: &Path, target: &Path, args: &CheckArgs, context: &Context) -> Result<Material, Failure> {
    let load = |path: &Path| -> Result<(String, Document), Failure> {
        Ok((path.display().to_string(), store::read_document(path, args.newlines)?.document))
    };
    let (mut source_path, mut target_path) = (source, target);
    let (mut french, mut english) = (load(source)?, load(target)?);
    for (name, document) in [&french, &english] {
        if let Identified::Other(language) = identify(start_of(document)) {
            return Err(Message::new("error-other-language")
                .with("path", name.as_str())
                .with("language", context.l10n.text(&format!("language-{language}")))
                .into());
        }
    }
    if orient(&french.0, &french.1, &english.0, &english.1)? {
        std::mem::swap(&mut french, &mut english);
        std::mem::swap(&mut source_path, &mut target_path);
    }
    let input = |(path, document), at: &Path, language| Input {
        path,
        analysis: analyze(document, language),
        file: text_of(at),
    };
    let source = input(french, source_path, Language::French);
    let target = input(english, target_path, Language::English);
    Ok(Material { source, target, units: Vec::new(), side_by_side: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_other_tools() {
        let matches = |pattern: &str, path: &str| regex::Regex::new(&glob(pattern)).unwrap().is_match(path);
        assert!(matches("*.tmx", "a/b/c.tmx"));
        assert!(matches("vendor", "a/vendor/c.tmx"));
        assert!(matches("a/**/c.tmx", "a/b/x/c.tmx"));
        assert!(!matches("a/*.tmx", "a/b/c.tmx"));
    }

    #[test]
    fn translations_are_known_by_their_names() {
        assert_eq!(sibling(Path::new("docs/page.fr.md")), Some(PathBuf::from("docs/page.en.md")));
        assert_eq!(sibling(Path::new("docs/fr/page.md")), Some(PathBuf::from("docs/en/page.md")));
        assert_eq!(sibling(Path::new("docs/page.md")), None);
    }
}
