//! Segmentation by the rules of an SRX 2.0 file, as computer-aided translation tools exchange them.
//!
//! A rule says what stands before and after a place, and whether a segment ends there. At each place the first rule that
//! matches decides. The place is the end of what the rule finds before it.

mod own;
mod pattern;

use super::split::floor_char_boundary;
use super::{Segment, cut_block};
use crate::document::{Block, Document};
use crate::text::Span;
use pattern::{Half, Side};
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

pub use own::own_rules;
pub use pattern::PatternProblem;

/// How far back a rule may look, in bytes.
const BEHIND: usize = 512;
/// How far ahead a rule may look, in bytes.
const AHEAD: usize = 1024;
/// How much text is searched at a time, in bytes.
const PIECE: usize = 1 << 16;

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether a segment ends where the rule matches; if not, none does.
    pub breaks: bool,
    /// What stands before the place, as a regular expression of ICU. Empty: anything.
    pub before: String,
    /// What stands after it.
    pub after: String,
    /// The line of the file that it was read from; 0 where it comes from none.
    pub line: usize,
}

/// The rules of a language, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LanguageRules {
    /// The name that maps use.
    pub name: String,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// Which rules are for which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageMap {
    /// A regular expression that the whole language code matches.
    pub pattern: String,
    /// The name of the rules.
    pub rules: String,
    /// The line of the file that it was read from; 0 where it comes from none.
    pub line: usize,
}

/// What an SRX file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Srx {
    /// Whether the rules of all maps that match a language are used, one after the other, or only the first's.
    pub cascade: bool,
    /// The rules, in the order of the file.
    pub languages: Vec<LanguageRules>,
    /// The maps, in the order of the file.
    pub maps: Vec<LanguageMap>,
}

/// Something in the rules that is not used as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rules.
    pub language: String,
    /// Number of the rule among them, from 1; 0 for the map.
    pub rule: usize,
    /// The line of the file where it stands; 0 where it comes from none.
    pub line: usize,
    /// The pattern in question.
    pub pattern: String,
    /// What is the matter.
    pub problem: PatternProblem,
}

impl Diagnostic {
    /// Whether the rule is used nonetheless, in a slightly different meaning.
    pub fn is_inexact(&self) -> bool {
        matches!(self.problem, PatternProblem::Possessive(_))
    }
}

/// Rules ready for use.
#[derive(Clone, Debug)]
pub struct SrxSegmenter {
    rules: Vec<Compiled>,
    /// The first halves of all rules, each to be found at the end of the text.
    behind: RegexSet,
}

#[derive(Clone, Debug)]
struct Compiled {
    breaks: bool,
    /// For rules that break: both halves, the first as group 1.
    search: Option<Regex>,
    /// The second half at the beginning of the text; none where anything will do.
    after: Option<Regex>,
    /// The first half holds `^`: it counts only from the beginning of the text.
    from_beginning: bool,
    /// `\b` between the halves, which neither of them sees whole.
    boundary: bool,
    ahead: Vec<(Regex, bool)>,
    behind: Vec<(Regex, bool)>,
}

impl Srx {
    /// The rules for a language (`fr`, `fr-CA`), in the order in which they are asked; where no map matches, none.
    pub fn rules_for(&self, tag: &str) -> (Vec<(&str, &[Rule])>, Vec<Diagnostic>) {
        let (mut found, mut diagnostics) = (Vec::new(), Vec::new());
        for map in &self.maps {
            let pattern = match pattern::translate(&map.pattern, Side::Before) {
                Ok(half) => {
                    RegexBuilder::new(&format!("^(?:{})$", half.pattern)).case_insensitive(true).build().ok()
                }
                Err(_) => None,
            };
            let Some(pattern) = pattern else {
                let (language, pattern, line) = (map.rules.clone(), map.pattern.clone(), map.line);
                let problem = PatternProblem::LanguagePattern;
                diagnostics.push(Diagnostic { language, rule: 0, line, pattern, problem });
                continue;
            };
            if !(pattern.is_match(tag) || pattern.is_match(&tag.replace('-', "_"))) {
                continue;
            }
            match self.languages.iter().find(|rules| rules.name == map.rules) {
                Some(rules) => found.push((rules.name.as_str(), rules.rules.as_slice())),
                None => {
                    let (language, pattern, line) = (map.rules.clone(), map.pattern.clone(), map.line);
                    let problem = PatternProblem::NoRules;
                    diagnostics.push(Diagnostic { language, rule: 0, line, pattern, problem });
                }
            }
            if !self.cascade && !found.is_empty() {
                break;
            }
        }
        (found, diagnostics)
    }

