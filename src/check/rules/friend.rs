//! TERM007: words that look like the French one and mean something else. Switched on by who wants it.

use crate::check::case::{Case, Draft};
use crate::check::finding::Reason;
use crate::check::rule::RuleId;
use crate::text::normalize::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

struct Friend {
    english: &'static str,
    meant: Vec<&'static str>,
}

static FRIENDS: LazyLock<FxHashMap<&'static str, Friend>> = LazyLock::new(|| {
    let lines = include_str!("../data/false-friends.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (french, english, meant) = (cells.next()?, cells.next()?, cells.next()?);
            Some((french, Friend { english, meant: meant.split('|').collect() }))
        })
        .collect()
});

pub(super) fn check(case: &Case<'_>, pair: usize, out: &mut Vec<Draft>) {
    if !case.settings.levels.is_on(RuleId::Term007) {
        return;
    }
    let subject = case.subject;
    let target: Vec<_> =
        subject.target.sentences[subject.pairs[pair].target.clone()].iter().flat_map(|s| &s.words).collect();
    let english = subject.target_text(pair).to_lowercase();
    for word in subject.source.sentences[subject.pairs[pair].source.clone()].iter().flat_map(|s| &s.words) {
        let Some(friend) =
            FRIENDS.get(fold(&word.lemma).as_str()).or_else(|| FRIENDS.get(word.lemma.as_str()))
        else {
            continue;
        };
        let used = target.iter().find(|other| {
            other.lemma == friend.english
                || crate::morph::readings(case.english(other.span), crate::text::Language::English)
                    .iter()
                    .any(|reading| reading.lemma == friend.english)
        });
        let Some(used) = used else { continue };
        if friend.meant.iter().any(|meant| english.contains(meant)) {
            continue;
        }
        let expected: Vec<String> = friend.meant.iter().map(|meant| (*meant).to_owned()).collect();
        let reason = Reason::new("finding-false-friend")
            .with("term", case.french(word.span))
            .with("used", case.english(used.span))
            .list("expected", expected.clone());
        out.push(
            Draft::new(RuleId::Term007, pair, 0.75, reason)
                .source(word.lemma.as_str(), word.span)
                .target(friend.english, used.span)
                .expected(expected),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_its_words_exist() {
        let lines: Vec<&str> =
            include_str!("../data/false-friends.tsv").lines().filter(|l| !l.starts_with('#')).collect();
        assert!(lines.is_sorted());
        assert_eq!(lines.len(), FRIENDS.len());
        for line in lines {
            let french = line.split("\t").next().unwrap_or_default();
            let friend = &FRIENDS[french];
            assert!(crate::morph::is_known(french, crate::text::Language::French), "{french}");
            assert!(!friend.meant.contains(&friend.english), "{french}");
        }
    }
}
