//! Layer 2: the terms that a text itself defines.
//!
//! Three kinds of places tell: entries of a list of definitions (`loyer : Somme due …`, one a block, in alphabetical
//! order or announced); sentences that define (`« loyer » s’entend de …`, "rent means …", `on entend par loyer …`); and
//! short names in brackets (`Société d’exploitation (ci-après « la Société »)`). A single `Prix : 3 euros` is none.

use crate::analysis::{Analysis, Sentence};
use crate::morph::{self, Upos, VerbForm};
use crate::tag::Word;
use crate::text::normalize::bare;
use crate::text::{Language, Span};
use crate::token::TokenKind;
use std::ops::Range;
use std::sync::LazyLock;

/// How a text says that it defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// An entry of a list of definitions.
    Entry,
    /// A sentence that says what the term means.
    Sentence,
    /// A heading: `Définition de loyer`.
    Title,
    /// A short name given in brackets and quotation marks.
    Named,
    /// A line like an entry of a list, by itself: a definition only if the translation has one there.
    Possible,
}

/// A term that the text defines, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Sentence that the term stands in.
    pub sentence: usize,
    /// The words of the term in that sentence, article and quotation marks left out.
    pub words: Range<usize>,
    /// Where the term stands in the document's text.
    pub span: Span,
    /// The sentences that define it, its own first.
    pub body: Range<usize>,
    /// What tells.
    pub cue: Cue,
}

/// Words of a term, at most.
const LONGEST: usize = 12;
/// Blocks between two entries of one list, at most: what a definition lists itself.
const GAP: usize = 40;
/// Entries in alphabetical order that make a list: with small initials or announced, otherwise.
const SORTED: (usize, usize) = (3, 5);
/// Blocks before a list in which it may be announced.
const BEFORE: usize = 3;

struct Cues {
    announce: Vec<&'static str>,
    term: Vec<&'static str>,
    title: Vec<&'static str>,
    /// Verbs, and whether they tell without quotation marks.
    verb: Vec<(Vec<&'static str>, bool)>,
}

static FRENCH: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("data/cues.fr.txt")));
static ENGLISH: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("data/cues.en.txt")));

impl Cues {
    fn read(lines: &'static str) -> Self {
        let of = |kind: &str| {
            let rows = lines.lines().filter_map(|line| line.split_once('\t'));
            rows.filter(|row| row.0 == kind).map(|row| row.1).collect::<Vec<_>>()
        };
        let words = |verb: &'static str, strong| (verb.split(' ').collect(), strong);
        let strong = of("verb").into_iter().map(|verb| words(verb, true));
        let verb = strong.chain(of("weak").into_iter().map(|verb| words(verb, false))).collect();
        Self { announce: of("announce"), term: of("term"), title: of("title"), verb }
    }

    fn of(language: Language) -> &'static Self {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }
}

/// The terms that a text defines, in the order of the text; one may be defined several times. Total.
pub fn definitions(analysis: &Analysis) -> Vec<Definition> {
    let mut found = possible_definitions(analysis);
    found.retain(|d| d.cue != Cue::Possible);
    found
}

/// The same, and what a definition in the translation would make one.
pub fn possible_definitions(analysis: &Analysis) -> Vec<Definition> {
    let reader = Reader { analysis, cues: Cues::of(analysis.language) };
    let mut found = reader.lists();
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        reader.said(number, sentence, &mut found);
    }
    found.sort_by_key(|d| (d.sentence, d.words.start, d.words.end, d.cue));
    found.dedup_by_key(|d| (d.sentence, d.words.clone()));
    found
}

/// A line that looks like an entry of a list.
struct Entry {
    sentence: usize,
    block: usize,
    words: Range<usize>,
    /// What it is sorted by.
    key: String,
    small: bool,
    /// The body begins as only a definition does: "means …".
    sure: bool,
    /// Nothing but the headword: an entry only among others.
    alone: bool,
}

struct Reader<'a> {
    analysis: &'a Analysis,
    cues: &'static Cues,
}

