//! Fits the tagger and lemmatiser of a language on treebanks of Universal Dependencies.
//!
//! `cargo xtask train-tagger --treebanks DIR --language fr|en --output FILE [--final]`: trains on the `*-train` files (and FQB,
//! which has no other part) and prints the scores on the `*-dev` files; with `--final` the `*-dev` files join the training.

use crate::conllu::{self, Row, Tree};
use glose::document::Protected;
use glose::tag::Tagger;
use glose::tag::model::{CONTRACTED, Model, TAGS, Tag};
use glose::tag::training::Sentence;
use glose::text::{Language, Span};
use glose::token::{Compounds, Token, TokenKind, tokenize_with};
use std::collections::HashMap;
use std::path::PathBuf;

/// A sentence of a treebank as the tagger sees it.
struct Example {
    text: String,
    tokens: Vec<Token>,
    sentence: Sentence,
    gold: Vec<Gold>,
}

struct Gold {
    tag: u8,
    /// Part of speech and lemma as the treebank has them; empty for multiword tokens, which are not scored.
    upos: String,
    lemma: String,
}

struct Options {
    treebanks: PathBuf,
    language: Language,
    output: PathBuf,
    dev_too: bool,
    epochs: usize,
    models: u64,
    bits: u32,
    lemma_bits: u32,
    margin: f32,
    dropout: f32,
    skip: Vec<String>,
    fold: Option<usize>,
    /// A feature that is seen less often is not fitted: too many of them share a row.
    cutoff: u32,
}

pub(crate) fn run(arguments: &[String]) -> crate::Outcome {
    let value = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str, default: f32| value(name).and_then(|v| v.parse().ok()).unwrap_or(default);
    let language =
        value("--language").and_then(|l| Language::from_tag(l)).ok_or("--language fr|en is missing")?;
    let options = Options {
        treebanks: value("--treebanks").ok_or("--treebanks DIR is missing")?.into(),
        language: value("--language")
            .and_then(|l| Language::from_tag(l))
            .ok_or("--language fr|en is missing")?,
        output: value("--output").ok_or("--output FILE is missing")?.into(),
        dev_too: arguments.iter().any(|a| a == "--final"),
        epochs: number("--epochs", 8.0) as usize,
        models: number("--models", 4.0) as u64,
        bits: number("--bits", 16.0) as u32,
        lemma_bits: number("--lemma-bits", 15.0) as u32,
        margin: number("--margin", 5.0),
        dropout: number("--dropout", 0.3),
        skip: value("--skip").map(|s| s.split(',').map(str::to_owned).collect()).unwrap_or_default(),
        cutoff: number("--cutoff", if language == Language::English { 2.0 } else { 1.0 }) as u32,
        fold: value("--fold").and_then(|v| v.parse().ok()),
    };
    let (mut train, mut dev) = (Vec::new(), Vec::new());
    for (name, path) in files(&options)? {
        let trees = conllu::read(&path)?;
        let part = if name.ends_with("-dev") { &mut dev } else { &mut train };
        let mut examples = Vec::new();
        for tree in &trees {
            examples.extend(example(tree, options.language));
            if options.language == Language::English {
                examples.extend(
                    compounded(tree)
                        .and_then(|tree| example(&tree, options.language))
                        .filter(|_| !name.ends_with("-dev")),
                );
            }
        }
        eprintln!("{name}: {} sentences, {} tokens", examples.len(), tokens(&examples));
        part.push((name, examples));
    }
    let mut training: Vec<&Example> = train.iter().flat_map(|(_, examples)| examples).collect();
    if options.dev_too {
        training.extend(dev.iter().flat_map(|(_, examples)| examples));
    }
    if let Some(fold) = options.fold {
        // One fifth of every dev file is scored, the rest joins the training: what a final model does on its own kind of text.
        for (_, examples) in &dev {
            training
                .extend(examples.iter().enumerate().filter(|(at, _)| at / 20 % 5 != fold).map(|(_, e)| e));
        }
    }
    let rows = fit_tags(&training, &options);
    let lemmas = fit_lemmas(&training, &options);
    let bytes = Model::to_bytes(options.language, &rows, &lemmas);
    std::fs::write(&options.output, &bytes)?;
    let tagger = Tagger::from_bytes(bytes)?;
    for (name, examples) in &dev {
        let scored =
            examples.iter().enumerate().filter(|(at, _)| options.fold.is_none_or(|fold| at / 20 % 5 == fold));
        report(
            name,
            &scored.map(|(_, e)| e).collect::<Vec<_>>(),
            &tagger,
            arguments.iter().any(|a| a == "--errors"),
        );
    }
    Ok(())
}

