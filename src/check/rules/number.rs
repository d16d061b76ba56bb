//! NUM…: numbers, units, dates and hours say the same on both sides.

use crate::analysis::Analysis;
use crate::check::case::{Case, Draft};
use crate::check::finding::{Edit, Fix, Reason};
use crate::check::quantity::{BLANKS, Foreign, Kind, Quantity, Unit, Value, Written, quantities};
use crate::check::rule::RuleId;
use crate::check::subject::extent;
use crate::text::{Language, Span};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Confidence of a finding about a number of two digits or more; of one digit; in words.
const MANY_DIGITS: f32 = 0.9;
const ONE_DIGIT: f32 = 0.65;
const IN_WORDS: f32 = 0.65;

/// Words by the number that they say.
static WORDS: LazyLock<FxHashMap<Value, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../data/number-words.en.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut words = line.split(' ');
            let (whole, part) = words.next().map(|number| number.split_once('.').unwrap_or((number, "")))?;
            let mantissa = format!("{whole}{part}").parse().ok()?;
            Some((Value::new(mantissa, -(part.len() as i32)), words.collect()))
        })
        .collect()
});

pub(super) fn check(case: &Case<'_>, pair: usize, out: &mut Vec<Draft>) {
    let subject = case.subject;
    // The same sentence twice is not translated at all: its numbers are those of its own language.
    if subject.source_text(pair) == subject.target_text(pair) {
        return;
    }
    let numbers = |side: &Analysis, sentences: &Range<usize>, language| {
        let extent = extent(side, sentences);
        let blocks = sentences.clone().map(|sentence| side.sentences[sentence].segment.block);
        let mut skip: Vec<Span> = Vec::new();
        let mut last = usize::MAX;
        for block in blocks {
            if std::mem::replace(&mut last, block) != block {
                skip.extend(side.document.blocks[block].protected.iter().map(|p| p.span));
            }
        }
        quantities(&side.document.text, extent, &skip, language)
    };
    let of_source = |pair: usize| numbers(subject.source, &subject.pairs[pair].source, Language::French);
    let of_target = |pair: usize| numbers(subject.target, &subject.pairs[pair].target, Language::English);
    let english = subject.target_text(pair);
    if english.is_empty() {
        return;
    }
    let mut source = of_source(pair);
    let target = of_target(pair);
    join_decimals(case, &mut source, &target);
    let mut judge = Judge { case, pair, english, taken: vec![false; target.len()], target, out };
    judge.formats();
    let mut missing: Vec<&Quantity> = Vec::new();
    for quantity in &source {
        match judge.find(quantity) {
            Some(at) => judge.unit(quantity, at),
            None if judge.is_checked(quantity) => missing.push(quantity),
            None => {}
        }
    }
    missing.retain(|quantity| !judge.explained(quantity));
    let around: Vec<(Vec<Quantity>, Vec<Quantity>)> = if missing.is_empty() {
        Vec::new()
    } else {
        case.neighbours(pair).map(|other| (of_source(other), of_target(other))).collect()
    };
    missing.retain(|quantity| {
        !around.iter().any(|(french, english)| {
            english.iter().any(|other| agrees(quantity, other))
                && !french.iter().any(|other| agrees_alike(quantity, other))
        })
    });
    // The year of a date that is missing itself is no other fault.
    let years: Vec<(usize, u64)> = missing
        .iter()
        .filter_map(|q| match q.kind {
            Kind::Date { year, .. } if year > 0 => Some((q.span.end, u64::from(year))),
            _ => None,
        })
        .collect();
    missing.retain(|q| {
        let text = &subject.source.document.text;
        let follows =
            |end: usize| text.get(end..q.span.start).is_some_and(|between| between.trim().is_empty());
        !years.iter().any(|&(end, year)| q.value() == Value::whole(year) && follows(end))
    });
    judge.report(&missing);
    judge.added(&source);
}

struct Judge<'j> {
    case: &'j Case<'j>,
    pair: usize,
    english: &'j str,
    target: Vec<Quantity>,
    taken: Vec<bool>,
    out: &'j mut Vec<Draft>,
}

