//! The rules, in one table.

use super::finding::Severity;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

macro_rules! rules {
    ($($(#[$doc:meta])* $id:ident = $name:literal, $slug:literal, $severity:ident, $on:literal;)*) => {
        /// A rule by its stable id.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $($(#[$doc])* $id,)*
        }

        impl RuleId {
            /// All rules, in the order of their ids.
            pub const ALL: &'static [Self] = &[$(Self::$id,)*];

            /// The stable id: `TERM001`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$id => $name,)* }
            }

            /// A short name in English: `missing-term`.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$id => $slug,)* }
            }

            /// The severity it has where no setting says otherwise.
            pub const fn default_severity(self) -> Severity {
                match self { $(Self::$id => Severity::$severity,)* }
            }

            /// Whether it is checked where no setting says otherwise.
            pub const fn default_on(self) -> bool {
                match self { $(Self::$id => $on,)* }
            }
        }
    };
}

rules! {
    /// The glossary's term has no rendering in the translation.
    Term001 = "TERM001", "missing-term", Error, true;
    /// A forbidden term is used.
    Term002 = "TERM002", "forbidden-term", Error, true;
    /// A deprecated term is used.
    Term003 = "TERM003", "deprecated-term", Warning, true;
    /// The term is rendered by something else, which is named.
    Term004 = "TERM004", "wrong-rendering", Error, true;
    /// The term's capitals are not those of the glossary.
    Term005 = "TERM005", "term-case", Note, true;
    /// The term belongs to the other variety of English.
    Term006 = "TERM006", "regional-term", Note, true;
    /// A word that looks like the French one but means something else.
    Term007 = "TERM007", "false-friend", Warning, false;
    /// One French term is rendered in several ways.
    Cons001 = "CONS001", "inconsistent-rendering", Warning, true;
    /// Several French terms are rendered by one.
    Cons002 = "CONS002", "merged-terms", Note, false;
    /// An acronym was left in French.
    Acro001 = "ACRO001", "untranslated-acronym", Warning, true;
    /// An acronym is not expanded where it first stands.
    Acro002 = "ACRO002", "unexpanded-acronym", Note, false;
    /// A number of the source is not in the translation.
    Num001 = "NUM001", "missing-number", Error, true;
    /// A number has another order of magnitude: million for milliard.
    Num002 = "NUM002", "number-scale", Error, true;
    /// A number is written in the French way: decimal comma, blanks between thousands.
    Num003 = "NUM003", "number-format", Warning, true;
    /// A number has another unit or currency.
    Num004 = "NUM004", "number-unit", Error, true;
    /// A date or an hour differs.
    Num005 = "NUM005", "date-time", Error, true;
    /// A number of the translation is not in the source.
    Num006 = "NUM006", "added-number", Warning, false;
    /// What must not be translated was changed.
    Keep001 = "KEEP001", "changed-verbatim", Error, true;
    /// Words were left in French.
    Keep002 = "KEEP002", "untranslated-words", Warning, true;
    /// A name is spelt differently.
    Keep003 = "KEEP003", "misspelt-name", Warning, true;
    /// A code, a placeholder or an address is not in the translation.
    Keep004 = "KEEP004", "missing-code", Error, true;
}

impl RuleId {
    /// The rule of that id, whatever its case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name().eq_ignore_ascii_case(name))
    }

    /// Its family: `TERM`.
    pub fn family(self) -> &'static str {
        self.name().trim_end_matches(|c: char| c.is_ascii_digit())
    }

    /// The families, in order.
    pub fn families() -> impl Iterator<Item = &'static str> {
        let mut last = "";
        Self::ALL.iter().map(|rule| rule.family()).filter(move |family| {
            let new = *family != last;
            last = family;
            new
        })
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| de::Error::custom(name))
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What is checked, and how gravely it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    levels: Vec<Option<Severity>>,
}

impl Default for Levels {
    fn default() -> Self {
        let level = |rule: &RuleId| rule.default_on().then_some(rule.default_severity());
        Self { levels: RuleId::ALL.iter().map(level).collect() }
    }
}

impl Levels {
    /// The severity of a rule; `None` where it is off.
    pub fn of(&self, rule: RuleId) -> Option<Severity> {
        self.levels[rule as usize]
    }

    /// Whether a rule is checked.
    pub fn is_on(&self, rule: RuleId) -> bool {
        self.of(rule).is_some()
    }

    /// Sets a rule, or every rule of a family, or `all`. False where there is no such rule or family.
    pub fn set(&mut self, name: &str, level: Level) -> bool {
        let mut known = false;
        for &rule in RuleId::ALL {
            let family = rule.family().eq_ignore_ascii_case(name);
            let own = rule.name().eq_ignore_ascii_case(name) || rule.slug() == name;
            if own || family || name == "all" {
                known = true;
                self.levels[rule as usize] = match level {
                    Level::Off => None,
                    Level::On => self.of(rule).or(Some(rule.default_severity())),
                    Level::At(severity) => Some(severity),
                };
            }
        }
        known
    }

    /// Lowers every severity above `most` to it.
    pub fn cap(&mut self, family: &str, most: Severity) {
        for &rule in RuleId::ALL.iter().filter(|rule| rule.family() == family) {
            let level = &mut self.levels[rule as usize];
            *level = level.map(|severity| severity.min(most));
        }
    }
}

/// What a setting says of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not checked.
    Off,
    /// Checked at its usual severity.
    On,
    /// Checked at this severity.
    At(Severity),
}

impl Level {
    /// Reads `off`, `on`, `note`, `warning` or `error`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "off" => Some(Self::Off),
            "on" => Some(Self::On),
            _ => Severity::from_name(name).map(Self::At),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_and_rules_are_set_by_name() {
        let mut levels = Levels::default();
        assert!(levels.set("NUM", Level::Off) && !levels.is_on(RuleId::Num003));
        assert!(levels.set("num003", Level::At(Severity::Note)));
        assert_eq!(levels.of(RuleId::Num003), Some(Severity::Note));
        assert!(levels.set("false-friend", Level::On) && levels.is_on(RuleId::Term007));
        assert!(!levels.set("NUMB", Level::Off));
        assert_eq!(RuleId::families().collect::<Vec<_>>(), ["TERM", "CONS", "ACRO", "NUM", "KEEP"]);
    }
}