fn files(options: &Options) -> Result<Vec<(String, PathBuf)>, Box<dyn std::error::Error>> {
    let prefix = format!("{}_", options.language.code());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&options.treebanks)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(name) = name.split(".conllu").next().filter(|stem| stem.len() < name.len()) else {
            continue;
        };
        let skipped = options.skip.iter().any(|skip| name.contains(skip.as_str()));
        let wanted = name.ends_with("-train") || name.ends_with("-dev") || name.contains("fqb");
        if name.starts_with(&prefix) && wanted && !skipped {
            files.push((name.to_owned(), path.clone()));
        }
    }
    files.sort();
    Ok(files)
}

fn tokens(examples: &[Example]) -> usize {
    examples.iter().map(|example| example.gold.len()).sum()
}

/// Lays the gold words over the text; none where they are no parts of it (`its` = it + s is, `dont` is not always).
fn example(tree: &Tree, language: Language) -> Option<Example> {
    let mut pieces: Vec<(&str, Gold)> = Vec::new();
    let mut at = 0;
    while at < tree.rows.len() {
        let row = &tree.rows[at];
        let Some((first, last)) = row.id.split_once('-') else {
            pieces.push((&row.form, gold(row)));
            at += 1;
            continue;
        };
        let length = last.parse::<usize>().ok()? + 1 - first.parse::<usize>().ok()?;
        let parts = tree.rows.get(at + 1..at + 1 + length)?;
        let concatenated = parts.iter().map(|part| part.form.as_str()).collect::<String>() == row.form;
        if language == Language::English {
            if !concatenated {
                return None;
            }
            pieces.extend(parts.iter().map(|part| (part.form.as_str(), gold(part))));
        } else {
            let head = parts.last()?;
            let contracted = parts.len() == 2 && parts[0].upos == "ADP" && head.upos == "DET";
            let tag = if contracted { CONTRACTED } else { number(head) };
            pieces.push((&row.form, Gold { tag, upos: String::new(), lemma: String::new() }));
        }
        at += 1 + length;
    }
    let text = tree.text.clone();
    let found =
        tokenize_with(&text, Span::new(0, text.len()), &[] as &[Protected], language, Compounds::Parted);
    let kinds: HashMap<Span, TokenKind> = found.iter().map(|token| (token.span, token.kind)).collect();
    let mut tokens = Vec::new();
    let mut from = 0;
    let mut golds = Vec::new();
    for (form, gold) in pieces {
        let start = from + text[from..].find(form)?;
        if text[from..start].chars().any(|c| !c.is_whitespace()) {
            return None;
        }
        let span = Span::new(start, start + form.len());
        from = span.end;
        let alone = || {
            tokenize_with(form, Span::new(0, form.len()), &[], language, Compounds::Parted)
                .first()
                .map_or(TokenKind::Word, |token| token.kind)
        };
        tokens.push(Token { span, kind: kinds.get(&span).copied().unwrap_or_else(alone) });
        golds.push(gold);
    }
    let sentence = Sentence::new(&text, &tokens, language);
    (sentence.tokens.len() == golds.len()).then_some(Example { text, tokens, sentence, gold: golds })
}

fn gold(row: &Row) -> Gold {
    Gold { tag: number(row), upos: row.upos.clone(), lemma: row.lemma.clone() }
}

/// The number of the tag of a row.
fn number(row: &Row) -> u8 {
    let has = |feature: &str| row.feats.split('|').any(|f| f == feature);
    let form = match row.upos.as_str() {
        "VERB" | "AUX" if has("VerbForm=Inf") => "infinitive",
        "VERB" | "AUX" if has("VerbForm=Ger") => "present-participle",
        "VERB" | "AUX" if has("VerbForm=Part") && has("Tense=Past") => "past-participle",
        "VERB" | "AUX" if has("VerbForm=Part") => "present-participle",
        "VERB" | "AUX" => "finite",
        _ => "",
    };
    let is = |tag: &Tag| {
        let form_of = tag.verb_form.map(|form| serde_name(&format!("{form:?}"))).unwrap_or_default();
        format!("{:?}", tag.upos).to_uppercase() == row.upos && form_of == form
    };
    TAGS.iter().position(is).unwrap_or(14) as u8
}

