//! Dictionaries in several files: StarDict and dictd (FreeDict).

use super::draft::{Draft, add_term, localized};
use super::wiktionary::equivalents;
use super::{Import, values};
use crate::format::{FormatError, inflate};
use crate::glossary::{ConceptEntry, TermStatus};
use crate::morph::Gender;

fn broken(problem: &'static str) -> FormatError {
    FormatError::Problem { line: 0, column: 0, problem, arguments: Vec::new() }
}

/// Reads a StarDict dictionary from its `.ifo`, `.idx` and `.dict` (the last two packed or not).
///
/// # Errors
/// When a part is damaged, or points outside another.
pub fn read_stardict(ifo: Vec<u8>, index: Vec<u8>, dictionary: Vec<u8>) -> Result<Import, FormatError> {
    let info = crate::format::decode(ifo)?.text;
    let value = |key: &str| info.lines().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix('='));
    let types = value("sametypesequence").unwrap_or_default().to_owned();
    let wide = value("idxoffsetbits") == Some("64");
    let (index, dictionary) = (inflate(index)?, inflate(dictionary)?);
    let mut draft = Draft::new(value("bookname").unwrap_or_default());
    let mut at = 0;
    while at < index.len() {
        let length = memchr::memchr(0, &index[at..]).ok_or_else(|| broken("dictionary"))?;
        let word = String::from_utf8_lossy(&index[at..at + length]).into_owned();
        at += length + 1;
        let number = |from: usize, bytes: usize| {
            let slice = index.get(from..from + bytes)?;
            usize::try_from(slice.iter().fold(0_u64, |n, &b| n << 8 | u64::from(b))).ok()
        };
        let offset_bytes = if wide { 8 } else { 4 };
        let offset = number(at, offset_bytes).ok_or_else(|| broken("dictionary"))?;
        let size = number(at + offset_bytes, 4).ok_or_else(|| broken("dictionary"))?;
        at += offset_bytes + 4;
        let body = offset.checked_add(size).and_then(|end| dictionary.get(offset..end));
        let body = article(body.ok_or_else(|| broken("dictionary"))?, &types);
        entry(&mut draft, &word, &body, false);
    }
    Ok(draft.glossary.into())
}

/// The readable text of an article: fields by their type letters, pictures and sounds left out.
fn article(body: &[u8], types: &str) -> String {
    let text = |bytes: &[u8], kind: u8| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        if matches!(kind, b'h' | b'g' | b'x' | b'k') { without_tags(&text) } else { text }
    };
    if let [kind] = types.as_bytes() {
        return if kind.is_ascii_lowercase() { text(body, *kind) } else { String::new() };
    }
    let mut out = String::new();
    let mut rest = body;
    let mut sequence = types.bytes();
    while !rest.is_empty() {
        let kind = match sequence.next() {
            Some(kind) => kind,
            None => {
                let kind = rest[0];
                rest = &rest[1..];
                kind
            }
        };
        let length = if kind.is_ascii_lowercase() {
            memchr::memchr(0, rest).unwrap_or(rest.len())
        } else {
            let size = rest.get(..4).map_or(0, |b| b.iter().fold(0_usize, |n, &b| n << 8 | usize::from(b)));
            rest = rest.get(4..).unwrap_or_default();
            size.min(rest.len())
        };
        if matches!(kind, b'm' | b'l' | b'h' | b'g' | b'x' | b'k') {
            out.push_str(&text(&rest[..length], kind));
            out.push('\n');
        }
        rest = rest.get(length + usize::from(kind.is_ascii_lowercase())..).unwrap_or_default();
    }
    out
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.replace("<br", "\n<br").replace("</", "\n</").chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Reads a dictd dictionary from its `.index` and `.dict` (packed or not).
///
/// # Errors
/// When a part is damaged, or points outside the other.
pub fn read_dictd(index: Vec<u8>, dictionary: Vec<u8>, name: &str) -> Result<Import, FormatError> {
    let index = crate::format::decode(inflate(index)?)?.text;
    let dictionary = inflate(dictionary)?;
    let mut draft = Draft::new(name);
    for line in index.lines() {
        let mut cells = line.split('\t');
        let (word, offset, length) = (cells.next().unwrap_or_default(), cells.next(), cells.next());
        if word.is_empty() || word.starts_with("00-database") || word.starts_with("00database") {
            continue;
        }
        let number = |cell: Option<&str>| cell.and_then(base64_number).ok_or_else(|| broken("dictionary"));
        let (offset, length) = (number(offset)?, number(length)?);
        let body = offset.checked_add(length).and_then(|end| dictionary.get(offset..end));
        let body = String::from_utf8_lossy(body.ok_or_else(|| broken("dictionary"))?).into_owned();
        entry(&mut draft, word, &body, true);
    }
    Ok(draft.glossary.into())
}

