//! Analysed sentences in CoNLL-U: Universal Dependencies' words, multiword tokens as ranges.

use crate::morph::{Gender, Number, Upos, VerbForm};
use crate::tag::Word;
use crate::text::Language;
use crate::token::TokenKind;
use std::io::{self, Write};

/// Writes one sentence: `# sent_id`, `# text`, a line a word (ID, FORM, LEMMA, UPOS, FEATS), an empty line.
///
/// # Errors
/// Only what `out` reports.
pub fn write_conllu(
    out: &mut impl Write,
    number: usize,
    sentence: &str,
    text: &str,
    words: &[Word],
    language: Language,
) -> io::Result<()> {
    write!(out, "# sent_id = {number}\n# text =")?;
    for piece in sentence.split_whitespace() {
        write!(out, " {piece}")?;
    }
    writeln!(out)?;
    let mut id = 1;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let form = word.span.text(text);
        if let Some((preposition, rest)) = contraction(word, form) {
            writeln!(out, "{id}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_", id + 1)?;
            line(out, id, preposition, preposition, Upos::Adp, "_")?;
            let upos = if rest.ends_with('l') || rest.len() > 3 { Upos::Pron } else { Upos::Det };
            let lemma = if upos == Upos::Pron { "lequel" } else { "le" };
            line(out, id + 1, rest, lemma, upos, &features(word))?;
            id += 2;
            at += 1;
            continue;
        }
        let attached = |next: &Word, last: &Word| {
            language == Language::English
                && next.kind == TokenKind::Clitic
                && next.span.start == last.span.end
        };
        let mut end = at + 1;
        while words.get(end).is_some_and(|next| attached(next, &words[end - 1])) {
            end += 1;
        }
        if end > at + 1 {
            let whole = word.span.cover(words[end - 1].span).text(text);
            writeln!(out, "{id}-{}\t{whole}\t_\t_\t_\t_\t_\t_\t_\t_", id + end - at - 1)?;
        }
        for word in &words[at..end] {
            line(out, id, word.span.text(text), &word.lemma, word.upos, &features(word))?;
            id += 1;
        }
        at = end;
    }
    writeln!(out)
}

fn line(
    out: &mut impl Write,
    id: usize,
    form: &str,
    lemma: &str,
    upos: Upos,
    features: &str,
) -> io::Result<()> {
    let name = upos.name();
    writeln!(out, "{id}\t{form}\t{lemma}\t{name}\t_\t{features}\t_\t_\t_\t_")
}

/// The two words that a French contraction stands for.
fn contraction(word: &Word, form: &str) -> Option<(&'static str, &'static str)> {
    if !word.contracted {
        return None;
    }
    Some(match form.to_lowercase().as_str() {
        "du" => ("de", "le"),
        "des" => ("de", "les"),
        "au" => ("à", "le"),
        "aux" => ("à", "les"),
        "duquel" => ("de", "lequel"),
        "desquels" => ("de", "lesquels"),
        "desquelles" => ("de", "lesquelles"),
        "auquel" => ("à", "lequel"),
        "auxquels" => ("à", "lesquels"),
        "auxquelles" => ("à", "lesquelles"),
        _ => return None,
    })
}

/// Gender, number and verb form as features of Universal Dependencies, sorted.
fn features(word: &Word) -> String {
    let mut features = Vec::new();
    match word.gender {
        Some(Gender::Masculine) => features.push("Gender=Masc"),
        Some(Gender::Feminine) => features.push("Gender=Fem"),
        Some(Gender::Common) | None => {}
    }
    match word.number {
        Some(Number::Singular) => features.push("Number=Sing"),
        Some(Number::Plural) => features.push("Number=Plur"),
        None => {}
    }
    match word.verb_form {
        Some(VerbForm::Finite) => features.push("VerbForm=Fin"),
        Some(VerbForm::Infinitive) => features.push("VerbForm=Inf"),
        Some(VerbForm::PresentParticiple) => features.extend(["Tense=Pres", "VerbForm=Part"]),
        Some(VerbForm::PastParticiple) => features.extend(["Tense=Past", "VerbForm=Part"]),
        None => {}
    }
    if features.is_empty() { "_".to_owned() } else { features.join("|") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::tag;
    use crate::text::Span;
    use crate::token::{Compounds, tokenize_with};

    fn conllu(text: &str, language: Language) -> String {
        let tokens = tokenize_with(text, Span::new(0, text.len()), &[], language, Compounds::Parted);
        let mut out = Vec::new();
        write_conllu(&mut out, 1, text, text, &tag(text, &tokens, language), language).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn french_contractions_are_ranges() {
        let found = conllu("La fin  du film auquel il pense", Language::French);
        assert!(
            found.starts_with("# sent_id = 1\n# text = La fin du film auquel il pense\n1\tLa\tle\tDET\t_\t"),
            "{found}"
        );
        assert!(
            found.contains(
                "\n3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n3\tde\tde\tADP\t_\t_\t_\t_\t_\t_\n4\tle\tle\tDET\t"
            ),
            "{found}"
        );
        assert!(found.contains("\n6-7\tauquel\t"), "{found}");
        assert!(found.contains("\n7\tlequel\tlequel\tPRON\t"), "{found}");
        assert!(found.ends_with("\n\n"));
    }

    #[test]
    fn english_contractions_are_ranges() {
        let found = conllu("They don't know", Language::English);
        assert!(found.contains("\n2-3\tdon't\t_\t"), "{found}");
        assert!(found.contains("\n2\tdo\tdo\tAUX\t"), "{found}");
        assert!(found.contains("\n3\tn't\tnot\tPART\t"), "{found}");
    }
}