fn serde_name(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The sentence with its English compounds whole, as terms are read; none if it has none.
fn compounded(tree: &Tree) -> Option<Tree> {
    let mut rows: Vec<Row> = Vec::new();
    let mut text = tree.text.as_str();
    let mut glued = false;
    let mut merged = false;
    let mut whole = true;
    for (at, row) in tree.rows.iter().enumerate() {
        let word = |row: &Row| !row.id.contains('-') && row.form.chars().all(char::is_alphanumeric);
        if row.id.contains('-') {
            return None;
        }
        let start = text.find(&row.form)?;
        let touches = start == 0;
        text = &text[start + row.form.len()..];
        let joins = row.form == "-"
            && touches
            && rows.last().is_some_and(|last| last.form.chars().all(|c| c.is_alphanumeric() || c == '-'))
            && tree.rows.get(at + 1).is_some_and(|next| word(next) && text.starts_with(&next.form));
        let copy = Row {
            id: row.id.clone(),
            form: row.form.clone(),
            lemma: row.lemma.clone(),
            upos: row.upos.clone(),
            feats: row.feats.clone(),
        };
        if joins {
            rows.last_mut()?.form.push('-');
            glued = true;
        } else if glued {
            let last = rows.last_mut()?;
            last.form.push_str(&row.form);
            // A compound that ends in a participle qualifies: well-known.
            let participle = row.feats.contains("VerbForm=Part");
            last.upos = if participle { "ADJ".to_owned() } else { row.upos.clone() };
            last.feats.clear();
            last.lemma = String::new();
            whole &= last.upos != "VERB";
            glued = false;
            merged = true;
        } else {
            rows.push(copy);
        }
    }
    (merged && whole).then(|| Tree { text: tree.text.clone(), rows })
}

// Fitting --------------------------------------------------------------------------------------------------------------

/// A small generator of numbers, the same everywhere (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

/// Weights with their running average.
struct Averaged {
    weights: Vec<f32>,
    totals: Vec<f32>,
    stamps: Vec<u32>,
    now: u32,
}

impl Averaged {
    fn new(length: usize) -> Self {
        Self { weights: vec![0.0; length], totals: vec![0.0; length], stamps: vec![0; length], now: 0 }
    }

    fn add(&mut self, at: usize, by: f32) {
        self.totals[at] += (self.now - self.stamps[at]) as f32 * self.weights[at];
        self.stamps[at] = self.now;
        self.weights[at] += by;
    }

    fn average(mut self) -> Vec<f32> {
        for at in 0..self.weights.len() {
            self.add(at, 0.0);
        }
        self.totals.iter().map(|total| total / self.now.max(1) as f32).collect()
    }
}

/// Scales to eight bits: the few greatest weights are cut.
fn quantise(weights: &[f32]) -> Vec<i8> {
    let mut sizes: Vec<f32> = weights.iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1.0);
    weights.iter().map(|w| (w / most * 127.0).round().clamp(-127.0, 127.0) as i8).collect()
}

fn fit_tags(examples: &[&Example], options: &Options) -> Vec<i8> {
    let shift = 32 - options.bits;
    let width = TAGS.len();
    let mut sum = vec![0.0; width << options.bits];
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for example in examples {
        for token in &example.tokens {
            *counts.entry(token.span.text(&example.text)).or_default() += 1;
        }
    }
    let mut seen: HashMap<u32, u32> = HashMap::new();
    for example in examples {
        let tags: Vec<u8> = example.gold.iter().map(|gold| gold.tag).collect();
        for at in 0..tags.len() {
            let before = |n: usize| at.checked_sub(n).map(|at| tags[at]);
            for feature in example.sentence.features(at, before(1), before(2)) {
                *seen.entry(feature).or_default() += 1;
            }
        }
    }
    for seed in 1..=options.models {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut model = Averaged::new(width << options.bits);
        let mut order: Vec<&&Example> = examples.iter().collect();
        for epoch in 0..options.epochs {
            random.shuffle(&mut order);
            let (mut right, mut all) = (0, 0);
            for example in &order {
                let (mut previous, mut before) = (None, None);
                for (at, gold) in example.gold.iter().enumerate() {
                    let tag = example.sentence.forced(&example.text, at).unwrap_or_else(|| {
                        let features = example.sentence.features(at, previous, before);
                        let rare = counts[example.tokens[at].span.text(&example.text)] <= 2;
                        let drop = rare && random.unit() < options.dropout;
                        let rows =
                            features.iter().enumerate().filter(|(n, _)| !drop || !WORD_FEATURES.contains(n));
                        let rows: Vec<(usize, u32)> =
                            rows.map(|(_, &f)| ((f >> shift) as usize * width, f)).collect();
                        model.now += 1;
                        let mut scores = [0.0_f32; TAGS.len()];
                        for &(row, _) in &rows {
                            for (score, weight) in scores.iter_mut().zip(&model.weights[row..row + width]) {
                                *score += weight;
                            }
                        }
                        let tag = best(&scores, None);
                        let rival = if tag == gold.tag { best(&scores, Some(gold.tag)) } else { tag };
                        let lead = scores[usize::from(gold.tag)] - scores[usize::from(rival)];
                        if tag != gold.tag || lead < options.margin {
                            for (row, feature) in &rows {
                                if seen.get(feature).is_some_and(|&count| count >= options.cutoff) {
                                    model.add(row + usize::from(gold.tag), 1.0);
                                    model.add(row + usize::from(rival), -1.0);
                                }
                            }
                        }
                        right += usize::from(tag == gold.tag);
                        all += 1;
                        tag
                    });
                    before = previous;
                    previous = Some(tag);
                }
            }
            eprintln!(
                "model {seed} epoch {epoch}: {:.2} % of the training right",
                100.0 * right as f64 / all as f64
            );
        }
        for (sum, weight) in sum.iter_mut().zip(model.average()) {
            *sum += weight;
        }
    }
    quantise(&sum)
}