impl Judge<'_> {
    /// The number of the translation that says the same, one not yet taken first.
    fn find(&mut self, quantity: &Quantity) -> Option<usize> {
        let mut best: Option<(u8, usize)> = None;
        for (at, other) in self.target.iter().enumerate() {
            if agrees(quantity, other) {
                let year = is_year_of(quantity, other);
                let unit = !same_unit(quantity.unit, other.unit);
                let rank = u8::from(year) * 4 + u8::from(self.taken[at]) * 2 + u8::from(unit);
                if best.is_none_or(|(least, _)| rank < least) {
                    best = Some((rank, at));
                }
            }
        }
        let (_, at) = best?;
        // The year of a date says nothing of its day.
        if !is_year_of(quantity, &self.target[at]) {
            self.taken[at] = true;
        }
        Some(at)
    }

    fn is_checked(&self, quantity: &Quantity) -> bool {
        let text = self.case.french(quantity.core);
        match quantity.written {
            Written::Roman => true,
            Written::Words => {
                let value = quantity.value().as_f64();
                let idiom = [20.0, 36.0, 100.0, 1000.0].contains(&value);
                // `des millions` is no number.
                let vague = ["million", "millions", "milliard", "milliards", "mille"]
                    .contains(&text.to_lowercase().as_str());
                // `six heures trente` is half past six.
                let before = &self.case.subject.source.document.text[..quantity.span.start];
                let minutes = before.trim_end().ends_with("heures") || before.trim_end().ends_with("heure");
                // `les Quinze` is a name.
                let starts = before.trim_end().is_empty()
                    || before
                        .trim_end()
                        .ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
                let named = text.starts_with(char::is_uppercase) && !starts;
                quantity.kind == Kind::Cardinal && value >= 13.0 && !idiom && !vague && !minutes && !named
            }
            Written::Digits => {
                let extent = self.case.subject.source_extent(self.pair);
                let after = &self.case.subject.source.document.text[quantity.span.end..extent.end];
                let enumerates = quantity.span.start == extent.start
                    && (after.starts_with(['.', ')', '°']) || after.is_empty())
                    && text.len() <= 3;
                let telephone = text.len() == 2 && text.starts_with('0');
                let first = quantity.kind == Kind::Ordinal && quantity.value() == Value::whole(1);
                let before = &self.case.subject.source.document.text[extent.start..quantity.span.start];
                let note = before.ends_with('[') && after.starts_with(']');
                // `sur son 31`: in one's Sunday best.
                let best = text == "31"
                    && ["mon ", "ton ", "son ", "notre ", "votre ", "leur "]
                        .iter()
                        .any(|own| before.strip_suffix(own).is_some_and(|rest| rest.ends_with("sur ")));
                !enumerates && !telephone && !note && !first && !best
            }
        }
    }

    /// Whether the translation says it in a word that is no number.
    fn explained(&self, quantity: &Quantity) -> bool {
        let lower = self.english.to_lowercase();
        let words = || lower.split(|c: char| !c.is_alphanumeric() && c != '-');
        let has = |word: &str| words().any(|w| w == word || w.split('-').any(|p| p == word));
        let value = quantity.value();
        // The year or the article that was spoken of: `that year`, `this section`.
        let taken_up = |nouns: &[&str]| {
            words().zip(words().skip(1)).any(|(a, b)| {
                matches!(
                    a,
                    "this" | "that" | "these" | "those" | "same" | "such" | "last" | "next" | "previous"
                ) && nouns.contains(&b)
            })
        };
        let is_year = quantity.kind == Kind::Cardinal
            && quantity.unit == Unit::None
            && value.as_whole().is_some_and(|year| (1000..2200).contains(&year));
        if is_year && taken_up(&["year", "date"]) || self.is_reference(quantity) && taken_up(REFERRED) {
            return true;
        }
        // `objectif 2` is Objective II.
        if let Some(roman) = value.as_whole().and_then(roman)
            && self.english.split(|c: char| !c.is_alphanumeric()).any(|word| word == roman)
        {
            return true;
        }
        // `4 bis` is 4a.
        let after = &self.case.subject.source.document.text[quantity.core.end..];
        if ["bis", "ter", "quater"].iter().any(|rank| after.trim_start().starts_with(rank))
            && words().any(|word| {
                let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
                letters.len() == 1 && word[..word.len() - 1] == *self.case.french(quantity.core)
            })
        {
            return true;
        }
        if WORDS.get(&value).is_some_and(|words| words.iter().any(|word| has(word))) {
            return true;
        }
        // `EU-27` has the number of `l’Union à 27`; the name of a thing is no number of its own.
        let digits = self.case.french(quantity.core);
        if digits.len() > 1 && digits.bytes().all(|b| b.is_ascii_digit()) && self.in_a_name(digits) {
            return true;
        }
        // Quoted on both sides, it is no hour: the format '4h'.
        let as_written = self.case.french(quantity.span);
        if ['\'', '"', '`'].iter().any(|mark| self.english.contains(&format!("{mark}{as_written}{mark}"))) {
            return true;
        }
        // Un milliard: billions.
        if quantity.bare == Value::whole(1) || quantity.written == Written::Words && value.mantissa == 1 {
            let plural = [(3, "thousands"), (6, "millions"), (9, "billions"), (12, "trillions")];
            if plural.iter().any(|(power, word)| value.exponent == *power && has(word)) {
                return true;
            }
        }
        // 2,5 millions: two and a half million.
        let half_a_million = value.mantissa == 5 && matches!(value.exponent, 5 | 8 | 11);
        if has("half") && (value.mantissa % 10 == 5 && quantity.scale > 0 || half_a_million) {
            return true;
        }
        // `5,6 ans`: five or six.
        if let Some((a, b)) = self.case.french(quantity.core).split_once(',')
            && let (Ok(a), Ok(b)) = (a.parse::<u64>(), b.parse::<u64>())
            && b == a + 1
            && self
                .target
                .windows(2)
                .any(|t| t[0].value() == Value::whole(a) && t[1].value() == Value::whole(b))
        {
            return true;
        }
        if let Kind::Date { day, month, .. } = quantity.kind {
            return FEASTS
                .iter()
                .any(|&(date, words)| date == (day, month) && words.iter().all(|word| has(word)));
        }
        if let Kind::Time { minutes } = quantity.kind {
            let past = match minutes % 60 {
                15 | 45 => has("quarter"),
                30 => has("half"),
                _ => false,
            };
            return past
                || matches!(minutes % 1440, 720) && (has("noon") || has("midday"))
                || minutes % 1440 == 0 && has("midnight");
        }
        if quantity.written == Written::Words {
            return false;
        }
        // Converted: another unit of the same dimension, another currency.
        self.target.iter().zip(&self.taken).any(|(other, taken)| {
            !taken
                && match (quantity.unit, other.unit) {
                    (Unit::Measure(a, x), Unit::Measure(b, y)) => a == b && x != y,
                    (Unit::Currency(_), Unit::Currency(_)) => {
                        !same_unit(quantity.unit, other.unit) && other.value() != quantity.value()
                    }
                    _ => false,
                }
        })
    }

    /// Whether a date is one from which or up to which something holds: `à compter du 28 août` is after August 27.
    fn is_bound(&self, quantity: &Quantity) -> bool {
        let before = &self.case.subject.source.document.text[..quantity.span.start];
        let french =
            ["compter du ", "partir du ", "après le ", "avant le ", "tard le ", "usqu’au ", "usqu'au "];
        let english = [" after ", " before ", " until ", " by ", " later than "];
        french.iter().any(|bound| before.ends_with(bound))
            && english.iter().any(|bound| self.english.contains(bound))
    }

    /// `tourner le dos à 180 degrés`
    fn is_about_turn(&self, quantity: &Quantity) -> bool {
        let after = self.case.subject.source.document.text[quantity.core.end..].trim_start();
        [180, 360].iter().any(|&turn| quantity.value() == Value::whole(turn))
            && (after.starts_with("degrés") || after.starts_with('°'))
    }

    /// Whether a number is that of a provision: `l’article 12`, `aux paragraphes 3(1), 4 et 5`.
    fn is_reference(&self, quantity: &Quantity) -> bool {
        let text = &self.case.subject.source.document.text;
        let start = self.case.subject.source_extent(self.pair).start;
        let before = text[start..quantity.core.start].to_lowercase();
        let linked = |word: &&str| {
            matches!(
                *word,
                "et" | "ou" | "à" | "au" | "aux" | "de" | "du" | "la" | "le" | "les" | "l" | "des"
            ) || word.starts_with(|c: char| c.is_ascii_digit())
                || word.chars().count() == 1
                || matches!(*word, "bis" | "ter")
        };
        let noun = before
            .split(|c: char| !c.is_alphanumeric())
            .rev()
            .filter(|word| !word.is_empty())
            .find(|w| !linked(w));
        noun.is_some_and(|noun| PROVISIONS.contains(&noun.trim_end_matches('s')))
    }

    /// Whether the English names as many provisions as the French: then a number that is missing was lost.
    fn refers_alike(&self) -> bool {
        let count = |text: &str, nouns: &[&str]| {
            let lower = text.to_lowercase();
            let words: Vec<&str> =
                lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            let named = |at: usize| nouns.contains(&words[at].trim_end_matches('s'));
            let taken_up = |at: usize| {
                at > 0 && matches!(words[at - 1], "this" | "that" | "such" | "same" | "présent" | "présente")
            };
            (0..words.len()).filter(|&at| named(at) && !taken_up(at)).count()
        };
        count(self.english, NAMED) >= count(self.case.subject.source_text(self.pair), PROVISIONS)
    }

    /// Whether digits stand in the translation inside a name: EU-27.
    fn in_a_name(&self, digits: &str) -> bool {
        let start = self.case.subject.target_extent(self.pair).start;
        self.english.match_indices(digits).any(|(at, _)| {
            let span = Span::new(start + at, start + at + digits.len());
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            !digit(self.english[..at].chars().next_back())
                && !digit(self.english[at + digits.len()..].chars().next())
                && !self.target.iter().any(|quantity| quantity.span.overlaps(span))
        })
    }

    /// French marks in English numbers.
    fn formats(&mut self) {
        for quantity in &self.target {
            let Some((value, foreign)) = quantity.foreign else { continue };
            if value != quantity.value() {
                continue;
            }
            self.out.push(format_draft(self.case, self.pair, quantity, value, foreign, None));
        }
    }

    fn unit(&mut self, quantity: &Quantity, at: usize) {
        let other = &self.target[at];
        if let (Kind::Date { year: a, .. }, Kind::Date { year: b, .. }) = (quantity.kind, other.kind)
            && a != b
            && a > 0
            && b > 0
        {
            return;
        }
        let lower = self.english.to_lowercase();
        let wrong = match (quantity.unit, other.unit) {
            (Unit::Percent, Unit::Percent) => false,
            (Unit::Percent, _) => !["%", "percent", "per cent", "percentage", "point", "pc ", "pct"]
                .iter()
                .any(|sign| lower.contains(sign)),
            (Unit::Currency(a), Unit::Currency(b)) => {
                !same_unit(Unit::Currency(a), Unit::Currency(b))
                    && !self.target.iter().any(|t| agrees(quantity, t) && same_unit(quantity.unit, t.unit))
            }
            (Unit::Measure(a, x), Unit::Measure(b, y)) => {
                a == b && x != y && !self.target.iter().any(|t| same_unit(quantity.unit, t.unit))
            }
            _ => false,
        };
        if wrong {
            let expected = expected(self.case, quantity);
            let reason = Reason::new("finding-number-unit")
                .with("number", self.case.french(quantity.span))
                .with("used", self.case.english(other.span))
                .list("expected", [expected.clone()]);
            let draft = Draft::new(RuleId::Num004, self.pair, 0.85, reason)
                .source(self.case.french(quantity.span), quantity.span)
                .target(self.case.english(other.span), other.span)
                .expected(vec![expected]);
            self.out.push(draft);
        }
    }

    fn report(&mut self, missing: &[&Quantity]) {
        let unsure = self.case.subject.pairs[self.pair].confidence < 0.5;
        let unfinished = self.is_unfinished();
        let mut absent: Vec<Draft> = Vec::new();
        for (at, quantity) in missing.iter().enumerate() {
            let mut draft = self.judge(quantity, missing.len() - at);
            // A number that has another in its place stands in the part that is there.
            let elsewhere = unfinished && (draft.target.is_none() || self.is_reference(quantity));
            draft.confidence *= if unsure || elsewhere { 0.5 } else { 1.0 };
            if draft.reason.id == "finding-number-missing" {
                absent.push(draft)
            } else {
                self.out.push(draft)
            }
        }
        // A passage that was left out is one fault, however many numbers it has.
        absent.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        let mut absent = absent.into_iter();
        let Some(mut first) = absent.next() else { return };
        let more: Vec<Draft> = absent
            .filter(|d| d.source.as_ref().map(|p| &p.term) != first.source.as_ref().map(|p| &p.term))
            .collect();
        if !more.is_empty() {
            let terms =
                std::iter::once(&first).chain(&more).filter_map(|d| Some(d.source.as_ref()?.term.clone()));
            let expected: Vec<String> =
                std::iter::once(&first).chain(&more).flat_map(|d| d.expected.clone()).collect();
            first.reason = Reason::new("finding-numbers-missing").list("numbers", terms);
            first.expected = expected;
        }
        self.out.push(first);
    }

    /// Whether the English breaks off where the French ends: the rest stands in the items of a list, in rows of their own.
    fn is_unfinished(&self) -> bool {
        let last = |text: &str| text.trim_end().chars().next_back();
        let (Some(french), Some(english)) =
            (last(self.case.subject.source_text(self.pair)), last(self.english))
        else {
            return false;
        };
        french != english
            && matches!(french, '.' | '!' | '?' | ';' | ':')
            && (english.is_alphanumeric() || matches!(english, ',' | ':' | '—' | '–'))
            && self.english.split_whitespace().count() >= SENTENCE
    }

    fn judge(&mut self, quantity: &Quantity, left: usize) -> Draft {
        let case = self.case;
        let free: Vec<usize> = (0..self.target.len())
            .filter(|&at| !self.taken[at] && !is_article(case, &self.target[at]))
            .collect();
        // The decimal comma of the French: 1,500 for 1.5.
        let foreign = free.iter().find_map(|&at| {
            let (value, foreign) = self.target[at].foreign?;
            quantity.values.contains(&value).then_some((at, value, foreign))
        });
        if let Some((at, value, foreign)) = foreign {
            self.taken[at] = true;
            return format_draft(case, self.pair, &self.target[at], value, foreign, Some(quantity));
        }
        let text = case.french(quantity.span).to_owned();
        let expected = expected(case, quantity);
        let draft = |rule, confidence, reason: Reason| {
            Draft::new(
                rule,
                self.pair,
                confidence,
                reason.with("number", text.clone()).list("expected", [expected.clone()]),
            )
            .source(text.clone(), quantity.span)
            .expected(vec![expected.clone()])
        };
        let with_target = |draft: Draft, at: usize| {
            let span = self.target[at].span;
            draft.target(case.english(span), span)
        };
        let named =
            |id: &'static str, at: usize| Reason::new(id).with("used", case.english(self.target[at].span));
        // Another order of magnitude.
        let scaled = free.iter().copied().find(|&at| {
            let other = &self.target[at];
            other.bare.mantissa == quantity.bare.mantissa
                && (other.scale >= 3 || quantity.scale >= 3)
                && other.value() != quantity.value()
        });
        if let Some(at) = scaled {
            let other = &self.target[at];
            let fix =
                Fix { edits: vec![Edit { span: other.span, replacement: expected.clone() }], safe: false };
            // `nous en aurons 931`, of what was said to be billions.
            let elliptic = quantity.scale == 0 && quantity.unit == Unit::None;
            let confidence = if elliptic { 0.45 } else { 0.95 };
            let found = with_target(draft(RuleId::Num002, confidence, named("finding-number-scale", at)), at)
                .fix(Some(fix));
            self.taken[at] = true;
            return found;
        }
        let dated = |kind: Kind| matches!(kind, Kind::Date { .. } | Kind::Time { .. });
        if dated(quantity.kind) {
            let other = free.iter().copied().find(|&at| {
                matches!(
                    (quantity.kind, self.target[at].kind),
                    (Kind::Date { .. }, Kind::Date { .. }) | (Kind::Time { .. }, Kind::Time { .. })
                )
            });
            if let Some(at) = other {
                let (own, other) = (quantity.kind, self.target[at].kind);
                let bound = is_eve(own, other) || is_next_day(own, other) && self.is_bound(quantity);
                let confidence = if bound { 0.45 } else { 0.9 };
                let found = with_target(draft(RuleId::Num005, confidence, named("finding-date", at)), at);
                self.taken[at] = true;
                return found;
            }
            return draft(RuleId::Num005, 0.7, Reason::new("finding-date-missing"));
        }
        let confidence = match quantity.written {
            Written::Words => IN_WORDS,
            Written::Roman => 0.7,
            // References inside brackets are renumbered, or left out.
            Written::Digits if in_brackets(case, quantity) => 0.45,
            // `à 100 %` is an adverb, nought is said in many ways.
            Written::Digits if free.is_empty() && (is_idiom(quantity) || self.is_about_turn(quantity)) => {
                0.45
            }
            // Each language refers to other provisions in its own way.
            Written::Digits if free.is_empty() && self.is_reference(quantity) && !self.refers_alike() => 0.45,
            Written::Digits if case.french(quantity.core).len() > 1 => MANY_DIGITS,
            Written::Digits => ONE_DIGIT,
        };
        // As many are missing as are too many: they stand for each other, in their order.
        if let Some(&at) = free.first().filter(|_| free.len() == left) {
            let found =
                with_target(draft(RuleId::Num001, confidence, named("finding-number-changed", at)), at);
            self.taken[at] = true;
            return found;
        }
        draft(RuleId::Num001, confidence, Reason::new("finding-number-missing"))
    }

    /// Numbers that only the translation has.
    fn added(&mut self, source: &[Quantity]) {
        for (at, other) in self.target.iter().enumerate() {
            let trivial = other.written != Written::Digits || other.value() == Value::whole(1);
            if self.taken[at] || trivial || source.iter().any(|quantity| agrees(quantity, other)) {
                continue;
            }
            let reason = Reason::new("finding-number-added").with("number", self.case.english(other.span));
            let draft = Draft::new(RuleId::Num006, self.pair, 0.6, reason)
                .target(self.case.english(other.span), other.span);
            self.out.push(draft);
        }
    }
}

