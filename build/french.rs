//! Expands the French hunspell dictionary (`fr.dic`, `fr.aff`) into (form, lemma, part of speech, gender, number).
//!
//! Two readings are added to what the dictionary says: past participles are adjectives too (dérivées → dérivé), and the
//! feminine form of a noun is a headword too (salariées → salariée beside salarié).

use crate::normalize::fold;
use crate::source;
use crate::table::{self, Row};
use std::collections::HashMap;
use std::path::Path;

/// Irregular plurals that the dictionary lists without their singular.
const LEMMAS: [(&str, &str); 3] = [("yeux", "œil"), ("cieux", "ciel"), ("aulx", "ail")];

struct Affix {
    strip: String,
    add: String,
    condition: Vec<Class>,
    fields: Fields,
}

/// One character of an affix rule's condition.
struct Class {
    negated: bool,
    letters: Vec<char>,
}

#[derive(Clone, Default)]
struct Fields {
    parts: Vec<String>,
    inflections: Vec<String>,
    stem: Option<String>,
}

impl Fields {
    fn parse<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut fields = Self::default();
        for word in words {
            match word.split_once(':') {
                Some(("po", part)) => fields.parts.push(part.to_owned()),
                Some(("is", inflection)) => fields.inflections.push(inflection.to_owned()),
                Some(("st", stem)) => fields.stem = Some(stem.to_owned()),
                _ => {}
            }
        }
        fields
    }

    fn has(&self, part: &str) -> bool {
        self.parts.iter().any(|p| p == part)
    }
}

/// A form that an entry gives, with the fields of the entry and of the rule.
struct Form {
    text: String,
    rule: Fields,
    gender: u8,
    number: u8,
}

/// Writes `french.fst` and `french.rules`.
pub fn lexicon(root: &Path, out: &Path) {
    let folder = root.join("src/morph/data/hunspell-fr");
    let affixes = source(&folder.join("fr.aff"));
    let units = unit_prefixes(&affixes);
    let affixes = self::affixes(&affixes);
    let dictionary = source(&folder.join("fr.dic"));
    let mut rows = Vec::with_capacity(600_000);
    for line in dictionary.lines().skip(1) {
        let mut words = line.split_whitespace();
        let Some(head) = words.next() else { continue };
        let fields = Fields::parse(words);
        entry(head, &fields, &affixes, &mut rows);
        if let Some((stem, flags)) = head.split_once('/') {
            for (_, prefix) in units.iter().filter(|(flag, _)| flags.contains(flag.as_str())) {
                entry(&format!("{prefix}{stem}/S.()"), &fields, &affixes, &mut rows);
            }
        }
    }
    table::write(out, "french", rows);
}

/// The prefixes of units of measure (kilo, méga …) by flag; the empty one gives the plural of the unit itself.
fn unit_prefixes(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let ["PFX", flag @ ("Um" | "Ui"), _, add, "."] = words.as_slice() else { return None };
            let prefix = add.split_once("/S.")?.0;
            Some(((*flag).to_owned(), if prefix == "0" { String::new() } else { prefix.to_owned() }))
        })
        .collect()
}

fn affixes(text: &str) -> HashMap<String, Vec<Affix>> {
    let mut affixes: HashMap<String, Vec<Affix>> = HashMap::new();
    for line in text.lines().filter(|line| line.starts_with("SFX ")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [_, flag, strip, add, condition, fields @ ..] = words.as_slice() else { continue };
        // What follows the slash are the elisions that may go before the form: the tokenizer's business.
        let add = add.split('/').next().unwrap_or_default();
        let zero = |text: &str| if text == "0" { String::new() } else { text.to_owned() };
        affixes.entry((*flag).to_owned()).or_default().push(Affix {
            strip: zero(strip),
            add: zero(add),
            condition: classes(condition),
            fields: Fields::parse(fields.iter().copied()),
        });
    }
    affixes
}

fn classes(condition: &str) -> Vec<Class> {
    let mut classes = Vec::new();
    let mut chars = condition.chars();
    while let Some(c) = chars.next() {
        match c {
            '.' => classes.push(Class { negated: true, letters: Vec::new() }),
            '[' => {
                let inside: Vec<char> = chars.by_ref().take_while(|&c| c != ']').collect();
                let negated = inside.first() == Some(&'^');
                classes.push(Class { negated, letters: inside[usize::from(negated)..].to_vec() });
            }
            c => classes.push(Class { negated: false, letters: vec![c] }),
        }
    }
    classes
}

impl Affix {
    fn apply(&self, stem: &str) -> Option<String> {
        let mut letters = stem.chars().rev();
        for class in self.condition.iter().rev() {
            let letter = letters.next()?;
            if class.letters.contains(&letter) == class.negated {
                return None;
            }
        }
        Some(stem.strip_suffix(&self.strip)?.to_owned() + &self.add)
    }
}

