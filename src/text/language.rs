use serde::{Deserialize, Serialize};

/// One of the two languages that the engine analyses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// French, the source.
    #[serde(rename = "fr")]
    French,
    /// English, the target.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both, source first.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The two-letter code of ISO 639-1.
    pub const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The language of a BCP 47 tag or a locale name (`fr`, `fr-CA`, `EN_us.UTF-8`), by its primary subtag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "fr" | "fra" | "fre" => Some(Self::French),
            "en" | "eng" => Some(Self::English),
            _ => None,
        }
    }

    /// The language of a text by its function words; `None` where neither has twice as many as the other, or fewer than
    /// one word in ten is one.
    pub fn of_text(text: &str) -> Option<Self> {
        const FRENCH: [&str; 26] = [
            "à", "au", "aux", "avec", "ce", "dans", "de", "des", "du", "elle", "est", "et", "il", "la", "le",
            "les", "ne", "par", "pas", "pour", "que", "qui", "sont", "sur", "un", "une",
        ];
        const ENGLISH: [&str; 26] = [
            "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "he", "in", "is", "it",
            "not", "of", "that", "the", "their", "they", "this", "to", "was", "were", "which", "with",
        ];
        let (mut words, mut french, mut english) = (0, 0, 0);
        let pieces = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        for word in pieces.take(20_000) {
            let word = word.to_lowercase();
            words += 1;
            french +=
                usize::from(FRENCH.contains(&word.as_str()) || word.len() == 1 && "ldjnsc".contains(&word));
            english += usize::from(ENGLISH.contains(&word.as_str()));
        }
        if 10 * (french + english) < words {
            return None;
        }
        if french >= 2 * english.max(1) {
            Some(Self::French)
        } else if english >= 2 * french.max(1) {
            Some(Self::English)
        } else {
            None
        }
    }

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::French => Self::English,
            Self::English => Self::French,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_tell_the_language() {
        let of = Language::of_text;
        assert_eq!(of("Le parquet a ouvert une enquête pour abus de confiance."), Some(Language::French));
        assert_eq!(
            of("The public prosecutor has opened an inquiry into breach of trust."),
            Some(Language::English)
        );
        assert_eq!(of("Numquam ponenda est pluralitas sine necessitate."), None);
        assert_eq!(of(""), None);
    }
}
