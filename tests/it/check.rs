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
    // Rules that are off unless they are asked for, with their faults.
    let mut asked = std::collections::BTreeMap::<String, usize>::new();
    for file in files("tests/gold/articles") {
        let text = std::fs::read_to_string(&file).unwrap();
        let of = |mark: &'static str| text.lines().filter_map(move |line| line.strip_prefix(mark));
        let mut settings =
            Settings { region: of("target ").next().map(str::to_owned), ..Settings::default() };
        for rule in of("on ") {
            assert!(settings.levels.set(rule, Level::On), "{rule}");
            asked.insert(rule.to_owned(), 0);
        }
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
            run_with(&terms, &pairs, &settings, true)
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
            if let Some(count) = asked.get_mut(*rule) {
                *count += 1;
            }
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
    assert!(asked.len() == 6 && asked.values().all(|&count| count >= 2), "{asked:?}");
    assert!(families.len() == 5 && families.values().all(|&count| count >= 10), "{families:?}");
}

/// No glossary, two texts: one term in two ways, three sentences apart (asked for in Comfy-Org/docs#1124).
#[test]
fn one_term_in_two_ways_is_seen_without_a_glossary() {
    use super::generate::{folder, glose};
    let folder = folder("check-consistency");
    let french = "Le taux directeur reste inchangé.\nLes marchés attendaient cette décision.\nL’eau potable est rare.\n\
                  Un taux directeur trop haut freine l’activité.\nLes villages ont soif.\nL’eau potable coûte cher.\n";
    let english = "The policy rate is unchanged.\nMarkets expected this decision.\nDrinking water is scarce.\n\
                   A key rate that is too high slows activity.\nThe villages are thirsty.\nDrinking water is expensive.\n";
    std::fs::write(folder.join("a.fr.txt"), french).unwrap();
    std::fs::write(folder.join("a.en.txt"), english).unwrap();
    let arguments = ["check", "a.fr.txt", "a.en.txt", "--no-builtin", "--format", "concise"];
    let (out, error, status) = glose(&folder, &arguments, "");
    assert_eq!(status, 0, "{error}");
    assert_eq!(
        out,
        "a.en.txt:4:3: warning[CONS001] “taux directeur” is rendered “key rate” here and “policy rate” elsewhere\n"
    );
}

/// Alignment links `capital-risque`, one word, to a half of what stands for it; a repair of that half would make *Risk venture
/// capital*.
#[test]
fn the_whole_of_a_compound_is_named() {
    use super::generate::{folder, glose};
    let folder = folder("check-compound");
    std::fs::write(folder.join("g.tsv"), "fr\ten\ncapital-risque\tventure capital\n").unwrap();
    std::fs::write(
        folder.join("a.tsv"),
        "Le capital-risque finance les entreprises.\tRisk capital finances companies.\n",
    )
    .unwrap();
    let arguments = ["check", "a.tsv", "-g", "g.tsv", "--format", "concise"];
    let (out, error, status) = glose(&folder, &arguments, "");
    assert_eq!(status, 1, "{error}");
    let message = "“capital-risque” is rendered “Risk capital”, expected “venture capital”";
    assert!(out.contains(message), "{out}");
}

/// A calque may be good English in another domain: an embedded glossary forbids it where the text speaks of its own.
#[test]
fn embedded_glossaries_forbid_in_their_own_domain_only() {
    use super::generate::{folder, glose};
    let folder = folder("check-domain");
    let pair = "Le capital-risque recule.\tRisk capital is falling.\n";
    let filler = "Il pleut sur la ville.\tIt is raining on the town.\n".repeat(30);
    let domain =
        "Une levée de fonds et un tour de table sont prévus.\tFundraising and a funding round are planned.\n";
    let findings = |text: String| {
        std::fs::write(folder.join("a.tsv"), text).unwrap();
        let arguments = ["--isolated", "check", "a.tsv", "--format", "concise"];
        let (out, error, status) = glose(&folder, &arguments, "");
        assert_eq!(status, 0, "{error}");
        out.matches("TERM002").count()
    };
    assert_eq!(findings(format!("{filler}{pair}{filler}")), 0);
    assert_eq!(findings(format!("{filler}{pair}{domain}{filler}")), 1);
    assert_eq!(findings(pair.to_owned()), 1);
}

