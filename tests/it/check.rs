//! Checks on sentence pairs: gold cases under `tests/gold/check`, one file a family.
//!
//! A case is a block of lines: `# what it shows`, `g FRENCH = ENGLISH | ENGLISH` (a row of the glossary; `!ENGLISH` is
//! forbidden, `~ENGLISH` deprecated), pairs of `fr …` and `en …`, then what is found: `RULE stretch of the source > stretch
//! of the target` (either may be empty), or nothing.

use glose::align::bitext::{Bitext, Resources};
use glose::align::lexicon::Lexicon;
use glose::analysis::analyze;
use glose::check::{Finding, Level, Levels, RuleId, Settings, Subject, check, pairs_of_blocks};
use glose::glossary::{ConceptEntry, Glossary, LangSection, TermSection, TermStatus};
use glose::lookup::TermBase;
use glose::text::Language;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A glossary from lines `FRENCH = ENGLISH | ENGLISH`.
fn glossary(lines: &[&str]) -> Glossary {
    let section = |language: &str, terms: &str| {
        let term = |text: &str| {
            let (status, text) = match text.trim() {
                t if t.starts_with('!') => (TermStatus::Forbidden, &t[1..]),
                t if t.starts_with('~') => (TermStatus::Deprecated, &t[1..]),
                t if t.starts_with('?') => (TermStatus::Proposed, &t[1..]),
                t => (TermStatus::Preferred, t),
            };
            let (text, regions) = match text.split_once('@') {
                Some((text, region)) => (text, vec![region.to_owned()]),
                None => (text, Vec::new()),
            };
            TermSection { term: text.to_owned(), status, regions, ..TermSection::default() }
        };
        LangSection {
            language: language.to_owned(),
            terms: terms.split('|').map(term).filter(|t| !t.term.is_empty()).collect(),
            ..LangSection::default()
        }
    };
    let concepts = lines.iter().enumerate().map(|(number, line)| {
        let (keep, line) = line.strip_prefix("keep ").map_or((false, *line), |rest| (true, rest));
        let (free, line) = line.strip_prefix("free ").map_or((false, line), |rest| (true, rest));
        let (french, english) = line.split_once('=').unwrap_or((line, line));
        ConceptEntry {
            id: format!("c{number}"),
            languages: vec![section("fr", french), section("en", english)],
            do_not_translate: keep,
            free_variation: free,
            ..ConceptEntry::default()
        }
    });
    Glossary { name: "test".into(), concepts: concepts.collect(), ..Glossary::default() }
}

struct Checked {
    source: glose::analysis::Analysis,
    target: glose::analysis::Analysis,
    findings: Vec<Finding>,
}

fn run(terms: &[&str], pairs: &[(&str, &str)], settings: &Settings) -> Checked {
    run_with(terms, pairs, settings, false)
}

/// With the words aligned, by the dictionary alone.
fn run_with(terms: &[&str], pairs: &[(&str, &str)], settings: &Settings, aligned: bool) -> Checked {
    let rows: String = pairs.iter().map(|(source, target)| format!("{source}\t{target}\n")).collect();
    let (bitext, _) = glose::format::bitext::read_bitext(rows.into_bytes(), "pairs.tsv").unwrap();
    let source = analyze(bitext.source, Language::French);
    let target = analyze(bitext.target, Language::English);
    let base = if terms.is_empty() { TermBase::default() } else { TermBase::build(&[glossary(terms)]) };
    let pairs = pairs_of_blocks(&source, &target);
    let resources = Resources { encoder: None, lexicon: Some(Lexicon::embedded()) };
    let bitext = aligned.then(|| Bitext::of_blocks(&source, &target, &resources));
    let projection = bitext.as_ref().map(|bitext| bitext as &dyn glose::check::Projection);
    let findings =
        check(&Subject { source: &source, target: &target, pairs: &pairs, projection }, &base, settings);
    drop(bitext);
    Checked { source, target, findings }
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut out: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    out.sort();
    out
}

