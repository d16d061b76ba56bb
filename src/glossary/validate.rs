//! What is wrong or doubtful in termbases that can be read: rules with stable ids, findings as data.

use super::{
    ConceptEntry, Glossary, LangSection, PartOfSpeech, TermSection, TermStatus, TermType,
    native::nearest_value,
};
use crate::text::Language;
use crate::text::normalize::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong: the termbase misleads or cannot be used as meant.
    Error,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident;)*) => {
        /// A rule of validation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule { $($(#[$doc])* $name,)* }

        impl Rule {
            /// All rules, by id.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable id.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }

            /// How bad its problems are.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }
        }
    };
}

rules! {
    /// Two concepts have one id.
    DuplicateId = "GLO001", Error;
    /// An id is not in kebab-case.
    IdForm = "GLO002", Error;
    /// A concept has no French term.
    NoFrench = "GLO003", Warning;
    /// A French noun has no gender.
    MissingGender = "GLO004", Error;
    /// A section has a term twice.
    DuplicateTerm = "GLO005", Error;
    /// A French term stands in two concepts of one domain.
    Homograph = "GLO006", Note;
    /// A relation leads to a concept that does not exist.
    BrokenRelation = "GLO007", Error;
    /// A forbidden or deprecated term does not say what to use instead.
    NoReplacement = "GLO008", Warning;
    /// `use` names no accepted term of the section.
    UnknownReplacement = "GLO009", Error;
    /// `expands` names no term of the section.
    UnknownExpansion = "GLO010", Warning;
    /// An acronym does not say what it stands for, though its expansion is in the section.
    NoExpansion = "GLO011", Warning;
    /// A section has no accepted term.
    NothingAccepted = "GLO012", Warning;
    /// A section has several preferred terms of one region.
    SeveralPreferred = "GLO013", Note;
    /// A term has stray blanks, a straight apostrophe in French, or a final full stop.
    TermForm = "GLO014", Warning;
    /// A register that is not one of the listed ones.
    UnknownRegister = "GLO015", Warning;
    /// A region that is no ISO 3166 code of two capitals.
    RegionForm = "GLO016", Warning;
    /// The domain differs from the name of the file.
    DomainName = "GLO017", Warning;
    /// A concept refers to itself.
    SelfReference = "GLO018", Warning;
    /// A term that is accepted here is forbidden in another concept with the same French term.
    Contradiction = "GLO019", Warning;
}

/// One problem of a termbase.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Which of the glossaries given.
    pub glossary: usize,
    /// Index of the concept; none for the glossary itself.
    pub concept: Option<usize>,
    /// Section and term in the concept, where one is meant.
    pub term: Option<(usize, usize)>,
    /// The rule.
    pub rule: Rule,
    /// The offending text: an id, a term, a value.
    pub value: String,
    /// What it clashes with, or what was probably meant.
    pub other: Option<String>,
}

/// Judges termbases together: ids are unique and relations resolved over all of them. Sorted by place.
pub fn validate(glossaries: &[Glossary]) -> Vec<Problem> {
    let mut judge = Judge { problems: Vec::new(), glossary: 0, concept: None, without_french: false };
    let mut ids: FxHashMap<&str, &str> = FxHashMap::default();
    for (number, glossary) in glossaries.iter().enumerate() {
        (judge.glossary, judge.concept) = (number, None);
        if let Some(domain) = &glossary.domain
            && !glossary.name.is_empty()
            && *domain != glossary.name
        {
            judge.add(Rule::DomainName, None, domain, Some(glossary.name.clone()));
        }
        for (index, concept) in glossary.concepts.iter().enumerate() {
            judge.concept = Some(index);
            if let Some(first) = ids.insert(&concept.id, &glossary.name) {
                judge.add(Rule::DuplicateId, None, &concept.id, Some(first.to_owned()));
            }
        }
    }
    for (number, glossary) in glossaries.iter().enumerate() {
        judge.glossary = number;
        // A termbase of other languages is told so once.
        let has_french = |concept: &ConceptEntry| concept.terms(Language::French).next().is_some();
        judge.without_french = !glossary.concepts.is_empty() && !glossary.concepts.iter().any(has_french);
        if judge.without_french && glossary.concepts.len() > 1 {
            judge.concept = None;
            let mut languages: Vec<&str> =
                glossary.concepts.iter().flat_map(|c| &c.languages).map(|s| s.language.as_str()).collect();
            languages.sort_unstable();
            languages.dedup();
            judge.add(Rule::NoFrench, None, &glossary.name, Some(languages.join(", ")));
        } else {
            judge.without_french = false;
        }
        let mut french: FxHashMap<(String, Option<PartOfSpeech>), &str> = FxHashMap::default();
        for (index, concept) in glossary.concepts.iter().enumerate() {
            judge.concept = Some(index);
            judge.concept(concept, &ids);
            for (section, lang) in concept.languages.iter().enumerate() {
                if Language::from_tag(&lang.language) != Some(Language::French) {
                    continue;
                }
                for (term, entry) in lang.terms.iter().enumerate() {
                    let key = (fold(&entry.term), entry.part_of_speech);
                    if let Some(other) = french.insert(key, &concept.id)
                        && other != concept.id
                    {
                        judge.add(
                            Rule::Homograph,
                            Some((section, term)),
                            &entry.term,
                            Some(other.to_owned()),
                        );
                    }
                }
            }
        }
    }
    judge.contradictions(glossaries);
    judge.problems.sort();
    judge.problems
}