/// Words from which on a stretch is a sentence, not a label.
const SENTENCE: usize = 8;

/// What laws and contracts are divided into.
const PROVISIONS: &[&str] = &[
    "alinéa",
    "annexe",
    "appendice",
    "art",
    "article",
    "chapitre",
    "clause",
    "considérant",
    "paragraphe",
    "partie",
    "règle",
    "section",
    "titre",
];

/// The same in English, where it is taken up: `this section`.
const REFERRED: &[&str] = &[
    "act",
    "annex",
    "article",
    "articles",
    "chapter",
    "clause",
    "paragraph",
    "paragraphs",
    "part",
    "provision",
    "provisions",
    "regulation",
    "rule",
    "schedule",
    "section",
    "sections",
    "subparagraph",
    "subsection",
    "title",
];

/// Days of the year that English calls by their names: the words of the name.
const FEASTS: &[((u8, u8), &[&str])] = &[
    ((1, 1), &["new", "year"]),
    ((1, 5), &["may", "day"]),
    ((1, 5), &["labour", "day"]),
    ((14, 7), &["bastille", "day"]),
    ((15, 8), &["assumption"]),
    ((1, 11), &["saints"]),
    ((11, 11), &["armistice"]),
    ((11, 11), &["remembrance", "day"]),
    ((24, 12), &["christmas", "eve"]),
    ((25, 12), &["christmas"]),
    ((31, 12), &["new", "year", "eve"]),
];

