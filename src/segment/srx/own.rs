//! The segmenter's own rules as SRX, for tools that read it. An approximation: SRX knows no counts of a document.

use super::{LanguageMap, LanguageRules, Rule, Srx};
use crate::segment::lists::{Kinds, Lists};
use crate::text::Language;

/// Blanks, spelt so that Java, ICU and `regex` agree.
const BLANK: &str = r"[\s\u00A0\u202F]";

/// The rules for both languages.
pub fn own_rules() -> Srx {
    let languages = Language::ALL.map(|language| LanguageRules {
        name: match language {
            Language::French => "French",
            Language::English => "English",
        }
        .to_owned(),
        rules: rules(language),
    });
    let maps = [("[Ff][Rr].*", "French"), ("[Ee][Nn].*", "English")].map(|(pattern, rules)| LanguageMap {
        pattern: pattern.to_owned(),
        rules: rules.to_owned(),
        line: 0,
    });
    Srx { cascade: false, languages: languages.into(), maps: maps.into() }
}

fn rules(language: Language) -> Vec<Rule> {
    let lists = Lists::of(language);
    // Without words, what matches nothing.
    let words = |kinds: Kinds| match lists.alternatives(kinds) {
        words if words.is_empty() => r"[^\s\S]".to_owned(),
        words => words,
    };
    let mut out = Vec::new();
    let mut rule =
        |breaks: bool, before: String, after: String| out.push(Rule { breaks, before, after, line: 0 });
    let strong = words(Kinds::STRONG);
    let weak = words(Kinds::WEAK);
    // A word that begins sentences; an article only before a small letter.
    let starts = [
        // No point after it: the `J.` of `av. J.-C.` is not *J’*.
        format!(r"{BLANK}+(?:{strong})[^\p{{L}}\p{{N}}.]"),
        format!(r"{BLANK}+(?:{weak})(?:['\u2019]|{BLANK}){BLANK}*\p{{Ll}}"),
    ];
    let title = words(Kinds::TITLE);
    let inner = words(Kinds::INNER);
    let number = words(Kinds::NUMBER);
    let either = words(Kinds::EITHER);
    let unit = words(Kinds::UNIT);

    rule(false, format!(r"\b(?:{})\.", words(Kinds::NEVER)), BLANK.to_owned());
    // A quotation or a mark that goes on in lower case.
    rule(false, r#"[.!?…]+[»”")\]]+"#.to_owned(), format!(r"{BLANK}+\p{{Ll}}"));
    rule(false, format!(r"[.!?…]+{BLANK}+»"), format!(r"{BLANK}+\p{{Ll}}"));
    rule(false, r"(?:[!?…]|\.\.)[.!?…]*".to_owned(), format!(r"{BLANK}+[\p{{Ll}}\d]"));
    rule(false, r"[(\[](?:\.{3}|…|!|\?)[)\]]".to_owned(), BLANK.to_owned());
    // Items that were joined.
    if language == Language::French {
        for starts in &starts {
            rule(true, ";".to_owned(), starts.clone());
        }
    }
    // The mark belongs to what it closes, and to the marks after it.
    rule(false, r"[.!?…]".to_owned(), format!(r#"{BLANK}*[»”)\]]|[.!?…"]"#));
    // Items: `1.`
    rule(false, r"^\P{L}?\d{1,3}\.".to_owned(), BLANK.to_owned());
    rule(false, format!(r"[;:,]{BLANK}\d{{1,2}}\."), BLANK.to_owned());
    // Units after a number.
    rule(true, format!(r"\d{BLANK}?(?:{unit})\."), format!(r"{BLANK}+[\p{{Lu}}«]"));
    rule(false, format!(r"\d{BLANK}?(?:{unit})\."), BLANK.to_owned());
    rule(true, format!(r"\b(?:{title})\."), starts[0].clone());
    rule(false, format!(r"\b(?:{title})\."), BLANK.to_owned());
    for starts in &starts {
        rule(true, format!(r"\b(?:{inner})\."), starts.clone());
    }
    rule(false, format!(r"\b(?:{inner})\."), BLANK.to_owned());
    let code = format!(r"[IVXLCDM]+\b|\p{{Lu}}[.\-]|[B-HJ-NP-XZ]{BLANK}+\p{{Ll}}");
    rule(false, format!(r"\b(?:{number})\."), format!(r"{BLANK}+(?:\d|\p{{Ll}}|{code})"));
    rule(false, format!(r"\b(?:{})\.", words(Kinds::DIGIT)), format!(r"{BLANK}+\d"));
    rule(false, format!(r"\b(?:{either})\."), format!(r"{BLANK}+[\p{{Ll}}(]"));
    rule(true, format!(r"\b(?:{either})\."), BLANK.to_owned());
    // Letters that name things, and initials.
    let classifier = words(Kinds::CLASSIFIER);
    rule(true, format!(r"\b(?:{classifier}){BLANK}\p{{Lu}}\."), format!(r"{BLANK}+\p{{Lu}}"));
    for starts in &starts {
        rule(true, r"\b\p{Lu}\.".to_owned(), starts.clone());
    }
    rule(false, r"\b\p{Lu}\.".to_owned(), format!(r"{BLANK}+[\p{{L}}\d]"));
    rule(false, format!(r"\b(?:{})\.", words(Kinds::LOWER)), format!(r"{BLANK}+\p{{Ll}}"));
    rule(false, format!(r"\b(?:{})!", words(Kinds::EXCLAMATORY)), BLANK.to_owned());
    rule(true, format!(r#"[.!?…](?:[»”")\]]|{BLANK}+»)*"#), BLANK.to_owned());
    // A heading that runs into the text.
    let bridge = words(Kinds::BRIDGE.or(Kinds::TITLE));
    let unpunctuated = lists.alternatives(Kinds::UNPUNCTUATED);
    if !unpunctuated.is_empty() {
        rule(false, format!(r"\b(?:{bridge})"), format!(r"{BLANK}\p{{Lu}}"));
        rule(
            true,
            r"[\p{L}\d%]".to_owned(),
            format!(r"{BLANK}(?:{unpunctuated})(?:['\u2019]|{BLANK})\p{{Ll}}"),
        );
    }
    out
}
