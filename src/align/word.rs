//! Word alignment: which words of a sentence and of its translation say the same.
//!
//! A statistical aligner (`gibbs`) links each side to the other; [`symmetrize`] joins the two directions. A
//! translation lexicon gives it prior counts, which is what lets it align a single article.

use super::gibbs::{self, Directed, NULL, Plan, Words};
use crate::morph;
use crate::text::Language;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// A link: position of the source word, position of the target word.
pub type Link = (u16, u16);

/// The key under which a word is counted where its sentence is not analysed: the folded lemma of its likeliest reading.
/// An elided word is its full form (`d'` → de), a contracted one its preposition (`du` → de).
pub fn word_key(form: &str, language: Language) -> CompactString {
    if language == Language::French {
        let folded = crate::text::normalize::fold(form);
        let full = match folded.as_str() {
            "d'" | "du" | "des" | "d" => "de",
            "l'" | "la" | "les" | "l" => "le",
            "qu'" | "qu" => "que",
            "au" | "aux" => "à",
            "n'" => "ne",
            "s'" => "se",
            "j'" => "je",
            "c'" => "ce",
            "m'" => "me",
            "t'" => "te",
            _ => "",
        };
        if !full.is_empty() {
            return full.into();
        }
    }
    morph::lemma_keys(form, language).swap_remove(0)
}

/// The key of a phrase: the keys of its words, joined by spaces.
pub fn phrase_key<'a>(keys: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for key in keys {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(key);
    }
    out
}

/// Sentence pairs as word numbers.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    sides: [Words; 2],
    vocabulary: [Vec<CompactString>; 2],
    index: [FxHashMap<CompactString, u32>; 2],
}

impl Corpus {
    /// No sentences yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a sentence pair: for each word the key under which it is counted (a form, or better a lemma).
    pub fn push<S: AsRef<str>, T: AsRef<str>>(
        &mut self,
        source: impl IntoIterator<Item = S>,
        target: impl IntoIterator<Item = T>,
    ) {
        for key in source {
            self.add(0, key.as_ref());
        }
        for key in target {
            self.add(1, key.as_ref());
        }
        for side in &mut self.sides {
            side.ends.push(side.words.len());
        }
    }

    fn add(&mut self, side: usize, key: &str) {
        let vocabulary = &mut self.vocabulary[side];
        let id = match self.index[side].get(key) {
            Some(&id) => id,
            None => {
                let id = vocabulary.len() as u32;
                vocabulary.push(key.into());
                self.index[side].insert(key.into(), id);
                id
            }
        };
        self.sides[side].words.push(id);
        self.sides[side].types = vocabulary.len();
    }

    /// Number of sentence pairs.
    pub fn len(&self) -> usize {
        self.sides[0].len()
    }

    /// The numbers of the keys of a sentence of the source (0) or of the target (1).
    pub fn sentence(&self, side: usize, index: usize) -> &[u32] {
        self.sides[side].sentence(index)
    }

    /// The number of a key of the source (0) or of the target (1), if it was met.
    pub fn id(&self, side: usize, key: &str) -> Option<u32> {
        self.index[side].get(key).copied()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The keys of the source (0) or of the target (1), by number.
    pub fn vocabulary(&self, side: usize) -> &[CompactString] {
        &self.vocabulary[side]
    }
}

/// How to align.
#[derive(Clone, Copy, Debug)]
pub struct WordOptions {
    /// Seed of the samplers: the same seed gives the same links.
    pub seed: u64,
    /// Independent chains whose opinions are added up.
    pub samplers: usize,
    /// Passes of a stage, at most. The model's own plan makes many over a short text; few do where other evidence
    /// joins in.
    pub most_passes: usize,
    /// Whether what was learnt is wanted too, not the links alone.
    pub lexicon: bool,
}

impl Default for WordOptions {
    fn default() -> Self {
        Self { seed: 1, samplers: 3, most_passes: usize::MAX, lexicon: false }
    }
}

/// The links of one sentence pair from both directions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directions {
    /// For each target word: its source word and how sure that is.
    pub forward: Vec<Option<(u16, f32)>>,
    /// For each source word: its target word and how sure that is.
    pub backward: Vec<Option<(u16, f32)>>,
}

/// Links of all sentence pairs, and what was learnt from them.
#[derive(Clone, Debug, Default)]
pub struct Aligned {
    /// Links of all target words, of all source words.
    links: [Directed; 2],
    /// Where the words of each pair end: target, source.
    ends: [Vec<usize>; 2],
    /// How often two keys were linked, mean of both directions and all chains, prior counts left out: (source key,
    /// target key, count), in order. Empty where [`WordOptions::lexicon`] did not ask for it.
    pub lexicon: Vec<(u32, u32, f32)>,
}