/// What has a number of its own there: `section 12`.
const NAMED: &[&str] = &[
    "annex",
    "appendix",
    "article",
    "chapter",
    "clause",
    "paragraph",
    "part",
    "rule",
    "schedule",
    "section",
    "subparagraph",
    "subsection",
    "title",
];

/// Roman numbers from 2 on; I is a pronoun.
const ROMAN: [&str; 11] = ["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

fn roman(value: u64) -> Option<&'static str> {
    ROMAN.get(usize::try_from(value.checked_sub(2)?).ok()?).copied()
}

/// Joins decimals with a blank after their comma, and those of a time, where the translation has them: `0, 6 million`,
/// `20 sec 53`.
fn join_decimals(case: &Case<'_>, source: &mut Vec<Quantity>, target: &[Quantity]) {
    let mut at = 1;
    while at < source.len() {
        let (a, b) = (&source[at - 1], &source[at]);
        let text = &case.subject.source.document.text;
        let parted = a.written == Written::Digits
            && b.written == Written::Digits
            && text.get(a.core.end..b.core.start).is_some_and(|between| {
                between == ", " || matches!(between.trim().trim_end_matches('.'), "sec" | "s" | "secondes")
            });
        let written = format!("{}.{}", case.french(a.core), case.french(b.core));
        match target.iter().find(|other| parted && case.english(other.core) == written) {
            Some(other) => {
                let (values, bare) = (other.values.clone(), other.bare);
                source[at].values = values;
                source[at].bare = bare;
                source.remove(at - 1);
            }
            None => at += 1,
        }
    }
}

