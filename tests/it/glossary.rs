//! The embedded glossaries: every file is valid, canonical and free of duplicates.

use glose::glossary::native::{self, NativeFile};
use glose::glossary::validate::{Severity, validate};
use glose::glossary::write;
use std::fs;
use std::path::Path;

fn files() -> Vec<(String, String, NativeFile)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("glossaries");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(path).unwrap();
            let file = native::read(&text, &name).unwrap_or_else(|errors| panic!("{name}:\n{errors}"));
            (name, text, file)
        })
        .collect()
}

#[test]
fn the_embedded_glossaries_are_valid() {
    let files = files();
    let glossaries: Vec<_> = files.iter().map(|(_, _, file)| file.glossary.clone()).collect();
    let mut wrong = Vec::new();
    for problem in validate(&glossaries) {
        if problem.rule.severity() == Severity::Error {
            let id = problem.concept.map_or("", |c| glossaries[problem.glossary].concepts[c].id.as_str());
            wrong.push(format!(
                "{}.toml: {id}: {} {} {:?}",
                files[problem.glossary].0,
                problem.rule.id(),
                problem.value,
                problem.other
            ));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
}

#[test]
fn the_embedded_glossaries_are_canonical() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut wrong = Vec::new();
    for (name, text, file) in files() {
        let canonical = write::write(&file.glossary, &file.comments);
        if canonical != text {
            if overwrite {
                let path =
                    Path::new(env!("CARGO_MANIFEST_DIR")).join("glossaries").join(format!("{name}.toml"));
                fs::write(path, canonical).unwrap();
            } else {
                wrong.push(name);
            }
        }
    }
    assert!(wrong.is_empty(), "run `glose glossary fmt glossaries`: {wrong:?}");
}

#[test]
fn the_schema_is_up_to_date_and_knows_every_key() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("glossaries/schema.json");
    let schema = glose::glossary::schema::json_schema();
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(&path, &schema).unwrap();
    }
    assert!(
        fs::read_to_string(path).unwrap() == schema,
        "glossaries/schema.json: run with SNAPSHOTS=overwrite"
    );
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let concept = &schema["properties"]["concept"]["items"]["properties"];
    let term = &schema["$defs"]["term"]["properties"];
    let allowed = |property: &serde_json::Value, value: &toml::Value| match property.get("enum") {
        Some(values) => values.as_array().unwrap().iter().any(|one| one.as_str() == value.as_str()),
        None => true,
    };
    for (name, text, _) in files() {
        let file: toml::Table = toml::from_str(&text).unwrap();
        for entry in file["concept"].as_array().unwrap() {
            for (key, value) in entry.as_table().unwrap() {
                assert!(concept.get(key).is_some(), "{name}: {key}");
                for one in value.as_array().into_iter().flatten().filter_map(toml::Value::as_table) {
                    for (key, value) in one {
                        assert!(term.get(key).is_some_and(|p| allowed(p, value)), "{name}: {key} = {value}");
                    }
                }
            }
        }
    }
}
