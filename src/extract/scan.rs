//! Counts the candidates of documents: everything that a score needs, in a form that merges exactly, so that files can be
//! counted on several threads or in several runs.

use super::acronym::{self, Definition};
use super::frequency;
use super::junk::Judge;
use super::pattern::{self, LONGEST, Matcher, OUTSIDE};
use crate::analysis::{Analysis, Sentence};
use crate::document::BlockKind;
use crate::morph::Upos;
use crate::tag::Word;
use crate::text::{Language, Span, normalize};
use crate::token::TokenKind;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What is counted about the places where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Not at the start of its sentence, in a sentence that is not set in capitals.
    Inner,
    /// `Inner`, with a capital at its start.
    Capital,
    /// `Inner`, every word of weight with a capital.
    AllCapital,
    /// `Inner`, wholly in capitals.
    Capitals,
    /// After a determiner or a fused preposition and article.
    Determined,
    /// In quotation marks, and nothing else in them.
    Quoted,
    /// In a heading.
    Heading,
    /// In no longer candidate.
    Maximal,
    /// Before a bracket that opens.
    Glossed,
    /// Inside brackets, and nothing else in them.
    Bracketed,
    /// Its head is tagged as a proper noun.
    Proper,
    /// In the first tenth of its document, or its first three sentences.
    Early,
}

/// Letters of the longest acronym that looks like a word.
const LONGEST_ACRONYM: usize = 5;

/// Number of [`Mark`]s.
pub(crate) const MARKS: usize = 12;

/// A written form with its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Form {
    /// As written, white space as single spaces.
    pub(crate) text: CompactString,
    pub(crate) count: u32,
}

/// Where a candidate stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Occurrence {
    /// Index of the document.
    pub document: usize,
    /// Index of the sentence in the document.
    pub sentence: usize,
    /// First to last word in the sentence.
    pub words: Range<usize>,
    /// Where it stands in the document's text.
    pub span: Span,
}

/// The analysis of one occurrence: what the citation form is made from.
/// The smallest is kept, in whatever order they are met.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Sample {
    /// The less the better: prefers the singular, lower case.
    pub(crate) rank: u8,
    /// Form, part of speech, lemma and gender of each word.
    pub(crate) words: Vec<SampleWord>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct SampleWord {
    pub(crate) form: CompactString,
    pub(crate) upos: Upos,
    pub(crate) lemma: CompactString,
    pub(crate) gender: Option<crate::morph::Gender>,
}

/// The counts of one candidate.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) count: u32,
    pub(crate) documents: u32,
    pub(crate) forms: Vec<Form>,
    /// The shapes it was met in, by part-of-speech codes.
    pub(crate) shapes: Vec<Form>,
    pub(crate) marks: [u32; MARKS],
    pub(crate) sample: Option<Sample>,
    #[serde(skip)]
    last: u32,
    #[serde(skip)]
    pub(crate) places: Vec<Occurrence>,
}

impl Group {
    pub(crate) fn share(&self, mark: Mark) -> f64 {
        f64::from(self.marks[mark as usize]) / f64::from(self.count.max(1))
    }

    /// The share among the occurrences inside sentences, where capitals tell something. `None` where there are none.
    pub(crate) fn inner_share(&self, mark: Mark) -> Option<f64> {
        let inner = self.marks[Mark::Inner as usize];
        (inner > 0).then(|| f64::from(self.marks[mark as usize]) / f64::from(inner))
    }

    /// Its commonest shape.
    pub(crate) fn shape(&self) -> &str {
        let best =
            self.shapes.iter().max_by_key(|shape| (shape.count, std::cmp::Reverse(shape.text.as_str())));
        best.map_or("", |shape| shape.text.as_str())
    }

    /// How it is most often written.
    pub(crate) fn commonest_form(&self) -> &str {
        let best = self.forms.iter().max_by_key(|form| (form.count, std::cmp::Reverse(&form.text)));
        best.map_or("", |form| form.text.as_str())
    }

    fn add_sample(&mut self, sample: Sample) {
        if self.sample.as_ref().is_none_or(|old| *old > sample) {
            self.sample = Some(sample);
        }
    }
}

/// A stretch that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Dropped {
    /// What was left out.
    pub text: String,
    /// Why.
    pub reason: DropReason,
}

/// Why a stretch of text or a candidate was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DropReason {
    /// A formula or a row of figures.
    Formula,
    /// A row of a table or an index, without a sentence.
    Table,
    /// An entry of a bibliography.
    Reference,
    /// An address of the web, of mail or of the post.
    Address,
    /// Broken letters, as scanning leaves them.
    Debris,
    /// In another language.
    Foreign,
    /// Repeated in every document or page.
    Boilerplate,
    /// A name, where names are not wanted.
    Name,
    /// Its score is below the cut-off.
    Score,
}

