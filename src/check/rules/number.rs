//! NUM…: numbers, units, dates and hours say the same on both sides.

use crate::align::lexicon::Lexicon;
use crate::analysis::Analysis;
use crate::check::case::{Case, Draft};
use crate::check::finding::{Edit, Fix, Reason};
use crate::check::fit::{KNOWN, translates};
use crate::check::quantity::{
    BLANKS, Foreign, Kind, Quantity, Unit, Value, Written, is_said, quantities, roman_rank,
};
use crate::check::rule::RuleId;
use crate::check::subject::extent;
use crate::morph::Upos;
use crate::tag::Word;
use crate::text::normalize::fold;
use crate::text::{Language, Span};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Confidence of a finding about a number of two digits or more; of one digit; in words.
const MANY_DIGITS: f32 = 0.9;
const ONE_DIGIT: f32 = 0.65;
const IN_WORDS: f32 = 0.65;
/// … that the other language may well do without: a manner of speaking, the number of a provision, of a substance.
const DISPENSABLE: f32 = 0.45;

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
    judge.formats(&source);
    let mut missing: Vec<&Quantity> = Vec::new();
    for quantity in &source {
        match judge.find(quantity) {
            Some(at) => judge.unit(quantity, at),
            None if judge.is_checked(quantity) => missing.push(quantity),
            None => {}
        }
    }
    // The year of a date that is missing itself, or said in another way, is no other fault.
    let years: Vec<(usize, u64)> = missing
        .iter()
        .filter_map(|q| match q.kind {
            Kind::Date { year, .. } if year > 0 => Some((q.span.end, u64::from(year))),
            _ => None,
        })
        .collect();
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
                let before = self.before(quantity).trim_end();
                let minutes = before.ends_with("heures") || before.ends_with("heure");
                // `les Quinze` is a name.
                let starts = before.is_empty()
                    || before.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
                let named = text.starts_with(char::is_uppercase) && !starts;
                let counted = quantity.kind == Kind::Cardinal && value >= 13.0;
                counted && !idiom && !vague && !minutes && !named && !self.is_sunday_best(quantity)
            }
            Written::Digits => {
                let (before, after) = (self.before(quantity), self.after(quantity));
                let enumerates = before.is_empty()
                    && (after.starts_with(['.', ')', '°']) || after.is_empty())
                    && text.len() <= 3;
                let telephone = text.len() == 2 && text.starts_with('0');
                let first = quantity.kind == Kind::Ordinal && quantity.value() == Value::whole(1);
                let note = before.ends_with('[') && after.starts_with(']');
                // A 4x4 is a kind of car.
                let four = after.starts_with("x4") || before.ends_with("4x");
                // 140.OOO, 1O.365: letters where digits were meant.
                let letters = after.starts_with(".O") || before.ends_with("O.");
                !letters
                    && !four
                    && !enumerates
                    && !telephone
                    && !note
                    && !first
                    && !self.is_sunday_best(quantity)
            }
        }
    }

    /// The French of the pair before a number.
    fn before(&self, quantity: &Quantity) -> &str {
        let start = self.case.subject.source_extent(self.pair).start;
        &self.case.subject.source.document.text[start..quantity.core.start]
    }

    /// The French of the pair after a number.
    fn after(&self, quantity: &Quantity) -> &str {
        let end = self.case.subject.source_extent(self.pair).end;
        self.case.subject.source.document.text.get(quantity.core.end..end).unwrap_or_default()
    }

    /// Whether the translation has a number of things whose name begins so: `two weeks`, `a decade`, `couple of weeks`.
    fn counts(&self, number: u64, name: &str) -> bool {
        let end = self.case.subject.target_extent(self.pair).end;
        let text = &self.case.subject.target.document.text;
        let follows = |rest: &str| rest.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(name);
        let counted = self.target.iter().any(|other| {
            let rest = text.get(other.core.end..end).unwrap_or_default();
            other.value() == Value::whole(number) && follows(&rest.to_lowercase())
        });
        let lower = self.english.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        counted
            || number == 1 && words.any(|word| word.starts_with(name))
            || number == 2
                && lower.match_indices("couple of ").any(|(at, of)| follows(&lower[at + of.len()..]))
    }

    /// `sur son 31`, `sur son trente-et-un`: in one's Sunday best.
    fn is_sunday_best(&self, quantity: &Quantity) -> bool {
        let before = self.before(quantity);
        quantity.value() == Value::whole(31)
            && ["mon ", "ton ", "son ", "notre ", "votre ", "leur "]
                .iter()
                .any(|own| before.strip_suffix(own).is_some_and(|rest| rest.ends_with("sur ")))
    }

    /// Whether digits number the parts of a chemical name, which languages build in their own way: `1,3-butadiène`.
    fn is_locant(&self, quantity: &Quantity) -> bool {
        let hyphen = |c: char| matches!(c, '-' | '\u{2011}' | '\u{2010}');
        let letters = |text: &str| text.chars().take_while(|c| c.is_alphabetic()).count();
        let Some(name) = self.after(quantity).strip_prefix(hyphen) else { return false };
        letters(name) > 2 || name.starts_with(['(', '['])
    }

    /// Whether the translation leaves the scale word to another number: `another 5 thousand; he counted on 10`.
    fn is_elliptic(&self, quantity: &Quantity) -> bool {
        let bare = |other: &Quantity| other.scale == 0 && other.unit == Unit::None;
        let scales = || self.target.iter().map(|other| other.scale).filter(|&scale| scale > 0);
        self.target.iter().zip(&self.taken).any(|(other, taken)| {
            !taken
                && bare(other)
                && !self.case.english(other.core).contains('.')
                && scales().any(|scale| other.bare.scaled(scale) == quantity.value())
        })
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
        // `objectif 2` is Objective II, `XXe` XXth; I is a pronoun.
        let rank =
            value.as_whole().filter(|&rank| rank > 1 && (rank < 13 || quantity.written == Written::Roman));
        if rank.is_some()
            && self.english.split(|c: char| !c.is_alphanumeric()).any(|word| roman_rank(word) == rank)
        {
            return true;
        }
        let after = self.after(quantity);
        // `article 7 A` is Article 7a, a Bellanca 8kcab an 8KCAB.
        let tail = after.trim_start().to_lowercase();
        let own = self.case.french(quantity.core);
        let glued = |word: &str| {
            word.strip_prefix(own).is_some_and(|letters| {
                letters.starts_with(char::is_alphabetic)
                    && tail.strip_prefix(letters).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })
        };
        if words().any(glued) {
            return true;
        }
        if self.is_grouped(quantity) {
            return true;
        }
        // `les articles 24, 25 et 26` are sections 24 to 26.
        let before = self.before(quantity);
        let listed = [",", " et", " ou"].iter().any(|mark| after.starts_with(mark))
            && [", ", " et ", " ou "].iter().any(|mark| before.ends_with(mark));
        if listed && self.is_in_range(value) {
            return true;
        }
        // `4 bis` is 4a.
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
        let digits = match quantity.written {
            Written::Words => value.as_whole().map(|number| number.to_string()).unwrap_or_default(),
            _ => self.case.french(quantity.core).to_owned(),
        };
        if digits.len() > 1 && digits.bytes().all(|b| b.is_ascii_digit()) && self.in_a_name(&digits) {
            return true;
        }
        if is_said(quantity, after, &lower, |number, name| self.counts(number, name))
            || self.is_elliptic(quantity)
        {
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
        if let Kind::Date { day, month, year } = quantity.kind {
            // 28.8.09
            let short = year % 100;
            let written = [format!("{day}.{month}.{short:02}"), format!("{day:02}.{month:02}.{short:02}")];
            let written = written.iter().flat_map(|date| [date.clone(), date.replace('.', "/")]);
            return FEASTS
                .iter()
                .any(|&(date, words)| date == (day, month) && words.iter().all(|word| has(word)))
                || year > 0
                    && written.into_iter().any(|date| words_of_dates(self.english).any(|word| word == date));
        }
        if let Kind::Time { minutes } = quantity.kind {
            // 1000 hours
            let military = format!("{:02}{:02}", minutes / 60, minutes % 60);
            if words().any(|word| word == military) {
                return true;
            }
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

    /// Whether the translation has a range with a number in it: `sections 24 to 26`.
    fn is_in_range(&self, value: Value) -> bool {
        let text = &self.case.subject.target.document.text;
        self.target.windows(2).any(|ends| {
            let between = text.get(ends[0].span.end..ends[1].span.start).unwrap_or_default().trim();
            matches!(between, "to" | "-" | "–" | "through")
                && ends[0].value().as_f64() < value.as_f64()
                && value.as_f64() < ends[1].value().as_f64()
        })
    }

    /// Whether digits are a group of a longer number that the translation parts elsewhere, as of a telephone: 932-86-47,
    /// 932-8647.
    fn is_grouped(&self, quantity: &Quantity) -> bool {
        let inside =
            |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '\u{2011}') || BLANKS.contains(&c);
        let (before, after) = (self.before(quantity), self.after(quantity));
        let start = before.len() - before.trim_end_matches(inside).len();
        let end = after.len() - after.trim_start_matches(inside).len();
        let run = format!(
            "{}{}{}",
            &before[before.len() - start..],
            self.case.french(quantity.core),
            &after[..end]
        );
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let groups: Vec<&str> =
            run.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        // `à 14 30`
        if let [hour, minute] = groups[..]
            && let (2, Ok(hour), Ok(minute)) = (minute.len(), hour.parse::<u16>(), minute.parse::<u16>())
            && hour < 24
            && minute < 60
        {
            return self.target.iter().any(|other| {
                matches!(other.kind, Kind::Time { minutes } if minutes % 720 == (hour * 60 + minute) % 720)
            });
        }
        groups.len() > 2 && self.english.split(|c| !inside(c)).any(|other| digits(other) == digits(&run))
    }

    /// Whether what a number counts or stands after has a rendering in the translation: where it has none, both were said in
    /// another way (`une pénalité de 11 mètres`, a penalty).
    fn is_rendered_around(&self, quantity: &Quantity) -> bool {
        let subject = self.case.subject;
        let (source, target) = (subject.source, subject.target);
        let pair = &subject.pairs[self.pair];
        let content = |word: &&Word| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb);
        let of = |side: &'_ Analysis, sentences: &Range<usize>| -> Vec<Word> {
            sentences.clone().flat_map(|at| side.sentences[at].words.iter().cloned()).collect()
        };
        let (french, english) = (of(source, &pair.source), of(target, &pair.target));
        let next = french
            .iter()
            .find(|word| word.span.start >= quantity.core.end)
            .filter(content)
            .filter(|word| source.document.text[quantity.core.end..word.span.start].trim().is_empty());
        let before =
            || french.iter().filter(content).take_while(|word| word.span.end <= quantity.core.start).last();
        next.or_else(before).is_none_or(|word| {
            let lemma = fold(&word.lemma);
            // `l’année 2002`
            if matches!(lemma.as_str(), "an" | "année" | "exercice") {
                return true;
            }
            let lexicon = Lexicon::embedded();
            lexicon.total(&lemma, false) < KNOWN
                || english.iter().any(|other| {
                    let other = fold(&other.lemma);
                    lemma == other || translates(&lemma, &other)
                })
        })
    }

    /// Whether a version or year is named from its other side: before 2.5, in 2.4 and earlier.
    fn is_before(&self, quantity: &Quantity) -> bool {
        let before = self.before(quantity).to_lowercase();
        let nearby = before
            .split_whitespace()
            .rev()
            .take(3)
            .any(|word| matches!(word, "avant" | "antérieurs" | "antérieures"));
        nearby && (self.english.contains("and earlier") || self.english.contains("or earlier"))
    }

    /// Whether a date is one from which or up to which something holds: `à compter du 28 août` is after August 27.
    fn is_bound(&self, quantity: &Quantity) -> bool {
        let before = self.before(quantity);
        let french =
            ["compter du ", "partir du ", "après le ", "avant le ", "tard le ", "usqu’au ", "usqu'au "];
        let english = [" after ", " before ", " until ", " by ", " later than "];
        french.iter().any(|bound| before.ends_with(bound))
            && english.iter().any(|bound| self.english.contains(bound))
    }

    /// `tourner le dos à 180 degrés`
    fn is_about_turn(&self, quantity: &Quantity) -> bool {
        let after = self.after(quantity).trim_start();
        [180, 360].iter().any(|&turn| quantity.value() == Value::whole(turn))
            && (after.starts_with("degrés") || after.starts_with('°'))
    }

    /// Whether a number is that of a provision: `l’article 12`, `aux paragraphes 3(1), 4 et 5`.
    fn is_reference(&self, quantity: &Quantity) -> bool {
        let before = self.before(quantity).to_lowercase();
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
    fn formats(&mut self, source: &[Quantity]) {
        for quantity in &self.target {
            let Some((value, foreign)) = quantity.foreign else { continue };
            if value != quantity.value() {
                continue;
            }
            let mut draft = format_draft(self.case, self.pair, quantity, value, foreign, None);
            // What the French does not have is no number of it: a year and the mark of a note.
            if foreign == Foreign::DecimalComma && !source.iter().any(|own| own.values.contains(&value)) {
                draft.confidence = DISPENSABLE;
            }
            self.out.push(draft);
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
            // 50,000 for `50 [mille]` is no decimal comma: nobody says nothing to three places.
            let idle = value == quantity.value()
                && self.case.english(self.target[at].core).ends_with(",000")
                && !self.case.french(quantity.core).contains([',', '.']);
            (quantity.values.contains(&value) && !idle).then_some((at, value, foreign))
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
            let confidence = if elliptic { DISPENSABLE } else { 0.95 };
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
                let confidence = if bound { DISPENSABLE } else { 0.9 };
                // The years differ: they are what is shown.
                let (mut here, mut there) = (quantity.span, self.target[at].span);
                if let (Kind::Date { day: a, month: m, .. }, Kind::Date { day: b, month: n, .. }) =
                    (own, other)
                    && (a, m) == (b, n)
                {
                    here = with_year(&case.subject.source.document.text, here);
                    there = with_year(&case.subject.target.document.text, there);
                }
                let reason = Reason::new("finding-date").with("used", case.english(there));
                let mut found = draft(RuleId::Num005, confidence, reason).target(case.english(there), there);
                found = found.source(case.french(here), here);
                found.reason.arguments.retain(|(name, _)| name != "number");
                found.reason = found.reason.with("number", case.french(here));
                self.taken[at] = true;
                return found;
            }
            return draft(RuleId::Num005, 0.7, Reason::new("finding-date-missing"));
        }
        // Small numbers in words come and go: `the two`, `on the one hand`.
        let in_place = |&at: &usize| {
            let other = &self.target[at];
            other.written == quantity.written
                || matches!(other.written, Written::Digits)
                || other.value().as_f64() >= 13.0
                || case.french(quantity.core).len() < 2
        };
        let free: Vec<usize> = free.into_iter().filter(in_place).collect();
        // A number that has nothing of another's size is no slip for it.
        let comparable = |&at: &usize| {
            let ratio = self.target[at].value().as_f64() / quantity.value().as_f64();
            (0.2..=5.0).contains(&ratio)
        };
        let confidence = match quantity.written {
            // A number in words that is gone was often said in other words.
            Written::Words if free.len() != left || !free.first().is_some_and(comparable) => DISPENSABLE,
            Written::Words => IN_WORDS,
            Written::Roman => 0.7,
            Written::Digits if self.is_locant(quantity) || self.is_before(quantity) => DISPENSABLE,
            Written::Digits
                if free.is_empty()
                    && quantity.unit != Unit::Percent
                    && !self.is_rendered_around(quantity) =>
            {
                DISPENSABLE
            }
            // One digit that nothing stands for was often said in words.
            Written::Digits if case.french(quantity.core).len() < 2 && free.len() != left => DISPENSABLE,
            // References inside brackets are renumbered, or left out.
            Written::Digits if in_brackets(case, quantity) => DISPENSABLE,
            // `à 100 %` is an adverb, nought is said in many ways.
            Written::Digits if free.is_empty() && (is_idiom(quantity) || self.is_about_turn(quantity)) => {
                DISPENSABLE
            }
            // Each language refers to other provisions in its own way.
            Written::Digits if free.is_empty() && self.is_reference(quantity) && !self.refers_alike() => {
                DISPENSABLE
            }
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

/// The words of a text with the marks that dates in digits have in them.
fn words_of_dates(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '/')))
        .map(|word| word.trim_end_matches('.'))
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

/// A date with the year that follows it.
fn with_year(text: &str, date: Span) -> Span {
    let rest = &text[date.end..];
    let blank = rest.len() - rest.trim_start_matches([',', ' ', '\u{a0}', '\u{202f}']).len();
    let digits = rest[blank..].bytes().take_while(u8::is_ascii_digit).count();
    if digits == 4 { Span::new(date.start, date.end + blank + digits) } else { date }
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
        Foreign::Point => text.replace('.', ","),
    };
    let _ = value;
    let (id, confidence) = match foreign {
        Foreign::DecimalComma => ("finding-decimal-comma", 0.95),
        Foreign::Blank => ("finding-thousands", 0.7),
        Foreign::Point => ("finding-thousands-point", 0.95),
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
        // 5.30
        (Kind::Time { minutes }, Kind::Cardinal)
            if minutes % 60 != 0 && english.written == Written::Digits =>
        {
            let (hour, minute) = (u64::from(minutes / 60 % 24), u64::from(minutes % 60));
            [hour, hour % 12].iter().any(|hour| english.value() == Value::new(hour * 100 + minute, -2))
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