    /// Makes the rules for a language ready. Rules that cannot be used are left out and named.
    pub fn compile(&self, tag: &str) -> (SrxSegmenter, Vec<Diagnostic>) {
        let (groups, mut diagnostics) = self.rules_for(tag);
        let (mut rules, mut behind) = (Vec::new(), Vec::new());
        for (language, group) in groups {
            for (index, rule) in group.iter().enumerate() {
                let mut report = |pattern: &str, problem: PatternProblem| {
                    let (language, pattern) = (language.to_owned(), pattern.to_owned());
                    let (number, line) = (index + 1, rule.line);
                    diagnostics.push(Diagnostic { language, rule: number, line, pattern, problem });
                };
                let before = match pattern::translate(&rule.before, Side::Before) {
                    Ok(half) => half,
                    Err(problem) => {
                        report(&rule.before, problem);
                        continue;
                    }
                };
                let after = match pattern::translate(&rule.after, Side::After) {
                    Ok(half) => half,
                    Err(problem) => {
                        report(&rule.after, problem);
                        continue;
                    }
                };
                for (half, pattern) in [(&before, &rule.before), (&after, &rule.after)] {
                    for problem in &half.inexact {
                        report(pattern, problem.clone());
                    }
                }
                match Compiled::new(rule.breaks, &before, &after) {
                    Ok((compiled, pattern)) => {
                        rules.push(compiled);
                        behind.push(pattern);
                    }
                    Err(error) => {
                        let of = if build(&after.pattern).is_err() { &rule.after } else { &rule.before };
                        report(of, PatternProblem::Broken(last_line(&error.to_string())));
                    }
                }
            }
        }
        // Each pattern has been compiled alone; together they only need room.
        let set = RegexSetBuilder::new(&behind).size_limit(1 << 28).dfa_size_limit(1 << 26).build();
        let behind = set.unwrap_or_else(|_| {
            rules.clear();
            RegexSet::empty()
        });
        (SrxSegmenter { rules, behind }, diagnostics)
    }
}

fn last_line(text: &str) -> String {
    let line = text.lines().last().unwrap_or_default().trim();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

fn build(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(1 << 24).build()
}

/// Whether a pattern holds `sign` as an anchor.
fn has_anchor(pattern: &str, sign: char) -> bool {
    let (mut class, mut escaped) = (0usize, false);
    for c in pattern.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class += 1,
            ']' => class = class.saturating_sub(1),
            c if c == sign && class == 0 => return true,
            _ => {}
        }
    }
    false
}

impl Compiled {
    fn new(breaks: bool, before: &Half, after: &Half) -> Result<(Self, String), regex::Error> {
        let search = if breaks {
            Some(build(&format!("((?:{}))(?:{})", before.pattern, after.pattern))?)
        } else {
            None
        };
        let (first, edge_before) = match before.pattern.strip_suffix(r"\b") {
            Some(first) if !first.ends_with('\\') => (first, true),
            _ => (before.pattern.as_str(), false),
        };
        let (second, edge_after) = match after.pattern.strip_prefix(r"\b") {
            Some(second) => (second, true),
            None => (after.pattern.as_str(), false),
        };
        // A flag group at the beginning of a half holds for the half only.
        let at_end = format!(r"(?:{first})\z");
        build(&at_end)?;
        let conditions = |list: &[(String, bool)], ahead: bool| -> Result<Vec<(Regex, bool)>, regex::Error> {
            list.iter()
                .map(|(pattern, positive)| {
                    let pattern =
                        if ahead { format!(r"\A(?:{pattern})") } else { format!(r"(?:{pattern})\z") };
                    Ok((build(&pattern)?, *positive))
                })
                .collect()
        };
        let all = |a: Vec<_>, b: Vec<_>| a.into_iter().chain(b).collect::<Vec<_>>();
        let compiled = Self {
            breaks,
            search,
            after: if second.is_empty() { None } else { Some(build(&format!(r"\A(?:{second})"))?) },
            from_beginning: has_anchor(first, '^'),
            boundary: edge_before || edge_after,
            ahead: all(conditions(&before.ahead, true)?, conditions(&after.ahead, true)?),
            behind: all(conditions(&before.behind, false)?, conditions(&after.behind, false)?),
        };
        Ok((compiled, at_end))
    }