/// Which features name the word itself.
const WORD_FEATURES: [usize; 4] = [0, 12, 19, 20];

fn best(scores: &[f32], but: Option<u8>) -> u8 {
    let mut best = usize::from(but == Some(0));
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] && but != Some(at as u8) {
            best = at;
        }
    }
    best as u8
}

fn fit_lemmas(examples: &[&Example], options: &Options) -> Vec<i8> {
    let shift = 32 - options.lemma_bits;
    let mut cases = Vec::new();
    for example in examples {
        for (at, gold) in example.gold.iter().enumerate() {
            if gold.lemma.is_empty() {
                continue;
            }
            let choices = example.sentence.lemmas(&example.text, at, gold.tag, options.language);
            let right = |lemma: &str| lemma.to_lowercase() == gold.lemma.to_lowercase();
            let wrong = choices.iter().any(|(reading, _)| !right(&reading.lemma));
            if wrong && choices.iter().any(|(reading, _)| right(&reading.lemma)) {
                cases.push(
                    choices
                        .iter()
                        .map(|(reading, f)| (right(&reading.lemma), f.map(|f| (f >> shift) as usize)))
                        .collect::<Vec<_>>(),
                );
            }
        }
    }
    let mut random = Random(42);
    let mut model = Averaged::new(1 << options.lemma_bits);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    for _ in 0..options.epochs {
        random.shuffle(&mut order);
        for &case in &order {
            model.now += 1;
            let score = |features: &[usize; 4]| features.iter().map(|&f| model.weights[f]).sum::<f32>();
            let scored: Vec<(bool, f32)> = cases[case].iter().map(|(right, f)| (*right, score(f))).collect();
            let top = |wanted: bool| {
                let mut best: Option<usize> = None;
                for (at, (right, score)) in scored.iter().enumerate() {
                    if *right == wanted && best.is_none_or(|best| *score > scored[best].1) {
                        best = Some(at);
                    }
                }
                best
            };
            let (Some(good), Some(bad)) = (top(true), top(false)) else { continue };
            if scored[good].1 <= scored[bad].1 {
                for n in 0..4 {
                    model.add(cases[case][good].1[n], 1.0);
                    model.add(cases[case][bad].1[n], -1.0);
                }
            }
        }
    }
    eprintln!("{} lemmas to choose", cases.len());
    quantise(&model.average())
}

// Scoring --------------------------------------------------------------------------------------------------------------

fn report(name: &str, examples: &[&Example], tagger: &Tagger, errors: bool) {
    let (mut words, mut upos, mut lemmas, mut nouns, mut noun_lemmas) = (0, 0, 0, 0, 0);
    let mut confused: HashMap<String, usize> = HashMap::new();
    let start = std::time::Instant::now();
    let mut analysed = 0;
    for example in examples {
        let found = tagger.tag(&example.text, &example.tokens);
        analysed += found.len();
        for (gold, word) in example.gold.iter().zip(&found) {
            if gold.upos.is_empty() {
                continue;
            }
            words += 1;
            let form = word.span.text(&example.text);
            let its = format!("{:?}", word.upos).to_uppercase();
            let same_lemma = word.lemma.to_lowercase() == gold.lemma.to_lowercase();
            upos += usize::from(its == gold.upos);
            lemmas += usize::from(same_lemma);
            if its != gold.upos {
                *confused.entry(format!("{} → {its}", gold.upos)).or_default() += 1;
                *confused.entry(format!("   {form}: {} → {its}", gold.upos)).or_default() += 1;
            }
            if !same_lemma {
                *confused.entry(format!("   {form}/{its}: {} → {}", gold.lemma, word.lemma)).or_default() +=
                    1;
            }
            if matches!(gold.upos.as_str(), "NOUN" | "ADJ") {
                nouns += 1;
                noun_lemmas += usize::from(same_lemma);
            }
        }
    }
    let percent = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
    println!(
        "{name}: UPOS {:.2}  lemma {:.2}  lemma of nouns and adjectives {:.2}  (n = {words}; {:.2} M tokens/s)",
        percent(upos, words),
        percent(lemmas, words),
        percent(noun_lemmas, nouns),
        analysed as f64 / start.elapsed().as_secs_f64() / 1e6
    );
    if errors {
        let mut confused: Vec<(String, usize)> = confused.into_iter().collect();
        confused.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        for (what, count) in confused.iter().take(120) {
            println!("{count:5} {what}");
        }
    }
}
