//! English for French terms that no glossary lists: whole entries of dictionaries and of the translation lexicon,
//! composition word by word in English order, and cognates. Always suggestions, never certain.
//!
//! Composition turns N A into A N, N de N into N N or "N of N", and ranks the results by how likely each word's rendering
//! is and by whether the English compound was ever met (after Baldwin & Tanaka 2004). Stretches that a glossary or a
//! dictionary renders as a whole go in as one word.

mod parse;
mod words;

use crate::align::lexicon::Lexicon;
use crate::lookup::TermBase;
use crate::morph::{self, Upos};
use crate::text::Language;
use crate::text::normalize::fold;
use compact_str::CompactString;
use parse::{Parse, Phrase};
use words::Want;
pub(super) use words::{capitalised, has_capital};

/// Where a suggestion comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The whole term stands in a dictionary or in the lexicon.
    Whole,
    /// Put together from its words.
    Composed,
    /// The same word in both languages but for its ending.
    Cognate,
}

/// A possible English rendering.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The English term, singular.
    pub text: String,
    /// 0–1: grows with the share of such suggestions that are right.
    pub confidence: f32,
    /// Where it comes from.
    pub way: Way,
    /// Whether a dictionary, a glossary or the bitexts have this English, as a whole.
    pub attested: bool,
}

/// A word of the French term.
#[derive(Clone, Debug)]
pub struct TermWord {
    /// Dictionary form.
    pub lemma: CompactString,
    /// As it stands in the term.
    pub form: CompactString,
    /// Part of speech.
    pub upos: Upos,
}

/// What words and phrases are looked up in.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// General words, learnt from bitexts.
    pub lexicon: &'a Lexicon,
    /// Glossaries: what they list inside the term, and what English they have.
    pub glossaries: Option<&'a TermBase>,
    /// Dictionaries of general words.
    pub dictionaries: Option<&'a TermBase>,
}

/// English as a dictionary writes it: words that are no names, peoples or acronyms in small letters.
pub fn in_small(text: &str) -> String {
    let small = text.split(' ').map(|word| {
        let capital = word.starts_with(char::is_uppercase) && !word.chars().skip(1).any(char::is_uppercase);
        let plain = word.to_lowercase();
        if capital && morph::is_known(&plain, Language::English) { plain } else { word.to_owned() }
    });
    words::capitalised(&small.collect::<Vec<_>>().join(" "), false)
}

/// Suggests at most `most` English renderings of a French term, best first. Total.
pub fn suggest(terms: &[TermWord], sources: &Sources<'_>, most: usize) -> Vec<Suggestion> {
    let mut out: Vec<Suggestion> = Vec::new();
    let mut add = |text: String, confidence: f32, way: Way, attested: bool| {
        if text.is_empty() {
            return;
        }
        let new = Suggestion { text, confidence, way, attested };
        match out.iter_mut().find(|s| s.text == new.text) {
            Some(same) if same.confidence >= confidence => {}
            Some(same) => *same = new,
            None => out.push(new),
        }
    };
    let want = match terms {
        [one] if one.upos == Upos::Adj => Want::Modifier,
        [one] if one.upos == Upos::Verb => Want::Any,
        _ => Want::Noun,
    };
    for (text, confidence) in words::whole(terms, want, sources) {
        add(text, confidence, Way::Whole, true);
    }
    if terms.len() > 1 {
        for (text, confidence, attested) in compose(terms, sources) {
            add(text, confidence, Way::Composed, attested);
        }
    } else if let [word] = terms
        && let Some((text, confidence)) = words::cognate(&word.lemma, want)
    {
        add(text, confidence, Way::Cognate, true);
    }
    out.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.text.cmp(&b.text)));
    out.truncate(most);
    let capital =
        terms.first().is_some_and(|w| w.form.starts_with(char::is_uppercase) && !words::is_acronym(&w.form));
    let acronym = matches!(terms, [one] if one.form.chars().filter(|c| c.is_uppercase()).count() > 1);
    for suggestion in &mut out {
        if acronym && suggestion.text.len() <= 5 && suggestion.text.chars().all(char::is_alphanumeric) {
            suggestion.text = suggestion.text.to_uppercase();
            continue;
        }
        suggestion.text = words::capitalised(&suggestion.text, capital && terms.len() > 1);
    }
    out
}

/// Renderings of a part of a term, with their weights.
type Renderings = Vec<(String, f32)>;

/// Renderings of a part that are carried on.
const CARRIED: usize = 24;
/// Results whose English is looked for among known compounds.
const JUDGED: usize = 16;
/// Weight of an English adjective after its noun beside one before it.
const AFTER: f32 = 0.7;