impl Reader<'_> {
    fn form(&self, word: &Word) -> &str {
        word.span.text(&self.analysis.document.text)
    }

    fn definition(&self, sentence: usize, words: Range<usize>, body: Range<usize>, cue: Cue) -> Definition {
        let all = &self.analysis.sentences[sentence].words;
        let span = all[words.start].span.cover(all[words.end - 1].span);
        Definition { sentence, words, span, body, cue }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Lists

    fn lists(&self) -> Vec<Definition> {
        let sentences = &self.analysis.sentences;
        let starts: Vec<usize> = (0..sentences.len())
            .filter(|&s| s == 0 || block(&sentences[s]) != block(&sentences[s - 1]))
            .collect();
        let entries: Vec<Entry> = starts.iter().filter_map(|&s| self.entry(s)).collect();
        let mut found = Vec::new();
        let mut from = 0;
        while from < entries.len() {
            let mut to = from + 1;
            while to < entries.len() && entries[to].block - entries[to - 1].block <= GAP {
                to += 1;
            }
            self.list(&entries[from..to], &starts, &mut found);
            from = to;
        }
        found
    }

    /// Where the body of a French definition begins that nothing parts from its small headword but a capital, as where
    /// bold type was lost: inspecteur Personne désignée …
    fn body_starts(&self, words: &[Word], end: usize) -> Option<usize> {
        let starts = |w: &Word, small: bool| {
            self.form(w).starts_with(if small { char::is_lowercase } else { char::is_uppercase })
        };
        let common = |w: &Word| {
            let small = self.form(w).to_lowercase();
            !self.form(w).chars().skip(1).any(char::is_uppercase)
                && morph::readings(&small, Language::French).iter().any(|r| r.certain && r.upos == Upos::Noun)
        };
        let french = self.analysis.language == Language::French;
        if !french || !words.first().is_some_and(|w| starts(w, true)) {
            return None;
        }
        let body = |&at: &usize| starts(&words[at], false) && common(&words[at]);
        (1..end).find(body).filter(|&at| words[at - 1].upos == Upos::Noun)
    }

    fn entry(&self, number: usize) -> Option<Entry> {
        let sentence = &self.analysis.sentences[number];
        let words = &sentence.words;
        let colon = words.iter().take(LONGEST + 4).position(|w| self.form(w) == ":");
        let single =
            self.analysis.sentences.get(number + 1).is_none_or(|next| block(next) != block(sentence));
        // rent means …; tenant, in respect of a lease, means …
        let said = || {
            let verb = (1..words.len().min(5 * LONGEST)).find(|&at| self.verb(words, at).is_some())?;
            let comma = words[..verb].iter().position(|w| self.form(w) == ",");
            let end = comma.unwrap_or(verb);
            (comma.is_none() || self.form(&words[verb - 1]) == ",").then_some(end)
        };
        let (end, alone) = match colon {
            Some(at) if at + 1 < words.len() || !single => (at, false),
            Some(_) => return None,
            None => match said() {
                Some(end) => (end, false),
                None if single && words.len() <= LONGEST => (words.len(), true),
                None => return None,
            },
        };
        let mut head = 0..self.body_starts(words, end).unwrap_or(end);
        // loyer (rent) : …
        if end > 2 && self.form(&words[end - 1]) == ")" {
            let open = words[..end].iter().rposition(|w| self.form(w) == "(")?;
            head.end = head.end.min(open);
        }
        if head.len() > 2 && is_quote(self.form(&words[0])) && is_quote(self.form(&words[head.end - 1])) {
            head = 1..head.end - 1;
        }
        if !self.is_headword(words, &head) {
            return None;
        }
        let small = self.form(&words[head.start]).starts_with(char::is_lowercase);
        let sure = colon.is_some_and(|at| self.verb(words, at + 1).is_some());
        if colon.is_none() && !small {
            return None;
        }
        let text = words[head.start].span.cover(words[head.end - 1].span).text(&self.analysis.document.text);
        Some(Entry {
            sentence: number,
            block: block(sentence),
            words: head,
            key: bare(text),
            small,
            sure,
            alone,
        })
    }

    /// A phrase with a word of weight, no finite verb and no sign but those inside words; no preposition or article
    /// before it.
    fn is_headword(&self, words: &[Word], range: &Range<usize>) -> bool {
        let Some(head) = words.get(range.clone()).filter(|head| !head.is_empty() && head.len() <= LONGEST)
        else {
            return false;
        };
        let weighty =
            |w: &Word| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::X);
        let plain = |w: &Word| {
            matches!(w.kind, TokenKind::Word | TokenKind::Clitic | TokenKind::Number)
                || matches!(self.form(w), "-" | "/" | "&" | ",")
        };
        let closed = |w: &Word| {
            let phrase = head.len() > 1;
            phrase && matches!(w.upos, Upos::Det | Upos::Adp | Upos::Pron | Upos::Cconj | Upos::Sconj)
                || w.contracted
        };
        let finite = |w: &&Word| {
            matches!(w.upos, Upos::Verb | Upos::Aux)
                && w.verb_form == Some(VerbForm::Finite)
                && head.len() > 1
                && {
                    let readings = morph::readings(self.form(w), self.analysis.language);
                    !readings.iter().any(|r| matches!(r.upos, Upos::Noun | Upos::Adj))
                }
        };
        // Sa Majesté, but not le locataire.
        let title = head.len() > 1
            && matches!(head[0].upos, Upos::Det | Upos::Pron)
            && !matches!(head[0].lemma.as_str(), "le" | "un" | "the" | "a")
            && self.form(&head[1]).starts_with(char::is_uppercase);
        head.iter().all(plain)
            && (head.iter().any(weighty) || head.len() == 1 && !is_function(&head[0]))
            && head.iter().any(|w| self.form(w).chars().filter(|c| c.is_alphabetic()).count() > 1)
            && (title || !closed(&head[0]))
            && !closed(&head[head.len() - 1])
            && !head.iter().any(|w| finite(&w))
    }

    /// Judges neighbouring entries together, and keeps those that are definitions.
    fn list(&self, entries: &[Entry], starts: &[usize], found: &mut Vec<Definition>) {
        let first = starts.partition_point(|&s| s < entries[0].sentence);
        let announced = starts[first.saturating_sub(BEFORE)..first].iter().any(|&s| self.announces(s));
        // Chains in alphabetical order, lone headwords left out.
        let marked: Vec<usize> = (0..entries.len()).filter(|&i| !entries[i].alone).collect();
        let mut in_chain = vec![false; entries.len()];
        let mut is_list = announced && marked.iter().any(|&i| entries[i].small || entries[i].sure);
        let mut at = 0;
        while at < marked.len() {
            let mut end = at + 1;
            while end < marked.len() && entries[marked[end - 1]].key <= entries[marked[end]].key {
                end += 1;
            }
            let chain = &marked[at..end];
            let small = chain.iter().filter(|&&i| entries[i].small || entries[i].sure).count();
            let enough = if small * 2 >= chain.len() || announced { SORTED.0 } else { SORTED.1 };
            if chain.len() >= enough {
                is_list = true;
                chain.iter().for_each(|&i| in_chain[i] = true);
            }
            at = end;
        }
        let mut kept: Vec<(&Entry, Cue)> = Vec::new();
        for (i, entry) in entries.iter().enumerate() {
            let keep = if entry.alone {
                // Between two entries, in their order.
                let before = entries[..i].iter().rev().find(|e| !e.alone);
                let after = entries[i + 1..].iter().find(|e| !e.alone);
                is_list
                    && (before.is_some() || after.is_some())
                    && before.is_none_or(|e| e.key <= entry.key)
                    && after.is_none_or(|e| entry.key <= e.key)
                    && (before.is_some() && after.is_some() || announced)
            } else {
                entry.sure || in_chain[i] || is_list && entry.small
            };
            kept.push((entry, if keep { Cue::Entry } else { Cue::Possible }));
        }
        for (i, (entry, cue)) in kept.iter().enumerate() {
            let next =
                kept[i + 1..].iter().find(|(_, next)| *next == Cue::Entry).map(|(next, _)| next.sentence);
            let limit = next.unwrap_or(self.analysis.sentences.len());
            let body = entry.sentence..self.body_end(entry.sentence, limit, entry.alone || next.is_some());
            found.push(self.definition(entry.sentence, entry.words.clone(), body, *cue));
        }
    }

    /// The end of the sentences that belong to an entry: its block, and the items that go on with it.
    fn body_end(&self, start: usize, limit: usize, followed: bool) -> usize {
        let sentences = &self.analysis.sentences;
        let mut end = start + 1;
        while end < limit {
            let own = block(&sentences[end]) == block(&sentences[start]);
            let starts_block = block(&sentences[end]) != block(&sentences[end - 1]);
            let text = sentences[end]
                .segment
                .span
                .trim(&self.analysis.document.text)
                .text(&self.analysis.document.text);
            let goes_on = text.starts_with(|c: char| c.is_lowercase() || c == '[');
            let before = sentences[end - 1].segment.span.trim(&self.analysis.document.text);
            let open = before.text(&self.analysis.document.text).ends_with([';', ',', ':'])
                || (end == start + 1
                    && followed
                    && !before.text(&self.analysis.document.text).ends_with(['.', ']']));
            if !own && starts_block && !goes_on && !open {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether a line announces a list of definitions.
    fn announces(&self, number: usize) -> bool {
        let words = &self.analysis.sentences[number].words;
        if words.len() > 40 {
            return false;
        }
        let lemmas: Vec<String> = words.iter().map(|w| w.lemma.as_str().to_lowercase()).collect();
        let forms: Vec<String> = words.iter().map(|w| self.form(w).to_lowercase()).collect();
        self.cues.announce.iter().any(|cue| {
            let cue: Vec<&str> = cue.split(' ').collect();
            let within =
                |words: &[String]| words.windows(cue.len()).any(|w| w.iter().zip(&cue).all(|(a, b)| a == b));
            within(&lemmas) || within(&forms)
        })
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Sentences

    /// Whether a verb of definition stands here, and if so, whether it tells by itself.
    fn verb(&self, words: &[Word], at: usize) -> Option<bool> {
        self.cues.verb.iter().find_map(|(verb, strong)| {
            let here = words.get(at..at + verb.len())?;
            let same = here.iter().zip(verb).all(|(w, v)| w.lemma.as_str() == *v);
            let finite = |w: &Word| matches!(w.upos, Upos::Verb | Upos::Aux);
            (same && (here.iter().any(finite) || *strong)).then_some(*strong)
        })
    }

    /// The quoted words that end right before `end`, without the marks.
    fn quoted_before(&self, words: &[Word], end: usize) -> Option<Range<usize>> {
        let close = end.checked_sub(1)?;
        if !is_quote(self.form(&words[close])) {
            return None;
        }
        let open =
            (close.saturating_sub(LONGEST)..close).rev().find(|&at| is_quote(self.form(&words[at])))?;
        self.without_article(words, open + 1..close)
    }

    /// The quoted words that begin at `start`.
    fn quoted_at(&self, words: &[Word], start: usize) -> Option<Range<usize>> {
        if !is_quote(self.form(words.get(start)?)) {
            return None;
        }
        let limit = words.len().min(start + LONGEST + 2);
        let close = (start + 1..limit).find(|&at| is_quote(self.form(&words[at])))?;
        self.without_article(words, start + 1..close)
    }

    fn without_article(&self, words: &[Word], mut range: Range<usize>) -> Option<Range<usize>> {
        while range.len() > 1 && words[range.start].upos == Upos::Det {
            range.start += 1;
        }
        self.is_headword(words, &range).then_some(range)
    }

    /// A phrase without article that ends right before `end` and begins its clause: `…, ordonnance s’entend de`.
    fn bare_before(&self, words: &[Word], end: usize) -> Option<Range<usize>> {
        // tenant, in respect of a lease, means …: as an entry of a list begins, in lower case.
        if self.form(&words[end - 1]) == "," && self.form(&words[0]).starts_with(char::is_lowercase) {
            let comma = words[..end].iter().position(|w| self.form(w) == ",")?;
            return (comma + 1 < end && self.is_headword(words, &(0..comma))).then_some(0..comma);
        }
        let start = (end.saturating_sub(LONGEST)..end)
            .rev()
            .take_while(|&at| {
                matches!(words[at].kind, TokenKind::Word | TokenKind::Clitic | TokenKind::Number)
            })
            .last()?;
        let clause = start == 0 || matches!(self.form(&words[start - 1]), "," | ";" | ":" | "—" | "–" | ".");
        let range = start..end;
        let named = (start..end).rev().find(|&at| self.cues.term.contains(&words[at].lemma.as_str()));
        // le terme X désigne
        if let Some(named) = named.filter(|&at| at + 1 < end) {
            return self.without_article(words, named + 1..end);
        }
        (clause && self.is_headword(words, &range)).then_some(range)
    }

    fn said(&self, number: usize, sentence: &Sentence, found: &mut Vec<Definition>) {
        let words = &sentence.words;
        let language = self.analysis.language;
        let mut add = |words: Option<Range<usize>>, cue: Cue| {
            if let Some(words) = words {
                found.push(self.definition(number, words, number..number + 1, cue));
            }
        };
        // Définition de loyer
        if words.len() <= LONGEST + 2 {
            let title = self.cues.title.iter().find_map(|title| {
                let title: Vec<&str> = title.split(' ').collect();
                let here = words.get(..title.len())?;
                let same = here.iter().zip(&title).all(|(w, t)| w.lemma.eq_ignore_ascii_case(t));
                same.then_some(title.len())
            });
            if let Some(start) = title {
                let quoted = self.quoted_at(words, start);
                let both = words[start..].iter().any(|w| w.upos == Upos::Cconj);
                let rest = || self.is_headword(words, &(start..words.len())).then_some(start..words.len());
                add(quoted.or_else(|| if both { None } else { rest() }), Cue::Title);
            }
        }
        for at in 1..words.len() {
            let form = self.form(&words[at]);
            // (ci-après « la Société »), (the "Company")
            if form == "("
                && let Some(close) =
                    (at + 1..words.len().min(at + LONGEST + 6)).find(|&c| self.form(&words[c]) == ")")
                && let Some(open) = (at + 1..close.min(at + 6)).find(|&q| is_quote(self.form(&words[q])))
            {
                let quoted = self.quoted_at(words, open).filter(|q| q.end + 1 == close && q.len() <= 6);
                add(quoted, Cue::Named);
            }
            if let Some(strong) = self.verb(words, at) {
                let quoted = self.quoted_before(words, at);
                add(
                    quoted.or_else(|| if strong { self.bare_before(words, at) } else { None }),
                    Cue::Sentence,
                );
            }
            // on entend par « loyer » …
            if language == Language::French
                && words[at].lemma == "entendre"
                && words.get(at + 1).is_some_and(|w| w.lemma == "par")
            {
                let start = at + 2;
                let quoted = self.quoted_at(words, start);
                let plain = || {
                    let end = (start..words.len().min(start + LONGEST)).find(|&e| {
                        matches!(words[e].upos, Upos::Punct | Upos::Pron | Upos::Sconj)
                            || e > start
                                && (words[e].upos == Upos::Det || words[e].lemma == "tout")
                                && words[e - 1].upos != Upos::Adp
                    })?;
                    (end > start).then(|| self.without_article(words, start..end)).flatten()
                };
                add(quoted.or_else(plain), Cue::Sentence);
            }
        }
    }
}

fn block(sentence: &Sentence) -> usize {
    sentence.segment.block
}

fn is_function(word: &Word) -> bool {
    matches!(
        word.upos,
        Upos::Adv | Upos::Pron | Upos::Det | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Part
    )
}

fn is_quote(form: &str) -> bool {
    matches!(form, "«" | "»" | "“" | "”" | "\"" | "„" | "‘" | "’" | "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::document::{Document, Newlines};

    fn defined(text: &str, language: Language) -> Vec<String> {
        let analysis = analyze(Document::plain(text, Newlines::Block), language);
        definitions(&analysis).iter().map(|d| d.span.text(&analysis.document.text).to_owned()).collect()
    }

    #[test]
    fn lists_of_cues_are_sorted_and_of_known_kinds() {
        for lines in [include_str!("data/cues.fr.txt"), include_str!("data/cues.en.txt")] {
            let rows: Vec<&str> = lines.lines().filter(|l| !l.starts_with('#')).collect();
            assert!(rows.is_sorted());
            for row in rows {
                let (kind, words) = row.split_once('\t').expect("two cells");
                assert!(matches!(kind, "announce" | "term" | "title" | "verb" | "weak"), "{row}");
                assert!(!words.is_empty() && words == words.to_lowercase(), "{row}");
            }
        }
    }

    #[test]
    fn entries_in_order_are_definitions() {
        let list = "bailleur : Personne qui loue un local.\nlocataire : Personne qui occupe un local.\n\
                    loyer : Somme que le locataire paie.";
        assert_eq!(defined(list, Language::French), ["bailleur", "locataire", "loyer"]);
    }

    #[test]
    fn facts_of_an_article_are_no_definitions() {
        let box_of_facts = "Prix : 30 euros.\nDurée : 2 heures.\nAdresse : 3, rue des Lilas.";
        assert!(defined(box_of_facts, Language::French).is_empty());
        assert!(defined("La direction désigne un responsable.", Language::French).is_empty());
    }

    #[test]
    fn sentences_define() {
        let said = |text| defined(text, Language::French);
        assert_eq!(
            said("Sauf indication contraire, ordonnance s’entend d’un jugement définitif."),
            ["ordonnance"]
        );
        assert_eq!(said("Au présent article, « loyer net » désigne le loyer hors charges."), ["loyer net"]);
        assert_eq!(said("On entend par « bail » le contrat de location."), ["bail"]);
        assert_eq!(said("La société Dupont (ci-après « la Société ») exploite le site."), ["Société"]);
        let said = |text| defined(text, Language::English);
        assert_eq!(said("In this section, net rent means the rent less charges."), ["net rent"]);
        assert_eq!(said("“Lease” means the contract."), ["Lease"]);
        assert_eq!(said("tenant, in respect of a lease, means the person who pays."), ["tenant"]);
    }

    #[test]
    fn a_headword_may_stand_alone_among_entries() {
        let list = "Définitions\nbail : Contrat de location.\njuge\nEn Ontario, un juge de la Cour supérieure;\n\
                    loyer : Somme due.\nlocal : Bâtiment loué.";
        assert_eq!(defined(list, Language::French), ["bail", "juge", "loyer", "local"]);
    }
}