/// A number in dictd's base 64, most significant digit first.
fn base64_number(text: &str) -> Option<usize> {
    let mut out = 0_usize;
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        out = out.checked_mul(64)?.checked_add(usize::from(digit))?;
    }
    Some(out)
}

/// An article as a concept: its lines are translations where they look like lists of words, else its definition.
/// `headed`: the first line repeats the word, with pronunciation and grammar (`puce /pys/ <n, fem>`).
fn entry(draft: &mut Draft, word: &str, body: &str, headed: bool) {
    let mut concept = ConceptEntry::default();
    let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    let head = if headed { lines.next().unwrap_or_default() } else { "" };
    // The index folds capitals and accents away; the head of the article does not.
    let written = head.split(['/', '<', '[']).next().map(str::trim).filter(|w| !w.is_empty()).unwrap_or(word);
    let grammar = head.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(g, _)| g);
    let pos = grammar.split([',', ' ']).find_map(values::part_of_speech).map(|p| p.value);
    let gender: Option<Gender> = grammar.split([',', ' ']).find_map(values::gender).map(|g| g.value);
    if let Some(term) = add_term(&mut concept, "fr", written, TermStatus::Preferred) {
        (term.part_of_speech, term.gender) = (pos, gender);
    }
    for line in lines {
        let line =
            line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '•' | '-'));
        let words = equivalents(line);
        for word in &words {
            let first = !concept.languages.iter().any(|s| s.language == "en");
            let status = if first { TermStatus::Preferred } else { TermStatus::Admitted };
            if let Some(term) = add_term(&mut concept, "en", word, status) {
                term.part_of_speech = pos;
            }
        }
        if words.is_empty() && !line.is_empty() {
            concept.definitions.push(localized(None, line));
        }
    }
    draft.push(concept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn stardict_articles_are_found_by_their_index() {
        let dictionary = "flea\nchip, microchipUn texte.";
        let mut index = Vec::new();
        for (word, offset, size) in [("puce", 0_u32, 20_u32), ("mot", 20, 9)] {
            index.extend_from_slice(word.as_bytes());
            index.push(0);
            index.extend_from_slice(&offset.to_be_bytes());
            index.extend_from_slice(&size.to_be_bytes());
        }
        let ifo = b"StarDict's dict ifo file\nversion=2.4.2\nbookname=Essai\nsametypesequence=m\n".to_vec();
        let read = read_stardict(ifo.clone(), index.clone(), dictionary.into()).unwrap().glossary;
        let english: Vec<&str> = read.concepts[0].terms(Language::English).map(|t| t.term.as_str()).collect();
        assert_eq!((read.name.as_str(), english), ("Essai", vec!["flea", "chip", "microchip"]));
        assert!(read_stardict(ifo, index, b"court".to_vec()).is_err());
    }

    #[test]
    fn dictd_articles_have_a_head() {
        let dictionary = "puce /pys/ <n, fem>\n flea\n";
        let read = read_dictd(b"00-database-info\tA\tA\npuce\tA\ta\n".to_vec(), dictionary.into(), "x")
            .unwrap()
            .glossary;
        let concept = &read.concepts[0];
        assert_eq!(concept.preferred(Language::English).unwrap().term, "flea");
        assert_eq!(concept.preferred(Language::French).unwrap().gender, Some(Gender::Feminine));
    }
}