fn in_brackets(case: &Case<'_>, quantity: &Quantity) -> bool {
    let text = &case.subject.source.document.text;
    text[..quantity.span.start].ends_with('(') && text[quantity.span.end..].starts_with(')')
}

/// Whether a number without any in its place may be a manner of speaking: `à 100 %`, `0 à 0`.
fn is_idiom(quantity: &Quantity) -> bool {
    quantity.value() == Value::whole(0)
        || quantity.value() == Value::whole(100) && quantity.unit == Unit::Percent
}

/// Whether two dates are the last day of a month and the first of the next: `après le 31 mars`, on or after 1 April.
fn is_eve(a: Kind, b: Kind) -> bool {
    let (Kind::Date { day: a, month: m, .. }, Kind::Date { day: b, month: n, .. }) = (a, b) else {
        return false;
    };
    let eve = |last: u8, month: u8, first: u8, next: u8| first == 1 && last >= 28 && next == month % 12 + 1;
    eve(a, m, b, n) || eve(b, n, a, m)
}

/// Whether two dates of a year follow each other.
fn is_next_day(a: Kind, b: Kind) -> bool {
    let (Kind::Date { day: a, month: m, .. }, Kind::Date { day: b, month: n, .. }) = (a, b) else {
        return false;
    };
    m == n && a.abs_diff(b) == 1
}

