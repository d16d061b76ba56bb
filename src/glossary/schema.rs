//! The JSON Schema of the native form, for editors that complete and check TOML.

use super::native;
use serde_json::{Map, Value, json};

/// JSON Schema (draft 2020-12) of a native glossary file. A test keeps `glossaries/schema.json` equal to it.
pub fn json_schema() -> String {
    let names = |values: &[&str]| json!({ "enum": values });
    let table = |values: Vec<&str>| names(&values);
    let text = json!({ "type": "string", "minLength": 1 });
    let texts = json!({ "type": "array", "items": { "type": "string", "minLength": 1 } });
    let flag = json!({ "type": "boolean" });
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let described = |mut schema: Value, description: &str| {
        if let Value::Object(map) = &mut schema {
            map.insert("description".into(), description.into());
        }
        schema
    };
    let mut term = Map::new();
    for key in native::TERM_KEYS {
        let (schema, description) = match *key {
            "term" => (text.clone(), "The term in its dictionary form."),
            "pos" => (
                table(native::PARTS_OF_SPEECH.iter().map(|(n, _)| *n).collect()),
                "Part of speech; a noun where nothing is said.",
            ),
            "gender" => (
                table(native::GENDERS.iter().map(|(n, _)| *n).collect()),
                "Gender; every French noun has one.",
            ),
            "number" => (
                table(native::NUMBERS.iter().map(|(n, _)| *n).collect()),
                "Number, where the term has only one.",
            ),
            "type" => (table(native::TERM_TYPES.iter().map(|(n, _)| *n).collect()), "Kind of form."),
            "expands" => (text.clone(), "The full form, a term of the same list."),
            "status" => (
                table(native::STATUSES.iter().map(|(n, _)| *n).collect()),
                "Standing; the first term of a list is preferred, the others admitted.",
            ),
            "region" => (
                json!({ "type": "array", "items": { "type": "string", "pattern": "^[A-Z]{2}$" } }),
                "Regions where it is used, ISO 3166.",
            ),
            "register" => (names(native::REGISTERS), "Register."),
            "use" => (text.clone(), "The term to use instead."),
            "note" => (reference("localized"), "Note."),
            "source" => (text.clone(), "Where it comes from."),
            "match" => {
                (table(native::POLICIES.iter().map(|(n, _)| *n).collect()), "How it is recognised in text.")
            }
            "context" => (reference("localized"), "Sentences that show its use."),
            "reliability" => (text.clone(), "Reliability, as its source states it."),
            "transaction" => (reference("transactions"), "Who did what when."),
            _ => (reference("extra"), "Data categories of other formats, kept for the way back."),
        };
        term.insert((*key).to_owned(), described(schema, description));
    }
    let mut concept = Map::new();
    for key in native::CONCEPT_KEYS {
        let (schema, description) = match *key {
            "id" => (
                json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
                "Identifier, unique over all glossaries.",
            ),
            "fr" => (reference("terms"), "French terms, the preferred one first."),
            "en" => (reference("terms"), "English terms, the preferred one first."),
            "definition" => (reference("localized"), "Definition."),
            "note" => (reference("localized"), "Note."),
            "broader" => (texts.clone(), "Ids of more general concepts."),
            "see" => (texts.clone(), "Ids of concepts worth knowing beside it."),
            "do-not-translate" => (flag.clone(), "Must stay as it is in translation."),
            "free-variation" => (flag.clone(), "Accepted synonyms may alternate inside a text."),
            "source" => (text.clone(), "Where the entry comes from."),
            "domains" => (texts.clone(), "Domains, where they are not the glossary's."),
            "section" => (
                json!({ "type": "object", "additionalProperties": reference("section") }),
                "What is said of a language as a whole.",
            ),
            "transaction" => (reference("transactions"), "Who did what when."),
            _ => (reference("extra"), "Data categories of other formats, kept for the way back."),
        };
        concept.insert((*key).to_owned(), described(schema, description));
    }
    let section: Map<String, Value> = native::SECTION_KEYS
        .iter()
        .map(|key| ((*key).to_owned(), reference(if *key == "extra" { "extra" } else { "localized" })))
        .collect();
    let records = |keys: &[&str], required: &[&str]| {
        let fields: Map<String, Value> =
            keys.iter().map(|key| ((*key).to_owned(), json!({ "type": "string" }))).collect();
        json!({ "type": "array", "items": {
            "type": "object", "properties": fields, "required": required, "additionalProperties": false
        } })
    };
    let one = json!({
        "type": "object",
        "properties": { "text": text, "source": text, "language": text },
        "required": ["text"],
        "additionalProperties": false
    });
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "glose glossary",
        "type": "object",
        "properties": {
            "glossary": {
                "type": "object",
                "properties": {
                    "domain": described(json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }), "The domain, as in the name of the file."),
                    "name": described(reference("localized"), "The domain's name for people."),
                    "rejected": described(json!({ "type": "array", "items": text }), "French terms that were turned down in a review: they are not proposed again."),
                    "extra": described(reference("extra"), "Persons and sources that entries refer to, kept for the way back."),
                },
                "additionalProperties": false
            },
            "concept": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": concept,
                    "patternProperties": { "^(?!see$)[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$": reference("terms") },
                    "required": ["id"],
                    "additionalProperties": false
                }
            }
        },
        "additionalProperties": false,
        "$defs": {
            "terms": { "type": "array", "items": reference("term") },
            "term": { "type": "object", "properties": term, "required": ["term"], "additionalProperties": false },
            "section": { "type": "object", "properties": section, "additionalProperties": false },
            "localized": { "anyOf": [
                text,
                one,
                { "type": "object", "patternProperties": { "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$": { "anyOf": [text, one, { "type": "array", "items": { "anyOf": [text, one] } }] } }, "additionalProperties": false },
                { "type": "array", "items": { "anyOf": [text, one] } }
            ] },
            "transactions": records(native::TRANSACTION_KEYS, &["kind"]),
            "extra": records(native::EXTRA_KEYS, &["element", "category", "value"]),
        }
    });
    let mut out = serde_json::to_string_pretty(&schema).expect("a value is JSON");
    out.push('\n');
    out
}