fn entry(head: &str, fields: &Fields, affixes: &HashMap<String, Vec<Affix>>, rows: &mut Vec<Row>) {
    let slash = head.char_indices().find(|&(at, c)| c == '/' && at > 0 && !head[..at].ends_with('\\'));
    let (stem, flags) = slash.map_or((head, ""), |(at, _)| (&head[..at], &head[at + 1..]));
    let stem = stem.replace('\\', "");
    let flags: Vec<String> =
        flags.chars().collect::<Vec<_>>().chunks(2).map(|pair| pair.iter().collect()).collect();
    if flags.iter().any(|flag| flag == "{}") || fields.has("err") || fields.has("pfx") || fields.has("sfx") {
        return;
    }
    let mut forms = Vec::new();
    if !flags.iter().any(|flag| flag == "()") {
        forms.push(form(stem.clone(), fields, &Fields::default()));
    }
    for flag in &flags {
        for affix in affixes.get(flag).into_iter().flatten() {
            if let Some(text) = affix.apply(&stem) {
                forms.push(form(text, fields, &affix.fields));
            }
        }
    }
    if forms.is_empty() {
        forms.push(form(stem.clone(), fields, &Fields::default()));
    }
    let irregular = LEMMAS.iter().find(|(plural, _)| *plural == stem).map(|(_, lemma)| (*lemma).to_owned());
    let lemma = irregular.or_else(|| fields.stem.clone()).unwrap_or(stem);
    for form in &forms {
        let mut add = |lemma: &str, upos: &'static str, verb_form: u8| {
            let (gender, number) = match verb_form {
                1..=3 => (0, form.number),
                _ => (form.gender, form.number),
            };
            rows.push(Row {
                key: fold(&form.text),
                lemma: lemma.to_owned(),
                upos,
                gender,
                number,
                verb_form,
            });
        };
        for upos in parts_of_speech(fields, &lemma) {
            let verb_form = if upos == "VERB" { verb_form(&form.rule) } else { 0 };
            add(&lemma, upos, verb_form);
            if upos == "NOUN" && form.gender == 2 && fields.stem.is_none() {
                add(feminine(form, &forms), upos, 0);
            }
        }
        if form.rule.has("ppas") && form.rule.has("adj") {
            let masculine = forms.iter().filter(|f| f.rule.has("ppas") && f.gender != 2 && f.number != 2);
            // Some verbs have two participles: dissous and dissolu.
            let nearest = masculine.max_by_key(|f| table::shared_prefix(&f.text, &form.text));
            add(nearest.map_or(form.text.as_str(), |f| f.text.as_str()), "ADJ", 0);
        }
    }
}

fn form(text: String, entry: &Fields, rule: &Fields) -> Form {
    let has = |name: &str| entry.inflections.iter().chain(&rule.inflections).any(|i| i == name);
    let gender = match (has("mas"), has("fem"), has("epi")) {
        (true, true, _) | (_, _, true) => 3,
        (true, false, false) => 1,
        (false, true, false) => 2,
        (false, false, false) => 0,
    };
    let person = |ending: &str| rule.parts.iter().any(|p| p.trim_end_matches('!').ends_with(ending));
    let number = match (has("sg") || person("sg"), has("pl") || person("pl")) {
        (true, false) => 1,
        (false, true) => 2,
        _ => 0,
    };
    Form { text, rule: rule.clone(), gender, number }
}

/// The feminine singular that goes with a feminine form of the same entry.
fn feminine<'a>(form: &'a Form, forms: &'a [Form]) -> &'a str {
    let singulars = || forms.iter().filter(|f| f.gender == 2 && f.number != 2);
    let own = form.text.strip_suffix('s').unwrap_or(&form.text);
    let found = singulars().find(|f| f.text == form.text || f.text == own).or_else(|| singulars().next());
    found.map_or(form.text.as_str(), |f| f.text.as_str())
}

fn verb_form(rule: &Fields) -> u8 {
    if rule.has("infi") {
        2
    } else if rule.has("ppre") {
        3
    } else if rule.has("ppas") {
        4
    } else {
        1
    }
}

fn parts_of_speech(fields: &Fields, lemma: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    for part in &fields.parts {
        let upos = match part.as_str() {
            "nom" | "loc.nom" | "titr" => "NOUN",
            "adj" | "nbro" | "loc.adj" => "ADJ",
            "adv" | "advint" | "negadv" | "loc.adv" => "ADV",
            "npr" | "prn" | "patr" | "loc.patr" => "PROPN",
            "nb" => "NUM",
            "interj" | "loc.interj" => "INTJ",
            "prep" | "prepv" | "loc.prep" | "loc.prepv" => "ADP",
            "cjco" => "CCONJ",
            "cjsub" | "cj" | "loc.cj" | "loc.cjsub" => "SCONJ",
            "sign" | "div" => "SYM",
            "ponc" => "PUNCT",
            "ppas" | "loc.verb" => "VERB",
            "preverb" => continue,
            part if part.starts_with("det") => "DET",
            part if part.starts_with("pro") || part.ends_with("pe") => "PRON",
            part if part.starts_with(['v']) && part.as_bytes().get(1).is_some_and(u8::is_ascii_digit) => {
                "VERB"
            }
            _ => continue,
        };
        if !found.contains(&upos) {
            found.push(upos);
        }
    }
    if found.is_empty() {
        found.push(if lemma.chars().next().is_some_and(char::is_uppercase) { "PROPN" } else { "X" });
    }
    found
}
