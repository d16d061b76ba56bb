//! Terms of whole articles, marked by hand (`tests/gold/extract`).

use glose::analysis::analyze;
use glose::document::{Document, Newlines};
use glose::encode::Encoder;
use glose::extract::{Candidate, Counts, Kind, Names, Options, Scanner, Strictness, extract, rank};
use glose::text::{Language, normalize};
use std::collections::BTreeSet;
use std::path::Path;

struct Article {
    name: String,
    language: Language,
    text: String,
    terms: BTreeSet<String>,
    names: BTreeSet<String>,
}

fn marked(text: &str, open: char, close: char) -> BTreeSet<String> {
    text.split(open)
        .skip(1)
        .filter_map(|rest| rest.split_once(close))
        .map(|(term, _)| normalize::fold(term))
        .collect()
}

fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/extract");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let source = std::fs::read_to_string(path).unwrap();
            let (text, nested) = source.split_once("===\n").unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let mut terms = marked(text, '[', ']');
            terms.extend(nested.lines().map(normalize::fold));
            Article {
                language: Language::from_tag(&name).unwrap(),
                names: marked(text, '{', '}'),
                text: text.replace(['[', ']', '{', '}'], ""),
                terms,
                name,
            }
        })
        .collect()
}

fn candidates(article: &Article, options: &Options) -> Vec<Candidate> {
    let document = Document::plain(article.text.as_str(), Newlines::Block);
    extract(&[&analyze(document, article.language)], options, Encoder::embedded().ok())
}

fn is_right(candidate: &Candidate, gold: &BTreeSet<String>) -> bool {
    candidate.forms.iter().any(|form| gold.contains(&normalize::fold(&form.text)))
}

#[test]
fn the_first_terms_of_an_article_are_terms() {
    let mut right = [0; 3];
    let (mut found, mut all, mut report) = (0, 0, String::new());
    let articles = articles();
    for article in &articles {
        let listed = candidates(article, &Options::default());
        let hits: Vec<bool> = listed.iter().map(|c| is_right(c, &article.terms)).collect();
        let at = |n: usize| hits.iter().take(n).filter(|&&hit| hit).count();
        let recall = article
            .terms
            .iter()
            .filter(|term| listed.iter().any(|c| c.forms.iter().any(|f| normalize::fold(&f.text) == **term)))
            .count();
        for (sum, n) in right.iter_mut().zip([10, 20, 30]) {
            *sum += at(n);
        }
        found += recall;
        all += article.terms.len();
        let wrong: Vec<&str> = listed
            .iter()
            .zip(&hits)
            .filter(|(_, hit)| !**hit)
            .map(|(c, _)| c.canonical.as_str())
            .take(12)
            .collect();
        report.push_str(&format!(
            "{}: {}/10 {}/20 {}/30, {recall} of {} terms in {} listed; wrong: {}\n",
            article.name,
            at(10),
            at(20),
            at(30),
            article.terms.len(),
            listed.len(),
            wrong.join(", ")
        ));
    }
    let precision = |index: usize, n: usize| right[index] as f64 / (n * articles.len()) as f64;
    let summary = format!(
        "P@10 {:.2} P@20 {:.2} P@30 {:.2} recall {:.2}\n{report}",
        precision(0, 10),
        precision(1, 20),
        precision(2, 30),
        f64::from(found as u32) / all as f64
    );
    let recall = f64::from(found as u32) / all as f64;
    assert!(precision(0, 10) >= 0.6 && precision(2, 30) >= 0.45 && recall >= 0.5, "{summary}");
    if std::env::var_os("GLOSE_TEST_REPORT").is_some() {
        panic!("{summary}");
    }
}

#[test]
fn names_are_kept_apart() {
    for article in articles() {
        let names = candidates(&article, &Options { names: Names::Only, ..Options::default() });
        assert!(names.iter().all(|candidate| candidate.kind == Kind::Name), "{}", article.name);
        let terms = candidates(&article, &Options::default());
        assert!(terms.iter().all(|candidate| candidate.kind == Kind::Term), "{}", article.name);
        assert!(!article.names.is_empty());
    }
}

/// What is counted of some articles, each under its number.
fn counted<'a>(articles: impl Iterator<Item = (usize, &'a Article)>) -> Counts {
    let mut scanner = Scanner::new(Language::French, false);
    let mut counts = Counts::new(Language::French);
    for (number, article) in articles {
        let document = Document::plain(article.text.as_str(), Newlines::Block);
        scanner.scan(&analyze(document, Language::French), number, &mut counts);
    }
    counts
}

#[test]
fn counts_written_and_joined_are_those_of_the_whole() {
    let articles: Vec<_> = articles().into_iter().filter(|a| a.language == Language::French).collect();
    let part = |from: usize, to: usize| counted(articles.iter().enumerate().take(to).skip(from));
    let whole = part(0, 5);
    let mut joined = part(3, 5);
    let lines: Vec<String> = part(0, 3).to_lines().collect();
    joined.merge(Counts::from_lines(lines.iter().map(String::as_str)).unwrap());
    for (whole, joined) in whole.to_lines().zip(joined.to_lines()) {
        assert_eq!(whole, joined);
    }
    assert_eq!(rank(whole, &Options::default(), None), rank(joined, &Options::default(), None));
}

#[test]
fn a_damaged_file_of_counts_names_its_line() {
    let lines: Vec<String> = Counts::new(Language::French).to_lines().collect();
    assert_eq!(Counts::from_lines([lines[0].as_str(), "{"].into_iter()).unwrap_err().line, 2);
    assert_eq!(Counts::from_lines([].into_iter()).unwrap_err().line, 1);
    assert_eq!(Counts::from_lines([lines[0].as_str(), lines[0].as_str()].into_iter()).unwrap_err().line, 2);
}

#[test]
fn strict_lists_are_shorter_and_broad_ones_longer() {
    for article in articles() {
        let number = |strictness| candidates(&article, &Options { strictness, ..Options::default() }).len();
        let (strict, balanced, broad) =
            (number(Strictness::Strict), number(Strictness::Balanced), number(Strictness::Broad));
        assert!(0 < strict && strict < balanced && balanced < broad, "{}", article.name);
    }
}

/// The rows of a list that a person edits.
fn rows(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn the_lists_are_sorted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for list in ["combining.txt", "stop.en.txt", "stop.fr.txt", "variants.fr.txt"] {
        let rows = rows(&root.join("src/extract/data").join(list));
        assert!(rows.is_sorted(), "{list}");
    }
    for entry in std::fs::read_dir(root.join("xtask/data/terms")).unwrap() {
        let path = entry.unwrap().path();
        let forms: Vec<String> =
            rows(&path).iter().map(|row| row.split('\t').nth(2).unwrap().to_lowercase()).collect();
        assert!(forms.is_sorted(), "{}", path.display());
    }
}