/// An ignored finding comes back after its last day, and says why; ignoring it anew takes the place of the old entry.
#[test]
fn an_expired_ignore_says_so() {
    use super::generate::{folder, glose};
    let folder = folder("check-expired");
    std::fs::write(folder.join("a.tsv"), "Il reste 120 places.\tThere are 210 places left.\n").unwrap();
    let check = |more: &[&str]| {
        glose(
            &folder,
            &[&["--isolated", "--ui-language", "en", "check", "a.tsv", "--format", "concise"], more].concat(),
            "",
        )
    };
    let (_, error, status) = check(&["--add-ignore=the client insists", "--expires", "2020-01-31"]);
    assert_eq!(status, 0, "{error}");
    let (out, error, status) = check(&[]);
    assert_eq!((out.matches("NUM001").count(), status), (1, 1), "{error}");
    assert!(
        error.contains("glose-ignore.toml") && error.contains("(120) was ignored until 2020-01-31"),
        "{error}"
    );
    let (_, error, _) = check(&["--report-unused-ignores"]);
    assert!(error.contains("until 2020-01-31") && !error.contains("nothing any more"), "{error}");
    let (_, error, status) = check(&["--add-ignore=the client still insists", "--expires", "2999-12-31"]);
    assert_eq!(status, 0, "{error}");
    let written = std::fs::read_to_string(folder.join("glose-ignore.toml")).unwrap();
    assert_eq!(written.matches("fingerprint").count(), 1, "{written}");
    let (out, error, status) = check(&[]);
    assert!(out.is_empty() && status == 0 && !error.contains("until"), "{out}{error}");
}

/// What SARIF 2.1.0 requires of a log, and what code scanning reads in it. (The log was validated against the schema of
/// OASIS as well; the schema itself is not part of the project.)
#[test]
fn sarif_has_what_code_scanning_reads() {
    use super::generate::{folder, glose};
    let folder = folder("check-sarif");
    std::fs::write(folder.join("a.fr.txt"), "𝄞 La hausse atteint 3,5 %.\nIl reste 120 places.\n").unwrap();
    std::fs::write(folder.join("a.en.txt"), "𝄞 The rise comes to 3,5%.\nThere are 210 places left.\n")
        .unwrap();
    let check = |more: &[&str]| {
        let arguments =
            [&["check", "a.fr.txt", "a.en.txt", "--exit-zero", "--format", "sarif"], more].concat();
        let (out, error, status) = glose(&folder, &arguments, "");
        assert_eq!(status, 0, "{error}");
        serde_json::from_str::<serde_json::Value>(&out).unwrap()
    };
    let log = check(&[]);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(
            result["message"]["text"].is_string() && result["partialFingerprints"]["glose/v1"].is_string()
        );
        assert_eq!(result["baselineState"], "new");
        assert_eq!(result["suppressions"].as_array().map(Vec::len), Some(0));
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, "a.en.txt");
    }
    // The clef is two UTF-16 units.
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((region["startColumn"].as_u64(), region["snippet"]["text"].as_str()), (Some(22), Some("3,5")));
    let related = &results[1]["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "a.fr.txt");
    assert_eq!(related["region"]["snippet"]["text"], "120");
    glose(&folder, &["check", "a.fr.txt", "a.en.txt", "--baseline", "old.json", "--write-baseline"], "");
    let old = check(&["--baseline", "old.json"]);
    assert_eq!(old["runs"][0]["results"][0]["baselineState"], "unchanged");
    glose(&folder, &["check", "a.fr.txt", "a.en.txt", "--add-ignore=the client insists"], "");
    let ignored = check(&[]);
    let suppression = &ignored["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(
        (suppression["kind"].as_str(), suppression["justification"].as_str()),
        (Some("external"), Some("the client insists"))
    );
}