    /// Whether the rule matches at `at`, where its first half is known to.
    fn matches(&self, text: &str, from: usize, at: usize) -> bool {
        let behind = &text[from..at];
        let ahead = &text[at..floor_char_boundary(text, at + AHEAD)];
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        (!self.from_beginning || from == 0)
            && (!self.boundary || word(behind.chars().next_back()) != word(ahead.chars().next()))
            && self.after.as_ref().is_none_or(|after| after.is_match(ahead))
            && self.ahead.iter().all(|(condition, positive)| condition.is_match(ahead) == *positive)
            && self.behind.iter().all(|(condition, positive)| condition.is_match(behind) == *positive)
    }
}

impl SrxSegmenter {
    /// Whether there is no rule at all: a text is then one segment.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The segments of a text that holds no block end: they tile it.
    pub fn segments(&self, text: &str) -> Vec<Span> {
        let mut places = self.places(text);
        places.sort_unstable();
        places.dedup();
        let (mut out, mut start) = (Vec::new(), 0);
        for at in places {
            if at > start && at < text.len() && self.breaks_at(text, at) {
                out.push(Span::new(start, at));
                start = at;
            }
        }
        if start < text.len() {
            out.push(Span::new(start, text.len()));
        }
        out
    }

    /// Cuts a document into segments.
    pub fn segment(&self, document: &Document) -> Vec<Segment> {
        let mut out = Vec::new();
        for (block, b) in document.blocks.iter().enumerate() {
            self.segment_block(&document.text, b, |span| out.push(Segment { block, span }));
        }
        out
    }

    /// Hands the segments of a block to `each`, in order; spans are of `text`, the text of the block's document.
    pub fn segment_block(&self, text: &str, block: &Block, each: impl FnMut(Span)) {
        cut_block(text, block, each, |text, each| self.segments(text).into_iter().for_each(each));
    }

