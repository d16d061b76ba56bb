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

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::French => Self::English,
            Self::English => Self::French,
        }
    }
}