impl Aligned {
    /// Number of sentence pairs.
    pub fn len(&self) -> usize {
        self.ends[0].len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends[0].is_empty()
    }

    /// The links of a sentence pair.
    pub fn sentence(&self, index: usize) -> Directions {
        let [forward, backward] = [0, 1].map(|side| {
            let start = if index == 0 { 0 } else { self.ends[side][index - 1] };
            let range = start..self.ends[side][index];
            let pairs =
                self.links[side].links[range.clone()].iter().zip(&self.links[side].probabilities[range]);
            pairs.map(|(&link, &p)| (link != NULL).then_some((link, p))).collect()
        });
        Directions { forward, backward }
    }
}

/// Aligns all sentence pairs. `priors` are pseudo-counts of (source key, target key), most usefully between 0.1 and 10.
pub fn align_words(corpus: &Corpus, priors: &[(u32, u32, f32)], options: &WordOptions) -> Aligned {
    let [source, target] = &corpus.sides;
    let plan = Plan::new(corpus.len(), options.seed);
    let passes = plan.passes.map(|passes| passes.min(options.most_passes.max(1)));
    let plan = Plan { samplers: options.samplers.max(1), passes, ..plan };
    let reversed: Vec<(u32, u32, f32)> = priors.iter().map(|&(s, t, count)| (t, s, count)).collect();
    let ((forward, first), (backward, second)) = rayon::join(
        || learn(source, target, priors, &plan, options.lexicon, false),
        || {
            let plan = Plan { seed: plan.seed ^ 0xA5A5, ..plan };
            learn(target, source, &reversed, &plan, options.lexicon, true)
        },
    );
    let mut lexicon = first;
    lexicon.extend(second);
    lexicon.sort_unstable_by_key(|pair| (pair.0, pair.1));
    lexicon.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 += next.2;
        }
        same
    });
    if !lexicon.is_empty() {
        let known: FxHashMap<(u32, u32), f32> = priors.iter().map(|&(s, t, count)| ((s, t), count)).collect();
        let chains = 2.0 * plan.samplers as f32;
        for pair in &mut lexicon {
            let prior = known.get(&(pair.0, pair.1)).map_or(0.0, |p| (p * 64.0).round() / 64.0);
            pair.2 = pair.2 / chains - prior;
        }
        lexicon.retain(|pair| pair.2 > 0.01);
    }
    Aligned { links: [forward, backward], ends: [target.ends.clone(), source.ends.clone()], lexicon }
}

fn learn(
    source: &Words,
    target: &Words,
    priors: &gibbs::Priors,
    plan: &Plan,
    lexicon: bool,
    swap: bool,
) -> (Directed, Vec<(u32, u32, f32)>) {
    let (links, samplers) = gibbs::align(source, target, priors, plan);
    let mut pairs = Vec::new();
    if lexicon {
        for sampler in samplers {
            pairs.extend(
                sampler.pairs().map(|(s, t, count)| if swap { (t, s, count) } else { (s, t, count) }),
            );
        }
    }
    (links, pairs)
}

/// How two directions are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Symmetrization {
    /// Links that both directions have.
    #[default]
    Intersection,
    /// Links that either has.
    Union,
    /// The intersection, grown by neighbouring links of the union whose row or column has none yet.
    GrowDiag,
    /// The same, and then links of either direction between two words that have none.
    GrowDiagFinalAnd,
    /// Those of the source-to-target direction.
    Forward,
    /// Those of the target-to-source direction.
    Backward,
}

/// Joins the two directions of a sentence pair (Koehn, Och & Marcu 2003). Links come in order.
pub fn symmetrize(directions: &Directions, how: Symmetrization) -> Vec<Link> {
    let forward: Vec<Link> = links(&directions.forward).map(|(t, s)| (s, t)).collect();
    let backward: Vec<Link> = links(&directions.backward).collect();
    let mut out: Vec<Link> = match how {
        Symmetrization::Forward => forward,
        Symmetrization::Backward => backward,
        Symmetrization::Union => forward.iter().chain(&backward).copied().collect(),
        Symmetrization::Intersection => {
            forward.into_iter().filter(|&(s, t)| backward.contains(&(s, t))).collect()
        }
        Symmetrization::GrowDiag | Symmetrization::GrowDiagFinalAnd => {
            grow(directions, &forward, &backward, how == Symmetrization::GrowDiagFinalAnd)
        }
    };
    out.sort_unstable();
    out.dedup();
    out
}