#[test]
fn gold_cases() {
    let mut wrong = String::new();
    for file in files("tests/gold/check") {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for case in text.split("\n\n").filter(|case| case.lines().any(|line| line.starts_with("fr "))) {
            let of = |mark: &'static str| case.lines().filter_map(move |line| line.strip_prefix(mark));
            let terms: Vec<&str> = of("g ").collect();
            let pairs: Vec<(&str, &str)> = of("fr ").zip(of("en ")).collect();
            let mut settings = Settings::default();
            for rule in of("on ") {
                assert!(settings.levels.set(rule, Level::On), "{rule}");
            }
            let expected: Vec<&str> = case
                .lines()
                .filter(|line| RuleId::from_name(line.split(' ').next().unwrap_or_default()).is_some())
                .collect();
            let aligned = case.lines().any(|line| line == "aligned");
            let checked = run_with(&terms, &pairs, &settings, aligned);
            let found: Vec<String> = checked
                .findings
                .iter()
                .map(|finding| {
                    let source =
                        finding.source.as_ref().map_or("", |p| p.span.text(&checked.source.document.text));
                    let target =
                        finding.target.as_ref().map_or("", |p| p.span.text(&checked.target.document.text));
                    format!("{} {source} > {target}", finding.rule.name()).trim_end().to_owned()
                })
                .collect();
            if found != expected {
                let title = case.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
                writeln!(wrong, "{name}: {title}\n  expected {expected:#?}\n  found    {found:#?}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn findings_do_not_depend_on_the_number_of_threads() {
    let pairs: Vec<(String, String)> = (0..300)
        .map(|n| {
            (
                format!("La start-up a levé {n} millions d’euros."),
                format!("The firm raised {} million euros.", n + n % 3),
            )
        })
        .collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let findings = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(&["start-up = start-up"], &pairs, &Settings::default()).findings)
    };
    let one = findings(1);
    assert!(one.len() > 300);
    assert_eq!(one, findings(4));
}

#[test]
fn levels_and_confidence_choose_what_is_reported() {
    let pairs = [("La puce coûte 300 euros.", "The device costs 400 euros.")];
    let mut settings = Settings { levels: Levels::default(), ..Settings::default() };
    assert_eq!(run(&["puce = chip"], &pairs, &settings).findings.len(), 2);
    settings.levels.set("NUM", Level::Off);
    assert_eq!(run(&["puce = chip"], &pairs, &settings).findings.len(), 1);
    settings.min_confidence = 0.99;
    assert!(run(&["puce = chip"], &pairs, &settings).findings.is_empty());
}

#[test]
fn the_examples_of_the_rules_are_right() {
    let mut wrong = String::new();
    for block in glose::check::EXAMPLES.split("\n\n") {
        let Some(rule) = block.lines().next().and_then(RuleId::from_name) else { continue };
        let of = |mark: &'static str| -> Vec<&str> {
            block.lines().filter_map(|line| line.strip_prefix(mark)).collect()
        };
        let mut settings = Settings::default();
        settings.levels.set(rule.name(), Level::On);
        settings.region = of("target ").first().map(|region| (*region).to_owned());
        let found = |english: &str| {
            let translations = of(if english == "bad" { "bad " } else { "good " });
            let pairs: Vec<(&str, &str)> = of("fr ").into_iter().zip(translations).collect();
            assert!(!pairs.is_empty(), "{rule:?}");
            run(&of("g "), &pairs, &settings).findings.iter().map(|f| f.rule).collect::<Vec<_>>()
        };
        let (bad, good) = (found("bad"), found("good"));
        if !bad.contains(&rule) || !good.is_empty() {
            writeln!(wrong, "{}: bad {bad:?}, good {good:?}", rule.name()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_has_a_page_in_both_languages() {
    for language in Language::ALL {
        let l10n = glose::l10n::Localizer::new(language);
        for rule in RuleId::ALL {
            let id = rule.name().to_lowercase();
            assert!(l10n.has(&format!("rule-{id}")) && l10n.has(&format!("rule-{id}-page")), "{id}");
        }
    }
}

/// A sentence with its faults: the right English, the wrong one, and what is planted: rule and stretch.
fn planted(line: &str) -> (String, String, Vec<(String, String)>) {
    let (mut right, mut wrong, mut faults) = (String::new(), String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, fault)) = rest.split_once('[') {
        let (fault, after) = fault.split_once(']').unwrap();
        let parts: Vec<&str> = fault.split('|').collect();
        let [good, bad, rule] = parts[..] else { panic!("{line}") };
        right.extend([before, good]);
        wrong.extend([before, bad]);
        faults.push((rule.to_owned(), bad.to_owned()));
        rest = after;
    }
    right.push_str(rest);
    wrong.push_str(rest);
    (right, wrong, faults)
}

#[test]
fn planted_faults_are_found_and_nothing_else() {
    let (mut report, mut families) = (String::new(), std::collections::BTreeMap::<String, usize>::new());
    for file in files("tests/gold/articles") {
        let text = std::fs::read_to_string(&file).unwrap();
        let of = |mark: &'static str| text.lines().filter_map(move |line| line.strip_prefix(mark));
        let terms: Vec<&str> = of("g ").collect();
        let french: Vec<&str> = of("fr ").collect();
        let english: Vec<_> = of("en ").map(planted).collect();
        assert_eq!(french.len(), english.len());
        let found = |wrong: bool| {
            let pairs: Vec<(&str, &str)> = french
                .iter()
                .zip(&english)
                .map(|(f, (right, bad, _))| (*f, if wrong { bad.as_str() } else { right.as_str() }))
                .collect();
            run_with(&terms, &pairs, &Settings::default(), true)
        };
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for finding in found(false).findings {
            writeln!(
                report,
                "{name}: false alarm {} in {:?}",
                finding.rule.name(),
                english[finding.segment].0
            )
            .unwrap();
        }
        let checked = found(true);
        let mut left: Vec<(usize, &str, &str)> = english
            .iter()
            .enumerate()
            .flat_map(|(n, (_, _, faults))| {
                faults.iter().map(move |(rule, bad)| (n, rule.as_str(), bad.as_str()))
            })
            .collect();
        for (_, rule, _) in &left {
            *families.entry(rule.trim_end_matches(char::is_numeric).to_owned()).or_default() += 1;
        }
        for finding in &checked.findings {
            let used = finding.target.as_ref().map_or("", |p| p.span.text(&checked.target.document.text));
            let fits = |(segment, rule, bad): &(usize, &str, &str)| {
                *segment == finding.segment
                    && finding.rule.name().starts_with(*rule)
                    && (used.is_empty() || used.contains(bad) || bad.contains(used))
            };
            match left.iter().position(fits) {
                Some(at) => drop(left.remove(at)),
                None => writeln!(
                    report,
                    "{name}: not planted {} {used:?} in {:?}",
                    finding.rule.name(),
                    english[finding.segment].1
                )
                .unwrap(),
            }
        }
        for (n, rule, bad) in left {
            writeln!(report, "{name}: missed {rule} {bad:?} in {:?}", english[n].1).unwrap();
        }
    }
    assert!(report.is_empty(), "{report}");
    assert!(families.len() == 5 && families.values().all(|&count| count >= 10), "{families:?}");
}