fn compose(terms: &[TermWord], sources: &Sources<'_>) -> Vec<(String, f32, bool)> {
    let mut all: Renderings = Vec::new();
    for parse in parse::parses(terms, sources) {
        for (text, score) in render(&parse, terms, sources) {
            let score = score * parse.weight;
            match all.iter_mut().find(|(t, _)| *t == text) {
                Some(same) => same.1 = same.1.max(score),
                None => all.push((text, score)),
            }
        }
    }
    best(&mut all, 2 * CARRIED);
    let mut judged: Vec<(String, f32, bool)> = Vec::new();
    for (number, (text, score)) in all.into_iter().enumerate() {
        let gain = if number < JUDGED { attested(&text, sources) } else { 1.0 };
        // Confidence grows with the score and stays below that of whole entries.
        let score = score * gain;
        judged.push((text, 0.85 * score / (score + 0.35), gain > 1.5));
    }
    judged.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    judged.truncate(CARRIED);
    judged
}

fn best(all: &mut Renderings, most: usize) {
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(most);
}

/// How much a compound gains by having been met: as a term of a glossary or a dictionary, or in the bitexts.
fn attested(text: &str, sources: &Sources<'_>) -> f32 {
    let listed = |base: Option<&TermBase>| {
        base.is_some_and(|base| !base.concepts_with_term(text, Language::English).is_empty())
    };
    if listed(sources.glossaries) || listed(sources.dictionaries) {
        return 2.2;
    }
    let met = sources.lexicon.total(&fold(text), true);
    if met > 0.0 {
        return 1.6 + 0.2 * (1.0 + met).ln().min(4.0);
    }
    // Parts of a longer compound that were met speak for it a little.
    let words: Vec<&str> = text.split(' ').collect();
    let pairs = words.windows(2).filter(|pair| sources.lexicon.total(&fold(&pair.join(" ")), true) > 0.0);
    if words.len() > 2 && pairs.count() > 0 { 1.25 } else { 1.0 }
}

/// The English of one reading of the term, word order and all.
fn render(parse: &Parse, terms: &[TermWord], sources: &Sources<'_>) -> Renderings {
    let mut parts: Vec<Renderings> = Vec::new();
    for phrase in &parse.phrases {
        let part = render_phrase(phrase, terms, sources);
        if part.is_empty() {
            return Vec::new();
        }
        parts.push(part);
    }
    let Some(mut joined) = parts.pop() else { return Vec::new() };
    // The last complement first: each group takes all that follows as its complement.
    for at in (0..parts.len()).rev() {
        let link = parse.phrases[at + 1].link.as_deref().unwrap_or("");
        let head = &parts[at];
        let mut all: Renderings = Vec::new();
        for &(shape, weight) in shapes(link) {
            let built = product(head, &joined, |h, c| fill(shape, h, c));
            all.extend(built.into_iter().filter(|(t, _)| !t.is_empty()).map(|(t, w)| (t, w * weight)));
        }
        best(&mut all, 2 * CARRIED);
        joined = all;
    }
    for modifier in &parse.outer {
        let modifiers = words::renderings(&terms[modifier.clone()], Want::Modifier, sources);
        joined = product(&joined, &modifiers, |group, adjective| format!("{adjective} {group}"));
    }
    joined
}

/// How a complement and its head are joined in English, by the French word between them.
fn shapes(link: &str) -> &'static [(Shape, f32)] {
    match link {
        "de" | "du" | "des" | "d'" => &[(Shape::Compound, 1.0), (Shape::Between("of"), 0.6)],
        "" => &[(Shape::Compound, 0.95), (Shape::Kept, 0.35)],
        "à" => &[(Shape::Compound, 0.95), (Shape::Between("with"), 0.3), (Shape::Between("to"), 0.25)],
        "en" => &[(Shape::Compound, 0.9), (Shape::Between("in"), 0.6)],
        "par" => &[(Shape::Compound, 0.8), (Shape::Between("by"), 0.7)],
        "pour" => &[(Shape::Between("for"), 0.7), (Shape::Compound, 0.6)],
        "sur" => &[(Shape::Between("on"), 0.65), (Shape::Compound, 0.6)],
        "sans" => &[(Shape::Less, 1.0), (Shape::Free, 0.6), (Shape::Between("without"), 0.4)],
        "contre" => &[(Shape::Between("against"), 0.7), (Shape::Compound, 0.4)],
        "avec" => &[(Shape::Between("with"), 0.7), (Shape::Compound, 0.4)],
        "sous" => &[(Shape::Between("under"), 0.6), (Shape::Compound, 0.5)],
        "entre" => &[(Shape::Between("between"), 0.7)],
        "dans" => &[(Shape::Between("in"), 0.7), (Shape::Compound, 0.4)],
        _ => &[],
    }
}

/// A way to join a head and its complement.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// complement head
    Compound,
    /// head complement
    Kept,
    /// head word complement
    Between(&'static str),
    /// complementless head, where there is such a word
    Less,
    /// complement-free head
    Free,
}