struct Judge {
    problems: Vec<Problem>,
    glossary: usize,
    concept: Option<usize>,
    /// Nothing in the glossary is French.
    without_french: bool,
}

impl Judge {
    fn add(&mut self, rule: Rule, term: Option<(usize, usize)>, value: &str, other: Option<String>) {
        let (glossary, concept) = (self.glossary, self.concept);
        self.problems.push(Problem { glossary, concept, term, rule, value: value.to_owned(), other });
    }

    fn concept(&mut self, concept: &ConceptEntry, ids: &FxHashMap<&str, &str>) {
        if !is_kebab(&concept.id) {
            self.add(Rule::IdForm, None, &concept.id, Some(kebab(&concept.id)));
        }
        if !self.without_french && concept.terms(Language::French).next().is_none() {
            self.add(Rule::NoFrench, None, &concept.id, None);
        }
        for relation in &concept.relations {
            if relation.target == concept.id {
                self.add(Rule::SelfReference, None, &relation.target, None);
            } else if !ids.contains_key(relation.target.as_str()) {
                let near = nearest_value(&relation.target, ids.keys().copied());
                self.add(Rule::BrokenRelation, None, &relation.target, near);
            }
        }
        for (number, section) in concept.languages.iter().enumerate() {
            self.section(number, section);
        }
    }

    fn section(&mut self, number: usize, section: &LangSection) {
        let language = Language::from_tag(&section.language);
        if !section.terms.is_empty() && !section.terms.iter().any(|term| term.status.is_accepted()) {
            self.add(Rule::NothingAccepted, None, &section.language, None);
        }
        let mut seen = FxHashSet::default();
        let mut preferred: Vec<&TermSection> = Vec::new();
        for (index, term) in section.terms.iter().enumerate() {
            let at = Some((number, index));
            if !seen.insert((term.term.trim(), term.part_of_speech)) {
                self.add(Rule::DuplicateTerm, at, &term.term, None);
            }
            let noun = matches!(term.part_of_speech, None | Some(PartOfSpeech::Noun));
            if language == Some(Language::French)
                && noun
                && term.gender.is_none()
                && term.status.is_accepted()
            {
                self.add(Rule::MissingGender, at, &term.term, None);
            }
            if let Some(clean) = clean(&term.term, language) {
                self.add(Rule::TermForm, at, &term.term, Some(clean));
            }
            self.links(at, term, section);
            if let Some(register) = &term.register
                && !super::native::REGISTERS.contains(&register.as_str())
            {
                let near = nearest_value(register, super::native::REGISTERS.iter().copied());
                self.add(Rule::UnknownRegister, at, register, near);
            }
            for region in &term.regions {
                if region.len() != 2 || !region.bytes().all(|b| b.is_ascii_uppercase()) {
                    self.add(Rule::RegionForm, at, region, None);
                }
            }
            if term.status == TermStatus::Preferred {
                let clash = preferred.iter().find(|other| {
                    other.part_of_speech == term.part_of_speech
                        && (other.regions.is_empty() == term.regions.is_empty())
                        && (term.regions.is_empty() || term.regions.iter().any(|r| other.regions.contains(r)))
                });
                if let Some(other) = clash {
                    let other = other.term.clone();
                    self.add(Rule::SeveralPreferred, at, &term.term, Some(other));
                }
                preferred.push(term);
            }
        }
    }

    fn links(&mut self, at: Option<(usize, usize)>, term: &TermSection, section: &LangSection) {
        let accepted = || section.terms.iter().filter(|other| other.status.is_accepted());
        match &term.use_instead {
            None if !term.status.is_accepted() => self.add(Rule::NoReplacement, at, &term.term, None),
            Some(other) if !accepted().any(|t| t.term == *other) => {
                let near = nearest_value(other, accepted().map(|t| t.term.as_str()));
                self.add(Rule::UnknownReplacement, at, other, near);
            }
            _ => {}
        }
        match &term.expands {
            Some(full) if !section.terms.iter().any(|t| t.term == *full) => {
                let near = nearest_value(full, section.terms.iter().map(|t| t.term.as_str()));
                self.add(Rule::UnknownExpansion, at, full, near);
            }
            None if term.term_type == Some(TermType::Acronym) => {
                let full = section.terms.iter().find(|t| initials(&t.term) == term.term.to_uppercase());
                if let Some(full) = full {
                    self.add(Rule::NoExpansion, at, &term.term, Some(full.term.clone()));
                }
            }
            _ => {}
        }
    }

