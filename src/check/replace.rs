//! A term put in the place of another: its number, its capital, the article before it.

use super::finding::{Edit, Fix};
use crate::morph::{self, Number, inflect_phrase};
use crate::text::{Language, Span};

/// Replaces what stands at `span` of an English text by a term in its dictionary form.
pub(crate) fn with_term(text: &str, span: Span, sentence_start: usize, term: &str, safe: bool) -> Fix {
    let used = span.text(text);
    let mut replacement = if is_plural(used) {
        inflect_phrase(term, Number::Plural, Language::English)
    } else {
        term.to_owned()
    };
    if span.start == sentence_start && used.starts_with(char::is_uppercase) {
        let mut chars = replacement.chars();
        if let Some(first) = chars.next() {
            replacement = first.to_uppercase().chain(chars).collect();
        }
    }
    let mut edits = Vec::new();
    if let Some((article, wanted)) = article(text, span.start, &replacement) {
        edits.push(Edit { span: article, replacement: wanted });
    }
    edits.push(Edit { span, replacement });
    Fix { edits, safe }
}

fn is_plural(used: &str) -> bool {
    let last = used.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let readings = morph::readings(last, Language::English);
    let of = |number| readings.iter().any(|reading| reading.number == Some(number));
    of(Number::Plural) && !of(Number::Singular)
}

/// The indefinite article before a word, where it must change: its place and its new form.
fn article(text: &str, at: usize, next: &str) -> Option<(Span, String)> {
    let before = text.get(..at)?.trim_end_matches(' ');
    let start = before
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let written = &before[start..];
    if before.len() == at || !matches!(written, "a" | "an" | "A" | "An") {
        return None;
    }
    let wanted = match (starts_with_vowel(next), written.starts_with('A')) {
        (true, true) => "An",
        (true, false) => "an",
        (false, true) => "A",
        (false, false) => "a",
    };
    (wanted != written).then(|| (Span::new(start, before.len()), wanted.to_owned()))
}

/// Whether a word begins with a vowel to the ear.
fn starts_with_vowel(next: &str) -> bool {
    let word: String = next.chars().take_while(|c| c.is_alphanumeric()).collect();
    let capitals = word.len() > 1 && word.chars().all(char::is_uppercase);
    let lower = word.to_lowercase();
    if capitals {
        return lower.starts_with(['a', 'e', 'f', 'h', 'i', 'l', 'm', 'n', 'o', 'r', 's', 'x']);
    }
    let mute = ["hour", "honest", "honour", "honor", "heir"].iter().any(|start| lower.starts_with(start));
    let glide = ["uni", "use", "usa", "usu", "eu", "one", "once", "uti", "ub"]
        .iter()
        .any(|start| lower.starts_with(start))
        && !["unin", "unim"].iter().any(|start| lower.starts_with(start));
    mute || (lower.starts_with(['a', 'e', 'i', 'o', 'u']) && !glide)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::apply;

    fn replaced(text: &str, used: &str, term: &str) -> String {
        let at = text.find(used).unwrap();
        let fix = with_term(text, Span::new(at, at + used.len()), 0, term, true);
        let edits: Vec<_> = fix.edits.into_iter().map(|edit| (edit.span, edit.replacement)).collect();
        apply(text, &edits).0
    }

    #[test]
    fn number_capital_and_article_follow() {
        assert_eq!(
            replaced("It met a risk investor.", "risk investor", "angel investor"),
            "It met an angel investor."
        );
        assert_eq!(replaced("An abonent left.", "abonent", "subscriber"), "A subscriber left.");
        assert_eq!(replaced("Two central units.", "central units", "CPU"), "Two CPUs.");
        assert_eq!(
            replaced("Risk capital falls.", "Risk capital", "venture capital"),
            "Venture capital falls."
        );
        assert_eq!(replaced("It is a thing.", "thing", "NGO"), "It is an NGO.");
        assert_eq!(replaced("It is an old thing.", "old thing", "unit"), "It is a unit.");
    }
}
