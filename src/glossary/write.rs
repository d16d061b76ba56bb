//! The canonical form of a native file: one text for one termbase, so that version control shows only real changes.

use super::native::{self, Comments, NativeErrors, language_rank};
use super::{
    ConceptEntry, DataCategory, Glossary, LangSection, Localized, MatchingPolicy, PartOfSpeech, Relation,
    RelationKind, TermSection, TermStatus, Transaction,
};
use std::fmt::Write;

/// A native file in canonical form, comments kept (those inside a concept move to its head).
pub fn format_text(text: &str) -> Result<String, NativeErrors> {
    let file = native::read(text, "")?;
    Ok(write(&file.glossary, &file.comments))
}

/// A termbase as a native file.
pub fn write(glossary: &Glossary, comments: &Comments) -> String {
    let mut out = String::new();
    let lines = |out: &mut String, lines: &[String]| lines.iter().for_each(|line| push_line(out, line));
    lines(&mut out, &comments.head);
    let any_list = !glossary.titles.is_empty() || !glossary.rejected.is_empty() || !glossary.extra.is_empty();
    if glossary.domain.is_some() || any_list {
        push_line(&mut out, "[glossary]");
        if let Some(domain) = &glossary.domain {
            push_line(&mut out, &format!("domain = {}", quote(domain)));
        }
        if !glossary.titles.is_empty() {
            push_line(&mut out, &format!("name = {}", localized(&glossary.titles)));
        }
        if !glossary.rejected.is_empty() {
            let terms: String =
                glossary.rejected.iter().map(|term| format!("  {},\n", quote(term))).collect();
            push_line(&mut out, &format!("rejected = [\n{terms}]"));
        }
        if !glossary.extra.is_empty() {
            push_line(&mut out, &format!("extra = {}", extra(&glossary.extra)));
        }
    }
    for (number, concept) in glossary.concepts.iter().enumerate() {
        if !out.is_empty() {
            out.push('\n');
        }
        lines(&mut out, comments.concepts.get(number).map_or(&[][..], Vec::as_slice));
        out.push_str(&write_concept(concept));
    }
    if !comments.tail.is_empty() {
        out.push('\n');
        lines(&mut out, &comments.tail);
    }
    out
}

/// One concept as a `[[concept]]` block.
pub fn write_concept(concept: &ConceptEntry) -> String {
    let mut out = String::from("[[concept]]\n");
    let mut key = |name: &str, value: String| push_line(&mut out, &format!("{name} = {value}"));
    key("id", quote(&concept.id));
    let mut sections: Vec<&LangSection> = concept.languages.iter().collect();
    sections.sort_by_key(|section| language_rank(&section.language));
    for section in &sections {
        if !section.terms.is_empty() {
            let terms: String =
                section.terms.iter().enumerate().map(|(n, term)| write_term(term, n == 0)).collect();
            key(&section.language, format!("[\n{terms}]"));
        }
    }
    if !concept.definitions.is_empty() {
        key("definition", localized(&concept.definitions));
    }
    if !concept.notes.is_empty() {
        key("note", localized(&concept.notes));
    }
    for (name, kind) in [("broader", RelationKind::Broader), ("see", RelationKind::See)] {
        let of_kind = |relation: &&Relation| relation.kind == kind;
        let targets: Vec<&str> =
            concept.relations.iter().filter(of_kind).map(|relation| relation.target.as_str()).collect();
        if !targets.is_empty() {
            key(name, list(targets.into_iter().map(quote)));
        }
    }
    if concept.do_not_translate {
        key("do-not-translate", "true".into());
    }
    if concept.free_variation {
        key("free-variation", "true".into());
    }
    if let Some(source) = &concept.source {
        key("source", quote(source));
    }
    if !concept.domains.is_empty() {
        key("domains", list(concept.domains.iter().map(|domain| quote(domain))));
    }
    let levels: Vec<String> = sections.iter().filter_map(|section| level(section)).collect();
    if !levels.is_empty() {
        key("section", format!("{{ {} }}", levels.join(", ")));
    }
    if !concept.transactions.is_empty() {
        key("transaction", transactions(&concept.transactions));
    }
    if !concept.extra.is_empty() {
        key("extra", extra(&concept.extra));
    }
    out
}

fn write_term(term: &TermSection, first: bool) -> String {
    let mut out = format!("  {{ term = {}", quote(&term.term));
    let mut key =
        |name: &str, value: String| write!(out, ", {name} = {value}").expect("a string never fails");
    if let Some(pos) = term.part_of_speech.filter(|&pos| pos != PartOfSpeech::Noun) {
        key("pos", name_of(native::PARTS_OF_SPEECH, pos));
    }
    if let Some(gender) = term.gender {
        key("gender", name_of(native::GENDERS, gender));
    }
    if let Some(number) = term.number {
        key("number", name_of(native::NUMBERS, number));
    }
    if let Some(term_type) = term.term_type {
        key("type", name_of(native::TERM_TYPES, term_type));
    }
    if let Some(full) = &term.expands {
        key("expands", quote(full));
    }
    if term.status != if first { TermStatus::Preferred } else { TermStatus::Admitted } {
        key("status", name_of(native::STATUSES, term.status));
    }
    if !term.regions.is_empty() {
        key("region", list(term.regions.iter().map(|region| quote(region))));
    }
    if let Some(register) = &term.register {
        key("register", quote(register));
    }
    if let Some(other) = &term.use_instead {
        key("use", quote(other));
    }
    if !term.notes.is_empty() {
        key("note", localized(&term.notes));
    }
    if let Some(source) = &term.source {
        key("source", quote(source));
    }
    if term.matching != MatchingPolicy::default() {
        key("match", name_of(native::POLICIES, term.matching));
    }
    if !term.contexts.is_empty() {
        key("context", localized(&term.contexts));
    }
    if let Some(reliability) = &term.reliability {
        key("reliability", quote(reliability));
    }
    if !term.transactions.is_empty() {
        key("transaction", transactions(&term.transactions));
    }
    if !term.extra.is_empty() {
        key("extra", extra(&term.extra));
    }
    out.push_str(" },\n");
    out
}