fn links(side: &[Option<(u16, f32)>]) -> impl Iterator<Item = Link> + '_ {
    side.iter().enumerate().filter_map(|(at, link)| link.map(|(other, _)| (at as u16, other)))
}

fn grow(directions: &Directions, forward: &[Link], backward: &[Link], last: bool) -> Vec<Link> {
    let mut union: Vec<Link> = forward.iter().chain(backward).copied().collect();
    union.sort_unstable();
    union.dedup();
    let in_forward = |link: Link| directions.forward[link.1 as usize].is_some_and(|(s, _)| s == link.0);
    let in_backward = |link: Link| directions.backward[link.0 as usize].is_some_and(|(t, _)| t == link.1);
    let mut kept: Vec<Link> = union.iter().copied().filter(|&l| in_forward(l) && in_backward(l)).collect();
    let mut has = [vec![false; directions.backward.len()], vec![false; directions.forward.len()]];
    for &(s, t) in &kept {
        (has[0][s as usize], has[1][t as usize]) = (true, true);
    }
    let mut at = 0;
    while at < kept.len() {
        let (s, t) = kept[at];
        for (ds, dt) in [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)] {
            let link = ((i32::from(s) + ds) as u16, (i32::from(t) + dt) as u16);
            if union.binary_search(&link).is_ok() && !(has[0][link.0 as usize] && has[1][link.1 as usize]) {
                kept.push(link);
                (has[0][link.0 as usize], has[1][link.1 as usize]) = (true, true);
            }
        }
        at += 1;
    }
    if last {
        for &link in forward.iter().chain(backward) {
            if !has[0][link.0 as usize] && !has[1][link.1 as usize] {
                kept.push(link);
                (has[0][link.0 as usize], has[1][link.1 as usize]) = (true, true);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: [(&str, &str); 8] = [
        ("la maison bleue", "the blue house"),
        ("la maison", "the house"),
        ("la fleur", "the flower"),
        ("la fleur bleue", "the blue flower"),
        ("une maison", "a house"),
        ("une fleur", "a flower"),
        ("le chat voit la maison", "the cat sees the house"),
        ("le chat voit une fleur", "the cat sees a flower"),
    ];

    fn corpus() -> Corpus {
        let mut corpus = Corpus::new();
        // Without a dictionary a handful of sentences says too little: the sampler wants each of them several times.
        for (fr, en) in PAIRS.iter().cycle().take(40 * PAIRS.len()) {
            corpus.push(fr.split(' '), en.split(' '));
        }
        corpus
    }

    #[test]
    fn a_toy_text_is_learnt() {
        let aligned = align_words(&corpus(), &[], &WordOptions::default());
        let links: Vec<Vec<Link>> = (0..aligned.len())
            .map(|n| symmetrize(&aligned.sentence(n), Symmetrization::Intersection))
            .collect();
        assert!(links[0].starts_with(&[(0, 0), (1, 2)]), "{:?}", links[0]);
        assert!(links[7].contains(&(4, 4)), "{:?}", links[7]);
    }

    #[test]
    fn the_seed_and_not_the_threads_decide() {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let aligned = pool.install(|| align_words(&corpus(), &[], &WordOptions::default()));
            (0..aligned.len()).map(|n| aligned.sentence(n)).collect::<Vec<_>>()
        };
        assert_eq!(run(1), run(4));
    }

    #[test]
    fn empty_sentences_get_no_links() {
        let mut corpus = Corpus::new();
        corpus.push([] as [&str; 0], ["a", "b"]);
        corpus.push(["a"], [] as [&str; 0]);
        let aligned = align_words(&corpus, &[], &WordOptions::default());
        assert!((0..2).all(|n| symmetrize(&aligned.sentence(n), Symmetrization::Union).is_empty()));
    }

    #[test]
    fn growing_adds_neighbours_of_the_intersection() {
        let directions = Directions {
            forward: vec![Some((0, 0.9)), Some((0, 0.5)), Some((2, 0.9))],
            backward: vec![Some((0, 0.9)), None, Some((2, 0.9))],
        };
        assert_eq!(symmetrize(&directions, Symmetrization::Intersection), [(0, 0), (2, 2)]);
        assert_eq!(symmetrize(&directions, Symmetrization::GrowDiag), [(0, 0), (0, 1), (2, 2)]);
    }
}