fn is_article(case: &Case<'_>, quantity: &Quantity) -> bool {
    quantity.written == Written::Words
        && matches!(case.english(quantity.core), "one" | "One" | "first" | "First")
}

fn format_draft(
    case: &Case<'_>,
    pair: usize,
    quantity: &Quantity,
    value: Value,
    foreign: Foreign,
    source: Option<&Quantity>,
) -> Draft {
    let text = case.english(quantity.core);
    let replacement = match foreign {
        Foreign::DecimalComma => text.replace(BLANKS, ",").replace(',', "."),
        Foreign::Blank => text.replace(BLANKS, ","),
    };
    let _ = value;
    let (id, confidence) = match foreign {
        Foreign::DecimalComma => ("finding-decimal-comma", 0.95),
        Foreign::Blank => ("finding-thousands", 0.7),
    };
    let fix = Fix { edits: vec![Edit { span: quantity.core, replacement: replacement.clone() }], safe: true };
    let reason = Reason::new(id).with("used", text).list("expected", [replacement.clone()]);
    let mut draft = Draft::new(RuleId::Num003, pair, confidence, reason)
        .target(text, quantity.core)
        .expected(vec![replacement])
        .fix(Some(fix));
    if let Some(source) = source {
        draft = draft.source(case.french(source.span), source.span);
    }
    draft
}