    /// English terms that one concept accepts and another with the same French term forbids.
    fn contradictions(&mut self, glossaries: &[Glossary]) {
        let mut forbidden: FxHashMap<(String, String), &str> = FxHashMap::default();
        let all = || {
            glossaries
                .iter()
                .enumerate()
                .flat_map(|(n, g)| g.concepts.iter().enumerate().map(move |c| (n, c)))
        };
        for (_, (_, concept)) in all() {
            for english in concept.terms(Language::English).filter(|t| t.status == TermStatus::Forbidden) {
                for french in concept.accepted(Language::French) {
                    forbidden.insert((fold(&french.term), fold(&english.term)), &concept.id);
                }
            }
        }
        for (number, (index, concept)) in all() {
            for english in concept.accepted(Language::English) {
                for french in concept.accepted(Language::French) {
                    if let Some(&other) = forbidden.get(&(fold(&french.term), fold(&english.term)))
                        && other != concept.id
                    {
                        (self.glossary, self.concept) = (number, Some(index));
                        self.add(Rule::Contradiction, None, &english.term, Some(other.to_owned()));
                    }
                }
            }
        }
    }
}

fn is_kebab(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// An id made of a text: lower case, no diacritics, hyphens between words.
pub fn kebab(text: &str) -> String {
    let mut out = String::new();
    for c in crate::text::normalize::bare(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// The term in proper form, if it is not.
fn clean(term: &str, language: Option<Language>) -> Option<String> {
    let mut out = term.split_whitespace().collect::<Vec<_>>().join(" ");
    if language == Some(Language::French) {
        out = out.replace('\'', "\u{2019}");
    }
    let abbreviated =
        out.split(' ').next_back().is_some_and(|last| last.matches('.').count() > 1 || last.len() < 5);
    if out.ends_with('.') && !abbreviated {
        out.pop();
    }
    (out != term).then_some(out)
}

fn initials(term: &str) -> String {
    term.split([' ', '-', '\u{2019}', '\''])
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::native::read;

    fn rules(text: &str) -> Vec<&'static str> {
        let file = read(text, "x").unwrap();
        validate(&[file.glossary]).iter().map(|problem| problem.rule.id()).collect()
    }

    #[test]
    fn a_good_entry_has_no_problem() {
        let text = "[[concept]]\nid = \"venture-capital\"\nfr = [\n  { term = \"capital-risque\", gender = \"masculine\" },\n]\nen = [\n  { term = \"venture capital\" },\n  { term = \"VC\", type = \"acronym\", expands = \"venture capital\" },\n  { term = \"risk capital\", status = \"forbidden\", use = \"venture capital\" },\n]\n";
        assert_eq!(rules(text), <[&str; 0]>::default());
    }

    #[test]
    fn each_problem_has_its_rule() {
        let concept = |id: &str, fr: &str, en: &str, more: &str| {
            format!("[[concept]]\nid = \"{id}\"\nfr = [{fr}]\nen = [{en}]\n{more}\n")
        };
        let good = "{ term = \"prêt\", gender = \"masculine\" }";
        assert_eq!(rules(&concept("a b", good, "", "")), ["GLO002"]);
        assert_eq!(rules(&concept("a", "", "{ term = \"loan\" }", "")), ["GLO003"]);
        assert_eq!(rules(&concept("a", "{ term = \"prêt\" }", "", "")), ["GLO004"]);
        assert_eq!(rules(&concept("a", good, "{ term = \"b\" }, { term = \"b\" }", "")), ["GLO005"]);
        assert_eq!(rules(&concept("a", good, "", "see = [\"zz\"]")), ["GLO007"]);
        assert_eq!(rules(&concept("a", good, "", "see = [\"a\"]")), ["GLO018"]);
        assert_eq!(
            rules(&concept("a", good, "{ term = \"b\" }, { term = \"c\", status = \"forbidden\" }", "")),
            ["GLO008"]
        );
        assert_eq!(
            rules(&concept(
                "a",
                good,
                "{ term = \"b\" }, { term = \"c\", status = \"forbidden\", use = \"d\" }",
                ""
            )),
            ["GLO009"]
        );
        assert_eq!(
            rules(&concept("a", good, "{ term = \"B\", type = \"acronym\", expands = \"bb\" }", "")),
            ["GLO010"]
        );
        assert_eq!(
            rules(&concept("a", good, "{ term = \"big cat\" }, { term = \"BC\", type = \"acronym\" }", "")),
            ["GLO011"]
        );
        assert_eq!(rules(&concept("a", good, "{ term = \" b\" }", "")), ["GLO014"]);
        assert_eq!(
            rules(
                &(concept("a", good, "", "")
                    + &concept("a", "{ term = \"b\", gender = \"common\" }", "", ""))
            ),
            ["GLO001"]
        );
        assert_eq!(rules(&(concept("a", good, "", "") + &concept("b", good, "", ""))), ["GLO006"]);
    }

    #[test]
    fn ids_are_unique_and_ascending() {
        let ids: Vec<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }
}