    /// Where a rule that breaks may match.
    fn places(&self, text: &str) -> Vec<usize> {
        let mut places = Vec::new();
        for search in self.rules.iter().filter_map(|rule| rule.search.as_ref()) {
            let mut locations = search.capture_locations();
            let mut start = 0;
            // Piece by piece, so that a rule that looks far ahead stays linear in the text.
            while start < text.len() {
                let end = floor_char_boundary(text, start + PIECE);
                let last = if end == text.len() { end } else { floor_char_boundary(text, end - AHEAD) };
                let mut at = start;
                while at <= last && search.captures_read_at(&mut locations, &text[..end], at).is_some() {
                    let place = locations.get(1).map_or(at, |(_, end)| end);
                    if place > last {
                        break;
                    }
                    places.push(place);
                    at = if place > at {
                        place
                    } else {
                        at + text[at..].chars().next().map_or(1, char::len_utf8)
                    };
                }
                start = last.max(start + 1);
                start = (start..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
                if end == text.len() {
                    break;
                }
            }
        }
        places
    }

    /// What the first rule that matches says.
    fn breaks_at(&self, text: &str, at: usize) -> bool {
        let from = floor_char_boundary(text, at.saturating_sub(BEHIND));
        self.behind
            .matches(&text[from..at])
            .into_iter()
            .find(|&rule| self.rules[rule].matches(text, from, at))
            .is_some_and(|rule| self.rules[rule].breaks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn srx(rules: &[(bool, &str, &str)]) -> Srx {
        let rules = rules
            .iter()
            .map(|&(breaks, before, after)| Rule {
                breaks,
                before: before.to_owned(),
                after: after.to_owned(),
                line: 0,
            })
            .collect();
        Srx {
            cascade: false,
            languages: vec![LanguageRules { name: "French".to_owned(), rules }],
            maps: vec![LanguageMap { pattern: "[Ff][Rr].*".to_owned(), rules: "French".to_owned(), line: 0 }],
        }
    }

    fn cut<'t>(srx: &Srx, text: &'t str) -> Vec<&'t str> {
        let (segmenter, diagnostics) = srx.compile("fr");
        assert_eq!(diagnostics, []);
        segmenter.segments(text).into_iter().map(|span| span.text(text)).collect()
    }

    #[test]
    fn the_first_rule_that_matches_decides() {
        let rules = srx(&[(false, r"\bM\.", r"\s"), (true, r"[.?!]+", r"\s")]);
        assert_eq!(cut(&rules, "M. Perrin part. Il revient !"), ["M. Perrin part.", " Il revient !"]);
        let rules = srx(&[(true, r"[.?!]+", r"\s"), (false, r"\bM\.", r"\s")]);
        assert_eq!(cut(&rules, "M. Perrin part."), ["M.", " Perrin part."]);
    }

    #[test]
    fn the_place_is_the_end_of_the_first_half() {
        let rules = srx(&[(true, r"\.\s+", "")]);
        assert_eq!(cut(&rules, "Un.  Deux."), ["Un.  ", "Deux."]);
    }

    #[test]
    fn word_boundaries_between_the_halves_are_seen() {
        let rules = srx(&[(false, r"\.", r"\b"), (true, r"\.", "")]);
        assert_eq!(cut(&rules, "a.b. c"), ["a.b.", " c"]);
    }

    #[test]
    fn maps_choose_by_language_and_cascade() {
        let mut rules = srx(&[(false, r"\bM\.", r"\s")]);
        let all = vec![Rule { breaks: true, before: r"\.".to_owned(), after: r"\s".to_owned(), line: 0 }];
        rules.languages.push(LanguageRules { name: "All".to_owned(), rules: all });
        rules.maps.push(LanguageMap { pattern: ".*".to_owned(), rules: "All".to_owned(), line: 0 });
        assert_eq!(cut(&rules, "M. Perrin. Oui"), ["M. Perrin. Oui"]);
        rules.cascade = true;
        assert_eq!(cut(&rules, "M. Perrin. Oui"), ["M. Perrin.", " Oui"]);
        let (segmenter, _) = rules.compile("de");
        assert_eq!(segmenter.segments("M. Perrin.").len(), 2);
    }

    #[test]
    fn rules_without_counterpart_are_named_and_left_out() {
        let rules = srx(&[(false, r"(\w)\1\.", r"\s"), (true, r"\.", r"\s")]);
        let (segmenter, diagnostics) = rules.compile("fr-CA");
        assert_eq!(diagnostics.len(), 1);
        assert_eq!((diagnostics[0].rule, &diagnostics[0].problem), (1, &PatternProblem::BackReference));
        assert_eq!(segmenter.segments("Une. Deux.").len(), 2);
        let (_, diagnostics) = srx(&[(true, r"\.", "[")]).compile("fr");
        assert_eq!(diagnostics[0].pattern, "[");
        assert_eq!(diagnostics[0].problem, PatternProblem::Broken("unclosed character class".to_owned()));
    }

    #[test]
    fn a_long_text_is_cut_the_same_in_pieces() {
        let rules = srx(&[(true, r"[.?!]+", r"\s")]);
        let text = "Une phrase de plus dans un long texte. ".repeat(5000);
        assert_eq!(cut(&rules, text.trim_end()).len(), 5000);
    }
}