/// Blanks between thousands are the style of some English texts (the European Union's, physics'): a text without commas
/// between thousands, and without other French marks in its numbers, is likely to follow it. Once alone tells nothing,
/// unless the number is long.
#[expect(clippy::ptr_arg, reason = "all rules of the text have one signature")]
pub(super) fn style(case: &Case<'_>, out: &mut Vec<Draft>) {
    let count = |id: &str| out.iter().filter(|draft| draft.reason.id == id).count();
    let blanks = count("finding-thousands");
    if blanks == 0 {
        return;
    }
    let other_marks = count("finding-decimal-comma") > 0;
    let text = case.subject.target.document.text.as_bytes();
    let commas = text
        .windows(5)
        .filter(|w| w[0].is_ascii_digit() && w[1] == b',' && w[2..].iter().all(u8::is_ascii_digit))
        .count();
    let is_style = if commas > 0 { blanks > 2 && blanks > commas } else { !other_marks };
    if !is_style {
        return;
    }
    for draft in out.iter_mut().filter(|draft| draft.reason.id == "finding-thousands") {
        let long = draft.target.as_ref().is_some_and(|place| place.term.split(BLANKS).count() > 2);
        if blanks > 1 || !long {
            draft.confidence = 0.3;
        }
    }
}

fn is_year_of(number: &Quantity, date: &Quantity) -> bool {
    // The 13 of `du 13 au 15 septembre` is its day.
    matches!((number.kind, date.kind), (Kind::Cardinal, Kind::Date { .. })) && number.value() != date.value()
}

