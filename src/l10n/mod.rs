//! Layer 5: messages for people, in French and English, through Fluent.
//!
//! Messages live in `fr/*.ftl` and `en/*.ftl`, one file an area, by the same ids with the same variables (a test holds it).
//! The library returns data; whoever shows it to a person asks a [`Localizer`].

use crate::text::Language;
use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::sync::OnceLock;

macro_rules! areas {
    ($($area:literal),* $(,)?) => {
        /// The message files, `(area, French, English)`.
        const AREAS: &[(&str, &str, &str)] =
            &[$(($area, include_str!(concat!("fr/", $area, ".ftl")), include_str!(concat!("en/", $area, ".ftl")))),*];
    };
}

areas![
    "common",
    "errors",
    "help",
    "help-commands",
    "lookup",
    "generate",
    "check",
    "glossary",
    "align",
    "formats",
    "extract"
];

/// A message by its id, with the values of its variables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// Id in the `.ftl` files.
    pub id: Cow<'static, str>,
    /// Variables.
    pub arguments: Vec<(Cow<'static, str>, Value)>,
}

/// A value of a variable.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, as it is.
    Text(String),
    /// A count: chooses the plural form and is printed with the grouping of the language.
    Count(usize),
    /// A number printed with two decimals and the decimal mark of the language.
    Decimal(f32),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl From<f32> for Value {
    fn from(number: f32) -> Self {
        Self::Decimal(number)
    }
}

impl Message {
    /// A message without variables.
    pub fn new(id: impl Into<Cow<'static, str>>) -> Self {
        Self { id: id.into(), arguments: Vec::new() }
    }

    /// Adds a variable.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<Value>) -> Self {
        self.with_named(name.into(), value)
    }

    /// Adds a variable whose name was read from a file.
    #[must_use]
    pub fn with_named(mut self, name: Cow<'static, str>, value: impl Into<Value>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }
}

/// Says messages in one language.
#[derive(Clone, Copy)]
pub struct Localizer {
    language: Language,
    bundle: &'static FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Localizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Localizer").field("language", &self.language).finish_non_exhaustive()
    }
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static FRENCH: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    static ENGLISH: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    let cell = match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    };
    cell.get_or_init(|| {
        let tag = language.code().parse().expect("two letters are a language tag");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::French => |value, _| group(value, '\u{202f}'),
            Language::English => |value, _| group(value, ','),
        }));
        for (area, french, english) in AREAS {
            let source = if language == Language::French { french } else { english };
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    debug_assert!(errors.is_empty(), "{area}.ftl ({}): {errors:?}", language.code());
                    resource
                }
            };
            let result = bundle.add_resource(resource);
            debug_assert!(result.is_ok(), "{area}.ftl ({}): {result:?}", language.code());
        }
        bundle
    })
}

/// Prints whole numbers in groups of three.
fn group(value: &FluentValue<'_>, separator: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(group_thousands(number.value as usize, separator))
}

fn group_thousands(number: usize, separator: char) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

impl Localizer {
    /// The localizer of a language.
    pub fn new(language: Language) -> Self {
        Self { language, bundle: bundle(language) }
    }

    /// The language it speaks.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether a message of this id exists.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// Says a message. An unknown id is printed as it is: tests hold that none is.
    pub fn say(&self, message: &Message) -> String {
        let Some(pattern) = self.bundle.get_message(&message.id).and_then(|m| m.value()) else {
            return message.id.to_string();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in &message.arguments {
            match value {
                Value::Text(text) => arguments.set(name.as_ref(), text.as_str()),
                Value::Count(count) => arguments.set(name.as_ref(), *count),
                Value::Decimal(number) => {
                    let point = format!("{number:.2}");
                    let french = self.language == Language::French;
                    arguments.set(name.as_ref(), if french { point.replace('.', ",") } else { point });
                }
            }
        }
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// Says a message without variables.
    pub fn text(&self, id: &str) -> String {
        self.say(&Message::new(id.to_owned()))
    }

    /// A whole number with the grouping of the language.
    pub fn count(&self, number: usize) -> String {
        group_thousands(number, if self.language == Language::French { '\u{202f}' } else { ',' })
    }
}

/// The first of `requested` (BCP 47 tags or POSIX locale names) that is spoken here; English where none is.
pub fn negotiate<'a>(requested: impl IntoIterator<Item = &'a str>) -> Language {
    let requested: Vec<unic_langid::LanguageIdentifier> = requested
        .into_iter()
        .filter_map(|name| name.split(['.', '@']).next()?.replace('_', "-").parse().ok())
        .collect();
    let available: [unic_langid::LanguageIdentifier; 2] =
        Language::ALL.map(|l| l.code().parse().expect("two letters"));
    let chosen = fluent_langneg::negotiate_languages(
        &requested,
        &available,
        Some(&available[1]),
        fluent_langneg::NegotiationStrategy::Lookup,
    );
    Language::from_tag(chosen[0].language.as_str()).unwrap_or(Language::English)
}

/// The ids and variables of every message of a language, for tests.
pub fn inventory(language: Language) -> Vec<(String, Vec<String>)> {
    let mut out = Vec::new();
    for (_, french, english) in AREAS {
        let source = if language == Language::French { french } else { english };
        let mut current: Option<(String, Vec<String>)> = None;
        for line in source.lines() {
            if let Some((id, _)) = line.split_once(" =")
                && line.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                out.extend(current.take());
                current = Some((id.to_owned(), Vec::new()));
            }
            let Some((_, variables)) = &mut current else { continue };
            for (at, _) in line.match_indices('$') {
                let name: String =
                    line[at + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
                if !variables.contains(&name) {
                    variables.push(name);
                }
            }
        }
        out.extend(current);
    }
    out.sort();
    out.iter_mut().for_each(|(_, variables)| variables.sort());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_messages_and_variables() {
        assert_eq!(inventory(Language::French), inventory(Language::English));
    }

    #[test]
    fn every_id_is_written_once() {
        let ids: Vec<_> = inventory(Language::English).into_iter().map(|(id, _)| id).collect();
        let mut unique = ids.clone();
        unique.dedup();
        assert_eq!(ids, unique);
    }

    #[test]
    fn locales_are_negotiated() {
        assert_eq!(negotiate(["fr_FR.UTF-8"]), Language::French);
        assert_eq!(negotiate(["fr_CA"]), Language::French);
        assert_eq!(negotiate(["C"]), Language::English);
        assert_eq!(negotiate(["de_DE", "fr"]), Language::French);
        assert_eq!(negotiate([]), Language::English);
    }
}