fn fill(shape: Shape, head: &str, complement: &str) -> String {
    match shape {
        Shape::Compound => format!("{complement} {head}"),
        Shape::Kept => format!("{head} {complement}"),
        Shape::Between(word) => format!("{head} {word} {complement}"),
        Shape::Less => {
            let less = format!("{complement}less");
            if morph::is_known(&less, Language::English) { format!("{less} {head}") } else { String::new() }
        }
        Shape::Free => format!("{complement}-free {head}"),
    }
}

/// A noun with its adjectives: those after it in French stand before it in reverse.
fn render_phrase(phrase: &Phrase, terms: &[TermWord], sources: &Sources<'_>) -> Renderings {
    let mut texts = words::renderings(&terms[phrase.head.clone()], phrase.want, sources);
    for modifier in phrase.after.iter().chain(phrase.before.iter().rev()) {
        let modifiers = words::renderings(&terms[modifier.clone()], Want::Modifier, sources);
        // court martial, attorney general: only where that order was met.
        let mut kept = product(&texts, &modifiers, |noun, adjective| format!("{noun} {adjective}"));
        kept.retain(|(text, _)| sources.lexicon.total(&fold(text), true) > 0.0);
        texts = product(&texts, &modifiers, |noun, adjective| format!("{adjective} {noun}"));
        texts.extend(kept.into_iter().map(|(text, weight)| (text, AFTER * weight)));
        best(&mut texts, CARRIED);
    }
    texts
}

/// Every pair, weighed by the geometric mean with a penalty for its weaker half.
fn product(left: &Renderings, right: &Renderings, join: impl Fn(&str, &str) -> String) -> Renderings {
    let mut out: Renderings = left
        .iter()
        .flat_map(|(a, p)| right.iter().map(move |(b, q)| (a, b, (p * q).powf(0.4) * p.min(*q).powf(0.35))))
        .filter(|(a, b, _)| a != b)
        .map(|(a, b, score)| (join(a, b), score))
        .collect();
    best(&mut out, CARRIED);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str, upos: Upos) -> TermWord {
        let lemma = morph::readings(form, Language::French)
            .into_iter()
            .find(|r| r.upos == upos)
            .map_or_else(|| form.into(), |r| r.lemma);
        TermWord { lemma, form: form.into(), upos }
    }

    fn lexicon() -> Lexicon {
        let pair = |fr: &str, en: &str, n: f32| (fr.into(), en.into(), n);
        Lexicon::new(
            [
                pair("politique", "policy", 60.0),
                pair("politique", "political", 30.0),
                pair("monétaire", "monetary", 50.0),
                pair("taux", "rate", 90.0),
                pair("croissance", "growth", 80.0),
                pair("réseau", "network", 80.0),
                pair("fil", "wire", 40.0),
                pair("secteur", "sector", 80.0),
                pair("chinois", "chinese", 80.0),
                pair("machine", "machine", 80.0),
                pair("laver", "wash", 40.0),
            ],
            [&Default::default(), &Default::default()],
        )
    }

    fn best_of(words: &[(&str, Upos)], glossaries: Option<&TermBase>) -> String {
        let lexicon = lexicon();
        let sources = Sources { lexicon: &lexicon, glossaries, dictionaries: None };
        let words: Vec<TermWord> = words.iter().map(|&(form, upos)| word(form, upos)).collect();
        suggest(&words, &sources, 5).first().map_or_else(String::new, |s| s.text.clone())
    }

    #[test]
    fn words_are_put_in_english_order() {
        use Upos::{Adj, Adp, Noun, Verb};
        assert_eq!(best_of(&[("politique", Noun), ("monétaire", Adj)], None), "monetary policy");
        assert_eq!(best_of(&[("taux", Noun), ("de", Adp), ("croissance", Noun)], None), "growth rate");
        assert_eq!(best_of(&[("réseau", Noun), ("sans", Adp), ("fil", Noun)], None), "wireless network");
        assert_eq!(best_of(&[("machine", Noun), ("à", Adp), ("laver", Verb)], None), "washing machine");
    }

    #[test]
    fn what_a_glossary_lists_goes_in_whole() {
        use Upos::{Adj, Adp, Det, Noun};
        let text = "[[concept]]\nid = \"ia-generative\"\nfr = [{ term = \"IA générative\" }]\nen = [{ term = \"generative AI\" }]\n";
        let Ok(read) = crate::glossary::native::read(text, "x") else { panic!("a glossary") };
        let base = TermBase::build(&[read.glossary]);
        let term = [("secteur", Noun), ("de", Adp), ("l'", Det), ("IA", Noun), ("générative", Adj)];
        assert_eq!(best_of(&term, Some(&base)), "generative AI sector");
    }

    #[test]
    fn adjectives_of_place_have_a_capital() {
        assert_eq!(best_of(&[("secteur", Upos::Noun), ("chinois", Upos::Adj)], None), "Chinese sector");
    }
}