impl DropReason {
    /// Its name in the messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Formula => "formula",
            Self::Table => "table",
            Self::Reference => "reference",
            Self::Address => "address",
            Self::Debris => "debris",
            Self::Foreign => "foreign",
            Self::Boilerplate => "boilerplate",
            Self::Name => "name",
            Self::Score => "score",
        }
    }
}

/// Candidates and words of a set of documents in one language, counted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Counts {
    pub(crate) language: Language,
    pub(crate) documents: u32,
    pub(crate) tokens: u64,
    /// Occurrences by [`frequency::key`].
    pub(crate) words: FxHashMap<CompactString, u32>,
    pub(crate) groups: FxHashMap<CompactString, Group>,
    pub(crate) definitions: BTreeMap<Definition, u32>,
    #[serde(skip)]
    pub(crate) dropped: Vec<Dropped>,
}

impl Counts {
    /// Nothing counted yet.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            documents: 0,
            tokens: 0,
            words: FxHashMap::default(),
            groups: FxHashMap::default(),
            definitions: BTreeMap::new(),
            dropped: Vec::new(),
        }
    }

    /// The language counted.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Documents counted.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// Words counted.
    pub fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Adds the counts of other documents. The order of merging does not matter.
    #[expect(clippy::iter_over_hash_type, reason = "sums are the same in any order")]
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.tokens += other.tokens;
        for (word, count) in other.words {
            *self.words.entry(word).or_default() += count;
        }
        for (definition, count) in other.definitions {
            *self.definitions.entry(definition).or_default() += count;
        }
        for (key, group) in other.groups {
            let own = self.groups.entry(key).or_default();
            own.count += group.count;
            own.documents += group.documents;
            group.forms.into_iter().for_each(|form| add_form(&mut own.forms, &form.text, form.count));
            group.shapes.into_iter().for_each(|shape| add_form(&mut own.shapes, &shape.text, shape.count));
            own.marks.iter_mut().zip(group.marks).for_each(|(mark, count)| *mark += count);
            own.places.extend(group.places);
            if let Some(sample) = group.sample {
                own.add_sample(sample);
            }
        }
        self.dropped.extend(other.dropped);
    }
}

fn add_form(forms: &mut Vec<Form>, text: &str, count: u32) {
    match forms.iter_mut().find(|form| form.text == text) {
        Some(form) => form.count += count,
        None => forms.push(Form { text: text.into(), count }),
    }
}

static FRENCH_STOP: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("data/stop.fr.txt")));
static ENGLISH_STOP: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("data/stop.en.txt")));

fn list(text: &'static str) -> FxHashSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).collect()
}

/// Whether no term begins or ends with this folded form.
pub(crate) fn is_stop(form: &str, language: Language) -> bool {
    let list: &FxHashSet<_> = match language {
        Language::French => &FRENCH_STOP,
        Language::English => &ENGLISH_STOP,
    };
    list.contains(form)
}

/// What a form is wherever it stands; worked out once.
#[derive(Clone, Debug)]
struct Lexeme {
    key: CompactString,
    is_stop: bool,
    /// Can be a noun, in French: there it is the first word that decides.
    nominal: bool,
    /// Has at least one letter, and nothing that no word has.
    is_wordlike: bool,
}

/// A word as the search for candidates sees it.
struct Item<'a> {
    word: &'a Word,
    form: &'a str,
    key: CompactString,
    code: u8,
    /// Coded as an adjective, but can be a noun.
    nominal: bool,
    is_stop: bool,
    is_wordlike: bool,
}

/// Scans documents of one language; remembers the forms that it has met.
#[derive(Debug)]
pub struct Scanner {
    language: Language,
    lexemes: FxHashMap<CompactString, Lexeme>,
    codes: FxHashMap<(CompactString, Upos), u8>,
    matcher: Matcher,
    judge: Judge,
    keep_places: bool,
}

impl Scanner {
    /// A scanner for one language. With `keep_places` every occurrence is kept, which a large corpus has no room for.
    pub fn new(language: Language, keep_places: bool) -> Self {
        Self {
            language,
            lexemes: FxHashMap::default(),
            codes: FxHashMap::default(),
            matcher: Matcher::new(language),
            judge: Judge::default(),
            keep_places,
        }
    }

    /// Adds a document to the counts. `document` is its index in the corpus.
    pub fn scan(&mut self, analysis: &Analysis, document: usize, counts: &mut Counts) {
        counts.documents += 1;
        let verdicts = self.judge.judge(analysis);
        let early = (analysis.sentences.len() / 10).max(3);
        for (number, (sentence, verdict)) in analysis.sentences.iter().zip(verdicts).enumerate() {
            if let Some(reason) = verdict {
                let text = sentence.segment.span.text(&analysis.document.text);
                counts.dropped.push(Dropped { text: squeeze(text).to_string(), reason });
                continue;
            }
            self.scan_sentence(analysis, sentence, (document, number), number < early, counts);
        }
    }