fn level(section: &LangSection) -> Option<String> {
    let mut keys = Vec::new();
    if !section.definitions.is_empty() {
        keys.push(format!("definition = {}", localized(&section.definitions)));
    }
    if !section.notes.is_empty() {
        keys.push(format!("note = {}", localized(&section.notes)));
    }
    if !section.extra.is_empty() {
        keys.push(format!("extra = {}", extra(&section.extra)));
    }
    // A section without terms is kept too.
    let keep = !keys.is_empty() || section.terms.is_empty();
    let body = if keys.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", keys.join(", ")) };
    keep.then(|| format!("{} = {body}", section.language))
}

/// The shortest of the three ways to write texts: alone, by language, as a list.
fn localized(texts: &[Localized]) -> String {
    let plain = |one: &Localized| one.source.is_none();
    if let [one] = texts
        && plain(one)
        && one.language.is_none()
    {
        return quote(&one.text);
    }
    let ranks: Vec<_> = texts.iter().map(|one| one.language.as_deref().map(language_rank)).collect();
    if ranks.is_sorted_by(|a, b| a.is_some() && a < b)
        && ranks.iter().all(Option::is_some)
        && texts.iter().all(plain)
    {
        let keys: Vec<String> = texts
            .iter()
            .map(|one| format!("{} = {}", one.language.as_deref().unwrap_or_default(), quote(&one.text)))
            .collect();
        return format!("{{ {} }}", keys.join(", "));
    }
    list(texts.iter().map(|one| {
        let mut out = format!("{{ text = {}", quote(&one.text));
        for (key, value) in [("source", &one.source), ("language", &one.language)] {
            if let Some(value) = value {
                write!(out, ", {key} = {}", quote(value)).expect("a string never fails");
            }
        }
        out + " }"
    }))
}

fn transactions(all: &[Transaction]) -> String {
    list(all.iter().map(|one| {
        let mut out = format!("{{ kind = {}", quote(&one.kind));
        for (key, value) in [("date", &one.date), ("by", &one.responsibility)] {
            if let Some(value) = value {
                write!(out, ", {key} = {}", quote(value)).expect("a string never fails");
            }
        }
        out + " }"
    }))
}

fn extra(all: &[DataCategory]) -> String {
    list(all.iter().map(|one| {
        let mut out = format!(
            "{{ element = {}, category = {}, value = {}",
            quote(&one.element),
            quote(&one.category),
            quote(&one.value)
        );
        for (key, value) in [("target", &one.target), ("language", &one.language)] {
            if let Some(value) = value {
                write!(out, ", {key} = {}", quote(value)).expect("a string never fails");
            }
        }
        out + " }"
    }))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn name_of<T: Copy + PartialEq>(table: &[(&'static str, T)], value: T) -> String {
    quote(native::name_of(table, value))
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// A TOML basic string.
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => write!(out, "\\u{:04X}", c as u32).expect("a string never fails"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_form_is_stable_and_keeps_comments() {
        let text = "# Head.\n[glossary]\ndomain='x'\n\n# One.\n[[concept]]\nen=[{term=\"b \\\"c\\\"\"}]\nid=\"a\"\nfr = [{gender=\"feminine\",term='à'}, {term='b', status='admitted', gender='common'}]\nsee=['z']\nbroader=['y']\n# Tail.\n";
        let once = format_text(text).unwrap();
        assert_eq!(
            once,
            "# Head.\n[glossary]\ndomain = \"x\"\n\n# One.\n[[concept]]\nid = \"a\"\nfr = [\n  { term = \"à\", gender = \"feminine\" },\n  { term = \"b\", gender = \"common\" },\n]\nen = [\n  { term = \"b \\\"c\\\"\" },\n]\nbroader = [\"y\"]\nsee = [\"z\"]\n\n# Tail.\n"
        );
        assert_eq!(format_text(&once).unwrap(), once);
    }

    #[test]
    fn everything_the_model_holds_comes_back() {
        let text = "[[concept]]\nid = \"a\"\nfr = [\n  { term = \"a\", pos = \"verb\", type = \"full-form\", region = [\"CA\"], note = [{ text = \"n\", source = \"s\", language = \"fr\" }], context = [{ text = \"c\", source = \"s\" }], reliability = \"3\", transaction = [{ kind = \"origination\", date = \"2020\", by = \"me\" }], extra = [{ element = \"admin\", category = \"x\", value = \"\", target = \"t\" }] },\n]\nde = [\n  { term = \"d\" },\n]\ndefinition = { fr = \"f\", en = \"e\" }\nnote = \"n\"\ndo-not-translate = true\nfree-variation = true\nsource = \"s\"\ndomains = [\"one\", \"two\"]\nsection = { fr = { note = \"n\" } }\n";
        let file = native::read(text, "").unwrap();
        assert_eq!(write(&file.glossary, &Comments::default()), text);
    }
}
