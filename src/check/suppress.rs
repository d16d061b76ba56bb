//! Findings that somebody chose to live with: ignored one by one with a reason, or grandfathered in a baseline that may
//! only shrink.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One ignored finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignore {
    /// The finding's key.
    pub fingerprint: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The last day that it holds, `2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// The rule, for people who read the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What it was about, for people who read the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

impl Ignore {
    /// Whether it holds on a day.
    fn holds(&self, today: &str) -> bool {
        self.expires.as_deref().is_none_or(|last| today <= last)
    }
}

/// An ignore file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignores {
    /// The findings.
    #[serde(default, rename = "ignore", skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Ignore>,
}

impl Ignores {
    /// The entry of a finding that holds on a day (`2026-12-31`; days compare as text).
    pub fn find(&self, fingerprint: &str, today: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.fingerprint == fingerprint && entry.holds(today))
    }

    /// The entry of a finding that no longer holds on a day, where none does.
    pub fn find_expired(&self, fingerprint: &str, today: &str) -> Option<usize> {
        let of_finding = |entry: &Ignore| entry.fingerprint == fingerprint;
        let held = self.entries.iter().any(|entry| of_finding(entry) && entry.holds(today));
        self.entries.iter().position(of_finding).filter(|_| !held)
    }
}

/// A baseline: how often each finding was there when it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Counts by key.
    #[serde(default)]
    pub findings: BTreeMap<String, usize>,
}

impl Baseline {
    /// The baseline of findings.
    pub fn new<'f>(fingerprints: impl Iterator<Item = &'f str>) -> Self {
        let mut out = Self::default();
        fingerprints.for_each(|key| *out.findings.entry(key.to_owned()).or_default() += 1);
        out
    }

    /// Takes a finding out; whether it was in.
    pub fn take(&mut self, fingerprint: &str) -> bool {
        match self.findings.get_mut(fingerprint) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// What both have: a baseline never grows.
    #[must_use]
    pub fn shrunk_to(&self, now: &Self) -> Self {
        let both = |(key, count): (&String, &usize)| {
            let left = now.findings.get(key).map_or(0, |n| *n.min(count));
            (left > 0).then(|| (key.clone(), left))
        };
        Self { findings: self.findings.iter().filter_map(both).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ignored_finding_comes_back_when_its_time_is_over() {
        let entry =
            Ignore { fingerprint: "ab".into(), expires: Some("2026-06-30".into()), ..Ignore::default() };
        let ignores = Ignores { entries: vec![entry] };
        assert_eq!(ignores.find("ab", "2026-06-30"), Some(0));
        assert_eq!(ignores.find("ab", "2026-07-01"), None);
        assert_eq!(ignores.find("cd", "2026-01-01"), None);
        assert_eq!(ignores.find_expired("ab", "2026-07-01"), Some(0));
        assert_eq!(ignores.find_expired("ab", "2026-06-30"), None);
    }

    #[test]
    fn a_baseline_only_shrinks() {
        let old = Baseline::new(["a", "a", "b"].into_iter());
        let now = Baseline::new(["a", "c"].into_iter());
        assert_eq!(old.shrunk_to(&now), Baseline::new(["a"].into_iter()));
        let mut taken = old;
        assert!(taken.take("b") && !taken.take("b") && !taken.take("c"));
    }
}