    fn lexeme(&mut self, form: &str) -> &Lexeme {
        // Not the entry interface: it would copy the form at each look-up.
        if !self.lexemes.contains_key(form) {
            let folded = normalize::fold(form);
            let readings = crate::morph::readings(form, self.language);
            let lexeme = Lexeme {
                key: frequency::key_of(&readings),
                is_stop: is_stop(&folded, self.language),
                nominal: self.language == Language::French && pattern::can_be_noun(&readings),
                is_wordlike: form.chars().any(char::is_alphabetic),
            };
            self.lexemes.insert(form.into(), lexeme);
        }
        &self.lexemes[form]
    }

    fn scan_sentence(
        &mut self,
        analysis: &Analysis,
        sentence: &Sentence,
        place: (usize, usize),
        early: bool,
        counts: &mut Counts,
    ) {
        let text = &analysis.document.text;
        let language = self.language;
        let letters = sentence.segment.span.text(text).chars().filter(|c| c.is_alphabetic());
        let (upper, all) = letters.fold((0, 0), |(u, n), c| (u + usize::from(c.is_uppercase()), n + 1));
        let shouting = upper * 2 > all;
        // A word in capitals of some length: beside it, capitals show no acronym.
        let is_shouted = |at: Option<usize>| {
            at.and_then(|at| sentence.words.get(at)).is_some_and(|word| {
                let form = word.span.text(text);
                form.chars().filter(|c| c.is_alphabetic()).count() > LONGEST_ACRONYM && is_acronym(form)
            })
        };
        let items: Vec<Item<'_>> = sentence
            .words
            .iter()
            .enumerate()
            .map(|(index, word)| {
                let form = word.span.text(text);
                let code_key = (CompactString::from(form), word.upos);
                let code = match self.codes.get(&code_key) {
                    Some(&code) if matches!(word.kind, TokenKind::Word | TokenKind::Clitic) => code,
                    _ => {
                        let code = pattern::code(word.upos, word.kind, form, language);
                        if matches!(word.kind, TokenKind::Word | TokenKind::Clitic) {
                            self.codes.insert(code_key, code);
                        }
                        code
                    }
                };
                let lexeme = self.lexeme(form);
                let mut item = Item {
                    word,
                    form,
                    key: lexeme.key.clone(),
                    code,
                    nominal: code == b'A' && lexeme.nominal,
                    is_stop: lexeme.is_stop,
                    is_wordlike: lexeme.is_wordlike,
                };
                // OR, IT, PACTE: an acronym is another word than the one it looks like. Longer words in capitals are
                // those of headings and of the names of bodies.
                let short = form.chars().count() <= LONGEST_ACRONYM;
                let lone = !is_shouted(index.checked_sub(1)) && !is_shouted(Some(index + 1));
                if !shouting
                    && short
                    && lone
                    && is_acronym(form)
                    && (item.is_stop || crate::morph::is_known(form, language))
                {
                    item.key = form.into();
                    item.is_stop = false;
                }
                item
            })
            .collect();
        for item in &items {
            if item.is_wordlike {
                counts.tokens += 1;
                match counts.words.get_mut(&item.key) {
                    Some(count) => *count += 1,
                    None => {
                        counts.words.insert(item.key.clone(), 1);
                    }
                }
            }
        }
        let heading = matches!(analysis.document.blocks.get(sentence.segment.block), Some(b) if matches!(b.kind, BlockKind::Heading(_)));
        let codes: Vec<u8> = items.iter().map(|item| item.code).collect();
        let mut found: Vec<(usize, usize, CompactString)> = Vec::new();
        for start in 0..items.len() {
            if codes[start] == OUTSIDE || items[start].is_stop {
                continue;
            }
            for end in start + 1..=items.len().min(start + LONGEST) {
                if codes[end - 1] == OUTSIDE {
                    break;
                }
                if items[end - 1].is_stop {
                    continue;
                }
                let Some(shape) = self.matcher.shape(&codes[start..end], items[start].nominal) else {
                    continue;
                };
                if is_candidate(&items[start..end]) {
                    found.push((start, end, shape));
                }
            }
        }
        let mut reach = 0;
        for at in 0..found.len() {
            let (start, end, ref shape) = found[at];
            // Found by start, then by end: the last of a start is its longest.
            let longest = found.get(at + 1).is_none_or(|next| next.0 != start);
            let maximal = longest && end > reach;
            if maximal {
                reach = end;
            }
            let flags = (maximal, heading, shouting, early);
            self.add(analysis, &items, (start..end, shape), place, flags, counts);
        }
        for definition in acronym::definitions(text, &sentence.words, language) {
            *counts.definitions.entry(definition).or_default() += 1;
        }
    }

