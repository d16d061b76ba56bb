//! Terms of whole articles, marked by hand (`tests/gold/extract`).

use glose::analysis::analyze;
use glose::document::{Document, Newlines};
use glose::extract::{Candidate, Kind, Names, Options, extract};
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
    extract(&[&analyze(document, article.language)], options)
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
    assert!(precision(0, 10) >= 0.5 && precision(2, 30) >= 0.4, "{summary}");
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