/// Whether two numbers of different languages say the same.
fn agrees(french: &Quantity, english: &Quantity) -> bool {
    match (french.kind, english.kind) {
        (Kind::Date { day: a, month: m, year: y }, Kind::Date { day: b, month: n, year: z }) => {
            ((a, m) == (b, n) || (a, m) == (n, b)) && (y == 0 || z == 0 || y == z)
        }
        (Kind::Time { minutes: a }, Kind::Time { minutes: b }) => {
            a % 1440 == b % 1440 || a % 720 == b % 720 && a.min(b) < 780
        }
        (Kind::Time { minutes }, _) if minutes % 60 != 0 => false,
        (Kind::Time { minutes }, Kind::Cardinal)
            if english.written == Written::Words
                && english.value().as_whole().is_some_and(|hour| hour == u64::from(minutes / 60 % 12)) =>
        {
            true
        }
        (Kind::Date { .. }, _) => false,
        // The year of a date in digits.
        (Kind::Cardinal, Kind::Date { year, .. })
            if year > 0 && french.value() == Value::whole(u64::from(year)) =>
        {
            true
        }
        _ => french.values.iter().any(|value| english.values.contains(value)),
    }
}

/// Whether two numbers of the same language say the same.
fn agrees_alike(a: &Quantity, b: &Quantity) -> bool {
    a.value() == b.value() && a.kind == b.kind
}

fn same_unit(a: Unit, b: Unit) -> bool {
    let dollar = |code| matches!(code, "$" | "USD" | "CAD" | "AUD" | "HKD");
    let yen = |code| matches!(code, "¥" | "JPY" | "CNY");
    // Crowns and francs are those of several countries.
    let crown = |code| matches!(code, "kr" | "CZK" | "DKK" | "NOK" | "SEK");
    let franc = |code| matches!(code, "franc" | "CHF");
    match (a, b) {
        (Unit::Currency(x), Unit::Currency(y)) => {
            x == y
                || ((x == "$" || y == "$") && dollar(x) && dollar(y))
                || ((x == "¥" || y == "¥") && yen(x) && yen(y))
                || ((x == "kr" || y == "kr") && crown(x) && crown(y))
                || ((x == "franc" || y == "franc") && franc(x) && franc(y))
        }
        _ => a == b,
    }
}

/// How English would write a French number.
fn expected(case: &Case<'_>, quantity: &Quantity) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match quantity.kind {
        Kind::Date { day, month, year } => {
            let name = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
            return if year > 0 { format!("{day} {name} {year}") } else { format!("{day} {name}") };
        }
        Kind::Time { minutes } => {
            let (hour, minute) = (minutes / 60 % 24, minutes % 60);
            let half = if hour < 12 { "a.m." } else { "p.m." };
            let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
            return if minute == 0 {
                format!("{twelve} {half}")
            } else {
                format!("{twelve}:{minute:02} {half}")
            };
        }
        _ => {}
    }
    let text = case.french(quantity.core);
    let plain = quantity.written == Written::Digits
        && quantity.scale == 0
        && text.bytes().all(|b| b.is_ascii_digit());
    let number = if plain && text.len() <= 4 { text.to_owned() } else { quantity.value().english() };
    match (quantity.unit, quantity.kind) {
        (Unit::Percent, _) => format!("{number}%"),
        (Unit::Currency("EUR"), _) => format!("€{number}"),
        (Unit::Currency("$"), _) => format!("${number}"),
        (Unit::Currency("USD"), _) => format!("US${number}"),
        (Unit::Currency("GBP"), _) => format!("£{number}"),
        (Unit::Currency(code), _) if code.len() == 3 => format!("{code} {number}"),
        (Unit::Measure(_, symbol), _) => format!("{number} {symbol}"),
        (_, Kind::Ordinal) => ordinal(&number),
        _ => number,
    }
}

fn ordinal(number: &str) -> String {
    let ending = match number.as_bytes() {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_a_sorted_list() {
        assert!(WORDS.len() > 30);
        assert_eq!(ordinal("21"), "21st");
        assert_eq!(ordinal("12"), "12th");
    }
}
