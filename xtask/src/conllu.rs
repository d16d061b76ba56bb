//! Reads treebanks in CoNLL-U.

use std::io::Read;
use std::path::Path;

/// A line of a sentence.
pub(crate) struct Row {
    /// `7`, `7-8` for a multiword token.
    pub(crate) id: String,
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    pub(crate) feats: String,
}

/// A sentence of a treebank.
pub(crate) struct Tree {
    pub(crate) text: String,
    pub(crate) rows: Vec<Row>,
}

/// Reads a file, compressed by gzip or not.
pub(crate) fn read(path: &Path) -> std::io::Result<Vec<Tree>> {
    let file = std::fs::File::open(path)?;
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text)?;
    }
    Ok(parse(&text))
}

fn parse(text: &str) -> Vec<Tree> {
    let mut trees = Vec::new();
    let mut tree = Tree { text: String::new(), rows: Vec::new() };
    for line in text.lines().chain([""]) {
        if let Some(sentence) = line.strip_prefix("# text = ") {
            sentence.clone_into(&mut tree.text);
        } else if line.is_empty() {
            if !tree.rows.is_empty() {
                trees.push(tree);
            }
            tree = Tree { text: String::new(), rows: Vec::new() };
        } else if !line.starts_with('#') {
            let mut cells = line.split('\t').map(str::to_owned);
            let mut next = || cells.next().unwrap_or_default();
            let (id, form, lemma, upos, _, feats) = (next(), next(), next(), next(), next(), next());
            if !id.contains('.') {
                tree.rows.push(Row { id, form, lemma, upos, feats });
            }
        }
    }
    trees
}