    fn add(
        &self,
        analysis: &Analysis,
        items: &[Item<'_>],
        (words, shape): (Range<usize>, &str),
        (document, sentence): (usize, usize),
        (maximal, heading, shouting, early): (bool, bool, bool, bool),
        counts: &mut Counts,
    ) {
        let text = &analysis.document.text;
        let inside = &items[words.clone()];
        let mut key = CompactString::default();
        for item in inside {
            if item.code == b'T' || item.code == b'S' {
                continue;
            }
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(if item.code == b'D' { &item.word.lemma } else { &item.key });
        }
        let span = inside[0].word.span.cover(inside[inside.len() - 1].word.span);
        if !counts.groups.contains_key(&key) {
            counts.groups.insert(key.clone(), Group::default());
        }
        let group = counts.groups.get_mut(&key).expect("just put in");
        group.count += 1;
        if group.last != document as u32 + 1 {
            group.last = document as u32 + 1;
            group.documents += 1;
        }
        add_form(&mut group.forms, &squeeze(span.text(text)), 1);
        add_form(&mut group.shapes, shape, 1);
        if self.keep_places {
            group.places.push(Occurrence { document, sentence, words: words.clone(), span });
        }
        let before = words.start.checked_sub(1).map(|at| &items[at]);
        let after = items.get(words.end);
        let inner = !shouting
            && before.is_some_and(|item| item.word.kind != TokenKind::Punctuation || item.form == ",");
        let capital = |item: &Item<'_>| item.form.starts_with(char::is_uppercase);
        let weighty = || inside.iter().filter(|item| !matches!(item.code, b'D' | b'T' | b'R' | b'S'));
        let is =
            |item: Option<&Item<'_>>, signs: &[&str]| item.is_some_and(|item| signs.contains(&item.form));
        let head = match analysis.language {
            Language::French => inside.iter().find(|item| matches!(item.code, b'N' | b'P')),
            Language::English => {
                let end = inside.iter().position(|item| item.code == b'D').unwrap_or(inside.len());
                inside[..end].last()
            }
        };
        let marks = [
            (Mark::Inner, inner),
            (Mark::Capital, inner && capital(&inside[0])),
            (Mark::AllCapital, inner && weighty().all(capital)),
            (Mark::Capitals, inner && weighty().all(|item| is_acronym(item.form))),
            (Mark::Determined, before.is_some_and(|item| item.code == b'T' || item.word.contracted)),
            (Mark::Quoted, is(before, &["«", "“", "\"", "‘"]) && is(after, &["»", "”", "\"", "’"])),
            (Mark::Heading, heading),
            (Mark::Maximal, maximal),
            (Mark::Glossed, is(after, &["("])),
            (Mark::Bracketed, is(before, &["("]) && is(after, &[")"])),
            (Mark::Proper, head.is_some_and(|item| item.code == b'P')),
            (Mark::Early, early),
        ];
        for (mark, holds) in marks {
            group.marks[mark as usize] += u32::from(holds);
        }
        // The singular in lower case shows a term best; among equals the first in the alphabet, so that the order of
        // counting does not matter.
        let plural = head.is_some_and(|item| item.word.number == Some(crate::morph::Number::Plural));
        let rank = u8::from(plural) * 2 + u8::from(capital(&inside[0])) + 4 * u8::from(shouting);
        let better = group.sample.as_ref().is_none_or(|old| {
            let forms = inside.iter().map(|item| item.form);
            rank.cmp(&old.rank)
                .then_with(|| forms.cmp(old.words.iter().map(|word| word.form.as_str())))
                .is_lt()
        });
        if better {
            let words = inside
                .iter()
                .map(|item| SampleWord {
                    form: item.form.into(),
                    upos: item.word.upos,
                    lemma: item.word.lemma.clone(),
                    gender: item.word.gender,
                })
                .collect();
            group.sample = Some(Sample { words, rank });
        }
    }
}

/// Two capitals or more and no small letter but a plural s.
pub(crate) fn is_acronym(form: &str) -> bool {
    let stem = form.strip_suffix('s').unwrap_or(form);
    stem.chars().filter(|c| c.is_uppercase()).count() >= 2 && !stem.chars().any(char::is_lowercase)
}

fn is_candidate(items: &[Item<'_>]) -> bool {
    let letters: usize =
        items.iter().map(|item| item.form.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    let acronym = items.len() == 1 && is_acronym(items[0].form);
    items.iter().any(|item| item.is_wordlike) && letters >= if acronym { 2 } else { 3 }
}

/// White space as single spaces, line breaks and all.
pub(crate) fn squeeze(text: &str) -> CompactString {
    if !text.contains("  ") && !text.contains(|c: char| c.is_whitespace() && c != ' ') {
        return text.into();
    }
    let mut out = CompactString::default();
    for piece in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}
